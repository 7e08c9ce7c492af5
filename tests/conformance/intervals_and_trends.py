"""Intervals and trends against others: `python -m tests.conformance.intervals_and_trends REFERENCE_FOLDER`.

The folder holds `interval_cases.json` and `trend_cases.json`. Every case is tried through the public API and
compared to its own tolerance. What disagrees or cannot be tried is a fault, and the command ends with 1: a
skip is not a pass. Cases that follow another rule on purpose are excluded one by one, each with the reason.
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from kpirag import Comparator, Direction, Indicator, InputError, Interval, Outturn, Period, compare
from kpirag.changes import comparison_period
from kpirag.statistics import (
    SeriesTrend,
    Trend,
    Verdict,
    byar,
    chi_squared_trend,
    mean_interval,
    recent_trend,
    regression,
    significance,
    trend_wording,
    weighted_slope,
    wilson,
)
from tests.conformance.core import Report, Row

OUTCOMES = ("agree", "disagree", "skipped", "excluded")
#: Cases that follow another rule than kpirag on purpose, and why.
EXCLUDED = {
    "phe-run-error-204": "no cases give no interval here: 0 of 0 is missing, and not an error",
    "phe-run-error-206": "any level between 0 and 1 is taken here, also 0.8",
    "phe-run-error-207": "no cases give no interval here: 0 of 0 is missing, and not an error",
    "next-gp-over-65": (
        "without published intervals the service says no change; kpirag works them out from the counts and "
        "says increasing, as the counts themselves do"
    ),
    "next-polarity-increasing_getting_better-low_is_good": (
        "it gives words that are worded already, and contradicts its own polarity; kpirag words a trend once"
    ),
}
#: Single figures of cases that follow another rule on purpose.
EXCLUDED_PARTS = {
    (
        "phe-bw-13",
        "lower",
    ): "Byar's formula goes below zero, where no count can be: the end is 0 here, not missing",
}


def check_intervals(cases: list[Row]) -> Report:
    """Work out every interval and every comparison with a benchmark."""
    return _checked("Confidence intervals", cases, INTERVALS)


def _checked(title: str, cases: list[Row], ways: dict[str, Any]) -> Report:
    report = Report(title, OUTCOMES)
    for case in cases:
        kind, name = case["kind"], case["id"]
        reason = "questionable" if case.get("questionable") else EXCLUDED.get(name)
        if reason is not None:
            report.count(kind, "excluded")
            report.notes.append(f"{name}: excluded: {reason}")
            continue
        try:
            wrong = list(ways[kind](case))
        except (KeyError, TypeError, ValueError) as error:
            report.count(kind, "skipped", f"{name}: could not be tried: {type(error).__name__}: {error}")
            continue
        for part in [one for one in wrong if (name, one.partition(":")[0]) in EXCLUDED_PARTS]:
            wrong.remove(part)
            which = part.partition(":")[0]
            report.notes.append(f"{name}: {which} excluded: {EXCLUDED_PARTS[name, which]}")
        if wrong:
            report.count(kind, "disagree", f"{name}: {'; '.join(wrong)}")
        else:
            report.count(kind, "agree")
    return report


def differing(case: Row, got: Row, expected: Row | None = None) -> list[str]:
    """Return which of the expected figures are not those got, to the tolerance of the case."""
    wanted = case["expected"] if expected is None else expected
    return [
        f"{name}: expected {one}, got {got[name]}"
        for name, one in wanted.items()
        if not _alike(case, one, got[name])
    ]


def _alike(case: Row, wanted: Any, got: Any) -> bool:
    if isinstance(wanted, list):
        return len(wanted) == len(got) and all(map(_alike, [case] * len(wanted), wanted, got))
    if wanted is None or got is None or isinstance(wanted, str | bool):
        return bool(wanted == got)
    if "decimals" in case:
        return bool(abs(wanted - got) <= 0.5 * 10 ** -case["decimals"] * (1 + 1e-9))
    return math.isclose(wanted, got, rel_tol=case["rel_tol"], abs_tol=1e-15)


def _ends(found: Interval | None, times: float = 1) -> Row:
    if found is None:
        return {"lower": None, "upper": None}
    return {"lower": times * found.low, "upper": times * found.high}


def proportion(case: Row) -> list[str]:
    """Wilson's interval of a proportion, and the proportion itself."""
    given, expected = case["input"], dict(case["expected"])
    times = given.get("multiplier", 1)
    got = _ends(wilson(given["x"], given["n"], confidence=given["confidence"]), times)
    got["value"] = None if got["lower"] is None else times * given["x"] / given["n"]
    expected.pop("method", None)
    return differing(case, got, expected)


