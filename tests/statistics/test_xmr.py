"""XmR charts: worked examples with their source, what is degenerate, and what goes in and comes out."""

import json
import pickle
import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from kpirag import FaultsError, Indicator, InputError, InputTypeError, Outturn, Period, Target
from kpirag.histories import History
from kpirag.statistics import (
    XMR_PRESETS,
    Assurance,
    Signal,
    SpcRule,
    Variation,
    XmR,
    XmRRules,
    XmRTable,
    xmr,
    xmr_signals,
)

# NHSRplotthedots, vignettes/deviations.Rmd: https://github.com/nhs-r-community/NHSRplotthedots
SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# Montgomery, Introduction to Statistical Quality Control, example 6.5, as qicharts2 tests it.
LOANS = [
    *(310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304),
    *(305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328),
]
STEADY = [50, 52, 47, 51, 49, 53, 48, 50, 52, 51, 49, 50, 51]
VISITS = Indicator("3", "Visits in 15 working days", polarity="higher", unit="percent", decimals=1)
CASES = Indicator("7", "Cases open", polarity="lower")
MONTH, QUARTER = Period.month(2023, 4), Period.quarter(2020, 1)


def months(values):
    """Return outturns of months in a row from April 2023; None is no data."""
    return [
        Outturn.missing(MONTH.shift(place), "no data")
        if value is None
        else Outturn(MONTH.shift(place), value)
        for place, value in enumerate(values)
    ]


def quarters(values):
    """Return outturns of quarters in a row from Q1 2020/21."""
    return [Outturn(QUARTER.shift(place), value) for place, value in enumerate(values)]


def named(chart):
    """Return the points that have signals, and what they are named after."""
    return {place: label for place, label in enumerate(chart.labels) if label is not None}


class TestWorkedExamples:
    def test_screened(self):
        """Two moving ranges of 8 and 9 are set aside: limits -0.72 and 4.60, and 10 is the one signal."""
        chart = xmr(SPIKE, polarity="higher")

        assert (-0.72, 4.6, 1.94) == tuple(
            round(line[0], 2) for line in (chart.lower, chart.upper, chart.mean)
        )
        assert {4: Signal.ABOVE_LIMIT} == named(chart)
        assert Variation.IMPROVEMENT is chart.variations[4]
        assert (2, 15) == (chart.limits[0].outliers, chart.limits[0].ranges)

    def test_not_screened(self):
        """The Excel tool of Making Data Count keeps them: limits -3.06 and 6.95."""
        chart = xmr(SPIKE, polarity="higher", screen=False)

        assert (-3.06, 6.95) == (round(chart.lower[0], 2), round(chart.upper[0], 2))
        assert {4: Signal.ABOVE_LIMIT} == named(chart)
        assert (2, 17) == (chart.limits[0].outliers, chart.limits[0].ranges)

    def test_the_mortgage_loans_of_montgomery(self):
        """Frozen at 20: mean 300.5, limits 279.8 and 321.2; the last two are beyond them."""
        chart = xmr(LOANS, preset="individuals", baseline=(0, 19))

        assert 300.5 == chart.mean[39]
        assert (279.7833, 321.2167) == (round(chart.lower[39], 4), round(chart.upper[39], 4))
        assert {38: Signal.ABOVE_LIMIT, 39: Signal.ABOVE_LIMIT} == named(chart)
        assert (0, 19) == chart.limits[0].baseline

    def test_their_moving_ranges(self):
        """Mean 7.789, limit 25.448; the step of 28 to the 39th is beyond it."""
        chart = xmr(LOANS, preset="individuals", baseline=(0, 19))

        assert (7.7895, 25.4482) == (round(chart.limits[0].range_mean, 4), round(chart.range_limit[0], 4))
        assert [38] == [place for place, out in enumerate(chart.outlying) if out]
        assert (None, 22.0, 9.0) == chart.moving_ranges[:3]

    def test_every_rule_that_fired_is_kept(self):
        """Fourteen rising figures: outside, trend and shift; the label is the first by priority."""
        chart = xmr(range(1, 15), polarity="lower")
        last = chart.signals[-1]

        assert (Signal.ABOVE_LIMIT, Signal.TREND_UP, Signal.SHIFT_UP) == last
        assert (Signal.TREND_UP, Signal.SHIFT_UP) == chart.signals[8]
        assert Variation.CONCERN is chart.variation


