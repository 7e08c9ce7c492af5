"""How far from a target still counts: what a tolerance may be, where its edge lies, and what is refused."""

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Edge, Tolerance
from kpirag.errors import AmbiguousError, FaultsError, InputError, InputTypeError
from kpirag.tolerances import ToleranceKind, beyond, edge_of, true_or_false

POINTS, PERCENT = ToleranceKind.POINTS, ToleranceKind.PERCENT
FORMS = "Write '5 points', '10%' or 'none'."


def refusal(kind, call, *args, **options):
    """Return what a call is refused with: problem, path, got and remedy; the class must be the very one."""
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert kind is type(caught.value)
    return caught.value.problem, caught.value.path, caught.value.got, caught.value.remedy


def evaluated(text):
    """Return what a repr makes."""
    return eval(text, {"Tolerance": Tolerance, "Edge": Edge, "Decimal": Decimal})  # noqa: S307 - a repr made here


class TestEdge:
    def test_it_is_inclusive_unless_it_says_otherwise(self):
        """A bare edge is reached by a value exactly on it."""
        assert (98, True) == (Edge(98).value, Edge(98).inclusive)
        assert (98, False) == (Edge(98, inclusive=False).value, Edge(98, inclusive=False).inclusive)

    def test_the_number_stays_as_it_was_given(self):
        """A given number is never altered, not even its type."""
        given_number = Decimal("97.50")

        assert given_number is Edge(given_number).value

    def test_edges_are_values(self):
        """Edges are equal if number and inclusiveness are, whatever the type of the number."""
        assert Edge(98) == Edge(98.0) == Edge(Decimal(98))
        assert Edge(98) != Edge(98, inclusive=False)
        assert 2 == len({Edge(98), Edge(98.0), Edge(98, inclusive=False)})

    @pytest.mark.parametrize("edge", [Edge(98), Edge(97.5, inclusive=False), Edge(Decimal("97.5"))], ids=repr)
    def test_it_can_be_written_down_and_travel(self, edge):
        """The repr makes it again; pickled and copied it is equal."""
        assert edge == evaluated(repr(edge))
        assert edge == pickle.loads(pickle.dumps(edge))
        assert edge == copy.deepcopy(edge)

    def test_it_cannot_be_changed(self):
        """An edge is a value."""
        with pytest.raises(AttributeError):
            Edge(98).value = 99

    def test_refusals(self):
        """What is no number, no figure or no truth value is refused by its name; both faults together."""
        nan = "Write Outturn.missing(period, reason) for a figure that is not there."

        assert ("must be a number", "value", "'98'", "Write 98 without quotes.") == refusal(
            InputTypeError, Edge, "98"
        )
        assert ("is NaN, which is not a figure", "value", "nan", nan) == refusal(InputError, Edge, math.nan)
        assert ("must be True or False", "inclusive", "0", "Write True or False.") == refusal(
            InputTypeError, Edge, 98, inclusive=0
        )
        with pytest.raises(FaultsError) as caught:
            Edge(None, inclusive=None)
        assert ["value", "inclusive"] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize(
        ("expected", "written", "strict"),
        [
            (Edge(98), 98, False),
            (Edge(98, inclusive=False), 98, True),
            (Edge(98), Edge(98), False),
            (Edge(98, inclusive=False), Edge(98), True),
            (Edge(98, inclusive=False), Edge(98, inclusive=False), False),
        ],
    )
    def test_a_number_or_an_edge_may_be_written(self, expected, written, strict):
        """Where an edge is meant, a number will do; a strict target makes either exclusive."""
        assert expected == edge_of(written, strict=strict)

    @pytest.mark.parametrize("given_value", [0, 1, "True", None, np.True_], ids=repr)
    def test_only_true_and_false_are_truth_values(self, given_value):
        """1 may be a number that slipped into the wrong place."""
        assert True is true_or_false(True, "strict")
        assert ("must be True or False", "strict", repr(given_value), "Write True or False.") == refusal(
            InputTypeError, true_or_false, given_value, "strict"
        )


