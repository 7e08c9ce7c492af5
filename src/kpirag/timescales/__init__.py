"""Statutory timescales: working days, deadlines, and clocks that pause, restart or are extended.

What is here counts as statute, guidance and official statistics count. It is not legal advice.
"""

from __future__ import annotations

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

__all__ = [
    "ENGLAND_AND_WALES",
    "NORTHERN_IRELAND",
    "SCOTLAND",
    "UK_ANY",
    "Bound",
    "CalendarRangeError",
    "Case",
    "CaseState",
    "CaseVerdict",
    "Cohort",
    "Convention",
    "CountDirection",
    "Counting",
    "Deadline",
    "Edit",
    "Exempt",
    "Extend",
    "IfReversed",
    "InvalidPolicy",
    "Pause",
    "Receipt",
    "Reset",
    "Roll",
    "TimeUnit",
    "Timeliness",
    "Timescale",
    "TwoLimits",
    "TwoTimeliness",
    "TwoVerdicts",
    "VersionedTimescale",
    "WorkingCalendar",
    "elapsed",
    "from_holidays",
    "timeliness",
]
