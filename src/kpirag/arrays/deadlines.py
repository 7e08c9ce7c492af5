"""Due dates of whole columns: the last date in time for each start."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import checked_out, flat_room, put_back
from kpirag.arrays._days import date_column
from kpirag.arrays._due_reader import DueReader
from kpirag.arrays._limit_rules import limit_rule
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import Limit

__all__ = ["due_dates"]


def due_dates(
    starts: Any,
    timescale: Limit,
    *,
    calendar: WorkingCalendar | None = None,
    out: NDArray[np.datetime64] | None = None,
) -> NDArray[np.datetime64]:
    """Return the last date in time for each start, as `Timescale.due` gives it for one.

    A time of day is left out, unless the timescale has a cut-off or counts hours; then it is needed.

    Args:
        starts: The starts, or the events that are counted back from: datetime64 or dates, of any
            shape, with NaT or None where there is none.
        timescale: The timescale; or versions of one, or an entry of the catalogue, and then each start
            has the version in force on it.
        calendar: The working calendar, where one is needed.
        out: Where to write the result; None for a new array.

    Returns:
        datetime64[D], or for hours datetime64[us], of the shape of the starts; NaT where there is no
        start.

    Raises:
        InputTypeError: If the starts are not dates, or a calendar or the times are missing.
        CalendarRangeError: If the calendar does not reach so far, with the first rows.
        InputError: If a start has no due date for another reason, with the first rows.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES, Timescale
        >>> starts = np.array(["2022-07-01", "NaT"], "datetime64[D]")
        >>> due_dates(starts, Timescale(45, "working days"), calendar=ENGLAND_AND_WALES)
        array(['2022-09-05',        'NaT'], dtype='datetime64[D]')
    """
    rule = limit_rule(timescale, calendar)
    column = date_column(starts, "starts", times=rule.needs_times)
    shape = column.raw.shape
    unit = "M8[us]" if rule.counts_hours else "M8[D]"
    found = checked_out(out, shape, unit, starts=column.raw)
    flat = flat_room(found)
    numbers = flat.view(np.int64)
    reader = DueReader(rule, column, rows_at_once(shape), shape)
    for rows, (piece,) in chunks(shape, [column.raw], [np.int64]):
        reader.read(piece, rows.start, numbers[rows])
    put_back(found, flat)
    return found
