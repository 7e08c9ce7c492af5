"""Rules for the direction of travel: what counts as a change, from which figure, and what it means."""

import pytest

from kpirag import (
    RAG,
    Comparator,
    Direction,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Reason,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.schemes.readings import CONTEXT, HIGHER, LOWER, Q1, Q2, RANGE, states

YEAR, LAST = Period.year(2018), Period.year(2017)

BETTER, WORSE, SAME = Direction.BETTER, Direction.WORSE, Direction.SAME


def directions(indicator, earlier, *values, band=None):
    """Return the direction of each yearly figure from one of the year before."""
    before = Outturn(LAST, earlier)
    return [compare(indicator, Outturn(YEAR, now), before, dead_band=band).direction for now in values]


class TestKentChildren:
    """Rule 24. Kent, children's scorecard, 2020.

    https://fdocuments.us/document/children-young-people-and-education-directorate-scorecard-children-young-people.html
    Polarity is H, L or T: stay close to the target. The sizes are illustrative.
    """

    TARGET = Target(20, tolerance=Tolerance.points(2))

    def test_h_l_and_t(self):
        """One target reads three ways: at least, at most, and close to 20."""
        figures = (17.99, 18, 19.99, 20, 20.01, 22, 22.01)

        assert {
            "up": "red amber amber green green green green",
            "down": "green green green green amber amber red",
            "near": "red amber amber green amber amber red",
        } == {one.ref: " ".join(states(one, self.TARGET, RAG, *figures)) for one in (HIGHER, LOWER, RANGE)}

    def test_close_to_the_target_is_the_better_direction(self):
        """From 15 to 18 is nearer to 20, and so is from 25 to 21; from 21 to 18 is further off."""
        changes = [
            compare(RANGE, Outturn(Q2, now), Outturn(Q1, before), target=self.TARGET).direction
            for before, now in ((15, 18), (25, 21), (21, 18))
        ]

        assert [BETTER, BETTER, WORSE] == changes

    @pytest.mark.parametrize(
        ("basis", "direction"),
        [
            ("in period", BETTER),
            ("rolling year", BETTER),
            ("snapshot", BETTER),
            ("year to date", Direction.NOT_COMPARABLE),
        ],
    )
    def test_the_data_period_decides_what_is_compared(self, basis, direction):
        """Period, rolling twelve months and snapshot compare with Q1; a cumulative count does not."""
        indicator = Indicator("n", "Count", polarity="higher", basis=basis)
        board = IndicatorSet([indicator], {}, {"n": [Outturn(Q1, 10), Outturn(Q2, 15)]})

        assert direction is board.scorecard(Q2)["n"].since_last_period.direction


class TestRotherhamEarlyHelp:
    """Rule 25. Rotherham, early help, 2016/17.

    https://docslib.org/doc/8584788/early-help-and-family-engagement-monthly-performance-report-as-at-month-end-march-2017
    The symbol of a direction depends on the target too. The sizes are illustrative.
    """

    TARGET = Target(90, floor=80)

    def test_thresholds_of_each_measure(self):
        """Green from 90, amber from 80, red below: two numbers, no tolerance."""
        assert ["green", "amber", "amber", "red"] == states(HIGHER, self.TARGET, RAG, 90, 89.99, 80, 79.99)

    @pytest.mark.parametrize(
        ("before", "now", "symbol"),
        [
            (95, 92, "declining, within limits"),
            (91, 90, "declining, within limits"),
            (91, 89.99, "declining, off target"),
            (95, 75, "declining, off target"),
            (85, 92, "improving"),
            (85, 90, "improving"),
            (85, 89.99, "improving, still off target"),
            (70, 75, "improving, still off target"),
            (92, 92, "stable"),
            (85, 85, "stable, off target"),
        ],
    )
    def test_the_symbol_is_the_direction_and_the_target(self, before, now, symbol):
        """A decline within limits has another symbol than a decline off target, and so on."""
        figures = [Outturn(Q1, before), Outturn(Q2, now)]
        row = IndicatorSet([HIGHER], {"up": self.TARGET}, {"up": figures}).scorecard(Q2)["up"]

        assert symbol == row.travel

    def test_a_count_goes_up_or_down_without_good_or_bad(self):
        """A measure that is only counted has an arrow and no judgement."""
        rows = [
            IndicatorSet([CONTEXT], {}, {"context": [Outturn(Q1, 50), Outturn(Q2, now)]}).scorecard(Q2)[
                "context"
            ]
            for now in (60, 40)
        ]

        assert [("up", Direction.NO_JUDGEMENT), ("down", Direction.NO_JUDGEMENT)] == [
            (row.travel, row.since_last_period.direction) for row in rows
        ]

    def test_late_data_entry_changes_history_and_leaves_a_trace(self):
        """A figure entered late replaces the first one, and the row says what it was."""
        figures = [Outturn(Q2, 78), Outturn(Q2, 81, revision=1, note="Late entries")]
        row = IndicatorSet([HIGHER], {"up": self.TARGET}, {"up": figures}).scorecard(Q2)["up"]

        assert "amber" == row.rating.status
        assert "It replaces 78%. Late entries." == row.caveat


class TestArun:
    """Rule 33. Arun, 2022/23. https://democracy.arun.gov.uk/mgAi.aspx?ID=7284 ; figures illustrative."""

    def test_colour_percentage_change_and_arrow(self):
        """From 80 to 90 is 12.5% more, up, and better; from 80 to 70 is 12.5% less."""
        changes = [compare(HIGHER, Outturn(Q2, now), Outturn(Q1, 80)) for now in (90, 80, 70)]

        assert [(12.5, "↑"), (0.0, "→"), (-12.5, "↓")] == [
            (change.percent_change, change.arrow) for change in changes
        ]
        assert Comparator.LAST_PERIOD is changes[0].comparator

    def test_a_percentage_of_nothing_is_left_out(self):
        """Where the last quarter was 0 there is a difference and an arrow, and no percentage."""
        change = compare(HIGHER, Outturn(Q2, 5), Outturn(Q1, 0))

        assert (None, 5.0, "↑") == (change.percent_change, change.difference, change.arrow)


class TestHighland:
    """Rule 37. Highland, 2015/16 to 2019/20. https://caithness-business.co.uk/article/9218 ."""

    BAND = Tolerance.percent(5)

    def test_a_change_of_five_percent_counts(self):
        """From 40, 42 is improved by just 5%; 41.99 and 38.01 are maintained; 38 has declined."""
        found = directions(HIGHER, 40, 42, 41.99, 38.01, 38, band=self.BAND)

        assert [BETTER, SAME, SAME, WORSE] == found

    def test_the_share_is_of_last_years_value(self):
        """Where lower is better, from 80 down to 76 improves; from 76 up to 80 is 5.3% and declines."""
        assert [BETTER] == directions(LOWER, 80, 76, band=self.BAND)
        assert [SAME] == directions(LOWER, 80, 76.01, band=self.BAND)
        assert [WORSE] == directions(LOWER, 76, 80, band=self.BAND)
        assert [SAME] == directions(LOWER, 76, 79.79, band=self.BAND)


class TestBiodiversityIndicators:
    """Rule 44. JNCC and Defra, 2010 to 2024. http://www.jncc.gov.uk/page-4230 .

    Change since a base year, which is a mean of three years; under 3% is little or no change.
    """

    INDEX = Indicator(
        "c4", "Index", polarity="higher", unit="score", basis="snapshot", dead_band=Tolerance.percent(3)
    )

    def test_under_three_percent_is_amber(self):
        """From a base of 100, 103 is an improvement, 102.99 and 97.01 are little change, 97 is worse."""
        base = Outturn(Period.span(Period.year(2010).start, Period.year(2012).end), 100)

        found = [compare(self.INDEX, Outturn(YEAR, now), base).direction for now in (103, 102.99, 97.01, 97)]

        assert [BETTER, SAME, SAME, WORSE] == found

    def test_a_long_and_a_short_window(self):
        """The same figure can be worse than the base and better than five years ago."""
        base, short, now = (
            Outturn(Period.year(year), value) for year, value in ((1990, 100), (2013, 60), (2018, 66))
        )

        assert [WORSE, BETTER] == [compare(self.INDEX, now, earlier).direction for earlier in (base, short)]

    def test_insufficient_data_is_no_amber(self):
        """Without a figure the trend is not comparable; it is not *little change*."""
        missing = Outturn.missing(YEAR, "no data", "Insufficient data")

        assert Direction.NOT_COMPARABLE is compare(self.INDEX, missing, Outturn(LAST, 100)).direction


class TestScottishGovernment:
    """Rule 45. Scottish Government, 2011 to 2023.

    https://spice-spotlight.scot/2023/03/06/how-is-scotland-performing/
    Each indicator has its own number of points; for growth it is 0.1 from a mean of three years.
    """

    GROWTH = Indicator(
        "growth", "Growth", polarity="higher", unit="percent", dead_band=0.1, basis="rolling year"
    )
    OTHER = Indicator("other", "Another", polarity="higher", unit="percent", dead_band=2)

    def test_a_tenth_of_a_point_for_growth(self):
        """From a mean of 1.5, growth of 1.6 is improving, 1.59 and 1.41 are maintaining, 1.4 is worsening."""
        mean = Outturn(Period.span(Period.year(2015).start, Period.year(2017).end), 1.5)
        found = [compare(self.GROWTH, Outturn(YEAR, now), mean).direction for now in (1.6, 1.59, 1.41, 1.4)]

        assert [BETTER, SAME, SAME, WORSE] == found

    def test_another_indicator_has_another_number(self):
        """Where 2 points are asked for, 1.99 is no change."""
        assert [BETTER, SAME, SAME, WORSE] == directions(self.OTHER, 50, 52, 51.99, 48.01, 48)


def test_a_direction_needs_no_target_and_no_colour():
    """Rules 5, 25 and 27: what is not rated for want of a target still has a better and a worse."""
    now = Outturn(Q2, 78.4)

    assert Reason.NO_TARGET is rate(HIGHER, now).reason
    assert BETTER is compare(HIGHER, now, Outturn(Q1, 77.6)).direction
