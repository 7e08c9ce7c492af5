"""An indicator whose definition changed keeps its ref: one version after the other."""

from datetime import date
from typing import Any

import pytest

from kpirag import Indicator, IndicatorSet, Outturn, Period, Quality, Rating, Reason, Target
from kpirag.errors import AmbiguousError, InputError
from kpirag.histories import History
from kpirag.outturns import read_outturn
from kpirag.scorecards.matching import target_for
from kpirag.scorecards.movements import Cause

Q1 = Period.quarter(2022, 1)
Q2, Q3, Q4 = (Q1.shift(place) for place in (1, 2, 3))
OLD = Indicator("32", "Days to decide", polarity="lower", unit="days", ends=Q2.end)
NEW = Indicator("32", "Decided in 20 days", polarity="higher", unit="percent", starts=Q3.start)
TARGETS = {"32": [Target(30, period=Q1), Target(30, period=Q2), Target(80, period=Q3), Target(80, period=Q4)]}
FIGURES = {"32": [Outturn(Q1, 28), Outturn(Q2, 27), Outturn(Q3, 70), Outturn(Q4, 85)]}


def board(*indicators: Indicator, targets: Any = TARGETS, outturns: Any = FIGURES) -> IndicatorSet:
    """Return the set of the two versions, in any order."""
    return IndicatorSet(indicators or (OLD, NEW), targets, outturns)


class TestTargets:
    RECORDS = tuple(
        {name: fact for name, fact in one.to_dict().items() if fact is not None} for one in (OLD, NEW)
    )

    def test_a_record_that_could_be_for_either_is_refused(self) -> None:
        """A target without a period does not say whether it is of days or of percent."""
        with pytest.raises(AmbiguousError) as caught:
            IndicatorSet.from_records(self.RECORDS, [{"ref": 32, "value": 30}])

        assert "targets[0].period" == caught.value.path
        assert (
            f"Days to decide (to {Q2.end.isoformat()})",
            f"Decided in 20 days (from {Q3.start.isoformat()})",
        ) == caught.value.readings

    @pytest.mark.parametrize(
        ("days", "value"), [({"ends": "2022-09-30"}, 0.5), ({"starts": "2022-10-01"}, 50.0)]
    )
    def test_its_days_say_which_version_it_is_for(self, days: dict[str, str], value: float) -> None:
        """The days of a target give its version, and the version its unit: 0.5 days, or 50%."""
        record = {"ref": 32, "value": 0.5, **days}
        made = IndicatorSet.from_records(self.RECORDS, [record], percent_as="fraction")

        assert value == made.targets["32"][0].value

    def test_days_that_touch_both_are_refused(self) -> None:
        """A target from July on could be for either version."""
        with pytest.raises(AmbiguousError, match="both of the versions"):
            IndicatorSet.from_records(self.RECORDS, [{"ref": 32, "value": 30, "starts": "2022-07-01"}])

    @pytest.mark.parametrize("turned", [False, True])
    def test_each_version_has_its_own(self, turned: bool) -> None:
        """The target of each version rates its own time, in either order."""
        targets = [Target(27.5, ends=Q2.end), Target(80, starts=Q3.start)]
        made = board(targets={"32": targets[::-1] if turned else targets})

        assert ["red", "green", "red", "green"] == [
            str(made.scorecard(period)["32"].rating.status) for period in (Q1, Q2, Q3, Q4)
        ]

    def test_a_year_that_saw_both_takes_the_last(self) -> None:
        """Where two targets hold in a period, the one that starts last applies."""
        targets = [Target(30, ends=Q2.end), Target(80, starts=Q3.start)]
        found = target_for(NEW, targets, Period.year(2022), None)

        assert targets[1] is found
        assert targets[0] is target_for(OLD, targets, Q1, None)

    def test_after_the_last_day_there_is_none(self) -> None:
        """A target that no longer holds is not chosen."""
        assert target_for(NEW, [Target(30, ends=Q2.end)], Q3, None) is None

    def test_two_that_hold_at_once_are_refused_when_asked_for(self) -> None:
        """Two targets that start on one day and end on two are not chosen between."""
        targets = [Target(30, starts=Q1.start, ends=Q2.end), Target(40, starts=Q1.start, ends=Q3.end)]
        with pytest.raises(InputError, match="targets for any period and any period both apply"):
            target_for(OLD, targets, Q1, None)


