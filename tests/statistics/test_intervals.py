"""Confidence intervals of percentages, rates and means, one at a time and in arrays.

The figures of OHID are those of the test tables that its package PHEindicatormethods publishes.
"""

import math
import subprocess
import sys
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import FaultsError, InputError, InputTypeError
from kpirag._intervals import gamma_share
from kpirag.statistics import IntervalArrays, byar, mean_interval, wilson
from kpirag.statistics._distributions import beta_share, t_quantile, t_tails
from tests.strategies import cases_of

LEVELS = st.floats(0.01, 0.9999)
COUNTS = cases_of(10**7)
PARTS = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.floats(0, whole), st.just(whole)))
METHODS = st.sampled_from(("exact below 10", "byar", "exact"))
VALUES = st.lists(st.integers(-1000, 1000).map(lambda tenths: tenths / 10), min_size=2, max_size=20)


class TestWilsonLaws:
    @given(COUNTS | PARTS, LEVELS)
    def test_it_contains_the_share_and_stays_within_0_and_1(self, counts, level):
        """Whatever the counts, 0 <= low <= share <= high <= 1, but for the last bits of a float."""
        cases, whole = counts
        found = wilson(cases, whole, confidence=level)

        assert 0 <= found.low <= cases / whole * (1 + 1e-12)
        assert cases / whole * (1 - 1e-12) <= found.high <= 1

    @given(COUNTS, LEVELS, LEVELS)
    def test_levels_nest(self, counts, one, other):
        """What a level includes, every higher level includes."""
        narrow, wide = (wilson(*counts, confidence=level) for level in sorted((one, other)))

        assert wide.low <= narrow.low * (1 + 1e-12)
        assert narrow.high <= wide.high * (1 + 1e-12)

    @given(cases_of(1000), LEVELS)
    def test_more_cases_at_the_same_share_narrow_it(self, counts, level):
        """Ten times the cases, the same share: a narrower interval."""
        few, many = (wilson(*(times * one for one in counts), confidence=level) for times in (1, 10))

        assert many.high - many.low < few.high - few.low

    @given(COUNTS, LEVELS)
    def test_those_not_in_time_are_the_mirror_of_those_in_time(self, counts, level):
        """The interval of the rest is the same interval, turned round."""
        cases, whole = counts
        found, rest = wilson(cases, whole, confidence=level), wilson(whole - cases, whole, confidence=level)

        assert (found.low, found.high) == pytest.approx((1 - rest.high, 1 - rest.low), rel=1e-9, abs=1e-12)

    @given(COUNTS, st.floats(0.5, 0.999))
    def test_each_end_is_a_share_the_counts_are_just_compatible_with(self, counts, level):
        """Wilson's definition: at an end the counts lie as many standard errors away as the level says."""
        cases, whole = counts
        found = wilson(cases, whole, confidence=level)
        z = math.sqrt(2) * _inverse_erf(level)
        for end in (found.low, found.high):
            if 1e-6 < end < 1 - 1e-6:
                away = abs(cases / whole - end) / math.sqrt(end * (1 - end) / whole)
                assert z == pytest.approx(away, rel=1e-5, abs=1e-5)


def _inverse_erf(share: float) -> float:
    low, high = 0.0, 6.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erf(middle) < share else (low, middle)
    return high


