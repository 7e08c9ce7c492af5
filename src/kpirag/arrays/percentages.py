"""Percentages and rates from columns of counts, nothing where there were no cases."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import Numbers, checked_out, common_shape, flat_room, numbers, put_back, refuse_rows
from kpirag._numbers import GivenNumber, number
from kpirag.errors import InputError, shown
from kpirag.tolerances import true_or_false

__all__ = ["percentages"]

_DOUBLE = 8  # bytes of a float64


def percentages(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    per: GivenNumber = 100,
    can_exceed: bool = False,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return percentages from counts: multiplied first, then one division, as for one figure.

    A row without cases has no percentage: it is NaN, and never an infinity that would rate green.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of.
        per: 100 for percentages, or what a rate is per.
        can_exceed: True if a numerator may be above its denominator, as of events in a population.
        out: An array of float64 to write the result to.

    Returns:
        The percentages as float64; NaN where a count is missing or infinite, or the denominator is 0.

    Raises:
        InputTypeError: If the counts are not numbers.
        InputError: If a count is negative, or a numerator above its denominator, with the first rows.

    Example:
        >>> percentages([1, 0, 3], [3, 0, 4])
        array([33.33333333,         nan, 75.        ])
    """
    times = number(per, "per")
    if times <= 0:
        raise InputError("must be above zero", path="per", got=shown(per), remedy="Write per=100, say.")
    true_or_false(can_exceed, "can_exceed")
    cases, of = _counts(numerator, "numerator"), _counts(denominator, "denominator")
    shape = common_shape(numerator=cases, denominator=of)
    result = checked_out(out, shape, np.float64, numerator=cases, denominator=of)
    flat, mask = flat_room(result), np.empty(rows_at_once(shape), bool)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for rows, (few, many) in chunks(shape, [cases, of], [np.float64, np.float64]):
            _check(few, many, rows.start, shape, can_exceed=can_exceed)
            found, wrong = flat[rows], mask[: few.size]
            np.multiply(few, times, out=found)
            np.divide(found, many, out=found)
            np.logical_not(np.isfinite(found, out=wrong), out=wrong)
            wrong |= many == np.inf
            np.copyto(found, np.nan, where=wrong)
    put_back(result, flat)
    return result


def _counts(given: Any, path: str) -> Numbers:
    """Return a column of counts; floats of 2 or 4 bytes hold whole numbers as they are."""
    found = np.asarray(given)
    if found.dtype.kind == "f" and found.dtype.itemsize < _DOUBLE and found.ndim:
        wrong = np.isfinite(found) & (found != np.rint(found))
        problem = f"is no whole number, and {found.dtype.name} does not hold the decimals it prints"
        remedy = "Give the counts as integers or float64."
        refuse_rows(wrong.ravel(), path, problem, got=found.ravel(), remedy=remedy, shape=found.shape)
        return numbers(given, path, decimals=0)
    return numbers(given, path)


def _check(few: Any, many: Any, start: int, shape: tuple[int, ...], *, can_exceed: bool) -> None:
    for path, counts in (("numerator", few), ("denominator", many)):
        if np.fmin.reduce(counts) < 0:
            problem, remedy = "must not be negative", "Write the number of cases."
            refuse_rows(counts < 0, path, problem, got=counts, remedy=remedy, start=start, shape=shape)
    if not can_exceed:
        over = (few > many) & (few < np.inf)
        remedy = "Correct the counts, or say can_exceed=True."
        problem = "is above the denominator"
        refuse_rows(over, "numerator", problem, got=few, remedy=remedy, start=start, shape=shape)
