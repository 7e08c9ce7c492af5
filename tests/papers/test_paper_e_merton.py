"""Paper E. Merton, 2020/21 to 30 September 2020: an exception report.

The paper has a table of amber and red alone, with letters and commentary, and one caveat. Our notes give no
figures, so the four colours are entered as given by the paper; its commentary we know for indicator 16 alone.
"""

from datetime import date

import pytest

from kpirag import Indicator, IndicatorSet, Outturn, Period, Reason, Scheme, Scorecard, Status, Target
from tests.papers.printed import printed

TO_SEPTEMBER = Period.quarter(2020, 2).year_to_date

ASSESSMENTS = Indicator(
    2,
    "Single assessments authorised within the statutory 45 working days",
    polarity="higher",
    unit="percent",
    basis="year to date",
)
PLANS = Indicator(
    3, "EHC plans issued within 20 weeks", polarity="higher", unit="percent", basis="year to date"
)
CONFERENCES = Indicator(
    8,
    "Quorate attendance at child protection conferences",
    polarity="higher",
    unit="percent",
    basis="year to date",
)
COURT = Indicator(
    16,
    "Average weeks to complete care proceedings",
    polarity="lower",
    unit="weeks",
    basis="year to date",
    outside_our_control=True,
)
CARERS = Indicator(22, "In-house foster carers recruited", polarity="higher", basis="year to date")
INDICATORS = (ASSESSMENTS, PLANS, CONFERENCES, COURT, CARERS)

NATIONAL = Target(26, source="The national target for care proceedings")
BY_THE_COURTS = "Decided by the courts."
CANNOT_REPORT = "It cannot be reported accurately from the recording system."

TARGETS = {16: NATIONAL}
OUTTURNS = {8: Outturn.missing(TO_SEPTEMBER, "unreliable", note=CANNOT_REPORT)}
RATINGS = [
    printed(ASSESSMENTS, TO_SEPTEMBER, "amber"),
    printed(PLANS, TO_SEPTEMBER, "red"),
    printed(COURT, TO_SEPTEMBER, "red", note=BY_THE_COURTS, target=NATIONAL),
    printed(CARERS, TO_SEPTEMBER, "red"),
]


@pytest.fixture(scope="module")
def card() -> Scorecard:
    """Return the paper's rows: its four exceptions and its caveat."""
    return IndicatorSet(INDICATORS, TARGETS, OUTTURNS, RATINGS).scorecard(TO_SEPTEMBER)


class TestAsserted:
    def test_the_table_has_amber_and_red_alone_in_the_order_of_the_numbers(self, card):
        """Merton's table of exceptions: 2 amber; 3, 16 and 22 red; the four in the order of their numbers."""
        table = [(row.indicator.ref, row.rating.letter) for row in card if False is row.rating.met]
        assert [("2", "A"), ("3", "R"), ("16", "R"), ("22", "R")] == table

    def test_the_table_names_its_indicators(self, card):
        """Merton: assessments in 45 days, EHC plans in 20 weeks, weeks of care proceedings, foster carers."""
        assert [
            "Single assessments authorised within the statutory 45 working days",
            "EHC plans issued within 20 weeks",
            "Average weeks to complete care proceedings",
            "In-house foster carers recruited",
        ] == [record["name"] for record in card.to_dicts() if record["letter"] in "AR"]

    def test_the_exceptions_are_red_first(self, card):
        """Merton's four exceptions are the scorecard's, which puts red before amber."""
        assert ["3", "16", "22", "2"] == [row.indicator.ref for row in card.exceptions()]
        assert {"green": 0, "amber": 1, "red": 3} == card.summary.counts

    def test_the_commentary_stands_beside_the_letter(self, card):
        """Merton, 16: the letter R and the commentary, that the courts decide, are in one record."""
        record = card["16"].to_dict()
        assert "R" == record["letter"]
        assert record["note"] == BY_THE_COURTS
        assert True is record["outside_our_control"]

    def test_the_national_target_stands_beside_a_colour_without_a_figure(self, card):
        """Merton, 16: the figure is not in our notes and the target is: 26 weeks, where less is better."""
        row = card["16"]
        assert row.rating.value is None
        assert "26 weeks or less" == row.to_dict()["target"]
        assert "Green at 26 weeks or less; Red above 26 weeks" == row.rating.bands.describe()

    def test_each_colour_is_counted_as_given_by_the_paper(self, card):
        """Merton: four colours without figures, four ratings that the paper gave."""
        assert 4 == card.summary.rated == card.summary.asserted
        assert (
            "EHC plans issued within 20 weeks: Red, given by the council's paper because the paper prints "
            "the colour without a figure." == card["3"].rating.explain()
        )


