"""The history of one indicator: its outturns over time, their revisions, and longer periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import evolve, field, frozen

from kpirag._months import plain_day
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.indicators import Basis, Indicator, Unit
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Frequency, Period
from kpirag.statuses import Reason

__all__ = ["History"]

_SPAN = Frequency.SPAN
_WEAKEST_LAST = (Quality.FINAL, Quality.REVISED, Quality.PROVISIONAL, Quality.ESTIMATED)
_LARGEST = 1.7976931348623157e308


def _given_outturns(given: Iterable[Outturn]) -> tuple[Outturn, ...]:
    return given  # type: ignore[return-value]  # made a tuple in the check


@frozen
class History:
    """The outturns of one indicator, one for each period, with what each of them superseded.

    The order in which outturns are given does not matter: a higher revision supersedes a
    lower one. Two outturns of one period and one revision are refused, unless they are equal.

    Args:
        outturns: The outturns, in any order; kept by last day, first day and revision.
        indicator: The indicator they are of. Its basis says what longer periods are made of,
            and plain values are added only if it adds up. Without one, figures count as
            in-period figures.

    Raises:
        InputTypeError: If something else than an outturn or an indicator is given.
        InputError: If two outturns of one period have the same revision and differ.
        FaultsError: If two or more outturns are wrong.

    Example:
        >>> q1 = Period.quarter(2022, 1)
        >>> history = History([Outturn(q1, 51.0), Outturn(q1, 52.0, revision=1)])
        >>> history.at(q1).value, [outturn.value for outturn in history.superseded(q1)]
        (52.0, [51.0])
    """

    outturns: tuple[Outturn, ...] = field(converter=_given_outturns)
    indicator: Indicator | None = field(default=None, kw_only=True)
    _latest: dict[Period, Outturn] = field(init=False, repr=False, eq=False)
    _superseded: dict[Period, tuple[Outturn, ...]] = field(init=False, repr=False, eq=False)
    _basis: Basis = field(init=False, repr=False)
    _breaks: list[date] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        basis = _basis_of(self.indicator)
        given = _listed(self.outturns)
        ordered = sorted(given, key=_place)
        latest = {one.period: one for one in ordered}
        superseded: dict[Period, tuple[Outturn, ...]] = {}
        if len(latest) < len(ordered):
            ordered = sorted(_unlike(given), key=_place)
            latest = {one.period: one for one in ordered}  # the highest revision comes last
            for one in ordered:
                if one is not latest[one.period]:
                    superseded[one.period] = (*superseded.get(one.period, ()), one)
        put = object.__setattr__
        put(self, "outturns", tuple(ordered))
        put(self, "_latest", latest)
        put(self, "_superseded", superseded)
        put(self, "_basis", basis)
        put(self, "_breaks", [one.period.end for one in latest.values() if one.break_in_series])

    def __iter__(self) -> Iterator[Outturn]:
        return iter(self._latest.values())

    def __len__(self) -> int:
        return len(self._latest)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods there is an outturn for, in order of their ends."""
        return tuple(self._latest)

    def at(self, period: Period) -> Outturn | None:
        """Return the latest outturn of a period, or None if there is none.

        Args:
            period: The period; it must be the same one, not only the same dates.

        Example:
            >>> History([]).at(Period.quarter(2022, 1)) is None
            True
        """
        return self._latest.get(period)

    def superseded(self, period: Period) -> tuple[Outturn, ...]:
        """Return the outturns of a period that later revisions replaced, oldest first.

        Args:
            period: The period.

        Example:
            >>> History([Outturn(Period.quarter(2022, 1), 51.0)]).superseded(Period.quarter(2022, 1))
            ()
        """
        return self._superseded.get(period, ())

    def as_known(self, day: date) -> History:
        """Return the history as it was known on a day.

        Args:
            day: The day. An outturn without ``known_from`` counts as known all along.

        Raises:
            InputTypeError: If it is not a date, or has a time.

        Example:
            >>> q1 = Period.quarter(2022, 1)
            >>> late = Outturn(q1, 52.0, revision=1, known_from=date(2022, 10, 1))
            >>> History([Outturn(q1, 51.0), late]).as_known(date(2022, 9, 1)).at(q1).value
            51.0
        """
        last = plain_day(day, "day")
        known = [one for one in self.outturns if one.known_from is None or one.known_from <= last]
        return _made(known, self.indicator, self._basis)

    def breaks_between(self, earlier: Period, later: Period) -> bool:
        """Return whether the definition changed after one period and up to another.

        Args:
            earlier: The earlier period.
            later: The later period.

        Example:
            >>> first, second = Period.quarter(2022, 1), Period.quarter(2022, 2)
            >>> History([Outturn(second, 5, break_in_series=True)]).breaks_between(first, second)
            True
        """
        return any(earlier.end < end <= later.end for end in self._breaks)

    def rolled_up(self, to: Frequency | str) -> History:
        """Return the figures of longer periods from those of the periods that make them up.

        In-period counts are summed, so that a percentage is the ratio of the sums, never a
        mean of percentages; plain values are summed if the indicator adds up. On any other
        basis the figure at the end of the longer period is its figure. A figure given for
        the longer period itself is taken as it is.

        A period with a part missing is missing: *no data*, or the first reason, by
        precedence, of its parts. Parts that are not applicable are left out. The quality is
        the weakest, and what was known or said of any part, or changed in it, holds for all.

        Args:
            to: ``"month"``, ``"quarter"``, ``"half"`` or ``"year"``.

        Raises:
            InputTypeError: If the length is not text.
            InputError: If the length is unknown; if figures cannot be added, such as
                percentages without counts; if two of them overlap; or if one is of a longer
                period, or lies in two.
            FaultsError: If two or more of these hold.

        Example:
            >>> months = [Outturn(Period.month(2022, month), numerator=month, denominator=10)
            ...           for month in (4, 5, 6)]
            >>> quarter = History(months).rolled_up("quarter").at(Period.quarter(2022, 1))
            >>> quarter.numerator, quarter.denominator
            (15, 30)
        """
        groups = self._grouped(_length(to))
        faults: list[KpiragError] = []
        rolled = [take(faults, self._figure, whole, parts) for whole, parts in groups.items()]
        raise_faults(faults)
        return _made([one for one in rolled if one is not None], self.indicator, self._basis)

    def year_to_date(self) -> History:
        """Return the running totals of in-period figures from the start of each reporting year.

        Each keeps its own period, at whose end it is the year to date; the indicator, if
        there is one, has the basis *year to date*. Parts are added as in `rolled_up`: from
        the first part missing in a year on, the year to date is missing too.

        Raises:
            InputError: If figures cannot be added, overlap, or lie in two years; or if they
                are not in-period figures.
            FaultsError: If two or more of these hold.

        Example:
            >>> carers = [Outturn(Period.quarter(2022, n), numerator=1, denominator=n) for n in (1, 2)]
            >>> History(carers).year_to_date().at(Period.quarter(2022, 2)).denominator
            3
        """
        if self._basis is not Basis.IN_PERIOD:
            problem = f"figures reported as {self._basis} have no running total"
            remedy = "Use the figures as they are, or give figures that are in period."
            raise InputError(problem, path="indicator.basis", remedy=remedy)
        faults: list[KpiragError] = []
        totals = []
        years = self._grouped(Frequency.YEAR)
        for parts in years.values():
            take(faults, _refuse_overlaps, parts)
        raise_faults(faults)
        for year, parts in years.items():
            for place, last in enumerate(parts):
                whole = Period.span(year.start, last.period.end, year_start=year.year_start)
                total = take(faults, self._sum, whole, parts[: place + 1])
                if total is not None:
                    totals.append(evolve(total, period=last.period))
        raise_faults(faults)
        indicator = None if self.indicator is None else evolve(self.indicator, basis=Basis.YEAR_TO_DATE)
        return _made(totals, indicator, Basis.YEAR_TO_DATE)

    def _grouped(self, frequency: Frequency) -> dict[Period, list[Outturn]]:
        """Return the outturns that belong to each longer period, in order."""
        groups: dict[Period, list[Outturn]] = {}
        faults: list[KpiragError] = []
        for outturn in self:
            longer = take(faults, self._longer, outturn.period, frequency)
            if longer is not None:
                groups.setdefault(longer, []).append(outturn)
        raise_faults(faults)
        return groups

    def _longer(self, period: Period, frequency: Frequency) -> Period:
        """Return the longer period that a figure belongs to: by its dates in period, else by its last day."""
        given = None if self.indicator is None else self.indicator.year_start
        longer = Period.containing(period.end, frequency, period.year_start if given is None else given)
        if self._basis is Basis.IN_PERIOD:
            fits = longer.covers(period)
        else:
            fits = period.frequency is _SPAN or not period.frequency.longer_than(frequency)
        if not fits:
            remedy = "Roll up to a longer period, or leave the figure out."
            raise InputError(f"{period.label} is not part of one {frequency}", path="outturns", remedy=remedy)
        return longer

    def _figure(self, whole: Period, parts: list[Outturn]) -> Outturn:
        """Return the figure of a longer period: its own, the one at its end, or the sum of its parts."""
        in_period = self._basis is Basis.IN_PERIOD
        own = [one for one in parts if one.period == whole]
        if not own:
            last_day = [one for one in parts if one.period.end == whole.end]
            own = [one for one in last_day if not in_period or one.period.start == whole.start]
        if len(own) > 1:
            labels = " and ".join(one.period.label for one in own)
            problem = f"{labels} could each be the figure for {whole.label}"
            remedy = f"Leave out all but one, or give the one that is meant the period {whole.label}."
            raise InputError(problem, path="outturns", remedy=remedy)
        broken = any(one.break_in_series for one in parts)
        if own:
            return evolve(own[0], period=whole, break_in_series=broken)
        if in_period:
            _refuse_overlaps(parts)
            return self._sum(whole, parts)
        note = f"No figure for the end of {whole.label}."
        return Outturn(whole, reason=Reason.NO_DATA, note=note, break_in_series=broken)

    def _sum(self, whole: Period, parts: list[Outturn]) -> Outturn:
        """Return the sum of parts that do not overlap; missing if a part is, or if a day has none."""
        if len(parts) == 1 and parts[0].period.same_dates(whole):
            return evolve(parts[0], period=whole)
        counted = [one for one in parts if one.reason is not Reason.NOT_APPLICABLE]
        reasons = [one.reason for one in counted if one.reason is not None]
        notes = [one.note for one in parts if one.note]
        if sum(one.period.days for one in parts) < whole.days:
            reasons.append(Reason.NO_DATA)
            notes.insert(0, f"Only {_runs(parts)} of {whole.label}.")
        elif not counted:
            reasons.append(Reason.NOT_APPLICABLE)
        facts: dict[str, Any] = {
            "note": " ".join(notes),
            "known_from": max((one.known_from for one in parts if one.known_from is not None), default=None),
            "break_in_series": any(one.break_in_series for one in parts),
        }
        if reasons:
            return Outturn(whole, reason=min(reasons), **facts)
        facts["quality"] = max((one.quality for one in counted), key=_WEAKEST_LAST.index)
        return Outturn(whole, **self._added(whole, counted), **facts)

    def _added(self, whole: Period, parts: list[Outturn]) -> dict[str, Any]:
        """Return the counts or the value that parts with figures add up to."""
        adds_up = shares = False
        if self.indicator is not None:
            _check_counts(self.indicator, parts)
            adds_up = self.indicator.adds_up
            # Counts of numbers and money make a mean; others that add up are shares of one base.
            shares = adds_up and self.indicator.unit not in (Unit.NUMBER, Unit.CURRENCY)
        numerators = [one.numerator for one in parts if one.numerator is not None]
        bases = [one.denominator for one in parts if one.denominator is not None]
        counted = len(bases) == len(parts)
        if counted and not shares:
            return {"numerator": _total(numerators, whole), "denominator": _total(bases, whole)}
        if counted and len(set(bases)) == 1:
            return {"numerator": _total(numerators, whole), "denominator": bases[0]}
        values = [one.number for one in parts if one.number is not None]
        if len(values) == len(parts) and (shares or (adds_up and not bases)):
            return {"value": _total(values, whole)}
        problem = f"the figures for {whole.label} cannot be added up"
        remedy = "Give the numerator and denominator of each, or an indicator whose figures add up."
        if counted:
            remedy = "Give each its value: what adds up is a share of one denominator, and theirs differ."
        raise InputError(problem, path="outturns", remedy=remedy)


