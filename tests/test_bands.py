"""Bands: where every state begins, which side holds the edge, how it is said, and what is refused."""

import copy
import itertools
import json
import math
import pickle
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import BRAG, MET_OR_NOT, RAG, Bands, Edge, Indicator, Scheme, Status, Target, Tolerance
from kpirag.bands import BandEdge
from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.statuses import State

RED, AMBER, GREEN, BLUE = Status.RED, Status.AMBER, Status.GREEN, Status.BLUE
LARGEST = 1.7976931348623157e308
INDICATORS = {
    polarity: Indicator("1", "Something measured", polarity=polarity)
    for polarity in ("higher", "lower", "range", "none")
}
NO_BETTER_STATE = "Use BRAG or another scheme with a better-than-green state, or give the worse side alone."
points, percent = Tolerance.points, Tolerance.percent

#: Five bands with an edge each, in points from the target.
FIVE = Scheme(
    "Five bands",
    states=("well below", "below", State("average", met=True), "above", "well above"),
    edges=(
        ("below", points(10)),
        ("average", points(2)),
        ("above", points(2, strict=True)),
        ("well above", points(10)),
    ),
)


def bands_of(polarity, target, scheme=RAG):
    """Return the bands of a target; a number is a plain target."""
    target = target if isinstance(target, Target) else Target(target)
    return Bands.of(INDICATORS[polarity], target, scheme)


def outline(bands):
    """Return the bands as text: the states with each edge between them, [ if it opens the upper, ] if not."""
    told = [str(bands.statuses[0])]
    for edge, status in zip(bands.edges, bands.statuses[1:], strict=True):
        told += [f"{'[' if edge.opens else ']'}{edge.value:g}", str(status)]
    return " ".join(told)


def piece(bands, value):
    """Return the status of a value by the edges as they are told, one comparison after the other."""
    passed = [value > edge.value or (edge.opens and value == edge.value) for edge in bands.edges]
    return bands.statuses[sum(passed)]


def around(value):
    """Return the float just below a value, the value, and the float just above it."""
    return (math.nextafter(value, -math.inf), value, math.nextafter(value, math.inf))


def refusal(kind, call, *args, **options):
    """Return what a call is refused with: problem, path, got and remedy; the class must be the very one."""
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert kind is type(caught.value)
    return caught.value.problem, caught.value.path, caught.value.got, caught.value.remedy


class TestOneNumber:
    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "scheme"),
        [
            ("red [60 green", "higher", Target(60), RAG),
            ("green ]60 red", "lower", Target(60), RAG),
            ("red ]60 green", "higher", Target(60, strict=True), RAG),
            ("green [60 red", "lower", Target(60, strict=True), RAG),
            ("red ]60 green", "higher", Target(Edge(60, inclusive=False)), RAG),
            ("red [55 amber [60 green", "higher", Target(60, tolerance=points(5)), RAG),
            ("green ]60 amber ]65 red", "lower", Target(60, tolerance=points(5)), RAG),
            ("red ]55 amber [60 green", "higher", Target(60, tolerance=points(5, strict=True)), RAG),
            (
                "red ]55 amber ]60 green",
                "higher",
                Target(60, strict=True, tolerance=points(5, strict=True)),
                RAG,
            ),
            (
                "green [60 amber [65 red",
                "lower",
                Target(60, strict=True, tolerance=points(5, strict=True)),
                RAG,
            ),
            ("red [54 amber [60 green", "higher", Target(60, tolerance=percent(10)), RAG),
            ("green ]60 amber ]66 red", "lower", Target(60, tolerance=percent(10)), RAG),
            ("red [55 amber [60 green", "higher", Target(60, tolerance=points(below=5)), RAG),
            ("green ]60 amber ]65 red", "lower", Target(60, tolerance=points(above=5)), RAG),
            ("red [60 green", "higher", Target(60, tolerance=points(0)), RAG),
            ("red [60 green", "higher", Target(60, tolerance=points(0, strict=True)), RAG),
            ("red [60 amber ]60 green", "higher", Target(60, strict=True, tolerance=points(0)), RAG),
            ("red ]60 green", "higher", Target(60, strict=True, tolerance=points(0, strict=True)), RAG),
            ("red [0 green", "higher", Target(0, tolerance=points(0)), RAG),
            ("red [-3.3 amber [-3 green", "higher", Target(-3, tolerance=points(0.3)), RAG),
            ("green ]-3 amber ]-2.7 red", "lower", Target(-3, tolerance=points(0.3)), RAG),
            ("red [60 green", "higher", Target(60, tolerance=points(5)), MET_OR_NOT),
            ("green ]60 red", "lower", Target(60, tolerance=percent(5)), MET_OR_NOT),
        ],
    )
    def test_edges_of_a_target_and_its_tolerance(self, expected, polarity, target, scheme):
        """The edge of green is the target, that of amber lies a tolerance off on the worse side."""
        assert expected == outline(bands_of(polarity, target, scheme))

    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "scheme"),
        [
            ("red [50 amber [60 green", "higher", Target(60, floor=50), RAG),
            ("green ]60 amber ]70 red", "lower", Target(60, floor=70), RAG),
            ("red ]50 amber [60 green", "higher", Target(60, floor=Edge(50, inclusive=False)), RAG),
            ("red [60 green", "higher", Target(60, floor=60), RAG),
            ("red [60 amber ]60 green", "higher", Target(60, floor=60, strict=True), RAG),
            ("red [60 green", "higher", Target(60, floor=50), MET_OR_NOT),
            ("red [50 amber [60 green", "higher", Target(60, floor=50), RAG.replace(tolerance=points(3))),
            (
                "red [50 amber [60 green",
                "higher",
                Target(60, floor=50),
                RAG.replace(tolerance=points(3), tolerance_counts_as="green"),
            ),
        ],
    )
    def test_a_floor_is_the_amber_edge(self, expected, polarity, target, scheme):
        """Nothing is worked out for it, and the scheme's tolerance gives way to it."""
        assert expected == outline(bands_of(polarity, target, scheme))

    @pytest.mark.parametrize(
        ("expected", "tolerance"), [("red [57 amber [60 green", None), ("red [60 green", Tolerance.none())]
    )
    def test_none_is_none_and_not_given_is_the_schemes(self, expected, tolerance):
        """A target without a tolerance has the scheme's; one with none has none."""
        assert expected == outline(
            bands_of("higher", Target(60, tolerance=tolerance), RAG.replace(tolerance=percent(5)))
        )

    @pytest.mark.parametrize(
        ("expected", "polarity", "target"),
        [
            ("red [60 green [75 blue", "higher", Target(60, stretch=75)),
            ("blue ]45 green ]60 red", "lower", Target(60, stretch=45)),
            ("red [60 green ]75 blue", "higher", Target(60, stretch=Edge(75, inclusive=False))),
            ("red [60 blue", "higher", Target(60, stretch=60)),
            ("red ]60 blue", "higher", Target(60, strict=True, stretch=Edge(60, inclusive=False))),
            ("red [55 amber [60 green [75 blue", "higher", Target(60, tolerance=points(5), stretch=75)),
            ("red [50 amber [60 green [75 blue", "higher", Target(60, floor=50, stretch=75)),
            ("red [58 amber [60 green ]61 blue", "higher", Target(60, tolerance=points(below=2, above=1))),
            ("blue [58 green ]60 amber ]61 red", "lower", Target(60, tolerance=points(below=2, above=1))),
            (
                "red ]58 amber [60 green [61 blue",
                "higher",
                Target(60, tolerance=points(below=2, above=1, strict=True)),
            ),
            ("red [60 green ]66 blue", "higher", Target(60, tolerance=percent(above=10))),
            ("red [60 green ]60 blue", "higher", Target(60, tolerance=points(above=0))),
            ("red [60 blue", "higher", Target(60, tolerance=points(above=0, strict=True))),
            ("red ]60 blue", "higher", Target(60, strict=True, tolerance=points(above=0, strict=True))),
            ("red [60 green", "higher", Target(60)),
        ],
    )
    def test_blue_begins_at_the_stretch_or_beyond_the_better_side(self, expected, polarity, target):
        """Within the better-side tolerance is green, its outer edge too; blue is never easier than green."""
        assert expected == outline(bands_of(polarity, target, BRAG))

    @pytest.mark.parametrize("scheme", [RAG, MET_OR_NOT])
    def test_a_stretch_changes_nothing_without_a_better_state(self, scheme):
        """It is there to be read, and no status depends on it."""
        assert "red [60 green" == outline(bands_of("higher", Target(60, stretch=75), scheme))


