"""A walk through the public API, one step a feature.

`walk` is called by `test_purity.py` with every door to the outside shut, and its text is compared
between runs that differ in hash seed, time zone, locale and folder. So each step returns text, in an
order that is the same everywhere, and a new feature gets a step here.
"""

import copy
import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import kpirag
from kpirag import (
    BRAG,
    MET_OR_NOT,
    RAG,
    Bands,
    Edge,
    Forecast,
    Gate,
    Indicator,
    IndicatorSet,
    Interval,
    IntervalRule,
    Outturn,
    Peers,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    Scorecard,
    ScoreScale,
    Status,
    Target,
    Tolerance,
    achievement,
    average_score,
    compare,
    from_baseline,
    harder_of,
    rate,
)
from kpirag.arrays import (
    CASE_STATE_CODES,
    DIRECTION_CODES,
    MOVEMENT_CODES,
    REASON_CODES,
    Compared,
    InTimeByGroup,
    case_states,
    compare_pairs,
    compare_values,
    due_dates,
    in_time,
    in_time_by_group,
    percentages,
    previous_values,
    rate_coded,
    rate_values,
    reason_names,
    state_names,
    working_days_between,
)
from kpirag.statistics import recent_trend, significance, xmr
from kpirag.timescales import (
    ENGLAND_AND_WALES,
    UK_ANY,
    Exempt,
    Extend,
    Pause,
    Reset,
    Timescale,
    VersionedTimescale,
    elapsed,
)

EHCP = Indicator("32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent", decimals=1)
REPEAT = Indicator("12", "Second child protection plans", polarity="lower", unit="percent", decimals=1)
CARERS = Indicator(
    "18",
    "In-house foster carers recruited",
    polarity="higher",
    unit="number",
    decimals=0,
    basis="year to date",
)
CASELOAD = Indicator("25", "Average caseload", polarity="range", unit="number", decimals=1, adds_up=False)
IN_CARE = Indicator("40", "Children in care", polarity="none", unit="number", decimals=0, basis="snapshot")

Q1 = Period.quarter(2022, 1)
Q2 = Period.quarter(2022, 2)
YEAR = Period.year(2022)
FIVE_POINTS = Target(60, tolerance=Tolerance.points(5))


def walk() -> list[str]:
    """Go through the public API and return what it says, as lines of text."""
    steps = (
        periods,
        labels,
        indicators,
        numbers,
        ratings,
        targets,
        schemes,
        bands,
        cases,
        changes,
        sets,
        scorecards,
        intake,
        what_ifs,
        refusals,
        records,
        conditions,
        peers_and_scores,
        series,
        deadlines,
        catalogue,
        columns_rated,
        columns_compared,
        columns_of_dates,
    )
    return [f"{step.__name__}: {line}" for step in steps for line in step()]


def periods() -> list[str]:
    """Make periods of each kind, and move from one to the next."""
    some = [
        Period.month(2022, 9),
        Q2,
        Period.half(2022, 2),
        YEAR,
        Period.year(2022, year_start=9),
        Period.span(date(2022, 7, 4), date(2022, 7, 17)),
    ]
    lines = [f"{each!r} {each.label} {each.start} {each.end}" for each in some]
    lines += [
        f"{each.shift(1).label} {each.previous.label} {each.same_last_year.label} {each.number}"
        for each in some[:4]
    ]
    lines += [Q2.reporting_year.label, Q2.same_period_last_year.label]
    lines += [str(Q2.contains(date(2022, 7, 1))), str(Q2.same_dates(Period.span(Q2.start, Q2.end)))]
    return lines


def labels() -> list[str]:
    """Read labels as papers write them."""
    return [
        repr(Period.parse("Q2 2022/23")),
        repr(Period.parse("2022/23")),
        repr(Period.parse("September 2022")),
        repr(Period.parse("Q2 2022", year_start=4)),
        repr(Period.parse("FY14", named_by="end")),
    ]


def indicators() -> list[str]:
    """Show indicators and what an outturn's counts come to."""
    return [
        *map(repr, (EHCP, REPEAT, CARERS, CASELOAD, IN_CARE)),
        str(EHCP.value_of(Outturn(Q2, numerator=11, denominator=20))),
        str(EHCP == copy.deepcopy(EHCP)),
    ]


