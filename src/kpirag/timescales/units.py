"""The words a timescale is written in: units, ways of counting, rolls and receipts."""

from __future__ import annotations

from enum import StrEnum

from kpirag.errors import choose

__all__ = [
    "Bound",
    "Convention",
    "CountDirection",
    "Counting",
    "IfReversed",
    "Receipt",
    "Roll",
    "TimeUnit",
    "unit_of",
]


class TimeUnit(StrEnum):
    """What a timescale counts."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    DAYS_EXCLUDING_BANK_HOLIDAYS = "days excluding bank holidays"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    WORKING_HOURS = "working hours"


class Counting(StrEnum):
    """Which day is day 1: the day after the trigger, the trigger itself, and what clear days leave out.

    "After": the trigger is day 0, and the period ends n later ("within n of"). "Beginning with": the
    trigger is day 1. "Clear days": neither the first nor the last day counts. "From the day after":
    the period is n after the day after the trigger, as the ICO counted months before 15 August 2019.
    """

    AFTER = "after"
    BEGINNING_WITH = "beginning with"
    CLEAR_DAYS = "clear days"
    FROM_THE_DAY_AFTER = "from the day after"


class CountDirection(StrEnum):
    """Whether the period runs on from its start, or back from an event."""

    FORWARD = "forward"
    BEFORE = "before"


class Bound(StrEnum):
    """Whether the whole length is still in time ("within 26 weeks") or not ("less than 26 weeks")."""

    WITHIN = "within"
    LESS_THAN = "less than"


class Roll(StrEnum):
    """What happens when the last day is not a working day."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class Receipt(StrEnum):
    """What happens to something received on a day that is not a working day."""

    KEEPS_ITS_DATE = "keeps its date"
    MOVES = "moves to the next working day"


class Convention(StrEnum):
    """How elapsed days are counted: without the first day, or with both the first and the last."""

    EXCLUDE_START = "exclude start"
    COUNT_BOTH = "count both"


class IfReversed(StrEnum):
    """What to make of an end that comes before its start."""

    ERROR = "error"
    ZERO = "zero"
    NEGATIVE = "negative"


_ALSO = {
    **{unit.value.removesuffix("s"): unit for unit in TimeUnit},
    "calendar day": TimeUnit.DAYS,
    "calendar days": TimeUnit.DAYS,
    "calendar month": TimeUnit.MONTHS,
    "calendar months": TimeUnit.MONTHS,
    "calendar days excluding bank holidays": TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS,
    "day excluding bank holidays": TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS,
}


def unit_of(written: object, path: str = "unit") -> TimeUnit:
    """Return the unit that was written, in the singular or the plural.

    Args:
        written: The unit, such as ``"working days"`` or ``"calendar month"``.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is no unit.

    Example:
        >>> unit_of("working_day").value
        'working days'
    """
    if isinstance(written, str) and not isinstance(written, TimeUnit):
        plain = " ".join(written.replace("-", " ").replace("_", " ").split()).casefold()
        written = _ALSO.get(plain, written)
    return choose(TimeUnit, written, path)
