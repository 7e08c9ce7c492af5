"""Changes of many rows: each is the change that `compare` gives for the two figures, to the bit."""

import copy
import math
import pickle
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    Direction,
    History,
    Indicator,
    InputError,
    InputTypeError,
    Movement,
    Outturn,
    Period,
    Polarity,
    Target,
    Tolerance,
    compare,
)
from kpirag.arrays.comparing import (
    DIRECTION_CODES,
    MOVEMENT_CODES,
    Compared,
    compare_pairs,
    compare_values,
)
from kpirag.arrays.previous import previous_values
from kpirag.changes import _band_size, _difference, _judged, _moved
from kpirag.indicators import dead_band_of

NAN, INFINITY = float("nan"), float("inf")
Q1, Q2 = Period.quarter(2019, 1), Period.quarter(2019, 2)
POLARITIES = ("higher", "lower", "range", "none")
SIGNS = {1: "higher", -1: "lower", 0: "none"}

FIGURES = st.one_of(
    st.integers(-2000, 2000).map(lambda tenths: tenths / 10),
    st.floats(-1e15, 1e15),
    st.sampled_from(
        [NAN, INFINITY, -INFINITY, 0.0, -0.0, 1e-12, 999999.9, 1e6, 1e9, 1e12, 2.0**53, 1e308, -1e308]
    ),
)
BANDS = st.one_of(
    st.none(),
    st.integers(0, 50).map(lambda tenths: tenths / 10),
    st.sampled_from([Tolerance.none(), Tolerance.points(0.7), 1e6, 2e12, "5%", "0.5 points"]),
    st.integers(0, 400).map(lambda percent: Tolerance.percent(percent / 2)),
)


def measured(polarity="higher", **facts) -> Indicator:
    """Return an indicator that something is measured by."""
    return Indicator("1", "Something measured", **{"polarity": polarity, "unit": "percent"} | facts)


def by_compare(polarity, now, then, *, dead_band=None, ranges=(None, None)) -> tuple:
    """Return the codes and the difference of one change, from `compare`."""
    if not (math.isfinite(now) and math.isfinite(then)):
        return 0, 0, NAN
    target, earlier_target = (None if one is None else Target.between(*one) for one in ranges)
    options = {"target": target, "earlier_target": earlier_target, "dead_band": dead_band}
    found = compare(measured(polarity), Outturn(Q2, now), Outturn(Q1, then), **options)
    return DIRECTION_CODES[found.direction], MOVEMENT_CODES[found.movement], found.difference


def in_parts(polarity, now, then, band, ranges=(None, None)) -> tuple:
    """Return the same from the functions that `compare` is made of, for very many rows."""
    if not (math.isfinite(now) and math.isfinite(then)):
        return 0, 0, NAN
    size = _band_size(band, then)
    difference = _difference(now, then, size)
    movement = _moved(difference, size)
    direction, _ = _judged(INDICATORS[polarity], movement, (now, then), ranges, size)
    return DIRECTION_CODES[direction], MOVEMENT_CODES[movement], difference


INDICATORS = {polarity: measured(polarity) for polarity in POLARITIES}


def assert_same(wanted, found: Compared):
    """Check codes and differences against a list of them, the differences by their bits."""
    direction, movement, difference = zip(*wanted, strict=True) if wanted else ((), (), ())
    np.testing.assert_array_equal(np.array(direction, np.int8), found.direction.ravel())
    np.testing.assert_array_equal(np.array(movement, np.int8), found.movement.ravel())
    assert (np.int8, np.int8) == (found.direction.dtype, found.movement.dtype)
    there = np.array(difference, np.float64)
    np.testing.assert_array_equal(there, found.difference.ravel())
    known = ~np.isnan(there)
    assert np.array_equal(there[known].view(np.int64), found.difference.ravel()[known].view(np.int64))