class TestTolerance:
    @pytest.mark.parametrize(
        ("tolerance", "kind", "sizes", "strict"),
        [
            (Tolerance.points(5), POINTS, (5.0, None, None), False),
            (Tolerance.points(5, strict=True), POINTS, (5.0, None, None), True),
            (Tolerance.points(above=1), POINTS, (None, 1.0, None), False),
            (Tolerance.percent(below=2, above=1), PERCENT, (None, 1.0, 2.0), False),
            (Tolerance.percent(Decimal("2.5")), PERCENT, (2.5, None, None), False),
            (Tolerance.points(Fraction(1, 4)), POINTS, (0.25, None, None), False),
            (Tolerance.points(np.float32(0.1)), POINTS, (0.1, None, None), False),
            (Tolerance.points(0), POINTS, (0.0, None, None), False),
            (Tolerance("Percent", 10), PERCENT, (10.0, None, None), False),
            (Tolerance.none(), ToleranceKind.NONE, (None, None, None), False),
        ],
    )
    def test_what_it_holds(self, tolerance, kind, sizes, strict):
        """A tolerance is a kind with one size or sizes by side, as floats; its edge is in or out."""
        assert kind is tolerance.kind
        assert sizes == (tolerance.size, tolerance.above, tolerance.below)
        assert all(size is None or type(size) is float for size in sizes)
        assert strict is tolerance.strict
        assert (kind is ToleranceKind.NONE) is tolerance.is_none

    def test_none_is_not_zero(self):
        """No tolerance leaves no amber; a tolerance of 0 points is still a tolerance."""
        assert Tolerance.none() != Tolerance.points(0)
        assert not Tolerance.points(0).is_none

    def test_tolerances_are_values(self):
        """Equal sizes are equal, whatever the type; strictness and kind tell tolerances apart."""
        assert Tolerance.points(5) == Tolerance.points(Decimal(5))
        assert Tolerance.points(5) != Tolerance.percent(5)
        assert Tolerance.points(5) != Tolerance.points(5, strict=True)
        assert Tolerance.points(5) != Tolerance.points(below=5)
        assert 1 == len({Tolerance.points(5), Tolerance.points(5.0)})

    @pytest.mark.parametrize(
        ("expected", "tolerance", "side"),
        [
            (5.0, Tolerance.points(5), "above"),
            (5.0, Tolerance.points(5), "below"),
            (1.0, Tolerance.points(above=1), "above"),
            (None, Tolerance.points(above=1), "below"),
            (2.0, Tolerance.percent(above=1, below=2), "below"),
            (0.0, Tolerance.points(below=0), "below"),
            (None, Tolerance.none(), "below"),
        ],
    )
    def test_the_size_on_a_side(self, expected, tolerance, side):
        """A plain size counts on whichever side is asked for; a side that is not named has none."""
        assert expected == tolerance.on(side)

    @pytest.mark.parametrize("side", ["worse", "size", "Above", "kind"])
    def test_there_are_two_sides(self, side):
        """Sides are numeric: above and below."""
        assert ("is neither", "side", repr(side), "Write 'above' or 'below'.") == refusal(
            InputError, Tolerance.points(5).on, side
        )

    @pytest.mark.parametrize(
        ("printed", "code", "tolerance"),
        [
            ("5 points", "Tolerance.points(5)", Tolerance.points(5)),
            ("1 point", "Tolerance.points(1)", Tolerance.points(1)),
            ("2.5 points", "Tolerance.points(2.5, strict=True)", Tolerance.points(2.5, strict=True)),
            ("1,250 points", "Tolerance.points(1250)", Tolerance.points(1250)),
            ("10%", "Tolerance.percent(10)", Tolerance.percent(10)),
            ("2% below", "Tolerance.percent(below=2)", Tolerance.percent(below=2)),
            (
                "2 points below and 1 point above",
                "Tolerance.points(above=1, below=2)",
                Tolerance.points(below=2, above=1),
            ),
            ("0 points", "Tolerance.points(0)", Tolerance.points(-0.0)),
            ("none", "Tolerance.none()", Tolerance.none()),
        ],
    )
    def test_how_it_is_written(self, printed, code, tolerance):
        """Printed in words; its repr is the call that makes it."""
        assert (printed, code) == (str(tolerance), repr(tolerance))
        assert tolerance == evaluated(code)

    @pytest.mark.parametrize(
        "tolerance",
        [Tolerance.none(), Tolerance.points(5, strict=True), Tolerance.percent(above=1, below=2.5)],
        ids=repr,
    )
    def test_it_travels(self, tolerance):
        """Pickled, copied, and to a dict and back, a tolerance is equal."""
        assert tolerance == pickle.loads(pickle.dumps(tolerance))
        assert tolerance == copy.deepcopy(tolerance)
        assert tolerance == Tolerance.from_dict(tolerance.to_dict())

    def test_its_dict_is_plain(self):
        """What goes to JSON is text, numbers, truth values and None."""
        expected = {"kind": "percent", "size": None, "above": 1.0, "below": None, "strict": False}
        found = Tolerance.percent(above=1).to_dict()

        assert expected == found
        assert {str, float, bool, type(None)} == {type(value) for value in found.values()}

    def test_a_dict_may_leave_defaults_out(self):
        """A person who writes a definition by hand writes what differs."""
        assert Tolerance.points(5) == Tolerance.from_dict({"kind": "points", "size": 5})
        assert Tolerance.none() == Tolerance.from_dict({"kind": "none"})

    @pytest.mark.parametrize(
        ("expected", "kind", "record"),
        [
            (("is missing", "kind", "", "Give it."), InputError, {"size": 5}),
            (
                (
                    "is no such key",
                    "siez",
                    "",
                    "Did you mean 'size'? Known: 'kind', 'size', 'above', 'below', 'strict'.",
                ),
                InputError,
                {"kind": "points", "siez": 5},
            ),
            (
                ("must be a dict", "", "'5 points'", "Write what to_dict() gives."),
                InputTypeError,
                "5 points",
            ),
        ],
    )
    def test_a_wrong_dict_is_refused(self, expected, kind, record):
        """Unknown and missing keys are named; text is for `parse`."""
        assert expected == refusal(kind, Tolerance.from_dict, record)

    @pytest.mark.parametrize(
        ("expected", "share"),
        [
            (Tolerance.points(0.5), (1, 4)),
            (Tolerance.points(1), (6, 12)),
            (Tolerance.points(0.666666667), (1, 3)),
            (Tolerance.points(2), (12, 12)),
        ],
    )
    def test_points_shrink_with_the_target(self, expected, share):
        """A share of the year's target has that share of its tolerance, settled."""
        assert expected == Tolerance.points(2).scaled(share)

    def test_sides_and_strictness_are_kept_when_it_shrinks(self):
        """Each side shrinks by itself."""
        whole = Tolerance.points(above=1, below=2, strict=True)

        assert Tolerance.points(above=0.5, below=1, strict=True) == whole.scaled((1, 2))

    @pytest.mark.parametrize("tolerance", [Tolerance.percent(10), Tolerance.none()], ids=repr)
    def test_percent_and_none_do_not_shrink(self, tolerance):
        """Ten percent of a quarter of the target is a quarter of ten percent already."""
        assert tolerance is tolerance.scaled((1, 4))