class TestDegenerate:
    def test_always_100(self):
        """24 times 100%: mean and limits are 100, nothing is a signal, and a target of 95 is always met."""
        chart = xmr([100] * 24, polarity="higher", target=95)

        assert {100.0} == {*chart.mean, *chart.lower, *chart.upper}
        assert {} == named(chart)
        assert (Variation.COMMON_CAUSE, Assurance.MEETS) == (chart.variation, chart.assurance)
        assert "do not vary" in chart.explain()

    @pytest.mark.parametrize(
        "polarity, target, wanted",
        [
            ("higher", 100, "consistently meets"),
            ("higher", 100.5, "consistently fails"),
            ("lower", 100, "consistently meets"),
            ("lower", 99, "consistently fails"),
            ("range", 100, "consistently meets"),
            ("none", 100, None),
        ],
    )
    def test_always_100_against_a_target(self, polarity, target, wanted):
        """On the target or better is met."""
        assert wanted == xmr([100] * 24, polarity=polarity, target=target).assurance

    @pytest.mark.parametrize("screen", [True, False])
    @pytest.mark.parametrize("at", [0, 1, 20, 23])
    def test_one_drop_among_100s(self, at, screen):
        """Only the drop is a signal: the 100s are neither above a limit nor a shift above the mean."""
        values = [100] * 24
        values[at] = 90
        chart = xmr(values, polarity="higher", target=95, screen=screen)

        assert {at: Signal.BELOW_LIMIT} == named(chart)
        assert chart.lower[0] < 100 < chart.upper[0]
        assert 100.0 == chart.limits[0].usual
        assert "100 counts as common cause" in chart.explain()

    def test_two_levels_have_no_usual_figure(self):
        """Twelve 100s, then twelve 95s: no figure is of more than half, and both levels are signals."""
        chart = xmr([100] * 12 + [95] * 12, polarity="higher")

        assert chart.limits[0].usual is None
        assert Signal.SHIFT_UP in chart.signals[0]
        assert Signal.SHIFT_DOWN in chart.signals[-1]
        assert {} == named(xmr([100] * 12 + [95] * 12, polarity="higher", rebase=[12]))

    def test_one_point(self):
        """A mean, no limits, no signal; hit or miss promises nothing; and it is said."""
        chart = xmr([50], polarity="higher", target=40)

        assert (50.0, None, None) == (chart.mean[0], chart.lower[0], chart.upper[0])
        assert (Variation.COMMON_CAUSE, Assurance.HIT_OR_MISS) == (chart.variation, chart.assurance)
        assert "without limits nothing can be relied on" in chart.explain()
        assert xmr([50], polarity="higher", target=40, preset="power bi").assurance is None

    def test_two_points(self):
        """Limits 45.68 and 56.32 from one moving range, with the caution that twelve are better."""
        chart = xmr([50, 52], polarity="higher", target=40)

        assert (45.68, 56.32) == (chart.lower[0], chart.upper[0])
        assert "rest on 2 figures: 12 or more are better" in chart.cautions[0]

    def test_all_missing(self):
        """Nothing is said of what is not there."""
        chart = xmr([None, float("nan"), None], polarity="higher", target=95)

        assert (None, None, None) == (chart.latest, chart.variation, chart.assurance)
        assert (None, None, None) == (chart.mean[0], chart.lower[0], chart.limits[0].range_limit)
        assert ((), (), ()) == chart.signals
        assert (None, None, None) == chart.variations
        assert chart.explain().startswith("There are no figures")
        assert () == chart.latest_signals

    def test_alternating_missing(self):
        """No two figures follow one another: there is a mean, and no limits and no runs."""
        chart = xmr([1, None, 2, None, 3, None, 4, None, 5, None, 6, None, 7], polarity="higher")

        assert (4.0, None) == (chart.mean[0], chart.upper[0])
        assert {} == named(chart)
        assert "There are no limits: no two figures follow one another." in chart.cautions

    def test_figures_that_change_at_gaps_alone(self):
        """1, 1, gap, 2, 2: every moving range is zero though figures differ; lines would flag them all."""
        chart = xmr([1, 1, None, 2, 2])

        assert chart.upper[0] is None
        assert {} == named(chart)
        assert "There are no limits: figures change at gaps alone." in chart.cautions

    def test_a_frozen_baseline_that_never_varies(self):
        """Twelve 100s set the limits: a later 98 is outside them, a later 100 is not."""
        chart = xmr([100] * 12 + [100, 98, 100], baseline=(0, 11))

        assert {13: Signal.BELOW_LIMIT} == named(chart)

    def test_always_missing_but_one_stretch(self):
        """After a rebase nothing came: the latest limits are those of the last figure."""
        chart = xmr([*STEADY, None, None], rebase=[13], polarity="higher", target=40)

        assert 12 == chart.latest
        assert 0 == chart.latest_limits.start
        assert Assurance.MEETS is chart.assurance
        assert chart.mean[14] is None


