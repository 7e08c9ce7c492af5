"""Cohorts: which cases a figure is of, and how many of them were in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from kpirag._texts import of_kind
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    take,
)
from kpirag.periods import Period
from kpirag.timescales._timeliness import Cohort, Timeliness
from kpirag.timescales.calendars import CalendarRangeError, WorkingCalendar
from kpirag.timescales.cases import Case, Limit, Terms, checked_terms
from kpirag.timescales.states import CaseVerdict, InvalidPolicy, counted_unit
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Convention, TimeUnit

__all__ = ["checked_cases", "checked_cohort", "each_judged", "timeliness", "timeliness_of", "verdicts_on"]

_Judged = TypeVar("_Judged")
#: What is wrong with these is wrong for every case, and said once.
_OF_ALL = ("as_of", "calendar", "convention", "due_soon", "rule")


def timeliness(
    cases: Iterable[Case],
    limit: Limit,
    *,
    period: Period,
    as_of: date | datetime,
    calendar: WorkingCalendar | None = None,
    cohort: Cohort | str = "ended",
    invalid: InvalidPolicy | str = "exclude",
    due_soon: int | Timescale | None = None,
    convention: Convention | str = "exclude start",
) -> Timeliness:
    """Return how many cases of a cohort were in time, with all that was left out beside it.

    Give all cases, open and ended, and not only those of the period: which of them count is the
    question of the cohort, and the overdue are counted whatever their period.

    Args:
        cases: The cases.
        limit: What they are judged by: a timescale, one with versions, or an entry of the catalogue.
        period: The period the figure is for.
        as_of: The date as of which the cases are judged; an end after it is not yet known.
        calendar: The working calendar, where the limit needs one; by default that of the entry.
        cohort: ``"ended"``, ``"started"``, ``"due"`` or ``"open"``.
        invalid: ``"exclude"``, ``"zero"``, ``"in time"`` or ``"error"``: what to make of an end
            before the start.
        due_soon: How near the due date an open case is due soon: so many of the days or hours that
            the limit counts, or a timescale; None for never.
        convention: ``"exclude start"`` or ``"count both"``, for durations.

    Raises:
        InputTypeError: If an argument is of the wrong kind, or a calendar is missing.
        InputError: If an option is unknown, a case cannot be judged, or the date is before the period;
            for open cases, if it is outside the period.
        FaultsError: If two or more things are wrong, each with its place.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES, Case
        >>> q2 = Period.quarter(2022, 2)
        >>> cases = [Case(date(2022, 7, 1), date(2022, 9, 5)), Case(date(2022, 7, 1), date(2022, 9, 6)),
        ...          Case(date(2022, 7, 4))]
        >>> figure = timeliness(cases, Timescale(45, "working days"), period=q2, as_of=q2.end,
        ...                     calendar=ENGLAND_AND_WALES)
        >>> figure.numerator, figure.denominator, figure.overdue_open
        (1, 2, 1)
        >>> figure.outturn
        Outturn(Period.quarter(2022, 2), numerator=1, denominator=2)
    """
    faults: list[KpiragError] = []
    terms = take(
        faults,
        checked_terms,
        limit,
        as_of=as_of,
        calendar=calendar,
        invalid=invalid,
        due_soon=due_soon,
        convention=convention,
    )
    which = take(faults, checked_cohort, cohort, period, terms and terms.as_of)
    given = take(faults, checked_cases, cases)
    raise_faults(faults)
    if terms is None or which is None or given is None:
        raise AssertionError  # pragma: no cover - without a fault, each is there
    return timeliness_of(verdicts_on(given, terms), terms, period, which)


def timeliness_of(
    verdicts: Iterable[CaseVerdict], terms: Terms, period: Period, cohort: Cohort
) -> Timeliness:
    """Return the timeliness of cases that are judged already.

    Args:
        verdicts: The verdicts on all cases, in the cohort or not.
        terms: What they were judged by.
        period: The period.
        cohort: Which of them count.

    Example:
        >>> q2 = Period.quarter(2022, 2)
        >>> terms = checked_terms(Timescale(20, "weeks"), as_of=q2.end)
        >>> timeliness_of([], terms, q2, Cohort.ENDED).denominator
        0
    """
    limit = terms.limit
    name = getattr(limit, "name", "") or str(limit)
    unit = counted_unit(limit) if isinstance(limit, Timescale) else TimeUnit.DAYS
    return Timeliness(name, period, terms.as_of, cohort, tuple(verdicts), unit)


def checked_cohort(cohort: object, period: object, as_of: object) -> Cohort:
    """Return a cohort, and refuse a date that does not fit it and its period.

    Args:
        cohort: The cohort, as text or as a member.
        period: The period.
        as_of: The date of the count.

    Raises:
        InputTypeError: If the period is no period.
        InputError: If the cohort is unknown, or the date does not fit.
        FaultsError: If two or more things are wrong.

    Example:
        >>> checked_cohort("due", Period.quarter(2022, 2), date(2022, 9, 30)).value
        'due'
    """
    faults: list[KpiragError] = []
    which = take(faults, choose, Cohort, cohort, "cohort")
    take(faults, of_kind, period, Period, "period", "Period.quarter(2022, 2), say")
    raise_faults(faults)
    if isinstance(as_of, date) and isinstance(period, Period):
        day = as_of.date() if isinstance(as_of, datetime) else as_of
        if day < period.start:
            problem, remedy = f"is before {period} begins", "Write its last day, or the day of the report."
            raise InputError(problem, path="as_of", got=str(as_of), remedy=remedy)
        if which is Cohort.OPEN and not period.contains(day):
            problem = f"is not in {period}, and open cases are counted on one day of it"
            raise InputError(problem, path="as_of", got=str(as_of), remedy="Write its last day.")
    return which  # type: ignore[return-value]  # none is None without a fault


def checked_cases(cases: object) -> tuple[Case, ...]:
    """Return cases as a tuple, refusing what is no case.

    Args:
        cases: The cases.

    Raises:
        InputTypeError: If they are no list, or one is no case.
        FaultsError: If two or more are no cases.

    Example:
        >>> checked_cases([Case(date(2022, 7, 1))])
        (Case(datetime.date(2022, 7, 1)),)
    """
    remedy = "Write [Case(date(2022, 7, 1), date(2022, 9, 5)), ...]."
    if isinstance(cases, str | Case) or not isinstance(cases, Iterable):
        raise InputTypeError("must be cases", path="cases", got=shown(cases), remedy=remedy)
    made = tuple(cases)
    raise_faults(
        [
            InputTypeError("must be a Case", path=f"cases[{place}]", got=shown(each), remedy=remedy)
            for place, each in enumerate(made)
            if not isinstance(each, Case)
        ]
    )
    return made


def verdicts_on(cases: Iterable[Case], terms: Terms) -> list[CaseVerdict]:
    """Return the verdict on each case, or all faults together, each with its place.

    Args:
        cases: The cases.
        terms: What they are judged by.

    Raises:
        KpiragError: If a case cannot be judged.

    Example:
        >>> terms = checked_terms(Timescale(20, "weeks"), as_of=date(2022, 9, 30))
        >>> [each.state.value for each in verdicts_on([Case(date(2022, 7, 1))], terms)]
        ['open in time']
    """
    return each_judged(cases, terms.verdict_on)


def each_judged(cases: Iterable[Case], judge: Callable[[Case], _Judged]) -> list[_Judged]:
    """Return what each case is judged to be, or all faults together, each with its place and ref.

    Args:
        cases: The cases.
        judge: What judges a case.

    Raises:
        KpiragError: If a case cannot be judged; at once if the fault is not the case's own.

    Example:
        >>> each_judged([Case(date(2022, 7, 1), ref="17")], lambda case: case.ref)
        ['17']
    """
    judged: list[_Judged] = []
    faults: list[KpiragError] = []
    for place, case in enumerate(cases):
        try:
            judged.append(judge(case))
        except KpiragError as fault:
            if fault.path in _OF_ALL and not isinstance(fault, CalendarRangeError):
                raise
            placed = fault.within(f"cases[{place}]")
            if case.ref:
                placed.got = f"{placed.got} in case {case.ref}".strip()
            faults.append(placed)
    raise_faults(faults)
    return judged
