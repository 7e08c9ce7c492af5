"""One XmR chart as a reader meets it: its lines, its signals, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from kpirag._numbers import number_text
from kpirag.indicators import Basis, Indicator, Polarity
from kpirag.periods import Period
from kpirag.statistics.spc_meaning import variation_of
from kpirag.statistics.spc_rules import XmRRules
from kpirag.statistics.spc_signals import Assurance, Signal, SpcRule, Variation

__all__ = ["XmR", "XmRLimits", "in_order"]

_SIGNALS = tuple(Signal)
_RISING, _FALLING = Signal.TREND_UP.bit, Signal.TREND_DOWN.bit


def in_order(bits: int, rules: XmRRules, *, then_rises: bool) -> tuple[Signal, ...]:
    """Return the signals of a point, the one it is named after first.

    A point where a rise turns into a fall, or a fall into a rise, is named after the later run.

    Args:
        bits: The signals as bits.
        rules: The rules, which say in what order points are named.
        then_rises: Whether the point after it is higher.
    """
    if not bits:
        return ()
    found = [signal for signal in _SIGNALS if bits & signal.bit]
    return tuple(
        sorted(
            found, key=lambda signal: (rules.priority.index(signal.rule), signal.is_high is not then_rises)
        )
    )


@frozen(kw_only=True)
class XmRLimits:
    """The lines of some points of a chart.

    Args:
        start: The first point they are for, counted from 0.
        last: The last.
        mean: The mean; None if there are no figures.
        lower, upper: The limits; None if no two figures follow one another.
        near_lower, near_upper: The near lines, of two of three.
        range_mean: The mean moving range behind the limits.
        range_limit: Above it, a moving range is an outlier.
        points: How many figures the mean is of.
        ranges: How many moving ranges the limits are of.
        outliers: How many moving ranges are outliers.
        baseline: The first and last point that set the lines, if they are frozen.
        usual: The figure of more than half of the points, where they are flat but for outlying
            moves: it counts as common cause.

    Example:
        >>> from kpirag.statistics import xmr
        >>> xmr([50, 52, 47]).limits[0].ranges
        2
    """

    start: int
    last: int
    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    range_mean: float | None
    range_limit: float | None
    points: int
    ranges: int
    outliers: int
    baseline: tuple[int, int] | None = None
    usual: float | None = None


@frozen(kw_only=True, repr=False)
class XmR:
    """The XmR chart of one series: its lines, every signal at every point, and what they mean.

    Make it with `xmr`.

    Args:
        values: The figures charted, None where missing.
        periods: The period of each, if outturns were given.
        rules: The rules.
        polarity: Whether higher or lower is better.
        target: The latest target, or the two ends of its range; None if none.
        limits: The lines, a set for each stretch of points.
        signals: The signals of each point, the one it is named after first.
        moving_ranges: The size of each step; None where there is no figure, or none before it.
        outlying: Whether each moving range is above its limit.
        assurance: Whether the latest limits can be relied on to meet the latest target; None
            if that cannot be asked.
        gaps: The points for which there was no outturn.
        breaks: The points with which the definition changed.
        year_on_year: Whether the figures are differences from a year before.
        decimals: The decimals the figures were read to.
        indicator: The indicator.

    Example:
        >>> from kpirag.statistics import xmr
        >>> chart = xmr([30, 31, 29, 30, 31, 29, 30, 29, 30, 31, 32, 33, 34, 35], polarity="lower")
        >>> chart.variation
        <Variation.CONCERN: 'concern'>
    """

    values: tuple[float | None, ...]
    periods: tuple[Period, ...]
    rules: XmRRules
    polarity: Polarity
    target: float | tuple[float, float] | None
    limits: tuple[XmRLimits, ...]
    signals: tuple[tuple[Signal, ...], ...]
    moving_ranges: tuple[float | None, ...]
    outlying: tuple[bool, ...]
    assurance: Assurance | None
    gaps: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    year_on_year: bool = False
    decimals: int = 0
    indicator: Indicator | None = None

    def __len__(self) -> int:
        return len(self.values)

    @property
    def labels(self) -> tuple[Signal | None, ...]:
        """The one signal each point is named after; None for common cause and for a missing point."""
        return tuple(signals[0] if signals else None for signals in self.signals)

    @property
    def mean(self) -> tuple[float | None, ...]:
        """The mean that holds at each point."""
        return self._each("mean")

    @property
    def lower(self) -> tuple[float | None, ...]:
        """The lower limit that holds at each point."""
        return self._each("lower")

    @property
    def upper(self) -> tuple[float | None, ...]:
        """The upper limit that holds at each point."""
        return self._each("upper")

    @property
    def range_limit(self) -> tuple[float | None, ...]:
        """The limit of the moving range that holds at each point."""
        return self._each("range_limit")

    def _each(self, name: str) -> tuple[float | None, ...]:
        return tuple(getattr(one, name) for one in self.limits for _ in range(one.start, one.last + 1))

    @property
    def latest(self) -> int | None:
        """The place of the latest point with a figure; None if every point is missing."""
        return max((place for place, value in enumerate(self.values) if value is not None), default=None)

    @property
    def latest_limits(self) -> XmRLimits | None:
        """The lines that hold at the latest figure; None if every point is missing."""
        latest = self.latest
        return None if latest is None else next(one for one in self.limits if latest <= one.last)

    @property
    def latest_signals(self) -> tuple[Signal, ...]:
        """The signals of the latest figure, the one it is named after first."""
        return () if self.latest is None else self.signals[self.latest]

    @property
    def variations(self) -> tuple[Variation | None, ...]:
        """What each point means for performance; None where it is missing."""
        return tuple(
            None if value is None else variation_of(label, self.polarity)
            for value, label in zip(self.values, self.labels, strict=True)
        )

    @property
    def variation(self) -> Variation | None:
        """What the latest figure means for performance; None if every point is missing."""
        return None if self.latest is None else self.variations[self.latest]

    @property
    def missing(self) -> tuple[int, ...]:
        """The points without a figure, those without an outturn among them."""
        return tuple(place for place, value in enumerate(self.values) if value is None)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader must know before trusting the chart, one sentence each."""
        return tuple(_cautions(self))

    def explain(self) -> str:
        """Return what the chart says, in plain sentences.

        Example:
            >>> from kpirag.statistics import xmr
            >>> print(xmr([50, 52, 47, 51, 49, 53, 48, 50, 52, 51, 49, 50, 51]).explain())
            The latest figure, 51, is common cause: between the limits 43.4 and 57.1, mean 50.2.
        """
        return " ".join([_variation_sentence(self), *_assurance_sentence(self), *self.cautions])

    def text(self, value: float, decimals: int | None = None) -> str:
        """Return a figure as the chart's sentences print it.

        Args:
            value: The figure.
            decimals: The decimals to print; None prints it as it is.

        Example:
            >>> from kpirag.statistics import xmr
            >>> xmr([50, 52]).text(50.25, 1)
            '50.3'
        """
        if self.indicator is None:
            return number_text(value, decimals)
        return self.indicator.text(value, decimals)

    def name(self, place: int) -> str:
        """Return what a point is called: its period, or its number counted from 1.

        Args:
            place: The point, counted from 0.

        Example:
            >>> from kpirag.statistics import xmr
            >>> xmr([50, 52]).name(1)
            'point 2'
        """
        return self.periods[place].label if self.periods else f"point {place + 1}"

    def to_dict(self) -> dict[str, Any]:
        """Return the chart as a dict of plain values.

        Example:
            >>> from kpirag.statistics import xmr
            >>> xmr([50, 52, 47]).to_dict()["points"][0]["label"]
            'common cause'
        """
        lines = zip(self.mean, self.lower, self.upper, self.range_limit, strict=True)
        return {
            "ref": None if self.indicator is None else self.indicator.ref,
            "rules": self.rules.name,
            "screened": self.rules.screen,
            "polarity": str(self.polarity),
            "target": list(self.target) if isinstance(self.target, tuple) else self.target,
            "year_on_year": self.year_on_year,
            "variation": None if self.variation is None else str(self.variation),
            "assurance": None if self.assurance is None else str(self.assurance),
            "latest_signals": [str(signal) for signal in self.latest_signals],
            "points": [
                {
                    "period": self.periods[place].label if self.periods else None,
                    "value": self.values[place],
                    "mean": mean,
                    "lower": lower,
                    "upper": upper,
                    "moving_range": self.moving_ranges[place],
                    "moving_range_limit": range_limit,
                    "moving_range_outlying": self.outlying[place],
                    "signals": [str(signal) for signal in self.signals[place]],
                    "label": _label_text(self.values[place], self.labels[place]),
                }
                for place, (mean, lower, upper, range_limit) in enumerate(lines)
            ],
            "cautions": list(self.cautions),
            "explanation": self.explain(),
        }

    def __repr__(self) -> str:
        said = self.variation or "no figures"
        assured = f", {self.assurance}" if self.assurance else ""
        return f"<XmR of {len(self.values)} points: {said}{assured}>"


