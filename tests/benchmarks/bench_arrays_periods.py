"""The quarter before and the same quarter last year, compared with merges and with functions that shift rows.

Shifting answers another question: it gives the row before, which with gaps is not the period before. It is
what a script is likely to do, so it is timed, but kpirag is checked against a search for each earlier period.
"""

from functools import partial
from typing import Any

import numpy as np
from compiled import earlier_by_numba
from harness import NO_GATE, Benchmark
from making_rows import AT_THE_EDGE, MILLION, row, times_faster
from period_tables import LAGS, Quarters, lag_by_duckdb, merged_by_pandas, shifted_by_polars

from kpirag.arrays import previous_values

EARLIER = "`previous_values`, last quarter and last year"
WRONG = "which takes the row before, and is wrong where there is a gap"


def earlier(table: Quarters) -> dict[int, np.ndarray]:
    """Return the earlier figures of each row."""
    return previous_values(table.series, table.periods, table.figures, lags=LAGS)


def same_figures(ours: dict[int, np.ndarray], theirs: dict[int, np.ndarray]) -> bool:
    """Tell whether the earlier figures are the same, and the same ones missing."""
    return all(np.array_equal(ours[lag], theirs[lag], equal_nan=True) for lag in LAGS)


def right(table: Quarters, found: dict[int, np.ndarray]) -> bool:
    """Tell whether the earlier figures are those that a search finds."""
    return same_figures(found, table.earlier)


def as_many(ours: dict[int, Any], theirs: dict[int, Any]) -> bool:
    """Tell whether there is an answer for every row; what it is, cannot be compared."""
    return all(len(ours[lag]) == len(theirs[lag]) for lag in LAGS)


def by_size(rows: int) -> list[Benchmark]:
    """Return the comparisons with what shifts rows, for so many rows."""
    at_the_edge = AT_THE_EDGE if rows > MILLION else ""
    shifts = partial(
        row, EARLIER, Quarters.of, rows, earlier, same=as_many, right=right, gate=times_faster(4)
    )
    return [
        shifts(
            shifted_by_polars, note=f"polars `shift().over()`, {WRONG}", aim=times_faster(5), needs="polars"
        ),
        shifts(
            lag_by_duckdb, note=f"DuckDB `LAG`, {WRONG}{at_the_edge}", aim=times_faster(5), needs="duckdb"
        ),
    ]


def exact() -> list[Benchmark]:
    """Return the comparisons with what finds the earlier period: a merge, and a compiled loop."""
    found = partial(row, EARLIER, Quarters.of, MILLION, earlier, same=same_figures, right=right)
    return [
        found(
            merged_by_pandas,
            note="a pandas `merge` for each",
            gate=times_faster(8),
            aim=times_faster(10),
            needs="pandas",
        ),
        found(earlier_by_numba, note="two loops of numba", gate=NO_GATE, needs="numba"),
    ]


BENCHMARKS = [*exact(), *by_size(MILLION), *by_size(10 * MILLION)]
