"""Assessments in time: from case dates to due dates, percentages by cohort, the overdue list and a rating.

Three lists of made cases, as of 30 September 2022: assessments (45 working days), education, health and
care plans (20 weeks, with exceptions) and visits (15 working days by statute, 10 by the council's own rule).
Every date is fixed and made up. This is not legal advice: check each timescale against its source.

    python assessments_in_time.py
"""

from datetime import date

from kpirag import Indicator, Period, Target, Tolerance, rate
from kpirag.present import text_table
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    Case,
    Exempt,
    Pause,
    Timeliness,
    Timescale,
    TwoLimits,
    timeliness,
)

NOTICE = (
    "Made-up cases, not those of any council. As of 30 September 2022, England and Wales, not legal advice."
)
Q2 = Period.quarter(2022, 2)
# The council closed on one more day. The bank holidays, 29 August and 19 September, are known already.
CALENDAR = ENGLAND_AND_WALES.with_closures({date(2022, 7, 22): "Staff conference"})
ASSESSMENT = Timescale(45, "working days", name="Assessments")
PLAN = Timescale(20, "weeks", name="EHC plans")
VISITS = TwoLimits(
    Timescale(15, "working days", name="Visits in 15 working days"),
    Timescale(10, "working days", name="Visits in 10 working days"),
)

# Ref, team, referral received, assessment authorised; blank is open.
ASSESSMENTS = """
A01 North 2022-05-03 2022-07-06   A02 North 2022-05-09 2022-07-14   A03 South 2022-05-16 2022-08-02
A04 South 2022-05-23 2022-07-26   A05 North 2022-05-30 2022-08-05   A06 South 2022-06-06 2022-08-09
A07 South 2022-06-10 2022-08-15   A08 North 2022-06-13 2022-08-16   A09 North 2022-06-17 2022-07-01
A10 South 2022-06-20 2022-08-24   A11 South 2022-06-24 2022-09-02   A12 North 2022-06-27 2022-08-26
A13 North 2022-07-01 2022-09-06   A14 South 2022-07-04 2022-09-07   A15 South 2022-07-08 -
A16 North 2022-07-15 2022-09-20   A17 North 2022-07-18 2022-07-18   A18 South 2022-07-25 -
A19 South 2022-07-28 2022-09-30   A20 North 2022-08-04 -            A21 South 2022-08-08 2022-08-05
A22 North 2022-08-22 -            A23 South 2022-05-12 -            A24 North 2022-09-12 2022-10-03
"""
EXCEPTION = Exempt("school closed for at least 4 weeks (SI 2014/1530, regulation 10(4))")
PLANS = [
    Case(date(2022, 2, 14), date(2022, 7, 4), ref="P1"),
    Case(date(2022, 2, 28), date(2022, 7, 19), ref="P2"),
    Case(date(2022, 3, 21), date(2022, 8, 8), ref="P3"),
    Case(date(2022, 4, 4), date(2022, 9, 16), ref="P4", edits=[EXCEPTION]),
    Case(date(2022, 4, 25), date(2022, 9, 12), ref="P5", edits=[EXCEPTION]),
    Case(date(2022, 5, 2), ref="P6"),
]
FAMILY_ABROAD = Pause(date(2022, 8, 1), date(2022, 8, 12), reason="family abroad")
SEEN = [
    Case(date(2022, 7, 4), date(2022, 7, 15), ref="V1"),
    Case(date(2022, 7, 4), date(2022, 7, 20), ref="V2"),
    Case(date(2022, 7, 11), date(2022, 8, 3), ref="V3"),
    Case(date(2022, 7, 25), date(2022, 8, 19), ref="V4", edits=[FAMILY_ABROAD]),
    Case(date(2022, 9, 12), ref="V5"),
]


def assessments() -> list[Case]:
    """Return the cases of the list: four words each."""
    words = ASSESSMENTS.split()
    rows = zip(*(words[place::4] for place in range(4)), strict=True)
    return [Case(start, None if end == "-" else end, ref=ref, group=team) for ref, team, start, end in rows]


