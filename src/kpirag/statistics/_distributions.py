"""Shares and quantiles of the beta distribution and of Student's t, with `math` alone."""

from __future__ import annotations

import math

__all__ = ["beta_share", "chi_squared_tail", "t_quantile", "t_tails"]

#: What a denominator of the continued fraction is at least, and the change at which it has converged.
_LEAST = 1e-300
_CONVERGED = 1e-15
_MOST_STEPS = 1_000_000


def chi_squared_tail(statistic: float) -> float:
    """Return the share of the chi-squared distribution with one degree of freedom above a value.

    Args:
        statistic: The value; zero or more.

    Example:
        >>> round(chi_squared_tail(9.54953570608324), 6)
        0.002
    """
    return math.erfc(math.sqrt(statistic / 2))


def beta_share(first: float, second: float, value: float) -> float:
    """Return the share of the beta distribution that lies below a value, by a continued fraction.

    Args:
        first: The first shape of the distribution; above zero.
        second: The second shape; above zero.
        value: The value, from 0 to 1.

    Example:
        >>> round(beta_share(2, 3, 0.5), 6)
        0.6875
    """
    if not 0 < value < 1:
        return 0.0 if value <= 0 else 1.0
    if value > (first + 1) / (first + second + 2):
        return 1 - beta_share(second, first, 1 - value)
    front = math.exp(
        math.lgamma(first + second)
        - math.lgamma(first)
        - math.lgamma(second)
        + first * math.log(value)
        + second * math.log1p(-value)
    )
    # Lentz's method: the numerators of the fraction alternate between two forms.
    above, below = 1.0, 1 / (_away(1 - (first + second) * value / (first + 1)))
    fraction = below
    for place in range(1, _MOST_STEPS):
        twice = first + 2 * place
        even = place * (second - place) * value / ((twice - 1) * twice)
        odd = -(first + place) * (first + second + place) * value / (twice * (twice + 1))
        for part in (even, odd):
            below = 1 / _away(1 + part * below)
            above = _away(1 + part / above)
            fraction *= above * below
        if abs(above * below - 1) < _CONVERGED:
            break
    return front * fraction / first


def _away(value: float) -> float:
    """Keep a denominator away from zero."""
    return value if abs(value) > _LEAST else _LEAST


def t_tails(t: float, freedom: float) -> float:
    """Return the share of Student's t distribution that lies as far from zero as a value, on both sides.

    Args:
        t: The value.
        freedom: The degrees of freedom; above zero.

    Example:
        >>> round(t_tails(2.228139, 10), 6)
        0.05
    """
    return beta_share(freedom / 2, 0.5, freedom / (freedom + t * t))


def t_quantile(confidence: float, freedom: float) -> float:
    """Return how far from zero Student's t lies with a level of confidence, by halving.

    Args:
        confidence: The level, such as 0.95.
        freedom: The degrees of freedom; above zero.

    Example:
        >>> round(t_quantile(0.95, 10), 6)
        2.228139
    """
    tails = 1 - confidence
    low, high = 0.0, 2.0
    while t_tails(high, freedom) > tails:
        high *= 2
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        low, high = (middle, high) if t_tails(middle, freedom) > tails else (low, middle)
