"""Run the benchmarks and print their table.

    python tests/benchmarks/run.py [--only TEXT] [--write FILE]

Ends with 0 if every gate was met, 1 if one was missed twice in a row, and 2 if something could not be
measured.
"""

import argparse
import importlib.metadata
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from harness import Measurable, UnequalError, outcome_of, registered, table

HERE = Path(__file__).parent
START = "<!-- benchmarks:start -->"
END = "<!-- benchmarks:end -->"


def machine() -> str:
    """Return what the figures were measured with, without saying on whose machine."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("attrs", "numpy"))
    return f"Measured with {python}, {libraries}."


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


def main(arguments: Sequence[str], benchmarks: Sequence[Measurable] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="Run the benchmarks of kpirag.")
    parser.add_argument("--only", metavar="TEXT", help="only those whose name contains the text")
    parser.add_argument(
        "--write", metavar="FILE", type=Path, help="also write the table between the markers of a page"
    )
    options = parser.parse_args(arguments)

    chosen = registered(HERE) if benchmarks is None else list(benchmarks)
    if options.only:
        chosen = [each for each in chosen if options.only.casefold() in each.name.casefold()]
    if not chosen:
        print("no benchmark has that in its name", file=sys.stderr)
        return 2
    try:
        outcomes = [outcome_of(each) for each in chosen]
        text = f"{machine()}\n\n{table(outcomes)}"
        print(text)
        if options.write:
            page = options.write.read_text(encoding="utf-8")
            options.write.write_text(written(page, text), encoding="utf-8")
    except (OSError, UnequalError, ValueError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if any(outcome.missed for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
