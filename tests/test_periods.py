import calendar
import copy
import pickle
from datetime import date, datetime, timedelta
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kpirag._months import Days
from kpirag.errors import FaultsError, InputError, InputTypeError, KpiragError
from kpirag.periods import Frequency, Period

NAMED = ("month", "quarter", "half", "year")
SIZES = {"month": 1, "quarter": 3, "half": 6, "year": 12}

# Two reporting years inside those that Python's dates have, so that periods can be moved.
days = st.dates(date(3, 1, 1), date(9996, 12, 31))
year_starts = st.integers(1, 12)
named_periods = st.builds(Period.containing, days, st.sampled_from(NAMED), year_starts)


@st.composite
def spans(draw):
    """Any run of days up to some three years long."""
    start = draw(days)
    return Period.span(start, start + timedelta(draw(st.integers(0, 1000))), year_start=draw(year_starts))


@st.composite
def whole_month_spans(draw):
    """A span of one to forty whole months."""
    start = draw(days).replace(day=1)
    year, month = divmod(start.year * 12 + start.month - 1 + draw(st.integers(0, 39)), 12)
    end = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    return Period.span(start, end, year_start=draw(year_starts))


periods = st.one_of(named_periods, spans(), whole_month_spans())
movable = st.one_of(named_periods, whole_month_spans())


class AlwaysLarger:
    """Something that says it is larger than everything."""

    def __lt__(self, other):
        return False

    def __gt__(self, other):
        return True


class TestFrequency:
    def test_a_frequency_is_its_word(self):
        """A frequency equals its text, so it can be written as text anywhere."""
        assert ["month", "quarter", "half", "year", "span"] == list(Frequency)

    @pytest.mark.parametrize("name, months", [*SIZES.items(), ("span", None)])
    def test_months(self, name, months):
        """A month, quarter, half and year have 1, 3, 6 and 12 months; a span has no fixed number."""
        assert months == Frequency(name).months

    @given(st.sampled_from(NAMED), st.sampled_from(NAMED))
    def test_longer_goes_by_months(self, one, other):
        """One frequency is longer than another when its periods have more months."""
        assert (SIZES[one] > SIZES[other]) == Frequency(one).longer_than(other)

    @pytest.mark.parametrize("one, other", [("span", "month"), ("month", "span")])
    def test_a_span_is_neither_longer_nor_shorter(self, one, other):
        """The length of a span is not fixed, so it is not compared."""
        with pytest.raises(InputError, match="a span has no fixed length"):
            Frequency(one).longer_than(other)

    def test_an_unknown_frequency_is_named(self):
        """A misspelt frequency is refused with the one it is near to."""
        with pytest.raises(InputError, match="Did you mean 'quarter'"):
            Frequency.YEAR.longer_than("quater")

    @pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
    @pytest.mark.parametrize("other", [Frequency.YEAR, "year", 3])
    def test_frequencies_are_not_ordered_by_the_alphabet(self, sign, other):
        """Text would order half before month; < and > are refused, with what to use instead."""
        with pytest.raises(InputTypeError, match=r"longer_than\(\)"):
            eval(f"Frequency.MONTH {sign} other", globals(), {"other": other})  # noqa: S307 - the text stands above


class TestMonth:
    def test_is_a_calendar_month(self):
        """September 2022 runs from its first to its last day."""
        september = Period.month(2022, 9)

        assert (date(2022, 9, 1), date(2022, 9, 30)) == (september.start, september.end)

    @given(st.integers(1, 9999), st.integers(1, 12))
    @example(2024, 2)
    @example(1900, 2)
    @example(2000, 2)
    def test_ends_on_the_last_day(self, year, month):
        """A month ends where the calendar says, leap years and centuries included."""
        assert date(year, month, calendar.monthrange(year, month)[1]) == Period.month(year, month).end

    @given(st.integers(1, 9999), st.integers(1, 12))
    def test_is_numbered_from_april(self, year, month):
        """April is month 1 of the reporting year and March month 12."""
        assert (month - 4) % 12 + 1 == Period.month(year, month).number

    def test_is_numbered_from_the_start_of_its_own_year(self):
        """September is month 1 of an academic year."""
        assert 1 == Period.month(2022, 9, year_start=9).number

    def test_all_faults_of_one_call_come_together(self):
        """A wrong year, month and start of year are reported at once, each with its name."""
        with pytest.raises(FaultsError) as caught:
            Period.month("2022", 13, year_start=0)

        assert ["calendar_year", "calendar_month", "year_start"] == [
            fault.path for fault in caught.value.faults
        ]


