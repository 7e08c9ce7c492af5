"""Rating many figures at once, compared with scripts, with frames, and with a copy of the columns.

Edges that a script works out in binary are a hair off the decimals now and then, and give about one row in
650 another status. So kpirag is checked against decimal edges, and such a peer need only agree nearly always.
"""

from functools import partial
from typing import Any

import numpy as np
from compiled import constant_by_numba, given_by_numba, rated_by_numba
from harness import NO_GATE, Benchmark, ImportBenchmark, MemoryBenchmark
from making_rows import AT_THE_EDGE, MILLION, OUT_OF_REACH, against_copy, row, times_faster
from rating_tables import (
    GREEN_FROM,
    TOLERANCE,
    Coded,
    Constant,
    Figures,
    Given,
    apply_by_pandas,
    coded_by_select,
    constant_by_polars,
    constant_by_select,
    constant_unchecked,
    given_by_select,
    loop_by_python,
    rated_by_polars,
    rated_by_select,
    rated_unchecked,
)

from kpirag.arrays import rate_coded, rate_values

RAW = "`rate_values`, a target, tolerance and polarity a row"
GIVEN = "`rate_values`, a target and floor a row"
CONSTANT = "`rate_values`, one target and tolerance"
CODED = "`rate_coded`, 500 definitions"
LARGE_ARRAY = 3_900_000  # floats: just below 32 MiB, the largest that the C library of Linux will keep


def raw(table: Figures, out: Any = None) -> np.ndarray:
    """Rate each row against its own target and tolerance."""
    target, tolerance, polarity = table.targets, table.tolerances, table.signs
    return rate_values(table.figures, target, tolerance=tolerance, polarity=polarity, out=out)


def given(table: Given, out: Any = None) -> np.ndarray:
    """Rate each row against its own target and floor."""
    return rate_values(table.figures, table.targets, floor=table.floors, out=out)


def constant(table: Constant, out: Any = None) -> np.ndarray:
    """Rate each row against one target."""
    return rate_values(table.figures, GREEN_FROM, tolerance=TOLERANCE, out=out)


def coded(table: Coded, out: Any = None) -> np.ndarray:
    """Rate each row against the definition it names."""
    return rate_coded(table.figures, table.codes, table.definitions, out=out)


def right(table: Any, found: np.ndarray) -> bool:
    """Tell whether the statuses are those that decimal edges give."""
    return np.array_equal(found, table.statuses)


def nearly(ours: Any, theirs: Any) -> bool:
    """Tell whether 99 in 100 statuses are the same: all but those of figures on an edge."""
    return bool(np.mean(np.asarray(ours) == np.asarray(theirs)) > 0.99)


def beginning(many: np.ndarray, few: np.ndarray) -> bool:
    """Tell whether the longer result begins as the shorter one, whose rows it repeats."""
    return np.array_equal(many[: len(few)], few)


def two_sizes(rows: int) -> tuple[Figures, Figures]:
    """Return a table of so many rows and one of at most a million."""
    return Figures.of(rows), Figures.of(min(rows, MILLION))


def scaling(rows: int) -> Benchmark:
    """Return the comparison of the time a row takes in a large table with that in one of a million rows."""
    return row(
        f"{RAW}: time a row",
        two_sizes,
        rows,
        lambda tables: raw(tables[0]),
        lambda tables: raw(tables[1]),
        note="the same with 1,000,000 rows",
        gate=1.4,
        aim=1.3,
        same=beginning,
        scale=MILLION / rows,
    )


