"""Paper B. Havering, Q1 2017/18 [year inferred], corporate performance report, children and learning.

Two ratings are worked out from figures the paper gives: new foster carers and care proceedings. The other
ten are entered as given by the paper: five that our notes name, and five whose colours are what is left of
its counts (3 green and 9 red, no amber). The refs are ours. The paper prints no earlier figures and gives the
two directions of travel in words. A direction cannot be entered without figures, so both comparisons are
tested with illustrative ones.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    Bands,
    Comparator,
    Direction,
    Indicator,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Scorecard,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.papers.printed import printed

Q1 = Period.quarter(2017, 1)
YEAR = Period.year(2017)

# The tolerance was withdrawn for 2017/18.
RULES = Scheme("Havering", version="2017/18", starts=date(2017, 4, 1))
# The paper says that there was a tolerance the year before; that it was 10% of every target is illustrative.
LAST_YEARS_RULES = Scheme(
    "Havering", version="2016/17", tolerance=Tolerance.percent(10), ends=date(2017, 3, 31)
)

CARERS = Indicator("carers", "New in-house foster carers", polarity="higher", basis="year to date")
PROVIDERS = Indicator(
    "providers",
    "Early-years providers judged good or outstanding",
    polarity="higher",
    unit="percent",
    note="Nine inspections in the quarter.",
)
LEAVERS = Indicator(
    "leavers",
    "Care leavers in education, employment or training at 18 to 21",
    polarity="higher",
    unit="percent",
)
PLANS = Indicator("plans", "Second child protection plan within 2 years", polarity="lower", unit="percent")
COURT = Indicator(
    "court",
    "Care proceedings completed in less than 26 weeks",
    polarity="higher",
    unit="percent",
    decimals=1,
    basis="year to date",
    outside_our_control=True,
)
PERMANENCY = Indicator(
    "permanency",
    "Looked-after children leaving care through permanency",
    polarity="higher",
    unit="percent",
)
OWN_CARE = Indicator(
    "own care", "Children placed in the authority's own foster care", polarity="higher", unit="percent"
)
NAMED = (CARERS, PROVIDERS, LEAVERS, PLANS, COURT, PERMANENCY, OWN_CARE)

# What is left of 3 green, 9 red and 4 not due once the named ones are taken out.
GREEN_UNNAMED = (Indicator("green 1", "Green, not named in our notes", polarity="higher"),)
RED_UNNAMED = tuple(
    Indicator(f"red {n}", "Red, not named in our notes", polarity="higher") for n in (1, 2, 3, 4)
)
NOT_DUE = tuple(
    Indicator(f"not due {n}", "Not due, not named in our notes", polarity="higher") for n in (1, 2, 3, 4)
)

FULL_YEAR = Target(20, period=YEAR)
TARGETS = {"carers": Target(20, period=YEAR, profile="even"), "court": Target(80)}
OUTTURNS = {
    "carers": Outturn(Q1, 6),
    "court": Outturn(
        Q1,
        numerator=1,
        denominator=3,
        note="Two cases completed late in June.",
    ),
    **{indicator.ref: Outturn.missing(Q1, "not due") for indicator in NOT_DUE},
}

IN_THE_PAPERS_WORDS = {
    PROVIDERS: ("green", "it is above target"),
    LEAVERS: ("red", "it is below target"),
    PLANS: ("red", "it is above target, where smaller is better"),
    PERMANENCY: ("red", "it is below target"),
    OWN_CARE: ("red", "it is below target"),
}


def ratings():
    """Return the ten colours for which the paper gives no figure."""
    given_why = [
        printed(indicator, Q1, colour, because=because, scheme=RULES)
        for indicator, (colour, because) in IN_THE_PAPERS_WORDS.items()
    ]
    counted = "the paper counts 3 green and 9 red"
    return [
        *given_why,
        *(printed(indicator, Q1, "green", because=counted, scheme=RULES) for indicator in GREEN_UNNAMED),
        *(printed(indicator, Q1, "red", because=counted, scheme=RULES) for indicator in RED_UNNAMED),
    ]


def board(**changes) -> IndicatorSet:
    """Return the paper's 16 indicators, with targets, outturns and printed colours."""
    parts = {"targets": TARGETS, "outturns": OUTTURNS, "ratings": ratings(), "schemes": [RULES]} | changes
    return IndicatorSet([*NAMED, *GREEN_UNNAMED, *RED_UNNAMED, *NOT_DUE], **parts)


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Return the paper's scorecard."""
    return board().scorecard(Q1)


