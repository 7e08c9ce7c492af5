"""Ratings: the status of a figure, why there is none, and what else a rating knows."""

import copy
import math
import pickle
import warnings
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import numpy as np
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Bands,
    Change,
    Comparator,
    Direction,
    Edge,
    FaultsError,
    Indicator,
    InputError,
    InputTypeError,
    KpiragWarning,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    State,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)
from kpirag.ratings import Assertion

Q1, Q2 = Period.quarter(2022, 1), Period.quarter(2022, 2)
Q2_BEFORE = Period.quarter(2021, 2)
EHCP = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
SECOND = Indicator("12", "Second child protection plans", polarity="lower", unit="percent", decimals=1)
COURT = Indicator("9", "Care proceedings in under 26 weeks", polarity="higher", unit="percent")
IN_CARE = Indicator("40", "Children in care", polarity="none", basis="snapshot")
BEDS = Indicator("4", "Occupancy", polarity="range", unit="percent")
FIVE = Target(60, tolerance=Tolerance.points(5))
COUNCIL = Scheme("Council", min_denominator=5, missing_as="red", tolerance=Tolerance.percent(10))


def rated(value, target=FIVE, indicator=EHCP, **options) -> Rating:
    """Return the rating of a figure in Q2."""
    return rate(indicator, Outturn(Q2, value), target, **options)


def counted(numerator, denominator, target=None, indicator=COURT, **options) -> Rating:
    """Return the rating of counts in Q2; against 80 if no target is given."""
    outturn = Outturn(Q2, numerator=numerator, denominator=denominator)
    return rate(indicator, outturn, Target(80) if target is None else target, **options)


class TestStatus:
    @pytest.mark.parametrize(
        "value, status, met, shortfall",
        [
            (60, "green", True, 0.0),
            (59.9, "amber", False, 0.1),
            (55.0, "amber", False, 5.0),
            (54.9, "red", False, 5.1),
        ],
    )
    def test_the_contract_s_example(self, value, status, met, shortfall):
        """60 with five points of tolerance: amber from 55 up to 60."""
        rating = rated(value)
        assert (status, met, shortfall) == (rating.status, rating.met, rating.shortfall)
        assert rating.is_rated
        assert rating.reason is None

    @pytest.mark.parametrize(
        "value",
        [55, 55.0, Decimal("55.0"), Fraction(110, 2), np.float64(55), np.float32(55), np.int64(55)],
        ids=repr,
    )
    def test_every_kind_of_number_is_rated_alike(self, value):
        """55 is 55 in every kind of number, and comes out as a float."""
        rating = rated(value)
        assert ("amber", 55.0, float) == (rating.status, rating.value, type(rating.value))

    @pytest.mark.parametrize(
        "target, tolerance, value",
        [
            (90, 4.9, 85.1),
            (70.3, 0.7, 69.6),
            (0.3, 0.1, 0.2),
            (98.6, 2.3, 96.3),
            (1_000_000.1, 0.1, 1_000_000.0),
        ],
    )
    def test_a_value_on_the_edge_is_inside(self, target, tolerance, value):
        """Where floats say 85.1 < 90 - 4.9, decimals say equal, and decimals are right."""
        number = Indicator("1", "A", polarity="higher")
        below = math.nextafter(value, -math.inf)
        target = Target(target, tolerance=Tolerance.points(tolerance))
        assert "amber" == rated(value, target, number).status
        assert "red" == rated(below, target, number).status

    @pytest.mark.parametrize(
        "indicator, target, value, status",
        [
            (SECOND, Target(20), 20, "green"),
            (SECOND, Target(20), 20.1, "red"),
            (SECOND, Target(20, tolerance=Tolerance.percent(10)), 22, "amber"),
            (SECOND, Target(20, tolerance=Tolerance.percent(10)), 22.1, "red"),
            (BEDS, Target.between(80, 90, tolerance=Tolerance.points(5)), 75, "amber"),
            (BEDS, Target.between(80, 90, tolerance=Tolerance.points(5)), 95.1, "red"),
            (BEDS, Target.between(80, 90), 80, "green"),
            (EHCP, Target(0), 0, "green"),
            (SECOND, Target(0), 0, "green"),
            (EHCP, Target(-5), -6, "red"),
            (EHCP, Target(60, tolerance=Tolerance.points(5, strict=True)), 55, "red"),
        ],
    )
    def test_by_polarity(self, indicator, target, value, status):
        """Lower is better turns the scale round; a range has two worse sides; nought is a value."""
        assert status == rated(value, target, indicator).status

    def test_shortfall_nought_and_not_met(self):
        """Only a strict target hit exactly is missed by nothing."""
        rating = rated(60, Target(60, strict=True))
        assert (False, 0.0, "red") == (rating.met, rating.shortfall, rating.status)

    def test_shortfall_of_a_range_is_from_the_nearer_bound(self):
        """Five below, or two above."""
        ranged = Target.between(80, 90)
        assert (5.0, 2.0, 0.0) == tuple(rated(value, ranged, BEDS).shortfall for value in (75, 92, 85))

    def test_green_and_not_met(self):
        """Where a miss within tolerance counts as green, the target is still not met."""
        havering = Scheme("Havering", tolerance=Tolerance.percent(10), tolerance_counts_as="green")
        rating = rated(54, Target(60), scheme=havering)
        assert ("green", False, 6.0) == (rating.status, rating.met, rating.shortfall)

    @pytest.mark.parametrize(
        "scheme, letter, word", [(RAG, "A", "Amber"), (BRAG, "A", "Amber"), (MET_OR_NOT, "R", "Not met")]
    )
    def test_letter_and_word(self, scheme, letter, word):
        """A table prints the letter, a sentence the word of the scheme."""
        rating = rated(55, scheme=scheme)
        assert (letter, word) == (rating.letter, rating.word)

    def test_states_of_one_s_own(self):
        """A scheme's own states are the statuses of its ratings."""

        class House(StrEnum):
            BELOW = "below"
            NEAR = "near"
            ON_TRACK = "on track"

        own = Scheme("House", states=House, tolerance=Tolerance.points(5))
        assert House.NEAR is rated(57, Target(60), scheme=own).status
        stars = Scheme("Stars", states=(State("poor"), State("good", letter="*", met=True)))
        assert ("good", "*") == (
            rated(60, Target(60), scheme=stars).status,
            rated(60, Target(60), scheme=stars).letter,
        )


