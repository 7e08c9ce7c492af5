"""The catalogue: what stands in it, how it is looked up, and that each entry computes."""

import pickle
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpirag.errors import FaultsError, InputError, InputTypeError, NotFoundError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    SCOTLAND,
    UK_ANY,
    Extend,
    Pause,
    Timescale,
    VersionedTimescale,
    WorkingCalendar,
)
from kpirag.timescales.averages import AverageDuration
from kpirag.timescales.catalogue import (
    CATALOGUE,
    FLAGS,
    NATIONS,
    AuthorityStatus,
    Catalogue,
    CatalogueEntry,
    DueSide,
)
from kpirag.timescales.cumulative import CumulativeLimit
from kpirag.timescales.schedules import Schedule
from kpirag.timescales.windows import Window

ALL = CATALOGUE.with_unverified()
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "timescales-catalogue.md"
EXTENDED = [entry for entry in ALL if entry.extension]
SCHOOL = WorkingCalendar.from_terms("Hill School", [(date(2022, 4, 25), date(2022, 7, 22))])

keys = st.sampled_from(ALL.keys())
words = st.text(alphabet="abcdefghijklmnoprstuvw ", max_size=12)


def a_trigger(entry: CatalogueEntry) -> date:
    """Return a trigger date on which an entry was in force."""
    day = date(2022, 5, 4)
    day = max(day, entry.in_force_from or day)
    return min(day, entry.in_force_to or day)


def is_deadline(entry: CatalogueEntry) -> bool:
    """Tell whether an entry has a due date."""
    return entry.kind in ("timescale", "versions", "schedule")


def local(**facts) -> CatalogueEntry:
    """Return an entry of one's own."""
    given = dict(
        key="local-visit",
        name="Visit",
        rule=Timescale(10, "working days"),
        authority="Local standard",
        status="local",
        trigger="last visit",
        end="visit",
        flag="V",
    )
    return CatalogueEntry(**{**given, **facts})


class TestCatalogueLaws:
    @given(keys)
    def test_a_key_leads_to_its_entry(self, key):
        """Each key of the catalogue is in it and gives the entry that has it."""
        assert key in ALL
        assert key == ALL[key].key

    @given(words)
    def test_a_search_finds_what_has_every_word(self, text):
        """Every entry found has each word somewhere in its texts, and every other entry lacks one."""
        found = CATALOGUE.search(text)

        for entry in CATALOGUE:
            told = " \n ".join(
                (
                    *(entry.key, entry.name, entry.limit, entry.authority, entry.trigger, *entry.nations),
                    *(entry.end, entry.exclusions, entry.source, entry.note),
                )
            ).lower()
            assert (entry in found) == all(word in told for word in text.split())

    @given(words, words)
    def test_more_words_find_fewer_entries(self, one, two):
        """A search for two texts together finds what both find."""
        both = set(CATALOGUE.search(one)) & set(CATALOGUE.search(two))

        assert both == set(CATALOGUE.search(f"{one} {two}"))

    @given(words)
    def test_case_does_not_matter(self, text):
        """Capitals find the same as small letters."""
        assert CATALOGUE.search(text) == CATALOGUE.search(text.upper())

    @given(st.sampled_from([entry for entry in ALL if is_deadline(entry)]), st.integers(0, 900))
    def test_an_entry_computes_what_its_timescale_computes(self, entry, days):
        """The due date of an entry is that of the timescale in force on the trigger."""
        start = max(a_trigger(entry) - timedelta(days=days), entry.in_force_from or date.min)
        timescale = entry.on(start)
        assume("days" not in timescale.unit or start > SCOTLAND.first)
        assume(timescale.unit != "school days")
        if timescale.unit == "hours":
            start = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)

        assert timescale.due(start, SCOTLAND) == entry.due(start, SCOTLAND)
        assert entry.due(start, SCOTLAND) == entry.deadline(start, SCOTLAND).due


