"""How far from a target still counts: tolerances and dead bands, and edges with their inclusiveness."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from kpirag._numbers import GivenNumber, amount, number, number_text, settled
from kpirag._records import checked_keys
from kpirag.errors import (
    AmbiguousError,
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    take,
)

__all__ = ["Edge", "Tolerance", "ToleranceKind", "beyond", "edge_of", "true_or_false"]

_FORMS = "Write '5 points', '10%' or 'none'."
# Commas stand for thousands alone, so that 2,5 is not read as 25.
_SIZE = r"(?P<size>(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+)"
_UNIT = r"(?:(?P<percent>%|per ?cent)|percentage points?|points?|pts?|pp)"


class ToleranceKind(StrEnum):
    """What a tolerance is measured in: points of the unit, percent of the target, or none at all."""

    POINTS = "points"
    PERCENT = "percent"
    NONE = "none"


@frozen
class Edge:
    """A number that bounds a band, and whether the number itself is inside.

    Args:
        value: The number.
        inclusive: True if a value exactly on it has reached it, False if it must be passed.

    Raises:
        InputTypeError: If the value is not a number, or inclusive not a bool.
        InputError: If the value is NaN or infinite.

    Example:
        >>> Edge(98, inclusive=False)
        Edge(98, inclusive=False)
    """

    value: GivenNumber
    inclusive: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, number, self.value, "value")
        take(faults, true_or_false, self.inclusive, "inclusive")
        raise_faults(faults)

    def __repr__(self) -> str:
        return f"Edge({self.value!r}, inclusive={self.inclusive})"


def edge_of(written: GivenNumber | Edge, *, strict: bool = False) -> Edge:
    """Return a number or edge as an edge.

    Args:
        written: A number, or an `Edge` that says whether it is inclusive.
        strict: True makes the edge exclusive.

    Raises:
        InputTypeError: If it is neither a number nor an edge.
        InputError: If it is NaN or infinite.

    Example:
        >>> edge_of(98, strict=True)
        Edge(98, inclusive=False)
    """
    if not isinstance(written, Edge):
        return Edge(written, inclusive=not strict)
    return Edge(written.value, inclusive=False) if strict else written


def true_or_false(given: object, path: str) -> bool:
    """Return a given truth value, refusing anything but True and False.

    Args:
        given: The truth value.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is neither True nor False.

    Example:
        >>> true_or_false(True, "strict")
        True
    """
    if not isinstance(given, bool):
        remedy = "Write True or False."
        raise InputTypeError("must be True or False", path=path, got=shown(given), remedy=remedy)
    return given


def _given_size(given: GivenNumber | None) -> float | None:
    return given  # type: ignore[return-value]  # made a float in the check


@frozen(repr=False)
class Tolerance:
    """How far from the target a value may be and still be amber; also the dead band of a change.

    Write it with `points`, `percent` or `none`. A plain size lies on the worse side of the
    target, on both sides of a range. `above` and `below` name the numeric sides instead.

    Args:
        kind: ``"points"``, ``"percent"`` or ``"none"``.
        size: How far on the worse side, in points or percent.
        above: How far above the target, instead of a size.
        below: How far below the target, instead of a size.
        strict: True if a value exactly on the outer edge is outside.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a size is negative, or not zero and below 0.000001, or if there is
            none, or both a size and a side.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> Tolerance.points(5), Tolerance.percent(10, strict=True), Tolerance.none()
        (Tolerance.points(5), Tolerance.percent(10, strict=True), Tolerance.none())
    """

    kind: ToleranceKind
    size: float | None = field(default=None, converter=_given_size)
    above: float | None = field(default=None, kw_only=True, converter=_given_size)
    below: float | None = field(default=None, kw_only=True, converter=_given_size)
    strict: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        kind = take(faults, choose, ToleranceKind, self.kind, "kind")
        for name in ("size", "above", "below"):
            given = getattr(self, name)
            if given is not None:
                size = take(faults, amount, given, name)
                object.__setattr__(self, name, size)
        take(faults, true_or_false, self.strict, "strict")
        raise_faults(faults)
        object.__setattr__(self, "kind", kind)
        sided = self.above is not None or self.below is not None
        if kind is ToleranceKind.NONE:
            if sided or self.size is not None or self.strict:
                problem = "is given to no tolerance, which has no size and no edge"
                path = "size" if self.size is not None else "strict" if self.strict else "sides"
                raise InputError(problem, path=path, remedy="Write Tolerance.none() alone.")
        elif sided == (self.size is not None):
            name = f"Tolerance.{self.kind}"
            remedy = f"Write {name}(5), or {name}(below=2, above=1)."
            problem = "is given beside a side of its own" if sided else "is not given"
            raise InputError(problem, path="size", remedy=remedy)

    @classmethod
    def points(
        cls,
        size: GivenNumber | None = None,
        *,
        above: GivenNumber | None = None,
        below: GivenNumber | None = None,
        strict: bool = False,
    ) -> Tolerance:
        """Return a tolerance in the indicator's own unit: percentage points, days, cases.

        Args:
            size: How far on the worse side (on both sides of a range), in the unit.
            above: How far above the target, instead of a size.
            below: How far below the target, instead of a size.
            strict: True if a value exactly on the outer edge is outside.

        Raises:
            InputTypeError: If a size is not a number.
            InputError: If a size is negative, or not zero and below 0.000001, or if there is
                none, or both a size and a side.

        Example:
            >>> Tolerance.points(below=2, above=1)
            Tolerance.points(above=1, below=2)
        """
        return cls(ToleranceKind.POINTS, size, above=above, below=below, strict=strict)

    @classmethod
    def percent(
        cls,
        size: GivenNumber | None = None,
        *,
        above: GivenNumber | None = None,
        below: GivenNumber | None = None,
        strict: bool = False,
    ) -> Tolerance:
        """Return a tolerance as a percentage of the target: 10 means a tenth of it.

        Args:
            size: Percent of the target on the worse side (of each bound of a range).
            above: Percent above the target, instead of a size.
            below: Percent below the target, instead of a size.
            strict: True if a value exactly on the outer edge is outside.

        Raises:
            InputTypeError: If a size is not a number.
            InputError: If a size is negative, or not zero and below 0.000001, or if there is
                none, or both a size and a side.

        Example:
            >>> str(Tolerance.percent(10))
            '10%'
        """
        return cls(ToleranceKind.PERCENT, size, above=above, below=below, strict=strict)

    @classmethod
    def none(cls) -> Tolerance:
        """Return no tolerance: the target is met or it is not.

        Example:
            >>> str(Tolerance.none())
            'none'
        """
        return cls(ToleranceKind.NONE)

    @classmethod
    def parse(cls, text: str) -> Tolerance:
        """Return the tolerance a sheet writes as ``5 points``, ``10%`` or ``none``.

        Args:
            text: The text. A bare number is refused: it could be points or percent.

        Raises:
            InputTypeError: If it is not text.
            AmbiguousError: If it is a number without a unit.
            InputError: If it is none of the three forms.

        Example:
            >>> Tolerance.parse("2.5 points")
            Tolerance.points(2.5)
        """
        if not isinstance(text, str):
            raise InputTypeError("must be text", path="tolerance", got=shown(text), remedy=_FORMS)
        plain = " ".join(text.split()).casefold()
        if plain == "none":
            return cls.none()
        found = re.fullmatch(rf"{_SIZE} ?{_UNIT}", plain)
        if found is not None:
            size = float(found["size"].replace(",", ""))
            return cls.points(size) if found["percent"] is None else cls.percent(size)
        if re.fullmatch(_SIZE, plain):
            readings = (f"{plain} points", f"{plain}%")
            raise AmbiguousError("has no unit", readings=readings, path="tolerance", got=shown(text))
        raise InputError("is no tolerance", path="tolerance", got=shown(text), remedy=_FORMS)

    @property
    def is_none(self) -> bool:
        """True if it is no tolerance at all."""
        return self.kind is ToleranceKind.NONE

    def on(self, side: str) -> float | None:
        """Return the size on one numeric side, or None if this tolerance says nothing of it.

        Args:
            side: ``"above"`` or ``"below"``.

        Raises:
            InputError: If it is neither.

        Example:
            >>> Tolerance.points(5).on("below"), Tolerance.points(above=1).on("below")
            (5.0, None)
        """
        if side not in ("above", "below"):
            raise InputError("is neither", path="side", got=shown(side), remedy="Write 'above' or 'below'.")
        own = self.above if side == "above" else self.below
        return self.size if own is None else own

    def scaled(self, share: tuple[float, float]) -> Tolerance:
        """Return the tolerance of a part of the target: points shrink with it, percent do not.

        Args:
            share: The part and the whole it is of, such as ``(1, 4)``.

        Example:
            >>> Tolerance.points(2).scaled((1, 4))
            Tolerance.points(0.5)
        """
        if self.kind is not ToleranceKind.POINTS:
            return self
        part, whole = share
        sizes = [
            None if size is None else settled(size * part / whole, size)
            for size in (self.size, self.above, self.below)
        ]
        return Tolerance.points(sizes[0], above=sizes[1], below=sizes[2], strict=self.strict)

    def to_dict(self) -> dict[str, Any]:
        """Return the tolerance as a dict of plain values.

        Example:
            >>> Tolerance.points(5).to_dict()
            {'kind': 'points', 'size': 5.0, 'above': None, 'below': None, 'strict': False}
        """
        sizes = {"size": self.size, "above": self.above, "below": self.below}
        return {"kind": self.kind.value, **sizes, "strict": self.strict}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Tolerance:
        """Return the tolerance that `to_dict` described.

        Args:
            record: The kind, and what is not left at its default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Tolerance.from_dict(Tolerance.percent(10).to_dict())
            Tolerance.percent(10)
        """
        known = ("kind", "size", "above", "below", "strict")
        return cls(**checked_keys(record, "", known, needed=["kind"]))

    def __str__(self) -> str:
        if self.kind is ToleranceKind.NONE:
            return "none"
        if self.size is not None:
            return self._text(self.size)
        sides = [(size, side) for side in ("below", "above") if (size := getattr(self, side)) is not None]
        return " and ".join(f"{self._text(size)} {side}" for size, side in sides)

    def _text(self, size: float) -> str:
        text = number_text(size)
        if self.kind is ToleranceKind.PERCENT:
            return f"{text}%"
        return f"{text} {'point' if text == '1' else 'points'}"

    def __repr__(self) -> str:
        sizes = [_short(self.size)] if self.size is not None else []
        for side in ("above", "below"):
            size = getattr(self, side)
            if size is not None:
                sizes.append(f"{side}={_short(size)}")
        if self.strict:
            sizes.append("strict=True")
        return f"Tolerance.{self.kind}({', '.join(sizes)})"


def _short(size: float) -> str:
    return repr(size).removesuffix(".0")


def beyond(
    bound: float, size: float, kind: ToleranceKind, side: str, *, path: str = "target.tolerance"
) -> float:
    """Return the outer edge of a tolerance round a bound, settled once.

    The formula is ``tol = |bound| * size / 100`` for percent and ``tol = size`` for points;
    the edge is ``settled(bound - tol)`` below and ``settled(bound + tol)`` above, and never
    lies on the other side of the bound. No tolerance leaves the bound as it was given.

    Args:
        bound: The target, or a bound of a range.
        size: The size of the tolerance, in points or in percent of the bound.
        kind: Points or percent.
        side: ``"above"`` or ``"below"``.
        path: Where the tolerance was given, for the error.

    Raises:
        InputError: For percent of a bound that is zero or negative, and for an edge that is
            too large for a figure.

    Example:
        >>> beyond(90.0, 4.9, ToleranceKind.POINTS, "below")
        85.1
    """
    if size == 0:
        return bound
    if kind is ToleranceKind.PERCENT:
        if bound <= 0:
            problem = f"{number_text(size)}% of {number_text(bound)} is no sensible tolerance"
            example = "0" if bound == 0 else "5"
            remedy = f"Write it in the unit of the target, such as Tolerance.points({example})."
            raise InputError(problem, path=path, remedy=remedy)
        size = bound * size / 100
    largest = max(abs(bound), size)
    edge = settled(bound - size if side == "below" else bound + size, largest)
    if math.isinf(edge):
        problem = "puts the edge of a band beyond the largest figure"
        raise InputError(problem, path=path, remedy="Write the figures in thousands or millions.")
    return min(edge, bound) if side == "below" else max(edge, bound)
