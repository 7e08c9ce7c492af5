"""How numbers enter, how worked-out edges are settled, and how numbers are rounded and printed."""

import math
import random
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag._numbers import (
    amount,
    amount_text,
    decimals_written,
    half_up,
    not_too_small,
    number,
    number_text,
    percentage,
    scale_of,
    settled,
    whole_number,
)
from kpirag.errors import InputError, InputTypeError

NAN_REMEDY = "Write Outturn.missing(period, reason) for a figure that is not there."


def refusal(kind, call, *args, **options):
    """Return what a call is refused with: problem, path, got and remedy; the class must be the very one."""
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert kind is type(caught.value)
    return caught.value.problem, caught.value.path, caught.value.got, caught.value.remedy


class TestNumber:
    @pytest.mark.parametrize(
        ("expected", "given"),
        [
            (85.1, 85.1),
            (85.0, 85),
            (-0.0, -0.0),
            (85.1, Decimal("85.1")),
            (0.25, Fraction(1, 4)),
            (1 / 3, Fraction(1, 3)),
            (85.1, np.float64(85.1)),
            (85.1, np.float32(85.1)),
            (85.1, np.float16(85.1)),
            (0.1, np.float32(0.1)),
            (85.5, np.longdouble(85.5)),
            (7.0, np.int8(7)),
            (-7.0, np.int64(-7)),
            (2.0**64, np.uint64(2**64 - 1)),
            (1e300, 10**300),
            (5e-324, 5e-324),
            (1.7976931348623157e308, 1.7976931348623157e308),
        ],
        ids=repr,
    )
    def test_what_is_a_number_is_the_nearest_float(self, expected, given):
        """Ints, Decimals, Fractions and numpy scalars enter as the float nearest to them."""
        found = number(given, "value")

        assert float is type(found)
        assert (expected, math.copysign(1, expected)) == (found, math.copysign(1, found))

    @given(st.floats(width=32, allow_nan=False, allow_infinity=False))
    def test_a_narrow_float_enters_as_it_prints(self, narrow):
        """A numpy float32 of 85.1 is the 85.1 it prints as, not 85.0999984741211."""
        scalar = np.float32(narrow)

        assert float(str(scalar)) == number(scalar, "value")

    def test_the_float_itself_is_returned(self):
        """A float is not copied or altered on its way in."""
        value = 85.1

        assert value is number(value, "value")

    @pytest.mark.parametrize(
        ("given", "remedy"),
        [
            (True, "Write 1 or 0 if a number is meant."),
            (False, "Write 1 or 0 if a number is meant."),
            (np.True_, "Write 1 or 0 if a number is meant."),
            ("92.7", "Write 92.7 without quotes."),
            ("  5 ", "Write 5 without quotes."),
            ("92,7", "Write the number itself, such as 92.7."),
            ("", "Write the number itself, such as 92.7."),
            (
                None,
                "Write the number itself, such as 92.7; a figure that is not there is an Outturn.missing.",
            ),
            (np.array(5.0), "Write array.item() to take the number out of an array."),
            (np.array([5.0]), "Write an int, float, Decimal or Fraction."),
            (1j, "Write an int, float, Decimal or Fraction."),
            (np.datetime64("2022-09-30"), "Write the figure itself: a length of time in days, say."),
            (np.timedelta64(5, "D"), "Write the figure itself: a length of time in days, say."),
            ([5], "Write an int, float, Decimal or Fraction."),
        ],
        ids=repr,
    )
    def test_what_is_no_number_is_a_type_error(self, given, remedy):
        """Text, truth values, None, arrays, times and complex numbers are refused, each with a way out."""
        assert ("must be a number", "outturns[3].value", repr(given), remedy) == refusal(
            InputTypeError, number, given, "outturns[3].value"
        )

    @pytest.mark.parametrize(
        "given",
        [
            math.nan,
            np.float64("nan"),
            np.float32("nan"),
            np.longdouble("nan"),
            Decimal("NaN"),
            Decimal("sNaN"),
        ],
        ids=repr,
    )
    def test_nan_is_refused_with_the_way_to_say_missing(self, given):
        """NaN is no figure, quiet or signalling; the error names `Outturn.missing`, or as asked."""
        problem = "is NaN, which is not a figure"

        assert (problem, "value", repr(given), NAN_REMEDY) == refusal(InputError, number, given, "value")
        assert (problem, "size", repr(given), "Write 0.") == refusal(
            InputError, number, given, "size", missing="Write 0."
        )

    @pytest.mark.parametrize(
        "given",
        [
            math.inf,
            -math.inf,
            np.float64("inf"),
            np.float32("-inf"),
            np.longdouble("inf"),
            Decimal("-Infinity"),
        ],
        ids=repr,
    )
    def test_an_infinity_is_refused(self, given):
        """An infinity is no figure, whatever its type."""
        expected = ("must be finite", "value", repr(given), "Write the figure itself, or leave it out.")

        assert expected == refusal(InputError, number, given, "value")

    @pytest.mark.parametrize(
        "given",
        [10**400, -(10**400), 10**5000, Fraction(10**400), Decimal("1E+400"), Decimal("-1E+400")],
        ids=["int", "minus int", "huge int", "Fraction", "Decimal", "minus Decimal"],
    )
    def test_a_number_beyond_all_floats_is_refused(self, given):
        """What is finite and yet no float is too large, which is another fault than being infinite."""
        problem, path, _, remedy = refusal(InputError, number, given, "value")

        assert ("is too large for a figure", "value", "Write it in thousands or millions.") == (
            problem,
            path,
            remedy,
        )

    @pytest.mark.skipif(np.finfo(np.longdouble).maxexp <= 1024, reason="a long double is a double here")
    def test_a_long_double_beyond_all_floats_is_refused(self):
        """A numpy long double reaches further than a float."""
        problem, *_ = refusal(InputError, number, np.longdouble("1e400"), "value")

        assert "is too large for a figure" == problem

    def test_a_callers_own_decimal_context_changes_nothing(self):
        """A program that computes with six digits gives kpirag the same number as any other."""
        with localcontext() as context:
            context.prec = 2

            assert 85.125 == number(Decimal("85.125"), "value")
            assert "12,345,678,901,234,568,000,000" == number_text(1.2345678901234567e22)