class TestRange:
    @pytest.mark.parametrize(
        ("expected", "target", "scheme"),
        [
            ("red [80 green ]90 red", Target.between(80, 90), RAG),
            ("red [80 green ]90 red", Target.between(80, 90, tolerance=points(5)), MET_OR_NOT),
            ("red ]80 green [90 red", Target.between(80, 90, strict=True), RAG),
            ("red ]80 green ]90 red", Target.between(Edge(80, inclusive=False), 90), RAG),
            ("red [75 amber [80 green ]90 amber ]95 red", Target.between(80, 90, tolerance=points(5)), RAG),
            ("red [72 amber [80 green ]90 amber ]99 red", Target.between(80, 90, tolerance=percent(10)), RAG),
            (
                "red ]75 amber ]80 green [90 amber [95 red",
                Target.between(80, 90, strict=True, tolerance=points(5, strict=True)),
                RAG,
            ),
            ("red [78 amber [80 green ]90 red", Target.between(80, 90, tolerance=points(below=2)), RAG),
            (
                "red [78 amber [80 green ]90 amber ]91 red",
                Target.between(80, 90, tolerance=points(below=2, above=1)),
                RAG,
            ),
            ("red [80 green ]80 red", Target.between(80, 80), RAG),
            ("red [75 amber [80 green ]80 amber ]85 red", Target(80, tolerance=points(5)), RAG),
            ("red [80 green ]80 red", Target(80), RAG),
            ("red [-5 amber [-2 green ]3 amber ]6 red", Target.between(-2, 3, tolerance=points(3)), RAG),
            ("red [80 green ]90 red", Target.between(80, 90), BRAG),
            (
                "red [75 green ]95 red",
                Target.between(80, 90),
                RAG.replace(tolerance=points(5), tolerance_counts_as="green"),
            ),
            (
                "well below [70 below [78 average ]92 below ]100 well below",
                Target.between(80, 90),
                FIVE,
            ),
        ],
    )
    def test_a_range_has_two_sides(self, expected, target, scheme):
        """Both sides are worse: tolerance on each, percent of each bound's size; nothing inside is blue."""
        assert expected == outline(bands_of("range", target, scheme))

    @pytest.mark.parametrize(
        "target",
        [
            Target(80, strict=True),
            Target.between(80, 80, strict=True),
            Target.between(80, Edge(80, inclusive=False)),
            Target.between(Edge(80, inclusive=False), Edge(math.nextafter(80, 90), inclusive=False)),
        ],
        ids=repr,
    )
    def test_a_range_that_holds_no_value_is_refused(self, target):
        """Nothing could ever be green."""
        expected = (
            "no value lies inside the range",
            "target",
            "",
            "Include an end, or move the bounds apart.",
        )

        assert expected == refusal(InputError, bands_of, "range", target)

    def test_a_range_of_one_float_is_fine(self):
        """Between two excluded neighbours of a float lies that float."""
        below, value, above = around(80.0)
        bands = bands_of("range", Target.between(Edge(below, inclusive=False), Edge(above, inclusive=False)))

        assert [RED, GREEN, RED] == [bands.status(each) for each in (below, value, above)]


