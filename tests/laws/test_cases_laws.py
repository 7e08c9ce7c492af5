"""How many cases would have changed a rating: so many do, and one fewer does not."""

import math
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import BRAG, MET_OR_NOT, RAG, Edge, Indicator, Outturn, Rating, Scheme, Target, Tolerance, rate
from tests.strategies import AS_PUBLISHED, FIVE_STATES, GREEN_WITHIN, NOW, counts, shares

pytestmark = pytest.mark.filterwarnings("ignore::kpirag.KpiragWarning")

SCHEMES = (RAG, MET_OR_NOT, BRAG, FIVE_STATES, GREEN_WITHIN, AS_PUBLISHED)

#: A rate is per 50 here, so that a few cases more or fewer cross its edges.
UNITS = {"percent": {}, "percent over 100": {"can_exceed_100": True}, "rate": {"per": 50}}


#: Targets that are often met, rarely met, or out of reach; the tolerances put an amber edge below or above.
NUMBERS = st.one_of(st.sampled_from((0, 50, 100)), shares().map(float), st.integers(90, 130))
TOLERANCES = (None, Tolerance.points(5), Tolerance.points(12.5, strict=True))


@cache
def settings(units: tuple[str, ...], schemes: tuple[Scheme, ...]) -> st.SearchStrategy:
    """Draw an indicator, its unit, a scheme, a tolerance and whether the target itself is enough."""
    return st.sampled_from(
        [
            (
                Indicator(
                    "1",
                    "Cases",
                    polarity=polarity,
                    unit=unit.partition(" ")[0],
                    decimals=decimals,
                    **UNITS[unit],
                ),
                unit,
                scheme,
                tolerance,
                inclusive,
            )
            for unit in units
            for polarity in ("higher", "lower")
            for decimals in (0, 1)
            for scheme in schemes
            for tolerance in TOLERANCES
            for inclusive in (True, False)
        ]
    )


@cache
@st.composite
def ratings(draw, *, units=tuple(UNITS), schemes=SCHEMES, largest=12) -> Rating:
    """Draw the rating of small counts against a target with an edge that few cases cross, or none can."""
    indicator, unit, scheme, tolerance, inclusive = draw(settings(units, schemes))
    numerator, denominator = draw(counts(largest=largest, exceeding=unit != "percent"))
    target = Target(Edge(draw(NUMBERS), inclusive=inclusive), tolerance=tolerance)
    return rate(indicator, Outturn(NOW, numerator=numerator, denominator=denominator), target, scheme=scheme)


def reached(rating: Rating, status: object, numerator: int, denominator: int) -> bool:
    """Tell whether other counts, rated anew, have a status or a better one."""
    outturn = Outturn(NOW, numerator=numerator, denominator=denominator)
    again = rate(rating.indicator, outturn, rating.target, scheme=rating.scheme)
    states = rating.scheme.states
    return states.index(again.status) >= states.index(status)


def with_cases(rating: Rating, cases: int) -> tuple[int, int]:
    """Return the counts with so many more or fewer in the numerator, whichever is better."""
    way = 1 if rating.indicator.polarity == "higher" else -1
    return rating.outturn.numerator + way * cases, rating.outturn.denominator


def recovered(rating: Rating, cases: int) -> tuple[int, int]:
    """Return the counts after so many further cases, all good."""
    good = 1 if rating.indicator.polarity == "higher" else 0
    return rating.outturn.numerator + good * cases, rating.outturn.denominator + cases


def most_cases(rating: Rating) -> int:
    """Return how many cases there are to gain or to lose; far more than needed if unbounded."""
    numerator, denominator = rating.outturn.numerator, rating.outturn.denominator
    if rating.indicator.polarity == "lower":
        return numerator
    if rating.indicator.unit == "percent" and not rating.indicator.can_exceed_100:
        return denominator - numerator
    return 4 * denominator + 4  # to 400%, beyond every edge drawn here


class TestCasesTo:
    @given(ratings(), st.integers(0, 4))
    def test_so_many_do_and_one_fewer_does_not(self, rating, place):
        """With k cases the other way the status is reached, with k - 1 it is not; None if no k does it."""
        status = rating.scheme.states[place % len(rating.scheme.states)]
        tries = range(most_cases(rating) + 1)
        fewest = next((k for k in tries if reached(rating, status, *with_cases(rating, k))), None)
        assert fewest == rating.cases_to(status)

    @given(ratings())
    def test_nought_is_the_status_it_has(self, rating):
        """No case is needed for the status it has or a worse one, and at least one for a better.

        Asked without a status, it is the state that says the target is met.
        """
        states = rating.scheme.states
        for place, status in enumerate(states):
            has_it = place <= states.index(rating.status)
            assert has_it is (rating.cases_to(status) == 0)
            assert has_it is (rating.cases_to_recover(status) == 0) or rating.indicator.unit == "rate"
        assert rating.cases_to(rating.scheme.met_state) == rating.cases_to()
        assert rating.cases_to_recover(rating.scheme.met_state) == rating.cases_to_recover()

    @given(ratings(largest=10**6, units=("percent",)))
    def test_a_better_status_takes_no_fewer_cases(self, rating):
        """The better the status, the more cases it takes; where none suffices, none does for a better."""
        for count in (rating.cases_to, rating.cases_to_recover):
            found = [math.inf if cases is None else cases for cases in map(count, rating.scheme.states)]
            assert sorted(found) == found

    @given(ratings(largest=10**6))
    def test_large_counts(self, rating):
        """Of a million cases too: with k the status is reached, with k - 1 it is not."""
        for status in rating.scheme.states:
            cases = rating.cases_to(status)
            if cases is None:
                assert not reached(rating, status, *with_cases(rating, min(most_cases(rating), 10**7)))
                continue
            assert reached(rating, status, *with_cases(rating, cases))
            assert not cases or not reached(rating, status, *with_cases(rating, cases - 1))


