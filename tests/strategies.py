"""Pools of awkward values, and the strategies that the laws are drawn from.

A pool is a tuple, to be looped over or sampled. A strategy is a function that returns a Hypothesis
strategy, and says in its docstring what it draws. A number that a law reasons about in decimal is drawn
as a `Decimal`, so that the law knows it exactly; `WAYS` lists how such a number may be written as an
argument. `Facts` says what a target is in plain numbers, so that a law can negate, scale or shift it
before it becomes a `Target`.

    from tests.strategies import WAYS, facts, reals
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Edge,
    Indicator,
    Outturn,
    Period,
    Promotion,
    Scheme,
    State,
    Target,
    Tolerance,
)

# --- pools ---------------------------------------------------------------------------------------------

#: Floats at which naive arithmetic or printing goes wrong: decimals that binary cannot hold, halves, the
#: sizes at which fewer decimals are kept, whole numbers past which floats thin out, and the two zeros.
AWKWARD_FLOATS = (
    0.0, -0.0, 0.1, -0.1, 0.3, 0.7, 1.0, 1.005, 2.5, -2.5, 2.675, 4.9, 14.6, 33.3, 100 / 3, 69.6, 70.3, 85.1,
    92.7, 98.6, 99.95, 99.99999999, 100.0, 100.1, 1234.5, 1e-3, -1e-3, 1e-6, 999_999.9, 1e6, 1_000_000.1,
    999_999_999.9, 1e9, 1e12, 1e15, 2.0**53, -(2.0**53),
)  # fmt: skip

#: Pairs of a target and a tolerance in points, as text, that one formula or another gets wrong in floats.
AWKWARD_PAIRS = (
    ("90", "4.9"), ("70.3", "0.7"), ("0.3", "0.1"), ("1.1", "0.1"), ("60.1", "5.2"), ("8.2", "0.1"),
    ("98.6", "2.3"), ("1000000.1", "0.1"), ("12345678.9", "0.7"), ("100000000.3", "0.1"),
    ("0.003", "0.001"),
)  # fmt: skip

#: Numbers that are no figures: refused with a ValueError.
NOT_FIGURES = (
    math.nan, math.inf, -math.inf, np.float64("nan"), np.float64("inf"), np.float32("nan"), Decimal("NaN"),
    Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity"), 10**400, -(10**400), Fraction(10**400),
)  # fmt: skip

#: Things that are no numbers: refused with a TypeError.
NOT_NUMBERS = (
    None, True, False, np.True_, "92.7", "", "n/a", b"1", 1j, np.complex128(1), [], [1.0], (), {}, {1.0},
    object(), np.array(1.0), np.array([1.0]), date(2022, 9, 30), float, Tolerance.points(5), Edge(5),
)  # fmt: skip

#: Periods whose ends are easily got wrong: leap Februaries, years that start in other months, the turn of a
#: century, spans of a day and of whole months, and the first and last years there are.
AWKWARD_PERIODS = (
    Period.month(2024, 2), Period.month(2023, 2), Period.month(1900, 2), Period.month(2000, 2),
    Period.month(2022, 9, year_start=9), Period.quarter(2022, 4), Period.quarter(2022, 1, year_start=1),
    Period.quarter(2022, 4, year_start=2), Period.half(2022, 2), Period.half(1999, 2, year_start=9),
    Period.year(2022), Period.year(2022, year_start=1), Period.year(1999), Period.year(1),
    Period.month(9999, 12),
    Period.span(date(2024, 2, 29), date(2024, 2, 29)), Period.span(date(2022, 4, 1), date(2022, 9, 30)),
    Period.span(date(2022, 4, 2), date(2023, 3, 30)),
)  # fmt: skip


class Grade(StrEnum):
    """States as a caller may declare them: their own enumeration, worst first."""

    POOR = "poor"
    WEAK = "weak"
    GOOD = "good"


#: A scheme with two states worse than the one next to the target and one better, each with its own edge.
FIVE_STATES = Scheme(
    "Five bands",
    states=(
        State("poor"),
        State("weak"),
        State("near"),
        State("good", met=True),
        State("great", letter="*", met=True),
    ),
    edges=(
        ("weak", Tolerance.points(10)),
        ("near", Tolerance.points(2.5, strict=True)),
        ("great", Tolerance.points(5)),
    ),
)

#: Red, amber and green where a miss within the tolerance still counts as green.
GREEN_WITHIN = Scheme("Green within tolerance", tolerance=Tolerance.points(0.7), tolerance_counts_as="green")

#: A council that rates what it prints, rounded.
AS_PUBLISHED = RAG.replace(name="As published", tolerance=Tolerance.points(4.9), rounding="as published")

#: A caller's own enumeration as states, with a tolerance of the scheme's own.
GRADES = Scheme("Grades", states=tuple(Grade), tolerance=Tolerance.points(2))

#: Schemes whose edges are in points or given, so that they hold for any target, negative ones too.
POINTS_SCHEMES = (RAG, MET_OR_NOT, BRAG, FIVE_STATES, GREEN_WITHIN, AS_PUBLISHED, GRADES)

#: The three that the package ships.
SHIPPED_SCHEMES = (RAG, MET_OR_NOT, BRAG)

# --- numbers -------------------------------------------------------------------------------------------

#: More digits than any law needs, so that decimal arithmetic in a test is exact whatever the context is.
EXACT = Context(prec=80)

#: The ways in which an exact decimal may be written as an argument.
WAYS: dict[str, Callable[[Decimal], Any]] = {
    "float": lambda exact: float(str(exact)),
    "Decimal": lambda exact: exact,
    "Fraction": Fraction,
    "numpy float64": lambda exact: np.float64(str(exact)),
}


@cache
def ways() -> st.SearchStrategy[Callable[[Decimal], Any]]:
    """Draw one of the ways in which an exact decimal may be written as an argument."""
    return st.sampled_from(tuple(WAYS.values()))


@cache
def flags(number: int) -> st.SearchStrategy[tuple[bool, ...]]:
    """Draw so many booleans at once, which is quicker than one by one."""
    return st.integers(0, 2**number - 1).map(
        lambda bits: tuple(bool(bits >> place & 1) for place in range(number))
    )


def scaled(units: int, places: int) -> Decimal:
    """Return whole units of the last of so many decimals, exactly; negative places are trailing zeros."""
    return Decimal(units).scaleb(-places, EXACT)


@cache
def decimals(
    *, largest: int = 8, places: Sequence[int] = range(5), signed: bool = False
) -> st.SearchStrategy[Decimal]:
    """Draw a decimal of any size from 0.001 up to ten to the largest; signed on request.

    Every size is as likely as every other, which no range of floats would give.
    """
    shapes = [
        (sign, decimal_places, digits)
        for sign in ((1, -1) if signed else (1,))
        for decimal_places in places
        for digits in range(max(1, decimal_places - 2), largest + decimal_places + 1)
    ]
    return _decimals(st.sampled_from(shapes))


@st.composite
def _decimals(draw: st.DrawFn, shapes: st.SearchStrategy[tuple[int, int, int]]) -> Decimal:
    sign, decimal_places, digits = draw(shapes)
    return scaled(sign * draw(_whole_numbers(digits)), decimal_places)


@cache
def _whole_numbers(digits: int) -> st.SearchStrategy[int]:
    return st.integers(10 ** (digits - 1), 10**digits - 1)


@cache
def shares(places: int = 1) -> st.SearchStrategy[Decimal]:
    """Draw a percentage from 0 to 100 with so many decimals, as an exact decimal."""
    return st.integers(0, 100 * 10**places).map(lambda units: scaled(units, places))


@cache
def reals(largest: float = 1e15) -> st.SearchStrategy[float]:
    """Draw a finite float of either sign: an awkward one, one with few decimals, or any at all."""
    return st.one_of(
        st.sampled_from([each for each in AWKWARD_FLOATS if abs(each) <= largest]),
        st.integers(-100_000, 100_000).map(lambda tenths: tenths / 10),
        st.floats(-largest, largest, allow_nan=False, allow_infinity=False),
    )


def not_tiny(number: float) -> float:
    """Return a number as it is, or zero where it is too near zero to be a target."""
    return 0.0 if abs(number) < 1e-6 else number


@cache
def bounds(largest: float = 1e12) -> st.SearchStrategy[float]:
    """Draw a float that may be a target: zero, or at least a millionth in size."""
    return reals(largest).map(not_tiny)


@cache
def sizes(largest: float = 1e6) -> st.SearchStrategy[float]:
    """Draw a float that may be the size of a tolerance: zero, or a millionth and more."""
    return st.one_of(
        st.integers(0, 1000).map(lambda tenths: tenths / 10),
        st.floats(1e-6, largest),
        st.sampled_from((0.0, 0.1, 0.7, 4.9, 5.0, 1e-6)),
    )


def neighbours(number: float) -> tuple[float, float, float]:
    """Return the float just below a number, the number, and the float just above it."""
    return (math.nextafter(number, -math.inf), number, math.nextafter(number, math.inf))


_PLACES = st.integers(0, 10_000)


def value_near(draw: Callable[[st.SearchStrategy[Any]], Any], edges: Sequence[float]) -> float:
    """Draw a value on an edge, one float or one small decimal step off it, or now and then anywhere.

    It is a function to call with ``draw`` and not a strategy, which would have to be made anew each time.
    """
    place = draw(_PLACES)
    if place % 12 == 11 or not edges:
        return draw(reals())
    edge = edges[place // 12 % len(edges)]
    below, _, above = neighbours(edge)
    return (edge, below, above, edge - 0.1, edge + 0.1, edge - 1, edge + 1)[place % 12 % 7]


# --- the facts of a target -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What a target is, in plain numbers: its bounds, how far is tolerated, floor, stretch, and the scheme.

    `bounds` and `inclusive` have one entry for a figure and two for a range; the numbers are all of one
    type, Decimal or float.
    """

    polarity: str
    bounds: tuple[Any, ...]
    inclusive: tuple[bool, ...]
    scheme: Scheme = RAG
    kind: str = "none"
    size: Any = None
    above: Any = None
    below: Any = None
    tolerance_strict: bool = False
    floor: Any = None
    floor_inclusive: bool = True
    stretch: Any = None
    stretch_inclusive: bool = True
    decimals: int = 1

    @property
    def numbers(self) -> list[Any]:
        """Every number of the target that is a figure, and not a size."""
        return [each for each in (*self.bounds, self.floor, self.stretch) if each is not None]

    @property
    def worse_side(self) -> str:
        """The side of a single target on which values are worse."""
        return "below" if self.polarity == "higher" else "above"

    def indicator(self) -> Indicator:
        """Return an indicator of this polarity that takes any number."""
        return Indicator("1", "Something measured", polarity=self.polarity, decimals=self.decimals)

    def tolerance(self, write: Callable[[Any], Any] = lambda number: number) -> Tolerance | None:
        """Return the tolerance, None where it is left to the scheme."""
        if self.kind == "none":
            return None
        size, above, below = (
            None if each is None else write(each) for each in (self.size, self.above, self.below)
        )
        make = Tolerance.points if self.kind == "points" else Tolerance.percent
        return make(size, above=above, below=below, strict=self.tolerance_strict)

    def target(self, write: Callable[[Any], Any] = lambda number: number, **options: Any) -> Target:
        """Return the target, with its numbers written in one of the `WAYS`."""

        def edge(number: Any, inclusive: bool) -> Any:
            return write(number) if inclusive else Edge(write(number), inclusive=False)

        options["tolerance"] = self.tolerance(write)
        if self.floor is not None:
            options["floor"] = edge(self.floor, self.floor_inclusive)
        if self.stretch is not None:
            options["stretch"] = edge(self.stretch, self.stretch_inclusive)
        if len(self.bounds) == 2:
            low, high = map(edge, self.bounds, self.inclusive)
            return Target.between(low, high, **options)
        return Target(write(self.bounds[0]), strict=not self.inclusive[0], **options)

    def changed(
        self, change: Callable[[Any], Any], resize: Callable[[Any], Any] = lambda size: size
    ) -> "Facts":
        """Return the facts with every figure changed in one way, and every size in points in another."""

        def applied(to: Callable[[Any], Any], number: Any) -> Any:
            return None if number is None else to(number)

        sized = resize if self.kind == "points" else lambda size: size
        return replace(
            self,
            bounds=tuple(map(change, self.bounds)),
            floor=applied(change, self.floor),
            stretch=applied(change, self.stretch),
            size=applied(sized, self.size),
            above=applied(sized, self.above),
            below=applied(sized, self.below),
        )

    def mirrored(self) -> "Facts":
        """Return the facts of the mirror image: numbers negated, sides and polarity swapped."""
        image = self.changed(lambda number: -number)
        return replace(
            image,
            polarity={"higher": "lower", "lower": "higher", "range": "range"}[self.polarity],
            bounds=image.bounds[::-1],
            inclusive=self.inclusive[::-1],
            above=self.below,
            below=self.above,
            scheme=mirrored_scheme(self.scheme),
        )


