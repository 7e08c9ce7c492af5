"""Hours: elapsed ones, and those in which an office is open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from kpirag.errors import InputTypeError, shown
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import clock_kind, in_utc, in_zone_of

__all__ = ["elapsed_end", "is_later", "like", "open_end", "open_time", "plain_moment"]

_NOTHING = timedelta(0)


def plain_moment(given: object, path: str) -> datetime:
    """Return a date with a time, refusing a date alone, because hours count from a moment.

    Args:
        given: The moment.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it has no time.

    Example:
        >>> plain_moment(datetime(2022, 7, 1, 9, 30), "start").hour
        9
    """
    if isinstance(given, datetime):
        return given
    remedy = "Write datetime(2022, 7, 1, 9, 30), with a time zone or without one."
    raise InputTypeError("must be a date with a time", path=path, got=shown(given), remedy=remedy)


def like(given: object, start: datetime, path: str) -> datetime:
    """Return a moment in UTC, or as it is if the start has no zone; the two must be of one kind.

    Args:
        given: The moment.
        start: The moment it belongs to.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If one has a zone and the other has none, or it is a date alone.
        InputError: If in UTC it lies outside the years 1 to 9999.

    Example:
        >>> like(datetime(2022, 7, 1, 9, 30), datetime(2022, 7, 1), "end").hour
        9
    """
    known = plain_moment(given, path)
    if clock_kind(known) != clock_kind(start):
        problem, remedy = f"must be {clock_kind(start)}, as the start is", "Write both in one way."
        raise InputTypeError(problem, path=path, got=shown(given), remedy=remedy)
    return known if start.utcoffset() is None else in_utc(known, path)


def is_later(one: date | datetime, other: date | datetime) -> bool:
    """Tell whether a date or moment is later than another of its kind.

    Args:
        one: The date or moment.
        other: The other.

    Raises:
        InputTypeError: If one moment has a zone and the other has none.

    Example:
        >>> is_later(date(2022, 7, 2), date(2022, 7, 1))
        True
    """
    if isinstance(one, datetime) and isinstance(other, datetime):
        return like(one, other, "edits") > like(other, other, "edits")
    return one > other


def elapsed_end(start: datetime, length: timedelta, pauses: list[tuple[Any, Any]]) -> datetime:
    """Return the moment when so much time has passed, pauses left out.

    A start with a time zone counts in UTC, so that a clock change takes nothing away; one without
    counts by the clock on the wall.

    Args:
        start: The moment the clock starts.
        length: How much time; negative counts back.
        pauses: Runs of moments that do not overlap, in order.

    Example:
        >>> elapsed_end(datetime(2022, 7, 1, 17), timedelta(hours=72), []).isoformat()
        '2022-07-04T17:00:00'
    """
    begin = like(start, start, "start")
    end = begin + length
    for first, last in pauses:
        low, high = max(like(first, start, "pause"), begin), like(last, start, "pause")
        if low >= end:
            break
        end += max(high - low, _NOTHING)
    return end if start.tzinfo is None or start.utcoffset() is None else end.astimezone(start.tzinfo)


def open_time(calendar: WorkingCalendar, moment: datetime) -> timedelta:
    """Return the opening time of a calendar from its first date up to a moment.

    Args:
        calendar: A calendar with opening hours.
        moment: The moment, by the clock on the wall.

    Raises:
        CalendarRangeError: If the calendar does not know the day.
    """
    opens, closes = _hours(calendar)
    day = moment.date()
    place, table = calendar.place_of(day), calendar.working_table
    if not table.counts(day.toordinal()):
        return table.ranks[place] * (closes - opens)
    into = min(max(_since_midnight(moment.time()) - opens, _NOTHING), closes - opens)
    return (table.ranks[place] - 1) * (closes - opens) + into


def open_end(
    calendar: WorkingCalendar, start: datetime, length: timedelta, pauses: list[tuple[Any, Any]]
) -> datetime:
    """Return the moment when the office has been open for so long, pauses left out.

    Opening hours are times on the wall, in the zone of the start if it has one. What is used up at
    closing time ends at closing time, not at the next opening.

    Args:
        calendar: A calendar with opening hours.
        start: The moment the clock starts.
        length: How much opening time.
        pauses: Runs of moments that do not overlap, in order.

    Raises:
        CalendarRangeError: If the calendar does not reach so far.
    """
    if not length:
        return start
    end = _open_after(calendar, start, open_time(calendar, start) + length)
    used = open_time(calendar, start) + length
    for first, last in pauses:
        low, high = (_on_wall(like(each, start, "pause"), start) for each in (first, last))
        low = max(low, _bare(start))
        if low >= _bare(end):
            break
        if high > low:
            used += open_time(calendar, high) - open_time(calendar, low)
            end = _open_after(calendar, start, used)
    return end


def _open_after(calendar: WorkingCalendar, start: datetime, used: timedelta) -> datetime:
    opens, closes = _hours(calendar)
    days, into = divmod(used, closes - opens)
    if not into:
        days, into = days - 1, closes - opens
    table = calendar.working_table
    if days >= len(table.days):
        raise calendar.range_error(f"the working hours after {start} leave")
    day: date = table.days[days]
    return datetime.combine(day, time(), tzinfo=start.tzinfo) + opens + into


def _hours(calendar: WorkingCalendar) -> tuple[timedelta, timedelta]:
    opens, closes = calendar.hours or (time(0), time(0))
    return _since_midnight(opens), _since_midnight(closes)


def _since_midnight(given: time) -> timedelta:
    return timedelta(
        hours=given.hour, minutes=given.minute, seconds=given.second, microseconds=given.microsecond
    )


def _on_wall(moment: datetime, start: datetime) -> datetime:
    return _bare(in_zone_of(moment, start, "pause") if start.utcoffset() is not None else moment)


def _bare(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
