"""What one cell of a sheet says: a figure, a reason why there is none, and its shorthand."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import evolve, frozen

from kpirag._numbers import number, settled
from kpirag.errors import InputError, shown
from kpirag.indicators import Unit
from kpirag.outturns import Quality
from kpirag.statuses import Reason

__all__ = ["Cell", "is_blank", "plain_figure", "read_cell", "read_number", "said_instead"]


@frozen
class Cell:
    """What a cell says.

    Args:
        value: The figure; None if there is none to give.
        reason: Why there is no figure to rate; None if there is one.
        quality: How firm the figure is.
        break_in_series: True if the figure cannot be compared with earlier ones.
        read_as: In words, what the cell was read as; empty for a plain figure.

    Example:
        >>> Cell(92.7).reason is None
        True
    """

    value: float | None = None
    reason: Reason | None = None
    quality: Quality = Quality.FINAL
    break_in_series: bool = False
    read_as: str = ""


#: The shorthand of the Government Statistical Service, and what each becomes here.
_REASON_MARKS = {
    "c": Reason.SUPPRESSED,
    "u": Reason.UNRELIABLE,
    "x": Reason.NO_DATA,
    "z": Reason.NOT_APPLICABLE,
}
_QUALITY_MARKS = {"p": Quality.PROVISIONAL, "r": Quality.REVISED, "e": Quality.ESTIMATED}
_WORDS = {
    "": Reason.NO_DATA,
    "-": Reason.NO_DATA,
    "..": Reason.NO_DATA,
    "n/a": Reason.NOT_APPLICABLE,
    "na": Reason.NOT_APPLICABLE,
    **{
        reason.value: reason
        for reason in (
            Reason.NOT_APPLICABLE,
            Reason.NOT_DUE,
            Reason.LATE,
            Reason.SUPPRESSED,
            Reason.UNRELIABLE,
            Reason.NO_DATA,
        )
    },
}
_DASHES = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)
_MARK = re.compile(r"\[\s*(\w+)\s*\]")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_NUMBER = re.compile(r"(-?)\s*£?\s*(-?)\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?\s*(%?)")
_BELOW = re.compile(r"[<>]=?\s*£?\s*[\d,.]+\s*%?")
_KNOWN = "a number, '92.7%', '1,234', '92.7 [p]', 'n/a', '-', '<5' or one of [b] [c] [e] [p] [r] [u] [x] [z]"


def is_blank(cell: object) -> bool:
    """Return whether a cell is empty: None, blank text, or NaN."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell.strip()
    try:
        return bool(cell != cell)  # noqa: PLR0124 - the test for NaN and NaT that needs no import
    except (TypeError, ValueError):
        return False


def plain_figure(cell: object, unit: Unit | None, percent_as: str) -> float | None:
    """Return the figure of a cell that is nothing but a number, as most are; None for any other."""
    if cell.__class__ is str:
        if _PLAIN.fullmatch(cell) is None:
            return None
        value = float(cell)
    elif (cell.__class__ is float or cell.__class__ is int) and cell - cell == 0:
        value = float(cell)
    else:
        return None
    return value if percent_as == "points" else _scaled(value, unit, percent_as)


def read_cell(
    cell: object, *, unit: Unit | None = None, percent_as: str = "points", path: str = "value"
) -> Cell:
    """Return what a cell says.

    Args:
        cell: A number or text; None, blank text and NaN are no data.
        unit: The unit of its indicator; a percent sign is refused beside any but percent.
        percent_as: ``"fraction"`` if a plain number in a percentage, such as 0.927, means
            92.7; text with a percent sign is always in points.
        path: Where the cell is, for the error.

    Raises:
        InputError: If it cannot be read, or could be read in two ways.
        InputTypeError: If it is neither text nor a number.

    Example:
        >>> read_cell("92.7 [p]").quality.value, read_cell("<5").reason.value
        ('provisional', 'suppressed')
    """
    plain = plain_figure(cell, unit, percent_as)
    if plain is not None:
        return Cell(plain)
    if is_blank(cell):
        return Cell(reason=Reason.NO_DATA, read_as="no data (blank)")
    if isinstance(cell, str):
        return _read_text(cell, unit, percent_as, path)
    if isinstance(cell, float) and cell in (float("inf"), float("-inf")):
        return Cell(reason=Reason.UNRELIABLE, read_as="unreliable (infinite)")
    return Cell(_scaled(number(cell, path), unit, percent_as))


def said_instead(cell: object) -> Reason | None:
    """Return the reason that the shorthand of a cell gives instead of a figure; None if it has a figure.

    Args:
        cell: A number or text.

    Example:
        >>> said_instead("[c]").value, said_instead("1,234")
        ('suppressed', None)
    """
    if not isinstance(cell, str):
        return None
    try:
        read = read_cell(cell)
    except InputError:
        return None  # whoever reads the number says what is wrong
    return read.reason if read.value is None else None


