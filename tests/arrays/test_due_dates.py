"""Due dates of columns: the same as one at a time, whatever is counted."""

import math
from datetime import UTC, date, datetime, time

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from kpirag.arrays._days import NAT, date_column
from kpirag.arrays._due_reader import DueReader, asked_singly
from kpirag.arrays._limit_rules import LimitRule, limit_rule
from kpirag.arrays.deadlines import due_dates
from kpirag.errors import InputError, InputTypeError, KpiragError
from kpirag.timescales import (
    CATALOGUE,
    ENGLAND_AND_WALES,
    CalendarRangeError,
    Timescale,
    VersionedTimescale,
    WorkingCalendar,
)
from tests.arrays.date_rows import (
    CLOCKS,
    COUNTINGS,
    DAY,
    OFFICE,
    OLD,
    SCHOOL,
    UNITS,
    answer,
    built,
    calendars_for,
    dates,
    day_timescales,
    moments_of,
    one_by_one,
    random_days,
)

ROWS = 100_000
TWENTY = Timescale(20, "working days")
STARTS = np.array(["2022-07-01", "NaT", "2022-07-02", "1969-12-31"], "datetime64[D]")
WEEK = Timescale(1, "week")
SAR = VersionedTimescale(
    "Subject access",
    {
        date(2018, 5, 25): Timescale(1, "month", counting="from the day after"),
        date(2019, 8, 15): Timescale(1, "month"),
    },
    ends=date(2025, 3, 31),
)


def same_as_one_by_one(starts, timescale, calendar, **how):
    """Tell whether a column and its rows have the same due dates, and the same error if one has none."""
    told = [answer(timescale.due, start, calendar) for start in starts]
    right = [start for start, due in zip(starts, told, strict=True) if not isinstance(due, KpiragError)]
    dues = [due for due in told if not isinstance(due, KpiragError)]
    assert dues == due_dates(right, timescale, calendar=calendar, **how).tolist()
    for place, fault in enumerate(told):
        if isinstance(fault, KpiragError):
            found = answer(due_dates, starts, timescale, calendar=calendar)
            assert (type(fault), f"starts[{place}]") == (type(found), found.path)
            assert found.problem.startswith(fault.problem)
            assert (fault.got, fault.remedy) == (found.got, found.remedy)
            break


class TestEveryRule:
    @given(data=st.data(), starts=st.lists(dates, max_size=6), timescale=day_timescales())
    def test_a_column_is_its_rows(self, data, starts, timescale):
        """Any timescale gives each row what it gives the start alone, or raises that row's own error."""
        same_as_one_by_one(starts, timescale, data.draw(calendars_for(timescale)))

    @given(
        data=st.data(),
        starts=st.lists(st.builds(datetime.combine, dates, st.sampled_from(CLOCKS)), max_size=6),
        timescale=day_timescales(cutoff=True),
    )
    def test_with_a_cutoff(self, data, starts, timescale):
        """At and after the cut-off a start counts as received later, if its day is a working day."""
        same_as_one_by_one(starts, timescale, data.draw(calendars_for(timescale)))

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("counting", COUNTINGS)
    @pytest.mark.parametrize("direction", ["forward", "before"])
    def test_112_000_rows(self, unit, counting, direction):
        """2,000 rows for each of 56 ways: every unit, way of counting and direction."""
        n = {"months": 6, "years": 1, "weeks": 6}.get(unit, 20)
        timescale = Timescale(n, unit, counting=counting, direction=direction)
        calendar = SCHOOL if unit == "school days" else ENGLAND_AND_WALES
        starts = random_days(1, 2_000, "2013-01-01", "2018-12-31", distinct=200)
        told = one_by_one(lambda start: timescale.due(start, calendar), starts.tolist())

        assert told == due_dates(starts, timescale, calendar=calendar).tolist()

    @pytest.mark.parametrize(
        "options",
        [
            {"bound": "less than"},
            {"roll": "next"},
            {"roll": "previous", "roll_calendar": OFFICE},
            {"receipt": "moves to the next working day"},
            {"receipt": "moves to the next working day", "roll": "next", "counting": "beginning with"},
            {"cutoff": time(16)},
            {"cutoff": time(16), "receipt": "moves to the next working day"},
        ],
    )
    @pytest.mark.parametrize("unit", ["working days", "days", "months"])
    def test_105_000_rows_with_options(self, unit, options):
        """5,000 rows for each of 21 other ways."""
        timescale = Timescale(3, unit, **options)
        starts = random_days(2, 5_000, "2013-01-01", "2028-06-30", distinct=200)
        if timescale.cutoff is not None:
            starts = moments_of(starts, 3)
        told = one_by_one(lambda start: timescale.due(start, ENGLAND_AND_WALES), starts.tolist())

        assert told == due_dates(starts, timescale, calendar=ENGLAND_AND_WALES).tolist()

    @pytest.mark.parametrize("unit", ["days", "working days", "months"])
    def test_all_days_of_a_calendar(self, unit):
        """Every day a calendar knows, and some beyond it where the unit needs none."""
        timescale = Timescale(1, unit)
        span = np.arange(np.datetime64(OLD.first), np.datetime64(OLD.last) - 40, 3 if unit == "months" else 1)

        assert [timescale.due(day, OLD) for day in span.tolist()] == due_dates(
            span, timescale, calendar=OLD
        ).tolist()

    def test_dates_far_from_the_tables(self):
        """Births of the 19th century and deadlines of the 22nd are no different."""
        starts = random_days(4, 5_000, "1801-01-01", "2199-12-31")
        timescale = Timescale(18, "years", counting="beginning with")

        assert one_by_one(timescale.due, starts.tolist()) == due_dates(starts, timescale).tolist()