class TestEveryEntry:
    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_it_says_where_it_comes_from(self, entry):
        """Each entry has its name, authority, trigger and end in words, and how it was checked."""
        assert all((entry.name, entry.authority, entry.trigger, entry.end))
        assert entry.flag in FLAGS
        assert isinstance(entry.status, AuthorityStatus)
        assert set(entry.nations) <= set(NATIONS)
        assert entry.flag != "V2" or entry.source, "a secondary source is named"
        assert (entry.flag == "K") != entry.verified

    @pytest.mark.parametrize("entry", [*filter(is_deadline, ALL)], ids=lambda entry: entry.key)
    def test_it_computes(self, entry):
        """Each deadline gives a date on the right side of its trigger."""
        start = a_trigger(entry)
        unit = entry.on(start).unit
        calendar = SCHOOL if unit == "school days" else ENGLAND_AND_WALES
        if unit == "hours":
            start = datetime(start.year, start.month, start.day, 9)

        due = entry.due(start, calendar)

        assert (due < start) == (entry.on(a_trigger(entry)).direction == "before")

    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_it_carries_its_name_into_results(self, entry):
        """A deadline, a verdict or a total is called what the entry is called."""
        assert isinstance(entry.rule, AverageDuration) or entry.name == entry.rule.name

    @pytest.mark.parametrize("entry", EXTENDED, ids=lambda entry: entry.key)
    def test_an_extension_is_longer(self, entry):
        """The longer timescale runs from the same start and ends later."""
        start = max(date(2024, 5, 7), entry.in_force_from or date(2024, 5, 7))

        longer = entry.due(start, ENGLAND_AND_WALES, edits=[Extend(by=entry.extension)])

        assert entry.due(start, ENGLAND_AND_WALES) < longer == entry.extension.due(start, ENGLAND_AND_WALES)

    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_its_dict_holds_plain_values(self, entry):
        """The dict of an entry has text, truth values, None and lists of text."""
        told = entry.to_dict()

        assert entry.key == told["key"]
        assert all(
            value is None or isinstance(value, str | bool) or (key == "nations" and all(map(str, value)))
            for key, value in told.items()
        )

    def test_there_are_enough(self):
        """The catalogue holds at least 60 verified timescales of every kind and status."""
        assert 60 <= len(CATALOGUE)
        assert {"timescale", "versions", "schedule", "window", "cumulative limit"} < {
            entry.kind for entry in CATALOGUE
        }
        assert set(AuthorityStatus) == {entry.status for entry in CATALOGUE}
        assert set(NATIONS) == {nation for entry in CATALOGUE for nation in entry.nations}


class TestUnverified:
    def test_it_is_not_used_by_default(self):
        """What was not checked is not counted, listed, found or contained."""
        assert all(entry.verified for entry in CATALOGUE)
        assert len(CATALOGUE) == len(CATALOGUE.keys()) == len(list(CATALOGUE)) == len(CATALOGUE.search(""))
        assert len(CATALOGUE) < len(ALL)
        assert "cla-reviews" not in CATALOGUE
        assert () == CATALOGUE.search("model procedure")

    def test_looking_it_up_says_how_to_ask_for_it(self):
        """The error tells that it is not verified, and what to write."""
        with pytest.raises(NotFoundError, match="is not verified; got 'cla-reviews'") as caught:
            CATALOGUE["cla-reviews"]

        assert "CATALOGUE.with_unverified()['cla-reviews']" in str(caught.value)

    def test_asked_for_it_is_there_and_tells_itself_apart(self):
        """With the unverified entries, each still says that it is not verified."""
        assert not ALL["cla-reviews"].verified
        assert set(CATALOGUE) < set(ALL)


