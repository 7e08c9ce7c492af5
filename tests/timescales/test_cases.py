"""Cases and their state as of a date."""

import json
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import FaultsError, InputError, InputTypeError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    UK_ANY,
    CalendarRangeError,
    Case,
    CaseState,
    Exempt,
    Extend,
    InvalidPolicy,
    Pause,
    Reset,
    Timescale,
    VersionedTimescale,
    timeliness,
)
from tests.timescales.strategies_cases import Q2, as_ofs, cases, limits, policies

ASSESSMENT = Timescale(45, "working days", name="Assessment")
WEEKS = Timescale(26, "weeks")
START, DUE = date(2022, 7, 1), date(2022, 9, 5)
QUARTER_END = date(2022, 9, 30)
DAY = timedelta(days=1)


def judged(case: Case, limit: Timescale = ASSESSMENT, as_of=QUARTER_END, **options):
    """Return the verdict on a case as of the end of September 2022, in England and Wales."""
    return case.judged(limit, as_of=as_of, calendar=ENGLAND_AND_WALES, **options)


def state(case: Case, limit: Timescale = ASSESSMENT, as_of=QUARTER_END, **options) -> CaseState:
    """Return the state of a case as of the end of September 2022, in England and Wales."""
    return judged(case, limit, as_of, **options).state


class TestStates:
    def test_an_end_on_the_due_date_is_in_time(self):
        """The due date is the last date in time: a day later is late."""
        assert CaseState.MET == state(Case(START, DUE))
        assert CaseState.LATE == state(Case(START, DUE + DAY))

    def test_an_open_case_is_overdue_after_its_due_date(self):
        """On the due date itself there is still the day; the day after it is overdue."""
        assert CaseState.OPEN_IN_TIME == state(Case(START), as_of=DUE)
        assert CaseState.OPEN_OVERDUE == state(Case(START), as_of=DUE + DAY)

    def test_an_end_after_the_date_is_not_yet_known(self):
        """A case that ended on 1 September was open on 31 August."""
        case = Case(START, date(2022, 9, 1))

        assert CaseState.OPEN_IN_TIME == state(case, as_of=date(2022, 8, 31))
        assert CaseState.MET == state(case, as_of=date(2022, 9, 1))

    def test_a_case_that_has_not_started(self):
        """Before its start a case is in no other state, whatever is known of it later."""
        case = Case(date(2022, 10, 3), date(2022, 9, 1), edits=[Exempt("closed")])

        assert CaseState.NOT_STARTED == state(case)
        assert (None, None, None, None) == (
            judged(case).ended,
            judged(case).elapsed,
            judged(case).days_over,
            judged(case).days_left,
        )

    def test_less_than_is_strict(self):
        """26 weeks to the day are not less than 26 weeks."""
        strict = Timescale(26, "weeks", bound="less than")
        case = Case(date(2022, 1, 10), date(2022, 7, 11))

        assert CaseState.MET == state(case, WEEKS)
        assert CaseState.LATE == state(case, strict)

    @pytest.mark.parametrize(
        "as_of, expected",
        [
            (date(2022, 8, 28), "open in time"),
            (date(2022, 8, 31), "open due soon"),
            (DUE, "open due soon"),
            (DUE + DAY, "open overdue"),
        ],
    )
    def test_due_soon_counts_the_days_of_the_limit(self, as_of, expected):
        """Within 3 working days of Monday 5 September is Wednesday 31 August, and not the Sunday before."""
        assert expected == state(Case(START), as_of=as_of, due_soon=3)

    def test_due_soon_in_another_unit(self):
        """A week before Monday 5 September is Monday 29 August, and the day before that is not soon."""
        week = Timescale(1, "week")

        assert CaseState.OPEN_DUE_SOON == state(Case(START), as_of=date(2022, 8, 29), due_soon=week)
        assert CaseState.OPEN_IN_TIME == state(Case(START), as_of=date(2022, 8, 28), due_soon=week)

    def test_the_version_of_the_start_counts(self):
        """Planning: 8 weeks beginning with the day in 1995, 8 weeks after it from 2010 (SI 2010/2184)."""
        planning = VersionedTimescale(
            "Planning",
            {
                date(1995, 6, 3): Timescale(8, "weeks", counting="beginning with"),
                date(2010, 10, 1): Timescale(8, "weeks"),
            },
        )
        before, after = (
            Case(date(2010, 9, 30), date(2010, 11, 25)),
            Case(date(2010, 10, 1), date(2010, 11, 26)),
        )

        assert ["late", "met"] == [each.judged(planning, as_of=QUARTER_END).state for each in (before, after)]

    def test_what_is_open_and_what_is_in_time(self):
        """Each state tells whether the case is open, and whether it was in time, was not, or nobody knows."""
        assert ["open in time", "open due soon", "open overdue"] == [
            each for each in CaseState if each.is_open
        ]
        assert ["met", "met by extension"] == [each for each in CaseState if each.in_time]
        assert ["late", "open overdue"] == [each for each in CaseState if each.in_time is False]

    @given(case=cases(), limit=limits(), as_of=as_ofs, policy=policies)
    def test_each_case_is_in_exactly_one_state(self, case, limit, as_of, policy):
        """The states are told apart by what is known on the day, and leave nothing out."""
        verdict = judged(case, limit, as_of, invalid=policy, due_soon=5)
        begun = case.start <= as_of
        ended = begun and case.end is not None and case.end <= as_of
        turned = ended and case.end < case.start
        exempt = any(isinstance(each, Exempt) for each in case.edits)
        expected = {
            CaseState.NOT_STARTED: not begun,
            CaseState.INVALID: turned and policy == "exclude",
            CaseState.EXEMPT: begun and exempt and not (turned and policy == "exclude"),
            CaseState.MET: ended and not exempt and turned and policy != "exclude",
        }
        if any(expected.values()):
            assert [verdict.state] == [each for each, holds in expected.items() if holds]
        else:
            assert verdict.state.is_open is not ended
            assert (case.end if ended else as_of) > verdict.due or verdict.state.in_time is not False
            assert (case.end if ended else as_of) <= verdict.due or verdict.state.in_time is False


