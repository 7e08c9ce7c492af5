"""Full-year targets on part-year figures: shared out where figures add up, used as they stand elsewhere.

Havering, Q1 2017/18: 20 new in-house foster carers in the year, 6 by the end of June; that the target is
cumulative and even over the year, so that 5 were due, is inferred from the paper.
"""

from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    Edge,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Status,
    Target,
    Tolerance,
    rate,
)

YEAR = Period.year(2017)
Q1, Q2, Q3, Q4 = (Period.quarter(2017, number) for number in (1, 2, 3, 4))
H1, H2 = Period.half(2017, 1), Period.half(2017, 2)
APRIL, MAY, JUNE, MARCH = (
    Period.month(2017, 4),
    Period.month(2017, 5),
    Period.month(2017, 6),
    Period.month(2018, 3),
)
TO_SEPTEMBER = Period.span(date(2017, 4, 1), date(2017, 9, 30))

TWENTY = Target(20, period=YEAR)
RUNNING = Indicator("2", "New foster carers", polarity="higher", basis="year to date", decimals=0)
EACH = Indicator("2", "New foster carers", polarity="higher", decimals=0)
PERCENT = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
TAX = Indicator("5", "Council tax", polarity="higher", unit="percent", basis="year to date", adds_up=True)


def refusal(call, *args, **options) -> str:
    """Return what is said when something is refused."""
    with pytest.raises((InputError, InputTypeError)) as caught:
        call(*args, **options)
    return str(caught.value)


class TestHavering:
    def test_five_are_due_by_the_end_of_june(self):
        """A quarter of 20 is 5."""
        due = TWENTY.profiled(to=Q1)
        assert (5.0, Q1, TWENTY, None) == (due.value, due.period, due.whole, due.profile)

    @pytest.mark.parametrize("carers, status", [(6, "green"), (5, "green"), (4, "red"), (0, "red")])
    def test_six_are_better_than_target(self, carers, status):
        """6 against 5 due is green; 5 would be too, and 4 not."""
        assert status == rate(RUNNING, Outturn(Q1, carers), TWENTY.profiled(to=Q1)).status

    def test_a_profile_does_it_by_itself(self):
        """A target with a profile is shared out when it is rated against."""
        rating = rate(RUNNING, Outturn(Q1, 6), Target(20, period=YEAR, profile="even"))
        assert (Status.GREEN, 5.0, 20) == (rating.status, rating.target.value, rating.target.whole.value)

    def test_the_full_year_says_so(self):
        """Without a profile the comparison is refused, and the way out is named."""
        assert (
            "target.period: a target for all of 2017/18 cannot judge Q1 2017/18 of figures that add up. "
            "Write target.profiled(to=period), or give the target profile='even' or its instalments."
        ) == refusal(rate, RUNNING, Outturn(Q1, 6), TWENTY)