def assert_alike(one: Compared, other: Compared):
    """Check that two are the same to the last number."""
    for name in ("earlier", "difference", "direction", "movement"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def many_pairs(count, seed=1):
    """Return pairs of figures: near each other, far apart, of every size, and some that are none."""
    rng = np.random.default_rng(seed)
    then = np.round(rng.normal(80, 10, count), 1)
    now = np.round(then + rng.integers(-30, 31, count) / 10, 1)
    for start, scale in enumerate((1e-4, 1e5, 1e7, 1e10, 1e13, 1e16)):
        rows = slice(start * count // 20, (start + 1) * count // 20)
        then[rows] *= scale
        now[rows] *= scale
    then[rng.random(count) < 0.03] = NAN
    now[rng.random(count) < 0.03] = NAN
    now[::997], then[::991], now[::983] = INFINITY, -INFINITY, 0.0
    order = rng.permutation(count)
    return now[order], then[order]


class TestCompareScalar:
    @given(
        pairs=st.lists(st.tuples(FIGURES, FIGURES), max_size=8),
        polarity=st.sampled_from(POLARITIES),
        band=BANDS,
    )
    def test_as_compare(self, pairs, polarity, band):
        """Each row is what `compare` says of the two figures, with the dead band."""
        now, then = (np.array(one, np.float64) for one in zip(*pairs, strict=True)) if pairs else ([], [])
        wanted = [by_compare(polarity, *pair, dead_band=band) for pair in pairs]
        assert_same(wanted, compare_pairs(now, then, polarity=polarity, dead_band=band))

    @given(
        rows=st.lists(
            st.tuples(FIGURES, FIGURES, *[st.one_of(st.none(), st.tuples(*[st.integers(-99, 99)] * 2))] * 2),
            min_size=1,
            max_size=8,
        ),
        scale=st.sampled_from([1, 0.1, 1e5, 1e11]),
        band=BANDS,
    )
    def test_as_compare_with_ranges(self, rows, scale, band):
        """So is each row of a range, with the range of the later figure and that of the earlier."""
        read = [
            (now, then, *(one and tuple(scale * bound for bound in sorted(one)) for one in ranges))
            for now, then, *ranges in rows
        ]
        wanted = [by_compare("range", *row[:2], dead_band=band, ranges=row[2:]) for row in read]
        low, high = ([NAN if row[2] is None else row[2][place] for row in read] for place in (0, 1))
        low_then, high_then = ([NAN if row[3] is None else row[3][place] for row in read] for place in (0, 1))
        options = {"low": low, "high": high, "earlier_low": low_then, "earlier_high": high_then}
        now, then = ([row[place] for row in read] for place in (0, 1))
        assert_same(wanted, compare_pairs(now, then, polarity="range", dead_band=band, **options))

    @pytest.mark.parametrize("polarity", ["higher", "lower", "none"])
    @pytest.mark.parametrize("band", [None, 0.7, "2.5%"])
    def test_a_hundred_thousand(self, polarity, band):
        """A hundred thousand rows of every size are to the bit what the scalar functions give."""
        now, then = many_pairs(100_000 if polarity == "higher" else 10_000)
        tolerance = None if band is None else dead_band_of(band)
        pairs = zip(now.tolist(), then.tolist(), strict=True)
        wanted = [in_parts(polarity, *pair, tolerance) for pair in pairs]
        assert_same(wanted, compare_pairs(now, then, polarity=polarity, dead_band=band))

    def test_a_hundred_thousand_of_a_range(self):
        """The same holds for a range, where nearer is better."""
        now, then = many_pairs(100_000)
        target, band = Target.between(78.3, 84.1), Tolerance.points(0.3)
        pairs = zip(now.tolist(), then.tolist(), strict=True)
        edges = SimpleNamespace(edges=target.edges)  # worked out once, where a target does so each time
        wanted = [in_parts("range", *pair, band, (edges, edges)) for pair in pairs]
        assert_same(wanted, compare_pairs(now, then, polarity="range", dead_band=0.3, low=78.3, high=84.1))

    def test_a_hundred_thousand_with_rules_of_their_own(self):
        """Polarity and dead band may be told row by row."""
        now, then = many_pairs(100_000)
        rng = np.random.default_rng(2)
        signs = rng.integers(-1, 2, len(now))
        points = np.round(rng.choice([0, 0.1, 0.7, 2, 1e6], len(now)), 1)
        bands = {size: Tolerance.points(size) for size in set(points.tolist())}
        rows = zip(now.tolist(), then.tolist(), signs.tolist(), points.tolist(), strict=True)
        wanted = [in_parts(SIGNS[sign], one, other, bands[size]) for one, other, sign, size in rows]
        assert_same(wanted, compare_pairs(now, then, polarity=signs, dead_band=points))

    def test_the_parts_are_compare(self):
        """What the rows above are held against is `compare` itself."""
        now, then = many_pairs(400)
        for polarity in POLARITIES:
            for pair in zip(now.tolist(), then.tolist(), strict=True):
                band, target = dead_band_of("2.5%"), Target.between(78.3, 84.1)
                parts = in_parts(polarity, *pair, band, (target, target))
                whole = by_compare(polarity, *pair, dead_band=band, ranges=((78.3, 84.1), None))
                assert repr(whole) == repr(parts)


class TestLaws:
    @given(pairs=st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8), band=BANDS)
    def test_lower_is_the_mirror_of_higher(self, pairs, band):
        """What is better where higher is better is worse where lower is, and the number moves alike."""
        now, then = zip(*pairs, strict=True)
        higher = compare_pairs(now, then, dead_band=band)
        lower = compare_pairs(now, then, polarity="lower", dead_band=band)
        np.testing.assert_array_equal(higher.movement, lower.movement)
        comparable = higher.direction > 0
        np.testing.assert_array_equal(4 - higher.direction[comparable], lower.direction[comparable])
        np.testing.assert_array_equal(comparable, lower.direction > 0)

    @given(pairs=st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8))
    def test_a_mirror_turns_the_difference_round(self, pairs):
        """The earlier compared with the later is the same difference the other way."""
        now, then = zip(*pairs, strict=True)
        forth, back = compare_pairs(now, then), compare_pairs(then, now)
        np.testing.assert_array_equal(forth.difference, -back.difference)

    @given(pairs=st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8), by=st.integers(-3, 3))
    def test_the_unit_is_nothing(self, pairs, by):
        """Figures and band in a unit twice as large move and mean the same, where decimals allow."""
        now, then = (np.array(one) for one in zip(*pairs, strict=True))
        now, then = (np.round(np.where(np.abs(one) < 1e5, one, NAN), 1) for one in (now, then))
        plain = compare_pairs(now, then, dead_band=0.5)
        scaled = compare_pairs(now * 2.0**by, then * 2.0**by, dead_band=0.5 * 2.0**by)
        np.testing.assert_array_equal(plain.direction, scaled.direction)
        np.testing.assert_array_equal(plain.movement, scaled.movement)

    @given(
        pairs=st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8),
        polarity=st.sampled_from([1, -1, 0]),
    )
    def test_one_for_all_is_one_for_each(self, pairs, polarity):
        """A polarity, band or bound for all rows is the same as for each of them."""
        now, then = zip(*pairs, strict=True)
        rows = len(pairs)
        for word in (SIGNS[polarity], polarity, np.int8(polarity), Polarity(SIGNS[polarity])):
            one = compare_pairs(now, then, polarity=word, dead_band=0.5)
            each = compare_pairs(now, then, polarity=[polarity] * rows, dead_band=[0.5] * rows)
            assert_alike(one, each)
        one = compare_pairs(now, then, polarity="range", low=40, high=60)
        each = compare_pairs(
            now, then, polarity="range", low=[40] * rows, high=[60.0] * rows, earlier_low=40, earlier_high=60
        )
        assert_alike(one, each)

    def test_pieces_are_no_seam(self):
        """Rows are the same wherever in a long column they stand, next to large ones or not."""
        now, then = many_pairs(50_000)
        whole = compare_pairs(now, then, dead_band="2.5%")
        for start in (0, 16_383, 16_384, 49_990):
            rows = slice(start, start + 10)
            part = compare_pairs(now[rows], then[rows], dead_band="2.5%")
            np.testing.assert_array_equal(part.difference, whole.difference[rows])
            np.testing.assert_array_equal(part.direction, whole.direction[rows])


