"""Cases: when something started, when it ended, what happened to its clock, and its state as of a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from attrs import field, frozen

from kpirag._numbers import whole_number
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text, ref_text
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.timescales._case_clocks import CaseClock
from kpirag.timescales._timescale_checks import HOURS, listed
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import (
    Edit,
    Exempt,
    Extend,
    checked_edits,
    edit_from_dict,
    moment,
)
from kpirag.timescales.states import CaseState, CaseVerdict, InvalidPolicy
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Convention, CountDirection

if TYPE_CHECKING:
    from kpirag.timescales.versions import VersionedTimescale

__all__ = ["Case", "Limit", "Terms", "checked_terms", "is_limit", "no_limit"]


class _DatedLimit(Protocol):
    """What has a timescale for each trigger date: versions, and entries of the catalogue."""

    def on(self, trigger: date) -> Timescale:
        """Return the timescale in force on a trigger date."""


#: What a case is judged by.
Limit: TypeAlias = "Timescale | VersionedTimescale | _DatedLimit"

_CASE = "Write date(2022, 7, 1)."
_AS_DICT = "Write what to_dict() gives."
_KEYS = ("start", "end", "ref", "group", "edits", "paused_from")


def _given_edits(given: Iterable[Edit]) -> tuple[Edit, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


@frozen(repr=False)
class Case:
    """One thing that has to be done in time: when it started, when it ended, and its clock.

    Args:
        start: When its clock started; a datetime where hours matter. For a limit that counts back
            from an event, the event. It may be ISO text.
        end: When it was done; None if it is still open.
        ref: Its number or name, shown in lists.
        group: What it is counted by, such as its team.
        edits: What happened to the clock: `Pause`, `Reset`, `Extend`, `Exempt`.
        paused_from: The first day of a pause that has not ended: it lasts until the case ends, and
            until then up to the date at which the case is judged.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a text is no date.
        FaultsError: If two or more things are wrong.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> case = Case(date(2022, 7, 1), ref="17", group="North")
        >>> limit = Timescale(45, "working days")
        >>> case.judged(limit, as_of=date(2022, 9, 1), calendar=ENGLAND_AND_WALES).state.value
        'open in time'
    """

    start: date | datetime
    end: date | datetime | None = None
    ref: str = field(default="", kw_only=True)
    group: str = field(default="", kw_only=True)
    edits: tuple[Edit, ...] = field(default=(), kw_only=True, converter=_given_edits)
    paused_from: date | datetime | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        put, faults = object.__setattr__, list[KpiragError]()
        put(self, "start", take(faults, _moment, self.start, "start", _CASE))
        for name in ("end", "paused_from"):
            given = getattr(self, name)
            if given is not None:
                put(self, name, take(faults, _moment, given, name, "Write None if there is none yet."))
        if self.ref != "":
            put(self, "ref", take(faults, ref_text, self.ref))
        take(faults, checked_text, self.group, "group")
        if self.edits != ():
            put(self, "edits", take(faults, checked_edits, self.edits))
        raise_faults(faults)

    __repr__ = brief_repr

    def judged(
        self,
        limit: Limit,
        *,
        as_of: date | datetime,
        calendar: WorkingCalendar | None = None,
        invalid: InvalidPolicy | str = "exclude",
        due_soon: int | Timescale | None = None,
        convention: Convention | str = "exclude start",
    ) -> CaseVerdict:
        """Return what has become of the case under a limit, as of a date.

        An end after that date is not yet known: the case is open. A reset or a pause that begins after
        the end, or after that date, is left out, and a pause lasts no longer than up to it: they do not
        change what was due then. Extensions and exemptions carry no date on which they became known, and
        always count. For hours, a date stands for the last moment of that day, in the time zone of the
        start.

        Args:
            limit: A timescale; or one with versions, of which the start of the case picks one; or an
                entry of the catalogue.
            as_of: The date, which counts as over: a case due on it and not done is not yet overdue.
            calendar: The working calendar, where the limit needs one; by default that of the entry.
            invalid: ``"exclude"``, ``"zero"``, ``"in time"`` or ``"error"``: what to make of an end
                before the start.
            due_soon: How near the due date an open case is due soon: so many of the days or hours that
                the limit counts, or a timescale; None for never.
            convention: ``"exclude start"`` or ``"count both"``, for the elapsed days.

        Raises:
            InputTypeError: If an argument is of the wrong kind, or a calendar is missing.
            CalendarRangeError: If the calendar does not reach so far.
            InputError: If an option is unknown, or an end before the start is to be an error.

        Example:
            >>> case = Case(date(2022, 1, 10), date(2022, 7, 11))
            >>> strict = Timescale(26, "weeks", bound="less than")
            >>> case.judged(strict, as_of=date(2022, 9, 30)).state.value
            'late'
        """
        terms = checked_terms(
            limit, as_of=as_of, calendar=calendar, invalid=invalid, due_soon=due_soon, convention=convention
        )
        return terms.verdict_on(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the case as a dict of plain values."""
        return {
            "start": self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "ref": self.ref,
            "group": self.group,
            "edits": [each.to_dict() for each in self.edits],
            "paused_from": self.paused_from and self.paused_from.isoformat(),
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Case:
        """Return the case that `to_dict` described.

        Args:
            record: The start, and what is not left at its default.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a case.

        Example:
            >>> Case.from_dict({"start": "2022-07-01", "ref": "17"})
            Case(datetime.date(2022, 7, 1), ref='17')
        """
        facts = checked_keys(record, "case", _KEYS, _KEYS[:1])
        if "edits" in facts:
            facts["edits"] = _edits_from(facts["edits"])
        return cls(**facts)


@frozen
class Terms:
    """What all the cases of a list are judged by: the limit, the date and the options, checked once.

    Args:
        limit: The limit.
        as_of: The date or the moment.
        calendar: The working calendar.
        invalid: What to make of an end before the start.
        due_soon: How near the due date an open case is due soon.
        convention: How elapsed days are counted.

    Example:
        >>> checked_terms(Timescale(26, "weeks"), as_of=date(2022, 9, 30)).invalid.value
        'exclude'
    """

    limit: Limit
    as_of: date | datetime
    calendar: WorkingCalendar | None
    invalid: InvalidPolicy
    due_soon: int | Timescale | None
    convention: Convention

    def verdict_on(self, case: Case) -> CaseVerdict:
        """Return what has become of a case.

        Args:
            case: The case.

        Raises:
            KpiragError: If the case cannot be judged by this limit.
        """
        limit = self.limit
        timescale = limit if isinstance(limit, Timescale) else limit.on(case.start)
        if timescale.unit in HOURS and self.convention is Convention.COUNT_BOTH:
            remedy, got = "Leave the convention out.", self.convention.value
            raise InputError("hours run between two moments", path="convention", got=got, remedy=remedy)
        soon = self.due_soon
        if isinstance(soon, Timescale) and (soon.unit in HOURS) is not (timescale.unit in HOURS):
            problem, remedy = "must be of the kind of the limit", "Write days for days, or hours for hours."
            raise InputTypeError(problem, path="due_soon", got=f"{soon}, limit {timescale}", remedy=remedy)
        clock = CaseClock.of(case, timescale, self.as_of)
        edits = clock.edits
        due = timescale.due(case.start, self.calendar, edits=edits)
        if clock.start > clock.until and not clock.counts_back:
            state = CaseState.NOT_STARTED
        elif clock.end is None:
            state = self._open(clock, timescale, due)
        elif clock.end < clock.start and not clock.counts_back:
            state = self._reversed(case)
        elif clock.end > clock.on(due):
            state = CaseState.LATE
        else:
            kept = tuple(edit for edit in edits if not isinstance(edit, Extend))
            same = len(kept) == len(edits)
            without = due if same else timescale.due(case.start, self.calendar, edits=kept)
            state = CaseState.MET if clock.end <= clock.on(without) else CaseState.MET_BY_EXTENSION
        told = state
        if state not in _NEVER_EXEMPT and any(isinstance(each, Exempt) for each in edits):
            told = CaseState.EXEMPT
        return CaseVerdict(
            case=case,
            timescale=timescale,
            as_of=clock.as_of,
            state=told,
            underlying=state,
            due=due,
            edits=edits,
            convention=self.convention,
            policy=self.invalid,
            calendar=self.calendar,
        )

    def _reversed(self, case: Case) -> CaseState:
        if self.invalid is InvalidPolicy.ERROR:
            remedy = "Correct the dates, or say invalid='exclude', 'zero' or 'in time'."
            got = f"{case.start} to {case.end}"
            raise InputError("is before the start", path="end", got=got, remedy=remedy)
        return CaseState.INVALID if self.invalid is InvalidPolicy.EXCLUDE else CaseState.MET

    def _open(self, clock: CaseClock, timescale: Timescale, due: date | datetime) -> CaseState:
        if clock.until > clock.on(due):
            return CaseState.OPEN_OVERDUE
        soon, now = self.due_soon, clock.as_of
        if soon is None:
            return CaseState.OPEN_IN_TIME
        if isinstance(soon, Timescale):
            near = clock.on(soon.due(now, self.calendar)) >= clock.on(due)
        else:
            near = timescale.elapsed(now, due, self.calendar) <= soon
        return CaseState.OPEN_DUE_SOON if near else CaseState.OPEN_IN_TIME


_NEVER_EXEMPT = frozenset({CaseState.NOT_STARTED, CaseState.INVALID})


def checked_terms(
    limit: Limit,
    *,
    as_of: date | datetime,
    calendar: WorkingCalendar | None = None,
    invalid: InvalidPolicy | str = "exclude",
    due_soon: int | Timescale | None = None,
    convention: Convention | str = "exclude start",
) -> Terms:
    """Return the terms of judging, all options checked.

    Args:
        limit: A timescale, or one with versions.
        as_of: The date or the moment.
        calendar: The working calendar, where the limit needs one.
        invalid: What to make of an end before the start.
        due_soon: How near the due date an open case is due soon.
        convention: How elapsed days are counted.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an option is unknown.
        FaultsError: If two or more things are wrong.

    Example:
        >>> checked_terms(Timescale(26, "weeks"), as_of=date(2022, 9, 30), due_soon=5).due_soon
        5
    """
    faults: list[KpiragError] = []
    if not is_limit(limit):
        faults.append(no_limit(limit, "limit"))
    elif getattr(limit, "side", None) == "no earlier than":
        problem = "gives the first date that is allowed, not the last"
        remedy = "Compare each end with limit.due(start) yourself."
        faults.append(InputError(problem, path="limit", got=shown(limit), remedy=remedy))
    if calendar is None and not isinstance(limit, Timescale):
        calendar = getattr(
            limit, "calendar", None
        )  # entries of the catalogue have the one they are counted by
    now = take(faults, _moment, as_of, "as_of", "Write as_of=date(2022, 9, 30).")
    if calendar is not None and not isinstance(calendar, WorkingCalendar):
        problem, remedy = "must be a WorkingCalendar", "Write calendar=ENGLAND_AND_WALES."
        faults.append(InputTypeError(problem, path="calendar", got=shown(calendar), remedy=remedy))
    policy = take(faults, choose, InvalidPolicy, invalid, "invalid")
    how = take(faults, choose, Convention, convention, "convention")
    soon = due_soon
    if isinstance(soon, Timescale):
        if soon.direction is CountDirection.BEFORE:
            problem, remedy = "must run forward", "Write Timescale(5, 'working days')."
            faults.append(InputError(problem, path="due_soon", got=shown(soon), remedy=remedy))
        elif soon.cutoff is not None:
            problem, remedy = "must have no cut-off: it runs from a date", "Leave the cut-off out."
            faults.append(InputError(problem, path="due_soon", got=shown(soon), remedy=remedy))
    elif soon is not None:
        soon = take(faults, whole_number, soon, "due_soon")
    raise_faults(faults)
    return Terms(limit, now, calendar, policy, soon, how)  # type: ignore[arg-type]  # none is None without a fault


def _moment(given: object, path: str, remedy: str) -> date | datetime:
    if given is None or given != given:  # noqa: PLR0124 - pandas calls "not a time" a datetime, and it is not itself
        problem = "is not given" if given is None else "is not a date"
        raise InputTypeError(problem, path=path, got="" if given is None else shown(given), remedy=remedy)
    return moment(given, path)


def is_limit(given: object) -> bool:
    """Tell whether cases can be judged by something: a timescale, or one that has its own for each date.

    Args:
        given: What was given.

    Example:
        >>> is_limit(Timescale(26, "weeks")), is_limit(26)
        (True, False)
    """
    return isinstance(given, Timescale) or callable(getattr(given, "on", None))


def no_limit(given: object, path: str) -> InputTypeError:
    """Return the error for what is no limit.

    Args:
        given: What was given.
        path: Where it was given.

    Example:
        >>> print(no_limit(45, "limit"))
        limit: must be a timescale; got 45. Write Timescale(45, 'working days').
    """
    remedy = "Write Timescale(45, 'working days')."
    return InputTypeError("must be a timescale", path=path, got=shown(given), remedy=remedy)


def _edits_from(given: object) -> tuple[Edit, ...]:
    if given is None:
        return ()
    faults: list[KpiragError] = []
    made = []
    for place, each in enumerate(listed(given, "edits", "must be a list of edits", _AS_DICT)):
        try:
            made.append(edit_from_dict(each, Timescale.from_dict) if isinstance(each, Mapping) else each)
        except KpiragError as fault:
            faults.append(fault.within(f"edits[{place}]"))
    raise_faults(faults)
    return tuple(made)
