"""Every outturn has exactly one status, or is not rated for exactly one reason: the first that holds."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    Bands,
    Change,
    Direction,
    Indicator,
    Outturn,
    Promotion,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    compare,
    rate,
)
from tests.strategies import BEFORE, NOW, counts, flags, shares

pytestmark = pytest.mark.filterwarnings("ignore::kpirag.KpiragWarning")

#: The contract's order of precedence, written out here a second time.
ORDER = (
    "not applicable",
    "not due",
    "late",
    "suppressed",
    "unreliable",
    "no data",
    "zero denominator",
    "too few",
    "contextual",
    "no target",
    "no comparator",
    "no interval",
)
ABSENT = ("late", "no data")
NO_FIGURE = ("not applicable", "not due", "late", "suppressed", "unreliable", "no data")
UNITS = {"percent": {}, "number": {}, "rate": {"per": 100}}


@dataclass(frozen=True)
class Question:
    """All that `rate` is asked, and the band its figure lies in if it has one and a target."""

    indicator: Indicator
    outturn: Outturn
    target: Target | None
    scheme: Scheme
    change: Change | None

    def rated(self):
        """Return the rating."""
        return rate(self.indicator, self.outturn, self.target, scheme=self.scheme, change=self.change)

    @property
    def band(self) -> Any:
        """The status of the band the figure lies in, whatever else keeps it from being rated."""
        value = self.indicator.value_of(self.outturn)
        if value is None or self.target is None:
            return None
        if self.scheme.rounding == "as published":
            value = float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return Bands.of(self.indicator, self.target, self.scheme).status(value)

    @property
    def absent_counts(self) -> bool:
        """Whether the scheme counts this absent figure as a status."""
        judged = self.indicator.polarity != "none" and self.target is not None
        return judged and self.scheme.missing_as is not None and self.outturn.reason in ABSENT

    def holding(self) -> set[str]:
        """Return every reason that holds, each asked on its own."""
        found = set()
        outturn, scheme = self.outturn, self.scheme
        if outturn.reason is not None and not self.absent_counts:
            found.add(outturn.reason.value)
        if outturn.denominator == 0:
            found.add("zero denominator")
        if outturn.denominator is not None and outturn.denominator < scheme.min_denominator:
            found.add("too few")
        if self.indicator.polarity == "none":
            found.add("contextual")
        if self.target is None:
            found.add("no target")
        if self.asks_for_a_change and (
            self.change is None or self.change.direction in ("not comparable", "no judgement")
        ):
            found.add("no comparator")
        return found

    @property
    def asks_for_a_change(self) -> bool:
        """Whether the scheme may promote this very status."""
        return any(one.source == self.band for one in self.scheme.promote)

    def first_reason(self) -> str | None:
        """Return the first reason in the contract's order that holds."""
        return next((reason for reason in ORDER if reason in self.holding()), None)


_SHARES = shares()
_SHAPES = st.sampled_from(
    [(shape, "") for shape in ("value", "counts", "counts", "counts", "none of none", "kept", "kept counts")]
    + [("missing", reason) for reason in NO_FIGURE]
)


@st.composite
def figures(draw) -> Outturn:
    """Draw an outturn of each kind that keeps a figure from being rated, and of those that do not."""
    shape, reason = draw(_SHAPES)
    if shape == "value":
        return Outturn(NOW, float(draw(_SHARES)))
    if shape == "none of none":
        return Outturn(NOW, numerator=0, denominator=0)
    if shape == "missing":
        return Outturn.missing(NOW, reason)
    if shape == "kept":
        return Outturn(NOW, float(draw(_SHARES)), reason="unreliable")
    numerator, denominator = draw(counts(least=0 if shape == "kept counts" else 1, largest=40))
    kept = "unreliable" if shape == "kept counts" else None
    return Outturn(NOW, numerator=numerator, denominator=denominator, reason=kept)


