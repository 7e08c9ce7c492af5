"""One compiled loop for each task: nobody's way to do it, but the limit of what a processor can."""

from functools import cache
from typing import Any

import numpy as np
from day_tables import Cases
from period_tables import LAGS, PAD, PLACES, Quarters
from rating_tables import GREEN_FROM, SCALE, TOLERANCE, Constant, Figures, Given

__all__ = ["constant_by_numba", "counted_by_numba", "earlier_by_numba", "given_by_numba", "rated_by_numba"]


@cache
def rating_loop() -> Any:
    """Return the compiled loop over figures, targets, tolerances and polarities."""
    from numba import njit

    @njit(nogil=True)
    def loop(values, targets, tolerances, signs, out):
        for place in range(values.size):
            good = values[place] * signs[place]
            green = targets[place] * signs[place]
            amber = np.rint((green - tolerances[place]) * SCALE) / SCALE
            out[place] = np.int8(good == good) + np.int8(good >= amber) + np.int8(good >= green)

    return loop


def rated_by_numba(table: Figures) -> np.ndarray:
    """Rate each row with decimal edges; magnitudes are not looked at."""
    out = np.empty(len(table.figures), np.int8)
    rating_loop()(table.figures, table.targets, table.tolerances, table.signs, out)
    return out


@cache
def given_loop() -> Any:
    """Return the compiled loop over figures, targets and floors."""
    from numba import njit

    @njit(nogil=True)
    def loop(values, targets, floors, out):
        for place in range(values.size):
            good = values[place]
            out[place] = (
                np.int8(good == good) + np.int8(good >= floors[place]) + np.int8(good >= targets[place])
            )

    return loop


def given_by_numba(table: Given) -> np.ndarray:
    """Rate each row against its own target and floor."""
    out = np.empty(len(table.figures), np.int8)
    given_loop()(table.figures, table.targets, table.floors, out)
    return out


@cache
def constant_loop() -> Any:
    """Return the compiled loop over figures."""
    from numba import njit

    @njit(nogil=True)
    def loop(values, green, amber, out):
        for place in range(values.size):
            good = values[place]
            out[place] = np.int8(good == good) + np.int8(good >= amber) + np.int8(good >= green)

    return loop


def constant_by_numba(table: Constant) -> np.ndarray:
    """Rate each row against one target."""
    out = np.empty(len(table.figures), np.int8)
    constant_loop()(table.figures, GREEN_FROM, GREEN_FROM - TOLERANCE, out)
    return out


@cache
def counting_loop() -> Any:
    """Return the compiled loop over starts and ends, as days since 1970."""
    from numba import njit

    @njit(nogil=True)
    def loop(starts, ends, ranks, first, out):
        for place in range(starts.size):
            start, end = starts[place] - first, ends[place] - first
            if 0 <= start < ranks.size and 0 <= end < ranks.size:
                out[place] = ranks[end] - ranks[start]
            else:
                out[place] = np.nan

    return loop


def counted_by_numba(table: Cases) -> np.ndarray:
    """Count the working days of each case by a table of the days up to each date."""
    out = np.empty(len(table.starts))
    first, ranks = table.ranks
    counting_loop()(table.starts.view(np.int64), table.ends.view(np.int64), ranks, first, out)
    return out


@cache
def period_loop() -> Any:
    """Return the compiled loops that put figures in their cells and take them from earlier ones."""
    from numba import njit

    @njit(nogil=True)
    def loop(series, periods, figures, cells, found):
        for place in range(figures.size):
            cells[series[place] * PLACES + periods[place] + PAD] = figures[place]
        for place in range(figures.size):
            cell = series[place] * PLACES + periods[place] + PAD
            found[0, place] = cells[cell - LAGS[0]]
            found[1, place] = cells[cell - LAGS[1]]

    return loop


def earlier_by_numba(table: Quarters) -> dict[int, np.ndarray]:
    """Return the earlier figures by a cell for each series and period, with room before the first."""
    cells = np.full((int(table.series.max()) + 1) * PLACES, np.nan)
    found = np.empty((len(LAGS), len(table.figures)))
    period_loop()(table.series, table.periods, table.figures, cells, found)
    return dict(zip(LAGS, found, strict=True))
