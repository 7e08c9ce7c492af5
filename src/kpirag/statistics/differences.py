"""The difference of two percentages or rates from their counts: how large it may be, and if it is one."""

from __future__ import annotations

import math

from attrs import frozen

from kpirag._intervals import Interval, confidence_level
from kpirag._intervals import byar as byar_bounds
from kpirag._intervals import wilson as wilson_bounds
from kpirag._numbers import GivenNumber, number
from kpirag.errors import InputError, KpiragError, raise_faults, shown
from kpirag.statistics._distributions import beta_share, chi_squared_tail
from kpirag.statistics._given import counts_of, workable

__all__ = ["Difference", "difference_of_proportions", "difference_of_rates"]

#: Below this many expected cases in a cell, the chi-squared test is not to be trusted (Cochran, 1954).
_FEW_EXPECTED = 5
_Ends = tuple[float, float]


@frozen
class Difference:
    """The difference of two figures from their counts.

    Make it with `difference_of_proportions` or `difference_of_rates`.

    Args:
        value: The first figure less the second.
        interval: The confidence interval of the difference.
        p_value: How likely so large a difference would be if there were none.
        test: The test that the p value is of.

    Example:
        >>> difference_of_proportions(3, 13, 8, 27).is_significant
        False
    """

    value: float
    interval: Interval
    p_value: float
    test: str

    @property
    def is_significant(self) -> bool:
        """True if the interval leaves out no difference and the test says the same.

        The two rest on different approximations and can part company at the very edge: then
        the difference is not called significant.
        """
        return not self.interval.includes(0) and self.p_value < 1 - self.interval.confidence

    def to_dict(self) -> dict[str, float | str | bool]:
        """Return the difference as a dict of plain values.

        Example:
            >>> difference_of_proportions(3, 13, 8, 27).to_dict()["test"]
            "Fisher's exact test"
        """
        return {
            "value": self.value,
            "low": self.interval.low,
            "high": self.interval.high,
            "confidence": self.interval.confidence,
            "p_value": self.p_value,
            "test": self.test,
            "significant": self.is_significant,
        }


def difference_of_proportions(
    numerator: GivenNumber | None,
    denominator: GivenNumber | None,
    earlier_numerator: GivenNumber | None,
    earlier_denominator: GivenNumber | None,
    *,
    confidence: float = 0.95,
) -> Difference | None:
    """Return the difference of two proportions of different cases, as shares of 1.

    The interval is Newcombe's hybrid score interval (Newcombe 1998, method 10). The p value is
    that of the chi-squared test without correction, and of Fisher's exact test where fewer than
    5 cases are expected in a cell and the counts are whole.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of.
        earlier_numerator: The cases counted before, or elsewhere.
        earlier_denominator: The cases those are out of.
        confidence: The level, such as 0.95.

    Returns:
        The difference; None if a count is None or there were no cases.

    Raises:
        InputTypeError: If a count is not a number.
        InputError: If a count is negative or above its denominator, or the level is none.

    Example:
        >>> found = difference_of_proportions(56, 70, 48, 80)
        >>> round(found.interval.low, 4), round(found.interval.high, 4)
        (0.0524, 0.3339)
    """
    level = confidence_level(confidence)
    pairs = _pairs((numerator, denominator), (earlier_numerator, earlier_denominator), at_most_all=True)
    if pairs is None:
        return None
    (cases, whole), (cases_before, whole_before) = pairs
    ends, before = wilson_bounds(cases, whole, level), wilson_bounds(cases_before, whole_before, level)
    value, interval = _hybrid(cases / whole, ends, cases_before / whole_before, before, level)
    p_value, test = _test_of_proportions(cases, whole, cases_before, whole_before)
    return Difference(value, interval, p_value, test)


def difference_of_rates(
    events: GivenNumber | None,
    denominator: GivenNumber | None,
    earlier_events: GivenNumber | None,
    earlier_denominator: GivenNumber | None,
    *,
    per: GivenNumber = 1,
    confidence: float = 0.95,
) -> Difference | None:
    """Return the difference of two rates, or of two counts with denominators of 1.

    The interval is made from those of the two rates (see `byar`) as Newcombe makes that of
    proportions; Zou and Donner (2008) show it for rates. The p value is that of the exact test
    of two Poisson counts given their sum, twice the smaller tail.

    Args:
        events: The events counted.
        denominator: What they are out of, such as the population.
        earlier_events: The events counted before, or elsewhere.
        earlier_denominator: What those are out of.
        per: What the rates are per, such as 10,000.
        confidence: The level, such as 0.95.

    Returns:
        The difference; None if a count is None or a denominator is 0.

    Raises:
        InputTypeError: If an argument is not a number.
        InputError: If a count is negative, there are events out of nothing, or the level is none.

    Example:
        >>> difference_of_rates(24, 51_000, 41, 50_500, per=10_000).is_significant
        True
    """
    level, times = confidence_level(confidence), number(per, "per")
    if times <= 0:
        raise InputError("must be above zero", path="per", got=shown(per), remedy="Write per=10_000, say.")
    pairs = _pairs((events, denominator), (earlier_events, earlier_denominator), at_most_all=False)
    if pairs is None:
        return None
    (cases, whole), (cases_before, whole_before) = pairs
    rates = [
        (times * count / of, _scaled(byar_bounds(count, level), times, of))
        for count, of in ((cases, whole), (cases_before, whole_before))
    ]
    value, interval = _hybrid(*rates[0], *rates[1], level)
    p_value = _p_of_rates(cases, whole, cases_before, whole_before)
    return Difference(value, interval, p_value, "exact test of two Poisson counts")


