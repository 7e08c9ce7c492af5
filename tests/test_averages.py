"""The average of scores: its parts, its gaps, how much must be there, and the segments it falls in."""

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Edge, FaultsError, InputError, InputTypeError
from kpirag.averages import AverageScore, average_score
from kpirag.peers import Peers
from tests.strategies import NOT_FIGURES, reals

NHS = {"Access": 1.5, "Finance": 3.0, "Workforce": None, "Quality": 2.4}


@cache
def scores_up_to(largest):
    """Draw one to eight scores, some of them missing."""
    return st.lists(st.none() | reals(largest), min_size=1, max_size=8)


WEIGHTS = st.none() | st.lists(st.integers(1, 50).map(lambda tenths: tenths / 10), min_size=8, max_size=8)
LEAST = st.sampled_from((0, 0, 50, 75, 100))


@st.composite
def averages(draw, largest=1e6):
    """Draw an average of up to eight parts, some without a score, with weights or without."""
    scores = draw(scores_up_to(largest))
    names = [f"Part {place}" for place in range(len(scores))]
    weights = draw(WEIGHTS)
    if weights is not None:
        weights = dict(zip(names, weights, strict=False))
    least = draw(LEAST)
    return average_score(dict(zip(names, scores, strict=True)), weights, least_coverage=least)


def fault(*values, **facts) -> str:
    """Return what is said about an average that cannot be."""
    with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
        average_score(*values, **facts)
    return str(caught.value)


class TestLaws:
    @given(averages(largest=1e300))
    def test_it_lies_between_its_parts(self, average):
        """The average is neither below the least nor above the largest of its parts."""
        if average.value is not None:
            assert min(average.parts.values()) <= average.value <= max(average.parts.values())

    @given(averages(), st.randoms(use_true_random=False))
    def test_the_order_of_the_parts_does_not_matter(self, average, chance):
        """However its parts are listed, the average is the same float."""
        names = list(average.scores)
        chance.shuffle(names)
        weights = average.weights and {name: average.weights[name] for name in reversed(names)}
        least = average.least_coverage
        other = average_score({name: average.scores[name] for name in names}, weights, least_coverage=least)
        assert average == other
        assert (average.value, average.coverage) == (other.value, other.coverage)
        assert set(average.missing) == set(other.missing)

    @given(averages())
    def test_every_part_is_there_or_missing(self, average):
        """No part is lost, and each is told by `explain`."""
        assert set(average.scores) == set(average.parts) | set(average.missing)
        assert len(average.scores) == len(average.parts) + len(average.missing)
        assert all(name in average.explain() for name in average.scores)

    @given(averages())
    def test_a_missing_part_counts_neither_way(self, average):
        """The average of what is there does not depend on what is not, unless too little is there."""
        if average.value is not None:
            weights = average.weights and {name: average.weights[name] for name in average.parts}
            assert average.value == average_score(average.parts, weights).value

    @given(averages())
    def test_there_is_an_average_just_where_enough_is_there(self, average):
        """No parts, or too few, give none; enough give one."""
        enough = bool(average.parts) and average.coverage >= average.least_coverage
        assert enough is (average.value is not None)
        assert 0 <= average.coverage <= 100
        assert (100 == average.coverage) is (not average.missing)

    @given(st.dictionaries(st.text("abcdefgh", min_size=1), reals(1e6), min_size=1), st.integers(1, 40))
    def test_equal_weights_are_no_weights(self, scores, weight):
        """Where all parts weigh the same, it is the plain mean."""
        plain = average_score(scores)
        weighted = average_score(scores, dict.fromkeys(scores, weight / 8))
        assert pytest.approx(plain.value, abs=1e-9) == weighted.value
        assert plain.coverage == weighted.coverage

    @given(
        st.lists(st.tuples(st.integers(-999, 999), st.integers(1, 30)), min_size=1, max_size=9),
        st.booleans(),
    )
    def test_it_is_decimal_arithmetic(self, parts, weighted):
        """Of scores and weights with one decimal it is the exact mean, to nine decimals."""
        scores = {str(place): score / 10 for place, (score, _) in enumerate(parts)}
        weights = {str(place): weight / 10 for place, (_, weight) in enumerate(parts)} if weighted else None
        whole = sum(weight if weighted else 1 for _, weight in parts)
        exact = Fraction(sum(score * (weight if weighted else 1) for score, weight in parts), 10 * whole)
        assert abs(Fraction(average_score(scores, weights).value) - exact) <= Fraction(6, 10**10)

    @given(averages(), st.sets(reals(1e6), min_size=1, max_size=5).map(sorted), st.booleans())
    def test_segments_go_up_with_the_average(self, average, edges, inclusive):
        """The segment is the number of edges that are reached, or passed where an edge must be passed."""
        labels = [str(place) for place in range(len(edges) + 1)]
        found = average.segment([Edge(edge, inclusive=inclusive) for edge in edges], labels)
        if average.value is None:
            assert found is None
        else:
            reached = [
                edge for edge in edges if (average.value >= edge if inclusive else average.value > edge)
            ]
            assert str(len(reached)) == found

    @given(averages())
    def test_round_trips(self, average):
        """An average comes back equal from its dict, from pickle and from a copy."""
        for other in (
            AverageScore.from_dict(average.to_dict()),
            pickle.loads(pickle.dumps(average)),
            copy.deepcopy(average),
        ):
            assert average == other
            assert hash(average) == hash(other)
            assert average.explain() == other.explain()


