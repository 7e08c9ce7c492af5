"""versus: which ratings changed and because of what; what_if and without_tolerance."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    FaultsError,
    Indicator,
    IndicatorSet,
    InputTypeError,
    Outturn,
    Promotion,
    Rating,
    Scheme,
    Status,
    Target,
    Tolerance,
)
from kpirag.scorecards import Cause
from tests.scorecards.boards import ASSESSMENTS, CASELOAD, LAST_YEAR, Q1, Q2, QUORATE, board

VISITS = Indicator("1", "Visits in time", polarity="higher", unit="percent")


def one(
    value: float | Outturn, target: Target | None, period: object = Q2, **options: object
) -> IndicatorSet:
    """Return a set of one indicator with one figure."""
    outturn = value if isinstance(value, Outturn) else Outturn(period, value)
    targets = {} if target is None else {"1": target}
    return IndicatorSet([VISITS], targets, {"1": outturn}, **options)


class TestCauses:
    def test_performance(self) -> None:
        """The figure fell and nothing else changed."""
        (change,) = one(70, Target(80)).scorecard(Q2).versus(one(85, Target(80), Q1).scorecard(Q1))

        assert (Cause.PERFORMANCE, ()) == (change.cause, change.also_changed)
        assert "Visits in time: Green to Red, because of performance (85% to 70%)." == change.explain()

    def test_target(self) -> None:
        """The figure stayed and the target rose past it."""
        (change,) = one(85, Target(90)).scorecard(Q2).versus(one(85, Target(80), Q1).scorecard(Q1))

        assert Cause.TARGET is change.cause
        assert (
            "Visits in time: Green to Red, because of another target (from 80% or more to 90% or more);"
            " the outturn did not change." == change.explain()
        )

    def test_tolerance_before_target_before_performance(self) -> None:
        """Where several changed and one alone explains it, the first in the stated order is named."""
        was = one(86, Target(80, tolerance=Tolerance.points(5)), Q1).scorecard(Q1)
        now = one(85, Target(90)).scorecard(Q2)
        (change,) = now.versus(was)

        assert Cause.TARGET is change.cause
        assert (Cause.TOLERANCE, Cause.PERFORMANCE) == change.also_changed

    def test_withdrawn_tolerance(self) -> None:
        """Havering 2017/18: amber to red with no change in performance. Illustrative figures."""
        was = one(75, Target(80, tolerance=Tolerance.percent(10)), Q1).scorecard(Q1)
        (change,) = one(75, Target(80)).scorecard(Q2).versus(was)

        assert Cause.TOLERANCE is change.cause
        assert (
            "Visits in time: Amber to Red, because the tolerance of 10% was withdrawn;"
            " the outturn did not change." == change.explain()
        )

    def test_a_tolerance_in_the_scheme_is_a_tolerance_too(self) -> None:
        """It does not matter whether the tolerance sat in the scheme or in the target."""
        tolerant = Scheme("Council", tolerance=Tolerance.percent(10))
        was, now = (
            one(75, Target(80)).scorecard(Q2, tolerant),
            one(75, Target(80)).scorecard(Q2, Scheme("Council")),
        )

        assert [Cause.TOLERANCE] == [change.cause for change in now.versus(was)]

    def test_scheme(self) -> None:
        """Red becomes not met only because the rules have no amber."""
        set_ = one(75, Target(80, tolerance=Tolerance.points(5)))
        (change,) = set_.scorecard(Q2, MET_OR_NOT).versus(set_.scorecard(Q2))

        assert Cause.SCHEME is change.cause
        assert "(RAG to Met or not)" in change.explain()

    def test_data_revision(self) -> None:
        """A corrected figure for the same quarter, not performance, moved the rating."""
        figures = [Outturn(Q2, 70), Outturn(Q2, 85, revision=1, known_from=date(2022, 12, 1))]
        set_ = IndicatorSet([VISITS], {"1": Target(80)}, {"1": figures})
        (change,) = set_.scorecard(Q2).versus(set_.scorecard(Q2, as_of=date(2022, 11, 1)))

        assert Cause.DATA_REVISION is change.cause
        assert "because of a corrected figure (70% to 85%)" in change.explain()

    def test_reporting(self) -> None:
        """A figure that did not come is what was reported, not performance."""
        absent = one(Outturn.missing(Q2, "late"), Target(80)).scorecard(Q2)
        (change,) = absent.versus(one(85, Target(80), Q1).scorecard(Q1))

        assert Cause.REPORTING is change.cause
        assert "Visits in time: Green to not rated (late), because of what was reported." == change.explain()

    def test_a_new_figure_is_reporting_even_if_its_target_is_new_too(self) -> None:
        """An indicator reported for the first time did not change its target; it was reported."""
        set_ = one(60, Target(80, period=Q2))
        (change,) = set_.scorecard(Q2).versus(set_.scorecard(Q1))
        (back,) = set_.scorecard(Q1).versus(set_.scorecard(Q2))

        assert (Cause.REPORTING, Cause.REPORTING) == (change.cause, back.cause)

    def test_definition(self) -> None:
        """The same figure and target, with the polarity turned round."""
        turned = IndicatorSet([evolve(VISITS, polarity="lower")], {"1": Target(80)}, {"1": Outturn(Q2, 85)})
        (change,) = turned.scorecard(Q2).versus(one(85, Target(80), Q1).scorecard(Q1))

        assert Cause.DEFINITION is change.cause

    def test_judgement(self) -> None:
        """A person's red over a computed green is a judgement."""
        red = Rating.asserted(VISITS, Outturn(Q2, 85), "red", by="the board", because="the sample")
        (change,) = (
            one(85, Target(80), ratings=[red]).scorecard(Q2).versus(one(85, Target(80), Q1).scorecard(Q1))
        )

        assert Cause.JUDGEMENT is change.cause

    def test_a_judgement_that_was_lifted_is_a_judgement_too(self) -> None:
        """Undoing the lifting gives back the person's red."""
        red = Rating.asserted(VISITS, Outturn(Q1, 85), "red", by="the board", because="the sample")
        was = one(85, Target(80), Q1, ratings=[red]).scorecard(Q1)

        assert [Cause.JUDGEMENT] == [change.cause for change in one(85, Target(80)).scorecard(Q2).versus(was)]

    def test_several_together(self) -> None:
        """Where nothing alone gives back the earlier status, the cause is several together."""
        was = one(79, Target(80, tolerance=Tolerance.points(5)), Q1).scorecard(Q1)
        now = one(60, Target(80)).scorecard(Q2)
        (change,) = now.versus(was)

        assert Cause.TOGETHER is change.cause
        assert (Cause.TOLERANCE, Cause.PERFORMANCE) == change.also_changed

    def test_a_promotion_counts_with_its_own_change(self) -> None:
        """Under Havering's rule, undoing performance brings last year's comparison with it."""
        rule = Scheme("Havering", promote=Promotion("red", "amber", when="not worse"))
        figures = [Outturn(LAST_YEAR, 60), Outturn(Q1.same_last_year, 70), Outturn(Q1, 65), Outturn(Q2, 65)]
        set_ = IndicatorSet([VISITS], {"1": Target(80)}, {"1": figures})
        (change,) = set_.scorecard(Q2, rule).versus(set_.scorecard(Q1, rule))

        assert (Status.RED, Status.AMBER) == (change.before.rating.status, change.after.rating.status)
        assert change.cause in (Cause.PERFORMANCE, Cause.TOGETHER)


