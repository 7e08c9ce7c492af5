"""Peer groups: averages, ranks and quartiles, the targets they make, and peers that have no figure."""

import copy
import math
import pickle
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    Bands,
    Edge,
    FaultsError,
    Indicator,
    InputError,
    InputTypeError,
    NotFoundError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Status,
    Tolerance,
    rate,
)
from kpirag.peers import Benchmark, Peers, QuartileMethod, Ties
from tests.strategies import NOT_FIGURES, NOT_NUMBERS, reals

Y2021, Y2022 = Period.year(2021), Period.year(2022)
EHCP = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
VOIDS = Indicator("8", "Days to let a home", polarity="lower", unit="days", decimals=1)
WAYS = ("higher", "lower")
METHODS = ("rank", "interpolation")
OPPOSITE = {"higher": "lower", "lower": "higher"}
CLUB = {"Ashe": 98, "Birch": 95, "Cedar": 95, "Dale": 80, "Elm": 77.5, "Fern": 70, "Gorse": 64, "Heath": 51}


@cache
def figures(least=1, largest=1e9):
    """Draw the figures of a group, many of them equal."""
    one = st.integers(-20, 20).map(lambda tenths: tenths / 10) | reals(largest)
    return st.lists(one, min_size=least, max_size=13).map(
        lambda values: {f"Peer {place}": value for place, value in enumerate(values)}
    )


def fault(*values, **facts) -> str:
    """Return what is said about a group that cannot be."""
    with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
        Peers(*values, **facts)
    return str(caught.value)


