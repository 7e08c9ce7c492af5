"""A period label cut into words, numbers and signs, with a place in it to read from."""

from __future__ import annotations

import re

from attrs import frozen

from kpirag._label_words import Item, Moment, refuse
from kpirag._months import LAST_YEAR, days_in

__all__ = ["Piece", "Pieces"]

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212_"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019`"), "'")
_PIECE = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<sign>\S)")


@frozen
class Piece:
    """A word, number or sign of a label.

    Args:
        kind: ``"word"``, ``"number"`` or ``"sign"``; empty past the end of the label.
        text: What it says, in small letters.
        start: Where it starts in the label.
        end: Where the next thing starts.
        glued: Whether nothing stands between it and the piece before.

    Example:
        >>> Pieces("Q2").piece(1)
        Piece(kind='number', text='2', start=1, end=2, glued=True)
    """

    kind: str
    text: str
    start: int
    end: int
    glued: bool


_NOTHING = Piece("", "", 0, 0, glued=False)


class Pieces:
    """The pieces of a label, the place in it that is read next, and the items read so far.

    Args:
        label: The label.

    Example:
        >>> pieces = Pieces("Q2 2022/23")
        >>> pieces.piece().text, pieces.number(1, 1, 2), pieces.signed(3, "/-")
        ('q', '2', True)
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.source = label.translate(_DASHES | _QUOTES)
        self.pieces: list[Piece] = []
        end = -1
        for match in _PIECE.finditer(self.source):
            kind, text = str(match.lastgroup), match.group().lower()
            abbreviated = text == "." and bool(self.pieces) and self.pieces[-1].kind == "word"
            if text != "the" and not abbreviated:
                self.pieces.append(Piece(kind, text, match.start(), match.end(), match.start() == end))
            end = match.end()
        self.at = 0
        self.items: list[Item] = []

    def piece(self, ahead: int = 0) -> Piece:
        """Return the piece so many places ahead of the one that is read next.

        Args:
            ahead: How many places.
        """
        place = self.at + ahead
        return self.pieces[place] if 0 <= place < len(self.pieces) else _NOTHING

    def number(self, ahead: int, *lengths: int) -> str:
        """Return the number so many places ahead if it has one of these lengths, else nothing.

        Args:
            ahead: How many places.
        """
        piece = self.piece(ahead)
        return piece.text if piece.kind == "number" and len(piece.text) in lengths else ""

    def signed(self, ahead: int, signs: str) -> bool:
        """Tell whether a sign stands so many places ahead, with no space before or after it.

        Args:
            ahead: How many places.
            signs: The signs that count.
        """
        piece = self.piece(ahead)
        return piece.kind == "sign" and piece.text in signs and piece.glued and self.piece(ahead + 1).glued

    def words(self, ahead: int, count: int) -> tuple[str, int]:
        """Return so many words, which a hyphen or slash may join, and the place after them.

        Args:
            ahead: Where they start.
            count: How many words.
        """
        found: list[str] = []
        while len(found) < count:
            ahead += bool(found) and self.signed(ahead, "-/")
            if self.piece(ahead).kind != "word":
                return "", ahead
            found.append(self.piece(ahead).text)
            ahead += 1
        return " ".join(found), ahead

    def written(self, ahead: int) -> str:
        """Return the next pieces as they are written.

        Args:
            ahead: How many pieces.
        """
        return self.source[self.piece().start : self.piece(ahead - 1).end]

    def take(self, ahead: int, *items: Item) -> bool:
        """Note what the next pieces say and go on behind them.

        Args:
            ahead: How many pieces.
        """
        self.items.extend(items)
        self.at += ahead
        return True

    def moment(self, ahead: int, month: int, year: int | None, day: int | None) -> Moment:
        """Return the moment that the next pieces say, if there is such a day.

        Args:
            ahead: How many pieces.
            month: Its month.
            year: Its year, if told.
            day: Its day, if told.

        Raises:
            InputError: If there is no such month or day.
        """
        text = self.written(ahead)
        if year is not None and not 1 <= year <= LAST_YEAR:
            refuse(f"holds {text!r}, a year outside 1 to {LAST_YEAR}", self.label)
        if not 1 <= month <= 12:
            problem = f"holds {text!r}, and there is no month {month}; a day is written before its month"
            refuse(problem, self.label)
        if day is not None and not 1 <= day <= days_in(year or 2000, month):
            refuse(f"holds {text!r}, and there is no such day", self.label)
        return Moment(month, year, day, text)