class TestReason:
    """What keeps a figure from being rated: never red, never green, in order of precedence."""

    @pytest.mark.parametrize(
        "reason", ["not applicable", "not due", "late", "suppressed", "unreliable", "no data"]
    )
    def test_what_is_not_there(self, reason):
        """A missing figure is not rated, and gives its reason."""
        rating = rate(EHCP, Outturn.missing(Q2, reason), FIVE)
        assert (Status.NOT_RATED, reason, None) == (rating.status, rating.reason, rating.met)
        assert not rating.is_rated
        assert rating.value is rating.shortfall is rating.stretch_met is None
        assert ("–", "–") == (rating.letter, rating.value_text)
        assert "" == rating.caution
        assert rating.cases_to() is rating.cases_to_recover() is None
        assert rating.bands == Bands.of(EHCP, FIVE)

    def test_an_unreliable_figure_is_not_used(self):
        """It is kept with the outturn; the rating has no value and no caution."""
        outturn = Outturn(Q2, numerator=1, denominator=3, reason="unreliable")
        rating = rate(EHCP, outturn, FIVE)
        assert (Reason.UNRELIABLE, None, "") == (rating.reason, rating.value, rating.caution)
        assert rating.to_dict()["value"] is None

    def test_zero_denominator(self):
        """0 of 0 is neither 100% nor 0%."""
        rating = counted(0, 0)
        assert (Reason.ZERO_DENOMINATOR, None) == (rating.reason, rating.value)

    @pytest.mark.parametrize("denominator, reason", [(4, "too few"), (5, None)])
    def test_too_few(self, denominator, reason):
        """Fewer cases than the scheme's least are not rated; their figure is still known."""
        rating = counted(1, denominator, scheme=COUNCIL)
        assert reason == rating.reason
        assert 100 / denominator == rating.value

    def test_a_value_alone_is_never_too_few(self):
        """Without counts there is no telling, and the value is rated."""
        assert rated(55, scheme=COUNCIL).is_rated

    def test_contextual(self):
        """Children in care are counted and not judged."""
        rating = rate(IN_CARE, Outturn(Q2, 278))
        assert (Reason.CONTEXTUAL, 278.0, "278") == (rating.reason, rating.value, rating.value_text)

    def test_no_target(self):
        """A figure without a target has nothing to be compared with."""
        rating = rated(55, None)
        assert (Reason.NO_TARGET, 55.0, None, None) == (
            rating.reason,
            rating.value,
            rating.bands,
            rating.target,
        )

    PROMOTED = COUNCIL.replace(promote=Promotion("red", "amber"))

    @pytest.mark.parametrize(
        "indicator, outturn, target, reason",
        [
            (IN_CARE, Outturn.missing(Q2, "suppressed"), None, "suppressed"),
            (IN_CARE, Outturn(Q2, numerator=0, denominator=0), None, "zero denominator"),
            (IN_CARE, Outturn(Q2, numerator=1, denominator=3), None, "too few"),
            (IN_CARE, Outturn(Q2, 278), None, "contextual"),
            (COURT, Outturn(Q2, numerator=0, denominator=0), None, "zero denominator"),
            (COURT, Outturn(Q2, numerator=1, denominator=3), None, "too few"),
            (COURT, Outturn(Q2, numerator=1, denominator=5), None, "no target"),
            (COURT, Outturn(Q2, numerator=1, denominator=3), Target(80), "too few"),
            (COURT, Outturn(Q2, numerator=1, denominator=5), Target(80), "no comparator"),
            (COURT, Outturn.missing(Q2, "unreliable"), Target(80), "unreliable"),
        ],
    )
    def test_the_first_that_holds_is_given(self, indicator, outturn, target, reason):
        """Of two reasons the one that comes first in the order of precedence is given."""
        rating = rate(indicator, outturn, target, scheme=self.PROMOTED)
        assert (reason, Status.NOT_RATED) == (rating.reason, rating.status)

    def test_no_more_cases_are_told_where_there_is_no_rating(self):
        """What is too few to rate has no distance to a status."""
        rating = counted(1, 3, scheme=COUNCIL)
        assert rating.cases_to() is rating.cases_to_recover() is rating.shortfall is rating.met is None


class TestMissingAs:
    """A body may count missing figures as red; that is its rule, and never the default."""

    @pytest.mark.parametrize("reason", ["late", "no data"])
    def test_late_and_absent_figures_count(self, reason):
        """A figure that should be there and is not counts as the scheme says."""
        rating = rate(EHCP, Outturn.missing(Q2, reason), FIVE, scheme=COUNCIL)
        assert (Status.RED, None, False) == (rating.status, rating.reason, rating.met)
        assert rating.is_rated
        assert rating.value is rating.shortfall is rating.cases_to() is rating.stretch_met is None
        assert "–" == rating.value_text

    @pytest.mark.parametrize("reason", ["not applicable", "not due", "suppressed", "unreliable"])
    def test_no_others(self, reason):
        """What is not due, suppressed or unreliable is not counted against anyone."""
        assert reason == rate(EHCP, Outturn.missing(Q2, reason), FIVE, scheme=COUNCIL).reason

    @pytest.mark.parametrize("indicator", [IN_CARE, EHCP], ids=["contextual", "no target"])
    def test_nothing_is_missed_without_a_target(self, indicator):
        """A figure that would not be rated if it were there is not red for being absent."""
        assert "no data" == rate(indicator, Outturn.missing(Q2, "no data"), scheme=COUNCIL).reason

    def test_never_by_default(self):
        """Without such a rule what is missing is not rated."""
        assert "no data" == rate(EHCP, Outturn.missing(Q2, "no data"), FIVE).reason


