"""What the laws of cases draw: cases with their clock edits, limits, and dates to judge them at."""

from datetime import date, timedelta

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


@st.composite
def limits(draw) -> Timescale:
    """Return a limit that runs forward, with or without an edge that counts."""
    n, unit = draw(
        st.sampled_from(
            [(10, "working days"), (45, "working days"), (20, "weeks"), (2, "months"), (30, "days")]
        )
    )
    bound = draw(st.sampled_from(["within", "less than"]))
    return Timescale(n, unit, bound=bound)


@st.composite
def edits(draw, start: date) -> tuple:
    """Return up to three clock edits of a case."""

    def day(most: int = 200) -> date:
        return start + timedelta(days=draw(st.integers(0, most)))

    made = []
    for kind in draw(st.lists(st.sampled_from(["pause", "reset", "extend", "longer"]), max_size=3)):
        if kind == "pause":
            first = day()
            made.append(Pause(first, first + timedelta(days=draw(st.integers(0, 30)))))
        elif kind == "reset":
            made.append(Reset(day()))
        elif kind == "extend":
            made.append(Extend(day()))
        else:
            made.append(Extend(by=Timescale(draw(st.integers(1, 6)), "months")))
    return tuple(made)


@st.composite
def cases(draw, *, exempt: bool | None = None, reversed_ends: bool = True) -> Case:
    """Return a case, open or ended, with some clock edits; some end before they start."""
    start = draw(starts)
    took = draw(st.none() | st.integers(-10 if reversed_ends else 0, 200))
    made = draw(st.just(()) | edits(start))
    if draw(st.integers(0, 4)) == 0 if exempt is None else exempt:
        made = (*made, Exempt("school closed"))
    paused = draw(st.none() | st.none() | st.integers(0, 100))
    return Case(
        start,
        None if took is None else start + timedelta(days=took),
        ref=str(draw(st.integers(1, 99))),
        group=draw(st.sampled_from(["North", "South", ""])),
        edits=made,
        paused_from=None if paused is None else start + timedelta(days=paused),
    )


many_cases = st.lists(cases(), max_size=12)
