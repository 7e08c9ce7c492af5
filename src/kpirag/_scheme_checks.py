"""What a scheme is given, checked: its states, its edges and its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from kpirag._months import iso_day
from kpirag._records import checked_keys
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.promotions import Promotion
from kpirag.statuses import State, Status
from kpirag.tolerances import Tolerance

if TYPE_CHECKING:
    from kpirag.schemes import Scheme

__all__ = [
    "checked_edges",
    "checked_labels",
    "checked_states",
    "facts_of",
    "is_met",
    "letter_of",
    "read_record",
    "scheme_record",
    "state_record",
]

_T = TypeVar("_T")
_COLOURS = (Status.RED, Status.AMBER, Status.GREEN, Status.BLUE)
_STATES = "Write ('red', 'green'), State objects, or a StrEnum declared worst first."


def checked_states(given: object) -> tuple[Any, ...]:
    """Return the members a rating can have, worst first: statuses, the caller's own, or states with codes."""
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        problem = "must be the states, worst first"
        raise InputTypeError(problem, path="states", got=shown(given), remedy=_STATES)
    if isinstance(given, AbstractSet):
        raise InputTypeError("must be in order, worst first", path="states", got=shown(given), remedy=_STATES)
    members = [_member(one, place) for place, one in enumerate(given)]
    if len(members) < 2:
        raise InputError("must be two or more", path="states", got=shown(given), remedy=_STATES)
    if len(set(members)) < len(members):
        raise InputError("must differ from each other", path="states", got=shown(given), remedy=_STATES)
    colours = [member for member in members if isinstance(member, Status)]
    if colours != sorted(colours):
        remedy = "Write the worst state first: ('red', 'amber', 'green')."
        raise InputError("must be worst first", path="states", got=shown(given), remedy=remedy)
    return tuple(members)


def _member(one: object, place: int) -> Any:
    path = f"states[{place}]"
    if not isinstance(one, str):
        raise InputTypeError("is no state", path=path, got=shown(one), remedy=_STATES)
    plain = one if isinstance(one, State | StrEnum) else one.strip().casefold()
    if not plain:
        raise InputError("must not be empty", path=path, got=shown(one), remedy="Name the state.")
    if plain == Status.NOT_RATED:
        remedy = "Leave it out: under any scheme a figure can be not rated."
        raise InputError("is no state to be rated with", path=path, got=shown(one), remedy=remedy)
    if plain in _COLOURS:
        colour = Status(str(plain))
        if isinstance(one, State):
            _check_colour(one, colour, path)
        return colour
    if isinstance(one, State):
        return State(str(one), one.letter, one.shape, one.met, place + 1)
    return one if isinstance(one, StrEnum) else State(one, code=place + 1)


def _check_colour(state: State, colour: Status, path: str) -> None:
    """Refuse a colour with a letter, shape or meaning of its own, which its `Status` cannot carry."""
    shapes = (state.letter, colour.shape)
    if state.letter != colour.letter or state.shape not in shapes or (state.met and not is_met(colour)):
        problem = f"gives {str(colour)!r} a letter, shape or meaning of its own"
        remedy = "Give the state another name, or use labels for what a colour is called in print."
        raise InputError(problem, path=path, got=shown(state), remedy=remedy)


def is_met(state: Any) -> bool:
    """Return whether a state says of itself that the target is met."""
    if isinstance(state, Status):
        return state in (Status.GREEN, Status.BLUE)
    return bool(getattr(state, "met", False))


def checked_edges(given: Any) -> tuple[tuple[str, Tolerance], ...]:
    """Return pairs of a state's name and the tolerance that gives its edge, each state once."""
    remedy = "Write (('amber', Tolerance.percent(10)), ('green', Tolerance.none()))."
    try:
        items = given.items() if isinstance(given, Mapping) else given
        pairs = tuple((state, size) for state, size in items)
    except (TypeError, ValueError):
        problem = "must be pairs of a state and a tolerance"
        raise InputTypeError(problem, path="edges", got=shown(given), remedy=remedy) from None
    for place, (state, size) in enumerate(pairs):
        path = f"edges[{place}]"
        if not isinstance(state, str):
            raise InputTypeError("must name a state", path=path, got=shown(state), remedy=remedy)
        if not isinstance(size, Tolerance):
            raise InputTypeError("must be a Tolerance", path=path, got=shown(size), remedy=remedy)
        if state in [earlier for earlier, _ in pairs[:place]]:
            remedy = "Give each state one edge."
            raise InputError("has an edge already", path=path, got=shown(str(state)), remedy=remedy)
    return tuple((str(state), size) for state, size in pairs)


