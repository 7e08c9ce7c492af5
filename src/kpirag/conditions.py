"""What else a scheme may ask of a figure: a confidence interval, or the figure of another indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import field, fields, frozen

from kpirag._intervals import confidence_level
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.indicators import ref_text

__all__ = ["Against", "Gate", "IntervalRule", "checked_gates", "checked_interval_rule"]


class Against(StrEnum):
    """What a confidence interval is held against."""

    TARGET = "target"
    INTERVAL = "interval of the target"


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_levels(given: float | Iterable[float]) -> tuple[float, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _given_against(given: Against | str) -> Against:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_of(given: Any) -> tuple[str, ...]:
    return given  # type: ignore[no-any-return]  # made texts in the check


@frozen(repr=False)
class IntervalRule:
    """A status by confidence interval, as in Fingertips and Progress 8.

    A figure whose interval includes the target has the state that says so, such as *similar*
    or *average*; for any other the bands decide. With several levels, a figure that differs
    at the lower level alone is one state away from it, and so on. Without an interval a figure
    is not rated.

    Args:
        state: The state of a figure whose interval includes the target.
        levels: The levels of confidence, one or several.
        against: ``"target"``, or ``"interval of the target"`` where a benchmark has an interval
            of its own and the two must not overlap.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If a level does not lie between 0 and 1, or is given twice.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> IntervalRule("similar", levels=(0.95, 0.998))
        IntervalRule('similar', levels=(0.95, 0.998))
    """

    state: str
    levels: tuple[float, ...] = field(default=(0.95,), kw_only=True, converter=_given_levels)
    against: Against = field(default=Against.TARGET, kw_only=True, converter=_given_against)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        take(faults, checked_text, self.state, "state", "Write 'similar', say.")
        given: Any = self.levels
        listed = tuple(given) if isinstance(given, list | tuple) else (given,)
        levels = tuple(take(faults, confidence_level, one, f"levels[{n}]") for n, one in enumerate(listed))
        against = take(faults, choose, Against, self.against, "against")
        if not levels or len(set(levels)) < len(levels):
            remedy = "Write levels=(0.95, 0.998)."
            faults.append(
                InputError(
                    "must be one level or more, each once", path="levels", got=shown(given), remedy=remedy
                )
            )
        raise_faults(faults)
        object.__setattr__(self, "levels", tuple(sorted(level for level in levels if level is not None)))
        object.__setattr__(self, "against", against)

    __repr__ = brief_repr

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as a dict of plain values.

        Example:
            >>> IntervalRule("average").to_dict()
            {'state': 'average', 'levels': [0.95], 'against': 'target'}
        """
        return {"state": str(self.state), "levels": list(self.levels), "against": self.against.value}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> IntervalRule:
        """Return the rule that `to_dict` described.

        Args:
            record: The state, and what is not left at its default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> IntervalRule.from_dict({"state": "average"})
            IntervalRule('average')
        """
        return cls(**checked_keys(record, "interval", [each.name for each in fields(cls)], needed=["state"]))


@frozen(repr=False)
class Gate:
    """A condition that forces a state: where one indicator misses its target, others cannot be better.

    Args:
        ref: The indicator whose target must be met, such as core incidents in a prison.
        to: The state the others are forced down to where it is not.
        of: The refs that are forced; all other indicators if none is given.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> Gate("incidents", "red", of=["prison grade"])
        Gate('incidents', 'red', of=('prison grade',))
    """

    ref: str
    to: str
    of: tuple[str, ...] = field(default=(), kw_only=True, converter=_given_of)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        ref = take(faults, ref_text, self.ref)
        take(faults, checked_text, self.to, "to", "Write 'red', say.")
        given: Any = self.of
        several = isinstance(given, list | tuple)
        listed = enumerate(given) if several else [(None, given)]
        refs = tuple(
            take(faults, _forced, one, "of" if place is None else f"of[{place}]") for place, one in listed
        )
        raise_faults(faults)
        object.__setattr__(self, "ref", ref)
        object.__setattr__(self, "of", refs)

    __repr__ = brief_repr

    def holds_for(self, ref: str) -> bool:
        """Return whether an indicator is forced where the gate's own is missed.

        Args:
            ref: The ref of the indicator.

        Example:
            >>> Gate("incidents", "red").holds_for("incidents")
            False
        """
        return ref in self.of if self.of else ref != self.ref

    def clause(self, to: str) -> str:
        """Return what a sentence says of a figure whose state was forced.

        Args:
            to: What the state is called that it was forced to.

        Example:
            >>> Gate("incidents", "red").clause("Red")
            'forced to Red as incidents misses its target'
        """
        return f"forced to {to} as {self.ref} misses its target"

    def to_dict(self) -> dict[str, Any]:
        """Return the gate as a dict of plain values.

        Example:
            >>> Gate("incidents", "red").to_dict()
            {'ref': 'incidents', 'to': 'red', 'of': []}
        """
        return {"ref": self.ref, "to": str(self.to), "of": list(self.of)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Gate:
        """Return the gate that `to_dict` described.

        Args:
            record: The ref and to, and what is not left at its default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Gate.from_dict({"ref": "incidents", "to": "red"})
            Gate('incidents', 'red')
        """
        return cls(**checked_keys(record, "gate", [each.name for each in fields(cls)], needed=["ref", "to"]))


def _forced(given: object, path: str) -> str:
    try:
        return ref_text(given)
    except KpiragError as fault:
        fault.path, fault.remedy = path, "Write of=['prison grade'], say."
        raise


def checked_interval_rule(given: object) -> IntervalRule:
    """Return what a caller gave as the interval rule of a scheme: a rule, or the name of its state.

    Args:
        given: The rule.

    Raises:
        InputTypeError: If it is neither.

    Example:
        >>> checked_interval_rule("average")
        IntervalRule('average')
    """
    if isinstance(given, IntervalRule):
        return given
    if isinstance(given, str):
        return IntervalRule(given)
    remedy = "Write IntervalRule('similar'), or the name of the state."
    raise InputTypeError("must be an IntervalRule", path="interval", got=shown(given), remedy=remedy)


def checked_gates(given: object) -> tuple[Gate, ...]:
    """Return the gates of a scheme: one, or several.

    Args:
        given: A `Gate`, or an iterable of them.

    Raises:
        InputTypeError: If it is neither.

    Example:
        >>> checked_gates(Gate("incidents", "red"))
        (Gate('incidents', 'red'),)
    """
    remedy = "Write Gate('incidents', 'red')."
    if isinstance(given, Gate):
        return (given,)
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputTypeError("must be a Gate, or several", path="gates", got=shown(given), remedy=remedy)
    gates = tuple(given)
    for place, one in enumerate(gates):
        if not isinstance(one, Gate):
            raise InputTypeError("must be a Gate", path=f"gates[{place}]", got=shown(one), remedy=remedy)
    return gates
