"""Scorecard: which figure and target meet in a row, and the lists a committee reads."""

import pickle
from datetime import date

import pytest

from kpirag import (
    RAG,
    Direction,
    FaultsError,
    Indicator,
    IndicatorSet,
    InputError,
    NotFoundError,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Status,
    Summary,
    Target,
    Tolerance,
)
from tests.scorecards.boards import ASSESSMENTS, CARERS, CASELOAD, LAST_YEAR, Q1, Q2, QUORATE, board


class TestRows:
    def test_every_indicator_in_use_has_a_row(self) -> None:
        """Nothing is dropped: rated or not rated with the reason."""
        card = board().scorecard(Q2)

        assert {
            "1": "amber",
            "2": "green",
            "3": "contextual",
            "4": "not due",
            "5": "red",
            "6": "unreliable",
            "7": "red",
            "8": "green",
        } == {row.indicator.ref: row.rating.reason or row.rating.status for row in card}

    def test_a_row_is_found_by_ref(self) -> None:
        """Rows are looked up by ref in any form; an unknown one is a KeyError."""
        card = board().scorecard(Q2)

        assert card[1] is card["1"]
        assert 1 in card
        assert "99" not in card
        assert 8 == len(card)
        with pytest.raises(NotFoundError):
            card["99"]

    def test_a_due_figure_that_is_not_there_is_no_data(self) -> None:
        """A quarter without a figure is no data, never red."""
        row = board(outturns={}).scorecard(Q2)["1"]

        assert (Reason.NO_DATA, Status.NOT_RATED) == (row.rating.reason, row.rating.status)

    def test_an_annual_indicator_is_due_in_the_quarter_that_holds_its_end(self) -> None:
        """An annual figure for 2022/23 is due in Q4 2022/23 and not before."""
        year = Outturn(Period.year(2022), 75)
        set_ = board(outturns={"4": [year]})

        assert Reason.NOT_DUE is set_.scorecard(Q2)["4"].rating.reason
        assert year == set_.scorecard(Period.quarter(2022, 4))["4"].outturn
        assert Status.GREEN is set_.scorecard(Period.quarter(2022, 4))["4"].rating.status

    def test_a_half_yearly_indicator_is_due_in_the_second_quarter(self) -> None:
        """A half-year ends with Q2 and Q4."""
        survey = Indicator("9", "Survey", polarity="higher", unit="percent", frequency="half")
        half = Outturn(Period.half(2022, 1), 81.0)
        set_ = IndicatorSet([survey], {"9": Target(80)}, {"9": half})

        assert Reason.NOT_DUE is set_.scorecard(Q1)["9"].rating.reason
        assert half == set_.scorecard(Q2)["9"].outturn

    @pytest.mark.parametrize("basis", ["year to date", "rolling year", "snapshot"])
    def test_other_bases_match_by_their_last_day(self, basis: str) -> None:
        """As at 30 September belongs to the quarter that ends on it, whatever span it is written for."""
        indicator = Indicator("9", "Anything", polarity="higher", unit="percent", basis=basis)
        spans = {
            "year to date": Period.span(date(2022, 4, 1), date(2022, 9, 30)),
            "rolling year": Period.span(date(2021, 10, 1), date(2022, 9, 30)),
            "snapshot": Period.span(date(2022, 9, 30), date(2022, 9, 30)),
        }
        outturn = Outturn(spans[basis], 81.0)

        assert outturn == IndicatorSet([indicator], {}, {"9": outturn}).scorecard(Q2)["9"].outturn

    def test_an_in_period_figure_matches_by_both_dates(self) -> None:
        """A half-year's figure is not the second quarter's."""
        indicator = Indicator("9", "Anything", polarity="higher", unit="percent")
        same_dates = Outturn(Period.span(Q2.start, Q2.end), 81.0)
        longer = Outturn(Period.half(2022, 1), 81.0)

        assert same_dates == IndicatorSet([indicator], {}, {"9": same_dates}).scorecard(Q2)["9"].outturn
        assert Reason.NO_DATA is IndicatorSet([indicator], {}, {"9": longer}).scorecard(Q2)["9"].rating.reason

    def test_two_figures_for_one_last_day_are_refused(self) -> None:
        """Two spans that end together could both be meant, so neither is taken."""
        indicator = Indicator("9", "Anything", polarity="higher", unit="percent", basis="snapshot")
        two = [Outturn(Period.month(2022, 9), 81.0), Outturn(Period.half(2022, 1), 82.0)]
        with pytest.raises(InputError, match="both end on 2022-09-30") as caught:
            IndicatorSet([indicator], {}, {"9": two}).scorecard(Q2)

        assert "indicators['9'].outturns" == caught.value.path

    def test_indicators_that_start_or_end_have_rows_only_while_in_use(self) -> None:
        """An indicator has a row in each period in which it was in use on any day."""
        new = Indicator("9", "New", polarity="none", starts=date(2022, 10, 1))
        old = Indicator("10", "Old", polarity="none", ends=date(2022, 7, 1))
        set_ = IndicatorSet([new, old])

        assert ["10"] == [row.indicator.ref for row in set_.scorecard(Q2)]
        assert ["9"] == [row.indicator.ref for row in set_.scorecard(Q2.shift(1))]

    def test_the_latest_revision_counts_and_leaves_a_trace(self) -> None:
        """A corrected figure supersedes the first, and the row says so."""
        two = [Outturn(Q2, 86.0), Outturn(Q2, 92.0, revision=1, quality="revised")]
        row = board(outturns={"1": two}).scorecard(Q2)["1"]

        assert Status.GREEN is row.rating.status
        assert (two[0],) == row.superseded
        assert "The figure is revised. It replaces 86.0%." == row.caveat

    def test_a_past_scorecard_is_rebuilt_as_it_was_known(self) -> None:
        """as_of leaves out figures and targets that came later."""
        outturns = [Outturn(Q2, 86.0), Outturn(Q2, 92.0, revision=1, known_from=date(2022, 12, 1))]
        targets = [Target(90), Target(95, known_from=date(2022, 11, 15))]
        set_ = IndicatorSet([ASSESSMENTS], {"1": targets}, {"1": outturns})

        def seen(day: date | None) -> tuple[float | None, float | None]:
            row = set_.scorecard(Q2, as_of=day)["1"]
            return row.rating.value, row.rating.shortfall

        assert (86.0, 4.0) == seen(date(2022, 11, 1))
        assert (86.0, 9.0) == seen(date(2022, 11, 30))
        assert (92.0, 3.0) == seen(None)

    def test_the_target_for_the_shortest_time_applies(self) -> None:
        """A quarter's own target goes before the year's, and the year's before one for any time."""
        targets = [Target(50), Target(60, period=Period.year(2022)), Target(70, period=Q2)]
        set_ = IndicatorSet([ASSESSMENTS], {"1": targets}, {})

        assert 70 == set_.scorecard(Q2)["1"].target.value
        assert 60 == set_.scorecard(Q1)["1"].target.value
        assert 50 == set_.scorecard(LAST_YEAR)["1"].target.value

    def test_a_full_year_target_with_a_profile_is_shared_out(self) -> None:
        """Ten of twenty foster carers are due by the end of Q2."""
        assert 10.0 == board().scorecard(Q2)["8"].target.value

    def test_other_kinds_of_target_are_rated_beside_and_not_counted(self) -> None:
        """The headline is the local target; the national one is beside it."""
        card = board().scorecard(Q2)

        assert Status.GREEN is card["2"].rating.status
        assert {"national": Status.RED} == {kind: one.status for kind, one in card["2"].others.items()}
        assert 5 == card.summary.rated

    def test_headline_names_the_kind_that_is_rated(self) -> None:
        """With headline="national" the national target decides, and the local one is beside it."""
        row = board(headline="national").scorecard(Q2)["2"]

        assert Status.RED is row.rating.status
        assert ["local"] == list(row.others)

    def test_faults_met_while_rating_come_together(self) -> None:
        """Two indicators that cannot be rated are two faults, each with its ref."""
        targets = {"1": Target.between(80, 90), "8": Target(20, period=Period.year(2022))}
        with pytest.raises(FaultsError) as caught:
            board(targets=targets).scorecard(Q2)

        assert ["indicators['1'].target", "indicators['8'].target.period"] == [
            fault.path for fault in caught.value.faults
        ]

    def test_it_survives_pickling_and_repr_says_what_it_is(self) -> None:
        """A scorecard through pickle is equal; its repr is its summary."""
        card = board().scorecard(Q2)

        assert card == pickle.loads(pickle.dumps(card))
        assert repr(card).startswith("<Scorecard for Q2 2022/23: 5 of 8 indicators are rated")
        assert "<Row 1: Amber, 86.0%>" == repr(card["1"])


