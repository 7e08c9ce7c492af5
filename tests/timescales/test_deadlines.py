"""Deadlines: a due date with everything that led to it."""

import json
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given

from kpirag import InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, SCOTLAND, Exempt, Extend, Pause, Reset, Timescale
from tests.timescales.strategies import DAY, calendars, dates, timescales

START = date(2022, 7, 1)
ASSESSMENT = Timescale(45, "working days", name="Child and family assessment")


class TestDeadline:
    @given(timescale=timescales(), start=dates, calendar=calendars())
    def test_it_gives_the_due_date(self, timescale, start, calendar):
        """The due date is in time, and the day after is not."""
        deadline = timescale.deadline(start, calendar)

        assert timescale.due(start, calendar) == deadline.due
        assert deadline.in_time(deadline.due)
        assert not deadline.in_time(deadline.due + DAY)

    def test_everything_that_led_to_it(self):
        """Calendar, version, coverage and rule, as plain values."""
        expected = {
            "timescale": "Child and family assessment",
            "rule": "within 45 working days of the start, which is day 0",
            "start": "2022-07-01",
            "counted_from": "2022-07-01",
            "due": "2022-09-05",
            "due_unedited": "2022-09-05",
            "exempt": "",
            "calendar": "England and Wales",
            "calendar_version": "GOV.UK 2026-02-25",
            "coverage": "2011-01-01 to 2028-12-31",
            "known": True,
            "edits": [],
        }

        assert expected == ASSESSMENT.deadline(START, calendar=ENGLAND_AND_WALES).to_dict()

    def test_it_explains_itself(self):
        """In plain sentences."""
        expected = (
            "Due 5 September 2022: within 45 working days of the start, which is day 0. "
            "Calendar: England and Wales, version GOV.UK 2026-02-25, 2011-01-01 to 2028-12-31."
        )

        assert expected == ASSESSMENT.deadline(START, ENGLAND_AND_WALES).explain()

    def test_it_explains_its_edits(self):
        """Where it is counted from, what it would have been, and the ground of an exemption."""
        edits = [
            Reset(date(2022, 7, 20)),
            Pause(date(2022, 7, 25), date(2022, 7, 26)),
            Exempt("reg 10(4)(a)"),
        ]
        deadline = Timescale(1, "month").deadline(START, edits=edits)
        expected = (
            "Due 22 August 2022: within 1 month of the start, which is day 0. "
            "It is counted from 20 July 2022. "
            "Without the clock edits it would be 1 August 2022. "
            "Exempt: reg 10(4)(a)."
        )

        assert expected == deadline.explain()
        assert deadline.is_edited
        assert ["reset", "pause", "exempt"] == [each["edit"] for each in deadline.to_dict()["edits"]]

    def test_an_edit_without_effect_leaves_it_as_it_was(self):
        """A pause after the end, or an agreed date before it, is given and changes nothing."""
        deadline = Timescale(1, "month").deadline(START, edits=[Extend(to=START)])

        assert not deadline.is_edited
        assert 1 == len(deadline.edits)

    def test_a_receipt_that_moved(self):
        """The start as given is kept beside the start that counts."""
        step = Timescale(14, "days", cutoff=time(16))
        deadline = step.deadline(datetime(2020, 8, 3, 17), ENGLAND_AND_WALES)

        assert datetime(2020, 8, 3, 17) == deadline.start
        assert date(2020, 8, 4) == deadline.counted_from

    def test_a_calendar_that_was_not_used_is_not_named(self):
        """20 weeks are 20 weeks in every calendar."""
        deadline = Timescale(20, "weeks").deadline(START, ENGLAND_AND_WALES)

        assert ("", "", "") == (deadline.calendar, deadline.calendar_version, deadline.coverage)
        assert deadline.known

    def test_the_calendar_of_the_roll_is_named(self):
        """A roll with a calendar of its own uses that one."""
        deadline = Timescale(1, "month", roll="next", roll_calendar=SCOTLAND).deadline(START)

        assert "Scotland" == deadline.calendar

    def test_beyond_what_was_announced_it_says_so(self):
        """Years that a user added himself are known by guess alone."""
        longer = ENGLAND_AND_WALES.extended(last=date(2030, 12, 31), version="guessed")
        deadline = Timescale(10, "working days").deadline(date(2028, 12, 27), longer)

        assert not deadline.known
        assert deadline.explain().endswith("The bank holidays of that time were not yet announced.")
        assert Timescale(10, "working days").deadline(START, longer).known

    def test_a_dict_of_it_is_plain(self):
        """It can be written as JSON as it stands."""
        edits = [Extend(by=Timescale(90, "days")), Pause(START, START)]
        record = Timescale(1, "month", roll="next").deadline(START, ENGLAND_AND_WALES, edits=edits).to_dict()

        assert record == json.loads(json.dumps(record))

    def test_hours(self):
        """The moment is told with its zone."""
        deadline = Timescale(72, "hours", name="Return home interview").deadline(
            datetime(2022, 7, 1, 9, 30, tzinfo=UTC)
        )

        assert "Return home interview: due 4 July 2022 09:30 UTC" == str(deadline)
        assert deadline.in_time(datetime(2022, 7, 4, 9, 30, tzinfo=UTC))

    @pytest.mark.parametrize("wrong", [datetime(2022, 7, 4, 9), "2022-07-04", None])
    def test_in_time_takes_a_date(self, wrong):
        """A time is refused where hours do not matter."""
        with pytest.raises(InputTypeError, match="end"):
            Timescale(1, "month").deadline(START).in_time(wrong)

    def test_without_a_name_the_length_stands_for_it(self):
        """A deadline always says of what."""
        assert "1 month: due 1 August 2022" == str(Timescale(1, "month").deadline(START))
