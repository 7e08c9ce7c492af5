"""Ratings as flat dicts of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpirag.ratings import Rating

__all__ = ["rating_record"]


def rating_record(rating: Rating) -> dict[str, Any]:
    """Return a rating as a flat dict of plain values; see `Rating.to_dict`.

    Args:
        rating: The rating.
    """
    bands, assertion, forecast = rating.bands, rating.assertion, rating.forecast
    return {
        "ref": rating.indicator.ref,
        "name": rating.indicator.name,
        "period": rating.outturn.period.label,
        "value": rating.value,
        "numerator": rating.outturn.numerator,
        "denominator": rating.outturn.denominator,
        "status": str(rating.status),
        "letter": rating.letter,
        "reason": None if rating.reason is None else rating.reason.value,
        "met": rating.met,
        "shortfall": rating.shortfall,
        "variance": rating.variance,
        "stretch_met": rating.stretch_met,
        "target": None if rating.target is None else rating.target.describe(rating.indicator),
        "bands": None if bands is None else bands.describe(),
        "scheme": rating.scheme.name,
        "scheme_version": rating.scheme.version,
        "caution": rating.caution,
        "asserted_by": None if assertion is None else assertion.by,
        "asserted_because": None if assertion is None else assertion.because,
        "disagrees": rating.disagrees,
        "forecast": None if forecast is None else forecast.word,
        **_beside(rating),
        "explanation": rating.explain(),
    }


def _beside(rating: Rating) -> dict[str, Any]:
    """Return what stands beside the figure: its published interval, and the forecast with who and why."""
    intervals, forecast = rating.outturn.intervals, rating.outturn.forecast
    return {
        "interval_low": intervals[0].low if intervals else None,
        "interval_high": intervals[0].high if intervals else None,
        "forecast_value": None if forecast is None else forecast.value,
        "forecast_by": None if forecast is None else forecast.by,
        "forecast_because": None if forecast is None else forecast.because,
    }