class TestAverage:
    def test_it_is_of_the_scores_that_are_there(self):
        """Three of four scores give the mean of three, and the fourth is named."""
        average = average_score(NHS)
        assert (2.3, ("Workforce",), 75) == (average.value, average.missing, average.coverage)
        assert {"Access": 1.5, "Finance": 3.0, "Quality": 2.4} == average.parts

    def test_weights(self):
        """A part with weight 3 counts as three parts."""
        average = average_score(
            {"Access": 1, "Finance": 4, "Quality": None}, {"Access": 3, "Finance": 1, "Quality": 4}
        )
        assert (1.75, 50) == (average.value, average.coverage)

    def test_zero_is_a_score(self):
        """A score of 0 counts; a score that is not there does not."""
        assert 1 == average_score({"a": 0, "b": 2, "c": None}).value

    def test_too_little_is_no_average(self):
        """Below the least coverage there is none; exactly on it there is."""
        assert average_score(NHS, least_coverage=75.1).value is None
        assert 2.3 == average_score(NHS, least_coverage=75).value
        assert average_score({"a": None}).value is None
        assert 0 == average_score({"a": None}).coverage

    def test_the_coverage_of_a_third(self):
        """One of three parts is enough where a third is asked for as it is worked out."""
        assert 100 / 3 == average_score({"a": 1, "b": None, "c": None}).coverage

    @pytest.mark.parametrize("value", [2, 2.0, Decimal(2), Fraction(2)], ids=repr)
    def test_any_number_is_a_score(self, value):
        """Scores, weights and the least coverage may be any kind of number."""
        assert 2 == average_score({"a": value}, {"a": value}, least_coverage=value).value

    def test_its_repr_is_the_call_that_makes_it(self):
        """What is left at its default is left out."""
        average = average_score({"a": 1, "b": None}, least_coverage=50)
        assert "AverageScore({'a': 1.0, 'b': None}, least_coverage=50.0)" == repr(average)

    def test_it_cannot_be_changed(self):
        """Neither the average nor what it was made from."""
        scores = {"a": 1.0}
        average = average_score(scores, {"a": 2})
        scores["b"] = 9.0
        assert 1 == average.value
        with pytest.raises(FrozenInstanceError):
            average.scores = {}
        with pytest.raises(TypeError):
            average.scores["a"] = 2
        with pytest.raises(TypeError):
            average.weights["a"] = 3


class TestExplain:
    def test_every_part_and_gap_is_told(self):
        """The number never stands alone."""
        assert (
            "2.3 is the mean of 3 of 4 scores: Access 1.5, Finance 3, Quality 2.4; no score for Workforce."
        ) == average_score(NHS).explain()

    def test_weights_are_told(self):
        """Each part with its weight."""
        average = average_score({"Access": 1, "Finance": 4}, {"Access": 3, "Finance": 1})
        expected = "1.75 is the weighted mean of 2 scores: Access 1 (weight 3), Finance 4 (weight 1)."
        assert expected == average.explain()

    def test_no_average_says_why(self):
        """It says how much is there, and how much is needed."""
        assert (
            "There is no average of 3 of 4 scores, 75.0% where 80% is needed: "
            "Access 1.5, Finance 3, Quality 2.4; no score for Workforce."
        ) == average_score(NHS, least_coverage=80).explain()
        assert "There is no average of 0 of 1 score; no score for a." == average_score({"a": None}).explain()
        assert "5 is the mean of 1 score: a 5." == average_score({"a": 5}).explain()


class TestFaults:
    @pytest.mark.parametrize("scores", [[1, 2], "ab", None, 5], ids=repr)
    def test_scores_have_names(self, scores):
        """An average without named parts could not show them."""
        assert "scores: must map names to numbers" in fault(scores)

    def test_no_scores(self):
        """There is no average of nothing."""
        assert "scores: must not be empty" in fault({})

    @pytest.mark.parametrize("value", NOT_FIGURES, ids=repr)
    def test_nan_and_infinity_are_refused_by_name(self, value):
        """None is what to write for a score that is not there."""
        assert fault({"a": 1, "b": value}).startswith("scores['b']: ")
        assert "Write None for a score that is not there" in fault({"b": math.nan})

    @pytest.mark.parametrize("value", ["1.5", True, [1]], ids=repr)
    def test_what_is_no_number(self, value):
        """Text and booleans are no scores."""
        assert "scores['a']: must be a number" in fault({"a": value})

    @pytest.mark.parametrize("weight", [0, -1, math.nan, "2", None], ids=repr)
    def test_a_weight_is_above_zero(self, weight):
        """A part without weight is left out instead."""
        assert fault({"a": 1}, {"a": weight}).startswith("weights['a']: ")

    def test_weights_are_those_of_the_scores(self):
        """A weight too many or too few is named."""
        said = fault({"Access": 1, "Finance": 2}, {"Acess": 1, "Finance": 1})
        assert "weights['Acess']: is of no score. Did you mean 'Access'?" in said
        assert "weights['Access']: is not given. Give each part a weight." in said
        assert "weights: must map names to numbers" in fault({"a": 1}, [1])
        assert "weights: must not be empty" in fault({"a": 1}, {})

    @pytest.mark.parametrize("least", [-1, 100.1, "75", None, math.nan], ids=repr)
    def test_the_least_coverage_is_a_percentage(self, least):
        """It lies from 0 to 100."""
        assert fault({"a": 1}, least_coverage=least).startswith("least_coverage: ")

    def test_names_are_text(self):
        """A part without a name could not be told."""
        assert "scores[1]: must be text" in fault({1: 2})
        assert "scores['']: must not be empty" in fault({"": 2})


