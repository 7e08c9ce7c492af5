"""Paper A. Bromley, September 2022 (Q2 2022/23), children's scrutiny dataset, part 1 (public).

Our notes of the paper name its exceptions, 2 red and 5 amber, and give no figures: each colour is entered as
given by the paper. The green indicators, most of the dataset, are not named in the notes, so there are none
here and no share of the whole is tested. That cases with an agreed exception are left out of indicator 32 is
said by its name alone: the notes give no counts to leave them out of.
"""

from datetime import date

import pytest

from kpirag import Indicator, IndicatorSet, Outturn, Period, Scorecard, Status, Target
from tests.papers.printed import printed

Q2 = Period.quarter(2022, 2)

OUTSIDE_OUR_CONTROL = "Adoption is a regional matter, largely outside the council's control."

INDICATORS = (
    Indicator(
        12,
        "Children becoming subject to a child protection plan for a second or subsequent time",
        polarity="lower",
        unit="percent",
    ),
    Indicator(
        17,
        "Looked-after cases reviewed within the required timescale",
        polarity="higher",
        unit="percent",
    ),
    Indicator(18, "In-house foster carers recruited", polarity="higher", basis="year to date"),
    Indicator(21, "Children adopted", polarity="higher", basis="year to date", outside_our_control=True),
    Indicator(25, "Average caseload (indicator 25)", polarity="lower", basis="snapshot", adds_up=False),
    Indicator(26, "Average caseload (indicator 26)", polarity="lower", basis="snapshot", adds_up=False),
    Indicator(
        32,
        "EHC plans issued within the statutory 20-week timescale, excluding exception cases",
        polarity="higher",
        unit="percent",
    ),
)

COLOURS = {
    "12": "amber",
    "17": "amber",
    "18": "red",
    "21": "amber",
    "25": "amber",
    "26": "amber",
    "32": "red",
}

COMMENTARY = {"21": OUTSIDE_OUR_CONTROL}


def ratings():
    """Return the seven colours of the paper, in the order of its numbers."""
    return [
        printed(indicator, Q2, COLOURS[indicator.ref], note=COMMENTARY.get(indicator.ref, ""))
        for indicator in INDICATORS
    ]


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Return the paper's scorecard, as far as our notes name its rows."""
    return IndicatorSet(INDICATORS, ratings=ratings()).scorecard(Q2)


class TestAsserted:
    @pytest.mark.parametrize("ref, colour", COLOURS.items())
    def test_each_colour_is_the_one_printed(self, card, ref, colour):
        """Bromley prints 18 and 32 red, and 12, 17, 21, 25 and 26 amber."""
        assert colour == card[ref].rating.status

    def test_the_letters_stand_beside_the_numbers(self, card):
        """Bromley, a rating letter for each indicator number: R for 18 and 32, A for the five others."""
        expected = {"12": "A", "17": "A", "18": "R", "21": "A", "25": "A", "26": "A", "32": "R"}
        assert expected == {record["ref"]: record["letter"] for record in card.to_dicts()}

    def test_the_exception_list_is_two_red_then_five_amber(self, card):
        """Bromley, the exception list: red 18 and 32, then amber 12, 17, 21, 25 and 26, each by number."""
        expected = ["18", "32", "12", "17", "21", "25", "26"]
        assert expected == [row.indicator.ref for row in card.exceptions()]
        assert ["R", "R", "A", "A", "A", "A", "A"] == [row.rating.letter for row in card.exceptions()]

    def test_exactly_two_are_red(self, card):
        """Bromley: exactly two indicators are red, foster carers recruited and EHC plans in 20 weeks."""
        assert 2 == card.summary.counts["red"]
        names = [row.indicator.name for row in card.with_status("red")]
        assert [
            "In-house foster carers recruited",
            "EHC plans issued within the statutory 20-week timescale, excluding exception cases",
        ] == names

    def test_exactly_five_are_amber(self, card):
        """Bromley: exactly five indicators are amber."""
        assert 5 == card.summary.counts["amber"]
        assert ["12", "17", "21", "25", "26"] == [row.indicator.ref for row in card.with_status("amber")]

    def test_each_is_counted_as_given_by_the_paper(self, card):
        """Bromley prints no figures: all seven ratings count as rated, and all seven as asserted."""
        assert 7 == card.summary.rated
        assert 7 == card.summary.asserted
        assert 7 == card.summary.reported

    def test_a_colour_without_a_figure_says_who_gave_it(self, card):
        """Bromley, indicator 18: the explanation names the paper and does not pretend to a figure."""
        assert (
            "In-house foster carers recruited: Red, given by the council's paper because the paper prints "
            "the colour without a figure." == card["18"].rating.explain()
        )

    @pytest.mark.parametrize("ref", COLOURS)
    def test_nothing_is_worked_out_of_a_colour(self, card, ref):
        """Bromley: a colour gives no value, no shortfall and nothing to agree or disagree with."""
        rating = card[ref].rating
        assert rating.value is None
        assert rating.shortfall is None
        assert rating.computed is None
        assert rating.disagrees is None
        assert False is rating.met

    def test_the_commentary_goes_with_the_outturn(self, card):
        """Bromley, 21 children adopted: the commentary, a regional matter, is carried into the record."""
        assert card["21"].outturn.note == OUTSIDE_OUR_CONTROL
        assert card["21"].to_dict()["note"] == OUTSIDE_OUR_CONTROL

    def test_one_is_outside_our_control_and_amber_all_the_same(self, card):
        """Bromley: 21 children adopted is flagged as outside the council's control; it keeps its colour."""
        flagged = [record["ref"] for record in card.to_dicts() if record["outside_our_control"]]
        assert ["21"] == flagged
        assert Status.AMBER is card["21"].rating.status

    def test_the_order_of_entry_does_not_matter(self):
        """Bromley: colours entered in any order give the same exception list."""
        mixed = IndicatorSet(INDICATORS, ratings=ratings()[::-1]).scorecard(Q2)
        expected = ["18", "32", "12", "17", "21", "25", "26"]
        assert expected == [row.indicator.ref for row in mixed.exceptions()]


