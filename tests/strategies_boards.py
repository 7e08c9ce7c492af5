"""Boards: whole indicator sets at random, for the laws of scorecards.

A board is drawn as a `Parts`, from which a law makes the set itself, a shuffled one, or one with something
changed. The figures are illustrative. A board never has a fault: every target fits its indicator and every
scheme, and every count is possible, so that a law is about what a scorecard says and not about refusals.

    from tests.strategies_boards import parts
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Edge,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Promotion,
    Rating,
    Scheme,
    Scorecard,
    Target,
    Tolerance,
)
from tests.strategies import FIVE_STATES, GREEN_WITHIN

#: The eight quarters of two reporting years that start in April.
QUARTERS = tuple(Period.quarter(2021, 1).shift(n) for n in range(8))

#: What a scorecard may be made for: late quarters above all, because they have a past.
REPORTED = (
    *QUARTERS[:3:-1] * 3,
    *QUARTERS[3::-1],
    Period.half(2022, 2),
    Period.year(2022),
    Period.month(2022, 9),
)

#: Refs that a page or a table may stumble over.
REFS = ("1", "32", "NI 157a", "1|2", "<3>", "a*b", "[4]", "5_5", "6.10", "é8", "9\\9", "& 10")

#: Days on which figures, targets and rules came to be known.
DAYS = (date(2021, 10, 1), date(2022, 7, 15), date(2022, 10, 20), date(2023, 5, 1))


def _schemes() -> tuple[Scheme, ...]:
    tolerant = RAG.replace(name="Tolerant", version="2022/23", tolerance=Tolerance.percent(10))
    better, not_worse = (
        Promotion("red", "amber", when=when, than=than)
        for when, than in (("better", "last year"), ("not worse", "last period"))
    )
    return (
        RAG,
        RAG,
        tolerant,
        tolerant.replace(tolerance=Tolerance.points(2.5, strict=True), labels={"amber": "Nearly there"}),
        MET_OR_NOT,
        BRAG.replace(tolerance=Tolerance.points(5)),
        GREEN_WITHIN,
        FIVE_STATES,
        tolerant.replace(name="Promoted on the year", promote=better),
        RAG.replace(name="Promoted on the period", promote=not_worse),
        RAG.replace(name="Promoted twice", promote=(better, Promotion("amber", "green", when="better"))),
        RAG.replace(name="Few left out", min_denominator=5, caution_below=40),
        tolerant.replace(name="Late is red", missing_as="red"),
    )


#: Schemes under which any target of a board can be rated: the shipped ones, and rules of a council's own.
SCHEMES = _schemes()

# Options to pick from, the simplest first, because that is what they shrink to. Repeats are likelier.
_POLARITIES = ("higher", "lower", "higher", "lower", "range", "none", "higher", "lower")
_BASES = (*("in period",) * 3, "year to date", "rolling year", "snapshot")
_UNITS = (
    {"unit": "number", "decimals": 0},
    {"unit": "percent"},
    {"unit": "percent", "decimals": 1},
    {"unit": "percent", "can_exceed_100": True, "dead_band": "0.5 points"},
    {"unit": "percent", "adds_up": True},
    {"unit": "number", "adds_up": False, "dead_band": 1},
    {"unit": "rate", "per": 1000, "decimals": 2},
    {"unit": "days"},
    {"unit": "currency", "dead_band": "5%"},
    {"unit": "score", "decimals": 2},
)
_TIMES = (
    *({"frequency": None}, {"frequency": "quarterly"}) * 4,
    {"frequency": "half"},
    {"frequency": "annual"},
    {"frequency": "month"},
    {"frequency": "annual", "year_start": 1},
)
_GROUPS = ("", "Front door", "Care | court")
_OWNERS = ({}, {"owner": "The service manager"}, {"outside_our_control": True})
_IN_USE = (*({},) * 6, {"starts": date(2022, 7, 1)}, {"ends": date(2022, 9, 30)})
_NAMES = (
    "Visits in time",
    "Care leavers\nin touch",
    "% of <5s | seen",
    "Children's homes: “good”",
    "Caseload *all*",
)

_NUMBERS = (80, 80, 80, 90.1, 98.6, 17.5)
_SHAPES = ("plain", "plain", "plain", "strict", "edge", "floor", "stretch", "floor and stretch")
_TOLERANCES = (None, None, "5 points", "10%", "none", "0.7 points", "4.9% strict")
_WHEN = (*("any",) * 6, "year", "last year", "period", "same dates")
_KINDS = (*("local",) * 6, "statutory", "national")
_KNOWN = (None, None, None, DAYS[1], DAYS[2])
_PROFILES = ("even", (2, 2, 2, 1, 1, 1, 6, 6, 4, 3, 5, 7))
_HOW_MANY = (1, 1, 1, 0, 2, 3)

_VALUES = (80, 79.9, 77.5, 75, 82.5, 85, 84, 76, 88, 72.1, 90.1, 60, 98.6, 55.5, 17.5, 0, 100, -3.5, 1234.5)
_COUNTS = ((4, 5), (11, 14), (39, 50), (1, 3), (41, 43), (300, 320), (900, 1000), (0, 3), (0, 0))
_REASONS = ("no data", "late", "suppressed", "unreliable", "not due", "not applicable")
_FIGURES = (
    *({"value": value} for value in _VALUES * 2),
    *({"numerator": numerator, "denominator": denominator} for numerator, denominator in _COUNTS * 2),
    *({"reason": reason} for reason in _REASONS),
    {"value": 47.25, "reason": "unreliable"},
    {"numerator": 7, "denominator": 29, "reason": "unreliable"},
    *(None,) * 6,
)
_REMARKS = (
    *({},) * 10,
    {"note": "Two posts were vacant."},
    {"note": "A note | with <signs>\nand lines"},
    {"quality": "provisional"},
    {"quality": "estimated", "note": "Not yet checked"},
    {"highlight": "performing well"},
    {"highlight": "area of focus", "note": "See the appendix."},
    {"break_in_series": True},
    {"known_from": DAYS[1]},
    {"known_from": DAYS[2], "quality": "revised"},
)
_REVISED = (*((),) * 5, (0,), (-1,), (0, -1))
_ASSERTED = (*(None,) * 6, -1, 0, "missing")


@dataclass(frozen=True, repr=False)
class Parts:
    """What a board is made of, before it is one."""

    indicators: tuple[Indicator, ...]
    targets: tuple[tuple[str, Target], ...]
    outturns: tuple[tuple[str, Outturn], ...]
    ratings: tuple[Rating, ...]
    scheme: Scheme
    period: Period
    headline: str = "local"

    def __repr__(self) -> str:
        listed = [*map(repr, (*self.indicators, *self.targets, *self.outturns, *self.ratings))]
        more = [f"and {len(listed) - 40} more"] if len(listed) > 40 else []
        title = f"Parts for {self.period.label} under {self.scheme.name}, {self.headline} targets:"
        return "\n  ".join([title, *listed[:40], *more])

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Print one line for each thing where Hypothesis prints an example that failed."""
        printer.text(repr(self))

    def board(self) -> IndicatorSet:
        """Return the set, with the scheme as its only one."""
        return IndicatorSet(
            self.indicators, self.targets, self.outturns, self.ratings, self.scheme, self.headline
        )

    def card(self, period: Period | None = None, **options: Any) -> Scorecard:
        """Return the scorecard of the period, or of another."""
        return self.board().scorecard(self.period if period is None else period, **options)

    def shuffled(self, seed: int) -> "Parts":
        """Return the same parts with targets, outturns and ratings in another order."""

        def mixed(given: tuple[Any, ...]) -> tuple[Any, ...]:
            listed = list(given)
            random.Random(seed).shuffle(listed)
            return tuple(listed)

        return replace(
            self, targets=mixed(self.targets), outturns=mixed(self.outturns), ratings=mixed(self.ratings)
        )

    def with_figures(self, changed: Callable[[str, Outturn], Outturn]) -> "Parts":
        """Return the parts with every outturn changed, those of asserted ratings too."""
        ratings = tuple(
            Rating.asserted(
                one.indicator,
                changed(one.indicator.ref, one.outturn),
                one.status,
                by=one.assertion.by,
                because=one.assertion.because,
                target=one.target,
            )
            for one in self.ratings
        )
        outturns = tuple((ref, changed(ref, outturn)) for ref, outturn in self.outturns)
        return replace(self, outturns=outturns, ratings=ratings)


