"""What a rating is made of: the order in which things keep a figure from being rated, and its status."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from kpirag._numbers import half_up, number
from kpirag._texts import of_kind, warn_caller
from kpirag.bands import Bands
from kpirag.changes import Change, Direction
from kpirag.errors import InputError, KpiragError, raise_faults, shown, take
from kpirag.indicators import Indicator, Polarity, Unit
from kpirag.outturns import Outturn
from kpirag.schemes import Promotion, Rounding, Scheme, When
from kpirag.statuses import Reason
from kpirag.targets import Target

__all__ = ["Judged", "Terms", "Verdict", "compared", "figure_compared", "verdict_of"]

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
    """A state or reason that rests on more than the bands: on a change, or on a person's word."""

    outcome: Any
    grounds: Any


#: What was rated on, the outturn, and what came out: a state, the reason for none, or either as `Judged`.
Verdict = tuple[Bands | Terms, Outturn, Any]


def verdict_of(
    indicator: Indicator, outturn: Outturn, target: Target | None, scheme: Scheme, change: Change | None
) -> Verdict:
    """Return what a rating is made of; see `kpirag.rate`."""
    _check_kinds(indicator, outturn, target, scheme)
    _check_change(indicator, outturn, change)
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
    status = terms.status(value)
    promotion = next((one for one in scheme.promote if one.source == status), None)
    return status if promotion is None else _promoted(scheme, promotion, status, change)


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


def _promoted(scheme: Scheme, promotion: Promotion, status: Any, change: Change | None) -> Any:
    if change is None:
        return Reason.NO_COMPARATOR
    if not change.is_against(promotion.than):
        problem = f"is measured from the {change.comparator}, and {scheme.name} asks for the {promotion.than}"
        raise InputError(problem, path="change", remedy=f"Compare with the figure of the {promotion.than}.")
    if change.direction in (Direction.NOT_COMPARABLE, Direction.NO_JUDGEMENT):
        return Judged(Reason.NO_COMPARATOR, change)
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
