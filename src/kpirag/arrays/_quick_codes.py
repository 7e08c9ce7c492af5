"""Codes of rows in a few passes; rows so near an edge that rounding could matter are left for later."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._ladders import Rung
from kpirag._numbers import LEAST, SCALES
from kpirag.arrays._exact import Bools, Codes, Floats, settled_rows
from kpirag.arrays._exact_codes import Rows, exact_codes
from kpirag.arrays._plans import EACH_ROW, Plan, Side
from kpirag.arrays._same import Same
from kpirag.tolerances import ToleranceKind

__all__ = ["QuickCodes"]

Places: TypeAlias = NDArray[np.intp]

# Below so large a number, an edge worked out in floats lies within so much of the settled one: half of the
# last decimal that is kept, and the rounding of a few sums, so less than ten of it. See `settled`.
_HAIRS = tuple((below, 10 / scale) for below, scale in SCALES)
_FARTHEST = SCALES[-1][0]
_WHOLE = 100.0  # percent
_INFINITY = np.inf
_NOWHERE: Places = np.empty(0, np.intp)


@frozen
class _Step:
    """One edge to be compared with, from the best state down.

    Args:
        side: Its side.
        rung: Its rung.
        places: The states it decides: its own, and those below it that have no edge.
        begins: Whether it is the first of its side.
        ends: Whether it is the last, so that the distance from the bound is no longer needed.
        second: Whether it is on the second side of a range.
        checks: Whether it tells rows that lack a number: what is worked out from all of them does.
    """

    side: Side
    rung: Rung
    places: tuple[int, ...]
    begins: bool
    ends: bool
    second: bool
    checks: bool


@lru_cache(maxsize=8)
def _steps_of(kept: Same) -> tuple[_Step, ...]:
    steps = []
    for number, side in enumerate(kept.thing):
        down = side.rungs[::-1]
        worked_out = any(rung.begins == "away" for rung in down)
        for place, rung in enumerate(down):
            below = down[place + 1].place if place + 1 < len(down) else 0
            places = tuple(range(rung.place, below, -1))
            checks = rung.begins != "goal" or not worked_out
            last = place + 1 == len(down)
            steps.append(_Step(side, rung, places, place == 0, last, number == 1, checks))
    return tuple(steps)


class QuickCodes:
    """The room to rate rows in, piece by piece: made once, used for every piece.

    A comparison with a given number is exact, because the sign of a difference is. Only an edge that is
    worked out has to be settled, and only for values within a hair of it.

    Args:
        plan: How the rows are rated.
        size: The most rows in a piece.
    """

    def __init__(self, plan: Plan, size: int) -> None:
        self._plan = plan
        self._widest = 0.0  # the widest hair of any piece
        self._steps = _steps_of(Same(plan.sides))
        self._far = np.empty(size)
        # A second distance and the amount of a percentage: many plans need neither.
        second = any(rung.begins != "goal" for side in plan.sides for rung in side.rungs[1:])
        self._other = np.empty(size if second or plan.marks else 0)
        self._amount = np.empty(size if plan.has_percent else 0)
        ranged = len(plan.sides) > 1
        beginnings = [(rung.begins, rung.place) for rung in plan.sides[0].rungs]
        self._usual = not ranged and beginnings == [("away", 1), ("goal", 2)]
        self._mask, self._near = (np.empty(size, bool) for _ in range(2))
        self._reached, self._rated, self._between = (
            np.empty(0 if self._usual else size, bool) for _ in range(3)
        )
        # Edges that are all given, on one side: no distance is needed.
        worked_out = any(rung.begins == "away" for side in plan.sides for rung in side.rungs)
        self._direct = not (ranged or worked_out or plan.sides[0].sign == 0)
        self._given = (*plan.bounds, *plan.marks)
        # Of two edges in order, one can only be too low, and the other too high.
        self._outer = self._given if len(self._given) == 2 and self._direct else ()
        if self._outer and (plan.sides[0].sign == 1) == ("floor" in plan.marks):
            self._outer = self._outer[::-1]
        self._levels = np.empty((len(plan.scheme.states), size), bool) if ranged else None
        self._fixed = [
            rung for side in plan.sides for rung in side.rungs if rung.path != EACH_ROW and rung.size
        ]
        signs = plan.columns.get("polarity")
        self._some_unjudged = signs is not None and np.count_nonzero(signs) < signs.size

    def write(self, rows: Rows, codes: Codes) -> Places | None:
        """Write the codes of a piece, and return which rows are too near an edge to be sure of.

        Args:
            rows: The piece, with the values; a column is one number where all rows share it.
            codes: Where the codes go.

        Returns:
            The places of the rows that have to be rated exactly; None for all of them.
        """
        if self._direct and not self._out_of_order(rows) and self._all_finite(rows):
            return self._write_direct(rows, codes)
        return (self._write_usual if self._usual else self._write_any)(rows, codes)

    def _write_usual(self, rows: Rows, codes: Codes) -> Places | None:
        """Write the codes of targets with a tolerance: what nearly all rows have, in the fewest passes."""
        count = codes.size
        mask, near = self._mask[:count], self._near[:count]
        amber, green = self._steps[1], self._steps[0]
        far = self._distance(green, rows, count)
        self._passed(green.rung)(far, 0.0, out=codes.view(np.bool_))
        self._distance(amber, rows, count)
        # Not sooner: columns come from memory faster two at a time than one by one.
        hair = self._hair(rows)
        if hair is None:
            return None
        np.greater_equal(far, hair, out=mask)
        np.add(codes, mask.view(np.int8), out=codes)
        # Beyond the edge or short of it by more than a hair: where the two differ, it is too near.
        np.greater_equal(far, -hair, out=near)
        np.logical_xor(near, mask, out=near)
        return self._finish(rows, codes, np.isfinite(far, out=mask), near)

    def _write_direct(self, rows: Rows, codes: Codes) -> Places:
        """Write the codes of rows whose edges are all given, and finite: values are compared as they are."""
        count, values = codes.size, rows["values"]
        mask, reached = self._mask[:count], self._reached[:count]
        lower = self._plan.sides[0].sign == -1
        more: Any = np.less if lower else np.greater
        at_least: Any = np.less_equal if lower else np.greater_equal
        counted = False
        for step in self._steps:
            begins = step.rung.begins
            edge = rows[step.side.bound if begins == "goal" else begins]
            passed = at_least if self._passed(step.rung) is np.greater_equal else more
            passed(values, edge, out=reached if step.begins else mask)
            if not step.begins:
                np.logical_or(reached, mask, out=reached)
            counted = self._count(step, reached, codes, new=not counted)
        return self._finish(rows, codes, np.isfinite(values, out=mask), self._near[:0])

    def _all_finite(self, rows: Rows) -> bool:
        """Tell whether all given edges are finite, and zero or large enough; they are in order."""
        if self._outer and np.min(rows[self._outer[0]]) >= LEAST and np.max(rows[self._outer[1]]) < _INFINITY:
            return True
        for name in self._given:
            low, high = np.min(rows[name]), np.max(rows[name])
            if not (low > -_INFINITY and high < _INFINITY) or self._tiny_edge(rows[name], low, high):
                return False
        return True

    def settle(self, rows: Rows) -> Codes:
        """Return the codes of rows that lie near an edge, each edge settled; nothing is checked again.

        Args:
            rows: The rows; a column is one number where all rows share it.
        """
        if not self._usual:
            return exact_codes(self._plan, rows)
        side, rung = self._plan.sides[0], self._plan.sides[0].rungs[0]
        sign: Any = side.sign or rows["polarity"]
        values, goal = rows["values"] * sign, rows[side.bound] * sign
        size = self._size(side, rung, rows, values.size)
        edge = goal - size
        if self._widest == _HAIRS[0][1]:  # all are below a million, so there is one scale for all
            edge *= SCALES[0][1]
            np.rint(edge, out=edge)
            edge /= SCALES[0][1]
        else:
            edge = settled_rows(edge, np.maximum(np.abs(goal), size))
        np.minimum(edge, goal, out=edge)
        np.copyto(edge, goal, where=np.equal(size, 0.0))
        green = self._passed(side.rungs[1])(values, goal)
        amber = (np.greater_equal if rung.inclusive else np.greater)(values, edge)
        codes: Codes = green.astype(np.int8)
        codes += np.logical_or(amber, green)
        codes += 1
        codes *= np.not_equal(sign, 0)
        return codes

    def _finish(self, rows: Rows, codes: Codes, rated: Bools, near: Bools) -> Places:
        """Make levels codes, and return which rows are near an edge."""
        np.add(codes, 1, out=codes)
        if self._some_unjudged:
            np.logical_and(rated, rows["polarity"], out=rated)
        np.multiply(codes, rated.view(np.int8), out=codes)
        return near.nonzero()[0] if near.any() else _NOWHERE

    def _write_any(self, rows: Rows, codes: Codes) -> Places | None:
        """Write the codes of any plan: each edge is compared with, from the best state down."""
        hair = self._hair(rows)
        if hair is None:
            return None
        count = codes.size
        mask, reached, rated, near = (
            one[:count] for one in (self._mask, self._reached, self._rated, self._near)
        )
        counted = checked = away = False
        for step in self._steps:
            distance = self._distance(step, rows, count)
            found = reached if step.begins else mask
            if step.rung.begins == "away":
                np.greater_equal(distance, hair, out=found)
                between = self._between[:count] if away else near
                np.greater_equal(distance, -hair, out=between)
                np.logical_xor(between, found, out=between)
                if away:
                    np.logical_or(near, between, out=near)
                away = True
            else:
                self._passed(step.rung)(distance, 0.0, out=found)
            if not step.begins:
                np.logical_or(reached, mask, out=reached)
            counted = self._count(step, reached, codes, new=not counted)
            if step.checks:
                np.isfinite(distance, out=mask if checked else rated)
                if checked:
                    np.logical_and(rated, mask, out=rated)
                checked = True
        return self._finish(rows, codes, rated, near if away else self._between[:0])

    def _passed(self, rung: Rung) -> Any:
        """Return the comparison with an edge that was given: at least, or more than."""
        strict = (
            self._plan.strict if rung.begins == "goal" else not self._plan.inclusive.get(rung.begins, True)
        )
        return np.greater if strict else np.greater_equal

    def _count(self, step: _Step, reached: Bools, codes: Codes, *, new: bool) -> bool:
        """Add one for each state that rows reach on all sides, and return whether any was added."""
        count = codes.size
        for place in step.places:
            if self._levels is not None and not step.second:
                np.copyto(self._levels[place, :count], reached)
                continue
            found = reached
            if self._levels is not None:
                found = np.logical_and(reached, self._levels[place, :count], out=self._mask[:count])
            if new:
                np.copyto(codes, found.view(np.int8))
            else:
                np.add(codes, found.view(np.int8), out=codes)
            new = False
        return not new

    def _distance(self, step: _Step, rows: Rows, count: int) -> Floats:
        """Return how far rows are beyond an edge, on the axis where more is better."""
        far, side, rung = self._far[:count], step.side, step.rung
        if step.begins:
            self._beyond(rows, side, rows[side.bound], far)
        if rung.begins == "goal":
            return far
        distance = self._other[:count]
        if rung.begins in ("floor", "stretch"):
            self._beyond(rows, side, rows[rung.begins], distance)
            return distance
        distance = far if step.ends else distance
        short = rung.side == ("above" if side.sign == -1 else "below")
        move = np.add if short else np.subtract
        move(far, self._size(side, rung, rows, count), out=distance)
        return distance

    @staticmethod
    def _beyond(rows: Rows, side: Side, edge: Any, out: Floats) -> None:
        if side.sign == -1:
            np.subtract(edge, rows["values"], out=out)
            return
        np.subtract(rows["values"], edge, out=out)
        if side.sign == 0:
            np.multiply(out, rows["polarity"], out=out)

    def _size(self, side: Side, rung: Rung, rows: Rows, count: int) -> Any:
        """Return how far from its bound an edge lies, in the unit of the bound."""
        each = rung.path == EACH_ROW
        points: Any = rows.get("tolerance") if each else rung.size
        percent: Any = rows.get("percent") if each else rung.size
        if not each and rung.kind is not ToleranceKind.PERCENT:
            return points
        if each and percent is None:
            return points
        amount = self._amount[:count] if count <= self._amount.size else np.empty(count)
        np.multiply(rows[side.bound], percent, out=amount)
        np.divide(amount, 100, out=amount)
        if each and points is not None:
            np.copyto(amount, points, where=~np.isnan(points))
        return amount

    def _hair(self, rows: Rows) -> float | None:
        """Return how near an edge rounding could matter; None if numbers are out of range or wrong."""
        hair = self._hair_of(rows)
        self._widest = max(self._widest, hair or 0.0)
        return hair

    def _hair_of(self, rows: Rows) -> float | None:
        plan, largest, lowest = self._plan, 0.0, _INFINITY
        if self._ordinary(rows):
            return None if self._out_of_order(rows) else _HAIRS[0][1]
        for name in self._given:
            low, high = _extremes(rows[name])
            if not (low > -_FARTHEST and high < _FARTHEST) or self._tiny_edge(rows[name], low, high):
                return None
            largest = max(largest, -low, high)
            lowest = min(lowest, low) if name in plan.bounds else lowest
        for kind, high in self._sizes(rows):
            if kind is ToleranceKind.PERCENT and not lowest > 0:
                return None
            size = largest * high / 100 if kind is ToleranceKind.PERCENT else high
            largest = max(largest, size) if size < _FARTHEST else _INFINITY
        if self._out_of_order(rows):
            return None
        return next((hair for below, hair in _HAIRS if largest < below), None)

    def _ordinary(self, rows: Rows) -> bool:
        """Tell whether all targets lie between a millionth and a million, and tolerances below that."""
        most = _HAIRS[0][0]
        for name in self._given:
            low, high = _extremes(rows[name])
            if not (low >= LEAST and high < most):
                return False
        for name, limit in (("tolerance", most), ("percent", _WHOLE)):
            if name in rows and (self._any_tiny(rows[name]) or _extremes(rows[name])[1] >= limit):
                return False
        both = "tolerance" in rows and "percent" in rows
        return not both and all(rung.size < _WHOLE for rung in self._fixed)

    def _sizes(self, rows: Rows) -> list[tuple[ToleranceKind, float]]:
        """Return the largest size of each kind; infinite if a size cannot be."""
        each = [name for name in ("tolerance", "percent") if name in rows]
        found = []
        for name in each:
            high = _INFINITY if self._any_tiny(rows[name]) else _extremes(rows[name])[1]
            found.append((ToleranceKind.PERCENT if name == "percent" else ToleranceKind.POINTS, high))
        if len(each) == 2 and not np.all(np.isnan(rows["tolerance"]) | np.isnan(rows["percent"])):
            found.append((ToleranceKind.POINTS, _INFINITY))
        return found + [(rung.kind, rung.size) for rung in self._fixed]

    def _tiny_edge(self, edges: Any, low: float, high: float) -> bool:
        """Tell whether an edge between these two is neither zero nor large enough to be settled."""
        return low < LEAST and high > -LEAST and self._any_tiny(np.abs(edges))

    def _any_tiny(self, sizes: Any) -> bool:
        """Tell whether a size is negative, or neither zero nor large enough to be settled."""
        mask, zero = self._mask[: np.size(sizes)], self._near[: np.size(sizes)]
        if not np.less(sizes, LEAST, out=mask).any():
            return False
        np.equal(sizes, 0.0, out=zero)
        return bool(np.not_equal(mask, zero, out=mask).any())

    def _out_of_order(self, rows: Rows) -> bool:
        """Tell whether an edge could lie on the wrong side of another."""
        plan = self._plan
        if plan.scheme.edges:
            return True
        if len(plan.sides) > 1:
            return self._any(np.greater_equal if plan.strict else np.greater, rows["low"], rows["high"])
        sign, target = plan.sides[0].sign, rows["target"]
        for name in plan.marks:
            worse, better = (target, rows[name]) if name == "stretch" else (rows[name], target)
            if sign == 0:
                apart = np.subtract(better, worse, out=self._other[: rows["values"].size])
                worse, better = 0.0, np.multiply(apart, rows["polarity"], out=apart)
            elif sign == -1:
                worse, better = better, worse
            if self._any(
                np.greater_equal if plan.strict and name == "stretch" else np.greater, worse, better
            ):
                return True
        return False

    def _any(self, compare: Any, one: Any, other: Any) -> bool:
        count = max(np.size(one), np.size(other))
        return bool(compare(one, other, out=self._mask[:count]).any())


def _extremes(column: Any) -> tuple[float, float]:
    """Return the lowest and highest number of a piece, NaN left out."""
    if isinstance(column, float):
        return column, column
    return np.fmin.reduce(column), np.fmax.reduce(column)
