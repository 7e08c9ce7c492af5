"""How each unit steps from day to day, and the ends of whole periods before any clock edit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from attrs import frozen

from kpirag._months import LAST_YEAR
from kpirag.errors import InputError, InputTypeError, shown
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.units import CountDirection, Counting, TimeUnit

__all__ = [
    "NEEDS_CALENDAR",
    "PlainDays",
    "Steps",
    "TableDays",
    "checked_calendar",
    "month_end",
    "period_end",
    "steps_of",
]

_DAY = timedelta(days=1)


class Steps(Protocol):
    """The days that a unit counts."""

    def shift(self, day: date, n: int) -> date:
        """Return the n-th counted day after a day, or before it if n is negative."""

    def nth_from(self, day: date, n: int) -> date:
        """Return the n-th counted day on or after a day; on or before it if n is negative."""

    def between(self, first: date, last: date) -> int:
        """Return how many counted days there are from a first to a last day, both included."""


@frozen
class PlainDays:
    """Every day of the calendar on the wall."""

    def shift(self, day: date, n: int) -> date:
        """Return the day so many days later, or earlier if n is negative.

        Args:
            day: The day.
            n: How many days.

        Raises:
            InputError: If that leaves the years 1 to 9999.
        """
        try:
            return day + timedelta(days=n)
        except OverflowError:
            raise _out_of_dates(day) from None

    def nth_from(self, day: date, n: int) -> date:
        """Return the n-th day from a day, which is the first; backwards if n is negative.

        Args:
            day: The day.
            n: Which day, not 0.
        """
        return self.shift(day, n - 1 if n > 0 else n + 1)

    def between(self, first: date, last: date) -> int:
        """Return how many days there are from a first to a last day, both included.

        Args:
            first: The first day.
            last: The last day.
        """
        return last.toordinal() - first.toordinal() + 1


@frozen
class TableDays:
    """The working days of a calendar, or all of its days that are no bank holidays.

    Args:
        calendar: The calendar.
        working: True for working days, False for all but bank holidays.
    """

    calendar: WorkingCalendar
    working: bool

    def shift(self, day: date, n: int) -> date:
        """Return the n-th counted day after a day, or before it if n is negative.

        Args:
            day: The day.
            n: How many days; 0 gives the day itself.

        Raises:
            CalendarRangeError: If the calendar does not reach so far.
        """
        return self.calendar.shift(day, n) if self.working else self.calendar.shift_open(day, n)

    def nth_from(self, day: date, n: int) -> date:
        """Return the n-th counted day on or after a day; on or before it if n is negative.

        Args:
            day: The day.
            n: Which counted day, not 0.

        Raises:
            CalendarRangeError: If the calendar does not reach so far.
        """
        calendar = self.calendar
        calendar.place_of(day)
        table = calendar.working_table if self.working else calendar.open_table
        way = 1 if n > 0 else -1
        return self.shift(day, n - way if table.counts(day.toordinal()) else n)

    def between(self, first: date, last: date) -> int:
        """Return how many counted days there are from a first to a last day, both included.

        Args:
            first: The first day.
            last: The last day.

        Raises:
            CalendarRangeError: If the calendar does not know one of them.
        """
        calendar = self.calendar
        table = calendar.working_table if self.working else calendar.open_table
        calendar.place_of(first)
        return table.ranks[calendar.place_of(last)] - table.before(first.toordinal())


_PLAIN = PlainDays()


def steps_of(unit: TimeUnit, calendar: WorkingCalendar | None) -> Steps:
    """Return how a unit steps, with the calendar it needs.

    Args:
        unit: The unit; hours do not step by days.
        calendar: The calendar, or None.

    Raises:
        InputTypeError: If the unit needs a calendar and there is none.
        InputError: If the calendar is of the wrong kind for the unit.

    Example:
        >>> steps_of(TimeUnit.WEEKS, None).shift(date(2022, 7, 1), 7).isoformat()
        '2022-07-08'
    """
    if unit not in NEEDS_CALENDAR:
        return _PLAIN
    return TableDays(checked_calendar(unit, calendar), working=unit is not _OPEN)


_OPEN = TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS
NEEDS_CALENDAR = frozenset({TimeUnit.WORKING_DAYS, TimeUnit.SCHOOL_DAYS, _OPEN, TimeUnit.WORKING_HOURS})


def checked_calendar(unit: TimeUnit, calendar: object) -> WorkingCalendar:
    """Return a calendar, refusing none at all and one of the wrong kind for a unit.

    Args:
        unit: The unit.
        calendar: The calendar.

    Raises:
        InputTypeError: If it is no calendar.
        InputError: If a school calendar meets working days, or another one school days.
    """
    if not isinstance(calendar, WorkingCalendar):
        remedy = "Write calendar=ENGLAND_AND_WALES, or a WorkingCalendar of your own."
        problem = f"{unit} need a calendar" if calendar is None else "must be a WorkingCalendar"
        raise InputTypeError(problem, path="calendar", got=shown(calendar), remedy=remedy)
    if calendar.is_school is not (unit is TimeUnit.SCHOOL_DAYS):
        remedy = "Write 'school days' for a calendar with terms, and only for one."
        raise InputError(f"does not count {unit}", path="calendar", got=shown(calendar), remedy=remedy)
    if unit is TimeUnit.WORKING_HOURS and calendar.hours is None:
        remedy = "Write calendar.with_hours(time(9), time(17))."
        raise InputError("has no opening hours", path="calendar", got=shown(calendar), remedy=remedy)
    return calendar


def period_end(steps: Steps, origin: date, n: int, counting: Counting, direction: CountDirection) -> date:
    """Return the last date in time of n counted days.

    Args:
        steps: The days that are counted.
        origin: The start, or the event that is counted back from.
        n: How many days.
        counting: Which day is day 1.
        direction: Forward, or back from an event.

    Example:
        >>> from kpirag.timescales import UK_ANY
        >>> licensing = TableDays(UK_ANY, working=True)
        >>> event = date(2022, 8, 20)
        >>> period_end(licensing, event, 10, Counting.CLEAR_DAYS, CountDirection.BEFORE).isoformat()
        '2022-08-05'
    """
    way = 1 if direction is CountDirection.FORWARD else -1
    if counting is Counting.AFTER:
        return steps.shift(origin, way * n)
    if counting is Counting.BEGINNING_WITH:
        return steps.nth_from(origin, way * n)
    if counting is Counting.CLEAR_DAYS:
        return steps.shift(origin, way * (n + 1))
    return steps.shift(_PLAIN.shift(origin, way), way * n)


def month_end(origin: date, months: int, counting: Counting, direction: CountDirection) -> date:
    """Return the last date in time of a period of months, by the corresponding-date rule in one step.

    A period after an event ends on the same day of the month (Dodds v Walker [1981]), or on the last
    day of a month that has no such day. A period that begins with a day ends the day before the
    corresponding date, but on the last day of the month if there is none (SI 2018/1082, rule 1.4).

    Args:
        origin: The start, or the event that is counted back from.
        months: How many months.
        counting: Which day is day 1.
        direction: Forward, or back from an event.

    Raises:
        InputError: If that leaves the years 1 to 9999.

    Example:
        >>> month_end(date(2022, 1, 31), 1, Counting.AFTER, CountDirection.FORWARD).isoformat()
        '2022-02-28'
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - only months and years pay for it

    way = 1 if direction is CountDirection.FORWARD else -1
    if counting is Counting.FROM_THE_DAY_AFTER:
        origin = _PLAIN.shift(origin, way)
    try:
        corresponding = origin + relativedelta(months=way * months)
    except (OverflowError, ValueError):
        raise _out_of_dates(origin) from None
    if counting is Counting.CLEAR_DAYS:
        return _PLAIN.shift(corresponding, way)
    if counting is Counting.BEGINNING_WITH:
        if way < 0:
            return _PLAIN.shift(corresponding, 1)
        return _PLAIN.shift(corresponding, -1) if corresponding.day == origin.day else corresponding
    return corresponding


def _out_of_dates(day: date) -> InputError:
    problem = f"the period leaves the years 1 to {LAST_YEAR}"
    return InputError(problem, path="start", got=str(day), remedy="Check the date and the length.")
