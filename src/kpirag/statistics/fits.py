"""Lines through a few figures: the chi-squared test for trend, the weighted slope, and regression."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from attrs import frozen

from kpirag._numbers import GivenNumber
from kpirag.errors import InputError, KpiragError, raise_faults, shown, take
from kpirag.statistics._distributions import chi_squared_tail, t_tails
from kpirag.statistics._given import counts_of, listed_numbers, perhaps_numbers

__all__ = ["Regression", "TrendFit", "chi_squared_trend", "regression", "weighted_slope"]

#: A sum this small beside its parts is the noise of floats, and counts as nothing.
_NOISE = 1e-12


@frozen
class TrendFit:
    """A line through figures of known precision, and whether its slope is more than chance.

    Make it with `chi_squared_trend` or `weighted_slope`.

    Args:
        slope: How far the line rises from one point to the next.
        intercept: Where the line is one step before the first point.
        chi_squared: The statistic of the slope, with one degree of freedom.
        p_value: How likely so large a slope would be by chance alone.
        without_each: The slope when each point in turn is left out.

    Example:
        >>> chi_squared_trend([10, 14, 18], [100, 100, 100]).keeps_its_sign
        True
    """

    slope: float
    intercept: float
    chi_squared: float
    p_value: float
    without_each: tuple[float, ...]

    @property
    def keeps_its_sign(self) -> bool:
        """True if the line goes the same way whichever one point is left out."""
        if self.slope == 0 or not self.without_each:
            return False
        return all((one > 0) - (one < 0) == (1 if self.slope > 0 else -1) for one in self.without_each)

    def to_dict(self) -> dict[str, Any]:
        """Return the line as a dict of plain values.

        Example:
            >>> chi_squared_trend([10, 14, 18], [100, 100, 100]).to_dict()["slope"]
            0.04
        """
        return {
            "slope": self.slope,
            "intercept": self.intercept,
            "chi_squared": self.chi_squared,
            "p_value": self.p_value,
            "without_each": list(self.without_each),
        }


@frozen
class Regression:
    """A least squares line through figures, and whether its slope is more than chance.

    Make it with `regression`.

    Args:
        slope: How far the line rises from one point to the next.
        intercept: Where the line is one step before the first point.
        standard_error: The standard error of the slope; 0 if the points lie on the line.
        t: The slope in standard errors; infinite if the points lie on a sloping line.
        p_value: How likely so large a slope would be by chance alone.
        r_squared: The part of the variation that the line accounts for; None if there is none.
        kendall_tau: Kendall's tau-b: whether later points are higher, by rank; None as above.
        points: How many points there were.

    Example:
        >>> regression([1, 2, 4, 5]).slope
        1.4
    """

    slope: float
    intercept: float
    standard_error: float
    t: float
    p_value: float
    r_squared: float | None
    kendall_tau: float | None
    points: int

    def to_dict(self) -> dict[str, Any]:
        """Return the line as a dict of plain values; an infinite t is None.

        Example:
            >>> regression([1, 2, 3]).to_dict()["t"] is None
            True
        """
        return {
            "slope": self.slope,
            "intercept": self.intercept,
            "standard_error": self.standard_error,
            "t": self.t if math.isfinite(self.t) else None,
            "p_value": self.p_value,
            "r_squared": self.r_squared,
            "kendall_tau": self.kendall_tau,
            "points": self.points,
        }


def chi_squared_trend(
    numerators: Iterable[GivenNumber], denominators: Iterable[GivenNumber]
) -> TrendFit | None:
    """Return the chi-squared test for trend in proportions (Cochran 1954, Armitage 1955).

    Args:
        numerators: The cases counted, oldest first, at equal steps in time.
        denominators: The cases they are out of.

    Returns:
        The line of the proportions, as shares of 1; None for fewer than two points. Where no
        case or every case counted, there is no trend and the p value is 1.

    Raises:
        InputTypeError: If the counts are not lists of numbers.
        InputError: If they differ in length, a denominator is 0, or a numerator is negative or
            above its denominator.

    Example:
        >>> fit = chi_squared_trend([83, 90, 129, 70], [86, 93, 136, 82])
        >>> round(fit.chi_squared, 4), fit.slope < 0
        (8.2249, True)
    """
    counts = _shares(numerators, denominators)
    if len(counts) < 2:
        return None
    places = range(1, len(counts) + 1)
    points = [(place, *one) for place, one in zip(places, counts, strict=True)]
    above, below, cases, whole = _trend_sums(points)
    slope = above / below
    middle = sum(place * of for place, _, of in points) / whole
    rest = whole - cases
    chi_squared = above * above * whole / (cases * rest * below) if cases and rest else 0.0
    left = _each_left_out(points)
    without = [_trend_sums(some) for some in left] if len(points) > 2 else []
    return TrendFit(
        slope,
        cases / whole - slope * middle,
        chi_squared,
        chi_squared_tail(chi_squared),
        tuple(up / across for up, across, _, _ in without),
    )


def _shares(numerators: Any, denominators: Any) -> list[tuple[float, float]]:
    cases = listed_numbers(numerators, "numerators")
    wholes = listed_numbers(denominators, "denominators")
    if len(cases) != len(wholes):
        got, remedy = f"{len(cases)} and {len(wholes)}", "Give a denominator for each numerator."
        raise InputError("are not as many as the numerators", path="denominators", got=got, remedy=remedy)
    faults: list[KpiragError] = []
    for place, (one, of) in enumerate(zip(cases, wholes, strict=True)):
        take(faults, counts_of, one, of, f"numerators[{place}]")
        if of == 0 or one > of:
            problem = "has no cases" if of == 0 else "is above its denominator"
            remedy = "Leave the period out." if of == 0 else "Correct the counts."
            faults.append(
                InputError(problem, path=f"numerators[{place}]", got=f"{one:g} of {of:g}", remedy=remedy)
            )
    raise_faults(faults)
    # Whole counts stay whole: then the sums are exact, and a slope of nothing is nothing.
    return [(_whole(one), _whole(of)) for one, of in zip(cases, wholes, strict=True)]


def _whole(count: float) -> float:
    return int(count) if count.is_integer() else count


def _trend_sums(points: Sequence[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    """Return the two sums whose ratio is the slope, and the cases and wholes of all points."""
    cases, whole = sum(one for _, one, _ in points), sum(of for _, _, of in points)
    placed = sum(place * of for place, _, of in points)
    above = whole * sum(place * one for place, one, _ in points) - placed * cases
    below = whole * sum(place * place * of for place, _, of in points) - placed * placed
    return above, below, cases, whole


def _each_left_out(points: Sequence[Any]) -> list[list[Any]]:
    return [[*points[:place], *points[place + 1 :]] for place in range(len(points))]


def weighted_slope(values: Iterable[GivenNumber], standard_errors: Iterable[GivenNumber]) -> TrendFit | None:
    """Return the line through figures weighted by how precise each is.

    The weight of a figure is one over its squared standard error. From a 95% interval the
    standard error is its width divided by 3.92.

    Args:
        values: The figures, oldest first, at equal steps in time.
        standard_errors: The standard error of each; above zero.

    Returns:
        The line, in the unit of the figures; None for fewer than two points.

    Raises:
        InputTypeError: If an argument is not a list of numbers.
        InputError: If they differ in length, or a standard error is not above zero.

    Example:
        >>> round(weighted_slope([24.67, 24.6, 28.0], [0.79, 0.78, 0.82]).slope, 2)
        1.64
    """
    figures, errors = listed_numbers(values, "values"), listed_numbers(standard_errors, "standard_errors")
    if len(figures) != len(errors):
        got, remedy = f"{len(errors)} and {len(figures)}", "Give a standard error for each value."
        raise InputError("are not as many as the values", path="standard_errors", got=got, remedy=remedy)
    for place, error in enumerate(errors):
        if error <= 0:
            remedy = "Leave the period out, or give its standard error unrounded."
            raise InputError(
                "must be above zero", path=f"standard_errors[{place}]", got=shown(error), remedy=remedy
            )
    if len(figures) < 2:
        return None
    largest = max(errors)  # weights near 1, so that no unit is too small or too large for a float
    weights = [(largest / error) ** 2 for error in errors]
    points = list(zip(range(1, len(figures) + 1), figures, weights, strict=True))
    slope, spread = _weighted(points)
    total = math.fsum(weights)
    middle = math.fsum(place * weight for place, _, weight in points) / total
    level = math.fsum(value * weight for _, value, weight in points) / total
    sure = slope / largest
    chi_squared = sure * sure * spread  # and not a power, which refuses what is too large for a float
    without = [_weighted(some)[0] for some in _each_left_out(points)] if len(points) > 2 else []
    return TrendFit(slope, level - slope * middle, chi_squared, chi_squared_tail(chi_squared), tuple(without))


def _weighted(points: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return the weighted slope and the weighted spread of the places, by pairs of points.

    Every pair of equal figures adds exactly nothing, so that a level line has a slope of zero.
    """
    terms, spreads = [], []
    for (place, value, weight), (later, other, heavy) in combinations(points, 2):
        terms.append(weight * heavy * (later - place) * (other - value))
        spreads.append(weight * heavy * (later - place) ** 2)
    above, below = _without_noise(terms), math.fsum(spreads)
    return above / below, below / math.fsum(weight for _, _, weight in points)


