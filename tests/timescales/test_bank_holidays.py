"""The shipped bank holidays."""

from collections import Counter
from datetime import date

import pytest

from kpirag.timescales import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, UK_ANY, Timescale

DIVISIONS = [ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND]


class TestShippedCalendars:
    @pytest.mark.parametrize(
        "calendar, number",
        [(ENGLAND_AND_WALES, 149), (SCOTLAND, 168), (NORTHERN_IRELAND, 185)],
    )
    def test_the_number_of_days(self, calendar, number):
        """GOV.UK lists so many bank holidays for 2011 to 2028."""
        assert number == len(calendar.holidays)

    @pytest.mark.parametrize("calendar", [*DIVISIONS, UK_ANY])
    def test_no_day_is_on_a_weekend(self, calendar):
        """GOV.UK lists the substitute day alone."""
        assert {day.weekday() for day in calendar.holidays} <= {0, 1, 2, 3, 4}

    @pytest.mark.parametrize(
        "calendar, ordinary", [(ENGLAND_AND_WALES, 8), (SCOTLAND, 9), (NORTHERN_IRELAND, 10)]
    )
    def test_a_year_has_its_ordinary_number_and_its_one_offs(self, calendar, ordinary):
        """Eight, nine or ten a year; one more in 2011, 2012, 2023; two more in 2022; one in Scotland 2026."""
        extra = Counter({2011: 1, 2012: 1, 2022: 2, 2023: 1, 2026: int(calendar is SCOTLAND)})
        found = Counter(day.year for day in calendar.holidays)

        assert {year: ordinary + extra[year] for year in range(2011, 2029)} == dict(found)

    @pytest.mark.parametrize(
        "day, where",
        [
            (date(2011, 4, 29), "all"),  # Royal wedding
            (date(2012, 6, 4), "all"),  # spring bank holiday moved
            (date(2012, 6, 5), "all"),  # Diamond Jubilee
            (date(2020, 5, 8), "all"),  # early May moved for VE day
            (date(2022, 6, 2), "all"),  # spring bank holiday moved
            (date(2022, 6, 3), "all"),  # Platinum Jubilee
            (date(2022, 9, 19), "all"),  # state funeral
            (date(2023, 5, 8), "all"),  # Coronation
            (date(2026, 6, 15), "Scotland"),  # World Cup
        ],
    )
    def test_one_offs(self, day, where):
        """One-off days, which libraries and hard-coded lists miss."""
        off = {calendar.name for calendar in DIVISIONS if not calendar.is_working(day)}

        assert ({"Scotland"} if where == "Scotland" else {each.name for each in DIVISIONS}) == off

    @pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2012, 5, 28)])
    def test_days_that_were_moved_away_are_working_days(self, day):
        """4 May 2020 is in many lists and was no holiday."""
        assert all(calendar.is_working(day) for calendar in DIVISIONS)

    @pytest.mark.parametrize(
        "day, off",
        [
            (date(2023, 1, 3), {"Scotland"}),  # 2nd January, substitute
            (date(2024, 3, 18), {"Northern Ireland"}),  # St Patrick's Day, substitute
            (date(2024, 4, 1), {"England and Wales", "Northern Ireland"}),  # Easter Monday
            (date(2024, 7, 12), {"Northern Ireland"}),
            (date(2024, 8, 5), {"Scotland"}),
            (date(2024, 8, 26), {"England and Wales", "Northern Ireland"}),
            (date(2024, 12, 2), {"Scotland"}),  # St Andrew's Day, substitute
        ],
    )
    def test_days_of_one_part(self, day, off):
        """Easter Monday is no bank holiday in Scotland; the others have days of their own."""
        assert off == {calendar.name for calendar in DIVISIONS if not calendar.is_working(day)}
        assert not UK_ANY.is_working(day)

    def test_any_part_begins_in_2007(self):
        """It knows 2007 to 2028, with Good Friday 2007 among its days."""
        assert (date(2007, 1, 1), date(2028, 12, 31)) == (UK_ANY.first, UK_ANY.last)
        assert "Good Friday" == UK_ANY.why_closed(date(2007, 4, 6))
        assert {13} == {sum(day.year == year for day in UK_ANY.holidays) for year in range(2007, 2011)}

    @pytest.mark.parametrize("calendar", [*DIVISIONS, UK_ANY])
    def test_it_says_where_it_is_from(self, calendar):
        """Source, licence, date of the data, and how far holidays were announced."""
        assert "Open Government Licence v3.0" in calendar.attribution
        assert calendar.version.startswith("GOV.UK 2026-02-25")
        assert (calendar is UK_ANY) is ("2007 to 2010 from other sources" in calendar.version)
        assert date(2028, 12, 31) == calendar.known_to

    def test_days_that_gov_uk_does_not_list_have_their_own_source(self):
        """GOV.UK begins in 2011: the earlier days are from alaveteli, the Act of 1971 and a proclamation."""
        assert all(
            source in UK_ANY.attribution
            for source in ("alaveteli", "Banking and Financial Dealings Act 1971", "12 July as proclaimed")
        )
        assert not any("alaveteli" in each.attribution for each in DIVISIONS)

    def test_the_wrong_calendar_is_often_wrong(self):
        """England and Wales instead of any part gives another FOI date for 38% of receipts, 2012 to 2028."""
        foi = Timescale(20, "working days")
        first, last = date(2012, 1, 1).toordinal(), date(2028, 11, 20).toordinal()
        starts = [date.fromordinal(each) for each in range(first, last)]
        differ = sum(foi.due(day, UK_ANY) != foi.due(day, ENGLAND_AND_WALES) for day in starts)

        assert 38 == round(100 * differ / len(starts))