def numbers() -> list[str]:
    """Rate the same figure in each kind of number."""
    given = (55, 55.0, Decimal("55.0"), Fraction(110, 2))
    return [rate(EHCP, Outturn(Q2, value), FIVE_POINTS).status for value in given]


def ratings() -> list[str]:
    """Rate figures on both sides of each edge, and figures that cannot be rated."""
    some = [
        *(rate(EHCP, Outturn(Q2, value), FIVE_POINTS) for value in (60, 59.9, 55, 54.9, 0)),
        rate(REPEAT, Outturn(Q2, 22.1), Target(20, tolerance=Tolerance.percent(10))),
        rate(EHCP, Outturn(Q2, numerator=1, denominator=3), Target(80)),
        rate(EHCP, Outturn(Q2, numerator=0, denominator=0), Target(80)),
        rate(EHCP, Outturn(Q2, 55.0, quality="provisional", note="to be confirmed"), FIVE_POINTS),
        rate(EHCP, Outturn(Q2, 55.0)),
        rate(IN_CARE, Outturn(Q2, 278)),
        *(
            rate(EHCP, Outturn.missing(Q2, reason), FIVE_POINTS)
            for reason in ("not applicable", "not due", "late", "suppressed", "unreliable", "no data")
        ),
        Rating.asserted(EHCP, Outturn(Q2, 55.0), Status.RED, by="the service", because="the trend"),
    ]
    return [
        line
        for each in some
        for line in (
            each.explain(),
            f"{each.status} {each.letter} {each.reason} {each.value} {each.met} {each.shortfall}",
            f"{each.stretch_met} {each.caution}",
            repr(each),
            str(each.to_dict()),
        )
    ]


def targets() -> list[str]:
    """Write targets in each form, and rate against them."""
    profiled = Target(20, period=YEAR).profiled(to=Q2)
    shaped = Target(20, period=YEAR).profiled(to=Q2, shape=[2, 4, 6, 8])
    some = [
        rate(EHCP, Outturn(Q2, 98), Target(Edge(98, inclusive=False))),
        rate(EHCP, Outturn(Q2, 55), Target(60, floor=50, stretch=70)),
        rate(EHCP, Outturn(Q2, 55), Target(60, tolerance=Tolerance.points(5), strict=True)),
        rate(CASELOAD, Outturn(Q2, 19), Target.between(14, 18, tolerance=Tolerance.points(2))),
        rate(
            CASELOAD, Outturn(Q2, 12.5), Target.between(14, 18, tolerance=Tolerance.points(below=2, above=1))
        ),
        rate(CARERS, Outturn(Q2, 6), profiled),
        rate(CARERS, Outturn(Q2, 6), shaped),
    ]
    return [repr(profiled), repr(shaped), *(f"{each.explain()} {each.bands.describe()}" for each in some)]


def schemes() -> list[str]:
    """Rate one figure by several schemes, one of them of the caller's own."""

    class House(StrEnum):
        WELL_BELOW = "well below"
        BELOW = "below"
        ON_TRACK = "on track"

    own = Scheme(name="House", version="2022", states=House, tolerance=Tolerance.percent(5))
    lines = [repr(each) for each in (RAG, MET_OR_NOT, BRAG, own)]
    for scheme in (RAG, MET_OR_NOT, BRAG, own):
        rating = rate(EHCP, Outturn(Q2, 58.5), Target(60), scheme=scheme)
        lines += [str(rating.status), rating.explain(), rating.bands.describe()]
    return lines


def bands() -> list[str]:
    """Compile bands once and read them for many values."""
    some = Bands.of(EHCP, FIVE_POINTS, scheme=RAG)
    return [
        some.describe(),
        repr(some),
        *(str(some.status(value)) for value in (0.0, 54.9, 55.0, 60.0, 100.0)),
    ]


def cases() -> list[str]:
    """Ask how many more cases in time would have changed a rating."""
    rating = rate(EHCP, Outturn(Q2, numerator=1, denominator=3), Target(80))
    return [str(rating.cases_to()), str(rating.cases_to("green")), str(rating.cases_to_recover())]


