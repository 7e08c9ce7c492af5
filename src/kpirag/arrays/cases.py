"""The states of whole columns of cases as of a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import checked_out, common_shape, flat_room, put_back, refuse_rows, truth_values
from kpirag.arrays._case_options import (
    DueSoon,
    EndReader,
    case_terms,
    moment_of,
    number_of,
    refuse_reversed,
)
from kpirag.arrays._days import NAT, Days, date_column
from kpirag.arrays._due_reader import DueReader
from kpirag.arrays._limit_rules import LimitRule, limit_rule
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import Limit, Terms
from kpirag.timescales.states import CaseState, InvalidPolicy
from kpirag.timescales.timescale import Timescale

__all__ = ["CASE_STATE_CODES", "case_states"]

#: The code of each state in a column of states; 0 is a row without a start.
CASE_STATE_CODES = {state: code for code, state in enumerate(CaseState, start=1)}
_NOT_STARTED, _INVALID = CASE_STATE_CODES[CaseState.NOT_STARTED], CASE_STATE_CODES[CaseState.INVALID]
_EXEMPT, _MET = CASE_STATE_CODES[CaseState.EXEMPT], CASE_STATE_CODES[CaseState.MET]
_OPEN, _OVERDUE = CASE_STATE_CODES[CaseState.OPEN_IN_TIME], CASE_STATE_CODES[CaseState.OPEN_OVERDUE]


def case_states(
    starts: Any,
    ends: Any,
    timescale: Limit,
    *,
    as_of: date,
    calendar: WorkingCalendar | None = None,
    due_soon: int | Timescale | None = None,
    invalid: InvalidPolicy | str = "exclude",
    extended_to: Any = None,
    exempt: Any = None,
    out: NDArray[np.int8] | None = None,
) -> NDArray[np.int8]:
    """Return what has become of each case as of a date, as `Case.judged` tells it for one.

    A time of day is left out, unless the timescale has a cut-off or counts hours.

    Args:
        starts: The starts, or the events that are counted back from: datetime64 or dates, of any
            shape, with NaT or None where there is none.
        ends: When each was done, in the same form.
        timescale: The timescale; or versions of one, or an entry of the catalogue, and then each start
            has the version in force on it.
        as_of: The date, which counts as over; or for hours the moment.
        calendar: The working calendar, where one is needed.
        due_soon: How near the due date an open case is due soon: so many of the days or hours that
            the limit counts, or a timescale; None for never.
        invalid: ``"exclude"``, ``"zero"``, ``"in time"`` or ``"error"``: what to make of an end
            before the start.
        extended_to: The date each was extended to, as `Extend(to=...)`, NaT where it was not; None
            for no extension at all.
        exempt: True where a case is exempt, as `Exempt`; None for none.
        out: Where to write the result, int8; None for a new array.

    Returns:
        int8: 0 where there is no start, else the code in `CASE_STATE_CODES`: the place of the state in
        `CaseState`, from 1.

    Raises:
        InputTypeError: If the dates are no dates, or a calendar or the times are missing.
        CalendarRangeError: If the calendar does not reach so far, with the first rows.
        InputError: If an option is unknown, an end before its start is to be an error, or a limit that
            counts back is extended.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> starts = np.array(["2022-07-01", "2022-07-01", "2022-07-01"], "datetime64[D]")
        >>> ends = np.array(["2022-09-05", "2022-09-06", "NaT"], "datetime64[D]")
        >>> found = case_states(starts, ends, Timescale(45, "working days"), as_of=date(2022, 9, 30),
        ...                     calendar=ENGLAND_AND_WALES)
        >>> [list(CaseState)[code - 1].value for code in found]
        ['met', 'late', 'open overdue']
    """
    rule = limit_rule(timescale, calendar)
    given = {"starts": starts, "ends": ends, "extended_to": extended_to, "exempt": exempt}
    judge = _Judge(rule, case_terms(rule, as_of, invalid, due_soon), **given)
    columns = [column for column in judge.columns.values() if column is not None]
    found = checked_out(out, judge.shape, np.int8, **judge.columns)
    flat = flat_room(found)
    for rows, pieces in chunks(judge.shape, columns, [column.dtype for column in columns]):
        judge.judge(pieces, rows.start, flat[rows])
    put_back(found, flat)
    return found


class _Judge:
    """The states of columns of cases, piece by piece, with what they are worked in."""

    def __init__(
        self,
        rule: LimitRule,
        terms: Terms,
        *,
        starts: Any,
        ends: Any,
        extended_to: Any,
        exempt: Any,
    ) -> None:
        self._forward = not rule.counts_back
        self._policy = terms.invalid
        self._now = number_of(moment_of(rule, terms.as_of))
        self._starts = date_column(starts, "starts", times=rule.needs_times)
        self._ends = EndReader(ends, "ends", rule)
        self._extended = None if extended_to is None else EndReader(extended_to, "extended_to", rule)
        self.columns: dict[str, Any] = {
            "starts": self._starts.raw,
            "ends": self._ends.column.raw,
            "extended_to": None if self._extended is None else self._extended.column.raw,
            "exempt": None if exempt is None else truth_values(exempt, "exempt"),
        }
        self.shape = common_shape(**self.columns)
        size = rows_at_once(self.shape)
        self._dues = np.empty((2, size), np.int64)
        self._codes = np.empty(size, np.int8)
        self._flags = np.empty((4, size), np.bool_)
        self._reader = DueReader(rule, self._starts, size, self.shape)
        self._soon = None if terms.due_soon is None else DueSoon(rule, terms, self.shape)

    def judge(self, pieces: tuple[NDArray[Any], ...], row: int, out: NDArray[np.int8]) -> None:
        """Write the codes of a piece whose first row has a number in the whole column."""
        size, now = len(out), self._now
        ended, started, one, _ = self._flags[:, :size]
        rest = list(pieces[2:])
        first = self._reader.read(pieces[0], row, self._dues[0, :size])
        starts, ends = self._reader.starts, self._ends.read(pieces[1], row)
        due = first if self._extended is None else self._extend(first, rest.pop(0), row)
        np.less_equal(starts, now, out=started)
        if not self._forward:
            started.fill(True)  # noqa: FBT003 - the value to fill with
        np.less_equal(ends, now, out=ended)
        np.logical_and(ended, np.not_equal(ends, NAT, out=one), out=ended)
        self._write_open(due, starts, out, row)
        self._write_ended(first, due, ends, out)
        if self._forward:
            self._write_reversed(pieces, starts, ends, out, row)
            np.copyto(out, _NOT_STARTED, where=np.logical_not(started, out=one))
        if rest:
            np.greater(out, _INVALID, out=one)
            np.copyto(out, _EXEMPT, where=np.logical_and(one, rest[0], out=one))
        if self._reader.missing is not None:
            np.copyto(out, 0, where=self._reader.missing)

    def _extend(self, first: Days, piece: Days, row: int) -> Days:
        reader: Any = self._extended
        reader.column.refuse_years(piece, row)
        extended = reader.read(piece, row)
        if not self._forward:
            refuse_rows(
                extended != NAT,
                "extended_to",
                "cannot change a period that is counted back from an event",
                remedy="Give the new date of the event as the start.",
                start=row,
                shape=self.shape,
            )
        later: Days = np.maximum(first, extended, out=self._dues[1, : len(first)])
        return later

    def _write_open(self, due: Days, starts: Days, out: NDArray[np.int8], row: int) -> None:
        ended, started, overdue, asking = self._flags[:, : len(out)]
        np.less(due, self._now, out=overdue)
        out.fill(_OPEN)
        if self._soon is not None:
            np.greater(started, np.logical_or(ended, overdue, out=asking), out=asking)
            if self._reader.missing is not None:
                np.greater(asking, self._reader.missing, out=asking)
            if asking.any():
                np.add(out, self._soon.near(due, starts, asking, row).view(np.int8), out=out)
        np.copyto(out, _OVERDUE, where=overdue)

    def _write_ended(self, first: Days, due: Days, ends: Days, out: NDArray[np.int8]) -> None:
        ended, _, late, _ = self._flags[:, : len(out)]
        codes = self._codes[: len(out)]
        # Met, met by extension and late follow each other, as the two dates do.
        codes.fill(_MET)
        for last in (first, due):
            np.greater(ends, last, out=late)
            np.add(codes, late.view(np.int8), out=codes)
        np.copyto(out, codes, where=ended)

    def _write_reversed(
        self, pieces: tuple[Any, ...], starts: Days, ends: Days, out: NDArray[np.int8], row: int
    ) -> None:
        ended, started, reverse, _ = self._flags[:, : len(out)]
        np.less(ends, starts, out=reverse)
        np.logical_and(reverse, ended, out=reverse)
        if self._policy is InvalidPolicy.ERROR:
            np.logical_and(reverse, started, out=reverse)
            columns = (self._starts, self._ends.column)
            refuse_reversed(reverse, columns, (pieces[0], pieces[1]), row, self.shape)
        code = _INVALID if self._policy is InvalidPolicy.EXCLUDE else _MET
        np.copyto(out, code, where=reverse)