class TestQuarter:
    @pytest.mark.parametrize(
        "n, start, end",
        [
            (1, date(2022, 4, 1), date(2022, 6, 30)),
            (2, date(2022, 7, 1), date(2022, 9, 30)),
            (3, date(2022, 10, 1), date(2022, 12, 31)),
            (4, date(2023, 1, 1), date(2023, 3, 31)),
        ],
    )
    def test_quarters_of_a_financial_year(self, n, start, end):
        """Q1 2022/23 is April to June 2022, and Q4 January to March 2023."""
        quarter = Period.quarter(2022, n)

        assert (start, end, n) == (quarter.start, quarter.end, quarter.number)

    def test_quarters_of_other_years(self):
        """The quarters of a calendar year start in January, those of an academic year in September."""
        assert date(2022, 4, 1) == Period.quarter(2022, 2, year_start=1).start
        assert date(2022, 12, 1) == Period.quarter(2022, 2, 9).start

    @pytest.mark.parametrize("n", [0, 5, -1])
    def test_there_are_four(self, n):
        """A year has quarters 1 to 4."""
        with pytest.raises(InputError, match=r"^n: must be"):
            Period.quarter(2022, n)

    @pytest.mark.parametrize("wrong", [True, "2", 2.0, None, np.float64(2), np.bool_(True)])
    def test_the_number_is_a_whole_number(self, wrong):
        """A bool, text, a float or nothing is not the number of a quarter, nor a year."""
        with pytest.raises(InputTypeError, match=r"^n: must be a whole number"):
            Period.quarter(2022, wrong)
        with pytest.raises(InputTypeError, match=r"^year: must be a whole number"):
            Period.quarter(wrong, 2)

    @pytest.mark.parametrize("kind", [np.int64, np.int16, np.uint32])
    def test_numpy_numbers_become_plain(self, kind):
        """Whole numbers out of an array work, and nothing of numpy stays in the period."""
        quarter = Period.quarter(kind(2022), kind(2), kind(4))

        assert (Period.quarter(2022, 2), int) == (quarter, type(quarter.year_start))

    def test_the_edge_of_the_calendar(self):
        """Quarters exist from the first to the last year of Python's dates, and not beyond."""
        assert date(1, 4, 1) == Period.quarter(1, 1).start
        assert date(9999, 12, 31) == Period.quarter(9999, 3).end
        with pytest.raises(InputError, match="leaves the years 1 to 9999"):
            Period.quarter(9999, 4)
        with pytest.raises(InputError, match=r"^year: must be 9999 or less"):
            Period.quarter(10000, 1)
        with pytest.raises(InputError, match=r"^year: must be 1 or more"):
            Period.quarter(0, 4)


class TestHalfAndYear:
    def test_halves_of_a_financial_year(self):
        """H1 is April to September, H2 October to March."""
        assert (date(2022, 4, 1), date(2022, 9, 30)) == (Period.half(2022, 1).start, Period.half(2022, 1).end)
        assert (date(2022, 10, 1), date(2023, 3, 31)) == (
            Period.half(2022, 2).start,
            Period.half(2022, 2).end,
        )

    def test_there_are_two_halves(self):
        """There is no third half."""
        with pytest.raises(InputError, match=r"^n: must be 2 or less"):
            Period.half(2022, 3)

    def test_a_year_is_named_by_where_it_starts(self):
        """2022 is the year 2022/23, April to March."""
        year = Period.year(2022)

        assert (date(2022, 4, 1), date(2023, 3, 31), 1) == (year.start, year.end, year.number)

    def test_a_calendar_year(self):
        """With year_start 1 the year runs from January to December."""
        assert (date(2022, 1, 1), date(2022, 12, 31)) == (
            Period.year(2022, year_start=1).start,
            Period.year(2022, year_start=1).end,
        )

    def test_the_last_year(self):
        """The calendar year 9999 exists; a year from April 9999 would leave the calendar."""
        assert date(9999, 12, 31) == Period.year(9999, year_start=1).end
        with pytest.raises(InputError, match="leaves the years 1 to 9999"):
            Period.year(9999)


