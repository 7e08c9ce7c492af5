"""Schedules: what has to be done again and again, each time within so long of the last.

The interval runs from the last event that was completed, not from the date that was planned: a visit that
comes late moves the schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag._numbers import whole_number
from kpirag._records import checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, suggestion, take
from kpirag.timescales._schedule_facts import Gap, GapState, Phase, as_plain, events_between, interval
from kpirag.timescales._timescale_checks import listed
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.deadlines import in_words
from kpirag.timescales.timescale import Timescale

__all__ = ["Compliance", "Gap", "GapState", "Phase", "Schedule"]

_Then: TypeAlias = Timescale | Phase | Iterable[Timescale | Phase] | None
_Marks: TypeAlias = Mapping[str, date]
_THEN = "Write Timescale(6, 'months'), or a list of phases such as [Phase(...), Timescale(6, 'months')]."


def _given_then(given: _Then) -> tuple[Phase, ...]:
    return given  # type: ignore[return-value]  # made phases in the check


@frozen
class Compliance:
    """How a case stands against its schedule: what `Schedule.compliance` gives.

    It is compliant if every gap is within its limit: from the start to the first event, from event to
    event, and from the last event to the end, or to the as-of date if that is earlier.

    Attributes:
        start: The start of the schedule.
        as_of: The date it is judged as of.
        end: The end of the case; None if it goes on.
        gaps: Every gap that was looked at, in order.

    Example:
        >>> visits = Schedule(Timescale(1, "week"), Timescale(6, "weeks"))
        >>> stands = visits.compliance(date(2022, 7, 1), [date(2022, 7, 8)], as_of=date(2022, 9, 30))
        >>> print(stands)
        1 of 1 in time, and 1 overdue since 19 August 2022
    """

    start: date
    as_of: date
    end: date | None
    gaps: tuple[Gap, ...]

    @property
    def compliant(self) -> bool:
        """True if every gap is within its limit."""
        return all(gap.within for gap in self.gaps)

    @property
    def in_time(self) -> int:
        """How many events were in time."""
        return sum(gap.state is GapState.IN_TIME for gap in self.gaps)

    @property
    def late(self) -> int:
        """How many events were late."""
        return sum(gap.state is GapState.LATE for gap in self.gaps)

    @property
    def overdue(self) -> Gap | None:
        """The gap without an event whose due date has passed; None if there is none."""
        last = self.gaps[-1]
        return None if last.done is not None or last.within else last

    @property
    def next_due(self) -> date | None:
        """When the next event is due, or was due if it is overdue; None if the case has ended."""
        last = self.gaps[-1]
        return last.due if last.state in (GapState.OPEN_IN_TIME, GapState.OPEN_OVERDUE) else None

    def to_dict(self) -> dict[str, Any]:
        """Return the state as a dict of plain values."""
        return {
            "start": self.start.isoformat(),
            "as_of": self.as_of.isoformat(),
            "end": self.end and self.end.isoformat(),
            "compliant": self.compliant,
            "in_time": self.in_time,
            "late": self.late,
            "overdue": self.overdue is not None,
            "next_due": self.next_due and self.next_due.isoformat(),
            "gaps": [gap.to_dict() for gap in self.gaps],
        }

    def __str__(self) -> str:
        done = self.in_time + self.late
        told = f"{self.in_time} of {done} in time" if done else "Nothing done yet"
        overdue = self.overdue
        if overdue is not None:
            told += f", and 1 overdue since {in_words(overdue.due)}"
        elif self.next_due is not None:
            told += f", and the next due {in_words(self.next_due)}"
        return told


@frozen(repr=False)
class Schedule:
    """A first event within so long of a start, and further ones within so long of the last.

    Args:
        first: The timescale from the start to the first event.
        then: What follows: one interval; or phases in order, each a `Phase` or a timescale. A timescale
            that is not the last holds once, and the last holds for ever. None if the first holds for ever.
        name: What it is called in results.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an interval does not fit, or a phase that holds for ever is not the last.
        FaultsError: If two or more things are wrong.

    Example:
        >>> reviews = Schedule(Timescale(3, "months"), Timescale(6, "months"))
        >>> reviews.next_due(date(2022, 5, 10), [date(2022, 8, 2)]).isoformat()
        '2023-02-02'
    """

    first: Timescale
    then: tuple[Phase, ...] = field(default=None, converter=_given_then)
    name: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        first = take(faults, interval, self.first, "first")
        given: object = self.then
        if given is not None or first is not None:
            given = take(faults, _phases, first if given is None else given)
        take(faults, checked_text, self.name, "name")
        raise_faults(faults)
        object.__setattr__(self, "then", given)

    def due_dates(
        self,
        start: date,
        events: Iterable[date],
        as_of: date,
        calendar: WorkingCalendar | None = None,
        *,
        marks: _Marks | None = None,
    ) -> tuple[date, ...]:
        """Return the due date of each gap that has begun by a date: one more than there were events.

        Args:
            start: The start of the schedule.
            events: The dates of the completed events, in any order; those after the date are left out.
            as_of: The date.
            calendar: The working calendar, where an interval needs one.
            marks: The dates of the events that phases end with, by their names.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.
            InputError: If an event is before the start, or the start after the date.
        """
        known = plain_day(as_of, "as_of")
        begin = _begun(plain_day(start, "start"), known)
        done = events_between(events, begin, None, known)
        return tuple(due for _, due in self._walk(begin, done, calendar, marks))

    def next_due(
        self,
        start: date,
        events: Iterable[date] = (),
        calendar: WorkingCalendar | None = None,
        *,
        marks: _Marks | None = None,
    ) -> date:
        """Return when the next event is due after all that were completed.

        Args:
            start: The start of the schedule.
            events: The dates of the completed events, in any order.
            calendar: The working calendar, where an interval needs one.
            marks: The dates of the events that phases end with, by their names.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.
            InputError: If an event is before the start.
        """
        begin = plain_day(start, "start")
        return [
            due for _, due in self._walk(begin, events_between(events, begin, None, None), calendar, marks)
        ][-1]

    def planned(
        self,
        start: date,
        count: int,
        calendar: WorkingCalendar | None = None,
        *,
        marks: _Marks | None = None,
    ) -> tuple[date, ...]:
        """Return the first due dates there would be if each event were done on its due date.

        Args:
            start: The start of the schedule.
            count: How many dates.
            calendar: The working calendar, where an interval needs one.
            marks: The dates of the events that phases end with, by their names.

        Example:
            >>> reviews = Schedule(Timescale(3, "months"), Timescale(6, "months"))
            >>> [day.isoformat() for day in reviews.planned(date(2022, 8, 31), 3)]
            ['2022-11-30', '2023-05-30', '2023-11-30']
        """
        begin = plain_day(start, "start")
        found: list[date] = []
        for _ in range(whole_number(count, "count")):
            found.append([due for _, due in self._walk(begin, found, calendar, marks)][-1])
        return tuple(found)

    def compliance(
        self,
        start: date,
        events: Iterable[date],
        as_of: date,
        end: date | None = None,
        *,
        since: date | None = None,
        calendar: WorkingCalendar | None = None,
        marks: _Marks | None = None,
    ) -> Compliance:
        """Return how each gap of a case stands as of a date.

        Args:
            start: The start of the schedule.
            events: The dates of the completed events, in any order; those after the date are left out.
            as_of: The date it is judged as of.
            end: The end of the case: nothing falls due after it; None if it goes on.
            since: The first day of the period that is judged: gaps closed before it are left out.
            calendar: The working calendar, where an interval needs one.
            marks: The dates of the events that phases end with, by their names.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.
            InputError: If the dates contradict each other: an event before the start or after the end, an
                end before the start, or a period that begins after the case ended.
            FaultsError: If two or more events do.
        """
        known = plain_day(as_of, "as_of")
        begin = _begun(plain_day(start, "start"), known)
        finish, first = as_plain(end, "end"), as_plain(since, "since")
        if finish is not None and finish < begin:
            got = f"{finish}, start {begin}"
            raise InputError("is before the start", path="end", got=got, remedy="Correct a date.")
        last = known if finish is None else min(finish, known)
        if first is not None and first > last:
            got, remedy = f"{first}, last day {last}", "Leave the case out of the period."
            raise InputError("is after the last day of the case", path="since", got=got, remedy=remedy)
        done = events_between(events, begin, finish, known)
        gaps = []
        for place, (began, due) in enumerate(self._walk(begin, done, calendar, marks)):
            at = done[place] if place < len(done) else None
            if first is None or (at or last) >= first:
                ended = finish is not None and finish <= known
                gaps.append(Gap(began, due, at, at or last, _state(at or last, due, at is not None, ended)))
        return Compliance(begin, known, finish, tuple(gaps))

    def _walk(
        self, start: date, done: list[date], calendar: WorkingCalendar | None, marks: _Marks | None
    ) -> Iterator[tuple[date, date]]:
        dates = self._marked(marks)
        ends = [_phase_end(phase, start, calendar, dates) for phase in self.then]
        yield start, self.first.due(start, calendar)
        at, held = 0, 0
        for began in done:
            while _is_over(self.then[at], held, began.toordinal(), ends[at]):
                at, held = at + 1, 0
            held += 1
            yield began, self.then[at].every.due(began, calendar)

    def _marked(self, marks: _Marks | None) -> dict[str, date]:
        if marks is not None and not isinstance(marks, Mapping):
            remedy = "Write marks={'first review': date(2022, 5, 6)}."
            raise InputTypeError("must be a dict of dates", path="marks", got=shown(marks), remedy=remedy)
        names = [phase.until for phase in self.then if isinstance(phase.until, str)]
        faults: list[KpiragError] = []
        found: dict[str, date] = {}
        for name, day in (marks or {}).items():
            path = f"marks[{name!r}]"
            if name not in names:
                remedy = suggestion(str(name), names)
                faults.append(InputError("ends no phase", path=path, got=shown(day), remedy=remedy))
                continue
            known = take(faults, plain_day, day, path)
            if known is not None:
                found[name] = known
        raise_faults(faults)
        return found

    def describe(self) -> str:
        """Return the schedule in words.

        Example:
            >>> Schedule(Timescale(20, "working days"),
            ...          [Timescale(3, "months"), Timescale(6, "months")]).describe()
            'first within 20 working days, then after 3 months, then every 6 months'
        """
        if self.then == (Phase(self.first),):
            return f"each within {self.first}"
        return ", then ".join([f"first within {self.first}", *map(str, self.then)])

    def to_dict(self) -> dict[str, Any]:
        """Return the schedule as a dict of plain values."""
        then = [phase.to_dict() for phase in self.then]
        return {"first": self.first.to_dict(), "then": then, "name": self.name}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Schedule:
        """Return the schedule that `to_dict` described.

        Args:
            record: The first timescale and the phases; the name may be left out.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a schedule.
        """
        facts = checked_keys(record, "schedule", ("first", "then", "name"), ("first", "then"))
        phases = []
        for place, each in enumerate(
            listed(facts["then"], "then", "must be a list", "Write what to_dict() gives.")
        ):
            told = checked_keys(each, f"then[{place}]", ("every", "times", "until"), ("every",))
            until = told.get("until")
            until = Timescale.from_dict(until) if isinstance(until, Mapping) else until
            phases.append(Phase(Timescale.from_dict(told["every"]), times=told.get("times"), until=until))
        return cls(Timescale.from_dict(facts["first"]), phases, name=facts.get("name", ""))

    def __str__(self) -> str:
        return self.describe()

    def __repr__(self) -> str:
        return f"Schedule({self.first!r}, {self.then!r}, name={self.name!r})"


def _begun(start: date, as_of: date) -> date:
    if start > as_of:
        got, remedy = f"{start}, as_of {as_of}", "Leave the case out, or ask as of a later date."
        raise InputError("is after the date it is judged as of", path="start", got=got, remedy=remedy)
    return start


def _phase_end(
    phase: Phase, start: date, calendar: WorkingCalendar | None, marks: Mapping[str, date]
) -> int | None:
    # As an ordinal, because the day before the first date there is has no date.
    if isinstance(phase.until, str):
        return marks[phase.until].toordinal() - 1 if phase.until in marks else None
    return None if phase.until is None else phase.until.due(start, calendar).toordinal()


def _is_over(phase: Phase, held: int, began: int, end: int | None) -> bool:
    if phase.times is not None:
        return held >= phase.times
    return end is not None and began > end


def _state(last: date, due: date, is_done: bool, ended: bool) -> GapState:  # noqa: FBT001 - both are said in words
    late = last > due
    if is_done:
        return GapState.LATE if late else GapState.IN_TIME
    if ended:
        return GapState.ENDED_OVERDUE if late else GapState.ENDED_IN_TIME
    return GapState.OPEN_OVERDUE if late else GapState.OPEN_IN_TIME


def _phases(given: object) -> tuple[Phase, ...]:
    many = (given,) if isinstance(given, Timescale | Phase) else given
    if isinstance(many, str) or not isinstance(many, Iterable):
        raise InputTypeError("must be an interval or phases", path="then", got=shown(given), remedy=_THEN)
    listed = list(many)
    if not listed:
        raise InputError("has no interval", path="then", got=shown(given), remedy=_THEN)
    faults: list[KpiragError] = []
    phases = []
    for place, each in enumerate(listed):
        path, last = f"then[{place}]", place == len(listed) - 1
        phase = each
        if not isinstance(each, Phase):
            made = take(faults, interval, each, path)
            if made is None:
                continue
            phase = Phase(made) if last else Phase(made, times=1)
        if phase.is_open is not last:
            problem = (
                "must hold for ever, because it is the last" if last else "holds for ever and is not the last"
            )
            remedy = "Give every phase but the last times= or until=."
            faults.append(InputError(problem, path=path, got=str(phase), remedy=remedy))
        phases.append(phase)
    raise_faults(faults)
    return tuple(phases)
