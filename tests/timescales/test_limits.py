"""Two limits on one activity: a statutory one and the council's own."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpirag import Indicator, InputError, InputTypeError, Outturn, Period, Reason, Status, Target, rate
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    Case,
    CaseState,
    Exempt,
    Extend,
    Timescale,
    TwoLimits,
    TwoTimeliness,
    VersionedTimescale,
    timeliness,
)
from tests.timescales.strategies_cases import Q2, as_ofs, cases, cohorts, many_cases

VISITS = TwoLimits(
    Timescale(15, "working days", name="Statutory visits"),
    Timescale(10, "working days", name="Local visits"),
    name="Child protection visits",
)
START = date(2022, 7, 1)


def judged(case: Case, as_of=Q2.end, **options):
    """Return both verdicts on a visit as of the end of September 2022, in England and Wales."""
    return VISITS.judged(case, as_of=as_of, calendar=ENGLAND_AND_WALES, **options)


def after(n: int, **facts) -> Case:
    """Return a visit that was made so many working days after 1 July 2022."""
    return Case(START, ENGLAND_AND_WALES.shift(START, n), **facts)


def both(many, period=Q2, **options) -> TwoTimeliness:
    """Return both figures of a period, in England and Wales."""
    return VISITS.timeliness(many, period=period, as_of=period.end, calendar=ENGLAND_AND_WALES, **options)


class TestColours:
    @pytest.mark.parametrize(
        "days, status", [(0, "green"), (10, "green"), (11, "amber"), (15, "amber"), (16, "red"), (60, "red")]
    )
    def test_green_amber_red(self, days, status):
        """Within the local limit green, within the statutory one amber, beyond it red."""
        assert (status, None) == (judged(after(days)).status, judged(after(days)).reason)

    def test_each_limit_has_its_own_verdict(self):
        """A visit on the 12th working day is in time by law and two days over by the council's own limit."""
        visit = judged(after(12))

        assert (CaseState.MET, 0) == (visit.statutory.state, visit.statutory.days_over)
        assert (CaseState.LATE, 2) == (visit.local.state, visit.local.days_over)

    @pytest.mark.parametrize(
        "days, status, reason, local",
        [
            (10, "not rated", "not due", "open in time"),
            (12, "not rated", "not due", "open overdue"),
            (15, "not rated", "not due", "open overdue"),
            (16, "red", None, "open overdue"),
        ],
    )
    def test_an_open_case_is_red_or_not_judged_yet(self, days, status, reason, local):
        """Past the local limit it can no longer be green, and may yet be amber or red."""
        visit = judged(Case(START), as_of=ENGLAND_AND_WALES.shift(START, days))

        assert (status, reason, local) == (visit.status, visit.reason, visit.local.state)

    def test_why_a_case_is_not_judged(self):
        """Exempt: not applicable. Ended before it started: unreliable. Not started: not due."""
        exempt = judged(after(60, edits=[Exempt("family abroad")]))
        invalid, future = judged(Case(START, date(2022, 6, 20))), judged(Case(date(2022, 10, 3)))

        assert [Status.NOT_RATED] * 3 == [each.status for each in (exempt, invalid, future)]
        assert [Reason.NOT_APPLICABLE, Reason.UNRELIABLE, Reason.NOT_DUE] == [
            each.reason for each in (exempt, invalid, future)
        ]
        assert Status.GREEN == judged(Case(START, date(2022, 6, 20)), invalid="zero").status

    def test_an_extension_moves_both(self):
        """An agreed date is the last day in time by either limit."""
        assert "green" == judged(after(20, edits=[Extend(date(2022, 7, 29))])).status

    @given(case=cases(), as_of=as_ofs)
    def test_local_met_implies_statutory_met(self, case, as_of):
        """Who is within the shorter limit is within the longer one, whatever happened to the clock."""
        visit = judged(case, as_of)

        assert visit.local.due <= visit.statutory.due
        if visit.local.underlying.in_time:
            assert visit.statutory.underlying.in_time
        if visit.statutory.underlying.in_time is False:
            assert visit.local.underlying.in_time is False

    @given(case=cases(), as_of=as_ofs)
    def test_the_verdicts_are_those_of_each_limit_alone(self, case, as_of):
        """Judging by two limits is judging twice."""
        visit = judged(case, as_of)

        assert visit.statutory == case.judged(VISITS.statutory, as_of=as_of, calendar=ENGLAND_AND_WALES)
        assert visit.local == case.judged(VISITS.local, as_of=as_of, calendar=ENGLAND_AND_WALES)

    def test_the_sentence(self):
        """The colour first, then both verdicts."""
        told = judged(after(12, ref="7")).explain()

        assert told.startswith(
            "7: Amber. Statutory: met. It ended on 19 July 2022, after 12 working days. Due 22 July"
        )
        assert " Local: late, 2 working days over." in told
        assert "Not rated (not due)." in judged(Case(START), as_of=START).explain()


