"""Limits on a total of periods: 6 weeks in all, 75 days in any 12 months, 15 school days in a term."""

import pickle
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.timescales import ENGLAND_AND_WALES, Timescale, WorkingCalendar
from kpirag.timescales.cumulative import CumulativeLimit, CumulativeTotal

DAY = timedelta(days=1)
BEGIN, END = date(2022, 1, 1), date(2022, 6, 30)
days = st.dates(BEGIN, END)


lengths = st.one_of(st.none(), st.integers(0, 30))


@st.composite
def spells(draw) -> tuple[date, date | None]:
    """Return a period of up to 30 days, or one that goes on."""
    first, length = draw(days), draw(lengths)
    return first, None if length is None else first + length * DAY


lists = st.lists(spells(), max_size=5)
limits = st.builds(
    CumulativeLimit,
    st.integers(1, 40),
    st.just("days"),
    rolling=st.one_of(st.none(), st.integers(1, 60).map(lambda n: Timescale(n, "days"))),
    counts=st.sampled_from(["count both", "exclude start"]),
)


def days_of(given_spells, as_of: date, *, nights: bool) -> set[date]:
    """Return the days that some periods have up to a date, one by one."""
    found = set()
    for first, last in given_spells:
        end = as_of if last is None else min(last, as_of)
        day = first + DAY if nights else first
        while day <= end:
            found.add(day)
            day += DAY
    return found


class TestTotalLaws:
    @given(limits, lists, days)
    def test_it_counts_each_day_once(self, limit, many, as_of):
        """The total is the number of different days; of a rolling period, the most in any one."""
        counted = days_of(many, as_of, nights=limit.counts == "exclude start")
        length = limit.rolling.n if limit.rolling else 10_000
        most = max((sum(0 <= (day - each).days < length for each in counted) for day in counted), default=0)

        assert most == limit.total(many, as_of).used

    @given(limits, lists, days)
    def test_it_is_exceeded_from_the_first_day_above_the_limit(self, limit, many, as_of):
        """As of the day before it was exceeded it was not, and as of that day it was, by 1."""
        total = limit.total(many, as_of)

        assert total.within == (total.used <= limit.limit)
        assert total.limit - total.used == total.left - total.over
        if total.exceeded_on is not None:
            assert limit.total(many, total.exceeded_on - DAY).within
            assert 1 == limit.total(many, total.exceeded_on).over

    @given(limits, lists, days, st.integers(0, 60))
    def test_time_never_gives_days_back(self, limit, many, as_of, later):
        """The total as of a later date is as large or larger, and what was exceeded stays so."""
        now, then = limit.total(many, as_of), limit.total(many, as_of + later * DAY)

        assert now.used <= then.used
        assert now.exceeded_on in (None, then.exceeded_on)

    @given(limits, lists, days, st.randoms(use_true_random=False))
    def test_order_and_overlap_do_not_matter(self, limit, many, as_of, random):
        """The same periods in another order, or entered twice, give the same total."""
        shuffled = many * 2
        random.shuffle(shuffled)

        assert limit.total(many, as_of) == limit.total(shuffled, as_of)

    @given(st.integers(1, 40), days, st.integers(1, 60), st.integers(0, 58))
    def test_a_period_may_be_entered_in_two_parts(self, n, first, length, at):
        """Cut in two where one day ends and the next begins, a period has the same days."""
        last, cut = first + length * DAY, first + min(at, length - 1) * DAY
        limit = CumulativeLimit(n, "days")

        whole = limit.total([(first, last)], as_of=last)

        assert length + 1 == whole.used
        assert whole == limit.total([(first, cut), (cut + DAY, last)], as_of=last)

    @given(days, st.integers(0, 60))
    def test_nights_are_one_fewer_than_days(self, first, length):
        """One period has as many nights as days lie between its ends, and one more day."""
        one = [(first, first + length * DAY)]

        assert length == CumulativeLimit(6, "weeks", counts="exclude start").total(one, END + 90 * DAY).used
        assert length + 1 == CumulativeLimit(6, "weeks").total(one, END + 90 * DAY).used

    @given(days, st.integers(0, 40), st.integers(0, 40))
    def test_back_to_back_nights_are_those_of_one_stay(self, first, one, two):
        """A stay that begins on the day another ended adds its own nights and no more."""
        middle = first + one * DAY
        last = middle + two * DAY
        limit = CumulativeLimit(6, "weeks", counts="exclude start")

        assert limit.total([(first, last)], last) == limit.total([(first, middle), (middle, last)], last)

    @given(lists, days, days)
    def test_since_leaves_out_the_days_before(self, many, as_of, since):
        """With a first day, only days from it on are counted."""
        counted = {day for day in days_of(many, as_of, nights=False) if day >= since}

        assert len(counted) == CumulativeLimit(1, "week").total(many, as_of, since=since).used

    @given(lists, days)
    def test_working_days_are_those_of_the_calendar(self, many, as_of):
        """Of all the days, only working days are counted."""
        counted = [day for day in days_of(many, as_of, nights=False) if ENGLAND_AND_WALES.is_working(day)]

        total = CumulativeLimit(15, "working days").total(many, as_of, calendar=ENGLAND_AND_WALES)

        assert len(counted) == total.used

    @given(limits)
    def test_it_comes_back_from_a_dict_and_from_a_pickle(self, limit):
        """A limit survives being written down."""
        assert limit == CumulativeLimit.from_dict(limit.to_dict())
        assert limit == pickle.loads(pickle.dumps(limit))
        assert limit == eval(repr(limit), {"CumulativeLimit": CumulativeLimit, "Timescale": Timescale})  # noqa: S307 - the repr is made here


