"""The vector form of rating, comparing and timescales: numpy in, numpy out, the same answers."""

from __future__ import annotations

from kpirag.arrays.codes import REASON_CODES, reason_names, state_names
from kpirag.arrays.coded import rate_coded
from kpirag.arrays.percentages import percentages
from kpirag.arrays.rating import rate_values

__all__ = ["REASON_CODES", "percentages", "rate_coded", "rate_values", "reason_names", "state_names"]
