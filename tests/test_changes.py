"""Changes: which way the number went, whether that is better, and from which earlier figure."""

import copy
import math
import pickle
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from kpirag import (
    Change,
    Comparator,
    Direction,
    FaultsError,
    Indicator,
    InputError,
    InputTypeError,
    Movement,
    Outturn,
    Period,
    Reason,
    Target,
    Tolerance,
    compare,
)
from kpirag.changes import comparison_period

Q1, Q2, Q3, Q4 = (Period.quarter(2019, number) for number in (1, 2, 3, 4))
Q2_BEFORE = Period.quarter(2018, 2)
LAST_PERIOD, LAST_YEAR, EARLIER = Comparator.LAST_PERIOD, Comparator.LAST_YEAR, Comparator.EARLIER


def measured(polarity="higher", **facts) -> Indicator:
    """Return an indicator that something is measured by."""
    return Indicator("1", "Something measured", **{"polarity": polarity, "unit": "percent"} | facts)


def change(polarity, now, then, *, periods=(Q2, Q1), facts=None, **options) -> Change:
    """Return the change between two figures of two periods, the later first."""
    indicator = measured(polarity, **(facts or {}))
    return compare(indicator, Outturn(periods[0], now), Outturn(periods[1], then), **options)


def day(year, month, of_month) -> Period:
    """Return a position on a day."""
    return Period.span(date(year, month, of_month), date(year, month, of_month))


class TestDarlington:
    """Darlington's papers for Q1 and Q2 2019/20 (paper D): the second compared with the first."""

    @pytest.mark.parametrize(
        "polarity, now, then, told",
        [
            ("higher", 92.7, 88.1, ("better", "↑", 4.6)),  # assessments in time
            ("lower", 23.1, 29.6, ("better", "↓", -6.5)),  # care leavers NEET
            ("higher", 93.3, 94.0, ("worse", "↓", -0.7)),  # visits within 15 working days
            ("higher", 73.8, 82.6, ("worse", "↓", -8.8)),  # visits within 10 working days
            ("higher", 86.3, 86.0, ("better", "↑", 0.3)),  # visits to children in care
            ("none", 278, 277, ("no judgement", "↑", 1.0)),  # children in care
        ],
    )
    def test_since_the_quarter_before(self, polarity, now, then, told):
        """The arrow is the number's way, and better or worse goes by polarity."""
        found = change(polarity, now, then)
        assert told == (found.direction, found.arrow, found.difference)
        assert LAST_PERIOD is found.comparator


class TestDirection:
    @pytest.mark.parametrize(
        "polarity, now, then, told",
        [
            ("higher", 60, 50, ("up", "better", "better")),
            ("higher", 50, 60, ("down", "worse", "worse")),
            ("higher", 50, 50.0, ("same", "same", "no change")),
            ("lower", 60, 50, ("up", "worse", "worse")),
            ("lower", 50, 60, ("down", "better", "better")),
            ("lower", 50, 50, ("same", "same", "no change")),
            ("none", 60, 50, ("up", "no judgement", "not judged")),
            ("none", 50, 50, ("same", "no judgement", "not judged")),
            ("higher", 0, -1, ("up", "better", "better")),
            ("lower", -2, -1, ("down", "better", "better")),
            ("higher", Decimal("50.1"), np.float32(50.2), ("down", "worse", "worse")),
        ],
    )
    def test_by_polarity(self, polarity, now, then, told):
        """Up is better where higher is, worse where lower is, and neither where nothing is judged."""
        found = change(polarity, now, then)
        assert told == (found.movement, found.direction, found.meaning)

    def test_what_is_not_judged_says_so(self):
        """Volumes move, and no one says that more is worse."""
        assert "the indicator is not judged" == change("none", 278, 277).reason

    @pytest.mark.parametrize(
        "now, then, movement, direction",
        [
            (55, 50, "up", "same"),  # inside before and after
            (45, 30, "up", "better"),  # into the range
            (35, 30, "up", "better"),
            (30, 35, "down", "worse"),
            (65, 70, "down", "better"),
            (70, 65, "up", "worse"),
            (70, 50, "up", "worse"),  # out of it
            (65, 35, "up", "same"),  # from five below to five above
            (70, 35, "up", "worse"),
            (62, 35, "up", "better"),
            (40, 60, "down", "same"),  # its ends are inside
            (50, 50, "same", "same"),
        ],
    )
    def test_nearer_to_a_range_is_better(self, now, then, movement, direction):
        """For a range better is nearer to it, whichever way the number went."""
        found = change("range", now, then, target=Target.between(40, 60))
        assert (movement, direction) == (found.movement, found.direction)

    def test_nearer_to_a_single_number(self):
        """A single number for a range is one to be near to."""
        assert Direction.BETTER is change("range", 52, 45, target=Target(50)).direction

    def test_each_figure_has_its_own_target(self):
        """Where the range has moved, each figure is measured from its own."""
        targets = {"target": Target.between(60, 70), "earlier_target": Target.between(40, 50)}
        assert Direction.WORSE is change("range", 55, 45, **targets).direction
        assert Direction.BETTER is change("range", 65, 30, **targets).direction
        stayed = change("range", 45, 45, **targets)
        assert (Movement.SAME, Direction.WORSE) == (stayed.movement, stayed.direction)

    def test_a_range_needs_its_target(self):
        """Without the range, nearer cannot be said: the number moved, and no more."""
        found = change("range", 45, 30)
        assert (Movement.UP, Direction.NO_JUDGEMENT) == (found.movement, found.direction)
        assert "nearer to the target is better, and none is given" == found.reason

    @pytest.mark.parametrize("polarity", ["higher", "lower", "none"])
    def test_a_target_is_not_asked_elsewhere(self, polarity):
        """A target given where it is not needed changes nothing."""
        without = change(polarity, 60, 50)
        assert without == change(polarity, 60, 50, target=Target(55))