class TestRunsAndGaps:
    def test_a_missing_point_ends_runs_and_has_no_range(self):
        """Six up, gap, six up is no trend of seven; no moving range reaches over the gap."""
        chart = xmr([1, 2, 3, 4, 5, 6, None, 7, 8, 9, 10, 11, 12])

        assert not any(one.rule is SpcRule.TREND for fired in chart.signals for one in fired)
        assert [None, None] == [chart.moving_ranges[6], chart.moving_ranges[7]]
        assert 10 == chart.limits[0].ranges
        assert "No figure for point 7: every run ends there." in chart.cautions

    def test_a_period_without_an_outturn_is_a_gap(self):
        """A month that was never reported is as missing as one with no data, and is reported."""
        reported = months([50, 52, 47, 51, 49])
        chart = xmr([*reported[:2], *reported[4:]], indicator=CASES)

        assert (50.0, 52.0, None, None, 49.0) == chart.values
        assert (2, 3) == chart.gaps == chart.missing
        assert MONTH.shift(3) == chart.periods[3]
        assert "No figure for June 2023 and July 2023: every run ends there." in chart.cautions

    def test_order_of_outturns_does_not_matter(self):
        """Outturns are charted by period, and a revision supersedes."""
        reported = months(STEADY)
        shuffled = [*reversed(reported), Outturn(MONTH, 55, revision=1)]

        assert (55.0, *map(float, STEADY[1:])) == xmr(shuffled, indicator=CASES).values

    def test_many_missing_are_summed_up(self):
        """Five are named."""
        chart = xmr([1, 2, *[None] * 7, 3])

        assert "No figure for point 3, point 4, point 5, point 6, point 7 and 2 more" in chart.explain()

    def test_a_missing_reason_is_a_missing_point(self):
        """Suppressed, late or unreliable: not charted, also where an unreliable figure was kept."""
        reported = months(STEADY)
        reported[3] = Outturn.missing(MONTH.shift(3), "suppressed")
        reported[5] = Outturn(MONTH.shift(5), 999, reason="unreliable")
        chart = xmr(reported, indicator=CASES)

        assert (3, 5) == chart.missing
        assert () == chart.gaps

    def test_no_cases_is_a_missing_point(self):
        """0 of 0 is no percentage."""
        reported = [
            Outturn(MONTH, numerator=3, denominator=4),
            Outturn(MONTH.shift(1), numerator=0, denominator=0),
        ]

        assert (75.0, None) == xmr(reported, indicator=VISITS).values

    def test_spans_without_a_length_have_no_gaps_to_name(self):
        """Spans that are not of whole months cannot be counted on from."""
        from datetime import date

        spans = [Period.span(date(2023, 1, day), date(2023, 1, day + 5)) for day in (1, 8, 20)]
        chart = xmr([Outturn(span, 5) for span in spans], indicator=CASES)

        assert 3 == len(chart)


class TestLimitsThatBeginAnew:
    def test_rebase_by_period(self):
        """Limits begin anew in January 2024."""
        values = [*STEADY[:9], *(value - 20 for value in STEADY[:9])]
        chart = xmr(months(values), indicator=CASES, rebase=[Period.month(2024, 1)])

        assert [(0, 8), (9, 17)] == [(one.start, one.last) for one in chart.limits]
        assert chart.mean[8] - 20 == pytest.approx(chart.mean[9])
        assert chart.moving_ranges[9] is None
        assert chart.values == xmr(months(values), indicator=CASES, rebase=Period.month(2024, 1)).values

    def test_a_changed_definition_begins_limits_anew(self):
        """Figures from before a break in the series say nothing of those after."""
        reported = months(STEADY)
        reported[6] = Outturn(MONTH.shift(6), 30, break_in_series=True)
        chart = xmr(reported, indicator=CASES)

        assert [0, 6] == [one.start for one in chart.limits]
        assert "The definition changed in October 2023, so limits begin anew there." in chart.cautions

    def test_a_break_with_the_first_point_is_none(self):
        """There is nothing before it to be unlike."""
        first, *rest = months(STEADY)
        chart = xmr([Outturn(first.period, 50, break_in_series=True), *rest], indicator=CASES)

        assert () == chart.breaks

    def test_baseline_by_period(self):
        """The first year sets the limits."""
        values = [*STEADY[:12], 60, 61]
        chart = xmr(months(values), indicator=CASES, baseline=(MONTH, MONTH.shift(11)))

        assert (0, 11) == chart.limits[0].baseline
        assert xmr(values[:12]).upper[0] == chart.upper[13]

    def test_rebase_and_baseline_together(self):
        """Each stretch may have a baseline of its own, or none."""
        values = STEADY * 3
        chart = xmr(values, rebase=[13, 26], baseline=[(0, 11), (26, 37)])

        assert [(0, 11), None, (26, 37)] == [one.baseline for one in chart.limits]
        assert xmr(values[:12]).mean[0] == chart.mean[0] == chart.mean[38]

    @pytest.mark.parametrize(
        "options, message",
        [
            ({"baseline": (0, 10)}, "baseline: has 11 points, and the rules ask for 12"),
            ({"baseline": (12, 0)}, "baseline: has 0 points"),
            ({"baseline": (0, 40)}, "baseline: is beyond the last point; got 40. Points are counted from 0"),
            ({"baseline": [(0, 11), (1, 12)]}, "is the second for the same points"),
            ({"baseline": (0, 14), "rebase": [13]}, "goes over a point at which limits begin anew"),
            ({"baseline": (0, 1, 2)}, "must be the first and last point"),
            ({"baseline": 12}, "baseline: must be a list"),
            ({"rebase": [0]}, "rebase[0]: is the first point"),
            ({"rebase": [39]}, "rebase[0]: is beyond the last point"),
            ({"rebase": [-1]}, "rebase[0]: must be 0 or more"),
            ({"rebase": 5}, "rebase: must be a list"),
            ({"rebase": [MONTH]}, "rebase[0]: is none of the points; got April 2023. Give outturns"),
        ],
    )
    def test_points_that_are_not_there(self, options, message):
        """Each is refused with its place."""
        with pytest.raises((InputError, InputTypeError)) as caught:
            xmr(STEADY * 3, **options)
        assert message in str(caught.value)

    def test_a_period_that_was_not_charted(self):
        """The message says from when to when there are points."""
        with pytest.raises(InputError, match=r"The points run from April 2023 to April 2024"):
            xmr(months(STEADY), indicator=CASES, rebase=[Period.month(2030, 1)])