class TestAsTimeGoesOn:
    @given(case=cases(), limit=limits(), as_of=as_ofs, later=st.integers(0, 400))
    def test_what_has_ended_stays_as_it_is(self, case, limit, as_of, later):
        """Looking back from a later day turns no late case into a met one, and no met one into a late one."""
        before = judged(case, limit, as_of).underlying
        after = judged(case, limit, as_of + timedelta(days=later)).underlying

        if before in (CaseState.LATE, CaseState.MET, CaseState.MET_BY_EXTENSION, CaseState.INVALID):
            assert before == after

    @given(case=cases(), limit=limits(), as_of=as_ofs)
    def test_overdue_stays_late_without_a_reset(self, case, limit, as_of):
        """Without a new start of the clock, a case that is overdue can only end late."""
        plain = attrs.evolve(case, edits=[each for each in case.edits if not isinstance(each, Reset)])
        after = judged(plain, limit, as_of + timedelta(days=400)).underlying

        if judged(plain, limit, as_of).underlying is CaseState.OPEN_OVERDUE:
            assert after in (CaseState.LATE, CaseState.OPEN_OVERDUE)

    def test_a_reset_after_the_end_changes_nothing(self):
        """What came in after the case was closed does not make it in time."""
        late = Case(START, DUE + DAY, edits=[Reset(date(2022, 9, 20))])

        assert CaseState.LATE == state(late)
        assert DUE == judged(late).due

    def test_a_reset_is_not_known_before_it_happens(self):
        """Overdue on 10 September, and in time again from the clarification of the 20th on."""
        case = Case(START, edits=[Reset(date(2022, 9, 20))])

        assert CaseState.OPEN_OVERDUE == state(case, as_of=date(2022, 9, 10))
        assert CaseState.OPEN_IN_TIME == state(case)

    @given(case=cases(), limit=limits(), as_of=as_ofs, later=st.integers(0, 400))
    def test_a_report_can_be_made_again(self, case, limit, as_of, later):
        """Pauses and resets that begin after a day change no report as of that day."""
        day = as_of + timedelta(days=later + 1)
        more = (*case.edits, Pause(day, day + 5 * DAY), Reset(max(day, case.start)))
        told = judged(attrs.evolve(case, edits=more), limit, as_of)

        assert judged(case, limit, as_of).to_dict() == told.to_dict()

    @given(
        start=st.dates(date(2022, 1, 1), date(2022, 6, 30)),
        limit=limits(),
        after=st.integers(0, 60),
        known=st.integers(0, 60),
        more=st.integers(0, 60),
        end=st.none() | st.integers(0, 120),
    )
    def test_an_open_pause_and_the_pause_it_became(self, *, start, limit, after, known, more, end):
        """A pause recorded as open, and next year with its last day, give one report as of a day of it."""
        first = start + after * DAY
        as_of = first + known * DAY
        ended = None if end is None else start + end * DAY
        was, became = (
            Case(start, ended, paused_from=first),
            Case(start, ended, edits=[Pause(first, max(as_of, as_of + more * DAY))]),
        )

        assert judged(was, limit, as_of).to_dict() == judged(became, limit, as_of).to_dict()

    def test_a_pause_that_began_after_the_end_does_not_count(self):
        """A case that ended on Wednesday is not due later because of a pause from Thursday on."""
        done = Case(START, date(2022, 7, 6), edits=[Pause(date(2022, 7, 7), date(2022, 7, 20))])
        open_then = Case(START, edits=[Pause(date(2022, 8, 1), date(2022, 8, 12))])

        assert DUE == judged(done).due
        assert DUE == judged(open_then, as_of=date(2022, 7, 29)).due
        assert date(2022, 9, 7) == judged(open_then, as_of=date(2022, 8, 2)).due
        assert date(2022, 9, 20) == judged(open_then).due  # the 19th was a bank holiday

    def test_hours_are_paused_up_to_the_moment(self):
        """For hours the pause lasts up to the moment of the report, in the zone of the start or not."""
        start = datetime(2022, 7, 1, 9, tzinfo=timezone(timedelta(hours=1)))
        pause = Pause(start + timedelta(hours=2), start + timedelta(hours=20))
        case = Case(start, edits=[pause])
        day = Timescale(24, "hours")

        assert start + timedelta(hours=24) == case.judged(day, as_of=start + timedelta(hours=1)).due
        assert start + timedelta(hours=29) == case.judged(day, as_of=start + timedelta(hours=7)).due
        assert start + timedelta(hours=42) == case.judged(day, as_of=date(2022, 8, 1)).due

    def test_an_extension_and_an_exemption_always_count(self):
        """They carry no date on which they became known, so no report can leave them out."""
        case = Case(START, edits=[Extend(date(2022, 12, 1)), Exempt("closed")])

        assert date(2022, 12, 1) == judged(case, as_of=START).due
        assert CaseState.EXEMPT == judged(case, as_of=START).state


