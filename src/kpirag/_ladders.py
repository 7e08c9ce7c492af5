"""Where each state of a scheme begins: the edges of a target and its tolerance, on one axis."""

from __future__ import annotations

import math
from typing import Any

from attrs import field, frozen

from kpirag._numbers import number
from kpirag.errors import InputError, shown
from kpirag.schemes import Scheme
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance, ToleranceKind, beyond, edge_of

__all__ = [
    "BandEdge",
    "Rung",
    "ascending",
    "check_sides",
    "joined",
    "ladder",
    "mirrored",
    "rungs",
    "tolerance_of",
]

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
    if not bounded:
        check_sides(target, scheme, goal, _other(worse))
    at = number(goal.value, "target.value")
    tolerance, path = _given_tolerance(target, scheme)
    given = {"goal": goal, "floor": target.floor, "stretch": target.stretch}
    steps: list[_Step] = []
    for rung in rungs(
        scheme,
        tolerance,
        path,
        worse,
        floor=target.floor is not None,
        stretch=target.stretch is not None,
        bounded=bounded,
    ):
        written = given.get(rung.begins)
        if written is None:
            value = beyond(at, rung.size, rung.kind, rung.side, path=rung.path)
            # A strict tolerance of nothing does not make the target harder to meet.
            passed = rung.place == scheme.met_place and value == at
            edge = goal if passed else Edge(value, inclusive=rung.inclusive)
        else:
            edge = edge_of(written)
        value = number(edge.value, "value")
        # What is better than met is never easier to reach than a target that must be passed.
        opens = edge.inclusive and (rung.place <= scheme.met_place or goal.inclusive or value != at)
        steps.append((rung.place, BandEdge(sign * value, opens=opens)))
    return _without_empty(steps, scheme)


@frozen
class Rung:
    """Where a state begins: at the target, its floor or its stretch, or so far from the target.

    Args:
        place: The place of the state in the scheme, the worst at 0.
        begins: ``"goal"``, ``"floor"`` or ``"stretch"``; ``"away"`` for so far from the target.
        size: How far, in points or percent of the target.
        kind: Points or percent.
        side: On which side of the target: ``"above"`` or ``"below"``.
        inclusive: True if the state holds a value exactly there.
        path: Where the size was given, for errors.
    """

    place: int
    begins: str
    size: float = 0.0
    kind: ToleranceKind = ToleranceKind.NONE
    side: str = ""
    inclusive: bool = True
    path: str = ""


def rungs(
    scheme: Scheme,
    tolerance: Tolerance,
    path: str,
    worse: str,
    *,
    floor: bool,
    stretch: bool,
    bounded: bool,
) -> list[Rung]:
    """Return where each state but the worst begins, from the worst state up; some may have no rung.

    Args:
        scheme: The scheme.
        tolerance: The target's own tolerance, or the scheme's.
        path: Where the tolerance was given, for errors.
        worse: The side of the target that is worse: ``"above"`` or ``"below"``.
        floor: Whether the target has a floor.
        stretch: Whether the target has a stretch.
        bounded: True for a bound of a range, inside which nothing is better than met.

    Raises:
        InputError: If a state has no edge, in the scheme or from the target.
    """
    own, met, better = dict(scheme.edges), scheme.met_place, _other(worse)
    last = met if bounded else len(scheme.states) - 1
    found: list[Rung | None] = []
    for place in range(1, last + 1):
        name = str(scheme.states[place])
        if name in own:
            side, where = worse if place <= met else better, f"scheme.edges[{name!r}]"
            found.append(_away(place, own[name], side, where) or Rung(place, "goal"))
        elif place == met:
            moved = scheme.tolerance_counts_as == "green" and not floor
            found.append((moved and _away(place, tolerance, worse, path)) or Rung(place, "goal"))
        elif place == met - 1:
            none = scheme.tolerance_counts_as == "green"
            worked_out = None if none else _away(place, tolerance, worse, path)
            found.append(Rung(place, "floor") if floor else worked_out)
        elif place == met + 1:
            found.append(Rung(place, "stretch") if stretch else _beyond(place, tolerance, better, path))
        else:
            problem = f"{name!r} has no edge in {scheme.name}"
            remedy = f"Give it one: Scheme(..., edges=(({name!r}, Tolerance.points(...)), ...))."
            raise InputError(problem, path="scheme.edges", remedy=remedy)
    return [rung for rung in found if rung is not None]


def _away(place: int, by: Tolerance, side: str, path: str) -> Rung | None:
    size = by.on(side)
    return None if size is None else Rung(place, "away", size, by.kind, side, not by.strict, path)


def _beyond(place: int, by: Tolerance, side: str, path: str) -> Rung | None:
    """Return the rung of what is better than met, if the tolerance names that side."""
    size: float | None = getattr(by, side)
    # Within the tolerance is not yet better than green, so its outer edge must be passed.
    return None if size is None else Rung(place, "away", size, by.kind, side, by.strict, path)


def check_sides(target: Target, scheme: Scheme, goal: Edge, better: str) -> None:
    """Refuse a floor, a stretch or a better-side tolerance that lies where it cannot mean anything.

    Args:
        target: The target.
        scheme: The scheme.
        goal: The target as an edge.
        better: The side of it that is better: ``"above"`` or ``"below"``.

    Raises:
        InputError: If something lies on the wrong side.
    """
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