def changes() -> list[str]:
    """Compare figures with earlier ones."""
    pairs = [(EHCP, 55.0, 50.0), (EHCP, 55.0, 55.0), (REPEAT, 21.0, 20.0), (IN_CARE, 278, 277)]
    some = [compare(each, Outturn(Q2, now), Outturn(Q1, before)) for each, now, before in pairs]
    some.append(compare(EHCP, Outturn(Q2, 55.0), Outturn.missing(Q1, "no data")))
    some.append(compare(EHCP, Outturn(Q2, 55.0), Outturn(Q1, 54.0), dead_band=Tolerance.points(1)))
    return [
        line
        for each in some
        for line in (
            each.explain(),
            f"{each.direction} {each.movement} {each.difference} {each.percent_change} {each.reason}",
            f"{each.arrow} {each.meaning}",
            repr(each),
        )
    ]


def a_set() -> IndicatorSet:
    """Return a small set of the kinds a council reports."""
    attendance = Indicator("8", "Quorate attendance", polarity="higher", unit="percent", restricted=True)
    return IndicatorSet(
        [EHCP, REPEAT, CARERS, IN_CARE, attendance],
        {
            "32": FIVE_POINTS,
            "12": [Target(20, tolerance=Tolerance.percent(10)), Target(15, kind="national")],
            "18": Target(20, period=YEAR, profile="even"),
            "8": Target(95),
        },
        {
            "32": [Outturn(Q1, 61.0), Outturn(Q2, numerator=11, denominator=20)],
            "12": [Outturn(Q1, 19.5), Outturn(Q2, 23.1, quality="provisional", note="To be confirmed.")],
            "18": [Outturn(Q1, 6), Outturn(Q2, 9), Outturn(Q2, 8, revision=1, quality="revised")],
            "40": [Outturn(Q2, 278)],
            "8": [Outturn.missing(Q2, "unreliable", note="The recording system.")],
        },
    )


def sets() -> list[str]:
    """Make a set and look things up in it."""
    some = a_set()
    return [repr(some), *(each.ref for each in some), some["32"].name, some.scheme_for(Q2).name]


def scorecards() -> list[str]:
    """Build scorecards of two periods, as they were known on a day, and for the public."""
    some = a_set()
    cards = [
        some.scorecard(Q1),
        some.scorecard(Q2),
        some.scorecard(Q2, MET_OR_NOT),
        some.scorecard(Q2, as_of=date(2022, 10, 31)),
        some.scorecard(Q2, public=True),
    ]
    return [line for card in cards for line in card_lines(card)]


def card_lines(card: Scorecard) -> list[str]:
    """Return what a scorecard says: its pages, its records, its counts and its lists."""
    return [
        repr(card),
        card.to_text(),
        card.to_markdown(),
        *map(str, card.to_dicts()),
        card.summary.sentence(),
        str(dict(card.summary.counts)),
        *(str(card.summary.share("red", of=rows)) for rows in ("rated", "reported", "all")),
        *(f"exception {row.indicator.ref}" for row in card.exceptions()),
        *(f"caveat {row.indicator.ref} {row.caveat}" for row in card.caveats()),
        *(f"caution {row.indicator.ref} {row.caution}" for row in card.cautions()),
        *(f"performing well {row.indicator.ref}" for row in card.performing_well()),
        *(f"area of focus {row.indicator.ref}" for row in card.areas_of_focus()),
        f"groups {list(card.by_group())}",
    ]


def intake() -> list[str]:
    """Read a set from records and from the wide sheet that every council has."""
    from_records = IndicatorSet.from_records(
        indicators=[
            {"ref": 32, "name": "EHC plans", "polarity": "higher", "unit": "percent", "decimals": 1},
            {"ref": "12", "name": "Second plans", "polarity": "lower", "unit": "percent", "decimals": 1},
        ],
        targets=[
            {"ref": "32", "value": 60, "tolerance": "5 points"},
            {"ref": "12", "value": 20, "tolerance": "10%"},
        ],
        outturns=[
            {"ref": "32", "period": "Q2 2022/23", "numerator": 11, "denominator": 20},
            {"ref": "12", "period": "Q2 2022/23", "value": "23.1% [p]"},
        ],
    )
    row = {"name": "EHC plans", "polarity": "higher", "unit": "percent", "decimals": "1", "target": "60"}
    from_table = IndicatorSet.from_table(
        [
            {"ref": "32", **row, "tolerance": "5 points", "Q1 2022/23": "61.0%", "Q2 2022/23": "55.0 [p]"},
            {"ref": "33", **row, "tolerance": "10%", "Q1 2022/23": "-", "Q2 2022/23": "[c]"},
        ]
    )
    return [line for some in (from_records, from_table) for line in card_lines(some.scorecard(Q2))]


