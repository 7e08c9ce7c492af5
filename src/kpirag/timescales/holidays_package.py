"""Calendars from the third-party package `holidays`, frozen on the day they are made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kpirag._months import LAST_YEAR, iso_day
from kpirag._numbers import whole_number
from kpirag._texts import checked_text
from kpirag.errors import InputError, shown
from kpirag.timescales._calendar_facts import WEEKDAYS, week_of
from kpirag.timescales.bank_holidays import UK_ANY
from kpirag.timescales.calendars import WorkingCalendar

__all__ = ["from_holidays"]

_PARTS = "Write 'ENG', 'WLS', 'SCT' or 'NIR' for a part of the United Kingdom."


def from_holidays(
    subdivision: str,
    *,
    years: int | Iterable[int],
    country: str = "GB",
    working_week: str = "Mon-Fri",
    name: str = "",
    known_to: date | None = None,
) -> WorkingCalendar:
    """Return a calendar with the holidays that the package `holidays` gives for some years.

    It needs the extra: ``pip install 'kpirag[holidays]'``. The subdivision is demanded, because a
    whole country has meant both every part's holidays and only those that all parts share. The
    years are demanded, because the package fills itself as it is asked. A holiday on a day of the
    weekend is left out: the substitute day is the one that counts, as in the list of GOV.UK.

    Args:
        subdivision: The part of the country, by the package's own code, such as ``"ENG"``.
        years: The years, without a gap.
        country: The country, by the package's own code.
        working_week: The days of the week that are worked.
        name: What the calendar is called; by default the country and the subdivision.
        known_to: The last date for which the holidays were announced. The package works out any
            year and does not say; by default it is that of the shipped calendars.

    Raises:
        ModuleNotFoundError: If the package is not installed.
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the package does not know the place, or the years have a gap.

    Example:
        >>> scotland = from_holidays("SCT", years=range(2022, 2025))  # doctest: +SKIP
        >>> scotland.why_closed(date(2022, 11, 30))  # doctest: +SKIP
        "Saint Andrew's Day"
    """
    part = checked_text(subdivision, "subdivision", _PARTS).strip()
    checked_text(country, "country", "Write 'GB'.")
    told_to = None if known_to is None else iso_day(known_to, "known_to")
    wanted = _years(years)
    first, last = date(wanted[0], 1, 1), date(wanted[-1], 12, 31)
    package = _package()
    try:
        # With expand off the package keeps to the years it was asked for.
        found = package.country_holidays(country, subdiv=part, years=wanted, expand=False)
    except (NotImplementedError, KeyError) as error:
        problem = f"the package `holidays` does not know it: {error}"
        raise InputError(problem, path="subdivision", got=shown(subdivision), remedy=_PARTS) from None
    week = week_of(working_week)
    days = {
        day: str(told)
        for day, told in found.items()
        if first <= day <= last and WEEKDAYS[day.weekday()][:3] in week
    }
    announced = UK_ANY.known_to if told_to is None else told_to
    return WorkingCalendar(
        name or f"{country} {part}",
        holidays=days,
        first=first,
        last=last,
        working_week=working_week,
        version=f"holidays {package.__version__}",
        known_to=last if announced is None else min(last, announced),
    )


def _years(given: int | Iterable[int]) -> list[int]:
    remedy = "Write years=range(2020, 2030), or a single year."
    many = given if isinstance(given, Iterable) else [given]
    years = sorted({whole_number(year, "years", least=1) for year in many})
    if not years:
        raise InputError("has no year", path="years", got=shown(given), remedy=remedy)
    if years[-1] > LAST_YEAR:
        problem = f"must be {LAST_YEAR} or less"
        raise InputError(problem, path="years", got=str(years[-1]), remedy=remedy)
    if years[-1] - years[0] != len(years) - 1:
        raise InputError("has a gap", path="years", got=shown(years), remedy=remedy)
    return years


def _package() -> Any:
    try:
        # An extra: mypy may be run without it.
        import holidays  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        message = "from_holidays needs the package `holidays`: run pip install 'kpirag[holidays]'"
        raise ModuleNotFoundError(message, name="holidays") from None
    return holidays
