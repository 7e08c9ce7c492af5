"""Indicators: what may be written for each field, what is refused and how, and the figure counts give."""

import copy
import pickle
import warnings
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from attrs.exceptions import FrozenInstanceError

from kpirag import (
    Basis,
    FaultsError,
    Frequency,
    Indicator,
    InputError,
    InputTypeError,
    KpiragWarning,
    Outturn,
    Period,
    Polarity,
    Tolerance,
    Unit,
)
from kpirag._texts import checked_text, of_kind, warn_caller
from kpirag.indicators import dead_band_of, ref_text

Q1 = Period.quarter(2022, 1)


def indicator(**facts) -> Indicator:
    """Return an indicator with some facts of its own."""
    return Indicator(**{"ref": "32", "name": "EHC plans in 20 weeks", "polarity": "higher"} | facts)


def fault(**facts) -> str:
    """Return what is said about an indicator with some facts of its own."""
    with pytest.raises((InputError, InputTypeError)) as caught:
        indicator(**facts)
    return str(caught.value)


class TestRef:
    @pytest.mark.parametrize(
        "written",
        [
            *(32, 32.0, "32", " 32 ", Decimal(32), Decimal("32.0"), Fraction(64, 2)),
            *(np.int64(32), np.float64(32), np.float32(32)),
        ],
        ids=repr,
    )
    def test_one_number_is_one_ref(self, written):
        """32, 32.0 and "32" are one, in every kind of number."""
        assert "32" == ref_text(written) == indicator(ref=written).ref
        assert str is type(indicator(ref=written).ref)

    @pytest.mark.parametrize("written", ["1.1", "1.10", "CS-04", "32.0", "0"])
    def test_text_stays_as_it_is(self, written):
        """Text is never read as a number: "1.10" stays apart from "1.1", without a warning."""
        assert written == ref_text(written)

    @pytest.mark.parametrize(
        "written", [1.1, np.float64(1.1), np.float32(1.1), Decimal("1.1"), Fraction(11, 10)]
    )
    def test_a_number_with_decimals_warns_once(self, written):
        """A number 1.1 may have been 1.10, and a spreadsheet cannot tell: one warning, which says so."""
        with pytest.warns(KpiragWarning) as caught:
            ref = ref_text(written)

        (warning,) = caught
        assert "1.1" == ref
        said = "ref: the number 1.1 could be 1.1 or 1.10. Write it as text, in quotes."
        assert said == str(warning.message)

    def test_the_warning_points_at_the_caller(self):
        """The warning names the line that made the indicator, not a line of kpirag or of attrs."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            indicator(ref=1.1)
            ref_text(1.1)

        assert [__file__, __file__] == [warning.filename for warning in caught]
        assert caught[0].lineno < caught[1].lineno

    def test_the_warning_comes_from_the_line_that_wrote_it(self):
        """The line number is that of the call itself."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            Indicator(1.1, "A", polarity="higher")
            below = _line()

        assert below - 1 == caught[0].lineno

    def test_a_caller_without_a_module_is_passed_over(self):
        """A warning from code that has no module name still ends at a line that has one."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            exec("warn('Look here.')", {"warn": warn_caller})  # noqa: S102 - code without a module name

        assert [__file__] == [warning.filename for warning in caught]

    @pytest.mark.parametrize("written", ["", "   ", "\t\n"])
    def test_an_empty_ref_is_refused(self, written):
        """A ref of nothing but blanks is no ref."""
        with pytest.raises(InputError, match=r"^ref: must not be empty; got .*Give each indicator a ref\.$"):
            ref_text(written)

    @pytest.mark.parametrize("written", [float("nan"), np.float32("nan"), float("inf"), Decimal("NaN")])
    def test_a_number_that_is_none_is_refused(self, written):
        """NaN and infinity are no refs: a sheet with an empty cell must not make an indicator 'nan'."""
        with pytest.raises(InputError, match=r"^ref: "):
            ref_text(written)

    def test_nan_is_told_to_give_a_ref(self):
        """The way out of NaN is a ref, not a missing outturn."""
        with pytest.raises(InputError, match=r"Give each indicator a ref\.$"):
            ref_text(float("nan"))

    @pytest.mark.parametrize(
        "written", [None, True, False, np.True_, [], date(2022, 4, 1), b"32", 1j, object()]
    )
    def test_what_is_neither_text_nor_number_is_refused(self, written):
        """None, booleans, dates and lists are no refs."""
        with pytest.raises(InputTypeError, match=r"^ref: must be (text or a whole number|a number); got "):
            ref_text(written)


def _line() -> int:
    """Return the number of the line that calls this."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("here", stacklevel=2)
    return caught[0].lineno