def read_number(cell: object, path: str, *, unit: Unit | None = None, percent_as: str = "points") -> float:
    """Return the number a cell of a definition holds, such as a target.

    Args:
        cell: A number or its text.
        path: Where the cell is, for the error.
        unit: The unit of its indicator.
        percent_as: As in `read_cell`.

    Raises:
        InputError: If it holds no number.

    Example:
        >>> read_number("1,234", "target")
        1234.0
    """
    if isinstance(cell, str):
        found = _figure(cell.translate(_DASHES).strip(), unit, percent_as, path)
        if found is None:
            raise InputError(
                "is no number", path=path, got=shown(cell), remedy="Write it in figures, such as 92.7."
            )
        return found
    return _scaled(number(cell, path), unit, percent_as)


@lru_cache(maxsize=4096)  # a sheet repeats its dashes and marks
def _read_text(text: str, unit: Unit | None, percent_as: str, path: str) -> Cell:
    plain = " ".join(text.translate(_DASHES).replace("\u00a0", " ").split())
    marks = [mark.casefold() for mark in _MARK.findall(plain)]
    rest = _MARK.sub("", plain).strip()
    kinds = [_REASON_MARKS.keys() & set(marks), _QUALITY_MARKS.keys() & set(marks)]
    if any(len(kind) > 1 for kind in kinds):
        problem, remedy = "has two marks that contradict each other", "Keep the one that is meant."
        raise InputError(problem, path=path, got=shown(text), remedy=remedy)
    cell = _marked(text, marks, path)
    if not rest and cell.reason is None:
        problem, remedy = "is a mark without a figure", "Write the figure beside it, or [x] for no data."
        raise InputError(problem, path=path, got=shown(text), remedy=remedy)
    word = Reason.SUPPRESSED if _BELOW.fullmatch(rest) else _WORDS.get(rest.casefold())
    if word is not None:
        if (rest and cell.reason not in (None, word)) or cell.quality is not Quality.FINAL:
            problem = f"says {word} and [{marks[0]}], which contradict each other"
            raise InputError(problem, path=path, got=shown(text), remedy="Keep the one that is meant.")
        cell = cell if cell.reason is not None else evolve(cell, reason=word)
    elif rest == "*":
        problem, remedy = "could mean suppressed or provisional", "Write [c], or the figure with [p]."
        raise InputError(problem, path=path, got=shown(text), remedy=remedy)
    else:
        value = _figure(rest, unit, percent_as, path)
        if value is None:
            raise InputError("cannot be read", path=path, got=shown(text), remedy=f"Write {_KNOWN}.")
        if cell.reason is not None and cell.reason is not Reason.UNRELIABLE:
            problem = f"a figure is given beside [{marks[0]}] ({cell.reason})"
            remedy = "Write the figure or the shorthand, not both."
            raise InputError(problem, path=path, got=shown(text), remedy=remedy)
        cell = evolve(cell, value=value)
    return evolve(cell, read_as=_said(cell)) if marks or cell.reason is not None else cell


def _marked(text: str, marks: list[str], path: str) -> Cell:
    """Return what the shorthand of a cell says, all but its figure."""
    cell = Cell()
    for mark in marks:
        if mark in _REASON_MARKS:
            cell = evolve(cell, reason=_REASON_MARKS[mark])
        elif mark in _QUALITY_MARKS:
            cell = evolve(cell, quality=_QUALITY_MARKS[mark])
        elif mark == "b":
            cell = evolve(cell, break_in_series=True)
        else:
            raise InputError(
                f"[{mark}] is no known shorthand", path=path, got=shown(text), remedy=f"Write {_KNOWN}."
            )
    return cell


def _figure(text: str, unit: Unit | None, percent_as: str, path: str) -> float | None:
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[3] or (found[4] or "").strip(".")) or (found[1] and found[2]):
        return None
    value = float(f"{found[1] or found[2]}{(found[3] or '0').replace(',', '')}{found[4] or ''}")
    if not found[5]:
        return _scaled(value, unit, percent_as)
    if unit is not None and unit is not Unit.PERCENT:
        problem = f"has a percent sign, and the unit is {unit}"
        raise InputError(
            problem, path=path, got=shown(text), remedy="Set the unit to percent, or leave the sign out."
        )
    return value


def _scaled(value: float, unit: Unit | None, percent_as: str) -> float:
    if percent_as == "points" or unit is not Unit.PERCENT:
        return value
    return settled(100 * value, abs(100 * value))


def _said(cell: Cell) -> str:
    told = [str(cell.reason)] if cell.reason is not None else []
    if cell.quality is not Quality.FINAL:
        told.append(str(cell.quality))
    if cell.break_in_series:
        told.append("not comparable with earlier figures")
    return ", ".join(told)