class TestSpan:
    def test_keeps_its_days(self):
        """A span has the two days it was given."""
        span = Period.span(date(2022, 4, 1), date(2022, 9, 30))

        assert (date(2022, 4, 1), date(2022, 9, 30), "span") == (span.start, span.end, span.frequency)

    def test_one_day_is_a_span(self):
        """A position on a day is a span of one day."""
        assert 1 == Period.span(date(2022, 9, 30), date(2022, 9, 30)).days

    def test_cannot_end_before_it_starts(self):
        """An end before the start is refused, and both days are shown."""
        with pytest.raises(
            InputError, match="end: must not be before the start; got 2022-09-30 to 2022-04-01"
        ):
            Period.span(date(2022, 9, 30), date(2022, 4, 1))

    @pytest.mark.parametrize(
        "wrong", [datetime(2022, 9, 30, 12), "2022-09-30", None, 44834, np.datetime64("2022-09-30")]
    )
    def test_takes_dates_only(self, wrong):
        """A date with a time, text or a number is no day of a period."""
        with pytest.raises(InputTypeError, match="end: must be a date without a time"):
            Period.span(date(2022, 4, 1), wrong)

    def test_both_days_are_reported(self):
        """Two wrong days and a wrong start of year are three faults of one call."""
        with pytest.raises(FaultsError) as caught:
            Period.span("a", "b", year_start=13)

        assert ["start", "end", "year_start"] == [fault.path for fault in caught.value.faults]

    def test_a_kind_of_date_becomes_a_plain_date(self):
        """A subclass of date is taken by its day, so that equal periods are stored alike."""

        class Holiday(date):
            pass

        span = Period.span(Holiday(2022, 4, 1), Holiday(2022, 9, 30))

        assert (date, date) == (type(span.start), type(span.end))
        assert Period.span(date(2022, 4, 1), date(2022, 9, 30)) == span


class TestPeriod:
    @given(named_periods)
    def test_the_constructor_takes_what_the_others_make(self, period):
        """A period can be made again from its parts, the frequency as text."""
        again = Period(period.start, period.end, period.frequency.value, period.year_start)

        assert (period, Frequency) == (again, type(again.frequency))

    @pytest.mark.parametrize(
        "start, end, frequency, year_start",
        [
            (date(2022, 7, 2), date(2022, 9, 30), "quarter", 4),
            (date(2022, 7, 1), date(2022, 9, 29), "quarter", 4),
            (date(2022, 7, 1), date(2022, 8, 31), "quarter", 4),
            (date(2022, 8, 1), date(2022, 10, 31), "quarter", 4),
            (date(2022, 7, 1), date(2022, 9, 30), "quarter", 9),
            (date(2022, 7, 1), date(2022, 12, 31), "half", 4),
            (date(2022, 1, 1), date(2022, 12, 31), "year", 4),
            (date(2022, 7, 1), date(2022, 9, 30), "month", 4),
        ],
    )
    def test_the_dates_must_be_those_of_the_frequency(self, start, end, frequency, year_start):
        """A quarter is three whole months that start where a quarter of its year does; so are the others."""
        with pytest.raises(InputError, match=rf"not a {frequency} of a year that starts in .*Period\.span"):
            Period(start, end, frequency, year_start)

    def test_all_faults_come_together(self):
        """Wrong days, frequency and start of year are four faults of one call."""
        with pytest.raises(FaultsError) as caught:
            Period("a", None, "fortnight", 13)

        assert ["start", "end", "frequency", "year_start"] == [fault.path for fault in caught.value.faults]

    def test_the_reporting_year_must_exist(self):
        """January to March of year 1 belongs to a reporting year that would start in year 0."""
        with pytest.raises(InputError, match="or its reporting year leaves the years"):
            Period(date(1, 1, 1), date(1, 3, 31), "quarter")

    def test_cannot_be_changed(self):
        """A period is a value: nothing can be set on it."""
        with pytest.raises(AttributeError):
            Period.quarter(2022, 2).start = date(2022, 1, 1)
        with pytest.raises(AttributeError):
            Period.quarter(2022, 2).note = "late"

    @given(periods)
    def test_copies_are_equal(self, period):
        """A copy, a deep copy and a pickled period are the same period, year_start included."""
        for again in (copy.copy(period), copy.deepcopy(period), pickle.loads(pickle.dumps(period))):
            assert (period, hash(period), repr(period)) == (again, hash(again), repr(again))