@cache
def _periods_of(length: str, basis: str, starts: int, first: int, *, spans: bool) -> tuple[Period, ...]:
    """Return the periods in which an indicator is reported, from one of the quarters on; each once."""
    found = [Period.containing(quarter.end, length, starts) for quarter in QUARTERS[first:]]
    if spans and basis == "year to date":
        found = [period.year_to_date for period in found]
    elif spans and basis != "in period":
        found = [Period.span(period.end, period.end) for period in found]
    return tuple(dict.fromkeys(found))


@cache
def _outturn(period: Period, *facts: tuple[str, Any], revision: int = 0) -> Outturn:
    """Return an outturn with the facts of a figure and the remarks on it, made once: boards share many."""
    return Outturn(period, **(dict(facts) | {"revision": revision}))


class _Picks:
    """Choices made by the bytes that were drawn: one draw for all the choices of an indicator.

    Drawing each choice by itself would take most of the time of the laws.
    """

    #: So many bytes are enough for an indicator with eight figures.
    ENOUGH = 64

    def __init__(self, drawn: bytes) -> None:
        self._left = iter(drawn)

    def one(self, options: Sequence[Any]) -> Any:
        """Return one of up to 256 options."""
        return options[next(self._left, 0) % len(options)]


def _indicator(picks: _Picks, place: int) -> Indicator:
    name = f"{_NAMES[place % len(_NAMES)]} {place}"
    facts = picks.one(_UNITS) | picks.one(_TIMES) | picks.one(_OWNERS) | picks.one(_IN_USE)
    return Indicator(
        REFS[place],
        name,
        polarity=picks.one(_POLARITIES),
        basis=picks.one(_BASES),
        group=picks.one(_GROUPS),
        restricted=picks.one((False, False, False, True)),
        **facts,
    )


