"""What the public version of a scorecard withholds: nothing suppressed or unreliable is left in any of it."""

import pytest

from kpirag import Indicator, IndicatorSet, InputError, Outturn, Rating, Reason, Scorecard, Status, Target
from kpirag.scorecards.rows import Row
from tests.scorecards.boards import LAST_YEAR, Q1, Q2, board

CHECKS = Indicator("6", "Health checks", polarity="higher", unit="percent", group="Care")
TARGETS = {"6": Target(95)}
KEPT = "71.3"


def card_of(*outturns: Outturn, ratings: list[Rating] | None = None, public: bool = True) -> Scorecard:
    """Return the scorecard of one indicator in Q2."""
    given = IndicatorSet([CHECKS], TARGETS, {"6": list(outturns)}, ratings or [])
    return given.scorecard(Q2, public=public)


def printed(card: Scorecard) -> str:
    """Return every form in which a scorecard can be printed, and what can be made from it, as one text."""
    cards = [card, card.without_tolerance(), *card.by_group().values()]
    pages = [
        text for one in cards for text in (one.to_text(), one.to_markdown(), one._repr_html_(), repr(one))
    ]
    facts = [
        fact
        for one in cards
        for fact in (one.to_dicts(), one.summary.to_dict(), list(one), one.versus(card).to_dicts())
    ]
    return "\n".join([*pages, *map(repr, facts)])


def held(row: Row) -> str:
    """Return all that a row holds, printed or not."""
    changes = row.since_last_period, row.since_last_year
    return repr(
        [
            row.outturn,
            row.rating.outturn,
            row.superseded,
            [(change.current, change.earlier, change.explain()) for change in changes],
            row.rating.assertion,
            [other.outturn for other in row.others.values()],
        ]
    )


class TestSuppressed:
    SECRET = Outturn.missing(Q2, "suppressed", note="Only the three from Elm House.")

    def test_the_note_is_blank_for_the_public(self) -> None:
        """The note of a suppressed figure may say as much as the figure: the public row has none."""
        full, public = (card_of(self.SECRET, public=public) for public in (False, True))

        assert ("Only the three from Elm House.", "") == (full["6"].outturn.note, public["6"].outturn.note)
        assert "The figure is suppressed to protect people's privacy." == public["6"].caveat

    def test_the_note_is_nowhere_in_the_public_version(self) -> None:
        """No page, record or list of the public version has the note; the full pages have it."""
        assert "Elm House" in printed(card_of(self.SECRET, public=False))
        assert "Elm House" not in printed(card_of(self.SECRET)) + held(card_of(self.SECRET)["6"])

    def test_a_persons_rating_is_dropped(self) -> None:
        """A colour given to a suppressed figure is counted in the full version and not in the public one."""
        given = Rating.asserted(CHECKS, self.SECRET, "red", by="The director", because="three of seven")
        full, public = (card_of(self.SECRET, ratings=[given], public=public) for public in (False, True))

        assert (Status.RED, 1) == (full["6"].rating.status, full.summary.asserted)
        assert (Reason.SUPPRESSED, 0) == (public["6"].rating.reason, public.summary.asserted)
        assert public["6"].rating.assertion is None
        assert not public["6"].is_reported
        assert "three of seven" in printed(full)
        assert "three of seven" not in printed(public) + held(public["6"])

    def test_a_rating_that_brings_its_own_figure_is_dropped_too(self) -> None:
        """Where only the person's rating has the suppressed figure, nothing of it is public either."""
        given = Rating.asserted(CHECKS, self.SECRET, "red", by="The director", because="three of seven")
        public = card_of(ratings=[given])

        assert Reason.SUPPRESSED is public["6"].rating.reason
        assert "three of seven" not in printed(public)
        assert "Elm House" not in printed(public)

    def test_a_rating_of_another_figure_stays(self) -> None:
        """Only the colour of a suppressed figure is dropped; one that rests on a figure is public."""
        outturn = Outturn(Q2, 96)
        given = Rating.asserted(CHECKS, outturn, "amber", by="The director", because="two wards are behind")

        assert Status.AMBER is card_of(outturn, ratings=[given])["6"].rating.status


