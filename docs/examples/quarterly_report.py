"""A council's quarterly performance report, from a small CSV file.

The figures are those Maidstone Borough Council published for planning and enforcement; README.md says where.
Green is on or better than the target, amber a miss of up to 10% of the target, red a worse miss.

    python quarterly_report.py                               the latest quarter, as text
    python quarterly_report.py --period "Q4 2022/23"         an earlier one
    python quarterly_report.py --markdown                    for a web page or a committee paper

kpirag reads and writes no files: this program reads the CSV, hands the figures over and prints the answers.
"""

import argparse
import csv
import sys
from pathlib import Path

from kpirag import IndicatorSet, Period, Row, Scheme, Scorecard, Target, Tolerance, rate
from kpirag.present import markdown_table, markdown_text, text_table

MAIDSTONE = Scheme("Maidstone 10%", tolerance=Tolerance.percent(10))
COLUMNS = ("Ref", "Indicator", "Outturn", "Target", "Rating", "Last quarter", "Last year")


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file beside this program."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def board_of(records: list[dict[str, str]]) -> IndicatorSet:
    """Return the indicators, with the targets and outturns of every quarter."""
    facts = ("ref", "name", "polarity", "unit", "basis")
    indicators = {record["ref"]: {fact: record[fact] for fact in facts} for record in records}
    targets = [
        {"ref": record["ref"], "period": record["period"], "value": record["target"]}
        for record in records
        if record["target"]
    ]
    facts = ("ref", "period", "value", "numerator", "denominator")
    outturns = [{fact: record[fact] for fact in facts} for record in records]
    return IndicatorSet.from_records(indicators.values(), targets, outturns)


def cells(row: Row) -> list[str]:
    """Return the row of the table: outturn, target, letter, and the two directions of travel."""
    arrows = []
    for change in (row.since_last_period, row.since_last_year):
        lacking = "no figure held" if change.earlier is None else change.reason
        told = lacking if change.direction == "not comparable" else f"{change.arrow} {change.meaning}"
        arrows.append(told if row.is_reported else "")
    target = row.target.describe(row.indicator) if row.target else "none"
    rating = f"{row.rating.letter} {row.rating.reason or row.rating.word}"
    return [row.indicator.ref, row.indicator.name, row.rating.value_text, target, rating, *arrows]


def volume(row: Row) -> str:
    """Return what a figure that nobody judges did since last quarter: it went up or down, no more."""
    change = row.since_last_period
    since = change.explain() if change.earlier else "No figure is held for the quarter before."
    return f"{row.indicator.name}: {row.rating.value_text}. {since}"


def moves(card: Scorecard, earlier: Scorecard) -> list[str]:
    """Return which ratings changed since an earlier scorecard, with the cause, and which stayed."""
    movements, lines, stayed = card.versus(earlier), [], {}
    for change in movements:
        held = change.before.is_reported and change.after.is_reported
        one_only = f"{change.after.indicator.name}: a figure is held for only one of the two quarters."
        lines.append(change.explain() if held else one_only)
    for ref in movements.same:
        stayed.setdefault(card[ref].rating.word, []).append(ref)
    return [*lines, *(f"{word} as before: {', '.join(refs)}." for word, refs in stayed.items())]


def new_target(row: Row, board: IndicatorSet) -> str:
    """Return what a target that is not the first in the data did to the rating; empty if it is the first."""
    first = min(board.targets[row.indicator.ref], key=lambda target: target.period, default=None)
    if not row.rating.is_rated or row.target.value == first.value:
        return ""
    old, new = first.value, row.target.value
    then = rate(row.indicator, row.outturn, Target(old), scheme=row.rating.scheme)
    same = then.status == row.rating.status
    effect = "rating unaffected" if same else f"by the old one {then.word}, not {row.rating.word}"
    moved = f"{'raised' if new > old else 'lowered'} from {old:g} to {new:g}"
    return f"{row.indicator.name}: target {moved}; {effect}."


def report(board: IndicatorSet, quarters: list[Period], quarter: Period, *, markdown: bool) -> str:
    """Return the report of a quarter, as text or in Markdown."""
    table = markdown_table if markdown else text_table
    card = board.scorecard(quarter, MAIDSTONE)
    page = next(page for page in read("maidstone_pages.csv") if page["period"] == quarter.label)
    theirs = [page[name] for name in ("green", "amber", "red", "not_rated")]
    ours = [*map(str, card.summary.counts.values()), str(card.summary.reported - card.summary.rated)]
    moved = [f"No data is held before {quarter}."]
    if quarter.previous in quarters:
        moved = moves(card, board.scorecard(quarter.previous, MAIDSTONE))
    title = f"Maidstone Borough Council, planning and enforcement: {quarter}"
    parts = {
        "Ratings": table(COLUMNS, [cells(row) for row in card]),
        "Summary": [card.summary.sentence(), "No data: no figure is held here, whatever the council held."],
        "Exceptions": [row.rating.explain() for row in card.exceptions()],
        "Volumes: the arrows show how many, not how well": [volume(row) for row in card.contextual()],
        "Small numbers": [
            f"{row.indicator.name}: {row.caution}; cases short of the target: {row.rating.cases_to()}."
            for row in card.cautions()
        ],
        f"What moved since {quarter.previous}": moved,
        f"Targets changed since {quarters[0]}": [line for row in card if (line := new_target(row, board))],
        "Beside the council's own count, whose page has more indicators than are held here": table(
            ("", "Green", "Amber", "Red", "Not rated"),
            [["Whole page", *theirs], ["Held here", *ours]],
        ),
        "Source": [page["source"]],
    }
    blocks = [f"# {title}" if markdown else f"{title}\n{'=' * len(title)}"]
    for name, body in parts.items():
        blocks.append(f"## {name}" if markdown else f"{name}\n{'-' * len(name)}")
        lines = [body] if isinstance(body, str) else body or ["None."]
        listed = markdown and not isinstance(body, str)
        blocks.append("\n".join(f"- {markdown_text(line)}" if listed else line for line in lines))
    return "\n\n".join(blocks)


def main() -> None:
    """Print the report of the quarter that was asked for."""
    board = board_of(read("maidstone_planning.csv"))
    quarters = sorted({period for history in board.outturns.values() for period in history.periods})
    parser = argparse.ArgumentParser(description="Print the quarterly report of Maidstone's planning.")
    parser.add_argument("--period", default=quarters[-1].label, help="the quarter (default: %(default)s)")
    parser.add_argument("--markdown", action="store_true", help="write Markdown, not plain text")
    asked = parser.parse_args()
    try:
        wanted = Period.parse(asked.period)
    except ValueError as fault:
        parser.error(f"--period: {fault}")
    found = [quarter for quarter in quarters if quarter.same_dates(wanted)]
    if not found:
        parser.error(f"--period: no figures for {wanted}, only for {', '.join(map(str, quarters))}.")
    sys.stdout.reconfigure(encoding="utf-8")  # for the arrows, whatever the terminal's own encoding is
    print(report(board, quarters, found[0], markdown=asked.markdown))


if __name__ == "__main__":
    main()
