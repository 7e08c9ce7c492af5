"""Working calendars: which days count, from the first to the last date that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from datetime import date, time
from typing import Any

from attrs import evolve, frozen

from kpirag._months import iso_day
from kpirag._records import checked_keys
from kpirag._texts import of_kind
from kpirag.errors import InputError, InputTypeError, NotFoundError, shown, suggestion
from kpirag.timescales._calendar_days import CalendarDays, CalendarRangeError
from kpirag.timescales._calendar_facts import GivenDays, Terms, named_days, terms_of

__all__ = ["CalendarRangeError", "WorkingCalendar"]


@frozen(repr=False)
class WorkingCalendar(CalendarDays):
    """Which days are working days, from a first to a last known date; it never changes.

    A date outside that range is an error, never silently a working day. Calendars are combined
    with ``|``: a day is then off if it is off in any of them. A school calendar is one with terms.

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

    Example:
        >>> office = WorkingCalendar("Office", holidays={date(2022, 8, 29): "Summer bank holiday"},
        ...                          first=date(2022, 1, 1), last=date(2022, 12, 31))
        >>> office.shift(date(2022, 8, 26), 1).isoformat()
        '2022-08-30'
    """

    @classmethod
    def from_terms(
        cls,
        name: str,
        terms: Terms | list[tuple[date, date]],
        *,
        holidays: GivenDays = (),
        closures: GivenDays = (),
        first: date | None = None,
        last: date | None = None,
        version: str = "",
    ) -> WorkingCalendar:
        """Return a school calendar: the days of the working week inside the terms.

        Args:
            name: What it is called in results.
            terms: The first and last day of each term or half term, both part of it.
            holidays: Bank holidays inside the terms, such as early May.
            closures: Other days on which the school does not meet, such as training days.
            first: The first date it knows; by default the first day of the first term.
            last: The last date it knows; by default the last day of the last term.
            version: Which state of the data this is.

        Example:
            >>> halves = [(date(2022, 9, 5), date(2022, 10, 21)), (date(2022, 10, 31), date(2022, 12, 16))]
            >>> WorkingCalendar.from_terms("Hill School", halves).shift(date(2022, 10, 20), 2).isoformat()
            '2022-10-31'
        """
        found = terms_of(terms)
        return cls(
            name,
            holidays=holidays,
            closures=closures,
            terms=found,
            first=found[0][0] if first is None else first,
            last=found[-1][1] if last is None else last,
            version=version,
        )

    def __or__(self, other: WorkingCalendar) -> WorkingCalendar:
        if not isinstance(other, WorkingCalendar):
            return NotImplemented
        return WorkingCalendar.any_of(f"{self.name} or {other.name}", self, other)

    @classmethod
    def any_of(cls, name: str, *calendars: WorkingCalendar) -> WorkingCalendar:
        """Return the calendar in which a day is off if it is off in any of the given ones.

        This is what "a bank holiday in any part of the United Kingdom" asks for (Freedom of
        Information Act 2000, section 10(6)). It knows the dates that all of them know.

        Args:
            name: What it is called in results.
            calendars: Two or more calendars with the same kind of days and the same hours.

        Raises:
            InputTypeError: If there is none, or one is no calendar.
            InputError: If they share no date, or differ in terms or hours.

        Example:
            >>> from kpirag.timescales import ENGLAND_AND_WALES, SCOTLAND
            >>> both = WorkingCalendar.any_of("Britain", ENGLAND_AND_WALES, SCOTLAND)
            >>> both.why_closed(date(2022, 11, 30))
            "St Andrew's Day"
        """
        for place, each in enumerate(calendars):
            of_kind(each, WorkingCalendar, f"calendars[{place}]", "calendars such as ENGLAND_AND_WALES")
        if not calendars:
            raise InputTypeError("needs a calendar", path="calendars", remedy="Write two or more.")
        first, last = max(each.first for each in calendars), min(each.last for each in calendars)
        if last < first:
            told = ", ".join(f"{each.name!r} {each.coverage}" for each in calendars)
            raise InputError("share no date", path="calendars", got=told, remedy="Extend one of them.")
        if len({(each.terms, each.hours) for each in calendars}) > 1:
            remedy = "Add days off with with_closures() instead."
            raise InputError("differ in their terms or hours", path="calendars", remedy=remedy)
        shared = set.intersection(*(set(each.working_week) for each in calendars))
        return cls(
            name,
            holidays=_merged([each.holidays for each in calendars], first, last),
            closures=_merged([each.closures for each in calendars], first, last),
            first=first,
            last=last,
            working_week=tuple(day for day in calendars[0].working_week if day in shared),
            terms=calendars[0].terms,
            hours=calendars[0].hours,
            version=" and ".join(_once(each.version for each in calendars)),
            known_to=min(last, *(each.known_to or last for each in calendars)),
            attribution=" ".join(_once(each.attribution for each in calendars)),
        )

    def with_holidays(self, days: GivenDays, *, version: str | None = None) -> WorkingCalendar:
        """Return the calendar with more bank holidays, such as one proclaimed at short notice.

        Args:
            days: The days: a dict of dates to names, or dates alone.
            version: The version of the result; by default this one's with what was added.
        """
        added = named_days(days, "days", "Bank holiday")
        return self._changed(
            {"holidays": {**self.holidays, **dict(added)}}, f"+{_days(added, 'bank holiday')}", version
        )

    def with_closures(self, days: GivenDays, *, version: str | None = None) -> WorkingCalendar:
        """Return the calendar with local closure days added.

        They are no working days; they are no bank holidays either.

        Args:
            days: The days: a dict of dates to names, or dates alone.
            version: The version of the result; by default this one's with what was added.

        Example:
            >>> from kpirag.timescales import ENGLAND_AND_WALES
            >>> council = ENGLAND_AND_WALES.with_closures({date(2022, 12, 28): "Christmas closure"})
            >>> council.shift(date(2022, 12, 23), 1).isoformat()
            '2022-12-29'
        """
        added = named_days(days, "days", "Closed")
        return self._changed(
            {"closures": {**self.closures, **dict(added)}}, f"+{_days(added, 'closure')}", version
        )

    def without_closures(self, *days: date | str, version: str | None = None) -> WorkingCalendar:
        """Return the calendar with days off made working days again: holidays or closures.

        Args:
            days: The dates, or the names; a name stands for every day of that name. With none
                given, all local closure days go.
            version: The version of the result; by default this one's with what was removed.

        Raises:
            NotFoundError: If the calendar has no such day off.

        Example:
            >>> from kpirag.timescales import SCOTLAND
            >>> SCOTLAND.without_closures("St Andrew's Day").is_working(date(2022, 11, 30))
            True
        """
        named = {**self.closures, **self.holidays}
        gone: set[date] = set() if days else set(self.closures)
        for day in days:
            found = {off for off, name in named.items() if day in (off, name)}
            if not found:
                known = sorted({name.removesuffix(" (substitute day)") for name in named.values()})
                remedy = suggestion(day, known) if isinstance(day, str) else "It is already a working day."
                raise NotFoundError("is no day off here", path="days", got=shown(day), remedy=remedy)
            gone |= found
        holidays = {day: name for day, name in self.holidays.items() if day not in gone}
        kept = {
            "holidays": holidays if days else self.holidays,
            "closures": {day: name for day, name in self.closures.items() if day not in gone},
        }
        return self._changed(kept, f"-{_days(gone, 'day off', 'days off')}", version)

    def extended(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        holidays: GivenDays = (),
        closures: GivenDays = (),
        known_to: date | None = None,
        version: str | None = None,
    ) -> WorkingCalendar:
        """Return the calendar with a wider range, and the holidays of the years added.

        Args:
            first: The new first date; by default as it is.
            last: The new last date; by default as it is.
            holidays: The bank holidays of the added years.
            closures: The local closure days of the added years.
            known_to: The last date for which the holidays were announced; by default as it is,
                so that a deadline beyond it says so.
            version: The version of the result; by default this one's with what was added.

        Raises:
            InputError: If the range would become narrower.
        """
        begin = self.first if first is None else iso_day(first, "first")
        end = self.last if last is None else iso_day(last, "last")
        if begin > self.first or end < self.last:
            problem, remedy = "would make the range narrower", "Give an earlier first or a later last date."
            raise InputError(problem, path="extended", got=f"{begin} to {end}", remedy=remedy)
        facts = {
            "first": begin,
            "last": end,
            "holidays": {**self.holidays, **dict(named_days(holidays, "holidays", "Bank holiday"))},
            "closures": {**self.closures, **dict(named_days(closures, "closures", "Closed"))},
            "known_to": self.known_to if known_to is None else known_to,
        }
        return self._changed(facts, f"extended to {begin} to {end}", version)

    def with_hours(self, opens: time, closes: time) -> WorkingCalendar:
        """Return the calendar with opening hours, which working hours need.

        Args:
            opens: When a working day opens.
            closes: When it closes.
        """
        return evolve(self, hours=(opens, closes))

    def _changed(self, facts: dict[str, Any], how: str, version: str | None) -> WorkingCalendar:
        told = f"{self.version} {how}".strip() if version is None else version
        return evolve(self, **facts, version=told)

    def to_dict(self) -> dict[str, Any]:
        """Return the calendar as a dict of plain values."""
        return {
            "name": self.name,
            "holidays": {day.isoformat(): name for day, name in self.holidays.items()},
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "working_week": " ".join(self.working_week),
            "closures": {day.isoformat(): name for day, name in self.closures.items()},
            "terms": self.terms and [[first.isoformat(), last.isoformat()] for first, last in self.terms],
            "hours": self.hours and [each.isoformat() for each in self.hours],
            "version": self.version,
            "known_to": self.known_to and self.known_to.isoformat(),
            "attribution": self.attribution,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> WorkingCalendar:
        """Return the calendar that `to_dict` described.

        Args:
            record: The name, the first and the last date, and what is not left at its default.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a calendar.
        """
        facts = checked_keys(record, "calendar", _KEYS, _NEEDED)
        if isinstance(facts.get("hours"), list | tuple):
            facts["hours"] = tuple(map(_time, facts["hours"]))
        return cls(facts.pop("name"), **facts)

    def __repr__(self) -> str:
        parts = [repr(self.name), self.coverage, " ".join(self.working_week)]
        parts.append(f"{len(self.holidays)} bank holidays")
        parts += [f"{len(self.closures)} closures"] if self.closures else []
        parts += [f"{len(self.terms)} terms"] if self.terms else []
        parts += [f"open {self.hours[0]:%H:%M} to {self.hours[1]:%H:%M}"] if self.hours else []
        parts += [f"known to {self.known_to}"] if self.known_to != self.last else []
        parts += [f"version {self.version!r}"] if self.version else []
        return f"<WorkingCalendar {', '.join(parts)}>"


_NEEDED = ("name", "first", "last")
_KEYS = (
    *_NEEDED,
    *("holidays", "working_week", "closures", "terms", "hours", "version", "known_to", "attribution"),
)


def _time(given: object) -> object:
    try:
        return time.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        return given  # what is no time is refused by the check


def _days(days: Sized, one: str, many: str = "") -> str:
    return f"{len(days)} {one if len(days) == 1 else many or one + 's'}"


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _merged(many: list[dict[date, str]], first: date, last: date) -> dict[date, str]:
    names: dict[date, list[str]] = {}
    for days in many:
        for day, name in days.items():
            if first <= day <= last:
                names.setdefault(day, []).append(name)
    return {day: " / ".join(_once(found)) for day, found in names.items()}
