"""The facts of a working calendar as they are written: named days, weeks, terms and opening hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from typing import TypeAlias, TypeVar

from kpirag._months import iso_day
from kpirag._numbers import whole_number
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    suggestion,
    take,
)
from kpirag.timescales.units import IfReversed

__all__ = [
    "WEEKDAYS",
    "GivenDays",
    "NamedDays",
    "Terms",
    "any_whole",
    "checked_order",
    "hours_of",
    "is_wall_time",
    "named_days",
    "terms_of",
    "week_of",
]

#: Days with their names, in order of date.
NamedDays: TypeAlias = tuple[tuple[date, str], ...]
#: Named days as they may be written: with names, or as dates alone. A date may be ISO text.
GivenDays: TypeAlias = (
    Mapping[date, str] | Mapping[str, str] | Iterable[date] | Iterable[str] | Iterable[tuple[date, str]]
)
Terms: TypeAlias = tuple[tuple[date, date], ...]
# The least that a number of numpy can be.
_LEAST = -(2**63)
_Count = TypeVar("_Count", int, float)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = tuple(name[:3] for name in WEEKDAYS)
_WEEK = "Write 'Mon-Fri', or the days apart, such as 'Mon Tue Thu'."


def any_whole(given: object, path: str) -> int:
    """Return a whole number that may be negative as an int.

    Args:
        given: An int or numpy integer.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is no whole number.

    Example:
        >>> any_whole(-20, "n")
        -20
    """
    try:
        return whole_number(given, path, least=_LEAST)
    except KpiragError:
        remedy = "Write a whole number, such as 10 or -10."
        raise InputTypeError("must be a whole number", path=path, got=shown(given), remedy=remedy) from None


def named_days(given: GivenDays, path: str, unnamed: str) -> NamedDays:
    """Return days with their names, in order of date.

    Args:
        given: Days with names, or dates alone.
        path: Where they were given, for the error.
        unnamed: The name of a day that is given without one.

    Raises:
        InputTypeError: If they are no collection, or hold something that is not a date or a name.
        InputError: If a text is no date.
        FaultsError: If two or more days are wrong.

    Example:
        >>> named_days({"2022-12-25": "Christmas Day"}, "holidays", "Bank holiday")
        ((datetime.date(2022, 12, 25), 'Christmas Day'),)
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        remedy = "Write a dict such as {date(2022, 12, 25): 'Christmas Day'}, or a list of dates."
        raise InputTypeError("must be days", path=path, got=shown(given), remedy=remedy)
    if isinstance(given, Mapping):
        pairs: Iterable[tuple[object, object]] = given.items()
    else:
        pairs = (each if isinstance(each, tuple) and len(each) == 2 else (each, unnamed) for each in given)
    faults: list[KpiragError] = []
    found: dict[date, str] = {}
    for day, name in pairs:
        taken = take(faults, iso_day, day, f"{path}[{shown(day)}]")
        if not isinstance(name, str):
            remedy = "Write the name of the day."
            problem = "must be text"
            faults.append(InputTypeError(problem, path=f"{path}[{day}]", got=shown(name), remedy=remedy))
        elif taken is not None:
            found[taken] = name
    raise_faults(faults)
    return tuple(sorted(found.items()))


def week_of(given: object) -> tuple[str, ...]:
    """Return the working days of a week by their short names, Monday first.

    Args:
        given: ``"Mon-Fri"``, ``"Mon Tue Thu"`` or a list of names; a name may be cut to three letters.

    Raises:
        InputTypeError: If it is neither text nor a list of text.
        InputError: If a name is no day, or there is none.

    Example:
        >>> week_of("Tue-Thu, Saturday")
        ('Tue', 'Wed', 'Thu', 'Sat')
    """
    if isinstance(given, str):
        parts: list[object] = [*given.replace(" - ", "-").replace(",", " ").split()]
    elif isinstance(given, Iterable):
        parts = list(given)
    else:
        parts = [given]
    wanted: set[int] = set()
    for part in parts:
        if not isinstance(part, str):
            # Numbers are refused: Monday is 0 to some and 1 to others.
            raise InputTypeError("must name its days", path="working_week", got=shown(given), remedy=_WEEK)
        begin, _, end = part.partition("-")
        low = _weekday(begin, part)
        high = _weekday(end, part) if end else low
        wanted.update(range(low, (high if high >= low else high + 7) + 1))
    if not wanted:
        raise InputError("has no working day", path="working_week", got=shown(given), remedy=_WEEK)
    wanted = {number % 7 for number in wanted}
    return tuple(name for number, name in enumerate(_SHORT) if number in wanted)