class TestTargets:
    def test_the_latest_of_a_list(self):
        """A target that rose: the latest that is set counts."""
        targets = [40] * 6 + [60] * 6 + [None]

        assert Assurance.FAILS is xmr(STEADY, polarity="higher", target=targets).assurance
        assert Assurance.MEETS is xmr(STEADY, polarity="higher", target=[60] * 12 + [40]).assurance
        assert xmr(STEADY, polarity="higher", target=[None] * 13).assurance is None

    def test_the_latest_limits(self):
        """After a rebase the old limits no longer say what can be relied on."""
        values = [*STEADY, *(value + 40 for value in STEADY)]

        assert Assurance.MEETS is xmr(values, polarity="higher", target=70, rebase=[13]).assurance
        assert Assurance.FAILS is xmr(values, polarity="higher", target=100, rebase=[13]).assurance

    @pytest.mark.parametrize("target", [40, 40.0, Decimal(40), Fraction(40), np.float64(40), Target(40)])
    def test_any_number_or_target(self, target):
        """A target may be a number of any kind, or a Target."""
        chart = xmr(STEADY, polarity="higher", target=target)

        assert (40.0, Assurance.MEETS) == (chart.target, chart.assurance)
        assert "The target of 40 is consistently met: both limits are better." in chart.explain()

    def test_a_range(self):
        """Both limits inside is met, both outside on one side is missed."""
        chart = xmr(STEADY, polarity="range", target=Target.between(40, 60))

        assert ((40.0, 60.0), Assurance.MEETS) == (chart.target, chart.assurance)
        assert "The target of 40 to 60 is consistently met: both limits are inside it." in chart.explain()
        assert [40.0, 60.0] == chart.to_dict()["target"]
        assert Assurance.FAILS is xmr(STEADY, polarity="range", target=Target.between(60, 70)).assurance

    def test_on_a_limit_is_hit_or_miss(self):
        """1 to 10 has its upper limit at 8.16 exactly; a hair beyond it fails."""
        chart = xmr(range(1, 11), polarity="higher", target=8.16)

        assert Assurance.HIT_OR_MISS is chart.assurance
        assert "it lies on a limit" in chart.explain()
        assert Assurance.FAILS is xmr(range(1, 11), polarity="higher", target=8.161).assurance
        assert Assurance.HIT_OR_MISS is xmr(range(1, 11), polarity="higher", target=2.84).assurance
        assert Assurance.MEETS is xmr(range(1, 11), polarity="higher", target=2.839).assurance

    def test_a_target_of_the_whole_year_is_not_of_a_month(self):
        """What adds up needs the month's instalment, as when it is rated."""
        full = Target(600, period=Period.year(2023))
        with pytest.raises(InputError, match="instalment"):
            xmr(months(STEADY[:12]), indicator=CASES, target=full)
        assert (
            50.0
            == xmr(months(STEADY[:12]), indicator=CASES, target=full.instalment(of=MONTH.shift(11))).target
        )

    def test_what_does_not_fit_is_refused(self):
        """As many targets as points; a polarity to judge by; no text."""
        with pytest.raises(InputError, match=r"target: does not fit the figures; got 2 targets"):
            xmr(STEADY, polarity="higher", target=[40, 50])
        with pytest.raises(InputError, match="polarity: is needed to judge against a target"):
            xmr(STEADY, target=40)
        with pytest.raises(InputTypeError, match="Write 95 without quotes"):
            xmr(STEADY, polarity="higher", target="95")
        with pytest.raises(InputError, match="target: is a range"):
            xmr(STEADY, polarity="higher", target=Target.between(40, 60))

    @pytest.mark.parametrize("target", [None, 50, 50.125])
    def test_its_decimals_change_nothing_else(self, target):
        """Signals and moving ranges are those without a target, and so are the sentences of figures."""
        values = [50.3, 52.1, 47.5, 51.2, 90.7, 53.3]
        plain, chart = (xmr(values, polarity="higher", target=each, screen=False) for each in (None, target))

        assert (plain.signals, plain.moving_ranges, plain.outlying) == (
            chart.signals,
            chart.moving_ranges,
            chart.outlying,
        )
        assert chart.explain().startswith(plain.explain().partition(" The lines")[0])

    def test_a_target_of_another_size(self):
        """A target with more decimals, or far larger or smaller, is compared all the same."""
        assert Assurance.MEETS is xmr([0, 0, 0], polarity="lower", target=1e-20).assurance
        assert Assurance.FAILS is xmr([0, 0, 0], polarity="higher", target=1e-20).assurance
        assert Assurance.FAILS is xmr([0.123456789, 0.2, 0.3], polarity="higher", target=1e14).assurance
        assert Assurance.MEETS is xmr([1e14, 1.1e14, 1e14], polarity="higher", target=1e-9).assurance

    def test_one_a_series(self):
        """Rows have a target each."""
        table = xmr([STEADY, STEADY], polarity="higher", target=[40, 60])

        assert ["consistently meets", "consistently fails"] == table.assurance.tolist()
        assert [40.0, 60.0] == [chart.target for chart in table]
        assert [None, "consistently fails"] == xmr(
            [STEADY] * 2, polarity="higher", target=[None, 60]
        ).assurance.tolist()