class TestLaws:
    @given(figures(4), st.sampled_from(WAYS), st.sampled_from(METHODS), st.randoms(use_true_random=False))
    def test_the_order_of_the_peers_does_not_matter(self, given_figures, way, method, chance):
        """A group says the same whatever the order in which its peers are written."""
        names = list(given_figures)
        chance.shuffle(names)
        one = Peers(given_figures, polarity=way, quartile_method=method)
        other = Peers({n: given_figures[n] for n in names}, polarity=way, quartile_method=method)
        assert one == other
        assert one.to_dicts() == other.to_dicts()
        for path in ("average", "median", "best", "worst", "quartile_edges"):
            assert getattr(one, path) == getattr(other, path), path

    @given(figures(4), reals(1e9), st.sampled_from(WAYS), st.sampled_from(METHODS), st.sampled_from(Ties))
    def test_the_mirror_image_has_the_same_places(self, given_figures, outside, way, method, ties):
        """Negated under the flipped polarity, each figure keeps its rank and its quartile."""
        one = Peers(given_figures, polarity=way, quartile_method=method)
        image = Peers(
            {name: -each for name, each in given_figures.items()},
            polarity=OPPOSITE[way],
            quartile_method=method,
        )
        for name in given_figures:
            assert one.rank(name, ties=ties) == image.rank(name, ties=ties)
            assert one.quartile(name) == image.quartile(name)
        assert one.rank(outside, ties=ties) == image.rank(-outside, ties=ties)
        assert one.quartile(outside) == image.quartile(-outside)
        assert (one.best, one.worst, one.average) == (-image.best, -image.worst, -image.average)
        assert tuple(-edge for edge in one.quartile_edges) == image.quartile_edges

    @given(figures(4), reals(1e9), reals(1e9), st.sampled_from(WAYS), st.sampled_from(METHODS))
    def test_a_better_figure_has_no_worse_place(self, given_figures, one, other, way, method):
        """Rank and quartile never get worse as a figure gets better."""
        group = Peers(given_figures, polarity=way, quartile_method=method)
        worse, better = sorted((one, other), reverse=way == "lower")
        assert group.quartile(better) <= group.quartile(worse)
        for ties in Ties:
            assert group.rank(better, ties=ties) <= group.rank(worse, ties=ties)

    @given(figures(4), st.sampled_from(WAYS), st.sampled_from(METHODS))
    def test_equal_figures_share_everything(self, given_figures, way, method):
        """Two peers with one figure have one rank and one quartile, and so has that figure by itself."""
        group = Peers(given_figures, polarity=way, quartile_method=method)
        places = {}
        for name, figure in group.reported.items():
            for ties in Ties:
                place = group.rank(name, ties=ties), group.quartile(name)
                assert place == places.setdefault((figure, ties), place)
            assert group.quartile(figure) == group.quartile(name)
            assert group.rank(figure) == group.rank(name)

    @given(figures(4), st.sampled_from(WAYS), st.sampled_from(METHODS))
    def test_the_quarters_part_the_group(self, given_figures, way, method):
        """Each peer is in one of four quarters, and they are counted from the best on."""
        group = Peers(given_figures, polarity=way, quartile_method=method)
        counts = Counter(group.quartile(name) for name in given_figures)
        assert set(counts) <= {1, 2, 3, 4}
        assert len(given_figures) == sum(counts.values())
        assert 1 == group.quartile(group.best)

    @given(figures(4), st.sampled_from(WAYS))
    def test_by_rank_each_share_of_the_group_is_reached_and_no_more_than_needed(self, given_figures, way):
        """So many quarters hold at least that share, and without the ties on their edge less than it."""
        group = Peers(given_figures, polarity=way)
        for quarters, edge in enumerate(group.quartile_edges, start=1):
            inside = sum(group.quartile(name) <= quarters for name in given_figures)
            beyond = sum(group.rank(figure) < group.rank(edge) for figure in given_figures.values())
            assert edge in given_figures.values()
            assert 4 * beyond < quarters * len(given_figures) <= 4 * inside

    @given(st.integers(4, 60), st.sampled_from(WAYS))
    def test_without_ties_the_quarters_differ_by_one_peer_at_most(self, count, way):
        """A group of different figures is cut as evenly as its number allows, by rank."""
        group = Peers({str(place): place for place in range(count)}, polarity=way)
        counts = Counter(group.quartile(name) for name in group.figures)
        assert {1, 2, 3, 4} == set(counts)
        assert max(counts.values()) - min(counts.values()) <= 1
        assert max(counts.values()) == counts[1]

    @given(st.lists(st.integers(0, 1000), min_size=4, max_size=40), st.sampled_from(WAYS))
    def test_by_interpolation_the_edges_are_those_of_a_spreadsheet(self, tenths, way):
        """The edges are the linear percentiles numpy gives, which are those of QUARTILE.INC."""
        values = [each / 10 for each in tenths]
        group = Peers(dict(enumerate_names(values)), polarity=way, quartile_method="interpolation")
        expected = [float(np.percentile(values, share)) for share in (25, 50, 75)]
        if way == "higher":
            expected.reverse()
        assert pytest.approx(expected, abs=1e-9) == list(group.quartile_edges)
        assert group.median == group.quartile_edges[1]

    @given(figures(4), st.sampled_from(WAYS), st.sampled_from(METHODS))
    def test_the_edges_are_in_order(self, given_figures, way, method):
        """From the best figure to the worst, the three edges never turn back."""
        group = Peers(given_figures, polarity=way, quartile_method=method)
        points = [group.best, *group.quartile_edges, group.worst]
        assert sorted(points, reverse=way == "higher") == points

    @given(figures(largest=1e300), st.sampled_from(WAYS))
    def test_average_and_median_lie_inside(self, given_figures, way):
        """Neither lies outside the best and the worst figure, however large the figures are."""
        group = Peers(given_figures, polarity=way)
        low, high = sorted((group.best, group.worst))
        assert low <= group.average <= high
        assert low <= group.median <= high
        assert math.isfinite(group.average)

    @given(st.lists(st.integers(-99_999, 99_999), min_size=1, max_size=12))
    def test_the_average_is_that_of_decimal_arithmetic(self, tenths):
        """The mean of figures with one decimal is the exact mean, to nine decimals."""
        exact = Fraction(sum(tenths), 10 * len(tenths))
        group = Peers(dict(enumerate_names([each / 10 for each in tenths])), polarity="higher")
        assert abs(Fraction(group.average) - exact) <= Fraction(6, 10**10)
        if (exact * 1000).denominator == 1:
            assert float(exact) == group.average

    @given(figures(), st.sampled_from(WAYS), st.sampled_from(("standard", "last", "dense")))
    def test_ranks_are_whole_and_inside_the_group(self, given_figures, way, ties):
        """The best has rank 1 unless the best are tied to the last place, and none is beyond the group."""
        group = Peers(given_figures, polarity=way)
        ranks = [group.rank(name, ties=ties) for name in given_figures]
        assert all(isinstance(rank, int) and 1 <= rank <= len(given_figures) for rank in ranks)
        if ties != "last":
            assert 1 == min(ranks)

    @given(figures(), st.sampled_from(WAYS))
    def test_average_ranks_add_up(self, given_figures, way):
        """Shared out among the ties, the ranks are together those of a group without ties."""
        group = Peers(given_figures, polarity=way)
        count = len(given_figures)
        assert count * (count + 1) / 2 == sum(group.rank(name, ties="average") for name in given_figures)

    @given(figures(), reals(1e9), st.sampled_from(WAYS), st.sampled_from(Ties))
    def test_a_figure_from_outside_has_the_rank_of_a_member(self, given_figures, outside, way, ties):
        """Its rank is the one it would have as one more peer."""
        group = Peers(given_figures, polarity=way)
        joined = Peers(given_figures | {"Ours": outside}, polarity=way)
        assert joined.rank("Ours", ties=ties) == group.rank(outside, ties=ties)

    @given(
        figures(4, largest=1e6), st.sampled_from(WAYS), st.sampled_from(METHODS), st.sampled_from((1, 2, 3))
    )
    def test_a_peer_meets_the_target_of_the_quarter_it_is_in(self, given_figures, way, method, quarters):
        """The target of the best quarter, half or three quarters is met by the peers in it and no others."""
        plain = {name: round(each, 2) for name, each in given_figures.items()}
        group = Peers(plain, polarity=way, quartile_method=method)
        indicator = Indicator("1", "Something measured", polarity=way)
        words = ("best quarter", "best half", "best three quarters")
        bands = Bands.of(indicator, group.target(words[quarters - 1]), RAG)
        for name, figure in plain.items():
            assert bands.met(figure) is (group.quartile(name) <= quarters), name

    @given(figures(), st.lists(st.sampled_from([*Reason][:7]), max_size=3), st.sampled_from(WAYS))
    def test_peers_without_a_figure_change_nothing_and_are_all_named(self, given_figures, reasons, way):
        """Missing peers are listed with their reason, and no figure of the group depends on them."""
        gaps = {f"Gap {place}": reason for place, reason in enumerate(reasons)}
        group, plain = Peers(given_figures | gaps, polarity=way), Peers(given_figures, polarity=way)
        assert gaps == group.missing
        assert given_figures == group.reported
        assert (plain.average, plain.median, plain.best) == (group.average, group.median, group.best)
        assert all(f"{name} ({reason})" in group.explain(group.best) for name, reason in gaps.items())

    @given(figures(), st.sampled_from(WAYS), st.sampled_from(METHODS))
    def test_round_trips(self, given_figures, way, method):
        """A group comes back equal from its dict, from pickle and from a copy."""
        facts = {"polarity": way, "quartile_method": method, "period": Y2021}
        group = Peers(given_figures | {"Gap": "late"}, name="club", source="its report", **facts)
        for other in (
            Peers.from_dict(group.to_dict()),
            pickle.loads(pickle.dumps(group)),
            copy.deepcopy(group),
        ):
            assert group == other
            assert hash(group) == hash(other)
            assert group.to_dicts() == other.to_dicts()