class TestLookup:
    def test_an_unknown_key_is_suggested(self):
        """A misspelt key is a KeyError that names the nearest key and the search."""
        with pytest.raises(KeyError, match="Did you mean 'ehc-final-plan'") as caught:
            CATALOGUE["ehc-finalplan"]

        assert isinstance(caught.value, NotFoundError)
        assert "CATALOGUE.search(" in str(caught.value)

    @pytest.mark.parametrize("key", [3, None, ("foi",)])
    def test_a_key_is_text(self, key):
        """A number is no key, and is not in the catalogue."""
        assert key not in CATALOGUE
        with pytest.raises(NotFoundError, match="is no key of the catalogue"):
            CATALOGUE[key]

    def test_foster_is_found_by_name(self):
        """A search for foster finds the private fostering entries and the note on foster carers who adopt."""
        assert ["private-fostering-visits", "private-fostering-notice", "adoption-a1"] == [
            entry.key for entry in CATALOGUE.search("foster")
        ]

    def test_an_authority_and_a_trigger_are_searched(self):
        """An instrument is found by its number, and a trigger by its words."""
        assert {"cla-visits"} < {entry.key for entry in CATALOGUE.search("2010/959")}
        assert {"ehc-final-plan", "ehc-detained-final-plan"} == {
            entry.key for entry in CATALOGUE.search("ehc 20 weeks issued")
        }
        assert {"icpc"} == {entry.key for entry in CATALOGUE.search("strategy discussion")}

    def test_a_search_may_be_narrowed(self):
        """Only one nation, or only one status."""
        wales = CATALOGUE.search("", nation="Wales")
        guidance = CATALOGUE.search("", status="statutory guidance")

        assert all("Wales" in entry.nations for entry in wales)
        assert "idp-review" in [entry.key for entry in wales]
        assert {AuthorityStatus.STATUTORY_GUIDANCE} == {entry.status for entry in guidance}

    def test_an_unknown_nation_or_status_is_refused(self):
        """A narrowed search that could find nothing says so."""
        with pytest.raises(InputError, match=r"nation: is no nation; got 'Whales'\. Did you mean 'Wales'"):
            CATALOGUE.search("", nation="Whales")
        with pytest.raises(InputError, match="status: is no known status"):
            CATALOGUE.search("", status="law")
        with pytest.raises(InputTypeError, match="text: must be text"):
            CATALOGUE.search(None)

    def test_it_is_not_legal_advice(self):
        """The catalogue says what it is not, wherever it shows itself."""
        assert "not legal advice" in CATALOGUE.disclaimer
        assert "not legal advice" in repr(CATALOGUE)
        assert "not legal advice" in PAGE.read_text(encoding="utf-8")

    def test_it_survives_a_pickle(self):
        """A catalogue can be sent to another process."""
        assert pickle.loads(pickle.dumps(ALL)).entries == ALL.entries

    def test_its_dicts_are_those_of_its_entries(self):
        """One dict an entry, in order."""
        assert [entry.to_dict() for entry in CATALOGUE] == CATALOGUE.to_dicts()


