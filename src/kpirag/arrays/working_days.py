"""How many working days passed between the dates of two columns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import checked_out, common_shape, flat_room, put_back
from kpirag._texts import of_kind
from kpirag.arrays._calendar_rows import working_rows
from kpirag.arrays._days import NAT, DateColumn, Days, date_column
from kpirag.arrays._due_reader import asked_singly
from kpirag.arrays._same import Same
from kpirag.errors import choose
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import day_of
from kpirag.timescales.units import Convention, IfReversed

__all__ = ["working_days_between"]

_Floats: TypeAlias = NDArray[np.float64]
# A day is its own place in the tables, unless the calendar begins before 1970 or goes on for long after it.
_LONGEST = 60_000


def working_days_between(
    starts: Any,
    ends: Any,
    calendar: WorkingCalendar,
    *,
    convention: Convention | str = "exclude start",
    if_reversed: IfReversed | str = "error",
    out: _Floats | None = None,
) -> _Floats:
    """Return how many working days passed, or of a school calendar school days, as `elapsed` counts them.

    Whether something was in time is another question: what was due on a Friday and done on the Saturday
    took no more working days, and is late. Ask `in_time` for that. A time of day is left out.

    Args:
        starts: The starts: datetime64 or dates, of any shape, with NaT or None where there is none.
        ends: The ends, in the same form.
        calendar: The working calendar.
        convention: ``"exclude start"``: something done on the day it came took 0 days; or ``"count
            both"``: it took 1.
        if_reversed: ``"error"``, ``"zero"`` or ``"negative"`` if an end is before its start.
        out: Where to write the result, float64; None for a new array.

    Returns:
        Whole numbers as float64, NaN where one of the dates is missing.

    Raises:
        InputTypeError: If the dates are no dates, or the calendar is none.
        CalendarRangeError: If the calendar does not know a date, with the first rows.
        InputError: If an end is before its start, with the first rows, unless told what to make of it.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> starts = np.array(["2022-08-26", "2022-08-27"], "datetime64[D]")
        >>> working_days_between(starts, [np.datetime64("2022-08-30"), None], ENGLAND_AND_WALES)
        array([ 1., nan])
    """
    of_kind(calendar, WorkingCalendar, "calendar", "ENGLAND_AND_WALES")
    both = choose(Convention, convention, "convention") is Convention.COUNT_BOTH
    policy = choose(IfReversed, if_reversed, "if_reversed")
    first, last = date_column(starts, "starts"), date_column(ends, "ends")
    shape = common_shape(starts=first.raw, ends=last.raw)
    found = checked_out(out, shape, np.float64, starts=first.raw, ends=last.raw)
    flat = flat_room(found)
    counter = _Counter(calendar, first, last, both=both, policy=policy, shape=shape)
    for rows, (start, end) in chunks(shape, [first.raw, last.raw], [np.int64] * 2):
        counter.count(start, end, rows.start, flat[rows])
    put_back(found, flat)
    return found


class _Counter:
    """The counts of two columns, piece by piece, with what they are worked in."""

    def __init__(
        self,
        calendar: WorkingCalendar,
        first: DateColumn,
        last: DateColumn,
        *,
        both: bool,
        policy: IfReversed,
        shape: tuple[int, ...],
    ) -> None:
        self._calendar, self._first, self._last = calendar, first, last
        self._both, self._policy = both, policy
        # Without its start, a count is negative of itself if the dates are reversed.
        self._either_way = policy is IfReversed.NEGATIVE and not both
        self._shape = shape
        self._base, self._upto, self._before = _tables(Same(calendar))
        size = rows_at_once(shape)
        self._days = [
            np.empty(size, np.int64) if column.has_times or self._base else None for column in (first, last)
        ]
        self._ranks = np.empty(size)
        self._odd = np.empty((4, size), np.bool_)

    def count(self, start: Days, end: Days, row: int, out: _Floats) -> None:
        """Write the counts of a piece whose first row has a number in the whole column."""
        size = len(out)
        scratch = [None if each is None else each[:size] for each in self._days]
        first, last = self._first.days(start, scratch[0]), self._last.days(end, scratch[1])
        backwards = self._odd[0, :size]
        if not self._either_way:
            np.less(last, first, out=backwards)
        first, last = self._places(first, scratch[0]), self._places(last, scratch[1])
        self._upto.take(last, out=out, mode="clip")
        ranks = self._ranks[:size]
        (self._before if self._both else self._upto).take(first, out=ranks, mode="clip")
        np.subtract(out, ranks, out=out)
        unknown = np.not_equal(out, out, out=self._odd[1, :size])
        if unknown.any():
            self._refuse_unknown(start, end, row, unknown)
        if self._either_way:
            return
        np.greater(backwards, unknown, out=backwards)
        if backwards.any():
            self._turn((start, end), (first, last), backwards, row, out)

    def _places(self, days: Days, scratch: Days | None) -> Days:
        # No date wraps round to beyond the other end of the table, which is as unknown.
        return np.subtract(days, self._base, out=scratch) if self._base else days

    def _refuse_unknown(self, start: Days, end: Days, row: int, unknown: NDArray[np.bool_]) -> None:
        known, wrong = self._odd[2:, : len(start)]
        np.not_equal(start, NAT, out=known)
        np.logical_and(known, np.not_equal(end, NAT, out=wrong), out=known)
        if not np.logical_and(unknown, known, out=wrong).any():
            return
        rows = np.flatnonzero(wrong)
        low, high = self._calendar.first, self._calendar.last
        self._first.refuse_years(start, row)
        self._last.refuse_years(end, row)
        for column, numbers in ((self._first, start[rows]), (self._last, end[rows])):
            days = [day_of(column.item(number)) for number in numbers.tolist()]
            outside = [place for place, day in enumerate(days) if not low <= day <= high]
            given = [days[place] for place in outside]
            places = [row + int(rows[place]) for place in outside]
            asked_singly(self._calendar.place_of, given, places, column.path, self._shape)

    def _turn(
        self,
        given: tuple[Days, Days],
        places: tuple[Days, Days],
        backwards: NDArray[np.bool_],
        row: int,
        out: _Floats,
    ) -> None:
        """Make of ends before their starts what was asked for."""
        if self._policy is IfReversed.ZERO:
            np.copyto(out, 0.0, where=backwards)
            return
        rows = np.flatnonzero(backwards)
        if self._policy is IfReversed.NEGATIVE:
            first, last = (each[rows] for each in places)
            out[rows] = self._before[last] - self._upto[first]
            return
        pairs = [
            (day_of(self._first.item(one)), day_of(self._last.item(other)))
            for one, other in zip(given[0][rows].tolist(), given[1][rows].tolist(), strict=True)
        ]
        numbers = [row + each for each in rows.tolist()]
        asked_singly(lambda pair: self._calendar.count(*pair), pairs, numbers, self._last.path, self._shape)


@lru_cache(maxsize=16)
def _tables(key: Same) -> tuple[int, _Floats, _Floats]:
    """Return the day of place 0, and how many working days there are up to each day, with it and without.

    Both tables hold NaN at their ends, and wherever the calendar does not know the day.
    """
    rows = working_rows(key.thing)
    base = 0 if rows.first > 0 and rows.last < _LONGEST else rows.first - 1
    upto, before = np.full((2, rows.last - base + 2), np.nan)
    known = slice(rows.first - base, rows.last - base + 1)
    upto[known], before[known] = rows.ranks[1:], rows.ranks[:-1]
    return base, upto, before
