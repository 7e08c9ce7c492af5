"""The withdrawn tolerance in `docs/examples`: it runs, prints what is checked in, and has Havering's shape.

`python tests/examples/test_withdrawn_tolerance.py` writes the expected output anew.
"""

import ast
import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from kpirag import Direction, Period, Reason, Scheme, Status, Tolerance

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROGRAM = EXAMPLES / "withdrawn_tolerance.py"
EXPECTED = EXAMPLES / "expected" / "withdrawn_tolerance.txt"
Q1 = Period.quarter(2017, 1)
#: The indicators that miss their target by no more than 10% of it.
NEARLY = ["5", "6", "8", "10", "11"]
TABLE = "Ratings for Q1 2017/18"
COMPARED = "The two comparisons, which no tolerance alters"
CHANGED = "Which ratings changed for it, and because of what"


def run(*arguments, folder=None) -> subprocess.CompletedProcess[str]:
    """Run the program as a reader would, with warnings as errors."""
    command = [sys.executable, "-W", "error", str(PROGRAM), *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=folder, encoding="utf-8", timeout=60)


@cache
def printed() -> str:
    """Return what the program prints, which must end well and complain of nothing; it is run once."""
    done = run()
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def loaded() -> ModuleType:
    """Return the program as a module, which runs nothing."""
    spec = importlib.util.spec_from_file_location("withdrawn_tolerance", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def program() -> ModuleType:
    """Return the program as a module of its own, which a test may change."""
    return loaded()


def lines_of(program: ModuleType, heading: str) -> list[str]:
    """Return the lines of a section of the page."""
    return "\n".join(program.page(program.board_of_16())[heading]).splitlines()


class TestTheProgram:
    def test_it_prints_what_is_checked_in(self):
        """The page is the file in `expected`, sign for sign."""
        assert EXPECTED.read_text(encoding="utf-8") == printed()

    def test_it_runs_from_any_folder(self, tmp_path):
        """It needs no file, and writes none."""
        assert printed() == run(folder=tmp_path).stdout
        assert [] == list(tmp_path.iterdir())

    def test_the_page_says_first_what_is_illustrative(self):
        """Before any figure stands what is the council's and what is not."""
        notice = printed().split("\n\n")[1]

        assert notice.startswith(
            "Illustrative figures, in the shape of a report by the London Borough of Havering"
        )
        assert "6 new foster carers of 20 for the year; 33.3% of care proceedings, against 80%" in notice
        assert "That this had been 10% is illustrative too." in notice

    def test_every_section_of_the_page_is_printed(self, program):
        """What the module gives is what the reader sees."""
        text = printed()

        for heading, lines in program.page(program.board_of_16()).items():
            assert f"\n{heading}\n{'-' * len(heading)}\n\n" + "\n".join(lines) in text

    def test_it_needs_nothing_but_kpirag_and_python(self):
        """It imports the public face of kpirag and the standard library, and is short enough to read."""
        text = PROGRAM.read_text(encoding="utf-8")
        found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
        modules = {getattr(node, "module", None) or node.names[0].name for node in found}
        names = [alias.name for node in found for alias in node.names]

        assert {"collections", "datetime", "kpirag", "kpirag.present", "sys"} == modules
        assert [] == [name for name in names if name.startswith("_")]
        assert 110 > len(text.splitlines())


class TestHaveringsShape:
    """Source: Havering, Q1 2017/18 [year inferred], corporate performance report, children and learning."""

    def test_3_of_12_are_green_and_9_red(self, program):
        """12 of the 16 are reported: 3 (25%) green, 9 (75%) red, and no amber."""
        summary = program.board_of_16().scorecard(Q1).summary

        assert (16, 12, 12) == (summary.all, summary.due, summary.rated)
        assert ({"green": 3, "amber": 0, "red": 9}, 25.0, 75.0) == (
            summary.counts,
            summary.share("green"),
            summary.share("red"),
        )
        assert {Reason.NOT_DUE: 4} == summary.not_rated

    def test_the_two_figures_that_are_the_councils(self, program):
        """6 of 20 foster carers, 5 due by Q1: green. 1 of 3 care proceedings, 33.3% against 80%: red."""
        card = program.board_of_16().scorecard(Q1)
        carers, court = card[1], card[2]

        assert (6, 5.0, 20, Status.GREEN) == (
            carers.rating.value,
            carers.target.value,
            carers.target.whole.value,
            carers.rating.status,
        )
        assert ("33.3%", 80, Status.RED) == (court.rating.value_text, court.target.value, court.rating.status)

    def test_each_quarter_is_rated_under_the_rules_of_its_year(self, program):
        """The scheme is found by the date: 2016/17 with the tolerance, 2017/18 without."""
        board = program.board_of_16()

        assert ("2017/18", Tolerance.none()) == (
            board.scorecard(Q1).scheme.version,
            board.scorecard(Q1).scheme.tolerance,
        )
        assert ("2016/17", Tolerance.percent(10)) == (
            board.scorecard(Q1.previous).scheme.version,
            board.scorecard(Q1.previous).scheme.tolerance,
        )


class TestWhatIf:
    def test_five_of_the_red_would_have_been_amber(self, program):
        """They miss by up to 10%; one of them by exactly 10%, which is within."""
        board = program.board_of_16()
        card = board.scorecard(Q1)
        kept = card.what_if(scheme=board.scheme_for(Q1.previous))

        assert {"green": 3, "amber": 5, "red": 4} == kept.summary.counts
        assert NEARLY == [row.indicator.ref for row in kept.with_status("amber")]
        assert (81.0, 90, 81.0) == (kept[11].rating.value, kept[11].target.value, 90 - 0.1 * 90)

    def test_the_tolerance_is_the_only_cause(self, program):
        """The schemes differ in name, version and dates too, and none of that changes a rating."""
        board = program.board_of_16()
        card = board.scorecard(Q1)
        changes = card.versus(card.what_if(scheme=board.scheme_for(Q1.previous)))

        assert NEARLY == [change.ref for change in changes]
        assert {("tolerance", ())} == {(change.cause, change.also_changed) for change in changes}
        assert {(Status.AMBER, Status.RED)} == {
            (change.before.rating.status, change.after.rating.status) for change in changes
        }

    def test_putting_it_back_and_withdrawing_it_again_changes_nothing(self, program):
        """What `what_if` gives, `without_tolerance` takes away."""
        card = program.board_of_16().scorecard(Q1)
        again = card.what_if(tolerance=Tolerance.percent(10)).without_tolerance()

        assert [row.rating.status for row in card] == [row.rating.status for row in again]

    def test_no_verdict_on_a_target_depends_on_it(self, program):
        """A target is met or missed, by as much, whatever is tolerated."""
        card = program.board_of_16().scorecard(Q1)
        kept = card.what_if(tolerance=Tolerance.percent(10))

        assert [(row.rating.met, row.rating.shortfall) for row in card] == [
            (row.rating.met, row.rating.shortfall) for row in kept
        ]
        assert card.summary.counts["green"] == kept.summary.counts["green"]

    @pytest.mark.parametrize(
        "percent, sentence",
        [
            (1, "3 (25%) Green, 0 (0%) Amber, 9 (75%) Red."),
            (9, "3 (25%) Green, 3 (25%) Amber, 6 (50%) Red."),
            (20, "3 (25%) Green, 7 (58.3%) Amber, 2 (16.7%) Red."),
        ],
    )
    def test_another_tolerance_gives_another_page(self, program, percent, sentence):
        """The page follows the schemes: with 20% two more are amber, with 9% two fewer."""
        before = Scheme("Havering", tolerance=Tolerance.percent(percent), ends=program.SCHEMES[0].ends)
        program.SCHEMES = (before, program.SCHEMES[1])
        (line,) = lines_of(program, f"With last year's tolerance of {percent}%")

        assert line.startswith(f"12 of 16 indicators are rated: {sentence}")

    def test_the_page_tells_what_changed_since_the_quarter_before(self, program):
        """One rating moved for performance; five for the tolerance, though their figures moved as well."""
        *lines, last = sorted(
            lines_of(program, "What moved since Q4 2016/17"), key=lambda one: "performance (" in one
        )

        assert last.endswith(
            ": Red to Green, because of performance (80% to 93.5%); also changed: tolerance."
        )
        assert 5 == len(lines)
        assert {"the tolerance of 10% was withdrawn; also changed: performance."} == {
            line.partition("because ")[2] for line in lines
        }


class TestTheTwoComparisons:
    def test_no_tolerance_alters_them(self, program):
        """Better or worse than before is no matter of targets."""
        card = program.board_of_16().scorecard(Q1)

        for row, kept in zip(card, card.what_if(tolerance=Tolerance.percent(10)), strict=True):
            assert (row.since_last_period, row.since_last_year) == (
                kept.since_last_period,
                kept.since_last_year,
            )

    def test_care_leavers_are_worse_on_both(self, program):
        """Worse than last quarter and worse than the same time last year, as the paper has it."""
        row = program.board_of_16().scorecard(Q1)[5]

        assert (Direction.WORSE, Direction.WORSE) == (
            row.since_last_period.direction,
            row.since_last_year.direction,
        )
        assert lines_of(program, COMPARED)[6].endswith("↓ worse                          ↓ worse")

    def test_up_is_worse_where_smaller_is_better(self, program):
        """More second child protection plans: up, and worse."""
        assert lines_of(program, COMPARED)[7].endswith("↑ worse                          ↑ worse")

    def test_a_year_to_date_is_not_compared_across_the_year_end(self, program):
        """Foster carers accumulate, and care proceedings start again: the reason stands in the table."""
        carers, court = lines_of(program, COMPARED)[2:4]

        assert "it accumulates through the year  ↑ better" in carers
        assert "the year to date starts again    ↓ worse" in court

    def test_they_are_counted(self, program):
        """Each of the 12 is in each count once."""
        told = lines_of(program, COMPARED)[-2:]

        assert told == [
            "Since Q4 2016/17: 3 better, 1 no change, 2 not comparable, 6 worse.",
            "Since Q1 2016/17: 5 better, 7 worse.",
        ]


if __name__ == "__main__":
    EXPECTED.write_text(printed(), encoding="utf-8", newline="\n")
