"""Whole boards: what holds of every scorecard, and of every history rolled up, whatever is in them."""

import json
import pickle
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    RAG,
    Direction,
    History,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Promotion,
    Quality,
    Rating,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    rate,
)
from kpirag.present import markdown_text
from kpirag.scorecards import Cause
from tests.strategies_boards import DAYS, QUARTERS, REPORTED, SCHEMES, parts

#: The schemes whose states are colours, so that a colour a person gave is a state of each.
COLOURED = tuple(scheme for scheme in SCHEMES if {"red", "green"} <= set(scheme.states))

Q2 = Period.quarter(2022, 2)
VISITS = Indicator("1", "Visits in time", polarity="higher", unit="percent")


def refs(rows):
    """Return the refs of rows, in order."""
    return [row.indicator.ref for row in rows]


def is_plain(value):
    """Tell whether a value is text, a number, a truth value or None, and of no subclass."""
    return type(value) in (str, int, float, bool, type(None))


class TestSummary:
    @given(parts(), st.booleans())
    def test_counts_add_up_at_every_level(self, drawn, public):
        """States sum to the rated; rated and not rated to all; what is rated or reported was due."""
        card = drawn.card(public=public)
        summary = card.summary
        by_status = Counter(str(row.rating.status) for row in card)
        by_reason = Counter(row.rating.reason for row in card if row.rating.reason is not None)

        assert [str(state) for state in reversed(drawn.scheme.states)] == list(summary.counts)
        assert all(by_status[state] == count for state, count in summary.counts.items())
        assert by_reason == summary.not_rated
        assert sorted(by_reason) == list(summary.not_rated)
        assert summary.rated == sum(summary.counts.values())
        assert len(card) == summary.all == summary.rated + sum(by_reason.values())
        assert summary.due == summary.all - by_reason[Reason.NOT_DUE] - by_reason[Reason.NOT_APPLICABLE]
        assert summary.asserted <= summary.reported <= summary.due <= summary.all
        assert summary.rated <= (summary.due if drawn.scheme.missing_as else summary.reported)

    @given(parts(), st.booleans())
    def test_the_groups_sum_to_the_whole(self, drawn, public):
        """Every row is in one group, in order, and each count of the whole is the sum of the groups'."""
        card = drawn.card(public=public)
        groups = card.by_group()
        shown = list(dict.fromkeys(row.indicator.group for row in card))

        assert shown == list(groups)[: len(shown)]
        assert all(
            len(group) == 0 < group.summary.restricted for group in list(groups.values())[len(shown) :]
        )
        for name, group in groups.items():
            assert [row for row in card if row.indicator.group == name] == list(group)
        for fact in ("rated", "reported", "due", "all", "asserted", "restricted", *drawn.scheme.states):
            parts_of_it = [group.summary.to_dict()[str(fact)] for group in groups.values()]
            assert card.summary.to_dict()[str(fact)] == sum(parts_of_it)

    @given(parts())
    def test_shares_are_counts_over_their_denominator(self, drawn):
        """A share is the count over what it is out of, half up, and never more than is left of 100."""
        summary = drawn.card().summary
        for of in ("rated", "reported", "due", "all"):
            rows = summary.to_dict()[of]
            for state, count in summary.counts.items():
                share = summary.share(state, of)
                if rows == 0:
                    assert share is None
                else:
                    assert abs(Fraction(100 * count, rows) - Fraction(share)) <= Fraction(5000001, 10**8)
        if summary.rated:
            assert 99.5 <= sum(summary.share(state) for state in summary.counts) <= 100.5


class TestOrder:
    @given(parts(), st.integers(0, 5))
    def test_shuffled_input_gives_the_same_scorecard(self, drawn, seed):
        """The order of targets, outturns and asserted ratings does not matter."""
        card = drawn.card()
        again = drawn.shuffled(seed).card()

        assert card == again
        assert card.to_dicts() == again.to_dicts()
        assert card.to_text() == again.to_text()

    @given(parts(), st.randoms(use_true_random=False))
    def test_indicators_keep_their_order_and_change_nothing_else(self, drawn, shuffler):
        """Indicators in another order give the same rows in that order."""
        card = drawn.card()
        indicators = list(drawn.indicators)
        shuffler.shuffle(indicators)
        again = replace(drawn, indicators=tuple(indicators)).card()

        assert [one.ref for one in indicators if one.ref in card] == refs(again)
        assert all(card[ref] == again[ref] for ref in refs(card))
        assert card.summary == again.summary

    @pytest.mark.parametrize("first", [0, 1])
    def test_of_two_targets_for_the_same_dates_none_wins_by_its_place(self, first):
        """The target for the very quarter goes before one for a span of its dates, in either order."""
        pair = [Target(80, period=Q2), Target(70, period=Period.span(Q2.start, Q2.end))]
        board = IndicatorSet([VISITS], {"1": [pair[first], pair[1 - first]]}, {"1": Outturn(Q2, 76)})

        assert Target(80, period=Q2) == board.scorecard(Q2)["1"].target


