"""The vector form of the intervals of counts: the same steps as for one figure, over whole columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import chunks
from kpirag._columns import Numbers, common_shape, numbers, refuse_rows
from kpirag._intervals import byar, normal_quantile

__all__ = ["byar_arrays", "wilson_arrays"]

Floats: TypeAlias = NDArray[np.float64]

#: How many figures are worked on at a time: few, because there is room for many steps beside them.
_ROWS = 16_384


def wilson_arrays(numerator: Any, denominator: Any, confidence: float) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of Wilson's interval for columns of counts.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of.
        confidence: The level, such as 0.95.

    Raises:
        InputTypeError: If the counts are not columns of numbers.
        InputError: If they do not fit together, a count is negative, or a numerator is above its denominator.
    """
    given, of = numbers(numerator, "numerator"), numbers(denominator, "denominator")
    shape = common_shape(numerator=given, denominator=of)
    low, high = np.empty(shape), np.empty(shape)
    ends = low.reshape(-1), high.reshape(-1)
    z = normal_quantile(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        for rows, (some, many) in chunks(shape, [given, of], [np.float64] * 2, size=_ROWS):
            cases, whole = some, many
            if not ((cases >= 0) & (cases <= whole)).all() or not 0 < whole.min() <= whole.max() < np.inf:
                _refuse_negative(cases, whole, "numerator", rows.start, shape)
                over = (cases > whole) & np.isfinite(cases)
                problem, remedy = "is above the denominator", "Correct the counts."
                refuse_rows(
                    over, "numerator", problem, got=cases, remedy=remedy, start=rows.start, shape=shape
                )
                lacking = ~(np.isfinite(cases) & np.isfinite(whole) & (whole > 0))
                cases, whole = np.where(lacking, np.nan, cases), np.where(lacking, np.nan, whole)
            _wilson(cases, whole, z, ends[0][rows], ends[1][rows])
    return low, high


def _wilson(cases: Floats, whole: Floats, z: float, low: Floats, high: Floats) -> None:
    """Write both ends of a piece; each step is that of the scalar form, in the same order."""
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
    """Return the lower and upper ends of the interval of rates for columns of counts.

    Args:
        events: The events counted.
        denominator: What they are out of.
        per: What the rates are per.
        confidence: The level, such as 0.95.
        exact_below: The number of events below which the limits are exact.

    Raises:
        InputTypeError: If the counts are not columns of numbers.
        InputError: If they do not fit together, a count is negative, or there are events out of nothing.
    """
    given, of = numbers(events, "events"), numbers(denominator, "denominator")
    shape = common_shape(events=given, denominator=of)
    low, high = np.empty(shape), np.empty(shape)
    z = normal_quantile(1 - (1 - confidence) / 2)
    exact: dict[float, tuple[float, float]] = {}
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for rows, cases, whole in _checked(given, of, shape):
            lower, upper = low.reshape(-1)[rows], high.reshape(-1)[rows]
            _byar(cases, z, lower, upper)
            few = np.flatnonzero(cases < exact_below)
            counts, places = np.unique(cases[few], return_inverse=True)  # a limit is worked out once a count
            for count in counts.tolist():
                if count not in exact:
                    exact[count] = byar(count, confidence, exact_below=exact_below)
            bounds = np.array([exact[count] for count in counts.tolist()]).reshape(-1, 2)[places.ravel()]
            lower[few], upper[few] = bounds[:, 0], bounds[:, 1]
            for ends in (lower, upper):
                np.multiply(per, ends, out=ends)
                np.divide(ends, whole, out=ends)
                ends[whole == 0] = np.nan
            too_large = "gives a rate that is too large for a figure"
            _refuse(np.isinf(upper), cases, "events", too_large, rows.start, shape)
    return low, high


def _byar(cases: Floats, z: float, low: Floats, high: Floats) -> None:
    """Write Byar's ends of the counts of a piece, before they are made rates."""
    above = cases + 1.0
    part = 1 - 1 / (9 * above) + z / (3 * np.sqrt(above))
    np.multiply(above, part * part * part, out=high)
    part = np.maximum(0.0, 1 - 1 / (9 * cases) - z / (3 * np.sqrt(cases)))
    np.multiply(cases, part * part * part, out=low)
    low[cases == 0] = 0.0


def _checked(given: Numbers, of: Numbers, shape: tuple[int, ...]) -> Iterator[tuple[slice, Floats, Floats]]:
    """Give events and what they are out of piece by piece, NaN where one is missing or infinite."""
    for rows, (some, many) in chunks(shape, [given, of], [np.float64] * 2, size=_ROWS):
        cases, whole = some, many
        _refuse_negative(cases, whole, "events", rows.start, shape)
        unusable = ~(np.isfinite(cases) & np.isfinite(whole))
        if unusable.any():
            cases, whole = np.where(unusable, np.nan, some), np.where(unusable, np.nan, many)
        wrong = (whole == 0) & (cases > 0)
        _refuse(wrong, cases, "events", "is counted out of a denominator of 0", rows.start, shape)
        yield rows, cases, whole


def _refuse_negative(cases: Floats, whole: Floats, path: str, start: int, shape: tuple[int, ...]) -> None:
    for name, counts in ((path, cases), ("denominator", whole)):
        _refuse(counts < 0, counts, name, "must not be negative", start, shape)


def _refuse(  # noqa: PLR0917 - the facts of one refusal, in order
    wrong: NDArray[np.bool_], got: Floats, path: str, problem: str, start: int, shape: tuple[int, ...]
) -> None:
    remedy = "Correct the counts."
    refuse_rows(wrong, path, problem, got=got, remedy=remedy, start=start, shape=shape)
