"""Where each state of a scheme begins: the edges of a target and its tolerance, on one axis."""

from __future__ import annotations

import math
from typing import Any

from attrs import field, frozen

from kpirag._numbers import number
from kpirag.errors import InputError, shown
from kpirag.schemes import Scheme
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance, beyond, edge_of

__all__ = ["BandEdge", "ascending", "joined", "ladder", "mirrored", "tolerance_of"]

_INFINITY = math.inf


@frozen
class BandEdge:
    """Where one band ends and the next begins, and which of the two holds the number itself.

    Args:
        value: The number.
        opens: True if the number belongs to the band above it, False if to the one below.

    Example:
        >>> BandEdge(60.0, opens=True).cut
        60.0
    """

    value: float
    opens: bool = field(kw_only=True)

    @property
    def cut(self) -> float:
        """The least float of the band above: every comparison is ``value >= cut``."""
        return self.value if self.opens else math.nextafter(self.value, _INFINITY)


def _given_tolerance(target: Target, scheme: Scheme) -> tuple[Tolerance, str]:
    """Return the target's own tolerance or the scheme's, and where it was given."""
    if target.tolerance is None:
        shared = scheme.tolerance if target.share is None else scheme.tolerance.scaled(target.share)
        return shared, "scheme.tolerance"
    return target.tolerance, "target.tolerance"


def _sides_used(target: Target, scheme: Scheme) -> tuple[bool, bool]:
    """Return whether a tolerance moves an edge on the worse side of the target, and on the better side.

    It moves none where a state has an edge of its own in the scheme, or the target gives the
    edge itself as a floor or stretch, or where there is no state for it.
    """
    own = {name for name, _ in scheme.edges}
    met = scheme.met_place
    place = met if scheme.tolerance_counts_as == "green" else met - 1
    worse = target.floor is None and place > 0 and str(scheme.states[place]) not in own
    has_best = met + 1 < len(scheme.states)
    return worse, has_best and target.stretch is None and str(scheme.states[met + 1]) not in own


def tolerance_of(target: Target, scheme: Scheme, better: str | None) -> Tolerance:
    """Return what is used of the target's own tolerance or the scheme's.

    Args:
        target: The target.
        scheme: The scheme.
        better: The side of the target that is better; None for a range.
    """
    given, _ = _given_tolerance(target, scheme)
    worse_used, better_used = _sides_used(target, scheme)
    if better is None or getattr(given, better) is None:
        return given if worse_used else Tolerance.none()
    sides: dict[str, Any] = {"above": given.above, "below": given.below}
    if not better_used:
        sides[better] = None
    if not worse_used:
        sides[_other(better)] = None
    if sides["above"] is None and sides["below"] is None:
        return Tolerance.none()
    return Tolerance(given.kind, **sides, strict=given.strict)


def _other(side: str) -> str:
    return "above" if side == "below" else "below"


#: A state's place and the edge at which it begins, in a space where more is always better.
_Step = tuple[int, BandEdge]


def ladder(target: Target, scheme: Scheme, goal: Edge, worse: str, *, bounded: bool = False) -> list[_Step]:
    """Return the steps from the worst state up, on the axis where more is better.

    The axis is turned round where the worse side is above, so one rule serves both.

    Args:
        target: The target.
        scheme: The scheme.
        goal: The target as an edge, or the bound of a range that faces the worse side.
        worse: The side of it that is worse: ``"above"`` or ``"below"``.
        bounded: True for a bound of a range, inside which nothing is better than met.
    """
    sign = 1 if worse == "below" else -1
    better = _other(worse)
    if not bounded:
        _check_sides(target, scheme, goal, better)
    own = dict(scheme.edges)
    met = scheme.met_place
    at = number(goal.value, "target.value")
    last = met if bounded else len(scheme.states) - 1
    steps: list[_Step] = []
    for place in range(1, last + 1):
        name = str(scheme.states[place])
        edge: Edge | None
        if name in own:
            side = worse if place <= met else better
            edge = _own_edge(own[name], goal, side, f"scheme.edges[{name!r}]", is_goal=place == met)
        elif place == met:
            edge = _goal_edge(target, scheme, goal, worse)
        elif place == met - 1:
            edge = _amber_edge(target, scheme, at, worse)
        elif place == met + 1:
            edge = _best_edge(target, scheme, at, better)
        else:
            problem = f"{name!r} has no edge in {scheme.name}"
            remedy = f"Give it one: Scheme(..., edges=(({name!r}, Tolerance.points(...)), ...))."
            raise InputError(problem, path="scheme.edges", remedy=remedy)
        if edge is None:
            continue
        value = number(edge.value, "value")
        # What is better than met is never easier to reach than a target that must be passed.
        opens = edge.inclusive and (place <= met or goal.inclusive or value != at)
        steps.append((place, BandEdge(sign * value, opens=opens)))
    return _without_empty(steps, scheme)


def _own_edge(size: Tolerance, goal: Edge, side: str, path: str, *, is_goal: bool) -> Edge:
    amount = size.on(side)
    if amount is None:
        return goal
    at = number(goal.value, "target.value")
    value = beyond(at, amount, size.kind, side, path=path)
    if is_goal and value == at:  # a strict tolerance of nothing does not make the target harder to meet
        return goal
    return Edge(value, inclusive=not size.strict)


