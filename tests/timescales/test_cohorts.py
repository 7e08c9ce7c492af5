"""Cohorts: which cases a figure is of, and that nothing is lost on the way to it."""

import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    FaultsError,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Reason,
    Status,
    Target,
    rate,
)
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    CalendarRangeError,
    Case,
    CaseState,
    Cohort,
    Exempt,
    Extend,
    Pause,
    Timeliness,
    Timescale,
    VersionedTimescale,
    timeliness,
)
from kpirag.timescales.catalogue import CATALOGUE
from tests.timescales.strategies_cases import Q2, cases, cohorts, in_q2, limits, many_cases, policies

ASSESSMENT = Timescale(45, "working days", name="Assessments")
PLANS = Timescale(20, "weeks", name="EHC plans")
DAY = timedelta(days=1)
#: From 1 July 2022, 45 working days end on 5 September.
START, DUE = date(2022, 7, 1), date(2022, 9, 5)
COUNTS = (
    *("numerator", "denominator", "late", "exempt", "invalid", "not_yet_judged", "overdue_open"),
    *("numerator_with_exempt", "denominator_with_exempt"),
)


def figure(many, limit=ASSESSMENT, as_of=Q2.end, **options) -> Timeliness:
    """Return the timeliness in the second quarter of 2022/23, in England and Wales."""
    return timeliness(many, limit, period=Q2, as_of=as_of, calendar=ENGLAND_AND_WALES, **options)


def counts(found: Timeliness) -> dict[str, int]:
    """Return all the counts of a figure by name."""
    return {name: getattr(found, name) for name in COUNTS}


#: One case of each kind, all of them started in the quarter but the first two.
ONE_OF_EACH = [
    Case(date(2022, 4, 4), date(2022, 7, 4), ref="late, from before", group="North"),
    Case(date(2022, 4, 11), ref="overdue, from before", group="North"),
    Case(START, DUE, ref="met", group="North"),
    Case(START, DUE + DAY, ref="late", group="South"),
    Case(START, ref="overdue", group="South"),
    Case(date(2022, 9, 1), ref="open", group="South"),
    Case(START, date(2022, 6, 20), ref="invalid, ended in June"),
    Case(date(2022, 7, 20), date(2022, 7, 18), ref="invalid"),
    Case(START, DUE + DAY, ref="exempt, late", edits=[Exempt("family abroad")]),
    Case(START, DUE, ref="exempt, met", edits=[Exempt("family abroad")]),
    Case(START, ref="exempt, overdue", edits=[Exempt("family abroad")]),
    Case(date(2022, 10, 3), ref="not started"),
]


