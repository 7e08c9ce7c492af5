"""The command for summaries: on the whole reference where there is one, and on small ones that must fail.

The reference is a folder of figures that others published; it is not part of the project. Name it in the
environment variable KPIRAG_REFERENCE, and the first tests run.
"""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kpirag import Summary
from tests.conformance import summaries

COMMAND = Path(summaries.__file__)
REFERENCE = os.environ.get("KPIRAG_REFERENCE", "")

# Maidstone Borough Council, Q3 2020/21:
# https://meetings.maidstone.gov.uk/documents/ss75573/Appendix%202%20-%20Third%20Quarter%20Performance%20Monitoring%202021.html
TRAVEL = {"up": 3, "no_change": 0, "down": 4, "n/a": 0, "pct_up": 42.9, "pct_down": 57.1, "of": 7}
MAIDSTONE = {
    "org": "Maidstone Borough Council",
    "period": "Q3 2020/21",
    "counts": {"green": 3, "amber": 2, "red": 1, "n/a": 1, "total": 7},
    "sentence_numbers": {"achieved": 3, "targetable": 6, "pct": 50.0, "last_quarter": TRAVEL},
}
# Havering, Q1 2015/16: https://democracy.havering.gov.uk/mgAi.aspx?ID=10210
HAVERING = {
    "org": "London Borough of Havering",
    "period": "Q1 2015/16",
    "counts": {"green": 56, "red_or_amber": 19, "rated": 75, "measured": 78},
    "sentence_numbers": {
        "green_pct": 75,
        "red_or_amber_pct": 25,
        "short_dot": {"maintained_or_improved": 24, "worse": 14, "of": 38, "pct": [63, 37]},
    },
}
# Havering, Q2 2018/19, whose shares do not follow: https://democracy.havering.gov.uk/mgAi.aspx?ID=19697
SLIPPED = {
    "org": "London Borough of Havering",
    "period": "Quarter 2 2018/19",
    "counts": {"green": 24, "amber": 3, "red": 6, "total": 33},
    "sentence_numbers": {"green_pct": 74, "amber_pct": 5, "red_pct": 17},
    "arithmetic_ok": False,
}
# West Lindsey, which prints shares alone: https://democracy.west-lindsey.gov.uk/mgAi.aspx?ID=17286
SHARES = {
    "org": "West Lindsey District Council",
    "period": "quarter four (January - March) 2021/22",
    "counts": {},
    "sentence_numbers": {
        "exceeding_pct": 45,
        "within_tolerance_pct": 32,
        "below_pct": 23,
        "within_or_above_pct": 77,
        "previous_within_or_above_pct": 65,
        "above_two_quarters_pct": 71,
        "below_two_quarters_pct": 29,
    },
}
# Darlington, Quarter 4 2018/19: https://democracy.darlington.gov.uk/mgDecisionDetails.aspx?IId=4039&Opt=1
DARLINGTON = {
    "org": "Darlington Borough Council",
    "period": "Quarter 4 2018/19",
    "counts": {
        "annual": 17,
        "quarterly": 21,
        "six_monthly": 1,
        "total": 39,
        "with_target": 25,
        "no_data": 2,
        "achieved": 11,
        "not_achieved": 12,
    },
    "sentence_numbers": {
        "total": 39,
        "without_target": 14,
        "better_than_last_year": 6,
        "worse": 5,
        "no_comparison": 11,
    },
    "arithmetic_ok": False,
}

#: Every slip of a paper in the reference, as the command shows it.
SLIPS = [
    "counts.total: the paper has 36, computed 34: 20 + 13 + 1 = 34",
    "sentence.total: the paper has 36, computed 34: 20 + 13 + 1 = 34",
    "sentence.without_target: the paper has 14, computed 22: their split is 6 + 5 + 11 = 22",
    "sentence.last_year.pct_up: the paper has 81.8, computed 69.2: 9 of 13 is 69.2308%",
    "sentence.last_year.pct_no_change: the paper has 9.1, computed 7.7: 1 of 13 is 7.6923%",
    "sentence.last_year.pct_down: the paper has 27.3, computed 23.1: 3 of 13 is 23.0769%",
    "sentence.last_year.of: the paper has 11, computed 13: 9 + 1 + 3 = 13",
    "sentence.green_pct: the paper has 74, computed 73.0: 24 of 33 is 72.7273%",
    "sentence.amber_pct: the paper has 5, computed 9.0: 3 of 33 is 9.0909%",
    "sentence.red_pct: the paper has 17, computed 18.0: 6 of 33 is 18.1818%",
    "sentence.targetable: the paper has 12, computed 11: 9 + 1 + 1 = 11",
    "sentence.pct: the paper has 75.0, computed 81.8: 9 of 11 is 81.8182%",
    "sentence.last_year.pct_up: the paper has 64.28, computed 64.29: 9 of 14 is 64.2857%",
]