def _label_text(value: float | None, label: Signal | None) -> str:
    if value is None:
        return "missing"
    return "common cause" if label is None else str(label)


#: Figures with more decimals than this were divided out, and their further digits say nothing.
_MOST_PRINTED = 3


def _shown(chart: XmR, value: float) -> str:
    """Return a line of the chart as a sentence prints it: with the indicator's decimals, or one more."""
    declared = None if chart.indicator is None else chart.indicator.decimals
    return chart.text(value, min(_places(chart) + 1, 3) if declared is None else declared)


def _figure(chart: XmR, value: float) -> str:
    declared = None if chart.indicator is None else chart.indicator.decimals
    return chart.text(value, _places(chart) if declared is None else declared)


def _places(chart: XmR) -> int:
    """Return how many decimals figures are printed with: as written, or one where they come from counts."""
    return chart.decimals if chart.decimals <= _MOST_PRINTED else 1


def _variation_sentence(chart: XmR) -> str:
    place, lines = chart.latest, chart.latest_limits
    if place is None or lines is None or chart.variation is None:
        return "There are no figures, so there is nothing to say of variation."
    label, value = chart.labels[place], chart.values[place] or 0.0
    change = " a change on the year before," if chart.year_on_year else ""
    subject = (
        f"The latest figure, {_figure(chart, value)}{f' in {chart.name(place)}' if chart.periods else ''},"
    )
    subject += change
    if lines.lower is None or lines.upper is None:
        mean = "there is no mean" if lines.mean is None else f"the mean is {_shown(chart, lines.mean)}"
        where = f"{mean}, and there are no limits yet"
    elif lines.lower == lines.upper:
        where = f"mean and limits are {_shown(chart, lines.upper)}"
    else:
        bounds = f"the limits {_shown(chart, lines.lower)} and {_shown(chart, lines.upper)}"
        place_of = "outside" if label is not None and label.rule is SpcRule.OUTSIDE else "between"
        where = f"{place_of} {bounds}, mean {_shown(chart, lines.mean or 0.0)}"
    if label is None:
        return f"{subject} is common cause: {where}."
    others = [str(signal) for signal in chart.signals[place][1:]]
    also = f" (also {', '.join(others)})" if others else ""
    meaning = {
        Variation.IMPROVEMENT: "special cause improvement",
        Variation.CONCERN: "special cause concern",
    }.get(chart.variation, "special cause, neither better nor worse")
    return f"{subject} is {meaning}: {label}{also}; {where}."


