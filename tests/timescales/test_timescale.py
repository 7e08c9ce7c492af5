"""Timescales: worked examples with their sources, options, and what is refused."""

from datetime import date, datetime, time

import numpy as np
import pytest

from kpirag import FaultsError, InputError, InputTypeError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    SCOTLAND,
    UK_ANY,
    Counting,
    Timescale,
    TimeUnit,
    WorkingCalendar,
)

MOVES = "moves to the next working day"


class TestTheContract:
    def test_working_days(self):
        """45 working days after 1 July 2022, with the August bank holiday in between."""
        due = Timescale(45, "working days").due(date(2022, 7, 1), calendar=ENGLAND_AND_WALES)

        assert date(2022, 9, 5) == due

    def test_beginning_with_and_less_than_give_the_same_last_date(self):
        """Children Act 1989, s.32: 26 weeks beginning with the day; "less than 26 weeks" ends with it."""
        start = date(2022, 1, 10)
        beginning = Timescale(26, "weeks", counting="beginning with").due(start)
        less = Timescale(26, "weeks", bound="less than").due(start)

        assert date(2022, 7, 10) == beginning == less

    def test_both_together_are_refused(self):
        """They would take two days off for one rule."""
        with pytest.raises(InputError, match="not both"):
            Timescale(26, "weeks", counting="beginning with", bound="less than")

    def test_every_default_is_in_the_repr(self):
        """Half of all disputes are one day wide, so nothing that counts is hidden."""
        expected = (
            "Timescale(45, 'working days', counting='after', direction='forward', bound='within', "
            "roll='none', roll_calendar=None, cutoff=None, receipt='keeps its date', name='')"
        )

        assert expected == repr(Timescale(45, "working days"))


class TestMonths:
    @pytest.mark.parametrize(
        "expected, start, n",
        [
            # Dodds v Walker [1981]: 30 September and four months end on 30 January.
            (date(1979, 1, 30), date(1978, 9, 30), 4),
            # hmcts/civil-service, DeadlinesCalculatorTest.java.
            (date(2020, 11, 30), date(2020, 7, 31), 4),
            (date(2019, 2, 28), date(2018, 10, 30), 4),
            (date(2016, 2, 29), date(2015, 10, 30), 4),
            (date(2018, 6, 28), date(2018, 2, 28), 4),
            # One step from the start, never chained: 31 January and two months end on 31 March.
            (date(2022, 3, 31), date(2022, 1, 31), 2),
        ],
    )
    def test_a_period_ends_on_the_corresponding_date(self, expected, start, n):
        """On the same day of the month, or on the last day of a month that has no such day."""
        assert expected == Timescale(n, "months").due(start)

    @pytest.mark.parametrize(
        "expected, start, n",
        [
            # Abu Qatada: three months from 17 January, 16 April if they begin with the day.
            (date(2012, 4, 16), date(2012, 1, 17), 3),
            # No corresponding date: the last day of the month, not the day before it (SI 2018/1082, 1.4).
            (date(2022, 2, 28), date(2022, 1, 31), 1),
            (date(2022, 2, 28), date(2022, 1, 29), 1),
            (date(2022, 2, 27), date(2022, 1, 28), 1),
            (date(2024, 2, 28), date(2024, 1, 29), 1),
            (date(2022, 2, 28), date(2022, 2, 1), 1),
        ],
    )
    def test_a_period_that_begins_with_a_day_ends_the_day_before(self, expected, start, n):
        """The day before the corresponding date, if there is one."""
        assert expected == Timescale(n, "months", counting="beginning with").due(start)
        assert expected == Timescale(n, "months", bound="less than").due(start)

    @pytest.mark.parametrize(
        "expected, start, n",
        [
            (date(2023, 2, 28), date(2022, 2, 28), 1),
            (date(2025, 2, 28), date(2024, 2, 29), 1),
            (date(2028, 2, 29), date(2024, 2, 29), 4),
        ],
    )
    def test_years(self, expected, start, n):
        """29 February and one year is 28 February; four years on there is a 29th again."""
        assert expected == Timescale(n, "years").due(start)

    @pytest.mark.parametrize(
        "expected, start",
        [(date(2019, 10, 4), date(2019, 9, 3)), (date(2019, 9, 30), date(2019, 8, 30))],
    )
    def test_from_the_day_after(self, expected, start):
        """The ICO's count before 15 August 2019: day 1 is the day after receipt, then one month."""
        assert expected == Timescale(1, "month", counting="from the day after").due(start)

    def test_clear_months(self):
        """The day after the corresponding date: neither end is part of the month."""
        assert date(2022, 3, 1) == Timescale(1, "month", counting="clear days").due(date(2022, 1, 31))

    @pytest.mark.parametrize(
        "expected, counting",
        [
            (date(2022, 2, 28), "after"),
            (date(2022, 3, 1), "beginning with"),
            (date(2022, 2, 27), "clear days"),
            (date(2022, 2, 28), "from the day after"),
        ],
    )
    def test_months_before_an_event(self, expected, counting):
        """Backwards the last day of a short month stands in for the 31st too."""
        assert expected == Timescale(1, "month", counting=counting, direction="before").due(date(2022, 3, 31))

    def test_a_transfer_five_months_ahead(self):
        """SI 2014/1530 reg 18(2): at least five months before a move on 1 September."""
        assert date(2023, 4, 1) == Timescale(5, "months", direction="before").due(date(2023, 9, 1))