def rate(case: Row) -> list[str]:
    """The interval of a rate: exact below 10 events, Byar's from 10."""
    given, expected = case["input"], dict(case["expected"])
    told = {"per": given["multiplier"], "confidence": given["confidence"]}
    found = byar(given["x"], given["n"], **told)
    got = _ends(found)
    got["value"] = None if found is None else given["multiplier"] * given["x"] / given["n"]
    method = {"Exact": "exact", "Byars": "byar"}.get(expected.pop("method"))
    wrong = differing(case, got, expected)
    if (
        found is not None
        and method is not None
        and found != byar(given["x"], given["n"], method=method, **told)
    ):
        wrong.append(f"method: expected {method}")
    return wrong


def count(case: Row) -> list[str]:
    """The interval of a count by Byar's method alone."""
    given = case["input"]
    return differing(case, _ends(byar(given["x"], confidence=given["confidence"], method="byar")))


def mean(case: Row) -> list[str]:
    """Student's t interval of a mean."""
    values = case["input"]["values"]
    got = _ends(mean_interval(values, confidence=case["input"]["confidence"]))
    return differing(case, got | {"value": math.fsum(values) / len(values)})


REFUSED = {
    "proportion numerator negative": lambda: wilson(-1, 100),
    "proportion numerator greater than denominator": lambda: wilson(101, 100),
    "rate numerator negative": lambda: byar(-1, 100),
}


def error(case: Row) -> list[str]:
    """What is refused."""
    try:
        REFUSED[case["input"]["case"]]()
    except InputError:
        return []
    return ["raises: expected an error"]


def _side(low: bool, high: bool) -> str:
    return "Low" if low else "High" if high else ""


def funnel_of_shares(case: Row) -> list[str]:
    """Each share against Wilson's limits around the pooled share."""
    rows = case["rows"]
    pooled = sum(row["x"] for row in rows) / sum(row["n"] for row in rows)

    def side(row: Row, level: float) -> str:
        around, share = wilson(pooled * row["n"], row["n"], confidence=level), row["x"] / row["n"]
        return _side(share < around.low, share > around.high)

    return _funnel(rows, side)


def funnel_of_ratios(case: Row) -> list[str]:
    """Each ratio's own interval against the benchmark of 1."""

    def side(row: Row, level: float) -> str:
        ratio = byar(row["observed"], row["expected"], confidence=level)
        return _side(ratio.high < 1, ratio.low > 1)

    return _funnel(case["rows"], side)


def _funnel(rows: list[Row], side: Any) -> list[str]:
    wrong = []
    for row in rows:
        inner, outer = side(row, 0.95), side(row, 0.998)
        got = f"{outer} (0.001)" if outer else f"{inner} (0.025)" if inner else "Not significant"
        if got != row["significance"]:
            wrong.append(f"{row}: got {got}")
    return wrong


def benchmark_share(case: Row) -> list[str]:
    """A share against Wilson's limits around a benchmark."""
    given = case["input"]
    whole, level = given["denominator"], math.erf(given["z"] / math.sqrt(2))
    around = wilson(given["benchmark_percent"] / 100 * whole, whole, confidence=level)
    return _benchmark(case, given["value_percent"] / 100, around)


def benchmark_rate(case: Row) -> list[str]:
    """A rate against the limits of a count around the count that the benchmark leads one to expect."""
    given = case["input"]
    whole, per = given["denominator"], given["per"]
    around = byar(given["benchmark"] * whole / per, whole, per=per, confidence=1 - 2 * given["tail"])
    return _benchmark(case, given["value"], around)


def _benchmark(case: Row, value: float, around: Interval) -> list[str]:
    below, above = ("better", "worse") if case["input"]["polarity"] == "low_is_good" else ("worse", "better")
    got = below if value < around.low else above if value > around.high else "similar"
    return [] if got == case["expected"] else [f"expected {case['expected']}, got {got}"]


INTERVALS = {
    "proportion_wilson": proportion,
    "rate_byar_or_exact": rate,
    "count_byar": count,
    "mean_t": mean,
    "error": error,
    "benchmark_significance_proportion": funnel_of_shares,
    "benchmark_significance_ratio": funnel_of_ratios,
    "benchmark_spc_proportion": benchmark_share,
    "benchmark_spc_rate": benchmark_rate,
}


