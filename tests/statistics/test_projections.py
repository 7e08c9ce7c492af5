"""Projection to the year end."""

from datetime import date
from typing import Any

import pytest

from kpirag import FaultsError, Indicator, InputError, InputTypeError, Outturn, Period, Status, Target, rate
from kpirag.statistics import project

TAX = Indicator(
    "3", "Council tax collected", polarity="higher", unit="percent", basis="year to date", adds_up=True
)
CARERS = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
Q1 = Period.quarter(2017, 1)


class TestProject:
    def test_run_rate(self) -> None:
        """Havering, Q1 2017/18: 6 new foster carers in Q1 give 24 by the year end."""
        projection = project(CARERS, Outturn(Q1, 6))

        assert (24.0, Period.year(2017), "run rate") == (
            projection.value,
            projection.period,
            projection.method,
        )

    @pytest.mark.parametrize(("period", "expected"), [(1, 24.0), (2, 12.0), (3, 8.0), (4, 6.0)])
    def test_the_run_rate_goes_by_the_months_that_have_passed(self, period: int, expected: float) -> None:
        """Six by the end of each quarter are 24, 12, 8 and 6 by the year end."""
        assert expected == project(CARERS, Outturn(Period.quarter(2017, period), 6)).value

    def test_a_span_and_a_month_are_points_in_the_year_too(self) -> None:
        """Six by the end of July, however it is written, are four months of twelve."""
        span = Period.span(date(2017, 4, 1), date(2017, 7, 31))

        assert 18.0 == project(CARERS, Outturn(span, 6)).value
        assert 18.0 == project(CARERS, Outturn(Period.month(2017, 7), 6)).value

    def test_a_shape_divides_by_what_was_due(self) -> None:
        """If a fifth of the year's carers come in Q1, six are a fifth of thirty."""
        projection = project(CARERS, Outturn(Q1, 6), shape=[2, 2, 3, 3])

        assert (30.0, "profile") == (projection.value, projection.method)

    def test_the_projection_is_rated_as_an_estimate(self) -> None:
        """24 projected against 20 is green, and the outturn says it is an estimate."""
        outturn = project(CARERS, Outturn(Q1, 6)).outturn

        assert ("estimated", "Projected from Q1 2017/18 by run rate.") == (outturn.quality, outturn.note)
        assert Status.GREEN is rate(CARERS, outturn, Target(20, period=Period.year(2017))).status

    def test_the_year_starts_when_the_indicators_does(self) -> None:
        """A calendar-year indicator with six by the end of June is half way."""
        indicator = Indicator("2", "Homes", polarity="higher", basis="year to date", year_start=1)

        assert 12.0 == project(indicator, Outturn(Period.quarter(2017, 2, year_start=1), 6)).value

    @pytest.mark.parametrize(
        ("arguments", "path"),
        [
            ((Indicator("1", "Rate", polarity="higher", unit="percent"), Outturn(Q1, 6)), "indicator"),
            ((Indicator("1", "Count", polarity="higher"), Outturn(Q1, 6)), "indicator"),
            ((CARERS, Outturn.missing(Q1, "late")), "outturn"),
            ((CARERS, Outturn(Q1, numerator=0, denominator=0)), "outturn"),
            ((CARERS, Outturn(Q1, 6), Period.year(2018)), "to"),
        ],
    )
    def test_what_has_no_run_rate_is_refused(self, arguments: tuple[object, ...], path: str) -> None:
        """A percentage, a discrete count, no figure, and another year cannot be projected."""
        with pytest.raises(InputError) as caught:
            project(*arguments)

        assert path == caught.value.path

    def test_nothing_due_yet_is_refused(self) -> None:
        """If the shape has nothing by now, there is nothing to divide by."""
        with pytest.raises(InputError, match="nothing of the year was due"):
            project(CARERS, Outturn(Q1, 6), shape=[0, 1, 1, 1])

    def test_wrong_kinds_are_reported_together(self) -> None:
        """Two arguments of the wrong kind are two faults."""
        with pytest.raises(TypeError, match="2 faults"):
            project("x", 3)

    def test_to_dict_is_plain(self) -> None:
        """The record names where it came from and for when."""
        record = project(CARERS, Outturn(Q1, 6)).to_dict()

        assert ("Q1 2017/18", "2017/18", 24.0) == (record["from_period"], record["period"], record["value"])


