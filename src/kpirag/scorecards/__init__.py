"""Sets of indicators with their targets and outturns, and the scorecard of a period."""

from __future__ import annotations

from kpirag.scorecards.cells import Cell, read_cell
from kpirag.scorecards.movements import Cause, Movements, StatusChange
from kpirag.scorecards.reading import Reading
from kpirag.scorecards.rows import Row
from kpirag.scorecards.scorecard import Scorecard
from kpirag.scorecards.sets import IndicatorSet
from kpirag.scorecards.summaries import Summary

__all__ = [
    "Cause",
    "Cell",
    "IndicatorSet",
    "Movements",
    "Reading",
    "Row",
    "Scorecard",
    "StatusChange",
    "Summary",
    "read_cell",
]
