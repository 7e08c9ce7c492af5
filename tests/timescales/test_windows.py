"""Windows that look back: "seen in the last 6 weeks", "a second plan within 2 years"."""

import pickle
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, CalendarRangeError, WorkingCalendar
from kpirag.timescales.windows import Window, earlier_within, seen_within

DAY = timedelta(days=1)
dates = st.dates(date(2014, 1, 1), date(2027, 12, 31))
plain_units = st.sampled_from(["days", "weeks", "months", "years"])
calendar_units = st.sampled_from(["working days", "days excluding bank holidays"])


lengths = st.integers(1, 30)


@cache
@st.composite
def windows(draw) -> Window:
    """Return a window of days, weeks, months or years."""
    return Window(draw(lengths), draw(plain_units))


class TestWindowLaws:
    @given(windows(), dates)
    def test_both_edges_are_part_of_it(self, window, as_of):
        """The first day and the last day are in the window; the days beside them are not."""
        first = window.first_day(as_of)

        assert window.contains(first, as_of)
        assert window.contains(as_of, as_of)
        assert not window.contains(first - DAY, as_of)
        assert not window.contains(as_of + DAY, as_of)

    @given(windows(), dates, st.integers(-12000, 400))
    def test_it_is_one_run_of_days(self, window, as_of, away):
        """A date is in the window exactly if it is not before its first day and not after its last."""
        event = as_of + timedelta(days=away)

        assert (window.first_day(as_of) <= event <= as_of) == window.contains(event, as_of)

    @given(st.integers(1, 60), dates)
    def test_weeks_are_seven_days_and_years_twelve_months(self, n, as_of):
        """A week is 7 days, whatever the day of the week; a year is 12 months."""
        assert Window(7 * n, "days").first_day(as_of) == Window(n, "weeks").first_day(as_of)
        assert Window(12 * n, "months").first_day(as_of) == Window(n, "years").first_day(as_of)

    @given(st.integers(1, 600), dates)
    def test_days_are_counted_back_from_the_last(self, n, as_of):
        """So many days back is the date n days earlier, so that the window has n + 1 days in it."""
        assert n == (as_of - Window(n, "days").first_day(as_of)).days

    @given(st.integers(1, 120), dates)
    def test_months_go_back_to_the_same_day_or_the_last_of_the_month(self, n, as_of):
        """The first day has the same number, or is the last of a month that has no such day."""
        first = Window(n, "months").first_day(as_of)

        assert (as_of.year * 12 + as_of.month) - n == first.year * 12 + first.month
        assert first.day == as_of.day or (first.day < as_of.day and (first + DAY).day == 1)

    @given(windows(), dates, dates)
    def test_a_longer_window_holds_a_shorter_one(self, window, as_of, event):
        """What is in the last n is in the last n + 1."""
        longer = Window(window.n + 1, window.unit)

        assert not window.contains(event, as_of) or longer.contains(event, as_of)

    @given(windows(), dates, st.integers(0, 40))
    def test_the_window_never_moves_back(self, window, as_of, later):
        """As the last day goes on, the first day goes on or stays."""
        assert window.first_day(as_of) <= window.first_day(as_of + timedelta(days=later))

    @given(st.integers(1, 60), dates, calendar_units)
    def test_n_working_days_lie_after_the_first_day(self, n, as_of, unit):
        """Working days are counted back on the calendar: n of them up to the day before the last day."""
        first = Window(n, unit).first_day(as_of, ENGLAND_AND_WALES)
        counts = ENGLAND_AND_WALES.is_working
        if unit != "working days":
            counts = lambda day: day not in ENGLAND_AND_WALES.holidays  # noqa: E731 - one of two ways to count

        before = [first + k * DAY for k in range((as_of - first).days)]

        assert n == sum(map(counts, before))
        assert counts(first)

    @given(windows())
    def test_it_comes_back_from_a_dict_and_from_a_pickle(self, window):
        """A window survives being written down."""
        assert window == Window.from_dict(window.to_dict())
        assert window == pickle.loads(pickle.dumps(window))
        assert window == eval(repr(window))  # noqa: S307 - the repr is made here