def what_ifs() -> list[str]:
    """Ask what other rules would have said, and what changed since the last scorecard and why."""
    some = a_set()
    card, earlier = some.scorecard(Q2), some.scorecard(Q1)
    return [
        card.what_if(scheme=MET_OR_NOT).to_text(),
        card.what_if(tolerance=Tolerance.percent(20)).to_text(),
        card.without_tolerance().to_text(),
        repr(card.versus(earlier)),
        *map(str, card.versus(earlier).to_dicts()),
    ]


def refusals() -> list[str]:
    """Make the mistakes that people make, and return what they are told."""
    rating = rate(EHCP, Outturn(Q2, 55.0), FIVE_POINTS)
    return [
        told(lambda: bool(rating)),
        told(lambda: Status.RED < Status.NOT_RATED),
        told(lambda: Outturn(Q2, "92.7")),
        told(lambda: Outturn(Q2, float("nan"))),
        told(lambda: Outturn(Q2, float("inf"))),
        told(lambda: Outturn(Q2, value=True)),
        told(lambda: rate(EHCP, Outturn(Q2, 92.7, numerator=1, denominator=3), FIVE_POINTS)),
        told(lambda: Period.parse("2010-11")),
        told(lambda: Period.parse("11/12")),
        told(lambda: Period.parse("Q2 2022")),
        told(lambda: Period.parse("FY14")),
        told(lambda: Indicator("1", "A", polarity="hihger", unit="percent")),
        told(lambda: Target(60, floor=50, tolerance=Tolerance.points(5))),
        told(lambda: rate(EHCP, Outturn(Q2, 55.0), Target(0, tolerance=Tolerance.percent(10)))),
        told(lambda: rate(CARERS, Outturn(Q2, 6), Target(20, period=YEAR))),
        told(lambda: IndicatorSet([EHCP, EHCP], {"33": FIVE_POINTS}, {"32": Outturn(Q2, 55.0)})),
        told(lambda: a_set().scorecard("Q2 2022/23")),
        told(lambda: a_set()["33"]),
        told(lambda: getattr(kpirag, "Scorecrad")),  # noqa: B009 - the name is wrong on purpose
    ]


def told(call: Callable[[], object]) -> str:
    """Return the message of the error that a call raises; a call that raises none is the error."""
    try:
        call()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error} {pickle.loads(pickle.dumps(error))}"
    message = "nothing was refused"
    raise AssertionError(message)


def records() -> list[str]:
    """Copy and pickle what is made to be kept."""
    rating = rate(EHCP, Outturn(Q2, 55.0), FIVE_POINTS)
    change = compare(EHCP, Outturn(Q2, 55.0), Outturn(Q1, 50.0))
    kept = [EHCP, Q2, FIVE_POINTS, Tolerance.points(5), Outturn(Q2, 55.0), RAG, rating, change, Status.RED]
    kept += [Reason.LATE, Bands.of(EHCP, FIVE_POINTS), a_set(), a_set().scorecard(Q2)]
    return [repr(pickle.loads(pickle.dumps(each))) for each in kept] + [
        repr(copy.copy(each)) for each in kept
    ]


