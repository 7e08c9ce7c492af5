"""How a full-year target is shared out over the periods of its year."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from kpirag._numbers import GivenNumber, number
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.periods import Period

__all__ = ["checked_profile", "share_of"]

#: So much may the instalments of a year sum to: their shares are multiplied by the target.
_LARGEST = 1e300


def checked_profile(given: object, path: str) -> str | tuple[float, ...]:
    """Return a profile as ``"even"`` or as instalments that are numbers.

    Args:
        given: The text ``"even"``, or the instalments in order.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is neither, or an instalment is not a number.
        InputError: If it is other text, or the instalments are negative or sum to nothing.
    """
    remedy = "Write 'even', or the instalments in order, such as [2, 2, 6, 10]."
    if isinstance(given, str):
        if given.strip().casefold() != "even":
            raise InputError("is no known profile", path=path, got=shown(given), remedy=remedy)
        return "even"
    try:
        listed = None if isinstance(given, AbstractSet | Mapping) else list(given)  # type: ignore[call-overload]  # what has no order or no items is refused below
    except TypeError:
        listed = None
    if listed is None:
        raise InputTypeError("must be 'even' or instalments", path=path, got=shown(given), remedy=remedy)
    faults: list[KpiragError] = []
    missing = "Write 0 where nothing is due."
    checked = [
        take(faults, number, one, f"{path}[{place}]", missing=missing) for place, one in enumerate(listed)
    ]
    raise_faults(faults)
    shares = tuple(one for one in checked if one is not None)
    if not shares or min(shares) < 0 or sum(shares) <= 0:
        problem = "must be instalments of zero or more that sum to more than zero"
        raise InputError(problem, path=path, got=shown(shares), remedy=remedy)
    if sum(shares) > _LARGEST:
        problem, remedy = "sum to more than a figure can be", "Write them in thousands or millions."
        raise InputError(problem, path=path, got=shown(shares), remedy=remedy)
    return shares


def _months(start: date, end: date) -> int | None:
    """Return the whole months from a first to a last day, or None if they are not whole."""
    after = date.fromordinal(end.toordinal() + 1)
    if start.day != after.day:
        return None
    return (after.year - start.year) * 12 + after.month - start.month


def share_of(
    period: Period, start: date, end: date, shape: str | tuple[GivenNumber, ...] | None, path: str
) -> tuple[float, float]:
    """Return the part of a period from one day to another, and the whole it is of.

    Args:
        period: The whole period.
        start: The first day of the part.
        end: The last day of the part.
        shape: The instalments of the whole; ``"even"`` or None shares it out by months.
        path: Where the shape was given, for the error.

    Raises:
        InputError: If the part is not made of whole months, or no instalment ends where it does.
    """
    lengths = [_months(period.start, period.end), _months(period.start, end), _months(start, end)]
    if None in lengths:
        problem = f"{period.label} cannot be shared out: only whole months can"
        raise InputError(problem, path="period", remedy="Give the target of the part itself.")
    total, to_end, part = (length or 0 for length in lengths)
    if shape is None or isinstance(shape, str):
        return (part, total)
    step, rest = divmod(total, len(shape))
    if rest or to_end % step or part % step:
        problem = f"{len(shape)} instalments of {total} months do not end where the part does"
        remedy = f"Give {total} instalments, one a month, or as many as the report has periods a year."
        raise InputError(problem, path=path, got=shown(list(shape)), remedy=remedy)
    due = [float(each) for each in shape][(to_end - part) // step : to_end // step]
    return (sum(due), sum(map(float, shape)))
