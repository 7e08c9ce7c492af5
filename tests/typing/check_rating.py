"""What type checkers know about rating one figure and comparing two."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Bands,
    Basis,
    Change,
    Direction,
    Edge,
    History,
    Indicator,
    Movement,
    Outturn,
    Period,
    Polarity,
    Promotion,
    Quality,
    Rating,
    Reason,
    Scheme,
    State,
    Status,
    Target,
    Tolerance,
    Unit,
    compare,
    rate,
)
from kpirag.statistics import Projection, project

ehcp = Indicator("32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent", decimals=1)
numbered = Indicator(
    32, "Caseload", polarity=Polarity.LOWER, unit=Unit.NUMBER, dead_band=0.5, frequency="quarterly"
)
assert_type(numbered.ref, str)
assert_type(ehcp.polarity, Polarity)
assert_type(ehcp.unit, Unit)
assert_type(ehcp.basis, Basis)
assert_type(ehcp.adds_up, bool)
assert_type(ehcp.decimals, int | None)
assert_type(numbered.dead_band, Tolerance | None)

q2 = Period.quarter(2022, 2)
assert_type(q2, Period)
assert_type(q2.start, date)
assert_type(q2.label, str)
assert_type(q2.shift(1), Period)
assert_type(q2.previous, Period)
assert_type(q2.same_last_year, Period)
assert_type(q2.reporting_year, Period)
assert_type(q2.number, int | None)
assert_type(q2.contains(date(2022, 8, 1)), bool)
assert_type(Period.parse("Q2 2022/23"), Period)

given = Outturn(q2, 55.0, quality="provisional", highlight="area of focus")
assert_type(given.quality, Quality)
assert_type(given.reason, Reason | None)
assert_type(given.numerator, float | None)
assert_type(Outturn(q2, Decimal("55.0")), Outturn)
assert_type(Outturn(q2, Fraction(1, 2)), Outturn)
assert_type(Outturn.missing(q2, "late"), Outturn)
assert_type(History([given]).at(q2), Outturn | None)
assert_type(ehcp.value_of(given), float | None)

target = Target(60, tolerance=Tolerance.points(5))
assert_type(target.tolerance, Tolerance | None)
assert_type(Target(Edge(98, inclusive=False)), Target)
assert_type(Target.between(40, 60), Target)
assert_type(Target(20, period=Period.year(2022)).profiled(to=q2), Target)
assert_type(Tolerance.percent(10), Tolerance)

rating = rate(ehcp, given, target)
assert_type(rating, Rating)
assert_type(rating.status, Status)
assert_type(rating.reason, Reason | None)
assert_type(rating.met, bool | None)
assert_type(rating.shortfall, float | None)
assert_type(rating.stretch_met, bool | None)
assert_type(rating.value, float | None)
assert_type(rating.bands, Bands | None)
assert_type(rating.scheme, Scheme)
assert_type(rating.caution, str)
assert_type(rating.letter, str)
assert_type(rating.explain(), str)
assert_type(rating.cases_to("green"), int | None)
assert_type(rating.cases_to_recover(Status.GREEN), int | None)
assert_type(rating.to_dict(), dict[str, Any])
assert_type(rating.disagrees, bool | None)
assert_type(Status.RED < Status.GREEN, bool)
assert_type(Status.RED.code, int)

bands = Bands.of(ehcp, target, BRAG)
assert_type(bands.status(55.0), Status)
assert_type(bands.describe(), str)
assert_type(MET_OR_NOT.replace(name="Ours"), Scheme)
assert_type(RAG.label("amber"), str)
own = Scheme("Own", states=("poor", State("fair", met=True)), promote=Promotion("poor", "fair"))
assert_type(own.tolerance, Tolerance)

change = compare(ehcp, given, Outturn(q2.previous, 58.2))
assert_type(change, Change)
assert_type(change.direction, Direction)
assert_type(change.movement, Movement | None)
assert_type(change.difference, float | None)
assert_type(change.percent_change, float | None)
assert_type(change.arrow, str)

carers = Indicator("2", "Carers", polarity="higher", basis="year to date")
assert_type(project(carers, Outturn(q2, 6)), Projection)
assert_type(project(carers, Outturn(q2, 6)).value, float)


def never_called() -> None:
    """Hold what type checkers must refuse: if one of these passed, its ignore would be reported as unused."""
    Indicator("1", "Lacks a polarity")  # type: ignore[call-arg]  # no polarity is assumed
    Outturn("Q2 2022/23", 55.0)  # type: ignore[arg-type]  # a label is not a period
    Outturn(q2, "55.0")  # type: ignore[arg-type]  # text is not a figure
    Target(60, Tolerance.points(5))  # type: ignore[call-arg]  # a tolerance is given by name
    rate(ehcp, given, 60)  # type: ignore[arg-type]  # a number is not a target
    rate(ehcp, given, target, MET_OR_NOT)  # type: ignore[call-arg]  # a scheme is given by name
