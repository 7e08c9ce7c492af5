"""From a council's spreadsheet, with the mess that real ones have, to a scorecard.

The sheet is messy_sheet.csv; its figures are illustrative. It has percent signs, thousands with a comma,
marks such as [p] and [c], n/a, dashes, <5, blank rows, a title above the headings, and headings of its own.

    python from_a_spreadsheet.py                what was read as what, and the scorecard as text
    python from_a_spreadsheet.py --markdown     the version for the public, in Markdown
    python from_a_spreadsheet.py --broken       the same sheet with six faults: the error that names them all

kpirag reads no files: this program reads the CSV, hands the rows over and prints the answers.
"""

import argparse
import csv
import sys
from pathlib import Path

from kpirag import FaultsError, IndicatorSet, Period
from kpirag.present import text_table

SHEET = Path(__file__).parent / "messy_sheet.csv"
PERIOD = Period.quarter(2022, 2)
NOTICE = "Illustrative figures, not those of any council."

# What is wrong in the broken sheet: the heading of the column, the ref of the row, and what stands there.
FAULTS = (
    ("Amber Tolerance", None, "Amber Tolerence"),
    ("Quarter 1 2022-23", None, "Q1 2022"),
    ("Good is:", "2", "Lwo"),
    ("Annual Target", "1", "ninety"),
    ("Q2 22/23 Actual", "9", "*"),
    ("Q2 22/23 Numerator", "5", "4"),
)


def rows_of(path: Path) -> list[list[str]]:
    """Return the rows of the sheet, the headings first: what stands above them is a title."""
    with path.open(encoding="utf-8-sig", newline="") as file:  # utf-8-sig, for what Excel writes at the start
        rows = list(csv.reader(file))
    first = next(place for place, row in enumerate(rows) if "Measure" in row)
    return rows[first:]


def broken(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with a handful of faults."""
    headings, *body = [list(row) for row in rows]
    places = {heading: place for place, heading in enumerate(headings)}
    for heading, ref, cell in FAULTS:
        for row in [headings] if ref is None else [row for row in body if row[0] == ref]:
            row[places[heading]] = cell
    return [headings, *body]


def definitions(board: IndicatorSet) -> str:
    """Return the table of what the columns of definitions were read as."""
    cells = []
    for indicator in board:
        facts = (indicator.polarity, indicator.unit, indicator.basis, indicator.frequency or "any")
        targets = [
            f"{target.describe(indicator)}; {target.tolerance or 'as the scheme'}"
            for target in board.targets[indicator.ref]
        ]
        cells.append([indicator.ref, *facts, *(targets or ["none"]), "yes" if indicator.restricted else "no"])
    return text_table(
        ("Ref", "Better is", "Unit", "Basis", "Frequency", "Target; tolerance", "Restricted"), cells
    )


def figures(board: IndicatorSet) -> str:
    """Return what headings and cells were read as that are not plain figures; blank ones are counted."""
    listed = [f"{one.path}: {one.written!r} -> {one.read_as}" for one in board.readings if one.written]
    blank = len(board.readings) - len(listed)
    return "\n".join(
        [*listed, f"{blank} more are blank cells or rows. rows[1] is the first below the headings."]
    )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description="Make a scorecard from a messy spreadsheet.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--markdown", action="store_true", help="write the public version in Markdown")
    choice.add_argument("--broken", action="store_true", help="show the error that a faulty sheet gives")
    asked = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # for the arrows, whatever the terminal's own encoding is
    rows = rows_of(SHEET)
    if asked.broken:
        try:
            IndicatorSet.from_table(broken(rows))
        except FaultsError as error:
            print(f"{type(error).__name__}: {error}")
        return
    board = IndicatorSet.from_table(rows)
    if asked.markdown:
        print(f"*{NOTICE}*\n\n{board.scorecard(PERIOD, public=True).to_markdown()}", end="")
    else:
        print(
            NOTICE, definitions(board), figures(board), board.scorecard(PERIOD).to_text(), sep="\n\n", end=""
        )


if __name__ == "__main__":
    main()
