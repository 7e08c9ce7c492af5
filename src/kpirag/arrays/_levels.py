"""Codes of values that all have the same bands: a comparison or two for each state."""

from __future__ import annotations

import numpy as np

from kpirag._columns import Numbers
from kpirag.arrays._exact import Bools, Codes, Floats
from kpirag.bands import Bands
from kpirag.schemes import Scheme

__all__ = ["OneTarget", "missing_code"]

_INFINITY = np.inf


class OneTarget:
    """Writes the codes of values that all have the same bands.

    Args:
        bands: The bands.
        size: The most rows in a piece.
    """

    def __init__(self, bands: Bands, size: int) -> None:
        self._levels = bands.levels
        self._missing = missing_code(bands.scheme)
        self._mask, self._room = (np.empty(size, bool) for _ in range(2))

    def write(self, values: Floats, _: dict[str, Numbers], piece: slice, codes: Codes) -> None:
        """Write the codes of a piece.

        Args:
            values: Its values; NaN and the infinities are not rated.
            piece: Where it stands in the whole.
            codes: The codes of the whole.
        """
        out = codes[piece]
        mask, room = self._mask[: values.size], self._room[: values.size]
        for number, (low, high) in enumerate(self._levels):
            _inside(values, low, high, mask if number else out.view(np.bool_), room)
            if number:
                np.add(out, mask.view(np.int8), out=out)
        np.add(out, 1, out=out)
        np.multiply(out, np.isfinite(values, out=mask).view(np.int8), out=out)
        if self._missing:
            np.copyto(out, self._missing, where=np.isnan(values))

    def finish(self, codes: Codes) -> None:
        """Write what was left: nothing.

        Args:
            codes: The codes of the whole.
        """


def missing_code(scheme: Scheme) -> int:
    """Return the code that a scheme gives a figure that is not there; 0 if it is not rated.

    Args:
        scheme: The scheme.
    """
    return 0 if scheme.missing_as is None else scheme.code(scheme.missing_as)


def _inside(values: Floats, low: float, high: float, out: Bools, room: Bools) -> None:
    if high == _INFINITY:
        np.greater_equal(values, low, out=out)
    elif low == -_INFINITY:
        np.less_equal(values, high, out=out)
    else:
        np.greater_equal(values, low, out=out)
        np.logical_and(out, np.less_equal(values, high, out=room), out=out)
