"""Gates, commentary, runs and escalation: what a scorecard asks of several rows or periods."""

import json

import pytest

from kpirag import (
    BRAG,
    RAG,
    FaultsError,
    Forecast,
    Gate,
    Indicator,
    IndicatorSet,
    InputError,
    InputTypeError,
    Interval,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Target,
    Tolerance,
)
from kpirag.scorecards.movements import Cause

Q2 = Period.quarter(2022, 2)
Q1 = Q2.previous
# NZ Corrections: any core incident forces the lowest grade.
# https://www.corrections.govt.nz/resources/statistics/prison_performance_tables/prison_performance_table_methodology
INCIDENTS = Indicator("incidents", "Core incidents", polarity="lower")
GRADE = Indicator("grade", "Score of the prison", polarity="higher", unit="percent")
OTHER = Indicator("other", "Something else", polarity="higher", unit="percent")
GATE = Gate("incidents", "red", of=["grade"])
SCHEME = RAG.replace(name="Corrections", gates=GATE)
TARGETS = {"incidents": Target(0), "grade": Target(80), "other": Target(80)}


def card(incidents: float | None, *, scheme: Scheme = SCHEME, period: Period = Q2, **options):
    """Return the scorecard with so many incidents; None if that is not known."""
    figures = {"grade": Outturn(period, 90), "other": Outturn(period, 90)}
    if incidents is not None:
        figures["incidents"] = Outturn(period, incidents)
    return IndicatorSet([INCIDENTS, GRADE, OTHER], TARGETS, figures).scorecard(period, scheme, **options)


class TestGates:
    @pytest.mark.parametrize(("incidents", "status"), [(0, "green"), (1, "red"), (7, "red")])
    def test_a_missed_gate_forces_the_state(self, incidents, status):
        """One core incident makes the grade red, however good the score is; others are as they were."""
        made = card(incidents)

        assert (status, "green") == (made["grade"].rating.status, made["other"].rating.status)

    def test_without_the_gates_figure_the_state_is_not_known(self):
        """A grade is not given on the hope that there were no incidents."""
        assert Reason.NO_COMPARATOR is card(None)["grade"].rating.reason

    def test_a_gate_never_lifts_a_state(self):
        """What is worse than the gate's state stays so."""
        amber = RAG.replace(name="Corrections", gates=Gate("incidents", "amber"))
        poor = IndicatorSet(
            [INCIDENTS, GRADE, OTHER], TARGETS, {"grade": Outturn(Q2, 10), "incidents": Outturn(Q2, 1)}
        )

        assert "red" == poor.scorecard(Q2, amber)["grade"].rating.status

    def test_without_refs_it_holds_for_all_others(self):
        """A gate that names no refs forces every row but its own."""
        made = card(2, scheme=RAG.replace(gates=Gate("incidents", "amber")))

        assert ["red", "amber", "amber"] == [str(row.rating.status) for row in made]

    def test_the_sentence_says_so(self):
        """A forced colour names the gate, and keeps what the figure gives."""
        assert "forced to Red as incidents misses its target" in card(1)["grade"].rating.explain()
        assert card(1)["grade"].rating.met is True

    def test_it_counts_in_the_summary_and_what_if_keeps_it(self):
        """The forced state is the row's state."""
        made = card(1)

        assert {"green": 1, "amber": 0, "red": 2} == dict(made.summary.counts)
        assert made == made.what_if(scheme=SCHEME)
        assert "green" == made.what_if(scheme=RAG)["grade"].rating.status

    def test_a_change_is_put_down_to_the_gate(self):
        """The score did not change; the incidents did."""
        (moved,) = [one for one in card(1).versus(card(0)) if one.ref == "grade"]

        assert Cause.GATE is moved.cause
        assert "because of another indicator's missed target" in moved.explain()

    def test_a_restricted_gate_works_and_is_not_named(self):
        """The public scorecard has the forced colour, and no word on what is restricted."""
        hidden = Indicator("incidents", "Core incidents", polarity="lower", restricted=True)
        figures = {"grade": Outturn(Q2, 90), "incidents": Outturn(Q2, 1)}
        made = IndicatorSet([hidden, GRADE], {"incidents": Target(0), "grade": Target(80)}, figures)
        public = made.scorecard(Q2, SCHEME, public=True)

        assert ["grade"] == [row.indicator.ref for row in public]
        assert "red" == public["grade"].rating.status
        assert "incidents" not in public.to_text()

    def test_an_unknown_ref_is_refused(self):
        """A gate on an indicator that is not there would never hold."""
        with pytest.raises(InputError, match=r"scheme\.gates\[0\]\.ref: names no indicator"):
            card(0, scheme=RAG.replace(gates=Gate("incidnts", "red")))

    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (lambda: RAG.replace(gates=Gate("a", "blue")), InputError),
            (lambda: RAG.replace(gates=["a"]), InputTypeError),
            (lambda: RAG.replace(gates="a"), InputTypeError),
            (lambda: Gate(None, 3), FaultsError),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, make, kind):
        """A gate has a ref and a state of the scheme."""
        with pytest.raises(kind):
            make()

    def test_a_scheme_is_rebuilt_with_its_gates(self):
        """Through JSON too."""
        assert SCHEME == Scheme.from_dict(json.loads(json.dumps(SCHEME.to_dict())))


