"""Working calendars: what counts, what they know, and how they are changed."""

import copy
import pickle
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import FaultsError, InputError, InputTypeError, NotFoundError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    UK_ANY,
    CalendarRangeError,
    Timescale,
    WorkingCalendar,
)
from tests.timescales.strategies import DAY, calendars, dates, shipped

YEAR = {"first": date(2022, 1, 1), "last": date(2022, 12, 31)}


def plain(**facts) -> WorkingCalendar:
    """Return a calendar of 2022 with what is given."""
    return WorkingCalendar("Plain", **YEAR | facts)


class TestWorkingDays:
    @given(calendar=calendars(), day=dates)
    def test_a_day_counts_if_it_is_a_weekday_and_no_holiday(self, calendar, day):
        """The table agrees with the definition, day by day."""
        assert (day.weekday() < 5 and day not in calendar.holidays) is calendar.is_working(day)

    @given(calendar=calendars(), day=dates, n=st.integers(1, 30))
    def test_shift_counts_by_hand(self, calendar, day, n):
        """The n-th working day after a day is found by walking, and so is the n-th before."""
        for way in (1, -1):
            walked, left = day, n
            while left:
                walked += way * DAY
                left -= calendar.is_working(walked)
            assert walked == calendar.shift(day, way * n)

    @given(calendar=calendars(), start=dates, days=st.integers(0, 300))
    def test_count_is_the_sum_of_its_days(self, calendar, start, days):
        """The count leaves out the start and includes the end."""
        end = start + days * DAY

        assert sum(calendar.is_working(start + each * DAY) for each in range(1, days + 1)) == calendar.count(
            start, end
        )

    @given(calendar=calendars(), day=dates)
    def test_rolls_are_inclusive(self, calendar, day):
        """A working day stays; any other moves to the nearest working day on its side."""
        after, before = calendar.next_working(day), calendar.previous_working(day)

        assert before <= day <= after
        assert calendar.is_working(before)
        assert calendar.is_working(after)
        assert (after == day) is calendar.is_working(day) is (before == day)
        assert (0 if after == day else 1) == calendar.count(before, after)

    @given(calendar=calendars(), day=dates)
    def test_why_closed_is_empty_for_working_days_alone(self, calendar, day):
        """Every day off has a reason, and no working day has one."""
        assert calendar.is_working(day) is (calendar.why_closed(day) == "")

    @pytest.mark.parametrize(
        "expected, day",
        [
            ("", date(2022, 8, 26)),
            ("Saturday", date(2022, 8, 27)),
            ("Summer bank holiday", date(2022, 8, 29)),
            ("Christmas Day (substitute day)", date(2022, 12, 27)),
            ("State Funeral of Queen Elizabeth II", date(2022, 9, 19)),
        ],
    )
    def test_why_closed_names_the_holiday_or_the_weekday(self, expected, day):
        """A bank holiday has its own name; a weekend day has that of the weekday."""
        assert expected == ENGLAND_AND_WALES.why_closed(day)

    def test_zero_working_days_on_is_the_day_itself(self):
        """A shift by 0 stays where it is, on a Sunday too."""
        assert date(2022, 7, 3) == ENGLAND_AND_WALES.shift(date(2022, 7, 3), 0)

    def test_bank_holidays_are_left_out_and_weekends_are_not(self):
        """Days excluding bank holidays go on over a weekend."""
        assert date(2022, 8, 28) == ENGLAND_AND_WALES.shift_open(date(2022, 8, 26), 2)
        assert date(2022, 8, 30) == ENGLAND_AND_WALES.shift_open(date(2022, 8, 26), 3)

    def test_count_refuses_an_end_before_the_start(self):
        """It is never silently negative; zero and negative must be asked for."""
        monday, friday = date(2022, 7, 4), date(2022, 7, 1)
        with pytest.raises(InputError, match="is before the start; got 2022-07-04 to 2022-07-01"):
            ENGLAND_AND_WALES.count(monday, friday)
        assert 0 == ENGLAND_AND_WALES.count(monday, friday, if_reversed="zero")
        assert -1 == ENGLAND_AND_WALES.count(monday, friday, if_reversed="negative")


