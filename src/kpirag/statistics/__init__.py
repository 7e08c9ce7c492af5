"""What figures can bear: how sure they are, whether a change is real, and what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpirag.statistics._trend_words import Trend, trend_wording
from kpirag.statistics.base_periods import BaseChange, change_since_base
from kpirag.statistics.differences import Difference, difference_of_proportions, difference_of_rates
from kpirag.statistics.fits import Regression, TrendFit, chi_squared_trend, regression, weighted_slope
from kpirag.statistics.intervals import Interval, IntervalArrays, byar, mean_interval, wilson
from kpirag.statistics.projections import Projection, probability_of_meeting, project
from kpirag.statistics.required_rates import RequiredRate, required_run_rate
from kpirag.statistics.significance import Significance, Verdict, significance
from kpirag.statistics.trend_findings import SeriesTrend
from kpirag.statistics.trends import FINGERTIPS, TrendRules, recent_trend, regression_trend

if TYPE_CHECKING:
    from kpirag.statistics._xmr_chart import XmR, XmRLimits
    from kpirag.statistics._xmr_table import XmRTable
    from kpirag.statistics.spc_meaning import assurance_of, variation_of
    from kpirag.statistics.spc_rules import XMR_PRESETS, XmRRules
    from kpirag.statistics.spc_signals import Assurance, Signal, SpcRule, Variation
    from kpirag.statistics.xmr_charts import xmr, xmr_signals

__all__ = [
    "FINGERTIPS",
    "XMR_PRESETS",
    "Assurance",
    "BaseChange",
    "Difference",
    "Interval",
    "IntervalArrays",
    "Projection",
    "Regression",
    "RequiredRate",
    "SeriesTrend",
    "Signal",
    "Significance",
    "SpcRule",
    "Trend",
    "TrendFit",
    "TrendRules",
    "Variation",
    "Verdict",
    "XmR",
    "XmRLimits",
    "XmRRules",
    "XmRTable",
    "assurance_of",
    "byar",
    "change_since_base",
    "chi_squared_trend",
    "difference_of_proportions",
    "difference_of_rates",
    "mean_interval",
    "probability_of_meeting",
    "project",
    "recent_trend",
    "regression",
    "regression_trend",
    "required_run_rate",
    "significance",
    "trend_wording",
    "variation_of",
    "weighted_slope",
    "wilson",
    "xmr",
    "xmr_signals",
]

#: What loads on first use, because charts need numpy, and where it is.
_LATER = {
    **dict.fromkeys(("XMR_PRESETS", "XmRRules"), "spc_rules"),
    **dict.fromkeys(("Assurance", "Signal", "SpcRule", "Variation"), "spc_signals"),
    **dict.fromkeys(("XmR", "XmRLimits"), "_xmr_chart"),
    **dict.fromkeys(("assurance_of", "variation_of"), "spc_meaning"),
    **dict.fromkeys(("xmr", "xmr_signals"), "xmr_charts"),
    "XmRTable": "_xmr_table",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - needed here only

        return getattr(import_module(f"kpirag.statistics.{_LATER[name]}"), name)
    raise AttributeError(f"module 'kpirag.statistics' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
