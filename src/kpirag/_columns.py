"""How columns enter: anything numpy reads, checked and named, with NaN where a figure is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpirag._numbers import number, whole_number
from kpirag.errors import InputError, InputTypeError, shown

__all__ = [
    "NO_VALUE",
    "Numbers",
    "array_of",
    "checked_out",
    "common_shape",
    "flat_room",
    "is_masked",
    "mask_of",
    "numbers",
    "others_text",
    "place_text",
    "put_back",
    "refuse_rows",
    "truth_values",
    "whole_numbers",
]

#: A column of whole numbers or floats, of any shape.
Numbers: TypeAlias = NDArray[Any]
#: The types, by name, of objects that stand for what is missing: None, and pandas' NA and NaT.
NO_VALUE = frozenset({"NoneType", "NAType", "NaTType"})

_NAMED = 5  # offending rows an error names
_DOUBLE = 8  # bytes of a float64
_MOST_DECIMALS = 15  # as an indicator has
_MOST_WORK = 10_000  # steps in which two arrays with gaps are told apart


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
        InputError: If it is of float16 or float32, and the decimals are not given or are too few; or the
            decimals cannot be right.

    Example:
        >>> numbers([92.7, None], "values")
        array([92.7,  nan])
    """
    _check_decimals(decimals)
    found = array_of(given, path, "numbers")
    if found.dtype == object:
        plain = [
            _number_or_nan(one, f"{path}{place_text(place, found.shape)}")
            for place, one in enumerate(found.ravel().tolist())
        ]
        read: Numbers = np.array(plain, dtype=np.float64).reshape(found.shape)
    elif found.dtype.kind not in "iuf":
        _refuse_kind(found, path, "numbers", shown(given))
    elif found.dtype.kind == "f" and found.dtype.itemsize != _DOUBLE:
        read = _as_float64(found, path, decimals)
    else:
        read = found
    masked = mask_of(given)
    return read if masked is None else np.where(masked, np.nan, read)


def whole_numbers(given: Any, path: str) -> Numbers:
    """Return a column of whole numbers, such as codes, as an array of integers.

    Args:
        given: An array of integers, or what `numpy.asarray` makes one of, of any shape.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is not made of integers.
        InputError: If some of it is masked, because no integer stands for what is missing.

    Example:
        >>> whole_numbers([0, 2, 1], "codes")
        array([0, 2, 1])
    """
    found = array_of(given, path, "whole numbers")
    if found.dtype.kind not in "iu":
        if found.size == 0 and found.dtype.kind == "f" and not hasattr(given, "dtype"):
            return found.astype(np.int64)  # an empty list says nothing of its kind
        _refuse_kind(found, path, "whole numbers", shown(given))
    _refuse_masked(given, path, "Write array.filled(-1), or another code for what is missing.")
    return found


def truth_values(given: Any, path: str) -> NDArray[np.bool_]:
    """Return a column of truth values, refusing numbers and text.

    Args:
        given: An array of bool, or what `numpy.asarray` makes one of.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is of anything else.
        InputError: If some of it is masked.

    Example:
        >>> truth_values([True, False], "breaks")
        array([ True, False])
    """
    found = array_of(given, path, "True and False")
    if found.size == 0 and not hasattr(given, "dtype"):
        return found.astype(np.bool_)  # an empty list says nothing of its kind
    if found.dtype != np.bool_:
        remedy = "Give an array of True and False, such as column == 1, with none missing."
        raise InputTypeError("must be an array of True and False", path=path, got=shown(given), remedy=remedy)
    _refuse_masked(given, path, "Write array.filled(False), or leave the rows out.")
    return found


def array_of(given: Any, path: str, what: str) -> NDArray[Any]:
    """Return what was given as an array of any kind, still with what its mask hides.

    Args:
        given: An array, or what `numpy.asarray` makes one of.
        path: The name of the argument, for the error.
        what: What it is to be made of, for the error.

    Raises:
        InputTypeError: If it is none: a set, a generator, rows of unlike length.

    Example:
        >>> array_of([92.7, 88.1], "values", "numbers")
        array([92.7, 88.1])
    """
    try:
        found = np.asarray(given)
    except ValueError:  # rows of unlike length
        found = None
    alone = found is given or not hasattr(given, "__iter__")
    if found is None or (found.dtype == object and found.ndim == 0 and not alone):
        remedy = "Give one array, or rows of one length."
        raise InputTypeError(f"must be an array of {what}", path=path, got=shown(given), remedy=remedy)
    return found