class TestOneOfOnesOwn:
    def test_a_local_entry_may_be_added(self):
        """A council adds its own standards; the shipped catalogue stays as it is."""
        own = CATALOGUE.adding(local())

        assert "local-visit" in own
        assert len(CATALOGUE) + 1 == len(own)
        assert "local-visit" not in CATALOGUE

    def test_a_key_that_is_taken_is_refused(self):
        """Two entries cannot have one key, also if the other is unverified."""
        with pytest.raises(InputError, match="is there twice; got 'foi'"):
            CATALOGUE.adding(local(key="foi"))
        with pytest.raises(InputError, match="is there twice; got 'cla-reviews'"):
            CATALOGUE.adding(local(key="cla-reviews"))
        with pytest.raises(InputTypeError, match=r"entries\[0\]"):
            CATALOGUE.adding("foi")
        with pytest.raises(InputTypeError, match=r"entries\[0\]: must be an entry"):
            Catalogue(["foi"])

    @pytest.mark.parametrize(
        "facts, words",
        [
            ({"key": "Local Visit"}, "key: must be small letters and digits"),
            ({"key": "local--visit"}, "key: must be small letters and digits"),
            ({"key": ""}, "key: must not be empty"),
            ({"name": " "}, "name: must not be empty"),
            ({"trigger": None}, "trigger: must be text"),
            ({"rule": 10}, "rule: must be a rule"),
            ({"flag": "v"}, "flag: is no flag"),
            ({"status": "law"}, "status: is no known status"),
            ({"side": "before"}, "side: is no known side"),
            ({"nations": "Albion"}, "nations: is no nation"),
            ({"in_force_from": "soon"}, "in_force_from: must be a date"),
            ({"extension": 20}, "extension: must be a Timescale"),
            ({"calendar": "England"}, "calendar: must be a WorkingCalendar"),
        ],
    )
    def test_what_is_wrong_is_told(self, facts, words):
        """Each field is checked, and the message names it."""
        with pytest.raises((InputError, InputTypeError), match=words):
            local(**facts)

    def test_all_faults_are_told_together(self):
        """A wrong key, name and flag are three faults of one error."""
        with pytest.raises(FaultsError, match="3 faults"):
            local(key="X", name="", flag="Z")

    def test_a_rule_with_a_name_keeps_it(self):
        """The name of the entry is lent only to a rule without one."""
        assert "Visits" == local(rule=Timescale(10, "working days", name="Visits")).rule.name

    def test_one_nation_may_be_written_alone(self):
        """A text is one nation, and dates may be ISO text."""
        entry = local(nations="Wales", in_force_from="2022-04-01")

        assert (("Wales",), date(2022, 4, 1)) == (entry.nations, entry.in_force_from)


