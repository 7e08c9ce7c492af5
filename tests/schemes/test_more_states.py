"""Rules with states of their own: better than the target, within it on both sides, and four or more bands."""

from kpirag import (
    BRAG,
    Bands,
    Direction,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Reason,
    Scheme,
    State,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.schemes.readings import HIGHER, LOWER, Q1, Q2, SCORE, rating, states

LINCOLNSHIRE = Scheme(
    "Lincolnshire",
    version="2018/19",
    states=(
        State("not achieved", letter="N"),
        State("achieved", letter="A", met=True),
        State("exceeded", letter="E", met=True),
    ),
    tolerance_counts_as="green",
)
WEST_LINDSEY = Scheme(
    "West Lindsey",
    version="2020/21",
    states=(
        State("below", letter="B"),
        State("within tolerance", letter="W", met=True),
        State("exceeding", letter="E", met=True),
    ),
    tolerance_counts_as="green",
)
EAST_RIDING = Scheme(
    "East Riding",
    version="2009",
    states=(
        State("worse", shape="red triangle"),
        State("within", shape="blue circle", met=True),
        State("better", shape="green star", met=True),
    ),
    tolerance_counts_as="green",
)
HARLOW = Scheme(
    "Harlow",
    version="2010",
    states=(
        State("behind target", shape="red triangle"),
        State("within target", shape="blue circle", met=True),
        State("above target", shape="green star", met=True),
    ),
    tolerance_counts_as="green",
)
ANGLESEY = Scheme(
    "Anglesey",
    version="2024/25",
    states=("red", "amber", State("yellow", letter="Y", met=True), "green"),
    edges=(("yellow", Tolerance.percent(5)), ("amber", Tolerance.percent(15))),
)
HOUSING_DELIVERY = Scheme(
    "Housing Delivery Test",
    version="2021",
    states=("presumption", "buffer", "action plan", State("no consequence", met=True)),
    edges=(("buffer", Tolerance.points(20)), ("action plan", Tolerance.points(10))),
)
SD_COMMISSION = Scheme(
    "Sustainable Development Commission",
    version="2008",
    states=("poor", "some", State("good", met=True), State("excellent", met=True)),
    edges=(("some", Tolerance.percent(50)),),
    missing_as="poor",
)
WINSIGHT = BRAG.replace(name="wInsight", labels={"blue": "Excellent"})


class TestLincolnshire:
    """Rule 15. Lincolnshire, 2018/19 to 2023/24. https://lincolnshire.moderngov.co.uk/mgAi.aspx?ID=12999 .

    Its example: 2 points below to 1 point above a target set to the national average. The 90 is illustrative.
    """

    TARGET = Target(90, tolerance=Tolerance.points(below=2, above=1), source="national average")

    def test_the_two_sides_differ(self):
        """Achieved reaches 2 points down and 1 point up; both outer edges are inside."""
        assert ["not achieved", "achieved", "achieved", "exceeded"] == states(
            HIGHER, self.TARGET, LINCOLNSHIRE, 87.99, 88, 91, 91.01
        )

    def test_for_a_figure_that_should_be_low_the_sides_change_places(self):
        """Below is now the better side: exceeded is lower than 2 points below the target."""
        assert ["not achieved", "achieved", "achieved", "exceeded"] == states(
            LOWER, self.TARGET, LINCOLNSHIRE, 91.01, 91, 88, 87.99
        )

    def test_achieved_within_tolerance_is_not_the_target_met(self):
        """At 88.5 the state is achieved and the target of 90 is missed by 1.5 points."""
        near = rating(HIGHER, self.TARGET, 88.5, LINCOLNSHIRE)

        assert ("A", False, 1.5) == (near.letter, near.met, near.shortfall)


class TestWestLindsey:
    """Rule 16. West Lindsey, 2020/21 to 2023/24. https://democracy.west-lindsey.gov.uk/mgAi.aspx?ID=17286 .

    The sizes are illustrative. Measures are reported by exception: above or below for two periods running.
    """

    TARGET = Target(80, tolerance=Tolerance.points(below=5, above=5))

    def test_exceeding_within_below(self):
        """Within tolerance reaches 5 points either way."""
        assert ["below", "within tolerance", "within tolerance", "exceeding"] == states(
            HIGHER, self.TARGET, WEST_LINDSEY, 74.99, 75, 85, 85.01
        )

    def test_two_periods_running(self):
        """Reported are the measures that were below, or exceeding, in both quarters, and no others."""
        values = {"1": (70, 70), "2": (70, 80), "3": (80, 70), "4": (90, 90), "5": (70, 90)}
        board = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            dict.fromkeys(values, self.TARGET),
            {
                ref: [Outturn(quarter, value) for quarter, value in zip((Q1, Q2), pair, strict=True)]
                for ref, pair in values.items()
            },
            schemes=WEST_LINDSEY,
        )
        before, now = (board.scorecard(quarter) for quarter in (Q1, Q2))

        assert [("1", "below"), ("4", "exceeding")] == [
            (row.indicator.ref, row.rating.status) for row in now.running(before)
        ]

    def test_on_the_edge_is_no_run(self):
        """Exactly the tolerance below in one of the two quarters is within it, and breaks the run."""
        values = {"1": (74.99, 75), "2": (75, 74.99), "3": (74.99, 74.99)}
        board = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            dict.fromkeys(values, self.TARGET),
            {
                ref: [Outturn(quarter, value) for quarter, value in zip((Q1, Q2), pair, strict=True)]
                for ref, pair in values.items()
            },
            schemes=WEST_LINDSEY,
        )

        assert ["3"] == [row.indicator.ref for row in board.scorecard(Q2).running(board.scorecard(Q1))]


