"""Timescales against public test suites: `python tests/conformance/timescales.py REFERENCE_FOLDER`.

The folder holds `deadline_cases.jsonl`, `clock_cases.json` and `bank_holidays.json`. Every row that is not
marked questionable is worked out through the public API and compared with what is expected there. Where
practice disagrees about day 0 and day 1, both are worked out and both are shown. The shipped calendars are
compared with the bank holidays day by day. What disagrees is listed, and the command ends with 1. A row that
could not be tried counts as a disagreement: a skip is not a pass.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from attrs import define, field

from kpirag import KpiragError
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    UK_ANY,
    Pause,
    Timescale,
    WorkingCalendar,
    elapsed,
)

DIVISIONS = {
    "england-and-wales": ENGLAND_AND_WALES,
    "scotland": SCOTLAND,
    "northern-ireland": NORTHERN_IRELAND,
}
UNITS = {"day_excl_holidays": "days excluding bank holidays"}
ROLLS = {"none": "none", "forward": "next", "backward": "previous"}
MOVES = "moves to the next working day"

Row = dict[str, Any]


@define
class Report:
    """What was tried, how it came out, and what a reader must be told.

    Args:
        title: What was checked.
        counts: How many rows came out how, by kind.
        faults: One line for each row that disagrees or could not be tried.
        notes: Where practice disagrees, and what each convention gives.
    """

    title: str
    counts: dict[str, Counter[str]] = field(factory=dict)
    faults: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)

    def compare(self, kind: str, name: str, expected: object, worked_out: Callable[[], object]) -> None:
        """Count one row: what is expected against what kpirag works out."""
        counts = self.counts.setdefault(kind, Counter())
        try:
            found = worked_out()
        except (KpiragError, KeyError, TypeError, ValueError) as error:
            counts["skipped"] += 1
            self.faults.append(f"{name}: could not be tried: {error}")
            return
        counts["agree" if expected == found else "disagree"] += 1
        if expected != found:
            self.faults.append(f"{name}: expected {expected}, got {found}")

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
            told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("agree", "disagree", "skipped"))
            yield f"  {kind}: {counts.total()} rows: {told}"
        yield from (f"  note: {note}" for note in self.notes)
        yield from (f"  FAULT: {fault}" for fault in self.faults)
        if not self.counts:
            yield "  FAULT: there is nothing to check"


def calendar_named(name: str) -> WorkingCalendar | None:
    """Return the calendar a row names.

    Raises:
        KeyError: If the name is not understood.
    """
    if name == "none":
        return None
    if name == "alaveteli-uk-any":
        return UK_ANY
    if name.startswith("custom:"):
        year = name.removeprefix("custom:")[:4]
        days = name.removeprefix("custom:").split(",")
        return WorkingCalendar(name, holidays=days, first=f"{year}-01-01", last=f"{year}-12-31")
    division, _, added = name.partition("+")
    calendar = DIVISIONS[division]
    return calendar.with_holidays([added]) if added else calendar


def deadline_of(row: Row) -> date:
    """Return the due date of a row, through the public API."""
    calendar = calendar_named(row["calendar"])
    if row["op"] == "bops":
        return Timescale(row["n"], "days").due(dispatched(row, calendar))
    if row["op"] == "bops_hol":
        return Timescale(row["n"], "days excluding bank holidays").due(dispatched(row, calendar), calendar)
    unit = UNITS.get(row["unit"], row["unit"])
    options = {"counting": row["origin"], "roll": ROLLS[row["roll"]]}
    if row["n"] < 0:
        options["direction"] = "before"
    if row["op"] == "add_cutoff":
        options["cutoff"] = time.fromisoformat(row["cutoff"])
        return Timescale(row["n"], unit, **options).due(datetime.fromisoformat(row["start"]), calendar)
    if row["op"] != "add":
        raise KeyError(row["op"])
    timescale = Timescale(abs(row["n"]), unit, **options)
    start = date.fromisoformat(row["start"])
    told = timescale.deadline(start, calendar).due
    due = timescale.due(start, calendar)
    if told != due:
        message = f"due gives {due}, and deadline {told}"
        raise ValueError(message)
    return due


def dispatched(row: Row, calendar: WorkingCalendar | None) -> date:
    """Return the day a letter counts as sent: a start on a day off moves, and then one working day."""
    return Timescale(1, "working days", receipt=MOVES).due(date.fromisoformat(row["start"]), calendar)


def count_of(row: Row) -> float:
    """Return the days between the two dates of a row, both ends counted or the start left out."""
    return elapsed(
        date.fromisoformat(row["start"]),
        date.fromisoformat(row["expected_due"]),
        unit=row["unit"],
        calendar=calendar_named(row["calendar"]),
        convention="count both" if row["inclusive"] else "exclude start",
    )


def check_deadlines(rows: list[Row]) -> Report:
    """Work out every deadline, and every count between two dates."""
    report = Report("Deadlines of public test suites")
    for row in rows:
        if row.get("questionable"):
            continue
        name = f"{row['id']}, {row['rule']}, from {row['start']}"
        if row["op"] == "count":
            report.compare("count", name, row["expected_count"], lambda row=row: count_of(row))
        else:
            expected = date.fromisoformat(row["expected_due"])
            report.compare(row["op"], name, expected, lambda row=row: deadline_of(row))
    return report


def earliest_start(reference: date, working_days: int) -> date:
    """Return the earliest start within the limit, the reference day counted as day 1."""
    back = Timescale(working_days, "working days", counting="beginning with", direction="before")
    return back.due(reference, ENGLAND_AND_WALES)


def verdict_day_1(given: Row) -> str:
    """Return whether an open case is too old, counted back from the reference day as day 1."""
    early = date.fromisoformat(given["start"]) < earliest_start(
        date.fromisoformat(given["reference_date"]), given["working_days"]
    )
    return "breach" if early else "ok"


def verdict_day_0(given: Row) -> str:
    """Return whether an open case is overdue, its start counted as day 0."""
    deadline = Timescale(given["working_days"], "working days").deadline(
        date.fromisoformat(given["start"]), ENGLAND_AND_WALES
    )
    return "ok" if deadline.in_time(date.fromisoformat(given["reference_date"])) else "breach"


def office_of(given: Row) -> WorkingCalendar:
    """Return the calendar of a row with working hours: Monday to Friday, nine to five."""
    if given["schedule"] != "Mon-Fri 09:00-17:00":
        raise KeyError(given["schedule"])
    days = given.get("holidays", [])
    hours = (time(9), time(17))
    return WorkingCalendar("Office", holidays=days, first="2026-01-01", last="2026-12-31", hours=hours)


def hours_between(given: Row) -> Row:
    """Return the working hours between two moments; reversed ones are zero, as the source has them."""
    start, end = (datetime.fromisoformat(given[name]) for name in ("start", "end"))
    hours = elapsed(start, end, unit="working hours", calendar=office_of(given), if_reversed="zero")
    return {"hours": hours}


def hours_due(given: Row) -> str:
    """Return the moment when so many working hours have passed."""
    edits = [Pause(*given["pause"])] if "pause" in given else []
    due = Timescale(given["hours"], "working hours").due(
        datetime.fromisoformat(given["start"]), office_of(given), edits=edits
    )
    return due.isoformat()[: len("2026-01-05T09:00")]


def cutoff_of(given: Row) -> str:
    """Return the earliest start within the limit of a row."""
    return earliest_start(date.fromisoformat(given["reference_date"]), given["working_days"]).isoformat()


#: How each kind of clock case is worked out.
WAYS: dict[str, Callable[[Row], object]] = {
    "open_case_older_than_limit": verdict_day_1,
    "earliest_start_within_limit": cutoff_of,
    "working_hours_between": hours_between,
    "working_hours_due": hours_due,
}


def check_clocks(cases: list[Row]) -> Report:
    """Work out every open case and every case of working hours."""
    report = Report("Open cases and working hours")
    for case in cases:
        if case.get("questionable"):
            continue
        kind, name, given = case["kind"], case["id"], case["input"]
        report.compare(kind, name, case["expected"], lambda given=given, kind=kind: WAYS[kind](given))
        if kind == "open_case_older_than_limit" and verdict_day_0(given) != case["expected"]:
            told = (
                f"the source, which counts day 1, says {case['expected']}; day 0 gives {verdict_day_0(given)}"
            )
            report.notes.append(f"{name}: {told}")
    return report


def check_holidays(found: Row) -> Report:
    """Compare the bank holidays of every shipped calendar with the published ones, as sets of dates."""
    report = Report("Bank holidays")
    for division, calendar in DIVISIONS.items():
        published = {row["date"] for row in found["divisions"][division]}
        shipped = {day.isoformat() for day in calendar.holidays}
        report.compare(division, division, published, lambda shipped=shipped: shipped)
    published = set(found["uk_any_2007_2010"]["dates"])
    published |= {row["date"] for rows in found["divisions"].values() for row in rows}
    first = min(published)  # the published list of any part of the UK begins late in 2007
    shipped = {told for day in UK_ANY.holidays if (told := day.isoformat()) >= first}
    report.compare("any part", "any part of the UK", published, lambda: shipped)
    return report


def main(arguments: list[str] | None = None) -> int:
    """Check everything, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Work out what public test suites expect, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    folder = parser.parse_args(arguments).reference
    lines = (folder / "deadline_cases.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [
        check_deadlines([json.loads(line) for line in lines if line.strip()]),
        check_clocks(json.loads((folder / "clock_cases.json").read_text(encoding="utf-8"))["cases"]),
        check_holidays(json.loads((folder / "bank_holidays.json").read_text(encoding="utf-8"))),
    ]
    for report in reports:
        sys.stdout.write("\n".join(report.lines()) + "\n\n")
    passed = all(report.passed for report in reports)
    sys.stdout.write("All agree.\n" if passed else "Something disagrees: see the lines marked FAULT.\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
