"""Whether a change is more than chance: differences of percentages and rates, and of two outturns."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpirag import Direction, FaultsError, Indicator, InputError, InputTypeError, Outturn, Period
from kpirag.statistics import (
    Significance,
    Trend,
    Verdict,
    difference_of_proportions,
    difference_of_rates,
    significance,
    trend_wording,
)
from tests.strategies import cases_of

Q2, Q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
NEET = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent", decimals=1)
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent", decimals=1)
ADMISSIONS = Indicator("4", "Admissions", polarity="lower", unit="rate", per=10_000)
PAIRS = cases_of(300)
RATES = st.tuples(st.integers(0, 200), st.integers(1, 10**5))
LEVELS = st.sampled_from((0.8, 0.9, 0.95, 0.99, 0.998))


def counted(period: Period, numerator: int, denominator: int) -> Outturn:
    """Return an outturn of counts."""
    return Outturn(period, numerator=numerator, denominator=denominator)


class TestDifferenceLaws:
    @given(PAIRS, PAIRS, LEVELS)
    def test_the_interval_contains_the_difference_within_the_scale(self, one, other, level):
        """No difference of shares is beyond -1 and 1, and the interval is around the difference."""
        found = difference_of_proportions(*one, *other, confidence=level)

        assert -1 - 1e-12 <= found.interval.low <= found.value <= found.interval.high <= 1 + 1e-12
        assert one[0] / one[1] - other[0] / other[1] == found.value

    @pytest.mark.parametrize("call", [difference_of_proportions, difference_of_rates])
    @given(PAIRS, PAIRS, LEVELS)
    def test_turned_round_it_is_its_mirror(self, call, one, other, level):
        """What is up from the one is as far down from the other, and as significant."""
        found, turned = call(*one, *other, confidence=level), call(*other, *one, confidence=level)

        assert (found.interval.low, found.interval.high) == pytest.approx(
            (-turned.interval.high, -turned.interval.low), abs=1e-12
        )
        assert found.p_value == pytest.approx(turned.p_value, rel=1e-9)

    @given(PAIRS, PAIRS)
    def test_those_in_time_and_those_not_differ_alike(self, one, other):
        """The share of the rest differs by as much the other way, with the same p value."""
        found = difference_of_proportions(*one, *other)
        rest = difference_of_proportions(one[1] - one[0], one[1], other[1] - other[0], other[1])

        assert found.value == pytest.approx(-rest.value, abs=1e-12)
        assert found.p_value == pytest.approx(rest.p_value, rel=1e-6)

    @pytest.mark.parametrize("call", [difference_of_proportions, difference_of_rates])
    @given(PAIRS, PAIRS)
    def test_levels_nest_and_none_is_significant_that_a_lower_level_is_not(self, call, one, other):
        """A higher level has a wider interval, and finds no more."""
        found = [call(*one, *other, confidence=level) for level in (0.8, 0.95, 0.998)]

        for narrow, wide in pairwise(found):
            assert wide.interval.low <= narrow.interval.low <= narrow.interval.high <= wide.interval.high
            assert narrow.is_significant or not wide.is_significant

    @pytest.mark.parametrize("call", [difference_of_proportions, difference_of_rates])
    @given(PAIRS)
    def test_no_difference_is_never_significant(self, call, one):
        """The same counts twice differ by nothing, and the p value is 1."""
        found = call(*one, *one)

        assert (0.0, False) == (found.value, found.is_significant)
        assert 1 == pytest.approx(found.p_value)

    @given(RATES, RATES, st.sampled_from((1, 10, 1000, 100_000)))
    def test_what_a_rate_is_per_changes_no_verdict(self, one, other, per):
        """Per 1 or per 100,000: scaled, and as significant."""
        found, scaled = difference_of_rates(*one, *other), difference_of_rates(*one, *other, per=per)

        assert found.interval.low * per == pytest.approx(scaled.interval.low, rel=1e-9, abs=1e-12)
        assert (found.p_value, found.is_significant) == (scaled.p_value, scaled.is_significant)


class TestDifferences:
    @pytest.mark.parametrize(
        ("counts", "low", "high"),
        [
            ((56, 70, 48, 80), 0.0524, 0.3339),
            ((9, 10, 3, 10), 0.1705, 0.8090),
            ((6, 7, 2, 7), 0.0582, 0.8062),
            ((5, 56, 0, 29), -0.0381, 0.1926),
            ((0, 10, 0, 20), -0.1611, 0.2775),
            ((0, 10, 0, 10), -0.2775, 0.2775),
            ((10, 10, 0, 20), 0.6791, 1.0),
            ((10, 10, 0, 10), 0.6075, 1.0),
        ],
    )
    def test_newcombe(self, counts, low, high):
        """The examples of Newcombe's own table (Statistics in Medicine 1998, table II, method 10)."""
        found = difference_of_proportions(*counts).interval

        assert (low, high) == (round(found.low, 4), round(found.high, 4))

    def test_fishers_tea(self):
        """Fisher's lady tasting tea: 3 of 4 right against 1 of 4 has a p value of 0.486."""
        found = difference_of_proportions(3, 4, 1, 4)

        assert ("Fisher's exact test", 0.4857) == (found.test, round(found.p_value, 4))

    def test_larger_counts_take_the_chi_squared_test(self):
        """56 of 70 against 48 of 80: chi-squared 7.02 without correction, worked by hand."""
        found, pooled = difference_of_proportions(56, 70, 48, 80), 104 / 150
        chi_squared = (56 / 70 - 48 / 80) ** 2 / (pooled * (1 - pooled) * (1 / 70 + 1 / 80))

        assert 7.02 == round(chi_squared, 2)
        assert found.p_value == pytest.approx(math.erfc(math.sqrt(chi_squared / 2)))
        assert "chi-squared test" == found.test

    def test_counts_that_are_weighted_take_the_chi_squared_test(self):
        """Fisher's test counts whole cases."""
        assert "chi-squared test" == difference_of_proportions(0.5, 3, 1.5, 4).test

    def test_two_counts(self):
        """10 carers against 6: of 16 in all, 10 or more come up in 23% of tosses of a coin, twice 0.227."""
        found = difference_of_rates(10, 1, 6, 1)
        tail = sum(math.comb(16, heads) for heads in range(10, 17)) / 2**16

        assert (4.0, False) == (found.value, found.is_significant)
        assert found.p_value == pytest.approx(2 * tail)

    @given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 50), st.integers(1, 50))
    def test_the_p_value_of_rates_is_that_of_a_binomial_count(self, one, other, whole, before):
        """Given their sum, one count is binomial: the smaller tail, added up term by term, twice."""
        total, share = one + other, whole / (whole + before)

        def chance(places: range) -> float:
            return math.fsum(math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in places)

        smaller = min(chance(range(one + 1)), chance(range(one, total + 1)))
        found = difference_of_rates(one, whole, other, before)
        assert min(1, 2 * smaller) == pytest.approx(found.p_value, rel=1e-9)

    @pytest.mark.parametrize("call", [difference_of_proportions, difference_of_rates])
    @pytest.mark.parametrize("counts", [(None, 5, 1, 5), (1, 5, 1, None), (0, 0, 1, 5), (1, 5, 0, 0)])
    def test_missing_counts_and_no_cases_give_none(self, call, counts):
        """Nothing is made up for what is not there."""
        assert call(*counts) is None

    @pytest.mark.parametrize(
        ("call", "counts", "path"),
        [
            (difference_of_proportions, (6, 5, 1, 5), "numerator"),
            (difference_of_proportions, (1, 5, 6, 5), "earlier_numerator"),
            (difference_of_proportions, (1, 5, 1, -5), "earlier_denominator"),
            (difference_of_rates, (1, 0, 1, 5), "events"),
            (difference_of_rates, (1, 5, -1, 5), "earlier_events"),
        ],
    )
    def test_counts_that_cannot_be_are_refused(self, call, counts, path):
        """Each with its place."""
        with pytest.raises(InputError) as caught:
            call(*counts)

        assert path == caught.value.path

    def test_all_faults_are_told(self):
        """Three wrong counts are three faults."""
        with pytest.raises(FaultsError) as caught:
            difference_of_proportions("1", -5, 6, 5)

        assert ["numerator", "denominator", "earlier_numerator"] == [one.path for one in caught.value.faults]

    def test_a_rate_is_per_something(self):
        """Per 0 is no rate."""
        with pytest.raises(InputError, match="must be above zero"):
            difference_of_rates(1, 5, 1, 5, per=0)

    def test_to_dict_is_plain(self):
        """All of it, as plain values."""
        record = difference_of_proportions(56, 70, 48, 80).to_dict()

        assert (True, 0.95, "chi-squared test") == (
            record["significant"],
            record["confidence"],
            record["test"],
        )


