"""What stands beside a figure in a record: counts, confidence interval and forecast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpirag.errors import InputError, InputTypeError, KpiragError, shown, take
from kpirag.indicators import Unit
from kpirag.scorecards.cells import is_blank, read_number, said_instead
from kpirag.scorecards.reading import Parts, Reading, Record
from kpirag.statuses import Reason

__all__ = ["name_ends", "nested", "read_counts", "read_forecast", "read_intervals"]


def nested(written: Any, path: str, *, kind: Any) -> Any:
    """Return a value that a record holds as itself or as its own dict."""
    if isinstance(written, kind):
        return written
    if not isinstance(written, Mapping):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        problem, remedy = f"must be {article} {kind.__name__} or its dict", "Write what to_dict() gives."
        raise InputTypeError(problem, path=path, got=shown(written), remedy=remedy)
    try:
        return kind.from_dict(written)
    except KpiragError as fault:
        raise fault.within(path) from None


def read_intervals(parts: Parts, reading: Record, unit: Unit | None, path: str) -> None:
    """Take the confidence interval of a record: its two ends, or what `to_dict` gives.

    Plain numbers are read as the figures are, so a fraction becomes points; a dict holds what
    `to_dict` gave, which is in points. Where one end says why it is not there, there is no
    interval.
    """
    ends = ["interval_low", "interval_high"]
    beside = [name for name in ends if reading.has(name)]
    if reading.has("intervals"):
        from kpirag._intervals import Interval, interval_items  # noqa: PLC0415 - few records have one

        for name in beside:
            remedy = "Give intervals, or interval_low and interval_high."
            got = shown(reading.record[name])
            reading.faults.append(InputError("is given beside intervals", path=name, got=got, remedy=remedy))
        given = take(reading.faults, interval_items, reading.record["intervals"], "intervals")
        if isinstance(given, list | tuple) and not any(isinstance(one, Interval) for one in given):
            given = [
                take(
                    reading.faults,
                    read_number,
                    one,
                    f"intervals[{n}]",
                    unit=unit,
                    percent_as=parts.percent_as,
                )
                for n, one in enumerate(given)
            ]
        reading.facts["intervals"] = given
    elif beside:
        for name in beside:
            cell = reading.record[name]
            reason = said_instead(cell)
            if reason is not None:
                told = f"{reason}; no confidence interval"
                parts.readings.append(Reading(f"{path}.{name}", str(cell), told))
                return
        reading.facts["intervals"] = [
            take(reading.faults, _end, reading.record.get(name), name, unit, parts.percent_as)
            for name in ends
        ]


def name_ends(reading: Record) -> None:
    """Name the fields of the two ends in the paths of faults, where the interval was given so."""
    if reading.has("intervals"):
        return
    ends = {"intervals": "interval_low", "intervals.low": "interval_low", "intervals.high": "interval_high"}
    for fault in reading.faults:
        fault.path = ends.get(fault.path, fault.path)


def _end(written: Any, path: str, unit: Unit | None, percent_as: str) -> float:
    if is_blank(written):
        remedy = "Give both ends of the interval, or neither."
        raise InputError("is not given, though its partner is", path=path, remedy=remedy)
    return read_number(written, path, unit=unit, percent_as=percent_as)


def read_forecast(parts: Parts, reading: Record, unit: Unit | None, path: str) -> None:
    """Take the forecast of a record: the figure expected, or the status with who expects it and why."""
    facts = {
        name: reading.record[f"forecast_{name}"]
        for name in ("status", "by", "because")
        if reading.has(f"forecast_{name}")
    }
    given = reading.record.get("forecast")
    reason = said_instead(given) if reading.has("forecast") else None
    if reason is not None:
        parts.readings.append(Reading(f"{path}.forecast", str(given), f"{reason}; no forecast"))
        given = None
    if not facts and (given is None or is_blank(given)):
        return
    from kpirag.forecasts import Forecast  # noqa: PLC0415 - few records have one

    if isinstance(given, Mapping | Forecast):
        for name, fact in facts.items():
            problem, remedy = (
                "is given beside a forecast of its own",
                "Put it into the forecast, or leave it out.",
            )
            where = f"forecast_{name}"
            reading.faults.append(InputError(problem, path=where, got=shown(fact), remedy=remedy))
        reading.facts["forecast"] = take(reading.faults, nested, given, "forecast", kind=Forecast)
        return
    try:
        value = (
            None if is_blank(given) else read_number(given, "value", unit=unit, percent_as=parts.percent_as)
        )
        reading.facts["forecast"] = Forecast(value, **facts)
    except KpiragError as fault:
        reading.faults.append(_of_forecast(fault))


def _of_forecast(fault: KpiragError) -> KpiragError:
    """Place a fault of a forecast in the field of the record that it is about."""
    fields = {"value": "forecast", **{name: f"forecast_{name}" for name in ("status", "by", "because")}}
    if fault.path in fields:
        fault.path = fields[fault.path]
        return fault
    return fault.within("forecast")


def read_counts(parts: Parts, reading: Record, path: str) -> Reason | None:
    """Take both counts; or, if the shorthand of one says why it is not there, neither: return the reason."""
    written = {name: reading.record.get(name) for name in ("numerator", "denominator") if reading.has(name)}
    for name, cell in written.items():
        reason = said_instead(cell)
        if reason is not None:
            parts.readings.append(Reading(f"{path}.{name}", str(cell), f"{reason}; both counts left out"))
            return reason
    reading.read(read_number, "numerator", "denominator")
    return None
