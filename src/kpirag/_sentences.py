"""The words beside a rating: its value with enough decimals, its caution, and why it came out so."""

from __future__ import annotations

from typing import Any

from kpirag._numbers import decimals_written, half_up, number, number_text
from kpirag._verdicts import Judged, goals_at, held
from kpirag.bands import Bands
from kpirag.changes import Change, Direction
from kpirag.indicators import Indicator, Unit
from kpirag.outturns import Outturn
from kpirag.schemes import Rounding, Scheme
from kpirag.statuses import Reason, Status
from kpirag.targets import Target

__all__ = [
    "NO_FIGURE",
    "asserted_sentence",
    "caution_text",
    "missing_sentence",
    "rated_sentence",
    "unrated_sentence",
    "value_text",
]

#: The most decimals that the end of an interval is printed with.
_MOST_PLACES = 6
NO_FIGURE = "–"  # noqa: RUF001 - an en dash, the printed sign for no figure


def value_text(indicator: Indicator, outturn: Outturn, value: float | None, bands: Bands | None) -> str:
    """Return a value as a table prints it, with enough decimals to be seen in its own band.

    A figure printed on the other side of an edge would contradict its own colour: 14.6 shown
    as 15 against a target of 15.

    Args:
        indicator: The indicator, which gives the unit and the decimals.
        outturn: The outturn.
        value: The value compared; None if there is none.
        bands: The bands it was read from; None if there are none.
    """
    if value is None:
        return NO_FIGURE
    return indicator.text(value, _places(indicator, outturn, value, bands))


def _places(indicator: Indicator, outturn: Outturn, value: float, bands: Bands | None) -> int | None:
    least = indicator.decimals
    if least is None:
        if outturn.value is not None:
            return None
        least = 0 if value.is_integer() else 1
    written = decimals_written(value)
    if bands is None or written <= least:
        return least
    status, met = bands.status(value), bands.met(value)
    for places in range(least, written):
        printed = half_up(value, places)
        if bands.status(printed) == status and bands.met(printed) == met:
            return places
    return None


def caution_text(indicator: Indicator, outturn: Outturn, below: int) -> str:
    """Return the caution of a percentage that rests on few cases; empty if there is none to give.

    Args:
        indicator: The indicator.
        outturn: The outturn.
        below: The number of cases below which there is a caution.
    """
    cases = outturn.denominator
    if cases is None or outturn.reason is not None or indicator.unit is not Unit.PERCENT:
        return ""
    if not 0 < cases < below:
        return ""
    noun = "case" if cases == 1 else "cases"
    points = number_text(half_up(100 / cases, 1))
    return f"Based on {number_text(cases)} {noun}: one case is worth {points} points"


def _figure(indicator: Indicator, outturn: Outturn, value: float, bands: Bands | None) -> str:
    text = value_text(indicator, outturn, value, bands)
    if outturn.numerator is None or outturn.denominator is None:
        return text
    return f"{text} ({number_text(outturn.numerator)} of {number_text(outturn.denominator)})"


def rated_sentence(bands: Bands, outturn: Outturn, value: float, chain: list[Judged]) -> str:
    """Return why a value has its status.

    Args:
        bands: The bands it was read from.
        outturn: The outturn.
        value: The value compared.
        chain: What the status rests on besides, the first judgement first: an interval, the
            change or forecast of a promotion, a gate.
    """
    indicator, target, scheme = bands.indicator, bands.target, bands.scheme
    goal = target.describe(indicator)
    share = _whence(target, indicator)
    if bands.met(value):
        verdict = f"meets the target of {goal}{share}"
    elif bands.shortfall(value) > 0:
        verdict = f"misses the target of {goal}{share} by {_missed_by(bands, outturn, value)}"
    elif target.is_range:
        verdict = f"only touches the target, which is {goal}{share}"
    else:
        verdict = f"only equals the target, which is {goal}{share}"
    band = bands.status(value)
    figure = _figure(indicator, outturn, value, bands)
    text = f"{indicator.name}: {figure} {verdict}; {scheme.label(band)} is {bands.describe_status(band)}"
    state: Any = band
    for judged in chain:
        grounds, outcome = judged.grounds, judged.outcome
        if hasattr(grounds, "includes"):  # a confidence interval
            text = f"{indicator.name}: {figure} {verdict}, {_by_interval(bands, grounds, outcome)}"
        else:
            text += f", {_said(scheme, grounds, outcome, moved=outcome != state)}"
        state = outcome
    rules = [f"{scheme.name} {scheme.version}".strip()]
    if not bands.tolerance.is_none:
        rules.append(f"tolerance {bands.tolerance}")
    if scheme.rounding is Rounding.AS_PUBLISHED and indicator.value_of(outturn) != value:
        rules.append("rounded before rating")
    return f"{text} ({', '.join(rules)})."


