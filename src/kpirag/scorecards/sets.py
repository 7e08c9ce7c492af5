"""The set of indicators a body reports, with their targets and outturns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    NotFoundError,
    raise_faults,
    shown,
    suggestion,
    take,
)
from kpirag.histories import History
from kpirag.indicators import Indicator, ref_text
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.ratings import Rating
from kpirag.schemes import RAG, Scheme
from kpirag.scorecards.by_ref import by_ref, history_of, listed, placed, undated
from kpirag.scorecards.making import scorecard_of
from kpirag.scorecards.reading import Parts, Reading
from kpirag.scorecards.records import read_records
from kpirag.scorecards.scorecard import Scorecard
from kpirag.scorecards.sheets import read_table
from kpirag.targets import Target
from kpirag.tolerances import true_or_false

__all__ = ["IndicatorSet"]

_T = TypeVar("_T")
#: The kind of target that is rated unless the caller says otherwise.
_LOCAL = "local"
#: What belongs to indicators: one or several for each ref, or pairs of a ref and one.
ByRef: TypeAlias = Mapping[Any, Any] | Iterable[tuple[Any, _T]]


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_indicators(given: Iterable[Indicator]) -> tuple[Indicator, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _given_targets(given: ByRef[Target]) -> Mapping[str, tuple[Target, ...]]:
    return given  # type: ignore[return-value]  # made a mapping in the check


def _given_outturns(given: ByRef[Outturn]) -> Mapping[str, History]:
    return given  # type: ignore[return-value]  # made a mapping in the check


def _given_ratings(given: Iterable[Rating]) -> tuple[Rating, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


def _given_schemes(given: Iterable[Scheme] | Scheme) -> tuple[Scheme, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


@frozen(repr=False)
class IndicatorSet:
    """The indicators a body reports, with their targets, outturns and asserted ratings.

    The order in which outturns and targets are given does not matter; indicators keep theirs.

    Args:
        indicators: The indicators, each ref once; or several versions of one, which share its
            ref, where no two were in use on the same day: see ``starts`` and ``ends``.
        targets: Their targets by ref: one or several each, or pairs of a ref and a target.
            An indicator has one target for a period and kind.
        outturns: Their outturns by ref, in the same forms; or a `History` for a ref.
        ratings: Ratings that a person gave; see `Rating.asserted`.
        schemes: The schemes that were in force; `RAG` if none is given.
        headline: The kind of target that is rated and counted. Other kinds are rated beside it.
        readings: What was read as anything but a plain figure; given by `from_records` and `from_table`.

    Raises:
        InputError: If something is wrong with the set, such as a target for an unknown ref.
        FaultsError: If two or more things are wrong; each names its place.

    Example:
        >>> from kpirag import Indicator, Outturn, Period, Target
        >>> caseload = Indicator("25", "Average caseload", polarity="lower")
        >>> q2 = Period.quarter(2022, 2)
        >>> board = IndicatorSet([caseload], {"25": Target(18)}, {"25": [Outturn(q2, 17.5)]})
        >>> board.scorecard(q2)["25"].rating.status
        <Status.GREEN: 'green'>
    """

    indicators: tuple[Indicator, ...] = field(converter=_given_indicators)
    targets: Mapping[str, tuple[Target, ...]] = field(factory=dict, converter=_given_targets, hash=False)
    outturns: Mapping[str, History] = field(factory=dict, converter=_given_outturns, hash=False)
    ratings: tuple[Rating, ...] = field(default=(), converter=_given_ratings)
    schemes: tuple[Scheme, ...] = field(default=(), converter=_given_schemes)
    headline: str = _LOCAL
    #: What was read as anything but a plain figure, if the set was read from records or a sheet.
    readings: tuple[Reading, ...] = field(default=(), eq=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        put = object.__setattr__
        put(self, "indicators", listed(faults, self.indicators, Indicator, "indicators"))
        if faults and not self.indicators:
            raise_faults(faults)  # without a list of indicators every ref would be one more fault
        refs = placed(faults, self.indicators)
        targets = by_ref(faults, self.targets, Target, "targets", refs)
        ready, loose = _made_histories(self.outturns, refs)
        outturns = by_ref(faults, loose, Outturn, "outturns", refs)
        put(self, "targets", {ref: self._unique(faults, ref, targets.get(ref, [])) for ref in refs})
        undated(faults, self.indicators, targets)
        histories: dict[str, History] = {}
        for ref in refs:
            if ref in ready:
                histories[ref] = ready[ref]
                continue
            history = take(faults, history_of, outturns.get(ref, []), f"outturns[{ref!r}]")
            histories[ref] = History(()) if history is None else history
        put(self, "outturns", histories)
        put(self, "ratings", listed(faults, self.ratings, Rating, "ratings"))
        given_for: set[tuple[str, Period, int]] = set()
        for place, rating in enumerate(self.ratings):
            path, outturn = f"ratings[{place}]", rating.outturn
            take(faults, _check_asserted, rating, refs, path)
            key = (rating.indicator.ref, outturn.period, outturn.revision)
            if key in given_for:
                problem = f"a second rating of {key[0]} for {outturn.period.label}"
                remedy = "Keep one, or give the one that supersedes the other an outturn with revision=1."
                faults.append(InputError(problem, path=path, got=str(rating.status), remedy=remedy))
            given_for.add(key)
            history = histories.get(rating.indicator.ref)
            if history is not None and outturn.reason is None and history.at(outturn.period) is None:
                histories[rating.indicator.ref] = History(
                    (*history.outturns, outturn), indicator=history.indicator
                )
        given = (self.schemes,) if isinstance(self.schemes, Scheme) else self.schemes
        put(self, "schemes", listed(faults, given, Scheme, "schemes"))
        take(faults, self._check_headline)
        raise_faults(faults)

    def _check_headline(self) -> None:
        if not isinstance(self.headline, str) or not self.headline.strip():  # type: ignore[redundant-expr]  # callers may be untyped
            remedy = "Write the kind of target that is rated, such as 'local'."
            raise InputTypeError("must be text", path="headline", got=shown(self.headline), remedy=remedy)
        kinds = {target.kind for targets in self.targets.values() for target in targets}
        if kinds and self.headline not in kinds and self.headline != _LOCAL:
            problem, remedy = "is the kind of no target", suggestion(self.headline, sorted(kinds))
            raise InputError(problem, path="headline", got=shown(self.headline), remedy=remedy)

    @classmethod
    def from_records(
        cls,
        indicators: Iterable[Mapping[str, Any]],
        targets: Iterable[Mapping[str, Any]] = (),
        outturns: Iterable[Mapping[str, Any]] = (),
        ratings: Iterable[Mapping[str, Any]] = (),
        schemes: Iterable[Mapping[str, Any] | Scheme] = (),
        *,
        headline: str = _LOCAL,
        percent_as: Literal["points", "fraction"] = "points",
    ) -> IndicatorSet:
        """Return the set that flat records describe: dicts whose keys are the field names.

        Targets, outturns and ratings name their indicator by ``ref``. Periods may be labels. A
        tolerance is ``"5 points"``, ``"10%"`` or ``"none"``; a profile ``"even"`` or
        instalments. A value may be a number or what a sheet holds: ``"92.7%"``, ``"1,234"``,
        ``"92.7 [p]"``, ``"n/a"``, ``"-"``, ``"<5"``. Blank fields keep their defaults. What
        shorthand became is listed in ``readings``.

        Args:
            indicators: The indicators.
            targets: Their targets.
            outturns: Their outturns.
            ratings: Ratings that a person gave: ref, period, status, by, because, note.
            schemes: The schemes that were in force, as records or as schemes.
            headline: The kind of target that is rated.
            percent_as: ``"fraction"`` if plain numbers of percentages are written 0.927.

        Raises:
            InputError: If something is wrong; its path says where.
            FaultsError: If two or more things are wrong: all of them at once.

        Example:
            >>> board = IndicatorSet.from_records(
            ...     [{"ref": 1, "name": "Assessments in time", "polarity": "higher", "unit": "percent"}],
            ...     [{"ref": 1, "value": 90, "tolerance": "5 points"}],
            ...     [{"ref": 1, "period": "Q2 2019/20", "value": "92.7%"}])
            >>> board.scorecard(Period.quarter(2019, 2))[1].rating.status
            <Status.GREEN: 'green'>
        """
        return cls._of(
            read_records(indicators, targets, outturns, ratings, schemes, percent_as=percent_as), headline
        )

    @classmethod
    def from_table(
        cls,
        rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]],
        *,
        schemes: Iterable[Scheme] | Scheme = (),
        headline: str = _LOCAL,
        percent_as: Literal["points", "fraction"] = "points",
        year_start: int | None = None,
        named_by: Literal["start", "end"] | None = None,
    ) -> IndicatorSet:
        """Return the set that a wide sheet describes: one row an indicator, one column a period.

        Definition columns are known by the field's name or a usual heading, such as "Good is".
        Every other heading is a period label, alone or with *actual*, *target*, *numerator*,
        *denominator*, *lower*, *upper*, *forecast* or *comment*. A comment without a period is on
        the latest figure of its row. ``readings`` lists what was read as no plain figure.

        Args:
            rows: Dicts, as `csv.DictReader` gives them, or lists with the headings first.
            schemes: The schemes that were in force.
            headline: The kind of target that is rated.
            percent_as: ``"fraction"`` if plain numbers of percentages are written 0.927.
            year_start: The month in which the reporting year starts, if headings do not show it.
            named_by: ``"start"`` or ``"end"``, if headings name the year by one year.

        Raises:
            InputError: If something is wrong; its path says where.
            FaultsError: If two or more things are wrong: all of them at once.

        Example:
            >>> sheet = [["Ref", "Indicator", "Good is", "Unit", "Target", "Q1 2019/20", "Q2 2019/20"],
            ...          ["1", "Assessments in time", "High", "%", "90", "88.1", "92.7"]]
            >>> board = IndicatorSet.from_table(sheet)
            >>> board.scorecard(Period.quarter(2019, 2))[1].since_last_period.meaning
            'better'
        """
        parts = read_table(rows, percent_as=percent_as, year_start=year_start, named_by=named_by)
        parts.schemes += listed(
            parts.faults, (schemes,) if isinstance(schemes, Scheme) else schemes, Scheme, "schemes"
        )
        return cls._of(parts, headline)

    @classmethod
    def _of(cls, parts: Parts, headline: str) -> IndicatorSet:
        faults = parts.faults
        refs = [indicator.ref for indicator in parts.indicators]
        known = set(refs)
        found: dict[str, list[Outturn]] = {ref: [] for ref in refs}
        for ref, outturn in parts.outturns:
            if ref in found:
                found[ref].append(outturn)
        histories = {
            ref: take(faults, history_of, [("", one) for one in given], f"outturns[{ref!r}]")
            for ref, given in found.items()
        }
        made = take(
            faults,
            lambda: cls(
                parts.indicators,
                [(ref, target) for ref, target in parts.targets if ref in known],
                {ref: history for ref, history in histories.items() if history is not None},
                parts.ratings,
                parts.schemes,
                headline,
                readings=tuple(parts.readings),
            ),
        )
        raise_faults(faults)
        return made  # type: ignore[return-value]  # without a fault it was made

    def to_records(self) -> dict[str, Any]:
        """Return the set as records of plain values, which `from_records` takes as its arguments.

        Example:
            >>> board = IndicatorSet([])
            >>> IndicatorSet.from_records(**board.to_records()) == board
            True
        """
        return {
            "indicators": [indicator.to_dict() for indicator in self.indicators],
            "targets": [
                {"ref": ref, **target.to_dict()}
                for ref, targets in self.targets.items()
                for target in targets
            ],
            "outturns": [
                {"ref": ref, **outturn.to_dict()}
                for ref, history in self.outturns.items()
                for outturn in history.outturns
            ],
            "ratings": [_rating_record(rating) for rating in self.ratings],
            "schemes": [scheme.to_dict() for scheme in self.schemes],
            "headline": self.headline,
        }

    def _unique(
        self, faults: list[KpiragError], ref: str, given: list[tuple[str, Target]]
    ) -> tuple[Target, ...]:
        seen: dict[tuple[Any, ...], str] = {}
        for path, target in given:
            key = (target.period, target.kind, target.known_from, target.starts, target.ends)
            if key in seen:
                when = "any period" if target.period is None else target.period.label
                problem = f"a second {target.kind} target of {ref} for {when}; the first is {seen[key]}"
                remedy = "Keep one, or give them periods or kinds of their own, such as kind='statutory'."
                faults.append(InputError(problem, path=path, remedy=remedy))
            seen.setdefault(key, path)
        return tuple(target for _, target in given)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __getitem__(self, ref: object) -> Indicator:
        wanted = ref_text(ref)
        found = [indicator for indicator in self.indicators if indicator.ref == wanted]
        if found:
            return max(found, key=lambda one: one.starts or date.min)  # the latest version
        remedy = suggestion(wanted, [indicator.ref for indicator in self.indicators])
        raise NotFoundError("is no indicator of this set", path="ref", got=shown(ref), remedy=remedy)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that any indicator has an outturn for, in order of their ends."""
        found = {period for history in self.outturns.values() for period in history.periods}
        return tuple(sorted(found, key=lambda period: (period.end, period.start, period.label)))

    def scheme_for(self, period: Period) -> Scheme:
        """Return the scheme in force at the end of a period; `RAG` if the set has none.

        Args:
            period: The period.

        Raises:
            InputError: If none of the set's schemes, or more than one, was in force.

        Example:
            >>> IndicatorSet([]).scheme_for(Period.quarter(2022, 2)).name
            'RAG'
        """
        if not self.schemes:
            return RAG
        found = [scheme for scheme in self.schemes if scheme.in_force(period)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"{scheme.name} {scheme.version}".strip() for scheme in found or self.schemes)
        which = "more than one scheme" if found else "no scheme"
        problem = f"{which} was in force at {period.end.isoformat()}"
        remedy = "Date the schemes with starts and ends, or name one: scorecard(period, scheme)."
        raise InputError(problem, path="schemes", got=names, remedy=remedy)

    def scorecard(
        self, period: Period, scheme: Scheme | None = None, *, as_of: date | None = None, public: bool = False
    ) -> Scorecard:
        """Return the scorecard of a period: every indicator in use, rated or not, with the reason.

        Args:
            period: The period.
            scheme: The scheme to rate under; the set's own for the period if not given.
            as_of: The day as on which it is made: what was known later is left out.
            public: True leaves restricted indicators out and says how many they are.

        Raises:
            InputTypeError: If the period is not a period.
            InputError: If an indicator cannot be rated as it is defined.
            FaultsError: If two or more cannot; each is named by its ref.

        Example:
            >>> IndicatorSet([]).scorecard(Period.quarter(2022, 2)).summary.sentence()
            'There are no indicators.'
        """
        if not isinstance(period, Period):
            remedy = "Write a Period, such as Period.quarter(2022, 2)."
            raise InputTypeError("must be a Period", path="period", got=shown(period), remedy=remedy)
        faults: list[KpiragError] = []
        if as_of is not None:
            take(faults, plain_day, as_of, "as_of")
        take(faults, true_or_false, public, "public")
        raise_faults(faults)
        chosen = self.scheme_for(period) if scheme is None else scheme
        return scorecard_of(self, period, chosen, as_of=as_of, public=public)

    def __repr__(self) -> str:
        outturns = sum(len(history) for history in self.outturns.values())
        return f"<IndicatorSet: {len(self.indicators)} indicators, {outturns} outturns>"


