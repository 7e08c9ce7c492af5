"""How values of the package show themselves, and how they come back from a dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import NOTHING, Factory, fields

from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, suggestion

__all__ = ["brief_repr", "checked_keys"]


def checked_keys(
    record: object, path: str, known: Iterable[str], needed: Iterable[str] = ()
) -> dict[str, Any]:
    """Return a record as a dict of its own, refusing unknown keys and noting missing ones.

    Args:
        record: What should be a dict.
        path: What it describes, for the error.
        known: The keys it may have.
        needed: The keys it must have.

    Raises:
        InputTypeError: If it is not a dict.
        InputError: If a key is missing or unknown.
        FaultsError: If two or more are.

    Example:
        >>> checked_keys({"kind": "points", "size": 5}, "tolerance", ["kind", "size"], ["kind"])
        {'kind': 'points', 'size': 5}
    """
    if not isinstance(record, Mapping):
        remedy = "Write what to_dict() gives."
        raise InputTypeError("must be a dict", path=path, got=shown(record), remedy=remedy)
    names = list(known)
    faults: list[KpiragError] = [
        InputError("is missing", path=key, remedy="Give it.") for key in needed if key not in record
    ]
    faults += [
        InputError("is no such key", path=str(key), remedy=suggestion(str(key), names))
        for key in record
        if key not in names
    ]
    raise_faults(faults)
    return dict(record)


def brief_repr(record: Any) -> str:
    """Return an attrs value as the call that makes it, without the arguments left at their default.

    Args:
        record: An instance of an attrs class.

    Example:
        >>> from kpirag.schemes import Promotion
        >>> print(brief_repr(Promotion("red", "amber", when="not worse")))
        Promotion('red', 'amber', when='not worse')
    """
    told = []
    for each in fields(type(record)):
        if not each.init or each.name.startswith("_"):
            continue
        value = getattr(record, each.name)
        default = each.default.factory() if isinstance(each.default, Factory) else each.default  # type: ignore[arg-type]  # attrs types Factory as a function
        if default is not NOTHING and value == default:
            continue
        told.append(f"{each.name}={_written(value)}" if each.kw_only else _written(value))
    return f"{type(record).__name__}({', '.join(told)})"


def _written(value: Any) -> str:
    if isinstance(value, StrEnum):
        return repr(value.value)
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
    if isinstance(value, Mapping):
        return repr(dict(value))
    return repr(value).partition("  #")[0]  # a period's remark stays behind