def changed(row, **figures):
    """Return a row with other figures; `last_quarter__up` is a figure within a figure."""
    row = json.loads(json.dumps(row))
    for name, value in figures.items():
        *path, key = name.split("__")
        holder = row["counts"] if key in row["counts"] and not path else row["sentence_numbers"]
        for step in path:
            holder = holder[step]
        holder[key] = value
    return row


def run(folder, capsys, *rows) -> tuple[int, str]:
    """Return the exit code and the print of the command on a small reference."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "summaries.jsonl").write_text(text, encoding="utf-8")
    code = summaries.main([str(folder)])
    return code, capsys.readouterr().out


def told(text: str, kind: str) -> list[str]:
    """Return the lines of one kind, such as those marked as a slip."""
    return [line.partition(": ")[2] for line in text.splitlines() if line.strip().startswith(f"{kind}: ")]


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
    def test_every_row_is_accounted_for(self, whole):
        """22 reports: sixteen agree, five have a slip that is shown, one prints shares without counts."""
        outcomes = "16 agree, 5 paper's slip shown, 1 partly checkable, 0 disagree"

        assert f"  all: 22 rows: {outcomes}\n" in whole
        assert 22 == sum(line.startswith("  row ") for line in whole.splitlines())

    def test_the_slips_are_exactly_these(self, whole):
        """Each is printed with the paper's figure, the computed one and the arithmetic; there are no more."""
        assert told(whole, "slip") == SLIPS

    def test_one_figure_is_left_and_named(self, whole):
        """A share of the quarter before has no other figure of its quarter beside it."""
        why = "no other figure of the quarter before is printed"

        assert [f"sentence.previous_within_or_above_pct 65: {why}"] == told(whole, "left")

    def test_where_nothing_is_wrong_every_figure_agrees(self, whole):
        """A row that agrees has as many figures that agree as it prints."""
        lines = [line.split(": agree; ")[1].split() for line in whole.splitlines() if ": agree; " in line]

        assert 16 == len(lines)
        assert all(agreeing == printed for agreeing, _, printed, *_ in lines)

    def test_it_says_so(self, whole):
        """The last line is the verdict."""
        assert "All agree, or are shown to be the paper's slip." == whole.splitlines()[-1]
        assert "FAULT" not in whole


