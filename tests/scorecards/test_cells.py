"""Cells of a sheet: figures, blanks and shorthand."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, KpiragError, Quality, Reason, Unit
from kpirag.scorecards import Cell, read_cell
from tests.strategies import characters


class TestFigures:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            (92.7, 92.7),
            (0, 0.0),
            (-28, -28.0),
            (Decimal("92.7"), 92.7),
            (Fraction(1, 4), 0.25),
            (np.float32(92.7), 92.7),
            (np.int64(3), 3.0),
            ("92.7", 92.7),
            (" 92.7 ", 92.7),
            ("92.7%", 92.7),
            ("92.7 %", 92.7),
            ("1,234", 1234.0),
            ("1,234,567.5", 1234567.5),
            ("£1,250.50", 1250.5),
            ("-£3", -3.0),
            ("£-3", -3.0),
            ("−5.2", -5.2),
            (".5", 0.5),
            ("12.", 12.0),
            ("0", 0.0),
            ("1234", 1234.0),
            ("92.7\u00a0%", 92.7),
        ],
    )
    def test_figures(self, written: object, value: float) -> None:
        """Numbers, and numbers as sheets write them, are figures; 0 is a figure."""
        unit = None if "£" in str(written) else Unit.PERCENT

        assert Cell(value) == read_cell(written, unit=unit)

    @given(st.decimals(-10_000_000, 10_000_000, places=3))
    def test_a_decimal_with_commas_is_the_same_number(self, number: Decimal) -> None:
        """What is printed with commas in the thousands is read back."""
        assert float(number) == read_cell(f"{number:,}").value

    @pytest.mark.parametrize(
        "written",
        [
            "1,23",
            "12,3456",
            "1.2.3",
            "1e5",
            "abc",
            "5 %%",
            "--5",
            "%",
            "£",
            ".",
            "1 234",
            "(5)",
            "TBC",
            "nil",
            "1/3",
        ],
    )
    def test_what_cannot_be_read_is_refused_with_what_can(self, written: str) -> None:
        """Nothing is guessed: an odd cell is a fault that names the forms understood."""
        with pytest.raises(InputError, match=r"Write a number, '92\.7%'") as caught:
            read_cell(written)

        assert repr(written) == caught.value.got

    @pytest.mark.parametrize("written", [True, [1], {}, b"1", 1j])
    def test_other_kinds_are_type_errors(self, written: object) -> None:
        """A truth value or a list is not a figure."""
        with pytest.raises(TypeError):
            read_cell(written)

    def test_a_percent_sign_beside_another_unit_is_refused(self) -> None:
        """92.7% of an indicator in days is a slip somewhere."""
        with pytest.raises(InputError, match="the unit is days"):
            read_cell("92.7%", unit=Unit.DAYS)


class TestFractions:
    @given(st.decimals(0, 1, places=5))
    def test_a_fraction_becomes_the_exact_percentage(self, share: Decimal) -> None:
        """0.927 is 92.7 and not 92.70000000000002."""
        cell = read_cell(float(share), unit=Unit.PERCENT, percent_as="fraction")

        assert float(share * 100) == cell.value

    def test_a_percent_sign_says_points(self) -> None:
        """Text with a percent sign is 92.7 whatever plain numbers are."""
        assert 92.7 == read_cell("92.7%", unit=Unit.PERCENT, percent_as="fraction").value

    def test_only_percentages_are_fractions(self) -> None:
        """0.5 days stays 0.5 days."""
        assert 0.5 == read_cell(0.5, unit=Unit.DAYS, percent_as="fraction").value


class TestShorthand:
    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            (None, Reason.NO_DATA),
            ("", Reason.NO_DATA),
            ("  ", Reason.NO_DATA),
            (float("nan"), Reason.NO_DATA),
            (np.float64("nan"), Reason.NO_DATA),
            (np.datetime64("NaT"), Reason.NO_DATA),
            (Decimal("NaN"), Reason.NO_DATA),
            ("-", Reason.NO_DATA),
            ("–", Reason.NO_DATA),
            ("..", Reason.NO_DATA),
            ("no data", Reason.NO_DATA),
            ("[x]", Reason.NO_DATA),
            ("n/a", Reason.NOT_APPLICABLE),
            ("N/A", Reason.NOT_APPLICABLE),
            ("Not applicable", Reason.NOT_APPLICABLE),
            ("[z]", Reason.NOT_APPLICABLE),
            ("Not due", Reason.NOT_DUE),
            ("late", Reason.LATE),
            ("<5", Reason.SUPPRESSED),
            ("< 5", Reason.SUPPRESSED),
            ("<5%", Reason.SUPPRESSED),
            (">95%", Reason.SUPPRESSED),
            ("[c]", Reason.SUPPRESSED),
            ("[C]", Reason.SUPPRESSED),
            ("[u]", Reason.UNRELIABLE),
            (float("inf"), Reason.UNRELIABLE),
            (-float("inf"), Reason.UNRELIABLE),
        ],
    )
    def test_why_there_is_no_figure(self, written: object, reason: Reason) -> None:
        """Each sign for an absent figure keeps its own reason, and says what it was read as."""
        cell = read_cell(written)

        assert (None, reason) == (cell.value, cell.reason)
        assert cell.read_as.startswith(reason.value)

    @pytest.mark.parametrize(
        ("written", "quality"),
        [("92.7 [p]", Quality.PROVISIONAL), ("92.7[r]", Quality.REVISED), ("[e] 92.7", Quality.ESTIMATED)],
    )
    def test_quality(self, written: str, quality: Quality) -> None:
        """A figure with a mark of quality is a figure."""
        cell = read_cell(written)

        assert (92.7, quality, quality.value) == (cell.value, cell.quality, cell.read_as)

    def test_two_marks(self) -> None:
        """A revised figure may also be the first of a new definition."""
        cell = read_cell("80 [b][r]")

        assert (80.0, Quality.REVISED, True) == (cell.value, cell.quality, cell.break_in_series)
        assert "revised, not comparable with earlier figures" == cell.read_as

    def test_an_unreliable_figure_may_be_kept(self) -> None:
        """Only an unreliable figure stands beside its mark."""
        assert (5.0, Reason.UNRELIABLE) == (read_cell("5 [u]").value, read_cell("5 [u]").reason)

    @pytest.mark.parametrize("written", ["5 [c]", "5 [x]", "5 [z]"])
    def test_a_figure_beside_its_absence_is_refused(self, written: str) -> None:
        """A suppressed figure must not be given at all."""
        with pytest.raises(InputError, match="not both"):
            read_cell(written)

    def test_an_unknown_mark_is_refused(self) -> None:
        """[q] means nothing here."""
        with pytest.raises(InputError, match=r"\[q\] is no known shorthand"):
            read_cell("5 [q]")

    def test_an_asterisk_is_refused_with_both_meanings(self) -> None:
        """* is suppressed in one council's sheet and provisional in another's."""
        with pytest.raises(InputError, match="suppressed or provisional"):
            read_cell("*")


class TestAnything:
    @given(
        st.one_of(
            st.text(characters(), max_size=12), st.text("0123456789.,%£-<>[]cxzupreb /*na", max_size=10)
        )
    )
    def test_any_text_is_a_cell_or_a_fault(self, text: str) -> None:
        """No text makes anything else than a cell or one of kpirag's errors."""
        try:
            cell = read_cell(text)
        except KpiragError:
            return

        assert (cell.value is None) <= (cell.reason is not None)
