"""Schedules: reviews and visits, each within so long of the last that was completed."""

import pickle
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, Timescale
from kpirag.timescales.schedules import Compliance, Gap, GapState, Phase, Schedule

DAY = timedelta(days=1)
WEEK, SIX_WEEKS = Timescale(1, "week"), Timescale(6, "weeks")
THREE_MONTHS, SIX_MONTHS, YEAR = Timescale(3, "months"), Timescale(6, "months"), Timescale(1, "year")
TWENTY = Timescale(20, "working days")

starts = st.dates(date(2014, 1, 1), date(2019, 12, 31))
intervals = st.builds(
    Timescale, st.integers(1, 60), st.sampled_from(["days", "weeks", "working days"])
) | st.builds(Timescale, st.integers(1, 14), st.just("months"))


# A strategy that is made inside another is checked by Hypothesis at each draw, so they are made once, here.
phases = st.lists(
    st.builds(Phase, intervals, times=st.integers(1, 3))
    | st.builds(Phase, intervals, until=st.builds(Timescale, st.integers(1, 400), st.just("days"))),
    max_size=3,
)
days_to_events = st.lists(st.integers(0, 700), max_size=6)
days_to_as_of = st.integers(0, 900)
days_to_end = st.none() | st.integers(0, 200)


@cache
@st.composite
def schedules(draw) -> Schedule:
    """Return a schedule of one to four intervals, some of them for a time or a number of times."""
    drawn = draw(phases)
    return Schedule(draw(intervals), [*drawn, draw(intervals)])


@cache
@st.composite
def cases(draw) -> tuple[Schedule, date, list[date], date, date | None]:
    """Return a schedule, a start, events, an as-of date on or after the start, and perhaps an end."""
    start = draw(starts)
    events = sorted(start + n * DAY for n in draw(days_to_events))
    as_of = start + draw(days_to_as_of) * DAY
    last = events[-1] if events else start
    further = draw(days_to_end)
    end = None if further is None else last + further * DAY
    return draw(schedules()), start, events, as_of, end


