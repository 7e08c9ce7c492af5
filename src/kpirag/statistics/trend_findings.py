"""What a trend test finds: the trend, why, and what may be said of it."""

from __future__ import annotations

from typing import Any, NoReturn

from attrs import frozen

from kpirag._numbers import half_up, number_text
from kpirag.changes import Direction
from kpirag.indicators import Indicator
from kpirag.outturns import Outturn
from kpirag.statistics._trend_words import Trend, trend_direction, trend_wording

__all__ = ["SeriesTrend"]


@frozen(repr=False)
class SeriesTrend:
    """Which way the figures of one indicator are going, as far as chance lets one say.

    Make it with `recent_trend` or `regression_trend`.

    Args:
        indicator: The indicator.
        points: The outturns it rests on, oldest first; empty if it cannot be calculated.
        trend: Increasing, decreasing, no significant change, or cannot be calculated.
        confidence: The level it was judged at, such as 0.998.
        method: What it was judged by; empty if it cannot be calculated.
        reason: Why it cannot be calculated, or why a slope beyond chance is no trend; else empty.
        slope: How far the figure moves in a period, in the indicator's unit; None without points.
        statistic: The value of the test; None without points.
        p_value: How likely so large a slope would be by chance alone; None without points.
        without_each: The slopes when each point in turn is left out; empty if not asked for.
        caution: What a reader should bear in mind; empty if nothing.

    Example:
        >>> from kpirag import Period
        >>> from kpirag.statistics import recent_trend
        >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
        >>> years = [Outturn(Period.year(2014 + place), numerator=cases, denominator=1000)
        ...          for place, cases in enumerate((247, 246, 280, 302, 306))]
        >>> recent_trend(neet, years).wording
        'increasing and getting worse'
    """

    indicator: Indicator
    points: tuple[Outturn, ...]
    trend: Trend
    confidence: float
    method: str = ""
    reason: str = ""
    slope: float | None = None
    statistic: float | None = None
    p_value: float | None = None
    without_each: tuple[float, ...] = ()
    caution: str = ""

    @property
    def direction(self) -> Direction:
        """What it means for performance."""
        return trend_direction(self.trend, self.indicator.polarity)

    @property
    def wording(self) -> str:
        """The trend in words, such as *increasing and getting better*."""
        return trend_wording(self.trend, self.indicator.polarity)

    def explain(self) -> str:
        """Return what may be said of the trend, in plain sentences.

        Example:
            >>> from kpirag import Period
            >>> from kpirag.statistics import recent_trend
            >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
            >>> print(recent_trend(neet, [Outturn(Period.year(2018), 23.1)]).explain())
            Cannot be calculated: there is no figure for 2017/18, and the test needs 5 points.
        """
        if self.trend is Trend.CANNOT_BE_CALCULATED:
            return f"Cannot be calculated: {self.reason}."
        first, last = self.points[0], self.points[-1]
        begins = f"from {self._figure(first)} in {first.period.label}"
        stretch = f"{begins} to {self._figure(last)} in {last.period.label}"
        name = "t" if self.method == "regression" else "chi-squared"
        level = f"{100 * self.confidence:.10g}%"
        text = f"{self.wording[0].upper()}{self.wording[1:]}, {stretch} ({len(self.points)} points)"
        size = "infinite" if self.statistic is None else number_text(half_up(self.statistic, 2))
        grounds = f"the {self.method} gives {name} {size}"
        if self.trend is not Trend.NO_CHANGE:
            text += f": {grounds}, which is more than chance at {level}"
        elif self.reason:
            text += f": {grounds}, but {self.reason}"
        else:
            text += f": {grounds}, which may be chance at {level}"
        return f"{text}. {self.caution}." if self.caution else f"{text}."

    def _figure(self, outturn: Outturn) -> str:
        places = self.indicator.decimals
        if places is None and outturn.value is None:
            places = 1
        return self.indicator.text(self.indicator.value_of(outturn) or 0.0, places)

    def to_dict(self) -> dict[str, Any]:
        """Return the trend as a dict of plain values.

        Example:
            >>> from kpirag import Period
            >>> from kpirag.statistics import recent_trend
            >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
            >>> recent_trend(neet, [Outturn(Period.year(2018), 23.1)]).to_dict()["trend"]
            'cannot be calculated'
        """
        return {
            "ref": self.indicator.ref,
            "periods": [one.period.label for one in self.points],
            "trend": self.trend.value,
            "wording": self.wording,
            "direction": self.direction.value,
            "confidence": self.confidence,
            "method": self.method,
            "reason": self.reason,
            "slope": self.slope,
            "statistic": self.statistic,
            "p_value": self.p_value,
            "without_each": list(self.without_each),
            "caution": self.caution,
            "explanation": self.explain(),
        }

    def __bool__(self) -> NoReturn:
        message = "a SeriesTrend is neither true nor false: ask for .trend"
        raise TypeError(message)

    def __repr__(self) -> str:
        return f"<SeriesTrend of {self.indicator.ref}: {self.wording}>"
