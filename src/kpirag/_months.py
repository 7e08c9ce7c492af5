"""Dates, whole months and runs of days: what periods are made of.

A month is counted as year * 12 + (month - 1), so that moving it is adding.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import frozen

from kpirag._numbers import whole_number
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take

__all__ = [
    "LAST_YEAR",
    "Days",
    "all_up_to",
    "days_in",
    "ends_month",
    "first_day",
    "iso_day",
    "last_day",
    "month_count",
    "months_before",
    "out_of_years",
    "plain_day",
]

#: The last year Python's dates have.
LAST_YEAR = 9999
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def all_up_to(*facts: tuple[str, Any, int]) -> list[int]:
    """Return whole numbers from 1 to the greatest allowed, or report all faults together.

    Example:
        >>> all_up_to(("year", 2022, 9999), ("n", 2, 4))
        [2022, 2]
    """
    for _, given, greatest in facts:
        if given.__class__ is not int or not 1 <= given <= greatest:
            break
    else:
        return [given for _, given, _ in facts]
    faults: list[KpiragError] = []
    numbers = [take(faults, _up_to, given, path, greatest) for path, given, greatest in facts]
    raise_faults(faults)
    return [number for number in numbers if number is not None]


def _up_to(given: object, path: str, greatest: int) -> int:
    number = whole_number(given, path, least=1)
    if number > greatest:
        remedy = f"Write 1 to {greatest}."
        raise InputError(f"must be {greatest} or less", path=path, got=shown(given), remedy=remedy)
    return number


def plain_day(given: object, path: str) -> date:
    """Return a date as a plain date; a date with a time is refused, because periods have none.

    Args:
        given: The date.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is not a date, or has a time.

    Example:
        >>> plain_day(date(2022, 9, 30), "end").isoformat()
        '2022-09-30'
    """
    if isinstance(given, date) and not isinstance(given, datetime):
        return date(given.year, given.month, given.day)
    remedy = "Write a date, such as date(2022, 9, 30), or call .date() on a datetime."
    raise InputTypeError("must be a date without a time", path=path, got=shown(given), remedy=remedy)


def iso_day(given: object, path: str) -> date:
    """Return a date that may be written as ISO text.

    Args:
        given: The date, or text such as ``"2022-09-30"``.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is neither text nor a date, or has a time.
        InputError: If the text is not a date.

    Example:
        >>> iso_day("2022-09-30", "end").month
        9
    """
    if not isinstance(given, str):
        return plain_day(given, path)
    try:
        return date.fromisoformat(given)
    except ValueError:
        problem = "must be a date written year-month-day"
        raise InputError(problem, path=path, got=shown(given), remedy="Write '2022-09-30'.") from None


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month.

    Args:
        year: The calendar year.
        month: The month, 1 to 12.

    Example:
        >>> days_in(2024, 2), days_in(2100, 2)
        (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _DAYS[month - 1]


def ends_month(day: date) -> bool:
    """Tell whether a day is the last of its month.

    Args:
        day: The day.

    Example:
        >>> ends_month(date(2023, 2, 28)), ends_month(date(2024, 2, 28))
        (True, False)
    """
    return day.day == days_in(day.year, day.month)


def month_count(day: date) -> int:
    """Return the count of a day's month.

    Args:
        day: The day.

    Example:
        >>> month_count(date(2023, 1, 31)) - month_count(date(2022, 12, 1))
        1
    """
    return day.year * 12 + day.month - 1


def first_day(count: int) -> date:
    """Return the first day of a counted month.

    Args:
        count: The count of the month.

    Raises:
        InputError: If it lies outside the years 1 to 9999.

    Example:
        >>> first_day(2022 * 12).isoformat()
        '2022-01-01'
    """
    year, month = divmod(count, 12)
    if not 1 <= year <= LAST_YEAR:
        raise out_of_years(year)
    return date(year, month + 1, 1)


def last_day(count: int) -> date:
    """Return the last day of a counted month.

    Args:
        count: The count of the month.

    Raises:
        InputError: If it lies outside the years 1 to 9999.

    Example:
        >>> last_day(2022 * 12 + 1).isoformat()
        '2022-02-28'
    """
    year, month = divmod(count, 12)
    if not 1 <= year <= LAST_YEAR:
        raise out_of_years(year)
    return date(year, month + 1, days_in(year, month + 1))


def out_of_years(year: int) -> InputError:
    """Return the error for a period that Python's dates do not reach.

    Args:
        year: The year it would need.

    Example:
        >>> out_of_years(10000).got
        '10000'
    """
    problem = f"the period or its reporting year leaves the years 1 to {LAST_YEAR}"
    return InputError(problem, path="year", got=str(year), remedy="Choose a period inside them.")


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier; the last day of a month stays the last.

    Args:
        day: The day.
        months: How many months.

    Raises:
        InputError: If it lies outside the years 1 to 9999.

    Example:
        >>> months_before(date(2025, 2, 28), 12).isoformat()
        '2024-02-29'
    """
    end = last_day(month_count(day) - months)
    return end if ends_month(day) else end.replace(day=min(day.day, end.day))