class TestComputed:
    """Counts, shares and sentence: worked out from two computed ratings and ten that the paper gave."""

    def test_12_of_the_16_are_reported(self, card):
        """Havering: 12 of the 16 indicators in the remit are reported; the rest are not due [inferred]."""
        summary = card.summary
        assert 16 == summary.all == len(card)
        assert 12 == summary.due
        assert 12 == summary.reported
        assert 12 == summary.rated
        assert {Reason.NOT_DUE: 4} == summary.not_rated

    def test_3_of_12_are_green_which_is_25_per_cent(self, card):
        """Havering: 3 (25%) are green."""
        assert 3 == card.summary.counts["green"]
        assert 25.0 == card.summary.share("green")
        assert 18.8 == card.summary.share("green", of="all")  # 18.75, rounded half up

    def test_9_of_12_are_red_which_is_75_per_cent(self, card):
        """Havering: 9 (75%) are red."""
        assert 9 == card.summary.counts["red"]
        assert 75.0 == card.summary.share("red", of="reported")

    def test_none_is_amber(self, card):
        """Havering: there is no amber, for the tolerance was withdrawn."""
        assert 0 == card.summary.counts["amber"]
        assert 0.0 == card.summary.share("amber")

    def test_the_summary_reads_as_the_paper_has_it(self, card):
        """Havering: 12 of 16 reported, 3 (25%) green, 9 (75%) red, the others not due."""
        assert (
            "12 of 16 indicators are rated: 3 (25%) Green, 0 (0%) Amber, 9 (75%) Red. "
            "4 are not rated: 4 not due." == card.summary.sentence()
        )

    def test_the_exceptions_are_the_nine_red(self, card):
        """Havering: below target are exactly the nine red indicators, the four named in our notes first."""
        refs = [row.indicator.ref for row in card.exceptions()]
        assert [
            "leavers",
            "plans",
            "court",
            "permanency",
            "own care",
            "red 1",
            "red 2",
            "red 3",
            "red 4",
        ] == refs

    def test_two_of_the_twelve_come_from_figures(self, card):
        """Havering gives figures for two: foster carers and care proceedings. The other ten are its word."""
        computed = [row.indicator.ref for row in card if row.rating.is_rated and row.rating.assertion is None]
        assert ["carers", "court"] == computed
        assert 10 == card.summary.asserted

    @pytest.mark.parametrize("indicator", NOT_DUE, ids=lambda indicator: indicator.ref)
    def test_what_is_not_due_is_neither_red_nor_reported(self, card, indicator):
        """Havering: an indicator not due this quarter has no colour and is no gap."""
        row = card[indicator.ref]
        assert Status.NOT_RATED is row.rating.status
        assert Reason.NOT_DUE is row.rating.reason
        assert not row.is_due
        assert not row.is_reported

    def test_the_two_comparisons_reach_to_different_quarters(self):
        """Havering compares with last quarter, Q4 2016/17, and with the same time last year, Q1 2016/17."""
        assert Q1 == Period.parse("Q1 2017/18")
        assert "Q4 2016/17" == Q1.previous.label
        assert "Q1 2016/17" == Q1.same_last_year.label


