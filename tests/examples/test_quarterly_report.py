"""The quarterly report in `docs/examples`: it runs, prints what is checked in, and agrees with the council.

`python tests/examples/test_quarterly_report.py` writes the expected outputs anew.
"""

import ast
import csv
import importlib.util
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from kpirag import Basis, Outturn, Period, Reason, Scorecard, Status

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROGRAM = EXAMPLES / "quarterly_report.py"
EXPECTED = EXAMPLES / "expected"
QUARTERS = {
    "Q4 2022/23": "q4_2022_23",
    "Q1 2023/24": "q1_2023_24",
    "Q2 2023/24": "q2_2023_24",
    "Q3 2023/24": "q3_2023_24",
}
FORMATS = {"txt": [], "md": ["--markdown"]}
PRIORITY_1 = "Priority 1 enforcement cases dealt with in time"
PRIORITY_2 = "Priority 2 enforcement cases dealt with in time"
OTHER = "Planning applications: other (NI 157c)"
RECEIVED = "Enforcement complaints received"
TARGETS = "Targets changed since Q4 2022/23"
VOLUMES = "Volumes: the arrows show how many, not how well"


def run(*arguments, program=PROGRAM, folder=None) -> subprocess.CompletedProcess[str]:
    """Run the program as a reader would, with warnings as errors."""
    command = [sys.executable, "-W", "error", str(program), *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=folder, encoding="utf-8", timeout=60)


@cache
def printed(*arguments, program=PROGRAM) -> str:
    """Return what the program prints, which must end well and complain of nothing; it is run once."""
    done = run(*arguments, program=program)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def section(report: str, title: str) -> list[str]:
    """Return the lines of a section of a text report that are not empty."""
    lines = report.splitlines()
    start = lines.index(title) + 2
    rest = lines[start:]
    ends = [place for place, line in enumerate(rest) if place and line and set(line) == {"-"}]
    return [line for line in rest[: ends[0] - 1 if ends else None] if line]