class TestBedAndBreakfast:
    """WSI 2015/1268 article 7: a period, or a total of periods, not exceeding 6 weeks."""

    LIMIT = CumulativeLimit(6, "weeks")

    def test_exactly_six_weeks_is_within(self):
        """42 days in all do not exceed 6 weeks."""
        total = self.LIMIT.total([(date(2022, 4, 1), date(2022, 5, 12))], as_of=date(2022, 6, 30))

        assert (42, 0, True, None) == (total.used, total.left, total.within, total.exceeded_on)

    def test_one_day_more_is_not(self):
        """The 43rd day exceeds it, and is named."""
        total = self.LIMIT.total([(date(2022, 4, 1), None)], as_of=date(2022, 5, 13))

        assert (43, 1, False) == (total.used, total.over, total.within)
        assert date(2022, 5, 13) == total.exceeded_on

    def test_two_stays_are_added(self):
        """28 days and 20 days are 48; the 43rd is the 15th of the second stay."""
        stays = [(date(2022, 4, 1), date(2022, 4, 28)), (date(2022, 6, 1), date(2022, 6, 20))]

        assert CumulativeTotal(48, 42, date(2022, 6, 15)) == self.LIMIT.total(stays, as_of=date(2022, 6, 30))

    def test_it_shows_itself_as_plain_values(self):
        """The dict of a total has numbers, a truth value and a date as text."""
        total = self.LIMIT.total([(date(2022, 4, 1), None)], as_of=date(2022, 5, 13))

        assert {
            "used": 43,
            "limit": 42,
            "left": 0,
            "over": 1,
            "within": False,
            "exceeded_on": "2022-05-13",
        } == total.to_dict()


class TestShortBreaks:
    """SI 2010/959 regulation 48(2): 17 days each, 75 days in any 12 months."""

    LIMIT = CumulativeLimit(75, "days", rolling=Timescale(12, "months"))
    BREAKS = [(date(2022, month, 1), date(2022, month, 15)) for month in (1, 3, 5, 7, 9)]

    def test_five_breaks_of_fifteen_days_are_within(self):
        """75 days in a year do not exceed 75."""
        assert CumulativeTotal(75, 75, None) == self.LIMIT.total(self.BREAKS, as_of=date(2022, 12, 31))

    def test_a_day_in_the_same_twelve_months_is_too_many(self):
        """On 31 December 2022 the first day of January is still in the same 12 months."""
        total = self.LIMIT.total([*self.BREAKS, (date(2022, 12, 31), None)], as_of=date(2022, 12, 31))

        assert date(2022, 12, 31) == total.exceeded_on

    def test_a_year_later_a_day_has_left(self):
        """On 1 January 2023 the 1st of January 2022 has left: 12 months have no date twice."""
        total = self.LIMIT.total(
            [*self.BREAKS, (date(2023, 1, 1), date(2023, 1, 1))], as_of=date(2023, 1, 31)
        )

        assert CumulativeTotal(75, 75, None) == total

    def test_a_break_of_seventeen_days_is_within_and_of_eighteen_is_not(self):
        """One placement at a time: its first and its last day count."""
        each = CumulativeLimit(17, "days")

        assert each.total([(date(2022, 8, 1), date(2022, 8, 17))], as_of=date(2022, 8, 31)).within
        assert not each.total([(date(2022, 8, 1), date(2022, 8, 18))], as_of=date(2022, 8, 31)).within