class TestStatus:
    @pytest.mark.parametrize(
        ("polarity", "target", "scheme"),
        [
            ("higher", Target(60, tolerance=points(4.9)), RAG),
            ("lower", Target(60, tolerance=points(4.9, strict=True)), RAG),
            ("higher", Target(60, strict=True, tolerance=percent(7)), RAG),
            ("lower", Target(0), RAG),
            ("lower", Target(-0.0, strict=True), RAG),
            ("range", Target.between(80.1, 90.3, tolerance=percent(3)), RAG),
            ("range", Target.between(-0.0, 0.0, tolerance=points(0.1)), RAG),
            ("higher", Target(60, tolerance=points(below=2, above=1), strict=True), BRAG),
            ("lower", Target(60, stretch=45.5), BRAG),
            ("higher", Target(70.3), FIVE),
            ("lower", Target(70.3), FIVE),
        ],
    )
    def test_each_edge_divides_where_its_bands_say(self, polarity, target, scheme):
        """On every edge, and one float on either side of it, the status is that of the piece it is in."""
        bands = bands_of(polarity, target, scheme)
        values = [each for edge in bands.edges for each in around(edge.value)]

        assert [piece(bands, value) for value in values] == [bands.status(value) for value in values]

    @pytest.mark.parametrize("scheme", [MET_OR_NOT, RAG, BRAG, FIVE], ids=lambda scheme: scheme.name)
    @pytest.mark.parametrize("polarity", ["higher", "lower"])
    def test_the_ends_of_the_axis_have_the_outer_statuses(self, polarity, scheme):
        """The largest floats are figures, and rated."""
        bands = bands_of(polarity, Target(60, tolerance=points(5), stretch=60), scheme)

        assert bands.statuses[0] == bands.status(-LARGEST)
        assert bands.statuses[-1] == bands.status(LARGEST)

    @pytest.mark.parametrize(
        "edge", [Edge(LARGEST), Edge(LARGEST, inclusive=False), Edge(-LARGEST, inclusive=False)]
    )
    def test_a_target_at_the_end_of_the_axis(self, edge):
        """The largest float can be a target, even one that nothing passes."""
        bands = bands_of("higher", Target(edge))

        assert (GREEN if edge.inclusive else RED) is bands.status(edge.value)
        assert (GREEN if edge.value < 0 else RED) is bands.status(0)
        assert piece(bands, -LARGEST) is bands.status(-LARGEST)

    @pytest.mark.parametrize(
        "value",
        [
            55,
            Decimal(55),
            Decimal("55.000"),
            Fraction(110, 2),
            np.float64(55),
            np.float32(55),
            np.float16(55),
            np.int8(55),
            np.uint64(55),
            np.longdouble(55),
        ],
        ids=repr,
    )
    def test_any_number_may_be_rated(self, value):
        """A value of any numeric type has the status of the float it stands for."""
        bands = bands_of("higher", Target(60, tolerance=points(5)))

        assert AMBER is bands.status(value)
        assert RED is bands.status(value - 1)
        assert 5.0 == bands.shortfall(value)
        assert not bands.met(value)

    def test_a_narrow_float_is_what_it_prints(self):
        """A numpy float32 of 85.1 lies on an edge of 85.1, though its binary value lies below it."""
        bands = bands_of("higher", Target(90, tolerance=points(4.9)))

        assert float(np.float32(85.1)) < 85.1
        assert AMBER is bands.status(np.float32(85.1))

    @pytest.mark.parametrize("ask", ["status", "met", "shortfall"])
    @pytest.mark.parametrize("scheme", [MET_OR_NOT, RAG, BRAG, FIVE], ids=lambda scheme: scheme.name)
    def test_what_is_no_figure_is_never_rated(self, ask, scheme):
        """NaN, infinities, truth values, text and None are refused, whatever the number of bands."""
        asked = getattr(bands_of("higher", Target(60, tolerance=points(5), stretch=70), scheme), ask)

        for value in (math.nan, np.float64("nan"), Decimal("NaN")):
            problem, path, _, remedy = refusal(InputError, asked, value)
            assert ("is NaN, which is not a figure", "value") == (problem, path)
            assert "Outturn.missing" in remedy
        for value in (math.inf, -math.inf, np.float64("inf")):
            assert ("must be finite", "value") == refusal(InputError, asked, value)[:2]
        for value in (True, "60", None, np.array(60.0)):
            assert ("must be a number", "value", repr(value)) == refusal(InputTypeError, asked, value)[:3]

    @pytest.mark.parametrize("zero", [0.0, -0.0, 0, Decimal("-0"), np.float64(-0.0)], ids=repr)
    def test_minus_zero_is_zero(self, zero):
        """No incidents is no incidents, whatever its sign; one float above zero is above."""
        none_at_all = bands_of("lower", Target(-0.0))

        assert GREEN is none_at_all.status(zero)
        assert RED is none_at_all.status(5e-324)
        assert none_at_all.met(zero)
        assert RED is bands_of("lower", Target(0, strict=True)).status(zero)
        assert RED is bands_of("higher", Target(-0.0, strict=True)).status(zero)


class TestExactness:
    @given(st.integers(0, 1000), st.integers(1, 200))
    def test_a_value_on_the_edge_is_amber(self, tenths, less):
        """In tenths, a value that misses by exactly the tolerance is amber, and by a tenth more red."""
        target = Target(tenths / 10, tolerance=points(less / 10))

        for polarity, sign in (("higher", -1), ("lower", 1)):
            bands = bands_of(polarity, target)
            assert AMBER is bands.status((tenths + sign * less) / 10)
            assert RED is bands.status((tenths + sign * (less + 1)) / 10)
            assert GREEN is bands.status(tenths / 10)

    @given(st.integers(1, 1000), st.integers(1, 50))
    def test_a_value_on_the_edge_of_a_percentage_is_amber(self, tenths, share):
        """10% off 90 is 81 and no other float: whole percentages of targets in tenths are exact."""
        bands = bands_of("higher", Target(tenths / 10, tolerance=percent(share)))
        edge = tenths * (100 - share) / 1000

        assert AMBER is bands.status(edge)
        assert RED is bands.status(math.nextafter(edge, -1))

    @given(
        st.floats(1e-6, 1e15),
        st.floats(1e-6, 1e3),
        st.sampled_from([points, percent]),
        st.sampled_from(["higher", "lower", "range"]),
        st.sampled_from(["amber", "green"]),
    )
    def test_a_settled_edge_never_passes_its_target(self, target, size, make, polarity, counts_as):
        """What counts as amber or green lies on the worse side of any target, which itself stays green."""
        scheme = RAG.replace(tolerance_counts_as=counts_as)
        for strict in (False, True):
            bands = bands_of(polarity, Target(target, tolerance=make(size, strict=strict)), scheme)

            assert GREEN is bands.status(target)
            assert polarity != "higher" or all(edge.value <= target for edge in bands.edges)
            assert polarity != "lower" or all(edge.value >= target for edge in bands.edges)

    @pytest.mark.parametrize("target", [2e12, 2e12 + 0.25])
    def test_a_tolerance_too_small_for_its_target_leaves_the_target(self, target):
        """Above 1e12 pounds no decimals are kept: ten pence come to nothing, strict or not."""
        scheme = RAG.replace(tolerance=points(0.1, strict=True), tolerance_counts_as="green")

        assert bands_of("higher", math.floor(target), scheme) == bands_of("higher", math.floor(target))
        assert GREEN is bands_of("lower", target, scheme).status(target)

    @pytest.mark.parametrize(
        "number", [Decimal("85.1"), Fraction(851, 10), np.float64(85.1), np.float32(85.1), 85.1], ids=repr
    )
    def test_targets_of_any_type_are_the_same_target(self, number):
        """A target, floor or stretch enters as a value does."""
        assert bands_of("higher", Target(85.1, tolerance=points(4.9))) == bands_of(
            "higher", Target(number, tolerance=points(Decimal("4.9")))
        )
        assert bands_of("higher", Target(90, floor=85.1)) == bands_of("higher", Target(90, floor=number))

    @pytest.mark.parametrize("number", [1 / 3, 99.123456789123, 1_234_567.123456789, 1e12 + 0.25])
    def test_a_given_edge_is_never_altered(self, number):
        """Only what is worked out is settled: target, floor and bounds keep all their digits."""
        assert number == bands_of("higher", Target(number)).edges[0].value
        assert number == bands_of("higher", Target(2e12, floor=number)).edges[0].value
        assert number == bands_of("range", Target.between(number, 2e12)).edges[0].value
        assert number == bands_of("lower", Target(number, tolerance=points(0))).edges[0].value


