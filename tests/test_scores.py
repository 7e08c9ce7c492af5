"""Scores beside ratings: scales through stated points, and how much of a target was achieved."""

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

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
    Outturn,
    Period,
    Rating,
    Status,
    Target,
    Tolerance,
    rate,
)
from kpirag.scores import ScoreScale, achievement
from tests.strategies import NOT_FIGURES, NOT_NUMBERS, reals

Q2 = Period.quarter(2022, 2)
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent")
COURT = Indicator("9", "Weeks to complete", polarity="lower", unit="weeks")
SCALE = ScoreScale.through(worst=60, target=80, best=95)
WAYS = ("higher", "lower")


@st.composite
def scales(draw, largest=1e9):
    """Draw a scale of two to six points, its figures and scores rising or falling, some scores level."""
    count = draw(st.integers(2, 6))
    figures = sorted(draw(st.sets(reals(largest), min_size=count, max_size=count)))
    scores = sorted(draw(st.lists(reals(1000), min_size=count, max_size=count)))
    if draw(st.booleans()):
        figures.reverse()
    if draw(st.booleans()):
        scores.reverse()
    return ScoreScale(list(zip(figures, scores, strict=True)))


def fault(call, *values, **facts) -> str:
    """Return what is said about a call that cannot be."""
    with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
        call(*values, **facts)
    return str(caught.value)


class TestScaleLaws:
    @given(scales())
    def test_it_is_exact_at_its_points(self, scale):
        """A figure that is stated has the very score that is stated."""
        assert [score for _, score in scale.points] == [scale.score(figure) for figure, _ in scale.points]

    @given(scales(), reals(), reals())
    def test_it_never_turns_back(self, scale, one, other):
        """Scores go one way as figures rise, the way the two ends go."""
        (first, low), (last, high) = scale.points[0], scale.points[-1]
        rises = (last - first > 0) == (high - low >= 0)
        small, large = sorted((one, other))
        if low == high:
            assert low == scale.score(small) == scale.score(large)
        elif rises:
            assert scale.score(small) <= scale.score(large)
        else:
            assert scale.score(small) >= scale.score(large)

    @given(scales(), reals())
    def test_it_stays_between_its_ends(self, scale, value):
        """No figure scores beyond the stated ends, however good or bad."""
        low, high = sorted((scale.points[0][1], scale.points[-1][1]))
        assert low <= scale.score(value) <= high

    @given(scales(), st.floats(0, 1e6))
    def test_beyond_the_ends_nothing_more_is_earned(self, scale, further):
        """Past the first and the last point the score is that of the end."""
        first, last = scale.points[0], scale.points[-1]
        sign = 1 if last[0] > first[0] else -1
        assert last[1] == scale.score(last[0] + sign * further)
        assert first[1] == scale.score(first[0] - sign * further)

    @given(scales(), reals())
    def test_it_lies_between_the_points_beside_it(self, scale, value):
        """Between two points the score is between theirs."""
        for (start, low), (end, high) in pairwise(scale.points):
            if min(start, end) <= value <= max(start, end):
                assert min(low, high) <= scale.score(value) <= max(low, high)

    @given(scales(), reals())
    def test_the_mirror_image_scores_the_same(self, scale, value):
        """Negated, a figure has the score it had, so both polarities are one rule."""
        image = ScoreScale([(-figure, score) for figure, score in scale.points])
        assert scale.score(value) == image.score(-value)

    @given(scales(), reals())
    def test_the_points_may_be_written_from_either_end(self, scale, value):
        """Best first or worst first, the scale is the same."""
        assert scale.score(value) == ScoreScale(scale.points[::-1]).score(value)

    @given(st.integers(-500, 1500))
    def test_it_is_decimal_arithmetic(self, tenths):
        """Between 0 at 0, 5 at 80 and 10 at 100 it is the exact score wherever that has nine decimals."""
        value = Fraction(tenths, 10)
        exact = value / 16 if value <= 80 else 5 + (value - 80) / 4
        scale = ScoreScale.through(worst=0, target=80, best=100)
        assert float(min(max(exact, 0), 10)) == scale.score(value)

    @given(scales())
    def test_round_trips(self, scale):
        """A scale comes back equal from its dict, from pickle and from a copy."""
        for other in (
            ScoreScale.from_dict(scale.to_dict()),
            pickle.loads(pickle.dumps(scale)),
            copy.deepcopy(scale),
        ):
            assert scale == other
            assert hash(scale) == hash(other)


