"""Tables of the days that count: how many there are up to a date, and which is the n-th."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

__all__ = ["DayTable"]


@frozen(eq=False, repr=False)
class DayTable:
    """The counting days of a calendar, from its first to its last date.

    Args:
        first: The ordinal of the first date.
        ranks: For each date from the first to the last, how many counting days there are up to
            and including it.
        ordinals: The ordinals of the counting days.

    Example:
        >>> table = DayTable.of(date(2022, 4, 29), date(2022, 5, 4), [738274, 738278, 738279])
        >>> table.days[table.ranks[1]].isoformat()
        '2022-05-03'
    """

    first: int
    ranks: tuple[int, ...]
    ordinals: tuple[int, ...]
    days: tuple[date, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(map(date.fromordinal, self.ordinals)))

    @classmethod
    def of(cls, first: date, last: date, ordinals: Iterable[int]) -> DayTable:
        """Return the table of some counting days.

        Args:
            first: The first date the calendar knows.
            last: The last.
            ordinals: The ordinals of the counting days, in order, all between the two.
        """
        start, end = first.toordinal(), last.toordinal()
        counting = tuple(ordinals)
        ranks: list[int] = []
        rank = 0
        for ordinal in counting:
            ranks.extend([rank] * (ordinal - start - len(ranks)))
            rank += 1
        ranks.extend([rank] * (end + 1 - start - len(ranks)))
        return cls(start, tuple(ranks), counting)

    def counts(self, ordinal: int) -> bool:
        """Tell whether a date inside the table counts.

        Args:
            ordinal: Its ordinal.
        """
        return self.ranks[ordinal - self.first] > self.before(ordinal)

    def before(self, ordinal: int) -> int:
        """Return how many counting days there are before a date inside the table.

        It is the place in `days` of the first counting day on or after the date.

        Args:
            ordinal: The ordinal of the date.
        """
        place = ordinal - self.first
        return self.ranks[place - 1] if place else 0
