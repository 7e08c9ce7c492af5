"""Ratings by confidence interval: a figure whose interval includes the target is similar to it."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    FaultsError,
    Gate,
    Indicator,
    InputError,
    InputTypeError,
    Interval,
    IntervalRule,
    Outturn,
    Period,
    Promotion,
    Reason,
    Scheme,
    Target,
    compare,
    rate,
)
from kpirag._intervals import byar, normal_quantile, wilson
from tests.strategies import cases_of

Q2 = Period.quarter(2022, 2)
SCHEME = Scheme("Comparer", states=("worse", "similar", "better"), interval="similar")
LEVELS = Scheme(
    "Two levels",
    states=("worst", "worse", "similar", "better", "best"),
    edges=(("best", RAG.tolerance),),
    interval=IntervalRule("similar", levels=(0.998, 0.95)),
)
SCORE = Indicator("1", "A score", polarity="higher", unit="score")
LOWER = Indicator("1", "A score", polarity="lower", unit="score")
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent")
TENTHS = st.integers(-1000, 1000).map(lambda tenths: tenths / 10)
WIDTHS = st.integers(0, 400).map(lambda tenths: tenths / 10)
COUNTS = cases_of(400)


def state(indicator: Indicator, outturn: Outturn, target: Target, scheme: Scheme = SCHEME) -> str:
    """Return the state of a figure, or the reason for none."""
    rating = rate(indicator, outturn, target, scheme=scheme)
    return str(rating.reason or rating.status)


class TestLaws:
    @given(TENTHS, WIDTHS, WIDTHS, TENTHS)
    def test_similar_exactly_where_the_interval_includes_the_target(self, value, below, above, target):
        """Both ends of an interval belong to it; outside it the side of the figure decides."""
        low, high = value - below, value + above
        got = state(SCORE, Outturn(Q2, value, intervals=(low, high)), Target(target))

        assert ("similar" if low <= target <= high else "better" if value >= target else "worse") == got

    @given(TENTHS, WIDTHS, WIDTHS, TENTHS)
    def test_lower_is_better_is_the_mirror_of_higher_is_better(self, value, below, above, target):
        """Turning the axis round changes no state."""
        figure = Outturn(Q2, value, intervals=(value - below, value + above))
        turned = Outturn(Q2, -value, intervals=(-value - above, -value + below))

        assert state(SCORE, figure, Target(target)) == state(LOWER, turned, Target(-target))

    @given(TENTHS, WIDTHS, WIDTHS, TENTHS)
    def test_a_wider_interval_never_judges_more(self, value, narrow, more, target):
        """What is similar at one level is similar at every higher one."""
        wide = narrow + more
        inner = state(SCORE, Outturn(Q2, value, intervals=(value - narrow, value + narrow)), Target(target))
        outer = state(SCORE, Outturn(Q2, value, intervals=(value - wide, value + wide)), Target(target))

        assert outer in (inner, "similar")

    @given(TENTHS, WIDTHS, WIDTHS, TENTHS)
    def test_two_levels_count_how_many_intervals_leave_the_target_out(self, value, narrow, more, target):
        """Outside the 95% interval alone is one state from similar; outside both is two."""
        intervals = [
            Interval(value - narrow - more, value + narrow + more, 0.998),
            Interval(value - narrow, value + narrow, 0.95),
        ]
        outside = sum(not one.includes(target) for one in intervals)
        side = 1 if value >= target else -1
        place = LEVELS.states.index(
            rate(SCORE, Outturn(Q2, value, intervals=intervals), Target(target), scheme=LEVELS).status
        )

        assert 2 + side * outside == place

    @given(COUNTS, st.sampled_from((0.8, 0.95, 0.998)))
    def test_wilson_holds_the_share_and_stays_within_0_and_1(self, counts, level):
        """The interval of a proportion contains it and never leaves 0 to 1; a higher level is wider."""
        numerator, denominator = counts
        low, high = wilson(numerator, denominator, level)
        wider = wilson(numerator, denominator, 0.999)

        assert 0 <= low <= numerator / denominator <= high <= 1
        assert wider[0] <= low
        assert high <= wider[1]

    @given(COUNTS)
    def test_wilson_of_the_rest_is_its_mirror(self, counts):
        """The interval of those not in time is that of those in time, turned round."""
        numerator, denominator = counts
        low, high = wilson(numerator, denominator, 0.95)

        assert (low, high) == pytest.approx(
            tuple(1 - bound for bound in reversed(wilson(denominator - numerator, denominator, 0.95)))
        )

    @given(st.integers(0, 500), st.sampled_from((0.8, 0.95, 0.998)))
    def test_byar_holds_the_count(self, events, level):
        """The interval of a count contains it, and nothing is below zero."""
        low, high = byar(events, level)

        assert 0 <= low <= events < high

    @given(st.floats(0.0001, 0.9999))
    def test_the_quantile_is_that_of_the_normal_distribution(self, share):
        """Turned back by the standard library's own distribution, it gives the share."""
        from statistics import NormalDist

        assert normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), rel=1e-9, abs=1e-12)