class TestPromotion:
    """Amber may need a trend: Havering 2013/14, Thurrock 2014/15."""

    HAVERING = Scheme(
        "Havering",
        version="2013/14",
        tolerance=Tolerance.percent(10),
        tolerance_counts_as="green",
        promote=Promotion("red", "amber", when="not worse", than="last year"),
    )
    THURROCK = Scheme(
        "Thurrock", version="2014/15", promote=Promotion("red", "amber", when="better", than="last year")
    )

    def change(self, now, then, period=Q2_BEFORE, indicator=EHCP) -> Change:
        """Return the change of a figure in Q2 from an earlier one."""
        return compare(indicator, Outturn(Q2, now), Outturn(period, then))

    @pytest.mark.parametrize(
        "now, then, status",
        [
            (54.0, None, "green"),  # within 10% of the target
            (53.9, 53.8, "amber"),  # beyond it, improved on last year
            (53.9, 53.9, "amber"),  # beyond it, the same as last year
            (53.9, 54.0, "red"),  # beyond it, worse than last year
            (60.0, None, "green"),
        ],
    )
    def test_havering(self, now, then, status):
        """Green within 10% of target; beyond it amber if as good as last year or better, else red."""
        change = None if then is None else self.change(now, then)
        assert status == rated(now, Target(60), scheme=self.HAVERING, change=change).status

    @pytest.mark.parametrize(
        "now, then, status",
        [
            (60.0, None, "green"),
            (59.9, 59.8, "amber"),
            (59.9, 59.9, "red"),
            (10.0, 9.0, "amber"),
            (59.9, 61, "red"),
        ],
    )
    def test_thurrock(self, now, then, status):
        """Any miss that beat the previous year is amber; not better is red."""
        change = None if then is None else self.change(now, then)
        assert status == rated(now, Target(60), scheme=self.THURROCK, change=change).status

    def test_lower_is_better(self):
        """Better is better by polarity."""
        change = self.change(21, 22, indicator=SECOND)
        rating = rated(21, Target(20), SECOND, scheme=self.THURROCK, change=change)
        assert (Status.AMBER, False, change) == (rating.status, rating.met, rating.change)

    def test_met_and_shortfall_are_of_the_target(self):
        """A promotion changes the colour and not how far the figure is from the target."""
        rating = rated(59.9, Target(60), scheme=self.THURROCK, change=self.change(59.9, 59.8))
        assert (False, 0.1) == (rating.met, rating.shortfall)

    def test_without_the_comparator_there_is_no_rating(self):
        """No value for last year makes the rule undefined: red is not guessed."""
        rating = rated(59.9, Target(60), scheme=self.THURROCK)
        assert (Reason.NO_COMPARATOR, 59.9, None) == (rating.reason, rating.value, rating.change)

    @pytest.mark.parametrize(
        "earlier",
        [Outturn.missing(Q2_BEFORE, "no data"), Outturn(Q2_BEFORE, numerator=0, denominator=0)],
        ids=repr,
    )
    def test_a_comparator_that_is_not_there(self, earlier):
        """A change that cannot be told is as none, and is kept."""
        change = compare(EHCP, Outturn(Q2, 59.9), earlier)
        rating = rated(59.9, Target(60), scheme=self.THURROCK, change=change)
        assert (Reason.NO_COMPARATOR, change) == (rating.reason, rating.change)

    def test_a_comparator_without_judgement(self):
        """Nearer to a range cannot be told without the range."""
        change = self.change(70, 65, indicator=BEDS)
        assert Direction.NO_JUDGEMENT is change.direction
        assert (
            "no comparator"
            == rated(70, Target.between(80, 90), BEDS, scheme=self.THURROCK, change=change).reason
        )

    def test_it_is_used_only_where_it_matters(self):
        """A green figure asks for no change; one that is given is checked and not used."""
        change = self.change(61, 62, Q1)  # of the last period, which the scheme does not ask for
        rating = rated(61, Target(60), scheme=self.THURROCK, change=change)
        assert (Status.GREEN, None) == (rating.status, rating.change)
        assert rated(61, Target(60), change=change).status == "green"

    def test_the_wrong_comparator_is_refused(self):
        """A change since the last period is no change since last year."""
        with pytest.raises(
            ValueError,
            match=r"^change: is measured from the last period, and Thurrock asks for the last year",
        ):
            rated(59.9, Target(60), scheme=self.THURROCK, change=self.change(59.9, 59.8, Q1))

    @pytest.mark.parametrize("scheme", [THURROCK, RAG])
    def test_another_indicator_is_refused(self, scheme):
        """A change of another indicator says nothing of this one, whether it is needed or not."""
        change = compare(COURT, Outturn(Q2, 59.9), Outturn(Q2_BEFORE, 50))
        with pytest.raises(ValueError, match=r"^change: is of another indicator; got 9\."):
            rated(59.9, Target(60), scheme=scheme, change=change)

    @pytest.mark.parametrize("scheme", [THURROCK, RAG])
    def test_another_outturn_is_refused(self, scheme):
        """A change of another figure is not this figure's."""
        with pytest.raises(ValueError, match=r"^change: is of another outturn; got Outturn\("):
            rated(59.9, Target(60), scheme=scheme, change=self.change(59.8, 50))

    @pytest.mark.parametrize("change", [5, "better", Outturn(Q2_BEFORE, 50), Direction.BETTER], ids=repr)
    def test_a_change_is_a_change(self, change):
        """The earlier figure itself is no change."""
        with pytest.raises(InputTypeError, match=r"^change: must be a Change; got .*Write change=compare\("):
            rated(59.9, Target(60), scheme=self.THURROCK, change=change)

    def test_an_annual_figure_s_last_period_is_last_year(self):
        """For what is reported once a year either comparator will do."""
        annual = Indicator("1", "A", polarity="higher", frequency="annual")
        outturn = Outturn(Period.year(2022), 50)
        change = compare(annual, outturn, Outturn(Period.year(2021), 40))
        scheme = RAG.replace(name="Own", promote=Promotion("red", "amber", than="last period"))
        assert "amber" == rate(annual, outturn, Target(60), scheme=scheme, change=change).status

    def test_several_promotions(self):
        """Each state may have a promotion of its own, with its own comparator."""
        scheme = RAG.replace(
            name="Own",
            tolerance=Tolerance.points(5),
            promote=(
                Promotion("red", "amber", when="not worse", than="last year"),
                Promotion("amber", "green", when="better", than="last period"),
            ),
        )
        for now, then, period, status in (
            (50, 50, Q2_BEFORE, "amber"),
            (50, 51, Q2_BEFORE, "red"),
            (57, 56, Q1, "green"),
            (57, 57, Q1, "amber"),
        ):
            assert (
                status == rated(now, Target(60), scheme=scheme, change=self.change(now, then, period)).status
            )
        with pytest.raises(ValueError, match="asks for the last period"):
            rated(57, Target(60), scheme=scheme, change=self.change(57, 56))

    def test_a_change_made_by_hand(self):
        """A figure that was never reported is a change without one, and gives no comparator."""
        nothing = Change(
            EHCP, Outturn(Q2, 50), None, Comparator.LAST_YEAR, Direction.NOT_COMPARABLE, reason="not reported"
        )
        assert "no comparator" == rated(50, Target(60), scheme=self.THURROCK, change=nothing).reason


