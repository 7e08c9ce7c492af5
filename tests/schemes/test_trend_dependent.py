"""Rules by which a colour also depends on an earlier figure."""

import pytest

from kpirag import (
    RAG,
    Indicator,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.schemes.readings import HIGHER, LOWER, Q1, Q2

HAVERING_2013 = Scheme(
    "Havering",
    version="2013/14",
    tolerance=Tolerance.percent(10),
    tolerance_counts_as="green",
    promote=Promotion("red", "amber", when="not worse", than="last year"),
)
THURROCK_2014 = Scheme(
    "Thurrock", version="2014/15", promote=Promotion("red", "amber", when="better", than="last year")
)
MEDWAY = Scheme(
    "Medway",
    version="2009/10",
    states=("red", "red and improving", "amber", "green"),
    edges=(("red and improving", Tolerance.none()),),
    promote=Promotion("red", "red and improving", when="better", than="last period"),
)
FLINTSHIRE = RAG.replace(name="Flintshire", version="2017/18", tolerance=Tolerance.percent(10))


def against(scheme, indicator, target, earlier, now):
    """Return the status of a figure beside that of the same period a year earlier."""
    current = Outturn(Q2, now)
    change = compare(indicator, current, Outturn(Q2.same_last_year, earlier))
    return str(rate(indicator, current, target, scheme=scheme, change=change).status)


class TestHavering:
    """Rule 1. Havering, 2013/14 to 2014/15. https://democracy.havering.gov.uk/mgAi.aspx?ID=8989 ."""

    def test_within_a_tenth_is_green(self):
        """Of 90, 81 is green whatever last year was; 80.99 is not, and then last year decides."""
        colours = [against(HAVERING_2013, HIGHER, Target(90), earlier, 81) for earlier in (70, 81, 95)]
        assert ["green"] * 3 == colours
        assert ["amber", "red"] == [
            against(HAVERING_2013, HIGHER, Target(90), earlier, 80.99) for earlier in (70, 95)
        ]

    def test_as_good_as_last_year_is_amber(self):
        """Beyond the tolerance, better than or equal to the same period last year is amber, worse is red."""
        assert ["amber", "amber", "red"] == [
            against(HAVERING_2013, HIGHER, Target(90), 70, now) for now in (70.01, 70, 69.99)
        ]
        assert ["amber", "amber", "red"] == [
            against(HAVERING_2013, LOWER, Target(10), 15, now) for now in (14.99, 15, 15.01)
        ]

    def test_a_figure_worse_than_target_can_be_green(self):
        """85 against 90 is green and does not meet the target."""
        near = rate(HIGHER, Outturn(Q2, 85), Target(90), scheme=HAVERING_2013)

        assert (Status.GREEN, False) == (near.status, near.met)

    def test_without_last_years_figure_the_rule_says_nothing(self):
        """Beyond the tolerance and without an earlier figure it is not rated: neither red nor amber."""
        far = rate(HIGHER, Outturn(Q2, 70), Target(90), scheme=HAVERING_2013)

        assert Reason.NO_COMPARATOR is far.reason

    def test_last_quarter_does_not_stand_in_for_last_year(self):
        """A change from the quarter before is refused: the rule asks for the same period last year."""
        now = Outturn(Q2, 70)
        since_last_quarter = compare(HIGHER, now, Outturn(Q1, 60))

        with pytest.raises(InputError, match="asks for the last year"):
            rate(HIGHER, now, Target(90), scheme=HAVERING_2013, change=since_last_quarter)


class TestThurrock:
    """Rule 8. Thurrock, 2014/15. https://democracy.thurrock.gov.uk/mgAi.aspx?ID=3190 ."""

    def test_any_miss_that_beat_last_year_is_amber(self):
        """A miss of any size is amber if it is better than the year before: there is no tolerance."""
        for now in (89.99, 50, 20.01):
            assert "amber" == against(THURROCK_2014, HIGHER, Target(90), 20, now)

    def test_equal_to_last_year_is_not_better(self):
        """The same figure as a year ago stays red, and so does a lower one."""
        assert ["red", "red"] == [against(THURROCK_2014, HIGHER, Target(90), 70, now) for now in (70, 69.99)]

    def test_on_target_is_green_even_if_last_year_was_better(self):
        """The year before matters to a miss alone."""
        assert "green" == against(THURROCK_2014, HIGHER, Target(90), 99, 90)

    def test_the_two_rules_part_where_the_figure_is_level(self):
        """Level with a year ago and far from the target: amber at Havering, red at Thurrock."""
        assert ["amber", "red"] == [
            against(scheme, HIGHER, Target(90), 70, 70) for scheme in (HAVERING_2013, THURROCK_2014)
        ]


class TestMedway:
    """Rule 30. Medway, 2009/10.

    https://democracy.medway.gov.uk/ieIssueDetails.aspx?IId=4097&Opt=3&PlanId=0
    Amber is a person's judgement that the target can still be reached in the year; red and improving is
    counted apart. That improving is measured from the last quarter is our reading.
    """

    def board(self, ratings=()):
        """Return four indicators: green, red and improving, red, and red with an amber given for it."""
        values = {"1": (85, 90), "2": (60, 70), "3": (70, 60), "4": (70, 60)}
        return IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            dict.fromkeys(values, Target(80)),
            {ref: [Outturn(Q1, before), Outturn(Q2, now)] for ref, (before, now) in values.items()},
            ratings=ratings,
            schemes=MEDWAY,
        )

    def test_red_and_improving_is_counted_apart(self):
        """Of three that miss, the one that rose since last quarter has a count of its own."""
        assert {"green": 1, "amber": 0, "red and improving": 1, "red": 2} == self.board().scorecard(
            Q2
        ).summary.counts

    def test_amber_is_a_judgement_with_a_name(self):
        """The amber that no figure gives is entered with who gave it and why, and is counted as such."""
        indicator = Indicator("4", "Measure", polarity="higher")
        given = Rating.asserted(
            indicator,
            Outturn(Q2, 60),
            "amber",
            by="the head of service",
            because="two large schemes complete in March",
            target=Target(80),
            scheme=MEDWAY,
        )
        card = self.board([given]).scorecard(Q2)

        assert {"green": 1, "amber": 1, "red and improving": 1, "red": 1} == card.summary.counts
        assert 1 == card.summary.asserted
        assert "Amber, given by the head of service" in card["4"].rating.explain()

    def test_improving_is_better_and_not_level(self):
        """Level with last quarter is plain red, and any rise is improving, even from far below."""
        for before, now, expected in (
            (60, 60, "red"),
            (60, 60.01, "red and improving"),
            (1, 2, "red and improving"),
        ):
            current = Outturn(Q2, now)
            change = compare(HIGHER, current, Outturn(Q1, before))
            assert expected == rate(HIGHER, current, Target(80), scheme=MEDWAY, change=change).status


