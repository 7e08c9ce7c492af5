"""What a rating is made of: the order in which things keep a figure from being rated, and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from kpirag._counts import interval_of
from kpirag._numbers import half_up, number
from kpirag._texts import of_kind, warn_caller
from kpirag.bands import Bands
from kpirag.changes import Change, Direction
from kpirag.errors import InputError, KpiragError, raise_faults, shown, take
from kpirag.indicators import Indicator, Polarity, Unit
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Frequency, Period
from kpirag.promotions import Promotion, When, Without
from kpirag.schemes import Rounding, Scheme
from kpirag.statuses import Reason
from kpirag.targets import Target
from kpirag.tolerances import Edge

if TYPE_CHECKING:
    from kpirag._intervals import Interval
    from kpirag.conditions import IntervalRule

__all__ = [
    "Assertion",
    "Judged",
    "Terms",
    "Verdict",
    "compared",
    "figure_compared",
    "forecast_verdict",
    "goals_at",
    "held",
    "verdict_of",
]

#: How many times one percentage must be another for one of the two to look like a fraction.
_SUSPICIOUS = 20
_INFINITY = float("inf")


@frozen
class Terms:
    """What a rating without bands was made on."""

    indicator: Indicator
    target: Target | None
    scheme: Scheme


@frozen
class Judged:
    """A state or reason that rests on more than the bands: on a change, or on a person's word.

    Args:
        outcome: The state or reason.
        grounds: What it rests on.
        before: What was judged before, and on what; None if only the bands were asked.

    Example:
        >>> Judged("amber", "a change").before is None
        True
    """

    outcome: Any
    grounds: Any
    before: Judged | None = None

    @property
    def chain(self) -> list[Judged]:
        """Every judgement, the first one first."""
        return [*(() if self.before is None else self.before.chain), self]


@frozen
class Assertion:
    """A status that a person gave, with who and why.

    Args:
        by: The post or body that gave it.
        because: Why.
        computed: The rating the figures give, where they give one.

    Example:
        >>> Assertion("the director", "the courts decide").by
        'the director'
    """

    by: str
    because: str
    computed: Any = None


#: What was rated on, the outturn, and what came out: a state, the reason for none, or either as `Judged`.
Verdict = tuple[Bands | Terms, Outturn, Any]


def verdict_of(
    indicator: Indicator, outturn: Outturn, target: Target | None, scheme: Scheme, change: Change | None
) -> Verdict:
    """Return what a rating is made of; see `kpirag.rate`."""
    _check_kinds(indicator, outturn, target, scheme)
    _check_change(indicator, outturn, change)
    if outturn.forecast is not None and outturn.forecast.status is not None:
        scheme.state(outturn.forecast.status, "outturn.forecast.status")
    terms: Bands | Terms = Terms(indicator, None, scheme)
    if target is not None:
        terms = Bands.of(indicator, target.due(indicator, outturn.period), scheme)
        low, high = _doubtful(terms)
        if scheme.plain and target.period is None and high == _INFINITY:
            object.__setattr__(target, "compiled", (indicator, scheme, terms, low))
    return (terms, outturn, _outcome(terms, outturn, change))


def _outcome(terms: Bands | Terms, outturn: Outturn, change: Change | None) -> Any:
    reason, scheme = outturn.reason, terms.scheme
    if reason is not None:
        counts = isinstance(terms, Bands) and reason in (Reason.NO_DATA, Reason.LATE)
        return scheme.missing_as if counts and scheme.missing_as is not None else reason
    value = figure_compared(terms, outturn)
    if value is None:
        return Reason.ZERO_DENOMINATOR
    if outturn.denominator is not None and outturn.denominator < scheme.min_denominator:
        return Reason.TOO_FEW
    if terms.indicator.polarity is Polarity.NONE:
        return Reason.CONTEXTUAL
    if not isinstance(terms, Bands):
        return Reason.NO_TARGET
    _warn_of_fractions(terms, value, from_counts=outturn.has_counts)
    banded = terms.status(value)
    if scheme.interval is not None:
        banded = _by_interval(terms, outturn, scheme.interval, banded, met=terms.met(value))
        if isinstance(banded, Reason):
            return banded
    return _with_promotion(terms, outturn, change, banded)


def _with_promotion(bands: Bands, outturn: Outturn, change: Change | None, banded: Any) -> Any:
    """Return a state, which an interval may have given, as the scheme's promotion of it leaves it."""
    before = banded if isinstance(banded, Judged) else None
    status = banded if before is None else before.outcome
    promotion = next((one for one in bands.scheme.promote if one.source == status), None)
    if promotion is None:
        return banded
    unknown = status if promotion.without is Without.STAYS else Reason.NO_COMPARATOR
    if promotion.when is When.EXPECTED:
        promoted = _if_expected(bands, outturn, promotion, status, unknown)
    else:
        promoted = _promoted(bands.scheme, promotion, status, unknown, change)
    if before is None or isinstance(promoted, Reason):
        return promoted
    return evolve(promoted, before=before) if isinstance(promoted, Judged) else before


