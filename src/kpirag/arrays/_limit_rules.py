"""What a limit is made of: one timescale, or versions that each hold for starts from one day to another."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
from attrs import evolve, frozen

from kpirag._texts import of_kind
from kpirag.arrays._days import FIRST_DAY, LAST_DAY, MICROS, NAT, Days, day_number
from kpirag.arrays._due_rules import due_days
from kpirag.arrays._same import Same
from kpirag.errors import InputError, InputTypeError, shown
from kpirag.timescales._catalogue_entry import CatalogueEntry
from kpirag.timescales._steps import NEEDS_CALENDAR, checked_calendar
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import is_limit, no_limit
from kpirag.timescales.schedules import Schedule
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import CountDirection, Receipt, Roll
from kpirag.timescales.versions import VersionedTimescale

__all__ = ["LimitRule", "Part", "due_table", "limit_rule"]

# Tables begin at 1970, so that a day is its own place in them, or for earlier dates at 1900.
_EARLY = -25_567
_TABLE_ENDS = 36_889
_PATH = "timescale"


@frozen(eq=False)
class Part:
    """A timescale, and the starts it is for.

    Args:
        first: The first day.
        last: The last day.
        timescale: The timescale.
    """

    first: int
    last: int
    timescale: Timescale

    def holds(self, days: Days) -> Any:
        """Tell for each day whether the timescale is for it.

        Args:
            days: The days.
        """
        return (days >= self.first) & (days <= self.last)


@frozen(eq=False)
class LimitRule:
    """A limit with its calendar, ready for many starts.

    Args:
        limit: The limit, as it was given.
        calendar: The working calendar, or None.
        parts: Its timescales.
        key: What tables are kept by.

    Example:
        >>> limit_rule(Timescale(26, "weeks"), None).counts_hours
        False
    """

    limit: Any
    calendar: WorkingCalendar | None
    parts: tuple[Part, ...]
    key: tuple[Any, ...]

    @property
    def counts_hours(self) -> bool:
        """True if hours count, False if days do."""
        return self.parts[0].timescale.unit in HOURS

    @property
    def counts_back(self) -> bool:
        """True if it counts back from an event."""
        return self.parts[0].timescale.direction is CountDirection.BEFORE

    @property
    def needs_times(self) -> bool:
        """True if the time of day of a start matters."""
        return self.counts_hours or any(part.timescale.cutoff is not None for part in self.parts)

    def due_of(self, start: Any) -> date:
        """Return the due date of one start, as the limit itself gives it.

        Args:
            start: The date or the datetime.

        Raises:
            KpiragError: If it has none.
        """
        if isinstance(start, datetime) and not self.counts_hours:
            day = day_number(start)
            parts = (part for part in self.parts if part.first <= day <= part.last)
            # A time of day is left out where it does not matter, and would be refused.
            if all(part.timescale.cutoff is None for part in parts):
                start = start.date()
        found: date = self.limit.due(start, self.calendar)
        return found

    def due(self, days: Days, *, after_cutoff: bool) -> Days:
        """Return the last day in time for each start; `NAT` where there is none.

        Args:
            days: The starts, in days.
            after_cutoff: True if they came at or after the cut-off.
        """
        if len(self.parts) == 1 and (self.parts[0].first, self.parts[0].last) == (FIRST_DAY, LAST_DAY):
            return self._due_by(self.parts[0].timescale, days, after_cutoff=after_cutoff)
        found = np.full(days.shape, NAT)
        for part in self.parts:
            rows = np.flatnonzero(part.holds(days))
            found[rows] = self._due_by(part.timescale, days[rows], after_cutoff=after_cutoff)
        return found

    def _due_by(self, timescale: Timescale, days: Days, *, after_cutoff: bool) -> Days:
        after = after_cutoff and timescale.cutoff is not None
        return due_days(days, timescale, self.calendar, after_cutoff=after)

    def cutoffs(self, days: Days) -> Any:
        """Return the microsecond of the day at and after which a start counts as after the cut-off.

        Args:
            days: The starts, in days.

        Returns:
            One number if it is the same for all, else an array.
        """
        numbers = [_cutoff(part.timescale) for part in self.parts]
        if len(set(numbers)) == 1:
            return numbers[0]
        found = np.full(days.shape, MICROS)
        for part, number in zip(self.parts, numbers, strict=True):
            found[part.holds(days)] = number
        return found


def _cutoff(timescale: Timescale) -> int:
    at = timescale.cutoff
    if at is None:
        return MICROS
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def limit_rule(limit: Any, calendar: WorkingCalendar | None) -> LimitRule:
    """Return the rule of a limit, refusing what is none and a calendar that does not fit.

    Args:
        limit: A timescale, one with versions, or an entry of the catalogue.
        calendar: The working calendar; None for that of the entry, if it has one.

    Raises:
        InputTypeError: If the limit is none, or a calendar is missing.
        InputError: If the calendar does not fit, or versions count in different ways.
    """
    if not is_limit(limit):
        raise no_limit(limit, _PATH)
    if calendar is None:
        calendar = getattr(limit, "calendar", None)
    if calendar is not None:
        of_kind(calendar, WorkingCalendar, "calendar", "ENGLAND_AND_WALES")
    parts = _parts(limit)
    kinds = {(part.timescale.unit in HOURS, part.timescale.direction) for part in parts}
    if len(kinds) > 1:
        problem = "has versions that count hours and days, or run forward and back"
        remedy = "Give the rows of each version with its own timescale."
        raise InputError(problem, path=_PATH, got=shown(limit), remedy=remedy)
    for part in parts:
        _check_calendar(part.timescale, calendar)
    return LimitRule(limit, calendar, parts, (_key(limit), Same(calendar)))


def _check_calendar(timescale: Timescale, calendar: WorkingCalendar | None) -> None:
    if timescale.unit in NEEDS_CALENDAR:
        checked_calendar(timescale.unit, calendar)
    rolls = timescale.roll is not Roll.NONE and timescale.roll_calendar is None
    for needed, what in ((timescale.receipt is Receipt.MOVES, "a receipt rule"), (rolls, "a roll")):
        if needed and calendar is None:
            remedy = "Write calendar=ENGLAND_AND_WALES, or a WorkingCalendar of your own."
            raise InputTypeError(f"{what} needs a calendar", path="calendar", got="None", remedy=remedy)


def _parts(limit: Any) -> tuple[Part, ...]:
    if isinstance(limit, Timescale):
        return (Part(FIRST_DAY, LAST_DAY, limit),)
    if isinstance(limit, VersionedTimescale):
        begins = [day_number(day) for day, _ in limit.versions]
        ends = [day - 1 for day in begins[1:]] + [LAST_DAY if limit.ends is None else day_number(limit.ends)]
        scales = [timescale for _, timescale in limit.versions]
        return tuple(map(Part, begins, ends, scales))
    if not isinstance(limit, CatalogueEntry):
        remedy = "Give a Timescale, a VersionedTimescale or an entry of the catalogue."
        raise InputTypeError(
            "has versions that cannot be listed", path=_PATH, got=shown(limit), remedy=remedy
        )
    first = FIRST_DAY if limit.in_force_from is None else day_number(limit.in_force_from)
    last = LAST_DAY if limit.in_force_to is None else day_number(limit.in_force_to)
    rule = limit.rule.first if isinstance(limit.rule, Schedule) else limit.rule
    if not isinstance(rule, Timescale | VersionedTimescale):
        limit.on(limit.in_force_from or limit.in_force_to or date.max)  # raises the error that says so
    return tuple(
        evolve(part, first=max(part.first, first), last=min(part.last, last))
        for part in _parts(rule)
        if part.first <= last and part.last >= first
    )


def _key(limit: Any) -> Any:
    if not isinstance(limit, Timescale):
        return Same(limit)
    options = (limit.n, limit.unit, limit.counting, limit.direction, limit.bound, limit.roll)
    return (*options, limit.cutoff, limit.receipt, Same(limit.roll_calendar))


@frozen(eq=False)
class _Table:
    """A key for a table: of which rule, from which day, and for which starts."""

    rule: LimitRule
    base: int
    after_cutoff: bool

    @property
    def facts(self) -> tuple[Any, ...]:
        return (self.rule.key, self.base, self.after_cutoff)

    def __hash__(self) -> int:
        return hash(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and self.facts == other.facts


@lru_cache(maxsize=16)
def _made(wanted: _Table) -> Days:
    first, last = 1 + wanted.base, _TABLE_ENDS
    table = np.full(last + 2 - wanted.base, NAT)
    days = np.arange(first, last + 1)
    table[first - wanted.base : last + 1 - wanted.base] = wanted.rule.due(
        days, after_cutoff=wanted.after_cutoff
    )
    table.flags.writeable = False
    return table


def due_table(rule: LimitRule, *, early: bool, after_cutoff: bool) -> tuple[int, Days]:
    """Return the due date of each start from 1970, or from 1900, to 2070, made once and kept.

    The first and the last place hold `NAT`, so that a start before or after them finds none, and so
    does a start that has no due date. Nothing is lost by that: the rows are asked about one by one.

    Args:
        rule: The rule.
        early: True to begin at 1900.
        after_cutoff: True for starts at or after the cut-off.

    Returns:
        The day that has the place 0, and the table.

    Example:
        >>> base, table = due_table(limit_rule(Timescale(1, "week"), None), early=False, after_cutoff=False)
        >>> base, int(table[10]), bool(table[0] == NAT)
        (0, 17, True)
    """
    base = _EARLY - 1 if early else 0
    return base, _made(_Table(rule, base, after_cutoff))