class TestRounding:
    """A body may rate what it prints; that is its rule, and never the default."""

    PRINTED = RAG.replace(name="Printed", rounding="as published")

    @pytest.mark.parametrize(
        "value, decimals, exact, printed",
        [
            (59.96, 1, "red", "green"),
            (59.95, 1, "red", "green"),
            (59.94, 1, "red", "red"),
            (59.5, 0, "red", "green"),
            (59.49, 0, "red", "red"),
            (60.0, 1, "green", "green"),
        ],
    )
    def test_as_published(self, value, decimals, exact, printed):
        """59.96 at one decimal is 60.0 in print, and 59.96 otherwise; halves go up."""
        indicator = Indicator("1", "A", polarity="higher", unit="percent", decimals=decimals)
        assert exact == rated(value, Target(60), indicator).status
        assert printed == rated(value, Target(60), indicator, scheme=self.PRINTED).status

    def test_the_value_is_the_one_compared(self):
        """The rating's value is the rounded one, and the outturn keeps its own."""
        rating = rated(59.96, Target(60), scheme=self.PRINTED)
        assert (60.0, 59.96, "60.0%", True, 0.0) == (
            rating.value,
            rating.outturn.value,
            rating.value_text,
            rating.met,
            rating.shortfall,
        )

    def test_counts_are_rounded_too(self):
        """1,199 of 2,000 is 59.95%, printed 60.0%; how many more cases is told by the same rule."""
        rating = counted(1199, 2000, Target(60), EHCP, scheme=self.PRINTED)
        assert ("green", 0) == (rating.status, rating.cases_to())
        assert 1 == counted(1198, 2000, Target(60), EHCP, scheme=self.PRINTED).cases_to()

    def test_it_needs_the_decimals(self):
        """Without the decimals it is published to, there is no rounding."""
        with pytest.raises(InputError) as caught:
            rated(59.96, Target(60), COURT, scheme=self.PRINTED)
        assert (
            "indicator.decimals: indicator 9 does not say to how many decimals it is published. "
            "Set decimals on the indicator, or rate with rounding='none'."
        ) == str(caught.value)

    def test_only_where_something_is_compared(self):
        """A contextual figure and one without a target are not rounded, and need no decimals."""
        assert "contextual" == rate(IN_CARE, Outturn(Q2, 278.4), scheme=self.PRINTED).reason
        assert 59.96 == rated(59.96, None, COURT, scheme=self.PRINTED).value


class TestCaution:
    @pytest.mark.parametrize(
        "denominator, text",
        [
            (1, "Based on 1 case: one case is worth 100 points"),
            (2, "Based on 2 cases: one case is worth 50 points"),
            (3, "Based on 3 cases: one case is worth 33.3 points"),
            (6, "Based on 6 cases: one case is worth 16.7 points"),
            (19, "Based on 19 cases: one case is worth 5.3 points"),
            (20, ""),
            (1000, ""),
        ],
    )
    def test_below_twenty_cases(self, denominator, text):
        """A percentage of fewer than 20 cases says what one case is worth."""
        assert text == counted(1, denominator).caution

    def test_it_never_changes_the_status(self):
        """1 of 3 is as red with a caution as without."""
        assert counted(1, 3).status == counted(1, 3, scheme=RAG.replace(caution_below=0)).status == "red"
        assert "" == counted(1, 3, scheme=RAG.replace(caution_below=0)).caution

    def test_the_scheme_says_how_few(self):
        """Another body may caution below 100."""
        assert "Based on 99 cases" in counted(1, 99, scheme=RAG.replace(caution_below=100)).caution

    @pytest.mark.parametrize("unit, per", [("rate", 1_000), ("days", None), ("number", None)])
    def test_only_percentages(self, unit, per):
        """A mean of three is no share of three."""
        indicator = Indicator("1", "A", polarity="higher", unit=unit, per=per)
        assert "" == counted(1, 3, indicator=indicator).caution

    def test_not_without_counts(self):
        """A percentage alone does not say of how many."""
        assert "" == rated(33.3).caution

    def test_a_value_beside_counts(self):
        """The counts feed the caution where the value is rated."""
        rating = rate(COURT, Outturn(Q2, 33.3, numerator=1, denominator=3), Target(80))
        assert ("Based on 3 cases: one case is worth 33.3 points", 33.3) == (rating.caution, rating.value)

    def test_unrated_figures_have_one_too(self):
        """A figure that is shown without a rating is as small; 0 of 0 and what is not shown have none."""
        assert counted(1, 3, scheme=COUNCIL).caution.startswith("Based on 3 cases")
        assert "" == counted(0, 0).caution


