"""What an XmR chart is given: figures, their periods and the gaps between them, and where limits begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._numbers import number, whole_number
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.statistics._xmr_blocks import Stretch
from kpirag.statistics.spc_rules import XmRRules

__all__ = ["Figures", "listed", "read_figures", "stretches_of", "year_before"]

_LISTS = {
    "rebase": "Write rebase=[12], or the periods with which limits begin anew.",
    "baseline": "Write baseline=(0, 11) for the first twelve points.",
    "target": "Write a number, a Target, or one a point.",
}
_MISSING = "Leave the figure out: None or NaN in a list is a missing point."


@frozen(eq=False)
class Figures:
    """The figures to chart.

    Args:
        numbers: One row a series, NaN where missing.
        many: Whether more than one series was given, be it a table of one row.
        periods: The period of each point, if outturns were given.
        gaps: The points for which there was no outturn at all.
        breaks: The points with which the definition changed.
        indicator: The indicator they are of.
    """

    numbers: NDArray[np.float64]
    many: bool = False
    periods: tuple[Period, ...] = ()
    gaps: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    indicator: Indicator | None = None

    @property
    def points(self) -> int:
        """How many points each series has."""
        return int(self.numbers.shape[1])


def read_figures(given: Any, indicator: Indicator | None, *, decimals_given: bool) -> Figures:
    """Return what was given as rows of floats.

    Args:
        given: A history, outturns, figures, or rows of figures.
        indicator: The indicator of outturns.
        decimals_given: Whether the caller said to how many decimals figures are written.
    """
    if indicator is not None and not isinstance(indicator, Indicator):
        remedy = "Write indicator=Indicator(...)."
        raise InputTypeError("must be an Indicator", path="indicator", got=shown(indicator), remedy=remedy)
    if isinstance(given, History):
        return _of_outturns(given, indicator or given.indicator)
    if hasattr(given, "__array__"):
        figures = _of_array(given, decimals_given=decimals_given)
    else:
        items = listed(given, "values")
        if any(isinstance(item, Outturn) for item in items):
            return _of_outturns(History(items, indicator=indicator), indicator)
        figures = _of_items(items, decimals_given=decimals_given)
    if not figures.points:
        raise InputError("holds no points", path="values", remedy="Give at least one figure.")
    return Figures(figures.numbers, figures.many, indicator=indicator)


def listed(given: Any, path: str) -> list[Any]:
    """Return the items of a list, refusing text and what has no items."""
    if isinstance(given, str | bytes | Mapping | AbstractSet) or not isinstance(given, Iterable):
        remedy = _LISTS.get(path, "Write a list of figures, such as [92.7, 93.1, None], or of outturns.")
        raise InputTypeError("must be a list", path=path, got=shown(given), remedy=remedy)
    return list(given)


def _of_array(given: Any, *, decimals_given: bool) -> Figures:
    array = given if isinstance(given, np.ndarray) else np.asarray(given)
    if array.dtype.kind == "O":
        return _of_items(list(array), decimals_given=decimals_given)
    if array.dtype.kind not in "iuf":
        remedy = "Give an array of numbers; NaN is a missing point."
        raise InputTypeError("must be numbers", path="values", got=f"dtype {array.dtype}", remedy=remedy)
    if array.dtype.kind == "f" and array.dtype.itemsize < 8 and not decimals_given:
        problem = f"are {array.dtype}, which does not hold decimals such as 92.7"
        raise InputError(problem, path="values", remedy="Write decimals=1, say, to read them to one decimal.")
    if array.ndim not in (1, 2):
        remedy = "Give one row a series."
        raise InputError("must have one or two dimensions", path="values", got=f"{array.ndim}", remedy=remedy)
    numbers = array.astype(np.float64, copy=False)
    if isinstance(numbers, np.ma.MaskedArray):
        numbers = numbers.filled(np.nan)
    many = numbers.ndim == 2
    return Figures(numbers if many else numbers[None, :], many)


def _of_items(items: Sequence[Any], *, decimals_given: bool) -> Figures:
    if any(isinstance(item, list | tuple | np.ndarray) for item in items):
        rows = [
            read_figures(row, None, decimals_given=decimals_given).numbers[0] if len(row) else np.empty(0)
            for row in (listed(item, f"values[{place}]") for place, item in enumerate(items))
        ]
        lengths = {len(row) for row in rows}
        if len(lengths) > 1:
            got, remedy = f"rows of {sorted(lengths)}", "Write None for each point a series does not have."
            raise InputError("must have as many points in each row", path="values", got=got, remedy=remedy)
        return Figures(np.array(rows), many=True)
    faults: list[KpiragError] = []
    numbers = [take(faults, _figure, item, f"values[{place}]") for place, item in enumerate(items)]
    raise_faults(faults)
    return Figures(np.array(numbers, np.float64)[None, :])


def _figure(item: Any, path: str) -> float:
    if item is None or (item.__class__ is float and item != item):  # noqa: PLR0124 - the test for NaN
        return float("nan")
    return number(item, path, missing=_MISSING)


def _of_outturns(history: History, indicator: Indicator | None) -> Figures:
    if indicator is None:
        problem = "is needed to read outturns"
        raise InputError(problem, path="indicator", remedy="Write xmr(outturns, indicator=indicator).")
    if history.indicator is not None and history.indicator != indicator:
        remedy = "Leave indicator= out, or give the history of this indicator."
        raise InputError(
            "is not the indicator of the history", path="indicator", got=indicator.ref, remedy=remedy
        )
    if indicator.basis is Basis.YEAR_TO_DATE:
        problem = f"indicator {indicator.ref} is a year to date, whose points hold one another"
        remedy = "Chart the in-period figures."
        raise InputError(problem, path="indicator.basis", remedy=remedy)
    if not len(history):
        raise InputError("holds no points", path="values", remedy="Give at least one outturn.")
    _check_lengths(history)
    faults: list[KpiragError] = []
    periods: list[Period] = []
    numbers: list[float] = []
    gaps: list[int] = []
    breaks: list[int] = []
    for outturn in history:
        for period in _between(periods[-1], outturn.period) if periods else ():
            gaps.append(len(periods))
            periods.append(period)
            numbers.append(float("nan"))
        if outturn.break_in_series and periods:
            breaks.append(len(periods))
        periods.append(outturn.period)
        value = None if outturn.reason is not None else take(faults, indicator.value_of, outturn)
        numbers.append(float("nan") if value is None else value)
    raise_faults(faults)
    for earlier, later in pairwise(periods):
        if later.start <= earlier.end and indicator.basis is Basis.IN_PERIOD:
            problem = f"{earlier.label} and {later.label} overlap"
            raise InputError(problem, path="values", remedy="Chart periods of one length, each once.")
    return Figures(
        np.array(numbers)[None, :],
        periods=tuple(periods),
        gaps=tuple(gaps),
        breaks=tuple(breaks),
        indicator=indicator,
    )


def _check_lengths(history: History) -> None:
    """Refuse periods of different lengths, which are no series."""
    if len({outturn.period.months for outturn in history}) > 1:
        problem = "the periods differ in length"
        remedy = "Chart periods of one length: leave the others out, or roll up with History.rolled_up."
        raise InputError(problem, path="values", remedy=remedy)


def _between(earlier: Period, later: Period) -> list[Period]:
    """Return the periods without an outturn between two that have one."""
    if earlier.months is None:
        return []
    found = []
    following = earlier.shift(1)
    while following.end < later.start:
        found.append(following)
        following = following.shift(1)
    return found


def year_before(figures: Figures, points_per_year: int | None, decimals: int) -> Figures:
    """Return each point less the same point of the year before; missing where either is.

    Args:
        figures: The figures.
        points_per_year: How many points a year has, for figures without periods.
        decimals: The decimals of the figures; their differences have no more.
    """
    a_year = points_per_year
    if figures.periods:
        months = figures.periods[0].months
        if months is None or 12 % months or months == 12:
            problem = "needs months, quarters or halves"
            got = figures.periods[0].label
            raise InputError(
                problem, path="year_on_year", got=got, remedy="Chart annual figures as they are."
            )
        if a_year not in (None, 12 // months):
            problem, remedy = f"is {12 // months} for these periods", "Leave points_per_year out."
            raise InputError(problem, path="points_per_year", got=shown(a_year), remedy=remedy)
        a_year = 12 // months
    if a_year is None:
        remedy = "Write points_per_year=4 for quarterly figures."
        raise InputError("is needed for figures without periods", path="points_per_year", remedy=remedy)
    lag = whole_number(a_year, "points_per_year", least=2)
    scale = 10.0**decimals
    wholes = np.rint(figures.numbers * scale)
    numbers = np.full(wholes.shape, np.nan)
    numbers[:, lag:] = (wholes[:, lag:] - wholes[:, :-lag]) / scale
    for place in figures.breaks:
        numbers[:, place : place + lag] = np.nan
    return Figures(numbers, figures.many, figures.periods, figures.gaps, (), figures.indicator)


def _position(given: Any, figures: Figures, path: str) -> int:
    """Return the place of a point that was given as a period or counted from 0."""
    if isinstance(given, Period):
        for place, period in enumerate(figures.periods):
            if period.same_dates(given):
                return place
        remedy = "Give outturns, and the period of one of them."
        if figures.periods:
            remedy = f"The points run from {figures.periods[0].label} to {figures.periods[-1].label}."
        raise InputError("is none of the points", path=path, got=given.label, remedy=remedy)
    place = whole_number(given, path)
    if place >= figures.points:
        remedy = f"Points are counted from 0; the last is {figures.points - 1}."
        raise InputError("is beyond the last point", path=path, got=shown(given), remedy=remedy)
    return place


def stretches_of(figures: Figures, rebase: Any, baseline: Any, rules: XmRRules) -> tuple[Stretch, ...]:
    """Return the stretches of points with one set of limits each.

    Args:
        figures: The figures, whose changes of definition begin a stretch too.
        rebase: The points at which limits begin anew.
        baseline: The first and last point of a frozen baseline; or several such pairs, at most one
            a stretch.
        rules: The rules, which say how short a baseline may be.
    """
    faults: list[KpiragError] = []
    given = [rebase] if isinstance(rebase, Period) else listed(rebase, "rebase")
    starts = {0, *figures.breaks}
    for number_, each in enumerate(given):
        place = take(faults, _position, each, figures, f"rebase[{number_}]")
        if place == 0:
            remedy = "Name the first point of the new limits."
            faults.append(InputError("is the first point", path=f"rebase[{number_}]", remedy=remedy))
        starts.add(place or 0)
    raise_faults(faults)
    edges = [*sorted(starts), figures.points]
    bases = {start: (start, stop, False) for start, stop in pairwise(edges)}
    for path, pair in _pairs(baseline):
        first, last = (_position(each, figures, path) for each in pair)
        if last - first + 1 < rules.fewest_baseline:
            problem = f"has {max(last - first + 1, 0)} points, and the rules ask for {rules.fewest_baseline}"
            raise InputError(problem, path=path, remedy="Take more points, or rules with fewest_baseline=.")
        if np.isnan(figures.numbers[:, first : last + 1]).all():
            remedy = "Take points that have figures."
            raise InputError("has no figures", path=path, remedy=remedy)
        start, stop = next((start, stop) for start, stop in pairwise(edges) if start <= first < stop)
        if last >= stop:
            problem = "goes over a point at which limits begin anew"
            raise InputError(problem, path=path, remedy="Keep it on one side of that point.")
        if bases[start][2]:
            remedy = "Give one baseline between two points at which limits begin anew."
            raise InputError("is the second for the same points", path=path, remedy=remedy)
        bases[start] = (first, last + 1, True)
    return tuple(Stretch(start, stop, *bases[start]) for start, stop in pairwise(edges))


def _pairs(baseline: Any) -> list[tuple[str, tuple[Any, Any]]]:
    if baseline is None:
        return []
    items = listed(baseline, "baseline")
    if items and not isinstance(items[0], list | tuple):
        items = [items]
    for place, pair in enumerate(items):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            path, remedy = f"baseline[{place}]", "Write baseline=(0, 11) for the first twelve points."
            raise InputTypeError(
                "must be the first and last point", path=path, got=shown(pair), remedy=remedy
            )
    if len(items) == 1:
        return [("baseline", tuple(items[0]))]
    return [(f"baseline[{place}]", tuple(pair)) for place, pair in enumerate(items)]
