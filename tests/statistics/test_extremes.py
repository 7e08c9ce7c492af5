"""Figures that are far too large or too small are refused in words, and no bare error comes out."""

import pytest

from kpirag import FaultsError, Indicator, InputError, Outturn, Period
from kpirag.statistics import (
    change_since_base,
    chi_squared_trend,
    difference_of_proportions,
    difference_of_rates,
    probability_of_meeting,
    project,
    regression,
    weighted_slope,
)

SCORE = Indicator("1", "A score", polarity="higher", unit="score")
HOMES = Indicator("2", "Homes", polarity="higher", basis="year to date")
SHARE = Indicator("3", "A share", polarity="higher", unit="percent", basis="year to date")
Q1 = Period.quarter(2022, 1)
BEFORE, YEAR = Period.year(2020), Period.year(2022)


class TestRefused:
    @pytest.mark.parametrize(
        ("call", "told"),
        [
            (lambda: regression([1e-170, 3e-170, 2e-170]), "too small to work with"),
            (lambda: regression([1, 2, 4], [1e-200, 2e-200, 3.5e-200]), "too small to work with"),
            (lambda: chi_squared_trend([1e-200, 3e-200], [1e-199] * 2), "too small to work with"),
            (lambda: weighted_slope([1, 2, 3], [1e-320, 1, 1]), "too small to work with"),
            (lambda: difference_of_rates(3, 1e-320, 4, 10), "too small to work with"),
            (lambda: difference_of_proportions(1e308, 1.7e308, 1e308, 1.7e308), "too large to work with"),
            (
                lambda: change_since_base(SCORE, Outturn(YEAR, 1.7e308), Outturn(BEFORE, -1.7e308)),
                "too large",
            ),
            (
                lambda: change_since_base(SCORE, Outturn(YEAR, 1), Outturn(BEFORE, 1e-300)),
                r"base\[0\].*too small",
            ),
            (lambda: probability_of_meeting(HOMES, Outturn(Q1, 1e308), 20), "does not count cases"),
        ],
    )
    def test_each_says_what_is_wrong(self, call, told):
        """The figure or its place is named."""
        with pytest.raises((InputError, FaultsError), match=told):
            call()

    def test_counts_beyond_counting_have_no_interval(self):
        """3e299 of 1e300 are no cases; the figure is still projected."""
        projected = project(SHARE, Outturn(Q1, numerator=3e299, denominator=1e300))

        assert projected.interval is None


class TestPercentages:
    def test_a_change_of_a_percentage_is_told_in_points(self):
        """84% against a base of 80% is up 4 points, and not up 5%."""
        share = Indicator("4", "In time", polarity="higher", unit="percent")
        said = change_since_base(share, Outturn(YEAR, 84.0), Outturn(BEFORE, 80.0)).explain()

        assert "Up 4 points (5% of the base) from 80%" in said


class TestPaths:
    def test_base_periods_that_clash_are_named_as_the_base(self):
        """The argument is called base, and so is the fault."""
        twice = [Outturn(BEFORE, 1), Outturn(BEFORE, 2)]

        with pytest.raises(InputError, match=r"base\."):
            change_since_base(SCORE, Outturn(YEAR, 3), twice)
