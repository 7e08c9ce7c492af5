"""What a change is judged by, checked once: polarity, dead band, bounds, and what can be compared at all."""

from __future__ import annotations

from numbers import Number
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._columns import numbers, refuse_rows
from kpirag._numbers import LEAST, not_too_small, number, whole_number
from kpirag.arrays._lookups import Lookup
from kpirag.arrays._polarities import Signs, polarity_of
from kpirag.errors import InputError, choose, shown
from kpirag.indicators import Basis, Polarity, dead_band_of
from kpirag.tolerances import ToleranceKind, true_or_false

__all__ = [
    "Bounds",
    "Rule",
    "Year",
    "change_rule",
    "checked_bounds",
    "comparable_rows",
    "earlier_bounds",
    "year_of",
]

#: The bounds of a range, each a number or a column: none, lower and upper, or those now and those then.
Bounds: TypeAlias = tuple[Any, ...]

_MOST_PERIODS = 366
_PIECE = 32_768


@frozen(eq=False)
class Rule:
    """How a change is judged.

    Args:
        polarity: Which way is better; None if each row tells.
        signs: 1, -1 or 0 for each row; None if all are alike.
        points: The dead band in points, for all rows or each.
        percent: The dead band in percent of the earlier figure; None if it is in points.
    """

    polarity: Polarity | None
    signs: Signs | None
    points: Any
    percent: float | None


@frozen
class Year:
    """A reporting year for figures that run from its start.

    Args:
        periods: How many periods it has.
        adds_up: Whether the figures of its periods sum to the year's.
    """

    periods: int
    adds_up: bool


def change_rule(polarity: Any, dead_band: Any, decimals: int | None = None) -> Rule:
    """Return how changes are judged.

    Args:
        polarity: A polarity; or for each row one by name, or 1, -1 or 0.
        dead_band: None, points, a tolerance, text, or points for each row.
        decimals: The decimals that dead bands of float16 or float32 are read to.

    Raises:
        InputTypeError: If one is of the wrong kind.
        InputError: If one cannot be right.

    Example:
        >>> change_rule("lower", "5%").percent
        5.0
    """
    way = polarity_of(polarity, ranges="Compare these rows apart, with polarity='range'.")
    points, percent = _band(dead_band, decimals)
    if isinstance(way, Polarity):
        return Rule(way, None, points, percent)
    return Rule(None, way, points, percent)


def _band(given: Any, decimals: int | None) -> tuple[Any, float | None]:
    if given is None:
        return 0.0, None
    if isinstance(given, np.ndarray | list | tuple) or (hasattr(given, "__array__") and np.ndim(given)):
        points = _column(given, "dead_band", decimals)
        if isinstance(points, np.ndarray):
            rows, shape = points.ravel(), points.shape
            wrong, small = ~(np.isfinite(rows) & (rows >= 0)), (rows > 0) & (rows < LEAST)
            remedy = "Write 0 for none."
            refuse_rows(wrong, "dead_band", "must be 0 or more", got=rows, remedy=remedy, shape=shape)
            _refuse_small(small, rows, "dead_band", shape)
            return points, None
        given = points
    band = dead_band_of(given)
    if not band.size:
        return 0.0, None
    return (0.0, band.size) if band.kind is ToleranceKind.PERCENT else (band.size, None)


def _refuse_small(small: NDArray[np.bool_], rows: Any, path: str, shape: tuple[int, ...]) -> None:
    problem, remedy = (
        "is too small: zero, or at least 0.000001 in size",
        "Write the figures in a smaller unit.",
    )
    refuse_rows(small, path, problem, got=rows, remedy=remedy, shape=shape)


def _column(given: Any, path: str, decimals: int | None) -> Any:
    """Return numbers as a column of float64, or as a float if it is one for all rows."""
    found = numbers(given, path, decimals=decimals)
    return found.item() if found.ndim == 0 else found.astype(np.float64, copy=False)


def checked_bounds(low: Any, high: Any, prefix: str, decimals: int | None = None) -> Bounds:
    """Return the bounds of a range, each for all rows or each row; nothing if none are given.

    Args:
        low: The lower bound, or None.
        high: The upper bound, or None.
        prefix: What stands before the names of both arguments.
        decimals: The decimals that bounds of float16 or float32 are read to.

    Raises:
        InputTypeError: If one is not a number.
        InputError: If one alone is given, one is infinite or too small, or they are the wrong way round.

    Example:
        >>> checked_bounds(40, 60, "")
        (40.0, 60.0)
    """
    if low is None and high is None:
        return ()
    if low is None or high is None:
        name, other = ("low", "high") if low is None else ("high", "low")
        remedy = "Give both; one number to be near to is given as both."
        problem = f"is not given, and {prefix}{other} is"
        raise InputError(problem, path=f"{prefix}{name}", remedy=remedy)
    found = _bound(low, f"{prefix}low", decimals), _bound(high, f"{prefix}high", decimals)
    try:
        lower, upper = np.broadcast_arrays(*found)
    except ValueError:
        got = f"shapes {np.shape(found[0])} and {np.shape(found[1])}"
        remedy = "Give as many rows in each, or one number for all."
        raise InputError(f"does not fit {prefix}high", path=f"{prefix}low", got=got, remedy=remedy) from None
    lower, upper, shape = lower.ravel(), upper.ravel(), lower.shape
    named: dict[str, Any] = {"path": f"{prefix}low", "got": lower, "shape": shape}
    remedy = "Write the lower bound first."
    refuse_rows(lower > upper, problem="lies above the upper bound", remedy=remedy, **named)
    remedy = "Give both bounds, or NaN for both where there is no range."
    half = np.isnan(lower) != np.isnan(upper)
    refuse_rows(half, problem="is one bound of a range without the other", remedy=remedy, **named)
    return found


