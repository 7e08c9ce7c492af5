"""Whether the change between two outturns is more than chance."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NoReturn

from attrs import frozen

from kpirag._intervals import Interval, at_level, confidence_level
from kpirag._numbers import half_up, whole_number
from kpirag._sentences import caution_text, value_text
from kpirag.changes import Change, Direction, compare
from kpirag.indicators import Indicator, Unit
from kpirag.outturns import Outturn
from kpirag.statistics._overlaps import shared_cases
from kpirag.statistics._trend_words import Trend, trend_direction, trend_wording
from kpirag.statistics.differences import Difference, difference_of_proportions, difference_of_rates

__all__ = ["Significance", "Verdict", "significance"]

_BY_INTERVALS = "the two published intervals"


class Verdict(StrEnum):
    """What can be said of a change."""

    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not significant"
    CANNOT_BE_CALCULATED = "cannot be calculated"


@frozen(repr=False)
class Significance:
    """Whether the change between two outturns is more than chance, and how sure that is.

    Make it with `significance`.

    Args:
        change: The change itself.
        verdict: Significant, not significant, or cannot be calculated.
        confidence: The level it was judged at, such as 0.95.
        reason: Why it cannot be calculated; empty if it can.
        interval: The interval of the difference, in the indicator's unit; None without counts.
        p_value: How likely so large a change would be by chance alone; None without counts.
        test: What it was judged by; empty if it was not.
        caution: That a figure rests on few cases; empty if none does.

    Example:
        >>> from kpirag import Period
        >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
        >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
        >>> found = significance(neet, Outturn(q2, numerator=3, denominator=13),
        ...                      Outturn(q1, numerator=8, denominator=27))
        >>> found.verdict, found.wording
        (<Verdict.NOT_SIGNIFICANT: 'not significant'>, 'no significant change')
    """

    change: Change
    verdict: Verdict
    confidence: float
    reason: str = ""
    interval: Interval | None = None
    p_value: float | None = None
    test: str = ""
    caution: str = ""

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.change.indicator

    @property
    def trend(self) -> Trend:
        """Increasing, decreasing, no significant change, or cannot be calculated."""
        if self.verdict is Verdict.CANNOT_BE_CALCULATED:
            return Trend.CANNOT_BE_CALCULATED
        if self.verdict is Verdict.NOT_SIGNIFICANT:
            return Trend.NO_CHANGE
        rose = self.interval.low if self.interval is not None else self.change.difference or 0.0
        return Trend.INCREASING if rose > 0 else Trend.DECREASING

    @property
    def direction(self) -> Direction:
        """What it means for performance: the same unless the change is significant."""
        return trend_direction(self.trend, self.indicator.polarity)

    @property
    def wording(self) -> str:
        """The change in words, such as *increasing and getting better*."""
        return trend_wording(self.trend, self.indicator.polarity)

    def explain(self) -> str:
        """Return what may be said of the change, in plain sentences.

        Example:
            >>> from kpirag import Period
            >>> visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
            >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
            >>> print(significance(visits, Outturn(q2, 93.3), Outturn(q1, 94.0)).explain())
            Cannot be calculated: 93.3% in Q2 2019/20 has no counts beside it to tell change from chance.
        """
        if self.verdict is Verdict.CANNOT_BE_CALCULATED:
            return f"Cannot be calculated: {self.reason}."
        moved = self.change.explain().partition(", which")[0].partition(";")[0].rstrip(".")
        text = f"{moved}: {self.wording}, as {self._grounds()}."
        return f"{text} {self.caution}." if self.caution else text

    def _grounds(self) -> str:
        level = f"{100 * self.confidence:.10g}%"
        if self.interval is None:
            apart = "do not overlap" if self.verdict is Verdict.SIGNIFICANT else "overlap"
            return f"the {level} intervals of the two figures {apart}"
        low, high = (self._end(end) for end in (self.interval.low, self.interval.high))
        ends = f"the {level} interval of the difference, from {low} to {high},"
        if self.verdict is Verdict.SIGNIFICANT:
            return f"{ends} leaves out no change"
        if self.interval.includes(0):
            return f"{ends} includes no change"
        return f"{ends} only just leaves out no change, and by the {self.test} it could be chance"

    def _end(self, end: float) -> str:
        places = 1 if self.indicator.decimals is None else self.indicator.decimals
        size = self.indicator.distance_text(abs(end), places)
        return f"-{size}" if end < 0 and half_up(end, 15) else size

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as a dict of plain values.

        Example:
            >>> from kpirag import Period
            >>> visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
            >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
            >>> significance(visits, Outturn(q2, 93.3), Outturn(q1, 94.0)).to_dict()["verdict"]
            'cannot be calculated'
        """
        change = self.change
        return {
            "ref": self.indicator.ref,
            "period": None if change.current is None else change.current.period.label,
            "earlier_period": None if change.earlier is None else change.earlier.period.label,
            "verdict": self.verdict.value,
            "wording": self.wording,
            "direction": self.direction.value,
            "reason": self.reason,
            "difference": change.difference,
            "low": None if self.interval is None else self.interval.low,
            "high": None if self.interval is None else self.interval.high,
            "confidence": self.confidence,
            "p_value": self.p_value,
            "test": self.test,
            "caution": self.caution,
            "explanation": self.explain(),
        }

    def __bool__(self) -> NoReturn:
        message = "a Significance is neither true nor false: ask for .verdict"
        raise TypeError(message)

    def __repr__(self) -> str:
        return f"<Significance of {self.indicator.ref} since {self.change.comparator}: {self.verdict}>"


