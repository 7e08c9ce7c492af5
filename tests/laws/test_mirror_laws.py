"""Turned round, nothing changes: negate every figure, swap the sides, flip the polarity."""

from hypothesis import given
from hypothesis import strategies as st

from kpirag import Bands, Direction, Indicator, Movement, Outturn, compare, rate
from tests.strategies import BEFORE, NOW, POINTS_SCHEMES, facts, reals, sizes, value_near

OPPOSITE = {Movement.UP: Movement.DOWN, Movement.DOWN: Movement.UP, Movement.SAME: Movement.SAME}


@st.composite
def figures(draw):
    """Draw the facts of a target under any scheme, and a value near one of its edges."""
    drawn = draw(facts(schemes=POINTS_SCHEMES))
    edges = [edge.value for edge in Bands.of(drawn.indicator(), drawn.target(), drawn.scheme).edges]
    return drawn, value_near(draw, edges)


class TestRating:
    @given(figures())
    def test_the_mirror_image_has_the_same_rating(self, figure):
        """Status, met, shortfall and stretch are those of the negated figure under the flipped polarity."""
        drawn, value = figure
        image = drawn.mirrored()
        one = rate(drawn.indicator(), Outturn(NOW, value), drawn.target(), scheme=drawn.scheme)
        other = rate(image.indicator(), Outturn(NOW, -value), image.target(), scheme=image.scheme)
        assert (one.status, one.met, one.shortfall, one.stretch_met) == (
            other.status,
            other.met,
            other.shortfall,
            other.stretch_met,
        )

    @given(facts(schemes=POINTS_SCHEMES))
    def test_the_bands_are_turned_round(self, drawn):
        """The mirror image has the negated edges in reverse, each number on the same side of its edge."""
        image = drawn.mirrored()
        assert drawn == image.mirrored()
        one = Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)
        other = Bands.of(image.indicator(), image.target(), image.scheme)
        assert [(-edge.value, not edge.opens) for edge in reversed(one.edges)] == [
            (edge.value, edge.opens) for edge in other.edges
        ]
        assert one.statuses[::-1] == other.statuses


class TestChange:
    @given(reals(), reals(), st.none() | sizes(), st.sampled_from(("higher", "lower")))
    def test_better_stays_better_and_up_becomes_down(self, now, then, dead_band, polarity):
        """Negated under the flipped polarity, a change means the same and moves the other way."""
        flipped = "lower" if polarity == "higher" else "higher"
        one = self.change(polarity, now, then, dead_band)
        other = self.change(flipped, -now, -then, dead_band)
        assert one.direction is other.direction
        assert OPPOSITE[one.movement] is other.movement
        assert -one.difference == other.difference

    @given(facts(polarities=("range",)), reals(), reals(), st.none() | sizes())
    def test_nearer_to_a_range_stays_nearer(self, drawn, now, then, dead_band):
        """A figure that comes nearer to a range comes nearer to the mirror image of the range."""
        one = self.change("range", now, then, dead_band, target=drawn.target())
        other = self.change("range", -now, -then, dead_band, target=drawn.mirrored().target())
        assert one.direction is other.direction
        assert one.direction is not Direction.NO_JUDGEMENT
        assert OPPOSITE[one.movement] is other.movement

    def change(self, polarity, now, then, dead_band, target=None):
        """Return the change between two figures of two quarters that follow each other."""
        indicator = Indicator("1", "Something measured", polarity=polarity)
        return compare(
            indicator, Outturn(NOW, now), Outturn(BEFORE, then), target=target, dead_band=dead_band
        )
