"""The rules of XmR charts as data, the signals by name, and signals against given lines."""

import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import FaultsError, InputError, InputTypeError, Polarity
from kpirag.statistics import (
    XMR_PRESETS,
    Assurance,
    Signal,
    SpcRule,
    Variation,
    XmRRules,
    assurance_of,
    variation_of,
    xmr,
    xmr_signals,
)

NHS = XMR_PRESETS["nhs"]
HIGH, LOW = Signal.TWO_OF_THREE_HIGH, Signal.TWO_OF_THREE_LOW

rules = st.builds(
    XmRRules,
    name=st.sampled_from(("own", "ours")),
    limit_constant=st.sampled_from((2.66, 3, "3/1.128", "2.66", Fraction(8, 3))),
    near_share=st.sampled_from(("2/3", 0.5)),
    range_constant=st.sampled_from((3.267, "3.27")),
    screen=st.booleans(),
    outside=st.booleans(),
    shift=st.one_of(st.none(), st.integers(1, 12)),
    trend=st.one_of(st.none(), st.integers(2, 12)),
    near_points=st.one_of(st.none(), st.integers(1, 3)),
    near_window=st.integers(3, 5),
    near_counts=st.sampled_from(("between", "beyond")),
    near_one_side=st.booleans(),
    near_marks=st.sampled_from(("near points", "all")),
    run_marks=st.sampled_from(("whole run", "once complete")),
    priority=st.permutations([str(rule) for rule in SpcRule]),
    few_below=st.integers(0, 30),
    fewest_baseline=st.integers(1, 30),
    without_limits=st.sampled_from((None, "hit or miss")),
)


class TestXmRRules:
    def test_nhs_is_making_data_count(self):
        """2.66 mean moving ranges, sevens, two of three beyond two thirds, ranges above 3.267 set aside."""
        assert XmRRules(name="nhs") == NHS
        assert (7, 7, 2, 3) == (NHS.shift, NHS.trend, NHS.near_points, NHS.near_window)
        assert Fraction(266, 100) == NHS.ratio("limit_constant")
        assert Fraction(3267, 1000) == NHS.ratio("range_constant")
        assert Fraction(2, 3) == NHS.ratio("near_share")
        assert (True, 12, 12) == (NHS.screen, NHS.few_below, NHS.fewest_baseline)

    def test_every_preset_has_its_name(self):
        """A preset is found by the name it carries."""
        assert ["nhs", "eight and six", "power bi", "individuals"] == list(XMR_PRESETS)
        assert all(name == preset.name for name, preset in XMR_PRESETS.items())

    @given(rules)
    def test_there_and_back(self, one):
        """Rules come back from their dict, from a pickle and from their repr."""
        assert one == XmRRules.from_dict(one.to_dict())
        assert one == pickle.loads(pickle.dumps(one))
        assert one == eval(repr(one), {"XmRRules": XmRRules})  # noqa: S307 - the repr is the call that makes it

    @given(rules)
    def test_a_dict_is_plain(self, one):
        """Nothing but text, numbers, truth values, None and lists of text."""
        plain = (str, int, float, bool, type(None))
        for value in one.to_dict().values():
            assert all(type(each) in plain for each in (value if isinstance(value, list) else [value]))

    def test_three_over_1_128_is_not_2_66(self):
        """The two constants differ in the fourth figure: 3/1.128 is 2.6596."""
        assert Fraction(125, 47) == XMR_PRESETS["power bi"].ratio("limit_constant")
        assert 2.6596 == round(float(Fraction(125, 47)), 4)

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"shift": 0}, "shift: must be 1 or more"),
            ({"trend": 1}, "trend: must be 2 or more"),
            ({"limit_constant": "three"}, "limit_constant: is no number or fraction; got 'three'"),
            ({"limit_constant": "3/0"}, "limit_constant: is no number or fraction"),
            ({"limit_constant": 0}, "must be above 0 and at most 100"),
            ({"limit_constant": 101}, "must be above 0 and at most 100"),
            ({"limit_constant": 2.123456789}, "has too many digits"),
            ({"near_share": "3/2"}, "near_share: must be between 0 and 1"),
            ({"range_constant": 1}, "range_constant: must be above 1"),
            (
                {"limit_constant": 2.123457, "near_share": 0.666667},
                "near_share: times limit_constant has too many",
            ),
            ({"near_points": 4}, "asks for 4 near points out of 3"),
            ({"near_counts": "outside"}, "is no known near counts"),
            ({"priority": ["shift"]}, "priority: must name each rule once"),
            ({"few_below": -1}, "few_below: must be 0 or more"),
            ({"longest": 3}, "longest: is no such key"),
            ({"name": " "}, "name: must not be empty"),
        ],
    )
    def test_what_cannot_be_is_refused(self, changes, message):
        """Each refusal names the argument and what to write."""
        with pytest.raises(InputError) as caught:
            NHS.replace(**changes)
        assert message in str(caught.value)

    @pytest.mark.parametrize(
        "changes",
        [{"screen": 1}, {"shift": 7.5}, {"limit_constant": True}, {"priority": "shift"}, {"name": 3}],
    )
    def test_what_is_of_the_wrong_kind_is_refused(self, changes):
        """A truth value is no number, and a length is whole."""
        with pytest.raises((InputTypeError, InputError)):
            NHS.replace(**changes)

    def test_all_faults_at_once(self):
        """Three wrong arguments are three faults."""
        with pytest.raises(FaultsError) as caught:
            XmRRules(shift=0, trend=0, screen="yes")
        assert ["screen", "shift", "trend"] == sorted(fault.path for fault in caught.value.faults)

    def test_an_unknown_preset_is_refused_with_the_known(self):
        """The message names the presets; spelling of case and joints does not matter."""
        with pytest.raises(InputError, match=r"Known: 'nhs', 'eight and six'"):
            xmr([1, 2], preset="nsh")
        assert 8 == xmr([1, 2], preset="Eight-and-six").rules.shift
        with pytest.raises(InputTypeError, match="must be a preset or rules"):
            xmr([1, 2], preset=7)