class TestScheduleLaws:
    @given(schedules(), starts, st.integers(1, 5))
    def test_what_is_done_on_its_due_dates_is_in_time(self, schedule, start, count):
        """If each event is done on the day it is due, the case is compliant; a day later, one is late."""
        events = list(schedule.planned(start, count, ENGLAND_AND_WALES))
        calendar = {"calendar": ENGLAND_AND_WALES}

        on_time = schedule.compliance(start, events, events[-1], **calendar)
        late = schedule.compliance(start, [*events[:-1], events[-1] + DAY], events[-1] + DAY, **calendar)

        assert (count, 0, True) == (on_time.in_time, on_time.late, on_time.compliant)
        assert (count - 1, 1, False) == (late.in_time, late.late, late.compliant)
        assert 1 == late.gaps[-2].days_over

    @given(cases())
    def test_a_case_is_compliant_if_every_gap_is_within_its_limit(self, case):
        """The gaps run from the start over each event to the end, and each is held to its due date."""
        schedule, start, events, as_of, end = case
        done = sorted({day for day in events if day <= as_of})
        last = as_of if end is None else min(end, as_of)
        dues = schedule.due_dates(start, events, as_of, ENGLAND_AND_WALES)

        stands = schedule.compliance(start, events, as_of, end, calendar=ENGLAND_AND_WALES)

        assert all(day <= due for day, due in zip([*done, last], dues, strict=True)) == stands.compliant
        assert [start, *done] == [gap.began for gap in stands.gaps]
        assert list(dues) == [gap.due for gap in stands.gaps]
        assert [*done, None] == [gap.done for gap in stands.gaps]
        assert all(gap.within == (gap.days_over == 0) for gap in stands.gaps)

    @given(cases())
    def test_the_counts_add_up(self, case):
        """Events in time and late are all the events, and an overdue gap is one more."""
        schedule, start, events, as_of, end = case

        stands = schedule.compliance(start, events, as_of, end, calendar=ENGLAND_AND_WALES)

        assert len({day for day in events if day <= as_of}) == stands.in_time + stands.late
        assert stands.compliant == (stands.late == 0 and stands.overdue is None)

    @given(cases(), st.integers(0, 400))
    def test_what_was_late_stays_late(self, case, days):
        """What was not compliant as of a date is not compliant as of a later one, if nothing is new."""
        schedule, start, events, as_of, _ = case
        known = [day for day in events if day <= as_of]
        calendar = {"calendar": ENGLAND_AND_WALES}

        now = schedule.compliance(start, known, as_of, **calendar)
        later = schedule.compliance(start, known, as_of + days * DAY, **calendar)

        assert now.compliant or not later.compliant

    @given(cases(), st.randoms(use_true_random=False))
    def test_order_and_repetition_do_not_matter(self, case, random):
        """The same events in another order, or entered twice, give the same result."""
        schedule, start, events, as_of, end = case
        shuffled = events * 2
        random.shuffle(shuffled)
        options = {"as_of": as_of, "end": end, "calendar": ENGLAND_AND_WALES}

        assert schedule.compliance(start, events, **options) == schedule.compliance(
            start, shuffled, **options
        )

    @given(intervals, starts, st.lists(st.integers(0, 700), min_size=1, max_size=6))
    def test_the_interval_runs_from_the_last_completed_event(self, every, start, days):
        """With one interval, the next is due by the last event alone, whatever was before it."""
        events = [start + n * DAY for n in days]

        assert every.due(max(events), ENGLAND_AND_WALES) == Schedule(every).next_due(
            start, events, ENGLAND_AND_WALES
        )

    @given(intervals, starts, st.lists(st.integers(0, 700), max_size=6), st.integers(0, 700))
    def test_one_visit_more_never_breaks_a_case(self, every, start, days, more):
        """With one interval, another visit on any day leaves a compliant case compliant."""
        events = [start + n * DAY for n in days]
        extra = start + more * DAY
        options = {"as_of": max([*events, extra]), "calendar": ENGLAND_AND_WALES}
        schedule = Schedule(every)

        before = schedule.compliance(start, events, **options)
        after = schedule.compliance(start, [*events, extra], **options)

        assert after.compliant or not before.compliant

    @given(cases())
    def test_what_happens_later_is_not_known_yet(self, case):
        """Events after the as-of date change nothing."""
        schedule, start, events, as_of, _ = case
        known = [day for day in events if day <= as_of]
        options = {"as_of": as_of, "calendar": ENGLAND_AND_WALES}

        assert schedule.compliance(start, known, **options) == schedule.compliance(start, events, **options)

    @given(cases())
    def test_the_due_dates_end_with_the_next(self, case):
        """There is one due date more than events, and the last is the next due."""
        schedule, start, events, _, _ = case
        as_of = max([start, *events])

        dues = schedule.due_dates(start, events, as_of, ENGLAND_AND_WALES)

        assert len(set(events)) + 1 == len(dues)
        assert dues[-1] == schedule.next_due(start, events, ENGLAND_AND_WALES)

    @given(cases(), st.integers(0, 900))
    def test_a_period_takes_the_gaps_that_reach_into_it(self, case, days):
        """Gaps closed before the first day of a period are left out, and no others."""
        schedule, start, events, as_of, end = case
        last = as_of if end is None else min(end, as_of)
        since = min(start + days * DAY, last)
        options = {"as_of": as_of, "end": end, "calendar": ENGLAND_AND_WALES}

        whole = schedule.compliance(start, events, **options)
        part = schedule.compliance(start, events, since=since, **options)

        assert tuple(gap for gap in whole.gaps if gap.last_day >= since) == part.gaps
        assert part.compliant or not whole.compliant

    @given(schedules())
    def test_it_comes_back_from_a_dict_and_from_a_pickle(self, schedule):
        """A schedule survives being written down."""
        assert schedule == Schedule.from_dict(schedule.to_dict())
        assert schedule == pickle.loads(pickle.dumps(schedule))


