"""Indicators, targets, outturns, ratings and schemes from flat records, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import fields

from kpirag._target_records import checked_share
from kpirag.errors import AmbiguousError, InputError, InputTypeError, KpiragError, shown, take
from kpirag.indicators import Indicator, Unit, ref_text
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Period
from kpirag.ratings import Rating
from kpirag.schemes import RAG, Scheme
from kpirag.scorecards.beside import name_ends, nested, read_counts, read_forecast, read_intervals
from kpirag.scorecards.by_ref import clash
from kpirag.scorecards.cells import is_blank, read_cell, read_number
from kpirag.scorecards.reading import Parts, Reading, Record, parts_for
from kpirag.scorecards.words import (
    as_basis,
    as_date,
    as_edge,
    as_period,
    as_polarity,
    as_profile,
    as_tolerance,
    as_truth,
    as_unit,
    as_whole,
    normal,
)
from kpirag.statuses import Reason
from kpirag.targets import Target
from kpirag.tolerances import Tolerance, edge_of

__all__ = [
    "INDICATOR_FIELDS",
    "OUTTURN_FIELDS",
    "RATING_FIELDS",
    "SCHEME_FIELDS",
    "TARGET_FIELDS",
    "read_figure",
    "read_indicator",
    "read_outturn",
    "read_records",
    "read_target",
]


INDICATOR_FIELDS = tuple(each.name for each in fields(Indicator) if each.init)
TARGET_FIELDS = (
    "ref",
    *(
        name
        for bound in ("value", "low", "high", "floor", "stretch")
        for name in (bound, f"{bound}_inclusive")
    ),
    *("tolerance", "tolerance_above", "tolerance_below", "tolerance_strict", "strict"),
    *("period", "kind", "source", "profile", "known_from", "starts", "ends", "whole", "share", "as_at"),
    *("intervals", "interval_low", "interval_high"),
)
OUTTURN_FIELDS = (
    "ref",
    *(each.name for each in fields(Outturn) if each.init),
    *("interval_low", "interval_high", "forecast_status", "forecast_by", "forecast_because"),
)
RATING_FIELDS = ("ref", "period", "status", "by", "because", "note", "outturn", "target", "scheme")
SCHEME_FIELDS = tuple(each.name for each in fields(Scheme) if each.init)

_INDICATOR_READERS: dict[str, Callable[[Any, str], Any]] = {
    "polarity": as_polarity,
    "basis": as_basis,
    "unit": as_unit,
    "decimals": as_whole,
    "year_start": as_whole,
    "per": read_number,
    "starts": as_date,
    "ends": as_date,
    **dict.fromkeys(("adds_up", "can_exceed_100", "outside_our_control", "restricted"), as_truth),
}


def read_records(
    indicators: Iterable[Mapping[str, Any]],
    targets: Iterable[Mapping[str, Any]] = (),
    outturns: Iterable[Mapping[str, Any]] = (),
    ratings: Iterable[Mapping[str, Any]] = (),
    schemes: Iterable[Mapping[str, Any] | Scheme] = (),
    *,
    percent_as: str = "points",
) -> Parts:
    """Return what flat records hold; see `IndicatorSet.from_records`."""
    parts = parts_for(percent_as)
    for path, record in _each(parts, indicators, "indicators"):
        read_indicator(parts, record, path)
    for path, record in _each(parts, targets, "targets"):
        read_target(parts, record, path)
    for path, record in _each(parts, outturns, "outturns"):
        read_outturn(parts, record, path)
    given = [schemes] if isinstance(schemes, Scheme) else schemes
    for path, scheme in _each(parts, given, "schemes", ready=Scheme):
        if isinstance(scheme, Scheme):
            parts.schemes.append(scheme)
        else:
            _read_scheme(parts, scheme, path)
    for path, record in _each(parts, ratings, "ratings"):
        _read_rating(parts, record, path)
    return parts


def _each(parts: Parts, given: Any, name: str, ready: type | None = None) -> Iterable[tuple[str, Any]]:
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        remedy = "Write a list of dicts, one for each."
        parts.faults.append(
            InputTypeError("must be a list of records", path=name, got=shown(given), remedy=remedy)
        )
        return
    for place, record in enumerate(given):
        path = f"{name}[{place}]"
        if isinstance(record, Mapping) or (ready is not None and isinstance(record, ready)):
            yield path, record
        else:
            remedy = "Write a dict whose keys are the field names."
            parts.faults.append(
                InputTypeError("must be a record", path=path, got=shown(record), remedy=remedy)
            )


def read_indicator(parts: Parts, record: Mapping[str, Any], path: str) -> Indicator | None:
    """Add the indicator that a record holds, or its faults; blank fields keep their defaults."""
    reading = Record(record, INDICATOR_FIELDS)
    faults, facts = reading.faults, reading.facts
    for name in (field for field in INDICATOR_FIELDS if field in record):
        if name in _INDICATOR_READERS:
            reading.read(_INDICATOR_READERS[name], name)
        else:
            reading.keep(name)
    for name, remedy in _LACKING.items():
        if name not in facts:
            faults.append(InputError("is not given", path=name, remedy=remedy))
    ref = None if "ref" not in facts else take([], ref_text, facts["ref"])
    indicator = reading.made(Indicator)
    if indicator is not None and indicator.ref in parts.by_ref:
        indicator = _version(parts, indicator, faults)
    parts.faults += [fault.within(path) for fault in faults]
    if ref is not None:
        parts.by_ref[ref] = indicator
    if indicator is not None:
        parts.indicators.append(indicator)
        for name in ("polarity", "unit", "basis"):
            written, became = record.get(name), str(getattr(indicator, name))
            if isinstance(written, str) and name in facts and normal(written) != became:
                parts.readings.append(Reading(f"{path}.{name}", written, became))
    return indicator


def _version(parts: Parts, indicator: Indicator, faults: list[KpiragError]) -> Indicator | None:
    """Return an indicator whose ref was met before, if it is another version of it; else note the fault."""
    before = [one for one in parts.indicators if one.ref == indicator.ref]
    undated = indicator.starts is indicator.ends is None  # as a version of one that has a fault cannot be
    fault = clash(indicator, before or ([indicator] if undated else []))
    if fault is not None:
        faults.append(fault)
        return None
    parts.versions[indicator.ref] = [*before, indicator]
    return indicator


_LACKING = {
    "ref": "Give each indicator a ref.",
    "name": "Say what is measured.",
    "polarity": "Say which way is better: higher, lower, range or none.",
}


def read_target(parts: Parts, record: Mapping[str, Any], path: str, version: Indicator | None = None) -> None:
    """Add the target that a record holds, or its faults.

    Args:
        parts: What was read so far.
        record: The record.
        path: Where it stands.
        version: The version of the indicator that it belongs to, if its place says so.
    """
    reading = Record(record, TARGET_FIELDS)
    found = reading.indicator(parts)
    says_nothing = not any(
        reading.has(name) for name in TARGET_FIELDS if name not in ("ref", "period", "kind")
    )
    if found is not None and says_nothing and not reading.faults:
        parts.readings.append(Reading(path, "", "no target (blank)"))
    elif found is not None:
        ref, indicator = found
        target = _target(parts, reading, indicator, path, version)
        if target is not None and indicator is not None:
            parts.targets.append((ref, target))
    parts.faults += [fault.within(path) for fault in reading.faults]


def _target(
    parts: Parts, reading: Record, indicator: Indicator | None, path: str, version: Indicator | None
) -> Target | None:
    facts = reading.facts
    reading.read(as_period, "period", year_start=None if indicator is None else indicator.year_start)
    reading.read(as_date, "starts", "ends", "known_from")
    if indicator is not None:
        indicator = version or _version_of_target(parts, reading, indicator)
    unit = None if indicator is None else indicator.unit
    higher = None if indicator is None else indicator.higher_is_better
    facts["value"] = None
    bounds = ("value", "low", "high", "floor", "stretch")
    reading.read(as_edge, *bounds, unit=unit, percent_as=parts.percent_as, higher=higher)
    for name in bounds:
        inclusive = reading.record.get(f"{name}_inclusive")
        if facts.get(name) is None or is_blank(inclusive):
            continue
        if not take(reading.faults, as_truth, inclusive, f"{name}_inclusive"):
            facts[name] = edge_of(facts[name], strict=True)
    facts["tolerance"] = take(reading.faults, as_tolerance, reading.record)
    reading.read(as_truth, "strict")
    reading.read(as_profile, "profile")
    reading.read(as_period, "as_at", year_start=None if indicator is None else indicator.year_start)
    read_intervals(parts, reading, unit, path)
    reading.read(nested, "whole", kind=Target)
    reading.read(checked_share, "share")
    reading.keep("kind", "source")
    target = reading.made(Target)
    name_ends(reading)
    return target


def _version_of_target(parts: Parts, reading: Record, indicator: Indicator) -> Indicator | None:
    """Return the version of an indicator that a target is for; note the fault if that is not told."""
    facts, versions = reading.facts, parts.versions.get(indicator.ref, [])
    period = facts.get("period")
    if not versions or reading.faults or period is not None:
        return parts.version(indicator.ref, period)
    starts, ends = facts.get("starts"), facts.get("ends")
    found = [
        one
        for one in versions
        if (starts is None or one.ends is None or starts <= one.ends)
        and (ends is None or one.starts is None or one.starts <= ends)
    ]
    if len(found) == 1:
        return found[0]
    told = "none" if not found else "both" if len(found) == 2 else f"{len(found)}"
    problem = f"could be for {told} of the versions of {indicator.ref}"
    remedy = "Give the target a period, or the starts and ends of its version."
    readings = [_told_version(one) for one in found or versions]
    reading.faults.append(AmbiguousError(problem, readings=readings, path="period", remedy=remedy))
    return indicator


def _told_version(indicator: Indicator) -> str:
    days = {"from": indicator.starts, "to": indicator.ends}
    told = " ".join(f"{word} {day.isoformat()}" for word, day in days.items() if day is not None)
    return f"{indicator.name} ({told})"


def read_outturn(parts: Parts, record: Mapping[str, Any], path: str) -> None:
    """Add the outturn that a record holds, or its faults, and note what its shorthand became."""
    reading = Record(record, OUTTURN_FIELDS)
    found = reading.indicator(parts)
    if found is not None:
        if not reading.has("period"):
            remedy = "Write a label such as 'Q2 2022/23'."
            reading.faults.append(InputError("is not given", path="period", remedy=remedy))
        ref, indicator = found
        reading.read(as_period, "period", year_start=None if indicator is None else indicator.year_start)
        if indicator is not None:
            indicator = parts.version(ref, reading.facts.get("period"))
        _add_outturn(parts, reading, (ref, indicator), path)
    parts.faults += [fault.within(path) for fault in reading.faults]


def read_figure(
    parts: Parts, cells: Mapping[str, Any], owner: tuple[str, Indicator | None], period: Period, path: str
) -> list[KpiragError]:
    """Add the outturn of a period that a sheet's cells hold, and return its faults.

    Args:
        parts: What was read so far.
        cells: The cells by field: value, numerator, denominator, note.
        owner: The ref of the row, and its indicator, which is None if it has a fault itself.
        period: The period of the cells.
        path: Where the row stands.
    """
    reading = Record(cells, OUTTURN_FIELDS)
    reading.facts["period"] = period
    _add_outturn(parts, reading, owner, path)
    return reading.faults


def _add_outturn(parts: Parts, reading: Record, owner: tuple[str, Indicator | None], path: str) -> None:
    """Add an outturn of an indicator, or its faults; one of a faulty indicator is only checked."""
    ref, indicator = owner
    withheld = read_counts(parts, reading, path)
    reading.keep("note", "quality", "highlight", "reason")
    reading.read(as_whole, "revision")
    reading.read(as_date, "known_from")
    reading.read(as_truth, "break_in_series")
    unit = None if indicator is None else indicator.unit
    read_intervals(parts, reading, unit, path)
    read_forecast(parts, reading, unit, path)
    told = withheld is not None or reading.facts.keys() & {"numerator", "denominator", "reason"}
    if reading.has("value") or not told:
        _add_cell(parts, reading, unit, path)
    if (
        withheld is not None
        and reading.facts.get("reason") in (None, Reason.NO_DATA)
        and "value" not in reading.facts
    ):
        reading.facts["reason"] = withheld
    outturn = reading.made(Outturn)
    name_ends(reading)
    if outturn is None or indicator is None:
        return
    take(reading.faults, indicator.value_of, outturn)
    if not reading.faults:
        parts.outturns.append((ref, outturn))


def _add_cell(parts: Parts, reading: Record, unit: Unit | None, path: str) -> None:
    """Add what the cell of the value says, and note it if it is not a plain figure."""
    written, facts = reading.record.get("value"), reading.facts
    cell = take(reading.faults, lambda: read_cell(written, unit=unit, percent_as=parts.percent_as))
    if cell is None:
        return
    if cell.read_as:
        parts.readings.append(Reading(f"{path}.value", "" if written is None else str(written), cell.read_as))
    if cell.value is not None:
        facts["value"] = cell.value
    if cell.reason is not None:
        facts.setdefault("reason", cell.reason)
    if cell.quality is not Quality.FINAL:
        facts.setdefault("quality", cell.quality)
    if cell.break_in_series:
        facts["break_in_series"] = True


def _read_scheme(parts: Parts, record: Mapping[str, Any], path: str) -> None:
    reading = Record(record, SCHEME_FIELDS)
    reading.keep(*(name for name in SCHEME_FIELDS if name not in ("tolerance", "starts", "ends")))
    reading.read(as_date, "starts", "ends")
    if reading.has("tolerance"):
        reading.facts["tolerance"] = take(reading.faults, as_tolerance, record)
    if isinstance(record.get("commentary_beyond"), str | Tolerance) and reading.has("commentary_beyond"):
        beyond = take(reading.faults, _beyond, record["commentary_beyond"])
        reading.facts["commentary_beyond"] = None if beyond is None else beyond.to_dict()
    scheme = reading.made(_scheme)
    if scheme is not None:
        parts.schemes.append(scheme)
    parts.faults += [fault.within(path) for fault in reading.faults]


def _beyond(written: Tolerance | str) -> Tolerance:
    try:
        return written if isinstance(written, Tolerance) else Tolerance.parse(written)
    except KpiragError as fault:
        fault.path = "commentary_beyond"
        raise


def _scheme(**facts: Any) -> Scheme:
    """Return a scheme from its fields, which may be nested as `Scheme.to_dict` gives them."""
    tolerance = facts.pop("tolerance", None)
    dates = {name: facts.pop(name) for name in ("starts", "ends") if name in facts}
    scheme = Scheme.from_dict(Scheme(facts.get("name", "")).to_dict() | facts)
    return scheme.replace(**dates) if tolerance is None else scheme.replace(tolerance=tolerance, **dates)


def _read_rating(parts: Parts, record: Mapping[str, Any], path: str) -> None:
    reading = Record(record, RATING_FIELDS)
    found = reading.indicator(parts)
    for name in ("period", "status", "by", "because"):
        if not reading.has(name):
            remedy = "An asserted rating has a period, a status, and says by whom and because of what."
            reading.faults.append(InputError("is not given", path=name, remedy=remedy))
    reading.keep("status", "by", "because")
    if found is not None and found[1] is not None and not reading.faults:
        ref, indicator = found[0], found[1]
        reading.read(as_period, "period", year_start=indicator.year_start)
        period = reading.facts.pop("period")
        indicator = parts.version(ref, period) or indicator
        reading.read(nested, "outturn", kind=Outturn)
        reading.read(nested, "target", kind=Target)
        reading.read(nested, "scheme", kind=Scheme)
        if period is not None:
            same = [one for key, one in parts.outturns if key == ref and one.period == period]
            none = Outturn.missing(period, Reason.NO_DATA, record.get("note") or "")
            reading.facts.setdefault("outturn", max(same, key=lambda one: one.revision, default=none))
            in_force = [scheme for scheme in parts.schemes if scheme.in_force(period)]
            reading.facts.setdefault("scheme", in_force[0] if len(in_force) == 1 else RAG)
            rating = reading.made(lambda **facts: Rating.asserted(indicator, **facts))
            if rating is not None:
                parts.ratings.append(rating)
    parts.faults += [fault.within(path) for fault in reading.faults]