class TestSignal:
    def test_each_has_its_bit_rule_and_side(self):
        """Eight signals, eight bits, four rules with a high side and a low side."""
        assert [1, 2, 4, 8, 16, 32, 64, 128] == [signal.bit for signal in Signal]
        assert 4 == len({signal.rule for signal in Signal})
        assert [True, False] * 4 == [signal.is_high for signal in Signal]
        assert SpcRule.TREND is Signal.TREND_DOWN.rule


class TestVariation:
    @pytest.mark.parametrize("signal", list(Signal))
    def test_by_polarity(self, signal):
        """High signals are good where higher is better, and bad where lower is; a trend by its way."""
        good, bad = ("higher", "lower") if signal.is_high else ("lower", "higher")

        assert Variation.IMPROVEMENT is variation_of(signal, good)
        assert Variation.CONCERN is variation_of(signal, bad)
        assert Variation.NEITHER is variation_of(signal, "none") is variation_of(signal, "range")

    @pytest.mark.parametrize("polarity", list(Polarity))
    def test_no_signal_is_common_cause(self, polarity):
        """Whatever the polarity."""
        assert Variation.COMMON_CAUSE is variation_of(None, polarity)


class TestAssurance:
    @pytest.mark.parametrize(
        "target, polarity, wanted",
        [
            (40, "higher", Assurance.MEETS),
            (43.4, "higher", Assurance.HIT_OR_MISS),
            (50, "higher", Assurance.HIT_OR_MISS),
            (57.1, "higher", Assurance.HIT_OR_MISS),
            (60, "higher", Assurance.FAILS),
            (40, "lower", Assurance.FAILS),
            (43.4, "lower", Assurance.HIT_OR_MISS),
            (60, "lower", Assurance.MEETS),
            ((40, 60), "range", Assurance.MEETS),
            ((45, 60), "range", Assurance.HIT_OR_MISS),
            ((58, 60), "range", Assurance.FAILS),
            (50, "range", Assurance.HIT_OR_MISS),
            (50, "none", None),
            (None, "higher", None),
        ],
    )
    def test_by_where_the_target_lies(self, target, polarity, wanted):
        """Limits 43.4 to 57.1: strictly outside is consistent, on a limit or between is hit or miss."""
        assert wanted is assurance_of(target, 43.4, 57.1, polarity)

    @pytest.mark.parametrize("target, wanted", [(95, "consistently meets"), (100, "consistently meets")])
    def test_a_figure_that_never_varies_meets_a_target_it_is_on(self, target, wanted):
        """Always 100: 100 is met each time; 100.1 never."""
        assert wanted == assurance_of(target, 100, 100, "higher")
        assert Assurance.FAILS is assurance_of(100.1, 100, 100, "higher")
        assert Assurance.FAILS is assurance_of(99.9, 100, 100, "lower")

    def test_without_limits_it_is_as_the_rules_say(self):
        """Hit or miss by the NHS rules, which promise nothing; nothing by Power BI's."""
        assert Assurance.HIT_OR_MISS is assurance_of(40, None, None, "higher")
        assert assurance_of(40, None, None, "higher", preset="power bi") is None

    def test_what_does_not_fit_is_refused(self):
        """A range where higher is better; limits the wrong way round."""
        with pytest.raises(InputError, match="is a range"):
            assurance_of((40, 60), 1, 2, "higher")
        with pytest.raises(InputError, match="is above the upper limit 1"):
            assurance_of(40, 2, 1, "higher")


