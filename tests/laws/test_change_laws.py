"""A change is opposite the other way round, a move of the dead band counts, nothing compares with nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Direction, Indicator, Movement, Outturn, Period, Target, Tolerance, compare
from tests.strategies import BEFORE, EXACT, GIVEN_REASONS, NOW, counts, decimals, facts, reals, sizes, ways

UP, DOWN, SAME = Movement
BETTER, WORSE, UNCHANGED, NO_JUDGEMENT, NOT_COMPARABLE = Direction
TURNED = {UP: DOWN, DOWN: UP, SAME: SAME, None: None}
OPPOSITE = {
    BETTER: WORSE,
    WORSE: BETTER,
    UNCHANGED: UNCHANGED,
    NO_JUDGEMENT: NO_JUDGEMENT,
    NOT_COMPARABLE: NOT_COMPARABLE,
}
POLARITIES = st.sampled_from(("higher", "lower"))
ANY_POLARITY = st.sampled_from(("higher", "lower", "range", "none"))
FIGURES = decimals(largest=6, signed=True) | st.just(Decimal(0))
BANDS = st.one_of(decimals(largest=4), st.just(Decimal(0)))
#: Where Hypothesis draws two figures, a dead band between them is rarely reached exactly; a step makes it so.
STEPS = st.integers(-1, 1)


def of(polarity: str, **facts_of_it) -> Indicator:
    """Return an indicator of a polarity."""
    return Indicator("1", "Something measured", polarity=polarity, **facts_of_it)


def change(polarity: str, now, then, **options):
    """Return the change between two figures of two quarters that follow each other."""
    return compare(of(polarity), Outturn(NOW, now), Outturn(BEFORE, then), **options)


def moved(now: Decimal, then: Decimal, size: Decimal) -> Movement:
    """Return which way a figure moved, in exact decimals: a move as large as the dead band is one."""
    difference = EXACT.subtract(now, then)
    if difference == 0 or abs(difference) < size:
        return SAME
    return UP if difference > 0 else DOWN


def meaning(polarity: str, movement: Movement) -> Direction:
    """Return what a movement means by polarity."""
    if movement is SAME:
        return UNCHANGED
    return BETTER if (movement is UP) is (polarity == "higher") else WORSE


@st.composite
def moves(draw):
    """Draw an earlier figure, a dead band, and a later figure that moved by it, or a step more or less."""
    then, size = draw(FIGURES), draw(BANDS)
    step = Decimal(1).scaleb(-4)
    away = EXACT.add(size, EXACT.multiply(step, Decimal(draw(STEPS))))
    now = draw(st.one_of(st.just(EXACT.add(then, away)), st.just(EXACT.subtract(then, away)), FIGURES))
    return now, then, size


class TestDeadBand:
    @given(moves(), POLARITIES, ways())
    def test_a_move_as_large_as_the_band_is_a_change(self, move, polarity, write):
        """A figure that moved by exactly the dead band has changed; one that moved less has not."""
        now, then, size = move
        found = change(polarity, write(now), write(then), dead_band=write(size))
        movement = moved(now, then, size)
        assert (movement, meaning(polarity, movement)) == (found.movement, found.direction)
        assert float(EXACT.subtract(now, then)) == found.difference

    @given(decimals(largest=4), st.integers(0, 60), st.booleans(), STEPS, POLARITIES)
    def test_a_band_in_percent_is_of_the_earlier_figure(self, then, percent, up, step, polarity):
        """A dead band of 5% is a twentieth of the earlier figure, and a move of exactly that is a change."""
        size = EXACT.divide(EXACT.multiply(then, Decimal(percent)), Decimal(100))
        away = EXACT.add(size, Decimal(step).scaleb(-6))
        now = EXACT.add(then, away) if up else EXACT.subtract(then, away)
        found = change(polarity, now, then, dead_band=Tolerance.percent(percent))
        movement = moved(now, then, size)
        assert (movement, meaning(polarity, movement)) == (found.movement, found.direction)

    @given(counts(largest=60), counts(largest=60), st.integers(1, 50), POLARITIES)
    def test_figures_from_counts_move_as_fractions(self, one, other, points, polarity):
        """A share that moved by the dead band exactly has changed, even if it has endless decimals."""
        # Bring the second share to exactly so many points from the first: n/d + p/100 = (100n + pd)/100d.
        numerator, denominator = one
        higher = (100 * numerator + points * denominator, 100 * denominator)
        if higher[0] > higher[1]:
            higher = other
            points = 0
        for later, earlier in ((higher, one), (one, higher)):
            found = compare(
                of(polarity, unit="percent"),
                Outturn(NOW, numerator=later[0], denominator=later[1]),
                Outturn(BEFORE, numerator=earlier[0], denominator=earlier[1]),
                dead_band=points or None,
            )
            left, right = later[0] * earlier[1], earlier[0] * later[1]
            assert (UP if left > right else DOWN if left < right else SAME) is found.movement

    @given(reals(), POLARITIES, st.none() | sizes())
    def test_a_figure_that_did_not_move_is_the_same(self, value, polarity, size):
        """The same figure twice is no change, at any size of figure and of dead band."""
        found = change(polarity, value, value, dead_band=size)
        assert (SAME, UNCHANGED, 0.0) == (found.movement, found.direction, found.difference)

    @given(reals(), reals(), POLARITIES)
    def test_without_a_band_any_move_is_a_change(self, now, then, polarity):
        """Without a dead band, and with one of nought, up is above and down is below, by however little."""
        movement = UP if now > then else DOWN if now < then else SAME
        for dead_band in (None, 0, Tolerance.none(), Tolerance.percent(0)):
            found = change(polarity, now, then, dead_band=dead_band)
            assert (movement, meaning(polarity, movement)) == (found.movement, found.direction)
            back = change(polarity, then, now, dead_band=dead_band)
            assert (TURNED[movement], OPPOSITE[found.direction]) == (back.movement, back.direction)

    @given(moves(), POLARITIES)
    def test_the_indicator_s_own_band_is_used_alike(self, move, polarity):
        """The indicator's dead band does what the same one given to `compare` does; the given one wins."""
        now, then, size = move
        current, earlier = Outturn(NOW, now), Outturn(BEFORE, then)
        own = compare(of(polarity, dead_band=size), current, earlier)
        given_one = compare(of(polarity), current, earlier, dead_band=size)
        other = compare(of(polarity, dead_band=1_000_000), current, earlier, dead_band=size)
        assert (own.movement, own.direction) == (given_one.movement, given_one.direction)
        assert (own.movement, own.direction) == (other.movement, other.direction)

    @given(moves(), POLARITIES, BANDS)
    def test_a_wider_band_never_finds_more_changes(self, move, polarity, more):
        """What has not moved by a band has not moved by a wider one."""
        now, then, size = move
        narrow = change(polarity, now, then, dead_band=size)
        wide = change(polarity, now, then, dead_band=EXACT.add(size, more))
        assert wide.movement in (narrow.movement, SAME)