class TestCohorts:
    """What each cohort counts, on twelve made cases."""

    @pytest.mark.parametrize(
        "cohort, expected, refs",
        [
            (
                "ended",
                (1, 2, 2, 1, 0),
                {"late, from before", "met", "late", "invalid", "exempt, late", "exempt, met"},
            ),
            ("started", (1, 2, 3, 2, 1), {each.ref for each in ONE_OF_EACH[2:-1]}),
            ("due", (1, 2, 3, 2, 0), {each.ref for each in ONE_OF_EACH[2:-1]} - {"open"}),
            ("open", (1, 2, 1, 0, 0), {"overdue, from before", "overdue", "open", "exempt, overdue"}),
        ],
    )
    def test_who_is_in_it(self, cohort, expected, refs):
        """Ended by the end, started by the start, due by the due date, open on the day of the count."""
        found = figure(ONE_OF_EACH, cohort=cohort)

        assert refs == {each.case.ref for each in found.cases}
        assert expected == (found.numerator, found.late, found.exempt, found.invalid, found.not_yet_judged)

    @pytest.mark.parametrize("cohort", Cohort)
    def test_overdue_open_stands_beside_every_cohort(self, cohort):
        """The backlog is the same whichever cases the figure is of; exempt cases are not in it."""
        found = figure(ONE_OF_EACH, cohort=cohort)

        assert ["overdue, from before", "overdue"] == [each.case.ref for each in found.overdue]
        assert 2 == found.overdue_open

    def test_the_same_cases_give_four_figures(self):
        """Which cases are asked about decides the percentage: that is why the cohort is always said."""
        assert {"ended": 33.3, "started": 33.3, "due": 33.3, "open": 33.3} == {
            cohort.value: round(figure(ONE_OF_EACH, cohort=cohort).percentage, 1) for cohort in Cohort
        }
        backlog = [*ONE_OF_EACH, *(Case(START, ref=f"more {n}") for n in range(6))]
        assert {"ended": 33.3, "started": 11.1, "due": 11.1, "open": 11.1} == {
            cohort.value: round(figure(backlog, cohort=cohort).percentage, 1) for cohort in Cohort
        }

    def test_in_the_middle_of_a_period(self):
        """What is due later in the period is not yet judged, unless it has ended already."""
        made = [Case(START), Case(START, date(2022, 8, 1)), Case(START, date(2022, 8, 20))]
        found = figure(made, as_of=date(2022, 8, 15), cohort="due")

        assert (1, 1, 2) == (found.numerator, found.denominator, found.not_yet_judged)

    def test_the_due_date_is_the_edited_one(self):
        """An extension into the next quarter takes the case along."""
        extended = Case(START, edits=[Extend(date(2022, 10, 14))])

        assert 0 == len(figure([extended], cohort="due").cases)
        assert 1 == len(figure([extended], as_of=Q2.end, cohort="started").cases)

    def test_first_and_last_day_of_the_period(self):
        """Both are in it, the days beside them are not."""
        ends = [Q2.start - DAY, Q2.start, Q2.end, Q2.end + DAY]
        made = [Case(date(2022, 6, 1), end) for end in ends]

        assert ends[1:3] == [each.ended for each in figure(made, as_of=date(2022, 12, 31)).cases]