class TestCounts:
    def test_counts_give_the_interval_where_none_is_published(self):
        """1 of 3 is 33.3%, from 6.1% to 79.2%: not different from a target of 50%, far from one of 90%."""
        court = Outturn(Q2, numerator=1, denominator=3)

        assert ["similar", "worse"] == [state(VISITS, court, Target(target)) for target in (50, 90)]

    def test_a_published_interval_goes_before_one_from_counts(self):
        """A body that adjusts its intervals is taken at its word."""
        adjusted = Outturn(Q2, numerator=1, denominator=3, intervals=(30, 40))

        assert "worse" == state(VISITS, adjusted, Target(50))

    def test_a_rate_has_an_interval_of_its_events(self):
        """12 events among 10,000, from 6.2 to 21.0: the exact and Byar's method."""
        rates = Indicator("9", "Admissions", polarity="lower", unit="rate", per=10_000)
        events = Outturn(Q2, numerator=12, denominator=10_000)

        assert ["worse", "similar", "better"] == [
            state(rates, events, Target(target)) for target in (6, 20, 22)
        ]

    @pytest.mark.parametrize(
        "outturn", [Outturn(Q2, 70.0), Outturn(Q2, 70.0, intervals=Interval(65, 75, 0.8))]
    )
    def test_without_an_interval_at_the_level_nothing_is_rated(self, outturn):
        """A figure without counts is not called similar, better or worse: it has no interval."""
        assert Reason.NO_INTERVAL == state(VISITS, outturn, Target(50))

    def test_too_few_cases_go_first(self):
        """A scheme may ask for a least number of cases before it looks at an interval."""
        strict = SCHEME.replace(min_denominator=5)

        assert Reason.TOO_FEW == state(VISITS, Outturn(Q2, numerator=1, denominator=3), Target(50), strict)

    def test_how_many_cases_would_change_it_is_not_said(self):
        """Moving a case moves the interval too, so the number is not given."""
        assert (
            rate(VISITS, Outturn(Q2, numerator=1, denominator=3), Target(90), scheme=SCHEME).cases_to()
            is None
        )


class TestExplain:
    def test_a_figure_that_is_similar(self):
        """The sentence gives the interval and says that the target lies in it."""
        rating = rate(VISITS, Outturn(Q2, 60.0, intervals=(45, 70)), Target(50), scheme=SCHEME)

        assert (
            "Visits in time: 60% meets the target of 50% or more, but its 95% interval, from 45% to 70%, "
            "includes it: Similar (Comparer)."
        ) == rating.explain()

    def test_a_figure_that_differs(self):
        """The sentence says that the target lies outside."""
        rating = rate(VISITS, Outturn(Q2, 40.0, intervals=(35, 45)), Target(50), scheme=SCHEME)

        assert rating.explain().endswith(
            "by 10 points, and its 95% interval, from 35% to 45%, does not include it: Worse (Comparer)."
        )

    def test_no_interval(self):
        """The sentence says what is lacking."""
        assert (
            "the rule needs a confidence interval, and there is none"
            in rate(VISITS, Outturn(Q2, 40.0), Target(50), scheme=SCHEME).explain()
        )


class TestRecords:
    @pytest.mark.parametrize("scheme", [SCHEME, LEVELS])
    def test_a_scheme_is_rebuilt_from_its_dict(self, scheme):
        """The rule comes back, through JSON too, and rates the same."""
        again = Scheme.from_dict(json.loads(json.dumps(scheme.to_dict())))

        assert scheme == again
        assert scheme.interval == again.interval

    def test_an_outturn_and_a_benchmark_keep_their_intervals(self):
        """Intervals are part of what a record says."""
        outturn = Outturn(Q2, 3.0, intervals=[Interval(2, 4), Interval(1, 5, 0.998)])
        target = Target(3, intervals=(2.5, 3.5), as_at=Period.year(2020), kind="benchmark")

        assert outturn == Outturn.from_dict(json.loads(json.dumps(outturn.to_dict())))
        assert target == Target.from_dict(json.loads(json.dumps(target.to_dict())))


