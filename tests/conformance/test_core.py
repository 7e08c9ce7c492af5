"""The conformance command: on the whole reference where there is one, and on small ones that must fail.

The reference is a folder of figures that others published; it is not part of the project. Name it in the
environment variable KPIRAG_REFERENCE, and the first tests run.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance import core

COMMAND = Path(core.__file__)
REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# Rotherham Council housing service, Quarter 2 2024/25:
# https://rotherham.gov.uk/council-social-housing/housing-service-performance/2
REPAIRS = {
    "org": "Rotherham Council housing service",
    "period": "Quarter 2 2024/25",
    "indicator": "Emergency repairs completed in time",
    "polarity": "higher",
    "unit": "%",
    "actual": 99.4,
    "numerator": None,
    "denominator": None,
    "target": 97,
    "target_low": None,
    "target_high": None,
    "rule": {"kind": "met_or_not", "tolerance": 0, "inclusive": True},
    "previous": 99.7,
    "same_period_last_year": None,
    "published_rating": "met",
    "published_dot_short": "declined",
    "published_dot_long": None,
    "rule_consistent": True,
    "note": None,
}
RELATIVE = {"kind": "relative", "amber_within": 0.1, "inclusive": True, "green": "met or better"}
LABEL = {"label": "Q2 2016/17", "kind": "quarter", "start": "2016-07-01", "end": "2016-09-30"}


def run(folder, capsys, rows=(REPAIRS,), labels=(LABEL,)) -> tuple[int, str]:
    """Return the exit code and the print of the command on a small reference."""
    for name, lines in (("published_ratings", rows), ("period_labels", labels)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    code = core.main([str(folder)])
    return code, capsys.readouterr().out


@pytest.fixture(scope="module")
def whole() -> str:
    """Return what the command prints for the whole reference; it must find nothing to complain of."""
    if not REFERENCE:
        pytest.skip("needs the published figures: set KPIRAG_REFERENCE to the folder that holds them")
    command = [sys.executable, "-W", "error", str(COMMAND), REFERENCE]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


class TestTheWholeReference:
    def test_every_published_rating_follows(self, whole):
        """111 ratings and 17 figures without one: all as published, none left out."""
        assert "  all: 128 rows: 128 agree, 0 disagree, 0 skipped\n" in whole
        for kind, rows in (("relative", 104), ("points", 3), ("met_or_not", 4), ("none", 17)):
            assert f"  {kind}: {rows} rows: {rows} agree, 0 disagree, 0 skipped\n" in whole

    def test_both_zero_targets_are_refused_in_percent(self, whole):
        """10% of a target of 0 is no tolerance; the two rows are rated with 0 points."""
        assert 2 == whole.count("rated with Tolerance.points(0), as percent is refused")

    def test_every_published_direction_follows(self, whole):
        """Six since the last period, of which three are surveys of twice a year; one since last year."""
        assert "  last period: 6 rows: 6 agree, 0 disagree, 0 skipped\n" in whole
        assert "  last year: 1 rows: 1 agree, 0 disagree, 0 skipped\n" in whole

    def test_no_label_is_silently_wrong(self, whole):
        """Forty labels as papers write them: read as they are meant, or refused."""
        line = r"  all: 40 rows: (\d+) right, 1 refused as it must be, (\d+) refused, 0 wrong\n"
        ((right, refused),) = re.findall(line, whole)

        assert 39 == int(right) + int(refused)

    def test_it_says_so(self, whole):
        """The last line is the verdict."""
        assert "All agree." == whole.splitlines()[-1]
        assert "FAULT" not in whole


class TestACheckThatCanFail:
    def test_what_agrees_ends_with_0(self, tmp_path, capsys):
        """One rating, one direction and one label, all right."""
        code, text = run(tmp_path, capsys)

        assert 0 == code
        assert 2 == text.count("  all: 1 rows: 1 agree, 0 disagree, 0 skipped\n")
        assert "  quarter: 1 rows: 1 right" in text
        assert text.endswith("All agree.\n")

    def test_a_rating_that_disagrees_ends_with_1(self, tmp_path, capsys):
        """It is listed with what was published and why kpirag says otherwise."""
        code, text = run(tmp_path, capsys, rows=[REPAIRS | {"actual": 96.9}])

        assert 1 == code
        assert "  met_or_not: 1 rows: 0 agree, 1 disagree, 0 skipped\n" in text
        assert "Emergency repairs completed in time: published green; " in text
        assert "96.9% misses the target of 97% or more by 0.1 points" in text
        assert "All agree" not in text

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"rule": RELATIVE | {"green": "beaten"}}, "the rule is not understood"),
            ({"target_low": 90}, "the rule is not understood"),
            ({"published_rating": "blue"}, "'blue'"),
            ({"unit": "furlongs"}, "'furlongs'"),
            ({"period": "Quarter 2"}, "names no year"),
            ({"actual": None}, "value: is not given"),
        ],
    )
    def test_a_row_that_cannot_be_tried_ends_with_1(self, tmp_path, capsys, changes, message):
        """A skip is not a pass: it is counted, listed with the reason, and fails."""
        code, text = run(tmp_path, capsys, rows=[REPAIRS | {"published_dot_short": None} | changes])

        assert 1 == code
        assert "1 rows: 0 agree, 0 disagree, 1 skipped\n" in text
        assert message in text

    @pytest.mark.parametrize("changes", [{"rule_consistent": False}, {"rule": {"kind": "unknown"}}])
    def test_a_row_that_contradicts_its_rule_is_not_rated(self, tmp_path, capsys, changes):
        """Rows whose rating does not follow are left out; if that leaves nothing, it fails."""
        code, text = run(tmp_path, capsys, rows=[REPAIRS | changes])

        assert 1 == code
        assert "Published ratings\n  all: 0 rows: 0 agree" in text
        assert "\n  FAULT: there is nothing to check\n" in text
        assert 0 == run(tmp_path, capsys, rows=[REPAIRS, REPAIRS | changes])[0]

    def test_a_direction_that_disagrees_ends_with_1(self, tmp_path, capsys):
        """99.4 after 99.7 is worse where higher is better."""
        code, text = run(tmp_path, capsys, rows=[REPAIRS | {"published_dot_short": "improved"}])

        assert 1 == code
        assert "since last period: published improved; " in text
        assert "Down 0.3 points from 99.7% in Q1 2024/25, which is worse: higher is better." in text

    def test_a_survey_of_twice_a_year_is_compared_with_half_a_year_ago(self, tmp_path, capsys):
        """Its last figure is the one at the end of 2023/24, not last quarter's."""
        survey = REPAIRS | {
            "indicator": "Tenants satisfied communal areas are clean and well maintained",
            "actual": 68.8,
            "previous": 71.6,
            "target": None,
            "rule": {"kind": "none", "reason": "no target"},
            "published_rating": "not_rated",
            "published_dot_short": "improved",
            "note": "measured twice a year: comparison is with 2023/24, not last quarter",
        }
        _, wrong = run(tmp_path, capsys, rows=[survey])
        code, _ = run(tmp_path, capsys, rows=[survey | {"published_dot_short": "declined"}])

        assert "Down 2.8 points from 71.6% in Q4 2023/24, which is worse" in wrong
        assert 0 == code

    def test_a_zero_target_takes_no_tolerance(self, tmp_path, capsys):
        """28 days behind a timetable with a target of 0, under a 10% rule: red (Hart District Council)."""
        late = REPAIRS | {
            "unit": "number",
            "actual": -28.0,
            "target": 0.0,
            "previous": 0.0,
            "rule": RELATIVE,
            "published_rating": "red",
        }
        code, text = run(tmp_path, capsys, rows=[late])

        assert 0 == code
        assert "as percent is refused: target.tolerance: 10% of 0 is no sensible tolerance" in text

    def test_a_row_without_a_year_takes_the_one_that_is_given(self, tmp_path, capsys):
        """The page calls its last column Quarter 4; which year is an argument, and is told."""
        code, text = run(tmp_path, capsys, rows=[REPAIRS | {"period": "Quarter 4"}])

        assert 0 == code
        assert "shows no year; taken as Q4 2024/25\n" in text

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"start": "2016-04-01"}, "'Q2 2016/17' means 2016-04-01 to 2016-09-30, and was read as 2016-"),
            ({"start": None, "end": None}, "'Q2 2016/17' must be refused, and was read as 2016-07-01"),
            ({"label": "last quarter"}, "'last quarter', which means 2016-07-01 to 2016-09-30, is refused"),
        ],
    )
    def test_a_label_that_is_wrong_ends_with_1(self, tmp_path, capsys, changes, message):
        """Wrong dates, a guess where a refusal is due, or a refusal that names no readings."""
        code, text = run(tmp_path, capsys, labels=[LABEL | changes])

        assert 1 == code
        assert f"  FAULT: {message}" in text

    def test_a_refusal_that_names_the_readings_is_noted(self, tmp_path, capsys):
        """A label with two readings may be refused, as long as the message says which they are."""
        label = {"label": "11/12", "kind": "fiscal_year", "start": "2011-04-01", "end": "2012-03-31"}
        code, text = run(tmp_path, capsys, labels=[label])

        assert 0 == code
        assert "  fiscal_year: 1 rows: 0 right, 0 refused as it must be, 1 refused, 0 wrong\n" in text
        assert "note: '11/12', which means 2011-04-01 to 2012-03-31, is refused: " in text
        assert "It could mean: the year 2011/12; November 2012." in text

    def test_a_label_with_arguments_gets_them(self, tmp_path, capsys):
        """Fiscal Year 2014 needs to be told when the year starts and which year names it."""
        label = LABEL | {"label": "Fiscal Year 2014", "start": "2013-07-01", "end": "2014-06-30"}
        by_end, by_start = ({"args": {"year_start": 7, "named_by": name}} for name in ("end", "start"))

        assert 0 == run(tmp_path, capsys, labels=[label | by_end])[0]
        assert 1 == run(tmp_path, capsys, labels=[label | by_start])[0]
