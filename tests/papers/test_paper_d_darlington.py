"""Paper D. Darlington, Q2 2019/20 (July to September 2019).

The figures of Q2 are the paper's, those of Q1 are from the council's paper for Q1. One target is given: 90%
for assessments. The others are not rated, with the reason, and still have a direction of travel. The refs are
ours.
"""

import pytest

from kpirag import (
    Direction,
    Highlight,
    Indicator,
    IndicatorSet,
    Movement,
    Outturn,
    Period,
    Reason,
    Scorecard,
    Status,
    Target,
)

Q1, Q2 = Period.quarter(2019, 1), Period.quarter(2019, 2)
VISITS = "Child protection visits"

INDICATORS = (
    Indicator("assessments", "Assessments completed in time", polarity="higher", unit="percent", decimals=1),
    Indicator(
        "conferences",
        "Initial child protection conferences within 15 working days",
        polarity="higher",
        unit="percent",
        decimals=1,
    ),
    Indicator(
        "cp worker",
        "Children on a child protection plan with an allocated social worker",
        polarity="higher",
        unit="percent",
    ),
    Indicator(
        "cla worker",
        "Children looked after with an allocated social worker",
        polarity="higher",
        unit="percent",
    ),
    Indicator(
        "neet",
        "Care leavers not in education, employment or training",
        polarity="lower",
        unit="percent",
        decimals=1,
    ),
    Indicator(
        "cp visits 15",
        "Child protection visits within the statutory 15 working days",
        polarity="higher",
        unit="percent",
        decimals=1,
        group=VISITS,
    ),
    Indicator(
        "cp visits 10",
        "Child protection visits within the council's own 10 working days",
        polarity="higher",
        unit="percent",
        decimals=1,
        group=VISITS,
    ),
    Indicator(
        "cla visits",
        "Statutory visits to children looked after in timescale",
        polarity="higher",
        unit="percent",
        decimals=1,
    ),
    Indicator("cla", "Children in care", polarity="none", basis="snapshot"),
    Indicator(
        "annual",
        "An indicator that is reported annually",
        polarity="higher",
        unit="percent",
        frequency="annual",
    ),
)

TARGETS = {"assessments": Target(90)}

FIGURES = {  # ref: (Q1, Q2); None where our notes have no figure
    "assessments": (88.1, 92.7),
    "conferences": (None, 92.8),
    "cp worker": (None, 100),
    "cla worker": (None, 100),
    "neet": (29.6, 23.1),
    "cp visits 15": (94.0, 93.3),
    "cp visits 10": (82.6, 73.8),
    "cla visits": (86.0, 86.3),
    "cla": (277, 278),
}

OUTTURNS = {
    ref: [Outturn(period, value) for period, value in zip((Q1, Q2), values, strict=True) if value is not None]
    for ref, values in FIGURES.items()
}

