"""What the signals and limits of an XmR chart mean for performance."""

from __future__ import annotations

from typing import Any

from kpirag._numbers import GivenNumber, number
from kpirag.errors import InputError, choose, shown
from kpirag.indicators import Polarity
from kpirag.statistics.spc_rules import XmRRules, rules_of
from kpirag.statistics.spc_signals import Assurance, Signal, Variation

__all__ = ["assurance_of", "target_ends", "variation_of"]


def variation_of(signal: Signal | None, polarity: Polarity | str) -> Variation:
    """Return what a signal means for performance.

    Args:
        signal: The signal of a point; None for common cause.
        polarity: Whether higher or lower is better. For ``"range"`` and ``"none"`` a signal is
            *neither*: it is special, and not judged.

    Raises:
        InputError: If the polarity is unknown.

    Example:
        >>> variation_of(Signal.SHIFT_UP, "lower").value
        'concern'
    """
    side = choose(Polarity, polarity, "polarity")
    signal = None if signal is None else choose(Signal, signal, "signal")
    if signal is None:
        return Variation.COMMON_CAUSE
    if side not in (Polarity.HIGHER, Polarity.LOWER):
        return Variation.NEITHER
    return Variation.IMPROVEMENT if signal.is_high is (side is Polarity.HIGHER) else Variation.CONCERN


def assurance_of(
    target: GivenNumber | tuple[GivenNumber, GivenNumber] | None,
    lower: GivenNumber | None,
    upper: GivenNumber | None,
    polarity: Polarity | str,
    *,
    preset: XmRRules | str = "nhs",
) -> Assurance | None:
    """Return whether a process with these limits can be relied on to meet a target.

    The target must lie strictly outside the limits to be met or failed consistently; on a limit
    it is hit or miss. Where both limits are one, the figure never varies, and meets the target
    if it is on it or better.

    Args:
        target: The latest target, or the two ends of its range; None if there is none.
        lower: The latest lower limit; None without limits.
        upper: The latest upper limit; None without limits.
        polarity: Whether higher, lower, or inside the range is better.
        preset: The rules, which say what holds without limits.

    Returns:
        The assurance, or None: without a target, where the polarity does not judge, or without
        limits if the rules say so.

    Raises:
        InputTypeError: If a number is of the wrong kind.
        InputError: If the polarity or the preset is unknown, or a range and the polarity do not
            fit.

    Example:
        >>> assurance_of(95, 71.9, 87.8, "higher").value
        'consistently fails'
    """
    side = choose(Polarity, polarity, "polarity")
    ends = target_ends(target, side)
    if ends is None:
        return None
    if lower is None or upper is None:
        return rules_of(preset).without_limits
    low, high = number(lower, "lower"), number(upper, "upper")
    if low > high:
        problem, remedy = f"is above the upper limit {shown(upper)}", "Write the lower limit first."
        raise InputError(problem, path="lower", got=shown(lower), remedy=remedy)
    floor, ceiling = ends
    if low == high:
        return Assurance.MEETS if floor <= low <= ceiling else Assurance.FAILS
    if floor < low and high < ceiling:
        return Assurance.MEETS
    return Assurance.FAILS if high < floor or low > ceiling else Assurance.HIT_OR_MISS


def target_ends(target: Any, polarity: Polarity) -> tuple[float, float] | None:
    """Return the lowest and highest figure that meet a target, infinite on the open side; None if none."""
    if target is None or polarity is Polarity.NONE:
        return None
    infinity = float("inf")
    if isinstance(target, tuple):
        if polarity is not Polarity.RANGE:
            remedy = "Write one number, or polarity='range'."
            raise InputError("is a range", path="target", got=shown(target), remedy=remedy)
        return number(target[0], "target[0]"), number(target[1], "target[1]")
    one = number(target, "target")
    if polarity is Polarity.RANGE:
        return one, one
    return (one, infinity) if polarity is Polarity.HIGHER else (-infinity, one)
