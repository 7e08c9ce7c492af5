"""Bands: a target with its tolerance compiled to a step function from a value to a status."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Any

from attrs import field, frozen

from kpirag._ladders import BandEdge, ascending, joined, ladder, mirrored, tolerance_of
from kpirag._numbers import GivenNumber, number, settled
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown
from kpirag.indicators import Indicator, Polarity
from kpirag.schemes import RAG, Scheme
from kpirag.statuses import Status
from kpirag.targets import Target
from kpirag.tolerances import Edge, Tolerance, ToleranceKind

__all__ = ["BandEdge", "Bands"]

_INFINITY = math.inf
_LARGEST = 1.7976931348623157e308


def _cuts_of(edges: tuple[BandEdge, ...]) -> tuple[float, ...]:
    return tuple(edge.cut for edge in edges)


@frozen(repr=False)
class Bands:
    """The step function from a value to a status that a target and its tolerance amount to.

    Make them with `Bands.of`. Two bands are equal if they rate every value alike: if they have
    the same statuses, and each begins at the same float.

    Args:
        edges: The edges in ascending order.
        statuses: The status of each piece between and around them: one more than the edges.
        indicator: The indicator, which gives the unit.
        target: The target they come from.
        scheme: The scheme they come from.

    Example:
        >>> from kpirag import Tolerance
        >>> ehcp = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent")
        >>> bands = Bands.of(ehcp, Target(60, tolerance=Tolerance.points(5)))
        >>> bands.status(55.0), bands.status(54.9)
        (<Status.AMBER: 'amber'>, <Status.RED: 'red'>)
    """

    edges: tuple[BandEdge, ...] = field(eq=_cuts_of)
    statuses: tuple[Any, ...]
    indicator: Indicator = field(eq=False)
    target: Target = field(eq=False)
    scheme: Scheme = field(eq=False)
    # The cuts with a sentinel at either end, the statuses with None for what cannot be rated,
    # and the window of the three lowest pieces, which holds all of a two- or three-state scheme.
    _cuts: tuple[float, ...] = field(init=False, repr=False, eq=False)
    _pieces: tuple[Any, ...] = field(init=False, repr=False, eq=False)
    _floor: float = field(init=False, repr=False, eq=False)
    _low: float = field(init=False, repr=False, eq=False)
    _high: float = field(init=False, repr=False, eq=False)
    _ceiling: float = field(init=False, repr=False, eq=False)
    _bottom: Any = field(init=False, repr=False, eq=False)
    _middle: Any = field(init=False, repr=False, eq=False)
    _top: Any = field(init=False, repr=False, eq=False)
    _levels: tuple[tuple[float, float], ...] | None = field(default=None, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        cuts = _cuts_of(self.edges)
        padded = (*cuts, _INFINITY, _INFINITY, _INFINITY)
        pieces = (*self.statuses, None, None)
        derived = {
            "_cuts": (-_LARGEST, *cuts, _INFINITY),
            "_pieces": (None, *self.statuses, None),
            "_floor": -_LARGEST,
            "_low": padded[0],
            "_high": padded[1],
            "_ceiling": padded[2],
            "_bottom": pieces[0],
            "_middle": pieces[1],
            "_top": pieces[2],
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, indicator: Indicator, target: Target, scheme: Scheme = RAG) -> Bands:
        """Return the bands that a target of an indicator has under a scheme.

        An edge worked out from a tolerance is settled once, so that a value exactly on it is
        in the band that decimal arithmetic puts it in; a target, floor or bound of a range is
        used as it was given.

        Args:
            indicator: The indicator.
            target: The target; used as it stands, whatever its period.
            scheme: The scheme.

        Raises:
            InputTypeError: If an argument is of the wrong kind.
            InputError: If the target does not fit the indicator or the scheme: a range for
                higher is better, a target for an indicator that is not judged, a percentage
                of zero, a floor on the wrong side, a better-side tolerance without a
                better-than-green state.

        Example:
            >>> from kpirag import Tolerance
            >>> caseload = Indicator("25", "Average caseload", polarity="lower")
            >>> print(Bands.of(caseload, Target(18, tolerance=Tolerance.percent(10))).describe())
            Green at 18 or less; Amber above 18, up to and including 19.8; Red above 19.8
        """
        _check_kinds(indicator, target, scheme)
        edges = target.edges
        if indicator.polarity is Polarity.NONE:
            problem = f"indicator {indicator.ref} is not judged (its polarity is none), so it takes no target"
            remedy = "Leave the target out, or set the polarity to higher, lower or range."
            raise InputError(problem, path="target", remedy=remedy)
        if indicator.polarity is Polarity.RANGE:
            for path in ("floor", "stretch"):
                if getattr(target, path) is not None:
                    remedy = "Use a tolerance: Tolerance.points(below=..., above=...)."
                    problem = "is not for a range, which has two sides"
                    raise InputError(problem, path=f"target.{path}", remedy=remedy)
            low, high = edges if target.is_range else edges * 2
            below = ladder(target, scheme, low, "below", bounded=True)
            above = ladder(target, scheme, high, "above", bounded=True)
            return cls(*joined(below, above, scheme), indicator, target, scheme)
        if target.is_range:
            problem = f"a range does not say what {indicator.polarity} is better means"
            remedy = "Write Target(60) for one number, or set the polarity to range."
            raise InputError(problem, path="target", got=repr(target), remedy=remedy)
        if indicator.polarity is Polarity.HIGHER:
            steps, names = ascending(ladder(target, scheme, edges[0], "below"), scheme)
            return cls(steps, names, indicator, target, scheme)
        steps, names = ascending(ladder(target, scheme, edges[0], "above"), scheme)
        return cls(mirrored(steps), names[::-1], indicator, target, scheme)

    def status(self, value: GivenNumber) -> Status:
        """Return the status of a value.

        Args:
            value: The value, in the indicator's unit; compared as it is.

        Returns:
            A `Status`; under a scheme with states of its own, one of those.

        Raises:
            InputTypeError: If the value is not a number.
            InputError: If it is NaN or infinite.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26, strict=True)).status(26)
            <Status.RED: 'red'>
        """
        if value.__class__ is not float:
            value = number(value, "value")
        if value >= self._high:
            if value >= self._ceiling:
                return self._looked_up(value)
            return self._top  # type: ignore[no-any-return]  # a member of the scheme's states
        if value >= self._low:
            return self._middle  # type: ignore[no-any-return]  # a member of the scheme's states
        if value >= self._floor:
            return self._bottom  # type: ignore[no-any-return]  # a member of the scheme's states
        return self._looked_up(value)

    def _looked_up(self, value: GivenNumber) -> Status:
        found = self._pieces[bisect_right(self._cuts, value)]
        if found is None:
            number(value, "value")  # refuses what no band holds: NaN and the infinities
        return found  # type: ignore[no-any-return]  # a member of the scheme's states

    @property
    def levels(self) -> tuple[tuple[float, float], ...]:
        """For each state but the worst, the lowest and the highest value that is at least that good.

        The values that are at least as good as a state lie in one piece: above an edge, below one, or
        between two. An end that is open is infinite. If no value is that good, the ends are the wrong
        way round. Both ends are inside, so a column of values is rated by comparisons alone.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26, floor=30)).levels
            ((-inf, 30.0), (-inf, 26.0))
        """
        found = self._levels
        if found is None:
            codes = [self.scheme.code(status) for status in self.statuses]
            starts = [-_INFINITY, *(edge.cut for edge in self.edges)]
            ends = [*(math.nextafter(edge.cut, -_INFINITY) for edge in self.edges), _INFINITY]
            levels = []
            for code in range(2, len(self.scheme.states) + 1):
                inside = [place for place, one in enumerate(codes) if one >= code]
                levels.append((starts[inside[0]], ends[inside[-1]]) if inside else (_INFINITY, -_INFINITY))
            found = tuple(levels)
            object.__setattr__(self, "_levels", found)
        return found

    def met(self, value: GivenNumber) -> bool:
        """Return whether a value meets the target itself, whatever colour it has.

        Args:
            value: The value, in the indicator's unit.

        Raises:
            InputTypeError: If the value is not a number.
            InputError: If it is NaN or infinite.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26)).met(26)
            True
        """
        compared = number(value, "value")
        return all(_reaches(compared, edge, sign) for edge, sign in self._goals())

    def shortfall(self, value: GivenNumber) -> float:
        """Return how far a value lies beyond the target, on the worse side; 0 if it is met.

        Args:
            value: The value, in the indicator's unit.

        Returns:
            The distance in the unit, settled; from the nearer bound of a range. It is 0 for a
            value exactly on a target that must be passed, though that is not met.

        Raises:
            InputTypeError: If the value is not a number.
            InputError: If it is NaN or infinite.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26)).shortfall(27.2)
            1.2
        """
        compared = number(value, "value")
        for edge, sign in self._goals():
            bound = number(edge.value, "value")
            distance = (bound - compared) * sign
            if distance > 0:
                return settled(distance, max(abs(bound), abs(compared))) or distance
        return 0.0

    def variance(self, value: GivenNumber) -> float:
        """Return a value less the target, settled; 0 inside a range, else from its nearer bound.

        Args:
            value: The value, in the indicator's unit.

        Raises:
            InputTypeError: If the value is not a number.
            InputError: If it is NaN or infinite.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26)).variance(24)
            -2.0
        """
        compared = number(value, "value")
        low, high = (number(edge.value, "target") for edge in (self.target.edges[0], self.target.edges[-1]))
        bound = low if compared < low else min(compared, high)
        distance = compared - bound
        return settled(distance, max(abs(bound), abs(compared))) or distance

    def varies_beyond(self, tolerance: Tolerance, variance: float) -> bool:
        """Return whether a variance is larger than a tolerance allows, on whichever side it lies.

        Args:
            tolerance: The tolerance; a size holds on both sides. Percent of a target of 0 is 0,
                so that any variance is beyond it.
            variance: What `variance` gives.

        Example:
            >>> from kpirag import Tolerance
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(20)).varies_beyond(Tolerance.percent(5), -1.1)
            True
        """
        if variance == 0:
            return False
        side, edge = ("above", self.target.edges[-1]) if variance > 0 else ("below", self.target.edges[0])
        size = 0.0 if tolerance.is_none else tolerance.on(side)
        if size is None:
            return False
        bound = abs(number(edge.value, "target"))
        allowed = bound * size / 100 if tolerance.kind is ToleranceKind.PERCENT else size
        distance = settled(allowed, max(bound, allowed))
        return abs(variance) > distance or (tolerance.strict and abs(variance) == distance)

    def _goals(self) -> list[tuple[Edge, int]]:
        edges = self.target.edges
        if self.indicator.polarity is Polarity.RANGE:
            return [(edges[0], 1), (edges[-1], -1)]
        return [(edges[0], 1 if self.indicator.polarity is Polarity.HIGHER else -1)]

    @property
    def tolerance(self) -> Tolerance:
        """What is used of the tolerance, the target's own or the scheme's.

        It is none beside a floor, and where the scheme has no state for it or gives the state
        an edge of its own.
        """
        sides = {Polarity.HIGHER: "above", Polarity.LOWER: "below"}
        return tolerance_of(self.target, self.scheme, sides.get(self.indicator.polarity))

    def describe(self) -> str:
        """Return the bands in one line, best first.

        Example:
            >>> range_ = Indicator("4", "Occupancy", polarity="range", unit="percent")
            >>> print(Bands.of(range_, Target.between(80, 90)).describe())
            Green from 80% to 90% inclusive; Red below 80% or above 90%
        """
        best_first = sorted(set(self.statuses), key=self.scheme.states.index, reverse=True)
        return "; ".join(
            f"{self.scheme.label(status)} {self.describe_status(status)}" for status in best_first
        )

    def describe_status(self, status: Any) -> str:
        """Return where a status lies, such as ``from 55% up to 60%``; empty if no value has it.

        Args:
            status: A state of the scheme.

        Raises:
            InputError: If the scheme has no such state.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26)).describe_status("red")
            'above 26 days'
        """
        state = self.scheme.state(status, "status")
        bounds = (None, *self.edges, None)
        pieces = zip(self.statuses, bounds[:-1], bounds[1:], strict=True)
        return " or ".join(self._piece(lower, upper) for found, lower, upper in pieces if found == state)

    def _piece(self, lower: BandEdge | None, upper: BandEdge | None) -> str:
        text = self.indicator.text
        if lower is None or upper is None:
            if lower is not None:
                return f"at {text(lower.value)} or more" if lower.opens else f"above {text(lower.value)}"
            if upper is not None:
                return f"below {text(upper.value)}" if upper.opens else f"at {text(upper.value)} or less"
            return "at any value"
        low, high = text(lower.value), text(upper.value)
        if low == high:
            return f"at {low}"
        if lower.opens:
            return f"from {low} up to {high}" if upper.opens else f"from {low} to {high} inclusive"
        return f"above {low} and below {high}" if upper.opens else f"above {low}, up to and including {high}"

    def __repr__(self) -> str:
        return f"<Bands: {self.describe()}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the bands as a dict of plain values.

        Example:
            >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
            >>> Bands.of(days, Target(26)).to_dict()["statuses"]
            ['green', 'red']
        """
        return {
            "edges": [edge.value for edge in self.edges],
            "opens": [edge.opens for edge in self.edges],
            "statuses": [str(status) for status in self.statuses],
            "unit": self.indicator.unit.value,
            "scheme": self.scheme.name,
            "description": self.describe(),
        }


def _check_kinds(indicator: object, target: object, scheme: object) -> None:
    faults: list[KpiragError] = []
    for path, given, kind, example in (
        ("indicator", indicator, Indicator, "Indicator('32', 'EHC plans', polarity='higher')"),
        ("target", target, Target, "Target(60)"),
        ("scheme", scheme, Scheme, "RAG"),
    ):
        if not isinstance(given, kind):
            article = "an" if kind is Indicator else "a"
            problem = f"must be {article} {kind.__name__}"
            faults.append(InputTypeError(problem, path=path, got=shown(given), remedy=f"Write {example}."))
    raise_faults(faults)


def _reaches(value: float, edge: Edge, sign: int) -> bool:
    bound = number(edge.value, "value")
    return sign * value > sign * bound or (edge.inclusive and value == bound)
