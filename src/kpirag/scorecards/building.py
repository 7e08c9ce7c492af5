"""How a row of a scorecard is made from an indicator set, and made again under other rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from attrs import evolve

from kpirag.changes import Change
from kpirag.errors import InputError, suggestion
from kpirag.histories import History
from kpirag.indicators import Indicator
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.ratings import Rating, rate
from kpirag.schemes import Comparator, Scheme
from kpirag.scorecards.matching import change_for, change_since, matches, outturn_for, target_for
from kpirag.scorecards.rows import Row
from kpirag.statuses import Reason
from kpirag.targets import Target

__all__ = ["Board", "gated", "masked", "missed_by", "rated", "rerated", "row_of"]

#: Why a figure is kept from the public.
_WITHHELD = (Reason.SUPPRESSED, Reason.UNRELIABLE)


class Board(Protocol):
    """What a scorecard needs of an indicator set, which is defined further down."""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators."""

    @property
    def targets(self) -> Mapping[str, tuple[Target, ...]]:
        """Their targets by ref."""

    @property
    def outturns(self) -> Mapping[str, History]:
        """Their histories by ref."""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings that a person gave."""

    @property
    def headline(self) -> str:
        """The kind of target that is rated."""


def row_of(
    board: Board,
    indicator: Indicator,
    period: Period,
    scheme: Scheme,
    as_of: date | None,
    *,
    public: bool,
    since: date | None = None,
    alone: bool = False,
) -> Row:
    """Return the row of an indicator in a period.

    A public row has no trace of a figure that is suppressed or unreliable. Figures from before
    the day ``since`` are of an earlier version of the indicator; ``alone`` leaves them out.

    Raises:
        InputError: If the indicator cannot be rated as it is defined.
    """
    ref = indicator.ref
    history = _history(board, ref, as_of, public=public, since=since if alone else None)
    outturn = outturn_for(indicator, history, period)
    given = _given(board, indicator, outturn.period, as_of)
    if given is not None:
        outturn = _with_given(outturn, given.outturn, known=history.at(outturn.period) is not None)
    hidden = public and outturn.reason in _WITHHELD
    if hidden:
        outturn = _withheld(outturn)
        # Why a person gave a colour can say as much as the figure that must not be shown.
        given = None if outturn.reason is Reason.SUPPRESSED else given
    by_kind: dict[str, list[Target]] = {board.headline: []}
    for target in board.targets[ref]:
        if as_of is not None and target.known_from is not None and target.known_from > as_of:
            continue
        by_kind.setdefault(target.kind, []).append(target)
    headline = by_kind.pop(board.headline)
    since_period, since_year = (
        change_since(indicator, history, outturn, comparator, headline, as_of, since)
        for comparator in (Comparator.LAST_PERIOD, Comparator.LAST_YEAR)
    )
    changes = since_period, since_year

    def goal(targets: list[Target]) -> Target | None:
        try:
            found = target_for(indicator, targets, outturn.period, as_of)
            return None if found is None else found.due(indicator, outturn.period)
        except InputError:
            # What is not due cannot be measured wrongly: the year's target is for the year's figure.
            if outturn.reason is Reason.NOT_DUE:
                return None
            raise

    if given is None:
        rating = rated(indicator, outturn, goal(headline), scheme, changes)
    else:
        rating = _asserted(given, outturn, goal(headline) or given.target, scheme, changes)
    return Row(
        indicator,
        outturn,
        rating.target,
        rating,
        since_period,
        since_year,
        {
            kind: rated(indicator, outturn, goal(targets), scheme, changes)
            for kind, targets in by_kind.items()
        },
        () if hidden else history.superseded(outturn.period),
        history,
    )


def _history(board: Board, ref: str, as_of: date | None, *, public: bool, since: date | None) -> History:
    """Return the figures of a ref as they were known and may be shown, from a day on."""
    history = board.outturns[ref] if as_of is None else board.outturns[ref].as_known(as_of)
    if public and any(one.reason in _WITHHELD for one in history.outturns):
        history = History([_withheld(one) for one in _publishable(history)], indicator=history.indicator)
    if since is None:
        return history
    return History([one for one in history.outturns if one.period.end >= since], indicator=history.indicator)


def missed_by(row: Row) -> bool | None:
    """Return whether the figure of a row misses its target; None if that is not known."""
    rating = row.rating
    if rating.assertion is None and rating.bands is not None and rating.value is not None:
        return not rating.bands.met(rating.value)  # whatever kept the figure from being rated
    return None if rating.met is None else not rating.met


def gated(rows: Iterable[Row], scheme: Scheme, known: Mapping[str, bool | None]) -> list[Row]:
    """Return rows as the gates of a scheme leave them.

    Args:
        rows: The rows.
        scheme: The scheme.
        known: Whether the indicators of gates miss their targets, where they are in no row.

    Raises:
        InputError: If a gate names an indicator that is neither.
    """
    gated_rows = list(rows)
    missed = dict(known) | {row.indicator.ref: missed_by(row) for row in gated_rows}
    for place, gate in enumerate(scheme.gates):
        if gate.ref not in missed:
            problem, remedy = "names no indicator of the scorecard", suggestion(gate.ref, missed)
            raise InputError(problem, path=f"scheme.gates[{place}].ref", got=gate.ref, remedy=remedy)
        for at, row in enumerate(gated_rows):
            if gate.holds_for(row.indicator.ref):
                gated_rows[at] = evolve(row, rating=row.rating.forced(gate, missed=missed[gate.ref]))
    return gated_rows


def masked(scheme: Scheme, restricted: Iterable[str]) -> tuple[Scheme, dict[str, str]]:
    """Return a scheme whose gates do not name restricted indicators, and what each is called instead.

    Args:
        scheme: The scheme.
        restricted: The refs that must not show.
    """
    hidden = set(restricted)
    named = [ref for gate in scheme.gates for ref in (gate.ref, *gate.of) if ref in hidden]
    names = {ref: f"restricted indicator {place}" for place, ref in enumerate(dict.fromkeys(named), start=1)}
    gates = [
        evolve(gate, ref=names.get(gate.ref, gate.ref), of=tuple(names.get(ref, ref) for ref in gate.of))
        for gate in scheme.gates
    ]
    return (scheme.replace(gates=gates) if names else scheme), names


def rated(
    indicator: Indicator,
    outturn: Outturn,
    target: Target | None,
    scheme: Scheme,
    changes: tuple[Change, Change],
) -> Rating:
    """Return the rating of an outturn, with the change that a promotion of its status asks for.

    Raises:
        InputError: If the indicator cannot be rated so.
    """
    rating = rate(indicator, outturn, target, scheme=scheme)
    change = _asked_for(rating, scheme, changes)
    return rating if change is None else rate(indicator, outturn, target, scheme=scheme, change=change)


def _asked_for(rating: Rating, scheme: Scheme, changes: tuple[Change, Change]) -> Change | None:
    """Return the change that a promotion asks for which a rating could not have without it."""
    bands, value = rating.bands, rating.value
    if not scheme.promote or bands is None or value is None:
        return None
    unpromoted = rate(rating.indicator, rating.outturn, rating.target, scheme=scheme.replace(promote=()))
    return change_for(scheme, unpromoted.status, *changes) if unpromoted.is_rated else None


def rerated(row: Row, scheme: Scheme, changed: Callable[[Target], Target]) -> Row:
    """Return a row as it would be under another scheme, with its targets changed.

    Raises:
        InputError: If the indicator cannot be rated so.
    """
    changes = row.since_last_period, row.since_last_year

    def again(rating: Rating) -> Rating:
        target = None if rating.target is None else changed(rating.target)
        if rating.assertion is not None:
            return _asserted(rating, row.outturn, target, scheme, changes)
        return rated(row.indicator, row.outturn, target, scheme, changes)

    rating = again(row.rating)
    others = {kind: again(other) for kind, other in row.others.items()}
    return evolve(row, rating=rating, target=rating.target, others=others)


def _given(board: Board, indicator: Indicator, period: Period, as_of: date | None) -> Rating | None:
    """Return the rating that a person gave for a period; the latest revision, if there are several."""
    found = [
        one
        for one in board.ratings
        if one.indicator.ref == indicator.ref
        and matches(indicator, one.outturn.period, period)
        and (as_of is None or one.outturn.known_from is None or one.outturn.known_from <= as_of)
    ]
    return max(found, key=lambda one: one.outturn.revision, default=None)


def _with_given(outturn: Outturn, given: Outturn, *, known: bool) -> Outturn:
    """Return the outturn of a row that a person rated: the set's own, with the commentary of either."""
    if not known:
        return given
    return evolve(outturn, note=given.note) if given.note and not outturn.note else outturn


