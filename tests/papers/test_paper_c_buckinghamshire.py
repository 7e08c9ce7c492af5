"""Paper C. Buckinghamshire, Q2 2016/17, children's services portfolio.

The paper has a colour for 17 measures and no data for 2 more. Our notes name 14 key indicators, with their
colours and without figures. The other 3 measures are neither named nor coloured there: entering them would
mean inventing a colour, so they are not here, and the count of 17 is not tested. The refs are ours. How
recently a child was seen, or in how many hours a contact was actioned, stands in the names alone: there are
no cases to time.
"""

import pytest

from kpirag import RAG, Indicator, IndicatorSet, Outturn, Period, Reason, Scorecard, Status, Target, rate
from tests.papers.printed import printed

Q2 = Period.quarter(2016, 2)

GREEN = ("Child protection plans reviewed in timescales",)
AMBER = (
    "Children looked after seen in the last 6 weeks",
    "Children seen during assessment",
    "Assessments completed in 45 working days",
)
RED = (
    "Repeat referrals",
    "Staff supervisions completed",
    "Children in need seen in the last 4 weeks",
    "Children on a child protection plan seen in the last 2 weeks",
    "Children in need reviewed in the last 3 months",
    "Contacts actioned within 24 hours (1 working day)",
    "Referrals completed within 3 working days",
    "Initial child protection conferences within 15 working days of the strategy discussion",
    "Children looked after placed in county",
    "Children looked after placed within 20 miles of home",
)
COLOURS = dict.fromkeys(GREEN, "green") | dict.fromkeys(AMBER, "amber") | dict.fromkeys(RED, "red")

KEY = tuple(
    Indicator(
        f"key {place}",
        name,
        polarity="lower" if name == "Repeat referrals" else "higher",
        unit="percent",
        group="Key indicators",
    )
    for place, name in enumerate(COLOURS, start=1)
)
NO_DATA = tuple(
    Indicator(f"no data {n}", "Data currently unavailable, not named in our notes", polarity="higher")
    for n in (1, 2)
)
RATINGS = [printed(indicator, Q2, COLOURS[indicator.name]) for indicator in KEY]
UNAVAILABLE = {indicator.ref: Outturn.missing(Q2, "no data") for indicator in NO_DATA}


@pytest.fixture(scope="module")
def key() -> Scorecard:
    """Return the scorecard of the 14 key indicators."""
    return IndicatorSet(KEY, ratings=RATINGS).scorecard(Q2)


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Return the scorecard of the key indicators and the two without data."""
    return IndicatorSet([*KEY, *NO_DATA], outturns=UNAVAILABLE, ratings=RATINGS).scorecard(Q2)


class TestAsserted:
    @pytest.mark.parametrize("indicator", KEY, ids=lambda indicator: indicator.name)
    def test_each_colour_is_the_one_printed(self, key, indicator):
        """Buckinghamshire, key indicators: 1 is printed green, 3 amber and 10 red."""
        rating = key[indicator.ref].rating
        assert COLOURS[indicator.name] == rating.status
        assert "the council's paper" == rating.assertion.by

    def test_one_is_green(self, key):
        """Buckinghamshire: the one green is child protection plans reviewed in timescales."""
        assert list(GREEN) == [row.indicator.name for row in key.with_status("green")]

    def test_three_are_amber(self, key):
        """Buckinghamshire, amber: seen in 6 weeks, seen during assessment, assessed in 45 working days."""
        assert list(AMBER) == [row.indicator.name for row in key.with_status("amber")]

    def test_ten_are_red(self, key):
        """Buckinghamshire: the ten that are red, from repeat referrals to placed within 20 miles of home."""
        assert list(RED) == [row.indicator.name for row in key.with_status("red")]

    def test_the_exceptions_are_ten_red_then_three_amber(self, key):
        """Buckinghamshire: all but one of the key indicators are exceptions, the red before the amber."""
        assert [*RED, *AMBER] == [row.indicator.name for row in key.exceptions()]

    def test_only_green_says_that_the_target_is_met(self, key):
        """Buckinghamshire: green is on or above target; amber is slightly below it and red below it."""
        assert {"G": {True}, "A": {False}, "R": {False}} == {
            letter: {row.rating.met for row in key if row.rating.letter == letter} for letter in "GAR"
        }

    def test_a_printed_colour_for_lower_is_better_is_kept(self, key):
        """Buckinghamshire, repeat referrals: lower is better, and the colour is the paper's."""
        row = key["key 5"]
        assert "Repeat referrals" == row.indicator.name
        assert "lower" == row.indicator.polarity
        assert (
            "Repeat referrals: Red, given by the council's paper because the paper prints the colour without "
            "a figure." == row.rating.explain()
        )


