"""Rules that hold a figure against other bodies, or against the body's own past, as well as a target."""

import pytest

from kpirag import (
    MET_OR_NOT,
    RAG,
    Edge,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Scheme,
    State,
    Status,
    Target,
    rate,
)
from kpirag.peers import Peers
from tests.schemes.readings import HIGHER, LOWER, Q2, states

ROTHERHAM_PLAN = MET_OR_NOT.replace(name="Rotherham council plan", version="2022/23")
BRACKNELL = RAG.replace(name="Bracknell Forest", version="2025")
NEWPORT = MET_OR_NOT.replace(name="Newport", version="2017/18")
PEER_QUARTILE = Scheme("Housing benchmarking club", states=("red", "amber", "green"))
PRISONS_2022 = Scheme(
    "Prison ratings",
    version="2022/23",
    states=("rating 1", "rating 2", State("rating 3", met=True), State("rating 4", met=True)),
)

GREEN, RED = Status.GREEN, Status.RED


class TestRotherhamPlan:
    """Rule 26. Rotherham, council plan, 2022/23.

    https://www.rotherham.gov.uk/strategies-plans-policies/council-plan-theme-every-child-able-fulfil-potential-1/3
    """

    def test_fewer_than_85_is_not_85(self):
        """A target written *fewer than 85* is missed at 85 and met at 84."""
        children = Indicator("1", "Children", polarity="lower")

        assert ["red", "green"] == states(children, Target(85, strict=True), ROTHERHAM_PLAN, 85, 84)

    def test_less_than_22_percent_is_not_22(self):
        """22% misses *less than 22%*, and 21.99% meets it."""
        assert ["red", "green"] == states(LOWER, Target(22, strict=True), ROTHERHAM_PLAN, 22, 21.99)

    def test_above_the_average_of_statistical_neighbours(self):
        """The target moves with the neighbours: the same 70% is above last year's mean and not this one's."""
        years = [Period.year(2021), Period.year(2022)]
        targets = [
            Target(
                Edge(mean, inclusive=False),
                period=year,
                kind="statistical neighbours",
                source=f"mean of the statistical neighbours, {year.previous.label}",
            )
            for year, mean in zip(years, (69.9, 70), strict=True)
        ]
        board = IndicatorSet(
            [HIGHER],
            {"up": targets},
            {"up": [Outturn(year, 70) for year in years]},
            headline="statistical neighbours",
        )
        rows = [board.scorecard(year, ROTHERHAM_PLAN)["up"] for year in years]

        assert [GREEN, RED] == [row.rating.status for row in rows]
        assert "mean of the statistical neighbours, 2021/22" == rows[1].target.source

    def test_the_average_is_worked_out_from_the_neighbours(self):
        """The mean of 71, 64 and 58.5 is 64.5: at it the target is missed, above it is met."""
        neighbours = Peers(
            {"Ashe": 71, "Birch": 64, "Cedar": "suppressed", "Dale": 58.5},
            polarity="higher",
            name="statistical neighbours",
            period=Period.year(2021),
        )
        target = neighbours.target("average", strict=True)

        assert ["red", "green"] == states(HIGHER, target, ROTHERHAM_PLAN, 64.5, 64.51)
        assert Period.year(2021) == target.as_at
        assert "average of 3 statistical neighbours; no figure from Cedar" == target.source

    def test_an_additional_800(self):
        """From a baseline of 2,150, an additional 800 is a target of 2,950."""
        baseline, additional = 2150, 800
        places = Indicator("2", "Places", polarity="higher")

        assert ["red", "green"] == states(places, Target(baseline + additional), ROTHERHAM_PLAN, 2949, 2950)


class TestBracknellForest:
    """Rule 28. Bracknell Forest, 2025.

    https://www.bracknell-forest.gov.uk/council-and-democracy/strategies-plans-and-policies/service-planning-and-performance/council-plan-overview-report/chief-executives-commentary
    """

    ANNUAL = Indicator("year", "Reported once a year", polarity="higher", unit="percent", frequency="year")

    def test_a_contextual_measure_is_held_against_its_forecast(self):
        """What has a forecast instead of a target is rated beside the report and not counted."""
        board = IndicatorSet(
            [HIGHER, LOWER],
            {"up": Target(90), "down": Target(300, kind="forecast")},
            {"up": Outturn(Q2, 95), "down": Outturn(Q2, 310)},
        )
        card = board.scorecard(Q2, BRACKNELL)

        assert RED is card["down"].others["forecast"].status
        assert not card["down"].rating.is_rated
        assert {"green": 1, "amber": 0, "red": 0} == card.summary.counts

    def test_an_annual_measure_counts_only_when_it_is_due(self):
        """It is not due in the second quarter and counted in the fourth, which ends its year."""
        outturns = [Outturn(Period.year(2022), 80)]
        board = IndicatorSet([self.ANNUAL], {"year": Target(75)}, {"year": outturns}, schemes=BRACKNELL)
        second, fourth = (board.scorecard(Period.quarter(2022, place)).summary for place in (2, 4))

        assert (0, 0) == (second.due, second.rated)
        assert (1, 1) == (fourth.due, fourth.rated)