class TestRecords:
    @given(parts())
    def test_a_board_is_rebuilt_from_its_records(self, drawn):
        """A board and its scorecard equal those rebuilt from its records, as they are and through JSON."""
        board = drawn.board()
        card = board.scorecard(drawn.period)
        records = board.to_records()
        for read in (records, json.loads(json.dumps(records, allow_nan=False))):
            again = IndicatorSet.from_records(**read)
            rebuilt = again.scorecard(drawn.period)
            assert board == again
            assert (card, hash(card)) == (rebuilt, hash(rebuilt))
            assert card.to_dicts() == rebuilt.to_dicts()
            assert records == again.to_records()

    @given(parts(), st.booleans())
    def test_rows_are_plain_records_of_one_shape(self, drawn, public):
        """Every row has the same keys, and nothing but text, numbers, truth values and None."""
        card = drawn.card(public=public)
        records = card.to_dicts()

        assert all(type(key) is str and is_plain(value) for one in records for key, value in one.items())
        assert len({tuple(one) for one in records}) <= 1
        assert records == json.loads(json.dumps(records, allow_nan=False))
        assert all(is_plain(value) for value in card.summary.to_dict().values())

    @given(parts(most=4))
    def test_scorecards_survive_pickling(self, drawn):
        """A set and a scorecard through pickle are equal, and print alike."""
        board, card = drawn.board(), drawn.card()

        assert board == pickle.loads(pickle.dumps(board))
        assert (card, card.to_text()) == ((again := pickle.loads(pickle.dumps(card))), again.to_text())

    NO_FIGURE = Outturn.missing(Q2, "no data")
    FIRST, SECOND = Outturn(Q2, 76.0), Outturn(Q2, 77.0, revision=1)

    @pytest.mark.parametrize(
        ("rated", "status", "options"),
        [
            (FIRST, "red", {}),
            (FIRST, "red", {"target": Target(80)}),
            (NO_FIGURE, "red", {}),
            (Outturn.missing(Q2, "late", "Due in May."), "amber", {}),
            (NO_FIGURE, "blue", {"scheme": BRAG}),
            (Outturn(Q2, 76.0, quality="provisional", note="Two posts were vacant."), "red", {}),
        ],
        ids=["figure", "own target", "no figure", "late", "own scheme", "remarks"],
    )
    def test_so_is_every_rating_that_a_person_gave(self, rated, status, options):
        """A rating keeps its target, its reason and its scheme's status on the way through the records."""
        told = Rating.asserted(
            VISITS, rated, status, by="the council's paper", because="printed so", **options
        )
        board = IndicatorSet([VISITS], {}, {}, [told], options.get("scheme", RAG))
        again = IndicatorSet.from_records(**board.to_records())

        assert board == again
        assert board.scorecard(Q2) == again.scorecard(Q2)

    @pytest.mark.parametrize(
        "revisions", [(FIRST,), (SECOND,), (FIRST, SECOND)], ids=["first", "second", "both"]
    )
    def test_so_is_a_rating_of_each_revision(self, revisions):
        """A rating of a figure stays with its revision."""
        said = {"by": "the council's paper", "because": "printed so"}
        ratings = [Rating.asserted(VISITS, one, "red", **said) for one in revisions]
        board = IndicatorSet([VISITS], {"1": Target(80)}, {"1": [self.FIRST, self.SECOND]}, ratings)
        again = IndicatorSet.from_records(**board.to_records())

        assert board == again
        assert board.scorecard(Q2) == again.scorecard(Q2)

    def test_so_is_the_kind_of_target_that_counts(self):
        """A board rated by its statutory targets still is after a round trip."""
        targets = {"1": [Target(80), Target(70, kind="statutory")]}
        board = IndicatorSet([VISITS], targets, {"1": Outturn(Q2, 76)}, headline="statutory")
        again = IndicatorSet.from_records(**board.to_records())

        assert board == again
        assert Status.GREEN is again.scorecard(Q2)["1"].rating.status

    def test_so_is_the_share_of_a_year(self):
        """A target that is a share of another still says so after a round trip."""
        carers = Indicator("8", "New foster carers", polarity="higher", basis="year to date")
        share = Target(20, period=Period.year(2022)).profiled(to=Q2)
        board = IndicatorSet([carers], {"8": share}, {"8": Outturn(Q2, 11)})
        again = IndicatorSet.from_records(**board.to_records())

        assert board == again
        assert board.scorecard(Q2).to_dicts() == again.scorecard(Q2).to_dicts()


