"""Targets as dicts of plain values, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kpirag._months import iso_day, plain_day
from kpirag._numbers import number
from kpirag._records import checked_keys
from kpirag.errors import InputError, InputTypeError, KpiragError, shown, take
from kpirag.periods import Period
from kpirag.tolerances import Edge, Tolerance, edge_of

if TYPE_CHECKING:
    from kpirag.targets import Target

__all__ = [
    "TARGET_NUMBERS",
    "check_days",
    "checked_share",
    "read_target_record",
    "target_record",
    "target_repr",
]

#: The fields of a target that hold a number or an edge.
TARGET_NUMBERS = ("value", "low", "high", "floor", "stretch")
#: The fields of a target that hold a day.
TARGET_DAYS = ("known_from", "starts", "ends")


def target_record(target: Target) -> dict[str, Any]:
    """Return a target as a dict of plain values; see `Target.to_dict`.

    Args:
        target: The target.
    """
    record: dict[str, Any] = {}
    for path in TARGET_NUMBERS:
        given = getattr(target, path)
        record[path] = None if given is None else number(edge_of(given).value, path)
        record[f"{path}_inclusive"] = None if given is None else edge_of(given).inclusive
    for path in ("tolerance", "period", "whole", "as_at"):
        given = getattr(target, path)
        record[path] = None if given is None else given.to_dict()
    profile = target.profile
    days = {path: getattr(target, path) for path in TARGET_DAYS}
    return record | {
        "strict": target.strict,
        "kind": target.kind,
        "source": target.source,
        "profile": list(profile) if isinstance(profile, tuple) else profile,
        **{path: None if day is None else day.isoformat() for path, day in days.items()},
        "share": None if target.share is None else list(target.share),
        "intervals": [one.to_dict() for one in target.intervals],
    }


def read_target_record(
    record: Mapping[str, Any], fields: list[str], read: Callable[[Mapping[str, Any]], Target]
) -> dict[str, Any]:
    """Return the arguments of a target that a dict of plain values describes.

    Args:
        record: The dict.
        fields: The fields of a target.
        read: What reads the dict of its whole.

    Raises:
        InputTypeError: If it is not a dict, or a value is of the wrong kind.
        InputError: If a key is unknown, or a value cannot be right.
    """
    known = [*fields, *(f"{path}_inclusive" for path in TARGET_NUMBERS)]
    facts = {"value": None} | checked_keys(record, "target", known)
    for path in TARGET_NUMBERS:
        inclusive = facts.pop(f"{path}_inclusive", None)
        if facts.get(path) is not None and inclusive is False:
            facts[path] = Edge(facts[path], inclusive=False)
    readers: dict[str, Callable[[Mapping[str, Any]], object]] = {
        "tolerance": Tolerance.from_dict,
        "period": Period.from_dict,
        "as_at": Period.from_dict,
        "whole": read,
    }
    for path, reader in readers.items():
        if isinstance(facts.get(path), Mapping):
            try:
                facts[path] = reader(facts[path])
            except KpiragError as fault:
                raise fault.within(path) from None
    for path in TARGET_DAYS:
        if facts.get(path) is not None:
            facts[path] = iso_day(facts[path], path)
    if facts.get("intervals"):
        from kpirag._intervals import interval_items  # noqa: PLC0415 - few targets have one

        facts["intervals"] = interval_items(facts["intervals"], "intervals")
    return facts


def check_days(faults: list[KpiragError], target: Target) -> None:
    """Check the days of a target, and put plain dates in their place.

    Args:
        faults: Where faults are noted.
        target: The target, which is being made.
    """
    before = len(faults)
    for path in TARGET_DAYS:
        if getattr(target, path) is not None:
            object.__setattr__(target, path, take(faults, plain_day, getattr(target, path), path))
    starts, ends = target.starts, target.ends
    if len(faults) == before and starts is not None and ends is not None and starts > ends:
        problem, remedy = "is after the last day", "Write the earlier day as starts."
        faults.append(InputError(problem, path="starts", got=starts.isoformat(), remedy=remedy))


def checked_share(given: object, path: str) -> tuple[float, float]:
    """Return the share of a full-year target that a shared one is: the part, and what it is out of.

    Args:
        given: The pair.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is no pair of numbers.
        InputError: If the part does not lie between 0 and a whole above 0.
    """
    remedy = "Write (1, 4), say: the part, then the whole."
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise InputTypeError("must be a part and a whole", path=path, got=shown(given), remedy=remedy)
    part, whole = (number(one, path) for one in given)
    if not 0 <= part <= whole or whole == 0:
        raise InputError("is no share of a year", path=path, got=shown(given), remedy=remedy)
    return part, whole


def target_repr(target: Target) -> str:
    """Return a target as the call that makes it, without the arguments left at their default.

    Args:
        target: The target.
    """
    range_ = f".between({target.low!r}, {target.high!r}"
    bounds = range_ if target.is_range else f"({target.value!r}"
    told = [
        f", {name}={getattr(target, name)!r}"
        for name in ("tolerance", "floor", "stretch", "profile", *TARGET_DAYS)
        if getattr(target, name) is not None
    ]
    strict = ", strict=True" if target.strict else ""
    period = "" if target.period is None else f", period={repr(target.period).partition('  #')[0]}"
    kind = "" if target.kind == "local" else f", kind={target.kind!r}"
    source = f", source={target.source!r}" if target.source else ""
    as_at = "" if target.as_at is None else f", as_at={repr(target.as_at).partition('  #')[0]}"
    return f"Target{bounds}{''.join(told)}{strict}{period}{kind}{source}{as_at})"
