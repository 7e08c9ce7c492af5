"""From the text of a period label to the items it says, one by one, with nothing left over.

A label is cut into words, numbers and signs, and rules turn these into items: a unit with its
number (Quarter 2), years (2022/23), a moment (30 September 2022), a length (12 months) and the
words that matter (as at, up to, year to date). What is not understood and could change the
meaning is refused.
"""

from __future__ import annotations

from typing import NoReturn

from kpirag._label_pieces import Pieces
from kpirag._label_text import MONTH_NAMES
from kpirag._label_words import (
    CARDINALS,
    GREATEST,
    MONTH_NOUNS,
    MONTHS,
    ORDINAL_ENDS,
    ORDINALS,
    PHRASES,
    PLAIN,
    REFUSED,
    ROMANS,
    SIGNS,
    UNITS,
    Item,
    Length,
    OneYear,
    Remark,
    TwoYears,
    Unit,
    refuse,
)
from kpirag._months import days_in
from kpirag.errors import AmbiguousError, shown

__all__ = ["items_of"]

_LONGEST = 200
_LONGEST_PLAN = 20
# An unknown word this short may be an abbreviation that changes the dates, such as MAT.
_ABBREVIATION = 3
# Words that would change the dates if they were passed over as unknown.
_OFTEN_MISSPELT = [name for name in MONTHS if len(name) > 4]
_OFTEN_MISSPELT += ["quarter", "quarterly", "cumulative", "rolling", "outturn", "snapshot", "calendar"]


def items_of(label: str) -> list[Item]:
    """Return what a label says, in order, nothing of it left over.

    Args:
        label: The label.

    Raises:
        AmbiguousError: If it writes a date in figures that could be day or month first.
        InputError: If part of it is not understood.

    Example:
        >>> [type(item).__name__ for item in items_of("Q2 2022/23")]
        ['Unit', 'TwoYears']
    """
    if len(label) > _LONGEST:
        refuse(f"is longer than {_LONGEST} characters", label)
    return _Reader(label).read()


def _century(two_digits: int) -> int:
    # As POSIX has it: 69 to 99 are of the last century.
    return (2000 if two_digits < 69 else 1900) + two_digits


