"""The parts of a schedule: its phases, and the gaps between what was done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag._numbers import whole_number
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales._window_checks import day_list
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import CountDirection

__all__ = ["Gap", "GapState", "Phase", "as_plain", "events_between", "interval"]


class GapState(StrEnum):
    """How a gap between two events stands: closed by an event, still open, or cut off by the end."""

    IN_TIME = "in time"
    LATE = "late"
    OPEN_IN_TIME = "open in time"
    OPEN_OVERDUE = "open overdue"
    ENDED_IN_TIME = "ended in time"
    ENDED_OVERDUE = "ended overdue"


_WITHIN = (GapState.IN_TIME, GapState.OPEN_IN_TIME, GapState.ENDED_IN_TIME)


@frozen
class Gap:
    """One gap of a schedule: from the start or the last event to the next one that is due.

    Attributes:
        began: The day the gap began: the start, or the date of the event before.
        due: The last date in time for the next event.
        done: The date of that event; None if there was none.
        last_day: The last day that was looked at: that of the event, of the end, or the as-of date.
        state: How it stands.

    Example:
        >>> late = date(2022, 8, 15)
        >>> gap = Gap(date(2022, 7, 1), date(2022, 8, 12), late, late, GapState.LATE)
        >>> gap.days_over, gap.within
        (3, False)
    """

    began: date
    due: date
    done: date | None
    last_day: date
    state: GapState

    @property
    def within(self) -> bool:
        """True if the gap is within its limit, so far as it goes."""
        return self.state in _WITHIN

    @property
    def days_over(self) -> int:
        """The calendar days by which it is over its limit, 0 if it is not."""
        return max(0, (self.last_day - self.due).days)

    def to_dict(self) -> dict[str, Any]:
        """Return the gap as a dict of plain values."""
        return {
            "began": self.began.isoformat(),
            "due": self.due.isoformat(),
            "done": self.done and self.done.isoformat(),
            "state": self.state.value,
            "days_over": self.days_over,
        }


def interval(given: object, path: str) -> Timescale:
    """Return a timescale that can be an interval of a schedule.

    Args:
        given: The timescale.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is no timescale.
        InputError: If it counts hours, or counts back from an event.

    Example:
        >>> print(interval(Timescale(6, "weeks"), "then"))
        6 weeks
    """
    remedy = "Write Timescale(6, 'weeks')."
    if not isinstance(given, Timescale):
        raise InputTypeError("must be a timescale", path=path, got=shown(given), remedy=remedy)
    if given.unit in HOURS or given.cutoff is not None or given.direction is CountDirection.BEFORE:
        problem = "must run forward in days, weeks, months or years, from dates without a time"
        raise InputError(problem, path=path, got=shown(given), remedy=remedy)
    return given


@frozen
class Phase:
    """An interval that holds for part of a schedule: so many times, or until something.

    The day a gap begins decides which phase it belongs to, and it keeps that phase to its end.

    Args:
        every: The interval.
        times: For how many gaps it holds.
        until: A timescale from the start of the schedule: it holds for gaps that begin in that time, its
            last day included. Or the name of an event, such as ``"first review"``: it holds for gaps that
            begin before the date given for it in ``marks``, and for all of them as long as there is none.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there is both a number of times and an until, or the interval does not fit.
        FaultsError: If two or more things are wrong.

    Example:
        >>> print(Phase(Timescale(6, "weeks"), until=Timescale(1, "year")))
        every 6 weeks until 1 year from the start
    """

    every: Timescale
    times: int | None = field(default=None, kw_only=True)
    until: Timescale | str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, interval, self.every, "every")
        if self.times is not None:
            object.__setattr__(self, "times", take(faults, whole_number, self.times, "times", least=1))
        if isinstance(self.until, str):
            take(faults, checked_text, self.until, "until", "Name the event, such as 'first review'.")
        elif self.until is not None:
            take(faults, interval, self.until, "until")
        if self.times is not None and self.until is not None:
            remedy = "Write two phases."
            problem = "cannot be given together with a number of times"
            faults.append(InputError(problem, path="until", got=shown(self.until), remedy=remedy))
        raise_faults(faults)

    @property
    def is_open(self) -> bool:
        """True if it holds for ever, as the last phase does."""
        return self.times is None and self.until is None

    def to_dict(self) -> dict[str, Any]:
        """Return the phase as a dict of plain values."""
        until = self.until.to_dict() if isinstance(self.until, Timescale) else self.until
        return {"every": self.every.to_dict(), "times": self.times, "until": until}

    def __str__(self) -> str:
        told = f"every {self.every}" if self.every.n != 1 else f"every {str(self.every).partition(' ')[2]}"
        if self.times is not None:
            return f"after {self.every}" if self.times == 1 else f"{told}, {self.times} times"
        if isinstance(self.until, Timescale):
            return f"{told} until {self.until} from the start"
        return told if self.until is None else f"{told} until the {self.until}"


def events_between(events: object, start: date, end: date | None, as_of: date | None) -> list[date]:
    """Return the dates of events in order, each once, leaving out those after an as-of date.

    Args:
        events: The dates, in any order.
        start: The start: no event may be before it.
        end: The end, if there is one: no event may be after it.
        as_of: The as-of date; None for all events.

    Raises:
        InputTypeError: If one of them is no date.
        InputError: If one is before the start or after the end.
        FaultsError: If two or more are wrong.

    Example:
        >>> visits = [date(2022, 7, 9), date(2022, 7, 5)]
        >>> [day.day for day in events_between(visits, date(2022, 7, 1), None, None)]
        [5, 9]
    """
    faults: list[KpiragError] = []
    days = day_list(events, "events")
    for place, day in enumerate(days):
        if as_of is not None and day > as_of:
            continue
        path = f"events[{place}]"
        if day < start:
            got, remedy = f"{day}, start {start}", "Leave it out, or correct a date."
            faults.append(InputError("is before the start", path=path, got=got, remedy=remedy))
        elif end is not None and day > end:
            got, remedy = f"{day}, end {end}", "Leave it out, or correct a date."
            faults.append(InputError("is after the end", path=path, got=got, remedy=remedy))
    raise_faults(faults)
    return sorted({day for day in days if as_of is None or day <= as_of})


def as_plain(given: object, path: str) -> date | None:
    """Return a date, or None if none was given.

    Args:
        given: The date, or None.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is something else.
    """
    return None if given is None else plain_day(given, path)
