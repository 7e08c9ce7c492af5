"""What should be achieved: a target with its tolerance, floor and stretch, and its share of a part year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from kpirag._numbers import GivenNumber, not_too_small, number, settled
from kpirag._shares import checked_profile, share_of
from kpirag._target_records import (
    TARGET_NUMBERS,
    check_days,
    checked_share,
    read_target_record,
    target_record,
    target_repr,
)
from kpirag._texts import checked_text, of_kind
from kpirag.errors import InputError, KpiragError, raise_faults, shown, take
from kpirag.indicators import Basis, Indicator, Polarity
from kpirag.periods import Period
from kpirag.tolerances import Edge, Tolerance, edge_of, true_or_false

if TYPE_CHECKING:
    from kpirag._intervals import Interval

__all__ = ["Target"]

#: What `compiled` is before `rate` has compiled anything: no value is above infinity.
_NOTHING_COMPILED: tuple[Any, Any, Any, float] = (None, None, None, float("inf"))


def _edge(given: Any, path: str, *, strict: bool = False) -> Edge:
    plain = given.value if isinstance(given, Edge) else given
    not_too_small(number(plain, path, missing="Leave out what is not set."), path)
    return edge_of(given, strict=strict)


def _given_intervals(given: Any) -> tuple[Interval, ...]:
    return given  # type: ignore[no-any-return]  # made a tuple in the check


@frozen(repr=False)
class Target:
    """The figure an indicator should reach, or the range it should stay in.

    Args:
        value: The figure, or an `Edge` that says whether it must be reached or passed. For a
            range write `Target.between`.
        tolerance: How far short is still amber; None leaves it to the scheme, and
            ``Tolerance.none()`` means none.
        strict: True if the target must be beaten, not only met.
        low: The lower bound of a range; given by `between`.
        high: The upper bound of a range; given by `between`.
        floor: The minimum standard: the amber edge itself, instead of a tolerance.
        stretch: The more ambitious figure beside the target.
        period: The period the target is for; None is any.
        kind: Whose target it is, such as ``"local"``, ``"statutory"`` or ``"national"``.
        source: Where it was set.
        profile: How a full-year target is due over the year: ``"even"``, or the instalments
            in order (not cumulative).
        known_from: The day from which it was known.
        starts: The first day of the time for which it holds; None if that is open. A target of
            an earlier definition ends where the next one starts.
        ends: The last day of the time for which it holds; None if that is open.
        whole: The full-year target this one is a share of; given by `profiled` and `instalment`.
        share: The share it is, as the part and what it is out of; given with the whole.
        as_at: The period a benchmark's own figure is for, often a year behind.
        intervals: A benchmark's own confidence interval, as `Outturn` takes it.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as a floor beside a tolerance.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> Target(60, tolerance=Tolerance.points(5))
        Target(60, tolerance=Tolerance.points(5))
    """

    value: GivenNumber | Edge | None
    tolerance: Tolerance | None = field(default=None, kw_only=True)
    strict: bool = field(default=False, kw_only=True)
    low: GivenNumber | Edge | None = field(default=None, kw_only=True)
    high: GivenNumber | Edge | None = field(default=None, kw_only=True)
    floor: GivenNumber | Edge | None = field(default=None, kw_only=True)
    stretch: GivenNumber | Edge | None = field(default=None, kw_only=True)
    period: Period | None = field(default=None, kw_only=True)
    kind: str = field(default="local", kw_only=True)
    source: str = field(default="", kw_only=True)
    profile: str | tuple[GivenNumber, ...] | None = field(default=None, kw_only=True)
    known_from: date | None = field(default=None, kw_only=True)
    starts: date | None = field(default=None, kw_only=True)
    ends: date | None = field(default=None, kw_only=True)
    whole: Target | None = field(default=None, kw_only=True)
    share: tuple[float, float] | None = field(default=None, kw_only=True)
    as_at: Period | None = field(default=None, kw_only=True)
    intervals: tuple[Interval, ...] = field(default=(), kw_only=True, converter=_given_intervals)
    #: What `rate` last compiled from this target: an indicator, a scheme, their bands, and the value
    #: above which a figure needs no further question.
    compiled: tuple[Any, Any, Any, float] = field(default=_NOTHING_COMPILED, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        put = object.__setattr__
        take(faults, true_or_false, self.strict, "strict")
        for path in TARGET_NUMBERS:
            given = getattr(self, path)
            if given is not None:
                edge = take(faults, _edge, given, path)
                put(self, path, edge.value if edge is not None and edge.inclusive else given)
        if not faults:
            take(faults, self._check_order)
        take(faults, self._check_bounds)
        take(faults, self._check_tolerance)
        for path in ("period", "as_at"):
            if getattr(self, path) is not None:
                take(faults, of_kind, getattr(self, path), Period, path, "Period.year(2022), say")
        if self.intervals != ():
            from kpirag._intervals import checked_intervals  # noqa: PLC0415 - few targets have one

            put(self, "intervals", take(faults, checked_intervals, self.intervals, "intervals"))
        if self.whole is not None:
            take(faults, of_kind, self.whole, Target, "whole", "target.profiled(to=period)")
        if self.share is not None:
            put(self, "share", take(faults, checked_share, self.share, "share"))
        for path in ("kind", "source"):
            take(faults, checked_text, getattr(self, path), path)
        check_days(faults, self)
        put(self, "profile", take(faults, self._checked_profile))
        raise_faults(faults)

    def _check_order(self) -> None:
        if self.low is not None and self.high is not None:
            low, high = (edge_of(bound).value for bound in (self.low, self.high))
            if number(low, "low") > number(high, "high"):
                problem, remedy = "lies above the upper bound", "Write the lower bound first."
                raise InputError(problem, path="low", got=shown(low), remedy=remedy)

    def _check_tolerance(self) -> None:
        if self.tolerance is None:
            return
        examples = "Tolerance.points(5), Tolerance.percent(10) or Tolerance.none()"
        of_kind(self.tolerance, Tolerance, "tolerance", examples)
        if self.floor is not None:
            remedy = "Give the floor or the tolerance: a floor is the amber edge."
            raise InputError("is given beside a tolerance", path="floor", remedy=remedy)

    def _checked_profile(self) -> str | tuple[float, ...] | None:
        if self.profile is None:
            return None
        shape = checked_profile(self.profile, "profile")
        if self.period is None:
            remedy = "Give the year it is for, such as period=Period.year(2022)."
            raise InputError("is given without a period", path="profile", remedy=remedy)
        if isinstance(self.period, Period):  # if not, that is the fault
            share_of(self.period, self.period.start, self.period.end, shape, "profile")
        return shape

    def _check_bounds(self) -> None:
        if self.value is None:
            if self.low is None or self.high is None:
                remedy = "Write Target(60), or Target.between(40, 60)."
                raise InputError("is not given", path="value", remedy=remedy)
            if self.floor is not None or self.stretch is not None:
                path = "floor" if self.floor is not None else "stretch"
                remedy = "Use a tolerance: Tolerance.points(below=..., above=...)."
                raise InputError("is not for a range, which has two sides", path=path, remedy=remedy)
        elif self.low is not None or self.high is not None:
            remedy = "Write Target(60), or Target.between(40, 60)."
            raise InputError("is given beside the bounds of a range", path="value", remedy=remedy)

    @classmethod
    def between(cls, low: GivenNumber | Edge, high: GivenNumber | Edge, **options: Any) -> Target:
        """Return the target of staying in a range, its ends included.

        Args:
            low: The lower bound, or an `Edge`.
            high: The upper bound, or an `Edge`.
            options: What `Target` takes besides: tolerance, strict, period, kind and so on.

        Raises:
            InputError: If the bounds are the wrong way round, or a floor or stretch is given.

        Example:
            >>> Target.between(40, 60, tolerance=Tolerance.points(5))
            Target.between(40, 60, tolerance=Tolerance.points(5))
        """
        return cls(None, low=low, high=high, **options)

    @property
    def is_range(self) -> bool:
        """True if the target is a range."""
        return self.value is None

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The target as an edge, or the two edges of its range, strictness included."""
        if self.value is None:
            return (_edge(self.low, "low", strict=self.strict), _edge(self.high, "high", strict=self.strict))
        return (_edge(self.value, "value", strict=self.strict),)

    def holds_in(self, period: Period) -> bool:
        """Return whether a period touches the time for which the target holds.

        Args:
            period: The period.

        Example:
            >>> Target(60, ends=date(2019, 3, 31)).holds_in(Period.quarter(2019, 1))
            False
        """
        started = self.starts is None or self.starts <= period.end
        return started and (self.ends is None or period.start <= self.ends)

    def profiled(self, to: Period, shape: Iterable[GivenNumber] | None = None) -> Target:
        """Return the share of a full-year target that is due from the start of the year to a point.

        Args:
            to: The period at whose end the share is due.
            shape: The instalments of the year in order, not cumulative; even if not given.
                There must be a whole number of them by then.

        Returns:
            A target for ``to``; floor, stretch, a tolerance in points and intervals shrink with it.

        Raises:
            InputTypeError: If ``to`` is not a period, or an instalment not a number.
            InputError: If this target has no period, ``to`` does not end inside it, or the
                instalments do not fit.

        Example:
            >>> Target(20, period=Period.year(2017)).profiled(to=Period.quarter(2017, 1)).value
            5.0
        """
        whole = self._full_period("profiled(to=...)", to, "to")
        return self._share(whole, to, whole.start, shape)

    def instalment(self, of: Period, shape: Iterable[GivenNumber] | None = None) -> Target:
        """Return the share of a full-year target that is due within one period of the year.

        Args:
            of: The period.
            shape: The instalments of the year in order; even if not given.

        Returns:
            A target for ``of``; floor, stretch, a tolerance in points and intervals shrink with it.

        Raises:
            InputTypeError: If ``of`` is not a period, or an instalment not a number.
            InputError: If this target has no period, ``of`` lies outside it, or the
                instalments do not fit.

        Example:
            >>> year = Target(20, period=Period.year(2017))
            >>> year.instalment(of=Period.quarter(2017, 4), shape=[2, 2, 6, 10]).value
            10.0
        """
        whole = self._full_period("instalment(of=...)", of, "of")
        return self._share(whole, of, of.start, shape)

    def _full_period(self, call: str, part: Period, path: str) -> Period:
        of_kind(part, Period, path, "Period.quarter(2022, 2), say")
        if self.period is None:
            remedy = f"Write Target(..., period=Period.year(...)).{call}."
            raise InputError("is not given, so there is no year to share out", path="period", remedy=remedy)
        if not (self.period.start <= part.start and part.end <= self.period.end):
            problem = f"{part.label} lies outside {self.period.label}, which the target is for"
            raise InputError(problem, path=path, remedy="Use the target of that year.")
        return self.period

    def _share(self, whole: Period, part: Period, start: date, shape: Iterable[GivenNumber] | None) -> Target:
        path = "profile" if shape is None else "shape"
        instalments = self.profile if shape is None else checked_profile(shape, path)
        share = share_of(whole, start, part.end, instalments, path)
        tolerance = None if self.tolerance is None else self.tolerance.scaled(share)
        numbers: dict[str, Any] = {path: _scaled(getattr(self, path), share) for path in TARGET_NUMBERS}
        intervals = tuple(
            evolve(one, low=_part_of(one.low, share), high=_part_of(one.high, share))
            for one in self.intervals
        )
        told: dict[str, Any] = {"tolerance": tolerance, "intervals": intervals, "whole": self, "share": share}
        return evolve(self, **numbers, **told, period=part, profile=None)

    def due(self, indicator: Indicator, period: Period) -> Target:
        """Return the target that an indicator's figure for a period is compared with.

        A target without a period, or for the very period, is used as it stands. So is a
        full-year target of an indicator that does not add up, such as a percentage, of a
        rolling year and of a snapshot. Where the figures add up, a full-year target is shared
        out if it has a profile, and refused if it has none.

        Args:
            indicator: The indicator.
            period: The period of the figure.

        Raises:
            InputTypeError: If an argument is of the wrong kind.
            InputError: If the target is for another time, or is for the full year of an
                indicator that adds up and has no profile.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> target = Target(20, period=Period.year(2017), profile="even")
            >>> target.due(carers, Period.quarter(2017, 2)).value
            10.0
        """
        of_kind(indicator, Indicator, "indicator", "Indicator('32', 'EHC plans', polarity='higher')")
        of_kind(period, Period, "period", "Period.quarter(2022, 2), say")
        if (self.starts is not None or self.ends is not None) and not self.holds_in(period):
            days = " to ".join("..." if day is None else day.isoformat() for day in (self.starts, self.ends))
            problem = f"the target holds for {days}, and the figure is for {period.label}"
            raise InputError(problem, path="target.starts", remedy="Give the target of that time.")
        mine, basis = self.period, indicator.basis
        if mine is None or mine.same_dates(period):
            return self
        if basis is not Basis.IN_PERIOD and mine.end == period.end:
            return self
        inside = mine.contains(period.end) and (basis is not Basis.IN_PERIOD or mine.start <= period.start)
        if not inside:
            problem = f"the target is for {mine.label}, and the figure for {period.label}"
            raise InputError(problem, path="target.period", remedy="Give the target of that period.")
        if not indicator.adds_up or basis in (Basis.ROLLING_YEAR, Basis.SNAPSHOT):
            return self
        to_date = basis is Basis.YEAR_TO_DATE
        if self.profile is None:
            call = "profiled(to=period)" if to_date else "instalment(of=period)"
            problem = f"a target for all of {mine.label} cannot judge {period.label} of figures that add up"
            remedy = f"Write target.{call}, or give the target profile='even' or its instalments."
            raise InputError(problem, path="target.period", remedy=remedy)
        return self.profiled(to=period) if to_date else self.instalment(of=period)

    def describe(self, indicator: Indicator) -> str:
        """Return the target as a sentence prints it, with what reaching it means.

        Args:
            indicator: The indicator, which gives the unit and the way that is better.

        Raises:
            InputTypeError: If it is not an indicator.

        Example:
            >>> court = Indicator("9", "Weeks to complete", polarity="lower", unit="weeks")
            >>> Target(26, strict=True).describe(court), Target(26).describe(court)
            ('less than 26 weeks', '26 weeks or less')
        """
        of_kind(indicator, Indicator, "indicator", "Indicator('32', 'EHC plans', polarity='higher')")
        edges = self.edges
        texts = [indicator.text(number(edge.value, "value")) for edge in edges]
        if self.is_range:
            between = f"{texts[0]} to {texts[1]}"
            left_out = [text for text, edge in zip(texts, edges, strict=True) if not edge.inclusive]
            return f"{between} (without {' and '.join(left_out)})" if left_out else between
        if indicator.polarity is Polarity.RANGE:
            return f"exactly {texts[0]}"
        higher = indicator.polarity is Polarity.HIGHER
        if not edges[0].inclusive:
            return f"{'more' if higher else 'less'} than {texts[0]}"
        return f"{texts[0]} or {'more' if higher else 'less'}"

    def to_dict(self) -> dict[str, Any]:
        """Return the target as a dict of plain values; tolerance and period are their own dicts.

        Example:
            >>> Target(60, strict=True).to_dict()["strict"]
            True
        """
        return target_record(self)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Target:
        """Return the target that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> target = Target(60, tolerance=Tolerance.percent(10), period=Period.year(2022))
            >>> Target.from_dict(target.to_dict()) == target
            True
        """
        known = [each.name for each in fields(Target) if each.init]
        return cls(**read_target_record(record, known, cls.from_dict))

    def __reduce__(self) -> tuple[Any, ...]:
        # What rate compiled stays behind: it can be made again, and points back here.
        return (_restored, ({each.name: getattr(self, each.name) for each in fields(Target) if each.init},))

    def __repr__(self) -> str:
        return target_repr(self)


def _scaled(given: GivenNumber | Edge | None, share: tuple[float, float]) -> GivenNumber | Edge | None:
    if given is None:
        return None
    edge = edge_of(given)
    value = _part_of(number(edge.value, "value"), share)
    return value if edge.inclusive else Edge(value, inclusive=False)


def _part_of(whole: float, share: tuple[float, float]) -> float:
    part, total = share
    return settled(whole * part / total, abs(whole))


def _restored(facts: dict[str, Any]) -> Target:
    return Target(**facts)