INDICATORS = [
    Indicator("1", "Something measured", polarity=polarity, unit=unit, decimals=1, **told)
    for polarity in ("higher", "lower", "range", "none")
    for unit, told in UNITS.items()
]
PROMOTIONS = [
    Promotion(source, to, when=when, than=than)
    for source, to in (("red", "amber"), ("amber", "green"))
    for when in ("better", "not worse")
    for than in ("last period", "last year")
]
SCHEMES = [
    Scheme("Council", min_denominator=fewest, promote=promote, missing_as=missing_as, rounding=rounding)
    for fewest in (0, 1, 10, 30)
    for promote in ((), *PROMOTIONS)
    for missing_as in (None, None, "red", "amber")
    for rounding in ("none", "as published")
]
_SETTINGS = st.tuples(st.sampled_from(INDICATORS), st.sampled_from(SCHEMES), st.integers(0, 20), flags(2))
_EARLIER = st.sampled_from((0.0, 50.0, 100.0, "as now", "no data", None))


@st.composite
def questions(draw) -> Question:
    """Draw a question in which any number of the reasons hold together."""
    indicator, scheme, points, (some, more) = draw(_SETTINGS)
    outturn = draw(figures())
    target = None
    if indicator.polarity != "none" and (some or more):
        tolerance = Tolerance.points(points)
        one, other = sorted((draw(_SHARES), draw(_SHARES)))
        between = Target.between(one, other, tolerance=tolerance)
        target = between if indicator.polarity == "range" else Target(one, tolerance=tolerance)
    earlier = draw(_EARLIER)
    if earlier is None:
        return Question(indicator, outturn, target, scheme, None)
    than = scheme.promote[0].than if scheme.promote else "last period"
    period = BEFORE if than == "last period" else NOW.same_last_year
    if earlier == "as now":
        now = indicator.value_of(outturn)
        earlier = 50.0 if now is None else now
    before = Outturn.missing(period, earlier) if earlier == "no data" else Outturn(period, earlier)
    return Question(indicator, outturn, target, scheme, compare(indicator, outturn, before, target=target))


class TestOneStatusOrOneReason:
    def test_the_order_is_the_contract_s(self):
        """The reasons are those of the contract, in its order, numbered from 1."""
        assert list(ORDER) == [str(reason) for reason in Reason]
        assert list(range(1, 13)) == [Reason(reason).precedence for reason in ORDER]

    @given(questions())
    def test_a_status_or_a_reason_and_never_both(self, question):
        """A rating has a status and no reason, or is not rated and has a reason; its words say which."""
        rating = question.rated()
        record, sentence = rating.to_dict(), rating.explain()
        assert (str(rating.status), rating.letter) == (record["status"], record["letter"])
        if rating.reason is None:
            assert rating.status in question.scheme.states
            assert (True, True) == (rating.is_rated, rating.met in (True, False))
            assert record["reason"] is None
            assert rating.word in sentence
        else:
            assert (Status.NOT_RATED, False) == (rating.status, rating.is_rated)
            assert (rating.reason.value, "\N{EN DASH}") == (record["reason"], rating.letter)
            assert (None, None, None, None) == (
                rating.met,
                rating.shortfall,
                rating.stretch_met,
                rating.cases_to(),
            )
            assert "not rated" in sentence

    @given(questions())
    def test_the_reason_is_the_first_that_holds(self, question):
        """Of all reasons that hold, the first in the contract's order is given; none holds of a rating.

        An absent figure counts as a status only where a figure would have one: what is not judged, or has no
        target, is not red for being late.
        """
        rating = question.rated()
        assert question.first_reason() == (None if rating.reason is None else rating.reason.value)

    @given(questions())
    def test_a_rating_is_its_band_unless_promoted(self, question):
        """The status is that of the band, the promoted one if it moved as asked, or that of the absent."""
        rating = question.rated()
        if not rating.is_rated:
            return
        if question.absent_counts:
            assert question.scheme.missing_as == rating.status
        elif not question.asks_for_a_change:
            assert question.band == rating.status
        else:
            (promotion,) = question.scheme.promote
            direction = question.change.direction
            moved = direction is Direction.BETTER or (
                promotion.when == "not worse" and direction is Direction.SAME
            )
            assert (promotion.to if moved else promotion.source) == rating.status


