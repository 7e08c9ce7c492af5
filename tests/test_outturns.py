"""Outturns: figures, counts, reasons and revisions, what is refused, and how it is told."""

import copy
import math
import pickle
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from attrs.exceptions import FrozenInstanceError

from kpirag import (
    FaultsError,
    Highlight,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Quality,
    Reason,
)

Q1, Q2 = Period.quarter(2022, 1), Period.quarter(2022, 2)
GIVEN_REASONS = ("not applicable", "not due", "late", "suppressed", "unreliable", "no data")
#: What differs from the default sends the check by the long way; both ways must say the same.
LONG_WAY = {"note": "Up on last quarter."}


class TestValue:
    @pytest.mark.parametrize(
        "value, number",
        [
            (55, 55.0),
            (55.0, 55.0),
            (Decimal("33.30"), 33.3),
            (Fraction(1, 3), 1 / 3),
            (np.float64(85.1), 85.1),
            (np.float32(85.1), 85.1),
            (np.float16(0.1), 0.1),
            (np.int64(278), 278.0),
            (0, 0.0),
            (-2.5, -2.5),
            (1e300, 1e300),
            (5e-324, 5e-324),
        ],
        ids=repr,
    )
    @pytest.mark.parametrize("more", [{}, LONG_WAY], ids=["short", "long"])
    def test_it_stays_as_given(self, value, number, more):
        """A value is kept as it was written; beside it stands the float it is compared as."""
        outturn = Outturn(Q1, value, **more)
        assert value is outturn.value
        assert number == outturn.number == outturn.plain_number
        assert float is type(outturn.number)

    @pytest.mark.parametrize(
        "value", [float("nan"), np.float32("nan"), Decimal("NaN"), Decimal("sNaN")], ids=repr
    )
    @pytest.mark.parametrize("more", [{}, LONG_WAY], ids=["short", "long"])
    def test_nan_is_no_value(self, value, more):
        """NaN is a ValueError that names Outturn.missing."""
        with pytest.raises(ValueError, match=r"^value: is NaN, .*Write Outturn\.missing\(period, reason\)"):
            Outturn(Q1, value, **more)

    @pytest.mark.parametrize("value", [float("inf"), -float("inf"), Decimal("Infinity")], ids=repr)
    @pytest.mark.parametrize("more", [{}, LONG_WAY], ids=["short", "long"])
    def test_infinity_is_no_value(self, value, more):
        """Infinity is a ValueError."""
        with pytest.raises(ValueError, match=r"^value: must be finite"):
            Outturn(Q1, value, **more)

    @pytest.mark.parametrize(
        "value",
        [True, False, np.True_, "92.7", "", b"1", 1j, [], [1.0], {}, object(), date(2022, 4, 1)],
        ids=repr,
    )
    @pytest.mark.parametrize("more", [{}, LONG_WAY], ids=["short", "long"])
    def test_only_numbers_are_values(self, value, more):
        """Booleans and text are TypeErrors; text is not read as a number."""
        with pytest.raises(TypeError, match=r"^value: must be a number; got "):
            Outturn(Q1, value, **more)

    @pytest.mark.parametrize("value", [np.array(1.0), np.array([1.0, 2.0])], ids=repr)
    def test_an_array_is_no_value(self, value):
        """An array is many values, or one that has to be taken out."""
        with pytest.raises(TypeError, match=r"^value: must be a number; got array"):
            Outturn(Q1, value)

    def test_text_is_told_how_to_write_the_number(self):
        """The way out of a number in quotes is the number."""
        with pytest.raises(InputTypeError, match=r"Write 92\.7 without quotes\.$"):
            Outturn(Q1, "92.7")

    def test_something_is_given(self):
        """An outturn without value, counts or reason says nothing."""
        with pytest.raises(InputError) as caught:
            Outturn(Q1)
        assert (
            "value: is not given. Give a value or counts, or write Outturn.missing(period, reason)."
        ) == str(caught.value)

    @pytest.mark.parametrize("period", [None, "Q1 2022/23", date(2022, 6, 30), 2022, object()])
    def test_the_period_is_a_period(self, period):
        """A label is read by Period.parse, not here."""
        with pytest.raises(InputTypeError, match=r"^period: must be a Period; got .*Write Period\.quarter"):
            Outturn(period, 55.0)


