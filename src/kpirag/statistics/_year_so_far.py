"""How much of a year a year to date stands for, and what that makes of the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpirag._numbers import GivenNumber, number
from kpirag._shares import checked_profile, share_of
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator, Unit
from kpirag.outturns import Outturn
from kpirag.periods import Frequency, Period
from kpirag.statistics._predictions import Prediction, count_at_year_end, share_at_year_end
from kpirag.targets import Target
from kpirag.tolerances import Edge

__all__ = ["YearSoFar", "year_so_far", "year_target"]


#: More cases than this are no count of anything, and a float does not tell them one by one.
_MOST_CASES = 1e15


@frozen
class YearSoFar:
    """A year to date, the year, and the part of it that the figure stands for."""

    indicator: Indicator
    outturn: Outturn
    year: Period
    value: float
    part: float
    whole: float
    method: str

    @property
    def adds_up(self) -> bool:
        """Whether the figure grows through the year, and is no share of its cases."""
        return self.indicator.adds_up

    @property
    def more_cases(self) -> int:
        """How many more cases the rest of the year brings if they come as they did; 0 without counts."""
        cases = self.outturn.denominator or 0
        return round(cases * (self.whole - self.part) / self.part) if self.part < self.whole else 0

    def prediction(self) -> Prediction | None:
        """Return how the counts may stand at the year end; None if they are no counts of cases."""
        if self.adds_up:
            plain = self.indicator.unit is Unit.NUMBER and not self.outturn.has_counts
            known = plain and 0 <= self.value <= _MOST_CASES and self.part <= self.whole
            if not known or not self.value.is_integer():
                return None
            return count_at_year_end(int(self.value), self.part / self.whole)
        cases, whole = self.outturn.numerator, self.outturn.denominator
        if cases is None or whole is None or not float(cases).is_integer() or not float(whole).is_integer():
            return None
        if not 0 <= cases <= whole <= _MOST_CASES or self.part > self.whole:
            return None
        return share_at_year_end(int(cases), int(whole), self.more_cases)

    def figure(self, outcome: float) -> float:
        """Return the indicator's figure for an outcome of the prediction.

        Args:
            outcome: The count at the year end.
        """
        if self.adds_up:
            return float(outcome)
        return 100 * outcome / ((self.outturn.denominator or 0) + self.more_cases)


def year_so_far(
    indicator: Indicator,
    outturn: Outturn,
    to: Period | None,
    *,
    call: str,
    shape: Iterable[GivenNumber] | None = None,
    last_year: History | Iterable[Outturn] | None = None,
) -> YearSoFar:
    """Return what a year to date stands for, refusing what has no run rate.

    Args:
        indicator: The indicator.
        outturn: The year to date.
        to: The year; the reporting year of the outturn if None.
        call: What to write, for the errors.
        shape: The instalments of the year, or None.
        last_year: The years to date of last year, or None.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the indicator is no year to date, there is no figure, the year is
            another, or nothing was due by then.
    """
    _check(indicator, outturn, to, call)
    counted = indicator.unit is Unit.PERCENT and outturn.has_counts
    if indicator.basis is not Basis.YEAR_TO_DATE or not (indicator.adds_up or counted):
        problem = f"indicator {indicator.ref} is not a year to date that adds up, so it has no run rate"
        remedy = "Set basis='year to date' and adds_up=True if its figures are cumulative."
        if indicator.basis is Basis.YEAR_TO_DATE and indicator.unit is Unit.PERCENT:
            remedy = f"Give the counts of the percentage, or s{remedy[1:]}"
        raise InputError(problem, path="indicator", remedy=remedy)
    value = indicator.value_of(outturn)
    if outturn.reason is not None or value is None:
        problem = f"there is no figure for {outturn.period.label} to project"
        raise InputError(problem, path="outturn", remedy="Project from the latest figure there is.")
    own = Period.containing(outturn.period.end, Frequency.YEAR, indicator.first_month)
    year = own if to is None else to
    if not year.same_dates(own):
        problem = f"{year.label} is not the reporting year in which {outturn.period.label} ends"
        written = repr(own).partition("  #")[0]
        raise InputError(problem, path="to", remedy=f"Leave it out, or write {written}.")
    if shape is not None and last_year is not None:
        remedy = "Give the shape of the year, or last year's figures."
        raise InputError("is given beside a shape", path="last_year", remedy=remedy)
    if last_year is not None:
        part, whole = _last_year(indicator, outturn, year, last_year)
        return YearSoFar(indicator, outturn, year, value, part, whole, "last year's shape")
    instalments = None if shape is None else checked_profile(shape, "shape")
    part, whole = share_of(year, year.start, outturn.period.end, instalments, "shape")
    if part == 0:
        problem = f"nothing of the year was due by the end of {outturn.period.label}"
        raise InputError(problem, path="shape", remedy="Project from a later period.")
    method = "profile" if shape is not None else "run rate" if indicator.adds_up else "share so far"
    return YearSoFar(indicator, outturn, year, value, part, whole, method)


def year_target(indicator: Indicator, target: Target | GivenNumber, year: Period) -> Target:
    """Return the target of a full year, from a target or a number.

    Args:
        indicator: The indicator.
        target: The target.
        year: The year.

    Raises:
        InputTypeError: If it is neither.
        InputError: If it is for another time.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> year_target(carers, 20, Period.year(2017)).value
        20
    """
    if not isinstance(target, Target | Edge):
        number(target, "target", missing="Write the target of the year, such as Target(20).")
    return (target if isinstance(target, Target) else Target(target)).due(indicator, year)


def _last_year(indicator: Indicator, outturn: Outturn, year: Period, given: Any) -> tuple[float, float]:
    """Return last year's figure at the same point, and at its end: of a percentage, its cases."""
    history = given if isinstance(given, History) else History(given)
    found = []
    for period in (outturn.period.same_last_year, year.same_last_year):
        then = next((one for one in history if one.period.end == period.end), None)
        if then is None or then.reason is not None:
            problem = f"has no figure up to the end of {period.label}"
            remedy = "Give last year's year to date at the same point and at the year end."
            raise InputError(problem, path="last_year", remedy=remedy)
        figure = indicator.value_of(then) if indicator.adds_up else then.denominator
        if figure is None:
            problem = f"has no {'figure' if indicator.adds_up else 'counts'} for {then.period.label}"
            raise InputError(
                problem, path="last_year", remedy="Give the figures, with counts for a percentage."
            )
        found.append(float(figure))
    part, whole = found
    if part <= 0 or whole <= 0:
        problem = "has nothing to go by: a figure there is not above zero"
        raise InputError(
            problem, path="last_year", got=f"{part:g} of {whole:g}", remedy="Give a shape instead."
        )
    return part, whole


def _check(indicator: object, outturn: object, to: object, call: str) -> None:
    faults: list[KpiragError] = []
    kinds: tuple[tuple[str, object, type], ...] = (
        ("indicator", indicator, Indicator),
        ("outturn", outturn, Outturn),
        ("to", to, Period),
    )
    for path, given, kind in kinds:
        if not isinstance(given, kind) and not (path == "to" and given is None):
            problem, remedy = f"must be a kpirag {kind.__name__}", f"Write {call}."
            faults.append(InputTypeError(problem, path=path, got=shown(given), remedy=remedy))
    raise_faults(faults)
