"""XmR charts, the statistical process control of Making Data Count, for one series or many.

Flags are exact: figures are read as whole numbers of their last decimal, and no sum depends on its order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from kpirag._numbers import GivenNumber, number, whole_number
from kpirag.errors import InputError, InputTypeError, choose, shown
from kpirag.histories import History
from kpirag.indicators import Indicator, Polarity
from kpirag.outturns import Outturn
from kpirag.statistics._xmr_blocks import charted, fewest_decimals
from kpirag.statistics._xmr_chart import XmR, in_order
from kpirag.statistics._xmr_figures import Figures, listed, read_figures, stretches_of, year_before
from kpirag.statistics._xmr_signals import Places, fired, packed
from kpirag.statistics._xmr_table import XmRTable
from kpirag.statistics.spc_meaning import target_ends
from kpirag.statistics.spc_rules import XmRRules, rules_of
from kpirag.statistics.spc_signals import Signal
from kpirag.targets import Target
from kpirag.tolerances import true_or_false

__all__ = ["xmr", "xmr_signals"]

_INFINITY = float("inf")


@overload
def xmr(
    values: NDArray[Any],
    *,
    indicator: Indicator | None = None,
    polarity: Polarity | str | None = None,
    target: Any = None,
    decimals: int | None = None,
    preset: XmRRules | str = "nhs",
    screen: bool | None = None,
    rebase: Any = (),
    baseline: Any = None,
    year_on_year: bool = False,
    points_per_year: int | None = None,
) -> Any: ...
@overload
def xmr(
    values: History | Iterable[Outturn] | Iterable[GivenNumber | None],
    *,
    indicator: Indicator | None = None,
    polarity: Polarity | str | None = None,
    target: Any = None,
    decimals: int | None = None,
    preset: XmRRules | str = "nhs",
    screen: bool | None = None,
    rebase: Any = (),
    baseline: Any = None,
    year_on_year: bool = False,
    points_per_year: int | None = None,
) -> XmR: ...
@overload
def xmr(
    values: Iterable[Iterable[GivenNumber | None]],
    *,
    indicator: Indicator | None = None,
    polarity: Polarity | str | None = None,
    target: Any = None,
    decimals: int | None = None,
    preset: XmRRules | str = "nhs",
    screen: bool | None = None,
    rebase: Any = (),
    baseline: Any = None,
    year_on_year: bool = False,
    points_per_year: int | None = None,
) -> XmRTable: ...
def xmr(
    values: Any,
    *,
    indicator: Indicator | None = None,
    polarity: Polarity | str | None = None,
    target: Any = None,
    decimals: int | None = None,
    preset: XmRRules | str = "nhs",
    screen: bool | None = None,
    rebase: Any = (),
    baseline: Any = None,
    year_on_year: bool = False,
    points_per_year: int | None = None,
) -> XmR | XmRTable:
    """Return the XmR chart of a series, or the charts of many.

    The mean is of all figures; the limits lie a constant times the mean moving range from it. A
    missing figure, or a period without an outturn, ends every run and has no moving range on
    either side. Where no figure moves, mean and limits are one line and nothing is a signal.
    Where nothing moves but for outlying moves, which screening would leave out, the limits are of
    all moving ranges, and the figure that more than half of the points have is common cause.

    Limits need two figures in a row, and fewer than twelve get a caution. One figure has a mean
    and no limits; where every figure is missing there is nothing.

    Args:
        values: A `History`, outturns, or figures in order of time; None or NaN is a missing
            point. Rows of figures, or an array with one row a series, give an `XmRTable`.
        indicator: The indicator of outturns; its polarity is taken unless another is given.
        polarity: ``"higher"``, ``"lower"``, ``"range"`` or ``"none"`` (not judged; the default
            for plain figures without a target).
        target: A number or `Target`; or a list, one a point, of which the latest that is not None
            counts. For rows, a number, or one a series.
        decimals: The decimals the figures are written with; each is read as the nearest such
            number. None takes as many as the figures show, up to fifteen digits.
        preset: ``"nhs"``, another name in `XMR_PRESETS`, or an `XmRRules`.
        screen: Whether to leave outlying moving ranges out of the limits; None as the rules say.
        rebase: The points at which limits begin anew: periods, or places counted from 0. So do
            they where an outturn says that the definition changed.
        baseline: The first and last point of a frozen baseline, or a list of such pairs, at most
            one between two rebased points: they alone set the lines.
        year_on_year: True to chart each point less the same period of the year before, for
            seasonal figures.
        points_per_year: How many points a year has, if no outturns are given.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as a rebase beyond the last point.
        FaultsError: If two or more figures are wrong.

    Example:
        >>> chart = xmr([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], polarity="higher")
        >>> round(chart.upper[0], 2), chart.labels[4].value
        (4.6, 'above the upper limit')
    """
    rules = rules_of(preset, screen=screen)
    true_or_false(year_on_year, "year_on_year")
    places = None if decimals is None else whole_number(decimals, "decimals")
    figures = read_figures(values, indicator, decimals_given=places is not None)
    side = _polarity(polarity, figures.indicator, target)
    if year_on_year and target is not None:
        remedy = "Chart the figures themselves against it, or leave it out."
        raise InputError("is not of differences", path="target", got=shown(target), remedy=remedy)
    ends = _ends(target, side, figures)
    largest, missing = _size(figures.numbers)
    if places is None:
        # A difference may be twice as large as either figure, and needs room too.
        room_for = 2 * largest if year_on_year else largest
        places = fewest_decimals(figures.numbers, room_for, missing=missing)
    if year_on_year:
        figures = year_before(figures, points_per_year, places)
        largest, missing = _size(figures.numbers)
    stretches = stretches_of(figures, rebase, baseline, rules)
    charts = charted(
        figures.numbers,
        decimals=places,
        extra=_extra_decimals(ends, places, largest),
        largest=largest,
        missing=missing,
        stretches=stretches,
        rules=rules,
    )
    table = XmRTable(figures, charts, stretches, rules, side, ends, year_on_year, decimals is not None)
    return table if figures.many else table[0]


def _polarity(given: Any, indicator: Indicator | None, target: Any) -> Polarity:
    if given is not None:
        return choose(Polarity, given, "polarity")
    if indicator is not None:
        return indicator.polarity
    if target is not None:
        remedy = "Write polarity='higher', 'lower', 'range', or 'none' for no judgement."
        raise InputError("is needed to judge against a target", path="polarity", remedy=remedy)
    return Polarity.NONE


def _size(numbers: NDArray[np.float64]) -> tuple[float, bool]:
    """Return the largest size among figures, and whether any is missing."""
    if not numbers.size:
        return 0.0, False
    largest = max(float(numbers.max()), -float(numbers.min()))
    missing = largest != largest  # noqa: PLR0124 - the test for NaN
    if missing:
        largest = float(np.fmax.reduce(np.abs(numbers), axis=None))
        largest = 0.0 if largest != largest else largest  # noqa: PLR0124 - the test for NaN
    if largest == _INFINITY:
        remedy = "Write NaN or None for a point that is missing."
        raise InputError("must be finite", path="values", got="inf", remedy=remedy)
    return largest, missing


def _ends(target: Any, polarity: Polarity, figures: Figures) -> NDArray[np.float64]:
    """Return the lowest and highest figure that meet the latest target of each series; NaN if none."""
    series = len(figures.numbers)
    ends = np.full((series, 2), np.nan)
    if isinstance(target, Target) or target is None or not _has_items(target):
        ends[:] = _pair(target, polarity, figures)
        return ends
    items = listed(target, "target")
    wanted = series if figures.many else figures.points
    if len(items) not in (wanted, wanted - len(figures.gaps)):
        remedy = f"Give {wanted}, one a {'series' if figures.many else 'point'}, or a single target."
        raise InputError(
            "does not fit the figures", path="target", got=f"{len(items)} targets", remedy=remedy
        )
    pairs = [_pair(item, polarity, figures, f"target[{place}]") for place, item in enumerate(items)]
    if figures.many:
        ends[:] = pairs
    else:
        ends[:] = next((pair for pair in reversed(pairs) if pair[0] == pair[0]), (np.nan, np.nan))
    return ends


def _has_items(target: Any) -> bool:
    return isinstance(target, Iterable) and not isinstance(target, str) and getattr(target, "shape", 1) != ()


def _pair(target: Any, polarity: Polarity, figures: Figures, path: str = "target") -> tuple[float, float]:
    if target is None or (isinstance(target, float) and target != target):  # noqa: PLR0124 - NaN is no target
        return np.nan, np.nan
    given: Any = target
    if isinstance(target, Target):
        if figures.indicator is not None and figures.periods:
            target = target.due(figures.indicator, figures.periods[-1])
        bounds = [number(edge.value, path) for edge in target.edges]
        given = (bounds[0], bounds[1]) if target.is_range else bounds[0]
    return target_ends(given, polarity) or (np.nan, np.nan)


def _extra_decimals(ends: NDArray[np.float64], decimals: int, largest: float) -> int:
    """Return how many more decimals the targets have than the figures, as far as there is room."""
    finite = ends[np.isfinite(ends)]
    if not len(finite):
        return 0
    size = max(float(np.abs(finite).max()), largest)
    return max(fewest_decimals(finite[None, :], size, missing=False) - decimals, 0)


def xmr_signals(
    values: Iterable[GivenNumber | None],
    *,
    mean: Any = None,
    limits: tuple[Any, Any] | None = None,
    near: tuple[Any, Any] | None = None,
    preset: XmRRules | str = "nhs",
) -> tuple[tuple[Signal, ...], ...]:
    """Return the signals of figures against lines that are given, such as published limits.

    Args:
        values: The figures in order of time; None or NaN is a missing point.
        mean: The mean, or one a point; without it there is no shift, and two of three has no side.
        limits: The lower and upper limit, each one number or one a point; without them nothing
            is outside.
        near: The lower and upper near line, in the same way; without them there is no two of
            three.
        preset: A name in `XMR_PRESETS`, or an `XmRRules`.

    Returns:
        The signals of each point, the one it is named after first.

    Raises:
        InputTypeError: If something is no number.
        InputError: If a line has not as many points as the figures, or rules need a mean.

    Example:
        >>> xmr_signals([5, 11, 7], mean=5, limits=(0, 10))[1]
        (<Signal.ABOVE_LIMIT: 'above the upper limit'>,)
    """
    rules = rules_of(preset)
    given = listed(values, "values")
    if not given:
        return ()
    read = read_figures(given, None, decimals_given=False)
    if read.many:
        remedy = "Give one series; xmr(...) takes many."
        raise InputError("must be one series", path="values", got=f"{len(given)} rows", remedy=remedy)
    figures = read.numbers.T
    if near is not None and mean is None and rules.near_one_side and rules.near_points is not None:
        problem = "is needed to tell the side of two of three"
        raise InputError(problem, path="mean", remedy="Give it, or rules with near_one_side=False.")
    centre = _line(mean, len(given), "mean")
    lower, upper = _lines(limits, len(given), "limits")
    near_lower, near_upper = _lines(near, len(given), "near")
    rises, falls = figures[1:] > figures[:-1], figures[1:] < figures[:-1]
    places = Places(
        packed(figures > centre, figures < centre, Signal.SHIFT_UP),
        packed(figures > upper, figures < lower, Signal.ABOVE_LIMIT),
        packed(figures > near_upper, figures < near_lower, Signal.TWO_OF_THREE_HIGH),
        packed(rises, falls, Signal.TREND_UP),
        ~np.isnan(figures),
    )
    flags = fired(places, rules)[:, 0].tolist()
    then = [*rises[:, 0].tolist(), False]
    return tuple(in_order(bits, rules, then_rises=up) for bits, up in zip(flags, then, strict=True))


def _lines(given: Any, points: int, path: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if given is None:
        return _line(None, points, path), _line(None, points, path)
    if not isinstance(given, list | tuple) or len(given) != 2:
        remedy = f"Write {path}=(lower, upper)."
        raise InputTypeError("must be a lower and an upper line", path=path, got=shown(given), remedy=remedy)
    lower, upper = _line(given[0], points, f"{path}[0]"), _line(given[1], points, f"{path}[1]")
    if (lower > upper).any():
        problem, remedy = "has the lower line above the upper one", f"Write {path}=(lower, upper)."
        raise InputError(problem, path=path, got=shown(given), remedy=remedy)
    return lower, upper


def _line(given: Any, points: int, path: str) -> NDArray[np.float64]:
    """Return a line as a column of floats; NaN, which nothing is beyond, if there is none."""
    if given is None:
        return np.full((points, 1), np.nan)
    if not _has_items(given):
        return np.full((points, 1), number(given, path))
    items = [number(each, f"{path}[{place}]") for place, each in enumerate(listed(given, path))]
    if len(items) != points:
        remedy = "Give one number, or one a point."
        raise InputError("does not fit the figures", path=path, got=f"{len(items)} numbers", remedy=remedy)
    return np.array(items)[:, None]