def _by_interval(bands: Bands, outturn: Outturn, rule: IntervalRule, banded: Any, *, met: bool) -> Any:
    """Return the state of a figure by its confidence intervals, or that it has none."""
    intervals = [interval_of(bands.indicator, outturn, level) for level in rule.levels]
    known = [one for one in intervals if one is not None]
    goals = [goals_at(bands.target, rule, level) for level in rule.levels]
    if len(known) < len(intervals) or not all(goals):
        return Reason.NO_INTERVAL
    outside = 0
    while outside < len(known) and not any(held(known[outside], goal) for goal in goals[outside]):
        outside += 1
    if outside == len(known):
        return Judged(banded, known[0])
    place = bands.scheme.states.index(bands.scheme.state(rule.state))
    place += outside if met else -outside
    last = len(bands.scheme.states) - 1
    return Judged(bands.scheme.states[min(max(place, 0), last)], known[outside])


def goals_at(target: Target, rule: IntervalRule, level: float) -> list[Any]:
    """Return what an interval is held against: the target's edges, or its interval of the same level."""
    if rule.against == "interval of the target":
        return [one for one in target.intervals if one.confidence == level]
    return list(target.edges)


def held(interval: Interval, goal: Any) -> bool:
    """Return whether an interval includes an edge, or overlaps another interval."""
    return interval.includes(goal.value) if isinstance(goal, Edge) else interval.overlaps(goal)


def _if_expected(bands: Bands, outturn: Outturn, promotion: Promotion, status: Any, unknown: Any) -> Any:
    forecast = outturn.forecast
    if forecast is None:
        return unknown
    scheme = bands.scheme
    if forecast.value is None:
        met = scheme.meets(forecast.status)
    else:
        target = _target_of_year(bands, outturn)
        if target is None:
            return unknown
        met = Bands.of(bands.indicator, target, scheme).met(forecast.value)
    return Judged(scheme.state(promotion.to) if met else status, forecast)


def figure_compared(terms: Bands | Terms, outturn: Outturn) -> float | None:
    """Return the value that is compared with the target; None if there were no cases."""
    value = terms.indicator.value_of(outturn)
    if value is None or not isinstance(terms, Bands):
        return value
    return compared(terms.indicator, terms.scheme, value)


def compared(indicator: Indicator, scheme: Scheme, value: float) -> float:
    """Return the value as a scheme compares it: as it is, or rounded as it is published."""
    if scheme.rounding is not Rounding.AS_PUBLISHED:
        return value
    if indicator.decimals is None:
        problem = f"indicator {indicator.ref} does not say to how many decimals it is published"
        remedy = "Set decimals on the indicator, or rate with rounding='none'."
        raise InputError(problem, path="indicator.decimals", remedy=remedy)
    return half_up(value, indicator.decimals)


def forecast_verdict(terms: Bands | Terms, outturn: Outturn) -> Verdict | None:
    """Return what the rating of a forecast is made of; see `Rating.forecast`.

    A figure is rated against the full-year target, without promotions; a status is a person's.
    """
    forecast, indicator, scheme = outturn.forecast, terms.indicator, terms.scheme
    if forecast is None:
        return None
    year = Period.containing(outturn.period.end, Frequency.YEAR, indicator.first_month)
    if forecast.value is None:
        because = forecast.because or "it is expected at the year end"
        told = Judged(scheme.state(forecast.status or ""), Assertion(forecast.by, because))
        return Terms(indicator, None, scheme), Outturn.missing(year, Reason.NOT_DUE), told
    note = f"Forecast{forecast.by and f' by {forecast.by}'}. {forecast.because}".strip()
    expected = Outturn(year, forecast.value, quality=Quality.ESTIMATED, note=note)
    target = _target_of_year(terms, outturn)
    return verdict_of(indicator, expected, target, scheme.replace(promote=(), interval=None), None)