class TestRefusals:
    @pytest.mark.parametrize("make", [Tolerance.points, Tolerance.percent])
    @pytest.mark.parametrize(
        ("expected", "kind", "sizes"),
        [
            (
                ("must not be negative", "size", "-5", "Write the size without its sign."),
                InputError,
                {"size": -5},
            ),
            (
                ("must not be negative", "above", "-1", "Write the size without its sign."),
                InputError,
                {"above": -1},
            ),
            (
                (
                    "is NaN, which is not a figure",
                    "below",
                    "nan",
                    "Write the size, or Tolerance.none() for none.",
                ),
                InputError,
                {"below": math.nan},
            ),
            (
                ("must be finite", "size", "inf", "Write the figure itself, or leave it out."),
                InputError,
                {"size": math.inf},
            ),
            (
                (
                    "is too small: a target or a tolerance is zero or at least 0.000001 in size",
                    "size",
                    "1e-07",
                    "Write the figures in a smaller unit.",
                ),
                InputError,
                {"size": 1e-7},
            ),
            (
                ("must be a number", "size", "'5'", "Write 5 without quotes."),
                InputTypeError,
                {"size": "5"},
            ),
            (
                ("must be a number", "size", "True", "Write 1 or 0 if a number is meant."),
                InputTypeError,
                {"size": True},
            ),
            (
                ("must be True or False", "strict", "'yes'", "Write True or False."),
                InputTypeError,
                {"size": 5, "strict": "yes"},
            ),
        ],
    )
    def test_a_wrong_size_is_refused_by_its_name(self, make, expected, kind, sizes):
        """Each size is refused with its own name, what was got and what to write."""
        assert expected == refusal(kind, make, **sizes)

    @pytest.mark.parametrize(
        ("name", "make"), [("Tolerance.points", Tolerance.points), ("Tolerance.percent", Tolerance.percent)]
    )
    def test_a_size_and_a_side_are_one_too_many(self, name, make):
        """A plain size already says something of both sides; and without either there is no tolerance."""
        remedy = f"Write {name}(5), or {name}(below=2, above=1)."

        assert ("is given beside a side of its own", "size", "", remedy) == refusal(
            InputError, make, 5, above=1
        )
        assert ("is not given", "size", "", remedy) == refusal(InputError, make)

    @pytest.mark.parametrize(
        ("path", "options"), [("size", {"size": 5}), ("sides", {"below": 5}), ("strict", {"strict": True})]
    )
    def test_no_tolerance_has_nothing(self, path, options):
        """None cannot have a size, a side or an edge."""
        problem = "is given to no tolerance, which has no size and no edge"

        assert (problem, path, "", "Write Tolerance.none() alone.") == refusal(
            InputError, Tolerance, "none", **options
        )

    def test_an_unknown_kind_is_refused(self):
        """The kind is named, with what was meant."""
        expected = (
            "is no known kind",
            "kind",
            "'percnt'",
            "Did you mean 'percent'? Known: 'points', 'percent', 'none'.",
        )

        assert expected == refusal(InputError, Tolerance, "percnt", 5)

    def test_all_faults_are_reported(self):
        """Two wrong sizes are mended in one go."""
        with pytest.raises(FaultsError) as caught:
            Tolerance.points(above=-1, below="2", strict=None)

        assert ["above", "below", "strict"] == [fault.path for fault in caught.value.faults]


