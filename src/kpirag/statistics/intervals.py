"""Confidence intervals of percentages, rates and means, for one figure or for arrays of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, overload

from attrs import field, frozen

from kpirag._intervals import Interval, confidence_level
from kpirag._intervals import byar as byar_bounds
from kpirag._intervals import wilson as wilson_bounds
from kpirag._numbers import GivenNumber, number
from kpirag.errors import InputError, InputTypeError, shown, suggestion
from kpirag.statistics._distributions import t_quantile
from kpirag.statistics._given import counts_of, is_many, listed_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Interval", "IntervalArrays", "byar", "mean_interval", "wilson"]

#: The methods of the interval of a count, and the number of events below which each is exact. From 100,000
#: events Byar's ends are nearer to the exact ones than sums of floats are: they differ by 5 parts in 10**10.
_METHODS = {"exact below 10": 10.0, "byar": 0.0, "exact": 100_000.0}


@frozen(eq=False)
class IntervalArrays:
    """The confidence intervals of many figures; NaN at both ends where there is none.

    Args:
        low: The lower ends.
        high: The upper ends, in the same order.
        confidence: The level, such as 0.95.

    Example:
        >>> wilson([1, 0], [3, 0]).to_dicts()[1]
        {'low': None, 'high': None, 'confidence': 0.95}
    """

    low: NDArray[np.float64] = field()
    high: NDArray[np.float64] = field()
    confidence: float = 0.95

    def to_dicts(self) -> list[dict[str, float | None]]:
        """Return the intervals as dicts of plain numbers, None where there is none.

        Example:
            >>> [record["high"] for record in wilson([3, 5], [3, 5]).to_dicts()]
            [1.0, 1.0]
        """
        ends = zip(self.low.ravel().tolist(), self.high.ravel().tolist(), strict=True)
        return [
            {
                "low": None if math.isnan(low) else low,
                "high": None if math.isnan(high) else high,
                "confidence": self.confidence,
            }
            for low, high in ends
        ]


@overload
def wilson(
    numerator: GivenNumber | None, denominator: GivenNumber | None, *, confidence: float = 0.95
) -> Interval | None: ...
@overload
def wilson(numerator: ArrayLike, denominator: ArrayLike, *, confidence: float = 0.95) -> IntervalArrays: ...
def wilson(numerator: Any, denominator: Any, *, confidence: float = 0.95) -> Any:
    """Return Wilson's score interval of a proportion from its counts, as shares of 1.

    Wilson (1927), without continuity correction, as OHID publishes it. Neither end lies
    outside 0 to 1. One number and an array give the same figures to the last bit.

    Args:
        numerator: The cases counted; one number, or an array of them.
        denominator: The cases they are out of; one number, or an array.
        confidence: The level, such as 0.95.

    Returns:
        An `Interval`; None if there are no cases, or a count is None. For arrays
        `IntervalArrays`, with NaN there and where a count is NaN or infinite.

    Raises:
        InputTypeError: If a count is not a number.
        InputError: If a count is negative, the numerator is above the denominator, or the
            level is none.

    Example:
        >>> court = wilson(1, 3)
        >>> round(court.low, 3), round(court.high, 3)
        (0.061, 0.792)
        >>> wilson(0, 0) is None
        True
    """
    level = confidence_level(confidence)
    if is_many(numerator) or is_many(denominator):
        from kpirag.statistics._interval_arrays import wilson_arrays  # noqa: PLC0415 - one figure needs no numpy

        return IntervalArrays(*wilson_arrays(numerator, denominator, level), level)
    cases, whole = counts_of(numerator, denominator)
    if cases is None or whole is None:
        return None
    if cases > whole:
        problem, remedy = "is above the denominator", "Correct the counts; a rate is for byar."
        raise InputError(problem, path="numerator", got=f"{numerator} of {denominator}", remedy=remedy)
    return Interval(*wilson_bounds(cases, whole, level), level) if whole else None


@overload
def byar(
    events: GivenNumber | None,
    denominator: GivenNumber | None = 1,
    *,
    per: GivenNumber = 1,
    confidence: float = 0.95,
    method: str = "exact below 10",
) -> Interval | None: ...
@overload
def byar(
    events: ArrayLike,
    denominator: ArrayLike = 1,
    *,
    per: GivenNumber = 1,
    confidence: float = 0.95,
    method: str = "exact below 10",
) -> IntervalArrays: ...
def byar(
    events: Any,
    denominator: Any = 1,
    *,
    per: GivenNumber = 1,
    confidence: float = 0.95,
    method: str = "exact below 10",
) -> Any:
    """Return the interval of a rate, or of a count of events, by Byar's method or exactly.

    Byar's method is that of Breslow and Day (1987); the exact limits are those of a Poisson
    count. OHID publishes exact limits below 10 events and Byar's from 10, and so does this.
    One number and an array give the same figures to the last bit.

    Args:
        events: The events counted; one number, or an array of them.
        denominator: What they are out of, such as the population; 1 for the count itself.
        per: What the rate is per, such as 10,000.
        confidence: The level, such as 0.95.
        method: ``"exact below 10"``, ``"byar"`` for Byar's method throughout, or ``"exact"``
            (from 100,000 events Byar's method, which is then as exact as a float can be).

    Returns:
        An `Interval`; None if the denominator is 0, or a count is None. For arrays
        `IntervalArrays`, with NaN there and where a count is NaN or infinite.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a count is negative, there are events out of nothing, or the level or
            method is none.

    Example:
        >>> rate = byar(24, 51_000, per=10_000)
        >>> round(rate.low, 2), round(rate.high, 2)
        (3.01, 7.0)
    """
    level = confidence_level(confidence)
    exact_below = _exact_below(method)
    times = number(per, "per")
    if times <= 0:
        raise InputError("must be above zero", path="per", got=shown(per), remedy="Write per=10_000, say.")
    if is_many(events) or is_many(denominator):
        from kpirag.statistics._interval_arrays import byar_arrays  # noqa: PLC0415 - one figure needs no numpy

        return IntervalArrays(*byar_arrays(events, denominator, times, level, exact_below), level)
    cases, whole = counts_of(events, denominator, "events")
    if cases is None or whole is None:
        return None
    if not whole:
        if cases:
            remedy = "Correct the counts: nothing can be counted out of nothing."
            raise InputError(
                "is counted out of a denominator of 0", path="events", got=shown(events), remedy=remedy
            )
        return None
    low, high = byar_bounds(cases, level, exact_below=exact_below)
    return Interval(times * low / whole, times * high / whole, level)


def mean_interval(values: Iterable[GivenNumber], *, confidence: float = 0.95) -> Interval | None:
    """Return Student's t interval of the mean of some values.

    Args:
        values: The values of the single cases, in any order.
        confidence: The level, such as 0.95.

    Returns:
        The interval; None for fewer than two values, which do not show how they vary.

    Raises:
        InputTypeError: If the values are not a list of numbers.
        InputError: If a value is NaN or infinite, or the level is none.

    Example:
        >>> weeks = mean_interval([24, 31, 28, 26, 35])
        >>> round(weeks.low, 1), round(weeks.high, 1)
        (23.4, 34.2)
    """
    level = confidence_level(confidence)
    found = listed_numbers(values, "values")
    cases = len(found)
    if cases < 2:
        return None
    mean = math.fsum(found) / cases
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in found) / (cases - 1) / cases)
    reach = t_quantile(level, cases - 1) * spread
    return Interval(mean - reach, mean + reach, level)


def _exact_below(method: object) -> float:
    if not isinstance(method, str):
        remedy = "Write 'exact below 10', 'byar' or 'exact'."
        raise InputTypeError("must be text", path="method", got=shown(method), remedy=remedy)
    plain = " ".join(method.replace("-", " ").replace("_", " ").split()).casefold()
    if plain not in _METHODS:
        remedy = suggestion(plain, _METHODS)
        raise InputError("is no known method", path="method", got=shown(method), remedy=remedy)
    return _METHODS[plain]
