"""Timescales whose rule changed."""

import pickle
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import FaultsError, InputError, InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, Reset, Timescale, VersionedTimescale

# SI 1995/419 art 20: 8 weeks beginning with the day of receipt. SI 2010/2184 art 29, in force from 1 October
# 2010, and SI 2015/595 art 34, in force from 15 April 2015: beginning with the day after.
PLANNING = VersionedTimescale(
    "Planning application, minor",
    {
        date(1995, 6, 3): Timescale(8, "weeks", counting="beginning with", name="SI 1995/419"),
        date(2010, 10, 1): Timescale(8, "weeks", name="SI 2010/2184"),
        date(2015, 4, 15): Timescale(8, "weeks", name="SI 2015/595"),
    },
)
# The ICO changed day 1 from the day after receipt to the day of receipt on 15 August 2019.
ACCESS = VersionedTimescale(
    "Subject access",
    [
        (date(2018, 5, 25), Timescale(1, "month", counting="from the day after", roll="next")),
        (date(2019, 8, 15), Timescale(1, "month", roll="next")),
    ],
)
# MCA sch A1 para 78: 21 days until 30 April 2009, then 7.
URGENT = VersionedTimescale(
    "DoLS urgent authorisation",
    {
        date(2009, 4, 1): Timescale(21, "days", counting="beginning with"),
        date(2009, 5, 1): Timescale(7, "days", counting="beginning with"),
    },
)


class TestTheVersion:
    @pytest.mark.parametrize(
        "expected, trigger",
        [
            ("SI 1995/419", date(1995, 6, 3)),
            ("SI 1995/419", date(2010, 9, 30)),
            ("SI 2010/2184", date(2010, 10, 1)),
            ("SI 2010/2184", date(2015, 4, 14)),
            ("SI 2015/595", date(2015, 4, 15)),
            ("SI 2015/595", date(2030, 1, 1)),
        ],
    )
    def test_the_trigger_date_picks_it(self, expected, trigger):
        """From its first day on, until the next version begins."""
        assert expected == PLANNING.on(trigger).name

    def test_the_change_of_2010_moved_the_date_by_one(self):
        """The same 8 weeks, one day longer from 1 October 2010."""
        assert date(2010, 11, 24) == PLANNING.due(date(2010, 9, 30))
        assert date(2010, 11, 26) == PLANNING.due(date(2010, 10, 1))
        assert date(2015, 6, 10) == PLANNING.due(date(2015, 4, 15))

    def test_the_change_of_15_august_2019(self):
        """A request of the 14th is due on 16 September (the 15th is a Sunday), one of the 15th as well."""
        assert date(2019, 9, 16) == ACCESS.due(date(2019, 8, 14), ENGLAND_AND_WALES)
        assert date(2019, 9, 16) == ACCESS.due(date(2019, 8, 15), ENGLAND_AND_WALES)
        assert date(2019, 8, 14) == ACCESS.due(date(2019, 7, 13), ENGLAND_AND_WALES)
        assert date(2020, 7, 13) == ACCESS.due(date(2020, 6, 13), ENGLAND_AND_WALES)

    def test_a_case_keeps_its_version(self):
        """A clock that starts again after the change still runs under the rule of its trigger date."""
        clarified = Reset(date(2019, 9, 3))

        assert date(2019, 10, 4) == ACCESS.due(date(2019, 8, 1), ENGLAND_AND_WALES, edits=[clarified])
        assert date(2019, 10, 3) == ACCESS.due(date(2019, 9, 3), ENGLAND_AND_WALES)

    def test_the_deadline_says_which_version(self):
        """Its timescale is the one that was picked."""
        assert PLANNING.on(date(2012, 1, 1)) == PLANNING.deadline(date(2012, 1, 1)).timescale

    def test_a_datetime_triggers_by_its_date(self):
        """For hours the start has a time; the date of it counts."""
        hazard = VersionedTimescale("Emergency hazard", {date(2025, 10, 27): Timescale(24, "hours")})

        assert datetime(2025, 10, 28, 9) == hazard.due(datetime(2025, 10, 27, 9))

    @pytest.mark.parametrize("ask", [PLANNING.on, PLANNING.due, PLANNING.deadline])
    def test_before_the_first_version_is_refused(self, ask):
        """No rule is guessed for the time before."""
        with pytest.raises(InputError, match="begins on 1995-06-03; got 1995-06-02"):
            ask(date(1995, 6, 2))

    def test_after_the_end_is_refused(self):
        """A duty that was repealed has no due dates."""
        ended = VersionedTimescale(
            "10 days", {date(2011, 4, 1): Timescale(10, "days")}, ends=date(2013, 4, 14)
        )

        assert date(2013, 4, 24) == ended.due(date(2013, 4, 14))
        with pytest.raises(InputError, match="ended on 2013-04-14; got 2013-04-15"):
            ended.due(date(2013, 4, 15))

    @given(start=st.dates(date(2009, 4, 1), date(2030, 1, 1)))
    def test_it_gives_what_the_version_gives(self, start):
        """Nothing is added to the timescale that was picked."""
        expected = Timescale(21 if start < date(2009, 5, 1) else 7, "days", counting="beginning with")

        assert expected.due(start) == URGENT.due(start)


