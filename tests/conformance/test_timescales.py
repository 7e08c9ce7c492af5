"""The conformance command of the timescales: on the whole reference, and on small ones that must fail.

The reference is a folder of cases that others published; it is not part of the project. Name it in the
environment variable KPIRAG_REFERENCE, and the first tests run.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance import timescales as command

COMMAND = Path(command.__file__)
REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# mysociety/alaveteli, spec/models/holiday_spec.rb: a Saturday, of which the Monday is day 1.
FOI = {
    "id": "D006",
    "rule": "20 working_days after receipt",
    "start": "2009-03-14",
    "calendar": "alaveteli-uk-any",
    "expected_due": "2009-04-15",
    "op": "add",
    "n": 20,
    "unit": "working_day",
    "origin": "after",
    "roll": "none",
}
# data-to-insight/csc-validator-be-cin, rule 8675Q.
OPEN = {
    "id": "d2i-8675Q-2022-01-29",
    "kind": "open_case_older_than_limit",
    "input": {"reference_date": "2022-03-31", "start": "2022-01-29", "working_days": 15},
    "expected": "breach",
}


def holidays() -> dict:
    """Return bank holidays as the reference holds them, taken from the shipped calendars."""
    rows = {
        name: [{"date": day.isoformat()} for day in calendar.holidays]
        for name, calendar in command.DIVISIONS.items()
    }
    early = [told for day in command.UK_ANY.holidays if "2007-11-30" <= (told := day.isoformat()) < "2011"]
    return {"divisions": rows, "uk_any_2007_2010": {"dates": early}}


def run(folder, capsys, rows=(FOI,), cases=(OPEN,), days=None) -> tuple[int, str]:
    """Return the exit code and the print of the command on a small reference."""
    (folder / "deadline_cases.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (folder / "clock_cases.json").write_text(json.dumps({"cases": list(cases)}), "utf-8")
    (folder / "bank_holidays.json").write_text(json.dumps(days or holidays()), "utf-8")
    code = command.main([str(folder)])
    return code, capsys.readouterr().out


@pytest.fixture(scope="module")
def whole() -> str:
    """Return what the command prints for the whole reference; it must find nothing to complain of."""
    if not REFERENCE:
        pytest.skip("needs the published cases: set KPIRAG_REFERENCE to the folder that holds them")
    program = [sys.executable, "-W", "error", str(COMMAND), REFERENCE]
    done = subprocess.run(program, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


class TestTheWholeReference:
    @pytest.mark.parametrize(
        "kind, rows",
        [
            ("add", 69),
            ("count", 11),
            ("add_cutoff", 4),
            ("bops", 4),
            ("bops_hol", 1),
            ("open_case_older_than_limit", 5),
            ("earliest_start_within_limit", 2),
            ("working_hours_between", 7),
            ("working_hours_due", 5),
        ],
    )
    def test_every_row_follows(self, whole, kind, rows):
        """89 deadlines and 19 clock cases: all as expected, none left out."""
        assert f"  {kind}: {rows} rows: {rows} agree, 0 disagree, 0 skipped\n" in whole

    def test_the_bank_holidays_are_the_published_ones(self, whole):
        """Three divisions and any part of the United Kingdom, the same dates."""
        assert "  all: 4 rows: 4 agree, 0 disagree, 0 skipped\n" in whole

    def test_where_practice_disagrees_both_are_shown(self, whole):
        """One open case is too old if the reference day is day 1, and in time if the start is day 0."""
        assert 1 == whole.count("which counts day 1, says breach; day 0 gives ok")

    def test_it_says_so(self, whole):
        """The last line is the verdict."""
        assert "All agree." == whole.splitlines()[-1]
        assert "FAULT" not in whole


class TestACheckThatCanFail:
    def test_what_agrees_ends_with_0(self, tmp_path, capsys):
        """One deadline, one open case and four calendars, all right."""
        code, text = run(tmp_path, capsys)

        assert 0 == code
        assert 2 == text.count("  all: 1 rows: 1 agree, 0 disagree, 0 skipped\n")
        assert text.endswith("All agree.\n")

    def test_a_deadline_that_disagrees_ends_with_1(self, tmp_path, capsys):
        """It is listed with what was expected and what was worked out."""
        code, text = run(tmp_path, capsys, rows=[FOI | {"expected_due": "2009-04-16"}])

        assert 1 == code
        assert "D006" in text
        assert "expected 2009-04-16, got 2009-04-15" in text

    def test_an_open_case_that_disagrees_ends_with_1(self, tmp_path, capsys):
        """A breach that should be none is found."""
        code, text = run(tmp_path, capsys, cases=[OPEN | {"expected": "ok"}])

        assert 1 == code
        assert "expected ok, got breach" in text

    @pytest.mark.parametrize(
        "changes",
        [
            {"unit": "furlongs"},
            {"calendar": "mars"},
            {"start": "1999-03-14"},
            {"op": "multiply"},
            {"roll": "sideways"},
            {"start": "yesterday"},
        ],
    )
    def test_a_row_that_cannot_be_tried_ends_with_1(self, tmp_path, capsys, changes):
        """A skip is not a pass: it is counted, listed and fails."""
        code, text = run(tmp_path, capsys, rows=[FOI | changes])

        assert 1 == code
        assert "  all: 1 rows: 0 agree, 0 disagree, 1 skipped\n" in text

    def test_a_case_of_an_unknown_kind_ends_with_1(self, tmp_path, capsys):
        """A kind that nobody wrote a check for is no pass."""
        code, text = run(tmp_path, capsys, cases=[OPEN | {"kind": "phase of the moon"}])

        assert 1 == code
        assert "'phase of the moon'" in text

    def test_a_missing_bank_holiday_ends_with_1(self, tmp_path, capsys):
        """A published day that is not shipped is found, and so is a shipped one that is not published."""
        days = holidays()
        days["divisions"]["scotland"].append({"date": "2027-06-15"})
        code, text = run(tmp_path, capsys, days=days)

        assert 1 == code
        assert "  scotland: 1 rows: 0 agree, 1 disagree, 0 skipped\n" in text

    def test_a_questionable_row_is_not_tried(self, tmp_path, capsys):
        """What is not worth copying is left out; if that leaves nothing, it fails."""
        code, text = run(tmp_path, capsys, rows=[FOI | {"questionable": True}])

        assert 1 == code
        assert "there is nothing to check" in text
