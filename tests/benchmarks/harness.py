"""How kpirag measures speed: as the ratio of two ways to do one thing, on one machine at one time.

Both ways take turns, and the order of the turns is reversed each round, so that a slow moment of the
machine hits both. The figure is the median of the ratios of the rounds. Results are compared before
anything is timed: a fast wrong answer is refused. A gate is missed only if two runs in a row miss it.
"""

import gc
import importlib.util
import math
import operator
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

__all__ = [
    "NO_GATE",
    "ONE_THREAD",
    "SHELF",
    "Benchmark",
    "ImportBenchmark",
    "MemoryBenchmark",
    "Outcome",
    "Reading",
    "Shelf",
    "UnequalError",
    "missing",
    "outcome_of",
    "registered",
]

FEWEST_ROUNDS = 7
SHORTEST = 0.005  # seconds a timed stretch takes at least, so that the clock's own steps do not matter

#: The gate of a row that is for reading only, such as how near kpirag comes to a compiled loop.
NO_GATE = math.inf
#: What holds numpy and its peers to one thread, if it is set before they are loaded.
ONE_THREAD = {
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
}


class UnequalError(AssertionError):
    """The two ways give different results, so their speed cannot be compared."""


@dataclass(frozen=True)
class Reading:
    """One run: the median of the rounds' ratios, the lowest and highest, and how many rounds there were."""

    ratio: float
    lowest: float
    highest: float
    rounds: int

    @classmethod
    def of(cls, ratios: Sequence[float]) -> "Reading":
        """Return the reading of the ratios of some rounds."""
        return cls(statistics.median(ratios), min(ratios), max(ratios), len(ratios))


class Measurable(Protocol):
    """What the runner needs of a benchmark: its words, its gate, its peer, and a way to measure."""

    name: str
    gate: float
    aim: float | None
    note: str
    needs: str

    def measure(self) -> Reading:
        """Run once and return the reading."""


class Shelf:
    """The one table that is kept, made once for all rounds; it is let go before the next is made."""

    def __init__(self) -> None:
        self.label: object = None
        self.table: Any = None

    def get(self, make: Callable[[int], Any], rows: int) -> Any:
        """Return the table that `make` makes of so many rows: the one on the shelf, or a new one."""
        if self.label != (make, rows):
            self.clear()
            self.table = make(rows)
            self.label = (make, rows)
        return self.table

    def clear(self) -> None:
        """Let the table go."""
        self.label = self.table = None
        gc.collect()


SHELF = Shelf()