def mirrored_tolerance(tolerance: Tolerance) -> Tolerance:
    """Return a tolerance with its sides swapped."""
    if tolerance.above is None and tolerance.below is None:
        return tolerance
    return Tolerance(tolerance.kind, above=tolerance.below, below=tolerance.above, strict=tolerance.strict)


def mirrored_scheme(scheme: Scheme) -> Scheme:
    """Return a scheme whose own tolerances have their sides swapped."""
    edges = tuple((state, mirrored_tolerance(tolerance)) for state, tolerance in scheme.edges)
    return scheme.replace(tolerance=mirrored_tolerance(scheme.tolerance), edges=edges)


@cache
def facts(
    *,
    numbers: st.SearchStrategy[Any] | None = None,
    lengths: st.SearchStrategy[Any] | None = None,
    polarities: Sequence[str] = ("higher", "lower", "range"),
    kinds: Sequence[str] = ("none", "points", "floor"),
    schemes: Sequence[Scheme] = SHIPPED_SCHEMES,
) -> st.SearchStrategy[Facts]:
    """Draw the facts of a target that fits its polarity and its scheme, so that nothing refuses it.

    Args:
        numbers: What targets and bounds are drawn from; floats of any kind if not given.
        lengths: What sizes and distances are drawn from; zero or more.
        polarities: Those to choose from.
        kinds: "none", "points", "percent" (the target is then positive) or "floor".
        schemes: Those to choose from.
    """
    shapes = [
        (polarity, kind, scheme, sides)
        for polarity in polarities
        for kind in kinds
        if kind != "floor" or polarity != "range"
        for scheme in schemes
        for sides in _sides(polarity, kind, scheme)
    ]
    return _facts(
        st.sampled_from(shapes),
        bounds() if numbers is None else numbers,
        sizes() if lengths is None else lengths,
    )