class TestVersions:
    @pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
    def test_a_period_is_rated_under_the_definition_of_its_time(self, order: tuple[Indicator, ...]) -> None:
        """Fewer days were good up to September, a higher percentage since."""
        made = board(*order)

        assert ["green", "green", "red", "green"] == [
            str(made.scorecard(period)["32"].rating.status) for period in (Q1, Q2, Q3, Q4)
        ]
        assert [OLD, OLD, NEW, NEW] == [made.scorecard(period)["32"].indicator for period in (Q1, Q2, Q3, Q4)]

    def test_figures_of_two_definitions_are_not_compared(self) -> None:
        """70% is neither better nor worse than 27 days; 85% is better than 70%."""
        made = board()
        changes = [made.scorecard(period)["32"].since_last_period for period in (Q2, Q3, Q4)]

        assert ["better", "not comparable", "better"] == [str(change.direction) for change in changes]
        assert "the definition changed since" == changes[1].reason

    def test_a_change_of_status_at_the_change_of_definition_is_put_down_to_it(self) -> None:
        """The row is red because something else is measured, not because of worse performance."""
        made = board()
        (moved,) = made.scorecard(Q3).versus(made.scorecard(Q2))

        assert Cause.DEFINITION is moved.cause

    def test_a_definition_that_changes_within_a_period_is_the_later_one(self) -> None:
        """A year that saw both definitions has one row: the definition at its end."""
        year = Period.year(2022)
        made = board(targets={}, outturns={"32": Outturn(year, 75)})

        assert [NEW] == [row.indicator for row in made.scorecard(year)]

    def test_the_set_answers_with_the_latest_version(self) -> None:
        """Asked for a ref without a period, a set gives the definition in use last."""
        assert NEW is board(OLD, NEW)["32"] is board(NEW, OLD)["32"]

    def test_two_versions_in_use_on_one_day_are_refused(self) -> None:
        """A ref means one thing on one day."""
        overlapping = Indicator("32", "Decided in time", polarity="higher", starts=Q2.end)

        with pytest.raises(InputError, match=r"indicators\[1\]\.ref: is used twice") as caught:
            board(OLD, overlapping)
        assert "when the old one ends and the new one starts" in str(caught.value)

    def test_a_target_says_which_version_it_is_for(self) -> None:
        """30 days is no target for a percentage, so a target without a time is refused."""
        with pytest.raises(InputError, match="could be for any of the versions of 32"):
            board(targets={"32": Target(30)})

    def test_records_bring_them_back(self) -> None:
        """The records of a set with two versions make the same set."""
        made = board()

        assert made == IndicatorSet.from_records(**made.to_records())

    def test_a_figure_is_read_in_the_unit_of_its_own_time(self) -> None:
        """A percent sign is right beside the percentage and refused beside the days."""
        definitions = [OLD.to_dict(), NEW.to_dict()]
        read = IndicatorSet.from_records(definitions, (), [{"ref": 32, "period": Q4.label, "value": "85%"}])
        assert 85.0 == read.scorecard(Q4)["32"].rating.value

        with pytest.raises(InputError, match="percent sign"):
            IndicatorSet.from_records(definitions, (), [{"ref": 32, "period": Q1.label, "value": "85%"}])

    def test_a_sheet_may_have_a_row_for_each_version(self) -> None:
        """Each row of a sheet says when its version starts or ends."""
        made = IndicatorSet.from_table(
            [
                ["Ref", "Indicator", "Good is", "Unit", "Starts", "Ends", Q2.label, Q3.label],
                [32, "Days to decide", "Low", "days", None, date(2022, 9, 30), 27, None],
                [32, "Decided in 20 days", "High", "%", date(2022, 10, 1), None, None, "70%"],
            ]
        )

        assert [27.0, 70.0] == [made.scorecard(period)["32"].rating.value for period in (Q2, Q3)]