class TestParse:
    @pytest.mark.parametrize(
        ("expected", "text"),
        [
            (Tolerance.points(5), "5 points"),
            (Tolerance.points(1), "1 point"),
            (Tolerance.points(2.5), " 2.5  Points "),
            (Tolerance.points(5), "5pp"),
            (Tolerance.points(5), "5 pts"),
            (Tolerance.points(5), "5 percentage points"),
            (Tolerance.points(0.5), ".5 points"),
            (Tolerance.points(5), "5. points"),
            (Tolerance.points(1250), "1,250 points"),
            (Tolerance.points(1_250_000.5), "1,250,000.5 points"),
            (Tolerance.percent(10), "10%"),
            (Tolerance.percent(10), "10 %"),
            (Tolerance.percent(10), "10 per cent"),
            (Tolerance.percent(10), "10 percent"),
            (Tolerance.points(0), "0 points"),
            (Tolerance.none(), "none"),
            (Tolerance.none(), " None "),
        ],
    )
    def test_what_a_sheet_says(self, expected, text):
        """Points, percent and none are read in the ways in which people write them."""
        assert expected == Tolerance.parse(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "five points",
            "-5 points",
            "5 point s",
            "10% points",
            "1,5 points",
            "12,50 points",
            "1e1 points",
            "+-5%",
        ],
    )
    def test_anything_else_is_refused(self, text):
        """A decimal comma is not read as thousands, and 10% points is neither percent nor points."""
        assert ("is no tolerance", "tolerance", repr(text), FORMS) == refusal(
            InputError, Tolerance.parse, text
        )

    @pytest.mark.parametrize("text", ["5", " 2.5 ", "1,250"])
    def test_a_bare_number_is_ambiguous(self, text):
        """5 may be points or percent: both readings are named."""
        plain = text.strip()

        with pytest.raises(AmbiguousError) as caught:
            Tolerance.parse(text)

        assert ("has no unit", "tolerance", repr(text)) == (
            caught.value.problem,
            caught.value.path,
            caught.value.got,
        )
        assert (f"{plain} points", f"{plain}%") == caught.value.readings

    @pytest.mark.parametrize("text", [5, None, b"5%"])
    def test_what_is_no_text_is_a_type_error(self, text):
        """A number goes to `points` or `percent`."""
        assert ("must be text", "tolerance", repr(text), FORMS) == refusal(
            InputTypeError, Tolerance.parse, text
        )

    @given(st.sampled_from([Tolerance.points, Tolerance.percent]), st.just(0.0) | st.floats(1e-6, 1e18))
    def test_what_is_printed_is_read(self, make, size):
        """Every plain tolerance is read back from what is printed of it."""
        assert make(size) == Tolerance.parse(str(make(size)))


