"""How numbers enter, how a worked-out edge is settled, and how numbers are rounded and printed."""

from __future__ import annotations

import math
from numbers import Complex, Integral, Number, Rational, Real
from typing import TYPE_CHECKING, TypeAlias, Union

from kpirag.errors import InputError, InputTypeError, shown

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

__all__ = [
    "LEAST",
    "SCALES",
    "TOO_SMALL",
    "WHOLE",
    "GivenNumber",
    "amount",
    "amount_text",
    "decimals_written",
    "half_up",
    "not_too_small",
    "number",
    "number_text",
    "percentage",
    "scale_of",
    "settled",
    "whole_number",
]

#: What may be given wherever a number is meant; numpy scalars count as the built-in they stand for.
GivenNumber: TypeAlias = Union[int, float, "Decimal", "Fraction"]

#: The least size of a target or a tolerance that is not zero, and what is said of a smaller one.
LEAST = 1e-6
TOO_SMALL = "is too small: a target or a tolerance is zero or at least 0.000001 in size"
#: From here on a float holds whole numbers alone.
WHOLE = 2.0**53
_MOST_DECIMALS = 300
_MISSING = "Write Outturn.missing(period, reason) for a figure that is not there."
#: The largest size among the inputs decides how many decimals a worked-out edge keeps,
#: so that size * scale stays a whole number below 2**50.
SCALES = ((1e6, 1e9), (1e9, 1e6), (1e12, 1e3))


def number(given: object, path: str, *, missing: str = _MISSING) -> float:
    """Return a given number as the float it is compared as.

    Args:
        given: An int, float, Decimal, Fraction or numpy scalar. A numpy float16 or float32
            enters by its shortest repr, so 85.1 stays 85.1.
        path: Where the number was given, for the error.
        missing: What to write instead of NaN.

    Raises:
        InputTypeError: For a bool, text, None or anything else that is not a real number.
        InputError: For NaN, an infinity, or a number too large for a float.

    Example:
        >>> from decimal import Decimal
        >>> number(Decimal("85.1"), "value")
        85.1
    """
    if given.__class__ is float:
        found: float = given
    else:
        found = _as_float(given, path)
    if found - found == 0.0:  # false for NaN and the infinities alone
        return found
    if found != found:  # noqa: PLR0124 - the test for NaN that needs no import
        raise InputError("is NaN, which is not a figure", path=path, got=shown(given), remedy=missing)
    remedy = "Write the figure itself, or leave it out."
    raise InputError("must be finite", path=path, got=shown(given), remedy=remedy)


def _as_float(given: object, path: str) -> float:
    if isinstance(given, bool) or not isinstance(given, Number) or _is_no_figure(given):
        raise InputTypeError("must be a number", path=path, got=shown(given), remedy=_number_remedy(given))
    try:
        if getattr(given, "itemsize", 8) < 8 and not isinstance(given, Integral):  # bytes of a float64
            return float(str(given))
        found = float(given)  # type: ignore[arg-type]  # a real Number has __float__, which the ABC does not say
    except OverflowError:
        found = math.inf
    except ValueError:  # a signalling NaN
        return math.nan
    if math.isinf(found) and _is_finite(given):
        remedy = "Write it in thousands or millions."
        raise InputError("is too large for a figure", path=path, got=shown(given), remedy=remedy)
    return found


def _is_no_figure(given: object) -> bool:
    # numpy counts a length of time, of kind m, among its integers.
    return (isinstance(given, Complex) and not isinstance(given, Real)) or _numpy_kind(given) == "m"


def _numpy_kind(given: object) -> str:
    kind: str = getattr(getattr(given, "dtype", None), "kind", "")
    return kind


def _is_finite(given: object) -> bool:
    """Return whether a number that is no finite float is finite all the same, as Decimal("1E+400") is."""
    return isinstance(given, Rational) or "inf" not in str(given).casefold()


def _number_remedy(given: object) -> str:
    kind = _numpy_kind(given)
    if isinstance(given, bool) or kind == "b":
        return "Write 1 or 0 if a number is meant."
    if kind in ("m", "M"):
        return "Write the figure itself: a length of time in days, say."
    if isinstance(given, str):
        try:
            return f"Write {float(given):g} without quotes."
        except ValueError:
            return "Write the number itself, such as 92.7."
    if given is None:
        return "Write the number itself, such as 92.7; a figure that is not there is an Outturn.missing."
    if getattr(given, "shape", None) == ():
        return "Write array.item() to take the number out of an array."
    return "Write an int, float, Decimal or Fraction."


