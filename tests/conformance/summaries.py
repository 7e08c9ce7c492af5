"""Summaries against what public bodies printed: `python tests/conformance/summaries.py REFERENCE_FOLDER`.

The folder holds `summaries.jsonl`: one report a line, with the counts and percentages that it prints. For
each row an indicator set is made whose ratings and figures give the counts. Its scorecard is made through the
public API, and every figure of the row is compared with what the scorecard says. A figure that nothing was
compared with is a fault, so none is left out in silence.

In a row with `arithmetic_ok: false` the paper got a sum wrong. What disagrees there must be the paper's own
slip: arithmetic on its other figures, done here in whole numbers and without kpirag, must give what kpirag
gives. If nothing disagrees in such a row, that is a fault. The command ends with 1 if there is any.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from kpirag import (
    RAG,
    Direction,
    Indicator,
    IndicatorSet,
    Outturn,
    Period,
    Rating,
    Reason,
    Scheme,
    Scorecard,
    State,
    Status,
    Summary,
    Target,
    Tolerance,
)

#: Schemes of the bodies whose states are not red, amber and green.
HAVERING = Scheme("Havering", version="2015/16", states=("red or amber", "green"))
DARLINGTON = Scheme("Darlington", states=("not achieved", State("achieved", met=True)))
WEST_LINDSEY = Scheme("West Lindsey", states=("below", "within tolerance", State("exceeding", met=True)))
JNCC = Scheme("JNCC", states=("deteriorating", "little or no change", State("improving", met=True)))
AUSTIN = Scheme("Austin", tolerance=Tolerance.percent(3))
AUSTIN_WITHIN = AUSTIN.replace(name="Austin, within 3%", tolerance_counts_as="green")
#: What papers count together, such as maintained or improved, against the rest.
EITHER = Scheme("either", states=("no", State("yes", met=True)))
#: Directions of travel as states, so that their shares are worked out as those of ratings are.
TRAVEL = Scheme("direction of travel", states=("worse", "same", State("better", met=True)))

#: Labels that do not show the whole period: JNCC's window that ends in 2024; Austin's year, from October.
YEARS = {"2024, long term": Period.year(2024, year_start=1), "FY 2014-15": Period.year(2014, year_start=10)}
#: What the counts of states are called in the reference, and here.
STATES = {"green": "green", "amber": "amber", "red": "red", "red_or_amber": "red or amber"}
#: The two comparisons of a scorecard, and what papers call them.
COLUMNS = {"since_last_period": ("last_quarter", "short_dot"), "since_last_year": ("last_year", "long_dot")}
BETTER, SAME, WORSE = Direction.BETTER, Direction.SAME, Direction.WORSE
#: What shares are printed of.
Whole = Literal["rated", "all"]
#: The most indicators that percentages without counts are taken to be of.
MOST = 200


def half_up(part: int, whole: int, decimals: int) -> Decimal:
    """Return a percentage rounded half up, worked out in whole numbers and without kpirag."""
    return Decimal((200 * part * 10**decimals + whole) // (2 * whole)).scaleb(-decimals)


def decimals_of(printed: int | Decimal) -> int:
    """Return how many decimals a figure is printed with: 75 has none, 75.0 has one."""
    return max(0, -int(Decimal(printed).as_tuple().exponent))


def sum_text(parts: Iterable[int]) -> str:
    """Return a sum as it is written down, such as "9 + 1 + 3 = 13"."""
    parts = tuple(parts)
    return f"{' + '.join(map(str, parts))} = {sum(parts)}"


@frozen
class Figure:
    """A figure that a paper prints, and what kpirag and arithmetic on the paper's other figures give."""

    name: str
    printed: Decimal
    computed: Decimal
    exact: Decimal
    because: str = ""

    @property
    def agrees(self) -> bool:
        """Whether all three are one."""
        return self.printed == self.computed == self.exact

    @property
    def is_slip(self) -> bool:
        """Whether the paper differs, and arithmetic bears kpirag out."""
        return self.printed != self.computed == self.exact

    def __str__(self) -> str:
        why = f": {self.because}" if self.because else ""
        told = f"{self.name}: the paper has {self.printed}, computed {self.computed}{why}"
        return told if self.computed == self.exact else f"{told}; but arithmetic gives {self.exact}"