class TestLaws:
    @given(many=many_cases, limit=limits(), as_of=in_q2, cohort=cohorts, policy=policies)
    def test_the_counts_add_up(self, many, limit, as_of, cohort, policy):
        """In time, late, exempt, invalid and not yet judged are all that is in the cohort."""
        found = figure(many, limit, as_of, cohort=cohort, invalid=policy)

        assert len(found.cases) == (
            found.numerator + found.late + found.exempt + found.invalid + found.not_yet_judged
        )
        assert len(found.cases) == sum(found.states.values())
        assert found.denominator == found.numerator + found.late
        assert 0 <= found.denominator_with_exempt - found.denominator <= found.exempt
        assert 0 <= found.numerator_with_exempt - found.numerator
        assert found.numerator_with_exempt <= found.denominator_with_exempt

    @given(data=st.data(), many=many_cases, limit=limits(), cohort=cohorts)
    def test_the_order_of_cases_does_not_matter(self, data, many, limit, cohort):
        """A sheet sorted another way gives the same figures, averages and bands."""
        shuffled = data.draw(st.permutations(many))
        one, other = figure(many, limit, cohort=cohort), figure(shuffled, limit, cohort=cohort)

        assert counts(one) == counts(other)
        assert (one.average("weeks"), one.median()) == (other.average("weeks"), other.median())
        assert one.distribution([0, 10, 45]) == other.distribution([0, 10, 45])
        assert one.explain() == other.explain()

    @given(many=many_cases, limit=limits(), cohort=cohorts)
    def test_groups_add_up_to_the_whole(self, many, limit, cohort):
        """Every case is in one group, in every count."""
        found = figure(many, limit, cohort=cohort)
        groups = found.by_group()

        assert list(groups) == sorted({case.group for case in many})
        for name in COUNTS:
            assert getattr(found, name) == sum(getattr(each, name) for each in groups.values())
        assert sorted(found.durations()) == sorted(
            took for each in groups.values() for took in each.durations()
        )

    @given(many=many_cases, limit=limits(), cohort=cohorts)
    def test_with_exempt_is_as_if_none_were(self, many, limit, cohort):
        """The figure with exempt cases is the headline figure of the same cases without exemptions."""
        plain = [
            attrs.evolve(case, edits=[each for each in case.edits if not isinstance(each, Exempt)])
            for case in many
        ]
        found, other = figure(many, limit, cohort=cohort), figure(plain, limit, cohort=cohort)

        assert other.outturn == found.outturn_with_exempt
        assert other.percentage == found.percentage_with_exempt
        assert other.durations() == found.durations(with_exempt=True)
        assert 0 == other.exempt

    @given(many=many_cases, case=cases(exempt=True), limit=limits(), cohort=cohorts)
    def test_an_exempt_case_leaves_the_headline(self, many, case, limit, cohort):
        """One exempt case more or less changes neither numerator nor denominator, nor the overdue."""
        one, other = figure(many, limit, cohort=cohort), figure([*many, case], limit, cohort=cohort)

        assert one.outturn == other.outturn
        assert one.overdue == other.overdue
        assert one.durations() == other.durations()

    @given(many=many_cases, limit=limits(), as_of=in_q2, later=st.integers(0, 200))
    def test_the_ended_of_a_past_day_stay_as_they_were(self, many, limit, as_of, later):
        """Cases judged in time or late as of a day are so as of every later day."""
        before = figure(many, limit, as_of)
        after = figure(many, limit, as_of + timedelta(days=later))

        assert before.numerator <= after.numerator
        assert before.late <= after.late

    @given(many=many_cases, limit=limits())
    def test_open_cases_are_in_time_or_overdue(self, many, limit):
        """Of the open cases nobody is waiting to be judged; the late are the overdue."""
        found = figure(many, limit, cohort="open")

        assert 0 == found.not_yet_judged == found.invalid
        assert found.overdue_open == found.late

    @given(many=many_cases, limit=limits(), cohort=cohorts)
    def test_all_goes_into_a_file(self, many, limit, cohort):
        """The dict is plain values, and says what the figure says."""
        found = figure(many, limit, cohort=cohort)
        told = json.loads(json.dumps(found.to_dict()))

        assert counts(found) == {name: told[name] for name in COUNTS}
        assert (len(many), len(found.cases)) == (told["given"], told["in_cohort"])
        assert [each.case.ref for each in found.overdue] == [each["ref"] for each in told["overdue"]]


class TestOutturns:
    PERCENT = Indicator("2", "Assessments in 45 working days", polarity="higher", unit="percent", decimals=1)

    def test_the_counts_go_straight_to_a_rating(self):
        """1 of 3 is 33.3%, red against 90%; with the exempt 2 of 5 are 40%."""
        found = figure(ONE_OF_EACH)

        assert Outturn(Q2, numerator=1, denominator=3) == found.outturn
        assert Outturn(Q2, numerator=2, denominator=5) == found.outturn_with_exempt
        assert found.percentage == rate(self.PERCENT, found.outturn, Target(90)).value
        assert Status.RED == rate(self.PERCENT, found.outturn, Target(90)).status

    def test_no_case_is_no_percentage(self):
        """0 of 0 stays 0 of 0: not 0%, not 100%, and not rated."""
        found = figure([])

        assert (None, None, None, None) == (
            found.percentage,
            found.percentage_with_exempt,
            found.average(),
            found.median(),
        )
        assert Outturn(Q2, numerator=0, denominator=0) == found.outturn == found.average_outturn("weeks")
        assert Reason.ZERO_DENOMINATOR == rate(self.PERCENT, found.outturn, Target(90)).reason
        assert "no case to judge" in found.explain()

    @given(many=many_cases, limit=limits())
    def test_what_is_rated_is_the_average(self, many, limit):
        """An indicator in weeks works out the same mean from the total and the cases."""
        weeks = Indicator("16", "Average weeks", polarity="lower", unit="weeks", decimals=1)
        found = figure(many, limit, invalid="zero")

        assert found.average("weeks") == weeks.value_of(found.average_outturn("weeks"))

    def test_average_weeks_are_days_by_seven(self):
        """Source: Merton, 2020/21: average weeks of care proceedings against 26. The two cases are made."""
        weeks = Indicator(
            "16", "Average weeks of care proceedings", polarity="lower", unit="weeks", decimals=1
        )
        made = [Case(date(2022, 1, 10), date(2022, 7, 11)), Case(date(2022, 1, 10), date(2022, 7, 12))]
        found = figure(made, Timescale(26, "weeks"))

        assert (182.5, 182.5 / 7, 182.5) == (found.average(), found.average("weeks"), found.median())
        assert Status.RED == rate(weeks, found.average_outturn("weeks"), Target(26)).status
        exactly = figure(made[:1], Timescale(26, "weeks")).average_outturn("weeks")
        assert (26.0, Status.GREEN) == (weeks.value_of(exactly), rate(weeks, exactly, Target(26)).status)


