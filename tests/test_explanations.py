"""What a rating and a change say of themselves: golden sentences, one plain sentence each.

The words are for a committee. They never say "above target": where lower is better that is no praise.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Change,
    Comparator,
    Direction,
    Indicator,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Target,
    Tolerance,
    compare,
    rate,
)

Q1, Q2 = Period.quarter(2022, 1), Period.quarter(2022, 2)
Q2_BEFORE = Period.quarter(2021, 2)
YEAR = Period.year(2022)

EHCP = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
SECOND = Indicator("12", "Second child protection plans", polarity="lower", unit="percent", decimals=1)
COURT = Indicator("9", "Care proceedings in under 26 weeks", polarity="higher", unit="percent")
WEEKS = Indicator("16", "Care proceedings", polarity="lower", unit="weeks")
BEDS = Indicator("4", "Occupancy", polarity="range", unit="percent")
CARERS = Indicator("18", "New foster carers", polarity="higher", basis="year to date", decimals=0)
IN_CARE = Indicator("40", "Children in care", polarity="none")
ADMISSIONS = Indicator("7", "Admissions", polarity="lower", unit="rate", per=10_000)
SPEND = Indicator("8", "Spend per case", polarity="lower", unit="currency")

FIVE = Target(60, tolerance=Tolerance.points(5))
TENTH = Target(20, tolerance=Tolerance.percent(10))
BETWEEN = Target.between(80, 90, tolerance=Tolerance.points(5))

HAVERING = Scheme("Havering", version="2013/14", tolerance=Tolerance.percent(10), tolerance_counts_as="green")
THURROCK = Scheme("Thurrock", version="2014/15", promote=Promotion("red", "amber"))
PRINTED = RAG.replace(name="Printed", rounding="as published")


def said(value, target, indicator=EHCP, **options) -> str:
    """Return what the rating of a figure in Q2 says."""
    outturn = value if isinstance(value, Outturn) else Outturn(Q2, value)
    return rate(indicator, outturn, target, **options).explain()


def counts(numerator, denominator, value=None) -> Outturn:
    """Return an outturn of counts in Q2."""
    return Outturn(Q2, value, numerator=numerator, denominator=denominator)


class TestRated:
    @pytest.mark.parametrize(
        "value, sentence",
        [
            (
                61.5,
                (
                    "EHC plans in 20 weeks: 61.5% meets the target of 60% or more; "
                    "Green is at 60% or more (RAG, tolerance 5 points)."
                ),
            ),
            (
                55,
                (
                    "EHC plans in 20 weeks: 55.0% misses the target of 60% or more by 5 points; "
                    "Amber is from 55% up to 60% (RAG, tolerance 5 points)."
                ),
            ),
            (
                50,
                (
                    "EHC plans in 20 weeks: 50.0% misses the target of 60% or more by 10 points; "
                    "Red is below 55% (RAG, tolerance 5 points)."
                ),
            ),
            (
                59,
                (
                    "EHC plans in 20 weeks: 59.0% misses the target of 60% or more by 1 point; "
                    "Amber is from 55% up to 60% (RAG, tolerance 5 points)."
                ),
            ),
            (
                59.96,
                (
                    "EHC plans in 20 weeks: 59.96% misses the target of 60% or more by 0.04 points; "
                    "Amber is from 55% up to 60% (RAG, tolerance 5 points)."
                ),
            ),
        ],
    )
    def test_higher_is_better(self, value, sentence):
        """The value, the target, by how much it is missed, the band with its edges, and the rules."""
        assert sentence == said(value, FIVE)

    @pytest.mark.parametrize(
        "value, sentence",
        [
            (
                15,
                (
                    "Second child protection plans: 15.0% meets the target of 20% or less; "
                    "Green is at 20% or less (RAG, tolerance 10%)."
                ),
            ),
            (
                21,
                (
                    "Second child protection plans: 21.0% misses the target of 20% or less by 1 point; "
                    "Amber is above 20%, up to and including 22% (RAG, tolerance 10%)."
                ),
            ),
            (
                25,
                (
                    "Second child protection plans: 25.0% misses the target of 20% or less by 5 points; "
                    "Red is above 22% (RAG, tolerance 10%)."
                ),
            ),
        ],
    )
    def test_lower_is_better(self, value, sentence):
        """A target of 20% or less is met or missed; no one is above it."""
        assert sentence == said(value, TENTH, SECOND)

    @pytest.mark.parametrize(
        "value, target, sentence",
        [
            (
                85,
                BETWEEN,
                (
                    "Occupancy: 85% meets the target of 80% to 90%; "
                    "Green is from 80% to 90% inclusive (RAG, tolerance 5 points)."
                ),
            ),
            (
                92,
                BETWEEN,
                (
                    "Occupancy: 92% misses the target of 80% to 90% by 2 points; Amber is from 75% up to 80% "
                    "or above 90%, up to and including 95% (RAG, tolerance 5 points)."
                ),
            ),
            (
                70,
                BETWEEN,
                (
                    "Occupancy: 70% misses the target of 80% to 90% by 10 points; "
                    "Red is below 75% or above 95% (RAG, tolerance 5 points)."
                ),
            ),
            (85, Target(85), "Occupancy: 85% meets the target of exactly 85%; Green is at 85% (RAG)."),
            (
                80,
                Target.between(80, 90, strict=True),
                (
                    "Occupancy: 80% only touches the target, which is 80% to 90% (without 80% and 90%); "
                    "Red is at 80% or less or at 90% or more (RAG)."
                ),
            ),
        ],
    )
    def test_a_range(self, value, target, sentence):
        """A range is missed on either side."""
        assert sentence == said(value, target, BEDS)

    def test_a_strict_target_hit(self):
        """26 weeks is not less than 26 weeks, and nothing is missed by nothing."""
        assert (
            "Care proceedings: 26 weeks only equals the target, which is less than 26 weeks; "
            "Red is at 26 weeks or more (RAG)."
        ) == said(26, Target(26, strict=True), WEEKS)

    @pytest.mark.parametrize(
        "value, target, indicator, sentence",
        [
            (
                31,
                Target(26),
                WEEKS,
                (
                    "Care proceedings: 31 weeks misses the target of 26 weeks or less by 5 weeks; "
                    "Red is above 26 weeks (RAG)."
                ),
            ),
            (
                48.2,
                Target(45),
                ADMISSIONS,
                (
                    "Admissions: 48.2 per 10,000 misses the target of 45 per 10,000 or less "
                    "by 3.2 per 10,000; "
                    "Red is above 45 per 10,000 (RAG)."
                ),
            ),
            (
                1250,
                Target(1200),
                SPEND,
                (
                    "Spend per case: £1,250 misses the target of £1,200 or less by £50; "
                    "Red is above £1,200 (RAG)."
                ),
            ),
        ],
    )
    def test_units(self, value, target, indicator, sentence):
        """Each unit in its own words, also for the distance."""
        assert sentence == said(value, target, indicator)


class TestCounts:
    def test_they_stand_behind_the_percentage(self):
        """Havering Q1 2017/18 (paper B): 33.3% is 1 of 3."""
        sentence = (
            "Care proceedings in under 26 weeks: 33.3% (1 of 3) misses the target of 80% or more by "
            "46.7 points; Red is below 80% (RAG)."
        )
        assert sentence == said(counts(1, 3), Target(80), COURT)
        assert sentence == said(counts(1, 3, 33.3), Target(80), COURT)

    def test_large_ones_have_commas(self):
        """Counts are printed as a table prints them."""
        assert "£1,250 (2,500,000 of 2,000) misses" in said(counts(2_500_000, 2_000), Target(1200), SPEND)

    def test_the_distance_has_the_decimals_of_the_target(self):
        """1 of 2 misses 60.5% by 10.5 points, and not by 11."""
        assert "50% (1 of 2) misses the target of 60.5% or more by 10.5 points" in said(
            counts(1, 2), Target(60.5), COURT
        )


class TestRules:
    def test_a_share_of_a_full_year(self):
        """A profiled target says of what it is the share."""
        whole = Target(20, period=YEAR, profile="even")
        assert (
            "New foster carers: 6 meets the target of 5 or more (its share of 20 or more for 2022/23); "
            "Green is at 5 or more (RAG)."
        ) == said(Outturn(Q1, 6), whole, CARERS)
        shaped = Target(20, period=YEAR, profile=[2, 2, 6, 10], tolerance=Tolerance.points(4))
        assert (
            "New foster carers: 1 misses the target of 2 or more (its share of 20 or more for 2022/23) by 1; "
            "Red is below 1.6 (RAG, tolerance 0.4 points)."
        ) == said(Outturn(Q1, 1), shaped, CARERS)

    def test_rounded_before_rating(self):
        """A scheme that rates what is printed says so, where it made a difference to the number."""
        assert (
            "EHC plans in 20 weeks: 60.0% meets the target of 60% or more; "
            "Green is at 60% or more (Printed, rounded before rating)."
        ) == said(59.96, Target(60), scheme=PRINTED)
        assert said(60, Target(60), scheme=PRINTED).endswith("Green is at 60% or more (Printed).")
        assert said(counts(3, 5), Target(60), scheme=PRINTED).endswith("(Printed).")
        assert said(counts(1, 3), Target(60), scheme=PRINTED).endswith("(Printed, rounded before rating).")

    def test_a_miss_that_counts_as_green(self):
        """Havering 2013/14: within 10% of target is green, and the target is missed all the same."""
        assert (
            "EHC plans in 20 weeks: 56.0% misses the target of 60% or more by 4 points; "
            "Green is at 54% or more (Havering 2013/14, tolerance 10%)."
        ) == said(56, Target(60), scheme=HAVERING)

    @pytest.mark.parametrize(
        "then, told",
        [
            (49, "promoted to Amber as it is better than last year"),
            (50, "not promoted as it is the same as last year"),
            (51, "not promoted as it is worse than last year"),
        ],
    )
    def test_promoted_or_not(self, then, told):
        """Thurrock 2014/15: the sentence says whether last year's figure changed the colour."""
        change = compare(EHCP, Outturn(Q2, 50), Outturn(Q2_BEFORE, then))
        assert (
            "EHC plans in 20 weeks: 50.0% misses the target of 60% or more by 10 points; "
            f"Red is below 60%, {told} (Thurrock 2014/15)."
        ) == said(50, Target(60), scheme=THURROCK, change=change)

    @pytest.mark.parametrize(
        "value, target, scheme, told",
        [
            (
                70,
                Target(60, stretch=65),
                BRAG,
                "meets the target of 60% or more; Blue is at 65% or more (BRAG).",
            ),
            (
                55,
                Target(60),
                MET_OR_NOT,
                "misses the target of 60% or more by 5 points; Not met is below 60% (Met or not).",
            ),
            (
                55,
                Target(60, floor=50),
                RAG,
                "misses the target of 60% or more by 5 points; Amber is from 50% up to 60% (RAG).",
            ),
        ],
    )
    def test_other_schemes(self, value, target, scheme, told):
        """The words are the scheme's; a floor is no tolerance."""
        assert said(value, target, scheme=scheme).endswith(f"{value}.0% {told}")

    def test_missing_counts_as_red(self):
        """A body that counts missing figures as red says so in the sentence."""
        strict = RAG.replace(name="Strict", missing_as="red")
        assert "EHC plans in 20 weeks: Red, because Strict counts late as Red." == said(
            Outturn.missing(Q2, "late"), FIVE, scheme=strict
        )