class TestYearOnYear:
    SEASONS = [120, 80, 60, 100]

    def test_the_seasons_go(self):
        """Quarters that repeat each year, one more a year: every difference is 1, and nothing is a signal."""
        values = [season + year for year in range(6) for season in self.SEASONS]
        chart = xmr(quarters(values), indicator=CASES, year_on_year=True)

        assert (None,) * 4 + (1.0,) * 20 == chart.values
        assert {} == named(chart)
        assert "a change on the year before" in chart.explain()
        assert chart.to_dict()["year_on_year"] is True

    def test_without_it_seasons_hide_a_change(self):
        """A rise of 15 in the last year is inside the seasons, and outside their differences."""
        values = [season + (place % 3) for place, season in enumerate(self.SEASONS * 6)]
        values[-3:] = [value + 15 for value in values[-3:]]

        assert {} == {place: one for place, one in named(xmr(values)).items() if one.rule is SpcRule.OUTSIDE}
        chart = xmr(values, year_on_year=True, points_per_year=4)
        assert Signal.ABOVE_LIMIT is chart.labels[-1]

    def test_differences_are_exact(self):
        """0.3 less 0.1 is 0.2, as written."""
        chart = xmr([0.1, 0.2, 0.3, 0.5], year_on_year=True, points_per_year=2)

        assert (None, None, 0.2, 0.3) == chart.values

    def test_differences_of_long_figures_have_room(self):
        """Percentages from counts, from one end of the scale to the other, by all their digits."""
        values = [100 * n / 97 for n in (1, 96, 96, 1) * 6]
        chart = xmr(
            [-value if place % 3 else value for place, value in enumerate(values)],
            year_on_year=True,
            points_per_year=2,
        )

        assert 24 == len(chart)
        assert chart.upper[0] is not None

    def test_a_changed_definition_has_no_year_before(self):
        """For a year from the change on there is nothing to take a figure from."""
        reported = quarters(self.SEASONS * 3)
        reported[5] = Outturn(QUARTER.shift(5), 80, break_in_series=True)
        chart = xmr(reported, indicator=CASES, year_on_year=True)

        assert [4, 9, 10, 11] == [place for place, value in enumerate(chart.values) if value is not None]
        assert 1 == len(chart.limits)

    def test_rows_too(self):
        """Many series at once."""
        table = xmr(np.array([self.SEASONS * 3] * 2), year_on_year=True, points_per_year=4)

        assert (0.0,) * 8 == table[1].values[4:]

    @pytest.mark.parametrize(
        "values, options, message",
        [
            (STEADY, {}, "points_per_year: is needed for figures without periods"),
            (STEADY, {"points_per_year": 1}, "points_per_year: must be 2 or more"),
            (
                STEADY,
                {"points_per_year": 4, "target": 3, "polarity": "higher"},
                "target: is not of differences",
            ),
            (
                quarters(STEADY),
                {"indicator": CASES, "points_per_year": 12},
                "points_per_year: is 4 for these",
            ),
            (
                [Outturn(Period.year(2020), 5)],
                {"indicator": CASES},
                "year_on_year: needs months, quarters or halves",
            ),
        ],
    )
    def test_what_cannot_be(self, values, options, message):
        """Each is refused with the way out."""
        with pytest.raises(InputError) as caught:
            xmr(values, year_on_year=True, **options)
        assert message in str(caught.value)


