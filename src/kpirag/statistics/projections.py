"""Where a year will end if it goes on as it began."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpirag._numbers import GivenNumber, settled
from kpirag._shares import checked_profile, share_of
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown
from kpirag.indicators import Basis, Indicator, Unit
from kpirag.outturns import Outturn, Quality
from kpirag.periods import Frequency, Period

__all__ = ["Projection", "project"]


@frozen
class Projection:
    """A year-end figure projected from a year to date.

    Make it with `project`.

    Args:
        indicator: The indicator.
        basis: The outturn it was projected from.
        period: The year it is for.
        value: The projected figure.
        method: How it was projected: ``"run rate"`` or ``"profile"``.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> project(carers, Outturn(Period.quarter(2017, 1), 6)).value
        24.0
    """

    indicator: Indicator
    basis: Outturn
    period: Period
    value: float
    method: str

    @property
    def outturn(self) -> Outturn:
        """The projection as an estimated outturn of the year, which `rate` takes."""
        note = f"Projected from {self.basis.period.label} by {self.method}."
        return Outturn(self.period, self.value, quality=Quality.ESTIMATED, note=note)

    def to_dict(self) -> dict[str, Any]:
        """Return the projection as a dict of plain values.

        Example:
            >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
            >>> project(carers, Outturn(Period.quarter(2017, 1), 6)).to_dict()["method"]
            'run rate'
        """
        return {
            "ref": self.indicator.ref,
            "from_period": self.basis.period.label,
            "period": self.period.label,
            "value": self.value,
            "method": self.method,
        }


def project(
    indicator: Indicator,
    outturn: Outturn,
    to: Period | None = None,
    *,
    shape: Iterable[GivenNumber] | None = None,
) -> Projection:
    """Return the year-end figure if the year goes on as it began.

    By run rate, a year to date is divided by the part of the year's months that has passed.
    With a shape, it is divided by the share of the year's instalments due by then.

    Args:
        indicator: An indicator reported as a year to date, whose figures add up.
        outturn: The year to date at the end of a period.
        to: The year; the reporting year of the outturn if not given.
        shape: The instalments of the year in order, not cumulative, such as last year's
            figures by quarter.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the indicator is not a year to date that adds up, the outturn has no
            figure, the year is not the one its period ends in, nothing was due by then, or a
            percentage comes out above 100.

    Example:
        >>> carers = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
        >>> q1 = Outturn(Period.quarter(2017, 1), 6)
        >>> project(carers, q1).value, project(carers, q1, shape=[2, 2, 3, 3]).value
        (24.0, 30.0)
    """
    _check(indicator, outturn, to)
    if indicator.basis is not Basis.YEAR_TO_DATE or not indicator.adds_up:
        problem = f"indicator {indicator.ref} is not a year to date that adds up, so it has no run rate"
        remedy = "Set basis='year to date' and adds_up=True if its figures are cumulative."
        raise InputError(problem, path="indicator", remedy=remedy)
    value = indicator.value_of(outturn)
    if outturn.reason is not None or value is None:
        problem = f"there is no figure for {outturn.period.label} to project"
        raise InputError(problem, path="outturn", remedy="Project from the latest figure there is.")
    year = (
        to if to is not None else Period.containing(outturn.period.end, Frequency.YEAR, indicator.first_month)
    )
    own = Period.containing(outturn.period.end, Frequency.YEAR, indicator.first_month)
    if not year.same_dates(own):
        problem = f"{year.label} is not the reporting year in which {outturn.period.label} ends"
        raise InputError(
            problem, path="to", remedy=f"Leave it out, or write {repr(own).partition('  #')[0]}."
        )
    part, whole = share_of(
        year,
        year.start,
        outturn.period.end,
        None if shape is None else checked_profile(shape, "shape"),
        "shape",
    )
    if part == 0:
        problem = f"nothing of the year was due by the end of {outturn.period.label}"
        raise InputError(problem, path="shape", remedy="Project from a later period.")
    worked_out = value if part == whole else value * whole / part
    if abs(worked_out) == float("inf"):
        problem = "is too large to project"
        raise InputError(problem, path="outturn", got=str(value), remedy="Write it in thousands or millions.")
    projected = settled(worked_out, abs(worked_out))
    method = "run rate" if shape is None else "profile"
    if projected > 100 and indicator.unit is Unit.PERCENT and not indicator.can_exceed_100:
        problem = f"the {method} gives {indicator.text(projected)}, which is over 100%"
        remedy = "Give the shape of the year, such as last year's figures by quarter."
        if shape is not None or value > 100:
            remedy = "Correct the figure or the shape, or set can_exceed_100=True on the indicator."
        raise InputError(problem, path="shape", remedy=remedy)
    return Projection(indicator, outturn, year, projected, method)


def _check(indicator: object, outturn: object, to: object) -> None:
    faults: list[KpiragError] = []
    for path, given, kind in (
        ("indicator", indicator, Indicator),
        ("outturn", outturn, Outturn),
        ("to", to, Period),
    ):
        if not isinstance(given, kind) and not (path == "to" and given is None):
            problem, remedy = (
                f"must be a kpirag {kind.__name__}",
                "Write project(indicator, outturn, to=year).",
            )
            faults.append(InputTypeError(problem, path=path, got=shown(given), remedy=remedy))
    raise_faults(faults)