def enumerate_names(values):
    """Return figures with a name each."""
    return ((f"Peer {place}", value) for place, value in enumerate(values))


class TestAverage:
    def test_it_is_the_mean_a_pencil_gives(self):
        """The mean of 69.8, 70.0 and 69.9 is 69.9 and not a float beside it."""
        assert 69.9 == Peers({"a": 69.8, "b": 70.0, "c": 69.9}, polarity="higher").average
        assert 0.2 == Peers({"a": 0.1, "b": 0.2, "c": 0.3}, polarity="higher").average

    def test_the_largest_floats_have_one(self):
        """The sum of the largest floats overflows, their mean does not."""
        group = Peers({"a": 1.7e308, "b": 1.7e308, "c": 1.6e308}, polarity="higher")
        assert pytest.approx(1.6666666e308) == group.average

    @pytest.mark.parametrize("values, median", [((3,), 3), ((1, 2), 1.5), ((9, 1, 2), 2), ((4, 1, 2, 9), 3)])
    def test_the_median_is_in_the_middle(self, values, median):
        """Of an even number it is the mean of the two in the middle."""
        assert median == Peers(dict(enumerate_names(values)), polarity="lower").median

    def test_the_own_body_can_be_left_out(self):
        """An average of the neighbours alone does not hold the own figure."""
        group = Peers({"Ours": 90, "Ashe": 60, "Birch": 70, "Gap": None}, polarity="higher", name="all")
        others = group.without("Ours", "Gap")
        assert (65, {}, "all") == (others.average, others.missing, others.name)
        assert pytest.approx(220 / 3) == group.average

    def test_only_a_peer_can_be_left_out(self):
        """A name that is not there is refused with the nearest."""
        group = Peers({"Ashe": 60, "Birch": 70}, polarity="higher")
        with pytest.raises(NotFoundError, match=r"no peer of this group; got 'Ash'\. Did you mean 'Ashe'\?"):
            group.without("Ash")
        with pytest.raises(InputError, match="no figure to compare with"):
            group.without("Ashe", "Birch")