class TestClockEdits:
    def test_met_by_extension(self):
        """In time by the agreed date and not without it; in time without it is plainly met."""
        agreed = [Extend(date(2022, 9, 16), reason="agreed in writing")]

        assert CaseState.MET_BY_EXTENSION == state(Case(START, date(2022, 9, 16), edits=agreed))
        assert CaseState.MET == state(Case(START, DUE, edits=agreed))
        assert CaseState.LATE == state(Case(START, date(2022, 9, 17), edits=agreed))

    def test_a_pause_alone_is_no_extension(self):
        """A case that is in time because its clock stood still is met."""
        paused = [Pause(date(2022, 8, 1), date(2022, 8, 5))]

        assert CaseState.MET == state(Case(START, date(2022, 9, 12), edits=paused))

    @given(
        case=cases(reversed_ends=False),
        limit=limits(),
        as_of=as_ofs,
        longer=st.integers(0, 300),
        by=st.booleans(),
    )
    def test_an_extension_never_makes_a_case_late(self, case, limit, as_of, longer, by):
        """What is in time, or still open in time, is so with one more extension."""
        more = Extend(by=Timescale(longer, "days")) if by else Extend(case.start + timedelta(days=longer))
        before = judged(case, limit, as_of).underlying
        after = judged(attrs.evolve(case, edits=(*case.edits, more)), limit, as_of).underlying

        if before.in_time is not False:
            assert after.in_time is not False
            assert before.is_open is after.is_open

    def test_an_open_pause_lasts_to_the_date(self):
        """On each day of an open pause as much is left as when it began."""
        case = Case(START, paused_from=date(2022, 8, 1))
        left = {judged(case, as_of=date(2022, 8, 1) + n * DAY).days_left for n in range(60)}

        assert {25} == left
        assert 25 == judged(Case(START), as_of=date(2022, 7, 29)).days_left

    def test_an_open_pause_ends_with_the_case(self):
        """A case that ends while its clock stands still is in time; one that was overdue before is not."""
        end = date(2022, 9, 29)

        assert CaseState.MET == state(Case(START, end, paused_from=date(2022, 8, 1)))
        assert CaseState.LATE == state(Case(START, end, paused_from=date(2022, 9, 6)))

    def test_an_open_pause_that_has_not_begun(self):
        """Before it begins, it is not known."""
        assert DUE == judged(Case(START, paused_from=date(2022, 8, 1)), as_of=date(2022, 7, 29)).due

    @given(case=cases(exempt=True), limit=limits(), as_of=as_ofs)
    def test_exempt_shows_what_it_would_be(self, case, limit, as_of):
        """The exemption takes nothing but the state: the underlying one is that of the same case without."""
        plain = attrs.evolve(case, edits=[each for each in case.edits if not isinstance(each, Exempt)])
        verdict, other = judged(case, limit, as_of), judged(plain, limit, as_of)

        assert other.state == verdict.underlying
        assert (other.due, other.days_over, other.days_left) == (
            verdict.due,
            verdict.days_over,
            verdict.days_left,
        )
        assert "school closed" == verdict.exempt


