"""Rules for what has no colour, and colours that no figure gives."""

import pytest

from kpirag import (
    RAG,
    Edge,
    IndicatorSet,
    Outturn,
    Period,
    Rating,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
    rate,
)
from tests.schemes.readings import CONTEXT, HIGHER, LOWER, Q2, states

HAVERING_2024 = RAG.replace(name="Havering", version="2024/25", labels={"contextual": "Narrative only"})
BUCKINGHAMSHIRE = RAG.replace(name="Buckinghamshire", version="2016/17")


class TestHaveringNarrative:
    """Rule 4. Havering, 2024/25. https://democracy.havering.gov.uk/mgAi.aspx?ID=35537 .

    Amber is below target within a tolerance of the indicator's own; green is 'above annual target', and
    what equals it is not said. Blue is narrative only. The sizes are illustrative.
    """

    TOLERANCE = Tolerance.percent(5)

    def test_amber_is_each_indicators_own(self):
        """Within 5% of 80 is amber down to 76; red is below that."""
        target = Target(80, tolerance=self.TOLERANCE)

        assert ["green", "amber", "amber", "red"] == states(
            HIGHER, target, HAVERING_2024, 80, 79.99, 76, 75.99
        )

    def test_the_two_readings_of_above_differ_on_the_target_alone(self):
        """Read strictly, 80 itself is amber; 80.01 and 79.99 are the same under both readings."""
        strict = Target(Edge(80, inclusive=False), tolerance=self.TOLERANCE)

        assert ["green", "amber", "amber", "amber", "red"] == states(
            HIGHER, strict, HAVERING_2024, 80.01, 80, 79.99, 76, 75.99
        )

    def test_blue_is_narrative_and_not_better_than_green(self):
        """What has no sensible target is not rated, is printed as narrative, and is in no colour's count."""
        narrative = rate(CONTEXT, Outturn(Q2, 12, note="Commentary."), scheme=HAVERING_2024)

        assert (Reason.CONTEXTUAL, "Narrative only") == (narrative.reason, narrative.word)
        missing = rate(HIGHER, Outturn.missing(Q2, "late"), Target(80), scheme=HAVERING_2024)
        assert "Not rated" == missing.word
        card = IndicatorSet([CONTEXT], {}, {"context": Outturn(Q2, 12)}).scorecard(Q2, HAVERING_2024)
        assert {"green": 0, "amber": 0, "red": 0} == card.summary.counts


class TestBuckinghamshire:
    """Rule 39. Buckinghamshire, Q2 2016/17, children's services portfolio.

    Green is on or above target, amber *slightly* below, red below. No number says where slightly ends, so
    amber and red are entered as the paper prints them.
    """

    PERIOD = Period.quarter(2016, 2)

    def printed(self, colour):
        """Return the rating of a measure that the paper prints in a colour."""
        return Rating.asserted(
            HIGHER,
            Outturn.missing(self.PERIOD, "no data"),
            colour,
            by="the council's paper",
            because="it prints the colour and no edge",
            scheme=BUCKINGHAMSHIRE,
        )

    def test_on_target_is_good(self):
        """The one edge that is given is inclusive."""
        assert ["green", "red"] == states(HIGHER, Target(90), BUCKINGHAMSHIRE, 90, 89.99)

    @pytest.mark.parametrize("colour", ["green", "amber", "red"])
    def test_a_printed_colour_is_kept_as_printed(self, colour):
        """It counts as rated, as given by the paper, and nothing is worked out for it."""
        given = self.printed(colour)
        card = IndicatorSet([HIGHER], ratings=[given]).scorecard(self.PERIOD, BUCKINGHAMSHIRE)

        assert colour == given.status
        assert given.computed is None
        assert (1, 1) == (card.summary.rated, card.summary.asserted)

    def test_data_unavailable_is_apart_from_the_rated(self):
        """A measure whose data is unavailable is in the paper and in no colour."""
        board = IndicatorSet(
            [HIGHER, LOWER], {}, {"down": Outturn.missing(self.PERIOD, "no data")}, [self.printed("amber")]
        )
        summary = board.scorecard(self.PERIOD, BUCKINGHAMSHIRE).summary

        assert (1, {Reason.NO_DATA: 1}) == (summary.rated, summary.not_rated)


@pytest.mark.parametrize(
    "reason", ["late", "not due", "not applicable", "suppressed", "unreliable", "no data"]
)
def test_missing_is_never_a_colour_unless_a_rule_says_so(reason):
    """Rules 5, 7, 9, 17, 51: `missing_as` alone makes a missing figure a colour, if it is late or absent."""
    missing = Outturn.missing(Q2, reason)
    strict = Scheme("Missing is red", missing_as="red")

    assert Status.NOT_RATED is rate(HIGHER, missing, Target(90)).status
    expected = Status.RED if reason in {"late", "no data"} else Status.NOT_RATED
    assert expected is rate(HIGHER, missing, Target(90), scheme=strict).status
