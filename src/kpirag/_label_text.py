"""How a period is written: its label in a report, and its dates in a few words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpirag.periods import Period

__all__ = ["MONTH_NAMES", "first_year", "label_of", "outline_of"]

#: The months in order, January first.
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEPTEMBER = 9


def first_year(day: date, year_start: int) -> int:
    """Return the year in which the reporting year of a day starts.

    Args:
        day: The day.
        year_start: The month in which the reporting year starts.

    Example:
        >>> first_year(date(2023, 3, 31), 4)
        2022
    """
    return day.year if day.month >= year_start else day.year - 1


def label_of(period: Period) -> str:
    """Return the label of a period, in the form in which `Period.parse` reads it.

    A calendar year shows one year and an academic year says AY; parsing the label of a year
    that starts in another month than April needs that month.

    Args:
        period: The period.

    Example:
        >>> from kpirag.periods import Period
        >>> label_of(Period.quarter(2022, 2)), label_of(Period.year(2021, year_start=9))
        ('Q2 2022/23', 'AY 2021/22')
    """
    unit = period.frequency.value
    if unit == "month":
        return f"{MONTH_NAMES[period.start.month - 1]} {period.start.year:04d}"
    if unit == "span":
        return _dates(period.start, period.end)
    year = first_year(period.start, period.year_start)
    shown = f"{year:04d}" if period.year_start == 1 else f"{year:04d}/{(year + 1) % 100:02d}"
    if period.year_start == _SEPTEMBER:
        shown = f"AY {shown}"
    return shown if unit == "year" else f"{unit[0].upper()}{period.number} {shown}"


def outline_of(period: Period) -> str:
    """Return the label of a period with its months, for a reader who must be sure which it is.

    Args:
        period: The period.

    Example:
        >>> from kpirag.periods import Period
        >>> outline_of(Period.quarter(2022, 2))
        'Q2 2022/23, Jul-Sep 2022'
    """
    label = label_of(period)
    if period.frequency.value in {"month", "span"}:
        return label
    first, last = (MONTH_NAMES[day.month - 1][:3] for day in (period.start, period.end))
    between = "" if period.start.year == period.end.year else f" {period.start.year:04d}"
    return f"{label}, {first}{between}-{last} {period.end.year:04d}"


def _dates(start: date, end: date) -> str:
    last = f"{end.day} {MONTH_NAMES[end.month - 1]} {end.year:04d}"
    if start == end:
        return last
    year = "" if start.year == end.year else f" {start.year:04d}"
    return f"{start.day} {MONTH_NAMES[start.month - 1]}{year} to {last}"
