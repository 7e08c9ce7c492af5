"""Rules with red, amber and green: how wide the tolerance is, and on which side of green it lies."""

from datetime import date
from fractions import Fraction

import pytest

from kpirag import (
    RAG,
    Direction,
    Indicator,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.schemes.readings import CONTEXT, HIGHER, LOWER, Q1, Q2, RANGE, rating, states

MAIDSTONE = Scheme("Maidstone", version="2016/17", tolerance=Tolerance.percent(10), starts=date(2016, 4, 1))
HART = Scheme("Hart", version="2014/15", tolerance=Tolerance.percent(10))
CHORLEY = Scheme("Chorley", version="2012/13", tolerance=Tolerance.percent(5))
AUSTIN = Scheme("Austin", version="FY 2014-15", tolerance=Tolerance.percent(3))
CLEARPOINT = Scheme("ClearPoint", tolerance=Tolerance.percent(10), labels={"amber": "Yellow"})
CAMMS = Scheme("Camms", tolerance=Tolerance.percent(10))
BELFAST_2023 = Scheme(
    "Belfast",
    version="2023-24",
    edges=(("amber", Tolerance.percent(5, strict=True)), ("green", Tolerance.percent(1))),
    ends=date(2024, 3, 31),
)
BELFAST_2024 = BELFAST_2023.replace(
    version="2024-25",
    edges=(("amber", Tolerance.percent(5)), ("green", Tolerance.percent(1))),
    starts=date(2024, 4, 1),
    ends=None,
)
REIGATE = Scheme("Reigate and Banstead", version="2012")
CHESHIRE = Scheme("Cheshire West and Chester", version="2025/26")

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


class TestHaveringVariableTolerance:
    """Rule 2. Havering, 2015/16 to 2016/17. https://democracy.havering.gov.uk/mgAi.aspx?ID=10742 .

    Each indicator has a tolerance of its own, and the Cabinet changed tolerances within a year. The sizes
    are illustrative.
    """

    SCHEME = Scheme("Havering", version="2015/16", starts=date(2015, 4, 1), ends=date(2017, 3, 31))

    def test_two_indicators_with_one_target_have_their_own_ambers(self):
        """The same figure is amber under the wider tolerance and red under the narrower one."""
        wide, narrow = (Target(90, tolerance=Tolerance.percent(size)) for size in (10, 5))

        assert ["amber", "red"] == states(HIGHER, wide, self.SCHEME, 81, 80.99)
        assert ["amber", "red", "red"] == states(HIGHER, narrow, self.SCHEME, 85.5, 85.49, 81)

    def test_a_tolerance_changed_in_the_year_holds_from_then_on(self):
        """The first half keeps the tolerance it was rated with, the second has the new one."""
        first, second = Period.half(2016, 1), Period.half(2016, 2)
        targets = [
            Target(90, tolerance=Tolerance.percent(10), period=first),
            Target(90, tolerance=Tolerance.percent(5), period=second),
        ]
        quarters = [Period.quarter(2016, 2), Period.quarter(2016, 3)]
        board = IndicatorSet(
            [HIGHER], {"up": targets}, {"up": [Outturn(one, 82) for one in quarters]}, schemes=self.SCHEME
        )

        assert [AMBER, RED] == [board.scorecard(one)["up"].rating.status for one in quarters]


class TestMaidstone:
    """Rule 5. Maidstone, 2016/17 to 2023/24.

    https://meetings.maidstone.gov.uk/documents/s65180/KPI%20Quarter%203%20Update%20CHE.html ; the figures
    of 2020/21 and 2023/24 are from ss75573, ss89772 and ss90769 below the same address.
    """

    @pytest.mark.parametrize(
        ("value", "target", "published"),
        [(66.67, 95, RED), (86.55, 90, AMBER), (92.31, 92, GREEN), (61.54, 70, RED), (65.96, 70, AMBER)],
    )
    def test_published_colours(self, value, target, published):
        """Five figures have the colours that the pages count."""
        assert published is rating(HIGHER, Target(target), value, MAIDSTONE).status

    def test_amber_reaches_to_a_tenth_of_the_target_and_no_further(self):
        """Amber is missed by up to 10% of the target, the tenth itself included."""
        assert ["red", "amber", "amber", "green"] == states(
            HIGHER, Target(70), MAIDSTONE, 62.99, 63, 69.99, 70
        )
        assert ["green", "amber", "amber", "red"] == states(
            LOWER, Target(20), MAIDSTONE, 20, 20.01, 22, 22.01
        )

    def test_data_only_is_not_rated_and_has_a_direction(self):
        """129 enforcement cases closed, 98 the quarter before: no colour, up, no judgement."""
        earlier, now = Outturn(Q1, 98), Outturn(Q2, 129)

        assert Reason.CONTEXTUAL is rate(CONTEXT, now, scheme=MAIDSTONE).reason
        change = compare(CONTEXT, now, earlier)
        assert ("↑", Direction.NO_JUDGEMENT) == (change.arrow, change.direction)

    def test_a_provisional_figure_is_rated_and_a_late_one_is_not(self):
        """A provisional figure gets colour and direction, a late or not due one gets neither."""
        firm = Outturn(Q2, 86.55, quality="provisional")
        board = IndicatorSet([HIGHER, LOWER], {"up": Target(90), "down": Target(20)}, schemes=MAIDSTONE)
        given = IndicatorSet(
            board.indicators,
            board.targets,
            {"up": firm, "down": Outturn.missing(Q2, "late")},
            schemes=MAIDSTONE,
        ).scorecard(Q2)

        assert AMBER is given["up"].rating.status
        assert "The figure is provisional." == given["up"].caveat
        assert (Reason.LATE, Direction.NOT_COMPARABLE) == (
            given["down"].rating.reason,
            given["down"].since_last_period.direction,
        )

    def test_without_a_history_there_is_no_direction(self):
        """The first figure of an indicator is compared with nothing."""
        row = IndicatorSet([HIGHER], {"up": Target(90)}, {"up": Outturn(Q2, 91)}).scorecard(Q2)["up"]

        assert [Direction.NOT_COMPARABLE] * 2 == [
            row.since_last_period.direction,
            row.since_last_year.direction,
        ]


class TestHart:
    """Rule 7. Hart, 2014/15. https://github.com/HartDC/hartdc.github.io/blob/88fdde5/tiles/tiles.js .

    That *close to* means within 10% of the target is our reading, which fits 74 of 79 rated tiles.
    """

    @pytest.mark.parametrize(
        ("indicator", "value", "target", "published"),
        [
            (HIGHER, 78.5, 80.0, AMBER),
            (HIGHER, 63.6, 70.0, AMBER),
            (HIGHER, 57.1, 70.0, RED),
            (LOWER, 19.94, 23.0, GREEN),
            (LOWER, 9.05, 8.0, RED),
        ],
    )
    def test_published_tiles(self, indicator, value, target, published):
        """Five tiles have the colour their file gives them."""
        assert published is rating(indicator, Target(target), value, HART).status

    def test_close_to_ends_at_a_tenth_on_the_worse_side(self):
        """8 days or fewer: 8.8 is close to the target, 8.81 is not."""
        assert ["green", "amber", "red"] == states(LOWER, Target(8), HART, 8, 8.8, 8.81)

    def test_a_tenth_of_a_zero_target_is_refused(self):
        """A target of 0 days behind timetable has no tenth: its tolerance is written in days."""
        with pytest.raises(InputError, match=r"10% of 0 .* Tolerance\.points\(0\)"):
            rating(LOWER, Target(0), 28, HART)

        days = Target(0, tolerance=Tolerance.points(0))
        assert ["green", "red"] == states(LOWER, days, HART, 0, 1)

    def test_the_half_years_collection_is_not_held_against_the_first_quarters_target(self):
        """Council tax of 57.4% at half-year finds no target where only the first quarter has one (24.5%)."""
        tax = Indicator(
            "RB06",
            "Council tax collected",
            polarity="higher",
            unit="percent",
            basis="year to date",
            adds_up=True,
        )
        first, half = Period.quarter(2014, 1), Period.quarter(2014, 2)
        board = IndicatorSet(
            [tax],
            {"RB06": Target(24.5, period=first)},
            {"RB06": [Outturn(first, 30.5), Outturn(half, 57.4)]},
            schemes=HART,
        )

        assert GREEN is board.scorecard(first)["RB06"].rating.status
        assert Reason.NO_TARGET is board.scorecard(half)["RB06"].rating.reason

    def test_unknown_is_not_information_only(self):
        """A tile without a figure and a tile for information have different reasons."""
        assert Reason.NO_DATA is rate(HIGHER, Outturn.missing(Q2, "no data"), Target(90), scheme=HART).reason
        assert Reason.CONTEXTUAL is rate(CONTEXT, Outturn(Q2, 376), scheme=HART).reason


class TestChorley:
    """Rule 10. Chorley, 2012/13 to 2022/23.

    https://democracy.chorley.gov.uk/ieIssueDetails.aspx?IId=96551&Opt=3
    """

    def test_within_five_percent_is_the_threshold(self):
        """Of a target of 80, 76 is within the threshold and 75.99 is below it."""
        assert ["green", "amber", "amber", "red"] == states(HIGHER, Target(80), CHORLEY, 80, 79.99, 76, 75.99)

    def test_the_headline_counts_the_first_two_together(self):
        """Two on target, one within the threshold, one below: three of four."""
        values = {"1": 82, "2": 80, "3": 77, "4": 70}
        board = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            {ref: Target(80) for ref in values},
            {ref: Outturn(Q2, value) for ref, value in values.items()},
            schemes=CHORLEY,
        )
        summary = board.scorecard(Q2).summary

        assert (2, 1, 1) == (summary.counts["green"], summary.counts["amber"], summary.counts["red"])
        assert 75.0 == sum(summary.share(status) for status in ("green", "amber"))