class TestRank:
    @pytest.mark.parametrize(
        "ties, ranks",
        [
            ("standard", [1, 2, 2, 4]),
            ("last", [1, 3, 3, 4]),
            ("dense", [1, 2, 2, 3]),
            ("average", [1, 2.5, 2.5, 4]),
        ],
    )
    def test_ties(self, ties, ranks):
        """The ranks of 90, 80, 80 and 70 are those the docstring of `Ties` gives."""
        group = Peers({"a": 90, "b": 80, "c": 80, "d": 70}, polarity="higher")
        assert ranks == [group.rank(name, ties=ties) for name in "abcd"]
        assert ranks == [group.rank(name, ties=Ties(ties)) for name in "abcd"]

    def test_lower_can_be_better(self):
        """Where lower is better the smallest figure is first."""
        group = Peers({"a": 20, "b": 26, "c": 40}, polarity="lower")
        assert [1, 2, 3] == [group.rank(name) for name in "abc"]
        assert (20, 40) == (group.best, group.worst)

    def test_an_unknown_word_for_ties(self):
        """The known words are named."""
        group = Peers({"a": 1}, polarity="lower")
        with pytest.raises(InputError, match="ties: is no known ties; got 'olympic'"):
            group.rank("a", ties="olympic")

    def test_a_peer_without_a_figure_has_no_rank(self):
        """It is refused with its reason, never ranked last."""
        group = Peers({"a": 1, "b": "suppressed"}, polarity="lower")
        for ask in (group.rank, group.quartile, group.explain):
            with pytest.raises(
                InputError, match=r"of: has no figure \(suppressed\); got 'b'. Look in peers.m"
            ):
                ask("b")

    @pytest.mark.parametrize("of", [None, True, [1], object()], ids=repr)
    def test_what_is_neither_a_name_nor_a_figure(self, of):
        """It is refused as no number."""
        with pytest.raises(InputTypeError, match="of: must be a number"):
            Peers({"a": 1}, polarity="lower").rank(of)

    def test_nan_from_outside(self):
        """A NaN has no rank."""
        with pytest.raises(InputError, match="of: is NaN, which is not a figure"):
            Peers({"a": 1}, polarity="lower").rank(math.nan)

    def test_an_outturn_from_outside(self):
        """An outturn stands for its figure; its counts are read by the indicator of the group."""
        group = Peers({"a": 70, "b": 60}, indicator=EHCP)
        assert 2 == group.rank(Outturn(Y2022, numerator=13, denominator=20))
        with pytest.raises(InputError, match=r"of: has no figure \(late\)"):
            group.rank(Outturn.missing(Y2022, "late"))
        with pytest.raises(InputError, match=r"of: has counts and no value\. Give the indicator too"):
            Peers({"a": 1}, polarity="lower").rank(Outturn(Y2022, numerator=1, denominator=2))


