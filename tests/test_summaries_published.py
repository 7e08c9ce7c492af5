"""Summaries that public bodies published, each with its source: kpirag counts and shares the same.

The rows are the telling ones: shares of the rated and of all, states of one's own, directions of travel at
one and two decimals, and four papers whose own sums do not follow. The figures were typed from the pages
named here. Ratings are entered as the papers count them; earlier figures give the directions they count.
"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    Direction,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Rating,
    Reason,
    Scheme,
    Scorecard,
    State,
    Summary,
    Target,
    Tolerance,
)

BETTER, SAME, WORSE = Direction.BETTER, Direction.SAME, Direction.WORSE
TRAVEL = Scheme("direction of travel", states=("worse", "same", State("better", met=True)))
HELD = Scheme("maintained or improved", states=("worse", State("held", met=True)))


def card(period, counts, *, scheme=RAG, no_target=0, no_data=0, last_period=(), last_year=(), **facts):
    """Return a scorecard with as many indicators of each state as a paper counts.

    Directions are given as counts of better, same and worse; every other indicator is lower is better.
    """
    states = [state for state, number in counts.items() for _ in range(number)]
    states += ["no data"] * no_data + [None] * no_target
    since = [
        [
            direction
            for direction, number in zip((BETTER, SAME, WORSE), moved, strict=False)
            for _ in range(number)
        ]
        for moved in (last_period, last_year)
    ]
    indicators, outturns, ratings = [], [], []
    for place, state in enumerate(states):
        up = 1 if place % 2 else -1
        own = {fact: values[place] for fact, values in facts.items()}
        indicator = Indicator(place, f"Indicator {place}", polarity="higher" if up > 0 else "lower", **own)
        due = period if indicator.frequency is None else Period.containing(period.end, indicator.frequency)
        now = Outturn.missing(due, "no data") if state == "no data" else Outturn(due, 50)
        outturns.append((place, now))
        for earlier, directions in zip((due.previous, due.same_last_year), since, strict=True):
            if place < len(directions):
                step = {BETTER: up, SAME: 0, WORSE: -up}[directions[place]]
                outturns.append((place, Outturn(earlier, 50 - step)))
        if state not in (None, "no data"):
            told = {"by": "the paper", "because": "it counts it so"}
            ratings.append(Rating.asserted(indicator, now, state, scheme=scheme, **told))
        indicators.append(indicator)
    return IndicatorSet(indicators, {}, outturns, ratings, scheme).scorecard(period)


def shares(summary: Summary, *, of="rated", decimals=0) -> dict[str, float]:
    """Return the share of each state, best first."""
    return {state: summary.share(state, of=of, decimals=decimals) for state in summary.counts}


def travel(found: Scorecard, column: str) -> Summary:
    """Return the directions of a column, counted and shared out as a summary does with ratings."""
    counts = Counter(getattr(row, column).direction for row in found)
    lacking = {Reason.NO_COMPARATOR: counts[Direction.NOT_COMPARABLE]}
    told = {"better": counts[BETTER], "same": counts[SAME], "worse": counts[WORSE]}
    return Summary(TRAVEL, told, lacking, sum(told.values()), len(found))


def held_or_not(found: Summary) -> Summary:
    """Return directions with better and same counted together, as papers count them."""
    held, worse = found.counts["better"] + found.counts["same"], found.counts["worse"]
    return Summary(HELD, {"held": held, "worse": worse}, {}, held + worse, held + worse)


class TestShares:
    @given(st.lists(st.integers(0, 200), min_size=3, max_size=3).filter(any), st.integers(0, 3))
    def test_every_share_is_half_up_as_whole_numbers_have_it(self, numbers, decimals):
        """A share is rounded by itself, a half upwards, at any decimals: never cut off or made to fit 100."""
        summary = Summary(RAG, dict(zip(("green", "amber", "red"), numbers, strict=True)), {}, 0, 0)
        whole, unit = sum(numbers), 10**decimals

        assert [(200 * part * unit + whole) // (2 * whole) / unit for part in numbers] == list(
            shares(summary, decimals=decimals).values()
        )

    @given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
    def test_a_scorecard_has_the_counts_it_was_made_of(self, numbers):
        """Whatever the counts: each state, what is rated, reported and due, and the reasons for the rest."""
        green, amber, red, no_target, no_data = numbers
        counts = {"green": green, "amber": amber, "red": red}
        summary = card(Period.quarter(2020, 3), counts, no_target=no_target, no_data=no_data).summary
        reasons = {Reason.NO_DATA: no_data, Reason.NO_TARGET: no_target}

        assert counts == summary.counts
        assert {reason: number for reason, number in reasons.items() if number} == summary.not_rated
        assert (green + amber + red, sum(numbers) - no_data, sum(numbers), sum(numbers)) == (
            summary.rated,
            summary.reported,
            summary.due,
            summary.all,
        )


class TestHavering:
    def test_shares_are_of_the_rated_and_not_of_the_measured(self):
        """Annual 2013/14: 68 measured, 63 rated: 81% green, 2% amber, 17% red.

        https://democracy.havering.gov.uk/mgAi.aspx?ID=7436
        """
        summary = card(Period.year(2013), {"green": 51, "amber": 1, "red": 11}, no_target=5).summary

        assert (63, 68, 68, 68) == (summary.rated, summary.reported, summary.due, summary.all)
        assert {"green": 81.0, "amber": 2.0, "red": 17.0} == shares(summary)
        assert {"green": 75.0, "amber": 1.0, "red": 16.0} == shares(summary, of="reported")

    def test_two_colours_may_be_counted_as_one(self):
        """Q1 2015/16: 56 of 75 are green and 19 red or amber, 75% and 25%; 78 are measured.

        https://democracy.havering.gov.uk/mgAi.aspx?ID=10210
        """
        scheme = Scheme("Havering", version="2015/16", states=("red or amber", "green"))
        counts = {"green": 56, "red or amber": 19}
        found = card(Period.quarter(2015, 1), counts, scheme=scheme, no_target=3)

        assert (75, 78) == (found.summary.rated, found.summary.all)
        assert {"green": 75.0, "red or amber": 25.0} == shares(found.summary)
        assert 19 == len(found.exceptions())

    @pytest.mark.parametrize("maintained", [0, 12, 24])
    @pytest.mark.parametrize(
        "column, worse, printed", [("last_period", 14, [63.0, 37.0]), ("last_year", 27, [47.0, 53.0])]
    )
    def test_maintained_or_improved_is_shared_out_of_what_can_be_compared(
        self, maintained, column, worse, printed
    ):
        """Q1 2015/16: 24 of 38 maintained or improved on the quarter before, 24 of 51 on the year before.

        How the 24 split is not printed, and makes no difference.
        https://democracy.havering.gov.uk/mgAi.aspx?ID=10210
        """
        moved = {column: (24 - maintained, maintained, worse)}
        found = travel(card(Period.quarter(2015, 1), {"green": 75}, **moved), f"since_{column}")

        assert printed == list(shares(held_or_not(found)).values())
        assert 75 - 24 - worse == found.not_rated[Reason.NO_COMPARATOR]

    def test_shares_that_do_not_follow_are_the_papers_slip(self):
        """Q2 2018/19: 24, 3 and 6 of 33 are 73, 9 and 18%; the paper prints 74, 5 and 17, which sum to 96.

        https://democracy.havering.gov.uk/mgAi.aspx?ID=19697
        """
        summary = card(Period.quarter(2018, 2), {"green": 24, "amber": 3, "red": 6}).summary

        assert {"green": 73.0, "amber": 9.0, "red": 18.0} == shares(summary)
        assert (33, 96) == (summary.rated, 74 + 5 + 17)


class TestMaidstone:
    def test_ratings_and_both_directions(self):
        """Q3 2020/21: 7 of 15 achieved, 46.7%; 18 compared with the quarter before, 12 with the year before.

        https://meetings.maidstone.gov.uk/documents/ss75479/Appendix%202%20-%20Third%20Quarter%20Performance%20Monitoring%20202021.html
        """
        counts = {"green": 7, "amber": 4, "red": 4}
        found = card(Period.quarter(2020, 3), counts, no_target=3, last_period=(8, 1, 9), last_year=(6, 0, 6))
        quarter, year = travel(found, "since_last_period"), travel(found, "since_last_year")

        assert (15, 18, 46.7) == (found.summary.rated, found.summary.all, found.summary.share("green"))
        assert {"better": 44.4, "same": 5.6, "worse": 50.0} == shares(quarter, decimals=1)
        assert {"better": 50.0, "same": 0.0, "worse": 50.0} == shares(year, decimals=1)
        assert (18, 0, 12, 6) == (
            quarter.rated,
            quarter.all - quarter.rated,
            year.rated,
            year.all - year.rated,
        )

    def test_a_denominator_from_another_column_is_the_papers_slip(self):
        """Q1 2020/21: 9, 1 and 3 are 13; the paper takes them of 11, and its shares sum to 118.2%.

        https://meetings.maidstone.gov.uk/documents/ss72799/Appendix%202%20-%20Performance%20Update.html
        """
        counts = {"green": 9, "amber": 5, "red": 1}
        found = card(Period.quarter(2020, 1), counts, no_target=3, last_period=(5, 1, 5), last_year=(9, 1, 3))
        quarter, year = travel(found, "since_last_period"), travel(found, "since_last_year")

        assert 60.0 == found.summary.share("green", decimals=0)
        assert (11, {"better": 45.5, "same": 9.1, "worse": 45.5}) == (
            quarter.rated,
            shares(quarter, decimals=1),
        )
        assert (13, {"better": 69.2, "same": 7.7, "worse": 23.1}) == (year.rated, shares(year, decimals=1))
        assert pytest.approx(118.2) == 81.8 + 9.1 + 27.3

    def test_two_decimals_are_rounded_and_not_cut_off(self):
        """Q4 2023/24: 9 of 14 is 64.29%, printed 64.28; 9 of 11 targetable is 81.8%, printed 75.0 of 12.

        https://meetings.maidstone.gov.uk/documents/ss94523/Appendix%202%20Part%20A%20-%20Performance%20Report%202324.html
        """
        counts = {"green": 9, "amber": 1, "red": 1}
        moved = {"last_period": (10, 2, 5), "last_year": (9, 0, 5)}
        found = card(Period.quarter(2023, 4), counts, no_target=10, **moved)
        quarter, year = travel(found, "since_last_period"), travel(found, "since_last_year")

        assert (17, 58.82, 29.41) == (
            quarter.rated,
            *(quarter.share(state, decimals=2) for state in ("better", "worse")),
        )
        assert (14, 64.29, 35.71) == (
            year.rated,
            *(year.share(state, decimals=2) for state in ("better", "worse")),
        )
        assert (11, 21, 81.8) == (found.summary.rated, found.summary.all, found.summary.share("green"))


class TestDarlington:
    """Quarter 4 2018/19: https://democracy.darlington.gov.uk/mgDecisionDetails.aspx?IId=4039&Opt=1."""

    OFTEN = {"frequency": ["year"] * 17 + ["half"] + ["quarter"] * 21}
    SCHEME = Scheme("Darlington", states=("not achieved", State("achieved", met=True)))
    COUNTS = {"achieved": 11, "not achieved": 12}

    def test_annual_half_yearly_and_quarterly_are_all_due_at_the_year_end(self):
        """39 indicators: 11 achieved, 12 not, 2 without data, 14 without a target."""
        found = card(
            Period.quarter(2018, 4), self.COUNTS, scheme=self.SCHEME, no_data=2, no_target=14, **self.OFTEN
        )
        summary = found.summary

        assert (39, 39, 37, 23) == (summary.all, summary.due, summary.reported, summary.rated)
        assert {Reason.NO_DATA: 2, Reason.NO_TARGET: 14} == summary.not_rated
        assert {Period.year(2018): 17, Period.half(2018, 2): 1, Period.quarter(2018, 4): 21} == Counter(
            row.outturn.period for row in found
        )

    def test_in_the_third_quarter_only_the_quarterly_ones_are(self):
        """The same 39 in Q3: 18 are not due, and no gap."""
        indicators = [
            Indicator(place, "x", polarity="none", frequency=often)
            for place, often in enumerate(*self.OFTEN.values())
        ]
        summary = IndicatorSet(indicators).scorecard(Period.quarter(2018, 3)).summary

        assert (39, 21) == (summary.all, summary.due)
        assert {Reason.NOT_DUE: 18, Reason.NO_DATA: 21} == summary.not_rated

    def test_a_split_into_more_than_there_are_is_the_papers_slip(self):
        """6 better, 5 worse and 11 without a comparison are 22 indicators without a target, not the 14."""
        found = card(Period.quarter(2018, 4), {}, no_target=22, last_year=(6, 0, 5))
        year = travel(found, "since_last_year")

        assert (6, 5, 11) == (
            year.counts["better"],
            year.counts["worse"],
            year.not_rated[Reason.NO_COMPARATOR],
        )
        assert 22 == found.summary.not_rated[Reason.NO_TARGET] != 39 - 25


