"""Counts by group: whole numbers, exact, and percentages that follow from them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag._numbers import percentage
from kpirag.arrays.grouped import in_time_by_group
from kpirag.errors import InputError, InputTypeError

rows = st.lists(st.tuples(st.integers(-3, 6), st.integers(0, 2)), max_size=40)


def columns(given_rows):
    """Return groups and codes as arrays."""
    table = np.array(given_rows, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1].astype(np.int8)


class TestCounts:
    @given(rows=rows)
    def test_every_row_is_counted_once(self, rows):
        """In time, late, not known and in no group add up to all."""
        found = in_time_by_group(*columns(rows))

        assert len(rows) == sum(map(int.__int__, (
            *found.in_time.tolist(), *found.late.tolist(), *found.unknown.tolist(), found.ungrouped
        )))  # fmt: skip

    @given(rows=rows)
    def test_each_group_counts_its_own(self, rows):
        """A group's counts are those of its rows alone."""
        found = in_time_by_group(*columns(rows), groups=7)
        for group in range(7):
            told = [code for each, code in rows if each == group]
            counts = (found.unknown[group], found.late[group], found.in_time[group])
            assert tuple(told.count(code) for code in range(3)) == counts
        assert sum(group < 0 for group, _ in rows) == found.ungrouped

    @given(rows=rows, order=st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, rows, order):
        """Rows may stand in any order."""
        mixed = list(rows)
        order.shuffle(mixed)

        assert in_time_by_group(*columns(rows)).to_dicts() == in_time_by_group(*columns(mixed)).to_dicts()

    @given(rows=rows)
    def test_the_percentage_is_that_of_the_counts(self, rows):
        """It is the one division that a single figure has, and NaN where nothing is judged."""
        found = in_time_by_group(*columns(rows))
        for in_time, late, share in zip(found.in_time, found.late, found.percentage, strict=True):
            if in_time + late:
                assert percentage(int(in_time), int(in_time + late)) == share
            else:
                assert math.isnan(share)

    @pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64, np.uint16])
    def test_a_million_rows(self, dtype):
        """More rows than are worked on at a time, for groups of any type of whole number."""
        rng = np.random.default_rng(6)
        group = rng.integers(0, 100, 1_000_000).astype(dtype)
        codes = rng.integers(0, 3, 1_000_000, dtype=np.int8)
        found = in_time_by_group(group, codes)
        for code, counts in enumerate((found.unknown, found.late, found.in_time)):
            told = np.bincount(group[codes == code].astype(int), minlength=100)
            assert np.array_equal(told, counts)
        assert all(counts.dtype == np.int64 for counts in (found.unknown, found.late, found.in_time))

    @pytest.mark.parametrize("kind", ["i1", "<i2", ">i2", "<i8", ">i8"])
    @pytest.mark.parametrize("groups", [None, 200, 50_000])
    def test_more_groups_than_the_type_can_number(self, kind, groups):
        """Rows of no group are beside the groups, even where these are more than the codes have room for."""
        found = in_time_by_group(np.array([-1, -128, 0, 127, 127], kind), [2, 1, 0, 1, 2], groups=groups)

        assert 2 == found.ungrouped
        assert (128 if groups is None else groups) == found.in_time.size
        assert [(1, 0, 0), (0, 1, 1)] == [
            (found.unknown[group], found.late[group], found.in_time[group]) for group in (0, 127)
        ]
        assert 3 == found.unknown.sum() + found.judged.sum()

    def test_many_groups(self):
        """14,000 groups, some without a row, and rows of none."""
        rng = np.random.default_rng(7)
        group = rng.integers(-1, 13_990, 300_000)
        codes = rng.integers(0, 3, 300_000, dtype=np.int8)
        found = in_time_by_group(group, codes, groups=14_000)

        assert (14_000,) == found.in_time.shape
        assert np.count_nonzero(group < 0) == found.ungrouped
        assert np.array_equal(
            np.bincount(group[(codes == 2) & (group >= 0)], minlength=14_000), found.in_time
        )

    def test_shapes(self):
        """Tables are counted like columns, and one group may stand for all rows."""
        group, codes = np.arange(12).reshape(3, 4) % 3, np.arange(12).reshape(4, 3).T % 3
        flat = in_time_by_group(group.ravel(), codes.ravel())

        assert flat.to_dicts() == in_time_by_group(group, codes).to_dicts()
        assert [2] == in_time_by_group(0, [2, 2, 1]).in_time.tolist()

    def test_nothing(self):
        """No rows: no groups, or as many empty ones as were asked for."""
        assert [] == in_time_by_group([], []).to_dicts()
        assert [0, 0] == in_time_by_group([], [], groups=2).in_time.tolist()
        assert np.isnan(in_time_by_group([], [], groups=2).percentage).all()
        assert 2 == in_time_by_group([-1, -1], [0, 2]).ungrouped

    def test_as_dicts(self):
        """No percentage is None, and nothing is a number of numpy."""
        assert [
            {"group": 0, "in_time": 1, "late": 2, "unknown": 0, "percentage": 100 / 3},
            {"group": 1, "in_time": 0, "late": 0, "unknown": 1, "percentage": None},
        ] == in_time_by_group([0, 0, 0, 1], [1, 2, 1, 0]).to_dicts()