class TestTheOtherWayRound:
    @given(moves(), POLARITIES)
    def test_better_becomes_worse(self, move, polarity):
        """With the figures swapped, up is down and better is worse, with a dead band in points or without."""
        now, then, size = move
        for dead_band in (None, size):
            one = change(polarity, now, then, dead_band=dead_band)
            other = change(polarity, then, now, dead_band=dead_band)
            assert (TURNED[one.movement], OPPOSITE[one.direction]) == (other.movement, other.direction)
            assert -one.difference == other.difference

    @given(counts(), counts(), POLARITIES, st.none() | st.integers(0, 40))
    def test_for_figures_from_counts(self, one, other, polarity, points):
        """So it is for shares with endless decimals, with a dead band in points or without."""
        indicator = of(polarity, unit="percent")

        def between(later, earlier):
            return compare(
                indicator,
                Outturn(NOW, numerator=later[0], denominator=later[1]),
                Outturn(BEFORE, numerator=earlier[0], denominator=earlier[1]),
                dead_band=points,
            )

        forth, back = between(one, other), between(other, one)
        assert (TURNED[forth.movement], OPPOSITE[forth.direction]) == (back.movement, back.direction)

    @given(moves(), facts(numbers=FIGURES, lengths=BANDS, polarities=("range",), kinds=("none",)))
    def test_for_a_range(self, move, drawn):
        """So it is for nearer to and further from a range."""
        now, then, size = move
        target = drawn.target()
        for dead_band in (None, size):
            one = change("range", now, then, target=target, dead_band=dead_band)
            other = change("range", then, now, target=target, dead_band=dead_band)
            assert (TURNED[one.movement], OPPOSITE[one.direction]) == (other.movement, other.direction)


def outside(drawn, value: Decimal) -> Decimal:
    """Return how far a value lies outside a range, exactly."""
    low, high = drawn.bounds
    return max(Decimal(0), EXACT.subtract(low, value), EXACT.subtract(value, high))