class TestCasesTo:
    def test_paper_b(self):
        """Havering Q1 2017/18: 1 of 3 against 80%: two more of the same three, or seven more in time."""
        rating = counted(1, 3)
        assert ("red", 2, 2) == (rating.status, rating.cases_to(), rating.cases_to("green"))
        assert 7 == rating.cases_to_recover()
        assert 100 * 8 / 10 >= 80 > 100 * 7 / 9

    @pytest.mark.parametrize(
        "counts, target, status, told",
        [
            ((79, 100), Target(80), None, (1, 5)),
            ((80, 100), Target(80), None, (0, 0)),
            ((0, 3), Target(100), None, (3, None)),  # what has missed once never gets to 100%
            ((3, 3), Target(100), None, (0, 0)),
            ((50, 100), FIVE, "amber", (5, 12)),
            ((50, 100), FIVE, "red", (0, 0)),
            ((50, 100), Target(50, strict=True), None, (1, 1)),
            ((2.5, 4), Target(80), None, (1, 4)),  # parts of a case move by whole ones
            ((3.5, 4), Target(90), None, (None, 1)),
            ((0, 3), Target(80, stretch=90), "green", (3, 12)),
        ],
    )
    def test_higher_is_better(self, counts, target, status, told):
        """The smallest number of cases for which the same bands give at least that status."""
        rating = counted(*counts, target)
        assert told == (rating.cases_to(status), rating.cases_to_recover(status))

    @pytest.mark.parametrize(
        "counts, target, told",
        [
            ((30, 100), Target(20), (10, 50)),
            ((20, 100), Target(20), (0, 0)),
            ((1, 3), Target(0), (1, None)),  # one case never dilutes to none
            ((20, 100), Target(20, strict=True), (1, 1)),
            ((2.5, 10), Target(0), (None, None)),
        ],
    )
    def test_lower_is_better(self, counts, target, told):
        """Where lower is better, cases are taken away, or diluted by further good ones."""
        rating = counted(*counts, target, SECOND)
        assert told == (rating.cases_to(), rating.cases_to_recover())

    def test_over_a_hundred(self):
        """Where a percentage can exceed 100, the denominator does not bound the cases."""
        high = Indicator("1", "A", polarity="higher", unit="percent", can_exceed_100=True)
        low = Indicator("1", "A", polarity="lower", unit="percent", can_exceed_100=True)
        assert (50, None) == (
            counted(150, 100, Target(200), high).cases_to(),
            counted(150, 100, Target(200), high).cases_to_recover(),
        )
        assert (50, 50) == (
            counted(150, 100, Target(100), low).cases_to(),
            counted(150, 100, Target(100), low).cases_to_recover(),
        )

    def test_a_rate(self):
        """A rate moves by events, and has no share to recover."""
        rate_of = Indicator("1", "Admissions", polarity="lower", unit="rate", per=10_000)
        rating = counted(120, 20_000, Target(50), rate_of)
        assert (20, None) == (rating.cases_to(), rating.cases_to_recover())

    @pytest.mark.parametrize("unit", ["days", "number", "currency", "score"])
    def test_a_mean_has_no_cases(self, unit):
        """A mean moves by amounts and not by cases."""
        indicator = Indicator("1", "A", polarity="higher", unit=unit)
        rating = counted(10, 5, indicator=indicator)
        assert rating.cases_to() is rating.cases_to_recover() is None

    def test_without_counts_there_are_none(self):
        """A percentage alone has no cases, not even where the target is met."""
        for value in (33.3, 90):
            assert rated(value).cases_to() is rated(value).cases_to_recover() is None

    def test_a_range_has_no_way_up(self):
        """In a range more cases may be better or worse."""
        rating = counted(3, 4, Target.between(80, 90), BEDS)
        assert rating.cases_to() is rating.cases_to_recover() is None

    def test_a_target_out_of_reach(self):
        """No number of cases reaches 110%."""
        assert counted(1, 3, Target(110)).cases_to() is None

    def test_a_value_that_is_rated_is_never_nought_cases_away(self):
        """A printed value below a target that its counts reach is one case away, not none."""
        rating = rate(COURT, Outturn(Q2, 79, numerator=159, denominator=200), Target(79.5))
        assert ("red", 1) == (rating.status, rating.cases_to())

    def test_rounding_counts(self):
        """What is rated rounded is reached rounded, 100.0 too."""
        printed = RAG.replace(rounding="as published")
        assert 666 == counted(0, 1, Target(99.9), EHCP, scheme=printed).cases_to_recover()
        assert 1999 == counted(0, 1, Target(100), EHCP, scheme=printed).cases_to_recover()

    @pytest.mark.parametrize("status", ["purple", "not rated", "", None])
    def test_a_state_of_the_scheme(self, status):
        """An unknown status is refused with a suggestion; none means meeting the target."""
        rating = counted(1, 3)
        if status is None:
            assert 2 == rating.cases_to(status)
            return
        for call in (rating.cases_to, rating.cases_to_recover):
            with pytest.raises(InputError, match=r"^status: is no state of RAG; got "):
                call(status)

    @given(st.integers(1, 200), st.data(), st.integers(1, 100), st.sampled_from(("higher", "lower")))
    def test_one_case_fewer_does_not_do(self, denominator, data, target, polarity):
        """So many cases reach the target, and one fewer does not."""
        numerator = data.draw(st.integers(0, denominator))
        indicator = Indicator("1", "A", polarity=polarity, unit="percent")
        sign = 1 if polarity == "higher" else -1

        def met(cases: int) -> bool:
            return counted(numerator + sign * cases, denominator, Target(target), indicator).met

        cases = counted(numerator, denominator, Target(target), indicator).cases_to()
        assert cases is not None  # a target from 1 to 100 can always be met
        assert met(cases)
        assert cases == 0 or not met(cases - 1)


class TestStretch:
    @pytest.mark.parametrize(
        "indicator, target, value, met",
        [
            (EHCP, Target(60, stretch=70), 70, True),
            (EHCP, Target(60, stretch=70), 69.9, False),
            (EHCP, Target(60, stretch=Edge(70, inclusive=False)), 70, False),
            (SECOND, Target(20, stretch=15), 15, True),
            (SECOND, Target(20, stretch=15), 15.1, False),
            (EHCP, Target(60), 99, None),
        ],
    )
    def test_whether_it_is_reached(self, indicator, target, value, met):
        """The stretch is told beside the status; None where there is none."""
        assert met is rated(value, target, indicator).stretch_met

    def test_not_without_a_rating(self):
        """What is not rated reaches nothing."""
        assert rate(EHCP, Outturn.missing(Q2, "late"), Target(60, stretch=70)).stretch_met is None
        assert counted(1, 3, Target(60, stretch=70), scheme=COUNCIL).stretch_met is None


class TestValueText:
    """A figure is never printed on the other side of an edge than its colour."""

    @pytest.mark.parametrize(
        "value, decimals, text",
        [
            (59.96, 1, "59.96%"),  # 60.0% would be green
            (59.94, 1, "59.9%"),
            (54.95, 1, "54.95%"),  # 55.0% would be amber
            (54.94, 1, "54.9%"),
            (59.6, 0, "59.6%"),
            (59.4, 0, "59%"),
            (57.0, 1, "57.0%"),
            (57.25, None, "57.25%"),
            (60.04, 1, "60.0%"),
            (59.9999999999, 1, "59.9999999999%"),
            (59.99999999999999, 0, "59.99999999999999%"),
        ],
    )
    def test_given(self, value, decimals, text):
        """A value is printed to its decimals, or to as many as show its band."""
        indicator = Indicator("1", "A", polarity="higher", unit="percent", decimals=decimals)
        assert text == rated(value, indicator=indicator).value_text

    @pytest.mark.parametrize(
        "counts, decimals, text",
        [((1, 3), None, "33.3%"), ((1, 2), None, "50%"), ((1, 3), 0, "33%"), ((5999, 10_000), 1, "59.99%")],
    )
    def test_from_counts(self, counts, decimals, text):
        """A percentage from counts has endless decimals: one is printed if none are said."""
        indicator = Indicator("1", "A", polarity="higher", unit="percent", decimals=decimals)
        assert text == counted(*counts, FIVE, indicator).value_text

    def test_a_strict_target(self):
        """A value just short of a strict target met does not look as if it hit it."""
        court = Indicator("16", "Weeks", polarity="lower", unit="weeks", decimals=0)
        assert "25.9 weeks" == rated(25.9, Target(26, strict=True), court).value_text

    def test_green_within_tolerance_and_missed(self):
        """Where a miss is green too, the printed figure still shows that it missed."""
        havering = Scheme("Havering", tolerance=Tolerance.percent(10), tolerance_counts_as="green")
        whole = Indicator("1", "A", polarity="higher", unit="percent", decimals=0)
        assert "59.6%" == rated(59.6, Target(60), whole, scheme=havering).value_text

    def test_next_to_nothing(self):
        """A figure a hair above nought misses a target of nought, and does not look like it."""
        plans = Indicator("1", "A", polarity="lower", unit="percent", decimals=1)
        for value in (1e-17, 5e-324):
            rating = rated(value, Target(0), plans)
            assert ("red", value) == (rating.status, float(rating.value_text.removesuffix("%")))

    def test_without_a_target(self):
        """Without bands there is nothing to contradict."""
        assert "60.0%" == rated(59.96, None).value_text

    @given(
        st.floats(40, 75),
        st.integers(0, 3),
        st.sampled_from(("higher", "lower")),
        st.sampled_from((FIVE, Target(60), Target(60, strict=True))),
    )
    def test_what_is_printed_is_rated_alike(self, value, decimals, polarity, target):
        """Reading the printed figure gives the same status, and met or not, whatever the value."""
        indicator = Indicator("1", "A", polarity=polarity, unit="percent", decimals=decimals)
        rating = rated(value, target, indicator)
        printed = rated(float(rating.value_text.removesuffix("%")), target, indicator)
        assert (rating.status, rating.met) == (printed.status, printed.met)