class TestMovements:
    @given(parts(), st.booleans())
    def test_with_itself_nothing_moved(self, drawn, public):
        """versus(self) has no movement, and neither has another scorecard made of the same."""
        card = drawn.card(public=public)
        for other in (card, drawn.card(public=public)):
            movements = card.versus(other)
            assert ((), (), ()) == (movements.changes, movements.started, movements.ended)
            assert refs(card) == list(movements.same)

    @given(parts(), st.sampled_from(REPORTED), st.sampled_from(COLOURED), st.booleans())
    def test_causes_partition_the_movements(self, drawn, period, scheme, public):
        """Rows moved, stayed, started or ended; each movement has one cause and says what else differs."""
        earlier, later = drawn.card(period, public=public), drawn.card(scheme=scheme, public=public)
        movements = later.versus(earlier)
        both = [ref for ref in refs(later) if ref in earlier]
        moved = [change.ref for change in movements]

        assert [ref for ref in both if earlier[ref].rating.status != later[ref].rating.status] == moved
        assert [ref for ref in both if ref not in moved] == list(movements.same)
        assert [ref for ref in refs(later) if ref not in both] == list(movements.started)
        assert [ref for ref in refs(earlier) if ref not in both] == list(movements.ended)
        assert Counter(moved) == Counter(
            change.ref for cause in Cause for change in movements.because_of(cause)
        )
        for change, record in zip(movements, movements.to_dicts(), strict=True):
            assert (earlier[change.ref], later[change.ref]) == (change.before, change.after)
            assert change.cause not in change.also_changed
            assert Cause.TOGETHER not in change.also_changed
            assert len(change.also_changed) == len(set(change.also_changed))
            assert all(map(is_plain, record.values()))
            assert change.explain().startswith(later[change.ref].indicator.name)

    @given(parts(), st.sampled_from(("2 points", "10%", "none", "40 points")))
    def test_another_tolerance_is_the_cause_of_all_it_changes(self, drawn, tolerance):
        """Where nothing but the tolerance changed, nothing else is blamed."""
        card = drawn.card()
        for other in (card.what_if(tolerance=Tolerance.parse(tolerance)), card.without_tolerance()):
            assert {Cause.TOLERANCE} >= {change.cause for change in other.versus(card)}
            assert {Cause.TOLERANCE} >= {change.cause for change in card.versus(other)}
            assert not any(change.also_changed for change in other.versus(card))

    @given(parts(), st.sampled_from((3.5, 5, 22)))
    def test_so_is_another_target(self, drawn, by):
        """Where every target moved and nothing else, the target is the cause."""
        names = ("value", "low", "high", "floor", "stretch")

        def moved(target):
            plain = {name: getattr(target, name) for name in names if getattr(target, name) is not None}
            return evolve(target, **{name: _raised(number, by) for name, number in plain.items()})

        card = drawn.card()
        targets = tuple((ref, moved(target)) for ref, target in drawn.targets)
        movements = replace(drawn, targets=targets).card().versus(card)

        # Directions of travel towards a range depend on the target too, and are not undone with it.
        assert {Cause.TARGET} >= {
            change.cause for change in movements if change.after.indicator.polarity != "range"
        }

    @given(parts(schemes=tuple(scheme for scheme in SCHEMES if not scheme.promote)))
    def test_a_figure_corrected_is_a_data_revision(self, drawn):
        """Where every figure of every period was corrected, no rating moved for any other cause."""
        card = drawn.card()
        movements = drawn.with_figures(_corrected).card().versus(card)

        assert {Cause.DATA_REVISION} >= {change.cause for change in movements}

    @given(parts(), st.sampled_from(REPORTED))
    def test_between_periods_with_one_rule_the_rule_is_not_blamed(self, drawn, period):
        """The same scheme and definitions for two periods: neither is ever the cause."""
        movements = drawn.card().versus(drawn.card(period))

        assert not {Cause.DEFINITION, Cause.SCHEME} & {change.cause for change in movements}
        assert not {Cause.DEFINITION, Cause.SCHEME} & {
            cause for change in movements for cause in change.also_changed
        }


def _raised(number, by):
    """Return a number or an edge, raised."""
    return evolve(number, value=number.value + by) if hasattr(number, "inclusive") else number + by


def _corrected(ref, outturn):
    """Return an outturn with its figure, if it has one, corrected to another; a reason stays."""
    if outturn.reason is not None:
        return outturn
    if outturn.has_counts:
        cases = outturn.denominator
        return evolve(outturn, numerator=cases - outturn.numerator, denominator=cases)
    return evolve(outturn, value=outturn.value + 12.5)


class TestPublic:
    @given(parts())
    def test_public_and_restricted_are_all(self, drawn):
        """Public rows are the full ones without the restricted, in order; only withheld figures differ."""
        full, public = drawn.card(), drawn.card(public=True)
        withheld = (Reason.SUPPRESSED, Reason.UNRELIABLE)

        assert [ref for ref in refs(full) if not full[ref].indicator.restricted] == refs(public)
        assert public.summary.restricted == full.summary.restricted == len(full) - len(public)
        for row in public:
            other = full[row.indicator.ref]
            if other.outturn.reason not in withheld:
                assert other.to_dict() == row.to_dict()
                assert (other.outturn, other.rating) == (row.outturn, row.rating)
            else:
                assert (None, "") == (row.rating.value, row.caution)
                assert (None,) * 3 == (row.outturn.value, row.outturn.numerator, row.outturn.denominator)

    @given(parts(most=5), st.sampled_from(QUARTERS))
    def test_nothing_public_depends_on_what_is_withheld(self, drawn, before):
        """With other figures, targets and names in every withheld place, every public word stays the same."""
        seen = []
        for board in (drawn.board(), _with_other_secrets(drawn).board()):
            card = board.scorecard(drawn.period, public=True)
            earlier = board.scorecard(before, public=True)
            groups = card.by_group()
            seen.append(
                {
                    "text": card.to_text(),
                    "markdown": card.to_markdown(),
                    "html": card._repr_html_(),
                    "records": card.to_dicts(),
                    "summary": card.summary.to_dict(),
                    "repr": [repr(card), *map(repr, card)],
                    "groups": {name: group.to_text() for name, group in groups.items()},
                    "without tolerance": card.without_tolerance().to_text(),
                    "movements": card.versus(earlier).to_dicts(),
                }
            )

        assert seen[0] == seen[1]

    @given(parts())
    def test_a_withheld_figure_has_no_numbers_about_it(self, drawn):
        """A suppressed or unreliable row prints no count, no cases, no caution and no earlier figure."""
        for row in drawn.card(public=True):
            if row.outturn.reason in (Reason.SUPPRESSED, Reason.UNRELIABLE):
                record = row.to_dict()
                assert [None] * 4 == [
                    record[name] for name in ("value", "numerator", "denominator", "shortfall")
                ]
                assert ("", ()) == (row.caution, row.superseded)
                assert (None, None) == (row.rating.cases_to(), row.rating.cases_to_recover())
                assert "It replaces" not in row.caveat


