"""XmR charts of many series at once: blocks of series are turned to run along time, and back."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag.errors import InputError, shown
from kpirag.statistics._xmr_lines import NO_LIMITS, Base, Constants, Line, Wholes, base_of, lines_of
from kpirag.statistics._xmr_signals import Flags, Mask, Places, fired, packed
from kpirag.statistics.spc_rules import XmRRules
from kpirag.statistics.spc_signals import Signal

__all__ = ["Charts", "Stretch", "charted", "fewest_decimals"]

_BLOCK = 4096  # series at once: their figures stay in the cache of a processor
_SIZE = 1e15  # the largest whole number a figure may be, below which every decimal is its own float
_SMALLEST = 1e-290  # the smallest largest figure that is charted
_MOST_DECIMALS = 22  # the last power of ten that a float holds exactly
_ROOM = 2.0**62
_PLACES = ("mean", "lower", "upper", "near_lower", "near_upper")


@frozen
class Stretch:
    """Points with one set of limits, and the points that set them; all counted from 0, ends excluded."""

    start: int
    stop: int
    base_start: int
    base_stop: int
    frozen: bool = False


@frozen(eq=False)
class Charts:
    """What comes out for many series: one row a series, one column a point or a stretch.

    Args:
        read: The decimals figures were read to.
        decimals: The decimals that hold targets too; whole numbers below are of the last of them.
        flags: The signals of every point, as bits.
        lines: Mean, lower, upper, near_lower, near_upper, range_mean and range_limit, a float
            a stretch, NaN where there is none.
        top: The whole number at or below the upper limit.
        bottom: The whole number at or above the lower limit.
        counts: points, ranges, outliers, and the whole part of the range limit, a number a stretch.
        limited: Whether a stretch has limits.
        level: The usual figure of a stretch that is flat but for outlying moves; NaN if none.
    """

    read: int
    decimals: int
    flags: Flags
    lines: dict[str, NDArray[np.float64]]
    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    counts: dict[str, NDArray[np.int64]]
    limited: Mask
    level: NDArray[np.float64]


def fewest_decimals(figures: NDArray[np.float64], largest: float, *, missing: bool) -> int:
    """Return the fewest decimals that write every figure, or as many as there is room for.

    Args:
        figures: The figures; NaN is missing.
        largest: The largest size among them.
        missing: Whether any is missing.
    """
    if 0 < largest < _SMALLEST:
        problem, remedy = "are too small to chart exactly", "Write the figures in a smaller unit."
        raise InputError(problem, path="values", got=f"{largest:g}", remedy=remedy)
    room = _MOST_DECIMALS if largest == 0 else max(min(int(math.log10(_SIZE / largest)), _MOST_DECIMALS), 0)
    decimals = 0
    for first in range(0, len(figures), _BLOCK):
        known = figures[first : first + _BLOCK]
        if missing:
            known = known[~np.isnan(known)]
        while decimals < room and not _written(known, 10.0**decimals):
            decimals += 1
    return decimals


def _written(figures: NDArray[np.float64], scale: float) -> bool:
    """Return whether every figure is a whole number over a power of ten."""
    wholes = figures * scale
    np.rint(wholes, out=wholes)
    wholes /= scale
    return np.array_equal(wholes, figures)


def charted(
    figures: NDArray[np.float64],
    *,
    decimals: int,
    extra: int,
    largest: float,
    missing: bool,
    stretches: Sequence[Stretch],
    rules: XmRRules,
) -> Charts:
    """Return the charts of many series.

    Args:
        figures: One row a series; NaN is missing.
        decimals: The decimals figures are read to.
        extra: More decimals to keep room for, those of targets.
        largest: The largest size among the figures.
        missing: Whether any is missing.
        stretches: The points with one set of limits each, the same for all series.
        rules: The rules.

    Raises:
        InputError: If the figures are too large, or too many, to stay exact.
    """
    series, points = figures.shape
    bound = max(largest * 10.0 ** (decimals + extra), 1.0)
    constants = Constants.of(rules)
    _check_room(bound, points, constants, largest)
    kind = np.int32 if 2 * bound * max(points, 2) < 2**31 - 1 else np.int64
    shape = (series, len(stretches))
    charts = Charts(
        read=decimals,
        decimals=decimals + extra,
        flags=np.empty((points, series), np.uint8).T,  # written along time, as the rules run
        lines={name: np.empty(shape) for name in (*_PLACES, "range_mean", "range_limit")},
        top=np.empty(shape, np.int64),
        bottom=np.empty(shape, np.int64),
        counts={name: np.empty(shape, np.int64) for name in ("points", "ranges", "outliers", "range_floor")},
        limited=np.empty(shape, np.bool_),
        level=np.empty(shape),
    )
    for first in range(0, series, _BLOCK):
        part = slice(first, min(first + _BLOCK, series))
        scaled = figures[part] * 10.0**decimals
        np.rint(scaled, out=scaled)
        if extra:
            scaled *= 10.0**extra
        present = None
        if missing:
            absent = np.isnan(scaled)
            scaled[absent] = 0.0
            present = np.ascontiguousarray(~absent.T)
        wholes: Wholes = np.ascontiguousarray(scaled.astype(kind).T)
        for place, stretch in enumerate(stretches):
            _chart(charts, (part, place), stretch, (wholes, present), (rules, constants))
    return charts


def _check_room(bound: float, points: int, constants: Constants, largest: float) -> None:
    remedy = "Write figures in thousands or millions, or with fewer decimals."
    if bound > _SIZE or 2 * bound * points > _ROOM:
        raise InputError("are too large to chart exactly", path="values", got=shown(largest), remedy=remedy)
    largest_product = max(
        points * each.denominator * max(2 * points, each.numerator)
        for each in (constants.limit, constants.near, constants.outlier)
    )
    if largest_product > _ROOM:
        remedy = "Chart fewer points, or use constants with fewer digits."
        raise InputError(
            "are too many to chart exactly", path="values", got=f"{points} points", remedy=remedy
        )


def _chart(
    charts: Charts,
    cell: tuple[slice, int],
    stretch: Stretch,
    block: tuple[Wholes, Mask | None],
    how: tuple[XmRRules, Constants],
) -> None:
    (part, place), (wholes, present), (rules, constants) = cell, block, how
    base_rows = slice(stretch.base_start, stretch.base_stop)
    base = base_of(wholes[base_rows], None if present is None else present[base_rows], constants)
    lines = lines_of(base, constants)
    _, lower, upper, *_ = lines
    scale = 10.0**charts.decimals
    for name, line in zip(_PLACES, lines, strict=True):
        charts.lines[name][part, place] = line.value / scale
    some = np.maximum(base.ranges, 1)
    charts.lines["range_mean"][part, place] = np.where(base.ranges > 0, base.spread / some / scale, np.nan)
    charts.lines["range_limit"][part, place] = np.where(base.ranges > 0, base.range_limit / scale, np.nan)
    charts.top[part, place], charts.bottom[part, place] = upper.floor, lower.ceiling
    charts.counts["points"][part, place] = base.points
    charts.counts["ranges"][part, place] = base.ranges
    charts.counts["outliers"][part, place] = base.outliers
    charts.counts["range_floor"][part, place] = np.where(base.ranges > 0, base.range_floor, NO_LIMITS)
    charts.limited[part, place] = base.has_limits
    charts.level[part, place] = np.where(base.has_level, base.level / scale, np.nan)
    rows = slice(stretch.start, stretch.stop)
    placed = _places(wholes[rows], None if present is None else present[rows], base, lines)
    charts.flags.T[rows, part] = fired(placed, rules)


def _places(
    figures: Wholes, present: Mask | None, base: Base, lines: tuple[Line, Line, Line, Line, Line]
) -> Places:
    mean, lower, upper, near_lower, near_upper = lines
    small = figures.dtype != np.int64
    room = np.iinfo(figures.dtype)

    def between(low: NDArray[np.int64], high: NDArray[np.int64], signal: Signal) -> Flags:
        if small:
            low, high = (np.clip(each, room.min, room.max).astype(figures.dtype) for each in (low, high))
        return packed(figures > high, figures < low, signal)

    sides = between(mean.ceiling, mean.floor, Signal.SHIFT_UP)
    outside = between(lower.ceiling, upper.floor, Signal.ABOVE_LIMIT)
    near = between(near_lower.ceiling, near_upper.floor, Signal.TWO_OF_THREE_HIGH)
    steps = packed(figures[1:] > figures[:-1], figures[1:] < figures[:-1], Signal.TREND_UP)
    if present is not None:
        steps *= present[1:] & present[:-1]
        for bits in (sides, outside, near):
            bits *= present  # noqa: PLW2901 - in place
    columns = np.flatnonzero(base.has_level)
    if len(columns):
        off = figures[:, columns] != base.level[columns].astype(figures.dtype)
        for bits in (sides, outside, near):
            bits[:, columns] *= off
    return Places(sides, outside, near, steps, present)
