"""A tolerance withdrawn: twelve indicators in the shape of Havering's for 2017/18, each with one of its own.

Havering gave each indicator a tolerance of its own until 2016/17 and none from 2017/18, when 3 of 12 were
green and 9 red. All figures, targets, tolerances and indicators here are illustrative.
"""

from datetime import date

import pytest

from kpirag import (
    MET_OR_NOT,
    RAG,
    Direction,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Scheme,
    Status,
    Target,
    Tolerance,
)

BEFORE, NOW = Period.quarter(2016, 4), Period.quarter(2017, 1)
OLD, NEW = Period.year(2016), Period.year(2017)
RULES = (
    Scheme("Havering", version="2016/17", tolerance=Tolerance.percent(10), ends=date(2017, 3, 31)),
    Scheme("Havering", version="2017/18", starts=date(2017, 4, 1)),
)
POINTS, PERCENT = Tolerance.points, Tolerance.percent

# Ref, better is, target, its tolerance in 2016/17 (None: the council's 10%), the figures of Q4 and Q1, and
# the colours of Q1 with that tolerance and without it.
INDICATORS = (
    ("well above", "higher", 80, None, 81, 84, "green", "green"),
    ("on target", "higher", 92, PERCENT(5), 93, 92, "green", "green"),
    ("below its limit", "lower", 10, POINTS(1), 9.6, 9.9, "green", "green"),
    ("on its edge", "higher", 60, None, 57, 54, "amber", "red"),
    ("past its edge", "higher", 60, None, 57, 53.99, "red", "red"),
    ("on its edge in points", "higher", 48, POINTS(4), 48, 44, "amber", "red"),
    ("past its edge in points", "higher", 48, POINTS(4), 44, 43.99, "red", "red"),
    ("on its upper edge", "lower", 10, POINTS(0.8), 10.2, 10.8, "amber", "red"),
    ("past its upper edge", "lower", 10, POINTS(0.8), 10.2, 10.81, "red", "red"),
    ("own is wider", "higher", 90, PERCENT(15), 83, 76.5, "amber", "red"),
    ("own is none", "higher", 90, Tolerance.none(), 90, 89.9, "red", "red"),
    ("far off", "higher", 65, None, 45, 41, "red", "red"),
)
REFS = [row[0] for row in INDICATORS]
CHANGED = ["on its edge", "on its edge in points", "on its upper edge", "own is wider"]


def targets(value, tolerance):
    """Return the target of 2016/17 with its tolerance and that of 2017/18 without one."""
    return [Target(value, tolerance=tolerance, period=OLD), Target(value, period=NEW)]


@pytest.fixture
def board():
    """Return the twelve indicators with the targets, tolerances and rules of both years."""
    return IndicatorSet(
        [Indicator(ref, ref.capitalize(), polarity=better, unit="percent") for ref, better, *_ in INDICATORS],
        {ref: targets(value, tolerance) for ref, _, value, tolerance, *_ in INDICATORS},
        {ref: [Outturn(BEFORE, before), Outturn(NOW, now)] for ref, _, _, _, before, now, _, _ in INDICATORS},
        schemes=RULES,
    )


@pytest.fixture
def kept():
    """Return the first quarter's figures as last year's tolerances would have rated them."""
    return IndicatorSet(
        [Indicator(ref, ref.capitalize(), polarity=better, unit="percent") for ref, better, *_ in INDICATORS],
        {ref: Target(value, tolerance=tolerance) for ref, _, value, tolerance, *_ in INDICATORS},
        {ref: Outturn(NOW, now) for ref, _, _, _, _, now, _, _ in INDICATORS},
    ).scorecard(NOW, RULES[0])


