"""numpy and pandas: where they agree, and the places where they count differently."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.timescales import ENGLAND_AND_WALES, CalendarRangeError, Timescale
from tests.timescales.strategies import DAY, calendars, dates, numbers

FRIDAY, SATURDAY, MONDAY = date(2022, 7, 1), date(2022, 7, 2), date(2022, 7, 4)


def numpy_days(calendar) -> np.busdaycalendar:
    """Return the holidays of a calendar as numpy has them."""
    return np.busdaycalendar(holidays=list(calendar.holidays))


class TestWhereNumpyIsRight:
    @given(start=dates, n=numbers, calendar=calendars())
    def test_offset_from_the_working_day_before(self, start, n, calendar):
        """With roll="preceding" a weekend start counts from the Friday, so Monday is day 1."""
        expected = np.busday_offset(start, n, roll="preceding", busdaycal=numpy_days(calendar)).item()

        assert expected == Timescale(n, "working days").due(start, calendar)

    @given(start=dates, n=numbers, calendar=calendars())
    def test_offset_backwards_from_the_working_day_after(self, start, n, calendar):
        """Backwards it is roll="following"."""
        expected = np.busday_offset(start, -n, roll="following", busdaycal=numpy_days(calendar)).item()

        assert expected == calendar.shift(start, -n)

    @given(start=dates, days=st.integers(0, 400), calendar=calendars())
    def test_count_moved_by_one_day(self, start, days, calendar):
        """Theirs runs from the start to before the end; asked a day later it leaves out the start."""
        end = start + timedelta(days=days)
        expected = np.busday_count(start + DAY, end + DAY, busdaycal=numpy_days(calendar))

        assert expected == calendar.count(start, end)

    @given(day=dates, calendar=calendars())
    def test_working_days(self, day, calendar):
        """The same days are working days."""
        assert bool(np.is_busday(day, busdaycal=numpy_days(calendar))) is calendar.is_working(day)

    @given(start=dates, n=st.integers(0, 30))
    def test_months_of_the_first(self, start, n):
        """Months are added to months; from the first of a month there is nothing to clamp."""
        first = start.replace(day=1)
        expected = (np.datetime64(first, "M") + n).astype("M8[D]").item()

        assert expected == Timescale(n, "months").due(first)


class TestWhereNumpyDiffers:
    def test_the_default_roll_raises(self):
        """A Saturday receipt has no due date at all unless a roll is named."""
        with pytest.raises(ValueError, match="Non-business day"):
            np.busday_offset(SATURDAY, 20)
        assert date(2022, 7, 29) == Timescale(20, "working days").due(SATURDAY, ENGLAND_AND_WALES)

    @given(start=dates, n=numbers, calendar=calendars())
    def test_the_forward_roll_is_one_day_late_from_a_day_off(self, start, n, calendar):
        """It makes the Monday day 0: right from a working day, one working day late from any other."""
        theirs = np.busday_offset(start, n, roll="forward", busdaycal=numpy_days(calendar)).item()
        ours = Timescale(n, "working days").due(start, calendar)

        assert (0 if calendar.is_working(start) else 1) == calendar.count(ours, theirs)

    def test_the_count_leaves_out_the_end(self):
        """Friday to Monday is 1 either way, but Saturday to Monday is 0 in numpy: Monday is not counted."""
        assert 1 == np.busday_count(FRIDAY, MONDAY) == ENGLAND_AND_WALES.count(FRIDAY, MONDAY)
        assert 0 == np.busday_count(SATURDAY, MONDAY)
        assert 1 == ENGLAND_AND_WALES.count(SATURDAY, MONDAY)

    def test_the_reversed_count_is_not_the_count_reversed(self):
        """Saturday to Monday is 0, Monday to Saturday is not; here the reversed count is an error."""
        assert 0 == np.busday_count(SATURDAY, MONDAY)
        assert 0 != np.busday_count(MONDAY, SATURDAY)
        with pytest.raises(ValueError, match="is before the start"):
            ENGLAND_AND_WALES.count(MONDAY, SATURDAY)

    def test_there_is_no_range(self):
        """Christmas 2029 is a working day to numpy, because no list says otherwise; here it is an error."""
        assert bool(np.is_busday(date(2029, 12, 25), busdaycal=numpy_days(ENGLAND_AND_WALES)))
        with pytest.raises(CalendarRangeError):
            ENGLAND_AND_WALES.is_working(date(2029, 12, 25))

    def test_a_month_from_the_31st_runs_over(self):
        """Adding a month and then the days gives 3 March for 31 January; the law says 28 February."""
        start = date(2022, 1, 31)
        theirs = (np.datetime64(start, "M") + 1).astype("M8[D]") + np.timedelta64(start.day - 1, "D")

        assert date(2022, 3, 3) == theirs.item()
        assert date(2022, 2, 28) == Timescale(1, "month").due(start)


class TestPandas:
    @given(start=dates, n=st.integers(1, 20), calendar=calendars())
    def test_custom_business_days(self, start, n, calendar):
        """From a day off, one custom business day is the next working day: day 0, as here."""
        pd = pytest.importorskip("pandas")
        step = pd.offsets.CustomBusinessDay(n, calendar=numpy_days(calendar))

        assert (pd.Timestamp(start) + step).date() == Timescale(n, "working days").due(start, calendar)

    @given(start=dates, n=st.integers(0, 40))
    def test_months(self, start, n):
        """DateOffset clamps to the end of the month in one step, as here."""
        pd = pytest.importorskip("pandas")

        assert (pd.Timestamp(start) + pd.DateOffset(months=n)).date() == Timescale(n, "months").due(start)
