"""Limits on a total of periods, such as "a total of periods not exceeding 6 weeks"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from kpirag._months import plain_day
from kpirag._records import checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.timescales._steps import NEEDS_CALENDAR, steps_of
from kpirag.timescales._timescale_checks import HOURS, given_unit
from kpirag.timescales._window_checks import Spell, given_convention, length, spell_list, unit_but
from kpirag.timescales.calendars import WorkingCalendar
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import Convention, TimeUnit

__all__ = ["CumulativeLimit", "CumulativeTotal"]

_NO_ONE_LENGTH = (*HOURS, TimeUnit.MONTHS, TimeUnit.YEARS)


@frozen
class CumulativeTotal:
    """How much of a cumulative limit is used up: what `CumulativeLimit.total` gives.

    Attributes:
        used: The days so far; with a rolling period, the most in any one of them.
        limit: The days that are allowed.
        exceeded_on: The first day on which the total was above the limit; None if it never was.

    Example:
        >>> total = CumulativeLimit(6, "weeks").total([(date(2022, 4, 1), None)], as_of=date(2022, 4, 30))
        >>> total.used, total.left, total.within
        (30, 12, True)
    """

    used: int
    limit: int
    exceeded_on: date | None

    @property
    def within(self) -> bool:
        """True if the limit was never exceeded; the whole limit is still within it."""
        return self.exceeded_on is None

    @property
    def left(self) -> int:
        """The days that are left, 0 if none is."""
        return max(0, self.limit - self.used)

    @property
    def over(self) -> int:
        """The days above the limit, 0 if there is none."""
        return max(0, self.used - self.limit)

    def to_dict(self) -> dict[str, Any]:
        """Return the total as a dict of plain values."""
        broken = self.exceeded_on and self.exceeded_on.isoformat()
        facts = {"used": self.used, "limit": self.limit, "left": self.left, "over": self.over}
        return {**facts, "within": self.within, "exceeded_on": broken}


@frozen(repr=False)
class CumulativeLimit:
    """A limit on the total of several periods: "not exceeding 6 weeks in all", "75 days in any 12 months".

    Days that belong to two periods count once. A period that goes on counts up to the date asked for.

    Args:
        n: How many, 1 or more.
        unit: ``"days"``, ``"weeks"`` (of 7 days), ``"working days"``, ``"school days"`` or ``"days excluding
            bank holidays"``.
        rolling: The length of the rolling period, such as ``Timescale(12, "months")``: the limit is on any
            period of that length. A period of 12 months begins the day after the same date a year earlier,
            so that no day of the year is in it twice. None for the total of all periods.
        counts: ``"count both"``: the first and the last day of a period count, so that it has 1 day at
            least; or ``"exclude start"``: nights, so that one that ends on the day it began has 0.
        name: What it is called in results.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If n is below 1, the unit has no one length, or the rolling period is not a plain one.
        FaultsError: If two or more things are wrong.

    Example:
        >>> stays = [(date(2022, 4, 1), date(2022, 4, 28)), (date(2022, 6, 1), date(2022, 6, 20))]
        >>> CumulativeLimit(6, "weeks").total(stays, as_of=date(2022, 6, 30)).exceeded_on
        datetime.date(2022, 6, 15)
    """

    n: int
    unit: TimeUnit = field(converter=given_unit)
    rolling: Timescale | None = field(default=None, kw_only=True)
    counts: Convention = field(default=Convention.COUNT_BOTH, kw_only=True, converter=given_convention)
    name: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        n = take(faults, length, self.n)
        problem = "a total is made of days and weeks, which have one length"
        unit = take(faults, unit_but, self.unit, _NO_ONE_LENGTH, problem)
        counts = take(faults, choose, Convention, self.counts, "counts")
        if self.rolling is not None:
            take(faults, _checked_rolling, self.rolling)
        take(faults, checked_text, self.name, "name")
        raise_faults(faults)
        for name, value in (("n", n), ("unit", unit), ("counts", counts)):
            object.__setattr__(self, name, value)

    @property
    def limit(self) -> int:
        """The limit in the days that are counted."""
        return self.n * (7 if self.unit is TimeUnit.WEEKS else 1)

    def total(
        self,
        spells: Iterable[Spell],
        as_of: date,
        *,
        since: date | None = None,
        calendar: WorkingCalendar | None = None,
    ) -> CumulativeTotal:
        """Return how much of the limit some periods use up as of a date.

        Args:
            spells: The periods as pairs of a first and a last day; the last is None while it goes on.
            as_of: The last day that counts.
            since: The first day that counts, such as the first of a term; by default all do.
            calendar: The working calendar, where the unit needs one.

        Raises:
            InputTypeError: If a date is not a date, or a calendar is missing.
            InputError: If a period ends before it begins.
            FaultsError: If two or more periods are wrong.
        """
        last = plain_day(as_of, "as_of")
        begin = date.min if since is None else plain_day(since, "since")
        nights = self.counts is Convention.EXCLUDE_START
        steps = steps_of(self.unit, calendar)
        needs_calendar = self.unit in NEEDS_CALENDAR
        counted: set[date] = set()
        for first, end in spell_list(spells):
            low = max(first.toordinal() + nights, begin.toordinal())
            high = min(last if end is None else end, last).toordinal()
            counted.update(map(date.fromordinal, range(low, high + 1)))
        days = sorted(day for day in counted if not needs_calendar or steps.between(day, day))
        return self._judged(days)

    def _judged(self, days: list[date]) -> CumulativeTotal:
        limit, used, out, broken = self.limit, 0, 0, None
        back = (
            None if self.rolling is None else Timescale(self.rolling.n, self.rolling.unit, direction="before")
        )
        for place, day in enumerate(days):
            if back is not None:
                gone = back.due(day)
                while days[out] <= gone:
                    out += 1
            used = max(used, place - out + 1)
            if broken is None and used > limit:
                broken = day
        return CumulativeTotal(used, limit, broken)

    def to_dict(self) -> dict[str, Any]:
        """Return the limit as a dict of plain values."""
        rolling = self.rolling and self.rolling.to_dict()
        facts = {"n": self.n, "unit": self.unit.value, "rolling": rolling}
        return {**facts, "counts": self.counts.value, "name": self.name}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> CumulativeLimit:
        """Return the limit that `to_dict` described.

        Args:
            record: The number and the unit, and what is not left at its default.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a limit.
        """
        facts = checked_keys(record, "limit", ("n", "unit", "rolling", "counts", "name"), ("n", "unit"))
        if isinstance(facts.get("rolling"), Mapping):
            facts["rolling"] = Timescale.from_dict(facts["rolling"])
        return cls(facts.pop("n"), facts.pop("unit"), **facts)

    def __str__(self) -> str:
        any_of = f"any {self.rolling}" if self.rolling else "all"
        return f"{Timescale(self.n, self.unit)} in {any_of}"

    def __repr__(self) -> str:
        told = f"rolling={self.rolling!r}, counts={self.counts.value!r}, name={self.name!r}"
        return f"CumulativeLimit({self.n}, {self.unit.value!r}, {told})"


def _checked_rolling(given: object) -> None:
    remedy = "Write rolling=Timescale(12, 'months')."
    if not isinstance(given, Timescale):
        raise InputTypeError("must be a timescale", path="rolling", got=shown(given), remedy=remedy)
    if given != Timescale(given.n, given.unit, name=given.name) or given.unit in (*HOURS, *NEEDS_CALENDAR):
        problem = "must be a plain number of days, weeks, months or years"
        raise InputError(problem, path="rolling", got=shown(given), remedy=remedy)
