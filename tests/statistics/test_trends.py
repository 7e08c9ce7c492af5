"""Trends over a series: the tests themselves, the recent trend of Fingertips, and regression as in Kent.

Figures of R are those of prop.trend.test, lm and cor.test (R 4.2.2).
"""

import math
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Comparator, Direction, History, Indicator, InputError, InputTypeError, Outturn, Period
from kpirag.statistics import (
    FINGERTIPS,
    Regression,
    Trend,
    TrendRules,
    chi_squared_trend,
    recent_trend,
    regression,
    regression_trend,
    weighted_slope,
)
from tests.strategies import cases_of

NEET = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent", decimals=1)
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent", decimals=1)
EYES = Indicator("5", "Sight loss", polarity="lower", unit="rate", per=100_000)
SCORE = Indicator("6", "A score", polarity="higher", unit="score")
# Fingertips' own test data: count, denominator, value per 1,000 with its 95% interval.
SET_1 = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
VALUES_1 = [
    (24.67, 23.16, 26.25),
    (24.6, 23.15, 26.19),
    (28, 26.44, 29.64),
    (30.2, 28.63, 31.9),
    (30.6, 28.98, 32.25),
]
SET_2 = [(209, 1017), (213, 1087), (213, 1119), (239, 1117), (210, 1139)]
PAIRS = st.lists(cases_of(300), min_size=3, max_size=8)
TENTHS = st.integers(-1000, 1000).map(lambda tenths: tenths / 10)
POINTS = st.tuples(TENTHS, st.integers(1, 50).map(lambda tenths: tenths / 10))
LINES = st.lists(POINTS, min_size=3, max_size=8)
# The rules for a recent trend look at the last five points.
FIVE_PAIRS = st.lists(cases_of(300), min_size=5, max_size=8)
FIVE_LINES = st.lists(POINTS, min_size=5, max_size=8)


def years(counts, start: int = 2014) -> list[Outturn]:
    """Return an outturn a year with such counts."""
    return [
        Outturn(Period.year(start + place), numerator=cases, denominator=whole)
        for place, (cases, whole) in enumerate(counts)
    ]


def published(figures) -> list[Outturn]:
    """Return an outturn a year with such values and intervals."""
    return [
        Outturn(Period.year(2014 + place), value, intervals=(low, high))
        for place, (value, low, high) in enumerate(figures)
    ]