POLARITIES = {"low_is_good": "lower", "high_is_good": "higher", "no_judgement": "none"}
METHODS = {
    "inverse-variance weighted slope": "weighted slope",
    "chi-squared for trend in proportions": "chi-squared",
}
#: What Fingertips calls a trend, and what kpirag does.
WORDS = {
    "no_change": "no significant change",
    "cannot_be_calculated": "cannot be calculated",
    "increasing": "increasing",
    "decreasing": "decreasing",
    **{
        f"{way}_getting_{news}": f"{way} and getting {news}"
        for way in ("increasing", "decreasing")
        for news in ("better", "worse")
    },
}
#: The units in which kpirag holds what Fingertips calls a value type.
UNITS = {"proportion": "percent", "indirectly standardised proportion": "percent", None: "percent"}


def check_trends(cases: list[Row]) -> Report:
    """Work out every trend, every wording and every direction of travel."""
    return _checked("Trends", cases, TRENDS)


def _series(given: Row, *, by_counts: bool = False) -> tuple[Indicator, list[Outturn]]:
    """Return the indicator and the outturns of a case; by counts alone where the method takes those."""
    polarity = POLARITIES[given.get("polarity", "no_judgement")]
    unit = UNITS.get(given.get("value_type"), "rate")
    per = 100_000 if unit == "rate" else None
    indicator = Indicator("1", given.get("indicator", "A figure"), polarity=polarity, unit=unit, per=per)
    years = given.get("period_years", 1)
    outturns = []
    for place, year in enumerate(given["years"]):
        start = Period.year(year, year_start=1).shift(1 - years).start
        ends = [given.get(name) and given[name][place] for name in ("lower95", "upper95")]
        # Counts that the value does not follow from belong to it in another way: standardised, or per 1,000.
        value, cases, whole = (given[name][place] for name in ("value", "count", "denominator"))
        follows = by_counts or abs((per or 100) * cases / whole - value) < 0.006
        counts = {"numerator": cases, "denominator": whole} if follows else {"value": value}
        period = Period.span(start, Period.year(year, year_start=1).end, year_start=1)
        outturns.append(Outturn(period, intervals=() if ends[0] is None else (ends[0], ends[1]), **counts))
    return indicator, outturns


def recent(case: Row) -> list[str]:
    """A recent trend, by the method that the case names."""
    given, expected = case["input"], case["expected"]
    if "years" not in given:
        given = _points(given["points"])
    method = METHODS[case["method"]]
    indicator, outturns = _series(given, by_counts=method == "chi-squared")
    found = recent_trend(indicator, outturns, method=method)
    got = {
        "significant": found.trend in (Trend.INCREASING, Trend.DECREASING),
        "marker": found.wording,
        "trend": found.wording,
        "chi2": found.statistic or 0.0,
    }
    wanted = {name: WORDS[one] if name in ("marker", "trend") else one for name, one in expected.items()}
    return differing(case if "decimals" in case else case | {"rel_tol": 1e-9}, got, wanted)


def _points(count: int) -> Row:
    years = list(range(2020, 2020 + count))
    return {"years": years, "count": [10] * count, "denominator": [40] * count, "value": [25] * count}


def applicability(case: Row) -> list[str]:
    """Whether a trend can be calculated from what a request holds."""
    found = _requested(case["input"])
    got = found.trend is not Trend.CANNOT_BE_CALCULATED
    wanted = case["expected"]["can_be_calculated"]
    return [] if got == wanted else [f"expected {wanted}, got {got}: {found.explain()}"]


def _requested(given: Row) -> SeriesTrend:
    if "value_type" in given:
        years = [Outturn(Period.year(2014 + place), 20 + place) for place in range(5)]
        return recent_trend(Indicator("1", "A count", polarity="none"), years)
    points = _points(given.get("points", 5)) | {"period_years": given.get("period_years", 1)}
    indicator, outturns = _series(points)
    missing = 2 if given.get("one_missing") else 0 if given.get("oldest_missing") else None
    if missing is not None:
        outturns[missing] = Outturn.missing(outturns[missing].period, "no data")
    return recent_trend(indicator, outturns)


def two_periods(case: Row) -> list[str]:
    """Two figures whose published intervals overlap or not."""
    given = case["input"]
    if "current" in given:
        rows = [[place, *(given[name] or [None])] for place, name in enumerate(("previous", "current"))]
    else:
        rows = sorted(given["series"])
    then, now = (_published(*row) for row in rows[-2:])
    found = significance(Indicator("1", "A figure", polarity="none", unit="score"), now, then)
    wanted = WORDS[case["expected"]]
    return [] if found.wording == wanted else [f"expected {wanted}, got {found.explain()}"]


