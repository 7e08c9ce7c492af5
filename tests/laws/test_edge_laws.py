"""A value on an edge, one step inside it and one step outside has the status that exact decimals give."""

import math
import warnings
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import RAG, Bands, Edge, Indicator, Outturn, Scheme, Target, Tolerance, rate
from kpirag._numbers import percentage
from kpirag.tolerances import ToleranceKind, beyond
from tests.laws.decimal_oracle import exact_edges, expected_status, kept, places_of, step_of
from tests.strategies import (
    AWKWARD_PAIRS,
    EXACT,
    NOW,
    POINTS_SCHEMES,
    WAYS,
    Facts,
    counts,
    decimals,
    facts,
    scaled,
    ways,
)

ZERO_OR_MORE = st.one_of(decimals(), decimals(largest=2), st.just(Decimal(0)))
ANY_SIGN = st.one_of(decimals(signed=True), decimals(largest=3), st.just(Decimal(0)))


def check_every_edge(given_facts: Facts, write: Callable[[Decimal], Any]) -> None:
    """Rate every edge and its near neighbours, written in every way, and compare with the oracle."""
    indicator, target = given_facts.indicator(), given_facts.target(write)
    bands = Bands.of(indicator, target, given_facts.scheme)
    for edge in exact_edges(given_facts):
        step = max(
            step_of(edge), Decimal(1).scaleb(-kept(edge))
        )  # no finer than floats of this size tell apart
        for value in (edge, EXACT.subtract(edge, step), EXACT.add(edge, step)):
            expected = expected_status(given_facts, value)
            for way, written in WAYS.items():
                outturn = Outturn(NOW, written(value))
                rated = rate(indicator, outturn, target, scheme=given_facts.scheme)
                assert (value, way, expected) == (value, way, rated.status)
                assert expected == bands.status(written(value))
        double = float(str(edge))
        for beside in (math.nextafter(double, math.inf), math.nextafter(double, -math.inf)):
            assert (beside, expected_status(given_facts, Decimal(beside))) == (beside, bands.status(beside))


class TestDecimalEdges:
    @given(facts(numbers=ANY_SIGN, lengths=ZERO_OR_MORE, kinds=("points",)), ways())
    def test_points(self, drawn, write):
        """A tolerance in points ends where target minus or plus points lies in decimal, on every side."""
        check_every_edge(drawn, write)

    @given(facts(numbers=decimals(), lengths=ZERO_OR_MORE, kinds=("percent",)), ways())
    def test_whole_percents(self, drawn, write):
        """A tolerance of whole percents ends where that share of the target lies in decimal."""
        check_every_edge(drawn, write)

    @given(facts(numbers=ANY_SIGN, lengths=ZERO_OR_MORE, kinds=("floor", "none")), ways())
    def test_given_edges(self, drawn, write):
        """Target, floor, stretch and the bounds of a range are the numbers given, reached or passed."""
        check_every_edge(drawn, write)

    @given(
        facts(
            numbers=st.one_of(
                decimals(largest=15, places=(0,)), decimals(largest=11, places=range(4)), decimals()
            ),
            lengths=st.one_of(
                decimals(largest=9, places=(0,)), decimals(largest=6, places=range(4)), decimals()
            ),
            kinds=("points",),
        ),
        ways(),
    )
    def test_large_figures(self, drawn, write):
        """From 1e6 an edge keeps 6 decimals, from 1e9 three, from 1e12 none: exact if it has no more."""
        inexact = [
            places_of(EXACT.add(bound, size)) > kept(bound, size)
            for bound in drawn.bounds
            for size in (drawn.size, drawn.above, drawn.below)
            if size is not None
        ]
        if not any(inexact):
            check_every_edge(drawn, write)

    @pytest.mark.parametrize("polarity", ["higher", "lower", "range"])
    @pytest.mark.parametrize("strict", [False, True])
    @pytest.mark.parametrize("target, points", AWKWARD_PAIRS)
    def test_pairs_that_plain_floats_get_wrong(self, target, points, strict, polarity):
        """The pairs known to defeat a plain t - tol or t + tol come out as in decimal."""
        bounds = (Decimal(target),) * (2 if polarity == "range" else 1)
        inclusive = (True,) * len(bounds)
        pair = Facts(
            polarity, bounds, inclusive, kind="points", size=Decimal(points), tolerance_strict=strict
        )
        check_every_edge(pair, float)

    def test_every_target_and_tolerance_with_one_decimal(self):
        """For targets to 100 and tolerances to 5, in tenths, each edge is the float of its decimal."""
        for target in range(1, 1001):
            for points in range(1, 51):
                below = beyond(target / 10, points / 10, ToleranceKind.POINTS, "below")
                above = beyond(target / 10, points / 10, ToleranceKind.POINTS, "above")
                assert ((target - points) / 10, (target + points) / 10) == (below, above), (target, points)

    def test_every_target_in_tenths_and_whole_percent(self):
        """For targets to 100 in tenths and percents to 50, each edge is the float of its decimal."""
        for target in range(1, 1001):
            for percent in range(1, 51):
                below = beyond(target / 10, percent, ToleranceKind.PERCENT, "below")
                above = beyond(target / 10, percent, ToleranceKind.PERCENT, "above")
                exact = (target * (100 - percent) / 1000, target * (100 + percent) / 1000)
                assert exact == (below, above), (target, percent)


