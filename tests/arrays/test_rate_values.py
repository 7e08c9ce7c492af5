"""Rating rows: each gets the status that its figures get one at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Edge,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Target,
    Tolerance,
    rate,
)
from kpirag.arrays import rate_values, reason_names, state_names
from tests.arrays.rows import POLARITIES, bands_for, code_of, near

AS_GREEN = Scheme("Within is green", tolerance_counts_as="green")
FIVE = Scheme(
    "Five",
    states=("far below", "below", "met", "above", "far above"),
    edges={
        "below": Tolerance.points(10),
        "above": Tolerance.points(2, strict=True),
        "far above": Tolerance.points(8),
    },
)
SCHEMES = (RAG, BRAG, MET_OR_NOT, AS_GREEN)
TENTHS = st.integers(-2000, 2000).map(lambda tenths: tenths / 10)
ABOVE_ZERO = st.integers(1, 2000).map(lambda tenths: tenths / 10)
SIZES = st.integers(0, 200).map(lambda tenths: tenths / 10)
PERCENTS = st.integers(0, 60)
SIGNS = st.sampled_from([1, -1])
NOT_FIGURES = (math.nan, math.inf, -math.inf)


def values_near(edges):
    """Draw a value on an edge, one float beside it, near it, or no figure."""
    on = st.sampled_from(sorted(edges))
    beside = on.flatmap(
        lambda edge: st.sampled_from([math.nextafter(edge, way) for way in (-math.inf, math.inf)])
    )
    around = st.tuples(on, st.integers(-300, 300)).map(lambda pair: round(pair[0] + pair[1] / 10, 6))
    return on | beside | around | st.sampled_from(NOT_FIGURES)


@st.composite
def boards(draw, *, targets, sizes, percent):
    """Draw rows of one kind of tolerance, with values near their edges, and the scalar codes."""
    scheme = draw(st.sampled_from(SCHEMES))
    rows = draw(st.lists(st.tuples(targets, sizes, SIGNS), min_size=1, max_size=12))
    strict = draw(st.booleans())
    values, codes = [], []
    for target, size, sign in rows:
        tolerance = Tolerance.percent(size) if percent else Tolerance.points(size)
        bands = bands_for(POLARITIES[sign], scheme, value=target, tolerance=tolerance, strict=strict)
        value = draw(values_near({target, *(edge.value for edge in bands.edges)}))
        values.append(value)
        codes.append(code_of(bands, value))
    return scheme, strict, [np.array(column) for column in zip(*rows, strict=True)], values, codes


class TestOneRowOneRating:
    """The first law: a column gives what its rows give alone."""

    @given(boards(targets=TENTHS, sizes=SIZES, percent=False))
    def test_tolerances_in_points(self, board):
        """With a tolerance in points a row, each row has the status of its own bands."""
        scheme, strict, (target, size, sign), values, codes = board

        assert (
            codes
            == rate_values(
                values, target, tolerance=size, polarity=sign, strict=strict, scheme=scheme
            ).tolist()
        )

    @given(boards(targets=ABOVE_ZERO, sizes=PERCENTS, percent=True))
    def test_tolerances_in_percent(self, board):
        """With a tolerance in percent a row, each row has the status of its own bands."""
        scheme, strict, (target, size, sign), values, codes = board

        assert (
            codes
            == rate_values(values, target, percent=size, polarity=sign, strict=strict, scheme=scheme).tolist()
        )

    @given(st.data(), st.sampled_from(SCHEMES), st.sampled_from(["higher", "lower"]), st.booleans())
    def test_one_target_for_all(self, data, scheme, polarity, strict):
        """One number for all rows gives what its bands give each value."""
        target, size = data.draw(TENTHS), data.draw(SIZES)
        options = {"tolerance": Tolerance.points(size), "strict": strict}
        bands = bands_for(polarity, scheme, value=target, **options)
        values = data.draw(st.lists(values_near({target, *(edge.value for edge in bands.edges)}), max_size=9))

        codes = rate_values(values, target, polarity=polarity, scheme=scheme, **options)
        again = rate_values(values, Target(target, **options), polarity=polarity, scheme=scheme)

        assert [code_of(bands, value) for value in values] == codes.tolist() == again.tolist()

    @given(st.data(), st.sampled_from([RAG, BRAG, AS_GREEN]), SIGNS, st.booleans(), st.booleans())
    def test_floors_and_stretches(self, data, scheme, sign, strict, counts):
        """A floor is the amber edge, a stretch that of better than green; both may have to be passed."""
        target = data.draw(TENTHS)
        floor = round(target - sign * data.draw(SIZES), 1)
        stretch = round(target + sign * data.draw(SIZES.filter(bool)), 1)
        marks = {"floor": Edge(floor, inclusive=counts), "stretch": Edge(stretch, inclusive=counts)}
        bands = bands_for(POLARITIES[sign], scheme, value=target, strict=strict, **marks)
        values = data.draw(st.lists(values_near({target, floor, stretch}), min_size=1, max_size=9))
        options = {"polarity": POLARITIES[sign], "strict": strict, "scheme": scheme}
        columns = {name: np.full(len(values), edge.value) for name, edge in marks.items()}

        expected = [code_of(bands, value) for value in values]

        assert expected == rate_values(values, target, **marks, **options).tolist()
        assert expected == rate_values(values, np.full(len(values), target), **marks, **options).tolist()
        if counts:
            assert expected == rate_values(values, target, **columns, **options).tolist()

    @given(st.data(), st.sampled_from([RAG, MET_OR_NOT, AS_GREEN]), st.booleans())
    def test_ranges(self, data, scheme, strict):
        """A range has the same tolerance on both sides, or one for each."""
        rows = data.draw(st.lists(st.tuples(TENTHS, st.integers(1, 900)), min_size=1, max_size=9))
        tolerance = data.draw(
            st.sampled_from(
                [Tolerance.points(2.5), Tolerance.points(below=3), Tolerance.points(above=1, below=2)]
            )
        )
        low = np.array([start for start, _ in rows])
        high = np.round(low + [width / 10 for _, width in rows], 1)
        each = [
            bands_for("range", scheme, value=None, low=start, high=end, tolerance=tolerance, strict=strict)
            for start, end in zip(low.tolist(), high.tolist(), strict=True)
        ]
        values = [data.draw(values_near({edge.value for edge in bands.edges})) for bands in each]

        codes = rate_values(
            values, low=low, high=high, polarity="range", tolerance=tolerance, strict=strict, scheme=scheme
        )

        assert [code_of(bands, value) for bands, value in zip(each, values, strict=True)] == codes.tolist()

    @given(st.data(), SIGNS)
    def test_a_scheme_with_edges_of_its_own(self, data, sign):
        """Five bands with their own edges are read from the scheme, whatever the target."""
        targets = data.draw(st.lists(TENTHS, min_size=1, max_size=9))
        each = [bands_for(POLARITIES[sign], FIVE, value=target) for target in targets]
        values = [data.draw(values_near({edge.value for edge in bands.edges})) for bands in each]

        codes = rate_values(values, targets, polarity=POLARITIES[sign], scheme=FIVE)

        assert [code_of(bands, value) for bands, value in zip(each, values, strict=True)] == codes.tolist()

    @given(
        st.lists(
            st.tuples(st.sampled_from([0.3, 85.1, 12_345.6, 9e6, 2.5e9, 7e12, 3e15]), SIZES, SIGNS),
            min_size=1,
        )
    )
    def test_mixed_magnitudes(self, rows):
        """Rows of percentages, pounds and millions in one column are each settled at their own scale."""
        target, size, sign = (np.array(column) for column in zip(*rows, strict=True))
        each = [
            bands_for(POLARITIES[sign], value=target, tolerance=Tolerance.percent(size))
            for target, size, sign in rows
        ]
        edges = np.array(
            [
                [edge.value for edge in bands.edges][0 if sign > 0 else -1]
                for bands, (_, _, sign) in zip(each, rows, strict=True)
            ]
        )

        for values in (edges, np.nextafter(edges, np.inf), np.nextafter(edges, -np.inf)):
            expected = [code_of(bands, value) for bands, value in zip(each, values.tolist(), strict=True)]
            assert expected == rate_values(values, target, percent=size, polarity=sign).tolist()


class TestManyRows:
    """The same law over 100,000 rows at a time."""

    ROWS, DEFINITIONS = 100_000, 1_000

    def columns(self, *, largest, seed):
        """Return targets, sizes, signs and values near the edges, and the scalar codes."""
        draw = np.random.default_rng(seed)
        decimals = draw.integers(0, 4, self.DEFINITIONS)
        scale = 10.0**decimals
        targets = np.rint(draw.uniform(0.5, largest, self.DEFINITIONS) * scale) / scale
        sizes = np.rint(draw.uniform(0, 20, self.DEFINITIONS) * 10) / 10
        sizes[::17] = 0.0
        signs = draw.choice([1, -1], self.DEFINITIONS).astype(np.int8)
        return draw, targets, sizes, signs

    @pytest.mark.parametrize("largest", [100, 5e6, 5e9, 5e13])
    @pytest.mark.parametrize("kind", ["points", "percent"])
    def test_every_row_has_its_scalar_code(self, kind, largest):
        """100,000 rows near their edges, of one magnitude or mixed, have their scalar codes."""
        draw, targets, sizes, signs = self.columns(largest=largest, seed=20240401)
        targets[targets == 0] = 1.0
        if largest > 100:
            targets[::3] = np.round(targets[::3] / largest * 90 + 1, 1)
        each = self.ROWS // self.DEFINITIONS
        values, codes = [], []
        for target, size, sign in zip(targets.tolist(), sizes.tolist(), signs.tolist(), strict=True):
            bands = bands_for(POLARITIES[sign], value=target, tolerance=getattr(Tolerance, kind)(size))
            few = near([edge.value for edge in bands.edges], draw, each)
            few[draw.random(each) < 0.03] = np.nan
            values.append(few)
            codes.append([code_of(bands, value) for value in few.tolist()])
        order = draw.permutation(self.ROWS)
        where = {"tolerance" if kind == "points" else "percent": np.repeat(sizes, each)[order]}

        found = rate_values(
            np.concatenate(values)[order],
            np.repeat(targets, each)[order],
            polarity=np.repeat(signs, each)[order],
            **where,
        )

        assert np.array_equal(np.concatenate(codes)[order], found)

    def test_decimal_arithmetic_agrees(self):
        """On a grid of tenths every value exactly on its amber edge is amber, and one tenth below is red."""
        target = np.arange(1001)[:, None] / 10
        size = np.arange(201)[None, :] / 10
        on = (np.arange(1001)[:, None] - np.arange(201)[None, :]) / 10

        codes = rate_values(on, target, tolerance=size)
        below = rate_values((np.rint(on * 10) - 1) / 10, target, tolerance=size)

        assert np.array_equal(np.where(size > 0, 2, 3) + 0 * target, codes)
        assert (below == 1).all()


class TestNotRated:
    def test_each_has_its_reason(self):
        """Missing is no data, infinite unreliable, and without a target there is none: never red or green."""
        values = [math.nan, math.inf, -math.inf, 50.0, 50.0, 50.0, 50.0, math.nan]
        target = [60, 60, 60, math.nan, 60, math.inf, 60, math.nan]
        size = [1, 1, 1, 1, math.nan, 1, 1, 1]
        sign = np.array([1, 1, 1, 1, 1, 1, 0, 0], dtype=np.int8)

        codes, reasons = rate_values(values, target, tolerance=size, polarity=sign, with_reasons=True)

        assert [0] * 8 == codes.tolist()
        assert [
            "no data",
            "unreliable",
            "unreliable",
            "no target",
            "no target",
            "no target",
            "contextual",
            "no data",
        ] == reason_names(reasons).tolist()

    def test_the_reasons_are_those_of_one_figure(self):
        """A missing figure, and a figure without a target, have the reason that `rate` gives."""
        days = Indicator("7", "Days", polarity="lower")
        quarter = Period.quarter(2022, 2)
        missing = rate(days, Outturn.missing(quarter, "no data"), Target(26)).reason
        without = rate(days, Outturn(quarter, 24)).reason

        _, reasons = rate_values([math.nan, 24], [26, math.nan], polarity="lower", with_reasons=True)

        assert [missing, without] == [Reason(name) for name in reason_names(reasons).tolist()]

    @given(st.lists(st.sampled_from([math.nan, math.inf, 1.0, 60.0, 99.0]), min_size=1))
    def test_a_row_has_a_code_or_a_reason(self, values):
        """Every row has exactly one of the two."""
        codes, reasons = rate_values(values, [60.0], tolerance=[5.0], with_reasons=True)

        assert ((codes == 0) != (reasons == 0)).all()

    def test_a_scheme_may_count_what_is_missing(self):
        """A scheme that counts a missing figure as red does so here too; an infinity stays unreliable."""
        strict = RAG.replace(missing_as="red")
        values = [math.nan, math.inf, 50.0, math.nan]

        one = rate_values(values, 40, scheme=strict)
        rows = rate_values(values, [40, 40, 40, math.nan], tolerance=[1.0], scheme=strict)

        assert [1, 0, 3, 1] == one.tolist()
        assert [1, 0, 3, 0] == rows.tolist()


class TestRounding:
    def test_as_published(self):
        """A scheme that rounds first rates 89.95 as 90.0, half away from zero."""
        published = RAG.replace(rounding="as published")

        assert [3, 1] == rate_values([89.95, 89.94], 90, scheme=published, decimals=1).tolist()
        assert [1, 1] == rate_values([89.95, 89.94], 90, decimals=1).tolist()

    def test_it_needs_the_decimals(self):
        """Without the decimals it cannot round, and says so."""
        with pytest.raises(InputError, match=r"decimals: is not given.*Write decimals=1"):
            rate_values([89.95], 90, scheme=RAG.replace(rounding="as published"))


class TestBothKinds:
    def test_points_in_one_row_and_percent_in_the_next(self):
        """Beside each other, each row has NaN in the kind it does not have; with neither it is not rated."""
        points = [5.0, math.nan, math.nan]
        percent = [math.nan, 10.0, math.nan]

        assert [2, 2, 0] == rate_values([55.0, 54.0, 54.0], 60, tolerance=points, percent=percent).tolist()

    def test_two_in_one_row_are_refused(self):
        """A row with both is ambiguous, and named."""
        with pytest.raises(InputError, match=r"percent\[1\]: is given beside a tolerance in points"):
            rate_values([55, 55], [60, 60], tolerance=[math.nan, 5], percent=[10, 10])


class TestShapes:
    def test_two_dimensions(self):
        """A board of indicators by quarters takes one target an indicator."""
        board = np.array([[92.7, 88.0], [24.0, 27.0]])

        codes = rate_values(board, [[90], [26]], tolerance=[[5], [0]], polarity=[["higher"], ["lower"]])

        assert [[3, 2], [3, 1]] == codes.tolist()

    def test_nothing_and_one_number(self):
        """No rows give no codes, and a number alone gives an array without dimensions."""
        assert (0,) == rate_values([], 90).shape == rate_values([], [], tolerance=[]).shape
        assert (3, 0) == rate_values(np.zeros((3, 0)), np.ones((3, 1)), tolerance=1).shape
        assert ((), 3) == ((found := rate_values(92.7, 90)).shape, found.item())
        assert 2 == rate_values(85.1, np.array(90), tolerance=np.array(4.9)).item()

    @given(st.integers(1, 7), st.integers(1, 5))
    def test_layout_does_not_matter(self, rows, columns):
        """Columns with gaps, turned round, in Fortran order, or read-only give the codes of a plain copy."""
        draw = np.random.default_rng(rows * 10 + columns)
        whole = draw.choice([55.0, 60.0, 54.9, np.nan], (2 * rows, 3 * columns))
        target = draw.choice([60.0, 55.0], (2 * rows, 3 * columns))
        expected = rate_values(whole.copy(), target.copy(), tolerance=5)
        for change in (np.asfortranarray, lambda x: np.flip(x).copy()[::-1, ::-1], lambda x: x.astype(">f8")):
            values, goals = change(whole), change(target)
            values.flags.writeable = goals.flags.writeable = False
            assert np.array_equal(expected, rate_values(values, goals, tolerance=5))
        part = (slice(None, None, 2), slice(1, None, 3))
        assert np.array_equal(expected[part], rate_values(whole[part], target[part], tolerance=5))

    def test_out(self):
        """Codes go into the array that is given, with gaps or without."""
        room = np.full((3, 2), 9, dtype=np.int8)

        found = rate_values([92.7, 85.0, 80.0], [90.0] * 3, tolerance=5, out=room[:, 1])

        assert np.shares_memory(room, found)
        assert [[9, 3], [9, 2], [9, 1]] == room.tolist()

    @pytest.mark.parametrize(
        "out, message",
        [
            (np.empty(2, np.int64), "out: must be an array of int8; got an array of int64"),
            (np.empty(3, np.int8), r"out: must have the shape \(2,\); got \(3,\)"),
            ([0, 0], "out: must be an array of int8; got"),
            (np.broadcast_to(np.int8(0), (2,)), "out: cannot be written to"),
        ],
    )
    def test_out_that_cannot_be(self, out, message):
        """An array of another type or shape is refused with the one to make."""
        with pytest.raises((InputError, InputTypeError), match=message):
            rate_values([1.0, 2.0], 1, out=out)

    def test_an_input_is_never_written_to(self):
        """Inputs stay as they are, and cannot be given as out."""
        values = np.array([55.0, 60.0, np.nan])
        target = np.array([60.0, 60.0, 60.0])
        sign = np.array([1, -1, 1], dtype=np.int8)
        before = [one.copy() for one in (values, target, sign)]

        rate_values(values, target, tolerance=[5, 5, 5], polarity=sign)

        assert all(
            np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
            for one, other in zip(before, (values, target, sign), strict=True)
        )
        with pytest.raises(InputError, match="out: shares its memory with polarity"):
            rate_values(values, target, polarity=sign, out=sign)

    def test_slices_are_independent(self):
        """Rating slices apart gives the codes of the whole, so that callers can share out the work."""
        draw = np.random.default_rng(3)
        values, target = (
            np.round(draw.uniform(40, 80, 150_000), 1),
            np.round(draw.uniform(50, 70, 150_000), 1),
        )
        whole = rate_values(values, target, tolerance=5)
        parts = np.empty_like(whole)

        for start in range(0, 150_000, 40_000):
            part = slice(start, start + 40_000)
            rate_values(values[part], target[part], tolerance=5, out=parts[part])

        assert np.array_equal(whole, parts)


class TestInputs:
    @pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint16, ">i4", np.float64, np.longdouble])
    def test_any_kind_of_number(self, kind):
        """Whole numbers and floats of 64 bits or more are read as they are."""
        assert [3, 1] == rate_values(np.array([90, 80], dtype=kind), np.array([85, 85], dtype=kind)).tolist()

    def test_a_list_with_none_and_a_masked_array(self):
        """None, and what is masked, is missing."""
        assert [3, 0] == rate_values([92.7, None], 90).tolist()
        assert [3, 0] == rate_values(np.ma.array([92.7, 10.0], mask=[False, True]), 90).tolist()

    def test_float32_needs_the_decimals(self):
        """85.1 as float32 is not 85.1, so the decimals are asked for and the figure is read to them."""
        single = np.array([85.1, 85.0], dtype=np.float32)

        with pytest.raises(InputError, match=r"values: is of float32.*decimals=1.*astype\('float64'\)"):
            rate_values(single, 90, tolerance=4.9)
        assert [2, 1] == rate_values(single, 90, tolerance=4.9, decimals=1).tolist()

    def test_float32_with_more_decimals_than_said(self):
        """A figure with more decimals than said is not rounded in silence."""
        with pytest.raises(InputError, match=r"values\[1\]: has more decimals than decimals=1; got 85.25"):
            rate_values(np.array([85.1, 85.25], dtype=np.float32), 90, decimals=1)

    @pytest.mark.parametrize(
        "values, message",
        [
            (["92.7"], "values: must be an array of numbers.*without quotes"),
            ([True], "values: must be an array of numbers.*Write 1 and 0"),
            (np.array(["2022-01-01"], dtype="M8[D]"), "values: must be an array of numbers.*not their dates"),
            ([[1], [1, 2]], "values: must be an array of numbers.*rows of one length"),
            ((one for one in [1.0]), "values: must be an array of numbers"),
            ({1: 2}, "values: must be an array of numbers"),
            ([1 + 2j], "values: must be an array of numbers"),
        ],
    )
    def test_what_is_no_column_of_numbers(self, values, message):
        """Text, truth values, dates and ragged rows are refused, each with its remedy."""
        with pytest.raises(InputTypeError, match=message):
            rate_values(values, 90)

    def test_shapes_that_do_not_fit(self):
        """Two rows against three say so, with the shape of each."""
        with pytest.raises(
            InputError, match=r"target: does not fit the rest; got values \(2,\), target \(3,\)"
        ):
            rate_values([1.0, 2.0], [1.0, 2.0, 3.0])


class TestRefusals:
    @pytest.mark.parametrize(
        "options, message",
        [
            ({"target": [60, 0], "percent": 10}, r"target\[1\]: takes no percentage as a tolerance.*got 0.0"),
            ({"target": [60, -5], "percent": [10, 10]}, r"target\[1\]: takes no percentage.*in points"),
            ({"target": [60, 1e-7]}, r"target\[1\]: is too small.*smaller unit"),
            ({"target": [60, 60], "tolerance": [5, -1]}, r"tolerance\[1\]: must not be negative; got -1.0"),
            ({"target": [60, 60], "tolerance": [5, 1e-9]}, r"tolerance\[1\]: is too small"),
            ({"target": [60, 60], "floor": [55, 65]}, r"floor\[1\]: is on the better side of the target"),
            ({"target": [60, 60], "stretch": [65, 55]}, r"stretch\[1\]: is on the worse side of the target"),
            (
                {"target": [60, 60], "stretch": [65, 60], "strict": True},
                r"stretch\[1\]: is easier to reach than the target",
            ),
            ({"low": [1, 5], "high": [2, 4], "polarity": "range"}, r"low\[1\]: lies above the upper bound"),
            (
                {"low": [1, 5], "high": [2, 5], "polarity": "range", "strict": True},
                r"low\[1\]: leaves no value inside the range",
            ),
            (
                {"target": [60, 1.7e308], "tolerance": 1.7e308, "polarity": "lower"},
                "beyond the largest figure",
            ),
        ],
    )
    def test_a_row_that_cannot_be_is_named(self, options, message):
        """What a Target refuses for one figure is refused for a row, with the row."""
        with pytest.raises(InputError, match=message):
            rate_values([50.0, 50.0], **options)

    @pytest.mark.parametrize(
        "target, percent", [([1e-300, 90], [1e-10, 5]), ([1e-160, 90], [1e-160, 5]), ([1e-320, 90], 5.0)]
    )
    def test_it_is_named_even_where_numpy_is_to_raise(self, target, percent):
        """What numpy is told to do where a product is too small for a float does not change the error."""
        with np.errstate(all="raise"), pytest.raises(InputError, match=r"^target\[0\]: is too small"):
            rate_values([1.0, 90.0], target, percent=percent)

    def test_several_rows_are_named(self):
        """The first rows are named, and how many more there are."""
        with pytest.raises(InputError, match=r"target\[0\].*so are \[1\], \[2\], \[3\], \[4\] and 5 more"):
            rate_values(np.full(10, 50.0), np.zeros(10), percent=10)

    def test_rows_of_a_board_are_named_by_both_places(self):
        """In two dimensions a row is named by both."""
        with pytest.raises(InputError, match=r"target\[1\]\[0\]: is too small"):
            rate_values(np.ones((2, 2)), [[1.0, 1.0], [1e-8, 1.0]])

    @pytest.mark.parametrize(
        "options, message",
        [
            ({}, "target: is not given.*rate_values"),
            ({"target": 60, "low": 1, "high": 2}, "target: is given beside the bounds of a range"),
            ({"low": 1}, "high: is not given"),
            ({"low": 1, "high": 2}, "polarity: a range does not say what higher is better means"),
            ({"target": 60, "polarity": "range", "floor": 1}, "floor: is not for a range"),
            ({"target": 60, "polarity": "none"}, "target: rows are not judged"),
            ({"target": 60, "polarity": "hihger"}, "Did you mean 'higher'"),
            ({"target": 60, "polarity": [2]}, r"polarity\[0\]: is neither 1, -1 nor 0"),
            ({"target": 60, "polarity": ["range"]}, r"polarity\[0\]: of single rows cannot be a range"),
            ({"target": [60], "floor": 50, "tolerance": 5}, "floor: is given beside a tolerance"),
            ({"target": 60, "floor": 50, "tolerance": 5}, "floor: is given beside a tolerance"),
            ({"target": Target(60), "tolerance": 5}, "is given beside a Target"),
            (
                {"target": Target(60), "polarity": [1, -1]},
                "polarity: differs from row to row beside one Target",
            ),
            ({"target": 60, "tolerance": -5}, "tolerance: must not be negative"),
            (
                {"target": 60, "percent": 10, "tolerance": Tolerance.points(1)},
                "percent: is given beside a Tol",
            ),
            ({"target": [60], "tolerance": Tolerance.points(above=1)}, "no state"),
            ({"target": 60, "tolerance": Tolerance.points(above=1)}, "no state"),
            (
                {"target": 60, "tolerance": Tolerance.points(below=1), "polarity": [1, -1]},
                "tolerance: names numeric sides",
            ),
            ({"target": 60, "scheme": RAG.replace(min_denominator=5)}, "scheme.min_denominator"),
            ({"target": 60, "scheme": "RAG"}, "scheme: must be a Scheme"),
            ({"target": 60, "strict": 1}, "strict: must be True or False"),
            ({"target": Edge(60)}, "target: must be an array of numbers"),
        ],
    )
    def test_arguments_that_contradict_each_other(self, options, message):
        """What cannot be meant is refused before any row is read, with what to write instead."""
        with pytest.raises((InputError, InputTypeError), match=message):
            rate_values([50.0, 61.0], **options)

    @pytest.mark.parametrize("target", [90, [90, 90]])
    def test_two_tolerances_for_all(self, target):
        """Points and percent together are refused, however the target is given: neither is dropped."""
        with pytest.raises(InputError, match=r"^percent: is given beside a tolerance in points; got 10"):
            rate_values([84.0, 82.0], target, tolerance=5, percent=10)

    @pytest.mark.parametrize("name", ["low", "high", "tolerance", "percent", "floor", "stretch", "strict"])
    def test_beside_a_target(self, name):
        """What a `Target` holds is not said twice; the error names the argument."""
        with pytest.raises(InputError, match=f"^{name}: is given beside a Target"):
            rate_values([1.0], Target(1), **{name: True if name == "strict" else 1})

    def test_reasons_are_asked_for_by_true(self):
        """Text is no answer, least of all "no"."""
        with pytest.raises(InputTypeError, match=r"^with_reasons: must be True or False"):
            rate_values([1.0], 1, with_reasons="no")


class TestNames:
    def test_one_code(self):
        """The name of one code is an array without dimensions, as its code is."""
        for named in (state_names(3), reason_names(np.int8(10))):
            assert isinstance(named, np.ndarray)
            assert () == named.shape

    def test_state_names(self):
        """Codes have the names of the scheme's states."""
        assert ["green", "not rated"] == state_names([3, 0]).tolist()
        assert ["far above", "far below"] == state_names([5, 1], FIVE).tolist()

    def test_unknown_codes(self):
        """A code that is none is refused with its row."""
        with pytest.raises(InputError, match=r"codes\[1\]: is no code of RAG; got 4. Codes run from 0 to 3"):
            state_names([1, 4])