class TestVersus:
    def test_with_itself_nothing_moved(self) -> None:
        """versus(self) is empty, and every row is the same."""
        card = board().scorecard(Q2)
        movements = card.versus(card)

        assert 0 == len(movements)
        assert len(card) == len(movements.same)

    def test_rows_that_only_one_has_are_named(self) -> None:
        """An indicator that started or ended has no movement, and is not lost."""
        whole = board().scorecard(Q2)
        part = evolve(whole, rows=whole.rows[1:])

        assert ("1",) == whole.versus(part).started
        assert ("1",) == part.versus(whole).ended

    def test_changes_since_is_the_same(self) -> None:
        """Both names do one thing."""
        assert board().scorecard(Q2).changes_since(board().scorecard(Q1)) == board().scorecard(Q2).versus(
            board().scorecard(Q1)
        )

    def test_by_cause_and_as_records(self) -> None:
        """Movements can be listed by cause, and as plain records."""
        movements = board().scorecard(Q2).versus(board().scorecard(Q1))

        assert ["1", "7"] == [change.ref for change in movements.because_of("performance")]
        assert {"5": "reporting"} == {
            one["ref"]: one["cause"] for one in movements.to_dicts() if one["cause"] != "performance"
        }

    def test_only_a_scorecard_can_be_compared(self) -> None:
        """A period is not a scorecard, and the error says what to write."""
        with pytest.raises(InputTypeError, match=r"board.scorecard\(period.previous\)"):
            board().scorecard(Q2).versus(Q1)