class TestWhatGoesIn:
    @pytest.mark.parametrize(
        "values",
        [
            STEADY,
            tuple(STEADY),
            (value for value in STEADY),
            [float(value) for value in STEADY],
            [Decimal(value) for value in STEADY],
            [Fraction(value) for value in STEADY],
            np.array(STEADY),
            np.array(STEADY, np.float64),
            np.array(STEADY, np.uint8),
            np.array(STEADY, object),
            np.ma.masked_invalid(np.array(STEADY, np.float64)),
        ],
    )
    def test_any_numbers(self, values):
        """Lists, arrays and generators of ints, floats, decimals and fractions are one."""
        assert xmr(STEADY) == xmr(values)

    def test_a_mask_is_missing(self):
        """What is masked is not a figure."""
        assert (1.0, None, 3.0) == xmr(np.ma.array([1, 2, 3], mask=[False, True, False])).values

    def test_single_floats_need_decimals(self):
        """A float32 does not hold 92.7: said to one decimal, it is."""
        single = np.array([92.7, 93.1, 92.9], np.float32)
        with pytest.raises(InputError, match=r"float32, which does not hold decimals.*Write decimals=1"):
            xmr(single)
        assert xmr([92.7, 93.1, 92.9]).upper == xmr(single, decimals=1).upper

    def test_declared_decimals_are_what_is_charted(self):
        """Figures worked out in floats are read as they were meant: 0.1 + 0.2 to one decimal is 0.3."""
        worked_out = xmr([0.1 + 0.2, 0.3, 0.7 + 0.1], decimals=1)

        assert (0.3, 0.3, 0.8) == worked_out.values
        assert worked_out.signals == xmr([0.3, 0.3, 0.8]).signals
        assert (0.0, 0.5) == worked_out.moving_ranges[1:]

    def test_figures_without_decimals_stay_as_given(self):
        """A third keeps all its digits."""
        assert (100 / 3, 200 / 3) == xmr([100 / 3, 200 / 3]).values

    def test_history_and_outturns(self):
        """A history brings its indicator."""
        history = History(months(STEADY), indicator=CASES)

        assert xmr(months(STEADY), indicator=CASES) == xmr(history)
        assert "lower" == xmr(history).polarity
        assert "none" == xmr(history, polarity="none").polarity

    @pytest.mark.parametrize(
        "values, options, message",
        [
            ([], {}, "values: holds no points"),
            (np.empty((3, 0)), {}, "values: holds no points"),
            ([[], []], {}, "values: holds no points"),
            ("92.7", {}, "values: must be a list"),
            (7, {}, "values: must be a list"),
            ([1, "2"], {}, "values[1]: must be a number"),
            ([1, True], {}, "values[1]: must be a number"),
            ([1, float("inf")], {}, "values[1]: must be finite"),
            (np.array([1, np.inf]), {}, "values: must be finite"),
            (np.array([1, -np.inf, np.nan]), {}, "values: must be finite"),
            (np.array([True, False]), {}, "values: must be numbers; got dtype bool"),
            (np.array(["1"]), {}, "values: must be numbers"),
            (np.zeros((2, 2, 2)), {}, "values: must have one or two dimensions; got 3"),
            ([[1, 2], [1]], {}, "values: must have as many points in each row; got rows of [1, 2]"),
            ([[1, 2], 3], {}, "values[1]: must be a list"),
            ([1e16, 1], {}, "values: are too large to chart exactly"),
            ([1.5, 2.5], {"decimals": 20}, "values: are too large to chart exactly"),
            ([1, 2], {"decimals": -1}, "decimals: must be 0 or more"),
            ([1, 2], {"indicator": "7"}, "indicator: must be an Indicator"),
            ([1, 2], {"polarity": "up"}, "polarity: is no known polarity"),
            (months(STEADY), {}, "indicator: is needed to read outturns"),
            (History(months(STEADY)), {}, "indicator: is needed to read outturns"),
            (History([], indicator=CASES), {}, "values: holds no points"),
            (History([], indicator=CASES), {"indicator": VISITS}, "is not the indicator of the history"),
        ],
    )
    def test_what_cannot_be_read(self, values, options, message):
        """Each refusal says where and what."""
        with pytest.raises((InputError, InputTypeError)) as caught:
            xmr(values, **options)
        assert message in str(caught.value)

    def test_more_points_than_stay_exact_are_refused(self):
        """A constant of seven digits and half a million points are too many for whole numbers of 64 bits."""
        rules = XMR_PRESETS["nhs"].replace(range_constant="9999991/9999973")
        row = np.zeros((1, 500_000))
        with pytest.raises(InputError, match=r"are too many to chart exactly; got 500000 points"):
            xmr(row, preset=rules)
        assert 0.0 == xmr(row).upper[0, 0]

    def test_every_fault_at_once(self):
        """Two figures that are none are two faults."""
        with pytest.raises(FaultsError, match="2 faults"):
            xmr([1, "2", None, "x"])

    def test_a_year_to_date_is_refused(self):
        """Its points hold one another."""
        to_date = Indicator("9", "Carers", polarity="higher", basis="year to date")
        with pytest.raises(InputError, match=r"Chart the in-period figures"):
            xmr(months(STEADY), indicator=to_date)

    def test_periods_that_overlap_are_refused(self):
        """A quarter among months would be counted twice."""
        with pytest.raises(InputError, match="differ in length"):
            xmr([*months(STEADY[:3]), Outturn(Period.quarter(2023, 1), 50)], indicator=CASES)

    def test_a_rolling_year_gets_a_caution(self):
        """Its points share most of their months."""
        rolling = Indicator("9", "Carers", polarity="higher", basis="rolling year")

        assert "limits are too narrow" in xmr(months(STEADY), indicator=rolling).cautions[0]