def loaded() -> ModuleType:
    """Return the program as a module, which runs nothing."""
    spec = importlib.util.spec_from_file_location("quarterly_report", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scorecards(program: ModuleType) -> dict[str, Scorecard]:
    """Return the scorecard of each quarter, as the program makes it."""
    board = program.board_of(program.read("maidstone_planning.csv"))
    return {quarter: board.scorecard(Period.parse(quarter), program.MAIDSTONE) for quarter in QUARTERS}


def with_figure(folder: Path, ref: str, quarter: str, **figures: str) -> Path:
    """Return a copy of the program whose data has other figures for one indicator in one quarter."""
    for path in EXAMPLES.glob("*.*"):
        shutil.copy(path, folder)
    data = folder / "maidstone_planning.csv"
    with data.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (found,) = [row for row in rows if (row["ref"], row["period"]) == (ref, quarter)]
    found.update(figures)
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / PROGRAM.name


def write_expected() -> None:
    """Write what the program prints now; the difference in version control shows what changed."""
    EXPECTED.mkdir(exist_ok=True)
    for quarter, name in QUARTERS.items():
        for suffix, options in FORMATS.items():
            text = printed("--period", quarter, *options)
            (EXPECTED / f"{name}.{suffix}").write_text(text, encoding="utf-8", newline="\n")


class TestTheProgram:
    @pytest.mark.parametrize("suffix", FORMATS)
    @pytest.mark.parametrize("quarter", QUARTERS)
    def test_it_prints_what_is_checked_in(self, quarter, suffix):
        """Each quarter, as text and in Markdown, is the file in `expected`, sign for sign."""
        expected = (EXPECTED / f"{QUARTERS[quarter]}.{suffix}").read_text(encoding="utf-8")

        assert expected == printed("--period", quarter, *FORMATS[suffix])

    def test_every_expected_file_is_compared(self):
        """No file in `expected` is left over from a report that is printed no more."""
        wanted = {f"{name}.{suffix}" for name in QUARTERS.values() for suffix in FORMATS}

        assert wanted == {path.name for path in EXPECTED.glob("q?_20*")}

    def test_the_latest_quarter_is_the_default(self):
        """Without --period it reports the last quarter in the data, Q3 2023/24."""
        assert printed("--period", "Q3 2023/24") == printed()

    def test_it_runs_from_any_folder(self, tmp_path):
        """It finds its data beside itself, and writes nothing where it is run."""
        done = run(folder=tmp_path)

        assert printed() == done.stdout
        assert [] == list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        "label", ["Quarter 4, 2022/23", "Q4 22/23", "January to March 2023", "1 January to 31 March 2023"]
    )
    def test_a_quarter_may_be_written_in_any_way_that_has_one_reading(self, label):
        """A label that means the dates of the quarter is as good as its own."""
        assert printed("--period", "Q4 2022/23") == printed("--period", label)

    @pytest.mark.parametrize(
        "label, message",
        [
            ("Q3 2020/21", "for Q3 2020/21, only for Q4 2022/23, Q1 2023/24, Q2 2023/24, Q3 2023/24."),
            ("2023/24", "no figures for 2023/24, only for Q4 2022/23"),
            ("last quarter", "got 'last quarter'. Write "),
            ("Q5 2023/24", "got 'Q5 2023/24'. Write "),
            ("11/12", "It could mean: the year 2011/12; November 2012."),
            ("", "got ''. Write "),
        ],
    )
    def test_a_quarter_that_is_not_there_is_refused(self, label, message):
        """It prints no report, says what is there or what to write instead, and ends with code 2."""
        done = run("--period", label)

        assert (2, "") == (done.returncode, done.stdout)
        assert "error: --period: " in done.stderr
        assert message in done.stderr

    def test_it_needs_nothing_but_kpirag_and_python(self):
        """It imports the public face of kpirag and the standard library; no private name is used."""
        tree = ast.parse(PROGRAM.read_text(encoding="utf-8"))
        names = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        modules = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(node.module)
                names += [alias.name for alias in node.names]

        assert {"argparse", "csv", "kpirag", "kpirag.present", "pathlib", "sys"} == modules
        assert [] == [name for name in names if name.startswith("_")]


class TestTheRatings:
    """Source: the four pages of Maidstone Borough Council named in `docs/examples/maidstone_pages.csv`."""

    PRINTED = {"green": Status.GREEN, "amber": Status.AMBER, "red": Status.RED, "data only": Status.NOT_RATED}

    def test_every_rating_is_the_council_s(self):
        """All 31 published ratings follow from the figures, the targets and the 10% rule."""
        program = loaded()
        records, cards = program.read("maidstone_planning.csv"), scorecards(program)
        wrong = []
        for record in records:
            rating = cards[record["period"]][record["ref"]].rating
            if self.PRINTED[record["council_rating"]] is not rating.status:
                wrong.append((record, rating))

        assert 31 == len(records)
        assert [] == wrong

    def test_data_only_is_contextual_and_nothing_else_is(self):
        """The council's *data only* is a figure that gives context and is not judged."""
        program = loaded()
        records = program.read("maidstone_planning.csv")
        contextual = {
            (quarter, row.indicator.ref)
            for quarter, card in scorecards(program).items()
            for row in card
            if row.rating.reason is Reason.CONTEXTUAL
        }
        data_only = {(row["period"], row["ref"]) for row in records if row["council_rating"] == "data only"}

        assert 7 == len(data_only)
        assert data_only == contextual

    def test_an_indicator_is_defined_the_same_in_every_quarter(self):
        """Name, polarity, unit and basis stand on each line of the file and may not differ."""
        records = loaded().read("maidstone_planning.csv")
        facts = {tuple(row[fact] for fact in ("ref", "name", "polarity", "unit", "basis")) for row in records}

        assert 9 == len(facts) == len({row["ref"] for row in records})

    @pytest.mark.parametrize(
        "quarter, ours, whole",
        [
            ("Q4 2022/23", (3, 2, 1, 1), (3, 2, 4, 7)),
            ("Q1 2023/24", (5, 0, 1, 2), (5, 0, 2, 11)),
            ("Q2 2023/24", (4, 2, 0, 2), (4, 2, 1, 10)),
            ("Q3 2023/24", (5, 1, 0, 2), (5, 2, 0, 10)),
        ],
    )
    def test_the_counts_stand_beside_the_council_s(self, quarter, ours, whole):
        """Green, amber, red and not rated: a part of the council's page never counts more than the page."""
        title = "Beside the council's own count, whose page has more indicators than are held here"
        _, _, page, here = section(printed("--period", quarter), title)

        assert whole == tuple(map(int, page.removeprefix("Whole page").split()))
        assert ours == tuple(map(int, here.removeprefix("Held here").split()))
        assert all(part <= all_of_it for part, all_of_it in zip(ours, whole, strict=True))

    def test_every_page_is_named_in_full(self):
        """Each quarter ends with the address of the page its figures were read from."""
        for quarter, number in zip(QUARTERS, ("ss88392", "ss89772", "ss90769", "ss92479"), strict=True):
            (source,) = section(printed("--period", quarter), "Source")

            assert source.startswith(f"https://meetings.maidstone.gov.uk/documents/{number}/Appendix%202")
            assert source.endswith(".html")


