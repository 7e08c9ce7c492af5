"""Rules that changed between years at the same body: each period keeps the rule that was in force."""

from datetime import date
from itertools import pairwise

import pytest

from kpirag import (
    MET_OR_NOT,
    Indicator,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Promotion,
    Scheme,
    State,
    Status,
    Target,
    Tolerance,
)
from tests.schemes.readings import HIGHER

# Rules 1 to 4: four rules of one council, for which see the other modules. The tolerances of 2015/16 and
# 2024/25 were each indicator's own; 5% is illustrative.
HAVERING = (
    Scheme(
        "Havering",
        version="2013/14",
        tolerance=Tolerance.percent(10),
        tolerance_counts_as="green",
        promote=Promotion("red", "amber", when="not worse", than="last year"),
        starts=date(2013, 4, 1),
        ends=date(2015, 3, 31),
    ),
    Scheme(
        "Havering",
        version="2015/16",
        tolerance=Tolerance.percent(5),
        starts=date(2015, 4, 1),
        ends=date(2017, 3, 31),
    ),
    Scheme("Havering", version="2017/18", starts=date(2017, 4, 1), ends=date(2024, 3, 31)),
    Scheme("Havering", version="2024/25", tolerance=Tolerance.percent(5), starts=date(2024, 4, 1)),
)
THURROCK = (
    Scheme(
        "Thurrock",
        version="2014/15",
        promote=Promotion("red", "amber", when="better", than="last year"),
        ends=date(2016, 3, 31),
    ),
    MET_OR_NOT.replace(name="Thurrock", version="2016/17", starts=date(2016, 4, 1)),
)
SEGMENTS = ("segment 4", "segment 3", "segment 2", State("segment 1", met=True))
OVERSIGHT = (
    Scheme(
        "Oversight framework",
        version="2025/26",
        states=SEGMENTS,
        edges=(("segment 3", Tolerance.points(2)), ("segment 2", Tolerance.points(1))),
        ends=date(2026, 3, 31),
    ),
    Scheme(
        "Oversight framework",
        version="2026/27",
        states=SEGMENTS,
        edges=(("segment 3", Tolerance.points(1)), ("segment 2", Tolerance.points(0.5))),
        starts=date(2026, 4, 1),
    ),
)

YEARS = [Period.year(year) for year in (2013, 2014, 2015, 2016, 2017, 2023, 2024)]


def board(schemes, *values, years=YEARS):
    """Return one indicator with a target of 90 and its figure of each year, under dated rules."""
    outturns = [Outturn(year, value) for year, value in zip(years, values, strict=True)]
    return IndicatorSet([HIGHER], {"up": Target(90)}, {"up": outturns}, schemes=schemes)


class TestOneCouncil:
    def test_one_figure_under_four_rules(self):
        """86% of a target of 90% is green, amber, red and amber, and nothing about it changed."""
        steady = board(HAVERING, *[86] * len(YEARS))

        assert ["green", "green", "amber", "amber", "red", "red", "amber"] == [
            str(steady.scorecard(year)["up"].rating.status) for year in YEARS
        ]

    def test_each_rating_names_its_own_version(self):
        """The sentence of each year says by which version it was rated."""
        steady = board(HAVERING, *[86] * len(YEARS))

        assert ["2013/14", "2013/14", "2015/16", "2015/16", "2017/18", "2017/18", "2024/25"] == [
            steady.scorecard(year)["up"].rating.scheme.version for year in YEARS
        ]
        assert "(Havering 2015/16, tolerance 5%)" in steady.scorecard(YEARS[3])["up"].rating.explain()

    def test_none_of_its_changes_is_performance(self):
        """From year to year the colour of the steady figure moves for scheme or tolerance alone."""
        cards = [board(HAVERING, *[86] * len(YEARS)).scorecard(year) for year in YEARS]
        causes = [str(change.cause) for before, after in pairwise(cards) for change in after.versus(before)]

        assert ["scheme", "tolerance", "tolerance"] == causes

    def test_the_last_day_decides(self):
        """A quarter that ends on the last day of a rule has that rule; the next quarter has the next."""
        quarters = [Period.quarter(*each) for each in ((2014, 4), (2015, 1), (2016, 4), (2017, 1))]
        steady = board(HAVERING, *[86] * 4, years=quarters)

        assert ["2013/14", "2015/16", "2015/16", "2017/18"] == [
            steady.scheme_for(quarter).version for quarter in quarters
        ]

    def test_a_period_before_every_rule_is_refused(self):
        """For 2012/13 no rule is given, and none is guessed."""
        with pytest.raises(InputError):
            board(HAVERING, *[86] * len(YEARS)).scorecard(Period.year(2012))

    def test_two_rules_at_once_are_refused(self):
        """A rule that was never ended and its successor are both in force, and none is chosen."""
        endless = HAVERING[2].replace(ends=None)
        both = board([endless, HAVERING[3]], *[86] * len(YEARS))

        with pytest.raises(InputError):
            both.scorecard(Period.year(2024))
        assert Status.RED is both.scorecard(Period.year(2023))["up"].rating.status

    def test_any_rule_can_be_asked_what_it_would_have_said(self):
        """Under each of the four, whatever its dates, the figure of 2023/24 has that rule's colour."""
        steady = board(HAVERING, *[86] * len(YEARS))

        assert ["green", "amber", "red", "amber"] == [
            str(steady.scorecard(Period.year(2023), rule)["up"].rating.status) for rule in HAVERING
        ]


class TestOtherBodies:
    def test_thurrocks_amber_ended(self):
        """A miss that beat last year is amber to 2015/16 and failed from 2016/17."""
        years = [Period.year(year) for year in (2014, 2015, 2016)]
        rising = board(THURROCK, 60, 65, 70, years=years)

        assert ["amber", "red"] == [str(rising.scorecard(year)["up"].rating.status) for year in years[1:]]

    def test_the_segment_of_one_average_score(self):
        """A score of 3.2 against 2 is segment 3 in one year and segment 4 in the next; edges illustrative."""
        score = Indicator("of", "Average score", polarity="lower", unit="score")
        years = [Period.year(2025), Period.year(2026)]
        scores = IndicatorSet(
            [score], {"of": Target(2)}, {"of": [Outturn(year, 3.2) for year in years]}, schemes=OVERSIGHT
        )

        assert ["segment 3", "segment 4"] == [
            str(scores.scorecard(year)["of"].rating.status) for year in years
        ]

    def test_rules_survive_being_stored(self):
        """A set written as records and read back has the same rules, dates and colours."""
        before = board(HAVERING, *[86] * len(YEARS))
        after = IndicatorSet.from_records(**before.to_records())

        assert before == after
        assert [before.scorecard(year)["up"].rating.status for year in YEARS] == [
            after.scorecard(year)["up"].rating.status for year in YEARS
        ]