def _bound(given: Any, path: str, decimals: int | None) -> Any:
    if isinstance(given, Number):
        return not_too_small(number(given, path, missing="Leave both bounds out if there is no range."), path)
    found = _column(given, path, decimals)
    if not isinstance(found, np.ndarray):
        return _bound(found, path, decimals)
    rows = found.ravel()
    remedy = "Write the figure itself, or NaN in both bounds where there is no range."
    refuse_rows(np.isinf(rows), path, "must be finite", got=rows, remedy=remedy, shape=found.shape)
    _refuse_small((np.abs(rows) < LEAST) & (rows != 0), rows, path, found.shape)
    return found


def earlier_bounds(bounds: Bounds, before: Bounds) -> Bounds:
    """Return the bounds now and the bounds then, which are those of now if none are given.

    Args:
        bounds: The bounds now.
        before: The bounds then; nothing if none are given.

    Example:
        >>> earlier_bounds((40.0, 60.0), ())
        (40.0, 60.0, 40.0, 60.0)
    """
    if not bounds:
        return ()
    if not before:
        return (*bounds, *bounds)
    none = np.isnan(before[0]) | np.isnan(before[1])
    then = [
        np.where(none, now, one) if np.any(none) else one for now, one in zip(bounds, before, strict=True)
    ]
    return (*bounds, *then)


def year_of(basis: str, periods_per_year: int | None, *, adds_up: bool) -> Year | None:
    """Return the year that figures run through from its start; None if they do not.

    Args:
        basis: The basis of the figures.
        periods_per_year: How many periods a year has; needed for a year to date.
        adds_up: Whether the figures of its periods sum to the year's.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the basis is unknown, or the periods are not given or cannot be right.

    Example:
        >>> year_of("year to date", 4, adds_up=False)
        Year(periods=4, adds_up=False)
    """
    which = choose(Basis, basis, "basis")
    true_or_false(adds_up, "adds_up")
    remedy = "Write periods_per_year=4 for quarters, 12 for months."
    if periods_per_year is not None:
        periods = whole_number(periods_per_year, "periods_per_year", least=1)
        if periods > _MOST_PERIODS:
            problem = f"must be {_MOST_PERIODS} or less"
            raise InputError(problem, path="periods_per_year", got=shown(periods), remedy=remedy)
        return Year(periods, adds_up) if which is Basis.YEAR_TO_DATE else None
    if which is Basis.YEAR_TO_DATE:
        problem = "is not given, so it is not known where a year to date starts again"
        raise InputError(problem, path="periods_per_year", remedy=remedy)
    return None


def comparable_rows(
    look: Lookup, lag: int, year: Year | None, breaks: NDArray[np.bool_] | None
) -> NDArray[np.bool_] | None:
    """Return whether each row can be compared with the one a lag before; None if all can.

    Args:
        look: Where rows are looked up.
        lag: How many periods before.
        year: The year that figures run through from its start, if they do.
        breaks: The rows from whose period on the definition is another.

    Example:
        >>> from kpirag.arrays._lookups import Duplicates
        >>> from kpirag.arrays._series_keys import long_table
        >>> look = Lookup(long_table([0, 0], [8, 9], [92.7, 88.1], None), [1], Duplicates.ERROR)
        >>> comparable_rows(look, 1, Year(4, adds_up=False), None)
        array([False,  True])
    """
    told = None if year is None else _of_one_year(look, lag, year)
    unbroken = None if breaks is None else look.unbroken(breaks, lag)
    if told is None or unbroken is None:
        found = unbroken if told is None else told
    else:
        told &= unbroken
        found = told
    rows = look.table.rows
    if found is None or rows is None:
        return found
    everywhere = np.ones(len(look.table.value), np.bool_)  # rows without a key find nothing at all
    everywhere[rows] = found
    return everywhere


def _of_one_year(look: Lookup, lag: int, year: Year) -> NDArray[np.bool_] | None:
    if lag % year.periods == 0:
        return None
    period = look.table.period
    if year.adds_up or lag > year.periods:
        return np.zeros(len(period), np.bool_)
    told = np.empty(len(period), np.bool_)
    kind = np.uint64 if period.dtype == np.uint64 else np.int64
    for start in range(0, len(period), _PIECE):
        piece = period[start : start + _PIECE].astype(kind, copy=False)
        told[start : start + _PIECE] = piece % kind(year.periods) >= kind(lag)
    return told
