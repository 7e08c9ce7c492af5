"""Change since a base period, with a dead band in which there is little or no change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Direction, Indicator, InputError, InputTypeError, Outturn, Period, Tolerance
from kpirag.statistics import change_since_base

BIRDS = Indicator("B", "Birds", polarity="higher", unit="score")
LOSS = Indicator("L", "Habitat lost", polarity="lower", unit="score")
VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent")
NOW = Period.year(2020)
FIGURES = st.integers(1, 5000).map(lambda tenths: tenths / 10)


def base(*values: float) -> list[Outturn]:
    """Return the outturns of the base years, from 2000 on."""
    return [Outturn(Period.year(2000 + place), value) for place, value in enumerate(values)]


class TestLaws:
    @given(FIGURES, st.lists(FIGURES, min_size=1, max_size=4), st.integers(0, 10))
    def test_polarity_mirrors_the_meaning_alone(self, value, start, band):
        """The movement is one; better and worse change places."""
        up, down = (
            change_since_base(one, Outturn(NOW, value), base(*start), dead_band=f"{band}%")
            for one in (BIRDS, LOSS)
        )
        mirror = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}

        assert (up.movement, up.difference) == (down.movement, down.difference)
        assert mirror.get(up.direction, up.direction) is down.direction

    @given(FIGURES, st.lists(FIGURES, min_size=1, max_size=4), st.randoms())
    def test_the_order_of_the_base_does_not_matter(self, value, start, random):
        """The average of the base years is one, whatever order they are given in."""
        outturns = base(*start)
        shuffled = list(outturns)
        random.shuffle(shuffled)

        assert change_since_base(BIRDS, Outturn(NOW, value), outturns) == change_since_base(
            BIRDS, Outturn(NOW, value), shuffled
        )

    @given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 3))
    def test_another_unit_changes_no_verdict(self, value, start, power):
        """In ones or in tenths to thousandths."""
        plain, scaled = (
            change_since_base(BIRDS, Outturn(NOW, value / scale), base(start / scale))
            for scale in (1, 10**power)
        )

        assert (plain.direction, plain.percent_change) == (
            scaled.direction,
            pytest.approx(scaled.percent_change),
        )


class TestTheBand:
    @pytest.mark.parametrize(
        ("value", "meaning"),
        [
            (103.1, "better"),
            (103, "better"),
            (102.9, "little or no change"),
            (97.1, "little or no change"),
            (97, "worse"),
        ],
    )
    def test_less_than_3_per_cent_is_little_or_no_change(self, value, meaning):
        """JNCC's rule: under 3% either way; 3% itself is a change."""
        assert meaning == change_since_base(BIRDS, Outturn(NOW, value), base(100)).meaning

    def test_an_edge_of_tenths_is_exact(self):
        """3% of 85.1 is 2.553: a figure exactly so far away has changed."""
        assert Direction.BETTER is change_since_base(BIRDS, Outturn(NOW, 87.653), base(85.1)).direction

    @pytest.mark.parametrize(
        ("band", "direction"),
        [(Tolerance.points(5), Direction.BETTER), (5.1, Direction.SAME), ("none", Direction.BETTER)],
    )
    def test_the_band_may_be_points(self, band, direction):
        """105 from 100 has moved 5 points."""
        assert direction is change_since_base(BIRDS, Outturn(NOW, 105), base(100), dead_band=band).direction

    def test_no_move_at_all_is_no_change_without_a_band_too(self):
        """The same figure is the same."""
        found = change_since_base(BIRDS, Outturn(NOW, 100), base(100), dead_band="none")

        assert (Direction.SAME, "No change from 100, 2000/01.") == (found.direction, found.explain())


class TestTheBase:
    def test_the_average_of_several_years(self):
        """100, 104 and 108 average 104."""
        found = change_since_base(BIRDS, Outturn(NOW, 130), base(100, 104, 108))

        assert (104.0, 26.0, 25.0) == (found.base_value, found.difference, found.percent_change)
        assert "Up 25% from 104, the average of 2000/01 to 2002/03: better." == found.explain()

    def test_counts_give_the_ratio_of_their_sums(self):
        """1 of 2 and 9 of 18: half of all, as the mean; 1 of 2 and 18 of 18 are 19 of 20, and not 75%."""
        start = [
            Outturn(Period.year(2000), numerator=1, denominator=2),
            Outturn(Period.year(2001), numerator=18, denominator=18),
        ]

        assert 95.0 == change_since_base(VISITS, Outturn(NOW, 95), start).base_value

    def test_a_base_of_zero_has_no_percentage(self):
        """From nothing to 5 is 5 up, by no percentage."""
        found = change_since_base(BIRDS, Outturn(NOW, 5), base(0))

        assert (None, "Up 5 from 0, 2000/01: better.") == (found.percent_change, found.explain())

    @pytest.mark.parametrize(
        ("now", "start", "reason"),
        [
            (Outturn.missing(NOW, "late"), base(100), "the figure for 2020/21 is late"),
            (
                Outturn(NOW, 5),
                [Outturn.missing(Period.year(2000), "no data")],
                "the figure for 2000/01 is not there",
            ),
            (Outturn(NOW, 5, break_in_series=True), base(100), "the definition changed in 2020/21"),
            (Outturn(Period.quarter(2020, 1), 5), base(100), "Q1 2020/21 and 2000/01 differ in length"),
            (Outturn(NOW, numerator=0, denominator=0), base(100), "there were no cases"),
        ],
    )
    def test_what_cannot_be_compared_says_why(self, now, start, reason):
        """The reason stands in the place of a change."""
        found = change_since_base(BIRDS, now, start)

        assert (Direction.NOT_COMPARABLE, None, reason) == (found.direction, found.movement, found.reason)
        assert f"Not comparable with the base: {reason}." == found.explain()

    def test_what_is_not_judged_is_not(self):
        """A figure without a polarity moves, and no more."""
        found = change_since_base(
            Indicator("N", "Caseload", polarity="none", unit="score"), Outturn(NOW, 5), base(3)
        )

        assert ("not judged", "Up 66.7% from 3, 2000/01: not judged.") == (found.meaning, found.explain())

    @pytest.mark.parametrize("start", [[], base(*[100] * 21)])
    def test_the_base_comes_before(self, start):
        """No base, and a base that reaches the current year, are refused."""
        with pytest.raises(InputError) as caught:
            change_since_base(BIRDS, Outturn(NOW, 5), start)

        assert "base" == caught.value.path

    def test_kinds_are_checked(self):
        """A number is no outturn."""
        with pytest.raises(InputTypeError):
            change_since_base(BIRDS, 5, base(3))

    def test_to_dict_and_repr(self):
        """Plain values, with the sentence; the repr is short."""
        found = change_since_base(BIRDS, Outturn(NOW, 101), base(100))

        assert ("3%", "same", "Up 1% from 100, 2000/01: little or no change, within 3%.") == (
            found.to_dict()["band"],
            found.to_dict()["direction"],
            found.to_dict()["explanation"],
        )
        assert "<BaseChange of B since 2000/01: little or no change>" == repr(found)