class TestProfiled:
    """The share due from the start of the year to a point."""

    @pytest.mark.parametrize(
        "to, value",
        [
            (APRIL, 20 / 12),
            (MAY, 40 / 12),
            (Q1, 5),
            (Q2, 10),
            (Q3, 15),
            (Q4, 20),
            (H1, 10),
            (H2, 20),
            (MARCH, 20),
            (YEAR, 20),
            (TO_SEPTEMBER, 10),
        ],
        ids=str,
    )
    def test_even_shares_go_by_months(self, to, value):
        """Without a shape each month has a twelfth, to the end of whatever period is named."""
        assert round(value, 9) == TWENTY.profiled(to=to).value

    @pytest.mark.parametrize(
        "to, value", [(Q1, 2), (Q2, 4), (Q3, 10), (Q4, 20), (H1, 4), (TO_SEPTEMBER, 4)], ids=str
    )
    def test_instalments_are_not_cumulative(self, to, value):
        """2, 2, 6 and 10 sum to the year's 20; by the end of Q2 4 are due."""
        assert value == TWENTY.profiled(to=to, shape=[2, 2, 6, 10]).value
        assert value == Target(20, period=YEAR, profile=[2, 2, 6, 10]).profiled(to=to).value

    def test_a_shape_given_here_wins(self):
        """The shape of the call is used, not the target's own."""
        target = Target(20, period=YEAR, profile=[2, 2, 6, 10])
        shapes = (None, [1, 1], "even")
        assert [4, 10, 10] == [target.profiled(to=Q2, shape=shape).value for shape in shapes]

    @pytest.mark.parametrize(
        "shape, to, value",
        [
            ([1, 3], H1, 5),
            ([1] * 12, MAY, 40 / 12),
            ([0] * 11 + [1], MARCH, 20),
            ([0] * 11 + [1], Q3, 0),
            ([30, 30, 20, 20], Q1, 6),
            ([0.1, 0.2, 0.3, 0.4], Q2, 6),
            ([1], YEAR, 20),
        ],
    )
    def test_shapes_of_halves_months_and_weights(self, shape, to, value):
        """Instalments may be of halves or months, and are weights: they need not sum to the target."""
        assert round(value, 9) == TWENTY.profiled(to=to, shape=shape).value

    @pytest.mark.parametrize("shape, to", [([1, 1], Q1), ([1, 1, 1, 1], MAY), ([1, 1, 1], Q1), ([1], H1)])
    def test_an_instalment_ends_where_the_part_does(self, shape, to):
        """Two instalments say nothing of the first quarter."""
        said = refusal(TWENTY.profiled, to=to, shape=shape)
        assert said.startswith(
            f"shape: {len(shape)} instalments of 12 months do not end where the part does; got "
        )

    @pytest.mark.parametrize("shape", [[1] * 5, [1] * 13])
    def test_the_wrong_number_of_instalments(self, shape):
        """Five instalments do not make a year of months."""
        assert f"shape: {len(shape)} instalments of 12 months" in refusal(TWENTY.profiled, to=Q1, shape=shape)

    def test_an_academic_year(self):
        """The months are counted from the first of the target's own year."""
        target = Target(12, period=Period.year(2021, year_start=9))
        assert 3 == target.profiled(to=Period.quarter(2021, 1, year_start=9)).value

    def test_the_year_need_not_start_on_the_first(self):
        """A tax year from 6 April to 5 April is twelve months too."""
        tax_year = Period.span(date(2017, 4, 6), date(2018, 4, 5))
        to_october = Period.span(date(2017, 4, 6), date(2017, 10, 5))
        assert 10 == Target(20, period=tax_year).profiled(to=to_october).value

    def test_part_of_a_month_is_refused(self):
        """A target is shared out by whole months and not by days."""
        said = refusal(TWENTY.profiled, to=Period.span(date(2017, 4, 1), date(2017, 6, 20)))
        assert (
            "period: 2017/18 cannot be shared out: only whole months can. Give the target of the part itself."
            == said
        )


class TestInstalment:
    """The share due within one period of the year."""

    @pytest.mark.parametrize("of, value", [(APRIL, 20 / 12), (Q1, 5), (Q4, 5), (H2, 10), (YEAR, 20)], ids=str)
    def test_even_shares_go_by_months(self, of, value):
        """Each quarter of an even year has a quarter."""
        assert round(value, 9) == TWENTY.instalment(of=of).value

    @pytest.mark.parametrize(
        "of, value", [(Q1, 2), (Q2, 2), (Q3, 6), (Q4, 10), (H1, 4), (H2, 16), (YEAR, 20)], ids=str
    )
    def test_instalments_in_order(self, of, value):
        """Each quarter has its own instalment, a half the two of its quarters."""
        assert value == TWENTY.instalment(of=of, shape=[2, 2, 6, 10]).value

    def test_months_may_make_a_quarter(self):
        """Twelve instalments serve quarters too."""
        shape = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
        assert 2.0 == TWENTY.instalment(of=Q1, shape=shape).value
        assert 8.0 == TWENTY.instalment(of=Q4, shape=shape).value

    @given(st.lists(st.integers(0, 50), min_size=12, max_size=12).filter(any), st.integers(1, 10_000))
    def test_the_running_total_of_instalments_is_the_profile(self, shape, value):
        """Whatever the shape, the shares to date rise to the year's target, one instalment at a time."""
        whole = Target(value, period=YEAR)
        months = [Period.month(2017 + (month > 12), (month - 1) % 12 + 1) for month in range(4, 16)]
        to_date = [whole.profiled(to=month, shape=shape).value for month in months]
        each = [whole.instalment(of=month, shape=shape).value for month in months]
        assert value == to_date[-1]
        assert all(one <= next_one for one, next_one in pairwise(to_date))
        assert to_date == pytest.approx(list(accumulate(each)), abs=1e-7)