def _assurance_sentence(chart: XmR) -> list[str]:
    lines = chart.latest_limits
    if chart.assurance is None or chart.target is None or lines is None:
        return []
    if isinstance(chart.target, tuple):
        goal = f"The target of {' to '.join(_figure_as_given(chart, end) for end in chart.target)}"
    else:
        goal = f"The target of {_figure_as_given(chart, chart.target)}"
    if lines.lower is None or lines.upper is None:
        return [f"{goal} is {chart.assurance}: without limits nothing can be relied on."]
    if chart.assurance is Assurance.HIT_OR_MISS:
        where = "it lies between the limits"
        if chart.target in (lines.lower, lines.upper):
            where = "it lies on a limit"
        return [f"{goal} is hit or miss: {where}."]
    verb = "met" if chart.assurance is Assurance.MEETS else "missed"
    better = "better" if chart.assurance is Assurance.MEETS else "worse"
    if lines.lower == lines.upper:
        return [f"{goal} is consistently {verb}: the figure does not vary."]
    if isinstance(chart.target, tuple) or chart.polarity is Polarity.RANGE:
        inside = "inside" if chart.assurance is Assurance.MEETS else "outside"
        return [f"{goal} is consistently {verb}: both limits are {inside} it."]
    return [f"{goal} is consistently {verb}: both limits are {better}."]


def _figure_as_given(chart: XmR, value: float) -> str:
    return chart.text(value)


def _cautions(chart: XmR) -> list[str]:
    told = []
    if chart.indicator is not None and chart.indicator.basis is Basis.ROLLING_YEAR:
        told.append(
            "Each figure is of a rolling year, most of which the next one shares: limits are too narrow."
        )
    for lines in chart.limits:
        begins = f" from {chart.name(lines.start)}" if len(chart.limits) > 1 else ""
        if lines.points and lines.points < chart.rules.few_below:
            only = f"{lines.points} {'figure' if lines.points == 1 else 'figures'}"
            told.append(f"The lines{begins} rest on {only}: {chart.rules.few_below} or more are better.")
        if lines.points and lines.lower is None:
            why = "no two figures follow one another" if not lines.ranges else "figures change at gaps alone"
            told.append(f"There are no limits{begins}: {why}.")
        elif lines.lower is not None and lines.lower == lines.upper:
            told.append(f"The figures that set the limits{begins} do not vary, so the limits are the mean.")
        elif lines.usual is not None:
            usual = _figure(chart, lines.usual)
            told.append(
                f"The figures{begins} are {usual} but for outlying moves: the limits are of all moving "
                f"ranges, and {usual} counts as common cause."
            )
        elif lines.outliers and chart.rules.screen:
            one = lines.outliers == 1
            count = f"{lines.outliers} outlying moving {'range is' if one else 'ranges are'}"
            told.append(f"{count} left out of the limits{begins}.")
    if chart.missing:
        told.append(f"No figure for {_listed(chart, chart.missing)}: every run ends there.")
    if chart.breaks:
        changed = _listed(chart, chart.breaks)
        told.append(f"The definition changed in {changed}, so limits begin anew there.")
    return told


def _listed(chart: XmR, places: Sequence[int]) -> str:
    names = [chart.name(place) for place in places[:5]]
    if len(places) > 5:
        return f"{', '.join(names)} and {len(places) - 5} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