class TestXmrSignals:
    def test_outside_is_strict(self):
        """On a limit is inside."""
        assert [(), (), (Signal.ABOVE_LIMIT,), (Signal.BELOW_LIMIT,)] == list(
            xmr_signals([0, 10, 10.1, -0.1], limits=(0, 10))
        )

    def test_lines_may_differ_by_point(self):
        """Published limits of a chart that was rebased."""
        fired = xmr_signals([5, 25, 25], limits=([0, 10, 20], [10, 20, 30]))

        assert [(), (Signal.ABOVE_LIMIT,), ()] == list(fired)

    def test_runs_need_no_limits(self):
        """Seven rising points are a trend, whatever the lines; six are none."""
        assert [(Signal.TREND_UP,)] * 7 == list(xmr_signals(range(7)))
        assert [()] * 6 == list(xmr_signals(range(6)))

    def test_a_tie_ends_a_trend_and_the_mean_ends_a_shift(self):
        """Strictly above the last, strictly on one side."""
        assert not any(xmr_signals([1, 2, 3, 3, 4, 5, 6]))
        assert not any(xmr_signals([6, 6, 6, 5, 6, 6, 6], mean=5))
        assert all(xmr_signals([6] * 7, mean=5))

    def test_a_missing_point_ends_every_run(self):
        """Six points, a gap, six points: no run of seven."""
        assert not any(xmr_signals([*range(6), None, *range(6, 12)]))
        assert not any(xmr_signals([6] * 6 + [None] + [6] * 6, mean=5))
        close = xmr_signals([8, None, 8, 8], mean=5, limits=(0, 10), near=(2, 7))
        assert not any(close)

    def test_the_point_where_a_run_turns_has_both_signals(self):
        """Up for seven, down for seven: the top is both, and is named after the later run."""
        fired = xmr_signals([*range(7), *range(5, -1, -1)])

        assert (Signal.TREND_DOWN, Signal.TREND_UP) == fired[6]
        assert Signal.TREND_UP is fired[5][0]
        bottom = xmr_signals([*range(6, -1, -1), *range(1, 7)])
        assert (Signal.TREND_UP, Signal.TREND_DOWN) == bottom[6]

    @pytest.mark.parametrize(
        "changes, wanted",
        [
            ({}, [(), (), (Signal.ABOVE_LIMIT,), ()]),
            ({"near_counts": "beyond"}, [(HIGH,), (), (HIGH, Signal.ABOVE_LIMIT), ()]),
            (
                {"near_counts": "beyond", "near_marks": "all"},
                [(HIGH,), (HIGH,), (HIGH, Signal.ABOVE_LIMIT), ()],
            ),
        ],
    )
    def test_two_of_three_has_variants(self, changes, wanted):
        """8, 6, 11 about a mean of 5: 11 is outside, so it counts only where all beyond the line do."""
        fired = xmr_signals([8, 6, 11, 4], mean=5, limits=(0, 10), near=(2, 7), preset=NHS.replace(**changes))

        assert [set(one) for one in wanted] == [set(one) for one in fired]

    def test_two_of_three_on_one_side_or_not(self):
        """8, 4, 8: the one between is below the mean, which the NHS rule does not allow."""
        lines = {"mean": 5, "limits": (0, 10), "near": (2, 7)}
        anywhere = NHS.replace(near_one_side=False)

        assert not any(xmr_signals([8, 4, 8], **lines))
        assert [(HIGH,), (), (HIGH,)] == list(xmr_signals([8, 4, 8], **lines, preset=anywhere))
        assert not any(xmr_signals([8, 4, 1], **lines, preset=anywhere))
        assert [(LOW,), (LOW,), ()] == list(xmr_signals([1, 1, 4], **lines))

    def test_four_of_five(self):
        """Other numbers of points and windows are the same rule."""
        rules = NHS.replace(near_points=4, near_window=5)
        lines = {"mean": 5, "limits": (0, 10), "near": (2, 7), "preset": rules}

        assert [(HIGH,), (HIGH,), (), (HIGH,), (HIGH,)] == list(xmr_signals([8, 8, 6, 8, 8], **lines))
        assert not any(xmr_signals([8, 8, 6, 6, 8], **lines))

    def test_once_complete(self):
        """Only the seventh point of a run and what follows are marked."""
        rules = NHS.replace(run_marks="once complete")

        assert [False] * 6 + [True] * 2 == [bool(one) for one in xmr_signals([6] * 8, mean=5, preset=rules)]
        assert [False] * 6 + [True] * 2 == [bool(one) for one in xmr_signals(range(8), preset=rules)]

    def test_rules_that_are_off(self):
        """With every rule off nothing fires."""
        off = NHS.replace(outside=False, shift=None, trend=None, near_points=None)

        assert not any(xmr_signals(range(20), mean=5, limits=(4, 6), near=(4.5, 5.5), preset=off))

    def test_priority_names_points(self):
        """The order of the rules is the order of a point's signals."""
        last = NHS.replace(priority=["shift", "trend", "two of three", "outside the limits"])
        values = [6, 7, 8, 9, 10, 11, 12]

        assert Signal.ABOVE_LIMIT is xmr_signals(values, mean=5, limits=(0, 10))[-1][0]
        assert Signal.SHIFT_UP is xmr_signals(values, mean=5, limits=(0, 10), preset=last)[-1][0]

    def test_nothing_in_nothing_out(self):
        """No figures have no signals."""
        assert () == xmr_signals([])

    def test_lines_that_do_not_fit_are_refused(self):
        """One number, or one a point; and two of three needs to know the side."""
        with pytest.raises(InputError, match=r"mean: does not fit the figures; got 2 numbers"):
            xmr_signals([1, 2, 3], mean=[1, 2])
        with pytest.raises(InputError, match="is needed to tell the side of two of three"):
            xmr_signals([1, 2, 3], near=(0, 5))
        with pytest.raises(InputTypeError, match=r"limits\[0\]: must be a number"):
            xmr_signals([1, 2, 3], limits=("0", 5))
        with pytest.raises(InputTypeError, match=r"Write limits=\(lower, upper\)"):
            xmr_signals([1, 2, 3], limits=5)
        with pytest.raises(InputError, match="must be one series"):
            xmr_signals([[1, 2, 3], [4, 5, 6]], mean=2)
