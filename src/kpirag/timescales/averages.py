"""Average durations: measures of how long cases take, in which no case has a deadline of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from attrs import field, frozen

from kpirag._numbers import whole_number
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.timescales._timescale_checks import given_unit, listed
from kpirag.timescales._window_checks import given_convention
from kpirag.timescales.durations import elapsed
from kpirag.timescales.units import Convention, IfReversed, TimeUnit, unit_of

__all__ = ["AverageDuration"]

_AVERAGES = (TimeUnit.DAYS, TimeUnit.WEEKS)
_PAIR = "Write [(date(2022, 1, 3), date(2022, 7, 4)), ...]: the start and the end of each."
_Thresholds: TypeAlias = Iterable[tuple[str, int, TimeUnit | str]]


def _given_thresholds(given: _Thresholds) -> tuple[tuple[str, int, TimeUnit], ...]:
    return given  # type: ignore[return-value]  # made triples in the check


def _given_reversed(given: IfReversed | str) -> IfReversed:
    return given  # type: ignore[return-value]  # made a member in the check


@frozen
class AverageDuration:
    """A measure of how long cases take on average: no case has a deadline of its own.

    Args:
        unit: ``"days"`` or ``"weeks"``; weeks are days divided by seven.
        convention: ``"exclude start"``, or ``"count both"`` the first and the last day.
        if_reversed: What to make of a case that ended before it started: ``"error"``, ``"zero"`` or
            ``"negative"``.
        thresholds: What the average is held against: what it is called, the number and its unit.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the unit is neither days nor weeks, or an option is unknown.
        FaultsError: If two or more things are wrong.

    Example:
        >>> proceedings = AverageDuration("weeks", thresholds=[("national target", 26, "weeks")])
        >>> proceedings.of([(date(2022, 1, 3), date(2022, 7, 4)), (date(2022, 1, 3), date(2022, 8, 1))])
        28.0
    """

    unit: TimeUnit = field(converter=given_unit)
    convention: Convention = field(default=Convention.EXCLUDE_START, kw_only=True, converter=given_convention)
    if_reversed: IfReversed = field(default=IfReversed.ERROR, kw_only=True, converter=_given_reversed)
    thresholds: tuple[tuple[str, int, TimeUnit], ...] = field(
        default=(), kw_only=True, converter=_given_thresholds
    )

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        facts: dict[str, Any] = {"unit": take(faults, unit_of, self.unit)}
        if facts["unit"] is not None and facts["unit"] not in _AVERAGES:
            remedy = "Write 'days' or 'weeks'."
            problem = "an average is of days or weeks"
            faults.append(InputError(problem, path="unit", got=shown(self.unit), remedy=remedy))
        facts["convention"] = take(faults, choose, Convention, self.convention, "convention")
        facts["if_reversed"] = take(faults, choose, IfReversed, self.if_reversed, "if_reversed")
        facts["thresholds"] = take(faults, _triples, self.thresholds)
        raise_faults(faults)
        for name, value in facts.items():
            object.__setattr__(self, name, value)

    def of(self, cases: Iterable[tuple[date, date]]) -> float:
        """Return the average duration of some cases.

        Args:
            cases: The start and the end of each case.

        Raises:
            InputTypeError: If they are no list, or a date is not a date.
            InputError: If there is no case, or one ended before it started and that is an error.
            FaultsError: If two or more cases are wrong.
        """
        many = listed(cases, "cases", "must be a list of cases", _PAIR)
        faults: list[KpiragError] = []
        found = [take(faults, self._days, case, f"cases[{place}]") for place, case in enumerate(many)]
        raise_faults(faults)
        days = [day for day in found if day is not None]
        if not days:
            remedy = "An average of nothing is no figure: write Outturn.missing."
            raise InputError("has no case", path="cases", remedy=remedy)
        return sum(days) / (len(days) * (7 if self.unit is TimeUnit.WEEKS else 1))

    def _days(self, case: object, path: str) -> float:
        if not isinstance(case, tuple | list) or len(case) != 2:
            raise InputTypeError("must be a start and an end", path=path, got=shown(case), remedy=_PAIR)
        try:
            return elapsed(*case, convention=self.convention, if_reversed=self.if_reversed)
        except KpiragError as fault:
            raise fault.within(path) from None

    def __str__(self) -> str:
        told = "; ".join(f"{name}: {n} {unit}" for name, n, unit in self.thresholds)
        return f"average {self.unit}" + (f" ({told})" if told else "")


def _triples(given: object) -> tuple[tuple[str, int, TimeUnit], ...]:
    remedy = "Write [('national target', 26, 'weeks')]."
    if isinstance(given, str) or not isinstance(given, Iterable):
        problem = "must be a list of thresholds"
        raise InputTypeError(problem, path="thresholds", got=shown(given), remedy=remedy)
    faults: list[KpiragError] = []
    found = []
    for place, each in enumerate(given):
        path = f"thresholds[{place}]"
        if not isinstance(each, tuple | list) or len(each) != 3:
            problem = "must be a name, a number and a unit"
            faults.append(InputTypeError(problem, path=path, got=shown(each), remedy=remedy))
            continue
        name = take(faults, checked_text, each[0], path, "Name it.")
        number = take(faults, whole_number, each[1], path)
        unit = take(faults, unit_of, each[2], path)
        if name is not None and number is not None and unit is not None:
            found.append((name, number, unit))
    raise_faults(faults)
    return tuple(found)