class TestACheckThatCanFail:
    @pytest.mark.parametrize(
        "row, figures",
        [(MAIDSTONE, 15), (HAVERING, 11)],
        ids=lambda given: given["org"] if isinstance(given, dict) else str(given),
    )
    def test_what_agrees_ends_with_0(self, tmp_path, capsys, row, figures):
        """Each figure that is printed is compared, and every one agrees."""
        code, text = run(tmp_path, capsys, row)

        assert 0 == code
        assert "  all: 1 rows: 1 agree, 0 paper's slip shown, 0 partly checkable, 0 disagree\n" in text
        assert f"agree; {figures} of {figures} figures agree\n" in text
        assert text.endswith("All agree, or are shown to be the paper's slip.\n")

    @pytest.mark.parametrize(
        "row, changes, message",
        [
            (MAIDSTONE, {"green": 4}, "counts.total: the paper has 7, computed 8: 4 + 2 + 1 + 1 = 8"),
            (MAIDSTONE, {"total": 8}, "counts.total: the paper has 8, computed 7"),
            (MAIDSTONE, {"n/a": 2}, "counts.total: the paper has 7, computed 8"),
            (MAIDSTONE, {"achieved": 4}, "sentence.achieved: the paper has 4, computed 3"),
            (MAIDSTONE, {"targetable": 7}, "sentence.targetable: the paper has 7, computed 6: 3 + 2 + 1 = 6"),
            (MAIDSTONE, {"pct": 42.9}, "sentence.pct: the paper has 42.9, computed 50.0: 3 of 6 is 50.0000%"),
            (
                MAIDSTONE,
                {"last_quarter__of": 6},
                "last_quarter.of: the paper has 6, computed 7: 3 + 0 + 4 = 7",
            ),
            (MAIDSTONE, {"last_quarter__pct_up": 42.8}, "pct_up: the paper has 42.8, computed 42.9: 3 of 7"),
            (MAIDSTONE, {"last_quarter__n/a": 1}, "sentence.last_quarter.n/a: the paper has 1, computed 0"),
            (MAIDSTONE, {"last_quarter__up": 4}, "sentence.last_quarter.down: the paper has 4, computed 3"),
            (HAVERING, {"green_pct": 74}, "green_pct: the paper has 74, computed 75.0: 56 of 75 is 74.6667%"),
            (HAVERING, {"green_pct": 72}, "green_pct: the paper has 72, computed 75.0"),
            (HAVERING, {"measured": 74}, "counts.measured: the paper has 74, computed 75"),
            (HAVERING, {"short_dot__pct": [63, 38]}, "pct.1: the paper has 38, computed 37.0: 14 of 38"),
            (SHARES, {"below_pct": 26}, "no counts of up to 200 indicators have the shares 45, 32, 26"),
            (SHARES, {"within_or_above_pct": 79}, "no counts of up to 200 indicators have the shares"),
        ],
    )
    def test_a_figure_that_disagrees_ends_with_1(self, tmp_path, capsys, row, changes, message):
        """It is listed with the paper's figure, the computed one and the arithmetic."""
        code, text = run(tmp_path, capsys, changed(row, **changes))

        assert 1 == code
        assert "0 agree, 0 paper's slip shown, 0 partly checkable, 1 disagree\n" in text
        assert any(message in fault for fault in told(text, "FAULT")), text
        assert text.endswith("Something disagrees: see the lines marked FAULT.\n")

    @pytest.mark.parametrize("key", ["purple", "green_share", "last_quarter__rising"])
    def test_a_figure_that_nothing_was_compared_with_ends_with_1(self, tmp_path, capsys, key):
        """A skip is not a pass: a figure that is not understood is named."""
        code, text = run(tmp_path, capsys, changed(MAIDSTONE, **{key: 3}))

        assert 1 == code
        assert [f"nothing was compared with sentence.{key.replace('__', '.')} 3"] == told(text, "FAULT")

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"period": "Q3 2020"}, "AmbiguousError: label: "),
            ({"period": None}, "InputTypeError: label: "),
            ({"counts": None}, "nothing was compared with counts None"),
            ({"sentence_numbers": {"achieved": "three"}}, "InvalidOperation: "),
        ],
    )
    def test_a_row_that_cannot_be_tried_ends_with_1(self, tmp_path, capsys, changes, message):
        """It is listed with the reason, and the rows after it are tried all the same."""
        code, text = run(tmp_path, capsys, MAIDSTONE | changes, HAVERING)

        assert 1 == code
        assert "2 rows: 1 agree, 0 paper's slip shown, 0 partly checkable, 1 disagree\n" in text
        assert any(fault.startswith(message) for fault in told(text, "FAULT")), text

    def test_nothing_to_check_ends_with_1(self, tmp_path, capsys):
        """An empty file proves nothing."""
        code, text = run(tmp_path, capsys)

        assert 1 == code
        assert ["there is nothing to check"] == told(text, "FAULT")

    def test_a_wrong_share_of_kpirag_is_never_called_a_slip(self, tmp_path, capsys, monkeypatch):
        """Where kpirag rounds down, the row is a fault even if its paper got its sums wrong too."""
        monkeypatch.setattr(Summary, "share", lambda self, state, **how: 72.0)
        code, text = run(tmp_path, capsys, SLIPPED)

        assert 1 == code
        assert "sentence.green_pct: the paper has 74, computed 72.0" in text
        assert "; but arithmetic gives 73" in text
        assert [] == told(text, "slip")

    def test_a_scorecard_whose_counts_do_not_add_up_ends_with_1(self, tmp_path, capsys, monkeypatch):
        """What is reported, due and rated must fit the rows, though no paper prints it."""
        monkeypatch.setattr(Summary, "all", 99)
        code, text = run(tmp_path, capsys, MAIDSTONE)

        assert 1 == code
        assert "this does not hold: rated and not rated are all" in told(text, "FAULT")


