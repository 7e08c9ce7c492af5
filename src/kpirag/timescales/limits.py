"""Two limits on one activity: a statutory one and the council's own, each with its own verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from kpirag._texts import checked_text
from kpirag.errors import InputError, KpiragError, raise_faults, take
from kpirag.periods import Period
from kpirag.statuses import Reason, Status
from kpirag.timescales._clock_hours import like
from kpirag.timescales._timeliness import Cohort, Timeliness, in_cohort
from kpirag.timescales._timescale_checks import HOURS
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.cases import Case, Limit, Terms, checked_terms, is_limit, no_limit
from kpirag.timescales.cohorts import checked_cases, checked_cohort, each_judged, timeliness_of
from kpirag.timescales.deadlines import in_words
from kpirag.timescales.states import CaseState, CaseVerdict, InvalidPolicy
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Convention

__all__ = ["TwoLimits", "TwoTimeliness", "TwoVerdicts"]


@frozen
class TwoLimits:
    """A statutory limit and a shorter local one on the same activity.

    Darlington counts one set of child protection visits twice: within the statutory 15 working days,
    and within its own 10.

    Args:
        statutory: The limit set by law, guidance or a national measure.
        local: The council's own, which may be no longer for any case.
        name: What the activity is called in results.

    Raises:
        InputTypeError: If a limit is no timescale.
        InputError: If the two are of different kinds, such as hours and days, or the local one is
            plainly longer.
        FaultsError: If two or more things are wrong.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES
        >>> visits = TwoLimits(Timescale(15, "working days"), Timescale(10, "working days"))
        >>> visit = Case(date(2019, 7, 1), date(2019, 7, 17))
        >>> both = visits.judged(visit, as_of=date(2019, 9, 30), calendar=ENGLAND_AND_WALES)
        >>> both.statutory.state.value, both.local.state.value, both.status.value
        ('met', 'late', 'amber')
    """

    statutory: Limit
    local: Limit
    name: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        for name in ("statutory", "local"):
            given = getattr(self, name)
            if not is_limit(given):
                faults.append(no_limit(given, name))
        take(faults, checked_text, self.name, "name")
        raise_faults(faults)
        if isinstance(self.statutory, Timescale) and isinstance(self.local, Timescale):
            _check_pair(self.statutory, self.local)

    def judged(
        self,
        case: Case,
        *,
        as_of: date | datetime,
        calendar: WorkingCalendar | None = None,
        invalid: InvalidPolicy | str = "exclude",
        due_soon: int | Timescale | None = None,
        convention: Convention | str = "exclude start",
    ) -> TwoVerdicts:
        """Return what has become of a case under each limit, as of a date.

        Args:
            case: The case.
            as_of: The date.
            calendar: The working calendar, where a limit needs one.
            invalid: What to make of an end before the start, as in `Case.judged`.
            due_soon: How near a due date an open case is due soon.
            convention: How elapsed days are counted.

        Raises:
            InputError: If the local limit is the longer one for this case, or the case cannot be judged.
        """
        (case,) = checked_cases([case])
        options: dict[str, Any] = {"as_of": as_of, "calendar": calendar, "invalid": invalid}
        return self._pair(case, self._terms(due_soon=due_soon, convention=convention, **options))

    def timeliness(
        self,
        cases: Iterable[Case],
        *,
        period: Period,
        as_of: date | datetime,
        calendar: WorkingCalendar | None = None,
        cohort: Cohort | str = "ended",
        invalid: InvalidPolicy | str = "exclude",
        due_soon: int | Timescale | None = None,
        convention: Convention | str = "exclude start",
    ) -> TwoTimeliness:
        """Return how many cases were within each limit, and the colours of both together.

        Args:
            cases: The cases, open and ended.
            period: The period.
            as_of: The date as of which they are judged.
            calendar: The working calendar, where a limit needs one.
            cohort: ``"ended"``, ``"started"``, ``"due"`` or ``"open"``; with "due", each limit has
                the cases that were due by it, and the colours are those of the statutory one.
            invalid: What to make of an end before the start.
            due_soon: How near a due date an open case is due soon.
            convention: How elapsed days are counted.

        Raises:
            KpiragError: As `timeliness`, and if the local limit is the longer one for a case.

        Example:
            >>> from kpirag.timescales import ENGLAND_AND_WALES
            >>> visits = TwoLimits(Timescale(15, "working days"), Timescale(10, "working days"))
            >>> made = [Case(date(2019, 7, 1), date(2019, 7, day)) for day in (5, 17, 29)]
            >>> q2 = Period.quarter(2019, 2)
            >>> both = visits.timeliness(made, period=q2, as_of=q2.end, calendar=ENGLAND_AND_WALES)
            >>> both.statutory.numerator, both.local.numerator, both.counts
            (2, 1, {'green': 1, 'amber': 1, 'red': 1, 'not rated': 0})
        """
        faults: list[KpiragError] = []
        options: dict[str, Any] = {"as_of": as_of, "calendar": calendar, "invalid": invalid}
        terms = take(faults, self._terms, due_soon=due_soon, convention=convention, **options)
        which = take(faults, checked_cohort, cohort, period, terms and terms[0].as_of)
        given = take(faults, checked_cases, cases)
        raise_faults(faults)
        if terms is None or which is None or given is None:
            raise AssertionError  # pragma: no cover - without a fault, each is there
        pairs = each_judged(given, lambda case: self._pair(case, terms))
        sides = [(pair.statutory for pair in pairs), (pair.local for pair in pairs)]
        statutory, local = (
            timeliness_of(side, each, period, which) for side, each in zip(sides, terms, strict=True)
        )
        judged = tuple(pair for pair in pairs if in_cohort(pair.statutory, which, period))
        return TwoTimeliness(self, statutory, local, judged)

    def _terms(self, **options: Any) -> tuple[Terms, Terms]:
        return checked_terms(self.statutory, **options), checked_terms(self.local, **options)

    def _pair(self, case: Case, terms: tuple[Terms, Terms]) -> TwoVerdicts:
        statutory, local = (each.verdict_on(case) for each in terms)
        _check_kinds(statutory.timescale, local.timescale)
        if _is_later(local, statutory):
            problem = "is longer than the statutory limit for this case"
            got = f"due {in_words(local.due)}, statutory {in_words(statutory.due)}"
            remedy = "Shorten it, or swap the two."
            raise InputError(problem, path="local", got=got, remedy=remedy)
        return TwoVerdicts(statutory, local)


@frozen
class TwoVerdicts:
    """What became of one case under the two limits: what `TwoLimits.judged` gives.

    Attributes:
        statutory: The verdict under the statutory limit.
        local: The verdict under the local limit.

    Example:
        >>> limits = TwoLimits(Timescale(6, "weeks"), Timescale(4, "weeks"))
        >>> both = limits.judged(Case(date(2022, 7, 1)), as_of=date(2022, 8, 1))
        >>> both.status.value, both.reason.value, both.local.state.value
        ('not rated', 'not due', 'open overdue')
    """

    statutory: CaseVerdict
    local: CaseVerdict

    @property
    def status(self) -> Status:
        """Green within the local limit, amber within the statutory one, red beyond it.

        A case that is open and not beyond the statutory limit is not judged yet; an exempt and an
        invalid one are not judged.
        """
        if self.statutory.state.in_time is None:
            return Status.NOT_RATED
        if not self.statutory.state.in_time:
            return Status.RED
        return Status.GREEN if self.local.state.in_time else Status.AMBER

    @property
    def reason(self) -> Reason | None:
        """Why it is not judged; None if it is."""
        state = self.statutory.state
        if state.in_time is not None:
            return None
        return _REASONS.get(state, Reason.NOT_DUE)

    def explain(self) -> str:
        """Return the colour and both verdicts in plain sentences."""
        why = f" ({self.reason})" if self.reason else ""
        ref = f"{self.statutory.case.ref}: " if self.statutory.case.ref else ""
        told = [f"{ref}{self.status.word}{why}."]
        for name, verdict in (("Statutory", self.statutory), ("Local", self.local)):
            told.append(f"{name}: {verdict.explain().removeprefix(ref)}")
        return " ".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the colour and both verdicts as a dict of plain values."""
        return {
            "status": self.status.value,
            "reason": self.reason and self.reason.value,
            "statutory": self.statutory.to_dict(),
            "local": self.local.to_dict(),
        }


