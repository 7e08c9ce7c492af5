"""Targets: what may be written for each field, what is refused and how, and what a target says of itself."""

import copy
import datetime as dt
import pickle
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Bands,
    Edge,
    FaultsError,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Status,
    Target,
    Tolerance,
    rate,
)

Q1, Q2 = Period.quarter(2022, 1), Period.quarter(2022, 2)
YEAR = Period.year(2022)
EHCP = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent", decimals=1)
COURT = Indicator("9", "Weeks to complete", polarity="lower", unit="weeks")
BEDS = Indicator("4", "Occupancy", polarity="range", unit="percent")


def fault(*values, **facts) -> str:
    """Return what is said about a target."""
    with pytest.raises((InputError, InputTypeError)) as caught:
        Target(*values, **facts)
    return str(caught.value)


class TestNumbers:
    @pytest.mark.parametrize(
        "value",
        [60, 60.0, Decimal("60.5"), Fraction(1, 3), np.float32(85.1), np.int64(3), 0, -5, Edge(98)],
        ids=repr,
    )
    def test_a_number_may_be_of_any_kind(self, value):
        """A target is any number; an edge that is reached is the number itself."""
        target = Target(value)
        assert (value.value if isinstance(value, Edge) else value) == target.value
        assert not target.is_range
        assert 1 == len(target.edges)

    @pytest.mark.parametrize("path", ["value", "floor", "stretch"])
    @pytest.mark.parametrize(
        "given", ["60", True, [60], object(), np.array(60.0), date(2022, 4, 1)], ids=repr
    )
    def test_text_and_booleans_are_none(self, path, given):
        """What is no number is refused, wherever a number is meant."""
        facts = {"value": 60} | {path: given}
        with pytest.raises(InputTypeError, match=rf"^{path}: must be a number; got "):
            Target(**facts)

    @pytest.mark.parametrize("path", ["value", "floor", "stretch"])
    @pytest.mark.parametrize(
        "given", [float("nan"), float("inf"), Decimal("NaN"), 10**400], ids=["nan", "inf", "D", "big"]
    )
    def test_nan_and_infinity_are_none(self, path, given):
        """A target that is not set is left out, and is not NaN."""
        with pytest.raises(InputError, match=rf"^{path}: "):
            Target(**{"value": 60} | {path: given})

    def test_nan_is_told_to_be_left_out(self):
        """The way out of NaN is no target, not a missing outturn."""
        assert "value: is NaN, which is not a figure; got nan. Leave out what is not set." == fault(
            float("nan")
        )

    @pytest.mark.parametrize("path", ["value", "floor", "stretch"])
    @pytest.mark.parametrize("given", [1e-7, -1e-9, 5e-324, Edge(1e-7)], ids=repr)
    def test_too_small_a_number_is_refused(self, path, given):
        """A target is nought or at least a millionth in size, so that edges can be worked out."""
        with pytest.raises(InputError, match=rf"^{path}: is too small"):
            Target(**{"value": 60} | {path: given})

    def test_something_is_given(self):
        """A target of nothing is told both forms."""
        assert "value: is not given. Write Target(60), or Target.between(40, 60)." == fault(None)

    @pytest.mark.parametrize("bounds", [{"low": 40}, {"high": 60}, {"low": 40, "high": 60}])
    def test_a_number_and_bounds_are_refused(self, bounds):
        """A number beside the bounds of a range is two targets."""
        said = "value: is given beside the bounds of a range. Write Target(60), or Target.between(40, 60)."
        assert said == fault(50, **bounds)

    @pytest.mark.parametrize("bounds", [{"low": 40}, {"high": 60}])
    def test_a_range_has_two_bounds(self, bounds):
        """One bound of a range is none."""
        assert fault(None, **bounds).startswith("value: is not given.")


