"""How a body rates, as data: the states, where their edges lie, and what may change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from kpirag._months import plain_day
from kpirag._numbers import whole_number
from kpirag._records import brief_repr
from kpirag._scheme_checks import (
    checked_edges,
    checked_labels,
    checked_states,
    facts_of,
    is_met,
    letter_of,
    read_record,
    scheme_record,
)
from kpirag._texts import of_kind
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
from kpirag.periods import Period
from kpirag.promotions import Comparator, Promotion, When, checked_promotions
from kpirag.statuses import Reason, Status
from kpirag.tolerances import Tolerance

if TYPE_CHECKING:
    from kpirag.conditions import Gate, IntervalRule

__all__ = ["BRAG", "MET_OR_NOT", "RAG", "Comparator", "Promotion", "Rounding", "Scheme", "When"]


_REASONS = frozenset(map(str, Reason))


class Rounding(StrEnum):
    """Whether a figure is rounded before it is rated."""

    NONE = "none"
    AS_PUBLISHED = "as published"


class _CountsAs(StrEnum):
    AMBER = "amber"
    GREEN = "green"


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_states(given: Iterable[str]) -> tuple[Any, ...]:
    return given  # type: ignore[return-value]  # made a tuple of members in the check


def _given_edges(
    given: Mapping[str, Tolerance] | Iterable[tuple[str, Tolerance]],
) -> tuple[tuple[str, Tolerance], ...]:
    return given  # type: ignore[return-value]  # made pairs in the check


def _given_promote(given: Promotion | Iterable[Promotion]) -> tuple[Promotion, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _given_interval(given: IntervalRule | str | None) -> IntervalRule | None:
    return given  # type: ignore[return-value]  # made an IntervalRule in the check


def _given_gates(given: Gate | Iterable[Gate]) -> tuple[Gate, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _given_rounding(given: Rounding | str) -> Rounding:
    return given  # type: ignore[return-value]  # made a member in the check


@frozen(repr=False)
class Scheme:
    """The rules by which a body rates, named, versioned and dated, as data.

    Args:
        name: The name printed beside ratings.
        version: Which version of the rules, such as ``"2023/24"``.
        tolerance: The tolerance of every target that has none of its own.
        states: The states, worst first: names, `State` objects, or a StrEnum. Red, amber,
            green and blue become a `Status`.
        edges: Pairs of a state and a tolerance, where a state has an edge of its own: worse
            states begin that far short of the target, better ones that far beyond it. No
            tolerance, floor or stretch moves such an edge. The worst state needs none.
        tolerance_counts_as: ``"amber"``, or ``"green"`` where a miss within tolerance still
            counts as green. In a scheme without those colours: as the state below the one
            that says the target is met, or as that one.
        promote: A `Promotion`, or several, one for each state that may be promoted.
        interval: An `IntervalRule`, or the state of a figure whose 95% confidence interval
            includes the target; for any other figure the edges decide.
        gates: A `Gate`, or several: indicators whose missed target forces the state of others.
            They are applied in a scorecard, where the others are known.
        commentary_beyond: How far a figure may be from its target, on either side, before a
            commentary is demanded.
        min_denominator: The fewest cases that are rated at all; fewer is *too few*.
        caution_below: The number of cases below which a percentage carries a caution.
        rounding: ``"none"``, or ``"as published"``: round half up at the indicator's
            decimals before rating.
        missing_as: The state that a late or absent figure counts as; None leaves it not rated.
        labels: What states are called in print, such as ``{"green": "Met"}``; and what is
            printed for ``"not rated"``, or for a reason, such as ``{"contextual": "Blue"}``.
        starts: The first day the rules were in force.
        ends: The last day they were in force.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as an edge for an unknown state.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> council = Scheme("Council", tolerance=Tolerance.percent(10))
        >>> council.states
        (<Status.RED: 'red'>, <Status.AMBER: 'amber'>, <Status.GREEN: 'green'>)
    """

    name: str
    version: str = field(default="", kw_only=True)
    tolerance: Tolerance = field(factory=Tolerance.none, kw_only=True)
    states: tuple[Any, ...] = field(
        default=("red", "amber", "green"), kw_only=True, converter=_given_states, eq=facts_of
    )
    edges: tuple[tuple[str, Tolerance], ...] = field(default=(), kw_only=True, converter=_given_edges)
    tolerance_counts_as: str = field(default="amber", kw_only=True)
    promote: tuple[Promotion, ...] = field(default=(), kw_only=True, converter=_given_promote)
    interval: IntervalRule | None = field(default=None, kw_only=True, converter=_given_interval)
    gates: tuple[Gate, ...] = field(default=(), kw_only=True, converter=_given_gates)
    commentary_beyond: Tolerance | None = field(default=None, kw_only=True)
    min_denominator: int = field(default=0, kw_only=True)
    caution_below: int = field(default=20, kw_only=True)
    rounding: Rounding = field(default=Rounding.NONE, kw_only=True, converter=_given_rounding)
    missing_as: Any = field(default=None, kw_only=True)
    labels: Mapping[str, str] = field(factory=dict, kw_only=True, hash=False)
    starts: date | None = field(default=None, kw_only=True)
    ends: date | None = field(default=None, kw_only=True)
    #: True if a figure is rated by its bands alone: nothing to round, promote or leave out.
    plain: bool = field(default=False, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        put = object.__setattr__
        for path in ("name", "version"):
            if not isinstance(getattr(self, path), str):
                got = shown(getattr(self, path))
                faults.append(
                    InputTypeError("must be text", path=path, got=got, remedy="Write it in quotes.")
                )
        if not isinstance(self.tolerance, Tolerance):
            remedy = "Write Tolerance.percent(10), say, or Tolerance.none()."
            got = shown(self.tolerance)
            faults.append(InputTypeError("must be a Tolerance", path="tolerance", got=got, remedy=remedy))
        put(self, "states", take(faults, checked_states, self.states) or ())
        put(self, "edges", take(faults, checked_edges, self.edges) or ())
        put(self, "promote", take(faults, checked_promotions, self.promote) or ())
        self._check_conditions(faults)
        labels = take(faults, checked_labels, self.labels)
        put(self, "labels", {} if labels is None else labels)
        put(self, "rounding", take(faults, choose, Rounding, self.rounding, "rounding"))
        for path in ("min_denominator", "caution_below"):
            put(self, path, take(faults, whole_number, getattr(self, path), path))
        counts_as = take(faults, choose, _CountsAs, self.tolerance_counts_as, "tolerance_counts_as")
        put(self, "tolerance_counts_as", str(counts_as))
        take(faults, self._check_dates)
        if self.states:
            self._check_names(faults)
        raise_faults(faults)
        judged = self.promote or self.min_denominator or self.interval is not None
        put(self, "plain", not judged and self.rounding is Rounding.NONE)

    __repr__ = brief_repr

    def __reduce__(self) -> tuple[Any, ...]:
        # The view of the labels that cannot be changed cannot be pickled either.
        facts = {each.name: getattr(self, each.name) for each in fields(Scheme) if each.init}
        return (_restored, (facts | {"labels": dict(self.labels)},))

    def _check_conditions(self, faults: list[KpiragError]) -> None:
        if self.interval is not None or self.gates != ():
            from kpirag.conditions import (  # noqa: PLC0415 - few schemes have them
                checked_gates,
                checked_interval_rule,
            )

            if self.interval is not None:
                object.__setattr__(self, "interval", take(faults, checked_interval_rule, self.interval))
            object.__setattr__(self, "gates", take(faults, checked_gates, self.gates) or ())
        if self.commentary_beyond is not None:
            example = "Tolerance.percent(5)"
            take(faults, of_kind, self.commentary_beyond, Tolerance, "commentary_beyond", example)

    def _check_names(self, faults: list[KpiragError]) -> None:
        if self.met_place == 0:
            problem, remedy = "leave no state for a target that is missed", "Begin with a worse state."
            faults.append(InputError(problem, path="states", got=shown(self.states), remedy=remedy))
        for place, (name, _) in enumerate(self.edges):
            state = take(faults, self.state, name, f"edges[{place}]")
            if state is not None and state == self.states[0]:
                problem, remedy = "is the worst state, which holds what is left", "Leave its edge out."
                faults.append(InputError(problem, path=f"edges[{place}]", got=shown(name), remedy=remedy))
        for place, one in enumerate(self.promote):
            path = f"promote[{place}]"
            source = take(faults, self.state, one.source, f"{path}.source")
            to = take(faults, self.state, one.to, f"{path}.to")
            if source is not None and to is not None and self.code(to) <= self.code(source):
                remedy = "Promote to a better state."
                problem = f"is no better than {one.source}"
                faults.append(InputError(problem, path=f"{path}.to", got=shown(str(one.to)), remedy=remedy))
        named = [("interval.state", self.interval.state)] if self.interval is not None else []
        named += [(f"gates[{place}].to", gate.to) for place, gate in enumerate(self.gates)]
        for path, name in named:
            take(faults, self.state, name, path)
        for name in self.labels:
            if name != Status.NOT_RATED and name not in _REASONS:
                take(faults, self.state, name, f"labels[{name!r}]")
        if self.missing_as is not None:
            object.__setattr__(self, "missing_as", take(faults, self.state, self.missing_as, "missing_as"))

    def _check_dates(self) -> None:
        for path in ("starts", "ends"):
            given = getattr(self, path)
            if given is not None:
                object.__setattr__(self, path, plain_day(given, path))
        if self.starts is not None and self.ends is not None and self.ends < self.starts:
            remedy = f"Write a date from {self.starts.isoformat()} on."
            raise InputError("lies before starts", path="ends", got=self.ends.isoformat(), remedy=remedy)

    def state(self, name: str, path: str = "state") -> Any:
        """Return the state of this scheme that has a name.

        Args:
            name: The name, or a member.
            path: The name of the argument, for the error.

        Raises:
            InputError: If the scheme has no such state.

        Example:
            >>> RAG.state("amber")
            <Status.AMBER: 'amber'>
        """
        for state in self.states:
            if state == name:
                return state
        remedy = suggestion(str(name), [str(state) for state in self.states])
        raise InputError(f"is no state of {self.name}", path=path, got=shown(name), remedy=remedy)

    @property
    def met_state(self) -> Any:
        """The state of a figure that just meets its target.

        It is green where there is a green, else the first state marked ``met``, else the
        second of two states and the third of more.
        """
        return self.states[self.met_place]

    @property
    def met_place(self) -> int:
        """The place of `met_state` among the states, counted from 0 for the worst."""
        if Status.GREEN in self.states:
            return self.states.index(Status.GREEN)
        marked = [place for place, state in enumerate(self.states) if is_met(state)]
        return marked[0] if marked else min(len(self.states) - 1, 2)

    def code(self, status: Any) -> int:
        """Return the array code of a status: 0 not rated, then this scheme's states from 1.

        Args:
            status: A state of this scheme, or `Status.NOT_RATED`.

        Raises:
            InputError: If it is neither.

        Example:
            >>> RAG.code("green"), MET_OR_NOT.code("green")
            (3, 2)
        """
        return 0 if status == Status.NOT_RATED else self.states.index(self.state(status)) + 1

    def label(self, status: Any) -> str:
        """Return what a status is called in print.

        Args:
            status: A state of this scheme, `Status.NOT_RATED`, or the `Reason` for none.

        Raises:
            InputError: If it is none of them.

        Example:
            >>> RAG.label("amber"), MET_OR_NOT.label("red")
            ('Amber', 'Not met')
        """
        if isinstance(status, Reason):
            return self.labels.get(str(status)) or self.label(Status.NOT_RATED)
        text = str(self._named(status))
        return self.labels.get(text) or text[:1].upper() + text[1:]

    def letter(self, status: Any) -> str:
        """Return the letter of a status in a table: R, A, G, or its state's own.

        Args:
            status: A state of this scheme, or `Status.NOT_RATED`.

        Raises:
            InputError: If it is neither.

        Example:
            >>> RAG.letter("amber")
            'A'
        """
        return letter_of(self._named(status))

    def _named(self, status: Any) -> Any:
        return Status.NOT_RATED if status == Status.NOT_RATED else self.state(status)

    def meets(self, status: Any) -> bool:
        """Return whether a status, given by a person, says that the target was met.

        `met_state` and all better states do, and so does a state marked ``met``.

        Args:
            status: A state of this scheme.

        Raises:
            InputError: If the scheme has no such state.

        Example:
            >>> RAG.meets("amber"), BRAG.meets("blue")
            (False, True)
        """
        state = self.state(status)
        return is_met(state) or self.states.index(state) >= self.met_place

    def in_force(self, period: Period) -> bool:
        """Return whether these rules were in force at the end of a period.

        Args:
            period: The period.

        Example:
            >>> Scheme("Old rules", ends=date(2017, 3, 31)).in_force(Period.quarter(2017, 1))
            False
        """
        day = period.end
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def replace(self, **changes: Any) -> Scheme:
        """Return the scheme with some of its fields changed.

        Args:
            changes: The fields to change, such as a council-wide ``tolerance``.

        Raises:
            InputTypeError: If a scheme has no such field, or the new value is of the wrong kind.
            InputError: If the new value cannot be right.

        Example:
            >>> RAG.replace(name="Maidstone", tolerance=Tolerance.percent(10)).tolerance
            Tolerance.percent(10)
        """
        known = [each.name for each in fields(Scheme) if each.init]
        for name in changes:
            if name not in known:
                raise InputTypeError("is no field of a Scheme", path=name, remedy=suggestion(name, known))
        return evolve(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Return the scheme as a dict of plain values.

        Example:
            >>> MET_OR_NOT.to_dict()["states"][0]["name"]
            'red'
        """
        return scheme_record(self)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Scheme:
        """Return the scheme that `to_dict` described; a caller's own enum comes back as states.

        Args:
            record: The name, and what is not left at its default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Scheme.from_dict(RAG.to_dict()) == RAG
            True
        """
        return cls(**read_record(record, [each.name for each in fields(Scheme) if each.init]))


def _restored(facts: dict[str, Any]) -> Scheme:
    return Scheme(**facts)


#: Green on or better than target, amber within tolerance, red beyond it; no tolerance unless given.
RAG = Scheme("RAG")
#: Met or not met; no amber, so tolerances and floors are not used.
MET_OR_NOT = Scheme("Met or not", states=("red", "green"), labels={"red": "Not met", "green": "Met"})
#: Red, amber, green, and blue for better than green: at the stretch, or beyond the better-side tolerance.
BRAG = Scheme("BRAG", states=("red", "amber", "green", "blue"))
