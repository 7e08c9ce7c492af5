"""Rules that give the number at which each colour begins: floors, lower and upper targets, mixed edges."""

from datetime import date

import pytest

from kpirag import (
    BRAG,
    RAG,
    Bands,
    Edge,
    Gate,
    Indicator,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Reason,
    Scheme,
    State,
    Status,
    Target,
    Tolerance,
    rate,
)
from tests.schemes.readings import CONTEXT, HIGHER, LOWER, Q2, SCORE, rating, states

LINCOLN = RAG.replace(
    name="City of Lincoln", version="2021/22", labels={"amber": "Within boundaries", "green": "Above"}
)
BRIGHTON = RAG.replace(name="Brighton and Hove", version="2023/24")
KENT = RAG.replace(
    name="Kent", version="2020/21", labels={"green": "Target achieved", "amber": "Floor standard achieved"}
)
WATER = RAG.replace(name="Environmental performance assessment", version="2026", starts=date(2026, 1, 1))
WATER_GATED = WATER.replace(
    name="Environmental performance assessment, with its condition",
    gates=Gate("part", "amber", of=["whole"]),
)
WOVEX = RAG.replace(name="Wovex", labels={"no data": "Grey", "no target": "Blue"})
PRISONS = Scheme(
    "Prison ratings",
    version="2019/20",
    states=("rating 1", "rating 2", State("rating 3", met=True), State("rating 4", met=True)),
)
CORRECTIONS = Scheme(
    "Prison performance table",
    states=("needs improvement", "effective", State("exceeding", met=True), State("exceptional", met=True)),
    gates=Gate("incidents", "needs improvement", of=["score"]),
)
OVERSIGHT_2026 = Scheme(
    "Oversight framework",
    version="2026-27",
    states=("segment 4", "segment 3", "segment 2", State("segment 1", met=True)),
    edges=(("segment 3", Tolerance.points(1)), ("segment 2", Tolerance.points(0.5))),
)


class TestLincoln:
    """Rule 17. City of Lincoln, 2021/22 to 2024/25. https://democratic.lincoln.gov.uk/mgAi.aspx?ID=37151 .

    Two targets for each measure; the numbers are illustrative. *Above the higher one* is read strictly.
    """

    HIGH = Target(Edge(90, inclusive=False), floor=80)
    LOW = Target(Edge(10, inclusive=False), floor=15)

    def test_below_between_above(self):
        """On either boundary is within the boundaries."""
        assert ["red", "amber", "amber", "green"] == states(HIGHER, self.HIGH, LINCOLN, 79.99, 80, 90, 90.01)

    def test_the_two_targets_of_a_figure_that_should_be_low(self):
        """The lower number is then the more ambitious one."""
        assert ["red", "amber", "amber", "green"] == states(LOWER, self.LOW, LINCOLN, 15.01, 15, 10, 9.99)

    def test_what_counts_as_targeted(self):
        """Data not available is among the targeted measures, and volumetric ones are not."""
        board = IndicatorSet(
            [HIGHER, LOWER, CONTEXT],
            {"up": self.HIGH, "down": self.LOW},
            {"up": Outturn(Q2, 95), "down": Outturn.missing(Q2, "no data"), "context": Outturn(Q2, 376)},
        )
        summary = board.scorecard(Q2, LINCOLN).summary

        assert {Reason.NO_DATA: 1, Reason.CONTEXTUAL: 1} == summary.not_rated
        assert 2 == summary.rated + summary.not_rated[Reason.NO_DATA]


class TestBrighton:
    """Rule 21. Brighton and Hove, 2015/16 to 2024/25.

    https://democracy.brighton-hove.gov.uk/documents/s191237/Corporate%20Key%20Performance%20Indicator%20target%20setting%20202324%20APX.%20n%201.html?CT=2
    A green and an amber value for each indicator, each with its source. The numbers are illustrative.
    """

    TARGET = Target(92, floor=87, source="the mean of our neighbours, 2022/23")

    def test_the_amber_value_is_the_floor(self):
        """Green on or above 92, amber from 87, red below."""
        assert ["green", "amber", "amber", "red"] == states(
            HIGHER, self.TARGET, BRIGHTON, 92, 91.99, 87, 86.99
        )

    def test_a_floor_goes_before_a_tolerance_of_the_scheme(self):
        """A council-wide tolerance does not move the amber value of an indicator that has its own."""
        wide = BRIGHTON.replace(tolerance=Tolerance.percent(50))

        assert ["amber", "red"] == states(HIGHER, self.TARGET, wide, 87, 86.99)

    @pytest.mark.parametrize(("indicator", "harder"), [(HIGHER, 92), (LOWER, 88)])
    def test_the_harder_of_two_sources_wins(self, indicator, harder):
        """Of a benchmark of 88 and a statutory 92, the harder is the target: the one met by fewer figures."""
        sources = [Target(88, source="benchmark"), Target(92, source="statutory")]
        met = {
            target.source: sum(Bands.of(indicator, target).met(value) for value in range(101))
            for target in sources
        }

        assert harder == min(sources, key=lambda target: met[target.source]).value

    def test_trend_indicators_are_grey(self):
        """An indicator with a direction that is better and no target is not rated."""
        assert Reason.NO_TARGET is rate(HIGHER, Outturn(Q2, 50), scheme=BRIGHTON).reason


