"""Timescales: so many days, working days, weeks, months or hours, counted in a stated way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag._numbers import whole_number
from kpirag._records import checked_keys
from kpirag._texts import checked_text, of_kind
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.timescales._calendar_facts import is_wall_time
from kpirag.timescales._clock_hours import elapsed_end, is_later, like, open_end, plain_moment
from kpirag.timescales._steps import PlainDays, checked_calendar, month_end, period_end, steps_of
from kpirag.timescales._timescale_checks import (
    HOURS,
    OPTIONS,
    contradictions,
    given_bound,
    given_counting,
    given_direction,
    given_receipt,
    given_roll,
    given_unit,
)
from kpirag.timescales._timescale_words import described, short_text
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import Edit, Exempt, Extend, Pause, Reset, checked_edits, day_of, merged_pauses
from kpirag.timescales.deadlines import Deadline
from kpirag.timescales.durations import elapsed
from kpirag.timescales.units import Bound, CountDirection, Counting, Receipt, Roll, TimeUnit, unit_of

__all__ = ["Timescale"]

_MONTHS = {TimeUnit.MONTHS: 1, TimeUnit.YEARS: 12}
_DAYS = {TimeUnit.WEEKS: 7}
_PLAIN = PlainDays()
# How many days after its start the first day lies that a period can count, and so that can be paused.
_FIRST = {Counting.BEGINNING_WITH: 0, Counting.FROM_THE_DAY_AFTER: 2}
_SHORTEST = timedelta(microseconds=1)
_KEYS = (
    *("n", "unit", "counting", "direction", "bound", "roll", "roll_calendar", "cutoff", "receipt", "name"),
)


@frozen(repr=False)
class Timescale:
    """A length of time in which something has to be done, and how it is counted.

    Args:
        n: How many.
        unit: ``"days"``, ``"working days"``, ``"school days"``, ``"days excluding bank holidays"``,
            ``"weeks"``, ``"months"``, ``"years"``, ``"hours"`` or ``"working hours"``.
        counting: ``"after"`` (the start is day 0), ``"beginning with"`` (the start is day 1),
            ``"clear days"`` (neither end counts) or ``"from the day after"``.
        direction: ``"forward"`` from a start, or ``"before"`` an event.
        bound: ``"within"`` or ``"less than"``.
        roll: ``"none"``, ``"next"`` or ``"previous"``: what happens to a last day that is not a
            working day.
        roll_calendar: The calendar that rolls; by default the one that is given with the start.
        cutoff: The time of day at and after which something received on a working day counts as
            received the next day, so on a Friday the Saturday; with a receipt that moves, the
            Monday. None for no cut-off.
        receipt: ``"keeps its date"`` or ``"moves to the next working day"``: what happens to a start
            that is not a working day.
        name: What it is called in results.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an option is unknown, or two options contradict each other.
        FaultsError: If two or more things are wrong.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> Timescale(45, "working days").due(date(2022, 7, 1), calendar=ENGLAND_AND_WALES).isoformat()
        '2022-09-05'
        >>> Timescale(26, "weeks", counting="beginning with").due(date(2022, 1, 10)).isoformat()
        '2022-07-10'
    """

    n: int
    unit: TimeUnit = field(converter=given_unit)
    counting: Counting = field(default=Counting.AFTER, kw_only=True, converter=given_counting)
    direction: CountDirection = field(default=CountDirection.FORWARD, kw_only=True, converter=given_direction)
    bound: Bound = field(default=Bound.WITHIN, kw_only=True, converter=given_bound)
    roll: Roll = field(default=Roll.NONE, kw_only=True, converter=given_roll)
    roll_calendar: WorkingCalendar | None = field(default=None, kw_only=True)
    cutoff: time | None = field(default=None, kw_only=True)
    receipt: Receipt = field(default=Receipt.KEEPS_ITS_DATE, kw_only=True, converter=given_receipt)
    name: str = field(default="", kw_only=True)
    # How far a due date lies from the rank of its start, where nothing but working days is to be counted.
    _step: int | None = field(default=None, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        facts: dict[str, Any] = {"n": take(faults, whole_number, self.n, "n")}
        facts["unit"] = take(faults, unit_of, self.unit)
        for name, options in OPTIONS:
            facts[name] = take(faults, choose, options, getattr(self, name), name)
        if self.roll_calendar is not None:
            take(faults, of_kind, self.roll_calendar, WorkingCalendar, "roll_calendar", "ENGLAND_AND_WALES")
        if self.cutoff is not None and not is_wall_time(self.cutoff):
            problem, remedy = "must be a time of day without a zone", "Write time(16), or None."
            faults.append(InputTypeError(problem, path="cutoff", got=shown(self.cutoff), remedy=remedy))
        take(faults, checked_text, self.name, "name")
        raise_faults(faults)
        for name, value in facts.items():
            object.__setattr__(self, name, value)
        raise_faults(contradictions(self))
        plain = self.cutoff is None and self.receipt is Receipt.KEEPS_ITS_DATE and self.roll is Roll.NONE
        after = self.counting is Counting.AFTER and self.direction is CountDirection.FORWARD
        if plain and after and self.bound is Bound.WITHIN and self.unit is TimeUnit.WORKING_DAYS and self.n:
            object.__setattr__(self, "_step", self.n - 1)

    def due(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> date:
        """Return the last date in time; for hours, the last moment in time, which is a datetime.

        Where hours do not matter, the start is a date. For hours it is a datetime: with a time zone,
        hours are counted in UTC; without one, by the clock on the wall.

        Args:
            start: The start of the clock, or the event that is counted back from.
            calendar: The working calendar, where the unit, a roll or a receipt rule needs one.
            edits: What happened to the clock: `Pause`, `Reset`, `Extend`, `Exempt`.

        Raises:
            InputTypeError: If the start is not of the right kind, or a calendar is missing.
            CalendarRangeError: If the calendar does not reach so far.
            InputError: If an edit contradicts the timescale.
        """
        step = self._step
        if (
            step is not None
            and calendar.__class__ is WorkingCalendar
            and edits.__class__ is tuple
            and not edits
        ):
            with_tables = calendar._quick  # noqa: SLF001 - the tables are shared inside the wing
            if with_tables is not None and start.__class__ is date:
                first, ranks, days = with_tables
                place = start.toordinal() - first
                if 0 <= place < len(ranks):
                    place = ranks[place] + step
                    if place < len(days):
                        return days[place]
        given = checked_edits(edits)
        return self._end(self._origin(start, calendar, given), calendar, given)

    def deadline(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> Deadline:
        """Return the last date in time, with the calendar and the rule that led to it.

        Args:
            start: The start of the clock, or the event that is counted back from.
            calendar: The working calendar, where the unit, a roll or a receipt rule needs one.
            edits: What happened to the clock.

        Raises:
            InputTypeError: If the start is not of the right kind, or a calendar is missing.
            CalendarRangeError: If the calendar does not reach so far.
            InputError: If an edit contradicts the timescale.
        """
        given = checked_edits(edits)
        origin = self._origin(start, calendar, given)
        end = self._end(origin, calendar, given)
        used = self._calendar_used(calendar)
        return Deadline(
            start=start,
            due=end,
            counted_from=origin,
            due_unedited=self._end(self._origin(start, calendar, ()), calendar, ()) if given else end,
            timescale=self,
            calendar=used.name if used else "",
            calendar_version=used.version if used else "",
            coverage=used.coverage if used else "",
            known=used is None or used.known_to is None or day_of(end) <= used.known_to,
            edits=given,
        )

    def elapsed(
        self,
        start: date | datetime,
        end: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        convention: str = "exclude start",
        if_reversed: str = "error",
    ) -> float:
        """Return how much time passed, in the days or hours that this timescale counts.

        Weeks, months and years count calendar days.

        Args:
            start: The start.
            end: The end.
            calendar: The working calendar, where the unit needs one.
            convention: ``"exclude start"`` or ``"count both"``.
            if_reversed: ``"error"``, ``"zero"`` or ``"negative"`` if the end is before the start.

        Raises:
            InputError: If the end is before the start, unless told what to make of it.
        """
        unit = TimeUnit.DAYS if self.unit in _MONTHS or self.unit in _DAYS else self.unit
        return elapsed(
            start, end, unit=unit, calendar=calendar, convention=convention, if_reversed=if_reversed
        )

    def _calendar_used(self, calendar: WorkingCalendar | None) -> WorkingCalendar | None:
        plain = self.unit in _MONTHS or self.unit in (TimeUnit.DAYS, TimeUnit.WEEKS, TimeUnit.HOURS)
        if not plain or self.cutoff is not None or self.receipt is Receipt.MOVES:
            return calendar
        return None if self.roll is Roll.NONE else self.roll_calendar or calendar

    def _origin(
        self, start: date | datetime, calendar: WorkingCalendar | None, edits: tuple[Edit, ...]
    ) -> date | datetime:
        for place, edit in enumerate(edits):
            if self.direction is CountDirection.BEFORE and not isinstance(edit, Exempt):
                remedy = "Give the new date of the event as the start."
                problem = "cannot change a period that is counted back from an event"
                raise InputError(problem, path=f"edits[{place}]", got=shown(edit), remedy=remedy)
        origin = self._received(start, calendar, "start")
        begun = origin
        for place, edit in enumerate(edits):
            if isinstance(edit, Pause):
                self._of_kind(edit.first, begun, f"edits[{place}].first")
            if not isinstance(edit, Reset):
                continue
            path = f"edits[{place}].at"
            again = self._received(edit.at, calendar, path)
            self._of_kind(again, begun, path)
            if is_later(begun, again):
                got = f"{edit.at}, start {start}"
                raise InputError("is before the start", path=path, got=got, remedy="Correct the date.")
            origin = again if is_later(again, origin) else origin
        return origin

    def _of_kind(self, given: date | datetime, begun: date | datetime, path: str) -> None:
        if self.unit in HOURS:
            like(given, plain_moment(begun, "start"), path)
        else:
            plain_day(given, path)

    def _received(
        self, given: date | datetime, calendar: WorkingCalendar | None, path: str
    ) -> date | datetime:
        if self.unit in HOURS:
            return plain_moment(given, path)
        if self.cutoff is None:
            day = plain_day(given, path)
        else:
            moment = plain_moment(given, path)
            day = plain_day(moment.date(), path)
            if moment.time() >= self.cutoff and self._rolling(calendar, "a cut-off").is_working(day):
                day = _PLAIN.shift(day, 1)
        if self.receipt is Receipt.MOVES:
            day = self._rolling(calendar, "a receipt rule").next_working(day)
        return day

    def _rolling(self, calendar: WorkingCalendar | None, what: str) -> WorkingCalendar:
        if not isinstance(calendar, WorkingCalendar):
            remedy = "Write calendar=ENGLAND_AND_WALES, or a WorkingCalendar of your own."
            problem = f"{what} needs a calendar"
            raise InputTypeError(problem, path="calendar", got=shown(calendar), remedy=remedy)
        return calendar

    def _end(
        self, origin: date | datetime, calendar: WorkingCalendar | None, edits: tuple[Edit, ...]
    ) -> date | datetime:
        pauses = merged_pauses(edits)
        if self.unit in HOURS:
            end: date | datetime = self._last_moment(origin, calendar, pauses)
        else:
            end = self._rolled(self._last_day(plain_day(origin, "start"), calendar, pauses), calendar)
        kept = tuple(edit for edit in edits if isinstance(edit, Pause))
        for place, edit in enumerate(edits):
            if isinstance(edit, Extend):
                path = f"edits[{place}]"
                other = self._extended(edit, origin, calendar, kept, path)
                end = other if is_later(other, end) else end
        return end

    def _extended(
        self,
        edit: Extend,
        origin: date | datetime,
        calendar: WorkingCalendar | None,
        pauses: tuple[Edit, ...],
        path: str,
    ) -> date | datetime:
        if edit.to is not None:
            if self.unit in HOURS:
                like(edit.to, plain_moment(origin, "start"), f"{path}.to")
                return edit.to
            return plain_day(edit.to, f"{path}.to")
        longer = edit.by
        if not isinstance(longer, Timescale) or (longer.unit in HOURS) is not (self.unit in HOURS):
            problem, remedy = "must be a timescale of the same kind", "Extend hours by hours, days by days."
            raise InputTypeError(problem, path=f"{path}.by", got=shown(longer), remedy=remedy)
        return longer._end(origin, calendar, pauses)  # noqa: SLF001 - another timescale

    def _last_moment(
        self, origin: date | datetime, calendar: WorkingCalendar | None, pauses: list[tuple[Any, Any]]
    ) -> datetime:
        start = plain_moment(origin, "start")
        way = 1 if self.direction is CountDirection.FORWARD else -1
        try:
            length = timedelta(hours=way * self.n)
            if self.unit is TimeUnit.WORKING_HOURS:
                open_calendar = checked_calendar(self.unit, calendar)
                end = open_end(open_calendar, start, length, pauses)
            else:
                end = elapsed_end(start, length, pauses)
        except OverflowError:
            problem, remedy = "the period leaves the years 1 to 9999", "Check the date and the length."
            raise InputError(problem, path="start", got=str(start), remedy=remedy) from None
        return end - _SHORTEST if self.bound is Bound.LESS_THAN else end

    def _last_day(
        self, origin: date, calendar: WorkingCalendar | None, pauses: list[tuple[Any, Any]]
    ) -> date:
        steps, less = steps_of(self.unit, calendar), self.bound is Bound.LESS_THAN
        if self.unit in _MONTHS:
            counting = Counting.BEGINNING_WITH if less else self.counting
            end = month_end(origin, self.n * _MONTHS[self.unit], counting, self.direction)
        else:
            n = self.n * _DAYS.get(self.unit, 1) - less
            end = period_end(steps, origin, n, self.counting, self.direction)
        begin = _PLAIN.shift(origin, _FIRST.get(self.counting, 1)) if pauses else origin
        for first, last in pauses:
            low = max(first, begin)
            if low > end:
                # A pause that begins after the end, and no later than the day it rolls to, holds that day.
                end_rolled = self._rolled(end, calendar)
                if low > end_rolled:
                    break
                low = max(low, end_rolled)
                end = end_rolled if low <= last else end
            if low <= last:
                end = steps.shift(end, steps.between(low, last))
        return end

    def _rolled(self, end: date, calendar: WorkingCalendar | None) -> date:
        if self.roll is Roll.NONE:
            return end
        rolling = self._rolling(self.roll_calendar or calendar, "a roll")
        return rolling.next_working(end) if self.roll is Roll.NEXT else rolling.previous_working(end)

    def describe(self) -> str:
        """Return how it counts, in words.

        Example:
            >>> Timescale(20, "working days").describe()
            'within 20 working days of the start, which is day 0'
        """
        return described(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the timescale as a dict of plain values."""
        return {
            "n": self.n,
            "unit": self.unit.value,
            **{name: getattr(self, name).value for name, _ in OPTIONS},
            "roll_calendar": self.roll_calendar and self.roll_calendar.to_dict(),
            "cutoff": self.cutoff and self.cutoff.isoformat(),
            "name": self.name,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Timescale:
        """Return the timescale that `to_dict` described.

        Args:
            record: The number and the unit, and what is not left at its default.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a timescale.
        """
        facts = checked_keys(record, "timescale", _KEYS, _KEYS[:2])
        if isinstance(facts.get("roll_calendar"), Mapping):
            facts["roll_calendar"] = WorkingCalendar.from_dict(facts["roll_calendar"])
        if isinstance(facts.get("cutoff"), str):
            with suppress(ValueError):  # what is no time is refused by the check
                facts["cutoff"] = time.fromisoformat(facts["cutoff"])
        return cls(facts.pop("n"), facts.pop("unit"), **facts)

    def __str__(self) -> str:
        return short_text(self)

    def __repr__(self) -> str:
        told = [str(self.n), repr(self.unit.value)]
        for name in _KEYS[2:]:
            value = getattr(self, name)
            told.append(f"{name}={getattr(value, 'value', value)!r}")
        return f"Timescale({', '.join(told)})"
