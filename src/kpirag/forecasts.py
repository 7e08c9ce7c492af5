"""What is expected at the year end, beside a figure: a value, or a person's judgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, fields, frozen

from kpirag._numbers import GivenNumber, number
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take

__all__ = ["Forecast", "checked_forecast"]


def _given_value(given: GivenNumber | None) -> float | None:
    return given  # type: ignore[return-value]  # made a float in the check


@frozen(repr=False)
class Forecast:
    """The year-end figure that is expected, or the status, with who expects it and why.

    Args:
        value: The figure expected, in the indicator's unit.
        status: The status expected at the year end, instead of a figure: a member, or its name
            in any case.
        by: The post or body that expects it; needed beside a status.
        because: Why.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If neither a value nor a status is given, or both; or a status without by.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> Forecast(status="green", by="the head of service", because="two more start in May")
        Forecast(status='green', by='the head of service', because='two more start in May')
    """

    value: float | None = field(default=None, converter=_given_value)
    status: str | None = field(default=None, kw_only=True)
    by: str = field(default="", kw_only=True)
    because: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        if self.value is not None:
            object.__setattr__(self, "value", take(faults, number, self.value, "value"))
        if self.status is not None:
            object.__setattr__(self, "status", take(faults, _state_name, self.status))
        take(faults, checked_text, self.by, "by")
        take(faults, checked_text, self.because, "because")
        raise_faults(faults)
        if (self.value is None) == (self.status is None):
            problem = "is given beside a status" if self.value is not None else "is not given"
            remedy = "Write Forecast(24) or Forecast(status='green', by=...)."
            raise InputError(problem, path="value", remedy=remedy)
        if self.status is not None and not self.by.strip():
            raise InputError("is not given", path="by", remedy="Say who expects the status.")

    __repr__ = brief_repr

    def clause(self, to: str) -> str:
        """Return what a sentence says of a figure that is promoted because of it.

        Args:
            to: What the status is called that it is promoted to, or empty if it is not.

        Example:
            >>> Forecast(24).clause("Amber")
            'promoted to Amber as the target is expected to be met at the year end'
        """
        by = f" by {self.by.strip()}" if self.by else ""
        why = f" because {self.because.strip().rstrip('.')}" if self.because else ""
        verdict = "expected to be met" if to else "not expected to be met"
        kept = f"promoted to {to}" if to else "not promoted"
        return f"{kept} as the target is {verdict} at the year end{by}{why}"

    def to_dict(self) -> dict[str, Any]:
        """Return the forecast as a dict of plain values.

        Example:
            >>> Forecast(24).to_dict()
            {'value': 24.0, 'status': None, 'by': '', 'because': ''}
        """
        status = None if self.status is None else str(self.status)
        return {"value": self.value, "status": status, "by": self.by, "because": self.because}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Forecast:
        """Return the forecast that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> Forecast.from_dict(Forecast(24).to_dict()) == Forecast(24)
            True
        """
        return cls(**checked_keys(record, "forecast", [each.name for each in fields(Forecast)]))


def _state_name(given: object) -> str:
    """Return a state as a scheme knows it: a member as it is, plain text in lower case."""
    remedy = "Write 'green', say."
    if not isinstance(given, str):
        raise InputTypeError("must name a state", path="status", got=shown(given), remedy=remedy)
    if not given.strip():
        raise InputError("must not be empty", path="status", got=shown(given), remedy=remedy)
    return given.strip().casefold() if type(given) is str else given


def checked_forecast(given: object, path: str) -> Forecast:
    """Return what a caller gave as a forecast: a `Forecast`, or the figure expected.

    Args:
        given: The forecast.
        path: The name of the argument, for the error.

    Raises:
        InputTypeError: If it is neither a forecast nor a number.
        InputError: If it is NaN or infinite.

    Example:
        >>> checked_forecast(24, "forecast")
        Forecast(24.0)
    """
    return given if isinstance(given, Forecast) else Forecast(number(given, path))
