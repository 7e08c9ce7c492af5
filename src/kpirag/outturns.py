"""What was achieved: outturns with their counts, quality and revisions, and the history of one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from numbers import Integral
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from kpirag._months import iso_day, plain_day
from kpirag._numbers import GivenNumber, decimals_written, number, whole_number
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text, of_kind
from kpirag.errors import InputError, KpiragError, choose, raise_faults, shown, take
from kpirag.periods import Period
from kpirag.statuses import Reason
from kpirag.tolerances import true_or_false

if TYPE_CHECKING:
    from kpirag._intervals import Interval
    from kpirag.forecasts import Forecast

__all__ = ["Highlight", "Outturn", "Quality", "read_outturn"]


class Quality(StrEnum):
    """How firm a figure is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    REVISED = "revised"


class Highlight(StrEnum):
    """Where the paper itself lists a figure, whatever its rating."""

    PERFORMING_WELL = "performing well"
    AREA_OF_FOCUS = "area of focus"


#: What `plain_number` is where there is more to ask: below every figure, so that no shortcut takes it.
_NOT_PLAIN = float("-inf")
#: The reasons a caller may give; the rest are worked out.
_GIVEN_REASONS = tuple(Reason)[:6]


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_quality(given: Quality | str) -> Quality:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_reason(given: Reason | str | None) -> Reason | None:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_highlight(given: Highlight | str | None) -> Highlight | None:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_intervals(given: Any) -> tuple[Interval, ...]:
    return given  # type: ignore[no-any-return]  # made a tuple in the check


def _given_forecast(given: Forecast | GivenNumber | None) -> Forecast | None:
    return given  # type: ignore[return-value]  # made a Forecast in the check


def _given_count(given: GivenNumber | None) -> float | None:
    return given  # type: ignore[return-value]  # made an int or float in the check


