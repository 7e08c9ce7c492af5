"""What windows and cumulative limits take: lengths, units, lists of dates and of periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from kpirag._months import plain_day
from kpirag._numbers import whole_number
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.timescales.units import Convention, TimeUnit, unit_of

__all__ = ["Spell", "day_list", "given_convention", "length", "spell_list", "unit_but"]

#: A period with its first and its last day; the last is None while it goes on.
Spell: TypeAlias = tuple[date, date | None]

_SPELL = "Write (date(2022, 4, 1), date(2022, 4, 20)), or None as the last day while it goes on."


def given_convention(given: Convention | str) -> Convention:
    """Return a convention as it was written; it is made a `Convention` in the check.

    Args:
        given: The convention.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def length(n: object) -> int:
    """Return a whole number of 1 or more.

    Args:
        n: The number.

    Raises:
        InputTypeError: If it is no whole number.
        InputError: If it is below 1.

    Example:
        >>> length(6)
        6
    """
    return whole_number(n, "n", least=1)


def unit_but(written: object, refused: tuple[TimeUnit, ...], problem: str) -> TimeUnit:
    """Return the unit that was written, unless it is one of those refused.

    Args:
        written: The unit.
        refused: The units that do not fit.
        problem: Why they do not fit.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is no unit, or one that is refused.

    Example:
        >>> unit_but("week", (TimeUnit.HOURS,), "is made of days").value
        'weeks'
    """
    unit = unit_of(written)
    if unit in refused:
        remedy = "Write 'days' or 'weeks'."
        raise InputError(problem, path="unit", got=unit.value, remedy=remedy)
    return unit


def day_list(given: object, path: str) -> list[date]:
    """Return dates as a list, reporting all that are none together.

    Args:
        given: The dates.
        path: Where they were given, for the error.

    Raises:
        InputTypeError: If it is no list, or one of them is no date.
        FaultsError: If two or more are not.

    Example:
        >>> day_list((date(2022, 8, 19),), "events")
        [datetime.date(2022, 8, 19)]
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        remedy = "Write a list, such as [date(2022, 8, 19)]."
        raise InputTypeError("must be a list of dates", path=path, got=shown(given), remedy=remedy)
    faults: list[KpiragError] = []
    found = [take(faults, plain_day, day, f"{path}[{place}]") for place, day in enumerate(given)]
    raise_faults(faults)
    return [day for day in found if day is not None]


def spell_list(given: object) -> list[Spell]:
    """Return periods as a list, reporting all that are wrong together.

    Args:
        given: Pairs of a first and a last day; the last is None while a period goes on.

    Raises:
        InputTypeError: If it is no list, or one of them is no pair of dates.
        InputError: If a period ends before it begins.
        FaultsError: If two or more are wrong.

    Example:
        >>> spell_list([(date(2022, 4, 1), None)])
        [(datetime.date(2022, 4, 1), None)]
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputTypeError("must be a list of periods", path="spells", got=shown(given), remedy=_SPELL)
    faults: list[KpiragError] = []
    found = [take(faults, _spell, each, f"spells[{place}]") for place, each in enumerate(given)]
    raise_faults(faults)
    return [spell for spell in found if spell is not None]


def _spell(given: object, path: str) -> Spell:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise InputTypeError("must be a first and a last day", path=path, got=shown(given), remedy=_SPELL)
    first = plain_day(given[0], f"{path}[0]")
    last = None if given[1] is None else plain_day(given[1], f"{path}[1]")
    if last is not None and last < first:
        raise InputError("ends before it begins", path=path, got=f"{first} to {last}", remedy="Swap the two.")
    return first, last
