"""Codes of rows, each edge settled as for one figure; what cannot be a target is refused by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._columns import refuse_rows
from kpirag._ladders import Rung
from kpirag._numbers import LEAST, TOO_SMALL
from kpirag.arrays._exact import Bools, Floats, settled_rows
from kpirag.arrays._plans import EACH_ROW, Plan, Side
from kpirag.tolerances import ToleranceKind

__all__ = ["Rows", "exact_codes"]

#: A piece of the columns by name; "values" and what the plan has.
Rows: TypeAlias = Mapping[str, Any]


@frozen
class _Where:
    """Where a piece of rows stands, so that an error can name them."""

    plan: Plan
    start: int
    shape: tuple[int, ...] | None

    def refuse(self, wrong: Bools, name: str, got: Floats, problem: str, remedy: str) -> None:
        """Refuse the rows that are wrong, under the name of their argument."""
        if not wrong.any():
            return
        if name in self.plan.columns:
            refuse_rows(wrong, name, problem, got=got, remedy=remedy, start=self.start, shape=self.shape)
        else:  # one number for all rows
            first = got[wrong][:1]
            refuse_rows(np.ones(1, bool), name, problem, got=first, remedy=remedy, shape=())

    def check_mark(self, name: str, edge: Floats, goal: Floats, given: Floats) -> None:
        """Refuse floors and stretches on the wrong side of the target."""
        both = np.isfinite(edge) & np.isfinite(goal)  # else the row is not rated
        if name == "floor":
            remedy = "Write a floor on the worse side of the target."
            self.refuse(both & (edge > goal), name, given, "is on the better side of the target", remedy)
            return
        remedy = "Write a stretch on the better side of the target."
        self.refuse(both & (edge < goal), name, given, "is on the worse side of the target", remedy)
        if self.plan.strict and self.plan.inclusive.get(name, True):
            problem = "is easier to reach than the target, which must be passed"
            self.refuse(both & (edge == goal), name, given, problem, "Write a stretch beyond the target.")


def exact_codes(
    plan: Plan, rows: Rows, *, start: int = 0, shape: tuple[int, ...] | None = None
) -> NDArray[np.int8]:
    """Return the codes of a piece of rows: 0 not rated, then the states of the scheme from 1.

    Args:
        plan: How the rows are rated.
        rows: The piece, with the values; a column is one number where all rows share it.
        start: The number of its first row.
        shape: The shape of the whole, for errors.

    Raises:
        InputError: If a row has a target or tolerance that cannot be, such as a percentage of zero.
    """
    with np.errstate(over="ignore", invalid="ignore"):  # what is infinite is not rated
        return _codes(plan, rows, _Where(plan, start, shape))


def _codes(plan: Plan, rows: Rows, where: _Where) -> NDArray[np.int8]:
    values = rows["values"]
    known = {name: np.broadcast_to(np.float64(one), values.shape) for name, one in rows.items()}
    for name in (*plan.bounds, *plan.marks):
        tiny = (known[name] != 0) & (np.abs(known[name]) < LEAST)
        where.refuse(tiny, name, known[name], TOO_SMALL, "Write the figures in a smaller unit.")
    if len(plan.sides) > 1:
        _check_range(plan, known, where)
    sign = plan.sides[0].sign or known["polarity"]
    for name in plan.marks:
        where.check_mark(name, known[name] * sign, known["target"] * sign, known[name])
    rated = np.isfinite(values)
    levels: list[Bools] = []
    for side in plan.sides:
        reached, usable = _reached(plan, side, known, where)
        rated &= usable
        found = _levels(reached)
        levels = [one & other for one, other in zip(levels, found, strict=True)] if levels else found
    codes: NDArray[np.int8] = rated.astype(np.int8)
    for level in levels:
        codes += (level & rated).view(np.int8)
    return codes


def _levels(reached: dict[int, Bools]) -> list[Bools]:
    """Return for each place from 1 whether rows are at least there; one without an edge is never alone."""
    levels: list[Bools] = []
    for place in range(max(reached), 0, -1):
        found = [reached[place]] if place in reached else []
        levels.append(np.logical_or.reduce([*levels[-1:], *found]))
    return levels


def _reached(
    plan: Plan, side: Side, known: Mapping[str, Floats], where: _Where
) -> tuple[dict[int, Bools], Bools]:
    """Return which rows reach each state's edge on one side, and which rows can be rated at all."""
    sign: Any = side.sign or known["polarity"]
    plain = side.sign == 1
    at, values = known[side.bound], known["values"] if plain else known["values"] * sign
    goal = at if plain else at * sign
    usable = np.isfinite(at)
    if side.sign == 0:
        usable &= sign != 0
    reached: dict[int, Bools] = {}
    before: Floats | None = None
    for rung in side.rungs:
        edge, inclusive = goal, not plan.strict
        if rung.begins in ("floor", "stretch"):
            edge = known[rung.begins] if plain else known[rung.begins] * sign
            inclusive = plan.inclusive.get(rung.begins, True)
            usable &= np.isfinite(edge)
        elif rung.begins == "away":
            size = _size(side, rung, known, where)
            inclusive = rung.inclusive
            usable &= np.isfinite(size)
            edge = _away(side, rung, goal, size, where)
        passed = _passed(values, edge, inclusive=inclusive)
        # At the target itself its own strictness decides: a strict tolerance of nothing does not make it
        # harder to meet, and what is better than met is no easier to reach.
        above_met = rung.place - plan.scheme.met_place
        if (above_met == 0 and inclusive is plan.strict) or (above_met > 0 and inclusive and plan.strict):
            np.copyto(passed, _passed(values, goal, inclusive=not plan.strict), where=edge == goal)
        if before is not None:
            problem = "lies on the better side of the edge of a better state"
            remedy = "Give the worse state the wider tolerance."
            where.refuse((before > edge) & usable, side.bound, at, problem, remedy)
        before = edge
        reached[rung.place] = passed
    return reached, usable


