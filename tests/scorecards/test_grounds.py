"""Several grounds at once: an interval, a promotion, a forecast and a gate, and what is said of each."""

from typing import Any

import pytest

from kpirag import (
    MET_OR_NOT,
    RAG,
    Forecast,
    Gate,
    Indicator,
    IndicatorSet,
    InputError,
    InputTypeError,
    Interval,
    IntervalRule,
    Outturn,
    Period,
    Promotion,
    Reason,
    Scheme,
    Scorecard,
    Target,
    Tolerance,
    rate,
)
from kpirag.scorecards.movements import Cause

Q1 = Period.quarter(2022, 1)
Q2 = Period.quarter(2022, 2)
VISITS = Indicator("v", "Visits", polarity="higher", unit="percent")
OTHER = Indicator("o", "Other", polarity="higher", unit="percent")
SECRET = Indicator("s", "Serious incidents", polarity="lower", restricted=True, group="Care")
COUNT = Indicator("n", "Incidents", polarity="lower")
THREE = Scheme("Three", states=("worse", "similar", "better"), interval="similar")
EXPECTED = Promotion("red", "amber", when="expected to be met", without="stays")
WEST = RAG.replace(name="West", promote=EXPECTED)


def card(
    figures: dict[str, Any],
    scheme: Scheme,
    *,
    target: Target | None = None,
    period: Period = Q1,
    **options: Any,
) -> Scorecard:
    """Return a scorecard of visits and another indicator, both with a target of 60 unless said."""
    goal = Target(60) if target is None else target
    given = {"v": goal, "o": goal}
    return IndicatorSet([VISITS, OTHER], given, figures).scorecard(period, scheme, **options)


class TestGatesAndTheirGrounds:
    def test_a_mistyped_ref_of_those_that_are_forced_is_refused(self) -> None:
        """A gate that forces nobody would never be noticed."""
        with pytest.raises(InputError, match=r"scheme\.gates\[0\]\.of\[0\]: names no indicator"):
            card({"v": Outturn(Q1, 50)}, RAG.replace(gates=Gate("v", "red", of=["oo"])))

    def test_a_gate_is_judged_by_its_figure_though_it_is_not_rated(self) -> None:
        """No incidents are no incidents, also where the scheme wants an interval to rate them."""
        scheme = THREE.replace(gates=Gate("n", "worse"))
        board = IndicatorSet(
            [COUNT, VISITS],
            {"n": Target(0), "v": Target(60)},
            {"n": Outturn(Q1, 0), "v": Outturn(Q1, 80, intervals=(75, 85))},
        )
        made = board.scorecard(Q1, scheme)

        assert Reason.NO_INTERVAL is made["n"].rating.reason
        assert "better" == made["v"].rating.status

    def test_a_forced_state_is_named_and_so_is_what_came_before(self) -> None:
        """Red, promoted because of a forecast, and forced back: both are said."""
        figures = {"v": Outturn(Q1, 50), "o": Outturn(Q1, 50, forecast=70)}
        made = card(figures, WEST.replace(gates=Gate("v", "red", of=["o"])))

        assert (
            "promoted to Amber as the target is expected to be met at the year end, "
            "forced to Red as v misses its target"
        ) in made["o"].rating.explain()

    def test_how_many_cases_it_would_have_taken_is_not_said_of_a_forced_state(self) -> None:
        """No number of cases would have changed it."""
        figures = {"v": Outturn(Q1, 50), "o": Outturn(Q1, numerator=9, denominator=10)}
        rating = card(figures, RAG.replace(gates=Gate("v", "red", of=["o"])))["o"].rating

        assert (None, None) == (rating.cases_to("green"), rating.cases_to_recover())

    def test_something_else_is_no_gate(self) -> None:
        """A wrong kind is named."""
        with pytest.raises(InputTypeError, match="gate"):
            rate(VISITS, Outturn(Q1, 50), Target(60)).forced("x", missed=True)