class TestWilson:
    @pytest.mark.parametrize(
        ("counts", "level", "low", "high"),
        [
            ((65, 100), 0.95, 0.5525444329688797, 0.7363575175690247),
            ((1, 100), 0.998, 0.000873065697299977, 0.1045544528370582),
            ((0.445, 1), 0.95, 0.04381744772058822, 0.9334621276979156),
            ((15552912, 15128673354), 0.95, 0.0010275314947741198, 0.0010285528098907119),
        ],
    )
    def test_ohid(self, counts, level, low, high):
        """OHID's published table, also for a numerator that is weighted."""
        found = wilson(*counts, confidence=level)

        assert (low, high, level) == pytest.approx((found.low, found.high, found.confidence), rel=1e-9)

    def test_one_of_three(self):
        """Paper B's court cases: 1 of 3 is 33%, and could be anything from 6% to 79%."""
        found = wilson(1, 3)

        assert (6.1, 79.2) == (round(100 * found.low, 1), round(100 * found.high, 1))

    def test_the_ends_of_the_scale_are_exact(self):
        """None of 5 begins at 0, and all of 5 ends at 1: not a last bit beside it."""
        assert 0.0 == wilson(0, 5).low
        assert 1.0 == wilson(5, 5).high

    @given(st.integers(1, 10**12), LEVELS)
    def test_the_ends_of_the_scale_are_exact_at_every_level(self, whole, level):
        """None begins at 0 and all ends at 1, however many cases there are."""
        none, every = wilson(0, whole, confidence=level), wilson(whole, whole, confidence=level)

        assert (0.0, 1.0) == (none.low, every.high)
        assert 0 < none.high < 1
        assert 0 < every.low < 1

    def test_a_fault_far_into_an_array_is_found(self):
        """Every chunk is checked, and what is missing in one does not touch the next."""
        whole = np.full(40_000, 5.0)
        whole[20_000] = np.nan
        found = wilson(np.ones(40_000), whole)

        assert [20_000] == np.flatnonzero(np.isnan(found.low)).tolist()
        whole[39_999] = 0.5
        with pytest.raises(InputError, match=r"numerator\[39999\]: is above the denominator"):
            wilson(np.ones(40_000), whole)

    def test_no_cases_and_no_counts_give_no_interval(self):
        """0 of 0 is not the interval from 0 to 1: there is none."""
        assert [None] * 4 == [wilson(0, 0), wilson(None, 5), wilson(5, None), wilson(None, None)]

    @pytest.mark.parametrize("kind", [int, float, Decimal, Fraction, np.int64, np.float64, np.int8])
    def test_every_kind_of_number_is_taken(self, kind):
        """A count may be written as any number, numpy's among them; the interval is the same."""
        assert wilson(1, 3) == wilson(kind(1), kind(3))

    @pytest.mark.parametrize(
        ("counts", "path", "problem"),
        [
            ((-1, 3), "numerator", "must not be negative"),
            ((1, -3), "denominator", "must not be negative"),
            ((4, 3), "numerator", "is above the denominator"),
            ((4, 0), "numerator", "is above the denominator"),
            ((math.nan, 3), "numerator", "is NaN"),
            ((1, math.inf), "denominator", "must be finite"),
        ],
    )
    def test_counts_that_cannot_be_are_refused(self, counts, path, problem):
        """The fault is named with its place."""
        with pytest.raises(InputError, match=problem) as caught:
            wilson(*counts)

        assert path == caught.value.path

    @pytest.mark.parametrize("level", [0, 1, 95, -0.5, 1.5])
    def test_a_level_lies_between_0_and_1(self, level):
        """95 is written 0.95."""
        with pytest.raises(InputError, match="must lie between 0 and 1"):
            wilson(1, 3, confidence=level)

    def test_both_counts_are_looked_at(self):
        """Two faults are reported together; text and true are no counts."""
        with pytest.raises(FaultsError) as caught:
            wilson("1", True)

        assert ["numerator", "denominator"] == [fault.path for fault in caught.value.faults]


