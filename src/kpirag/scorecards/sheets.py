"""The wide sheet every council has: one row an indicator, its definition, then one column a period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from attrs import evolve, field, frozen

from kpirag.errors import (
    AmbiguousError,
    FaultsError,
    InputError,
    InputTypeError,
    KpiragError,
    shown,
    suggestion,
    take,
)
from kpirag.indicators import Indicator, ref_text
from kpirag.outturns import read_outturn
from kpirag.periods import Period
from kpirag.scorecards.cells import is_blank, plain_figure, read_cell
from kpirag.scorecards.reading import Parts, Reading, SheetRow, part_versions, parts_for
from kpirag.scorecards.records import (
    INDICATOR_FIELDS,
    TARGET_FIELDS,
    read_figure,
    read_indicator,
    read_target,
)
from kpirag.scorecards.words import normal, other_words
from kpirag.statuses import Reason

__all__ = ["read_table"]

#: The headings that sheets use for each field, in the form `normal` gives.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": (
        "no",
        "number",
        "kpi no",
        "kpi ref",
        "pi",
        "pi ref",
        "pi code",
        "indicator ref",
        "indicator number",
        "code",
        "id",
        "#",
    ),
    "name": (
        "indicator",
        "indicator name",
        "measure",
        "description",
        "title",
        "performance indicator",
        "kpi",
        "kpi name",
    ),
    "polarity": ("good is", "better is", "good performance is", "good performance", "aim", "high or low"),
    "unit": ("units", "unit of measure", "measured in", "format"),
    "decimals": ("decimal places", "dp"),
    "basis": ("reported as", "cumulative or in period"),
    "frequency": ("reported", "reporting frequency", "collected"),
    "group": ("theme", "service", "portfolio", "directorate", "service area"),
    "owner": ("lead", "lead officer", "responsible officer", "head of service"),
    "restricted": ("exempt", "confidential"),
    "target": ("target value", "annual target"),
    "floor": ("floor standard", "minimum standard", "lower target", "minimum"),
    "stretch": ("stretch target", "upper target"),
    "low": ("lower bound",),
    "high": ("upper bound",),
    "tolerance": ("amber tolerance", "target tolerance"),
    "source": ("target source", "target set by"),
    "kind": ("target kind",),
    "period": ("target period", "target for"),
    "note": ("comments", "comment", "commentary", "management commentary", "notes"),
}
_FIELD_OF = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_INDICATOR_COLUMNS = frozenset(INDICATOR_FIELDS) - {"note"}
_TARGET_COLUMNS = frozenset(TARGET_FIELDS) - {"ref", "value", "whole", "starts", "ends"} | {"target"}
_PARTS = {
    "value": ("actual", "outturn", "result", "performance", "value"),
    "target": ("target",),
    "numerator": ("numerator", "num"),
    "denominator": ("denominator", "den"),
    "forecast": ("forecast", "expected", "predicted"),
    "interval_low": ("lower", "lower limit", "lower ci", "lower confidence limit"),
    "interval_high": ("upper", "upper limit", "upper ci", "upper confidence limit"),
    "note": ("note", "notes", "comment", "comments", "commentary"),
}
#: A sheet's target column holds the value of the target.
_TARGET_FIELD = {"target": "value"}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words}
#: The most words that one part is called by.
_MOST_WORDS = max(len(word.split()) for word in _PART_OF)
#: Words beside a period that say no more than that the column holds its figure.
_FIGURE_WORDS = {*_PARTS["value"], "actuals", "outturns", "results", "values", "figure", "figures"}


@frozen
class _Columns:
    """What each column of a sheet holds."""

    indicator: dict[str, str] = field(factory=dict)
    target: dict[str, str] = field(factory=dict)
    periods: dict[Period, dict[str, str]] = field(factory=dict)
    commentary: dict[str, str] = field(factory=dict)


def read_table(
    rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]],
    *,
    percent_as: str = "points",
    year_start: int | None = None,
    named_by: Literal["start", "end"] | None = None,
) -> Parts:
    """Return what a wide sheet holds; see `IndicatorSet.from_table`."""
    parts = parts_for(percent_as)
    records, headings, above = _records(parts, rows)
    columns = _columns(parts, headings, records, {"year_start": year_start, "named_by": named_by})
    rows_read = []
    for place, record in enumerate(records, start=above):
        path = f"rows[{place}]"
        if all(is_blank(cell) for cell in record.values()):
            parts.readings.append(Reading(path, "", "a blank row, left out"))
            continue
        outturns, targets = len(parts.outturns), len(parts.targets)
        indicator = _read_row(parts, record, columns, path)
        if indicator is not None and (indicator.starts or indicator.ends):
            places = range(outturns, len(parts.outturns)), range(targets, len(parts.targets))
            rows_read.append(SheetRow(path, indicator, *places, columns.periods, columns.target))
    part_versions(parts, rows_read)
    return parts


def _records(parts: Parts, rows: Any) -> tuple[list[Mapping[str, Any]], list[str], int]:
    """Return the rows as dicts by heading, the headings, and how many rows of headings stood above.

    Rows come as dicts, or as lists of which the first holds the headings.
    """
    if isinstance(rows, (str, Mapping)) or not isinstance(rows, Iterable):
        remedy = "Write the rows of csv.DictReader, or lists with the headings first."
        parts.faults.append(InputTypeError("must be rows", path="rows", got=shown(rows), remedy=remedy))
        return [], [], 0
    given = list(rows)
    if given and all(isinstance(row, Mapping) for row in given):
        dicts: list[Mapping[str, Any]] = given
        return dicts, list(dict.fromkeys(heading for row in dicts for heading in row)), 0
    if not given:
        return [], [], 0
    if not all(isinstance(row, Sequence) and not isinstance(row, str) for row in given):
        remedy = "Write dicts, or lists with the headings first; not a mix."
        parts.faults.append(InputTypeError("must be all dicts or all lists", path="rows", remedy=remedy))
        return [], [], 0
    headings = ["" if is_blank(heading) else str(heading) for heading in given[0]]
    records: list[Mapping[str, Any]] = []
    for place, row in enumerate(given[1:], start=1):
        if len(row) > len(headings) and not all(is_blank(cell) for cell in row[len(headings) :]):
            problem = f"has {len(row)} cells for {len(headings)} headings"
            remedy = "Give each column a heading."
            parts.faults.append(InputError(problem, path=f"rows[{place}]", remedy=remedy))
        records.append(dict(zip(headings, [*row, *[None] * (len(headings) - len(row))], strict=False)))
    for heading in sorted({heading for heading in headings if heading and headings.count(heading) > 1}):
        remedy = "Give each column a heading of its own."
        parts.faults.append(
            InputError("is the heading of two columns", path=f"columns[{heading!r}]", remedy=remedy)
        )
    return records, list(dict.fromkeys(headings)), 1


def _columns(
    parts: Parts, headings: list[str], records: list[Mapping[str, Any]], years: dict[str, Any]
) -> _Columns:
    """Return what each column holds; one that holds nothing known, or the same as another, is a fault."""
    found = _Columns()
    for heading in headings:
        path = f"columns[{heading!r}]"
        if is_blank(heading):
            if not all(is_blank(record.get(heading)) for record in records):
                remedy = "Give the column a heading, or clear its cells."
                parts.faults.append(InputError("has cells and no heading", path=path, remedy=remedy))
            continue
        placed = take(parts.faults, _place, parts, found, heading, path, years)
        if placed is None:
            continue
        holder, key = placed
        if key in holder:
            problem = f"holds the {key}, and so does the column {holder[key]!r}"
            parts.faults.append(InputError(problem, path=path, remedy="Keep one of the two."))
        holder.setdefault(key, heading)
    for name in ("ref", "name", "polarity") if headings else ():
        if name not in found.indicator:
            known = ", ".join(repr(heading) for heading in (name, *_HEADINGS[name][:3]))
            problem, remedy = (
                f"there is no column for the {name}",
                f"Add a column headed {known} or the like.",
            )
            parts.faults.append(InputError(problem, path="columns", remedy=remedy))
    return found


def _place(
    parts: Parts, found: _Columns, heading: str, path: str, years: dict[str, Any]
) -> tuple[dict[str, str], str]:
    """Return where a heading belongs: what holds such columns, and its key there."""
    plain = normal(str(heading))
    name = _FIELD_OF.get(plain, plain.replace(" ", "_"))
    if name == "note":
        return found.commentary, name
    if name in _INDICATOR_COLUMNS:
        return found.indicator, name
    if name in _TARGET_COLUMNS:
        return found.target, _TARGET_FIELD.get(name, name)
    period, part = _period_column(heading, path, years)
    if part != "value" or plain != normal(period.label):
        parts.readings.append(Reading(path, str(heading), f"{part.replace('_', ' ')} of {period.label}"))
    return found.periods.setdefault(period, {}), part


def _period_column(heading: str, path: str, years: dict[str, Any]) -> tuple[Period, str]:
    """Return the period that a heading names, and what of it the column holds."""
    part, label = _part_and_label(str(heading))
    try:
        period = Period.parse(label, **years)
    except KpiragError as fault:
        if isinstance(fault, AmbiguousError) or re.search(r"\d", label):
            fault.path = path
            raise
        if normal(str(heading)) in _PART_OF:
            remedy = "A sheet with one row a figure is read by from_records(outturns=...)."
            raise InputError("names no period", path=path, got=shown(heading), remedy=remedy) from None
        known = [*INDICATOR_FIELDS, *_FIELD_OF, "target", "tolerance"]
        hint, found, _ = suggestion(normal(str(heading)), known).partition("? ")
        remedy = f"{hint}? Or remove the column." if found else "Rename it or remove the column."
        raise InputError("is neither a field nor a period", path=path, remedy=remedy) from None
    others = [word for word in other_words(label) if part != "value" or word.casefold() not in _FIGURE_WORDS]
    if others:
        told = " ".join(others)
        named = ", ".join(repr(words[0]) for words in _PARTS.values())
        remedy = f"Write the period alone or with one of {named}; or remove the column."
        raise InputError(f"holds {told!r} beside the period", path=path, got=shown(heading), remedy=remedy)
    return period, part


def _part_and_label(heading: str) -> tuple[str, str]:
    """Return what of a period a heading says the column holds, and the rest of it."""
    words = heading.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        last, first = normal(" ".join(words[-count:])), normal(" ".join(words[:count]))
        if last in _PART_OF:
            return _PART_OF[last], " ".join(words[:-count]).rstrip(" -:–")  # noqa: RUF001 - sheets use the dash
        if first in _PART_OF:
            return _PART_OF[first], " ".join(words[count:]).lstrip(" -:–")  # noqa: RUF001 - sheets use the dash
    return "value", heading


#: What most periods of a sheet have: one column, which holds the figure.
_VALUE_ALONE = frozenset({"value"})


def _read_row(parts: Parts, record: Mapping[str, Any], columns: _Columns, path: str) -> Indicator | None:
    """Add what a row holds, or its faults; return its indicator."""

    def cells(headings: Mapping[str, str]) -> dict[str, Any]:
        return {name: record.get(heading) for name, heading in headings.items()}

    before, read = len(parts.faults), len(parts.readings)
    definition = cells(columns.indicator)
    indicator = read_indicator(parts, definition, path)
    _name_columns(parts.faults[before:], path, columns.indicator)
    _name_readings(parts, read, path, columns.indicator)
    ref = _ref(definition, indicator)
    if ref is None:
        return indicator
    target = cells(columns.target)
    if any(not is_blank(cell) for cell in target.values()):
        before, read = len(parts.faults), len(parts.readings)
        read_target(parts, {"ref": ref, **target}, path, indicator)
        _name_columns(parts.faults[before:], path, columns.target)
        _name_readings(parts, read, path, columns.target)
    first = len(parts.outturns)
    for period, holds in columns.periods.items():
        if indicator is None or holds.keys() != _VALUE_ALONE:
            _read_period(parts, cells(holds), (ref, indicator), period, holds, path)
            continue
        heading = holds["value"]
        figure = plain_figure(record.get(heading), indicator.unit, parts.percent_as)
        if figure is not None:
            parts.outturns.append((ref, read_outturn(period, figure)))
        elif not _read_alone(parts, record.get(heading), indicator, period, f"{path}[{heading!r}]"):
            _read_period(parts, cells(holds), (ref, indicator), period, holds, path)
    for heading in columns.commentary.values():
        _add_commentary(parts, ref, first, record.get(heading), f"{path}[{heading!r}]")
    return indicator


def _read_alone(parts: Parts, written: Any, indicator: Indicator, period: Period, path: str) -> bool:
    """Add what a cell that stands alone says without a plain figure, and return whether it could be read."""
    if is_blank(written):
        parts.readings.append(Reading(path, "", "no data (blank)"))
        return True
    try:
        cell = read_cell(written, unit=indicator.unit, percent_as=parts.percent_as)
    except KpiragError:
        return False  # told with the faults of the row
    figure = read_outturn(period, cell.value, cell.reason, cell.quality, break_in_series=cell.break_in_series)
    parts.outturns.append((indicator.ref, figure))
    if cell.read_as:
        parts.readings.append(Reading(path, str(written), cell.read_as))
    return True


def _name_columns(faults: Iterable[KpiragError], path: str, headings: Mapping[str, str]) -> None:
    """Name the column, as the sheet heads it, in the paths of faults."""
    for fault in faults:
        if isinstance(fault, FaultsError):
            _name_columns(fault.faults, path, headings)
        name, _, tail = fault.path.removeprefix(f"{path}.").partition("[")
        if name in headings:
            fault.path = f"{path}[{headings[name]!r}]" + (f"[{tail}" if tail else "")


def _name_readings(parts: Parts, first: int, path: str, headings: Mapping[str, str]) -> None:
    """Name the column, as the sheet heads it, in the paths of readings."""
    for place, one in enumerate(parts.readings[first:], start=first):
        heading = headings.get(one.path.removeprefix(f"{path}."))
        if heading is not None:
            parts.readings[place] = Reading(f"{path}[{heading!r}]", one.written, one.read_as)


def _read_period(  # noqa: PLR0917 - the cells of a period, whose they are, and where they stand
    parts: Parts,
    cells: dict[str, Any],
    owner: tuple[str, Indicator | None],
    period: Period,
    holds: Mapping[str, str],
    path: str,
) -> None:
    target = cells.pop("target", None)
    if not is_blank(target):
        before = len(parts.faults)
        read_target(parts, {"ref": owner[0], "value": target, "period": period}, path, owner[1])
        _name_columns(parts.faults[before:], path, {"value": holds["target"]})
    if not cells.keys() & {"value", "numerator", "denominator"}:
        remedy = f"Head a column {period.label}, for the figure, or clear the cell."
        parts.faults += [
            InputError(
                "has no figure to stand beside",
                path=f"{path}[{holds[name]!r}]",
                got=shown(cell),
                remedy=remedy,
            )
            for name, cell in cells.items()
            if not is_blank(cell)
        ]
        return
    if all(is_blank(cell) for cell in cells.values()):
        heading = holds.get("value", next(iter(holds.values())))
        parts.readings.append(Reading(f"{path}[{heading!r}]", "", "no data (blank)"))
        return
    before = len(parts.readings)
    faults = [fault.within(path) for fault in read_figure(parts, cells, owner, period, path)]
    _name_columns(faults, path, holds)
    parts.faults += faults
    _name_readings(parts, before, path, holds)


def _ref(definition: Mapping[str, Any], indicator: Indicator | None) -> str | None:
    """Return the ref of a row, whose indicator may have a fault; None if it has no ref."""
    if indicator is not None:
        return indicator.ref
    return None if is_blank(definition.get("ref")) else take([], ref_text, definition["ref"])


def _add_commentary(parts: Parts, ref: str, first: int, text: Any, path: str) -> None:
    """Give the commentary to the newest figure of the row, or to what stands in its place.

    A figure that is late, suppressed or unreliable has a comment more often than any other.
    """
    if is_blank(text) or parts.by_ref.get(ref) is None:
        return
    own = [
        place
        for place in range(first, len(parts.outturns))
        if parts.outturns[place][1].reason not in (Reason.NO_DATA, Reason.NOT_DUE, Reason.NOT_APPLICABLE)
    ]
    if not own:
        remedy = "Give the row a figure, or clear the comment."
        parts.faults.append(
            InputError("has no figure to belong to", path=path, got=shown(text), remedy=remedy)
        )
        return
    place = max(own, key=lambda one: parts.outturns[one][1].period.end)
    outturn = parts.outturns[place][1]
    note = " ".join(part for part in (outturn.note, str(text).strip()) if part)
    parts.outturns[place] = (ref, evolve(outturn, note=note))
    parts.readings.append(Reading(path, str(text), f"commentary on {outturn.period.label}"))