class TestCommentary:
    # Victoria DPC, 2018-19: commentary forced if variance exceeds 5% in either direction.
    VICTORIA = RAG.replace(name="Victoria", commentary_beyond=Tolerance.percent(5))

    @pytest.mark.parametrize(
        ("value", "wanted"), [(76, False), (75.9, True), (80, False), (84, False), (84.1, True)]
    )
    def test_a_variance_beyond_the_bound_wants_a_comment_on_either_side(self, value, wanted):
        """5% of 80 is 4: exactly 4 is within, more is not, above the target as below it."""
        made = IndicatorSet([GRADE], {"grade": Target(80)}, {"grade": Outturn(Q2, value)})

        assert wanted is bool(made.scorecard(Q2, self.VICTORIA).commentary_wanted())

    def test_a_comment_satisfies_it(self):
        """What is explained is not asked for again."""
        made = IndicatorSet(
            [GRADE], {"grade": Target(80)}, {"grade": Outturn(Q2, 20, note="Two wards shut.")}
        )

        assert () == made.scorecard(Q2, self.VICTORIA).commentary_wanted()

    def test_one_side_alone(self):
        """A bound on one side asks nothing of the other."""
        below = RAG.replace(commentary_beyond=Tolerance.points(below=2))
        made = IndicatorSet([GRADE], {"grade": Target(80)}, {"grade": Outturn(Q2, 99)})

        assert () == made.scorecard(Q2, below).commentary_wanted()

    def test_variance_has_a_sign(self):
        """The variance is the figure less the target; 0 inside a range."""
        near = Indicator("near", "Occupancy", polarity="range", unit="percent")
        made = IndicatorSet(
            [GRADE, near],
            {"grade": Target(80), "near": Target.between(80, 90)},
            {"grade": Outturn(Q2, 70.1), "near": Outturn(Q2, 85)},
        ).scorecard(Q2)

        assert [-9.9, 0.0] == [row.rating.variance for row in made]


class TestRunning:
    # West Lindsey, 2020/21 on: reported when above or below for two consecutive periods.
    def _cards(self, first: float | None, second: float):
        figures = [Outturn(Q2, second), *([] if first is None else [Outturn(Q1, first)])]
        made = IndicatorSet([GRADE], {"grade": Target(80, stretch=90)}, {"grade": figures})
        return made.scorecard(Q2, BRAG), made.scorecard(Q1, BRAG)

    @pytest.mark.parametrize(
        ("first", "second", "running"),
        [
            (70, 60, True),
            (85, 60, False),
            (95, 99, True),
            (95, 60, False),
            (85, 85, False),
            (None, 60, False),
        ],
    )
    def test_two_periods_on_one_side(self, first, second, running):
        """Short of the target twice, or better than met twice; not once each, nor where one is missing."""
        now, before = self._cards(first, second)

        assert running is bool(now.running(before))

    def test_something_else_is_refused(self):
        """It takes scorecards."""
        with pytest.raises(InputTypeError, match=r"earlier\[0\]"):
            self._cards(70, 60)[0].running(Q1)


class TestEscalation:
    def test_a_miss_with_a_downturn_alone(self):
        """Flintshire, 2017/18: red or amber is escalated only with a downturn."""
        figures = {"grade": [Outturn(Q1, 60), Outturn(Q2, 70)], "other": [Outturn(Q1, 75), Outturn(Q2, 70)]}
        made = IndicatorSet([GRADE, OTHER], {"grade": Target(80), "other": Target(80)}, figures).scorecard(Q2)

        assert ["grade", "other"] == [row.indicator.ref for row in made.exceptions()]
        assert ["other"] == [row.indicator.ref for row in made.exceptions(worse_since="last period")]
        with pytest.raises(InputError, match="'last period' or 'last year'"):
            made.exceptions(worse_since="ever")


class TestTravel:
    @pytest.mark.parametrize(
        ("earlier", "now", "words"),
        [
            (70, 75, "improving, still off target"),
            (70, 85, "improving"),
            (90, 85, "declining, within limits"),
            (85, 70, "declining, off target"),
            (85, 85, "stable"),
            (70, 70, "stable, off target"),
            (None, 70, ""),
        ],
    )
    def test_the_symbol_depends_on_the_target_too(self, earlier, now, words):
        """Rotherham, 2016/17: a decline within limits is not a decline off target."""
        figures = [Outturn(Q2, now), *([] if earlier is None else [Outturn(Q1, earlier)])]
        made = IndicatorSet([GRADE], {"grade": Target(80)}, {"grade": figures})

        assert words == made.scorecard(Q2)["grade"].travel

    def test_what_is_not_judged_only_moves(self):
        """A count goes up or down, without good or bad."""
        count = Indicator("count", "Contacts", polarity="none")
        made = IndicatorSet([count], {}, {"count": [Outturn(Q1, 5), Outturn(Q2, 7)]})

        assert "up" == made.scorecard(Q2)["count"].travel