class TestNotRated:
    @pytest.mark.parametrize(
        "reason, why",
        [
            ("not applicable", "the indicator does not apply in this period"),
            ("not due", "no figure is due in this period"),
            ("late", "the figure is due and has not arrived"),
            ("suppressed", "the figure is suppressed to protect people's privacy"),
            ("unreliable", "the figure is not reliable enough to rate"),
            ("no data", "there is no figure"),
        ],
    )
    def test_what_is_not_there(self, reason, why):
        """Each reason in a clause; a note follows in brackets, without its full stop."""
        assert f"EHC plans in 20 weeks: not rated, because {why}." == said(Outturn.missing(Q2, reason), FIVE)
        noted = Outturn.missing(Q2, reason, note=" The recording system changed. ")
        assert (f"EHC plans in 20 weeks: not rated, because {why} (The recording system changed).") == said(
            noted, FIVE
        )

    @pytest.mark.parametrize(
        "outturn, target, options, sentence",
        [
            (counts(0, 0), FIVE, {}, "not rated, because there were no cases, so there is no percentage."),
            (
                counts(1, 3),
                FIVE,
                {"scheme": RAG.replace(min_denominator=5)},
                "33.3% (1 of 3), not rated, because there were too few cases to rate.",
            ),
            (Outturn(Q2, 55), None, {}, "55.0%, not rated, because no target is set."),
            (
                Outturn(Q2, 55),
                FIVE,
                {"scheme": RAG.replace(promote=Promotion("amber", "green"), tolerance=Tolerance.points(1))},
                (
                    "55.0%, not rated, because the rule needs another figure to compare with, "
                    "and there is none."
                ),
            ),
            (
                Outturn(Q2, 55, reason="unreliable", note="Half the teams."),
                FIVE,
                {},
                "not rated, because the figure is not reliable enough to rate (Half the teams).",
            ),
        ],
    )
    def test_what_is_there_and_is_not_rated(self, outturn, target, options, sentence):
        """A figure that may be shown is shown; an unreliable one is not."""
        assert f"EHC plans in 20 weeks: {sentence}" == said(outturn, target, **options)

    def test_context(self):
        """Children in care are counted and not judged."""
        sentence = "Children in care: 278, not rated, because the indicator gives context and is not judged."
        assert sentence == said(278, None, IN_CARE)

    def test_no_cases_of_another_unit(self):
        """A mean of nothing is no percentage."""
        assert ("Care proceedings: not rated, because there were no cases, so there is no figure.") == said(
            counts(0, 0), Target(26), WEEKS
        )

    def test_commentary_of_a_figure_stays_out(self):
        """The note of a figure that is there is commentary, not the reason."""
        sentence = said(Outturn(Q2, 55, note="Up on last quarter."), None)
        assert "EHC plans in 20 weeks: 55.0%, not rated, because no target is set." == sentence

    def test_every_reason_has_its_sentence(self):
        """No reason is left without words that fit after 'because'."""
        for reason in Reason:
            assert re.fullmatch(r"(The|No|There) [^.]+\.", reason.sentence)