class TestAsserted:
    """A paper prints a colour that the figures do not give: it is kept, with who and why."""

    def test_without_a_figure(self):
        """Bromley, September 2022 (paper A): a letter without a figure."""
        carers = Indicator("18", "In-house foster carers recruited", polarity="higher")
        missing = Outturn.missing(Q2, "no data")
        rating = Rating.asserted(carers, missing, "red", by="the council's paper", because="printed red")
        assert (Status.RED, None, False, None) == (rating.status, rating.reason, rating.met, rating.shortfall)
        assert rating.is_rated
        assert Assertion("the council's paper", "printed red") == rating.assertion
        assert rating.computed is rating.disagrees is None
        assert ("R", "–") == (rating.letter, rating.value_text)

    def test_one_that_agrees(self):
        """Where figure and target allow, the computed rating is kept beside it."""
        rating = Rating.asserted(EHCP, Outturn(Q2, 55.0), "amber", by="a", because="b", target=FIVE)
        assert (Status.AMBER, False, rated(55.0)) == (rating.status, rating.disagrees, rating.computed)

    def test_one_that_disagrees(self):
        """The person's word is the status, and the figures' is told beside it."""
        rating = Rating.asserted(EHCP, Outturn(Q2, 55.0), Status.GREEN, by="a", because="b", target=FIVE)
        assert (Status.GREEN, True, Status.AMBER) == (rating.status, rating.disagrees, rating.computed.status)
        assert (True, 5.0) == (rating.met, rating.shortfall)  # met by the person's word, short by the figures

    @pytest.mark.parametrize(
        "outturn, target",
        [
            (Outturn(Q2, 55.0), None),
            (Outturn.missing(Q2, "suppressed"), FIVE),
            (Outturn(Q2, numerator=0, denominator=0), FIVE),
        ],
        ids=repr,
    )
    def test_one_that_cannot_be_computed(self, outturn, target):
        """Without a target or a figure there is nothing to disagree with."""
        rating = Rating.asserted(EHCP, outturn, "amber", by="a", because="b", target=target)
        assert rating.computed is rating.disagrees is None
        assert "amber" == rating.status

    def test_a_computed_rating_is_its_own(self):
        """What was computed is what the figures give, and no person's word."""
        rating = rated(55.0)
        assert rating.computed is rating
        assert rating.assertion is rating.disagrees is None

    def test_the_scheme_s_own_states(self):
        """A status is one of the scheme's; meeting the target is what the scheme says of it."""
        blue = Rating.asserted(EHCP, Outturn.missing(Q2, "no data"), "blue", by="a", because="b", scheme=BRAG)
        assert (Status.BLUE, True) == (blue.status, blue.met)

    @pytest.mark.parametrize("status", ["blue", "purple", "not rated", Status.NOT_RATED, None, 3])
    def test_no_other_status(self, status):
        """A colour that the scheme does not have is refused."""
        with pytest.raises(InputError, match=r"^status: is no state of RAG; got "):
            Rating.asserted(EHCP, Outturn(Q2, 55.0), status, by="a", because="b")

    def test_who_and_why_are_needed(self):
        """A status without a name and a reason is hearsay; both faults are told at once."""
        with pytest.raises(FaultsError) as caught:
            Rating.asserted(EHCP, Outturn(Q2, 55.0), "red", by=" ", because="")
        assert ["Say who gave the status.", "Say why it was given."] == [
            one.remedy for one in caught.value.faults
        ]
        with pytest.raises(InputTypeError, match=r"^by: must be text"):
            Rating.asserted(EHCP, Outturn(Q2, 55.0), "red", by=None, because="b")

    def test_figures_must_still_fit(self):
        """A target that cannot be compared is refused here too."""
        running = Indicator("2", "Carers", polarity="higher", basis="year to date")
        with pytest.raises(InputError, match="profiled"):
            Rating.asserted(
                running,
                Outturn(Q2, 5),
                "red",
                by="a",
                because="b",
                target=Target(20, period=Period.year(2022)),
            )

    def test_a_scheme_that_asks_for_a_change(self):
        """Where the figures alone do not decide, nothing is computed."""
        rating = Rating.asserted(
            EHCP, Outturn(Q2, 50), "amber", by="a", because="b", target=FIVE, scheme=TestPromotion.THURROCK
        )
        assert ("amber", None) == (rating.status, rating.computed)


