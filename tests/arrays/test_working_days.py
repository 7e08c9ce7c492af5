"""Working days between two columns: the same as one pair at a time."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.arrays.working_days import working_days_between
from kpirag.errors import InputError, InputTypeError, KpiragError
from kpirag.timescales import ENGLAND_AND_WALES, SCOTLAND, CalendarRangeError, WorkingCalendar, elapsed
from tests.arrays.date_rows import NO_DAY, OLD, SCHOOL, answer, dates, one_by_one, random_days

ROWS = 100_000
STARTS = np.array(["2022-08-26", "2022-08-27", "2022-08-28"], "M8[D]")
ENDS = np.array(["2022-08-30", "NaT", "2022-08-28"], "M8[D]")
FAR = WorkingCalendar("Far", first=date(2500, 1, 1), last=date(2501, 12, 31))

calendars = st.sampled_from([ENGLAND_AND_WALES, SCOTLAND, OLD, NO_DAY, SCHOOL, FAR])
conventions = st.sampled_from(["exclude start", "count both"])
policies = st.sampled_from(["error", "zero", "negative"])


def alone(start, end, calendar, convention="exclude start", if_reversed="error"):
    """Return the count of one pair."""
    unit = "school days" if calendar.is_school else "working days"
    return elapsed(start, end, unit=unit, calendar=calendar, convention=convention, if_reversed=if_reversed)


class TestEveryPair:
    @given(
        pairs=st.lists(st.tuples(dates, dates), max_size=6),
        calendar=calendars,
        convention=conventions,
        policy=policies,
    )
    def test_a_column_is_its_pairs(self, pairs, calendar, convention, policy):
        """Each row has the count of its pair alone; a pair that has none is an error."""
        told = [answer(alone, *pair, calendar, convention, policy) for pair in pairs]
        good = [pair for pair, each in zip(pairs, told, strict=True) if not isinstance(each, KpiragError)]
        options = {"convention": convention, "if_reversed": policy}
        found = working_days_between(
            [pair[0] for pair in good], [pair[1] for pair in good], calendar, **options
        )

        assert [each for each in told if not isinstance(each, KpiragError)] == found.tolist()
        for pair, fault in zip(pairs, told, strict=True):
            if isinstance(fault, KpiragError):
                other = answer(working_days_between, pair[:1], pair[1:], calendar, **options)
                assert isinstance(other, KpiragError)
                assert other.path in ("starts[0]", "ends[0]")

    @pytest.mark.parametrize("calendar", [ENGLAND_AND_WALES, OLD, SCHOOL, FAR], ids=lambda each: each.name)
    @pytest.mark.parametrize("convention", ["exclude start", "count both"])
    @pytest.mark.parametrize("policy", ["zero", "negative"])
    def test_112_000_rows(self, calendar, convention, policy):
        """7,000 rows for each of 16 ways, half of them reversed, and no count is minus nought."""
        starts = random_days(1, 7_000, str(calendar.first), str(calendar.last), distinct=24)
        ends = random_days(2, 7_000, str(calendar.first), str(calendar.last), distinct=24)
        pairs = list(zip(starts.tolist(), ends.tolist(), strict=True))
        told = one_by_one(lambda pair: alone(*pair, calendar, convention, policy), pairs)
        found = working_days_between(starts, ends, calendar, convention=convention, if_reversed=policy)

        assert told == found.tolist()
        assert not np.signbit(found[found == 0]).any()

    def test_numpy_counts_a_day_later(self):
        """busday_count counts from a start to before an end: asked a day later, it agrees."""
        days = list(ENGLAND_AND_WALES.holidays)
        pair = np.sort([random_days(seed, ROWS, "2011-01-01", "2028-12-31") for seed in (3, 4)], axis=0)
        theirs = np.busday_count(pair[0] + 1, pair[1] + 1, holidays=days)

        assert np.array_equal(theirs, working_days_between(*pair, ENGLAND_AND_WALES))

    @given(seed=st.integers(0, 1000))
    def test_parts_add_up(self, seed):
        """From a start to an end is from the start to any day between, and on from there."""
        first, middle, last = np.sort(
            [random_days(seed + each, 200, "2011-01-01", "2028-12-31") for each in range(3)], axis=0
        )
        whole = working_days_between(first, last, ENGLAND_AND_WALES)
        parts = working_days_between(first, middle, ENGLAND_AND_WALES)
        parts += working_days_between(middle, last, ENGLAND_AND_WALES)

        assert np.array_equal(whole, parts)

    def test_both_ends_are_one_more_than_neither_start(self):
        """Counting both ends adds one where the start is a working day, and nothing where it is not."""
        starts = random_days(5, 1_000, "2011-01-01", "2020-12-31")
        one, both = (
            working_days_between(starts, starts + 60, ENGLAND_AND_WALES, convention=convention)
            for convention in ("exclude start", "count both")
        )
        works = np.is_busday(starts, holidays=list(ENGLAND_AND_WALES.holidays))

        assert np.array_equal(both, one + works)


class TestColumns:
    def test_missing_stays_missing(self):
        """Without one of its dates a row has no count; nought is another thing."""
        found = working_days_between(STARTS, ENDS, ENGLAND_AND_WALES)

        assert np.dtype(np.float64) == found.dtype
        assert np.array_equal([1.0, np.nan, 0.0], found, equal_nan=True)
        assert np.isnan(working_days_between([None], [date(2040, 1, 1)], ENGLAND_AND_WALES)).all()

    @pytest.mark.parametrize("policy", ["error", "zero", "negative"])
    def test_missing_is_not_reversed(self, policy):
        """A row without an end does not end before it starts, whatever is made of those that do."""
        missing = np.array(["NaT", "NaT", "2022-07-01"], "M8[D]")
        other = np.array(["NaT", "2022-07-01", "NaT"], "M8[D]")
        for convention in ("exclude start", "count both"):
            found = working_days_between(
                missing, other, ENGLAND_AND_WALES, convention=convention, if_reversed=policy
            )
            assert np.isnan(found).all()

    @pytest.mark.parametrize("unit", ["h", "s", "ms", "us", "ns"])
    @pytest.mark.parametrize("calendar", [OLD, ENGLAND_AND_WALES], ids=lambda each: each.name)
    def test_a_time_of_day_is_left_out(self, unit, calendar):
        """Whatever the unit, and also before 1970."""
        starts = random_days(6, 500, str(calendar.first), str(calendar.last))
        starts[::7] = np.datetime64("NaT")
        ends = starts[::-1]
        hours = (np.arange(500) % 24).astype("m8[h]")
        told = working_days_between(starts, ends, calendar, if_reversed="negative")
        found = working_days_between(
            (starts + hours).astype(f"M8[{unit}]"), ends, calendar, if_reversed="negative"
        )

        assert np.array_equal(told, found, equal_nan=True)

    def test_shapes(self):
        """A column against a row gives a table, one date against a column a column, two dates one number."""
        starts = random_days(7, 30, "2011-01-01", "2020-01-01")
        ends = random_days(8, 20, "2020-01-01", "2028-12-31")
        table = working_days_between(starts[:, None], ends, ENGLAND_AND_WALES)

        assert (30, 20) == table.shape
        for row in (0, 29):
            assert np.array_equal(table[row], working_days_between(starts[row], ends, ENGLAND_AND_WALES))
        assert np.array_equal(table.T, working_days_between(starts, ends[:, None], ENGLAND_AND_WALES))
        assert np.array_equal(
            table[::3, ::-2], working_days_between(starts[::3, None], ends[::-2], ENGLAND_AND_WALES)
        )
        one = working_days_between(date(2022, 7, 1), datetime(2022, 7, 4, 9), ENGLAND_AND_WALES)
        assert ((), 1.0) == (one.shape, one.item())
        assert (0,) == working_days_between([], [], ENGLAND_AND_WALES).shape
        with pytest.raises(InputError, match=r" got starts \(30,\), ends \(20,\)"):
            working_days_between(starts, ends, ENGLAND_AND_WALES)

    def test_inputs_stay_as_they_are(self):
        """Read-only columns are read."""
        for column in (STARTS.copy(), ENDS.copy()):
            column.flags.writeable = False
            working_days_between(column, column, ENGLAND_AND_WALES)

    def test_pieces_join(self):
        """A column longer than the piece that is worked on at a time has no seams."""
        starts = random_days(9, 140_001, "2011-01-01", "2020-01-01")
        whole = working_days_between(starts, starts + 100, ENGLAND_AND_WALES)
        parts = [
            working_days_between(part, part + 100, ENGLAND_AND_WALES) for part in np.array_split(starts, 5)
        ]

        assert np.array_equal(np.concatenate(parts), whole)

    def test_out(self):
        """The array that is given is the one that comes back, with gaps or without."""
        for out in (np.empty(3), np.empty(6)[::2]):
            assert working_days_between(STARTS, ENDS, ENGLAND_AND_WALES, out=out) is out
            assert np.array_equal([1.0, np.nan, 0.0], out, equal_nan=True)
        with pytest.raises(InputTypeError, match=r"^out: must be an array of float64"):
            working_days_between(STARTS, ENDS, ENGLAND_AND_WALES, out=np.empty(3, int))


class TestRefusals:
    def test_reversed_rows(self):
        """As alone, an end before its start is an error; the rows and their dates are named."""
        ends = np.array(["2022-08-30", "2022-08-26", "2022-08-01"], "M8[D]")
        message = (
            r"^ends\[1\]: is before the start \(likewise \[2\]\); got 2022-08-27 to 2022-08-26\. "
            r"Correct the dates, or say if_reversed='zero' or 'negative'\.$"
        )
        with pytest.raises(InputError, match=message):
            working_days_between(STARTS, ends, ENGLAND_AND_WALES)

    def test_a_reversed_weekend(self):
        """Sunday to Saturday leaves out no working day, and is reversed all the same."""
        with pytest.raises(InputError, match=r"^ends\[0\]: is before the start"):
            working_days_between([date(2022, 7, 3)], [date(2022, 7, 2)], ENGLAND_AND_WALES)

    @pytest.mark.parametrize("day", ["2010-12-31", "2029-01-01", "1950-01-01", "2600-01-01"])
    def test_beyond_the_calendar(self, day):
        """A day the calendar does not know is an error on either side, with the row and the coverage."""
        inside, outside = (
            np.array(["2022-08-26", "2022-08-26"], "M8[D]"),
            np.array(["2022-08-26", day], "M8[D]"),
        )
        for pair, path in (((inside, outside), "ends"), ((outside, inside), "starts")):
            message = rf"^{path}\[1\]: {day} is outside the range of calendar 'England and Wales'; got 2011"
            with pytest.raises(CalendarRangeError, match=message):
                working_days_between(*pair, ENGLAND_AND_WALES, if_reversed="zero")

    def test_the_first_and_the_last_day(self):
        """Both are known."""
        for calendar in (ENGLAND_AND_WALES, OLD, FAR, SCHOOL):
            found = working_days_between([calendar.first], [calendar.last], calendar)
            assert [alone(calendar.first, calendar.last, calendar)] == found.tolist()

    def test_what_is_no_date_and_no_calendar(self):
        """The argument is named."""
        with pytest.raises(InputTypeError, match=r"^ends: must be an array of dates; got"):
            working_days_between(STARTS, [1, 2, 3], ENGLAND_AND_WALES)
        with pytest.raises(InputTypeError, match=r"^calendar: must be"):
            working_days_between(STARTS, ENDS, None)
        with pytest.raises(InputError, match="convention"):
            working_days_between(STARTS, ENDS, ENGLAND_AND_WALES, convention="inclusive")
        with pytest.raises(InputError, match=r"^if_reversed"):
            working_days_between(STARTS, ENDS, ENGLAND_AND_WALES, if_reversed="minus")
        with pytest.raises(InputError, match=r"^starts\[0\]: is not of the years 1 to 9999"):
            working_days_between(np.array(["-0001-01-01"], "M8[D]"), STARTS[:1], ENGLAND_AND_WALES)