class TestOptions:
    @pytest.mark.parametrize("written", ["higher", "Higher", " HIGHER ", Polarity.HIGHER])
    def test_case_and_blanks_do_not_matter(self, written):
        """An option may be written in any case, or as its member."""
        assert Polarity.HIGHER is indicator(polarity=written).polarity

    @pytest.mark.parametrize("written", ["year to date", "year-to-date", "Year_To_Date", Basis.YEAR_TO_DATE])
    def test_words_may_be_joined_in_three_ways(self, written):
        """Spaces, hyphens and underscores are one."""
        assert Basis.YEAR_TO_DATE is indicator(basis=written).basis

    @pytest.mark.parametrize("option", list(Unit))
    def test_every_unit_is_accepted(self, option):
        """Percent, number, rate, days, weeks, currency and score are the units."""
        per = 1_000 if option == "rate" else None
        assert option is indicator(unit=str(option), per=per).unit

    @pytest.mark.parametrize(
        "path, written, hint",
        [
            ("polarity", "hihger", "Did you mean 'higher'? Known: 'higher', 'lower', 'range', 'none'."),
            ("polarity", "lwoer", "Did you mean 'lower'?"),
            ("unit", "precent", "Did you mean 'percent'?"),
            ("unit", "currancy", "Did you mean 'currency'?"),
            ("basis", "year to data", "Did you mean 'year to date'?"),
            ("basis", "snap shot", "Did you mean 'snapshot'?"),
            ("frequency", "quartely", "Did you mean 'quarter'?"),
        ],
    )
    def test_a_slip_is_met_with_a_suggestion(self, path, written, hint):
        """An unknown option is refused with the nearest known one and all that are known."""
        said = fault(**{path: written})
        assert said.startswith(f"{path}: is no known {path}; got {written!r}. ")
        assert hint in said

    @pytest.mark.parametrize("path", ["polarity", "unit", "basis", "frequency"])
    @pytest.mark.parametrize("written", [1, True, [], object()])
    def test_an_option_is_text(self, path, written):
        """A number or list is no option."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be text; got "):
            indicator(**{path: written})

    @pytest.mark.parametrize(
        "written, frequency",
        [
            ("monthly", "month"),
            ("Quarterly", "quarter"),
            ("half-yearly", "half"),
            ("six monthly", "half"),
            ("annual", "year"),
            ("annually", "year"),
            ("yearly", "year"),
            ("year", "year"),
            (Frequency.MONTH, "month"),
        ],
    )
    def test_a_frequency_may_be_an_adverb(self, written, frequency):
        """A report says quarterly or annual; both are read."""
        assert frequency == indicator(frequency=written).frequency

    def test_a_span_is_no_frequency_of_reporting(self):
        """Nothing is reported 'every span'."""
        said = fault(frequency="span")
        assert (
            "frequency: is not a frequency of reporting; got 'span'. "
            "Write 'month', 'quarter', 'half' or 'year'."
        ) == said

    def test_polarity_has_no_default(self):
        """Which way is better is never guessed."""
        with pytest.raises(TypeError, match="polarity"):
            Indicator("32", "EHC plans")


class TestDefaults:
    def test_a_plain_indicator(self):
        """What is not given is a number, in period, reported every period, free of marks."""
        plain = indicator()
        assert ("number", "in period", None, None, None) == (
            plain.unit,
            plain.basis,
            plain.frequency,
            plain.decimals,
            plain.year_start,
        )
        assert (False, False, False) == (plain.can_exceed_100, plain.outside_our_control, plain.restricted)
        assert ("", "", "") == (plain.group, plain.owner, plain.note)
        assert 4 == plain.first_month

    @pytest.mark.parametrize(
        "unit, adds_up",
        [
            ("number", True),
            ("currency", True),
            ("percent", False),
            ("rate", False),
            ("days", False),
            ("weeks", False),
            ("score", False),
        ],
    )
    def test_numbers_and_currency_add_up(self, unit, adds_up):
        """Figures of the year's periods sum to the year's for numbers and currency, and for no other unit."""
        per = 1_000 if unit == "rate" else None
        assert adds_up is indicator(unit=unit, per=per).adds_up

    @pytest.mark.parametrize("unit, adds_up", [("percent", True), ("number", False)])
    def test_adds_up_may_be_given(self, unit, adds_up):
        """Council tax collected is a percentage that adds up; an average caseload does not."""
        assert adds_up is indicator(unit=unit, adds_up=adds_up).adds_up

    @pytest.mark.parametrize(
        "polarity, higher", [("higher", True), ("lower", False), ("range", None), ("none", None)]
    )
    def test_higher_is_better(self, polarity, higher):
        """Only higher and lower have a better end."""
        assert higher is indicator(polarity=polarity).higher_is_better

    def test_the_reporting_year_may_start_in_another_month(self):
        """An academic year starts in September."""
        assert 9 == indicator(year_start=9).first_month


class TestRate:
    @pytest.mark.parametrize("per", [1, 1_000, 10_000.0, Decimal(100_000), np.int64(1_000)])
    def test_a_rate_is_per_so_many(self, per):
        """A rate says what it is per, kept as a float."""
        assert float(per) == indicator(unit="rate", per=per).per

    def test_a_rate_needs_it(self):
        """A rate per nothing cannot be read."""
        assert "per: a rate is per so many. Write per=10_000, for example." == fault(unit="rate")

    @pytest.mark.parametrize("unit", [unit for unit in Unit if unit != "rate"])
    def test_other_units_do_not_take_it(self, unit):
        """What is no rate is per nothing."""
        said = fault(unit=unit, per=1_000)
        assert "per: is for rates alone; got 1000. Write unit='rate', or leave per out." == said

    @pytest.mark.parametrize("per", [0, -1, float("nan"), float("inf")])
    def test_it_is_above_zero(self, per):
        """Nothing is per nought."""
        with pytest.raises(InputError, match=r"^per: "):
            indicator(unit="rate", per=per)

    @pytest.mark.parametrize("per", ["1000", True, []])
    def test_it_is_a_number(self, per):
        """Text is not read as a number."""
        with pytest.raises(InputTypeError, match=r"^per: must be a number"):
            indicator(unit="rate", per=per)


class TestOtherFields:
    @pytest.mark.parametrize("path", ["name", "group", "owner", "note"])
    @pytest.mark.parametrize("written", [None, 1, b"text", []])
    def test_text_is_text(self, path, written):
        """A name, group, owner or note is text."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be text; got .*Write it in quotes\.$"):
            indicator(**{path: written})

    @pytest.mark.parametrize("written", ["", "  "])
    def test_a_name_says_something(self, written):
        """An indicator without a name cannot be reported."""
        assert f"name: must not be empty; got {written!r}. Say what is measured." == fault(name=written)

    @pytest.mark.parametrize("path", ["adds_up", "can_exceed_100", "outside_our_control", "restricted"])
    @pytest.mark.parametrize("written", [1, 0, "yes", np.True_, []])
    def test_a_mark_is_true_or_false(self, path, written):
        """Whether something holds is True or False, and nothing else is taken for it."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be True or False; got "):
            indicator(**{path: written})

    @pytest.mark.parametrize("written", [0, 1, 15, np.int64(2)])
    def test_decimals(self, written):
        """Decimals are a whole number from 0 to 15."""
        assert int is type(indicator(decimals=written).decimals)
        assert written == indicator(decimals=written).decimals

    @pytest.mark.parametrize(
        "written, kind, said",
        [
            (-1, InputError, "must be 0 or more"),
            (16, InputError, "must be 15 or less"),
            (10**9, InputError, "must be 15 or less"),
            (1.0, InputTypeError, "must be a whole number"),
            ("1", InputTypeError, "must be a whole number"),
            (True, InputTypeError, "must be a whole number"),
        ],
    )
    def test_other_decimals_are_refused(self, written, kind, said):
        """Fewer than none, more than a float holds, and what is no whole number are refused."""
        with pytest.raises(kind, match=rf"^decimals: {said}; got "):
            indicator(decimals=written)

    @pytest.mark.parametrize("written", [0, 13, -4])
    def test_a_month_is_one_of_twelve(self, written):
        """A year starts in month 1 to 12."""
        with pytest.raises(InputError, match=r"^year_start: must be"):
            indicator(year_start=written)

    @pytest.mark.parametrize("written", ["April", 4.0, True])
    def test_a_month_is_a_whole_number(self, written):
        """The name of a month is not read."""
        with pytest.raises(InputTypeError, match=r"^year_start: must be a whole number"):
            indicator(year_start=written)

    def test_a_month_may_be_a_numpy_integer(self):
        """It is kept as an int, so that records hold plain values."""
        assert int is type(indicator(year_start=np.int64(9)).year_start)

    @pytest.mark.parametrize("path", ["starts", "ends"])
    @pytest.mark.parametrize("written", ["2022-04-01", datetime(2022, 4, 1), 2022])
    def test_a_day_is_a_date(self, path, written):
        """A date with a time, text or a number is no day."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be a date without a time"):
            indicator(**{path: written})

    def test_it_ends_after_it_starts(self):
        """The last day is not before the first; the same day will do."""
        assert "ends: lies before starts; got 2022-03-31. Write a date from 2022-04-01 on." == fault(
            starts=date(2022, 4, 1), ends=date(2022, 3, 31)
        )
        assert indicator(starts=date(2022, 4, 1), ends=date(2022, 4, 1)).ends == date(2022, 4, 1)

    @pytest.mark.parametrize("dates", [{"starts": date(2022, 4, 1)}, {"ends": date(2022, 4, 1)}])
    def test_either_day_may_be_open(self, dates):
        """An indicator may have started, or end, with the other day unknown."""
        assert dates.items() <= {"starts": indicator(**dates).starts, "ends": indicator(**dates).ends}.items()