class TestDurations:
    def test_bands_as_the_department_for_education_prints_them(self):
        """Source: DfE, children in need, assessments: same day, 1-10, ..., 41-45, 46-50."""
        made = [
            Case(START, ENGLAND_AND_WALES.shift(START, n)) for n in (0, 1, 10, 11, 40, 41, 45, 46, 50, 51)
        ]
        found = figure(made, as_of=date(2022, 9, 30))

        assert {
            "same day": 1,
            "1-10": 2,
            "11-20": 1,
            "21-30": 0,
            "31-40": 1,
            "41-45": 2,
            "46-50": 2,
            "51 or more": 1,
        } == found.distribution([0, 10, 20, 30, 40, 45, 50])

    def test_bands_without_one_for_the_same_day(self):
        """Source: DfE, conferences within so many working days of the strategy discussion: 0-10, 11-15."""
        made = [Case(START, ENGLAND_AND_WALES.shift(START, n)) for n in (0, 10, 15, 16)]

        assert {"0-10": 2, "11-15": 1, "16 or more": 1} == figure(made).distribution([10, 15])

    def test_invalid_cases_are_in_no_band(self):
        """Source: DfE, conferences in 2023: the bands sum to 74,350 of 74,380, the rest ended too early."""
        found = figure(ONE_OF_EACH)

        assert (3, 6, 1) == (sum(found.distribution([10, 15]).values()), len(found.cases), found.invalid)

    def test_bands_of_weeks_have_parts(self):
        """20 weeks and a day are over 20."""
        made = [Case(date(2022, 4, 4), date(2022, 4, 4) + timedelta(days=n)) for n in (98, 140, 141)]

        assert {"up to 16": 1, "over 16 up to 20": 1, "over 20": 1} == (
            figure(made, PLANS).distribution([16, 20], "weeks")
        )

    @given(
        many=many_cases,
        ends=st.lists(st.integers(0, 200), min_size=1, max_size=6, unique=True).map(sorted),
        unit=st.sampled_from(["days", "weeks", "working days"]),
    )
    def test_every_duration_is_in_one_band(self, many, ends, unit):
        """The bands sum to the durations, and there is one more than ends."""
        found = figure(many)
        bands = found.distribution(ends, unit)

        assert len(found.durations(unit)) == sum(bands.values())
        assert len(ends) + 1 == len(bands)

    @pytest.mark.parametrize("wrong", ["0-10", 10, [], [10, 10], [20, 10], [-1, 10], [0.5, 10], [True]])
    def test_bands_that_cannot_be(self, wrong):
        """The ends are numbers that go up from 0, whole for days."""
        with pytest.raises((InputError, InputTypeError), match=r"^ends"):
            figure([]).distribution(wrong)

    def test_open_cases_have_been_open_so_far(self):
        """For the cohort of open cases, the average is the time they have been open."""
        found = figure([Case(date(2022, 9, 16)), Case(date(2022, 9, 23))], PLANS, cohort="open")

        assert (10.5, 1.5) == (found.average(), found.average("weeks"))

    def test_both_ends_may_be_counted(self):
        """Source: housing benefit, speed of processing: the day received and the day decided both count."""
        made = [Case(START, START + 19 * DAY)]

        assert 20 == figure(made, PLANS, convention="count both").average()

    def test_policies_of_reversed_cases(self):
        """Source: adoption scorecards, A2: a match before the court order counts as zero days."""
        made = [Case(START + DAY, START), Case(START, START + 10 * DAY)]
        found = {policy: figure(made, PLANS, invalid=policy) for policy in ("exclude", "zero", "in time")}

        assert {"exclude": 10, "zero": 5, "in time": 10} == {
            name: each.average() for name, each in found.items()
        }
        assert {"exclude": 1, "zero": 2, "in time": 2} == {
            name: each.numerator for name, each in found.items()
        }
        assert "1 ended before the start and is counted as in time." in found["zero"].explain()

    def test_reversed_cases_count_by_their_end(self):
        """The cohort of the ended looks at the end alone."""
        assert [1, 0] == [figure([Case(start, start - DAY)], PLANS).invalid for start in (START + DAY, START)]


