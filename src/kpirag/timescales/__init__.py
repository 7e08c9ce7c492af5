"""Statutory timescales: working days, deadlines, and clocks that pause, restart or are extended.

What is here counts as statute, guidance and official statistics count. It is not legal advice.
"""

from __future__ import annotations

from kpirag.timescales.bank_holidays import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, UK_ANY
from kpirag.timescales.calendars import CalendarRangeError, WorkingCalendar
from kpirag.timescales.clocks import Edit, Exempt, Extend, Pause, Reset
from kpirag.timescales.deadlines import Deadline
from kpirag.timescales.durations import elapsed
from kpirag.timescales.holidays_package import from_holidays
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
    "Convention",
    "CountDirection",
    "Counting",
    "Deadline",
    "Edit",
    "Exempt",
    "Extend",
    "IfReversed",
    "Pause",
    "Receipt",
    "Reset",
    "Roll",
    "TimeUnit",
    "Timescale",
    "VersionedTimescale",
    "WorkingCalendar",
    "elapsed",
    "from_holidays",
]
