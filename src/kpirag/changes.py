"""Change from an earlier period: which way the number went, and whether that is better."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import frozen

from kpirag._comparators import comparison_period, incomparable_periods
from kpirag._numbers import GivenNumber, number, settled
from kpirag._texts import of_kind
from kpirag.errors import InputError, KpiragError, choose, raise_faults, take
from kpirag.indicators import Indicator, Polarity, dead_band_of
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.schemes import Comparator
from kpirag.statuses import Reason
from kpirag.targets import Target
from kpirag.tolerances import Tolerance, ToleranceKind

__all__ = ["Change", "Direction", "Movement", "compare", "comparison_period"]

_WORDS = {Reason.NO_DATA: "not there"}
_INFINITY = float("inf")


class Movement(StrEnum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Direction(StrEnum):
    """What the movement means for performance."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NO_JUDGEMENT = "no judgement"
    NOT_COMPARABLE = "not comparable"


_ARROWS = {Movement.UP: "↑", Movement.DOWN: "↓", Movement.SAME: "→", None: "–"}  # noqa: RUF001 - an en dash, the printed sign for none


@frozen(repr=False)
class Change:
    """The difference between two outturns of one indicator, and its meaning.

    Make it with `compare`.

    Args:
        indicator: The indicator.
        current: The later outturn; None if it was never reported.
        earlier: The earlier outturn; None if it was never reported.
        comparator: Which earlier figure it is: last period, last year, or another.
        direction: Better, worse, same, no judgement or not comparable.
        movement: Up, down or same; None if there is nothing to compare.
        difference: The later figure less the earlier, settled; None as above.
        percent_change: The difference as a percentage of the earlier figure; None as above,
            and where the earlier figure is zero or negative.
        reason: Why it is not comparable or not judged; empty if it is.

    Example:
        >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
        >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
        >>> change = compare(neet, Outturn(q2, 23.1), Outturn(q1, 29.6))
        >>> change.direction, change.difference, change.arrow
        (<Direction.BETTER: 'better'>, -6.5, '↓')
    """

    indicator: Indicator
    current: Outturn | None
    earlier: Outturn | None
    comparator: Comparator
    direction: Direction
    movement: Movement | None = None
    difference: float | None = None
    percent_change: float | None = None
    reason: str = ""

    @property
    def arrow(self) -> str:
        """The arrow of the number: up, down, level, or a dash."""
        return _ARROWS[self.movement]

    @property
    def meaning(self) -> str:
        """The judgement in a word or two: better, worse, no change, not judged, not comparable."""
        if self.direction is Direction.SAME:
            return "no change"
        return "not judged" if self.direction is Direction.NO_JUDGEMENT else self.direction.value

    def explain(self) -> str:
        """Return the change as one plain sentence.

        Example:
            >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
            >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
            >>> print(compare(neet, Outturn(q2, 23.1), Outturn(q1, 29.6)).explain())
            Down 6.5 points from 29.6% in Q1 2019/20, which is better: lower is better.
        """
        if self.direction is Direction.NOT_COMPARABLE or self.earlier is None:
            against = f" with {self.earlier.period.label}" if self.earlier is not None else ""
            return f"Not comparable{against}: {self.reason}."
        before = self.indicator.value_of(self.earlier) or 0.0
        since = f"{self.indicator.text(before, self._decimals)} in {self.earlier.period.label}"
        size = self.indicator.distance_text(abs(self.difference or 0.0), self._decimals)
        if self.movement is Movement.SAME:
            within = f" (a move of {size} is within the dead band)" if self.difference else ""
            return f"No change from {since}{within}{self._judgement()}."
        return f"{'Up' if self.movement is Movement.UP else 'Down'} {size} from {since}{self._judgement()}."

    @property
    def _decimals(self) -> int | None:
        worked_out = any(one is not None and one.value is None for one in (self.current, self.earlier))
        return 1 if self.indicator.decimals is None and worked_out else self.indicator.decimals

    def _judgement(self) -> str:
        if self.direction is Direction.NO_JUDGEMENT:
            return f"; {self.reason}"
        if self.direction is Direction.SAME:
            same = self.movement is Movement.SAME
            return "" if same else ", which is no nearer to the target and no further from it"
        if self.indicator.polarity is Polarity.RANGE:
            nearer = "nearer to" if self.direction is Direction.BETTER else "further from"
            moved = ", which has moved" if self.movement is Movement.SAME else ""
            return f", which is {self.direction}: {nearer} the target{moved}"
        return f", which is {self.direction}: {self.indicator.polarity} is better"

    def __repr__(self) -> str:
        return f"<Change of {self.indicator.ref} since {self.comparator}: {self.arrow} {self.meaning}>"

    def is_against(self, comparator: Comparator | str) -> bool:
        """Return whether this change is measured from the figure that a comparator names.

        Args:
            comparator: ``"last period"`` or ``"last year"``; for an annual figure the two are one.

        Raises:
            InputError: If it is neither.

        Example:
            >>> caseload = Indicator("25", "Average caseload", polarity="lower")
            >>> now, then = Outturn(Period.year(2022), 17), Outturn(Period.year(2021), 18)
            >>> compare(caseload, now, then).is_against(Comparator.LAST_PERIOD)
            True
        """
        if self.comparator is choose(Comparator, comparator, "comparator"):
            return True
        if self.current is None or self.earlier is None:
            return False
        period, _ = comparison_period(self.indicator, self.current.period, comparator)
        return period is not None and period.end == self.earlier.period.end

    def to_dict(self) -> dict[str, Any]:
        """Return the change as a dict of plain values.

        Example:
            >>> caseload = Indicator("25", "Average caseload", polarity="lower")
            >>> now, then = Outturn(Period.year(2022), 17), Outturn(Period.year(2021), 18)
            >>> compare(caseload, now, then).to_dict()["direction"]
            'better'
        """
        return {
            "ref": self.indicator.ref,
            "period": None if self.current is None else self.current.period.label,
            "earlier_period": None if self.earlier is None else self.earlier.period.label,
            "comparator": self.comparator.value,
            "direction": self.direction.value,
            "movement": None if self.movement is None else self.movement.value,
            "difference": self.difference,
            "percent_change": self.percent_change,
            "arrow": self.arrow,
            "meaning": self.meaning,
            "reason": self.reason,
            "explanation": self.explain(),
        }