class TestWorkedExamples:
    def test_darlington(self):
        """Darlington's papers for Q1 and Q2 2019/20 (paper D): the second compared with the first."""
        now = [92.7, 23.1, 93.3, 73.8, 86.3, 278]
        then = [88.1, 29.6, 94.0, 82.6, 86.0, 277]
        found = compare_pairs(now, then, polarity=[1, -1, 1, 1, 1, 0])
        np.testing.assert_array_equal([3, 3, 1, 1, 3, 4], found.direction)
        np.testing.assert_array_equal([3, 1, 1, 1, 3, 3], found.movement)
        np.testing.assert_array_equal([4.6, -6.5, -0.7, -8.8, 0.3, 1], found.difference)

    def test_highland_counts_five_per_cent(self):
        """Highland from 2015/16: improved or declined only at 5% or more of last year's figure."""
        found = compare_pairs([209, 210, 190], 200, dead_band="5%")
        np.testing.assert_array_equal([2, 3, 1], found.direction)

    @pytest.mark.parametrize(
        "now, then, band, movement",
        [
            (50.5, 50, 0.5, "up"),
            (49.5, 50, 0.5, "down"),
            (50.4, 50, 0.5, "same"),
            (70.3, 69.6, 0.7, "up"),  # 70.3 - 69.6 is 0.7000000000000028 in floats
            (0.3, 0.1, 0.2, "up"),  # and 0.3 - 0.1 is 0.19999999999999998
            (5, 0, Tolerance.percent(5), "up"),  # 5% of nothing is nothing
            (0, 0, Tolerance.percent(5), "same"),
            (Decimal("50.5"), 50, Decimal("0.5"), "up"),
        ],
    )
    def test_a_move_of_the_band_is_a_change(self, now, then, band, movement):
        """Less than the band is no change; the band itself is one."""
        assert MOVEMENT_CODES[Movement(movement)] == compare_pairs([now], [then], dead_band=band).movement[0]