class TestRestrictedGates:
    def _public(self) -> Scorecard:
        board = IndicatorSet(
            [SECRET, VISITS],
            {"s": Target(0), "v": Target(60)},
            {"s": Outturn(Q1, 3), "v": Outturn(Q1, 70)},
        )
        return board.scorecard(Q1, RAG.replace(gates=Gate("s", "red", of=["v"])), public=True)

    def test_nothing_public_names_it(self) -> None:
        """Neither the page nor the rules on it say which restricted indicator forces the colour."""
        made = self._public()

        assert "red" == made["v"].rating.status
        assert "forced to Red as restricted indicator 1 misses its target" in made["v"].rating.explain()
        assert ["restricted indicator 1"] == [gate.ref for gate in made["v"].rating.scheme.gates]
        assert "'s'" not in str(made.scheme.to_dict())

    def test_what_if_still_works(self) -> None:
        """Another tolerance is tried with the gate as it was judged."""
        made = self._public()

        assert "red" == made.what_if(tolerance=Tolerance.points(5))["v"].rating.status
        assert made == made.what_if()
        assert made.without_tolerance() == made

    def test_a_group_keeps_what_the_gates_of_other_groups_said(self) -> None:
        """A part of a full scorecard can be asked what if, too."""
        near = Indicator("v", "Visits", polarity="higher", unit="percent", group="Homes")
        board = IndicatorSet(
            [COUNT, near], {"n": Target(0), "v": Target(60)}, {"n": Outturn(Q1, 1), "v": Outturn(Q1, 70)}
        )
        group = board.scorecard(Q1, RAG.replace(gates=Gate("n", "red"))).by_group()["Homes"]

        assert group == group.what_if()


class TestPublicFigures:
    @pytest.mark.parametrize("reason", ["unreliable", "suppressed"])
    def test_what_is_withheld_keeps_neither_interval_nor_forecast(self, reason: str) -> None:
        """They say as much as the figure."""
        beside = {"intervals": (45, 55)} if reason == "unreliable" else {}
        figure = Outturn(
            Q1,
            reason=reason,
            forecast=Forecast(51, because="as now 50"),
            **beside,
        )
        row = card({"v": figure}, RAG, public=True)["v"]

        assert ((), None) == (row.outturn.intervals, row.outturn.forecast)
        assert "51" not in str(row.to_dict())

    def test_a_restricted_version_is_not_compared_with(self) -> None:
        """The figure of a definition that was restricted does not come back as the earlier one."""
        old = Indicator("v", "Visits", polarity="higher", unit="percent", ends=Q1.end, restricted=True)
        new = Indicator("v", "Visits in time", polarity="higher", unit="percent", starts=Q2.start)
        figures = [Outturn(Q1, 45), Outturn(Q2, 70)]
        board = IndicatorSet([old, new], {"v": Target(60, period=Q2)}, {"v": figures})

        assert board.scorecard(Q2, public=True)["v"].since_last_period.earlier is None
        assert board.scorecard(Q2)["v"].since_last_period.earlier is not None


class TestForecastsOfTheYear:
    def test_a_quarters_target_says_nothing_of_the_year(self) -> None:
        """24 at the year end is not held against the 10 of the first quarter."""
        homes = Indicator("h", "Homes", polarity="higher")
        quarter = Target(10, period=Q1)
        unknown = RAG.replace(promote=Promotion("red", "amber", when="expected to be met"))
        figure = Outturn(Q1, 5, forecast=24)

        assert "red" == rate(homes, figure, quarter, scheme=WEST).status
        assert Reason.NO_COMPARATOR is rate(homes, figure, quarter, scheme=unknown).reason

    def test_a_status_of_another_scheme_is_refused_with_its_place(self) -> None:
        """A typo is found when the figure is rated, not when it is printed."""
        with pytest.raises(InputError, match=r"indicators\['v'\].*forecast\.status.*Did you mean 'green'"):
            card({"v": Outturn(Q1, 50, forecast=Forecast(status="grean", by="A"))}, RAG)

    def test_the_record_tells_figure_and_reason(self) -> None:
        """What is expected, by whom and why, stands in the row's record."""
        told = Forecast(82, by="the head of service", because="two start")
        record = card({"v": Outturn(Q1, 50, intervals=(45, 55), forecast=told)}, RAG)["v"].to_dict()

        assert (82.0, "the head of service", "two start", 45.0, 55.0) == tuple(
            record[name]
            for name in ("forecast_value", "forecast_by", "forecast_because", "interval_low", "interval_high")
        )