class TestJncc:
    def test_shares_may_be_of_all_whether_assessed_or_not(self):
        """UK biodiversity, long term to 2024: 22 of 55 improve, 40%; 4 hardly change, 7%; 46 are assessed.

        https://jncc.gov.uk/our-work/ukbi-overview-of-trends-2024/
        """
        states = ("deteriorating", "little or no change", State("improving", met=True))
        counts = {"improving": 22, "little or no change": 4, "deteriorating": 20}
        found = card(
            Period.year(2024, year_start=1), counts, scheme=Scheme("JNCC", states=states), no_target=9
        )
        summary = found.summary

        assert (46, 55) == (summary.rated, summary.all)
        assert [40.0, 7.0] == [summary.share(state, of="all", decimals=0) for state in list(counts)[:2]]
        assert [48.0, 9.0] == [summary.share(state, of="rated", decimals=0) for state in list(counts)[:2]]


class TestAustin:
    """FY 2014-15: https://data.austintexas.gov/stories/s/2tzx-kje9. Figures are made up to fit its counts."""

    YEAR = Period.year(2014, year_start=10)
    SCHEME = Scheme("Austin", tolerance=Tolerance.percent(3))

    def board(self) -> IndicatorSet:
        """Return 21 measures: 11 met, 5 within 3% of the target, 5 worse; 13 no worse than a year ago."""
        values = [100] * 11 + [97] * 5 + [96.9] * 5
        earlier = [99] * 7 + [100] * 4 + [97] * 2 + [98] * 8
        return IndicatorSet(
            [Indicator(place, f"Measure {place}", polarity="higher") for place in range(21)],
            {place: Target(100) for place in range(21)},
            {
                place: [Outturn(self.YEAR, value), Outturn(self.YEAR.previous, then)]
                for place, (value, then) in enumerate(zip(values, earlier, strict=True))
            },
        )

    def test_met_and_met_or_within_3_percent(self):
        """11 of 21 are met, 52%; 16 are met or within 3%, 76%: the same figures under two rules."""
        found = self.board().scorecard(self.YEAR, self.SCHEME)
        within = found.what_if(scheme=self.SCHEME.replace(tolerance_counts_as="green"))

        assert ({"green": 11, "amber": 5, "red": 5}, 52.0) == (
            found.summary.counts,
            found.summary.share("green", decimals=0),
        )
        assert (16, 76.0) == (within.summary.counts["green"], within.summary.share("green", decimals=0))

    def test_improved_or_maintained(self):
        """13 of 21 improved or were maintained, 62%."""
        year = travel(self.board().scorecard(self.YEAR, self.SCHEME), "since_last_year")
        summary = held_or_not(year)

        assert (13, 21) == (summary.counts["held"], summary.rated)
        assert {"held": 62.0, "worse": 38.0} == shares(summary)
