"""What was read of records and sheets so far, and one record while it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from kpirag.errors import InputError, KpiragError, shown, suggestion, take
from kpirag.indicators import Indicator, ref_text
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.ratings import Rating
from kpirag.schemes import Scheme
from kpirag.scorecards.cells import is_blank
from kpirag.scorecards.matching import in_use, indicators_in
from kpirag.scorecards.words import unknown_keys
from kpirag.statuses import Reason
from kpirag.targets import Target

__all__ = ["Parts", "Reading", "Record", "SheetRow", "part_versions", "parts_for"]

_T = TypeVar("_T")


@frozen
class Reading:
    """What a cell that is not a plain figure was read as.

    Args:
        path: Where the cell is.
        written: What it holds, as text.
        read_as: What it was read as, in words.

    Example:
        >>> Reading("outturns[1].value", "<5", "suppressed").read_as
        'suppressed'
    """

    path: str
    written: str
    read_as: str


@define
class Parts:
    """What was read so far, and the faults met; the parts of an `IndicatorSet`."""

    #: How plain numbers of percentages are written: as points or as a fraction.
    percent_as: str = "points"
    indicators: list[Indicator] = field(factory=list)
    targets: list[tuple[str, Target]] = field(factory=list)
    outturns: list[tuple[str, Outturn]] = field(factory=list)
    ratings: list[Rating] = field(factory=list)
    schemes: list[Scheme] = field(factory=list)
    readings: list[Reading] = field(factory=list)
    faults: list[KpiragError] = field(factory=list)
    #: Every ref met, with the indicator last read for it; None where that one has a fault itself.
    by_ref: dict[str, Indicator | None] = field(factory=dict)
    #: The indicators that share a ref with an earlier one, and that one, by ref.
    versions: dict[str, list[Indicator]] = field(factory=dict)

    def version(self, ref: str, period: Period | None) -> Indicator | None:
        """Return the indicator of a ref that was in use in a period; the last read if none was."""
        found = indicators_in(self.versions.get(ref, ()), period) if period is not None else []
        return found[0] if found else self.by_ref[ref]


def parts_for(percent_as: object) -> Parts:
    """Return an empty set of parts, refusing any way of writing percentages but points and fraction."""
    if percent_as not in ("points", "fraction"):
        remedy = "Write 'points' for 92.7 or 'fraction' for 0.927."
        raise InputError("is neither", path="percent_as", got=shown(percent_as), remedy=remedy)
    return Parts(str(percent_as))


@define
class Record:
    """One record while it is read: what it holds, what became of it, and its faults."""

    record: Mapping[str, Any]
    known: tuple[str, ...]
    facts: dict[str, Any] = field(factory=dict)
    faults: list[KpiragError] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.faults += unknown_keys(self.record, self.known, "")

    def has(self, name: str) -> bool:
        """Return whether a field is there and not blank."""
        cell = self.record.get(name)
        return cell is not None and not is_blank(cell)

    def keep(self, *names: str) -> None:
        """Take fields as they are, leaving blank ones out."""
        self.facts |= {name: self.record[name] for name in names if self.has(name)}

    def read(self, reader: Callable[..., Any], *names: str, **options: Any) -> None:
        """Take fields as a reader reads them, leaving blank ones out."""
        for name in names:
            if self.has(name):
                self.facts[name] = take(self.faults, reader, self.record[name], name, **options)

    def made(self, kind: Callable[..., _T]) -> _T | None:
        """Return what the fields make, unless there are faults."""
        return None if self.faults else take(self.faults, lambda: kind(**self.facts))

    def indicator(self, parts: Parts) -> tuple[str, Indicator | None] | None:
        """Return the ref that the record names and its indicator, which is None if it has a fault itself."""
        if not self.has("ref"):
            remedy = "Write the ref of its indicator."
            self.faults.append(InputError("is not given", path="ref", remedy=remedy))
            return None
        ref = take(self.faults, ref_text, self.record["ref"])
        if ref is not None and ref not in parts.by_ref:
            problem, remedy = "there is no indicator with this ref", suggestion(ref, parts.by_ref)
            got = shown(self.record["ref"])
            self.faults.append(InputError(problem, path="ref", got=got, remedy=remedy))
            return None
        return None if ref is None else (ref, parts.by_ref[ref])


@frozen
class SheetRow:
    """Where what a row of a wide sheet holds went, so that it can be brought to its own version."""

    path: str
    indicator: Indicator
    #: The places of its figures and of its targets in the parts.
    outturns: range
    targets: range
    #: The headings of each period by what they hold, and those of the target.
    periods: Mapping[Period, Mapping[str, str]]
    target: Mapping[str, str]

    def place(self, period: Period, part: str) -> str:
        """Return the path of what a row says of a period."""
        holds = self.periods.get(period, self.target)
        heading = holds.get(part) or holds.get("period") or next(iter(holds.values()))
        return f"{self.path}[{heading!r}]"


#: What a row says of a period in which its version has no figure to give.
_NO_FIGURE = (Reason.NO_DATA, Reason.NOT_APPLICABLE, Reason.NOT_DUE)


def part_versions(parts: Parts, rows: list[SheetRow]) -> None:
    """Bring what each row of a sheet holds to the row's own version, where several share a ref.

    A row has no figure for a time that belongs to another version: what says so is left out,
    and a figure is refused. A row's target holds as long as its version does.
    """
    left_out: set[int] = set()
    refused: set[int] = set()
    for row in rows:
        versions = parts.versions.get(row.indicator.ref, [])
        if not any(one is row.indicator for one in versions):
            continue
        for place in row.outturns:
            outturn = parts.outturns[place][1]
            if any(one is row.indicator for one in indicators_in(versions, outturn.period)):
                continue
            left_out.add(place)
            if outturn.reason in _NO_FIGURE and not outturn.note and outturn.forecast is None:
                _leave_out(parts, row.place(outturn.period, "value"), outturn)
            else:
                parts.faults.append(_of_another_version(row, outturn.period, "value"))
        for place in row.targets:
            ref, target = parts.targets[place]
            if target.period is not None and not in_use(row.indicator, target.period):
                parts.faults.append(_of_another_version(row, target.period, "target"))
                refused.add(place)
            parts.targets[place] = (
                ref,
                evolve(target, starts=row.indicator.starts, ends=row.indicator.ends),
            )
    if left_out:
        parts.outturns = [one for place, one in enumerate(parts.outturns) if place not in left_out]
    if refused:
        parts.targets = [one for place, one in enumerate(parts.targets) if place not in refused]


def _leave_out(parts: Parts, path: str, outturn: Outturn) -> None:
    """Note that a cell which says there is no figure is left out."""
    for place, one in enumerate(parts.readings):
        if one.path == path:
            told = f"{one.read_as}; left out, as this version was not in use in {outturn.period.label}"
            parts.readings[place] = Reading(path, one.written, told)


def _of_another_version(row: SheetRow, period: Period, part: str) -> InputError:
    what = "figure" if part == "value" else "target"
    problem = f"is a {what} for {period.label}, in which another version of {row.indicator.ref} was in use"
    remedy = "Move it to the row of that version, or correct when the versions start and end."
    return InputError(problem, path=row.place(period, part), remedy=remedy)
