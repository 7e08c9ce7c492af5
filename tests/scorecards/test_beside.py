"""What stands beside a figure in records and sheets: its confidence interval and its forecast."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    FaultsError,
    Forecast,
    IndicatorSet,
    InputError,
    InputTypeError,
    Interval,
    Outturn,
    Target,
    Tolerance,
)
from tests.scorecards.boards import Q2

VISITS = {"ref": "1", "name": "Visits in time", "polarity": "higher", "unit": "percent"}
HEADINGS = ("Ref", "Indicator", "Good is", "Unit", "Q2 2022/23")
TENTHS = st.integers(0, 500).map(lambda tenths: tenths / 10)


def outturn(percent_as: str = "points", **facts: Any) -> Outturn:
    """Return what a record of the second quarter gives."""
    record = {"ref": "1", "period": "Q2 2022/23", **facts}
    return IndicatorSet.from_records([VISITS], outturns=[record], percent_as=percent_as).outturns["1"].at(Q2)


def target(percent_as: str = "points", **facts: Any) -> Target:
    """Return what a record of a target gives."""
    made = IndicatorSet.from_records([VISITS], [{"ref": "1", **facts}], percent_as=percent_as)
    return made.targets["1"][0]


def paths(make: Any) -> list[str]:
    """Return where a call finds faults."""
    with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
        make()
    return [fault.path for fault in getattr(caught.value, "faults", (caught.value,))]


class TestFractions:
    @given(TENTHS, TENTHS, TENTHS)
    def test_all_figures_of_a_record_are_read_alike(self, low: float, value: float, high: float) -> None:
        """Where Excel keeps fractions, the figure, its interval and its forecast are all times 100."""
        low, value, high = sorted((low, value, high))
        points = outturn(value=value, interval_low=low, interval_high=high, forecast=high)
        fractions = {
            "value": value / 100,
            "interval_low": low / 100,
            "interval_high": high / 100,
            "forecast": high / 100,
        }

        assert points == outturn("fraction", **fractions)

    def test_text_with_a_percent_sign_is_in_points(self) -> None:
        """70% is 70 points beside 0.5, which is 50."""
        made = outturn("fraction", value=0.6, interval_low=0.5, interval_high="70%", forecast="82%")

        assert ((Interval(50, 70),), 82.0) == (made.intervals, made.forecast.value)

    def test_a_pair_of_numbers_is_read_alike(self) -> None:
        """Two plain numbers are an interval, in the way the figures are written."""
        assert (Interval(50, 70),) == outturn("fraction", value=0.6, intervals=[0.5, 0.7]).intervals

    def test_a_dict_holds_points(self) -> None:
        """What to_dict gave is in points, whatever the plain numbers beside it are."""
        made = outturn(
            "fraction",
            value=0.6,
            intervals=[Interval(50, 70).to_dict()],
            forecast=Forecast(82).to_dict(),
        )

        assert ((Interval(50, 70),), Forecast(82)) == (made.intervals, made.forecast)

    def test_a_benchmark_is_read_alike(self) -> None:
        """The interval of a target is written as the target is."""
        made = target("fraction", value=0.6, interval_low=0.5, interval_high=0.7)

        assert (60.0, (Interval(50, 70),)) == (made.value, made.intervals)

    def test_a_sheet_is_read_alike(self) -> None:
        """The columns of a period are in the unit of its figure."""
        headings = [*HEADINGS, "Q2 2022/23 lower", "Q2 2022/23 upper limit", "Q2 2022/23 forecast"]
        row = ["1", "Visits", "High", "%", 0.6, 0.5, 0.7, 0.82]
        made = IndicatorSet.from_table([headings, row], percent_as="fraction").outturns["1"].at(Q2)

        assert Outturn(Q2, 60.0, intervals=(50, 70), forecast=82) == made

    def test_a_percent_sign_beside_another_unit_is_refused(self) -> None:
        """An end of an interval of days is no percentage."""
        record = {"ref": "1", "period": "Q2 2022/23", "value": 6, "interval_low": "5%", "interval_high": 7}
        days = VISITS | {"unit": "days"}

        assert ["outturns[0].interval_low"] == paths(
            lambda: IndicatorSet.from_records([days], outturns=[record])
        )


class TestNotThere:
    @pytest.mark.parametrize(
        "ends", [("[x]", "[x]"), ("[x]", 70), (50, "-"), ("n/a", "n/a"), ("[c]", "[c]"), ("", None)]
    )
    def test_an_interval_that_is_not_there_is_none(self, ends: tuple[Any, Any]) -> None:
        """The shorthand that a value may hold is understood in the ends of its interval too."""
        low, high = ends

        assert Outturn(Q2, 60.0) == outturn(value=60, interval_low=low, interval_high=high)

    @pytest.mark.parametrize("cell", ["[x]", "-", "n/a", "", None])
    def test_a_forecast_that_is_not_there_is_none(self, cell: Any) -> None:
        """The shorthand that a value may hold is understood in a forecast too."""
        assert Outturn(Q2, 60.0) == outturn(value=60, forecast=cell)

    def test_it_is_listed(self) -> None:
        """What was left out is listed with its column, for an analyst to check."""
        headings = [*HEADINGS, "Q2 2022/23 lower", "Q2 2022/23 upper", "Q2 2022/23 forecast"]
        made = IndicatorSet.from_table([headings, ["1", "Visits", "High", "%", 60, "[c]", "[c]", "[x]"]])

        assert [
            ("rows[1]['Q2 2022/23 lower']", "[c]", "suppressed; no confidence interval"),
            ("rows[1]['Q2 2022/23 forecast']", "[x]", "no data; no forecast"),
        ] == [(one.path, one.written, one.read_as) for one in made.readings if "; no " in one.read_as]

    @pytest.mark.parametrize(
        ("facts", "path"),
        [
            ({"interval_low": 50}, "interval_high"),
            ({"interval_high": 70}, "interval_low"),
            ({"interval_low": 50, "interval_high": " "}, "interval_high"),
        ],
    )
    def test_one_end_alone_is_refused(self, facts: dict[str, Any], path: str) -> None:
        """Half an interval is none, and would be lost in silence."""
        assert [f"outturns[0].{path}"] == paths(lambda: outturn(value=60, **facts))


class TestGivenTwice:
    def test_an_interval_beside_its_ends_is_refused(self) -> None:
        """Two ways of writing one interval could differ, so both are refused by name."""
        assert ["outturns[0].interval_low", "outturns[0].interval_high"] == paths(
            lambda: outturn(value=60, intervals=[50, 70], interval_low=50, interval_high=70)
        )
        assert ["targets[0].interval_low"] == paths(
            lambda: target(value=60, intervals=[50, 70], interval_low=50)
        )

    def test_a_forecast_beside_its_parts_is_refused(self) -> None:
        """A forecast that is a dict says all of it; a status beside it would be lost in silence."""
        record = Forecast(82).to_dict()

        assert ["outturns[0].forecast_status", "outturns[0].forecast_by"] == paths(
            lambda: outturn(value=60, forecast=record, forecast_status="green", forecast_by="A")
        )
        assert ["outturns[0].forecast"] == paths(
            lambda: outturn(value=60, forecast=82, forecast_status="green", forecast_by="A")
        )

    def test_who_expects_a_figure_may_stand_beside_it(self) -> None:
        """A plain forecast and who expects it are two things."""
        made = outturn(value=60, forecast=82, forecast_by="the head of housing", forecast_because="two more")

        assert Forecast(82, by="the head of housing", because="two more") == made.forecast


class TestPlaces:
    @pytest.mark.parametrize(
        ("facts", "path"),
        [
            ({"interval_low": "abc", "interval_high": 70}, "interval_low"),
            ({"interval_low": 71, "interval_high": 70}, "interval_low"),
            ({"interval_low": 61.6, "interval_high": 70}, "interval_low"),
            ({"intervals": [61.6, 70]}, "intervals"),
            ({"intervals": ["abc", 70]}, "intervals[0]"),
            ({"intervals": [{"low": "a", "high": 70}]}, "intervals[0].low"),
            ({"intervals": 5}, "intervals"),
            ({"forecast": "abc"}, "forecast"),
            ({"forecast": float("inf")}, "forecast"),
            ({"forecast": {"vlaue": 3}}, "forecast.vlaue"),
            ({"forecast_status": "green"}, "forecast_by"),
            ({"forecast_status": " x ", "forecast_by": 3}, "forecast.by"),
        ],
    )
    def test_one_slip_is_one_fault_at_its_place(self, facts: dict[str, Any], path: str) -> None:
        """Each fault is told once, with the field that holds it."""
        found = paths(lambda: outturn(value=60, **facts))

        assert 1 == len(found)
        assert found[0] in (f"outturns[0].{path}", f"outturns[0].{path.replace('.', '_')}")

    def test_a_sheet_names_the_column(self) -> None:
        """An interval that leaves its figure out is refused at the column of its lower end."""
        headings = [*HEADINGS, "Q2 2022/23 lower", "Q2 2022/23 upper"]

        assert ["rows[1]['Q2 2022/23 lower']"] == paths(
            lambda: IndicatorSet.from_table([headings, ["1", "Visits", "High", "%", 60, 65, 70]])
        )

    @pytest.mark.parametrize(
        ("facts", "path"),
        [
            ({"tolerance": {"kind": "points", "szie": 5}}, "tolerance.szie"),
            ({"period": Q2.to_dict() | {"strat": 1}}, "period.strat"),
        ],
    )
    def test_a_dict_in_a_record_tells_its_place(self, facts: dict[str, Any], path: str) -> None:
        """A slip in the dict of a tolerance or a period is told with its name."""
        assert [f"targets[0].{path}"] == paths(lambda: target(value=5, **facts))

    def test_a_whole_that_is_no_target_is_told_once(self) -> None:
        """The path ends where the record's own field is."""
        assert ["targets[0].whole"] == paths(lambda: target(value=5, whole="20"))


