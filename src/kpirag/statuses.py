"""What a rating can say: the statuses, the states of other schemes, and why something is not rated."""

from __future__ import annotations

from abc import abstractmethod
from enum import StrEnum
from typing import Any, NoReturn, Self

from kpirag._numbers import whole_number
from kpirag.errors import InputError, InputTypeError, shown

__all__ = ["Reason", "State", "Status"]


class _InOrder:
    """The four order operators, by place in an order; text's own would go by the alphabet."""

    __slots__ = ()

    @abstractmethod
    def _places(self, other: object) -> tuple[int, int]:
        """Return the place of each of the two, or refuse to put them in an order."""

    def __lt__(self, other: object) -> bool:
        mine, theirs = self._places(other)
        return mine < theirs

    def __le__(self, other: object) -> bool:
        mine, theirs = self._places(other)
        return mine <= theirs

    def __gt__(self, other: object) -> bool:
        mine, theirs = self._places(other)
        return mine > theirs

    def __ge__(self, other: object) -> bool:
        mine, theirs = self._places(other)
        return mine >= theirs


class Status(_InOrder, StrEnum):
    """A rating's colour: red, amber, green, or blue for better than green; or not rated.

    Statuses order by goodness, worst first. `NOT_RATED` has no place in that order, and
    text would be ordered by its letters, so comparing either raises a `TypeError`; sort a
    mixed column by `code` instead.

    Example:
        >>> Status.AMBER == "amber", Status.RED < Status.GREEN
        (True, True)
        >>> sorted([Status.GREEN, Status.NOT_RATED, Status.RED], key=lambda status: status.code)
        [<Status.NOT_RATED: 'not rated'>, <Status.RED: 'red'>, <Status.GREEN: 'green'>]
    """

    NOT_RATED = "not rated"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"

    @property
    def code(self) -> int:
        """The code used in arrays: 0 not rated, then 1 red, 2 amber, 3 green, 4 blue."""
        return _CODES[self]

    @property
    def letter(self) -> str:
        """The letter printed in a table: R, A, G, B, or a dash for not rated."""
        return _LETTERS[self]

    @property
    def word(self) -> str:
        """The word as it starts a sentence: Red, Amber, Green, Blue, Not rated."""
        return self.value.capitalize()

    @property
    def shape(self) -> str:
        """The shape that tells the status without colour."""
        return _SHAPES[self]

    def _places(self, other: object) -> tuple[int, int]:
        if not isinstance(other, Status):
            problem = f"a status cannot be ordered against {type(other).__name__}"
            remedy = "Compare it with another Status, or compare codes."
            raise InputTypeError(problem, got=shown(other), remedy=remedy)
        if self is Status.NOT_RATED or other is Status.NOT_RATED:
            problem = "'not rated' is neither better nor worse than a rating"
            raise InputTypeError(problem, remedy="Leave it out, or sort by status.code.")
        return self.code, other.code


_CODES = {status: code for code, status in enumerate(Status)}
_LETTERS = dict(zip(Status, "–RAGB", strict=True))  # noqa: RUF001 - an en dash, the printed sign for not rated
_SHAPES = dict(zip(Status, "–■▲●★", strict=True))  # noqa: RUF001 - an en dash, the printed sign for not rated


class Reason(_InOrder, StrEnum):
    """Why something is not rated, in order of precedence: the first that holds is the one given.

    Reasons sort in that order, so the least of several is the one given. Ordering a reason
    against text raises a `TypeError`.

    Example:
        >>> Reason.NO_DATA == "no data", min(Reason.NO_DATA, Reason.LATE)
        (True, <Reason.LATE: 'late'>)
    """

    NOT_APPLICABLE = "not applicable"
    NOT_DUE = "not due"
    LATE = "late"
    SUPPRESSED = "suppressed"
    UNRELIABLE = "unreliable"
    NO_DATA = "no data"
    ZERO_DENOMINATOR = "zero denominator"
    TOO_FEW = "too few"
    CONTEXTUAL = "contextual"
    NO_TARGET = "no target"
    NO_COMPARATOR = "no comparator"
    NO_INTERVAL = "no interval"

    @property
    def precedence(self) -> int:
        """The place in the order of precedence: 1 is given before 2."""
        return _PRECEDENCE[self]

    @property
    def sentence(self) -> str:
        """The reason as a sentence for a report."""
        return _SENTENCES[self]

    def _places(self, other: object) -> tuple[int, int]:
        if not isinstance(other, Reason):
            problem = f"a reason cannot be ordered against {type(other).__name__}"
            raise InputTypeError(problem, got=shown(other), remedy="Compare it with another Reason.")
        return self.precedence, other.precedence


