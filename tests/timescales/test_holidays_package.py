"""The adapter for the package `holidays`, and the traps of that package."""

import sys
from datetime import date

import numpy as np
import pytest

from kpirag import InputError, InputTypeError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    CalendarRangeError,
    Timescale,
    from_holidays,
)


@pytest.fixture
def holidays():
    """Return the package, or skip."""
    return pytest.importorskip("holidays", reason="needs the extra: pip install 'kpirag[holidays]'")


@pytest.mark.usefixtures("holidays")
class TestFromHolidays:
    @pytest.mark.parametrize(
        "code, shipped",
        [
            ("ENG", ENGLAND_AND_WALES),
            ("WLS", ENGLAND_AND_WALES),
            ("SCT", SCOTLAND),
            ("NIR", NORTHERN_IRELAND),
        ],
    )
    def test_it_agrees_with_the_shipped_calendars(self, code, shipped):
        """2011 to 2025, day by day; later one-offs depend on the version of the package."""
        made = from_holidays(code, years=range(2011, 2026))

        assert [day for day in shipped.holidays if day.year < 2026] == [*made.holidays]

    def test_it_says_what_it_covers(self):
        """The range is the years asked for, and the version is that of the package."""
        made = from_holidays("SCT", years=[2022, 2024, 2023])

        assert (date(2022, 1, 1), date(2024, 12, 31)) == (made.first, made.last)
        assert made.version.startswith("holidays 0.") or made.version.startswith("holidays ")
        assert "GB SCT" == made.name

    def test_it_computes(self):
        """A due date in Scotland."""
        due = Timescale(20, "working days").due(date(2022, 11, 10), from_holidays("SCT", years=2022))

        assert date(2022, 12, 9) == due

    def test_years_it_extrapolates_are_not_known(self):
        """The package works out any year and does not say where the announced ones stop."""
        made = from_holidays("ENG", years=range(2027, 2036))

        assert date(2028, 12, 31) == made.known_to
        assert not Timescale(10, "working days").deadline(date(2035, 3, 1), made).known
        assert date(2030, 12, 31) == from_holidays("ENG", years=2030, known_to=date(2031, 1, 1)).known_to

    def test_another_week_keeps_its_own_holidays(self):
        """A holiday on a Saturday matters to an office that works on Saturdays."""
        six = from_holidays("ENG", years=2021, working_week="Mon-Sat")

        assert not six.is_working(date(2021, 12, 25))
        assert date(2021, 12, 25) not in from_holidays("ENG", years=2021).holidays

    @pytest.mark.parametrize("wrong", [None, "", 5])
    def test_a_subdivision_is_demanded(self, wrong):
        """Without one it has meant all parts' holidays and the shared ones, by version."""
        with pytest.raises((InputError, InputTypeError), match="subdivision"):
            from_holidays(wrong, years=2022)

    @pytest.mark.parametrize("wrong", ["NI", "Narnia"])
    def test_an_unknown_subdivision_names_the_known_ones(self, wrong):
        """Northern Ireland is NIR to the package."""
        with pytest.raises(InputError, match="'NIR'"):
            from_holidays(wrong, years=2022)

    @pytest.mark.parametrize("wrong", [None, "2022", [], [2020, 2022], 2022.5, range(0)])
    def test_years_are_demanded(self, wrong):
        """Explicit, and without a gap, in which every weekday would be a working day."""
        with pytest.raises((InputError, InputTypeError), match="years"):
            from_holidays("ENG", years=wrong)


class TestTheTraps:
    def test_a_fresh_object_is_empty(self, holidays):
        """Its list is empty until it is asked, so numpy takes Christmas Day for a working day."""
        fresh = holidays.country_holidays("GB", subdiv="ENG")

        assert [] == list(fresh)
        assert bool(np.is_busday(date(2024, 12, 25), holidays=list(fresh)))
        assert not from_holidays("ENG", years=2024).is_working(date(2024, 12, 25))

    def test_a_single_year_knows_nothing_of_the_next(self, holidays):
        """Frozen to 2024 as a list, 1 January 2025 is a working day; here it is an error."""
        listed = list(holidays.country_holidays("GB", subdiv="ENG", years=2024))

        assert bool(np.is_busday(date(2025, 1, 1), holidays=listed))
        with pytest.raises(CalendarRangeError, match="2024-01-01 to 2024-12-31"):
            from_holidays("ENG", years=2024).is_working(date(2025, 1, 1))

    def test_the_whole_country_is_what_its_parts_share(self, holidays):
        """Without a subdivision, Easter Monday and the August holiday are no holidays."""
        whole = holidays.country_holidays("GB", years=2024)

        assert date(2024, 4, 1) not in whole
        assert date(2024, 8, 26) not in whole
        assert not from_holidays("ENG", years=2024).is_working(date(2024, 8, 26))

    def test_weekend_originals_are_kept_beside_the_substitute(self, holidays):
        """25 December 2021 and 27 December 2021 both; the list of GOV.UK has the substitute alone."""
        listed = holidays.country_holidays("GB", subdiv="ENG", years=2021)

        assert date(2021, 12, 25) in listed
        assert date(2021, 12, 27) in listed
        assert [27, 28] == [day.day for day in from_holidays("ENG", years=2021).holidays if day.month == 12]

    def test_observed_false_drops_the_substitute(self, holidays):
        """Then Monday 27 December 2021 is a working day."""
        listed = holidays.country_holidays("GB", subdiv="ENG", years=2021, observed=False)

        assert date(2021, 12, 27) not in listed

    def test_it_extrapolates_without_a_sign(self, holidays):
        """The year 2090 has bank holidays already."""
        assert 8 <= len(holidays.country_holidays("GB", subdiv="ENG", years=2090))


class TestWithoutThePackage:
    def test_the_error_says_what_to_install(self, monkeypatch):
        """The extra is named."""
        monkeypatch.setitem(sys.modules, "holidays", None)
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'kpirag\[holidays\]'"):
            from_holidays("ENG", years=2022)


class TestArguments:
    @pytest.mark.parametrize(
        "options, error",
        [
            ({"years": 99999}, "^years: must be 9999 or less; got 99999"),
            ({"years": 2022, "country": None}, "^country: must be text"),
            ({"years": 2022, "known_to": 2022}, "^known_to: must be a date"),
            ({"years": 2022, "known_to": "soon"}, "^known_to: must be a date written"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, options, error):
        """Each argument is refused by its name, before the package is asked."""
        with pytest.raises((InputError, InputTypeError), match=error):
            from_holidays("ENG", **options)

    @pytest.mark.usefixtures("holidays")
    def test_a_date_may_be_text(self):
        """As in every calendar."""
        assert date(2022, 12, 30) == from_holidays("ENG", years=2022, known_to="2022-12-30").known_to
