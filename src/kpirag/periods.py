"""Periods: a month, quarter, half-year or reporting year, or any other span of dates.

A period has a first and a last day, both part of it, and no time of day. Periods are moved
by whole months, never by counting rows, so a missing quarter stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NoReturn

from attrs import field, frozen

from kpirag._label_text import MONTH_NAMES, first_year, label_of, outline_of
from kpirag._months import (
    LAST_YEAR,
    Days,
    all_up_to,
    days_in,
    ends_month,
    first_day,
    iso_day,
    last_day,
    month_count,
    months_before,
    out_of_years,
    plain_day,
)
from kpirag._numbers import whole_number
from kpirag._records import checked_keys
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    take,
)

__all__ = ["Frequency", "Period"]

_KEYS = ("frequency", "start", "end", "year_start", "label")


class Frequency(StrEnum):
    """How long a period is: a month, quarter, half-year or year; a span is any other run of days.

    Example:
        >>> Frequency.QUARTER.months
        3
        >>> Frequency.YEAR.longer_than("month")
        True
    """

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"

    @property
    def months(self) -> int | None:
        """The number of months in one such period; None for a span."""
        return _MONTHS.get(self)

    def longer_than(self, other: Frequency | str) -> bool:
        """Tell whether such a period is longer than another, as a year is longer than a quarter.

        Args:
            other: The frequency to compare with.

        Raises:
            InputError: If either is a span, whose length is not fixed, or ``other`` is no frequency.
        """
        mine, theirs = self.months, choose(Frequency, other, "frequency").months
        if mine is None or theirs is None:
            raise InputError("a span has no fixed length", path="frequency", remedy="Compare their days.")
        return mine > theirs

    def _unordered(self, other: object) -> NoReturn:
        # Text's own order would go by the alphabet, and "lower" could mean rarer or shorter.
        remedy = "Use longer_than()."
        raise InputTypeError("frequencies do not order by < and >", got=shown(other), remedy=remedy)

    __lt__ = __le__ = __gt__ = __ge__ = _unordered


_MONTH, _QUARTER, _HALF, _YEAR, _SPAN = Frequency
_MONTHS = {_MONTH: 1, _QUARTER: 3, _HALF: 6, _YEAR: 12}
_RANKS = {frequency: rank for rank, frequency in enumerate(Frequency)}


@frozen(repr=False, order=False)
class Period(Days):
    """A period of a report: from a first to a last day, both part of it.

    Make one with `month`, `quarter`, `half`, `year`, `span`, `containing` or `parse`. Two
    periods are equal if frequency and dates are; a span of the same dates as a quarter is
    not that quarter, but has the `same_dates`. Periods sort by last day, then first day,
    then from month to span.

    Args:
        start: The first day.
        end: The last day.
        frequency: ``"month"``, ``"quarter"``, ``"half"``, ``"year"`` or ``"span"``.
        year_start: The month, 1 to 12, in which the reporting year starts; April is 4. It
            names and numbers the period and is not part of what makes periods equal.

    Raises:
        InputTypeError: If a day is not a date, or has a time.
        InputError: If the dates are not those of a period of this frequency.

    Example:
        >>> q2 = Period.quarter(2022, 2)
        >>> q2.label, q2.end.isoformat(), q2.previous.label
        ('Q2 2022/23', '2022-09-30', 'Q1 2022/23')
        >>> Period.parse("Quarter 2 1819")
        Period.quarter(2018, 2)  # Q2 2018/19, Jul-Sep 2018
    """

    frequency: Frequency
    year_start: int = field(default=4, eq=False)

    def __attrs_post_init__(self) -> None:
        start, end = self.start, self.end
        sound = start.__class__ is end.__class__ is date and start <= end
        sound = sound and self.frequency.__class__ is Frequency and self.year_start.__class__ is int
        if not (sound and 1 <= self.year_start <= 12):
            self._settle()
            start, end = self.start, self.end
        size = _MONTHS.get(self.frequency)
        if size is None:
            return
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        whole = start.day == 1 and months == size and ends_month(end)
        if not whole or (start.month - self.year_start) % size:
            problem = f"not a {self.frequency} of a year that starts in {MONTH_NAMES[self.year_start - 1]}"
            remedy = "Write Period.span(start, end) for any dates."
            raise InputError(problem, path="start", got=f"{start} to {end}", remedy=remedy)
        if size > 1 and start.year == 1 and start.month < self.year_start:
            raise out_of_years(0)

    def _settle(self) -> None:
        faults: list[KpiragError] = []
        take(faults, super().__attrs_post_init__)
        frequency = take(faults, choose, Frequency, self.frequency, "frequency")
        starts = take(faults, all_up_to, ("year_start", self.year_start, 12)) or [4]
        raise_faults(faults)
        object.__setattr__(self, "frequency", frequency)
        object.__setattr__(self, "year_start", starts[0])

    @classmethod
    def month(cls, calendar_year: int, calendar_month: int, *, year_start: int = 4) -> Period:
        """Return a calendar month.

        Args:
            calendar_year: The year of the calendar, such as 2022.
            calendar_month: The month of the calendar, 1 to 12: September is 9.
            year_start: The month in which the reporting year starts; it numbers the month.
        """
        year, month, starts = all_up_to(
            ("calendar_year", calendar_year, LAST_YEAR),
            ("calendar_month", calendar_month, 12),
            ("year_start", year_start, 12),
        )
        return cls(date(year, month, 1), date(year, month, days_in(year, month)), _MONTH, starts)

    @classmethod
    def quarter(cls, year: int, n: int, year_start: int = 4) -> Period:
        """Return a quarter of a reporting year.

        Args:
            year: The year in which the reporting year starts: 2022 for 2022/23.
            n: Which quarter, 1 to 4.
            year_start: The month in which the reporting year starts; April is 4.

        Raises:
            InputError: If there is no such quarter.

        Example:
            >>> Period.quarter(2022, 4).label, Period.quarter(2022, 4).start.isoformat()
            ('Q4 2022/23', '2023-01-01')
        """
        return cls._of_year(_QUARTER, 3, year, n, year_start)

    @classmethod
    def half(cls, year: int, n: int, year_start: int = 4) -> Period:
        """Return a half of a reporting year.

        Args:
            year: The year in which the reporting year starts: 2022 for 2022/23.
            n: Which half, 1 or 2.
            year_start: The month in which the reporting year starts; April is 4.
        """
        return cls._of_year(_HALF, 6, year, n, year_start)

    @classmethod
    def year(cls, year: int, year_start: int = 4) -> Period:
        """Return a reporting year.

        Args:
            year: The year in which it starts: 2022 for 2022/23.
            year_start: The month in which it starts; April is 4.

        Raises:
            InputError: If there is no such year.

        Example:
            >>> Period.year(2022).label, Period.year(2022, year_start=1).label
            ('2022/23', '2022')
        """
        return cls._of_year(_YEAR, 12, year, 1, year_start)

    @classmethod
    def _of_year(cls, frequency: Frequency, size: int, year: int, n: int, year_start: int) -> Period:
        first, number, starts = all_up_to(
            ("year", year, LAST_YEAR), ("n", n, 12 // size), ("year_start", year_start, 12)
        )
        count = first * 12 + starts - 1 + (number - 1) * size
        return cls(first_day(count), last_day(count + size - 1), frequency, starts)

    @classmethod
    def span(cls, start: date, end: date, *, year_start: int = 4) -> Period:
        """Return any run of days, such as a year to date; one day is a position on that day.

        Args:
            start: The first day.
            end: The last day, part of the span.
            year_start: The month in which the reporting year starts; April is 4.

        Raises:
            InputTypeError: If a day is not a date, or has a time.
            InputError: If the end is before the start.
        """
        return cls(start, end, _SPAN, year_start)

    @classmethod
    def containing(cls, day: date, frequency: Frequency | str, year_start: int = 4) -> Period:
        """Return the month, quarter, half or reporting year that contains a day.

        Args:
            day: The day.
            frequency: ``"month"``, ``"quarter"``, ``"half"`` or ``"year"``.
            year_start: The month in which the reporting year starts; April is 4.

        Raises:
            InputTypeError: If the day is not a date, or has a time.
            InputError: If the frequency is a span, which no day picks out.

        Example:
            >>> Period.containing(date(2023, 1, 15), "quarter").label
            'Q4 2022/23'
        """
        unit = choose(Frequency, frequency, "frequency")
        (starts,) = all_up_to(("year_start", year_start, 12))
        count, size = month_count(plain_day(day, "day")), unit.months
        if size is None:
            remedy = "Write 'month', 'quarter', 'half' or 'year'."
            raise InputError(
                "many spans contain a day", path="frequency", got=shown(frequency), remedy=remedy
            )
        count -= (count - starts + 1) % size
        return cls(first_day(count), last_day(count + size - 1), unit, starts)

    @classmethod
    def parse(
        cls, label: str, *, year_start: int | None = None, named_by: Literal["start", "end"] | None = None
    ) -> Period:
        """Return the period that a label in a report means; a label with two readings is refused.

        The reporting year starts in April unless the label or ``year_start`` says otherwise:
        AY means September. "As at" and a month's outturn are positions: a span of one day.
        A year to date is a span from the start of the reporting year.

        Args:
            label: The label, such as ``"Q2 2022/23"`` or ``"Year ending March 2025"``.
            year_start: The month in which the reporting year starts. Needed where the label
                shows one year that could be of the calendar or not, such as "Q2 2022".
            named_by: ``"start"`` or ``"end"``: whether one year, as in "FY14", is the one in
                which the reporting year starts or ends.

        Raises:
            InputTypeError: If the label is not text.
            AmbiguousError: If it has more than one reading, or contradicts itself.
            InputError: If it names no period, or holds something that is not understood.

        Example:
            >>> Period.parse("Fiscal Year 2014", year_start=7, named_by="end")
            Period.year(2013, year_start=7)  # 2013/14, Jul 2013-Jun 2014
        """
        from kpirag._labels import read_label  # noqa: PLC0415 - only a label pays for the reader

        return read_label(label, year_start=year_start, named_by=named_by)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Period:
        """Return the period that `to_dict` described.

        Args:
            record: The keys frequency, start and end; year_start and label may be left out.

        Raises:
            KpiragError: If keys are missing or unknown, or the values are not those of a period.
        """
        facts = checked_keys(record, "period", _KEYS, _KEYS[:3])
        faults: list[KpiragError] = []
        days = [take(faults, iso_day, facts[key], key) for key in ("start", "end")]
        raise_faults(faults)
        start, end = (day for day in days if day is not None)
        period = cls(start, end, facts["frequency"], facts.get("year_start", 4))
        if facts.get("label", period.label) != period.label:
            remedy = f"Write {period.label!r}, or leave it out."
            raise InputError(
                "is not that of the dates", path="label", got=shown(facts["label"]), remedy=remedy
            )
        return period

    def to_dict(self) -> dict[str, str | int]:
        """Return the label, frequency, start, end and year_start; the days are ISO text."""
        return {
            "label": self.label,
            "frequency": self.frequency.value,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "year_start": self.year_start,
        }

    @property
    def label(self) -> str:
        """What a report prints: "Q2 2022/23", "September 2022", "1 April to 30 September 2022"."""
        return label_of(self)

    def __str__(self) -> str:
        return label_of(self)

    def __repr__(self) -> str:
        if self.frequency is _SPAN:
            facts = [f"date({day.year}, {day.month}, {day.day})" for day in (self.start, self.end)]
        elif self.frequency is _MONTH:
            facts = [str(self.start.year), str(self.start.month)]
        else:
            facts = [str(first_year(self.start, self.year_start)), str(self.number)]
        facts = facts[:1] if self.frequency is _YEAR else facts
        facts += [] if self.year_start == 4 else [f"year_start={self.year_start}"]
        return f"Period.{self.frequency.value}({', '.join(facts)})  # {outline_of(self)}"

    @property
    def number(self) -> int | None:
        """Its place in the reporting year: Q2 is 2, April is 1, a year is 1; None for a span."""
        size = _MONTHS.get(self.frequency)
        return None if size is None else (self.start.month - self.year_start) % 12 // size + 1

    @property
    def reporting_year(self) -> Period:
        """The reporting year that contains this period.

        Raises:
            InputError: If this is a span that lies in more than one reporting year.
        """
        year = Period.containing(self.end, _YEAR, self.year_start)
        if self.start < year.start:
            remedy = "Use Period.containing(day, 'year') for the year of one day."
            raise InputError(f"{self.label} is in more than one reporting year", remedy=remedy)
        return year

    @property
    def year_to_date(self) -> Period:
        """The span from the start of the reporting year of its last day to that day."""
        year = Period.containing(self.end, _YEAR, self.year_start)
        return Period.span(year.start, self.end, year_start=self.year_start)

    def shift(self, n: int) -> Period:
        """Return the period that is n of its own lengths later, or earlier if n is negative.

        Args:
            n: How many months, quarters, halves, years or lengths of the span.

        Raises:
            InputError: If this is a span that is not made of whole months.

        Example:
            >>> Period.quarter(2022, 2).shift(-2).label
            'Q4 2021/22'
        """
        if self.months is None:
            remedy = "Write Period.span(start, end) with the dates that are meant."
            raise InputError(
                f"{self.label} is not made of whole months, so it cannot be shifted", remedy=remedy
            )
        return self._moved(whole_number(n, "n", least=-12 * LAST_YEAR) * self.months)

    def _moved(self, months: int) -> Period:
        first, last = month_count(self.start) + months, month_count(self.end) + months
        return Period(first_day(first), last_day(last), self.frequency, self.year_start)

    @property
    def previous(self) -> Period:
        """The period of the same length just before this one.

        Raises:
            InputError: If this is a span that is not made of whole months.
        """
        return self.shift(-1)

    @property
    def same_last_year(self) -> Period:
        """The same period a year earlier; the last day of a month stays the last, in February too."""
        if self.months is not None:
            return self._moved(-12)
        end = months_before(self.end, 12)
        return Period.span(min(months_before(self.start, 12), end), end, year_start=self.year_start)

    same_period_last_year = same_last_year

    def _place(self) -> tuple[date, date, int]:
        return self.end, self.start, _RANKS[self.frequency]