class TestChiSquaredTrend:
    @given(PAIRS)
    def test_it_is_the_square_of_the_exact_slope_over_its_variance(self, counts):
        """Worked in fractions: the score statistic of Cochran and Armitage, with no rounding on the way."""
        fit = chi_squared_trend(*zip(*counts, strict=True))
        cases, whole = (sum(one) for one in zip(*counts, strict=True))
        share = Fraction(cases, whole)
        middle = Fraction(sum(place * of for place, (_, of) in enumerate(counts)), whole)
        score = sum((one - of * share) * (place - middle) for place, (one, of) in enumerate(counts))
        spread = sum(of * (place - middle) ** 2 for place, (_, of) in enumerate(counts))

        assert float(score / spread) == pytest.approx(fit.slope, rel=1e-12, abs=0)
        if 0 < share < 1:
            assert float(score**2 / (share * (1 - share) * spread)) == pytest.approx(
                fit.chi_squared, rel=1e-12
            )
        else:
            assert (0.0, 1.0) == (fit.chi_squared, fit.p_value)

    @given(PAIRS)
    def test_turned_round_in_time_or_in_meaning_it_is_the_mirror(self, counts):
        """Backwards, and counting the rest, the slope has the other sign and is as significant."""
        cases, wholes = zip(*counts, strict=True)
        fit = chi_squared_trend(cases, wholes)
        back = chi_squared_trend(cases[::-1], wholes[::-1])
        rest = chi_squared_trend([of - one for one, of in counts], wholes)

        for turned in (back, rest):
            assert (-fit.slope, fit.chi_squared, fit.keeps_its_sign) == (
                turned.slope,
                turned.chi_squared,
                turned.keeps_its_sign,
            )

    @given(PAIRS)
    def test_leaving_a_point_out_is_the_slope_of_the_others_in_their_places(self, counts):
        """The exact slope of the points that stay, each where it was in time."""
        fit = chi_squared_trend(*zip(*counts, strict=True))
        for left, got in enumerate(fit.without_each):
            points = [(place, *one) for place, one in enumerate(counts) if place != left]
            whole = sum(of for _, _, of in points)
            middle = Fraction(sum(place * of for place, _, of in points), whole)
            above = sum(one * (place - middle) for place, one, _ in points)
            assert float(above / sum(of * (place - middle) ** 2 for place, _, of in points)) == pytest.approx(
                got
            )

    @pytest.mark.parametrize(
        ("cases", "wholes", "chi_squared", "p_value"),
        [
            ([83, 90, 129, 70], [86, 93, 136, 82], 8.22492228519771, 0.00413189747764149),
            ([one for one, _ in SET_1], [of for _, of in SET_1], 47.8966767075892, 4.49282516286581e-12),
            ([one for one, _ in SET_2], [of for _, of in SET_2], 0.400264063252458, 0.526952915130772),
        ],
    )
    def test_r(self, cases, wholes, chi_squared, p_value):
        """R's own example, and Fingertips' two data sets in R."""
        fit = chi_squared_trend(cases, wholes)

        assert (chi_squared, p_value) == pytest.approx((fit.chi_squared, fit.p_value), rel=1e-9)

    def test_a_level_line_has_a_slope_of_nothing(self):
        """A third throughout, of different numbers of cases: exactly zero, and no sign to keep."""
        fit = chi_squared_trend([1, 2, 5, 7], [3, 6, 15, 21])

        assert (0.0, 0.0, 1.0, False) == (fit.slope, fit.chi_squared, fit.p_value, fit.keeps_its_sign)

    def test_one_point_is_no_line_and_two_cannot_lose_one(self):
        """None for one point; with two nothing can be left out."""
        assert chi_squared_trend([1], [3]) is None
        assert () == chi_squared_trend([1, 2], [3, 3]).without_each

    @pytest.mark.parametrize(
        ("cases", "wholes", "path"),
        [
            ([1, 2], [3], "denominators"),
            ([1, 4], [3, 3], "numerators[1]"),
            ([1, 0], [3, 0], "numerators[1]"),
            ([1, -1], [3, 3], "numerators[1]"),
        ],
    )
    def test_counts_that_cannot_be_are_refused(self, cases, wholes, path):
        """Each with its place."""
        with pytest.raises(InputError) as caught:
            chi_squared_trend(cases, wholes)

        assert path == caught.value.path

    def test_to_dict_is_plain(self):
        """Lists and numbers."""
        assert [0.04] * 3 == pytest.approx(
            chi_squared_trend([10, 14, 18], [100] * 3).to_dict()["without_each"]
        )


class TestWeightedSlope:
    @given(LINES, st.integers(-6, 6))
    def test_another_unit_changes_no_verdict(self, points, power):
        """Values and errors in thousands or in pennies: the slope scales, the statistic stays."""
        values, errors = zip(*points, strict=True)
        scale = 10.0**power
        fit = weighted_slope(values, errors)
        scaled = weighted_slope([one * scale for one in values], [one * scale for one in errors])

        assert fit.slope * scale == pytest.approx(scaled.slope, rel=1e-9, abs=1e-9 * scale)
        assert fit.chi_squared == pytest.approx(scaled.chi_squared, rel=1e-8, abs=1e-12)
        assert fit.keeps_its_sign == scaled.keeps_its_sign

    @given(LINES)
    def test_backwards_it_is_the_mirror(self, points):
        """Turned round in time the slope has the other sign."""
        values, errors = zip(*points, strict=True)
        fit, back = weighted_slope(values, errors), weighted_slope(values[::-1], errors[::-1])

        assert fit.slope == pytest.approx(-back.slope, abs=1e-12)
        assert fit.chi_squared == pytest.approx(back.chi_squared, rel=1e-9, abs=1e-12)

    @given(LINES)
    def test_equal_errors_give_the_least_squares_line(self, points):
        """Where all are as precise, the slope is that of regression."""
        values = [value for value, _ in points]
        line = regression(values)

        assert line.slope == pytest.approx(
            weighted_slope(values, [0.7] * len(values)).slope, rel=1e-9, abs=1e-9
        )

    @given(TENTHS, st.lists(st.integers(1, 90).map(lambda tenths: tenths / 10), min_size=2, max_size=8))
    def test_a_level_line_has_a_slope_of_nothing(self, value, errors):
        """The same figure throughout: exactly zero, whatever the weights."""
        assert (0.0, 0.0) == (
            weighted_slope([value] * len(errors), errors).slope,
            weighted_slope([value] * len(errors), errors).chi_squared,
        )

    def test_r(self):
        """Fingertips' first data set in R: slope, intercept, statistic, and each point left out."""
        errors = [(high - low) / 3.92 for _, low, high in VALUES_1]
        fit = weighted_slope([value for value, _, _ in VALUES_1], errors)

        assert (1.75156622266295, 22.3378509039578, 46.7653157920631) == pytest.approx(
            (fit.slope, fit.intercept, fit.chi_squared), rel=1e-9
        )
        assert [2.04801919059405, 1.56978333477094, 1.74784187179073, 1.62826297285567, 1.99016897515649] == (
            pytest.approx(list(fit.without_each), rel=1e-9)
        )

    @pytest.mark.parametrize(
        ("errors", "path"),
        [([1, 0, 1], "standard_errors[1]"), ([1, 1], "standard_errors"), ([1, -1, 1], "standard_errors[1]")],
    )
    def test_errors_that_cannot_be_are_refused(self, errors, path):
        """A standard error of nothing would count for everything."""
        with pytest.raises(InputError) as caught:
            weighted_slope([1, 2, 3], errors)

        assert path == caught.value.path

    def test_one_point_is_no_line(self):
        """None, and not a slope of nothing."""
        assert weighted_slope([1], [1]) is None


