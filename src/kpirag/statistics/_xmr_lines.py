"""The mean and the limits of XmR charts, exact: figures are whole numbers of their last decimal.

A mean is a fraction, and so is a limit. A whole number is above a fraction if it is above the whole number
below it, so that every comparison is one of whole numbers, and no sum depends on its order.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from kpirag.statistics._xmr_signals import Mask
from kpirag.statistics.spc_rules import XmRRules

__all__ = ["NO_LIMITS", "Base", "Constants", "Line", "Wholes", "base_of", "lines_of"]

Wholes: TypeAlias = NDArray[Any]  # int32 or int64
_Ints: TypeAlias = NDArray[np.int64]

#: What stands for a limit that is not there: beyond every whole number that figures are made.
NO_LIMITS = np.int64(2) ** 62


@frozen
class Constants:
    """The constants of rules as exact fractions: multiples of the mean moving range.

    Args:
        limit: How far out the limits are.
        near: How far out the near lines are.
        outlier: How large a moving range is an outlier.
        screen: Whether outliers are left out.
    """

    limit: Fraction
    near: Fraction
    outlier: Fraction
    screen: bool

    @classmethod
    def of(cls, rules: XmRRules) -> Constants:
        """Return the constants of rules."""
        limit = rules.ratio("limit_constant")
        near = limit * rules.ratio("near_share")
        return cls(limit, near, rules.ratio("range_constant"), rules.screen)


@define(eq=False, slots=True)
class Base:
    """What the points that set the limits add up to, one entry a series.

    Args:
        points: How many figures there are.
        total: Their sum.
        ranges: How many moving ranges set the limits.
        spread: The sum of those.
        outliers: How many moving ranges are outliers, left out or not.
        range_floor: The whole part of the limit of the moving ranges.
        range_limit: That limit.
        has_limits: Whether there are limits.
        level: The usual figure of a series that is flat but for outlying moves...
        has_level: ...and whether there is one.
    """

    points: _Ints
    total: _Ints
    ranges: _Ints
    spread: _Ints
    outliers: _Ints
    range_floor: _Ints
    range_limit: NDArray[np.float64]
    has_limits: Mask
    level: _Ints
    has_level: Mask


@frozen(eq=False)
class Line:
    """A line across a chart: the whole numbers around it, and the line as a float."""

    floor: _Ints
    ceiling: _Ints
    value: NDArray[np.float64]


def base_of(figures: Wholes, present: Mask | None, constants: Constants) -> Base:
    """Return what the points that set the limits add up to.

    Args:
        figures: Whole numbers, one row a point in time, 0 where missing.
        present: Which figures there are; None if all.
        constants: The constants of the rules.
    """
    series = figures.shape[1]
    moves = figures[1:] - figures[:-1]
    np.abs(moves, out=moves)
    if present is None:
        points = np.full(series, len(figures), np.int64)
        ranges = np.full(series, len(moves), np.int64)
    else:
        linked = present[1:] & present[:-1]
        moves *= linked
        points, ranges = _count(present), _count(linked)
    total = figures.sum(axis=0, dtype=figures.dtype).astype(np.int64)
    spread = moves.sum(axis=0, dtype=figures.dtype).astype(np.int64)
    floor, rest, parts = _multiple(spread, ranges, constants.outlier)
    cut = np.maximum(floor + (rest > 0), 1)  # an outlier is at least this; never a zero range
    base = Base(
        points=points,
        total=total,
        ranges=ranges,
        spread=spread,
        outliers=np.zeros(series, np.int64),
        range_floor=floor,
        range_limit=floor + rest / parts,
        has_limits=ranges > 0,
        level=np.zeros(series, np.int64),
        has_level=np.zeros(series, np.bool_),
    )
    largest = moves.max(axis=0) if len(moves) else np.zeros(series, figures.dtype)
    columns = np.flatnonzero(largest >= cut)
    if len(columns):
        large = moves[:, columns]
        large *= large >= cut[columns].astype(large.dtype)
        _set_aside(base, figures, present, large, columns, screen=constants.screen)
    still = np.flatnonzero((spread == 0) & (ranges > 0))
    if len(still):
        base.has_limits[still] = _all_equal(figures[:, still], None if present is None else present[:, still])
    return base


def _count(mask: Mask) -> _Ints:
    count: _Ints = mask.view(np.uint8).sum(axis=0, dtype=np.int32).astype(np.int64)
    return count


def _set_aside(
    base: Base,
    figures: Wholes,
    present: Mask | None,
    large: Wholes,
    columns: NDArray[np.intp],
    *,
    screen: bool,
) -> None:
    """Leave outlying moving ranges out, unless nothing but zero is left: that series is flat but for them."""
    count = _count(large > 0)
    left = base.spread[columns] - large.sum(axis=0, dtype=large.dtype)
    base.outliers[columns] = count
    flat = left == 0
    if screen:
        kept = columns[~flat]
        base.spread[kept] = left[~flat]
        base.ranges[kept] -= count[~flat]
    if flat.any():
        column = columns[flat]
        base.level[column], base.has_level[column] = _usual(
            figures[:, column], None if present is None else present[:, column]
        )


def _usual(figures: Wholes, present: Mask | None) -> tuple[_Ints, Mask]:
    """Return the figure that more than half of the points have, and whether there is one."""
    if present is None:
        points = np.full(figures.shape[1], len(figures))
        ordered = np.sort(figures, axis=0)
    else:
        points = _count(present)
        ordered = np.sort(np.where(present, figures, np.iinfo(figures.dtype).max), axis=0)
    middle = np.take_along_axis(ordered, (points // 2)[None, :], axis=0)
    same = figures == middle if present is None else (figures == middle) & present
    return middle[0].astype(np.int64), 2 * _count(same) > points


def _all_equal(figures: Wholes, present: Mask | None) -> Mask:
    first = figures[0] if present is None else np.take_along_axis(figures, present.argmax(axis=0)[None, :], 0)
    same: Mask = figures == first if present is None else (figures == first) | ~present
    return np.asarray(same.all(axis=0))


def _multiple(spread: _Ints, ranges: _Ints, ratio: Fraction) -> tuple[_Ints, _Ints, _Ints]:
    """Return ratio * spread / ranges as whole + rest / parts, without a product that could overflow."""
    parts = np.maximum(ranges, 1) * ratio.denominator
    whole, rest = np.divmod(spread, parts)
    more, rest = np.divmod(rest * ratio.numerator, parts)
    return whole * ratio.numerator + more, rest, parts


def lines_of(base: Base, constants: Constants) -> tuple[Line, Line, Line, Line, Line]:
    """Return the mean, the lower and upper limit, and the lower and upper near line."""
    points = np.maximum(base.points, 1)
    whole, over = np.divmod(base.total, points)
    value = whole + over / points
    mean = Line(whole, whole + (over > 0), np.where(base.points > 0, value, np.nan))
    lower, upper = _either_side(base, whole, over, constants.limit)
    near_lower, near_upper = _either_side(base, whole, over, constants.near)
    return mean, lower, upper, near_lower, near_upper


def _either_side(base: Base, whole: _Ints, over: _Ints, ratio: Fraction) -> tuple[Line, Line]:
    """Return the lines a multiple of the mean moving range below and above the mean."""
    away, rest, parts = _multiple(base.spread, base.ranges, ratio)
    points = np.maximum(base.points, 1)
    common = points * parts
    over_parts, rest_points = over * parts, rest * points
    all_known = bool(base.has_limits.all())

    def line(start: _Ints, part: _Ints, absent: np.int64) -> Line:
        # The part lies strictly between -1 and 2 wholes.
        floor = start + (part >= common) - (part < 0)
        ceiling = start + (part > 0) + (part > common)
        value = start + part / common
        if not all_known:
            floor, ceiling = (np.where(base.has_limits, each, absent) for each in (floor, ceiling))
            value = np.where(base.has_limits, value, np.nan)
        return Line(floor, ceiling, value)

    lower = line(whole - away, over_parts - rest_points, -NO_LIMITS)
    return lower, line(whole + away, over_parts + rest_points, NO_LIMITS)