class TestWholeNumber:
    @pytest.mark.parametrize(("expected", "given"), [(20, 20), (0, 0), (20, np.int16(20)), (10**30, 10**30)])
    def test_an_integer_of_any_kind_is_an_int(self, expected, given):
        """Python and numpy integers enter as ints."""
        found = whole_number(given, "caution_below")

        assert (int, expected) == (type(found), found)

    @pytest.mark.parametrize(
        "given",
        [True, np.True_, 20.0, np.float64(20), Decimal(20), "20", None, np.timedelta64(20, "D")],
        ids=repr,
    )
    def test_anything_else_is_a_type_error(self, given):
        """20.0 is not taken for 20: where cases are counted, a point is a slip."""
        expected = ("must be a whole number", "decimals", repr(given), "Write a whole number, 0 or more.")

        assert expected == refusal(InputTypeError, whole_number, given, "decimals")

    def test_too_small_is_an_input_error(self):
        """The least that is allowed is named; the least itself is allowed."""
        expected = ("must be 1 or more", "n", "0", "Write a whole number, 1 or more.")

        assert expected == refusal(InputError, whole_number, 0, "n", least=1)
        assert 1 == whole_number(1, "n", least=1)


class TestAmount:
    @pytest.mark.parametrize(("expected", "given"), [(5.0, 5), (0.0, 0), (1e-6, 1e-6), (2.5, Decimal("2.5"))])
    def test_a_size_is_a_float(self, expected, given):
        """Zero, and anything from a millionth up, is a size."""
        assert expected == amount(given, "size")

    def test_minus_zero_is_zero(self):
        """The sign of a spreadsheet's -0 does not show in a tolerance."""
        assert 1.0 == math.copysign(1, amount(-0.0, "size"))

    def test_a_negative_size_is_refused(self):
        """Which side is meant is not said by a sign."""
        expected = ("must not be negative", "size", "-5", "Write the size without its sign.")

        assert expected == refusal(InputError, amount, -5, "size")

    def test_nan_is_refused_with_the_way_to_say_none(self):
        """A tolerance that is not there is `Tolerance.none()`, not a missing outturn."""
        *_, remedy = refusal(InputError, amount, math.nan, "size")

        assert "Write the size, or Tolerance.none() for none." == remedy

    @pytest.mark.parametrize("tiny", [9.99e-7, -9.99e-7, 5e-324])
    def test_a_tiny_number_is_refused(self, tiny):
        """Below a millionth, nine decimals no longer hold a number well, so its edges could not settle."""
        expected = (
            "is too small: a target or a tolerance is zero or at least 0.000001 in size",
            "value",
            repr(tiny),
            "Write the figures in a smaller unit.",
        )

        assert expected == refusal(InputError, not_too_small, tiny, "value")

    @pytest.mark.parametrize("value", [0.0, 1e-6, -1e-6, 5.0, -3.2])
    def test_all_else_is_returned_as_it_is(self, value):
        """Zero, a millionth and everything larger may be a target, negative or not."""
        assert value == not_too_small(value, "value")