def _with_other_secrets(drawn):
    """Return the parts with all that must not show changed: restricted indicators, withheld figures."""
    restricted = {one.ref for one in drawn.indicators if one.restricted}
    latest = {}
    for ref, outturn in sorted(drawn.outturns, key=lambda pair: pair[1].revision):
        latest[ref, outturn.period] = outturn.reason
    withheld = {key for key, reason in latest.items() if reason in (Reason.SUPPRESSED, Reason.UNRELIABLE)}

    def other(ref, outturn):
        secret = ref in restricted or outturn.reason is Reason.UNRELIABLE or (ref, outturn.period) in withheld
        if not secret or (outturn.value is None and not outturn.has_counts):
            return outturn
        if outturn.has_counts:
            return evolve(outturn, numerator=5, denominator=113)
        return evolve(outturn, value=31337.25)

    indicators = tuple(
        evolve(one, name="Secret", owner="Nobody", outside_our_control=True, note="Hush")
        if one.restricted
        else one
        for one in drawn.indicators
    )
    targets = tuple(
        (ref, Target(7777, kind=one.kind, period=one.period, known_from=one.known_from))
        if ref in restricted
        else (ref, one)
        for ref, one in drawn.targets
    )
    return replace(drawn.with_figures(other), indicators=indicators, targets=targets)


class TestWhatIf:
    @given(parts(), st.booleans())
    def test_the_rules_that_hold_change_nothing(self, drawn, public):
        """Under its own scheme, and its scheme's own tolerance, a scorecard is itself."""
        card = drawn.card(public=public)
        scheme = drawn.scheme

        assert card == card.what_if() == card.what_if(scheme=scheme)
        assert card == card.what_if(tolerance=scheme.tolerance)
        assert card == card.what_if(scheme=scheme, tolerance=scheme.tolerance)

    @given(parts(), st.sampled_from(COLOURED))
    def test_another_scheme_rates_as_if_it_had_held(self, drawn, scheme):
        """what_if(scheme) is the scorecard that the scheme itself gives."""
        assert drawn.card(scheme=scheme) == drawn.card().what_if(scheme=scheme)

    @given(parts())
    def test_without_tolerance_nothing_is_rated_better(self, drawn):
        """Withdrawing every tolerance leaves each rating as it is or makes it worse; figures stay."""
        card = drawn.card()
        bare = card.without_tolerance()

        assert bare == bare.without_tolerance()
        for row, strict in zip(card, bare, strict=True):
            assert (row.outturn, row.indicator) == (strict.outturn, strict.indicator)
            if row.rating.is_rated and strict.rating.is_rated:
                assert drawn.scheme.code(strict.rating.status) <= drawn.scheme.code(row.rating.status)
            assert row.rating.met == strict.rating.met or drawn.scheme.promote


class TestLists:
    @given(parts(), st.booleans())
    def test_every_list_holds_the_rows_it_says(self, drawn, public):
        """Each list is a part of the rows, each row once, with the right statuses."""
        card = drawn.card(public=public)
        scheme = drawn.scheme
        missed = scheme.states[: scheme.met_place]
        exceptions = card.exceptions()

        assert [row for row in card if row.rating.status in missed] == list(card.exceptions(in_order=True))
        assert Counter(refs(exceptions)) == Counter(refs(card.exceptions(in_order=True)))
        codes = [scheme.code(row.rating.status) for row in exceptions]
        assert sorted(codes) == codes
        assert [row for row in card if not row.rating.is_rated] == list(card.not_rated())
        assert card.not_rated() == card.with_status("not rated")
        assert [row for row in card if row.rating.reason is Reason.CONTEXTUAL] == list(card.contextual())
        assert [row for row in card if row.caution] == list(card.cautions())
        assert [row for row in card if row.caveat] == list(card.caveats())
        for state in scheme.states:
            assert [row for row in card if row.rating.status == state] == list(card.with_status(state))

    @given(parts(), st.booleans())
    def test_highlights_go_before_statuses(self, drawn, public):
        """Where the paper highlights anything, its highlights are the lists; else met and missed are."""
        card = drawn.card(public=public)
        well, focus = card.performing_well(), card.areas_of_focus()

        assert not set(refs(well)) & set(refs(focus))
        if any(row.outturn.highlight for row in card):
            assert [row for row in card if row.outturn.highlight == "performing well"] == list(well)
            assert [row for row in card if row.outturn.highlight == "area of focus"] == list(focus)
        else:
            met = drawn.scheme.states[drawn.scheme.met_place :]
            assert [row for row in card if row.rating.is_rated and row.rating.status in met] == list(well)
            assert card.exceptions(in_order=True) == focus

    @given(parts())
    def test_few_cases_and_figures_to_take_with_care(self, drawn):
        """A caution is for few cases; a caveat for what is not final, redefined, corrected or withheld."""
        for row in drawn.card():
            outturn = row.outturn
            few = outturn.has_counts and 0 < outturn.denominator < drawn.scheme.caution_below
            assert bool(row.caution) is (few and outturn.reason is None and row.indicator.unit == "percent")
            assert bool(row.caveat) is (
                outturn.reason in (Reason.UNRELIABLE, Reason.SUPPRESSED, Reason.LATE)
                or outturn.quality is not Quality.FINAL
                or bool(row.superseded)
                or outturn.break_in_series
            )


