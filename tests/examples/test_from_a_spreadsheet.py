"""The messy sheet in `docs/examples`: the program runs, prints what is checked in, and reads each cell right.

`python tests/examples/test_from_a_spreadsheet.py` writes the expected outputs anew.
"""

import ast
import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from kpirag import FaultsError, IndicatorSet, Period, Quality, Reason, Status

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROGRAM = EXAMPLES / "from_a_spreadsheet.py"
SHEET = EXAMPLES / "messy_sheet.csv"
EXPECTED = EXAMPLES / "expected"
OUTPUTS = {
    "from_a_spreadsheet.txt": (),
    "from_a_spreadsheet.md": ("--markdown",),
    "from_a_spreadsheet_broken.txt": ("--broken",),
}
Q2 = Period.quarter(2022, 2)
ILLUSTRATIVE = "Illustrative figures, not those of any council."


def run(*arguments, folder=None) -> subprocess.CompletedProcess[str]:
    """Run the program as a reader would, with warnings as errors."""
    command = [sys.executable, "-W", "error", str(PROGRAM), *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=folder, encoding="utf-8", timeout=60)


@cache
def printed(*arguments) -> str:
    """Return what the program prints, which must end well and complain of nothing; it is run once."""
    done = run(*arguments)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def loaded() -> ModuleType:
    """Return the program as a module, which runs nothing."""
    spec = importlib.util.spec_from_file_location("from_a_spreadsheet", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """Return the program as a module."""
    return loaded()


@pytest.fixture(scope="module")
def board(program) -> IndicatorSet:
    """Return the set that the sheet describes."""
    return IndicatorSet.from_table(program.rows_of(SHEET))


def write_expected() -> None:
    """Write what the program prints now; the difference in version control shows what changed."""
    for name, options in OUTPUTS.items():
        (EXPECTED / name).write_text(printed(*options), encoding="utf-8", newline="\n")


class TestTheProgram:
    @pytest.mark.parametrize("name", OUTPUTS)
    def test_it_prints_what_is_checked_in(self, name):
        """Text, Markdown and the error are the files in `expected`, sign for sign."""
        assert (EXPECTED / name).read_text(encoding="utf-8") == printed(*OUTPUTS[name])

    def test_it_runs_from_any_folder(self, tmp_path):
        """It finds its sheet beside itself, and writes nothing where it is run."""
        assert printed() == run(folder=tmp_path).stdout
        assert [] == list(tmp_path.iterdir())

    def test_pages_and_sheet_say_that_the_figures_are_illustrative(self):
        """It stands above every figure, on the page and in the sheet itself."""
        assert printed().startswith(f"{ILLUSTRATIVE}\n\n")
        assert printed("--markdown").startswith(f"*{ILLUSTRATIVE}*\n\n")
        assert (
            "ILLUSTRATIVE FIGURES, not those of any council."
            in SHEET.read_text(encoding="utf-8").splitlines()[0]
        )

    def test_one_output_at_a_time(self):
        """Two of the options together are refused."""
        done = run("--markdown", "--broken")

        assert (2, "") == (done.returncode, done.stdout)
        assert "not allowed with argument" in done.stderr

    def test_it_needs_nothing_but_kpirag_and_python(self):
        """It imports the public face of kpirag and the standard library, and is short enough to read."""
        text = PROGRAM.read_text(encoding="utf-8")
        found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
        modules = {getattr(node, "module", None) or node.names[0].name for node in found}
        names = [alias.name for node in found for alias in node.names]

        assert {"argparse", "csv", "kpirag", "kpirag.present", "pathlib", "sys"} == modules
        assert [] == [name for name in names if name.startswith("_")]
        assert 110 > len(text.splitlines())

    def test_a_mark_at_the_start_of_the_file_does_no_harm(self, program, tmp_path):
        """Excel begins a file with a byte order mark; the rows are the same."""
        marked = tmp_path / "marked.csv"
        marked.write_bytes(b"\xef\xbb\xbf" + SHEET.read_bytes())

        assert program.rows_of(SHEET) == program.rows_of(marked)


class TestWhatIsRead:
    @pytest.mark.parametrize(
        "ref, period, value",
        [
            ("1", Q2, 92.7),
            ("1", Q2.same_last_year, 86.0),
            ("2", Q2.previous, 22.9),
            ("3", Q2, 1310.0),
            ("3", Period.year(2021), 4902.0),
            ("4", Q2, 9.0),
            ("6", Q2, 278.0),
            ("7", Period.year(2021), 72.0),
        ],
    )
    def test_figures(self, board, ref, period, value):
        """Percent signs, commas and marks are not part of the number; each stands in its period."""
        assert value == board.outturns[ref].at(period).value

    @pytest.mark.parametrize(
        "ref, period, reason",
        [
            ("7", Q2, Reason.NOT_DUE),
            ("9", Q2.previous, Reason.SUPPRESSED),
            ("9", Q2, Reason.SUPPRESSED),
            ("10", Q2, Reason.UNRELIABLE),
            ("11", Q2.previous, Reason.NO_DATA),
            ("11", Q2, Reason.NO_DATA),
            ("12", Q2, Reason.NOT_APPLICABLE),
        ],
    )
    def test_reasons(self, board, ref, period, reason):
        """Not due, <5, [c], [u], two dots, a dash and n/a are five different things, and no zero."""
        outturn = board.outturns[ref].at(period)

        assert (reason, None) == (outturn.reason, outturn.value)

    def test_quality_counts_and_comments(self, board):
        """[p] and [r] are provisional and revised; counts and comments stand in columns of their quarter."""
        found = {ref: board.outturns[ref].at(Q2) for ref in ("1", "5", "6")}

        assert (Quality.PROVISIONAL, Quality.REVISED) == (found["1"].quality, found["6"].quality)
        assert (1, 3) == (found["5"].numerator, found["5"].denominator)
        assert "Decided by the courts." == found["5"].note

    @pytest.mark.parametrize(
        "ref, fact, value",
        [
            ("1", "polarity", "higher"),
            ("2", "polarity", "lower"),
            ("3", "polarity", "none"),
            ("3", "unit", "number"),
            ("7", "unit", "percent"),
            ("4", "basis", "year to date"),
            ("5", "basis", "year to date"),
            ("6", "basis", "snapshot"),
            ("7", "frequency", "year"),
            ("8", "restricted", True),
            ("1", "restricted", False),
        ],
    )
    def test_definitions(self, board, ref, fact, value):
        """High is good, Data only, No., #, YTD, As at and Annual have their own words here."""
        assert value == getattr(board[ref], fact)

    def test_every_cell_of_a_period_is_read(self, program, board):
        """A cell that is blank, a dash or two dots, without counts beside it, is no data; others are read."""
        headings, *body = program.rows_of(SHEET)
        first, counts = headings.index("Jul-Sep 2021"), headings.index("Q2 22/23 Numerator")
        periods = (Q2.same_last_year, Period.year(2021), Q2.previous, Q2)
        for row in (row for row in body if any(row)):
            for cell, period in zip(row[first:counts], periods, strict=True):
                counted = period == Q2 and row[counts]
                lacking = cell in ("", "..", "–") and not counted
                assert lacking == (board.outturns[row[0]].at(period).reason is Reason.NO_DATA)

    def test_the_page_names_every_cell_that_is_no_plain_figure(self):
        """What was read as what is printed, with its place, before anything is rated."""
        page = printed()

        assert "rows[1]['Q2 22/23 Actual']: '92.7% [p]' -> provisional\n" in page
        assert "rows[11]['Quarter 1 2022-23']: '<5' -> suppressed\n" in page
        assert "columns['Jul-Sep 2021']: 'Jul-Sep 2021' -> value of Q2 2021/22\n" in page
        assert page.index("-> provisional") < page.index("Scorecard for Q2 2022/23")


class TestTheScorecard:
    def test_five_are_rated(self, board):
        """One green, two amber, two red; the other seven say why not, each with its own reason."""
        card = board.scorecard(Q2)

        assert {"green": 1, "amber": 2, "red": 2} == card.summary.counts
        assert ["5", "8", "2", "4"] == [row.indicator.ref for row in card.exceptions()]
        assert [("3", "contextual"), ("6", "contextual"), ("7", "not due"), ("9", "suppressed")] == [
            (row.indicator.ref, row.rating.reason) for row in card.not_rated()
        ][:4]

    def test_the_cumulative_one_is_held_against_its_share(self, board):
        """10 of 20 carers are due by the end of September; 9 is exactly 10% short of that."""
        row = board.scorecard(Q2)["4"]

        assert (10.0, 9.0, Status.AMBER) == (row.target.value, row.rating.value, row.rating.status)

    def test_the_annual_one_is_rated_at_the_end_of_its_year(self, board):
        """72% satisfied in 2021/22 meets 70%, in the quarter that ends the year."""
        assert Status.GREEN is board.scorecard(Period.quarter(2021, 4))["7"].rating.status

    def test_the_public_version_has_no_trace_of_the_restricted_row(self):
        """Neither its name, its figure nor its comment is in the Markdown; its number is."""
        page = printed("--markdown")

        assert "Serious incidents" in printed()
        assert [] == [told for told in ("Serious incidents", "board in private", "| 8 |") if told in page]
        assert "Public version: 1 restricted indicator is left out." in page
        assert "4 of 11 indicators are rated: 1 (25%) Green, 2 (50%) Amber, 1 (25%) Red." in page


class TestTheBrokenSheet:
    def test_all_six_faults_come_at_once(self, program):
        """Each fault that was put in is named with its column and row, what stands there and a way out."""
        with pytest.raises(FaultsError) as caught:
            IndicatorSet.from_table(program.broken(program.rows_of(SHEET)))

        assert [
            "columns['Amber Tolerence']",
            "columns['Q1 2022']",
            "rows[1]['Annual Target']",
            "rows[2]['Good is:']",
            "rows[6]['Q2 22/23 Numerator']",
            "rows[11]['Q2 22/23 Actual']",
        ] == [fault.path for fault in caught.value.faults]
        assert len(program.FAULTS) == len(caught.value.faults)

    def test_the_sheet_itself_is_left_alone(self, program):
        """The faults are put into a copy."""
        rows = program.rows_of(SHEET)
        before = [list(row) for row in rows]

        assert before != program.broken(rows)
        assert before == rows

    @pytest.mark.parametrize("place", range(6))
    def test_each_fault_is_one_by_itself(self, program, monkeypatch, place):
        """With any one of the six the sheet is refused, for that alone."""
        monkeypatch.setattr(program, "FAULTS", program.FAULTS[place : place + 1])
        with pytest.raises(ValueError, match=r"^(columns|rows)\[") as caught:
            IndicatorSet.from_table(program.broken(program.rows_of(SHEET)))

        assert not isinstance(caught.value, FaultsError)

    def test_without_a_fault_it_is_the_sheet(self, program, board, monkeypatch):
        """The same copy with nothing put in is read as the sheet is."""
        monkeypatch.setattr(program, "FAULTS", ())

        assert board == IndicatorSet.from_table(program.broken(program.rows_of(SHEET)))


if __name__ == "__main__":
    write_expected()