class TestSentences:
    def test_a_state_by_interval_that_is_not_promoted(self) -> None:
        """The interval gave the state, and no promotion is claimed for it."""
        scheme = THREE.replace(promote=Promotion("similar", "better", when="better", than="last period"))
        figures = {"v": [Outturn(Q1, 55), Outturn(Q2, 50, intervals=(45, 62))]}
        said = card(figures, scheme, period=Q2)["v"].rating.explain()

        assert "includes it: Similar, not promoted as it is worse than last period" in said

    def test_the_benchmarks_own_interval_is_said_only_where_it_counts(self) -> None:
        """60 lies outside 65 to 85, whatever interval the benchmark has."""
        benchmark = Target(60, intervals=(50, 70))
        figure = Outturn(Q1, 75, intervals=(65, 85))
        overlap = THREE.replace(interval=IntervalRule("similar", against="interval of the target"))

        assert "does not include it: Better" in rate(VISITS, figure, benchmark, scheme=THREE).explain()
        assert (
            "overlaps the benchmark's: Similar" in rate(VISITS, figure, benchmark, scheme=overlap).explain()
        )

    def test_intervals_are_compared_at_one_level(self) -> None:
        """At 95% the two do not overlap; that the wider ones do is the next step."""
        rule = IntervalRule("similar", levels=(0.95, 0.998), against="interval of the target")
        scheme = Scheme("Five", states=("worst", "worse", "similar", "better", "best"), interval=rule)
        scheme = scheme.replace(edges=(("best", Tolerance.none()),))
        figure = Outturn(Q1, 50, intervals=[Interval(45, 55), Interval(40, 60, 0.998)])
        both = [Interval(57, 63), Interval(54, 66, 0.998)]

        assert "worse" == rate(VISITS, figure, Target(60, intervals=both), scheme=scheme).status
        lacking = rate(VISITS, figure, Target(60, intervals=both[:1]), scheme=scheme)
        assert Reason.NO_INTERVAL is lacking.reason


class TestCauses:
    def _moved(self, before: Scorecard, after: Scorecard) -> tuple[Cause, str]:
        (change,) = after.versus(before)
        return change.cause, change.explain()

    def test_another_forecast(self) -> None:
        """The figure rose, and the colour fell because less is expected."""
        before = card({"v": Outturn(Q1, 50, forecast=70)}, WEST)
        same = card({"v": Outturn(Q1, 50, forecast=55)}, WEST)
        later = card({"v": Outturn(Q2, 51, forecast=55)}, WEST, period=Q2)

        assert Cause.FORECAST is self._moved(before, same)[0]
        assert Cause.FORECAST is self._moved(before, later)[0]
        assert "because of another forecast" in self._moved(before, later)[1]

    def test_another_interval_is_a_revision(self) -> None:
        """The same figure with a narrower interval was corrected."""
        wide, narrow = (card({"v": Outturn(Q1, 50, intervals=(45, high))}, THREE) for high in (62, 55))

        assert Cause.DATA_REVISION is self._moved(wide, narrow)[0]

    def test_another_interval_of_the_benchmark_is_another_target(self) -> None:
        """What is compared with changed."""
        overlap = THREE.replace(interval=IntervalRule("similar", against="interval of the target"))
        figure = {"v": Outturn(Q1, 50, intervals=(45, 55))}
        near, far = (card(figure, overlap, target=Target(60, intervals=(low, 66))) for low in (54, 56))

        assert Cause.TARGET is self._moved(near, far)[0]

    def test_a_corrected_earlier_figure(self) -> None:
        """The colour rests on last quarter's figure, and that was corrected."""
        scheme = RAG.replace(promote=Promotion("red", "amber", when="better", than="last period"))
        low, high = (card({"v": [Outturn(Q1, one), Outturn(Q2, 50)]}, scheme, period=Q2) for one in (45, 55))

        assert Cause.EARLIER_FIGURE is self._moved(low, high)[0]

    def test_two_figures_that_look_alike_are_told_by_their_counts(self) -> None:
        """5 of 10 and 5000 of 10000 are both 50%, and differ in what they can bear."""
        few, many = (
            card({"v": Outturn(Q1, numerator=numerator, denominator=2 * numerator)}, THREE)
            for numerator in (5, 5000)
        )

        assert "(50%, 5 of 10 to 50%, 5,000 of 10,000)" in self._moved(few, many)[1]


class TestWrongKinds:
    @pytest.mark.parametrize(
        "options", [{"scheme": "RAG"}, {"scheme": "RAG", "tolerance": Tolerance.points(1)}]
    )
    def test_what_if_takes_a_scheme(self, options: Any) -> None:
        """The name of a scheme is no scheme."""
        with pytest.raises(InputTypeError, match="scheme"):
            card({}, RAG).what_if(**options)

    def test_a_share_is_of_states(self) -> None:
        """A number is no state."""
        with pytest.raises(InputTypeError, match="status"):
            card({}, MET_OR_NOT).summary.share(5)  # type: ignore[arg-type]  # that is the point

    def test_no_tolerance_leaves_no_variance_without_a_comment(self) -> None:
        """Beyond nothing at all, every variance wants a comment."""
        scheme = RAG.replace(commentary_beyond=Tolerance.none())

        assert ["v"] == [
            row.indicator.ref for row in card({"v": Outturn(Q1, 61)}, scheme).commentary_wanted()
        ]