class TestTooFew:
    @given(counts(least=0, largest=40), st.integers(-1, 1), st.sampled_from(INDICATORS), st.booleans())
    def test_fewer_than_the_fewest_are_too_few(self, pair, more, indicator, has_target):
        """As many cases as the scheme asks for are enough and one fewer is not, judged or not."""
        numerator, denominator = pair
        fewest = max(0, denominator + more)
        judged = indicator.polarity != "none" and has_target
        target = Target.between(40, 60) if indicator.polarity == "range" else Target(50)
        outturn = Outturn(NOW, numerator=numerator, denominator=denominator)
        scheme = Scheme("Council", min_denominator=fewest)
        rating = rate(indicator, outturn, target if judged else None, scheme=scheme)
        if denominator == 0:
            expected = "zero denominator"
        elif denominator < fewest:
            expected = "too few"
        elif indicator.polarity == "none":
            expected = "contextual"
        else:
            expected = None if has_target else "no target"
        assert expected == (None if rating.reason is None else rating.reason.value)


class TestPromotion:
    @given(
        st.sampled_from(PROMOTIONS),
        st.sampled_from(("higher", "lower")),
        st.sampled_from((45.0, 55.0, 60.0, 65.0, 75.0)),
        st.sampled_from((None, "missing", -0.1, 0.0, 0.1)),
    )
    def test_only_the_change_that_was_asked_for_promotes(self, promotion, polarity, value, earlier):
        """Better goes up, the same goes up if that is enough, worse stays; without a figure, no status."""
        indicator = Indicator("1", "Something measured", polarity=polarity)
        target = Target(60, tolerance=Tolerance.points(10))
        scheme = Scheme("Council", promote=promotion)
        outturn = Outturn(NOW, value)
        period = BEFORE if promotion.than == "last period" else NOW.same_last_year
        change = None
        if earlier is not None:
            before = (
                Outturn.missing(period, "late") if earlier == "missing" else Outturn(period, value + earlier)
            )
            change = compare(indicator, outturn, before)
        rating = rate(indicator, outturn, target, scheme=scheme, change=change)
        band = Bands.of(indicator, target, scheme).status(value)
        # One is better where the earlier figure was on the worse side: lower for higher is better.
        better = earlier == (-0.1 if polarity == "higher" else 0.1)
        if band != promotion.source:
            assert (band, None) == (rating.status, rating.reason)
        elif earlier in (None, "missing"):
            assert (Status.NOT_RATED, Reason.NO_COMPARATOR) == (rating.status, rating.reason)
        elif better or (earlier == 0 and promotion.when == "not worse"):
            assert (promotion.to, None) == (rating.status, rating.reason)
        else:
            assert (band, None) == (rating.status, rating.reason)


class TestNothingIsLost:
    @given(questions(), st.sampled_from(NO_FIGURE))
    def test_missing_is_never_red_by_accident(self, question, reason):
        """Without a figure nothing is rated, for the reason given, whatever the target, scheme and indicator.

        Only a scheme that says so counts an absent figure as one of its states.
        """
        rating = question.rated()
        if question.outturn.reason is not None or question.outturn.denominator == 0:
            assert not rating.is_rated or question.absent_counts
        plain = question.scheme.replace(missing_as=None)
        rating = rate(question.indicator, Outturn.missing(NOW, reason), question.target, scheme=plain)
        assert (reason, None) == (rating.reason.value, rating.value)

    @given(figures(), st.sampled_from(("higher", "lower", "none")))
    def test_a_plain_scheme_asks_for_nothing(self, outturn, polarity):
        """Under red, amber and green alone, a figure with a target is rated however few its cases are."""
        indicator = Indicator("1", "Something measured", polarity=polarity, unit="percent")
        rating = rate(indicator, outturn, None if polarity == "none" else Target(50), scheme=RAG)
        figure = outturn.reason is None and outturn.denominator != 0
        assert (figure and polarity != "none") is rating.is_rated
