"""The figures of a peer group: how they come in, and their places and quarters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from kpirag._means import mean
from kpirag._numbers import GivenNumber, number
from kpirag._texts import checked_text, of_kind
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.indicators import Indicator, Polarity
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.statuses import Reason

__all__ = [
    "QUARTERS",
    "Benchmark",
    "GivenFigure",
    "QuartileMethod",
    "Ties",
    "by_name",
    "figure_or_reason",
    "place_of",
    "polarity_of",
    "quarter_edges",
    "shared_period",
]

#: What may be given for a peer: its figure, its outturn, or why there is none.
GivenFigure: TypeAlias = GivenNumber | Outturn | str | None

_REASONS = tuple(Reason)[:7]  # those that say why a figure is not there
_FEWEST = 4


class Ties(StrEnum):
    """What rank equal figures share; the ranks named are those of 90, 80, 80 and 70.

    Standard: 1, 2, 2, 4. Last: 1, 3, 3, 4. Dense: 1, 2, 2, 3. Average: 1, 2.5, 2.5, 4.
    """

    STANDARD = "standard"
    LAST = "last"
    DENSE = "dense"
    AVERAGE = "average"


class QuartileMethod(StrEnum):
    """Where the quarters of a group end: at the figure of a peer, or at a point worked out between two.

    Rank: the best quarter ends at the figure that completes a quarter of the group.
    Interpolation: it may end between two figures, as QUARTILE and QUARTILE.INC of a
    spreadsheet have it.
    """

    RANK = "rank"
    INTERPOLATION = "interpolation"


class Benchmark(StrEnum):
    """What a peer group gives to be compared with.

    A quarter, a half or three quarters is the figure at which that much of the group is as
    good or better; see `QuartileMethod`.
    """

    AVERAGE = "average"
    MEDIAN = "median"
    BEST = "best"
    BEST_QUARTER = "best quarter"
    BEST_HALF = "best half"
    BEST_THREE_QUARTERS = "best three quarters"


#: The benchmarks that are edges of quarters, in order.
QUARTERS = (Benchmark.BEST_QUARTER, Benchmark.BEST_HALF, Benchmark.BEST_THREE_QUARTERS)


def quarter_edges(ranked: Sequence[float], method: QuartileMethod) -> tuple[float, float, float]:
    """Return the figures that end the best quarter, half and three quarters of a group.

    Args:
        ranked: The figures, best first.
        method: Whether an edge is a figure of the group, or may lie between two.

    Raises:
        InputError: If there are fewer than four.
    """
    if len(ranked) < _FEWEST:
        told = "1 figure makes" if len(ranked) == 1 else f"{len(ranked)} figures make"
        remedy = f"Give {_FEWEST} or more, use rank(), or compare with the average."
        raise InputError(f"{told} no quarters", path="figures", remedy=remedy)
    first, second, third = (_edge(ranked, quarters, method) for quarters in (1, 2, 3))
    return first, second, third


def _edge(ranked: Sequence[float], quarters: int, method: QuartileMethod) -> float:
    if method is QuartileMethod.RANK:
        return ranked[-(-quarters * len(ranked) // 4) - 1]  # the quotient rounded up
    whole, part = divmod(quarters * (len(ranked) - 1), 4)
    return mean(ranked[whole : whole + 2], (4 - part, part)) if part else ranked[whole]


def place_of(figure: float, ranked: Sequence[float], polarity: Polarity, ties: Ties, *, joins: bool) -> float:
    """Return the rank of a figure in a group.

    Args:
        figure: The figure.
        ranked: The figures of the group, best first.
        polarity: Which way is better.
        ties: What equal figures share.
        joins: True if the figure is not one of the group and is ranked as if it were.
    """
    sign = 1 if polarity is Polarity.LOWER else -1
    better, no_worse = (
        cut(ranked, sign * figure, key=lambda each: sign * each) for cut in (bisect_left, bisect_right)
    )
    if ties is Ties.DENSE:
        return 1 + len(set(ranked[:better]))
    first, last = 1 + better, no_worse + joins
    return {Ties.STANDARD: first, Ties.LAST: last}.get(ties, (first + last) / 2)


def polarity_of(given: object, indicator: Indicator | None) -> Polarity:
    """Return the polarity of a group, from what was given or from its indicator.

    Args:
        given: The polarity, or None to take that of the indicator.
        indicator: The indicator, if there is one.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is neither given nor known, contradicts the indicator, or gives no order.
    """
    if given is None and indicator is None:
        remedy = "Write polarity='higher' or 'lower', or give the indicator."
        raise InputError("is not given", path="polarity", remedy=remedy)
    polarity = indicator.polarity if given is None and indicator else choose(Polarity, given, "polarity")
    if indicator is not None and polarity is not indicator.polarity:
        problem = f"contradicts the indicator, of which {indicator.polarity.value!r} is the polarity"
        raise InputError(problem, path="polarity", got=repr(polarity.value), remedy="Leave the polarity out.")
    if polarity in (Polarity.HIGHER, Polarity.LOWER):
        return polarity
    if polarity is Polarity.RANGE:
        remedy = "Give each peer's distance from the range instead, with polarity='lower'."
    else:
        remedy = "Write 'higher' or 'lower' if one is better; if neither is, peers have no order."
    problem = "does not say which of two peers is better"
    raise InputError(problem, path="polarity", got=repr(polarity.value), remedy=remedy)


def by_name(given: object) -> dict[str, Any]:
    """Return what was given for each peer, refusing what is not named.

    Args:
        given: A mapping of names to figures.

    Raises:
        InputTypeError: If it is not a mapping, or a name is not text.
        InputError: If a name is empty.
    """
    if not isinstance(given, Mapping):
        remedy = "Write {'Kent': 71.2, 'Medway': None}, say."
        raise InputTypeError("must map names to figures", path="figures", got=shown(given), remedy=remedy)
    faults: list[KpiragError] = []
    for name in given:
        take(faults, checked_text, name, f"figures[{name!r}]", "Give each peer its name.")
    raise_faults(faults)
    return dict(given)


def shared_period(given: Mapping[str, Any], period: Period | None) -> Period | None:
    """Return the period of a group's figures, refusing outturns of another.

    Args:
        given: What was given for each peer.
        period: The period of the group; None to take that of the outturns.

    Raises:
        InputTypeError: If it is not a period.
        InputError: If an outturn is for another period.
    """
    if period is not None:
        of_kind(period, Period, "period", "Period.year(2022), say")
    faults: list[KpiragError] = []
    for name, each in given.items():
        if not isinstance(each, Outturn):
            continue
        period = each.period if period is None else period
        if not each.period.same_dates(period):
            problem = f"is for {each.period.label}, and the group for {period.label}"
            remedy = "Compare figures of one period."
            faults.append(InputError(problem, path=f"figures[{name!r}]", remedy=remedy))
    raise_faults(faults)
    return period


def figure_or_reason(given: Any, path: str, indicator: Indicator | None) -> float | Reason:
    """Return the figure that was given, or why there is none.

    Args:
        given: A number, an outturn, None, or a reason.
        path: Where it was given, for the error.
        indicator: What reads the counts of an outturn.

    Raises:
        InputTypeError: If it is none of these.
        InputError: If it cannot be right, such as NaN or an unknown reason.
    """
    if given is None:
        return Reason.NO_DATA
    if isinstance(given, str):
        if given in _REASONS:
            return Reason(given)
        told = ", ".join(repr(reason.value) for reason in _REASONS)
        remedy = f"Write the number without quotes, None, or one of {told}."
        raise InputError("is neither a figure nor a reason", path=path, got=shown(given), remedy=remedy)
    if not isinstance(given, Outturn):
        return number(given, path, missing="Write None for a peer without a figure.")
    if given.reason is not None:
        return given.reason
    if indicator is not None:
        try:
            found = indicator.value_of(given)
        except KpiragError as fault:
            raise fault.within(path) from None
        return Reason.ZERO_DENOMINATOR if found is None else found
    if given.number is None:
        remedy = "Give the indicator too: its unit says what counts give."
        raise InputError("has counts and no value", path=path, remedy=remedy)
    return given.number
