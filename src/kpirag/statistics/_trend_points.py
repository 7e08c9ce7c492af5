"""Which outturns a trend rests on: found by arithmetic on periods, never by counting rows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from kpirag._months import month_count
from kpirag._texts import of_kind
from kpirag.changes import comparison_period
from kpirag.errors import InputError, shown
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.schemes import Comparator
from kpirag.statistics._overlaps import shared_cases

__all__ = ["CannotBe", "back_from", "history_of", "latest_of", "places_of"]

#: The fewest points that a line does not fit without any doubt.
_LEAST = 3


class CannotBe(Exception):  # noqa: N818 - it ends a search with an answer, and is no error
    """Why a trend cannot be calculated."""


def history_of(indicator: object, outturns: Any) -> History:
    """Return outturns as the history of an indicator.

    Args:
        indicator: The indicator.
        outturns: A history, or outturns in any order.

    Raises:
        InputTypeError: If either is of the wrong kind.
        InputError: If two outturns of one period have the same revision and differ.
    """
    of_kind(indicator, Indicator, "indicator", "Indicator('8', 'Care leavers NEET', polarity='lower')")
    return outturns if isinstance(outturns, History) else History(outturns)


def latest_of(history: History, period: Period | None) -> Outturn:
    """Return the outturn a trend ends with.

    Args:
        history: The outturns.
        period: The period it ends with; the latest there is if None.

    Raises:
        InputTypeError: If the period is of another kind.
        InputError: If there are no outturns, or none of that period.
    """
    if not len(history):
        raise InputError("is empty", path="outturns", remedy="Give the outturns of the indicator.")
    if period is None:
        return list(history)[-1]
    of_kind(period, Period, "period", "Period.quarter(2022, 2), say")
    found = next((one for one in history if one.period.same_dates(period)), None)
    if found is None:
        remedy = "Name a period of the outturns, or leave it out for the latest."
        raise InputError("has no outturn", path="period", got=shown(period), remedy=remedy)
    return found


def back_from(
    indicator: Indicator, history: History, latest: Outturn, count: int, than: Comparator
) -> list[Outturn]:
    """Return so many outturns up to the latest, one comparison period apart, oldest first.

    Args:
        indicator: The indicator.
        history: The outturns.
        latest: The last of them.
        count: How many are needed.
        than: Whether one goes back by the period before or by a year.

    Raises:
        CannotBe: If one is missing, or figures cannot be compared.
    """
    points = [_with_figure(indicator, latest)]
    needs = f", and the test needs {count} points"
    while len(points) < count:
        current = points[0]
        if current.break_in_series:
            raise CannotBe(f"the definition changed in {current.period.label}{needs}")
        period, reason = comparison_period(indicator, current.period, than)
        if period is None:
            raise CannotBe(reason)
        shared = shared_cases(indicator, current.period, period)
        found = next((one for one in history if _is_at(indicator, one.period, period)), None)
        if found is None:
            others = (one.period for one in history if one.period.end < current.period.end)
            shared = next(filter(None, (shared_cases(indicator, current.period, one) for one in others)), "")
        if shared:
            raise CannotBe(shared)
        if found is None:
            raise CannotBe(f"there is no figure for {period.label}{needs}")
        points.insert(0, _with_figure(indicator, found))
    return points


def _is_at(indicator: Indicator, period: Period, wanted: Period) -> bool:
    if indicator.basis is Basis.IN_PERIOD:
        return period.same_dates(wanted)
    return period.end == wanted.end


def _with_figure(indicator: Indicator, outturn: Outturn) -> Outturn:
    label = outturn.period.label
    if outturn.reason is not None:
        word = "not there" if outturn.reason == "no data" else outturn.reason
        raise CannotBe(f"the figure for {label} is {word}")
    if indicator.value_of(outturn) is None:
        raise CannotBe(f"there were no cases in {label}")
    return outturn


def places_of(indicator: Indicator, points: list[Outturn]) -> list[float]:
    """Return where outturns lie in time, in periods since the first; a gap keeps its width.

    Args:
        indicator: The indicator.
        points: The outturns, oldest first.

    Raises:
        CannotBe: If there are too few, or their periods are not of one length of whole months,
            or count cases twice.
    """
    if len(points) < _LEAST:
        raise CannotBe(f"there are {len(points)} figures, and a line needs {_LEAST}")
    lengths = {one.period.months for one in points}
    if indicator.basis is Basis.IN_PERIOD and (len(lengths) > 1 or None in lengths):
        raise CannotBe("the periods differ in length")
    step = (indicator.frequency and indicator.frequency.months) or points[0].period.months
    if step is None:
        raise CannotBe("the periods are not made of whole months")
    for earlier, later in pairwise(points):
        shared = shared_cases(indicator, later.period, earlier.period)
        if shared and indicator.basis is not Basis.ROLLING_YEAR:
            raise CannotBe(shared)
    first = month_count(points[0].period.end)
    return [(month_count(one.period.end) - first) / step + 1 for one in points]