def checked_labels(given: object) -> Mapping[str, str]:
    """Return what states are called in print, so that it cannot be changed."""
    remedy = "Write {'green': 'Met'}, say."
    if not isinstance(given, Mapping):
        problem = "must map states to what they are called"
        raise InputTypeError(problem, path="labels", got=shown(given), remedy=remedy)
    for state, label in given.items():
        path = f"labels[{str(state)!r}]"
        if not isinstance(label, str):
            raise InputTypeError("must be text", path=path, got=shown(label), remedy=remedy)
        if not label.strip():
            raise InputError("must not be empty", path=path, got=shown(label), remedy=remedy)
    return MappingProxyType({str(state): label for state, label in given.items()})


def facts_of(states: tuple[Any, ...]) -> tuple[tuple[str, str, str, bool], ...]:
    """Return what tells states apart: a `State` equals its name, whatever it prints or means."""
    return tuple(
        (record["name"], record["letter"], record["shape"], record["met"])
        for record in map(state_record, states)
    )


def letter_of(state: Any) -> str:
    """Return the letter a table prints for a state: its own, or the first of its name."""
    letter: str = getattr(state, "letter", str(state)[:1].upper())
    return letter


def state_record(state: Any) -> dict[str, Any]:
    """Return a state as a dict of plain values, which `State` takes as its arguments."""
    letter = letter_of(state)
    shape = getattr(state, "shape", letter)
    return {"name": str(state), "letter": letter, "shape": shape, "met": is_met(state)}


def scheme_record(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as a dict of plain values; see `Scheme.to_dict`."""
    return {
        "name": scheme.name,
        "version": scheme.version,
        "tolerance": scheme.tolerance.to_dict(),
        "states": [state_record(state) for state in scheme.states],
        "edges": [[state, size.to_dict()] for state, size in scheme.edges],
        "tolerance_counts_as": scheme.tolerance_counts_as,
        "promote": [one.to_dict() for one in scheme.promote],
        "interval": None if scheme.interval is None else scheme.interval.to_dict(),
        "gates": [one.to_dict() for one in scheme.gates],
        "commentary_beyond": None if scheme.commentary_beyond is None else scheme.commentary_beyond.to_dict(),
        "min_denominator": scheme.min_denominator,
        "caution_below": scheme.caution_below,
        "rounding": scheme.rounding.value,
        "missing_as": None if scheme.missing_as is None else str(scheme.missing_as),
        "labels": dict(scheme.labels),
        "starts": None if scheme.starts is None else scheme.starts.isoformat(),
        "ends": None if scheme.ends is None else scheme.ends.isoformat(),
    }


def read_record(record: object, known: Iterable[str]) -> dict[str, Any]:
    """Return the arguments of a scheme that a dict of plain values describes."""
    facts = checked_keys(record, "", known, needed=["name"])
    faults: list[KpiragError] = []
    for path, read in (
        ("tolerance", Tolerance.from_dict),
        ("states", _each(_state)),
        ("edges", _each(_edge)),
        ("promote", _each(Promotion.from_dict)),
        ("interval", _rule),
        ("gates", _each(_gate)),
        ("commentary_beyond", _tolerance_or_none),
    ):
        if path in facts:
            facts[path] = take(faults, _placed, path, read, facts[path])
    for path in ("starts", "ends"):
        if facts.get(path) is not None:
            facts[path] = take(faults, iso_day, facts[path], path)
    raise_faults(faults)
    return facts


def _placed(path: str, read: Callable[[Any], _T], given: object) -> _T:
    try:
        return read(given)
    except KpiragError as fault:
        raise fault.within(path) from None


def _each(read: Callable[[Any], _T]) -> Callable[[Any], list[_T]]:
    def read_list(given: object) -> list[_T]:
        if not isinstance(given, list | tuple):
            remedy = "Write what Scheme.to_dict() gives."
            raise InputTypeError("must be a list", got=shown(given), remedy=remedy)
        return [_placed(f"[{place}]", read, one) for place, one in enumerate(given)]

    return read_list


def _tolerance_or_none(given: Any) -> Tolerance | None:
    return None if given is None else Tolerance.from_dict(given)


def _rule(given: Any) -> Any:
    if given is None or isinstance(given, str):
        return given
    from kpirag.conditions import IntervalRule  # noqa: PLC0415 - few schemes have one

    return given if isinstance(given, IntervalRule) else IntervalRule.from_dict(_dict(given))


def _gate(given: Any) -> Any:
    from kpirag.conditions import Gate  # noqa: PLC0415 - few schemes have one

    return given if isinstance(given, Gate) else Gate.from_dict(_dict(given))


def _dict(given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise InputTypeError("must be a dict", got=shown(given), remedy="Write what to_dict() gives.")
    return given


def _state(given: object) -> str:
    if isinstance(given, str):
        return given
    known = ("name", "letter", "shape", "met")
    return State(**checked_keys(given, "", known, needed=["name"]))


def _edge(given: object) -> tuple[Any, Tolerance]:
    if not isinstance(given, list | tuple) or len(given) != 2:
        remedy = "Write the name of the state, then what Tolerance.to_dict() gives."
        raise InputTypeError("must be a pair", got=shown(given), remedy=remedy)
    return given[0], Tolerance.from_dict(given[1])
