"""Promotions: a better state for a figure that moved the right way, or is expected to, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from kpirag._records import brief_repr, checked_keys
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take

__all__ = ["Comparator", "Promotion", "When", "Without", "checked_promotions"]


class Comparator(StrEnum):
    """Which earlier figure a change is measured from."""

    LAST_PERIOD = "last period"
    LAST_YEAR = "last year"
    EARLIER = "earlier period"


class When(StrEnum):
    """What a promotion asks for: a direction of travel, or a forecast that the target will be met."""

    BETTER = "better"
    NOT_WORSE = "not worse"
    EXPECTED = "expected to be met"


class Without(StrEnum):
    """What becomes of a figure whose promotion cannot be judged."""

    NOT_RATED = "not rated"
    STAYS = "stays"


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_when(given: When | str) -> When:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_without(given: Without | str) -> Without:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_than(given: Comparator | str) -> Comparator:
    return given  # type: ignore[return-value]  # made a member in the check


@frozen(repr=False)
class Promotion:
    """A better state for a figure that moved the right way, as at Havering and Thurrock.

    Or, as at West Berkshire, for one whose target is expected to be met at the year end: see
    the ``forecast`` of an `Outturn`.

    Args:
        source: The state that may be promoted.
        to: The state it is promoted to.
        when: ``"better"``, ``"not worse"`` (better or the same), or ``"expected to be met"``.
        than: ``"last year"`` or ``"last period"``: the figure it is compared with; says
            nothing beside ``"expected to be met"``.
        without: What a figure becomes without an earlier figure or a forecast: ``"not rated"``,
            or ``"stays"`` for the state it has without the promotion.

    Raises:
        InputTypeError: If a state is not text.
        InputError: If an option is unknown.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> Promotion("red", "amber", when="not worse", than="last year").than.value
        'last year'
    """

    source: str
    to: str
    when: When = field(default=When.BETTER, kw_only=True, converter=_given_when)
    than: Comparator = field(default=Comparator.LAST_YEAR, kw_only=True, converter=_given_than)
    without: Without = field(default=Without.NOT_RATED, kw_only=True, converter=_given_without)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        for path in ("source", "to"):
            if not isinstance(getattr(self, path), str):
                got, remedy = shown(getattr(self, path)), "Write 'red', say."
                faults.append(InputTypeError("must name a state", path=path, got=got, remedy=remedy))
        when = take(faults, choose, When, self.when, "when")
        than = take(faults, choose, Comparator, self.than, "than")
        without = take(faults, choose, Without, self.without, "without")
        if than is Comparator.EARLIER:
            problem, remedy = "does not say which figure", "Write 'last year' or 'last period'."
            faults.append(InputError(problem, path="than", got=shown(str(than)), remedy=remedy))
        raise_faults(faults)
        object.__setattr__(self, "when", when)
        object.__setattr__(self, "than", than)
        object.__setattr__(self, "without", without)

    __repr__ = brief_repr

    def to_dict(self) -> dict[str, str]:
        """Return the promotion as a dict of plain text.

        Example:
            >>> Promotion("red", "amber", when="expected to be met").to_dict()["when"]
            'expected to be met'
        """
        return {
            "source": str(self.source),
            "to": str(self.to),
            "when": self.when.value,
            "than": self.than.value,
            "without": self.without.value,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Promotion:
        """Return the promotion that `to_dict` described.

        Args:
            record: The source and to, and what is not left at its default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Promotion.from_dict({"source": "red", "to": "amber"})
            Promotion('red', 'amber')
        """
        known = ("source", "to", "when", "than", "without")
        return cls(**checked_keys(record, "", known, needed=["source", "to"]))


def checked_promotions(given: object) -> tuple[Promotion, ...]:
    """Return the promotions of a scheme: one, or several of different states.

    Args:
        given: A `Promotion`, or an iterable of them.

    Raises:
        InputTypeError: If it is neither.
        InputError: If a state has two promotions.

    Example:
        >>> checked_promotions(Promotion("red", "amber"))
        (Promotion('red', 'amber'),)
    """
    remedy = "Write Promotion('red', 'amber', when='better', than='last year')."
    if isinstance(given, Promotion):
        return (given,)
    if not isinstance(given, Iterable):
        raise InputTypeError(
            "must be a Promotion, or several", path="promote", got=shown(given), remedy=remedy
        )
    promotions = tuple(given)
    for place, one in enumerate(promotions):
        path = f"promote[{place}]"
        if not isinstance(one, Promotion):
            raise InputTypeError("must be a Promotion", path=path, got=shown(one), remedy=remedy)
        if one.source in [earlier.source for earlier in promotions[:place]]:
            remedy = "Give each state one promotion."
            raise InputError("has a promotion already", path=path, got=shown(str(one.source)), remedy=remedy)
    return promotions