class TestOwnStates:
    def test_five_bands_with_their_own_edges(self):
        """Every state begins where its edge says, strict edges where they are passed."""
        assert "well below [60.3 below [68.3 average ]72.3 above [80.3 well above" == outline(
            bands_of("higher", 70.3, FIVE)
        )
        assert "well above ]60.3 above [68.3 average ]72.3 below ]80.3 well below" == outline(
            bands_of("lower", 70.3, FIVE)
        )
        assert FIVE.states[4] is bands_of("higher", 70.3, FIVE).status(80.3)

    def test_a_callers_own_enumeration(self):
        """The caller's members come back; the third state from the worst says met."""

        class Grade(StrEnum):
            POOR = "poor"
            FAIR = "fair"
            GOOD = "good"

        bands = bands_of("higher", 60, Scheme("Grades", states=Grade, tolerance=points(5)))

        assert [Grade.POOR, Grade.FAIR, Grade.GOOD] == [bands.status(value) for value in (54.9, 55, 60)]
        assert Grade is type(bands.status(60))

    def test_a_tolerance_that_counts_as_green(self):
        """A miss within tolerance is green, and no value is amber; the target itself is still missed."""
        bands = bands_of("higher", 60, RAG.replace(tolerance=percent(10), tolerance_counts_as="green"))

        assert "red [54 green" == outline(bands)
        assert (GREEN, False, 6.0) == (bands.status(54), bands.met(54), bands.shortfall(54))

    @pytest.mark.parametrize(
        ("expected", "tolerance", "strict"),
        [
            ("red [54 green", percent(10), True),
            ("red ]54 green", percent(10, strict=True), False),
            ("red [60 green", points(0), False),
            ("red ]60 green", points(0), True),
            ("red [60 green", points(0, strict=True), False),
            ("red [60 green", Tolerance.none(), False),
            ("red ]60 green", points(above=5), True),
        ],
    )
    def test_no_tolerance_leaves_the_target_as_it_is(self, expected, tolerance, strict):
        """Where a tolerance counts as green, a size of nothing leaves the target's own edge."""
        scheme = Scheme("Two", states=("red", "green", "blue"), tolerance_counts_as="green")

        assert expected in outline(bands_of("higher", Target(60, strict=strict, tolerance=tolerance), scheme))

    @pytest.mark.parametrize(
        ("expected", "edges"),
        [
            ("red [57 amber [59.4 green", {"amber": percent(5), "green": percent(1)}),
            ("red [59.4 green", {"green": percent(1)}),
            ("red [57 amber [60 green", {"amber": percent(5), "green": Tolerance.none()}),
            ("red [57 amber [60 green", {"amber": percent(5), "green": points(0)}),
            ("red [60 green", {"green": points(0, strict=True)}),
            ("red [57 amber [60 green", {"amber": percent(below=5)}),
            ("red [60 green", {"amber": percent(above=5)}),
            ("red [60 green", {"amber": points(0)}),
        ],
    )
    def test_edges_of_their_own(self, expected, edges):
        """Each edge is worked out from the target; none, or nothing on this side, is the target itself."""
        assert expected == outline(bands_of("higher", 60, RAG.replace(edges=edges)))

    @pytest.mark.parametrize("target", [Target(60), Target(60, tolerance=points(30)), Target(60, floor=1)])
    def test_nothing_moves_an_edge_of_its_own(self, target):
        """A scheme that says where a state begins is not overruled by a target, and says so."""
        bands = bands_of("higher", target, RAG.replace(edges={"amber": percent(5)}))

        assert "red [57 amber [60 green" == outline(bands)
        assert bands.tolerance.is_none

    def test_states_that_hold_no_value_are_left_out(self):
        """Where two states begin at one number, the better has it."""
        scheme = Scheme(
            "Four", states=("poor", "weak", "fair", State("good", met=True)), edges={"weak": points(5)}
        )

        assert "poor [55 fair [60 good" == outline(
            bands_of("higher", Target(60, tolerance=points(5)), scheme)
        )
        assert "poor [55 weak [60 good" == outline(
            bands_of("higher", Target(60, tolerance=points(0)), scheme)
        )

    def test_a_state_without_an_edge_is_refused(self):
        """A third state below the target has no place until it is given one."""
        scheme = Scheme("Four", states=("poor", "weak", "fair", State("good", met=True)))

        assert (
            "'weak' has no edge in Four",
            "scheme.edges",
            "",
            "Give it one: Scheme(..., edges=(('weak', Tolerance.points(...)), ...)).",
        ) == refusal(InputError, bands_of, "higher", 60, scheme)

    @pytest.mark.parametrize(
        ("worse", "better", "edges", "options"),
        [
            ("amber", "green", {"amber": points(1), "green": points(5)}, {}),
            (
                "weak",
                "near",
                {"weak": points(1), "near": points(5)},
                {"states": ("poor", "weak", "near", "green")},
            ),
            (
                "blue",
                "gold",
                {"blue": points(5), "gold": points(1)},
                {"states": ("red", "amber", "green", "blue", "gold")},
            ),
        ],
    )
    @pytest.mark.parametrize("polarity", ["higher", "lower", "range"])
    def test_edges_in_the_wrong_order_are_refused(self, polarity, worse, better, edges, options):
        """A worse state cannot begin nearer to the good than a better one."""
        scheme = RAG.replace(edges=edges, **options)
        if polarity == "range" and better == "gold":
            assert "red [60 green ]60 red" == outline(bands_of(polarity, 60, scheme))
            return

        assert (
            f"the edge of {worse} lies on the better side of that of {better}",
            "scheme.edges",
            "",
            "Give the worse state the wider tolerance.",
        ) == refusal(InputError, bands_of, polarity, 60, scheme)


