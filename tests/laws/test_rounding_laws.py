"""Settling and rounding half up do what a person with a pencil does, at every size."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpirag import Bands, Indicator, Outturn, Scheme, Target, rate
from kpirag._numbers import decimals_written, half_up, settled
from tests.laws.decimal_oracle import kept, places_of, rounded
from tests.strategies import EXACT, NOW, decimals, neighbours, reals, scaled

#: Decimals of every size that have no more decimals than an edge of that size keeps.
WRITTEN = st.one_of(
    decimals(signed=True, largest=6, places=range(10)),
    decimals(signed=True, largest=9, places=range(7)),
    decimals(signed=True, largest=12, places=range(4)),
    decimals(signed=True, largest=15, places=range(1)),
).filter(lambda exact: places_of(exact) <= kept(exact) and abs(exact) < 2**53)


class TestSettled:
    @given(WRITTEN, st.integers(-20, 20))
    def test_noise_in_the_last_places_of_a_float_is_removed(self, exact, ulps):
        """A decimal that arithmetic has moved by a few of the float's last places is put back on it."""
        double = float(exact)
        noisy = double
        for _ in range(abs(ulps)):
            noisy = neighbours(noisy)[2 if ulps > 0 else 0]
        assume(abs(Decimal(noisy) - exact) < Decimal(1).scaleb(-kept(exact)) / 2)
        assert double == settled(noisy, abs(double))

    @given(WRITTEN)
    def test_what_has_few_decimals_stays(self, exact):
        """A number that has no more decimals than are kept is left as it is."""
        assert float(exact) == settled(float(exact), abs(float(exact)))

    @given(reals(), st.floats(0, 1e6))
    def test_the_result_is_the_nearest_that_has_so_many_decimals(self, number, other):
        """Any other number goes to the nearest with the decimals that are kept, half a unit away at most."""
        largest = max(abs(number), other)
        places = kept(Decimal(largest))
        found = settled(number, largest)
        away = abs(EXACT.subtract(Decimal(found), Decimal(number)))
        slack = abs(Decimal(number)) * Decimal(2) ** -52
        assert away <= Decimal(1).scaleb(-places) / 2 + slack
        assert float(rounded(Decimal(repr(found)), places)) == found

    @given(reals(), st.floats(0, 1e13))
    def test_settling_again_changes_nothing(self, number, other):
        """Settled is settled: a second time at the same size changes nothing."""
        largest = max(abs(number), other)
        once = settled(number, largest)
        assert once == settled(once, largest)

    @given(reals(), st.floats(0, 1e13))
    def test_the_sign_plays_no_part(self, number, other):
        """The mirror image of a number settles to the mirror image."""
        largest = max(abs(number), other)
        assert -settled(number, largest) == settled(-number, largest)


class TestHalfUp:
    @given(WRITTEN, st.integers(0, 9))
    def test_halves_go_away_from_zero_as_in_decimal(self, exact, places):
        """A decimal is rounded as in decimal arithmetic, halves away from zero, however floats hold it."""
        assert float(rounded(exact, places, ROUND_HALF_UP)) == half_up(float(exact), places)

    @given(st.integers(-(10**9), 10**9), st.integers(0, 5))
    def test_an_exact_half_goes_away_from_zero(self, units, places):
        """Exactly half a unit of the last decimal kept goes to the larger size."""
        half = scaled(10 * units + (5 if units >= 0 else -5), places + 1)
        larger = scaled(units + (1 if units >= 0 else -1), places)
        assume(places_of(half) <= kept(half))
        assert float(larger) == half_up(float(half), places)

    @given(reals(), st.integers(0, 12))
    def test_no_more_decimals_are_left_than_were_asked_for(self, number, places):
        """The result has the decimals asked for and no more, whatever the number and its size."""
        assert decimals_written(half_up(number, places)) <= places

    @given(reals(), st.integers(0, 8))
    def test_rounding_again_changes_nothing(self, number, places):
        """What is rounded stays as it is when rounded again."""
        once = half_up(number, places)
        assert once == half_up(once, places)

    @given(reals(), reals(), st.integers(0, 4))
    def test_the_order_of_numbers_is_kept(self, one, other, places):
        """A larger number never rounds to a smaller one."""
        low, high = sorted((one, other))
        assert half_up(low, places) <= half_up(high, places)

    @given(reals(), st.integers(0, 8))
    def test_the_sign_plays_no_part(self, number, places):
        """The mirror image of a number rounds to the mirror image, and nothing rounds to minus zero."""
        found = half_up(number, places)
        assert -found == half_up(-number, places)
        assert found or str(found) == "0.0"

    @pytest.mark.parametrize(
        "number, places, expected",
        [(2.675, 2, 2.68), (-2.5, 0, -3.0), (0.5, 0, 1.0), (1.005, 2, 1.01), (14.6, 0, 15.0), (0.45, 1, 0.5)],
    )
    def test_the_examples_everyone_knows(self, number, places, expected):
        """2.675 is 2.68 and -2.5 is -3, as printed tables have them."""
        assert expected == half_up(number, places)


class TestAsPublished:
    @given(WRITTEN, decimals(largest=3, signed=True), st.integers(0, 3), st.sampled_from(("higher", "lower")))
    def test_a_figure_is_rated_as_it_is_printed(self, value, target, places, polarity):
        """Under "as published" the status is that of the figure rounded half up in decimal."""
        rounding = Scheme("As published", rounding="as published")
        indicator = Indicator("1", "Something measured", polarity=polarity, decimals=places)
        printed = float(rounded(value, places, ROUND_HALF_UP))
        rating = rate(indicator, Outturn(NOW, float(value)), Target(target), scheme=rounding)
        assert (printed, Bands.of(indicator, Target(target)).status(printed)) == (rating.value, rating.status)
