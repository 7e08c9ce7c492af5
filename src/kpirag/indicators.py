"""What is measured: the indicator, which way it should go, its unit and its basis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from kpirag._counts import figure_of, interval_of
from kpirag._months import all_up_to, iso_day, plain_day
from kpirag._numbers import (
    GivenNumber,
    amount_text,
    decimals_written,
    half_up,
    number,
    number_text,
    whole_number,
)
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text, ref_text
from kpirag.errors import InputError, KpiragError, choose, raise_faults, shown, take
from kpirag.periods import Frequency
from kpirag.tolerances import Tolerance, true_or_false

if TYPE_CHECKING:
    from kpirag._intervals import Interval
    from kpirag.outturns import Outturn

__all__ = ["Basis", "Indicator", "Polarity", "Unit", "dead_band_of", "ref_text"]


class Polarity(StrEnum):
    """Which way is better: higher, lower, inside a range, or none (the figure is not judged)."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"


class Unit(StrEnum):
    """What a figure is measured in; percent runs from 0 to 100, and a rate is per so many."""

    PERCENT = "percent"
    NUMBER = "number"
    RATE = "rate"
    DAYS = "days"
    WEEKS = "weeks"
    CURRENCY = "currency"
    SCORE = "score"


class Basis(StrEnum):
    """What stretch of time a figure covers.

    In period: the period alone. Year to date: from the start of the reporting year to the
    end of the period. Rolling year: the twelve months to its end. Snapshot: its last day.
    """

    IN_PERIOD = "in period"
    YEAR_TO_DATE = "year to date"
    ROLLING_YEAR = "rolling year"
    SNAPSHOT = "snapshot"


_FREQUENCY_WORDS = {
    "monthly": Frequency.MONTH,
    "quarterly": Frequency.QUARTER,
    "half yearly": Frequency.HALF,
    "six monthly": Frequency.HALF,
    "annual": Frequency.YEAR,
    "annually": Frequency.YEAR,
    "yearly": Frequency.YEAR,
}


def _frequency(given: object) -> Frequency:
    if isinstance(given, str):
        plain = " ".join(given.replace("-", " ").replace("_", " ").split()).casefold()
        given = _FREQUENCY_WORDS.get(plain, given)
    found = choose(Frequency, given, "frequency")
    if found is Frequency.SPAN:
        remedy = "Write 'month', 'quarter', 'half' or 'year'."
        raise InputError("is not a frequency of reporting", path="frequency", got=shown(given), remedy=remedy)
    return found


def dead_band_of(given: object) -> Tolerance:
    """Return a dead band as a tolerance: a number means points, text is read.

    Args:
        given: A number, a `Tolerance` with one size, or text such as ``"5%"``.

    Raises:
        InputTypeError: If it is none of these.
        InputError: If it has sides or is strict: a dead band is one size for both ways.

    Example:
        >>> dead_band_of(0.5)
        Tolerance.points(0.5)
    """
    try:
        if isinstance(given, str):
            given = Tolerance.parse(given)
        elif not isinstance(given, Tolerance):
            given = Tolerance.points(given)  # type: ignore[arg-type]  # the tolerance checks the number
    except KpiragError as fault:
        fault.path = "dead_band"
        raise
    if given.above is not None or given.below is not None or given.strict:
        problem, remedy = "has one size for both ways", "Write one size, such as Tolerance.points(0.5)."
        raise InputError(problem, path="dead_band", got=shown(given), remedy=remedy)
    return given


_MOST_DECIMALS = 15  # about what a float holds


def _decimals(given: object) -> int:
    decimals = whole_number(given, "decimals")
    if decimals > _MOST_DECIMALS:
        problem, remedy = f"must be {_MOST_DECIMALS} or less", "Write 0, 1 or 2, say."
        raise InputError(problem, path="decimals", got=shown(given), remedy=remedy)
    return decimals


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_ref(given: str | float) -> str:
    return given  # type: ignore[return-value]  # made text in the check


def _given_polarity(given: Polarity | str) -> Polarity:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_unit(given: Unit | str) -> Unit:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_basis(given: Basis | str) -> Basis:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_frequency(given: Frequency | str | None) -> Frequency | None:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_adds_up(given: bool | None) -> bool:  # noqa: FBT001 - a converter takes its value by position
    return given  # type: ignore[return-value]  # settled by the unit in the check


def _given_dead_band(given: Tolerance | GivenNumber | str | None) -> Tolerance | None:
    return given  # type: ignore[return-value]  # made a tolerance in the check


def _given_per(given: GivenNumber | None) -> float | None:
    return given  # type: ignore[return-value]  # made a float in the check