class TestOwnFigure:
    @given(TENTHS, WIDTHS, WIDTHS)
    def test_a_figure_lies_in_its_own_interval(self, value, below, above):
        """An interval round a figure is taken; the same one beyond it, by more than rounding, is not."""
        Outturn(Q2, value, intervals=(value - below, value + above))
        for low, high in ((value + 0.6, value + 1.6), (value - 1.6, value - 0.6)):
            if any(round(end, 1) == round(end) for end in (low, high)):
                continue  # a whole end may be rounded by a half
            with pytest.raises(InputError, match="does not hold its own figure") as caught:
                Outturn(Q2, value, intervals=(round(low, 1), round(high, 1)))

            assert "intervals" == caught.value.path

    @pytest.mark.parametrize(
        ("value", "low", "high"),
        [
            (66, 66.4, 70.2),
            (66, 60.1, 65.5),
            (Decimal("66.0"), 66.05, 70.25),
            (66.46, 66.5, 70.5),
            (60.9, 61, 70),
            (70.4, 61, 70),
        ],
    )
    def test_rounding_is_no_contradiction(self, value, low, high):
        """A figure or an end that was rounded may lie outside by half a unit in its last decimal."""
        assert low == Outturn(Q2, value, intervals=(low, high)).intervals[0].low

    @pytest.mark.parametrize(
        ("value", "low", "high"),
        [
            (50, 61, 70),
            (66, 66.6, 70.2),
            (Decimal("66.0"), 66.15, 70.25),
            (66.41, 66.47, 70.55),
            (71, 61, 70.4),
        ],
    )
    def test_more_than_rounding_is_refused(self, value, low, high):
        """An interval that leaves its own figure out belongs to another figure."""
        with pytest.raises(InputError, match="does not hold its own figure"):
            Outturn(Q2, value, intervals=(low, high))

    def test_each_level_is_held_against_it(self):
        """Of several intervals the one that is wrong is named by its level."""
        with pytest.raises(InputError, match=r"the 99\.8% interval does not hold its own figure, 50"):
            Outturn(Q2, 50, intervals=[Interval(45, 55), Interval(60, 70, 0.998)])

    def test_without_a_value_there_is_nothing_to_hold(self):
        """Counts alone leave the figure to the indicator, and so the interval as it is."""
        assert 30.0 == Outturn(Q2, numerator=1, denominator=2, intervals=(30, 40)).intervals[0].low


class TestReadingBack:
    @pytest.mark.parametrize(
        ("intervals", "path"),
        [
            (5, "intervals"),
            ([5], "intervals"),
            ([{"low": "a", "high": 6}], "intervals[0].low"),
            ([{"low": 4, "high": 6}, {"low": 4}], "intervals[1].high"),
            ({"low": 4, "hihg": 6, "high": 6}, "intervals.hihg"),
        ],
    )
    def test_a_fault_names_its_place(self, intervals, path):
        """What a dict says of an interval is refused where it stands, in an outturn and in a target."""
        for make in (
            lambda: Outturn.from_dict({"period": Q2.to_dict(), "value": 5, "intervals": intervals}),
            lambda: Target.from_dict({"value": 5, "intervals": intervals}),
        ):
            with pytest.raises((InputError, InputTypeError)) as caught:
                make()

            assert path == caught.value.path

    def test_two_numbers_are_an_interval(self):
        """A pair is taken from a dict as it is from a caller; so is one dict alone."""
        plain = Outturn(Q2, 5, intervals=(4, 6))
        record = {"period": Q2.to_dict(), "value": 5}

        assert plain == Outturn.from_dict(record | {"intervals": [4, 6]})
        assert plain == Outturn.from_dict(record | {"intervals": {"low": 4, "high": 6}})

    def test_a_forecast_is_named_too(self):
        """A slip in the dict of a forecast is told with the forecast's place."""
        with pytest.raises(InputError, match=r"^forecast\.vlaue: is no such key"):
            Outturn.from_dict({"period": Q2.to_dict(), "value": 5, "forecast": {"vlaue": 3}})

    @pytest.mark.parametrize(
        ("facts", "path"),
        [
            ({"interval": 5}, "interval"),
            ({"interval": {"stat": "similar"}}, "interval.state"),
            ({"gates": [5]}, "gates[0]"),
            ({"gates": [{"ref": 1}]}, "gates[0].to"),
        ],
    )
    def test_a_place_is_told_once(self, facts, path):
        """What is no dict is refused at its own place, without its kind behind it."""
        with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
            Scheme.from_dict({"name": "S"} | facts)

        assert path == getattr(caught.value, "faults", (caught.value,))[0].path