class TestComputed:
    """Counts, shares and sentences: worked out from the colours that the paper gave."""

    def test_the_quarter_is_the_second_of_its_year(self):
        """Buckinghamshire: Q2 2016/17."""
        assert Q2 == Period.parse("Q2 2016/17")

    def test_one_three_and_ten_of_14(self, key):
        """Buckinghamshire, key indicators: 1 green, 3 amber, 10 red, all 14 given by the paper."""
        assert {"green": 1, "amber": 3, "red": 10} == key.summary.counts
        assert 14 == key.summary.rated == key.summary.asserted

    def test_the_shares_of_14(self, key):
        """Buckinghamshire: 1, 3 and 10 of 14 are 7.1%, 21.4% and 71.4%, not forced to sum to 100."""
        assert 7.1 == key.summary.share("green")
        assert 21.4 == key.summary.share("amber")
        assert 71.4 == key.summary.share("red")

    def test_the_key_indicators_in_a_sentence(self, key):
        """Buckinghamshire, key indicators: 1 green, 3 amber and 10 red, with their shares of the 14."""
        assert (
            "All 14 indicators are rated: 1 (7.1%) Green, 3 (21.4%) Amber, 10 (71.4%) Red."
            == key.summary.sentence()
        )

    def test_no_data_is_kept_apart_from_the_rated(self, card):
        """Buckinghamshire: 2 more have no data; they are counted apart and change no share of the rated."""
        assert {Reason.NO_DATA: 2} == card.summary.not_rated
        assert 14 == card.summary.rated
        assert 14 == card.summary.reported
        assert 16 == card.summary.due == card.summary.all
        assert 71.4 == card.summary.share("red")
        assert 62.5 == card.summary.share("red", of="all")

    def test_the_sentence_says_how_many_have_no_data(self, card):
        """Buckinghamshire: the two without data stand in a sentence of their own."""
        assert (
            "14 of 16 indicators are rated: 1 (7.1%) Green, 3 (21.4%) Amber, 10 (71.4%) Red. "
            "2 are not rated: 2 no data." == card.summary.sentence()
        )

    @pytest.mark.parametrize("indicator", NO_DATA, ids=lambda indicator: indicator.ref)
    def test_no_data_is_never_red_and_never_green(self, card, indicator):
        """Buckinghamshire: a measure without data was due, has no colour and is no exception."""
        row = card[indicator.ref]
        assert Status.NOT_RATED is row.rating.status
        assert row.is_due
        assert not row.is_reported
        assert row not in card.exceptions()

    def test_a_measure_left_out_of_the_outturns_is_no_data_too(self, card):
        """Buckinghamshire: whether the missing figure is entered or not, the summary is the same."""
        silent = IndicatorSet([*KEY, *NO_DATA], ratings=RATINGS).scorecard(Q2)
        assert card.summary == silent.summary


class TestIllustrative:
    """The rule is the paper's; the figures are ours."""

    @pytest.mark.parametrize("value, expected", [(90, Status.GREEN), (91, Status.GREEN), (89, Status.RED)])
    def test_illustrative_on_target_is_green(self, value, expected):
        """Buckinghamshire: green is on or above target. Figures and target are illustrative.

        How far *slightly below* reaches the paper does not say, so without a tolerance there is no amber.
        """
        assert expected is rate(KEY[0], Outturn(Q2, value), Target(90), scheme=RAG).status
