"""How a year may end, as a list of whole outcomes and the chance of each."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import accumulate

from attrs import frozen

__all__ = ["Prediction", "count_at_year_end", "share_at_year_end"]

#: How many standard deviations, and how many places besides, lie between the middle and the last outcome.
_REACH = 12
#: The most outcomes that are worked out one by one; beyond that every so many stand for their neighbours.
_MOST = 40_000
_Chance = Callable[[int], float]


@frozen
class Prediction:
    """Whole outcomes in order, and the chance of each; together the chances are 1."""

    outcomes: tuple[int, ...]
    chances: tuple[float, ...]

    def ends(self, confidence: float) -> tuple[int, int]:
        """Return the outcomes between which the result lies with a confidence, as much beyond either.

        Args:
            confidence: The level, such as 0.95.
        """
        tail = (1 - confidence) / 2
        below = list(accumulate(self.chances))
        low = next(one for one, share in zip(self.outcomes, below, strict=True) if share > tail)
        pairs = zip(self.outcomes, below, strict=True)
        return low, next((one for one, share in pairs if share >= 1 - tail), self.outcomes[-1])

    def chance(self, meets: Callable[[int], bool]) -> float:
        """Return the chance of the outcomes that meet something.

        Args:
            meets: What tells whether an outcome does.
        """
        pairs = zip(self.outcomes, self.chances, strict=True)
        return min(1.0, math.fsum(chance for one, chance in pairs if meets(one)))


def count_at_year_end(events: int, part: float) -> Prediction:
    """Return how many events there may be in a year, from those of a part of it.

    Events are taken to come by themselves, at a steady rate over the shape of the year (a
    Poisson process), and nothing else is known of the rate (Jeffreys' prior): then those to
    come follow a negative binomial distribution.

    Args:
        events: The events so far.
        part: The part of the year that has passed, above 0 and up to 1.
    """
    if part >= 1:
        return Prediction((events,), (1.0,))
    size = events + 0.5
    start = size * math.log(part) - math.lgamma(size)

    def log_chance(more: int) -> float:
        return start + math.lgamma(size + more) - math.lgamma(more + 1) + more * math.log1p(-part)

    mean, deviation = size * (1 - part) / part, math.sqrt(size * (1 - part)) / part
    first = max(0, math.floor(mean - _REACH * deviation))
    last = math.ceil(mean + _REACH * deviation + 40 / part)
    return _listed(log_chance, first, last, events)


def share_at_year_end(cases: int, whole: int, more: int) -> Prediction:
    """Return how many cases may count at the year end, from those so far and how many are to come.

    Each case is taken to count with the same unknown chance (Jeffreys' prior), whatever the
    others do: then those to come follow a beta-binomial distribution.

    Args:
        cases: The cases that count so far.
        whole: The cases so far.
        more: The cases to come.
    """
    if more == 0:
        return Prediction((cases,), (1.0,))
    yes, no = cases + 0.5, whole - cases + 0.5
    start = math.lgamma(more + 1) - math.lgamma(whole + 1 + more) - _log_beta(yes, no)

    def log_chance(hits: int) -> float:
        misses = more - hits
        ways = math.lgamma(hits + 1) + math.lgamma(misses + 1)
        return start + math.lgamma(hits + yes) + math.lgamma(misses + no) - ways

    share = yes / (whole + 1)
    mean = more * share
    deviation = math.sqrt(mean * (1 - share) * (whole + 1 + more) / (whole + 2))
    reach = _REACH * deviation + 40
    return _listed(log_chance, max(0, math.floor(mean - reach)), min(more, math.ceil(mean + reach)), cases)


def _log_beta(one: float, other: float) -> float:
    return math.lgamma(one) + math.lgamma(other) - math.lgamma(one + other)


def _listed(log_chance: _Chance, first: int, last: int, so_far: int) -> Prediction:
    step = (last - first) // _MOST + 1
    places = range(first, last + 1, step)
    logs = [log_chance(place) for place in places]
    top = max(logs)
    weights = [math.exp(one - top) for one in logs]
    total = math.fsum(weights)
    return Prediction(tuple(so_far + place for place in places), tuple(one / total for one in weights))