VALUES = st.integers(0, 100)
TOLERANCES = st.sampled_from([None, Tolerance.none(), Tolerance.points(5), Tolerance.percent(10)])
SITUATIONS = st.tuples(
    VALUES, st.integers(1, 100), TOLERANCES, st.sampled_from([Scheme("A"), MET_OR_NOT, BRAG])
)


def _card(situation: tuple[int, int, Tolerance | None, Scheme], period: object) -> object:
    value, target, tolerance, scheme = situation
    return one(value, Target(target, tolerance=tolerance), period).scorecard(period, scheme)


class TestLaws:
    @given(SITUATIONS, SITUATIONS)
    def test_undoing_the_named_cause_alone_removes_the_movement(
        self, was: tuple[int, int, Tolerance | None, Scheme], now: tuple[int, int, Tolerance | None, Scheme]
    ) -> None:
        """With the cause swapped back, and nothing else, the earlier status returns."""
        before, after = _card(was, Q1), _card(now, Q2)
        for change in after.versus(before):
            value, target, tolerance, scheme = now
            undone = {
                Cause.PERFORMANCE: (was[0], target, tolerance, scheme),
                Cause.TARGET: (value, was[1], tolerance, scheme),
                Cause.TOLERANCE: (value, target, was[2], scheme),
                Cause.SCHEME: (value, target, tolerance, was[3]),
            }
            if change.cause is Cause.TOGETHER:
                returned = [_card(each, Q2)["1"].rating.status for each in undone.values()]
                assert change.before.rating.status not in returned
            else:
                again = _card(undone[change.cause], Q2)
                assert change.before.rating.status == again["1"].rating.status

    @given(SITUATIONS, SITUATIONS)
    def test_causes_partition_the_movements(
        self, was: tuple[int, int, Tolerance | None, Scheme], now: tuple[int, int, Tolerance | None, Scheme]
    ) -> None:
        """Each movement has exactly one cause, and movements and the unmoved are all rows."""
        movements = _card(now, Q2).versus(_card(was, Q1))

        assert len(movements) == sum(len(movements.because_of(cause)) for cause in Cause)
        assert 1 == len(movements) + len(movements.same)

    @given(VALUES, st.integers(1, 100), TOLERANCES)
    def test_what_if_with_the_schemes_own_tolerance_changes_nothing(
        self, value: int, target: int, tolerance: Tolerance | None
    ) -> None:
        """Asking what if things were as they are gives the same scorecard."""
        scheme = Scheme("Council", tolerance=Tolerance.percent(10))
        card = one(value, Target(target, tolerance=tolerance)).scorecard(Q2, scheme)

        assert (
            card == card.what_if(tolerance=scheme.tolerance) == card.what_if(scheme=scheme) == card.what_if()
        )

    @given(VALUES, st.integers(1, 100))
    def test_withdrawing_a_tolerance_never_makes_a_rating_better(self, value: int, target: int) -> None:
        """Without tolerance a rating is the same or worse."""
        card = one(value, Target(target, tolerance=Tolerance.points(5))).scorecard(Q2)

        assert card.without_tolerance()["1"].rating.status <= card["1"].rating.status


