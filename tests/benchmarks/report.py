"""The outcomes of benchmarks as a Markdown table, and in one line."""

import math
from collections.abc import Sequence

from harness import Outcome

__all__ = ["HEADING", "figure", "limit", "line", "table", "totals"]

HEADING = """\
| What | Compared with | Ratio | Rounds from to | Gate | Aim | Aim met | Result |
| --- | --- | ---: | ---: | ---: | ---: | --- | --- |"""


def line(outcome: Outcome) -> str:
    """Return an outcome as a row of a Markdown table."""
    each, reading = outcome.benchmark, outcome.last
    cells = [
        each.name,
        each.note,
        figure(reading.ratio),
        f"{figure(reading.lowest)} to {figure(reading.highest)}",
        limit(each.gate) if outcome.gated else "",
        "" if each.aim is None else limit(each.aim),
        ("yes" if outcome.aim_met else "no") if outcome.gated else "",
        ("missed twice" if outcome.missed else "within the gate") if outcome.gated else "for reading",
    ]
    return f"| {' | '.join(cells)} |"


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a Markdown table, one row a benchmark."""
    return "\n".join([HEADING, *map(line, outcomes)])


def totals(outcomes: Sequence[Outcome]) -> str:
    """Return in one line how many gates and aims were met; a gate without a stricter aim is its own aim."""
    gated = [outcome for outcome in outcomes if outcome.gated]
    gates = sum(not outcome.missed for outcome in gated)
    aims = sum(outcome.aim_met for outcome in gated)
    return f"gates met: {gates} of {len(gated)}; aims met: {aims} of {len(gated)}"


def figure(ratio: float) -> str:
    """Return a ratio with two decimals, or with three digits that say something if it is below 0.1."""
    return f"{ratio:.{max(2, decimals(ratio))}f}"


def limit(ratio: float) -> str:
    """Return a gate or an aim as short as it can be written, without an exponent."""
    return f"{ratio:.{max(3, decimals(ratio))}f}".rstrip("0").rstrip(".")


def decimals(ratio: float) -> int:
    """Return the decimals that show three digits of a ratio below 0.1; fewer than 3 for any other."""
    return 2 - math.floor(math.log10(ratio)) if 0 < ratio < 0.1 else 2
