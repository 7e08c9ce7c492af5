"""XmR charts of 10,000 series, and Wilson's intervals of a million proportions.

The charts, with every rule and limit, are compared with two ways written by hand. Both read the figures as
whole tenths, as kpirag does, so that all three give the same flags. The intervals are compared with
statsmodels, or with the formula in numpy where that is not installed.
"""

import importlib.util
from functools import cache
from itertools import pairwise
from statistics import NormalDist

import numpy as np
from harness import Benchmark

from kpirag.statistics import wilson, xmr

SERIES, POINTS, RUN = 10_000, 36, 7
PROPORTIONS = 1_000_000
ABOVE, BELOW, RISE, FALL, TWO_HIGH, TWO_LOW, UP, DOWN = (1 << place for place in range(8))

Result = tuple[np.ndarray, np.ndarray, np.ndarray]
Ends = tuple[np.ndarray, np.ndarray]


@cache
def figures() -> np.ndarray:
    """Return percentages that wander and scatter, with one decimal; the same each time."""
    draw = np.random.default_rng(44)
    wander = np.cumsum(draw.normal(0, 0.8, (SERIES, POINTS)), axis=1)
    return np.round(80 + wander + draw.normal(0, 3, (SERIES, POINTS)), 1)


@cache
def as_lists() -> list[list[float]]:
    """Return the same figures as lists."""
    return figures().tolist()


def ours() -> Result:
    """Return the lower limits, the upper limits and the flags by kpirag."""
    table = xmr(figures(), decimals=1, polarity="higher")
    return table.charts.lines["lower"][:, 0], table.charts.lines["upper"][:, 0], table.flags


def by_windows() -> Result:
    """Return the same with numpy's sliding windows, one row a series, as a script would have it."""
    tenths = np.rint(figures() * 10)
    moves = np.abs(np.diff(tenths, axis=1))
    mean = tenths.mean(axis=1, keepdims=True)
    kept = moves < 3.267 * moves.mean(axis=1, keepdims=True)
    spread = (moves * kept).sum(axis=1, keepdims=True) / kept.sum(axis=1, keepdims=True)
    lower, upper = mean - 2.66 * spread, mean + 2.66 * spread
    near_lower, near_upper = mean - 2.66 / 1.5 * spread, mean + 2.66 / 1.5 * spread
    above, below, over, under = tenths > mean, tenths < mean, tenths > upper, tenths < lower
    steps = np.diff(tenths, axis=1)
    flags = over * ABOVE + under * BELOW
    flags += windows_spread(steps > 0, RUN - 1, 1) * RISE + windows_spread(steps < 0, RUN - 1, 1) * FALL
    for side, near, bit in (
        (above, (tenths > near_upper) & ~over, TWO_HIGH),
        (below, (tenths < near_lower) & ~under, TWO_LOW),
    ):
        two = np.lib.stride_tricks.sliding_window_view(near, 3, axis=1).sum(axis=-1) >= 2
        found = two & np.lib.stride_tricks.sliding_window_view(side, 3, axis=1).all(axis=-1)
        flags += (spread_out(found, 3) & near) * bit
    flags += windows_spread(above, RUN) * UP + windows_spread(below, RUN) * DOWN
    return lower[:, 0] / 10, upper[:, 0] / 10, flags


def windows_spread(mask: np.ndarray, length: int, more: int = 0) -> np.ndarray:
    """Return every point of each window that is true throughout; a window of steps has one point more."""
    found = np.lib.stride_tricks.sliding_window_view(mask, length, axis=1).all(axis=-1)
    return spread_out(found, length + more)


def spread_out(found: np.ndarray, length: int) -> np.ndarray:
    """Return the points of the windows that begin where it is true."""
    padded = np.pad(found, ((0, 0), (length - 1, length - 1)))
    return np.lib.stride_tricks.sliding_window_view(padded, length, axis=1).any(axis=-1)


def by_loop() -> Result:
    """Return the same by one pass over each series with counters, in plain Python."""
    charts = [chart(series) for series in as_lists()]
    lower, upper, flags = zip(*charts, strict=True)
    return np.array(lower), np.array(upper), np.array(flags)