class TestBetween:
    def test_a_range(self):
        """A range has two edges, ends included."""
        target = Target.between(40, 60, source="Council plan")
        assert target.is_range
        assert (Edge(40), Edge(60)) == target.edges
        assert "Council plan" == target.source

    def test_its_ends_may_be_left_out(self):
        """An end may be an edge of its own, and strict leaves both out."""
        assert (Edge(40), Edge(60, inclusive=False)) == Target.between(40, Edge(60, inclusive=False)).edges
        both = (Edge(40, inclusive=False), Edge(60, inclusive=False))
        assert both == Target.between(40, 60, strict=True).edges

    def test_its_ends_are_in_order(self):
        """The lower bound comes first; one number twice is a range of one."""
        with pytest.raises(InputError) as caught:
            Target.between(60, 40)
        assert "low: lies above the upper bound; got 60. Write the lower bound first." == str(caught.value)
        assert (Edge(50), Edge(50)) == Target.between(50, 50).edges

    @pytest.mark.parametrize("path", ["floor", "stretch"])
    def test_it_has_neither_floor_nor_stretch(self, path):
        """A range has two sides, and a floor or stretch one."""
        with pytest.raises(InputError) as caught:
            Target.between(40, 60, **{path: 30})
        assert (
            f"{path}: is not for a range, which has two sides. "
            "Use a tolerance: Tolerance.points(below=..., above=...)."
        ) == str(caught.value)

    @pytest.mark.parametrize("path, bounds", [("low", ("40", 60)), ("high", (40, True))])
    def test_its_bounds_are_numbers(self, path, bounds):
        """A bound is checked as a number is."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be a number"):
            Target.between(*bounds)

    def test_one_number_for_a_range_is_that_number(self):
        """Polarity range with a single number means between it and itself."""
        assert Bands.of(BEDS, Target(85)) == Bands.of(BEDS, Target.between(85, 85))


class TestFit:
    """A target must fit its indicator; what does not is refused with the alternatives."""

    @pytest.mark.parametrize("polarity", ["higher", "lower"])
    def test_a_range_needs_polarity_range(self, polarity):
        """A range does not say what higher or lower is better means."""
        indicator = Indicator("1", "A", polarity=polarity)
        with pytest.raises(
            InputError, match=r"Write Target\(60\) for one number, or set the polarity to range\.$"
        ):
            rate(indicator, Outturn(Q1, 50), Target.between(40, 60))

    def test_what_is_not_judged_takes_none(self):
        """An indicator with polarity none has no target."""
        indicator = Indicator("1", "Children in care", polarity="none")
        with pytest.raises(
            InputError, match=r"Leave the target out, or set the polarity to higher, lower or range\.$"
        ):
            rate(indicator, Outturn(Q1, 278), Target(60))

    @pytest.mark.parametrize("polarity, floor", [("higher", 61), ("lower", 59)])
    def test_a_floor_lies_on_the_worse_side(self, polarity, floor):
        """A floor better than the target is a slip."""
        with pytest.raises(InputError, match=r"^target\.floor: is on the better side of the target"):
            rate(Indicator("1", "A", polarity=polarity), Outturn(Q1, 50), Target(60, floor=floor))

    @pytest.mark.parametrize("polarity, stretch", [("higher", 59), ("lower", 61)])
    def test_a_stretch_lies_on_the_better_side(self, polarity, stretch):
        """A stretch worse than the target is a slip."""
        with pytest.raises(InputError, match=r"^target\.stretch: is on the worse side of the target"):
            rate(Indicator("1", "A", polarity=polarity), Outturn(Q1, 50), Target(60, stretch=stretch))

    @pytest.mark.parametrize("value", [0, -5])
    def test_percent_of_nothing_is_refused_with_the_remedy(self, value):
        """10% of nought or of a negative number is no sensible tolerance: it is written in points."""
        with pytest.raises(InputError, match=r"is no sensible tolerance.*Tolerance\.points\("):
            rate(EHCP, Outturn(Q1, 50), Target(value, tolerance=Tolerance.percent(10)))

    @pytest.mark.parametrize("scheme", [RAG, MET_OR_NOT])
    def test_a_better_side_tolerance_needs_a_better_state(self, scheme):
        """Beyond the target there must be a state to be in; with blue there is."""
        target = Target(60, tolerance=Tolerance.points(below=5, above=5))
        if scheme is RAG:
            with pytest.raises(InputError, match="Use BRAG or another scheme with a better-than-green state"):
                rate(EHCP, Outturn(Q1, 70), target, scheme=scheme)
        assert Status.BLUE is rate(EHCP, Outturn(Q1, 66), target, scheme=BRAG).status


class TestToleranceAndFloor:
    @pytest.mark.parametrize("given", [5, "5 points", 0, True, []])
    def test_a_tolerance_is_a_tolerance(self, given):
        """A bare number could be points or percent."""
        said = fault(60, tolerance=given)
        assert said.startswith("tolerance: must be a Tolerance; got ")
        assert said.endswith("Write Tolerance.points(5), Tolerance.percent(10) or Tolerance.none().")

    @pytest.mark.parametrize("tolerance", [Tolerance.points(5), Tolerance.none()])
    def test_a_floor_and_a_tolerance_are_two_amber_edges(self, tolerance):
        """A floor is the amber edge, so a tolerance beside it is an error."""
        said = (
            "floor: is given beside a tolerance. Give the floor or the tolerance: a floor is the amber edge."
        )
        assert said == fault(60, floor=55, tolerance=tolerance)

    def test_no_tolerance_of_its_own_is_the_scheme_s(self):
        """None leaves the tolerance to the scheme, and Tolerance.none() means none."""
        scheme = RAG.replace(name="Council", tolerance=Tolerance.points(5))
        assert Status.AMBER is rate(EHCP, Outturn(Q1, 56.0), Target(60), scheme=scheme).status
        none = Target(60, tolerance=Tolerance.none())
        assert Status.RED is rate(EHCP, Outturn(Q1, 56.0), none, scheme=scheme).status

    @pytest.mark.parametrize(
        "indicator, target, statuses",
        [
            (EHCP, Target(60, floor=50), {60: "green", 59.9: "amber", 50: "amber", 49.9: "red"}),
            (COURT, Target(26, floor=30), {26: "green", 26.1: "amber", 30: "amber", 30.1: "red"}),
            (EHCP, Target(60, floor=Edge(50, inclusive=False)), {50: "red", 50.1: "amber"}),
            (EHCP, Target(60, floor=60), {60: "green", 59.9: "red"}),
        ],
    )
    def test_a_floor_is_the_amber_edge(self, indicator, target, statuses):
        """From the floor to the target is amber, on the worse side of either polarity."""
        assert statuses == {value: rate(indicator, Outturn(Q1, value), target).status for value in statuses}

    def test_a_stretch_is_blue_only_where_there_is_blue(self):
        """A stretch changes the status in a scheme with a better-than-green state, and is noted elsewhere."""
        target = Target(60, stretch=70)
        assert Status.GREEN is rate(EHCP, Outturn(Q1, 71.0), target).status
        assert Status.BLUE is rate(EHCP, Outturn(Q1, 70.0), target, scheme=BRAG).status
        assert Status.GREEN is rate(EHCP, Outturn(Q1, 69.9), target, scheme=BRAG).status


class TestStrict:
    @pytest.mark.parametrize(
        "indicator, target, value, status",
        [
            (COURT, Target(26, strict=True), 26, "red"),
            (COURT, Target(26, strict=True), 25.9, "green"),
            (COURT, Target(26), 26, "green"),
            (EHCP, Target(98, strict=True), 98, "red"),
            (EHCP, Target(Edge(98, inclusive=False)), 98, "red"),
            (EHCP, Target(Edge(98, inclusive=False)), 98.1, "green"),
            (EHCP, Target(98, strict=True, tolerance=Tolerance.points(1)), 98, "amber"),
            (BEDS, Target.between(40, 60, strict=True), 40, "red"),
            (BEDS, Target.between(40, 60, strict=True), 60, "red"),
            (BEDS, Target.between(40, 60, strict=True), 50, "green"),
        ],
    )
    def test_a_strict_target_is_passed_not_met(self, indicator, target, value, status):
        """Care proceedings in less than 26 weeks: 26 weeks is not less."""
        assert status == rate(indicator, Outturn(Q1, value), target).status

    @pytest.mark.parametrize("given", [1, "yes", None])
    def test_it_is_true_or_false(self, given):
        """Strict is a yes or a no."""
        assert fault(60, strict=given).startswith("strict: must be True or False; got ")


class TestOtherFields:
    @pytest.mark.parametrize("given", ["2022/23", 2022, date(2022, 4, 1)])
    def test_a_period_is_a_period(self, given):
        """A label is read by Period.parse, not here."""
        said = fault(60, period=given)
        assert said.startswith("period: must be a Period; got ")
        assert said.endswith("Write Period.year(2022), say.")

    @pytest.mark.parametrize("path", ["kind", "source"])
    @pytest.mark.parametrize("given", [None, 1, []])
    def test_text_is_text(self, path, given):
        """Whose target it is, and where it was set, is text."""
        assert fault(60, **{path: given}).startswith(f"{path}: must be text; got ")

    def test_whose_it_is(self):
        """A target is local unless it says otherwise."""
        assert ("local", "statutory") == (Target(60).kind, Target(60, kind="statutory").kind)

    @pytest.mark.parametrize("given", ["2022-04-01", datetime(2022, 4, 1, 9), 2022])
    def test_a_day_is_a_date(self, given):
        """The day from which it applied is a date without a time."""
        assert fault(60, known_from=given).startswith("known_from: must be a date without a time")

    @pytest.mark.parametrize("given", [20, "20 for the year", YEAR])
    def test_the_whole_of_a_share_is_a_target(self, given):
        """What a target is a share of is a target, made by profiled or instalment."""
        assert fault(5, whole=given).startswith("whole: must be a Target; got ")

    def test_all_faults_are_told_at_once(self):
        """Every fault is found in one go, each with its path."""
        with pytest.raises(FaultsError) as caught:
            Target(
                "60",
                strict=1,
                floor=True,
                tolerance=5,
                period="2022/23",
                kind=None,
                known_from="now",
                profile=3,
            )
        paths = ["strict", "value", "floor", "tolerance", "period", "kind", "known_from", "profile"]
        assert paths == [each.path for each in caught.value.faults]


class TestProfileField:
    """What may be written as the profile of a full-year target."""

    @pytest.mark.parametrize(
        "given, kept",
        [
            ("even", "even"),
            (" Even ", "even"),
            ([2, 2, 6, 10], (2.0, 2.0, 6.0, 10.0)),
            ((0, 0, 0, 1), (0.0, 0.0, 0.0, 1.0)),
            (np.array([1, 1]), (1.0, 1.0)),
            ((share for share in (Decimal("0.5"), Fraction(1, 2))), (0.5, 0.5)),
        ],
        ids=["even", "Even", "list", "tuple", "array", "generator"],
    )
    def test_even_or_instalments(self, given, kept):
        """A profile is even, or the instalments in order, kept as floats."""
        assert kept == Target(20, period=YEAR, profile=given).profile

    @pytest.mark.parametrize("given", [[], [0, 0], [-1, 2], "quarterly", ""])
    def test_what_shares_nothing_out(self, given):
        """No instalments, nought in all, or less than nought is no profile."""
        assert fault(20, period=YEAR, profile=given).startswith("profile: ")

    @pytest.mark.parametrize(
        "given", [4, {2, 6, 10}, {"Q1": 2}, True, np.array(4.0), None.__class__], ids=repr
    )
    def test_what_has_no_order(self, given):
        """A number, a set or a dict is no list of instalments: their order would be guessed."""
        with pytest.raises(InputTypeError, match=r"^profile: must be 'even' or instalments; got "):
            Target(20, period=YEAR, profile=given)

    def test_each_instalment_is_a_number(self):
        """Every instalment that is none is told, with its place."""
        with pytest.raises(FaultsError) as caught:
            Target(20, period=YEAR, profile=[2, "2", None, float("nan")])
        assert ["profile[1]", "profile[2]", "profile[3]"] == [each.path for each in caught.value.faults]
        assert "Write 0 where nothing is due." == caught.value.faults[2].remedy

    def test_it_needs_the_year(self):
        """A profile shares out the target of a period, which must be named."""
        said = (
            "profile: is given without a period. Give the year it is for, such as period=Period.year(2022)."
        )
        assert said == fault(20, profile="even")

    def test_a_period_that_is_none_is_one_fault(self):
        """Where the period itself is wrong, the profile is not called wrong as well."""
        assert fault(20, period="2022/23", profile="even").startswith(
            "period: must be a Period; got '2022/23'."
        )

    @pytest.mark.parametrize("shape", [[1] * 5, [1] * 7, [1] * 13, [1] * 24])
    def test_the_number_of_instalments_fits_the_year(self, shape):
        """Instalments last whole months: a year has 1, 2, 3, 4, 6 or 12."""
        said = fault(20, period=YEAR, profile=shape)
        assert said.startswith(
            f"profile: {len(shape)} instalments of 12 months do not end where the part does; got ["
        )
        assert said.endswith("Give 12 instalments, one a month, or as many as the report has periods a year.")

    def test_only_whole_months_are_shared_out(self):
        """A span of days has no months to share it out by."""
        span = Period.span(date(2022, 4, 4), date(2022, 6, 30))
        assert "cannot be shared out: only whole months can" in fault(20, period=span, profile="even")


class TestDescribe:
    @pytest.mark.parametrize(
        "indicator, target, text",
        [
            (EHCP, Target(60), "60% or more"),
            (EHCP, Target(60, strict=True), "more than 60%"),
            (EHCP, Target(Edge(60, inclusive=False)), "more than 60%"),
            (COURT, Target(26), "26 weeks or less"),
            (COURT, Target(26, strict=True), "less than 26 weeks"),
            (BEDS, Target(85), "exactly 85%"),
            (BEDS, Target.between(80, 90), "80% to 90%"),
            (BEDS, Target.between(80, Edge(90, inclusive=False)), "80% to 90% (without 90%)"),
            (BEDS, Target.between(80, 90, strict=True), "80% to 90% (without 80% and 90%)"),
            (Indicator("1", "A", polarity="higher", unit="currency"), Target(-1250), "-£1,250 or more"),
            (
                Indicator("1", "A", polarity="lower", unit="rate", per=1_000),
                Target(3.5),
                "3.5 per 1,000 or less",
            ),
            (EHCP, Target(np.float32(85.1)), "85.1% or more"),
        ],
    )
    def test_what_reaching_it_means(self, indicator, target, text):
        """A sentence says 60% or more, or less than 26 weeks: which way, and whether that number will do."""
        assert text == target.describe(indicator)

    @pytest.mark.parametrize("given", [None, "32", 60])
    def test_it_asks_for_an_indicator(self, given):
        """The unit and the better way are the indicator's."""
        with pytest.raises(InputTypeError, match=r"^indicator: must be an Indicator"):
            Target(60).describe(given)


