"""The state of a case as of a date, and the verdict that leads to it."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from kpirag._numbers import half_up, number_text
from kpirag.timescales._clock_hours import like
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import Edit, Exempt, day_of
from kpirag.timescales.deadlines import Deadline, in_words
from kpirag.timescales.durations import elapsed
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Convention, CountDirection, TimeUnit, unit_of

if TYPE_CHECKING:
    from kpirag.timescales.cases import Case

__all__ = ["CaseState", "CaseVerdict", "InvalidPolicy", "amount_of", "counted_unit"]


class CaseState(StrEnum):
    """What has become of a case as of a date: each case is in exactly one state.

    The first that holds is the one given: not started, invalid, exempt, and then the rest.

    Example:
        >>> CaseState.OPEN_OVERDUE == "open overdue", CaseState.OPEN_OVERDUE.is_open
        (True, True)
    """

    NOT_STARTED = "not started"
    INVALID = "invalid"
    EXEMPT = "exempt"
    MET = "met"
    MET_BY_EXTENSION = "met by extension"
    LATE = "late"
    OPEN_IN_TIME = "open in time"
    OPEN_DUE_SOON = "open due soon"
    OPEN_OVERDUE = "open overdue"

    @property
    def is_open(self) -> bool:
        """True for a case that has started and not ended."""
        return self in _OPEN

    @property
    def in_time(self) -> bool | None:
        """True if it ended in time, False if it did not or can no longer, None if that is not known."""
        if self in _MET:
            return True
        return False if self in _FAILED else None


_MET = frozenset({CaseState.MET, CaseState.MET_BY_EXTENSION})
_FAILED = frozenset({CaseState.LATE, CaseState.OPEN_OVERDUE})
_OPEN = frozenset({CaseState.OPEN_IN_TIME, CaseState.OPEN_DUE_SOON, CaseState.OPEN_OVERDUE})


class InvalidPolicy(StrEnum):
    """What to make of a case that ended before it started.

    "Exclude": it is invalid, and counted as such. "Zero": it was in time and took no time, as a match
    before the court order counts in the adoption scorecards (indicator A2). "In time": it was in time,
    and has no duration. "Error": it is refused. The Department for Education leaves such conferences out
    of its bands of durations, and in the total.
    """

    EXCLUDE = "exclude"
    ZERO = "zero"
    IN_TIME = "in time"
    ERROR = "error"


@frozen
class CaseVerdict:
    """What became of one case under one limit, as of a date: what `Case.judged` gives.

    Attributes:
        case: The case.
        timescale: The limit; of a limit with versions, the version of the case's start.
        as_of: The date, or the moment, at which it was judged.
        state: Its state.
        underlying: What the state would be if the case were not exempt.
        due: The last date in time; a datetime for hours.
        edits: The clock edits that counted by then.
        convention: How elapsed days are counted.
        policy: What was made of an end before the start.
        calendar: The working calendar that was given.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES, Case
        >>> assessment = Case(date(2022, 7, 1), date(2022, 9, 7), ref="17")
        >>> limit = Timescale(45, "working days")
        >>> verdict = assessment.judged(limit, as_of=date(2022, 9, 30), calendar=ENGLAND_AND_WALES)
        >>> verdict.state.value, verdict.due.isoformat(), verdict.days_over, verdict.elapsed
        ('late', '2022-09-05', 2, 47)
    """

    case: Case
    timescale: Timescale
    as_of: date | datetime
    state: CaseState
    underlying: CaseState
    due: date | datetime
    edits: tuple[Edit, ...]
    convention: Convention
    policy: InvalidPolicy
    calendar: WorkingCalendar | None = field(default=None, eq=False, repr=False)

    @property
    def deadline(self) -> Deadline:
        """The due date with all that led to it."""
        return self.timescale.deadline(self.case.start, self.calendar, edits=self.edits)

    @property
    def ended(self) -> date | datetime | None:
        """When it ended; None if it had not by the date at which it was judged."""
        end = self.case.end
        return None if end is None or self.underlying.is_open or self._not_started else end

    @property
    def exempt(self) -> str:
        """The ground of the exemption, or empty if there is none."""
        return next((each.reason for each in self.edits if isinstance(each, Exempt)), "")

    @property
    def is_reversed(self) -> bool:
        """True if the case ended before it started, whatever was made of that."""
        ended, start = self.ended, self.case.start
        if ended is None or self.timescale.direction is CountDirection.BEFORE:
            return False
        if isinstance(ended, datetime) and isinstance(start, datetime):
            return like(ended, start, "end") < like(start, start, "start")
        return ended < day_of(start)

    @property
    def unit(self) -> TimeUnit:
        """What `days_over`, `days_left` and `elapsed` count: days of some kind, or hours.

        Weeks, months and years count calendar days.
        """
        return counted_unit(self.timescale)

    @property
    def days_over(self) -> float | None:
        """How far past its due date it ended, or is now; 0 if it is not, None without a verdict.

        It counts in `unit`, so what was due on a Friday and done on the Saturday is late by 0 working
        days: ask `state`, and not this, whether it was late.
        """
        if self._not_judged:
            return None
        return self._between(self.due, self._stop) if self.underlying.in_time is False else 0

    @property
    def days_left(self) -> float | None:
        """How much is left until it is due, 0 on the last day; None if it is not open in time."""
        if not self.underlying.is_open:
            return None
        return None if self.underlying is CaseState.OPEN_OVERDUE else self._between(self._stop, self.due)

    @property
    def elapsed(self) -> float | None:
        """How long it took, or has taken so far, in `unit`; None if it has no duration."""
        return self.elapsed_in(self.unit)

    def elapsed_in(self, unit: str) -> float | None:
        """Return how long the case took, or has taken so far, in a unit.

        It runs from the start as it was given: pauses and resets are not taken out, because somebody
        waited through them. For a limit that counts back from an event, it is the notice given.

        Args:
            unit: The unit; weeks are days divided by 7.

        Returns:
            The duration; None if the case has none, because it is invalid or has not started.

        Raises:
            InputError: If the unit has no one length, as months.
            CalendarRangeError: If the calendar does not reach so far.

        Example:
            >>> from kpirag.timescales import Case
            >>> case = Case(date(2022, 1, 10), date(2022, 7, 4))
            >>> case.judged(Timescale(26, "weeks"), as_of=date(2022, 9, 30)).elapsed_in("weeks")
            25.0
        """
        counted = unit_of(unit)
        if self.is_reversed:
            return 0 if self.policy is InvalidPolicy.ZERO else None
        if self._not_started:
            return None
        first, last = self.case.start, self._stop
        if self.timescale.direction is CountDirection.BEFORE:
            first, last = last, first
        if counted not in HOURS:
            first, last = day_of(first), day_of(last)
        return elapsed(
            first,
            last,
            unit=counted,
            calendar=self.calendar,
            convention=self.convention,
            if_reversed="negative",
        )

    @property
    def _not_started(self) -> bool:
        return self.state is CaseState.NOT_STARTED

    @property
    def _not_judged(self) -> bool:
        return self.underlying in (CaseState.NOT_STARTED, CaseState.INVALID)

    @property
    def _stop(self) -> date | datetime:
        ended = self.ended
        return self.as_of if ended is None else ended

    def _between(self, first: date | datetime, last: date | datetime) -> float:
        return elapsed(first, last, unit=self.unit, calendar=self.calendar)

    def explain(self) -> str:
        """Return in plain sentences what became of the case, when it was due, and why.

        Example:
            >>> from kpirag.timescales import Case
            >>> case = Case(date(2022, 1, 10), date(2022, 7, 12), ref="A4")
            >>> limit = Timescale(26, "weeks")
            >>> print(case.judged(limit, as_of=date(2022, 9, 30)).explain().partition(" Due")[0])
            A4: late, 1 day over. It ended on 12 July 2022, after 183 days.
        """
        name = f"{self.case.ref}: " if self.case.ref else ""
        over, left, ended = self.days_over, self.days_left, self.ended
        how_far = f", {self._amount(over)} over" if over else ""
        if over is not None and self.underlying.in_time is False and not half_up(over, 1):
            less = f"less than {self._amount(1)}"
            how_far = f", by {less}" if self.state is self.underlying else f", {less} over"
        if left is not None:
            how_far = f", {self._amount(left)} left"
        told = f"{name}{self.state}{how_far}."
        if self.is_reversed:
            told += f" It ended on {in_words(self.case.end or self.as_of)}, before it started."
        elif ended is not None:
            told += f" It ended on {in_words(ended)}{self._took()}."
        elif not self._not_started:
            told += f" It was open on {in_words(_shown(self.as_of))}."
        return f"{told} {self.deadline.explain()}"

    def _took(self) -> str:
        took = self.elapsed
        if took is None:
            return ""
        if self.timescale.direction is CountDirection.FORWARD:
            return f", after {self._amount(took)}"
        return f", {self._amount(abs(took))} {'before' if took >= 0 else 'after'} the event"

    def _amount(self, number: float) -> str:
        return amount_of(number, self.unit)

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as a dict of plain values."""
        ended, deadline = self.ended, self.deadline
        return {
            "ref": self.case.ref,
            "group": self.case.group,
            "start": self.case.start.isoformat(),
            "end": None if ended is None else ended.isoformat(),
            "as_of": self.as_of.isoformat(),
            "state": self.state.value,
            "in_time": self.state.in_time,
            "underlying": self.underlying.value,
            "due": self.due.isoformat(),
            "days_over": self.days_over,
            "days_left": self.days_left,
            "elapsed": self.elapsed,
            "unit": self.unit.value,
            "convention": self.convention.value,
            "exempt": self.exempt,
            "limit": self.timescale.name or str(self.timescale),
            "rule": deadline.rule,
            "calendar": deadline.calendar,
            "calendar_version": deadline.calendar_version,
        }


def amount_of(number: float, unit: TimeUnit) -> str:
    """Return a duration with its unit, in the singular for one.

    Args:
        number: How many.
        unit: The unit.

    Example:
        >>> amount_of(1, TimeUnit.WORKING_DAYS), amount_of(25.1428, TimeUnit.WEEKS)
        ('1 working day', '25.1 weeks')
    """
    text = number_text(half_up(number, 1))
    words = unit.value
    if text == "1":
        words = _ONE.get(unit, words.removesuffix("s"))
    return f"{text} {words}"


_ONE = {TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS: "day excluding bank holidays"}
_CALENDAR_DAYS = frozenset({TimeUnit.WEEKS, TimeUnit.MONTHS, TimeUnit.YEARS})


def counted_unit(timescale: Timescale) -> TimeUnit:
    """Return the days or hours that durations under a timescale count.

    Args:
        timescale: The timescale; weeks, months and years count calendar days.

    Example:
        >>> counted_unit(Timescale(26, "weeks")).value
        'days'
    """
    return TimeUnit.DAYS if timescale.unit in _CALENDAR_DAYS else timescale.unit


def _shown(as_of: date | datetime) -> date | datetime:
    return as_of.date() if isinstance(as_of, datetime) and as_of.time() == time.max else as_of
