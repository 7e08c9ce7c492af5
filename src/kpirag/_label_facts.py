"""What a period label states, put together from its items: parts of a year, years and days, and how meant."""

from __future__ import annotations

from attrs import frozen

from kpirag._label_words import Item, Length, Moment, OneYear, Remark, TwoYears, Unit, refuse

__all__ = ["Facts", "Stretch"]

_TO = frozenset({"to", "up to", "dash"})
_ENDING = frozenset({"to", "up to", "ending", "year ending", "year to"})
_STYLES = ("fiscal", "academic", "calendar")


@frozen
class Stretch:
    """Days a label states: from one moment to another, one moment alone, or only up to a moment.

    Args:
        first: Where it starts; None if only its end is told; the last itself if it is one moment.
        last: Where it ends.

    Example:
        >>> june = Moment(6, 2022, None, "June 2022")
        >>> Stretch(june, june).is_one_moment, Stretch(None, june).text
        (True, 'to June 2022')
    """

    first: Moment | None
    last: Moment

    @property
    def is_one_moment(self) -> bool:
        """Whether the label states one month or day."""
        return self.first is self.last

    @property
    def text(self) -> str:
        """How the label states it."""
        if self.first is None:
            return f"to {self.last.text}"
        return self.last.text if self.is_one_moment else f"{self.first.text} to {self.last.text}"