class TestDue:
    def test_versions_are_chosen_by_the_trigger_date(self):
        """The ICO counted from the day after until 14 August 2019, and from the day of receipt since."""
        request = CATALOGUE["subject-access-request"]

        assert date(2019, 9, 16) == request.due(date(2019, 8, 14), ENGLAND_AND_WALES)
        assert date(2019, 9, 16) == request.due(date(2019, 8, 15), ENGLAND_AND_WALES)
        assert date(2019, 9, 13) == request.due(date(2019, 8, 12), ENGLAND_AND_WALES)
        assert date(2020, 8, 12) == request.due(date(2020, 7, 12), ENGLAND_AND_WALES)

    def test_threatened_homelessness_was_28_days_and_is_56(self):
        """The duty doubled with the Act that came into force on 3 April 2018."""
        duty = CATALOGUE["homelessness-prevention"]

        assert 28 == (duty.due(date(2018, 4, 2)) - date(2018, 4, 2)).days
        assert 56 == (duty.due(date(2018, 4, 3)) - date(2018, 4, 3)).days

    def test_the_planning_guarantee_shrank_for_small_applications(self):
        """26 weeks, and 16 since December 2023 unless the application is major."""
        small, major = CATALOGUE["planning-guarantee-non-major"], CATALOGUE["planning-guarantee"]

        assert Timescale(26, "weeks").due(date(2023, 11, 30)) == small.due(date(2023, 11, 30))
        assert Timescale(16, "weeks").due(date(2023, 12, 1)) == small.due(date(2023, 12, 1))
        assert Timescale(26, "weeks").due(date(2023, 12, 1)) == major.due(date(2023, 12, 1))

    def test_changed_wording_moved_planning_by_a_day(self):
        """Eight weeks began with the receipt in 1995 and with the day after from 2010."""
        old, new = CATALOGUE["planning-1995-order"], CATALOGUE["planning-2010-order"]

        assert date(2010, 3, 1) == old.due(date(2010, 1, 5))
        assert date(2010, 3, 2) == new.due(date(2010, 1, 5))

    def test_a_trigger_outside_its_dates_is_refused(self):
        """An entry is not used for cases of a time when it cannot have been in force."""
        with pytest.raises(
            InputError, match="is not a date for 'care-proceedings', which is from 2014-04-01"
        ):
            CATALOGUE["care-proceedings"].due(date(2014, 3, 31))
        with pytest.raises(InputError, match="'council-tax-benefit-decision', which is up to 2013-12-31"):
            CATALOGUE["council-tax-benefit-decision"].due(date(2014, 1, 1))
        with pytest.raises(InputTypeError, match="trigger"):
            CATALOGUE["ehc-final-plan"].due(None)

    def test_the_calendar_that_the_law_names_is_the_default(self):
        """A holiday anywhere in the UK delays an answer, and one in Scotland a Scottish answer."""
        foi, foisa = CATALOGUE["foi"], CATALOGUE["foisa"]
        received = date(2022, 7, 1)

        assert UK_ANY is foi.calendar
        assert date(2022, 8, 2) == foi.due(received) == foi.due(received, UK_ANY)
        assert date(2022, 7, 29) == foi.due(received, ENGLAND_AND_WALES)
        assert foisa.due(received) == Timescale(20, "working days").due(received, SCOTLAND)
        assert UK_ANY.name == foi.deadline(received).calendar

    @pytest.mark.parametrize(
        "received, due",
        [
            (date(2008, 10, 1), date(2008, 10, 29)),
            (date(2007, 2, 1), date(2007, 3, 1)),
            (date(2008, 2, 1), date(2008, 2, 29)),
            (date(2009, 3, 12), date(2009, 4, 14)),
        ],
    )
    def test_requests_for_information_are_due_when_others_say(self, received, due):
        """Four cases that alaveteli, the software of WhatDoTheyKnow, tests its own calculator with."""
        assert due == CATALOGUE["foi"].due(received)

    def test_where_the_law_names_none_a_calendar_is_asked_for(self):
        """The complaints regulations name no territory, so that none is guessed."""
        with pytest.raises(InputTypeError, match="working days need a calendar"):
            CATALOGUE["childrens-complaint-panel"].due(date(2022, 7, 1))

    def test_clock_edits_are_passed_on(self):
        """A fees notice of 2 working days moves the answer by 2 working days."""
        fees = Pause(date(2022, 7, 14), date(2022, 7, 15))

        assert date(2022, 8, 4) == CATALOGUE["foi"].due(date(2022, 7, 1), edits=[fees])

    def test_the_default_calendar_holds_for_a_deadline_too(self):
        """A deadline by an entry names the entry and the calendar."""
        told = CATALOGUE["child-and-family-assessment"].deadline(date(2022, 7, 1))

        assert "Child and family assessment: due 5 September 2022" == str(told)

    @pytest.mark.parametrize(
        "key, words",
        [
            ("cla-seen", "Write entry.rule.contains"),
            ("bed-and-breakfast-families", "Write entry.rule.total"),
            ("care-proceedings-average", "Write entry.rule.of"),
        ],
    )
    def test_what_has_no_deadline_says_what_it_has(self, key, words):
        """A window, a total and an average have no due date, and the message tells what to write."""
        with pytest.raises(InputError, match=words):
            CATALOGUE[key].due(date(2022, 7, 1))

    def test_a_notice_is_counted_back_from_the_event(self):
        """Ten clear working days before Saturday 20 August 2022 is Friday 5 August: neither end counts."""
        assert date(2022, 8, 5) == CATALOGUE["ten-standard"].due(date(2022, 8, 20), ENGLAND_AND_WALES)

    def test_a_late_notice_has_a_first_and_a_last_day(self):
        """A late notice is given from 9 to 5 clear working days before: the first day is no deadline."""
        first, last = CATALOGUE["ten-late-first-day"], CATALOGUE["ten-late-last-day"]
        event = date(2022, 8, 20)

        assert (DueSide.NO_EARLIER_THAN, DueSide.NO_LATER_THAN) == (first.side, last.side)
        assert date(2022, 8, 8) == first.due(event, ENGLAND_AND_WALES)
        assert date(2022, 8, 12) == last.due(event, ENGLAND_AND_WALES)
        assert CATALOGUE["ten-standard"].due(event, ENGLAND_AND_WALES) < first.due(event, ENGLAND_AND_WALES)

    def test_the_review_of_an_individual_plan_rolls(self):
        """12 months beginning with 1 May 2022 end on Sunday 30 April 2023; Monday is a holiday: 2 May."""
        assert date(2023, 5, 2) == CATALOGUE["idp-review"].due(date(2022, 5, 1), ENGLAND_AND_WALES)

    def test_counting_is_told_in_words(self):
        """Each kind of rule says how it counts."""
        told = {key: CATALOGUE[key].counting for key in ("ehc-final-plan", "cla-seen", "short-breaks-total")}

        assert "within 20 weeks of the start, which is day 0" == told["ehc-final-plan"]
        assert "the last 6 weeks, its first and its last day included" == told["cla-seen"]
        assert "75 days in any 12 months; count both" == told["short-breaks-total"]
        assert "for triggers from 2019-08-15, within 1 month" in CATALOGUE["subject-access-request"].counting
        assert "average days; count both" == CATALOGUE["hb-processing"].counting
        assert "beginning with the start" in CATALOGUE["idp-review"].counting

    def test_it_shows_itself_in_a_line(self):
        """The text has the name, the length and the authority."""
        assert "EHC: final plan issued: 20 weeks (SI 2014/1530 reg 13(2))" == str(CATALOGUE["ehc-final-plan"])
        assert "<CatalogueEntry 'foi': 20 working days, flag V>" == repr(CATALOGUE["foi"])
        assert "1 month (2 versions)" == CATALOGUE["subject-access-request"].limit