class TestScale:
    def test_target_and_ends(self):
        """The target earns 5, the ends 0 and 10, and half way between is half way between."""
        assert [0, 0, 2.5, 5, 7.5, 10, 10] == [SCALE.score(each) for each in (0, 60, 70, 80, 87.5, 95, 100)]

    def test_lower_can_be_better(self):
        """Where fewer weeks are better, the worst end is the larger number."""
        weeks = ScoreScale.through(worst=40, target=26, best=20)
        assert [0, 2.5, 5, 7.5, 10] == [weeks.score(each) for each in (50, 33, 26, 23, 10)]

    def test_a_low_score_can_be_the_good_one(self):
        """Scores from 1 for the best to 4 for the worst are a scale like any other."""
        scale = ScoreScale.through(worst=60, target=80, best=95, scores=(4, 2, 1))
        assert [4, 3, 2, 1] == [scale.score(each) for each in (60, 70, 80, 95)]

    def test_scores_may_stay_level(self):
        """Between two points with one score nothing is earned or lost."""
        scale = ScoreScale([(0, 0), (50, 5), (60, 5), (100, 10)])
        assert {5} == {scale.score(each) for each in (50, 51.3, 60)}

    @pytest.mark.parametrize("value", [70, 70.0, Decimal(70), Fraction(70)], ids=repr)
    def test_any_number_has_a_score(self, value):
        """A figure may be any kind of number."""
        assert 2.5 == SCALE.score(value)

    @pytest.mark.parametrize("value", NOT_FIGURES, ids=repr)
    def test_nan_and_infinity_have_none(self, value):
        """They are refused, and not scored as the worst."""
        assert fault(SCALE.score, value).startswith("value: ")

    @pytest.mark.parametrize("value", NOT_NUMBERS, ids=repr)
    def test_what_is_no_number_has_none(self, value):
        """Text, booleans and None are refused."""
        assert "value: must be a number" in fault(SCALE.score, value)

    def test_describe(self):
        """It names each point, and on which side the ends go on."""
        assert "0 at 60 or less; 5 at 80; 10 at 95 or more; straight lines between" == SCALE.describe()
        falling = ScoreScale([(40, 0), (20, 10)])
        assert "0 at 40 or more; 10 at 20 or less; straight lines between" == falling.describe()

    def test_it_cannot_be_changed(self):
        """A scale is data."""
        with pytest.raises(FrozenInstanceError):
            SCALE.points = ()

    @pytest.mark.parametrize("points", ["abc", {60: 0, 80: 5}, 5, None], ids=repr)
    def test_no_points(self, points):
        """Points are pairs in a list."""
        assert "points: must be pairs of numbers" in fault(ScoreScale, points)

    @pytest.mark.parametrize("point", [(60,), (60, 0, 1), "60", 60, None, {60: 0}], ids=repr)
    def test_a_point_is_a_pair(self, point):
        """The one that is not is named by its place."""
        said = fault(ScoreScale, [(50, 0), point])
        assert "points[1]: must be a figure and its score; got" in said

    def test_every_fault_of_the_points(self):
        """All points that are no numbers are named at once."""
        said = fault(ScoreScale, [(50, "x"), (math.nan, 0), (70, 1)])
        assert "points[0][1]: must be a number" in said
        assert "points[1][0]: is NaN" in said

    @pytest.mark.parametrize("points", [[], [(60, 0)]], ids=repr)
    def test_one_point_is_no_line(self, points):
        """A scale needs two."""
        assert "points: are fewer than two" in fault(ScoreScale, points)

    @pytest.mark.parametrize("figures", [(60, 60), (60, 95, 80), (60, 80, 80)], ids=repr)
    def test_figures_out_of_order(self, figures):
        """A figure may have one score only, and the points are in order."""
        said = fault(ScoreScale, [(figure, place) for place, figure in enumerate(figures)])
        assert "points: must have figures that go up, or go down, all the way" in said

    def test_scores_that_turn_round(self):
        """A score for staying near a target is the score of the distance."""
        said = fault(ScoreScale, [(0, 0), (50, 10), (100, 0)])
        assert "points: must have scores that go one way; got [0.0, 10.0, 0.0]" in said
        assert "score its distance from it" in said

    def test_points_too_large(self):
        """The distance between two points must be a number too."""
        assert "points: are too large for a scale" in fault(ScoreScale, [(-1.7e308, 0), (1.7e308, 1)])

    @pytest.mark.parametrize("worst, target, best", [(60, 60, 95), (60, 96, 95), (95, 60, 80), (60, 80, 80)])
    def test_a_target_outside_the_ends(self, worst, target, best):
        """The target lies between the worst and the best."""
        said = fault(ScoreScale.through, worst=worst, target=target, best=best)
        assert f"target: must lie between worst and best; got {target}" in said

    @pytest.mark.parametrize("scores", [(0, 10), (0, 5, 8, 10), 5, None], ids=repr)
    def test_three_scores(self, scores):
        """There is one score for each of the three."""
        assert "scores: must be three numbers" in fault(
            ScoreScale.through, worst=0, target=1, best=2, scores=scores
        )

    def test_every_fault_of_through(self):
        """All that are no numbers are named at once."""
        said = fault(ScoreScale.through, worst="a", target=None, best=2, scores=(0, "b", 10))
        assert [True] * 3 == [
            f"{path}: must be a number" in said for path in ("worst", "target", "scores[1]")
        ]