class TestInfinities:
    """Infinities in any column are no figures, and nothing is said about them but that."""

    @pytest.mark.parametrize("values", [math.inf, -math.inf, 60.0])
    @pytest.mark.parametrize("target", [math.inf, -math.inf, 60.0])
    @pytest.mark.parametrize("size", [math.inf, 5.0])
    def test_in_any_column(self, values, target, size):
        """A row is rated only if all of its numbers are finite."""
        rated = all(map(math.isfinite, (values, target, size)))

        codes = rate_values([values, 60.0], [target, 60.0], tolerance=[size, 5.0], polarity=[1, -1])

        assert [3 if rated else 0, 3] == codes.tolist()
        assert [3 if math.isfinite(values + target) else 0] == rate_values([values], [target]).tolist()

    @pytest.mark.parametrize("far", [math.inf, -math.inf])
    @pytest.mark.parametrize("sign", [1, -1, 0])
    @pytest.mark.parametrize(
        "options",
        [{}, {"tolerance": 5.0}, {"percent": 0.0}, {"percent": 10.0}, {"floor": 3.0}, {"stretch": 3.0}],
    )
    def test_beside_every_kind_of_edge(self, far, sign, options):
        """An infinite target is not rated and not refused, whatever its tolerance, and without a warning."""
        size = {name: [one] for name, one in options.items()}

        found = rate_values([far], [far], polarity=[sign], scheme=BRAG, with_reasons=True, **size)

        assert ["not rated"] == state_names(found[0]).tolist()
        assert ["unreliable"] == reason_names(found[1]).tolist()

    @pytest.mark.parametrize("name", ["floor", "stretch"])
    @pytest.mark.parametrize("far", [math.inf, -math.inf])
    def test_as_a_mark(self, name, far):
        """An infinite floor or stretch leaves its row without a target."""
        codes, reasons = rate_values([9.0, 9.0], 5.0, scheme=BRAG, with_reasons=True, **{name: [far, 5.0]})

        assert (0, "no target") == (codes[0], reason_names(reasons)[0])
        assert codes[1] > 0

    @pytest.mark.parametrize(
        "low, high", [(-math.inf, 5.0), (5.0, math.inf), (math.inf, 5.0), (5.0, -math.inf)]
    )
    @pytest.mark.parametrize("options", [{}, {"percent": [0.0]}, {"strict": True}])
    def test_as_a_bound(self, low, high, options):
        """An infinite bound is no bound, and a range with one is not rated."""
        assert [0] == rate_values([5.0], low=[low], high=[high], polarity="range", **options).tolist()

    def test_wrong_sides_are_still_refused(self):
        """Numbers so large that their difference is infinite are numbers all the same."""
        with pytest.raises(InputError, match=r"^floor\[0\]: is on the better side of the target"):
            rate_values([1.0], [-1e308], floor=[1e308])


