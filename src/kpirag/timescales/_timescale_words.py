"""A timescale in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpirag.timescales.units import Bound, CountDirection, Counting, Receipt, Roll, TimeUnit

if TYPE_CHECKING:
    from kpirag.timescales.timescale import Timescale

__all__ = ["described", "short_text"]


def short_text(timescale: Timescale) -> str:
    """Return the length of a timescale, such as "26 weeks".

    Args:
        timescale: The timescale.
    """
    return _length(timescale)


def described(timescale: Timescale) -> str:
    """Return how a timescale counts, in words.

    Args:
        timescale: The timescale.
    """
    told = _counted(timescale)
    if timescale.cutoff is not None:
        at = f"{timescale.cutoff:%H:%M}"
        told += f"; what is received at or after {at} on a working day counts as the next day's"
    if timescale.receipt is Receipt.MOVES:
        told += "; a start that is not a working day moves to the next working day"
    if timescale.roll is not Roll.NONE:
        by = f" of {timescale.roll_calendar.name}" if timescale.roll_calendar else ""
        told += f"; a last day that is not a working day moves to the {timescale.roll} working day{by}"
    return told


def _counted(timescale: Timescale) -> str:
    length, counting = _length(timescale), timescale.counting
    if timescale.direction is CountDirection.BEFORE:
        return f"at least {_BEFORE[counting].format(length=length, clear=_length(timescale, 'clear '))}"
    if timescale.bound is Bound.LESS_THAN:
        return f"in less than {length} from the start, which is day 0"
    if timescale.unit in (TimeUnit.HOURS, TimeUnit.WORKING_HOURS):
        return f"within {length} of the start"
    return _FORWARD[counting].format(length=length, clear=_length(timescale, "clear "))


def _length(timescale: Timescale, clear: str = "") -> str:
    unit = timescale.unit.value
    if timescale.n == 1:
        unit = _ONE.get(timescale.unit, unit.removesuffix("s"))
    return f"{timescale.n} {clear}{unit}"


_ONE = {TimeUnit.DAYS_EXCLUDING_BANK_HOLIDAYS: "day excluding bank holidays"}
_FORWARD = {
    Counting.AFTER: "within {length} of the start, which is day 0",
    Counting.BEGINNING_WITH: "within {length} beginning with the start, which is day 1",
    Counting.CLEAR_DAYS: "on the day after {clear}, of which the start is none",
    Counting.FROM_THE_DAY_AFTER: "within {length} of the day after the start, which is day 0",
}
_BEFORE = {
    Counting.AFTER: "{length} before the event, which is day 0",
    Counting.BEGINNING_WITH: "{length} before the event, counting the event as day 1",
    Counting.CLEAR_DAYS: "{clear} before the event, neither end counted",
    Counting.FROM_THE_DAY_AFTER: "{length} before the day before the event",
}
