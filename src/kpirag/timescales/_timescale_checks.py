"""Which options of a timescale there are, and which of them contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kpirag.errors import InputError, InputTypeError, KpiragError, shown
from kpirag.timescales.units import Bound, CountDirection, Counting, Receipt, Roll, TimeUnit

if TYPE_CHECKING:
    from kpirag.timescales.timescale import Timescale

__all__ = [
    "HOURS",
    "OPTIONS",
    "contradictions",
    "given_bound",
    "given_counting",
    "given_direction",
    "given_receipt",
    "given_roll",
    "given_unit",
    "listed",
]

HOURS = (TimeUnit.HOURS, TimeUnit.WORKING_HOURS)
OPTIONS = (
    ("counting", Counting),
    ("direction", CountDirection),
    ("bound", Bound),
    ("roll", Roll),
    ("receipt", Receipt),
)


def contradictions(timescale: Timescale) -> list[KpiragError]:
    """Return one error for each pair of options that contradict each other.

    Args:
        timescale: A timescale whose options are each in order.
    """
    before = timescale.direction is CountDirection.BEFORE
    less, hours = timescale.bound is Bound.LESS_THAN, timescale.unit in HOURS
    received = timescale.cutoff is not None or timescale.receipt is Receipt.MOVES
    found = [
        (
            less and timescale.counting is not Counting.AFTER,
            *("bound", "'less than' and a counting of its own both take a day off"),
            "Write counting='beginning with' or bound='less than', not both.",
        ),
        (
            less and before,
            *("bound", "'less than' so long before an event has no last date in time"),
            "Write counting='clear days' for more than so many days before.",
        ),
        (
            not timescale.n and (less or timescale.counting is Counting.BEGINNING_WITH),
            *("n", "a period of 0 has no first day"),
            "Write 1 or more.",
        ),
        (
            timescale.roll is Roll.NONE and timescale.roll_calendar is not None,
            *("roll_calendar", "is given and nothing rolls"),
            "Write roll='next' or roll='previous'.",
        ),
        (
            received and before,
            *("receipt", "an event that is counted back from is not received"),
            "Leave out cutoff and receipt.",
        ),
        (
            hours
            and (received or timescale.roll is not Roll.NONE or timescale.counting is not Counting.AFTER),
            *("unit", "hours run from a moment: they have no day 1, cut-off, receipt or roll"),
            "Leave these out, or count in days.",
        ),
        (
            before and timescale.unit is TimeUnit.WORKING_HOURS,
            *("direction", "working hours are not counted back"),
            "Count in working days.",
        ),
    ]
    return [InputError(problem, path=path, remedy=way) for wrong, path, problem, way in found if wrong]


def listed(given: object, path: str, problem: str, remedy: str) -> list[Any]:
    """Return what was given as a list, refusing text, a dict and what is no collection.

    Args:
        given: What should be a list, or something else that can be gone through.
        path: Where it was given, for the error.
        problem: What it must be, as a clause.
        remedy: What to write instead.

    Raises:
        InputTypeError: If it is no list.

    Example:
        >>> listed((1, 2), "cases", "must be cases", "Write a list.")
        [1, 2]
    """
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InputTypeError(problem, path=path, got=shown(given), remedy=remedy)
    return list(given)


def given_unit(given: TimeUnit | str) -> TimeUnit:
    """Return an unit as it was written; it is made a `TimeUnit` in the check.

    Args:
        given: The unit.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def given_counting(given: Counting | str) -> Counting:
    """Return a counting as it was written; it is made a `Counting` in the check.

    Args:
        given: The counting.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def given_direction(given: CountDirection | str) -> CountDirection:
    """Return a direction as it was written; it is made a `CountDirection` in the check.

    Args:
        given: The direction.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def given_bound(given: Bound | str) -> Bound:
    """Return a bound as it was written; it is made a `Bound` in the check.

    Args:
        given: The bound.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def given_roll(given: Roll | str) -> Roll:
    """Return a roll as it was written; it is made a `Roll` in the check.

    Args:
        given: The roll.
    """
    return given  # type: ignore[return-value]  # made a member in the check


def given_receipt(given: Receipt | str) -> Receipt:
    """Return a receipt as it was written; it is made a `Receipt` in the check.

    Args:
        given: The receipt.
    """
    return given  # type: ignore[return-value]  # made a member in the check