class TestWhatComesOut:
    def test_a_sentence_for_the_desk(self):
        """With the indicator's unit and decimals, the period, and every rule that fired."""
        values = [92.5, 93.1, 92.0, 92.8, 93.3, 92.2, 92.9, 92.4, 93.0, 92.6, 92.7, 93.2, 85.0]
        chart = xmr(months(values), indicator=VISITS, target=95)
        lines = chart.limits[0]

        assert (
            "The latest figure, 85.0% in April 2024, is special cause concern: below the lower limit; "
            "outside the "
            f"limits {VISITS.text(lines.lower, 1)} and {VISITS.text(lines.upper, 1)}, mean "
            f"{VISITS.text(lines.mean, 1)}. The target of 95% is consistently missed: both limits are worse. "
            "1 outlying moving range is left out of the limits."
        ) == chart.explain()

    def test_not_judged(self):
        """Special, and neither better nor worse."""
        chart = xmr(range(1, 15))

        assert Variation.NEITHER is chart.variation
        assert (
            "is special cause, neither better nor worse: above the upper limit (also rising trend"
            in chart.explain()
        )

    def test_a_dict_is_plain(self):
        """It goes through JSON unchanged, also with missing points and without limits."""
        for values in (SPIKE, [None], [50], [1, None, 2]):
            told = xmr(values, polarity="higher", target=3).to_dict()
            assert told == json.loads(json.dumps(told))
        points = xmr([1, None, 2]).to_dict()["points"]
        assert ["common cause", "missing", "common cause"] == [point["label"] for point in points]
        assert "April 2023" == xmr(months([1, 2]), indicator=CASES).to_dict()["points"][0]["period"]

    def test_a_chart_is_a_value(self):
        """Equal charts are equal, also after a pickle; its repr is short."""
        chart = xmr(months(STEADY), indicator=CASES, target=60)

        assert chart == pickle.loads(pickle.dumps(chart))
        assert "<XmR of 13 points: common cause, consistently meets>" == repr(chart)
        assert "<XmR of 1 points: no figures>" == repr(xmr([None]))
        assert isinstance(chart, XmR)

    def test_lines_are_for_each_point(self):
        """As many means, limits, signals and moving ranges as points."""
        chart = xmr(STEADY * 2, rebase=[13])
        every = (chart.mean, chart.lower, chart.upper, chart.range_limit, chart.signals, chart.labels)

        assert {26} == {len(each) for each in (*every, chart.moving_ranges, chart.outlying, chart.variations)}

    def test_the_rules_that_were_used_are_named(self):
        """Two tools give two answers because options differ silently: here they are told."""
        told = xmr(STEADY, preset="eight and six", screen=False).to_dict()

        assert ("eight and six", False) == (told["rules"], told["screened"])

    def test_eight_and_six(self):
        """Seven on one side are a shift by the NHS rules and none of eight; six rising are a trend of six."""
        rising = [5, 1, 2, 3, 4, 5, 6, 1]

        assert {} == named(xmr(rising))
        assert [1, 2, 3, 4, 5, 6] == list(named(xmr(rising, preset="eight and six")))


class TestTable:
    ROWS = (SPIKE, [*range(18)], [None] * 18, [100] * 18, [*range(18, 0, -1)])

    def test_a_table_is_its_charts(self):
        """Length, iteration and places as in a list; the last is -1."""
        table = xmr(self.ROWS, polarity="higher")

        assert isinstance(table, XmRTable)
        assert 5 == len(table) == len(list(table)) == len(table.to_dicts())
        assert table[-1] == table[4]
        with pytest.raises(IndexError):
            table[5]
        assert "<XmRTable of 5 series of 18 points>" == repr(table)

    def test_arrays_have_a_row_a_series(self):
        """Flags, lines and labels by point; variation and latest by series."""
        table = xmr(self.ROWS, polarity="higher")

        assert {(5, 18)} == {
            each.shape for each in (table.flags, table.mean, table.lower, table.upper, table.labels)
        }
        assert ["common cause", "improvement", None, "common cause", "concern"] == table.variation.tolist()
        assert [17, 17, -1, 17, 17] == table.latest.tolist()
        assert np.isnan(table.upper[2]).all()

    def test_labels_are_those_of_each_chart(self):
        """Codes count the signals from 1; 0 is none, and the point where a run turns is the later run."""
        turning = [*range(8), *range(6, -2, -1)]
        table = xmr([turning, [-value for value in turning]])
        members = [None, *Signal]
        for row, chart in enumerate(table):
            assert list(chart.labels) == [members[code] for code in table.labels[row]]

    def test_one_row_is_a_table(self):
        """A table of one series is a table."""
        assert 1 == len(xmr([STEADY]))
        assert 1 == len(xmr(np.array([STEADY])))

    @pytest.mark.parametrize("polarity", ["higher", "lower", "range", "none"])
    def test_variation_is_that_of_each_chart(self, polarity):
        """Every signal, by every polarity."""
        draw = np.random.default_rng(7)
        rows = np.round(np.cumsum(draw.normal(0, 1, (300, 20)), axis=1) + draw.normal(0, 1, (300, 20)), 1)
        table = xmr(rows, polarity=polarity)

        assert [chart.variation for chart in table] == table.variation.tolist()
        assert 2 <= len(set(table.variation.tolist()))

    def test_no_series(self):
        """A table without rows has no charts."""
        table = xmr(np.empty((0, 5)), polarity="higher", target=3)

        assert (0, [], []) == (len(table), list(table), table.variation.tolist())
        assert [] == table.assurance.tolist()

    def test_the_callers_array_is_left_alone(self):
        """Nothing is written into it."""
        rows = np.array([[1.5, np.nan, 2.5, 3.5]])
        before = rows.copy()
        xmr(rows, target=2, polarity="higher").labels

        assert np.array_equal(before, rows, equal_nan=True)