class TestOfARating:
    def test_the_value_that_was_compared_is_scored(self):
        """A rating's score is that of its value, from counts too."""
        target = Target(80)
        assert 2.5 == SCALE.of(rate(VISITS, Outturn(Q2, 70), target))
        assert 2.5 == SCALE.of(rate(VISITS, Outturn(Q2, numerator=7, denominator=10), target))

    def test_rounding_before_rating_is_kept(self):
        """Where a scheme rates what it prints, the printed figure is scored."""
        visits = Indicator("3", "Visits in time", polarity="higher", unit="percent", decimals=0)
        rating = rate(visits, Outturn(Q2, 79.6), Target(80), scheme=RAG.replace(rounding="as published"))
        assert 5 == SCALE.of(rating)

    @pytest.mark.parametrize("reason", ["no data", "late", "suppressed", "not applicable"])
    def test_what_is_not_there_has_no_score(self, reason):
        """A missing figure scores nothing, which is not zero."""
        assert SCALE.of(rate(VISITS, Outturn.missing(Q2, reason), Target(80))) is None

    def test_what_is_not_rated_has_no_score(self):
        """An unreliable figure and 0 of 0 have none either, nor has a figure without a target."""
        assert SCALE.of(rate(VISITS, Outturn(Q2, 70, reason="unreliable"), Target(80))) is None
        assert SCALE.of(rate(VISITS, Outturn(Q2, numerator=0, denominator=0), Target(80))) is None
        assert SCALE.of(rate(VISITS, Outturn(Q2, 70))) is None

    def test_a_status_without_a_figure_has_no_score(self):
        """What a person rated without a figure cannot be scored."""
        outturn = Outturn.missing(Q2, "no data")
        rating = Rating.asserted(VISITS, outturn, "green", by="the paper", because="printed so")
        assert SCALE.of(rating) is None

    @pytest.mark.parametrize("given", [70, None, Outturn(Q2, 70)], ids=["number", "None", "outturn"])
    def test_only_a_rating(self, given):
        """A number is scored with `score`."""
        assert "rating: must be a Rating" in fault(SCALE.of, given)