class TestOtherPackages:
    def test_numpy_from_the_working_day_before(self):
        """The busday_offset of numpy agrees if it rolls backward first."""
        days = list(ENGLAND_AND_WALES.holidays)
        starts = random_days(5, ROWS, "2011-02-01", "2028-06-30")
        theirs = np.busday_offset(starts, 20, roll="backward", holidays=days)

        assert np.array_equal(theirs, due_dates(starts, TWENTY, calendar=ENGLAND_AND_WALES))

    @pytest.mark.parametrize("months", [1, 6, 13])
    @pytest.mark.parametrize("way", [1, -1])
    def test_months_of_dateutil(self, months, way):
        """Months are those of dateutil's relativedelta, with the last day of a shorter month."""
        starts = random_days(6, ROWS, "1890-01-01", "2110-12-31", distinct=800)
        timescale = Timescale(months, "months", direction="forward" if way > 0 else "before")
        theirs = one_by_one(lambda day: day + relativedelta(months=way * months), starts.tolist())

        assert theirs == due_dates(starts, timescale).tolist()

    def test_months_of_pandas(self):
        """The DateOffset of pandas adds months in the same way."""
        pd = pytest.importorskip("pandas")
        starts = pd.Series(random_days(7, 10_000, "1990-01-01", "2030-12-31")).astype("M8[us]")
        theirs = (starts + pd.DateOffset(months=6)).to_numpy().astype("M8[D]")

        assert np.array_equal(theirs, due_dates(starts, Timescale(6, "months")))


