"""Which way is better, for all rows or for each."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._columns import array_of, mask_of, place_text, refuse_rows, whole_numbers
from kpirag.errors import InputError, InputTypeError, choose, shown
from kpirag.indicators import Polarity

__all__ = ["Signs", "polarity_of"]

#: For each row 1 where higher is better, -1 where lower is, 0 where it is not judged.
Signs: TypeAlias = NDArray[np.int8]

_PATH = "polarity"
_SIGNS = {Polarity.HIGHER: 1, Polarity.LOWER: -1, Polarity.NONE: 0}
_ALIKE = {sign: polarity for polarity, sign in _SIGNS.items()}
_REMEDY = (
    "Write 'higher', 'lower', 'range' or 'none' for all rows; or for each row 'higher' or 1, 'lower' or -1, "
    "and 'none' or 0 where it is not judged."
)


def polarity_of(given: Any, *, ranges: str) -> Polarity | Signs:
    """Return one polarity for all rows, or a sign for each: 1, -1, or 0 for not judged.

    Args:
        given: A polarity, its name or its sign; or for each row a name or a sign.
        ranges: What to do with single rows that are to be near to a range, for the error.

    Raises:
        InputTypeError: If it is neither text nor signs.
        InputError: If it is no polarity, some of it is missing, or single rows have a range.

    Example:
        >>> polarity_of(["higher", "lower", "none"], ranges="")
        array([ 1, -1,  0], dtype=int8)
        >>> polarity_of(-1, ranges="")
        <Polarity.LOWER: 'lower'>
    """
    if isinstance(given, str):
        return choose(Polarity, given, _PATH)
    found = array_of(given, _PATH, "names or signs")
    if found.ndim == 0 and isinstance(found.item(), str):
        return choose(Polarity, found.item(), _PATH)
    if found.ndim and found.dtype.kind in "UOT":
        masked = mask_of(given)
        if masked is not None:
            found = found.astype(object)
            found[masked] = None
        return _signs_of(found, ranges)
    try:
        signs = whole_numbers(given, _PATH)
    except InputTypeError:
        problem = "must be names or signs"
        raise InputTypeError(problem, path=_PATH, got=shown(given), remedy=_REMEDY) from None
    if signs.size and not (signs.min() >= -1 and signs.max() <= 1):
        wrong, got = ((signs < -1) | (signs > 1)).ravel(), signs.ravel()
        refuse_rows(wrong, _PATH, "is neither 1, -1 nor 0", got=got, remedy=_REMEDY, shape=signs.shape)
    return signs.astype(np.int8, copy=False) if signs.ndim else _ALIKE[int(signs)]


def _signs_of(found: NDArray[Any], ranges: str) -> Signs:
    """Return the signs of names, or of signs among objects; each that differs is read once."""
    known: dict[Any, int] = {}
    rows = found.ravel().tolist()
    for place, one in enumerate(rows):
        if not isinstance(one, Hashable) or one not in known:
            known[one] = _sign_of(one, f"{_PATH}{place_text(place, found.shape)}", ranges)
    signs = np.fromiter(map(known.__getitem__, rows), np.int8, len(rows))
    return signs.reshape(found.shape)


def _sign_of(one: Any, path: str, ranges: str) -> int:
    if isinstance(one, int) and not isinstance(one, bool) and one in _ALIKE:
        return one
    if not isinstance(one, str):
        raise InputTypeError("must be a name or a sign", path=path, got=shown(one), remedy=_REMEDY)
    try:
        polarity = choose(Polarity, one, _PATH)
    except InputError as fault:
        fault.path = path
        raise
    if polarity is Polarity.RANGE:
        raise InputError("of single rows cannot be a range", path=path, got="'range'", remedy=ranges)
    return _SIGNS[polarity]