@frozen(order=False)
class Days:
    """A run of days, from a first to a last, both part of it, and what follows from these two.

    Args:
        start: The first day.
        end: The last day.

    Raises:
        InputTypeError: If a day is not a date, or has a time.
        InputError: If the last day is before the first.

    Example:
        >>> Days(date(2022, 4, 1), date(2022, 9, 30)).months
        6
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        if not self.start.__class__ is self.end.__class__ is date:
            faults: list[KpiragError] = []
            for name in ("start", "end"):
                day = take(faults, plain_day, getattr(self, name), name)
                object.__setattr__(self, name, day)
            raise_faults(faults)
        if self.end < self.start:
            problem, remedy = "must not be before the start", "Swap the two dates."
            raise InputError(problem, path="end", got=f"{self.start} to {self.end}", remedy=remedy)

    @property
    def days(self) -> int:
        """The number of days, the first and the last included."""
        return self.end.toordinal() - self.start.toordinal() + 1

    @property
    def months(self) -> int | None:
        """The number of months, or None if the period is not made of whole months."""
        whole = self.start.day == 1 and ends_month(self.end)
        return month_count(self.end) - month_count(self.start) + 1 if whole else None

    def contains(self, day: date) -> bool:
        """Tell whether a day is part of the period.

        Args:
            day: The day.

        Raises:
            InputTypeError: If it is not a date, or has a time.
        """
        return self.start <= plain_day(day, "day") <= self.end

    def covers(self, other: Days) -> bool:
        """Tell whether another period lies inside this one, or has the same dates.

        Args:
            other: The other period.
        """
        return self.start <= _run(other).start and other.end <= self.end

    def overlaps(self, other: Days) -> bool:
        """Tell whether any day is part of both periods.

        Args:
            other: The other period.
        """
        return self.start <= _run(other).end and other.start <= self.end

    def same_dates(self, other: Days) -> bool:
        """Tell whether another period has the same first and last day, whatever its frequency.

        Args:
            other: The other period.
        """
        return self.start == _run(other).start and self.end == other.end

    def _place(self) -> tuple[date, date, int]:
        return self.end, self.start, 0

    def __lt__(self, other: object) -> bool:
        return self._place() < other._place() if isinstance(other, Days) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._place() <= other._place() if isinstance(other, Days) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._place() > other._place() if isinstance(other, Days) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._place() >= other._place() if isinstance(other, Days) else NotImplemented


def _run(given: object) -> Days:
    if not isinstance(given, Days):
        remedy = "Write a Period, such as Period.quarter(2022, 2)."
        raise InputTypeError("must be a Period", path="other", got=shown(given), remedy=remedy)
    return given
