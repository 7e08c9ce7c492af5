"""The options that many cases are judged by, checked as for one case, and the date as of which they are."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._months import plain_day
from kpirag.arrays._calendar_rows import open_rows, working_rows
from kpirag.arrays._days import MICROS, DateColumn, Days, date_column, day_number
from kpirag.arrays._due_reader import asked_singly
from kpirag.arrays._hour_rules import HOUR, micro_number, open_until
from kpirag.arrays._limit_rules import LimitRule, Part
from kpirag.errors import InputError, InputTypeError, shown
from kpirag.timescales._steps import checked_calendar
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import Terms, checked_terms
from kpirag.timescales.states import counted_unit
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import TimeUnit

__all__ = ["DueSoon", "EndReader", "case_terms", "moment_of", "number_of", "refuse_reversed"]


def case_terms(rule: LimitRule, as_of: Any, invalid: Any, due_soon: Any = None) -> Terms:
    """Return the terms that cases are judged by, all options checked.

    Args:
        rule: The limit with its calendar.
        as_of: The date.
        invalid: What to make of an end before the start.
        due_soon: How near the due date an open case is due soon.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an option is unknown, or the limit gives the first date and not the last.
    """
    if getattr(rule.limit, "side", None) == "no earlier than":
        problem = "gives the first date that is allowed, not the last"
        remedy = "Compare the ends with due_dates() yourself."
        raise InputError(problem, path="timescale", got=shown(rule.limit), remedy=remedy)
    terms = checked_terms(rule.limit, as_of=as_of, calendar=rule.calendar, invalid=invalid, due_soon=due_soon)
    soon = terms.due_soon
    if isinstance(soon, Timescale) and (soon.unit in HOURS) is not rule.counts_hours:
        problem, remedy = "must be of the kind of the limit", "Write days for days, or hours for hours."
        raise InputTypeError(problem, path="due_soon", got=str(soon), remedy=remedy)
    return terms


def moment_of(rule: LimitRule, as_of: date) -> date:
    """Return the date or the moment at which cases are judged: for hours, a date is its last moment.

    Args:
        rule: The limit.
        as_of: The date or the moment.

    Raises:
        InputTypeError: If it has a time and days count, or it has a time zone.
    """
    if not rule.counts_hours:
        return plain_day(as_of, "as_of")
    at = as_of if isinstance(as_of, datetime) else datetime.combine(as_of, time.max)
    if at.utcoffset() is not None:
        remedy = "Arrays hold wall times: leave the zone out, as in the columns."
        raise InputTypeError("has a time zone", path="as_of", got=shown(as_of), remedy=remedy)
    return at


def number_of(moment: date) -> int:
    """Return a date in days, or a moment in microseconds.

    Args:
        moment: The date or the moment.

    Example:
        >>> number_of(date(1970, 1, 2)), number_of(datetime(1970, 1, 1, 1)) == HOUR
        (1, True)
    """
    return micro_number(moment) if isinstance(moment, datetime) else day_number(moment)


class EndReader:
    """A column that is compared with due dates: read in days, or in microseconds where hours count.

    Args:
        given: The dates.
        path: The name of the argument.
        rule: The limit.

    Example:
        >>> from kpirag.arrays._limit_rules import limit_rule
        >>> ends = EndReader([date(1970, 1, 2)], "ends", limit_rule(Timescale(1, "week"), None))
        >>> ends.read(ends.column.raw, 0)
        array([1])
    """

    def __init__(self, given: Any, path: str, rule: LimitRule) -> None:
        self.column: DateColumn = date_column(given, path, times=rule.counts_hours)
        self._in_micros = rule.counts_hours
        self._scratch: Days | None = None

    def read(self, piece: Days, start: int) -> Days:
        """Return the numbers of a piece; they are to be read, and only until the next piece.

        Args:
            piece: A run of the column's numbers.
            start: The number of the piece's first row, for errors.

        Raises:
            InputError: If a moment lies outside the years 1 to 9999.
        """
        if not self._in_micros and not self.column.has_times:
            return piece
        if self._scratch is None or len(self._scratch) < len(piece):
            self._scratch = np.empty(len(piece), np.int64)
        scratch = self._scratch[: len(piece)]
        if self._in_micros:
            return self.column.micros(piece, scratch, start)
        return self.column.days(piece, scratch)


def refuse_reversed(
    wrong: NDArray[np.bool_],
    columns: tuple[DateColumn, DateColumn],
    pieces: tuple[Days, Days],
    start: int,
    shape: tuple[int, ...],
) -> None:
    """Raise the error that names the first rows that end before they start; do nothing if none does.

    Args:
        wrong: Whether each row of a piece does.
        columns: The starts and the ends.
        pieces: The numbers of both in that piece.
        start: The number of its first row.
        shape: The shape of the result.

    Raises:
        InputError: If a row is wrong.
    """
    if wrong.any():
        columns[1].refuse_years(pieces[1], start)
        rows = np.flatnonzero(wrong)
        both = zip(*(piece[rows].tolist() for piece in pieces), strict=True)
        pairs = [(columns[0].item(one), columns[1].item(other)) for one, other in both]
        asked_singly(_refused, pairs, [start + row for row in rows.tolist()], "ends", shape)


def _refused(pair: tuple[date, date]) -> None:
    remedy = "Correct the dates, or say invalid='exclude', 'zero' or 'in time'."
    raise InputError("is before the start", path="end", got=f"{pair[0]} to {pair[1]}", remedy=remedy)


class DueSoon:
    """Which open cases are due soon.

    Args:
        rule: The limit.
        terms: The terms, with how near the due date that is.
        shape: The shape of the result.
    """

    def __init__(self, rule: LimitRule, terms: Terms, shape: tuple[int, ...]) -> None:
        self._rule, self._soon, self._shape = rule, terms.due_soon, shape
        self._now = moment_of(rule, terms.as_of)
        # Found when the first open case asks: as of a date the calendar does not know, there may be none.
        self._last: dict[Part, int | None] = {}

    def near(self, due: Days, starts: Days, asking: NDArray[np.bool_], row: int) -> NDArray[np.bool_]:
        """Tell for each case that asks whether it is due soon.

        Args:
            due: The due dates.
            starts: The starts, in days or in microseconds as the due dates are.
            asking: Whether each case is open and in time.
            row: The number of the first row.

        Raises:
            CalendarRangeError: If the calendar does not know the date, or a due date, with the rows.
        """
        near = np.zeros(len(due), np.bool_)
        days = np.floor_divide(starts, MICROS) if self._rule.counts_hours else starts
        for part in self._rule.parts:
            rows = np.flatnonzero(asking & part.holds(days))
            if not rows.size:
                continue
            if part not in self._last:
                self._last[part] = self._last_near(part.timescale)
            self._refuse_unknown(part.timescale, due, rows, row)
            last = self._last[part]
            near[rows] = True if last is None else due[rows] <= last
        return near

    def _last_near(self, timescale: Timescale) -> int | None:
        """Return the last due date that is near; None if all are that the calendar knows."""
        soon, now, calendar = self._soon, self._now, self._rule.calendar
        if isinstance(soon, Timescale):
            return number_of(soon.due(now, calendar))
        amount: Any = soon
        unit = counted_unit(timescale)
        if unit is TimeUnit.DAYS:
            return day_number(now) + int(amount)
        if unit is TimeUnit.HOURS:
            return number_of(now) + int(amount) * HOUR
        known = checked_calendar(unit, calendar)
        if isinstance(now, datetime):
            return open_until(known, now, amount)
        known.place_of(now)
        rows = open_rows(known) if unit is TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS else working_rows(known)
        place = int(rows.rank(np.array([day_number(now)]), before=False)[0]) + int(amount)
        return None if place >= len(rows.counting) - 1 else int(rows.counting[place]) - 1

    def _refuse_unknown(self, timescale: Timescale, due: Days, rows: Days, row: int) -> None:
        calendar, unit = self._rule.calendar, counted_unit(timescale)
        plain = unit in (TimeUnit.DAYS, TimeUnit.HOURS) or isinstance(self._soon, Timescale)
        if plain or not isinstance(calendar, WorkingCalendar):
            return
        last = day_number(calendar.last) + 1
        wrong = rows[due[rows] >= (last * MICROS if self._rule.counts_hours else last)]
        if wrong.size:
            kind = "M8[us]" if self._rule.counts_hours else "M8[D]"
            dues = due[wrong].view(kind).tolist()
            places = [row + each for each in wrong.tolist()]
            asked_singly(
                lambda day: timescale.elapsed(self._now, day, calendar), dues, places, "starts", self._shape
            )
