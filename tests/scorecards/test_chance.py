"""Whether a change is more than chance, beside each direction of travel."""

import subprocess
import sys

import pytest

from kpirag import Indicator, IndicatorSet, InputError, Outturn, Period, Scorecard, Target

MONTHS = [Period.month(2022, 4).shift(place) for place in range(14)]
LAST = MONTHS[-1]
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent")
CALLS = Indicator("4", "Calls answered", polarity="higher", unit="percent", decimals=1)


def card(*outturns: Outturn, indicator: Indicator = VISITS, **options: bool) -> Scorecard:
    """Return the scorecard of the last month."""
    return IndicatorSet([indicator], {indicator.ref: Target(80)}, {indicator.ref: list(outturns)}).scorecard(
        LAST, **options
    )


class TestSignificance:
    @pytest.mark.parametrize(
        ("cases", "wording"),
        [((20, 45), "increasing and getting better"), ((43, 45), "no significant change")],
    )
    def test_counts_tell_change_from_chance(self, cases: tuple[int, int], wording: str) -> None:
        """20 and then 45 of 60 differ by more than chance; 43 and then 45 do not, though the arrow is up."""
        earlier, now = cases
        row = card(
            Outturn(LAST.previous, numerator=earlier, denominator=60),
            Outturn(LAST, numerator=now, denominator=60),
        )["3"]
        found = row.significance()

        assert found is not None
        assert (wording, "better") == (found.wording, row.since_last_period.direction)
        assert wording == row.to_dict()["since_last_period_significance"]

    def test_figures_without_counts_say_so(self) -> None:
        """93.3% from 94.0% cannot be called a change or none (Darlington, Q2 2019/20)."""
        made = card(Outturn(LAST.previous, 94.0), Outturn(LAST, 93.3))
        found = made["3"].significance()

        assert found is not None
        assert "cannot be calculated" == found.verdict
        assert "Change and chance" not in made.to_text()

    def test_without_an_earlier_figure_there_is_nothing_to_say(self) -> None:
        """No change, no significance."""
        row = card(Outturn(LAST, numerator=45, denominator=60))["3"]

        assert row.significance() is None
        assert row.to_dict()["since_last_year_significance"] is None

    def test_the_page_tells_it(self) -> None:
        """The finding stands in a list of its own, with the interval."""
        page = card(
            Outturn(LAST.previous, numerator=20, denominator=60), Outturn(LAST, numerator=45, denominator=60)
        ).to_markdown()

        assert "## Change and chance" in page
        assert "Visits in time: Up 41.7 points from 33.3%" in page.replace("\\", "")

    def test_another_comparison_is_refused(self) -> None:
        """A row has two earlier figures."""
        with pytest.raises(InputError, match="'last period' or 'last year'"):
            card(Outturn(LAST, 5))["3"].significance("ever")  # type: ignore[arg-type]  # that is the point


class TestCharts:
    def _figures(self) -> list[Outturn]:
        return [Outturn(month, 88.0 + place % 3) for place, month in enumerate(MONTHS)]

    def test_a_long_series_says_what_its_chart_shows(self) -> None:
        """Fourteen months of usual variation: the latest figure is nothing out of the way."""
        made = card(*self._figures(), indicator=CALLS)

        assert "common cause" in made.to_text()
        assert "common cause" == made["4"].chart().variation.value

    def test_the_chart_ends_with_the_period(self) -> None:
        """What came later is not on it."""
        board = IndicatorSet([CALLS], {"4": Target(80)}, {"4": self._figures()})

        assert 5 == len(board.scorecard(MONTHS[4])["4"].chart().values)

    def test_a_year_to_date_has_no_chart(self) -> None:
        """Figures that start again each year do not vary round a mean."""
        total = Indicator("5", "Homes", polarity="higher", basis="year to date")

        assert card(Outturn(LAST, 5), indicator=total)["5"].chart() is None

    def test_withheld_figures_are_not_on_the_public_one(self) -> None:
        """An unreliable figure leaves a gap."""
        figures = self._figures()
        figures[3] = Outturn(MONTHS[3], 12.3, reason="unreliable")
        chart = card(*figures, indicator=CALLS, public=True)["4"].chart()

        assert "12.3" not in str(chart.to_dict())

    def test_short_reports_load_no_numpy(self) -> None:
        """A page of quarterly figures needs no arrays."""
        program = (
            "import sys; from kpirag import *; q = Period.quarter(2022, 2);"
            "i = Indicator('3', 'Visits', polarity='higher', unit='percent');"
            "IndicatorSet([i], {'3': Target(80)}, {'3': [Outturn(q.previous, numerator=3, denominator=9),"
            "Outturn(q, numerator=5, denominator=9)]}).scorecard(q).to_text();"
            "assert 'numpy' not in sys.modules"
        )

        subprocess.run([sys.executable, "-c", program], check=True)


class TestPagesOfOddSeries:
    def test_a_series_that_cannot_be_charted_says_so_and_the_page_is_whole(self) -> None:
        """One odd indicator does not keep the others from the committee."""
        large = [Outturn(month, 10**15 + place) for place, month in enumerate(MONTHS)]
        page = card(*large, indicator=Indicator("6", "Budget", polarity="lower", unit="currency")).to_text()

        assert "Budget: No chart: are too large to chart exactly." in page

    def test_figures_for_longer_periods_are_left_out(self) -> None:
        """A quarter among the months is no point of the chart."""
        months = [Outturn(month, 11.0 + place % 2) for place, month in enumerate(MONTHS)]
        made = card(*months, Outturn(Period.quarter(2022, 1), 33), indicator=CALLS)

        assert 14 == len(made["4"].chart().values)
        assert "common cause" in made.to_text()

    def test_three_figures_are_no_long_series(self) -> None:
        """What came later, and what was missing, does not make a chart longer."""
        later = [Outturn(month, 88.0) for month in MONTHS]
        board = IndicatorSet([CALLS], {"4": Target(80)}, {"4": later})
        missing = [*(Outturn.missing(month, "late") for month in MONTHS[:12]), *later[12:]]

        assert "Change and chance" not in board.scorecard(MONTHS[2]).to_text()
        assert "Change and chance" not in card(*missing, indicator=CALLS).to_text()