class TestPapers:
    def test_one_of_three_care_proceedings(self):
        """Source: Havering, Q1 2017/18 [year inferred]: in less than 26 weeks, 33.3% against 80%.

        Two cases were completed late in June; 1 of 3 is inferred from 33.3%. The dates are made. One of
        the two took 26 weeks to the day, which "within" would have let through.
        """
        q1 = Period.quarter(2017, 1)
        made = [
            Case(date(2016, 12, 5), date(2017, 5, 12)),
            Case(date(2016, 12, 27), date(2017, 6, 27)),
            Case(date(2016, 12, 12), date(2017, 6, 29)),
        ]
        strict = Timescale(26, "weeks", bound="less than")
        found = timeliness(made, strict, period=q1, as_of=q1.end)
        court = Indicator(
            "2",
            "Care proceedings completed in less than 26 weeks",
            polarity="higher",
            unit="percent",
            decimals=1,
            basis="year to date",
        )
        rating = rate(court, found.outturn, Target(80))

        assert 182 == found.cases[1].elapsed
        assert (1, 3, "33.3%", Status.RED, 2) == (
            found.numerator,
            found.denominator,
            rating.value_text,
            rating.status,
            rating.cases_to(),
        )
        assert 2 == timeliness(made, Timescale(26, "weeks"), period=q1, as_of=q1.end).numerator

    def test_plans_of_england_with_and_without_exceptions(self):
        """Source: DfE, EHC plans issued in England in 2019, with and without exceptions.

        With: 31,313 of 53,327 (58.7%). Without: 29,895 of 49,519 (60.4%).
        The cases are made so that they give these counts: 3,808 exceptions, 1,418 of them in time.
        """
        year, start = Period.span(date(2019, 1, 1), date(2019, 12, 31)), date(2019, 1, 7)
        exception = [Exempt("SI 2014/1530 reg 10(4)")]
        in_time, late = start + timedelta(days=140), start + timedelta(days=141)
        made = [
            *[Case(start, in_time)] * 29_895,
            *[Case(start, late)] * (49_519 - 29_895),
            *[Case(start, in_time, edits=exception)] * 1_418,
            *[Case(start, late, edits=exception)] * (3_808 - 1_418),
        ]
        found = timeliness(made, PLANS, period=year, as_of=year.end)

        assert (29_895, 49_519, 3_808) == (found.numerator, found.denominator, found.exempt)
        assert (31_313, 53_327) == (found.numerator_with_exempt, found.denominator_with_exempt)
        assert (60.4, 58.7) == (round(found.percentage, 1), round(found.percentage_with_exempt, 1))

    def test_exceptions_left_out_of_a_percentage(self):
        """Source: Bromley, September 2022: EHC plans in 20 weeks, without exceptions. The cases are made."""
        made = [
            Case(date(2022, 4, 11), date(2022, 8, 29)),
            Case(date(2022, 4, 11), date(2022, 8, 30)),
            Case(date(2022, 4, 11), date(2022, 9, 20), edits=[Exempt("school closed for at least 4 weeks")]),
        ]
        found = figure(made, PLANS)

        assert (50.0, 100 / 3) == (found.percentage, found.percentage_with_exempt)