class TestInvalid:
    """An end before the start. Sources: DfE, initial child protection conferences; adoption scorecard A2."""

    CASE = Case(START, date(2022, 6, 20), ref="9")

    @pytest.mark.parametrize(
        "policy, expected, elapsed",
        [("exclude", "invalid", None), ("zero", "met", 0), ("in time", "met", None)],
    )
    def test_each_policy(self, policy, expected, elapsed):
        """Excluded, in time with no days taken, or in time without a duration: always said to be reversed."""
        verdict = judged(self.CASE, invalid=policy)

        assert (expected, elapsed, True) == (verdict.state, verdict.elapsed, verdict.is_reversed)

    def test_as_an_error(self):
        """The error names both dates and the ways out."""
        with pytest.raises(
            InputError, match=r"^end: is before the start; got 2022-07-01 to 2022-06-20\. .*'zero'"
        ):
            judged(self.CASE, invalid=InvalidPolicy.ERROR)

    def test_the_same_day_is_valid(self):
        """Something done on the day it came took 0 days, or 1 if both ends are counted."""
        case = Case(START, START)

        assert (CaseState.MET, 0, False) == (state(case), judged(case).elapsed, judged(case).is_reversed)
        assert 1 == judged(case, convention="count both").elapsed

    def test_notice_is_given_before_its_event(self):
        """A limit that counts back has its end before its start, and nothing is wrong with that."""
        notice = Timescale(10, "working days", direction="before", counting="clear days")
        event = date(2022, 8, 20)
        given = [
            Case(event, day).judged(notice, as_of=QUARTER_END, calendar=UK_ANY)
            for day in (date(2022, 8, 5), date(2022, 8, 8), date(2022, 8, 22))
        ]

        assert ["met", "late", "late"] == [each.state for each in given]
        assert [10, 9, -1] == [each.elapsed for each in given]
        assert [False, False, False] == [each.is_reversed for each in given]
        assert "1 working day after the event" in given[2].explain()
        assert "open in time" == Case(event).judged(notice, as_of=date(2022, 8, 5), calendar=UK_ANY).state