class TestThePapers:
    """Every timescale that the five committee papers mention is there, and computes."""

    def test_paper_a_bromley(self):
        """EHC plans in 20 weeks without exception cases; looked-after reviews in required timescale."""
        plan = CATALOGUE["ehc-final-plan"]

        assert date(2022, 9, 30) == plan.due(date(2022, 5, 13))
        assert "reg 10(4)" in plan.exclusions
        assert CATALOGUE["cla-first-review-28-days"].due(date(2022, 9, 2)) == date(2022, 9, 30)
        reviews = ALL["cla-reviews"].rule.compliance(
            date(2022, 4, 4),
            [date(2022, 4, 29), date(2022, 7, 20)],
            as_of=date(2022, 9, 30),
            calendar=ENGLAND_AND_WALES,
        )
        assert (True, date(2023, 1, 20)) == (reviews.compliant, reviews.next_due)

    def test_paper_b_havering(self):
        """Care proceedings in less than 26 weeks: 1 of 3; a second plan within 2 years."""
        proceedings = CATALOGUE["care-proceedings"]
        cases = [
            (date(2016, 11, 14), date(2017, 5, 12)),
            (date(2016, 12, 19), date(2017, 6, 19)),
            (date(2016, 12, 5), date(2017, 6, 23)),
        ]

        assert 1 == sum(end <= proceedings.due(start) for start, end in cases)
        assert Timescale(26, "weeks", bound="less than").due(cases[1][0]) == proceedings.due(cases[1][0])
        assert date(2017, 6, 18) == proceedings.due(cases[1][0])
        assert CATALOGUE["repeat-cp-plan"].rule.contains(date(2015, 4, 28), as_of=date(2017, 4, 28))
        assert not CATALOGUE["repeat-cp-plan"].rule.contains(date(2015, 4, 27), as_of=date(2017, 4, 28))

    @pytest.mark.parametrize(
        "key, first",
        [
            ("cla-seen", date(2016, 8, 19)),
            ("cin-seen", date(2016, 9, 2)),
            ("cp-seen", date(2016, 9, 16)),
            ("cin-reviewed", date(2016, 6, 30)),
        ],
    )
    def test_paper_c_buckinghamshire_windows(self, key, first):
        """CLA seen in 6 weeks, CIN in 4, CP in 2, and CIN reviewed in 3 months, as of 30 September 2016."""
        assert first == CATALOGUE[key].rule.first_day(date(2016, 9, 30))

    @pytest.mark.parametrize(
        "key, due",
        [
            ("contact-1-working-day", date(2016, 8, 30)),
            ("referral-completed", date(2016, 9, 1)),
            ("icpc", date(2016, 9, 19)),
            ("child-and-family-assessment", date(2016, 10, 31)),
        ],
    )
    def test_paper_c_buckinghamshire_deadlines(self, key, due):
        """From Friday 26 August 2016, over the bank holiday: 1, 3, 15 and 45 working days."""
        assert due == CATALOGUE[key].due(date(2016, 8, 26), ENGLAND_AND_WALES)

    def test_paper_c_has_two_clocks_under_one_name(self):
        """24 hours from Friday at noon end on Saturday; 1 working day ends on Tuesday."""
        noon = datetime(2016, 8, 26, 12)

        assert datetime(2016, 8, 27, 12) == CATALOGUE["contact-24-hours"].due(noon)
        assert date(2016, 8, 30) == CATALOGUE["contact-1-working-day"].due(noon.date(), ENGLAND_AND_WALES)

    def test_paper_c_reviews_child_protection_plans(self):
        """Review conferences after 3 months and then every 6."""
        planned = CATALOGUE["cp-reviews"].rule.planned(date(2016, 1, 29), 2)

        assert (date(2016, 4, 29), date(2016, 10, 29)) == planned

    def test_paper_d_darlington(self):
        """One visit against two limits: in time by 15 working days and late by 10."""
        last, visit = date(2019, 8, 12), date(2019, 8, 30)
        fifteen, ten = CATALOGUE["cp-visits-15-working-days"], CATALOGUE["cp-visits-10-working-days"]

        assert date(2019, 9, 3) == fifteen.due(last, ENGLAND_AND_WALES)
        assert date(2019, 8, 27) == ten.due(last, ENGLAND_AND_WALES)
        assert ten.due(last, ENGLAND_AND_WALES) < visit <= fifteen.due(last, ENGLAND_AND_WALES)
        assert CATALOGUE["icpc"].due(date(2019, 8, 12)) == date(2019, 9, 3)
        assert date(2019, 8, 19) == CATALOGUE["cla-visits"].due(date(2019, 8, 12))

    def test_paper_e_merton(self):
        """The statutory 45 days are working days; proceedings are an average in weeks against 26."""
        assessment, average = CATALOGUE["child-and-family-assessment"], CATALOGUE["care-proceedings-average"]

        assert "45 working days" == assessment.limit
        assert date(2020, 9, 30) == assessment.due(date(2020, 7, 28))
        assert (("national target", 26, "weeks"),) == average.rule.thresholds
        assert 32.0 == average.rule.of([(date(2020, 2, 3), date(2020, 9, 14))])
        assert date(2020, 9, 30) == CATALOGUE["ehc-final-plan"].due(date(2020, 5, 13))