SHARED = Target(20, period=YEAR, tolerance=Tolerance.points(2)).profiled(to=Q1)
ALL_KINDS = [
    Target(60),
    Target(
        60.5,
        tolerance=Tolerance.percent(10),
        kind="statutory",
        source="Council plan",
        known_from=date(2022, 4, 1),
    ),
    Target(60, floor=50, stretch=Edge(70, inclusive=False), strict=True),
    Target.between(Edge(40, inclusive=False), 60, tolerance=Tolerance.points(below=2, above=1)),
    Target(20, period=YEAR, profile="even"),
    Target(20, period=YEAR, profile=[2, 2, 6, 10]),
    Target(30, starts=date(2019, 4, 1), ends=date(2022, 9, 30)),
]


class TestShare:
    @pytest.mark.parametrize(
        ("share", "told"),
        [
            ((1, 0), "is no share of a year"),
            ((5, 4), "is no share of a year"),
            ((-1, 4), "is no share of a year"),
            ("ab", "must be a part and a whole"),
            (5, "must be a part and a whole"),
            ((1, 2, 3), "must be a part and a whole"),
            (("a", 4), "must be a number"),
        ],
    )
    def test_what_is_no_share_is_refused(self, share, told):
        """A part lies between nothing and a whole that is more than nothing, in a call and in a dict."""
        for make in (
            lambda: Target(60, share=share),
            lambda: Target.from_dict({"value": 60, "share": share}),
        ):
            with pytest.raises((InputError, InputTypeError), match=f"^share: {told}"):
                make()

    @given(st.integers(1, 1000), st.integers(0, 400), st.integers(0, 400), st.integers(1, 12))
    def test_an_interval_shrinks_with_its_figure(self, tenths, below, above, month):
        """The interval of a share is the share of the interval, and holds the share of the figure."""
        low, value, high = ((tenths + more) / 10 for more in (-below, 0, above))
        whole = Target(value, period=YEAR, profile="even", intervals=(low, high))
        due = whole.profiled(to=Period.span(YEAR.start, Period.month(2022, 4).shift(month - 1).end))
        (interval,) = due.intervals

        assert (low * month / 12, high * month / 12) == pytest.approx((interval.low, interval.high))
        assert interval.low <= due.value <= interval.high
        assert whole.intervals[0].confidence == interval.confidence

    def test_a_quarter_of_18_to_22(self):
        """20 a year, from 18 to 22, is 5 a quarter, from 4.5 to 5.5; in instalments too."""
        year = Target(20, period=YEAR, profile="even", intervals=(18, 22))

        assert [(5.0, 4.5, 5.5)] * 2 == [
            (due.value, due.intervals[0].low, due.intervals[0].high)
            for due in (year.profiled(to=Q1), year.instalment(of=Q2))
        ]