class TestWorkedExamples:
    @pytest.mark.parametrize(
        "expected, start",
        [
            # mysociety/alaveteli, spec/models/holiday_spec.rb.
            (date(2008, 10, 29), date(2008, 10, 1)),
            (date(2009, 4, 14), date(2009, 3, 12)),
            (date(2009, 4, 15), date(2009, 3, 13)),
            (date(2009, 4, 15), date(2009, 3, 14)),
            (date(2009, 4, 15), date(2009, 3, 15)),
            (date(2009, 4, 16), date(2009, 3, 16)),
        ],
    )
    def test_freedom_of_information(self, expected, start):
        """20 working days of any part of the United Kingdom; Friday to Sunday share a due date."""
        assert expected == Timescale(20, "working days").due(start, UK_ANY)

    def test_scottish_freedom_of_information_has_its_own_days(self):
        """FOISA s.73: bank holidays in Scotland, so Easter Monday 2024 is a working day."""
        foisa = Timescale(20, "working days")

        assert date(2024, 4, 18) == foisa.due(date(2024, 3, 20), SCOTLAND)
        assert date(2024, 4, 19) == foisa.due(date(2024, 3, 20), UK_ANY)

    def test_subject_access_rolls_on(self):
        """ICO: one month; 27 October 2019 is a Sunday, 6 May 2019 a bank holiday (MoJ tests)."""
        sar = Timescale(1, "month", roll="next")

        assert date(2019, 10, 28) == sar.due(date(2019, 9, 27), ENGLAND_AND_WALES)
        assert date(2019, 5, 7) == sar.due(date(2019, 4, 6), ENGLAND_AND_WALES)

    def test_calendar_periods_end_on_a_weekend(self):
        """20 weeks for an EHC plan (SI 2014/1530 reg 13(2)) may end on a Saturday: nothing rolls."""
        assert date(2022, 11, 19) == Timescale(20, "weeks").due(date(2022, 7, 2))

    def test_planning_changed_by_one_day(self):
        """8 weeks beginning with receipt (SI 1995/419 art 20), then with the day after (SI 2010/2184)."""
        assert date(2008, 4, 28) == Timescale(8, "weeks", counting="beginning with").due(date(2008, 3, 4))
        assert date(2012, 5, 1) == Timescale(8, "weeks").due(date(2012, 3, 6))

    def test_temporary_events_need_ten_clear_working_days(self):
        """LA 2003 s.100A: neither the day of the notice nor that of the event counts."""
        ten = Timescale(10, "working days", counting="clear days", direction="before")
        event = date(2022, 9, 3)  # a Saturday, with the August bank holiday in between

        due = ten.due(event, ENGLAND_AND_WALES)

        assert date(2022, 8, 18) == due
        assert 10 == ENGLAND_AND_WALES.count(due, date(2022, 9, 2))
        assert date(2022, 8, 17) == ten.due(date(2022, 9, 2), ENGLAND_AND_WALES)

    def test_committee_papers_five_clear_days(self):
        """SI 2012/2089 reg 6: a meeting on Wednesday needs its papers by the Thursday before."""
        papers = Timescale(5, "days", counting="clear days", direction="before")

        assert date(2022, 9, 15) == papers.due(date(2022, 9, 21))

    def test_ten_working_days_before(self):
        """MoJ business_days_spec.rb: with and without St Andrew's Day among the days off."""
        ten = Timescale(10, "working days", direction="before")

        assert date(2023, 11, 20) == ten.due(date(2023, 12, 4), ENGLAND_AND_WALES)
        with_it = ENGLAND_AND_WALES.with_holidays(["2023-11-30"])
        assert date(2023, 11, 17) == ten.due(date(2023, 12, 4), with_it)

    def test_days_excluding_bank_holidays(self):
        """BoPS: weekends count, bank holidays do not."""
        notice = Timescale(21, "calendar days excluding bank holidays")

        assert date(2024, 7, 22) == notice.due(date(2024, 7, 1), ENGLAND_AND_WALES)
        assert date(2024, 9, 6) == notice.due(date(2024, 8, 15), ENGLAND_AND_WALES)

    def test_a_backward_roll(self):
        """No later than the working day before, if the last day is off."""
        back = Timescale(7, "days", direction="before", roll="previous")

        assert date(2022, 8, 26) == back.due(date(2022, 9, 5), ENGLAND_AND_WALES)

    def test_a_roll_may_have_its_own_calendar(self):
        """Counted in calendar days, rolled by the days of another calendar."""
        rolled = Timescale(14, "days", roll="next", roll_calendar=SCOTLAND)

        assert date(2024, 8, 6) == rolled.due(date(2024, 7, 22))
        assert "moves to the next working day of Scotland" in rolled.describe()

    def test_any_number_of_whole_kind_will_do(self):
        """A numpy integer is a whole number; the timescale keeps a plain int."""
        assert int is type(Timescale(np.int64(20), "working days").n)

    def test_zero_working_days(self):
        """0 working days after a day is that day; a roll then moves a day off."""
        sunday = date(2022, 7, 3)

        assert sunday == Timescale(0, "working days").due(sunday, ENGLAND_AND_WALES)
        assert date(2022, 7, 4) == Timescale(0, "working days", roll="next").due(sunday, ENGLAND_AND_WALES)


