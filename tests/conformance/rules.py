"""Rules as data against what others gave: `python -m tests.conformance.rules REFERENCE_FOLDER`.

The folder holds `published_ratings.jsonl` and `comparer_cases.json`. Every published rating that is
consistent with its own rule is made by a `Scheme`, a `Target` and an `Outturn`, and so is every answer of a
comparer of targets, ranges, confidence intervals and benchmarks. What disagrees or cannot be tried is a
fault, and the command ends with 1. Answers marked questionable are not compared; each is named.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from kpirag import (
    Edge,
    Indicator,
    InputError,
    Interval,
    IntervalRule,
    Outturn,
    Period,
    Scheme,
    State,
    Target,
    Tolerance,
    rate,
)
from tests.conformance.core import (
    PUBLISHED,
    Report,
    Row,
    indicator_of,
    name_of,
    outturn_of,
    period_of,
    read,
    rule_of,
)

HALF_A_GRADE = Tolerance.points(0.5)
PROGRESS_8 = Scheme(
    "Progress 8",
    version="2018 and 2019",
    states=(
        "well below average",
        "below average",
        State("average", met=True),
        State("above average", met=True),
        State("well above average", met=True),
    ),
    edges=(
        ("below average", HALF_A_GRADE),
        ("above average", Tolerance.points(0, strict=True)),
        ("well above average", HALF_A_GRADE),
    ),
    interval="average",
)
#: Without an interval a figure on the target is better, one short of it worse; none is similar.
VALUE = Scheme("Target comparer", states=("worse", "similar", "better"))
INTERVAL = VALUE.replace(name="Confidence interval comparer", interval="similar")
OVERLAP = VALUE.replace(
    name="Overlapping intervals comparer", interval=IntervalRule("similar", against="interval of the target")
)
TWO_LEVELS = Scheme(
    "Two confidence levels comparer",
    states=("worst", "worse", "similar", "better", "best"),
    edges=(("best", Tolerance.none()),),
    interval=IntervalRule("similar", levels=(0.95, 0.998)),
)
#: The same without a judgement: where the figure lies, and not whether that is good.
NO_JUDGEMENT = Scheme(
    "Benchmark without judgement", states=("lower", "similar", "higher"), interval="similar"
)

POLARITIES = {"low_is_good": "lower", "high_is_good": "higher", "no_judgement": "higher", None: "none"}
YEAR = Period.year(2022)


def check_ratings(rows: list[Row], undated: Period) -> Report:
    """Make every rating that is consistent with its own rule, and compare it with what was published."""
    report = Report("Published ratings, every kind of rule", ("agree", "disagree", "skipped"))
    for place, row in enumerate(rows):
        if row["rule_consistent"] is not True:
            continue
        kind, name = row["rule"]["kind"], name_of(place, row)
        try:
            if kind == "ci_with_effect":
                wanted, rating = row["published_rating"].replace("_", " "), progress_8(place, row)
            else:
                target, scheme = rule_of(row)
                figure = outturn_of(row, period_of(row, undated))
                rating = rate(indicator_of(place, row), figure, target, scheme=scheme)
                wanted = PUBLISHED[row["published_rating"]]
        except (KeyError, ValueError) as error:
            report.count(kind, "skipped", f"{name}: could not be rated: {error}")
            continue
        got = rating.status if rating.reason is None else rating.reason
        if wanted == got:
            report.count(kind, "agree")
        else:
            report.count(kind, "disagree", f"{name}: published {wanted}; {rating.explain()}")
    return report


def progress_8(place: int, row: Row) -> Any:
    """Return the rating of a school by score and interval, with the bands that the row itself states."""
    rule = row["rule"]
    if (rule["reference"], rule["effect"]) != (0, 0.5):
        message = f"the rule is not understood: {rule}"
        raise ValueError(message)
    school = Indicator(place, row["indicator"], polarity="higher", unit="score", decimals=2)
    year = Period.parse(row["period"].removesuffix(" results"), year_start=9)
    figure = Outturn(year, row["actual"], intervals=(rule["ci_low"], rule["ci_high"]))
    return rate(school, figure, Target(0, kind="national"), scheme=PROGRESS_8)


def check_comparers(cases: list[Row]) -> Report:
    """Give every comparer its input as data, and compare the answers."""
    report = Report(
        "Comparers of targets, ranges, intervals and benchmarks", ("agree", "disagree", "skipped", "left out")
    )
    for case in cases:
        kind, given, wanted = case["kind"], case["input"], case["expected"]
        name = f"{case['id']} {given}"
        if case.get("questionable"):
            report.count(kind, "left out")
            report.notes.append(f"{name}: questionable, left out: {case.get('note', 'no reason given')}")
            continue
        try:
            got = ANSWERS[kind](given)
        except (KeyError, ValueError) as error:
            report.count(kind, "skipped", f"{name}: could not be tried: {error}")
            continue
        if wanted == got:
            report.count(kind, "agree")
        else:
            report.count(kind, "disagree", f"{name}: expected {wanted}, got {got}")
    return report


def indicator(given: Row) -> Indicator:
    """Return an indicator of the polarity that a case has; a higher figure is better if it names none."""
    return Indicator(
        "1", "A figure", polarity=POLARITIES[given.get("polarity", "high_is_good")], unit="score"
    )


def figure_of(given: Row) -> Outturn:
    """Return the figure of a case with its intervals; the middle of the interval if there is no figure."""
    levels = {0.95: ("lower95", "upper95"), 0.998: ("lower998", "upper998")}
    intervals = [
        Interval(given[low], given[high], level)
        for level, (low, high) in levels.items()
        if given.get(low) is not None
    ]
    value = given.get("value")
    if value is None and intervals:
        value = (intervals[0].low + intervals[0].high) / 2
    if value is None:
        return Outturn.missing(YEAR, "no data")
    return Outturn(YEAR, value, intervals=intervals)


def answer(given: Row, target: Target | None, scheme: Scheme) -> str:
    """Return the state of a case, or *none* if it is not rated."""
    rating = rate(indicator(given), figure_of(given), target, scheme=scheme)
    return str(rating.status) if rating.is_rated else "none"


def by_target(given: Row) -> str:
    """Return the answer against a single target."""
    return answer(given, Target(given["target"]), VALUE)


def by_target_interval(given: Row) -> str:
    """Return the answer of an interval against a single target."""
    return answer(given, Target(given["target"]), INTERVAL)


def by_range(given: Row) -> str:
    """Return the answer against two edges between which a figure is similar.

    The published comparer counts the upper edge as reached in both polarities, and the lower edge as similar.
    """
    if given["polarity"] is None:
        return answer(given, None, VALUE)
    worse, better = given["lower"], given["upper"]
    if given["polarity"] == "low_is_good":
        target = Target(Edge(worse, inclusive=False), floor=Edge(better, inclusive=False))
    else:
        target = Target(better, floor=worse)
    return answer(given, target, VALUE)


def unrated(given: Row) -> str:
    """Return the answer of a case that lacks what a rating needs."""
    if given["polarity"] is None:
        return answer(given, None, VALUE)
    return answer(given, Target(given["target"]), VALUE if "value" in given else INTERVAL)


def by_previous(given: Row) -> str:
    """Return the answer against last year's figure; higher counts as better, whatever the polarity."""
    benchmark = given["benchmark"]
    target = None if benchmark is None else Target(benchmark, kind="last year", as_at=YEAR.previous)
    return answer(given, target, VALUE)


