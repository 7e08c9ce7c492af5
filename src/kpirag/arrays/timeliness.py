"""In time, late or not known: the verdict on whole columns of starts and ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import checked_out, common_shape, flat_room, put_back
from kpirag.arrays._case_options import EndReader, case_terms, moment_of, number_of, refuse_reversed
from kpirag.arrays._days import NAT, Days, date_column
from kpirag.arrays._due_reader import DueReader
from kpirag.arrays._limit_rules import LimitRule, limit_rule
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import Limit
from kpirag.timescales.states import InvalidPolicy

__all__ = ["in_time"]


def in_time(
    starts: Any,
    ends: Any,
    timescale: Limit,
    *,
    calendar: WorkingCalendar | None = None,
    as_of: date | None = None,
    invalid: InvalidPolicy | str = "exclude",
    out: NDArray[np.int8] | None = None,
) -> NDArray[np.int8]:
    """Return which cases were in time, as `Case.judged` tells it for one.

    Without a date as of which they are judged, a case without an end is not known. With one, it is late
    if it is overdue then; an end after that date is not yet known, and neither is any case that starts
    after it. A time of day is left out, unless the timescale has a cut-off or counts hours.

    Args:
        starts: The starts, or the events that are counted back from: datetime64 or dates, of any
            shape, with NaT or None where there is none.
        ends: When each was done, in the same form.
        timescale: The timescale; or versions of one, or an entry of the catalogue, and then each start
            has the version in force on it.
        calendar: The working calendar, where one is needed.
        as_of: The date, which counts as over; or for hours the moment. None for none.
        invalid: ``"exclude"``, ``"zero"``, ``"in time"`` or ``"error"``: what to make of an end
            before the start. Excluded, it is not known; with zero and in time, it was in time.
        out: Where to write the result, int8; None for a new array.

    Returns:
        int8: 0 not known, 1 late, 2 in time.

    Raises:
        InputTypeError: If the dates are no dates, or a calendar or the times are missing.
        CalendarRangeError: If the calendar does not reach so far, with the first rows.
        InputError: If an option is unknown, or an end before its start is to be an error.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES, Timescale
        >>> starts = np.array(["2022-07-01", "2022-07-01", "2022-07-01"], "datetime64[D]")
        >>> ends = np.array(["2022-09-05", "2022-09-06", "NaT"], "datetime64[D]")
        >>> in_time(starts, ends, Timescale(45, "working days"), calendar=ENGLAND_AND_WALES)
        array([2, 1, 0], dtype=int8)
        >>> limit = Timescale(26, "weeks")
        >>> in_time(starts, ends, limit, as_of=date(2023, 3, 31))
        array([2, 2, 1], dtype=int8)
    """
    rule = limit_rule(timescale, calendar)
    judge = _Judge(rule, starts, ends, as_of, invalid)
    found = checked_out(out, judge.shape, np.int8, starts=judge.starts.raw, ends=judge.ends.column.raw)
    flat = flat_room(found)
    columns = [judge.starts.raw, judge.ends.column.raw]
    for rows, (start, end) in chunks(judge.shape, columns, [np.int64] * 2):
        judge.judge(start, end, rows.start, flat[rows])
    put_back(found, flat)
    return found


class _Judge:
    """The verdict on two columns, piece by piece, with what it is worked in."""

    def __init__(self, rule: LimitRule, starts: Any, ends: Any, as_of: Any, invalid: Any) -> None:
        terms = case_terms(rule, date.max if as_of is None else as_of, invalid)
        self._forward = not rule.counts_back
        self._policy = terms.invalid
        self._now = None if as_of is None else number_of(moment_of(rule, terms.as_of))
        self.starts = date_column(starts, "starts", times=rule.needs_times)
        self.ends = EndReader(ends, "ends", rule)
        self.shape = common_shape(starts=self.starts.raw, ends=self.ends.column.raw)
        size = rows_at_once(self.shape)
        self._due = np.empty(size, np.int64)
        self._flags = np.empty((4, size), np.bool_)
        self._reader = DueReader(rule, self.starts, size, self.shape)

    def judge(self, start: Days, end: Days, row: int, out: NDArray[np.int8]) -> None:
        """Write the codes of a piece whose first row has a number in the whole column."""
        size = len(out)
        done, known, other, rest = self._flags[:, :size]
        due = self._reader.read(start, row, self._due[:size])
        starts, ends = self._reader.starts, self.ends.read(end, row)
        np.less_equal(ends, due, out=done)
        if self._forward and self._policy is InvalidPolicy.EXCLUDE:
            np.less_equal(starts, ends, out=known)  # no end is before any start
        else:
            np.not_equal(ends, NAT, out=known)
            if self._forward:
                self._allow_reversed((start, end), (starts, ends), row)
        if self._now is not None:
            np.less_equal(ends, self._now, out=other)
            np.logical_and(known, other, out=known)
        np.logical_and(done, known, out=done)
        np.add(known.view(np.int8), done.view(np.int8), out=out)
        if self._now is not None:
            np.not_equal(ends, NAT, out=rest)
            np.logical_and(rest, other, out=rest)
            np.less(due, self._now, out=other)
            np.greater(other, rest, out=other)  # overdue, and without an end by then
            np.add(out, other.view(np.int8), out=out)
            if self._forward:
                np.copyto(out, 0, where=np.greater(starts, self._now, out=other))
        if self._reader.missing is not None:
            np.logical_not(self._reader.missing, out=other)
            np.multiply(out, other.view(np.int8), out=out)

    def _allow_reversed(self, given: tuple[Days, Days], read: tuple[Days, Days], row: int) -> None:
        done, known, reverse, _ = self._flags[:, : len(read[0])]
        np.less(read[1], read[0], out=reverse)
        np.logical_and(reverse, known, out=reverse)
        if self._policy is not InvalidPolicy.ERROR:
            np.logical_or(done, reverse, out=done)
            return
        if self._now is not None:
            np.logical_and(reverse, read[0] <= self._now, out=reverse)
        refuse_reversed(reverse, (self.starts, self.ends.column), given, row, self.shape)