class TestComputed:
    def test_the_report_runs_from_april_to_the_end_of_september(self):
        """Merton: 2020/21 to 30 September 2020."""
        assert TO_SEPTEMBER == Period.parse("2020/21 to 30 September 2020")
        assert "1 April to 30 September 2020" == TO_SEPTEMBER.label
        assert date(2020, 9, 30) == TO_SEPTEMBER.end
        assert "2020/21" == TO_SEPTEMBER.reporting_year.label

    def test_indicator_8_is_the_one_caveat(self, card):
        """Merton: indicator 8 cannot be reported accurately; it is listed as a caveat with its reason."""
        assert ["8"] == [row.indicator.ref for row in card.caveats()]
        assert f"The figure is not reliable enough to rate. {CANNOT_REPORT}" == card["8"].caveat

    def test_indicator_8_is_not_rated(self, card):
        """Merton: indicator 8 has no colour; the reason is that it is unreliable, not that it is missing."""
        rating = card["8"].rating
        assert Status.NOT_RATED is rating.status
        assert Reason.UNRELIABLE is rating.reason
        assert rating.met is None
        assert (
            "Quorate attendance at child protection conferences: not rated, because the figure is not "
            "reliable enough to rate (It cannot be reported accurately from the recording system)."
            == rating.explain()
        )

    def test_indicator_8_is_counted_apart(self, card):
        """Merton: four are rated; indicator 8 was due, is not reported, and is counted by its reason."""
        assert {Reason.UNRELIABLE: 1} == card.summary.not_rated
        assert 5 == card.summary.due
        assert 4 == card.summary.reported

    def test_indicator_8_is_never_red_with_an_illustrative_target(self):
        """Merton: under rules that count a missing figure as red, what is unreliable still is not.

        The target of 95 is illustrative.
        """
        harsh = Scheme("Missing is red", missing_as="red")
        gone = Indicator("gone", "A figure that is not there", polarity="higher")
        board = IndicatorSet([*INDICATORS, gone], {8: Target(95), "gone": Target(95)}, OUTTURNS)
        card = board.scorecard(TO_SEPTEMBER, harsh)
        assert Status.RED is card["gone"].rating.status
        assert Status.NOT_RATED is card["8"].rating.status
        assert card["8"] not in card.exceptions()


class TestIllustrative:
    """The rule is the paper's; the figures are ours."""

    @pytest.mark.parametrize("value", [0, 10, 100])
    def test_illustrative_an_unreliable_figure_that_is_kept_is_not_rated_either(self, value):
        """Merton, 8: a figure that cannot be trusted has no colour. Figure and target are illustrative."""
        kept = Outturn(TO_SEPTEMBER, value, reason="unreliable", note=CANNOT_REPORT)
        row = IndicatorSet(INDICATORS, {8: Target(95)}, {8: kept}).scorecard(TO_SEPTEMBER)["8"]
        assert Status.NOT_RATED is row.rating.status
        assert value == row.outturn.value
        assert row.caveat.startswith("The figure is not reliable enough to rate.")

    def test_illustrative_more_weeks_than_the_target_misses_it(self):
        """Merton, 16: an average duration where lower is better, against 26 weeks. The 30 is illustrative."""
        board = IndicatorSet(INDICATORS, TARGETS, {16: Outturn(TO_SEPTEMBER, 30, note=BY_THE_COURTS)})
        rating = board.scorecard(TO_SEPTEMBER)["16"].rating
        assert Status.RED is rating.status
        assert 4.0 == rating.shortfall
        assert (
            "Average weeks to complete care proceedings: 30 weeks misses the target of 26 weeks or less by "
            "4 weeks; Red is above 26 weeks (RAG)." == rating.explain()
        )

    def test_illustrative_an_average_duration_is_a_mean(self):
        """Merton, 16: weeks in total over cases completed. The 78 weeks of 3 cases are illustrative."""
        board = IndicatorSet(INDICATORS, TARGETS, {16: Outturn(TO_SEPTEMBER, numerator=78, denominator=3)})
        rating = board.scorecard(TO_SEPTEMBER)["16"].rating
        assert 26.0 == rating.value
        assert Status.GREEN is rating.status

    def test_illustrative_a_correction_supersedes_and_leaves_a_trace(self):
        """Merton lists amendments and corrections: the new figure counts and the old one is kept.

        Both figures, the target and the note are illustrative.
        """
        first = Outturn(TO_SEPTEMBER, 91)
        corrected = Outturn(
            TO_SEPTEMBER, 88, revision=1, quality="revised", note="Two assessments were counted twice."
        )
        board = IndicatorSet(INDICATORS, {2: Target(90)}, {2: [corrected, first]})
        card = board.scorecard(TO_SEPTEMBER)
        row = card["2"]
        assert 88 == row.outturn.value
        assert Status.RED is row.rating.status
        assert (first,) == row.superseded
        assert "The figure is revised. It replaces 91%. Two assessments were counted twice." == row.caveat
        assert row in card.caveats()

    def test_illustrative_the_report_as_it_was_known_before_the_correction(self):
        """Merton's corrections: before its day the first figure counts. All figures are illustrative."""
        first = Outturn(TO_SEPTEMBER, 91)
        corrected = Outturn(TO_SEPTEMBER, 88, revision=1, quality="revised", known_from=date(2020, 12, 1))
        board = IndicatorSet(INDICATORS, {2: Target(90)}, {2: [first, corrected]})
        before = board.scorecard(TO_SEPTEMBER, as_of=date(2020, 11, 1))
        after = board.scorecard(TO_SEPTEMBER, as_of=date(2020, 12, 1))
        assert Status.GREEN is before["2"].rating.status
        assert Status.RED is after["2"].rating.status
        assert () == before["2"].superseded