@frozen(repr=False)
class Indicator:
    """Something a council or trust reports and may judge.

    Args:
        ref: Its number or code in the report, kept as text.
        name: What it measures, in the words of the report.
        polarity: ``"higher"``, ``"lower"``, ``"range"`` or ``"none"``: which way is better.
        unit: ``"percent"`` (0 to 100), ``"number"``, ``"rate"`` (with ``per``), ``"days"``,
            ``"weeks"``, ``"currency"`` or ``"score"``.
        per: What a rate is per, such as 10,000.
        decimals: The decimals it is published to; None prints figures as they are.
        basis: ``"in period"``, ``"year to date"``, ``"rolling year"`` or ``"snapshot"``.
        frequency: How often it is reported: ``"month"``, ``"quarter"``, ``"half"``,
            ``"year"``; None is every period.
        year_start: The month in which its reporting year starts; None is April.
        adds_up: Whether the figures of the year's periods sum to the year's. If not given:
            True for numbers and currency, False for all else.
        can_exceed_100: Whether a numerator may be larger than its denominator.
        dead_band: How far a figure must move to have changed: points, or a `Tolerance`.
        starts: The first day on which it is reported.
        ends: The last day on which it is reported.
        group: The heading it is reported under.
        owner: The post that answers for it.
        outside_our_control: Whether others decide the result.
        restricted: Whether it is left out of public reports.
        note: Anything a reader should know.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as an unknown polarity.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> ehcp = Indicator("32", "EHC plans issued within 20 weeks", polarity="higher",
        ...                  unit="percent", decimals=1)
        >>> ehcp.adds_up
        False
    """

    ref: str = field(converter=_given_ref)
    name: str
    polarity: Polarity = field(kw_only=True, converter=_given_polarity)
    unit: Unit = field(default=Unit.NUMBER, kw_only=True, converter=_given_unit)
    per: float | None = field(default=None, kw_only=True, converter=_given_per)
    decimals: int | None = field(default=None, kw_only=True)
    basis: Basis = field(default=Basis.IN_PERIOD, kw_only=True, converter=_given_basis)
    frequency: Frequency | None = field(default=None, kw_only=True, converter=_given_frequency)
    year_start: int | None = field(default=None, kw_only=True)
    adds_up: bool = field(default=None, kw_only=True, converter=_given_adds_up)
    can_exceed_100: bool = field(default=False, kw_only=True)
    dead_band: Tolerance | None = field(default=None, kw_only=True, converter=_given_dead_band)
    starts: date | None = field(default=None, kw_only=True)
    ends: date | None = field(default=None, kw_only=True)
    group: str = field(default="", kw_only=True)
    owner: str = field(default="", kw_only=True)
    outside_our_control: bool = field(default=False, kw_only=True)
    restricted: bool = field(default=False, kw_only=True)
    note: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        checked: dict[str, Any] = {
            "ref": take(faults, ref_text, self.ref),
            "name": take(faults, checked_text, self.name, "name", "Say what is measured."),
            "polarity": take(faults, choose, Polarity, self.polarity, "polarity"),
            "unit": take(faults, choose, Unit, self.unit, "unit"),
            "basis": take(faults, choose, Basis, self.basis, "basis"),
        }
        for name, check in (("frequency", _frequency), ("decimals", _decimals), ("dead_band", dead_band_of)):
            given = getattr(self, name)
            checked[name] = None if given is None else take(faults, check, given)
        if self.year_start is not None:
            (checked["year_start"],) = take(faults, all_up_to, ("year_start", self.year_start, 12)) or (None,)
        for name in ("starts", "ends"):
            given = getattr(self, name)
            checked[name] = None if given is None else take(faults, plain_day, given, name)
        for name in ("group", "owner", "note"):
            take(faults, checked_text, getattr(self, name), name)
        if self.adds_up is None:
            checked["adds_up"] = checked["unit"] in (Unit.NUMBER, Unit.CURRENCY)
        else:
            take(faults, true_or_false, self.adds_up, "adds_up")
        for name in ("can_exceed_100", "outside_our_control", "restricted"):
            take(faults, true_or_false, getattr(self, name), name)
        checked["per"] = take(faults, self._per, checked["unit"])
        take(faults, _check_order, checked["starts"], checked["ends"])
        raise_faults(faults)
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    __repr__ = brief_repr

    def _per(self, unit: Unit | None) -> float | None:
        if self.per is None:
            if unit is Unit.RATE:
                raise InputError("a rate is per so many", path="per", remedy="Write per=10_000, for example.")
            return None
        if unit is not None and unit is not Unit.RATE:
            remedy = "Write unit='rate', or leave per out."
            raise InputError("is for rates alone", path="per", got=shown(self.per), remedy=remedy)
        per = number(self.per, "per", missing="Write per=10_000, for example.")
        if per <= 0:
            remedy = "Write per=10_000, for example."
            raise InputError("must be above zero", path="per", got=shown(self.per), remedy=remedy)
        return per

    @property
    def first_month(self) -> int:
        """The month in which its reporting year starts: 4 unless the indicator says otherwise."""
        return 4 if self.year_start is None else self.year_start

    @property
    def multiplier(self) -> float:
        """What a numerator over its denominator is multiplied by: 100, the ``per`` of a rate, or 1."""
        return 100 if self.unit is Unit.PERCENT else self.per or 1

    @property
    def higher_is_better(self) -> bool | None:
        """True or False by polarity; None for a range and for a figure that is not judged."""
        return {Polarity.HIGHER: True, Polarity.LOWER: False}.get(self.polarity)

    def text(self, value: float, decimals: int | None = None) -> str:
        """Return a figure of this indicator as a sentence prints it, with its unit.

        Args:
            value: The figure.
            decimals: The decimals to print; None prints it as it is.

        Example:
            >>> Indicator("1", "Caseload", polarity="lower", unit="rate", per=1000).text(17.5)
            '17.5 per 1,000'
        """
        return amount_text(value, self.unit, per=self.per, decimals=decimals)

    def distance_text(self, distance: float, decimals: int | None = None) -> str:
        """Return a distance between two figures as a sentence prints it: points for a percentage.

        Args:
            distance: The distance, zero or more.
            decimals: The decimals to print, more if it would look like zero; None prints it
                as it is.

        Example:
            >>> ehcp = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent")
            >>> ehcp.distance_text(0.04, 1), ehcp.distance_text(46.666666667, 1)
            ('0.04 points', '46.7 points')
        """
        if decimals is not None:
            while half_up(distance, decimals) == 0 and decimals < decimals_written(distance):
                decimals += 1
            distance = half_up(distance, decimals)
        if self.unit is not Unit.PERCENT:
            return self.text(distance)
        text = number_text(distance)
        return f"{text} {'point' if text == '1' else 'points'}"

    def value_of(self, outturn: Outturn) -> float | None:
        """Return the figure that an outturn of this indicator gives.

        A given value is taken as it is. From counts it is ``100 * numerator / denominator``
        for a percentage, ``per * numerator / denominator`` for a rate, and
        ``numerator / denominator`` (a mean) for any other unit: one division, not rounded.

        Args:
            outturn: The outturn.

        Returns:
            The figure in the indicator's unit, or None if there is none: missing, or 0 of 0.

        Raises:
            InputTypeError: If it is not an outturn.
            InputError: For a percentage with a numerator above its denominator, unless
                ``can_exceed_100``; for a negative numerator of a percentage or rate; and for
                a value that does not agree with the counts beside it.

        Example:
            >>> from kpirag import Outturn, Period
            >>> q1 = Period.quarter(2017, 1)
            >>> proceedings = Indicator("9", "Completed in under 26 weeks", polarity="higher",
            ...                         unit="percent")
            >>> proceedings.value_of(Outturn(q1, numerator=1, denominator=3))
            33.333333333333336
        """
        percent, rate = self.unit is Unit.PERCENT, self.unit is Unit.RATE
        capped = percent and not self.can_exceed_100
        return figure_of(outturn, self.multiplier, of_cases=percent or rate, up_to_all=capped)

    def interval_of(self, outturn: Outturn, confidence: float = 0.95) -> Interval | None:
        """Return the confidence interval of a figure: the published one, or that of its counts.

        Counts give Wilson's for a percentage, and for a rate Byar's, exact below 10 events.

        Args:
            outturn: The outturn.
            confidence: The level, such as 0.95.

        Raises:
            InputError: If the level is none, or the counts cannot be; see `value_of`.

        Example:
            >>> from kpirag import Outturn, Period
            >>> court = Indicator("9", "In 26 weeks", polarity="higher", unit="percent")
            >>> found = court.interval_of(Outturn(Period.quarter(2017, 1), numerator=1, denominator=3))
            >>> round(found.low, 1), round(found.high, 1)
            (6.1, 79.2)
        """
        return interval_of(self, outturn, confidence)

    def to_dict(self) -> dict[str, Any]:
        """Return the indicator as a flat dict of plain values, keyed by field name.

        Example:
            >>> Indicator(32, "EHC plans", polarity="higher").to_dict()["ref"]
            '32'
        """
        record: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(Indicator)}
        for name, value in record.items():
            if isinstance(value, StrEnum):
                record[name] = value.value
            elif isinstance(value, Tolerance):
                record[name] = str(value)
            elif isinstance(value, date):
                record[name] = value.isoformat()
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Indicator:
        """Return the indicator that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> caseload = Indicator("25", "Average caseload", polarity="lower")
            >>> Indicator.from_dict(caseload.to_dict()) == caseload
            True
        """
        known = [each.name for each in fields(Indicator)]
        facts = checked_keys(record, "indicator", known, needed=["ref", "name", "polarity"])
        for name in ("starts", "ends"):
            if facts.get(name) is not None:
                facts[name] = iso_day(facts[name], name)
        return cls(**facts)


def _check_order(starts: date | None, ends: date | None) -> None:
    if starts is not None and ends is not None and ends < starts:
        remedy = f"Write a date from {starts.isoformat()} on."
        raise InputError("lies before starts", path="ends", got=ends.isoformat(), remedy=remedy)