def table(entries) -> str:
    """Return the table of the reference page."""
    lines = [
        "| Key | Name | Limit | From | To | Authority | Where | Status | Flag |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for entry in entries:
        side = "" if entry.side is DueSide.NO_LATER_THAN else f" ({entry.side})"
        cells = [
            f"`{entry.key}`",
            entry.name,
            entry.limit + side,
            entry.trigger,
            entry.end,
            entry.authority,
            ", ".join(entry.nations) or "not recorded",
            entry.status.value,
            entry.flag,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


class TestThePage:
    TEXT = PAGE.read_text(encoding="utf-8")

    def test_it_lists_the_verified_entries(self):
        """The first table of the page is the catalogue, entry by entry."""
        assert table(CATALOGUE) in self.TEXT

    def test_it_lists_the_unverified_ones_apart(self):
        """The second table has the rest."""
        assert table(entry for entry in ALL if not entry.verified) in self.TEXT

    def test_it_says_how_many_there_are(self):
        """The numbers in the text are those of the data."""
        flags = [entry.flag for entry in ALL]

        assert f"{len(CATALOGUE)} timescales" in self.TEXT
        assert f"{flags.count('V')} of them" in self.TEXT
        assert f"{flags.count('V2')} only in a secondary source" in self.TEXT
        assert f"{flags.count('K')} more" in self.TEXT

    def test_it_prints_the_disclaimer(self):
        """The page says in the words of the catalogue that it is not legal advice."""
        assert re.sub(r"\s+", " ", CATALOGUE.disclaimer) in self.TEXT


def test_the_kinds_of_rules_are_the_public_ones():
    """An entry holds one of the six kinds of rules, and each is in the catalogue."""
    kinds = {Timescale, VersionedTimescale, Schedule, Window, CumulativeLimit, AverageDuration}

    assert kinds == {type(entry.rule) for entry in CATALOGUE}


class TestDatesOfForce:
    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_no_rule_holds_since_the_year_1(self, entry):
        """A version begins when a source says so, at least by its year; other triggers are refused."""
        if isinstance(entry.rule, VersionedTimescale):
            assert entry.rule.versions[0][0] == entry.in_force_from

    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_the_entry_that_takes_its_place_is_there(self, entry):
        """The entries named for other triggers are in the catalogue and in force then."""
        if entry.earlier:
            assert ALL[entry.earlier].on(entry.in_force_from - timedelta(days=1))
        if entry.later:
            assert ALL[entry.later].on(entry.in_force_to + timedelta(days=1))

    @pytest.mark.parametrize("entry", [*ALL], ids=lambda entry: entry.key)
    def test_where_only_a_year_is_known_the_note_says_so(self, entry):
        """A first of January is the first day of a year that is known, and no more: the note names it."""
        day = entry.in_force_from
        unsure = (
            day is not None and (day.month, day.day) == (1, 1) and entry.key.startswith(("planning", "home"))
        )

        assert not unsure or f"{day.year}" in entry.note

    @pytest.mark.parametrize(
        "key, trigger, remedy",
        [
            ("planning-non-major", date(2014, 12, 31), "Use the entry 'planning-2010-order'."),
            ("planning-2010-order", date(2009, 12, 31), "Use the entry 'planning-1995-order'."),
            ("planning-2010-order", date(2016, 1, 1), "Use the entry 'planning-non-major'."),
            ("planning-1995-order", date(2011, 1, 1), "Use the entry 'planning-2010-order'."),
            ("planning-major", date(2014, 12, 31), "The catalogue has no entry for that time."),
            ("subject-access-request", date(2018, 5, 24), "applies from 25 May 2018"),
            ("homelessness-prevention", date(1995, 12, 31), "1996 is the year of the Act"),
        ],
    )
    def test_a_refused_trigger_says_what_to_use_instead(self, key, trigger, remedy):
        """The entry for that time by its key, or that there is none, and what is known of the dates."""
        with pytest.raises(InputError, match=r"^trigger: is not a date for") as caught:
            CATALOGUE[key].due(trigger, ENGLAND_AND_WALES)

        assert remedy in caught.value.remedy


class TestContradictions:
    @pytest.mark.parametrize(
        "facts, error",
        [
            ({"in_force_from": date(2022, 1, 2), "in_force_to": date(2022, 1, 1)}, "^in_force_to: is before"),
            ({"in_force_from": 3}, "^in_force_from: must be a date"),
            ({"in_force_to": datetime(2022, 1, 1)}, "^in_force_to: must be a date"),
            ({"nations": 5}, "^nations: must be names"),
            ({"flag": []}, "^flag: is no flag"),
            ({"earlier": 3}, "^earlier: must be text"),
            ({"later": "Not a key"}, "^later: must be small letters"),
        ],
    )
    def test_an_entry_that_cannot_be_right(self, facts, error):
        """Each fact of an entry is refused by its name."""
        with pytest.raises((InputError, InputTypeError), match=error):
            local(**facts)

    def test_a_catalogue_is_of_a_list(self):
        """What is no list of entries is refused by its name."""
        for wrong in (5, None, "entries"):
            with pytest.raises(InputTypeError, match=r"^entries: must be a list of entries"):
                Catalogue(wrong)