def _sides(polarity: str, kind: str, scheme: Scheme) -> list[tuple[str, ...]]:
    """Return how the size of a tolerance may be told: plainly, or by the sides that are allowed."""
    if kind not in ("points", "percent"):
        return [()]
    has_best = scheme.met_place + 1 < len(scheme.states)
    told: list[tuple[str, ...]] = [("size",)]
    if polarity != "lower" or has_best:
        told.append(("below",))
    if polarity != "higher" or has_best:
        told.append(("above",))
    return [*told, ("above", "below")] if len(told) == 3 else told


_PERCENTS = st.integers(0, 120)


@st.composite
def _facts(
    draw: st.DrawFn,
    shapes: st.SearchStrategy[Any],
    numbers: st.SearchStrategy[Any],
    lengths: st.SearchStrategy[Any],
) -> Facts:
    polarity, kind, scheme, sides = draw(shapes)
    one, other, strict, floor_inclusive, stretched, stretch_inclusive, *places = draw(flags(8))
    first = draw(numbers)
    if kind == "percent":
        first = abs(first) or type(first)(1)
    told: dict[str, Any] = {"bounds": (first,), "inclusive": (one,), "tolerance_strict": strict}
    if polarity == "range":
        told |= _range_facts(first, first + draw(lengths), (one, other))
    away = 1 if polarity == "lower" else -1
    if kind == "floor":
        told |= {"floor": _shifted(first, away * draw(lengths)), "floor_inclusive": floor_inclusive}
    elif sides:
        told["kind"] = kind
        told |= {side: draw(lengths) if kind == "points" else type(first)(draw(_PERCENTS)) for side in sides}
    better_side = {"higher": "above", "lower": "below"}.get(polarity)
    if polarity != "range" and better_side not in told and stretched:
        told["stretch"] = _shifted(first, -away * draw(lengths))
        # A stretch that a strict target's own figure reaches would be easier than the target.
        told["stretch_inclusive"] = stretch_inclusive and (one or told["stretch"] != first)
    if better_side in told and not one:
        told["tolerance_strict"] = False  # for the same reason
    return Facts(polarity, scheme=scheme, decimals=sum(places), **told)


