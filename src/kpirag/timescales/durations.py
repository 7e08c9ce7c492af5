"""Durations: how much time passed between two dates, by a stated convention."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kpirag._months import plain_day
from kpirag.errors import InputError, choose
from kpirag.timescales._calendar_facts import checked_order
from kpirag.timescales._clock_hours import like, open_time, plain_moment
from kpirag.timescales._steps import checked_calendar, steps_of
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import in_zone_of
from kpirag.timescales.units import Convention, TimeUnit, unit_of

__all__ = ["elapsed"]

_HOUR = timedelta(hours=1)


def elapsed(
    start: date | datetime,
    end: date | datetime,
    *,
    unit: str = "days",
    calendar: WorkingCalendar | None = None,
    convention: str = "exclude start",
    if_reversed: str = "error",
) -> float:
    """Return how much time passed between a start and an end.

    Weeks are days divided by seven. Months and years are refused, because they have no one length. With
    ``"count both"`` and ``"negative"``, both ends count backwards too: the same day is 1, the day
    before it -2, and there is no 0 and no -1.

    Args:
        start: The start; a datetime for hours.
        end: The end; a datetime for hours.
        unit: The unit of the result.
        calendar: The working calendar, where the unit needs one.
        convention: ``"exclude start"``: something done on the day it came took 0 days; or ``"count
            both"``: it took 1.
        if_reversed: ``"error"``, ``"zero"`` or ``"negative"`` if the end is before the start.

    Returns:
        A whole number for days of any kind; a float for weeks and hours.

    Raises:
        InputTypeError: If a date is of the wrong kind, or a calendar is missing.
        InputError: If the end is before the start, unless told what to make of it.

    Example:
        >>> elapsed(date(2022, 7, 1), date(2022, 7, 4))
        3
        >>> elapsed(date(2022, 7, 1), date(2022, 7, 4), convention="count both")
        4
    """
    counted, how = unit_of(unit), choose(Convention, convention, "convention")
    both = how is Convention.COUNT_BOTH
    if counted in (TimeUnit.MONTHS, TimeUnit.YEARS):
        remedy = "Write unit='days' or unit='weeks'."
        raise InputError(f"{counted} have no one length", path="unit", got=counted.value, remedy=remedy)
    if counted in (TimeUnit.HOURS, TimeUnit.WORKING_HOURS):
        if both:
            remedy = "Leave the convention out."
            raise InputError("hours run between two moments", path="convention", got=how.value, remedy=remedy)
        return _hours(counted, start, end, calendar, if_reversed)
    first, last = plain_day(start, "start"), plain_day(end, "end")
    steps = steps_of(counted, calendar)
    low, high = min(first, last), max(first, last)
    days = steps.between(low, high)
    if not both:
        days -= steps.between(low, low)
    number = checked_order(first, last, days if first <= last else -days, if_reversed)
    return number / 7 if counted is TimeUnit.WEEKS else number


def _hours(
    unit: TimeUnit, start: object, end: object, calendar: WorkingCalendar | None, if_reversed: str
) -> float:
    begin, finish = plain_moment(start, "start"), plain_moment(end, "end")
    low, high = like(begin, begin, "start"), like(finish, begin, "end")
    if unit is TimeUnit.HOURS:
        passed = high - low
    else:
        office = checked_calendar(unit, calendar)
        if begin.utcoffset() is not None:
            finish = in_zone_of(finish, begin, "end")
        passed = open_time(office, finish) - open_time(office, begin)
    return checked_order(low, high, passed / _HOUR, if_reversed)
