"""How values of the package show themselves: only what differs from the default."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import NOTHING, Factory, fields

__all__ = ["brief_repr"]


def brief_repr(record: Any) -> str:
    """Return an attrs value as the call that makes it, without the arguments left at their default.

    Args:
        record: An instance of an attrs class.
    """
    told = []
    for each in fields(type(record)):
        if not each.init or each.name.startswith("_"):
            continue
        value = getattr(record, each.name)
        default = each.default.factory() if isinstance(each.default, Factory) else each.default  # type: ignore[arg-type]  # attrs types Factory as a function
        if default is not NOTHING and value == default:
            continue
        text = repr(value.value) if isinstance(value, StrEnum) else repr(value).partition("  #")[0]
        told.append(f"{each.name}={text}" if each.kw_only else text)
    return f"{type(record).__name__}({', '.join(told)})"