class TestTheYear:
    @pytest.mark.parametrize(
        "to",
        [
            Period.year(2016),
            Period.year(2018),
            Period.year(2017, year_start=1),
            Period.year(2017, year_start=9),
            Period.quarter(2017, 1),
            Period.half(2017, 1),
            Period.span(date(2017, 4, 1), date(2018, 3, 30)),
        ],
        ids=str,
    )
    def test_only_the_reporting_year_of_the_figure_is_taken(self, to: Period) -> None:
        """Last year, next year, another kind of year, a part and a year less a day are all refused."""
        with pytest.raises(InputError, match="is not the reporting year in which Q1 2017/18 ends") as caught:
            project(CARERS, Outturn(Q1, 6), to)

        assert ("to", "Leave it out, or write Period.year(2017).") == (
            caught.value.path,
            caught.value.remedy,
        )

    @pytest.mark.parametrize(
        "to", [Period.year(2017), Period.span(date(2017, 4, 1), date(2018, 3, 31))], ids=str
    )
    def test_the_year_may_be_given_in_any_form(self, to: Period) -> None:
        """The year itself, and a span of the same dates, give what leaving it out gives."""
        projection = project(CARERS, Outturn(Q1, 6), to)

        assert (24.0, to) == (projection.value, projection.period)

    def test_it_is_the_year_of_the_indicator(self) -> None:
        """For an academic year, March to May is the third quarter: six by then are eight by August."""
        pupils = Indicator("5", "Pupils", polarity="higher", basis="year to date", year_start=9)
        may = Outturn(Period.quarter(2017, 3, year_start=9), 6)

        assert 8.0 == project(pupils, may).value
        with pytest.raises(InputError, match="is not the reporting year"):
            project(pupils, may, Period.year(2017))

    def test_the_last_period_is_the_whole_year(self) -> None:
        """At the year end nothing is left to project."""
        assert 6.0 == project(CARERS, Outturn(Period.year(2017), 6)).value


class TestOverOneHundred:
    def test_a_percentage_over_100_is_refused(self) -> None:
        """28% by June would be 112% by the run rate: council tax comes in early, and the shape says so."""
        with pytest.raises(InputError, match=r"gives 112%, which is over 100%") as caught:
            project(TAX, Outturn(Q1, 28))

        assert "shape" == caught.value.path
        assert 97.0 == project(TAX, Outturn(Q1, 28), shape=[28, 28, 28, 13]).value

    def test_a_shape_can_lead_over_100_too(self) -> None:
        """A shape that has too little due by now is refused in the same way."""
        with pytest.raises(InputError, match="over 100%"):
            project(TAX, Outturn(Q1, 28), shape=[1, 1, 1, 1])

    @pytest.mark.parametrize(("value", "projected"), [(25, 100.0), (24.9, 99.6), (0, 0.0)])
    def test_up_to_100_is_taken(self, value: float, projected: float) -> None:
        """100% itself is a percentage that can be."""
        assert projected == project(TAX, Outturn(Q1, value)).value

    def test_what_can_exceed_100_may(self) -> None:
        """A percentage that can exceed 100 is projected beyond it; so is a number."""
        grown = Indicator(
            "4",
            "Homes against plan",
            polarity="higher",
            unit="percent",
            basis="year to date",
            adds_up=True,
            can_exceed_100=True,
        )

        assert 112.0 == project(grown, Outturn(Q1, 28)).value
        assert 112.0 == project(CARERS, Outturn(Q1, 28)).value