class TestDeadBand:
    @pytest.mark.parametrize(
        "now, then, band, movement",
        [
            (50.5, 50, 0.5, "up"),  # equal to the band is a change
            (49.5, 50, 0.5, "down"),
            (50.4, 50, 0.5, "same"),
            (49.6, 50, 0.5, "same"),
            (50.1, 50, 0, "up"),
            (50.1, 50, Tolerance.none(), "up"),
            (70.3, 69.6, 0.7, "up"),  # 70.3 - 69.6 is 0.7000000000000028 in floats
            (69.6, 70.3, 0.7, "down"),
            (0.3, 0.1, 0.2, "up"),  # and 0.3 - 0.1 is 0.19999999999999998
            (105, 100, Tolerance.percent(5), "up"),
            (95, 100, Tolerance.percent(5), "down"),
            (104.9, 100, Tolerance.percent(5), "same"),
            (-105, -100, Tolerance.percent(5), "down"),
            (5, 0, Tolerance.percent(5), "up"),  # 5% of nothing is nothing
            (0, 0, Tolerance.percent(5), "same"),
            (50.4, 50, "0.5 points", "same"),
            (52, 50, "5%", "same"),
            (Decimal("50.5"), 50, Decimal("0.5"), "up"),
        ],
    )
    def test_a_move_of_the_band_is_a_change(self, now, then, band, movement):
        """Less than the band is no change; the band itself is one, in points or percent of the earlier."""
        found = change("higher", now, then, dead_band=band)
        assert movement == found.movement
        assert {"up": "better", "down": "worse", "same": "same"}[movement] == found.direction

    def test_highland_counts_five_per_cent(self):
        """Highland from 2015/16: improved or declined only at 5% or more of last year's figure."""
        last_year = (Q2, Q2_BEFORE)
        facts = {"dead_band": "5%", "unit": "number"}
        assert Direction.SAME is change("higher", 209, 200, periods=last_year, facts=facts).direction
        assert Direction.BETTER is change("higher", 210, 200, periods=last_year, facts=facts).direction
        assert Direction.WORSE is change("higher", 190, 200, periods=last_year, facts=facts).direction

    def test_the_indicator_s_own_is_used(self):
        """Without one in the call the indicator's own band is used, and one in the call wins."""
        facts = {"dead_band": 1}
        assert Movement.SAME is change("higher", 50.5, 50, facts=facts).movement
        assert Movement.UP is change("higher", 50.5, 50, facts=facts, dead_band=0.5).movement
        assert Movement.UP is change("higher", 50.5, 50, facts=facts, dead_band=Tolerance.none()).movement

    def test_the_difference_is_told_all_the_same(self):
        """A move within the band is no change, and its size is still known."""
        assert 0.4 == change("higher", 50.4, 50, dead_band=0.5).difference

    def test_a_range_goes_by_how_much_nearer(self):
        """Nearer by less than the band is no nearer; a band in percent is of the earlier figure."""
        target = Target.between(40, 60)
        assert Direction.SAME is change("range", 30.4, 30, target=target, dead_band=0.5).direction
        assert Direction.BETTER is change("range", 30.5, 30, target=target, dead_band=0.5).direction
        assert Direction.SAME is change("range", 31, 30, target=target, dead_band="5%").direction
        assert Direction.BETTER is change("range", 31.5, 30, target=target, dead_band="5%").direction

    @pytest.mark.parametrize("band", [Tolerance.points(above=1), Tolerance.points(1, strict=True), -1, "0.5"])
    def test_one_that_cannot_be_right(self, band):
        """A band has one size for both ways."""
        with pytest.raises(InputError, match=r"^dead_band: "):
            change("higher", 51, 50, dead_band=band)