class TestContaining:
    @given(days, st.sampled_from(NAMED), year_starts)
    def test_contains_the_day(self, day, frequency, year_start):
        """The period that contains a day contains it, and has the length of its frequency."""
        period = Period.containing(day, frequency, year_start)

        assert period.contains(day)
        assert (SIZES[frequency], frequency, year_start) == (
            period.months,
            period.frequency,
            period.year_start,
        )

    @given(named_periods)
    def test_finds_the_period_of_each_of_its_days(self, period):
        """Asking for the first or last day of a period gives that period."""
        for day in (period.start, period.end):
            assert period == Period.containing(day, period.frequency, period.year_start)

    def test_a_span_is_not_picked_out_by_a_day(self):
        """Many spans contain a day, so the frequency must be another."""
        with pytest.raises(InputError, match="many spans contain a day"):
            Period.containing(date(2022, 9, 30), "span")

    @pytest.mark.parametrize(
        "arguments, path",
        [
            ((datetime(2022, 9, 30), "month"), "day"),
            (("2022-09-30", "month"), "day"),
            ((date(2022, 9, 30), "week"), "frequency"),
            ((date(2022, 9, 30), 3), "frequency"),
            ((date(2022, 9, 30), "month", 13), "year_start"),
        ],
    )
    def test_wrong_arguments_are_named(self, arguments, path):
        """A day with a time, an unknown frequency and a thirteenth month are refused by name."""
        with pytest.raises(KpiragError) as caught:
            Period.containing(*arguments)

        assert path == caught.value.path

    def test_the_first_months_of_the_calendar(self):
        """January of year 1 is in no reporting year that starts in April."""
        with pytest.raises(InputError, match="leaves the years"):
            Period.containing(date(1, 1, 15), "year")
        assert date(1, 1, 1) == Period.containing(date(1, 1, 15), "month").start


class TestEquality:
    def test_how_it_was_made_does_not_matter(self):
        """July to September 2022 as quarter 2 from April is quarter 3 from January."""
        assert Period.quarter(2022, 2) == Period.quarter(2022, 3, year_start=1)
        assert {Period.quarter(2022, 2): 55.0}[Period.quarter(2022, 3, year_start=1)] == 55.0

    def test_a_span_of_the_same_dates_is_another_period(self):
        """A quarter and a span of its dates are not equal, but have the same dates."""
        quarter = Period.quarter(2022, 2)
        span = Period.span(quarter.start, quarter.end)

        assert quarter != span
        assert quarter.same_dates(span)
        assert 2 == len({quarter, span})

    @given(periods, periods)
    def test_equal_means_frequency_and_dates(self, one, other):
        """Periods are equal exactly if frequency, start and end are, and then hash alike."""
        same = (one.frequency, one.start, one.end) == (other.frequency, other.start, other.end)

        assert same == (one == other)
        assert not same or hash(one) == hash(other)

    @given(periods, year_starts)
    def test_year_start_is_no_part_of_a_span(self, period, year_start):
        """Spans of the same dates are equal whatever year they are named in."""
        one = Period.span(period.start, period.end)
        other = Period.span(period.start, period.end, year_start=year_start)

        assert (one, hash(one)) == (other, hash(other))

    @pytest.mark.parametrize("other", ["Q2 2022/23", None, 2, date(2022, 7, 1)])
    def test_is_equal_to_nothing_else(self, other):
        """A period is not its label, nor its first day."""
        assert Period.quarter(2022, 2) != other