class TestRegression:
    @given(st.lists(TENTHS, min_size=3, max_size=30))
    def test_backwards_and_upside_down_it_is_the_mirror(self, values):
        """Turned round in time or in sign, slope, t and tau have the other sign."""
        line = regression(values)
        for turned in (regression(values[::-1]), regression([-one for one in values])):
            assert (line.slope, line.p_value) == pytest.approx(
                (-turned.slope, turned.p_value), rel=1e-6, abs=1e-9
            )
            assert (line.kendall_tau or 0) == pytest.approx(-(turned.kendall_tau or 0))

    @given(st.lists(TENTHS, min_size=3, max_size=30), st.integers(-6, 6))
    def test_another_unit_changes_no_verdict(self, values, power):
        """The slope scales, its p value stays."""
        line, scaled = regression(values), regression([one * 10.0**power for one in values])

        assert line.slope * 10.0**power == pytest.approx(scaled.slope, rel=1e-9, abs=1e-9 * 10.0**power)
        assert line.p_value == pytest.approx(scaled.p_value, rel=1e-6, abs=1e-9)

    @given(st.lists(st.one_of(st.none(), TENTHS), min_size=3, max_size=20))
    def test_a_missing_figure_keeps_its_place(self, values):
        """None leaves a gap in time, as positions do."""
        kept = [(place, one) for place, one in enumerate(values, 1) if one is not None]
        told = regression([one for _, one in kept], [place for place, _ in kept])

        assert told == regression(values)

    def test_r(self):
        """A trust's 36 months of waiting times in R: slope, error, t, p, r squared and Kendall's tau."""
        values = [
            86.8,
            81.9,
            85.5,
            86.5,
            81.5,
            81.7,
            80,
            81.3,
            76.9,
            73.2,
            81.1,
            84.6,
            82.7,
            84.6,
            87.5,
            86.7,
            86.8,
        ]
        values += [
            82.6,
            78.8,
            81.1,
            89.8,
            78.4,
            78,
            78.3,
            82.1,
            84.5,
            85.2,
            79.8,
            79.4,
            77.9,
            76.8,
            73.5,
            71,
            60.9,
        ]
        line = regression([*values, 60.6, 66.7])

        assert (
            -0.378957528957529,
            0.0890512190654211,
            -4.25550074366898,
            0.000154784987191383,
        ) == pytest.approx((line.slope, line.standard_error, line.t, line.p_value), rel=1e-9)
        assert (0.347525129744103, -0.42164002343143, 36) == pytest.approx(
            (line.r_squared, line.kendall_tau, line.points), rel=1e-9
        )

    def test_a_constant_series_has_no_trend_and_nothing_to_explain(self):
        """24 times 100%: no slope, no doubt, and no share of a variation that is not there."""
        assert Regression(0.0, 100.0, 0.0, 0.0, 1.0, None, None, 24) == regression([100] * 24)

    def test_points_on_a_line_leave_no_doubt(self):
        """The t of a perfect line is infinite, and its p value 0; a record has no infinity."""
        line = regression([3, 2, 1])

        assert (-1.0, -math.inf, 0.0, 1.0, -1.0) == (
            line.slope,
            line.t,
            line.p_value,
            line.r_squared,
            line.kendall_tau,
        )
        assert line.to_dict()["t"] is None

    @pytest.mark.parametrize("values", [[], [1], [1, 2], [1, None, 2]])
    def test_two_points_are_no_series(self, values):
        """Any line fits two points: there is nothing to say."""
        assert regression(values) is None

    @pytest.mark.parametrize("positions", [[1, 2], [1, 2, 2]])
    def test_positions_tell_where_each_lies(self, positions):
        """As many as values, and no two alike."""
        with pytest.raises(InputError, match="do not tell where each value lies"):
            regression([1, 2, 3], positions)

    def test_figures_too_large_to_square_are_refused(self):
        """A float has no room for them, and the error says which."""
        with pytest.raises(InputError, match="is too large to work with") as caught:
            regression([1, 2, 1e200, 3])

        assert "values[2]" == caught.value.path

    @pytest.mark.parametrize("values", ["123", 3, None, {1: 2}, [1, "2", 3]])
    def test_values_are_numbers(self, values):
        """Text is no series."""
        with pytest.raises(InputTypeError):
            regression(values)