@frozen(repr=False)
class Outturn:
    """The figure of one indicator for one period, or the reason why there is none.

    Args:
        period: The period the figure is for.
        value: The figure, in the indicator's unit; kept as given.
        numerator: The cases counted; given with the denominator or not at all.
        denominator: The cases they are out of. A value given beside counts is what is rated,
            and must agree with them to half a unit in its last decimal.
        quality: ``"final"``, ``"provisional"``, ``"estimated"`` or ``"revised"``.
        reason: Why there is no figure to rate; `Outturn.missing` is the plain way to say it.
            Only an unreliable figure may be kept beside its reason.
        note: The management commentary.
        highlight: ``"performing well"`` or ``"area of focus"``, where the paper lists it so.
        revision: 0 for the first publication; a higher one supersedes it.
        known_from: The day from which the figure was known.
        break_in_series: True if the definition changed with this figure, so that it cannot
            be compared with earlier ones.
        intervals: Its published confidence interval, ``(low, high)`` at 95%; or an `Interval`,
            or one for each of several levels. A value must lie in it, to half a unit in the
            last decimal of either.
        forecast: The figure expected at the year end, or a `Forecast`.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right, such as a NaN value.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> q1 = Period.quarter(2017, 1)
        >>> Outturn(q1, numerator=1, denominator=3).has_counts
        True
    """

    period: Period
    value: GivenNumber | None = None
    numerator: float | None = field(default=None, kw_only=True, converter=_given_count)
    denominator: float | None = field(default=None, kw_only=True, converter=_given_count)
    quality: Quality = field(default=Quality.FINAL, kw_only=True, converter=_given_quality)
    reason: Reason | None = field(default=None, kw_only=True, converter=_given_reason)
    note: str = field(default="", kw_only=True)
    highlight: Highlight | None = field(default=None, kw_only=True, converter=_given_highlight)
    revision: int = field(default=0, kw_only=True)
    known_from: date | None = field(default=None, kw_only=True)
    break_in_series: bool = field(default=False, kw_only=True)
    intervals: tuple[Interval, ...] = field(default=(), kw_only=True, converter=_given_intervals)
    forecast: Forecast | None = field(default=None, kw_only=True, converter=_given_forecast)
    #: The value as the float it is compared as; None without a value.
    number: float | None = field(default=None, init=False, repr=False, eq=False)
    #: The number if there is neither a reason nor counts, so that rating it needs no further question.
    plain_number: float = field(default=_NOT_PLAIN, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__
        if self._is_plain():
            value = number(self.value, "value")
            put(self, "number", value)
            put(self, "plain_number", value)
            return
        faults: list[KpiragError] = []
        take(faults, of_kind, self.period, Period, "period", "Period.quarter(2022, 2), say")
        if self.value is not None:
            put(self, "number", take(faults, number, self.value, "value"))
        take(faults, self._check_counts)
        put(self, "quality", take(faults, choose, Quality, self.quality, "quality"))
        if self.reason is not None:
            put(self, "reason", take(faults, choose, Reason, self.reason, "reason"))
        if self.highlight is not None:
            put(self, "highlight", take(faults, choose, Highlight, self.highlight, "highlight"))
        take(faults, checked_text, self.note, "note")
        put(self, "revision", take(faults, whole_number, self.revision, "revision"))
        if self.known_from is not None:
            put(self, "known_from", take(faults, plain_day, self.known_from, "known_from"))
        take(faults, true_or_false, self.break_in_series, "break_in_series")
        if self.intervals != ():
            from kpirag._intervals import checked_intervals  # noqa: PLC0415 - few figures have one

            put(self, "intervals", take(faults, checked_intervals, self.intervals, "intervals"))
        if self.forecast is not None:
            from kpirag.forecasts import checked_forecast  # noqa: PLC0415 - few figures have one

            put(self, "forecast", take(faults, checked_forecast, self.forecast, "forecast"))
        if not faults:
            take(faults, self._check_reason)
            take(faults, self._check_intervals)
        raise_faults(faults)
        if self.reason is None and self.denominator is None and self.number is not None:
            put(self, "plain_number", self.number)

    __repr__ = brief_repr

    def _is_plain(self) -> bool:
        """Return whether only a period and a value were given, as most often: then no more is checked."""
        return (
            self.value is not None
            and self.period.__class__ is Period
            and self.quality is Quality.FINAL
            and self.numerator is None
            and self.denominator is None
            and self.reason is None
            and self.highlight is None
            and self.known_from is None
            and self.note.__class__ is str
            and not self.note
            and self.revision.__class__ is int
            and not self.revision
            and self.break_in_series is False
            and self.intervals == ()
            and self.forecast is None
        )

    def _check_counts(self) -> None:
        faults: list[KpiragError] = []
        for name in ("numerator", "denominator"):
            given = getattr(self, name)
            count = None if given is None else take(faults, number, given, name)
            if count is not None:
                # A whole count stays whole, however large: a float would round it above 2**53.
                whole = isinstance(given, Integral) or count.is_integer()
                object.__setattr__(self, name, int(given) if whole else count)
        raise_faults(faults)
        numerator, denominator = self.numerator, self.denominator
        if numerator is denominator is None:
            return
        if numerator is None or denominator is None:
            lacking = "numerator" if numerator is None else "denominator"
            remedy = "Give both counts, or the value alone."
            raise InputError("is not given, though its partner is", path=lacking, remedy=remedy)
        if denominator < 0:
            problem, remedy = "must not be negative", "Write the number of cases."
            raise InputError(problem, path="denominator", got=shown(denominator), remedy=remedy)
        if denominator == 0 and numerator != 0:
            problem = "is counted out of a denominator of 0"
            remedy = "Correct the counts: nothing can be counted out of no cases."
            raise InputError(problem, path="numerator", got=shown(numerator), remedy=remedy)

    def _check_reason(self) -> None:
        reason = self.reason
        if reason is None:
            if self.value is None and self.denominator is None:
                remedy = "Give a value or counts, or write Outturn.missing(period, reason)."
                raise InputError("is not given", path="value", remedy=remedy)
            return
        if reason not in _GIVEN_REASONS:
            remedy = f"Give one of {', '.join(repr(str(given)) for given in _GIVEN_REASONS)}."
            raise InputError("is worked out, not given", path="reason", got=repr(str(reason)), remedy=remedy)
        figures = self.value is not None or self.denominator is not None or bool(self.intervals)
        if reason is not Reason.UNRELIABLE and figures:
            remedy = f"Write Outturn.missing(period, {str(reason)!r}), or leave the reason out."
            problem = f"a figure is given beside the reason {str(reason)!r}"
            raise InputError(problem, path="value", remedy=remedy)

    def _check_intervals(self) -> None:
        """Refuse an interval that leaves its own figure out, but for the rounding of either."""
        value = self.number
        for one in self.intervals if value is not None else ():
            for end, outside in ((one.low, one.low - value), (one.high, value - one.high)):  # type: ignore[operator]  # there is a value
                half = max(self.half_unit, 0.5 * 10.0 ** -decimals_written(end))
                if outside > half * (1 + 1e-9):
                    problem = (
                        f"the {100 * one.confidence:g}% interval does not hold its own figure, {self.value}"
                    )
                    got, remedy = f"{one.low:g} to {one.high:g}", "Correct the figure or the interval."
                    raise InputError(problem, path="intervals", got=got, remedy=remedy)

    @classmethod
    def missing(
        cls,
        period: Period,
        reason: Reason | str,
        note: str = "",
        *,
        revision: int = 0,
        known_from: date | None = None,
    ) -> Outturn:
        """Return the outturn of a period that has no figure, with the reason.

        Args:
            period: The period.
            reason: ``"not applicable"``, ``"not due"``, ``"late"``, ``"suppressed"``,
                ``"unreliable"`` or ``"no data"``.
            note: The commentary, such as why the figure is not there.
            revision: 0 for the first publication; a higher one supersedes it.
            known_from: The day from which this was known.

        Raises:
            InputTypeError: If the reason is not text, or another argument of the wrong kind.
            InputError: If the reason is none of these.

        Example:
            >>> Outturn.missing(Period.quarter(2020, 2), "unreliable",
            ...                 note="The recording system changed.").reason.value
            'unreliable'
        """
        given = choose(Reason, reason, "reason")
        return cls(period, reason=given, note=note, revision=revision, known_from=known_from)

    @property
    def has_counts(self) -> bool:
        """True if it carries a numerator and a denominator."""
        return self.denominator is not None

    @property
    def half_unit(self) -> float:
        """Half a unit in the last decimal of the value as it was written."""
        written = getattr(self.value, "as_tuple", None)
        if written is not None:
            exponent: int = written().exponent
            return 0.5 * 10.0 ** min(exponent, 0)
        return 0.5 * 10.0 ** -decimals_written(self.number or 0.0)

    def to_dict(self) -> dict[str, Any]:
        """Return the outturn as a dict of plain values; the period is its own dict.

        Example:
            >>> Outturn(Period.quarter(2022, 2), 55.0).to_dict()["value"]
            55.0
        """
        return {
            "period": self.period.to_dict(),
            "value": self.number,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "quality": self.quality.value,
            "reason": None if self.reason is None else self.reason.value,
            "note": self.note,
            "highlight": None if self.highlight is None else self.highlight.value,
            "revision": self.revision,
            "known_from": None if self.known_from is None else self.known_from.isoformat(),
            "break_in_series": self.break_in_series,
            "intervals": [one.to_dict() for one in self.intervals],
            "forecast": None if self.forecast is None else self.forecast.to_dict(),
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Outturn:
        """Return the outturn that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> outturn = Outturn(Period.quarter(2022, 2), 55.0, note="Up on last quarter.")
            >>> Outturn.from_dict(outturn.to_dict()) == outturn
            True
        """
        known = [each.name for each in fields(Outturn) if each.init]
        facts = checked_keys(record, "outturn", known, needed=["period"])
        if isinstance(facts["period"], Mapping):
            try:
                facts["period"] = Period.from_dict(facts["period"])
            except KpiragError as fault:
                raise fault.within("period") from None
        if facts.get("known_from") is not None:
            facts["known_from"] = iso_day(facts["known_from"], "known_from")
        if facts.get("intervals"):
            from kpirag._intervals import interval_items  # noqa: PLC0415 - few figures have one

            facts["intervals"] = interval_items(facts["intervals"], "intervals")
        if isinstance(facts.get("forecast"), Mapping):
            from kpirag.forecasts import Forecast  # noqa: PLC0415 - few figures have one

            try:
                facts["forecast"] = Forecast.from_dict(facts["forecast"])
            except KpiragError as fault:
                raise fault.within("forecast") from None
        return cls(**facts)


#: How each field is put into a new outturn, and its default; a frozen slotted value has no quicker way in.
_PUT = {each.name: getattr(Outturn, each.name).__set__ for each in fields(Outturn)}
_PUT_PERIOD, _PUT_VALUE, _PUT_NUMBER, _PUT_PLAIN = map(
    _PUT.__getitem__, ("period", "value", "number", "plain_number")
)
_PUT_DEFAULTS = tuple(
    (_PUT[each.name], each.default)
    for each in fields(Outturn)
    if each.name not in ("period", "value", "number", "plain_number")
)


def read_outturn(
    period: Period,
    figure: float | None,
    reason: Reason | None = None,
    quality: Quality = Quality.FINAL,
    *,
    break_in_series: bool = False,
) -> Outturn:
    """Return the outturn of what a reader of sheets has checked already, much faster than `Outturn` does.

    Args:
        period: The period.
        figure: The figure, a float that is neither NaN nor infinite; None beside a reason.
        reason: Why there is no figure to rate; only an unreliable one may stand beside it.
        quality: How firm the figure is.
        break_in_series: True if the definition changed with this figure.

    Example:
        >>> q2 = Period.quarter(2022, 2)
        >>> read_outturn(q2, 55.0) == Outturn(q2, 55.0)
        True
    """
    made = Outturn.__new__(Outturn)
    for put, default in _PUT_DEFAULTS:
        put(made, default)
    _PUT_PERIOD(made, period)
    _PUT_VALUE(made, figure)
    _PUT_NUMBER(made, figure)
    _PUT_PLAIN(made, _NOT_PLAIN if figure is None or reason is not None else figure)
    if reason is not None or quality is not Quality.FINAL or break_in_series:
        _PUT["reason"](made, reason)
        _PUT["quality"](made, quality)
        _PUT["break_in_series"](made, break_in_series)
    return made