class TestKent:
    """Rule 23. Kent, quarterly performance report, 2020/21 to 2025/26.

    https://docslib.org/doc/502732/kent-county-council-quarterly-performance-report-quarter-1-2020
    The numbers are illustrative.
    """

    def test_target_floor_and_below(self):
        """Green achieves the target, amber the floor standard, red neither."""
        assert ["Target achieved", "Floor standard achieved", "Floor standard achieved", "Red"] == [
            rating(HIGHER, Target(90, floor=80), value, KENT).word for value in (90, 89.99, 80, 79.99)
        ]
        assert ["green", "amber", "amber", "red"] == states(
            LOWER, Target(10, floor=15), KENT, 10, 10.01, 15, 15.01
        )

    def test_a_floor_on_the_better_side_is_refused(self):
        """A floor above the target cannot be: the error says where it must lie."""
        with pytest.raises(InputError, match="better side of the target"):
            rating(HIGHER, Target(90, floor=95), 92, KENT)

    def test_an_activity_is_expected_between_two_thresholds(self):
        """An activity between its lower and upper threshold is as expected, rated beside the report."""
        expected = Scheme("As expected", states=("outside", State("as expected", met=True)))
        near = Indicator("activity", "Contacts", polarity="range")

        assert ["outside", "as expected", "as expected", "outside"] == states(
            near, Target.between(900, 1100), expected, 899, 900, 1100, 1101
        )


class TestWaterCompanies:
    """Rule 40. HM Government, environmental performance assessment, 2026 to 2030.

    https://www.gov.uk/government/publications/water-and-sewerage-companies-epa-methodology-for-2026-to-2030/3-rag-thresholds-for-epa-metrics
    """

    def test_green_from_99_and_red_up_to_98(self):
        """99 is green, 98 is red, and all between is amber."""
        target = Target(99, floor=Edge(98, inclusive=False))

        assert ["red", "amber", "amber", "green"] == states(HIGHER, target, WATER, 98, 98.01, 98.99, 99)

    def test_another_measure_is_green_only_above_its_edge(self):
        """97.5 is not green, and anything above it is."""
        target = Target(Edge(97.5, inclusive=False), floor=95)

        assert ["amber", "green"] == states(HIGHER, target, WATER, 97.5, 97.51)

    def test_the_target_is_no_incident(self):
        """0 serious incidents is green, 1 is red; a share of 0 has no meaning and none is used."""
        incidents = Indicator("serious", "Serious incidents", polarity="lower")

        assert ["green", "red"] == states(incidents, Target(0), WATER, 0, 1)

    def test_a_glide_path_is_a_target_for_each_year(self):
        """The same 30 incidents are green in 2026 and red in 2028, because the path goes down."""
        incidents = Indicator("pollution", "Pollution incidents", polarity="lower", year_start=1)
        path = {2026: 30, 2027: 26, 2028: 22}
        years = {year: Period.year(year, year_start=1) for year in path}
        board = IndicatorSet(
            [incidents],
            {"pollution": [Target(goal, floor=goal + 5, period=years[year]) for year, goal in path.items()]},
            {"pollution": [Outturn(year, 30) for year in years.values()]},
            schemes=WATER,
        )

        assert ["green", "amber", "red"] == [
            str(board.scorecard(year)["pollution"].rating.status) for year in years.values()
        ]

    @pytest.mark.parametrize(
        ("whole", "part", "colours"),
        [
            (99, 1, "green green"),
            (99, 0, "amber red"),
            (98.5, 0, "amber red"),
            (98, 0, "red red"),
            (98.5, 1, "amber green"),
        ],
    )
    def test_a_part_must_be_met_too(self, whole, part, colours):
        """Green needs the sub-measure as well; without it amber is the best, and red stays red."""
        board = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in ("whole", "part")],
            {"whole": Target(99, floor=Edge(98, inclusive=False)), "part": Target(1)},
            {"whole": Outturn(Q2, whole), "part": Outturn(Q2, part)},
        )

        assert colours == " ".join(row.rating.status for row in board.scorecard(Q2, WATER_GATED))


