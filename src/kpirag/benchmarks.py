"""Targets that rest on another figure: a baseline with an increment, or the harder of two."""

from __future__ import annotations

from typing import Any

from attrs import fields

from kpirag._numbers import GivenNumber, number, settled
from kpirag._texts import of_kind
from kpirag.errors import InputError, InputTypeError, raise_faults, shown, suggestion
from kpirag.indicators import Indicator
from kpirag.outturns import Outturn
from kpirag.targets import Target

__all__ = ["from_baseline", "harder_of"]


def from_baseline(
    indicator: Indicator,
    baseline: Outturn,
    *,
    plus: GivenNumber | None = None,
    percent: GivenNumber | None = None,
    **options: Any,
) -> Target:
    """Return the target of moving an earlier figure by so much, such as "an additional 800" (Rotherham).

    Args:
        indicator: The indicator.
        baseline: The earlier figure; 0 more gives last year's own figure as the target.
        plus: How much is added, in the unit; negative where a lower figure is better.
        percent: How many percent of the baseline are added, instead.
        options: What `Target` takes besides: tolerance, strict, period, source and so on.

    Returns:
        A target of the kind ``"baseline"`` whose ``as_at`` is the period of the baseline.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the baseline has no figure, or not just one of plus and percent is given.

    Example:
        >>> from kpirag import Period
        >>> homes = Indicator("7", "New homes", polarity="higher")
        >>> from_baseline(homes, Outturn(Period.year(2021), 1200), plus=800).value
        2000.0
    """
    of_kind(indicator, Indicator, "indicator", "Indicator('7', 'New homes', polarity='higher')")
    of_kind(baseline, Outturn, "baseline", "Outturn(Period.year(2021), 1200)")
    known = [each.name for each in fields(Target) if each.init and each.name not in ("value", "low", "high")]
    raise_faults(
        [
            InputTypeError("is no argument of a target", path=name, remedy=suggestion(name, known))
            for name in options
            if name not in known
        ]
    )
    if (plus is None) == (percent is None):
        problem = "is given beside percent" if plus is not None else "is not given"
        raise InputError(problem, path="plus", remedy="Write plus=800 or percent=5.")
    start = None if baseline.reason is not None else indicator.value_of(baseline)
    if start is None:
        remedy = "Give the figure that the target starts from."
        raise InputError("has no figure", path="baseline", got=shown(baseline), remedy=remedy)
    added = number(plus, "plus") if plus is not None else abs(start) * number(percent, "percent") / 100
    value = settled(start + added, max(abs(start), abs(added)))
    told: dict[str, Any] = {
        "kind": "baseline",
        "as_at": baseline.period,
        "source": f"{indicator.text(start)} in {baseline.period.label}",
    }
    return Target(value, **(told | options))


def harder_of(indicator: Indicator, *targets: Target) -> Target:
    """Return the harder of several targets, as where a local one may not fall short of a statutory one.

    Brighton & Hove sets a target by benchmark or statutory figure, whichever is harder.

    Args:
        indicator: The indicator, which says what is harder.
        targets: The targets, one or more; of two alike the one that must be passed, then the first.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there is none, or one is a range, or neither higher nor lower is better.

    Example:
        >>> visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
        >>> harder_of(visits, Target(85), Target(90, kind="statutory")).kind
        'statutory'
    """
    of_kind(indicator, Indicator, "indicator", "Indicator('3', 'Visits in time', polarity='higher')")
    if not targets:
        raise InputError(
            "are not given", path="targets", remedy="Write harder_of(indicator, Target(85), Target(90))."
        )
    higher = indicator.higher_is_better
    if higher is None:
        remedy = "Set the polarity to higher or lower."
        raise InputError(
            "does not say what is harder",
            path="indicator.polarity",
            got=str(indicator.polarity),
            remedy=remedy,
        )
    for place, target in enumerate(targets):
        path = f"targets[{place}]"
        if not isinstance(target, Target):
            raise InputTypeError("must be a Target", path=path, got=shown(target), remedy="Write Target(85).")
        if target.is_range:
            raise InputError(
                "is a range", path=path, got=shown(target), remedy="Compare targets of one number."
            )
    return max(targets, key=lambda one: _hardness(one, higher=higher))


def _hardness(target: Target, *, higher: bool) -> tuple[float, bool]:
    (edge,) = target.edges
    value = number(edge.value, "value")
    return (value if higher else -value), not edge.inclusive