class TestFlintshire:
    """Rule 34. Flintshire, 2011/12 and 2017/18.

    https://committeemeetings.flintshire.gov.uk/ieIssueDetails.aspx?IId=3595&LLL=0&Opt=3
    """

    def test_red_or_amber_is_escalated_only_with_a_downturn(self):
        """Of greens, ambers and reds that rise, stay or fall, the falling amber and red are escalated."""
        values = {
            "green falling": (90, 85),
            "amber rising": (70, 75),
            "amber falling": (79, 75),
            "amber level": (75, 75),
            "red rising": (40, 50),
            "red falling": (60, 50),
            "red without history": (None, 50),
        }
        card = IndicatorSet(
            [Indicator(ref, "Measure", polarity="higher") for ref in values],
            dict.fromkeys(values, Target(80)),
            {
                ref: [
                    Outturn(quarter, value)
                    for quarter, value in zip((Q1, Q2), pair, strict=True)
                    if value is not None
                ]
                for ref, pair in values.items()
            },
            schemes=FLINTSHIRE,
        ).scorecard(Q2)

        escalated = [row.indicator.ref for row in card.exceptions(worse_since="last period")]
        assert ["red falling", "amber falling"] == escalated
        assert 6 == len(card.exceptions())

    def test_progress_and_confidence_are_two_colours(self):
        """A priority has a colour for progress and one for confidence; both are given by a person."""
        year = Period.year(2011)
        given = [
            Rating.asserted(
                Indicator(ref, name, polarity="higher"),
                Outturn.missing(year, "no data"),
                colour,
                by="the lead officer",
                because="judged on milestones",
                scheme=FLINTSHIRE,
            )
            for ref, name, colour in (
                ("1a", "Progress", "amber"),
                ("1b", "Confidence in the outcome", "green"),
            )
        ]
        card = IndicatorSet([one.indicator for one in given], ratings=given).scorecard(year, FLINTSHIRE)

        assert ["amber", "green"] == [str(row.rating.status) for row in card]
        assert 2 == card.summary.asserted