class TestSentences:
    def test_everything_is_said(self):
        """The figure, what was left out, the figure with exempt cases, and the backlog."""
        assert figure(ONE_OF_EACH).explain() == (
            "Assessments, ended in Q2 2022/23, as of 30 September 2022: 1 of 3 in time (33.3%). "
            "Not counted: 2 exempt, 1 invalid, 0 not yet judged. With exempt cases: 2 of 5 in time (40%). "
            "2 open cases are overdue."
        )
        assert (
            figure(ONE_OF_EACH, cohort="open")
            .explain()
            .startswith("Assessments, open on 30 September 2022: ")
        )
        assert figure([Case(START)], Timescale(30, "days")).explain() == (
            "30 days, ended in Q2 2022/23, as of 30 September 2022: no case to judge. "
            "Not counted: 0 exempt, 0 invalid, 0 not yet judged. 1 open case is overdue."
        )

    def test_a_figure_can_be_kept(self):
        """It comes back from a pickle as it was."""
        found = figure(ONE_OF_EACH)

        assert found == pickle.loads(pickle.dumps(found))

    def test_the_repr_is_the_sentence(self):
        """A notebook shows what the figure is, not a page of cases."""
        assert f"<Timeliness {figure(ONE_OF_EACH).explain()}>" == repr(figure(ONE_OF_EACH))


class TestVersions:
    PLANNING = VersionedTimescale(
        "Planning",
        {date(2010, 10, 1): Timescale(8, "weeks"), date(2022, 8, 1): Timescale(20, "working days")},
    )

    def test_each_case_has_the_version_of_its_start(self):
        """Before August 8 weeks, from August 20 working days."""
        made = [Case(START, START + timedelta(days=56)), Case(date(2022, 8, 1), date(2022, 8, 31))]
        found = figure(made, self.PLANNING)

        assert ([CaseState.MET, CaseState.LATE], "Planning") == (
            [each.state for each in found.cases],
            found.limit,
        )

    def test_mixed_units_have_no_average_until_one_is_named(self):
        """Days and working days do not add up."""
        made = [Case(START, START + timedelta(days=56)), Case(date(2022, 8, 1), date(2022, 8, 31))]
        found = figure(made, self.PLANNING)

        assert (56 + 30) / 2 == found.average("days")
        assert (None, None) == (found.to_dict()["unit"], found.to_dict()["average"])
        with pytest.raises(InputError, match=r"^unit: differs from case to case; got days, working days"):
            found.average()


