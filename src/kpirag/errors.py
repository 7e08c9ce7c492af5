"""Errors and the warning of kpirag, and the tools that put them together.

Every error says what was wrong, where, what was got and what to write instead, and is
also the builtin a caller expects: `InputError` is a `ValueError`, `InputTypeError` a
`TypeError`, `NotFoundError` a `KeyError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

__all__ = [
    "AmbiguousError",
    "FaultsError",
    "InputError",
    "InputTypeError",
    "KpiragError",
    "KpiragWarning",
    "NotFoundError",
    "choose",
    "raise_faults",
    "shown",
    "suggestion",
    "take",
]

_LONGEST = 80
_MOST = 20
_T = TypeVar("_T")
_Option = TypeVar("_Option", bound=StrEnum)


class KpiragWarning(UserWarning):
    """The one warning category of kpirag: filter it to silence or to escalate them all."""


class KpiragError(Exception):
    """The base of every error kpirag raises.

    Args:
        problem: What was wrong, as a clause that can follow the path and a colon.
        path: Where it was wrong, such as ``outturns[3].value``; empty if there is only
            one place it can be.
        got: What was found there, as text; see `shown`.
        remedy: What to write instead, as one sentence.

    Example:
        >>> error = KpiragError("must be a number", path="value", got="'92.7'",
        ...                     remedy="Write 92.7 without quotes.")
        >>> print(error)
        value: must be a number; got '92.7'. Write 92.7 without quotes.
    """

    def __init__(self, problem: str, *, path: str = "", got: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.got = got
        self.remedy = remedy

    def __str__(self) -> str:
        return self._told()

    def _told(self, middle: str = "") -> str:
        where = f"{self.path}: " if self.path else ""
        got = f"; got {self.got}" if self.got else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.problem}{got}.{middle}{remedy}"

    def __reduce__(self) -> tuple[Any, ...]:
        facts = {name: value for name, value in vars(self).items() if name != "problem"}
        return (_rebuilt, (type(self), self.problem, facts))

    def within(self, path: str) -> KpiragError:
        """Return the same error placed inside a larger path.

        Args:
            path: The path of the thing that holds this error's place.

        Returns:
            A new error of the same class.

        Example:
            >>> InputError("must be a number", path="value").within("outturns[3]").path
            'outturns[3].value'
        """
        facts = {name: value for name, value in vars(self).items() if name != "problem"}
        facts["path"] = _joined(path, self.path)
        return _rebuilt(type(self), self.problem, facts)


def _joined(path: str, inner: str) -> str:
    joint = "." if path and inner and not inner.startswith("[") else ""
    return f"{path}{joint}{inner}"


def _rebuilt(kind: type[KpiragError], problem: str, facts: dict[str, Any]) -> KpiragError:
    error = kind.__new__(kind, problem)
    error.args = (problem,)
    vars(error).update(facts, problem=problem)
    return error


class InputError(KpiragError, ValueError):
    """A value of the right kind that cannot be right; also a `ValueError`."""


class InputTypeError(KpiragError, TypeError):
    """Something of the wrong kind, such as text where a number is meant; also a `TypeError`."""


class AmbiguousError(InputError):
    """Input that can be read in more than one way.

    Args:
        problem: What was wrong.
        readings: The readings it can have, each as text.
        path: Where it was.
        got: What was found there.
        remedy: What to write instead.

    Example:
        >>> error = AmbiguousError("could be a year or a month", got="'11/12'",
        ...                        readings=("the year 2011/12", "November 2012"))
        >>> print(error)
        could be a year or a month; got '11/12'. It could mean: the year 2011/12; November 2012.
    """

    def __init__(
        self,
        problem: str,
        *,
        readings: Iterable[str],
        path: str = "",
        got: str = "",
        remedy: str = "",
    ) -> None:
        super().__init__(problem, path=path, got=got, remedy=remedy)
        self.readings = tuple(readings)

    def __str__(self) -> str:
        return self._told(f" It could mean: {'; '.join(self.readings)}.")


class NotFoundError(KpiragError, KeyError):
    """A name that is not there, such as the ref of an unknown indicator; also a `KeyError`."""


class FaultsError(KpiragError, ValueError, TypeError):
    """Two or more faults found in one input, reported together.

    It is a `ValueError` and a `TypeError`, because it may hold either.

    Args:
        faults: The errors, in the order in which they were found.
        path: Where the input as a whole stands; put before each fault's own path.

    Example:
        >>> print(FaultsError([InputError("must not be empty", path="ref"),
        ...                    InputError("must be 0 or more", path="decimals", got="-1")]))
        2 faults:
          ref: must not be empty.
          decimals: must be 0 or more; got -1.
    """

    def __init__(self, faults: Iterable[KpiragError], *, path: str = "") -> None:
        flat: list[KpiragError] = []
        for fault in faults:
            placed = fault.within(path) if path else fault
            flat.extend(placed.faults if isinstance(placed, FaultsError) else (placed,))
        self.faults: tuple[KpiragError, ...] = tuple(flat)
        super().__init__(f"{len(flat)} {'fault' if len(flat) == 1 else 'faults'}", path=path)

    def __str__(self) -> str:
        return "\n  ".join([f"{self.problem}:", *map(str, self.faults)])

    def within(self, path: str) -> FaultsError:
        """Return the same faults, each placed inside a larger path."""
        placed = FaultsError([fault.within(path) for fault in self.faults])
        placed.path = _joined(path, self.path)
        return placed


def shown(value: object) -> str:
    """Return a value as an error message shows it: its repr on one line, cut if it is long.

    Args:
        value: What was got.

    Example:
        >>> shown("92.7")
        "'92.7'"
    """
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a broken repr must not hide the error being reported
        text = f"something of type {type(value).__name__} that cannot be shown"
    if "\n" in text:
        text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def suggestion(word: str, options: Iterable[str]) -> str:
    """Return the sentence that points from an unknown word to the known ones.

    Case does not matter. Of more than 20 options, the first 20 are named.

    Args:
        word: What was written.
        options: What may be written.

    Example:
        >>> suggestion("hihger", ["higher", "lower", "range", "none"])
        "Did you mean 'higher'? Known: 'higher', 'lower', 'range', 'none'."
    """
    import difflib  # noqa: PLC0415 - only a failing call pays for it

    known = list(options)
    if not known:
        return "There are none to choose from."
    plain = {option.casefold(): option for option in reversed(known)}
    near = difflib.get_close_matches(word.casefold(), plain, n=1, cutoff=0.6)
    hint = f"Did you mean {plain[near[0]]!r}? " if near else ""
    named = ", ".join(map(repr, known[:_MOST]))
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return f"{hint}Known: {named}{more}."


def choose(options: type[_Option], written: object, path: str) -> _Option:
    """Return the option that was written, as text or as a member.

    Case does not matter, and words may be joined by spaces, hyphens or underscores.

    Args:
        options: The enumeration of what may be written.
        written: What was written.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is none of the options.

    Example:
        >>> class Basis(StrEnum):
        ...     YEAR_TO_DATE = "year to date"
        >>> choose(Basis, "Year-to-date", "basis").value
        'year to date'
    """
    if isinstance(written, options):
        return written
    if not isinstance(written, str):
        remedy = f"Write one of {', '.join(repr(str(option)) for option in options)}."
        raise InputTypeError("must be text", path=path, got=shown(written), remedy=remedy)
    plain = " ".join(written.replace("-", " ").replace("_", " ").split()).casefold()
    for option in options:
        if plain == option.value:
            return option
    remedy = suggestion(plain, [str(option) for option in options])
    raise InputError(f"is no known {path.replace('_', ' ')}", path=path, got=shown(written), remedy=remedy)


def take(faults: list[KpiragError], call: Callable[..., _T], *args: Any, **options: Any) -> _T | None:
    """Return what a call gives, or None after noting the fault it raised.

    Args:
        faults: The list that a raised `KpiragError` is added to.
        call: What to call, with the arguments that follow.

    Example:
        >>> faults: list[KpiragError] = []
        >>> take(faults, int, "7")
        7
    """
    try:
        return call(*args, **options)
    except KpiragError as fault:
        faults.append(fault)
        return None


def raise_faults(faults: list[KpiragError], *, path: str = "") -> None:
    """Raise what was collected: nothing if empty, the one fault itself, or all together.

    Args:
        faults: The faults collected, in order.
        path: Where the input as a whole stands.

    Raises:
        KpiragError: The only fault, or a `FaultsError` that holds them all.

    Example:
        >>> raise_faults([])
    """
    if len(faults) > 1:
        raise FaultsError(faults, path=path)
    if faults:
        raise faults[0].within(path) if path else faults[0]
