"""Due dates and working days of many cases at once, compared with numpy, pandas and a copy of the columns."""

from functools import partial
from typing import Any

import numpy as np
from compiled import counted_by_numba
from day_tables import (
    HALF_A_YEAR,
    LIMIT,
    Cases,
    Groups,
    Starts,
    counted_by_numpy,
    due_by_numpy,
    due_by_pandas,
    flagged_by_numpy,
    months_by_dateutil,
    months_by_numpy,
    months_by_pandas,
    shares_by_duckdb,
    shares_by_pandas,
)
from harness import NO_GATE, Benchmark, MemoryBenchmark
from making_rows import MILLION, OUT_OF_REACH, against_copy, row, times_faster

from kpirag.arrays import due_dates, in_time, in_time_by_group, working_days_between

COUNT = "`working_days_between`"
DUE = "`due_dates`, 45 working days"
FLAG = "`in_time`, 45 working days"
MONTHS = "`due_dates`, 6 months"
SHARE = "`in_time_by_group`, 14,000 groups"


def counted(table: Cases, out: Any = None) -> np.ndarray:
    """Return the working days of each case, below 0 where it ended before it started."""
    return working_days_between(table.starts, table.ends, table.calendar, if_reversed="negative", out=out)


def due(table: Starts) -> np.ndarray:
    """Return the last date in time of each case."""
    return due_dates(table.starts, LIMIT, calendar=table.calendar)


def flagged(table: Cases) -> np.ndarray:
    """Return whether each case was in time."""
    return in_time(table.starts, table.ends, LIMIT, calendar=table.calendar)


def months(table: Starts) -> np.ndarray:
    """Return the date six months after each start."""
    return due_dates(table.starts, HALF_A_YEAR)


def shares(table: Groups) -> np.ndarray:
    """Return the percentage in time of each group."""
    return in_time_by_group(table.groups, table.codes).percentage


def same_counts(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Tell whether the days are the same; where a date is not known, numpy was given none to count."""
    return np.array_equal(np.nan_to_num(ours, nan=0.0), theirs)


def right_counts(table: Cases, found: np.ndarray) -> bool:
    """Tell whether the days are those that numpy counts."""
    return same_counts(found, counted_by_numpy(table))


def same_dates(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Tell whether dates are the same, and the same ones not known."""
    return np.array_equal(ours, theirs.astype("datetime64[D]"), equal_nan=True)


def same_shares(ours: np.ndarray, theirs: tuple[np.ndarray, np.ndarray]) -> bool:
    """Tell whether percentages are the same to the last digits; a group without a case has none."""
    groups, percentages = theirs
    found = np.allclose(ours[groups], percentages, rtol=1e-12, atol=0, equal_nan=True)
    return bool(found) and np.isfinite(ours).sum() == np.isfinite(percentages).sum()


def by_size(rows: int) -> list[Benchmark]:
    """Return the comparisons in which memory counts, for so many rows."""
    days = "100 holidays"
    return [
        row(
            COUNT,
            Cases.of,
            rows,
            counted,
            counted_by_numpy,
            note=f"`np.busday_count`, {days}; it refuses NaT, so those are filled",
            gate=times_faster(8),
            aim=times_faster(9),
            same=same_counts,
        ),
        against_copy(
            COUNT,
            Cases.of,
            rows,
            counted,
            right=right_counts,
            gate=3,
            said=OUT_OF_REACH if rows == MILLION else "",
        ),
        row(
            FLAG,
            Cases.of,
            rows,
            flagged,
            flagged_by_numpy,
            note=f"`np.busday_offset` and `np.where`, {days}",
            gate=times_faster(12),
            aim=times_faster(15),
        ),
        row(
            DUE,
            Starts.of,
            rows,
            due,
            due_by_numpy,
            note=f"`np.busday_offset`, {days}",
            gate=times_faster(10),
            aim=times_faster(12),
            same=same_dates,
        ),
    ]


def by_month() -> list[Benchmark]:
    """Return the comparisons of months, and those with what goes from row to row, which has fewer rows."""
    whole = partial(row, MONTHS, Starts.of, same=same_dates, ours=months)
    return [
        whole(
            rows=MILLION,
            theirs=months_by_numpy,
            note="numpy's `datetime64[M]`",
            gate=times_faster(25),
            aim=times_faster(30),
        ),
        whole(
            rows=MILLION,
            theirs=months_by_pandas,
            note="pandas `DateOffset`",
            gate=times_faster(10),
            aim=times_faster(12),
            needs="pandas",
        ),
        whole(
            rows=MILLION // 10,
            theirs=months_by_dateutil,
            note="dateutil's `relativedelta`, one by one",
            gate=times_faster(1000),
        ),
        row(
            DUE,
            Starts.of,
            30_000,
            due,
            due_by_pandas,
            note="pandas `CustomBusinessDay`",
            gate=times_faster(3000),
            same=same_dates,
            needs="pandas",
        ),
    ]


def by_group(rows: int) -> list[Benchmark]:
    """Return the comparisons of percentages in time."""
    return [
        row(
            SHARE,
            Groups.of,
            rows,
            shares,
            shares_by_pandas,
            note="pandas `groupby(...).mean()`",
            gate=times_faster(4),
            aim=times_faster(6),
            same=same_shares,
            needs="pandas",
        ),
        row(
            SHARE,
            Groups.of,
            rows,
            shares,
            shares_by_duckdb,
            note="DuckDB `GROUP BY`",
            gate=times_faster(3),
            same=same_shares,
            needs="duckdb",
        ),
    ]


def limit() -> Benchmark:
    """Return the comparison with one compiled loop over a table of days: what is possible at all."""
    return row(
        COUNT,
        Cases.of,
        MILLION,
        counted,
        counted_by_numba,
        note="one loop of numba",
        gate=NO_GATE,
        same=partial(np.array_equal, equal_nan=True),
        needs="numba",
    )


def memory(rows: int) -> MemoryBenchmark:
    """Return what the flags hold beside their columns."""
    return MemoryBenchmark(f"{FLAG}, {rows:,} rows: memory", flagged, Cases.of, rows, a_row=2)


BENCHMARKS = [
    *by_size(MILLION),
    limit(),
    *by_month(),
    *by_group(MILLION),
    *by_size(10 * MILLION),
    *by_group(10 * MILLION),
    memory(10 * MILLION),
]