class TestDifference:
    @pytest.mark.parametrize(
        "now, then, difference, percent",
        [
            (23.1, 29.6, -6.5, -21.95945945945946),
            (0.3, 0.1, 0.2, 200.0),
            (110, 100, 10.0, 10.0),
            (50, 50, 0.0, 0.0),
            (5, 0, 5.0, None),
            (5, -5, 10.0, None),
            (1e-12, 0, 1e-12, None),
            (1e15 + 1, 1e15, 1.0, 1e-13),
            (1, 5e-324, 1.0, None),
        ],
    )
    def test_settled_and_in_percent(self, now, then, difference, percent):
        """The difference is settled; a percentage of nothing, of less, or of next to nothing is not given."""
        found = change("higher", now, then)
        assert difference == found.difference
        assert (
            found.percent_change is None if percent is None else math.isclose(percent, found.percent_change)
        )

    @pytest.mark.parametrize("now, then", [(1e-10, 0.0), (1e12 + 0.5, 1e12), (5e-324, 0.0), (1.7e308, 1e308)])
    def test_a_move_is_never_told_as_nothing(self, now, then):
        """However small beside its figures, a move has a size: up is never by 0."""
        found = change("higher", now, then, facts={"unit": "number"})
        assert (Movement.UP, Direction.BETTER) == (found.movement, found.direction)
        assert found.difference > 0
        assert "Up 0 " not in found.explain()

    def test_counts_are_compared_by_their_figure(self):
        """1 of 3 and 2 of 4 are 33.3% and 50%."""
        current = Outturn(Q2, numerator=2, denominator=4)
        found = compare(measured(), current, Outturn(Q1, numerator=1, denominator=3))
        assert (Direction.BETTER, 16.666666667) == (found.direction, found.difference)