class TestEastRiding:
    """Rule 18. East Riding, 2009.

    http://www.eastriding.gov.uk/customer_promises/Customer_Promises_January_09/3.htm ; size illustrative.
    """

    TARGET = Target(80, tolerance=Tolerance.percent(below=5, above=5))

    def test_star_circle_triangle(self):
        """By more than the tolerance is a star or a triangle; by exactly the tolerance is a circle."""
        assert ["worse", "within", "within", "better"] == states(
            HIGHER, self.TARGET, EAST_RIDING, 75.99, 76, 84, 84.01
        )
        assert ["worse", "within", "within", "better"] == states(
            LOWER, self.TARGET, EAST_RIDING, 84.01, 84, 76, 75.99
        )

    def test_blue_is_on_target(self):
        """Here blue is the middle state, not better than green."""
        assert ["red triangle", "blue circle", "green star"] == [
            rating(HIGHER, self.TARGET, value, EAST_RIDING).status.shape for value in (70, 80, 90)
        ]


class TestHarlow:
    """Rule 19. Harlow, about 2010.

    http://www.harlow.gov.uk/about_the_council/council_services/corporate_services/policy_and_performance/performance_management/quarterly_performance_report.aspx
    The tolerance is illustrative. Any figure better than the target is above it.
    """

    TARGET = Target(80, tolerance=Tolerance.percent(below=5, above=0))

    def test_above_begins_at_the_target_itself(self):
        """80 is within, 80.01 above; below 76 is behind."""
        assert ["behind target", "within target", "within target", "above target"] == states(
            HIGHER, self.TARGET, HARLOW, 75.99, 76, 80, 80.01
        )


class TestAnglesey:
    """Rule 35. Anglesey, 2024/25 to 2025/26. https://democracy.anglesey.gov.uk/mgAi.aspx?ID=16567&LLL=0 .

    Four colours; where they begin is illustrative.
    """

    def test_four_colours(self):
        """Of a target of 80, yellow reaches to 76 and amber to 68."""
        assert ["green", "yellow", "yellow", "amber", "amber", "red"] == states(
            HIGHER, Target(80), ANGLESEY, 80, 79.99, 76, 75.99, 68, 67.99
        )

    def test_green_and_yellow_perform_well(self):
        """Green and yellow are performing well, amber and red are not."""
        values = {"1": 85, "2": 77, "3": 70, "4": 60}
        card = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            {ref: Target(80) for ref in values},
            {ref: Outturn(Q2, value) for ref, value in values.items()},
            schemes=ANGLESEY,
        ).scorecard(Q2)

        assert ["1", "2"] == [row.indicator.ref for row in card.performing_well()]
        assert ["3", "4"] == [row.indicator.ref for row in card.areas_of_focus()]


