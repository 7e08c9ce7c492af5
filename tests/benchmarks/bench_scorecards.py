"""From the rows of a sheet to the scorecard of its last quarter, compared with reading the file."""

import csv
import io
import random

from harness import Benchmark

from kpirag import IndicatorSet, Period, Scorecard

QUARTERS = 40
FIRST = Period.quarter(2012, 1)
LAST = FIRST.shift(QUARTERS - 1)


def sheet(indicators: int) -> str:
    """Return a wide sheet as text: one row an indicator, one column a quarter, with the usual shorthand."""
    draw = random.Random(20240401)
    written = io.StringIO()
    rows = csv.writer(written)
    quarters = [FIRST.shift(place).label for place in range(QUARTERS)]
    rows.writerow(["Ref", "Indicator", "Good is", "Unit", "Target", "Tolerance", *quarters])
    for place in range(indicators):
        figures = [f"{draw.uniform(70, 99):.1f}" for _ in quarters]
        for _ in range(4):
            figures[draw.randrange(QUARTERS)] = draw.choice(["", "<5", "92.7 [p]", "n/a"])
        good = draw.choice(["High", "Low"])
        rows.writerow([place + 1, f"Indicator {place + 1}", good, "%", "90", "5 points", *figures])
    return written.getvalue()


def intake_benchmark(indicators: int, gate: float) -> Benchmark:
    """Return the comparison of making a scorecard from dicts with `csv.DictReader` making the dicts."""
    text = sheet(indicators)
    dicts = list(csv.DictReader(io.StringIO(text)))

    def ours() -> Scorecard:
        return IndicatorSet.from_table(dicts).scorecard(LAST)

    return Benchmark(
        f"{indicators} indicators x {QUARTERS} quarters, from dicts to scorecard",
        ours,
        lambda: list(csv.DictReader(io.StringIO(text))),
        gate=gate,
        note="`csv.DictReader` reading the same table",
        same=lambda card, rows: [row.indicator.ref for row in card] == [row["Ref"] for row in rows],
    )


# Growth is linear in rows if the ratio is no higher for four times as many. A quarter of them pays as much as
# all for reading the 40 headings, so its gate is higher.
BENCHMARKS = [intake_benchmark(75, 90), intake_benchmark(300, 60), intake_benchmark(1200, 60)]