class TestNotComparable:
    @pytest.mark.parametrize(
        "reason, word",
        [
            ("not applicable", "not applicable"),
            ("not due", "not due"),
            ("late", "late"),
            ("suppressed", "suppressed"),
            ("unreliable", "unreliable"),
            ("no data", "not there"),
        ],
    )
    def test_a_missing_figure(self, reason, word):
        """Nothing is better than a figure that is not there, and the reason is told."""
        missing, there = Outturn.missing(Q2, reason), Outturn(Q1, 50)
        found = compare(measured(), missing, there)
        assert (Direction.NOT_COMPARABLE, None, None, None) == (
            found.direction,
            found.movement,
            found.difference,
            found.percent_change,
        )
        assert f"the figure for Q2 2019/20 is {word}" == found.reason
        assert ("–", "not comparable") == (found.arrow, found.meaning)
        earlier = compare(measured(), Outturn(Q2, 50), Outturn.missing(Q1, reason))
        assert f"the figure for Q1 2019/20 is {word}" == earlier.reason

    def test_an_unreliable_figure_that_was_kept(self):
        """A figure kept though unreliable is not compared."""
        found = compare(measured(), Outturn(Q2, 50, reason="unreliable"), Outturn(Q1, 40))
        assert Direction.NOT_COMPARABLE is found.direction

    @pytest.mark.parametrize("empty, label", [(Q2, "Q2 2019/20"), (Q1, "Q1 2019/20")])
    def test_no_cases(self, empty, label):
        """0 of 0 is not 0%."""
        outturns = [
            Outturn(period, numerator=0, denominator=0) if period is empty else Outturn(period, 50)
            for period in (Q2, Q1)
        ]
        found = compare(measured(), *outturns)
        assert (Direction.NOT_COMPARABLE, f"there were no cases in {label}") == (
            found.direction,
            found.reason,
        )

    def test_a_changed_definition(self):
        """A figure with a new definition is not compared with earlier ones."""
        found = compare(measured(), Outturn(Q2, 60, break_in_series=True), Outturn(Q1, 50))
        assert (Direction.NOT_COMPARABLE, "the definition changed in Q2 2019/20") == (
            found.direction,
            found.reason,
        )

    def test_a_definition_that_changed_before(self):
        """A break at the earlier figure leaves the two comparable, and so does one of the same period."""
        earlier = Outturn(Q1, 50, break_in_series=True)
        assert Direction.BETTER is compare(measured(), Outturn(Q2, 60), earlier).direction
        corrected = Outturn(Q1, 51, break_in_series=True, revision=1)
        assert Direction.BETTER is compare(measured(), corrected, earlier).direction

    @pytest.mark.parametrize(
        "current, earlier",
        [
            (Q2, Period.month(2019, 6)),
            (Period.half(2019, 1), Q1),
            (Q2, Period.span(date(2019, 4, 1), date(2019, 6, 29))),
        ],
    )
    def test_periods_of_different_length(self, current, earlier):
        """A quarter in itself is not compared with a month."""
        found = compare(measured(), Outturn(current, 60), Outturn(earlier, 50))
        assert Direction.NOT_COMPARABLE is found.direction
        assert f"{current.label} and {earlier.label} differ in length" == found.reason

    @pytest.mark.parametrize(
        "current, earlier",
        [
            (Period.month(2020, 3), Period.month(2020, 2)),
            (Q2, Period.span(Q1.start, Q1.end)),
            (
                Period.span(date(2019, 4, 15), date(2019, 4, 28)),
                Period.span(date(2019, 4, 1), date(2019, 4, 14)),
            ),
        ],
    )
    def test_periods_of_one_length(self, current, earlier):
        """Months are of one length though their days differ; spans go by days."""
        assert Direction.BETTER is compare(measured(), Outturn(current, 60), Outturn(earlier, 50)).direction


class TestYearToDate:
    TAX = measured(basis="year to date")
    CARERS = measured(basis="year to date", unit="number")

    def test_a_percentage_is_compared_with_the_point_before(self):
        """What does not add up is compared with the previous point of the same year."""
        found = compare(self.TAX, Outturn(Q2, 57.4), Outturn(Q1, 29.1))
        assert (Direction.BETTER, LAST_PERIOD) == (found.direction, found.comparator)

    def test_not_across_the_reset(self):
        """The first point of a year is not compared with the whole of the last."""
        found = compare(self.TAX, Outturn(Q1, 29.1), Outturn(Q1.previous, 97.0))
        assert (Direction.NOT_COMPARABLE, "the year to date starts again") == (found.direction, found.reason)

    @pytest.mark.parametrize("current, earlier", [(Q2, Q1), (Q4, Q3), (Q3, Q1)])
    def test_a_running_total_only_accumulates(self, current, earlier):
        """A running total is always up on the point before, and that says nothing."""
        found = compare(self.CARERS, Outturn(current, 9), Outturn(earlier, 6))
        assert (Direction.NOT_COMPARABLE, "it accumulates through the year") == (
            found.direction,
            found.reason,
        )

    @pytest.mark.parametrize("indicator", [TAX, CARERS])
    def test_the_same_point_last_year(self, indicator):
        """The same point of last year is comparable, adding up or not."""
        found = compare(indicator, Outturn(Q2, 9), Outturn(Q2_BEFORE, 7))
        assert (Direction.BETTER, LAST_YEAR) == (found.direction, found.comparator)

    @pytest.mark.parametrize("indicator", [TAX, CARERS])
    def test_another_point_of_another_year(self, indicator):
        """The end of September is not compared with the end of June last year."""
        found = compare(indicator, Outturn(Q2, 9), Outturn(Period.quarter(2018, 1), 7))
        assert (Direction.NOT_COMPARABLE, "the year to date starts again") == (found.direction, found.reason)

    def test_the_end_of_february_moves(self):
        """The 29th and the 28th of February are one point of the year."""
        current, earlier = Period.month(2020, 2), Period.month(2019, 2)
        assert Direction.BETTER is compare(self.CARERS, Outturn(current, 9), Outturn(earlier, 7)).direction

    def test_two_weeks_of_a_month_are_two_points(self):
        """The 10th and the 24th of September are different points, though of one month."""
        weeks = [Period.span(date(2019, 4, 1), date(2019, 9, end)) for end in (24, 10)]
        found = compare(
            self.CARERS, *(Outturn(week, value) for week, value in zip(weeks, (9, 7), strict=True))
        )
        assert "it accumulates through the year" == found.reason

    def test_a_revision_of_the_same_point(self):
        """A corrected figure may be compared with what it replaced."""
        found = compare(self.CARERS, Outturn(Q2, 9, revision=1), Outturn(Q2, 8))
        assert (Direction.BETTER, EARLIER) == (found.direction, found.comparator)

    @pytest.mark.parametrize(
        "year_start, periods, comparable",
        [
            (9, (Period.quarter(2019, 1, year_start=9), Period.quarter(2018, 4, year_start=9)), False),
            (9, (Period.quarter(2019, 3, year_start=9), Period.quarter(2019, 2, year_start=9)), True),
            (None, (Period.quarter(2019, 1, year_start=9), Period.quarter(2018, 4, year_start=9)), False),
            (None, (Period.quarter(2019, 3, year_start=9), Period.quarter(2019, 2, year_start=9)), True),
            (1, (Q4, Q3), False),  # an indicator of calendar years in the council's quarters
            (1, (Q1, Q1.previous), True),
        ],
    )
    def test_the_year_that_starts_again(self, year_start, periods, comparable):
        """The reset is the indicator's year start; if it has none, that of the periods."""
        indicator = measured(basis="year to date", year_start=year_start)
        found = compare(indicator, Outturn(periods[0], 50), Outturn(periods[1], 40))
        assert comparable is (found.direction is Direction.BETTER)


