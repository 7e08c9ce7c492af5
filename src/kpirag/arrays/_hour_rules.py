"""Hours row by row: elapsed ones, and those in which an office is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from kpirag.arrays._calendar_rows import working_rows
from kpirag.arrays._days import FIRST_DAY, LAST_DAY, MICROS, NAT, Days
from kpirag.arrays._limit_rules import LimitRule
from kpirag.timescales._clock_hours import open_time
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Bound, CountDirection, TimeUnit

__all__ = ["HOUR", "due_micros", "micro_number", "open_micros", "open_until"]

#: Microseconds in an hour.
HOUR = 3_600_000_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time: what has a zone does not come this far
_MICRO = timedelta(microseconds=1)
_FIRST, _LAST = FIRST_DAY * MICROS, (LAST_DAY + 1) * MICROS - 1
# More hours than the years 1 to 9999 hold, and few enough to add without overflow.
_BEYOND = 90_000_000


def micro_number(moment: datetime) -> int:
    """Return a wall time as numpy counts it, in microseconds since 1970-01-01.

    Args:
        moment: The moment.

    Example:
        >>> micro_number(datetime(1970, 1, 1, 1)) == HOUR
        True
    """
    return (moment - _EPOCH) // _MICRO


def due_micros(rule: LimitRule, starts: Days, out: Days) -> None:
    """Write the last moment in time of each start; `NAT` where `Timescale.due` raises an error.

    Args:
        rule: A limit that counts hours.
        starts: The starts, in microseconds.
        out: Where to write.
    """
    out[...] = NAT
    days = np.floor_divide(starts, MICROS)
    for part in rule.parts:
        rows = np.flatnonzero(part.holds(days) & (starts != NAT))
        out[rows] = _last_moments(part.timescale, rule.calendar, starts[rows])


def _last_moments(timescale: Timescale, calendar: WorkingCalendar | None, starts: Days) -> Days:
    way = 1 if timescale.direction is CountDirection.FORWARD else -1
    length = way * min(timescale.n, _BEYOND) * HOUR
    if timescale.unit is TimeUnit.HOURS or calendar is None or not length:
        ends = starts + length
        ends = np.where((ends >= _FIRST) & (ends <= _LAST), ends, NAT)
    else:
        ends = _open_ends(calendar, starts, length)
    if timescale.bound is Bound.LESS_THAN:
        ends -= ends != NAT
    return ends


def _hours(calendar: WorkingCalendar) -> tuple[int, int]:
    """Return when an office opens, and how long it is open, in microseconds."""
    opens, closes = (micro_number(datetime.combine(_EPOCH, each)) for each in calendar.hours or ())
    return opens, closes - opens


def open_micros(calendar: WorkingCalendar, moments: Days) -> Days:
    """Return the opening time of a calendar up to each moment; -1 if it does not know the day.

    Args:
        calendar: A calendar with opening hours.
        moments: The moments, in microseconds.

    Example:
        >>> from datetime import time
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> office = ENGLAND_AND_WALES.with_hours(time(9), time(17))
        >>> noon = np.array(["2011-01-04T12", "2011-01-05T12"], "M8[us]").view(np.int64)
        >>> (open_micros(office, noon) / HOUR).tolist()
        [3.0, 11.0]
    """
    opens, length = _hours(calendar)
    days = np.floor_divide(moments, MICROS)
    rows = working_rows(calendar)
    before, upto = rows.rank(days, before=True), rows.rank(days, before=False)
    into = np.clip(moments - days * MICROS - opens, 0, length)
    used = before * length + (upto - before) * into
    return np.where(before < 0, -1, used)


def _open_ends(calendar: WorkingCalendar, starts: Days, length: int) -> Days:
    opens, span = _hours(calendar)
    rows = working_rows(calendar)
    used = open_micros(calendar, starts)
    # What is used up at closing time ends at closing time, not at the next opening.
    places, into = np.divmod(np.where(used < 0, 0, used) + length - 1, span)
    nowhere = len(rows.counting) - 1
    day = rows.counting[np.where((used < 0) | (places > nowhere), nowhere, places)]
    return np.where(day == NAT, NAT, np.where(day == NAT, 0, day) * MICROS + opens + into + 1)


def open_until(calendar: WorkingCalendar, now: datetime, hours: int) -> int | None:
    """Return the last moment up to which an office is open for no more than so many hours.

    Args:
        calendar: A calendar with opening hours.
        now: The moment from which they count.
        hours: How many.

    Returns:
        The moment, in microseconds; None if the calendar ends before.

    Raises:
        CalendarRangeError: If the calendar does not know the day.
    """
    opens, span = _hours(calendar)
    used: Any = open_time(calendar, now) // _MICRO + hours * HOUR
    place, into = divmod(used, span)
    counting = working_rows(calendar).counting
    return None if place >= len(counting) - 1 else int(counting[place]) * MICROS + opens + into