class TestSignificanceLaws:
    @given(PAIRS, PAIRS, LEVELS)
    def test_polarity_mirrors_the_meaning_alone(self, now, then, level):
        """Whether a change is significant does not depend on which way is better; what it means does."""
        outturns = counted(Q2, *now), counted(Q1, *then)
        lower, higher = (significance(one, *outturns, confidence=level) for one in (NEET, VISITS))
        mirror = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}

        assert (lower.verdict, lower.trend, lower.p_value) == (higher.verdict, higher.trend, higher.p_value)
        assert mirror.get(lower.direction, lower.direction) == higher.direction

    @given(PAIRS, PAIRS)
    def test_the_verdict_follows_the_movement(self, now, then):
        """A significant change goes the way the figure went."""
        found = significance(VISITS, counted(Q2, *now), counted(Q1, *then))
        assume(found.verdict is Verdict.SIGNIFICANT)

        assert (found.trend is Trend.INCREASING) == (now[0] / now[1] > then[0] / then[1])
        assert not found.interval.includes(0)
        assert found.p_value < 0.05

    @given(PAIRS, PAIRS, LEVELS)
    def test_every_finding_explains_itself(self, now, then, level):
        """The wording stands in the sentence, and the record is plain."""
        found = significance(NEET, counted(Q2, *now), counted(Q1, *then), confidence=level)

        assert found.wording in found.explain()
        assert found.explain() == found.to_dict()["explanation"]
        assert (min(now[1], then[1]) < 20) == bool(found.caution)


