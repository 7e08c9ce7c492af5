"""The scalar path: one figure against one target, compared with two comparisons written by hand."""

import random

from harness import Benchmark, ImportBenchmark

from kpirag import RAG, Bands, Indicator, Outturn, Period, Status, Target, Tolerance, rate

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


def by_hand(value: float) -> Status:
    """Return the status of a value against 60 with 5 points of tolerance, as a script would have it."""
    if value >= 60.0:
        return GREEN
    if value >= 55.0:
        return AMBER
    return RED


def figures() -> list[float]:
    """Return 1,000 percentages around the target, with one decimal; the edges themselves are among them."""
    draw = random.Random(20240401)
    return [60.0, 55.0, *(round(draw.gauss(58.0, 6.0), 1) for _ in range(998))]


def status_benchmark() -> Benchmark:
    """Return the comparison of `bands.status(value)` with the function written by hand."""
    values = figures()
    indicator = Indicator(
        "32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent", decimals=1
    )
    bands = Bands.of(indicator, Target(60, tolerance=Tolerance.points(5)), RAG)
    status = bands.status
    return Benchmark(
        "`bands.status(value)`, 1,000 values",
        lambda: [status(value) for value in values],
        lambda: [by_hand(value) for value in values],
        gate=2.5,
        note="a function with two comparisons",
    )


def rate_benchmark() -> Benchmark:
    """Return the comparison of `rate` on records that are there already with the function written by hand."""
    values = figures()
    indicator = Indicator(
        "32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent", decimals=1
    )
    target = Target(60, tolerance=Tolerance.points(5))
    period = Period.quarter(2022, 2)
    outturns = [Outturn(period, value) for value in values]
    return Benchmark(
        "`rate(indicator, outturn, target)`, 1,000 outturns",
        lambda: [rate(indicator, outturn, target) for outturn in outturns],
        lambda: [by_hand(value) for value in values],
        gate=20,
        aim=16,
        note="a function with two comparisons",
        same=lambda ratings, statuses: [rating.status for rating in ratings] == statuses,
    )


def import_benchmark() -> ImportBenchmark:
    """Return the comparison of `import kpirag` with `import numpy`."""
    return ImportBenchmark(
        "`import kpirag`, beyond a bare start",
        "kpirag",
        "numpy",
        gate=0.75,
        note="`import numpy`, beyond a bare start",
    )


BENCHMARKS = [status_benchmark(), rate_benchmark(), import_benchmark()]