def conditions() -> list[str]:
    """Rate by interval, by forecast and through a gate, and bring the rules back from their dicts."""
    similar = Scheme(
        "Comparer",
        states=("worse", "similar", "better"),
        interval=IntervalRule("similar", levels=(0.95, 0.998)),
    )
    counted = Outturn(Q2, numerator=31, denominator=60)
    given = Outturn(Q2, 50, intervals=[Interval(45, 55), Interval(40, 60, 0.998)])
    expected = Promotion("red", "amber", when="expected to be met", without="stays")
    forecast = Outturn(
        Q2, 50, forecast=Forecast(status="green", by="the head of service", because="two start")
    )
    promoted = rate(EHCP, forecast, FIVE_POINTS, scheme=RAG.replace(promote=expected))
    gated = RAG.replace(gates=Gate("12", "red"), commentary_beyond=Tolerance.percent(5))
    board = IndicatorSet(
        [EHCP, REPEAT], {"32": Target(60), "12": Target(10)}, {"32": Outturn(Q2, 80), "12": Outturn(Q2, 12)}
    )
    card = board.scorecard(Q2, gated)
    lines = [rate(EHCP, one, Target(60), scheme=similar).explain() for one in (counted, given)]
    lines += [promoted.explain(), repr(promoted.forecast), str(promoted.variance)]
    lines += [row.rating.explain() for row in card]
    lines += [str([row.indicator.ref for row in card.commentary_wanted()]), str(card.directions())]
    lines += [str(Scheme.from_dict(one.to_dict()) == one) for one in (similar, gated)]
    lines += [str(Outturn.from_dict(one.to_dict()) == one) for one in (given, forecast)]
    return lines


def peers_and_scores() -> list[str]:
    """Compare with peers and a baseline, and score."""
    peers = Peers({"Ash": 61, "Birch": 58, "Cedar": 64, "Elm": None, "Fir": 55}, indicator=EHCP, period=YEAR)
    scale = ScoreScale.through(worst=40, target=60, best=80)
    average = average_score({"visits": 3.0, "reviews": 2.5, "contacts": None})
    return [
        f"{peers.average} {peers.median} {peers.rank('Birch')} {peers.quartile('Cedar')} {peers.missing}",
        repr(peers.target("best quarter")),
        f"{scale.score(50)} {achievement('lower', 12, 10)} {average.value}",
        average.explain(),
        repr(from_baseline(REPEAT, Outturn(YEAR, 20), percent=-5)),
        repr(harder_of(EHCP, Target(55), Target(60, kind="statutory"))),
    ]


def series() -> list[str]:
    """Ask what a chart, a trend and a change can bear, with counts and without."""
    counts = [(240, 250), (242, 262), (236, 261), (231, 259), (228, 260)]
    counted = [
        Outturn(Q2.shift(place - 4), numerator=cases, denominator=whole)
        for place, (cases, whole) in enumerate(counts)
    ]
    bare = [Outturn(each.period, EHCP.value_of(each)) for each in counted]
    figures = [93.6, 95.1, 92.8, 94.4, None, 95.6, 94.1, 92.9, 92.7, 93.1, 92.4, 92.8, 92.2, 92.6]
    months = [
        Outturn(Period.month(2021, 8).shift(place), figure)
        for place, figure in enumerate(figures)
        if figure is not None
    ]
    charts = [
        xmr(months, indicator=EHCP, target=FIVE_POINTS),
        xmr(months, indicator=EHCP, rebase=[Period.month(2022, 3)]),
        xmr(figures, polarity="lower", target=90, preset="eight and six"),
    ]
    table = xmr([figures, figures[::-1]], polarity="higher")
    trends = [
        recent_trend(EHCP, counted),
        recent_trend(EHCP, counted, than="last year"),
        recent_trend(EHCP, bare),
    ]
    changes_found = [
        significance(EHCP, counted[-1], counted[0]),
        significance(EHCP, counted[-1], counted[-2]),
        significance(EHCP, bare[-1], bare[0]),
    ]
    found = [*charts, *table, *trends, *changes_found]
    return [line for each in found for line in (repr(each), each.explain(), str(each.to_dict()))]


def deadlines() -> list[str]:
    """Count to deadlines, with clocks that stop, restart, are extended and do not apply."""
    start = date(2022, 7, 1)
    working = Timescale(45, "working days")
    edits = (Pause(date(2022, 7, 11), date(2022, 7, 15)), Extend(by=Timescale(50, "working days")))
    planning = VersionedTimescale(
        "Planning",
        {
            date(1995, 6, 3): Timescale(8, "weeks", counting="beginning with"),
            date(2015, 4, 15): Timescale(8, "weeks"),
        },
    )
    return [
        repr(working),
        str(working.due(start, ENGLAND_AND_WALES)),
        working.deadline(start, ENGLAND_AND_WALES, edits=edits).explain(),
        str(
            working.deadline(
                start, UK_ANY, edits=[Reset(date(2022, 7, 4)), Exempt("school closed")]
            ).to_dict()
        ),
        str(Timescale(1, "month", roll="next", roll_calendar=UK_ANY).due(date(2022, 8, 31))),
        str(planning.due(date(2000, 1, 3))),
        str(elapsed(start, date(2022, 9, 2), unit="working days", calendar=ENGLAND_AND_WALES)),
        repr(ENGLAND_AND_WALES.with_closures({date(2022, 12, 28): "Closed"})),
    ]