@define
class Paper:
    """A report: the figures it prints by name, such as "counts.green", and how the comparison came out.

    Args:
        name: What it is called in print.
        period: Its period.
        printed: Its figures by name.
        unread: The names of the figures that nothing was compared with so far.
        figures: The figures that were compared.
        left: Figures that nothing can be compared with, and why.
        notes: What was assumed.
        faults: Laws of a scorecard that did not hold.
    """

    name: str
    period: Period
    printed: dict[str, Any]
    unread: set[str]
    figures: list[Figure] = field(factory=list)
    left: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)
    faults: list[str] = field(factory=list)

    @classmethod
    def of(cls, place: int, row: dict[str, Any]) -> "Paper":
        """Return the report of a row of the reference; the figures of a list are numbered from 0."""
        printed: dict[str, Any] = {}
        todo: list[tuple[str, Any]] = [("counts", row["counts"]), ("sentence", row["sentence_numbers"])]
        for name, given in todo:
            if isinstance(given, dict | list):
                inner = given.items() if isinstance(given, dict) else enumerate(given)
                todo += [(f"{name}.{key}", value) for key, value in inner]
            else:
                printed[name] = given
        label = row["period"]
        period = YEARS[label] if label in YEARS else Period.parse(label)
        return cls(f"row {place}, {row['org']}, {label}", period, printed, set(printed))

    def count(self, name: str) -> int:
        """Return a count that the paper prints; 0 if it prints none."""
        return int(self.printed.get(name, 0))

    def check(self, names: str, computed: float | None, exact: Any = None, because: str = "") -> None:
        """Compare figures, where the paper prints them, with what kpirag and arithmetic give.

        Args:
            names: The names of the figures.
            computed: What kpirag gives.
            exact: What arithmetic gives; not given for a count that the set was made from.
            because: The arithmetic as it is written down.
        """
        for name in names.split():
            if name in self.printed:
                self.unread.discard(name)
                got = Decimal("NaN") if computed is None else Decimal(str(computed))
                wanted = Decimal(self.printed[name] if exact is None else exact)
                self.figures.append(Figure(name, Decimal(self.printed[name]), got, wanted, because))

    def share(self, name: str, summary: Summary, state: str, of: Whole = "rated") -> None:
        """Compare a percentage, if the paper prints it, with the share of a state at as many decimals."""
        part, whole = summary.counts[state], getattr(summary, of)
        if name in self.printed and whole:
            decimals = decimals_of(self.printed[name])
            because = f"{part} of {whole} is {100 * part / whole:.4f}%"
            computed = summary.share(state, of=of, decimals=decimals)
            self.check(name, computed, half_up(part, whole, decimals), because)

    def leave(self, name: str, why: str) -> None:
        """Say that there is nothing to compare a figure with."""
        if name in self.unread:
            self.unread.remove(name)
            self.left.append(f"{name} {self.printed[name]}: {why}")

    def summary_of(self, card: Scorecard) -> Summary:
        """Return the summary of a scorecard, and try its laws: what adds up, and what is part of what."""
        summary, reasons = card.summary, Counter(row.rating.reason for row in card.not_rated())
        laws = {
            "a state is counted as often as rows have it": all(
                number == len(card.with_status(state)) for state, number in summary.counts.items()
            ),
            "a reason is counted as often as rows have it": Counter(summary.not_rated) == reasons,
            "the states sum to the rated": summary.rated == sum(summary.counts.values()),
            "rated and not rated are all": summary.all == len(card) == summary.rated + reasons.total(),
            "what is not due is not counted as due": summary.due == summary.all - reasons[Reason.NOT_DUE],
            "no data is not reported": summary.reported == summary.due - reasons[Reason.NO_DATA],
        }
        self.faults += [f"this does not hold: {law}" for law, holds in laws.items() if not holds]
        return summary


def spread(counts: Iterable[tuple[Any, int]], length: int = 0) -> list[Any]:
    """Return each thing as often as it is counted, in turn; None fills up to the length."""
    found = [thing for thing, number in counts for _ in range(number)]
    return found + [None] * (length - len(found))