class TestDays:
    def test_late_by_no_counted_day(self):
        """Due on a Friday and done on the Saturday: late, by 0 working days, and the sentence says so."""
        five = Timescale(5, "working days")
        verdict = judged(Case(START, date(2022, 7, 9)), five)
        exempt = judged(Case(START, date(2022, 7, 9), edits=[Exempt("closed")]), five)

        assert (CaseState.LATE, 0, date(2022, 7, 8)) == (verdict.state, verdict.days_over, verdict.due)
        assert verdict.explain().startswith("late, by less than 1 working day. It ended on 9 July 2022")
        assert exempt.explain().startswith("exempt, less than 1 working day over.")
        assert (
            judged(Case(START), five, date(2022, 7, 9))
            .explain()
            .startswith("open overdue, by less than 1 working day.")
        )

    def test_days_over_count_as_the_limit_counts(self):
        """From Monday 5 September to Monday the 12th are 5 working days, and 7 days for a limit in weeks."""
        late = judged(Case(START, date(2022, 9, 12)))
        weeks = judged(Case(date(2022, 1, 10), date(2022, 7, 18)), WEEKS)

        assert (5, "working days") == (late.days_over, late.unit)
        assert (7, "days") == (weeks.days_over, weeks.unit)

    def test_days_left(self):
        """On the due date none are left; after it there is no such number, but days over."""
        open_cases = [judged(Case(START), as_of=DUE + n * DAY) for n in (-3, 0, 1)]

        assert [1, 0, None] == [each.days_left for each in open_cases]
        assert [0, 0, 1] == [each.days_over for each in open_cases]

    def test_elapsed_in_other_units(self):
        """182 days are 26 weeks; a month has no one length."""
        verdict = judged(Case(date(2022, 1, 10), date(2022, 7, 11)), WEEKS)

        assert (182, 26.0) == (verdict.elapsed, verdict.elapsed_in("weeks"))
        with pytest.raises(InputError, match="months have no one length"):
            verdict.elapsed_in("months")

    def test_elapsed_so_far(self):
        """A case that is open has taken what has passed up to the date."""
        assert 44 == judged(Case(START), as_of=DUE - 3 * DAY).elapsed

    def test_pauses_and_resets_are_in_the_duration(self):
        """Somebody waited through them: the duration is that from the start to the end."""
        plain = judged(Case(START, DUE))
        edited = judged(
            Case(START, DUE, edits=[Pause(date(2022, 8, 1), date(2022, 8, 5)), Reset(date(2022, 8, 9))])
        )

        assert plain.elapsed == edited.elapsed == 45

    @given(case=cases(reversed_ends=False), limit=limits(), as_of=as_ofs)
    def test_over_and_left_agree_with_the_state(self, case, limit, as_of):
        """There are days over where it is late, days left where it is open in time, and never both."""
        verdict = judged(case, limit, as_of)
        late, waiting = verdict.underlying.in_time is False, verdict.underlying.is_open

        assert (verdict.days_left is not None) is (waiting and not late)
        assert verdict.underlying is CaseState.NOT_STARTED or (verdict.due < (verdict.ended or as_of)) is late
        assert not verdict.days_over or late


class TestHours:
    LIMIT = Timescale(24, "hours")
    START = datetime(2022, 7, 1, 9, 30)

    def test_to_the_minute(self):
        """24 hours are in time, and a minute more is not."""
        ends = [self.START + timedelta(hours=24, minutes=n) for n in (0, 1)]

        assert ["met", "late"] == [
            Case(self.START, end).judged(self.LIMIT, as_of=ends[1]).state for end in ends
        ]

    def test_a_date_stands_for_the_end_of_its_day(self):
        """On 2 July at midnight it is overdue; a day earlier it is not."""
        case = Case(self.START)

        assert CaseState.OPEN_OVERDUE == case.judged(self.LIMIT, as_of=date(2022, 7, 2)).state
        assert CaseState.OPEN_IN_TIME == case.judged(self.LIMIT, as_of=date(2022, 7, 1)).state
        assert "It was open on 2 July 2022." in case.judged(self.LIMIT, as_of=date(2022, 7, 2)).explain()

    def test_zones_are_compared_in_utc(self):
        """An end at 10:30 in one zone is in time for a start at 9:30 an hour east of it, and no later."""
        east = timezone(timedelta(hours=1))
        start = datetime(2022, 7, 1, 9, 30, tzinfo=east)
        ends = [datetime(2022, 7, 2, 8, minute, tzinfo=UTC) for minute in (30, 31)]
        now = datetime(2022, 7, 3, tzinfo=UTC)

        assert ["met", "late"] == [Case(start, end).judged(self.LIMIT, as_of=now).state for end in ends]
        assert not Case(start, ends[0]).judged(self.LIMIT, as_of=date(2022, 7, 3)).is_reversed

    def test_an_end_before_the_start_by_a_minute(self):
        """Hours tell a reversed pair within one day."""
        case = Case(self.START, self.START - timedelta(minutes=1))

        assert CaseState.INVALID == case.judged(self.LIMIT, as_of=date(2022, 7, 3)).state

    def test_a_zone_and_none_do_not_mix(self):
        """A start without a zone and an end with one cannot be compared."""
        case = Case(self.START, datetime(2022, 7, 1, 10, tzinfo=UTC))

        with pytest.raises(InputTypeError, match=r"^end: must be a time without a zone"):
            case.judged(self.LIMIT, as_of=date(2022, 7, 3))

    def test_an_open_pause_of_hours(self):
        """The clock stands still from noon on."""
        case = Case(self.START, paused_from=datetime(2022, 7, 1, 12))

        assert 21.5 == case.judged(self.LIMIT, as_of=datetime(2022, 7, 9)).days_left

    def test_hours_have_no_second_convention(self):
        """Hours run between two moments, so there is no first day to count."""
        with pytest.raises(InputError, match=r"^convention: hours run between two moments"):
            Case(self.START).judged(self.LIMIT, as_of=date(2022, 7, 3), convention="count both")

    def test_a_cut_off_needs_a_time_and_counts_days(self):
        """Received at 16:00 counts as the next day; the end is a date."""
        limit = Timescale(5, "working days", cutoff=time(16))
        cases = [Case(datetime(2022, 7, 4, hour), date(2022, 7, 12)) for hour in (15, 16)]

        assert ["late", "met"] == [state(case, limit) for case in cases]
        assert 6 == judged(cases[1], limit).elapsed