class TestComparator:
    """The earlier figure is named by period arithmetic, never by the row before."""

    @pytest.mark.parametrize(
        "facts, current, earlier, comparator",
        [
            ({}, Q2, Q1, LAST_PERIOD),
            ({}, Q2, Q2_BEFORE, LAST_YEAR),
            ({}, Q3, Q1, EARLIER),
            ({}, Q1, Period.quarter(2018, 4), LAST_PERIOD),
            ({"frequency": "annual"}, Period.year(2019), Period.year(2018), LAST_YEAR),
            ({}, Period.year(2019), Period.year(2018), LAST_YEAR),
            ({}, Period.year(2019), Period.year(2017), EARLIER),
            ({"basis": "snapshot", "frequency": "quarter"}, day(2019, 9, 30), day(2019, 6, 30), LAST_PERIOD),
            ({"basis": "snapshot", "frequency": "quarter"}, Q2, day(2019, 6, 30), LAST_PERIOD),
            ({"basis": "snapshot"}, day(2019, 9, 30), day(2018, 9, 30), LAST_YEAR),
            ({"basis": "snapshot"}, day(2019, 9, 30), day(2019, 6, 30), EARLIER),
        ],
    )
    def test_which_one_it_is(self, facts, current, earlier, comparator):
        """The comparator is last period, last year, or just an earlier one."""
        found = compare(measured(**facts), Outturn(current, 60), Outturn(earlier, 50))
        assert (comparator, Direction.BETTER) == (found.comparator, found.direction)

    def test_for_an_annual_figure_the_two_are_one(self):
        """Last year is the last period of what is reported once a year."""
        found = change("lower", 17, 18, periods=(Period.year(2022), Period.year(2021)))
        assert found.is_against("last period")
        assert found.is_against(LAST_YEAR)

    @pytest.mark.parametrize(
        "earlier, period, year", [(Q1, True, False), (Q2_BEFORE, False, True), (Q1.previous, False, False)]
    )
    def test_is_against(self, earlier, period, year):
        """A change is against the figure that a comparator names, and no other."""
        found = change("higher", 60, 50, periods=(Q2, earlier))
        assert (period, year) == (found.is_against(LAST_PERIOD), found.is_against("last-year"))

    def test_a_change_without_figures_is_against_its_own(self):
        """One that was never reported has only the comparator it was looked for by."""
        nothing = Change(
            measured(), Outturn(Q2, 5), None, LAST_PERIOD, Direction.NOT_COMPARABLE, reason="not reported"
        )
        assert nothing.is_against(LAST_PERIOD)
        assert not nothing.is_against(LAST_YEAR)

    def test_an_unknown_comparator_is_refused(self):
        """A slip is met with a suggestion."""
        with pytest.raises(InputError, match="Did you mean 'last year'"):
            change("higher", 60, 50).is_against("last yaer")


