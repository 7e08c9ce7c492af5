"""Statutory timescales: working days, deadlines, and clocks that pause, restart or are extended.

What is here counts as statute, guidance and official statistics count. It is not legal advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpirag.timescales._timeliness import Cohort, Timeliness
from kpirag.timescales.bank_holidays import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, UK_ANY
from kpirag.timescales.calendars import CalendarRangeError, WorkingCalendar
from kpirag.timescales.cases import Case
from kpirag.timescales.clocks import Edit, Exempt, Extend, Pause, Reset
from kpirag.timescales.cohorts import timeliness
from kpirag.timescales.deadlines import Deadline
from kpirag.timescales.durations import elapsed
from kpirag.timescales.holidays_package import from_holidays
from kpirag.timescales.limits import TwoLimits, TwoTimeliness, TwoVerdicts
from kpirag.timescales.states import CaseState, CaseVerdict, InvalidPolicy
from kpirag.timescales.timescale import Timescale
from kpirag.timescales.units import (
    Bound,
    Convention,
    CountDirection,
    Counting,
    IfReversed,
    Receipt,
    Roll,
    TimeUnit,
)
from kpirag.timescales.versions import VersionedTimescale

if TYPE_CHECKING:
    from kpirag.timescales._catalogue_entry import AuthorityStatus, CatalogueEntry
    from kpirag.timescales.averages import AverageDuration
    from kpirag.timescales.catalogue import CATALOGUE, Catalogue
    from kpirag.timescales.cumulative import CumulativeLimit, CumulativeTotal
    from kpirag.timescales.schedules import Compliance, Gap, GapState, Phase, Schedule
    from kpirag.timescales.windows import Window, earlier_within, seen_within

__all__ = [
    "CATALOGUE",
    "ENGLAND_AND_WALES",
    "NORTHERN_IRELAND",
    "SCOTLAND",
    "UK_ANY",
    "AuthorityStatus",
    "AverageDuration",
    "Bound",
    "CalendarRangeError",
    "Case",
    "CaseState",
    "CaseVerdict",
    "Catalogue",
    "CatalogueEntry",
    "Cohort",
    "Compliance",
    "Convention",
    "CountDirection",
    "Counting",
    "CumulativeLimit",
    "CumulativeTotal",
    "Deadline",
    "Edit",
    "Exempt",
    "Extend",
    "Gap",
    "GapState",
    "IfReversed",
    "InvalidPolicy",
    "Pause",
    "Phase",
    "Receipt",
    "Reset",
    "Roll",
    "Schedule",
    "TimeUnit",
    "Timeliness",
    "Timescale",
    "TwoLimits",
    "TwoTimeliness",
    "TwoVerdicts",
    "VersionedTimescale",
    "Window",
    "WorkingCalendar",
    "earlier_within",
    "elapsed",
    "from_holidays",
    "seen_within",
    "timeliness",
]

#: What loads on first use, and where it is: the catalogue is large, and few programs need all of these.
_LATER = {
    **dict.fromkeys(("CATALOGUE", "Catalogue"), "catalogue"),
    **dict.fromkeys(("AuthorityStatus", "CatalogueEntry"), "_catalogue_entry"),
    **dict.fromkeys(("AverageDuration",), "averages"),
    **dict.fromkeys(("CumulativeLimit", "CumulativeTotal"), "cumulative"),
    **dict.fromkeys(("Compliance", "Gap", "GapState", "Phase", "Schedule"), "schedules"),
    **dict.fromkeys(("Window", "earlier_within", "seen_within"), "windows"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - needed here only

        return getattr(import_module(f"kpirag.timescales.{_LATER[name]}"), name)
    raise AttributeError(f"module 'kpirag.timescales' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