class TestDirections:
    def test_both_directions_are_found_by_period(self) -> None:
        """Worse than last quarter, the same as last year."""
        row = board().scorecard(Q2)["1"]

        assert ("worse", "same") == (row.since_last_period.direction, row.since_last_year.direction)

    def test_a_gap_is_not_skipped(self) -> None:
        """With no figure for Q1 the last period is not reported: never the row before."""
        row = board(outturns={"1": [Outturn(Q1.previous, 70.0), Outturn(Q2, 86.0)]}).scorecard(Q2)["1"]

        assert ("not comparable", "not reported") == (
            row.since_last_period.direction,
            row.since_last_period.reason,
        )

    def test_a_contextual_figure_moves_without_judgement(self) -> None:
        """More children in care is up, and neither better nor worse."""
        change = board().scorecard(Q2)["3"].since_last_period

        assert ("up", "no judgement") == (change.movement, change.direction)

    def test_a_figure_that_accumulates_has_no_last_period(self) -> None:
        """11 carers by Q2 are not better than 6 by Q1."""
        assert "it accumulates through the year" == board().scorecard(Q2)["8"].since_last_period.reason

    def test_without_a_figure_there_is_nothing_to_compare(self) -> None:
        """An unreliable figure has no direction, and the row says why."""
        change = board().scorecard(Q2)["6"].since_last_period

        assert "there is no figure now (unreliable)" == change.reason

    def test_a_changed_definition_breaks_every_comparison_across_it(self) -> None:
        """Q2 cannot be compared with last year if the definition changed in Q1."""
        outturns = [Outturn(LAST_YEAR, 70.0), Outturn(Q1, 80.0, break_in_series=True), Outturn(Q2, 86.0)]
        row = board(outturns={"1": outturns}).scorecard(Q2)["1"]

        assert "better" == row.since_last_period.direction
        assert "the definition changed since" == row.since_last_year.reason

    def test_a_span_without_whole_months_has_no_period_before(self) -> None:
        """Odd dates are compared with nothing, and the reason says why."""
        odd = Period.span(date(2022, 7, 4), date(2022, 9, 20))
        row = IndicatorSet([ASSESSMENTS], {}, {"1": Outturn(odd, 80)}).scorecard(odd)["1"]

        assert "not comparable" == row.since_last_period.direction
        assert row.since_last_period.reason

    def test_a_promotion_takes_the_change_it_names(self) -> None:
        """Havering's rule looks at last year; without last year's figure there is no rating."""
        rule = Scheme(
            "Havering",
            tolerance=Tolerance.percent(10),
            tolerance_counts_as="green",
            promote=Promotion("red", "amber", when="not worse", than="last year"),
        )
        figures = {"1": [Outturn(LAST_YEAR, 70.0), Outturn(Q2, 75.0)], "6": Outturn(Q2, 70.0)}
        card = board(outturns=figures).scorecard(Q2, rule)

        assert Status.AMBER is card["1"].rating.status
        assert Reason.NO_COMPARATOR is card["6"].rating.reason