class TestColours:
    def test_with_each_tolerance(self, kept):
        """With last year's tolerances four are amber, each exactly on the edge of its own."""
        assert {row[0]: row[-2] for row in INDICATORS} == {
            row.indicator.ref: row.rating.status for row in kept
        }
        assert {"green": 3, "amber": 4, "red": 5} == kept.summary.counts

    def test_without(self, board):
        """Without them 3 (25%) are green and 9 (75%) red, as Havering counted."""
        card = board.scorecard(NOW)

        assert {row[0]: row[-1] for row in INDICATORS} == {
            row.indicator.ref: row.rating.status for row in card
        }
        assert (
            "All 12 indicators are rated: 3 (25%) Green, 0 (0%) Amber, 9 (75%) Red."
            == card.summary.sentence()
        )

    def test_the_two_ways_to_withdraw_it_agree(self, board, kept):
        """Withdrawing every tolerance gives what the rules and targets of 2017/18 give."""
        assert [row.rating.status for row in board.scorecard(NOW)] == [
            row.rating.status for row in kept.without_tolerance()
        ]

    def test_the_schemes_tolerance_alone_is_not_all_of_it(self, kept):
        """Taking away the council's 10% leaves the ambers of indicators with a tolerance of their own."""
        half = kept.what_if(tolerance=Tolerance.none())

        assert {"green": 3, "amber": 3, "red": 6} == half.summary.counts
        assert Status.RED is half["on its edge"].rating.status

    def test_no_amber_is_met_or_not_met(self, board):
        """Red and green without tolerance are the two states of met or not met."""
        card = board.scorecard(NOW)

        assert [row.rating.status for row in card] == [
            row.rating.status for row in card.what_if(scheme=MET_OR_NOT)
        ]


class TestWhatChanged:
    def test_which_changed_and_why(self, kept):
        """Just the four ambers are red now, each because of its own tolerance."""
        movements = kept.without_tolerance().versus(kept)

        assert [
            f"because the tolerance of {size} was withdrawn; the outturn did not change."
            for size in ("10%", "4 points", "0.8 points", "15%")
        ] == [change.explain().partition("Amber to Red, ")[2] for change in movements]
        assert CHANGED == [change.ref for change in movements.because_of("tolerance")]
        assert [("amber", "red")] * 4 == [
            (str(change.before.rating.status), str(change.after.rating.status)) for change in movements
        ]
        assert [ref for ref in REFS if ref not in CHANGED] == list(movements.same)

    def test_what_was_achieved_is_the_same(self, kept):
        """Met, shortfall and figure do not move with a tolerance; only the colour does."""
        bare = kept.without_tolerance()

        assert [(row.rating.met, row.rating.shortfall, row.rating.value) for row in kept] == [
            (row.rating.met, row.rating.shortfall, row.rating.value) for row in bare
        ]
        assert 3 == sum(row.rating.met for row in bare)

    def test_back_again(self, kept):
        """Giving the tolerances back changes the same four from red to amber."""
        again = kept.versus(kept.without_tolerance())

        assert CHANGED == [change.ref for change in again.because_of("tolerance")]
        assert {"red"} == {str(change.before.rating.status) for change in again}

    def test_nothing_changes_twice(self, kept):
        """Without a tolerance there is none to withdraw."""
        bare = kept.without_tolerance()

        assert 0 == len(bare.without_tolerance().versus(bare))

    def test_a_floor_stays(self):
        """A floor is a standard of its own: withdrawing tolerances leaves its amber."""
        indicator = Indicator("1", "Reviews", polarity="higher", unit="percent")
        card = IndicatorSet([indicator], {"1": Target(90, floor=80)}, {"1": Outturn(NOW, 80)}).scorecard(
            NOW, RAG
        )

        assert Status.AMBER is card.without_tolerance()["1"].rating.status


class TestSinceLastQuarter:
    def test_tolerance_and_performance_are_told_apart(self, board):
        """Undoing the tolerance alone, the figure alone, or neither alone gives back the colour of Q4."""
        movements = board.scorecard(NOW).versus(board.scorecard(BEFORE))
        causes = {change.ref: str(change.cause) for change in movements}

        assert {
            "on its edge": "tolerance",
            "past its edge": "several together",
            "on its edge in points": "performance",
            "past its edge in points": "several together",
            "on its upper edge": "tolerance",
            "past its upper edge": "several together",
            "own is wider": "tolerance",
            "own is none": "performance",
        } == causes

    def test_the_old_quarter_keeps_its_colours(self, board):
        """The last quarter of 2016/17 is still rated by its own tolerances, and says so."""
        card = board.scorecard(BEFORE)

        assert {"green": 5, "amber": 6, "red": 1} == card.summary.counts
        assert "(Havering 2016/17, tolerance 0.8 points)" in card["on its upper edge"].rating.explain()

    def test_directions_do_not_ask_for_a_tolerance(self, board, kept):
        """Better and worse since last quarter are the same whatever the tolerance."""
        card = board.scorecard(NOW)
        worse = [row.indicator.ref for row in card if row.since_last_period.direction is Direction.WORSE]

        assert [ref for ref in REFS if ref != "well above"] == worse
        assert [row.since_last_period for row in card] == [
            row.since_last_period for row in card.without_tolerance()
        ]
        assert len(kept) == len(card)
