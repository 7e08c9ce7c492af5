"""In time, late or not known: the same as one case at a time."""

from datetime import UTC, date, datetime, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.arrays.deadlines import due_dates
from kpirag.arrays.timeliness import in_time
from kpirag.errors import InputError, InputTypeError, KpiragError
from kpirag.timescales import (
    CATALOGUE,
    ENGLAND_AND_WALES,
    CalendarRangeError,
    Case,
    Timescale,
    VersionedTimescale,
)
from tests.arrays.date_rows import (
    COUNTINGS,
    DAY,
    OFFICE,
    SCHOOL,
    UNITS,
    answer,
    calendars_for,
    dates,
    day_timescales,
    moments_of,
    one_by_one,
    random_days,
)

NAT = np.datetime64("NaT")
TEN = Timescale(10, "working days")
WEEK = Timescale(1, "week")
AS_OF = date(2016, 6, 30)
#: What each state is to `in_time`: only a case that is settled is known.
CODES = {True: 2, False: 1, None: 0}
policies = st.sampled_from(["exclude", "zero", "in time", "error"])


def alone(start, end, timescale, *, calendar, as_of, invalid="exclude") -> int:
    """Return the code of one case; without a date, what is not over is not known."""
    if start is None or (end is None and as_of is None):
        return 0
    when = date.max if as_of is None else as_of
    verdict = Case(start, end).judged(timescale, as_of=when, calendar=calendar, invalid=invalid)
    return CODES[verdict.state.in_time]