def further_cases(rating: Rating) -> int | None:
    """Return how many further good cases meet the target, by solving the inequality in fractions."""
    numerator, denominator = rating.outturn.numerator, rating.outturn.denominator
    edge = rating.target.edges[0]
    goal = Fraction(str(edge.value)) / 100
    if rating.met:
        return 0
    if rating.indicator.polarity == "lower":
        # numerator / (denominator + k) <= goal: reached for large k if the goal is above nought.
        if goal <= 0:
            return None
        least = numerator / goal - denominator
    else:
        # (numerator + k) / (denominator + k) >= goal: it rises to 1 and never gets there.
        if goal >= 1 or numerator > denominator:
            return None
        least = (goal * denominator - numerator) / (1 - goal)
    whole = math.ceil(least)
    return whole + 1 if whole == least and not edge.inclusive else whole


class TestCasesToRecover:
    @given(ratings(units=("percent", "percent over 100"), largest=8), st.integers(0, 4))
    def test_so_many_do_and_one_fewer_does_not(self, rating, place):
        """With k further good cases the status is reached, with k - 1 it is not: all tried up to 200."""
        status = rating.scheme.states[place % len(rating.scheme.states)]
        found = rating.cases_to_recover(status)
        fewest = next((k for k in range(201) if reached(rating, status, *recovered(rating, k))), None)
        if found is None or found <= 200:
            assert fewest == found
        else:
            assert fewest is None
            assert reached(rating, status, *recovered(rating, found))
            assert not reached(rating, status, *recovered(rating, found - 1))

    @given(ratings(units=("percent", "percent over 100"), schemes=(RAG, MET_OR_NOT), largest=2000))
    def test_it_is_what_solving_the_inequality_gives(self, rating):
        """The number is the least whole solution; None where the share nears the target for ever."""
        assert further_cases(rating) == rating.cases_to_recover()

    @given(ratings(units=("percent", "percent over 100"), schemes=(AS_PUBLISHED,), largest=8))
    def test_rounding_may_bring_the_limit_within_reach(self, rating):
        """Rated as printed, 99.5 is 100; where no number is given, ten million good cases do not do it."""
        for status in rating.scheme.states:
            cases = rating.cases_to_recover(status)
            if cases is None:
                assert not reached(rating, status, *recovered(rating, 10**7))
            else:
                assert reached(rating, status, *recovered(rating, cases))
                assert not cases or not reached(rating, status, *recovered(rating, cases - 1))

    @given(ratings(units=("percent",)))
    def test_it_never_takes_fewer_than_changing_past_cases(self, rating):
        """A past case gone right counts for more than a further one, so it never takes more of them."""
        changed, further = rating.cases_to(), rating.cases_to_recover()
        if further is not None:
            assert changed is not None
            assert changed <= further


class TestWhereThereIsNone:
    @given(ratings(), shares().map(float), st.sampled_from(("days", "number", "currency", "score", "weeks")))
    def test_only_rated_shares_of_cases_have_one(self, rating, value, unit):
        """A value alone, a mean, a range and what is not rated have no cases to change, rates none to add."""
        outturn, scheme, higher = rating.outturn, rating.scheme, rating.indicator.to_dict()
        mean = Indicator.from_dict(higher | {"unit": unit, "per": None, "can_exceed_100": False})
        ranged = Indicator.from_dict(higher | {"polarity": "range"})
        too_few = scheme.replace(min_denominator=outturn.denominator + 1)
        for without in (
            rate(rating.indicator, Outturn(NOW, value), rating.target, scheme=scheme),
            rate(mean, outturn, rating.target, scheme=scheme),
            rate(ranged, outturn, Target.between(value, value + 5), scheme=scheme),
            rate(rating.indicator, outturn, rating.target, scheme=too_few),
        ):
            assert (None, None) == (without.cases_to(), without.cases_to_recover())
        assert rating.indicator.unit != "rate" or rating.cases_to_recover() is None


class TestValuesBesideCounts:
    @given(
        counts(largest=40),
        st.integers(-2, 2),
        st.sampled_from(("higher", "lower")),
        st.integers(0, 2),
    )
    def test_a_printed_value_and_its_cases_agree(self, pair, steps, polarity, places):
        """Where a printed value is rated, nought cases are needed only if the status is there already."""
        numerator, denominator = pair
        printed = round(100 * numerator / denominator, places)
        # A target that often lies between the printed value and the one it was printed from.
        target = Target(
            round(printed + steps * 10.0 ** -(places + 1), places + 1), tolerance=Tolerance.points(5)
        )
        indicator = Indicator("1", "Share", polarity=polarity, unit="percent")
        rating = rate(indicator, Outturn(NOW, printed, numerator=numerator, denominator=denominator), target)
        for status in rating.scheme.states:
            assert (rating.status >= status) is (rating.cases_to(status) == 0)
            assert (rating.status >= status) is (rating.cases_to_recover(status) == 0)