class TestAsserted:
    def test_who_and_why(self):
        """A colour without a figure (paper A) names who gave it and why."""
        rating = Rating.asserted(
            CARERS,
            Outturn.missing(Q2, "no data"),
            "red",
            by="the council's paper",
            because="it is printed so",
        )
        assert (
            "New foster carers: Red, given by the council's paper because it is printed so."
            == rating.explain()
        )

    def test_where_the_figures_disagree(self):
        """What the figures give is told where it is another status."""
        rating = Rating.asserted(
            EHCP, Outturn(Q2, 55), "green", by=" the director ", because=" the courts decide. ", target=FIVE
        )
        assert (
            "EHC plans in 20 weeks: Green, given by the director because the courts decide; "
            "the figures give Amber."
        ) == rating.explain()

    def test_where_they_agree(self):
        """Nothing is added where the figures say the same."""
        rating = Rating.asserted(EHCP, Outturn(Q2, 55), "amber", by="a", because="b", target=FIVE)
        assert "EHC plans in 20 weeks: Amber, given by a because b." == rating.explain()


def moved(now, then, indicator=EHCP, **options) -> str:
    """Return what the change of a figure in Q2 from one in Q1 says."""
    current = now if isinstance(now, Outturn) else Outturn(Q2, now)
    earlier = then if isinstance(then, Outturn) else Outturn(Q1, then)
    return compare(indicator, current, earlier, **options).explain()