class TestComparisonPeriod:
    """The contract's list: every basis, both comparators."""

    @pytest.mark.parametrize("basis", ["in period", "year to date", "rolling year", "snapshot"])
    @pytest.mark.parametrize("adds_up", [True, False])
    @pytest.mark.parametrize(
        "period, before",
        [
            (Period.month(2020, 2), Period.month(2019, 2)),
            (Q2, Q2_BEFORE),
            (Period.half(2019, 1), Period.half(2018, 1)),
            (Period.year(2019), Period.year(2018)),
            (
                Period.span(date(2019, 4, 1), date(2019, 9, 30)),
                Period.span(date(2018, 4, 1), date(2018, 9, 30)),
            ),
            (day(2020, 2, 29), day(2019, 2, 28)),
            (Period.quarter(2019, 1, year_start=9), Period.quarter(2018, 1, year_start=9)),
        ],
    )
    def test_last_year_is_the_same_period_last_year(self, basis, adds_up, period, before):
        """For every basis and every kind of period."""
        found = comparison_period(measured(basis=basis, adds_up=adds_up), period, LAST_YEAR)
        assert (before, "") == found

    @pytest.mark.parametrize("basis", ["in period", "year to date", "rolling year", "snapshot"])
    @pytest.mark.parametrize("adds_up", [True, False])
    def test_annual_means_last_year(self, basis, adds_up):
        """For what is reported once a year, the last period is last year, whatever the period given is."""
        annual = measured(basis=basis, adds_up=adds_up, frequency="annual")
        assert (Period.year(2018), "") == comparison_period(annual, Period.year(2019), "last period")
        assert (day(2018, 3, 31), "") == comparison_period(annual, day(2019, 3, 31), "last period")

    @pytest.mark.parametrize(
        "period, before",
        [
            (Period.month(2020, 1), Period.month(2019, 12)),
            (Q1, Period.quarter(2018, 4)),
            (Period.half(2019, 1), Period.half(2018, 2)),
            (
                Period.span(date(2019, 4, 1), date(2019, 8, 31)),
                Period.span(date(2018, 11, 1), date(2019, 3, 31)),
            ),
            (Period.quarter(2019, 1, year_start=9), Period.quarter(2018, 4, year_start=9)),
        ],
    )
    def test_in_period_it_is_the_period_before(self, period, before):
        """Of the same length, just before."""
        for frequency in (None, "quarter"):
            found = comparison_period(measured(frequency=frequency), period, LAST_PERIOD)
            assert (before, "") == found

    @pytest.mark.parametrize("basis", ["rolling year", "snapshot"])
    @pytest.mark.parametrize(
        "frequency, period, before",
        [
            (None, Q2, Q1),
            (None, Period.month(2019, 4), Period.month(2019, 3)),
            ("quarter", Q1, Period.quarter(2018, 4)),
            ("quarter", Period.month(2019, 9), Period.month(2019, 6)),
            ("half", Q3, Q1),
            ("month", Q2, Period.span(date(2019, 6, 1), date(2019, 8, 31))),
            ("quarter", Period.year(2019), Period.span(date(2019, 1, 1), date(2019, 12, 31))),
            (
                "quarter",
                Period.span(date(2018, 10, 1), date(2019, 9, 30)),
                Period.span(date(2018, 7, 1), date(2019, 6, 30)),
            ),
            (
                "month",
                Period.span(date(2019, 3, 1), date(2020, 2, 29)),
                Period.span(date(2019, 2, 1), date(2020, 1, 31)),
            ),
            ("quarter", day(2019, 9, 30), day(2019, 6, 30)),
            ("quarter", day(2019, 6, 30), day(2019, 3, 31)),
            ("month", day(2019, 3, 31), day(2019, 2, 28)),
            ("month", day(2020, 3, 31), day(2020, 2, 29)),
            ("month", day(2019, 3, 15), day(2019, 2, 15)),
            ("month", day(2019, 3, 30), day(2019, 2, 28)),
            ("half", day(2019, 9, 30), day(2019, 3, 31)),
        ],
    )
    def test_rolling_years_and_positions_step_by_frequency(self, basis, frequency, period, before):
        """A rolling year or a position moves by one report, whatever stretch its period names."""
        assert (before, "") == comparison_period(
            measured(basis=basis, frequency=frequency), period, LAST_PERIOD
        )

    @pytest.mark.parametrize(
        "frequency, period, before",
        [
            (None, Q2, Q1),
            (None, Q4, Q3),
            (
                "quarter",
                Period.span(date(2019, 4, 1), date(2019, 9, 30)),
                Period.span(date(2019, 4, 1), date(2019, 6, 30)),
            ),
            ("quarter", Period.month(2019, 9), Period.month(2019, 6)),
            ("month", Period.month(2019, 5), Period.month(2019, 4)),
            ("month", Q2, Period.span(date(2019, 7, 1), date(2019, 8, 31))),
            ("half", Period.half(2019, 2), Period.half(2019, 1)),
        ],
    )
    def test_year_to_date_it_is_the_previous_point(self, frequency, period, before):
        """What does not add up is compared with the point before, in the same year."""
        indicator = measured(basis="year to date", frequency=frequency)
        assert (before, "") == comparison_period(indicator, period, LAST_PERIOD)

    @pytest.mark.parametrize(
        "period",
        [Q1, Period.month(2019, 4), Period.half(2019, 1), Period.span(date(2019, 4, 1), date(2019, 6, 30))],
    )
    def test_year_to_date_there_is_none_before_the_first(self, period):
        """At the first point of a year the year to date has started again."""
        indicator = measured(
            basis="year to date", frequency=None if period.frequency != "span" else "quarter"
        )
        assert (None, "the year to date starts again") == comparison_period(indicator, period, LAST_PERIOD)

    @pytest.mark.parametrize("period", [Q1, Q2, Period.month(2019, 9)])
    def test_a_running_total_has_none(self, period):
        """What adds up through the year is not compared with the point before."""
        indicator = measured(basis="year to date", adds_up=True)
        assert (None, "it accumulates through the year") == comparison_period(indicator, period, LAST_PERIOD)

    @pytest.mark.parametrize("basis", ["year to date", "rolling year", "snapshot"])
    def test_without_a_frequency_a_span_has_none(self, basis):
        """How far back the report before lies is not guessed from a day."""
        found = comparison_period(measured(basis=basis), day(2019, 9, 30), LAST_PERIOD)
        assert (None, "the figure before 30 September 2019 is not known without a frequency") == found

    def test_part_of_a_month_has_none(self):
        """A span of odd days in itself has no period before it."""
        span = Period.span(date(2019, 4, 1), date(2019, 9, 29))
        reason = (
            "1 April to 29 September 2019 is not made of whole months, so the period before it is not known"
        )
        assert (None, reason) == comparison_period(measured(), span, LAST_PERIOD)

    def test_it_keeps_the_year_of_the_period(self):
        """A span found by arithmetic is of the same reporting year."""
        period = Period.span(date(2018, 9, 1), date(2019, 8, 31), year_start=9)
        before, _ = comparison_period(
            measured(basis="rolling year", frequency="quarter"), period, LAST_PERIOD
        )
        assert 9 == before.year_start

    def test_which_earlier_period_must_be_said(self):
        """An earlier period is no comparator to look for."""
        with pytest.raises(InputError) as caught:
            comparison_period(measured(), Q2, EARLIER)
        assert (
            "comparator: does not say which earlier period; got 'earlier period'. "
            "Write 'last period' or 'last year'."
        ) == str(caught.value)

    @pytest.mark.parametrize(
        "arguments", [("1", Q2, LAST_YEAR), (measured(), "Q2", LAST_YEAR), (measured(), Q2, None)]
    )
    def test_each_argument_is_of_its_kind(self, arguments):
        """An indicator, a period and a comparator."""
        with pytest.raises(InputTypeError, match="must be "):
            comparison_period(*arguments)

    def test_the_calendar_ends(self):
        """Before year 1 there is nothing, and the error says so."""
        with pytest.raises(InputError, match="leaves the years 1 to 9999"):
            comparison_period(measured(), Period.month(1, 1, year_start=1), LAST_PERIOD)


