"""Which way the figures of an indicator are going: recent trend, and regression over a series."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpirag._counts import interval_of
from kpirag._intervals import Interval, at_level, confidence_level, normal_quantile
from kpirag._numbers import GivenNumber, number, whole_number
from kpirag._texts import checked_text, of_kind
from kpirag.errors import InputError, KpiragError, choose, raise_faults, shown, take
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator, Unit
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.schemes import Comparator
from kpirag.statistics._trend_points import CannotBe, back_from, history_of, latest_of, places_of
from kpirag.statistics._trend_words import Trend
from kpirag.statistics.fits import TrendFit, chi_squared_trend, regression, weighted_slope
from kpirag.statistics.trend_findings import SeriesTrend
from kpirag.tolerances import true_or_false

__all__ = ["FINGERTIPS", "TrendRules", "recent_trend", "regression_trend"]

_PROPORTIONS, _WEIGHTED = "chi-squared test for trend", "weighted slope"
_METHODS = {"chi-squared": _PROPORTIONS, _PROPORTIONS: _PROPORTIONS, _WEIGHTED: _WEIGHTED}
_FEW_CASES = 20
#: Below this many expected cases the chi-squared test is rough (Cochran, 1954).
_FEW_EXPECTED = 5


def _given_spans(given: GivenNumber | None) -> float | None:
    return given  # type: ignore[return-value]  # made a float in the check


@frozen
class TrendRules:
    """The rules of a test of the recent trend, as data.

    Args:
        name: What the rules are called.
        points: How many points in a row the test takes.
        confidence: The level at which a slope is more than chance.
        leave_one_out: Whether the slope must keep its sign when any one point is left out.
        all_may_count: Whether a percentage of 100, where every case counted, may take part in
            the chi-squared test.
        spans: How many standard errors a 95% interval is taken to be wide; None is exactly
            3.9199..., which some bodies round to 3.92.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as fewer than 3 points.
        FaultsError: If two or more are wrong.

    Example:
        >>> FINGERTIPS.points, FINGERTIPS.confidence
        (5, 0.998)
    """

    name: str
    points: int = 5
    confidence: float = 0.998
    leave_one_out: bool = True
    all_may_count: bool = True
    spans: float | None = None

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, checked_text, self.name, "name", "Say what the rules are called.")
        points = take(faults, whole_number, self.points, "points", least=3)
        level = take(faults, confidence_level, self.confidence)
        take(faults, true_or_false, self.leave_one_out, "leave_one_out")
        take(faults, true_or_false, self.all_may_count, "all_may_count")
        spans = None if self.spans is None else take(faults, number, self.spans, "spans")
        if spans is not None and spans <= 0:
            remedy = "Write 3.92, or None for the exact width."
            faults.append(
                InputError("must be above zero", path="spans", got=shown(self.spans), remedy=remedy)
            )
        raise_faults(faults)
        for name, value in (("points", points), ("confidence", level), ("spans", spans)):
            object.__setattr__(self, name, value)


#: The recent trend of OHID's Fingertips: the last 5 points at 99.8%, and the slope must keep its sign.
FINGERTIPS = TrendRules("Fingertips recent trend", all_may_count=False, spans=3.92)


def recent_trend(
    indicator: Indicator,
    outturns: History | Iterable[Outturn],
    *,
    period: Period | None = None,
    than: Comparator | str = "last period",
    rules: TrendRules = FINGERTIPS,
    method: str | None = None,
) -> SeriesTrend:
    """Return the trend of the last few outturns, by the rules of OHID's Fingertips or others.

    Percentages with counts take the chi-squared test for trend in proportions. Figures with
    published 95% intervals, and rates with counts, take a slope weighted by their precision.
    The points are found by arithmetic on periods, so that a gap is never stepped over.

    Args:
        indicator: The indicator.
        outturns: Its outturns, in any order, or a history.
        period: The period the trend ends with; the latest there is if not given.
        than: ``"last period"`` for points in a row, ``"last year"`` for the same period of
            each year, which the season does not sway.
        rules: The rules of the test.
        method: ``"chi-squared"`` or ``"weighted slope"``; None chooses as above.

    Returns:
        The trend. It *cannot be calculated* where a point is missing, figures count the same
        cases, the definition changed, or there are neither counts nor intervals.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there are no outturns, none of the period, or an option is unknown.

    Example:
        >>> neet = Indicator("8", "Care leavers NEET", polarity="lower", unit="percent")
        >>> counts = [(209, 1017), (213, 1087), (213, 1119), (239, 1117), (210, 1139)]
        >>> years = [Outturn(Period.year(2014 + place), numerator=cases, denominator=whole)
        ...          for place, (cases, whole) in enumerate(counts)]
        >>> print(recent_trend(neet, years).trend)
        no significant change
    """
    history = history_of(indicator, outturns)
    latest = latest_of(history, period)
    of_kind(rules, TrendRules, "rules", "FINGERTIPS")
    comparator = choose(Comparator, than, "than")
    if comparator is Comparator.EARLIER:
        remedy = "Write 'last period' or 'last year'."
        raise InputError(
            "does not say which earlier period", path="than", got=repr(str(comparator)), remedy=remedy
        )
    wanted = None if method is None else _method(method)
    try:
        points = back_from(indicator, history, latest, rules.points, comparator)
        used = wanted or _method_for(indicator, points)
        fit, scale = (_by_shares if used == _PROPORTIONS else _by_precision)(indicator, points, rules)
    except CannotBe as why:
        return SeriesTrend(indicator, (), Trend.CANNOT_BE_CALCULATED, rules.confidence, reason=str(why))
    trend, reason = _judged(fit, rules)
    return SeriesTrend(
        indicator,
        tuple(points),
        trend,
        rules.confidence,
        used,
        reason,
        scale * fit.slope,
        fit.chi_squared,
        fit.p_value,
        tuple(scale * one for one in fit.without_each),
        _caution(indicator, points, comparator, used),
    )


def _method(given: object) -> str:
    checked_text(given, "method")
    plain = " ".join(str(given).replace("_", " ").split()).casefold()
    if plain not in _METHODS:
        remedy = "Write 'chi-squared' or 'weighted slope'."
        raise InputError("is no known method", path="method", got=shown(given), remedy=remedy)
    return _METHODS[plain]


def _method_for(indicator: Indicator, points: list[Outturn]) -> str:
    counted = all(one.has_counts for one in points)
    if indicator.unit is Unit.PERCENT and counted and not _lacks_shares(indicator, points):
        return _PROPORTIONS
    return _WEIGHTED


def _lacks_shares(indicator: Indicator, points: list[Outturn]) -> str:
    """Return why figures are no shares of cases; empty if they are."""
    if indicator.unit is not Unit.PERCENT:
        return f"a {indicator.unit} is no share of cases"
    bare = next((one for one in points if not one.has_counts), None)
    if bare is not None:
        return f"the figure for {bare.period.label} has no counts beside it"
    if indicator.adds_up:
        return "its counts are shares of one yearly sum, and not cases that each count once"
    over = next((one for one in points if (one.numerator or 0) > (one.denominator or 0)), None)
    return "" if over is None else f"the numerator of {over.period.label} is above its denominator"


def _by_shares(indicator: Indicator, points: list[Outturn], rules: TrendRules) -> tuple[TrendFit, float]:
    reason = _lacks_shares(indicator, points)
    if reason:
        raise CannotBe(reason)
    alike = {(one.numerator == 0, one.numerator == one.denominator) for one in points}
    if not rules.all_may_count and len(alike) > 1:
        full = next((one for one in points if one.numerator == one.denominator), None)
        if full is not None:
            raise CannotBe(f"every case counted in {full.period.label}, which {rules.name} does not take")
    fit = chi_squared_trend([one.numerator or 0 for one in points], [one.denominator or 0 for one in points])
    if fit is None:
        raise CannotBe("there are too few points")
    return fit, 100.0


def _by_precision(indicator: Indicator, points: list[Outturn], rules: TrendRules) -> tuple[TrendFit, float]:
    errors = []
    for outturn in points:
        interval = at_level(outturn.intervals, 0.95)
        if interval is None:
            interval = _worked_out(indicator, outturn)
        if interval is None:
            label = outturn.period.label
            raise CannotBe(f"the figure for {label} has neither counts nor a 95% interval beside it")
        if interval.low == interval.high:
            raise CannotBe(f"the interval of {outturn.period.label} has no width, and so tells no precision")
        errors.append((interval.high - interval.low) / (rules.spans or 2 * normal_quantile(0.975)))
    fit = weighted_slope([indicator.value_of(one) or 0.0 for one in points], errors)
    if fit is None:
        raise CannotBe("there are too few points")
    return fit, 1.0


def _worked_out(indicator: Indicator, outturn: Outturn) -> Interval | None:
    return None if indicator.adds_up else interval_of(indicator, outturn, 0.95)


def _judged(fit: TrendFit, rules: TrendRules) -> tuple[Trend, str]:
    if fit.p_value >= 1 - rules.confidence:
        return Trend.NO_CHANGE, ""
    if rules.leave_one_out and not fit.keeps_its_sign:
        return Trend.NO_CHANGE, "the direction rests on a single point: without it, it is another"
    return (Trend.INCREASING if fit.slope > 0 else Trend.DECREASING), ""


def _caution(indicator: Indicator, points: list[Outturn], than: Comparator, method: str) -> str:
    told = []
    fewest = min((one.denominator or math.inf) for one in points)
    if indicator.unit is Unit.PERCENT and fewest < _FEW_CASES:
        told.append(f"Some points rest on as few as {fewest:g} {'case' if fewest == 1 else 'cases'}")
    if method == _PROPORTIONS and _expected(points) < _FEW_EXPECTED:
        told.append("Fewer than 5 cases are expected at a point either way, so that the test is rough")
    months = points[-1].period.months
    in_year = months is not None and months < 12 and indicator.basis in (Basis.IN_PERIOD, Basis.SNAPSHOT)
    if than is Comparator.LAST_PERIOD and in_year:
        told.append("Points within a year can follow the season: than='last year' takes one a year")
    return ". ".join(told)


def _expected(points: list[Outturn]) -> float:
    """Return the fewest cases that a level line leads one to expect at a point, for or against."""
    cases = math.fsum(one.numerator or 0 for one in points)
    whole = math.fsum(one.denominator or 0 for one in points)
    return min(cases, whole - cases) / whole * min((one.denominator or 0) for one in points)


def regression_trend(
    indicator: Indicator,
    outturns: History | Iterable[Outturn],
    *,
    period: Period | None = None,
    confidence: float = 0.95,
) -> SeriesTrend:
    """Return the trend of a whole series by a least squares line, as Kent's reports draw it.

    Every figure counts alike, whatever it rests on, and a missing one keeps its place in time.
    The series starts again where the definition changed.

    Args:
        indicator: The indicator.
        outturns: Its outturns, in any order, or a history.
        period: The period the series ends with; the latest there is if not given.
        confidence: The level at which a slope is more than chance.

    Returns:
        The trend. It *cannot be calculated* with fewer than three figures, where periods differ
        in length, and where figures of a year to date count the same cases.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there are no outturns, none of the period, or the level is none.

    Example:
        >>> seen = Indicator("7", "Seen in 4 hours", polarity="higher", unit="percent")
        >>> months = [Outturn(Period.month(2017, 4).shift(place), value)
        ...           for place, value in enumerate((86.8, 85.9, 85.5, 84.1, 83.0, 82.2))]
        >>> print(regression_trend(seen, months).wording)
        decreasing and getting worse
    """
    level = confidence_level(confidence)
    history = history_of(indicator, outturns)
    end = latest_of(history, period).period.end
    series = [one for one in history if one.period.end <= end]
    breaks = [place for place, one in enumerate(series) if one.break_in_series]
    series = series[breaks[-1] :] if breaks else series
    points = [one for one in series if one.reason is None and indicator.value_of(one) is not None]
    try:
        places = places_of(indicator, points)
    except CannotBe as why:
        return SeriesTrend(indicator, (), Trend.CANNOT_BE_CALCULATED, level, reason=str(why))
    line: Any = regression([indicator.value_of(one) for one in points], places)
    trend = Trend.NO_CHANGE
    if line.p_value < 1 - level:
        trend = Trend.INCREASING if line.slope > 0 else Trend.DECREASING
    caution = ""
    if indicator.basis is Basis.ROLLING_YEAR:
        caution = "Rolling figures overlap, so that neighbours are alike and a line looks surer than it is"
    statistic = line.t if math.isfinite(line.t) else None
    return SeriesTrend(
        indicator,
        tuple(points),
        trend,
        level,
        "regression",
        "",
        line.slope,
        statistic,
        line.p_value,
        (),
        caution,
    )
