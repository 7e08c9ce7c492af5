"""What a trend is called, and whether it is good news, by polarity."""

from __future__ import annotations

from enum import StrEnum

from kpirag.changes import Direction
from kpirag.errors import choose
from kpirag.indicators import Polarity

__all__ = ["Trend", "trend_direction", "trend_wording"]


class Trend(StrEnum):
    """Which way figures are going, as far as chance lets one say."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_BE_CALCULATED = "cannot be calculated"


def trend_direction(trend: Trend, polarity: Polarity) -> Direction:
    """Return what a trend means for performance.

    Args:
        trend: The trend.
        polarity: Which way is better.
    """
    if trend is Trend.CANNOT_BE_CALCULATED:
        return Direction.NOT_COMPARABLE
    if polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return Direction.NO_JUDGEMENT
    if trend is Trend.NO_CHANGE:
        return Direction.SAME
    better = (trend is Trend.INCREASING) is (polarity is Polarity.HIGHER)
    return Direction.BETTER if better else Direction.WORSE


def trend_wording(trend: Trend | str, polarity: Polarity | str) -> str:
    """Return a trend in the words that public bodies use, with what it means.

    Args:
        trend: ``"increasing"``, ``"decreasing"``, ``"no significant change"`` or
            ``"cannot be calculated"``.
        polarity: ``"higher"``, ``"lower"``, ``"range"`` or ``"none"``: which way is better.

    Raises:
        InputTypeError: If an argument is not text.
        InputError: If it is none of these.

    Example:
        >>> trend_wording("increasing", "lower"), trend_wording("increasing", "none")
        ('increasing and getting worse', 'increasing')
    """
    found = choose(Trend, trend, "trend")
    direction = trend_direction(found, choose(Polarity, polarity, "polarity"))
    judged = direction in (Direction.BETTER, Direction.WORSE)
    return f"{found} and getting {direction}" if judged else str(found)
