"""What type checkers know about sets and scorecards."""

from typing import Any, assert_type

from kpirag import (
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Rating,
    Reason,
    Row,
    Scorecard,
    Summary,
    Target,
    Tolerance,
)
from kpirag.present import markdown_table, text_table
from kpirag.scorecards import Cause, Movements, StatusChange

q2 = Period.quarter(2022, 2)
visits = Indicator("1", "Visits in time", polarity="higher", unit="percent")
board = IndicatorSet([visits], {"1": Target(80)}, {"1": [Outturn(q2, 85)]})
assert_type(board, IndicatorSet)
assert_type(board["1"], Indicator)
assert_type(board.periods, tuple[Period, ...])
assert_type(IndicatorSet.from_records([{"ref": 1, "name": "Visits", "polarity": "higher"}]), IndicatorSet)
assert_type(IndicatorSet.from_table([["Ref", "Indicator", "Good is"], ["1", "Visits", "High"]]), IndicatorSet)
assert_type(board.to_records(), dict[str, Any])

card = board.scorecard(q2)
assert_type(card, Scorecard)
assert_type(card["1"], Row)
assert_type(card.rows, tuple[Row, ...])
assert_type(card.summary, Summary)
assert_type(card.summary.rated, int)
assert_type(card.summary.share("green"), float | None)
assert_type(card.summary.sentence(), str)
assert_type(card.exceptions(), tuple[Row, ...])
assert_type(card.by_group(), dict[str, Scorecard])
assert_type(card.what_if(tolerance=Tolerance.percent(10)), Scorecard)
assert_type(card.without_tolerance(), Scorecard)
assert_type(card.versus(card), Movements)
assert_type([change.cause for change in card.versus(card)], list[Cause])
assert_type(list(card.versus(card)), list[StatusChange])
assert_type(card.to_dicts(), list[dict[str, Any]])
assert_type(card.to_text(), str)
assert_type(card.to_markdown(), str)
assert_type(card["1"].rating, Rating)
assert_type(card["1"].rating.reason, Reason | None)

assert_type(text_table(["Ref"], [["1"]]), str)
assert_type(markdown_table(["Ref"], [["1"]]), str)


def never_called() -> None:
    """Hold what type checkers must refuse: if one of these passed, its ignore would be reported as unused."""
    board.scorecard("Q2 2022/23")  # type: ignore[arg-type]  # a label is not a period
    card.summary.share("green", "most")  # type: ignore[arg-type]  # no such denominator
    IndicatorSet.from_table([], percent_as="ratio")  # type: ignore[arg-type]  # points or fraction