class TestWovex:
    """Rule 54. Wovex (vendor).

    https://help.wovex.com/support/solutions/articles/14000115343-rag-score-and-status
    """

    TARGET = Target(2.5, floor=1.5)

    def test_scores_have_edges(self):
        """Green from 2.5, amber from 1.5, red below."""
        assert ["green", "amber", "amber", "red"] == states(SCORE, self.TARGET, WOVEX, 2.5, 2.49, 1.5, 1.49)

    def test_no_actual_no_forecast_and_nothing_are_three_things(self):
        """Grey has no actual, blue an actual and no forecast to hold it against; 0 is a valid actual."""
        grey = rate(SCORE, Outturn.missing(Q2, "no data"), self.TARGET, scheme=WOVEX)
        blue = rate(SCORE, Outturn(Q2, 2.0), scheme=WOVEX)
        zero = rate(SCORE, Outturn(Q2, 0), self.TARGET, scheme=WOVEX)

        assert (Reason.NO_DATA, Reason.NO_TARGET, None) == (grey.reason, blue.reason, zero.reason)
        assert Status.RED is zero.status
        assert ("Grey", "Blue", "Red") == (grey.word, blue.word, zero.word)


class TestPrisonRatings:
    """Rule 47. HMPPS, 2019/20 to 2022/23.

    https://www.russellwebster.com/prison-performance-continues-on-downward-trend/
    Four ratings; where they begin is illustrative.
    """

    def test_four_ratings(self):
        """The floor opens rating 2, the target rating 3, the stretch rating 4."""
        target = Target(60, floor=40, stretch=80)

        assert ["rating 1", "rating 2", "rating 2", "rating 3", "rating 3", "rating 4"] == states(
            HIGHER, target, PRISONS, 39.99, 40, 59.99, 60, 79.99, 80
        )


class TestNewZealandCorrections:
    """Rule 48. Corrections, New Zealand.

    https://www.corrections.govt.nz/resources/statistics/prison_performance_tables/prison_performance_table_methodology
    A banded score over the latest four quarters; where the bands begin is illustrative.
    """

    SCORES = Indicator("score", "Score", polarity="higher", unit="score", basis="rolling year")

    def test_the_score_of_four_quarters_has_four_grades(self):
        """Each edge opens the better grade."""
        target = Target(75, floor=50, stretch=90)

        assert [
            "needs improvement",
            "effective",
            "effective",
            "exceeding",
            "exceeding",
            "exceptional",
        ] == states(self.SCORES, target, CORRECTIONS, 49.99, 50, 74.99, 75, 89.99, 90)

    @pytest.mark.parametrize(
        ("incidents", "grade"),
        [(0, "exceptional"), (1, "needs improvement"), (5, "needs improvement")],
    )
    def test_any_core_incident_forces_the_lowest_grade(self, incidents, grade):
        """A score of 95 is exceptional with no incident, and the lowest grade with one or with five."""
        row = self.board(Outturn(Q2, incidents)).scorecard(Q2, CORRECTIONS)["score"]

        assert grade == row.rating.status
        assert 95 == row.rating.value
        assert ("incidents misses its target" in row.rating.explain()) is (incidents > 0)

    def test_incidents_that_are_not_known_are_not_none(self):
        """Without the count of incidents the gateway cannot be passed: the grade is not rated."""
        row = self.board(Outturn.missing(Q2, "late")).scorecard(Q2, CORRECTIONS)["score"]

        assert Status.NOT_RATED is row.rating.status

    def board(self, incidents):
        """Return a prison with a score of 95 and its core incidents."""
        counted = Indicator("incidents", "Core incidents", polarity="lower", basis="rolling year")
        return IndicatorSet(
            [self.SCORES, counted],
            {"score": Target(75, floor=50, stretch=90), "incidents": Target(0)},
            {"score": Outturn(Q2, 95), "incidents": incidents},
        )


class TestOversightFramework:
    """Rule 46. NHS oversight framework, 2025/26 to 2026/27.

    https://www.england.nhs.uk/long-read/nhs-oversight-framework-2026-27-methodology-manual/
    In the second year an average score from 1.00 (best) to 4.00 has fixed thresholds; these are illustrative.
    """

    AVERAGE = Indicator("of", "Average score", polarity="lower", unit="score", decimals=2)

    def test_fixed_thresholds(self):
        """A score of 2 or less is segment 1; half a point more is still segment 2, a whole one segment 3."""
        assert ["segment 1", "segment 2", "segment 2", "segment 3", "segment 3", "segment 4"] == states(
            self.AVERAGE, Target(2), OVERSIGHT_2026, 2, 2.01, 2.5, 2.51, 3, 3.01
        )

    def test_plan_less_actual_in_points(self):
        """A measure held against plan is rated by its points from plan: 1 is allowed, 1.5 is not."""
        gap = Indicator("gap", "Points from plan", polarity="lower", unit="percent")

        assert ["green", "amber", "red"] == states(
            gap, Target(0, tolerance=Tolerance.points(1)), RAG, 0, 1, 1.5
        )


def test_a_floor_and_a_stretch_beside_one_target():
    """Rules 17, 23, 47: floor, target and stretch are three edges, on either polarity."""
    target = Target(20, floor=25, stretch=15)

    assert ["red", "amber", "amber", "green", "green", "blue"] == states(
        LOWER, target, BRAG, 25.01, 25, 20.01, 20, 15.01, 15
    )