def _whence(target: Target, indicator: Indicator) -> str:
    """Return where a target comes from: the year's that it is a share of, or the period of a benchmark."""
    if target.whole is not None and target.whole.period is not None:
        return f" (its share of {target.whole.describe(indicator)} for {target.whole.period.label})"
    return "" if target.as_at is None else f" (a figure of {target.as_at.label})"


def _said(scheme: Scheme, grounds: Any, outcome: Any, *, moved: bool) -> str:
    """Return what a change, a forecast or a gate did to a state."""
    word = scheme.label(outcome)
    if isinstance(grounds, Change):
        kept = f"promoted to {word}" if moved else "not promoted"
        way = "the same as" if grounds.direction is Direction.SAME else f"{grounds.direction} than"
        return f"{kept} as it is {way} {grounds.comparator}"
    forced = hasattr(grounds, "holds_for")
    told: str = grounds.clause(word if moved or forced else "")
    return told


def _by_interval(bands: Bands, interval: Any, status: Any) -> str:
    """Return what an interval says of a status: that it includes the target, or does not."""
    text, word, rule = bands.indicator.text, bands.scheme.label(status), bands.scheme.interval
    goals = [] if rule is None else goals_at(bands.target, rule, interval.confidence)
    bounds = [
        bound
        for goal in goals
        for bound in ((goal.low, goal.high) if hasattr(goal, "low") else (number(goal.value, "target"),))
    ]
    written = [decimals_written(end) for end in (interval.low, interval.high)]
    places = max(bands.indicator.decimals or 1, *(places for places in written if places <= _MOST_PLACES), 1)
    while places < _MOST_PLACES and not _reads_alike(interval, places, bounds):
        places += 1
    ends = f"from {text(half_up(interval.low, places))} to {text(half_up(interval.high, places))}"
    within = any(held(interval, goal) for goal in goals)
    if goals and hasattr(goals[0], "low"):
        verb = "overlaps the benchmark's" if within else "does not overlap the benchmark's"
    else:
        verb = "includes it" if within else "does not include it"
    return f"{'but' if within else 'and'} its {100 * interval.confidence:g}% interval, {ends}, {verb}: {word}"


def _reads_alike(interval: Any, places: int, bounds: list[float]) -> bool:
    """Return whether the ends of an interval, rounded, lie on the same sides of every bound as they do."""
    return all(
        (end > bound) - (end < bound) == (half_up(end, places) > bound) - (half_up(end, places) < bound)
        for end in (interval.low, interval.high)
        for bound in bounds
    )


def _missed_by(bands: Bands, outturn: Outturn, value: float) -> str:
    places = _places(bands.indicator, outturn, value, bands)
    if places is not None:
        edges = bands.target.edges
        places = max(places, *(decimals_written(number(edge.value, "target")) for edge in edges))
    return bands.indicator.distance_text(bands.shortfall(value), places)


def asserted_sentence(indicator: Indicator, word: str, by: str, because: str, computed: str) -> str:
    """Return that a person gave a status, and why.

    Args:
        indicator: The indicator.
        word: What the status is called.
        by: Who gave it.
        because: Why.
        computed: What the figures give, where that is another status; else empty.
    """
    differs = f"; the figures give {computed}" if computed else ""
    why = because.strip().rstrip(".")
    return f"{indicator.name}: {word}, given by {by.strip()} because {why}{differs}."


def missing_sentence(indicator: Indicator, outturn: Outturn, scheme: Scheme, status: Status) -> str:
    """Return why a figure that is not there has a status all the same.

    Args:
        indicator: The indicator.
        outturn: The outturn, with the reason.
        scheme: The scheme, which counts such a figure.
        status: The status it counts as.
    """
    word = scheme.label(status)
    return f"{indicator.name}: {word}, because {scheme.name} counts {outturn.reason} as {word}."


def unrated_sentence(indicator: Indicator, outturn: Outturn, value: float | None, reason: Reason) -> str:
    """Return why an outturn is not rated, with the figure where there is one to give.

    Args:
        indicator: The indicator.
        outturn: The outturn.
        value: The figure; None if there is none.
        reason: Why it is not rated.
    """
    figure = f"{_figure(indicator, outturn, value, None)}, " if value is not None else ""
    why = f"{reason.sentence[0].lower()}{reason.sentence[1:-1]}"
    if reason is Reason.ZERO_DENOMINATOR and indicator.unit is not Unit.PERCENT:
        why = "there were no cases, so there is no figure"
    note = f" ({outturn.note.strip().rstrip('.')})" if outturn.reason is not None and outturn.note else ""
    return f"{indicator.name}: {figure}not rated, because {why}{note}."
