"""Rating many rows at once: values against targets, each row with its own or all with one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import checked_out, common_shape, flat_room, numbers, put_back
from kpirag.arrays._exact import Codes, half_up_rows
from kpirag.arrays._levels import OneTarget
from kpirag.arrays._plans import Plan, check_decimals, checked_scheme, planned
from kpirag.arrays._row_codes import RowCodes
from kpirag.arrays._same import Same
from kpirag.arrays.codes import reason_codes
from kpirag.bands import Bands
from kpirag.indicators import Indicator, Polarity
from kpirag.schemes import RAG, Rounding, Scheme
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance, true_or_false

__all__ = ["rate_values"]


@overload
def rate_values(
    values: ArrayLike,
    target: ArrayLike | Target | None = None,
    *,
    tolerance: Tolerance | ArrayLike | None = None,
    percent: ArrayLike | None = None,
    polarity: Polarity | str | ArrayLike = "higher",
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    floor: ArrayLike | Edge | None = None,
    stretch: ArrayLike | Edge | None = None,
    strict: bool = False,
    scheme: Scheme = RAG,
    decimals: int | None = None,
    with_reasons: Literal[False] = False,
    out: Codes | None = None,
) -> Codes: ...
@overload
def rate_values(
    values: ArrayLike,
    target: ArrayLike | Target | None = None,
    *,
    tolerance: Tolerance | ArrayLike | None = None,
    percent: ArrayLike | None = None,
    polarity: Polarity | str | ArrayLike = "higher",
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    floor: ArrayLike | Edge | None = None,
    stretch: ArrayLike | Edge | None = None,
    strict: bool = False,
    scheme: Scheme = RAG,
    decimals: int | None = None,
    with_reasons: Literal[True],
    out: Codes | None = None,
) -> tuple[Codes, Codes]: ...
def rate_values(
    values: Any,
    target: Any = None,
    *,
    tolerance: Any = None,
    percent: Any = None,
    polarity: Any = "higher",
    low: Any = None,
    high: Any = None,
    floor: Any = None,
    stretch: Any = None,
    strict: bool = False,
    scheme: Scheme = RAG,
    decimals: int | None = None,
    with_reasons: bool = False,
    out: Codes | None = None,
) -> Any:
    """Return the codes of many values: 0 not rated, then the states of the scheme from 1.

    Each row gets the status that `kpirag.rate` gives its figures, to the last bit of every edge. Under
    the scheme RAG, 1 is red, 2 amber and 3 green. A row is not rated where its value, target or
    tolerance is NaN or infinite, or where it is not judged. An argument is one number for all rows, or
    an array with one a row; shapes go together as in numpy.

    Args:
        values: The values, compared as they are.
        target: The targets; or a `Target` for all.
        tolerance: How far short of the target is still amber, in the unit of the values; or a
            `Tolerance`. None leaves it to the scheme.
        percent: The same in percent of the target. Beside a tolerance, each row has NaN in one of them.
        polarity: ``"higher"``, ``"lower"`` or ``"range"``; or for each row ``"higher"`` or 1, ``"lower"`` or
            -1, and ``"none"`` or 0 where the row is not judged.
        low: The lower bounds of ranges, with polarity ``"range"`` instead of a target.
        high: The upper bounds of ranges.
        floor: The amber edge itself, instead of a tolerance.
        stretch: Where better than green begins, in a scheme that has such a state.
        strict: True if targets must be passed, not only met.
        scheme: The scheme. It must need nothing but the value: no promotion, interval, gate or count.
        decimals: The decimals that figures are published to: for a scheme that rounds first, and to read
            arrays of float16 and float32.
        with_reasons: True to have the reasons for not rated too; see `reason_names`.
        out: An array of int8 to write the codes to.

    Returns:
        The codes as int8, in the shape that the arguments have together; with reasons, both.

    Raises:
        InputTypeError: If an argument is not made of numbers, or of the wrong kind.
        InputError: If arguments contradict each other; or with the first rows, if a row has a target or
            tolerance that cannot be, such as a percentage of zero.

    Example:
        >>> rate_values([92.7, 85.1, 80.0, float("nan")], 90, tolerance=4.9)
        array([3, 2, 1, 0], dtype=int8)
    """
    true_or_false(with_reasons, "with_reasons")
    checked_scheme(scheme)
    check_decimals(scheme, decimals)
    found = numbers(values, "values", decimals=decimals)
    plan = planned(
        target=target,
        low=low,
        high=high,
        tolerance=tolerance,
        percent=percent,
        polarity=polarity,
        floor=floor,
        stretch=stretch,
        strict=strict,
        scheme=scheme,
        decimals=decimals,
    )
    columns = plan.columns if isinstance(plan, Plan) else {}
    shape = common_shape(values=found, **columns)
    codes = checked_out(out, shape, np.int8, values=found, **columns)
    reasons = np.empty(shape, np.int8) if with_reasons else None
    places = decimals if scheme.rounding is Rounding.AS_PUBLISHED else None
    flat, flat_reasons = flat_room(codes), None if reasons is None else reasons.reshape(-1)
    writer: RowCodes | OneTarget
    if isinstance(plan, Plan):
        writer = RowCodes(plan, shape)
    else:
        writer = OneTarget(_bands(*plan, scheme), rows_at_once(shape))
    types = [np.int8 if name == "polarity" else np.float64 for name in columns]
    # An infinity less another is no figure, and what is too small or too large is looked for itself.
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        for piece, (given, *others) in chunks(shape, [found, *columns.values()], [np.float64, *types]):
            compared = given if places is None else half_up_rows(given, places)
            writer.write(compared, dict(zip(columns, others, strict=True)), piece, flat)
        writer.finish(flat)
    if flat_reasons is not None:
        judged = columns.get("polarity", np.ones((), np.int8))
        for piece, (given, sign) in chunks(shape, [found, judged], [np.float64, np.int8]):
            reason_codes(flat[piece], given, sign, flat_reasons[piece])
    put_back(codes, flat)
    return codes if reasons is None else (codes, reasons)


def _bands(polarity: Polarity, target: Target, scheme: Scheme) -> Bands:
    return _bands_of(polarity, Same(target, scheme))


@lru_cache(maxsize=8)
def _bands_of(polarity: Polarity, kept: Same) -> Bands:
    return Bands.of(_values_of(polarity), *kept.things)


@lru_cache(maxsize=4)
def _values_of(polarity: Polarity) -> Indicator:
    return Indicator("values", "values", polarity=polarity)