class TestCodes:
    def test_every_direction_and_movement_has_a_code(self):
        """The codes are the published ones, and cannot be changed."""
        assert set(Direction) == set(DIRECTION_CODES)
        assert {None, *Movement} == set(MOVEMENT_CODES)
        assert {"not comparable": 0, "worse": 1, "same": 2, "better": 3, "no judgement": 4} == DIRECTION_CODES
        assert {None: 0, "down": 1, "same": 2, "up": 3} == MOVEMENT_CODES
        with pytest.raises(TypeError):
            DIRECTION_CODES[Direction.SAME] = 7

    def test_percent_change(self):
        """The change in percent is that of `compare`: none from zero or less, or too large to write."""
        now, then = [105.0, 5.0, 5.0, NAN, 1e300, 90.0], [100.0, 0.0, -5.0, 5.0, 1e-300, 80.0]
        found = compare_pairs(now, then).percent_change
        for one, other, percent in zip(now, then, found.tolist(), strict=True):
            change = None if one != one else compare(measured(), Outturn(Q2, one), Outturn(Q1, other))
            wanted = NAN if change is None or change.percent_change is None else change.percent_change
            np.testing.assert_array_equal(wanted, percent)

    def test_it_says_what_it_holds(self):
        """Its repr counts the rows; and it can be copied and kept."""
        found = compare_pairs([93.3, 86.3, NAN], [94.0, 86.0, 1.0])
        assert "<Compared: 3 rows; 1 not comparable, 1 worse, 1 better>" == repr(found)
        assert "<Compared: 0 rows>" == repr(compare_pairs([], []))
        assert_alike(found, copy.deepcopy(found))
        assert_alike(found, pickle.loads(pickle.dumps(found)))


class TestPairs:
    def test_shapes_go_together(self):
        """Columns are spread over each other as numpy does, down to a single number."""
        now = np.arange(6.0).reshape(2, 3)
        found = compare_pairs(now, [0.0, 1.0, 2.0])
        assert (2, 3) == found.direction.shape == found.movement.shape == found.difference.shape
        assert (2, 3) == found.earlier.shape
        np.testing.assert_array_equal([[2, 2, 2], [3, 3, 3]], found.direction)
        single = compare_pairs(93.3, 94.0)
        assert ((), 1, -0.7) == (single.direction.shape, int(single.direction), float(single.difference))
        assert (0, 3) == compare_pairs(np.zeros((0, 3)), [1, 2, 3]).movement.shape

    def test_each_of_a_wide_table(self):
        """Bands, polarities and masks may go by column of a wide table."""
        now, then = np.array([[50.5, 50.5], [49.0, 49.0]]), 50.0
        found = compare_pairs(now, then, polarity=[1, -1], dead_band=[0.5, 1], comparable=[[True], [False]])
        np.testing.assert_array_equal([[3, 2], [0, 0]], found.direction)
        np.testing.assert_array_equal([[0.5, 0.5], [NAN, NAN]], found.difference)

    def test_rows_in_any_layout(self):
        """Rows may be backwards, read-only, whole numbers or objects."""
        now, then = np.array([1, 5, 3]), np.array([2, 2, 3], np.int8)
        plain = compare_pairs(now, then)
        for one in (now, then):
            one.setflags(write=False)
        assert_alike(plain, compare_pairs([1, 5, 3], np.array([2, Decimal(2), 3], object)))
        backwards = compare_pairs(now[::-1], then[::-1])
        np.testing.assert_array_equal(plain.direction[::-1], backwards.direction)

    def test_a_range_without_bounds_is_not_judged(self):
        """Without a range, nearer cannot be said: the number moved, and no more."""
        for options in ({}, {"low": [NAN], "high": [NAN]}, {"earlier_low": 4, "earlier_high": 5}):
            found = compare_pairs([45.0], [30.0], polarity="range", **options)
            assert (4, 3) == (found.direction[0], found.movement[0])

    def test_bounds_are_not_asked_elsewhere(self):
        """A range given where it is not needed changes nothing."""
        assert_alike(compare_pairs([60.0], [50.0]), compare_pairs([60.0], [50.0], low=54, high=[55]))