class TestLists:
    def test_exceptions_are_red_then_amber_each_in_order(self) -> None:
        """The committee reads red before amber."""
        assert ["5", "7", "1"] == [row.indicator.ref for row in board().scorecard(Q2).exceptions()]

    def test_the_other_lists(self) -> None:
        """Contextual, not rated, cautions and caveats are lists of rows."""
        card = board().scorecard(Q2)
        lists = (
            card.contextual(),
            card.not_rated(),
            card.cautions(),
            card.caveats(),
            card.with_status("green"),
        )

        assert [["3"], ["3", "4", "6"], ["7"], ["6"], ["2", "8"]] == [
            [row.indicator.ref for row in rows] for rows in lists
        ]

    def test_an_unknown_status_is_refused(self) -> None:
        """A list by status that the scheme does not have is a slip."""
        with pytest.raises(ValueError, match="Did you mean 'amber'"):
            board().scorecard(Q2).with_status("ambre")

    def test_not_rated_is_a_list_too(self) -> None:
        """with_status takes "not rated" as well."""
        card = board().scorecard(Q2)

        assert card.not_rated() == card.with_status("not rated")

    @pytest.mark.parametrize(
        ("outturn", "caveat"),
        [
            (Outturn(Q2, 80.0), ""),
            (Outturn(Q2, 80.0, note="Only a comment."), ""),
            (Outturn(Q2, 80.0, quality="provisional"), "The figure is provisional."),
            (
                Outturn.missing(Q2, "late", "Due in May."),
                "The figure is due and has not arrived. Due in May.",
            ),
            (Outturn(Q2, 80.0, break_in_series=True), "The definition changed in this period."),
        ],
    )
    def test_caveats_say_what_a_reader_must_know(self, outturn: Outturn, caveat: str) -> None:
        """Quality, lateness and a new definition are caveats; a comment alone is not."""
        assert caveat == IndicatorSet([QUORATE], {}, {"6": outturn}).scorecard(Q2)["6"].caveat

    def test_what_a_correction_replaced_may_have_been_nothing(self) -> None:
        """A late figure that arrived replaces its reason; 0 of 0 is printed as counts."""
        late = [Outturn.missing(Q2, "late"), Outturn(Q2, 80.0, revision=1)]
        empty = [Outturn(Q2, numerator=0, denominator=0), Outturn(Q2, 80.0, revision=1)]

        assert "It replaces “late”." == IndicatorSet([QUORATE], {}, {"6": late}).scorecard(Q2)["6"].caveat
        assert "It replaces 0 of 0." == IndicatorSet([QUORATE], {}, {"6": empty}).scorecard(Q2)["6"].caveat