class TestQuartile:
    def test_eight_peers_with_a_tie(self):
        """Two of eight are a quarter; the figure tied with the second shares the better quarter."""
        group = Peers(CLUB, polarity="higher")
        assert [1, 1, 1, 2, 3, 3, 4, 4] == [group.quartile(name) for name in CLUB]
        assert (95, 80, 70) == group.quartile_edges

    @pytest.mark.parametrize(
        "count, by_rank, by_interpolation",
        [
            (4, (1, 1, 1, 1), (1, 1, 1, 1)),
            (5, (2, 1, 1, 1), (2, 1, 1, 1)),
            (6, (2, 1, 2, 1), (2, 1, 1, 2)),
            (7, (2, 2, 2, 1), (2, 2, 1, 2)),
        ],
    )
    def test_where_the_methods_differ(self, count, by_rank, by_interpolation):
        """How many peers each quarter holds, where the number does not part by four."""
        for method, expected in (("rank", by_rank), ("interpolation", by_interpolation)):
            group = Peers(
                dict(enumerate_names(range(count))), polarity="lower", quartile_method=QuartileMethod(method)
            )
            counts = Counter(group.quartile(name) for name in group.figures)
            assert expected == tuple(counts[place] for place in (1, 2, 3, 4)), method

    def test_all_alike_are_all_best(self):
        """Where all figures are one, all share the best quarter, and only a worse one is in the last."""
        group = Peers(dict.fromkeys("abcde", 100), polarity="higher")
        assert {1} == {group.quartile(name) for name in "abcde"}
        assert (1, 4) == (group.quartile(100.1), group.quartile(99.9))

    def test_a_figure_from_outside_is_held_against_the_edges(self):
        """The edges stay those of the group, as a club prints them."""
        group = Peers(CLUB, polarity="higher")
        assert [1, 2, 2, 3, 4] == [group.quartile(each) for each in (95, 94.9, 80, 79.9, 69.9)]

    @pytest.mark.parametrize("count, told", [(1, "1 figure makes"), (3, "3 figures make")])
    def test_three_peers_have_no_quarters(self, count, told):
        """Fewer than four figures are refused, with what can be asked instead."""
        group = Peers(dict(enumerate_names(range(count))) | {"gap": None}, polarity="lower")
        expected = f"figures: {told} no quarters. Give 4 or more, use rank(), or compare with the average."
        for ask in (
            lambda: group.quartile(1),
            lambda: group.quartile_edges,
            lambda: group.target("best half"),
        ):
            with pytest.raises(InputError) as caught:
                ask()
            assert expected == str(caught.value)
        assert group.to_dicts()[0]["quartile"] is None


class TestTarget:
    GROUP = Peers(CLUB | {"Ivy": None}, polarity="higher", name="club members", source="report", period=Y2021)

    @pytest.mark.parametrize(
        "of, value",
        [
            ("average", 78.8125),
            ("median", 78.75),
            ("best", 98),
            ("best quarter", 95),
            ("best-half", 80),
            (Benchmark.BEST_THREE_QUARTERS, 70),
        ],
    )
    def test_what_it_can_be_of(self, of, value):
        """The target is the figure the group gives, as a benchmark."""
        target = self.GROUP.target(of)
        assert (value, "benchmark", False) == (target.value, target.kind, target.strict)

    def test_it_says_where_it_comes_from(self):
        """Its source counts the peers and names those that had no figure; it is as at their period."""
        target = self.GROUP.target("best quarter")
        assert "best quarter of 8 club members (report); no figure from Ivy" == target.source
        assert Y2021 == target.as_at
        assert target.period is None
        assert "average of 1 peer" == Peers({"a": 1}, polarity="lower").target().source

    def test_a_floor_and_a_stretch_may_be_words_or_numbers(self):
        """The words are those the target itself may be of."""
        target = self.GROUP.target(floor="best three quarters", stretch="best quarter", strict=True)
        assert (Edge(78.8125, inclusive=False), 70, 95) == (target.edges[0], target.floor, target.stretch)
        assert 60 == self.GROUP.target(floor=60).floor
        with pytest.raises(InputError, match="floor: is no known floor; got 'worst'"):
            self.GROUP.target(floor="worst")

    def test_other_options_are_those_of_a_target(self):
        """Kind, source, period and tolerance can be given."""
        target = self.GROUP.target(
            kind="national", source="mine", period=Y2022, tolerance=Tolerance.points(2), as_at=Y2022
        )
        assert ("national", "mine", Y2022, Y2022) == (target.kind, target.source, target.period, target.as_at)
        assert Tolerance.points(2) == target.tolerance

    def test_an_unknown_word(self):
        """The known words are named, the nearest first."""
        with pytest.raises(
            InputError, match=r"benchmark: is no known benchmark; got 'mean'\. .*Known: 'average'"
        ):
            self.GROUP.target("mean")


