"""Hours: elapsed ones over clock changes, and those in which an office is open."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, InputTypeError
from kpirag.timescales import CalendarRangeError, Extend, Pause, Reset, Timescale, WorkingCalendar, elapsed

LONDON = ZoneInfo("Europe/London")
OFFICE = WorkingCalendar(
    "Office",
    holidays=["2026-01-01"],
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    hours=(time(9), time(17)),
)
moments = st.datetimes(datetime(2026, 1, 2), datetime(2026, 6, 30))
LENGTHS = st.integers(1, 80)


class TestElapsedHours:
    def test_72_hours_by_the_clock_on_the_wall(self):
        """Without a time zone, hours are counted by the clock on the wall, over a clock change too."""
        due = Timescale(72, "hours").due(datetime(2022, 10, 28, 17))

        assert datetime(2022, 10, 31, 17) == due

    def test_72_hours_over_a_clock_change(self):
        """With a time zone they are elapsed: after the clocks go back, the wall shows an hour less."""
        due = Timescale(72, "hours").due(datetime(2022, 10, 28, 17, tzinfo=LONDON))

        assert datetime(2022, 10, 31, 16, tzinfo=LONDON) == due
        assert LONDON is due.tzinfo
        assert timedelta(hours=72) == due.astimezone(UTC) - datetime(2022, 10, 28, 16, tzinfo=UTC)

    @given(start=moments, n=LENGTHS, offset=st.integers(-12, 12))
    def test_n_hours_have_passed(self, start, n, offset):
        """The time between the start and the due moment is n hours, in any zone of fixed offset."""
        zoned = start.replace(tzinfo=timezone(timedelta(hours=offset)))

        assert n == elapsed(start, Timescale(n, "hours").due(start), unit="hours")
        assert n == elapsed(zoned, Timescale(n, "hours").due(zoned), unit="hours")

    @given(start=moments, n=LENGTHS, after=st.integers(0, 30), length=st.integers(0, 50))
    def test_a_pause_gives_back_its_own_length(self, start, n, after, length):
        """A pause that begins before the due moment moves it by the length of the pause."""
        first = start + timedelta(hours=after)
        paused = Timescale(n, "hours").due(start, edits=[Pause(first, first + timedelta(hours=length))])
        expected = n + length if after < n else n

        assert start + timedelta(hours=expected) == paused

    def test_a_pause_from_before_the_start_counts_from_the_start(self):
        """Only what lies in the period is given back."""
        pause = Pause(datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 10))
        past = Pause(datetime(2026, 1, 5, 6), datetime(2026, 1, 5, 7))

        assert datetime(2026, 1, 6, 10) == Timescale(24, "hours").due(
            datetime(2026, 1, 5, 9), edits=[pause, past]
        )

    def test_less_than_24_hours_ends_just_before(self):
        """The last moment in time is the last that Python can tell from the 24th hour."""
        start = datetime(2026, 1, 5, 9)
        deadline = Timescale(24, "hours", bound="less than").deadline(start)

        assert deadline.in_time(datetime(2026, 1, 6, 8, 59, 59))
        assert not deadline.in_time(datetime(2026, 1, 6, 9))
        assert Timescale(24, "hours").deadline(start).in_time(datetime(2026, 1, 6, 9))

    def test_hours_before_an_event(self):
        """48 hours before a hearing."""
        before = Timescale(48, "hours", direction="before")

        assert datetime(2026, 1, 3, 9) == before.due(datetime(2026, 1, 5, 9))

    def test_24_hours_are_not_one_working_day(self):
        """Paper C's "24 hours (1 working day)" are two clocks: from a Friday they end apart."""
        friday = datetime(2026, 1, 9, 16)

        assert datetime(2026, 1, 10, 16) == Timescale(24, "hours").due(friday)
        assert date(2026, 1, 12) == Timescale(1, "working day").due(friday.date(), OFFICE)

    def test_hours_need_a_time(self):
        """A date alone is not midnight."""
        with pytest.raises(InputTypeError, match="start: must be a date with a time"):
            Timescale(24, "hours").due(date(2026, 1, 5))

    def test_with_and_without_a_zone_do_not_mix(self):
        """Which of the two is earlier cannot be known."""
        start = datetime(2026, 1, 5, 9)
        zoned = start.replace(tzinfo=UTC)
        with pytest.raises(InputTypeError, match="as the start is"):
            Timescale(24, "hours").due(start, edits=[Pause(zoned, zoned)])
        with pytest.raises(InputTypeError, match="as the start is"):
            Timescale(24, "hours").deadline(start).in_time(zoned)
        with pytest.raises(InputTypeError):
            Timescale(24, "hours").due(start, edits=[Reset(zoned)])
        with pytest.raises(InputTypeError):
            Timescale(24, "hours").due(start, edits=[Extend(to=zoned)])

    def test_resets_and_extensions_are_moments_too(self):
        """A later report of the same child starts the 72 hours again; more hours run from the start."""
        start = datetime(2026, 1, 5, 9)

        assert datetime(2026, 1, 9, 9) == Timescale(72, "hours").due(
            start, edits=[Reset(datetime(2026, 1, 6, 9))]
        )
        assert datetime(2026, 1, 9, 9) == Timescale(72, "hours").due(
            start, edits=[Extend(by=Timescale(96, "hours"))]
        )
        assert datetime(2026, 1, 20, 9) == Timescale(72, "hours").due(
            start, edits=[Extend(to=datetime(2026, 1, 20, 9))]
        )

    def test_beyond_the_last_year_is_refused(self):
        """The year 10000 is no date."""
        with pytest.raises(InputError, match="leaves the years"):
            Timescale(24, "hours").due(datetime(9999, 12, 31, 9))