class TestDeadBand:
    @pytest.mark.parametrize(
        "written, band",
        [
            (0.5, Tolerance.points(0.5)),
            (2, Tolerance.points(2)),
            (Decimal("0.5"), Tolerance.points(0.5)),
            (0, Tolerance.points(0)),
            ("0.5 points", Tolerance.points(0.5)),
            ("5%", Tolerance.percent(5)),
            ("none", Tolerance.none()),
            (Tolerance.percent(5), Tolerance.percent(5)),
        ],
    )
    def test_how_it_may_be_written(self, written, band):
        """A number means points; text is read as in a sheet; a tolerance is taken as it is."""
        assert band == dead_band_of(written) == indicator(dead_band=written).dead_band

    @pytest.mark.parametrize("band", [Tolerance.points(above=1), Tolerance.points(5, strict=True)])
    def test_it_is_one_size_for_both_ways(self, band):
        """A dead band with sides or with an open edge is refused."""
        said = fault(dead_band=band)
        assert said.startswith("dead_band: has one size for both ways; got Tolerance.points(")

    @pytest.mark.parametrize("written", ["0.5", "five", "", -1, float("nan"), 1e-9])
    def test_a_value_that_cannot_be_right(self, written):
        """A bare number in a sheet could be points or percent; a negative size or NaN is none."""
        with pytest.raises(InputError, match=r"^dead_band: "):
            indicator(dead_band=written)

    @pytest.mark.parametrize("written", [True, [], date(2022, 4, 1)])
    def test_a_kind_that_cannot_be_right(self, written):
        """What is neither number, text nor tolerance is refused."""
        with pytest.raises(InputTypeError, match=r"^dead_band: must be a number"):
            indicator(dead_band=written)


