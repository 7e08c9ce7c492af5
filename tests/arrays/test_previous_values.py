"""Earlier figures in a long table: the same series some periods before, and never the row before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, InputTypeError
from kpirag.arrays import _lookups, _series_keys
from kpirag.arrays.previous import previous_values

NAN = float("nan")
#: Codes and periods from near together to as far apart as whole numbers go.
SERIES = st.one_of(
    st.integers(0, 5), st.integers(10**12, 10**12 + 5), st.sampled_from([0, 7, 10**17, 2**62, 2**63 - 1])
)
PERIODS = st.one_of(
    st.integers(-6, 6),
    st.integers(8090, 8100),
    st.sampled_from([-(2**63) + 1, -(2**62), 0, 2**62, 2**63 - 1]),
)
FIGURES = st.one_of(st.floats(-1000, 1000), st.sampled_from([NAN, 0.0, -0.0, float("inf"), 1e300]))
ROWS = st.lists(st.tuples(SERIES, PERIODS, FIGURES), max_size=30)
UNIQUE_ROWS = st.lists(st.tuples(SERIES, PERIODS, FIGURES), max_size=30, unique_by=lambda row: row[:2])
LAGS = st.lists(
    st.one_of(st.integers(1, 8), st.sampled_from([17, 40, 10**9, 2**64, 10**30])), min_size=1, max_size=3
)


def columns(rows):
    """Return rows as three columns."""
    series, period, value = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(series, np.int64), np.array(period, np.int64), np.array(value, np.float64)


def one_by_one(rows, lag, duplicates="last"):
    """Return the earlier figures by a dict of series and period: what the array form must give."""
    known = {}
    for series, period, value in rows:
        if (series, period) not in known or duplicates == "last":
            known[series, period] = value
        elif duplicates == "missing":
            known[series, period] = NAN
    return np.array([known.get((series, period - lag), NAN) for series, period, _ in rows], np.float64)


def long_rows(count, seed=33, gaps=0.1, series_by=1, period_by=1):
    """Return the rows of many series with gaps, in no order: codes, periods, figures."""
    rng = np.random.default_rng(seed)
    places = rng.permutation(int(count / (1 - gaps)))[:count]
    value = np.round(rng.normal(80, 10, count), 1)
    value[rng.random(count) < 0.03] = NAN
    return places // 60 * series_by, 8032 + places % 60 * period_by, value


def in_all_forms(series, period, value, **options):
    """Return the earlier figures after checking that in order, by cells and by sorting they are the same."""
    plain = previous_values(series, period, value, **options)
    for most in (10**6, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_lookups.Lookup, "_in_order", lambda self, keys, column: None)
            patch.setattr(_lookups.Lookup, "_may_use_cells", lambda self, keys, most=most: keys.span < most)
            found = previous_values(series, period, value, **options)
        assert list(plain) == list(found)
        for lag, figures in plain.items():
            np.testing.assert_array_equal(figures, found[lag])
            known = ~np.isnan(figures)
            assert np.array_equal(figures[known].view(np.int64), found[lag][known].view(np.int64))
    return plain


class TestLaws:
    @given(rows=UNIQUE_ROWS, lags=LAGS)
    def test_it_is_the_row_of_that_series_and_period(self, rows, lags):
        """An earlier figure is the one a dict of series and period gives, by cells and by sorting."""
        found = in_all_forms(*columns(rows), lags=lags)
        assert list(dict.fromkeys(lags)) == list(found)
        for lag, figures in found.items():
            assert np.float64 == figures.dtype
            np.testing.assert_array_equal(one_by_one(rows, lag), figures)

    @given(rows=ROWS, lags=LAGS, duplicates=st.sampled_from(["first", "last", "missing"]))
    def test_of_two_rows_the_one_that_is_asked_for(self, rows, lags, duplicates):
        """Of the rows of one series and period the first or the last counts, or none of them."""
        found = in_all_forms(*columns(rows), lags=lags, duplicates=duplicates)
        for lag, figures in found.items():
            np.testing.assert_array_equal(one_by_one(rows, lag, duplicates), figures)

    @given(rows=UNIQUE_ROWS, lag=st.integers(1, 8), random=st.randoms(use_true_random=False))
    def test_the_order_of_the_rows_is_nothing(self, rows, lag, random):
        """Shuffled rows have the same earlier figures, each its own."""
        order = list(range(len(rows)))
        random.shuffle(order)
        straight = previous_values(*columns(rows), lags=[lag])[lag]
        shuffled = previous_values(*columns([rows[place] for place in order]), lags=[lag])[lag]
        np.testing.assert_array_equal(straight[order], shuffled)

    @given(
        one=st.integers(1, 6), other=st.integers(1, 6), series=st.integers(1, 4), periods=st.integers(1, 20)
    )
    def test_lags_add_up_where_all_rows_are_there(self, one, other, series, periods):
        """Where nothing is missing, looking back one lag and then another is looking back both."""
        codes, ordinals = (part.ravel() for part in np.indices((series, periods)))
        value = np.arange(codes.size, dtype=np.float64)
        once = previous_values(codes, ordinals, value, lags=[one])[one]
        twice = previous_values(codes, ordinals, once, lags=[other])[other]
        both = previous_values(codes, ordinals, value, lags=[one + other])[one + other]
        np.testing.assert_array_equal(both, twice)

    @given(rows=UNIQUE_ROWS, lag=st.integers(1, 8), dropped=st.integers(0, 29))
    def test_a_gap_changes_only_what_looks_into_it(self, rows, lag, dropped):
        """A row taken out is missed by the row a lag later alone: no other figure moves into its place."""
        if dropped >= len(rows):
            return
        kept = rows[:dropped] + rows[dropped + 1 :]
        whole = previous_values(*columns(rows), lags=[lag])[lag]
        gone = rows[dropped]
        wanted = [
            NAN if (series, period - lag) == gone[:2] else figure
            for (series, period, _), figure in zip(rows, whole, strict=True)
        ]
        del wanted[dropped]
        np.testing.assert_array_equal(wanted, previous_values(*columns(kept), lags=[lag])[lag])

    @given(rows=UNIQUE_ROWS, lag=st.integers(1, 8), by=st.integers(-1000, 1000))
    def test_only_the_distance_of_periods_counts(self, rows, lag, by):
        """Periods numbered from another start give the same."""
        near = [row for row in rows if abs(row[1]) < 10**6]
        moved = [(series, period + by, value) for series, period, value in near]
        there = previous_values(*columns(near), lags=[lag])[lag]
        np.testing.assert_array_equal(there, previous_values(*columns(moved), lags=[lag])[lag])


class TestManyRows:
    @pytest.mark.parametrize(
        "by",
        [
            {},
            {"series_by": 10**6},
            {"series_by": 10**12},
            {"series_by": 10**15},
            {"period_by": 10**9},
            {"series_by": 10**12, "period_by": 10**9},
            {"series_by": 10**15, "period_by": 10**13},
        ],
        ids=str,
    )
    def test_as_one_by_one(self, by):
        """All rows have the earlier figures of a dict, however far apart the codes and periods lie."""
        series, period, value = long_rows(20_000 if by else 100_000, **by)
        step = by.get("period_by", 1)
        lags = [step, 4 * step, 20 * step]
        found = previous_values(series, period, value, lags=lags)
        known = dict(zip(zip(series.tolist(), period.tolist(), strict=True), value.tolist(), strict=True))
        for lag in lags:
            wanted = [
                known.get(key, NAN) for key in zip(series.tolist(), (period - lag).tolist(), strict=True)
            ]
            np.testing.assert_array_equal(wanted, found[lag])

    def test_the_row_before_would_be_wrong(self):
        """With a tenth of the rows missing, about a tenth of the rows have no period before."""
        series, period, value = long_rows(100_000)
        found = previous_values(series, period, np.ones_like(value), lags=[1])[1]
        first = 1 / 60
        assert 0.1 + first == pytest.approx(np.isnan(found).mean(), abs=0.01)

    @pytest.mark.parametrize("gap", [0, 60 * 10**5])
    def test_rows_in_order(self, gap):
        """Rows by series and period are looked up piece by piece, and no piece loses what came before."""
        series, period, value = long_rows(100_000)
        series[series > 900] += gap // 60
        order = np.lexsort((period, series))
        for lags in ((1, 4), (59,), (1, 20, 70)):
            found = in_all_forms(series[order], period[order], value[order], lags=lags)
            shuffled = previous_values(series, period, value, lags=lags)
            for lag in lags:
                np.testing.assert_array_equal(shuffled[lag][order], found[lag])

    def test_long_series_in_order(self):
        """A lag may reach back over many rows, and beyond the rows that are worked on at a time."""
        period = np.arange(90_000)
        for lag in (32_768, 40_000, 89_999):
            found = in_all_forms(np.zeros(90_000, int), period, period * 1.0, lags=(1, lag))
            np.testing.assert_array_equal(np.arange(90_000 - lag), found[lag][lag:])
            assert np.isnan(found[lag][:lag]).all()

    def test_almost_in_order(self):
        """One row out of its place, late in the table, changes nothing."""
        series, period, value = long_rows(100_000)
        order = np.lexsort((period, series))
        order[[99_990, 99_995]] = order[[99_995, 99_990]]
        found = in_all_forms(series[order], period[order], value[order], lags=(1, 4))
        np.testing.assert_array_equal(previous_values(series, period, value)[1][order], found[1])

    def test_cells_and_sorting_agree(self):
        """All ways of looking give the same bits for many rows, repeats and all."""
        series, period, value = (np.concatenate((part, part[:500])) for part in long_rows(50_000))
        for duplicates in ("first", "last", "missing"):
            in_all_forms(series, period, value, lags=(1, 4, 20), duplicates=duplicates)


class TestWhatComesIn:
    @pytest.mark.parametrize(
        "kind", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
    )
    def test_whole_numbers_of_any_size(self, kind):
        """Codes and periods may be of any integer type; nothing overflows."""
        top = int(np.iinfo(kind).max)
        series = np.array([top, top, 0, 0], kind)
        period = np.array([top, top - 1, top, 0], kind)
        found = previous_values(series, period, [1.0, 2.0, 3.0, 4.0], lags=(1, min(top, 2**32)))
        np.testing.assert_array_equal([2.0, NAN, NAN, NAN], found[1])
        np.testing.assert_array_equal([NAN, NAN, NAN if top > 2**32 else 4.0, NAN], found[min(top, 2**32)])

    def test_the_whole_reach_of_signed_numbers(self):
        """Periods from one end of the integers to the other are no fault."""
        period = np.array([-128, 127, 126], np.int8)
        found = previous_values(np.zeros(3, np.int8), period, [1.0, 2.0, 3.0], lags=(1, 255))
        np.testing.assert_array_equal([NAN, 3.0, NAN], found[1])
        np.testing.assert_array_equal([NAN, 1.0, NAN], found[255])

    def test_no_rows(self):
        """No rows have no earlier figures."""
        found = previous_values([], [], [], lags=(1, 4))
        assert {1: (0,), 4: (0,)} == {lag: figures.shape for lag, figures in found.items()}

    def test_one_row(self):
        """One row has nothing before it."""
        np.testing.assert_array_equal([NAN], previous_values([3], [8], [1.0])[1])

    def test_a_lag_longer_than_all_periods_finds_nothing(self):
        """A lag beyond the first period does not reach into another series."""
        series, period = np.repeat(np.arange(4), 5), np.tile(np.arange(5), 4)
        found = in_all_forms(series, period, np.arange(20.0), lags=(1, 4, 5, 6, 7, 8, 9, 10, 16, 17, 10**30))
        for lag in (5, 6, 7, 8, 9, 10, 16, 17, 10**30):
            assert np.isnan(found[lag]).all()
        assert 16 == np.count_nonzero(~np.isnan(found[1]))

    def test_a_missing_series_finds_nothing_and_is_not_found(self):
        """A negative code is a missing one, as pandas writes it: no two such rows are one series."""
        found = previous_values([-1, -1, 2, 2, -7], [8, 9, 9, 8, 8], [1.0, 2.0, 3.0, 4.0, 5.0])[1]
        np.testing.assert_array_equal([NAN, NAN, 4.0, NAN, NAN], found)
        np.testing.assert_array_equal([NAN, NAN], previous_values([-1, -1], [8, 8], [1.0, 2.0])[1])

    def test_a_missing_period_is_no_period(self):
        """What NaT is stored as, seen as a whole number, is not the earliest period of all."""
        months = np.array(["NaT", "2022-04", "2022-05", "NaT"], "M8[M]").astype(np.int64)
        np.testing.assert_array_equal(
            [NAN, NAN, 2.0, NAN], previous_values([0, 0, 0, 0], months, [1, 2, 3, 4])[1]
        )

    def test_masked_rows_are_missing(self):
        """A masked code or period is missing, and a masked figure is no figure."""
        hidden = [False, True, False]
        for place in range(3):
            given = [[0, 0, 0], [7, 8, 9], [1.0, 2.0, 3.0]]
            given[place] = np.ma.array(given[place], mask=hidden)
            wanted = [NAN, 1.0 if place == 2 else NAN, NAN]
            np.testing.assert_array_equal(wanted, previous_values(*given)[1])

    def test_what_the_figures_are(self):
        """Infinite figures are given as they are, and so is zero with its sign; NaN is none."""
        found = previous_values([0] * 5, range(5), [float("inf"), -0.0, NAN, 7, 8])[1]
        np.testing.assert_array_equal([NAN, float("inf"), -0.0, NAN, 7], found)
        assert np.signbit(found[2])

    def test_the_bits_of_an_empty_cell_are_no_repeat(self):
        """A figure that is NaN with the very bits of an empty cell is not taken for a row too many."""
        value = np.array([_lookups._EMPTY, 0, 0], np.int64).view(np.float64)
        for duplicates in ("error", "missing"):
            found = previous_values([0, 0, 0], [1, 2, 3], value, duplicates=duplicates)[1]
            np.testing.assert_array_equal([NAN, NAN, 0.0], found)

    def test_nothing_is_written_to(self):
        """Inputs may be read-only, have gaps between their rows, or run backwards."""
        series, period, value = long_rows(1000)
        plain = previous_values(series, period, value)[1]
        wide = np.zeros((1000, 3))
        wide[:, 1] = value
        for one in (series, period, wide):
            one.setflags(write=False)
        np.testing.assert_array_equal(plain, previous_values(series, period, wide[:, 1])[1])
        backwards = previous_values(series[::-1], period[::-1], wide[::-1, 1])[1]
        np.testing.assert_array_equal(plain[::-1], backwards)

    def test_lags_are_each_given_once(self):
        """A lag that is named twice is one lag, and lags keep their order."""
        assert [4, 1] == list(previous_values([0], [0], [1.0], lags=[4, 1, 4, np.int64(1)]))

    def test_small_floats_say_their_decimals(self):
        """Figures of float32 are read to the decimals that are said."""
        value = np.array([92.7, 88.1], np.float32)
        np.testing.assert_array_equal([NAN, 92.7], previous_values([0, 0], [1, 2], value, decimals=1)[1])
        with pytest.raises(InputError, match=r"value: is of float32.*decimals=1"):
            previous_values([0, 0], [1, 2], value)


class TestRefusals:
    def test_repeats_are_named(self):
        """Rows of one series and period are refused, the first of them with their facts."""
        with pytest.raises(InputError) as caught:
            previous_values([5, 5, 6, 5, 6], [8, 9, 8, 8, 8], [1.0] * 5)
        assert "period[3]" == caught.value.path
        wanted = "rows 0 and 3 are both series 5, period 8; rows 2 and 4 are both series 6, period 8"
        assert caught.value.problem.endswith(f"period: {wanted}")
        assert "'first', 'last' or 'missing'" in caught.value.remedy

    def test_repeats_are_named_by_their_rows_in_the_table(self):
        """Rows without a code are counted where they stand."""
        with pytest.raises(InputError, match="rows 1 and 3 are both series 5, period 8"):
            previous_values([-1, 5, -1, 5], [8, 8, 8, 8], [1.0] * 4)

    def test_repeats_are_named_where_rows_are_sorted(self):
        """The same is said of codes that lie far apart."""
        series = np.array([0, 10**18, 5, 10**18])
        with pytest.raises(InputError, match=r"rows 1 and 3 are both series 1000000000000000000, period 8"):
            previous_values(series, [8, 8, 8, 8], [1.0] * 4)

    def test_five_repeats_are_named_and_the_others_counted(self):
        """Many repeats do not make a long message."""
        with pytest.raises(InputError, match=r"rows 4 and 11 are both series 4, period 1; and 2 more\."):
            previous_values([*range(7), *range(7)], [1] * 14, [1.0] * 14)

    def test_repeats_without_a_figure_are_repeats(self):
        """Two rows are one too many, whether or not there is a figure in them."""
        with pytest.raises(InputError, match="rows 0 and 1 are both series 0, period 1"):
            previous_values([0, 0], [1, 1], [NAN, NAN])

    @pytest.mark.parametrize(
        "change, kind, told",
        [
            ({"series": ["York", "Leeds"]}, InputTypeError, r"^series: .*pandas\.factorize.*numpy\.unique"),
            ({"series": np.array(["York", "Leeds"], object)}, InputTypeError, r"^series: .*factorize"),
            ({"series": [0.0, 1.0]}, InputTypeError, r"^series: must be an array of whole numbers"),
            ({"series": [True, False]}, InputTypeError, r"^series: "),
            ({"series": [0, None]}, InputTypeError, r"^series: "),
            ({"period": ["Q1", "Q2"]}, InputTypeError, r"^period: .*year \* 4 \+ quarter"),
            (
                {"period": np.array(["2022-04", "2022-05"], "M8[M]")},
                InputTypeError,
                r"^period: .*datetime64\[M\]",
            ),
            ({"value": ["92.7", "88.1"]}, InputTypeError, r"^value: must be an array of numbers"),
            ({"value": [True, False]}, InputTypeError, r"^value: "),
            (
                {"series": [0, 1, 2]},
                InputError,
                r"^series: do not fit together; got series 3, period 2, value 2",
            ),
            ({"series": 0}, InputError, r"^series: must have one dimension.*shape \(\).*Give a list"),
            ({"value": 5.0}, InputError, r"^value: must have one dimension"),
            ({"period": [[1, 2]]}, InputError, r"^period: must have one dimension.*ravel\(\).*compare_pairs"),
            ({"lags": ()}, InputError, r"^lags: names no earlier period"),
            ({"lags": (0,)}, InputError, r"^lags\[0\]: must be 1 or more"),
            ({"lags": (1, -4)}, InputError, r"^lags\[1\]: must be 1 or more"),
            ({"lags": (1.0,)}, InputTypeError, r"^lags\[0\]: must be a whole number"),
            ({"lags": (True,)}, InputTypeError, r"^lags\[0\]: must be a whole number"),
            ({"lags": 4}, InputTypeError, r"^lags: must be a list.*lags=\(1, 4\)"),
            ({"lags": "14"}, InputTypeError, r"^lags: must be a list"),
            ({"lags": np.array(4)}, InputTypeError, r"^lags: must be a list"),
            ({"duplicates": "frist"}, InputError, r"^duplicates: .*Did you mean 'first'"),
            ({"duplicates": None}, InputTypeError, r"^duplicates: must be text"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, change, kind, told):
        """Each argument of the wrong kind is named, with what to write instead."""
        facts = {"series": [0, 1], "period": [1, 2], "value": [1.0, 2.0]} | change
        with pytest.raises(kind, match=told):
            previous_values(facts.pop("series"), facts.pop("period"), facts.pop("value"), **facts)


class TestKeys:
    @given(rows=st.lists(st.tuples(SERIES, PERIODS), min_size=1, max_size=20), longest=st.integers(1, 50))
    def test_a_key_less_a_lag_is_a_key_of_the_same_series(self, rows, longest):
        """Two keys are a lag apart only where the series is one and the periods are that lag apart."""
        series, period = (np.array(one, np.int64) for one in zip(*rows, strict=True))
        keys = _series_keys.keys_of(series, period, [longest])
        found = keys.all().tolist()
        assert all(keys.room <= key < keys.span for key in found)
        for (series_now, period_now), key in zip(rows, found, strict=True):
            for (series_then, period_then), other in zip(rows, found, strict=True):
                apart = period_now - period_then
                if series_now == series_then and 0 <= apart <= longest:
                    assert apart == key - other
                else:
                    assert not 0 <= key - other <= keys.room

    def test_too_far_apart_is_refused(self):
        """Periods and lags for which no whole number is large enough are refused, not guessed at."""
        period = np.array([-(2**62), 0, 2**62])
        with pytest.raises(InputError, match=r"^period: lie too far apart for so long a lag"):
            previous_values([0, 1, 2], period, [1.0, 2.0, 3.0], lags=[2**62])