class TestRecentTrendLaws:
    @given(FIVE_PAIRS, st.randoms())
    def test_the_order_of_outturns_does_not_matter(self, counts, random):
        """The periods say which comes when."""
        outturns = years(counts)
        shuffled = list(outturns)
        random.shuffle(shuffled)

        assert recent_trend(NEET, outturns).to_dict() == recent_trend(NEET, shuffled).to_dict()

    @given(FIVE_PAIRS)
    def test_polarity_mirrors_the_meaning_alone(self, counts):
        """The trend is one; what it means depends on which way is better."""
        lower, higher = (recent_trend(one, years(counts)) for one in (NEET, VISITS))
        mirror = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}

        assert (lower.trend, lower.statistic) == (higher.trend, higher.statistic)
        assert mirror.get(lower.direction, lower.direction) is higher.direction

    @given(FIVE_PAIRS)
    def test_the_direction_is_that_of_the_slope(self, counts):
        """A rise is never called a fall, with or without each point."""
        found = recent_trend(NEET, years(counts), rules=TrendRules("all", confidence=0.8))
        sign = {Trend.INCREASING: 1, Trend.DECREASING: -1}.get(found.trend)
        if sign is not None:
            assert all(sign * one > 0 for one in (found.slope, *found.without_each))
            assert found.p_value < 0.2
        assert found.wording.split()[0] in found.explain().casefold()

    @given(FIVE_LINES, st.sampled_from((1, 1000, 100_000)))
    def test_the_unit_of_a_rate_changes_no_trend(self, points, per):
        """Events per 1 or per 100,000 people."""
        indicator = Indicator("5", "Rate", polarity="lower", unit="rate", per=per)
        counts = [(int(abs(value)), 1000) for value, _ in points]
        found = recent_trend(indicator, years(counts))

        assert found.trend is recent_trend(EYES, years(counts)).trend