def _weekday(name: str, got: str) -> int:
    plain = name.strip().casefold()
    for number, day in enumerate(WEEKDAYS):
        if len(plain) >= 3 and day.casefold().startswith(plain):
            return number
    remedy = suggestion(name, WEEKDAYS)
    raise InputError("is no day of the week", path="working_week", got=shown(got), remedy=remedy)


def terms_of(given: object) -> Terms:
    """Return school terms in order: each a first and a last day, both part of it.

    Args:
        given: A list of pairs of dates.

    Raises:
        InputTypeError: If it is no list of pairs of dates.
        InputError: If there is none, a term ends before it starts, or two overlap.

    Example:
        >>> terms_of([("2022-09-05", "2022-10-21")])
        ((datetime.date(2022, 9, 5), datetime.date(2022, 10, 21)),)
    """
    remedy = "Write [(date(2022, 9, 5), date(2022, 10, 21)), ...]: the first and last day of each term."
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputTypeError("must be pairs of dates", path="terms", got=shown(given), remedy=remedy)
    terms: list[tuple[date, date]] = []
    faults: list[KpiragError] = []
    for place, pair in enumerate(given):
        path = f"terms[{place}]"
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            faults.append(
                InputTypeError("must be a pair of dates", path=path, got=shown(pair), remedy=remedy)
            )
            continue
        first, last = (take(faults, iso_day, day, f"{path}[{end}]") for end, day in enumerate(pair))
        if first is None or last is None:
            continue
        if last < first:
            got = f"{first} to {last}"
            faults.append(
                InputError("ends before it starts", path=path, got=got, remedy="Swap the two dates.")
            )
        terms.append((first, last))
    if not terms and not faults:
        faults.append(InputError("has no term", path="terms", got=shown(given), remedy=remedy))
    raise_faults(faults)
    terms.sort()
    for (_, before), (after, _) in pairwise(terms):
        if after <= before:
            problem = f"two terms overlap: one ends on {before}, another starts on {after}"
            raise InputError(problem, path="terms", remedy="Correct the dates.")
    return tuple(terms)


def is_wall_time(given: object) -> bool:
    """Tell whether something is a time of day without a zone.

    Args:
        given: What was given.

    Example:
        >>> is_wall_time(time(16)), is_wall_time("16:00")
        (True, False)
    """
    return isinstance(given, time) and given.tzinfo is None


def hours_of(given: object) -> tuple[time, time]:
    """Return the time a working day opens and the time it closes.

    Args:
        given: A pair of times of day, without a time zone.

    Raises:
        InputTypeError: If it is no pair of times.
        InputError: If it closes before it opens.

    Example:
        >>> hours_of((time(9), time(17)))
        (datetime.time(9, 0), datetime.time(17, 0))
    """
    remedy = "Write (time(9), time(17)): when the office opens and when it closes."
    if not (isinstance(given, tuple | list) and len(given) == 2 and all(map(is_wall_time, given))):
        raise InputTypeError("must be two times of day", path="hours", got=shown(given), remedy=remedy)
    opens, closes = given
    if closes <= opens:
        raise InputError("must close after it opens", path="hours", got=f"{opens} to {closes}", remedy=remedy)
    return opens, closes


def checked_order(start: date, end: date, count: _Count, if_reversed: object) -> _Count:
    """Return a count from a start to an end, or what is to be made of an end before the start.

    Args:
        start: The start.
        end: The end.
        count: What was counted; negative or zero if the end is before the start.
        if_reversed: ``"error"``, ``"zero"`` or ``"negative"``.

    Raises:
        InputError: If the end is before the start and that is an error.

    Example:
        >>> checked_order(date(2022, 7, 4), date(2022, 7, 1), -1, "zero")
        0
    """
    policy = choose(IfReversed, if_reversed, "if_reversed")
    if end >= start or policy is IfReversed.NEGATIVE:
        return count
    if policy is IfReversed.ZERO:
        return count * 0
    remedy = "Correct the dates, or say if_reversed='zero' or 'negative'."
    raise InputError("is before the start", path="end", got=f"{start} to {end}", remedy=remedy)