def _targets(picks: _Picks, indicator: Indicator, own: Sequence[Period]) -> list[Target]:
    """Return the targets of an indicator: one for the same dates, kind and day from which it was known."""
    found: dict[Any, Target] = {}
    for _ in range(picks.one(_HOW_MANY)):
        target = _target(picks, indicator, own)
        dates = target.period and (target.period.start, target.period.end)
        found.setdefault((dates, target.kind, target.known_from), target)
    return list(found.values())


def _target(picks: _Picks, indicator: Indicator, own: Sequence[Period]) -> Target:
    number, shape, tolerance, when = map(picks.one, (_NUMBERS, _SHAPES, _TOLERANCES, _WHEN))
    told: dict[str, Any] = {
        "kind": picks.one(_KINDS),
        "known_from": picks.one(_KNOWN),
        "strict": shape == "strict",
    }
    if tolerance is not None and "floor" not in shape:
        plain = Tolerance.parse(tolerance.removesuffix(" strict"))
        told["tolerance"] = evolve(plain, strict=tolerance.endswith("strict"))
    if when in ("year", "last year"):
        year = Period.year(2021 if when == "last year" else 2022, indicator.first_month)
        told |= {"period": year, "profile": picks.one(_PROFILES)}
    elif own and when != "any" and (not indicator.adds_up or (own[-1].months or 12) <= 3):
        told["period"] = own[-1] if when == "period" else Period.span(own[-1].start, own[-1].end)
    if indicator.polarity == "range":
        high = number + {"plain": 0, "edge": 2}.get(shape, 5)
        return Target.between(number, high, **told)
    worse = 0.5 if indicator.polarity == "lower" else -0.5
    if "floor" in shape:
        told["floor"] = number + worse
    if "stretch" in shape:
        told["stretch"] = number - worse
    return Target(Edge(number, inclusive=False) if shape == "edge" else number, **told)