class TestRefusals:
    def test_what_is_no_code(self):
        """Only what `in_time` gives is counted; the rows are named."""
        with pytest.raises(InputError, match=r"^codes\[1\]: is no code \(so are \[2\]\); got 3"):
            in_time_by_group([0, 0, 0], [2, 3, -1])
        with pytest.raises(InputTypeError, match=r"^codes: must be an array of whole numbers"):
            in_time_by_group([0], [True])
        with pytest.raises(InputTypeError, match=r"^codes: must be an array of whole numbers"):
            in_time_by_group([0], [2.0])

    def test_groups_by_name(self):
        """Names are not codes."""
        with pytest.raises(InputTypeError, match=r"^group: must be an array of whole numbers"):
            in_time_by_group(["North"], [2])

    def test_beyond_the_groups(self):
        """A code beyond the number of groups is an error, with the row."""
        with pytest.raises(InputError, match=r"^group\[1\]: is beyond the 2 groups; got 2"):
            in_time_by_group([0, 2], [1, 1], groups=2)
        with pytest.raises(InputError, match=r"^group: has a code far beyond the number of rows; got 5"):
            in_time_by_group([500_000_000], [1])
        with pytest.raises(InputError, match=r"^groups: "):
            in_time_by_group([0], [1], groups=-1)

    @pytest.mark.parametrize("kind", ["<u8", ">u8"])
    def test_numbers_beyond_int64(self, kind):
        """An unsigned code so large is beyond the groups, and not in none, in either order of bytes."""
        with pytest.raises(InputError, match=r"^group\[0\]: is beyond the 3 groups; got 9223372036854775808"):
            in_time_by_group(np.array([2**63, 0], kind), [2, 2], groups=3)
        with pytest.raises(InputError, match=r"^codes\[1\]: is no code; got 18446744073709551614"):
            in_time_by_group([0, 0], np.array([2, 2**64 - 2], kind))
        assert [2, 1] == in_time_by_group(np.array([1, 0, 0], kind), [2, 2, 2]).in_time.tolist()

    def test_masked_codes(self):
        """A masked row is in no group that its code tells."""
        with pytest.raises(InputError, match=r"^group\[1\]: is masked"):
            in_time_by_group(np.ma.array([0, 5], mask=[0, 1]), [2, 2])

    def test_unlike_lengths(self):
        """As many groups as codes."""
        with pytest.raises(InputError, match=r"; got group \(2,\), codes \(3,\)"):
            in_time_by_group([0, 1], [1, 1, 1])
