"""The shorthand of a cell when it contradicts itself or says too little: refused, never guessed."""

from itertools import permutations, product

import pytest

from kpirag import FaultsError, IndicatorSet, InputError, Quality, Reason
from kpirag.scorecards.cells import read_cell
from tests.scorecards.boards import Q2

REASONS = ("c", "u", "x", "z")
QUALITIES = ("p", "r", "e")


#: Each two marks of one kind, in both orders.
PAIRS = [*permutations(REASONS, 2), *permutations(QUALITIES, 2)]


class TestContradictions:
    @pytest.mark.parametrize(("one", "other"), PAIRS)
    @pytest.mark.parametrize("form", ["92.7 [{}][{}]", "[{}] 92.7 [{}]", "[{}] [{}]"])
    def test_two_marks_of_one_kind_are_refused(self, form: str, one: str, other: str) -> None:
        """A figure is not provisional and revised at once, nor suppressed and unreliable."""
        written = form.format(one, other)
        with pytest.raises(InputError, match="two marks that contradict each other") as caught:
            read_cell(written, path="rows[0]['Q2']")

        assert ("rows[0]['Q2']", repr(written)) == (caught.value.path, caught.value.got)

    def test_small_and_capital_letters_are_one(self) -> None:
        """[P] and [r] contradict each other as [p] and [r] do."""
        with pytest.raises(InputError, match="contradict"):
            read_cell("92.7 [P][r]")

    @pytest.mark.parametrize("mark", QUALITIES)
    def test_the_same_mark_twice_is_the_mark(self, mark: str) -> None:
        """A mark that is written twice contradicts nothing."""
        assert read_cell(f"92.7 [{mark}]") == read_cell(f"92.7 [{mark}] [{mark}]")

    @pytest.mark.parametrize("mark", QUALITIES)
    def test_a_break_goes_with_any_quality(self, mark: str) -> None:
        """A figure may be the first on a new definition and provisional."""
        cell = read_cell(f"92.7 [{mark}][b]")

        assert (92.7, True, read_cell(f"92.7 [{mark}]").quality) == (
            cell.value,
            cell.break_in_series,
            cell.quality,
        )

    def test_an_unreliable_figure_may_be_provisional(self) -> None:
        """A figure that is kept unrated has a quality like any other."""
        cell = read_cell("92.7 [u][p]")

        assert (92.7, Reason.UNRELIABLE, Quality.PROVISIONAL) == (cell.value, cell.reason, cell.quality)


class TestMarksWithoutAFigure:
    @pytest.mark.parametrize("written", ["[p]", "[r]", "[e]", "[b]", " [P] ", "[p][b]", "[b] [e]", "[p][p]"])
    def test_a_quality_needs_a_figure(self, written: str) -> None:
        """Provisional what? A quality or a break alone is neither a figure nor a reason for none."""
        with pytest.raises(InputError, match="is a mark without a figure") as caught:
            read_cell(written)

        assert "Write the figure beside it, or [x] for no data." == caught.value.remedy

    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            ("[c]", Reason.SUPPRESSED),
            ("[u]", Reason.UNRELIABLE),
            ("[x]", Reason.NO_DATA),
            ("[z]", Reason.NOT_APPLICABLE),
        ],
    )
    def test_a_reason_needs_none(self, written: str, reason: Reason) -> None:
        """The other marks say why there is no figure, and stand alone."""
        assert (None, reason) == (read_cell(written).value, read_cell(written).reason)

    @pytest.mark.parametrize(("mark", "figure"), list(product("cxz", ["92.7", "0", "1,234", "92.7%"])))
    def test_a_reason_beside_a_figure_is_refused(self, mark: str, figure: str) -> None:
        """Suppressed, no data and not applicable leave no figure to give; zero is a figure."""
        with pytest.raises(InputError, match=rf"a figure is given beside \[{mark}\]"):
            read_cell(f"{figure} [{mark}]")


class TestInSheetsAndRecords:
    def test_a_sheet_names_each_cell(self) -> None:
        """Every refused cell of a sheet is named by its row and column, all at once."""
        sheet = [
            ["Ref", "Indicator", "Good is", "Q1 2022/23", "Q2 2022/23"],
            ["1", "Calls", "Low", "7 [p][r]", "[p]"],
            ["2", "Visits", "High", "8 [b]", "[c][x]"],
        ]
        with pytest.raises(FaultsError) as caught:
            IndicatorSet.from_table(sheet)

        columns = [fault.path.partition("][")[2] for fault in caught.value.faults]

        assert ["'Q1 2022/23']", "'Q2 2022/23']", "'Q2 2022/23']"] == columns
        assert 2 == len({fault.path.partition("][")[0] for fault in caught.value.faults})

    def test_a_record_names_its_value(self) -> None:
        """The same cell in a record is refused at its value."""
        with pytest.raises(InputError, match="contradict") as caught:
            IndicatorSet.from_records(
                [{"ref": 1, "name": "Calls", "polarity": "lower"}],
                outturns=[{"ref": 1, "period": "Q2 2022/23", "value": "7 [p][e]"}],
            )

        assert "outturns[0].value" == caught.value.path

    def test_what_is_not_refused_is_read_and_listed(self) -> None:
        """A break and a quality on one figure reach the outturn, the caveat and the list of readings."""
        made = IndicatorSet.from_records(
            [{"ref": 1, "name": "Calls", "polarity": "lower"}],
            outturns=[{"ref": 1, "period": "Q2 2022/23", "value": "7 [p][b]"}],
        )

        assert (
            "The figure is provisional. The definition changed in this period."
            == made.scorecard(Q2)["1"].caveat
        )
        assert "provisional, not comparable with earlier figures" in [one.read_as for one in made.readings]


class TestWordsAgainstMarks:
    @pytest.mark.parametrize(
        "cell", ["late [z]", "n/a [x]", "<5 [x]", "n/a [p]", "- [p]", "<5 [p]", "[c][p]"]
    )
    def test_a_word_and_a_mark_that_contradict_each_other_are_refused(self, cell: str) -> None:
        """Of two things a cell says, none is guessed."""
        with pytest.raises(InputError, match=r"contradict each other|without a figure"):
            read_cell(cell)

    @pytest.mark.parametrize(
        ("cell", "reason"), [("<5 [c]", "suppressed"), ("late", "late"), ("n/a [z]", "not applicable")]
    )
    def test_a_word_and_a_mark_may_say_the_same(self, cell: str, reason: str) -> None:
        """Said twice is said once."""
        assert reason == str(read_cell(cell).reason)