class TestPaperD:
    """Source: Darlington, Q2 2019/20: 93.3% of visits in 15 working days, 73.8% in the council's own 10."""

    PERIOD = Period.quarter(2019, 2)
    START = date(2019, 7, 1)

    def visits(self, days: dict[int, int]) -> list[Case]:
        """Return made visits: so many after so many working days."""
        return [
            Case(self.START, ENGLAND_AND_WALES.shift(self.START, n))
            for n, many in days.items()
            for _ in range(many)
        ]

    def test_one_set_of_visits_and_two_verdicts(self):
        """149 made visits, the fewest that give both percentages: 110 within 10 days, 139 within 15."""
        whole, local, statutory = 149, 110, 139
        made = self.visits({10: local, 15: statutory - local, 16: whole - statutory})
        found = both(made, self.PERIOD)

        assert ("93.3", "73.8") == (f"{found.statutory.percentage:.1f}", f"{found.local.percentage:.1f}")
        assert {
            "green": local,
            "amber": statutory - local,
            "red": whole - statutory,
            "not rated": 0,
        } == found.counts

    def test_each_figure_is_rated_on_its_own(self):
        """14 of 15 are 93.3% within 15 working days: green against 90%; 11 of them within 10: 73.3%, red."""
        percent = {"polarity": "higher", "unit": "percent", "decimals": 1}
        found = both(self.visits({10: 11, 15: 3, 16: 1}), self.PERIOD)
        law = rate(Indicator("1", "In 15 working days", **percent), found.statutory.outturn, Target(90))
        own = rate(Indicator("2", "In 10 working days", **percent), found.local.outturn, Target(90))

        assert Outturn(self.PERIOD, numerator=14, denominator=15) == found.statutory.outturn
        assert ("93.3%", Status.GREEN, "73.3%", Status.RED) == (
            law.value_text,
            law.status,
            own.value_text,
            own.status,
        )


class TestTimeliness:
    @given(many=many_cases, cohort=st.sampled_from(["ended", "started", "open"]))
    def test_the_colours_add_up_to_both_figures(self, many, cohort):
        """Green are in time by the local limit, green and amber in time by law, red late."""
        found = both(many, cohort=cohort)
        shades = found.counts

        assert (
            len(found.cases) == sum(shades.values()) == len(found.statutory.cases) == len(found.local.cases)
        )
        assert found.statutory.late == shades["red"]
        if cohort != "open":
            assert found.local.numerator == shades["green"]
            assert found.statutory.numerator == shades["green"] + shades["amber"]

    @given(many=many_cases, cohort=cohorts)
    def test_each_figure_is_that_of_its_limit_alone(self, many, cohort):
        """Two limits give what each of them gives."""
        found = both(many, cohort=cohort)
        options = {"period": Q2, "as_of": Q2.end, "calendar": ENGLAND_AND_WALES, "cohort": cohort}

        assert timeliness(many, VISITS.statutory, **options) == found.statutory
        assert timeliness(many, VISITS.local, **options) == found.local

    @given(many=many_cases, cohort=cohorts)
    def test_groups_add_up(self, many, cohort):
        """Every case is in one group, with its colour."""
        found = both(many, cohort=cohort)
        groups = found.by_group().values()

        assert found.counts == {
            shade: sum(each.counts[shade] for each in groups)
            for shade in ("green", "amber", "red", "not rated")
        }
        assert found.local.numerator == sum(each.local.numerator for each in groups)

    def test_due_goes_by_each_limit(self):
        """Due on 30 September by the local limit, in October by law: in one figure, not in the other."""
        found = both([Case(date(2022, 9, 15))], cohort="due")

        assert (1, 0, 0) == (len(found.local.cases), len(found.statutory.cases), len(found.cases))

    def test_the_words_and_the_values(self):
        """The sentence has the colours and both figures; the dict is plain values."""
        found = both([after(10), after(12)])
        told = json.loads(json.dumps(found.to_dict()))

        assert found.explain().startswith(
            "Child protection visits: 1 green, 1 amber, 0 red, 0 not rated. Statutory"
        )
        assert f"<TwoTimeliness {found.explain()}>" == repr(found)
        assert (found.counts, 2, 1) == (
            told["counts"],
            told["statutory"]["numerator"],
            told["local"]["numerator"],
        )
        assert "amber" == json.loads(json.dumps(judged(after(12)).to_dict()))["status"]


