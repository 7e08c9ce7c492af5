"""How columns enter, in what pieces they are worked on, and how numbers in them are settled."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, InputTypeError
from kpirag._chunks import chunks
from kpirag._columns import checked_out, common_shape, numbers, refuse_rows, whole_numbers
from kpirag._numbers import half_up, settled
from kpirag.arrays._exact import half_up_rows, settled_rows

ANY = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**7), 10**7).map(lambda n: n / 1000)


class TestSettling:
    @given(st.lists(st.tuples(ANY, ANY), max_size=20))
    def test_it_is_settling_one_number(self, rows):
        """Each row is settled as it is alone, whatever magnitudes lie beside it."""
        worked_out, largest = ([row[place] for row in rows] for place in (0, 1))
        sizes = [abs(size) for size in largest]

        found = settled_rows(np.array(worked_out, dtype=float), np.array(sizes, dtype=float))

        assert [settled(*pair) for pair in zip(worked_out, sizes, strict=True)] == found.tolist()

    @given(
        st.lists(ANY | st.integers(-(10**5), 10**5).map(lambda n: n / 1000), max_size=20), st.integers(0, 15)
    )
    def test_it_is_rounding_one_number(self, values, decimals):
        """Each row is rounded half up as it is alone."""
        found = half_up_rows(np.array(values, dtype=float), decimals)

        assert [half_up(value, decimals) for value in values] == found.tolist()

    def test_what_is_no_number_stays(self):
        """NaN and the infinities come out as they went in."""
        given_ = np.array([math.nan, math.inf, -math.inf, 2.675])

        assert np.array_equal([math.nan, math.inf, -math.inf, 2.68], half_up_rows(given_, 2), equal_nan=True)


class TestChunks:
    @given(st.integers(0, 40), st.integers(1, 7))
    def test_the_pieces_make_the_whole(self, rows, size):
        """The pieces follow one another, none is longer than asked, and together they are the column."""
        column = np.arange(rows)

        found = [(piece, values.copy()) for piece, (values,) in chunks((rows,), [column], ["f8"], size=size)]

        assert all(len(values) <= size for _, values in found)
        assert column.tolist() == [value for _, values in found for value in values.tolist()]
        assert list(range(rows)) == [row for piece, _ in found for row in range(piece.start, piece.stop)]

    @given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 8))
    def test_rows_come_in_one_order(self, rows, columns, size):
        """Whatever the layout, and where a column is repeated, rows come in the order of the result."""
        board, side, top = (
            np.arange(rows * columns).reshape(rows, columns),
            np.arange(rows)[:, None],
            np.arange(columns),
        )
        parts = [np.asfortranarray(board), side, top]
        found = list(
            zip(
                *(
                    np.concatenate(each).tolist()
                    for each in zip(
                        *[
                            [np.array(one) for one in few]
                            for _, few in chunks((rows, columns), parts, ["i8"] * 3, size=size)
                        ],
                        strict=True,
                    )
                ),
                strict=True,
            )
        )

        assert [(int(board[i, j]), i, j) for i in range(rows) for j in range(columns)] == found

    def test_a_column_that_lies_right_is_not_copied(self):
        """A float64 column without gaps is given as it lies in memory, and cannot be written to."""
        column = np.arange(5.0)

        ((_, (piece,)),) = chunks((5,), [column], ["f8"])

        assert np.shares_memory(column, piece)
        assert not piece.flags.writeable


class TestColumns:
    def test_objects_are_read_one_by_one(self):
        """Numbers of any kind are read; None and pandas' NA are missing; what is none is named."""
        na = type("NAType", (), {})()
        found = numbers(np.array([Fraction(1, 4), None, na, 3], dtype=object), "values")

        assert np.array_equal([0.25, math.nan, math.nan, 3.0], found, equal_nan=True)
        with pytest.raises(InputTypeError, match=r"values\[1\]: must be a number; got 'x'"):
            numbers(np.array([1, "x"], dtype=object), "values")

    def test_one_float32_enters_by_its_shortest_writing(self):
        """A single float32 is the decimal it prints, as everywhere."""
        assert 85.1 == numbers(np.float32(85.1), "values").item()

    def test_whole_numbers(self):
        """Codes are integers; an empty list is a column of none; floats and objects are refused."""
        assert (0,) == whole_numbers([], "codes").shape
        for wrong in ([1.0], np.empty(0), [None], [True], 10**30):
            with pytest.raises(InputTypeError, match="codes: must be an array of whole numbers"):
                whole_numbers(wrong, "codes")

    def test_common_shape(self):
        """Shapes go together as in numpy, and None is left out."""
        assert (2, 3) == common_shape(a=np.zeros((2, 1)), b=np.zeros(3), c=None)
        with pytest.raises(InputError, match=r"got a \(2,\), b \(3,\)"):
            common_shape(a=np.zeros(2), b=np.zeros(3))

    def test_refused_rows_are_named(self):
        """The first is the path; the next are counted on from the start of the piece."""
        with pytest.raises(InputError, match=r"^values\[11\]: is odd \(so are \[13\]\); got 1. Even it."):
            refuse_rows(
                np.array([False, True, False, True]),
                "values",
                "is odd",
                got=[0, 1, 2, 3],
                remedy="Even it.",
                start=10,
            )

    def test_out_of_another_type(self):
        """An array of the wrong type says which is wanted."""
        with pytest.raises(InputTypeError, match="must be an array of float64; got an array of int8"):
            checked_out(np.zeros(2, np.int8), (2,), np.float64)
