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
    from kpirag._intervals import Interval
    from kpirag.averages import AverageScore, average_score
    from kpirag.benchmarks import from_baseline, harder_of
    from kpirag.conditions import Gate, IntervalRule
    from kpirag.forecasts import Forecast
    from kpirag.peers import Peers, QuartileMethod, Ties
    from kpirag.scorecards import IndicatorSet, Row, Scorecard, Summary
    from kpirag.scores import ScoreScale, achievement

__all__ = [
    "BRAG",
    "MET_OR_NOT",
    "RAG",
    "AmbiguousError",
    "AverageScore",
    "Bands",
    "Basis",
    "Change",
    "Comparator",
    "Direction",
    "Edge",
    "FaultsError",
    "Forecast",
    "Frequency",
    "Gate",
    "Highlight",
    "History",
    "Indicator",
    "IndicatorSet",
    "InputError",
    "InputTypeError",
    "Interval",
    "IntervalRule",
    "KpiragError",
    "KpiragWarning",
    "Movement",
    "NotFoundError",
    "Outturn",
    "Peers",
    "Period",
    "Polarity",
    "Promotion",
    "Quality",
    "QuartileMethod",
    "Rating",
    "Reason",
    "Rounding",
    "Row",
    "Scheme",
    "ScoreScale",
    "Scorecard",
    "State",
    "Status",
    "Summary",
    "Target",
    "Ties",
    "Tolerance",
    "Unit",
    "achievement",
    "average_score",
    "compare",
    "from_baseline",
    "harder_of",
    "rate",
]

#: What loads on first use, and where it is.
_LATER = {
    **dict.fromkeys(("IndicatorSet", "Row", "Scorecard", "Summary"), "scorecards"),
    **dict.fromkeys(("Gate", "IntervalRule"), "conditions"),
    **dict.fromkeys(("Peers", "QuartileMethod", "Ties"), "peers"),
    **dict.fromkeys(("ScoreScale", "achievement"), "scores"),
    **dict.fromkeys(("AverageScore", "average_score"), "averages"),
    **dict.fromkeys(("from_baseline", "harder_of"), "benchmarks"),
    "Forecast": "forecasts",
    "Interval": "_intervals",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - needed here only

        return getattr(import_module(f"kpirag.{_LATER[name]}"), name)
    raise AttributeError(f"module 'kpirag' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