class TestReviews:
    """SI 2010/959 reg 33: 20 working days, then 3 months, then every 6 months."""

    REVIEWS = Schedule(TWENTY, [THREE_MONTHS, SIX_MONTHS], name="Looked-after reviews")
    START = date(2022, 3, 14)

    def test_the_due_dates_follow_the_reviews_that_were_held(self):
        """Held on 5 April, 30 June and 29 December, the next is due on 29 June 2023."""
        events = [date(2022, 4, 5), date(2022, 6, 30), date(2022, 12, 29)]

        dues = self.REVIEWS.due_dates(self.START, events, date(2023, 3, 31), ENGLAND_AND_WALES)

        assert (date(2022, 4, 11), date(2022, 7, 5), date(2022, 12, 30), date(2023, 6, 29)) == dues

    def test_planned_dates_are_each_counted_from_the_one_before(self):
        """If every review is held on its last day, they fall on 11 April, 11 July, 11 January and 11 July."""
        planned = self.REVIEWS.planned(self.START, 4, ENGLAND_AND_WALES)

        assert (date(2022, 4, 11), date(2022, 7, 11), date(2023, 1, 11), date(2023, 7, 11)) == planned

    def test_a_late_review_moves_the_schedule(self):
        """A first review a week late makes the second due 3 months after it, not after its due date."""
        stands = self.REVIEWS.compliance(
            self.START, [date(2022, 4, 19)], as_of=date(2022, 6, 30), calendar=ENGLAND_AND_WALES
        )

        assert (0, 1, False) == (stands.in_time, stands.late, stands.compliant)
        assert 8 == stands.gaps[0].days_over
        assert date(2022, 7, 19) == stands.next_due
        assert "0 of 1 in time, and the next due 19 July 2022" == str(stands)

    def test_without_an_event_it_is_due_by_the_first(self):
        """Before the first review, the next due is the first."""
        assert date(2022, 4, 11) == self.REVIEWS.next_due(self.START, calendar=ENGLAND_AND_WALES)

    def test_it_says_what_it_is(self):
        """The description is a clause of plain words."""
        told = "first within 20 working days, then after 3 months, then every 6 months"

        assert told == self.REVIEWS.describe() == str(self.REVIEWS)
        assert "each within 6 weeks" == str(Schedule(SIX_WEEKS))
        assert repr(self.REVIEWS).startswith("Schedule(Timescale(20, 'working days'")


class TestVisits:
    """SI 2010/959 reg 28(2): within a week, every 6 weeks in the first year, then every 3 months."""

    VISITS = Schedule(WEEK, [Phase(SIX_WEEKS, until=YEAR), THREE_MONTHS])
    START = date(2022, 1, 10)

    @pytest.mark.parametrize(
        "last, due",
        [
            (date(2022, 1, 17), date(2022, 2, 28)),
            (date(2023, 1, 9), date(2023, 2, 20)),
            (date(2023, 1, 10), date(2023, 2, 21)),
            (date(2023, 1, 11), date(2023, 4, 11)),
        ],
    )
    def test_the_day_a_gap_begins_decides_its_interval(self, last, due):
        """After a visit up to the anniversary the next is in 6 weeks, after a later one in 3 months."""
        assert due == self.VISITS.next_due(self.START, [last])

    def test_a_visit_on_the_day_of_the_placement_counts(self):
        """A visit on day 0 is within the first week."""
        assert self.VISITS.compliance(self.START, [self.START], as_of=date(2022, 2, 21)).compliant

    def test_a_phase_may_end_with_an_event(self):
        """Reg 28(4): weekly until the first review, and then every 4 weeks."""
        visits = Schedule(WEEK, [Phase(WEEK, until="first review"), Timescale(4, "weeks")])
        review = {"first review": date(2022, 2, 7)}

        assert date(2022, 2, 11) == visits.next_due(self.START, [date(2022, 2, 4)], marks=review)
        assert date(2022, 3, 7) == visits.next_due(self.START, [date(2022, 2, 7)], marks=review)
        assert date(2022, 3, 7) == visits.next_due(self.START, [date(2022, 2, 28)])
        assert "first within 1 week, then every week until the first review, then every 4 weeks" == str(
            visits
        )

    def test_a_phase_may_hold_for_some_times(self):
        """Three visits a week apart, and then every 6 weeks."""
        visits = Schedule(WEEK, [Phase(WEEK, times=2), SIX_WEEKS])

        planned = visits.planned(self.START, 4)

        assert [7, 14, 21, 63] == [(day - self.START).days for day in planned]
        assert "first within 1 week, then every week, 2 times, then every 6 weeks" == str(visits)

    def test_phases_that_are_over_are_passed_by(self):
        """If both of two phases have ended, the third one holds."""
        visits = Schedule(WEEK, [Phase(WEEK, until=YEAR), Phase(SIX_WEEKS, until=YEAR), THREE_MONTHS])

        assert date(2023, 5, 1) == visits.next_due(self.START, [date(2023, 2, 1)])


