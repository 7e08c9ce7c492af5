"""Projection to the year end."""

from datetime import date

import pytest

from kpirag import Indicator, InputError, Outturn, Period, Status, Target, rate
from kpirag.statistics import project

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
