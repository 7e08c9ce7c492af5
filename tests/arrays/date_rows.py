"""What the tests of date columns share: calendars, timescales of every kind, and answers one at a time."""

from datetime import date, datetime, time, timedelta

import numpy as np
from hypothesis import strategies as st

from kpirag.errors import KpiragError
from kpirag.timescales import ENGLAND_AND_WALES, SCOTLAND, Timescale, WorkingCalendar

SCHOOL = WorkingCalendar.from_terms(
    "Hill School",
    [(date(2011 + year, *begin), date(2011 + year, *end)) for year in range(9) for begin, end in (
        ((1, 4), (2, 11)), ((2, 21), (4, 1)), ((4, 18), (7, 20)), ((9, 5), (10, 21)), ((10, 31), (12, 16)),
    )],
    holidays=[date(2012, 5, 7)],
    first=date(2011, 1, 1),
    last=date(2019, 12, 31),
)  # fmt: skip
#: A calendar that begins before 1970 and knows Saturdays.
OLD = WorkingCalendar(
    "Old office",
    holidays=[date(1965, 12, 25), date(1970, 1, 1)],
    first=date(1960, 1, 1),
    last=date(1975, 12, 31),
    working_week="Mon-Sat",
)
OFFICE = ENGLAND_AND_WALES.with_hours(time(9), time(17, 30))
NO_DAY = WorkingCalendar("No day", first=date(2022, 7, 2), last=date(2022, 7, 3))

WITH_CALENDAR = ("working days", "school days", "days excluding bank holidays")
UNITS = ("days", *WITH_CALENDAR, "weeks", "months", "years")
COUNTINGS = ("after", "beginning with", "clear days", "from the day after")
DAY = timedelta(days=1)
CLOCKS = (time(0), time(9, 30), time(15, 59, 59, 999_999), time(16), time(23, 59, 59))

calendars = st.sampled_from([ENGLAND_AND_WALES, SCOTLAND, OLD, NO_DAY])
#: Dates around everything that has an edge: calendars, tables, 1970 and Python's own years.
dates = st.one_of(
    st.dates(date(2011, 1, 1), date(2028, 12, 31)),
    st.dates(date(2010, 12, 1), date(2011, 2, 1)),
    st.dates(date(2028, 10, 1), date(2029, 1, 31)),
    st.dates(date(1959, 12, 1), date(1976, 1, 31)),
    st.dates(date(1899, 12, 1), date(1900, 1, 31)),
    st.dates(date(2070, 12, 1), date(2071, 1, 31)),
    st.dates(),
)


def built(**facts) -> Timescale | None:
    """Return a timescale, or None if its facts contradict each other."""
    try:
        return Timescale(facts.pop("n"), facts.pop("unit"), **facts)
    except KpiragError:
        return None


@st.composite
def day_timescales(draw, *, cutoff: bool = False) -> Timescale:
    """Return a timescale of any kind that counts days."""
    made = built(
        n=draw(st.sampled_from([0, 1, 2, 3, 6, 12, 20, 45, 400, 10**12])),
        unit=draw(st.sampled_from(UNITS)),
        counting=draw(st.sampled_from(COUNTINGS)),
        direction=draw(st.sampled_from(["forward", "before"])),
        bound=draw(st.sampled_from(["within", "within", "less than"])),
        roll=draw(st.sampled_from(["none", "next", "previous"])),
        receipt=draw(st.sampled_from(["keeps its date", "keeps its date", "moves to the next working day"])),
        cutoff=time(16) if cutoff else None,
    )
    return Timescale(20, "working days", cutoff=time(16) if cutoff else None) if made is None else made


@st.composite
def calendars_for(draw, timescale: Timescale) -> WorkingCalendar:
    """Return a calendar of the kind that a timescale counts by."""
    return SCHOOL if timescale.unit == "school days" else draw(calendars)


def answer(call, *given, **options):
    """Return what a call gives, or the error it raises."""
    try:
        return call(*given, **options)
    except KpiragError as fault:
        return fault


def one_by_one(call, rows: list) -> list:
    """Return what a call makes of each row; of equal rows it is asked once."""
    known = {row: call(row) for row in set(rows)}
    return [known[row] for row in rows]


def random_days(seed: int, rows: int, first: str, last: str, *, distinct: int = 1500) -> np.ndarray:
    """Return dates drawn from so many distinct ones between two."""
    rng = np.random.default_rng(seed)
    low, high = np.datetime64(first), np.datetime64(last)
    pool = low + rng.integers(0, (high - low).astype(int) + 1, distinct)
    return rng.choice(pool, rows)


def moments_of(days: np.ndarray, seed: int) -> np.ndarray:
    """Return the same dates with times of day, many of them near an edge."""
    rng = np.random.default_rng(seed)
    clock = [datetime.combine(date(1970, 1, 1), each) - datetime(1970, 1, 1) for each in CLOCKS]
    return days.astype("M8[us]") + rng.choice(np.array(clock, "m8[us]"), days.shape)