class TestWhatIsRefused:
    def test_the_date_must_fit_the_period(self):
        """A day before the period has no figure for it; open cases are counted on a day of it."""
        with pytest.raises(InputError, match=r"^as_of: is before Q2 2022/23 begins"):
            figure([], as_of=date(2022, 6, 30))
        with pytest.raises(InputError, match=r"^as_of: is not in Q2 2022/23"):
            figure([], as_of=date(2022, 10, 1), cohort="open")
        with pytest.raises(InputError, match=r"^as_of: is before"):
            figure([], as_of="2022-06-30")

    def test_all_options_at_once(self):
        """What is wrong with the call is said together."""
        with pytest.raises(FaultsError) as caught:
            timeliness([5, Case(START), "x"], 45, period="Q2", as_of=None, cohort="closed")

        assert ["limit", "as_of", "cohort", "period", "cases[0]", "cases[2]"] == [
            fault.path for fault in caught.value.faults
        ]

    @pytest.mark.parametrize("wrong", ["cases", Case(START), 5, None])
    def test_cases_are_a_list(self, wrong):
        """One case, or something else, is no list of cases."""
        with pytest.raises(InputTypeError, match=r"^cases: must be cases"):
            figure(wrong)

    def test_every_case_that_cannot_be_judged_is_named(self):
        """Each with its place and its ref."""
        made = [Case(START), Case(START, datetime(2022, 9, 1), ref="17"), Case(START, START - DAY, ref="18")]
        with pytest.raises(FaultsError) as caught:
            figure(made, PLANS, invalid="error")

        assert ["cases[1].end", "cases[2].end"] == [fault.path for fault in caught.value.faults]
        assert "in case 18" in str(caught.value)

    def test_a_missing_calendar_is_said_once(self):
        """All cases need it, so one sentence does."""
        with pytest.raises(InputTypeError, match=r"^calendar: working days need a calendar"):
            timeliness([Case(START)] * 3, ASSESSMENT, period=Q2, as_of=Q2.end)
        with pytest.raises(InputTypeError, match=r"^as_of: must be a date without a time"):
            figure([Case(START)] * 3, as_of=datetime(2022, 9, 30, 12))

    def test_a_calendar_that_ends_is_said_of_the_case(self):
        """A start in 2031 is a slip of the pen in one row."""
        with pytest.raises(CalendarRangeError, match=r"^cases\[1\]\.calendar: 2031-07-01 is outside"):
            figure([Case(START), Case(date(2031, 7, 1))])

    def test_cases_may_come_one_by_one(self):
        """A generator is read once."""
        assert 1 == figure(case for case in [Case(START, DUE)]).numerator

    def test_a_date_stands_for_the_end_of_its_day_where_hours_count(self):
        """Hours are counted in cohorts by the date of their ends; a pause in hours is one too."""
        start = datetime(2022, 9, 30, 9)
        made = [
            Case(start, start + timedelta(hours=24)),
            Case(start, start + timedelta(hours=5)),
            Case(start, edits=[Pause(start, start + timedelta(hours=1))]),
        ]
        found = timeliness(made, Timescale(4, "hours"), period=Q2, as_of=Q2.end)

        assert (0, 1, 2) == (found.numerator, found.denominator, found.overdue_open)
        assert 5.0 == found.average()


class TestCatalogue:
    """An entry of the catalogue is a limit too, with the calendar it is counted by."""

    def test_an_entry_brings_its_calendar(self):
        """Freedom of information counts by the bank holidays of any part of the United Kingdom."""
        entry = CATALOGUE["foi"]
        made = [Case(START, entry.due(START)), Case(START, entry.due(START) + DAY)]
        found = timeliness(made, entry, period=Q2, as_of=Q2.end)

        assert (1, 2, entry.name) == (found.numerator, found.denominator, found.limit)

    def test_what_is_no_last_date_is_refused(self):
        """A window that has to stay open so long is no limit to end within, and an average no deadline."""
        (earliest, *_) = (each for each in CATALOGUE if each.side == "no earlier than")
        (other, *_) = (each for each in CATALOGUE if each.kind not in ("timescale", "versions", "schedule"))

        with pytest.raises(InputError, match=r"^limit: gives the first date that is allowed, not the last"):
            figure([Case(START)], earliest)
        with pytest.raises(InputError, match=r"^rule: .* is no deadline"):
            figure([Case(START)] * 2, other)


class TestTimeZones:
    EAST = timezone(timedelta(hours=1))

    @pytest.mark.parametrize("cohort, expected", [("ended", (1, 0)), ("started", (0, 0)), ("due", (1, 0))])
    def test_a_moment_is_on_the_date_it_has_where_the_clock_started(self, cohort, expected):
        """23:30 in UTC on 30 June is 1 July where the case started: it ended, and was due, in July."""
        end = datetime(2022, 6, 30, 23, 30, tzinfo=UTC)
        start = datetime(2022, 6, 30, 9, tzinfo=self.EAST)
        case = Case(start, end, edits=[Extend(end)])
        july, june = (
            timeliness(
                [case],
                Timescale(2, "hours"),
                period=period,
                as_of=datetime(2022, 7, 1, 12, tzinfo=UTC),
                cohort=cohort,
            )
            for period in (Q2, Period.quarter(2022, 1))
        )

        assert (expected, 1) == ((july.numerator, july.late), july.numerator + june.numerator)