class TestSettled:
    """Facts from the grid of decimal targets and tolerances on which plain floats miss 11 to 35%."""

    def test_every_edge_of_the_grid_of_points_is_exact(self):
        """Targets to 100.0 less tolerances to 20.0, in tenths: each edge is its decimal's float."""
        wrong = plain_wrong = 0
        for tenths in range(1, 1001):
            for less in range(1, 201):
                plain = tenths / 10 - less / 10
                decimal = (tenths - less) / 10
                plain_wrong += plain != decimal
                wrong += settled(plain, max(tenths, less) / 10) != decimal

        assert 0 == wrong
        assert plain_wrong > 50_000  # the trap is real: over a quarter of plain differences are off

    def test_every_edge_of_the_grid_of_percentages_is_exact(self):
        """Targets to 100.0 less 1 to 50% of themselves: each edge is the float of its exact decimal."""
        wrong = plain_wrong = 0
        for tenths in range(1, 1001):
            for percent in range(1, 51):
                target = tenths / 10
                plain = target - target * percent / 100
                decimal = tenths * (100 - percent) / 1000
                plain_wrong += plain != decimal
                wrong += settled(plain, target) != decimal

        assert 0 == wrong
        assert plain_wrong > 5_000

    @pytest.mark.parametrize(("decimals", "border"), [(6, 1e6), (3, 1e9), (0, 1e12)])
    def test_the_decimals_kept_depend_on_the_largest_input(self, decimals, border):
        """Nine below a million, six below 1e9, three below 1e12, none above; a border is above itself."""
        assert 10.0**decimals == scale_of(border)
        assert 10.0 ** (decimals + 3) == scale_of(math.nextafter(border, 0))
        assert (1e9, 1.0) == (scale_of(0.0), scale_of(1e300))

    @pytest.mark.parametrize(
        ("expected", "worked_out", "largest"),
        [
            (85.1, 90 - 4.9, 90),
            (99.9, 100.1 - 0.2, 100.1),
            (999_999.7, 999_999.9 - 0.2, 999_999.9),
            (0.123456789, 0.12345678912, 999_999.9),
            (0.123457, 0.12345678912, 1e6),
            (0.123457, 0.12345678912, 999_999_999.9),
            (0.123, 0.12345678912, 1e9),
            (0.123, 0.12345678912, 999_999_999_999.9),
            (0.0, 0.12345678912, 1e12),
            (1e12 - 5, 1e12 - 5.25, 1e12),
            (-69.6, -(70.3 - 0.7), 70.3),
            (0.0, -1e-12, 1.0),
            (2.0**60, 2.0**60, 2.0**60),
            (1e300, 1e300, 1e300),
            (math.inf, math.inf, 1e308),
        ],
    )
    def test_examples(self, expected, worked_out, largest):
        """A worked-out edge is the decimal that a person with a pencil would get."""
        assert expected == settled(worked_out, largest)

    @pytest.mark.parametrize("magnitude", [9e6, 1e7, 1e8, 9.9e8, 1e9, 1e10, 9.9e10])
    def test_large_edges_do_not_move(self, magnitude):
        """Budgets in pounds and pence: nine decimals at every size would leave one edge in ten off."""
        draw = random.Random(20240401)
        wrong = wrong_by_nine = 0
        for _ in range(1000):
            pence, less = round(draw.uniform(1, 9.9) * magnitude * 100), draw.randrange(1, 100_000)
            plain, decimal = pence / 100 - less / 100, float(Fraction(pence - less, 100))
            wrong += settled(plain, pence / 100) != decimal
            wrong_by_nine += round(plain * 1e9) / 1e9 != decimal

        assert 0 == wrong
        assert wrong_by_nine > 100

    @given(st.integers(-(10**12), 10**12), st.integers(1, 10**12))
    def test_settling_is_the_nearest_float_of_the_exact_decimal(self, units, largest_units):
        """Whatever exact decimal of nine places comes out, its nearest float is the settled edge."""
        worked_out = units / 10**9
        largest = max(abs(worked_out), largest_units / 10**9)

        assert float(Fraction(units, 10**9)) == settled(worked_out, largest)

    @given(st.floats(-1e15, 1e15), st.floats(0, 1e15))
    def test_settling_twice_is_settling_once(self, worked_out, largest):
        """A settled edge stays where it is."""
        once = settled(worked_out, max(abs(worked_out), largest))

        assert once == settled(once, max(abs(worked_out), largest))