class TestBadInput:
    @pytest.mark.parametrize("place, path", [(0, "indicator"), (1, "current"), (2, "earlier")])
    @pytest.mark.parametrize("given", [None, "32", 55.0, Q1])
    def test_each_argument_is_of_its_kind(self, place, path, given):
        """A number is no outturn, and the right call is shown."""
        arguments = [measured(), Outturn(Q2, 60), Outturn(Q1, 50)]
        arguments[place] = given
        with pytest.raises(
            InputTypeError, match=rf"^{path}: must be an .*Write compare\(indicator, current, earlier\)"
        ):
            compare(*arguments)

    @pytest.mark.parametrize("path", ["target", "earlier_target"])
    @pytest.mark.parametrize("given", [50, "50", Tolerance.none()])
    def test_a_target_is_a_target(self, path, given):
        """A bare number is no range."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be a Target; got "):
            change("range", 60, 50, **{path: given})

    def test_all_are_told_at_once(self):
        """Every fault is found in one go."""
        with pytest.raises(FaultsError) as caught:
            compare(None, None, None, target=1, earlier_target=2)
        paths = ["indicator", "current", "earlier", "target", "earlier_target"]
        assert paths == [each.path for each in caught.value.faults]

    def test_the_later_one_comes_first(self):
        """Two outturns in the wrong order are refused, not turned round."""
        with pytest.raises(InputError) as caught:
            compare(measured(), Outturn(Q1, 50), Outturn(Q2, 60))
        assert (
            "earlier: Q2 2019/20 is later than Q1 2019/20. "
            "Write the later outturn first: compare(indicator, current, earlier)."
        ) == str(caught.value)

    @pytest.mark.parametrize("path", ["current", "earlier"])
    def test_counts_that_cannot_be(self, path):
        """Counts that give no figure are told with the outturn they are in."""
        outturns = {"current": Outturn(Q2, 60), "earlier": Outturn(Q1, 50)}
        outturns[path] = Outturn(outturns[path].period, numerator=5, denominator=4)
        with pytest.raises(InputError, match=rf"^{path}\.numerator: is above the denominator of 4"):
            compare(measured(), **outturns)

    def test_what_is_not_compared_is_not_worked_out(self):
        """Where a figure is missing, the other one's counts are not looked at."""
        wrong = Outturn(Q1, numerator=5, denominator=4)
        found = compare(measured(), Outturn.missing(Q2, "late"), wrong)
        assert "the figure for Q2 2019/20 is late" == found.reason
        assert found.explain()


