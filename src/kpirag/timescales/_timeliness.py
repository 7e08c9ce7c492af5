"""What timeliness gives: the counts of a cohort, its percentages, durations and overdue cases."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from kpirag._numbers import half_up, number_text, percentage
from kpirag.errors import InputError
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.timescales._clock_hours import like
from kpirag.timescales._duration_bands import counted_in_bands, middle
from kpirag.timescales.clocks import day_of, in_zone_of
from kpirag.timescales.deadlines import in_words
from kpirag.timescales.states import CaseState, CaseVerdict
from kpirag.timescales.units import TimeUnit, unit_of

__all__ = ["Cohort", "Timeliness", "in_cohort"]


class Cohort(StrEnum):
    """Which cases a figure is of; each answers another question, and each has its own denominator.

    "Ended": those that ended in the period, as most national statistics count. Open cases are not in
    it, however late they are, so it improves while a backlog grows. "Started": those that started in
    the period; in time, late or overdue are counted, and open cases that are still in time are not yet
    judged. "Due": those whose due date, with all clock edits, falls in the period; what is still open
    after it counts as late, and what is open and not yet due is not yet judged. "Open": those that are
    open on the date of the count, of which those not overdue are in time.

    Exempt and invalid cases are in no denominator, and counted beside it. A case that has not started by
    the date of the count is in no cohort. The start is the one given, whatever reset came later.
    """

    ENDED = "ended"
    STARTED = "started"
    DUE = "due"
    OPEN = "open"


@frozen(repr=False)
class Timeliness:
    """How many cases of a cohort were in time, out of how many; what `timeliness` gives.

    The counts add up: the numerator, late, exempt, invalid and not yet judged are all of the cohort.

    Attributes:
        limit: What it is called: the name of the limit, or its length.
        period: The period.
        as_of: The date as of which the cases were judged.
        cohort: Which cases are in it.
        judged: The verdicts on all the cases that were given, in that order.
        cases: The verdicts on those in the cohort.
        overdue: All cases that are open and overdue, in the cohort or not, the longest overdue first.
            Exempt cases are not among them.
        numerator: Those in time.
        late: Those not in time, open or ended.
        exempt: Those exempt.
        invalid: Those that ended before they started, if such cases are excluded.
        not_yet_judged: Those open and in time, where the cohort does not count these as in time.
        numerator_with_exempt: Those in time if the exempt are judged like the rest.
        denominator_with_exempt: Those judged if the exempt are judged like the rest.

    Example:
        >>> from kpirag.timescales import Case, Timescale, timeliness
        >>> court = [Case(date(2017, 1, 3), date(2017, 5, 2)), Case(date(2016, 11, 7), date(2017, 6, 28)),
        ...          Case(date(2016, 11, 14), date(2017, 6, 29))]
        >>> strict = Timescale(26, "weeks", bound="less than", name="Care proceedings")
        >>> q1 = Period.quarter(2017, 1)
        >>> print(timeliness(court, strict, period=q1, as_of=q1.end).explain().partition("%).")[0])
        Care proceedings, ended in Q1 2017/18, as of 30 June 2017: 1 of 3 in time (33.3
    """

    limit: str
    period: Period
    as_of: date | datetime
    cohort: Cohort
    judged: tuple[CaseVerdict, ...]
    _unit: TimeUnit = TimeUnit.DAYS
    cases: tuple[CaseVerdict, ...] = field(init=False)
    overdue: tuple[CaseVerdict, ...] = field(init=False)
    numerator: int = field(init=False)
    late: int = field(init=False)
    exempt: int = field(init=False)
    invalid: int = field(init=False)
    not_yet_judged: int = field(init=False)
    numerator_with_exempt: int = field(init=False)
    denominator_with_exempt: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__
        put(self, "cases", tuple(each for each in self.judged if in_cohort(each, self.cohort, self.period)))
        overdue = (each for each in self.judged if each.state is CaseState.OPEN_OVERDUE)
        put(self, "overdue", tuple(sorted(overdue, key=_longest_first)))
        states = [each.state for each in self.cases]
        headline = [self._in_time(state) for state in states if state not in _LEFT_OUT]
        put(self, "numerator", headline.count(True))
        put(self, "late", headline.count(False))
        put(self, "not_yet_judged", headline.count(None))
        put(self, "exempt", states.count(CaseState.EXEMPT))
        put(self, "invalid", states.count(CaseState.INVALID))
        exempt = [self._in_time(each.underlying) for each in self.cases if each.state is CaseState.EXEMPT]
        put(self, "numerator_with_exempt", self.numerator + exempt.count(True))
        both = self.denominator + exempt.count(True) + exempt.count(False)
        put(self, "denominator_with_exempt", both)

    def _in_time(self, state: CaseState) -> bool | None:
        if self.cohort is Cohort.OPEN and state in _STILL_IN_TIME:
            return True
        return state.in_time

    @property
    def denominator(self) -> int:
        """The cases judged, without those exempt: in time and late."""
        return self.numerator + self.late

    @property
    def overdue_open(self) -> int:
        """How many of all the cases, in the cohort or not, are open and overdue."""
        return len(self.overdue)

    @property
    def reversed_cases(self) -> int:
        """How many cases of the cohort ended before they started, whatever was made of that."""
        return sum(each.is_reversed for each in self.cases)

    @property
    def states(self) -> dict[str, int]:
        """How many cases of the cohort are in each state; a state without cases counts 0."""
        counts = {state.value: 0 for state in CaseState}
        for each in self.cases:
            counts[each.state.value] += 1
        return counts

    @property
    def percentage(self) -> float | None:
        """The percentage in time without exempt cases; None of no cases."""
        return percentage(self.numerator, self.denominator) if self.denominator else None

    @property
    def percentage_with_exempt(self) -> float | None:
        """The percentage in time with exempt cases judged like the rest; None of no cases."""
        whole = self.denominator_with_exempt
        return percentage(self.numerator_with_exempt, whole) if whole else None

    @property
    def outturn(self) -> Outturn:
        """The counts as an outturn that `rate` takes; 0 of 0 stays so, and is not rated."""
        return Outturn(self.period, numerator=self.numerator, denominator=self.denominator)

    @property
    def outturn_with_exempt(self) -> Outturn:
        """The counts with exempt cases judged like the rest, as an outturn."""
        part, whole = self.numerator_with_exempt, self.denominator_with_exempt
        return Outturn(self.period, numerator=part, denominator=whole)

    @property
    def unit(self) -> TimeUnit:
        """The days or hours that the cases' durations count.

        Raises:
            InputError: If versions of the limit count different ones.
        """
        units = {each.unit for each in self.cases}
        if len(units) > 1:
            got = ", ".join(sorted(units))
            remedy = "Say which, such as unit='days'."
            raise InputError("differs from case to case", path="unit", got=got, remedy=remedy)
        return units.pop() if units else self._unit

    def durations(self, unit: str | None = None, *, with_exempt: bool = False) -> tuple[float, ...]:
        """Return how long the cases took, shortest first.

        They are those that ended and are neither exempt nor invalid; for the cohort "open", how long
        its cases have been open so far.

        Args:
            unit: The unit; by default the days or hours that the limit counts.
            with_exempt: True to take exempt cases too.

        Raises:
            InputError: If the unit has no one length, or is not given where it differs by case.

        Example:
            >>> from kpirag.timescales import Case, Timescale, timeliness
            >>> q1 = Period.quarter(2017, 1)
            >>> cases = [Case(date(2017, 1, 2), date(2017, 5, 1))]
            >>> timeliness(cases, Timescale(26, "weeks"), period=q1, as_of=q1.end).durations("weeks")
            (17.0,)
        """
        counted = self.unit if unit is None else unit_of(unit)
        took = []
        for each in self.cases:
            counts = with_exempt if each.state is CaseState.EXEMPT else each.state is not CaseState.INVALID
            stopped = each.ended is not None or self.cohort is Cohort.OPEN
            duration = each.elapsed_in(counted) if counts and stopped else None
            if duration is not None:
                took.append(duration)
        return tuple(sorted(took))

    def average(self, unit: str | None = None, *, with_exempt: bool = False) -> float | None:
        """Return the mean duration; None of no cases.

        Average weeks are average days divided by 7.

        Args:
            unit: The unit; by default the days or hours that the limit counts.
            with_exempt: True to take exempt cases too.
        """
        total, count = self._total(unit, with_exempt=with_exempt)
        return total / count if count else None

    def median(self, unit: str | None = None, *, with_exempt: bool = False) -> float | None:
        """Return the median duration; None of no cases.

        Args:
            unit: The unit; by default the days or hours that the limit counts.
            with_exempt: True to take exempt cases too.
        """
        return middle(self.durations(unit, with_exempt=with_exempt))

    def distribution(
        self, ends: Iterable[float], unit: str | None = None, *, with_exempt: bool = False
    ) -> dict[str, int]:
        """Return how many cases took how long, in bands, by label.

        Args:
            ends: The last duration of each band, from low to high: ``[0, 10, 20]`` makes "same day",
                "1-10", "11-20" and "21 or more".
            unit: The unit; by default the days or hours that the limit counts.
            with_exempt: True to take exempt cases too.

        Raises:
            InputError: If the ends do not go up, or are not whole for days.
        """
        counted = self.unit if unit is None else unit_of(unit)
        return counted_in_bands(self.durations(counted, with_exempt=with_exempt), ends, counted)

    def average_outturn(self, unit: str | None = None, *, with_exempt: bool = False) -> Outturn:
        """Return the mean duration as an outturn: the total out of the number of cases.

        An indicator in days or weeks divides the two; no cases stay 0 of 0, and are not rated.

        Args:
            unit: The unit; by default the days or hours that the limit counts.
            with_exempt: True to take exempt cases too.
        """
        total, count = self._total(unit, with_exempt=with_exempt)
        return Outturn(self.period, numerator=total, denominator=count)

    def _total(self, unit: str | None, *, with_exempt: bool) -> tuple[float, int]:
        # Days are whole numbers, so that only one division can round: seven last.
        weeks = unit is not None and unit_of(unit) is TimeUnit.WEEKS
        took = self.durations("days" if weeks else unit, with_exempt=with_exempt)
        total = math.fsum(took)
        return (total / 7 if weeks else total), len(took)

    def by_group(self) -> dict[str, Timeliness]:
        """Return the timeliness of each group of cases, by its name, in the order of the names."""
        names = sorted({each.case.group for each in self.judged})
        return {name: self._of_group(name) for name in names}

    def _of_group(self, name: str) -> Timeliness:
        judged = tuple(each for each in self.judged if each.case.group == name)
        return Timeliness(self.limit, self.period, self.as_of, self.cohort, judged, self._unit)

    def explain(self) -> str:
        """Return the counts in plain sentences: the figure, what was left out, and what is overdue."""
        when = f"{self.cohort} on {in_words(self.as_of)}"
        if self.cohort is not Cohort.OPEN:
            when = f"{self.cohort} in {self.period}, as of {in_words(self.as_of)}"
        figure = _share(self.numerator, self.denominator)
        told = [f"{self.limit}, {when}: {figure}."]
        left = {"exempt": self.exempt, "invalid": self.invalid, "not yet judged": self.not_yet_judged}
        told.append(f"Not counted: {', '.join(f'{count} {what}' for what, count in left.items())}.")
        if self.exempt:
            both = _share(self.numerator_with_exempt, self.denominator_with_exempt)
            told.append(f"With exempt cases: {both}.")
        turned = sum(each.is_reversed for each in self.cases if each.state.in_time)
        if turned:
            told.append(f"{turned} ended before the start and {_is(turned)} counted as in time.")
        cases = "case" if self.overdue_open == 1 else "cases"
        told.append(f"{self.overdue_open} open {cases} {_is(self.overdue_open)} overdue.")
        return " ".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the counts, the percentages and the overdue cases as a dict of plain values."""
        units = {each.unit for each in self.cases}
        unit = None if len(units) > 1 else self.unit
        return {
            "limit": self.limit,
            "period": self.period.to_dict(),
            "as_of": self.as_of.isoformat(),
            "cohort": self.cohort.value,
            "given": len(self.judged),
            "in_cohort": len(self.cases),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "percentage": self.percentage,
            "numerator_with_exempt": self.numerator_with_exempt,
            "denominator_with_exempt": self.denominator_with_exempt,
            "percentage_with_exempt": self.percentage_with_exempt,
            "late": self.late,
            "exempt": self.exempt,
            "invalid": self.invalid,
            "not_yet_judged": self.not_yet_judged,
            "overdue_open": self.overdue_open,
            "unit": unit and unit.value,
            "average": unit and self.average(unit),
            "median": unit and self.median(unit),
            "states": self.states,
            "overdue": [each.to_dict() for each in self.overdue],
        }

    def __repr__(self) -> str:
        return f"<Timeliness {self.explain()}>"


def in_cohort(verdict: CaseVerdict, cohort: Cohort, period: Period) -> bool:
    """Tell whether a case is in a cohort.

    A moment is on the date that it has in the time zone of the start.

    Args:
        verdict: The verdict on the case.
        cohort: The cohort.
        period: The period; a cohort of open cases does not look at it.

    Example:
        >>> from kpirag.timescales import Case, Timescale
        >>> verdict = Case(date(2022, 7, 1)).judged(Timescale(20, "weeks"), as_of=date(2022, 9, 30))
        >>> in_cohort(verdict, Cohort.STARTED, Period.quarter(2022, 2))
        True
    """
    if verdict.state is CaseState.NOT_STARTED:
        return False
    if cohort is Cohort.OPEN:
        return verdict.underlying.is_open
    dates = {Cohort.ENDED: verdict.ended, Cohort.STARTED: verdict.case.start, Cohort.DUE: verdict.due}
    at, start = dates[cohort], verdict.case.start
    if at is None:
        return False
    if isinstance(at, datetime) and isinstance(start, datetime):
        at = in_zone_of(at, start, cohort.value)
    return period.contains(day_of(at))


_LEFT_OUT = frozenset({CaseState.EXEMPT, CaseState.INVALID})
_STILL_IN_TIME = frozenset({CaseState.OPEN_IN_TIME, CaseState.OPEN_DUE_SOON})


def _longest_first(verdict: CaseVerdict) -> tuple[str, str]:
    due = like(verdict.due, verdict.due, "due") if isinstance(verdict.due, datetime) else verdict.due
    return due.isoformat(), verdict.case.ref


def _share(part: int, whole: int) -> str:
    if not whole:
        return "no case to judge"
    return f"{part} of {whole} in time ({number_text(half_up(percentage(part, whole), 1))}%)"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
