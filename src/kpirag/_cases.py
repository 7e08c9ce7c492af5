"""How many more cases would have changed a rating."""

from __future__ import annotations

import math
from collections.abc import Callable

from kpirag._numbers import percentage
from kpirag._verdicts import compared
from kpirag.bands import Bands
from kpirag.indicators import Polarity, Unit
from kpirag.outturns import Outturn

__all__ = ["cases_to", "cases_to_recover"]

_MOST = 2**64
_ALMOST_100 = math.nextafter(100.0, 0.0)


def cases_to(bands: Bands, outturn: Outturn, value: float, place: int) -> int | None:
    """Return by how many cases a numerator must change to reach a state, its denominator fixed.

    Args:
        bands: The bands of a percentage or rate.
        outturn: The outturn.
        value: The value compared.
        place: The place of the state among those of the scheme.

    Returns:
        The number of cases; None if no number does, or there are no counts.
    """
    indicator, numerator, denominator = bands.indicator, outturn.numerator, outturn.denominator
    if numerator is None or denominator is None or indicator.higher_is_better is None:
        return None
    if indicator.unit not in (Unit.PERCENT, Unit.RATE):
        return None
    if _place(bands, value) >= place:
        return 0
    if indicator.polarity is Polarity.LOWER:
        most, sign = math.floor(numerator), -1
    elif indicator.unit is Unit.PERCENT and not indicator.can_exceed_100:
        most, sign = math.floor(denominator - numerator), 1
    else:
        most, sign = _MOST, 1
    return _first(lambda cases: _reached(bands, numerator + sign * cases, denominator, place), most)


def cases_to_recover(bands: Bands, outturn: Outturn, value: float, place: int) -> int | None:
    """Return how many further cases, all of them good, bring a percentage to a state.

    A good case adds to both counts where higher is better, and to the denominator alone
    where lower is.

    Args:
        bands: The bands of a percentage.
        outturn: The outturn.
        value: The value compared.
        place: The place of the state among those of the scheme.

    Returns:
        The number of cases; None if no number does, or there are no counts.
    """
    indicator, numerator, denominator = bands.indicator, outturn.numerator, outturn.denominator
    if numerator is None or denominator is None or indicator.higher_is_better is None:
        return None
    if indicator.unit is not Unit.PERCENT:
        return None
    if _place(bands, value) >= place:
        return 0
    if indicator.polarity is Polarity.LOWER:
        return _first(lambda cases: _reached(bands, numerator, denominator + cases, place), _MOST)
    # The percentage nears 100 and never gets there, though a float would round to it.
    if not _reached(bands, _ALMOST_100, 100, place):
        return None
    return _first(lambda cases: _reached(bands, numerator + cases, denominator + cases, place), _MOST)


def _place(bands: Bands, value: float) -> int:
    return bands.scheme.states.index(bands.status(value))


def _reached(bands: Bands, numerator: float, denominator: float, place: int) -> bool:
    figure = percentage(numerator, denominator, bands.indicator.multiplier)
    return _place(bands, compared(bands.indicator, bands.scheme, figure)) >= place


def _first(reached: Callable[[int], bool], most: int) -> int | None:
    """Return the least number from 1 to the most for which a thing holds, once true always true."""
    low, high = 0, 1
    while high < most and not reached(high):
        low, high = high, min(2 * high, most)
    if high > most or not reached(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high
