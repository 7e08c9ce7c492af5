"""The XmR charts of many series, one row a series."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kpirag.indicators import Polarity
from kpirag.statistics._xmr_blocks import Charts, Stretch
from kpirag.statistics._xmr_chart import XmR, XmRLimits, in_order
from kpirag.statistics._xmr_figures import Figures
from kpirag.statistics._xmr_lines import NO_LIMITS
from kpirag.statistics._xmr_signals import Flags
from kpirag.statistics.spc_rules import XmRRules
from kpirag.statistics.spc_signals import Assurance, Signal, Variation

__all__ = ["XmRTable"]

_ASSURANCES = np.array([None, *Assurance], dtype=object)
_VARIATIONS = np.array([None, *Variation], dtype=object)
_INFINITY = float("inf")


@frozen(eq=False, slots=False, repr=False)
class XmRTable:
    """The XmR charts of many series, one row a series; made by `xmr` from rows.

    ``table[3]`` is the `XmR` of the fourth series.

    Args:
        figures: The figures and what is known of them.
        charts: The lines and flags of all series.
        stretches: The points with one set of limits each.
        rules: The rules.
        polarity: Whether higher or lower is better.
        ends: The lowest and highest figure that meet the latest target, a pair a series; NaN if
            there is no target.
        year_on_year: Whether the figures are differences from a year before.
        declared: Whether the caller said to how many decimals figures are read.

    Example:
        >>> from kpirag.statistics import xmr
        >>> table = xmr([[1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1]], polarity="higher")
        >>> len(table), table.variation.tolist()
        (2, [<Variation.IMPROVEMENT: 'improvement'>, <Variation.CONCERN: 'concern'>])
    """

    figures: Figures
    charts: Charts
    stretches: tuple[Stretch, ...]
    rules: XmRRules
    polarity: Polarity
    ends: NDArray[np.float64]
    year_on_year: bool = field(default=False)
    declared: bool = field(default=False)

    def __len__(self) -> int:
        return len(self.figures.numbers)

    def __iter__(self) -> Iterator[XmR]:
        return (self[row] for row in range(len(self)))

    @property
    def flags(self) -> Flags:
        """The signals of every point as bits, see `Signal.bit`: one row a series."""
        return self.charts.flags

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean that holds at each point, one row a series."""
        return self._each("mean")

    @property
    def lower(self) -> NDArray[np.float64]:
        """The lower limit that holds at each point, NaN where there is none."""
        return self._each("lower")

    @property
    def upper(self) -> NDArray[np.float64]:
        """The upper limit that holds at each point, NaN where there is none."""
        return self._each("upper")

    def _each(self, name: str) -> NDArray[np.float64]:
        sizes = [stretch.stop - stretch.start for stretch in self.stretches]
        return np.repeat(self.charts.lines[name], sizes, axis=1)

    @property
    def latest(self) -> NDArray[np.intp]:
        """The place of the latest figure of each series; -1 if every point is missing."""
        return self._latest

    @cached_property
    def _latest(self) -> NDArray[np.intp]:
        there = ~np.isnan(self.figures.numbers)
        last = there.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
        return np.where(there.any(axis=1), last, -1)

    @property
    def labels(self) -> NDArray[np.int8]:
        """What each point is named after: 0 for none, else the place of the signal in `Signal` from 1."""
        return self._labels

    @cached_property
    def _labels(self) -> NDArray[np.int8]:
        members = list(Signal)
        table = np.zeros(256, np.int8)
        for bits in range(1, 256):
            table[bits] = members.index(in_order(bits, self.rules, then_rises=False)[0]) + 1
        named = table[self.flags]
        turn = np.flatnonzero((named[:, :-1] == 4) & ((self.flags[:, :-1] & 12) == 12))
        rows, columns = np.divmod(turn, max(named.shape[1] - 1, 1))
        numbers = self.figures.numbers
        rising = numbers[rows, columns + 1] > numbers[rows, columns]
        named[rows[rising], columns[rising]] = 3
        return named

    @property
    def variation(self) -> NDArray[np.object_]:
        """The `Variation` of the latest figure of each series; None if every point is missing."""
        return self._variation

    @cached_property
    def _variation(self) -> NDArray[np.object_]:
        rows = np.arange(len(self))
        label = self.labels[rows, self.latest]
        if self.polarity is Polarity.HIGHER:
            meant = np.where(label % 2 == 1, 1, 2)
        elif self.polarity is Polarity.LOWER:
            meant = np.where(label % 2 == 1, 2, 1)
        else:
            meant = np.full(len(self), 4)
        codes = np.where(label == 0, 3, meant)
        return np.asarray(_VARIATIONS[np.where(self.latest < 0, 0, codes)])

    @property
    def assurance(self) -> NDArray[np.object_]:
        """The `Assurance` of each series by its latest limits and target; None if it cannot be asked."""
        return self._assurance

    @cached_property
    def _assurance(self) -> NDArray[np.object_]:
        rows = np.arange(len(self))
        stops = [stretch.stop for stretch in self.stretches]
        place = np.searchsorted(stops, self.latest, side="right")
        asked = ~np.isnan(self.ends[:, 0]) & (self.latest >= 0)
        # On whole numbers a limit is beyond a target exactly if the whole number next to it is.
        scale = 10.0**self.charts.decimals
        with np.errstate(invalid="ignore"):
            floor, ceiling = np.rint(np.nan_to_num(self.ends * scale, nan=0.0)).T
        far = float(NO_LIMITS)
        floor, ceiling = (np.clip(end, -far, far).astype(np.int64) for end in (floor, ceiling))
        top, bottom = self.charts.top[rows, place], self.charts.bottom[rows, place]
        meets = (bottom > floor) & (top < ceiling)
        fails = (top < floor) | (bottom > ceiling)
        still = self.charts.lines["range_mean"][rows, place] == 0
        meets = np.where(still, (floor <= bottom) & (bottom <= ceiling), meets)
        codes = np.where(meets, 1, np.where(fails | still, 2, 3))
        without = (
            0 if self.rules.without_limits is None else list(Assurance).index(self.rules.without_limits) + 1
        )
        codes = np.where(self.charts.limited[rows, place], codes, without)
        return np.asarray(_ASSURANCES[np.where(asked, codes, 0)])

    def __getitem__(self, row: int) -> XmR:
        place = range(len(self))[row]
        numbers, read = self.figures.numbers[place], self.charts.read
        values = tuple(None if value != value else value for value in numbers.tolist())  # noqa: PLR0124 - the test for NaN
        wholes = [None if value is None else round(value * 10.0**read) for value in values]
        if self.declared:
            values = tuple(None if whole is None else whole / 10**read for whole in wholes)
        sizes, outlying = self._moves(place, wholes)
        flags = self.flags[place].tolist()
        return XmR(
            values=values,
            periods=self.figures.periods,
            rules=self.rules,
            polarity=self.polarity,
            target=self._target(place),
            limits=tuple(self._limits(place, number_) for number_ in range(len(self.stretches))),
            signals=tuple(
                in_order(bits, self.rules, then_rises=_rises(wholes, at)) for at, bits in enumerate(flags)
            ),
            moving_ranges=sizes,
            outlying=outlying,
            assurance=self.assurance[place],
            gaps=self.figures.gaps,
            breaks=self.figures.breaks,
            year_on_year=self.year_on_year,
            decimals=read,
            indicator=self.figures.indicator,
        )

    def _moves(self, row: int, wholes: list[int | None]) -> tuple[tuple[float | None, ...], tuple[bool, ...]]:
        sizes: list[float | None] = []
        outlying: list[bool] = []
        for place, stretch in enumerate(self.stretches):
            floor = int(self.charts.counts["range_floor"][row, place]) // 10 ** (
                self.charts.decimals - self.charts.read
            )
            for at in range(stretch.start, stretch.stop):
                earlier, later = wholes[at - 1] if at > stretch.start else None, wholes[at]
                size = None if earlier is None or later is None else abs(later - earlier)
                sizes.append(None if size is None else size / 10**self.charts.read)
                outlying.append(size is not None and size > floor)
        return tuple(sizes), tuple(outlying)

    def _limits(self, row: int, place: int) -> XmRLimits:
        stretch = self.stretches[place]
        lines = {name: _known(line[row, place]) for name, line in self.charts.lines.items()}
        counts = {
            name: int(self.charts.counts[name][row, place]) for name in ("points", "ranges", "outliers")
        }
        return XmRLimits(
            start=stretch.start,
            last=stretch.stop - 1,
            baseline=(stretch.base_start, stretch.base_stop - 1) if stretch.frozen else None,
            usual=_known(self.charts.level[row, place]),
            **counts,
            **lines,  # type: ignore[arg-type]  # its keys are those of lines alone
        )

    def _target(self, row: int) -> float | tuple[float, float] | None:
        low, high = (float(end) for end in self.ends[row])
        if low != low:  # noqa: PLR0124 - the test for NaN
            return None
        if low == -_INFINITY:
            return high
        return low if high in (_INFINITY, low) else (low, high)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the charts as dicts of plain values, one a series.

        Example:
            >>> from kpirag.statistics import xmr
            >>> [chart["variation"] for chart in xmr([[1, 2, 1], [3, 3, 3]]).to_dicts()]
            ['common cause', 'common cause']
        """
        return [chart.to_dict() for chart in self]

    def __repr__(self) -> str:
        return f"<XmRTable of {len(self)} series of {self.figures.points} points>"


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _rises(wholes: list[int | None], place: int) -> bool:
    here, after = wholes[place], wholes[place + 1] if place + 1 < len(wholes) else None
    return here is not None and after is not None and after > here