def _outturns(picks: _Picks, own: Sequence[Period]) -> list[Outturn]:
    """Return a figure or none for each period, some of them revised."""
    figures = {}
    for period in own:
        figure, remarks = picks.one(_FIGURES), picks.one(_REMARKS)
        if figure is not None:
            figures[period] = _outturn(period, *figure.items(), *remarks.items())
    revised = []
    for place, back in enumerate(picks.one(_REVISED) if figures else ()):
        figure = picks.one(_FIGURES[:-6]) | {"known_from": DAYS[2]} | picks.one(_REMARKS)
        revised.append(_outturn(list(figures)[back], *figure.items(), revision=1 + place))
    return [*revised, *figures.values()]


def _given(
    picks: _Picks, indicator: Indicator, outturns: Sequence[Outturn], own: Sequence[Period]
) -> list[Rating]:
    """Return no rating, or one that a person gave: of a figure, or of a period that has none."""
    where, status = picks.one(_ASSERTED), picks.one(("red", "green"))
    if where == "missing":
        free = [period for period in own if period not in {one.period for one in outturns}]
        rated = [Outturn.missing(period, "no data", "Printed without a figure.") for period in free[-1:]]
    else:
        period = outturns[where].period if outturns and where is not None else None
        rated = sorted((one for one in outturns if one.period == period), key=lambda one: one.revision)[-1:]
    own_target = picks.one((None, None, Target(80))) if indicator.polarity in ("higher", "lower") else None
    said = {"by": "the council's paper", "because": "printed so", "target": own_target}
    return [Rating.asserted(indicator, outturn, status, **said) for outturn in rated]


_PERIODS = st.sampled_from(REPORTED)
_HEADLINES = st.sampled_from(("local", "local", "local", "statutory"))
_FIRST = st.sampled_from((*(0,) * 8, 2, 4, 6, 8))
_CHOSEN = st.binary(min_size=_Picks.ENOUGH, max_size=_Picks.ENOUGH)


@st.composite
def _parts(
    draw: st.DrawFn,
    schemes: st.SearchStrategy[Scheme],
    chosen: st.SearchStrategy[list[bytes]],
    *,
    asserted: bool,
) -> Parts:
    scheme, period, first = draw(schemes), draw(_PERIODS), draw(_FIRST)
    indicators, targets, outturns, ratings = [], [], [], []
    for place, choices in enumerate(draw(chosen)):
        picks = _Picks(choices)
        indicator = _indicator(picks, place)
        length, spans = str(indicator.frequency or "quarter"), picks.one((False, False, True))
        own = _periods_of(length, str(indicator.basis), indicator.first_month, first, spans=spans)
        figures = _outturns(picks, own)
        indicators.append(indicator)
        outturns += [(indicator.ref, outturn) for outturn in figures]
        if indicator.polarity != "none":
            targets += [(indicator.ref, target) for target in _targets(picks, indicator, own)]
        if asserted and {"red", "green"} <= {str(state) for state in scheme.states}:
            ratings += _given(picks, indicator, figures, own)
    made = map(tuple, (indicators, targets, outturns, ratings))
    headline = draw(_HEADLINES)
    known = not targets or any(target.kind == headline for _, target in targets)
    return Parts(*made, scheme, period, headline if known else "local")


@cache
def parts(
    *, most: int = 12, schemes: tuple[Scheme, ...] = SCHEMES, asserted: bool = True
) -> st.SearchStrategy[Parts]:
    """Draw the parts of a board: up to 12 indicators, up to eight quarters, and the period to report.

    Args:
        most: The most indicators.
        schemes: The schemes to choose from.
        asserted: Whether there may be ratings that a person gave.
    """
    return _parts(st.sampled_from(schemes), st.lists(_CHOSEN, max_size=most), asserted=asserted)