class TestStrictRanges:
    @given(st.data(), st.sampled_from([RAG, AS_GREEN]), st.booleans())
    def test_of_one_number(self, data, scheme, strict):
        """A range of one number that must be passed holds what its tolerance adds to it, or is refused."""
        at, size = data.draw(TENTHS), data.draw(SIZES)
        facts = {"value": None, "low": at, "high": at, "tolerance": Tolerance.points(size), "strict": strict}
        values = data.draw(st.lists(values_near({at, at - size, at + size}), min_size=1, max_size=6))
        options = {"low": [at], "high": [at], "tolerance": [size], "strict": strict, "scheme": scheme}
        try:
            bands = bands_for("range", scheme, **facts)
        except InputError:
            with pytest.raises(InputError, match=r"^low\[0\]: leaves no value inside the range"):
                rate_values(values, polarity="range", **options)
            return

        codes = rate_values(values, polarity="range", **options)

        assert [code_of(bands, value) for value in values] == codes.tolist()


class TestEveryRowOnItsEdge:
    """Rows on their edges are kept and settled together: many of them, of every kind."""

    @pytest.mark.parametrize("options", [{"tolerance": 4.9}, {"percent": 10.0}, {"percent": [[10.0]]}])
    def test_more_than_a_piece(self, options):
        """A quarter of a million rows that all lie exactly on the edge are amber, and one float below red."""
        target = np.round(np.random.default_rng(9).uniform(50, 100, 250_000), 1)[None, :]
        each = target - 4.9 if "tolerance" in options else target * 0.9
        edge = np.round(each, 9)

        assert (rate_values(edge, target, **options) == 2).all()
        assert (rate_values(np.nextafter(edge, 0), target, **options) == 1).all()


