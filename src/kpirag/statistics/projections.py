"""Where a year will end if it goes on as it began."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpirag._intervals import Interval, confidence_level
from kpirag._numbers import GivenNumber, settled
from kpirag.bands import Bands
from kpirag.errors import InputError
from kpirag.histories import History
from kpirag.indicators import Indicator, Unit
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Period
from kpirag.schemes import MET_OR_NOT
from kpirag.statistics._year_so_far import YearSoFar, year_so_far, year_target
from kpirag.targets import Target

__all__ = ["Projection", "probability_of_meeting", "project"]


@frozen
class Projection:
    """A year-end figure projected from a year to date.

    Make it with `project`.

    Args:
        indicator: The indicator.
        basis: The outturn it was projected from.
        period: The year it is for.
        value: The projected figure.
        method: How it was projected: ``"run rate"``, ``"profile"``, ``"last year's shape"``, or
            ``"share so far"`` for a percentage.
        interval: Where the year will end with that confidence, if chance alone decides; None
            where the figure does not count cases.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> projection = project(carers, Outturn(Period.quarter(2017, 1), 6))
        >>> projection.value, projection.interval.low, projection.interval.high
        (24.0, 12.0, 46.0)
    """

    indicator: Indicator
    basis: Outturn
    period: Period
    value: float
    method: str
    interval: Interval | None = None

    @property
    def outturn(self) -> Outturn:
        """The projection as an estimated outturn of the year, which `rate` takes."""
        note = f"Projected from {self.basis.period.label} by {self.method}."
        return Outturn(self.period, self.value, quality=Quality.ESTIMATED, note=note)

    def explain(self) -> str:
        """Return the projection as one plain sentence.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> print(project(carers, Outturn(Period.quarter(2017, 1), 6)).explain())
            6 in Q1 2017/18 projects to 24 for 2017/18 by run rate; chance alone gives from 12 to 46 (95%).
        """
        places, text = self.indicator.decimals, self.indicator.text
        if places is None and not (self.indicator.unit is Unit.NUMBER and self.value.is_integer()):
            places = 1
        so_far = text(
            self.indicator.value_of(self.basis) or 0.0, None if self.basis.value is not None else places
        )
        projected = f"{text(self.value, places)} for {self.period.label}"
        told = f"{so_far} in {self.basis.period.label} projects to {projected}"
        if self.interval is None:
            return f"{told} by {self.method}."
        ends = f"from {text(self.interval.low, places)} to {text(self.interval.high, places)}"
        return f"{told} by {self.method}; chance alone gives {ends} ({100 * self.interval.confidence:.10g}%)."

    def to_dict(self) -> dict[str, Any]:
        """Return the projection as a dict of plain values.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> project(carers, Outturn(Period.quarter(2017, 1), 6)).to_dict()["method"]
            'run rate'
        """
        return {
            "ref": self.indicator.ref,
            "from_period": self.basis.period.label,
            "period": self.period.label,
            "value": self.value,
            "method": self.method,
            "low": None if self.interval is None else self.interval.low,
            "high": None if self.interval is None else self.interval.high,
            "confidence": None if self.interval is None else self.interval.confidence,
        }


def project(
    indicator: Indicator,
    outturn: Outturn,
    to: Period | None = None,
    *,
    shape: Iterable[GivenNumber] | None = None,
    last_year: History | Iterable[Outturn] | None = None,
    confidence: float = 0.95,
) -> Projection:
    """Return the year-end figure if the year goes on as it began.

    By run rate, a year to date is divided by the part of the year's months that has passed.
    With a shape, it is divided by the share of the year's instalments due by then; with last
    year's figures, by the share that was there at the same point. A percentage with counts
    stays where it is, and the cases to come make its interval.

    The interval rests on chance alone. A count of events is taken as a Poisson count, of which
    the rest of the year brings a negative binomial number; the cases of a percentage each
    count with one chance, and those to come are beta-binomial (both with Jeffreys' prior).

    Args:
        indicator: An indicator reported as a year to date, whose figures add up; or a
            percentage.
        outturn: The year to date at the end of a period; with counts for a percentage that
            does not add up.
        to: The year; the reporting year of the outturn if not given.
        shape: The instalments of the year in order, not cumulative, such as last year's
            figures by quarter.
        last_year: Last year's years to date, at the same point and at the year end.
        confidence: The level of the interval, such as 0.95.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the indicator is not a year to date that adds up, the outturn has no
            figure, the year is not the one its period ends in, nothing was due by then, or a
            percentage comes out above 100.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> q1 = Outturn(Period.quarter(2017, 1), 6)
        >>> project(carers, q1).value, project(carers, q1, shape=[2, 2, 3, 3]).value
        (24.0, 30.0)
    """
    level, call = confidence_level(confidence), "project(indicator, outturn, to=year)"
    known = year_so_far(indicator, outturn, to, call=call, shape=shape, last_year=last_year)
    projected = _projected(known)
    if projected > 100 and indicator.unit is Unit.PERCENT and not indicator.can_exceed_100:
        path = "last_year" if last_year is not None else "shape"
        problem = f"the {known.method} gives {indicator.text(projected)}, which is over 100%"
        remedy = "Give the shape of the year, such as last year's figures by quarter."
        if known.method != "run rate" or known.value > 100:
            remedy = "Correct the figure or the shape, or set can_exceed_100=True on the indicator."
        raise InputError(problem, path=path, remedy=remedy)
    interval = None
    prediction = known.prediction()
    if prediction is not None:
        low, high = (known.figure(end) for end in prediction.ends(level))
        interval = Interval(min(low, projected), max(high, projected), level)
    return Projection(indicator, outturn, known.year, projected, known.method, interval)


def _projected(known: YearSoFar) -> float:
    if not known.adds_up or known.part == known.whole:
        return known.value
    worked_out = known.value * known.whole / known.part
    if abs(worked_out) == float("inf"):
        problem, remedy = "is too large to project", "Write it in thousands or millions."
        raise InputError(problem, path="outturn", got=str(known.value), remedy=remedy)
    return settled(worked_out, abs(worked_out))


def probability_of_meeting(
    indicator: Indicator,
    outturn: Outturn,
    target: Target | GivenNumber,
    to: Period | None = None,
    *,
    shape: Iterable[GivenNumber] | None = None,
    last_year: History | Iterable[Outturn] | None = None,
) -> float:
    """Return how likely the year's target is met if the year goes on as it began.

    It rests on chance alone, as the interval of `project` does: nobody's effort, and no turn
    for the worse, is in it.

    Args:
        indicator: As for `project`.
        outturn: The year to date: a whole number of events, or the counts of a percentage.
        target: The target of the full year.
        to: The year; the reporting year of the outturn if not given.
        shape: As for `project`.
        last_year: As for `project`.

    Returns:
        The probability, from 0 to 1.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the figure does not count cases, the target is for another time or does
            not fit the indicator, or `project` would refuse it.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> q1 = Outturn(Period.quarter(2017, 1), 6)
        >>> round(probability_of_meeting(carers, q1, Target(20, period=Period.year(2017))), 2)
        0.73
    """
    call = "probability_of_meeting(indicator, outturn, target)"
    known = year_so_far(indicator, outturn, to, call=call, shape=shape, last_year=last_year)
    bands = Bands.of(indicator, year_target(indicator, target, known.year), MET_OR_NOT)
    prediction = known.prediction()
    if prediction is None:
        problem = f"the figure for {outturn.period.label} does not count cases, so its chances are not known"
        remedy = "Give a whole number of events, or the counts of a percentage."
        raise InputError(problem, path="outturn", remedy=remedy)
    return prediction.chance(lambda outcome: bands.met(known.figure(outcome)))
