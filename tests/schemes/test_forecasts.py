"""Rules that look to the end of the year: profiles, projections, and judgements by a person."""

import pytest

from kpirag import (
    RAG,
    Forecast,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    rate,
)
from kpirag.statistics import project
from tests.schemes.readings import HIGHER

MAIDSTONE_2011 = RAG.replace(name="Maidstone", version="2011/12", tolerance=Tolerance.percent(10))
WEST_BERKSHIRE = Scheme(
    "West Berkshire",
    version="2015/16",
    labels={"amber": "Behind schedule, expected by year end"},
    promote=Promotion("red", "amber", when="expected to be met", without="stays"),
)
SLOUGH = RAG.replace(name="Slough", version="2017/18")
SOUTH_SOMERSET = RAG.replace(name="South Somerset", version="2020")

YEAR = Period.year(2014)
Q1, Q2, Q3, Q4 = (Period.quarter(2014, place) for place in (1, 2, 3, 4))


class TestMaidstoneToDate:
    """Rule 6. Maidstone, 2011/12 to 2014/15.

    https://meetings.maidstone.gov.uk/documents/s40593/Enc.%201%20for%20201415%20Quarter%203%20Key%20Performance%20Indicator%20Report.html
    The year to date against a seasonal target, with a forecast for the year printed beside it. The figures
    are illustrative.
    """

    VISITS = Indicator("1", "Visits", polarity="higher", basis="year to date")
    TARGET = Target(1000, period=YEAR, profile=(400, 300, 100, 200))

    def test_the_target_follows_the_season(self):
        """800 visits are due by the end of the third quarter, not 750."""
        assert [400, 700, 800, 1000] == [self.TARGET.profiled(to=one).value for one in (Q1, Q2, Q3, Q4)]

    def test_status_from_the_year_to_date(self):
        """Of 800 due, 720 is the last amber: a tenth of the profiled target, not of the year's."""
        colours = [
            str(rate(self.VISITS, Outturn(Q3, value), self.TARGET, scheme=MAIDSTONE_2011).status)
            for value in (800, 799, 720, 719)
        ]

        assert ["green", "amber", "amber", "red"] == colours

    def test_the_forecast_is_rated_apart(self):
        """At the season's pace 760 becomes 950: amber to date, and the year's target slightly missed."""
        outturn = Outturn(Q3, 760)
        forecast = project(self.VISITS, outturn, shape=(400, 300, 100, 200))

        assert 950.0 == forecast.value
        assert [Status.AMBER] * 2 == [
            rate(self.VISITS, one, self.TARGET, scheme=MAIDSTONE_2011).status
            for one in (outturn, forecast.outturn)
        ]

    def test_a_printed_forecast_has_a_colour_of_its_own(self):
        """Amber to date, beside a forecast of 1,000 that will be met, 950 slightly missed, 899 missed."""
        forecasts = []
        for expected in (1000, 950, 899):
            outturn = Outturn(Q3, 760, forecast=expected)
            rated = rate(self.VISITS, outturn, self.TARGET, scheme=MAIDSTONE_2011)
            assert Status.AMBER is rated.status
            assert rated.forecast is not None
            forecasts.append(str(rated.forecast.status))

        assert ["green", "amber", "red"] == forecasts

    def test_status_and_forecast_can_differ(self):
        """By plain run rate 800 becomes 1,067 and the target will be met; 640 becomes 853 and will not."""
        forecasts = [project(self.VISITS, Outturn(Q3, value)).outturn for value in (800, 640)]

        assert [Status.GREEN, Status.RED] == [
            rate(self.VISITS, one, self.TARGET, scheme=MAIDSTONE_2011).status for one in forecasts
        ]