def card_of(
    period: Period,
    scheme: Scheme,
    states: Sequence[str | None],
    since: Sequence[Sequence[Direction | None]] = ((), ()),
    **facts: Sequence[Any],
) -> Scorecard:
    """Return a scorecard with an indicator for each state, which a person gave.

    Args:
        period: The period.
        scheme: The scheme of the states.
        states: The states; "no data" for a figure that is lacking, None for one without a target.
        since: The directions since last period, and since last year; None where no earlier figure is.
        facts: Fields of the indicators, a list for each, such as ``group``.
    """
    indicators, outturns, ratings = [], [], []
    for place, state in enumerate(states):
        up = 1 if place % 2 else -1  # for every other indicator better is up, and for the rest down
        own = {fact: values[place] for fact, values in facts.items()}
        indicator = Indicator(place, f"Indicator {place}", polarity="higher" if up > 0 else "lower", **own)
        mine = period if indicator.frequency is None else Period.containing(period.end, indicator.frequency)
        now = Outturn.missing(mine, "no data") if state == "no data" else Outturn(mine, 50)
        earlier = {}
        for then, directions in zip((mine.previous, mine.same_last_year), since, strict=True):
            direction = directions[place] if directions else None
            if direction is not None:
                earlier[then] = Outturn(then, 50 - {BETTER: up, SAME: 0, WORSE: -up}[direction])
        if state is not None and state != "no data":
            by, because = "the paper", "it counts it so"
            ratings.append(Rating.asserted(indicator, now, state, by=by, because=because, scheme=scheme))
        outturns += [(indicator.ref, one) for one in (now, *earlier.values())]
        indicators.append(indicator)
    return IndicatorSet(indicators, outturns=outturns, ratings=ratings, schemes=[scheme]).scorecard(period)


def travel_of(card: Scorecard, column: str) -> Summary:
    """Return the directions of a column of a scorecard, counted as a summary counts states."""
    found = Counter(getattr(row, column).direction for row in card)
    counts = {"better": found[BETTER], "same": found[SAME], "worse": found[WORSE]}
    lacking = {Reason.NO_COMPARATOR: found[Direction.NOT_COMPARABLE]}
    return Summary(TRAVEL, counts, lacking, sum(counts.values()), len(card))


def of_two(yes: int, no: int) -> Summary:
    """Return the summary of what papers count together, against the rest."""
    return Summary(EITHER, {"yes": yes, "no": no}, {}, yes + no, yes + no)


def colours(paper: Paper) -> None:
    """Compare counts of colours with totals and shares, and both directions of travel."""
    scheme = HAVERING if "counts.red_or_amber" in paper.printed else RAG
    keys = {name: key for key, name in STATES.items() if f"counts.{key}" in paper.printed}
    counts = {name: paper.count(f"counts.{key}") for name, key in keys.items()}
    rated = sum(counts.values())
    unrated = paper.count("counts.n/a") + max(paper.count("counts.measured") - rated, 0)
    unprinted = [str(state) for state in scheme.states if state not in counts]
    others = max(paper.count("counts.total") - rated, 0) if unprinted else 0
    for other in [None, *unprinted] if others else [None]:
        states = spread([*counts.items(), (None, unrated), (other, others)])
        card = card_of(paper.period, scheme, states, [directions(paper, one, len(states)) for one in COLUMNS])
        summary = paper.summary_of(card)
        for name, key in keys.items():
            paper.check(f"counts.{key} sentence.{key}", summary.counts[name], counts[name])
            paper.share(f"sentence.{key}_pct", summary, name)
        whole = [*counts.values(), *filter(None, (unrated, others))]
        paper.check("counts.total sentence.total", summary.all, sum(whole), sum_text(whole))
        paper.check("counts.measured", summary.reported, sum(whole), sum_text(whole))
        paper.check("counts.n/a", summary.all - summary.rated, unrated)
        paper.check("sentence.achieved", summary.counts["green"], counts.get("green", 0))
        rated_names = "counts.rated sentence.targetable sentence.of"
        paper.check(rated_names, summary.rated, rated, sum_text(counts.values()))
        paper.share("sentence.pct", summary, "green")
    if others:
        paper.notes.append(f"the status of the other {others} is not printed; all holds whatever it is")
    check_directions(paper, card)
    if "sentence.green_change" in paper.printed:
        check_green_change(paper, card, states)