class TestWindow:
    def test_a_window_of_months_is_clamped_backwards(self):
        """31 May less 3 months is 29 February 2024: the day the knowledge of the field gives."""
        assert date(2024, 2, 29) == Window(3, "months").first_day(date(2024, 5, 31))
        assert date(2023, 2, 28) == Window(3, "months").first_day(date(2023, 5, 31))

    @pytest.mark.parametrize(
        "n, first, out",
        [
            (2, date(2016, 9, 16), date(2016, 9, 15)),
            (4, date(2016, 9, 2), date(2016, 9, 1)),
            (6, date(2016, 8, 19), date(2016, 8, 18)),
        ],
    )
    def test_seen_in_the_last_weeks_as_of_the_end_of_a_quarter(self, n, first, out):
        """Buckinghamshire, Q2 2016/17: CP in the last 2, CIN 4 and CLA 6 weeks to 30 September."""
        window = Window(n, "weeks")

        assert window.contains(first, as_of=date(2016, 9, 30))
        assert not window.contains(out, as_of=date(2016, 9, 30))

    def test_it_says_what_it_is(self):
        """The text is the one a report would use."""
        assert "the last 6 weeks" == str(Window(6, "weeks"))
        assert "the last 1 month" == str(Window(1, "month"))
        assert "Window(6, 'weeks', name='Seen')" == repr(Window(6, "weeks", name="Seen"))

    def test_a_unit_may_be_written_in_the_singular(self):
        """1 month and 1 months are one window."""
        assert Window(1, "months") == Window(1, "month")

    @pytest.mark.parametrize("n", [0, -1])
    def test_it_has_a_length(self, n):
        """A window of nothing is refused, and the message shows what to write."""
        with pytest.raises(
            InputError, match=r"n: must be 1 or more; got -?\d. Write a whole number, 1 or more"
        ):
            Window(n, "weeks")

    @pytest.mark.parametrize("n", [1.5, "6", True, None])
    def test_its_length_is_a_whole_number(self, n):
        """Half a week and text are refused."""
        with pytest.raises((InputError, InputTypeError), match=r"^n: "):
            Window(n, "weeks")

    @pytest.mark.parametrize("unit", ["hours", "working hours"])
    def test_hours_are_refused(self, unit):
        """A window is made of days; what is due in hours is a timescale."""
        with pytest.raises(InputError, match="unit: a window is made of days, not of hours"):
            Window(24, unit)

    def test_two_faults_are_told_together(self):
        """A wrong number and a wrong unit are two faults of one error."""
        with pytest.raises(FaultsError, match="2 faults"):
            Window(0, "fortnights")

    @pytest.mark.parametrize("event", [None, "2022-09-01", datetime(2022, 9, 1), 20220901])
    def test_only_plain_dates_are_events(self, event):
        """A missing date is neither inside nor outside: it is refused."""
        with pytest.raises(InputTypeError, match="event"):
            Window(6, "weeks").contains(event, as_of=date(2022, 9, 30))

    def test_a_moment_is_no_last_day(self):
        """The last day is a date without a time."""
        with pytest.raises(InputTypeError, match="as_of"):
            Window(6, "weeks").first_day(datetime(2022, 9, 30))

    def test_working_days_need_a_calendar_that_reaches_back(self):
        """Without a calendar, or with one that begins too late, there is no answer."""
        short = WorkingCalendar("Short", first=date(2022, 9, 1), last=date(2022, 12, 31))

        with pytest.raises(InputTypeError, match="working days need a calendar"):
            Window(10, "working days").first_day(date(2022, 9, 9))
        with pytest.raises(CalendarRangeError, match="Short"):
            Window(10, "working days").first_day(date(2022, 9, 9), short)

    def test_an_unknown_key_is_refused(self):
        """A dict with a key that no window has is not read."""
        with pytest.raises(InputError, match="weeks: is no such key"):
            Window.from_dict({"n": 6, "unit": "weeks", "weeks": 6})