class TestPages:
    @given(parts(), st.booleans())
    def test_pages_hold_every_row(self, drawn, public):
        """Text and Markdown never fail, name every ref and name, and count what was left out."""
        card = drawn.card(public=public)
        text, page = card.to_text(), card.to_markdown()
        for row in card:
            ref, name = row.indicator.ref, row.indicator.name
            assert ref in text
            assert " ".join(name.split()) in text
            assert markdown_text(ref) in page
            assert markdown_text(name) in page
        assert card.summary.sentence() in text
        assert markdown_text(card.summary.sentence()) in page
        assert ("Public version" if public else "Full version") in text
        assert f"{card.summary.restricted} " in text.split("\n")[2] or not card.summary.restricted

    @given(parts(), st.booleans())
    def test_the_page_of_a_notebook_holds_every_row(self, drawn, public):
        """Every tag of the HTML is closed; its table has a line for each row, read back as written."""
        card = drawn.card(public=public)
        page = _Page(card._repr_html_())
        lines = page.lines[1:]

        assert [] == page.open
        assert [[row.indicator.ref, " ".join(row.indicator.name.split())] for row in card] == [
            line[:2] for line in lines
        ]
        assert {7} >= {len(line) for line in lines}
        assert card.summary.sentence() in page.text

    @given(parts(), st.booleans())
    def test_each_entry_is_a_line(self, drawn, public):
        """Heading, table, sentence and lists have as many lines as there are things to say."""
        card = drawn.card(public=public)
        found = [row.significance() for row in card]
        told = [one for one in found if one is not None and one.verdict != "cannot be calculated"]
        lists = (card.exceptions(), card.not_rated(), card.cautions(), told, card.caveats())
        below = sum(3 + len(rows) for rows in lists if rows)
        table = 3 + len(card) if len(card) else 0

        assert 3 + table + 2 + below == len(card.to_text().removesuffix("\n").split("\n"))
        assert 3 + table + 2 + below == len(card.to_markdown().removesuffix("\n").split("\n"))

    @given(parts())
    def test_one_row_of_the_table_for_each_in_order(self, drawn):
        """The table of the Markdown page has a line for each row, with seven cells."""
        card = drawn.card()
        lines = [line for line in card.to_markdown().split("\n") if line.startswith("| ")][2:]

        assert len(card) == len(lines)
        for row, line in zip(card, lines, strict=True):
            assert line.startswith(f"| {markdown_text(row.indicator.ref)} | ")
            assert 8 == line.count(" | ") + 2