class TestHours:
    @pytest.mark.parametrize(
        "direction, bound", [("forward", "within"), ("forward", "less than"), ("before", "within")]
    )
    def test_elapsed_hours(self, direction, bound):
        """Hours run from the moment, by the clock on the wall."""
        timescale = Timescale(72, "hours", direction=direction, bound=bound)
        starts = moments_of(random_days(8, 34_000, "1950-01-01", "2050-12-31"), 9)
        found = due_dates(starts, timescale)

        assert np.dtype("M8[us]") == found.dtype
        assert one_by_one(timescale.due, starts.tolist()) == found.tolist()

    @pytest.mark.parametrize("bound", ["within", "less than"])
    @pytest.mark.parametrize("n", [1, 8, 17, 40])
    def test_opening_hours(self, n, bound):
        """Working hours run only while the office is open, and end at closing time, not the next morning."""
        timescale = Timescale(n, "working hours", bound=bound)
        starts = moments_of(random_days(10, 13_000, "2011-01-01", "2028-12-01", distinct=200), 11)
        told = one_by_one(lambda start: timescale.due(start, OFFICE), starts.tolist())

        assert told == due_dates(starts, timescale, calendar=OFFICE).tolist()

    @given(
        starts=st.lists(st.builds(datetime.combine, dates, st.times()), max_size=5),
        n=st.sampled_from([0, 1, 9, 500, 10**12]),
        unit=st.sampled_from(["hours", "working hours"]),
        direction=st.sampled_from(["forward", "before"]),
    )
    def test_a_column_is_its_rows(self, starts, n, unit, direction):
        """Each row has what the start alone has, or its own error."""
        timescale = built(n=n, unit=unit, direction=direction) or Timescale(n, unit)
        same_as_one_by_one(starts, timescale, OFFICE)

    def test_a_date_has_no_hours(self):
        """Hours count from a moment, so a column of dates alone is refused."""
        with pytest.raises(InputTypeError, match=r"^starts: must be dates with a time; got datetime64\[D\]"):
            due_dates(STARTS, Timescale(72, "hours"))
        with pytest.raises(InputTypeError, match=r"^starts\[0\]: must be a date with a time"):
            due_dates([date(2022, 7, 1)], Timescale(72, "hours"))

    @pytest.mark.parametrize("unit", ["h", "m", "s", "ms", "us", "ns"])
    def test_times_of_any_unit(self, unit):
        """Whole hours are the same in every unit, and the result is in microseconds."""
        starts = np.array(["2022-07-01T09", "1969-12-31T23", "NaT"], f"M8[{unit}]")

        assert [datetime(2022, 7, 1, 10), datetime(1970, 1, 1), None] == due_dates(
            starts, Timescale(1, "hour")
        ).tolist()


class TestCutoffs:
    @pytest.mark.parametrize("unit", ["m", "s", "ms", "us", "ns"])
    def test_times_of_any_unit(self, unit):
        """At the cut-off is after it, whatever the unit; a date alone does not tell."""
        timescale = Timescale(5, "working days", cutoff=time(16))
        starts = np.array(["2022-07-01T15:59", "2022-07-01T16:00", "NaT", "2022-07-02T23:00"], f"M8[{unit}]")
        told = [date(2022, 7, 8), date(2022, 7, 8), None, date(2022, 7, 8)]
        monday = np.array(["2022-07-04T15:59", "2022-07-04T16:00"], f"M8[{unit}]")

        assert told == due_dates(starts, timescale, calendar=ENGLAND_AND_WALES).tolist()
        assert [date(2022, 7, 11), date(2022, 7, 12)] == due_dates(
            monday, timescale, calendar=ENGLAND_AND_WALES
        ).tolist()
        with pytest.raises(InputTypeError, match=r"^starts: must be dates with a time"):
            due_dates(STARTS, timescale, calendar=ENGLAND_AND_WALES)