def mask_of(given: Any) -> NDArray[np.bool_] | None:
    """Return which rows a masked array hides; None if it hides none, or is no masked array.

    Args:
        given: What was given.

    Example:
        >>> mask_of(np.ma.array([92.7, 0.0], mask=[False, True]))
        array([False,  True])
    """
    if not is_masked(given):
        return None
    mask: NDArray[np.bool_] = np.ma.getmaskarray(given)
    return mask if mask.any() else None


def is_masked(given: Any) -> bool:
    """Tell whether something is a masked array, without loading what numpy has for these if it is not.

    Args:
        given: What was given.

    Example:
        >>> is_masked(np.array([92.7]))
        False
    """
    return hasattr(given, "filled") and isinstance(given, np.ma.MaskedArray)


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
    if len(set(shapes.values())) == 1:
        return next(iter(shapes.values()))
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
    if is_masked(out):
        raise InputTypeError("is masked, which would hide results", path="out", remedy=remedy)
    if not out.flags.writeable:
        raise InputError("cannot be written to", path="out", remedy=remedy)
    for name, column in columns.items():
        if column is not None and _overlap(out, column):
            problem = f"shares its memory with {name}, which must stay as it is"
            raise InputError(problem, path="out", remedy=remedy)
    return out


def flat_room(out: NDArray[Any]) -> NDArray[Any]:
    """Return results as one row after the other: the array itself seen so, or room to be put back.

    Args:
        out: What `checked_out` gives.

    Example:
        >>> flat_room(np.zeros((2, 3))).shape
        (6,)
    """
    return out.reshape(-1) if out.flags.c_contiguous else np.empty(out.size, out.dtype)


def put_back(out: NDArray[Any], flat: NDArray[Any]) -> None:
    """Write results where they belong, if they were not written there at once.

    Args:
        out: What `checked_out` gives.
        flat: What `flat_room` made of it, with the results.

    Example:
        >>> room = np.zeros((2, 2))
        >>> put_back(room[:, 0], np.array([1.0, 2.0]))
        >>> room.tolist()
        [[1.0, 0.0], [2.0, 0.0]]
    """
    if not out.flags.c_contiguous:
        out[...] = flat.reshape(out.shape)


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
    others = others_text(rows + start, shape)
    told = "" if got is None else shown(np.asarray(got)[first].item())
    place = place_text(start + first, shape)
    raise kind(f"{problem}{others and f' (so are {others})'}", path=f"{path}{place}", got=told, remedy=remedy)


def others_text(rows: Sequence[int] | NDArray[np.intp], shape: tuple[int, ...] | None) -> str:
    """Return where the rows after the first stand, a few of them by name; empty if there are none.

    Args:
        rows: Their numbers, counted along the rows of the whole column.
        shape: The shape of the whole column; None for one dimension.

    Example:
        >>> others_text([3, 4, 9], None)
        '[4], [9]'
    """
    places = [place_text(int(row), shape) for row in rows[1:_NAMED]]
    return ", ".join(places) + (f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else "")


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


def _check_decimals(decimals: int | None) -> None:
    if decimals is not None and whole_number(decimals, "decimals") > _MOST_DECIMALS:
        problem, remedy = f"must be {_MOST_DECIMALS} or less", "Write 0, 1 or 2, say."
        raise InputError(problem, path="decimals", got=shown(decimals), remedy=remedy)


def _overlap(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Return whether arrays share an item; columns of one table lie between each other and share none."""
    if not np.may_share_memory(one, other):
        return False
    try:
        return np.shares_memory(one, other, max_work=_MOST_WORK)  # type: ignore[arg-type]  # any int will do
    except np.exceptions.TooHardError:
        return True


def _refuse_masked(given: Any, path: str, remedy: str) -> None:
    masked = mask_of(given)
    if masked is not None:
        refuse_rows(masked.ravel(), path, "is masked", remedy=remedy, shape=masked.shape)


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
    if found.dtype.itemsize > _DOUBLE:
        with np.errstate(over="ignore", under="ignore"):  # beyond the largest float it is infinite
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
    """Return one item of an array of objects: what is missing is NaN, an infinity stays one."""
    if type(given).__name__ in NO_VALUE:
        return float("nan")
    if isinstance(given, float | np.floating) and not np.isfinite(given):
        return float(given)
    if isinstance(given, Decimal) and not given.is_finite():
        return float("nan") if given.is_nan() else float(given)
    return number(given, path)