class _Reader(Pieces):
    """Goes through a label from left to right and takes one item at a time."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.day_first = False
        self.either_way: list[tuple[int, int, int]] = []

    def read(self) -> list[Item]:
        """Return all items."""
        rules = (
            *(self.date_in_figures, self.long_number, self.days_of_month, self.day_of_month),
            *(self.ordinal_unit, self.length, self.unit, self.month, self.two_years),
            *(self.month_in_figures, self.year_of_month, self.one_year, self.phrase, self.sign, self.word),
        )
        while self.at < len(self.pieces):
            if not any(rule() for rule in rules):
                ahead = 1
                while self.piece(ahead).glued and self.piece(ahead).kind != "sign":
                    ahead += 1
                refuse(f"holds {self.written(ahead)!r}, which is not understood", self.label)
        if self.either_way and not self.day_first:
            year, one, other = self.either_way[0]
            days = ((one, other), (other, one))
            readings = [f"{day} {MONTH_NAMES[month - 1]} {year:04d}" for day, month in days]
            self.two_ways("has a date that could be day or month first", *readings)
        return self.items

    def two_ways(self, problem: str, *readings: str, more: str = "") -> NoReturn:
        remedy = f"Write {' or '.join(map(repr, readings))}{more}."
        raise AmbiguousError(problem, readings=readings, path="label", got=shown(self.label), remedy=remedy)

    # Rules: each takes what stands at the current place and returns True, or returns False.

    def date_in_figures(self) -> bool:
        sign = self.piece(1).text
        if not (self.signed(1, "-/.") and self.signed(3, sign)):
            return False
        one, two, three = self.number(0, 1, 2, 4), self.number(2, 1, 2), self.number(4, 1, 2, 4)
        if not (one and two and three) or len(one) == len(three) == 4:
            return False
        if len(one) == 4:
            return self.take(5, self.moment(5, int(two), int(one), int(three)))
        if len(three) == 1:
            return False
        year = int(three) if len(three) == 4 else _century(int(three))
        found = self.moment(5, int(two), year, int(one))
        self.day_first = self.day_first or int(one) > 12
        if int(one) <= 12 and one.zfill(2) != two.zfill(2):
            self.either_way.append((year, int(one), int(two)))
        return self.take(5, found)

    def long_number(self) -> bool:
        whole = self.number(0, 6, 8)
        if not whole:
            return False
        first, rest = int(whole[:4]), whole[4:]
        if (first + 1) % 10 ** len(rest) == int(rest):
            month = f"{MONTH_NAMES[int(rest) - 1]} {first:04d}" if 1 <= int(rest) <= 12 else ""
            return self.take(1, TwoYears(first, first + 1, month, whole))
        day = int(rest[2:]) if len(rest) == 4 else None
        return self.take(1, self.moment(1, int(rest[:2]), first, day))

    def day_at(self, ahead: int) -> tuple[str, int]:
        """Return a day such as 30 or 30th and what follows it, if one stands there."""
        day = self.number(ahead, 1, 2)
        after = self.piece(ahead + 1)
        return day, ahead + (2 if after.text in ORDINAL_ENDS and after.glued else 1)

    def days_of_month(self) -> bool:
        first, ahead = self.day_at(0)
        if not first or self.piece(ahead).text not in {"-", "to"}:
            return False
        last, after = self.day_at(ahead + 1)
        month = MONTHS.get(self.piece(after).text)
        if not last or month is None:
            return False
        return self.take(ahead, self.moment(ahead, month, None, int(first)))

    def day_of_month(self) -> bool:
        day, ahead = self.day_at(0)
        ahead += self.piece(ahead).text == "of" or self.signed(ahead, "-/")
        month = MONTHS.get(self.piece(ahead).text)
        if not day or month is None:
            return False
        year, ahead = self.year_after(ahead + 1)
        return self.take(ahead, self.moment(ahead, month, year, int(day)))

    def year_after(self, ahead: int) -> tuple[int | None, int]:
        """Return the year that follows a month, and what follows it; the years of 2022/23 are left."""
        place = ahead + (self.piece(ahead).text in {",", "-", "/", ".", "of"})
        place += self.piece(place).text == "'"
        year = self.number(place, 2, 4)
        after = self.piece(place + 1).text
        is_day = len(year) == 2 and (after in MONTHS or after in ORDINAL_ENDS | MONTH_NOUNS)
        day_after = self.piece(place + 3).text in ORDINAL_ENDS or self.piece(place + 3).text in MONTHS
        if not year or is_day or (self.years_at(place) and not (after == "-" and day_after)):
            return None, ahead  # after 1 January, 2021/22 is left, and of 2021 - 22 January the 2021 is taken
        return (int(year) if len(year) == 4 else _century(int(year))), place + 1

    def years_at(self, ahead: int) -> bool:
        """Tell whether two years in a row stand there, such as 2022/23."""
        one, two, sign = self.number(ahead, 2, 4), self.number(ahead + 2, 2, 4), self.piece(ahead + 1).text
        return (
            bool(one and two)
            and len(one) >= len(two)
            and (sign == "/" or (sign == "-" and len(two) == 2))
            and (int(one) + 1) % 10 ** len(two) == int(two)
        )

    def unit_at(self, ahead: int) -> tuple[str, int]:
        """Return the unit that stands there and what follows it."""
        for words in (2, 1):
            phrase, after = self.words(ahead, words)
            if phrase in UNITS:
                return UNITS[phrase], after
        return "", ahead

    def ordinal_unit(self) -> bool:
        number, ahead = self.day_at(0)
        if ahead == 1:
            word = self.piece().text
            number = str(ORDINALS.index(word) + 1) if word in ORDINALS else ""
        name, ahead = self.unit_at(ahead + self.signed(ahead, "-"))
        return bool(number and name) and self.numbered(name, int(number), ahead)

    def numbered(self, name: str, number: int, ahead: int) -> bool:
        if not 1 <= number <= GREATEST[name]:
            problem = f"holds {self.written(ahead)!r}, and a {name} of the year is 1 to {GREATEST[name]}"
            refuse(problem, self.label)
        return self.take(ahead, Unit(name, number, self.written(ahead)))

    def length(self) -> bool:
        word, number = self.piece().text, self.number(0, 1, 2)
        if word in CARDINALS:
            number = str(CARDINALS.index(word) + 1)
        ahead = 1 + self.signed(1, "-")
        if not number or self.piece(ahead).text not in MONTH_NOUNS:
            return False
        return self.take(ahead + 1, Length(int(number), self.written(ahead + 1)))

    def unit(self) -> bool:
        name, ahead = self.unit_at(0)
        place = ahead + (self.piece(ahead).text in {".", "-", ":", "#", "no", "number"})
        word, after = self.piece(place).text, self.piece(place + 1)
        number = self.number(place, 1, 2)
        if not name or (len(self.piece().text) == 1 and not number and name != "quarter"):
            return False
        if word in CARDINALS or (name != "month" and word in ROMANS):
            number = str((CARDINALS if word in CARDINALS else ROMANS).index(word) + 1)
        elif number:
            is_day = int(number) > GREATEST[name] and after.text in MONTHS
            if is_day or self.years_at(place) or after.text in MONTH_NOUNS | ORDINAL_ENDS:
                number = ""
        if not number:
            return self.take(ahead, Unit(name, None, self.written(ahead)))
        return self.numbered(name, int(number), place + 1)

    def month(self) -> bool:
        month = MONTHS.get(self.piece().text)
        if month is None:
            return False
        day, ahead = self.day_at(1)
        ahead += self.piece(ahead).text == ","
        if day and self.number(ahead, 4) and not self.years_at(ahead):  # September 30, 2022
            year = int(self.number(ahead, 4))
            return self.take(ahead + 1, self.moment(ahead + 1, month, year, int(day)))
        found, ahead = self.year_after(1)
        days = self.number(1, 2)
        if ahead == 2 and days and days_in(2001, month) <= int(days) <= 31:  # June 30
            name = MONTH_NAMES[month - 1]
            problem = f"holds {self.written(2)!r}, which could be a month of a year or a day of a month"
            self.two_ways(problem, f"{name} {found}", f"{days} {name}", more=", the day with its year")
        return self.take(ahead, self.moment(ahead, month, found, None))

    def two_years(self) -> bool:
        one, sign, two = self.number(0, 2, 4), self.piece(1).text, self.number(2, 2, 4)
        if not (one and two) or len(one) < len(two) or sign not in {"/", "-", "to" if len(one) == 4 else "-"}:
            return False
        after = self.piece(3).text
        if (sign == "to" or not self.years_at(0)) and (
            after in MONTHS or after in ORDINAL_ENDS | MONTH_NOUNS
        ):
            return False  # 2022 - 30 June
        text, end = self.written(3), int(two)
        first = int(one) if len(one) == 4 else _century(int(one))
        last = end if len(two) == 4 else first - first % 100 + end + (100 if end < first % 100 else 0)
        month = ""
        if len(one) == 4 and len(two) == 2 and 1 <= end <= 12 and sign == "-":
            month = f"{MONTH_NAMES[end - 1]} {first:04d}"
        elif len(one) == 2 and 1 <= int(one) <= 12:
            month = f"{MONTH_NAMES[int(one) - 1]} {_century(end):04d}"
        if last == first + 1 or (sign != "/" and first < last <= first + _LONGEST_PLAN):
            return self.take(3, TwoYears(first, last, month, text))
        if len(one) == 2 or len(two) == 4 or end > min(12, first % 100):
            refuse(f"holds {text!r}, which is no reporting year", self.label)
        return self.take(3, self.moment(3, end, first, None))

    def month_in_figures(self) -> bool:
        month, year = self.number(0, 1, 2), self.number(2, 4)
        if not (month and year and self.signed(1, "-/.")) or self.signed(3, "-/"):
            return False
        return self.take(3, self.moment(3, int(month), int(year), None))

    def year_of_month(self) -> bool:
        ahead = 1 + self.signed(1, "-/")
        year, month = self.number(0, 4), MONTHS.get(self.piece(ahead).text)
        if not year or month is None or self.follows_unit():
            return False
        return self.take(ahead + 1, self.moment(ahead + 1, month, int(year), None))

    def one_year(self) -> bool:
        year = self.number(0, 4)
        if year:
            if int(year) == 0:
                refuse("holds the year 0", self.label)
            start, end = int(year[:2]), int(year[2:])
            run = _century(start) if (start + 1) % 100 == end else None
            return self.take(1, OneYear(int(year), run, year))
        year = self.number(0, 2)
        if not year or not (self.follows_unit() or self.piece(-1).text == "'"):
            return False
        return self.take(1, OneYear(_century(int(year)), None, year))

    def follows_unit(self) -> bool:
        """Tell whether the last item, signs apart, is one that a year follows: Q2, FY, AY, CY."""
        for item in reversed(self.items):
            if not isinstance(item, Remark):
                return isinstance(item, Unit) and item.number is not None
            if item.name not in {"dash", "break"}:
                return item.name in {"fiscal", "academic", "calendar"}
        return False

    def phrase(self) -> bool:
        for words in (3, 2, 1):
            phrase, ahead = self.words(0, words)
            if phrase in PHRASES:
                return self.take(ahead, Remark(PHRASES[phrase], self.written(ahead)))
        return False

    def sign(self) -> bool:
        piece = self.piece()
        if piece.kind != "sign" or piece.text not in SIGNS:
            return False
        return self.take(1, Remark(SIGNS[piece.text], piece.text))

    def word(self) -> bool:
        piece = self.piece()
        beside_number = "number" in {
            self.piece(-1).kind if piece.glued else "",
            self.piece(1).kind if self.piece(1).glued else "",
        }
        if piece.kind != "word" or beside_number or piece.text in CARDINALS or piece.text in ORDINALS:
            return False
        if piece.text in REFUSED:
            refuse(
                f"holds {piece.text!r}, which changes the dates in a way that is not understood", self.label
            )
        if piece.text in PLAIN:
            return self.take(1, Remark("plain", piece.text))
        if len(piece.text) <= _ABBREVIATION:
            return False
        import difflib  # noqa: PLC0415 - only a label with a strange word pays for it

        near = difflib.get_close_matches(piece.text, _OFTEN_MISSPELT, n=1, cutoff=0.82)
        if near:
            refuse(f"holds {piece.text!r}; did you mean {near[0]!r}?", self.label)
        return self.take(1, Remark("unknown", piece.text))