class TestWhatIf:
    def test_without_tolerance_amber_is_red(self) -> None:
        """Only what lay within tolerance changes, and because of the tolerance."""
        card = board().scorecard(Q2)
        movements = card.without_tolerance().versus(card)

        assert [("1", Cause.TOLERANCE)] == [(change.ref, change.cause) for change in movements]

    def test_a_floor_stays(self) -> None:
        """A floor is a standard, not a tolerance."""
        card = one(75, Target(80, floor=70)).scorecard(Q2)

        assert Status.AMBER is card.without_tolerance()["1"].rating.status

    def test_a_tolerance_for_the_scheme_leaves_targets_with_their_own(self) -> None:
        """what_if(tolerance=...) is the council-wide one; a target's own goes before it."""
        targets = {"1": Target(90), "2": Target(16, tolerance=Tolerance.none())}
        card = board(targets=targets).scorecard(Q2).what_if(tolerance=Tolerance.percent(10))

        assert (Status.AMBER, Status.RED) == (card["1"].rating.status, card["2"].rating.status)

    def test_a_persons_rating_stays(self) -> None:
        """A judgement does not follow another scheme."""
        red = Rating.asserted(CASELOAD, Outturn(Q2, 17.5), "red", by="the board", because="a risk")
        card = board(ratings=[red]).scorecard(Q2).what_if(scheme=BRAG)

        assert Status.RED is card["2"].rating.status

    def test_what_cannot_be_rated_so_is_refused_by_ref(self) -> None:
        """Ten per cent of zero is refused, and the indicators are named together."""
        targets = {"2": Target(0), "6": Target(0)}
        figures = {"2": Outturn(Q2, 1), "6": Outturn(Q2, 1)}
        with pytest.raises(FaultsError) as caught:
            board(targets=targets, outturns=figures).scorecard(Q2).what_if(tolerance=Tolerance.percent(10))

        assert ["indicators['2'].scheme.tolerance", "indicators['6'].scheme.tolerance"] == [
            fault.path for fault in caught.value.faults
        ]

    def test_other_kinds_follow(self) -> None:
        """The national target beside the local one is re-rated too."""
        card = board().scorecard(Q2)
        tolerant = card.what_if(tolerance=Tolerance.percent(10))

        assert Status.RED is card["2"].others["national"].status
        assert Status.AMBER is tolerant["2"].others["national"].status


class TestGroupsAndHighlights:
    def test_groups_are_scorecards_of_their_own(self) -> None:
        """Each group has its summary, in order of first appearance, and together they are all."""
        card = board().scorecard(Q2)
        groups = card.by_group()

        assert ["Front door", "Workforce", "Care", ""] == list(groups)
        assert card.summary.rated == sum(group.summary.rated for group in groups.values())
        assert card.summary.restricted == sum(group.summary.restricted for group in groups.values())

    def test_a_highlight_goes_before_the_status(self) -> None:
        """Darlington's paper chooses what performs well, and its choice stands alone."""
        figures = {
            "1": Outturn(Q2, 86.0, highlight="performing well"),
            "2": Outturn(Q2, 17.5, highlight="area of focus"),
            "3": Outturn(Q2, 278, highlight="area of focus"),
            "8": Outturn(Q2, 11),
        }
        card = board(outturns=figures).scorecard(Q2)

        assert ["1"] == [row.indicator.ref for row in card.performing_well()]
        assert ["2", "3"] == [row.indicator.ref for row in card.areas_of_focus()]

    def test_without_highlights_the_status_decides(self) -> None:
        """Met is performing well, missed is an area of focus, not rated is neither."""
        card = board().scorecard(Q2)

        assert ["2", "8"] == [row.indicator.ref for row in card.performing_well()]
        assert ["1", "5", "7"] == [row.indicator.ref for row in card.areas_of_focus()]
        assert QUORATE.ref not in {
            row.indicator.ref for row in card.performing_well() + card.areas_of_focus()
        }
        assert ASSESSMENTS in {row.indicator for row in card.areas_of_focus()}

    def test_groups_of_a_public_scorecard_keep_the_number_left_out(self) -> None:
        """Each group says how many of its own were left out, and together they are all."""
        card = board().scorecard(Q2, public=True)

        assert card.restricted == sum(group.restricted for group in card.by_group().values()) == 1
        assert "1 restricted indicator is left out" in card.by_group()[""].to_text()
