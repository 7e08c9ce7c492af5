"""XmR charts against a reference in fractions, and the laws that exactness gives."""

import math
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.statistics import XMR_PRESETS, Signal, XmRRules, xmr

NHS = XMR_PRESETS["nhs"]


class Reference:
    """One stretch of an XmR chart in plain fractions, rule by rule as it is written, window by window."""

    def __init__(self, figures, rules, base=None):
        """Work out the lines from the base, and the signals of every figure; None is missing."""
        self.figures, self.rules = figures, rules
        base = figures if base is None else base
        known = [figure for figure in base if figure is not None]
        moves = [abs(b - a) for a, b in pairwise(base) if a is not None and b is not None]
        self.mean = Fraction(sum(known), len(known)) if known else None
        self.lower = self.upper = self.near_lower = self.near_upper = self.usual = None
        kept = moves
        if moves and sum(moves):
            cut = rules.ratio("range_constant") * Fraction(sum(moves), len(moves))
            usual_moves = [move for move in moves if move < cut]
            if sum(usual_moves) == 0:
                self.usual = next((one for one in known if 2 * known.count(one) > len(known)), None)
            elif rules.screen:
                kept = usual_moves
        if kept and (sum(kept) or len(set(known)) == 1):
            far = rules.ratio("limit_constant") * Fraction(sum(kept), len(kept))
            near = far * rules.ratio("near_share")
            self.lower, self.upper = self.mean - far, self.mean + far
            self.near_lower, self.near_upper = self.mean - near, self.mean + near
        self.signals = [set() for _ in figures]
        self._outside()
        self._shift()
        self._trend()
        self._two_of_three()

    def _beyond(self, line, side):
        """Return which figures are strictly beyond a line, on the side above (1) or below (-1)."""
        if line is None:
            return [False] * len(self.figures)
        above, below = line.as_integer_ratio()  # compared across, because fractions are slow to subtract
        return [
            figure is not None and figure != self.usual and side * (figure * below - above) > 0
            for figure in self.figures
        ]

    def _mark(self, window, signal, which=None):
        """Add a signal to the places of a window: to all of them, or to those which are told."""
        for place in range(*window.indices(len(self.figures))):
            if which is None or which[place]:
                self.signals[place].add(signal)

    def _outside(self):
        self._mark(slice(None), Signal.ABOVE_LIMIT, self._beyond(self.upper, 1))
        self._mark(slice(None), Signal.BELOW_LIMIT, self._beyond(self.lower, -1))

    def _shift(self):
        for side, signal in ((1, Signal.SHIFT_UP), (-1, Signal.SHIFT_DOWN)):
            beyond = self._beyond(self.mean, side)
            for start in range(len(beyond) - self.rules.shift + 1):
                window = slice(start, start + self.rules.shift)
                if all(beyond[window]):
                    self._mark(window, signal)

    def _trend(self):
        for side, signal in ((1, Signal.TREND_UP), (-1, Signal.TREND_DOWN)):
            for start in range(len(self.figures) - self.rules.trend + 1):
                window = slice(start, start + self.rules.trend)
                run = self.figures[window]
                if None not in run and all(side * (b - a) > 0 for a, b in pairwise(run)):
                    self._mark(window, signal)

    def _two_of_three(self):
        for side, near, limit, signal in (
            (1, self.near_upper, self.upper, Signal.TWO_OF_THREE_HIGH),
            (-1, self.near_lower, self.lower, Signal.TWO_OF_THREE_LOW),
        ):
            outside, on_side = self._beyond(limit, side), self._beyond(self.mean, side)
            close = [a and not b for a, b in zip(self._beyond(near, side), outside, strict=True)]
            for start in range(len(self.figures) - 2):
                window = slice(start, start + 3)
                if all(on_side[window]) and sum(close[window]) >= 2:
                    self._mark(window, signal, close)


