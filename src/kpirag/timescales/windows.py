"""Windows that look back from a date.

A recency window answers "was the child seen in the last 6 weeks?", and a look-back "is this the second
plan within 2 years?".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag._records import checked_keys
from kpirag._texts import checked_text, of_kind
from kpirag.errors import KpiragError, raise_faults, take
from kpirag.timescales._timescale_checks import HOURS, given_unit
from kpirag.timescales._window_checks import day_list, length, unit_but
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import TimeUnit

__all__ = ["Window", "earlier_within", "seen_within"]


@frozen(repr=False)
class Window:
    """The last so many days, weeks, months or years up to a date: "seen in the last 6 weeks".

    Both edges are part of it: of 6 weeks up to 30 September, 19 August and 30 September. Months are
    counted back to the same day of the month, or to the last day of a month that has no such day.

    Args:
        n: How many, 1 or more.
        unit: ``"days"``, ``"weeks"``, ``"months"``, ``"years"``, ``"working days"``, ``"school days"`` or
            ``"days excluding bank holidays"``.
        name: What it is called in results.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If n is below 1, or the unit is unknown or hours.
        FaultsError: If two or more things are wrong.

    Example:
        >>> Window(3, "months").first_day(date(2024, 5, 31)).isoformat()
        '2024-02-29'
        >>> Window(6, "weeks").contains(date(2022, 8, 19), as_of=date(2022, 9, 30))
        True
    """

    n: int
    unit: TimeUnit = field(converter=given_unit)
    name: str = field(default="", kw_only=True)
    # The same length, counted back; made once, because a window is asked about many children.
    _back: Timescale = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        n = take(faults, length, self.n)
        unit = take(faults, unit_but, self.unit, HOURS, "a window is made of days, not of hours")
        take(faults, checked_text, self.name, "name")
        raise_faults(faults)
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "_back", Timescale(self.n, self.unit, direction="before"))

    def first_day(self, as_of: date, calendar: WorkingCalendar | None = None) -> date:
        """Return the first day that is part of the window.

        Args:
            as_of: The last day of the window.
            calendar: The working calendar, where the unit needs one.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.
            CalendarRangeError: If the calendar does not reach back so far.

        Example:
            >>> Window(2, "years").first_day(date(2024, 2, 29)).isoformat()
            '2022-02-28'
        """
        return self._back.due(plain_day(as_of, "as_of"), calendar)

    def contains(self, event: date, as_of: date, calendar: WorkingCalendar | None = None) -> bool:
        """Tell whether something happened inside the window.

        What happens after the last day is not part of it: as of that day it was not known.

        Args:
            event: The date it happened.
            as_of: The last day of the window.
            calendar: The working calendar, where the unit needs one.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.

        Example:
            >>> Window(2, "weeks").contains(date(2022, 10, 1), as_of=date(2022, 9, 30))
            False
        """
        return self.first_day(as_of, calendar) <= plain_day(event, "event") <= as_of

    def to_dict(self) -> dict[str, Any]:
        """Return the window as a dict of plain values."""
        return {"n": self.n, "unit": self.unit.value, "name": self.name}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Window:
        """Return the window that `to_dict` described.

        Args:
            record: The number and the unit; the name may be left out.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a window.
        """
        facts = checked_keys(record, "window", ("n", "unit", "name"), ("n", "unit"))
        return cls(facts["n"], facts["unit"], name=facts.get("name", ""))

    def __str__(self) -> str:
        return f"the last {Timescale(self.n, self.unit)}"

    def __repr__(self) -> str:
        return f"Window({self.n}, {self.unit.value!r}, name={self.name!r})"


def seen_within(
    events: Iterable[date], window: Window, as_of: date, calendar: WorkingCalendar | None = None
) -> bool:
    """Tell whether any of some events happened inside a window; events after its last day are left out.

    Args:
        events: The dates of what happened, such as the visits to one child, in any order.
        window: The window.
        as_of: The last day of the window: the date the figure is for.
        calendar: The working calendar, where the window needs one.

    Raises:
        InputTypeError: If a date is not a date, or a calendar is missing.
        FaultsError: If two or more of the dates are not dates.

    Example:
        >>> visits = [date(2022, 7, 4), date(2022, 8, 19)]
        >>> seen_within(visits, Window(6, "weeks"), as_of=date(2022, 9, 30))
        True
        >>> seen_within(visits, Window(4, "weeks"), as_of=date(2022, 9, 30))
        False
    """
    of_kind(window, Window, "window", "Window(6, 'weeks')")
    begin = window.first_day(as_of, calendar)
    return any(begin <= day <= as_of for day in day_list(events, "events"))


def earlier_within(
    earlier: Iterable[date], window: Window | None, new: date, calendar: WorkingCalendar | None = None
) -> date | None:
    """Return the latest earlier event inside a window that ends when the new one starts; None if none is.

    This is "a second or subsequent plan within 2 years": the window ends at the start of the new plan,
    not at the date of the report. The first day of the window is part of it. The start of the new plan
    is not: what happened on that day is not earlier.

    Args:
        earlier: The dates of the earlier events: starts or ends of plans, as the measure says.
        window: How far to look back; None for ever.
        new: The start of the new one.
        calendar: The working calendar, where the window needs one.

    Raises:
        InputTypeError: If a date is not a date, or a calendar is missing.
        FaultsError: If two or more of the dates are not dates.

    Example:
        >>> ends = [date(2015, 4, 30), date(2017, 6, 30)]
        >>> earlier_within(ends, Window(2, "years"), new=date(2019, 6, 30))
        datetime.date(2017, 6, 30)
        >>> earlier_within(ends, Window(2, "years"), new=date(2019, 7, 1)) is None
        True
    """
    last = plain_day(new, "new")
    if window is not None:
        of_kind(window, Window, "window", "Window(2, 'years'), or None for ever")
    begin = date.min if window is None else window.first_day(last, calendar)
    return max((day for day in day_list(earlier, "earlier") if begin <= day < last), default=None)
