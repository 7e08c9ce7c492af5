"""The average of some scores, which always tells its parts and its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from attrs import field, fields, frozen

from kpirag._means import mean
from kpirag._numbers import GivenNumber, number, number_text, percentage
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, suggestion, take
from kpirag.tolerances import Edge

__all__ = ["AverageScore", "average_score"]

_SCORES = "Write {'Access': 1.5, 'Finance': None}, say."


def _given_scores(given: Mapping[str, GivenNumber | None]) -> Mapping[str, float | None]:
    return given  # type: ignore[return-value]  # made floats in the check


def _given_weights(given: Mapping[str, GivenNumber] | None) -> Mapping[str, float] | None:
    return given  # type: ignore[return-value]  # made floats in the check


@frozen(repr=False)
class AverageScore:
    """The average of some scores, which always tells its parts and which of them are missing.

    Make it with `average_score`.

    Args:
        scores: By name: the score, or None where there is none.
        weights: How much each part counts, by the same names; all the same if not given.
        least_coverage: The percentage of the parts, or of their weight, without which there
            is no average.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as a NaN score.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> AverageScore({"Access": 1.5, "Finance": 3.0}).value
        2.25
    """

    scores: Mapping[str, float | None] = field(converter=_given_scores, hash=False)
    weights: Mapping[str, float] | None = field(default=None, converter=_given_weights, hash=False)
    least_coverage: float = field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        scores = take(faults, _named, self.scores, "scores", _SCORES) or {}
        read = {
            name: None if each is None else take(faults, _score, each, f"scores[{name!r}]")
            for name, each in scores.items()
        }
        weights = None if self.weights is None else take(faults, _weights, self.weights, scores)
        least = take(faults, number, self.least_coverage, "least_coverage")
        if least is not None and not 0 <= least <= 100:
            got, remedy = shown(self.least_coverage), "Write 75, say."
            faults.append(InputError("must be from 0 to 100", path="least_coverage", got=got, remedy=remedy))
        raise_faults(faults)
        put = object.__setattr__
        put(self, "scores", MappingProxyType(read))
        put(self, "weights", None if weights is None else MappingProxyType(weights))
        put(self, "least_coverage", least)

    __repr__ = brief_repr

    def __reduce__(self) -> tuple[Any, ...]:
        return (AverageScore.from_dict, (self.to_dict(),))  # a view of a dict cannot be pickled

    @property
    def parts(self) -> dict[str, float]:
        """The scores that are there, by name."""
        return {name: score for name, score in self.scores.items() if score is not None}

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parts that have no score."""
        return tuple(name for name, score in self.scores.items() if score is None)

    @property
    def coverage(self) -> float:
        """The percentage of the parts, or of their weight, that has a score."""
        every, there = list(self.scores), list(self.parts)
        if self.weights is None:
            return percentage(len(there), len(every))
        return mean([100.0 * (name in self.parts) for name in every], [self.weights[name] for name in every])

    @property
    def value(self) -> float | None:
        """The average of the scores that are there, settled; None if too few of them are."""
        parts = self.parts
        if not parts or self.coverage < self.least_coverage:
            return None
        weights = None if self.weights is None else [self.weights[name] for name in parts]
        return mean(list(parts.values()), weights)

    def segment(self, edges: Iterable[GivenNumber | Edge], labels: Sequence[str]) -> str | None:
        """Return the segment that the average falls in; None if there is no average.

        Args:
            edges: Where one segment ends and the next begins, from low to high. An average
                exactly on an edge is in the higher segment; write ``Edge(2, inclusive=False)``
                to keep it in the lower.
            labels: What the segments are called, from low to high: one more than the edges.

        Raises:
            InputTypeError: If an edge is not a number, or a label not text.
            InputError: If the edges do not go up, or the labels do not fit them.
            FaultsError: If two or more of them are wrong.

        Example:
            >>> average_score({"Access": 1.5, "Finance": 3.0}).segment([2, 3], ["1", "2", "3"])
            '2'
        """
        faults: list[KpiragError] = []
        bounds: list[tuple[float, bool]] = []
        for at, each in enumerate(take(faults, _several, edges, "edges", "Write [2, 3], say.") or ()):
            bound = take(faults, _bound, each, f"edges[{at}]")
            if bound is not None:
                bounds.append(bound)
        named = take(faults, _several, labels, "labels", "Write ['1', '2', '3'], say.") or ()
        for at, label in enumerate(named):
            take(faults, checked_text, label, f"labels[{at}]", "Give each segment its name.")
        raise_faults(faults)
        if not bounds or any(one >= two for (one, _), (two, _) in pairwise(bounds)):
            remedy = "Write [2, 3], say."
            raise InputError(
                "must go up", path="edges", got=shown([each for each, _ in bounds]), remedy=remedy
            )
        if len(named) != len(bounds) + 1:
            problem = f"must be {len(bounds) + 1} for {len(bounds)} {'edge' if len(bounds) == 1 else 'edges'}"
            raise InputError(
                problem, path="labels", got=shown(labels), remedy="Name each segment, the lowest first."
            )
        value = self.value
        if value is None:
            return None
        place = sum(value > bound or (inclusive and value == bound) for bound, inclusive in bounds)
        return str(named[place])

    def explain(self) -> str:
        """Return the average with every part and every gap, as one plain sentence.

        Example:
            >>> print(average_score({"Access": 1.5, "Finance": 3.0, "Workforce": None}).explain())
            2.25 is the mean of 2 of 3 scores: Access 1.5, Finance 3; no score for Workforce.
        """
        weights, value, count = self.weights, self.value, len(self.scores)
        of = f"{len(self.parts)} of {count}" if self.missing else f"{count}"
        told = [
            f"{name} {number_text(score)}" + (f" (weight {number_text(weights[name])})" if weights else "")
            for name, score in self.parts.items()
        ]
        parts = f": {', '.join(told)}" if told else ""
        gaps = f"; no score for {', '.join(self.missing)}" if self.missing else ""
        scores = "score" if count == 1 else "scores"
        if value is not None:
            mean_of = "weighted mean" if weights else "mean"
            return f"{number_text(value)} is the {mean_of} of {of} {scores}{parts}{gaps}."
        short = f", {number_text(self.coverage, 1)}% where {number_text(self.least_coverage)}% is needed"
        return f"There is no average of {of} {scores}{short if told else ''}{parts}{gaps}."

    def to_dict(self) -> dict[str, Any]:
        """Return the average as a dict of plain values: what it was made from.

        Example:
            >>> average_score({"Access": 1.5, "Finance": None}).to_dict()["scores"]
            {'Access': 1.5, 'Finance': None}
        """
        return {
            "scores": dict(self.scores),
            "weights": None if self.weights is None else dict(self.weights),
            "least_coverage": self.least_coverage,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> AverageScore:
        """Return the average that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> AverageScore.from_dict({"scores": {"Access": 1.5, "Finance": 3}}).value
            2.25
        """
        return cls(**checked_keys(record, "average", [each.name for each in fields(cls)], needed=["scores"]))


def average_score(
    scores: Mapping[str, GivenNumber | None],
    weights: Mapping[str, GivenNumber] | None = None,
    *,
    least_coverage: GivenNumber = 0,
) -> AverageScore:
    """Return the average of some scores, with its parts.

    A score that is not there counts neither for nor against: the average is of the others,
    and says so.

    Args:
        scores: By name: the score, or None where there is none.
        weights: How much each part counts, by the same names; all the same if not given.
        least_coverage: The percentage of the parts, or of their weight, without which there
            is no average.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as a NaN score.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> score = average_score({"Access": 1.5, "Finance": 3.0, "Workforce": None})
        >>> score.value, score.missing
        (2.25, ('Workforce',))
    """
    return AverageScore(scores, weights, least_coverage=least_coverage)  # type: ignore[arg-type]  # made floats in the check


def _several(given: object, path: str, remedy: str) -> tuple[Any, ...]:
    if isinstance(given, str | Mapping | AbstractSet) or not isinstance(given, Iterable):
        problem = "must be a list, from low to high"
        raise InputTypeError(problem, path=path, got=shown(given), remedy=remedy)
    return tuple(given)


def _bound(given: object, path: str) -> tuple[float, bool]:
    plain = given.value if isinstance(given, Edge) else given
    missing = "Give each edge its number."
    if plain is None:
        raise InputTypeError("must be a number", path=path, got=shown(given), remedy=missing)
    return number(plain, path, missing=missing), not isinstance(given, Edge) or given.inclusive


def _named(given: object, path: str, remedy: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise InputTypeError("must map names to numbers", path=path, got=shown(given), remedy=remedy)
    if not given:
        raise InputError("must not be empty", path=path, remedy=remedy)
    faults: list[KpiragError] = []
    for name in given:
        take(faults, checked_text, name, f"{path}[{name!r}]", "Give each part its name.")
    raise_faults(faults)
    return dict(given)


def _score(given: object, path: str) -> float:
    return number(given, path, missing="Write None for a score that is not there.")


def _weights(given: object, scores: Mapping[str, Any]) -> dict[str, float]:
    faults: list[KpiragError] = []
    read: dict[str, float] = {}
    for name, each in _named(given, "weights", "Write {'Access': 2, 'Finance': 1}, say.").items():
        path = f"weights[{name!r}]"
        weight = take(faults, number, each, path, missing="Give each part a weight.")
        read[name] = weight or 0.0
        if weight is not None and weight <= 0:
            remedy = "Leave out a part that does not count."
            faults.append(InputError("must be above zero", path=path, got=shown(each), remedy=remedy))
        if name not in scores:
            faults.append(InputError("is of no score", path=path, remedy=suggestion(name, scores)))
    remedy = "Give each part a weight."
    faults += [
        InputError("is not given", path=f"weights[{name!r}]", remedy=remedy)
        for name in scores
        if name not in read
    ]
    raise_faults(faults)
    return read