@dataclass(frozen=True)
class Benchmark:
    """Two ways to do one thing, and how many times the first may take of the second.

    Args:
        name: What is done, as the table says it.
        ours: The way of kpirag; it takes the data, or nothing if there is no `data`, and returns the result.
        theirs: The way to compare with.
        gate: The highest ratio, ours to theirs, that passes; `NO_GATE` for a row that is only read.
        aim: The ratio to reach in the end; None if it is the gate.
        note: What the other way is, as the table says it.
        same: Tells whether the two results are equal.
        right: Tells from the data whether ours is right, where the other way answers a looser question.
        data: Makes what both ways work on, of so many rows; one table at a time is kept.
        rows: How many rows that is.
        scale: What the ratio is multiplied by, where the two ways do unlike amounts of work.
        needs: The package that the other way needs beside kpirag's own.
        rounds: How often both take their turn.
        clock: Returns seconds; the tests of the harness give one of their own.
    """

    name: str
    ours: Callable[..., object]
    theirs: Callable[..., object]
    gate: float
    aim: float | None = None
    note: str = ""
    same: Callable[[Any, Any], object] = field(default=operator.eq, repr=False)
    right: Callable[[Any, Any], object] | None = field(default=None, repr=False)
    data: Callable[[int], object] | None = field(default=None, repr=False)
    rows: int = 0
    scale: float = 1.0
    needs: str = ""
    rounds: int = 15
    clock: Callable[[], float] = field(default=time.perf_counter, repr=False)

    def __post_init__(self) -> None:
        if self.rounds < FEWEST_ROUNDS:
            message = (
                f"{self.name}: {self.rounds} rounds are too few for a median; use {FEWEST_ROUNDS} or more"
            )
            raise ValueError(message)

    def given(self, rows: int | None = None) -> tuple[object, ...]:
        """Return what both ways are called with: the data, of fewer rows if so many are named."""
        return () if self.data is None else (SHELF.get(self.data, rows or self.rows),)

    def check(self, rows: int | None = None) -> None:
        """Compare the results, on fewer rows if so many are named.

        Raises:
            UnequalError: If ours is wrong, or the two ways do not give the same.
        """
        given = self.given(rows)
        mine = self.ours(*given)
        if self.right is not None and not self.right(*given, mine):
            message = f"{self.name}: the result of kpirag is wrong, so there is nothing to time"
            raise UnequalError(message)
        if not self.same(mine, self.theirs(*given)):
            message = f"{self.name}: the two ways give different results, so there is nothing to time"
            raise UnequalError(message)

    def measure(self) -> Reading:
        """Compare the results, then time both ways in turns and return the reading.

        Raises:
            UnequalError: If the results do not pass `check`.
        """
        self.check()
        given = self.given()
        calls = {way: self.calls_needed(way, given) for way in (self.ours, self.theirs)}
        ratios = []
        with garbage_off():
            for number in range(self.rounds):
                order = (self.ours, self.theirs) if number % 2 == 0 else (self.theirs, self.ours)
                took = {way: self.seconds(way, given, calls[way]) for way in order}
                ratios.append(self.scale * took[self.ours] / took[self.theirs])
        return Reading.of(ratios)

    def calls_needed(self, way: Callable[..., object], given: tuple[object, ...]) -> int:
        """Return how many calls fill a stretch long enough to time; this is the warm-up too."""
        calls = 1
        while self.seconds(way, given, calls) * calls < SHORTEST:
            calls *= 2
        return calls

    def seconds(self, way: Callable[..., object], given: tuple[object, ...], calls: int) -> float:
        """Return what one call takes, on average over so many in a row."""
        start = self.clock()
        for _ in range(calls):
            way(*given)
        return (self.clock() - start) / calls


@contextmanager
def garbage_off() -> Iterator[None]:
    """Keep the garbage collector still, and leave it as it was."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class MemoryBenchmark:
    """The most memory a call holds beside its data, its result included, as a share of what it may.

    Args:
        name: What is done, as the table says it.
        ours: The way of kpirag; it takes the data.
        data: Makes what it works on, of so many rows.
        rows: How many rows that is.
        a_row: The bytes it may hold for each row.
        beside: The bytes it may hold however few rows there are.
        gate: The highest share that passes.
        aim: The share to reach in the end; None if it is the gate.
        needs: Nothing, as Python's own memory is all that is looked at.
        rounds: How often it is called.
    """

    name: str
    ours: Callable[[Any], object]
    data: Callable[[int], object] = field(repr=False)
    rows: int
    a_row: int
    beside: int = 4 * 2**20
    gate: float = 1.0
    aim: float | None = None
    needs: str = ""
    rounds: int = 3

    @property
    def note(self) -> str:
        """What the memory is compared with."""
        return f"{self.a_row} bytes a row and {self.beside / 2**20:g} MiB"

    def measure(self) -> Reading:
        """Call it a few times and return the share of the peak of each."""
        given = SHELF.get(self.data, self.rows)
        self.ours(given)  # what is loaded or compiled once is not memory a call needs
        return Reading.of(
            [self.peak(given) / (self.a_row * self.rows + self.beside) for _ in range(self.rounds)]
        )

    def peak(self, given: object) -> int:
        """Return the most bytes one call holds at a time."""
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            self.ours(given)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        return most - before


def seconds_of_start(program: str) -> float:
    """Return how long a fresh Python takes to start, run a program and end."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", program], check=True, env={**os.environ, **ONE_THREAD})
    return time.perf_counter() - begin