class TestLevels:
    NEAREST = 0.9999999999999998

    @pytest.mark.parametrize("levels", [0.9999999999999999, (0.95, 0.9999999999999999)])
    def test_a_level_too_near_to_1_is_refused(self, levels):
        """Above a certain level no number is left for what lies outside."""
        with pytest.raises(InputError, match=r"^levels\[\d\]: is too near to 1"):
            IntervalRule("similar", levels=levels)

    def test_every_level_that_is_taken_has_an_interval(self):
        """The nearest level that is taken still gives an interval from counts."""
        scheme = SCHEME.replace(interval=IntervalRule("similar", levels=self.NEAREST))
        court = Outturn(Q2, numerator=1, denominator=3)

        assert "similar" == state(VISITS, court, Target(50), scheme)

    def test_an_interval_overlaps_intervals_alone(self):
        """Two numbers are no interval, and are refused by name."""
        with pytest.raises(InputTypeError, match=r"^other: must be an Interval; got \(3, 4\)"):
            Interval(1, 2).overlaps((3, 4))


class TestGates:
    @pytest.mark.parametrize(("of", "path"), [([None], "of[0]"), (["a", ""], "of[1]"), (None, "of")])
    def test_a_fault_among_the_forced_names_its_place(self, of, path):
        """A ref that is none is refused in the list in which it stands."""
        with pytest.raises((InputError, InputTypeError)) as caught:
            Gate("incidents", "red", of=of)

        assert path == caught.value.path


class TestRefusals:
    @pytest.mark.parametrize(
        ("make", "kind", "told"),
        [
            (lambda: Interval(5, 4), InputError, "low: is above the upper end"),
            (lambda: Interval(1, 2, 95), InputError, "Write 0.95."),
            (lambda: Interval("a", None), FaultsError, "2 faults"),
            (lambda: Outturn(Q2, 3, intervals=(1, 2, 3)), InputError, "intervals: must be two numbers"),
            (lambda: Outturn(Q2, 3, intervals=5), InputTypeError, "intervals: must be an interval"),
            (lambda: Outturn(Q2, 3, intervals=(5, 4)), InputError, "intervals.low: is above"),
            (
                lambda: Outturn(Q2, 3, intervals=[Interval(1, 4), Interval(2, 4)]),
                InputError,
                "Give each level once",
            ),
            (
                lambda: Outturn(Q2, 3, intervals=[Interval(1, 4), (2, 4)]),
                InputTypeError,
                r"intervals\[1\]: must be",
            ),
            (
                lambda: (
                    Outturn.missing(Q2, "suppressed") and Outturn(Q2, reason="suppressed", intervals=(1, 2))
                ),
                InputError,
                "beside the reason",
            ),
            (lambda: Scheme("S", interval="similar"), InputError, "interval.state: is no state of S"),
            (lambda: Scheme("S", interval=0.95), InputTypeError, "interval: must be an IntervalRule"),
            (lambda: IntervalRule("a", levels=(0.95, 0.95)), InputError, "each once"),
            (lambda: IntervalRule("a", levels=()), InputError, "one level or more"),
            (lambda: IntervalRule("", against="nothing"), FaultsError, "2 faults"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, make, kind, told):
        """Each fault says where it is and what to write."""
        with pytest.raises(kind, match=told):
            make()


class TestWithPromotion:
    BOTH = Scheme("Both", interval="amber", promote=Promotion("red", "amber", when="better"))

    @pytest.mark.parametrize(("before", "status"), [(40, "amber"), (60, "red")])
    def test_a_state_by_interval_may_be_promoted_too(self, before, status):
        """Red beyond doubt becomes amber where it is better than last year."""
        now, earlier = Outturn(Q2, 50, intervals=(45, 55)), Outturn(Q2.same_last_year, before)
        rating = rate(VISITS, now, Target(70), scheme=self.BOTH, change=compare(VISITS, now, earlier))

        assert status == rating.status

    def test_the_ends_are_printed_with_as_many_decimals_as_it_takes(self):
        """8 of 10 is 80%, from 49.0% to 94.3%; no digits that say nothing."""
        counted = Outturn(Q2, numerator=8, denominator=10)

        assert "from 49% to 94.3%, includes it" in rate(VISITS, counted, Target(60), scheme=SCHEME).explain()
