"""The command that tries every interval and trend: on the whole reference, and on cases that must fail."""

import os
import subprocess
import sys

import pytest

from tests.conformance import intervals_and_trends
from tests.conformance.core import Report

REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# OHID, test table of PHEindicatormethods: 65 of 100.
SHARE = {
    "id": "65 of 100",
    "kind": "proportion_wilson",
    "input": {"x": 65, "n": 100, "confidence": 0.95},
    "expected": {"lower": 0.5525444329688797, "upper": 0.7363575175690247},
    "rel_tol": 1e-9,
}
# The example of R's prop.trend.test.
SMOKERS = {
    "id": "smokers",
    "kind": "chi2_trend_in_proportions",
    "input": {"x": [83, 90, 129, 70], "n": [86, 93, 136, 82]},
    "expected": {
        "chi2": 8.22492228519771,
        "p": 0.00413189747764149,
        "slope_sign": -1,
        "significant_998": False,
    },
    "rel_tol": 1e-9,
}


@pytest.fixture(scope="module")
def whole() -> str:
    """Return what the command prints for the whole reference; it must find nothing to complain of."""
    if not REFERENCE:
        pytest.skip("needs the published figures: set KPIRAG_REFERENCE to the folder that holds them")
    command = [sys.executable, "-W", "error", "-m", "tests.conformance.intervals_and_trends", REFERENCE]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


class TestTheWholeReference:
    def test_every_interval_follows(self, whole):
        """340 cases of intervals and benchmarks: 337 as published, three refused otherwise on purpose."""
        assert "  all: 340 rows: 337 agree, 0 disagree, 0 skipped, 3 excluded\n" in whole

    def test_every_trend_follows(self, whole):
        """68 cases of trends: 66 as published, two that repeat a defect are named."""
        assert "  all: 68 rows: 66 agree, 0 disagree, 0 skipped, 2 excluded\n" in whole

    def test_every_exclusion_is_named_with_its_reason(self, whole):
        """What is not compared stands in the report, and nothing in the lists is out of date."""
        for name in intervals_and_trends.EXCLUDED:
            assert f"  note: {name}: excluded: " in whole
        for name, part in intervals_and_trends.EXCLUDED_PARTS:
            assert f"  note: {name}: {part} excluded: " in whole


class TestACheckThatCanFail:
    def _intervals(self, **changed) -> Report:
        return intervals_and_trends.check_intervals([SHARE | changed])

    def test_what_is_published_follows(self):
        """Both cases as they are."""
        assert self._intervals().passed
        assert intervals_and_trends.check_trends([SMOKERS]).passed

    def test_another_figure_is_a_fault(self):
        """An end that differs in the sixth figure is told with both figures."""
        report = self._intervals(expected={"lower": 0.552545, "upper": 0.7363575175690247})

        assert not report.passed
        assert "65 of 100: lower: expected 0.552545, got 0.55254443" in report.faults[0]

    @pytest.mark.parametrize(
        "wrong", [{"chi2": 8.2249}, {"p": 0.004}, {"slope_sign": 1}, {"significant_998": True}]
    )
    def test_each_part_of_a_trend_is_compared(self, wrong):
        """Statistic, p value, direction and verdict."""
        report = intervals_and_trends.check_trends([SMOKERS | {"expected": SMOKERS["expected"] | wrong}])

        assert ["disagree"] == [name for name, count in report.totals.items() if count]

    def test_a_kind_that_is_not_known_is_no_pass(self):
        """A case that cannot be tried is counted as skipped, and a skip is a fault."""
        report = self._intervals(kind="bootstrap")

        assert (1, False) == (report.totals["skipped"], report.passed)

    def test_a_figure_that_is_not_worked_out_is_no_pass(self):
        """An expectation that nothing answers to is a fault too."""
        assert not self._intervals(expected={"median": 0.65}).passed

    def test_questionable_cases_are_named_and_left_out(self):
        """They are not compared, and alone they are no reference."""
        report = self._intervals(questionable=True, expected={"lower": 0})

        assert (1, True) == (report.totals["excluded"], "questionable" in report.notes[0])

    def test_nothing_to_check_is_no_pass(self):
        """An empty reference shows nothing."""
        assert not intervals_and_trends.check_intervals([]).passed

    def test_the_command_ends_with_1_where_something_disagrees(self, tmp_path):
        """The exit code is what a build looks at."""
        text = '{"cases": [{"id": "x", "kind": "bootstrap", "input": {}, "expected": {}}]}'
        for name in ("interval_cases.json", "trend_cases.json"):
            (tmp_path / name).write_text(text, encoding="utf-8")

        assert 1 == intervals_and_trends.main([str(tmp_path)])