class TestToleranceUsed:
    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "scheme"),
        [
            (points(5), "higher", Target(60, tolerance=points(5)), RAG),
            (percent(3), "higher", Target(60), RAG.replace(tolerance=percent(3))),
            (points(5), "higher", Target(60, tolerance=points(5)), RAG.replace(tolerance=percent(3))),
            (Tolerance.none(), "higher", Target(60), RAG),
            (Tolerance.none(), "higher", Target(60, floor=50), RAG.replace(tolerance=percent(3))),
            (Tolerance.none(), "higher", Target(60, tolerance=points(5)), MET_OR_NOT),
            (Tolerance.none(), "range", Target(60, tolerance=points(5)), MET_OR_NOT),
            (points(5), "range", Target(60, tolerance=points(5)), BRAG),
            (points(below=2, above=1), "higher", Target(60, tolerance=points(below=2, above=1)), BRAG),
            (points(below=2, above=1), "range", Target(60, tolerance=points(below=2, above=1)), RAG),
            (points(5), "higher", Target(60, tolerance=points(5), stretch=75), BRAG),
            (
                points(below=2),
                "higher",
                Target(60, stretch=75),
                BRAG.replace(tolerance=points(below=2, above=1)),
            ),
            (
                points(above=1),
                "higher",
                Target(60, floor=50),
                BRAG.replace(tolerance=points(below=2, above=1)),
            ),
            (
                percent(below=2, strict=True),
                "lower",
                Target(60, tolerance=percent(below=2, above=1, strict=True)),
                BRAG.replace(edges={"amber": points(9)}),
            ),
            (Tolerance.none(), "higher", Target(60, stretch=75), BRAG.replace(tolerance=points(above=1))),
        ],
    )
    def test_only_what_moves_an_edge_is_told(self, expected, polarity, target, scheme):
        """An explanation that names a tolerance names one that was used."""
        assert expected == bands_of(polarity, target, scheme).tolerance


class TestMet:
    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "value"),
        [
            ((True, 0.0), "higher", Target(60), 60),
            ((False, 0.1), "higher", Target(60), 59.9),
            ((True, 0.0), "lower", Target(26), 26),
            ((False, 1.2), "lower", Target(26), 27.2),
            ((False, 0.0), "lower", Target(26, strict=True), 26),
            ((True, 0.0), "lower", Target(26, strict=True), 25.9),
            ((False, 0.0), "higher", Target(Edge(97.5, inclusive=False)), 97.5),
            ((False, 4.9), "higher", Target(90, tolerance=points(5)), 85.1),
            ((False, 0.7), "higher", Target(70.3), 69.6),
            ((False, 15.0), "higher", Target(60, stretch=75), 45),
            ((True, 0.0), "range", Target.between(80, 90), 80),
            ((True, 0.0), "range", Target.between(80, 90), 90),
            ((False, 1.5), "range", Target.between(80, 90), 78.5),
            ((False, 1.5), "range", Target.between(80, 90), 91.5),
            ((False, 0.0), "range", Target.between(80, 90, strict=True), 90),
            ((False, 0.0), "range", Target.between(Edge(80, inclusive=False), 90), 80),
            ((True, 0.0), "range", Target(80), 80),
            ((False, 0.5), "range", Target(80), 80.5),
            ((False, 1e-12), "higher", Target(60), 60 - 1e-12),
        ],
    )
    def test_met_and_the_shortfall(self, expected, polarity, target, value):
        """The shortfall is the settled distance on the worse side; 0 and not met only on a strict target."""
        bands = bands_of(polarity, target)
        met, shortfall = expected

        assert met is bands.met(value)
        assert math.isclose(shortfall, bands.shortfall(value), rel_tol=1e-2 if 0 < shortfall < 1e-9 else 0)

    @given(
        st.sampled_from(["higher", "lower", "range"]),
        st.floats(-1e9, 1e9).filter(lambda target: abs(target) >= 1e-6),
        st.floats(-1e9, 1e9),
    )
    def test_a_miss_is_never_a_miss_by_nothing(self, polarity, target, value):
        """Unless a target must be passed, met and a shortfall of 0 are one; and green is met."""
        bands = bands_of(polarity, target)

        assert bands.met(value) is (bands.shortfall(value) == 0.0)
        assert bands.met(value) is (bands.status(value) is GREEN)