class TestManyFaults:
    def test_all_are_told_at_once(self):
        """Every fault is found in one go, each with its path, in the order of the fields."""
        with pytest.raises(FaultsError) as caught:
            Indicator(None, "", polarity="up", unit="precent", decimals=-1, restricted="no", starts="soon")

        paths = [each.path for each in caught.value.faults]
        assert ["ref", "name", "polarity", "unit", "decimals", "starts", "restricted"] == paths

    def test_they_are_both_kinds_of_error(self):
        """The error that holds them is a ValueError and a TypeError, because it may hold either."""
        with pytest.raises(ValueError, match="2 faults"):
            indicator(polarity="up", name=1)
        with pytest.raises(TypeError, match="2 faults"):
            indicator(polarity="up", name=1)

    def test_an_unknown_unit_is_one_fault(self):
        """What depends on the unit is not called wrong when the unit itself is."""
        assert fault(unit="raet", per=1_000).startswith("unit: is no known unit; got 'raet'.")


class TestText:
    @pytest.mark.parametrize(
        "facts, value, text",
        [
            ({"unit": "percent"}, 92.7, "92.7%"),
            ({"unit": "percent"}, 60.0, "60%"),
            ({"unit": "days"}, 1, "1 day"),
            ({"unit": "days"}, 26.5, "26.5 days"),
            ({"unit": "weeks"}, 31, "31 weeks"),
            ({"unit": "currency"}, -1250, "-£1,250"),
            ({"unit": "number"}, 1234, "1,234"),
            ({"unit": "score"}, 3.5, "3.5"),
            ({"unit": "rate", "per": 10_000}, 48.2, "48.2 per 10,000"),
        ],
    )
    def test_a_figure_with_its_unit(self, facts, value, text):
        """A figure is printed with its unit, commas in the thousands."""
        assert text == indicator(**facts).text(value)

    @pytest.mark.parametrize("decimals, text", [(None, "33.333333333333336%"), (1, "33.3%"), (0, "33%")])
    def test_with_so_many_decimals(self, decimals, text):
        """Decimals round half up; none given prints the figure as it is."""
        assert text == indicator(unit="percent").text(100 / 3, decimals)

    @pytest.mark.parametrize(
        "unit, distance, decimals, text",
        [
            ("percent", 5.0, None, "5 points"),
            ("percent", 1.0, 1, "1 point"),
            ("percent", 46.666666667, 1, "46.7 points"),
            ("percent", 0.04, 1, "0.04 points"),
            ("percent", 0.0, 1, "0 points"),
            ("weeks", 5.0, 1, "5 weeks"),
            ("number", 0.004, 0, "0.004"),
        ],
    )
    def test_a_distance(self, unit, distance, decimals, text):
        """The distance between two percentages is in points, and never rounds to nothing."""
        assert text == indicator(unit=unit).distance_text(distance, decimals)


