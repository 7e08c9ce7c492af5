"""Measuring each row in a process of its own, so that what ran before does not decide what a row shows.

How fast memory is to be had depends on what a process did before: once it has let a large array go, the
next ones may come from what it kept, and not fresh from the system. The way that makes more columns gains
more by that. So each row starts as a script does.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from harness import Measurable, Outcome, Reading, outcome_of, registered

__all__ = ["Place", "outcome_apart", "readings_of"]


@dataclass(frozen=True)
class Place:
    """Where a benchmark stands: the folder, the name of its file, and its number in the file's list."""

    folder: Path
    stem: str
    number: int
    large: bool = False


def readings_of(place: Place) -> tuple[Reading, ...]:
    """Measure the benchmark of a place here, and return its readings."""
    found = registered(place.folder, large=place.large)
    return outcome_of(found[place.stem][place.number]).readings


def outcome_apart(benchmark: Measurable, place: Place) -> Outcome:
    """Measure a benchmark in a Python started for it alone, which takes all it held with it.

    Raises:
        ChildProcessError: If that Python ended before it was done, as for want of memory.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        try:
            return Outcome(benchmark, alone.submit(readings_of, place).result())
        except BrokenProcessPool:
            message = f"{benchmark.name}: its process ended before it was done"
            raise ChildProcessError(message) from None