CHANGES = {
    "assessments": (
        Direction.BETTER,
        Movement.UP,
        4.6,
        "Up 4.6 points from 88.1% in Q1 2019/20, which is better: higher is better.",
    ),
    "neet": (
        Direction.BETTER,
        Movement.DOWN,
        -6.5,
        "Down 6.5 points from 29.6% in Q1 2019/20, which is better: lower is better.",
    ),
    "cp visits 15": (
        Direction.WORSE,
        Movement.DOWN,
        -0.7,
        "Down 0.7 points from 94.0% in Q1 2019/20, which is worse: higher is better.",
    ),
    "cp visits 10": (
        Direction.WORSE,
        Movement.DOWN,
        -8.8,
        "Down 8.8 points from 82.6% in Q1 2019/20, which is worse: higher is better.",
    ),
    "cla visits": (
        Direction.BETTER,
        Movement.UP,
        0.3,
        "Up 0.3 points from 86.0% in Q1 2019/20, which is better: higher is better.",
    ),
    "cla": (
        Direction.NO_JUDGEMENT,
        Movement.UP,
        1.0,
        "Up 1 from 277 in Q1 2019/20; the indicator is not judged.",
    ),
}


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Return the scorecard of Q2."""
    return IndicatorSet(INDICATORS, TARGETS, OUTTURNS).scorecard(Q2)


class TestComputed:
    def test_the_quarter_is_july_to_september(self):
        """Darlington: Q2 2019/20 is July to September 2019."""
        assert Q2 == Period.parse("Q2 2019/20 (July-September 2019)")
        assert "Period.quarter(2019, 2)  # Q2 2019/20, Jul-Sep 2019" == repr(Q2)

    @pytest.mark.parametrize(
        "ref, text",
        [
            ("assessments", "92.7%"),
            ("conferences", "92.8%"),
            ("cp worker", "100%"),
            ("cla worker", "100%"),
            ("neet", "23.1%"),
            ("cp visits 15", "93.3%"),
            ("cp visits 10", "73.8%"),
            ("cla visits", "86.3%"),
            ("cla", "278"),
        ],
    )
    def test_each_figure_is_printed_as_the_paper_has_it(self, card, ref, text):
        """Darlington Q2: 92.7, 92.8, 100, 100, 23.1, 93.3, 73.8 and 86.3 per cent, and 278 children."""
        assert text == card[ref].rating.value_text

    def test_assessments_are_above_target(self, card):
        """Darlington: 92.7% of assessments in time against a target of 90%, so green."""
        rating = card["assessments"].rating
        assert Status.GREEN is rating.status
        assert True is rating.met
        assert 0.0 == rating.shortfall
        assert (
            "Assessments completed in time: 92.7% meets the target of 90% or more; Green is at 90% or more "
            "(RAG)." == rating.explain()
        )

    def test_assessments_were_below_target_a_quarter_before(self):
        """Darlington Q1: 88.1% of assessments in time misses 90%, if the target was the same [inferred]."""
        rating = IndicatorSet(INDICATORS, TARGETS, OUTTURNS).scorecard(Q1)["assessments"].rating
        assert Status.RED is rating.status
        assert 1.9 == rating.shortfall

    @pytest.mark.parametrize("ref", CHANGES)
    def test_the_change_since_the_first_quarter(self, card, ref):
        """Darlington, Q2 against Q1: assessments, NEET and looked-after visits better, CP visits worse."""
        change = card[ref].since_last_period
        direction, movement, difference, sentence = CHANGES[ref]
        assert direction is change.direction
        assert movement is change.movement
        assert difference == change.difference
        assert sentence == change.explain()

    @pytest.mark.parametrize("ref", ["conferences", "cp worker", "cla worker"])
    def test_without_a_figure_for_q1_there_is_no_change(self, card, ref):
        """Darlington: our notes have no Q1 figure for these, so it is *not reported*, and no fault."""
        change = card[ref].since_last_period
        assert Direction.NOT_COMPARABLE is change.direction
        assert "not reported" == change.reason

    @pytest.mark.parametrize("ref", FIGURES)
    def test_without_figures_for_2018_there_is_no_change_since_last_year(self, card, ref):
        """Darlington: our notes have no figures for Q2 2018/19; nothing else is compared in their place."""
        change = card[ref].since_last_year
        assert Direction.NOT_COMPARABLE is change.direction
        assert "not reported" == change.reason


class TestComputedTwoLimits:
    def test_one_set_of_visits_has_two_figures(self, card):
        """Darlington: 93.3% within the statutory 15 working days and 73.8% within the council's own 10."""
        limits = [row for row in card if row.indicator.group == VISITS]
        assert [("cp visits 15", 93.3), ("cp visits 10", 73.8)] == [
            (row.indicator.ref, row.rating.value) for row in limits
        ]

    def test_each_limit_has_a_verdict_of_its_own(self, card):
        """Darlington: both are worse than in Q1, the statutory by 0.7 points and the local by 8.8."""
        verdicts = {
            ref: (card[ref].since_last_period.difference, card[ref].since_last_period.meaning)
            for ref in ("cp visits 15", "cp visits 10")
        }
        assert {"cp visits 15": (-0.7, "worse"), "cp visits 10": (-8.8, "worse")} == verdicts

    @pytest.mark.parametrize("ref", ["cp visits 15", "cp visits 10"])
    def test_without_a_target_there_is_a_figure_and_no_colour(self, card, ref):
        """Darlington gives no target for either limit: the figure stands, and is not rated."""
        rating = card[ref].rating
        assert Status.NOT_RATED is rating.status
        assert Reason.NO_TARGET is rating.reason
        assert rating.explain().endswith("%, not rated, because no target is set.")