class TestScaling:
    """Floor, stretch and a tolerance in points shrink with the share; percent does not."""

    def test_floor_and_stretch(self):
        """A quarter of the target has a quarter of its floor and stretch."""
        due = Target(20, period=YEAR, floor=16, stretch=Edge(24, inclusive=False)).profiled(to=Q1)
        assert (5.0, 4.0, Edge(6.0, inclusive=False)) == (due.value, due.floor, due.stretch)

    def test_points(self):
        """Two carers of tolerance in the year are half a carer in a quarter."""
        due = Target(20, period=YEAR, tolerance=Tolerance.points(2, strict=True)).profiled(to=Q1)
        assert Tolerance.points(0.5, strict=True) == due.tolerance
        sided = Target(20, period=YEAR, tolerance=Tolerance.points(below=2, above=4)).instalment(of=Q1)
        assert Tolerance.points(below=0.5, above=1) == sided.tolerance

    @pytest.mark.parametrize("tolerance", [Tolerance.percent(10), Tolerance.none(), None])
    def test_percent_stays(self, tolerance):
        """A tenth of the target is a tenth of its share."""
        assert tolerance == Target(20, period=YEAR, tolerance=tolerance).profiled(to=Q1).tolerance

    def test_a_range(self):
        """Both bounds of a range shrink."""
        due = Target.between(16, Edge(24, inclusive=False), period=YEAR).profiled(to=Q2)
        assert (Edge(8.0), Edge(12.0, inclusive=False)) == due.edges

    def test_what_else_it_says_stays(self):
        """Strictness, kind and source are those of the year."""
        due = Target(20, period=YEAR, strict=True, kind="national", source="Plan").profiled(to=Q1)
        assert (True, "national", "Plan") == (due.strict, due.kind, due.source)

    @pytest.mark.parametrize("given", [Decimal("20.4"), 20.4])
    def test_a_share_is_settled(self, given):
        """A share is worked out, and so is the decimal a pencil gives."""
        assert 5.1 == Target(given, period=YEAR).profiled(to=Q1).value

    def test_a_third_is_settled_to_nine_decimals(self):
        """A twelfth of 20 is 1.666666667, on every path."""
        assert 1.666666667 == TWENTY.profiled(to=APRIL).value


class TestRefusals:
    @pytest.mark.parametrize("call", ["profiled", "instalment"])
    def test_there_must_be_a_year(self, call):
        """Without a period there is nothing to share out, and the way to say it is named."""
        argument = "to" if call == "profiled" else "of"
        said = refusal(getattr(Target(20), call), **{argument: Q1})
        assert (
            "period: is not given, so there is no year to share out. "
            f"Write Target(..., period=Period.year(...)).{call}({argument}=...)."
        ) == said

    @pytest.mark.parametrize(
        "part", [Period.quarter(2018, 1), Period.quarter(2016, 4), Period.year(2018)], ids=str
    )
    @pytest.mark.parametrize("call, argument", [("profiled", "to"), ("instalment", "of")])
    def test_another_year_is_refused(self, part, call, argument):
        """A target of 2017/18 says nothing of another year."""
        said = refusal(getattr(TWENTY, call), **{argument: part})
        assert (
            f"{argument}: {part.label} lies outside 2017/18, which the target is for. "
            "Use the target of that year."
        ) == said

    @pytest.mark.parametrize("part", ["Q1", None, date(2017, 6, 30)])
    @pytest.mark.parametrize("call, argument", [("profiled", "to"), ("instalment", "of")])
    def test_a_period_is_a_period(self, part, call, argument):
        """A label is read by Period.parse, not here."""
        assert f"{argument}: must be a Period; got " in refusal(getattr(TWENTY, call), **{argument: part})

    def test_a_shape_is_checked_as_a_profile_is(self):
        """The shape of a call is told by its own name."""
        assert refusal(TWENTY.profiled, to=Q1, shape=4).startswith(
            "shape: must be 'even' or instalments; got 4."
        )
        assert refusal(TWENTY.instalment, of=Q1, shape=[0, 0]).startswith(
            "shape: must be instalments of zero or more"
        )

    @pytest.mark.parametrize("arguments", [("32", Q1), (RUNNING, "Q1"), (None, None)])
    def test_due_asks_for_both(self, arguments):
        """The indicator and the period are what they say."""
        assert "must be a" in refusal(TWENTY.due, *arguments)