def _goal_edge(target: Target, scheme: Scheme, goal: Edge, worse: str) -> Edge:
    tolerance, path = _given_tolerance(target, scheme)
    if scheme.tolerance_counts_as != "green" or target.floor is not None:
        return goal
    return _own_edge(tolerance, goal, worse, path, is_goal=True)


def _amber_edge(target: Target, scheme: Scheme, at: float, worse: str) -> Edge | None:
    if target.floor is not None:
        return edge_of(target.floor)
    if scheme.tolerance_counts_as == "green":
        return None
    tolerance, path = _given_tolerance(target, scheme)
    size = tolerance.on(worse)
    if size is None:
        return None
    return Edge(beyond(at, size, tolerance.kind, worse, path=path), inclusive=not tolerance.strict)


def _best_edge(target: Target, scheme: Scheme, at: float, better: str) -> Edge | None:
    if target.stretch is not None:
        return edge_of(target.stretch)
    tolerance, path = _given_tolerance(target, scheme)
    size: float | None = getattr(tolerance, better)
    if size is None:
        return None
    # Within the tolerance is not yet better than green, so its outer edge must be passed.
    return Edge(beyond(at, size, tolerance.kind, better, path=path), inclusive=tolerance.strict)


def _check_sides(target: Target, scheme: Scheme, goal: Edge, better: str) -> None:
    """Refuse a floor, a stretch or a better-side tolerance that lies where it cannot mean anything."""
    sign = 1 if better == "above" else -1
    at = sign * number(goal.value, "target.value")
    if target.floor is not None:
        floor = edge_of(target.floor)
        if sign * number(floor.value, "target.floor") > at:
            problem = "is on the better side of the target"
            remedy = f"Write a floor {_words(-sign)} the target."
            raise InputError(problem, path="target.floor", got=shown(floor.value), remedy=remedy)
    if target.stretch is not None:
        stretch = edge_of(target.stretch)
        reach = sign * number(stretch.value, "target.stretch")
        remedy = f"Write a stretch {_words(sign)} the target."
        if reach < at:
            problem = "is on the worse side of the target"
            raise InputError(problem, path="target.stretch", got=shown(stretch.value), remedy=remedy)
        if reach == at and stretch.inclusive and not goal.inclusive:
            problem = "is easier to reach than the target, which must be passed"
            remedy = f"Write Edge({shown(stretch.value)}, inclusive=False), or a stretch beyond the target."
            raise InputError(problem, path="target.stretch", got=shown(stretch.value), remedy=remedy)
    tolerance, path = _given_tolerance(target, scheme)
    if getattr(tolerance, better) is None:
        return
    worse_used, _ = _sides_used(target, scheme)
    if scheme.met_place + 1 == len(scheme.states) and worse_used:
        problem = f"the tolerance {better} the target is on its better side, where this scheme has no state"
        remedy = "Use BRAG or another scheme with a better-than-green state, or give the worse side alone."
        raise InputError(problem, path=path, got=str(tolerance), remedy=remedy)
    if target.stretch is not None and target.tolerance is not None:
        problem = "is given beside a tolerance on the better side"
        remedy = f"Give the stretch, or the tolerance {better}."
        raise InputError(problem, path="target.stretch", remedy=remedy)


def _words(sign: int) -> str:
    return "at or above" if sign == 1 else "at or below"


def _without_empty(steps: list[_Step], scheme: Scheme) -> list[_Step]:
    """Return the steps without states that hold no value, refusing edges in the wrong order."""
    kept: list[_Step] = []
    for place, edge in steps:
        while kept and kept[-1][1].cut >= edge.cut:
            worse, passed = kept.pop()
            if passed.value > edge.value:
                names = f"{scheme.states[worse]} lies on the better side of that of {scheme.states[place]}"
                remedy = "Give the worse state the wider tolerance."
                raise InputError(f"the edge of {names}", path="scheme.edges", remedy=remedy)
        kept.append((place, edge))
    return kept


def ascending(steps: list[_Step], scheme: Scheme) -> tuple[tuple[BandEdge, ...], tuple[Any, ...]]:
    """Return the edges of a ladder, and the states below, between and above them."""
    places = [0, *(place for place, _ in steps)]
    return tuple(edge for _, edge in steps), tuple(scheme.states[place] for place in places)


def mirrored(edges: tuple[BandEdge, ...]) -> tuple[BandEdge, ...]:
    """Return the edges with the axis turned round."""
    return tuple(BandEdge(0.0 - edge.value, opens=not edge.opens) for edge in reversed(edges))


def joined(
    below: list[_Step], above: list[_Step], scheme: Scheme
) -> tuple[tuple[BandEdge, ...], tuple[Any, ...]]:
    """Return the two ladders of a range as one: up to the green between them, and down again."""
    rising, names = ascending(below, scheme)
    falling, names_above = ascending(above, scheme)
    down = mirrored(falling)
    if rising and down and rising[-1].cut >= down[0].cut:
        remedy = "Include an end, or move the bounds apart."
        raise InputError("no value lies inside the range", path="target", remedy=remedy)
    return rising + down, names + names_above[-2::-1]