class TestValueOf:
    @pytest.mark.parametrize(
        "facts, numerator, denominator, value",
        [
            ({"unit": "percent"}, 1, 3, 33.333333333333336),
            ({"unit": "percent"}, 55, 100, 55.0),
            ({"unit": "percent"}, 0, 5, 0.0),
            ({"unit": "rate", "per": 10_000}, 96, 20_000, 48.0),
            ({"unit": "number"}, 72, 4, 18.0),
            ({"unit": "days"}, 130, 5, 26.0),
            ({"unit": "weeks"}, 93, 3, 31.0),
            ({"unit": "currency"}, 2500, 2, 1250.0),
            ({"unit": "score"}, 7, 2, 3.5),
            ({"unit": "days"}, -3, 2, -1.5),
        ],
    )
    def test_from_counts(self, facts, numerator, denominator, value):
        """100n/d for a percentage, per*n/d for a rate, n/d (a mean) for every other unit."""
        outturn = Outturn(Q1, numerator=numerator, denominator=denominator)
        assert value == indicator(**facts).value_of(outturn)

    @pytest.mark.parametrize(
        "numerator, denominator, value",
        [(29, 100, 29.0), (7, 25, 28.0), (57, 1000, 5.7), (333, 1000, 33.3), (1, 7, 100 / 7)],
    )
    def test_the_multiplication_comes_first(self, numerator, denominator, value):
        """One division, so that 29 of 100 is 29 and not the 28.999999999999996 of 29/100*100."""
        outturn = Outturn(Q1, numerator=numerator, denominator=denominator)
        assert value == indicator(unit="percent").value_of(outturn)

    @pytest.mark.parametrize("unit", ["percent", "number", "days"])
    def test_a_value_is_taken_as_it_is(self, unit):
        """Without counts the value is the figure, whatever the unit."""
        assert 92.7 == indicator(unit=unit).value_of(Outturn(Q1, Decimal("92.7")))

    def test_missing_is_none(self):
        """A missing outturn has no figure."""
        assert indicator().value_of(Outturn.missing(Q1, "late")) is None

    @pytest.mark.parametrize("unit", ["percent", "days"])
    def test_none_of_none_is_no_figure(self, unit):
        """0 of 0 is neither 0% nor 100%, nor a mean."""
        assert indicator(unit=unit).value_of(Outturn(Q1, numerator=0, denominator=0)) is None

    def test_an_unreliable_figure_is_kept(self):
        """What is kept beside its reason can still be read."""
        assert 55.0 == indicator().value_of(Outturn(Q1, 55.0, reason="unreliable"))

    def test_more_than_all_is_refused(self):
        """5 of 4 is over 100%."""
        with pytest.raises(InputError) as caught:
            indicator(unit="percent").value_of(Outturn(Q1, numerator=5, denominator=4))

        assert (
            "numerator: is above the denominator of 4, which would be over 100%; got 5. "
            "Correct the counts, or set can_exceed_100=True on the indicator."
        ) == str(caught.value)

    @pytest.mark.parametrize(
        "facts",
        [{"unit": "percent", "can_exceed_100": True}, {"unit": "rate", "per": 100}],
        ids=["percent", "rate"],
    )
    def test_more_than_all_where_it_can_be(self, facts):
        """Some percentages exceed 100, and a rate of events per person may too."""
        assert 125.0 == indicator(**facts).value_of(Outturn(Q1, numerator=5, denominator=4))

    @pytest.mark.parametrize(
        "facts", [{"unit": "percent"}, {"unit": "rate", "per": 100}], ids=["percent", "rate"]
    )
    def test_fewer_than_no_cases_is_refused(self, facts):
        """Cases are counted from nought, for a percentage and a rate."""
        with pytest.raises(InputError, match=r"^numerator: must not be negative; got -1\."):
            indicator(**facts).value_of(Outturn(Q1, numerator=-1, denominator=4))

    @pytest.mark.parametrize("given", [55, 55.0, None, "55", Q1, object()])
    def test_it_asks_for_an_outturn(self, given):
        """A bare number is no outturn: an int has a numerator of its own, and must not be read by it."""
        with pytest.raises(InputTypeError, match=r"^outturn: must be an Outturn; got "):
            indicator(unit="percent").value_of(given)

    def test_counts_too_large_for_a_float(self):
        """Counts whose figure no float holds are refused, not an OverflowError."""
        whole = indicator(unit="percent", can_exceed_100=True)
        with pytest.raises(InputError, match=r"^numerator: must be finite"):
            whole.value_of(Outturn(Q1, numerator=1e308, denominator=1))
        with pytest.raises(InputError, match=r"^numerator: must be finite"):
            indicator(unit="rate", per=1e5).value_of(Outturn(Q1, numerator=1.5e308, denominator=0.5))

    @pytest.mark.parametrize(
        "facts, multiplier",
        [({"unit": "percent"}, 100), ({"unit": "rate", "per": 1_000}, 1_000), ({"unit": "days"}, 1)],
    )
    def test_the_multiplier(self, facts, multiplier):
        """What a numerator over its denominator is multiplied by."""
        assert multiplier == indicator(**facts).multiplier


