"""Which earlier period a figure is compared with, and whether the two can be compared at all."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kpirag._months import ends_month, month_count, months_before
from kpirag._texts import of_kind
from kpirag.errors import InputError, choose
from kpirag.indicators import Basis, Indicator
from kpirag.periods import Frequency, Period
from kpirag.schemes import Comparator

__all__ = ["comparison_period", "incomparable_periods"]

_ACCUMULATES = "it accumulates through the year"
_STARTS_AGAIN = "the year to date starts again"


def comparison_period(
    indicator: Indicator, period: Period, comparator: Comparator | str
) -> tuple[Period | None, str]:
    """Return the earlier period a comparator means, found by arithmetic on periods.

    Last year is the same period last year. Last period is the period before; for an annual
    figure it is last year; for a year to date it is the previous point of the same year.

    Args:
        indicator: The indicator, which gives basis and frequency.
        period: The later period.
        comparator: ``"last period"`` or ``"last year"``.

    Returns:
        The period and an empty text; or None and why there is no such period.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the comparator is neither, or the period before leaves the calendar.

    Example:
        >>> tax = Indicator("5", "Council tax collected", polarity="higher", unit="percent",
        ...                 basis="year to date")
        >>> comparison_period(tax, Period.quarter(2022, 1), "last period")
        (None, 'the year to date starts again')
    """
    of_kind(indicator, Indicator, "indicator", "Indicator('32', 'EHC plans', polarity='higher')")
    of_kind(period, Period, "period", "Period.quarter(2022, 2), say")
    which = choose(Comparator, comparator, "comparator")
    if which is Comparator.EARLIER:
        remedy = "Write 'last period' or 'last year'."
        raise InputError(
            "does not say which earlier period", path="comparator", got=repr(which.value), remedy=remedy
        )
    frequency = indicator.frequency or period.frequency
    if which is Comparator.LAST_YEAR or frequency is Frequency.YEAR:
        return _same_last_year(period.start, period.end, period.frequency, period.year_start), ""
    if indicator.basis is Basis.IN_PERIOD:
        if period.months is None:
            return None, f"{period.label} is not made of whole months, so the period before it is not known"
        return _shifted(period.start, period.end, period.frequency, period.year_start, -1), ""
    if indicator.basis is Basis.YEAR_TO_DATE and indicator.adds_up:
        return None, _ACCUMULATES
    step = frequency.months
    if step is None:
        return None, f"the figure before {period.label} is not known without a frequency"
    end = months_before(period.end, step)
    if indicator.basis is Basis.YEAR_TO_DATE and not _in_one_year(indicator, period, end):
        return None, _STARTS_AGAIN
    size = period.frequency.months
    if size is not None and step % size == 0:
        back = -(step // size)
        return _shifted(period.start, period.end, period.frequency, period.year_start, back), ""
    start = period.start if indicator.basis is Basis.YEAR_TO_DATE else months_before(period.start, step)
    return Period.span(min(start, end), end, year_start=period.year_start), ""


# Every row of a scorecard asks for the same few. Equal periods may number their years differently, so the
# facts of the period are what is looked up.
@lru_cache(maxsize=256)
def _shifted(start: date, end: date, frequency: Frequency, year_start: int, by: int) -> Period:
    return Period(start, end, frequency, year_start).shift(by)


@lru_cache(maxsize=256)
def _same_last_year(start: date, end: date, frequency: Frequency, year_start: int) -> Period:
    return Period(start, end, frequency, year_start).same_last_year


def incomparable_periods(indicator: Indicator, current: Period, earlier: Period) -> str:
    """Return why figures of two periods cannot be compared; empty if they can.

    Args:
        indicator: The indicator, which gives the basis.
        current: The later period.
        earlier: The earlier period.
    """
    if indicator.basis is Basis.IN_PERIOD and _length(current) != _length(earlier):
        return f"{current.label} and {earlier.label} differ in length"
    if indicator.basis is Basis.YEAR_TO_DATE and not _same_point(current.end, earlier.end):
        if not _in_one_year(indicator, current, earlier.end):
            return _STARTS_AGAIN
        if indicator.adds_up:
            return _ACCUMULATES
    return ""


def _in_one_year(indicator: Indicator, period: Period, day: date) -> bool:
    """Return whether a day lies in the reporting year of the end of a period."""
    first_month = period.year_start if indicator.year_start is None else indicator.year_start
    years = {(month_count(one) - first_month + 1) // 12 for one in (period.end, day)}
    return len(years) == 1


def _length(period: Period) -> tuple[int | None, int]:
    months = period.months
    return (None, period.days) if months is None else (months, 0)


def _same_point(one: date, other: date) -> bool:
    # The end of February moves between years.
    return one.month == other.month and (one.day == other.day or (ends_month(one) and ends_month(other)))
