"""XmR charts against what other programs gave: `python -m tests.conformance.spc REFERENCE_FOLDER`.

The folder holds `spc_cases.json`. Every case of limits, rules, variation and assurance is made through the
public API, by the preset its source follows, and compared to the tolerance it states. What disagrees or
cannot be tried is a fault, and the command ends with 1. Answers marked questionable, and kinds of chart that
kpirag does not draw, are not compared; each is named with the reason.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kpirag import Indicator, InputError, Outturn, Period
from kpirag.statistics import (
    XMR_PRESETS,
    Assurance,
    Signal,
    SpcRule,
    Variation,
    XmR,
    assurance_of,
    xmr,
    xmr_signals,
)
from tests.conformance.core import Report, Row

NHS = XMR_PRESETS["nhs"]
#: The package warns of short groups up to twelve points, though its text says fewer than twelve; of a frozen
#: baseline of twelve it does not warn.
R_PACKAGE = NHS.replace(few_below=13)
#: Functions of the packages that give the point that completes a run; another step marks the rest.
COMPLETED = NHS.replace(run_marks="once complete")
#: The same function gives every point of the window.
WINDOW = NHS.replace(near_marks="all")
#: nhspy-plotthedots takes any number of points for its baseline.
ANY_BASELINE = NHS.replace(fewest_baseline=1)
POWER_BI = XMR_PRESETS["power bi"]

POLARITIES = {"increase": "higher", "decrease": "lower", "neutral": "none", None: "none"}
LABELS = {
    "above_upper_limit": Signal.ABOVE_LIMIT,
    "below_lower_limit": Signal.BELOW_LIMIT,
    "trend_up": Signal.TREND_UP,
    "trend_down": Signal.TREND_DOWN,
    "two_in_three_above": Signal.TWO_OF_THREE_HIGH,
    "two_in_three_below": Signal.TWO_OF_THREE_LOW,
    "shift_above": Signal.SHIFT_UP,
    "shift_below": Signal.SHIFT_DOWN,
    "common_cause": None,
}
ASSURANCES = {
    "consistent_pass": Assurance.MEETS,
    "consistent_fail": Assurance.FAILS,
    "inconsistent": Assurance.HIT_OR_MISS,
    "consistentPass": Assurance.MEETS,
    "consistentFail": Assurance.FAILS,
    "none": None,
    None: None,
}
#: Kinds of chart that are not made of moving ranges.
OTHER_CHARTS = {
    "chart_p": "limits of a proportion by its denominator, not by moving ranges",
    "chart_u": "limits of a rate by its denominator, not by moving ranges",
    "chart_c": "limits of a count by its mean, not by moving ranges",
}


class Tolerance:
    """How near a number must be: as its case states it, else to one part in a billion."""

    def __init__(self, case: Row) -> None:
        self.relative = case.get("rel_tol", 1e-9)
        self.decimals = case.get("decimals")
        self.digits = case.get("significant_digits")

    def near(self, wanted: float | None, got: float | None) -> bool:
        """Return whether a number is the one wanted, to the tolerance."""
        if wanted is None or got is None:
            return wanted is got
        if self.decimals is not None:
            return abs(wanted - got) <= 0.5 * 10**-self.decimals + 1e-12
        if self.digits is not None:
            unit = 10.0 ** (math.floor(math.log10(abs(wanted))) + 1 - self.digits)
            return abs(wanted - got) <= unit / 2 * (1 + 1e-9)
        return math.isclose(wanted, got, rel_tol=self.relative, abs_tol=self.relative)


def check(cases: list[Row]) -> Report:
    """Make every case, and compare."""
    report = Report("XmR charts", ("agree", "disagree", "skipped", "left out"))
    for case in cases:
        kind = f"{case['kind']}, {case['variant']}" if case.get("variant") else case["kind"]
        if case.get("questionable"):
            report.count(kind, "left out")
            report.notes.append(
                f"{case['id']}: questionable, left out: {case.get('note', 'no reason given')}"
            )
            continue
        if case["kind"] in OTHER_CHARTS:
            report.count(kind, "left out")
            report.notes.append(
                f"{case['id']}: another kind of chart, left out: {OTHER_CHARTS[case['kind']]}"
            )
            continue
        try:
            faults = list(COMPARED[case["kind"]](case))
        except (KeyError, ValueError, TypeError) as error:
            report.count(kind, "skipped", f"{case['id']}: could not be tried: {error}")
            continue
        if faults:
            report.count(kind, "disagree", f"{case['id']}: {'; '.join(faults)}")
        else:
            report.count(kind, "agree")
    return report


def unlike(name: str, wanted: Any, got: Any) -> Iterator[str]:
    """Yield a fault if two things differ."""
    if wanted != got:
        yield f"{name}: expected {wanted}, got {got}"


def far(name: str, wanted: float | None, got: float | None, tolerance: Tolerance) -> Iterator[str]:
    """Yield a fault if two numbers are not near enough."""
    if not tolerance.near(wanted, got):
        yield f"{name}: expected {wanted}, got {got}"


def by_xmr(case: Row) -> Iterator[str]:
    """Yield what differs in the chart of a series."""
    given, expected = case["input"], case["expected"]
    if "error" in expected:
        try:
            chart_of(given)
        except InputError:
            return
        yield f"expected to be refused: {expected['error']}"
        return
    chart = chart_of(given)
    tolerance = Tolerance(case)
    for key, wanted in expected.items():
        yield from XMR_KEYS[key](key, wanted, chart, given, tolerance)


def chart_of(given: Row) -> XmR:
    """Return the chart of the input of a case: of outturns where it has dates."""
    values, target, screen = given["values"], given.get("target"), given["screen_outliers"]
    polarity = POLARITIES[given.get("improvement_direction")]
    points = given.get("baseline_points")
    baseline = None if points is None else (0, min(points, len(values)) - 1)
    if "dates" not in given:
        return xmr(values, polarity=polarity, screen=screen, baseline=baseline, preset=ANY_BASELINE)
    indicator = Indicator("1", "A figure", polarity=polarity)
    months = [month_of(text) for text in given["dates"]]
    return xmr(
        [
            Outturn.missing(month, "no data") if value is None else Outturn(month, value)
            for month, value in zip(months, values, strict=True)
        ],
        indicator=indicator,
        target=target,
        screen=screen,
        rebase=[month_of(text) for text in given["rebase"] or ()],
        baseline=baseline,
        preset=R_PACKAGE if baseline is None else NHS,
    )


def month_of(text: str) -> Period:
    """Return the month that a date stands for."""
    day = date.fromisoformat(text)
    return Period.month(day.year, day.month)


def line(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare a line of a chart with one set of limits."""
    (limits,) = chart.limits
    yield from far(key, wanted, getattr(limits, key), tolerance)