class TestValueBesideCounts:
    """A value given with counts is rated, and agrees with them to half a unit in its last decimal."""

    @pytest.mark.parametrize(
        "value, numerator, denominator",
        [
            (33, 1, 3),
            (33.3, 1, 3),
            (33.33, 1, 3),
            (33.333333333333336, 1, 3),
            (Decimal("33.3"), 1, 3),
            (Decimal("33.33"), 1, 3),
            (np.float32(33.3), 1, 3),
            (Fraction(100, 3), 1, 3),
            (67, 2, 3),
            (66.7, 2, 3),
            (50, 1, 2),
            (Decimal("50.00"), 1, 2),
            (33, 67, 200),  # 33.5 is half a unit away from both 33 and 34
            (34, 67, 200),
            (33.4, 667, 2000),  # 33.35, and its half unit of 0.05 in floats
            (33.3, 667, 2000),
            (28.999999999999996, 29, 100),  # what 29/100*100 gives in a spreadsheet
            (Decimal("3E+1"), 30, 100),
        ],
    )
    def test_they_agree(self, value, numerator, denominator):
        """33.3 agrees with 1 of 3, and is the figure."""
        outturn = Outturn(Q1, value, numerator=numerator, denominator=denominator)
        assert float(outturn.number) == indicator(unit="percent").value_of(outturn)

    @pytest.mark.parametrize(
        "value, numerator, denominator",
        [
            (34, 1, 3),
            (32, 1, 3),
            (33.4, 1, 3),
            (33.2, 1, 3),
            (33.34, 1, 3),
            (Decimal("33.30"), 1, 3),  # written to two decimals, it is three hundredths out
            (Decimal("33.4"), 1, 3),
            (np.float32(33.4), 1, 3),
            (0.333, 1, 3),
            (0, 1, 3),
            (100, 0, 3),
        ],
    )
    def test_they_do_not(self, value, numerator, denominator):
        """A slip in either is refused, and both are quoted."""
        outturn = Outturn(Q1, value, numerator=numerator, denominator=denominator)
        with pytest.raises(
            ValueError, match=rf"^value: {value} is not what {numerator} of {denominator} gives"
        ):
            indicator(unit="percent").value_of(outturn)

    def test_the_whole_message(self):
        """The message quotes the value as written, the counts and what they give."""
        with pytest.raises(InputError) as caught:
            indicator(unit="percent").value_of(Outturn(Q1, Decimal("33.30"), numerator=1, denominator=3))

        assert (
            "value: 33.30 is not what 1 of 3 gives, which is 33.33333333. "
            "Correct the value or the counts, or give the counts alone."
        ) == str(caught.value)

    @pytest.mark.parametrize("value", [0, 100, 50.0])
    def test_no_value_agrees_with_none_of_none(self, value):
        """0 of 0 gives no figure, so there is none to give beside it."""
        with pytest.raises(InputError, match=r"is not what 0 of 0 gives, which is no figure"):
            indicator(unit="percent").value_of(Outturn(Q1, value, numerator=0, denominator=0))

    @pytest.mark.parametrize(
        "facts, value",
        [({"unit": "rate", "per": 1_000}, 250), ({"unit": "days"}, 0.25), ({"unit": "number"}, 0.25)],
    )
    def test_each_unit_by_its_own_rule(self, facts, value):
        """1 of 4 is 250 per 1,000, and a mean of 0.25."""
        outturn = Outturn(Q1, value, numerator=1, denominator=4)
        assert float(value) == indicator(**facts).value_of(outturn)