class TestSlips:
    def test_a_slip_is_shown_with_the_arithmetic(self, tmp_path, capsys):
        """24 of 33 is 73%, whatever the paper prints; the counts themselves agree."""
        code, text = run(tmp_path, capsys, SLIPPED)

        assert 0 == code
        assert "0 agree, 1 paper's slip shown, 0 partly checkable, 0 disagree\n" in text
        assert "paper's slip shown; 4 of 7 figures agree\n" in text
        assert told(text, "slip") == SLIPS[7:10]

    def test_a_slip_that_is_none_ends_with_1(self, tmp_path, capsys):
        """If all agrees in a row that is said to be wrong, the script or the reference is."""
        right = changed(SLIPPED, green_pct=73, amber_pct=9, red_pct=18)
        code, text = run(tmp_path, capsys, right)

        assert 1 == code
        assert ["the paper's arithmetic is said to be wrong, and nothing in it is"] == told(text, "FAULT")

    def test_a_slip_that_nobody_announced_ends_with_1(self, tmp_path, capsys):
        """Without the mark the same row disagrees."""
        code, text = run(tmp_path, capsys, SLIPPED | {"arithmetic_ok": True})

        assert 1 == code
        assert told(text, "FAULT") == SLIPS[7:10]

    def test_a_split_that_does_not_fit_is_shown(self, tmp_path, capsys):
        """Darlington: 39 - 25 = 14 have no target, and 6 + 5 + 11 = 22 of them are told apart."""
        code, text = run(tmp_path, capsys, DARLINGTON)

        assert 0 == code
        assert told(text, "slip") == [SLIPS[2]]

    def test_the_split_that_fits_is_no_slip(self, tmp_path, capsys):
        """With 3 that have no comparison the 14 are 14, so the row is not wrong as it is said to be."""
        code, text = run(tmp_path, capsys, changed(DARLINGTON, no_comparison=3))

        assert 1 == code
        assert ["the paper's arithmetic is said to be wrong, and nothing in it is"] == told(text, "FAULT")


class TestSharesWithoutCounts:
    def test_they_are_partly_checkable(self, tmp_path, capsys):
        """The shares agree with each other and with counts they can be of; what is left is named."""
        code, text = run(tmp_path, capsys, SHARES)

        assert 0 == code
        assert "0 agree, 0 paper's slip shown, 1 partly checkable, 0 disagree\n" in text
        assert 1 == len(told(text, "left"))
        assert "no counts are printed; 45 + 32 = 77, and 45 + 32 + 23 = 100" in told(text, "note")

    def test_the_fewest_counts_are_found(self):
        """45, 32 and 23% can be of 22 indicators, and of no fewer; 50% and 50% of two."""
        assert (10, 7, 5) == summaries.fitting([45, 32, 23], 77)
        assert (1, 1) == summaries.fitting([50, 50])
        assert (1, 1, 1) == summaries.fitting([Decimal("33.3")] * 3)

    def test_shares_that_no_counts_have_are_refused(self):
        """Two rounded shares can sum to 101, as 50.5 and 49.5 do, and never to 102."""
        assert (101, 99) == summaries.fitting([51, 50])
        with pytest.raises(ValueError, match="have the shares 50, 52"):
            summaries.fitting([50, 52])


class TestTheArithmetic:
    @pytest.mark.parametrize(
        "part, whole, decimals, printed",
        [
            (44, 64, 1, "68.8"),
            (1, 8, 0, "13"),
            (1, 3, 1, "33.3"),
            (9, 14, 2, "64.29"),
            (0, 5, 0, "0"),
            (5, 5, 0, "100"),
        ],
    )
    def test_half_is_up(self, part, whole, decimals, printed):
        """It is worked out in whole numbers: 68.75 is 68.8, and 12.5 is 13."""
        assert Decimal(printed) == summaries.half_up(part, whole, decimals)

    @pytest.mark.parametrize(
        "printed, decimals", [(75, 0), (Decimal("75.0"), 1), (Decimal("58.82"), 2), (100, 0)]
    )
    def test_a_share_is_compared_at_the_decimals_printed(self, printed, decimals):
        """75 says less than 75.0."""
        assert decimals == summaries.decimals_of(printed)