def _place(outturn: Outturn) -> tuple[date, date, bool, int]:
    """Return where an outturn stands among others: a span after a period of the same dates."""
    period = outturn.period
    return period.end, period.start, period.frequency is _SPAN, outturn.revision


def _basis_of(indicator: object) -> Basis:
    if indicator is None:
        return Basis.IN_PERIOD
    if isinstance(indicator, Indicator):
        return indicator.basis
    remedy = "Write History(outturns, indicator=Indicator(...))."
    raise InputTypeError("must be an Indicator", path="indicator", got=shown(indicator), remedy=remedy)


def _listed(given: Any) -> tuple[Outturn, ...]:
    """Return what was given as outturns; anything else is refused."""
    try:
        outturns = tuple(given)
    except TypeError:
        problem, remedy = "must be a list of outturns", "Write History([Outturn(period, value), ...])."
        raise InputTypeError(problem, path="outturns", got=shown(given), remedy=remedy) from None
    problem, remedy = "must be an Outturn", "Write Outturn(period, value)."
    strays = [(n, one) for n, one in enumerate(outturns) if not isinstance(one, Outturn)]
    paths = [(f"outturns[{n}]", shown(one)) for n, one in strays]
    raise_faults([InputTypeError(problem, path=path, got=got, remedy=remedy) for path, got in paths])
    return outturns


