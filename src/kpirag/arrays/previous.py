"""Figures of earlier periods for every row of a long table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kpirag.arrays._exact import Floats
from kpirag.arrays._lookups import Duplicates, Lookup
from kpirag.arrays._series_keys import checked_lags, long_table
from kpirag.errors import choose

__all__ = ["previous_values"]


def previous_values(
    series: Any,
    period: Any,
    value: Any,
    *,
    lags: Iterable[int] = (1,),
    duplicates: str = "error",
    decimals: int | None = None,
) -> dict[int, Floats]:
    """Return the figure of the same series some periods earlier, for each row of a long table.

    The earlier period is found by arithmetic on the numbers of the periods, so a gap in a series is a
    gap: the row before is never taken for the period before. The rows may come in any order.

    Rows that come by series and period take no memory beside the results. Others take 8 bytes for each
    cell of the table of all series and periods; where that has many holes (more than 12 cells a row), they
    are sorted, which takes about 40 bytes a row.

    Args:
        series: A whole number a row for the series it belongs to. A negative one is missing, as in
            `pandas.factorize`: the row finds nothing, and is not found.
        period: A whole number a row for its period, one more for each period that follows, such as
            ``year * 4 + quarter``. The one that NaT is stored as is missing, as above.
        value: The figure of each row; NaN where there is none. An infinite one is given as it is.
        lags: How many periods back, such as ``(1, 4)`` for last quarter and the same quarter last year.
        duplicates: What to do where a series has two rows or more for one period: ``"error"``; take the
            ``"first"`` or the ``"last"`` of them; or count the figure as ``"missing"``.
        decimals: The decimals that figures of float16 or float32 are read to.

    Returns:
        For each lag an array of float64 with a figure for each row: NaN where there is no row for that
        period, or where it has no figure.

    Raises:
        InputTypeError: If a column is of the wrong kind, such as the names of series instead of codes.
        InputError: If the columns are not of one dimension and one length, a lag is below 1, or a
            series has two rows for one period.

    Example:
        >>> areas, quarters = [7, 7, 7], [8093, 8088, 8092]  # two of three quarters follow each other
        >>> previous_values(areas, quarters, [92.7, 70.1, 88.1], lags=(1, 4))
        {1: array([88.1,  nan,  nan]), 4: array([ nan,  nan, 70.1])}
    """
    wanted = checked_lags(lags)
    policy = choose(Duplicates, duplicates, "duplicates")
    table = long_table(series, period, value, decimals)
    return Lookup(table, wanted, policy).of(table.value)