class TestOrder:
    @given(st.lists(periods, max_size=8))
    def test_sorts_by_end_then_start(self, several):
        """Periods sort by their last day, then by their first."""
        by_days = sorted((period.end, period.start) for period in several)

        assert by_days == [(period.end, period.start) for period in sorted(several)]

    @given(periods, periods)
    def test_exactly_one_of_less_equal_more(self, one, other):
        """Of two periods one is before the other or they are equal, and the operators agree."""
        assert 1 == (one < other) + (one == other) + (one > other)
        assert (one <= other) == (one < other or one == other)
        assert (one >= other) == (one > other or one == other)

    def test_the_shorter_of_two_that_end_together_comes_last(self):
        """September comes after the quarter it closes, which comes after the half."""
        several = [Period.month(2022, 9), Period.quarter(2022, 2), Period.half(2022, 1)]

        assert several[::-1] == sorted(several)

    def test_the_same_dates_order_by_frequency(self):
        """A quarter comes before the span of its dates."""
        quarter = Period.quarter(2022, 2)
        span = Period.span(quarter.start, quarter.end)

        assert [quarter, span] == sorted([span, quarter])

    @pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
    def test_is_not_ordered_with_anything_else(self, sign):
        """A period and a date, or its label, have no order."""
        for other in (date(2022, 9, 30), "Q2 2022/23", None):
            with pytest.raises(TypeError, match="not supported between"):
                eval(f"Period.quarter(2022, 2) {sign} other", globals(), {"other": other})  # noqa: S307 - the text stands above

    def test_leaves_the_order_to_those_who_know_one(self):
        """Something that can order itself with a period may."""
        assert Period.quarter(2022, 2) < AlwaysLarger()


class TestLabel:
    @pytest.mark.parametrize(
        "period, label",
        [
            (Period.quarter(2022, 2), "Q2 2022/23"),
            (Period.month(2022, 9), "September 2022"),
            (Period.half(2022, 1), "H1 2022/23"),
            (Period.year(2022), "2022/23"),
            (Period.year(1999), "1999/00"),
            (Period.year(2022, year_start=1), "2022"),
            (Period.quarter(2022, 2, year_start=1), "Q2 2022"),
            (Period.year(2013, year_start=7), "2013/14"),
            (Period.year(2021, year_start=9), "AY 2021/22"),
            (Period.quarter(2021, 1, year_start=9), "Q1 AY 2021/22"),
            (Period.span(date(2022, 4, 1), date(2022, 9, 30)), "1 April to 30 September 2022"),
            (Period.span(date(2021, 10, 1), date(2022, 9, 30)), "1 October 2021 to 30 September 2022"),
            (Period.span(date(2022, 9, 30), date(2022, 9, 30)), "30 September 2022"),
            (Period.month(987, 9), "September 0987"),
        ],
    )
    def test_is_what_a_report_prints(self, period, label):
        """The label is the usual one of a council's report, and what str() gives."""
        assert label == period.label
        assert label == str(period)


class TestRepr:
    @pytest.mark.parametrize(
        "period, text",
        [
            (Period.quarter(2022, 2), "Period.quarter(2022, 2)  # Q2 2022/23, Jul-Sep 2022"),
            (Period.quarter(2022, 4), "Period.quarter(2022, 4)  # Q4 2022/23, Jan-Mar 2023"),
            (Period.month(2022, 9), "Period.month(2022, 9)  # September 2022"),
            (Period.month(2022, 9, year_start=9), "Period.month(2022, 9, year_start=9)  # September 2022"),
            (Period.half(2022, 2), "Period.half(2022, 2)  # H2 2022/23, Oct 2022-Mar 2023"),
            (Period.year(2022), "Period.year(2022)  # 2022/23, Apr 2022-Mar 2023"),
            (Period.year(2022, 1), "Period.year(2022, year_start=1)  # 2022, Jan-Dec 2022"),
            (
                Period.span(date(2022, 4, 1), date(2022, 9, 30)),
                "Period.span(date(2022, 4, 1), date(2022, 9, 30))  # 1 April to 30 September 2022",
            ),
        ],
    )
    def test_says_how_to_make_it_and_what_it_is(self, period, text):
        """The repr is the call that makes the period, and its label and months as a comment."""
        assert text == repr(period)

    @given(periods)
    def test_can_be_evaluated(self, period):
        """The repr makes the same period again, with the same start of year."""
        again = eval(repr(period))  # noqa: S307 - that is the promise

        assert (period, period.year_start) == (again, again.year_start)


