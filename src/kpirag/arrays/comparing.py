"""Changes from earlier figures, for every row of a long or a wide table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._chunks import chunks
from kpirag._columns import common_shape, numbers, truth_values
from kpirag.arrays._change_rules import (
    Bounds,
    Rule,
    change_rule,
    checked_bounds,
    comparable_rows,
    earlier_bounds,
    year_of,
)
from kpirag.arrays._exact import Floats
from kpirag.arrays._lookups import Duplicates, Lookup
from kpirag.arrays._moves import PIECE, Moves, Pairs
from kpirag.arrays._series_keys import checked_lags, long_table
from kpirag.changes import Direction, Movement
from kpirag.errors import InputError, choose
from kpirag.indicators import Polarity

__all__ = ["DIRECTION_CODES", "MOVEMENT_CODES", "Compared", "compare_pairs", "compare_values"]

#: The code of each direction in an array of them.
DIRECTION_CODES: Mapping[Direction, int] = MappingProxyType(
    {
        Direction.NOT_COMPARABLE: 0,
        Direction.WORSE: 1,
        Direction.SAME: 2,
        Direction.BETTER: 3,
        Direction.NO_JUDGEMENT: 4,
    }
)
#: The code of each movement in an array of them; None is nothing to compare.
MOVEMENT_CODES: Mapping[Movement | None, int] = MappingProxyType(
    {None: 0, Movement.DOWN: 1, Movement.SAME: 2, Movement.UP: 3}
)


@frozen(eq=False, repr=False)
class Compared:
    """Changes from earlier figures, in arrays of one shape.

    Args:
        earlier: The earlier figures as given; NaN where there is none. It may be the column given, to be
            read and not to be written to.
        difference: The later figures less the earlier, settled; NaN where they are not comparable.
        direction: The codes of `DIRECTION_CODES`: 0 not comparable, 1 worse, 2 same, 3 better,
            4 no judgement.
        movement: The codes of `MOVEMENT_CODES`: 0 nothing to compare, 1 down, 2 same, 3 up.

    Example:
        >>> compare_pairs([93.3, 86.3], [94.0, 86.0])
        <Compared: 2 rows; 1 worse, 1 better>
    """

    earlier: Floats
    difference: Floats
    direction: NDArray[np.int8]
    movement: NDArray[np.int8]

    @property
    def percent_change(self) -> Floats:
        """The differences in percent of the earlier figures; NaN where those are zero or negative, too."""
        with np.errstate(all="ignore"):
            percent: Floats = 100 * self.difference / self.earlier
        return np.where((self.earlier > 0) & np.isfinite(percent), percent, np.nan)

    def __repr__(self) -> str:
        counts = np.bincount(self.direction.ravel(), minlength=len(DIRECTION_CODES))
        told = [f"{counts[code]:,} {word}" for word, code in DIRECTION_CODES.items() if counts[code]]
        rows = self.direction.size
        return f"<Compared: {rows:,} {'row' if rows == 1 else 'rows'}{'; ' if told else ''}{', '.join(told)}>"


def compare_pairs(
    current: Any,
    earlier: Any,
    *,
    polarity: Any = "higher",
    dead_band: Any = None,
    low: Any = None,
    high: Any = None,
    earlier_low: Any = None,
    earlier_high: Any = None,
    comparable: Any = None,
    decimals: int | None = None,
) -> Compared:
    """Return the changes between two columns of a wide table, row by row, as `kpirag.compare` has them.

    Args:
        current: The later figures, of any shape; NaN where there is none. An infinite one is no figure.
        earlier: The earlier figures, of a shape that fits.
        polarity: ``"higher"``, ``"lower"``, ``"range"`` or ``"none"``; or for each row one of these but
            ``"range"``, or 1 (higher is better), -1 (lower) or 0 (not judged).
        dead_band: How far a figure must move to have changed: points for all rows or for each, or a
            `Tolerance` in points or percent of the earlier figure, or text such as ``"5%"``. A move
            equal to the band is a change.
        low: The lower bound of the range to be near to, for all rows or each; NaN where there is none.
            Without bounds a range is not judged.
        high: The upper bound.
        earlier_low: The lower bound in the earlier period, if it was another; NaN where it was not.
        earlier_high: The upper bound in the earlier period.
        comparable: False where figures cannot be compared, such as across a change of definition.
        decimals: The decimals that figures of float16 or float32 are read to.

    Returns:
        The changes, in arrays of the shape that the columns have together.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a polarity, dead band or bound cannot be right, or shapes do not fit.

    Example:
        >>> changes = compare_pairs([93.3, 55.0, 86.3], [94.0, float("nan"), 86.3])
        >>> changes.direction, changes.difference
        (array([1, 0, 2], dtype=int8), array([-0.7,  nan,  0. ]))
    """
    now = numbers(current, "current", decimals=decimals)
    then = numbers(earlier, "earlier", decimals=decimals)
    rule = change_rule(polarity, dead_band, decimals)
    bounds = _asked(rule, checked_bounds(low, high, "", decimals))
    before = checked_bounds(earlier_low, earlier_high, "earlier_", decimals)
    truth = None if comparable is None else truth_values(comparable, "comparable")
    return _compared(now, then, rule, earlier_bounds(bounds, before), truth)


def _asked(rule: Rule, bounds: Bounds) -> Bounds:
    return bounds if rule.polarity is Polarity.RANGE else ()


def _compared(
    now: NDArray[Any], then: NDArray[Any], rule: Rule, bounds: Bounds, comparable: NDArray[np.bool_] | None
) -> Compared:
    named = {"current": now, "earlier": then, "dead_band": rule.points, "polarity": rule.signs}
    named |= dict(zip(("low", "high", "earlier_low", "earlier_high"), bounds, strict=False))
    shape = common_shape(**{name: np.asarray(one) for name, one in named.items()}, comparable=comparable)
    figures = np.broadcast_to(then, shape)
    told = Compared(
        figures.astype(np.float64, copy=False),
        np.empty(shape),
        np.empty(shape, np.int8),
        np.empty(shape, np.int8),
    )
    difference, direction, movement = (
        told.difference.reshape(-1),
        told.direction.reshape(-1),
        told.movement.reshape(-1),
    )
    given = [rule.points, rule.signs, *bounds, comparable]
    columns = [at for at, one in enumerate(given) if isinstance(one, np.ndarray)]
    kinds = [np.float64, np.int8, *[np.float64] * len(bounds), np.bool_]
    moves = Moves(rule.polarity, rule.percent)
    pieces = chunks(
        shape,
        [now, then, *(given[at] for at in columns)],
        [np.float64, np.float64, *(kinds[at] for at in columns)],
        size=PIECE,
    )
    for rows, (later, sooner, *others) in pieces:
        parts = list(given)
        for at, part in zip(columns, others, strict=True):
            parts[at] = part
        points, signs, *edges, mask = parts
        pairs = Pairs(later, sooner, points, signs, tuple(edges), mask)
        moves.work(pairs, difference[rows], direction[rows], movement[rows])
    return told


def compare_values(
    series: Any,
    period: Any,
    value: Any,
    *,
    lags: Iterable[int] = (1,),
    polarity: Any = "higher",
    dead_band: Any = None,
    basis: str = "in period",
    adds_up: bool = False,
    periods_per_year: int | None = None,
    breaks: Any = None,
    low: Any = None,
    high: Any = None,
    duplicates: str = "error",
    decimals: int | None = None,
) -> dict[int, Compared]:
    """Return the change of each row of a long table from the same series some periods earlier.

    The earlier figures are those of `previous_values`, and each change is the one that
    `kpirag.compare` gives for the two figures. Each figure is measured from the range of its own row;
    an earlier row without one counts with that of the later.

    Args:
        series: A whole number a row for the series it belongs to; a negative one is missing.
        period: A whole number a row for its period, one more for each period that follows.
        value: The figure of each row; NaN where there is none. An infinite one is no figure.
        lags: How many periods back, such as ``(1, 4)`` for last quarter and the same quarter last year.
        polarity: ``"higher"``, ``"lower"``, ``"range"`` or ``"none"``; or for each row one of these but
            ``"range"``, or 1 (higher is better), -1 (lower) or 0 (not judged).
        dead_band: As in `compare_pairs`.
        basis: ``"in period"``, ``"year to date"``, ``"rolling year"`` or ``"snapshot"``. A year to date
            is not comparable with one of another reporting year, unless the lag is whole years.
        adds_up: Whether the figures of the periods sum to the year's; then a year to date is comparable
            over whole years alone.
        periods_per_year: How many periods a reporting year has, needed for a year to date. A period
            whose number is a multiple of it starts a reporting year.
        breaks: True for rows from whose period on the definition is another: no figure from then on is
            comparable with one from before.
        low: The lower bound of the range to be near to, for all rows or each; NaN where there is none.
        high: The upper bound.
        duplicates: ``"error"``, ``"first"``, ``"last"`` or ``"missing"``, as in `previous_values`.
        decimals: The decimals that figures of float16 or float32 are read to.

    Returns:
        The changes for each lag, in arrays with a place for each row.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, columns do not fit, or a series has two rows for
            one period.

    Example:
        >>> quarters = [2022 * 4 + quarter for quarter in (0, 1, 3)]  # the third was not reported
        >>> found = compare_values([7, 7, 7], quarters, [88.1, 92.7, 90.0], lags=(1, 2))
        >>> found[1].direction, found[2].direction
        (array([0, 3, 0], dtype=int8), array([0, 0, 1], dtype=int8))
    """
    wanted = checked_lags(lags)
    policy = choose(Duplicates, duplicates, "duplicates")
    rule = change_rule(polarity, dead_band, decimals)
    bounds = _asked(rule, checked_bounds(low, high, "", decimals))
    year = year_of(basis, periods_per_year, adds_up=adds_up)
    table = long_table(series, period, value, decimals)
    rows = (len(table.value),)
    changed = None if breaks is None else truth_values(breaks, "breaks")
    told = {"value": table.value, "polarity": rule.signs, "dead_band": rule.points, "breaks": changed}
    told |= dict(zip(("low", "high"), bounds, strict=False))
    for name, one in told.items():
        if np.shape(one) != rows and (np.ndim(one) or one is changed is not None):
            for_all = "" if one is changed else ", or one for all"
            remedy = f"Give one for each of the {rows[0]:,} rows{for_all}."
            raise InputError("does not fit the rows", path=name, got=f"shape {np.shape(one)}", remedy=remedy)
    look = Lookup(table, wanted, policy)
    earlier = look.of(table.value)
    sooner = [look.of(one) if isinstance(one, np.ndarray) else dict.fromkeys(wanted, one) for one in bounds]
    found = {}
    for lag in wanted:
        comparable = comparable_rows(look, lag, year, changed)
        ranges = earlier_bounds(bounds, tuple(one[lag] for one in sooner))
        found[lag] = _compared(table.value, earlier[lag], rule, ranges, comparable)
    return found