def _unlike(given: Iterable[Outturn]) -> Iterable[Outturn]:
    """Return outturns without equal repeats; two of one period and revision that differ are refused."""
    kept: dict[tuple[Period, int], Outturn] = {}
    faults: list[KpiragError] = []
    for place, one in enumerate(given):
        if kept.setdefault((one.period, one.revision), one) != one:
            problem = f"a second figure for {one.period.label}, revision {one.revision}"
            remedy = f"Write revision={one.revision + 1} for the one that supersedes the other."
            faults.append(InputError(problem, path=f"outturns[{place}]", got=_told(one), remedy=remedy))
    raise_faults(faults)
    return kept.values()


def _told(outturn: Outturn) -> str:
    counts = f"{outturn.numerator} of {outturn.denominator}"
    figure = counts if outturn.value is None else shown(outturn.value)
    return figure if outturn.reason is None else repr(outturn.reason.value)


def _made(outturns: Iterable[Outturn], indicator: Indicator | None, basis: Basis) -> History:
    history = History(outturns, indicator=indicator)
    object.__setattr__(history, "_basis", basis)  # a running total is one without an indicator too
    return history


def _length(to: object) -> Frequency:
    try:
        frequency = choose(Frequency, to, "frequency")
    except KpiragError as fault:
        fault.path = "to"
        raise
    if frequency is _SPAN:
        remedy = "Write 'month', 'quarter', 'half' or 'year'."
        raise InputError("a span has no fixed length", path="to", got="'span'", remedy=remedy)
    return frequency