class TestRecentTrend:
    def test_fingertips_first_data_set(self):
        """Both of its methods find an increase: chi-squared 47.9 of the counts, 46.77 of the intervals."""
        shares = recent_trend(NEET, years(SET_1))
        weighted = recent_trend(SCORE, published(VALUES_1))

        assert ("increasing and getting worse", 47.9) == (shares.wording, round(shares.statistic, 2))
        assert ("increasing and getting better", 46.77) == (weighted.wording, round(weighted.statistic, 2))

    def test_fingertips_second_data_set(self):
        """No significant change."""
        assert Trend.NO_CHANGE is recent_trend(NEET, years(SET_2)).trend

    def test_a_rise_of_the_counts_is_found_without_intervals(self):
        """GP patients over 65: the service says no change where no intervals are given; the counts rise."""
        counts = [
            (10588957, 60458658),
            (10547929, 60744002),
            (10851467, 61625745),
            (11034431, 62418295),
            (11246440, 63227624),
        ]
        found = recent_trend(NEET, years(counts))

        assert (Trend.INCREASING, 3167.8) == (found.trend, round(found.statistic, 1))
        assert Trend.INCREASING is recent_trend(NEET, years(counts), method="weighted slope").trend

    def test_the_sentence(self):
        """What, from when to when, by what, and how sure."""
        assert (
            "Increasing and getting worse, from 2.5% in 2014/15 to 3.1% in 2018/19 (5 points): the "
            "chi-squared test for trend gives chi-squared 47.9, which is more than chance at 99.8%."
        ) == recent_trend(NEET, years(SET_1)).explain()

    def test_rates_take_the_precision_of_their_events(self):
        """Events rising from 100 to 180 a year in 50,000 people."""
        found = recent_trend(EYES, years([(events, 50_000) for events in (100, 120, 140, 160, 180)]))

        assert ("increasing and getting worse", "weighted slope") == (found.wording, found.method)
        assert 40 == pytest.approx(found.slope, abs=0.5)

    def test_a_slope_that_rests_on_one_point_is_no_trend(self):
        """Flat but for the last point: significant by chi-squared, and gone without it."""
        counts = [(100, 1000)] * 4 + [(200, 1000)]
        found = recent_trend(NEET, years(counts))

        assert (Trend.NO_CHANGE, True) == (found.trend, found.p_value < 0.002)
        assert "rests on a single point" in found.explain()
        assert (
            Trend.INCREASING
            is recent_trend(NEET, years(counts), rules=TrendRules("x", leave_one_out=False)).trend
        )

    def test_every_case_counting_is_the_services_limit_and_not_ours(self):
        """5 of 5: Fingertips does not calculate; rules that take it do; 100% throughout is no change."""
        counts = [(5, 5), (3, 5), (1, 5), (1, 4), (2, 4)]
        refused = recent_trend(NEET, years(counts, 2012))

        assert (Trend.CANNOT_BE_CALCULATED, "every case counted in 2012/13") == (
            refused.trend,
            refused.reason.partition(",")[0],
        )
        assert Trend.NO_CHANGE is recent_trend(NEET, years(counts), rules=TrendRules("ours")).trend
        assert Trend.NO_CHANGE is recent_trend(NEET, years([(5, 5)] * 5)).trend
        assert Trend.NO_CHANGE is recent_trend(NEET, years([(0, 5)] * 5)).trend

    @pytest.mark.parametrize(
        ("indicator", "outturns", "reason"),
        [
            (NEET, years(SET_1[1:]), "there is no figure for 2013/14, and the test needs 5 points"),
            (
                NEET,
                years(SET_1)[:2] + years(SET_1)[3:],
                "there is no figure for 2016/17, and the test needs 5 points",
            ),
            (
                NEET,
                [*years(SET_1)[:4], Outturn.missing(Period.year(2018), "late")],
                "the figure for 2018/19 is late",
            ),
            (NEET, [*years(SET_1)[:4], *years([(0, 0)], 2018)], "there were no cases in 2018/19"),
            (
                NEET,
                [
                    *years(SET_1)[:4],
                    Outturn(Period.year(2018), numerator=1, denominator=9, break_in_series=True),
                ],
                "the definition changed in 2018/19, and the test needs 5 points",
            ),
            (
                SCORE,
                [Outturn(Period.year(2014 + place), place) for place in range(5)],
                "the figure for 2014/15 has neither counts nor a 95% interval beside it",
            ),
            (
                SCORE,
                published([(place, place, place) for place in range(5)]),
                "the interval of 2014/15 has no width, and so tells no precision",
            ),
            (
                NEET,
                [
                    Outturn(
                        Period.span(date(year - 2, 1, 1), date(year, 12, 31)), numerator=9, denominator=90
                    )
                    for year in range(2014, 2019)
                ],
                "counts some of the cases of",
            ),
        ],
    )
    def test_what_cannot_be_calculated_says_why(self, indicator, outturns, reason):
        """Gaps, missing figures, changed definitions, bare values, rounded intervals, overlapping periods."""
        found = recent_trend(indicator, outturns)

        assert Trend.CANNOT_BE_CALCULATED is found.trend
        assert reason in found.reason
        assert ((), None, None) == (found.points, found.slope, found.p_value)

    @pytest.mark.parametrize(
        ("basis", "reason"),
        [
            ("year to date", "the year to date starts again"),
            ("rolling year", "counts some of the cases of"),
        ],
    )
    def test_figures_that_overlap_or_start_again_take_years(self, basis, reason):
        """Quarter after quarter they share their cases; the same quarter of each year they do not."""
        indicator = Indicator("8", "In time", polarity="higher", unit="percent", basis=basis)
        quarters = [
            Outturn(Period.quarter(2014, 1).shift(place), numerator=30 + place, denominator=100)
            for place in range(20)
        ]
        latest = Period.quarter(2018, 1)

        assert reason in recent_trend(indicator, quarters, period=latest).reason
        assert (
            "increasing and getting better"
            == recent_trend(
                indicator, quarters, period=latest, than="last year", rules=TrendRules("x", confidence=0.9)
            ).wording
        )

    def test_the_season_is_mentioned_within_a_year(self):
        """Five quarters carry the caution; the same quarter of five years does not."""
        quarters = [
            Outturn(Period.quarter(2014, 1).shift(place), numerator=30 + place, denominator=100)
            for place in range(20)
        ]

        assert "follow the season" in recent_trend(VISITS, quarters).caution
        found = recent_trend(VISITS, quarters, than="last year")
        assert ("", [Period.quarter(2014 + place, 4) for place in range(5)]) == (
            found.caution,
            [one.period for one in found.points],
        )

    def test_few_cases_are_mentioned(self):
        """The smallest denominator below 20."""
        assert (
            "as few as 5 cases"
            in recent_trend(NEET, years([(1, 5), (30, 50), (4, 9), (9, 90), (8, 80)])).caution
        )

    @pytest.mark.parametrize(("cases", "rough"), [(4, True), (5, False), (995, False), (996, True)])
    def test_a_rough_test_says_so(self, cases, rough):
        """Cochran's rule: five cases expected that count, and five that do not."""
        found = recent_trend(NEET, years([(cases, 1000)] * 5))

        assert rough == ("the test is rough" in found.caution) == ("the test is rough" in found.explain())

    def test_a_history_and_a_period(self):
        """The trend up to an earlier period takes only what was there then."""
        history = History(years([*SET_1, (10, 45000)]))

        assert Trend.INCREASING is recent_trend(NEET, history, period=Period.year(2018)).trend
        assert Trend.CANNOT_BE_CALCULATED is recent_trend(NEET, history, period=Period.year(2017)).trend

    @pytest.mark.parametrize(
        ("told", "path"),
        [
            ({"period": Period.year(1990)}, "period"),
            ({"than": "yesterday"}, "than"),
            ({"than": Comparator.EARLIER}, "than"),
            ({"method": "guess"}, "method"),
        ],
    )
    def test_options_that_cannot_be_are_refused(self, told, path):
        """Each with its name."""
        with pytest.raises(InputError) as caught:
            recent_trend(NEET, years(SET_1), **told)

        assert path == caught.value.path

    def test_a_method_that_does_not_fit_says_why(self):
        """The chi-squared test of a score, of figures without counts, and of more than all."""
        over = Indicator("8", "Built", polarity="higher", unit="percent", can_exceed_100=True)
        tax = Indicator("8", "Tax", polarity="higher", unit="percent", adds_up=True)
        reasons = [
            recent_trend(indicator, outturns, method="chi-squared").reason
            for indicator, outturns in (
                (SCORE, published(VALUES_1)),
                (VISITS, published(VALUES_1)),
                (over, years([(9, 5)] * 5)),
                (tax, years(SET_1)),
            )
        ]

        assert [
            "a score is no share of cases",
            "the figure for 2014/15 has no counts beside it",
            "the numerator of 2014/15 is above its denominator",
            "its counts are shares of one yearly sum, and not cases that each count once",
        ] == reasons

    def test_no_outturns_are_refused(self):
        """There is nothing to look at."""
        with pytest.raises(InputError, match="is empty"):
            recent_trend(NEET, [])

    def test_it_is_neither_true_nor_false(self):
        """An `if` must name what it asks."""
        found = recent_trend(NEET, years(SET_1))
        with pytest.raises(TypeError, match=r"ask for \.trend"):
            bool(found)

        assert "<SeriesTrend of 8: increasing and getting worse>" == repr(found)