class TestHousingDeliveryTest:
    """Rule 49. Housing Delivery Test, 2021.

    https://www.gov.uk/government/publications/housing-delivery-test-2021-measurement/housing-delivery-test-2021-measurement-technical-note
    """

    HOMES = Indicator(
        "hdt", "Homes delivered of required", polarity="higher", unit="percent", can_exceed_100=True
    )

    def result(self, delivered, required=1000):
        """Return the consequence of homes delivered over three years."""
        three_years = Period.span(Period.year(2018).start, Period.year(2020).end)
        outturn = Outturn(three_years, numerator=delivered, denominator=required)
        return rate(self.HOMES, outturn, Target(95), scheme=HOUSING_DELIVERY).status

    def test_below_95_85_and_75(self):
        """Each consequence begins below its percentage; exactly on it the milder one holds."""
        assert [
            "no consequence",
            "action plan",
            "action plan",
            "buffer",
            "buffer",
            "presumption",
        ] == [self.result(homes) for homes in (950, 949, 850, 849, 750, 749)]

    def test_more_than_was_required(self):
        """1,200 homes of 1,000 are 120%, and no consequence."""
        assert "no consequence" == self.result(1200)

    def test_a_shorter_denominator_is_a_count_like_any_other(self):
        """With months of the pandemic taken off what is required, the same homes may be enough."""
        assert ["buffer", "no consequence"] == [self.result(800, required) for required in (1000, 840)]

    def test_consequences_are_cumulative(self):
        """States are in order, so what holds below 85% includes what holds below 95%."""
        worst, milder = self.result(749), self.result(949)

        assert worst < milder


class TestSustainableDevelopmentCommission:
    """Rule 51. Sustainable Development Commission, 2008. http://www.sd-commission.org.uk/sdig2008/key2.php .

    Where *some* progress begins is illustrative.
    """

    TARGET = Target(20, stretch=30)

    def test_excellent_has_met_the_future_target_already(self):
        """On target is good; from the later target on it is excellent."""
        assert ["poor", "some", "some", "good", "good", "excellent"] == states(
            HIGHER, self.TARGET, SD_COMMISSION, 9.99, 10, 19.99, 20, 29.99, 30
        )

    def test_not_known_is_red(self):
        """By this rule alone a figure that is not known is poor; without it, it is not rated."""
        unknown = Outturn.missing(Q2, "no data")
        without = SD_COMMISSION.replace(missing_as=None)

        assert "poor" == rate(HIGHER, unknown, self.TARGET, scheme=SD_COMMISSION).status
        assert Reason.NO_DATA is rate(HIGHER, unknown, self.TARGET, scheme=without).reason

    def test_nothing_is_a_figure(self):
        """0 is known, and poor because it is low."""
        zero = rating(HIGHER, self.TARGET, 0, SD_COMMISSION)

        assert ("poor", 20.0) == (zero.status, zero.shortfall)


class TestWInsight:
    """Rule 55. wInsight (vendor).

    https://help.deltek.com/product/wInsightAnalytics/7.0/GA/GUID-9EDA0A73-5E30-42D8-8842-05FB31EAA6F2.html
    The sizes are illustrative.
    """

    INDEX = Indicator("cpi", "Cost index", polarity="higher", unit="score", dead_band=Tolerance.percent(5))

    def test_blue_is_excellent(self):
        """Blue begins at the stretch and is better than green."""
        target = Target(1.0, stretch=1.1, tolerance=Tolerance.points(0.1))

        assert ["red", "amber", "green", "green", "blue"] == states(
            SCORE, target, WINSIGHT, 0.89, 0.9, 1.0, 1.09, 1.1
        )
        assert "Excellent" == rating(SCORE, target, 1.2, WINSIGHT).word

    def test_the_arrow_needs_a_percentage_of_change(self):
        """From 1.00, 1.05 is an improvement of the 5% set, 1.049 is level, 0.95 a decline."""
        before = Outturn(Q1, 1.0)
        directions = [compare(self.INDEX, Outturn(Q2, now), before).direction for now in (1.05, 1.049, 0.95)]

        assert [Direction.BETTER, Direction.SAME, Direction.WORSE] == directions


def test_the_meanings_of_blue():
    """Blue is the middle at East Riding and the best at wInsight: it is what a scheme says it is."""
    middle = Bands.of(HIGHER, TestEastRiding.TARGET, EAST_RIDING).describe_status("within")

    assert "from 76% to 84% inclusive" == middle
    assert 2 == EAST_RIDING.code("within")
    assert 4 == WINSIGHT.code("blue")