def quarter(ordinal) -> Period:
    """Return the quarter of a number, of years of four that start in April."""
    return Period.quarter(ordinal // 4, ordinal % 4 + 1)


def random_table(seed, rows=300, periods=14):
    """Return some series with gaps, in no order, and with it where the definition changed."""
    rng = np.random.default_rng(seed)
    places = rng.permutation(rows * 2)[:rows]
    value = np.round(rng.normal(80, 10, rows), 1)
    value[rng.random(rows) < 0.05] = NAN
    value[rng.random(rows) < 0.02] = INFINITY
    return places // periods, 2018 * 4 + places % periods, value, rng.random(rows) < 0.08


class TestValues:
    @pytest.mark.parametrize("basis", ["in period", "year to date", "rolling year", "snapshot"])
    @pytest.mark.parametrize("adds_up", [False, True])
    def test_as_compare_of_the_two_outturns(self, basis, adds_up):
        """Each row is what `compare` says of the outturns, and of breaks in the history between them."""
        series, period, value, breaks = random_table(5)
        lags = (1, 2, 3, 4, 5, 8)
        facts = {"basis": basis, "adds_up": adds_up}
        found = compare_values(
            series, period, value, lags=lags, breaks=breaks, periods_per_year=4, dead_band=1.5, **facts
        )
        indicator = measured(**facts, dead_band=1.5)
        rows = list(zip(series.tolist(), period.tolist(), value.tolist(), breaks.tolist(), strict=True))
        outturns = {
            row[:2]: Outturn(quarter(row[1]), row[2], break_in_series=row[3])
            if math.isfinite(row[2])
            else Outturn(quarter(row[1]), reason="unreliable", break_in_series=row[3])
            for row in rows
        }
        histories = {
            one: History([outturn for key, outturn in outturns.items() if key[0] == one], indicator=indicator)
            for one in set(series.tolist())
        }
        seen = set()
        for lag in lags:
            wanted = []
            for one, ordinal, _, _ in rows:
                now, then = outturns[one, ordinal], outturns.get((one, ordinal - lag))
                if then is None or histories[one].breaks_between(then.period, now.period):
                    wanted.append((0, 0, NAN))
                    continue
                change = compare(indicator, now, then)
                difference = NAN if change.difference is None else change.difference
                wanted.append(
                    (DIRECTION_CODES[change.direction], MOVEMENT_CODES[change.movement], difference)
                )
                seen.add(change.reason)
            assert_same(wanted, found[lag])
        if basis == "year to date":
            assert ("it accumulates through the year" in seen) == adds_up
            assert "the year to date starts again" in seen

    def test_it_is_previous_values_and_pairs(self):
        """A table compared is its earlier figures looked up, and compared."""
        series, period, value, _ = random_table(6, rows=3000, periods=60)
        signs = np.random.default_rng(7).integers(-1, 2, len(value))
        found = compare_values(series, period, value, lags=(1, 4), polarity=signs, dead_band="2%")
        for lag, earlier in previous_values(series, period, value, lags=(1, 4)).items():
            np.testing.assert_array_equal(earlier, found[lag].earlier)
            assert_alike(compare_pairs(value, earlier, polarity=signs, dead_band="2%"), found[lag])

    def test_each_figure_has_the_range_of_its_row(self):
        """Where the range has moved, each figure is measured from its own; without one, from the later's."""
        series, period, value = [0, 0, 0, 0], [1, 2, 3, 4], [45.0, 55.0, 65.0, 30.0]
        low, high = [40.0, 60.0, NAN, 40.0], [50.0, 70.0, NAN, 60.0]
        found = compare_values(series, period, value, polarity="range", low=low, high=high)[1]
        np.testing.assert_array_equal([0, 1, 4, 1], found.direction)
        fixed = compare_values(series, period, value, polarity="range", low=40, high=60)[1]
        np.testing.assert_array_equal([0, 2, 1, 1], fixed.direction)
        mixed = compare_values(series, period, value, polarity="range", low=[40.0] * 4, high=60)[1]
        assert_alike(fixed, mixed)

    def test_a_break_parts_all_that_is_before_from_all_that_follows(self):
        """A changed definition is not comparable across: not one period on, nor a year on."""
        period = np.arange(8)
        breaks = period == 3
        found = compare_values(np.zeros(8, int), period, period * 1.0, lags=(1, 4), breaks=breaks)
        np.testing.assert_array_equal([0, 3, 3, 0, 3, 3, 3, 3], found[1].direction)
        np.testing.assert_array_equal([0, 0, 0, 0, 0, 0, 0, 3], found[4].direction)
        np.testing.assert_array_equal(period[:4] * 1.0, found[4].earlier[4:])

    @given(
        rows=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=25, unique=True),
        broken=st.sets(st.integers(0, 24), max_size=4),
        lag=st.integers(1, 40),
        far=st.booleans(),
    )
    def test_a_break_between(self, rows, broken, lag, far):
        """A row is not comparable where its series has a break after the earlier row and up to it."""
        breaks = [place in broken for place in range(len(rows))]
        wanted = [
            (one, period - lag) in rows
            and not any(
                row[0] == one and period - lag < row[1] <= period and marked
                for row, marked in zip(rows, breaks, strict=True)
            )
            for one, period in rows
        ]
        series = [one * (10**17 if far else 1) for one, _ in rows]
        period = [period for _, period in rows]
        found = compare_values(series, period, [1.0] * len(rows), lags=[lag], breaks=breaks)[lag]
        np.testing.assert_array_equal(np.array(wanted, np.bool_), found.direction == 2)

    def test_a_break_of_one_series_is_no_other_s(self):
        """What changed in one series leaves the others comparable."""
        series, period = np.repeat([0, 1, 2], 3), np.tile([0, 1, 2], 3)
        breaks = (series == 1) & (period == 0)
        found = compare_values(series, period, period * 1.0, lags=(1, 2), breaks=breaks)
        np.testing.assert_array_equal([0, 3, 3] * 3, found[1].direction)

    def test_missing_codes_are_not_comparable(self):
        """Rows without a series are not comparable, and the rules of the others stay their own."""
        series, period = [-1, 0, -1, 0], [1, 1, 2, 2]
        options = {"polarity": [1, 1, 1, -1], "dead_band": [0, 0, 0, 0.5], "basis": "year to date"}
        found = compare_values(
            series, period, [1.0, 2.0, 3.0, 4.0], periods_per_year=4, breaks=[False] * 4, **options
        )[1]
        np.testing.assert_array_equal([0, 0, 0, 1], found.direction)
        np.testing.assert_array_equal([NAN, NAN, NAN, 2.0], found.earlier)

    def test_the_earlier_figure_is_told_all_the_same(self):
        """An infinite figure is none, and is still shown; so is one across the start of the year."""
        found = compare_values([0, 0], [3, 4], [INFINITY, 5.0], basis="year to date", periods_per_year=4)[1]
        np.testing.assert_array_equal([NAN, INFINITY], found.earlier)
        np.testing.assert_array_equal([0, 0], found.movement)

    @pytest.mark.parametrize("kind", ["int8", "uint64", "int64"])
    def test_years_of_periods_of_any_integer(self, kind):
        """The year starts at a multiple, for any integer type and before the year 0."""
        shift = {"int8": 0, "uint64": 2**63, "int64": -(2**40)}[kind]
        period = np.array([shift + each for each in range(8)], kind)
        found = compare_values(
            np.zeros(8, int), period, np.arange(8.0), basis="year to date", periods_per_year=4
        )
        np.testing.assert_array_equal([0, 3, 3, 3, 0, 3, 3, 3], found[1].direction)

    def test_no_rows_and_one_row(self):
        """No rows compare to none, and one row to nothing."""
        empty = compare_values([], [], [], lags=(1, 4), breaks=[], basis="year to date", periods_per_year=4)
        assert {1: 0, 4: 0} == {lag: found.direction.size for lag, found in empty.items()}
        assert [0] == compare_values([5], [5], [1.0])[1].direction.tolist()

    def test_rows_in_another_order(self):
        """Shuffled rows have the same changes, each its own."""
        series, period, value, breaks = random_table(8)
        order = np.random.default_rng(9).permutation(len(value))
        straight = compare_values(series, period, value, breaks=breaks)[1]
        shuffled = compare_values(series[order], period[order], value[order], breaks=breaks[order])[1]
        np.testing.assert_array_equal(straight.direction[order], shuffled.direction)
        np.testing.assert_array_equal(straight.difference[order], shuffled.difference)

    def test_of_two_rows_the_one_that_is_asked_for(self):
        """Repeats are refused, or looked up as the policy says."""
        with pytest.raises(InputError, match="rows 0 and 1 are both series 0, period 1"):
            compare_values([0, 0, 0], [1, 1, 2], [1.0, 3.0, 2.0])
        for policy, code in {"first": 3, "last": 1, "missing": 0}.items():
            found = compare_values([0, 0, 0], [1, 1, 2], [1.0, 3.0, 2.0], duplicates=policy)
            assert code == found[1].direction[2]