def _shifted(number: Any, by: Any) -> Any:
    moved = number + by
    return type(number)(0) if 0 < abs(moved) < type(number)(1) / 1_000_000 else moved


def _range_facts(low: Any, high: Any, ends: tuple[bool, bool]) -> dict[str, Any]:
    high = _shifted(high, 0)
    # A range without its ends needs room for a value between them.
    roomy = low + (high - low) / 2 not in (low, high)
    return {"bounds": (low, high), "inclusive": ends if roomy else (True, True)}


# --- periods, indicators, outturns, targets, schemes ---------------------------------------------------

#: Two quarters that follow each other, for laws in which the period plays no part.
NOW = Period.quarter(2022, 2)
BEFORE = NOW.previous


#: Texts that a name, a note or a label may hold and that are easily lost on the way out and back.
AWKWARD_TEXTS = (
    "EHC plans, 20 weeks", "Children's \"homes\"", "'", "\\", "\\n", "two\nlines", "a\ttab", "{curly} %s",
    "# no comment", "é £ ≤", "ﬁ", "名前", "🏠", "None", "nan", "0", "1.10", "not rated",
)  # fmt: skip


@cache
def characters() -> st.SearchStrategy[str]:
    """Draw any character that UTF-8 can write: all but the surrogates.

    It is what `st.text` draws by itself, which tries every character in UTF-8 first: that takes two seconds.
    """
    return st.characters(exclude_categories=("Cs",))