class TestAsserted:
    def test_an_asserted_rating_counts_and_is_counted_apart(self) -> None:
        """A colour that the paper prints without a figure counts as rated, and as asserted."""
        outturn = Outturn.missing(Q2, "no data", note="See the appendix.")
        given = Rating.asserted(QUORATE, outturn, "red", by="the paper", because="printed so")
        card = board(outturns={}, ratings=[given]).scorecard(Q2)

        assert Status.RED is card["6"].rating.status
        assert "See the appendix." == card["6"].outturn.note
        assert (1, 1, 1) == (card.summary.rated, card.summary.asserted, card.summary.reported)

    def test_it_belongs_to_its_period_alone(self) -> None:
        """A person's rating for Q1 says nothing of Q2."""
        given = Rating.asserted(CASELOAD, Outturn(Q1, 17.0), "red", by="the board", because="a risk")
        set_ = board(ratings=[given])

        assert Status.RED is set_.scorecard(Q1)["2"].rating.status
        assert Status.GREEN is set_.scorecard(Q2)["2"].rating.status

    def test_disagreement_with_the_figures_is_flagged(self) -> None:
        """The row keeps both the person's status and the computed one."""
        given = Rating.asserted(
            CASELOAD, Outturn(Q2, 17.5), "red", by="the board", because="a risk", target=Target(18)
        )
        rating = board(ratings=[given]).scorecard(Q2)["2"].rating

        assert rating.disagrees
        assert Status.GREEN is rating.computed.status