def whole_number(given: object, path: str, *, least: int = 0) -> int:
    """Return a given whole number as an int.

    Args:
        given: An int or numpy integer.
        path: Where it was given, for the error.
        least: The smallest that is allowed.

    Raises:
        InputTypeError: If it is not a whole number of the integer kind.
        InputError: If it is below the least.

    Example:
        >>> whole_number(20, "caution_below")
        20
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or _is_no_figure(given):
        remedy = f"Write a whole number, {least} or more."
        raise InputTypeError("must be a whole number", path=path, got=shown(given), remedy=remedy)
    if given < least:
        remedy = f"Write a whole number, {least} or more."
        raise InputError(f"must be {least} or more", path=path, got=shown(given), remedy=remedy)
    return int(given)


def amount(given: object, path: str) -> float:
    """Return the size of a tolerance or dead band: zero, or at least a millionth.

    Args:
        given: The size, in the indicator's unit or in percent.
        path: Where it was given, for the error.

    Raises:
        InputError: If it is negative, or not zero and below 0.000001.

    Example:
        >>> amount(5, "points")
        5.0
    """
    size = number(given, path, missing="Write the size, or Tolerance.none() for none.")
    if size < 0:
        problem = "must not be negative"
        raise InputError(problem, path=path, got=shown(given), remedy="Write the size without its sign.")
    return not_too_small(size, path) + 0.0  # without the sign of -0.0


def not_too_small(value: float, path: str) -> float:
    """Return a target or size as it is, unless it is too small to be settled exactly.

    Args:
        value: The number.
        path: Where it was given, for the error.

    Raises:
        InputError: If it is not zero and nearer to zero than 0.000001.

    Example:
        >>> not_too_small(0.5, "target")
        0.5
    """
    if 0.0 < abs(value) < LEAST:
        remedy = "Write the figures in a smaller unit."
        raise InputError(TOO_SMALL, path=path, got=shown(value), remedy=remedy)
    return value


def scale_of(largest: float) -> float:
    """Return the scale at which an edge is settled: a power of ten, set by the largest input.

    Args:
        largest: The largest size among the numbers the edge is worked out from.

    Example:
        >>> scale_of(90.0)
        1000000000.0
    """
    for below, scale in SCALES:
        if largest < below:
            return scale
    return 1.0


def settled(worked_out: float, largest: float) -> float:
    """Return a worked-out edge settled to decimals, as a person with a pencil would get it.

    Args:
        worked_out: The result of floating point arithmetic.
        largest: The largest size among the numbers it was worked out from: 9 decimals are
            kept below a million, 6 below 1e9, 3 below 1e12, none above.

    Example:
        >>> 100.1 - 0.2, settled(100.1 - 0.2, 100.1)
        (99.89999999999999, 99.9)
    """
    scale = scale_of(largest)
    scaled = worked_out * scale
    if not -WHOLE < scaled < WHOLE:  # a float so large has no decimals; or it is too large for one
        return worked_out
    return round(scaled) / scale


def percentage(numerator: float, denominator: float, per: float = 100) -> float:
    """Return a percentage or rate from counts: multiplied first, then one division.

    Args:
        numerator: The cases counted.
        denominator: The cases they are out of; not zero.
        per: 100 for a percentage, or what a rate is per.

    Raises:
        OverflowError: If it is too large for a float and the counts are whole numbers.

    Example:
        >>> percentage(1, 3)
        33.333333333333336
    """
    return per * numerator / denominator


def half_up(value: float, decimals: int) -> float:
    """Return a number rounded half away from zero, as printed tables are.

    The number is first read to the decimals at which edges are settled (see `settled`), or to
    the decimals asked for if those are more, so that 2.675 is the decimal it looks like and
    not the binary number just below it.

    Args:
        value: The number.
        decimals: The decimals to keep, 0 or more.

    Example:
        >>> half_up(2.675, 2), half_up(-2.5, 0)
        (2.68, -3.0)
    """
    size = abs(value)
    unit = 10 ** min(decimals, _MOST_DECIMALS)
    scale = max(round(scale_of(size)), unit)
    scaled = size * scale
    if scaled >= WHOLE:  # a float so large has no more decimals than those asked for
        return value
    whole = math.floor(scaled)
    if scaled - whole >= 0.5:  # and not floor(scaled + 0.5): that moves large odd numbers
        whole += 1
    step = scale // unit
    whole = (whole + step // 2) // step
    return math.copysign(whole / unit, value) if whole else 0.0


def decimals_written(value: float) -> int:
    """Return how many decimals a number shows when written as short as it can be.

    Args:
        value: The number.

    Example:
        >>> decimals_written(92.7), decimals_written(60.0)
        (1, 0)
    """
    text = _plain(value)
    return len(text.partition(".")[2])


def number_text(value: float, decimals: int | None = None) -> str:
    """Return a number as a report prints it, with commas in the thousands.

    Args:
        value: The number.
        decimals: The decimals to print, rounded half up; None prints the number as it is.

    Example:
        >>> number_text(1234.5), number_text(33.333333333333336, 1), number_text(60.0)
        ('1,234.5', '33.3', '60')
    """
    text = _plain(value) if decimals is None else f"{half_up(value, decimals):.{decimals}f}"
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}" if whole != "-0" else f"-0{point}{part}"


def amount_text(value: float, unit: str, *, per: float | None = None, decimals: int | None = None) -> str:
    """Return a number with its unit, as a sentence prints it.

    Args:
        value: The number.
        unit: The unit's word, such as ``percent`` or ``days``.
        per: What a rate is per.
        decimals: The decimals to print; None prints the number as it is.

    Example:
        >>> amount_text(92.7, "percent"), amount_text(1, "weeks"), amount_text(-1250, "currency")
        ('92.7%', '1 week', '-£1,250')
    """
    text = number_text(value, decimals)
    if unit == "percent":
        return f"{text}%"
    if unit == "currency":
        return f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
    if unit == "rate" and per is not None:
        return f"{text} per {number_text(per)}"
    if unit in ("days", "weeks"):
        return f"{text} {unit[:-1] if text in ('1', '-1') else unit}"
    return text


def _plain(value: float) -> str:
    text = repr(float(value) + 0.0)  # without the sign of -0.0
    if "e" in text:
        from decimal import Decimal  # noqa: PLC0415 - only the very large and very small need it

        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")