class TestComputedFosterCarers:
    def test_five_are_due_by_the_end_of_the_first_quarter(self):
        """Havering, foster carers: of 20 for the year, spread evenly, 5 are due by Q1 [inferred]."""
        assert 5.0 == FULL_YEAR.profiled(to=Q1).value

    def test_a_target_with_a_profile_is_shared_out_by_the_scorecard(self, card):
        """Havering, foster carers: a full-year target with an even profile is compared as 5 by Q1."""
        target = card["carers"].target
        assert 5.0 == target.value
        assert Q1 == target.period
        assert 20 == target.whole.value

    def test_even_and_four_equal_instalments_are_one(self):
        """Havering, foster carers: an even profile is 5 a quarter."""
        quarters = [Period.quarter(2017, n) for n in (1, 2, 3, 4)]
        assert [5.0, 10.0, 15.0, 20.0] == [FULL_YEAR.profiled(to=quarter).value for quarter in quarters]
        assert [5.0] * 4 == [FULL_YEAR.instalment(of=quarter).value for quarter in quarters]
        assert 5.0 == FULL_YEAR.profiled(to=Q1, shape=[5, 5, 5, 5]).value

    def test_six_is_better_than_target(self, card):
        """Havering, foster carers: 6 in Q1 is better than target, so green."""
        rating = card["carers"].rating
        assert Status.GREEN is rating.status
        assert True is rating.met
        assert 0.0 == rating.shortfall
        assert "Green at 5 or more; Red below 5" == rating.bands.describe()

    def test_the_explanation_gives_the_share_and_the_whole(self, card):
        """Havering, foster carers: 6 against 5 due, which is the share of 20 for the year."""
        assert (
            "New in-house foster carers: 6 meets the target of 5 or more (its share of 20 or more for "
            "2017/18); Green is at 5 or more (Havering 2017/18)." == card["carers"].rating.explain()
        )

    def test_a_full_year_target_without_a_profile_is_refused(self):
        """Havering, foster carers: 6 in a quarter is not compared with 20 for the year."""
        with pytest.raises(InputError, match="add up") as caught:
            board(targets=TARGETS | {"carers": FULL_YEAR}).scorecard(Q1)
        assert "indicators['carers'].target.period" == caught.value.path
        assert "target.profiled(to=period)" in caught.value.remedy
        assert "profile='even'" in caught.value.remedy

    def test_the_refusal_names_a_remedy_that_works(self, card):
        """Havering, foster carers: the target shared out by hand rates as the one with a profile does."""
        by_hand = board(targets=TARGETS | {"carers": FULL_YEAR.profiled(to=Q1)}).scorecard(Q1)
        assert card["carers"].rating.bands == by_hand["carers"].rating.bands
        assert Status.GREEN is by_hand["carers"].rating.status

    def test_the_run_rate_gives_24_for_the_year(self):
        """Havering, foster carers: 6 in a quarter, kept up, is 24 by the end of the year [inferred]."""
        from kpirag.statistics import project

        assert 24.0 == project(CARERS, OUTTURNS["carers"], to=YEAR).value