class TestSummary:
    def test_counts_add_up_at_every_level(self) -> None:
        """Rated and not rated are all; the states are the rated."""
        summary = board().scorecard(Q2).summary

        assert {"green": 2, "amber": 1, "red": 2} == summary.counts
        assert {Reason.NOT_DUE: 1, Reason.UNRELIABLE: 1, Reason.CONTEXTUAL: 1} == summary.not_rated
        assert (5, 8, 7, 6, 1) == (
            summary.rated,
            summary.all,
            summary.due,
            summary.reported,
            summary.restricted,
        )

    def test_the_sentence(self) -> None:
        """The sentence names the counts, their shares of the rated, and the reasons."""
        assert (
            "5 of 8 indicators are rated: 2 (40%) Green, 1 (20%) Amber, 2 (40%) Red. "
            "3 are not rated: 1 not due, 1 unreliable, 1 contextual."
        ) == board().scorecard(Q2).summary.sentence()

    def test_sentences_for_one_and_for_none_rated(self) -> None:
        """Small sets are told in good English."""
        one = IndicatorSet([CASELOAD], {"2": Target(18)}, {"2": Outturn(Q2, 17)})
        untargeted = IndicatorSet([CASELOAD], {}, {"2": Outturn(Q2, 17)})

        assert (
            "The one indicator is rated: 1 (100%) Green, 0 (0%) Amber, 0 (0%) Red."
            == one.scorecard(Q2).summary.sentence()
        )
        assert (
            "None of 1 indicator is rated. 1 is not rated: 1 no target."
            == untargeted.scorecard(Q2).summary.sentence()
        )
        assert "There are no indicators." == IndicatorSet([]).scorecard(Q2).summary.sentence()

    def test_shares_name_their_denominator(self) -> None:
        """Two green of five rated, six reported, seven due, eight in all."""
        summary = board().scorecard(Q2).summary

        assert [40.0, 33.3, 28.6, 25.0] == [
            summary.share("green", of) for of in ("rated", "reported", "due", "all")
        ]
        assert 33.0 == summary.share("green", "reported", decimals=0)

    def test_a_share_of_nothing_is_nothing(self) -> None:
        """0 of 0 is neither 0% nor 100%."""
        assert IndicatorSet([]).scorecard(Q2).summary.share("green") is None

    def test_an_unknown_status_or_denominator_is_refused(self) -> None:
        """A slip in a share is a ValueError that suggests the word."""
        summary = board().scorecard(Q2).summary
        with pytest.raises(ValueError, match="Did you mean 'green'"):
            summary.share("gren")
        with pytest.raises(ValueError, match="Did you mean 'rated'"):
            summary.share("green", "ratd")

    def test_shares_are_half_up_and_never_forced_to_100(self) -> None:
        """44 of 64 is 68.75, printed 68.8; three thirds print as 99.9."""
        assert 68.8 == Summary(RAG, {"green": 44, "amber": 10, "red": 10}, {}, 64, 64).share("green")
        thirds = Summary(RAG, {"green": 1, "amber": 1, "red": 1}, {}, 3, 3)
        assert [33.3] * 3 == [thirds.share(state) for state in ("green", "amber", "red")]

    def test_to_dict_is_plain(self) -> None:
        """The summary's record holds plain values only."""
        record = board().scorecard(Q2).summary.to_dict()

        assert (2, 5, 1) == (record["green"], record["rated"], record["not rated: not due"])
        assert {int, str} == {type(value) for value in record.values()}


class TestPublicVersion:
    def test_restricted_rows_are_left_out_and_counted(self) -> None:
        """A public scorecard has no trace of a restricted row but its number."""
        card = board().scorecard(Q2, public=True)

        assert "5" not in card
        assert 1 == card.summary.restricted
        assert "Serious incidents" not in card.to_text() + card.to_markdown()
        assert "Public version: 1 restricted indicator is left out." in card.to_text()

    def test_public_plus_restricted_is_all(self) -> None:
        """No row is lost between the two versions."""
        full, public = board().scorecard(Q2), board().scorecard(Q2, public=True)

        assert len(full) == len(public) + public.summary.restricted

    def test_an_unreliable_figure_stays_out_of_the_public_version(self) -> None:
        """The figure is kept for the office and never printed for the public."""
        kept = Outturn(Q2, numerator=41, denominator=43, reason="unreliable")
        set_ = board(outturns={"6": kept})
        record = set_.scorecard(Q2, public=True)["6"].to_dict()

        assert (None, None, None) == (record["value"], record["numerator"], record["denominator"])
        assert "41" not in set_.scorecard(Q2, public=True).to_text()
        assert 41 == set_.scorecard(Q2)["6"].to_dict()["numerator"]


