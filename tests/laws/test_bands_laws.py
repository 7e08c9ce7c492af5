"""The fast look-up of a status gives what reading the bands by hand gives, beside every edge."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Bands, Edge, Indicator, Target, Tolerance
from tests.strategies import (
    AWKWARD_FLOATS,
    FIVE_STATES,
    NOT_FIGURES,
    NOT_NUMBERS,
    POINTS_SCHEMES,
    facts,
    neighbours,
    reals,
)

LARGEST = np.finfo(np.float64).max


def read_by_hand(bands: Bands, value: float):
    """Return the status of the piece that holds a value: past every edge below it."""
    place = 0
    for edge in bands.edges:
        if value > edge.value or (edge.opens and value == edge.value):
            place += 1
        else:
            break
    return bands.statuses[place]


#: Bands with no, one, two, three, four and more edges, for looping over what is refused.
BANDS = (
    Bands.of(Indicator("1", "Met or not", polarity="higher"), Target(60)),
    Bands.of(
        Indicator("2", "Red, amber, green", polarity="lower"), Target(26, tolerance=Tolerance.percent(10))
    ),
    Bands.of(
        Indicator("3", "Both sides", polarity="range"), Target.between(40, 60, tolerance=Tolerance.points(5))
    ),
    Bands.of(Indicator("4", "Five states", polarity="higher"), Target(80), FIVE_STATES),
    Bands.of(Indicator("5", "Seven pieces", polarity="range"), Target.between(40, 60), FIVE_STATES),
)


class TestStatus:
    @given(
        facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor")),
        st.lists(reals(), max_size=5),
    )
    def test_the_look_up_reads_the_edges(self, drawn, values):
        """The status of any float is that of the piece it lies in, beside every edge and at both ends."""
        bands = Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)
        beside = [
            each for edge in bands.edges for near in neighbours(edge.value) for each in neighbours(near)
        ]
        for value in (*beside, *values, *AWKWARD_FLOATS, LARGEST, -LARGEST, 5e-324):
            assert read_by_hand(bands, value) is bands.status(value), value

    @given(facts(schemes=POINTS_SCHEMES))
    def test_there_is_one_piece_more_than_edges(self, drawn):
        """Edges ascend, each cut is the least float of the band above, and each piece holds a value."""
        bands = Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)
        assert len(bands.edges) + 1 == len(bands.statuses)
        assert bands.edges
        for edge, below, above in zip(bands.edges, bands.statuses, bands.statuses[1:], strict=False):
            assert (above, below) == (
                bands.status(edge.cut),
                bands.status(math.nextafter(edge.cut, -math.inf)),
            )
            assert (above if edge.opens else below) == bands.status(edge.value)
            assert above != below

    @given(st.integers(-(10**6), 10**6), reals(1e15))
    def test_whole_numbers_and_numpy_numbers_are_read_as_floats(self, whole, value):
        """An int, a numpy integer and a numpy float have the status of the float they are."""
        for bands in BANDS:
            assert bands.status(float(whole)) == bands.status(whole) == bands.status(np.int64(whole))
            assert bands.status(value) == bands.status(np.float64(value))

    @given(st.integers(-(10**5), 10**5))
    def test_a_short_float_is_read_as_it_is_written(self, tenths):
        """A numpy float32 or float16 has the status of its shortest decimal, so that 85.1 stays 85.1."""
        text = str(np.float32(tenths / 10))
        shorter = str(np.float16(tenths / 100))
        at, beside = Target(float(text)), Target(float(shorter))
        indicator = Indicator("1", "Something measured", polarity="higher")
        assert Bands.of(indicator, at).status(np.float32(text)) == "green"
        assert Bands.of(indicator, beside).status(np.float16(shorter)) == "green"

    @pytest.mark.parametrize("given_value", NOT_FIGURES, ids=repr)
    def test_what_is_no_figure_is_refused(self, given_value):
        """NaN, the infinities and what no float can hold are a ValueError, never a status."""
        for bands in BANDS:
            for read in (bands.status, bands.met, bands.shortfall):
                with pytest.raises(ValueError, match=r"NaN|finite|too large"):
                    read(given_value)

    @pytest.mark.parametrize("given_value", NOT_NUMBERS, ids=repr)
    def test_what_is_no_number_is_refused(self, given_value):
        """A bool, text, None, an array or anything else is a TypeError, even where it could be converted."""
        for bands in BANDS:
            for read in (bands.status, bands.met, bands.shortfall):
                with pytest.raises(TypeError, match="must be a number"):
                    read(given_value)


class TestEquality:
    @given(facts(schemes=POINTS_SCHEMES), facts(schemes=POINTS_SCHEMES))
    def test_equal_bands_rate_alike(self, one, other):
        """Two bands are equal exactly if edges and statuses are, and then have one hash."""
        first = Bands.of(one.indicator(), one.target(), one.scheme)
        again = Bands.of(one.indicator(), one.target(), one.scheme)
        second = Bands.of(other.indicator(), other.target(), other.scheme)
        assert (first, hash(first)) == (again, hash(again))
        alike = (first.edges, first.statuses) == (second.edges, second.statuses)
        assert alike is (first == second)

    @given(facts(polarities=("higher", "lower"), schemes=POINTS_SCHEMES))
    def test_an_exclusive_target_is_strict(self, drawn):
        """`Edge(60, inclusive=False)` and `strict=True` make the same bands."""
        number = drawn.bounds[0]
        one = Bands.of(drawn.indicator(), Target(Edge(number, inclusive=False)), drawn.scheme)
        assert one == Bands.of(drawn.indicator(), Target(number, strict=True), drawn.scheme)


class TestLevels:
    @given(
        facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor")),
        st.lists(reals(), max_size=5),
    )
    def test_a_value_lies_in_the_levels_it_reaches(self, drawn, values):
        """The code of a value is one more than the levels it lies in, which lie inside each other."""
        bands = Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)
        beside = [each for edge in bands.edges for each in neighbours(edge.value)]
        for value in (*beside, *values, LARGEST, -LARGEST):
            inside = [low <= value <= high for low, high in bands.levels]
            assert bands.scheme.code(bands.status(value)) == 1 + sum(inside)
            assert inside == sorted(inside, reverse=True)

    @pytest.mark.parametrize("bands", BANDS, ids=str)
    def test_there_is_one_for_each_state_but_the_worst(self, bands):
        """Bands have a level fewer than their scheme has states, and give the same ones again."""
        assert len(bands.scheme.states) - 1 == len(bands.levels)
        assert bands.levels is bands.levels