class _Page(HTMLParser):
    """An HTML page that was read: its text, the lines of its table, and the tags left open."""

    def __init__(self, page):
        super().__init__()
        self.open, self.lines, self.text = [], [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "tr":
            self.lines.append([])
        if tag in ("td", "th"):
            self.lines[-1].append("")

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.text += data
        if self.open and self.open[-1] in ("td", "th"):
            self.lines[-1][-1] += data


class TestReasons:
    @given(parts())
    def test_the_first_reason_that_holds_is_given(self, drawn):
        """A row without a rating has one reason: of all that hold, the first in the order of precedence."""
        card = drawn.card()
        rated = {(one.indicator.ref, one.outturn.period) for one in drawn.ratings}
        for row in card:
            rating = row.rating
            assert rating.is_rated is (rating.reason is None) is (rating.status != Status.NOT_RATED)
            if rating.assertion is not None:
                assert (row.indicator.ref, row.outturn.period) in rated
                assert rating.is_rated
                continue
            found, outturn = _reported(drawn, row.indicator)
            assert found == row.outturn.reason
            assert outturn is None or outturn == row.outturn
            holding = _reasons(drawn, row, outturn)
            if found is not None:
                holding.add(found)
            expected = min(holding, default=None)
            judged = not {Reason.NO_TARGET, Reason.CONTEXTUAL} & holding
            if drawn.scheme.missing_as and judged and expected in (Reason.LATE, Reason.NO_DATA):
                assert drawn.scheme.missing_as == rating.status
            else:
                assert expected == rating.reason

    @given(parts())
    def test_every_row_is_rated_as_its_figure_is(self, drawn):
        """A row's rating is what `rate` gives for its indicator, outturn, target and scheme."""
        for row in drawn.card():
            if row.rating.assertion is not None or drawn.scheme.promote:
                continue
            assert rate(row.indicator, row.outturn, row.target, scheme=drawn.scheme) == row.rating
            assert row.target == row.rating.target
            for kind, other in row.others.items():
                assert kind != drawn.headline
                assert rate(row.indicator, row.outturn, other.target, scheme=drawn.scheme) == other

    @pytest.mark.parametrize("unit", ["number", "percent"])
    @pytest.mark.parametrize("period", [Q2, Period.month(2022, 9), Period.half(2022, 1)], ids=str)
    def test_an_annual_indicator_is_not_due_before_its_year_ends(self, unit, period):
        """With a target for the year, a quarter's scorecard still says that the figure is not due."""
        annual = Indicator("4", "New homes", polarity="higher", unit=unit, frequency="annual")
        figures = {"4": Outturn(Period.year(2022), 25)}
        board = IndicatorSet([annual], {"4": Target(20, period=Period.year(2022))}, figures)

        assert Reason.NOT_DUE is board.scorecard(period)["4"].rating.reason
        assert Status.GREEN is board.scorecard(Period.quarter(2022, 4))["4"].rating.status

    def test_nor_do_two_targets_of_which_neither_is_the_quarters(self):
        """A half-yearly figure is not due in Q1, whichever of its targets would apply to the half."""
        survey = Indicator("4", "Survey", polarity="higher", unit="percent", frequency="half")
        half = Period.half(2022, 1)
        targets = {"4": [Target(80, period=half), Target(70, period=Period.span(half.start, half.end))]}
        board = IndicatorSet([survey], targets, {"4": Outturn(half, 75)})

        assert Reason.NOT_DUE is board.scorecard(Q2.previous)["4"].rating.reason
        assert Status.RED is board.scorecard(Q2)["4"].rating.status

    def test_each_promotion_has_its_own_comparator(self):
        """A scheme may promote red on last year's figure and amber on the last period's."""
        rules = Scheme(
            "Two comparators",
            tolerance=Tolerance.points(5),
            promote=(
                Promotion("red", "amber", than="last year"),
                Promotion("amber", "green", than="last period"),
            ),
        )
        others = [evolve(VISITS, ref=ref) for ref in ("2", "3", "4")]
        figures = {
            "1": [Outturn(Q2.previous, 76), Outturn(Q2, 77), Outturn(Q2.same_last_year, 79)],
            "2": [Outturn(Q2.previous, 79), Outturn(Q2, 77), Outturn(Q2.same_last_year, 70)],
            "3": [Outturn(Q2.previous, 60), Outturn(Q2, 50), Outturn(Q2.same_last_year, 40)],
            "4": [Outturn(Q2, 77), Outturn(Q2.same_last_year, 40)],
        }
        targets = {ref: Target(80) for ref in figures}
        card = IndicatorSet([VISITS, *others], targets, figures).scorecard(Q2, rules)

        assert ["green", "amber", "amber", "no comparator"] == [
            str(row.rating.reason or row.rating.status) for row in card
        ]
        assert card == card.what_if(scheme=rules)


def _reported(drawn, indicator):
    """Return why an indicator has no figure in the period, and its outturn there."""
    latest = {}
    given_outturns = [outturn for ref, outturn in drawn.outturns if ref == indicator.ref]
    for outturn in sorted(given_outturns, key=lambda one: one.revision):
        latest[outturn.period] = outturn

    def at(period):
        if indicator.basis == "in period":
            found = [one for one in latest.values() if one.period.same_dates(period)]
        else:
            found = [one for one in latest.values() if one.period.end == period.end]
        assert len(found) <= 1
        return found[0] if found else None

    outturn = at(drawn.period)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    frequency = indicator.frequency
    if outturn is None and frequency is not None and months[frequency] > drawn.period.months:
        own = Period.containing(drawn.period.end, frequency, indicator.first_month)
        if own.end != drawn.period.end:
            return Reason.NOT_DUE, None
        outturn = at(own)
    return (Reason.NO_DATA, None) if outturn is None else (outturn.reason, outturn)


def _reasons(drawn, row, outturn):
    """Return the reasons that hold whether or not there is a figure, and those of its counts."""
    holding = set()
    if outturn is not None and outturn.has_counts:
        if outturn.denominator == 0:
            holding.add(Reason.ZERO_DENOMINATOR)
        if outturn.denominator < drawn.scheme.min_denominator:
            holding.add(Reason.TOO_FEW)
    if row.indicator.polarity == "none":
        holding.add(Reason.CONTEXTUAL)
    period = row.outturn.period
    by_last_day = row.indicator.basis != "in period"
    if not any(
        target.period is None
        or target.period.covers(period)
        or (by_last_day and target.period.contains(period.end))
        for ref, target in drawn.targets
        if ref == row.indicator.ref and target.kind == drawn.headline
    ):
        holding.add(Reason.NO_TARGET)
    if not holding and outturn is not None and outturn.reason is None and drawn.scheme.promote:
        plain = rate(row.indicator, outturn, row.target, scheme=drawn.scheme.replace(promote=()))
        for promotion in drawn.scheme.promote:
            change = row.since_last_year if promotion.than == "last year" else row.since_last_period
            if promotion.source == plain.status and change.direction in (
                Direction.NOT_COMPARABLE,
                Direction.NO_JUDGEMENT,
            ):
                holding.add(Reason.NO_COMPARATOR)
    return holding


class TestAsOf:
    @given(parts(), st.sampled_from((date(2021, 1, 1), *DAYS)))
    def test_a_past_scorecard_knows_nothing_of_what_came_later(self, drawn, day):
        """As known on a day, a scorecard is that of the figures, targets and ratings known by then."""

        def known(thing):
            return thing.known_from is None or thing.known_from <= day

        then = replace(
            drawn,
            targets=tuple(pair for pair in drawn.targets if known(pair[1])),
            outturns=tuple(pair for pair in drawn.outturns if known(pair[1])),
            ratings=tuple(rating for rating in drawn.ratings if known(rating.outturn)),
        )
        card = drawn.card(as_of=day)

        assert then.card().rows == card.rows
        assert then.card().summary == card.summary
        assert day.isoformat() in card.to_text()

    def test_a_kind_of_target_set_later_was_not_there(self):
        """Before the statutory target was set, a row has no rating against one."""
        targets = {"1": [Target(80), Target(90, kind="statutory", known_from=date(2022, 10, 1))]}
        board = IndicatorSet([VISITS], targets, {"1": Outturn(Q2, 85)})

        assert {} == board.scorecard(Q2, as_of=date(2022, 9, 30))["1"].others
        assert ["statutory"] == list(board.scorecard(Q2, as_of=date(2022, 10, 1))["1"].others)

    @given(parts())
    def test_as_known_at_last_is_as_known(self, drawn):
        """After the last thing came to be known, as_of changes nothing but what the page says."""
        card = drawn.card(as_of=max(DAYS))

        assert drawn.card() == evolve(card, as_of=None)


# --- histories rolled up ---------------------------------------------------------------------------------

_KINDS = (
    (Indicator("1", "A percentage", polarity="higher", unit="percent"), "counts"),
    (Indicator("2", "A number", polarity="higher"), "values"),
    (Indicator("3", "Money", polarity="lower", unit="currency"), "values"),
    (Indicator("4", "A mean", polarity="lower", unit="days"), "counts"),
    (Indicator("5", "A share of a year", polarity="higher", unit="percent", adds_up=True), "shares"),
    (Indicator("6", "A plain share", polarity="higher", unit="percent", adds_up=True), "values"),
    (Indicator("7", "A calendar year", polarity="higher", year_start=1), "values"),
    (Indicator("8", "A snapshot", polarity="higher", unit="percent", basis="snapshot"), "values"),
    (Indicator("9", "A year to date", polarity="higher", basis="year to date"), "counts"),
    (None, "counts"),
)
_MONTHS = tuple(Period.month(2021, 4).shift(n) for n in range(27))
_VALUES = st.sampled_from((0.1, 0.2, 0.7, 3, -14.6, 85.1, 1e6, 1234.5, 999_999_999.9, -1e9, 0.003, 0, 100))
_COUNTS = st.sampled_from(((1, 3), (0, 0), (0, 5), (30, 32), (41, 41), (2.5, 7.5), (999, 100_000)))
_SHARES = st.sampled_from(((10, 120), (0, 120), (7.5, 120)))
_FIGURES = {"values": _VALUES, "counts": _COUNTS, "shares": _SHARES}
_REASONS = st.sampled_from(("not applicable", "not due", "late", "suppressed", "unreliable", "no data"))
_REMARKS = st.sampled_from(
    (
        *({},) * 6,
        {"quality": "provisional"},
        {"quality": "estimated"},
        {"note": "Noted."},
        {"known_from": DAYS[1]},
        {"known_from": DAYS[2]},
        {"break_in_series": True},
    )
)


# Made once, because Hypothesis checks a strategy that is made inside another at each draw.
_KINDS_AND_SIZES = st.tuples(st.sampled_from(_KINDS), st.sampled_from((0, 2, 5, 12, 24, 27)))
_ABSENT = st.sets(st.integers(0, 26), max_size=3)
_MISSING = st.dictionaries(st.integers(0, 26), _REASONS, max_size=4)


@cache
def _figures_of(kind, size):
    return st.lists(st.tuples(_FIGURES[kind], _REMARKS), min_size=size, max_size=size)


@st.composite
def histories(draw, *, gaps=True, reasons=True):
    """Draw the history of up to 27 months, with or without gaps and reasons."""
    (indicator, kind), size = draw(_KINDS_AND_SIZES)
    outturns = []
    absent = draw(_ABSENT) if gaps else ()
    missing = draw(_MISSING) if reasons else {}
    figures = draw(_figures_of(kind, size))
    for place, (figure, remarks) in enumerate(figures):
        if place in absent:
            continue
        told = dict(remarks)
        if place in missing:
            told["reason"] = missing[place]
        elif kind == "values":
            told["value"] = figure
        else:
            told["numerator"], told["denominator"] = figure
        outturns.append(Outturn(_MONTHS[place], **told))
    return History(outturns, indicator=indicator)


def said(outturn):
    """Return all that an outturn says, but for the note of what is missing."""
    facts = (
        "period",
        "reason",
        "value",
        "numerator",
        "denominator",
        "quality",
        "known_from",
        "break_in_series",
    )
    return {name: getattr(outturn, name) for name in facts}


class TestRollUps:
    @given(histories(), st.sampled_from((("quarter", "year"), ("quarter", "half"), ("half", "year"))))
    def test_by_way_of_quarters_or_at_once_is_the_same(self, history, lengths):
        """Months to quarters to the year is months to the year: counts, values, reasons and remarks."""
        through, to = lengths
        at_once, by_way = history.rolled_up(to), history.rolled_up(through).rolled_up(to)

        assert at_once.periods == by_way.periods
        for one, other in zip(at_once, by_way, strict=True):
            if one.reason is Reason.NO_DATA:
                # A note says which parts are held, so the day on which a gap was known may differ.
                assert one.reason is other.reason
            else:
                assert said(one) == said(other)
                assert one.note == other.note or one.reason is not None

    @given(histories(), st.sampled_from(("quarter", "half", "year")))
    def test_every_month_is_in_one_longer_period(self, history, to):
        """A longer period is there if a month of it is; it is rated on the months in it and no others."""
        rolled = history.rolled_up(to)

        assert all(1 == sum(whole.covers(month) for whole in rolled.periods) for month in history.periods)
        assert all(any(whole.covers(month) for month in history.periods) for whole in rolled.periods)
        for whole in rolled.periods:
            inside = [one for one in history if whole.covers(one.period)]
            alone = History(inside, indicator=history.indicator).rolled_up(to)
            assert [rolled.at(whole)] == list(alone)

    @given(histories(), st.sampled_from(("quarter", "half", "year")))
    def test_sums_are_exact(self, history, to):
        """Counts and values of in-period figures are the exact sums of the parts that apply."""
        in_period = history.indicator is None or history.indicator.basis == "in period"
        for whole in history.rolled_up(to) if in_period else ():
            inside = [one for one in history if whole.period.covers(one.period)]
            counted = [one for one in inside if one.reason is not Reason.NOT_APPLICABLE]
            complete = sum(one.period.months for one in inside) == whole.period.months
            reasons = {one.reason for one in counted if one.reason is not None}
            reasons |= set() if complete else {Reason.NO_DATA}
            if not reasons and not counted:
                reasons = {Reason.NOT_APPLICABLE}
            assert min(reasons, default=None) == whole.reason
            if whole.reason is not None:
                assert (None,) * 3 == (whole.value, whole.numerator, whole.denominator)
            elif whole.value is not None:
                assert float(sum(Fraction(repr(one.value)) for one in counted)) == whole.value
            else:
                assert sum(one.numerator for one in counted) == whole.numerator
                shares = history.indicator is not None and history.indicator.adds_up
                bases = [one.denominator for one in counted]
                assert (bases[0] if shares else sum(bases)) == whole.denominator

    @given(histories(), st.randoms(use_true_random=False))
    def test_the_order_of_input_never_matters(self, history, shuffler):
        """Outturns in any order are one history, with one roll-up and one running total."""
        outturns = list(history.outturns)
        shuffler.shuffle(outturns)
        again = History(outturns, indicator=history.indicator)

        assert (history, history.periods) == (again, again.periods)
        assert history.rolled_up("quarter") == again.rolled_up("quarter")

    @given(histories(gaps=False))
    def test_the_last_to_date_is_the_year(self, history):
        """At the end of each year the running total is the year's sum, with the year's reason."""
        if history.indicator is not None and history.indicator.basis != "in period":
            return
        running = {one.period.end: one for one in history.year_to_date()}
        for year in history.rolled_up("year"):
            last = running.get(year.period.end)
            if last is not None:
                assert said(year) == said(evolve(last, period=year.period))

    @given(histories(gaps=False, reasons=False))
    def test_a_running_total_is_the_one_before_and_the_month(self, history):
        """Each month adds its own figure to the running total, which starts again with the year."""
        if history.indicator is not None and history.indicator.basis != "in period":
            return
        before = None
        for one, total in zip(history, history.year_to_date(), strict=True):
            first = one.period.start == _year_of(history, one.period).start
            if first:
                assert one == total
            elif before is None:  # the history begins in the middle of a year
                assert Reason.NO_DATA is total.reason
                continue
            elif total.value is not None:
                assert float(Fraction(repr(before.value)) + Fraction(repr(one.value))) == total.value
            else:
                assert before.numerator + one.numerator == total.numerator
            before = total

    @given(histories(gaps=False))
    def test_a_reason_runs_on_to_the_end_of_the_year(self, history):
        """Of the reasons of the months so far the first is that of the total; what does not apply is none."""
        if history.indicator is not None and history.indicator.basis != "in period":
            return
        running = history.year_to_date()
        for total in running:
            year = _year_of(history, total.period)
            so_far = [
                one
                for one in history
                if year.start <= one.period.start and one.period.end <= total.period.end
            ]
            reasons = {one.reason for one in so_far} - {None, Reason.NOT_APPLICABLE}
            reasons |= {Reason.NO_DATA} if so_far[0].period.start != year.start else set()
            if not reasons and all(one.reason for one in so_far):
                reasons = {Reason.NOT_APPLICABLE}
            assert min(reasons, default=None) == total.reason

    @given(histories(gaps=False), st.sampled_from(("quarter", "half", "year")))
    def test_running_up_and_rolling_up_go_in_either_order(self, history, to):
        """The running total at the ends of quarters is the running total of the quarters."""
        if history.indicator is not None and history.indicator.basis != "in period":
            return
        whole = [one for one in history.rolled_up(to) if one.period.end <= history.periods[-1].end]
        up_first = history.year_to_date().rolled_up(to)
        for one in History(whole, indicator=history.indicator).year_to_date():
            assert said(one) == said(up_first.at(one.period))


def _year_of(history, period):
    """Return the reporting year that a period of a history ends in."""
    starts = 4 if history.indicator is None else history.indicator.first_month
    return Period.containing(period.end, "year", starts)