class TestStates:
    """Paper D's visits: each within 15 working days of the last."""

    VISITS = Schedule(Timescale(15, "working days"))
    START = date(2019, 7, 1)

    def stands(self, events, as_of, end=None, **options) -> Compliance:
        """Return how a case stands by the calendar of England and Wales."""
        return self.VISITS.compliance(self.START, events, as_of, end, calendar=ENGLAND_AND_WALES, **options)

    def test_open_in_time(self):
        """On the last day in time nothing is overdue yet."""
        stands = self.stands([], date(2019, 7, 22))

        assert (GapState.OPEN_IN_TIME,) == tuple(gap.state for gap in stands.gaps)
        assert (True, None, date(2019, 7, 22)) == (stands.compliant, stands.overdue, stands.next_due)
        assert "Nothing done yet, and the next due 22 July 2019" == str(stands)

    def test_open_overdue(self):
        """A day later the visit is overdue, and stays due."""
        stands = self.stands([], date(2019, 7, 23))

        assert (
            Gap(self.START, date(2019, 7, 22), None, date(2019, 7, 23), GapState.OPEN_OVERDUE)
            == stands.overdue
        )
        assert (False, date(2019, 7, 22)) == (stands.compliant, stands.next_due)
        assert "Nothing done yet, and 1 overdue since 22 July 2019" == str(stands)

    def test_ended_in_time(self):
        """A case that ends before the next visit is due owes none."""
        stands = self.stands([date(2019, 7, 22)], date(2019, 9, 30), end=date(2019, 8, 12))

        assert [GapState.IN_TIME, GapState.ENDED_IN_TIME] == [gap.state for gap in stands.gaps]
        assert (True, None) == (stands.compliant, stands.next_due)
        assert "1 of 1 in time" == str(stands)

    def test_ended_overdue(self):
        """A case that ends after a visit was due was not compliant, though nothing is due any more."""
        stands = self.stands([date(2019, 7, 22)], date(2019, 9, 30), end=date(2019, 8, 13))

        assert [GapState.IN_TIME, GapState.ENDED_OVERDUE] == [gap.state for gap in stands.gaps]
        assert (False, None, 1) == (stands.compliant, stands.next_due, stands.overdue.days_over)

    def test_an_end_after_the_date_is_not_known_yet(self):
        """As of a date before its end, a case is open."""
        assert [GapState.OPEN_IN_TIME] == [
            gap.state for gap in self.stands([], date(2019, 7, 10), end=date(2019, 7, 11)).gaps
        ]

    def test_a_visit_on_the_day_it_ends_counts(self):
        """The last visit may be on the last day."""
        assert self.stands([date(2019, 7, 22)], date(2019, 9, 30), end=date(2019, 7, 22)).compliant

    def test_a_period_forgets_what_was_late_before_it(self):
        """A late visit in July does not count against the quarter from October."""
        events = [date(2019, 7, 30), date(2019, 8, 20), date(2019, 9, 10), date(2019, 10, 1)]

        assert not self.stands(events, date(2019, 10, 22)).compliant
        assert self.stands(events, date(2019, 10, 22), since=date(2019, 10, 1)).compliant
        assert (
            date(2019, 9, 10)
            == self.stands(events, date(2019, 10, 22), since=date(2019, 10, 1)).gaps[0].began
        )

    def test_it_shows_itself_as_plain_values(self):
        """The dict has numbers, truth values and dates as text."""
        told = self.stands([date(2019, 7, 24)], date(2019, 8, 14)).to_dict()

        assert {
            "start": "2019-07-01",
            "as_of": "2019-08-14",
            "end": None,
            "compliant": False,
            "in_time": 0,
            "late": 1,
            "overdue": False,
            "next_due": "2019-08-14",
            "gaps": [
                {
                    "began": "2019-07-01",
                    "due": "2019-07-22",
                    "done": "2019-07-24",
                    "state": "late",
                    "days_over": 2,
                },
                {
                    "began": "2019-07-24",
                    "due": "2019-08-14",
                    "done": None,
                    "state": "open in time",
                    "days_over": 0,
                },
            ],
        } == told