class TestRefusals:
    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "scheme"),
        [
            (
                (
                    "indicator 1 is not judged (its polarity is none), so it takes no target",
                    "target",
                    "",
                    "Leave the target out, or set the polarity to higher, lower or range.",
                ),
                "none",
                Target(60),
                RAG,
            ),
            (
                (
                    "a range does not say what higher is better means",
                    "target",
                    "Target.between(40, 60)",
                    "Write Target(60) for one number, or set the polarity to range.",
                ),
                "higher",
                Target.between(40, 60),
                RAG,
            ),
            (
                (
                    "a range does not say what lower is better means",
                    "target",
                    "Target.between(40, 60)",
                    "Write Target(60) for one number, or set the polarity to range.",
                ),
                "lower",
                Target.between(40, 60),
                RAG,
            ),
            (
                (
                    "is not for a range, which has two sides",
                    "target.floor",
                    "",
                    "Use a tolerance: Tolerance.points(below=..., above=...).",
                ),
                "range",
                Target(60, floor=50),
                RAG,
            ),
            (
                (
                    "is not for a range, which has two sides",
                    "target.stretch",
                    "",
                    "Use a tolerance: Tolerance.points(below=..., above=...).",
                ),
                "range",
                Target(60, stretch=70),
                BRAG,
            ),
            (
                (
                    "10% of 0 is no sensible tolerance",
                    "target.tolerance",
                    "",
                    "Write it in the unit of the target, such as Tolerance.points(0).",
                ),
                "lower",
                Target(0, tolerance=percent(10)),
                RAG,
            ),
            (
                (
                    "10% of 0 is no sensible tolerance",
                    "target.tolerance",
                    "",
                    "Write it in the unit of the target, such as Tolerance.points(0).",
                ),
                "range",
                Target.between(0, 5, tolerance=percent(10)),
                RAG,
            ),
            (
                (
                    "10% of -2 is no sensible tolerance",
                    "scheme.tolerance",
                    "",
                    "Write it in the unit of the target, such as Tolerance.points(5).",
                ),
                "higher",
                Target(-2),
                RAG.replace(tolerance=percent(10)),
            ),
            (
                (
                    "5% of 0 is no sensible tolerance",
                    "scheme.edges['amber']",
                    "",
                    "Write it in the unit of the target, such as Tolerance.points(0).",
                ),
                "higher",
                Target(0),
                RAG.replace(edges={"amber": percent(5)}),
            ),
            (
                (
                    "is on the better side of the target",
                    "target.floor",
                    "70",
                    "Write a floor at or below the target.",
                ),
                "higher",
                Target(60, floor=70),
                RAG,
            ),
            (
                (
                    "is on the better side of the target",
                    "target.floor",
                    "50",
                    "Write a floor at or above the target.",
                ),
                "lower",
                Target(60, floor=Edge(50, inclusive=False)),
                MET_OR_NOT,
            ),
            (
                (
                    "is on the worse side of the target",
                    "target.stretch",
                    "50",
                    "Write a stretch at or above the target.",
                ),
                "higher",
                Target(60, stretch=50),
                BRAG,
            ),
            (
                (
                    "is on the worse side of the target",
                    "target.stretch",
                    "70",
                    "Write a stretch at or below the target.",
                ),
                "lower",
                Target(60, stretch=Edge(70)),
                RAG,
            ),
            (
                (
                    "is easier to reach than the target, which must be passed",
                    "target.stretch",
                    "60",
                    "Write Edge(60, inclusive=False), or a stretch beyond the target.",
                ),
                "higher",
                Target(60, strict=True, stretch=60),
                BRAG,
            ),
            (
                (
                    "is given beside a tolerance on the better side",
                    "target.stretch",
                    "",
                    "Give the stretch, or the tolerance above.",
                ),
                "higher",
                Target(60, stretch=70, tolerance=points(below=2, above=1)),
                BRAG,
            ),
            (
                (
                    "the tolerance above the target is on its better side, where this scheme has no state",
                    "target.tolerance",
                    "2 points below and 1 point above",
                    NO_BETTER_STATE,
                ),
                "higher",
                Target(60, tolerance=points(below=2, above=1)),
                RAG,
            ),
            (
                (
                    "the tolerance below the target is on its better side, where this scheme has no state",
                    "scheme.tolerance",
                    "2 points below",
                    NO_BETTER_STATE,
                ),
                "lower",
                Target(60),
                RAG.replace(tolerance=points(below=2)),
            ),
            (
                (
                    "puts the edge of a band beyond the largest figure",
                    "target.tolerance",
                    "",
                    "Write the figures in thousands or millions.",
                ),
                "lower",
                Target(1.7e308, tolerance=percent(10)),
                RAG,
            ),
        ],
    )
    def test_what_does_not_fit_is_refused_with_the_way_out(self, expected, polarity, target, scheme):
        """Each refusal names what was wrong and where, and the alternatives."""
        assert expected == refusal(InputError, bands_of, polarity, target, scheme)

    def test_the_kinds_of_the_arguments_are_checked(self):
        """An indicator, a target and a scheme, in this order; wrong ones are reported together."""
        indicator = INDICATORS["higher"]

        assert ("must be a Target", "target", "60", "Write Target(60).") == refusal(
            InputTypeError, Bands.of, indicator, 60
        )
        assert ("must be a Scheme", "scheme", "'RAG'", "Write RAG.") == refusal(
            InputTypeError, Bands.of, indicator, Target(60), "RAG"
        )
        assert (
            "must be an Indicator",
            "indicator",
            "'32'",
            "Write Indicator('32', 'EHC plans', polarity='higher').",
        ) == refusal(InputTypeError, Bands.of, "32", Target(60))
        with pytest.raises(FaultsError) as caught:
            Bands.of(Target(60), indicator, None)
        assert ["indicator", "target", "scheme"] == [fault.path for fault in caught.value.faults]

    def test_a_status_the_scheme_has_not_is_refused(self):
        """Asking where blue lies under RAG is a slip, not an empty answer."""
        expected = ("is no state of RAG", "status", "'blue'", "Known: 'red', 'amber', 'green'.")

        assert expected == refusal(InputError, bands_of("higher", 60).describe_status, "blue")


class TestDescribe:
    @pytest.mark.parametrize(
        ("expected", "polarity", "target", "scheme"),
        [
            ("Green at 60% or more; Red below 60%", "higher", Target(60), RAG),
            ("Green above 60%; Red at 60% or less", "higher", Target(60, strict=True), RAG),
            ("Green at 60% or less; Red above 60%", "lower", Target(60), RAG),
            ("Green below 60%; Red at 60% or more", "lower", Target(60, strict=True), RAG),
            (
                "Green at 60% or more; Amber from 55% up to 60%; Red below 55%",
                "higher",
                Target(60, tolerance=points(5)),
                RAG,
            ),
            (
                "Green at 60% or more; Amber above 55% and below 60%; Red at 55% or less",
                "higher",
                Target(60, tolerance=points(5, strict=True)),
                RAG,
            ),
            (
                "Green above 60%; Amber from 55% to 60% inclusive; Red below 55%",
                "higher",
                Target(60, strict=True, tolerance=points(5)),
                RAG,
            ),
            (
                "Green at 60% or less; Amber above 60%, up to and including 65%; Red above 65%",
                "lower",
                Target(60, tolerance=points(5)),
                RAG,
            ),
            (
                "Green above 60%; Amber at 60%; Red below 60%",
                "higher",
                Target(60, strict=True, floor=60),
                RAG,
            ),
            ("Met at 60% or more; Not met below 60%", "higher", Target(60), MET_OR_NOT),
            (
                (
                    "Green from 80% to 90% inclusive; "
                    "Amber from 75% up to 80% or above 90%, up to and including 95%; "
                    "Red below 75% or above 95%"
                ),
                "range",
                Target.between(80, 90, tolerance=points(5)),
                RAG,
            ),
            ("Green at 80%; Red below 80% or above 80%", "range", Target(80), RAG),
            (
                "Blue at 75% or more; Green from 60% up to 75%; Red below 60%",
                "higher",
                Target(60, stretch=75),
                BRAG,
            ),
            (
                (
                    "Well above at 70% or more; Above above 62% and below 70%; "
                    "Average from 58% to 62% inclusive; Below from 50% up to 58%; Well below below 50%"
                ),
                "higher",
                Target(60),
                FIVE,
            ),
        ],
    )
    def test_every_shape_of_piece_has_its_words(self, expected, polarity, target, scheme):
        """Best first, each with its edges and whether they are inside; empty states are left out."""
        indicator = Indicator("1", "Something measured", polarity=polarity, unit="percent")
        bands = Bands.of(indicator, target, scheme)

        assert expected == bands.describe()
        assert f"<Bands: {expected}>" == repr(bands)

    def test_a_state_that_no_value_has_is_described_by_nothing(self):
        """Without a tolerance there is no amber."""
        assert "" == bands_of("higher", 60).describe_status("amber")

    def test_one_band_for_everything(self):
        """Bands without an edge, made by hand, hold any value."""
        bands = Bands((), (GREEN,), INDICATORS["higher"], Target(60), RAG)

        assert "Green at any value" == bands.describe()
        assert [GREEN, GREEN, GREEN] == [bands.status(value) for value in (-LARGEST, 0, LARGEST)]
        with pytest.raises(InputError):
            bands.status(math.nan)

    def test_edges_print_in_full(self):
        """An edge is never rounded in print, so that a reader can check a value against it."""
        court = Indicator("9", "Cost", polarity="lower", unit="currency", decimals=0)

        assert (
            "Green at £1,250.75 or less; Red above £1,250.75" == Bands.of(court, Target(1250.75)).describe()
        )

    def test_zero_prints_without_a_sign(self):
        """A target of -0 is a target of 0."""
        assert "Green at 0 or less; Red above 0" == bands_of("lower", -0.0).describe()