class TestBeyond:
    @pytest.mark.parametrize(
        ("expected", "bound", "size", "kind_side"),
        [
            (85.1, 90.0, 4.9, (POINTS, "below")),
            (94.9, 90.0, 4.9, (POINTS, "above")),
            (99.9, 100.1, 0.2, (POINTS, "below")),
            (69.6, 70.3, 0.7, (POINTS, "below")),
            (81.0, 90.0, 10.0, (PERCENT, "below")),
            (19.8, 18.0, 10.0, (PERCENT, "above")),
            (0.0, 5.0, 100.0, (PERCENT, "below")),
            (-5.0, 5.0, 200.0, (PERCENT, "below")),
            (-3.3, -3.0, 0.3, (POINTS, "below")),
            (2.5, -0.5, 3.0, (POINTS, "above")),
            (0.33333333, 1 / 3, 1e-6, (PERCENT, "below")),
        ],
    )
    def test_the_edge_is_exact(self, expected, bound, size, kind_side):
        """The edge is that of exact decimal arithmetic: 90 less 4.9 is 85.1, 10% over 18 is 19.8."""
        assert expected == beyond(bound, size, *kind_side)

    @pytest.mark.parametrize("kind", [POINTS, PERCENT])
    @pytest.mark.parametrize("bound", [1 / 3, 0.0, -5.0, 1e300, 0.1234567891234])
    def test_no_size_leaves_the_number_as_it_was_given(self, bound, kind):
        """Nothing is worked out for a size of zero, so nothing is settled and nothing refused."""
        assert bound == beyond(bound, 0.0, kind, "below")
        assert bound == beyond(bound, 0.0, kind, "above")

    @pytest.mark.parametrize(
        ("bound", "printed", "example"), [(0.0, "0", "0"), (-0.0, "0", "0"), (-3.5, "-3.5", "5")]
    )
    @pytest.mark.parametrize("side", ["above", "below"])
    def test_percent_of_nothing_or_less_is_refused(self, bound, printed, example, side):
        """Ten percent of 0 is no distance, and of a negative number none that a reader would expect."""
        expected = (
            f"10% of {printed} is no sensible tolerance",
            "target.tolerance",
            "",
            f"Write it in the unit of the target, such as Tolerance.points({example}).",
        )

        assert expected == refusal(InputError, beyond, bound, 10.0, PERCENT, side)

    @pytest.mark.parametrize(
        ("bound", "size", "kind_side"),
        [
            (1.7e308, 1.7e308, (POINTS, "above")),
            (-1.7e308, 1.7e308, (POINTS, "below")),
            (1.7e308, 10.0, (PERCENT, "below")),
        ],
    )
    def test_an_edge_beyond_all_floats_is_refused(self, bound, size, kind_side):
        """An edge that is no figure rates nothing."""
        expected = (
            "puts the edge of a band beyond the largest figure",
            "scheme.tolerance",
            "",
            "Write the figures in thousands or millions.",
        )

        assert expected == refusal(InputError, beyond, bound, size, *kind_side, path="scheme.tolerance")

    @pytest.mark.parametrize(
        ("bound", "size"),
        [(0.1234567896, 1e-6), (1e12 + 0.6, 0.1), (999_999.9999999999, 1e-6), (1e9 + 0.0006, 0.0001)],
    )
    def test_a_settled_edge_never_passes_its_target(self, bound, size):
        """Settling rounds to the nearest, which could be the far side of a target with more decimals."""
        assert beyond(bound, size, POINTS, "below") <= bound <= beyond(bound, size, POINTS, "above")

    @given(
        st.floats(-1e15, 1e15),
        st.floats(1e-6, 1e15),
        st.sampled_from(["above", "below"]),
    )
    def test_nor_does_any_other(self, bound, size, side):
        """For any target and size, the edge lies on its own side of the target, or on it."""
        edge = beyond(bound, size, POINTS, side)

        assert edge >= bound if side == "above" else edge <= bound

    @given(st.integers(-(10**8), 10**8), st.integers(1, 10**8), st.integers(0, 4))
    def test_points_are_exact_decimals(self, units, size, places):
        """Whatever a target and its points are in decimals, so is the edge."""
        unit = 10**places

        assert float(Fraction(units - size, unit)) == beyond(units / unit, size / unit, POINTS, "below")
        assert float(Fraction(units + size, unit)) == beyond(units / unit, size / unit, POINTS, "above")

    @given(st.integers(1, 10**6), st.integers(1, 2000))
    def test_percents_are_exact_decimals(self, tenths, percent_tenths):
        """A target in tenths and percent in tenths give an edge of at most five decimals, exactly."""
        less = Fraction(tenths * (1000 - percent_tenths), 10_000)

        assert float(less) == beyond(tenths / 10, percent_tenths / 10, PERCENT, "below")
