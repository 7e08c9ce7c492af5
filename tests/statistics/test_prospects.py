"""What the rest of a year may bring: the interval of a projection, its chances, and the rate it takes."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Edge, History, Indicator, InputError, InputTypeError, Outturn, Period, Status, Target, rate
from kpirag.statistics import probability_of_meeting, project, required_run_rate
from kpirag.statistics._predictions import count_at_year_end, share_at_year_end
from tests.strategies import cases_of

CARERS = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
FIRES = Indicator("3", "Fires", polarity="lower", basis="year to date")
COURT = Indicator("9", "Completed in 26 weeks", polarity="higher", unit="percent", basis="year to date")
REPEAT = Indicator("4", "Second plans", polarity="lower", unit="percent", basis="year to date")
TAX = Indicator("5", "Tax", polarity="higher", unit="percent", basis="year to date", adds_up=True)
YEAR = Period.year(2017)
Q1, Q2, Q3, Q4 = (Period.quarter(2017, n) for n in (1, 2, 3, 4))
MONTHS = st.integers(1, 12).map(lambda n: Period.month(2017, 4).shift(n - 1))
LEVELS = st.floats(0.05, 0.999)
PAIRS = cases_of(120)


def share(period: Period, cases: int, whole: int) -> Outturn:
    """Return a year to date of counts."""
    return Outturn(period, numerator=cases, denominator=whole)


class TestPredictions:
    @given(st.integers(0, 60), st.integers(1, 11))
    def test_the_events_to_come_are_a_poisson_count_of_an_unknown_rate(self, events, months):
        """The mean to come is that of the rate: (events + 1/2) times the rest over the part of the year."""
        found = count_at_year_end(events, months / 12)
        mean = math.fsum(one * chance for one, chance in zip(found.outcomes, found.chances, strict=True))

        assert 1 == pytest.approx(math.fsum(found.chances))
        assert events + (events + 0.5) * (12 - months) / months == pytest.approx(mean, rel=1e-6)
        assert events == found.outcomes[0] or found.chances[0] < 1e-12

    @given(
        st.integers(0, 12).flatmap(lambda cases: st.tuples(st.just(cases), st.integers(cases, 14))),
        st.integers(1, 12),
    )
    def test_the_cases_to_come_are_beta_binomial(self, counts, more):
        """Each chance, worked out in fractions from gamma functions of halves."""
        cases, whole = counts
        found = share_at_year_end(cases, whole, more)
        for outcome, chance in zip(found.outcomes, found.chances, strict=True):
            hits = outcome - cases
            exact = math.comb(more, hits) * _rising(cases, hits) * _rising(whole - cases, more - hits)
            exact /= math.prod(whole + 1 + place for place in range(more))
            assert float(exact) == pytest.approx(chance, rel=1e-9)

    def test_large_counts_are_worked_out_in_steps(self):
        """Ten million events in a quarter: within a thousandth of the normal distribution."""
        found = count_at_year_end(10**7, 0.25)
        spread = math.sqrt(10**7 * 0.75) / 0.25

        assert len(found.outcomes) <= 40_001
        low, high = found.ends(0.95)
        assert (4e7 - 1.96 * spread, 4e7 + 1.96 * spread) == pytest.approx((low, high), rel=1e-5)
        assert 0.5 == pytest.approx(found.chance(lambda one: one >= 4 * 10**7), abs=0.001)

    @pytest.mark.parametrize("found", [count_at_year_end(6, 1), share_at_year_end(6, 9, 0)])
    def test_at_the_year_end_nothing_is_left_to_chance(self, found):
        """One outcome, and it is certain."""
        assert ((6,), (1.0,)) == (found.outcomes, found.chances)


def _rising(count: int, times: int) -> Fraction:
    return math.prod((Fraction(2 * count + 1, 2) + place for place in range(times)), start=Fraction(1))


class TestIntervals:
    @given(st.integers(0, 300), MONTHS, LEVELS, LEVELS)
    def test_it_contains_the_projection_and_levels_nest(self, events, period, one, other):
        """The run rate lies inside, and a higher level reaches further; nothing is below what is there."""
        outturn = Outturn(period, events)
        narrow, wide = (project(CARERS, outturn, confidence=level) for level in sorted((one, other)))

        assert events <= wide.interval.low <= narrow.interval.low <= narrow.value
        assert narrow.value <= narrow.interval.high <= wide.interval.high

    @given(PAIRS, MONTHS, LEVELS)
    def test_a_percentage_stays_where_it_is_and_within_the_scale(self, counts, period, level):
        """The share so far is the projection, whose interval ends at 0 and 100."""
        found = project(COURT, share(period, *counts), confidence=level)

        assert ("share so far", 100 * counts[0] / counts[1]) == (found.method, found.value)
        assert 0 <= found.interval.low <= found.value <= found.interval.high <= 100

    @given(st.integers(0, 100))
    def test_the_interval_narrows_as_the_year_goes_on(self, events):
        """The same run rate, known for longer, is surer; at the end it is certain."""
        widths = []
        for quarter, period in enumerate((Q1, Q2, Q3, Q4), 1):
            interval = project(CARERS, Outturn(period, events * quarter)).interval
            widths.append(interval.high - interval.low)

        assert sorted(widths, reverse=True) == widths
        assert 0 == widths[-1]

    def test_paper_b(self):
        """Havering, Q1 2017/18: 6 foster carers project to 24 against 20: green, and 12 to 46 by chance."""
        found = project(CARERS, Outturn(Q1, 6))

        assert (24.0, 12.0, 46.0, 0.95) == (
            found.value,
            found.interval.low,
            found.interval.high,
            found.interval.confidence,
        )
        assert Status.GREEN is rate(CARERS, found.outturn, Target(20, period=YEAR)).status
        assert (
            "6 in Q1 2017/18 projects to 24 for 2017/18 by run rate; chance alone gives from 12 to 46 (95%)."
        ) == found.explain()

    def test_one_of_three(self):
        """Havering, Q1 2017/18: 1 of 3 court cases; nine more may make it anything from 8% to 75%."""
        found = project(COURT, share(Q1, 1, 3))

        assert "33.3% in Q1 2017/18 projects to 33.3% for 2017/18 by share so far" in found.explain()
        assert (8.3, 75.0) == (round(found.interval.low, 1), round(found.interval.high, 1))

    def test_a_projection_is_printed_to_a_decimal_at_most(self):
        """11 in 5, 8 and 7 months of 12; the value itself keeps all its decimals."""
        texts = [
            project(CARERS, Outturn(Period.month(2017, month), 11)).explain().partition(" for")[0]
            for month in (8, 11, 10)
        ]

        assert [
            "11 in August 2017 projects to 26.4",
            "11 in November 2017 projects to 16.5",
            "11 in October 2017 projects to 18.9",
        ] == texts

    @pytest.mark.parametrize(
        ("indicator", "outturn"),
        [
            (CARERS, Outturn(Q1, 6.5)),
            (CARERS, Outturn(Q1, -6)),
            (TAX, Outturn(Q1, 25)),
            (
                Indicator("6", "Spend", polarity="lower", unit="currency", basis="year to date"),
                Outturn(Q1, 6),
            ),
            (COURT, share(Q1, 1.5, 3)),
        ],
    )
    def test_what_counts_no_cases_has_no_interval(self, indicator, outturn):
        """Half a carer, a fall, money and weighted cases are projected, and their chances are not known."""
        found = project(indicator, outturn)

        assert (None, None) == (found.interval, found.to_dict()["low"])
        assert "chance" not in found.explain()
        with pytest.raises(InputError, match="does not count cases"):
            probability_of_meeting(indicator, outturn, Target(20))


class TestLastYear:
    LAST = (
        Outturn(Q1.same_last_year, 4),
        Outturn(Q2.same_last_year, 9),
        Outturn(Period.quarter(2016, 4), 20),
    )

    def test_last_years_shape(self):
        """Last year 4 of 20 came by June: 6 by June are a fifth of 30."""
        found = project(CARERS, Outturn(Q1, 6), last_year=self.LAST)

        assert (30.0, "last year's shape", True) == (found.value, found.method, found.interval.includes(30))
        assert "Projected from Q1 2017/18 by last year's shape." == found.outturn.note

    @given(st.integers(1, 50), st.lists(st.integers(1, 30), min_size=4, max_size=4))
    def test_it_is_the_profile_of_last_years_quarters(self, events, quarters):
        """Last year's years to date and last year's quarters as a shape say the same."""
        sums = [sum(quarters[: n + 1]) for n in range(4)]
        last = [Outturn(Period.quarter(2016, n + 1), one) for n, one in enumerate(sums)]
        by_year = project(CARERS, Outturn(Q2, events), last_year=last)
        by_shape = project(CARERS, Outturn(Q2, events), shape=quarters)

        assert (by_shape.value, by_shape.interval) == (by_year.value, by_year.interval)

    def test_a_history_and_a_span(self):
        """The figures are found by the day they run up to, however the periods are written."""
        last = History([Outturn(Q1.same_last_year, 4), Outturn(Period.year(2016), 20)])

        assert 30.0 == project(CARERS, Outturn(Q1, 6), last_year=last).value

    def test_the_cases_of_a_percentage_follow_last_years(self):
        """3 of last year's 30 cases came by June: after 10 now, 90 are to come, and not 30."""
        last = [share(Q1.same_last_year, 2, 3), share(Period.year(2016), 20, 30)]
        found = project(COURT, share(Q1, 10, 10), last_year=last)
        even = project(COURT, share(Q1, 10, 10))

        assert (100.0, 100.0) == (found.value, even.value)
        assert found.interval.low < even.interval.low

    @pytest.mark.parametrize(
        ("last", "problem"),
        [
            (LAST[:1], "has no figure up to the end of 2016/17"),
            (LAST[1:], "has no figure up to the end of Q1 2016/17"),
            ((Outturn(Q1.same_last_year, 0), LAST[2]), "has nothing to go by"),
            (
                (Outturn.missing(Q1.same_last_year, "late"), LAST[2]),
                "has no figure up to the end of Q1 2016/17",
            ),
            ((), "has no figure"),
        ],
    )
    def test_last_year_must_be_there(self, last, problem):
        """The same point and the year end, and something by then."""
        with pytest.raises(InputError, match=problem) as caught:
            project(CARERS, Outturn(Q1, 6), last_year=last)

        assert "last_year" == caught.value.path

    def test_a_percentage_needs_last_years_counts(self):
        """A bare percentage does not say how many cases came by then."""
        with pytest.raises(InputError, match="has no counts for Q1 2016/17"):
            project(
                COURT,
                share(Q1, 1, 3),
                last_year=[Outturn(Q1.same_last_year, 50), Outturn(Period.year(2016), 60)],
            )

    def test_one_shape_at_a_time(self):
        """A shape beside last year's figures leaves it open which is meant."""
        with pytest.raises(InputError, match="is given beside a shape"):
            project(CARERS, Outturn(Q1, 6), shape=[1, 1, 1, 1], last_year=self.LAST)

    def test_over_100(self):
        """28% by June is 112% by last year's even shape."""
        last = [Outturn(Q1.same_last_year, 25), Outturn(Period.year(2016), 100)]
        with pytest.raises(InputError, match="gives 112%, which is over 100%") as caught:
            project(TAX, Outturn(Q1, 28), last_year=last)

        assert "last_year" == caught.value.path


