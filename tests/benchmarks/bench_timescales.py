"""One due date at a time, compared with numpy's own working days on the same calendar."""

import random
from datetime import date, timedelta

import numpy as np
from harness import Benchmark

from kpirag.timescales import ENGLAND_AND_WALES, Timescale


def starts() -> list[date]:
    """Return 1,000 dates between 2012 and 2027, weekends and bank holidays among them."""
    draw = random.Random(20240401)
    return [date(2012, 1, 1) + timedelta(days=draw.randrange(5_600)) for _ in range(1_000)]


def due_benchmark() -> Benchmark:
    """Return the comparison of `due` with `np.busday_offset` on one date and a calendar made before.

    A Friday, a Saturday and a Sunday share a due date, which numpy gives with ``roll="preceding"``.
    """
    dates = starts()
    assessment = Timescale(45, "working days")
    due = assessment.due
    calendar = np.busdaycalendar(holidays=list(ENGLAND_AND_WALES.holidays))
    offset = np.busday_offset
    return Benchmark(
        "`timescale.due(start, calendar)`, 45 working days, 1,000 dates one by one",
        lambda: [due(start, calendar=ENGLAND_AND_WALES) for start in dates],
        lambda: [offset(start, 45, roll="preceding", busdaycal=calendar) for start in dates],
        gate=0.1,
        note="`np.busday_offset` on one date, calendar made before",
        same=lambda ours, theirs: ours == [each.astype(object) for each in theirs],
    )


BENCHMARKS = [due_benchmark()]