def _without_noise(terms: list[float]) -> float:
    total = math.fsum(terms)
    return 0.0 if abs(total) <= _NOISE * math.fsum(map(abs, terms)) else total


def regression(
    values: Iterable[GivenNumber | None], positions: Iterable[GivenNumber] | None = None
) -> Regression | None:
    """Return the least squares line through figures in time.

    Args:
        values: The figures, oldest first; None where one is missing, which keeps its place.
        positions: Where each lies in time; 1, 2, 3 and so on if not given.

    Returns:
        The line; None for fewer than three figures, which any line fits too well.

    Raises:
        InputTypeError: If an argument is not a list of numbers.
        InputError: If they differ in length, or two positions are the same.

    Example:
        >>> fit = regression([86.8, 81.9, 85.5, 86.5, 81.5, 81.7, 80.0, 81.3])
        >>> round(fit.slope, 3), round(fit.p_value, 3)
        (-0.767, 0.051)
    """
    found = perhaps_numbers(values, "values", missing="Write None where a figure is missing.", may_lack=True)
    places = None if positions is None else listed_numbers(positions, "positions")
    if places is None:
        places = [float(place) for place in range(1, len(found) + 1)]
    if len(places) != len(found) or len(set(places)) < len(places):
        got, remedy = shown(places), "Give each value a position of its own."
        raise InputError("do not tell where each value lies", path="positions", got=got, remedy=remedy)
    points = [(place, value) for place, value in zip(places, found, strict=True) if value is not None]
    return _least_squares(points) if len(points) > 2 else None


