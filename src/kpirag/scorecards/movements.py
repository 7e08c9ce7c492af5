"""Which ratings changed between two scorecards, and because of what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from kpirag._numbers import number_text
from kpirag.changes import Change
from kpirag.errors import KpiragError
from kpirag.indicators import Indicator
from kpirag.outturns import Outturn
from kpirag.ratings import Rating
from kpirag.schemes import Scheme
from kpirag.scorecards.building import rated
from kpirag.scorecards.rows import Row
from kpirag.statuses import Reason, Status
from kpirag.targets import Target
from kpirag.tolerances import Tolerance

__all__ = ["Cause", "Movements", "StatusChange"]


class Cause(StrEnum):
    """What made a rating change, in the order in which causes are tried."""

    DEFINITION = "definition"
    DATA_REVISION = "data revision"
    SCHEME = "scheme"
    TOLERANCE = "tolerance"
    TARGET = "target"
    PERFORMANCE = "performance"
    REPORTING = "reporting"
    FORECAST = "forecast"
    EARLIER_FIGURE = "earlier figure"
    GATE = "gate"
    JUDGEMENT = "judgement"
    TOGETHER = "several together"


@frozen
class StatusChange:
    """A rating that changed, and why.

    Args:
        before: The earlier row.
        after: The later row.
        cause: The first thing whose undoing alone gives back the earlier status; *several
            together* where none does alone.
        also_changed: What else is different, in the same order.

    Example:
        >>> from kpirag import IndicatorSet, Period
        >>> visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
        >>> q2 = Period.quarter(2022, 2)
        >>> figures = [Outturn(q2.previous, 85), Outturn(q2, 70)]
        >>> board = IndicatorSet([visits], {"3": Target(80)}, {"3": figures})
        >>> for change in board.scorecard(q2).versus(board.scorecard(q2.previous)):
        ...     print(change.explain())
        Visits in time: Green to Red, because of performance (85% to 70%).
    """

    before: Row
    after: Row
    cause: Cause
    also_changed: tuple[Cause, ...] = ()

    @property
    def ref(self) -> str:
        """The ref of the indicator."""
        return self.after.indicator.ref

    def explain(self) -> str:
        """Return the change and its cause as one plain sentence."""
        was, now = _word(self.before.rating), _word(self.after.rating)
        text = f"{self.after.indicator.name}: {was} to {now}, because {self._because()}"
        if self.cause is Cause.TOGETHER:
            return f"{text}{': ' if self.also_changed else ''}{', '.join(self.also_changed)}."
        also = f"; also changed: {', '.join(self.also_changed)}" if self.also_changed else ""
        return f"{text}{also}{self._unchanged()}."

    def _because(self) -> str:
        tolerances = _Terms.of(self.before).tolerance, _Terms.of(self.after).tolerance
        if self.cause is Cause.TOLERANCE and tolerances[1].is_none:
            return f"the tolerance of {tolerances[0]} was withdrawn"
        return f"of {_BECAUSE[self.cause]}{self._detail()}"

    def _unchanged(self) -> str:
        """Return that the figure did not change, where a rule is what made the colour change."""
        rules = (Cause.SCHEME, Cause.TOLERANCE, Cause.TARGET)
        was, now = self.before.outturn, self.after.outturn
        same = was.number is not None and was.number == now.number and was.denominator == now.denominator
        return "; the outturn did not change" if self.cause in rules and same else ""

    def _detail(self) -> str:
        before, after = self.before, self.after
        if self.cause is Cause.TARGET and before.target is not None and after.target is not None:
            was, now = before.target.describe(before.indicator), after.target.describe(after.indicator)
            return f" (from {was} to {now})"
        if self.cause is Cause.TOLERANCE:
            return f" (from {_Terms.of(before).tolerance} to {_Terms.of(after).tolerance})"
        if self.cause in (Cause.PERFORMANCE, Cause.DATA_REVISION):
            figures = before.rating.value_text, after.rating.value_text
            if figures[0] == figures[1]:
                figures = _counts(before), _counts(after)
            return f" ({figures[0]} to {figures[1]})"
        if self.cause is Cause.SCHEME:
            return f" ({before.rating.scheme.name} to {after.rating.scheme.name})"
        return ""

    def to_dict(self) -> dict[str, Any]:
        """Return the change as a flat dict of plain values."""
        return {
            "ref": self.ref,
            "name": self.after.indicator.name,
            "before": str(self.before.rating.status),
            "before_period": self.before.outturn.period.label,
            "after": str(self.after.rating.status),
            "after_period": self.after.outturn.period.label,
            "cause": self.cause.value,
            "also_changed": ", ".join(self.also_changed),
            "explanation": self.explain(),
        }


_BECAUSE = {
    Cause.DEFINITION: "a changed definition",
    Cause.DATA_REVISION: "a corrected figure",
    Cause.SCHEME: "another scheme",
    Cause.TOLERANCE: "another tolerance",
    Cause.TARGET: "another target",
    Cause.PERFORMANCE: "performance",
    Cause.REPORTING: "what was reported",
    Cause.FORECAST: "another forecast",
    Cause.EARLIER_FIGURE: "the figure it is compared with",
    Cause.GATE: "another indicator's missed target",
    Cause.JUDGEMENT: "a person's judgement",
    Cause.TOGETHER: "no one thing alone",
}


def _counts(row: Row) -> str:
    """Return the counts of a row beside its figure, where two figures look the same."""
    text, outturn = row.rating.value_text, row.outturn
    if outturn.numerator is None or outturn.denominator is None:
        return text
    return f"{text}, {number_text(outturn.numerator)} of {number_text(outturn.denominator)}"


def _word(rating: Rating) -> str:
    return rating.word if rating.reason is None else f"not rated ({rating.reason})"


@frozen
class Movements:
    """The ratings that changed between two scorecards; a sequence of `StatusChange`.

    Args:
        changes: The rows whose status changed, in the order of the later scorecard.
        same: The refs of the rows whose status did not.
        started: The refs that only the later scorecard has.
        ended: The refs that only the earlier one has.

    Example:
        >>> len(Movements.between((), ()))
        0
    """

    changes: tuple[StatusChange, ...]
    same: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()

    @classmethod
    def between(cls, earlier: tuple[Row, ...], later: tuple[Row, ...]) -> Movements:
        """Return what changed from the rows of one scorecard to those of another.

        Args:
            earlier: The rows of the earlier scorecard.
            later: The rows of the later one.

        Example:
            >>> Movements.between((), ()).ended
            ()
        """
        before = {row.indicator.ref: row for row in earlier}
        after = {row.indicator.ref: row for row in later}
        both = [(before[ref], row) for ref, row in after.items() if ref in before]
        changed = [pair for pair in both if pair[0].rating.status != pair[1].rating.status]
        return cls(
            tuple(_status_change(*pair) for pair in changed),
            tuple(row.indicator.ref for one, row in both if one.rating.status == row.rating.status),
            tuple(ref for ref in after if ref not in before),
            tuple(ref for ref in before if ref not in after),
        )

    def __iter__(self) -> Iterator[StatusChange]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def because_of(self, cause: Cause | str) -> tuple[StatusChange, ...]:
        """Return the changes that have a cause.

        Args:
            cause: The cause, such as ``"target"``.

        Example:
            >>> Movements(()).because_of("target")
            ()
        """
        return tuple(change for change in self.changes if change.cause == cause)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the changes as flat dicts of plain values."""
        return [change.to_dict() for change in self.changes]