class TestDue:
    """The target that a figure of a period is compared with."""

    @pytest.mark.parametrize("indicator", [RUNNING, EACH, PERCENT, TAX])
    @pytest.mark.parametrize("target", [Target(20), Target(20, period=Q1)], ids=["any time", "that quarter"])
    def test_one_of_that_time_is_used_as_it_stands(self, indicator, target):
        """A target without a period, or of the very period, is the target."""
        assert target is target.due(indicator, Q1)

    def test_the_same_dates_are_the_same_period(self):
        """A span of a quarter's dates is that quarter."""
        target = Target(20, period=Period.span(Q1.start, Q1.end))
        assert target is target.due(EACH, Q1)

    @pytest.mark.parametrize("basis", ["in period", "year to date", "rolling year", "snapshot"])
    @pytest.mark.parametrize("period", [APRIL, Q1, Q2, H1, TO_SEPTEMBER], ids=str)
    def test_a_percentage_stands(self, basis, period):
        """80% for the year is 80% for the quarter: what does not add up is used as it stands."""
        indicator = Indicator("1", "A", polarity="higher", unit="percent", basis=basis)
        target = Target(80, period=YEAR, profile="even")
        assert target is target.due(indicator, period)

    @pytest.mark.parametrize("basis", ["rolling year", "snapshot"])
    def test_a_rolling_year_and_a_position_stand(self, basis):
        """A number of twelve months, or on a day, is not part of a year's number."""
        indicator = Indicator("1", "Children in care", polarity="lower", basis=basis)
        assert TWENTY is TWENTY.due(indicator, Q1)
        assert Status.RED is rate(indicator, Outturn(Q1, 21), TWENTY).status

    @pytest.mark.parametrize(
        "indicator, period, value",
        [
            *(
                (RUNNING, Q1, 2),
                (RUNNING, Q3, 10),
                (RUNNING, H1, 4),
                (RUNNING, TO_SEPTEMBER, 4),
                (TAX, Q1, 2),
            ),
            *((EACH, Q1, 2), (EACH, Q3, 6), (EACH, H2, 16)),
        ],
    )
    def test_what_adds_up_is_shared_out(self, indicator, period, value):
        """A year to date has the share so far, a period in itself its own instalment."""
        assert value == Target(20, period=YEAR, profile=[2, 2, 6, 10]).due(indicator, period).value

    @pytest.mark.parametrize(
        "indicator, call",
        [(RUNNING, "profiled(to=period)"), (TAX, "profiled(to=period)"), (EACH, "instalment(of=period)")],
    )
    def test_without_a_profile_it_is_refused_with_the_way_out(self, indicator, call):
        """The refusal names the call that would do it."""
        said = refusal(TWENTY.due, indicator, Q1)
        assert f"Write target.{call}, or give the target profile='even' or its instalments." in said

    @pytest.mark.parametrize("period", [Q4, MARCH, H2, YEAR, Period.span(YEAR.start, YEAR.end)], ids=str)
    @pytest.mark.parametrize("basis", ["year to date", "rolling year", "snapshot"])
    def test_the_end_of_the_year_meets_the_year(self, period, basis):
        """Figures that run to a day are matched by it: at the year's end the full-year target is due."""
        indicator = Indicator("1", "A", polarity="higher", basis=basis)
        assert TWENTY is TWENTY.due(indicator, period)

    def test_in_period_figures_are_not_matched_by_their_end(self):
        """The last quarter in itself is not the year."""
        assert "instalment(of=period)" in refusal(TWENTY.due, EACH, Q4)

    def test_a_point_of_the_year_has_its_own_target(self):
        """A target for Q2 is the year to date's target at the end of September, by that day."""
        target = Target(12, period=Q2)
        assert target is target.due(RUNNING, TO_SEPTEMBER)
        assert target is target.due(RUNNING, Period.month(2017, 9))

    @pytest.mark.parametrize("indicator", [RUNNING, EACH, PERCENT, TAX])
    @pytest.mark.parametrize("period", [Period.quarter(2018, 1), Period.quarter(2016, 4)], ids=str)
    def test_another_year_is_refused(self, indicator, period):
        """Last year's target is not compared with this year's figure, percentage or not."""
        said = refusal(TWENTY.due, indicator, period)
        assert (
            f"target.period: the target is for 2017/18, and the figure for {period.label}. "
            "Give the target of that period."
        ) == said

    @pytest.mark.parametrize("indicator", [EACH, PERCENT])
    @pytest.mark.parametrize("period", [Q1, H1, YEAR], ids=str)
    def test_a_shorter_time_is_refused(self, indicator, period):
        """A target for June is not one for the quarter that ends in June."""
        said = refusal(Target(20, period=Period.month(2017, period.end.month)).due, indicator, period)
        assert "the target is for" in said

    def test_an_earlier_point_is_refused(self):
        """A target for the first quarter says nothing of the second."""
        assert "the target is for Q1 2017/18" in refusal(Target(5, period=Q1).due, RUNNING, Q2)

    def test_a_year_to_date_stays_in_its_year(self):
        """A running total that starts before the target's year is not a share of it."""
        since_january = Period.span(date(2017, 1, 1), date(2017, 6, 30))
        said = refusal(Target(20, period=YEAR, profile="even").due, RUNNING, since_january)
        assert "lies outside 2017/18" in said


class TestHugeInstalments:
    def test_more_than_a_figure_holds(self):
        """Instalments whose sum no figure holds are refused, wherever a shape is taken."""
        with pytest.raises(InputError, match="shape: sum to more than a figure can be"):
            Target(20, period=Period.year(2017)).instalment(of=Period.quarter(2017, 1), shape=[1e308] * 4)