class TestCoverage:
    @pytest.mark.parametrize("day", [date(2010, 12, 31), date(2029, 1, 1)])
    def test_a_date_outside_is_an_error_that_says_what_to_do(self, day):
        """It is never silently a working day: the range is named, and how to extend it."""
        for ask in (
            ENGLAND_AND_WALES.is_working,
            ENGLAND_AND_WALES.why_closed,
            ENGLAND_AND_WALES.next_working,
            ENGLAND_AND_WALES.previous_working,
            lambda day: ENGLAND_AND_WALES.shift(day, 1),
            lambda day: ENGLAND_AND_WALES.count(date(2020, 1, 1), day),
            lambda day: Timescale(20, "working days").due(day, ENGLAND_AND_WALES),
        ):
            with pytest.raises(CalendarRangeError, match="2011-01-01 to 2028-12-31") as caught:
                ask(day)
            assert "extended(" in str(caught.value)
            assert str(day) in str(caught.value)
            assert isinstance(caught.value, ValueError)

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: ENGLAND_AND_WALES.shift(date(2028, 12, 22), 20),
            lambda: ENGLAND_AND_WALES.shift(date(2011, 1, 10), -20),
            lambda: ENGLAND_AND_WALES.next_working(date(2028, 12, 30)),
            lambda: ENGLAND_AND_WALES.previous_working(date(2011, 1, 1)),
            lambda: Timescale(20, "working days").due(date(2028, 12, 22), ENGLAND_AND_WALES),
            lambda: Timescale(20, "days excluding bank holidays").due(date(2028, 12, 22), ENGLAND_AND_WALES),
        ],
    )
    def test_a_result_outside_is_an_error(self, ask):
        """A due date beyond the last known date is refused, even if it would be near."""
        with pytest.raises(CalendarRangeError, match="the range of calendar 'England and Wales'"):
            ask()

    def test_the_last_known_day_can_be_reached(self):
        """The edge itself is known."""
        assert date(2028, 12, 29) == ENGLAND_AND_WALES.shift(date(2028, 12, 28), 1)
        assert date(2011, 1, 4) == ENGLAND_AND_WALES.next_working(date(2011, 1, 1))

    @pytest.mark.parametrize("wrong", [datetime(2022, 7, 1), "2022-07-01", 20220701, None])
    def test_only_a_date_is_a_date(self, wrong):
        """A datetime is refused with the remedy, because a time would be lost."""
        with pytest.raises(InputTypeError, match="date"):
            ENGLAND_AND_WALES.is_working(wrong)

    def test_the_error_can_be_pickled(self):
        """An error that comes out of a worker process is the same error."""
        error = ENGLAND_AND_WALES.range_error("2029-01-01 is outside")

        assert str(error) == str(pickle.loads(pickle.dumps(error)))


