"""The row of the same series some periods earlier, found for all rows together."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from kpirag._columns import Numbers
from kpirag.arrays._exact import Floats
from kpirag.arrays._series_keys import LongTable, Rows, SeriesKeys, keys_of
from kpirag.errors import InputError

__all__ = ["Duplicates", "Lookup"]

#: Rows worked on at a time: few enough for what a row looks up near another to be still at hand.
_PIECE = 32_768
#: Cells a row may take in the table of all series and periods; beyond, the rows are sorted instead.
_CELLS = 12
#: The longest lag that is looked for row by row among the sorted; a longer one is searched for.
_STEPS = 16
_NAMED = 5
# No number: a cell that no row has written to, told from one that holds a NaN.
_EMPTY = 0x7FF8_0000_0000_0001


class Duplicates(StrEnum):
    """What is looked up where a series has two rows or more for one period."""

    ERROR = "error"
    FIRST = "first"
    LAST = "last"
    MISSING = "missing"


@define(eq=False, repr=False)
class Lookup:
    """Finds the figures of earlier periods, of one column after another.

    Args:
        table: The long table.
        lags: How many periods back.
        duplicates: What to do where there is more than one row.

    Raises:
        InputError: If there is more than one row for a series and period, and that is an error.

    Example:
        >>> from kpirag.arrays._series_keys import long_table
        >>> table = long_table([0, 0], [8, 9], [92.7, 88.1], None)
        >>> Lookup(table, [1], Duplicates.ERROR).of(table.value)
        {1: array([ nan, 92.7])}
    """

    table: LongTable
    lags: list[int]
    duplicates: Duplicates
    keys: SeriesKeys | None = field(default=None, init=False)
    _sorted: _SortedKeys | None = field(default=None, init=False)
    _repeated: Rows | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        if len(self.table.series):
            self.keys = keys_of(self.table.series, self.table.period, self.lags)

    def of(self, column: Numbers) -> dict[int, Floats]:
        """Return the figures of a column as they were each lag before: NaN where there is none.

        Args:
            column: The column, with a figure for each row of the table.

        Raises:
            InputError: As the class.
        """
        rows = self.table.rows
        found = self._among(column if rows is None else column[rows])
        if rows is None:
            return found
        told = {}
        for lag, figures in found.items():
            told[lag] = np.full(len(column), np.nan)
            told[lag][rows] = figures
        return told

    def unbroken(self, breaks: NDArray[np.bool_], lag: int) -> NDArray[np.bool_] | None:
        """Return whether a row has no break in its own period or between it and the period a lag before.

        Args:
            breaks: The rows from whose period on figures are of another kind, among all rows.
            lag: How many periods before.

        Returns:
            True or False for each row that has a key; None if no row has a break.
        """
        keys, rows = self.keys, self.table.rows
        marked = breaks if rows is None else breaks[rows]
        if keys is None or lag > keys.room or not marked.any():
            return None
        if self._sorted is None and not self._may_use_cells(keys):
            self._sorted = _SortedKeys(keys)
        if self._sorted is not None:
            return self._sorted.unbroken(marked, lag)
        broken, scratch = np.zeros(keys.span, np.bool_), np.empty(_PIECE, np.intp)
        told = np.empty(len(marked), np.bool_)
        for start in range(0, len(marked), _PIECE):
            places = keys.part(start, min(start + _PIECE, len(marked)), scratch)
            broken[places[marked[start : start + _PIECE]]] = True
        reach = 1
        while reach < lag:  # a break holds for the periods that follow, up to the lag
            step = min(reach, lag - reach)
            broken[step:] |= broken[:-step]
            reach += step
        np.logical_not(broken, out=broken)
        for start in range(0, len(marked), _PIECE):
            stop = min(start + _PIECE, len(marked))
            np.take(broken, keys.part(start, stop, scratch), out=told[start:stop], mode="wrap")
        return told

    def _among(self, column: Numbers) -> dict[int, Floats]:
        keys = self.keys
        if keys is None:
            return {lag: np.empty(0) for lag in self.lags}
        if self._sorted is None and (found := self._in_order(keys, column)) is not None:
            return found
        if self._sorted is None and not self._may_use_cells(keys):
            self._sorted = _SortedKeys(keys)
            if self.duplicates is Duplicates.ERROR:
                self._refuse_repeats(self._sorted)
        if self._sorted is not None:
            return {lag: self._sorted.earlier(column, lag, self.duplicates) for lag in self.lags}
        return self._gathered(keys, self._cells(keys, column))

    def _may_use_cells(self, keys: SeriesKeys) -> bool:
        return keys.span <= _CELLS * len(keys.series) + _PIECE

    def _in_order(self, keys: SeriesKeys, column: Numbers) -> dict[int, Floats] | None:
        """Return the figures if the rows come by series and period, each once; None if they do not.

        Then a few cells at a time are enough, and need not leave the processor.
        """
        rows, room = len(column), keys.room
        scratch, cells = np.empty(_PIECE, np.intp), np.empty(_CELLS * _PIECE)
        if room > _PIECE or not _rise(keys.part(0, min(_PIECE, rows), scratch), -1):
            return None
        near = sorted(lag for lag in self.lags if lag <= room)
        found = {lag: np.empty(rows) if lag <= room else np.full(rows, np.nan) for lag in self.lags}
        last, tail = -1, np.full(room, np.nan)
        for start in range(0, rows, _PIECE):
            stop = min(start + _PIECE, rows)
            places = keys.part(start, stop, scratch)
            base = int(places[0]) - room
            used = int(places[-1]) - base + 1
            if used > len(cells) or not _rise(places, last):
                return None
            cells[:used].fill(np.nan)
            left = max(last + 1 - base, 0)  # cells that are still looked back to
            cells[:left] = tail[room - left :]
            last = base + used - 1
            places -= base
            cells[places] = column[start:stop]
            tail[:] = cells[used - room : used]
            self._gather(cells, places, near, {lag: found[lag][start:stop] for lag in near})
        return found

    def _cells(self, keys: SeriesKeys, column: Numbers) -> Floats:
        """Return the figures laid out by series and period, with nothing where there is no row."""
        cells = np.empty(keys.span)
        cells.view(np.int64).fill(_EMPTY)
        scratch = np.empty(_PIECE, np.intp)
        starts = range(0, len(column), _PIECE)
        if self.duplicates is Duplicates.FIRST:  # the last to be written stays
            for start in reversed(starts):
                places = keys.part(start, min(start + _PIECE, len(column)), scratch)
                cells[places[::-1]] = column[start : start + _PIECE][::-1]
            return cells
        for start in starts:
            places = keys.part(start, min(start + _PIECE, len(column)), scratch)
            cells[places] = column[start : start + _PIECE]
        if self.duplicates is not Duplicates.LAST:
            self._check_repeats(keys, cells, len(column))
        return cells

    def _check_repeats(self, keys: SeriesKeys, cells: Floats, rows: int) -> None:
        if self._repeated is None:
            seen = cells.view(np.int64)
            written = sum(
                np.count_nonzero(seen[start : start + _PIECE] != _EMPTY)
                for start in range(0, len(seen), _PIECE)
            )
            self._repeated = np.empty(0, np.intp)
            if written != rows:  # or a row holds the very bits that mean empty, which is no repeat
                in_order = _SortedKeys(keys)
                if self.duplicates is Duplicates.ERROR:
                    self._refuse_repeats(in_order)
                self._repeated = in_order.keys[in_order.repeated()]
        cells[self._repeated] = np.nan

    def _gathered(self, keys: SeriesKeys, cells: Floats) -> dict[int, Floats]:
        rows = len(keys.series)
        near = sorted(lag for lag in self.lags if lag <= keys.room)
        found = {lag: np.empty(rows) if lag <= keys.room else np.full(rows, np.nan) for lag in self.lags}
        scratch = np.empty(_PIECE, np.intp)
        for start in range(0, rows, _PIECE):
            stop = min(start + _PIECE, rows)
            places = keys.part(start, stop, scratch)
            self._gather(cells, places, near, {lag: found[lag][start:stop] for lag in near})
        return found

    @staticmethod
    def _gather(cells: Floats, places: Rows, near: list[int], out: dict[int, Floats]) -> None:
        before = 0
        for lag in near:
            places -= lag - before
            before = lag
            # `wrap` because the checks of the default would cost a copy; each place is inside.
            np.take(cells, places, out=out[lag], mode="wrap")

    def _refuse_repeats(self, in_order: _SortedKeys) -> None:
        """Raise the error that names the first rows of which there is more than one."""
        firsts = in_order.firsts_of_repeats()
        if not len(firsts):
            return
        pairs = np.stack((in_order.order[firsts], in_order.order[firsts + 1]), axis=1)
        pairs = pairs[np.argsort(pairs[:, 0])][:_NAMED]
        told = []
        for one, other in pairs.tolist():
            facts = f"series {int(self.table.series[one])}, period {int(self.table.period[one])}"
            at = (one, other) if self.table.rows is None else self.table.rows[[one, other]].tolist()
            told.append((f"rows {at[0]} and {at[1]}", facts, at[1]))
        others = "".join(f"; {rows} are both {facts}" for rows, facts, _ in told[1:])
        more = f"; and {len(firsts) - _NAMED} more" if len(firsts) > _NAMED else ""
        rows, facts, last = told[0]
        problem = f"there is more than one row for a series and period: {rows} are both {facts}{others}{more}"
        remedy = "Give one row for each, or say duplicates='first', 'last' or 'missing'."
        raise InputError(problem, path=f"period[{last}]", remedy=remedy)


class _SortedKeys:
    """The rows in the order of their keys, those of one key in the order of the rows."""

    def __init__(self, keys: SeriesKeys) -> None:
        found, rows = keys.all(), len(keys.series)
        bits = rows.bit_length()
        if keys.span.bit_length() + bits <= 63:  # key and row in one number sort faster than by an index
            found <<= bits
            found |= np.arange(rows)
            found.sort()
            self.order: Rows = found & ((1 << bits) - 1)
            found >>= bits
            self.keys: Rows = found
        else:
            self.order = np.argsort(found, kind="stable")
            self.keys = found[self.order]
        self._same = self.keys[1:] == self.keys[:-1]
        self._alike = bool(self._same.any())
        self._room = keys.room

    def firsts_of_repeats(self) -> Rows:
        """Return where each key of two rows or more starts."""
        starts = self._same.copy()
        starts[1:] &= ~self._same[:-1]
        return np.flatnonzero(starts)

    def repeated(self) -> Rows:
        """Return where a key of two rows or more stands."""
        either = np.zeros(len(self.keys), np.bool_)
        either[1:] = self._same
        either[:-1] |= self._same
        return np.flatnonzero(either)

    def unbroken(self, marked: NDArray[np.bool_], lag: int) -> NDArray[np.bool_]:
        """Return whether a row has no marked key in its own period or between it and that a lag before."""
        broken = self.keys[marked[self.order]]
        up_to, before = (np.searchsorted(broken, self.keys - back, side="right") for back in (0, lag))
        told = np.empty(len(marked), np.bool_)
        told[self.order] = up_to == before
        return told

    def earlier(self, column: Numbers, lag: int, duplicates: Duplicates) -> Floats:
        """Return the figures of a column as they were a lag before."""
        if lag > self._room:
            return np.full(len(self.keys), np.nan)
        told = np.empty(len(self.keys))
        if not self._alike:
            figures = np.append(column[self.order].astype(np.float64, copy=False), np.nan)
            told[self.order] = figures[_places_before(self.keys, lag)]
            return told
        heads = np.concatenate(([True], ~self._same))
        ends = np.concatenate((~self._same, [True]))
        chosen = self.order[ends if duplicates is Duplicates.LAST else heads]
        figures = np.append(column[chosen].astype(np.float64, copy=False), np.nan)
        if duplicates is Duplicates.MISSING:
            figures[:-1][(heads & ~ends)[heads]] = np.nan
        found = figures[_places_before(self.keys[heads], lag)]
        told[self.order] = found[np.cumsum(heads) - 1]
        return told


def _rise(keys: Rows, last: int) -> bool:
    """Return whether keys go up from row to row, and from the last before them."""
    return bool(keys[0] > last) and bool((keys[1:] > keys[:-1]).all())


def _places_before(keys: Rows, lag: int) -> Rows:
    """Return where each sorted key less a lag stands; one past the end where there is none."""
    count = len(keys)
    if lag > _STEPS:
        wanted = keys - lag
        found = np.searchsorted(keys, wanted)
        found[keys[found] != wanted] = count
        return found
    places = np.full(count, count)
    for back in range(1, min(lag, count - 1) + 1):
        hits = np.flatnonzero(keys[back:] - keys[:-back] == lag)
        places[hits + back] = hits
    return places