def _made_histories(given: Any, refs: Mapping[str, int]) -> tuple[dict[str, History], Any]:
    """Return the histories that are made already, and what is still to be brought to its ref."""
    if not isinstance(given, Mapping) or len({str(ref) for ref in given}) < len(given):
        return {}, given
    ready = {ref: one for ref, one in given.items() if isinstance(one, History) and ref in refs}
    return ready, {ref: one for ref, one in given.items() if ref not in ready}


def _rating_record(rating: Rating) -> dict[str, Any]:
    assertion = rating.assertion
    return {
        "ref": rating.indicator.ref,
        "period": rating.outturn.period.to_dict(),
        "status": str(rating.status),
        "by": "" if assertion is None else assertion.by,
        "because": "" if assertion is None else assertion.because,
        "outturn": rating.outturn.to_dict(),
        "target": None if rating.target is None else rating.target.to_dict(),
        "scheme": rating.scheme.to_dict(),
    }


def _check_asserted(rating: Rating, refs: Mapping[str, int], path: str) -> None:
    if rating.assertion is None:
        remedy = "Write Rating.asserted(...); computed ratings are worked out from the outturns."
        raise InputError("was not given by a person", path=path, got=shown(rating), remedy=remedy)
    if rating.indicator.ref not in refs:
        remedy = suggestion(rating.indicator.ref, refs)
        problem = "there is no indicator with this ref"
        raise InputError(problem, path=path, got=shown(rating.indicator.ref), remedy=remedy)