class TestRefusals:
    SCHEDULE = Schedule(SIX_WEEKS)
    START = date(2022, 4, 1)

    def test_events_before_the_start_and_after_the_end_are_refused(self):
        """Both are named with their places; nothing is dropped in silence."""
        events = [date(2022, 3, 31), date(2022, 5, 1), date(2022, 6, 2)]

        with pytest.raises(
            FaultsError, match=r"(?s)events\[0\]: is before the start.*events\[2\]: is after the end"
        ):
            self.SCHEDULE.compliance(self.START, events, date(2022, 6, 30), end=date(2022, 6, 1))
        with pytest.raises(
            InputError, match=r"events\[0\]: is before the start; got 2022-03-31, start 2022-04-01"
        ):
            self.SCHEDULE.next_due(self.START, events)

    @pytest.mark.parametrize(
        "options, words",
        [
            ({"as_of": date(2022, 3, 31)}, "start: is after the date it is judged as of"),
            ({"as_of": date(2022, 6, 30), "end": date(2022, 3, 31)}, "end: is before the start"),
            (
                {"as_of": date(2022, 6, 30), "end": date(2022, 5, 1), "since": date(2022, 5, 2)},
                "since: is after the last day of the case",
            ),
            (
                {"as_of": date(2022, 6, 30), "since": date(2022, 7, 1)},
                "since: is after the last day of the case",
            ),
        ],
    )
    def test_dates_that_contradict_each_other_are_refused(self, options, words):
        """A case has to begin before it is judged, and to end after it began."""
        with pytest.raises(InputError, match=words):
            self.SCHEDULE.compliance(self.START, [], **options)

    @pytest.mark.parametrize("start", [None, "2022-04-01", datetime(2022, 4, 1)])
    def test_dates_are_dates(self, start):
        """Text, moments and nothing are no starts."""
        with pytest.raises(InputTypeError, match="start"):
            self.SCHEDULE.next_due(start)

    def test_working_days_need_a_calendar(self):
        """Without a calendar, an interval of working days has no due date."""
        with pytest.raises(InputTypeError, match="working days need a calendar"):
            Schedule(TWENTY).next_due(self.START)

    def test_a_mark_ends_a_phase_of_the_schedule(self):
        """A misspelt mark is refused, with the name that was meant."""
        visits = Schedule(WEEK, [Phase(WEEK, until="first review"), SIX_WEEKS])

        with pytest.raises(InputError, match=r"ends no phase.*Did you mean 'first review'"):
            visits.next_due(self.START, marks={"first reveiw": date(2022, 5, 1)})
        with pytest.raises(InputTypeError, match="marks: must be a dict of dates"):
            visits.next_due(self.START, marks=date(2022, 5, 1))
        with pytest.raises(InputTypeError, match=r"marks\['first review'\]"):
            visits.next_due(self.START, marks={"first review": "soon"})

    @pytest.mark.parametrize(
        "interval",
        [
            Timescale(24, "hours"),
            Timescale(6, "weeks", direction="before"),
        ],
    )
    def test_intervals_run_forward_in_days(self, interval):
        """Hours and periods before an event are no intervals."""
        with pytest.raises(InputError, match="first: must run forward in days, weeks, months or years"):
            Schedule(interval)
        with pytest.raises(InputError, match="every: must run forward"):
            Phase(interval)

    def test_the_last_phase_holds_for_ever_and_only_the_last(self):
        """A schedule must not run out, and no phase comes after one that holds for ever."""
        with pytest.raises(InputError, match=r"then\[0\]: must hold for ever, because it is the last"):
            Schedule(WEEK, [Phase(SIX_WEEKS, until=YEAR)])
        with pytest.raises(
            InputError, match=r"then\[0\]: holds for ever and is not the last; got every 6 weeks"
        ):
            Schedule(WEEK, [Phase(SIX_WEEKS), SIX_MONTHS])
        with pytest.raises(InputError, match="then: has no interval"):
            Schedule(WEEK, [])
        with pytest.raises(InputTypeError, match="then: must be an interval or phases"):
            Schedule(WEEK, 6)
        with pytest.raises(InputTypeError, match=r"then\[0\]: must be a timescale"):
            Schedule(WEEK, ["6 weeks", SIX_MONTHS])

    def test_a_phase_ends_in_one_way(self):
        """A number of times and an until are two phases."""
        with pytest.raises(InputError, match="until: cannot be given together with a number of times"):
            Phase(WEEK, times=2, until=YEAR)
        with pytest.raises(InputError, match="times: must be 1 or more"):
            Phase(WEEK, times=0)
        with pytest.raises(InputError, match="until: must not be empty"):
            Phase(WEEK, until=" ")
        with pytest.raises(InputTypeError, match="until: must be a timescale"):
            Phase(WEEK, until=6)

    def test_all_faults_are_told_together(self):
        """A wrong first interval, wrong phases and a wrong name are told at once."""
        with pytest.raises(FaultsError, match="3 faults"):
            Schedule("a week", 6, name=None)


class TestRecordsOfSomethingElse:
    @pytest.mark.parametrize("wrong", [None, 5, "weekly", {"every": {}}])
    def test_phases_are_a_list(self, wrong):
        """A record without a list of phases is refused with its place."""
        with pytest.raises(InputTypeError, match=r"^then: must be a list"):
            Schedule.from_dict({"first": Timescale(1, "week").to_dict(), "then": wrong})