class TestFractions:
    """0.52 against a target of 52 is a slip that looks like a very bad figure."""

    SAID = (
        "indicator 32: the value looks like a fraction and the target like a percentage "
        "(value 0.52, target 52% or more). Percentages run from 0 to 100: write 52, not 0.52."
    )

    def warned(self, value, target, indicator=EHCP) -> list[str]:
        """Return what is warned of when a value is rated."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            rated(value, target, indicator)
        assert {KpiragWarning} >= {warning.category for warning in caught}
        return [str(warning.message) for warning in caught]

    def test_one_warning(self):
        """It is told once, with both numbers and how to write them."""
        assert [self.SAID] == self.warned(0.52, Target(52))

    def test_it_points_at_the_caller(self):
        """The line is the one that rated it, also from within kpirag."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            rated(0.52, Target(52))
            Rating.asserted(EHCP, Outturn(Q2, 0.52), "red", by="a", because="b", target=Target(52))
        assert [__file__, __file__] == [warning.filename for warning in caught]

    def test_every_figure_that_looks_so_is_told(self):
        """Whatever was rated before with the same target: the hundredth slip is told like the first."""
        target = Target(52)
        assert [] == self.warned(53, target)
        assert [self.SAID] == self.warned(0.52, target)
        assert [self.SAID] == self.warned(0.52, target)
        assert [] == self.warned(53, target)

    def test_a_target_that_looks_like_a_fraction(self):
        """The other way round, 52 against 0.52, whatever was rated with the target before."""
        target = Target(0.52)
        assert [] == self.warned(0.6, target)
        assert 1 == len(self.warned(52, target))
        (said,) = self.warned(52, Target(0.52))
        assert "the target looks like a fraction and the value like a percentage" in said
        assert "write 52, not 0.52." in said

    @pytest.mark.parametrize(
        "value, target, indicator",
        [
            (0, Target(52), EHCP),  # nought is a value
            (0.0, Target(52), EHCP),
            (1, Target(52), EHCP),
            (0.9, Target(10), EHCP),  # not so far that it must be a slip
            (-0.5, Target(52), EHCP),
            (0.4, Target(52), SECOND),  # where lower is better this is good news
            (0.4, Target(0.5), EHCP),
            (0.4, Target(0), EHCP),
            (0.9, Target(1), EHCP),
            (5, Target(0.5), SECOND),
            (0.52, Target(52), Indicator("1", "A", polarity="higher", unit="score")),
            (0.52, Target(52), Indicator("1", "A", polarity="higher", unit="number")),
            (15, Target.between(0.5, 20), BEDS),
            (0.9, Target.between(2, 60), BEDS),
        ],
    )
    def test_what_is_no_slip(self, value, target, indicator):
        """Small percentages, nought, lower is better and other units do not warn."""
        assert [] == self.warned(value, target, indicator)

    @pytest.mark.parametrize(
        "value, target", [(0.52, Target.between(40, 60)), (52, Target.between(0.4, 0.6))]
    )
    def test_a_range(self, value, target):
        """A range is looked at by its lower and its upper bound."""
        assert 1 == len(self.warned(value, target, BEDS))

    def test_counts_are_percentages(self):
        """1 of 200 is 0.5%, and that is no slip."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert "red" == counted(1, 200, Target(52)).status
            outturn = Outturn(Q2, 0.5, numerator=1, denominator=200)
            assert "red" == rate(COURT, outturn, Target(52)).status

    def test_missing_figures_do_not_warn(self):
        """Nothing looks like anything where there is nothing."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert rate(EHCP, Outturn.missing(Q2, "late"), Target(0.52)).reason == "late"


class TestCompiledOnce:
    """What a target compiled for one rating is used for the next only where it is the same question."""

    def test_it_is_used(self):
        """The same indicator, target and scheme share their bands."""
        target = Target(60, tolerance=Tolerance.points(5))
        assert rated(55, target).bands is rated(54, target).bands

    def test_another_indicator(self):
        """A target shared by two indicators is read by each one's polarity and unit."""
        target = Target(60, tolerance=Tolerance.points(5))
        for indicator, status in ((EHCP, "red"), (SECOND, "green"), (EHCP, "red"), (COURT, "red")):
            rating = rated(50, target, indicator)
            assert (status, indicator) == (rating.status, rating.indicator)

    def test_another_scheme(self):
        """So is one that is rated under two schemes."""
        target = Target(60)
        council = RAG.replace(name="Council", tolerance=Tolerance.points(5))
        promoted = RAG.replace(name="Promoted", promote=Promotion("red", "amber"))
        few = RAG.replace(name="Few", min_denominator=5)
        for scheme, status in (
            (RAG, "red"),
            (council, "amber"),
            (RAG, "red"),
            (promoted, "not rated"),
            (few, "red"),
            (promoted, "not rated"),
            (promoted, "not rated"),
            (RAG, "red"),
        ):
            rating = rated(57, target, scheme=scheme)
            assert (status, scheme) == (rating.status, rating.scheme)

    def test_another_period(self):
        """A target of a year is shared out for each period of its own."""
        running = Indicator("2", "Carers", polarity="higher", basis="year to date")
        target = Target(20, period=Period.year(2022), profile="even")
        for period, status in ((Q1, "green"), (Q2, "red"), (Q1, "green")):
            assert status == rate(running, Outturn(period, 6), target).status
        percentage = Target(60, period=Period.year(2022))
        assert "green" == rated(61, percentage).status
        with pytest.raises(InputError, match="the target is for 2022/23"):
            rate(EHCP, Outturn(Q2_BEFORE, 61), percentage)

    def test_equal_but_not_the_same(self):
        """An equal indicator made again rates alike, and is the one the rating tells of."""
        again = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
        rated(55)
        rating = rated(55, indicator=again)
        assert again is rating.indicator
        assert rated(55) == rating

    @pytest.mark.parametrize(
        "outturn",
        [
            Outturn.missing(Q2, "late"),
            Outturn(Q2, 70, reason="unreliable"),
            Outturn(Q2, numerator=0, denominator=0),
            Outturn(Q2, numerator=5, denominator=4, quality="revised"),
        ],
        ids=repr,
    )
    def test_no_reason_is_passed_over(self, outturn):
        """After a hundred plain figures, a missing one is still missing, and a wrong one still refused."""
        target = Target(60)
        assert all(rated(70, target).status == "green" for _ in range(100))
        if outturn.numerator == 5:
            with pytest.raises(InputError, match="above the denominator"):
                rate(EHCP, outturn, target)
        else:
            assert Status.NOT_RATED is rate(EHCP, outturn, target).status

    def test_a_change_is_still_checked(self):
        """A change that is another's is refused whatever was compiled."""
        target = Target(60)
        rated(70, target)
        change = compare(EHCP, Outturn(Q2, 71), Outturn(Q1, 60))
        with pytest.raises(InputError, match="another outturn"):
            rated(70, target, change=change)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from((EHCP, SECOND, COURT)),
                st.sampled_from((RAG, MET_OR_NOT, BRAG)),
                st.integers(0, 100),
            )
        )
    )
    def test_any_order_gives_what_a_fresh_target_gives(self, questions):
        """Whatever was asked before, a shared target rates as a target of its own does."""
        shared = Target(60)
        for indicator, scheme, value in questions:
            assert rated(value, Target(60), indicator, scheme=scheme) == rated(
                value, shared, indicator, scheme=scheme
            )


