"""How text and records enter, refs above all, and the one way to warn."""

from __future__ import annotations

import warnings
from numbers import Integral, Number

from kpirag._numbers import number
from kpirag.errors import InputError, InputTypeError, KpiragWarning, shown

__all__ = ["checked_text", "of_kind", "ref_text", "warn_caller"]

_REMEDY = "Give each indicator a ref."


def checked_text(given: object, path: str, may_not_be_empty: str = "") -> str:
    """Return a given text, refusing anything else.

    Args:
        given: What was given.
        path: The name of the argument, for the error.
        may_not_be_empty: What to write instead of empty text; without it, text may be empty.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is empty and may not be.
    """
    if not isinstance(given, str):
        raise InputTypeError("must be text", path=path, got=shown(given), remedy="Write it in quotes.")
    if may_not_be_empty and not given.strip():
        raise InputError("must not be empty", path=path, got=shown(given), remedy=may_not_be_empty)
    return given


def of_kind(given: object, kind: type, path: str, example: str) -> None:
    """Refuse what is not of a kind.

    Args:
        given: What was given.
        kind: The class it must be of.
        path: The name of the argument, for the error.
        example: What to write.

    Raises:
        InputTypeError: If it is of another class.
    """
    if not isinstance(given, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        problem = f"must be {article} {kind.__name__}"
        raise InputTypeError(problem, path=path, got=shown(given), remedy=f"Write {example}.")


def ref_text(given: object) -> str:
    """Return an indicator's ref as text: 32, 32.0 and "32" are one.

    Args:
        given: Text or a number. A number with decimals, such as 1.1, warns: a spreadsheet
            cannot tell 1.1 from 1.10.

    Raises:
        InputTypeError: If it is neither text nor a number.
        InputError: If it is empty or not finite.

    Example:
        >>> ref_text(32.0)
        '32'
    """
    if isinstance(given, str):
        return checked_text(given, "ref", _REMEDY).strip()
    if isinstance(given, bool) or not isinstance(given, Number):
        problem = "must be text or a whole number"
        raise InputTypeError(problem, path="ref", got=shown(given), remedy="Write '32'.")
    value = number(given, "ref", missing=_REMEDY)
    if isinstance(given, Integral):
        return str(int(given))
    if value.is_integer():
        return str(int(value))
    warn_caller(f"ref: the number {value!r} could be {value!r} or {value!r}0. Write it as text, in quotes.")
    return repr(value)


def warn_caller(message: str) -> None:
    """Give a `KpiragWarning` that points at the line outside kpirag that led to it.

    Args:
        message: What the caller should know.
    """
    try:
        raise KpiragWarning  # noqa: TRY301 - an exception knows its frame, and so needs no access to the interpreter
    except KpiragWarning as raised:
        frame = raised.__traceback__ and raised.__traceback__.tb_frame
    level = 1
    # The __init__ that attrs writes has no module name.
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] in ("kpirag", ""):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, KpiragWarning, stacklevel=level)