def counted(cases: list[Case], limit: Timescale, cohort: str = "ended") -> Timeliness:
    """Return the figure of the quarter, as of its last day."""
    return timeliness(
        cases, limit, period=Q2, as_of=Q2.end, calendar=CALENDAR, cohort=cohort, due_soon=Timescale(1, "week")
    )


def figures(found: Timeliness) -> list[str]:
    """Return a figure with all that belongs beside it, as cells."""
    share = "-" if found.percentage is None else f"{found.percentage:.1f}%"
    counts = (found.exempt, found.invalid, found.not_yet_judged, found.overdue_open)
    return [f"{found.numerator} of {found.denominator}", share, *map(str, counts)]


def case_rows(found: Timeliness) -> list[list[str]]:
    """Return each case with its due date and its state, as cells."""
    rows = []
    for each in found.judged:
        days = f"{each.days_over} over" if each.days_over else ""
        days = days if each.days_left is None else f"{each.days_left} left"
        ended = each.ended.isoformat() if each.ended else ""
        received, due = each.case.start.isoformat(), each.due.isoformat()
        rows.append([each.case.ref, each.case.group, received, due, ended, each.state.value, days])
    return rows


def page() -> dict[str, list[str]]:
    """Return the lines of each section of the page, by its heading."""
    cases = assessments()
    ended = counted(cases, ASSESSMENT)
    heads = ("In time", "%", "Exempt", "Invalid", "Not yet judged", "Overdue and open")
    by_cohort = [
        [name, *figures(counted(cases, ASSESSMENT, name))] for name in ("ended", "started", "due", "open")
    ]
    by_team = [[team, *figures(each)] for team, each in ended.by_group().items()]
    bands = ended.distribution([0, 10, 20, 30, 40, 45, 50])
    percent = {"polarity": "higher", "unit": "percent", "decimals": 1}
    in_time = Indicator("2", "Assessments in 45 working days", **percent)
    weeks = Indicator("3", "Average length of an assessment", polarity="lower", unit="weeks", decimals=1)
    average = rate(weeks, ended.average_outturn("weeks"), Target(8))
    visits = VISITS.timeliness(SEEN, period=Q2, as_of=Q2.end, calendar=CALENDAR, cohort="started")
    colours = [
        [each.local.case.ref, each.statutory.state.value, each.local.state.value, each.status.value]
        for each in visits.cases
    ]
    overdue = [
        [each.case.ref, each.case.group, each.due.isoformat(), str(each.days_over)] for each in ended.overdue
    ]
    return {
        "Due dates": [
            text_table(
                ("Ref", "Team", "Received", "Due", "Ended", "State", "Working days"), case_rows(ended)
            ),
            ended.judged[12].explain(),
        ],
        "In time, by cohort": [text_table(("Cohort", *heads), by_cohort), ended.explain()],
        "In time, by team (ended)": [text_table(("Team", *heads), by_team)],
        "How many working days they took": [f"{label}: {count}" for label, count in bands.items()],
        "Overdue and open": [text_table(("Ref", "Team", "Due", "Working days over"), overdue)],
        "Plans, with and without exceptions": [counted(PLANS, PLAN).explain()],
        "Visits by two limits": [
            text_table(("Ref", "Statutory, 15 days", "Local, 10 days", "Colour"), colours),
            visits.statutory.explain(),
            visits.local.explain(),
        ],
        "Rated": [
            rate(in_time, ended.outturn, Target(80, tolerance=Tolerance.points(10))).explain(),
            f"{weeks.name}: {average.value_text} is {average.word} against {average.target.value} weeks.",
        ],
    }


if __name__ == "__main__":
    print(f"Assessments in time\n===================\n\n{NOTICE}")
    for heading, lines in page().items():
        print(f"\n{heading}\n{'-' * len(heading)}\n", *lines, sep="\n")