class TestShift:
    @given(movable, st.integers(-20, 20))
    def test_there_and_back(self, period, n):
        """Shifting by n and by -n gives the period again."""
        assume(3 <= (period.start.year + n * period.months / 12) <= 9990)

        assert period == period.shift(n).shift(-n)

    @given(movable, st.integers(-20, 20), st.integers(-20, 20))
    def test_shifts_add_up(self, period, one, other):
        """Two shifts are one shift by their sum."""
        assume(all(150 <= period.start.year + n <= 9800 for n in (0, one, other)))

        assert period.shift(one + other) == period.shift(one).shift(other)

    @given(movable)
    def test_the_previous_ends_the_day_before(self, period):
        """The previous period has the same length and ends on the day before this one starts."""
        assume(period.start.year > 10)
        previous = period.previous

        assert (period.start - timedelta(1), period.months) == (previous.end, previous.months)
        assert (period.shift(-1), period.frequency, period.year_start) == (
            previous,
            previous.frequency,
            previous.year_start,
        )

    @given(named_periods, st.integers(-5, 5))
    def test_whole_years_keep_the_number(self, period, years):
        """A quarter shifted by four quarters has the same number a year on; so have the others."""
        assume(10 < period.start.year < 9900)
        moved = period.shift(years * 12 // period.months)

        assert (period.number, period.start.month) == (moved.number, moved.start.month)
        assert period.start.year + years == moved.start.year

    def test_a_month_end_does_not_slip(self):
        """January, February and March end on their own last days: nothing is clipped on the way."""
        january = Period.month(2024, 1)

        assert [31, 29, 31, 30] == [january.shift(n).end.day for n in range(4)]
        assert january == january.shift(1).shift(-1)

    def test_a_span_of_whole_months_moves_by_its_length(self):
        """Five months move by five months."""
        span = Period.span(date(2022, 1, 1), date(2022, 5, 31))

        assert Period.span(date(2022, 6, 1), date(2022, 10, 31)) == span.shift(1)

    @pytest.mark.parametrize("n", [1, 0, -1])
    def test_other_spans_are_not_moved(self, n):
        """A span that is not made of whole months has no neighbour, and the error says what to write."""
        span = Period.span(date(2022, 9, 30), date(2022, 9, 30))

        with pytest.raises(InputError, match=r"30 September 2022 is not made of whole months.*Period\.span"):
            span.shift(n)
        with pytest.raises(InputError, match="cannot be shifted"):
            span.previous

    @pytest.mark.parametrize("n", [True, 1.0, "1", None])
    def test_by_a_whole_number(self, n):
        """Periods are shifted by whole numbers."""
        with pytest.raises(InputTypeError, match=r"^n: must be a whole number"):
            Period.quarter(2022, 2).shift(n)

    def test_by_a_numpy_number(self):
        """A number out of an array is fine."""
        assert Period.quarter(2022, 3) == Period.quarter(2022, 2).shift(np.int32(1))

    @pytest.mark.parametrize("n", [40000, -40000, 10**30, -(10**30)])
    def test_not_out_of_the_calendar(self, n):
        """A shift beyond the years 1 to 9999 is an InputError, not an OverflowError."""
        with pytest.raises(InputError):
            Period.year(2022).shift(n)


class TestSameLastYear:
    @given(named_periods)
    def test_is_twelve_months_earlier(self, period):
        """The same period last year has the same number and months, one year down."""
        earlier = period.same_last_year

        assert (period.number, period.start.month, period.start.year - 1) == (
            earlier.number,
            earlier.start.month,
            earlier.start.year,
        )
        assert (earlier, period.frequency) == (period.same_period_last_year, earlier.frequency)

    @given(st.one_of(named_periods, whole_month_spans()))
    def test_whole_months_stay_whole_months(self, period):
        """Whole months end on the last day of a month a year earlier too."""
        assert period.months == period.same_last_year.months

    @given(spans())
    def test_a_span_keeps_its_days_but_for_february(self, span):
        """The days are the same a year earlier; only the end of February may differ."""
        earlier = span.same_last_year

        for now, then in ((span.start, earlier.start), (span.end, earlier.end)):
            assert (now.year - 1, now.month) == (then.year, then.month)
            assert now.day == then.day or (2 == now.month and {now.day, then.day} == {28, 29})

    @pytest.mark.parametrize(
        "day, earlier",
        [
            (date(2022, 9, 30), date(2021, 9, 30)),
            (date(2024, 2, 29), date(2023, 2, 28)),
            (date(2025, 2, 28), date(2024, 2, 29)),
            (date(2024, 2, 28), date(2023, 2, 28)),
        ],
    )
    def test_a_position_at_the_end_of_a_month_stays_there(self, day, earlier):
        """As at the end of February 2025 compares with the end of February 2024, the 29th."""
        assert Period.span(earlier, earlier) == Period.span(day, day).same_last_year

    @pytest.mark.parametrize(
        "start, end, earlier",
        [
            (date(2024, 1, 15), date(2024, 2, 29), (date(2023, 1, 15), date(2023, 2, 28))),
            (date(2024, 2, 28), date(2024, 2, 29), (date(2023, 2, 28), date(2023, 2, 28))),
            (date(2024, 2, 29), date(2024, 3, 15), (date(2023, 2, 28), date(2023, 3, 15))),
        ],
    )
    def test_spans_over_the_29th_of_february(self, start, end, earlier):
        """The 29th falls back to the 28th where there is none, and the span stays a span."""
        assert Period.span(*earlier) == Period.span(start, end).same_last_year

    def test_rolling_year(self):
        """The rolling year to September 2022 compares with that to September 2021."""
        rolling = Period.span(date(2021, 10, 1), date(2022, 9, 30))

        assert Period.span(date(2020, 10, 1), date(2021, 9, 30)) == rolling.same_last_year

    def test_not_before_year_one(self):
        """There is no year before the first one."""
        with pytest.raises(InputError, match="leaves the years"):
            Period.year(1).same_last_year


class TestReportingYear:
    @given(named_periods)
    def test_contains_the_period(self, period):
        """The reporting year is a year that covers the period and starts in the same month."""
        year = period.reporting_year

        assert year.covers(period)
        assert ("year", period.year_start) == (year.frequency, year.start.month)

    @given(named_periods)
    def test_the_number_counts_from_its_start(self, period):
        """Shifting the first period of the year by number - 1 gives the period."""
        first = Period.containing(period.reporting_year.start, period.frequency, period.year_start)

        assert period == first.shift(period.number - 1)

    def test_a_month_is_in_the_year_it_was_made_for(self):
        """March 2023 is in 2022/23, and in the calendar year 2023 if the year starts in January."""
        assert Period.year(2022) == Period.month(2023, 3).reporting_year
        assert Period.year(2023, 1) == Period.month(2023, 3, year_start=1).reporting_year

    def test_a_year_to_date_is_in_its_year(self):
        """A span inside one reporting year has that year; it has no number."""
        span = Period.span(date(2022, 4, 1), date(2022, 9, 30))

        assert (Period.year(2022), None) == (span.reporting_year, span.number)

    def test_a_span_over_two_years_has_none(self):
        """A rolling year from October is in no single reporting year."""
        with pytest.raises(InputError, match="is in more than one reporting year"):
            Period.span(date(2021, 10, 1), date(2022, 9, 30)).reporting_year

    @given(periods)
    def test_year_to_date(self, period):
        """The year to date runs from the start of the reporting year of the last day to that day."""
        to_date = period.year_to_date
        year = Period.containing(period.end, "year", period.year_start)

        assert (year.start, period.end, "span") == (to_date.start, to_date.end, to_date.frequency)

    def test_year_to_date_of_a_quarter(self):
        """The year to date at Q2 is April to September."""
        assert Period.span(date(2022, 4, 1), date(2022, 9, 30)) == Period.quarter(2022, 2).year_to_date


class TestDays:
    @given(periods)
    def test_days_and_months(self, period):
        """Days count both ends; months are counted only where all of them are whole."""
        assert (period.end - period.start).days + 1 == period.days
        after = period.end + timedelta(1)
        whole = period.start.day == 1 == after.day
        between = (after.year - period.start.year) * 12 + after.month - period.start.month

        assert (between if whole else None) == period.months

    @given(periods, days)
    def test_contains(self, period, day):
        """A day is in a period from the first to the last day, both included."""
        assert (period.start <= day <= period.end) == period.contains(day)
        assert period.contains(period.start)
        assert period.contains(period.end)

    def test_contains_takes_a_date(self):
        """A date with a time is refused rather than compared."""
        with pytest.raises(InputTypeError, match="day: must be a date without a time"):
            Period.quarter(2022, 2).contains(datetime(2022, 9, 30, 12))

    @given(spans(), st.integers(-40, 40), st.integers(1, 40))
    def test_covers_and_overlaps_go_by_days(self, period, step, length):
        """One period covers another if it has all of its days, and overlaps it if it has any."""
        assume(5 < period.start.year < 9990)
        start = period.start + timedelta(step)
        other = Period.span(start, start + timedelta(length))
        its_days = [start + timedelta(n) for n in range(length + 1)]

        assert all(map(period.contains, its_days)) == period.covers(other)
        assert any(map(period.contains, its_days)) == period.overlaps(other)
        assert period.overlaps(other) == other.overlaps(period)

    @given(periods)
    def test_a_period_covers_itself(self, period):
        """A period covers, overlaps and has the same dates as itself."""
        assert period.covers(period)
        assert period.overlaps(period)
        assert period.same_dates(period)

    @pytest.mark.parametrize("method", ["covers", "overlaps", "same_dates"])
    def test_takes_a_period(self, method):
        """A label is not a period: the error says so."""
        with pytest.raises(InputTypeError, match="other: must be a Period"):
            getattr(Period.quarter(2022, 2), method)("Q2 2022/23")


class TestRunOfDays:
    """What periods are built on: two days, without a frequency or a name."""

    def test_orders_and_compares_by_its_days(self):
        """Runs of days have an order, a length and dates like periods, and compare with them."""
        first, second = Days(date(2022, 4, 1), date(2022, 6, 30)), Days(date(2022, 5, 1), date(2022, 6, 30))

        assert [first, second] == sorted([second, first])
        assert 3 == first.months
        assert Period.quarter(2022, 1).same_dates(first)
        assert Period.quarter(2022, 1) != first

    def test_both_days_are_checked(self):
        """Two wrong days are two faults."""
        with pytest.raises(FaultsError, match="2 faults"):
            Days("2022-04-01", None)


class TestRecords:
    def test_plain_values(self):
        """The record of a period is text and whole numbers."""
        assert {
            "label": "Q2 2022/23",
            "frequency": "quarter",
            "start": "2022-07-01",
            "end": "2022-09-30",
            "year_start": 4,
        } == Period.quarter(2022, 2).to_dict()
        assert {str, int} == {type(value) for value in Period.quarter(2022, 2).to_dict().values()}

    @given(periods)
    def test_round_trip(self, period):
        """A period is what its record says, with the label or without."""
        record = period.to_dict()
        bare = {key: record[key] for key in ("frequency", "start", "end", "year_start")}

        for again in (Period.from_dict(record), Period.from_dict(MappingProxyType(bare))):
            assert (period, period.year_start) == (again, again.year_start)

    def test_days_may_be_dates(self):
        """A record may hold dates, and need not tell the start of the year."""
        record = {"frequency": "span", "start": date(2022, 4, 1), "end": "2022-09-30"}

        assert Period.span(date(2022, 4, 1), date(2022, 9, 30)) == Period.from_dict(record)

    def test_wrong_keys_come_together(self):
        """A missing key and a misspelt one are reported together, with a suggestion."""
        with pytest.raises(FaultsError, match=r"Did you mean 'frequency'\?") as caught:
            Period.from_dict({"frequncy": "span", "start": "2022-04-01", "end": "2022-09-30"})

        assert ["frequency", "frequncy"] == [fault.path for fault in caught.value.faults]

    def test_wrong_days_come_together(self):
        """Two wrong days are two faults, and the error shows how to write a day."""
        with pytest.raises(FaultsError, match="Write '2022-09-30'") as caught:
            Period.from_dict({"frequency": "span", "start": "30/09/2022", "end": 5})

        assert ["start", "end"] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize("record", ["Q2 2022/23", None, ["quarter"]])
    def test_takes_a_dict(self, record):
        """A label is not a record."""
        with pytest.raises(InputTypeError, match="period: must be a dict"):
            Period.from_dict(record)

    def test_the_label_must_be_that_of_the_dates(self):
        """A record whose label was edited contradicts its dates and is refused."""
        record = Period.quarter(2022, 2).to_dict() | {"label": "Q3 2022/23"}

        with pytest.raises(InputError, match="label: is not that of the dates"):
            Period.from_dict(record)

    def test_the_dates_must_be_those_of_the_frequency(self):
        """A record goes through the same checks as any period."""
        with pytest.raises(InputError, match="not a quarter of a year"):
            Period.from_dict({"frequency": "quarter", "start": "2022-07-01", "end": "2022-09-29"})