class TestVersions:
    def test_each_start_has_its_own_version(self):
        """The rule of the day a request came in stays its rule."""
        starts = random_days(12, ROWS, "2018-05-25", "2025-03-31")

        assert one_by_one(SAR.due, starts.tolist()) == due_dates(starts, SAR).tolist()

    @pytest.mark.parametrize("day", ["2018-05-24", "2025-04-01"])
    def test_a_start_without_a_version(self, day):
        """Before the first version and after the end there is no rule, and the row is named."""
        with pytest.raises(InputError, match=r"^starts\[1\]: is (before the first|after 'Subject access')"):
            due_dates(np.array(["2019-01-01", day], "M8[D]"), SAR)

    @pytest.mark.parametrize(
        "key", ["ehc-final-plan", "foi", "subject-access-request", "icpc", "planning-guarantee-non-major"]
    )
    def test_entries_of_the_catalogue(self, key):
        """An entry brings its calendar and the dates it was in force."""
        entry = CATALOGUE[key]
        calendar = entry.calendar or ENGLAND_AND_WALES
        starts = random_days(13, 2_000, "2011-01-01", "2028-06-30").tolist()
        told = {start: answer(entry.due, start, calendar) for start in set(starts)}
        kept = [start for start in starts if not isinstance(told[start], KpiragError)]

        assert kept
        assert [told[start] for start in kept] == due_dates(
            kept, entry, calendar=None if entry.calendar else calendar
        ).tolist()

    def test_every_entry_is_read_or_refused_as_it_is_alone(self):
        """Whatever the catalogue holds, a column does what the entry does."""
        read = 0
        starts = [date(2012, 3, 31), date(2018, 6, 1), date(2024, 2, 29)]
        for entry in CATALOGUE:
            for start in starts:
                told = answer(entry.due, start, entry.calendar or ENGLAND_AND_WALES)
                if isinstance(told, KpiragError):
                    found = answer(due_dates, [start], entry, calendar=entry.calendar or ENGLAND_AND_WALES)
                    assert isinstance(found, KpiragError), entry
                    continue
                read += 1
                found = due_dates([start], entry, calendar=entry.calendar or ENGLAND_AND_WALES)
                assert [told] == found.tolist(), entry
        assert read > 50

    def test_versions_of_two_kinds(self):
        """Days and hours do not go into one column."""
        mixed = VersionedTimescale(
            "Mixed", {date(2020, 1, 1): WEEK, date(2021, 1, 1): Timescale(72, "hours")}
        )
        with pytest.raises(InputError, match=r"^timescale: has versions that count hours and days"):
            due_dates(STARTS, mixed)

    def test_versions_with_cutoffs_of_their_own(self):
        """Each start is held against the cut-off of its own version."""
        changed = VersionedTimescale(
            "Post room",
            {
                date(2020, 1, 1): Timescale(5, "working days", cutoff=time(16)),
                date(2022, 7, 4): Timescale(5, "working days", cutoff=time(9, 30)),
            },
        )
        starts = moments_of(random_days(14, ROWS, "2020-01-01", "2025-12-31", distinct=200), 15)
        told = one_by_one(lambda start: changed.due(start, ENGLAND_AND_WALES), starts.tolist())

        assert told == due_dates(starts, changed, calendar=ENGLAND_AND_WALES).tolist()

    def test_versions_with_and_without_a_cutoff(self):
        """Where a version has none, the time of day is left out, also in its errors."""
        changed = VersionedTimescale(
            "Post room",
            {
                date(2011, 1, 1): Timescale(5, "working days"),
                date(2022, 7, 4): Timescale(5, "working days", cutoff=time(16)),
            },
        )
        starts = np.array(["2022-07-01T17:00", "2022-07-04T15:59", "2022-07-04T16:00"], "M8[m]")
        told = [date(2022, 7, 8), date(2022, 7, 11), date(2022, 7, 12)]

        assert told == due_dates(starts, changed, calendar=ENGLAND_AND_WALES).tolist()
        short = WorkingCalendar("Short", first=date(2022, 6, 1), last=date(2022, 7, 5))
        with pytest.raises(CalendarRangeError, match=r"^starts\[0\]: 5 working days after 2022-07-01 leave"):
            due_dates(starts, changed, calendar=short)

    def test_what_has_versions_that_cannot_be_listed(self):
        """Something with a rule of its own for each day is refused, because it cannot be asked for all."""

        class Odd:
            def on(self, trigger):
                return WEEK

        with pytest.raises(InputTypeError, match=r"^timescale: has versions that cannot be listed"):
            due_dates(STARTS, Odd())


