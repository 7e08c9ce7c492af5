"""Series and period of each row as one whole number, so that an earlier period is a subtraction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._columns import Numbers, mask_of, numbers, whole_numbers
from kpirag._numbers import whole_number
from kpirag.errors import InputError, InputTypeError, shown

__all__ = [
    "LongTable",
    "Rows",
    "SeriesKeys",
    "checked_lags",
    "key_column",
    "keys_of",
    "long_table",
    "one_dimension",
]

#: Places in a column.
Rows: TypeAlias = NDArray[np.intp]

#: What numpy and pandas write for a period that is not there, seen as a whole number.
_NO_PERIOD = -(2**63)
_NO_SERIES = -1
_FITS = 2**62  # so that a key less a lag fits as well
#: For a key and the number of its row in one.
_BITS = 63
_WORD = 2**64
_REMEDIES = {
    "series": (
        "Give one whole number for each series: codes, _ = pandas.factorize(names), "
        "or numpy.unique(names, return_inverse=True)[1]."
    ),
    "period": (
        "Number the periods, such as year * 4 + quarter; "
        "dates.astype('datetime64[M]').astype('int64') numbers months."
    ),
}


def key_column(given: Any, path: str) -> Numbers:
    """Return the codes of series or the numbers of periods as a column of whole numbers.

    Args:
        given: Whole numbers, one a row. Masked ones are missing.
        path: ``"series"`` or ``"period"``.

    Raises:
        InputTypeError: If they are not whole numbers, such as the names of series or dates.
        InputError: If they are not one column.

    Example:
        >>> key_column([0, 0, 1], "series")
        array([0, 0, 1])
    """
    masked = mask_of(given)
    try:
        found = whole_numbers(given if masked is None else given.data, path)
    except InputTypeError as fault:
        raise InputTypeError(fault.problem, path=path, got=fault.got, remedy=_REMEDIES[path]) from None
    if masked is not None:
        found = found.astype(np.int64)
        found[masked] = _NO_SERIES if path == "series" else _NO_PERIOD
    return one_dimension(found, path)


def one_dimension(found: Numbers, path: str) -> Numbers:
    """Return a column as it is, unless it has not one dimension.

    Args:
        found: The column.
        path: The name of the argument, for the error.

    Raises:
        InputError: If it has none, or two or more.

    Example:
        >>> one_dimension(np.zeros(3), "value").shape
        (3,)
    """
    if found.ndim != 1:
        remedy = "Write array.ravel() for a table of two dimensions, and compare_pairs for a wide one."
        if found.ndim == 0:
            remedy = "Give a list or an array, of one row or more."
        problem = "must have one dimension: a long table has one row for each series and period"
        raise InputError(problem, path=path, got=f"an array of shape {found.shape}", remedy=remedy)
    return found


def checked_lags(lags: Any) -> list[int]:
    """Return how many periods back to look: whole numbers of 1 or more, each once, as they came.

    Args:
        lags: The lags.

    Raises:
        InputTypeError: If they are not whole numbers in a list or tuple.
        InputError: If there is none, or one is below 1.

    Example:
        >>> checked_lags((1, 4))
        [1, 4]
    """
    remedy = "Write lags=(1,) for the period before, or lags=(1, 4) for last quarter and last year."
    if isinstance(lags, str | bytes) or not isinstance(lags, Iterable) or getattr(lags, "ndim", 1) != 1:
        raise InputTypeError("must be a list of whole numbers", path="lags", got=shown(lags), remedy=remedy)
    found = {whole_number(one, f"lags[{place}]", least=1): None for place, one in enumerate(lags)}
    if not found:
        raise InputError("names no earlier period", path="lags", got=shown(lags), remedy=remedy)
    return list(found)


@frozen(eq=False, repr=False)
class SeriesKeys:
    """One key a row: series after series, with room before each for the longest lag.

    The room holds no rows, so that a key less a lag is the key of the same series that many periods
    before, or of no row at all, and never of another series.

    Args:
        series: The codes of the rows, 0 or more.
        period: The numbers of their periods.
        width: The keys that each series has: its periods and the room before them.
        offset: What is added, so that keys start at 0.
        room: The longest lag that can find anything.
        span: The number of keys that there may be.

    Example:
        >>> keys = keys_of(np.array([0, 0, 1]), np.array([8, 9, 8]), [1])
        >>> keys.all()
        array([1, 2, 4])
    """

    series: Numbers
    period: Numbers
    width: int
    offset: int
    room: int
    span: int

    def part(self, start: int, stop: int, out: Rows) -> Rows:
        """Return the keys of the rows from one up to another.

        Args:
            start: The first row.
            stop: The row after the last.
            out: Where they are written, with room for them all.

        Example:
            >>> keys_of(np.array([0, 0]), np.array([8, 9]), [1]).part(1, 2, np.empty(5, np.intp))
            array([2])
        """
        found = out[: stop - start]
        # Whole numbers go round at 2**64 on the way, and come out right, because each key fits.
        wanted: dict[str, Any] = {"out": found, "dtype": np.int64, "casting": "unsafe"}
        np.multiply(self.series[start:stop], self.width, **wanted)
        np.add(found, self.period[start:stop], **wanted)
        np.add(found, self.offset, **wanted)
        return found

    def all(self) -> Rows:
        """Return the keys of all rows.

        Example:
            >>> keys_of(np.array([0, 0]), np.array([9, 8]), [1]).all()
            array([2, 1])
        """
        return self.part(0, len(self.series), np.empty(len(self.series), np.intp))


def keys_of(series: Numbers, period: Numbers, lags: Iterable[int]) -> SeriesKeys:
    """Return the keys of rows, of which there is at least one.

    Codes and periods are taken as they come. Where they lie so far apart that a key would not fit, or
    could not be sorted together with its row, they are numbered anew first.

    Args:
        series: The codes of the rows, 0 or more.
        period: The numbers of their periods.
        lags: The lags that will be taken away from keys; one longer than the periods reach finds nothing.

    Raises:
        InputError: If there are so many periods, and so long a lag, that no key can fit.

    Example:
        >>> keys_of(np.array([5 * 10**18, 0]), np.array([8, 9]), [1]).all()
        array([4, 2])
    """
    ends = _ends(period)
    room = max((lag for lag in lags if lag <= ends[1] - ends[0]), default=0)
    keys = _made(series, period, ends, room)
    bits = len(series).bit_length()
    if keys.span.bit_length() + bits > _BITS:
        codes = np.unique(series, return_inverse=True)[1].reshape(-1)
        keys = _made(codes, period, ends, room)
        if keys.span.bit_length() + bits > _BITS:
            period = _drawn_together(period, room)
            keys = _made(codes, period, _ends(period), room)
    if keys.span > _FITS:
        problem = "lie too far apart for so long a lag"
        remedy = "Number the periods one after another, such as year * 4 + quarter."
        raise InputError(problem, path="period", got=f"a lag of {room}", remedy=remedy)
    return keys


def _ends(column: Numbers) -> tuple[int, int]:
    return int(column.min()), int(column.max())


def _made(series: Numbers, period: Numbers, ends: tuple[int, int], room: int) -> SeriesKeys:
    (first, last), (early, late) = _ends(series), ends
    width = late - early + 1 + room
    offset = room - early - first * width
    return SeriesKeys(series, period, _wrapped(width), _wrapped(offset), room, (last - first + 1) * width)


def _wrapped(given: int) -> int:
    return (given + _WORD // 2) % _WORD - _WORD // 2


def _drawn_together(period: Numbers, room: int) -> Numbers:
    """Return periods with what no lag reaches over taken out between them."""
    found, places = np.unique(period, return_inverse=True)
    # Sorted, so the distances are right as unsigned numbers however far apart they are.
    apart = np.diff(found.astype(np.int64, copy=False).view(np.uint64))
    steps = np.minimum(apart, np.uint64(min(room, _FITS) + 1))
    if float(steps.sum(dtype=np.float64)) > _FITS:
        return period
    numbered: Numbers = np.concatenate(([0], np.cumsum(steps.astype(np.int64))))[places.reshape(-1)]
    return numbered


@frozen(eq=False, repr=False)
class LongTable:
    """The rows of a long table that have a series and a period.

    Args:
        series: Their codes.
        period: The numbers of their periods.
        value: The figures of all rows.
        rows: Which rows they are; None for all.
    """

    series: Numbers
    period: Numbers
    value: Numbers
    rows: Rows | None


def long_table(series: Any, period: Any, value: Any, decimals: int | None) -> LongTable:
    """Return a long table, checked.

    Args:
        series: Codes of series; a negative one is missing.
        period: Numbers of periods; the one that stands for NaT is missing.
        value: The figures.
        decimals: The decimals that figures of float16 or float32 are read to.

    Raises:
        InputTypeError: If a column is of the wrong kind.
        InputError: If the columns are not of one dimension and one length.

    Example:
        >>> long_table([0, -1], [8, 8], [92.7, 88.1], None).rows
        array([0])
    """
    codes, ordinals = key_column(series, "series"), key_column(period, "period")
    figures = one_dimension(numbers(value, "value", decimals=decimals), "value")
    lengths = {len(codes), len(ordinals), len(figures)}
    if len(lengths) > 1:
        got = f"series {len(codes)}, period {len(ordinals)}, value {len(figures)} rows"
        raise InputError("do not fit together", path="series", got=got, remedy="Give as many rows in each.")
    rows = None
    if len(codes) and (codes.min() < 0 or ordinals.min() == _NO_PERIOD):
        rows = np.flatnonzero((codes >= 0) & (ordinals != _NO_PERIOD))
        codes, ordinals = codes[rows], ordinals[rows]
    return LongTable(codes, ordinals, figures, rows)
