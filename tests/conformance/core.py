"""The rating core against what public bodies published: `python tests/conformance/core.py REFERENCE_FOLDER`.

The folder holds `published_ratings.jsonl` and `period_labels.jsonl`. Every row whose rating follows from its
own figures and a rule that kpirag can be told is rated through the public API, every published direction of
travel is compared, and every period label is parsed. What disagrees is listed, and the command ends with 1.
A row that could not be tried counts as a disagreement: a skip is not a pass.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import define, field

from kpirag import (
    MET_OR_NOT,
    RAG,
    AmbiguousError,
    Comparator,
    Direction,
    Indicator,
    KpiragError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)

#: The kinds of rule that kpirag can be told from the row alone.
KINDS = ("relative", "points", "met_or_not", "none")

#: What a published rating is called here: a status, or the reason why there is none.
PUBLISHED: dict[str, Status | Reason] = {
    "green": Status.GREEN,
    "amber": Status.AMBER,
    "red": Status.RED,
    "met": Status.GREEN,
    "not_met": Status.RED,
    "data_only": Reason.CONTEXTUAL,
    "not_rated": Reason.NO_TARGET,
}
DIRECTIONS = {"improved": Direction.BETTER, "declined": Direction.WORSE}
UNITS = {"%": "percent", "number": "number"}

#: Labels of published rows that show no year; the rating does not depend on it.
UNDATED = ("Quarter 4",)

Row = dict[str, Any]


@define
class Report:
    """What was tried, how it came out, and what a reader must be told.

    Args:
        title: What was checked.
        outcomes: The ways in which a row can come out.
        counts: How many rows came out how, by kind.
        faults: One line for each row that disagrees or could not be tried.
        notes: What was assumed, or is acceptable and worth a look.
    """

    title: str
    outcomes: tuple[str, ...]
    counts: dict[str, Counter[str]] = field(factory=dict)
    faults: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)

    def count(self, kind: str, outcome: str, fault: str = "") -> None:
        """Count one row of a kind that came out in a way; a fault is listed."""
        self.counts.setdefault(kind, Counter())[outcome] += 1
        if fault:
            self.faults.append(fault)

    @property
    def totals(self) -> Counter[str]:
        """How many rows came out how, over all kinds."""
        return sum(self.counts.values(), Counter())

    @property
    def passed(self) -> bool:
        """Whether there was something to check and nothing disagrees."""
        return self.totals.total() > 0 and not self.faults

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of text."""
        yield self.title
        for kind, counts in [*self.counts.items(), ("all", self.totals)]:
            told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in self.outcomes)
            yield f"  {kind}: {counts.total()} rows: {told}"
        yield from (f"  note: {note}" for note in self.notes)
        yield from (f"  FAULT: {fault}" for fault in self.faults)
        if not self.counts:
            yield "  FAULT: there is nothing to check"