class TestColumns:
    def test_missing_stays_missing(self):
        """No start, no due date."""
        assert [date(2022, 7, 8), None, date(2022, 7, 9), date(1970, 1, 7)] == due_dates(
            STARTS, WEEK
        ).tolist()

    @pytest.mark.parametrize("unit", ["h", "s", "ms", "us", "ns", "25s"])
    def test_any_unit_of_numpy(self, unit):
        """A time of day is left out, also before 1970, where it must not round towards 1970."""
        starts = STARTS.astype("M8[h]") + np.array([23, 0, 5, 23], "m8[h]")

        assert due_dates(STARTS, WEEK).tolist() == due_dates(starts.astype(f"M8[{unit}]"), WEEK).tolist()

    def test_other_byte_order(self):
        """A column from a file of another machine is read as it is meant."""
        assert due_dates(STARTS, WEEK).tolist() == due_dates(STARTS.astype(">M8[D]"), WEEK).tolist()

    @pytest.mark.parametrize(
        "given",
        [
            [date(2022, 7, 1), None],
            [datetime(2022, 7, 1, 17), None],
            [datetime(2022, 7, 1, 17), date(2022, 7, 1)],
            [np.datetime64("2022-07-01"), np.datetime64("NaT")],
            np.ma.array(np.array(["2022-07-01", "2022-07-02"], "M8[D]"), mask=[False, True]),
            np.ma.array(np.array([date(2022, 7, 1), "?"], dtype=object), mask=[False, True]),
            [date(2022, 7, 1), math.nan],
        ],
    )
    def test_dates_of_many_kinds(self, given):
        """Dates, datetimes and masked arrays; what is missing is missing in each."""
        found = due_dates(given, WEEK).tolist()

        assert date(2022, 7, 8) == found[0]
        assert found[1] in (None, date(2022, 7, 8))

    def test_columns_of_pandas(self):
        """Columns of dates or times are read, what is missing is missing, and a time zone is refused."""
        pd = pytest.importorskip("pandas")
        columns = [
            np.array([np.datetime64("2022-07-01T17"), pd.NaT], dtype=object),
            pd.Series([pd.Timestamp("2022-07-01 17:00"), pd.NaT]),
            pd.Series([date(2022, 7, 1), None]),
            pd.Series([date(2022, 7, 1), float("nan")], dtype=object),
        ]

        assert [[date(2022, 7, 8), None]] * 4 == [due_dates(one, WEEK).tolist() for one in columns]
        with pytest.raises(InputTypeError, match=r"^starts\[0\]: has a time zone"):
            due_dates(pd.Series([pd.Timestamp("2022-07-01", tz="UTC")]), WEEK)

    def test_empty(self):
        """No rows give no rows, of the type they would have."""
        assert (0,) == due_dates([], WEEK).shape
        assert (0,) == due_dates(np.array([], "M8[D]"), TWENTY, calendar=ENGLAND_AND_WALES).shape
        assert (0, 3) == due_dates(np.empty((0, 3), "M8[ns]"), WEEK).shape
        assert np.dtype("M8[us]") == due_dates([], Timescale(72, "hours")).dtype

    def test_nothing_but_missing(self):
        """A column without any date has no unit in numpy, and no due dates."""
        assert [None, None] == due_dates(np.array(["NaT", "NaT"], "M8"), WEEK).tolist()
        assert [None] == due_dates([None], Timescale(72, "hours")).tolist()
        assert due_dates(None, WEEK).item() is None
        assert [None] == due_dates(np.array(["NaT"], "M8"), Timescale(72, "hours")).tolist()

    def test_one_date(self):
        """One date gives an array without dimensions."""
        found = due_dates(date(2022, 7, 1), WEEK)

        assert () == found.shape
        assert date(2022, 7, 8) == found.item()

    def test_shapes(self):
        """Tables, reversed columns and every other row are read in their order, and none is changed."""
        table = random_days(16, 60, "2011-02-01", "2028-01-01").reshape(6, 10)
        table.flags.writeable = False
        for view in (table, table.T, table[::2, ::-3], np.broadcast_to(table[0], (4, 10))):
            found = due_dates(view, TWENTY, calendar=ENGLAND_AND_WALES)
            flat = due_dates(view.ravel(), TWENTY, calendar=ENGLAND_AND_WALES)
            assert np.array_equal(flat.reshape(view.shape), found)

    def test_pieces_join(self):
        """A column longer than the piece that is worked on at a time has no seams."""
        starts = random_days(17, 200_003, "2011-02-01", "2028-01-01")
        whole = due_dates(starts, TWENTY, calendar=ENGLAND_AND_WALES)
        parts = [due_dates(part, TWENTY, calendar=ENGLAND_AND_WALES) for part in np.array_split(starts, 7)]

        assert np.array_equal(np.concatenate(parts), whole)