class TestBelfast:
    """Rule 11. Belfast, 2023-24 and 2024-25.

    https://www.belfastcity.gov.uk/documents/performance-improvement-self-assessment-report/overall-performance-of-the-improvement-plan-2023-2
    The published edges overlap at 1%: exactly 1% short is read as green. The next year moved red from
    *5% or more* to *more than 5%*.
    """

    def test_a_small_miss_is_green(self):
        """Within 1% of 80, down to 79.2, is green; 79.19 is amber."""
        for scheme in (BELFAST_2023, BELFAST_2024):
            assert ["green", "green", "amber"] == states(HIGHER, Target(80), scheme, 80, 79.2, 79.19)
            assert ["green", "amber"] == states(LOWER, Target(20), scheme, 20.2, 20.21)

    def test_a_green_miss_does_not_meet_the_target(self):
        """At 79.2 against 80 the colour is green and the target is missed."""
        near = rating(HIGHER, Target(80), 79.2, BELFAST_2023)

        assert (GREEN, False, 0.8) == (near.status, near.met, near.shortfall)

    def test_exactly_five_percent_short_changed_colour_between_the_years(self):
        """76 of 80 is red under the first rule and amber under the second; just beside it they agree."""
        assert ["red", "amber"] == states(HIGHER, Target(80), BELFAST_2023, 76, 76.01)
        assert ["red", "amber"] == states(HIGHER, Target(80), BELFAST_2024, 75.99, 76)
        assert ["amber", "red"] == states(LOWER, Target(20), BELFAST_2023, 20.99, 21)
        assert ["amber", "red"] == states(LOWER, Target(20), BELFAST_2024, 21, 21.01)

    def test_each_year_is_rated_by_its_own_rule(self):
        """One set holds both rules; the same figure changes because of the scheme's edge alone."""
        years = [Period.year(2023), Period.year(2024)]
        board = IndicatorSet(
            [HIGHER],
            {"up": Target(80)},
            {"up": [Outturn(year, 76) for year in years]},
            schemes=[BELFAST_2023, BELFAST_2024],
        )
        before, after = (board.scorecard(year) for year in years)

        assert [RED, AMBER] == [card["up"].rating.status for card in (before, after)]
        assert ["scheme"] == [str(change.cause) for change in after.versus(before)]

    def test_three_trends(self):
        """Positive, no significant change, negative; that the band is 1 point is illustrative."""
        directions = [
            compare(HIGHER, Outturn(Period.year(2023), now), Outturn(Period.year(2022), 80), dead_band=1)
            for now in (81, 80.99, 79.01, 79)
        ]

        assert ["better", "same", "same", "worse"] == [str(one.direction) for one in directions]