class TestPages:
    def test_text(self) -> None:
        """The page has the table, the summary sentence and the lists, in that order."""
        page = IndicatorSet(
            [ASSESSMENTS, CARERS],
            {"1": Target(90, tolerance=Tolerance.points(5))},
            {"1": [Outturn(Q1, 90.1), Outturn(Q2, 86.0)]},
        ).scorecard(Q2)

        assert (
            "Scorecard for Q2 2022/23\n"
            "========================\n"
            "Rated under RAG. Full version.\n"
            "\n"
            "Ref  Indicator            Outturn  Target       Rating     Last period     Last year\n"
            "---  -------------------  -------  -----------  ---------  --------------  --------------\n"
            "1    Assessments in time  86.0%    90% or more  A Amber    ↓ worse         not reported\n"
            "8    New foster carers    –        none         – no data  not comparable  not comparable\n"
            "\n"
            "1 of 2 indicators is rated: 0 (0%) Green, 1 (100%) Amber, 0 (0%) Red. "
            "1 is not rated: 1 no data.\n"
            "\n"
            "Exceptions\n"
            "----------\n"
            "1  Assessments in time: 86.0% misses the target of 90% or more by 4 points; "
            "Amber is from 85% up to 90% (RAG, tolerance 5 points).\n"
            "\n"
            "Not rated\n"
            "---------\n"
            "8  New foster carers: not rated, because there is no figure.\n"
        ) == page.to_text()

    def test_markdown_escapes_what_would_break_the_table(self) -> None:
        """A name with a pipe or a tag stays one cell of text."""
        odd = Indicator("1|2", "Visits <b>in</b> 10 | 15 days", polarity="higher", unit="percent")
        page = IndicatorSet([odd], {}, {"1|2": Outturn(Q2, 80)}).scorecard(Q2).to_markdown()

        assert "| 1\\|2 | Visits &lt;b>in&lt;/b> 10 \\| 15 days | 80% | none |" in page

    def test_an_empty_scorecard_is_a_page(self) -> None:
        """No indicators give a heading and a sentence, and no broken table."""
        card = IndicatorSet([]).scorecard(Q2)

        assert "There are no indicators." in card.to_text()
        assert "|" not in card.to_markdown()

    def test_as_of_is_said(self) -> None:
        """A page made as on a day says which day."""
        assert "As known on 2022-11-01." in board().scorecard(Q2, as_of=date(2022, 11, 1)).to_text()

    def test_records_are_plain_values(self) -> None:
        """to_dicts holds text, numbers, truth values and None, ready for JSON or a frame."""
        records = board().scorecard(Q2).to_dicts()

        assert {str, float, int, bool, type(None)} >= {
            type(value) for one in records for value in one.values()
        }
        assert len({tuple(one) for one in records}) == 1


class TestAssertedInASet:
    def test_it_matches_by_the_last_day_on_other_bases(self) -> None:
        """A colour printed as at 30 September belongs to the quarter that ends on it."""
        snapshot = Indicator("9", "Caseloads", polarity="lower", basis="snapshot")
        as_at = Outturn.missing(Period.span(date(2022, 9, 30), date(2022, 9, 30)), "no data")
        given = Rating.asserted(snapshot, as_at, "amber", by="the paper", because="printed so")

        assert Status.AMBER is IndicatorSet([snapshot], ratings=[given]).scorecard(Q2)["9"].rating.status

    def test_two_for_one_period_are_a_fault(self) -> None:
        """Two colours for one figure contradict each other, and neither wins in silence."""
        pair = [
            Rating.asserted(CASELOAD, Outturn(Q2, 17.5), status, by="the paper", because="printed so")
            for status in ("red", "green")
        ]
        with pytest.raises(InputError, match=r"ratings\[1\]: a second rating of 2 for Q2 2022/23"):
            board(ratings=pair)

    def test_its_figure_has_directions_and_is_compared_with_later(self) -> None:
        """A figure that came with the colour is a figure of the set."""
        given = Rating.asserted(ASSESSMENTS, Outturn(Q1, 55.0), "red", by="the paper", because="printed so")
        set_ = IndicatorSet(
            [ASSESSMENTS], {}, {"1": [Outturn(Q1.previous, 50.0), Outturn(Q2, 60.0)]}, ratings=[given]
        )

        assert "better" == set_.scorecard(Q1)["1"].since_last_period.direction
        assert "better" == set_.scorecard(Q2)["1"].since_last_period.direction

    def test_its_own_target_is_used_where_the_set_has_none(self) -> None:
        """The target given with the colour lets the figures be computed beside it."""
        given = Rating.asserted(
            CASELOAD, Outturn(Q2, 17.5), "red", by="the board", because="a risk", target=Target(18)
        )
        row = IndicatorSet([CASELOAD], ratings=[given]).scorecard(Q2)["2"]

        assert row.rating.disagrees
        assert Target(18) == row.target

    def test_its_commentary_is_kept(self) -> None:
        """A comment given with the colour is not lost because the set holds the figure."""
        given = Rating.asserted(
            CASELOAD, Outturn(Q2, 17.5, note="Two posts."), "red", by="the board", because="a risk"
        )

        assert "Two posts." == board(ratings=[given]).scorecard(Q2)["2"].outturn.note

    def test_exceptions_may_keep_the_order_of_the_report(self) -> None:
        """Merton's table goes by number, not by colour."""
        assert ["1", "5", "7"] == [
            row.indicator.ref for row in board().scorecard(Q2).exceptions(in_order=True)
        ]

    def test_commentary_and_control_are_printed_with_exceptions(self) -> None:
        """The committee reads why beside the colour, and whether the council decides it."""
        regional = Indicator("21", "Children adopted", polarity="higher", outside_our_control=True)
        page = IndicatorSet(
            [regional], {"21": Target(5)}, {"21": Outturn(Q2, 3, note="Led by the region")}
        ).scorecard(Q2)

        assert "Led by the region. This is outside our control." in page.to_text()

    def test_periods_of_a_set(self) -> None:
        """A set knows the periods it has figures for."""
        assert (LAST_YEAR, Q1, Q2) == board().periods


