"""Clock edits: pause, reset, extend and exempt, and the order in which they are applied."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kpirag import FaultsError, InputError, InputTypeError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    UK_ANY,
    Case,
    Exempt,
    Extend,
    Pause,
    Reset,
    Timescale,
    VersionedTimescale,
    WorkingCalendar,
)
from kpirag.timescales.clocks import edit_from_dict, merged_pauses

FOI = Timescale(20, "working days")
SAR = Timescale(1, "month", roll="next")
PLAIN = WorkingCalendar("Plain", first=date(2022, 1, 1), last=date(2022, 12, 31))
START = date(2022, 7, 1)  # a Friday


class TestPause:
    @pytest.mark.parametrize(
        "expected, first, last",
        [
            (date(2022, 7, 29), date(2022, 6, 1), date(2022, 6, 30)),  # before the start
            (date(2022, 7, 29), date(2022, 7, 1), date(2022, 7, 3)),  # day 0 and a weekend
            (date(2022, 8, 1), date(2022, 7, 4), date(2022, 7, 4)),  # day 1 alone
            (date(2022, 8, 2), date(2022, 7, 8), date(2022, 7, 11)),  # a Friday and the Monday
            (date(2022, 7, 29), date(2022, 7, 9), date(2022, 7, 10)),  # a weekend
            (date(2022, 8, 1), date(2022, 7, 29), date(2022, 7, 29)),  # the due date itself
            (date(2022, 7, 29), date(2022, 7, 30), date(2022, 8, 30)),  # after the due date
            (date(2022, 8, 5), date(2022, 7, 29), date(2022, 8, 4)),  # over the due date
            (date(2022, 8, 1), date(2022, 6, 1), date(2022, 7, 4)),  # from before the start into day 1
        ],
    )
    def test_working_days_pause_in_working_days(self, expected, first, last):
        """FOIA s.10(2): from the fees notice to the payment, both included, working days are disregarded."""
        assert expected == FOI.due(START, PLAIN, edits=[Pause(first, last)])

    def test_beginning_with_counts_the_start_so_it_can_be_paused(self):
        """Where the start is day 1, a pause on it leaves it out."""
        weeks = Timescale(1, "week", counting="beginning with")

        assert date(2022, 7, 7) == weeks.due(START)
        assert date(2022, 7, 8) == weeks.due(START, edits=[Pause(START, START)])
        assert date(2022, 7, 8) == Timescale(1, "week").due(START, edits=[Pause(START, START)])

    def test_a_pause_reaches_into_what_it_made_longer(self):
        """A second pause that begins after the first due date and before the second counts too."""
        pauses = [Pause(date(2022, 7, 5), date(2022, 7, 6)), Pause(date(2022, 7, 9), date(2022, 7, 9))]

        assert date(2022, 7, 8) == Timescale(7, "days").due(START)
        assert date(2022, 7, 11) == Timescale(7, "days").due(START, edits=pauses)

    def test_overlaps_are_counted_once(self):
        """Two reasons to stop the clock on one day stop it once."""
        one, other = Pause(date(2022, 7, 5), date(2022, 7, 8)), Pause(date(2022, 7, 7), date(2022, 7, 9))

        assert [(date(2022, 7, 5), date(2022, 7, 9))] == merged_pauses((other, one))
        assert date(2022, 8, 5) == Timescale(30, "days").due(START, edits=[one, other])

    def test_bank_holidays_in_a_pause_are_not_counted(self):
        """Only days that would have counted are given back."""
        notice = Timescale(21, "days excluding bank holidays")
        august = Pause(date(2022, 8, 27), date(2022, 8, 30))

        assert date(2022, 9, 9) == notice.due(date(2022, 8, 18), ENGLAND_AND_WALES)
        assert date(2022, 9, 12) == notice.due(date(2022, 8, 18), ENGLAND_AND_WALES, edits=[august])

    def test_a_roll_comes_last(self):
        """The paused end may be a Saturday, which then rolls."""
        assert date(2022, 8, 1) == SAR.due(START, PLAIN)
        assert date(2022, 8, 8) == SAR.due(START, PLAIN, edits=[Pause(date(2022, 7, 5), date(2022, 7, 9))])

    @pytest.mark.parametrize(
        "first, last, error",
        [
            (date(2022, 7, 8), date(2022, 7, 5), "is before the first"),
            (date(2022, 7, 8), datetime(2022, 7, 9), "must be of the kind of the first"),
            (datetime(2022, 7, 8), datetime(2022, 7, 9, tzinfo=UTC), "must be of the kind of the first"),
            ("soon", date(2022, 7, 5), "first: must be a date"),
            (None, None, "2 faults"),
            ("2022-07-01Tnoon", "2022-07-02", "is no date with a time"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, first, last, error):
        """Swapped ends, ends of two kinds, and what is no date."""
        with pytest.raises((InputError, InputTypeError, FaultsError), match=error):
            Pause(first, last)

    def test_ends_may_be_text(self):
        """ISO text, as a case record holds it."""
        assert Pause(date(2022, 7, 5), date(2022, 7, 8)) == Pause("2022-07-05", "2022-07-08")
        assert datetime(2022, 7, 5, 9) == Pause("2022-07-05T09:00", "2022-07-05T10:00").first

    def test_times_do_not_pause_days(self):
        """Half a day cannot be left out of a count of days."""
        with pytest.raises(InputTypeError, match="must be a date without a time"):
            FOI.due(START, PLAIN, edits=[Pause(datetime(2022, 7, 5, 9), datetime(2022, 7, 6, 9))])

    def test_two_kinds_of_pauses_are_refused(self):
        """Dates and times cannot be put in one order."""
        mixed = [Pause(START, START), Pause(datetime(2022, 7, 5), datetime(2022, 7, 6))]
        with pytest.raises(InputTypeError, match=r"edits\[1\]\.first: must be a date without a time"):
            FOI.due(START, PLAIN, edits=mixed)
        with pytest.raises(InputTypeError, match="mix dates"):
            merged_pauses(tuple(mixed))

    def test_swapped_moments_are_found_over_a_clock_change(self):
        """Two moments are compared in UTC: 01:30 in winter time comes after 01:45 in summer time."""
        summer = datetime(2022, 10, 30, 1, 45, tzinfo=timezone(timedelta(hours=1)))
        winter = datetime(2022, 10, 30, 1, 30, tzinfo=UTC)

        assert winter == Pause(summer, winter).last
        with pytest.raises(InputError, match="is before the first"):
            Pause(winter, summer)

    def test_the_day_after_is_not_counted_where_the_period_starts_from_it(self):
        """The month is counted from the 2nd, which is its day 0: a pause on that day leaves out none."""
        month, start = Timescale(1, "month", counting="from the day after"), date(2019, 7, 1)

        assert date(2019, 8, 2) == month.due(start, edits=[Pause(date(2019, 7, 2), date(2019, 7, 2))])
        assert date(2019, 8, 3) == month.due(start, edits=[Pause(date(2019, 7, 2), date(2019, 7, 3))])

    @pytest.mark.parametrize(
        "expected, first, last",
        [
            (date(2022, 8, 1), date(2022, 7, 31), date(2022, 7, 31)),  # a day off before the rolled end
            (date(2022, 8, 2), date(2022, 7, 31), date(2022, 8, 1)),  # over the rolled end
            (date(2022, 8, 4), date(2022, 8, 1), date(2022, 8, 3)),  # from the rolled end on
            (date(2022, 8, 4), date(2022, 7, 30), date(2022, 8, 3)),  # from the end before it rolls
            (date(2022, 8, 1), date(2022, 8, 2), date(2022, 8, 3)),  # after the rolled end
        ],
    )
    def test_an_end_that_rolled_can_be_paused(self, expected, first, last):
        """29 days end on Saturday 30 July and roll to Monday 1 August, which can be held as any end can."""
        days = Timescale(29, "days", roll="next")

        assert date(2022, 7, 30) == Timescale(29, "days").due(START)
        assert expected == days.due(START, PLAIN, edits=[Pause(first, last)])

    @pytest.mark.parametrize("moment", [datetime(2022, 7, 1, 10), date(2022, 7, 1)])
    def test_a_pause_of_another_kind_is_found_at_its_place(self, moment):
        """A start with a zone needs pauses with one: the pause is at fault, and is named."""
        edits = [Exempt("x"), Pause(moment, moment)]
        with pytest.raises(InputTypeError, match=r"^edits\[1\]\.first: must be a"):
            Timescale(24, "hours").due(datetime(2022, 7, 1, 9, tzinfo=UTC), edits=edits)

    def test_moments_that_utc_does_not_reach_are_refused(self):
        """The first hours of year 1 east of Greenwich lie before the years there are."""
        edge = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
        with pytest.raises(InputError, match="leaves the years 1 to 9999"):
            Pause(edge, edge)


class TestReset:
    def test_a_reset_of_another_kind_is_found_at_its_place(self):
        """The reset is at fault, not the start, which came first."""
        edits = [Reset(datetime(2022, 7, 1, 10))]
        with pytest.raises(InputTypeError, match=r"^edits\[0\]\.at: must be a time with a zone"):
            Timescale(24, "hours").due(datetime(2022, 7, 1, 9, tzinfo=UTC), edits=edits)

    def test_the_clock_starts_again(self):
        """FOIA s.1(3): 20 working days from the receipt of the clarification."""
        clarified = Reset(date(2022, 7, 15))

        assert FOI.due(date(2022, 7, 15), UK_ANY) == FOI.due(START, UK_ANY, edits=[clarified])

    def test_the_latest_reset_counts(self):
        """In whatever order they are listed."""
        resets = [Reset(date(2022, 7, 20)), Reset(date(2022, 7, 5))]

        assert date(2022, 8, 22) == SAR.due(START, PLAIN, edits=resets)
        assert date(2022, 8, 22) == SAR.due(START, PLAIN, edits=resets[::-1])

    def test_a_reset_is_received_as_a_start_is(self):
        """The receipt rule of the timescale holds for the new start too."""
        moves = Timescale(1, "month", receipt="moves to the next working day")

        assert date(2022, 8, 11) == moves.due(START, PLAIN, edits=[Reset(date(2022, 7, 9))])

    def test_a_reset_before_the_start_is_refused(self):
        """A clarification cannot come before the request: one of the dates is wrong."""
        with pytest.raises(InputError, match=r"edits\[1\]\.at: is before the start; got 2022-06-30"):
            SAR.due(START, PLAIN, edits=[Exempt("x"), Reset(date(2022, 6, 30))])

    def test_a_reset_on_the_start_changes_nothing(self):
        """The clock starts where it started."""
        assert SAR.due(START, PLAIN) == SAR.due(START, PLAIN, edits=[Reset(START)])


class TestExtend:
    def test_by_a_longer_timescale_from_the_original_start(self):
        """ICO: three months from the original start, not one and then two more."""
        longer = Extend(by=Timescale(3, "months", roll="next"))

        assert date(2022, 5, 2) == SAR.due(date(2022, 1, 31), PLAIN, edits=[longer])
        assert date(2022, 4, 30) == Timescale(1, "month").due(
            date(2022, 1, 31), edits=[Extend(by=Timescale(3, "months"))]
        )

    def test_environmental_information_20_to_40_working_days(self):
        """EIR reg 7: 40 working days from receipt."""
        due = FOI.due(START, UK_ANY, edits=[Extend(by=Timescale(40, "working days"))])

        assert UK_ANY.shift(START, 40) == due

    def test_to_an_agreed_date(self):
        """A planning extension of time: the agreed date, weekend or not."""
        agreed = Extend(to=date(2022, 10, 1), reason="extension of time agreed")

        assert date(2022, 10, 1) == Timescale(8, "weeks", roll="next").due(START, PLAIN, edits=[agreed])

    def test_it_never_brings_the_end_forward(self):
        """The latest of the ends counts, in whatever order the extensions are listed."""
        edits = [Extend(to=date(2022, 7, 5)), Extend(to=date(2022, 9, 9)), Extend(by=Timescale(9, "weeks"))]

        assert date(2022, 8, 26) == Timescale(8, "weeks").due(START, edits=edits[:1])
        assert date(2022, 9, 9) == Timescale(8, "weeks").due(START, edits=edits)
        assert date(2022, 9, 9) == Timescale(8, "weeks").due(START, edits=edits[::-1])

    @pytest.mark.parametrize(
        "arguments, error",
        [
            ({}, "needs an agreed date or a longer timescale"),
            ({"to": START, "by": FOI}, "has two ends"),
            ({"by": 40}, "by: must be a timescale"),
            ({"by": VersionedTimescale("FOI", {START: FOI})}, "by: must be a timescale"),
            ({"by": Timescale(5, "days", direction="before")}, "by: must run forward"),
            ({"to": "later"}, "to: must be a date"),
            ({"to": START, "reason": 3}, "reason: must be text"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, arguments, error):
        """An extension has one end."""
        with pytest.raises((InputError, InputTypeError), match=error):
            Extend(**arguments)

    def test_days_are_not_extended_by_hours(self):
        """The two have different ends: a date, and a moment."""
        with pytest.raises(InputTypeError, match=r"edits\[0\]\.by: must be a timescale of the same kind"):
            FOI.due(START, PLAIN, edits=[Extend(by=Timescale(72, "hours"))])
        with pytest.raises(InputTypeError, match=r"edits\[0\]\.to: must be a date without a time"):
            FOI.due(START, PLAIN, edits=[Extend(to=datetime(2022, 9, 1))])


class TestExempt:
    def test_the_due_date_stays(self):
        """SEND reg 10(4): the case leaves the headline figure; when it would have been due stays known."""
        ground = Exempt("reg 10(4)(a)")

        assert date(2022, 11, 18) == Timescale(20, "weeks").due(START, edits=[ground])
        assert "reg 10(4)(a)" == Timescale(20, "weeks").deadline(START, edits=[ground]).exempt

    @pytest.mark.parametrize("wrong", ["", "  ", None, 4])
    def test_it_has_a_ground(self, wrong):
        """An exemption without a ground cannot be checked."""
        with pytest.raises((InputError, InputTypeError), match="reason"):
            Exempt(wrong)


class TestOrder:
    def test_resets_come_first_then_extensions_then_pauses(self):
        """Listed in any order: the longer period runs from the new start, and is paused."""
        edits = [
            Pause(date(2022, 7, 25), date(2022, 7, 26)),
            Extend(by=Timescale(40, "working days")),
            Reset(date(2022, 7, 20)),
        ]
        expected = UK_ANY.shift(date(2022, 7, 20), 42)

        assert expected == FOI.due(START, UK_ANY, edits=edits)
        assert expected == FOI.due(START, UK_ANY, edits=edits[::-1])

    def test_a_pause_before_the_reset_is_over(self):
        """What was paused before the new start no longer matters."""
        edits = [Pause(date(2022, 7, 4), date(2022, 7, 8)), Reset(date(2022, 7, 11))]

        assert date(2022, 7, 18) == Timescale(7, "days").due(START, edits=edits)

    def test_an_agreed_date_stands(self):
        """A pause moves what is counted, never a date that was agreed."""
        edits = [Extend(to=date(2022, 9, 9)), Pause(date(2022, 7, 4), date(2022, 7, 8))]

        assert date(2022, 9, 9) == Timescale(8, "weeks").due(START, edits=edits)

    def test_unless_the_paused_period_ends_later(self):
        """The latest of the ends counts."""
        edits = [Extend(to=date(2022, 8, 28)), Pause(date(2022, 7, 4), date(2022, 7, 8))]

        assert date(2022, 8, 31) == Timescale(8, "weeks").due(START, edits=edits)

    @pytest.mark.parametrize("edit", [Pause(START, START), Reset(START), Extend(to=START)])
    def test_a_period_before_an_event_has_no_clock(self, edit):
        """Papers due before a meeting are not paused: the meeting moves."""
        with pytest.raises(InputError, match="counted back from an event"):
            Timescale(5, "days", direction="before").due(START, edits=[edit])

    def test_a_period_before_an_event_may_be_exempt(self):
        """Urgency takes it out of the rule."""
        before = Timescale(5, "days", direction="before")

        assert before.due(START) == before.due(START, edits=[Exempt("urgency")])

    @pytest.mark.parametrize("wrong", [None, 5, "pause", Pause(START, START), {"edit": "reset"}])
    @pytest.mark.parametrize("ask", [FOI.due, FOI.deadline, VersionedTimescale("F", {START: FOI}).due])
    def test_edits_are_a_list(self, ask, wrong):
        """A single edit, and what is none, are refused in one way, whatever was asked before."""
        FOI.due(START, PLAIN)
        with pytest.raises(InputTypeError, match="edits: must be a list of clock edits"):
            ask(START, PLAIN, edits=wrong)
        with pytest.raises(InputTypeError, match="edits: must be a list of clock edits"):
            Case(START, edits=wrong)

    @pytest.mark.parametrize("wrong", ["pause", (START, START), FOI])
    def test_only_edits_are_edits(self, wrong):
        """Anything else is refused with its place."""
        with pytest.raises(InputTypeError, match=r"edits\[0\]: must be a clock edit"):
            FOI.due(START, PLAIN, edits=[wrong])

    def test_edits_may_be_any_iterable(self):
        """A generator is read once."""
        due = FOI.due(START, PLAIN, edits=(Reset(date(2022, 7, day)) for day in (5, 6)))

        assert FOI.due(date(2022, 7, 6), PLAIN) == due


class TestTheValues:
    EDITS = (
        Pause(date(2022, 7, 5), date(2022, 7, 8), reason="fees notice"),
        Pause(datetime(2022, 7, 5, 9), datetime(2022, 7, 5, 10)),
        Reset(date(2022, 7, 5), reason="clarified"),
        Extend(to=date(2022, 9, 9)),
        Extend(by=Timescale(40, "working days"), reason="complex"),
        Exempt("reg 10(4)"),
    )

    @pytest.mark.parametrize("edit", EDITS)
    def test_round_trips(self, edit):
        """An edit comes back from its dict and from a pickle."""
        assert edit == edit_from_dict(edit.to_dict(), Timescale.from_dict)
        assert edit == pickle.loads(pickle.dumps(edit))

    @pytest.mark.parametrize(
        "record",
        [
            {},
            {"edit": "stop"},
            {"edit": "pause", "first": "2022-07-05"},
            {"edit": "reset", "first": "2022-07-05"},
            {"edit": "exempt"},
            {"edit": ["exempt"]},
            {"edit": "extend"},
            "pause",
        ],
    )
    def test_a_dict_of_something_else_is_refused(self, record):
        """Missing and unknown keys are named."""
        with pytest.raises((InputError, InputTypeError, FaultsError)):
            edit_from_dict(record, Timescale.from_dict)
