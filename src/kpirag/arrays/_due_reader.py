"""Starts and their due dates, piece by piece, as numbers that can be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kpirag._columns import others_text, place_text
from kpirag.arrays._days import MICROS, NAT, DateColumn, Days, day_number
from kpirag.arrays._hour_rules import due_micros, micro_number
from kpirag.arrays._limit_rules import LimitRule, due_table
from kpirag.errors import KpiragError

__all__ = ["DueReader", "asked_singly"]

_T = TypeVar("_T")


def asked_singly(
    call: Callable[[Any], _T], given: Sequence[Any], rows: Sequence[int], path: str, shape: Any
) -> list[_T]:
    """Return what a call makes of some rows, one by one; its error is raised with the rows named.

    Args:
        call: What is asked of each.
        given: What was given in those rows.
        rows: The numbers of the rows.
        path: The name of the argument.
        shape: The shape of the whole column; None for one dimension.

    Raises:
        KpiragError: The error of the first row that the call refuses.

    Example:
        >>> asked_singly(abs, [-1], [7], "starts", None)
        [1]
    """
    found: list[_T] = []
    try:
        found.extend(call(each) for each in given)
    except KpiragError as fault:
        rows = rows[len(found) :]
        others = others_text(rows, shape)
        facts = {"path": f"{path}{place_text(rows[0], shape)}", "got": fault.got, "remedy": fault.remedy}
        raise type(fault)(f"{fault.problem}{others and f' (likewise {others})'}", **facts) from None
    return found


class DueReader:
    """The due dates of a column of starts under a limit.

    Args:
        rule: The limit with its calendar.
        starts: The starts.
        size: The most rows in a piece.
        shape: The shape of the result, which rows are counted in.

    Example:
        >>> from kpirag.arrays._days import date_column
        >>> from kpirag.arrays._limit_rules import limit_rule
        >>> from kpirag.timescales import Timescale
        >>> column = date_column(np.array(["2022-07-01"], "M8[D]"), "starts")
        >>> reader = DueReader(limit_rule(Timescale(1, "week"), None), column, 1, (1,))
        >>> reader.read(column.raw, 0).view("M8[D]")
        array(['2022-07-08'], dtype='datetime64[D]')
    """

    def __init__(self, rule: LimitRule, starts: DateColumn, size: int, shape: tuple[int, ...]) -> None:
        self._rule = rule
        self._column = starts
        self._shape = shape
        self._days = np.empty(size, np.int64) if starts.has_times or rule.counts_hours else None
        self._places: Days | None = None
        self._flags = np.empty((3, size), np.bool_)
        self._base = 0
        self._table: Days | None = None
        self._late: Days | None = None
        #: The starts of the last piece, in days, or in microseconds where hours count.
        self.starts: Days = np.empty(0, np.int64)
        #: Which rows of the last piece have no start; None if all have one.
        self.missing: NDArray[np.bool_] | None = None

    def read(self, piece: Days, start: int, out: Days | None = None) -> Days:
        """Return the due date of each start of a piece, `NAT` where there is no start.

        Args:
            piece: The numbers that the column keeps.
            start: The number of the piece's first row.
            out: Where to write the due dates; None for a new array.

        Raises:
            KpiragError: If a start has no due date, with the first rows named.
        """
        due = np.empty(len(piece), np.int64) if out is None else out
        scratch = None if self._days is None else self._days[: len(piece)]
        if self._rule.counts_hours:
            self.starts = self._column.micros(piece, scratch, start)
            due_micros(self._rule, self.starts, due)
        else:
            self.starts = self._column.days(piece, scratch)
            self._due_days(piece, due)
        bad, missing, wrong = self._flags[:, : len(piece)]
        self.missing = None
        if np.equal(due, NAT, out=bad).any():
            self.missing = np.equal(piece, NAT, out=missing)
            if np.greater(bad, missing, out=wrong).any():
                self._settle(piece, start, due, np.flatnonzero(wrong))
        return due

    def _due_days(self, piece: Days, due: Days) -> None:
        days = self.starts
        if self._table is None:
            self._prepare(days)
        table: Any = self._table
        places = days
        if self._base:
            if self._places is None:
                self._places = np.empty(self._flags.shape[1], np.int64)
            places = np.subtract(days, self._base, out=self._places[: len(days)])
        table.take(places, out=due, mode="clip")
        if self._late is not None:
            late = self._after_cutoff(piece)
            np.copyto(due, self._late.take(places, mode="clip"), where=late)

    def _prepare(self, days: Days) -> None:
        early = bool(((days < 1) & (days != NAT)).any())
        self._base, self._table = due_table(self._rule, early=early, after_cutoff=False)
        if self._rule.needs_times:
            _, self._late = due_table(self._rule, early=early, after_cutoff=True)

    def _after_cutoff(self, piece: Days) -> NDArray[np.bool_]:
        per_day = self._column.per_day
        clock = piece - self.starts * per_day
        cutoffs = self._rule.cutoffs(self.starts)
        if per_day < MICROS:
            clock *= MICROS // per_day
        else:
            clock //= per_day // MICROS
        after: NDArray[np.bool_] = clock >= cutoffs
        return after

    def _settle(self, piece: Days, start: int, due: Days, rows: NDArray[np.intp]) -> None:
        """Find the due dates that lie outside the table, and raise the error of those that have none."""
        if not self._rule.counts_hours:
            late = self._after_cutoff(piece)[rows] if self._rule.needs_times else None
            due[rows] = self._rule.due(self.starts[rows], after_cutoff=False)
            if late is not None:
                due[rows[late]] = self._rule.due(self.starts[rows[late]], after_cutoff=True)
            rows = rows[due[rows] == NAT]
        if rows.size:
            self._ask(piece, start, due, rows)

    def _ask(self, piece: Days, start: int, due: Days, rows: NDArray[np.intp]) -> None:
        self._column.refuse_years(piece, start)
        given = [self._column.item(number) for number in piece[rows].tolist()]
        numbers = [start + row for row in rows.tolist()]
        found = asked_singly(self._rule.due_of, given, numbers, self._column.path, self._shape)
        number: Any = micro_number if self._rule.counts_hours else day_number
        due[rows] = [number(each) for each in found]