class TestTheSections:
    def test_the_exceptions_say_why(self):
        """Red first, then amber; each names value, counts, target, band and rule."""
        first, second, third = section(printed("--period", "Q4 2022/23"), "Exceptions")

        assert first == (
            f"{PRIORITY_1}: 50% (1 of 2) misses the target of 95% or more by 45 points; "
            "Red is below 85.5% (Maidstone 10%, tolerance 10%)."
        )
        assert "93.33% misses the target of 95% or more by 1.67 points; Amber is from 85.5% up to" in second
        assert "97.38% misses the target of 98% or more by 0.62 points; Amber is from 88.2% up to" in third

    def test_one_of_two_carries_a_caution(self):
        """50% of two cases was one case: the only percentage published with its counts."""
        caution = "Based on 2 cases: one case is worth 50 points; cases short of the target: 1."

        assert [f"{PRIORITY_1}: {caution}"] == section(printed("--period", "Q4 2022/23"), "Small numbers")
        assert ["None."] == section(printed("--period", "Q3 2023/24"), "Small numbers")

    @pytest.mark.parametrize("quarter", ["Q1 2023/24", "Q2 2023/24", "Q3 2023/24"])
    def test_targets_rose_at_the_year_end_and_no_rating_hung_on_it(self, quarter):
        """95 became 98 and 90 became 92: the outturns of 2023/24 met the old and the new."""
        lines = [
            f"{PRIORITY_1}: target raised from 95 to 98; rating unaffected.",
            f"{PRIORITY_2}: target raised from 90 to 92; rating unaffected.",
        ]

        assert lines == section(printed("--period", quarter), TARGETS)

    def test_the_first_quarter_has_no_earlier_target(self):
        """Nothing had changed yet in Q4 2022/23."""
        assert ["None."] == section(printed("--period", "Q4 2022/23"), TARGETS)

    @pytest.mark.parametrize(
        "value, effect",
        [
            ("92", "rating unaffected"),
            ("91.5", "by the old one Green, not Amber"),
            ("82.8", "rating unaffected"),
            ("82.7", "by the old one Amber, not Red"),
            ("80.9", "rating unaffected"),
        ],
    )
    def test_what_a_new_target_did_is_worked_out(self, tmp_path, value, effect):
        """With other outturns the raise from 90 to 92 could cost a rating: each is rated against both."""
        program = with_figure(tmp_path, "Priority2", "Q3 2023/24", value=value)
        _, line = section(printed(program=program), TARGETS)

        assert f"{PRIORITY_2}: target raised from 90 to 92; {effect}." == line

    def test_a_lower_target_is_called_lowered(self, tmp_path):
        """The words follow the numbers."""
        program = with_figure(tmp_path, "NI157b", "Q3 2023/24", value="94.5", target="94")
        line, _, _ = section(printed(program=program), TARGETS)

        assert line.startswith("Planning applications: minor (NI 157b): target lowered from 95 to 94; ")
        assert line.endswith("; by the old one Amber, not Green.")

    def test_a_quarter_that_is_not_in_the_data_is_no_figure_held(self):
        """No quarter has last year's figure; Q4 2022/23, the first, has no earlier figure at all."""
        for quarter in QUARTERS:
            for line in section(printed("--period", quarter), "Ratings")[2:]:
                new = quarter == "Q1 2023/24" and line.startswith(("Appeals", "Closed"))
                lacking = 2 if quarter == "Q4 2022/23" or new else 1
                if line.endswith("– no data"):
                    lacking = 0
                assert lacking == line.count("no figure held")

        moved = section(printed("--period", "Q4 2022/23"), "What moved since Q3 2022/23")
        assert ["No data is held before Q4 2022/23."] == moved

    def test_volumes_have_a_direction_and_no_judgement(self):
        """Fewer complaints are neither better nor worse; the number is told, with what it came from."""
        report = printed("--period", "Q3 2023/24")

        assert section(report, VOLUMES) == [
            "Enforcement cases closed: 115. Down 14 from 129 in Q2 2023/24; the indicator is not judged.",
            f"{RECEIVED}: 92. Down 35 from 127 in Q2 2023/24; the indicator is not judged.",
        ]
        assert 2 == sum("↓ not judged" in line for line in section(report, "Ratings"))

    def test_a_volume_without_an_earlier_figure_says_so(self):
        """In Q1 2023/24 the closed cases are new, and the complaints are not."""
        assert section(printed("--period", "Q1 2023/24"), VOLUMES) == [
            "Enforcement cases closed: 98. No figure is held for the quarter before.",
            f"{RECEIVED}: 124. Up 13 from 111 in Q4 2022/23; the indicator is not judged.",
        ]

    def test_what_moved_names_both_ratings_the_cause_and_what_stayed(self):
        """Between Q2 and Q3 one rating changed, although four of six figures moved."""
        assert section(printed("--period", "Q3 2023/24"), "What moved since Q2 2023/24") == [
            f"{OTHER}: Amber to Green, because of performance (97.93% to 99.13%).",
            "Green as before: NI157a, NI157b, Priority1, Priority2.",
            "Amber as before: Appeals.",
            "Not rated as before: Closed, Received, Homes.",
        ]

    def test_a_figure_of_one_quarter_only_has_not_moved(self):
        """A rating that appears or goes because a figure is not held is told apart from one that changed."""
        lines = section(printed("--period", "Q1 2023/24"), "What moved since Q4 2022/23")
        only = ": a figure is held for only one of the two quarters."

        assert f"Success rate at planning appeals (rolling 12 months){only}" in lines
        assert f"Affordable homes delivered (gross){only}" in lines
        assert 3 == sum("because of performance" in line for line in lines)
        assert any(line.startswith(f"{PRIORITY_1}: Red to Green, because of performance") for line in lines)
        assert "Green as before: NI157a, Priority2." in lines

    def test_a_rolling_year_is_compared_with_the_quarter_before(self):
        """The success rate at appeals covers twelve months and is reported, and compared, each quarter."""
        row = scorecards(loaded())["Q3 2023/24"]["Appeals"]
        change = row.since_last_period

        assert Basis.ROLLING_YEAR is row.indicator.basis
        assert Outturn(Period.quarter(2023, 2), 65.96) == change.earlier
        assert change.explain() == (
            "Up 0.98 points from 65.96% in Q2 2023/24, which is better: higher is better."
        )


if __name__ == "__main__":
    write_expected()