class TestWorkingHours:
    @pytest.mark.parametrize(
        "expected, start, hours, pause",
        [
            # zkrebbekx/sundial, golden_test.go and schedule_test.go.
            ("2026-01-12T16:00", "2026-01-09T16:00", 8, ()),
            ("2026-01-05T17:00", "2026-01-05T09:00", 8, ()),
            ("2026-01-05T11:00", "2026-01-05T03:00", 2, ()),
            ("2026-01-06T12:00", "2026-01-05T09:00", 8, ("2026-01-05T11:00", "2026-01-05T14:00")),
            ("2026-01-05T17:00", "2026-01-05T09:00", 8, ("2026-01-09T20:00", "2026-01-12T06:00")),
            # Worked out by hand.
            ("2026-01-05T10:00", "2026-01-02T18:00", 1, ()),
            ("2026-01-05T10:00", "2026-01-03T12:00", 1, ()),
            ("2026-01-02T11:00", "2026-01-01T12:00", 2, ()),
            ("2026-01-06T10:00", "2026-01-05T09:00", 8, ("2026-01-05T16:00", "2026-01-06T09:00")),
        ],
    )
    def test_due(self, expected, start, hours, pause):
        """What is used up at closing time ends at closing time; nights and days off do not count."""
        edits = [Pause(*pause)] if pause else []
        due = Timescale(hours, "working hours").due(datetime.fromisoformat(start), OFFICE, edits=edits)

        assert datetime.fromisoformat(expected) == due

    @given(start=moments, n=LENGTHS)
    def test_n_working_hours_have_passed(self, start, n):
        """There are n opening hours up to the due moment, and it is inside opening hours."""
        due = Timescale(n, "working hours").due(start, OFFICE)

        assert pytest.approx(n) == elapsed(start, due, unit="working hours", calendar=OFFICE)
        assert time(9) < due.time() <= time(17)
        assert OFFICE.is_working(due.date())

    @given(start=moments, n=LENGTHS)
    def test_eight_hours_are_a_working_day(self, start, n):
        """Eight working hours more end on the next working day at the same time."""
        one = Timescale(n, "working hours").due(start, OFFICE)
        other = Timescale(n + 8, "working hours").due(start, OFFICE)

        assert (OFFICE.shift(one.date(), 1), one.time()) == (other.date(), other.time())

    @given(
        start=moments,
        n=LENGTHS,
        runs=st.lists(st.tuples(st.integers(-9, 90), st.integers(0, 30)), max_size=3),
    )
    def test_a_pause_gives_back_its_opening_hours(self, start, n, runs):
        """Opening hours up to the due moment, less those that pauses cover, are n."""
        hour = timedelta(hours=1)
        pauses = [Pause(start + a * hour, start + (a + b) * hour) for a, b in runs]
        due = Timescale(n, "working hours").due(start, OFFICE, edits=pauses)
        total = elapsed(start, due, unit="working hours", calendar=OFFICE)
        # Every quarter of an hour would do; the runs are whole hours from the start.
        covered = {each for a, b in runs for each in range(max(a, 0), a + b)}
        lost = sum(
            elapsed(
                min(start + each * hour, due),
                min(start + (each + 1) * hour, due),
                unit="working hours",
                calendar=OFFICE,
            )
            for each in covered
        )

        assert pytest.approx(n) == total - lost

    def test_zero_hours_end_at_once(self):
        """Nothing is to be used up, in the night too."""
        night = datetime(2026, 1, 5, 3)

        assert night == Timescale(0, "working hours").due(night, OFFICE)

    def test_the_wall_of_the_start_counts(self):
        """Opening hours are times on the wall where the case came in."""
        start = datetime(2026, 6, 5, 16, tzinfo=LONDON)
        pause = Pause(datetime(2026, 6, 8, 8, tzinfo=UTC), datetime(2026, 6, 8, 9, tzinfo=UTC))

        assert datetime(2026, 6, 8, 10, tzinfo=LONDON) == Timescale(2, "working hours").due(start, OFFICE)
        assert datetime(2026, 6, 8, 11, tzinfo=LONDON) == Timescale(2, "working hours").due(
            start, OFFICE, edits=[pause]
        )

    def test_it_needs_opening_hours(self):
        """A calendar does not know when the office opens unless it is told."""
        bare = WorkingCalendar("Bare", first=date(2026, 1, 1), last=date(2026, 12, 31))
        with pytest.raises(InputError, match=r"calendar\.with_hours"):
            Timescale(2, "working hours").due(datetime(2026, 1, 5, 9), bare)
        due = Timescale(2, "working hours").due(datetime(2026, 1, 5, 9), bare.with_hours(time(8), time(18)))

        assert datetime(2026, 1, 5, 11) == due

    def test_beyond_the_calendar_is_an_error(self):
        """As for days, nothing outside is silently open."""
        with pytest.raises(CalendarRangeError, match="working hours after 2026-12-31 16:00:00 leave"):
            Timescale(2, "working hours").due(datetime(2026, 12, 31, 16), OFFICE)
