"""Met, the shortfall and the colour agree with each other and with the target as written."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Bands,
    Edge,
    Indicator,
    InputError,
    Outturn,
    Rating,
    Status,
    Target,
    rate,
)
from kpirag.tolerances import Tolerance
from tests.laws.decimal_oracle import exact_edges, expected_met, expected_shortfall, step_of
from tests.strategies import EXACT, NOW, POINTS_SCHEMES, Facts, decimals, facts, value_near, ways

EVERY_KIND = ("none", "points", "percent", "floor")


@st.composite
def ratings(draw, **options):
    """Draw the facts of a target, a value near an edge, and the rating of it."""
    options = {"kinds": EVERY_KIND, "schemes": POINTS_SCHEMES} | options
    drawn = draw(facts(**options))
    bands = Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)
    value = value_near(draw, [*(edge.value for edge in bands.edges), *drawn.bounds])
    return drawn, rate(drawn.indicator(), Outturn(NOW, value), drawn.target(), scheme=drawn.scheme)


@st.composite
def exact_ratings(draw):
    """Draw the facts of a target in decimal, a decimal on or one step off an edge, and the rating of it."""
    numbers = decimals(signed=True)
    lengths = st.one_of(decimals(), st.just(Decimal(0)))
    drawn = draw(facts(numbers=numbers, lengths=lengths, kinds=("none", "points", "floor")))
    edge = draw(st.sampled_from(exact_edges(drawn)))
    value = EXACT.add(edge, EXACT.multiply(step_of(edge), Decimal(draw(st.integers(-2, 2)))))
    write = draw(ways())
    rating = rate(drawn.indicator(), Outturn(NOW, write(value)), drawn.target(write), scheme=drawn.scheme)
    return drawn, value, rating


def on_an_excluded_edge(drawn: Facts, rating: Rating) -> bool:
    """Tell whether a value equals a target that must be passed."""
    return any(
        rating.value == float(bound) and not inclusive
        for bound, inclusive in zip(drawn.bounds, drawn.inclusive, strict=True)
    )


class TestMet:
    @given(exact_ratings())
    def test_met_is_what_the_target_says(self, figure):
        """The target is met exactly if the value reaches it, or passes it where it is strict, in decimal."""
        drawn, value, rating = figure
        assert expected_met(drawn, value) is rating.met

    @given(ratings())
    def test_met_and_the_shortfall_agree(self, figure):
        """Met leaves no shortfall; none and yet not met says that the figure equals a target to be passed."""
        drawn, rating = figure
        assert rating.shortfall >= 0
        if rating.met:
            assert rating.shortfall == 0
        assert on_an_excluded_edge(drawn, rating) is (rating.shortfall == 0 and not rating.met)

    @given(ratings(schemes=(RAG, MET_OR_NOT, BRAG)))
    def test_green_is_met(self, figure):
        """Under the shipped schemes, green or better means that the target is met, and nothing else does."""
        _, rating = figure
        assert rating.met is (rating.status >= Status.GREEN)

    @given(ratings())
    def test_a_met_target_is_never_worse_than_green(self, figure):
        """In every scheme a figure that meets its target has the state that says so, or a better one."""
        drawn, rating = figure
        if rating.met:
            assert drawn.scheme.code(rating.status) >= drawn.scheme.code(drawn.scheme.met_state)

    @given(st.floats(1, 1000), st.booleans())
    def test_better_than_green_is_never_short_of_the_target(self, number, higher):
        """Where a stretch equals a target that must be passed, their own figure is not blue: it misses."""
        indicator = Indicator("1", "Something measured", polarity="higher" if higher else "lower")
        side = "above" if higher else "below"
        for options in (
            {"stretch": number},
            {"stretch": Edge(number)},
            {"tolerance": Tolerance.points(**{side: 0}, strict=True)},
        ):
            try:
                rating = rate(
                    indicator, Outturn(NOW, number), Target(number, strict=True, **options), scheme=BRAG
                )
            except InputError:
                continue  # refusing such a target is as good
            assert (rating.met, True) == (False, rating.status < Status.GREEN)

    @given(ratings(kinds=("none", "points", "percent")), st.sampled_from((RAG, MET_OR_NOT, BRAG)))
    def test_met_is_the_target_s_alone(self, figure, scheme):
        """No tolerance and no scheme changes whether a target is met, and by how much it is missed."""
        drawn, rating = figure
        bare = Target.from_dict(drawn.target().to_dict() | {"tolerance": None, "stretch": None})
        other = rate(drawn.indicator(), Outturn(NOW, rating.value), bare, scheme=scheme)
        assert (rating.met, rating.shortfall) == (other.met, other.shortfall)


class TestShortfall:
    @given(exact_ratings())
    def test_it_is_the_decimal_distance(self, figure):
        """The shortfall is the distance to the target, or to the nearer bound of a range, in decimal."""
        drawn, value, rating = figure
        assert float(expected_shortfall(drawn, value)) == rating.shortfall

    @given(st.floats(1, 1e9), st.integers(1, 3), st.booleans())
    def test_a_hair_s_breadth_is_a_shortfall(self, number, floats, higher):
        """A value that is short by the last place of a float is short: the shortfall is above nought."""
        value = number
        for _ in range(floats):
            value = math.nextafter(value, -math.inf if higher else math.inf)
        indicator = Indicator("1", "Something measured", polarity="higher" if higher else "lower")
        rating = rate(indicator, Outturn(NOW, value), Target(number))
        assert (rating.status, rating.met, rating.shortfall > 0) == ("red", False, True)


class TestStretch:
    @given(ratings(polarities=("higher", "lower"), kinds=("none", "floor")))
    def test_the_stretch_is_met_where_its_number_is_reached(self, figure):
        """The stretch is met if the value reaches it, or passes an exclusive one; None without one."""
        drawn, rating = figure
        if drawn.stretch is None:
            assert rating.stretch_met is None
        elif rating.value == drawn.stretch:
            assert drawn.stretch_inclusive is rating.stretch_met
        else:
            higher = drawn.polarity == "higher"
            assert rating.stretch_met is (
                rating.value > drawn.stretch if higher else rating.value < drawn.stretch
            )

    @given(ratings(schemes=(BRAG,), polarities=("higher", "lower"), kinds=("none", "floor")))
    def test_blue_is_the_stretch_met(self, figure):
        """In a scheme with a better-than-green state, that is the status exactly where the stretch is met."""
        _, rating = figure
        assert (rating.status == Status.BLUE) is bool(rating.stretch_met)

    @given(ratings(schemes=(RAG, MET_OR_NOT)))
    def test_elsewhere_it_changes_no_colour(self, figure):
        """In a scheme without such a state the stretch changes nothing but `stretch_met`."""
        drawn, rating = figure
        without = Target.from_dict(drawn.target().to_dict() | {"stretch": None})
        other = rate(drawn.indicator(), Outturn(NOW, rating.value), without, scheme=drawn.scheme)
        assert (rating.status, rating.met, rating.shortfall) == (other.status, other.met, other.shortfall)


class TestTruth:
    @pytest.mark.parametrize("value", [50, 55, 60, 65])
    def test_a_rating_is_neither_true_nor_false(self, value):
        """`if rating:` raises, so that nobody mistakes an amber for a miss or a red for nothing."""
        target = Target(60, tolerance=Tolerance.points(5))
        rating = rate(Indicator("1", "Something measured", polarity="higher"), Outturn(NOW, value), target)
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(rating)