class Facts:
    """The facts of a label.

    Args:
        items: What the label says, in order.
        label: The label, for errors.

    Raises:
        InputError: If words hang in the air, or open a period that has no end.

    Example:
        >>> from kpirag._label_items import items_of
        >>> facts = Facts(items_of("Q2 2022/23 YTD"), "Q2 2022/23 YTD")
        >>> facts.units, facts.to_date
        ({'quarter': {2}}, True)
    """

    def __init__(self, items: list[Item], label: str) -> None:
        self.label = label
        self.items = items
        self.names = [item.name if isinstance(item, Remark) else "" for item in items]
        for place, name in enumerate(self.names):
            if name == "ending" and self._name(place - 1) in _STYLES:
                self.names[place] = "year ending"
        told = set(self.names)
        self.pairs = [item for item in items if isinstance(item, TwoYears)]
        self.years = [item for item in items if isinstance(item, OneYear)]
        self.lengths = {item.months for item in items if isinstance(item, Length)}
        self.lengths |= {12} if "rolling year" in told else set()
        self.units: dict[str, set[int]] = {"year": set()} if "annual" in told else {}
        for item in items:
            if isinstance(item, Unit):
                self.units.setdefault(item.name, set()).update(() if item.number is None else (item.number,))
        unknown = [item.text for item in items if isinstance(item, Remark) and item.name == "unknown"]
        self.unknown = unknown[0] if unknown else ""
        self.year_ending = "year ending" in told
        self.year_to = "year to" in told
        self.outturn = "outturn" in told
        self.plan = "plan" in told
        self.year = "year" in told
        self.to_date = "to date" in told
        self.as_at = "as at" in told
        self.end_of_part = False
        styles = [style for style in _STYLES if style in told]
        if len(styles) > 1:
            refuse(f"speaks of a {styles[0]} year and of a {styles[1]} year", label)
        self.style = styles[0] if styles else ""
        if (
            len({(pair.first, pair.last) for pair in self.pairs}) > 1
            or len({one.year for one in self.years}) > 1
        ):
            refuse("names more than one year", label)
        for name, numbers in self.units.items():
            if len(numbers) > 1:
                refuse(f"names more than one {name}", label)
        self.stretches: list[Stretch] = []
        self._used: set[int] = set()
        self._gather()
        if "rolling" in told and not self.lengths:
            refuse("says 'rolling' and not how many months", label)
        # Something beside the years, so that 2010-11 cannot be a month.
        self.names_a_year = bool(self.units or self.style or self.stretches or self.plan or self.year)

    def _gather(self) -> None:
        for place, item in enumerate(self.items):
            if isinstance(item, Moment):
                self._stretch(place, item)
        for place, name in enumerate(self.names):
            if place in self._used:
                continue
            if name in _ENDING:
                self._ending(place)
            elif name == "end":
                self._end(place)
            elif name == "at":
                self._at(place)
            elif name == "and" and self._beside(place, -1) and self._beside(place, 1):
                refuse("names more than one period", self.label)
            else:
                self._open_or_part(place)

    def _name(self, place: int) -> str:
        return self.names[place] if 0 <= place < len(self.names) else ""

    def _item(self, place: int) -> Item | None:
        return self.items[place] if 0 <= place < len(self.items) else None

    def _text(self, place: int) -> str:
        return self.items[place].text

    def _beside(self, place: int, step: int) -> Item | None:
        """Return the item beside one, breaks and "end of" left out, unless it is a mere word."""
        place += step
        while self._name(place) in {"break", "end", "from"}:
            place += step
        item = self._item(place)
        return None if isinstance(item, Remark) else item

    def _stretch(self, place: int, moment: Moment) -> None:
        before = place - 1
        ended = self._name(before) == "end"
        if ended:
            self._used.add(before)
            before -= 1
        link, earlier = self._name(before), self._item(before - 1)
        years = self._item(before)
        if isinstance(years, TwoYears) and len(years.text) == len("12/13") and moment.year and not self.units:
            refuse(f"says '{years.text} {moment.text}', which could be days of a month", self.label)
        joined = link in _TO or (link == "and" and "between" in self.names)
        if not link and not ended:
            earlier = self._item(before)
            names = isinstance(earlier, Moment) and (earlier.year, earlier.day, moment.day) == (None,) * 3
            joined = names and moment.text[0].isalpha()  # July September
        alone = (
            bool(self.stretches) and self.stretches[-1].is_one_moment and self.stretches[-1].last is earlier
        )
        if joined and alone:
            self.stretches[-1] = Stretch(self.stretches[-1].last, moment)
            self._used.add(before)
            return
        if link == "break" and self._name(before - 1) in _ENDING - {"to"}:
            before -= 1
            link = self._name(before)
        if link in _ENDING:
            self.stretches.append(Stretch(None, moment))
            self._used.add(before)
            return
        self.stretches.append(Stretch(moment, moment))
        self.as_at = self.as_at or ended

    def _ending(self, place: int) -> None:
        name, after = self._name(place), self._beside(place, 1)
        numbered = isinstance(after, Unit) and after.number is not None
        if numbered and name in {"to", "up to"}:
            self.to_date = self.to_date or not self.lengths
        elif (name == "to" and not isinstance(after, TwoYears | OneYear)) or (
            numbered and (name != "ending" or self.lengths)
        ):
            return
        else:
            refuse(f"says {self._text(place)!r} and not up to which month or day", self.label)

    def _end(self, place: int) -> None:
        before, after = self._item(place - 1), self._beside(place, 1)
        if isinstance(before, Moment):
            self.as_at = True
        elif isinstance(before, Unit) or isinstance(after, Unit | TwoYears | OneYear):
            self.end_of_part = True

    def _at(self, place: int) -> None:
        after, ended = self._beside(place, 1), self._name(place + 1) in {"end", "annual"}
        self.as_at = self.as_at or ended or isinstance(after, Moment)
        self.end_of_part = self.end_of_part or isinstance(after, Unit)

    def _open_or_part(self, place: int) -> None:
        before, after = self._item(place - 1), self._item(place + 1)
        name, unit = self._name(place), before if isinstance(before, Unit) else None
        if name == "from" and after is not None and not isinstance(after, Remark):
            if not any(stretch.first is after and not stretch.is_one_moment for stretch in self.stretches):
                refuse("says from when and not up to when", self.label)
        elif name == "of" and unit and unit.number is not None and isinstance(after, Moment):
            refuse(f"names a part of {after.text}", self.label)
        elif name == "to date" and self._text(place).lower().replace("-", " ") == "to date":
            before = self._item(place - 2) if self._name(place - 1) == "dash" else before
            if self.units or isinstance(before, Moment):
                refuse("says 'to date' and not from when, or up to which day", self.label)