class TestAustin:
    """Rule 12. Austin (US), FY 2014-15. https://data.austintexas.gov/stories/s/2tzx-kje9 ."""

    YEARS = [Period.year(year, year_start=10) for year in (2009, 2013, 2014)]

    def test_met_and_within_three_percent_are_counted_apart(self):
        """97 of 100 is within 3%, 96.99 is not; both counts come from one summary."""
        assert ["green", "amber", "red"] == states(HIGHER, Target(100), AUSTIN, 100, 97, 96.99)

    def test_a_one_year_and_a_five_year_trend(self):
        """Better than a year ago and worse than five years ago are two answers about one figure."""
        five_ago, last, now = (
            Outturn(year, value) for year, value in zip(self.YEARS, (85, 78, 80), strict=True)
        )

        assert [Direction.BETTER, Direction.WORSE] == [
            compare(HIGHER, now, earlier).direction for earlier in (last, five_ago)
        ]


class TestClearPoint:
    """Rule 13. ClearPoint (vendor). https://shared.xara.com/lheZf4QXl5 ."""

    def test_yellow_from_nine_tenths_of_the_target(self):
        """Green from the target, yellow from 90% of it, red below that."""
        assert ["green", "amber", "amber", "red"] == states(
            HIGHER, Target(50), CLEARPOINT, 50, 49.99, 45, 44.99
        )
        assert "Yellow" == rating(HIGHER, Target(50), 45, CLEARPOINT).word