def directions(paper: Paper, column: str, length: int) -> list[Direction | None]:
    """Return directions for the indicators of a column, each as often as the paper counts it, then None."""
    counts = [(BETTER, paper.count("sentence.improved")), (WORSE, paper.count("sentence.declined"))]
    for name in COLUMNS[column]:
        held = paper.count(f"sentence.{name}.maintained_or_improved")
        better = paper.count(f"sentence.{name}.up") + held - held // 2
        same = paper.count(f"sentence.{name}.no_change") + held // 2
        worse = paper.count(f"sentence.{name}.down") + paper.count(f"sentence.{name}.worse")
        counts += [(BETTER, better), (SAME, same), (WORSE, worse)]
    return spread(counts, length)


def check_directions(paper: Paper, card: Scorecard) -> None:
    """Compare the directions of travel of a scorecard with both comparisons of a paper."""
    for column, names in COLUMNS.items():
        travel = travel_of(card, column)
        better, same, worse = travel.counts.values()
        held = of_two(better + same, worse)
        paper.check("sentence.improved", better)
        paper.check("sentence.declined", worse)
        for name in (f"sentence.{name}" for name in names):
            for key, state in (("up", "better"), ("no_change", "same"), ("down", "worse")):
                paper.check(f"{name}.{key}", travel.counts[state])
                paper.share(f"{name}.pct_{key}", travel, state)
            paper.check(f"{name}.maintained_or_improved", held.counts["yes"])
            paper.check(f"{name}.worse", held.counts["no"])
            paper.share(f"{name}.pct.0", held, "yes")
            paper.share(f"{name}.pct.1", held, "no")
            compared = sum(travel.counts.values())
            paper.check(f"{name}.of", travel.rated, compared, sum_text(travel.counts.values()))
            paper.check(f"{name}.n/a", travel.all - travel.rated, len(card) - compared)
    if "sentence.improved" in paper.printed:
        paper.notes.append("what the directions are measured from is not printed; tried as both")


def check_green_change(paper: Paper, card: Scorecard, states: Sequence[str | None]) -> None:
    """Compare how many more are green than the quarter before, whose counts the paper does not print."""
    more, earlier = paper.count("sentence.green_change"), list(states)
    was, now = ("amber", "green") if more > 0 else ("green", "amber")
    for _ in range(abs(more)):
        earlier[earlier.index(now)] = was
    before = card_of(paper.period.previous, RAG, earlier)
    moves = [(change.before.rating.status, change.after.rating.status) for change in card.versus(before)]
    net = sum((after == Status.GREEN) - (first == Status.GREEN) for first, after in moves)
    paper.check("sentence.green_change", net)
    paper.check("sentence.green_change", card.summary.counts["green"] - before.summary.counts["green"])
    paper.notes.append(f"the quarter before is not printed; {abs(more)} now {now} are taken to be {was} then")


def key_indicators(paper: Paper) -> None:
    """Compare rated, listed and unavailable indicators; the colour of those not listed is not printed."""
    names = ("green", "amber", "red")
    counts = {name: paper.count(f"counts.listed_{name}") for name in names}
    listed, lacking = sum(counts.values()), paper.count("counts.unavailable")
    others = paper.count("counts.rated") - listed
    for other in names:
        states = spread([*counts.items(), (other, others), ("no data", lacking)])
        group = spread([("listed", listed), ("other", others + lacking)])
        card = card_of(paper.period, RAG, states, group=group)
        summary, key = paper.summary_of(card), paper.summary_of(card.by_group()["listed"])
        for name in names:
            paper.check(f"counts.listed_{name}", key.counts[name])
        paper.check("counts.rated sentence.rated", summary.rated, listed + others)
        paper.check("sentence.listed", key.rated, listed, sum_text(counts.values()))
        paper.check("counts.unavailable", summary.due - summary.reported)
    paper.notes.append(f"the colour of the other {others} is not printed; all holds whatever it is")