def compare(
    indicator: Indicator,
    current: Outturn,
    earlier: Outturn,
    *,
    target: Target | None = None,
    earlier_target: Target | None = None,
    dead_band: Tolerance | GivenNumber | str | None = None,
) -> Change:
    """Return the change from an earlier outturn to the current one.

    Args:
        indicator: The indicator of both.
        current: The later outturn.
        earlier: The earlier outturn.
        target: The current target; needed where the polarity is a range, where better means
            nearer to it.
        earlier_target: The target of the earlier period, if it was another.
        dead_band: How far the figure must move to have changed: points, or a `Tolerance` in
            points or percent of the earlier figure, or text such as ``"5%"``. A move equal to
            the band is a change. None takes the indicator's own.

    Returns:
        The change. It is *not comparable* where a figure is missing, where a year to date has
        started again or accumulates, where the definition changed, or where periods in
        themselves differ in length; *no judgement* where the indicator is not judged.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the earlier outturn is the later one, the dead band cannot be right, or
            the counts of an outturn cannot be; see `Indicator.value_of`.

    Example:
        >>> visits = Indicator("3", "Visits in 15 working days", polarity="higher", unit="percent")
        >>> q2, q1 = Period.quarter(2019, 2), Period.quarter(2019, 1)
        >>> compare(visits, Outturn(q2, 93.3), Outturn(q1, 94.0)).direction
        <Direction.WORSE: 'worse'>
    """
    _check_kinds(indicator, current, earlier, target, earlier_target)
    if earlier.period.end > current.period.end:
        problem = f"{earlier.period.label} is later than {current.period.label}"
        remedy = "Write the later outturn first: compare(indicator, current, earlier)."
        raise InputError(problem, path="earlier", remedy=remedy)
    band = indicator.dead_band if dead_band is None else dead_band_of(dead_band)
    comparator = _named(indicator, current.period, earlier.period)
    reason = _incomparable(indicator, current, earlier)
    if reason:
        return Change(indicator, current, earlier, comparator, Direction.NOT_COMPARABLE, reason=reason)
    now, then = _figure(indicator, current, "current"), _figure(indicator, earlier, "earlier")
    if now is None or then is None:
        reason = f"there were no cases in {(current if now is None else earlier).period.label}"
        return Change(indicator, current, earlier, comparator, Direction.NOT_COMPARABLE, reason=reason)
    size = _band_size(band, then)
    difference = _difference(now, then, size)
    movement = _moved(difference, size)
    direction, reason = _judged(indicator, movement, (now, then), (target, earlier_target or target), size)
    percent = _percent_of(difference, then)
    return Change(indicator, current, earlier, comparator, direction, movement, difference, percent, reason)


