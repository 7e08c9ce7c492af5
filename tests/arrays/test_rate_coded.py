"""Rating rows by the code of their indicator: the definitions once, the rows by the million."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import BRAG, MET_OR_NOT, RAG, Bands, Indicator, InputError, InputTypeError, Target, Tolerance
from kpirag.arrays import rate_coded, rate_values, reason_names
from tests.arrays.rows import bands_for, code_of, near

DAYS = bands_for("lower", value=26, tolerance=Tolerance.points(4))
PLANS = bands_for("higher", value=60, tolerance=Tolerance.points(5))
RANGE = bands_for("range", value=None, low=80, high=90, tolerance=Tolerance.points(5))


def random_definitions(draw, count, polarities):
    """Return bands with random targets, tolerances and ways."""
    found = []
    for polarity in draw.choice(polarities, count):
        target, size = round(draw.uniform(50, 100), 1), round(draw.uniform(0, 10), 1)
        edges = (
            {"value": None, "low": target, "high": target + 7} if polarity == "range" else {"value": target}
        )
        found.append(bands_for(str(polarity), **edges, tolerance=Tolerance.points(size)))
    return found


class TestOneRowOneRating:
    @pytest.mark.parametrize("polarities", [["higher"], ["higher", "lower"], ["higher", "lower", "range"]])
    def test_a_hundred_thousand_rows(self, polarities):
        """Each of 100,000 rows near its edges has the code of its own bands."""
        draw = np.random.default_rng(7)
        definitions = random_definitions(draw, 500, polarities)
        values = np.stack([near([e.value for e in one.edges], draw, 200) for one in definitions])
        values[draw.random(values.shape) < 0.03] = np.nan
        expected = [
            [code_of(one, value) for value in few]
            for one, few in zip(definitions, values.tolist(), strict=True)
        ]
        order = draw.permutation(values.size)
        codes = np.repeat(np.arange(500, dtype=np.int32), 200)[order]

        found = rate_coded(values.ravel()[order], codes, definitions)

        assert np.array_equal(np.ravel(expected)[order], found)

    @given(st.lists(st.tuples(st.integers(-1, 2), st.integers(200, 1000)), max_size=30))
    def test_it_is_rating_one_definition_at_a_time(self, rows):
        """Rows of one code have the codes that `rate_values` gives them against that target."""
        codes = np.array([code for code, _ in rows], dtype=np.int64)
        values = np.array([tenths / 10 for _, tenths in rows])
        expected = np.zeros(len(rows), np.int8)
        for code, bands in enumerate((PLANS, DAYS, RANGE)):
            polarity = bands.indicator.polarity
            expected[codes == code] = rate_values(values[codes == code], bands.target, polarity=polarity)

        assert expected.tolist() == rate_coded(values, codes, [PLANS, DAYS, RANGE]).tolist()

    @pytest.mark.parametrize("scheme", [BRAG, MET_OR_NOT])
    def test_other_schemes(self, scheme):
        """A scheme with more or fewer states has its own codes."""
        bands = [bands_for("higher", scheme, value=60), bands_for("lower", scheme, value=60)]
        values = [59.0, 60.0, 61.0] * 2

        expected = [code_of(one, value) for one in bands for value in values[:3]]

        assert expected == rate_coded(values, [0, 0, 0, 1, 1, 1], bands).tolist()


class TestCodes:
    """Codes are looked at in their own type, and mean the same in each."""

    @pytest.mark.parametrize(
        "kind", [f"{order}{kind}" for order in "<>" for kind in ("i1", "u1", "i2", "u2", "i8", "u8")]
    )
    def test_any_type_of_whole_number(self, kind):
        """300 definitions are more than a byte can number: the codes it has still mean their own."""
        definitions = [bands_for("higher", value=place + 1) for place in range(300)]
        limits = np.iinfo(kind)
        codes = np.arange(max(limits.min, -1), min(limits.max, 299) + 1).astype(kind)
        values = np.tile([150.0, 300.0], codes.size)[: codes.size]
        expected = [
            0 if code < 0 else code_of(definitions[code], value)
            for code, value in zip(codes.tolist(), values.tolist(), strict=True)
        ]

        assert expected == rate_coded(values, codes, definitions).tolist()

    @pytest.mark.parametrize("kind", ["<u8", ">u8"])
    def test_numbers_beyond_int64(self, kind):
        """An unsigned code so large is no definition, and not none, in either order of bytes."""
        with pytest.raises(InputError, match=r"^codes\[1\]: stands for no.*; got 18446744073709551615"):
            rate_coded([1.0, 2.0], np.array([0, 2**64 - 1], kind), [PLANS])


class TestDefinitions:
    """The table of a list is kept for the next call, and never taken for that of another list."""

    def test_lists_in_turn(self):
        """Lists of equal length, or the same definitions in another order, each give their own codes."""
        lists = [[PLANS, DAYS], [DAYS, PLANS], [PLANS, None], [PLANS], [PLANS, DAYS, RANGE]]

        for definitions in lists * 2 + lists[::-1]:
            expected = [code_of(one, 58.0) if one else 0 for one in definitions]
            codes = range(len(definitions))

            assert expected == rate_coded([58.0] * len(codes), [*codes], definitions).tolist()

    def test_a_list_that_was_changed(self):
        """A list is read as it is at the time of the call, however it is given."""
        definitions = [PLANS, DAYS]
        assert [2, 1] == rate_coded([58.0, 58.0], [0, 1], definitions).tolist()

        definitions[1] = PLANS

        for given_ in (definitions, tuple(definitions), iter(definitions)):
            assert [2, 2] == rate_coded([58.0, 58.0], [0, 1], given_).tolist()

    def test_a_refusal_is_not_forgotten(self):
        """A list that was refused is refused again."""
        for _ in range(2):
            with pytest.raises(InputTypeError, match=r"definitions\[1\]: must be Bands"):
                rate_coded([58.0], [0], [PLANS, "DAYS"])


class TestNotRated:
    def test_reasons(self):
        """Without a definition or a target there is no target; a missing or infinite value says so."""
        values = [70.0, 70.0, math.nan, math.inf, -math.inf, 70.0]

        codes, reasons = rate_coded(values, [-1, 1, 0, 0, 0, 0], [PLANS, None], with_reasons=True)

        assert [0, 0, 0, 0, 0, 3] == codes.tolist()
        assert ["no target", "no target", "no data", "unreliable", "unreliable", ""] == reason_names(
            reasons
        ).tolist()

    def test_no_definitions_at_all(self):
        """Rows of a table without definitions are not rated."""
        assert [0, 0] == rate_coded([1.0, 2.0], [-1, -1], []).tolist()
        assert [0] == rate_coded([1.0], [0], [None]).tolist()

    def test_what_is_missing_may_count(self):
        """A scheme that counts what is missing as red does so for its own definitions."""
        strict = bands_for("higher", RAG.replace(missing_as="red"), value=60)

        assert [1, 0] == rate_coded([math.nan, math.nan], [0, 1], [strict, PLANS]).tolist()

    def test_with_reasons_is_a_truth_value(self):
        """Text that looks like no is not taken for yes."""
        with pytest.raises(InputTypeError, match="with_reasons: must be True or False"):
            rate_coded([1.0], [0], [PLANS], with_reasons="no")


class TestRounding:
    def test_each_definition_rounds_to_its_own_decimals(self):
        """Under a scheme that rounds as published, each indicator has its own decimals."""
        scheme = RAG.replace(rounding="as published")
        whole, tenth = (
            Bands.of(Indicator(str(n), "Share", polarity="higher", decimals=n), Target(60), scheme)
            for n in (0, 1)
        )

        assert [3, 1, 3, 1] == rate_coded([59.5, 59.5, 59.95, 59.94], [0, 1, 1, 1], [whole, tenth]).tolist()


class TestShapes:
    def test_a_board_with_one_code_a_row(self):
        """Values in two dimensions take one code for each row of the board."""
        assert [[2, 3], [3, 2]] == rate_coded(
            [[55.0, 60.0], [26.0, 30.0]], [[0], [1]], [PLANS, DAYS]
        ).tolist()

    def test_layout_and_out(self):
        """Columns with gaps, read-only columns and an array to write to give the same codes."""
        values, codes = np.array([55.0, 0, 26.0, 0])[::2], np.array([0, 9, 1, 9], dtype=np.uint8)[::2]
        values.flags.writeable = False
        room = np.zeros((2, 2), np.int8)

        rate_coded(values, codes, [PLANS, DAYS], out=room[:, 0])

        assert [[2, 0], [3, 0]] == room.tolist()
        assert (0,) == rate_coded([], [], [PLANS]).shape
        assert 2 == rate_coded(55.0, 0, [PLANS]).item()


class TestRefusals:
    @pytest.mark.parametrize(
        "codes, definitions, message",
        [
            ([0, 2], [PLANS, DAYS], r"codes\[1\]: stands for no definition; got 2. Codes run from 0 to 1"),
            ([0, -2], [PLANS, DAYS], r"codes\[1\]: stands for no definition; got -2"),
            ([0, -1], [], r"codes\[0\]: stands for no definition; got 0. Codes need a definition each"),
            (
                np.array([0, 2**64 - 1], np.uint64),
                [PLANS],
                r"codes\[1\]: stands for no.*; got 18446744073709551615",
            ),
            ([0.0, 1.0], [PLANS], r"codes: must be an array of whole numbers.*astype\('int64'\)"),
            (["32", "7"], [PLANS], "codes: must be an array of whole numbers"),
            ([0, 0], PLANS, "definitions: must be a list of bands"),
            ([0, 0], 5, "definitions: must be a list of bands"),
            ([0, 0], [Target(60)], r"definitions\[0\]: must be Bands.*Bands.of\(indicator, target\)"),
            ([0, 0], [PLANS, bands_for("higher", BRAG, value=1)], r"definitions\[1\]: has other states"),
            (
                [0, 0],
                [bands_for("higher", RAG.replace(min_denominator=5), value=1)],
                r"definitions\[0\].scheme.min_denominator",
            ),
            (
                [0, 0],
                [bands_for("higher", RAG.replace(rounding="as published"), value=1)],
                r"definitions\[0\].indicator: does not say to how many decimals",
            ),
        ],
    )
    def test_what_cannot_be(self, codes, definitions, message):
        """Codes without a definition and definitions that do not go together are refused."""
        with pytest.raises((InputError, InputTypeError), match=message):
            rate_coded([1.0, 2.0], codes, definitions)