class TestChange:
    @pytest.mark.parametrize(
        "now, then, indicator, sentence",
        [
            (55, 50, EHCP, "Up 5 points from 50.0% in Q1 2022/23, which is better: higher is better."),
            (50, 55, EHCP, "Down 5 points from 55.0% in Q1 2022/23, which is worse: higher is better."),
            (50, 50, EHCP, "No change from 50.0% in Q1 2022/23."),
            (15, 20, SECOND, "Down 5 points from 20.0% in Q1 2022/23, which is better: lower is better."),
            (21, 20, SECOND, "Up 1 point from 20.0% in Q1 2022/23, which is worse: lower is better."),
            (27, 26, WEEKS, "Up 1 week from 26 weeks in Q1 2022/23, which is worse: lower is better."),
            (1250, 1500, SPEND, "Down £250 from £1,500 in Q1 2022/23, which is better: lower is better."),
            (278, 277, IN_CARE, "Up 1 from 277 in Q1 2022/23; the indicator is not judged."),
            (278, 278, IN_CARE, "No change from 278 in Q1 2022/23; the indicator is not judged."),
            (
                counts(2, 4),
                Outturn(Q1, numerator=1, denominator=3),
                COURT,
                "Up 16.7 points from 33.3% in Q1 2022/23, which is better: higher is better.",
            ),
            (54.96, 55, EHCP, "Down 0.04 points from 55.0% in Q1 2022/23, which is worse: higher is better."),
        ],
    )
    def test_by_polarity(self, now, then, indicator, sentence):
        """The way the number went and what it means, each in its own words."""
        assert sentence == moved(now, then, indicator)

    def test_a_move_within_the_dead_band(self):
        """No change, and how large the move was that does not count."""
        assert "No change from 50.0% in Q1 2022/23 (a move of 0.4 points is within the dead band)." == moved(
            50.4, 50, dead_band=0.5
        )
        assert (
            "No change from 278 in Q1 2022/23 (a move of 1 is within the dead band); "
            "the indicator is not judged."
        ) == moved(279, 278, IN_CARE, dead_band=2)

    @pytest.mark.parametrize(
        "now, then, sentence",
        [
            (79, 70, "Up 9 points from 70% in Q1 2022/23, which is better: nearer to the target."),
            (99, 92, "Up 7 points from 92% in Q1 2022/23, which is worse: further from the target."),
            (75, 78, "Down 3 points from 78% in Q1 2022/23, which is worse: further from the target."),
            (
                85,
                82,
                (
                    "Up 3 points from 82% in Q1 2022/23, "
                    "which is no nearer to the target and no further from it."
                ),
            ),
            (85, 85, "No change from 85% in Q1 2022/23."),
        ],
    )
    def test_a_range(self, now, then, sentence):
        """For a range better is nearer to the target."""
        assert sentence == moved(now, then, BEDS, target=BETWEEN)

    def test_a_range_without_its_target(self):
        """Without the range no one can say."""
        assert (
            "Up 3 points from 82% in Q1 2022/23; nearer to the target is better, and none is given."
        ) == moved(85, 82, BEDS)

    def test_a_target_that_moved(self):
        """The figure stayed and its target did not."""
        targets = {"target": Target.between(70, 75), "earlier_target": BETWEEN}
        assert (
            "No change from 85% in Q1 2022/23, which is worse: further from the target, which has moved."
        ) == moved(85, 85, BEDS, **targets)

    @pytest.mark.parametrize(
        "now, then, indicator, why",
        [
            (Outturn.missing(Q2, "late"), 50, EHCP, "the figure for Q2 2022/23 is late"),
            (50, Outturn.missing(Q1, "no data"), EHCP, "the figure for Q1 2022/23 is not there"),
            (Outturn(Q2, 50, break_in_series=True), 50, EHCP, "the definition changed in Q2 2022/23"),
            (9, 6, CARERS, "it accumulates through the year"),
            (50, Outturn(Q1, numerator=0, denominator=0), EHCP, "there were no cases in Q1 2022/23"),
        ],
    )
    def test_what_cannot_be_compared(self, now, then, indicator, why):
        """Which period it was to be compared with, and why it is not."""
        assert f"Not comparable with Q1 2022/23: {why}." == moved(now, then, indicator)

    def test_what_was_never_reported(self):
        """Without an earlier figure there is no period to name."""
        nothing = Change(
            EHCP, Outturn(Q2, 50), None, Comparator.LAST_YEAR, Direction.NOT_COMPARABLE, reason="not reported"
        )
        assert "Not comparable: not reported." == nothing.explain()


