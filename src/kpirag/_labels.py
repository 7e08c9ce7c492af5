"""From a label in a report to the period it means, or to a refusal that names its readings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from kpirag._label_facts import Facts, Stretch
from kpirag._label_items import items_of
from kpirag._label_text import MONTH_NAMES, first_year, outline_of
from kpirag._label_words import Moment, refuse
from kpirag._months import LAST_YEAR, all_up_to, days_in, ends_month, first_day, month_count
from kpirag.errors import AmbiguousError, InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.periods import Frequency, Period

__all__ = ["read_label"]

_SHOWN_STARTS = {"academic": 9, "calendar": 1}
# A four-digit number outside these years, such as 1819, is rather two years run together.
_LIKELY_YEARS = range(1970, 2070)


def read_label(label: object, *, year_start: object = None, named_by: object = None) -> Period:
    """Return the period a label means; see `Period.parse`.

    Args:
        label: The label.
        year_start: The month in which the reporting year starts, or None for what the label shows.
        named_by: Which year one year names, or None if that is not known.

    Raises:
        InputTypeError: If the label is not text.
        AmbiguousError: If it has more than one reading, or contradicts itself.
        InputError: If it names no period, or holds something that is not understood.

    Example:
        >>> read_label("Sep-22", year_start=None, named_by=None).label
        'September 2022'
    """
    faults: list[KpiragError] = []
    starts = None if year_start is None else take(faults, all_up_to, ("year_start", year_start, 12))
    if named_by is not None and not (isinstance(named_by, str) and named_by in {"start", "end"}):
        kind = InputError if isinstance(named_by, str) else InputTypeError
        remedy = "Write 'start' or 'end', or leave it out."
        faults.append(kind("must be 'start' or 'end'", path="named_by", got=shown(named_by), remedy=remedy))
    if not isinstance(label, str):
        remedy = "Write text such as 'Q2 2022/23', or make a Period from numbers: Period.quarter(2022, 2)."
        faults.insert(0, InputTypeError("must be text", path="label", got=shown(label), remedy=remedy))
        label = ""
    raise_faults(faults)
    try:
        return _Reading(Facts(items_of(label), label), starts[0] if starts else None, named_by).period()
    except InputError as fault:
        if fault.path == "label":
            raise
        raise InputError(fault.problem, path="label", got=shown(label), remedy=fault.remedy) from None


class _Reading:
    """Weighs the facts of one label together, because they must all fit one period."""

    def __init__(self, facts: Facts, year_start: int | None, named_by: object) -> None:
        self.facts, self.label = facts, facts.label
        self.given, self.named_by = year_start, named_by
        shows = _SHOWN_STARTS.get(facts.style)
        in_august = facts.style == "academic" and year_start == 8  # as in Scottish schools
        if year_start is not None and shows not in {None, year_start} and not in_august:
            remedy = "Leave year_start out, or correct the label."
            problem = f"speaks of the {facts.style} year, and year_start is {year_start}"
            refuse(problem, self.label, remedy=remedy)
        self.starts = year_start or shows or 4
        self.to_date = facts.to_date
        self.part, self.number = self._part()
        # The year in which the stated reporting year starts; a lone year beside months is theirs.
        self.year: int | None = None
        self.year_of_months: int | None = None
        self.dated: list[tuple[Stretch, date | None, date]] = []

    def period(self) -> Period:
        """Return the period."""
        plan = self._plan()
        if plan is None:
            self._settle_year()
        self.dated = [(stretch, *self._dates(stretch)) for stretch in self.facts.stretches]
        named = plan or self._named()
        meant = self._meant(named)
        self._agree(named, meant, plan)
        return meant

    def _part(self) -> tuple[str, int | None]:
        """Return the part of the year that is named, and its number."""
        facts = self.facts
        larger = [name for name in facts.units if name != "month"]
        if len(larger) > 1 or (larger and facts.units.get("month") == set()):
            named = ["the whole year" if name == "year" else f"only a {name}" for name in facts.units]
            self._ambiguous("names parts of different length", named, "Write only one of them.")
        name = larger[0] if larger else next(iter(facts.units), "")
        return name, next(iter(facts.units.get(name, ())), None)

    # The years.

    def _plan(self) -> Period | None:
        """Return the span of years such as 2015-17, if the label has one."""
        facts = self.facts
        pair = facts.pairs[0] if facts.pairs else None
        if pair is None or pair.last == pair.first + 1:
            return None
        if facts.units:
            refuse(f"holds {pair.text!r}, which is no reporting year", self.label)
        until = pair.last if self.starts == 1 else pair.last - 1
        start, end = Period.year(pair.first, self.starts).start, Period.year(until, self.starts).end
        plan = Period.span(start, end, year_start=self.starts)
        told = facts.plan or facts.style or self.given is not None
        if (pair.month and not facts.names_a_year) or not told:
            readings = [plan.label, pair.month or f"the calendar years {pair.first} to {pair.last}"]
            remedy = f"Write {plan.label!r} or {pair.month!r}." if pair.month else f"Write {plan.label!r}."
            self._ambiguous(f"holds {pair.text!r}, which is not one period", readings, remedy)
        return plan

    def _settle_year(self) -> None:
        facts = self.facts
        if facts.pairs:
            pair = facts.pairs[0]
            plain = f"{pair.first:04d}/{pair.last % 100:02d}"
            if pair.month and not facts.names_a_year:
                remedy = f"Write {plain!r} for the year or {pair.month!r} for the month."
                problem = f"holds {pair.text!r}, which could be a year or a month"
                self._ambiguous(problem, (f"the year {plain}", pair.month), remedy)
            if self.starts == 1:
                problem = f"names two years, {pair.text!r}, and a year that starts in January has one"
                refuse(problem, self.label, remedy=f"Write '{pair.first}', or give another year_start.")
            self.year = pair.first
        elif facts.years:
            self._settle_lone_year()

    def _settle_lone_year(self) -> None:
        facts, lone = self.facts, self.facts.years[0]
        by_part = self.number is not None or self.part == "year" or bool(facts.style)
        run = None if lone.year in _LIKELY_YEARS or self.starts == 1 else lone.run
        if run is not None and (by_part or self.given is not None):
            self.year = run
        elif any(moment and moment.year for each in facts.stretches for moment in (each.first, each.last)):
            pass  # the days have their own year, and the lone one is only held against them
        elif facts.stretches and not by_part:
            self.year_of_months = lone.year
        else:
            if self.starts != 1 and facts.style and self.named_by is None:
                readings = self._outlines((lone.year, self.starts), (lone.year - 1, self.starts))
                problem = f"names one year, {lone.text!r}, which could be where it starts or ends"
                remedy = "Give named_by='start' or named_by='end', or write both years."
                self._ambiguous(problem, readings, remedy)
            if not facts.style and self.given is None:
                runs = [] if run is None else [(run, 4)]
                readings = self._outlines(*runs, (lone.year, 1), (lone.year, 4), (lone.year - 1, 4))
                problem = f"names one year, {lone.text!r}, which could be of the calendar or not"
                remedy = "Give year_start=, 4 for a year that starts in April and 1 for the calendar year."
                self._ambiguous(problem, readings, remedy)
            self.year = lone.year - (self.named_by == "end" and self.starts != 1)

    def _outlines(self, *years: tuple[int, int]) -> list[str]:
        """Return what the label means in each of several years, given as year and first month."""
        inside = (each for each in years if 1 <= each[0] <= LAST_YEAR - (each[1] > 1))
        return [outline_of(self._numbered(*each)) for each in inside]

    # The days.

    def _dates(self, stretch: Stretch) -> tuple[date | None, date]:
        first, last = stretch.first, stretch.last
        if first is None:
            return None, self._day(last, last.year, at_end=True)
        years = [first.year, last.year]
        over_new_year = (first.month, first.day or 1) > (last.month, last.day or 31)
        if years == [None, None] and self.year_of_months is not None:
            years = [None, self.year_of_months]
        if not stretch.is_one_moment and years[1] is None and years[0] is not None:
            years[1] = years[0] + over_new_year
        elif years[0] is None and years[1] is not None:
            years[0] = years[1] - (over_new_year and not stretch.is_one_moment)
        start, end = self._day(first, years[0], at_end=False), self._day(last, years[1], at_end=True)
        if start > end:
            refuse(f"says {stretch.text!r}, which ends before it starts", self.label)
        return start, end

    def _day(self, moment: Moment, year: int | None, *, at_end: bool) -> date:
        """Return the first or last day of a month, or the day of a date."""
        if year is None:
            year = self.year_of_months
        if year is None and self.year is not None:
            year = self.year + (moment.month < self.starts)
        if year is None:
            refuse("names no year", self.label)
        if not 1 <= year <= LAST_YEAR:
            refuse(f"reaches into the year {year}", self.label)
        length = days_in(year, moment.month)
        day = moment.day or (length if at_end else 1)
        if day > length:
            month = MONTH_NAMES[moment.month - 1]
            refuse(f"says {moment.text!r}, and {month} {year} has {length} days", self.label)
        return date(year, moment.month, day)

    # The period that is named, and the one that is meant by it.

    def _named(self) -> Period:
        end = self.dated[0][2] if self.dated else None
        only_years = not (self.part or self.dated) and self.year is not None
        if self.facts.unknown and (self.part == "year" or only_years):
            refuse(f"holds {self.facts.unknown!r}, which could name a part of the year", self.label)
        if self.number is not None or self.part == "year":
            if self.year is not None:
                return self._numbered(self.year, self.starts)
            if end is None:
                refuse("names no year", self.label)
            return self._numbered(first_year(end, self.starts), self.starts)
        if self.part:
            if end is None:
                self._which_part()
            return Period.containing(end, self.part, self.starts)
        if self.dated:
            return self._of_days()
        if self.year is None:
            refuse("names no period", self.label)
        return Period.year(self.year, self.starts)

    def _of_days(self) -> Period:
        # Days with both ends say most, then one moment, then an end alone.
        most = min(self.dated, key=lambda each: (each[1] is None, each[0].is_one_moment))
        stated = self._stated(*most)
        if self.facts.year and not (self.facts.pairs or self.facts.years) and stated.months != 12:
            refuse("says 'year' and not which", self.label)
        own_year = most[0].last.year is not None and stated.frequency is Frequency.MONTH
        if self.year is not None and own_year and not self.facts.as_at and not self.to_date:
            whole = Period.containing(stated.end, "year", self.starts)
            if whole.end == stated.end:
                self._unlike("names a year and its last month", whole, stated)
        return stated

    def _which_part(self) -> NoReturn:
        problem = f"does not say which {self.part}"
        if self.part == "month" or self.year is None:
            refuse(problem, self.label)
        count = 4 if self.part == "quarter" else 2
        parts = (self._numbered(self.year, self.starts, number) for number in range(1, count + 1))
        readings = [outline_of(part) for part in parts]
        self._ambiguous(problem, readings, f"Write its number: {self.part} 1.")

    def _numbered(self, year: int, starts: int, number: int | None = None) -> Period:
        number = number or self.number or 1
        if self.part == "month":
            count = year * 12 + starts + number - 2
            return Period.month(count // 12, count % 12 + 1, year_start=starts)
        if self.part == "quarter":
            return Period.quarter(year, number, starts)
        return Period.half(year, number, starts) if self.part == "half" else Period.year(year, starts)

    def _stated(self, stretch: Stretch, start: date | None, end: date) -> Period:
        """Return the period that days make, where no part of the year is named."""
        facts, first = self.facts, stretch.first or stretch.last
        if start is None:
            if not (facts.lengths or facts.year_ending or facts.year_to):
                if self.year is None and not self.to_date:
                    refuse("says up to when and not from when", self.label)
                self.to_date = True
            start = end if first.day else end.replace(day=1)
        span = Period.span(start, end, year_start=self.starts)
        if first.day or stretch.last.day:
            return span
        if facts.style and self.given is None and span.months == 12:
            return Period.year(start.year, start.month)
        for frequency in Frequency:
            if frequency.months == span.months is not None:
                unit = Period.containing(start, frequency, self.starts)
                return unit if unit.same_dates(span) else span
        return span

    def _meant(self, named: Period) -> Period:
        facts, end = self.facts, named.end
        how = [
            text
            for text, told in (
                (f"{max(facts.lengths, default=0)} months", bool(facts.lengths)),
                ("year ending", facts.year_ending),
                ("year to", facts.year_to),
                ("year to date", self.to_date),
                ("as at", facts.as_at),
                ("end of", facts.end_of_part),
            )
            if told
        ]
        if how and not (self.part or self.dated):
            refuse(f"says {how[0]!r} and not up to which month or day", self.label)
        if len(facts.lengths) > 1 or (facts.lengths and self.to_date):
            refuse("says two things about how long it is", self.label)
        if facts.lengths or facts.year_ending:
            return self._months_to(end, max(facts.lengths, default=12))
        if facts.year_to:
            return self._year_to(end)
        if self.to_date:
            to_date = self._whole_year(named.year_to_date)
            return named if named.same_dates(to_date) else to_date
        position = Period.span(end, end, year_start=self.starts)
        if facts.as_at and any(
            start not in {None, last} and not each.is_one_moment for each, start, last in self.dated
        ):
            self._unlike("gives days from and to, and a position", named, position)
        if facts.as_at or (facts.outturn and named.frequency is Frequency.MONTH):
            return position
        if facts.end_of_part and self.part != "month":
            self._unlike("could be the figure of a period or a position at its end", named, position)
        return position if facts.end_of_part else named

    def _months_to(self, end: date, months: int) -> Period:
        """Return so many months up to a day; the year ending then if that is a reporting year."""
        if not ends_month(end):
            refuse(f"counts months up to {end.isoformat()}, which is not the last day of a month", self.label)
        span = Period.span(first_day(month_count(end) - months + 1), end, year_start=self.starts)
        return self._whole_year(span) if self.facts.year_ending else span

    def _whole_year(self, span: Period) -> Period:
        year = Period.containing(span.end, Frequency.YEAR, self.starts)
        return year if year.same_dates(span) else span

    def _year_to(self, end: date) -> Period:
        """Return the year to a day: twelve months or the year to date, where only one of them fits."""
        twelve = self._months_to(end, 12)
        to_date = twelve.year_to_date
        if self.year is None and not twelve.same_dates(to_date):
            remedy = f"Write 'year ending' for the twelve months, or {to_date.label!r}."
            readings = (twelve.label, to_date.label)
            self._ambiguous("could be twelve months or the year to date", readings, remedy)
        return self._whole_year(to_date)

    # What is stated must agree.

    def _agree(self, named: Period, meant: Period, plan: Period | None) -> None:
        facts = self.facts
        year = first_year(named.start, self.starts)
        if self.year is not None and not self.year == year == first_year(named.end, self.starts):
            self._contradicts(named, f"the year {self.year:04d}/{(self.year + 1) % 100:02d}")
        last_year = plan.end.year if plan else max(named.end.year, year + (self.named_by == "end"))
        for lone in facts.years:
            if lone.run != year and not year <= lone.year <= last_year:
                self._contradicts(named, f"the year {lone.text}")
        if self.part != "month" and facts.units.get("month"):
            (number,) = facts.units["month"]
            month = Period.containing(named.end, "month", self.starts)
            if month.number != number:
                self._contradicts(named, f"month {number} of the year")
        for stretch, start, end in self.dated:
            if start is None or stretch.is_one_moment:
                fits = end == named.end
            else:
                span = Period.span(start, end)
                named_too = bool(self.part) and not facts.lengths
                fits = span.same_dates(meant) or (named_too and span.same_dates(named))
            if not fits:
                self._contradicts(named, stretch.text)

    def _contradicts(self, named: Period, other: str) -> NoReturn:
        remedy = "Correct the label"
        remedy += "." if self.given else ", or give year_start= if the year does not start in April."
        self._ambiguous("contradicts itself", (outline_of(named), other), remedy)

    def _unlike(self, problem: str, named: Period, other: Period) -> NoReturn:
        at = "as at " if other.days == 1 else ""
        remedy = f"Write {named.label!r} or '{at}{other.label}'."
        self._ambiguous(problem, (outline_of(named), f"{at}{other.label}"), remedy)

    def _ambiguous(self, problem: str, readings: Iterable[str], remedy: str) -> NoReturn:
        raise AmbiguousError(problem, readings=readings, path="label", got=shown(self.label), remedy=remedy)