_PRECEDENCE = {reason: place for place, reason in enumerate(Reason, start=1)}
_SENTENCES = {
    Reason.NOT_APPLICABLE: "The indicator does not apply in this period.",
    Reason.NOT_DUE: "No figure is due in this period.",
    Reason.LATE: "The figure is due and has not arrived.",
    Reason.SUPPRESSED: "The figure is suppressed to protect people's privacy.",
    Reason.UNRELIABLE: "The figure is not reliable enough to rate.",
    Reason.NO_DATA: "There is no figure.",
    Reason.ZERO_DENOMINATOR: "There were no cases, so there is no percentage.",
    Reason.TOO_FEW: "There were too few cases to rate.",
    Reason.CONTEXTUAL: "The indicator gives context and is not judged.",
    Reason.NO_TARGET: "No target is set.",
    Reason.NO_COMPARATOR: "The rule needs another figure to compare with, and there is none.",
    Reason.NO_INTERVAL: "The rule needs a confidence interval, and there is none.",
}


class State(_InOrder, str):
    """A state of a scheme that has states of its own, such as *exceeded*.

    A state is text, equal to its name, with what is printed for it. A scheme gives each of
    its states a code, worst first from 1; states with codes order by goodness.

    Args:
        name: The name, in lower case, such as ``"exceeded"``; spaces round it are left out.
        letter: What a table prints; the first letter of the name if not given.
        shape: What is printed so that colour is never alone; the letter if not given.
        met: Whether a person who gives this state says that the target was met.
        code: The place in the scheme's order; given by the scheme.

    Raises:
        InputTypeError: If the name, letter or shape is not text, met not a bool, or the code
            not a whole number.
        InputError: If the name is empty, or the code negative.

    Example:
        >>> exceeded = State("exceeded", letter="E", met=True)
        >>> exceeded == "exceeded", exceeded.word
        (True, 'Exceeded')
    """

    __slots__ = ("code", "letter", "met", "shape")

    letter: str
    shape: str
    met: bool
    code: int

    def __new__(
        cls,
        name: str,
        letter: str = "",
        shape: str = "",
        met: bool = False,  # noqa: FBT001, FBT002 - a state's fields, in the order in which they are written
        code: int = 0,
    ) -> Self:
        """Return the state; its arguments are described with the class."""
        for path, text in (("name", name), ("letter", letter), ("shape", shape)):
            if not isinstance(text, str):
                raise InputTypeError("must be text", path=path, got=shown(text), remedy="Write it in quotes.")
        if not isinstance(met, bool):
            remedy = "Write met=True or met=False."
            raise InputTypeError("must be True or False", path="met", got=shown(met), remedy=remedy)
        plain = name.strip()
        if not plain:
            raise InputError("must not be empty", path="name", got=shown(name), remedy="Name the state.")
        self = super().__new__(cls, plain)
        letter = letter or plain[0].upper()
        place = whole_number(code, "code")
        facts = {"letter": letter, "shape": shape or letter, "met": met, "code": place}
        for field, fact in facts.items():
            object.__setattr__(self, field, fact)
        return self

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a State cannot be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a State cannot be changed: {name}")

    def __repr__(self) -> str:
        return f"State({str(self)!r}, letter={self.letter!r}, shape={self.shape!r}, met={self.met})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (State, (str(self), self.letter, self.shape, self.met, self.code))

    @property
    def word(self) -> str:
        """The name as it starts a sentence."""
        return self[:1].upper() + self[1:]

    def _places(self, other: object) -> tuple[int, int]:
        if not isinstance(other, State) or not (self.code and other.code):
            problem = "a state has an order only beside the other states of its scheme"
            remedy = "Compare two states of one scheme, or compare codes."
            raise InputTypeError(problem, got=shown(other), remedy=remedy)
        return self.code, other.code
