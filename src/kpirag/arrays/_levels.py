"""Bands as levels: for each state, the values that are at least that good."""

from __future__ import annotations

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag.arrays._exact import Floats
from kpirag.bands import Bands

__all__ = ["LevelCodes", "levels_of"]

_INFINITY = math.inf


def levels_of(bands: Bands) -> list[tuple[float, float]]:
    """Return for each state but the worst the lowest and the highest value that is at least that good.

    The values that are at least as good as a state lie in one piece: above an edge, below one, or
    between two. An end that is open is infinite; if no value is that good, the ends are the wrong way round.

    Args:
        bands: The bands.

    Example:
        >>> from kpirag import Indicator, Target, Tolerance
        >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
        >>> levels_of(Bands.of(days, Target(26, tolerance=Tolerance.points(4))))
        [(-inf, 30.0), (-inf, 26.0)]
    """
    codes = [bands.scheme.code(status) for status in bands.statuses]
    starts = [-_INFINITY, *(edge.cut for edge in bands.edges)]
    ends = [*(math.nextafter(edge.cut, -_INFINITY) for edge in bands.edges), _INFINITY]
    levels = []
    for code in range(2, len(bands.scheme.states) + 1):
        inside = [place for place, found in enumerate(codes) if found >= code]
        levels.append((starts[inside[0]], ends[inside[-1]]) if inside else (_INFINITY, -_INFINITY))
    return levels


@frozen
class LevelCodes:
    """The codes of values that all have one target; made once, used for every piece.

    Args:
        levels: What `levels_of` gives.
        mask: Room for one truth value a row.
        other: More of it.
    """

    levels: list[tuple[float, float]]
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
