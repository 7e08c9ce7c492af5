"""How fast the rest of a year must go to meet its target."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from kpirag._numbers import GivenNumber, number, number_text, settled
from kpirag.bands import Bands
from kpirag.errors import InputError, shown
from kpirag.indicators import Indicator, Polarity
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.schemes import MET_OR_NOT
from kpirag.statistics._year_so_far import YearSoFar, year_so_far, year_target
from kpirag.targets import Target

__all__ = ["RequiredRate", "required_run_rate"]


@frozen
class RequiredRate:
    """How fast the rest of a year must go to meet its target.

    Make it with `required_run_rate`.

    Args:
        indicator: The indicator.
        basis: The year to date it was worked out from.
        period: The year.
        target: The number to be met at the year end.
        left: What is left to the target, in the unit; of a percentage, the cases that must count
            among those to come. Negative where the target is behind.
        rate: What each of the months left must bring; of a percentage, the percentage of the
            cases to come. Where lower is better it is the most that they may.
        rate_so_far: The same of the months that have passed.
        months_left: The months left.
        more_cases: The cases to come, if they come as before; None for other figures.
        strict: True if the target must be beaten, and not only met.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> needed = required_run_rate(carers, Outturn(Period.quarter(2017, 2), 6), 20)
        >>> needed.left, needed.months_left, round(needed.rate, 2), needed.rate_so_far
        (14.0, 6, 2.33, 1.0)
    """

    indicator: Indicator
    basis: Outturn
    period: Period
    target: float
    left: float
    rate: float
    rate_so_far: float
    months_left: int
    more_cases: int | None = None
    strict: bool = False

    @property
    def is_reached(self) -> bool:
        """True if the target is met whatever the rest of the year brings."""
        if self.indicator.polarity is Polarity.LOWER:
            return self.more_cases is not None and self.left >= self.more_cases
        return self.left < 0 or (self.left == 0 and not self._beyond)

    @property
    def is_out_of_reach(self) -> bool:
        """True if the rest of the year cannot meet the target."""
        if self.indicator.polarity is Polarity.LOWER:
            return self.left < 0 or (self.left == 0 and self._beyond)
        return self.more_cases is not None and self.left > self.more_cases

    @property
    def _beyond(self) -> bool:
        # Of a percentage, the cases left are those that beat the target where it must be beaten.
        return self.strict and self.more_cases is None

    def explain(self) -> str:
        """Return what the rest of the year must bring, as one plain sentence.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> print(required_run_rate(carers, Outturn(Period.quarter(2017, 1), 3), 21).explain())
            To meet 21 for 2017/18 the 9 months left must bring 18 more: 2 a month, against 1 a month so far.
        """
        goal = f"{self.indicator.text(self.target)} for {self.period.label}"
        if self.is_reached:
            return f"{goal} is reached, whatever the rest of the year brings."
        months = f"{self.months_left} month{'' if self.months_left == 1 else 's'} left"
        if self.is_out_of_reach:
            return f"{goal} can no longer be met in the {months}."
        lower = self.indicator.polarity is Polarity.LOWER
        verb, bound = ("may", "at most") if lower else ("must", "at least")
        if self.more_cases is not None:
            rates = f"{number_text(self.rate, 1)}%, against {number_text(self.rate_so_far, 1)}% so far"
            cases = f"about {number_text(self.more_cases)} cases to come"
            needed = number_text(float(_short(self.left)))
            return f"To meet {goal}, {bound} {needed} of the {cases} {verb} count: {rates}."
        left, rate, so_far = (
            self.indicator.text(float(_short(one))) for one in (self.left, self.rate, self.rate_so_far)
        )
        beyond = ("less than " if lower else "more than ") if self.strict else "at most " if lower else ""
        rates = f"{beyond}{rate} a month, against {so_far} a month so far"
        return f"To meet {goal} the {months} {verb} bring {beyond}{left} more: {rates}."

    def to_dict(self) -> dict[str, Any]:
        """Return the rate as a dict of plain values.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> required_run_rate(carers, Outturn(Period.quarter(2017, 2), 6), 20).to_dict()["left"]
            14.0
        """
        return {
            "ref": self.indicator.ref,
            "from_period": self.basis.period.label,
            "period": self.period.label,
            "target": self.target,
            "left": self.left,
            "rate": self.rate,
            "rate_so_far": self.rate_so_far,
            "months_left": self.months_left,
            "more_cases": self.more_cases,
            "strict": self.strict,
            "reached": self.is_reached,
            "out_of_reach": self.is_out_of_reach,
            "explanation": self.explain(),
        }


def _short(value: float) -> str:
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def required_run_rate(
    indicator: Indicator,
    outturn: Outturn,
    target: Target | GivenNumber,
    to: Period | None = None,
) -> RequiredRate:
    """Return how fast the rest of the year must go to meet the year's target.

    Args:
        indicator: An indicator reported as a year to date, whose figures add up; or a
            percentage. Higher or lower must be better.
        outturn: The year to date; with counts for a percentage that does not add up.
        target: The target of the full year.
        to: The year; the reporting year of the outturn if not given.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the year is over, the target is a range or for another time, or `project`
            would refuse the figure.

    Example:
        >>> court = Indicator("9", "Completed in 26 weeks", polarity="higher", unit="percent",
        ...                   basis="year to date")
        >>> q1 = Outturn(Period.quarter(2017, 1), numerator=1, denominator=3)
        >>> required_run_rate(court, q1, 90).is_out_of_reach
        True
    """
    known = year_so_far(indicator, outturn, to, call="required_run_rate(indicator, outturn, target)")
    due = year_target(indicator, target, known.year)
    bands = Bands.of(indicator, due, MET_OR_NOT)
    if due.is_range or indicator.polarity is Polarity.RANGE:
        remedy = "Ask for each bound in turn, with an indicator where higher or lower is better."
        raise InputError("is a range, which has no one rate", path="target", got=shown(target), remedy=remedy)
    left_months = round(known.whole - known.part)
    if left_months <= 0:
        problem = f"{known.year.label} is over, so there is no rate to ask for"
        raise InputError(problem, path="outturn", remedy="Rate the figure itself.")
    goal, strict = number(due.edges[0].value, "target"), not due.edges[0].inclusive
    if known.adds_up:
        left = settled(goal - known.value, max(abs(goal), abs(known.value)))
        rate, so_far = left / left_months, known.value / known.part
        return RequiredRate(
            indicator, outturn, known.year, goal, left, rate, so_far, left_months, strict=strict
        )
    return _of_cases(known, bands, goal, left_months, strict=strict)


def _of_cases(known: YearSoFar, bands: Bands, goal: float, months: int, *, strict: bool) -> RequiredRate:
    """Return the cases that must count among those to come, by trying the whole numbers near the answer."""
    counted, more = float(known.outturn.numerator or 0), known.more_cases
    whole = float(known.outturn.denominator or 0) + more
    near = int(goal * whole / 100 - counted)
    higher = known.indicator.polarity is Polarity.HIGHER
    places = range(near - 2, near + 4)
    meeting = [one for one in places if bands.met(100 * (counted + one) / whole)]
    left = float((min(meeting) if higher else max(meeting)) if meeting else near)
    rate = 100 * left / more if more else 0.0
    return RequiredRate(
        known.indicator, known.outturn, known.year, goal, left, rate, known.value, months, more, strict
    )