class TestProbability:
    @given(st.integers(0, 60), MONTHS, st.integers(1, 100))
    def test_higher_and_lower_share_out_the_chances(self, events, period, target):
        """At least 20, and at most 19: together certain."""
        outturn = Outturn(period, events)
        up = probability_of_meeting(CARERS, outturn, target)
        down = probability_of_meeting(
            FIRES, outturn, Target(target - 1) if target > 1 else Target(Edge(target, inclusive=False))
        )

        assert 1 == pytest.approx(up + down)
        assert 0 <= up <= 1

    @given(PAIRS, MONTHS, st.integers(1, 99))
    def test_a_harder_target_is_never_likelier(self, counts, period, target):
        """The chance falls as the target rises."""
        outturn = share(period, *counts)
        easy, hard = (probability_of_meeting(COURT, outturn, one) for one in (target, target + 1))

        assert hard <= easy + 1e-12

    @given(PAIRS, MONTHS, st.integers(0, 100))
    def test_a_range_is_what_lies_between(self, counts, period, low):
        """Meeting a range: the chance of its lower bound less that of beating its upper one."""
        outturn, high = share(period, *counts), low + 10
        between = Indicator(
            "9", "x", polarity="range", unit="percent", basis="year to date", can_exceed_100=True
        )
        over = Indicator(
            "9", "x", polarity="higher", unit="percent", basis="year to date", can_exceed_100=True
        )
        both = probability_of_meeting(between, outturn, Target.between(low, high))
        least, most = (probability_of_meeting(over, outturn, one) for one in (low, Target(high, strict=True)))

        assert both == pytest.approx(least - most, abs=1e-9)

    def test_paper_b(self):
        """6 carers by June, target 20: likely, and no more than likely; at the year end it is settled."""
        year = Target(20, period=YEAR)

        assert 0.73 == round(probability_of_meeting(CARERS, Outturn(Q1, 6), year), 2)
        assert [0.0, 1.0] == [probability_of_meeting(CARERS, Outturn(Q4, value), year) for value in (19, 20)]

    def test_one_of_three_against_80(self):
        """All nine of the cases to come would have to be in time: one year in 40 or so."""
        probability = probability_of_meeting(COURT, share(Q1, 1, 3), 80)

        assert 0 < probability < 0.03

    def test_what_is_reached_is_certain(self):
        """20 by June cannot be undone where figures add up."""
        assert 1.0 == probability_of_meeting(CARERS, Outturn(Q1, 20), 20)
        assert 0.0 == probability_of_meeting(FIRES, Outturn(Q1, 21), 20)

    @pytest.mark.parametrize(
        ("target", "error"),
        [
            (Target(20, period=Period.year(2016)), InputError),
            (Target.between(10, 20), InputError),
            ("20", InputTypeError),
            (None, InputTypeError),
        ],
    )
    def test_the_target_is_that_of_the_year(self, target, error):
        """Another year's target, a range where more is better, and text are refused."""
        with pytest.raises(error):
            probability_of_meeting(CARERS, Outturn(Q1, 6), target)