def travel_only(paper: Paper) -> None:
    """Compare counts of better, worse and same with the total."""
    counts = {one: paper.count(f"counts.{one}") for one in (BETTER, WORSE, SAME)}
    length = max(paper.count("counts.total"), sum(counts.values()))
    column = spread(counts.items(), length)
    card = card_of(paper.period, RAG, [None] * length, [column, column])
    paper.summary_of(card)
    for since in COLUMNS:
        travel = travel_of(card, since)
        for one in counts:
            paper.check(f"counts.{one}", travel.counts[one])
        total = sum(counts.values())
        paper.check("counts.total sentence.total", travel.rated, total, sum_text(counts.values()))
    if length > total:
        paper.notes.append(f"{length - total} could be without a comparison; the paper does not print that")


def frequencies(paper: Paper) -> None:
    """Compare how often indicators are reported, how many have a target, and what became of each."""
    often = {"year": "annual", "half": "six_monthly", "quarter": "quarterly"}
    numbers = {frequency: paper.count(f"counts.{name}") for frequency, name in often.items()}
    counts = {state: paper.count(f"counts.{state.replace(' ', '_')}") for state in DARLINGTON.states}
    lacking, total = paper.count("counts.no_data"), sum(numbers.values())
    states = spread([*counts.items(), ("no data", lacking)], total)
    card = card_of(paper.period, DARLINGTON, states, frequency=spread(numbers.items()))
    summary = paper.summary_of(card)
    for frequency, name in often.items():
        paper.check(f"counts.{name}", sum(row.indicator.frequency == frequency for row in card))
    paper.check("counts.total sentence.total", summary.due, total, sum_text(numbers.values()))
    for state, number in summary.counts.items():
        paper.check(f"counts.{state.replace(' ', '_')}", number)
    paper.check("counts.no_data", summary.not_rated[Reason.NO_DATA])
    parts, without = [*counts.values(), lacking], summary.not_rated[Reason.NO_TARGET]
    paper.check("counts.with_target", summary.all - without, sum(parts), sum_text(parts))
    paper.check("sentence.without_target", without, total - sum(parts), f"{total} - {sum(parts)}")

    since = {BETTER: "better_than_last_year", WORSE: "worse", None: "no_comparison"}
    column = spread((one, paper.count(f"sentence.{name}")) for one, name in since.items())
    split = card_of(paper.period, DARLINGTON, [None] * len(column), [(), column])
    travel = travel_of(split, "since_last_year")
    found = [travel.counts["better"], travel.counts["worse"], travel.all - travel.rated]
    for name, number in zip(since.values(), found, strict=True):
        paper.check(f"sentence.{name}", number)
    untargeted = paper.summary_of(split).not_rated[Reason.NO_TARGET]
    paper.check("sentence.without_target", untargeted, len(column), f"their split is {sum_text(found)}")


def kinds(paper: Paper) -> None:
    """Compare how many indicators there are of each kind with the total."""
    counts = {name: paper.count(f"counts.{name}") for name in ("statutory", "mopac", "local")}
    group = spread(counts.items())
    card = card_of(paper.period, RAG, [None] * len(group), group=group)
    summary = paper.summary_of(card)
    for name, part in card.by_group().items():
        paper.check(f"counts.{name}", paper.summary_of(part).all)
    paper.check("counts.total sentence.total", summary.all, len(group), sum_text(counts.values()))


def trends(paper: Paper) -> None:
    """Compare the states of trends with their shares of all measures, whether assessed or not."""
    total, assessed = paper.count("counts.total"), paper.count("sentence.assessed")
    keys = {"improving": "improving", "little or no change": "little_or_no_change"}
    counts = {state: paper.count(f"counts.{key}") for state, key in keys.items()}
    rest = assessed - sum(counts.values())
    states = spread([*counts.items(), ("deteriorating", rest)], total)
    summary = paper.summary_of(card_of(paper.period, JNCC, states))
    for place, (state, key) in enumerate(keys.items()):
        paper.check(f"counts.{key}", summary.counts[state])
        paper.share(f"sentence.pct.{place}", summary, state, of="all")
    paper.check("counts.total", summary.all)
    paper.check("sentence.assessed", summary.rated)
    paper.notes.append(f"the other {rest} assessed are taken as deteriorating; no figure depends on it")
    of_rated = [f"{summary.share(state, decimals=0):g}%" for state in counts]
    told = f"the shares are of all {total}; of the {assessed} assessed they would be {' and '.join(of_rated)}"
    paper.notes.append(told)