def _pairs(
    current: tuple[object, object], earlier: tuple[object, object], *, at_most_all: bool
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    faults: list[KpiragError] = []
    found: list[tuple[float | None, ...]] = []
    for before, given in (("", current), ("earlier_", earlier)):
        path = f"{before}{'numerator' if at_most_all else 'events'}"
        try:
            cases, whole = counts_of(*given, path)
            for count, where in ((cases, path), (whole, "denominator")):
                if count is not None:
                    workable(count, where)
        except KpiragError as fault:
            inner = getattr(fault, "faults", (fault,))
            faults.extend(_renamed(one, before) for one in inner)
            continue
        found.append((cases, whole))
        if cases is None or whole is None or cases <= (whole if at_most_all else cases if whole else 0):
            continue
        problem = "is above its denominator" if at_most_all else "is counted out of a denominator of 0"
        faults.append(
            InputError(problem, path=path, got=f"{cases:g} of {whole:g}", remedy="Correct the counts.")
        )
    raise_faults(faults)
    (cases, whole), (cases_before, whole_before) = found
    if cases is None or cases_before is None or not whole or not whole_before:
        return None
    return (cases, whole), (cases_before, whole_before)


def _renamed(fault: KpiragError, before: str) -> KpiragError:
    if fault.path == "denominator":
        fault.path = f"{before}denominator"
    return fault


def _scaled(ends: _Ends, times: float, whole: float) -> _Ends:
    return times * ends[0] / whole, times * ends[1] / whole


def _hybrid(
    value: float, ends: _Ends, before: float, ends_before: _Ends, level: float
) -> tuple[float, Interval]:
    """Return a difference and its interval from two figures and their intervals."""
    difference = value - before
    down = math.hypot(max(0.0, value - ends[0]), max(0.0, ends_before[1] - before))
    up = math.hypot(max(0.0, ends[1] - value), max(0.0, before - ends_before[0]))
    return difference, Interval(difference - down, difference + up, level)


def _test_of_proportions(cases: float, whole: float, before: float, whole_before: float) -> tuple[float, str]:
    counted, everything = cases + before, whole + whole_before
    rest = everything - counted
    expected = min(counted, rest) * min(whole, whole_before) / everything
    if expected < _FEW_EXPECTED and all(one.is_integer() for one in (cases, whole, before, whole_before)):
        return _fisher(int(cases), int(whole), int(before), int(whole_before)), "Fisher's exact test"
    if counted == 0 or rest == 0:
        return 1.0, "chi-squared test"
    spread = counted / everything * (rest / everything) * (1 / whole + 1 / whole_before)
    return chi_squared_tail((cases / whole - before / whole_before) ** 2 / spread), "chi-squared test"


def _fisher(cases: int, whole: int, before: int, whole_before: int) -> float:
    """Return the chance of all tables with the same sums that are no likelier than this one."""
    counted = cases + before
    least, most = max(0, counted - whole_before), min(whole, counted)
    log = [0.0]
    for each in range(least, most):  # each chance from the one before: no large factorials to round
        above, below = (whole - each) * (counted - each), (each + 1) * (whole_before - counted + each + 1)
        log.append(log[-1] + math.log(above / below))
    top = max(log)
    chances = [math.exp(one - top) for one in log]
    limit = chances[cases - least] * (1 + 1e-7)  # equal chances differ in their last bits
    return min(1.0, math.fsum(one for one in chances if one <= limit) / math.fsum(chances))


def _p_of_rates(events: float, whole: float, before: float, whole_before: float) -> float:
    total, share = events + before, whole / (whole + whole_before)
    if total == 0:
        return 1.0
    at_least = 1.0 if events == 0 else beta_share(events, before + 1, share)
    at_most = 1.0 if before == 0 else beta_share(before, events + 1, 1 - share)
    return min(1.0, 2 * min(at_least, at_most))