class TestWhatItIs:
    def test_a_record_is_plain(self):
        """A record holds text, numbers and None."""
        found = change("lower", 23.1, 29.6)
        assert {
            "ref": "1",
            "period": "Q2 2019/20",
            "earlier_period": "Q1 2019/20",
            "comparator": "last period",
            "direction": "better",
            "movement": "down",
            "difference": -6.5,
            "percent_change": found.percent_change,
            "arrow": "↓",
            "meaning": "better",
            "reason": "",
            "explanation": "Down 6.5 points from 29.6% in Q1 2019/20, which is better: lower is better.",
        } == found.to_dict()

    def test_a_record_of_nothing(self):
        """A figure that was never reported leaves its places empty."""
        nothing = Change(measured(), None, None, LAST_YEAR, Direction.NOT_COMPARABLE, reason="not reported")
        record = nothing.to_dict()
        assert (None, None, None, None) == (
            record["period"],
            record["earlier_period"],
            record["movement"],
            record["difference"],
        )
        assert "Not comparable: not reported." == record["explanation"]

    def test_it_shows_itself(self):
        """A repr shows the arrow and the meaning."""
        assert "<Change of 1 since last period: ↓ better>" == repr(change("lower", 23.1, 29.6))

    def test_it_copies(self):
        """A change is a value: it pickles, copies and hashes."""
        found = change("lower", 23.1, 29.6)
        assert found == pickle.loads(pickle.dumps(found)) == copy.deepcopy(found)
        assert hash(found) == hash(change("lower", 23.1, 29.6))

    def test_the_words(self):
        """The words of movement and direction are those of the contract."""
        assert ["up", "down", "same"] == [str(one) for one in Movement]
        assert ["better", "worse", "same", "no judgement", "not comparable"] == [
            str(one) for one in Direction
        ]
        assert {"late", "suppressed"} <= {str(one) for one in Reason}