class TestRecords:
    FULL = Indicator(
        ref=32,
        name="EHC plans in 20 weeks",
        polarity="higher",
        unit="rate",
        per=1_000,
        decimals=1,
        basis="rolling year",
        frequency="quarterly",
        year_start=9,
        adds_up=False,
        can_exceed_100=True,
        dead_band="5%",
        starts=date(2017, 4, 1),
        ends=date(2023, 3, 31),
        group="SEND",
        owner="Head of SEND",
        outside_our_control=True,
        restricted=True,
        note="Without exception cases.",
    )

    def test_a_record_is_plain(self):
        """A record holds text, numbers, booleans and None, keyed by the names of the fields."""
        assert {
            "ref": "32",
            "name": "EHC plans in 20 weeks",
            "polarity": "higher",
            "unit": "rate",
            "per": 1000.0,
            "decimals": 1,
            "basis": "rolling year",
            "frequency": "quarter",
            "year_start": 9,
            "adds_up": False,
            "can_exceed_100": True,
            "dead_band": "5%",
            "starts": "2017-04-01",
            "ends": "2023-03-31",
            "group": "SEND",
            "owner": "Head of SEND",
            "outside_our_control": True,
            "restricted": True,
            "note": "Without exception cases.",
        } == self.FULL.to_dict()
        plain = (str, float, int, bool, type(None))
        assert all(type(value) in plain for value in self.FULL.to_dict().values())

    @pytest.mark.parametrize("made", [FULL, indicator(), indicator(dead_band=Tolerance.none())], ids=repr)
    def test_there_and_back(self, made):
        """What a record describes, a pickle holds, a copy shows and a repr writes is the same indicator."""
        assert made == Indicator.from_dict(made.to_dict())
        assert made == pickle.loads(pickle.dumps(made)) == copy.deepcopy(made)
        assert hash(made) == hash(Indicator.from_dict(made.to_dict()))

    def test_a_repr_writes_what_is_not_default(self):
        """A repr is the call that makes it."""
        written = "Indicator('32', 'EHC plans', polarity='higher', unit='percent', decimals=1, adds_up=False)"
        assert written == repr(Indicator("32", "EHC plans", polarity="higher", unit="percent", decimals=1))

    def test_a_wrong_record_is_refused(self):
        """An unknown key, a missing one and a date that is none are told."""
        with pytest.raises(InputError, match=r"^naem: is no such key\. Did you mean 'name'\?"):
            Indicator.from_dict({"ref": "1", "name": "A", "polarity": "higher", "naem": "B"})
        with pytest.raises(FaultsError, match="polarity: is missing"):
            Indicator.from_dict({"ref": "1"})
        with pytest.raises(InputTypeError, match="indicator: must be a dict"):
            Indicator.from_dict("32")
        with pytest.raises(InputError, match="starts: must be a date written year-month-day"):
            Indicator.from_dict(indicator().to_dict() | {"starts": "April"})

    def test_it_does_not_change(self):
        """An indicator is a value: it cannot be changed, and two of the same facts are equal."""
        made = indicator()
        with pytest.raises(FrozenInstanceError):
            made.name = "Another"
        assert made == indicator(ref=32.0)
        assert made != indicator(name="Another")


class TestIntake:
    def test_checked_text(self):
        """Text is returned as it is; the remedy given is the one told."""
        assert " a " == checked_text(" a ", "note")
        assert "" == checked_text("", "note")
        with pytest.raises(InputError, match=r"by: must not be empty; got ' '\. Say who\.$"):
            checked_text(" ", "by", "Say who.")

    @pytest.mark.parametrize("kind, article", [(Indicator, "an"), (Period, "a")])
    def test_of_kind(self, kind, article):
        """What is of the kind passes; what is not is told in a sentence with the right article."""
        of_kind(Q1, Period, "period", "Q1")
        with pytest.raises(
            InputTypeError, match=rf"^here: must be {article} {kind.__name__}; got 5\. Write it\.$"
        ):
            of_kind(5, kind, "here", "it")