class TestComputedCareProceedings:
    def test_one_of_three_is_33_3_per_cent(self, card):
        """Havering, care proceedings: 33.3% in less than 26 weeks, which is 1 of 3 [inferred]."""
        row = card["court"]
        assert 100 / 3 == pytest.approx(row.rating.value, rel=1e-15)
        assert "33.3%" == row.rating.value_text

    def test_it_is_red_against_80(self, card):
        """Havering, care proceedings: 33.3% against 80% is red."""
        rating = card["court"].rating
        assert Status.RED is rating.status
        assert False is rating.met
        assert 46.667 == pytest.approx(rating.shortfall, abs=0.001)

    def test_the_explanation_gives_percentage_and_counts(self, card):
        """Havering, care proceedings: the sentence gives 33.3%, 1 of 3, the target and how far it is."""
        assert (
            "Care proceedings completed in less than 26 weeks: 33.3% (1 of 3) misses the target of 80% or "
            "more by 46.7 points; Red is below 80% (Havering 2017/18)." == card["court"].rating.explain()
        )

    def test_three_cases_carry_a_caution(self, card):
        """Havering, care proceedings: a tiny denominator; one case of three is worth 33.3 points."""
        assert "Based on 3 cases: one case is worth 33.3 points" == card["court"].caution
        assert ["court"] == [row.indicator.ref for row in card.cautions()]

    def test_two_more_of_the_same_three_would_have_reached_the_target(self, card):
        """Havering, care proceedings: the two that completed late would both have had to be in time."""
        assert 2 == card["court"].rating.cases_to("green")
        counts = [Outturn(Q1, numerator=in_time, denominator=3) for in_time in (2, 3)]
        statuses = [rate(COURT, outturn, Target(80), scheme=RULES).status for outturn in counts]
        assert [Status.RED, Status.GREEN] == statuses

    def test_the_printed_percentage_agrees_with_the_counts(self):
        """Havering, care proceedings: 33.3 as printed and 1 of 3 as counted rate alike."""
        both = rate(COURT, Outturn(Q1, 33.3, numerator=1, denominator=3), Target(80), scheme=RULES)
        assert 33.3 == both.value
        assert Status.RED is both.status
        assert 2 == both.cases_to("green")

    def test_no_other_count_beside_two_late_cases_gives_33_3(self):
        """Havering, care proceedings: with two late, 33.3% can only be 1 of 3, as we inferred."""
        agreeing = []
        for in_time in range(100):
            outturn = Outturn(Q1, 33.3, numerator=in_time, denominator=in_time + 2)
            try:
                COURT.value_of(outturn)
            except InputError:
                continue
            agreeing.append(in_time)
        assert [1] == agreeing

    def test_exactly_26_weeks_is_not_less_than_26_weeks(self):
        """Havering, care proceedings: the limit is strictly less than 26 weeks."""
        weeks = Indicator("weeks", "Weeks to complete care proceedings", polarity="lower", unit="weeks")
        bands = Bands.of(weeks, Target(26, strict=True))
        assert "Green below 26 weeks; Red at 26 weeks or more" == bands.describe()
        assert not bands.met(26)
        assert Status.RED is bands.status(26)
        assert Status.GREEN is Bands.of(weeks, Target(26)).status(26)

    def test_the_commentary_is_carried(self, card):
        """Havering, care proceedings: two cases that completed late in June did it."""
        assert "Two cases completed late in June." == card["court"].to_dict()["note"]


class TestAsserted:
    @pytest.mark.parametrize("indicator", IN_THE_PAPERS_WORDS, ids=lambda indicator: indicator.ref)
    def test_each_named_colour_is_the_papers(self, card, indicator):
        """Havering: early-years providers and second plans above target, three others below."""
        colour, because = IN_THE_PAPERS_WORDS[indicator]
        rating = card[indicator.ref].rating
        assert colour == rating.status
        assert "the council's paper" == rating.assertion.by
        assert because == rating.assertion.because

    def test_above_target_is_bad_where_smaller_is_better(self, card):
        """Havering, second child protection plan: above target, where smaller is better, so red."""
        rating = card["plans"].rating
        assert False is rating.met
        assert (
            "Second child protection plan within 2 years: Red, given by the council's paper because it is "
            "above target, where smaller is better." == rating.explain()
        )

    def test_a_colour_from_the_papers_count_says_so(self, card):
        """Havering: the five that our notes do not name have the colours that its counts leave over."""
        from_counts = [*GREEN_UNNAMED, *RED_UNNAMED]
        assert ["G", "R", "R", "R", "R"] == [card[indicator.ref].rating.letter for indicator in from_counts]
        assert {"the paper counts 3 green and 9 red"} == {
            card[indicator.ref].rating.assertion.because for indicator in from_counts
        }

    def test_no_asserted_colour_pretends_to_a_figure(self, card):
        """Havering: where the paper prints no figure there is none, and nothing to disagree with."""
        asserted = [row.rating for row in card if row.rating.assertion is not None]
        assert 10 == len(asserted)
        assert {None} == {rating.value for rating in asserted} | {rating.disagrees for rating in asserted}


