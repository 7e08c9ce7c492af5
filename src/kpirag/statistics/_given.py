"""How counts and lists of numbers enter the statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from kpirag._numbers import number
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take

__all__ = ["counts_of", "is_many", "listed_numbers", "perhaps_numbers", "workable"]

#: The largest figure whose square a float still holds with room for a sum, and the smallest likewise.
_LARGEST, _SMALLEST = 1e100, 1e-100
_MISSING = "Write None where there is no figure."


def listed_numbers(given: Any, path: str, *, missing: str = "Leave out what is missing.") -> list[float]:
    """Return several given numbers as floats, naming every one that is none.

    Args:
        given: The numbers.
        path: The name of the argument, for the errors.
        missing: What to write instead of NaN.

    Raises:
        InputTypeError: If they are not several, or one is not a number.
        InputError: If one is NaN, infinite, or above 1e100 or below 1e-100 in size.
    """
    return [one for one in perhaps_numbers(given, path, missing=missing) if one is not None]


def perhaps_numbers(given: Any, path: str, *, missing: str, may_lack: bool = False) -> list[float | None]:
    """Return several given numbers as floats, with None where one may be missing.

    Args:
        given: The numbers.
        path: The name of the argument, for the errors.
        missing: What to write instead of NaN.
        may_lack: Whether None may stand among them.

    Raises:
        InputTypeError: If they are not several, or one is not a number.
        InputError: If one is NaN, infinite, or above 1e100 or below 1e-100 in size.
    """
    remedy = "Write a list of numbers."
    if isinstance(given, str | Mapping | AbstractSet) or not isinstance(given, Iterable):
        raise InputTypeError("must be a list of numbers", path=path, got=shown(given), remedy=remedy)
    faults: list[KpiragError] = []
    found = [
        None if may_lack and one is None else take(faults, number, one, f"{path}[{place}]", missing=missing)
        for place, one in enumerate(given)
    ]
    for place, one in enumerate(found):
        if one is not None:
            take(faults, workable, one, f"{path}[{place}]")
    raise_faults(faults)
    return found


def workable(value: float, path: str) -> float:
    """Return a figure, refusing one whose square would leave what a float can hold.

    Args:
        value: The figure.
        path: The name of the argument, for the error.

    Raises:
        InputError: If it is above 1e100 in size, or not zero and below 1e-100.

    Example:
        >>> workable(92.7, "value")
        92.7
    """
    if abs(value) > _LARGEST:
        remedy = "Write the figures in thousands or millions."
        raise InputError("is too large to work with", path=path, got=shown(value), remedy=remedy)
    if 0 < abs(value) < _SMALLEST:
        remedy = "Write the figures in a smaller unit."
        raise InputError("is too small to work with", path=path, got=shown(value), remedy=remedy)
    return value


def is_many(given: object) -> bool:
    """Return whether several numbers are given: an array with a shape, or a list of some kind.

    Args:
        given: What was given.
    """
    if hasattr(given, "__array__"):
        return getattr(given, "shape", ()) != ()
    return isinstance(given, Sequence) and not isinstance(given, str | bytes)


def counts_of(numerator: object, denominator: object, path: str = "numerator") -> tuple[float | None, ...]:
    """Return a numerator and a denominator as floats, None where there is none.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of.
        path: The name of the numerator, for the errors.

    Raises:
        InputTypeError: If a count is not a number.
        InputError: If a count is negative, NaN or infinite.
        FaultsError: If both are wrong.
    """
    faults: list[KpiragError] = []
    found = tuple(
        None if given is None else take(faults, _count, given, where)
        for where, given in ((path, numerator), ("denominator", denominator))
    )
    raise_faults(faults)
    return found


def _count(given: object, path: str) -> float:
    count = number(given, path, missing=_MISSING)
    if count < 0:
        remedy = "Write the number of cases."
        raise InputError("must not be negative", path=path, got=shown(given), remedy=remedy)
    return count