class TestSeenWithin:
    @given(st.lists(dates, max_size=6), windows(), dates)
    def test_it_is_seen_if_any_event_is_inside(self, events, window, as_of):
        """Seen in the window means that at least one event lies in it."""
        assert any(window.contains(day, as_of) for day in events) == seen_within(events, window, as_of)

    @given(st.lists(dates, max_size=6), windows(), dates, st.randoms(use_true_random=False))
    def test_order_and_repetition_do_not_matter(self, events, window, as_of, random):
        """The same visits in another order, or entered twice, give the same answer."""
        shuffled = events * 2
        random.shuffle(shuffled)

        assert seen_within(events, window, as_of) == seen_within(shuffled, window, as_of)

    @given(st.lists(dates, max_size=6), windows(), dates, st.integers(1, 400))
    def test_what_happens_later_does_not_matter(self, events, window, as_of, days):
        """As of a date, a visit after it was not known."""
        later = as_of + timedelta(days=days)

        assert seen_within(events, window, as_of) == seen_within([*events, later], window, as_of)

    def test_never_seen_is_not_seen(self):
        """A child without a visit was not seen."""
        assert not seen_within([], Window(6, "weeks"), as_of=date(2022, 9, 30))

    def test_an_iterator_may_be_given(self):
        """Events may come from a generator."""
        assert seen_within((day for day in [date(2022, 9, 29)]), Window(2, "weeks"), date(2022, 9, 30))

    def test_working_days_use_the_calendar(self):
        """10 working days back from Tuesday 3 January 2023 is 15 December 2022: 3 holidays lie between."""
        window = Window(10, "working days")

        assert date(2022, 12, 15) == window.first_day(date(2023, 1, 3), ENGLAND_AND_WALES)
        assert seen_within([date(2022, 12, 15)], window, date(2023, 1, 3), ENGLAND_AND_WALES)

    @pytest.mark.parametrize("events", [date(2022, 9, 1), "2022-09-01", None])
    def test_events_are_a_list(self, events):
        """One date alone is refused, with the list to write."""
        with pytest.raises(InputTypeError, match=r"events: must be a list of dates.*Write a list"):
            seen_within(events, Window(6, "weeks"), date(2022, 9, 30))

    def test_every_event_that_is_no_date_is_told(self):
        """All wrong events are told at once, each with its place, also those outside the window."""
        with pytest.raises(FaultsError, match=r"(?s)events\[0\].*events\[2\]"):
            seen_within([None, date(2022, 9, 1), "1.9.2022"], Window(6, "weeks"), date(2022, 9, 30))

    def test_the_window_is_a_window(self):
        """A number of weeks alone is refused."""
        with pytest.raises(InputTypeError, match="window: must be a Window; got 6"):
            seen_within([], 6, date(2022, 9, 30))


class TestEarlierWithin:
    @given(st.lists(dates, max_size=6), windows(), dates)
    def test_it_gives_the_latest_earlier_event_of_the_window(self, earlier, window, new):
        """The answer is the latest of the dates before the new one that are not before the window."""
        inside = [day for day in earlier if window.first_day(new) <= day < new]

        assert (max(inside) if inside else None) == earlier_within(earlier, window, new)

    @given(st.lists(dates, max_size=6), dates)
    def test_without_a_window_every_earlier_event_counts(self, earlier, new):
        """The national measure looks back for ever."""
        assert (earlier_within(earlier, None, new) is None) == all(day >= new for day in earlier)

    @given(st.lists(dates, max_size=6), windows(), dates)
    def test_a_window_never_finds_more_than_none(self, earlier, window, new):
        """What is found inside a window is found without one, and it is the same."""
        found = earlier_within(earlier, window, new)

        assert found is None or found == earlier_within(earlier, None, new)

    @pytest.mark.parametrize(
        "new, within",
        [
            (date(2017, 6, 29), True),
            (date(2017, 6, 30), True),
            (date(2017, 7, 1), False),
        ],
    )
    def test_a_second_plan_within_two_years(self, new, within):
        """Havering: a plan that ended on 30 June 2015 counts up to a new plan on 30 June 2017."""
        assert within == (earlier_within([date(2015, 6, 30)], Window(2, "years"), new) is not None)

    def test_the_window_ends_at_the_new_plan_and_not_at_the_report(self):
        """A plan 23 months before the new one counts, though 26 months lie between it and the report."""
        earlier, new, report = [date(2015, 5, 10)], date(2017, 4, 10), date(2017, 6, 30)

        assert earlier[0] == earlier_within(earlier, Window(2, "years"), new)
        assert not Window(2, "years").contains(earlier[0], as_of=report)

    def test_what_happened_on_the_day_is_not_earlier(self):
        """A plan that ended on the day the new one began is not an earlier one: it went on."""
        assert earlier_within([date(2017, 4, 10)], Window(2, "years"), date(2017, 4, 10)) is None

    def test_a_leap_day_reaches_back_to_28_february(self):
        """From 29 February 2020, 2 years back is 28 February 2018."""
        assert date(2018, 2, 28) == earlier_within([date(2018, 2, 28)], Window(2, "years"), date(2020, 2, 29))
        assert earlier_within([date(2018, 2, 27)], Window(2, "years"), date(2020, 2, 29)) is None

    def test_what_is_wrong_is_refused(self):
        """Dates are dates, and a window is a window or None."""
        with pytest.raises(InputTypeError, match="new"):
            earlier_within([], None, "2017-04-10")
        with pytest.raises(InputTypeError, match=r"earlier\[0\]"):
            earlier_within(["2015-04-10"], None, date(2017, 4, 10))
        with pytest.raises(InputTypeError, match="window"):
            earlier_within([], 2, date(2017, 4, 10))
