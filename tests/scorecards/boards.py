"""A small board of indicators that has one of everything; all figures are illustrative."""

from kpirag import Indicator, IndicatorSet, Outturn, Period, Target, Tolerance

Q2 = Period.quarter(2022, 2)
Q1 = Q2.previous
LAST_YEAR = Q2.same_last_year

ASSESSMENTS = Indicator(
    "1", "Assessments in time", polarity="higher", unit="percent", decimals=1, group="Front door"
)
CASELOAD = Indicator("2", "Average caseload", polarity="lower", group="Workforce")
IN_CARE = Indicator("3", "Children in care", polarity="none", basis="snapshot", group="Care")
ANNUAL = Indicator("4", "Care leavers' survey", polarity="higher", unit="percent", frequency="annual")
SECRET = Indicator("5", "Serious incidents", polarity="lower", restricted=True)
QUORATE = Indicator("6", "Quorate conferences", polarity="higher", unit="percent")
COURT = Indicator(
    "7", "Proceedings in under 26 weeks", polarity="higher", unit="percent", basis="year to date"
)
CARERS = Indicator("8", "New foster carers", polarity="higher", basis="year to date", year_start=4)


def board(**changes: object) -> IndicatorSet:
    """Return the board, with some of its arguments changed."""
    arguments: dict[str, object] = {
        "indicators": [ASSESSMENTS, CASELOAD, IN_CARE, ANNUAL, SECRET, QUORATE, COURT, CARERS],
        "targets": {
            "1": Target(90, tolerance=Tolerance.points(5)),
            "2": [Target(18, tolerance=Tolerance.percent(10)), Target(16, kind="national")],
            "4": Target(70),
            "5": Target(0, tolerance=Tolerance.points(1)),
            "6": Target(95),
            "7": Target(80),
            "8": Target(20, period=Period.year(2022), profile="even"),
        },
        "outturns": {
            "1": [
                Outturn(LAST_YEAR, 86.0),
                Outturn(Q1, 90.1),
                Outturn(Q2, 86.0, note="Two posts were vacant."),
            ],
            "2": [Outturn(Q1, 17.0), Outturn(Q2, 17.5)],
            "3": [Outturn(Q1, 277), Outturn(Q2, 278)],
            "5": Outturn(Q2, 2),
            "6": Outturn.missing(Q2, "unreliable", note="The recording system changed."),
            "7": [Outturn(Q1, numerator=2, denominator=2), Outturn(Q2, numerator=1, denominator=3)],
            "8": [Outturn(Q1, 6), Outturn(Q2, 11)],
        },
    }
    return IndicatorSet(**(arguments | changes))
