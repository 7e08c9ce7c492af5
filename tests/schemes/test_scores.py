"""Rules that turn a figure into a score before, or beside, its colour."""

from fractions import Fraction

import pytest

from kpirag import RAG, Indicator, Outturn, Period, Scheme, State, Target, Tolerance, rate
from kpirag.averages import average_score
from kpirag.scores import ScoreScale, achievement
from tests.schemes.readings import HIGHER, LOWER, Q2, rating, states

OVERSIGHT_2026 = Scheme(
    "Oversight framework",
    version="2026-27",
    states=("segment 4", "segment 3", "segment 2", State("segment 1", met=True)),
    edges=(("segment 3", Tolerance.points(1)), ("segment 2", Tolerance.points(0.5))),
)


class TestIlf:
    """Rule 53. ILF. http://www.ilf.org.uk/reports/statistics/performance_dashboard/index.html .

    A score from 0 to 10 by straight lines, 5 on target, with stated ends. The figures are illustrative.
    """

    RISING = ScoreScale.through(worst=60, target=80, best=95)
    FALLING = ScoreScale.through(worst=40, target=26, best=20)

    def test_the_ends_and_the_target(self):
        """0 at the worst end, 5 on target, 10 at the best end, both ways round."""
        assert [0, 5, 10] == [self.RISING.score(value) for value in (60, 80, 95)]
        assert [0, 5, 10] == [self.FALLING.score(value) for value in (40, 26, 20)]

    def test_between_them_the_line_is_straight_and_has_a_bend_at_the_target(self):
        """Half-way to the target is 2.5 and half-way beyond it 7.5, though the two ways differ in length."""
        assert [2.5, 7.5] == [self.RISING.score(value) for value in (70, 87.5)]
        assert [2.5, 7.5] == [self.FALLING.score(value) for value in (33, 23)]
        assert 4.75 == self.RISING.score(79)

    def test_beyond_the_ends_there_is_no_more_to_lose_or_win(self):
        """59 and 0 score 0; 96 and 100 score 10."""
        assert [0, 0, 10, 10] == [self.RISING.score(value) for value in (0, 59, 96, 100)]

    def test_five_is_where_the_target_is_met(self):
        """A score of 5 or more and a met target are the same thing, figure by figure."""
        for tenths in range(500, 1000):
            value = tenths / 10

            assert rating(HIGHER, Target(80), value).met is (self.RISING.score(value) >= 5)

    def test_what_is_not_rated_has_no_score(self):
        """A missing figure scores nothing at all: not 0."""
        missing = rate(HIGHER, Outturn.missing(Q2, "no data"), Target(80))

        assert self.RISING.of(missing) is None
        assert 0.0 == self.RISING.of(rating(HIGHER, Target(80), 0))

    def test_the_scale_is_data(self):
        """It can be written down and read back."""
        assert self.RISING == ScoreScale.from_dict(self.RISING.to_dict())


class TestCammsScore:
    """Rule 14. Camms (vendor). https://camms.atlassian.net/wiki/spaces/CD/pages/63668261/Nested+tables ."""

    @pytest.mark.parametrize(("value", "higher", "lower"), [(60, 75, 125), (80, 100, 100), (100, 125, 75)])
    def test_actual_over_target(self, value, higher, lower):
        """Of 80, 60 achieves 75%; where less is better it is 2 less the share, or 125%."""
        assert (higher, lower) == (achievement("higher", value, 80), achievement("lower", value, 80))

    def test_the_score_and_the_tolerance_agree_on_colours(self):
        """90% achieved is where a tolerance of 10% ends, on either polarity."""
        scheme = RAG.replace(name="Camms", tolerance=Tolerance.percent(10))
        for tenths in range(10, 2000):
            for indicator in (HIGHER, LOWER):
                score = achievement(indicator, tenths / 10, 80)
                exact = Fraction(tenths, 8) if indicator is HIGHER else 200 - Fraction(tenths, 8)

                assert float(exact) == score
                is_red = states(indicator, Target(80), scheme, tenths / 10) == ["red"]
                assert is_red is (score < 90)

    def test_a_target_of_nothing_is_0_or_100(self):
        """No case where none is wanted is all of it; one case is none of it."""
        assert [100.0, 0.0] == [
            achievement("lower", value, 0, all_or_nothing_at_zero=True) for value in (0, 1)
        ]


class TestOversightScores:
    """Rule 46. NHS oversight framework, 2025/26 to 2026/27.

    https://www.england.nhs.uk/long-read/nhs-oversight-framework-2026-27-methodology-manual/
    Some scores are ranks spread over 1.00 to 4.00; the average of all decides. The edges are illustrative.
    """

    RANKS = ScoreScale([(1, 1.0), (31, 4.0)])
    AVERAGE = Indicator("of", "Average score", polarity="lower", unit="score", decimals=2)

    def test_a_rank_is_spread_over_the_scale(self):
        """Of 31 the first scores 1.00, the last 4.00 and the sixteenth 2.50."""
        assert [1.0, 2.5, 4.0] == [self.RANKS.score(rank) for rank in (1, 16, 31)]

    def test_the_average_falls_in_a_segment(self):
        """1.5, 2.5 and 2.0 average to 2.00, which is segment 1; a hundredth more is segment 2."""
        year = Period.year(2026)
        segments = []
        for finance in (2.0, 2.03):
            average = average_score({"Access": 1.5, "Quality": 2.5, "Finance": finance})
            outturn = Outturn(year, average.value)
            segments.append(str(rate(self.AVERAGE, outturn, Target(2), scheme=OVERSIGHT_2026).status))

        assert ["segment 1", "segment 2"] == segments

    def test_a_score_that_is_not_there_is_named(self):
        """The average is of the scores there are, and says which is missing; too few give none."""
        scores = {"Access": 1.5, "Quality": None, "Finance": 2.0}

        assert (1.75, ("Quality",)) == (average_score(scores).value, average_score(scores).missing)
        assert average_score(scores, least_coverage=75).value is None
