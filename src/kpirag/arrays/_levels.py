"""Codes of values that all have the same bands: a comparison or two for each state."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag.arrays._exact import Floats

__all__ = ["LevelCodes"]

_INFINITY = np.inf


@frozen
class LevelCodes:
    """The codes of values that all have one target; made once, used for every piece.

    Args:
        levels: What `Bands.levels` gives.
        mask: Room for one truth value a row.
        other: More of it.
    """

    levels: tuple[tuple[float, float], ...]
    mask: NDArray[np.bool_]
    other: NDArray[np.bool_]

    def write(self, values: Floats, codes: NDArray[np.int8]) -> None:
        """Write the codes of a piece of values: 0 not rated, then the states from 1.

        Args:
            values: The values; NaN and the infinities are not rated.
            codes: Where the codes go.
        """
        count = values.size
        mask, other = self.mask[:count], self.other[:count]
        for number, (low, high) in enumerate(self.levels):
            _inside(values, low, high, mask if number else codes.view(np.bool_), other)
            if number:
                np.add(codes, mask.view(np.int8), out=codes)
        np.add(codes, 1, out=codes)
        np.multiply(codes, np.isfinite(values, out=mask).view(np.int8), out=codes)


def _inside(values: Floats, low: float, high: float, out: NDArray[np.bool_], room: NDArray[np.bool_]) -> None:
    if high == _INFINITY:
        np.greater_equal(values, low, out=out)
    elif low == -_INFINITY:
        np.less_equal(values, high, out=out)
    else:
        np.greater_equal(values, low, out=out)
        np.logical_and(out, np.less_equal(values, high, out=room), out=out)