class TestWhatIsRefused:
    def test_a_longer_local_limit(self):
        """Written plainly the wrong way round, it is refused before any case is judged."""
        with pytest.raises(
            InputError, match=r"^local: gives more time than the statutory limit of 10 working days"
        ):
            TwoLimits(Timescale(10, "working days"), Timescale(15, "working days"))

    def test_a_local_limit_that_is_longer_for_a_case(self):
        """10 working days over Christmas are more than 15 days: refused for that case, with both dates."""
        limits = TwoLimits(Timescale(15, "days"), Timescale(10, "working days"))
        june, christmas = Case(date(2022, 6, 6), ref="6"), Case(date(2022, 12, 20), ref="12")
        options = {"as_of": date(2023, 3, 31), "calendar": ENGLAND_AND_WALES}

        assert Status.RED == limits.judged(june, **options).status
        with pytest.raises(
            InputError, match=r"^local: is longer .* got due 6 January 2023, statutory 4 January 2023\."
        ):
            limits.judged(christmas, **options)
        with pytest.raises(InputError, match=r"^cases\[1\]\.local: .* in case 12\."):
            limits.timeliness([june, christmas], period=Period.quarter(2022, 4), **options)

    def test_equal_limits_are_allowed(self):
        """A council may set what the law sets: then nothing is amber."""
        same = TwoLimits(Timescale(6, "weeks"), Timescale(42, "days"))

        assert Status.GREEN == same.judged(Case(START, START + timedelta(days=42)), as_of=Q2.end).status

    def test_notice_periods_go_the_other_way(self):
        """At least 10 days before the event is stricter than at least 5."""
        law, own = (Timescale(n, "days", direction="before") for n in (5, 10))
        found = TwoLimits(law, own).judged(Case(START, START - timedelta(days=7)), as_of=Q2.end)

        assert ("met", "late", "amber") == (found.statutory.state, found.local.state, found.status)
        with pytest.raises(InputError, match=r"^local: gives more time"):
            TwoLimits(own, law)

    def test_kinds_that_cannot_be_compared(self):
        """Contacts "in 24 hours (1 working day)" are two clocks under one name."""
        with pytest.raises(InputError, match=r"^local: counts hours where the other counts days"):
            TwoLimits(Timescale(1, "working day"), Timescale(24, "hours"))
        with pytest.raises(InputError, match=r"^local: runs the other way"):
            TwoLimits(Timescale(15, "days"), Timescale(10, "days", direction="before"))
        with pytest.raises(InputTypeError, match=r"^statutory: must be a timescale"):
            TwoLimits(15, Timescale(10, "days"))

    def test_versions_are_compared_case_by_case(self):
        """A limit with versions is only known once the start is."""
        law = VersionedTimescale(
            "Visits", {date(2010, 1, 1): Timescale(20, "days"), START: Timescale(15, "days")}
        )
        limits = TwoLimits(law, Timescale(18, "days"))

        assert "amber" == limits.judged(Case(date(2022, 6, 1), date(2022, 6, 20)), as_of=Q2.end).status
        with pytest.raises(InputError, match=r"^local: is longer than the statutory limit for this case"):
            limits.judged(Case(START), as_of=Q2.end)

    def test_options_and_cases(self):
        """A call is refused as `timeliness` refuses it, once for both limits."""
        with pytest.raises(InputError, match=r"^cohort: is no known cohort"):
            both([], cohort="closed")
        with pytest.raises(InputTypeError, match=r"^cases\[0\]: must be a Case"):
            judged("case")
        with pytest.raises(InputTypeError, match=r"^calendar: working days need a calendar"):
            VISITS.timeliness([Case(START)] * 2, period=Q2, as_of=Q2.end)

    @given(hours=st.integers(1, 72), minutes=st.integers(0, 6000))
    def test_hours_with_a_zone(self, hours, minutes):
        """Two limits in hours, compared in UTC."""
        assume(hours < 72)
        start = datetime(2022, 7, 1, 9, tzinfo=UTC)
        limits = TwoLimits(Timescale(72, "hours"), Timescale(hours, "hours"))
        case = Case(start, start + timedelta(minutes=minutes))
        expected = "green" if minutes <= hours * 60 else "amber" if minutes <= 72 * 60 else "red"

        assert expected == limits.judged(case, as_of=Q2.end).status
