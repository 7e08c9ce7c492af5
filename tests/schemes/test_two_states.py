"""Rules with two states: the target is met or it is not."""

from datetime import date

import pytest

from kpirag import (
    MET_OR_NOT,
    Direction,
    Edge,
    History,
    Indicator,
    IndicatorSet,
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
from tests.schemes.readings import HIGHER, LOWER, Q2, rating, states

HAVERING_2016 = Scheme("Havering", version="2016/17", tolerance=Tolerance.percent(10), ends=date(2017, 3, 31))
HAVERING_2017 = Scheme("Havering", version="2017/18", starts=date(2017, 4, 1))
THURROCK_2016 = MET_OR_NOT.replace(
    name="Thurrock", version="2016/17", labels={"green": "Achieved", "red": "Failed"}, starts=date(2016, 4, 1)
)
ROTHERHAM_HOUSING = MET_OR_NOT.replace(name="Rotherham housing", version="2024/25")
PLANNING = MET_OR_NOT.replace(
    name="Planning designation",
    version="2022",
    labels={"green": "Above the threshold", "red": "Liable to designation"},
    starts=date(2022, 1, 1),
)
VICTORIA = MET_OR_NOT.replace(
    name="Victoria DPC",
    version="2018-19",
    labels={"green": "✔", "red": "✘"},
    commentary_beyond=Tolerance.percent(5),
)

GREEN, RED = Status.GREEN, Status.RED


class TestHaveringWithoutTolerance:
    """Rule 3. Havering, 2017/18. http://democracy.havering.gov.uk/ieDecisionDetails.aspx?AIId=13252 .

    The tolerance was withdrawn. That it had been 10% is illustrative.
    """

    def test_no_figure_is_amber(self):
        """On the target is green, just short of it is red, and there is no amber band at all."""
        assert ["green", "red", "red"] == states(HIGHER, Target(80), HAVERING_2017, 80, 79.99, 72)
        bands = rating(HIGHER, Target(80), 80, HAVERING_2017).bands
        assert bands is not None
        assert "Green at 80% or more; Red below 80%" == bands.describe()

    def test_the_last_day_of_the_old_rule(self):
        """The same 75% is amber in the last quarter of 2016/17 and red in the first of 2017/18."""
        quarters = [Period.quarter(2016, 4), Period.quarter(2017, 1)]
        outturns = [Outturn(quarter, 75) for quarter in quarters]
        rules = [HAVERING_2016, HAVERING_2017]
        board = IndicatorSet([HIGHER], {"up": Target(80)}, {"up": outturns}, schemes=rules)

        assert [Status.AMBER, RED] == [board.scorecard(quarter)["up"].rating.status for quarter in quarters]


class TestThurrockAchievedOrFailed:
    """Rule 9. Thurrock, 2016/17 on.

    https://www.yourthurrock.com/2016/10/13/thurrock-council-failing-a-quarter-of-its-targets-under-new-performance-regime/
    What is judged is the year to date.
    """

    def test_achieved_or_failed(self):
        """On the target is achieved; anything short of it has failed."""
        words = [rating(HIGHER, Target(80), value, THURROCK_2016).word for value in (80, 79.99)]

        assert ["Achieved", "Failed"] == words

    def test_a_good_quarter_can_stay_red(self):
        """24 of 25 in the quarter is 96%, and the year to date of 34 of 55 is still short of 80%."""
        first = Outturn(Period.quarter(2016, 1), numerator=10, denominator=30)
        second = Outturn(Period.quarter(2016, 2), numerator=24, denominator=25)
        to_date = History([first, second], indicator=HIGHER).year_to_date().at(Period.quarter(2016, 2))
        assert to_date is not None

        assert (34, 55) == (to_date.numerator, to_date.denominator)
        assert [GREEN, RED] == [
            rate(HIGHER, outturn, Target(80), scheme=THURROCK_2016).status for outturn in (second, to_date)
        ]

    def test_the_third_bucket_is_neither(self):
        """A figure that is not available is neither achieved nor failed, and is counted apart."""
        outturns = {"up": Outturn(Q2, 85), "down": Outturn.missing(Q2, "no data")}
        board = IndicatorSet([HIGHER, LOWER], {"up": Target(80), "down": Target(9)}, outturns)
        summary = board.scorecard(Q2, THURROCK_2016).summary

        assert {"green": 1, "red": 0} == summary.counts
        assert {Reason.NO_DATA: 1} == summary.not_rated


class TestRotherhamHousing:
    """Rule 27. Rotherham, housing, 2024/25.

    https://rotherham.gov.uk/council-social-housing/housing-service-performance/2
    """

    NOW, BEFORE = Period.quarter(2024, 2), Period.quarter(2024, 1)

    def test_published_faces(self):
        """Homes below the standard, emergency and other repairs have the face and trend on the page."""
        faces = []
        for indicator, before, now, target in (
            (LOWER, 7.1, 6.2, 0),
            (HIGHER, 99.7, 99.4, 97),
            (HIGHER, 95.4, 96.2, 94),
        ):
            outturn = Outturn(self.NOW, now)
            face = rate(indicator, outturn, Target(target), scheme=ROTHERHAM_HOUSING).status
            faces.append((face, compare(indicator, outturn, Outturn(self.BEFORE, before)).direction))

        assert [(RED, Direction.BETTER), (GREEN, Direction.WORSE), (GREEN, Direction.BETTER)] == faces

    @pytest.mark.parametrize(
        ("last_year", "now", "direction"),
        [(77.6, 78.4, Direction.BETTER), (71.6, 68.8, Direction.WORSE), (74.1, 79.0, Direction.BETTER)],
    )
    def test_a_row_without_a_target_has_a_trend(self, last_year, now, direction):
        """Three survey measures are not rated for want of a target, and are compared with 2023/24."""
        survey = Indicator("survey", "Satisfied", polarity="higher", unit="percent", basis="rolling year")
        outturn = Outturn(self.NOW, now)

        assert Reason.NO_TARGET is rate(survey, outturn, scheme=ROTHERHAM_HOUSING).reason
        assert direction is compare(survey, outturn, Outturn(Period.year(2023), last_year)).direction

    def test_a_target_of_nothing_is_met_by_nothing_alone(self):
        """With a target of 0 homes, 0 is met and any home is not."""
        assert ["green", "red"] == states(LOWER, Target(0), ROTHERHAM_HOUSING, 0, 0.01)


class TestPlanningDesignation:
    """Rule 50. Planning designation, 2022 to 2025.

    https://www.local.gov.uk/pas/applications/managing-performance
    Speed: at least 60% of major and 70% of other applications. Quality: no more than 10% overturned.
    """

    TARGETS = {
        "major": Target(60, kind="statutory", source="Criteria for designation, 2022"),
        "non-major": Target(70, kind="statutory", source="Criteria for designation, 2022"),
    }
    OVERTURNED = Target(10, kind="statutory", source="Criteria for designation, 2022")

    def test_the_speed_thresholds(self):
        """60% of majors in time is enough and 59.99% is not; others need 70%."""
        assert ["green", "red"] == states(HIGHER, self.TARGETS["major"], PLANNING, 60, 59.99)
        assert ["green", "red"] == states(HIGHER, self.TARGETS["non-major"], PLANNING, 70, 69.99)

    def test_quality_is_a_maximum(self):
        """Exactly 10% overturned is within the limit; more is not."""
        assert ["green", "red"] == states(LOWER, self.OVERTURNED, PLANNING, 10, 10.01)

    def test_the_assessment_is_of_two_years(self):
        """18 of 30 majors over two years is the 60% that is judged, and 17 of 30 is liable to designation."""
        two_years = Period.span(date(2022, 10, 1), date(2024, 9, 30))
        words = [
            rate(
                HIGHER,
                Outturn(two_years, numerator=cases, denominator=30),
                self.TARGETS["major"],
                scheme=PLANNING,
            ).word
            for cases in (18, 17)
        ]

        assert ["Above the threshold", "Liable to designation"] == words

    def test_speed_is_proposed_yearly_from_october(self):
        """From 2025 the year of the speed measure runs from October to September."""
        year = Period.year(2025, year_start=10)

        assert (date(2025, 10, 1), date(2026, 9, 30)) == (year.start, year.end)
        assert GREEN is rate(HIGHER, Outturn(year, 60), self.TARGETS["major"], scheme=PLANNING).status

    def test_the_statutory_minimum_stands_beside_the_councils_own_target(self):
        """65% of majors misses the council's 75% and passes the statutory 60%; only the first is counted."""
        own = Target(75, tolerance=Tolerance.none())
        board = IndicatorSet([HIGHER], {"up": [own, self.TARGETS["major"]]}, {"up": Outturn(Q2, 65)})
        row = board.scorecard(Q2, PLANNING)["up"]

        assert (RED, GREEN) == (row.rating.status, row.others["statutory"].status)
        assert {"green": 0, "red": 1} == board.scorecard(Q2, PLANNING).summary.counts


class TestVictoria:
    """Rule 52. Victoria DPC (Australia), 2018-19.

    https://www.vic.gov.au/department-premier-and-cabinet-annual-report-2018-19/performance-against-output-performance
    """

    def test_tick_or_cross(self):
        """On the target is a tick, short of it a cross."""
        words = [rating(HIGHER, Target(80), value, VICTORIA).word for value in (80, 79.99)]

        assert ["✔", "✘"] == words

    def test_a_target_of_more_than_80_is_missed_at_80_by_nothing(self):
        """The target is written '>80': at 80 the variance is 0 and the target is not met."""
        more_than = Target(Edge(80, inclusive=False))
        exactly = rating(HIGHER, more_than, 80, VICTORIA)

        assert (False, 0.0, RED) == (exactly.met, exactly.variance, exactly.status)
        assert ["green"] == states(HIGHER, more_than, VICTORIA, 80.01)

    def test_a_commentary_is_demanded_beyond_five_percent_either_way(self):
        """Of 80, 5% is 4: from 76 to 84 none is demanded, and outside one is, though 84.01 is a tick."""
        for indicator in (HIGHER, LOWER):
            demanded = [
                rating(indicator, Target(80), value, VICTORIA).needs_commentary
                for value in (75.99, 76, 80, 84, 84.01)
            ]

            assert [True, False, False, False, True] == demanded

    def test_a_commentary_that_is_there_is_not_demanded(self):
        """The demand is met by any words."""
        outturn = Outturn(Q2, 60, note="A flood closed the site.")

        assert not rate(HIGHER, outturn, Target(80), scheme=VICTORIA).needs_commentary

    def test_the_variance_has_a_sign(self):
        """4 under and 4 over the target are -4 and 4, whichever way is better."""
        assert [-4.0, 4.0] == [rating(LOWER, Target(80), value, VICTORIA).variance for value in (76, 84)]

    def test_the_scorecard_lists_where_one_is_wanted(self):
        """Of three beyond 5%, over and under, the one with words of its own is not on the list."""
        outturns = {
            "1": Outturn(Q2, 90),
            "2": Outturn(Q2, 60),
            "3": Outturn(Q2, 60, note="A flood closed the site."),
            "4": Outturn(Q2, 80),
        }
        board = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in outturns],
            dict.fromkeys(outturns, Target(80)),
            outturns,
        )

        assert ["1", "2"] == [row.indicator.ref for row in board.scorecard(Q2, VICTORIA).commentary_wanted()]
