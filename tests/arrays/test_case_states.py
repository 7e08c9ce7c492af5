"""The states of columns of cases: the same as one case at a time."""

from datetime import date, datetime, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.arrays.cases import CASE_STATE_CODES, case_states
from kpirag.arrays.timeliness import in_time
from kpirag.errors import InputError, InputTypeError, KpiragError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    CalendarRangeError,
    Case,
    CaseState,
    Exempt,
    Extend,
    Timescale,
    VersionedTimescale,
)
from tests.arrays.date_rows import (
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
STATES = list(CaseState)
CODES = CASE_STATE_CODES
SOON = Timescale(1, "week", name="Soon")


def verdict(start, end, extended, exempt, timescale, **options):
    """Return the state of one case."""
    edits = [] if extended is None else [Extend(to=extended)]
    edits += [Exempt("flood")] if exempt else []
    return Case(start, end, edits=edits).judged(timescale, **options).state


def random_cases(rows: int, *, moments: bool = False, seed: int = 1, pool: int = 120) -> list[np.ndarray]:
    """Return starts, ends, extensions and exemptions, of cases around the date at which they are judged."""
    rng = np.random.default_rng(seed)
    starts = random_days(seed, pool, "2016-05-01", "2016-07-15")
    ends = starts + rng.integers(-8, 40, pool)
    extended = starts + rng.integers(0, 60, pool)
    if moments:
        starts, ends, extended = (moments_of(each, seed) for each in (starts, ends, extended))
    starts[rng.random(pool) < 0.05] = NAT
    ends[rng.random(pool) < 0.3] = NAT
    extended[rng.random(pool) < 0.5] = NAT
    columns = (starts, ends, extended, rng.random(pool) < 0.1)
    pick = rng.integers(0, pool, rows)
    return [column[pick] for column in columns]


def same(cases, timescale, *, back=False, **options):
    """Check that a column has the states of its rows, and return how many states it has."""
    starts, ends, extended, exempt = cases
    if back:
        extended = np.full(len(starts), NAT)
    told = one_by_one(
        lambda row: 0 if row[0] is None else CODES[verdict(*row, timescale, **options)],
        list(zip(starts.tolist(), ends.tolist(), extended.tolist(), exempt.tolist(), strict=True)),
    )
    found = case_states(starts, ends, timescale, extended_to=extended, exempt=exempt, **options)

    assert np.dtype(np.int8) == found.dtype
    assert told == found.tolist()
    return len(set(told))


class TestEveryCase:
    @given(
        data=st.data(),
        rows=st.lists(
            st.tuples(
                dates, st.one_of(st.none(), dates), st.one_of(st.none(), st.none(), dates), st.booleans()
            ),
            max_size=5,
        ),
        timescale=day_timescales(),
        as_of=dates,
        policy=st.tuples(
            st.sampled_from(["exclude", "zero", "in time", "error"]),
            st.sampled_from([None, 0, 5, 100, SOON, TEN]),
        ),
    )
    def test_a_column_is_its_cases(self, data, rows, timescale, as_of, policy):
        """Each row has the state of its case alone; where a case raises, so does the column."""
        calendar = data.draw(calendars_for(timescale))
        options = {"as_of": as_of, "calendar": calendar, "invalid": policy[0], "due_soon": policy[1]}
        told = [answer(verdict, *row, timescale, **options) for row in rows]
        good = [row for row, each in zip(rows, told, strict=True) if not isinstance(each, KpiragError)]
        starts, ends, extended, exempt = ([row[place] for row in good] for place in range(4))
        found = case_states(
            starts, ends, timescale, extended_to=extended, exempt=np.array(exempt, bool), **options
        )

        assert [CODES[each] for each in told if not isinstance(each, KpiragError)] == found.tolist()
        for (start, end, longer, free), fault in zip(rows, told, strict=True):
            if isinstance(fault, KpiragError):
                other = answer(
                    case_states, [start], [end], timescale, extended_to=[longer], exempt=[free], **options
                )
                assert isinstance(other, KpiragError)

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("due_soon", [None, 0, 3, SOON])
    @pytest.mark.parametrize("invalid", ["exclude", "zero"])
    def test_112_000_rows(self, unit, due_soon, invalid):
        """2,000 rows for each of 56 ways: every unit, nearness and policy."""
        timescale = Timescale({"months": 1, "years": 1, "weeks": 2}.get(unit, 10), unit)
        calendar = SCHOOL if unit == "school days" else ENGLAND_AND_WALES
        found = same(
            random_cases(2_000), timescale, as_of=AS_OF, calendar=calendar, due_soon=due_soon, invalid=invalid
        )

        assert found >= (4 if unit == "years" else 6)

    @pytest.mark.parametrize("due_soon", [None, 2, 30, Timescale(9, "working hours")])
    @pytest.mark.parametrize("unit", ["hours", "working hours"])
    @pytest.mark.parametrize("as_of", [AS_OF, datetime(2016, 6, 30, 16), datetime(2016, 7, 2, 9)])
    def test_hours(self, unit, due_soon, as_of):
        """Hours are judged to the microsecond, nearness too."""
        cases = random_cases(3_000, moments=True, seed=2)
        same(cases, Timescale(80, unit), as_of=as_of, calendar=OFFICE, due_soon=due_soon)

    def test_all_states(self):
        """Every state there is comes out of a long enough column."""
        found = same(
            random_cases(100_000, seed=3, pool=600), TEN, as_of=AS_OF, calendar=ENGLAND_AND_WALES, due_soon=3
        )

        assert len(STATES) + 1 == found

    @pytest.mark.parametrize("due_soon", [None, 3])
    def test_counted_back(self, due_soon):
        """An event may lie ahead, and nothing ends before it starts."""
        same(
            random_cases(10_000, seed=4),
            Timescale(10, "working days", direction="before"),
            back=True,
            as_of=AS_OF,
            calendar=ENGLAND_AND_WALES,
            due_soon=due_soon,
        )

    @pytest.mark.parametrize("due_soon", [None, 3, SOON])
    def test_versions(self, due_soon):
        """Each case counts the days of its own version, also until it is due soon."""
        changed = VersionedTimescale(
            "Reviews", {date(2016, 5, 1): TEN, date(2016, 6, 20): Timescale(3, "weeks")}
        )
        same(random_cases(5_000, seed=5), changed, as_of=AS_OF, calendar=ENGLAND_AND_WALES, due_soon=due_soon)

    def test_a_version_no_case_is_of(self):
        """Versions without open cases are not asked how near their due dates are."""
        changed = VersionedTimescale("Reviews", {date(2010, 1, 1): TEN, date(2016, 1, 1): WEEK})
        same(random_cases(500, seed=13), changed, as_of=AS_OF, calendar=ENGLAND_AND_WALES, due_soon=2)

    def test_a_cutoff(self):
        """The start needs its time of day; ends and extensions are dates."""
        starts, ends, extended, exempt = random_cases(5_000, moments=True, seed=6)
        days = [each.astype("M8[D]") for each in (ends, extended)]
        timescale = Timescale(10, "working days", cutoff=time(16))
        same([starts, *days, exempt], timescale, as_of=AS_OF, calendar=ENGLAND_AND_WALES, due_soon=2)


class TestCodes:
    def test_they_are_the_places_of_the_states(self):
        """Codes are kept in files: they follow the order of the states, from 1, and never change."""
        told = ("not started", "invalid", "exempt", "met", "met by extension", "late",
                "open in time", "open due soon", "open overdue")  # fmt: skip

        assert dict(zip(told, range(1, 10), strict=True)) == CASE_STATE_CODES


class TestAgreement:
    @given(as_of=st.dates(date(2016, 5, 1), date(2016, 9, 1)), invalid=st.sampled_from(["exclude", "zero"]))
    def test_in_time_is_what_the_state_says(self, as_of, invalid):
        """What `in_time` tells follows from the state, extensions and exemptions aside."""
        starts, ends, *_ = random_cases(500, seed=7)
        options = {"as_of": as_of, "calendar": ENGLAND_AND_WALES, "invalid": invalid}
        codes = {None: 0, False: 1, True: 2}
        told = [0, *(codes[state.in_time] for state in STATES)]
        states = case_states(starts, ends, TEN, due_soon=3, **options)

        assert np.array_equal(np.array(told)[states], in_time(starts, ends, TEN, **options))

    def test_without_edits(self):
        """No extension and no exemption are the same as columns without any."""
        starts, ends, *_ = random_cases(500, seed=8)
        none = {"extended_to": np.full(500, NAT), "exempt": np.zeros(500, bool)}

        assert np.array_equal(
            case_states(starts, ends, WEEK, as_of=AS_OF), case_states(starts, ends, WEEK, as_of=AS_OF, **none)
        )

    def test_an_extension_never_brings_the_end_forward(self):
        """An agreed date before the due date changes nothing."""
        starts, ends, *_ = random_cases(500, seed=9)
        soon = case_states(starts, ends, WEEK, as_of=AS_OF, extended_to=starts)

        assert np.array_equal(case_states(starts, ends, WEEK, as_of=AS_OF), soon)


class TestColumns:
    def test_shapes(self):
        """One date, one extension and one exemption for all; tables; nothing."""
        starts, ends, *_ = random_cases(60, seed=10)
        options = {"as_of": AS_OF, "due_soon": 3}
        told = case_states(
            starts, ends, WEEK, extended_to=[date(2016, 7, 5)] * 60, exempt=[False] * 60, **options
        )
        one = case_states(starts, ends, WEEK, extended_to=date(2016, 7, 5), exempt=False, **options)
        table = [each.reshape(6, 10).T for each in (starts, ends)]

        assert np.array_equal(told, one)
        assert np.array_equal(
            case_states(starts, ends, WEEK, **options).reshape(6, 10).T, case_states(*table, WEEK, **options)
        )
        assert (0,) == case_states([], [], WEEK, **options).shape
        assert STATES.index(CaseState.MET) + 1 == case_states(
            date(2016, 6, 1), date(2016, 6, 8), WEEK, **options
        )

    def test_pieces_join(self):
        """A column longer than the piece that is worked on at a time has no seams."""
        starts, ends, extended, exempt = random_cases(140_001, seed=11)
        options = {"as_of": AS_OF, "calendar": ENGLAND_AND_WALES, "due_soon": 3}
        whole = case_states(starts, ends, TEN, extended_to=extended, exempt=exempt, **options)
        end = case_states(
            starts[70_001:],
            ends[70_001:],
            TEN,
            extended_to=extended[70_001:],
            exempt=exempt[70_001:],
            **options,
        )

        assert np.array_equal(whole[70_001:], end)

    def test_out(self):
        """The array that is given is the one that comes back, with gaps or without."""
        starts, ends, *_ = random_cases(10, seed=12)
        told = case_states(starts, ends, WEEK, as_of=AS_OF)
        for out in (np.empty(10, np.int8), np.empty(20, np.int8)[::2]):
            assert case_states(starts, ends, WEEK, as_of=AS_OF, out=out) is out
            assert np.array_equal(told, out)


class TestRefusals:
    def test_reversed_rows(self):
        """If they are to be an error, the first rows are named; but not what has not started."""
        starts = np.array(["2016-06-01", "2016-06-05", "2016-08-01"], "M8[D]")
        ends = np.array(["2016-06-01", "2016-06-01", "2016-06-01"], "M8[D]")
        with pytest.raises(
            InputError, match=r"^ends\[1\]: is before the start; got 2016-06-05 to 2016-06-01"
        ):
            case_states(starts, ends, WEEK, as_of=AS_OF, invalid="error")

    def test_an_event_is_not_extended(self):
        """A period counted back from an event has no other end than the event gives it."""
        back = Timescale(1, "week", direction="before")
        with pytest.raises(
            InputError, match=r"^extended_to\[1\]: cannot change a period that is counted back"
        ):
            case_states([AS_OF] * 2, [None] * 2, back, as_of=AS_OF, extended_to=[None, AS_OF])

    @pytest.mark.parametrize("year", ["0000", "10000"])
    def test_years_python_does_not_have(self, year):
        """Where a date has to be shown or agreed, it must be one."""
        odd = np.array([f"{year}-01-01"], "M8[D]")
        with pytest.raises(InputError, match=r"^extended_to\[0\]: is not of the years 1 to 9999"):
            case_states([AS_OF], [None], WEEK, as_of=AS_OF, extended_to=odd)
        if year == "0000":
            with pytest.raises(InputError, match=r"^ends\[0\]: is not of the years 1 to 9999"):
                case_states([AS_OF], odd, WEEK, as_of=AS_OF, invalid="error")

    def test_exemptions_are_true_or_false(self):
        """Reasons, numbers and gaps are refused: nothing is guessed from them."""
        for given_ in (["flood"], [1], [None]):
            with pytest.raises(InputTypeError, match=r"^exempt: must be an array of True and False"):
                case_states([AS_OF], [None], WEEK, as_of=AS_OF, exempt=given_)

    def test_masked_exemptions(self):
        """Whether a masked row is exempt is not known, so it is refused; no rows need no exemptions."""
        masked = np.ma.array([False, True], mask=[False, True])
        with pytest.raises(InputError, match=r"^exempt\[1\]: is masked"):
            case_states([AS_OF, AS_OF], None, WEEK, as_of=AS_OF, exempt=masked)
        assert (0,) == case_states([], [], WEEK, as_of=AS_OF, exempt=[]).shape

    def test_due_soon_is_of_the_kind_of_the_limit(self):
        """Hours do not tell when days are near."""
        with pytest.raises(InputTypeError, match=r"^due_soon: must be of the kind of the limit"):
            case_states([AS_OF], [None], WEEK, as_of=AS_OF, due_soon=Timescale(5, "hours"))

    def test_nearness_beyond_the_calendar(self):
        """An extension the calendar does not reach cannot be near or far; the row is named."""
        with pytest.raises(CalendarRangeError, match=r"^starts\[0\]: 2040-01-01 is outside"):
            case_states(
                [date(2016, 6, 30)],
                [None],
                TEN,
                as_of=AS_OF,
                calendar=ENGLAND_AND_WALES,
                due_soon=3,
                extended_to=[date(2040, 1, 1)],
            )

    def test_a_date_the_calendar_does_not_know(self):
        """It matters only if a case asks how near its due date is."""
        options = {"as_of": date(2010, 1, 1), "calendar": ENGLAND_AND_WALES, "due_soon": 3}

        assert [1] == case_states([date(2016, 6, 30)], [None], TEN, **options).tolist()
        back = Timescale(10, "working days", direction="before")
        with pytest.raises(CalendarRangeError, match=r"2010-01-01 is outside"):
            case_states([date(2016, 6, 30)], [None], back, **options)

    def test_a_date_is_needed(self):
        """States are as of a date."""
        with pytest.raises(InputTypeError, match="as_of"):
            case_states([AS_OF], [None], WEEK, as_of=None)