class TestReceipt:
    @pytest.mark.parametrize(
        "expected, start",
        [
            # hmcts/civil-service, DeadlinesCalculatorTest.java: 14 days, cut-off at 16:00, rolled on.
            (date(2020, 8, 18), datetime(2020, 8, 3, 17)),
            (date(2020, 8, 18), datetime(2020, 8, 3, 16)),
            (date(2020, 8, 17), datetime(2020, 8, 3, 15, 59)),
            (date(2020, 8, 17), datetime(2020, 8, 1, 17)),
            (date(2021, 2, 19), datetime(2021, 2, 4, 17)),
        ],
    )
    def test_a_cut_off_moves_a_receipt_to_the_next_day(self, expected, start):
        """At or after the cut-off on a working day; on a Saturday there is no extra day."""
        step = Timescale(14, "days", roll="next", cutoff=time(16))

        assert expected == step.due(start, ENGLAND_AND_WALES)

    def test_a_late_saturday_is_still_that_saturday(self):
        """Without a roll the missing extra day can be seen."""
        step = Timescale(14, "days", cutoff=time(16))

        assert date(2020, 8, 15) == step.due(datetime(2020, 8, 1, 17), ENGLAND_AND_WALES)

    def test_weekend_receipts_may_move_first(self):
        """Newcastle-under-Lyme dates a weekend receipt on the Monday and then counts: one day longer."""
        keeps, moves = Timescale(20, "working days"), Timescale(20, "working days", receipt=MOVES)
        saturday, monday = date(2022, 7, 2), date(2022, 7, 4)

        assert date(2022, 7, 29) == keeps.due(saturday, ENGLAND_AND_WALES)
        assert (
            date(2022, 8, 1) == moves.due(saturday, ENGLAND_AND_WALES) == keeps.due(monday, ENGLAND_AND_WALES)
        )

    def test_a_late_friday_moves_over_the_weekend(self):
        """The cut-off makes it Saturday, and the receipt rule makes that Monday."""
        both = Timescale(1, "working days", cutoff=time(16), receipt=MOVES)

        assert date(2022, 7, 5) == both.due(datetime(2022, 7, 1, 16), ENGLAND_AND_WALES)
        assert date(2022, 7, 4) == both.due(datetime(2022, 7, 1, 15), ENGLAND_AND_WALES)

    def test_a_cut_off_needs_a_time_and_a_calendar(self):
        """A date alone does not say whether it came in before four."""
        step = Timescale(14, "days", cutoff=time(16))
        with pytest.raises(InputTypeError, match="must be a date with a time"):
            step.due(date(2022, 7, 1), ENGLAND_AND_WALES)
        with pytest.raises(InputTypeError, match="a cut-off needs a calendar"):
            step.due(datetime(2022, 7, 1, 12, 0).replace(hour=17))