def within(paper: Paper) -> None:
    """Compare ratings worked out from figures with a tolerance of 3%, which then counts as met."""
    total, met = paper.count("counts.total"), paper.count("counts.met")
    near, held = paper.count("counts.met_or_within_3pct"), paper.count("counts.improved_or_maintained")
    values = spread([(100, met), (97, near - met), (96, total - near)])
    steps = spread([(1, held - held // 2), (0, held // 2), (-1, total - held)])
    board = IndicatorSet(
        [Indicator(place, f"Indicator {place}", polarity="higher") for place in range(total)],
        {place: Target(100) for place in range(total)},
        {
            place: [Outturn(paper.period, value), Outturn(paper.period.previous, value - step)]
            for place, (value, step) in enumerate(zip(values, steps, strict=True))
        },
    )
    card = board.scorecard(paper.period, AUSTIN)
    better, same, worse = travel_of(card, "since_last_year").counts.values()
    lasting = paper.count("counts.five_year_ok")
    five_years = card_of(paper.period, EITHER, spread([("yes", lasting), ("no", total - lasting)]))
    summaries = {
        "met": (paper.summary_of(card), "green"),
        "met_or_within_3pct": (paper.summary_of(card.what_if(scheme=AUSTIN_WITHIN)), "green"),
        "improved_or_maintained": (of_two(better + same, worse), "yes"),
        "five_year_ok": (paper.summary_of(five_years), "yes"),
    }
    for place, (name, (summary, state)) in enumerate(summaries.items()):
        paper.check(f"counts.{name}", summary.counts[state])
        paper.check("counts.total", summary.all)
        paper.share(f"sentence.pct.{place}", summary, state)
    paper.notes.append("five-year trends are entered as they are counted, not worked out")


def fitting(shares: Sequence[int | Decimal], together: int | Decimal | None = None) -> tuple[int, ...]:
    """Return the fewest counts whose shares are as printed, and the share of the first two together.

    Raises:
        ValueError: If there are none.
    """

    def printed_so(part: int, whole: int, share: int | Decimal) -> bool:
        return half_up(part, whole, decimals_of(share)) == share

    for whole in range(1, MOST + 1):
        parts = [[part for part in range(whole + 1) if printed_so(part, whole, share)] for share in shares]
        for found in product(*parts):
            if sum(found) == whole and (together is None or printed_so(sum(found[:2]), whole, together)):
                return found
    message = f"no counts of up to {MOST} indicators have the shares {', '.join(map(str, shares))}"
    raise ValueError(message)


def percentages(paper: Paper) -> None:
    """Compare percentages without counts: with each other, and with the fewest counts they can be of."""
    keys = {"exceeding": "exceeding", "within tolerance": "within_tolerance", "below": "below"}
    shares = [paper.printed[f"sentence.{key}_pct"] for key in keys.values()]
    parts = fitting(shares, paper.printed["sentence.within_or_above_pct"])
    summary = paper.summary_of(card_of(paper.period, WEST_LINDSEY, spread(zip(keys, parts, strict=True))))
    for state, key in keys.items():
        paper.share(f"sentence.{key}_pct", summary, state)
    together = summary.counts["exceeding"] + summary.counts["within tolerance"]
    paper.share("sentence.within_or_above_pct", of_two(together, summary.counts["below"]), "yes")
    paper.notes.append(f"no counts are printed; {sum_text(shares[:2])}, and {sum_text(shares)}")
    paper.notes.append(f"the fewest indicators these can be of are {sum_text(parts)}")

    keys = {"yes": "above_two_quarters", "no": "below_two_quarters"}
    shares = [paper.printed[f"sentence.{key}_pct"] for key in keys.values()]
    parts = fitting(shares)
    summary = paper.summary_of(card_of(paper.period, EITHER, spread(zip(keys, parts, strict=True))))
    for state, key in keys.items():
        paper.share(f"sentence.{key}_pct", summary, state)
    paper.notes.append(f"{sum_text(shares)}; the fewest indicators these can be of are {sum_text(parts)}")
    paper.leave("sentence.previous_within_or_above_pct", "no other figure of the quarter before is printed")


#: A figure that only one shape of report prints, and what compares such a report; others print colours.
SHAPES: dict[str, Callable[[Paper], None]] = {
    "counts.listed_red": key_indicators,
    "counts.better": travel_only,
    "counts.annual": frequencies,
    "counts.statutory": kinds,
    "counts.improving": trends,
    "counts.met_or_within_3pct": within,
    "sentence.exceeding_pct": percentages,
}
OUTCOMES = AGREE, SLIP, PARTLY, DISAGREE = "agree", "paper's slip shown", "partly checkable", "disagree"


@define
class Report:
    """How many rows came out how, and the lines that are printed of each."""

    outcomes: Counter[str] = field(factory=Counter)
    lines: list[str] = field(factory=list)

    def add(self, outcome: str, told: str, details: Iterable[str]) -> None:
        """Count a row, and keep what is told of it."""
        self.outcomes[outcome] += 1
        self.lines += [f"  {told}", *dict.fromkeys(f"    {detail}" for detail in details)]

    @property
    def passed(self) -> bool:
        """Whether there was something to check and nothing disagrees."""
        return self.outcomes.total() > 0 and not self.outcomes[DISAGREE]

    def __str__(self) -> str:
        told = ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in OUTCOMES)
        lines = self.lines or ["  FAULT: there is nothing to check"]
        return "\n".join(["Published summaries", f"  all: {self.outcomes.total()} rows: {told}", *lines])


def check_row(report: Report, place: int, row: dict[str, Any]) -> None:
    """Compare a row with its scorecard, and add what came out to the report."""
    try:
        paper = Paper.of(place, row)
        next((shape for key, shape in SHAPES.items() if key in paper.printed), colours)(paper)
    except Exception as error:  # noqa: BLE001 - a crash on one row must not hide the others
        name = f"row {place}, {row.get('org')}, {row.get('period')}"
        report.add(DISAGREE, f"{name}: could not be tried", [f"FAULT: {type(error).__name__}: {error}"])
        return
    wrong = row.get("arithmetic_ok") is False
    differing = [figure for figure in paper.figures if not figure.agrees]
    slips = [figure for figure in differing if wrong and figure.is_slip]
    faults = [*paper.faults, *(str(figure) for figure in differing if figure not in slips)]
    faults += [f"nothing was compared with {name} {paper.printed[name]}" for name in sorted(paper.unread)]
    if wrong and not slips:
        faults.append("the paper's arithmetic is said to be wrong, and nothing in it is")
    outcome = DISAGREE if faults else SLIP if slips else PARTLY if paper.left else AGREE
    agreeing = len({figure.name for figure in paper.figures} - {figure.name for figure in differing})
    told: dict[str, Sequence[Any]] = {"FAULT": faults, "slip": slips, "left": paper.left, "note": paper.notes}
    details = [f"{kind}: {one}" for kind, each in told.items() for one in each]
    report.add(outcome, f"{paper.name}: {outcome}; {agreeing} of {len(paper.printed)} figures agree", details)


def main(arguments: list[str] | None = None) -> int:
    """Compare every row, print what came out, and return 0, or 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description="Count what public bodies published, and compare.")
    parser.add_argument("reference", type=Path, help="the folder with the reference files")
    options = parser.parse_args(arguments)
    lines = (options.reference / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    report = Report()
    for place, line in enumerate(line for line in lines if line.strip()):
        check_row(report, place, json.loads(line, parse_float=Decimal))
    sys.stdout.write(f"{report}\n\n")
    verdict = "All agree, or are shown to be the paper's slip.\n"
    sys.stdout.write(verdict if report.passed else "Something disagrees: see the lines marked FAULT.\n")
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