def random_pairs(rows: int, *, moments: bool = False, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and ends around a due date, some missing, some reversed; not too many that differ."""
    rng = np.random.default_rng(seed)
    starts = random_days(seed, 200, "2014-01-01", "2017-12-31")
    ends = starts + rng.integers(-12, 40, 200)
    if moments:
        starts, ends = moments_of(starts, seed), moments_of(ends, seed + 1)
    starts[rng.random(200) < 0.05] = NAT
    ends[rng.random(200) < 0.2] = NAT
    pick = rng.integers(0, 200, rows)
    return starts[pick], ends[pick]


def same(starts, ends, timescale, calendar, **options) -> None:
    """Check that a column has the codes of its rows."""
    told = one_by_one(
        lambda pair: alone(*pair, timescale, calendar=calendar, **options),
        list(zip(starts.tolist(), ends.tolist(), strict=True)),
    )
    found = in_time(starts, ends, timescale, calendar=calendar, **options)

    assert np.dtype(np.int8) == found.dtype
    assert told == found.tolist()


class TestEveryCase:
    @given(
        data=st.data(),
        rows=st.lists(st.tuples(dates, st.one_of(st.none(), dates, st.integers(-30, 30))), max_size=5),
        timescale=day_timescales(),
        as_of=st.one_of(st.none(), dates),
        invalid=policies,
    )
    def test_a_column_is_its_cases(self, data, rows, timescale, as_of, invalid):
        """Each row has the code of its case alone; where a case raises, so does the column."""
        calendar = data.draw(calendars_for(timescale))
        cases = [(start, near(start, end)) for start, end in rows]
        told = [
            answer(Case(*case).judged, timescale, as_of=as_of or date.max, calendar=calendar, invalid=invalid)
            for case in cases
        ]
        good = [case for case, each in zip(cases, told, strict=True) if not isinstance(each, KpiragError)]
        columns = [start for start, _ in good], [end for _, end in good]
        codes = [alone(*case, timescale, calendar=calendar, as_of=as_of, invalid=invalid) for case in good]

        assert codes == in_time(*columns, timescale, calendar=calendar, as_of=as_of, invalid=invalid).tolist()
        for case, fault in zip(cases, told, strict=True):
            if isinstance(fault, KpiragError):
                found = answer(
                    in_time, case[:1], case[1:], timescale, calendar=calendar, as_of=as_of, invalid=invalid
                )
                assert (type(fault), fault.problem) == (type(found), found.problem)

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("counting", COUNTINGS)
    @pytest.mark.parametrize("as_of", [None, AS_OF])
    def test_112_000_rows(self, unit, counting, as_of):
        """2,000 rows for each of 56 ways: every unit and way of counting, with a date and without."""
        timescale = Timescale({"months": 1, "years": 1, "weeks": 2}.get(unit, 10), unit, counting=counting)
        same(
            *random_pairs(2_000),
            timescale,
            SCHOOL if unit == "school days" else ENGLAND_AND_WALES,
            as_of=as_of,
        )

    @pytest.mark.parametrize("invalid", ["exclude", "zero", "in time"])
    @pytest.mark.parametrize("as_of", [None, AS_OF])
    @pytest.mark.parametrize("direction", ["forward", "before"])
    def test_what_ends_before_it_starts(self, invalid, as_of, direction):
        """It follows the policy; counted back from an event, an end before the event is the rule."""
        timescale = Timescale(10, "working days", direction=direction)
        same(*random_pairs(20_000, seed=2), timescale, ENGLAND_AND_WALES, as_of=as_of, invalid=invalid)

    @pytest.mark.parametrize("as_of", [None, AS_OF, datetime(2016, 6, 30, 15, 59, 59, 999_999)])
    @pytest.mark.parametrize("unit", ["hours", "working hours"])
    def test_hours(self, unit, as_of):
        """Hours are judged to the microsecond, and a date stands for its last one."""
        same(*random_pairs(20_000, moments=True, seed=3), Timescale(72, unit), OFFICE, as_of=as_of)

    @pytest.mark.parametrize("as_of", [None, AS_OF])
    def test_a_cutoff(self, as_of):
        """The start needs its time of day; the end is a date."""
        starts, _ = random_pairs(20_000, moments=True, seed=4)
        ends = np.where(np.isnat(starts), NAT, starts.astype("M8[D]") + 14)
        same(starts, ends, Timescale(10, "working days", cutoff=time(16)), ENGLAND_AND_WALES, as_of=as_of)

    def test_versions(self):
        """Each case is judged by the version of its start."""
        changed = VersionedTimescale("Reviews", {date(2014, 1, 1): TEN, date(2016, 1, 1): WEEK})
        same(*random_pairs(20_000, seed=5), changed, ENGLAND_AND_WALES, as_of=AS_OF)

    def test_an_entry_of_the_catalogue(self):
        """Its own calendar is used."""
        starts, ends = random_pairs(5_000, seed=6)
        told = in_time(starts, ends, CATALOGUE["foi"])

        assert np.array_equal(
            told, in_time(starts, ends, Timescale(20, "working days"), calendar=CATALOGUE["foi"].calendar)
        )


def near(start: date, end) -> date | None:
    """Return an end: as drawn, or so many days from the start."""
    if not isinstance(end, int):
        return end
    return date.fromordinal(min(max(start.toordinal() + end, 1), date.max.toordinal()))


class TestTheRule:
    @given(starts=st.lists(st.dates(date(2011, 1, 1), date(2027, 1, 1)), min_size=1, max_size=20))
    def test_the_due_date_is_the_last_in_time(self, starts):
        """Done on the due date is in time, a day later late."""
        due = due_dates(starts, TEN, calendar=ENGLAND_AND_WALES)

        assert {2} == set(in_time(starts, due, TEN, calendar=ENGLAND_AND_WALES).tolist())
        assert {1} == set(in_time(starts, due + 1, TEN, calendar=ENGLAND_AND_WALES).tolist())

    def test_an_open_case_is_late_once_overdue(self):
        """On the last day it is not yet known, and without a date it never is."""
        start, due = [date(2022, 7, 1)], date(2022, 7, 8)

        assert [0] == in_time(start, [None], WEEK).tolist()
        assert [0] == in_time(start, [None], WEEK, as_of=due).tolist()
        assert [1] == in_time(start, [None], WEEK, as_of=due + DAY).tolist()

    def test_what_happens_later_is_not_known(self):
        """As of a date, a later end has not happened, and a later start neither."""
        start = [date(2022, 7, 1)]

        assert [0] == in_time(start, [date(2022, 7, 6)], WEEK, as_of=date(2022, 7, 5)).tolist()
        assert [1] == in_time(start, [date(2022, 7, 20)], WEEK, as_of=date(2022, 7, 15)).tolist()
        assert [0] == in_time(start, [date(2022, 7, 20)], WEEK, as_of=date(2022, 6, 30)).tolist()
        assert [0] == in_time(
            start, [date(2022, 6, 20)], WEEK, as_of=date(2022, 6, 25), invalid="error"
        ).tolist()

    def test_no_start_is_never_known(self):
        """Whatever the end and the date."""
        for as_of in (None, date(2030, 1, 1)):
            for invalid in ("exclude", "zero", "in time", "error"):
                ends = [None, date(2022, 7, 1), date(1950, 1, 1)]
                assert [0, 0, 0] == in_time([None] * 3, ends, WEEK, as_of=as_of, invalid=invalid).tolist()

    @given(as_of=st.dates(date(2014, 1, 1), date(2018, 12, 31)), later=st.integers(0, 300))
    def test_late_stays_late(self, as_of, later):
        """As time passes, what was late is late, and what was in time stays in time."""
        starts, ends = random_pairs(500, seed=7)
        one, other = (
            in_time(starts, ends, TEN, calendar=ENGLAND_AND_WALES, as_of=each)
            for each in (as_of, as_of + later * DAY)
        )

        assert np.array_equal(one[one > 0], other[one > 0])


class TestColumns:
    def test_shapes(self):
        """One end for all, tables and columns with gaps."""
        starts, ends = random_pairs(60, seed=8)
        told = in_time(starts, ends, TEN, calendar=ENGLAND_AND_WALES)
        table = in_time(starts.reshape(6, 10).T, ends.reshape(6, 10).T, TEN, calendar=ENGLAND_AND_WALES)

        assert np.array_equal(told.reshape(6, 10).T, table)
        assert np.array_equal(told[::-2], in_time(starts[::-2], ends[::-2], TEN, calendar=ENGLAND_AND_WALES))
        one = np.full(60, np.datetime64("2016-01-01"))
        assert np.array_equal(
            in_time(starts, one, TEN, calendar=ENGLAND_AND_WALES),
            in_time(starts, date(2016, 1, 1), TEN, calendar=ENGLAND_AND_WALES),
        )
        assert 2 == in_time(date(2022, 7, 1), date(2022, 7, 8), WEEK).item()
        assert (0,) == in_time([], [], WEEK, as_of=AS_OF).shape
        with pytest.raises(InputError, match=r" got starts \(60,\), ends \(59,\)"):
            in_time(starts, ends[1:], WEEK)

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    def test_a_time_of_day_is_left_out(self, unit):
        """Done at any time of the last day is in time."""
        starts = np.array(["2022-07-01T23:00", "1969-12-25T23:00"], f"M8[{unit}]")
        ends = np.array(["2022-07-08T23:59", "1970-01-02T00:01"], f"M8[{unit}]")

        assert [2, 1] == in_time(starts, ends, WEEK).tolist()

    def test_pieces_join(self):
        """A column longer than the piece that is worked on at a time has no seams."""
        starts, ends = random_pairs(150_001, seed=9)
        for as_of in (None, AS_OF):
            whole = in_time(starts, ends, TEN, calendar=ENGLAND_AND_WALES, as_of=as_of)
            parts = [
                in_time(*part, TEN, calendar=ENGLAND_AND_WALES, as_of=as_of)
                for part in zip(np.array_split(starts, 5), np.array_split(ends, 5), strict=True)
            ]
            assert np.array_equal(np.concatenate(parts), whole)
            times = [each.astype("M8[ns]") + np.timedelta64(86_399, "s") for each in (starts, ends)]
            assert np.array_equal(in_time(*times, TEN, calendar=ENGLAND_AND_WALES, as_of=as_of), whole)

    def test_out(self):
        """The array that is given is the one that comes back, with gaps or without."""
        starts, ends = random_pairs(10, seed=10)
        told = in_time(starts, ends, WEEK)
        for out in (np.empty(10, np.int8), np.empty(20, np.int8)[::2]):
            assert in_time(starts, ends, WEEK, out=out) is out
            assert np.array_equal(told, out)
        with pytest.raises(InputTypeError, match=r"^out: must be an array of int8"):
            in_time(starts, ends, WEEK, out=np.empty(10))


class TestRefusals:
    def test_reversed_rows(self):
        """If they are to be an error, the first rows are named with their dates."""
        starts = np.array(["2022-07-01", "2022-07-02", "2022-07-03"], "M8[D]")
        ends = np.array(["2022-07-01", "2022-07-01", "2022-07-01"], "M8[D]")
        message = (
            r"^ends\[1\]: is before the start \(likewise \[2\]\); got 2022-07-02 to 2022-07-01\. Correct"
        )
        with pytest.raises(InputError, match=message):
            in_time(starts, ends, WEEK, invalid="error")

    def test_beyond_the_calendar(self):
        """A due date that is not known is an error, also where there is no end."""
        with pytest.raises(CalendarRangeError, match=r"^starts\[0\]: 10 working days after 2028-12-29 leave"):
            in_time([date(2028, 12, 29)], [None], TEN, calendar=ENGLAND_AND_WALES)

    @pytest.mark.parametrize(
        "options, told",
        [
            ({"invalid": "drop"}, "invalid: is no known invalid"),
            ({"as_of": 2022}, "as_of: "),
            ({"as_of": datetime(2022, 7, 1, 9)}, "as_of: must be a date without a time"),
            ({"calendar": "England"}, "calendar: must be a WorkingCalendar"),
        ],
    )
    def test_options(self, options, told):
        """They are checked as for one case."""
        with pytest.raises((InputError, InputTypeError), match=f"^{told}"):
            in_time([date(2022, 7, 1)], [None], WEEK, **options)

    def test_dates(self):
        """The argument that is wrong is named."""
        with pytest.raises(InputTypeError, match=r"^ends: must be an array of dates"):
            in_time([date(2022, 7, 1)], ["2022-07-08"], WEEK)
        with pytest.raises(InputTypeError, match=r"^ends: must be dates with a time"):
            in_time(
                np.array(["2022-07-01T09"], "M8[h]"),
                np.array(["2022-07-08"], "M8[D]"),
                Timescale(72, "hours"),
            )
        with pytest.raises(InputTypeError, match=r"^as_of: has a time zone"):
            in_time([], [], Timescale(72, "hours"), as_of=datetime(2022, 7, 1, tzinfo=UTC))
        with pytest.raises(InputTypeError, match=r"^timescale: must be a timescale"):
            in_time([], [], 10)

    def test_a_first_date_is_no_limit(self):
        """An entry that says when something may begin does not say when it is late."""
        with pytest.raises(
            InputError, match=r"^timescale: gives the first date that is allowed, not the last"
        ):
            in_time([], [], CATALOGUE["ehc-draft-representations"])