class TestFigures:
    def test_any_number_will_do(self):
        """A figure is any kind of number, kept as the float it is compared as."""
        given_figures = {"a": 1, "b": Decimal("85.1"), "c": Fraction(1, 4), "d": np.float32(85.1)}
        group = Peers(given_figures, polarity="higher")
        assert {"a": 1.0, "b": 85.1, "c": 0.25, "d": 85.1} == group.reported

    @pytest.mark.parametrize("value", NOT_FIGURES, ids=repr)
    def test_nan_and_infinity_are_refused_by_name(self, value):
        """The peer is named, and None is what to write for no figure."""
        assert fault({"Kent": 1, "Bath": value}, polarity="higher").startswith("figures['Bath']: ")
        nan = fault({"Bath": math.nan}, polarity="higher")
        assert "figures['Bath']: is NaN, which is not a figure; got nan. Write None for a peer" in nan

    @pytest.mark.parametrize(
        "value", [each for each in NOT_NUMBERS if each is not None and not isinstance(each, str)], ids=repr
    )
    def test_what_is_no_number_is_refused(self, value):
        """Booleans, dates and the like are no figures."""
        assert "figures['Bath']: must be a number" in fault({"Bath": value}, polarity="higher")

    @pytest.mark.parametrize("text", ["92.7", "", "n/a", "too few"])
    def test_text_is_a_reason_or_nothing(self, text):
        """A number in quotes is not read; the reasons that may be given are named."""
        said = fault({"Bath": text}, polarity="higher")
        assert f"figures['Bath']: is neither a figure nor a reason; got {text!r}" in said
        assert "'suppressed'" in said
        assert "'zero denominator'." == said[-19:]

    def test_outturns(self):
        """An outturn gives its figure or its reason; counts are read by the indicator."""
        group = Peers(
            {
                "a": Outturn(Y2022, numerator=30, denominator=40),
                "b": Outturn(Y2022, 64.0),
                "c": Outturn.missing(Y2022, "late"),
                "d": Outturn(Y2022, numerator=0, denominator=0),
                "e": Outturn(Y2022, 12.0, reason="unreliable"),
            },
            indicator=EHCP,
        )
        assert {"a": 75, "b": 64} == group.reported
        assert {"c": "late", "d": "zero denominator", "e": "unreliable"} == group.missing
        assert ("higher", Y2022) == (group.polarity, group.period)

    def test_counts_without_an_indicator(self):
        """What counts give depends on the unit, so the indicator is asked for."""
        said = fault({"a": Outturn(Y2022, numerator=30, denominator=40)}, polarity="higher")
        assert "figures['a']: has counts and no value. Give the indicator too" in said

    def test_counts_that_cannot_be_right(self):
        """The peer whose counts are wrong is named."""
        said = fault({"a": Outturn(Y2022, numerator=50, denominator=40)}, indicator=EHCP)
        assert said.startswith("figures['a'].numerator: is above the denominator of 40")

    def test_outturns_of_two_periods(self):
        """A benchmark is of one period: figures of another are refused, each by name."""
        given_figures = {"a": Outturn(Y2021, 1), "b": Outturn(Y2022, 2), "c": Outturn.missing(Y2022, "late")}
        said = fault(given_figures, polarity="higher")
        assert "figures['b']: is for 2022/23, and the group for 2021/22. Compare figures of one" in said
        assert "figures['c']" in said
        assert "figures['a']: is for 2021/22" in fault(given_figures, polarity="higher", period=Y2022)

    @pytest.mark.parametrize("given_figures", [{}, {"a": None}, {"a": "late", "b": "suppressed"}], ids=repr)
    def test_no_figure_at_all(self, given_figures):
        """A group without a figure is nothing to be compared with."""
        expected = "figures: has no figure to compare with. Give the figure of at least one peer."
        assert expected == fault(given_figures, polarity="higher")

    @pytest.mark.parametrize("given_figures", [[1, 2], "Kent", 5, None], ids=repr)
    def test_no_names(self, given_figures):
        """Figures without names could not be listed as missing, so they are refused."""
        assert "figures: must map names to figures" in fault(given_figures, polarity="higher")

    @pytest.mark.parametrize("name", [1, None, "", "  "], ids=repr)
    def test_a_name_is_text(self, name):
        """A peer needs a name that can be printed."""
        assert f"figures[{name!r}]: must " in fault({name: 1, "b": 2}, polarity="higher")