class TestRanges:
    @given(moves(), facts(numbers=FIGURES, lengths=BANDS, polarities=("range",), kinds=("none",)))
    def test_nearer_is_better(self, move, drawn):
        """For a range, better is nearer to it by the dead band or more; inside, nothing is nearer."""
        now, then, size = move
        found = change("range", now, then, target=drawn.target(), dead_band=size)
        farther = moved(outside(drawn, now), outside(drawn, then), size)
        assert {UP: WORSE, DOWN: BETTER, SAME: UNCHANGED}[farther] is found.direction
        assert moved(now, then, size) is found.movement

    @given(
        FIGURES,
        FIGURES,
        facts(numbers=FIGURES, lengths=BANDS, polarities=("range",), kinds=("none",)),
        facts(numbers=FIGURES, lengths=BANDS, polarities=("range",), kinds=("none",)),
    )
    def test_each_figure_is_measured_from_its_own_target(self, now, then, drawn, earlier):
        """Where the earlier target was another, the earlier figure is measured from that."""
        found = change("range", now, then, target=drawn.target(), earlier_target=earlier.target())
        farther = moved(outside(drawn, now), outside(earlier, then), Decimal(0))
        assert {UP: WORSE, DOWN: BETTER, SAME: UNCHANGED}[farther] is found.direction

    @given(
        decimals(largest=3),
        st.integers(-30, 30),
        st.integers(0, 30),
        facts(numbers=decimals(largest=3), lengths=BANDS, polarities=("range",), kinds=("none",)),
    )
    def test_what_has_not_moved_is_not_better_or_worse(self, then, percent, band, drawn):
        """A figure that moved less than the dead band, of either kind, is neither nearer nor further."""
        now = EXACT.multiply(then, Decimal(100 + percent) / 100)
        for dead_band in (Tolerance.percent(band), Tolerance.points(then * band / 100 if band else 0)):
            found = change("range", now, then, target=drawn.target(), dead_band=dead_band)
            if found.movement is SAME:
                assert UNCHANGED is found.direction

    @given(FIGURES, FIGURES, st.sampled_from((None, Target(50))))
    def test_without_a_target_there_is_no_judgement(self, now, then, target):
        """A range without a target and an indicator that is not judged move, neither better nor worse."""
        movement = moved(now, then, Decimal(0))
        found = change("range", now, then)
        assert (NO_JUDGEMENT, movement) == (found.direction, found.movement)
        assert "target" in found.reason
        found = change("none", now, then, target=target)
        assert (NO_JUDGEMENT, movement) == (found.direction, found.movement)


@st.composite
def without_figures(draw, period: Period) -> Outturn:
    """Draw an outturn that has no figure to compare: missing, kept though unreliable, or 0 of 0."""
    shape = draw(st.sampled_from(("missing", "kept", "none of none")))
    if shape == "missing":
        return Outturn.missing(period, draw(st.sampled_from(GIVEN_REASONS)))
    if shape == "kept":
        return Outturn(period, draw(reals()), reason="unreliable")
    return Outturn(period, numerator=0, denominator=0)


class TestMissing:
    @given(without_figures(NOW), without_figures(BEFORE), reals(), ANY_POLARITY, st.none() | sizes())
    def test_nothing_compares_with_nothing(self, current, earlier, value, polarity, dead_band):
        """Without a figure on either side there is nothing to compare: no movement and no difference."""
        target = Target.between(40, 60) if polarity == "range" else None
        for now, then in (
            (current, Outturn(BEFORE, value)),
            (Outturn(NOW, value), earlier),
            (current, earlier),
        ):
            found = compare(of(polarity, unit="percent"), now, then, target=target, dead_band=dead_band)
            assert (NOT_COMPARABLE, None, None, None) == (
                found.direction,
                found.movement,
                found.difference,
                found.percent_change,
            )
            assert found.reason in found.explain()
            assert any(self.named(each, found.reason) for each in (now, then))

    def named(self, outturn: Outturn, reason: str) -> bool:
        """Tell whether a sentence names the period of an outturn and what keeps it from being compared."""
        said = "no cases" if outturn.denominator == 0 else str(outturn.reason).replace("no data", "not there")
        return outturn.period.label in reason and said in reason

    @given(reals(), reals(), POLARITIES)
    def test_a_changed_definition_is_not_comparable(self, now, then, polarity):
        """A break in the series at the later figure bars the comparison; one at the earlier does not."""
        broken = compare(of(polarity), Outturn(NOW, now, break_in_series=True), Outturn(BEFORE, then))
        earlier_break = compare(of(polarity), Outturn(NOW, now), Outturn(BEFORE, then, break_in_series=True))
        assert (NOT_COMPARABLE, None) == (broken.direction, broken.movement)
        assert earlier_break.direction is not NOT_COMPARABLE


class TestWhatItSays:
    @given(moves(), ANY_POLARITY)
    def test_arrow_and_meaning_are_kept_apart(self, move, polarity):
        """The arrow is the number's, the meaning the judgement's, and no one is read from the other."""
        now, then, size = move
        found = change(polarity, now, then, dead_band=size, target=Target.between(40, 60))
        assert {UP: "↑", DOWN: "↓", SAME: "→"}[found.movement] == found.arrow
        words = {UNCHANGED: "no change", NO_JUDGEMENT: "not judged", BETTER: "better", WORSE: "worse"}
        assert words[found.direction] == found.meaning
        assert (found.arrow, found.meaning) == (found.to_dict()["arrow"], found.to_dict()["meaning"])

    @given(moves(), POLARITIES)
    def test_percent_change_is_of_a_positive_earlier_figure(self, move, polarity):
        """The percent change is of the earlier figure; there is none where that is nought or below."""
        now, then, _ = move
        found = change(polarity, now, then)
        if then <= 0:
            assert found.percent_change is None
        else:
            exact = EXACT.divide(EXACT.multiply(Decimal(100), EXACT.subtract(now, then)), then)
            assert float(exact) == pytest.approx(found.percent_change, rel=1e-12, abs=1e-12)