class TestRules:
    def test_fingertips(self):
        """Five points at 99.8%, and the slope keeps its sign."""
        assert (5, 0.998, True, False, 3.92) == (
            FINGERTIPS.points,
            FINGERTIPS.confidence,
            FINGERTIPS.leave_one_out,
            FINGERTIPS.all_may_count,
            FINGERTIPS.spans,
        )

    @pytest.mark.parametrize(
        "told",
        [
            {"points": 2},
            {"confidence": 95},
            {"spans": 0},
            {"name": ""},
            {"points": 3.5},
            {"leave_one_out": 1},
        ],
    )
    def test_rules_that_cannot_be_are_refused(self, told):
        """Too few points, no level, no width, no name."""
        with pytest.raises((InputError, InputTypeError)):
            TrendRules(**({"name": "x"} | told))

    @given(FIVE_PAIRS)
    def test_a_higher_level_finds_no_more(self, counts):
        """What is no trend at one level is none at a higher one."""
        found = [
            recent_trend(NEET, years(counts), rules=TrendRules("x", confidence=level)).trend
            for level in (0.8, 0.95, 0.998)
        ]

        for lower, higher in pairwise(found):
            assert higher in (lower, Trend.NO_CHANGE)


class TestRegressionTrend:
    def _months(self, values) -> list[Outturn]:
        return [Outturn(Period.month(2017, 4).shift(place), value) for place, value in enumerate(values)]

    def test_a_fall_over_the_series(self):
        """Kent's rule: the slope of the whole chart."""
        found = regression_trend(VISITS, self._months([86.8, 85.9, 85.5, 84.1, 83.0, 82.2]))

        assert ("decreasing and getting worse", "regression") == (found.wording, found.method)
        assert "(6 points): the regression gives t -" in found.explain()

    @given(st.lists(TENTHS, min_size=3, max_size=20), st.randoms())
    def test_order_does_not_matter_and_polarity_mirrors(self, values, random):
        """Outturns in any order; the meaning turns with the polarity."""
        outturns = self._months(values)
        shuffled = list(outturns)
        random.shuffle(shuffled)
        found = regression_trend(SCORE, outturns)

        assert found == regression_trend(SCORE, shuffled)
        assert (
            found.trend
            is regression_trend(Indicator("6", "A score", polarity="lower", unit="score"), outturns).trend
        )

    def test_a_gap_keeps_its_width(self):
        """Values at months 1, 2, 3 and 7 lie on one line only if the gap counts."""
        outturns = self._months([1, 2, 3, 4, 5, 6, 7])
        found = regression_trend(
            SCORE, [*outturns[:3], Outturn.missing(outturns[4].period, "late"), outturns[6]]
        )

        assert (1.0, 0.0, None, 4) == (found.slope, found.p_value, found.statistic, len(found.points))
        assert "gives t infinite" in found.explain()

    def test_the_series_starts_again_where_the_definition_changed(self):
        """Only the figures of the new definition are on the line."""
        outturns = self._months([90, 80, 70, 1, 2, 3])
        outturns[3] = Outturn(outturns[3].period, 1, break_in_series=True)

        assert (1.0, 3) == (
            regression_trend(SCORE, outturns).slope,
            len(regression_trend(SCORE, outturns).points),
        )

    def test_rolling_figures_are_cautioned_about(self):
        """Neighbours that share eleven months are alike."""
        rolling = Indicator("6", "A score", polarity="higher", unit="score", basis="rolling year")

        assert "Rolling figures overlap" in regression_trend(rolling, self._months([1, 2, 4, 3])).explain()

    @pytest.mark.parametrize(
        ("indicator", "periods", "reason"),
        [
            (
                SCORE,
                [Period.month(2017, 4), Period.month(2017, 5)],
                "there are 2 figures, and a line needs 3",
            ),
            (
                SCORE,
                [Period.month(2017, 4), Period.month(2017, 5), Period.quarter(2017, 2)],
                "the periods differ in length",
            ),
            (
                Indicator("6", "A score", polarity="higher", unit="score", basis="year to date"),
                [Period.month(2017, 4), Period.month(2017, 5), Period.month(2017, 6)],
                "May 2017 counts some of the cases of April 2017 again",
            ),
            (
                Indicator("6", "A score", polarity="higher", unit="score", basis="snapshot"),
                [
                    Period.span(date(2017, 4, 1 + 7 * place), date(2017, 4, 7 + 7 * place))
                    for place in range(3)
                ],
                "the periods are not made of whole months",
            ),
        ],
    )
    def test_what_cannot_be_calculated_says_why(self, indicator, periods, reason):
        """Too few figures, unequal periods, and figures that contain one another."""
        outturns = [Outturn(period, place) for place, period in enumerate(periods)]

        assert reason == regression_trend(indicator, outturns).reason