class TestRefusals:
    @pytest.mark.parametrize("value", [1e308, -1e308])
    def test_an_overflow_is_refused(self, value: float) -> None:
        """Four times the largest figures is no number: it is refused and never infinite."""
        with pytest.raises(InputError, match="is too large to project") as caught:
            project(CARERS, Outturn(Q1, value))

        assert "outturn" == caught.value.path

    def test_a_large_figure_is_still_projected(self) -> None:
        """What fits is not refused for its size."""
        assert 4e300 == project(CARERS, Outturn(Q1, 1e300)).value

    def test_an_unreliable_figure_is_not_projected(self) -> None:
        """A figure that is kept unrated must not come back as a projection."""
        with pytest.raises(InputError, match="there is no figure for Q1 2017/18 to project") as caught:
            project(CARERS, Outturn(Q1, 6, reason="unreliable"))

        assert "outturn" == caught.value.path

    @pytest.mark.parametrize("basis", ["in period", "rolling year", "snapshot"])
    def test_other_bases_have_no_run_rate(self, basis: str) -> None:
        """Only a year to date stands for the part of the year that has passed."""
        with pytest.raises(InputError, match="has no run rate"):
            project(Indicator("1", "Count", polarity="higher", basis=basis), Outturn(Q1, 6))

    def test_a_year_to_date_that_does_not_add_up_has_none(self) -> None:
        """Half of the cases in time by June is not twice as much by March."""
        court = Indicator("9", "In time", polarity="higher", unit="percent", basis="year to date")
        with pytest.raises(InputError, match="adds_up=True") as caught:
            project(court, Outturn(Q1, 50))

        assert "indicator" == caught.value.path

    @pytest.mark.parametrize(
        ("position", "given", "path"),
        [(0, "2", "indicator"), (1, 6, "outturn"), (2, "2017/18", "to"), (2, 2017, "to"), (2, False, "to")],
    )
    def test_a_wrong_kind_is_named(self, position: int, given: Any, path: str) -> None:
        """Each argument of the wrong kind is named."""
        arguments: list[Any] = [CARERS, Outturn(Q1, 6), Period.year(2017)]
        arguments[position] = given
        with pytest.raises(InputTypeError, match="must be a kpirag") as caught:
            project(*arguments)

        assert path == caught.value.path

    def test_three_wrong_kinds_are_three_faults(self) -> None:
        """All that is wrong is said at once."""
        with pytest.raises(FaultsError) as caught:
            project("2", 6, "2017/18")

        assert ["indicator", "outturn", "to"] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize("shape", [[], [0, 0, 0, 0], [1, -1, 3, 4], [1, 2, 3], [1] * 5, "seasonal"])
    def test_a_shape_that_cannot_be_is_refused(self, shape: Any) -> None:
        """Nothing, less than nothing, and instalments that do not end with the quarter make no shape."""
        with pytest.raises(InputError) as caught:
            project(CARERS, Outturn(Q1, 6), shape=shape)

        assert "shape" == caught.value.path

    @pytest.mark.parametrize(
        ("shape", "path"), [(3, "shape"), ([1, "2", 3, 4], "shape[1]"), ({1, 2}, "shape")]
    )
    def test_a_shape_of_another_kind_is_refused(self, shape: Any, path: str) -> None:
        """A number, text among the instalments, and a set, which has no order."""
        with pytest.raises(InputTypeError) as caught:
            project(CARERS, Outturn(Q1, 6), shape=shape)

        assert path == caught.value.path

    def test_instalments_must_end_where_the_figure_does(self) -> None:
        """Quarterly instalments do not say what was due by the end of April; monthly ones do."""
        april = Outturn(Period.month(2017, 4), 6)
        with pytest.raises(InputError, match="4 instalments of 12 months do not end where the part does"):
            project(CARERS, april, shape=[2, 2, 3, 3])

        assert 72.0 == project(CARERS, april, shape=[1] * 12).value

    def test_a_part_of_a_month_has_no_run_rate(self) -> None:
        """The run rate goes by whole months: a figure to the tenth of May is refused."""
        with pytest.raises(InputError, match="only whole months can"):
            project(CARERS, Outturn(Period.span(date(2017, 4, 1), date(2017, 5, 10)), 6))

    def test_an_even_shape_is_the_run_rate_by_another_name(self) -> None:
        """Even shares out by months, as the run rate does; the method says which was asked for."""
        even, plain = (project(CARERS, Outturn(Q1, 6), shape=shape) for shape in ("even", None))

        assert (24.0, "profile", 24.0, "run rate") == (even.value, even.method, plain.value, plain.method)
