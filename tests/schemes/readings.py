"""What the tests of published rules share: indicators of the usual kinds, and the states of a row of figures.

The figures in these tests are worked ones on the edges that a rule states, unless a test says that the body
published them. A size that a body does not publish is illustrative, and the test says so.
"""

from kpirag import RAG, Indicator, Outturn, Period, Rating, Scheme, Target, rate

Q1, Q2, Q3, Q4 = (Period.quarter(2022, place) for place in (1, 2, 3, 4))

HIGHER = Indicator("up", "Higher is better", polarity="higher", unit="percent")
LOWER = Indicator("down", "Lower is better", polarity="lower", unit="percent")
RANGE = Indicator("near", "Close to the target is better", polarity="range", unit="percent")
CONTEXT = Indicator("context", "Not judged", polarity="none")
SCORE = Indicator("score", "A score", polarity="higher", unit="score")


def rating(indicator: Indicator, target: Target | None, value: float, scheme: Scheme = RAG) -> Rating:
    """Return the rating of one figure of Q2 2022/23."""
    return rate(indicator, Outturn(Q2, value), target, scheme=scheme)


def states(indicator: Indicator, target: Target, scheme: Scheme, *values: float) -> list[str]:
    """Return the state of each figure, in order."""
    return [str(rating(indicator, target, value, scheme).status) for value in values]