class TestComputed:
    def test_the_quarter_ends_with_september(self):
        """Bromley: the outturns are as at the end of September 2022, which is the end of Q2 2022/23."""
        assert date(2022, 9, 30) == Q2.end
        assert "Q2 2022/23" == Q2.label
        assert Q2 == Period.parse("September 2022 (Q2 2022/23)")

    def test_as_at_the_end_of_september_is_a_day(self):
        """Bromley: "as at the end of September 2022" is a position on the last day of the quarter."""
        as_at = Period.parse("as at the end of September 2022")
        assert Period.span(Q2.end, Q2.end) == as_at

    def test_foster_carers_are_counted_from_april(self):
        """Bromley, 18 foster carers recruited: cumulative [inferred], so from 1 April to 30 September."""
        assert "1 April to 30 September 2022" == Q2.year_to_date.label

    def test_the_public_part_leaves_nothing_out(self, card):
        """Bromley: this is part 1, which is public, so its public version is the whole of it."""
        public = IndicatorSet(INDICATORS, ratings=ratings()).scorecard(Q2, public=True)
        assert 0 == public.summary.restricted
        assert [row.indicator.ref for row in card] == [row.indicator.ref for row in public]


class TestIllustrative:
    """The rule is the paper's; the figures and the extra rows are ours."""

    def test_illustrative_part_two_is_left_out_of_the_public_version_and_counted(self):
        """Bromley, the split into public and restricted: part 2 is left out, and how many that is is said.

        The restricted indicator is illustrative: our notes do not name any of part 2.
        """
        hidden = Indicator("part 2", "An indicator of part 2", polarity="higher", restricted=True)
        board = IndicatorSet((*INDICATORS, hidden), ratings=[*ratings(), printed(hidden, Q2, "red")])
        full, public = board.scorecard(Q2), board.scorecard(Q2, public=True)
        assert "part 2" in full
        assert "part 2" not in public
        assert 1 == public.summary.restricted
        assert 7 == len(public)
        assert 2 == public.summary.counts["red"]
        assert "An indicator of part 2" not in public.to_text() + public.to_markdown()
        assert "Public version: 1 restricted indicator is left out" in public.to_text()

    def test_illustrative_a_green_row_stays_out_of_the_exception_list(self):
        """Bromley: most indicators are green, and the exception list has the others alone.

        The green indicator is illustrative: our notes do not name those that are green.
        """
        green = Indicator(1, "An indicator that is green", polarity="higher")
        board = IndicatorSet((green, *INDICATORS), ratings=[printed(green, Q2, "green"), *ratings()])
        refs = [row.indicator.ref for row in board.scorecard(Q2).exceptions()]
        assert ["18", "32", "12", "17", "21", "25", "26"] == refs

    def test_illustrative_a_caseload_above_its_target_misses_it(self):
        """Bromley, 25 and 26 average caseloads: lower is better. Figure and target are illustrative."""
        as_at = Period.parse("as at the end of September 2022")
        board = IndicatorSet(INDICATORS, {25: Target(18)}, {25: Outturn(as_at, 19)})
        rating = board.scorecard(Q2)["25"].rating
        assert Status.RED is rating.status
        assert (
            "Average caseload (indicator 25): 19 misses the target of 18 or less by 1; Red is above 18 (RAG)."
            == rating.explain()
        )
