"""The days of a working calendar: its facts, which of its days count, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from attrs import field, fields, frozen

from kpirag._months import iso_day, plain_day
from kpirag._texts import checked_text
from kpirag.errors import InputError, KpiragError, raise_faults, take
from kpirag.timescales._calendar_facts import (
    WEEKDAYS,
    GivenDays,
    Terms,
    any_whole,
    checked_order,
    hours_of,
    named_days,
    terms_of,
    week_of,
)
from kpirag.timescales._day_tables import DayTable

__all__ = ["CalendarDays", "CalendarRangeError"]


class CalendarRangeError(InputError):
    """A date that a calendar does not know; also a `ValueError`."""


@frozen(repr=False)
class CalendarDays:
    """The days of a calendar from a first to a last known date; `WorkingCalendar` adds how it is changed.

    Args:
        name: What it is called in results.
        holidays: Bank holidays: a dict of dates to names, or dates alone.
        first: The first date it knows.
        last: The last date it knows.
        working_week: The days of the week that are worked, such as ``"Mon-Fri"``.
        closures: Local closure days, such as those between Christmas and New Year.
        terms: For a school, the first and last day of each term; other days are off.
        hours: When a working day opens and closes, for working hours; else None.
        version: Which state of the data this is, shown in results.
        known_to: The last date for which the holidays were announced; by default the last date.
        attribution: The source and the licence of the dates.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the last date is before the first, or a named day is outside the range.
        FaultsError: If two or more arguments are wrong.
    """

    name: str
    _holidays: GivenDays = field(default=(), kw_only=True)
    first: date = field(kw_only=True)
    last: date = field(kw_only=True)
    working_week: str | tuple[str, ...] = field(default="Mon-Fri", kw_only=True)
    _closures: GivenDays = field(default=(), kw_only=True)
    terms: Terms | None = field(default=None, kw_only=True)
    hours: tuple[time, time] | None = field(default=None, kw_only=True)
    version: str = field(default="", kw_only=True)
    known_to: date | None = field(default=None, kw_only=True)
    attribution: str = field(default="", kw_only=True)
    _working: DayTable | None = field(default=None, init=False, eq=False)
    _open: DayTable | None = field(default=None, init=False, eq=False)
    # The working table in pieces, once it is built and unless this is a school.
    _quick: tuple[int, tuple[int, ...], tuple[date, ...]] | None = field(default=None, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        for name in ("name", "version", "attribution"):
            take(faults, checked_text, getattr(self, name), name, "Name it." if name == "name" else "")
        first, last = take(faults, iso_day, self.first, "first"), take(faults, iso_day, self.last, "last")
        known_to = last if self.known_to is None else take(faults, iso_day, self.known_to, "known_to")
        facts = {
            "first": first,
            "last": last,
            "known_to": known_to,
            "working_week": take(faults, week_of, self.working_week),
            "_holidays": take(faults, named_days, self._holidays, "holidays", "Bank holiday"),
            "_closures": take(faults, named_days, self._closures, "closures", "Closed"),
            "terms": None if self.terms is None else take(faults, terms_of, self.terms),
            "hours": None if self.hours is None else take(faults, hours_of, self.hours),
        }
        if first is not None and last is not None:
            if last < first:
                got = f"{first} to {last}"
                remedy = "Swap the two dates."
                faults.append(InputError("must not be before the first", path="last", got=got, remedy=remedy))
            else:
                faults += self._outside(facts, first, last)
            if known_to is not None and known_to > last >= first:
                got, remedy = f"{known_to}, last {last}", "Give the calendar a wider range, or leave it out."
                faults.append(InputError("is after the last date", path="known_to", got=got, remedy=remedy))
        raise_faults(faults)
        for name, value in facts.items():
            object.__setattr__(self, name, value)

    @staticmethod
    def _outside(facts: Mapping[str, Any], first: date, last: date) -> list[KpiragError]:
        found = [(f"holidays[{day}]", day) for day, _ in facts["_holidays"] or ()]
        found += [(f"closures[{day}]", day) for day, _ in facts["_closures"] or ()]
        found += [("terms", day) for term in facts["terms"] or () for day in term]
        problem = f"is outside the range of the calendar, {first} to {last}"
        remedy = "Leave it out, or give the calendar a wider range."
        return [
            InputError(problem, path=path, got=str(day), remedy=remedy)
            for path, day in found
            if not first <= day <= last
        ]

    @property
    def holidays(self) -> dict[date, str]:
        """The bank holidays with their names, in order of date."""
        return dict(self._holidays)  # type: ignore[arg-type]  # named days since the check

    @property
    def closures(self) -> dict[date, str]:
        """The local closure days with their names, in order of date."""
        return dict(self._closures)  # type: ignore[arg-type]  # named days since the check

    @property
    def is_school(self) -> bool:
        """True if it has terms, so that its days are school days."""
        return self.terms is not None

    @property
    def coverage(self) -> str:
        """The range of dates it knows, as text."""
        return f"{self.first} to {self.last}"

    @property
    def working_table(self) -> DayTable:
        """The table of its working days, built when first needed and kept."""
        table = self._working
        if table is None:
            table = DayTable.of(self.first, self.last, self._working_ordinals())
            object.__setattr__(self, "_working", table)
            if self.terms is None:
                object.__setattr__(self, "_quick", (table.first, table.ranks, table.days))
        return table

    @property
    def open_table(self) -> DayTable:
        """The table of all days that are not bank holidays, weekends among them."""
        table = self._open
        if table is None:
            off = {day.toordinal() for day in self.holidays}
            span = range(self.first.toordinal(), self.last.toordinal() + 1)
            table = DayTable.of(self.first, self.last, [day for day in span if day not in off])
            object.__setattr__(self, "_open", table)
        return table

    def _working_ordinals(self) -> list[int]:
        week = {number for number, name in enumerate(WEEKDAYS) if name[:3] in self.working_week}
        off = {day.toordinal() for days in (self.holidays, self.closures) for day in days}
        runs = ((self.first, self.last),) if self.terms is None else self.terms
        # The ordinal of a Monday leaves 1 when divided by 7.
        return [
            day
            for start, end in runs
            for day in range(start.toordinal(), end.toordinal() + 1)
            if (day - 1) % 7 in week and day not in off
        ]

    def place_of(self, day: date) -> int:
        """Return how many days after the first date a day is, refusing one outside the range.

        Args:
            day: The day.

        Raises:
            InputTypeError: If it is not a date, or has a time.
            CalendarRangeError: If the calendar does not know it.
        """
        known = day if day.__class__ is date else plain_day(day, "day")
        if not self.first <= known <= self.last:
            raise self.range_error(f"{known} is outside")
        return known.toordinal() - self.first.toordinal()

    def range_error(self, problem: str) -> CalendarRangeError:
        """Return the error for a date this calendar does not know.

        Args:
            problem: How the sentence begins, such as ``"2029-01-02 is outside"``.
        """
        remedy = "Add the years with calendar.extended(first=..., last=..., holidays={...})."
        told = f"{problem} the range of calendar {self.name!r}"
        return CalendarRangeError(told, path="calendar", got=self.coverage, remedy=remedy)

    def is_working(self, day: date) -> bool:
        """Tell whether a day is a working day, or a school day of a school.

        Args:
            day: The day.

        Raises:
            InputTypeError: If it is not a date, or has a time.
            CalendarRangeError: If the calendar does not know it.
        """
        self.place_of(day)
        return self.working_table.counts(day.toordinal())

    def why_closed(self, day: date) -> str:
        """Return why a day is no working day: the holiday, closure or weekday; empty if it is one.

        Args:
            day: The day.

        Raises:
            InputTypeError: If it is not a date, or has a time.
            CalendarRangeError: If the calendar does not know it.
        """
        if self.is_working(day):
            return ""
        named = {**self.closures, **self.holidays}
        weekday = WEEKDAYS[day.weekday()]
        return named.get(day) or ("outside term" if weekday[:3] in self.working_week else weekday)

    def next_working(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next that is.

        Args:
            day: The day.

        Raises:
            CalendarRangeError: If the calendar does not reach so far.
        """
        self.place_of(day)
        table = self.working_table
        place = table.before(day.toordinal())
        if place == len(table.days):
            raise self.range_error(f"the first working day on or after {day} is beyond")
        return table.days[place]

    def previous_working(self, day: date) -> date:
        """Return the day itself if it is a working day, else the last before it that is.

        Args:
            day: The day.

        Raises:
            CalendarRangeError: If the calendar does not reach back so far.
        """
        table = self.working_table
        rank = table.ranks[self.place_of(day)]
        if rank == 0:
            raise self.range_error(f"the last working day on or before {day} is before")
        return table.days[rank - 1]

    def shift(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, or before it if n is negative.

        The day itself is day 0, working or not: from a Friday, Saturday or Sunday, one working
        day on is the Monday.

        Args:
            day: The day.
            n: How many working days; 0 gives the day itself.

        Raises:
            InputTypeError: If the day is not a date, or has a time, or n is no whole number.
            CalendarRangeError: If the calendar does not reach so far.
        """
        return self._moved(self.working_table, day, n, "school days" if self.is_school else "working days")

    def shift_open(self, day: date, n: int) -> date:
        """Return the n-th day after a day, or before it, leaving out bank holidays but no weekends.

        Args:
            day: The day.
            n: How many days; 0 gives the day itself.

        Raises:
            InputTypeError: If the day is not a date, or has a time, or n is no whole number.
            CalendarRangeError: If the calendar does not reach so far.
        """
        return self._moved(self.open_table, day, n, "days that are no bank holidays")

    def _moved(self, table: DayTable, day: date, n: int, unit: str) -> date:
        if n.__class__ is not int:
            n = any_whole(n, "n")
        rank = table.ranks[self.place_of(day)]
        if n == 0:
            return day
        place = rank + n - 1 if n > 0 else rank + n - table.counts(day.toordinal())
        if not 0 <= place < len(table.days):
            way = "after" if n > 0 else "before"
            raise self.range_error(f"{abs(n)} {unit} {way} {day} leave")
        return table.days[place]

    def count(self, start: date, end: date, *, if_reversed: str = "error") -> int:
        """Return how many working days there are after a start, up to and including an end.

        Args:
            start: The start, which is not counted.
            end: The end.
            if_reversed: ``"error"``, ``"zero"`` or ``"negative"`` if the end is before the start.

        Raises:
            InputError: If the end is before the start, unless told what to make of it.
            CalendarRangeError: If the calendar does not know one of the dates.

        Example:
            >>> from kpirag.timescales import ENGLAND_AND_WALES
            >>> ENGLAND_AND_WALES.count(date(2022, 8, 26), date(2022, 8, 30))
            1
        """
        ranks = self.working_table.ranks
        before, after = ranks[self.place_of(start)], ranks[self.place_of(end)]
        return checked_order(start, end, after - before, if_reversed)

    def __reduce__(self) -> tuple[Any, ...]:
        # The tables stay behind: they are many times the size of the facts and soon built again.
        facts = {each.alias: getattr(self, each.name) for each in fields(type(self)) if each.init}
        return (_again, (type(self), facts))


def _again(kind: type[CalendarDays], facts: dict[str, Any]) -> CalendarDays:
    return kind(**facts)