def by_two_levels(given: Row) -> str:
    """Return the answer at two levels of confidence."""
    return answer(given, Target(given["benchmark"], kind="benchmark"), TWO_LEVELS)


def by_overlap(given: Row) -> str:
    """Return the answer where the benchmark has an interval of its own."""
    low, high = given["benchmark_lower95"], given["benchmark_upper95"]
    intervals = () if low is None else (low, high)
    return answer(given, Target(given["benchmark"], kind="benchmark", intervals=intervals), OVERLAP)


def by_benchmark(given: Row) -> str:
    """Return the answer of an interval against a benchmark, judged or not."""
    scheme = NO_JUDGEMENT if given["polarity"] == "no_judgement" else INTERVAL
    return answer(given, Target(given["benchmark"], kind="benchmark"), scheme)


def range_check(given: Row) -> str:
    """Return whether a range is accepted."""
    try:
        Target.between(given["lower"], given["upper"])
    except InputError:
        return "error"
    return "accepted"


ANSWERS = {
    "single_target": by_target,
    "single_target_ci": by_target_interval,
    "range_target": by_range,
    "not_rated": unrated,
    "invalid_target": range_check,
    "previous_period_as_target": by_previous,
    "benchmark_two_ci_levels": by_two_levels,
    "ci_overlap": by_overlap,
    "benchmark_ci": by_benchmark,
}


def main(arguments: list[str] | None = None) -> int:
    """Check everything, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Rate by every kind of rule, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    parser.add_argument(
        "--undated", default="Q4 2024/25", help="the period of rows that show no year (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    comparers = json.loads((options.reference / "comparer_cases.json").read_text(encoding="utf-8"))["cases"]
    reports = [
        check_ratings(read(options.reference / "published_ratings.jsonl"), Period.parse(options.undated)),
        check_comparers(comparers),
    ]
    for report in reports:
        sys.stdout.write("\n".join(report.lines()) + "\n\n")
    passed = all(report.passed for report in reports)
    sys.stdout.write("All agree.\n" if passed else "Something disagrees: see the lines marked FAULT.\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