class TestPercentage:
    def test_every_exact_percentage_is_the_decimal_itself(self):
        """All counts up to 1,000 whose percentage has one decimal: multiplied first, none is off."""
        wrong = divided_first = tried = 0
        for denominator in range(1, 1001):
            for numerator in range(denominator + 1):
                if 1000 * numerator % denominator == 0:
                    tried += 1
                    decimal = (1000 * numerator // denominator) / 10
                    wrong += percentage(numerator, denominator) != decimal
                    divided_first += numerator / denominator * 100 != decimal

        assert (0, True) == (wrong, divided_first > 300)
        assert tried > 9_000

    @pytest.mark.parametrize(
        ("expected", "args"),
        [
            (33.333333333333336, (1, 3)),
            (0.0, (0, 5)),
            (17.5, (35, 20_000, 10_000)),
            (5.5, (11, 2, 1)),
            (110.0, (11, 10)),
        ],
    )
    def test_examples(self, expected, args):
        """A percentage, a rate per 10,000 and a mean are one formula."""
        assert expected == percentage(*args)


class TestHalfUp:
    @pytest.mark.parametrize(
        ("expected", "value", "decimals"),
        [
            (2.68, 2.675, 2),
            (-2.68, -2.675, 2),
            (1.01, 1.005, 2),
            (-3.0, -2.5, 0),
            (3.0, 2.5, 0),
            (1.0, 0.5, 0),
            (0.0, 0.49, 0),
            (68.8, 68.75, 1),
            (33.3, 100 / 3, 1),
            (66.7, 200 / 3, 1),
            (8.4, 8.35, 1),
            (0.3, 0.1 + 0.2, 1),
            (1_234_567.13, 1_234_567.125, 2),
            (999_999.5, 999_999.45, 1),
            (1e9 + 0.01, 1e9 + 0.005, 2),
            (1e12 + 1, 1e12 + 0.5, 0),
            (1e12 + 2, 1e12 + 1.5, 0),
            (-1e12 - 1, -1e12 - 0.5, 0),
            (1e12 + 0.5, 1e12 + 0.5, 1),
            (2.0**52 + 1, 2.0**52 + 1, 0),
            (2.0**53 - 1, 2.0**53 - 1, 0),
            (1e300, 1e300, 2),
            (0.123456789, 0.1234567894, 9),
            (0.12345679, 0.1234567894, 8),
            (1.234567890123, 1.2345678901234, 12),
            (0.1, 0.1, 17),
            (92.7, 92.7, 400),
            (0.0, 1e-12, 10),
            (0.0, 5e-324, 5),
        ],
    )
    def test_examples(self, expected, value, decimals):
        """Halves go away from zero, at any size and to any number of decimals."""
        assert expected == half_up(value, decimals)

    @pytest.mark.parametrize("value", [-0.4, -0.0, -1e-9])
    def test_no_minus_zero(self, value):
        """What rounds to nothing is 0, not -0."""
        assert 1.0 == math.copysign(1, half_up(value, 0))

    @given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(0, 4))
    def test_it_is_the_rounding_taught_at_school(self, units, places, decimals):
        """For any number written in decimals, the answer is that of exact arithmetic, half away from zero."""
        exact_value = Fraction(units, 10**places)
        size = math.floor(abs(exact_value) * 10**decimals + Fraction(1, 2))
        expected = math.copysign(float(Fraction(size, 10**decimals)), units)

        assert expected == half_up(float(exact_value), decimals)

    @given(st.floats(-1e15, 1e15), st.integers(0, 12))
    def test_rounding_twice_is_rounding_once(self, value, decimals):
        """A rounded number stays as it is."""
        once = half_up(value, decimals)

        assert once == half_up(once, decimals)


