"""The signals of an XmR chart by name, and the options of its rules."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Assurance", "NearCount", "NearMark", "RunMark", "Signal", "SpcRule", "Variation"]


class SpcRule(StrEnum):
    """One of the four rules that find special cause."""

    OUTSIDE = "outside the limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    SHIFT = "shift"


class Signal(StrEnum):
    """A rule that fired at a point, with its side.

    Example:
        >>> Signal.SHIFT_UP.rule.value, Signal.SHIFT_UP.is_high, Signal.SHIFT_UP.bit
        ('shift', True, 64)
    """

    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    TREND_UP = "rising trend"
    TREND_DOWN = "falling trend"
    TWO_OF_THREE_HIGH = "two of three near the upper limit"
    TWO_OF_THREE_LOW = "two of three near the lower limit"
    SHIFT_UP = "shift above the mean"
    SHIFT_DOWN = "shift below the mean"

    @property
    def rule(self) -> SpcRule:
        """The rule that fired."""
        return _RULES[_SIGNALS.index(self) // 2]

    @property
    def is_high(self) -> bool:
        """True for a signal of high or rising figures, False for low or falling ones."""
        return _SIGNALS.index(self) % 2 == 0

    @property
    def bit(self) -> int:
        """The bit that stands for the signal in an array of flags."""
        return 1 << _SIGNALS.index(self)


_SIGNALS = tuple(Signal)
_RULES = tuple(SpcRule)


class Variation(StrEnum):
    """What the signal of a point means for performance."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    COMMON_CAUSE = "common cause"
    NEITHER = "neither"


class Assurance(StrEnum):
    """Whether the process as it is can be relied on to meet the target."""

    MEETS = "consistently meets"
    FAILS = "consistently fails"
    HIT_OR_MISS = "hit or miss"


class NearCount(StrEnum):
    """Which points two of three counts: those between the near line and the limit, or all beyond the line."""

    BETWEEN = "between"
    BEYOND = "beyond"


class NearMark(StrEnum):
    """Which points of a window two of three marks."""

    NEAR = "near points"
    ALL = "all"


class RunMark(StrEnum):
    """Which points of a shift or trend are marked: the whole run, or from the point that completes it."""

    WHOLE = "whole run"
    COMPLETED = "once complete"
