"""What happens to the colours when a council withdraws its tolerance, as Havering did for 2017/18.

Last year's rules and this year's are two schemes with dates in one set of indicators. The page shows a
quarter without the tolerance, what it would have been with it, which ratings changed and because of what, and
both comparisons with earlier figures. The figures are illustrative, all but those that the page names.

    python withdrawn_tolerance.py
"""

import sys
from collections import Counter
from datetime import date

from kpirag import Indicator, IndicatorSet, Outturn, Period, Row, Scheme, Scorecard, Target, Tolerance
from kpirag.present import text_table

NOTICE = """\
Illustrative figures, in the shape of a report by the London Borough of Havering. What the council printed:
6 new foster carers of 20 for the year; 33.3% of care proceedings, against 80%; 3 green and 9 red of 12 rated.
It says that it withdrew its tolerance. That this had been 10% is illustrative too."""

Q1 = Period.quarter(2017, 1)
Q4, LAST_YEAR = Q1.previous, Q1.same_last_year
SCHEMES = (
    Scheme("Havering", version="2016/17", tolerance=Tolerance.percent(10), ends=date(2017, 3, 31)),
    Scheme("Havering", version="2017/18", starts=date(2017, 4, 1)),
)
# Ref, name, better is, target, and the percentages of Q1 2016/17, Q4 2016/17 and Q1 2017/18.
PERCENTAGES = (
    (3, "Early-years providers judged good or outstanding", "higher", 80, 78, 81, 84),
    (4, "Health assessments of looked-after children up to date", "higher", 92, 90, 80, 93.5),
    (5, "Care leavers in education, employment or training", "higher", 60, 58, 57, 55),
    (6, "Second child protection plan within 2 years", "lower", 10, 9.6, 10.2, 10.8),
    (7, "Looked-after children leaving care through permanency", "higher", 60, 55, 52, 48),
    (8, "Children placed in the authority's own foster care", "higher", 48, 42, 43.5, 44),
    (9, "Assessments completed in 45 working days", "higher", 90, 84, 78, 78),
    (10, "Initial conferences held in 15 working days", "higher", 95, 88, 89, 86),
    (11, "Visits under a child protection plan in 10 working days", "higher", 90, 79, 83, 81),
    (12, "Education, health and care plans issued in 20 weeks", "higher", 65, 49, 45, 41),
)
ANNUAL = ("Progress by age 16", "Survey of care leavers", "Survey of parents", "Pupils in good schools")


def board_of_16() -> IndicatorSet:
    """Return 16 indicators, of which 12 are due in the first quarter, with their targets and figures."""
    to_date = {"polarity": "higher", "basis": "year to date"}
    indicators = [
        Indicator(1, "New in-house foster carers", **to_date),
        Indicator(2, "Care proceedings completed in under 26 weeks", unit="percent", decimals=1, **to_date),
    ]
    carers = [Target(20, period=Period.year(year), profile="even") for year in (2016, 2017)]
    court = zip((LAST_YEAR, Q4, Q1), (2, 11, 1), (4, 18, 3), strict=True)
    targets = {1: carers, 2: Target(80)}
    outturns = {
        1: [Outturn(LAST_YEAR, 4), Outturn(Q4, 21), Outturn(Q1, 6)],
        2: [Outturn(period, numerator=part, denominator=whole) for period, part, whole in court],
    }
    for ref, name, better, target, *values in PERCENTAGES:
        indicators.append(Indicator(ref, name, polarity=better, unit="percent"))
        targets[ref] = Target(target)
        outturns[ref] = [Outturn(*figure) for figure in zip((LAST_YEAR, Q4, Q1), values, strict=True)]
    for ref, name in enumerate(ANNUAL, start=13):
        indicators.append(Indicator(ref, name, polarity="higher", unit="percent", frequency="year"))
    return IndicatorSet(indicators, targets, outturns, schemes=SCHEMES)


def beside(row: Row, kept: Scorecard) -> list[str]:
    """Return a row of the table: outturn, target, and the rating under the rules of each year."""
    ratings = (row.rating, kept[row.indicator.ref].rating)
    target = row.target.describe(row.indicator) if row.target else "none"
    words = [f"{rating.letter} {rating.reason or rating.word}" for rating in ratings]
    return [row.indicator.ref, row.indicator.name, row.rating.value_text, target, *words]


def page(board: IndicatorSet) -> dict[str, list[str]]:
    """Return the lines of each section of the page, by its heading."""
    card, before, last_year = board.scorecard(Q1), board.scorecard(Q4), board.scheme_for(Q4)
    kept, withdrawn = card.what_if(scheme=last_year), before.without_tolerance()
    heads = ("Ref", "Indicator", "Outturn", "Target", "Without tolerance", "With last year's")
    reported = [row for row in card if row.is_reported]
    travel, told = [[row.indicator.ref, row.indicator.name] for row in reported], []
    for column, since in (("since_last_period", Q4), ("since_last_year", LAST_YEAR)):
        changes = [getattr(row, column) for row in reported]
        for cells, change in zip(travel, changes, strict=True):
            comparable = change.direction != "not comparable"
            cells.append(f"{change.arrow} {change.meaning}" if comparable else change.reason)
        counts = Counter(change.meaning for change in changes)
        told.append(f"Since {since}: {', '.join(f'{counts[word]} {word}' for word in sorted(counts))}.")
    return {
        f"Ratings for {Q1}": [text_table(heads, [beside(row, kept) for row in card])],
        "Without tolerance, as it was": [card.summary.sentence()],
        f"With last year's tolerance of {last_year.tolerance}": [kept.summary.sentence()],
        "Which ratings changed for it, and because of what": [one.explain() for one in card.versus(kept)],
        f"Had it been withdrawn for {Q4} already": [one.explain() for one in withdrawn.versus(before)],
        f"What moved since {Q4}": [one.explain() for one in card.versus(before)],
        "The two comparisons, which no tolerance alters": [
            text_table(("Ref", "Indicator", f"Since {Q4}", f"Since {LAST_YEAR}"), travel),
            *told,
        ],
    }


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # for the arrows, whatever the terminal's own encoding is
    print(f"A tolerance withdrawn\n=====================\n\n{NOTICE}")
    for heading, lines in page(board_of_16()).items():
        print(f"\n{heading}\n{'-' * len(heading)}\n", *lines, sep="\n")
