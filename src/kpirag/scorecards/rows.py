"""A row of a scorecard: one indicator in one period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from kpirag._sentences import value_text
from kpirag.changes import Change, Direction
from kpirag.errors import InputError, shown
from kpirag.histories import History
from kpirag.indicators import Basis, Indicator
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Period
from kpirag.ratings import Rating
from kpirag.statuses import Reason
from kpirag.targets import Target

if TYPE_CHECKING:
    from kpirag.statistics import Significance, XmR

__all__ = ["Row"]

_EARLIER: tuple[Literal["last period", "last year"], ...] = ("last period", "last year")
_TRAVEL = {Direction.BETTER: "improving", Direction.WORSE: "declining", Direction.SAME: "stable"}


def _is_stale(benchmark: Period, period: Period) -> bool:
    """Return whether a benchmark is more than two years older than a period; one a year behind is usual."""
    return (period.end.year - benchmark.end.year, period.end.month, period.end.day) > (
        2,
        benchmark.end.month,
        benchmark.end.day,
    )


@frozen(repr=False)
class Row:
    """One indicator in one period: its figure, target, rating and both directions of travel.

    Args:
        indicator: The indicator.
        outturn: Its outturn; a missing one with a reason if none was given.
        target: The target it was rated against; None if there is none.
        rating: The rating that counts.
        since_last_period: The change since the last period.
        since_last_year: The change since the same period last year.
        others: The ratings against targets of other kinds, by kind; not counted.
        superseded: The outturns that later revisions replaced, oldest first.
        history: The figures of the indicator as far as this version of the report knows them.

    Example:
        >>> from kpirag import IndicatorSet, Period
        >>> caseload = Indicator("25", "Average caseload", polarity="lower")
        >>> q2 = Period.quarter(2022, 2)
        >>> IndicatorSet([caseload], {"25": Target(18)}, {"25": Outturn(q2, 19)}).scorecard(q2)["25"]
        <Row 25: Red, 19>
    """

    indicator: Indicator
    outturn: Outturn
    target: Target | None
    rating: Rating
    since_last_period: Change
    since_last_year: Change
    others: Mapping[str, Rating] = field(factory=dict, hash=False)
    superseded: tuple[Outturn, ...] = ()
    history: History | None = field(default=None, eq=False)

    @property
    def is_due(self) -> bool:
        """Whether a figure was due in the period."""
        return self.rating.reason not in (Reason.NOT_DUE, Reason.NOT_APPLICABLE)

    @property
    def is_reported(self) -> bool:
        """Whether there is a figure, or a status that a person gave."""
        return self.outturn.reason is None or self.rating.assertion is not None

    def significance(self, since: Literal["last period", "last year"] = "last period") -> Significance | None:
        """Return whether the change since an earlier figure is more than chance; None if there is none.

        Args:
            since: Which of the two earlier figures.

        Raises:
            InputError: If it is neither.
        """
        from kpirag.statistics import significance  # noqa: PLC0415 - loads on first use

        earlier = self.since(since).earlier
        if earlier is None or self.outturn.reason is not None or earlier.reason is not None:
            return None
        below = self.rating.scheme.caution_below
        return significance(self.indicator, self.outturn, earlier, caution_below=below)

    def chart(self) -> XmR | None:
        """Return the XmR chart of the figures up to this period; None of a year to date, or of none at all.

        It says whether the latest figure there is, which may be of an earlier period, is more
        than the usual variation, and whether the process can be relied on to meet the target.
        Figures for periods of another length are left out. It needs numpy, which loads on first use.

        Raises:
            InputError: If the figures cannot be charted; see `kpirag.statistics.xmr`.
        """
        from kpirag.statistics import xmr  # noqa: PLC0415 - loads on first use

        end = self.outturn.period.end
        own = self.outturn.period.months
        figures = [one for one in self.history or () if one.period.end <= end and one.period.months == own]
        if self.indicator.basis is Basis.YEAR_TO_DATE or not figures:
            return None
        return xmr(figures, indicator=self.indicator, target=self.target)

    def since(self, which: Literal["last period", "last year"]) -> Change:
        """Return the change since the last period or since the same period last year.

        Args:
            which: Which of the two.

        Raises:
            InputError: If it is neither.
        """
        if which not in ("last period", "last year"):
            remedy = "Write 'last period' or 'last year'."
            raise InputError("is neither", path="since", got=shown(which), remedy=remedy)
        return self.since_last_period if which == "last period" else self.since_last_year

    @property
    def caution(self) -> str:
        """The small-number caution of the rating; empty if there is none."""
        return self.rating.caution

    @property
    def travel(self) -> str:
        """The direction of travel beside the target: a decline within limits is not one off target.

        As at Rotherham, one of ``"improving"``, ``"improving, still off target"``, ``"declining,
        within limits"``, ``"declining, off target"``, ``"stable"``, ``"stable, off target"``;
        ``"up"`` or ``"down"`` where nothing is judged; empty where nothing can be compared.
        """
        change, met = self.since_last_period, self.rating.met
        word = _TRAVEL.get(change.direction)
        if word is None:
            known = change.direction is Direction.NO_JUDGEMENT and change.movement is not None
            return str(change.movement) if known else ""
        if met is None:
            return word
        if change.direction is Direction.WORSE:
            return f"{word}, {'within limits' if met else 'off target'}"
        still = "still " if change.direction is Direction.BETTER else ""
        return word if met else f"{word}, {still}off target"

    @property
    def caveat(self) -> str:
        """What a reader must know about the figure itself; empty if there is nothing.

        It is why a figure is unreliable, suppressed or late, that it is not final, that it
        was corrected, or that its definition changed.
        """
        outturn = self.outturn
        told = []
        if outturn.reason in (Reason.UNRELIABLE, Reason.SUPPRESSED, Reason.LATE):
            told.append(outturn.reason.sentence.rstrip("."))
        if outturn.quality is not Quality.FINAL:
            told.append(f"The figure is {outturn.quality}")
        if self.superseded and outturn.reason is not Reason.SUPPRESSED:
            earlier = self.superseded[-1]
            told.append(f"It replaces {self._earlier(earlier)}")
        if outturn.break_in_series:
            told.append("The definition changed in this period")
        benchmark = None if self.target is None else self.target.as_at
        if benchmark is not None and _is_stale(benchmark, outturn.period):
            told.append(f"The benchmark is of {benchmark.label}, more than two years before")
        if told and outturn.note:
            told.append(outturn.note.rstrip("."))
        return "".join(f"{part}. " for part in told).rstrip()

    def _earlier(self, outturn: Outturn) -> str:
        if outturn.reason is not None:
            return f"“{outturn.reason}”"
        value = self.indicator.value_of(outturn)
        return "0 of 0" if value is None else value_text(self.indicator, outturn, value, None)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as a flat dict of plain values."""
        rating = self.rating
        record = rating.to_dict()
        changes = {
            f"{column}_{fact}": getattr(change, fact)
            for column, change in self._changes()
            for fact in ("arrow", "meaning", "reason")
        }
        for which in _EARLIER:
            found = self.significance(which)
            wording = None if found is None else found.wording
            changes[f"since_{which.replace(' ', '_')}_significance"] = wording
        directions = {column: change.direction.value for column, change in self._changes()}
        return record | {
            "value_text": rating.value_text,
            "word": rating.word,
            "unit": self.indicator.unit.value,
            "group": self.indicator.group,
            "owner": self.indicator.owner,
            "outside_our_control": self.indicator.outside_our_control,
            "restricted": self.indicator.restricted,
            "highlight": None if self.outturn.highlight is None else self.outturn.highlight.value,
            "quality": self.outturn.quality.value,
            "travel": self.travel,
            "note": self.outturn.note,
            "caveat": self.caveat,
            **directions,
            **changes,
        }

    def _changes(self) -> tuple[tuple[str, Change], tuple[str, Change]]:
        return ("since_last_period", self.since_last_period), ("since_last_year", self.since_last_year)

    def __repr__(self) -> str:
        return f"<Row {self.indicator.ref}: {self.rating.word}, {self.rating.value_text}>"