class TestPolarity:
    def test_a_range_has_no_order(self):
        """The way out is each peer's distance from the range."""
        said = fault({"a": 1}, polarity="range")
        assert said == (
            "polarity: does not say which of two peers is better; got 'range'. "
            "Give each peer's distance from the range instead, with polarity='lower'."
        )

    def test_an_activity_has_no_order(self):
        """Where neither is better, there is no best; also where the indicator says so."""
        calls = Indicator("1", "Calls", polarity="none")
        for facts in ({"polarity": "none"}, {"indicator": calls}):
            assert "polarity: does not say which of two peers is better; got 'none'" in fault(
                {"a": 1}, **facts
            )

    def test_it_is_given_once(self):
        """It comes from the indicator or from the caller, and the two may not differ."""
        assert "polarity: is not given. Write polarity='higher' or 'lower', or" in fault({"a": 1})
        assert "polarity: contradicts the indicator" in fault({"a": 1}, polarity="lower", indicator=EHCP)
        assert "polarity: is no known polarity; got 'hihger'" in fault({"a": 1}, polarity="hihger")
        assert "lower" == Peers({"a": 1}, polarity="lower", indicator=VOIDS).polarity

    def test_faults_come_together(self):
        """Everything wrong with a group is said at once."""
        with pytest.raises(FaultsError) as caught:
            Peers({"a": math.nan, "b": "x"}, polarity="up", name=1, period="2021", quartile_method="x")
        assert ["name", "polarity", "quartile_method", "period", "figures['a']", "figures['b']"] == [
            each.path for each in caught.value.faults
        ]
        assert "indicator: must be an Indicator" in fault({"a": 1}, indicator="EHCP")


