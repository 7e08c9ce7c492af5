"""What is expected at the year end: rated beside the figure, and able to lift red to amber as data."""

import json

import pytest

from kpirag import (
    RAG,
    FaultsError,
    Forecast,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Promotion,
    Reason,
    Scheme,
    State,
    Status,
    Target,
    rate,
)

Q2 = Period.quarter(2022, 2)
YEAR = Period.year(2022)
HOMES = Indicator("7", "New homes", polarity="higher", basis="year to date")
TARGET = Target(100, period=YEAR, profile="even")
JUDGED = Forecast(status="green", by="the head of housing", because="two sites finish in March.")
# West Berkshire, 2015/16: amber = behind schedule but expected to be achieved by year end.
# http://decisionmaking.westberks.gov.uk/mgAi.aspx?ID=26665
BEHIND = Promotion("red", "amber", when="expected to be met", without="stays")
WEST_BERKSHIRE = Scheme("West Berkshire", version="2015/16", promote=BEHIND)


def rated(value: float, forecast: Forecast | float | None = None, scheme: Scheme = WEST_BERKSHIRE):
    """Return the rating of a figure for half the year, with what is expected at its end."""
    return rate(HOMES, Outturn(Q2, value, forecast=forecast), TARGET, scheme=scheme)


class TestPromotion:
    @pytest.mark.parametrize(
        ("value", "forecast", "status"),
        [
            (50, None, "green"),
            (50, 90, "green"),
            (49, None, "red"),
            (49, 100, "amber"),
            (49, 99, "red"),
            (49, JUDGED, "amber"),
            (49, Forecast(status="red", by="the head of housing"), "red"),
        ],
    )
    def test_behind_and_expected_to_be_met_is_amber(self, value, forecast, status):
        """Half the year's target is 50; what is expected counts only where that is missed."""
        assert status == rated(value, forecast).status

    def test_without_a_forecast_a_scheme_may_leave_the_figure_unrated(self):
        """Where the scheme does not say that it stays, the figure cannot be judged."""
        strict = WEST_BERKSHIRE.replace(promote=Promotion("red", "amber", when="expected to be met"))

        assert Reason.NO_COMPARATOR is rated(49, scheme=strict).reason

    def test_a_trend_may_be_left_out_in_the_same_way(self):
        """A promotion by trend may also leave the figure where it is if there is no earlier one."""
        trend = Promotion("red", "amber", when="better", than="last year", without="stays")

        assert "red" == rated(49, scheme=RAG.replace(name="Trend", promote=trend)).status

    def test_the_sentence_says_who_expects_it_and_why(self):
        """A colour that rests on a judgement names it."""
        assert (
            "promoted to Amber as the target is expected to be met at the year end by the head of housing "
            "because two sites finish in March"
        ) in rated(49, JUDGED).explain()
        assert (
            "not promoted as the target is not expected to be met at the year end" in rated(49, 80).explain()
        )


class TestBesideTheFigure:
    def test_a_figure_expected_is_rated_against_the_whole_target(self):
        """Maidstone and Slough print the year-end rating beside the one of the quarter."""
        forecast = rated(50, 96).forecast

        assert ("red", 96.0, YEAR, "estimated") == (
            str(forecast.status),
            forecast.value,
            forecast.outturn.period,
            str(forecast.outturn.quality),
        )

    def test_a_judgement_is_kept_as_a_persons_rating(self):
        """Who expects it and why stay with the status."""
        forecast = rated(49, JUDGED).forecast

        assert ("green", "the head of housing") == (str(forecast.status), forecast.assertion.by)

    def test_it_counts_nothing(self):
        """The rating of the quarter is what counts, and the record shows both."""
        rating = rated(50, 96)

        assert ("green", "Red") == (rating.to_dict()["status"], rating.to_dict()["forecast"])
        assert rated(50).forecast is None

    def test_a_target_of_the_quarter_says_nothing_of_the_year(self):
        """The year is then not rated: no target."""
        rating = rate(HOMES, Outturn(Q2, 49, forecast=100), Target(50, period=Q2), scheme=RAG)

        assert Reason.NO_TARGET is rating.forecast.reason


class TestStatus:
    @pytest.mark.parametrize("written", ["Green", " GREEN ", "green", Status.GREEN])
    def test_a_status_is_the_same_in_any_case(self, written):
        """A status as a person writes it is the status of the scheme, and lifts red to amber."""
        forecast = Forecast(status=written, by="the head of housing")

        assert "green" == forecast.status == forecast.to_dict()["status"]
        assert "amber" == rated(49, forecast).status

    def test_a_state_of_ones_own_keeps_its_name(self):
        """A State may have capitals, and is found under the scheme that has it."""
        scheme = Scheme("Ours", states=(State("Off track"), State("On track", met=True)))
        forecast = Forecast(status=scheme.states[1], by="the head of housing")

        assert "On track" == str(rated(49, forecast, scheme).forecast.status)

    @pytest.mark.parametrize("written", ["", "  ", "\n"])
    def test_an_empty_status_is_refused(self, written):
        """A blank names no state, whoever expects it."""
        with pytest.raises(InputError, match=r"^status: must not be empty"):
            Forecast(status=written, by="the head of housing")


class TestRecords:
    @pytest.mark.parametrize("forecast", [Forecast(24), JUDGED])
    def test_it_is_rebuilt_from_its_dict(self, forecast):
        """Alone and in an outturn, through JSON too."""
        outturn = Outturn(Q2, 3.0, forecast=forecast)

        assert forecast == Forecast.from_dict(json.loads(json.dumps(forecast.to_dict())))
        assert outturn == Outturn.from_dict(json.loads(json.dumps(outturn.to_dict())))

    def test_a_promotion_is_rebuilt_from_its_dict(self):
        """What it becomes without a forecast is part of it."""
        assert BEHIND == Promotion.from_dict(BEHIND.to_dict())


class TestRefusals:
    @pytest.mark.parametrize(
        ("make", "kind", "told"),
        [
            (Forecast, InputError, "value: is not given"),
            (lambda: Forecast(24, status="green", by="A"), InputError, "beside a status"),
            (lambda: Forecast(status="green"), InputError, "by: is not given"),
            (lambda: Forecast("24"), InputTypeError, "value"),
            (lambda: Forecast(status=3, by=4), FaultsError, "2 faults"),
            (lambda: Forecast(float("nan")), InputError, "value"),
            (lambda: Outturn(Q2, 3, forecast="green"), InputTypeError, "forecast"),
            (lambda: rated(49, Forecast(status="grene", by="A")), InputError, "Did you mean 'green'"),
            (lambda: Promotion("red", "amber", without="guess"), InputError, "without"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, make, kind, told):
        """Each fault says where it is."""
        with pytest.raises(kind, match=told):
            make()