class TestArrays:
    @given(st.lists(COUNTS | PARTS, max_size=30), LEVELS)
    def test_wilson_is_the_scalar_form_to_the_last_bit(self, counts, level):
        """An array gives what each of its items gives alone."""
        found = wilson(
            np.array([one[0] for one in counts]), np.array([one[1] for one in counts]), confidence=level
        )
        each = [wilson(*one, confidence=level) for one in counts]

        assert [(one.low, one.high) for one in each] == list(
            zip(found.low.tolist(), found.high.tolist(), strict=True)
        )

    @given(
        st.lists(st.tuples(st.integers(0, 40) | st.integers(0, 10**6), st.integers(1, 10**7)), max_size=12),
        st.sampled_from((0.9, 0.95, 0.998)),
        st.sampled_from(("exact below 10", "byar")),
        st.sampled_from((1, 100, 10_000)),
    )
    def test_byar_is_the_scalar_form_to_the_last_bit(self, counts, level, method, per):
        """Below 10 events and from 10 on, in every unit."""
        told = {"confidence": level, "method": method, "per": per}
        found = byar(np.array([one[0] for one in counts]), np.array([one[1] for one in counts]), **told)
        each = [byar(*one, **told) for one in counts]

        assert [(one.low, one.high) for one in each] == list(
            zip(found.low.tolist(), found.high.tolist(), strict=True)
        )

    def test_chunks_leave_no_seam(self):
        """A long array is worked on in pieces: every item is there once, in its place."""
        whole = np.arange(1, 30_001)
        found = wilson(whole // 2, whole)

        for place in (0, 16_383, 16_384, 29_999):
            one = wilson(int(whole[place]) // 2, int(whole[place]))
            assert (one.low, one.high) == (found.low[place], found.high[place])

    @pytest.mark.parametrize("call", [wilson, byar])
    def test_what_is_missing_stays_missing(self, call):
        """0 of 0, NaN and infinity give NaN at both ends, and None in plain records."""
        found = call(np.array([1, 0, np.nan, 1, 1]), np.array([3, 0, 3, np.nan, np.inf]))

        assert (
            [False, True, True, True, True] == np.isnan(found.low).tolist() == np.isnan(found.high).tolist()
        )
        assert {"low": None, "high": None, "confidence": 0.95} == found.to_dicts()[1]

    def test_lists_and_objects_are_arrays_too(self):
        """A list with None and Decimals, as a sheet has them."""
        found = wilson([1, None, Decimal(2)], 3)

        assert [wilson(1, 3).low, None, wilson(2, 3).low] == [one["low"] for one in found.to_dicts()]

    def test_one_denominator_serves_all_and_shapes_are_kept(self):
        """A table of counts gives a table of ends."""
        found = wilson(np.array([[0, 1], [2, 3]]), 3)

        assert ((2, 2), 1.0) == (found.high.shape, found.high[1, 1])

    def test_counts_are_not_changed(self):
        """The caller's arrays stay as they were."""
        cases, whole = np.array([0.0, 2.0]), np.array([3.0, 3.0])
        wilson(cases, whole)
        byar(cases, whole)

        assert ([0.0, 2.0], [3.0, 3.0]) == (cases.tolist(), whole.tolist())

    @pytest.mark.parametrize("call", [wilson, byar])
    @pytest.mark.parametrize(
        ("counts", "path"),
        [
            (([1, -1], [3, 3]), "[1]"),
            (([1, 2], [3, -3]), "denominator[1]"),
            (([[1, 2], [3, 4]], [[5, 5], [5, -5]]), "denominator[1][1]"),
            (([1, 2], [0, 5]), "[0]"),
            (([1, 2], [1, 2, 3]), "denominator"),
        ],
    )
    def test_the_place_of_a_fault_is_named(self, call, counts, path):
        """The first count that cannot be is named by its index."""
        with pytest.raises(InputError) as caught:
            call(*map(np.array, counts))

        assert caught.value.path.endswith(path)

    @pytest.mark.parametrize("given", [["1", "2"], [True, False], [[1], [1, 2]], ["x", None]])
    def test_what_is_not_numbers_is_refused(self, given):
        """Text, true and false, and rows of unequal length."""
        with pytest.raises(InputTypeError):
            wilson(given, 3)

    def test_empty_arrays_give_empty_intervals(self):
        """Nothing in, nothing out."""
        found = wilson([], [])

        assert isinstance(found, IntervalArrays)
        assert [] == found.to_dicts()

    def test_one_figure_needs_no_numpy(self):
        """A scalar interval leaves numpy unloaded."""
        program = (
            "import sys; from kpirag.statistics import wilson, byar, mean_interval;"
            "wilson(1, 3), byar(4, 100, per=100), mean_interval([1, 2]); print('numpy' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

        assert "False" == done.stdout.strip()


class TestByar:
    @given(st.integers(0, 3000), st.sampled_from((0.5, 0.8, 0.95, 0.998)), METHODS)
    def test_it_contains_the_count(self, events, level, method):
        """Every method's interval contains the count, and nothing is below zero."""
        found = byar(events, confidence=level, method=method)

        assert 0 <= found.low <= events < found.high

    @given(st.integers(0, 500), LEVELS, LEVELS, METHODS)
    def test_levels_nest(self, events, one, other, method):
        """What a level includes, every higher level includes."""
        narrow, wide = (byar(events, confidence=level, method=method) for level in sorted((one, other)))

        assert wide.low <= narrow.low <= narrow.high <= wide.high

    @given(st.integers(1, 200), st.integers(1, 10**6), st.sampled_from((0.8, 0.95, 0.998)))
    def test_more_events_at_the_same_rate_narrow_it(self, events, whole, level):
        """Ten times the events in ten times the people: a narrower interval."""
        few, many = (byar(times * events, times * whole, confidence=level) for times in (1, 10))

        assert many.high - many.low < few.high - few.low

    @given(st.integers(0, 60), st.sampled_from((0.9, 0.95, 0.998)))
    def test_exact_ends_are_those_of_a_poisson_count(self, events, level):
        """At the upper end so few events have half of what is left; at the lower end so many."""
        found, tail = byar(events, confidence=level, method="exact"), (1 - level) / 2

        assert tail == pytest.approx(_at_most(events, found.high), rel=1e-9)
        if events:
            assert tail == pytest.approx(1 - _at_most(events - 1, found.low), rel=1e-6)

    @given(st.integers(10, 3000), st.sampled_from((0.9, 0.95)))
    def test_byars_method_comes_near_the_exact_one(self, events, level):
        """From 10 events, Byar's ends lie within half a per cent of the exact ones."""
        near, exact = (byar(events, confidence=level, method=method) for method in ("byar", "exact"))

        assert (exact.low, exact.high) == pytest.approx((near.low, near.high), rel=0.005)

    @pytest.mark.parametrize(
        ("arguments", "told", "low", "high"),
        [
            ((65,), {"method": "byar"}, 50.163187710459454, 82.84913854593984),
            ((1,), {"method": "byar"}, 0.01307213290150435, 5.5637555824752605),
            ((10,), {"method": "byar", "confidence": 0.998}, 2.916318374695686, 24.193724927880535),
            ((1, 100), {"per": 100}, 0.025317807984289897, 5.571643390938898),
            ((1, 100), {"per": 100, "confidence": 0.998}, 0.0010005003335835344, 9.233413476451585),
        ],
    )
    def test_ohid(self, arguments, told, low, high):
        """OHID's published table: Byar's method alone, and exact limits of one event."""
        found = byar(*arguments, **told)

        assert (low, high) == pytest.approx((found.low, found.high), rel=1e-9)

    def test_a_lower_end_is_never_below_zero(self):
        """One event at 99.8% by Byar's method alone would begin below zero, where no count can be."""
        assert 0.0 == byar(1, confidence=0.998, method="byar").low
        assert 0.0 == byar([1], confidence=0.998, method="byar").low[0]

    def test_more_events_than_people_are_a_rate(self):
        """500 attendances of 220 people are a rate above 1, which a share could not be."""
        assert byar(500, 220).low > 1

    def test_the_method_changes_at_10_events(self):
        """9 events are exact, 10 are Byar's."""
        assert byar(9) == byar(9, method="exact") != byar(9, method="byar")
        assert byar(10) == byar(10, method="byar") != byar(10, method="exact")

    def test_the_exact_method_passes_into_byars_without_a_step(self):
        """From 100,000 events the two are one to a part in a billion; a million take no longer than ten."""
        exact, near = (byar(99_999, method=method) for method in ("exact", "byar"))

        assert exact != near
        assert (exact.low, exact.high) == pytest.approx((near.low, near.high), rel=1e-9)
        assert byar(10**6, method="exact") == byar(10**6, method="byar")

    def test_missing_counts_give_no_interval(self):
        """A denominator that is None is missing, and is not the count itself."""
        assert [None] * 3 == [byar(None, 5), byar(5, None), byar(0, 0)]

    @pytest.mark.parametrize(
        ("arguments", "told", "path"),
        [
            ((3, 0), {}, "events"),
            ((-3, 5), {}, "events"),
            ((3, 5), {"per": 0}, "per"),
            ((3, 5), {"method": "bayer"}, "method"),
            ((3, 5), {"confidence": 95}, "confidence"),
        ],
    )
    def test_what_cannot_be_is_refused(self, arguments, told, path):
        """Each with its place."""
        with pytest.raises(InputError) as caught:
            byar(*arguments, **told)

        assert path == caught.value.path

    def test_a_method_is_text(self):
        """None is no method."""
        with pytest.raises(InputTypeError, match="must be text"):
            byar(3, method=None)


def _at_most(events: int, mean: float) -> float:
    """Return the chance of at most so many events, term by term."""
    return math.fsum(
        math.exp(place * math.log(mean) - mean - math.lgamma(place + 1)) for place in range(events + 1)
    )


class TestMeans:
    @given(VALUES, st.permutations(range(20)), st.floats(0.1, 0.999))
    def test_order_does_not_matter_and_the_mean_is_inside(self, values, order, level):
        """The same values in any order give the same interval, around their mean."""
        found = mean_interval(values, confidence=level)
        shuffled = [values[place] for place in order if place < len(values)]

        assert found == mean_interval(shuffled, confidence=level)
        assert found.low <= math.fsum(values) / len(values) <= found.high

    @given(VALUES, st.integers(-3, 3))
    def test_another_unit_scales_it(self, values, power):
        """Weeks or days, pounds or thousands: the interval scales with its values."""
        found, scaled = mean_interval(values), mean_interval([one * 10.0**power for one in values])

        assert (found.low * 10.0**power, found.high * 10.0**power) == pytest.approx(
            (scaled.low, scaled.high), rel=1e-9, abs=1e-9
        )

    def test_ohid(self):
        """OHID's published table: eight values of one area."""
        values = [33.09375, 48.38596, 64.83495, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927]
        found = mean_interval(values)

        assert (36.168325241336504, 71.24036475866352) == pytest.approx((found.low, found.high), rel=1e-7)

    def test_one_value_says_nothing_of_the_spread(self):
        """One value and none have no interval; equal values have one of no width."""
        assert [None, None] == [mean_interval([3]), mean_interval([])]
        assert (3.0, 3.0) == (mean_interval([3, 3]).low, mean_interval([3, 3]).high)

    @pytest.mark.parametrize("given", [3, "123", {1, 2}, {1: 2}, None])
    def test_values_are_a_list(self, given):
        """A number, text and a set, which would lose equal values, are refused."""
        with pytest.raises(InputTypeError, match="must be a list of numbers"):
            mean_interval(given)

    def test_every_value_that_is_none_is_named(self):
        """What is missing must be left out by the caller, who knows why it is missing."""
        with pytest.raises(FaultsError) as caught:
            mean_interval([1, None, math.nan])

        assert ["values[1]", "values[2]"] == [fault.path for fault in caught.value.faults]


class TestDistributions:
    @given(st.floats(0.05, 50), st.floats(0.05, 50), st.floats(0.001, 0.999))
    def test_beta_shares_mirror(self, first, second, value):
        """Turning the axis round turns the share round."""
        assert 1 == pytest.approx(beta_share(first, second, value) + beta_share(second, first, 1 - value))

    @given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, 0.99))
    def test_a_beta_share_is_a_binomial_tail(self, first, second, value):
        """For whole shapes it is the chance of so many successes or more."""
        tries = first + second - 1
        tail = math.fsum(
            math.comb(tries, hits) * value**hits * (1 - value) ** (tries - hits)
            for hits in range(first, tries + 1)
        )

        assert tail == pytest.approx(beta_share(first, second, value), rel=1e-9, abs=1e-12)

    @pytest.mark.parametrize(("value", "share"), [(-1, 0.0), (0, 0.0), (1, 1.0), (2, 1.0)])
    def test_beyond_the_ends_there_is_nothing_or_all(self, value, share):
        """A share of the beta distribution below 0 is 0, and below 1 is all of it."""
        assert share == beta_share(2, 3, value)

    @pytest.mark.parametrize(
        ("level", "freedom", "expected"),
        [
            (0.95, 1, 12.706204736432095),
            (0.95, 10, 2.2281388519649385),
            (0.95, 30, 2.0422724563012373),
            (0.99, 5, 4.032142983557536),
        ],
    )
    def test_t_tables(self, level, freedom, expected):
        """Student's table, as every statistics book has it."""
        assert expected == pytest.approx(t_quantile(level, freedom), rel=1e-9)

    @given(st.floats(0.01, 0.9999), st.integers(1, 500))
    def test_quantile_and_tails_are_inverses(self, level, freedom):
        """What lies beyond the quantile is what the level leaves."""
        assert 1 - level == pytest.approx(t_tails(t_quantile(level, freedom), freedom), rel=1e-6)

    def test_gamma_ends(self):
        """Nothing lies below 0 or far before the size; all but nothing lies below a value far beyond it."""
        assert [0.0, 1.0, 0.0] == [gamma_share(3, 0), gamma_share(3, 5000), gamma_share(5000, 3)]


class TestMasks:
    def test_what_is_masked_is_missing(self):
        """A masked count has no interval, whatever hides below the mask."""
        counts = np.ma.array([1, 200], mask=[0, 1]), np.ma.array([3, 100], mask=[0, 1])
        found = wilson(*counts)

        assert found.low[0] == wilson(1, 3).low
        assert np.isnan(found.low[1])


class TestColumns:
    """Millions of counts: in any layout, without copies of the whole."""

    @pytest.mark.parametrize("interval", [wilson, byar])
    def test_layout_does_not_matter(self, interval):
        """Columns with gaps, in Fortran order, read-only or of integers give the same intervals."""
        draw = np.random.default_rng(45)
        whole = draw.integers(1, 500, (40, 60))
        cases = draw.binomial(whole, 0.4)
        plain = interval(cases.astype(float), whole.astype(float))
        cases.flags.writeable = False

        turned = interval(np.asfortranarray(cases), np.asfortranarray(whole))
        part = interval(cases[::2, 1::3], whole[::2, 1::3])

        assert np.array_equal(plain.low, turned.low)
        assert np.array_equal(plain.high, turned.high)
        assert np.array_equal(plain.high[::2, 1::3], part.high)

    @pytest.mark.parametrize("interval", [wilson, byar])
    def test_memory(self, interval):
        """Beyond the two ends, a million counts take no more than 4 MiB of room."""
        whole = np.full(1_000_000, 50.0)
        cases = np.arange(1_000_000) % 51.0
        interval(cases[:10], whole[:10])

        tracemalloc.start()
        found = interval(cases, whole)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert most <= found.low.nbytes + found.high.nbytes + 4 * 2**20

    def test_a_rate_too_large_for_a_figure(self):
        """Many events per a huge number have no rate that a float holds: the row is named."""
        with pytest.raises(InputError, match=r"events\[1\]: gives a rate that is too large"):
            byar([0, 50], [1, 1], per=1e307)
