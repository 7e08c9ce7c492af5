"""Whether two figures count the same cases, so that their difference is not what it seems."""

from __future__ import annotations

from datetime import date, timedelta

from kpirag._months import months_before
from kpirag.indicators import Basis, Indicator
from kpirag.periods import Frequency, Period

__all__ = ["shared_cases"]


def shared_cases(indicator: Indicator, current: Period, earlier: Period) -> str:
    """Return why two figures count some of the same cases; empty if they do not.

    Args:
        indicator: The indicator, which gives the basis and the start of the year.
        current: The later period.
        earlier: The earlier period.
    """
    if _first_day(indicator, current) > earlier.end:
        return ""
    return f"{current.label} counts some of the cases of {earlier.label} again"


def _first_day(indicator: Indicator, period: Period) -> date:
    """Return the first day that a figure covers."""
    if indicator.basis is Basis.YEAR_TO_DATE:
        return Period.containing(period.end, Frequency.YEAR, indicator.first_month).start
    if indicator.basis is Basis.ROLLING_YEAR:
        return min(period.start, months_before(period.end, 12) + timedelta(days=1))
    return period.end if indicator.basis is Basis.SNAPSHOT else period.start
