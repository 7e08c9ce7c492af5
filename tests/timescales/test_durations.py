"""How much time passed, by a stated convention."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, Timescale, elapsed
from tests.timescales.strategies import DAY, calendars, dates

SAME = date(2017, 5, 18)
UNITS = ["days", "working days", "days excluding bank holidays"]


class TestConventions:
    @pytest.mark.parametrize(
        "expected, unit, convention, end",
        [
            # ministryofjustice/correspondence_tool_staff, business_days_spec.rb and calendar_months_spec.rb.
            (4, "working days", "count both", date(2017, 5, 23)),
            (3, "working days", "exclude start", date(2017, 5, 23)),
            (1, "working days", "count both", SAME),
            (0, "working days", "exclude start", SAME),
            (6, "days", "count both", date(2017, 5, 23)),
            (5, "days", "exclude start", date(2017, 5, 23)),
            # Bank holidays alone are left out: 29 May 2017 is one.
            (11, "days excluding bank holidays", "exclude start", date(2017, 5, 30)),
        ],
    )
    def test_worked_examples(self, expected, unit, convention, end):
        """The same two dates, with the first day or without it."""
        assert expected == elapsed(SAME, end, unit=unit, calendar=ENGLAND_AND_WALES, convention=convention)

    @given(start=dates, days=st.integers(0, 400), calendar=calendars(), unit=st.sampled_from(UNITS))
    def test_counting_both_adds_the_start_if_it_counts(self, start, days, calendar, unit):
        """Count both is exclude start plus one, unless the start is a day off in that unit."""
        end = start + days * DAY
        both = elapsed(start, end, unit=unit, calendar=calendar, convention="count both")
        off = {"days": False, "working days": not calendar.is_working(start)}
        skipped = off.get(unit, start in calendar.holidays)

        assert elapsed(start, end, unit=unit, calendar=calendar) + (0 if skipped else 1) == both

    @given(start=dates, n=st.integers(1, 40), calendar=calendars(), unit=st.sampled_from(UNITS))
    def test_the_due_date_is_n_away(self, start, n, calendar, unit):
        """What is done on the last date in time took n."""
        assert n == elapsed(start, Timescale(n, unit).due(start, calendar), unit=unit, calendar=calendar)

    @given(start=dates, one=st.integers(0, 200), other=st.integers(0, 200), calendar=calendars())
    def test_working_days_add_up(self, start, one, other, calendar):
        """From start to middle and from middle to end are together from start to end."""
        middle, end = start + one * DAY, start + (one + other) * DAY

        assert calendar.count(start, end) == calendar.count(start, middle) + calendar.count(middle, end)

    def test_weeks_are_days_divided_by_seven(self):
        """The average length of care proceedings is a mean of these, not of calendar weeks."""
        assert 26 == elapsed(date(2022, 1, 10), date(2022, 7, 11), unit="weeks")
        assert 10 / 7 == elapsed(date(2022, 1, 10), date(2022, 1, 20), unit="weeks")
        assert 11 / 7 == elapsed(date(2022, 1, 10), date(2022, 1, 20), unit="weeks", convention="count both")

    @pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
    def test_a_timescale_counts_the_days_of_its_unit(self, unit):
        """Calendar days for days, weeks, months and years."""
        assert 31 == Timescale(1, unit).elapsed(date(2022, 7, 1), date(2022, 8, 1))

    def test_a_timescale_counts_working_days(self):
        """With the calendar it is given."""
        days = Timescale(45, "working days").elapsed(date(2022, 7, 1), date(2022, 9, 5), ENGLAND_AND_WALES)

        assert 45 == days

    def test_hours_are_elapsed(self):
        """With a zone in UTC; the result is in hours."""
        start = datetime(2022, 7, 1, 9, tzinfo=UTC)

        assert 1.5 == elapsed(start, start + timedelta(minutes=90), unit="hours")
        assert 1.5 == Timescale(24, "hours").elapsed(start, start + timedelta(minutes=90))

    def test_working_hours_are_those_on_the_wall_of_the_start(self):
        """09:00 in London is 08:00 UTC in summer; both ends are read where the case came in."""
        office = ENGLAND_AND_WALES.with_hours(time(9), time(17))
        summer = timezone(timedelta(hours=1))
        start = datetime(2022, 7, 1, 16, tzinfo=summer)
        end = datetime(2022, 7, 4, 9, tzinfo=UTC)

        assert 2 == elapsed(start, end, unit="working hours", calendar=office)


class TestReversed:
    @pytest.mark.parametrize(
        "unit, start, end",
        [
            ("days", date(2022, 7, 4), date(2022, 7, 1)),
            ("working days", date(2022, 7, 4), date(2022, 7, 1)),
            ("weeks", date(2022, 7, 8), date(2022, 7, 1)),
            ("hours", datetime(2022, 7, 1, 10), datetime(2022, 7, 1, 9)),
        ],
    )
    def test_an_end_before_the_start_is_an_error(self, unit, start, end):
        """It is never silently negative: error, zero or negative is the caller's choice."""
        facts = {"unit": unit, "calendar": ENGLAND_AND_WALES}
        with pytest.raises(InputError, match="end: is before the start"):
            elapsed(start, end, **facts)
        assert 0 == elapsed(start, end, if_reversed="zero", **facts)
        assert elapsed(end, start, **facts) == -elapsed(start, end, if_reversed="negative", **facts)

    def test_both_ends_count_backwards_too(self):
        """Three days with both ends, in whichever order."""
        assert -4 == elapsed(
            date(2022, 7, 4), date(2022, 7, 1), convention="count both", if_reversed="negative"
        )