def by_size(rows: int) -> list[Benchmark]:
    """Return the comparisons in which memory counts, for so many rows."""
    figures = partial(row, RAW, Figures.of, rows, raw, same=nearly, right=right)
    one = partial(row, CONSTANT, Constant.of, rows, constant)
    polars = "polars when/then"
    out_of_reach = OUT_OF_REACH if rows == MILLION else ""
    at_the_edge = AT_THE_EDGE if rows == MILLION else ""
    return [
        figures(
            rated_by_select,
            note=f"`np.select`, binary edges{out_of_reach or AT_THE_EDGE}",
            gate=times_faster(4),
            aim=times_faster(4.5),
        ),
        figures(
            rated_by_polars, note=f"{polars}, binary edges{at_the_edge}", gate=times_faster(2), needs="polars"
        ),
        against_copy(RAW, Figures.of, rows, raw, right=right, gate=3, aim=2.5),
        row(
            GIVEN,
            Given.of,
            rows,
            given,
            given_by_select,
            note=f"`np.select`{OUT_OF_REACH}",
            gate=times_faster(6),
            aim=times_faster(7),
        ),
        against_copy(GIVEN, Given.of, rows, given, right=right, gate=2),
        one(
            constant_by_select, note=f"`np.select`{at_the_edge}", gate=times_faster(10), aim=times_faster(12)
        ),
        one(constant_by_polars, note=polars, gate=times_faster(2), needs="polars"),
        against_copy(CONSTANT, Constant.of, rows, constant, right=right, gate=2, aim=1.6, said=out_of_reach),
        row(
            CODED,
            Coded.of,
            rows,
            coded,
            coded_by_select,
            note="gathered edges and `np.select`",
            gate=times_faster(3.5),
            aim=times_faster(4),
        ),
    ]


def one_by_one() -> list[Benchmark]:
    """Return the comparisons with what goes from row to row, which is slow, so with fewer rows."""
    figures = partial(row, RAW, Figures.of, 100_000, raw, same=nearly, right=right)
    return [
        figures(apply_by_pandas, note="pandas `apply(axis=1)`", gate=times_faster(1500), needs="pandas"),
        figures(loop_by_python, note=f"a loop over lists{AT_THE_EDGE}", gate=times_faster(40)),
    ]


def after_large_arrays(make: Any, rows: int) -> Any:
    """Return a table, made by a process that has let large arrays go, and so keeps memory for the next."""
    for _ in range(3):
        np.ones(LARGE_ARRAY)
    return make(rows)


def kept_memory() -> list[Benchmark]:
    """Return the comparisons with `np.select` where it need not ask the system for its many columns."""
    after = partial(row, rows=MILLION, gate=NO_GATE)
    note = "`np.select`, after large arrays"
    return [
        after(
            RAW,
            partial(after_large_arrays, Figures.of),
            ours=raw,
            theirs=rated_by_select,
            note=note,
            same=nearly,
            right=right,
        ),
        after(CODED, partial(after_large_arrays, Coded.of), ours=coded, theirs=coded_by_select, note=note),
    ]


def limits() -> list[Benchmark]:
    """Return the comparisons with what does nothing else: what is possible in numpy, and at all."""
    bare = partial(row, note="the fewest steps of numpy, nothing checked", gate=NO_GATE)
    limit = partial(row, rows=MILLION, note="one loop of numba", gate=NO_GATE, needs="numba")
    return [
        bare(RAW, Figures.of, MILLION, raw, rated_unchecked),
        bare(RAW, Figures.of, 10 * MILLION, raw, rated_unchecked),
        bare(CONSTANT, Constant.of, MILLION, constant, constant_unchecked),
        bare(CONSTANT, Constant.of, 10 * MILLION, constant, constant_unchecked),
        limit(RAW, Figures.of, ours=raw, theirs=rated_by_numba),
        limit(GIVEN, Given.of, ours=given, theirs=given_by_numba),
        limit(CONSTANT, Constant.of, ours=constant, theirs=constant_by_numba),
    ]


def memory(rows: int) -> list[MemoryBenchmark]:
    """Return what rating holds beside its columns."""
    return [
        MemoryBenchmark(f"{what}, {rows:,} rows: memory", way, data, rows, a_row=2)
        for what, way, data in (
            (RAW, raw, Figures.of),
            (GIVEN, given, Given.of),
            (CONSTANT, constant, Constant.of),
            (CODED, coded, Coded.of),
        )
    ]


def first_call() -> ImportBenchmark:
    """Return what a program pays that rates one list and ends."""
    return ImportBenchmark(
        "`import kpirag` and the first `rate_values`, beyond a bare start",
        "kpirag",
        "numpy",
        gate=2.5,
        note="`import numpy`, beyond a bare start",
        then="from kpirag.arrays import rate_values\nrate_values([55.0, None], 60, tolerance=5)",
    )


BENCHMARKS = [
    *by_size(MILLION),
    *kept_memory(),
    *limits(),
    *one_by_one(),
    *by_size(10 * MILLION),
    *memory(10 * MILLION),
    scaling(10 * MILLION),
    first_call(),
]
LARGE = [scaling(100 * MILLION), *memory(100 * MILLION)[:1]]