class TestDays:
    OLD, NEW = Target(30, ends=date(2022, 9, 30)), Target(80, starts=date(2022, 10, 1))

    @pytest.mark.parametrize(
        ("period", "holds"),
        [(Q2, (True, False)), (Q2.shift(1), (False, True)), (Period.year(2022), (True, True))],
    )
    def test_it_holds_in_the_periods_that_touch_its_days(self, period, holds):
        """The first and the last day count; a year may touch the days of two targets."""
        assert holds == (self.OLD.holds_in(period), self.NEW.holds_in(period))

    def test_a_target_of_another_time_judges_nothing(self):
        """A figure is not compared with a target that did not hold then."""
        with pytest.raises(InputError, match=r"^target\.starts: the target holds for \.\.\. to 2022-09-30"):
            rate(EHCP, Outturn(Q2.shift(1), 55.0), self.OLD)

        assert Status.GREEN is rate(EHCP, Outturn(Q2, 55.0), self.OLD).status

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            ({"starts": date(2022, 1, 1), "ends": date(2021, 1, 1)}, "starts: is after the last day"),
            ({"starts": "2022-01-01"}, "starts: must be a date"),
            ({"ends": datetime(2022, 1, 1)}, "ends: must be a date without a time"),
        ],
    )
    def test_days_are_days_in_order(self, days, told):
        """A text, a moment and an end before the start are refused by name."""
        with pytest.raises((InputError, InputTypeError), match=f"^{told}"):
            Target(60, **days)

    def test_one_day_is_enough(self):
        """A target may hold for a single day."""
        assert Target(60, starts=Q1.end, ends=Q1.end).holds_in(Q1)


