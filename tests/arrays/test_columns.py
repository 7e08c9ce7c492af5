"""How columns enter, in what pieces they are worked on, and how numbers in them are settled."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import as_strided

from kpirag import InputError, InputTypeError
from kpirag._chunks import chunks
from kpirag._columns import (
    checked_out,
    common_shape,
    flat_room,
    numbers,
    others_text,
    put_back,
    refuse_rows,
    truth_values,
    whole_numbers,
)
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

    def test_an_infinity_among_objects_is_one(self):
        """One None beside an infinity does not make it an error: the row is not rated, as in floats."""
        kinds = [math.inf, np.float64(-math.inf), Decimal("-Infinity"), Decimal("sNaN"), np.float16("nan"), 1]
        found = numbers(np.array([*kinds, None], dtype=object), "values")

        expected = [math.inf, -math.inf, -math.inf, math.nan, math.nan, 1.0, math.nan]
        assert np.array_equal(expected, found, equal_nan=True)

    def test_objects_that_are_no_numbers(self):
        """The item is named, in two dimensions too; one that cannot be compared is refused as any other."""
        with pytest.raises(InputTypeError, match=r"^values\[1\]\[0\]: must be a number; got 'x'"):
            numbers(np.array([[1, 2], ["x", 4]], dtype=object), "values")
        rows = np.empty(2, dtype=object)
        rows[:] = [1, np.zeros(2)]
        with pytest.raises(InputTypeError, match=r"^values\[1\]: must be a number"):
            numbers(rows, "values")

    @pytest.mark.parametrize(
        "data, kind, message",
        [
            ([True, False], InputTypeError, "must be an array of numbers"),
            (["1", "2"], InputTypeError, "without quotes"),
            (np.array(["2022-07-01", "2022-07-02"], "M8[D]"), InputTypeError, "not their dates"),
            ([1j, 2j], InputTypeError, "must be an array of numbers"),
            (np.array([0.1, 0.2], "f4"), InputError, "is of float32"),
        ],
    )
    def test_a_mask_makes_nothing_a_number(self, data, kind, message):
        """Text, dates, truth values and short floats are refused in a masked array as in any other."""
        with pytest.raises(kind, match=message):
            numbers(np.ma.array(data, mask=[False, True]), "values")

    def test_masked_objects_are_missing(self):
        """What is masked is missing, whatever lies below it."""
        found = numbers(np.ma.array(np.array([1, 2, None], dtype=object), mask=[0, 1, 0]), "values")

        assert np.array_equal([1.0, math.nan, math.nan], found, equal_nan=True)

    def test_longer_floats(self):
        """A longdouble beyond the largest float is infinite, without a warning."""
        found = numbers(np.array(["1", "1e400"], np.longdouble), "values")

        assert found.dtype == np.float64
        assert 1.0 == found[0]
        assert found[1] > 1e308

    @pytest.mark.parametrize(
        "decimals, kind", [(-1, InputError), (16, InputError), (1.5, InputTypeError), ("1", InputTypeError),
                           (True, InputTypeError)],
    )  # fmt: skip
    def test_decimals_that_cannot_be(self, decimals, kind):
        """Decimals are whole, from 0 to 15, as those of an indicator, whatever the type of the figures."""
        with pytest.raises(kind, match=r"^decimals: must be"):
            numbers(np.zeros(1), "values", decimals=decimals)

    def test_masked_codes_are_refused(self):
        """No whole number stands for what is missing, so a hidden one is not read as it lies there."""
        with pytest.raises(InputError, match=r"^codes\[1\]: is masked. Write array.filled\(-1\)"):
            whole_numbers(np.ma.array([0, 3], mask=[False, True]), "codes")
        assert [0, 3] == whole_numbers(np.ma.array([0, 3], mask=[False, False]), "codes").tolist()

    def test_truth_values(self):
        """True and False alone; an empty list is a column of none; a gap is refused."""
        assert [True, False] == truth_values([True, False], "breaks").tolist()
        assert (0,) == truth_values([], "breaks").shape
        with pytest.raises(InputError, match=r"^breaks\[0\]: is masked"):
            truth_values(np.ma.array([True, False], mask=[True, False]), "breaks")
        with pytest.raises(InputTypeError, match=r"^breaks: must be an array of True and False"):
            truth_values([[True], []], "breaks")

    def test_one_float32_enters_by_its_shortest_writing(self):
        """A single float32 is the decimal it prints, as everywhere."""
        assert 85.1 == numbers(np.float32(85.1), "values").item()

    def test_one_object_without_dimensions(self):
        """An array of no dimension holds one figure, also as an object; a set is no array at all."""
        assert 85.1 == numbers(np.array(Decimal("85.1"), dtype=object), "values").item()
        with pytest.raises(InputTypeError, match=r"^values: must be an array of numbers; got \{1\}"):
            numbers({1}, "values")

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

    def test_out_beside_its_inputs(self):
        """A column of a table may take what is worked out from the others; none may take its own."""
        table = np.zeros((4, 3))

        assert checked_out(table[:, 2], (4,), np.float64, values=table[:, 0]) is not None
        for out in (table[:, 0], table[::-1, 0], table.reshape(-1)[:4]):
            with pytest.raises(InputError, match=r"^out: shares its memory with values"):
                checked_out(out, (4,), np.float64, values=table[:, 0])

    def test_out_so_tangled_that_nobody_can_tell(self):
        """What cannot be told apart in reasonable time counts as shared."""
        room = np.zeros(500_000)
        one, other = (
            as_strided(room[start:], (12,) * 4, [8 * step for step in steps])
            for start, steps in ((0, (17711, 6765, 2584, 987)), (1, (17713, 6763, 2579, 991)))
        )

        with pytest.raises(InputError, match=r"^out: shares its memory with values"):
            checked_out(one, one.shape, np.float64, values=other)

    def test_masked_out(self):
        """A mask would hide results."""
        with pytest.raises(InputTypeError, match=r"^out: is masked"):
            checked_out(np.ma.zeros(2), (2,), np.float64)

    def test_rows_with_gaps_are_put_back(self):
        """What has no gaps is written to at once; what has is filled at the end."""
        whole, gaps = np.zeros((2, 2)), np.zeros((2, 3))

        flat_room(whole)[:] = 1.0
        room = flat_room(gaps[:, 1:])
        room[:] = [1.0, 2.0, 3.0, 4.0]
        put_back(gaps[:, 1:], room)

        assert [[1.0, 1.0], [1.0, 1.0]] == whole.tolist()
        assert [[0.0, 1.0, 2.0], [0.0, 3.0, 4.0]] == gaps.tolist()

    @given(st.integers(1, 12))
    def test_others_are_named(self, count):
        """Four rows beside the first are named, and the rest counted."""
        told = others_text(range(count), None)

        assert [f"[{row}]" for row in range(1, min(count, 5))] == re.findall(r"\[\d+\]", told)
        assert (f"and {count - 5} more" in told) is (count > 5)
