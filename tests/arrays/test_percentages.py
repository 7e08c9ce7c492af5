"""Percentages of columns of counts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Indicator, InputError, InputTypeError, Outturn, Period
from kpirag.arrays import percentages, rate_values

COUNTS = st.integers(0, 10**6)
SHARE = Indicator("1", "Share", polarity="higher", unit="percent")
YEAR = Period.year(2022)


class TestPercentages:
    @given(st.lists(st.tuples(COUNTS, COUNTS).map(sorted), max_size=20))
    def test_each_is_the_value_of_its_counts(self, rows):
        """A row has the percentage that its outturn has, to the last bit; NaN where that has none."""
        values = [SHARE.value_of(Outturn(YEAR, numerator=few, denominator=many)) for few, many in rows]
        few, many = ([row[place] for row in rows] for place in (0, 1))

        found = percentages(np.array(few, dtype=np.int64), np.array(many, dtype=np.int64))

        assert [math.nan if value is None else value for value in values] == pytest.approx(
            found.tolist(), rel=0, abs=0, nan_ok=True
        )

    def test_of_100_000_counts_every_whole_tenth_is_exact(self):
        """Counts that make whole tenths of a percent give just those floats."""
        draw = np.random.default_rng(8)
        few, many = draw.integers(0, 1001, 100_000), np.full(100_000, 1000)

        assert np.array_equal(few / 10, percentages(few, many))

    def test_nothing_out_of_nothing_is_never_green(self):
        """0 of 0 has no percentage and no rating; neither has 3 of 0, which is an error in the counts."""
        found = percentages([0, 1], [0, 2])

        assert math.isnan(found[0])
        assert [0, 1] == rate_values(found, 90).tolist()
        with pytest.raises(InputError, match=r"numerator\[1\]: is above the denominator; got 3"):
            percentages([0, 3], [0, 0])

    def test_rates_may_exceed(self):
        """A rate per 1,000 may have more events than people, if that is said."""
        assert [2500.0] == percentages([5], [2], per=1000, can_exceed=True).tolist()
        assert np.isnan(percentages([3.0], [0.0], per=1000, can_exceed=True)).all()

    def test_missing_counts(self):
        """A count that is missing or infinite leaves no percentage."""
        found = percentages([1.0, math.nan, 1.0, math.inf], [math.nan, 4.0, math.inf, math.inf])

        assert np.isnan(found).all()

    @pytest.mark.parametrize(
        "few, many, path", [([1, -1], [2, 2], r"numerator\[1\]"), ([1, 1], [2, -2], r"denominator\[1\]")]
    )
    def test_negative_counts(self, few, many, path):
        """A negative count is refused with its row."""
        with pytest.raises(InputError, match=f"{path}: must not be negative"):
            percentages(few, many)

    def test_short_floats_are_counts(self):
        """float16 and float32 hold whole counts as they are; a part of a case is refused with its row."""
        found = percentages(np.array([1, 3, np.nan], "f4"), np.array([4, 4, 4], "f2"))

        assert np.array_equal([25.0, 75.0, math.nan], found, equal_nan=True)
        with pytest.raises(InputError, match=r"^numerator\[1\]: is no whole number.*Give the counts as int"):
            percentages(np.array([1, 1.5], "f4"), 4)

    def test_columns_of_one_table(self):
        """The result may go beside its counts."""
        table = np.array([[1.0, 4.0, 0.0], [3.0, 4.0, 0.0]])

        percentages(table[:, 0], table[:, 1], out=table[:, 2])

        assert [25.0, 75.0] == table[:, 2].tolist()

    def test_exceeding_is_true_or_false(self):
        """Text is no answer, least of all "no"."""
        with pytest.raises(InputTypeError, match=r"^can_exceed: must be True or False"):
            percentages([5], [1], can_exceed="no")

    def test_shapes_and_out(self):
        """One denominator does for many rows, and the result goes where it is asked to."""
        room = np.zeros((2, 2))

        percentages([[1], [2]], 4, out=room[:, 1:])

        assert [[0.0, 25.0], [0.0, 50.0]] == room.tolist()
        assert (0,) == percentages([], []).shape
        with pytest.raises(InputError, match="per: must be above zero"):
            percentages([1], [2], per=0)
