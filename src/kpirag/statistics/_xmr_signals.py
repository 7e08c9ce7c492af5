"""The four rules of an XmR chart over blocks of points in time order, series side by side.

Every array here has one row a point in time and one column a series, so that each operation runs along many
series at once. A point that is missing is False in every mask, which ends every run.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag.statistics.spc_rules import XmRRules
from kpirag.statistics.spc_signals import NearCount, NearMark, RunMark, Signal

__all__ = ["Flags", "Mask", "Places", "fired", "packed"]

Mask: TypeAlias = NDArray[np.bool_]
Flags: TypeAlias = NDArray[np.uint8]


@frozen(eq=False)
class Places:
    """Where the points of a block lie, as the bits of the signals they can give rise to.

    Both sides of a rule are two bits of one number, so that one operation serves both.

    Args:
        sides: Strictly above or below the mean: the bits of a shift.
        outside: Strictly outside a limit: its bits.
        near: Strictly beyond a near line, outside the limit or not: the bits of two of three.
        steps: Strictly above or below the point before: the bits of a trend; one row fewer.
        present: Which points there are; None if all.
    """

    sides: Flags
    outside: Flags
    near: Flags
    steps: Flags
    present: Mask | None


def packed(high: Mask, low: Mask, signal: Signal) -> Flags:
    """Return two masks as the bits of a signal and its counterpart on the low side."""
    one, other = high.view(np.uint8), low.view(np.uint8)
    return one * np.uint8(signal.bit) | other * np.uint8(2 * signal.bit)


def fired(places: Places, rules: XmRRules) -> Flags:
    """Return which signals every point has, as bits."""
    flags = places.outside.copy() if rules.outside else np.zeros_like(places.outside)
    if rules.shift is not None and len(places.sides) >= rules.shift:
        flags |= _run(_windows(places.sides, rules.shift), rules.shift, rules)
    if rules.trend is not None and len(places.steps) >= rules.trend - 1:
        flags |= _run(_windows(places.steps, rules.trend - 1), rules.trend, rules)
    if rules.near_points is not None and len(places.near) >= rules.near_window:
        flags |= _near(places, rules.near_points, rules)
    return flags


def _windows(bits: Flags, length: int) -> Flags:
    """Return the bits that so many rows in a row, beginning here, all have; in a few steps, by doubling."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        bits = bits[:-step] & bits[step:]
        reach += step
    return bits


def _spread(starts: Flags, length: int) -> Flags:
    """Return the rows of all windows of a length that begin where a bit is: so many rows more."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        wider = np.empty((len(starts) + step, starts.shape[1]), np.uint8)
        wider[:step] = starts[:step]
        np.bitwise_or(starts[step:], starts[:-step], out=wider[step : len(starts)])
        wider[len(starts) :] = starts[len(starts) - step :]
        starts = wider
        reach += step
    return starts


def _run(starts: Flags, length: int, rules: XmRRules) -> Flags:
    """Return the points of the windows that begin where a bit is: all of them, or the last."""
    if rules.run_marks is RunMark.WHOLE:
        return _spread(starts, length)
    ends = np.zeros((len(starts) + length - 1, starts.shape[1]), np.uint8)
    ends[length - 1 :] = starts
    return ends


def _near(places: Places, wanted: int, rules: XmRRules) -> Flags:
    """Return the points that enough near points in a window mark."""
    near, length = places.near, rules.near_window
    if rules.near_counts is NearCount.BETWEEN:
        near = near & ~(places.outside << _TO_NEAR)
    starts = _enough(near, wanted, length)
    if rules.near_one_side:
        starts &= _windows(places.sides >> _FROM_SIDES, length)
    elif places.present is not None:
        starts &= _windows(places.present.view(np.uint8) * _BOTH_NEAR, length)
    marked = _spread(starts, length)
    return marked & near if rules.near_marks is NearMark.NEAR else marked


def _enough(near: Flags, wanted: int, length: int) -> Flags:
    """Return the bits that at least so many of a window's rows, beginning here, have."""
    if (wanted, length) == (2, 3):
        first, second, third = near[:-2], near[1:-1], near[2:]
        return (first & second) | (third & (first | second))
    found = np.zeros((len(near) - length + 1, near.shape[1]), np.uint8)
    for signal in (Signal.TWO_OF_THREE_HIGH, Signal.TWO_OF_THREE_LOW):
        count = np.zeros(found.shape, np.int32)
        for row in range(length):
            count += (near[row : row + len(found)] & signal.bit) > 0
        found |= (count >= wanted).view(np.uint8) * np.uint8(signal.bit)
    return found


_TO_NEAR = np.uint8(4)  # from the bits outside a limit to those near it
_FROM_SIDES = np.uint8(2)  # from the bits of a shift to those near a limit
_BOTH_NEAR = np.uint8(Signal.TWO_OF_THREE_HIGH.bit | Signal.TWO_OF_THREE_LOW.bit)
