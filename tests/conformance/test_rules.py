"""The command that tries every kind of rule: on the whole reference, and on cases that must fail."""

import os
import subprocess
import sys

import pytest

from tests.conformance import rules
from tests.conformance.core import Report

REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# Department for Education, Barlby High School, 2017/18: the lower limit is exactly 0.
BARLBY = {
    "org": "Department for Education: Barlby High School",
    "period": "2017/18 results",
    "indicator": "Progress 8 score",
    "actual": 0.25,
    "rule": {"kind": "ci_with_effect", "reference": 0, "ci_low": 0.0, "ci_high": 0.49, "effect": 0.5},
    "published_rating": "average",
    "rule_consistent": True,
}
UNDATED = rules.YEAR
OVERLAP = {
    "id": "overlap",
    "kind": "ci_overlap",
    "input": {
        "value": 4.0,
        "lower95": 3.5,
        "upper95": 4.5,
        "benchmark": 3.0,
        "benchmark_lower95": 2.7,
        "benchmark_upper95": 3.6,
        "polarity": "low_is_good",
    },
    "expected": "similar",
}


@pytest.fixture(scope="module")
def whole() -> str:
    """Return what the command prints for the whole reference; it must find nothing to complain of."""
    if not REFERENCE:
        pytest.skip("needs the published figures: set KPIRAG_REFERENCE to the folder that holds them")
    command = [sys.executable, "-W", "error", "-m", "tests.conformance.rules", REFERENCE]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


class TestTheWholeReference:
    def test_every_consistent_row_of_every_kind_follows(self, whole):
        """219 published ratings, 91 of them banded Progress 8 scores: all as published, none left out."""
        assert "  all: 219 rows: 219 agree, 0 disagree, 0 skipped\n" in whole
        assert "  ci_with_effect: 91 rows: 91 agree, 0 disagree, 0 skipped\n" in whole

    def test_every_comparer_case_follows(self, whole):
        """64 answers; the one that is questionable is named and left out."""
        assert "  all: 65 rows: 64 agree, 0 disagree, 0 skipped, 1 left out\n" in whole
        assert "ft-single-ci-low_is_good-10.0-10.0" in whole


class TestACheckThatCanFail:
    def _ratings(self, **changed) -> Report:
        return rules.check_ratings([BARLBY | changed], UNDATED)

    def test_a_lower_limit_of_0_includes_0(self):
        """Barlby's 0.25, from 0 to 0.49, is average."""
        assert self._ratings().passed

    def test_another_rating_is_a_fault(self):
        """A rating that does not follow is told with its explanation."""
        report = self._ratings(published_rating="above_average")

        assert not report.passed
        assert "its 95% interval, from 0 to 0.49, includes it" in report.faults[0]

    def test_a_rule_that_is_not_understood_is_no_pass(self):
        """Another effect size is counted as skipped, and a skip is a fault."""
        assert not self._ratings(rule=BARLBY["rule"] | {"effect": 0.3}).passed

    def test_another_answer_is_a_fault(self):
        """Two intervals that overlap are similar, and nothing else."""
        assert rules.check_comparers([OVERLAP]).passed
        assert not rules.check_comparers([OVERLAP | {"expected": "worse"}]).passed

    def test_a_comparer_that_is_not_known_is_no_pass(self):
        """A kind without an answer is counted as skipped."""
        assert not rules.check_comparers([OVERLAP | {"kind": "another"}]).passed