class TestOut:
    def test_it_is_written_to(self):
        """The array that is given is the one that comes back, with gaps or without."""
        for out in (np.empty(4, "M8[D]"), np.empty(8, "M8[D]")[::2], np.empty((4, 2), "M8[D]")[:, 1]):
            assert due_dates(STARTS, WEEK, out=out) is out
            assert due_dates(STARTS, WEEK).tolist() == out.tolist()

    def test_it_must_fit(self):
        """Another type, another shape, and the input itself are refused."""
        with pytest.raises(InputTypeError, match=r"^out: must be an array of datetime64\[D\]"):
            due_dates(STARTS, WEEK, out=np.empty(4, "M8[us]"))
        with pytest.raises(InputError, match=r"^out: must have the shape \(4,\)"):
            due_dates(STARTS, WEEK, out=np.empty(5, "M8[D]"))
        with pytest.raises(InputError, match=r"^out: shares its memory with starts"):
            due_dates(STARTS, WEEK, out=STARTS)


class TestRefusals:
    @pytest.mark.parametrize(
        "given, told",
        [
            (["2022-07-01"], "starts: must be an array of dates"),
            ([738000], "starts: must be an array of dates"),
            ([1.5], "starts: must be an array of dates"),
            ([True], "starts: must be an array of dates"),
            (np.array([5], "m8[D]"), "starts: must be an array of dates"),
            ([date(2022, 7, 1), "2022-07-01"], r"starts\[1\]: must be a date; got '2022-07-01'"),
            ([date(2022, 7, 1), 738000], r"starts\[1\]: must be a date; got 738000"),
            ([[date(2022, 7, 1)], []], "starts: must be an array of dates"),
            (np.array(["2022-07"], "M8[M]"), "starts: is made of months, not of days"),
            (np.array(["2022"], "M8[Y]"), "starts: is made of years, not of days"),
            ([datetime(2022, 7, 1, tzinfo=UTC)], r"starts\[0\]: has a time zone"),
        ],
    )
    def test_what_is_no_date(self, given, told):
        """Text, numbers, months and times with a zone are refused, with the place."""
        with pytest.raises(InputTypeError, match=f"^{told}"):
            due_dates(given, WEEK)

    def test_beyond_the_calendar(self):
        """The first rows are named, and what the calendar covers."""
        starts = np.array(["2022-07-01", "NaT", "2028-12-20", "2029-02-01", "2010-12-31"], "M8[D]")
        message = (
            r"^starts\[2\]: 20 working days after 2028-12-20 leave the range of calendar 'England and Wales'"
            r" \(likewise \[3\], \[4\]\); got 2011-01-01 to 2028-12-31\. Add the years"
        )
        with pytest.raises(CalendarRangeError, match=message):
            due_dates(starts, TWENTY, calendar=ENGLAND_AND_WALES)

    def test_many_rows_beyond(self):
        """Five rows are named and the rest counted; in a table by row and column."""
        starts = np.full(9, np.datetime64("2035-01-01"))
        with pytest.raises(CalendarRangeError, match=r"\(likewise \[1\], \[2\], \[3\], \[4\] and 4 more\)"):
            due_dates(starts, TWENTY, calendar=ENGLAND_AND_WALES)
        with pytest.raises(
            CalendarRangeError, match=r"^starts\[0\]\[0\].*likewise \[0\]\[1\], \[0\]\[2\], \[1\]"
        ):
            due_dates(starts.reshape(3, 3), TWENTY, calendar=ENGLAND_AND_WALES)

    def test_the_row_is_counted_from_the_first_of_all(self):
        """Also far down in a long column."""
        starts = np.full(150_000, np.datetime64("2022-07-01"))
        starts[140_000] = np.datetime64("2029-01-01")
        with pytest.raises(CalendarRangeError, match=r"^starts\[140000\]: 2029-01-01 is outside"):
            due_dates(starts, TWENTY, calendar=ENGLAND_AND_WALES)

    def test_the_first_and_the_last_day(self):
        """A calendar knows its first and its last day, and none beside them."""
        one = Timescale(1, "working day", direction="before")
        last = np.array([ENGLAND_AND_WALES.last], "M8[D]")

        assert [ENGLAND_AND_WALES.last] == due_dates(
            last, Timescale(0, "working days"), calendar=ENGLAND_AND_WALES
        ).tolist()
        with pytest.raises(CalendarRangeError):
            due_dates(last + 1, Timescale(0, "working days"), calendar=ENGLAND_AND_WALES)
        with pytest.raises(CalendarRangeError, match=r"1 working days before 2011-01-01"):
            due_dates([ENGLAND_AND_WALES.first], one, calendar=ENGLAND_AND_WALES)

    @pytest.mark.parametrize("year", ["0000", "-0044", "10000"])
    def test_years_python_does_not_have(self, year):
        """Arrays have them, dates have not: the row is named."""
        starts = np.array(["2022-07-01", f"{year}-01-01"], "M8[D]")
        with pytest.raises(InputError, match=r"^starts\[1\]: is not of the years 1 to 9999"):
            due_dates(starts, WEEK)
        with pytest.raises(InputError, match=r"^starts\[1\]: is not of the years 1 to 9999"):
            due_dates(starts.astype("M8[s]"), Timescale(1, "hour"))

    def test_the_end_of_all_dates(self):
        """A period that leaves the years 1 to 9999 has no last day."""
        with pytest.raises(InputError, match=r"^starts\[0\]: the period leaves the years 1 to 9999"):
            due_dates([date.max], WEEK)
        assert [date.max] == due_dates([date.max - 7 * DAY], WEEK).tolist()

    def test_the_row_that_is_refused_is_named(self):
        """Rows before it that can be answered are not; those after it are told beside it."""

        def halved(number):
            if number % 2:
                raise InputError("is odd", path="number")
            return number // 2

        assert [2, 4] == asked_singly(halved, [4, 8], [5, 6], "starts", None)
        with pytest.raises(InputError, match=r"^starts\[6\]: is odd \(likewise \[7\]\)"):
            asked_singly(halved, [4, 3, 5], [5, 6, 7], "starts", None)

    def test_dates_in_two_dimensions(self):
        """An object that is no date is named by its row and column."""
        with pytest.raises(InputTypeError, match=r"^starts\[1\]\[0\]: must be a date; got 'x'"):
            due_dates(np.array([[date(2022, 7, 1)], ["x"]], dtype=object), WEEK)

    def test_a_calendar_is_needed(self):
        """As alone, and also where there is no row that asks for it."""
        with pytest.raises(InputTypeError, match=r"^calendar: working days need a calendar"):
            due_dates([], TWENTY)
        with pytest.raises(InputTypeError, match=r"^calendar: a roll needs a calendar"):
            due_dates(STARTS, Timescale(1, "week", roll="next"))
        with pytest.raises(InputTypeError, match=r"^calendar: must be a WorkingCalendar"):
            due_dates(STARTS, TWENTY, calendar="England")
        with pytest.raises(InputError, match="does not count school days"):
            due_dates(STARTS, Timescale(5, "school days"), calendar=ENGLAND_AND_WALES)
        with pytest.raises(InputTypeError, match=r"^starts\[0\]: a cut-off needs a calendar"):
            due_dates([datetime(2022, 7, 1, 17)], Timescale(5, "days", cutoff=time(16)))

    def test_a_limit_is_needed(self):
        """A number of days is not a timescale."""
        with pytest.raises(InputTypeError, match=r"^timescale: must be a timescale; got 20"):
            due_dates(STARTS, 20)


class TestTables:
    def test_equal_timescales_of_different_calendars(self):
        """What is kept for one calendar is never used for another of the same name."""
        first = WorkingCalendar("Office", first=date(2022, 1, 1), last=date(2022, 12, 31))
        second = first.with_closures([date(2022, 7, 4)])
        one = Timescale(1, "working day")
        starts = np.array(["2022-07-01"], "M8[D]")

        assert [date(2022, 7, 4)] == due_dates(starts, one, calendar=first).tolist()
        assert [date(2022, 7, 5)] == due_dates(starts, one, calendar=second).tolist()
        assert [date(2022, 7, 4)] == due_dates(starts, one, calendar=first).tolist()

    def test_what_no_table_tells_the_limit_is_asked(self):
        """Should the arrays ever know less than the timescale, its own answer counts."""

        class Blind(LimitRule):
            def due(self, days, *, after_cutoff):
                return np.full(days.shape, NAT)

        known = limit_rule(WEEK, None)
        rule = Blind(WEEK, None, known.parts, ("blind",))
        column = date_column(STARTS, "starts")
        found = DueReader(rule, column, len(STARTS), None).read(column.raw, 0).view("M8[D]")

        assert due_dates(STARTS, WEEK).tolist() == found.tolist()