class TestTheValue:
    @pytest.mark.parametrize("versions", [PLANNING, ACCESS, URGENT])
    def test_round_trips(self, versions):
        """Dict and pickle give an equal value."""
        assert versions == VersionedTimescale.from_dict(versions.to_dict())
        assert versions == pickle.loads(pickle.dumps(versions))
        assert hash(versions) == hash(VersionedTimescale.from_dict(versions.to_dict()))

    def test_versions_are_put_in_order(self):
        """However they are listed."""
        pairs = [(date(2009, 5, 1), Timescale(7, "days")), (date(2009, 4, 1), Timescale(21, "days"))]

        assert [date(2009, 4, 1), date(2009, 5, 1)] == [
            begins for begins, _ in VersionedTimescale("Both", pairs).versions
        ]

    def test_the_repr_tells_every_version(self):
        """With all defaults of each."""
        text = repr(URGENT)

        assert "2009-05-01: Timescale(7, 'days', counting='beginning with'" in text
        assert text.startswith("VersionedTimescale('DoLS urgent authorisation', {2009-04-01: ")

    @pytest.mark.parametrize(
        "arguments, message",
        [
            ({"name": ""}, "name: must not be empty"),
            ({"versions": {}}, "has no version"),
            ({"versions": "8 weeks"}, "must be versions"),
            ({"versions": [Timescale(8, "weeks")]}, "must be a date and a timescale"),
            ({"versions": {date(2010, 1, 1): 8}}, "must be a date and a timescale"),
            ({"versions": {"soon": Timescale(8, "weeks")}}, "must be a date"),
            (
                {"versions": [(date(2010, 1, 1), Timescale(8, "weeks"))] * 2},
                "begins on the day another begins",
            ),
            ({"ends": date(2009, 1, 1)}, "is before the last version"),
            ({"ends": "later"}, "ends: must be a date"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, arguments, message):
        """Each with its place."""
        facts = {"name": "x", "versions": {date(2010, 1, 1): Timescale(8, "weeks")}} | arguments
        with pytest.raises((InputError, InputTypeError), match=message):
            VersionedTimescale(**facts)

    @pytest.mark.parametrize(
        "record", [{}, {"name": "x"}, {"name": "x", "versions": [5]}, {"name": "x", "versions": [{"n": 1}]}]
    )
    def test_a_dict_of_something_else_is_refused(self, record):
        """A version without its first date is not guessed."""
        with pytest.raises((InputError, InputTypeError, FaultsError)):
            VersionedTimescale.from_dict(record)


class TestRecordsOfSomethingElse:
    @pytest.mark.parametrize("wrong", [None, 5, "2022-07-01", {"from": "2022-07-01"}])
    def test_versions_are_a_list(self, wrong):
        """A record without a list of versions is refused with its place."""
        with pytest.raises(InputTypeError, match=r"^versions: must be a list"):
            VersionedTimescale.from_dict({"name": "Visits", "versions": wrong})

    def test_a_wrong_version_is_found_at_its_place(self):
        """The place of a version is part of the error."""
        with pytest.raises(InputError, match=r"^versions\[0\]\.unit: is missing"):
            VersionedTimescale.from_dict({"name": "Visits", "versions": [{"from": "2022-07-01", "n": 3}]})