class TestWhatIsWorkedOut:
    @given(decimals(signed=True), ZERO_OR_MORE, st.sampled_from(("below", "above")))
    def test_an_edge_never_passes_its_target(self, bound, size, side):
        """Whatever is rounded, the edge below a target is at or below it, and the edge above at or above."""
        edge = beyond(float(bound), float(size), ToleranceKind.POINTS, side)
        assert edge <= float(bound) if side == "below" else edge >= float(bound)

    @given(decimals(signed=True, places=(7, 8, 9, 10), largest=4), st.sampled_from(("below", "above")))
    def test_no_tolerance_leaves_the_target_alone(self, bound, side):
        """A tolerance of zero gives the target as it was given, with all its decimals."""
        for kind in (ToleranceKind.POINTS, ToleranceKind.PERCENT):
            assert float(bound) == beyond(float(bound), 0.0, kind, side)

    @given(decimals(signed=True, largest=13), st.sampled_from(POINTS_SCHEMES), st.booleans())
    def test_a_tolerance_too_small_to_see_leaves_green_alone(self, bound, scheme, strict):
        """A tolerance of nought, or too small for the target's size, makes no target harder to meet."""
        for size in (0, Decimal("0.000001")):
            tolerance = Tolerance.points(size, strict=strict)
            for polarity in ("higher", "lower", "range"):
                target = Target(bound, tolerance=tolerance)
                indicator = Indicator("1", "Something measured", polarity=polarity, decimals=4)
                rating = rate(indicator, Outturn(NOW, bound), target, scheme=scheme)
                assert (True, scheme.met_state) == (rating.met, rating.status)

    @given(facts(numbers=ANY_SIGN, lengths=ZERO_OR_MORE, kinds=("points",), schemes=(RAG,)))
    def test_the_scheme_s_own_tolerance_is_used_alike(self, drawn):
        """A tolerance of the scheme gives the bands that the same tolerance of the target gives."""
        indicator, target = drawn.indicator(), drawn.target()
        plain = Target.from_dict(target.to_dict() | {"tolerance": None})
        council = RAG.replace(tolerance=target.tolerance)
        assert Bands.of(indicator, target) == Bands.of(indicator, plain, council)

    @given(decimals(largest=4), st.integers(1, 60), st.booleans())
    def test_a_state_s_own_edge_is_worked_out_alike(self, bound, points, strict):
        """An edge that a scheme gives a state lies where a tolerance of the target of that size does."""
        tolerance = Tolerance.points(points, strict=strict)
        own = Scheme("Own edges", edges=(("amber", tolerance),))
        for polarity in ("higher", "lower"):
            indicator = Indicator("1", "Something measured", polarity=polarity)
            with_own = Bands.of(indicator, Target(bound), own)
            assert with_own == Bands.of(indicator, Target(bound, tolerance=tolerance))