class TestEverySentence:
    """Laws of the words, whatever the figures."""

    INDICATORS = (EHCP, SECOND, COURT, WEEKS, BEDS, ADMISSIONS, SPEND)

    @given(
        st.sampled_from(INDICATORS),
        # From 0 to 1 a percentage looks like a fraction, of which `rate` warns.
        st.integers(-50, 150) | st.floats(1.1, 200).map(lambda value: round(value, 2)),
        st.sampled_from((FIVE, TENTH, Target(60), Target(60, strict=True), Target(-5))),
        st.sampled_from((RAG, HAVERING, MET_OR_NOT)),
    )
    def test_a_rating_is_one_plain_sentence(self, indicator, value, target, scheme):
        """One sentence with one full stop, never 'above target', and 'meets' exactly where it is met."""
        if (scheme is HAVERING and target.value < 0) or (indicator is BEDS and target.strict):
            target = FIVE  # 10% of a negative number, and a range without a value inside, are refused
        rating = rate(indicator, Outturn(Q2, value), target, scheme=scheme)
        sentence = rating.explain()
        assert sentence.endswith(").")
        assert not re.search(r"[.!?] ", sentence)
        assert "above target" not in sentence
        assert "above the target" not in sentence
        assert rating.met is ("meets the target" in sentence)
        assert rating.value_text in sentence

    @given(
        st.sampled_from((*INDICATORS, IN_CARE)),
        st.integers(-50, 150),
        st.integers(-50, 150),
        st.sampled_from((None, 5, "10%")),
    )
    def test_a_change_is_one_plain_sentence(self, indicator, now, then, dead_band):
        """One sentence that says up, down or no change as the arrow, and better or worse as the meaning."""
        change = compare(indicator, Outturn(Q2, now), Outturn(Q1, then), target=BETWEEN, dead_band=dead_band)
        sentence = change.explain()
        assert sentence.endswith(".")
        assert not re.search(r"[.!?] ", sentence)
        assert sentence.startswith({"up": "Up ", "down": "Down ", "same": "No change "}[change.movement])
        for meaning in ("better", "worse"):
            assert (change.direction == meaning) is (f"which is {meaning}:" in sentence)