class TestWhatIsRefused:
    def test_dates_that_are_none(self):
        """A missing start, a text that is no date and pandas' "not a time" are refused by name."""

        class NotATime(datetime):
            def __ne__(self, other):
                return True

        nat = NotATime(2022, 7, 1)
        for given_start, message in [
            (None, r"^start: is not given\. Write date"),
            ("soon", r"^start: "),
            (5, r"^start: "),
            (nat, r"^start: is not a date"),
        ]:
            with pytest.raises((InputError, InputTypeError), match=message):
                Case(given_start)
        with pytest.raises(
            InputTypeError, match=r"^end: is not a date; got .* Write None if there is none yet"
        ):
            Case(START, nat)

    def test_all_faults_of_a_case_at_once(self):
        """What is wrong with a case is said together."""
        with pytest.raises(FaultsError) as caught:
            Case(None, ref=[1], group=3, edits=["pause"])

        assert ["start", "ref", "group", "edits[0]"] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize("wrong", [Exempt("x"), "pause", 5])
    def test_edits_are_a_list(self, wrong):
        """A single edit, text and numbers are refused."""
        with pytest.raises(InputTypeError, match=r"^edits: must be"):
            Case(START, edits=wrong)

    @pytest.mark.parametrize(
        "options, path",
        [
            ({"limit": 45}, "limit"),
            ({"as_of": None}, "as_of"),
            ({"calendar": "England"}, "calendar"),
            ({"invalid": "drop"}, "invalid"),
            ({"convention": "both"}, "convention"),
            ({"due_soon": -1}, "due_soon"),
            ({"due_soon": Timescale(3, "days", direction="before")}, "due_soon"),
        ],
    )
    def test_options_that_cannot_be(self, options, path):
        """Each option is refused by its name."""
        facts = {"limit": WEEKS, "as_of": QUARTER_END, **options}
        with pytest.raises((InputError, InputTypeError)) as caught:
            Case(START).judged(facts.pop("limit"), **facts)

        assert path == caught.value.path

    def test_a_time_where_days_count(self):
        """A limit in days takes dates: a time of day is refused and not cut off."""
        with pytest.raises(InputTypeError, match=r"^end: must be a date without a time"):
            Case(START, datetime(2022, 9, 1, 12)).judged(WEEKS, as_of=QUARTER_END)
        with pytest.raises(InputTypeError, match=r"^as_of: must be a date without a time"):
            Case(START).judged(WEEKS, as_of=datetime(2022, 9, 30, 12))

    def test_no_calendar_and_one_that_ends(self):
        """Working days need a calendar, and one that reaches far enough."""
        with pytest.raises(InputTypeError, match=r"^calendar: working days need a calendar"):
            Case(START).judged(ASSESSMENT, as_of=QUARTER_END)
        with pytest.raises(CalendarRangeError):
            judged(Case(date(2031, 1, 1)))

    @pytest.mark.parametrize(
        "limit, soon",
        [(WEEKS, Timescale(5, "hours")), (VersionedTimescale("V", {START: WEEKS}), Timescale(5, "hours"))],
    )
    def test_due_soon_is_of_the_kind_of_the_limit(self, limit, soon):
        """Hours before a date are no time: the option is at fault, and not the start of a case."""
        with pytest.raises(InputTypeError, match=r"^due_soon: must be of the kind of the limit; got 5 hours"):
            Case(START, QUARTER_END).judged(limit, as_of=QUARTER_END, due_soon=soon)
        with pytest.raises(InputTypeError, match=r"^due_soon: must be of the kind of the limit"):
            timeliness([Case(START)], limit, period=Q2, as_of=QUARTER_END, due_soon=soon)
        with pytest.raises(InputError, match=r"^due_soon: must have no cut-off"):
            Case(START).judged(
                limit, as_of=QUARTER_END, due_soon=Timescale(1, "working days", cutoff=time(16))
            )

    @pytest.mark.parametrize(
        "case, path",
        [
            (
                Case(START, edits=[Exempt("x"), Pause(datetime(2022, 7, 5), datetime(2022, 7, 6))]),
                "edits[1].first",
            ),
            (Case(datetime(2022, 7, 1, tzinfo=UTC), paused_from=datetime(2022, 7, 2)), "paused_from"),
            (Case(datetime(2022, 7, 1, tzinfo=UTC), edits=[Reset(datetime(2022, 7, 2))]), "edits[0].at"),
            (Case(datetime(2022, 7, 1, tzinfo=UTC), edits=[Pause(START, START)]), "edits[0].first"),
        ],
    )
    def test_dates_of_another_kind_are_found_at_their_place(self, case, path):
        """Each error names what the caller wrote."""
        limit = Timescale(24, "hours") if isinstance(case.start, datetime) else WEEKS
        with pytest.raises(InputTypeError) as caught:
            case.judged(limit, as_of=QUARTER_END)

        assert path == caught.value.path

    def test_moments_that_utc_does_not_reach_are_refused(self):
        """The last day there is ends after the year 9999 for a clock west of Greenwich."""
        west = Case(datetime(2022, 7, 1, tzinfo=timezone(timedelta(hours=-12))))
        with pytest.raises(InputError, match=r"^as_of: leaves the years 1 to 9999"):
            west.judged(Timescale(24, "hours"), as_of=date.max)
        for edge in (
            datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
            datetime(9999, 12, 31, 20, tzinfo=timezone(timedelta(hours=-12))),
        ):
            with pytest.raises(InputError, match=r"^start: leaves the years 1 to 9999"):
                Timescale(24, "hours").due(edge)

    @pytest.mark.parametrize(
        "edits, path",
        [
            (5, "edits"),
            ({"edit": "reset", "at": "2022-07-05"}, "edits"),
            ([{"edit": ["a"]}], "edits[0].edit"),
            ([{"edit": "reset", "at": "2022-07-05"}, {"edit": "reset", "at": "soon"}], "edits[1].at"),
            ([5], "edits[0]"),
        ],
    )
    def test_a_record_with_wrong_edits(self, edits, path):
        """What is wrong in a record of edits is named with its place."""
        with pytest.raises((InputError, InputTypeError)) as caught:
            Case.from_dict({"start": "2022-07-01", "edits": edits})

        assert path == caught.value.path


