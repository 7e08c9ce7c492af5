"""The mean, as a person with a pencil gets it: whatever the order, and never outside its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kpirag._numbers import settled

__all__ = ["mean"]


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Return the mean of some numbers, settled to decimals; their order does not matter.

    Args:
        values: The numbers, at least one.
        weights: How much each counts, above zero; all the same if not given.

    Example:
        >>> mean([69.8, 70.0, 69.9]), mean([1, 4], weights=[3, 1])
        (69.9, 1.75)
    """
    shares = [1.0] * len(values) if weights is None else weights
    largest = max(map(abs, values))
    # Powers of two keep every digit, and keep sums of the largest floats from overflowing.
    less = _shrink(largest * 1.0)
    few = _shrink(max(shares))
    total = math.fsum(value * less * (share * few) for value, share in zip(values, shares, strict=True))
    worked_out = total / math.fsum(share * few for share in shares) / less
    return min(max(settled(worked_out, largest), min(values)), max(values))


def _shrink(largest: float) -> float:
    """Return 1, or for huge numbers the power of two that makes them small."""
    return 1.0 if largest < 1e150 else 2.0**-600