class TestText:
    @pytest.mark.parametrize(
        ("expected", "value"),
        [(0, 60.0), (1, 92.7), (3, 1.005), (0, 1e22), (7, 1e-7), (0, -0.0), (15, 100 / 3)],
    )
    def test_decimals_are_counted_as_written_short(self, expected, value):
        """60.0 shows no decimals, 92.7 one; a power of ten is written out first."""
        assert expected == decimals_written(value)

    @pytest.mark.parametrize(
        ("expected", "value", "decimals"),
        [
            ("60", 60.0, None),
            ("1,234.5", 1234.5, None),
            ("-1,234.5", -1234.5, None),
            ("-0.5", -0.5, None),
            ("0", -0.0, None),
            ("0.0000001", 1e-7, None),
            ("10,000,000,000,000,000,000,000", 1e22, None),
            ("33.333333333333336", 100 / 3, None),
            ("33.3", 100 / 3, 1),
            ("60.00", 60, 2),
            ("2.68", 2.675, 2),
            ("1,235", 1234.5, 0),
            ("-3", -2.5, 0),
            ("-0.5", -0.45, 1),
            ("0.0", -0.04, 1),
            ("0", -0.4, 0),
            ("1,000,000", 999_999.95, 0),
        ],
    )
    def test_a_number_is_printed_as_in_a_report(self, expected, value, decimals):
        """Commas in the thousands, halves up, no power of ten, no minus before nothing."""
        assert expected == number_text(value, decimals)

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_a_number_printed_in_full_can_be_read_back(self, value):
        """Printing without decimals loses nothing."""
        assert value == float(number_text(value).replace(",", ""))

    @pytest.mark.parametrize(
        ("expected", "args", "options"),
        [
            ("92.7%", (92.7, "percent"), {}),
            ("92.70%", (92.7, "percent"), {"decimals": 2}),
            ("1 week", (1, "weeks"), {}),
            ("-1 day", (-1, "days"), {}),
            ("1.0 days", (1, "days"), {"decimals": 1}),
            ("26 weeks", (26, "weeks"), {}),
            ("0 days", (0, "days"), {}),
            ("£1,250", (1250, "currency"), {}),
            ("-£1,250.50", (-1250.5, "currency"), {"decimals": 2}),
            ("17.5 per 10,000", (17.5, "rate"), {"per": 10_000}),
            ("17.5", (17.5, "rate"), {}),
            ("278", (278, "number"), {}),
            ("3.5", (3.5, "score"), {}),
        ],
    )
    def test_a_number_is_printed_with_its_unit(self, expected, args, options):
        """Each unit has its own sign or word; one day and one week are singular."""
        assert expected == amount_text(*args, **options)
