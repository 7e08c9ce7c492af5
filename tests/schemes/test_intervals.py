"""Rules that ask whether a figure differs from a benchmark by more than chance."""

import pytest

from kpirag import (
    Direction,
    Edge,
    Indicator,
    IndicatorSet,
    Interval,
    IntervalRule,
    Outturn,
    Period,
    Reason,
    Scheme,
    State,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.schemes.readings import CONTEXT, HIGHER, LOWER, Q2, states

#: The size of an effect in Progress 8 is half a grade; anything beyond 0 by less is above or below average.
HALF, ANY = Tolerance.points(0.5), Tolerance.points(0, strict=True)
PROGRESS_8 = Scheme(
    "Progress 8",
    version="2019",
    states=(
        "well below average",
        "below average",
        State("average", met=True),
        State("above average", met=True),
        State("well above average", met=True),
    ),
    edges=(("below average", HALF), ("above average", ANY), ("well above average", HALF)),
    interval="average",
)
FINGERTIPS = Scheme("Fingertips", states=("worse", "similar", "better"), interval="similar")
FINGERTIPS_OVERLAP = FINGERTIPS.replace(
    name="Fingertips, two intervals",
    interval=IntervalRule("similar", against="interval of the target"),
)
FINGERTIPS_NOT_JUDGED = Scheme(
    "Fingertips, not judged", states=("lower", "similar", "higher"), interval="similar"
)
FINGERTIPS_FIVE = Scheme(
    "Fingertips, two levels",
    states=(
        "worst",
        "worse",
        State("similar", met=True),
        State("better", met=True),
        State("best", met=True),
    ),
    edges=(("worse", Tolerance.none()), ("better", ANY), ("best", ANY)),
    interval=IntervalRule("similar", levels=(0.95, 0.998)),
)
FINGERTIPS_GOAL = Scheme("Fingertips goal", states=("worse", "similar", "better"))
TRILLIUM = Scheme("Trillium", states=("red", "no colour", "green"), interval="no colour")

PROGRESS = Indicator("p8", "Progress 8", polarity="higher", unit="score", decimals=2)
NONE = Target(0, kind="national", source="the national mean, 0 by definition")
YEAR = Period.year(2018, year_start=9)


def state(indicator, target, scheme, value, *interval):
    """Return the state of a figure with a published 95% interval."""
    return str(rate(indicator, Outturn(YEAR, value, intervals=interval), target, scheme=scheme).status)


class TestProgress8:
    """Rule 41. Department for Education, Progress 8, 2018 and 2019.

    https://docslib.org/download/1049237/progress-scores-for-key-stage-4-school-and-college-performance-tables
    The schools are from the tables of North Yorkshire in 2018 and 2019, at
    https://github.com/EnglishDevil/School-Comparison/tree/f920317d0dadb4a1111a6b0f8ffe8770d79b841e/data .
    """

    @pytest.mark.parametrize(
        ("school", "score", "low", "high", "band"),
        [
            ("Barlby High School 2018", 0.25, 0.0, 0.49, "average"),
            ("Malton School 2019", 0.24, 0.0, 0.48, "average"),
            ("Nidderdale High School 2018", 0.34, -0.03, 0.71, "average"),
            ("Selby High School 2018", 0.0, -0.17, 0.17, "average"),
            ("Risedale College 2019", -0.22, -0.5, 0.06, "average"),
            ("North Yorkshire 2019", 0.1, 0.07, 0.13, "above average"),
            ("St Augustine's School 2018", 0.29, 0.02, 0.57, "above average"),
            ("St Aidan's High School 2019", 0.48, 0.31, 0.65, "above average"),
            ("Outwood Academy Easingwold 2019", 0.5, 0.29, 0.72, "well above average"),
            ("Harrogate Grammar School 2018", 0.52, 0.36, 0.69, "well above average"),
            ("Northallerton School 2019", -0.21, -0.41, -0.01, "below average"),
            ("The Skipton Academy 2019", -0.49, -0.81, -0.16, "below average"),
            ("George Pindar School 2018", -0.5, -0.74, -0.27, "below average"),
            ("EBOR Academy Filey 2018", -0.53, -0.79, -0.26, "well below average"),
            ("Brompton Hall School 2018", -1.23, -2.06, -0.41, "well below average"),
        ],
    )
    def test_published_bands(self, school, score, low, high, band):
        """Each school has the band that its table prints, those on an edge among them."""
        assert band == state(PROGRESS, NONE, PROGRESS_8, score, low, high), school

    def test_a_limit_of_exactly_0_is_average(self):
        """An interval that just reaches 0 includes it; one that stops a hundredth short does not."""
        assert ["average", "above average"] == [
            state(PROGRESS, NONE, PROGRESS_8, 0.25, low, 0.5) for low in (0.0, 0.01)
        ]
        assert ["average", "below average"] == [
            state(PROGRESS, NONE, PROGRESS_8, -0.25, -0.5, high) for high in (0.0, -0.01)
        ]

    def test_an_effect_of_half_a_grade(self):
        """+0.50 is well above average, -0.50 is not yet well below it."""
        scores = (0.5, 0.49, -0.5, -0.51)

        assert ["well above average", "above average", "below average", "well below average"] == [
            state(PROGRESS, NONE, PROGRESS_8, score, score - 0.1, score + 0.1) for score in scores
        ]

    def test_a_large_effect_that_may_be_chance_is_average(self):
        """A small school with +0.90 and an interval that includes 0 is average."""
        assert "average" == state(PROGRESS, NONE, PROGRESS_8, 0.9, -0.1, 1.9)

    def test_without_an_interval_there_is_no_band(self):
        """The score alone says nothing: it is not rated, however large."""
        for score in (0.9, 0, -0.9):
            alone = rate(PROGRESS, Outturn(YEAR, score), NONE, scheme=PROGRESS_8)

            assert Reason.NO_INTERVAL is alone.reason

    def test_a_band_that_policy_withholds_is_not_printed(self):
        """Scarborough University Technical College had a score and an interval, and no band."""
        withheld = Outturn.missing(YEAR, "suppressed")

        assert Reason.SUPPRESSED is rate(PROGRESS, withheld, NONE, scheme=PROGRESS_8).reason

    def test_a_small_cohort_is_not_rated(self):
        """Fewer pupils than a rule asks for are too few; just enough of them are rated."""
        rule = PROGRESS_8.replace(min_denominator=6)
        reasons = [
            rate(
                PROGRESS,
                Outturn(YEAR, numerator=pupils / 2, denominator=pupils, intervals=(0.3, 0.7)),
                NONE,
                scheme=rule,
            ).reason
            for pupils in (5, 6)
        ]

        assert [Reason.TOO_FEW, None] == reasons


class TestFingertips:
    """Rule 42. Public health profiles (Fingertips), current.

    https://fingertips.phe.org.uk/profile/public-health-outcomes-framework/supporting-information/further-info
    The figures are those of SingleValueTargetComparerTest.cs and its neighbours, as at 678089724a of
    https://github.com/ukhsa-collaboration/fingertips-open , and of the benchmark tests that followed it.
    """

    @pytest.mark.parametrize(
        ("low", "high", "rising", "falling"),
        [(8, 9, "worse", "better"), (9, 11, "similar", "similar"), (11, 12, "better", "worse")],
    )
    def test_a_target_outside_the_interval(self, low, high, rising, falling):
        """Intervals below, round and above a target of 10: each polarity has its own words."""
        middle = (low + high) / 2

        assert rising == state(HIGHER, Target(10), FINGERTIPS, middle, low, high)
        assert falling == state(LOWER, Target(10), FINGERTIPS, middle, low, high)

    @pytest.mark.parametrize(
        ("value", "benchmark", "found"), [(4, 1, 1), (3, 2, 0), (2, 3, 0), (1, 4, -1)], ids=str
    )
    def test_the_benchmark_and_its_words(self, value, benchmark, found):
        """An interval of 1.1 either way; what is not judged is only higher, similar or lower."""
        said = [
            state(indicator, Target(benchmark), scheme, value, value - 1.1, value + 1.1)
            for indicator, scheme in (
                (HIGHER, FINGERTIPS),
                (LOWER, FINGERTIPS),
                (HIGHER, FINGERTIPS_NOT_JUDGED),
            )
        ]

        words = {1: ["better", "worse", "higher"], 0: ["similar"] * 3, -1: ["worse", "better", "lower"]}
        assert words[found] == said

    @pytest.mark.parametrize(
        ("benchmark", "rising", "falling"),
        [
            (3.0, "worst", "best"),
            (2.8, "worse", "better"),
            (2.6, "similar", "similar"),
            (2.4, "better", "worse"),
            (2.2, "best", "worst"),
        ],
    )
    def test_two_levels_of_confidence(self, benchmark, rising, falling):
        """2.6 with 2.5 to 2.7 at 95% and 2.3 to 2.9 at 99.8%: outside both is best or worst."""
        outturn = Outturn(YEAR, 2.6, intervals=[Interval(2.5, 2.7), Interval(2.3, 2.9, 0.998)])

        assert [rising, falling] == [
            str(rate(indicator, outturn, Target(benchmark), scheme=FINGERTIPS_FIVE).status)
            for indicator in (HIGHER, LOWER)
        ]

    @pytest.mark.parametrize(
        ("figure", "benchmark", "found"),
        [
            ((4.0, 3.5, 4.5), (3.0, 2.7, 3.6), "similar"),
            ((3.0, 2.7, 3.6), (4.0, 3.5, 4.5), "similar"),
            ((4.0, 3.5, 4.5), (3.0, 2.7, 4.1), "similar"),
            ((4.0, 3.5, 4.5), (3.0, 2.7, 3.1), "worse"),
            ((3.0, 2.7, 3.1), (4.0, 3.5, 4.5), "better"),
            ((3.0, 2.7, 3.5), (4.0, 3.5, 4.5), "similar"),
        ],
    )
    def test_a_benchmark_with_an_interval_of_its_own(self, figure, benchmark, found):
        """Two intervals that overlap, or share an end, are similar; lower is better."""
        target = Target(benchmark[0], intervals=benchmark[1:])

        assert found == state(LOWER, target, FINGERTIPS_OVERLAP, *figure)

    def test_a_benchmark_without_its_interval_cannot_be_compared(self):
        """Where two intervals are asked for, one of them is not enough."""
        outturn = Outturn(YEAR, 4.0, intervals=(3.5, 4.5))

        assert Reason.NO_INTERVAL is rate(LOWER, outturn, Target(3.0), scheme=FINGERTIPS_OVERLAP).reason

    def test_without_a_polarity_there_is_no_verdict(self):
        """An indicator that is not judged has gone up or down, and neither is better."""
        change = compare(CONTEXT, Outturn(YEAR, 60), Outturn(YEAR.previous, 50))

        assert ("up", Direction.NO_JUDGEMENT) == (change.movement, change.direction)

    @pytest.mark.parametrize(
        ("indicator", "published"), [(LOWER, "better better worse"), (HIGHER, "worse better better")]
    )
    def test_a_goal_of_one_number(self, indicator, published):
        """9, 10 and 11 against a goal of 10: on the goal is better, whichever way is good."""
        goal = Scheme("Fingertips goal of one number", states=("worse", "better"))

        assert published.split() == states(indicator, Target(10), goal, 9, 10, 11)

    def test_a_goal_of_two_numbers(self):
        """0, 1, 1.5, 2 and 3 against 1 and 2: the upper number belongs to the state above it both ways."""
        rising, falling = Target(2, floor=1), Target(1, strict=True, floor=Edge(2, inclusive=False))

        assert ["worse", "similar", "similar", "better", "better"] == states(
            HIGHER, rising, FINGERTIPS_GOAL, 0, 1, 1.5, 2, 3
        )
        assert ["better", "similar", "similar", "worse", "worse"] == states(
            LOWER, falling, FINGERTIPS_GOAL, 0, 1, 1.5, 2, 3
        )

    def test_a_goal_of_two_percentiles(self):
        """7.3, 12 and 41.2 among areas whose 5th and 95th percentile are 9.3 and 37.2."""
        best, worst = Target(37.2, floor=9.3), Target(9.3, strict=True, floor=Edge(37.2, inclusive=False))

        assert ["worse", "similar", "better"] == states(HIGHER, best, FINGERTIPS_GOAL, 7.3, 12, 41.2)
        assert ["better", "similar", "worse"] == states(LOWER, worst, FINGERTIPS_GOAL, 7.3, 12, 41.2)

    def test_the_goal_stands_beside_the_benchmark(self):
        """A figure is held against the goal and against England, and each has a verdict of its own."""
        targets = [Target(90, kind="England"), Target(95, floor=90, kind="goal")]
        board = IndicatorSet([HIGHER], {"up": targets}, {"up": Outturn(Q2, 93)}, headline="England")
        row = board.scorecard(Q2, FINGERTIPS_GOAL)["up"]

        assert ("better", "similar") == (row.rating.status, row.others["goal"].status)


class TestTrillium:
    """Rule 43. Trillium Health Centre (Canada).

    http://www.trilliumhealthcentre.org/quality_safe_care/technicaldefinitions.html
    """

    def test_a_colour_only_if_the_target_lies_outside(self):
        """With 70 to 80, targets of 70 and 80 are inside; 69.99 and 80.01 give a colour."""
        colours = [state(HIGHER, Target(goal), TRILLIUM, 75, 70, 80) for goal in (69.99, 70, 75, 80, 80.01)]

        assert ["green", "no colour", "no colour", "no colour", "red"] == colours

    def test_where_lower_is_better_the_colours_change_places(self):
        """The same intervals, read the other way."""
        colours = [state(LOWER, Target(goal), TRILLIUM, 75, 70, 80) for goal in (69.99, 70, 80, 80.01)]

        assert ["red", "no colour", "no colour", "green"] == colours

    def test_the_interval_of_counts_is_worked_out(self):
        """8 of 10 may be chance against 60%; 80 of 100 is not: Wilson gives 49.0 to 94.3 and 71.1 to 86.7."""
        colours = [
            str(
                rate(
                    HIGHER, Outturn(YEAR, numerator=8 * n, denominator=10 * n), Target(60), scheme=TRILLIUM
                ).status
            )
            for n in (1, 10)
        ]

        assert ["no colour", "green"] == colours

    def test_grey_when_no_interval_can_be_computed(self):
        """A figure without interval and counts is grey, and so are no cases; neither is a miss."""
        alone = rate(HIGHER, Outturn(YEAR, 10), Target(60), scheme=TRILLIUM)
        no_cases = rate(HIGHER, Outturn(YEAR, numerator=0, denominator=0), Target(60), scheme=TRILLIUM)

        assert (Reason.NO_INTERVAL, Reason.ZERO_DENOMINATOR) == (alone.reason, no_cases.reason)
