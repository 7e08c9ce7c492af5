"""The vector form of rating, comparing and timescales: numpy in, numpy out, the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpirag.arrays.coded import rate_coded
from kpirag.arrays.codes import REASON_CODES, reason_names, state_names
from kpirag.arrays.comparing import DIRECTION_CODES, MOVEMENT_CODES, Compared, compare_pairs, compare_values
from kpirag.arrays.percentages import percentages
from kpirag.arrays.previous import previous_values
from kpirag.arrays.rating import rate_values

if TYPE_CHECKING:
    from kpirag.arrays.cases import CASE_STATE_CODES, case_states
    from kpirag.arrays.deadlines import due_dates
    from kpirag.arrays.grouped import InTimeByGroup, in_time_by_group
    from kpirag.arrays.timeliness import in_time
    from kpirag.arrays.working_days import working_days_between

__all__ = [
    "CASE_STATE_CODES",
    "DIRECTION_CODES",
    "MOVEMENT_CODES",
    "REASON_CODES",
    "Compared",
    "InTimeByGroup",
    "case_states",
    "compare_pairs",
    "compare_values",
    "due_dates",
    "in_time",
    "in_time_by_group",
    "percentages",
    "previous_values",
    "rate_coded",
    "rate_values",
    "reason_names",
    "state_names",
    "working_days_between",
]

#: What loads on first use, because timescales are a wing of their own, and where it is.
_LATER = {
    **dict.fromkeys(("CASE_STATE_CODES", "case_states"), "cases"),
    **dict.fromkeys(("InTimeByGroup", "in_time_by_group"), "grouped"),
    "due_dates": "deadlines",
    "in_time": "timeliness",
    "working_days_between": "working_days",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - needed here only

        return getattr(import_module(f"kpirag.arrays.{_LATER[name]}"), name)
    raise AttributeError(f"module 'kpirag.arrays' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
