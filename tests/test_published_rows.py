"""Ratings and directions that public bodies published, each with its source: kpirag gives the same.

The rows are the telling ones: edges, zero and negative figures, lower is better, few cases, no target. The
figures were typed from the pages named here.
"""

import math

import pytest

from kpirag import (
    MET_OR_NOT,
    RAG,
    Comparator,
    Direction,
    Indicator,
    InputError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED

# Hart District Council, Q1 and Q2 2014/15: the file tiles/tiles.js at the commits b9db280a and 88fdde5a of
# https://github.com/HartDC/hartdc.github.io. Its legend says above, close to and below target, and for
# information; that close to means within 10% of the target is our reading, which fits 74 of 79 rated tiles.
HART = Scheme("Hart", version="2014/15", tolerance=Tolerance.percent(10))
HART_Q1, HART_Q2 = Period.quarter(2014, 1), Period.quarter(2014, 2)

# Maidstone Borough Council: green met, amber missed by up to 10% of the target, red beyond. Pages at
# https://meetings.maidstone.gov.uk/documents/ and then
#   Q3 2020/21  ss75573/Appendix%202%20-%20Third%20Quarter%20Performance%20Monitoring%20202021.html
#   Q4 2022/23  ss88392/Appendix%202%20-%20Performance%20Update.html
#   Q1 2023/24  ss89772/Appendix%202%20-%20Performance%20Monitoring.html
#   Q2 2023/24  ss90769/Appendix%202%20-%20Performance%20Report.html
# Icons are lost in their text; the ratings follow from the counts that each page prints.
MAIDSTONE = Scheme("Maidstone", tolerance=Tolerance.percent(10))
AUTUMN_20, WINTER_23 = Period.quarter(2020, 3), Period.quarter(2022, 4)
SPRING_23, SUMMER_23 = Period.quarter(2023, 1), Period.quarter(2023, 2)

# Rotherham Council, housing service: a face for met, a face for not met.
# https://rotherham.gov.uk/council-social-housing/housing-service-performance/2
ROTHERHAM = MET_OR_NOT
SUMMER_24 = Period.quarter(2024, 2)

# Cheshire West and Chester Council, council housing: a tolerance for each indicator, read as points.
# https://www.cheshirewestandchester.gov.uk/residents/housing/council-housing/performance-how-we-are-doing
# One column is called Quarter 4 without a year; 2024/25 is our reading, and no rating depends on it.
CHESHIRE = RAG
SUMMER_25, WINTER_25 = Period.quarter(2025, 2), Period.quarter(2024, 4)

# Darlington Borough Council, report to the children's scrutiny committee, Quarter 2 (July-September) 2019/20.
DARLINGTON = MET_OR_NOT

NO_POINTS, ONE_POINT, TWO_POINTS = Tolerance.points(0), Tolerance.points(1), Tolerance.points(2)

# Each row is what `made` takes, and then the rating that was published. A figure in brackets is a numerator
# and a denominator; a target in brackets has a tolerance of its own.
RATED = [
    (HART, HART_Q1, "Calls answered in 15 seconds", "higher", "percent", 78.5, 80.0, AMBER),
    (HART, HART_Q1, "HR cases dealt with in 3 working days", "higher", "percent", 65.3, 95.0, RED),
    (HART, HART_Q2, "HR cases dealt with in 3 working days", "higher", "percent", 100.0, 95.0, GREEN),
    (HART, HART_Q1, "Working days lost to sickness", "lower", "days", 2.6, 1.58, RED),
    (HART, HART_Q1, "Days to decide on homelessness", "lower", "days", 11.0, 15.0, GREEN),
    (HART, HART_Q1, "Homelessness prevented", "higher", "number", 36.0, 36.0, GREEN),
    (HART, HART_Q1, "Audits within time allocation", "higher", "percent", 100.0, 100.0, GREEN),
    (HART, HART_Q1, "Days ahead of timetable", "higher", "number", -28.0, (0.0, NO_POINTS), RED),
    (HART, HART_Q1, "Major applications in time", "higher", "percent", 63.6, 70.0, AMBER),
    (HART, HART_Q2, "Major applications in time", "higher", "percent", 57.1, 70.0, RED),
    (HART, HART_Q1, "Days for benefit claims", "lower", "days", 19.94, 23.0, GREEN),
    (HART, HART_Q1, "Days for changes of circumstances", "lower", "days", 9.05, 8.0, RED),
    (HART, HART_Q1, "Key inspections in time", "higher", "percent", 91.7, 98.0, AMBER),
    (HART, HART_Q1, "Reduction in antisocial behaviour", "higher", "percent", 0.0, 3.0, RED),
    (HART, HART_Q1, "Reduction in violence with injury", "higher", "percent", -16.0, 5.0, RED),
    (HART, HART_Q2, "Reduction in violence with injury", "higher", "percent", -9.0, 5.0, RED),
    (MAIDSTONE, AUTUMN_20, "Priority 1 cases in time", "higher", "percent", 66.67, 95, RED),
    (MAIDSTONE, AUTUMN_20, "Priority 2 cases in time", "higher", "percent", 86.55, 90, AMBER),
    (MAIDSTONE, AUTUMN_20, "Affordable homes delivered", "higher", "number", 126, 45, GREEN),
    (MAIDSTONE, AUTUMN_20, "Minor applications in time", "higher", "percent", 96.97, 99.0, AMBER),
    (MAIDSTONE, WINTER_23, "Priority 1 cases in time", "higher", "percent", (1, 2), 95, RED),
    (MAIDSTONE, SPRING_23, "Success rate at appeals", "higher", "percent", 61.54, 70, RED),
    (MAIDSTONE, SUMMER_23, "Success rate at appeals", "higher", "percent", 65.96, 70.0, AMBER),
    (MAIDSTONE, SUMMER_23, "Other applications in time", "higher", "percent", 97.93, 98.0, AMBER),
    (ROTHERHAM, SUMMER_24, "Homes below the standard", "lower", "percent", 6.2, 0, RED),
    (ROTHERHAM, SUMMER_24, "Emergency repairs in time", "higher", "percent", 99.4, 97, GREEN),
    (ROTHERHAM, SUMMER_24, "Non-emergency repairs in time", "higher", "percent", 96.2, 94, GREEN),
    (CHESHIRE, SUMMER_25, "Rent collected", "higher", "percent", 99.01, (100, TWO_POINTS), AMBER),
    (CHESHIRE, WINTER_25, "Rent collected", "higher", "percent", 99.31, (100, TWO_POINTS), AMBER),
    (CHESHIRE, WINTER_25, "Rent arrears", "lower", "percent", 6.56, (7.5, ONE_POINT), GREEN),
    (DARLINGTON, Period.quarter(2019, 2), "Assessments in time", "higher", "percent", 92.7, 90, GREEN),
]


def made(*row):
    """Return the rating of a row as it is written above, without the rating that was published."""
    scheme, period, name, polarity, unit, figure, target = row
    indicator = Indicator("1", name, polarity=polarity, unit=unit)
    if isinstance(figure, tuple):
        outturn = Outturn(period, numerator=figure[0], denominator=figure[1])
    else:
        outturn = Outturn(period, figure)
    value, tolerance = target if isinstance(target, tuple) else (target, None)
    return rate(indicator, outturn, Target(value, tolerance=tolerance), scheme=scheme)


class TestRatings:
    @pytest.mark.parametrize("row", RATED, ids=lambda row: f"{row[0].name}-{row[1].label}-{row[2]}")
    def test_the_published_rating_follows(self, row):
        """Figure, target and rule give the colour, face or word that was printed."""
        *facts, published = row

        assert published is made(*facts).status

    @pytest.mark.parametrize(
        "scheme, period, name, value",
        [
            (HART, HART_Q1, "Domestic abuse incidents: domestic crimes", 376.0),
            (HART, HART_Q1, "Drug offences", 271.0),
            (MAIDSTONE, AUTUMN_20, "Enforcement complaints received", 122),
        ],
    )
    def test_data_only_is_contextual(self, scheme, period, name, value):
        """A count that is printed for information is not rated, and the reason is that it is not judged."""
        rating = rate(Indicator("1", name, polarity="none"), Outturn(period, value), scheme=scheme)

        assert (Status.NOT_RATED, Reason.CONTEXTUAL) == (rating.status, rating.reason)

    def test_a_satisfaction_without_a_target_is_not_rated(self):
        """Rotherham, tenants satisfied that their home is well maintained: 78.4%, no target, no face."""
        survey = Indicator("1", "Satisfied their home is maintained", polarity="higher", unit="percent")
        rating = rate(survey, Outturn(SUMMER_24, 78.4), scheme=ROTHERHAM)

        assert (Status.NOT_RATED, Reason.NO_TARGET) == (rating.status, rating.reason)

    def test_one_of_two_is_red_and_carries_a_caution(self):
        """Maidstone, Q4 2022/23: one of two priority 1 cases was late, and the quarter was red."""
        rating = made(MAIDSTONE, WINTER_23, "Priority 1 cases in time", "higher", "percent", (1, 2), 95)

        assert "Based on 2 cases: one case is worth 50 points" == rating.caution
        assert 1 == rating.cases_to()
        assert 50.0 == rating.value


class TestTheEdgeOfTenPercent:
    @pytest.mark.parametrize(
        "polarity, target, edge",
        [
            ("higher", 36.0, 32.4),
            ("higher", 45, 40.5),
            ("higher", 70, 63.0),
            ("higher", 80.0, 72.0),
            ("higher", 90, 81.0),
            ("higher", 92.0, 82.8),
            ("higher", 95, 85.5),
            ("higher", 98.0, 88.2),
            ("higher", 99.0, 89.1),
            ("higher", 3.0, 2.7),
            ("lower", 1.58, 1.738),
            ("lower", 8.0, 8.8),
            ("lower", 15.0, 16.5),
            ("lower", 23.0, 25.3),
        ],
    )
    def test_the_edge_itself_is_amber_and_the_next_number_red(self, polarity, target, edge):
        """Missed by exactly 10% of a published target is amber, to the last digit; on target is green."""
        worse = -math.inf if polarity == "higher" else math.inf

        def status(value):
            return made(HART, HART_Q1, "Any", polarity, "number", value, target).status

        assert [GREEN, AMBER, AMBER, RED] == [
            status(target),
            status(math.nextafter(target, worse)),
            status(edge),
            status(math.nextafter(edge, worse)),
        ]


class TestAZeroTarget:
    def test_ten_percent_of_it_is_refused(self):
        """Hart's days ahead of timetable have a target of 0: 10% of it is nothing; points are asked for."""
        with pytest.raises(InputError, match=r"10% of 0 is no sensible tolerance.*Tolerance\.points\(0\)"):
            made(HART, HART_Q1, "Days ahead of timetable", "higher", "number", -28.0, 0.0)

    @pytest.mark.parametrize("value, status", [(-28.0, RED), (0.0, GREEN), (-1e-9, RED)])
    def test_without_a_tolerance_it_is_met_or_red(self, value, status):
        """28 days behind is red, as the tile was; on time is green."""
        target = (0.0, NO_POINTS)

        assert status is made(HART, HART_Q1, "Days ahead", "higher", "number", value, target).status

    def test_met_or_not_needs_no_tolerance(self):
        """Rotherham's target for homes below the standard is none at all: 6.2% is not met, by 6.2 points."""
        rating = made(ROTHERHAM, SUMMER_24, "Homes below the standard", "lower", "percent", 6.2, 0)

        assert (False, 6.2, "Not met") == (rating.met, rating.shortfall, rating.word)


class TestDirections:
    @pytest.mark.parametrize(
        "name, polarity, now, before, published",
        [
            ("Homes below the standard", "lower", 6.2, 7.1, Direction.BETTER),
            ("Emergency repairs in time", "higher", 99.4, 99.7, Direction.WORSE),
            ("Non-emergency repairs in time", "higher", 96.2, 95.4, Direction.BETTER),
        ],
    )
    def test_rotherham_since_last_quarter(self, name, polarity, now, before, published):
        """Improved and declined are judgements: fewer homes below the standard is an improvement."""
        indicator = Indicator("1", name, polarity=polarity, unit="percent")
        change = compare(indicator, Outturn(SUMMER_24, now), Outturn(SUMMER_24.previous, before))

        assert (published, Comparator.LAST_PERIOD) == (change.direction, change.comparator)

    @pytest.mark.parametrize(
        "name, now, before, published",
        [
            ("Satisfied their home is maintained", 78.4, 77.6, Direction.BETTER),
            ("Satisfied communal areas are clean", 68.8, 71.6, Direction.WORSE),
            ("Satisfied with repairs", 79.0, 74.1, Direction.BETTER),
        ],
    )
    @pytest.mark.parametrize("earlier", [Period.quarter(2023, 4), Period.half(2023, 2), Period.year(2023)])
    def test_rotherham_surveys_since_the_end_of_last_year(self, name, now, before, published, earlier):
        """Measured twice a year: the last figure is that of March, whatever the period it was filed under."""
        survey = Indicator(
            "1", name, polarity="higher", unit="percent", basis="snapshot", frequency="half yearly"
        )
        change = compare(survey, Outturn(SUMMER_24, now), Outturn(earlier, before))

        assert (published, Comparator.LAST_PERIOD) == (change.direction, change.comparator)

    def test_cheshire_west_since_the_same_quarter_last_year(self):
        """Rent collected by September: 99.01% after 98.17% is improved, though still amber."""
        rent = Indicator("1", "Rent collected", polarity="higher", unit="percent")
        change = compare(rent, Outturn(SUMMER_25, 99.01), Outturn(Period.quarter(2024, 2), 98.17))

        assert (Direction.BETTER, Comparator.LAST_YEAR) == (change.direction, change.comparator)
        assert 0.84 == change.difference


class TestRatingsThatContradictTheirRule:
    """Hart's own tiles: kpirag follows the rule, and the sentence shows the reader who is right."""

    ROWS = [
        (HART_Q1, "Incidents resolved at first contact", "higher", "percent", 42.5, 60.0, "amber", RED),
        (HART_Q1, "Priority 2 incidents fixed in 8 hours", "higher", "percent", 80.6, 90.0, "green", RED),
        (HART_Q2, "Undisputed invoices paid on time", "higher", "percent", 97.0, 97.0, "amber", GREEN),
        (HART_Q2, "Working days lost to sickness", "lower", "days", 2.7, 3.15, "red", GREEN),
        (HART_Q2, "Affordable homes delivered", "higher", "number", 28.0, 40.0, "green", RED),
    ]

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
    def test_the_rule_decides(self, row):
        """The tile was printed in a colour that its figure and target do not give."""
        *facts, printed, by_rule = row
        rating = made(HART, *facts)

        assert by_rule is rating.status
        assert printed != rating.status
        assert ("meets the target" in rating.explain()) is (by_rule is GREEN)

    @pytest.mark.parametrize(
        "name, polarity, target, printed",
        [("Uptime of the website", "higher", 98.0, "green"), ("Missed collections", "lower", 40.0, "red")],
    )
    def test_a_missing_figure_is_neither_green_nor_red(self, name, polarity, target, printed):
        """Two tiles showed 0 for a figure that was not there, and were coloured: it is not rated."""
        indicator = Indicator("1", name, polarity=polarity)
        rating = rate(indicator, Outturn.missing(HART_Q2, "no data"), Target(target), scheme=HART)

        assert (Status.NOT_RATED, Reason.NO_DATA) == (rating.status, rating.reason)
        assert printed != rating.status