class TestEquality:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (bands_of("higher", 60), bands_of("higher", Decimal(60), MET_OR_NOT)),
            (
                bands_of("higher", Target(60, tolerance=points(6))),
                bands_of("higher", Target(60, tolerance=percent(10))),
            ),
            (bands_of("higher", Target(60, tolerance=points(6))), bands_of("higher", Target(60, floor=54))),
            (bands_of("higher", Target(60, strict=True)), bands_of("higher", math.nextafter(60, 61))),
            (bands_of("lower", 60), bands_of("lower", Target(math.nextafter(60, 61), strict=True))),
            (bands_of("higher", 0.0), bands_of("higher", -0.0)),
            (bands_of("range", 60), bands_of("range", Target.between(60, 60))),
        ],
    )
    def test_bands_that_rate_alike_are_equal(self, one, other):
        """However an edge is written: 'above 60' is 'at the next float or more'."""
        assert one == other
        assert hash(one) == hash(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        list(
            itertools.combinations(
                [
                    bands_of("higher", 60),
                    bands_of("lower", 60),
                    bands_of("higher", Target(60, strict=True)),
                    bands_of("higher", Target(60, tolerance=points(5))),
                    bands_of("higher", Target(60, tolerance=points(5, strict=True))),
                    bands_of("higher", Target(60, stretch=60), BRAG),
                    bands_of("range", 60),
                ],
                2,
            )
        ),
    )
    def test_bands_that_rate_some_value_otherwise_are_not(self, one, other):
        """Any difference in a status or an edge shows in a value near it."""
        values = [each for edge in (*one.edges, *other.edges) for each in around(edge.value)]

        assert one != other
        assert [one.status(value) for value in values] != [other.status(value) for value in values]

    def test_what_they_come_from_does_not_count(self):
        """Another indicator, target or scheme that comes to the same bands gives equal bands."""
        other = Indicator("2", "Something else", polarity="higher", unit="days")

        assert bands_of("higher", 60) == Bands.of(
            other, Target(60, source="paper"), RAG.replace(name="Other")
        )

    def test_bands_are_no_other_thing(self):
        """A description is not the bands."""
        bands = bands_of("higher", 60)

        assert bands != bands.describe()


class TestKeeping:
    @pytest.mark.parametrize(
        "bands",
        [
            bands_of("higher", Target(60, tolerance=points(5))),
            bands_of("range", Target.between(80, 90)),
            bands_of("lower", 70.3, FIVE),
        ],
        ids=repr,
    )
    def test_they_travel(self, bands):
        """Pickled and copied, bands are equal, rate the same and describe themselves the same."""
        for again in (pickle.loads(pickle.dumps(bands)), copy.deepcopy(bands), copy.copy(bands)):
            assert bands == again
            assert bands.describe() == again.describe()
            for value in (50, 60, 70.3, 85, 95):
                assert bands.status(value) == again.status(value)

    def test_they_cannot_be_changed(self):
        """Bands are a value."""
        with pytest.raises(AttributeError):
            bands_of("higher", 60).edges = ()

    def test_their_dict_is_plain(self):
        """What goes to JSON says all a chart needs: edges, which side holds each, and the statuses."""
        court = Indicator("9", "Weeks to complete", polarity="lower", unit="weeks")
        record = Bands.of(court, Target(26, strict=True, tolerance=points(4))).to_dict()

        assert {
            "edges": [26.0, 30.0],
            "opens": [True, False],
            "statuses": ["green", "amber", "red"],
            "unit": "weeks",
            "scheme": "RAG",
            "description": (
                "Green below 26 weeks; Amber from 26 weeks to 30 weeks inclusive; Red above 30 weeks"
            ),
        } == record
        assert record == json.loads(json.dumps(record))

    @pytest.mark.parametrize(
        ("expected", "edge"),
        [
            (60.0, BandEdge(60.0, opens=True)),
            (60.00000000000001, BandEdge(60.0, opens=False)),
            (5e-324, BandEdge(0.0, opens=False)),
            (5e-324, BandEdge(-0.0, opens=False)),
            (math.inf, BandEdge(LARGEST, opens=False)),
        ],
    )
    def test_every_comparison_is_at_least(self, expected, edge):
        """The compiled form of an exclusive edge is the next float up."""
        assert expected == edge.cut


