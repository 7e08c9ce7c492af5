"""How dates enter: columns of dates or of moments, read piece by piece as whole numbers of days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kpirag._columns import NO_VALUE, array_of, mask_of, place_text, refuse_rows
from kpirag.errors import InputTypeError, shown

__all__ = ["FIRST_DAY", "LAST_DAY", "MICROS", "NAT", "DateColumn", "Days", "date_column", "day_number"]

#: Whole numbers of days since 1970-01-01, or of microseconds since its midnight.
Days: TypeAlias = NDArray[np.int64]

#: What numpy keeps where there is no date.
NAT = -(2**63)
#: Microseconds in a day.
MICROS = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()
#: The first and the last day that Python's dates have.
FIRST_DAY, LAST_DAY = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH
_PER_DAY = {"D": 1, "h": 24, "m": 1_440, "s": 86_400, "ms": 86_400_000, "us": MICROS, "ns": 1_000 * MICROS}
_FINER = ("ps", "fs", "as")
_DATES = "Give an array of datetime64, or a list of dates, with None where there is none."


def day_number(day: date) -> int:
    """Return a date as numpy counts it, in days since 1970-01-01.

    Args:
        day: The date; of a datetime, its time is left out.

    Example:
        >>> day_number(date(1970, 1, 2))
        1
    """
    return day.toordinal() - _EPOCH


@frozen(eq=False)
class DateColumn:
    """A column of dates, or of dates with times.

    Args:
        raw: The whole numbers that numpy keeps them as, of any shape; `NAT` where there is none.
        per_day: How many of these make a day.
        path: The name of the argument, for errors.

    Example:
        >>> date_column(np.array(["1969-12-31T23:00"], "M8[s]"), "starts").days(np.array([-3600]), None)
        array([-1])
    """

    raw: Days
    per_day: int
    path: str

    @property
    def has_times(self) -> bool:
        """True if it holds dates with times, and not dates alone."""
        return self.per_day > 1

    def days(self, piece: Days, scratch: Days | None) -> Days:
        """Return a piece of the column in days: a time before 1970 belongs to its own day, too.

        Args:
            piece: A run of its numbers.
            scratch: An array as long, which may be written to; None makes one.
        """
        return piece if self.per_day == 1 else _floored(piece, self.per_day, scratch)

    def micros(self, piece: Days, scratch: Days | None, start: int) -> Days:
        """Return a piece of the column in microseconds.

        Args:
            piece: A run of its numbers.
            scratch: An array as long, which may be written to; None makes one.
            start: The number of the piece's first row, for errors.

        Raises:
            InputError: If a moment lies outside the years 1 to 9999.
        """
        if self.per_day > MICROS:
            return _floored(piece, self.per_day // MICROS, scratch)
        self.refuse_years(piece, start)
        if self.per_day == MICROS:
            return piece
        made = np.multiply(piece, MICROS // self.per_day, out=scratch)
        np.copyto(made, NAT, where=piece == NAT)
        return made

    def refuse_years(self, piece: Days, start: int) -> None:
        """Refuse dates that Python does not have.

        Args:
            piece: A run of its numbers.
            start: The number of the piece's first row.

        Raises:
            InputError: If one lies outside the years 1 to 9999.
        """
        outside = (piece < FIRST_DAY * self.per_day) | (piece >= (LAST_DAY + 1) * self.per_day)
        outside &= piece != NAT
        if outside.any():
            told = self.as_dates(piece[outside][:1])[0]
            problem = f"is not of the years 1 to 9999: {told}"
            remedy = "Correct the date, or give NaT where there is none."
            refuse_rows(outside, self.path, problem, remedy=remedy, start=start, shape=self.raw.shape)

    def as_dates(self, piece: Days) -> NDArray[np.datetime64]:
        """Return some of its numbers as numpy's dates.

        Args:
            piece: The numbers.
        """
        unit = next(name for name, number in _PER_DAY.items() if number == self.per_day)
        return np.ascontiguousarray(piece).view(f"M8[{unit}]")

    def item(self, number: int) -> date | datetime:
        """Return one of its numbers as Python's date, or as a datetime if it has times.

        Args:
            number: The number, which is not `NAT`.
        """
        if not self.has_times:
            return date.fromordinal(number + _EPOCH)
        told: datetime = self.as_dates(np.array([number])).astype("M8[us]")[0].item()
        return told


def _floored(piece: Days, number: int, scratch: Days | None) -> Days:
    made: Days = np.floor_divide(piece, number, out=scratch)
    missing = piece == NAT
    if missing.any():
        np.copyto(made, NAT, where=missing)
    return made


def date_column(given: Any, path: str, *, times: bool = False) -> DateColumn:
    """Return a column of dates: datetime64 of any unit up to days, or objects that are dates.

    What is masked is missing, and so are None, and pandas' NaT, NA and NaN. Objects are read one by one,
    which is slow. The array may be the caller's own: it is to be read, and never written to.

    Args:
        given: An array, or what `numpy.asarray` makes one of, of any shape.
        path: The name of the argument, for the error.
        times: True if a time of day is needed.

    Raises:
        InputTypeError: If it is not made of dates, of months or years, has time zones, or lacks times.

    Example:
        >>> date_column([date(2022, 7, 1), None], "starts").raw.tolist() == [19174, NAT]
        True
    """
    found = array_of(given, path, "dates")
    masked = mask_of(given)
    if masked is not None and found.dtype.kind in "MO":
        found = found.copy()
        found[masked] = None
    if found.dtype == object:
        found = _from_objects(found, path, times=times)
    elif found.dtype.kind == "f" and not found.size and not hasattr(given, "dtype"):
        found = found.astype("M8[us]" if times else "M8[D]")  # an empty list says nothing of its kind
    elif found.dtype.kind != "M":
        raise InputTypeError("must be an array of dates", path=path, got=shown(given), remedy=_remedy(found))
    unit, number = np.datetime_data(found.dtype)
    if unit == "generic":
        unit, found = "D", found.astype("M8[D]")  # nothing but NaT has no unit
        times = times and bool(found.size) and not np.isnat(found).all()
    if unit in ("Y", "M", "W"):
        length = {"Y": "years", "M": "months", "W": "weeks"}[unit]
        remedy = "Write array.astype('datetime64[D]') if the first day of each is meant."
        raise InputTypeError(
            f"is made of {length}, not of days", path=path, got=found.dtype.name, remedy=remedy
        )
    if number > 1 or unit in _FINER:
        unit = "us"
        found = found.astype("M8[us]")
    if times and unit == "D" and found.size:
        remedy = "Give datetime64[us], or datetimes."
        raise InputTypeError("must be dates with a time", path=path, got=found.dtype.name, remedy=remedy)
    native = found.astype(found.dtype.newbyteorder("="), copy=False)
    return DateColumn(native.view(np.int64), _PER_DAY[unit], path)


def _remedy(found: NDArray[Any]) -> str:
    kinds = {
        "U": "Write array.astype('datetime64[D]') if all of it is ISO text.",
        "m": "Give the dates themselves, not lengths of time.",
    }
    return kinds.get(found.dtype.kind, _DATES)


def _from_objects(found: NDArray[Any], path: str, *, times: bool) -> NDArray[Any]:
    """Return objects as dates: with times if all have one, and in days if one has none."""
    plain: list[Any] = []
    with_times = True
    for place, one in enumerate(found.ravel().tolist()):
        where = f"{path}{place_text(place, found.shape)}"
        if _is_missing(one):
            plain.append(None)
            continue
        known = _known(one, where)
        if not isinstance(known, date):
            raise InputTypeError("must be a date", path=where, got=shown(one), remedy=_DATES)
        if not isinstance(known, datetime):
            with_times = False
            if times:
                remedy = "Write datetime(2022, 7, 1, 9, 30)."
                raise InputTypeError("must be a date with a time", path=where, got=shown(one), remedy=remedy)
        elif known.utcoffset() is not None:
            remedy = "Give the wall times without their zone: in pandas, column.dt.tz_localize(None)."
            raise InputTypeError("has a time zone", path=where, got=shown(one), remedy=remedy)
        plain.append(known)
    anything = any(one is not None for one in plain)
    unit = "us" if with_times and (anything or times) else "D"
    if unit == "D":
        plain = [one.date() if isinstance(one, datetime) else one for one in plain]
    return np.array(plain, dtype=f"M8[{unit}]").reshape(found.shape)


def _is_missing(one: Any) -> bool:
    if isinstance(one, np.datetime64):
        return bool(np.isnat(one))
    # pandas leaves NaN in columns of dates that it keeps as objects.
    return type(one).__name__ in NO_VALUE or (isinstance(one, float) and one != one)  # noqa: PLR0124 - NaN


def _known(one: Any, path: str) -> Any:
    if not isinstance(one, np.datetime64):
        return one
    column = date_column(one, path)
    column.refuse_years(column.raw.ravel(), 0)
    return column.item(int(column.raw))
