"""How kpirag measures speed: as the ratio of two ways to do one thing, on one machine at one time.

Both ways take turns, and the order of the turns is reversed each round, so that a slow moment of the
machine hits both. The figure is the median of the ratios of the rounds. Results are compared before
anything is timed: a fast wrong answer is refused. A gate is missed only if two runs in a row miss it.
"""

import gc
import importlib.util
import operator
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

__all__ = [
    "Benchmark",
    "ImportBenchmark",
    "Outcome",
    "Reading",
    "UnequalError",
    "outcome_of",
    "registered",
    "table",
]

FEWEST_ROUNDS = 9
SHORTEST = 0.005  # seconds a timed stretch takes at least, so that the clock's own steps do not matter


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
    """What the runner needs of a benchmark: its words, its gate, and a way to measure."""

    name: str
    gate: float
    aim: float | None
    note: str

    def measure(self) -> Reading:
        """Run once and return the reading."""


@dataclass(frozen=True)
class Benchmark:
    """Two ways to do one thing, and how many times the first may take of the second.

    Args:
        name: What is done, as the table says it.
        ours: The way of kpirag; it takes nothing and returns the result.
        theirs: The way to compare with.
        gate: The highest ratio, ours to theirs, that passes.
        aim: The ratio to reach in the end; None if it is the gate.
        note: What the other way is, as the table says it.
        same: Tells whether the two results are equal.
        rounds: How often both take their turn.
        clock: Returns seconds; the tests of the harness give one of their own.
    """

    name: str
    ours: Callable[[], object]
    theirs: Callable[[], object]
    gate: float
    aim: float | None = None
    note: str = ""
    same: Callable[[object, object], object] = field(default=operator.eq, repr=False)
    rounds: int = 15
    clock: Callable[[], float] = field(default=time.perf_counter, repr=False)

    def __post_init__(self) -> None:
        if self.rounds < FEWEST_ROUNDS:
            message = (
                f"{self.name}: {self.rounds} rounds are too few for a median; use {FEWEST_ROUNDS} or more"
            )
            raise ValueError(message)

    def measure(self) -> Reading:
        """Compare the results, then time both ways in turns and return the reading.

        Raises:
            UnequalError: If the two ways do not give the same.
        """
        if not self.same(self.ours(), self.theirs()):
            message = f"{self.name}: the two ways give different results, so there is nothing to time"
            raise UnequalError(message)
        calls = {way: self.calls_needed(way) for way in (self.ours, self.theirs)}
        ratios = []
        with garbage_off():
            for number in range(self.rounds):
                order = (self.ours, self.theirs) if number % 2 == 0 else (self.theirs, self.ours)
                took = {way: self.seconds(way, calls[way]) for way in order}
                ratios.append(took[self.ours] / took[self.theirs])
        return Reading.of(ratios)

    def calls_needed(self, way: Callable[[], object]) -> int:
        """Return how many calls fill a stretch long enough to time; this is the warm-up too."""
        calls = 1
        while self.seconds(way, calls) * calls < SHORTEST:
            calls *= 2
        return calls

    def seconds(self, way: Callable[[], object], calls: int) -> float:
        """Return what one call takes, on average over so many in a row."""
        start = self.clock()
        for _ in range(calls):
            way()
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


def seconds_of_start(program: str) -> float:
    """Return how long a fresh Python takes to start, run a program and end."""
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # numpy starts one a core otherwise
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", program], check=True, env={**os.environ, **one_thread})
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
        rounds: How many times Python starts with each of the three.
        start: Starts a Python that runs a program, and returns the seconds it took.
    """

    name: str
    ours: str
    theirs: str
    gate: float
    aim: float | None = None
    note: str = ""
    rounds: int = 25
    start: Callable[[str], float] = field(default=seconds_of_start, repr=False)

    def measure(self) -> Reading:
        """Start Python in turns with nothing, theirs and ours, and return the reading.

        One start says little, so the ratio is that of the medians; lowest and highest are those of the four
        quarters of the rounds.
        """
        programs = {"bare": "pass", "ours": f"import {self.ours}", "theirs": f"import {self.theirs}"}
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
    def missed(self) -> bool:
        """Whether the gate was missed in every run."""
        return all(reading.ratio > self.benchmark.gate for reading in self.readings)


def outcome_of(benchmark: Measurable) -> Outcome:
    """Measure a benchmark, and once more if it misses its gate: one miss may be the machine's."""
    first = benchmark.measure()
    if first.ratio <= benchmark.gate:
        return Outcome(benchmark, (first,))
    return Outcome(benchmark, (first, benchmark.measure()))


def registered(folder: Path) -> list[Measurable]:
    """Return the benchmarks of every `bench_*.py` of a folder: its list `BENCHMARKS`, in order."""
    found: list[Measurable] = []
    for path in sorted(folder.glob("bench_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            raise ImportError(path.name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found.extend(module.BENCHMARKS)
    return found


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a Markdown table, one row a benchmark."""
    lines = [
        "| What | Compared with | Ratio | Rounds from to | Gate | Aim | Result |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for outcome in outcomes:
        each, reading = outcome.benchmark, outcome.last
        cells = [
            each.name,
            each.note,
            f"{reading.ratio:.2f}",
            f"{reading.lowest:.2f} to {reading.highest:.2f}",
            f"{each.gate:g}",
            "" if each.aim is None else f"{each.aim:g}",
            "missed twice" if outcome.missed else "within the gate",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