def groups(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare the lines of every group."""
    got = [(one.start, one.last - one.start + 1) for one in chart.limits]
    yield from unlike("groups", [(one["start"], one["n"]) for one in wanted], got)
    for one, limits in zip(wanted, chart.limits, strict=False):
        for name in ("mean", "lower", "upper"):
            yield from far(f"{name} from {one['start']}", one[name], getattr(limits, name), tolerance)


def special_cause(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare what each point is named after; or only whether it is special."""
    if wanted and isinstance(wanted[0], bool):
        yield from unlike(key, wanted, [bool(fired) for fired in chart.signals])
    else:
        yield from unlike(key, [LABELS[word] for word in wanted], list(chart.labels))


def indices(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare which points are special."""
    yield from unlike(key, wanted, [place for place, fired in enumerate(chart.signals) if fired])


def outside(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare which points are outside the limits."""
    got = [any(one.rule is SpcRule.OUTSIDE for one in fired) for fired in chart.signals]
    yield from unlike(key, wanted, got)


def near(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare which points lie between a near line and its limit: a window of one tells."""
    (limits,) = chart.limits
    fired = xmr_signals(
        chart.values,
        mean=limits.mean,
        limits=(limits.lower, limits.upper),
        near=(limits.near_lower, limits.near_upper),
        preset=NHS.replace(near_points=1, near_window=1, shift=None, trend=None),
    )
    yield from unlike(key, wanted, [any(one.rule is SpcRule.TWO_OF_THREE for one in each) for each in fired])


def counted(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare how many points are of common cause, or special."""
    special = sum(1 for fired in chart.signals if fired)
    yield from unlike(key, wanted, len(chart) - special if key.startswith("common") else special)


def last_two(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare what the last two points are named after."""
    yield from unlike(key, [LABELS[word] for word in wanted], list(chart.labels[-2:]))


def latest(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare what the latest point means; where it is not judged, with its side."""
    got = "common_cause"
    if chart.variation is not Variation.COMMON_CAUSE:
        meant = str(chart.variation)
        if chart.variation is Variation.NEITHER:
            meant = "neutral_high" if chart.latest_signals[0].is_high else "neutral_low"
        got = f"special_cause_{meant}"
    yield from unlike(key, wanted, got)


def assured(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare the assurance."""
    yield from unlike(key, ASSURANCES[wanted], chart.assurance)


def short(key: str, wanted: Any, chart: XmR, given: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare whether a group is said to be short."""
    yield from unlike(key, wanted, any("are better" in told for told in chart.cautions))


XMR_KEYS = {
    **dict.fromkeys(("mean", "lower", "upper", "near_lower", "near_upper"), line),
    **dict.fromkeys(("common_cause_count", "special_cause_improvement_count"), counted),
    "groups": groups,
    "special_cause": special_cause,
    "special_cause_indices": indices,
    "outside_limits": outside,
    "close_to_limits": near,
    "point_type_last_two": last_two,
    "latest_point_type": latest,
    "assurance": assured,
    "short_group_warning": short,
}


def by_rule(case: Row) -> Iterator[str]:
    """Yield what differs in the signals of one rule against lines that are given."""
    given, expected = case["input"], case["expected"]
    yield from unlike(given["rule"], [side_of(one) for one in expected], RULES[given["rule"]](given))


def side_of(word: Any) -> int:
    """Return what a mark means: 1 for the high side, -1 for the low side, 0 for none."""
    return {"upper": 1, "lower": -1, "none": 0}[word] if isinstance(word, str) else int(word)


def sides(fired: Sequence[tuple[Signal, ...]], rule: SpcRule, *, marks_only: bool = False) -> list[int]:
    """Return the side on which a rule fired at each point, of the later run where it fired on both."""
    found = [[one for one in each if one.rule is rule] for each in fired]
    return [0 if not each else 1 if marks_only or each[0].is_high else -1 for each in found]


def shift_of_sides(given: Row) -> list[int]:
    """Return the shift of points whose side is given; what is no side is no figure."""
    values = [side if side in (-1, 0, 1) else None for side in given["side_of_mean"]]
    return sides(xmr_signals(values, mean=0, preset=COMPLETED), SpcRule.SHIFT, marks_only=True)


def trend_of_seven(given: Row) -> list[int]:
    """Return the points at which a trend of seven is complete."""
    return sides(xmr_signals(given["values"], preset=COMPLETED), SpcRule.TREND)


def two_of_three(given: Row, rules: Any) -> list[int]:
    """Return two of three for points whose side, and nearness to a limit, are given."""
    pairs = zip(given["side_of_mean"], given["close_to_limits"], strict=True)
    values = [side * (2 if close else 1) for side, close in pairs]
    fired = xmr_signals(values, mean=0, limits=(-3, 3), near=(-1.5, 1.5), preset=rules)
    return sides(fired, SpcRule.TWO_OF_THREE, marks_only=True)


def power_bi_shift(given: Row) -> list[int]:
    """Return the shift about a centre that may differ by point."""
    rules = POWER_BI.replace(shift=given["n"])
    return sides(xmr_signals(given["val"], mean=given["targets"], preset=rules), SpcRule.SHIFT)


def power_bi_trend(given: Row) -> list[int]:
    """Return the trend of a length that is given."""
    return sides(xmr_signals(given["val"], preset=POWER_BI.replace(trend=given["n"])), SpcRule.TREND)


def power_bi_two_of_three(given: Row) -> list[int]:
    """Return two of three beyond lines that may differ by point."""
    rules = POWER_BI.replace(near_marks="all" if given["highlight_series"] else "near points")
    fired = xmr_signals(given["val"], near=(given["ll95"], given["ul95"]), preset=rules)
    return sides(fired, SpcRule.TWO_OF_THREE)


def power_bi_outside(given: Row) -> list[int]:
    """Return what is outside limits that may differ by point."""
    fired = xmr_signals(given["val"], limits=(given["ll99"], given["ul99"]), preset=POWER_BI)
    return sides(fired, SpcRule.OUTSIDE)


RULES = {
    "seven_point_one_side_of_mean": shift_of_sides,
    "seven_point_trend": trend_of_seven,
    "two_in_three_window": lambda given: two_of_three(given, WINDOW),
    "two_in_three_flagged_points": lambda given: two_of_three(given, NHS),
    "shift": power_bi_shift,
    "trend": power_bi_trend,
    "two_in_three": power_bi_two_of_three,
    "astronomical": power_bi_outside,
}


def by_assurance(case: Row) -> Iterator[str]:
    """Yield what differs in the assurance by given limits: the latest of each."""
    given, preset = case["input"], case.get("variant") or "nhs"
    lower, upper, target = (latest_of(given[key]) for key in ("lower", "upper", "target"))
    if given.get("has_control_limits") is False:
        lower = upper = None
    polarity = POLARITIES[given.get("improvement_direction") or given.get("direction")]
    rules = POWER_BI if preset == "powerbi" else NHS
    got = assurance_of(target, lower, upper, polarity, preset=rules)
    yield from unlike("assurance", ASSURANCES[case["expected"]], got)


def latest_of(given: Any) -> Any:
    """Return the last of a list, or what is not a list as it is."""
    return given[-1] if isinstance(given, list) else given


def by_individuals(case: Row) -> Iterator[str]:
    """Yield what differs in the lines of an individuals chart, point by point."""
    given, expected, tolerance = case["input"], case["expected"], Tolerance(case)
    if case["variant"] == "powerbi":
        pairs = zip(given["numerators"], given["denominators"], strict=True)
        values = [given["multiplier"] * numerator / denominator for numerator, denominator in pairs]
        chart = xmr(values, preset="power bi", screen=not given["outliers_in_limits"])
        got = {
            "upper_3s": chart.upper,
            "lower_3s": chart.lower,
            "upper_2s": [one.near_upper for one in chart.limits] * len(values),
            "lower_2s": [one.near_lower for one in chart.limits] * len(values),
        }
    else:
        chart = individuals(given)
        beyond = [any(one.rule is SpcRule.OUTSIDE for one in each) for each in chart.signals]
        got = {"centre": chart.mean, "lower": chart.lower, "upper": chart.upper, "beyond_limits": beyond}
    yield from each_point(expected, got, tolerance)


def individuals(given: Row) -> XmR:
    """Return the chart of counts whose first points are a frozen baseline; every point is included."""
    if not all(given["included"]) or set(given["part"]) != {1}:
        message = "points left out, or parts, are not understood"
        raise ValueError(message)
    return xmr(given["counts"], preset="individuals", baseline=(0, given["baseline"].index(False) - 1))


def by_moving_ranges(case: Row) -> Iterator[str]:
    """Yield what differs in the moving ranges of an individuals chart and their limit."""
    given, tolerance = case["input"], Tolerance(case)
    chart = individuals(given)
    (limits,) = chart.limits
    yield from each_point(
        {"moving ranges": given["values"]}, {"moving ranges": chart.moving_ranges}, tolerance
    )
    got = {
        "centre": [limits.range_mean] * len(chart),
        "lower": [0.0] * len(chart),
        "upper": chart.range_limit,
        "beyond_limits": chart.outlying,
    }
    yield from each_point(case["expected"], got, tolerance)


def each_point(expected: Row, got: Row, tolerance: Tolerance) -> Iterator[str]:
    """Compare lists point by point."""
    for key, wanted in expected.items():
        if len(wanted) != len(got[key]):
            yield f"{key}: expected {len(wanted)} points, got {len(got[key])}"
        for place, (one, other) in enumerate(zip(wanted, got[key], strict=False)):
            if isinstance(one, bool):
                yield from unlike(f"{key} at {place}", one, other)
            else:
                yield from far(f"{key} at {place}", one, other, tolerance)


COMPARED = {
    "xmr": by_xmr,
    "rule": by_rule,
    "assurance": by_assurance,
    "chart_i": by_individuals,
    "chart_mr": by_moving_ranges,
}


def main(arguments: list[str] | None = None) -> int:
    """Check everything, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Make every XmR chart, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    options = parser.parse_args(arguments)
    report = check(json.loads((options.reference / "spc_cases.json").read_text(encoding="utf-8"))["cases"])
    sys.stdout.write("\n".join(report.lines()) + "\n\n")
    sys.stdout.write(
        "All agree.\n" if report.passed else "Something disagrees: see the lines marked FAULT.\n"
    )
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