class TestOptions:
    @pytest.mark.parametrize(
        "expected, written",
        [
            (TimeUnit.WORKING_DAYS, "working_days"),
            (TimeUnit.WORKING_DAYS, "Working-Day"),
            (TimeUnit.DAYS, "calendar days"),
            (TimeUnit.MONTHS, "month"),
            (TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS, "calendar days excluding bank holidays"),
            (TimeUnit.SCHOOL_DAYS, TimeUnit.SCHOOL_DAYS),
        ],
    )
    def test_units_are_written_as_people_write_them(self, expected, written):
        """Singular or plural, joined by spaces, hyphens or underscores."""
        assert expected is Timescale(1, written).unit

    def test_counting_is_written_as_people_write_it(self):
        """Any joint will do."""
        assert Counting.BEGINNING_WITH is Timescale(1, "days", counting="Beginning_with").counting

    @pytest.mark.parametrize(
        "arguments, message",
        [
            ({"n": -1}, "n: must be 0 or more"),
            ({"n": 1.5}, "n: must be a whole number"),
            ({"n": True}, "n: must be a whole number"),
            ({"unit": "fortnights"}, "unit: is no known unit"),
            ({"unit": 7}, "unit: must be text"),
            ({"counting": "inclusive"}, "counting: is no known counting"),
            ({"roll": "forward"}, "roll: is no known roll"),
            ({"roll": "next", "roll_calendar": "Scotland"}, "roll_calendar: must be a WorkingCalendar"),
            ({"roll_calendar": SCOTLAND}, "roll_calendar: is given and nothing rolls"),
            ({"cutoff": "16:00"}, "cutoff: must be a time of day"),
            ({"name": 5}, "name: must be text"),
            ({"bound": "less than", "direction": "before"}, "has no last date in time"),
            ({"bound": "less than", "counting": "clear days"}, "not both"),
            ({"n": 0, "counting": "beginning with"}, "a period of 0 has no first day"),
            ({"n": 0, "bound": "less than"}, "a period of 0 has no first day"),
            ({"cutoff": time(16), "direction": "before"}, "is not received"),
            ({"receipt": MOVES, "direction": "before"}, "is not received"),
            ({"unit": "hours", "roll": "next"}, "hours run from a moment"),
            ({"unit": "hours", "counting": "beginning with"}, "hours run from a moment"),
            ({"unit": "hours", "cutoff": time(16)}, "hours run from a moment"),
            ({"unit": "working hours", "direction": "before"}, "working hours are not counted back"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, arguments, message):
        """Each with what to write instead."""
        with pytest.raises((InputError, InputTypeError), match=message):
            Timescale(**{"n": 20, "unit": "days"} | arguments)

    def test_all_faults_are_told_at_once(self):
        """Three wrong options are three faults in one error."""
        with pytest.raises(FaultsError) as caught:
            Timescale("20", "fortnights", counting="inclusive")

        assert ["n", "unit", "counting"] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize(
        "unit", ["days", "weeks", "months", "years", "working days", "days excluding bank holidays"]
    )
    def test_a_time_is_refused_where_hours_do_not_matter(self, unit):
        """The time would be dropped without a word; the remedy says how to drop it in the open."""
        with pytest.raises(InputTypeError, match=r"call \.date\(\) on a datetime"):
            Timescale(1, unit).due(datetime(2022, 7, 1, 9), ENGLAND_AND_WALES)

    @pytest.mark.parametrize("start", ["2022-07-01", None, 5, np.datetime64("2022-07-01")])
    def test_a_start_is_a_date(self, start):
        """Text and numpy dates are refused; the vector form takes arrays."""
        with pytest.raises(InputTypeError, match="start"):
            Timescale(20, "working days").due(start, ENGLAND_AND_WALES)

    @pytest.mark.parametrize(
        "timescale",
        [
            Timescale(1, "working days"),
            Timescale(1, "school days"),
            Timescale(1, "days excluding bank holidays"),
            Timescale(1, "month", roll="next"),
            Timescale(1, "month", receipt=MOVES),
        ],
    )
    def test_a_missing_calendar_is_named(self, timescale):
        """It is never taken to be Monday to Friday without holidays."""
        with pytest.raises(InputTypeError, match="calendar"):
            timescale.due(date(2022, 7, 1))

    def test_something_else_is_no_calendar(self):
        """A list of holidays is not a calendar: it does not say what it covers."""
        with pytest.raises(InputTypeError, match="must be a WorkingCalendar"):
            Timescale(1, "working days").due(date(2022, 7, 1), [date(2022, 8, 29)])

    @pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
    def test_a_period_beyond_the_calendar_of_python_is_refused(self, unit):
        """The year 10000 is no date."""
        with pytest.raises(InputError, match="leaves the years 1 to 9999"):
            Timescale(10**7, unit).due(date(2022, 7, 1))

    def test_a_calendar_that_is_not_needed_does_no_harm(self):
        """Calendar weeks do not look at it, and do not mind what it covers."""
        old = WorkingCalendar("Old", first=date(1999, 1, 1), last=date(1999, 12, 31))

        assert date(2022, 7, 8) == Timescale(1, "week").due(date(2022, 7, 1), old)


class TestWords:
    @pytest.mark.parametrize(
        "expected, timescale",
        [
            ("within 45 working days of the start, which is day 0", Timescale(45, "working days")),
            ("within 1 month of the start, which is day 0", Timescale(1, "months")),
            (
                "within 26 weeks beginning with the start, which is day 1",
                Timescale(26, "weeks", counting="beginning with"),
            ),
            (
                "in less than 26 weeks from the start, which is day 0",
                Timescale(26, "weeks", bound="less than"),
            ),
            (
                "at least 10 clear working days before the event, neither end counted",
                Timescale(10, "working days", counting="clear days", direction="before"),
            ),
            (
                "at least 6 weeks before the event, which is day 0",
                Timescale(6, "weeks", direction="before"),
            ),
            ("within 24 hours of the start", Timescale(24, "hours")),
            (
                "on the day after 5 clear days, of which the start is none",
                Timescale(5, "days", counting="clear days"),
            ),
            (
                "within 1 day excluding bank holidays of the start, which is day 0",
                Timescale(1, "days excluding bank holidays"),
            ),
            (
                (
                    "within 14 days of the start, which is day 0; what is received at or after 16:00 on a "
                    "working day counts as the next day's; a start that is not a working day moves to the "
                    "next working day; a last day that is not a working day moves to the next working day"
                ),
                Timescale(14, "days", cutoff=time(16), receipt=MOVES, roll="next"),
            ),
        ],
    )
    def test_the_rule_is_told_in_words(self, expected, timescale):
        """How it counts, with everything that is not left at its default."""
        assert expected == timescale.describe()

    def test_its_text_is_its_length(self):
        """Short enough for a column."""
        assert "26 weeks" == str(Timescale(26, "weeks", counting="beginning with"))
        assert "1 working day" == str(Timescale(1, "working days"))


class TestTheValue:
    def test_equal_if_everything_is(self):
        """However the unit was written, a timescale is the same value."""
        assert Timescale(1, "month") == Timescale(1, "months")
        assert hash(Timescale(1, "month")) == hash(Timescale(1, "months"))
        assert Timescale(1, "month") != Timescale(1, "month", name="SAR")

    def test_a_full_dict_round_trips(self):
        """Also with a calendar of its own and a cut-off."""
        full = Timescale(
            1, "month", roll="next", roll_calendar=SCOTLAND, cutoff=time(16), receipt=MOVES, name="Full"
        )

        assert full == Timescale.from_dict(full.to_dict())

    @pytest.mark.parametrize(
        "record",
        [{}, {"n": 1}, {"n": 1, "unit": "days", "cout": 1}, {"n": 1, "unit": "days", "cutoff": "4pm"}, 5],
    )
    def test_a_dict_of_something_else_is_refused(self, record):
        """Missing and unknown keys are named, and so is text that is no time."""
        with pytest.raises((InputError, InputTypeError, FaultsError)):
            Timescale.from_dict(record)
