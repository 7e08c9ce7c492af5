"""The counting days of a calendar as arrays, and the day that lies so many of them away."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from attrs import frozen

from kpirag.arrays._days import NAT, Days, day_number
from kpirag.arrays._same import Same
from kpirag.timescales._day_tables import DayTable
from kpirag.timescales.calendars import WorkingCalendar

__all__ = ["CalendarRows", "open_rows", "working_rows"]


@frozen(eq=False)
class CalendarRows:
    """The days that count in a calendar, as `DayTable` has them, in numpy's days.

    Args:
        first: The first day the calendar knows.
        last: The last.
        ranks: For each day, how many counting days there are before it; one more than there are days,
            so that the place after a day holds how many there are up to and including it.
        counting: The counting days in order, and `NAT` at the end.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> friday = np.array(["2022-08-26"], "M8[D]").view(np.int64)
        >>> working_rows(ENGLAND_AND_WALES).counted(friday, 0, from_before=False).view("M8[D]")
        array(['2022-08-30'], dtype='datetime64[D]')
    """

    first: int
    last: int
    ranks: Days
    counting: Days

    @classmethod
    def of(cls, calendar: WorkingCalendar, table: DayTable) -> CalendarRows:
        """Return the rows of a calendar.

        Args:
            calendar: The calendar.
            table: Its table of the days that count.
        """
        first, last = day_number(calendar.first), day_number(calendar.last)
        ranks = np.zeros(last - first + 2, np.int64)
        ranks[1:] = table.ranks
        counting = np.full(len(table.ordinals) + 1, NAT, np.int64)
        counting[:-1] = table.ordinals
        counting[:-1] += first - table.first
        return cls(first, last, ranks, counting)

    def known(self, days: Days) -> Days:
        """Return days as they are, `NAT` for those the calendar does not know.

        Args:
            days: The days.
        """
        return np.where((days >= self.first) & (days <= self.last), days, NAT)

    def rank(self, days: Days, *, before: bool) -> Days:
        """Return how many counting days there are up to each day; -1 if the calendar does not know it.

        Args:
            days: The days.
            before: True to leave out the day itself.
        """
        inside = (days >= self.first) & (days <= self.last)
        places = np.where(inside, days, self.first) - self.first
        return np.where(inside, self.ranks[places if before else places + 1], -1)

    def counted(self, days: Days, n: int, *, from_before: bool) -> Days:
        """Return the counting day so many places after each day; `NAT` where the calendar has none.

        Args:
            days: The days.
            n: How many places: with 0, the first counting day after the day, and with -1 the last.
            from_before: True to let the day itself be the first after it, if it counts.
        """
        rank = self.rank(days, before=from_before)
        places = rank + n
        nowhere = len(self.counting) - 1
        places[(rank < 0) | (places < 0) | (places > nowhere)] = nowhere
        return self.counting[places]


@lru_cache(maxsize=16)
def _rows(key: Same, *, working: bool) -> CalendarRows:
    calendar: WorkingCalendar = key.thing
    return CalendarRows.of(calendar, calendar.working_table if working else calendar.open_table)


def working_rows(calendar: WorkingCalendar) -> CalendarRows:
    """Return the working days of a calendar, or the school days of a school.

    Args:
        calendar: The calendar.

    Example:
        >>> from kpirag.timescales import SCOTLAND
        >>> working_rows(SCOTLAND) is working_rows(SCOTLAND)
        True
    """
    return _rows(Same(calendar), working=True)


def open_rows(calendar: WorkingCalendar) -> CalendarRows:
    """Return the days of a calendar that are no bank holidays, weekends among them.

    Args:
        calendar: The calendar.

    Example:
        >>> from kpirag.timescales import SCOTLAND
        >>> len(open_rows(SCOTLAND).counting) > len(working_rows(SCOTLAND).counting)
        True
    """
    return _rows(Same(calendar), working=False)
