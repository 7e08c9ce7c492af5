"""How many indicators have each status, out of how many, and why the rest have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from kpirag._numbers import half_up, number_text, percentage
from kpirag.errors import InputError, InputTypeError, shown, suggestion
from kpirag.schemes import Scheme
from kpirag.scorecards.rows import Row
from kpirag.statuses import Reason

__all__ = ["Summary"]

_UNTARGETED = (Reason.CONTEXTUAL, Reason.NO_TARGET)


@frozen
class Summary:
    """The counts of a scorecard; they add up at every level.

    Args:
        scheme: The scheme, which gives the states in order.
        counts: How many rows have each state, best first.
        not_rated: How many rows are not rated, by reason, in order of precedence.
        reported: How many rows have a figure, or a status a person gave.
        due: How many rows were due.
        asserted: How many of the rated have a status that a person gave.
        restricted: How many rows are not for the public; left out of a public scorecard.

    Example:
        >>> from kpirag import RAG
        >>> summary = Summary.of([], RAG)
        >>> summary.rated, summary.sentence()
        (0, 'There are no indicators.')
    """

    scheme: Scheme
    counts: Mapping[str, int] = field(hash=False)
    not_rated: Mapping[Reason, int] = field(hash=False)
    reported: int
    due: int
    asserted: int = 0
    restricted: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row], scheme: Scheme, *, restricted: int | None = None) -> Summary:
        """Return the summary of rows.

        Args:
            rows: The rows.
            scheme: The scheme they were rated under.
            restricted: How many rows were left out as not public; counted from the rows if
                not given.

        Example:
            >>> from kpirag import RAG
            >>> dict(Summary.of([], RAG).counts)
            {'green': 0, 'amber': 0, 'red': 0}
        """
        rows = tuple(rows)
        counts: dict[str, int] = {str(state): 0 for state in reversed(scheme.states)}
        reasons = dict.fromkeys(Reason, 0)
        for row in rows:
            if row.rating.reason is None:
                counts[str(row.rating.status)] += 1
            else:
                reasons[row.rating.reason] += 1
        return cls(
            scheme,
            counts,
            {reason: count for reason, count in reasons.items() if count},
            sum(row.is_reported for row in rows),
            sum(row.is_due for row in rows),
            sum(row.rating.assertion is not None for row in rows),
            sum(row.indicator.restricted for row in rows) if restricted is None else restricted,
        )

    @property
    def rated(self) -> int:
        """How many rows are rated."""
        return sum(self.counts.values())

    @property
    def targeted(self) -> int:
        """How many rows are to be judged: all but contextual rows and those without a target."""
        return self.all - sum(self.not_rated.get(reason, 0) for reason in _UNTARGETED)

    @property
    def all(self) -> int:
        """How many rows there are."""
        return self.rated + sum(self.not_rated.values())

    def share(
        self,
        status: str | Iterable[str],
        of: Literal["rated", "targeted", "reported", "due", "all"] = "rated",
        *,
        decimals: int = 1,
    ) -> float | None:
        """Return the percentage of rows that have a status, rounded half up.

        Shares are rounded one by one and never forced to sum to 100.

        Args:
            status: A state of the scheme; or several, as where a headline counts green and
                amber together.
            of: Out of which rows: those rated, targeted (all but contextual rows and those
                without a target), reported, due, or all.
            decimals: The decimals to keep.

        Returns:
            The percentage, or None if there are no such rows.

        Raises:
            InputError: If the status or the denominator is unknown.

        Example:
            >>> from kpirag import RAG
            >>> Summary(RAG, {"green": 3, "amber": 0, "red": 9}, {}, 12, 12).share("green")
            25.0
        """
        if not isinstance(status, Iterable):
            remedy = "Write 'green', or ('green', 'amber')."
            raise InputTypeError(
                "must name a state, or several", path="status", got=shown(status), remedy=remedy
            )
        several = [status] if isinstance(status, str) else list(status)
        names = {str(self.scheme.state(one, "status")) for one in several}
        denominators = {
            "rated": self.rated,
            "targeted": self.targeted,
            "reported": self.reported,
            "due": self.due,
            "all": self.all,
        }
        if of not in denominators:
            remedy = suggestion(str(of), denominators)
            raise InputError("is no count of this summary", path="of", got=shown(of), remedy=remedy)
        rows = denominators[of]
        return half_up(percentage(sum(self.counts[name] for name in names), rows), decimals) if rows else None

    def sentence(self) -> str:
        """Return the summary as a paper prints it, each count with its share of the rated.

        Example:
            >>> from kpirag import RAG
            >>> counts = {"green": 3, "amber": 0, "red": 9}
            >>> print(Summary(RAG, counts, {Reason.NOT_DUE: 4}, 12, 12).sentence().partition(". ")[0])
            12 of 16 indicators are rated: 3 (25%) Green, 0 (0%) Amber, 9 (75%) Red
        """
        if not self.all:
            return "There are no indicators."
        noun = "indicator" if self.all == 1 else "indicators"
        if not self.rated:
            told = f"None of {self.all} {noun} is rated"
        else:
            parts = [self._part(name, count) for name, count in self.counts.items()]
            whole = f"{self.rated} of {self.all} {noun} {'is' if self.rated == 1 else 'are'}"
            if self.rated == self.all:
                whole = "The one indicator is" if self.all == 1 else f"All {self.all} {noun} are"
            told = f"{whole} rated: {', '.join(parts)}"
        left = sum(self.not_rated.values())
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.not_rated.items())
        unrated = f" {left} {'is' if left == 1 else 'are'} not rated: {reasons}." if left else ""
        return f"{told}.{unrated}"

    def _part(self, name: str, count: int) -> str:
        return f"{count} ({number_text(self.share(name) or 0.0)}%) {self.scheme.label(name)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as a dict of plain values.

        Example:
            >>> from kpirag import RAG
            >>> Summary.of([], RAG).to_dict()["all"]
            0
        """
        return {
            **{str(name): count for name, count in self.counts.items()},
            "rated": self.rated,
            "targeted": self.targeted,
            "reported": self.reported,
            "due": self.due,
            "all": self.all,
            "asserted": self.asserted,
            "restricted": self.restricted,
            **{f"not rated: {reason}": count for reason, count in self.not_rated.items()},
            "sentence": self.sentence(),
        }
