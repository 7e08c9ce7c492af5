"""Which way figures moved and whether that is better, for the rows of one piece of a column."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from kpirag.arrays._exact import Codes, Floats, settled_rows
from kpirag.indicators import Polarity

__all__ = ["PIECE", "Given", "Moves", "Pairs"]

#: Rows worked on at a time; what lies between takes half a dozen floats a row.
PIECE = 16_384

#: A column, or one number for all rows.
Given: TypeAlias = Any

_LEAST = 5e-324  # a move of nothing is no move, also where the dead band is nothing
# Below this all is settled at one scale, and no figure is infinite.
_PLAIN = 1e6
_SCALE = 1e9


@frozen(eq=False, repr=False)
class Pairs:
    """One piece of what is compared: columns, or numbers for all rows.

    Args:
        later: The later figures.
        earlier: The earlier ones.
        points: The dead band in points.
        polarity: 1, -1 or 0 where it is told row by row.
        bounds: The lower and upper bound now, and those then, NaN where they are the same as now; empty
            if none are given.
        comparable: Whether each can be compared at all; None for all.
    """

    later: Floats
    earlier: Floats
    points: Given = 0.0
    polarity: Any = None
    bounds: tuple[Given, ...] = ()
    comparable: Any = None


class Moves:
    """Works out pieces of columns, with room of its own for what lies between.

    Args:
        polarity: Which way is better; None if each row tells.
        percent: The dead band in percent of the earlier figure; None if it is in points.
    """

    def __init__(self, polarity: Polarity | None, percent: float | None) -> None:
        self.polarity = polarity
        self.percent = percent
        self._floats = np.empty((4, PIECE))
        self._flags = np.empty(PIECE, np.bool_)

    def work(self, pairs: Pairs, difference: Floats, direction: Codes, movement: Codes) -> None:
        """Write the differences of a piece, and the codes of their directions and movements.

        Args:
            pairs: The piece.
            difference: Where the settled differences go; NaN where nothing can be compared.
            direction: Where the codes of the directions go.
            movement: Where the codes of the movements go.
        """
        rows = len(difference)
        flags, edges = self._flags[:rows], self._floats[0, :rows]
        with np.errstate(over="ignore", invalid="ignore"):
            size = self._size(pairs, edges)
            largest = _largest(pairs.later, pairs.earlier)
            plain = max(largest, _largest(size)) < _PLAIN
            self._differ(
                pairs.later, pairs.earlier, (pairs.later, pairs.earlier, size), difference, plain=plain
            )
            if not largest < _PLAIN:
                np.isfinite(pairs.later, out=flags)
                flags &= np.isfinite(pairs.earlier)
                np.copyto(difference, np.nan, where=~flags)
            if pairs.comparable is not None:
                np.copyto(difference, np.nan, where=~pairs.comparable)
            least = np.maximum(size, _LEAST, out=edges) if isinstance(size, np.ndarray) else max(size, _LEAST)
            known = direction  # 1 where there is a difference, until the directions are known
            np.equal(difference, difference, out=flags)
            known[...] = flags
            np.add(known, known, out=movement)
            self._step(difference, least, movement)
            self._judge(pairs, least, direction, movement)

    def _size(self, pairs: Pairs, out: Floats) -> Given:
        """Return the dead bands in points."""
        if self.percent is None:
            return pairs.points
        sizes = np.abs(pairs.earlier, out=out)
        sizes *= self.percent
        sizes /= 100
        if _largest(pairs.earlier, sizes) < _PLAIN:
            return _settled(sizes, sizes)
        return settled_rows(sizes, np.fmax(np.abs(pairs.earlier), sizes))

    def _differ(
        self, now: Floats, then: Floats, weighed: tuple[Given, ...], out: Floats, *, plain: bool
    ) -> None:
        """Write figures less others, settled by the largest they are weighed with; never to nothing."""
        np.subtract(now, then, out=out)
        scratch = self._floats[1, : len(out)]
        if plain:
            _settled(out, scratch)
        else:
            largest = np.abs(weighed[0])
            for one in weighed[1:]:
                np.fmax(largest, np.abs(one), out=largest)
            scratch = settled_rows(out, largest)
        flags = self._flags[: len(out)]
        np.not_equal(scratch, 0.0, out=flags)
        np.copyto(out, scratch, where=flags)

    def _step(self, difference: Floats, least: Given, codes: Codes) -> None:
        """Add 1 to the codes where the difference is a rise, and take 1 away where it is a fall."""
        flags, scratch = self._flags[: len(codes)], self._floats[1, : len(codes)]
        steps = flags.view(np.int8)
        np.greater_equal(difference, least, out=flags)
        codes += steps
        falls = np.negative(least, out=scratch) if isinstance(least, np.ndarray) else -least
        np.less_equal(difference, falls, out=flags)
        codes -= steps

    def _judge(self, pairs: Pairs, least: Given, direction: Codes, movement: Codes) -> None:
        """Turn a direction of 1 where there is a difference into the code of what the movement means."""
        if self.polarity is Polarity.HIGHER:
            direction[...] = movement
        elif self.polarity is Polarity.LOWER:
            direction *= 4
            direction -= movement
        elif self.polarity is Polarity.RANGE and pairs.bounds:
            self._judge_range(pairs, least, direction)
        elif self.polarity is not None:
            direction *= 4
        else:
            judged = pairs.polarity != 0
            np.subtract(movement, 2 * direction, out=movement)  # -1, 0 or 1 for a moment
            meant = np.where(judged, 2 * direction + movement * pairs.polarity, 4 * direction)
            movement += 2 * direction
            direction[...] = meant

    def _judge_range(self, pairs: Pairs, least: Given, direction: Codes) -> None:
        low, high, low_then, high_then = pairs.bounds
        rows = len(direction)
        if isinstance(low_then, np.ndarray) or isinstance(high_then, np.ndarray):
            none = np.isnan(low_then) | np.isnan(high_then)
            low_then, high_then = np.where(none, low, low_then), np.where(none, high, high_then)
        bounds = (low, high, low_then, high_then)
        out_now = _outside(pairs.later, low, high, self._floats[2, :rows])
        out_then = _outside(pairs.earlier, low_then, high_then, self._floats[3, :rows])
        farther = np.empty(rows)
        weighed = (pairs.later, pairs.earlier, *bounds, out_now, out_then)
        self._differ(out_now, out_then, weighed, farther, plain=_largest(*weighed) < _PLAIN)
        meant = np.full(rows, 2, np.int8)
        nearer = np.negative(farther, out=farther)
        self._step(nearer, least, meant)
        np.copyto(meant, 4, where=np.isnan(low) | np.isnan(low_then))
        direction *= meant


def _outside(value: Floats, low: Given, high: Given, out: Floats) -> Floats:
    """Return how far values lie outside their ranges, settled; 0 inside."""
    np.subtract(low, value, out=out)
    np.maximum(out, value - high, out=out)
    np.maximum(out, 0.0, out=out)
    if _largest(value, low, high) < _PLAIN:
        return _settled(out, out)
    return settled_rows(out, np.fmax(np.fmax(np.abs(low), np.abs(high)), np.abs(value)))


def _settled(worked_out: Floats, out: Floats) -> Floats:
    np.multiply(worked_out, _SCALE, out=out)
    np.rint(out, out=out)
    return np.divide(out, _SCALE, out=out)


def _largest(*numbers: Given) -> float:
    """Return the largest size among numbers, of which NaN has none."""
    found = 0.0
    for one in numbers:
        if isinstance(one, np.ndarray):
            found = max(found, np.fmax.reduce(one, initial=0.0), -np.fmin.reduce(one, initial=0.0))
        elif one == one:  # noqa: PLR0124 - the test for NaN that needs no import
            found = max(found, abs(one))
    return float(found)
