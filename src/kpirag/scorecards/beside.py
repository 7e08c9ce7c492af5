"""What stands beside a figure in a record: counts, confidence interval, forecast, share of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpirag._numbers import number
from kpirag.errors import InputError, InputTypeError, KpiragError, shown, take
from kpirag.scorecards.cells import is_blank, read_number, said_instead
from kpirag.scorecards.reading import Parts, Reading, Record
from kpirag.statuses import Reason

__all__ = ["nested", "read_counts", "read_forecast", "read_intervals", "share"]


def nested(written: Any, path: str, *, kind: Any) -> Any:
    """Return a value that a record holds as itself or as its own dict."""
    if isinstance(written, kind):
        return written
    try:
        return kind.from_dict(written)
    except KpiragError as fault:
        raise fault.within(path) from None


def share(written: Any, path: str) -> tuple[float, float]:
    """Return the share of a full-year target that a shared one is: the part, and what it is out of."""
    if not isinstance(written, (list, tuple)) or len(written) != 2:
        remedy = "Write [part, whole], such as [1, 4], or leave it out."
        raise InputTypeError("must be a part and a whole", path=path, got=shown(written), remedy=remedy)
    part, whole = number(written[0], path), number(written[1], path)
    if not 0 <= part <= whole or whole == 0:
        remedy = "Write [part, whole] with a part between 0 and the whole, such as [1, 4]."
        raise InputError("is no share of a year", path=path, got=shown(written), remedy=remedy)
    return part, whole


def read_intervals(reading: Record) -> None:
    """Take the confidence interval of a record: its two ends, or what `to_dict` gives."""
    if reading.has("intervals"):
        from kpirag._intervals import Interval  # noqa: PLC0415 - few records have one

        given = reading.record["intervals"]
        listed = given if isinstance(given, list | tuple) else [given]
        intervals = [
            take(reading.faults, nested, one, f"intervals[{place}]", kind=Interval)
            if isinstance(one, Mapping)
            else one
            for place, one in enumerate(listed)
        ]
        reading.facts["intervals"] = intervals
    elif reading.has("interval_low") or reading.has("interval_high"):
        ends = [
            take(reading.faults, read_number, reading.record.get(f"interval_{end}"), f"interval_{end}")
            for end in ("low", "high")
        ]
        reading.facts["intervals"] = ends


def read_forecast(reading: Record) -> None:
    """Take the forecast of a record: the figure expected, or the status with who expects it and why."""
    facts = {
        name: reading.record[f"forecast_{name}"]
        for name in ("status", "by", "because")
        if reading.has(f"forecast_{name}")
    }
    given = reading.record.get("forecast")
    if not facts and is_blank(given):
        return
    from kpirag.forecasts import Forecast  # noqa: PLC0415 - few records have one

    if isinstance(given, Mapping | Forecast):
        reading.facts["forecast"] = take(reading.faults, nested, given, "forecast", kind=Forecast)
        return
    value = None if is_blank(given) else take(reading.faults, read_number, given, "forecast")
    try:
        reading.facts["forecast"] = Forecast(value, **facts)
    except KpiragError as fault:
        reading.faults.append(fault.within("forecast"))


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