class TestCounts:
    @pytest.mark.parametrize(
        "numerator, denominator",
        [
            (1, 3),
            (0, 0),
            (0, 5),
            (5, 4),
            (-1, 3),
            (1.0, 3.0),
            (np.int64(1), np.int32(3)),
            (Decimal(1), Fraction(3)),
        ],
        ids=repr,
    )
    def test_whole_numbers_become_ints(self, numerator, denominator):
        """Counts are kept as plain ints, whatever kind of number they came as."""
        outturn = Outturn(Q1, numerator=numerator, denominator=denominator)
        assert (int(numerator), int(denominator)) == (outturn.numerator, outturn.denominator)
        assert (int, int) == (type(outturn.numerator), type(outturn.denominator))
        assert outturn.has_counts
        assert outturn.value is outturn.number is None

    def test_parts_of_a_case_stay(self):
        """Full-time equivalents are counts too."""
        outturn = Outturn(Q1, numerator=2.5, denominator=4)
        assert (2.5, 4) == (outturn.numerator, outturn.denominator)

    def test_a_value_has_none(self):
        """An outturn of a value alone has no counts."""
        assert not Outturn(Q1, 55.0).has_counts

    @pytest.mark.parametrize("lacking, given", [("numerator", "denominator"), ("denominator", "numerator")])
    def test_one_without_the_other_is_refused(self, lacking, given):
        """Half of the counts is none, even beside a value."""
        said = rf"^{lacking}: is not given, though its partner is\. Give both counts, or the value alone\.$"
        for value in (None, 55.0):
            with pytest.raises(InputError, match=said):
                Outturn(Q1, value, **{given: 3})

    @pytest.mark.parametrize("numerator", [1, 5, -1, 0.5])
    def test_nothing_is_counted_out_of_nothing(self, numerator):
        """A number out of 0 cannot be, unless it is 0."""
        with pytest.raises(InputError) as caught:
            Outturn(Q1, numerator=numerator, denominator=0)
        assert (
            f"numerator: is counted out of a denominator of 0; got {numerator}. "
            "Correct the counts: nothing can be counted out of no cases."
        ) == str(caught.value)

    def test_there_are_no_negative_cases(self):
        """A denominator is never negative."""
        with pytest.raises(InputError, match=r"^denominator: must not be negative; got -3\."):
            Outturn(Q1, numerator=1, denominator=-3)

    @pytest.mark.parametrize("path", ["numerator", "denominator"])
    @pytest.mark.parametrize("count", ["3", True, [], np.array(3)], ids=repr)
    def test_counts_are_numbers(self, path, count):
        """Text and booleans are no counts."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be a number"):
            Outturn(Q1, **{"numerator": 1, "denominator": 3} | {path: count})

    @pytest.mark.parametrize("path", ["numerator", "denominator"])
    @pytest.mark.parametrize("count", [float("nan"), float("inf")])
    def test_counts_are_figures(self, path, count):
        """NaN and infinity are no counts."""
        with pytest.raises(InputError, match=rf"^{path}: "):
            Outturn(Q1, **{"numerator": 1, "denominator": 3} | {path: count})

    @pytest.mark.parametrize(
        "value, half",
        [
            (33, 0.5),
            (33.0, 0.5),
            (33.3, 0.05),
            (Decimal("33.30"), 0.005),
            (Decimal("33.0"), 0.05),
            (Decimal("3E+1"), 0.5),
            (np.float32(33.3), 0.05),
            (1e-7, 0.5e-7),
            (-0.25, 0.005),
        ],
        ids=repr,
    )
    def test_half_a_unit_as_written(self, value, half):
        """A Decimal shows the noughts it was written with; a float has lost them."""
        assert math.isclose(half, Outturn(Q1, value).half_unit, rel_tol=1e-12)


class TestReason:
    @pytest.mark.parametrize("reason", GIVEN_REASONS)
    def test_the_six_that_may_be_given(self, reason):
        """Not applicable, not due, late, suppressed, unreliable and no data may be given."""
        outturn = Outturn.missing(Q1, reason, "The recording system changed.")
        assert (reason, "The recording system changed.") == (outturn.reason, outturn.note)
        assert outturn.value is outturn.number is outturn.numerator is None
        assert -math.inf == outturn.plain_number
        assert outturn == Outturn(Q1, reason=Reason(reason), note="The recording system changed.")

    @pytest.mark.parametrize("reason", [one for one in Reason if one not in GIVEN_REASONS])
    def test_the_rest_are_worked_out(self, reason):
        """Too few, no target and their like follow from the figures, and are not for a person to give."""
        with pytest.raises(InputError) as caught:
            Outturn.missing(Q1, reason)
        assert (
            f"reason: is worked out, not given; got '{reason}'. Give one of 'not applicable', 'not due', "
            "'late', 'suppressed', 'unreliable', 'no data'."
        ) == str(caught.value)

    def test_a_slip_is_met_with_a_suggestion(self):
        """An unknown reason is refused with the nearest known one."""
        with pytest.raises(
            InputError, match=r"^reason: is no known reason; got 'supressed'\. Did you mean 'suppr"
        ):
            Outturn.missing(Q1, "supressed")

    @pytest.mark.parametrize("reason", [None, True, 3, []])
    def test_a_reason_is_text(self, reason):
        """A missing figure without a reason is refused: the two are never parted."""
        with pytest.raises(InputTypeError, match=r"^reason: must be text"):
            Outturn.missing(Q1, reason)

    @pytest.mark.parametrize(
        "figures", [{"value": 55.0}, {"numerator": 1, "denominator": 3}, {"value": 0}], ids=repr
    )
    def test_an_unreliable_figure_may_be_kept(self, figures):
        """It stays with the outturn, and no shortcut rates it."""
        outturn = Outturn(Q1, reason="unreliable", **figures)
        assert Reason.UNRELIABLE is outturn.reason
        assert -math.inf == outturn.plain_number

    @pytest.mark.parametrize("reason", [one for one in GIVEN_REASONS if one != "unreliable"])
    @pytest.mark.parametrize(
        "figures", [{"value": 55.0}, {"numerator": 1, "denominator": 3}, {"value": 0}], ids=repr
    )
    def test_no_other_figure_may_be(self, reason, figures):
        """A suppressed figure may not be given at all, nor one that is late, not due or not there."""
        with pytest.raises(InputError) as caught:
            Outturn(Q1, reason=reason, **figures)
        assert (
            f"value: a figure is given beside the reason '{reason}'. "
            f"Write Outturn.missing(period, '{reason}'), or leave the reason out."
        ) == str(caught.value)


class TestOtherFields:
    @pytest.mark.parametrize(
        "written, quality", [("Provisional", "provisional"), (Quality.REVISED, "revised")]
    )
    def test_quality(self, written, quality):
        """A figure is final unless it is said to be provisional, estimated or revised."""
        assert Quality.FINAL is Outturn(Q1, 55.0).quality
        assert quality == Outturn(Q1, 55.0, quality=written).quality

    @pytest.mark.parametrize("written", ["performing well", "Area-of-focus", Highlight.AREA_OF_FOCUS])
    def test_highlight(self, written):
        """Where the paper itself lists a figure is carried with it."""
        assert Outturn(Q1, 55.0, highlight=written).highlight in Highlight

    @pytest.mark.parametrize(
        "path, written, said",
        [
            ("quality", "provisonal", "Did you mean 'provisional'?"),
            ("highlight", "area of fokus", "Did you mean 'area of focus'?"),
            ("revision", -1, "must be 0 or more"),
        ],
    )
    def test_what_cannot_be_right(self, path, written, said):
        """An unknown option or a revision before the first is refused."""
        with pytest.raises(InputError, match=rf"^{path}: .*{said.replace('?', '.')}"):
            Outturn(Q1, 55.0, **{path: written})

    @pytest.mark.parametrize(
        "path, written",
        [
            ("quality", 1),
            ("quality", None),
            ("highlight", True),
            ("note", None),
            ("note", 0),
            ("note", np.array(["a", "b"])),
            ("revision", 0.0),
            ("revision", False),
            ("revision", None),
            ("revision", "1"),
            ("known_from", "2022-10-01"),
            ("known_from", datetime(2022, 10, 1, 9)),
            ("break_in_series", 0),
            ("break_in_series", "no"),
            ("break_in_series", None),
        ],
        ids=repr,
    )
    def test_what_is_of_the_wrong_kind(self, path, written):
        """What only looks like the default is refused: 0.0 is no revision, and 0 is not False."""
        with pytest.raises(InputTypeError, match=rf"^{path}: must be "):
            Outturn(Q1, 55.0, **{path: written})

    def test_numbers_are_made_plain(self):
        """A numpy revision becomes an int, and a pandas-like date a plain one."""

        class Day(date):
            """A date of another library."""

        outturn = Outturn(Q1, 55.0, revision=np.int64(2), known_from=Day(2022, 10, 1))
        assert (int, date) == (type(outturn.revision), type(outturn.known_from))

    def test_all_faults_are_told_at_once(self):
        """Every fault is found in one go, each with its path."""
        with pytest.raises(FaultsError) as caught:
            Outturn("Q1", "55", numerator="1", denominator=True, quality="firm", note=3, revision=-1)
        assert [*("period", "value", "numerator", "denominator", "quality", "note", "revision")] == [
            each.path for each in caught.value.faults
        ]


class TestRecords:
    FULL = Outturn(
        Q1,
        33.3,
        numerator=1,
        denominator=3,
        quality="provisional",
        note="Two cases late in June.",
        highlight="area of focus",
        revision=2,
        known_from=date(2022, 10, 1),
        break_in_series=True,
    )

    def test_a_record_is_plain(self):
        """A record holds text, numbers, booleans, None and the record of the period."""
        assert {
            "period": Q1.to_dict(),
            "value": 33.3,
            "numerator": 1,
            "denominator": 3,
            "quality": "provisional",
            "reason": None,
            "note": "Two cases late in June.",
            "highlight": "area of focus",
            "revision": 2,
            "known_from": "2022-10-01",
            "break_in_series": True,
            "intervals": [],
            "forecast": None,
        } == self.FULL.to_dict()

    @pytest.mark.parametrize(
        "outturn",
        [FULL, Outturn(Q1, 55), Outturn.missing(Q2, "late"), Outturn(Q1, 5.5, reason="unreliable")],
        ids=repr,
    )
    def test_there_and_back(self, outturn):
        """What a record describes, a pickle holds and a copy shows is the same outturn."""
        for again in (
            Outturn.from_dict(outturn.to_dict()),
            pickle.loads(pickle.dumps(outturn)),
            copy.deepcopy(outturn),
        ):
            assert (outturn, hash(outturn), outturn.plain_number) == (again, hash(again), again.plain_number)

    def test_a_repr_writes_what_is_not_default(self):
        """A repr is the call that makes it."""
        assert "Outturn(Period.quarter(2022, 1), 55.0)" == repr(Outturn(Q1, 55.0))
        missing = "Outturn(Period.quarter(2022, 1), reason='late', note='Expected in May.')"
        assert missing == repr(Outturn.missing(Q1, "late", "Expected in May."))

    def test_a_wrong_record_is_refused(self):
        """An unknown key, a missing period and a date that is none are told."""
        with pytest.raises(InputError, match=r"^vlaue: is no such key\. Did you mean 'value'\?"):
            Outturn.from_dict({"period": Q1.to_dict(), "vlaue": 5})
        with pytest.raises(InputError, match="period: is missing"):
            Outturn.from_dict({"value": 5})
        with pytest.raises(InputError, match="known_from: must be a date written year-month-day"):
            Outturn.from_dict({"period": Q1.to_dict(), "value": 5, "known_from": "October"})

    def test_it_does_not_change(self):
        """An outturn is a value; the same figure in another kind of number is the same outturn."""
        outturn = Outturn(Q1, 55.0)
        with pytest.raises(FrozenInstanceError):
            outturn.value = 56.0
        assert outturn == Outturn(Q1, 55)
        assert outturn != Outturn(Q2, 55.0)


class TestPlaces:
    @pytest.mark.parametrize(
        ("period", "path"),
        [(Q1.to_dict() | {"strat": 1}, "period.strat"), ("Q1 2022/23", "period"), (None, "period")],
    )
    def test_a_period_in_a_record_tells_its_place(self, period, path):
        """What is wrong in the dict of the period is told as the period's."""
        with pytest.raises((InputError, InputTypeError)) as caught:
            Outturn.from_dict({"period": period, "value": 5})

        assert path == caught.value.path

    @pytest.mark.parametrize("path", ["intervals", "forecast"])
    def test_what_stands_beside_it_is_of_its_kind(self, path):
        """Text is neither an interval nor a forecast, in a call and in a dict."""
        for make in (
            lambda: Outturn(Q1, 5, **{path: "4 to 6"}),
            lambda: Outturn.from_dict({"period": Q1.to_dict(), "value": 5, path: "4 to 6"}),
        ):
            with pytest.raises(InputTypeError) as caught:
                make()

            assert path == caught.value.path
