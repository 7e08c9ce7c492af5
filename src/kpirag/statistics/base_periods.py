"""Change since a base period: how far a figure is from the average it started from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpirag._comparators import incomparable_periods
from kpirag._numbers import GivenNumber, amount_text, half_up, settled
from kpirag._texts import of_kind
from kpirag.changes import Direction, Movement
from kpirag.errors import InputError, KpiragError, shown
from kpirag.histories import History
from kpirag.indicators import Indicator, Polarity, Unit, dead_band_of
from kpirag.outturns import Outturn
from kpirag.statistics._given import workable
from kpirag.tolerances import Tolerance, ToleranceKind

__all__ = ["BaseChange", "change_since_base"]


@frozen(repr=False)
class BaseChange:
    """How far a figure is from the average of its base periods.

    Make it with `change_since_base`.

    Args:
        indicator: The indicator.
        current: The outturn.
        base: The outturns of the base periods, oldest first.
        band: How far the figure must have moved to have changed.
        direction: Better, worse, same (little or no change), no judgement or not comparable.
        movement: Up, down or same; None if it is not comparable.
        base_value: The average of the base; None as above.
        difference: The figure less the base, settled; None as above.
        percent_change: The difference as a percentage of the base; None as above, and where
            the base is zero or negative.
        reason: Why it is not comparable; empty if it is.

    Example:
        >>> from kpirag import Period
        >>> spend = Indicator("C", "Conservation spending", polarity="higher", unit="currency")
        >>> base = [Outturn(Period.year(2000), 100), Outturn(Period.year(2001), 104)]
        >>> change_since_base(spend, Outturn(Period.year(2020), 104), base).direction
        <Direction.SAME: 'same'>
    """

    indicator: Indicator
    current: Outturn
    base: tuple[Outturn, ...]
    band: Tolerance
    direction: Direction
    movement: Movement | None = None
    base_value: float | None = None
    difference: float | None = None
    percent_change: float | None = None
    reason: str = ""

    @property
    def meaning(self) -> str:
        """The judgement: better, worse, little or no change, not judged, not comparable."""
        words = {Direction.SAME: "little or no change", Direction.NO_JUDGEMENT: "not judged"}
        return words.get(self.direction, self.direction.value)

    def explain(self) -> str:
        """Return the change since the base as one plain sentence.

        Example:
            >>> from kpirag import Period
            >>> spend = Indicator("C", "Conservation spending", polarity="higher", unit="currency")
            >>> base = [Outturn(Period.year(2000), 100), Outturn(Period.year(2001), 104)]
            >>> print(change_since_base(spend, Outturn(Period.year(2020), 204), base).explain())
            Up 100% from £102, the average of 2000/01 to 2001/02: better.
        """
        if self.base_value is None or self.difference is None:
            return f"Not comparable with the base: {self.reason}."
        labels = [one.period.label for one in self.base]
        whence = labels[0] if len(labels) == 1 else f"the average of {labels[0]} to {labels[-1]}"
        places = self.indicator.decimals
        if places is None and not self.base_value.is_integer():
            places = 1
        since = f"{self.indicator.text(self.base_value, places)}, {whence}"
        if self.percent_change is None:
            size = self.indicator.distance_text(abs(self.difference), places)
        else:
            size = amount_text(half_up(abs(self.percent_change), 1), "percent")
            if self.indicator.unit is Unit.PERCENT:  # a percentage of a percentage reads as points
                size = f"{self.indicator.distance_text(abs(self.difference), places)} ({size} of the base)"
        if self.difference == 0:
            return f"No change from {since}."
        way = "Up" if self.difference > 0 else "Down"
        within = f", within {self.band}" if self.movement is Movement.SAME else ""
        return f"{way} {size} from {since}: {self.meaning}{within}."

    def to_dict(self) -> dict[str, Any]:
        """Return the change as a dict of plain values.

        Example:
            >>> from kpirag import Period
            >>> spend = Indicator("C", "Conservation spending", polarity="higher", unit="currency")
            >>> base = Outturn(Period.year(2000), 100)
            >>> change_since_base(spend, Outturn(Period.year(2020), 97), base).to_dict()["direction"]
            'worse'
        """
        return {
            "ref": self.indicator.ref,
            "period": self.current.period.label,
            "base_periods": [one.period.label for one in self.base],
            "band": str(self.band),
            "direction": self.direction.value,
            "movement": None if self.movement is None else self.movement.value,
            "base_value": self.base_value,
            "difference": self.difference,
            "percent_change": self.percent_change,
            "meaning": self.meaning,
            "reason": self.reason,
            "explanation": self.explain(),
        }

    def __repr__(self) -> str:
        return f"<BaseChange of {self.indicator.ref} since {self.base[0].period.label}: {self.meaning}>"


def change_since_base(
    indicator: Indicator,
    current: Outturn,
    base: Outturn | Iterable[Outturn],
    *,
    dead_band: Tolerance | GivenNumber | str = "3%",
) -> BaseChange:
    """Return the change of a figure since a base period, or since the average of several.

    With counts throughout the average is the ratio of their sums, else the plain mean. The
    UK Biodiversity Indicators (JNCC) call a change of less than 3% little or no change.

    Args:
        indicator: The indicator.
        current: The outturn.
        base: The outturn of the base period, or those of several, in any order.
        dead_band: How far the figure must move to have changed: points, or a `Tolerance`, or
            text such as ``"3%"`` of the base. A move equal to the band is a change.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there is no base, a base period is not before the current one, or the
            dead band cannot be right.

    Example:
        >>> from kpirag import Period
        >>> seen = Indicator("B", "Butterflies", polarity="higher", unit="score")
        >>> start = Outturn(Period.year(1976), 100)
        >>> print(change_since_base(seen, Outturn(Period.year(2020), 97.1), start).meaning)
        little or no change
    """
    of_kind(indicator, Indicator, "indicator", "Indicator('C', 'Spending', polarity='higher')")
    of_kind(current, Outturn, "current", "Outturn(Period.year(2020), 104)")
    try:
        listed = tuple(History([base] if isinstance(base, Outturn) else base))
    except KpiragError as fault:
        raise fault.within("base") from None
    if not listed:
        raise InputError("is empty", path="base", remedy="Give the outturns of the base periods.")
    late = next((one for one in listed if one.period.end >= current.period.end), None)
    if late is not None:
        problem = f"{late.period.label} is not before {current.period.label}"
        raise InputError(problem, path="base", got=shown(late), remedy="Give earlier outturns.")
    band = dead_band_of(dead_band)
    reason = _incomparable(indicator, current, listed)
    now = None if reason else _figure(indicator, current, "current")
    start = None if reason else _average(indicator, listed)
    if now is None or start is None:
        reason = reason or "there were no cases"
        return BaseChange(indicator, current, listed, band, Direction.NOT_COMPARABLE, reason=reason)
    size = band.size or 0.0
    if band.kind is ToleranceKind.PERCENT:
        size = settled(abs(start) * size / 100, max(abs(start), size))
    difference = settled(now - start, max(abs(now), abs(start), size)) or now - start
    movement = Movement.UP if difference > 0 else Movement.DOWN
    if difference == 0 or abs(difference) < size:
        movement = Movement.SAME
    percent = 100 * difference / start if start > 0 else None
    direction = _judged(indicator, movement)
    return BaseChange(indicator, current, listed, band, direction, movement, start, difference, percent)


def _incomparable(indicator: Indicator, current: Outturn, base: tuple[Outturn, ...]) -> str:
    for one in (current, *base):
        if one.reason is not None:
            word = "not there" if one.reason == "no data" else one.reason
            return f"the figure for {one.period.label} is {word}"
        if one.break_in_series and one is not base[0]:
            return f"the definition changed in {one.period.label}"
    reasons = (incomparable_periods(indicator, current.period, one.period) for one in base)
    return next(filter(None, reasons), "")


def _figure(indicator: Indicator, outturn: Outturn, path: str) -> float | None:
    value = indicator.value_of(outturn)
    return None if value is None else workable(value, path)


def _average(indicator: Indicator, base: tuple[Outturn, ...]) -> float | None:
    values = [_figure(indicator, one, f"base[{place}]") for place, one in enumerate(base)]
    if all(one.has_counts for one in base):
        whole = math.fsum(one.denominator or 0 for one in base)
        cases = math.fsum(one.numerator or 0 for one in base)
        found = indicator.multiplier * cases / whole if whole else None
        return base[0].number if len(base) == 1 and base[0].number is not None else found
    figures = [value for value in values if value is not None]
    return math.fsum(figures) / len(figures) if len(figures) == len(values) else None


def _judged(indicator: Indicator, movement: Movement) -> Direction:
    if indicator.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return Direction.NO_JUDGEMENT
    if movement is Movement.SAME:
        return Direction.SAME
    better = (movement is Movement.UP) is (indicator.polarity is Polarity.HIGHER)
    return Direction.BETTER if better else Direction.WORSE
