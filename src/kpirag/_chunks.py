"""Pieces of columns small enough to stay near the processor: the one loop that arrays are worked in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["CHUNK", "chunks", "rows_at_once"]

#: Rows worked on at a time. Fewer cost more calls, more leave the cache.
CHUNK = 131_072


def rows_at_once(shape: tuple[int, ...], *, size: int = CHUNK) -> int:
    """Return the most rows that a piece of a shape has, which is the room that work on it needs.

    Args:
        shape: The shape that columns have together.
        size: The most rows in any piece.

    Example:
        >>> rows_at_once((2, 3)), rows_at_once((2, 3), size=4)
        (6, 4)
    """
    return min(math.prod(shape), size)


def chunks(
    shape: tuple[int, ...], columns: Sequence[NDArray[Any]], dtypes: Sequence[DTypeLike], *, size: int = CHUNK
) -> Iterator[tuple[slice, tuple[NDArray[Any], ...]]]:
    """Give columns piece by piece, in the order of their rows.

    A column that lies in memory as it is wanted is given as it is. Another one, of another type, with
    gaps, or repeated along a dimension, is copied one piece at a time, so the whole is never copied.
    What is given is for reading, and only until the next piece.

    Args:
        shape: The shape that all have together.
        columns: One or more columns that fit the shape.
        dtypes: The type that each is wanted in.
        size: The most rows in a piece.

    Example:
        >>> [(rows, values.tolist()) for rows, (values,) in chunks((3,), [np.arange(3)], ["f8"], size=2)]
        [(slice(0, 2, None), [0.0, 1.0]), (slice(2, 3, None), [2.0])]
    """
    if 0 in shape:
        return
    # `casting` lets any integer in as a float: a number beyond 2**53 enters rounded, as float() reads it.
    pieces: Any = np.nditer(
        list(columns),
        flags=["external_loop", "buffered"],
        op_flags=[["readonly"]] * len(columns),
        op_dtypes=list(dtypes),
        order="C",
        casting="same_kind",
        itershape=shape,
        buffersize=size,
    )
    start = 0
    for piece in pieces:
        found = piece if isinstance(piece, tuple) else (piece,)
        stop = start + found[0].size
        yield slice(start, stop), found
        start = stop