class TestThePapers:
    def test_one_of_three(self):
        """Havering, 2017/18: 1 of 3 court cases in time, against 9 of 12, is no proof of getting worse."""
        court = Indicator("9", "Completed in 26 weeks", polarity="higher", unit="percent", decimals=1)
        found = significance(court, counted(Q2, 1, 3), counted(Q1, 9, 12))

        assert (Verdict.NOT_SIGNIFICANT, Direction.SAME) == (found.verdict, found.direction)
        assert found.explain().endswith(
            "Q2 2019/20 is based on 3 cases: one case is worth 33.3 points; "
            "Q1 2019/20 is based on 12 cases: one case is worth 8.3 points."
        )

    def test_23_from_29_6_without_counts(self):
        """Care leavers, 23.1% from 29.6%: without counts nothing can be said of chance, and it says why."""
        found = significance(NEET, Outturn(Q2, 23.1), Outturn(Q1, 29.6))

        assert (Verdict.CANNOT_BE_CALCULATED, Direction.NOT_COMPARABLE) == (found.verdict, found.direction)
        assert "23.1% in Q2 2019/20 has no counts beside it" in found.explain()

    @pytest.mark.parametrize(
        ("now", "then", "wording"),
        [
            ((3, 13), (8, 27), "no significant change"),
            ((231, 1000), (296, 1000), "decreasing and getting better"),
        ],
    )
    def test_23_from_29_6_with_counts(self, now, then, wording):
        """The same percentages of 13 and 27 cases are chance; of 1,000 each they are not."""
        assert wording == significance(NEET, counted(Q2, *now), counted(Q1, *then)).wording

    def test_93_from_94_without_counts(self):
        """Visits in 15 working days, 93.3% from 94.0%: a fall on the page, and no more can be said."""
        found = significance(VISITS, Outturn(Q2, 93.3), Outturn(Q1, 94.0))

        assert ("cannot be calculated", Direction.WORSE) == (found.wording, found.change.direction)

    def test_93_from_94_is_chance_below_thousands_of_visits(self):
        """Even of 1,000 visits each, 93.3% and 94.0% do not differ; of 20,000 each they do."""
        few = significance(VISITS, counted(Q2, 933, 1000), counted(Q1, 940, 1000))
        many = significance(VISITS, counted(Q2, 18_660, 20_000), counted(Q1, 18_800, 20_000))

        assert ("no significant change", "decreasing and getting worse") == (few.wording, many.wording)