class TestWestBerkshire:
    """Rule 29. West Berkshire, 2015/16. http://decisionmaking.westberks.gov.uk/mgAi.aspx?ID=26665 .

    Amber is behind schedule but expected to be achieved by year end. The figures are illustrative.
    """

    HOMES = Indicator("homes", "Homes", polarity="higher", basis="year to date")
    TARGET = Target(100, period=YEAR, profile="even")

    def status(self, value, forecast=None, scheme=WEST_BERKSHIRE):
        """Return the status of homes by half-year, of which 50 are due, beside a forecast."""
        return rate(self.HOMES, Outturn(Q2, value, forecast=forecast), self.TARGET, scheme=scheme).status

    def test_a_year_end_figure_that_meets_the_years_target(self):
        """49 of 50 due is amber if 100 are expected by year end, and red if 99 are."""
        assert [Status.AMBER, Status.RED] == [self.status(49, forecast) for forecast in (100, 99)]

    def test_the_forecast_is_held_against_the_year_and_not_the_half(self):
        """60 expected by year end would meet the half-year's 50, and does not meet the year's 100."""
        assert Status.RED is self.status(49, 60)

    def test_how_far_behind_does_not_matter(self):
        """There is no tolerance: 1 of 50 is amber too, if the target is expected to be met."""
        assert Status.AMBER is self.status(1, 100)

    def test_on_schedule_is_green_whatever_is_expected(self):
        """A forecast of a miss does not take the green away."""
        assert [Status.GREEN] * 3 == [self.status(50, forecast) for forecast in (None, 100, 60)]

    def test_a_persons_expectation_is_a_forecast_too(self):
        """Green is expected to be met; amber and red are not."""
        for expected, status in (("green", Status.AMBER), ("amber", Status.RED), ("red", Status.RED)):
            forecast = Forecast(status=expected, by="the head of service", because="two sites open in March")

            assert status is self.status(49, forecast)

    def test_nobodys_expectation_is_no_expectation(self):
        """Without a forecast behind schedule is red, or under the stricter reading not rated."""
        strict = WEST_BERKSHIRE.replace(promote=Promotion("red", "amber", when="expected to be met"))

        assert Status.RED is self.status(49)
        assert Status.NOT_RATED is self.status(49, scheme=strict)
        assert Status.GREEN is self.status(50, scheme=strict)

    def test_the_sentence_says_who_expects_it(self):
        """The reader sees that the amber rests on a judgement, whose it is, and why."""
        forecast = Forecast(status="green", by="the head of service", because="two sites open in March")
        rated = rate(self.HOMES, Outturn(Q2, 49, forecast=forecast), self.TARGET, scheme=WEST_BERKSHIRE)

        assert "expected to be met at the year end by the head of service" in rated.explain()
        assert "two sites open in March" in rated.explain()
        assert not rated.met

    def test_another_councils_word_for_it_is_asserted(self):
        """A colour that somebody simply gives names who and why, and the computed one stays beside it."""
        given = Rating.asserted(
            self.HOMES,
            Outturn(Q2, 49),
            "amber",
            by="the head of service",
            because="two sites open in March",
            target=self.TARGET,
            scheme=WEST_BERKSHIRE,
        )

        assert (Status.AMBER, True) == (given.status, given.disagrees)
        assert given.computed is not None
        assert Status.RED is given.computed.status


class TestSlough:
    """Rule 31. Slough, 2017/18. http://www.slough.gov.uk/moderngov/mgAi.aspx?ID=35173 .

    In-year collection against a profiled target. The figures are illustrative.
    """

    TAX = Indicator(
        "tax", "Council tax collected", polarity="higher", unit="percent", basis="year to date", adds_up=True
    )
    TARGET = Target(97, period=YEAR, profile=(29, 28, 27, 13))

    @pytest.mark.parametrize(("quarter", "due"), [(Q1, 29), (Q2, 57), (Q3, 84), (Q4, 97)])
    def test_each_quarter_has_what_is_due_by_then(self, quarter, due):
        """On the profile is green, a hundredth of a point below it is red."""
        assert [Status.GREEN, Status.RED] == [
            rate(self.TAX, Outturn(quarter, value), self.TARGET, scheme=SLOUGH).status
            for value in (due, due - 0.01)
        ]

    def test_what_the_year_is_heading_for(self):
        """56% at half-year is 98.2% of the profile, and heads for 95.3% of the year's 97%."""
        forecast = project(self.TAX, Outturn(Q2, 56), shape=(29, 28, 27, 13))

        assert round(97 * 56 / 57, 6) == round(forecast.value, 6)
        assert Status.RED is rate(self.TAX, forecast.outturn, self.TARGET, scheme=SLOUGH).status


class TestSouthSomerset:
    """Rule 32. South Somerset, 2020.

    https://www.southsomerset.gov.uk/about-us/strategy--commissioning/performance/corporate-performance-indicators/
    The figures are illustrative.
    """

    def test_a_target_for_the_fourth_quarter_alone(self):
        """The first three quarters have a figure and no target; the fourth is rated."""
        board = IndicatorSet(
            [HIGHER], {"up": Target(90, period=Q4)}, {"up": [Outturn(one, 88) for one in (Q1, Q2, Q3, Q4)]}
        )
        ratings = [board.scorecard(one, SOUTH_SOMERSET)["up"].rating for one in (Q1, Q2, Q3, Q4)]

        assert [Reason.NO_TARGET] * 3 == [rating.reason for rating in ratings[:3]]
        assert Status.RED is ratings[3].status

    def test_last_year_is_restated_when_arrears_come_in(self):
        """The restated figure is compared with, the first one is kept, and a colour can change."""
        last = Period.quarter(2013, 4)
        figures = [Outturn(last, 89.5), Outturn(last, 90.5, revision=1), Outturn(Q4, 90)]
        board = IndicatorSet([HIGHER], {"up": Target(90)}, {"up": figures})
        before, now = (board.scorecard(one, SOUTH_SOMERSET)["up"] for one in (last, Q4))

        assert Status.GREEN is before.rating.status
        assert 89.5 == before.superseded[0].value
        assert "worse" == now.since_last_year.meaning


def test_a_full_years_target_is_never_held_against_part_of_it():
    """Rules 6 and 31: at half-year the year's 97% is not what 57% is compared with."""
    half = rate(TestSlough.TAX, Outturn(Q2, 57), TestSlough.TARGET, scheme=SLOUGH)

    assert half.target is not None
    assert (57.0, True) == (half.target.value, half.met)