class TestBenchmarks:
    @pytest.mark.parametrize(("year", "stale"), [(2021, False), (2020, False), (2019, True)])
    def test_a_benchmark_more_than_two_years_old_is_a_caveat(self, year, stale):
        """One a year behind is usual; in September 2022 one of 2019/20 is out of date."""
        benchmark = Target(80, kind="local", source="England average", as_at=Period.year(year))
        made = IndicatorSet([GRADE], {"grade": benchmark}, {"grade": Outturn(Q2, 85)}).scorecard(Q2)

        assert stale is ("more than two years before" in made["grade"].caveat)


class TestLabels:
    def test_a_reason_may_have_a_name_of_its_own(self):
        """Havering, 2024/25: blue is narrative only. Other reasons keep the plain words."""
        scheme = RAG.replace(labels={"contextual": "Blue", "not rated": "Grey"})
        count = Indicator("count", "Contacts", polarity="none")
        made = IndicatorSet([count, GRADE], {"grade": Target(80)}, {"count": Outturn(Q2, 5)}).scorecard(
            Q2, scheme
        )

        assert ["Blue", "Grey"] == [row.rating.word for row in made]


class TestReading:
    def test_records_give_intervals_and_forecasts(self):
        """Ends of an interval and a forecast are plain fields of a record."""
        made = IndicatorSet.from_records(
            [{"ref": 1, "name": "Visits", "polarity": "higher", "unit": "percent"}],
            [{"ref": 1, "value": 80, "interval_low": 79, "interval_high": 81, "as_at": "2021/22"}],
            [
                {
                    "ref": 1,
                    "period": "Q2 2022/23",
                    "value": 75,
                    "interval_low": "70%",
                    "interval_high": 80,
                    "forecast": "82%",
                    "forecast_by": "the head of service",
                }
            ],
        )
        outturn = made.outturns["1"].at(Q2)

        assert (Interval(70, 80),) == outturn.intervals
        assert Forecast(82, by="the head of service") == outturn.forecast
        assert (Interval(79, 81), Period.year(2021)) == (
            made.targets["1"][0].intervals[0],
            made.targets["1"][0].as_at,
        )
        assert made == IndicatorSet.from_records(**made.to_records())

    @pytest.mark.parametrize(
        ("field", "path"),
        [
            ({"interval_low": 70}, "interval_high"),
            ({"forecast_status": "green"}, "forecast"),
            ({"interval_low": 9, "interval_high": 8}, "interval_low"),
        ],
    )
    def test_half_an_interval_or_an_anonymous_judgement_is_a_fault(self, field, path):
        """Each names its field."""
        with pytest.raises((InputError, FaultsError, InputTypeError), match=path):
            IndicatorSet.from_records(
                [{"ref": 1, "name": "Visits", "polarity": "higher", "unit": "percent"}],
                (),
                [{"ref": 1, "period": "Q2 2022/23", "value": 75, **field}],
            )


class TestAssertedBesideARule:
    def test_a_persons_rating_has_the_promoted_one_beside_it(self):
        """Where the rule needs last year's figure, what it gives is worked out with it."""
        scheme = RAG.replace(name="Trend", promote=Promotion("red", "amber", when="better"))
        figures = [Outturn(Q2.same_last_year, 50), Outturn(Q2, 60)]
        given = Rating.asserted(
            GRADE, figures[1], "green", by="A", because="b", target=Target(80), scheme=scheme
        )
        made = IndicatorSet([GRADE], {"grade": Target(80)}, {"grade": figures}, [given]).scorecard(Q2, scheme)

        assert "amber" == made["grade"].rating.computed.status
        assert made["grade"].rating.disagrees


class TestGatesAtTheBottom:
    def test_what_cannot_get_worse_is_known_without_the_gate(self):
        """A red figure is red whatever the incidents are."""
        poor = IndicatorSet([INCIDENTS, GRADE, OTHER], TARGETS, {"grade": Outturn(Q2, 10)})

        assert "red" == poor.scorecard(Q2, SCHEME)["grade"].rating.status

    def test_a_variance_from_a_target_of_0_wants_a_comment(self):
        """5% of 0 is 0, so any variance is beyond it; none is not."""
        scheme = TestCommentary.VICTORIA
        for value, wanted in ((0, 0), (1, 1)):
            made = IndicatorSet([INCIDENTS], {"incidents": Target(0)}, {"incidents": Outturn(Q2, value)})
            assert wanted == len(made.scorecard(Q2, scheme).commentary_wanted())