def read(path: Path) -> list[Row]:
    """Return the rows of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def name_of(place: int, row: Row) -> str:
    """Return how a published row is named in a report."""
    return f"row {place}, {row['org']}, {row['period']}, {row['indicator']}"


def period_of(row: Row, undated: Period) -> Period:
    """Return the period of a row; the one given where its label shows no year."""
    return undated if row["period"] in UNDATED else Period.parse(row["period"])


def indicator_of(place: int, row: Row) -> Indicator:
    """Return the indicator of a row.

    A survey that is measured twice a year is a position at the end of a half year: its last figure is half
    a year old.
    """
    twice = "twice a year" in (row["note"] or "")
    basis, frequency = ("snapshot", "half") if twice else ("in period", None)
    return Indicator(
        place,
        row["indicator"],
        polarity=row["polarity"],
        unit=UNITS[row["unit"]],
        basis=basis,
        frequency=frequency,
    )


def outturn_of(row: Row, period: Period) -> Outturn:
    """Return the figure of a row, with its counts where they were published."""
    return Outturn(period, row["actual"], numerator=row["numerator"], denominator=row["denominator"])


def rule_of(row: Row) -> tuple[Target | None, Scheme]:
    """Return the target of a row with its tolerance, and the scheme it was rated under.

    Raises:
        ValueError: If the rule says something that is not understood.
    """
    rule, scheme = row["rule"], RAG
    kind, inclusive = rule["kind"], rule.get("inclusive") is not False
    if rule.get("green", "met or better") != "met or better" or row["target_low"] is not None:
        message = f"the rule is not understood: {rule}"
        raise ValueError(message)
    if kind == "none":
        return None, scheme
    if kind == "met_or_not":
        return Target(row["target"], strict=not inclusive), MET_OR_NOT
    if kind == "points":
        tolerance = Tolerance.points(rule["amber_within"], strict=not inclusive)
    elif row["target"] == 0:
        tolerance = Tolerance.points(0)
    else:
        tolerance = Tolerance.percent(round(100 * rule["amber_within"], 9), strict=not inclusive)
    return Target(row["target"], tolerance=tolerance), scheme


def check_ratings(rows: list[Row], undated: Period) -> Report:
    """Rate every row that follows from its figures and its rule, and compare with what was published."""
    report = Report("Published ratings", ("agree", "disagree", "skipped"))
    for place, row in enumerate(rows):
        if row["rule"]["kind"] not in KINDS or row["rule_consistent"] is not True:
            continue
        kind, name = row["rule"]["kind"], name_of(place, row)
        try:
            indicator, outturn = indicator_of(place, row), outturn_of(row, period_of(row, undated))
            target, scheme = rule_of(row)
            rating = rate(indicator, outturn, target, scheme=scheme)
            published = PUBLISHED[row["published_rating"]]
        except (KpiragError, KeyError, ValueError) as error:
            report.count(kind, "skipped", f"{name}: could not be rated: {error}")
            continue
        if published == (rating.status if rating.reason is None else rating.reason):
            report.count(kind, "agree")
        else:
            report.count(kind, "disagree", f"{name}: published {published}; {rating.explain()}")
        if row["period"] in UNDATED:
            report.notes.append(f"{name}: shows no year; taken as {undated}")
        if kind == "relative" and row["target"] == 0:
            check_zero(report, name, indicator, outturn)
    return report


def check_zero(report: Report, name: str, indicator: Indicator, outturn: Outturn) -> None:
    """Check that a share of a zero target is refused; the row is rated with no tolerance in points."""
    try:
        rate(indicator, outturn, Target(0, tolerance=Tolerance.percent(10)))
    except KpiragError as error:
        report.notes.append(f"{name}: rated with Tolerance.points(0), as percent is refused: {error}")
    else:
        report.faults.append(f"{name}: 10% of a target of 0 should be refused")


def check_directions(rows: list[Row], undated: Period) -> Report:
    """Compare every row that has a published direction of travel with the figure it was measured from."""
    report = Report("Published directions of travel", ("agree", "disagree", "skipped"))
    columns = (
        (Comparator.LAST_PERIOD, "published_dot_short", "previous"),
        (Comparator.LAST_YEAR, "published_dot_long", "same_period_last_year"),
    )
    for place, row in enumerate(rows):
        for comparator, published, earlier in columns:
            if row[published] is None:
                continue
            name = f"{name_of(place, row)}, since {comparator}"
            try:
                indicator, period = indicator_of(place, row), period_of(row, undated)
                before = earlier_period(indicator, period, comparator)
                change = compare(indicator, outturn_of(row, period), Outturn(before, row[earlier]))
                wanted = DIRECTIONS[row[published]]
            except (KpiragError, KeyError) as error:
                report.count(comparator.value, "skipped", f"{name}: could not be compared: {error}")
                continue
            if (wanted, comparator) == (change.direction, change.comparator):
                report.count(comparator.value, "agree")
            else:
                told = f"{name}: published {row[published]}; {change!r}: {change.explain()}"
                report.count(comparator.value, "disagree", told)
    return report


def earlier_period(indicator: Indicator, period: Period, comparator: Comparator) -> Period:
    """Return the period of the figure that a direction was measured from."""
    if comparator is Comparator.LAST_YEAR:
        return period.same_last_year
    return period.shift(-2) if indicator.frequency == "half" else period.previous


def check_labels(rows: list[Row]) -> Report:
    """Parse every period label: the dates that are meant, or a refusal, and nothing silently wrong."""
    report = Report("Period labels", ("right", "refused as it must be", "refused", "wrong"))
    for row in rows:
        kind, label, args = row["kind"], row["label"], row.get("args", {})
        meant = None if row["start"] is None else f"{row['start']} to {row['end']}"
        try:
            period = Period.parse(label, **args)
        except KpiragError as error:
            if meant is None:
                report.count(kind, "refused as it must be")
                report.notes.append(f"refused as it must be: {error}")
                continue
            report.count(kind, "refused")
            readings = error.readings if isinstance(error, AmbiguousError) else ()
            named = len(readings) > 1 and all(reading in str(error) for reading in readings)
            told = f"{label!r}, which means {meant}, is refused: {error}"
            (report.notes if named else report.faults).append(told)
            continue
        except Exception as error:  # noqa: BLE001 - a crash on one label must not hide the others
            report.count(kind, "wrong", f"{label!r} is no refusal but a crash: {error!r}")
            continue
        got = f"{period.start} to {period.end}"
        if got == meant:
            report.count(kind, "right")
        else:
            wanted = f"means {meant}" if meant else "must be refused"
            report.count(kind, "wrong", f"{label!r} {wanted}, and was read as {got}")
    return report


def main(arguments: list[str] | None = None) -> int:
    """Check everything, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Rate what public bodies published, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    parser.add_argument(
        "--undated", default="Q4 2024/25", help="the period of rows that show no year (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    published = read(options.reference / "published_ratings.jsonl")
    undated = Period.parse(options.undated)
    reports = [
        check_ratings(published, undated),
        check_directions(published, undated),
        check_labels(read(options.reference / "period_labels.jsonl")),
    ]
    for report in reports:
        sys.stdout.write("\n".join(report.lines()) + "\n\n")
    passed = all(report.passed for report in reports)
    sys.stdout.write("All agree.\n" if passed else "Something disagrees: see the lines marked FAULT.\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