class TestCallsInTurn:
    """What is kept from one call for the next never decides what another call gives."""

    @pytest.mark.parametrize("target", [90.0, [[90.0], [90.0]]])
    def test_each_call_has_its_own_facts(self, target):
        """Calls that differ in one fact alone each give the scalar codes, in any order."""
        sizes = (None, Tolerance.points(5), Tolerance.percent(5), Tolerance.points(5, strict=True))
        schemes = [RAG, BRAG, MET_OR_NOT, AS_GREEN, *(RAG.replace(tolerance=size) for size in sizes[1:])]
        marks = [
            {},
            *({"floor": Edge(85, inclusive=counts)} for counts in (True, False)),
            *({"stretch": Edge(95, inclusive=counts)} for counts in (True, False)),
        ]
        calls = [
            (scheme, {"strict": strict, "tolerance": size} | mark)
            for scheme in schemes
            for strict in (True, False)
            for size in sizes
            for mark in marks
            if not ("floor" in mark and size is not None) and not ("stretch" in mark and scheme is not BRAG)
        ]
        values = [84.9, 85.0, 85.5, 85.6, 89.9, 90.0, 90.1, 95.0, 95.1]

        for place in np.random.default_rng(11).permutation(np.arange(len(calls)).repeat(2)):
            scheme, facts = calls[place]
            bands = bands_for("higher", scheme, value=90, **facts)

            found = rate_values([values, values], target, scheme=scheme, **facts)

            assert [[code_of(bands, value) for value in values]] * 2 == found.tolist()

    def test_zero_and_minus_zero(self):
        """The two zeros are one number, whichever comes first."""
        for target in (-0.0, 0.0, -0.0):
            assert [1, 3, 3, 3] == rate_values([-1.0, -0.0, 0.0, 1.0], target, tolerance=target).tolist()
            with pytest.raises(InputError, match="5% of 0 is no sensible tolerance"):
                rate_values([1.0], target, percent=5)