class TestWords:
    def test_explain_says_the_place_and_the_gaps(self):
        """One sentence has rank, quartile and average, another the peers without a figure."""
        group = Peers(CLUB | {"Ivy": None}, indicator=EHCP, name="club members")
        expected = (
            "Dale: 80.0% ranks 4 of 8 (higher is better), in quartile 2; the average is 78.8%. "
            "Of club members, no figure from Ivy (no data)."
        )
        assert expected == group.explain("Dale")

    def test_explain_of_a_figure_from_outside(self):
        """A figure that joins the group counts among those it is ranked with; three have no quartile."""
        group = Peers({"a": 20, "b": 26, "c": 26.5}, polarity="lower")
        expected = "A figure from outside: 21 ranks 2 of 4 (lower is better); the average is 24.17."
        assert expected == group.explain(21)

    def test_the_table_is_best_first(self):
        """Peers with equal ranks are in the order of their names, and those without a figure come last."""
        group = Peers({"d": 1, "c": "late", "b": 3, "a": 1, "e": 9, "f": None}, polarity="higher")
        assert [("e", 1, 1), ("b", 2, 2), ("a", 3, 3), ("d", 3, 3), ("c", None, None), ("f", None, None)] == [
            (row["name"], row["rank"], row["quartile"]) for row in group.to_dicts()
        ]
        assert ["late", "no data"] == [row["reason"] for row in group.to_dicts()[4:]]

    def test_its_repr_is_the_call_that_makes_it(self):
        """What is left at its default is left out."""
        group = Peers({"a": 1, "b": 2.5}, polarity="higher", name="club")
        assert "Peers({'a': 1.0, 'b': 2.5}, polarity='higher', name='club')" == repr(group)

    def test_it_cannot_be_changed(self):
        """Neither the group nor its figures."""
        given_figures = {"a": 1}
        group = Peers(given_figures, polarity="higher")
        given_figures["b"] = 2
        assert {"a": 1} == group.reported
        with pytest.raises(FrozenInstanceError):
            group.name = "x"
        with pytest.raises(TypeError):
            group.figures["a"] = 2

    def test_from_dict_with_an_indicator(self):
        """The indicator and the period come back as what they are."""
        group = Peers({"a": 1, "b": "late"}, indicator=EHCP, period=Y2021)
        assert group == Peers.from_dict(group.to_dict())
        with pytest.raises(InputError, match="is no such key"):
            Peers.from_dict({"figures": {"a": 1}, "polarities": "higher"})


class TestPublishedRules:
    """What bodies publish of peers; the figures are made up, the rules are theirs."""

    def test_a_target_set_to_the_national_average(self):
        """Rule 15, Lincolnshire: from 2 points below to 1 above the average is achieved.

        https://lincolnshire.moderngov.co.uk/mgAi.aspx?ID=12999
        """
        group = Peers({"a": 60, "b": 70, "c": 80}, indicator=EHCP, name="authorities", period=Y2021)
        target = group.target(tolerance=Tolerance.points(below=2, above=1))
        achieved = Scheme("Achieved", states=("red", "green", "blue"), tolerance_counts_as="green")
        states = [
            rate(EHCP, Outturn(Y2022, value), target, scheme=achieved).status
            for value in (67.9, 68, 71, 71.1)
        ]
        assert ["red", "green", "green", "blue"] == states

    def test_above_the_average_of_statistical_neighbours(self):
        """Rule 26, Rotherham: the average itself is not above the average.

        https://www.rotherham.gov.uk/strategies-plans-policies/council-plan-theme-every-child-able-fulfil-potential-1/3
        """
        group = Peers({"a": 69.8, "b": 70.0, "c": 69.9}, indicator=EHCP, name="statistical neighbours")
        target = group.target(strict=True)
        states = [rate(EHCP, Outturn(Y2022, value), target).status for value in (69.9, 70.0)]
        assert [Status.RED, Status.GREEN] == states

    @pytest.mark.parametrize("method", METHODS)
    def test_a_traffic_light_from_peer_quartiles(self, method):
        """Rule 38, Mid Devon housing: the best quarter is green, the middle two amber, the worst red.

        https://www.middevon.gov.uk/residents/mid-devon-housing/your-community/our-performance/
        """
        group = Peers(CLUB, indicator=EHCP, quartile_method=method)
        target = group.target("best quarter", floor="best three quarters")
        colours = {1: Status.GREEN, 2: Status.AMBER, 3: Status.AMBER, 4: Status.RED}
        for name, value in CLUB.items():
            assert colours[group.quartile(name)] == rate(EHCP, Outturn(Y2022, value), target).status, name

    def test_four_ratings_from_the_place_in_a_comparator_group(self):
        """Rule 47, HMPPS in 2022/23: no target, the place among comparators is the rating.

        https://www.russellwebster.com/prison-performance-continues-on-downward-trend/
        """
        group = Peers({str(place): place for place in range(1, 9)}, polarity="higher")
        assert [4, 4, 3, 3, 2, 2, 1, 1] == [group.quartile(str(place)) for place in range(1, 9)]
