"""What the laws of cases draw: cases with their clock edits, limits, and dates to judge them at."""

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from kpirag import Period
from kpirag.timescales import Case, Exempt, Extend, Pause, Reset, Timescale

FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)
Q2 = Period.quarter(2022, 2)

starts = st.dates(FIRST, LAST)
#: Dates to judge at, most of them among the cases.
as_ofs = st.dates(date(2021, 6, 1), date(2023, 12, 31))
#: Dates to judge at that fit the second quarter of 2022/23 for every cohort.
in_q2 = st.dates(Q2.start, Q2.end)
cohorts = st.sampled_from(["ended", "started", "due", "open"])
policies = st.sampled_from(["exclude", "zero", "in time"])


# A strategy that is made inside another is checked by Hypothesis at each draw, so they are made once, here.
_lengths = st.sampled_from(
    [(10, "working days"), (45, "working days"), (20, "weeks"), (2, "months"), (30, "days")]
)
_bounds = st.sampled_from(["within", "less than"])
_kinds = st.lists(st.sampled_from(["pause", "reset", "extend", "longer"]), max_size=3)
_days_later = st.integers(0, 200)
_days_paused = st.integers(0, 30)
_months = st.integers(1, 6)
_took = {least: st.none() | st.integers(least, 200) for least in (-10, 0)}
_edited = st.booleans()
_one_in_five = st.integers(0, 4)
_paused_from = st.none() | st.none() | st.integers(0, 100)
_refs = st.integers(1, 99).map(str)
_groups = st.sampled_from(["North", "South", ""])


@cache
@st.composite
def limits(draw) -> Timescale:
    """Return a limit that runs forward, with or without an edge that counts."""
    n, unit = draw(_lengths)
    return Timescale(n, unit, bound=draw(_bounds))


def edits_from(draw, start: date) -> tuple:
    """Return up to three clock edits of a case.

    It is a function to call with ``draw`` and not a strategy, which would have to be made anew each time.
    """

    def day() -> date:
        return start + timedelta(days=draw(_days_later))

    made = []
    for kind in draw(_kinds):
        if kind == "pause":
            first = day()
            made.append(Pause(first, first + timedelta(days=draw(_days_paused))))
        elif kind == "reset":
            made.append(Reset(day()))
        elif kind == "extend":
            made.append(Extend(day()))
        else:
            made.append(Extend(by=Timescale(draw(_months), "months")))
    return tuple(made)


@cache
@st.composite
def cases(draw, *, exempt: bool | None = None, reversed_ends: bool = True) -> Case:
    """Return a case, open or ended, with some clock edits; some end before they start."""
    start = draw(starts)
    took = draw(_took[-10 if reversed_ends else 0])
    made = edits_from(draw, start) if draw(_edited) else ()
    if draw(_one_in_five) == 0 if exempt is None else exempt:
        made = (*made, Exempt("school closed"))
    paused = draw(_paused_from)
    return Case(
        start,
        None if took is None else start + timedelta(days=took),
        ref=draw(_refs),
        group=draw(_groups),
        edits=made,
        paused_from=None if paused is None else start + timedelta(days=paused),
    )


many_cases = st.lists(cases(), max_size=12)
