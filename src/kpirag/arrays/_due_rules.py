"""The last date in time for many starts at once: each rule of `Timescale.due`, row by row."""

from __future__ import annotations

import numpy as np

from kpirag.arrays._calendar_rows import open_rows, working_rows
from kpirag.arrays._days import FIRST_DAY, LAST_DAY, NAT, Days
from kpirag.timescales._steps import NEEDS_CALENDAR, checked_calendar
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Bound, CountDirection, Counting, Receipt, Roll, TimeUnit

__all__ = ["due_days", "plain_shift"]

_MONTHS = {TimeUnit.MONTHS: 1, TimeUnit.YEARS: 12}
# More of anything than the years 1 to 9999 hold, and little enough to add without overflow.
_BEYOND = 10_000_000
_FIRST_MONTH, _LAST_MONTH = -1969 * 12, (9999 - 1970) * 12 + 11


def due_days(
    days: Days, timescale: Timescale, calendar: WorkingCalendar | None, *, after_cutoff: bool
) -> Days:
    """Return the last day in time for each start; `NAT` where `Timescale.due` raises an error.

    Args:
        days: The starts, in days.
        timescale: A timescale that does not count hours.
        calendar: The working calendar, where one is needed.
        after_cutoff: True if the starts came at or after the cut-off.

    Example:
        >>> friday = np.array(["2022-07-29"], "M8[D]").view(np.int64)
        >>> due_days(friday, Timescale(1, "month"), None, after_cutoff=False).view("M8[D]")
        array(['2022-08-29'], dtype='datetime64[D]')
    """
    known = np.where((days >= FIRST_DAY) & (days <= LAST_DAY), days, NAT)
    origins = _received(known, timescale, calendar, after_cutoff=after_cutoff)
    way = 1 if timescale.direction is CountDirection.FORWARD else -1
    less = timescale.bound is Bound.LESS_THAN
    n = min(timescale.n, _BEYOND)
    if timescale.unit in _MONTHS:
        counting = Counting.BEGINNING_WITH if less else timescale.counting
        ends = _months_away(origins, way * n * _MONTHS[timescale.unit], counting, way)
    elif timescale.unit in NEEDS_CALENDAR:
        ends = _counted_away(origins, n - less, timescale, calendar, way)
    else:
        n = n * (7 if timescale.unit is TimeUnit.WEEKS else 1) - less
        # From the day after is the day before clear days end only where days are not all counted.
        extra = {Counting.AFTER: 0, Counting.BEGINNING_WITH: -1}.get(timescale.counting, 1)
        ends = plain_shift(origins, way * (n + extra))
    return _rolled(ends, timescale, calendar)


def plain_shift(days: Days, n: int) -> Days:
    """Return the days so many later; `NAT` where that leaves the years 1 to 9999.

    Args:
        days: The days; `NAT` stays as it is.
        n: How many days, fewer than a hundred million either way.

    Example:
        >>> plain_shift(np.array([0, LAST_DAY]), 1).tolist() == [1, NAT]
        True
    """
    moved = days + n  # from NAT it wraps round to where no date is, either way
    return np.where((moved >= FIRST_DAY) & (moved <= LAST_DAY), moved, NAT)


def _received(
    days: Days, timescale: Timescale, calendar: WorkingCalendar | None, *, after_cutoff: bool
) -> Days:
    moves = timescale.receipt is Receipt.MOVES
    if not (moves or after_cutoff):
        return days
    if calendar is None:
        return np.full(days.shape, NAT)
    rows = working_rows(calendar)
    if after_cutoff:
        works = rows.rank(days, before=False) > rows.rank(days, before=True)
        days = np.where(works, plain_shift(days, 1), rows.known(days))
    return rows.counted(days, 0, from_before=True) if moves else days


def _rolled(ends: Days, timescale: Timescale, calendar: WorkingCalendar | None) -> Days:
    rolling = timescale.roll_calendar or calendar
    if timescale.roll is Roll.NONE or rolling is None:  # a limit that rolls was refused without a calendar
        return ends
    forward = timescale.roll is Roll.NEXT
    return working_rows(rolling).counted(ends, 0 if forward else -1, from_before=forward)


def _counted_away(
    origins: Days, n: int, timescale: Timescale, calendar: WorkingCalendar | None, way: int
) -> Days:
    known = checked_calendar(timescale.unit, calendar)
    opening = timescale.unit is TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS
    rows = open_rows(known) if opening else working_rows(known)
    counting = timescale.counting
    if counting is Counting.BEGINNING_WITH:  # the origin may itself be day 1, from either side
        return rows.counted(origins, n - 1 if way > 0 else -n, from_before=way > 0)
    if counting is Counting.FROM_THE_DAY_AFTER:
        origins = plain_shift(origins, way)
    if counting is Counting.CLEAR_DAYS:
        n += 1
    if not n:
        return rows.known(origins)
    return rows.counted(origins, n - 1 if way > 0 else -n, from_before=way < 0)


def _months_away(origins: Days, months: int, counting: Counting, way: int) -> Days:
    if counting is Counting.FROM_THE_DAY_AFTER:
        origins = plain_shift(origins, way)
    inside = origins != NAT
    if not inside.any():
        return origins
    starts = np.where(inside, origins, origins.max())
    # Months are few beside days, and so is asking numpy for their first days.
    low, high = np.array([starts.min(), starts.max()]).view("M8[D]").astype("M8[M]").view(np.int64).tolist()
    here = _first_days(low, high)
    place = np.searchsorted(here, starts, side="right") - 1
    into = starts - here[place]
    there = _first_days(low + months, high + months + 1)
    first, beyond = there[place], there[place + 1]
    month = place + (low + months)
    inside &= (month >= _FIRST_MONTH) & (month <= _LAST_MONTH)
    ends: Days = np.minimum(first + into, beyond - 1)
    ends[~inside] = NAT
    if counting is Counting.CLEAR_DAYS:
        return plain_shift(ends, way)
    if counting is Counting.BEGINNING_WITH:
        if way < 0:
            return plain_shift(ends, 1)
        # A month without the day ends the period on its own last day, and takes nothing off.
        ends = np.where(first + into < beyond, plain_shift(ends, -1), ends)
    return ends


def _first_days(low: int, high: int) -> Days:
    """Return the first day of each month from one to another."""
    return np.arange(low, high + 1).view("M8[M]").astype("M8[D]").view(np.int64)