def _target_of_year(terms: Bands | Terms, outturn: Outturn) -> Target | None:
    """Return the target of the year that a figure is part of; a target of the quarter says nothing of it."""
    target = None if terms.target is None else terms.target.whole or terms.target
    if target is None or target.period is None:
        return target
    year = Period.containing(outturn.period.end, Frequency.YEAR, terms.indicator.first_month)
    return target if target.period.same_dates(year) else None


def _promoted(scheme: Scheme, promotion: Promotion, status: Any, unknown: Any, change: Change | None) -> Any:
    if change is None:
        return unknown
    if not change.is_against(promotion.than):
        problem = f"is measured from the {change.comparator}, and {scheme.name} asks for the {promotion.than}"
        raise InputError(problem, path="change", remedy=f"Compare with the figure of the {promotion.than}.")
    if change.direction in (Direction.NOT_COMPARABLE, Direction.NO_JUDGEMENT):
        return Judged(unknown, change)
    same = promotion.when is When.NOT_WORSE and change.direction is Direction.SAME
    promoted = same or change.direction is Direction.BETTER
    return Judged(scheme.state(promotion.to) if promoted else status, change)


def _check_kinds(indicator: object, outturn: object, target: object, scheme: object) -> None:
    faults: list[KpiragError] = []
    take(
        faults, of_kind, indicator, Indicator, "indicator", "Indicator('32', 'EHC plans', polarity='higher')"
    )
    take(faults, of_kind, outturn, Outturn, "outturn", "Outturn(Period.quarter(2022, 2), 55.0)")
    if target is not None:
        take(faults, of_kind, target, Target, "target", "Target(60)")
    take(faults, of_kind, scheme, Scheme, "scheme", "RAG")
    raise_faults(faults)


def _check_change(indicator: Indicator, outturn: Outturn, change: Change | None) -> None:
    if change is None:
        return
    of_kind(change, Change, "change", "change=compare(indicator, outturn, earlier)")
    remedy = "Write change=compare(indicator, outturn, earlier) with this indicator and outturn."
    if change.indicator != indicator:
        got = change.indicator.ref
        raise InputError("is of another indicator", path="change", got=got, remedy=remedy)
    if change.current != outturn:
        raise InputError("is of another outturn", path="change", got=shown(change.current), remedy=remedy)


def _doubtful(bands: Bands) -> tuple[float, float]:
    """Return up to which value, and from which on, a percentage or its target looks like a fraction.

    A value far below a target where lower is better is good news, and not in doubt.
    """
    if bands.indicator.unit is not Unit.PERCENT:
        return -_INFINITY, _INFINITY
    bounds = [number(edge.value, "target") for edge in bands.target.edges]
    lowest, highest = bounds[0], bounds[-1]
    hoped_for = lowest > 1 and bands.indicator.polarity is not Polarity.LOWER
    low = min(lowest / _SUSPICIOUS, 1.0) if hoped_for else -_INFINITY
    high = max(highest * _SUSPICIOUS, 1.0) if 0 < highest < 1 else _INFINITY
    return low, high


def _warn_of_fractions(bands: Bands, value: float, *, from_counts: bool) -> None:
    low, high = _doubtful(bands)
    if 0 < value <= low and value < 1 and not from_counts:
        fraction, percent, small = "value", "target", value
    elif value >= high and value > 1:
        fraction, percent, small = "target", "value", number(bands.target.edges[-1].value, "target")
    else:
        return
    goal = bands.target.describe(bands.indicator)
    warn_caller(
        f"indicator {bands.indicator.ref}: the {fraction} looks like a fraction and the {percent} like a "
        f"percentage (value {value:g}, target {goal}). Percentages run from 0 to 100: write {100 * small:g}, "
        f"not {small:g}."
    )
