"""The assessments in `docs/examples`: the program runs, prints what is checked in, and counts right.

`python tests/examples/test_assessments_in_time.py` writes the expected output anew.
"""

import ast
import importlib.util
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from kpirag import Status, Target, Tolerance, rate
from kpirag.timescales import CaseState

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROGRAM = EXAMPLES / "assessments_in_time.py"
EXPECTED = EXAMPLES / "expected" / "assessments_in_time.txt"
#: The days off from May to November 2022: the bank holidays as GOV.UK lists them, and the one closure.
OFF = {
    date(2022, 5, 2),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 8, 29),
    date(2022, 9, 19),
    date(2022, 7, 22),
}


def run(folder=None) -> subprocess.CompletedProcess[str]:
    """Run the program as a reader would, with warnings as errors."""
    command = [sys.executable, "-W", "error", str(PROGRAM)]
    return subprocess.run(command, capture_output=True, check=False, cwd=folder, encoding="utf-8", timeout=60)


@cache
def printed() -> str:
    """Return what the program prints, which must end well and complain of nothing; it is run once."""
    done = run()
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """Return the program as a module, which prints nothing."""
    spec = importlib.util.spec_from_file_location("assessments_in_time", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def working_days_on(start: date, n: int) -> date:
    """Return the day so many working days later, counted on the fingers."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5 and day not in OFF
    return day


class TestTheProgram:
    def test_it_prints_what_is_checked_in(self):
        """The page is the file in `expected`, sign for sign."""
        assert EXPECTED.read_text(encoding="utf-8") == printed()

    def test_it_runs_from_any_folder(self, tmp_path):
        """It needs no file, and writes none."""
        assert printed() == run(tmp_path).stdout
        assert [] == list(tmp_path.iterdir())

    def test_the_page_says_first_that_the_cases_are_made_up(self):
        """Before any figure stands that they are nobody's, and that this is not legal advice."""
        notice = printed().split("\n\n")[1]

        assert notice.startswith("Made-up cases, not those of any council.")
        assert notice.endswith("not legal advice.")

    def test_every_section_of_the_page_is_printed(self, program):
        """What the module gives is what the reader sees."""
        for heading, lines in program.page().items():
            assert f"\n{heading}\n{'-' * len(heading)}\n\n" + "\n".join(lines) in printed()

    def test_it_needs_nothing_but_kpirag_and_dates(self):
        """It imports the public face of kpirag and dates: no clock, no chance, no file."""
        text = PROGRAM.read_text(encoding="utf-8")
        found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
        modules = {getattr(node, "module", None) or node.names[0].name for node in found}

        assert {"datetime", "kpirag", "kpirag.present", "kpirag.timescales"} == modules
        assert ".today(" not in text
        assert 160 > len(text.splitlines())


class TestTheFigures:
    def test_due_dates_counted_on_the_fingers(self, program):
        """Each due date is 45 weekdays after the receipt, without the days off."""
        found = program.counted(program.assessments(), program.ASSESSMENT)

        assert 24 == len(found.judged)
        for each in found.judged:
            assert working_days_on(each.case.start, 45) == each.due

    def test_in_time_counted_from_the_dates(self, program):
        """Numerator and denominator of each cohort, from the due dates and the ends alone."""
        quarter, end_of = program.Q2, date(2022, 9, 30)
        rows = [
            (
                case.start,
                case.end if case.end and case.end <= end_of else None,
                working_days_on(case.start, 45),
            )
            for case in program.assessments()
        ]
        valid = [(start, end, due) for start, end, due in rows if end is None or end >= start]
        expected = {
            "ended": [end <= due for _, end, due in valid if end and quarter.contains(end)],
            "started": [
                (end or end_of) <= due
                for start, end, due in valid
                if quarter.contains(start) and (end or end_of > due)
            ],
            "due": [bool(end) and end <= due for _, end, due in valid if quarter.contains(due)],
            "open": [due >= end_of for _, end, due in valid if end is None],
        }
        for cohort, in_time in expected.items():
            found = program.counted(program.assessments(), program.ASSESSMENT, cohort)
            assert (cohort, sum(in_time), len(in_time)) == (cohort, found.numerator, found.denominator)

    def test_the_overdue_are_the_longest_overdue_first(self, program):
        """They are listed whatever the cohort, and none of them is in the percentage of the ended."""
        found = program.counted(program.assessments(), program.ASSESSMENT)

        assert ["A23", "A15", "A18"] == [each.case.ref for each in found.overdue]
        assert not {"A23", "A15", "A18"} & {each.case.ref for each in found.cases}

    def test_the_one_that_ended_before_it_started(self, program):
        """It is invalid and not in the percentage, and nobody's mistake is hidden."""
        found = program.counted(program.assessments(), program.ASSESSMENT)

        assert ["A21"] == [each.case.ref for each in found.cases if each.state is CaseState.INVALID]
        assert 1 == found.invalid

    def test_plans_with_and_without_exceptions(self, program):
        """Three plans without exceptions, five with."""
        found = program.counted(program.PLANS, program.PLAN)

        assert ((2, 3), (3, 5)) == (
            (found.numerator, found.denominator),
            (found.numerator_with_exempt, found.denominator_with_exempt),
        )

    def test_the_visits_have_each_colour(self, program):
        """Green, amber and red, one green by its pause, and one that is not judged yet."""
        found = program.VISITS.timeliness(
            program.SEEN, period=program.Q2, as_of=program.Q2.end, calendar=program.CALENDAR, cohort="started"
        )

        assert ["green", "amber", "red", "green", "not rated"] == [each.status for each in found.cases]

    def test_the_rating_is_of_the_ended(self, program):
        """12 of 17 is 70.6%: amber from 70% to 80%."""
        found = program.counted(program.assessments(), program.ASSESSMENT)
        indicator = program.Indicator("2", "Assessments", polarity="higher", unit="percent", decimals=1)
        rating = rate(indicator, found.outturn, Target(80, tolerance=Tolerance.points(10)))

        assert ("70.6%", Status.AMBER) == (rating.value_text, rating.status)
        assert "Assessments in 45 working days: 70.6% (12 of 17) misses the target of 80%" in printed()


if __name__ == "__main__":
    EXPECTED.write_text(printed(), encoding="utf-8", newline="\n")