def chart(series: list[float]) -> tuple[float, float, list[int]]:  # noqa: C901, PLR0912 - one pass has every rule in it
    """Return the limits and the flags of one series."""
    tenths = [round(value * 10) for value in series]
    moves = [abs(later - earlier) for earlier, later in pairwise(tenths)]
    cut = 3.267 * sum(moves) / len(moves)
    kept = [move for move in moves if move < cut]
    spread = 2.66 * sum(kept) / len(kept)
    mean = sum(tenths) / len(tenths)
    lower, upper, near_lower, near_upper = (
        mean - spread,
        mean + spread,
        mean - spread / 1.5,
        mean + spread / 1.5,
    )
    flags = [0] * len(tenths)
    above = below = rises = falls = 0
    sides, nears = [0, 0], [0, 0]
    previous = tenths[0]
    for place, value in enumerate(tenths):
        side = (value > mean) - (value < mean)
        near = 0
        if value > upper:
            flags[place] |= ABOVE
        elif value < lower:
            flags[place] |= BELOW
        elif value > near_upper:
            near = 1
        elif value < near_lower:
            near = -1
        above = above + 1 if side > 0 else 0
        below = below + 1 if side < 0 else 0
        rises = rises + 1 if value > previous else 0
        falls = falls + 1 if value < previous else 0
        for count, length, bit in ((above, RUN, UP), (below, RUN, DOWN), (rises, 6, RISE), (falls, 6, FALL)):
            if count == length:
                for back in range(RUN):
                    flags[place - back] |= bit
            elif count > length:
                flags[place] |= bit
        sides.append(side)
        nears.append(near)
        for one, bit in ((1, TWO_HIGH), (-1, TWO_LOW)):
            if nears[-3:].count(one) >= 2 and sides[-3:].count(one) == 3:
                for back in range(3):
                    if nears[-1 - back] == one:
                        flags[place - back] |= bit
        previous = value
    return lower / 10, upper / 10, flags


def same(mine: object, theirs: object) -> bool:
    """Return whether the limits agree to the last digits and every flag is the same."""
    (lower, upper, flags), (their_lower, their_upper, their_flags) = mine, theirs  # type: ignore[misc]  # three arrays each
    close = np.allclose(lower, their_lower, rtol=1e-12) and np.allclose(upper, their_upper, rtol=1e-12)
    return close and np.array_equal(flags, their_flags)


@cache
def counts() -> tuple[np.ndarray, np.ndarray]:
    """Return whole cases and what they are out of, none and all of them included; the same each time."""
    draw = np.random.default_rng(45)
    whole = draw.integers(1, 2_000, PROPORTIONS)
    return draw.binomial(whole, draw.uniform(0, 1, PROPORTIONS)), whole


def wilson_by_kpirag() -> Ends:
    """Return both ends of every interval by kpirag, which also checks the counts."""
    found = wilson(*counts())
    return found.low, found.high


def wilson_by_numpy() -> Ends:
    """Return the same by the formula over whole arrays, as a script would have it; nothing is checked."""
    cases, whole = counts()
    z = NormalDist().inv_cdf(0.975)
    share = cases / whole
    weight = 1 + z**2 / whole
    middle = (share + z**2 / (2 * whole)) / weight
    reach = z * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2)) / weight
    return np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)


def wilson_by_statsmodels() -> Ends:
    """Return the same by statsmodels."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(*counts(), method="wilson")
    return low, high


def close_ends(mine: object, theirs: object) -> bool:
    """Return whether both ends agree to the last digits; an end of 0 has none, so 1e-12 is allowed."""
    return all(
        np.allclose(end, other, rtol=1e-12, atol=1e-12)
        for end, other in zip(mine, theirs, strict=True)  # type: ignore[call-overload]  # two arrays each
    )


WHAT = "`xmr(...)`, all rules and limits, 10,000 series of 36 points"
# Nobody has to install statsmodels to measure the rest: without it, the formula by hand takes its place.
if importlib.util.find_spec("statsmodels"):
    WILSON_PEER, WILSON_NOTE = wilson_by_statsmodels, "statsmodels' `proportion_confint`"
else:
    WILSON_PEER, WILSON_NOTE = wilson_by_numpy, "the formula in numpy, as statsmodels is not installed"

MILLION = "`wilson(...)` of 1,000,000 proportions"
BENCHMARKS = [
    Benchmark(WHAT, ours, by_windows, gate=0.1, note="numpy's sliding windows", same=same, rounds=9),
    Benchmark(WHAT, ours, by_loop, gate=0.1, note="one pass with counters in Python", same=same, rounds=9),
    Benchmark(MILLION, wilson_by_kpirag, WILSON_PEER, gate=0.5, note=WILSON_NOTE, same=close_ends),
]
