"""The scorecard of a period: its rows, its summary, and the lists a committee reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, field, frozen

from kpirag._texts import of_kind
from kpirag.changes import Direction
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    NotFoundError,
    raise_faults,
    shown,
    suggestion,
)
from kpirag.indicators import ref_text
from kpirag.outturns import Highlight
from kpirag.periods import Period
from kpirag.schemes import Scheme
from kpirag.scorecards.building import gated, rerated
from kpirag.scorecards.movements import Movements
from kpirag.scorecards.pages import html_page, markdown_page, text_page
from kpirag.scorecards.rows import Row
from kpirag.scorecards.summaries import Summary
from kpirag.statuses import Reason
from kpirag.targets import Target
from kpirag.tolerances import Tolerance

__all__ = ["Scorecard"]

#: From how many figures on a chart the page tells what it shows: fewer are cautioned about.
_LONG = 12


@frozen(repr=False)
class Scorecard:
    """Every indicator in use in a period, rated or not rated with the reason.

    Make it with `IndicatorSet.scorecard`. It is a sequence of rows, and a row is found by the
    ref of its indicator.

    Args:
        period: The period.
        scheme: The scheme it was rated under.
        rows: The rows, in the order of the indicators.
        public: True if restricted indicators were left out.
        restricted_groups: The group of each restricted indicator, left out or not.
        as_of: The day as on which it was made; None if everything known was used.
        missed: Whether the indicators of the scheme's gates miss their targets, shown or not;
            None where that is not known.

    Example:
        >>> from kpirag import Indicator, IndicatorSet, Outturn, Target
        >>> caseload = Indicator("25", "Average caseload", polarity="lower")
        >>> q2 = Period.quarter(2022, 2)
        >>> board = IndicatorSet([caseload], {"25": Target(18)}, {"25": [Outturn(q2, 19)]})
        >>> [row.indicator.ref for row in board.scorecard(q2).exceptions()]
        ['25']
    """

    period: Period
    scheme: Scheme
    rows: tuple[Row, ...]
    public: bool = False
    restricted_groups: tuple[str, ...] = ()
    as_of: date | None = None
    _missed: Mapping[str, bool | None] = field(factory=dict, repr=False, eq=False, hash=False)
    _places: Mapping[str, int] = field(init=False, repr=False, eq=False, hash=False)

    def __attrs_post_init__(self) -> None:
        places = {row.indicator.ref: place for place, row in enumerate(self.rows)}
        object.__setattr__(self, "_places", places)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, ref: object) -> bool:
        return ref_text(ref) in self._places

    def __getitem__(self, ref: object) -> Row:
        wanted = ref_text(ref)
        if wanted not in self._places:
            remedy = suggestion(wanted, self._places)
            problem = f"is no indicator of the scorecard for {self.period.label}"
            raise NotFoundError(problem, path="ref", got=shown(ref), remedy=remedy)
        return self.rows[self._places[wanted]]

    @property
    def restricted(self) -> int:
        """How many indicators are restricted; a public scorecard has no more of them than this number."""
        return len(self.restricted_groups)

    @property
    def summary(self) -> Summary:
        """The counts: by status, by reason, reported, due, asserted and restricted."""
        return Summary.of(self.rows, self.scheme, restricted=self.restricted)

    def with_status(self, status: str) -> tuple[Row, ...]:
        """Return the rows that have a status, in order.

        Args:
            status: A state of the scheme, or ``"not rated"``.

        Raises:
            InputError: If the scheme has no such state.
        """
        if status != "not rated":
            self.scheme.state(status, "status")
        return tuple(row for row in self.rows if row.rating.status == status)

    def exceptions(
        self, *, in_order: bool = False, worse_since: Literal["last period", "last year"] | None = None
    ) -> tuple[Row, ...]:
        """Return the rows that do not meet their target: red first, then amber, each in order.

        Args:
            in_order: True keeps the order of the report, as where a table goes by number.
            worse_since: Keeps only the rows that are worse than then, as where a miss is
                escalated with a downturn alone (Flintshire, 2017/18).

        Raises:
            InputError: If ``worse_since`` is neither.
        """
        worst_first = self.scheme.states[: self.scheme.met_place]
        rows = self.rows
        if worse_since is not None:
            rows = tuple(row for row in rows if row.since(worse_since).direction is Direction.WORSE)
        if in_order:
            return tuple(row for row in rows if row.rating.status in worst_first)
        return tuple(row for state in worst_first for row in rows if row.rating.status == state)

    def running(self, *earlier: Scorecard) -> tuple[Row, ...]:
        """Return the rows on the same side of their target here and in every earlier scorecard given.

        That is short of it each time, or in a better state than met each time: what West
        Lindsey reports by exception after two periods running.

        Args:
            earlier: The scorecards of the periods before, such as ``board.scorecard(q1)``.

        Raises:
            InputTypeError: If one of them is not a scorecard.
        """
        for place, card in enumerate(earlier):
            if not isinstance(card, Scorecard):
                remedy = "Write board.scorecard(period.previous)."
                raise InputTypeError(
                    "must be a Scorecard", path=f"earlier[{place}]", got=shown(card), remedy=remedy
                )
        found = []
        for row in self.rows:
            ref = row.indicator.ref
            sides = {_side(card[ref]) if ref in card else 0 for card in (self, *earlier)}
            if len(sides) == 1 and 0 not in sides:
                found.append(row)
        return tuple(found)

    def commentary_wanted(self) -> tuple[Row, ...]:
        """Return the rows whose variance demands a commentary that is not there, in order.

        How large a variance does is the scheme's ``commentary_beyond``, on either side of the target.
        """
        return tuple(row for row in self.rows if row.rating.needs_commentary)

    def contextual(self) -> tuple[Row, ...]:
        """Return the rows that give context and are not judged, with a figure."""
        return tuple(row for row in self.rows if row.rating.reason is Reason.CONTEXTUAL)

    def not_rated(self) -> tuple[Row, ...]:
        """Return the rows that have no rating, in order."""
        return tuple(row for row in self.rows if row.rating.reason is not None)

    def directions(self, since: Literal["last period", "last year"] = "last period") -> dict[Direction, int]:
        """Return how many rows have each direction of travel, the best first.

        Args:
            since: What they are compared with.

        Raises:
            InputError: If it is neither.
        """
        counts = dict.fromkeys(Direction, 0)
        for row in self.rows:
            counts[row.since(since).direction] += 1
        return counts

    def cautions(self) -> tuple[Row, ...]:
        """Return the rows whose percentage rests on few cases."""
        return tuple(row for row in self.rows if row.caution)

    def caveats(self) -> tuple[Row, ...]:
        """Return the rows a reader should take with care.

        Their figure is unreliable, suppressed, late or not final, replaces an earlier one, or
        has a new definition.
        """
        return tuple(row for row in self.rows if row.caveat)

    def performing_well(self) -> tuple[Row, ...]:
        """Return the rows that the paper highlights as performing well.

        Where no outturn has a highlight, those that meet their target.
        """
        return self._highlighted(Highlight.PERFORMING_WELL, met=True)

    def areas_of_focus(self) -> tuple[Row, ...]:
        """Return the rows that the paper highlights as areas of focus.

        Where no outturn has a highlight, those that miss their target.
        """
        return self._highlighted(Highlight.AREA_OF_FOCUS, met=False)

    def _highlighted(self, highlight: Highlight, *, met: bool) -> tuple[Row, ...]:
        if any(row.outturn.highlight is not None for row in self.rows):
            return tuple(row for row in self.rows if row.outturn.highlight is highlight)
        rated = [row for row in self.rows if row.rating.is_rated]
        return tuple(row for row in rated if self.scheme.meets(row.rating.status) is met)

    def by_group(self) -> dict[str, Scorecard]:
        """Return a scorecard for each group, in the order in which the groups first appear.

        Indicators without a group are under the empty text.
        """
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(row.indicator.group, []).append(row)
        for group in self.restricted_groups:
            groups.setdefault(group, [])
        hidden = self.restricted_groups
        return {
            group: evolve(self, rows=tuple(rows), restricted_groups=(group,) * hidden.count(group))
            for group, rows in groups.items()
        }

    def what_if(self, *, scheme: Scheme | None = None, tolerance: Tolerance | None = None) -> Scorecard:
        """Return the scorecard as it would be under another scheme or tolerance.

        Figures, targets and a person's ratings stay. To see what would change, and because of
        what: ``card.what_if(...).versus(card)``.

        Args:
            scheme: The scheme instead of this one's.
            tolerance: The tolerance of the scheme; a target with a tolerance of its own keeps it.

        Raises:
            InputError: If an indicator cannot be rated so; each is named by its ref.
        """
        chosen = self.scheme if scheme is None else scheme
        of_kind(chosen, Scheme, "scheme", "RAG, or a Scheme of your own")
        if tolerance is not None:
            chosen = chosen.replace(tolerance=tolerance)
        return self._rerated(chosen, lambda target: target)

    def without_tolerance(self) -> Scorecard:
        """Return the scorecard as it would be if every tolerance were withdrawn, as at Havering in 2017/18.

        Floors stay: a floor is a standard, not a tolerance.
        """
        bare = self.scheme.replace(tolerance=Tolerance.none())
        return self._rerated(bare, lambda target: evolve(target, tolerance=None))

    def _rerated(self, scheme: Scheme, changed: Callable[[Target], Target]) -> Scorecard:
        faults: list[KpiragError] = []
        rows = []
        for row in self.rows:
            try:
                rows.append(rerated(row, scheme, changed))
            except KpiragError as fault:
                faults.append(fault.within(f"indicators[{row.indicator.ref!r}]"))
        raise_faults(faults)
        if scheme.gates:
            rows = gated(rows, scheme, self._missed)
        return evolve(self, scheme=scheme, rows=tuple(rows))

    def versus(self, earlier: Scorecard) -> Movements:
        """Return the ratings that changed since an earlier scorecard, each with its cause.

        Causes are tried in this order: definition, data revision, scheme, tolerance, target,
        performance (or what was reported), forecast, earlier figure, gate, judgement. The
        first whose undoing alone gives back the earlier status is the cause.

        Args:
            earlier: The earlier scorecard; public if this one is.

        Raises:
            InputTypeError: If it is not a scorecard.
            InputError: If one of the two is public and the other is not.
        """
        if not isinstance(earlier, Scorecard):
            remedy = "Write board.scorecard(period.previous)."
            raise InputTypeError("must be a Scorecard", path="earlier", got=shown(earlier), remedy=remedy)
        if earlier.public is not self.public:
            problem = "is the full version, and this is the public one"
            if earlier.public:
                problem = "is the public version, and this is the full one"
            raise InputError(
                problem, path="earlier", remedy="Compare two of one kind: scorecard(..., public=...)."
            )
        return Movements.between(earlier.rows, self.rows)

    changes_since = versus

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as flat dicts of plain values, ready for JSON or a data frame."""
        return [row.to_dict() for row in self.rows]

    def to_text(self) -> str:
        """Return the scorecard as plain text: table, summary, exceptions, notes."""
        return text_page(self._heading(), self.to_dicts(), self.summary.sentence(), self._lists())

    def to_markdown(self) -> str:
        """Return the scorecard in Markdown: table, summary, exceptions, notes."""
        return markdown_page(self._heading(), self.to_dicts(), self.summary.sentence(), self._lists())

    def _repr_html_(self) -> str:
        return html_page(self._heading(), self.to_dicts(), self.summary.sentence(), self._lists())

    def _heading(self) -> tuple[str, str]:
        version = "Public version" if self.public else "Full version"
        noun = "indicator is" if self.restricted == 1 else "indicators are"
        if self.public and self.restricted:
            version = f"{version}: {self.restricted} restricted {noun} left out"
        elif self.restricted:
            version = f"{version}: {self.restricted} {noun} restricted, not for publication"
        scheme = f"{self.scheme.name} {self.scheme.version}".strip()
        known = "" if self.as_of is None else f" As known on {self.as_of.isoformat()}."
        return f"Scorecard for {self.period.label}", f"Rated under {scheme}. {version}.{known}"

    def _lists(self) -> list[tuple[str, list[tuple[str, str]]]]:
        lists = [
            ("Exceptions", [(row, _with_commentary(row)) for row in self.exceptions()]),
            ("Not rated", [(row, row.rating.explain()) for row in self.not_rated()]),
            ("Small numbers", [(row, f"{row.indicator.name}: {row.caution}.") for row in self.cautions()]),
            ("Change and chance", [(row, text) for row in self.rows if (text := _told(row))]),
            ("Caveats", [(row, f"{row.indicator.name}: {row.caveat}") for row in self.caveats()]),
        ]
        return [
            (title, [(row.indicator.ref, text) for row, text in items]) for title, items in lists if items
        ]

    def __repr__(self) -> str:
        return f"<Scorecard for {self.period.label}: {self.summary.sentence()}>"


