"""The figure that a numerator and a denominator give, and whether a value beside them agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpirag._numbers import number, percentage
from kpirag.errors import InputError, InputTypeError, shown

if TYPE_CHECKING:
    from kpirag._intervals import Interval
    from kpirag.indicators import Indicator
    from kpirag.outturns import Outturn

__all__ = ["figure_of", "interval_of"]


def figure_of(outturn: Outturn, per: float, *, of_cases: bool, up_to_all: bool) -> float | None:
    """Return the figure of an outturn: its value, or what its counts give; None if there is neither.

    Args:
        outturn: The outturn.
        per: What the numerator is multiplied by: 100 for a percentage.
        of_cases: True if the numerator counts cases, and so cannot be negative.
        up_to_all: True if the numerator cannot be above the denominator.

    Raises:
        InputTypeError: If it is not an outturn.
        InputError: If the counts cannot be right, or the value does not agree with them.
    """
    if not hasattr(outturn, "has_counts"):  # its class is in a room above this one
        remedy = "Write Outturn(period, value)."
        raise InputTypeError("must be an Outturn", path="outturn", got=shown(outturn), remedy=remedy)
    numerator, denominator, value = outturn.numerator, outturn.denominator, outturn.number
    if numerator is None or denominator is None:
        return value
    if of_cases and numerator < 0:
        remedy = "Give the value itself: a change is not a count of cases."
        raise InputError("must not be negative", path="numerator", got=shown(numerator), remedy=remedy)
    if up_to_all and numerator > denominator:
        problem = f"is above the denominator of {denominator}, which would be over 100%"
        remedy = "Correct the counts, or set can_exceed_100=True on the indicator."
        raise InputError(problem, path="numerator", got=shown(numerator), remedy=remedy)
    counted = _divided(numerator, denominator, per) if denominator else None
    if value is None or (counted is not None and _agree(value, counted, outturn.half_unit)):
        return counted if value is None else value
    gives = "no figure" if counted is None else f"{counted:.10g}"
    problem = f"{outturn.value} is not what {numerator} of {denominator} gives, which is {gives}"
    remedy = "Correct the value or the counts, or give the counts alone."
    raise InputError(problem, path="value", remedy=remedy)


def interval_of(indicator: Indicator, outturn: Outturn, level: float) -> Interval | None:
    """Return the confidence interval of a figure, published or from its counts; None if it has none.

    That of a percentage is Wilson's; that of a rate is Byar's, and exact below 10 events.

    Args:
        indicator: The indicator, which gives the unit.
        outturn: The outturn.
        level: The level of confidence, such as 0.95.
    """
    from kpirag._intervals import Interval, at_level, byar, confidence_level, wilson  # noqa: PLC0415 - few ask for one

    level = confidence_level(level)
    published = at_level(outturn.intervals, level)
    if published is not None or indicator.value_of(outturn) is None or outturn.reason is not None:
        return published if outturn.reason is None else None
    numerator, denominator = outturn.numerator, outturn.denominator
    if numerator is None or not denominator:
        return None
    times = indicator.multiplier
    if indicator.unit == "percent" and 0 <= numerator <= denominator:
        low, high = wilson(numerator, denominator, level)
    elif indicator.unit == "rate":
        low, high = (bound / denominator for bound in byar(numerator, level))
    else:
        return None
    return Interval(times * low, times * high, level)


def _divided(numerator: float, denominator: float, per: float) -> float:
    try:
        figure = percentage(numerator, denominator, per)
    except OverflowError:  # whole numbers can be larger than any float
        figure = float("inf")
    return number(figure, "numerator")


def _agree(value: float, counted: float, half_unit: float) -> bool:
    # The value may be rounded to its last decimal, or differ in the last bits of a float.
    return abs(counted - value) <= max(half_unit * (1 + 1e-9), abs(counted) * 1e-12)