class TestIntake:
    def test_holidays_may_be_named_or_not(self):
        """A dict gives names; dates alone are called bank holidays; ISO text is a date."""
        assert {date(2022, 8, 29): "Summer"} == plain(holidays={"2022-08-29": "Summer"}).holidays
        assert {date(2022, 8, 29): "Bank holiday"} == plain(holidays=[date(2022, 8, 29)]).holidays
        assert {date(2022, 8, 29): "Summer"} == plain(holidays=[(date(2022, 8, 29), "Summer")]).holidays

    def test_what_is_given_is_not_kept(self):
        """A calendar does not change when the dict it was made of does, nor when its own is changed."""
        days = {date(2022, 8, 29): "Summer"}
        calendar = plain(holidays=days)
        days.clear()
        calendar.holidays.clear()

        assert 1 == len(calendar.holidays)
        assert not calendar.is_working(date(2022, 8, 29))

    @pytest.mark.parametrize(
        "expected, written",
        [
            (("Mon", "Tue", "Wed", "Thu", "Fri"), "Mon-Fri"),
            (("Mon", "Tue", "Wed", "Thu", "Fri"), ["Monday", "tuesday", "Wed", "Thurs", "FRI"]),
            (("Tue", "Thu"), "Tue, Thu"),
            (("Mon", "Sat", "Sun"), "Sat - Mon"),
            (("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "Mon-Sun"),
        ],
    )
    def test_a_week_is_written_in_names(self, expected, written):
        """A run of days, or the days apart, cut to three letters or not."""
        assert expected == plain(working_week=written).working_week

    @pytest.mark.parametrize("wrong", [[0, 1, 2], 5, None])
    def test_weekdays_are_not_numbers(self, wrong):
        """Monday is 0 to some and 1 to others, so a number is refused."""
        with pytest.raises(InputTypeError, match="must name its days"):
            plain(working_week=wrong)

    @pytest.mark.parametrize("wrong", ["", "Mon-Fry", "M-F", []])
    def test_a_week_needs_known_days(self, wrong):
        """A misspelt day and an empty week are refused."""
        with pytest.raises(InputError, match="working_week"):
            plain(working_week=wrong)

    def test_all_faults_are_told_at_once(self):
        """Each with its place."""
        with pytest.raises(FaultsError) as caught:
            WorkingCalendar("", holidays={"x": "y", date(2022, 1, 3): 4}, first="2022", last=None, version=3)
        text = str(caught.value)

        assert 6 == len(caught.value.faults)
        for path in ("name", "holidays['x']", "holidays[2022-01-03]", "first", "last", "version"):
            assert f"\n  {path}: " in text

    @pytest.mark.parametrize(
        "facts, message",
        [
            ({"holidays": [date(2023, 1, 2)]}, "holidays\\[2023-01-02\\]: is outside the range"),
            ({"closures": {date(2021, 12, 31): "Eve"}}, "closures\\[2021-12-31\\]: is outside the range"),
            ({"terms": [(date(2022, 9, 1), date(2023, 1, 1))]}, "terms: is outside the range"),
            ({"last": date(2021, 1, 1)}, "last: must not be before the first"),
            ({"holidays": "2022-12-25"}, "must be days"),
            ({"terms": []}, "has no term"),
            ({"terms": [date(2022, 9, 1)]}, "must be a pair of dates"),
            ({"terms": [(date(2022, 9, 2), date(2022, 9, 1))]}, "ends before it starts"),
            ({"terms": 5}, "must be pairs of dates"),
            ({"terms": [("autumn", date(2022, 12, 16))]}, "must be a date written year-month-day"),
            (
                {"terms": [(date(2022, 9, 1), date(2022, 9, 9)), (date(2022, 9, 9), date(2022, 9, 12))]},
                "two terms overlap",
            ),
            ({"hours": (time(17), time(9))}, "must close after it opens"),
            ({"hours": 8}, "must be two times of day"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, facts, message):
        """A day outside the range would be lost without a word, so it is refused."""
        with pytest.raises((InputError, InputTypeError), match=message):
            plain(**facts)


class TestUnions:
    @given(day=dates)
    def test_a_day_is_off_if_it_is_off_in_any(self, day):
        """The union works only on days that all parts work."""
        parts = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)

        assert all(part.is_working(day) for part in parts) is UK_ANY.is_working(day)

    @given(one=calendars(), other=calendars(), day=dates)
    def test_the_order_does_not_matter_to_the_days(self, one, other, day):
        """Either way round, the same days are off."""
        assert (one | other).is_working(day) is (other | one).is_working(day)

    @given(calendar=shipped)
    def test_with_itself_nothing_changes_but_the_name(self, calendar):
        """A calendar united with itself has its own days, names and version."""
        both = calendar | calendar

        assert calendar.holidays == both.holidays
        assert calendar.version == both.version

    def test_it_knows_what_all_know(self):
        """The range is what the calendars share, and holidays outside it go."""
        both = plain(holidays=["2022-01-03"]) | ENGLAND_AND_WALES

        assert (date(2022, 1, 1), date(2022, 12, 31)) == (both.first, both.last)
        assert {2022} == {day.year for day in both.holidays}
        assert "Plain or England and Wales" == both.name

    def test_names_of_a_shared_day_are_told_together(self):
        """Two names for one day are both kept; one name is told once."""
        one, other = plain(holidays={"2022-01-03": "New Year"}), plain(holidays={"2022-01-03": "Holiday"})

        assert "New Year / Holiday" == (one | other).why_closed(date(2022, 1, 3))

    def test_weeks_are_cut_to_what_all_work(self):
        """A day off every week in one is off in the union."""
        both = plain(working_week="Mon-Thu") | plain(working_week="Tue-Fri")

        assert ("Tue", "Wed", "Thu") == both.working_week

    def test_what_cannot_be_united_is_refused(self):
        """No shared date, a school beside an office, or something that is no calendar."""
        early = WorkingCalendar("Early", first=date(2001, 1, 1), last=date(2001, 12, 31))
        school = WorkingCalendar.from_terms("School", [(date(2022, 9, 5), date(2022, 12, 16))])
        with pytest.raises(InputError, match="share no date"):
            WorkingCalendar.any_of("None", early, plain())
        with pytest.raises(InputError, match="differ in their terms or hours"):
            WorkingCalendar.any_of("Mixed", school, plain())
        with pytest.raises(InputTypeError, match=r"calendars\[1\]: must be a WorkingCalendar"):
            WorkingCalendar.any_of("Wrong", plain(), "Scotland")
        with pytest.raises(InputTypeError, match="needs a calendar"):
            WorkingCalendar.any_of("Nothing")
        with pytest.raises(TypeError):
            plain() | {date(2022, 1, 3)}


class TestChanges:
    def test_closures_are_added_and_told_in_the_version(self):
        """Christmas closure days are days off; the version says that the calendar was changed."""
        council = ENGLAND_AND_WALES.with_closures(
            {date(2022, 12, 28): "Christmas closure", date(2022, 12, 29): "Christmas closure"}
        )

        assert date(2022, 12, 30) == council.shift(date(2022, 12, 23), 1)
        assert "Christmas closure" == council.why_closed(date(2022, 12, 28))
        assert "GOV.UK 2026-02-25 +2 closures" == council.version
        assert ENGLAND_AND_WALES.is_working(date(2022, 12, 28))

    def test_a_closure_is_no_bank_holiday(self):
        """Days excluding bank holidays are counted through a closure."""
        council = ENGLAND_AND_WALES.with_closures([date(2022, 8, 30)])

        assert date(2022, 8, 30) == council.shift_open(date(2022, 8, 28), 1)

    def test_days_off_are_removed_by_name_or_date(self):
        """A name stands for every day of that name, a date for itself, and no argument for all closures."""
        council = ENGLAND_AND_WALES.with_closures({"2022-12-28": "Shut", "2022-12-29": "Shut"})

        assert {} == council.without_closures("Shut").closures
        assert {} == council.without_closures().closures
        assert [date(2022, 12, 29)] == [*council.without_closures(date(2022, 12, 28)).closures]
        assert council.without_closures(date(2022, 8, 29)).is_working(date(2022, 8, 29))
        assert (
            "GOV.UK 2026-02-25 +2 closures -1 day off" == council.without_closures(date(2022, 8, 29)).version
        )

    @pytest.mark.parametrize("wrong", ["Good Firday", date(2022, 8, 30)])
    def test_what_is_no_day_off_cannot_be_removed(self, wrong):
        """A misspelt name is answered with the nearest one."""
        with pytest.raises(NotFoundError, match="is no day off here") as caught:
            ENGLAND_AND_WALES.without_closures(wrong)
        if isinstance(wrong, str):
            assert "Did you mean 'Good Friday'?" in str(caught.value)

    def test_a_late_proclamation_is_added(self):
        """The funeral of 19 September 2022 was proclaimed days before: the version tells what was used."""
        before = ENGLAND_AND_WALES.without_closures(date(2022, 9, 19), version="GOV.UK 2022-09-01")
        after = before.with_holidays({date(2022, 9, 19): "State Funeral"})

        assert date(2022, 9, 19) == before.shift(date(2022, 9, 16), 1)
        assert date(2022, 9, 20) == after.shift(date(2022, 9, 16), 1)
        assert "GOV.UK 2022-09-01 +1 bank holiday" == after.version

    def test_years_are_added_with_their_holidays(self):
        """The wider range is known, and how far holidays were announced stays as it was."""
        longer = ENGLAND_AND_WALES.extended(
            last=date(2029, 12, 31), holidays={"2029-01-01": "New Year's Day"}
        )

        assert date(2029, 1, 2) == longer.shift(date(2028, 12, 29), 1)
        assert date(2028, 12, 31) == longer.known_to
        assert "GOV.UK 2026-02-25 extended to 2011-01-01 to 2029-12-31" == longer.version
        with pytest.raises(CalendarRangeError):
            ENGLAND_AND_WALES.is_working(date(2029, 1, 1))

    def test_a_range_is_not_made_narrower(self):
        """That would lose holidays without a word."""
        with pytest.raises(InputError, match="would make the range narrower"):
            ENGLAND_AND_WALES.extended(last=date(2020, 12, 31))

    def test_a_calendar_never_changes(self):
        """Setting a field is refused."""
        with pytest.raises(AttributeError):
            ENGLAND_AND_WALES.first = date(1990, 1, 1)

    @given(calendar=calendars(), day=dates)
    def test_adding_and_removing_a_closure_gives_the_same_days(self, calendar, day):
        """The days are as before; the version remembers both."""
        again = calendar.with_closures([day]).without_closures()

        assert calendar.is_working(day) is again.is_working(day)
        assert calendar.holidays == again.holidays

    def test_a_closure_on_a_bank_holiday_goes_alone(self):
        """The office that closes on Christmas Day too has its Christmas Day back as it was."""
        christmas = date(2023, 12, 25)
        again = ENGLAND_AND_WALES.with_closures([christmas]).without_closures()

        assert not again.is_working(christmas)
        assert ENGLAND_AND_WALES.holidays == again.holidays


class TestSchools:
    # Made up: two half terms of an autumn.
    HALVES = (
        (date(2022, 9, 5), date(2022, 10, 21)),
        (date(2022, 10, 31), date(2022, 12, 16)),
    )

    def test_days_outside_term_do_not_count(self):
        """The half-term week is skipped, and says why it is off."""
        school = WorkingCalendar.from_terms("Hill School", self.HALVES)

        assert date(2022, 10, 31) == school.shift(date(2022, 10, 21), 1)
        assert "outside term" == school.why_closed(date(2022, 10, 25))
        assert "Saturday" == school.why_closed(date(2022, 10, 29))
        assert 70 == school.count(date(2022, 9, 5), date(2022, 12, 16)) + 1

    def test_training_days_are_closures(self):
        """A day on which the pupils stay at home is no school day."""
        school = WorkingCalendar.from_terms(
            "Hill School", self.HALVES, closures={"2022-09-05": "Training day"}
        )

        assert date(2022, 9, 6) == school.next_working(date(2022, 9, 5))

    def test_school_days_need_a_school(self):
        """A calendar without terms would count the summer holidays, so it is refused; so is the reverse."""
        school = WorkingCalendar.from_terms("Hill School", self.HALVES)

        assert date(2022, 9, 26) == Timescale(15, "school days").due(date(2022, 9, 5), school)
        with pytest.raises(InputError, match="does not count school days"):
            Timescale(15, "school days").due(date(2022, 9, 5), ENGLAND_AND_WALES)
        with pytest.raises(InputError, match="does not count working days"):
            Timescale(15, "working days").due(date(2022, 9, 5), school)

    def test_a_wider_range_may_be_known(self):
        """Days before and after the terms can be asked for if the calendar is told to know them."""
        school = WorkingCalendar.from_terms(
            "Hill School", self.HALVES, first=date(2022, 8, 1), last=date(2022, 12, 31)
        )

        assert date(2022, 9, 5) == school.next_working(date(2022, 8, 1))
        assert not school.is_working(date(2022, 12, 28))

    def test_it_comes_back_from_its_dict(self):
        """Terms, closures and hours round trip."""
        school = WorkingCalendar.from_terms("Hill", self.HALVES, closures=["2022-09-05"], version="2022/23")
        school = school.with_hours(time(9), time(15, 30))

        assert school == WorkingCalendar.from_dict(school.to_dict())


class TestTheValue:
    @given(calendar=shipped)
    def test_round_trips(self, calendar):
        """Dict, pickle and deep copy all give an equal calendar that counts the same."""
        for again in (
            WorkingCalendar.from_dict(calendar.to_dict()),
            pickle.loads(pickle.dumps(calendar)),
            copy.deepcopy(calendar),
        ):
            assert calendar == again
            assert hash(calendar) == hash(again)
            assert calendar.shift(date(2022, 7, 1), 45) == again.shift(date(2022, 7, 1), 45)

    def test_building_the_tables_does_not_change_what_it_is(self):
        """A calendar that has been used equals one that has not."""
        used, fresh = plain(), plain()
        used.is_working(date(2022, 7, 1))
        used.shift_open(date(2022, 7, 1), 1)

        assert used == fresh
        assert hash(used) == hash(fresh)

    def test_a_pickle_leaves_the_tables_behind(self):
        """What goes to a worker process is the facts: as small after use as before."""
        fresh = plain(holidays=["2022-08-29"])
        size = len(pickle.dumps(fresh))
        fresh.shift(date(2022, 7, 1), 20)

        assert size == len(pickle.dumps(fresh))

    def test_the_repr_is_one_line(self):
        """It says what it covers and which version it is, and does not list 149 dates."""
        expected = (
            "<WorkingCalendar 'England and Wales', 2011-01-01 to 2028-12-31, Mon Tue Wed Thu Fri, "
            "149 bank holidays, version 'GOV.UK 2026-02-25'>"
        )

        assert expected == repr(ENGLAND_AND_WALES)

    @pytest.mark.parametrize("record", [{}, {"name": "x", "first": "2022-01-01"}, {"nam": "x"}, "x"])
    def test_a_dict_of_something_else_is_refused(self, record):
        """Missing and unknown keys are named."""
        with pytest.raises((InputError, InputTypeError, FaultsError)):
            WorkingCalendar.from_dict(record)

    def test_the_tables_are_shared(self):
        """The vector form reads the same table: ranks per date, ordinals per working day."""
        table = ENGLAND_AND_WALES.working_table

        assert table is ENGLAND_AND_WALES.working_table
        assert (date(2028, 12, 31) - date(2011, 1, 1)) // timedelta(days=1) + 1 == len(table.ranks)
        assert table.ranks[-1] == len(table.ordinals) == len(table.days)
        assert date(2011, 1, 4).toordinal() == table.ordinals[0]


class TestNumbersOfDays:
    @given(day=dates, n=st.integers(-200, 200), calendar=shipped)
    def test_a_numpy_number_is_the_number_it_stands_for(self, day, n, calendar):
        """Backwards too, and for both kinds of days."""
        assert calendar.shift(day, n) == calendar.shift(day, np.int64(n))
        assert calendar.shift_open(day, n) == calendar.shift_open(day, np.int64(n))

    @pytest.mark.parametrize("wrong", ["1", 1.5, None, True, np.timedelta64(1, "D")])
    def test_what_is_no_whole_number_is_refused(self, wrong):
        """Text, parts of a day, nothing, and what only looks like a number."""
        for shift in (ENGLAND_AND_WALES.shift, ENGLAND_AND_WALES.shift_open):
            with pytest.raises(InputTypeError, match=r"^n: must be a whole number"):
                shift(date(2022, 7, 1), wrong)

    def test_school_days_are_called_so(self):
        """A date beyond the terms is refused in the words of the school."""
        school = WorkingCalendar.from_terms("Hill School", [(date(2022, 9, 5), date(2022, 12, 16))])
        with pytest.raises(CalendarRangeError, match="80 school days after 2022-09-05 leave"):
            school.shift(date(2022, 9, 5), 80)


class TestContradictions:
    def test_no_holidays_are_announced_beyond_the_last_date(self):
        """A calendar cannot have been told of days that it does not know."""
        first, last = date(2022, 1, 1), date(2022, 12, 31)

        assert last == WorkingCalendar("Office", first=first, last=last, known_to=last).known_to
        with pytest.raises(InputError, match=r"^known_to: is after the last date; got 2023-01-01"):
            WorkingCalendar("Office", first=first, last=last, known_to=date(2023, 1, 1))

    @pytest.mark.parametrize("wrong", [5, "09:00", ["09:00"], [9, 17], ["nine", "five"], [None, None]])
    def test_hours_of_a_record_are_two_times(self, wrong):
        """Anything else is refused by its name."""
        record = {**ENGLAND_AND_WALES.to_dict(), "hours": wrong}
        with pytest.raises(InputTypeError, match=r"^hours: must be two times of day"):
            WorkingCalendar.from_dict(record)