class TestWhatThePublicMustNotSee:
    @pytest.mark.parametrize("reason", ["suppressed", "unreliable"])
    def test_a_figure_that_was_withdrawn_leaves_no_trace(self, reason: str) -> None:
        """A figure published and then suppressed is in no part of the public version."""
        figures = [Outturn(Q2, numerator=41, denominator=43), Outturn.missing(Q2, reason, revision=1)]
        card = IndicatorSet([QUORATE], {"6": Target(95)}, {"6": figures}).scorecard(Q2, public=True)
        shown = card.to_text() + card.to_markdown() + repr(card.to_dicts()) + repr(card.rows)

        assert "41" not in shown
        assert "95.3" not in shown
        assert () == card["6"].superseded

    def test_a_suppressed_figure_does_not_say_what_it_replaced(self) -> None:
        """Not even the full version prints what was suppressed."""
        figures = [Outturn(Q2, numerator=41, denominator=43), Outturn.missing(Q2, "suppressed", revision=1)]
        row = IndicatorSet([QUORATE], {}, {"6": figures}).scorecard(Q2)["6"]

        assert "The figure is suppressed to protect people's privacy." == row.caveat

    def test_an_unreliable_figure_is_not_on_the_public_row(self) -> None:
        """The row of the public version does not carry the figure at all."""
        kept = Outturn(Q2, numerator=41, denominator=43, reason="unreliable")
        row = IndicatorSet([QUORATE], {}, {"6": kept}).scorecard(Q2, public=True)["6"]

        assert (None, None) == (row.outturn.numerator, row.outturn.denominator)


class TestHints:
    def test_a_quarter_of_which_only_the_months_are_held_says_so(self) -> None:
        """Monthly figures are not added up in silence, and the row says how."""
        months = [Outturn(Period.month(2022, month), 80.0) for month in (7, 8, 9)]
        row = IndicatorSet([ASSESSMENTS], {}, {"1": months}).scorecard(Q2)["1"]

        assert Reason.NO_DATA is row.rating.reason
        assert "There are figures for July 2022, August 2022, September 2022" in row.outturn.note


class TestWhatBoardsTaught:
    def test_an_annual_count_with_a_target_for_its_year_is_not_due(self) -> None:
        """The year's target does not stop the quarters' scorecards of an annual count."""
        homes = Indicator("4", "New homes", polarity="higher", frequency="annual")
        set_ = IndicatorSet([homes], {"4": Target(20, period=Period.year(2022))}, {})

        assert Reason.NOT_DUE is set_.scorecard(Q2)["4"].rating.reason
        assert set_.scorecard(Q2)["4"].target is None

    def test_a_scheme_may_promote_by_two_comparators(self) -> None:
        """Red looks at last year and amber at last period; each gets its own change."""
        rule = Scheme(
            "Two",
            tolerance=Tolerance.points(5),
            promote=(
                Promotion("red", "amber", than="last year"),
                Promotion("amber", "green", than="last period"),
            ),
        )
        figures = {
            "1": [Outturn(LAST_YEAR, 70.0), Outturn(Q2, 75.0)],
            "6": [Outturn(Q1, 91.0), Outturn(Q2, 92.0)],
        }
        card = board(outturns=figures).scorecard(Q2, rule)

        assert (Status.AMBER, Status.GREEN) == (card["1"].rating.status, card["6"].rating.status)

    def test_the_very_period_goes_before_the_same_dates(self) -> None:
        """The order of targets decides nothing."""
        own, span = Target(80, period=Q2), Target(95, period=Period.span(Q2.start, Q2.end))
        for targets in ([own, span], [span, own]):
            set_ = IndicatorSet([ASSESSMENTS], {"1": targets}, {"1": Outturn(Q2, 85.0)})

            assert own == set_.scorecard(Q2)["1"].target

    def test_two_targets_that_could_both_be_meant_are_refused(self) -> None:
        """Two spans of one length that hold the quarter are named, and neither is taken."""
        spans = [
            Target(80, period=Period.span(date(2022, 6, 1), date(2022, 11, 30))),
            Target(90, period=Period.span(date(2022, 5, 31), date(2022, 11, 29))),
        ]
        with pytest.raises(InputError, match="both apply to Q2 2022/23"):
            IndicatorSet([ASSESSMENTS], {"1": spans}, {"1": Outturn(Q2, 85.0)}).scorecard(Q2)

    def test_a_persons_rating_is_known_from_its_own_day(self) -> None:
        """A colour given in January is not in October's scorecard."""
        later = Outturn(Q2, 17.5, known_from=date(2023, 1, 1))
        given = Rating.asserted(CASELOAD, later, "red", by="the board", because="a risk")
        set_ = board(ratings=[given])

        assert Status.GREEN is set_.scorecard(Q2, as_of=date(2022, 10, 1))["2"].rating.status
        assert Status.RED is set_.scorecard(Q2)["2"].rating.status

    def test_a_line_break_in_a_comment_stays_on_its_line(self) -> None:
        """A comment over two lines does not break the list it is in."""
        page = board(outturns={"1": Outturn(Q2, 80.0, note="One.\nTwo.")}).scorecard(Q2).to_text()

        assert "One. Two." in page