class TestSignificance:
    def test_a_rate_is_judged_by_its_events(self):
        """30 admissions in 50,000 against 60 in 50,000."""
        found = significance(ADMISSIONS, counted(Q2, 30, 50_000), counted(Q1, 60, 50_000))

        assert ("decreasing and getting better", "exact test of two Poisson counts") == (
            found.wording,
            found.test,
        )
        assert (-10.0, -2.2) == (round(found.interval.low, 1), round(found.interval.high, 1))

    @pytest.mark.parametrize(
        ("now", "then", "expected"),
        [
            ((0.9, 1.1), (1.9, 2.1), Trend.DECREASING),
            ((0.9, 1.6), (1.5, 2.1), Trend.NO_CHANGE),
            ((0.9, 1.5), (1.5, 2.1), Trend.NO_CHANGE),
        ],
    )
    def test_published_intervals_must_not_overlap(self, now, then, expected):
        """Fingertips' rule of two periods: a shared end is an overlap."""
        outturns = Outturn(Q2, 1, intervals=now), Outturn(Q1, 2, intervals=then)
        found = significance(Indicator("1", "A score", polarity="none", unit="score"), *outturns)

        assert expected is found.trend
        assert "overlap" in found.explain()

    def test_intervals_of_another_level_do_not_count(self):
        """A 95% interval says nothing at 99.8%."""
        outturns = Outturn(Q2, 1, intervals=(0.9, 1.1)), Outturn(Q1, 2, intervals=(1.9, 2.1))
        found = significance(VISITS, *outturns, confidence=0.998)

        assert Verdict.CANNOT_BE_CALCULATED is found.verdict

    @pytest.mark.parametrize(
        ("indicator", "now", "then", "reason"),
        [
            (VISITS, Outturn.missing(Q2, "late"), counted(Q1, 1, 3), "the figure for Q2 2019/20 is late"),
            (VISITS, counted(Q2, 0, 0), counted(Q1, 1, 3), "there were no cases in Q2 2019/20"),
            (VISITS, Outturn(Q2, 90), counted(Q1, 1, 3), "has no counts beside it"),
            (
                VISITS,
                Outturn(Q2, numerator=1, denominator=3, break_in_series=True),
                counted(Q1, 1, 3),
                "the definition changed",
            ),
            (
                Indicator("5", "Weeks", polarity="lower", unit="weeks"),
                counted(Q2, 90, 3),
                counted(Q1, 80, 3),
                "give a mean",
            ),
            (
                Indicator("6", "Built", polarity="higher", unit="percent", can_exceed_100=True),
                counted(Q2, 9, 3),
                counted(Q1, 8, 3),
                "no share of cases",
            ),
            (
                Indicator("7", "Tax", polarity="higher", unit="percent", adds_up=True),
                counted(Q2, 1, 3),
                counted(Q1, 1, 3),
                "shares of one yearly sum",
            ),
            (
                Indicator("7", "In time", polarity="higher", unit="percent", basis="year to date"),
                counted(Q2, 2, 6),
                counted(Q1, 1, 3),
                "Q2 2019/20 counts some of the cases of Q1 2019/20 again",
            ),
            (
                Indicator("7", "In time", polarity="higher", unit="percent", basis="rolling year"),
                counted(Q2, 2, 6),
                counted(Q1, 1, 3),
                "counts some of the cases",
            ),
        ],
    )
    def test_what_cannot_be_calculated_says_why(self, indicator, now, then, reason):
        """No verdict is made up: the reason stands in its place."""
        found = significance(indicator, now, then)

        assert Verdict.CANNOT_BE_CALCULATED is found.verdict
        assert reason in found.reason
        assert f"Cannot be calculated: {found.reason}." == found.explain()

    @pytest.mark.parametrize("basis", ["in period", "year to date", "rolling year", "snapshot"])
    def test_the_same_period_last_year_counts_other_cases(self, basis):
        """A year apart, no basis counts a case twice."""
        indicator = Indicator("7", "In time", polarity="higher", unit="percent", basis=basis)
        found = significance(indicator, counted(Q2, 90, 100), counted(Q2.same_last_year, 50, 100))

        assert "increasing and getting better" == found.wording

    def test_the_very_edge_is_not_significant(self):
        """Where the interval and the test part company, the change is not called significant."""
        for cases in range(1, 400):
            for before in range(1, 40):
                found = significance(VISITS, counted(Q2, cases, 400), counted(Q1, before, 40))
                if not found.interval.includes(0) and found.p_value >= 0.05:
                    assert Verdict.NOT_SIGNIFICANT is found.verdict
                    assert "it could be chance" in found.explain()
                    return
        pytest.fail("no counts were found on which the two part company")

    def test_counts_decide_the_direction_where_values_are_rounded_alike(self):
        """Both print as 50.0%, and of ten million each the counts differ: the direction is theirs."""
        now = Outturn(Q2, Decimal("50.0"), numerator=5_004_900, denominator=10_000_000)
        then = Outturn(Q1, Decimal("50.0"), numerator=5_000_000, denominator=10_000_000)
        found = significance(VISITS, now, then)

        assert (0.0, Trend.INCREASING) == (found.change.difference, found.trend)

    def test_large_counts_with_few_cases_are_exact(self):
        """4 of 50 million against 5 of 50 million: as 4 against 5 tosses of a coin."""
        found = difference_of_proportions(4, 50_000_000, 5, 50_000_000)

        assert 1 == pytest.approx(found.p_value)
        assert 0.0625 == pytest.approx(difference_of_proportions(0, 10**8, 5, 10**8).p_value, rel=1e-6)

    def test_a_range_is_not_judged(self):
        """Without a target up is neither better nor worse."""
        caseload = Indicator("7", "Occupied", polarity="range", unit="percent")
        found = significance(caseload, counted(Q2, 90, 100), counted(Q1, 50, 100))

        assert ("increasing", Direction.NO_JUDGEMENT) == (found.wording, found.direction)

    def test_it_is_neither_true_nor_false(self):
        """An `if` must name what it asks."""
        with pytest.raises(TypeError, match=r"ask for \.verdict"):
            bool(significance(VISITS, Outturn(Q2, 1), Outturn(Q1, 1)))

    def test_repr_and_class(self):
        """The repr names indicator, comparator and verdict."""
        found = significance(VISITS, Outturn(Q2, 1), Outturn(Q1, 1))

        assert isinstance(found, Significance)
        assert "<Significance of 3 since last period: cannot be calculated>" == repr(found)

    def test_the_order_of_outturns_is_checked(self):
        """The later one comes first, as in compare."""
        with pytest.raises(InputError, match="is later than"):
            significance(VISITS, counted(Q1, 1, 3), counted(Q2, 1, 3))

    @pytest.mark.parametrize(
        ("told", "error"), [({"confidence": 95}, InputError), ({"caution_below": "x"}, InputTypeError)]
    )
    def test_options_are_checked(self, told, error):
        """A level between 0 and 1, and a whole number of cases."""
        with pytest.raises(error):
            significance(VISITS, counted(Q2, 1, 3), counted(Q1, 1, 3), **told)


class TestWording:
    @pytest.mark.parametrize(
        ("trend", "polarity", "expected"),
        [
            ("increasing", "higher", "increasing and getting better"),
            ("increasing", "lower", "increasing and getting worse"),
            ("decreasing", "higher", "decreasing and getting worse"),
            ("decreasing", "lower", "decreasing and getting better"),
            ("increasing", "none", "increasing"),
            ("decreasing", "range", "decreasing"),
            ("no significant change", "higher", "no significant change"),
            ("cannot be calculated", "lower", "cannot be calculated"),
        ],
    )
    def test_fingertips_words(self, trend, polarity, expected):
        """Increasing or decreasing, and what that means where one way is better."""
        assert expected == trend_wording(trend, polarity)

    @pytest.mark.parametrize(("trend", "polarity"), [("up", "higher"), ("increasing", "high is good")])
    def test_other_words_are_refused(self, trend, polarity):
        """An unknown trend or polarity is named."""
        with pytest.raises(InputError):
            trend_wording(trend, polarity)