def _passed(values: Floats, edge: Floats, *, inclusive: bool) -> Bools:
    return np.greater_equal(values, edge) if inclusive else np.greater(values, edge)


def _size(side: Side, rung: Rung, known: Mapping[str, Floats], where: _Where) -> Floats:
    """Return how far from the target a rung lies, in the unit of the target."""
    at = known[side.bound]
    if rung.path != EACH_ROW:
        size = np.full(at.shape, rung.size)
        return _percent_of(side, at, size, where) if rung.kind is ToleranceKind.PERCENT else size
    points, percent = known.get("tolerance"), known.get("percent")
    for name, given in (("tolerance", points), ("percent", percent)):
        if given is not None:
            where.refuse(given < 0, name, given, "must not be negative", "Write the size without its sign.")
            tiny = (given != 0) & (given < LEAST)
            where.refuse(tiny, name, given, TOO_SMALL, "Write the figures in a smaller unit.")
    if percent is None:
        return points  # type: ignore[return-value]  # one of the two is there
    share = _percent_of(side, at, percent, where)
    if points is None:
        return share
    both = ~np.isnan(points) & ~np.isnan(percent)
    remedy = "Leave one of them out: give NaN for the kind a row does not have."
    where.refuse(both, "percent", percent, "is given beside a tolerance in points", remedy)
    return np.where(np.isnan(points), share, points)


def _percent_of(side: Side, at: Floats, percent: Floats, where: _Where) -> Floats:
    wrong = (at <= 0) & (percent != 0) & np.isfinite(at) & np.isfinite(percent)
    problem = "takes no percentage as a tolerance, because it is not above zero"
    remedy = "Give such rows a tolerance in points, in the unit of the target."
    where.refuse(wrong, side.bound, at, problem, remedy)
    share: Floats = at * percent / 100
    return share


def _away(side: Side, rung: Rung, goal: Floats, size: Floats, where: _Where) -> Floats:
    """Return the outer edge of a tolerance on the axis where more is better, as `beyond` settles it."""
    short = rung.side == ("above" if side.sign == -1 else "below")
    moved = goal - size if short else goal + size
    edge = settled_rows(moved, np.maximum(np.abs(goal), size))
    wrong = np.isinf(edge) & np.isfinite(goal) & np.isfinite(size)
    remedy = "Write the figures in thousands or millions."
    where.refuse(wrong, side.bound, goal, "puts the edge of a band beyond the largest figure", remedy)
    edge = np.minimum(edge, goal) if short else np.maximum(edge, goal)
    return np.where(size == 0, goal, edge)


def _check_range(plan: Plan, known: Mapping[str, Floats], where: _Where) -> None:
    low, high = known["low"], known["high"]
    wrong = (low > high) & np.isfinite(low) & np.isfinite(high)
    where.refuse(wrong, "low", low, "lies above the upper bound", "Write the lower bound first.")
    if plan.strict:
        remedy = "Include an end, or move the bounds apart."
        wrong = (low == high) & np.isfinite(low)
        for side in plan.sides:
            wrong &= _met_at_bound(side, known, where)
        where.refuse(wrong, "low", low, "leaves no value inside the range", remedy)


def _met_at_bound(side: Side, known: Mapping[str, Floats], where: _Where) -> Any:
    """Return whether a range is met from its bound on, and not from so far outside it."""
    rung = side.rungs[-1]
    if rung.begins != "away":
        return True
    goal = known[side.bound] * side.sign
    return _away(side, rung, goal, _size(side, rung, known, where), where) == goal