@frozen
class _Terms:
    """All that a row's status depends on, each part of which can be swapped alone."""

    indicator: Indicator
    outturn: Outturn
    scheme: Scheme
    tolerance: Tolerance
    target: Target | None
    changes: tuple[Change, Change]
    forced: Any
    judgement: Rating | None

    @classmethod
    def of(cls, row: Row) -> _Terms:
        rating = row.rating
        target = row.target
        own = None if target is None else target.tolerance
        tolerance = rating.scheme.tolerance
        bare = None
        if target is not None:
            if target.share is not None:
                tolerance = tolerance.scaled(target.share)
            bare = evolve(target, tolerance=None, period=None, profile=None, starts=None, ends=None)
        return cls(
            row.indicator,
            row.outturn,
            _rules(rating.scheme),
            tolerance if own is None else own,
            bare,
            (row.since_last_period, row.since_last_year),
            None if rating.gate is None else (rating.reason or rating.status),
            rating if rating.assertion is not None else None,
        )

    def verdict(self) -> tuple[Status, Reason | None] | None:
        """Return the status these give, or the reason for none; None if they do not fit each other."""
        if self.judgement is not None:
            return self.judgement.status, None
        target = self.target
        if target is not None and target.floor is None:
            target = evolve(target, tolerance=self.tolerance)
        try:
            rating = rated(self.indicator, self.outturn, target, self.scheme, self.changes)
        except KpiragError:
            return None
        if isinstance(self.forced, Reason):
            return Status.NOT_RATED, self.forced
        if self.forced is not None and self.scheme.code(self.forced) < self.scheme.code(rating.status):
            return self.forced, None
        return rating.status, rating.reason


def _status_change(before: Row, after: Row) -> StatusChange:
    was, now = _Terms.of(before), _Terms.of(after)
    earlier = (before.rating.status, before.rating.reason)
    different = [cause for cause, (differ, _) in _SWAPS.items() if differ(was, now)]
    undoing = [cause for cause in different if _SWAPS[cause][1](was, now).verdict() == earlier]
    cause = undoing[0] if undoing else Cause.TOGETHER
    return StatusChange(before, after, cause, tuple(one for one in different if one is not cause))


_Differ = Callable[[_Terms, _Terms], bool]
_Undo = Callable[[_Terms, _Terms], _Terms]


