"""What rows are rated by: the columns of their targets, and where each state begins from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from attrs import field, frozen

from kpirag._columns import Numbers, numbers
from kpirag._ladders import Rung, check_sides, rungs
from kpirag._texts import of_kind
from kpirag.arrays._polarities import Signs, polarity_of
from kpirag.arrays._same import Same
from kpirag.errors import InputError, InputTypeError, KpiragError, shown
from kpirag.indicators import Polarity
from kpirag.schemes import Rounding, Scheme
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance, ToleranceKind, edge_of, true_or_false

__all__ = ["EACH_ROW", "Plan", "Side", "check_decimals", "checked_scheme", "planned"]

#: The path of a rung whose size is one a row, and the tolerance that stands for it in the ladder.
EACH_ROW = "each row"
_A_ROW = Tolerance.points(1)
_NAMES = ("target", "low", "high", "tolerance", "percent", "floor", "stretch")
_NEEDS = {
    "promote": "promotes by a change",
    "interval": "rates by an interval",
    "gates": "has gates between indicators",
    "min_denominator": "leaves out few cases",
}


@frozen
class Side:
    """One side on which values fall short: the column of its bound, and where each state begins.

    Args:
        bound: The name of the column: ``"target"``, ``"low"`` or ``"high"``.
        sign: 1 if more is better on this side, -1 if less is; 0 if each row says it.
        rungs: Where each state but the worst begins, the worst first.
    """

    bound: str
    sign: int
    rungs: tuple[Rung, ...]


@frozen(eq=False)
class Plan:
    """How rows are rated: their columns and constants, and the sides of their targets.

    Args:
        scheme: The scheme.
        columns: What differs from row to row, by the name of the argument.
        constants: What is the same for all rows.
        sides: One side, or the two of a range.
        strict: True if the target must be passed.
        inclusive: Whether a floor or a stretch itself counts.
    """

    scheme: Scheme
    columns: dict[str, Numbers]
    constants: dict[str, float]
    sides: tuple[Side, ...]
    strict: bool = False
    inclusive: dict[str, bool] = field(factory=dict)

    #: The arguments that give where the sides begin.
    bounds: tuple[str, ...] = field(init=False)
    #: The arguments that give an edge as it is, beside the bounds.
    marks: tuple[str, ...] = field(init=False)
    #: Whether an edge is worked out from a percentage.
    has_percent: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        given = self.columns.keys() | self.constants.keys()
        marks = tuple(name for name in ("floor", "stretch") if name in given)
        object.__setattr__(self, "bounds", tuple(side.bound for side in self.sides))
        object.__setattr__(self, "marks", marks)
        kinds = {rung.kind for side in self.sides for rung in side.rungs}
        object.__setattr__(self, "has_percent", "percent" in given or ToleranceKind.PERCENT in kinds)


def planned(
    *,
    target: Any,
    low: Any,
    high: Any,
    tolerance: Any,
    percent: Any,
    polarity: Any,
    floor: Any,
    stretch: Any,
    strict: bool,
    scheme: Scheme,
    decimals: int | None,
) -> Plan | tuple[Polarity, Target]:
    """Return the plan for rows; or where all have one target, that target.

    Args:
        target: The target.
        low: The lower bound of a range.
        high: The upper bound.
        tolerance: How far short still counts, in points; or a `Tolerance`.
        percent: The same in percent of the target.
        polarity: Which way is better.
        floor: The amber edge itself.
        stretch: The edge of what is better than green.
        strict: True if the target must be passed.
        scheme: The scheme, already checked.
        decimals: The decimals of float16 and float32.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If arguments contradict each other.
    """
    ranges = "Rate these rows apart with polarity='range', low= and high=; or use rate_coded."
    sign = polarity_of(polarity, ranges=ranges)
    true_or_false(strict, "strict")
    if isinstance(target, Target):
        others = zip(_NAMES[1:], (low, high, tolerance, percent, floor, stretch), strict=True)
        beside = [name for name, one in others if one is not None] + ["strict"] * strict
        if beside:
            remedy = "Say it in the Target, or write the figure alone as the target."
            raise InputError("is given beside a Target, which holds it", path=beside[0], remedy=remedy)
        return _one_polarity(sign), target
    given = zip(_NAMES, (target, low, high, tolerance, percent, floor, stretch), strict=True)
    found, inclusive = _columns_of(given, decimals)
    ranged = sign is Polarity.RANGE
    _check_bounds(found, ranged=ranged, polarity=sign)
    if "floor" in found and (tolerance is not None or percent is not None):
        remedy = "Give the floor or the tolerance: a floor is the amber edge."
        raise InputError("is given beside a tolerance", path="floor", remedy=remedy)
    by = _tolerance_of(tolerance, found, scheme)
    alone = isinstance(sign, Polarity) and all(one.ndim == 0 and np.isfinite(one) for one in found.values())
    if alone and by is not None:
        return _one_polarity(sign), _target_of(found, by, inclusive, strict=strict)
    stand_in = _A_ROW if by is None else by
    marks = tuple(name for name in ("floor", "stretch") if name in found)
    way = sign if isinstance(sign, Polarity) else None
    sides = _sides(way, marks, Same(stand_in, scheme), own=tolerance is not None, strict=strict)
    if not isinstance(sign, Polarity):
        found["polarity"] = sign
    if ranged and "target" in found:
        found["low"] = found["high"] = found.pop("target")
    return Plan(
        scheme,
        {name: column for name, column in found.items() if column.ndim},
        {name: float(column) for name, column in found.items() if not column.ndim},
        sides,
        strict,
        inclusive,
    )


def _columns_of(
    given: Iterable[tuple[str, Any]], decimals: int | None
) -> tuple[dict[str, Numbers], dict[str, bool]]:
    """Return the columns given, and whether an edge among them is inclusive."""
    found, inclusive = {}, {}
    for name, one in given:
        if one is None or (name == "tolerance" and isinstance(one, Tolerance)):
            continue
        if isinstance(one, Edge) and name not in ("floor", "stretch"):
            remedy = "Write the number, and strict=True if it must be passed."
            raise InputTypeError("must be an array of numbers", path=name, got=shown(one), remedy=remedy)
        if isinstance(one, Edge):
            inclusive[name] = one.inclusive
        plain = one.value if isinstance(one, Edge) else one
        found[name] = numbers(plain, name, decimals=decimals)
    return found, inclusive


def checked_scheme(scheme: Any) -> Scheme:
    """Return a scheme by which a value alone can be rated.

    Args:
        scheme: The scheme.

    Raises:
        InputTypeError: If it is none.
        InputError: If it asks for more than the value: a change, an interval, counts, other indicators.
    """
    of_kind(scheme, Scheme, "scheme", "RAG")
    found: Scheme = scheme
    for name, does in _NEEDS.items():
        if getattr(found, name):
            remedy = f"Leave it out, scheme.replace({name}=...), or rate one outturn at a time with rate()."
            raise InputError(
                f"{does}, and rows have nothing but a value", path=f"scheme.{name}", remedy=remedy
            )
    return found


def check_decimals(scheme: Scheme, decimals: int | None) -> None:
    """Refuse a scheme that rounds without the decimals to round to.

    Args:
        scheme: The scheme.
        decimals: The decimals given.

    Raises:
        InputError: If it rounds as published and they are not given.
    """
    if scheme.rounding is Rounding.AS_PUBLISHED and decimals is None:
        problem = "is not given, and the scheme rounds figures as they are published"
        raise InputError(problem, path="decimals", remedy="Write decimals=1, say.")


def _one_polarity(sign: Polarity | Signs) -> Polarity:
    if not isinstance(sign, Polarity):
        remedy = "Write polarity='higher' or 'lower'; or use rate_coded for many definitions."
        raise InputError("differs from row to row beside one Target", path="polarity", remedy=remedy)
    return sign


def _check_bounds(found: dict[str, Numbers], *, ranged: bool, polarity: Any) -> None:
    bounded = "low" in found or "high" in found
    if bounded and "target" in found:
        remedy = "Give the target, or low and high for a range."
        raise InputError("is given beside the bounds of a range", path="target", remedy=remedy)
    if bounded and not ("low" in found and "high" in found):
        path = "low" if "high" in found else "high"
        raise InputError("is not given", path=path, remedy="A range has a lower and an upper bound.")
    if not bounded and "target" not in found:
        remedy = "Write rate_values(values, 90), or low= and high= for a range."
        raise InputTypeError("is not given", path="target", remedy=remedy)
    if bounded and not ranged:
        name = polarity if isinstance(polarity, Polarity) else "one way"
        remedy = "Write polarity='range', or one target."
        problem = f"a range does not say what {name} is better means"
        raise InputError(problem, path="polarity", remedy=remedy)
    if ranged:
        for path in ("floor", "stretch"):
            if path in found:
                remedy = "Use a tolerance: Tolerance.points(below=..., above=...)."
                raise InputError("is not for a range, which has two sides", path=path, remedy=remedy)
    if polarity is Polarity.NONE:
        problem = "rows are not judged (polarity is none), so they take no target"
        remedy = "Set the polarity to higher, lower or range."
        raise InputError(problem, path="target", remedy=remedy)


def _tolerance_of(given: Any, found: dict[str, Numbers], scheme: Scheme) -> Tolerance | None:
    """Return the one tolerance of all rows; None if each row has its own size."""
    if isinstance(given, Tolerance):
        if "percent" in found:
            remedy = "Give the Tolerance, or percent=."
            raise InputError("is given beside a Tolerance", path="percent", remedy=remedy)
        return given
    sizes = [name for name in ("tolerance", "percent") if name in found]
    if not sizes:
        return scheme.tolerance
    if len(sizes) == 2 or found[sizes[0]].ndim or not np.isfinite(found[sizes[0]]):
        return None
    try:
        tolerance = _tolerance_with(float(found[sizes[0]]), is_percent=sizes[0] == "percent")
    except KpiragError as fault:
        fault.path = sizes[0]
        raise
    del found[sizes[0]]
    return tolerance


def _target_of(
    found: dict[str, Numbers], by: Tolerance | None, inclusive: dict[str, bool], *, strict: bool
) -> Target:
    facts = tuple((name, float(column), inclusive.get(name, True)) for name, column in found.items())
    return _target_with(facts, None if "floor" in found else by, strict=strict)


# One target is often asked for again, for another piece of a table, so its few facts are kept.
@lru_cache(maxsize=8)
def _target_with(
    facts: tuple[tuple[str, float, bool], ...], tolerance: Tolerance | None, *, strict: bool
) -> Target:
    given: dict[str, Any] = {
        name: number if name == "target" else Edge(number, inclusive=inclusive)
        for name, number, inclusive in facts
    }
    return Target(given.pop("target", None), tolerance=tolerance, strict=strict, **given)


@lru_cache(maxsize=8)
def _tolerance_with(size: float, *, is_percent: bool) -> Tolerance:
    return Tolerance.percent(size) if is_percent else Tolerance.points(size)


@lru_cache(maxsize=8)
def _sides(
    way: Polarity | None, names: tuple[str, ...], kept: Same, *, own: bool, strict: bool
) -> tuple[Side, ...]:
    """Return the sides under a tolerance and a scheme; no way where each row says which way is better."""
    by, scheme = kept.things
    path = EACH_ROW if by is _A_ROW else "tolerance" if own else "scheme.tolerance"
    marks = {name: name in names for name in ("floor", "stretch")}

    def ladder(worse: str, *, bounded: bool) -> tuple[Rung, ...]:
        return tuple(rungs(scheme, by, path, worse, **marks, bounded=bounded))

    if way is Polarity.RANGE:
        below, above = ladder("below", bounded=True), ladder("above", bounded=True)
        return Side("low", 1, below), Side("high", -1, above)
    if way is None:
        for name, one in [
            ("tolerance", by),
            *((f"scheme.edges[{key!r}]", edge) for key, edge in scheme.edges),
        ]:
            if one.above is not None or one.below is not None:
                problem = "names numeric sides, and rows differ in which side is worse"
                remedy = "Give one size for the worse side, or use rate_coded."
                raise InputError(problem, path=name, got=str(one), remedy=remedy)
        return (Side("target", 0, ladder("below", bounded=False)),)
    lower = way is Polarity.LOWER
    goal = 1.0
    stand_in = Target(
        goal,
        tolerance=by if own and not marks["floor"] else None,
        floor=goal if marks["floor"] else None,
        stretch=Edge(goal, inclusive=not strict) if marks["stretch"] else None,
        strict=strict,
    )
    check_sides(stand_in, scheme, edge_of(goal, strict=strict), "below" if lower else "above")
    return (Side("target", -1 if lower else 1, ladder("above" if lower else "below", bounded=False)),)
