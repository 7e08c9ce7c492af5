"""The vector form of the intervals of counts: the same steps as for one figure, over whole arrays."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._intervals import byar, normal_quantile
from kpirag.errors import InputError, InputTypeError, shown

__all__ = ["byar_arrays", "wilson_arrays"]

Floats: TypeAlias = NDArray[np.float64]
#: Counts as they were given: whole numbers or floats of any size.
Numbers: TypeAlias = NDArray[Any]

#: How many figures are worked on at a time, so that they stay near the processor.
_CHUNK = 16_384


def wilson_arrays(numerator: Any, denominator: Any, confidence: float) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of Wilson's interval for arrays of counts.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of.
        confidence: The level, such as 0.95.

    Raises:
        InputTypeError: If the counts are not arrays of numbers.
        InputError: If the shapes differ, a count is negative, or a numerator is above its denominator.
    """
    given, of = _shaped(numerator, denominator, "numerator")
    shape = given.shape
    given, of = given.ravel(), of.ravel()
    low, high = np.empty(given.size), np.empty(given.size)
    z = normal_quantile(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        for start in range(0, given.size, _CHUNK):
            piece = slice(start, start + _CHUNK)
            cases, whole = given[piece].astype(np.float64), of[piece].astype(np.float64)
            if not ((cases >= 0) & (cases <= whole)).all() or not 0 < whole.min() <= whole.max() < np.inf:
                _check_all(given.reshape(shape), of.reshape(shape))
                lacking = ~(np.isfinite(cases) & np.isfinite(whole) & (whole > 0))
                cases[lacking], whole[lacking] = np.nan, np.nan
            _wilson(cases, whole, z, low[piece], high[piece])
    return low.reshape(shape), high.reshape(shape)


def _check_all(cases: Numbers, whole: Numbers) -> None:
    """Refuse counts that cannot be, with their place; what is missing or infinite passes."""
    _refuse_negative(cases, whole, "numerator")
    over = (cases > whole) & np.isfinite(cases)
    _refuse(over, cases, "numerator", "is above the denominator", "Correct the counts.")


def _wilson(cases: Floats, whole: Floats, z: float, low: Floats, high: Floats) -> None:
    """Write both ends of a chunk; each step is that of the scalar form, in the same order."""
    spread = np.divide(cases, whole)
    np.subtract(1, spread, out=spread)
    spread *= cases
    spread += z * z / 4
    np.sqrt(spread, out=spread)
    spread *= z
    middle = cases + z * z / 2
    weight = whole + z * z
    np.divide(1, weight, out=weight)
    np.subtract(middle, spread, out=low)
    low *= weight
    np.maximum(low, 0.0, out=low)
    np.add(middle, spread, out=high)
    high *= weight
    np.minimum(high, 1.0, out=high)
    np.copyto(high, 1.0, where=cases == whole)


def byar_arrays(
    events: Any, denominator: Any, per: float, confidence: float, exact_below: float
) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of the interval of rates for arrays of counts.

    Args:
        events: The events counted.
        denominator: What they are out of.
        per: What the rates are per.
        confidence: The level, such as 0.95.
        exact_below: The number of events below which the limits are exact.

    Raises:
        InputTypeError: If the counts are not arrays of numbers.
        InputError: If the shapes differ, a count is negative, or there are events out of nothing.
    """
    cases, whole = _counts(events, denominator, "events")
    out_of_nothing = (whole == 0) & (cases > 0)
    _refuse(out_of_nothing, cases, "events", "is counted out of a denominator of 0", "Correct the counts.")
    z = normal_quantile(1 - (1 - confidence) / 2)
    above = cases + 1.0
    part = 1 - 1 / (9 * above) + z / (3 * np.sqrt(above))
    high = above * (part * part * part)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.maximum(0.0, 1 - 1 / (9 * cases) - z / (3 * np.sqrt(cases)))
        low = cases * (part * part * part)
    low[cases == 0] = 0.0
    few = cases < exact_below
    if few.any():
        counts, places = np.unique(cases[few], return_inverse=True)  # a limit is worked out once a count
        ends = np.array([byar(count, confidence, exact_below=exact_below) for count in counts.tolist()])
        low[few], high[few] = ends[places.ravel(), 0], ends[places.ravel(), 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = per * low / whole, per * high / whole
    nothing = whole == 0
    low[nothing], high[nothing] = np.nan, np.nan
    return low, high


def _counts(numerator: Any, denominator: Any, path: str) -> tuple[Floats, Floats]:
    given, of = _shaped(numerator, denominator, path)
    _refuse_negative(given, of, path)
    cases, whole = given.astype(np.float64, copy=False), of.astype(np.float64, copy=False)
    unusable = ~(np.isfinite(cases) & np.isfinite(whole))
    if unusable.any():
        cases, whole = np.where(unusable, np.nan, cases), np.where(unusable, np.nan, whole)
    return cases, whole


def _shaped(numerator: Any, denominator: Any, path: str) -> tuple[Numbers, Numbers]:
    counts = [_numbers(numerator, path), _numbers(denominator, "denominator")]
    try:
        cases, whole = np.broadcast_arrays(*counts)
    except ValueError:
        got = f"{counts[0].shape} and {counts[1].shape}"
        remedy = "Give as many denominators as numerators, or one for all."
        raise InputError("has another shape", path="denominator", got=got, remedy=remedy) from None
    return cases, whole


def _refuse_negative(cases: Numbers, whole: Numbers, path: str) -> None:
    for name, given in ((path, cases), ("denominator", whole)):
        _refuse(given < 0, given, name, "must not be negative", "Write the number of cases.")


def _numbers(given: Any, path: str) -> Numbers:
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(np.float64), np.nan)  # what is masked is missing
    try:
        found = np.asarray(given)
    except ValueError:
        found = np.empty(0, dtype=object)
        problem, remedy = "must be an array of numbers", "Give rows of one length."
        raise InputTypeError(problem, path=path, got=shown(given), remedy=remedy) from None
    if found.dtype == object:
        plain = [_number_or_nan(one, f"{path}[{place}]") for place, one in enumerate(found.ravel().tolist())]
        return np.array(plain, dtype=np.float64).reshape(found.shape)
    if found.dtype.kind not in "iuf":
        remedy = "Give an array of counts."
        raise InputTypeError("must be an array of numbers", path=path, got=shown(given), remedy=remedy)
    return found


def _number_or_nan(given: Any, path: str) -> float:
    """Return one item of an array of objects: None is missing, and any other number is read."""
    from kpirag._numbers import number  # noqa: PLC0415 - arrays of objects are rare

    return float("nan") if given is None or given != given else number(given, path)  # noqa: PLR0124 - NaN


def _refuse(wrong: NDArray[np.bool_], values: Numbers, path: str, problem: str, remedy: str) -> None:
    if not wrong.any():
        return
    place = tuple(int(one) for one in np.argwhere(wrong)[0])
    where = "".join(f"[{one}]" for one in place)
    raise InputError(problem, path=f"{path}{where}", got=f"{float(values[place]):g}", remedy=remedy)