class TestSegment:
    LABELS = ("1", "2", "3", "4")

    @pytest.mark.parametrize("value, segment", [(1, "1"), (1.99, "1"), (2, "2"), (3.5, "4"), (4, "4")])
    def test_an_edge_belongs_to_the_segment_above(self, value, segment):
        """An average exactly on an edge has reached the segment above it."""
        assert segment == average_score({"a": value}).segment([2, 2.5, 3.5], self.LABELS)

    def test_unless_the_edge_must_be_passed(self):
        """Written as an edge that is not inclusive, it still belongs to the segment below."""
        edges = [Edge(2, inclusive=False), 2.5]
        assert ["1", "2"] == [
            average_score({"a": each}).segment(edges, ["1", "2", "3"]) for each in (2, 2.01)
        ]

    def test_no_average_is_in_no_segment(self):
        """Too little to average is too little to place."""
        assert average_score(NHS, least_coverage=80).segment([2], ["good", "bad"]) is None

    @pytest.mark.parametrize("edges", [[], [3, 2], [2, 2]], ids=repr)
    def test_edges_go_up(self, edges):
        """From low to high, each once."""
        with pytest.raises(InputError, match="edges: must go up"):
            average_score({"a": 1}).segment(edges, ["x"] * (len(edges) + 1))

    @pytest.mark.parametrize("labels", [["1"], ["1", "2", "3"], []], ids=repr)
    def test_there_is_one_label_more_than_edges(self, labels):
        """Each segment has its name."""
        with pytest.raises(InputError, match="labels: must be 2 for 1 edge"):
            average_score({"a": 1}).segment([2], labels)

    @pytest.mark.parametrize("given", ["12", 5, None, {"1": 2}, {1, 2}], ids=repr)
    def test_edges_and_labels_are_lists(self, given):
        """Text, a single number and what has no order are refused by name."""
        with pytest.raises(InputTypeError, match=r"^edges: must be a list, from low to high; got"):
            average_score({"a": 1}).segment(given, ["1", "2"])
        with pytest.raises(InputTypeError, match=r"^labels: must be a list, from low to high; got"):
            average_score({"a": 1}).segment([2], given)

    @pytest.mark.parametrize("edge", [None, float("nan")], ids=repr)
    def test_an_edge_that_is_not_there_is_not_an_outturn_that_is_missing(self, edge):
        """The remedy speaks of the edge, and the path says which one it is."""
        with pytest.raises((InputError, InputTypeError), match=r"^edges\[1\]: .*Give each edge its number"):
            average_score({"a": 1}).segment([1, edge], ["1", "2", "3"])

    @pytest.mark.parametrize("make", [tuple, iter], ids=["tuple", "iterator"])
    def test_any_ordered_things_do(self, make):
        """A tuple and an iterator are as good as a list."""
        assert "2" == average_score({"a": 2}).segment(make([2]), make(["1", "2"]))

    def test_each_fault_is_named(self):
        """Edges that are no numbers and labels that are no text are named together."""
        with pytest.raises(FaultsError) as caught:
            average_score({"a": None}).segment(["x", 3], [1, "", "3"])
        assert 3 == len(caught.value.faults)


class TestPublishedRules:
    def test_the_average_of_metric_scores_to_a_segment(self):
        """Rule 46, NHS oversight: metric scores from 1.00 to 4.00 are averaged, and the average segmented.

        In its first year by quartiles among the bodies, in its second by fixed thresholds; those here are
        made up. https://www.england.nhs.uk/long-read/nhs-oversight-framework-2026-27-methodology-manual/
        """
        bodies = {
            name: average_score({"Access": one, "Finance": two}).value
            for name, one, two in (("Ashe", 1, 1.5), ("Birch", 2, 2), ("Cedar", 2.5, 3), ("Dale", 4, 3.5))
        }
        by_quartile = Peers(bodies, polarity="lower")
        assert [1, 2, 3, 4] == [by_quartile.quartile(name) for name in bodies]
        by_threshold = [
            average_score({name: value}).segment([1.5, 2.25, 3], ["1", "2", "3", "4"])
            for name, value in bodies.items()
        ]
        assert ["1", "2", "3", "4"] == by_threshold