class TestRecords:
    def test_a_record_is_plain(self):
        """A record holds text, numbers, booleans, None and the records of tolerance and period."""
        target = Target(Edge(98, inclusive=False), tolerance=Tolerance.points(1), period=Q1)
        assert {
            "value": 98.0,
            "value_inclusive": False,
            "low": None,
            "low_inclusive": None,
            "high": None,
            "high_inclusive": None,
            "floor": None,
            "floor_inclusive": None,
            "stretch": None,
            "stretch_inclusive": None,
            "tolerance": Tolerance.points(1).to_dict(),
            "strict": False,
            "period": Q1.to_dict(),
            "kind": "local",
            "source": "",
            "profile": None,
            "known_from": None,
            "starts": None,
            "ends": None,
            "whole": None,
            "share": None,
            "as_at": None,
            "intervals": [],
        } == target.to_dict()

    @pytest.mark.parametrize("target", [*ALL_KINDS, SHARED], ids=repr)
    def test_there_and_back(self, target):
        """What a record describes, a pickle holds and a copy shows is the same target."""
        for again in (
            Target.from_dict(target.to_dict()),
            pickle.loads(pickle.dumps(target)),
            copy.copy(target),
            copy.deepcopy(target),
        ):
            assert (target, hash(target), target.whole) == (again, hash(again), again.whole)

    @pytest.mark.parametrize("target", ALL_KINDS, ids=repr)
    def test_a_repr_makes_it_again(self, target):
        """A repr is the call that makes it."""
        names = {"Target": Target, "Tolerance": Tolerance, "Edge": Edge, "Period": Period, "datetime": dt}
        assert target == eval(repr(target), names)  # noqa: S307 - the repr made on this line

    def test_a_wrong_record_is_refused(self):
        """An unknown key and a record of nothing are told."""
        with pytest.raises(InputError, match=r"^vlaue: is no such key\. Did you mean 'value'\?"):
            Target.from_dict({"vlaue": 60})
        with pytest.raises(InputError, match="value: is not given"):
            Target.from_dict({})
        with pytest.raises(InputError, match="known_from: must be a date written year-month-day"):
            Target.from_dict({"value": 60, "known_from": "April"})
        with pytest.raises(InputTypeError, match=r"^whole: must be a Target; got 5"):
            Target.from_dict({"value": 60, "whole": 5})
        with pytest.raises(InputError, match=r"^whole\.valu: is no such key"):
            Target.from_dict({"value": 60, "whole": {"valu": 5}})

    @pytest.mark.parametrize(
        ("facts", "path"),
        [
            ({"tolerance": {"kind": "points", "szie": 5}}, "tolerance.szie"),
            ({"tolerance": "5 points"}, "tolerance"),
            ({"period": Q1.to_dict() | {"strat": 1}}, "period.strat"),
            ({"period": "Q1 2022/23"}, "period"),
            ({"as_at": Q1.to_dict() | {"strat": 1}}, "as_at.strat"),
            ({"whole": {"value": 5, "period": {"frequency": "year"}}}, "whole.period.start"),
        ],
    )
    def test_a_record_in_a_record_tells_its_place(self, facts, path):
        """What is wrong in the dict of a part is told with the name of the part."""
        with pytest.raises((InputError, InputTypeError, FaultsError)) as caught:
            Target.from_dict({"value": 60} | facts)

        assert path == getattr(caught.value, "faults", (caught.value,))[0].path

    def test_it_does_not_change(self):
        """A target is a value; what was compiled from it is no part of it."""
        target = Target(60)
        with pytest.raises(FrozenInstanceError):
            target.value = 61
        rate(EHCP, Outturn(Q1, 55.0), target)
        assert target.compiled[0] is EHCP
        assert (Target(60), hash(Target(60)), repr(Target(60))) == (target, hash(target), repr(target))
        assert pickle.loads(pickle.dumps(target)).compiled[0] is None
        assert copy.deepcopy(target).compiled[0] is None