class TestShortFloats:
    def test_the_decimals_are_for_all_figures(self):
        """Dead bands and bounds of float32 are read to the decimals given, as the figures are."""
        now, then, band = (np.array(one, "f4") for one in ([85.1], [85.0], [0.1]))
        low, high = np.array([85.1], "f4"), np.array([90.2], "f4")

        banded = compare_pairs(now, then, dead_band=band, decimals=1)
        ranged = compare_pairs(
            now, then, polarity="range", low=low, high=high, earlier_low=low, earlier_high=high, decimals=1
        )
        figures, ranges = np.concatenate((then, now)), {"low": low.repeat(2), "high": high.repeat(2)}
        long = compare_values([0, 0], [1, 2], figures, polarity="range", decimals=1, **ranges)

        assert ([3], [0.1]) == (banded.direction.tolist(), banded.difference.tolist())
        assert [3] == ranged.direction.tolist()
        assert [0, 3] == long[1].direction.tolist()


class TestRefusals:
    def test_breaks_are_for_each_row(self):
        """One break for all rows means nothing, and is not offered as a remedy."""
        with pytest.raises(InputError, match=r"^breaks: does not fit the rows.*each of the 1 rows\.$"):
            compare_values([0], [0], [1.0], breaks=True)
        with pytest.raises(InputError, match=r"^dead_band: does not fit .* rows, or one for all\.$"):
            compare_values([0], [0], [1.0], dead_band=[1.0, 2.0])

    @pytest.mark.parametrize(
        "facts, kind, told",
        [
            ({"polarity": "hihger"}, InputError, r"^polarity: .*Did you mean 'higher'"),
            ({"polarity": ["higher", "range"]}, InputError, r"^polarity\[1\]: of single rows.*Compare these"),
            ({"polarity": [1, 2]}, InputError, r"^polarity\[1\]: is neither 1, -1 nor 0; got 2"),
            ({"polarity": [1.0, -1.0]}, InputTypeError, r"^polarity: "),
            ({"polarity": None}, InputTypeError, r"^polarity: "),
            ({"dead_band": [0.5, -1]}, InputError, r"^dead_band\[1\]: must be 0 or more; got -1"),
            ({"dead_band": [NAN, 1]}, InputError, r"^dead_band\[0\]: must be 0 or more; got nan"),
            ({"dead_band": [INFINITY, 1]}, InputError, r"^dead_band\[0\]: "),
            ({"dead_band": [1, 1e-9]}, InputError, r"^dead_band\[1\]: is too small"),
            ({"dead_band": -1}, InputError, r"^dead_band: must not be negative"),
            ({"dead_band": "5"}, InputError, r"^dead_band: has no unit"),
            ({"dead_band": Tolerance.points(above=1)}, InputError, r"^dead_band: has one size for both ways"),
            ({"dead_band": True}, InputTypeError, r"^dead_band: must be a number"),
            ({"dead_band": ["5%", "6%"]}, InputTypeError, r"^dead_band: must be an array of numbers"),
            ({"low": 4}, InputError, r"^high: is not given, and low is\..*given as both"),
            ({"low": [5, 6], "high": [6, 5]}, InputError, r"^low\[1\]: lies above the upper bound; got 6"),
            ({"low": 9, "high": 5}, InputError, r"^low: lies above the upper bound; got 9"),
            ({"low": [NAN, 1], "high": [5, 5]}, InputError, r"^low\[0\]: is one bound of a range without"),
            ({"low": NAN, "high": NAN}, InputError, r"^low: is NaN"),
            ({"low": [-INFINITY, 1], "high": 5}, InputError, r"^low\[0\]: must be finite"),
            ({"low": [1e-9, 1], "high": 5}, InputError, r"^low\[0\]: is too small"),
            ({"low": 1e-9, "high": 5}, InputError, r"^low: is too small"),
            ({"low": "4", "high": 5}, InputTypeError, r"^low: must be an array of numbers"),
            ({"low": [1, 2], "high": [5, 5, 5]}, InputError, r"^low: does not fit high"),
        ],
    )
    def test_of_both_forms(self, facts, kind, told):
        """What cannot be right is refused alike in a wide table and a long one."""
        options = {"polarity": "range" if "low" in facts else "higher"} | facts
        with pytest.raises(kind, match=told):
            compare_pairs([1.0, 2.0], [2.0, 1.0], **options)
        with pytest.raises(kind, match=told):
            compare_values([0, 0], [1, 2], [2.0, 1.0], **options)

    @pytest.mark.parametrize(
        "facts, kind, told",
        [
            ({"basis": "yer to date"}, InputError, r"^basis: .*Did you mean 'year to date'"),
            ({"basis": "year to date"}, InputError, r"^periods_per_year: is not given.*=4 for quarters"),
            ({"periods_per_year": 0}, InputError, r"^periods_per_year: must be 1 or more"),
            ({"periods_per_year": 1000}, InputError, r"^periods_per_year: must be 366 or less"),
            ({"periods_per_year": 4.0}, InputTypeError, r"^periods_per_year: must be a whole number"),
            ({"adds_up": "yes"}, InputTypeError, r"^adds_up: must be True or False"),
            ({"breaks": [0, 1]}, InputTypeError, r"^breaks: must be an array of True and False"),
            (
                {"breaks": [True]},
                InputError,
                r"^breaks: does not fit the rows; got shape \(1,\).*each of the 2",
            ),
            ({"breaks": True}, InputError, r"^breaks: does not fit the rows"),
            ({"dead_band": [1, 2, 3]}, InputError, r"^dead_band: does not fit the rows"),
            ({"polarity": [[1, -1]]}, InputError, r"^polarity: does not fit the rows"),
            ({"duplicates": "mean"}, InputError, r"^duplicates: "),
            ({"lags": (0,)}, InputError, r"^lags\[0\]: "),
        ],
    )
    def test_of_a_long_table(self, facts, kind, told):
        """What only a long table has is checked there."""
        with pytest.raises(kind, match=told):
            compare_values([0, 0], [1, 2], [2.0, 1.0], **facts)

    @pytest.mark.parametrize(
        "facts, kind, told",
        [
            ({"earlier_low": 4}, InputError, r"^earlier_high: is not given, and earlier_low is"),
            ({"earlier_low": [9], "earlier_high": 5}, InputError, r"^earlier_low\[0\]: lies above"),
            ({"comparable": [1, 0]}, InputTypeError, r"^comparable: "),
            ({"comparable": [True, False, True]}, InputError, r"^comparable: does not fit"),
            ({"dead_band": [1, 2, 3]}, InputError, r"^dead_band: does not fit.*dead_band \(3,\)"),
        ],
    )
    def test_of_a_wide_table(self, facts, kind, told):
        """What only a wide table has is checked there."""
        with pytest.raises(kind, match=told):
            compare_pairs([1.0, 2.0], [2.0, 1.0], **facts)

    def test_figures(self):
        """Figures that are no numbers are named by their column."""
        with pytest.raises(InputTypeError, match=r"^earlier: must be an array of numbers"):
            compare_pairs([1.0], ["2"])
        with pytest.raises(InputError, match=r"^current: is of float32.*decimals=1"):
            compare_pairs(np.float32([1.5]), [2.0])
        assert 0.1 == compare_pairs(np.float32([92.7]), [92.6], decimals=1).difference[0]