class TestPublishedRules:
    """Rules as public bodies print them; each row is a value and what it is by the body's own words."""

    @pytest.mark.parametrize(
        ("value", "expected"), [(97.9, RED), (98, RED), (98.01, AMBER), (98.99, AMBER), (99, GREEN)]
    )
    def test_environment_agency_mixed_edges(self, value, expected):
        """Red at 98 or less, green at 99 or more, amber between.

        Source: Environment Agency, EPA methodology 2026 to 2030, section 3, RAG thresholds,
        https://www.gov.uk/government/publications/water-and-sewerage-companies-epa-methodology-for-2026-to-2030/3-rag-thresholds-for-epa-metrics
        """
        bands = bands_of("higher", Target(99, floor=Edge(98, inclusive=False)))

        assert expected is bands.status(value)

    @pytest.mark.parametrize(("value", "expected"), [(97.4, RED), (97.5, RED), (97.51, GREEN), (100, GREEN)])
    def test_environment_agency_green_only_above(self, value, expected):
        """Green only above 97.5; the source is that of the mixed edges."""
        assert expected is bands_of("higher", Target(97.5, strict=True)).status(value)

    @pytest.mark.parametrize(("value", "expected"), [(0, GREEN), (1, RED)])
    def test_environment_agency_no_serious_incidents(self, value, expected):
        """A target of zero incidents: none is green, one is not; the source is that of the mixed edges."""
        assert expected is bands_of("lower", Target(0)).status(value)

    @pytest.mark.parametrize(
        ("value", "first_year", "next_year"),
        [
            (201, GREEN, GREEN),
            (198, GREEN, GREEN),
            (197.9, AMBER, AMBER),
            (190.1, AMBER, AMBER),
            (190, RED, AMBER),
            (189.9, RED, RED),
        ],
    )
    def test_belfast_one_and_five_percent(self, value, first_year, next_year):
        """Green within 1% of target, amber up to 5%; at 5% exactly red in 2023-24 and amber the year after.

        Source: Belfast City Council, performance improvement self-assessment reports for 2023-24 and 2024-25,
        https://www.belfastcity.gov.uk/documents/performance-improvement-self-assessment-report/overall-performance-of-the-improvement-plan-2023-2
        The published edges overlap at 1%; here 1% exactly is green, as "within 1%".
        """
        before = Scheme(
            "Belfast", version="2023-24", edges={"green": percent(1), "amber": percent(5, strict=True)}
        )
        after = before.replace(version="2024-25", edges={"green": percent(1), "amber": percent(5)})

        assert first_year is bands_of("higher", 200, before).status(value)
        assert next_year is bands_of("higher", 200, after).status(value)
        mirror = 400 - value  # as far above 200 as the value lies below it
        assert first_year is bands_of("lower", 200, before).status(mirror)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [(81, "exceeded"), (80, "achieved"), (79, "achieved"), (77, "achieved"), (76.9, "not achieved")],
    )
    def test_lincolnshire_two_below_to_one_above(self, value, expected):
        """Achieved from 2 points below to 1 point above a target of 79, exceeded beyond, else not achieved.

        Source: Lincolnshire County Council, https://lincolnshire.moderngov.co.uk/mgAi.aspx?ID=12999, whose
        example of a tolerance is -2 to +1 percentage points; the target of 79 is ours.
        """
        scheme = Scheme(
            "Lincolnshire",
            states=("not achieved", State("achieved", met=True), State("exceeded", met=True)),
            tolerance_counts_as="green",
        )

        bands = bands_of("higher", Target(79, tolerance=points(below=2, above=1)), scheme)

        assert expected == bands.status(value)
        assert points(below=2, above=1) == bands.tolerance

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (95.1, "green star"),
            (95, "blue circle"),
            (90, "blue circle"),
            (85, "blue circle"),
            (84.9, "red triangle"),
        ],
    )
    def test_east_riding_either_side(self, value, expected):
        """Blue within tolerance on either side, green better by more than it, red worse by more.

        Source: East Riding of Yorkshire Council, January 2009,
        http://www.eastriding.gov.uk/customer_promises/Customer_Promises_January_09/3.htm
        The figures are ours.
        """
        scheme = Scheme(
            "East Riding",
            states=("red triangle", State("blue circle", met=True), State("green star", met=True)),
            tolerance_counts_as="green",
            tolerance=points(below=5, above=5),
        )

        assert expected == bands_of("higher", 90, scheme).status(value)

    @pytest.mark.parametrize(
        ("value", "expected"), [(94, GREEN), (84.6, GREEN), (84.59, RED), (84.44, RED), (103.4, GREEN)]
    )
    def test_havering_within_ten_percent_is_green(self, value, expected):
        """On or within 10% of target is green; 84.44 against 94 is 10.2% short and so beyond it.

        Source: London Borough of Havering, 2013/14 to 2014/15, https://democracy.havering.gov.uk/mgAi.aspx?ID=8989
        """
        scheme = Scheme("Havering", version="2014/15", tolerance=percent(10), tolerance_counts_as="green")

        assert expected is bands_of("higher", 94, scheme).status(value)

    @pytest.mark.parametrize(("expected", "tolerance"), [(RED, percent(10)), (AMBER, points(10))])
    def test_percent_and_points_are_two_things(self, expected, tolerance):
        """84.44 against 94 is 10.2% short as a share of the target, and 9.6 points short."""
        assert expected is bands_of("higher", Target(94, tolerance=tolerance)).status(84.44)

    @pytest.mark.parametrize(("value", "expected"), [(100, GREEN), (98, AMBER), (97.99, RED)])
    def test_cheshire_west_rent_collected(self, value, expected):
        """Rent collected, target 100% with a tolerance of 2.00, read as points: the page does not say.

        Source: Cheshire West and Chester Council housing, 2024/25,
        https://www.cheshirewestandchester.gov.uk/residents/housing/council-housing/performance-how-we-are-doing
        """
        assert expected is bands_of("higher", Target(100, tolerance=points(Decimal("2.00")))).status(value)

    @pytest.mark.parametrize(
        ("polarity", "target", "verdicts"),
        [
            ("higher", 60, {59.9: RED, 60: GREEN}),
            ("higher", 70, {69.9: RED, 70: GREEN}),
            ("lower", 10, {10: GREEN, 10.1: RED}),
        ],
    )
    def test_planning_designation(self, polarity, target, verdicts):
        """At least 60% of major and 70% of other decisions in time, at most 10% overturned: no amber.

        Source: Planning Advisory Service, https://www.local.gov.uk/pas/applications/managing-performance
        """
        bands = bands_of(polarity, target, MET_OR_NOT)

        assert verdicts == {value: bands.status(value) for value in verdicts}
