"""The laws of due dates, for any start and any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.timescales import ENGLAND_AND_WALES, UK_ANY, Pause, Timescale, VersionedTimescale
from tests.timescales.strategies import (
    DAY,
    calendars,
    countings,
    dates,
    day_units,
    numbers,
    rolls,
    shipped,
    timescales,
)


class TestDayZeroAndDayOne:
    @given(start=dates, n=numbers, unit=st.sampled_from(["days", "weeks"]))
    def test_after_is_beginning_with_plus_a_day(self, start, n, unit):
        """For days and weeks, a period after a day ends one day after the period that begins with it."""
        after = Timescale(n, unit).due(start)
        beginning = Timescale(n, unit, counting="beginning with").due(start)

        assert after == beginning + DAY

    @given(start=dates, n=numbers, calendar=shipped)
    def test_working_days_differ_by_one_if_the_start_is_worked(self, start, n, calendar):
        """From a working day the two differ by one working day; from a day off they are equal."""
        after = Timescale(n, "working days").due(start, calendar)
        beginning = Timescale(n, "working days", counting="beginning with").due(start, calendar)

        assert (1 if calendar.is_working(start) else 0) == calendar.count(beginning, after)

    @given(start=dates, n=st.integers(1, 24))
    def test_months_differ_by_a_day_unless_there_is_no_such_day(self, start, n):
        """Both end on the last day of the month if it has no corresponding day; else one day apart."""
        after = Timescale(n, "months").due(start)
        beginning = Timescale(n, "months", counting="beginning with").due(start)

        assert (after - DAY if after.day == start.day else after) == beginning

    @given(start=dates, n=numbers, unit=st.sampled_from(["days", "weeks", "months"]))
    def test_less_than_has_the_last_date_of_beginning_with(self, start, n, unit):
        """Less than 26 weeks after a day ends where 26 weeks beginning with that day end."""
        less = Timescale(n, unit, bound="less than").due(start)

        assert Timescale(n, unit, counting="beginning with").due(start) == less

    @given(start=dates, n=numbers, calendar=shipped)
    def test_less_than_n_working_days_is_within_one_fewer(self, start, n, calendar):
        """Less than n working days leaves room for n - 1."""
        due = Timescale(n, "working days", bound="less than").due(start, calendar)

        assert Timescale(n - 1, "working days").due(start, calendar) == due

    @given(start=dates, n=numbers, unit=st.sampled_from(["days", "weeks"]))
    def test_clear_days_and_the_day_after_end_a_day_later(self, start, n, unit):
        """Leaving out both ends, or starting from the day after, each cost one day."""
        after = Timescale(n, unit).due(start)

        assert after + DAY == Timescale(n, unit, counting="clear days").due(start)
        assert after + DAY == Timescale(n, unit, counting="from the day after").due(start)


class TestWorkingDays:
    @given(week=st.integers(0, 700), n=numbers, calendar=calendars())
    def test_a_weekend_shares_its_due_date(self, week, n, calendar):
        """What comes in on a Friday, a Saturday or a Sunday is due on one day: Monday is day 1."""
        friday = date(2013, 1, 4) + timedelta(weeks=week)
        due = [Timescale(n, "working days").due(friday + add * DAY, calendar) for add in range(3)]

        assert due[0] == due[1] == due[2]

    @given(start=dates, n=numbers, calendar=calendars())
    def test_the_count_to_the_due_date_is_n(self, start, n, calendar):
        """There are n working days after the start, up to and including the due date."""
        assert n == calendar.count(start, Timescale(n, "working days").due(start, calendar))

    @given(start=dates, n=numbers, calendar=calendars())
    def test_a_due_date_is_a_working_day(self, start, n, calendar):
        """A period of working days cannot end on a day off, so there is nothing to roll."""
        due = Timescale(n, "working days").due(start, calendar)

        assert calendar.is_working(due)
        assert due == Timescale(n, "working days", roll="next").due(start, calendar)

    @given(start=dates, n=numbers)
    def test_any_part_of_the_uk_is_never_earlier(self, start, n):
        """The FOI calendar has every holiday of England and Wales, so its due date is not before theirs."""
        within = Timescale(n, "working days")

        assert within.due(start, UK_ANY) >= within.due(start, ENGLAND_AND_WALES)

    @given(start=dates, n=numbers, calendar=calendars())
    def test_the_fast_way_is_the_long_way(self, start, n, calendar):
        """The short cut for working days gives what the deadline gives, which never takes it."""
        within = Timescale(n, "working days")

        assert within.deadline(start, calendar).due == within.due(start, calendar)

    @given(start=dates, n=numbers, calendar=calendars())
    def test_back_and_forth(self, start, n, calendar):
        """From a working day, n working days on and n back are the same day again."""
        day = calendar.next_working(start)

        assert day == calendar.shift(calendar.shift(day, n), -n)


class TestEveryTimescale:
    @given(timescale=timescales(), start=dates, calendar=calendars())
    def test_a_later_start_is_never_due_earlier(self, timescale, start, calendar):
        """Due dates never go back as starts go on."""
        assert timescale.due(start, calendar) <= timescale.due(start + DAY, calendar)

    @given(timescale=timescales(), start=dates, calendar=calendars(), more=st.sets(dates, max_size=20))
    def test_more_holidays_are_never_due_earlier(self, timescale, start, calendar, more):
        """A calendar with all the holidays and some more gives the same date or a later one."""
        assert timescale.due(start, calendar) <= timescale.due(start, calendar.with_holidays(more))

    @given(timescale=timescales(), start=dates, calendar=calendars())
    def test_it_is_not_due_before_it_starts(self, timescale, start, calendar):
        """The last date in time is the start at the earliest."""
        assert start <= timescale.due(start, calendar)

    @given(
        unit=st.one_of(day_units, st.sampled_from(["months", "years"])),
        n=st.integers(1, 12),
        start=st.dates(date(2016, 1, 1), date(2024, 1, 1)),
        calendar=calendars(),
    )
    def test_longer_is_never_due_earlier(self, unit, n, start, calendar):
        """One more of the unit is due on the same day or later; in days of any kind, later."""
        if unit == "years":
            n = n % 2 + 1
        assert Timescale(n, unit).due(start, calendar) < Timescale(n + 1, unit).due(start, calendar)

    @given(n=st.integers(1, 60), unit=day_units, counting=countings, start=dates, calendar=calendars())
    def test_before_mirrors_forward(self, n, unit, counting, start, calendar):
        """Counted back from an event, the last date in time lies before it, further back for more days."""
        if unit == "weeks":
            n = n % 10 + 1
        start = max(start, date(2014, 1, 1))
        back = Timescale(n, unit, counting=counting, direction="before").due(start, calendar)
        further = Timescale(n + 1, unit, counting=counting, direction="before").due(start, calendar)

        assert further < back <= start

    @given(start=dates, calendar=calendars(), roll=rolls)
    def test_a_roll_is_idempotent(self, start, calendar, roll):
        """A day that has been rolled does not roll again."""
        nothing = Timescale(0, "days", roll=roll)
        rolled = nothing.due(start, calendar)

        assert rolled == nothing.due(rolled, calendar)
        assert roll == "none" or calendar.is_working(rolled)


class TestPauses:
    @given(
        unit=day_units,
        start=dates,
        calendar=calendars(),
        n=st.integers(5, 40),
        after=st.integers(1, 4),
        length=st.integers(1, 30),
    )
    def test_a_pause_moves_the_due_date_by_what_it_leaves_out(
        self, *, unit, start, calendar, n, after, length
    ):
        """A pause of k counted days, after day 0 and not after the due date, moves the due date by k."""
        days = n * 7 if unit == "weeks" else n
        step = "days" if unit == "weeks" else unit
        first = Timescale(after, step).due(start, calendar)
        last = Timescale(length, step, counting="beginning with").due(first, calendar)

        due = Timescale(n, unit).due(start, calendar, edits=[Pause(first, last)])

        assert due == Timescale(days + length, step).due(start, calendar)

    @given(
        counting=countings,
        unit=day_units,
        start=dates,
        calendar=calendars(),
        n=st.integers(1, 10),
        length=st.integers(1, 30),
    )
    def test_a_pause_from_day_1_makes_the_period_longer(  # noqa: PLR0917 - drawn by name
        self, counting, unit, start, calendar, n, length
    ):
        """However a period counts, a pause of k days on and after its day 1 makes it k days longer."""
        step, days = ("days", 7 * n) if unit == "weeks" else (unit, n)
        lead = {"beginning with": 0, "from the day after": 2}.get(counting, 1)
        first = Timescale(1, step, counting="beginning with").due(start + lead * DAY, calendar)
        last = Timescale(length, step, counting="beginning with").due(first, calendar)
        due = Timescale(n, unit, counting=counting).due(start, calendar, edits=[Pause(first, last)])

        assert Timescale(days + length, step, counting=counting).due(start, calendar) == due

    @given(start=dates, calendar=calendars(), counting=countings, unit=day_units, n=st.integers(1, 10))
    def test_a_pause_before_day_1_changes_nothing(self, start, calendar, counting, unit, n):
        """However a period counts, what lies before its day 1 is not counted, and cannot be left out."""
        timescale = Timescale(n, unit, counting=counting)
        lead = {"beginning with": 0, "from the day after": 2}.get(counting, 1)
        before = Pause(start - 9 * DAY, start + (lead - 1) * DAY)

        assert timescale.due(start, calendar) == timescale.due(start, calendar, edits=[before])

    @given(
        timescale=timescales(),
        start=dates,
        calendar=calendars(),
        length=st.integers(0, 30),
    )
    def test_no_end_is_within_a_pause_that_began_by_then(self, timescale, start, calendar, length):
        """A pause that begins on the due date, rolled or not, puts it off to after the pause."""
        due = timescale.due(start, calendar)
        pause = Pause(due, due + length * DAY)
        begins = start + 2 * DAY <= due

        assert not begins or timescale.due(start, calendar, edits=[pause]) > pause.last

    @given(start=dates, n=st.integers(1, 12), after=st.integers(1, 20), length=st.integers(1, 30))
    def test_a_clock_of_months_pauses_in_calendar_days(self, start, n, after, length):
        """Ten days of pause make a month ten days longer, whatever days they are."""
        first = start + after * DAY
        pause = Pause(first, first + (length - 1) * DAY)

        assert Timescale(n, "months").due(start) + length * DAY == Timescale(n, "months").due(
            start, edits=[pause]
        )

    @given(timescale=timescales(), start=dates, calendar=calendars(), gap=st.integers(0, 30))
    def test_a_pause_outside_the_period_changes_nothing(self, timescale, start, calendar, gap):
        """What lies before the start, on day 0 of a period after it, or beyond the end is not part of it."""
        due = timescale.due(start, calendar)
        before = Pause(start - (gap + 5) * DAY, start - DAY)
        beyond = Pause(due + DAY, due + (gap + 1) * DAY)

        assert due == timescale.due(start, calendar, edits=[before, beyond])

    @given(
        start=dates,
        calendar=calendars(),
        n=st.integers(1, 40),
        runs=st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 12)), max_size=5),
    )
    def test_each_paused_day_is_left_out_once(self, start, calendar, n, runs):
        """However pauses overlap, there are n working days up to the due date that no pause covers."""
        pauses = [Pause(start + a * DAY, start + (a + b) * DAY) for a, b in runs]
        due = Timescale(n, "working days").due(start, calendar, edits=pauses)
        days = [start + each * DAY for each in range(1, (due - start).days + 1)]
        counted = [
            day
            for day in days
            if calendar.is_working(day) and not any(each.first <= day <= each.last for each in pauses)
        ]

        assert n == len(counted)
        assert due == counted[-1]

    @given(
        timescale=timescales(),
        start=dates,
        calendar=calendars(),
        runs=st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 12)), max_size=4),
    )
    def test_order_does_not_matter(self, timescale, start, calendar, runs):
        """Pauses give one due date in any order, and it is never earlier than without them."""
        pauses = [Pause(start + a * DAY, start + (a + b) * DAY) for a, b in runs]
        due = timescale.due(start, calendar, edits=pauses)

        assert due == timescale.due(start, calendar, edits=pauses[::-1])
        assert due >= timescale.due(start, calendar)


class TestRoundTrips:
    @given(timescale=timescales())
    def test_a_timescale(self, timescale):
        """A timescale comes back from its dict, and its repr is the call that makes it."""
        assert timescale == Timescale.from_dict(timescale.to_dict())
        assert timescale == eval(repr(timescale))  # noqa: S307 - the text was made on this line

    @given(calendar=calendars())
    def test_a_calendar(self, calendar):
        """A calendar comes back from its dict, with a hash of its own value."""
        again = type(calendar).from_dict(calendar.to_dict())

        assert calendar == again
        assert hash(calendar) == hash(again)

    @given(one=timescales(), other=timescales(), begins=dates)
    def test_versions(self, one, other, begins):
        """Versions come back from their dict."""
        both = VersionedTimescale("Both", {begins: one, begins + DAY: other})

        assert both == VersionedTimescale.from_dict(both.to_dict())


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_a_period_of_nothing_ends_where_it_starts(unit):
    """0 days, weeks, months or years after a day is that day."""
    assert date(2024, 2, 29) == Timescale(0, unit).due(date(2024, 2, 29))
