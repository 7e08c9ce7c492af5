"""What the benchmarks of arrays share: their names, their rounds, and the comparison with a copy."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from harness import Benchmark

__all__ = [
    "AT_THE_EDGE",
    "MILLION",
    "OUT_OF_REACH",
    "Copied",
    "against_copy",
    "nothing",
    "row",
    "times_faster",
]

MILLION = 1_000_000
#: What a row says whose gate the machine at hand cannot meet; why stands in the page with the table.
OUT_OF_REACH = "; out of reach here, see below"
#: What a row says that meets its gate in one run and misses it in another.
AT_THE_EDGE = "; just met or just missed here, see below"


class Copied(Protocol):
    """A table with an array for the result, that can copy its columns to arrays at hand."""

    out: np.ndarray

    def copy(self) -> None:
        """Copy the columns."""


def times_faster(times: float) -> float:
    """Return the ratio of a way that is so many times as fast as the other."""
    return 1 / times


def nothing(ours: object, theirs: object) -> bool:
    """Tell that the other way gives no result that could be compared."""
    return ours is not None and theirs is None


def row(
    what: str,
    data: Callable[[int], Any],
    rows: int,
    ours: Callable[[Any], object],
    theirs: Callable[[Any], object],
    *,
    note: str,
    gate: float,
    aim: float | None = None,
    same: Callable[[Any, Any], object] = np.array_equal,
    **options: Any,
) -> Benchmark:
    """Return a benchmark on so many rows; a table of more than a million is gone through fewer times."""
    rounds = 15 if rows <= MILLION else 7
    name = f"{what}, {rows:,} rows"
    return Benchmark(
        name, ours, theirs, gate, aim, note, same, data=data, rows=rows, rounds=rounds, **options
    )


def against_copy(
    what: str,
    data: Callable[[int], Any],
    rows: int,
    ours: Callable[..., object],
    *,
    right: Callable[[Any, Any], object],
    gate: float,
    aim: float | None = None,
    said: str = "",
) -> Benchmark:
    """Return the comparison with a copy of the columns; as that writes to arrays at hand, kpirag does too."""

    def with_out(table: Copied) -> object:
        return ours(table, out=table.out)

    def copy(table: Copied) -> None:
        table.copy()

    options = {"gate": gate, "aim": aim, "right": right, "same": nothing}
    return row(what, data, rows, with_out, copy, note=f"a copy of the columns{said}", **options)
