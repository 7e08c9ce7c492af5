"""Better is never worse: not a better value, and not a wider tolerance."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpirag import RAG, Bands, Outturn, rate
from kpirag._numbers import half_up
from tests.strategies import AS_PUBLISHED, NOW, POINTS_SCHEMES, Facts, facts, not_tiny, sizes, value_near


def bands_of(drawn: Facts) -> Bands:
    """Return the bands of the facts."""
    return Bands.of(drawn.indicator(), drawn.target(), drawn.scheme)


def code(drawn: Facts, value: float) -> int:
    """Return the code of the status that a value is rated, which is larger for better."""
    return drawn.scheme.code(
        rate(drawn.indicator(), Outturn(NOW, value), drawn.target(), scheme=drawn.scheme).status
    )


def inside(drawn: Facts) -> float:
    """Return a value inside a range."""
    low, high = drawn.bounds
    return low if drawn.inclusive[0] else high if drawn.inclusive[1] else low + (high - low) / 2


@st.composite
def pairs_of_values(draw, **options):
    """Draw facts, a value near an edge, and one as good or better (nearer to the inside of a range)."""
    drawn = draw(facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor"), **options))
    if drawn.polarity == "range" and drawn.scheme is AS_PUBLISHED:
        drawn = replace(drawn, scheme=RAG)  # rounding may carry a value out of a narrow range
    edges = [edge.value for edge in bands_of(drawn).edges]
    one, other = sorted((value_near(draw, edges), value_near(draw, edges)))
    if drawn.polarity == "lower":
        return drawn, other, one
    if drawn.polarity == "higher":
        return drawn, one, other
    if draw(st.booleans()):
        return drawn, min(one, inside(drawn)), min(other, inside(drawn))
    return drawn, max(other, inside(drawn)), max(one, inside(drawn))


class TestBetterValues:
    @given(pairs_of_values())
    def test_a_better_value_never_rates_worse(self, figure):
        """Higher, lower or nearer to a range: the better value has as good a status or a better one."""
        drawn, worse, better = figure
        assert code(drawn, worse) <= code(drawn, better)

    @given(pairs_of_values())
    def test_a_better_value_is_never_further_from_the_target(self, figure):
        """The better value meets the target if the worse one does, and has no larger shortfall."""
        drawn, worse, better = figure
        bands = bands_of(drawn)
        assert bands.met(worse) <= bands.met(better)
        # Settling keeps fewer decimals of larger figures: compare to the coarser of the two.
        assert bands.shortfall(better) <= bands.shortfall(worse) + coarseness(drawn, worse, better)

    @given(facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor")))
    def test_bands_rise_to_the_best_and_fall_from_it(self, drawn):
        """Statuses rise (higher), fall (lower), or rise and fall (range); none comes twice in a row."""
        bands = bands_of(drawn)
        codes = [drawn.scheme.code(status) for status in bands.statuses]
        cuts = [edge.cut for edge in bands.edges]
        top = codes.index(max(codes))
        rising, falling = codes[: top + 1], codes[top:]
        assert sorted(set(rising)) == rising
        assert sorted(set(falling), reverse=True) == falling
        assert sorted(set(cuts)) == cuts
        if drawn.polarity != "range":
            assert 1 in (len(falling), len(rising))


def coarseness(drawn: Facts, *values: float) -> float:
    """Return the last unit that is kept of a distance between figures of this size."""
    largest = max(abs(each) for each in (*values, *drawn.bounds))
    return max(
        1e-9 if largest < 1e6 else 1e-6 if largest < 1e9 else 1e-3 if largest < 1e12 else 1.0, largest * 1e-15
    )


class TestWiderTolerances:
    @given(
        facts(schemes=POINTS_SCHEMES, kinds=("points", "percent", "floor")),
        sizes(),
        st.booleans(),
        st.booleans(),
        st.data(),
    )
    def test_widening_the_worse_side_never_rates_worse(self, drawn, more, above_too, loosen, data):
        """A wider tolerance or a lower floor, on either worse side or both, makes no value's status worse."""
        wider = self.widened(drawn, more, above_too=above_too, loosen=loosen)
        edges = [edge.value for bands in (bands_of(drawn), bands_of(wider)) for edge in bands.edges]
        for _ in range(4):
            value = value_near(data.draw, edges)
            assert code(drawn, value) <= code(wider, value)

    @given(facts(schemes=POINTS_SCHEMES, kinds=("points", "percent")), st.data())
    def test_no_tolerance_is_the_narrowest(self, drawn, data):
        """Without its tolerance on the worse side, a target gives no value a better status."""
        bare = replace(drawn, kind="none", size=None, above=None, below=None)
        bare = replace(bare, scheme=drawn.scheme.replace(tolerance=type(drawn.scheme.tolerance).none()))
        edges = [edge.value for bands in (bands_of(drawn), bands_of(bare)) for edge in bands.edges]
        met = drawn.scheme.met_place + 1
        for _ in range(3):
            value = value_near(data.draw, edges)
            assert min(code(bare, value), met) <= min(code(drawn, value), met)

    def widened(self, drawn: Facts, more: float, *, above_too: bool, loosen: bool) -> Facts:
        """Return the facts with more tolerance on one worse side or both, and its edge inside if loosened."""
        if drawn.floor is not None:
            away = -more if drawn.polarity == "higher" else more
            return replace(drawn, floor=not_tiny(drawn.floor + away))
        # To include the outer edge widens too, where that edge is on the worse side alone.
        sides = {"higher": ("below",), "lower": ("above",), "range": ("below", "above")}[drawn.polarity]
        sided = drawn.size is None
        strict = drawn.tolerance_strict and not (loosen and (not sided or set(told(drawn)) <= set(sides)))
        if not sided:
            return replace(drawn, size=drawn.size + more, tolerance_strict=strict)
        chosen = [side for side in sides if side in told(drawn)]
        chosen = chosen if above_too else chosen[:1]
        return replace(
            drawn, tolerance_strict=strict, **{side: getattr(drawn, side) + more for side in chosen}
        )


def told(drawn: Facts) -> list[str]:
    """Return the sides that a tolerance names."""
    return [side for side in ("above", "below") if getattr(drawn, side) is not None]


class TestRoundingFirst:
    @given(pairs_of_values(polarities=("higher", "lower")), st.integers(0, 3))
    def test_rounding_before_rating_keeps_the_order(self, figure, places):
        """Rounded at the same decimals, the better of two values still has as good a status or a better."""
        drawn, worse, better = figure
        bands = bands_of(drawn)
        codes = [drawn.scheme.code(bands.status(half_up(each, places))) for each in (worse, better)]
        assert codes == sorted(codes)
