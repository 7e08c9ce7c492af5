"""What the catalogue is made of: entries, each with a rule and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from kpirag._months import iso_day
from kpirag._texts import checked_text, of_kind
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    suggestion,
    take,
)
from kpirag.timescales._timescale_checks import listed
from kpirag.timescales.averages import AverageDuration
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.clocks import Edit
from kpirag.timescales.cumulative import CumulativeLimit
from kpirag.timescales.deadlines import Deadline
from kpirag.timescales.schedules import Schedule
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.versions import VersionedTimescale
from kpirag.timescales.windows import Window

__all__ = ["FLAGS", "NATIONS", "AuthorityStatus", "CatalogueEntry", "DueSide", "Rule"]

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
#: How a figure was checked, and what that means.
FLAGS = {
    "V": "seen in the named source",
    "V2": "seen only in a secondary source, such as the page of a council or a law firm",
    "K": "not checked",
}


class AuthorityStatus(StrEnum):
    """What stands behind a timescale."""

    STATUTE = "statute"
    STATUTORY_GUIDANCE = "statutory guidance"
    NATIONAL_MEASURE = "national measure"
    LOCAL = "local"


class DueSide(StrEnum):
    """Whether the due date is the last day that is allowed, or the first."""

    NO_LATER_THAN = "no later than"
    NO_EARLIER_THAN = "no earlier than"


def _given_status(given: AuthorityStatus | str) -> AuthorityStatus:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_side(given: DueSide | str) -> DueSide:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_nations(given: str | Iterable[str]) -> tuple[str, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _nation_names(given: object) -> tuple[str, ...]:
    remedy = f"Write some of {', '.join(map(repr, NATIONS))}."
    names = (given,) if isinstance(given, str) else tuple(listed(given, "nations", "must be names", remedy))
    for name in names:
        if name not in NATIONS:
            remedy = suggestion(str(name), NATIONS)
            raise InputError("is no nation", path="nations", got=shown(name), remedy=remedy)
    return names


def _checked_key(given: object, path: str = "key") -> None:
    text = checked_text(given, path, "Write a key such as 'ehc-final-plan'.")
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in text.split("-")):
        problem, remedy = "must be small letters and digits, joined by hyphens", "Write 'ehc-final-plan'."
        raise InputError(problem, path=path, got=shown(given), remedy=remedy)


def _checked_flag(given: object) -> None:
    if not isinstance(given, str) or given not in FLAGS:
        remedy = suggestion(str(given), FLAGS)
        raise InputError("is no flag", path="flag", got=shown(given), remedy=remedy)


#: What an entry holds.
Rule: TypeAlias = Timescale | VersionedTimescale | Schedule | Window | CumulativeLimit | AverageDuration

_KINDS: dict[type, str] = {
    Timescale: "timescale",
    VersionedTimescale: "versions",
    Schedule: "schedule",
    Window: "window",
    CumulativeLimit: "cumulative limit",
    AverageDuration: "average duration, no deadline",
}
_INSTEAD = {
    "schedule": "Write entry.rule.compliance(start, events, as_of=...).",
    "window": "Write entry.rule.contains(event, as_of=...).",
    "cumulative limit": "Write entry.rule.total(spells, as_of=...).",
    "average duration, no deadline": "Write entry.rule.of(cases).",
}


@frozen(repr=False)
class CatalogueEntry:
    """One timescale with where it comes from.

    It is not legal advice: read the source before you rely on it.

    Args:
        key: The stable key it is looked up by, in small letters and hyphens.
        name: What it is called.
        rule: The timescale; or versions, a schedule, a window, a cumulative limit or an average duration.
        authority: The act, regulation or guidance, with the section.
        status: ``"statute"``, ``"statutory guidance"``, ``"national measure"`` or ``"local"``.
        trigger: What starts the clock.
        end: What has to be done.
        flag: How it was checked: a key of `FLAGS`.
        nations: Where it holds; empty if that was not recorded.
        source: Where it was seen; empty if in the authority itself.
        in_force_from: The first trigger date it can be for, if known. Where only the month or year is
            known, it is its first day.
        in_force_to: The last trigger date it can be for, if known. Where only the month or year is known,
            it is its last day.
        earlier: The key of the entry for earlier triggers; empty if the catalogue has none.
        later: The key of the entry for later triggers; empty if the catalogue has none.
        extension: The longer timescale from the same start that may take its place.
        exclusions: What pauses, extends or lifts the duty, in words.
        calendar: The calendar that the authority names; None if it names none.
        side: Whether the due date is the last day that is allowed, or the first.
        note: What else has to be known.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a text is empty, or an option is unknown.
        FaultsError: If two or more things are wrong.

    Example:
        >>> visit = CatalogueEntry("local-visit", "Visit in 10 working days", Timescale(10, "working days"),
        ...     authority="Local standard", status="local", trigger="last visit", end="visit", flag="V")
        >>> visit.kind, visit.verified
        ('timescale', True)
    """

    key: str
    name: str
    rule: Rule
    authority: str = field(kw_only=True)
    status: AuthorityStatus = field(kw_only=True, converter=_given_status)
    trigger: str = field(kw_only=True)
    end: str = field(kw_only=True)
    flag: str = field(kw_only=True)
    nations: tuple[str, ...] = field(default=(), kw_only=True, converter=_given_nations)
    source: str = field(default="", kw_only=True)
    in_force_from: date | None = field(default=None, kw_only=True)
    in_force_to: date | None = field(default=None, kw_only=True)
    earlier: str = field(default="", kw_only=True)
    later: str = field(default="", kw_only=True)
    extension: Timescale | None = field(default=None, kw_only=True)
    exclusions: str = field(default="", kw_only=True)
    calendar: WorkingCalendar | None = field(default=None, kw_only=True)
    side: DueSide = field(default=DueSide.NO_LATER_THAN, kw_only=True, converter=_given_side)
    note: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, _checked_key, self.key)
        for name in ("name", "authority", "trigger", "end"):
            take(faults, checked_text, getattr(self, name), name, "Write it in words.")
        for name in ("source", "exclusions", "note"):
            take(faults, checked_text, getattr(self, name), name)
        if type(self.rule) not in _KINDS:
            remedy = (
                "Write a Timescale, VersionedTimescale, Schedule, Window, CumulativeLimit or AverageDuration."
            )
            faults.append(InputTypeError("must be a rule", path="rule", got=shown(self.rule), remedy=remedy))
        facts = self._facts(faults)
        if self.extension is not None:
            take(faults, of_kind, self.extension, Timescale, "extension", "Timescale(20, 'working days')")
        if self.calendar is not None:
            take(faults, of_kind, self.calendar, WorkingCalendar, "calendar", "ENGLAND_AND_WALES")
        raise_faults(faults)
        if not isinstance(self.rule, AverageDuration) and not self.rule.name:
            facts["rule"] = evolve(self.rule, name=self.name)
        for name, value in facts.items():
            object.__setattr__(self, name, value)

    def _facts(self, faults: list[KpiragError]) -> dict[str, Any]:
        take(faults, _checked_flag, self.flag)
        facts: dict[str, Any] = {
            "status": take(faults, choose, AuthorityStatus, self.status, "status"),
            "side": take(faults, choose, DueSide, self.side, "side"),
        }
        for name in ("in_force_from", "in_force_to"):
            given = getattr(self, name)
            facts[name] = None if given is None else take(faults, iso_day, given, name)
        first, last = facts["in_force_from"], facts["in_force_to"]
        if first is not None and last is not None and last < first:
            got = f"{first} to {last}"
            problem = "is before it came into force"
            faults.append(InputError(problem, path="in_force_to", got=got, remedy="Swap the two dates."))
        facts["nations"] = take(faults, _nation_names, self.nations)
        for name in ("earlier", "later"):
            if getattr(self, name) != "":
                take(faults, _checked_key, getattr(self, name), name)
        return facts

    @property
    def kind(self) -> str:
        """What sort of rule it holds, in words."""
        return _KINDS[type(self.rule)]

    @property
    def verified(self) -> bool:
        """True if it was seen in a source, its own or a secondary one."""
        return self.flag != "K"

    @property
    def limit(self) -> str:
        """The length in short: "20 weeks"."""
        if isinstance(self.rule, VersionedTimescale):
            return f"{self.rule.versions[-1][1]} ({len(self.rule.versions)} versions)"
        return str(self.rule)

    @property
    def counting(self) -> str:
        """How it counts, in words."""
        if isinstance(self.rule, VersionedTimescale):
            (_, first), *rest = self.rule.versions
            later = [f"for triggers from {begins}, {each.describe()}" for begins, each in rest]
            return "; ".join([first.describe(), *later])
        rule = self.rule
        if isinstance(rule, Timescale):
            return rule.describe()
        if isinstance(rule, Schedule):
            return f"{rule.describe()}; the first {rule.first.describe()}"
        if isinstance(rule, Window):
            return f"{rule}, its first and its last day included"
        return f"{rule}; {rule.counts if isinstance(rule, CumulativeLimit) else rule.convention}"

    def on(self, trigger: date) -> Timescale:
        """Return the timescale for a trigger date; of a schedule, the first.

        Args:
            trigger: The date that starts the clock, or the event that is counted back from.

        Raises:
            InputTypeError: If it is not a date.
            InputError: If the entry was not in force then, or is no timescale.
        """
        day = trigger.date() if isinstance(trigger, datetime) else iso_day(trigger, "trigger")
        if self.in_force_from and day < self.in_force_from:
            raise self._not_for(day, f"is from {self.in_force_from}", self.earlier)
        if self.in_force_to and day > self.in_force_to:
            raise self._not_for(day, f"is up to {self.in_force_to}", self.later)
        if isinstance(self.rule, VersionedTimescale):
            return self.rule.on(day)
        if isinstance(self.rule, Timescale):
            return self.rule
        if isinstance(self.rule, Schedule):
            return self.rule.first
        problem = f"{self.key!r} is no deadline but a rule of another kind"
        raise InputError(problem, path="rule", got=self.kind, remedy=_INSTEAD[self.kind])

    def _not_for(self, day: date, when: str, other: str) -> InputError:
        remedy = f"Use the entry {other!r}." if other else "The catalogue has no entry for that time."
        note = f" {self.note}" if self.note else ""
        problem = f"is not a date for {self.key!r}, which {when}"
        return InputError(problem, path="trigger", got=str(day), remedy=f"{remedy}{note}")

    def due(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> date:
        """Return the last date in time, by the version in force on the start; of a schedule, the first.

        Where `side` is "no earlier than", it is the first date that is allowed.

        Args:
            start: The date of the trigger.
            calendar: The working calendar; by default the one the authority names, if it does.
            edits: What happened to the clock.

        Raises:
            InputTypeError: If the start is not of the right kind, or a calendar is missing.
            InputError: If the entry was not in force on the start, or is no deadline.
            CalendarRangeError: If the calendar does not reach so far.

        Example:
            >>> from kpirag.timescales.catalogue import CATALOGUE
            >>> CATALOGUE["ehc-final-plan"].due(date(2022, 4, 1)).isoformat()
            '2022-08-19'
        """
        return self.on(start).due(start, calendar or self.calendar, edits=edits)

    def deadline(
        self,
        start: date | datetime,
        calendar: WorkingCalendar | None = None,
        *,
        edits: Iterable[Edit] = (),
    ) -> Deadline:
        """Return the last date in time with what led to it; of a schedule, the first.

        Args:
            start: The date of the trigger.
            calendar: The working calendar; by default the one the authority names, if it does.
            edits: What happened to the clock.

        Raises:
            InputTypeError: If the start is not of the right kind, or a calendar is missing.
            InputError: If the entry was not in force on the start, or is no deadline.
        """
        return self.on(start).deadline(start, calendar or self.calendar, edits=edits)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as a dict of plain values."""
        return {
            "key": self.key,
            "name": self.name,
            "kind": self.kind,
            "limit": self.limit,
            "counting": self.counting,
            "side": self.side.value,
            "trigger": self.trigger,
            "end": self.end,
            "authority": self.authority,
            "status": self.status.value,
            "nations": list(self.nations),
            "in_force_from": self.in_force_from and self.in_force_from.isoformat(),
            "in_force_to": self.in_force_to and self.in_force_to.isoformat(),
            "earlier": self.earlier,
            "later": self.later,
            "extension": self.extension and str(self.extension),
            "exclusions": self.exclusions,
            "calendar": self.calendar and self.calendar.name,
            "flag": self.flag,
            "verified": self.verified,
            "source": self.source or self.authority,
            "note": self.note,
        }

    def __str__(self) -> str:
        return f"{self.name}: {self.limit} ({self.authority})"

    def __repr__(self) -> str:
        return f"<CatalogueEntry {self.key!r}: {self.limit}, flag {self.flag}>"