class TestAchievement:
    @given(st.sampled_from(WAYS), st.integers(1, 10**6))
    def test_the_target_itself_is_100(self, way, tenths):
        """On target is 100, whichever way is better."""
        assert 100 == achievement(way, tenths / 10, tenths / 10)

    @given(st.sampled_from(WAYS), st.floats(0.01, 1e6), reals(1e6), reals(1e6))
    def test_better_is_never_less(self, way, target, one, other):
        """A better figure has achieved at least as much."""
        worse, better = sorted((one, other), reverse=way == "lower")
        assert achievement(way, worse, target) <= achievement(way, better, target)

    @given(st.integers(1, 2000), st.integers(-2000, 4000))
    def test_both_ways_mirror_each_other_at_100(self, target, value):
        """As far as one is above 100 the other is below: 2 minus the share is the mirror image."""
        higher, lower = (achievement(way, value / 10, target / 10) for way in WAYS)
        assert pytest.approx(200, abs=2e-9) == higher + lower

    @given(st.integers(1, 2000), st.integers(0, 4000), st.sampled_from(WAYS))
    def test_at_least_100_is_met(self, target, value, way):
        """100 or more is what a met target has, and nothing else has it."""
        indicator = Indicator("1", "Something measured", polarity=way)
        bands = Bands.of(indicator, Target(target / 10))
        assert bands.met(value / 10) is (achievement(indicator, value / 10, target / 10) >= 100)

    @given(st.sampled_from(WAYS), st.integers(1, 999), st.integers(0, 1500))
    def test_it_is_decimal_arithmetic(self, way, target, value):
        """The share is the exact one, to nine decimals."""
        exact = Fraction(100 * value, target)
        exact = exact if way == "higher" else 200 - exact
        assert abs(Fraction(achievement(way, value / 10, target / 10)) - exact) <= Fraction(1, 10**9)

    @pytest.mark.parametrize("value, percent", [(60, 100), (66, 110), (54, 90), (0, 0), (-6, -10), (57, 95)])
    def test_higher_is_value_over_target(self, value, percent):
        """Camms, rule 14: actual over target.

        https://camms.atlassian.net/wiki/spaces/CD/pages/63668261/Nested+tables
        """
        assert percent == achievement("higher", value, 60)

    @pytest.mark.parametrize("value, percent", [(60, 100), (66, 90), (54, 110), (0, 200), (150, -50)])
    def test_lower_is_two_minus_value_over_target(self, value, percent):
        """Camms, rule 14: where less is better, 2 minus actual over target.

        https://camms.atlassian.net/wiki/spaces/CD/pages/63668261/Nested+tables
        """
        assert percent == achievement("lower", value, 60)

    @pytest.mark.parametrize(
        "way, value, percent",
        [("higher", 0, 100), ("higher", 3, 100), ("higher", -1, 0), ("lower", 0, 100), ("lower", 1, 0)],
    )
    def test_a_target_of_zero_is_all_or_nothing_if_told_so(self, way, value, percent):
        """Camms, rule 14: a target of zero scores 0 or 100.

        https://camms.atlassian.net/wiki/spaces/CD/pages/63668261/Nested+tables
        """
        assert percent == achievement(way, value, 0, all_or_nothing_at_zero=True)
        assert 50 == achievement("higher", 5, 10, all_or_nothing_at_zero=True)

    def test_a_target_of_zero_is_refused_else(self):
        """Nothing is a share of zero; the way out is named."""
        assert (
            "target: is zero, and nothing is a share of zero. "
            "Write all_or_nothing_at_zero=True for 100 if it is met and else 0, or use a rating."
        ) == fault(achievement, "lower", 3, 0)

    def test_a_negative_target_is_refused(self):
        """A share of a negative number would turn better into worse."""
        assert "target: must not be below zero to take a share of; got -5" in fault(
            achievement, "lower", 3, -5
        )

    @pytest.mark.parametrize("way", ["range", "none"])
    def test_other_polarities(self, way):
        """Neither a range nor an activity has a better side."""
        indicator = Indicator("1", "Something measured", polarity=way)
        for given_way in (way, indicator):
            said = fault(achievement, given_way, 3, 5)
            assert f"polarity: has no better side to be a share of; got {way!r}" in said

    def test_an_edge_stands_for_its_number(self):
        """A target written as an edge is the number of the edge."""
        assert 50 == achievement(VISITS, 40, Edge(80, inclusive=False))

    @pytest.mark.parametrize("value", [*NOT_FIGURES, *NOT_NUMBERS], ids=repr)
    def test_what_is_no_figure(self, value):
        """It has achieved nothing that could be said."""
        assert fault(achievement, "higher", value, 5).startswith("value: ")

    @pytest.mark.parametrize("target", [None, "60", math.nan, Target(60), 1e-7], ids=repr)
    def test_what_is_no_target(self, target):
        """A target is a number, zero or at least a millionth in size."""
        assert fault(achievement, "higher", 5, target)

    def test_too_large(self):
        """A share that is no float is refused."""
        assert "value: is too large for a share of the target" in fault(achievement, "higher", 1e308, 0.1)

    def test_the_rating_from_the_share(self):
        """ClearPoint, rule 13: green at the target, yellow from 90% of it. The same as a tolerance of 10%.

        https://shared.xara.com/lheZf4QXl5
        """
        shares = Indicator("1", "Share of target", polarity="higher", unit="percent", can_exceed_100=True)
        for value in (70, 71.9, 72, 79.9, 80, 90):
            share = Outturn(Q2, achievement(VISITS, value, 80))
            tolerance = Target(80, tolerance=Tolerance.percent(10))
            assert rate(VISITS, Outturn(Q2, value), tolerance).status == (
                rate(shares, share, Target(100, floor=90)).status
            )


