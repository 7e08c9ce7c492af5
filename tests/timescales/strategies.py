"""What the laws of timescales draw: dates, calendars and timescales."""

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from kpirag.timescales import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    UK_ANY,
    Timescale,
    WorkingCalendar,
)

#: A stretch in which every shipped calendar knows every due date the laws ask for.
FIRST, LAST = date(2013, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)

shipped = st.sampled_from([ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, UK_ANY])
dates = st.dates(FIRST, LAST)
numbers = st.integers(1, 60)


# A strategy that is made inside another is checked by Hypothesis at each draw, so they are made once, here.
_holidays = st.sets(st.dates(date(2013, 1, 1), date(2028, 12, 31)), max_size=40)


@cache
@st.composite
def calendars(draw) -> WorkingCalendar:
    """Return a Monday-to-Friday calendar of 2013 to 2028 with some holidays."""
    days = draw(_holidays)
    return WorkingCalendar("Drawn", holidays=days, first=date(2012, 1, 1), last=date(2028, 12, 31))


#: Units that step by days, apart from school days.
day_units = st.sampled_from(["days", "working days", "weeks", "days excluding bank holidays"])
countings = st.sampled_from(["after", "beginning with", "clear days", "from the day after"])
rolls = st.sampled_from(["none", "next", "previous"])


_units = st.one_of(day_units, st.sampled_from(["months", "years"]))
_most = {"weeks": 10, "months": 14, "years": 1}
_lengths = {most: st.integers(1, most) for most in (60, *_most.values())}
_either = st.booleans()
_rolls_on = st.sampled_from(["none", "next"])


@cache
@st.composite
def timescales(draw) -> Timescale:
    """Return a timescale that runs forward and counts days of any kind, weeks, months or years."""
    unit = draw(_units)
    less = draw(_either)
    return Timescale(
        draw(_lengths[_most.get(unit, 60)]),
        unit,
        counting="after" if less else draw(countings),
        bound="less than" if less else "within",
        roll=draw(_rolls_on),
    )
