"""Clock edits: four different things that can happen to a running timescale.

A pause stops it, a reset starts it again, an extension gives it a later end, and an exemption takes
the case out of the duty. They are applied in one order, however they are listed: resets first, then
extensions, then pauses. A pause moves what is counted, never a date that was agreed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from kpirag._months import iso_day
from kpirag._records import checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, suggestion, take
from kpirag.timescales._timescale_checks import listed
from kpirag.timescales.units import CountDirection

if TYPE_CHECKING:
    from kpirag.timescales.timescale import Timescale

__all__ = [
    "Edit",
    "Exempt",
    "Extend",
    "Pause",
    "Reset",
    "checked_edits",
    "clock_kind",
    "day_of",
    "edit_from_dict",
    "in_utc",
    "in_zone_of",
    "merged_pauses",
    "moment",
]


def moment(given: object, path: str) -> date | datetime:
    """Return a date or a date with a time, which may be written as ISO text.

    Args:
        given: The date, the datetime or the text.
        path: Where it was given, for the error.

    Raises:
        InputTypeError: If it is none of these.
        InputError: If the text is no date.

    Example:
        >>> moment("2022-07-01T16:00", "at")
        datetime.datetime(2022, 7, 1, 16, 0)
    """
    if isinstance(given, str) and len(given.strip()) > len("2022-07-01"):
        try:
            return datetime.fromisoformat(given.strip())
        except ValueError:
            remedy = "Write '2022-07-01T16:00'."
            raise InputError("is no date with a time", path=path, got=shown(given), remedy=remedy) from None
    return given if isinstance(given, datetime) else iso_day(given, path)


def clock_kind(given: date | datetime) -> str:
    """Return whether a moment is a date, a wall time, or a time with its zone: only like compares with like.

    Args:
        given: The moment.

    Example:
        >>> clock_kind(datetime(2022, 7, 1, 16, 0))
        'a time without a zone'
    """
    if not isinstance(given, datetime):
        return "a date"
    return "a time without a zone" if given.utcoffset() is None else "a time with a zone"


def day_of(given: date | datetime) -> date:
    """Return the date of a moment, as its own clock shows it.

    Args:
        given: A date or a datetime.

    Example:
        >>> day_of(datetime(2022, 7, 1, 16, 0)).isoformat()
        '2022-07-01'
    """
    return given.date() if isinstance(given, datetime) else given


def in_utc(given: datetime, path: str) -> datetime:
    """Return a moment with a zone in UTC.

    Args:
        given: The moment.
        path: Where it was given, for the error.

    Raises:
        InputError: If it lies outside the years 1 to 9999 there.

    Example:
        >>> in_utc(datetime(2022, 7, 1, 16, 0, tzinfo=UTC), "start").hour
        16
    """
    return _moved(given, UTC, path)


def in_zone_of(given: datetime, other: datetime, path: str) -> datetime:
    """Return a moment in the zone of another; as it is if that has none.

    Args:
        given: The moment.
        other: The other moment.
        path: Where it was given, for the error.

    Raises:
        InputError: If it lies outside the years 1 to 9999 there.

    Example:
        >>> in_zone_of(datetime(2022, 7, 1, 16), datetime(2022, 7, 1, 9), "end").hour
        16
    """
    return given if other.utcoffset() is None else _moved(given, other.tzinfo, path)


def _moved(given: datetime, zone: tzinfo | None, path: str) -> datetime:
    try:
        return given.astimezone(zone)
    except OverflowError:
        problem, remedy = "leaves the years 1 to 9999 in another time zone", "Check the date."
        raise InputError(problem, path=path, got=str(given), remedy=remedy) from None


@frozen
class Pause:
    """Days that are not counted, such as those between a fees notice and the payment.

    Both ends are inclusive. A pause counts in the unit of the timescale: in working days for
    working days, in calendar days for days, weeks, months and years. Pauses that overlap are counted
    once; what lies before the period or after its end is ignored. An end that rolls to a later day can
    be paused up to that day: a pause that begins on it, or on the days off before it, moves it by the
    days from there on.

    Args:
        first: The first day that is not counted; for hours, the moment the clock stops.
        last: The last day that is not counted; for hours, the moment it goes on.
        reason: Why, as text.

    Raises:
        InputTypeError: If an end is not a date, or the two are not of one kind.
        InputError: If the last is before the first.

    Example:
        >>> from kpirag.timescales import UK_ANY, Timescale
        >>> foi = Timescale(20, "working days")
        >>> foi.due(date(2022, 7, 1), UK_ANY).isoformat()
        '2022-08-02'
        >>> fees = Pause(date(2022, 7, 14), date(2022, 7, 15), reason="fees notice")
        >>> foi.due(date(2022, 7, 1), UK_ANY, edits=[fees]).isoformat()
        '2022-08-04'
    """

    first: date | datetime
    last: date | datetime
    reason: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        first, last = take(faults, moment, self.first, "first"), take(faults, moment, self.last, "last")
        take(faults, checked_text, self.reason, "reason")
        raise_faults(faults)
        if first is None or last is None or clock_kind(first) != clock_kind(last):
            problem = "must be of the kind of the first"
            remedy = "Write two dates, two datetimes without a zone, or two with one."
            raise InputTypeError(problem, path="last", got=shown(last), remedy=remedy)
        if _absolute(last, "last") < _absolute(first, "first"):
            got = f"{first} to {last}"
            raise InputError("is before the first", path="last", got=got, remedy="Swap the two.")
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)

    def to_dict(self) -> dict[str, Any]:
        """Return the pause as a dict of plain values."""
        ends = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"edit": "pause", **ends, "reason": self.reason}


@frozen
class Reset:
    """A new start of the clock, such as the day a clarification is received.

    The latest reset counts. Everything after is counted from it, extensions and pauses too.

    Args:
        at: The new start, with a time where the timescale needs one.
        reason: Why, as text.

    Raises:
        InputTypeError: If it is not a date.

    Example:
        >>> from kpirag.timescales import Timescale
        >>> clarified = Reset(date(2022, 7, 20), reason="clarification received")
        >>> Timescale(1, "month").due(date(2022, 7, 1), edits=[clarified]).isoformat()
        '2022-08-20'
    """

    at: date | datetime
    reason: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        at = take(faults, moment, self.at, "at")
        take(faults, checked_text, self.reason, "reason")
        raise_faults(faults)
        object.__setattr__(self, "at", at)

    def to_dict(self) -> dict[str, Any]:
        """Return the reset as a dict of plain values."""
        return {"edit": "reset", "at": self.at.isoformat(), "reason": self.reason}


@frozen
class Extend:
    """A later end: an agreed date, or a longer timescale from the original start.

    An extension never brings the end forward: the latest of the ends counts. The longer timescale
    is counted from the start of the clock, never from the old end.

    Args:
        to: The agreed date.
        by: The longer timescale, instead of a date.
        reason: Why, as text.

    Raises:
        InputTypeError: If the date is not a date, or the timescale no timescale.
        InputError: If there is neither a date nor a timescale, or both, or it counts back.

    Example:
        >>> from kpirag.timescales import Timescale
        >>> longer = Extend(by=Timescale(3, "months"), reason="complex request")
        >>> Timescale(1, "month").due(date(2022, 1, 31), edits=[longer]).isoformat()
        '2022-04-30'
    """

    to: date | datetime | None = None
    by: Timescale | None = field(default=None, kw_only=True)
    reason: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        remedy = "Write Extend(to=date(2022, 9, 30)) or Extend(by=Timescale(3, 'months'))."
        if (self.to is None) == (self.by is None):
            problem = "needs an agreed date or a longer timescale" if self.to is None else "has two ends"
            raise InputError(problem, path="extend", remedy=remedy)
        faults: list[KpiragError] = []
        if self.to is not None:
            object.__setattr__(self, "to", take(faults, moment, self.to, "to"))
        else:
            take(faults, _longer, self.by, remedy)
        take(faults, checked_text, self.reason, "reason")
        raise_faults(faults)

    def to_dict(self) -> dict[str, Any]:
        """Return the extension as a dict of plain values."""
        to = None if self.to is None else self.to.isoformat()
        by = None if self.by is None else self.by.to_dict()
        return {"edit": "extend", "to": to, "by": by, "reason": self.reason}


def _longer(given: object, remedy: str) -> None:
    # A timescale is known by its direction: its class is made of these edits, and cannot be asked for here.
    direction = getattr(given, "direction", None)
    if not isinstance(direction, CountDirection):
        raise InputTypeError("must be a timescale", path="by", got=shown(given), remedy=remedy)
    if direction is CountDirection.BEFORE:
        problem = "must run forward, as what it extends does"
        raise InputError(problem, path="by", got=f"{given} before", remedy=remedy)


@frozen
class Exempt:
    """The duty need not be met in time; the case leaves the headline figure and stays reportable.

    The due date is worked out as if there were no exemption.

    Args:
        reason: The ground, such as ``"SI 2014/1530 reg 10(4)(a)"``.

    Raises:
        InputTypeError: If it is not text.
        InputError: If it is blank: an exemption without a ground cannot be checked.

    Example:
        >>> Exempt("school closed for at least 4 weeks").reason
        'school closed for at least 4 weeks'
    """

    reason: str

    def __attrs_post_init__(self) -> None:
        checked_text(self.reason, "reason", "Write the ground of the exemption.")

    def to_dict(self) -> dict[str, Any]:
        """Return the exemption as a dict of plain values."""
        return {"edit": "exempt", "reason": self.reason}


#: Anything that can happen to a running clock.
Edit: TypeAlias = Pause | Reset | Extend | Exempt

_EDITS = {"pause": Pause, "reset": Reset, "extend": Extend, "exempt": Exempt}
_KEYS = {
    "pause": ("first", "last", "reason"),
    "reset": ("at", "reason"),
    "extend": ("to", "by", "reason"),
    "exempt": ("reason",),
}


def edit_from_dict(record: Mapping[str, Any], timescale_from: Any) -> Edit:
    """Return the edit that `to_dict` described.

    Args:
        record: The key ``edit``, and the keys of that edit.
        timescale_from: Makes a timescale of a dict: `Timescale.from_dict`.

    Raises:
        KpiragError: If keys are missing or unknown, or the values are not those of the edit.

    Example:
        >>> edit_from_dict({"edit": "reset", "at": "2022-07-20"}, None)
        Reset(at=datetime.date(2022, 7, 20), reason='')
    """
    known = sorted({key for keys in _KEYS.values() for key in keys})
    kind = checked_keys(record, "edit", ("edit", *known), ("edit",))["edit"]
    if not isinstance(kind, str) or kind not in _EDITS:
        remedy = suggestion(str(kind), _EDITS)
        raise InputError("is no clock edit", path="edit", got=shown(kind), remedy=remedy)
    facts = checked_keys(record, "edit", ("edit", *_KEYS[kind]))
    facts.pop("edit")
    if facts.get("by") is not None:
        facts["by"] = timescale_from(facts["by"])
    needed = {"pause": ("first", "last"), "reset": ("at",), "exempt": ("reason",)}.get(kind, ())
    checked_keys(facts, "edit", _KEYS[kind], needed)
    made: Edit = _EDITS[kind](**facts)
    return made


def checked_edits(given: object) -> tuple[Edit, ...]:
    """Return clock edits as a tuple, refusing a single edit and anything that is none.

    Args:
        given: The edits.

    Raises:
        InputTypeError: If they are no list, or one is no clock edit.
        FaultsError: If two or more are none.

    Example:
        >>> checked_edits([Reset(date(2022, 7, 20))])
        (Reset(at=datetime.date(2022, 7, 20), reason=''),)
    """
    made = tuple(
        listed(given, "edits", "must be a list of clock edits", "Write edits=[Pause(...), Exempt(...)].")
    )
    remedy = "Write Pause, Reset, Extend or Exempt."
    raise_faults(
        [
            InputTypeError("must be a clock edit", path=f"edits[{place}]", got=shown(each), remedy=remedy)
            for place, each in enumerate(made)
            if not isinstance(each, Edit)
        ]
    )
    return made


def merged_pauses(edits: tuple[Edit, ...]) -> list[tuple[Any, Any]]:
    """Return the pauses among some edits as runs that do not overlap, in order.

    Args:
        edits: The edits.

    Raises:
        InputTypeError: If some pauses have times and others have none.

    Example:
        >>> two = (Pause(date(2022, 7, 5), date(2022, 7, 8)), Pause(date(2022, 7, 7), date(2022, 7, 9)))
        >>> [(first.day, last.day) for first, last in merged_pauses(two)]
        [(5, 9)]
    """
    pauses = [each for each in edits if isinstance(each, Pause)]
    if len({clock_kind(each.first) for each in pauses}) > 1:
        remedy = "Write all pauses of a case in one way."
        raise InputTypeError("mix dates, wall times and times with a zone", path="edits", remedy=remedy)
    runs: list[tuple[Any, Any]] = []
    for first, last in sorted(
        (_absolute(each.first, "first"), _absolute(each.last, "last")) for each in pauses
    ):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def _absolute(given: date | datetime, path: str) -> date | datetime:
    # Two times in one zone compare by the clock on the wall, which a clock change turns back.
    if isinstance(given, datetime) and given.utcoffset() is not None:
        return in_utc(given, path)
    return given
