"""Targets as dicts of plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpirag._months import iso_day
from kpirag._numbers import number
from kpirag._records import checked_keys
from kpirag.periods import Period
from kpirag.tolerances import Edge, Tolerance, edge_of

if TYPE_CHECKING:
    from kpirag.targets import Target

__all__ = ["TARGET_NUMBERS", "read_target_record", "target_record"]

#: The fields of a target that hold a number or an edge.
TARGET_NUMBERS = ("value", "low", "high", "floor", "stretch")


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
    return record | {
        "strict": target.strict,
        "kind": target.kind,
        "source": target.source,
        "profile": list(profile) if isinstance(profile, tuple) else profile,
        "known_from": None if target.known_from is None else target.known_from.isoformat(),
        "share": None if target.share is None else list(target.share),
        "intervals": [one.to_dict() for one in target.intervals],
    }


def read_target_record(record: Mapping[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return the arguments of a target that a dict of plain values describes, all but its whole.

    Args:
        record: The dict.
        fields: The fields of a target.

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
    for path, kind in (("tolerance", Tolerance), ("period", Period), ("as_at", Period)):
        if facts.get(path) is not None:
            facts[path] = kind.from_dict(facts[path])
    if facts.get("share") is not None:
        facts["share"] = tuple(facts["share"])
    if facts.get("known_from") is not None:
        facts["known_from"] = iso_day(facts["known_from"], "known_from")
    if facts.get("intervals"):
        from kpirag._intervals import Interval  # noqa: PLC0415 - few targets have one

        facts["intervals"] = [
            one if isinstance(one, Interval) else Interval.from_dict(one) for one in facts["intervals"]
        ]
    return facts