class TestNotebooks:
    def test_a_notebook_shows_the_scorecard_as_a_page(self) -> None:
        """A notebook gets the table, the sentence and the lists, and nothing in it is markup of a sheet's."""
        odd = Indicator("1", "Visits <b>in</b> time", polarity="higher", unit="percent")
        html = IndicatorSet([odd], {"1": Target(90)}, {"1": Outturn(Q2, 80)}).scorecard(Q2)._repr_html_()

        assert "<h2>Scorecard for Q2 2022/23</h2>" in html
        assert "Visits &lt;b&gt;in&lt;/b&gt; time" in html
        assert "<td>R Red</td>" in html
        assert "<h3>Exceptions</h3>" in html

    def test_the_public_page_is_public_in_a_notebook_too(self) -> None:
        """The restricted row is not in the page, and the page says how many were left out."""
        html = board().scorecard(Q2, public=True)._repr_html_()

        assert "Serious incidents" not in html
        assert "1 restricted indicator is left out" in html

    def test_an_empty_scorecard_is_a_page(self) -> None:
        """No indicators give a heading and a sentence, and no empty table."""
        html = IndicatorSet([]).scorecard(Q2)._repr_html_()

        assert "<table>" not in html
        assert "There are no indicators." in html


class TestCountsOfDirections:
    def test_every_row_has_one_direction_of_travel(self) -> None:
        """The directions of a scorecard add up to its rows."""
        card = board().scorecard(Q2)
        counts = card.directions()

        assert len(card) == sum(counts.values())
        assert {str(row.since_last_period.direction) for row in card} == {
            str(direction) for direction, count in counts.items() if count
        }
        assert (
            sum(1 for row in card if row.since_last_year.direction == "better")
            == card.directions("last year")[Direction.BETTER]
        )

    def test_another_comparison_is_refused(self) -> None:
        """A row has two earlier figures beside it, and no others."""
        with pytest.raises(InputError, match="'last period' or 'last year'"):
            board().scorecard(Q2).directions("last month")


class TestShares:
    def test_states_may_be_counted_together(self) -> None:
        """Chorley's headline counts on target and within 5% of it together."""
        summary = Summary(
            RAG, {"green": 6, "amber": 1, "red": 5}, {Reason.NO_DATA: 2, Reason.CONTEXTUAL: 6}, 12, 14
        )

        assert 58.3 == summary.share(("green", "amber"))
        assert summary.share("green") == summary.share(["green", "green"])

    def test_rows_to_be_judged_leave_contextual_rows_out_and_missing_ones_in(self) -> None:
        """At Lincoln a measure without data counts among those with a target; a volume does not."""
        summary = Summary(
            RAG, {"green": 6, "amber": 1, "red": 5}, {Reason.NO_DATA: 2, Reason.CONTEXTUAL: 6}, 12, 14
        )

        assert 14 == summary.targeted
        assert 42.9 == summary.share("green", of="targeted")