def _least_squares(points: list[tuple[float, float]]) -> Regression:
    count = len(points)
    middle, level = (math.fsum(one) / count for one in zip(*points, strict=True))
    across = math.fsum((place - middle) ** 2 for place, _ in points)
    slope = _without_noise([(place - middle) * (value - level) for place, value in points]) / across
    around = math.fsum((value - level) ** 2 for _, value in points)
    if all(value == points[0][1] for _, value in points):
        return Regression(0.0, level, 0.0, 0.0, 1.0, None, None, count)
    residual = math.fsum((value - level - slope * (place - middle)) ** 2 for place, value in points)
    if residual <= _NOISE * _NOISE * around:
        residual = 0.0
    error = math.sqrt(residual / (count - 2) / across)
    t = slope / error if error else math.copysign(math.inf, slope)
    p_value = t_tails(t, count - 2) if error else 0.0
    explained = 1 - residual / around
    return Regression(
        slope, level - slope * middle, error, t, p_value, max(0.0, explained), _tau(points), count
    )


def _tau(points: list[tuple[float, float]]) -> float:
    """Return Kendall's tau-b of figures at places that all differ."""
    order = [value for _, value in sorted(points)]
    signs = [(later > value) - (later < value) for value, later in combinations(order, 2)]
    untied = sum(map(abs, signs))
    return sum(signs) / math.sqrt(untied * len(signs))