class TestSuspensions:
    """SI 2012/1033 regulation 24: governors consider more than 15 school days in a term."""

    SCHOOL = WorkingCalendar.from_terms(
        "Hill School",
        [(date(2022, 9, 5), date(2022, 10, 21)), (date(2022, 10, 31), date(2022, 12, 16))],
    )
    LIMIT = CumulativeLimit(15, "school days")

    def test_only_school_days_of_the_term_count(self):
        """Three times 5 school days are 15, weekend and half term left out; one day more is too many."""
        spells = [
            (date(2022, 9, 12), date(2022, 9, 16)),
            (date(2022, 10, 17), date(2022, 10, 30)),
            (date(2022, 11, 14), date(2022, 11, 18)),
        ]
        term = {"since": date(2022, 9, 5), "as_of": date(2022, 12, 16), "calendar": self.SCHOOL}

        assert CumulativeTotal(15, 15, None) == self.LIMIT.total(spells, **term)
        assert (
            date(2022, 12, 1)
            == self.LIMIT.total([*spells, (date(2022, 12, 1), date(2022, 12, 1))], **term).exceeded_on
        )

    def test_school_days_need_the_calendar_of_a_school(self):
        """Without a calendar, or with one of bank holidays, school days cannot be counted."""
        one = [(date(2022, 9, 12), date(2022, 9, 16))]

        with pytest.raises(InputTypeError, match="school days need a calendar"):
            self.LIMIT.total(one, as_of=date(2022, 9, 30))
        with pytest.raises(InputError, match="does not count school days"):
            self.LIMIT.total(one, as_of=date(2022, 9, 30), calendar=ENGLAND_AND_WALES)


class TestRefusals:
    def test_it_says_what_it_is(self):
        """The text is the one a report would use."""
        assert "6 weeks in all" == str(CumulativeLimit(6, "weeks"))
        assert "75 days in any 12 months" == str(TestShortBreaks.LIMIT)

    @pytest.mark.parametrize("unit", ["months", "years", "hours", "working hours"])
    def test_a_total_has_one_length(self, unit):
        """A total of months or hours is refused: months have no one length, and a total is made of days."""
        with pytest.raises(InputError, match="unit: a total is made of days and weeks"):
            CumulativeLimit(2, unit)

    @pytest.mark.parametrize(
        "rolling",
        [
            Timescale(12, "months", counting="beginning with"),
            Timescale(12, "months", direction="before"),
            Timescale(90, "working days"),
            Timescale(72, "hours"),
        ],
    )
    def test_a_rolling_period_is_a_plain_one(self, rolling):
        """How a rolling period counts is not a choice, so that options are refused."""
        with pytest.raises(InputError, match="rolling: must be a plain number of days"):
            CumulativeLimit(75, "days", rolling=rolling)

    def test_a_name_of_the_rolling_period_changes_nothing(self):
        """A named timescale can be the rolling period."""
        named = CumulativeLimit(75, "days", rolling=Timescale(12, "months", name="A year"))

        assert "75 days in any 12 months" == str(named)

    def test_all_faults_are_told_together(self):
        """A wrong number, unit, convention and rolling period are four faults."""
        with pytest.raises(FaultsError, match="4 faults"):
            CumulativeLimit(0, "months", rolling="a year", counts="some")

    @pytest.mark.parametrize(
        "spell, words",
        [
            ((date(2022, 4, 2), date(2022, 4, 1)), "ends before it begins"),
            ((date(2022, 4, 2),), "must be a first and a last day"),
            (date(2022, 4, 2), "must be a first and a last day"),
            ((None, date(2022, 4, 1)), "must be a date"),
            ((date(2022, 4, 2), datetime(2022, 4, 2)), "must be a date"),
        ],
    )
    def test_a_period_is_a_first_and_a_last_day(self, spell, words):
        """A period that is none is refused at its place."""
        with pytest.raises((InputError, InputTypeError), match=rf"spells\[1\].*{words}"):
            CumulativeLimit(6, "weeks").total([(date(2022, 4, 1), None), spell], as_of=date(2022, 4, 30))

    def test_periods_are_a_list(self):
        """Text and nothing are no periods."""
        for wrong in ("2022-04-01", None):
            with pytest.raises(InputTypeError, match="spells: must be a list of periods"):
                CumulativeLimit(6, "weeks").total(wrong, as_of=date(2022, 4, 30))

    def test_what_begins_later_is_not_counted(self):
        """As of a date, a period that begins after it is not there yet."""
        later = [(date(2022, 5, 1), None)]

        assert 0 == CumulativeLimit(6, "weeks").total(later, as_of=date(2022, 4, 30)).used