@dataclass(frozen=True)
class ImportBenchmark:
    """What importing one module costs on top of a bare start of Python, in units of another module's cost.

    Args:
        name: What is done, as the table says it.
        ours: The module of ours to import.
        theirs: The module to compare with.
        gate: The highest ratio that passes.
        aim: The ratio to reach in the end; None if it is the gate.
        note: What the other way is, as the table says it.
        then: What is done with the module of ours after its import: more lines of the program.
        needs: The package that the other module belongs to, if kpirag does not bring it.
        rounds: How many times Python starts with each of the three.
        start: Starts a Python that runs a program, and returns the seconds it took.
    """

    name: str
    ours: str
    theirs: str
    gate: float
    aim: float | None = None
    note: str = ""
    then: str = ""
    needs: str = ""
    rounds: int = 25
    start: Callable[[str], float] = field(default=seconds_of_start, repr=False)

    def measure(self) -> Reading:
        """Start Python in turns with nothing, theirs and ours, and return the reading.

        One start says little, so the ratio is that of the medians; lowest and highest are those of the four
        quarters of the rounds.
        """
        ours = "\n".join(filter(None, (f"import {self.ours}", self.then)))
        programs = {"bare": "pass", "ours": ours, "theirs": f"import {self.theirs}"}
        for program in programs.values():
            self.start(program)  # the first start reads files that the others find in memory
        took: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(self.rounds):
            for name in list(programs)[:: 1 if number % 2 == 0 else -1]:
                took[name].append(self.start(programs[name]))
        quarters = [self.ratio(took, slice(first, None, 4)) for first in range(4)]
        whole = self.ratio(took, slice(None))
        return Reading(whole, min(quarters), max(quarters), self.rounds)

    def ratio(self, took: dict[str, list[float]], part: slice) -> float:
        """Return the ratio of the medians of some of the rounds."""
        bare, ours, theirs = (statistics.median(took[name][part]) for name in ("bare", "ours", "theirs"))
        return (ours - bare) / (theirs - bare)


@dataclass(frozen=True)
class Outcome:
    """A benchmark with its readings: one if the first was within the gate, otherwise two."""

    benchmark: Measurable
    readings: tuple[Reading, ...]

    @property
    def last(self) -> Reading:
        """The reading that counts."""
        return self.readings[-1]

    @property
    def gated(self) -> bool:
        """Whether there is a gate to miss."""
        return math.isfinite(self.benchmark.gate)

    @property
    def missed(self) -> bool:
        """Whether the gate was missed in every run."""
        return all(reading.ratio > self.benchmark.gate for reading in self.readings)

    @property
    def aim_met(self) -> bool:
        """Whether the last run was within the aim, or within the gate where there is no stricter aim."""
        aim = self.benchmark.gate if self.benchmark.aim is None else self.benchmark.aim
        return self.last.ratio <= aim


def outcome_of(benchmark: Measurable) -> Outcome:
    """Measure a benchmark, and once more if it misses its gate: one miss may be the machine's."""
    first = benchmark.measure()
    if first.ratio <= benchmark.gate:
        return Outcome(benchmark, (first,))
    return Outcome(benchmark, (first, benchmark.measure()))


def registered(folder: Path, *, large: bool = False) -> dict[str, list[Measurable]]:
    """Return the benchmarks of every `bench_*.py` of a folder by the name of the file, in order.

    They are its list `BENCHMARKS`, and its list `LARGE`, if it has one, where large tables are asked for.
    """
    found: dict[str, list[Measurable]] = {}
    for path in sorted(folder.glob("bench_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            raise ImportError(path.name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found[path.stem] = [*module.BENCHMARKS, *(getattr(module, "LARGE", []) if large else [])]
    return found


def missing(benchmark: Measurable) -> bool:
    """Tell whether the package that the other way needs is not installed."""
    return bool(benchmark.needs) and importlib.util.find_spec(benchmark.needs) is None