def catalogue() -> list[str]:
    """Look timescales up."""
    from kpirag.timescales.catalogue import CATALOGUE

    found = CATALOGUE.search("foster")
    return [
        str(len(CATALOGUE)),
        str([entry.key for entry in found]),
        str(CATALOGUE["ehc-final-plan"].due(date(2022, 7, 1))),
        CATALOGUE.disclaimer,
    ]


def columns_rated() -> list[str]:
    """Rate columns: against targets of their own, one target, ranges and definitions by their code."""
    values = [92.7, 55.0, None, 12.0]
    states, reasons = rate_values(
        values, [90, 60, 60, 10], tolerance=[0, 5, 5, 1], polarity=[1, 1, 1, -1], with_reasons=True
    )
    bands = [Bands.of(EHCP, FIVE_POINTS), Bands.of(REPEAT, Target(10)), None]
    return [
        f"{state_names(states).tolist()} {reason_names(reasons).tolist()} {REASON_CODES}",
        str(rate_values(values, 60, percent=[10, 10, 5, 5], scheme=BRAG, stretch=90).tolist()),
        str(rate_values(values, low=[50, 60, 1, 1], high=95, polarity="range").tolist()),
        str(rate_values(values, FIVE_POINTS).tolist()),
        str(rate_coded(values, [0, 0, 1, 2], bands).tolist()),
        str(percentages([1, 0, 9], [3, 0, 10]).tolist()),
        told(lambda: rate_values(values, 60, tolerance=[1, -1, -2, 0])),
    ]


def columns_compared() -> list[str]:
    """Find earlier figures in a long table, and compare them, and compare two columns of a wide one."""
    series, quarter, value = [0, 0, 0, 1], [8088, 8089, 8092, 8088], [92.0, 93.5, 91.0, 55.0]
    found = compare_values(series, quarter, value, lags=(1, 4), dead_band=0.5)
    pairs = compare_pairs([93.3, 55.0], [94.0, None], polarity=[1, -1])
    lines = [
        f"{one!r} {isinstance(one, Compared)} {one.direction.tolist()} {one.movement.tolist()} "
        f"{one.difference.tolist()} {one.percent_change.tolist()}"
        for one in (*found.values(), pairs)
    ]
    earlier = previous_values(series, quarter, value, lags=(1, 4))
    lines += [f"{lag}: {figures.tolist()}" for lag, figures in earlier.items()]
    lines += [f"{dict(DIRECTION_CODES)} {dict(MOVEMENT_CODES)}"]
    lines += [told(lambda: previous_values([0, 0], [8088, 8088], [1, 2]))]
    return lines


def columns_of_dates() -> list[str]:
    """Count to the due dates of columns, and say which cases were in time."""
    starts = [date(2022, 7, 1), date(2022, 8, 26), date(2022, 12, 20), None]
    ends = [date(2022, 9, 5), date(2022, 11, 2), None, date(2022, 12, 1)]
    working, now = Timescale(45, "working days"), date(2023, 2, 20)
    codes = in_time(starts, ends, working, calendar=ENGLAND_AND_WALES, as_of=now)
    states = case_states(starts, ends, working, as_of=now, calendar=ENGLAND_AND_WALES, due_soon=5)
    counts = in_time_by_group([0, 0, 1, -1], codes)
    return [
        str(due_dates(starts, working, calendar=ENGLAND_AND_WALES).tolist()),
        str(due_dates(starts, Timescale(6, "months")).tolist()),
        str(working_days_between(starts, ends, ENGLAND_AND_WALES).tolist()),
        f"{codes.tolist()} {states.tolist()} {CASE_STATE_CODES}",
        f"{isinstance(counts, InTimeByGroup)} {counts.to_dicts()} {counts.ungrouped}",
        told(lambda: due_dates([date(2029, 1, 1)], working, calendar=ENGLAND_AND_WALES)),
    ]