def _publishable(history: History) -> Iterator[Outturn]:
    """Yield the outturns of a history without the figures that were suppressed after they had been given."""
    last = {one.period: one.revision for one in history.outturns if one.reason is Reason.SUPPRESSED}
    for one in history.outturns:
        if one.revision >= last.get(one.period, 0):
            yield one


def _withheld(outturn: Outturn) -> Outturn:
    """Return an outturn as the public may see it: no unreliable figure, no word on a suppressed one."""
    if outturn.reason is Reason.SUPPRESSED:
        return evolve(outturn, note="", highlight=None, forecast=None)
    if outturn.reason is Reason.UNRELIABLE:
        return evolve(outturn, value=None, numerator=None, denominator=None, intervals=(), forecast=None)
    return outturn


def _asserted(
    given: Rating, outturn: Outturn, target: Target | None, scheme: Scheme, changes: tuple[Change, Change]
) -> Rating:
    """Return a person's rating beside what the figures and target of the scorecard give."""
    told = given.assertion
    by, because = ("", "") if told is None else (told.by, told.because)
    computed = rate(given.indicator, outturn, target, scheme=scheme)
    return Rating.asserted(
        given.indicator,
        outturn,
        given.status,
        by=by,
        because=because,
        target=target,
        scheme=scheme,
        change=_asked_for(computed, scheme, changes),
    )
