"""The command that makes every XmR chart: on the whole reference, and on cases that must fail."""

import json
import os
import subprocess
import sys

import pytest

from tests.conformance import spc

REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# NHSRplotthedots, vignettes/deviations.Rmd: limits as the captions print them.
SCREENED = {
    "id": "screened",
    "kind": "xmr",
    "input": {
        "values": [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1],
        "screen_outliers": True,
        "improvement_direction": "increase",
    },
    "expected": {"mean": 1.94, "lower": -0.72, "upper": 4.6, "special_cause_indices": [4]},
    "decimals": 2,
}
# NHSRplotthedots, tests/testthat/test-ptd_calculate_point_type.R.
TREND = {
    "id": "trend",
    "kind": "rule",
    "input": {"rule": "seven_point_trend", "values": [2, 1, 2, 3, 4, 5, 6, 7, 3]},
    "expected": [0, 0, 0, 0, 0, 0, 0, 1, 0],
}
# NHSRplotthedots, tests/testthat/test-ptd_calculate_assurance_type.R.
ASSURANCE = {
    "id": "assurance",
    "kind": "assurance",
    "input": {"lower": 1, "upper": 3, "target": 4, "improvement_direction": "increase"},
    "expected": "consistent_fail",
}
DATED = {
    "id": "dated",
    "kind": "xmr",
    "input": {
        "values": [50, 52],
        "dates": ["2023-04-01", "2023-05-01"],
        "rebase": None,
        "baseline_points": None,
        "improvement_direction": "increase",
        "target": 40,
        "screen_outliers": True,
    },
    "expected": {
        "groups": [{"start": 0, "n": 2, "mean": 51, "lower": 45.68, "upper": 56.32}],
        "special_cause": ["common_cause", "common_cause"],
        "latest_point_type": "common_cause",
        "assurance": "consistent_pass",
        "short_group_warning": True,
    },
}


def changed(case, part, **changes):
    """Return a case with some of its input or of what is expected changed."""
    return case | {part: case[part] | changes}


@pytest.fixture(scope="module")
def whole() -> str:
    """Return what the command prints for the whole reference; it must find nothing to complain of."""
    if not REFERENCE:
        pytest.skip("needs the published figures: set KPIRAG_REFERENCE to the folder that holds them")
    command = [sys.executable, "-W", "error", "-m", "tests.conformance.spc", REFERENCE]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


class TestTheWholeReference:
    def test_every_case_follows(self, whole):
        """251 of 263 agree; four questionable answers and eight other charts are named and left out."""
        assert "  all: 263 rows: 251 agree, 0 disagree, 0 skipped, 12 left out\n" in whole
        assert 4 == whole.count(": questionable, left out: ")
        assert 8 == whole.count(": another kind of chart, left out: ")

    @pytest.mark.parametrize(
        "line",
        [
            "xmr: 130 rows: 127 agree",
            "rule: 40 rows: 39 agree",
            "assurance: 9 rows: 9 agree",
            "rule, powerbi: 58 rows: 58 agree",
            "assurance, powerbi: 15 rows: 15 agree",
            "chart_i, powerbi: 1 rows: 1 agree",
            "chart_i, qicharts2: 1 rows: 1 agree",
            "chart_mr, qicharts2: 1 rows: 1 agree",
        ],
    )
    def test_by_kind(self, whole, line):
        """Each kind by its own preset."""
        assert f"  {line}, 0 disagree, 0 skipped" in whole


class TestACheckThatCanFail:
    @pytest.mark.parametrize("case", [SCREENED, TREND, ASSURANCE, DATED])
    def test_what_agrees_passes(self, case):
        """One case of each kind, all right."""
        report = spc.check([case])

        assert report.passed
        assert 1 == report.totals["agree"]

    @pytest.mark.parametrize(
        "case, message",
        [
            (changed(SCREENED, "expected", upper=4.61), "screened: upper: expected 4.61, got 4.60"),
            (
                changed(SCREENED, "expected", special_cause_indices=[]),
                "special_cause_indices: expected [], got [4]",
            ),
            (changed(SCREENED, "input", screen_outliers=False), "lower: expected -0.72, got -3.06"),
            (TREND | {"expected": [0] * 9}, "seven_point_trend: expected [0, 0, 0, 0, 0, 0, 0, 0, 0], got"),
            (
                ASSURANCE | {"expected": "inconsistent"},
                "assurance: expected hit or miss, got consistently fails",
            ),
            (changed(DATED, "expected", latest_point_type="special_cause_concern"), "got common_cause"),
            (
                changed(DATED, "expected", short_group_warning=False),
                "short_group_warning: expected False, got True",
            ),
            (changed(DATED, "expected", groups=[]), "groups: expected [], got [(0, 2)]"),
            (DATED | {"expected": {"error": "too short"}}, "expected to be refused: too short"),
            (
                changed(DATED, "expected", special_cause=["shift_above", "common_cause"]),
                "special_cause: expected",
            ),
        ],
    )
    def test_another_answer_is_a_fault(self, case, message):
        """What disagrees is told with what was expected and what came out."""
        report = spc.check([case])

        assert not report.passed
        assert message in report.faults[0]

    @pytest.mark.parametrize(
        "case",
        [
            SCREENED | {"kind": "chart_x"},
            changed(SCREENED, "expected", median=1),
            changed(TREND, "input", rule="nelson"),
            changed(DATED, "input", dates=["2023-04-01", "April"]),
        ],
    )
    def test_what_is_not_understood_is_no_pass(self, case):
        """A skip is a fault."""
        report = spc.check([case])

        assert not report.passed
        assert 1 == report.totals["skipped"]
        assert "could not be tried" in report.faults[0]

    def test_what_is_left_out_is_named(self):
        """A questionable answer, or another chart, is counted apart, with the reason."""
        report = spc.check([SCREENED, SCREENED | {"questionable": True}, SCREENED | {"kind": "chart_p"}])

        assert report.passed
        assert 2 == report.totals["left out"]
        assert "questionable, left out: no reason given" in report.notes[0]
        assert "limits of a proportion by its denominator" in report.notes[1]

    @pytest.mark.parametrize(
        "cases, code, verdict", [([SCREENED], 0, "All agree."), ([], 1, "Something disagrees")]
    )
    def test_the_command(self, tmp_path, capsys, cases, code, verdict):
        """It prints the counts and ends with 0, or with 1 if anything disagrees or nothing is there."""
        (tmp_path / "spc_cases.json").write_text(json.dumps({"cases": cases}), encoding="utf-8")

        assert code == spc.main([str(tmp_path)])
        assert verdict in capsys.readouterr().out


class TestTolerance:
    def test_as_the_case_states(self):
        """Half a unit of the decimals or digits printed; else a relative difference."""
        assert spc.Tolerance({"decimals": 2}).near(4.6, 4.6049)
        assert not spc.Tolerance({"decimals": 2}).near(4.6, 4.6051)
        assert spc.Tolerance({"significant_digits": 3}).near(-2.6, -2.6049)
        assert not spc.Tolerance({"significant_digits": 3}).near(-2.6, -2.6051)
        assert spc.Tolerance({"rel_tol": 1e-7}).near(300.5, 300.50002)
        assert not spc.Tolerance({}).near(300.5, 300.50002)
        assert spc.Tolerance({}).near(None, None)
        assert not spc.Tolerance({}).near(None, 1.0)