class TestBadInput:
    @pytest.mark.parametrize(
        "place, path, kind",
        [(0, "indicator", "an Indicator"), (1, "outturn", "an Outturn"), (2, "target", "a Target")],
    )
    @pytest.mark.parametrize(
        "given_instead", ["32", 55.0, RAG, object()], ids=["text", "number", "scheme", "object"]
    )
    def test_each_argument_is_of_its_kind(self, place, path, kind, given_instead):
        """A bare number is neither outturn nor target, and an example is shown."""
        arguments = [EHCP, Outturn(Q2, 55.0), FIVE]
        arguments[place] = given_instead
        with pytest.raises(InputTypeError, match=rf"^{path}: must be {kind}; got .* Write "):
            rate(*arguments)

    @pytest.mark.parametrize("scheme", [None, "RAG", Status, ("red", "green")])
    def test_a_scheme_is_a_scheme(self, scheme):
        """The name of a scheme is none."""
        with pytest.raises(InputTypeError, match=r"^scheme: must be a Scheme; got .*Write RAG\.$"):
            rated(55, scheme=scheme)

    def test_all_are_told_at_once(self):
        """Every fault is found in one go."""
        with pytest.raises(FaultsError) as caught:
            rate(None, None, 60, scheme=None)
        assert ["indicator", "outturn", "target", "scheme"] == [one.path for one in caught.value.faults]

    def test_a_rating_is_neither_true_nor_false(self):
        """`if rating:` would be true for red; it is refused, and the right question named."""
        with pytest.raises(TypeError) as caught:
            bool(rated(55))
        said = "a rating is neither true nor false. Ask for rating.met, or compare rating.status."
        assert said == str(caught.value)


class TestWhatItIs:
    def test_it_does_not_change(self):
        """A rating is a value."""
        with pytest.raises(FrozenInstanceError):
            rated(55).outturn = None

    def test_equality_is_of_all_it_was_made_on(self):
        """Ratings are equal if indicator, outturn, target, scheme and outcome are, and then hash alike."""
        one = rated(55)
        assert (one, hash(one)) == (rated(55.0), hash(rated(55.0)))
        assert one != rated(55.1)
        assert one != rated(55, indicator=COURT)
        assert one != rated(55, Target(60, tolerance=Tolerance.points(5), source="Plan"))
        assert one != rated(55, scheme=RAG.replace(version="2"))
        assert one != Rating.asserted(EHCP, Outturn(Q2, 55), "amber", by="a", because="b", target=FIVE)
        assert 2 == len({one, rated(55.0), rated(57)})

    @pytest.mark.parametrize(
        "rating",
        [
            rated(55),
            counted(1, 3),
            rate(EHCP, Outturn.missing(Q2, "late"), FIVE),
            rated(55, None),
            Rating.asserted(EHCP, Outturn(Q2, 55), "red", by="a", because="b", target=FIVE),
            rated(
                50,
                FIVE,
                scheme=TestPromotion.THURROCK,
                change=compare(EHCP, Outturn(Q2, 50), Outturn(Q2_BEFORE, 40)),
            ),
        ],
        ids=repr,
    )
    def test_it_copies(self, rating):
        """A rating pickles and copies with all it knows."""
        for again in (pickle.loads(pickle.dumps(rating)), copy.copy(rating), copy.deepcopy(rating)):
            assert (rating, hash(rating)) == (again, hash(again))
            assert rating.to_dict() == again.to_dict()

    def test_it_shows_itself(self):
        """A repr names the indicator, the period, and the status or the reason."""
        assert "<Rating of 32 in Q2 2022/23: Amber, 55.0%>" == repr(rated(55))
        assert "<Rating of 32 in Q2 2022/23: Not rated, late>" == repr(
            rate(EHCP, Outturn.missing(Q2, "late"))
        )

    def test_a_record_is_plain(self):
        """A record holds text, numbers, booleans and None."""
        record = counted(1, 3).to_dict()
        assert {
            "ref": "9",
            "name": "Care proceedings in under 26 weeks",
            "period": "Q2 2022/23",
            "value": 100 / 3,
            "numerator": 1,
            "denominator": 3,
            "status": "red",
            "letter": "R",
            "reason": None,
            "met": False,
            "shortfall": 46.666666667,
            "variance": -46.666666667,
            "stretch_met": None,
            "target": "80% or more",
            "bands": "Green at 80% or more; Red below 80%",
            "scheme": "RAG",
            "scheme_version": "",
            "caution": "Based on 3 cases: one case is worth 33.3 points",
            "asserted_by": None,
            "asserted_because": None,
            "disagrees": None,
            "forecast": None,
            "interval_low": None,
            "interval_high": None,
            "forecast_value": None,
            "forecast_by": None,
            "forecast_because": None,
            "explanation": counted(1, 3).explain(),
        } == record
        asserted = Rating.asserted(EHCP, Outturn(Q2, 55), "red", by="a", because="b", target=FIVE).to_dict()
        assert ("a", "b", True) == (
            asserted["asserted_by"],
            asserted["asserted_because"],
            asserted["disagrees"],
        )
        unrated = rated(55, None).to_dict()
        assert ("not rated", "no target", None, None) == (
            unrated["status"],
            unrated["reason"],
            unrated["target"],
            unrated["bands"],
        )

    def test_what_it_was_made_on(self):
        """Indicator, target, scheme and bands are those given; a shared target is the share."""
        rating = rated(55)
        assert (EHCP, FIVE, RAG, Bands.of(EHCP, FIVE)) == (
            rating.indicator,
            rating.target,
            rating.scheme,
            rating.bands,
        )
        running = Indicator("2", "Carers", polarity="higher", basis="year to date")
        year = Target(20, period=Period.year(2022), profile="even")
        assert (10.0, year) == (
            rate(running, Outturn(Q2, 9), year).target.value,
            rate(running, Outturn(Q2, 9), year).target.whole,
        )

    @pytest.mark.parametrize("value", [1e300, -1e300, 5e-324, -5e-324, 0, 1e15 + 1, 2**53 + 1])
    @pytest.mark.parametrize(
        "target",
        [Target(1e300), Target(-1e15), Target(0), Target(1e12, tolerance=Tolerance.percent(10))],
        ids=repr,
    )
    def test_any_size_of_number_is_rated_and_explained(self, value, target):
        """Very large, very small, negative and nought: each has a status and a sentence."""
        money = Indicator("1", "Budget", polarity="lower", unit="currency", decimals=0)
        rating = rated(value, target, money)
        assert rating.is_rated
        assert (rating.value <= float(target.value)) is rating.met
        assert rating.explain().endswith(".")
        assert rating.to_dict()["status"] == rating.status

    def test_dates_of_a_scheme_are_no_concern(self):
        """Which scheme was in force is the scorecard's question: `rate` uses the one it is given."""
        old = RAG.replace(name="Old", ends=date(2000, 1, 1))
        assert "amber" == rated(55, scheme=old).status
