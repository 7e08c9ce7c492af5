"""Asked again, a rating is the same: what was compiled the first time changes nothing."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import Bands, Indicator, KpiragWarning, Outturn, Target, rate
from tests.strategies import NOT_FIGURES, NOW, POINTS_SCHEMES, facts, outturns, value_near


def fresh(target: Target) -> Target:
    """Return an equal target that has never been rated against."""
    return Target.from_dict(target.to_dict())


def all_of(rating):
    """Return everything a rating says."""
    return (rating, rating.to_dict(), rating.cases_to(), rating.cases_to_recover(), repr(rating))


def gist_of(rating):
    """Return what a rating was made of and came to."""
    return (
        rating,
        rating.status,
        rating.reason,
        rating.bands,
        rating.indicator,
        rating.target,
        rating.scheme,
    )


@st.composite
def questions(draw):
    """Draw an indicator, a target, a scheme that fits both, and values near the edges."""
    drawn = draw(facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor")))
    indicator, target = drawn.indicator(), drawn.target()
    edges = [edge.value for edge in Bands.of(indicator, target, drawn.scheme).edges]
    return indicator, target, drawn.scheme, [value_near(draw, edges), value_near(draw, edges)]


class TestRepeatedRatings:
    @given(questions())
    def test_every_call_is_like_the_first(self, question):
        """The same objects again, and other values of the same target, rate as with a target made anew."""
        indicator, target, scheme, values = question
        for value in values:
            outturn = Outturn(NOW, value)
            asked = rate(indicator, outturn, target, scheme=scheme)
            anew = rate(indicator, outturn, fresh(target), scheme=scheme)
            again = rate(indicator, outturn, target, scheme=scheme)
            assert gist_of(anew) == gist_of(asked) == gist_of(again)
        assert all_of(anew) == all_of(again)

    @given(questions(), questions())
    def test_one_target_for_several_indicators_and_schemes(self, one, other):
        """A target rated for one indicator and scheme is not remembered for another indicator or scheme."""
        for_one, target, first_scheme, values = one
        _, _, second_scheme, _ = other
        if not target.is_range:  # what fits higher and lower alike
            target = Target(target.value, strict=target.strict)
        turned = {"higher": "lower", "lower": "higher", "range": "range"}[for_one.polarity]
        another = Indicator("2", "Another", polarity=turned, unit="score", decimals=2)
        for value in values:
            outturn = Outturn(NOW, value)
            for indicator in (for_one, another, for_one):
                for scheme in (first_scheme, second_scheme):
                    asked = rate(indicator, outturn, target, scheme=scheme)
                    assert gist_of(rate(indicator, outturn, fresh(target), scheme=scheme)) == gist_of(asked)

    @given(questions(), outturns(times=1), outturns(times=1))
    def test_outturns_of_every_kind_on_one_target(self, question, one, other):
        """After a plain value, counts, a missing figure and an unreliable one rate as the first time."""
        indicator, target, scheme, values = question
        for outturn in (Outturn(NOW, values[0]), one, other, Outturn(NOW, values[1])):
            asked = rate(indicator, outturn, target, scheme=scheme)
            assert gist_of(rate(indicator, outturn, fresh(target), scheme=scheme)) == gist_of(asked)

    @given(questions())
    def test_a_rating_leaves_its_target_as_it_was(self, question):
        """A target is equal to itself before it was rated: same hash, repr and dict."""
        indicator, target, scheme, values = question
        before = (fresh(target), hash(target), repr(target), target.to_dict())
        for value in values:
            rate(indicator, Outturn(NOW, value), target, scheme=scheme)
        assert before == (target, hash(target), repr(target), target.to_dict())

    @pytest.mark.parametrize("value", NOT_FIGURES, ids=repr)
    def test_no_figure_is_rated_the_second_time_either(self, value):
        """NaN and the infinities are refused however often the target has been rated against."""
        indicator, target = Indicator("1", "Something measured", polarity="higher"), Target(60)
        rate(indicator, Outturn(NOW, 1.0), target)
        with pytest.raises(ValueError, match=r"NaN|finite|too large"):
            rate(indicator, Outturn(NOW, value), target)

    @given(st.integers(0, 99).map(lambda units: units / 100), st.sampled_from((50.0, 60, 90.0)))
    def test_a_fraction_warns_the_second_time_too(self, fraction, target_value):
        """0.92 against a target of 90 warns of a fraction, also after a rating that did not warn."""
        indicator, target = Indicator("1", "In time", polarity="higher", unit="percent"), Target(target_value)
        rate(indicator, Outturn(NOW, 75.0), target)
        assert warned(indicator, fraction, Target(target_value)) == warned(indicator, fraction, target)


def warned(indicator: Indicator, value: float, target: Target) -> list[str]:
    """Return what a rating warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", KpiragWarning)
        rate(indicator, Outturn(NOW, value), target)
    return [str(each.message) for each in caught]