class TestHeadline:
    def test_a_mistyped_kind_is_refused(self) -> None:
        """Rows are not left unrated because of a typo."""
        with pytest.raises(InputError, match="Did you mean 'statutory'"):
            IndicatorSet([NEW], {"32": Target(80, kind="statutory")}, headline="statutary")

    def test_targets_of_other_kinds_may_stand_alone(self) -> None:
        """A board with only national targets rates them beside the row, and counts none."""
        made = IndicatorSet([NEW], {"32": Target(80, kind="national")}, {"32": Outturn(Q3, 70)})
        row = made.scorecard(Q3)["32"]

        assert ("no target", "red") == (str(row.rating.reason), str(row.others["national"].status))


class TestOutturnsOfCells:
    @pytest.mark.parametrize(
        ("figure", "said"),
        [
            (55.0, {}),
            (55.0, {"quality": Quality.PROVISIONAL}),
            (55.0, {"break_in_series": True}),
            (55.0, {"reason": Reason.UNRELIABLE}),
            (None, {"reason": Reason.SUPPRESSED}),
        ],
    )
    def test_what_a_reader_makes_quickly_is_the_same_in_every_field(self, figure: Any, said: Any) -> None:
        """The quick way to an outturn leaves nothing out that the usual way sets."""
        quick, usual = read_outturn(Q1, figure, **said), Outturn(Q1, figure, **said)
        names = [name for name in Outturn.__slots__ if not name.startswith("__")]

        assert usual == quick
        assert [getattr(usual, name) for name in names] == [getattr(quick, name) for name in names]


class TestAcademicYears:
    def test_an_indicator_of_another_year_is_due_where_its_year_ends(self) -> None:
        """Exam results of the year to August are due in July to September, and in no other quarter."""
        exams = Indicator("50", "Passed", polarity="higher", unit="percent", frequency="annual", year_start=9)
        made = IndicatorSet([exams], {"50": Target(60)}, {"50": Outturn(Period.year(2022, 9), 61)})

        assert ["not due", "green", "not due", "not due"] == [
            str(row.rating.reason or row.rating.status)
            for row in (made.scorecard(Period.quarter(2023, number))["50"] for number in (1, 2, 3, 4))
        ]


class TestHistoriesByRef:
    FIRST, LATER = Outturn(Q1, 3), Outturn(Q1, 4, revision=1)

    @pytest.mark.parametrize(
        "form", [lambda one: {32: one}, lambda one: {"32": one}, lambda one: [("32", one)]]
    )
    def test_a_history_keeps_its_revisions_however_its_ref_is_written(self, form: Any) -> None:
        """32, "32" and a pair are one: nothing superseded is lost."""
        made = IndicatorSet([OLD], {}, form(History([self.FIRST, self.LATER])))

        assert (self.FIRST,) == made.outturns["32"].superseded(Q1)

    def test_figures_given_twice_over_for_a_ref_are_put_together(self) -> None:
        """A history under the text and a figure under the number are of one indicator."""
        made = IndicatorSet([OLD], {}, {"32": History([self.FIRST]), 32: Outturn(Q2, 5)})

        assert (Q1, Q2) == made.outturns["32"].periods

    def test_an_asserted_figure_leaves_the_history_what_it_is_of(self) -> None:
        """A figure that comes with a person's rating joins the history of its indicator."""
        given = Rating.asserted(OLD, Outturn(Q2, 5), "green", by="A", because="b")
        made = IndicatorSet([OLD], {}, {"32": History([self.FIRST], indicator=OLD)}, [given])

        assert OLD == made.outturns["32"].indicator
        assert (Q1, Q2) == made.outturns["32"].periods