class TestNewport:
    """Rule 36. Newport, 2017/18. https://democracy.newport.gov.uk/mgAi.aspx?ID=5804&LLL=0 .

    The figures are illustrative.
    """

    YEAR = Period.year(2017)

    @pytest.mark.parametrize(
        ("now", "tests"),
        [
            (80, (GREEN, "better", GREEN)),
            (79.99, (RED, "better", GREEN)),
            (77, (RED, "better", GREEN)),
            (76.99, (RED, "better", RED)),
            (76, (RED, "no change", RED)),
            (75.99, (RED, "worse", RED)),
        ],
    )
    def test_three_independent_tests(self, now, tests):
        """Against the target of 80, last year's 76 and the Wales average of 77: three answers."""
        board = IndicatorSet(
            [HIGHER],
            {"up": [Target(80), Target(77, kind="Wales", source="Wales average, 2016/17")]},
            {"up": [Outturn(self.YEAR.previous, 76), Outturn(self.YEAR, now)]},
        )
        row = board.scorecard(self.YEAR, NEWPORT)["up"]

        assert tests == (row.rating.status, row.since_last_year.meaning, row.others["Wales"].status)


class TestMidDevonHousing:
    """Rule 38. Exeter and Mid Devon, housing.

    https://www.middevon.gov.uk/residents/mid-devon-housing/your-community/our-performance/
    The colour is that of the quartile among peers. That the middle two are amber is our reading.
    """

    QUARTILE = Indicator("q", "Quartile among peers", polarity="lower", unit="score", decimals=0)

    def test_the_quartile_is_the_figure(self):
        """The first quartile is green, the second and third amber, the fourth red."""
        assert ["green", "amber", "amber", "red"] == states(
            self.QUARTILE, Target(1, floor=3), PEER_QUARTILE, 1, 2, 3, 4
        )

    CLUB = Peers(dict(zip("ABCDEFGH", (98, 97, 96, 95, 94, 93, 92, 91), strict=True)), polarity="higher")

    def test_the_quartile_is_worked_out_from_the_club(self):
        """Of eight members two are in each quarter; theirs are the colours of the quarters."""
        quartiles = [self.CLUB.quartile(name) for name in self.CLUB.figures]

        assert [1, 1, 2, 2, 3, 3, 4, 4] == quartiles
        assert ["green"] * 2 + ["amber"] * 4 + ["red"] * 2 == states(
            self.QUARTILE, Target(1, floor=3), PEER_QUARTILE, *quartiles
        )

    def test_the_edges_of_the_club_give_the_same_colours(self):
        """The best quarter as target and the best three quarters as floor rate the figures themselves."""
        target = self.CLUB.target("best quarter", floor="best three quarters")

        assert ["green"] * 2 + ["amber"] * 4 + ["red"] * 2 == states(
            HIGHER, target, PEER_QUARTILE, *self.CLUB.figures.values()
        )
        assert ["green", "amber", "amber", "red"] == states(
            HIGHER, target, PEER_QUARTILE, 97, 96.99, 93, 92.99
        )

    def test_the_quartile_points_are_the_edges(self):
        """Where the club prints its quartile points, 95.2 and 88.6, they rate the figure itself."""
        points = Target(95.2, floor=88.6, source="benchmarking club, upper and lower quartile")

        assert ["green", "amber", "amber", "red"] == states(
            HIGHER, points, PEER_QUARTILE, 95.2, 95.19, 88.6, 88.59
        )


class TestPrisonsBesidePeers:
    """Rule 47. HMPPS, 2022/23: no targets, but the position in the comparator group.

    https://www.russellwebster.com/prison-performance-continues-on-downward-trend/
    That the four ratings are the four quarters of the group is illustrative.
    """

    def test_the_position_in_the_group_is_the_figure(self):
        """The share of the group that is below opens a rating at 25, 50 and 75%."""
        place = Indicator("place", "Share of the group below", polarity="higher", unit="percent")

        assert ["rating 1", "rating 2", "rating 2", "rating 3", "rating 3", "rating 4"] == states(
            place, Target(50, floor=25, stretch=75), PRISONS_2022, 24, 25, 49, 50, 74, 75
        )

    def test_the_position_is_worked_out_from_the_group(self):
        """Eight prisons and their ratings, the best quarter first, on a measure that should be low."""
        group = Peers(dict(zip("ABCDEFGH", range(1, 9), strict=True)), polarity="lower", name="comparators")
        target = group.target("best half", floor="best three quarters", stretch="best quarter")

        assert ["rating 4"] * 2 + ["rating 3"] * 2 + ["rating 2"] * 2 + ["rating 1"] * 2 == states(
            LOWER, target, PRISONS_2022, *range(1, 9)
        )


def test_a_benchmark_never_changes_the_rating_that_counts():
    """Rules 28 and 36: a target of another kind is rated beside the headline, whichever way it falls."""
    own = IndicatorSet([HIGHER], {"up": Target(80)}, {"up": Outturn(Q2, 79)}).scorecard(Q2)["up"]
    for benchmark in (70, 90):
        targets = [Target(80), Target(benchmark, kind="national")]
        row = IndicatorSet([HIGHER], {"up": targets}, {"up": Outturn(Q2, 79)}).scorecard(Q2)["up"]

        assert own.rating == row.rating
        assert (benchmark == 70) is row.others["national"].met


def test_the_benchmark_of_an_earlier_year_says_so():
    """A benchmark is often a year behind: its source travels with the rating."""
    rated = rate(HIGHER, Outturn(Q2, 79), Target(77, kind="Wales", source="Wales average, 2016/17"))

    assert rated.target is not None
    assert ("Wales", "Wales average, 2016/17") == (rated.target.kind, rated.target.source)