def significance(
    indicator: Indicator,
    current: Outturn,
    earlier: Outturn,
    *,
    confidence: float = 0.95,
    caution_below: int = 20,
) -> Significance:
    """Return whether the change from an earlier outturn to the current one is more than chance.

    A percentage or a rate is judged by its counts (see `difference_of_proportions` and
    `difference_of_rates`). Without counts it is judged by published intervals, which must not
    overlap for a change to be significant: a cautious rule. A figure alone cannot be judged.

    Args:
        indicator: The indicator of both.
        current: The later outturn.
        earlier: The earlier outturn.
        confidence: The level, such as 0.95.
        caution_below: The number of cases below which a percentage is cautioned about.

    Returns:
        The finding. It *cannot be calculated* where the figures cannot be compared, where one
        counts cases of the other again, and where there are neither counts nor intervals.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the earlier outturn is the later one, the level is none, or counts
            cannot be right.

    Example:
        >>> from kpirag import Period
        >>> court = Indicator("9", "Completed in 26 weeks", polarity="higher", unit="percent")
        >>> now = Outturn(Period.quarter(2018, 1), numerator=45, denominator=60)
        >>> then = Outturn(Period.quarter(2017, 1), numerator=20, denominator=60)
        >>> significance(court, now, then).wording
        'increasing and getting better'
    """
    level = confidence_level(confidence)
    below = whole_number(caution_below, "caution_below")
    change = compare(indicator, current, earlier)
    reason = change.reason if change.direction is Direction.NOT_COMPARABLE else ""
    reason = reason or shared_cases(indicator, current.period, earlier.period)
    caution = _caution(indicator, (current, earlier), below)
    if reason:
        return Significance(change, Verdict.CANNOT_BE_CALCULATED, level, reason, caution=caution)
    if current.has_counts and earlier.has_counts:
        found = _by_counts(indicator, current, earlier, level)
        if isinstance(found, Difference):
            verdict = Verdict.SIGNIFICANT if found.is_significant else Verdict.NOT_SIGNIFICANT
            return Significance(
                change, verdict, level, "", found.interval, found.p_value, found.test, caution
            )
    else:
        found = _without_counts(indicator, current if not current.has_counts else earlier)
    published = [at_level(one.intervals, level) for one in (current, earlier)]
    if published[0] is None or published[1] is None:
        return Significance(change, Verdict.CANNOT_BE_CALCULATED, level, found, caution=caution)
    apart = not published[0].overlaps(published[1]) and change.difference != 0
    verdict = Verdict.SIGNIFICANT if apart else Verdict.NOT_SIGNIFICANT
    return Significance(change, verdict, level, test=_BY_INTERVALS, caution=caution)


def _by_counts(indicator: Indicator, current: Outturn, earlier: Outturn, level: float) -> Difference | str:
    """Return the difference of two figures with counts, or why their counts do not give it."""
    counts = current.numerator, current.denominator, earlier.numerator, earlier.denominator
    found: Difference | None = None
    if indicator.unit is Unit.PERCENT:
        if indicator.adds_up:
            return "its counts are shares of one yearly sum, and not cases that each count once"
        shares = all((one.numerator or 0) <= (one.denominator or 0) for one in (current, earlier))
        if not shares:
            return "a numerator is above its denominator, so the figure is no share of cases"
        found = difference_of_proportions(*counts, confidence=level)
        if found is not None:
            ends = Interval(100 * found.interval.low, 100 * found.interval.high, level)
            found = Difference(100 * found.value, ends, found.p_value, found.test)
    elif indicator.unit is Unit.RATE:
        found = difference_of_rates(*counts, per=indicator.multiplier, confidence=level)
    else:
        return "its counts give a mean, which does not say how far the single cases differ"
    return "there were no cases" if found is None else found


def _without_counts(indicator: Indicator, outturn: Outturn) -> str:
    value = value_text(indicator, outturn, indicator.value_of(outturn) or 0.0, None)
    place = f"{value} in {outturn.period.label}"
    return f"{place} has no counts beside it to tell change from chance"


def _caution(indicator: Indicator, outturns: tuple[Outturn, Outturn], below: int) -> str:
    told = [
        f"{outturn.period.label} is b{text[1:]}"
        for outturn in outturns
        if (text := caution_text(indicator, outturn, below))
    ]
    return "; ".join(told)