def _definition_differs(was: _Terms, now: _Terms) -> bool:
    facts = ("polarity", "unit", "per", "decimals", "basis", "can_exceed_100", "starts")
    return any(getattr(was.indicator, fact) != getattr(now.indicator, fact) for fact in facts)


def _undo_definition(was: _Terms, now: _Terms) -> _Terms:
    """Return the terms with the earlier definition, and with its figure if the new one is a new version."""
    undone = evolve(now, indicator=was.indicator)
    return undone if was.indicator.starts == now.indicator.starts else _undo_outturn(was, undone)


def _same_period(was: _Terms, now: _Terms) -> bool:
    return was.outturn.period == now.outturn.period


def _both_reported(was: _Terms, now: _Terms) -> bool:
    return was.outturn.reason is None and now.outturn.reason is None


def _undo_outturn(was: _Terms, now: _Terms) -> _Terms:
    outturn = evolve(was.outturn, forecast=now.outturn.forecast)
    return evolve(now, outturn=outturn, changes=_of(was.changes, outturn))


def _undo_forecast(was: _Terms, now: _Terms) -> _Terms:
    outturn = evolve(now.outturn, forecast=was.outturn.forecast)
    return evolve(now, outturn=outturn, changes=_of(now.changes, outturn))


def _of(changes: tuple[Change, Change], outturn: Outturn) -> tuple[Change, Change]:
    """Return changes as those of an outturn that differs in its forecast alone."""
    last_period, last_year = (evolve(change, current=outturn) for change in changes)
    return last_period, last_year


def _earlier_differs(was: _Terms, now: _Terms) -> bool:
    if not _same_period(was, now) or not now.scheme.promote:
        return False
    return any(
        (None if one.earlier is None else one.earlier.number)
        != (None if two.earlier is None else two.earlier.number)
        for one, two in zip(was.changes, now.changes, strict=True)
    )


def _undo_reporting(was: _Terms, now: _Terms) -> _Terms:
    """Return the terms with the earlier figure; a period without a target has the earlier one's."""
    if now.target is not None:
        return _undo_outturn(was, now)
    return evolve(_undo_outturn(was, now), target=was.target, tolerance=was.tolerance)


def _figures_differ(was: _Terms, now: _Terms) -> bool:
    facts = ("number", "numerator", "denominator", "reason", "intervals")
    return any(getattr(was.outturn, fact) != getattr(now.outturn, fact) for fact in facts)


def _rules(scheme: Scheme) -> Scheme:
    """Return the rules of a scheme without its tolerance, its name and its dates, which rate nothing."""
    plain: dict[str, Any] = {
        "name": "",
        "version": "",
        "labels": {},
        "starts": None,
        "ends": None,
        "caution_below": 0,
        "commentary_beyond": None,
        "gates": (),
    }
    return scheme.replace(tolerance=Tolerance.none(), **plain)


def _goal(terms: _Terms) -> tuple[Any, ...] | None:
    target = terms.target
    return None if target is None else (*target.edges, target.floor, target.stretch, target.intervals)


def _judged(terms: _Terms) -> Status | None:
    return None if terms.judgement is None else terms.judgement.status


_SWAPS: dict[Cause, tuple[_Differ, _Undo]] = {
    Cause.DEFINITION: (_definition_differs, _undo_definition),
    Cause.DATA_REVISION: (
        lambda was, now: _same_period(was, now) and _both_reported(was, now) and _figures_differ(was, now),
        _undo_outturn,
    ),
    Cause.SCHEME: (
        lambda was, now: was.scheme != now.scheme,
        lambda was, now: evolve(now, scheme=was.scheme),
    ),
    Cause.TOLERANCE: (
        lambda was, now: was.tolerance != now.tolerance,
        lambda was, now: evolve(now, tolerance=was.tolerance),
    ),
    Cause.TARGET: (
        lambda was, now: _goal(was) != _goal(now),
        lambda was, now: evolve(now, target=was.target),
    ),
    Cause.PERFORMANCE: (
        lambda was, now: (
            not _same_period(was, now) and _both_reported(was, now) and _figures_differ(was, now)
        ),
        _undo_outturn,
    ),
    Cause.REPORTING: (
        lambda was, now: not _both_reported(was, now) and _figures_differ(was, now),
        _undo_reporting,
    ),
    Cause.FORECAST: (lambda was, now: was.outturn.forecast != now.outturn.forecast, _undo_forecast),
    Cause.EARLIER_FIGURE: (
        _earlier_differs,
        lambda was, now: evolve(now, changes=_of(was.changes, now.outturn)),
    ),
    Cause.GATE: (
        lambda was, now: was.forced != now.forced,
        lambda was, now: evolve(now, forced=was.forced),
    ),
    Cause.JUDGEMENT: (
        lambda was, now: _judged(was) != _judged(now),
        lambda was, now: evolve(now, judgement=was.judgement),
    ),
}