def _check_kinds(indicator: object, current: object, earlier: object, *targets: object) -> None:
    faults: list[KpiragError] = []
    example = "compare(indicator, current, earlier)"
    take(faults, of_kind, indicator, Indicator, "indicator", example)
    take(faults, of_kind, current, Outturn, "current", example)
    take(faults, of_kind, earlier, Outturn, "earlier", example)
    for path, given in zip(("target", "earlier_target"), targets, strict=True):
        if given is not None:
            take(faults, of_kind, given, Target, path, "Target.between(40, 60), say")
    raise_faults(faults)


def _named(indicator: Indicator, current: Period, earlier: Period) -> Comparator:
    for comparator in (Comparator.LAST_YEAR, Comparator.LAST_PERIOD):
        period, _ = comparison_period(indicator, current, comparator)
        if period is not None and period.end == earlier.end:
            return comparator
    return Comparator.EARLIER


def _incomparable(indicator: Indicator, current: Outturn, earlier: Outturn) -> str:
    for outturn in (current, earlier):
        if outturn.reason is not None:
            word = _WORDS.get(outturn.reason, outturn.reason.value)
            return f"the figure for {outturn.period.label} is {word}"
    if current.break_in_series and earlier.period.end < current.period.end:
        return f"the definition changed in {current.period.label}"
    return incomparable_periods(indicator, current.period, earlier.period)


def _figure(indicator: Indicator, outturn: Outturn, path: str) -> float | None:
    try:
        return indicator.value_of(outturn)
    except KpiragError as fault:
        raise fault.within(path) from None


def _band_size(band: Tolerance | None, then: float) -> float:
    if band is None or band.size is None:
        return 0.0
    if band.kind is ToleranceKind.PERCENT:
        size = abs(then) * band.size / 100
        return settled(size, max(abs(then), size))
    return band.size


def _difference(now: float, then: float, *others: float) -> float:
    """Return a figure less another, settled by the largest number it is weighed with; never to nothing."""
    largest = max(abs(number) for number in (now, then, *others))
    return settled(now - then, largest) or now - then


def _moved(difference: float, size: float) -> Movement:
    if difference == 0 or abs(difference) < size:
        return Movement.SAME
    return Movement.UP if difference > 0 else Movement.DOWN


def _judged(
    indicator: Indicator,
    movement: Movement,
    values: tuple[float, float],
    targets: tuple[Target | None, Target | None],
    size: float,
) -> tuple[Direction, str]:
    if indicator.polarity is Polarity.NONE:
        return Direction.NO_JUDGEMENT, "the indicator is not judged"
    if indicator.polarity is not Polarity.RANGE:
        return _meant(movement, rising_is_better=indicator.polarity is Polarity.HIGHER), ""
    target, earlier_target = targets
    if target is None or earlier_target is None:
        return Direction.NO_JUDGEMENT, "nearer to the target is better, and none is given"
    bounds = [number(edge.value, "target") for one in (target, earlier_target) for edge in one.edges]
    farther = _difference(_outside(values[0], target), _outside(values[1], earlier_target), *values, *bounds)
    return _meant(_moved(farther, size), rising_is_better=False), ""


def _meant(movement: Movement, *, rising_is_better: bool) -> Direction:
    if movement is Movement.SAME:
        return Direction.SAME
    return Direction.BETTER if (movement is Movement.UP) is rising_is_better else Direction.WORSE


def _outside(value: float, target: Target) -> float:
    """Return how far a value lies outside a range, settled; 0 inside."""
    edges = target.edges
    low, high = number(edges[0].value, "target"), number(edges[-1].value, "target")
    distance = max(low - value, value - high, 0.0)
    return settled(distance, max(abs(low), abs(high), abs(value)))


def _percent_of(difference: float, then: float) -> float | None:
    if then <= 0:
        return None
    percent = 100 * difference / then
    return percent if abs(percent) < _INFINITY else None