def _side(row: Row) -> int:
    """Return -1 for a state short of the target, 1 for one better than met, 0 for any other or none."""
    rating = row.rating
    if not rating.is_rated:
        return 0
    place, met = rating.scheme.states.index(rating.status), rating.scheme.met_place
    return (place > met) - (place < met)


def _with_commentary(row: Row) -> str:
    told = [row.rating.explain()]
    if row.outturn.note:
        told.append(row.outturn.note if row.outturn.note.endswith(".") else f"{row.outturn.note}.")
    if row.indicator.outside_our_control:
        told.append("This is outside our control.")
    return " ".join(told)


def _told(row: Row) -> str:
    """Return what may be said of a change since the last period, and of the latest figure on a long chart."""
    found = row.significance()
    told = [] if found is None or found.verdict == "cannot be calculated" else [found.explain()]
    if len(row.history or ()) >= _LONG and row.outturn.reason is None:
        told += _charted(row)
    return f"{row.indicator.name}: {' '.join(told)}" if told else ""


def _charted(row: Row) -> list[str]:
    """Return what the XmR chart of a row says, if it rests on figures enough; or why there is none."""
    try:
        chart = row.chart()
    except KpiragError as fault:
        return [f"No chart: {fault.problem}."]
    limits = None if chart is None else chart.latest_limits
    return [] if chart is None or limits is None or limits.points < _LONG else [chart.explain()]
