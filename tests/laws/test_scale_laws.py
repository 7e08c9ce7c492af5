"""A change of unit or of origin, made in decimal, changes no rating."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpirag import Outturn, compare, rate
from tests.laws.decimal_oracle import exact_edges
from tests.strategies import BEFORE, EXACT, FIVE_STATES, NOW, Facts, facts, scaled

#: Whole numbers, to be read in one unit or another; as many digits as keep every unit below exact in decimal.
WHOLE = st.integers(-(10**7), 10**7).map(Decimal)
LENGTHS = st.one_of(st.integers(0, 10**6), st.integers(0, 100)).map(Decimal)


def text(exact: Decimal) -> float:
    """Return the float of a decimal as a person writes it."""
    return float(f"{exact:f}")


def rated(drawn: Facts, value: Decimal):
    """Return what a rating says that no unit changes, and the shortfall, exactly as printed."""
    rating = rate(drawn.indicator(), Outturn(NOW, text(value)), drawn.target(text), scheme=drawn.scheme)
    return (rating.status, rating.met, rating.stretch_met), rating.shortfall


@st.composite
def figures(draw, **options):
    """Draw facts in whole numbers, and a whole value on an edge or one or two steps off it."""
    drawn = draw(facts(numbers=WHOLE, lengths=LENGTHS, **options))
    edges = exact_edges(drawn)
    steps = st.integers(-2, 2).map(Decimal)
    value = draw(st.one_of(st.sampled_from(edges), st.sampled_from(edges), WHOLE)) + draw(steps)
    return drawn, value


def in_unit(drawn: Facts, exponent: int) -> Facts:
    """Return the facts with every figure and size written in a unit that many powers of ten smaller."""

    def times(number: Decimal) -> Decimal:
        return EXACT.multiply(number, Decimal(1).scaleb(exponent))

    return drawn.changed(times, times)


class TestPowersOfTen:
    @given(figures(kinds=("none", "points", "floor")), st.integers(-6, 5), st.integers(-6, 5))
    def test_pounds_or_thousands_of_pounds(self, figure, one, other):
        """Target, tolerance and value written in another power of ten have the same status."""
        drawn, value = figure
        first, _ = rated(in_unit(drawn, one), EXACT.scaleb(value, one))
        second, _ = rated(in_unit(drawn, other), EXACT.scaleb(value, other))
        assert first == second

    @given(figures(kinds=("percent",)), st.integers(-4, 5), st.integers(-4, 5))
    def test_a_percentage_of_the_target_knows_no_unit(self, figure, one, other):
        """A tolerance in percent stays as it is in any unit, and so does the status."""
        drawn, value = figure
        first, _ = rated(in_unit(drawn, one), EXACT.scaleb(value, one))
        second, _ = rated(in_unit(drawn, other), EXACT.scaleb(value, other))
        assert first == second

    @given(figures(kinds=("points", "floor")), st.integers(-6, 5))
    def test_the_shortfall_is_in_the_unit(self, figure, exponent):
        """The shortfall is written in the unit of the figures: it is the same decimal, shifted."""
        drawn, value = figure
        _, whole = rated(drawn, value)
        _, found = rated(in_unit(drawn, exponent), EXACT.scaleb(value, exponent))
        assert text(EXACT.scaleb(Decimal(whole), exponent)) == found

    @given(WHOLE, WHOLE, LENGTHS, st.integers(-6, 5))
    def test_a_change_is_the_same_in_any_unit(self, now, then, dead_band, exponent):
        """Figures and dead band in another power of ten mean the same change."""
        indicator = Facts("higher", (Decimal(0),), (True,)).indicator()

        def change(power: int):
            made = compare(
                indicator,
                Outturn(NOW, text(EXACT.scaleb(now, power))),
                Outturn(BEFORE, text(EXACT.scaleb(then, power))),
                dead_band=text(EXACT.scaleb(dead_band, power)),
            )
            return made.direction, made.movement

        assert change(0) == change(exponent)


class TestShifts:
    @given(
        figures(kinds=("none", "points", "floor")),
        st.integers(-(10**9), 10**9),
        st.integers(0, 4),
        st.integers(-4, 0),
    )
    def test_a_shift_of_all_figures(self, figure, units, places, exponent):
        """The same decimal added to every figure changes no status and no shortfall."""
        drawn, value = figure
        drawn, value = in_unit(drawn, exponent), EXACT.scaleb(value, exponent)
        by = scaled(units, places)
        moved = drawn.changed(lambda number: EXACT.add(number, by))
        assert rated(drawn, value) == rated(moved, EXACT.add(value, by))

    @given(figures(kinds=("none", "points"), schemes=(FIVE_STATES,)), st.integers(-(10**6), 10**6))
    def test_a_shift_under_a_scheme_with_edges_of_its_own(self, figure, units):
        """Edges that a scheme gives in points move with the target."""
        drawn, value = figure
        by = scaled(units, 1)
        moved = drawn.changed(lambda number: EXACT.add(number, by))
        assert rated(drawn, value) == rated(moved, EXACT.add(value, by))