def _published(year: int, value: Any, low: Any = None, high: Any = None) -> Outturn:
    period = Period.year(2000 + year % 1000)
    if value is None:
        return Outturn.missing(period, "no data")
    return Outturn(period, value, intervals=() if low is None or high is None else (low, high))


def wording(case: Row) -> list[str]:
    """A trend in words."""
    given = case["input"]
    got, wanted = trend_wording(WORDS[given["trend"]], POLARITIES[given["polarity"]]), WORDS[case["expected"]]
    return [] if got == wanted else [f"expected {wanted}, got {got}"]


def proportions(case: Row) -> list[str]:
    """The chi-squared test for trend in proportions."""
    fit: Any = chi_squared_trend(case["input"]["x"], case["input"]["n"])
    sign = (fit.slope > 0) - (fit.slope < 0)
    got = {
        "chi2": fit.chi_squared,
        "p": fit.p_value,
        "slope_sign": sign,
        "significant_998": fit.p_value < 0.002,
    }
    return differing(case, got)


def weighted(case: Row) -> list[str]:
    """A slope weighted by precision, and what it is without each point."""
    given = case["input"]
    errors = [(high - low) / 3.92 for low, high in zip(given["lower95"], given["upper95"], strict=True)]
    fit: Any = weighted_slope(given["value"], errors)
    got = {
        "slope": fit.slope,
        "intercept": fit.intercept,
        "chi2": fit.chi_squared,
        "significant_998": fit.p_value < 0.002,
        "leave_one_out_slopes": list(fit.without_each),
        "same_sign_all": fit.keeps_its_sign,
    }
    return differing(case, got)


def least_squares(case: Row) -> list[str]:
    """A least squares line."""
    fit: Any = regression(case["input"]["values"])
    got = {"slope": fit.slope, "se": fit.standard_error, "t": fit.t, "p": fit.p_value}
    return differing(case, got | {"r2": fit.r_squared, "kendall_tau_b": fit.kendall_tau})


def comparison(case: Row) -> list[str]:
    """Which earlier periods a short and a long trend are measured from."""
    given, expected = case["input"], case["expected"]
    current = Period.parse(given["current"])
    indicator = Indicator("1", "A figure", polarity="none", frequency=given["frequency"])
    than = {"ongoing": Comparator.LAST_PERIOD, "year_to_year": Comparator.LAST_YEAR}[given["mode"]]
    back, place = [], current
    for _ in range(given["long_trend_periods"]):
        place = comparison_period(indicator, place, than)[0] or place
        back.insert(0, place)
    wanted = [Period.parse(label) for label in expected["long_trend_compares_with_mean_of"]]
    if back != wanted or back[-1] != Period.parse(expected["short_trend_compares_with"]):
        return [f"expected {wanted}, got {back}"]
    return []


def travel(case: Row) -> list[str]:
    """A published direction of travel; without counts it is not said to be more than chance."""
    given = case["input"]
    indicator = Indicator("1", given["indicator"], polarity=POLARITIES[given["polarity"]], unit="percent")
    outturns = Outturn(Period.year(2020), given["current"]), Outturn(Period.year(2019), given["previous"])
    wrong = []
    if compare(indicator, *outturns).direction is not {"improvement": Direction.BETTER}[case["expected"]]:
        wrong.append(f"expected {case['expected']}")
    if significance(indicator, *outturns).verdict is not Verdict.CANNOT_BE_CALCULATED:
        wrong.append("percentages without counts cannot be said to differ")
    return wrong


TRENDS = {
    "recent_trend": recent,
    "trend_applicability": applicability,
    "two_period_ci_overlap": two_periods,
    "polarity_wording": wording,
    "chi2_trend_in_proportions": proportions,
    "weighted_slope": weighted,
    "ols_slope": least_squares,
    "comparison_periods": comparison,
    "published_direction_of_travel": travel,
}


def main(arguments: list[str] | None = None) -> int:
    """Check everything, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Work out every interval and every trend, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    folder = parser.parse_args(arguments).reference
    reports = [
        check(json.loads((folder / name).read_text(encoding="utf-8"))["cases"])
        for check, name in ((check_intervals, "interval_cases.json"), (check_trends, "trend_cases.json"))
    ]
    for report in reports:
        sys.stdout.write("\n".join(report.lines()) + "\n\n")
    passed = all(report.passed for report in reports)
    sys.stdout.write("All agree.\n" if passed else "Something disagrees: see the lines marked FAULT.\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
