"""Timescales whose rule changed: the version in force on the trigger date counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import field, frozen

from kpirag._months import iso_day
from kpirag._records import checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.timescales._timescale_checks import listed
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import Edit
from kpirag.timescales.deadlines import Deadline
from kpirag.timescales.timescale import Timescale

__all__ = ["VersionedTimescale"]

_Versions: TypeAlias = Mapping[date, Timescale] | Iterable[tuple[date, Timescale]]
_REMEDY = "Write {date(2019, 8, 15): Timescale(1, 'month'), ...}: each from its first trigger date."


def _given_versions(given: _Versions) -> tuple[tuple[date, Timescale], ...]:
    return given  # type: ignore[return-value]  # made pairs in the check


@frozen(repr=False)
class VersionedTimescale:
    """One duty whose timescale changed over time; the trigger date picks the version.

    A case keeps the version of its trigger date for all its life, resets and extensions too.

    Args:
        name: What it is called in results.
        versions: For each version, the first trigger date it is for, and the timescale: a dict, or
            pairs.
        ends: The last trigger date of the last version; None if it is still in force.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If there is no version, two begin on one date, or it ends before it begins.
        FaultsError: If two or more things are wrong.

    Example:
        >>> sar = VersionedTimescale("Subject access", {
        ...     date(2018, 5, 25): Timescale(1, "month", counting="from the day after"),
        ...     date(2019, 8, 15): Timescale(1, "month")})
        >>> sar.due(date(2019, 8, 13)).isoformat(), sar.due(date(2019, 8, 15)).isoformat()
        ('2019-09-14', '2019-09-15')
    """

    name: str
    versions: tuple[tuple[date, Timescale], ...] = field(converter=_given_versions)
    ends: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, checked_text, self.name, "name", "Name it.")
        versions = take(faults, _pairs, self.versions)
        ends = None if self.ends is None else take(faults, iso_day, self.ends, "ends")
        raise_faults(faults)
        pairs = versions or ()
        if ends is not None and ends < pairs[-1][0]:
            got = f"{ends}, and the last version begins on {pairs[-1][0]}"
            raise InputError("is before the last version", path="ends", got=got, remedy="Correct the date.")
        object.__setattr__(self, "versions", pairs)
        object.__setattr__(self, "ends", ends)

    def on(self, trigger: date) -> Timescale:
        """Return the timescale in force on a trigger date.

        Args:
            trigger: The date, or a datetime whose date counts.

        Raises:
            InputTypeError: If it is not a date.
            InputError: If it is before the first version, or after the last has ended.

        Example:
            >>> sar = VersionedTimescale("Subject access", [
            ...     (date(2018, 5, 25), Timescale(1, "month", counting="from the day after")),
            ...     (date(2019, 8, 15), Timescale(1, "month"))])
            >>> sar.on(date(2019, 8, 14)).counting.value
            'from the day after'
        """
        day = trigger.date() if isinstance(trigger, datetime) else iso_day(trigger, "trigger")
        if day < self.versions[0][0]:
            problem = f"is before the first version of {self.name!r}, which begins on {self.versions[0][0]}"
            remedy = "Add the version that was in force then."
            raise InputError(problem, path="trigger", got=str(day), remedy=remedy)
        if self.ends is not None and day > self.ends:
            problem = f"is after {self.name!r} ended on {self.ends}"
            raise InputError(problem, path="trigger", got=str(day), remedy="Use what took its place.")
        return next(timescale for begins, timescale in reversed(self.versions) if begins <= day)

    def due(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> date:
        """Return the last date in time, by the version in force on the start.

        Args:
            start: The start of the clock; it is the trigger.
            calendar: The working calendar, where the version needs one.
            edits: What happened to the clock.

        Raises:
            InputError: If the start is before the first version.
        """
        return self.on(start).due(start, calendar, edits=edits)

    def deadline(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> Deadline:
        """Return the last date in time with what led to it, by the version in force on the start.

        Args:
            start: The start of the clock; it is the trigger.
            calendar: The working calendar, where the version needs one.
            edits: What happened to the clock.

        Raises:
            InputError: If the start is before the first version.
        """
        return self.on(start).deadline(start, calendar, edits=edits)

    def to_dict(self) -> dict[str, Any]:
        """Return the versions as a dict of plain values."""
        told = [{"from": begins.isoformat(), **each.to_dict()} for begins, each in self.versions]
        return {"name": self.name, "versions": told, "ends": self.ends and self.ends.isoformat()}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> VersionedTimescale:
        """Return the versions that `to_dict` described.

        Args:
            record: The name and the versions; ends may be left out.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of versions.
        """
        facts = checked_keys(record, "timescale", ("name", "versions", "ends"), ("name", "versions"))
        pairs = []
        given = listed(facts["versions"], "versions", "must be a list", "Write what to_dict() gives.")
        for place, each in enumerate(given):
            if not isinstance(each, Mapping) or "from" not in each:
                path, remedy = f"versions[{place}]", "Write what to_dict() gives."
                raise InputError("has no 'from'", path=path, got=shown(each), remedy=remedy)
            rest = {key: value for key, value in each.items() if key != "from"}
            begins = iso_day(each["from"], f"versions[{place}].from")
            try:
                pairs.append((begins, Timescale.from_dict(rest)))
            except KpiragError as fault:
                raise fault.within(f"versions[{place}]") from None
        return cls(facts["name"], pairs, ends=facts.get("ends"))

    def __repr__(self) -> str:
        told = ", ".join(f"{begins}: {each!r}" for begins, each in self.versions)
        return f"VersionedTimescale({self.name!r}, {{{told}}}, ends={self.ends})"


def _pairs(given: object) -> tuple[tuple[date, Timescale], ...]:
    if isinstance(given, Mapping):
        given = given.items()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputTypeError("must be versions", path="versions", got=shown(given), remedy=_REMEDY)
    faults: list[KpiragError] = []
    found: dict[date, Timescale] = {}
    for place, pair in enumerate(given):
        path = f"versions[{place}]"
        if not isinstance(pair, tuple | list) or len(pair) != 2 or not isinstance(pair[1], Timescale):
            problem = "must be a date and a timescale"
            faults.append(InputTypeError(problem, path=path, got=shown(pair), remedy=_REMEDY))
            continue
        begins = take(faults, iso_day, pair[0], path)
        if begins is not None and begins in found:
            problem, remedy = "begins on the day another begins", "Correct one of the dates."
            faults.append(InputError(problem, path=path, got=str(begins), remedy=remedy))
        elif begins is not None:
            found[begins] = pair[1]
    if not found and not faults:
        faults.append(InputError("has no version", path="versions", got=shown(given), remedy=_REMEDY))
    raise_faults(faults)
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))