class TestIllustrative:
    """The rule is the paper's; the figures are ours."""

    def test_illustrative_worse_than_last_quarter_and_than_the_same_time_last_year(self):
        """Havering, care leavers: worse on both comparisons, in words. The figures are illustrative."""
        history = [Outturn(Q1, 50), Outturn(Q1.previous, 52), Outturn(Q1.same_last_year, 55)]
        row = IndicatorSet([LEAVERS], outturns={"leavers": history}).scorecard(Q1)["leavers"]
        assert Direction.WORSE is row.since_last_period.direction
        assert Direction.WORSE is row.since_last_year.direction
        assert Comparator.LAST_PERIOD is row.since_last_period.comparator
        assert Comparator.LAST_YEAR is row.since_last_year.comparator
        assert (
            "Down 2 points from 52% in Q4 2016/17, which is worse: higher is better."
            == row.since_last_period.explain()
        )
        assert (
            "Down 5 points from 55% in Q1 2016/17, which is worse: higher is better."
            == row.since_last_year.explain()
        )

    def test_illustrative_the_two_comparisons_are_independent(self):
        """Havering: better than last quarter can be worse than last year. The figures are illustrative."""
        history = [Outturn(Q1, 50), Outturn(Q1.previous, 48), Outturn(Q1.same_last_year, 55)]
        row = IndicatorSet([LEAVERS], outturns={"leavers": history}).scorecard(Q1)["leavers"]
        assert (Direction.BETTER, Direction.WORSE) == (
            row.since_last_period.direction,
            row.since_last_year.direction,
        )

    @given(target=st.integers(1, 50), over=st.integers(1, 50))
    def test_illustrative_above_target_is_never_praise_where_smaller_is_better(self, target, over):
        """Havering, second child protection plan: any figure above target misses it, and the words say so.

        Figures and targets are illustrative, all of them.
        """
        rating = rate(PLANS, Outturn(Q1, target + over), Target(target), scheme=RULES)
        told = rating.explain()
        assert Status.RED is rating.status
        assert f"{target + over}% misses the target of {target}% or less by {over} point" in told
        assert not [word for word in ("meets", "better", "exceed", "above target", "ahead") if word in told]

    @given(earlier=st.integers(0, 50), rise=st.integers(1, 50))
    def test_illustrative_higher_than_last_quarter_is_worse_where_smaller_is_better(self, earlier, rise):
        """Havering, second child protection plan: higher than last quarter is worse, whatever the figures.

        They are illustrative, all of them.
        """
        change = compare(PLANS, Outturn(Q1, earlier + rise), Outturn(Q1.previous, earlier))
        assert Direction.WORSE is change.direction
        assert "↑" == change.arrow
        assert change.explain().endswith("in Q4 2016/17, which is worse: lower is better.")

    @pytest.mark.parametrize("value", [72, 75, 79.9])
    def test_illustrative_with_last_years_tolerance_a_red_would_have_been_amber(self, value):
        """Havering: the same outturn is amber under last year's tolerance and red without it.

        Neither the figures nor that the tolerance was 10% of the target are the paper's: illustrative.
        """
        figures = {"outturns": OUTTURNS | {"court": Outturn(Q1, value)}}
        before = board(**figures).scorecard(Q1, LAST_YEARS_RULES)
        now = board(**figures).scorecard(Q1)
        assert Status.AMBER is before["court"].rating.status
        assert Status.RED is now["court"].rating.status
        assert False is before["court"].rating.met is now["court"].rating.met
        changed = [
            row.indicator.ref for row in now if row.rating.status != before[row.indicator.ref].rating.status
        ]
        assert ["court"] == changed

    def test_illustrative_each_rating_names_the_rules_it_was_made_under(self):
        """Havering: each explanation names the tolerance it was made with. Illustrative: 75%."""
        outturn = Outturn(Q1, 75)
        name = "Care proceedings completed in less than 26 weeks"
        assert (
            f"{name}: 75.0% misses the target of 80% or more by 5 points; Amber is from 72% up to 80% "
            "(Havering 2016/17, tolerance 10%)."
            == rate(COURT, outturn, Target(80), scheme=LAST_YEARS_RULES).explain()
        )
        assert (
            f"{name}: 75.0% misses the target of 80% or more by 5 points; Red is below 80% "
            "(Havering 2017/18)." == rate(COURT, outturn, Target(80), scheme=RULES).explain()
        )

    def test_illustrative_the_rules_in_force_are_found_by_the_date(self):
        """Havering: 2016/17 is rated with the tolerance it had, 2017/18 without. The 10% is illustrative."""
        dated = board(schemes=[LAST_YEARS_RULES, RULES])
        assert RULES == dated.scorecard(Q1).scheme
        assert LAST_YEARS_RULES == dated.scorecard(Q1.previous).scheme

    def test_illustrative_what_if_last_years_tolerance_still_held(self):
        """Havering: with last year's tolerance some red would be amber; which, and because of what.

        The figure of 75% and the tolerance of 10% are illustrative.
        """
        now = board(outturns=OUTTURNS | {"court": Outturn(Q1, 75)}).scorecard(Q1)
        before = now.what_if(tolerance=Tolerance.percent(10))
        assert {"green": 3, "amber": 1, "red": 8} == before.summary.counts
        moved = now.versus(before)
        assert ["court"] == [change.ref for change in moved]
        assert ["tolerance"] == [change.cause for change in moved]
        assert ["amber"] == [change.before.rating.status for change in moved]
        assert ["red"] == [change.after.rating.status for change in moved]

    def test_illustrative_withdrawing_the_tolerance_gives_this_years_colours(self):
        """Havering: last year's scorecard without its tolerance has this year's colours, each of them.

        The figure of 75% and the tolerance of 10% are illustrative.
        """
        figures = board(outturns=OUTTURNS | {"court": Outturn(Q1, 75)})
        before, now = figures.scorecard(Q1, LAST_YEARS_RULES), figures.scorecard(Q1)
        withdrawn = before.without_tolerance()
        assert [row.rating.status for row in now] == [row.rating.status for row in withdrawn]
        assert [("court", "tolerance")] == [(change.ref, change.cause) for change in withdrawn.versus(before)]

    def test_illustrative_a_tolerance_of_its_own_is_withdrawn_too(self):
        """Havering: in 2016/17 each indicator had its own tolerance; withdrawn, it gives no amber either.

        The figure of 75% and the tolerance of 10% are illustrative. That tolerances varied by indicator is
        from the council's performance report at https://democracy.havering.gov.uk/mgAi.aspx?ID=10742.
        """
        own = {"court": Target(80, tolerance=Tolerance.percent(10))}
        figures = board(targets=TARGETS | own, outturns=OUTTURNS | {"court": Outturn(Q1, 75)})
        before = figures.scorecard(Q1)
        withdrawn = before.without_tolerance()
        assert Status.AMBER is before["court"].rating.status
        assert Status.RED is withdrawn["court"].rating.status
        assert [("court", "tolerance")] == [(change.ref, change.cause) for change in withdrawn.versus(before)]

    def test_illustrative_the_new_rules_are_not_the_cause_but_their_tolerance(self):
        """Havering: under the rules of either year, the red is put down to the tolerance.

        The figure of 75% and the tolerance of 10% are illustrative.
        """
        figures = board(outturns=OUTTURNS | {"court": Outturn(Q1, 75)})
        moved = figures.scorecard(Q1).versus(figures.scorecard(Q1, LAST_YEARS_RULES))
        assert [("court", "tolerance")] == [(change.ref, change.cause) for change in moved]

    def test_illustrative_the_tolerance_would_not_have_saved_33_3_per_cent(self):
        """Havering: 33.3% is red with 10% of 80% and without; 6 foster carers are green in both.

        The figures are the paper's; that the tolerance was 10% is illustrative.
        """
        before = board().scorecard(Q1, LAST_YEARS_RULES)
        assert Status.RED is before["court"].rating.status
        assert Status.GREEN is before["carers"].rating.status

    def test_illustrative_no_tolerance_is_what_red_amber_green_means_by_itself(self):
        """Havering's rules without a tolerance rate as plain RAG does. Every figure is illustrative."""
        for value in range(101):
            outturn = Outturn(Q1, value)
            assert (
                rate(COURT, outturn, Target(80), scheme=RAG).status
                is rate(COURT, outturn, Target(80), scheme=RULES).status
            )