class TestUnreliable:
    @pytest.mark.parametrize(
        "others",
        [
            [Outturn(Q2, 71.3, reason="unreliable", note="The recording system changed.")],
            [Outturn(Q1, 71.3, reason="unreliable"), Outturn(Q2, 88)],
            [Outturn(LAST_YEAR, 71.3, reason="unreliable"), Outturn(Q2, 88)],
            [Outturn(Q2, 71.3, reason="unreliable"), Outturn(Q2, 88, revision=1)],
            [
                Outturn(Q2, 71.3, reason="unreliable"),
                Outturn(Q2, 71.3, reason="unreliable", note="Still checking.", revision=1),
                Outturn(Q2, 88, revision=2),
            ],
        ],
        ids=["now", "last period", "last year", "replaced", "replaced twice"],
    )
    def test_the_figure_is_nowhere_in_the_public_version(self, others: list[Outturn]) -> None:
        """Wherever in the history it stands, the public row does not print it and does not hold it."""
        full, public = (card_of(*others, public=public) for public in (False, True))

        assert KEPT in held(full["6"])
        assert KEPT not in held(public["6"])
        assert KEPT not in printed(public)

    def test_its_counts_are_blank_too(self) -> None:
        """From 41 of 43 anyone can work the figure out, so the counts go with it."""
        kept = Outturn(Q2, numerator=41, denominator=43, reason="unreliable")
        replaced = card_of(kept, Outturn(Q2, 88, revision=1))["6"].superseded
        now = card_of(kept)["6"].outturn

        assert [(None, None, None)] * 2 == [
            (one.value, one.numerator, one.denominator) for one in (now, *replaced)
        ]

    def test_what_is_left_says_that_there_was_one(self) -> None:
        """The reason and the note stay: the reader learns why there is no figure."""
        kept = Outturn(Q2, 71.3, reason="unreliable", note="The recording system changed.")
        now, later = card_of(kept)["6"], card_of(kept, Outturn(Q2, 88, revision=1))["6"]

        assert (Reason.UNRELIABLE, "The recording system changed.") == (now.rating.reason, now.outturn.note)
        assert "It replaces “unreliable”." == later.caveat

    def test_the_other_figures_of_the_history_stay(self) -> None:
        """Withholding one figure leaves the sound ones, and the comparison between them."""
        row = card_of(Outturn(LAST_YEAR, 80), Outturn(Q1, 71.3, reason="unreliable"), Outturn(Q2, 88))["6"]

        assert (88.0, "better") == (row.rating.value, row.since_last_year.meaning)
        assert "the figure for Q1 2022/23 is unreliable" == row.since_last_period.reason

    def test_a_persons_rating_of_it_stays_without_the_figure(self) -> None:
        """The judgement is the person's own and is public; the figure it was given beside is not."""
        kept = Outturn(Q2, 71.3, reason="unreliable")
        given = Rating.asserted(CHECKS, kept, "red", by="The director", because="the audit found it poor")
        row = card_of(kept, ratings=[given])["6"]

        assert (Status.RED, None) == (row.rating.status, row.outturn.value)
        assert KEPT not in held(row)

    def test_a_rating_that_brings_the_figure_shows_none(self) -> None:
        """An unreliable figure that only the rating carries is withheld as well."""
        kept = Outturn(Q2, 71.3, reason="unreliable")
        given = Rating.asserted(CHECKS, kept, "red", by="The director", because="the audit found it poor")
        full, public = (card_of(ratings=[given], public=public) for public in (False, True))

        assert KEPT in held(full["6"])
        assert KEPT not in held(public["6"]) + printed(public)

    def test_the_set_itself_is_not_changed(self) -> None:
        """Making the public version withholds the figure from the page, and never from the files."""
        kept = Outturn(Q2, 71.3, reason="unreliable")
        given = IndicatorSet([CHECKS], TARGETS, {"6": kept})
        given.scorecard(Q2, public=True)

        assert kept == given.outturns["6"].at(Q2)


class TestVersus:
    @pytest.mark.parametrize(
        ("public", "problem"),
        [
            (True, "is the full version, and this is the public one"),
            (False, "is the public version, and this is the full one"),
        ],
    )
    def test_a_public_and_a_full_scorecard_are_not_compared(self, public: bool, problem: str) -> None:
        """The difference of the two would give away what the public one leaves out: it is refused."""
        card = board().scorecard(Q2, public=public)
        for compared in (card.versus, card.changes_since):
            with pytest.raises(InputError) as caught:
                compared(board().scorecard(Q1, public=not public))

            assert ("earlier", problem) == (caught.value.path, caught.value.problem)

    @pytest.mark.parametrize("public", [True, False])
    def test_two_of_one_kind_are(self, public: bool) -> None:
        """Two public scorecards can be compared, and two full ones, which have the restricted row."""
        movements = board().scorecard(Q2, public=public).versus(board().scorecard(Q1, public=public))
        moved = {change.ref for change in movements}

        assert ({"1", "7"} if public else {"1", "5", "7"}) == moved

    def test_a_what_if_stays_of_its_kind(self) -> None:
        """The public version under other rules is still public, and is compared with the public one."""
        public = board().scorecard(Q2, public=True)

        assert {"1"} == {change.ref for change in public.without_tolerance().versus(public)}


class TestSuppressedLater:
    def test_what_was_suppressed_after_it_was_given_does_not_come_back(self) -> None:
        """A figure withdrawn as disclosive stays withdrawn, though a later figure was published."""
        figures = [
            Outturn(Q2, numerator=41, denominator=43),
            Outturn.missing(Q2, "suppressed", revision=1, note="three girls"),
            Outturn(Q2, 88.0, revision=2),
        ]
        visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
        (row,) = IndicatorSet([visits], {"3": Target(80)}, {"3": figures}).scorecard(Q2, public=True)

        assert [(None, "")] == [(one.numerator, one.note) for one in row.superseded]

    def test_a_highlight_of_a_suppressed_figure_is_kept_back(self) -> None:
        """That a suppressed figure is an area of focus says as much as a rating."""
        visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
        hidden = Outturn(Q2, reason="suppressed", highlight="area of focus")
        card = IndicatorSet([visits], {"3": Target(80)}, {"3": hidden}).scorecard(Q2, public=True)

        assert () == card.areas_of_focus()