def _refuse_overlaps(parts: Iterable[Outturn]) -> None:
    by_start = sorted((one.period for one in parts), key=lambda period: (period.start, period.end))
    for earlier, later in pairwise(by_start):
        if later.start <= earlier.end:
            problem = f"{earlier.label} and {later.label} overlap, so adding them would count days twice"
            remedy = "Leave one of them out of the history."
            raise InputError(problem, path="outturns", remedy=remedy)


def _runs(parts: Sequence[Outturn]) -> str:
    """Return the labels of periods in order, those that follow on each other by the first and last."""
    runs: list[list[Period]] = []
    for one in parts:
        if not runs or (one.period.start - runs[-1][-1].end).days > 1:
            runs.append([])
        runs[-1].append(one.period)
    return ", ".join(" to ".join(dict.fromkeys([run[0].label, run[-1].label])) for run in runs)


def _check_counts(indicator: Indicator, parts: Iterable[Outturn]) -> None:
    for one in parts:
        try:
            indicator.value_of(one)
        except KpiragError as fault:
            raise fault.within(f"outturns[{one.period.label!r}]") from None


def _total(numbers: Sequence[float], whole: Period) -> float:
    """Return the sum of numbers as decimals add: 0.1 and 0.2 is 0.3."""
    total: float = sum(numbers)
    if not isinstance(total, int):
        from decimal import Context, Decimal  # noqa: PLC0415 - only a sum of decimals pays for it

        exact, added = Context(prec=700, traps=[]), Decimal(0)  # digits enough for any sum of floats
        for each in numbers:
            added = exact.add(added, Decimal(repr(each)))
        total = float(added)
    if abs(total) > _LARGEST:
        problem = f"the figures for {whole.label} add up to more than a figure can be"
        raise InputError(problem, path="outturns", remedy="Write them in thousands or millions.")
    return total