class TestRefusals:
    @pytest.mark.parametrize("unit", ["months", "years"])
    def test_months_have_no_one_length(self, unit):
        """28 or 31 days: the caller says days or weeks."""
        with pytest.raises(InputError, match="have no one length"):
            elapsed(SAME, SAME, unit=unit)

    def test_hours_have_no_convention(self):
        """They run between two moments; there is no first hour to count."""
        moment = datetime(2022, 7, 1, 9)
        with pytest.raises(InputError, match="two moments"):
            elapsed(moment, moment, unit="hours", convention="count both")

    @pytest.mark.parametrize(
        "start, end, unit",
        [
            (datetime(2022, 7, 1), SAME, "days"),
            (SAME, "2022-07-01", "days"),
            (SAME, SAME, "hours"),
            (datetime(2022, 7, 1), datetime(2022, 7, 1, tzinfo=UTC), "hours"),
            (SAME, SAME, "working days"),
        ],
    )
    def test_wrong_kinds(self, start, end, unit):
        """A time where days count, a date where hours count, and a calendar that is missing."""
        with pytest.raises(InputTypeError):
            elapsed(start, end, unit=unit)

    @pytest.mark.parametrize(
        "facts", [{"convention": "inclusive"}, {"if_reversed": "skip"}, {"unit": "moons"}]
    )
    def test_unknown_options(self, facts):
        """They are answered with what may be written."""
        with pytest.raises(InputError, match="Known: "):
            elapsed(SAME, SAME, **facts)


class TestBothEndsBackwards:
    def test_there_is_no_0(self):
        """Counting both ends, one day is 1, the day before is -2, and the one before that -3."""
        start = date(2022, 7, 7)

        assert [2, 1, -2, -3] == [
            elapsed(start, start + n * DAY, convention="count both", if_reversed="negative")
            for n in (1, 0, -1, -2)
        ]

    def test_moments_that_utc_does_not_reach_are_refused(self):
        """The first hours of year 1 east of Greenwich lie before the years there are."""
        edge = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
        with pytest.raises(InputError, match=r"^start: leaves the years 1 to 9999"):
            elapsed(edge, datetime(2022, 7, 1, tzinfo=UTC), unit="hours")