class TestComputedNotRated:
    def test_children_in_care_give_context(self, card):
        """Darlington: 278 children in care is a count nobody targets; it has no colour."""
        assert ["cla"] == [row.indicator.ref for row in card.contextual()]
        assert Reason.CONTEXTUAL is card["cla"].rating.reason
        assert (
            "Children in care: 278, not rated, because the indicator gives context and is not judged."
            == card["cla"].rating.explain()
        )

    def test_children_in_care_went_up_and_that_is_not_judged(self, card):
        """Darlington: 278 children in care after 277 is up, which is neither better nor worse."""
        change = card["cla"].since_last_period
        assert "↑" == change.arrow
        assert "not judged" == change.meaning

    def test_an_annual_indicator_is_not_due_this_quarter(self, card):
        """Darlington: indicators that are reported annually have no quarterly update."""
        row = card["annual"]
        assert Reason.NOT_DUE is row.rating.reason
        assert not row.is_due
        assert (
            "An indicator that is reported annually: not rated, because no figure is due in this period."
            == row.rating.explain()
        )

    @pytest.mark.parametrize(
        "number, reason",
        [(1, Reason.NOT_DUE), (2, Reason.NOT_DUE), (3, Reason.NOT_DUE), (4, Reason.NO_DATA)],
    )
    def test_an_annual_indicator_is_due_when_its_year_ends(self, number, reason):
        """Darlington: what is reported annually is a gap only in the quarter in which the year ends."""
        quarter = Period.quarter(2019, number)
        assert reason is IndicatorSet(INDICATORS).scorecard(quarter)["annual"].rating.reason

    def test_the_reasons_are_counted_apart(self, card):
        """Darlington: 1 of our ten rows has a target, 7 have none, 1 gives context and 1 is not due."""
        summary = card.summary
        assert 1 == summary.rated == summary.counts["green"]
        assert {Reason.NOT_DUE: 1, Reason.CONTEXTUAL: 1, Reason.NO_TARGET: 7} == summary.not_rated
        assert 9 == summary.reported == summary.due

    def test_all_that_has_a_target_meets_it(self, card):
        """Darlington reports by exception, and the one row of ours with a target is no exception."""
        assert () == card.exceptions()


class TestIllustrative:
    """The rule is the paper's; targets and highlights are ours."""

    def test_illustrative_two_limits_can_have_two_colours(self):
        """Darlington: one set of visits, two limits, two colours. The figures are the paper's.

        The target of 90% for both is illustrative: the paper gives none.
        """
        targets = TARGETS | {"cp visits 15": Target(90, kind="local"), "cp visits 10": Target(90)}
        card = IndicatorSet(INDICATORS, targets, OUTTURNS).scorecard(Q2)
        assert Status.GREEN is card["cp visits 15"].rating.status
        assert Status.RED is card["cp visits 10"].rating.status
        assert 16.2 == card["cp visits 10"].rating.shortfall
        assert ["cp visits 10"] == [row.indicator.ref for row in card.exceptions()]

    def test_illustrative_the_papers_choice_is_carried_on_the_outturn(self):
        """Darlington lists what performs well and what needs focus, by choice; several have no target.

        Which outturn is on which list is illustrative: our notes do not say.
        """
        chosen = {
            "assessments": Outturn(Q2, 92.7, highlight="performing well"),
            "cp worker": Outturn(Q2, 100, highlight="performing well"),
            "cp visits 10": Outturn(Q2, 73.8, highlight="area of focus"),
        }
        card = IndicatorSet(INDICATORS, TARGETS, OUTTURNS | chosen).scorecard(Q2)
        listed = {
            row.indicator.ref: row.outturn.highlight for row in card if row.outturn.highlight is not None
        }
        assert {
            "assessments": Highlight.PERFORMING_WELL,
            "cp worker": Highlight.PERFORMING_WELL,
            "cp visits 10": Highlight.AREA_OF_FOCUS,
        } == listed
        assert ["assessments", "cp worker"] == [row.indicator.ref for row in card.performing_well()]
        assert ["cp visits 10"] == [row.indicator.ref for row in card.areas_of_focus()]

    @pytest.mark.parametrize("highlight", ["performing well", "area of focus"])
    def test_illustrative_a_highlight_gives_no_colour_and_takes_none(self, highlight):
        """Darlington: the lists are a choice, not a computation; the rating is the same either way.

        The highlights are illustrative.
        """
        board = IndicatorSet(
            INDICATORS,
            TARGETS,
            {
                "assessments": Outturn(Q2, 92.7, highlight=highlight),
                "cp visits 10": Outturn(Q2, 73.8, highlight=highlight),
            },
        )
        card = board.scorecard(Q2)
        assert Status.GREEN is card["assessments"].rating.status
        assert Reason.NO_TARGET is card["cp visits 10"].rating.reason
        lists = {"performing well": card.performing_well(), "area of focus": card.areas_of_focus()}
        assert ["assessments", "cp visits 10"] == [row.indicator.ref for row in lists.pop(highlight)]
        assert [()] == list(lists.values())