class TestColumnsWithoutAFigure:
    @pytest.mark.parametrize("part", ["forecast", "lower", "comment"])
    def test_what_stands_beside_no_figure_is_refused(self, part: str) -> None:
        """A cell for a period that has no column for its figure would be lost in silence."""
        headings = [*HEADINGS, f"2022/23 {part}"]

        assert [f"rows[1]['2022/23 {part}']"] == paths(
            lambda: IndicatorSet.from_table([headings, ["1", "Visits", "High", "%", 60, "82"]])
        )

    def test_blank_ones_are_nothing(self) -> None:
        """A column that is empty in a row says nothing there."""
        rows = [[*HEADINGS, "2022/23 forecast"], ["1", "Visits", "High", "%", 60, ""]]

        assert Outturn(Q2, 60.0) == IndicatorSet.from_table(rows).outturns["1"].at(Q2)


class TestCommentaryBeyond:
    @pytest.mark.parametrize("written", ["5%", Tolerance.percent(5), Tolerance.percent(5).to_dict()])
    def test_it_may_be_text_as_a_tolerance_may(self, written: Any) -> None:
        """A scheme's record says when a comment is demanded in the words in which it gives its tolerance."""
        record = {"name": "Ours", "tolerance": "10%", "commentary_beyond": written}
        (scheme,) = IndicatorSet.from_records([VISITS], schemes=[record]).schemes

        assert (Tolerance.percent(10), Tolerance.percent(5)) == (scheme.tolerance, scheme.commentary_beyond)

    def test_text_that_is_none_is_refused_at_its_place(self) -> None:
        """Text that is no tolerance names the field."""
        record = {"name": "Ours", "commentary_beyond": "5 lots"}

        assert ["schemes[0].commentary_beyond"] == paths(
            lambda: IndicatorSet.from_records([VISITS], schemes=[record])
        )