class TestCamms:
    """Rule 14. Camms (vendor). https://camms.atlassian.net/wiki/spaces/CD/pages/63668261/Nested+tables .

    The score is actual over target, or 2 less that where less is better. That amber begins at 90% is
    illustrative.
    """

    def test_the_score_and_the_tolerance_give_one_colour(self):
        """Rating the figure with 10% is the same as rating its score from 90%, on both polarities."""
        for tenths in range(10, 2000):
            value, target = Fraction(tenths, 10), 80
            for indicator, score in ((HIGHER, value / target), (LOWER, 2 - value / target)):
                colour = "green" if score >= 1 else "amber" if score >= Fraction(9, 10) else "red"
                assert [colour] == states(indicator, Target(target), CAMMS, tenths / 10)

    def test_a_target_of_nothing_is_all_or_nothing(self):
        """Where the target is 0 the score is 100 or 0, with no amber between."""
        none = Target(0, tolerance=Tolerance.none())

        assert ["green", "red"] == states(LOWER, none, CAMMS, 0, 0.01)

    def test_a_goal_post_has_no_amber(self):
        """Target 50, variance 5: from 45 to 55 is green, all else red."""
        posts = Target.between(45, 55, tolerance=Tolerance.none())

        assert ["red", "green", "green", "red"] == states(RANGE, posts, CAMMS, 44.99, 45, 55, 55.01)


class TestReigate:
    """Rule 20. Reigate and Banstead, 2012 to 2020.

    https://www.reigate-banstead.gov.uk/info/20090/council_policy/276/performance/2 ; sizes illustrative.
    """

    def test_each_quarter_has_its_target_and_its_tolerance(self):
        """A figure is held against the target of its own quarter, with that target's tolerance."""
        targets = [
            Target(90, tolerance=Tolerance.points(2), period=Q1),
            Target(92, tolerance=Tolerance.points(4), period=Q2),
        ]
        colours = {}
        for value in (92, 90, 88, 87.99):
            outturns = {"up": [Outturn(quarter, value) for quarter in (Q1, Q2)]}
            board = IndicatorSet([HIGHER], {"up": targets}, outturns, schemes=REIGATE)
            colours[value] = [str(board.scorecard(one)["up"].rating.status) for one in (Q1, Q2)]

        assert {
            92: ["green", "green"],
            90: ["green", "amber"],
            88: ["amber", "amber"],
            87.99: ["red", "red"],
        } == colours


class TestCheshireWestAndChester:
    """Rule 22. Cheshire West and Chester, council housing, 2024/25 to 2025/26.

    https://www.cheshirewestandchester.gov.uk/residents/housing/council-housing/performance-how-we-are-doing
    The column of tolerances is read as points; the page does not say.
    """

    RENT = Target(100, tolerance=Tolerance.points(2))
    ARREARS = Target(7.5, tolerance=Tolerance.points(1))

    def test_published_symbols(self):
        """Rent 99.01 and 99.31 of 100 are triangles, arrears of 6.56 against 7.5 a tick."""
        assert ["amber", "amber"] == states(HIGHER, self.RENT, CHESHIRE, 99.01, 99.31)
        assert ["green"] == states(LOWER, self.ARREARS, CHESHIRE, 6.56)

    def test_the_tolerance_is_in_points(self):
        """Arrears of 8.5% are one point over 7.5 and still amber; as 1% of 7.5 they would be red."""
        assert ["green", "amber", "red"] == states(LOWER, self.ARREARS, CHESHIRE, 7.5, 8.5, 8.51)
        assert ["amber", "red"] == states(HIGHER, self.RENT, CHESHIRE, 98, 97.99)
        assert ["red"] == states(LOWER, Target(7.5, tolerance=Tolerance.percent(1)), CHESHIRE, 8.5)

    def test_rent_improved_on_a_year_ago(self):
        """99.01% against 98.17% in the September before is better."""
        now, then = Outturn(Period.quarter(2025, 2), 99.01), Outturn(Period.quarter(2024, 2), 98.17)

        assert Direction.BETTER is compare(HIGHER, now, then).direction


def test_the_three_places_of_one_tolerance():
    """Within 10% is amber at Maidstone, was green at Havering in 2013/14, and is red without a tolerance."""
    green = RAG.replace(name="Within is green", tolerance=Tolerance.percent(10), tolerance_counts_as="green")

    assert ["amber", "green", "red"] == [
        str(rating(HIGHER, Target(90), 85, scheme).status) for scheme in (MAIDSTONE, green, RAG)
    ]