class TestPresets:
    def test_shift_of_seven_is_a_run_of_seven(self):
        """Seven above the mean, then back: the seven are marked, and six are not."""
        seven = [*[8, 12] * 6, *[11] * 7, *[8, 9, 8, 12, 8, 9, 9]]
        chart = xmr(seven)
        assert all(Signal.SHIFT_UP in chart.signals[place] for place in range(12, 19))
        runs = [place for place, fired in enumerate(chart.signals) if Signal.SHIFT_UP in fired]
        assert all(later - earlier == 1 for earlier, later in pairwise(runs))

    def test_every_preset_charts(self):
        """None of the presets is without an answer."""
        for name, rules in XMR_PRESETS.items():
            assert xmr(SPIKE, preset=name) == xmr(SPIKE, preset=rules)


class TestLight:
    def test_projections_do_not_load_numpy(self):
        """Charts load numpy on first use, and what else is in the wing does not."""
        from tests.house.test_lightness import loaded_after

        assert "numpy" not in loaded_after("from kpirag.statistics import project")
        assert "numpy" in loaded_after("from kpirag.statistics import xmr")

    def test_the_function_stays_a_function(self):
        """No module of the wing has the name of what it holds, which would hide it."""
        import kpirag.statistics
        import kpirag.statistics.xmr_charts

        assert callable(kpirag.statistics.xmr)
        assert "xmr" in dir(kpirag.statistics)
        with pytest.raises(AttributeError, match="xrm"):
            kpirag.statistics.xrm


class TestUnlikePeriods:
    def test_periods_of_different_lengths_are_refused(self):
        """Quarters of about 30 beside months of about 10 are no series: the months are not an improvement."""
        figures = [Outturn(Period.quarter(2018, place), 30) for place in (1, 2, 3, 4)]
        figures += [Outturn(Period.month(2019, 4).shift(place), 10) for place in range(6)]
        for basis in ("in period", "snapshot"):
            indicator = Indicator("1", "Waits", polarity="lower", basis=basis)

            with pytest.raises(InputError, match="differ in length"):
                xmr(figures, indicator=indicator)

    def test_a_baseline_without_figures_is_refused(self):
        """Twelve missing points have no mean, and none is invented."""
        with pytest.raises(InputError, match="baseline: has no figures"):
            xmr([*[None] * 12, 1, 2, 3], baseline=(0, 11))

    def test_figures_too_small_to_chart_exactly_are_refused(self):
        """They are told so, and no bare error comes out."""
        with pytest.raises(InputError, match="too small to chart exactly"):
            xmr([1e-300, 2e-300])


class TestWrongRules:
    @pytest.mark.parametrize("constant", ["1e99999999", "9" * 50])
    def test_a_constant_is_a_plain_number(self, constant):
        """Text that stands for endless digits is refused at once."""
        with pytest.raises(InputError, match="limit_constant"):
            XmRRules(limit_constant=constant)

    @pytest.mark.parametrize("priority", [None, 5])
    def test_the_order_of_rules_is_a_list(self, priority):
        """Anything else is named."""
        with pytest.raises(InputTypeError, match="priority"):
            XmRRules(priority=priority)


class TestMoreWrongKinds:
    @pytest.mark.parametrize(
        ("call", "kind", "told"),
        [
            (lambda: xmr({2019: 50, 2020: 60}), InputTypeError, "values: must be a list"),
            (lambda: xmr({1, 2}), InputTypeError, "values: must be a list"),
            (lambda: xmr([1, 2, 3], rebase=3), InputTypeError, r"rebase=\[12\]"),
            (lambda: xmr([1, 2, 3], baseline=5), InputTypeError, r"baseline=\(0, 11\)"),
            (lambda: xmr([1, 2, 3], year_on_year="no"), InputTypeError, "year_on_year"),
            (lambda: xmr_signals([1, 2, 3], limits=(2.5, 1)), InputError, "limits: has the lower line above"),
        ],
    )
    def test_what_has_no_order_or_makes_no_sense_is_refused(self, call, kind, told):
        """A dict has keys and a set no order; swapped limits would mark one point on both sides."""
        with pytest.raises(kind, match=told):
            call()


class TestDigits:
    def test_figures_from_counts_are_printed_to_one_decimal(self):
        """41 of 61 is 67.2% on the page, and not 67.213%; lines have one decimal more."""
        share = Indicator("1", "Calls answered", polarity="higher", unit="percent")
        figures = [
            Outturn(Period.month(2022, 4).shift(place), numerator=40 + place % 4, denominator=61)
            for place in range(14)
        ]
        said = xmr(figures, indicator=share).explain()

        assert "The latest figure, 67.2% in May 2023" in said
        assert not re.search(r"\.\d{3}", said)