def check_counts(numerator: int, denominator: int, edge: Decimal) -> None:
    """Check that a percentage from counts is on an edge that it equals exactly, above and below."""
    higher = Indicator("1", "In time", polarity="higher", unit="percent")
    lower = Indicator("2", "Late", polarity="lower", unit="percent")
    outturn = Outturn(NOW, numerator=numerator, denominator=denominator)
    points = Tolerance.points(Decimal("4.9"))
    for indicator, beyond_it in ((higher, edge + points_of(points)), (lower, edge - points_of(points))):
        on_target = Target(edge)
        assert ("green", "red") == (
            rate(indicator, outturn, on_target).status,
            rate(indicator, outturn, Target(edge, strict=True)).status,
        )
        on_amber = Target(beyond_it, tolerance=points)
        assert rate(indicator, outturn, on_amber).status == "amber", (numerator, denominator)
        strict = Target(beyond_it, tolerance=Tolerance.points(Decimal("4.9"), strict=True))
        assert rate(indicator, outturn, strict).status == "red", (numerator, denominator)


def points_of(tolerance: Tolerance) -> Decimal:
    """Return the size of a tolerance, exactly."""
    return Decimal(str(tolerance.size))


@pytest.mark.filterwarnings("ignore::kpirag.KpiragWarning")
class TestCounts:
    def test_every_percentage_of_up_to_200_cases_that_has_one_decimal(self):
        """Of up to 200 cases, a share that is a percentage with one decimal equals that decimal."""
        tried = 0
        for denominator in range(1, 201):
            for numerator in range(denominator + 1):
                tenths, rest = divmod(1000 * numerator, denominator)
                if rest == 0:
                    assert tenths / 10 == percentage(numerator, denominator), (numerator, denominator)
                    tried += 1
        assert sum(math.gcd(denominator, 1000) + 1 for denominator in range(1, 201)) == tried

    @pytest.mark.parametrize("denominator", [3, 7, 8, 12, 40, 60, 75, 125, 160, 200])
    def test_every_such_percentage_is_rated_as_on_the_edge(self, denominator):
        """Such a share has reached the edge of a target or tolerance that equals it, unless it is strict."""
        for numerator in range(denominator + 1):
            tenths, rest = divmod(1000 * numerator, denominator)
            if rest == 0:
                check_counts(numerator, denominator, scaled(tenths, 1))

    @given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
    def test_large_counts(self, units, share, places):
        """However many cases, a percentage that is exactly a decimal is on the edge of that decimal."""
        whole = 100 * 10**places
        units %= whole + 1
        common = math.gcd(units, whole)
        numerator, denominator = units // common * share, whole // common * share
        assert float(scaled(units, places)) == percentage(numerator, denominator)
        check_counts(numerator, denominator, scaled(units, places))

    @given(st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from((1000, 10_000, 100_000)))
    def test_a_percentage_or_rate_is_one_correct_rounding(self, numerator, denominator, per):
        """A figure from counts is the float nearest to the true fraction: multiplied, then divided once."""
        rated = Indicator("1", "Rate", polarity="lower", unit="rate", per=per)
        outturn = Outturn(NOW, numerator=numerator, denominator=denominator)
        assert float(Fraction(per * numerator, denominator)) == rated.value_of(outturn)
        assert float(Fraction(100 * numerator, denominator)) == percentage(numerator, denominator)

    @given(counts(largest=10**6), st.sampled_from(("higher", "lower")), st.integers(1, 100))
    def test_a_percentage_from_counts_is_never_taken_for_a_fraction(self, pair, polarity, target):
        """1 of 101 is 0.99%, not a fraction that someone forgot to multiply: nothing is warned of."""
        indicator = Indicator("1", "In time", polarity=polarity, unit="percent")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            rate(indicator, Outturn(NOW, numerator=pair[0], denominator=pair[1]), Target(target))


class TestHowNumbersEnter:
    @given(decimals(signed=True), decimals(signed=True), st.booleans(), st.booleans())
    def test_an_edge_is_the_same_however_it_is_written(self, bound, value, inclusive, higher):
        """Target and value may be floats, Decimals, Fractions or numpy floats: bands and status are one."""
        indicator = Indicator("1", "Something measured", polarity="higher" if higher else "lower")
        found = {
            (bands.edges, bands.statuses, bands.status(write_value(value)))
            for write in WAYS.values()
            for write_value in WAYS.values()
            for bands in [Bands.of(indicator, Target(Edge(write(bound), inclusive=inclusive)))]
        }
        assert len(found) == 1