@cache
def words(least: int = 0) -> st.SearchStrategy[str]:
    """Draw text as it may stand in a name or note: awkward, empty or any, without blanks at its ends."""
    pool = AWKWARD_TEXTS if least else ("", *AWKWARD_TEXTS)
    anything = st.text(characters(), max_size=6).map(str.strip)
    return st.sampled_from((*pool, None)).flatmap(
        lambda text: anything.filter(lambda drawn: len(drawn) >= least) if text is None else st.just(text)
    )


@cache
def days() -> st.SearchStrategy[date]:
    """Draw a date of the last or this century."""
    return st.dates(date(1950, 1, 1), date(2099, 12, 31))


@cache
def perhaps(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw from a strategy, or None."""
    return st.none() | strategy


_SHAPES_OF_PERIODS = st.sampled_from(
    [(shape, starts) for shape in ("month", "quarter", "half", "year", "span") for starts in range(1, 13)]
    + [(period, 0) for period in AWKWARD_PERIODS]
)
_LENGTHS_OF_SPANS = st.integers(0, 800)


@cache
@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw a period: an awkward one, a month to a year of any year start, or a span of any days."""
    shape, starts = draw(_SHAPES_OF_PERIODS)
    if isinstance(shape, Period):
        return shape
    first = draw(days())
    if shape == "span":
        last = date.fromordinal(first.toordinal() + draw(_LENGTHS_OF_SPANS))
        return Period.span(first, last, year_start=starts)
    return Period.containing(first, shape, year_start=starts)


_SHAPES_OF_TOLERANCES = st.sampled_from(
    [
        (make, told, strict)
        for make in (Tolerance.points, Tolerance.percent)
        for told in (("size",), ("above",), ("below",), ("above", "below"))
        for strict in (False, True)
    ]
    + [(None, (), False)] * 3
)
_ANY_SIZES = st.one_of(sizes(), st.sampled_from((-0.0, 1e-6, 1234.5, 1e16, 1e22)), decimals())


@cache
@st.composite
def tolerances(draw: st.DrawFn) -> Tolerance:
    """Draw any tolerance: none, points or percent, plain or by sides, strict or not, minus zero too."""
    make, told, strict = draw(_SHAPES_OF_TOLERANCES)
    if make is None:
        return Tolerance.none()
    return make(**{side: draw(_ANY_SIZES) for side in told}, strict=strict)


@cache
def edges() -> st.SearchStrategy[Edge]:
    """Draw an edge of any number, reached or passed."""
    return st.builds(Edge, st.one_of(bounds(), decimals(signed=True)), inclusive=st.booleans())


@cache
def dead_bands() -> st.SearchStrategy[Tolerance | float | str | None]:
    """Draw a dead band as it may be written: nothing, a number of points, a tolerance, or text."""
    return st.one_of(
        st.sampled_from((None, -0.0, "none", "2.5 points", "5%", Tolerance.none(), Tolerance.points(-0.0))),
        sizes(),
        sizes().map(Tolerance.points),
        sizes().map(Tolerance.percent),
    )


_UNITS = st.sampled_from(
    [{"unit": unit} for unit in ("percent", "number", "days", "weeks", "currency", "score")]
    + [{"unit": "rate", "per": per} for per in (10_000, 1000.0, 7)]
)
_TIMES = st.sampled_from(
    [
        {"basis": basis, "frequency": frequency}
        for basis in ("in period", "year to date", "rolling year", "snapshot")
        for frequency in (None, "month", "quarter", "half", "year")
    ]
)
_FEW = st.sampled_from(
    [
        {"polarity": polarity, "decimals": places, "year_start": starts, "adds_up": adds_up}
        for polarity in ("higher", "lower", "range", "none")
        for places in (None, 0, 2)
        for starts in (None, 1, 9)
        for adds_up in (None, True, False)
    ]
)
_REFS = st.one_of(st.integers(0, 999), words(least=1))


@cache
@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Draw an indicator of any kind, with most of its facts given or left out."""
    told = draw(_UNITS) | draw(_TIMES) | draw(_FEW)
    names = ("can_exceed_100", "outside_our_control", "restricted")
    told |= dict(zip(names, draw(flags(3)), strict=True))
    starts, ends = draw(perhaps(days())), draw(perhaps(days()))
    if starts is not None and ends is not None and ends < starts:
        starts, ends = ends, starts
    told |= {"starts": starts, "ends": ends, "dead_band": draw(dead_bands())}
    return Indicator(draw(_REFS), draw(words(least=1)), group=draw(words()), note=draw(words()), **told)


@cache
def _integers(least: int, largest: int) -> st.SearchStrategy[int]:
    return st.integers(least, largest)


@cache
@st.composite
def counts(
    draw: st.DrawFn, *, least: int = 1, largest: int = 400, exceeding: bool = False
) -> tuple[int, int]:
    """Draw a numerator and a denominator, the numerator no larger unless exceeding is asked for."""
    denominator = draw(_integers(least, largest))
    most = 2 * denominator if exceeding else denominator
    return draw(_integers(0, 2 * largest)) % (most + 1), denominator


@cache
@st.composite
def cases_of(draw: st.DrawFn, largest: int) -> tuple[int, int]:
    """Draw so many cases out of a number of them up to the largest: none and all are as likely as any."""
    whole = draw(_integers(1, largest))
    return draw(_integers(0, whole)), whole


_KINDS_OF_OUTTURNS = st.sampled_from(
    [
        (shape, {"quality": quality, "highlight": highlight, "revision": revision})
        for shape in ("value", "counts", "both", "none of none", "missing", "unreliable")
        for quality in ("final", "provisional", "estimated", "revised")
        for highlight in (None, "performing well", "area of focus")
        for revision in range(3)
    ]
    + [("plain", {})] * 70
)
_NUMBERS = reals() | st.integers(-1000, 1000)
_SIGNED = decimals(signed=True)


@cache
@st.composite
def outturns(draw: st.DrawFn, *, exact: bool = False, times: int = 100) -> Outturn:
    """Draw an outturn of any kind: a value, counts, both, 0 of 0, missing for any reason, kept unreliable.

    With `exact`, values are only ints and floats, which a dict of plain values keeps without loss.
    A value beside counts is so many times their ratio: 100 suits a percentage, 1 a mean.
    """
    shape, few = draw(_KINDS_OF_OUTTURNS)
    told: dict[str, Any] = dict(few)
    value: Any = None
    written, broken = (False, False) if shape == "plain" and exact else draw(flags(2))
    if shape in ("plain", "value", "unreliable"):
        value = draw(ways())(draw(_SIGNED)) if written and not exact else draw(_NUMBERS)
    if shape in ("counts", "both"):
        told["numerator"], told["denominator"] = draw(counts())
        if shape == "both":
            value = times * told["numerator"] / told["denominator"]
    elif shape == "none of none":
        told["numerator"] = told["denominator"] = 0
    elif shape == "missing":
        told["reason"] = draw(st.sampled_from(GIVEN_REASONS))
    elif shape == "unreliable":
        told["reason"] = "unreliable"
    if shape != "plain":
        told |= {"break_in_series": broken, "note": draw(words()), "known_from": draw(perhaps(days()))}
    return Outturn(draw(periods()), value, **told)


#: The reasons a caller may give.
GIVEN_REASONS = ("not applicable", "not due", "late", "suppressed", "unreliable", "no data")


_YEARS = st.integers(1990, 2030)
_QUARTERS = st.integers(1, 4)
_PROFILES = perhaps(st.just("even") | st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))


@cache
@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Draw a target of any kind, in floats, with period, profile, share of a year, kind and source."""
    whole_year, shared, to_date, statutory, has_period = draw(flags(5))
    told: dict[str, Any] = {"kind": "statutory" if statutory else "local", "source": draw(words())}
    told["known_from"] = draw(perhaps(days()))
    year = draw(_YEARS) if whole_year else None
    if year is not None:
        told |= {"period": Period.year(year), "profile": draw(_PROFILES)}
    elif has_period:
        told["period"] = draw(periods())
    target = draw(facts(kinds=("none", "points", "percent", "floor"))).target(**told)
    if year is None or not shared or not _can_be_shared(target):
        return target
    quarter = Period.quarter(year, draw(_QUARTERS))
    return target.profiled(to=quarter) if to_date else target.instalment(of=quarter)


def _can_be_shared(target: Target) -> bool:
    """Tell whether every number of a target is large enough that a part of it is still a target."""
    numbers = [target.value, target.low, target.high, target.floor, target.stretch]
    plain = [each.value if isinstance(each, Edge) else each for each in numbers if each is not None]
    sides = target.tolerance and [target.tolerance.size, target.tolerance.above, target.tolerance.below]
    plain += [each for each in sides or [] if each is not None]
    return all(each == 0 or abs(each) > 1e-3 for each in plain)


def _variants(base: Scheme) -> list[tuple[Scheme, dict[str, Any]]]:
    """Return a scheme with each promotion, label and state for the absent that may be added to it."""
    worst, nearly = str(base.states[0]), str(base.states[1])
    return [
        (base, {"promote": promote, "missing_as": missing_as, "labels": labels})
        for promote in (
            (),
            *(
                Promotion(worst, nearly, when=when, than=than)
                for when in ("better", "not worse")
                for than in THAN
            ),
        )
        for missing_as in (None, worst)
        for labels in ({}, {nearly: "Nearly there"})
    ]


#: What a promotion may be measured from.
THAN = ("last year", "last period")
_OWN_ENUM = st.sampled_from([variant for base in POINTS_SCHEMES for variant in _variants(base)])
_NO_ENUM = st.sampled_from(
    [variant for base in POINTS_SCHEMES if base is not GRADES for variant in _variants(base)]
)
_THRESHOLDS = st.integers(0, 30)


@cache
@st.composite
def schemes(draw: st.DrawFn, *, own_enum: bool = True) -> Scheme:
    """Draw a scheme: one of the pool with a version, dates, promotion, thresholds and labels of its own."""
    base, told = draw(_OWN_ENUM if own_enum else _NO_ENUM)
    starts, ends = draw(perhaps(days())), draw(perhaps(days()))
    return base.replace(
        name=draw(words(least=1)),
        version=draw(words()),
        tolerance=draw(tolerances()),
        min_denominator=draw(_THRESHOLDS),
        caution_below=draw(_THRESHOLDS),
        starts=starts,
        ends=ends if starts is None or ends is None or starts <= ends else None,
        **told,
    )