class TestRecords:
    @given(case=cases())
    def test_a_case_comes_back_from_its_dict(self, case):
        """What to_dict tells is all there is, in plain values."""
        assert case == Case.from_dict(json.loads(json.dumps(case.to_dict())))
        assert case == pickle.loads(pickle.dumps(case))

    def test_refs_are_text(self):
        """A number from a sheet is a ref too; the repr is the call that makes the case."""
        assert "Case(datetime.date(2022, 7, 1), ref='17')" == repr(Case("2022-07-01", ref=17.0))

    @given(case=cases(), limit=limits(), as_of=as_ofs)
    def test_a_verdict_is_plain_values_and_plain_words(self, case, limit, as_of):
        """A verdict says its state first, then what led to it; its dict goes into any file."""
        verdict = judged(case, limit, as_of)
        told = json.loads(json.dumps(verdict.to_dict()))

        assert verdict.explain().startswith(f"{case.ref}: {verdict.state}")
        assert (verdict.state, verdict.due.isoformat()) == (told["state"], told["due"])
        assert (verdict.ended and verdict.ended.isoformat()) == told["end"]
        assert verdict == pickle.loads(pickle.dumps(verdict))

    def test_the_sentences(self):
        """State, days, dates, rule, calendar."""
        verdict = judged(Case(START, DUE + 2 * DAY, ref="17"))

        assert verdict.explain().startswith(
            "17: late, 2 working days over. It ended on 7 September 2022, after 47 working days. "
            "Due 5 September 2022: within 45 working days of the start, which is day 0. Calendar: "
        )
        assert "invalid. It ended on 20 June 2022, before it started." in judged(TestInvalid.CASE).explain()
        assert "open in time, 1 day left. It was open on 1 January 2023." in (
            judged(Case(date(2022, 7, 4)), WEEKS, date(2023, 1, 1)).explain()
        )
