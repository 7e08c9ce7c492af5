"""Confidence intervals of percentages and rates from their counts, with `math` alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from attrs import frozen

from kpirag._numbers import GivenNumber, number
from kpirag._records import checked_keys
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take

__all__ = [
    "Interval",
    "at_level",
    "byar",
    "checked_intervals",
    "confidence_level",
    "gamma_share",
    "interval_items",
    "normal_quantile",
    "wilson",
]

#: Below this many events the exact Poisson limits are used instead of Byar's method, as OHID does.
_EXACT_BELOW = 10
#: A share of a sum below which its further terms are left out.
_NEGLIGIBLE = 1e-17


def confidence_level(given: object, path: str = "confidence") -> float:
    """Return a confidence level as a share, refusing what is none.

    Args:
        given: The level, such as 0.95.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is not a number.
        InputError: If it does not lie between 0 and 1, or so near to 1 that a float has no
            room for what is left out; 95 is to be written 0.95.

    Example:
        >>> confidence_level(0.95)
        0.95
    """
    level = number(given, path)
    if not 0 < level < 1:
        remedy = f"Write {level / 100:g}." if 1 < level < 100 else "Write 0.95, say."
        raise InputError("must lie between 0 and 1", path=path, got=shown(given), remedy=remedy)
    if 0.5 + level / 2 == 1.0:
        raise InputError("is too near to 1", path=path, got=shown(given), remedy="Write 0.999, say.")
    return level


def _given_bound(given: GivenNumber) -> float:
    return given  # type: ignore[return-value]  # made a float in the check


@frozen
class Interval:
    """A confidence interval, in the unit of its figure; both ends belong to it.

    Args:
        low: The lower end.
        high: The upper end.
        confidence: The level, such as 0.95.

    Raises:
        InputTypeError: If an end is not a number.
        InputError: If the lower end is above the upper one, or the level is none.
        FaultsError: If two or more things are wrong.

    Example:
        >>> Interval(0.0, 0.49).includes(0)
        True
    """

    low: float
    high: float
    confidence: float = 0.95

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        for name in ("low", "high"):
            object.__setattr__(self, name, take(faults, number, getattr(self, name), name))
        level = take(faults, confidence_level, self.confidence)
        object.__setattr__(self, "confidence", level)
        raise_faults(faults)
        if self.low > self.high:
            remedy = "Write the lower end first."
            raise InputError("is above the upper end", path="low", got=shown(self.low), remedy=remedy)

    def includes(self, value: GivenNumber) -> bool:
        """Return whether a value lies in the interval; both ends do.

        Args:
            value: The value.

        Example:
            >>> Interval(70, 80).includes(80)
            True
        """
        return self.low <= number(value, "value") <= self.high

    def overlaps(self, other: Interval) -> bool:
        """Return whether two intervals have a value in common; a shared end is one.

        Args:
            other: The other interval.

        Raises:
            InputTypeError: If it is no interval.

        Example:
            >>> Interval(2.7, 3.6).overlaps(Interval(3.5, 4.5))
            True
        """
        if not isinstance(other, Interval):
            problem, remedy = "must be an Interval", "Write Interval(3.5, 4.5)."
            raise InputTypeError(problem, path="other", got=shown(other), remedy=remedy)
        return self.low <= other.high and other.low <= self.high

    def to_dict(self) -> dict[str, float]:
        """Return the interval as a dict of plain numbers.

        Example:
            >>> Interval(0, 0.49).to_dict()
            {'low': 0.0, 'high': 0.49, 'confidence': 0.95}
        """
        return {"low": self.low, "high": self.high, "confidence": self.confidence}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Interval:
        """Return the interval that `to_dict` described.

        Args:
            record: The low and high, and the confidence if it is not 0.95.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Interval.from_dict({"low": 0, "high": 0.49}) == Interval(0, 0.49)
            True
        """
        return cls(**checked_keys(record, "interval", ("low", "high", "confidence"), ("low", "high")))


def at_level(intervals: Iterable[Interval], level: float) -> Interval | None:
    """Return the interval that has a level; None if there is none.

    Args:
        intervals: The intervals, each of a level of its own.
        level: The level of confidence.

    Example:
        >>> at_level([Interval(1, 2), Interval(0, 3, 0.998)], 0.998)
        Interval(low=0.0, high=3.0, confidence=0.998)
    """
    return next((one for one in intervals if one.confidence == level), None)


def checked_intervals(given: object, path: str) -> tuple[Interval, ...]:
    """Return what a caller gave as the intervals of a figure: none, one, or one for each level.

    Args:
        given: None, a pair of numbers (the 95% interval), an `Interval`, or several of them.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is something else.
        InputError: If two intervals have the same level.

    Example:
        >>> checked_intervals((0, 0.49), "intervals")
        (Interval(low=0.0, high=0.49, confidence=0.95),)
    """
    remedy = "Write (0.0, 0.49), Interval(0.0, 0.49), or a list of Intervals."
    if given is None:
        return ()
    if isinstance(given, Interval):
        return (given,)
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise InputTypeError("must be an interval, or several", path=path, got=shown(given), remedy=remedy)
    items = tuple(given)
    if items and not any(isinstance(item, Interval) for item in items):
        if len(items) != 2:
            raise InputError("must be two numbers", path=path, got=shown(given), remedy=remedy)
        try:
            return (Interval(*items),)
        except KpiragError as fault:
            raise fault.within(path) from None
    for place, item in enumerate(items):
        where = f"{path}[{place}]"
        if not isinstance(item, Interval):
            raise InputTypeError("must be an Interval", path=where, got=shown(item), remedy=remedy)
        if any(item.confidence == earlier.confidence for earlier in items[:place]):
            problem = "has the level of an earlier one"
            raise InputError(problem, path=where, got=f"{item.confidence:g}", remedy="Give each level once.")
    return tuple(sorted(items, key=lambda one: one.confidence))


def interval_items(given: object, path: str) -> Any:
    """Return the intervals of a record with each dict made an `Interval`; anything else as it is.

    Args:
        given: What the record holds: one interval or several, as themselves or as their dicts.
        path: Where it stands, for the error.

    Raises:
        InputTypeError: If a value in a dict is of the wrong kind.
        InputError: If a key is missing or unknown, or a value cannot be right.
        FaultsError: If two or more things are wrong.

    Example:
        >>> interval_items([{"low": 0, "high": 0.49}], "intervals")
        [Interval(low=0.0, high=0.49, confidence=0.95)]
    """
    if isinstance(given, Mapping):
        return _interval_of(given, path)
    if not isinstance(given, list | tuple):
        return given
    faults: list[KpiragError] = []
    items = [
        take(faults, _interval_of, one, f"{path}[{place}]") if isinstance(one, Mapping) else one
        for place, one in enumerate(given)
    ]
    raise_faults(faults)
    return items


def _interval_of(record: Mapping[str, Any], path: str) -> Interval:
    try:
        return Interval.from_dict(record)
    except KpiragError as fault:
        raise fault.within(path) from None


@lru_cache(maxsize=64)  # levels are few, and asked for again and again
def normal_quantile(share: float) -> float:
    """Return the value below which a share of the standard normal distribution lies.

    Newton's method on `math.erfc`; exact to about one part in 10**15.

    Args:
        share: The share, between 0 and 1.

    Example:
        >>> round(normal_quantile(0.975), 9)
        1.959963985
    """
    if share == 0.5:
        return 0.0
    if share > 0.5:
        return -normal_quantile(1 - share)
    # A first guess from the tail, good enough for Newton's method to converge from.
    tail = math.sqrt(-2 * math.log(share))
    guess = -(
        tail
        - (2.515517 + 0.802853 * tail + 0.010328 * tail**2)
        / (1 + 1.432788 * tail + 0.189269 * tail**2 + 0.001308 * tail**3)
    )
    for _ in range(4):
        below = 0.5 * math.erfc(-guess / math.sqrt(2))
        density = math.exp(-guess * guess / 2) / math.sqrt(2 * math.pi)
        guess -= (below - share) / density
    return guess


def wilson(numerator: float, denominator: float, confidence: float) -> tuple[float, float]:
    """Return Wilson's score interval of a proportion, as shares of 1.

    Wilson (1927), without continuity correction. No bound lies outside 0 to 1.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of; above zero.
        confidence: The level, such as 0.95.

    Example:
        >>> [round(bound, 4) for bound in wilson(1, 3, 0.95)]
        [0.0615, 0.7923]
    """
    z = normal_quantile(0.5 + confidence / 2)
    share = numerator / denominator
    middle = numerator + z * z / 2
    spread = z * math.sqrt(numerator * (1 - share) + z * z / 4)
    weight = 1 / (denominator + z * z)
    low = max(0.0, (middle - spread) * weight)
    high = 1.0 if numerator == denominator else min(1.0, (middle + spread) * weight)
    return low, high


def byar(events: float, confidence: float, *, exact_below: float = _EXACT_BELOW) -> tuple[float, float]:
    """Return the interval of a count of events: Byar's method, and exact limits below 10 events.

    Breslow and Day (1987) for Byar's method; the exact limits are those of a Poisson count.
    Both are what OHID publishes (Technical guide: confidence intervals, 2018).

    Args:
        events: The events counted; zero or more.
        confidence: The level, such as 0.95.
        exact_below: The number of events below which the limits are exact; 0 for Byar's
            method alone, whose lower limit of very few events is never below zero.

    Example:
        >>> [round(bound, 3) for bound in byar(20, 0.95)]
        [12.211, 30.89]
    """
    tail = (1 - confidence) / 2
    if events < exact_below:
        low = 0.0 if events == 0 else _gamma_quantile(events, tail)
        return low, _gamma_quantile(events + 1, 1 - tail)
    z = normal_quantile(1 - tail)
    above = events + 1.0
    part = 1 - 1 / (9 * above) + z / (3 * math.sqrt(above))
    high = above * (part * part * part)
    if events == 0:
        return 0.0, high
    part = max(0.0, 1 - 1 / (9 * events) - z / (3 * math.sqrt(events)))
    return events * (part * part * part), high


def _gamma_quantile(size: float, share: float) -> float:
    """Return the value below which a share of the gamma distribution of a size lies, by halving."""
    low, high = 0.0, 2 * size + 64.0
    while gamma_share(size, high) < share:
        high *= 2
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        low, high = (middle, high) if gamma_share(size, middle) < share else (low, middle)


def gamma_share(size: float, value: float) -> float:
    """Return the share of the gamma distribution of a size that lies below a value.

    For a whole size it is the chance that a Poisson count with that mean is the size or more.

    Args:
        size: The shape of the distribution; above zero.
        value: The value; zero or more.

    Example:
        >>> round(gamma_share(1, 3), 6), round(1 - 2.718281828459045**-3, 6)
        (0.950213, 0.950213)
    """
    if value <= 0:
        return 0.0
    term = total = math.exp(size * math.log(value) - value - math.lgamma(size + 1))
    place = size
    if term == 0.0:
        return 0.0 if value < size else 1.0
    while place < value or term > total * _NEGLIGIBLE:
        place += 1
        term *= value / place
        total += term
    return min(1.0, total)