class TestRequiredRate:
    @given(st.integers(0, 100), st.integers(1, 11), st.integers(1, 200))
    def test_going_at_the_rate_meets_the_target_exactly(self, events, months, target):
        """So far, and the rate for the months left, is the target."""
        outturn = Outturn(Period.month(2017, 4).shift(months - 1), events)
        needed = required_run_rate(CARERS, outturn, target)

        assert target == pytest.approx(events + needed.rate * needed.months_left)
        assert (12 - months, events >= target) == (needed.months_left, needed.is_reached)

    @given(PAIRS, st.integers(1, 11), st.integers(1, 99))
    def test_so_many_of_the_cases_to_come_just_meet_the_target(self, counts, months, target):
        """With them the percentage meets the target, with one less it does not; and the mirror."""
        outturn = share(Period.month(2017, 4).shift(months - 1), *counts)
        needed, allowed = (required_run_rate(one, outturn, target) for one in (COURT, REPEAT))
        whole = counts[1] + needed.more_cases

        def met(indicator: Indicator, left: float) -> bool:
            figure = 100 * (counts[0] + left) / whole
            return figure >= target if indicator is COURT else figure <= target

        assert met(COURT, needed.left)
        assert not met(COURT, needed.left - 1)
        assert met(REPEAT, allowed.left)
        assert not met(REPEAT, allowed.left + 1)
        assert needed.is_out_of_reach == (needed.left > needed.more_cases)
        assert allowed.is_out_of_reach == (allowed.left < 0)

    @given(st.integers(0, 60), MONTHS.filter(lambda period: period.end < YEAR.end), st.integers(1, 100))
    def test_what_is_reached_or_lost_has_no_chance_about_it(self, events, period, target):
        """Reached is a probability of 1; out of reach is one of 0."""
        outturn = Outturn(period, events)
        for indicator in (CARERS, FIRES):
            needed = required_run_rate(indicator, outturn, target)
            probability = probability_of_meeting(indicator, outturn, target)
            assert probability == pytest.approx(1) or not needed.is_reached
            assert probability == 0 or not needed.is_out_of_reach

    @pytest.mark.parametrize(
        ("indicator", "outturn", "target", "expected"),
        [
            (
                CARERS,
                Outturn(Q1, 6),
                20,
                (
                    "To meet 20 for 2017/18 the 9 months left must bring 14 more: "
                    "1.56 a month, against 2 a month so far."
                ),
            ),
            (CARERS, Outturn(Q1, 20), 20, "20 for 2017/18 is reached, whatever the rest of the year brings."),
            (
                FIRES,
                Outturn(Q1, 6),
                20,
                (
                    "To meet 20 for 2017/18 the 9 months left may bring at most 14 more: "
                    "at most 1.56 a month, against 2 a month so far."
                ),
            ),
            (FIRES, Outturn(Q1, 21), 20, "20 for 2017/18 can no longer be met in the 9 months left."),
            (
                FIRES,
                Outturn(Period.month(2018, 2), 6),
                Target(20, strict=True),
                (
                    "To meet 20 for 2017/18 the 1 month left may bring less than 14 more: "
                    "less than 14 a month, against 0.55 a month so far."
                ),
            ),
            (
                COURT,
                share(Q1, 1, 3),
                80,
                (
                    "To meet 80% for 2017/18, at least 9 of the about 9 cases to come must count: 100.0%, "
                    "against 33.3% so far."
                ),
            ),
            (COURT, share(Q1, 1, 3), 90, "90% for 2017/18 can no longer be met in the 9 months left."),
            (COURT, share(Q3, 9, 9), 50, "50% for 2017/18 is reached, whatever the rest of the year brings."),
            (
                REPEAT,
                share(Q2, 5, 50),
                12,
                (
                    "To meet 12% for 2017/18, at most 7 of the about 50 cases to come may count: 14.0%, "
                    "against 10.0% so far."
                ),
            ),
        ],
    )
    def test_sentences(self, indicator, outturn, target, expected):
        """What is left, over how many months, beside the rate so far."""
        assert expected == required_run_rate(indicator, outturn, target).explain()

    def test_a_target_to_be_beaten(self):
        """Exactly on a strict target is not there yet, and where lower is better it is too far."""
        strict = Target(20, strict=True)

        assert (False, False) == (
            required_run_rate(CARERS, Outturn(Q1, 20), strict).is_reached,
            required_run_rate(CARERS, Outturn(Q1, 20), strict).is_out_of_reach,
        )
        assert required_run_rate(FIRES, Outturn(Q1, 20), strict).is_out_of_reach

    @pytest.mark.parametrize(
        ("outturn", "target", "path"),
        [
            (Outturn(Q4, 6), 20, "outturn"),
            (Outturn.missing(Q1, "late"), 20, "outturn"),
            (Outturn(Q1, 6), Target(20, period=Period.year(2016)), ""),
        ],
    )
    def test_what_has_no_rate_is_refused(self, outturn, target, path):
        """A year that is over, no figure, and another year's target."""
        with pytest.raises(InputError) as caught:
            required_run_rate(CARERS, outturn, target)

        assert caught.value.path == path or not path

    def test_a_range_has_no_one_rate(self):
        """Two bounds are two rates."""
        occupied = Indicator("7", "Placed", polarity="range", basis="year to date")
        with pytest.raises(InputError, match="has no one rate"):
            required_run_rate(occupied, Outturn(Q1, 6), Target.between(10, 20))

    def test_to_dict_is_plain(self):
        """With the sentence."""
        record = required_run_rate(CARERS, Outturn(Q1, 6), 20).to_dict()

        assert (14.0, 9, False, None) == (
            record["left"],
            record["months_left"],
            record["reached"],
            record["more_cases"],
        )