def wander(draw, points, kind):
    """Return whole tenths that wander, or are flat with jumps, or tied, or in part missing."""
    level, figures = draw.randint(-200, 900), []
    for _ in range(points):
        if kind == "flat":
            figures.append(level if draw.random() < 0.9 else level + draw.randint(-60, 60))
            continue
        level += draw.choice((-1, 1)) * draw.randint(0, 6 if kind == "wander" else 1)
        figures.append(level + (draw.randint(-25, 25) if kind == "wander" else 0))
    if kind == "ties":
        figures = [figure // 5 * 5 for figure in figures]
    return [None if kind == "missing" and draw.random() < 0.15 else figure for figure in figures]


def agree(chart, reference, start=0):
    """Compare a stretch of a chart with its reference: lines to the last digits, signals exactly."""
    limits = next(one for one in chart.limits if one.start == start)
    for name in ("mean", "lower", "upper", "near_lower", "near_upper"):
        wanted = getattr(reference, name)
        got = getattr(limits, name)
        assert (wanted is None) is (got is None), name
        if wanted is not None:
            assert math.isclose(float(wanted / 10), got, rel_tol=1e-13, abs_tol=1e-13), name
    assert reference.signals == [set(fired) for fired in chart.signals[start : limits.last + 1]]


def tenths(figures):
    """Return whole tenths as the floats an analyst has."""
    return [None if figure is None else figure / 10 for figure in figures]


class TestAgainstFractions:
    @pytest.mark.parametrize("kind", ["wander", "ties", "flat", "missing"])
    def test_500_series_of_each_kind(self, kind):
        """2,000 series in all: every line, every signal, screened and not, by two sets of rules."""
        draw = Random(f"xmr {kind}")
        rules = {
            (preset, screen): XMR_PRESETS[preset].replace(screen=screen)
            for preset in ("nhs", "eight and six")
            for screen in (True, False)
        }
        fired = 0
        for number in range(500):
            figures = wander(draw, draw.choice((1, 2, 3, 8, 24, 36)), kind)
            preset = ("nhs", "eight and six")[number % 2]
            screen = number % 4 < 2
            reference = Reference(figures, rules[preset, screen])
            agree(xmr(tenths(figures), preset=preset, screen=screen), reference)
            fired += any(reference.signals)
        assert fired > 40

    def test_all_at_once_are_the_same(self):
        """The same by rows: 500 series in one call give what each gives alone."""
        draw = Random("xmr rows")
        rows = [wander(draw, 36, draw.choice(("wander", "ties", "flat", "missing"))) for _ in range(500)]
        table = xmr([tenths(row) for row in rows])
        for place, row in enumerate(rows):
            agree(table[place], Reference(row, NHS))

    def test_a_frozen_baseline(self):
        """The lines are of the baseline; the signals are of every point."""
        draw = Random("xmr baseline")
        for _ in range(100):
            figures = wander(draw, 30, draw.choice(("wander", "missing", "flat")))
            chart = xmr(tenths(figures), baseline=(3, 16))
            agree(chart, Reference(figures, NHS, base=figures[3:17]))

    def test_rebased(self):
        """Each stretch has its own lines, and no run or moving range goes over the point between."""
        draw = Random("xmr rebase")
        for _ in range(100):
            figures = wander(draw, 40, draw.choice(("wander", "missing", "flat")))
            chart = xmr(tenths(figures), rebase=[11, 25], baseline=[(11, 22)])
            agree(chart, Reference(figures[:11], NHS))
            agree(chart, Reference(figures[11:25], NHS, base=figures[11:23]), start=11)
            agree(chart, Reference(figures[25:], NHS), start=25)

    @pytest.mark.parametrize("constant", ["3/1.128", 2.66, "3/1.128379", Fraction(1, 3)])
    def test_other_constants(self, constant):
        """A constant is kept exact, whatever it is."""
        draw = Random("xmr constants")
        rules = NHS.replace(limit_constant=constant, near_share="0.5", range_constant="4", shift=5, trend=4)
        for _ in range(50):
            figures = wander(draw, 30, "wander")
            agree(xmr(tenths(figures), preset=rules), Reference(figures, rules))


figure = st.one_of(st.none(), st.integers(-9_999, 9_999))
series = st.lists(st.one_of(figure, st.integers(50, 56)), min_size=1, max_size=40)


@cache
def rows_of(columns):
    """Return a strategy of rows of one length."""
    row = st.lists(st.one_of(figure, st.integers(50, 56)), min_size=columns, max_size=columns)
    return st.lists(row, min_size=1, max_size=8)


rows = st.integers(1, 30).flatmap(rows_of)


def array_of(whole_rows):
    """Return whole tenths as an array of floats, NaN where missing."""
    return np.array([[np.nan if one is None else one / 10 for one in row] for row in whole_rows])


class TestLayout:
    @given(rows, st.randoms(use_true_random=False))
    def test_the_order_of_series_changes_nothing(self, given_rows, draw):
        """Shuffled series have shuffled flags and lines, bit for bit."""
        order = list(range(len(given_rows)))
        draw.shuffle(order)
        table, shuffled = xmr(array_of(given_rows)), xmr(array_of(given_rows)[order])

        assert np.array_equal(table.flags[order], shuffled.flags)
        assert np.array_equal(table.upper[order], shuffled.upper, equal_nan=True)
        assert np.array_equal(table.mean[order], shuffled.mean, equal_nan=True)

    @given(rows)
    def test_layout_changes_nothing(self, given_rows):
        """Rows in C order, in Fortran order, reversed and back, or as lists: the same flags, bit for bit."""
        array = array_of(given_rows)
        flags = xmr(array, decimals=1).flags
        views = (np.asfortranarray(array), array[::-1].copy()[::-1], np.ascontiguousarray(array.T).T)

        assert all(np.array_equal(flags, xmr(view, decimals=1).flags) for view in views)
        assert np.array_equal(flags, xmr(array.tolist(), decimals=1).flags)
        assert np.array_equal(flags[::-1], xmr(array[::-1], decimals=1).flags)

    @given(rows)
    def test_one_series_is_one_row(self, given_rows):
        """A series alone says what its row says among others."""
        array = array_of(given_rows)
        table = xmr(array, polarity="lower", target=5.3)
        for place, row in enumerate(array):
            alone = xmr(row, polarity="lower", target=5.3)

            assert alone.signals == table[place].signals
            assert alone.limits == table[place].limits
            assert alone.variation == table.variation[place]
            assert alone.assurance == table.assurance[place]

    def test_blocks_are_one(self):
        """More series than one block holds: each block says what its series say alone, to the last series."""
        draw = np.random.default_rng(44)
        array = np.round(80 + np.cumsum(draw.normal(0, 1, (9_001, 20)), axis=1), 1)
        array[draw.random(array.shape) < 0.02] = np.nan
        flags = xmr(array).flags

        assert np.array_equal(flags[::-1], xmr(array[::-1]).flags)
        for first in (0, 4_000, 4_095, 4_096, 8_192, 9_000):
            assert np.array_equal(flags[first], xmr(array[first : first + 1]).flags[0])


class TestUnits:
    @given(series, st.integers(-99_999, 99_999))
    def test_a_constant_added_changes_no_flag(self, whole, constant):
        """With decimals declared, 80 more on every figure, in floats, moves lines and no flag."""
        before = xmr(tenths(whole), decimals=1)
        moved = xmr([None if one is None else one / 10 + constant / 10 for one in whole], decimals=1)

        assert before.signals == moved.signals

    @given(series, st.integers(-3, 6))
    def test_a_power_of_ten_changes_no_flag(self, whole, power):
        """Thousands or units, percent or fraction: the flags are the same."""
        before = xmr([None if one is None else float(one) for one in whole], decimals=0)
        scaled = [None if one is None else one * 10.0**power for one in whole]
        after = xmr(scaled, decimals=max(-power, 0))

        assert before.signals == after.signals

    @given(series, st.integers(1, 6))
    def test_decimals_found_or_declared(self, whole, decimals):
        """Decimals that figures do not show are no different."""
        found = xmr(tenths(whole))
        declared = xmr(tenths(whole), decimals=decimals)

        assert found.signals == declared.signals
        assert found.labels == declared.labels

    @given(st.integers(2, 30), st.integers(1, 999), st.integers(0, 3), st.sampled_from((1, -1)))
    def test_a_figure_on_its_limit_is_not_outside(self, pairs, size, decimals, side):
        """A zigzag of 100 has its limits 266 from its mean: a figure there is inside, the next is not."""
        rules = NHS.replace(fewest_baseline=2)
        zigzag = [Fraction(0), Fraction(100 * size)] * pairs
        edge = Fraction(50 * size + side * 266 * size)
        for more, outside in ((Fraction(0), False), (side * Fraction(1, 1000), True)):
            values = [float(one / 10**decimals) for one in (*zigzag, edge + more)]
            chart = xmr(values, baseline=(0, 2 * pairs - 1), preset=rules)
            signal = Signal.ABOVE_LIMIT if side > 0 else Signal.BELOW_LIMIT

            assert outside is (signal in chart.signals[-1])


class TestMirror:
    @given(rows, st.integers(-900, 900))
    def test_by_polarity(self, given_rows, target):
        """Figures turned upside down, with the other polarity, say the same of performance."""
        array = array_of(given_rows)
        up = xmr(array, polarity="higher", target=target / 10)
        down = xmr(-array, polarity="lower", target=-target / 10)

        assert up.variation.tolist() == down.variation.tolist()
        assert up.assurance.tolist() == down.assurance.tolist()
        assert np.array_equal(up.flags & 0b01010101, (down.flags & 0b10101010) >> 1)
        for one, other in zip(up, down, strict=True):
            assert one.variations == other.variations

    @given(series)
    def test_the_other_polarity_is_the_other_judgement(self, whole):
        """What is an improvement where higher is better is a concern where lower is."""
        names = {"improvement": "concern", "concern": "improvement"}
        up, down = (xmr(tenths(whole), polarity=side).variations for side in ("higher", "lower"))

        assert [names.get(one, one) for one in up] == list(down)


class TestRoomForFigures:
    def test_large_figures_stay_exact(self):
        """Pounds and pence in the hundreds of millions: the flags are those of fractions."""
        draw = Random("xmr large")
        figures = [draw.randint(10**11, 10**11 + 10**9) for _ in range(48)]
        chart = xmr([pence / 100 for pence in figures])

        assert Reference(figures, NHS).signals == [set(fired) for fired in chart.signals]

    def test_many_points(self):
        """Ten years of days."""
        draw = Random("xmr long")
        figures = wander(draw, 3_650, "wander")
        agree(xmr(tenths(figures)), Reference(figures, NHS))

    def test_figures_that_are_no_decimals(self):
        """Percentages from counts have as many digits as there is room for; signals follow."""
        draw = Random("xmr counts")
        counts = [(draw.randint(30, 60), draw.randint(60, 90)) for _ in range(36)]
        exact = [Fraction(100 * n, d) for n, d in counts]
        chart = xmr([100 * n / d for n, d in counts])

        assert Reference(exact, NHS).signals == [set(fired) for fired in chart.signals]

    def test_rules_are_rules(self):
        """The rules the reference reads are those the chart was made by."""
        assert XmRRules(name="nhs") == NHS == xmr([1, 2]).rules
