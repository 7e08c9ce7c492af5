"""Which outturn and which target belong to an indicator in the period of a scorecard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kpirag.changes import Change, Direction, compare, comparison_period
from kpirag.errors import InputError
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator
from kpirag.outturns import Outturn
from kpirag.periods import Frequency, Period
from kpirag.promotions import When
from kpirag.schemes import Comparator, Scheme
from kpirag.statuses import Reason
from kpirag.targets import Target

__all__ = [
    "change_for",
    "change_since",
    "in_use",
    "indicators_in",
    "matches",
    "outturn_at",
    "outturn_for",
    "own_period",
    "target_for",
]


def in_use(indicator: Indicator, period: Period) -> bool:
    """Return whether an indicator was reported at any time in a period."""
    started = indicator.starts is None or indicator.starts <= period.end
    return started and (indicator.ends is None or period.start <= indicator.ends)


def indicators_in(indicators: Iterable[Indicator], period: Period) -> list[Indicator]:
    """Return the indicators in use in a period; of several versions of one, the last of them."""
    used = [indicator for indicator in indicators if in_use(indicator, period)]
    latest: dict[str, date] = {}
    for one in used:
        latest[one.ref] = max(one.starts or date.min, latest.get(one.ref, date.min))
    return [one for one in used if (one.starts or date.min) == latest[one.ref]]


def own_period(indicator: Indicator, period: Period) -> Period | None:
    """Return the indicator's own period that is reported in a period; None if none is due.

    An indicator of a lower frequency is due in the period that holds the end of its own.
    """
    frequency = indicator.frequency
    if frequency is None or period.frequency is Frequency.SPAN or not frequency.longer_than(period.frequency):
        return period
    own = Period.containing(period.end, frequency, indicator.first_month)
    if own.end > period.end:
        own = own.previous
    return own if own.end >= period.start else None


def matches(indicator: Indicator, mine: Period, period: Period) -> bool:
    """Return whether a figure for one period is the figure of another: by its dates, or by its last day."""
    return mine.same_dates(period) if indicator.basis is Basis.IN_PERIOD else mine.end == period.end


def outturn_at(indicator: Indicator, history: History, period: Period) -> Outturn | None:
    """Return the outturn of a period: by its dates in period, by its last day on any other basis.

    Raises:
        InputError: If two figures of different periods end on that day, and neither is for
            the very period.
    """
    found = history.at(period)
    if found is not None:
        return found
    matching = [one for one in history if matches(indicator, one.period, period)]
    if len(matching) > 1:
        labels = " and ".join(one.period.label for one in matching)
        remedy = f"Give the one that is meant the period {period.label}."
        raise InputError(f"{labels} both end on {period.end.isoformat()}", path="outturns", remedy=remedy)
    return matching[0] if matching else None


def outturn_for(indicator: Indicator, history: History, period: Period) -> Outturn:
    """Return the outturn reported in a period, or a missing one: *not due* or *no data*."""
    given = outturn_at(indicator, history, period)
    if given is not None:
        return given
    own = own_period(indicator, period)
    if own is None:
        return Outturn.missing(period, Reason.NOT_DUE)
    if own is not period:
        given = outturn_at(indicator, history, own)
    if given is not None:
        return given
    parts = [one.period.label for one in history if own.covers(one.period) and one.period != own]
    note = f"There are figures for {', '.join(parts)}: History.rolled_up makes one of them." if parts else ""
    return Outturn.missing(own, Reason.NO_DATA, note)


def target_for(
    indicator: Indicator, targets: Iterable[Target], period: Period, as_of: date | None
) -> Target | None:
    """Return the target that applies to a period: the one for the shortest time that holds it.

    Of two that differ only in the day from which they were known, the later one applies. Of
    targets that hold from different days, as those of two definitions do, the last applies.

    Raises:
        InputError: If two targets for equally long times hold the period, and neither is for
            the very period.
    """
    known = [one for one in targets if as_of is None or one.known_from is None or one.known_from <= as_of]
    fitting = [one for one in known if one.holds_in(period) and _holds(indicator, one.period, period)]
    if not fitting:
        return None
    last = max((one.starts or date.min for one in fitting if _is_dated(one)), default=None)
    fitting = [one for one in fitting if not _is_dated(one) or (one.starts or date.min) == last]
    nearest = min(_reach(one, period) for one in fitting)
    tied = [one for one in fitting if _reach(one, period) == nearest]
    latest = max(one.known_from or date.min for one in tied)
    chosen = [one for one in tied if (one.known_from or date.min) == latest]
    if len(chosen) > 1:
        labels = " and ".join("any period" if one.period is None else one.period.label for one in chosen)
        remedy = f"Give the one that is meant the period {period.label}."
        raise InputError(f"targets for {labels} both apply to {period.label}", path="targets", remedy=remedy)
    return chosen[0]


def _is_dated(target: Target) -> bool:
    return target.starts is not None or target.ends is not None


def _holds(indicator: Indicator, mine: Period | None, period: Period) -> bool:
    """Return whether a target for one period applies to the figure of another."""
    if mine is None or mine.covers(period):
        return True
    return indicator.basis is not Basis.IN_PERIOD and mine.contains(period.end)


def _reach(target: Target, period: Period) -> tuple[int, bool]:
    """Return how far a target reaches beyond a period: the very period first, then shorter before longer."""
    mine = target.period
    return (date.max.toordinal(), True) if mine is None else (mine.days, mine != period)


def change_for(scheme: Scheme, status: Any, since_period: Change, since_year: Change) -> Change | None:
    """Return the change that the scheme's promotion of a status asks for.

    None if it asks for none, or for one from a figure that was never reported.
    """
    for promotion in scheme.promote:
        if promotion.source == status:
            if promotion.when is When.EXPECTED:
                return None
            change = since_period if promotion.than is Comparator.LAST_PERIOD else since_year
            return None if change.earlier is None else change
    return None


def change_since(  # noqa: PLR0917 - the outturn, where to look for the earlier one, and the targets of both
    indicator: Indicator,
    history: History,
    current: Outturn,
    comparator: Comparator,
    targets: Iterable[Target],
    as_of: date | None,
    since: date | None = None,
) -> Change:
    """Return the change of an outturn since the figure that a comparator means.

    A figure that was never reported makes it *not comparable*, with the reason *not reported*;
    and so does one from before the day since which the definition holds.
    """

    def incomparable(reason: str, earlier: Outturn | None = None) -> Change:
        return Change(indicator, current, earlier, comparator, Direction.NOT_COMPARABLE, reason=reason)

    if current.reason is not None:
        return incomparable(f"there is no figure now ({current.reason})")
    try:
        period, why = comparison_period(indicator, current.period, comparator)
    except InputError as fault:
        return incomparable(fault.problem)
    if period is None:
        return incomparable(why)
    earlier = outturn_at(indicator, history, period)
    if earlier is None:
        return incomparable("not reported")
    redefined = since is not None and earlier.period.end < since
    if redefined or history.breaks_between(earlier.period, current.period):
        return incomparable("the definition changed since", earlier)
    target = target_for(indicator, targets, current.period, as_of)
    earlier_target = target_for(indicator, targets, earlier.period, as_of)
    return compare(indicator, current, earlier, target=target, earlier_target=earlier_target)
