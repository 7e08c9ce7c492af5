"""How columns enter: anything numpy reads, checked and named, with NaN where a figure is missing."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._numbers import number
from kpirag.errors import InputError, InputTypeError, shown

__all__ = ["Numbers", "checked_out", "common_shape", "numbers", "place_text", "refuse_rows", "whole_numbers"]

#: A column of whole numbers or floats, of any shape.
Numbers: TypeAlias = NDArray[Any]

_NAMED = 5  # offending rows an error names
_SINGLE = 8  # bytes of a float64
_NO_VALUE = frozenset({"NAType", "NaTType"})


def numbers(given: Any, path: str, *, decimals: int | None = None) -> Numbers:
    """Return a column of numbers as an array of integers or of float64, NaN where one is missing.

    What is masked is missing, and so are None and pandas' NA. An array of objects is read one by one,
    which is slow. The array may be the caller's own: it is to be read, and never written to.

    Args:
        given: An array, or what `numpy.asarray` makes one of, of any shape.
        path: The name of the argument, for the error.
        decimals: The decimals that figures of float16 or float32 are read to.

    Raises:
        InputTypeError: If it is not made of numbers: text, truth values, dates, rows of unlike length.
        InputError: If it is of float16 or float32, and the decimals are not given or are too few.

    Example:
        >>> numbers([92.7, None], "values")
        array([92.7,  nan])
    """
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(np.float64), np.nan)
    found = _array(given, path, "numbers")
    if found.dtype == object:
        plain = [
            _number_or_nan(one, path if found.ndim == 0 else f"{path}[{place}]")
            for place, one in enumerate(found.ravel().tolist())
        ]
        return np.array(plain, dtype=np.float64).reshape(found.shape)
    if found.dtype.kind not in "iuf":
        _refuse_kind(found, path, "numbers", shown(given))
    if found.dtype.kind == "f" and found.dtype.itemsize != _SINGLE:
        return _as_float64(found, path, decimals)
    return found


def whole_numbers(given: Any, path: str) -> Numbers:
    """Return a column of whole numbers, such as codes, as an array of integers.

    Args:
        given: An array of integers, or what `numpy.asarray` makes one of, of any shape.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is not made of integers.

    Example:
        >>> whole_numbers([0, 2, 1], "codes")
        array([0, 2, 1])
    """
    found = _array(given, path, "whole numbers")
    if found.dtype.kind not in "iu":
        if found.size == 0 and found.dtype.kind == "f" and not hasattr(given, "dtype"):
            return found.astype(np.int64)  # an empty list says nothing of its kind
        _refuse_kind(found, path, "whole numbers", shown(given))
    return found


def common_shape(**columns: Any) -> tuple[int, ...]:
    """Return the shape that columns have together, by the rules of numpy.

    Args:
        columns: The arrays by the names of their arguments; None is left out.

    Raises:
        InputError: If they do not fit together, with the shape of each.

    Example:
        >>> common_shape(values=np.zeros((2, 3)), target=np.zeros(3))
        (2, 3)
    """
    shapes = {name: column.shape for name, column in columns.items() if column is not None}
    shape: tuple[int, ...] = ()
    for path, each in shapes.items():
        try:
            shape = np.broadcast_shapes(shape, each)
        except ValueError:
            got = ", ".join(f"{name} {one}" for name, one in shapes.items() if one)
            remedy = "Give as many rows in each, or one number for all."
            raise InputError("does not fit the rest", path=path, got=got, remedy=remedy) from None
    return shape


def checked_out(out: Any, shape: tuple[int, ...], dtype: Any, **columns: Any) -> NDArray[Any]:
    """Return the array that results are written to: the caller's, or a new one.

    Args:
        out: The caller's array, or None.
        shape: The shape it must have.
        dtype: The type it must have.
        columns: The inputs by name, none of which it may share memory with.

    Raises:
        InputTypeError: If it is no array, or of another type.
        InputError: If it has another shape, cannot be written to, or is an input.

    Example:
        >>> checked_out(None, (2,), np.int8).dtype
        dtype('int8')
    """
    if out is None:
        return np.empty(shape, dtype)
    wanted = np.dtype(dtype)
    remedy = f"Write out=np.empty({shape}, {wanted.name!r})."
    if not isinstance(out, np.ndarray) or out.dtype != wanted:
        got = f"an array of {out.dtype}" if isinstance(out, np.ndarray) else shown(out)
        raise InputTypeError(f"must be an array of {wanted.name}", path="out", got=got, remedy=remedy)
    if out.shape != shape:
        raise InputError(f"must have the shape {shape}", path="out", got=f"{out.shape}", remedy=remedy)
    if not out.flags.writeable:
        raise InputError("cannot be written to", path="out", remedy=remedy)
    for name, column in columns.items():
        if column is not None and np.may_share_memory(out, column):
            problem = f"shares its memory with {name}, which must stay as it is"
            raise InputError(problem, path="out", remedy=remedy)
    return out


def refuse_rows(
    wrong: NDArray[np.bool_],
    path: str,
    problem: str,
    *,
    got: Any = None,
    remedy: str = "",
    start: int = 0,
    shape: tuple[int, ...] | None = None,
    kind: type[InputError] = InputError,
) -> None:
    """Raise an error that names the first rows that are wrong; do nothing if none is.

    Args:
        wrong: Whether each row of a piece is wrong.
        path: The name of the argument, for the error.
        problem: What is wrong with the rows.
        got: The rows of the piece, of which the first wrong one is shown.
        remedy: What to write instead.
        start: The number of the piece's first row in the whole column.
        shape: The shape of the whole column, if it has more than one dimension.
        kind: The class of the error.

    Raises:
        InputError: If a row is wrong.

    Example:
        >>> refuse_rows(np.array([False, False]), "tolerance", "must not be negative")
    """
    if not wrong.any():
        return
    rows = np.flatnonzero(wrong)
    first = int(rows[0])
    places = [place_text(start + int(row), shape) for row in rows[:_NAMED]]
    others = ""
    if len(places) > 1:
        more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
        others = f" (so are {', '.join(places[1:])}{more})"
    told = "" if got is None else shown(np.asarray(got)[first].item())
    raise kind(f"{problem}{others}", path=f"{path}{places[0]}", got=told, remedy=remedy)


def place_text(row: int, shape: tuple[int, ...] | None) -> str:
    """Return where a row stands, such as ``[3]``, or ``[0][3]`` in two dimensions.

    Args:
        row: Its number, counted along the rows of the whole column.
        shape: The shape of the whole column; None for one dimension.

    Example:
        >>> place_text(5, (2, 3))
        '[1][2]'
    """
    if shape is None or len(shape) == 1:
        return f"[{row}]"
    return "".join(f"[{int(place)}]" for place in np.unravel_index(row, shape)) if shape else ""


def _array(given: Any, path: str, what: str) -> NDArray[Any]:
    try:
        found = np.asarray(given)
    except ValueError:  # rows of unlike length
        found = None
    if found is None or (found.dtype == object and found.ndim == 0 and hasattr(given, "__iter__")):
        remedy = "Give one array, or rows of one length."
        raise InputTypeError(f"must be an array of {what}", path=path, got=shown(given), remedy=remedy)
    return found


def _refuse_kind(found: NDArray[Any], path: str, what: str, got: str) -> None:
    remedies = {
        "U": "Give the numbers themselves, without quotes.",
        "b": "Write 1 and 0 if numbers are meant.",
        "M": "Give the figures, not their dates.",
        "m": "Give lengths of time as numbers of days.",
        "f": "Give an array of integers, such as array.astype('int64').",
        "O": "Give an array of integers.",
    }
    remedy = remedies.get(found.dtype.kind, f"Give an array of {what}.")
    raise InputTypeError(f"must be an array of {what}", path=path, got=got, remedy=remedy)


def _as_float64(found: Numbers, path: str, decimals: int | None) -> NDArray[np.float64]:
    if found.dtype.itemsize > _SINGLE:
        return found.astype(np.float64)
    if found.ndim == 0:
        return np.asarray(float(str(found[()])))  # by its shortest writing, as one number enters anywhere
    remedy = "Say decimals=1, for one decimal; or compare it as it is, array.astype('float64')."
    if decimals is None:
        problem = f"is of {found.dtype.name}, whose numbers are not the decimals they print"
        raise InputError(problem, path=path, remedy=remedy)
    wide = found.astype(np.float64)
    scale = 10.0**decimals
    read: NDArray[np.float64] = np.rint(wide * scale) / scale
    moved = (read.astype(found.dtype) != found) & np.isfinite(wide)
    problem = f"has more decimals than decimals={decimals}"
    refuse_rows(moved.ravel(), path, problem, got=wide.ravel(), remedy=remedy, shape=found.shape)
    return np.where(np.isfinite(wide), read, wide)


def _number_or_nan(given: Any, path: str) -> float:
    """Return one item of an array of objects: what is missing is NaN, and any other number is read."""
    if given is None or type(given).__name__ in _NO_VALUE or given != given:  # noqa: PLR0124 - NaN
        return float("nan")
    return number(given, path)
