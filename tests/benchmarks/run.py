"""Run the benchmarks and print their table.

    python tests/benchmarks/run.py [--only TEXT] [--small | --large] [--write FILE]

Each row is measured in a process of its own. A row whose peer is not installed is left out. Ends with 0 if
every gate was met, 1 if one was missed twice in a row, and 2 if something could not be measured.
"""

import argparse
import importlib.metadata
import math
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from apart import Place, outcome_apart
from harness import (
    ONE_THREAD,
    Measurable,
    Outcome,
    UnequalError,
    missing,
    outcome_of,
    registered,
)
from report import HEADING, line, table, totals

SMALL = 1_000_000  # rows
HERE = Path(__file__).parent
START = "<!-- benchmarks:start -->"
END = "<!-- benchmarks:end -->"


def machine(peers: Sequence[str]) -> str:
    """Return what the figures were measured with, without saying on whose machine."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    named = ("attrs", "numpy", *peers)
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in named)
    return f"Measured with {python}, {libraries}."


def peak_memory() -> str:
    """Return the most memory that the process of a row has held, or that the system does not tell."""
    try:
        import resource  # not on every system
    except ImportError:
        return "Peak memory of a row's process: not known on this system."
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return f"Peak memory of a row's process: {most * unit / 2**20:,.0f} MiB."


def written(page: str, text: str) -> str:
    """Return a page with the text between its two markers, and all the rest as it was.

    Raises:
        ValueError: If the page does not have each marker once, in order.
    """
    before, opening, rest = page.partition(START)
    _, closing, after = rest.partition(END)
    if not (opening and closing) or START in rest or END in after:
        message = f"the page must have {START} and below it {END}, each once"
        raise ValueError(message)
    return f"{before}{START}\n\n{text}\n\n{END}{after}"


def chosen_from(
    found: Mapping[str, Sequence[Measurable]], only: str, most: float = math.inf
) -> list[tuple[str, int, Measurable]]:
    """Return the benchmarks with a text in their name or in that of their file, each with file and number.

    Those whose peer is not there, or of more rows than the most, are left out.
    """
    wanted = only.casefold()
    chosen = []
    for stem, benchmarks in found.items():
        for number, each in enumerate(benchmarks):
            if wanted not in stem.casefold() and wanted not in each.name.casefold():
                continue
            if getattr(each, "rows", 0) > most:
                continue
            if missing(each):
                print(f"left out, as {each.needs} is not installed: {each.name}", file=sys.stderr)
            else:
                chosen.append((stem, number, each))
    return chosen


def main(arguments: Sequence[str], benchmarks: Mapping[str, Sequence[Measurable]] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="Run the benchmarks of kpirag.")
    parser.add_argument(
        "--only", metavar="TEXT", default="", help="only those whose name, or whose file's, contains the text"
    )
    parser.add_argument("--small", action="store_true", help="no table of more than a million rows")
    parser.add_argument("--large", action="store_true", help="tables of 100 million rows too: about 3 GB")
    parser.add_argument(
        "--write", metavar="FILE", type=Path, help="also write the table between the markers of a page"
    )
    options = parser.parse_args(arguments)

    found = registered(HERE, large=options.large) if benchmarks is None else benchmarks
    chosen = chosen_from(found, options.only, SMALL if options.small else math.inf)
    if not chosen:
        print("no benchmark has that in its name", file=sys.stderr)
        return 2
    try:
        page = written(options.write.read_text(encoding="utf-8"), "") if options.write else ""
    except (OSError, ValueError) as error:  # now, and not after ten minutes
        print(error, file=sys.stderr)
        return 2
    versions = machine(sorted({each.needs for _, _, each in chosen} - {""}))
    print(f"{versions}\n\n{HEADING}", flush=True)
    outcomes: list[Outcome] = []
    unmeasured = False
    for stem, number, each in chosen:
        place = Place(HERE, stem, number, large=options.large)
        try:
            outcomes.append(outcome_apart(each, place) if benchmarks is None else outcome_of(each))
            print(line(outcomes[-1]), flush=True)
        except (OSError, UnequalError, ValueError, subprocess.CalledProcessError) as error:
            print(error, file=sys.stderr)
            unmeasured = True
    print(f"\n{totals(outcomes)}")
    if options.large:
        print(peak_memory())
    if unmeasured:
        return 2
    if options.write:
        text = f"{versions}\n\n{table(outcomes)}\n\n{totals(outcomes)}"
        options.write.write_text(written(page, text), encoding="utf-8")
    return 1 if any(outcome.missed for outcome in outcomes) else 0


if __name__ == "__main__":
    os.environ.update(ONE_THREAD)  # before any benchmark loads numpy or a peer
    sys.exit(main(sys.argv[1:]))
