"""kpirag: ratings people can trust, from indicators, targets, tolerances and outturns.

The names below are the face of the package. What rates a single figure loads at once;
sets and scorecards load on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpirag.bands import Bands
from kpirag.changes import Change, Direction, Movement, compare
from kpirag.errors import (
    AmbiguousError,
    FaultsError,
    InputError,
    InputTypeError,
    KpiragError,
    KpiragWarning,
    NotFoundError,
)
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator, Polarity, Unit
from kpirag.outturns import Highlight, Outturn, Quality
from kpirag.periods import Frequency, Period
from kpirag.ratings import Rating, rate
from kpirag.schemes import BRAG, MET_OR_NOT, RAG, Comparator, Promotion, Rounding, Scheme
from kpirag.statuses import Reason, State, Status
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance

if TYPE_CHECKING:
    from kpirag.scorecards import IndicatorSet, Row, Scorecard, Summary

__all__ = [
    "BRAG",
    "MET_OR_NOT",
    "RAG",
    "AmbiguousError",
    "Bands",
    "Basis",
    "Change",
    "Comparator",
    "Direction",
    "Edge",
    "FaultsError",
    "Frequency",
    "Highlight",
    "History",
    "Indicator",
    "IndicatorSet",
    "InputError",
    "InputTypeError",
    "KpiragError",
    "KpiragWarning",
    "Movement",
    "NotFoundError",
    "Outturn",
    "Period",
    "Polarity",
    "Promotion",
    "Quality",
    "Rating",
    "Reason",
    "Rounding",
    "Row",
    "Scheme",
    "Scorecard",
    "State",
    "Status",
    "Summary",
    "Target",
    "Tolerance",
    "Unit",
    "compare",
    "rate",
]

_SCORECARDS = frozenset({"IndicatorSet", "Row", "Scorecard", "Summary"})


def __getattr__(name: str) -> Any:
    if name in _SCORECARDS:
        from kpirag import scorecards  # noqa: PLC0415 - loads on first use

        return getattr(scorecards, name)
    raise AttributeError(f"module 'kpirag' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