class TestPublishedRules:
    def test_interpolated_scores_from_0_to_10(self):
        """Rule 53, ILF: a score from 0 to 10, interpolated, 5 at the target. The ends here are made up.

        http://www.ilf.org.uk/reports/statistics/performance_dashboard/index.html
        """
        assert [0, 4, 5, 6, 10] == [SCALE.score(value) for value in (55, 76, 80, 83, 95)]

    def test_colours_of_a_score(self):
        """Rule 54, Wovex: green at 2.5 or more, amber at 1.5 or more. 0 is a score, and no score is none.

        https://help.wovex.com/support/solutions/articles/14000115343-rag-score-and-status
        """
        score = Indicator("1", "Benefit score", polarity="higher", unit="score")
        target = Target(2.5, floor=1.5)
        states = [rate(score, Outturn(Q2, value), target).status for value in (2.5, 2.49, 1.5, 1.49, 0)]
        assert [Status.GREEN, Status.AMBER, Status.AMBER, Status.RED, Status.RED] == states
        assert Status.NOT_RATED == rate(score, Outturn.missing(Q2, "no data"), target).status

    def test_a_score_from_a_rank(self):
        """Rule 46, NHS oversight: scores from 1.00 to 4.00, some by rank; of 7 bodies the steps are 0.50.

        https://www.england.nhs.uk/long-read/nhs-oversight-framework-2026-27-methodology-manual/
        """
        scale = ScoreScale([(1, 1), (7, 4)])
        assert [1, 1.5, 2, 2.5, 3, 3.5, 4] == [scale.score(rank) for rank in range(1, 8)]