@frozen(repr=False)
class TwoTimeliness:
    """How many cases of a cohort were within each of two limits: what `TwoLimits.timeliness` gives.

    Attributes:
        limits: The two limits.
        statutory: The timeliness under the statutory limit, with its outturn.
        local: The timeliness under the local limit, with its own.
        cases: Both verdicts on each case in the cohort, by the statutory limit.

    Example:
        >>> limits = TwoLimits(Timescale(6, "weeks"), Timescale(4, "weeks"), name="Visits")
        >>> q2 = Period.quarter(2022, 2)
        >>> both = limits.timeliness([Case(date(2022, 7, 1), date(2022, 8, 1))], period=q2, as_of=q2.end)
        >>> both.statutory.percentage, both.local.percentage
        (100.0, 0.0)
    """

    limits: TwoLimits
    statutory: Timeliness
    local: Timeliness
    cases: tuple[TwoVerdicts, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many cases have each colour, best first, and how many have none."""
        found = [each.status for each in self.cases]
        shades = (Status.GREEN, Status.AMBER, Status.RED, Status.NOT_RATED)
        return {shade.value: found.count(shade) for shade in shades}

    def by_group(self) -> dict[str, TwoTimeliness]:
        """Return the same for each group of cases, by its name, in the order of the names."""
        statutory, local = self.statutory.by_group(), self.local.by_group()
        return {
            name: TwoTimeliness(
                self.limits,
                statutory[name],
                local[name],
                tuple(each for each in self.cases if each.statutory.case.group == name),
            )
            for name in statutory
        }

    def explain(self) -> str:
        """Return the colours and both figures in plain sentences."""
        colours = ", ".join(f"{count} {shade}" for shade, count in self.counts.items())
        name = f"{self.limits.name}: " if self.limits.name else ""
        return f"{name}{colours}. {self.statutory.explain()} {self.local.explain()}"

    def to_dict(self) -> dict[str, Any]:
        """Return the colours and both figures as a dict of plain values."""
        return {
            "name": self.limits.name,
            "counts": self.counts,
            "statutory": self.statutory.to_dict(),
            "local": self.local.to_dict(),
        }

    def __repr__(self) -> str:
        return f"<TwoTimeliness {self.explain()}>"


_REASONS = {CaseState.EXEMPT: Reason.NOT_APPLICABLE, CaseState.INVALID: Reason.UNRELIABLE}


def _check_pair(statutory: Timescale, local: Timescale) -> None:
    _check_kinds(statutory, local)
    alike = all(getattr(statutory, name) == getattr(local, name) for name in ("unit", "counting", "bound"))
    back = statutory.direction != "forward"
    if alike and (local.n < statutory.n if back else local.n > statutory.n):
        problem = f"gives more time than the statutory limit of {statutory}"
        raise InputError(problem, path="local", got=str(local), remedy="Shorten it, or swap the two.")


def _check_kinds(statutory: Timescale, local: Timescale) -> None:
    if (statutory.unit in HOURS) is not (local.unit in HOURS):
        problem, remedy = "counts hours where the other counts days", "Write both in days, or both in hours."
        raise InputError(problem, path="local", got=f"{local}, statutory {statutory}", remedy=remedy)
    if statutory.direction is not local.direction:
        problem, remedy = "runs the other way than the statutory limit", "Write both in one direction."
        raise InputError(problem, path="local", got=f"{local}, statutory {statutory}", remedy=remedy)


def _is_later(local: CaseVerdict, statutory: CaseVerdict) -> bool:
    mine, theirs = local.due, statutory.due
    if isinstance(mine, datetime) and isinstance(theirs, datetime):
        return like(mine, mine, "due") > like(theirs, mine, "due")
    return mine > theirs
