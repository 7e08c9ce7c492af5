"""Deadlines: a due date with everything that led to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from kpirag._label_text import MONTH_NAMES
from kpirag._months import plain_day
from kpirag.timescales._clock_hours import like
from kpirag.timescales.clocks import Edit

if TYPE_CHECKING:
    from kpirag.timescales.timescale import Timescale

__all__ = ["Deadline", "in_words"]


@frozen
class Deadline:
    """The last date in time, and how it was reached: what `Timescale.deadline` gives.

    Attributes:
        start: The start as it was given.
        due: The last date in time; a datetime for hours.
        counted_from: The start that counts, after receipt rules and resets.
        due_unedited: The last date in time if there were no clock edits.
        timescale: The timescale.
        calendar: The name of the calendar that was used; empty if none was.
        calendar_version: Its version.
        coverage: The range of dates it knows.
        known: False if it lies beyond the last date for which bank holidays were announced.
        edits: The clock edits that were given.

    Example:
        >>> from kpirag.timescales import ENGLAND_AND_WALES, Timescale
        >>> assessment = Timescale(45, "working days", name="Child and family assessment")
        >>> print(assessment.deadline(date(2022, 7, 1), calendar=ENGLAND_AND_WALES))
        Child and family assessment: due 5 September 2022
    """

    start: date | datetime
    due: date | datetime
    counted_from: date | datetime
    due_unedited: date | datetime
    timescale: Timescale
    calendar: str
    calendar_version: str
    coverage: str
    known: bool
    edits: tuple[Edit, ...]

    @property
    def rule(self) -> str:
        """How the timescale counts, in words."""
        return self.timescale.describe()

    @property
    def is_edited(self) -> bool:
        """True if clock edits changed the due date."""
        return self.due != self.due_unedited

    @property
    def exempt(self) -> str:
        """The ground of the exemption, or empty if there is none."""
        return next((each.reason for each in self.edits if each.to_dict()["edit"] == "exempt"), "")

    def in_time(self, end: date | datetime) -> bool:
        """Tell whether something done then was done in time.

        Args:
            end: The date it was done; a datetime for hours.

        Raises:
            InputTypeError: If it is not of the kind of the due date.
        """
        if isinstance(self.due, datetime):
            return like(end, self.due, "end") <= like(self.due, self.due, "due")
        return plain_day(end, "end") <= self.due

    def explain(self) -> str:
        """Return in plain sentences when it is due, and why."""
        told = [f"Due {in_words(self.due)}: {self.rule}."]
        if self.counted_from != self.start:
            told.append(f"It is counted from {in_words(self.counted_from)}.")
        if self.is_edited:
            told.append(f"Without the clock edits it would be {in_words(self.due_unedited)}.")
        if self.exempt:
            told.append(f"Exempt: {self.exempt}.")
        if self.calendar:
            version = f", version {self.calendar_version}" if self.calendar_version else ""
            told.append(f"Calendar: {self.calendar}{version}, {self.coverage}.")
        if not self.known:
            told.append("The bank holidays of that time were not yet announced.")
        return " ".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the deadline as a dict of plain values."""
        return {
            "timescale": self.timescale.name,
            "rule": self.rule,
            "start": self.start.isoformat(),
            "counted_from": self.counted_from.isoformat(),
            "due": self.due.isoformat(),
            "due_unedited": self.due_unedited.isoformat(),
            "exempt": self.exempt,
            "calendar": self.calendar,
            "calendar_version": self.calendar_version,
            "coverage": self.coverage,
            "known": self.known,
            "edits": [each.to_dict() for each in self.edits],
        }

    def __str__(self) -> str:
        name = self.timescale.name or str(self.timescale)
        return f"{name}: due {in_words(self.due)}"


def in_words(day: date | datetime) -> str:
    """Return a date as a letter writes it, with its time if it has one.

    Args:
        day: The date or datetime.

    Example:
        >>> in_words(date(2022, 9, 5))
        '5 September 2022'
    """
    told = f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    if not isinstance(day, datetime):
        return told
    zone = f" {day.tzname()}" if day.tzname() else ""
    return f"{told} {day.time().isoformat('auto' if day.second or day.microsecond else 'minutes')}{zone}"
