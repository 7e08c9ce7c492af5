"""Numbers settled and rounded row by row, to the same floats as one at a time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._numbers import SCALES, WHOLE, scale_of

__all__ = ["Bools", "Codes", "Floats", "half_up_rows", "scales_of", "settled_rows"]

Bools: TypeAlias = NDArray[np.bool_]
#: A code a row: 0 not rated, then the states of the scheme from 1.
Codes: TypeAlias = NDArray[np.int8]
Floats: TypeAlias = NDArray[np.float64]


def scales_of(largest: Floats) -> Any:
    """Return the scale at which each row is settled: one number if it is the same for all.

    Args:
        largest: The largest size among the numbers of each row; NaN counts as none.

    Example:
        >>> scales_of(np.array([90.0, 12.0])), scales_of(np.array([90.0, 2e6]))
        (1000000000.0, array([1.e+09, 1.e+06]))
    """
    highest = np.fmax.reduce(largest, initial=0.0)
    if highest < SCALES[0][0]:
        return scale_of(highest)
    scales = np.ones(largest.shape)
    for below, scale in reversed(SCALES):
        scales[~(largest >= below)] = scale
    return scales


def settled_rows(worked_out: Floats, largest: Floats) -> Floats:
    """Return numbers settled to decimals, each as `kpirag._numbers.settled` does it.

    Args:
        worked_out: The results of floating point arithmetic.
        largest: The largest size among the numbers each was worked out from.

    Example:
        >>> settled_rows(np.array([100.1 - 0.2]), np.array([100.1]))
        array([99.9])
    """
    scales = scales_of(largest)
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = worked_out * scales
    whole: Floats = np.rint(scaled)
    whole /= scales
    if not np.fmax.reduce(np.abs(scaled), initial=0.0) < WHOLE:  # a float so large has no decimals
        np.copyto(whole, worked_out, where=~(np.abs(scaled) < WHOLE))
    whole += 0.0  # without the sign of -0.0
    return whole


def half_up_rows(values: Floats, decimals: int) -> Floats:
    """Return numbers rounded half away from zero, each as `kpirag._numbers.half_up` does it.

    Args:
        values: The numbers; NaN and infinities stay as they are.
        decimals: The decimals to keep, 0 to 15.

    Example:
        >>> half_up_rows(np.array([2.675, -2.5]), 2)
        array([ 2.68, -2.5 ])
    """
    unit = 10.0**decimals
    size = np.abs(values)
    scales = np.maximum(scales_of(size), unit)
    with np.errstate(over="ignore"):
        scaled = size * scales
    fits = scaled < WHOLE
    np.copyto(scaled, 0.0, where=~fits)
    whole = np.floor(scaled)
    whole += (scaled - whole) >= 0.5
    steps = scales // unit
    # Whole numbers below 2**54, so that the division by a power of ten is the exact one.
    rounded = ((whole + steps // 2) // steps) / unit
    return np.where(fits, np.copysign(rounded, values) + 0.0, values)
