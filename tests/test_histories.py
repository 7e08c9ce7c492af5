"""History: revisions, what was known when, longer periods from shorter ones, and years to date.

All figures are illustrative.
"""

import copy
import itertools
import math
import pickle
import random
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kpirag import (
    FaultsError,
    Frequency,
    History,
    Indicator,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Quality,
    Reason,
    Target,
    Tolerance,
    rate,
)

Q1, Q2, Q3, Q4 = (Period.quarter(2022, n) for n in (1, 2, 3, 4))
YEAR = Period.year(2022)
APRIL, MAY, JUNE = (Period.month(2022, n) for n in (4, 5, 6))
MONTHS = tuple(APRIL.shift(n) for n in range(12))

VISITS = Indicator("3", "Visits in time", polarity="higher", unit="percent")
CARERS = Indicator("8", "New foster carers", polarity="higher")
COST = Indicator("9", "Placement costs", polarity="lower", unit="currency")
CASELOAD = Indicator("25", "Average caseload", polarity="lower", unit="score")
TAX = Indicator("40", "Council tax collected", polarity="higher", unit="percent", adds_up=True)
SICKNESS = Indicator("41", "Sickness days for each post", polarity="lower", unit="days", adds_up=True)


def on(basis, **facts):
    """Return an indicator on another basis than in period."""
    return Indicator("7", "Something", polarity="higher", basis=basis, **facts)


def values(history):
    """Return the value or reason of each period, in order."""
    return [one.value if one.reason is None else one.reason.value for one in history]


def counts(history):
    """Return the counts or reason of each period, in order."""
    return [
        one.reason.value if one.reason is not None else (one.numerator, one.denominator) for one in history
    ]


def of(periods, figures, indicator=None):
    """Return the history of figures by period: values, pairs of counts, or reasons; None is no outturn."""
    outturns = []
    for period, figure in zip(periods, figures, strict=True):
        if isinstance(figure, tuple):
            outturns.append(Outturn(period, numerator=figure[0], denominator=figure[1]))
        elif isinstance(figure, str):
            outturns.append(Outturn.missing(period, figure))
        elif figure is not None:
            outturns.append(Outturn(period, figure))
    return History(outturns, indicator=indicator)


def refusal(call, *args, **options):
    """Return the one error that a call is refused with."""
    with pytest.raises((InputError, InputTypeError)) as caught:
        call(*args, **options)
    return caught.value


class TestOrder:
    def test_one_outturn_for_each_period_by_last_day(self):
        """The periods are in order of their ends, whatever the order of input."""
        history = History([Outturn(Q3, 3), Outturn(Q1, 1), Outturn(Q2, 2)])

        assert (Q1, Q2, Q3) == history.periods
        assert [1, 2, 3] == values(history)
        assert 3 == len(history)

    def test_periods_of_any_length_are_in_the_order_of_periods(self):
        """By last day, then first day, then from month to span, as periods sort."""
        span, half = Period.span(Q1.start, Q1.end), Period.half(2022, 1)
        history = of([half, Q2, span, Q1, JUNE, MAY], range(6))

        assert (MAY, Q1, span, JUNE, half, Q2) == history.periods
        assert tuple(sorted(history.periods)) == history.periods

    def test_every_order_of_input_gives_the_same(self):
        """Revisions, equal repeats, a span beside the quarter of its dates: one history in every order."""
        span = Period.span(Q1.start, Q1.end)
        given = [
            Outturn(Q1, 1),
            Outturn(Q1, 2, revision=1),
            Outturn(span, 3),
            Outturn(Q1, 1),
            Outturn(APRIL, 4),
        ]
        expected = History(given)
        for order in itertools.permutations(given):
            history = History(order)

            assert (expected, expected.outturns, hash(expected)) == (history, history.outturns, hash(history))
            assert (APRIL, Q1, span) == history.periods

    def test_an_outturn_is_found_by_its_period(self):
        """The period must be the same one: a span of the same dates is not that quarter."""
        history = of([Q1, Q2], [1, 2])

        assert 2 == history.at(Q2).value
        assert history.at(Q3) is None
        assert history.at(Period.span(Q2.start, Q2.end)) is None

    def test_an_empty_history(self):
        """No outturns are a history too: nothing in it, nothing to roll up, nothing to run up."""
        empty = History([])

        assert (0, (), []) == (len(empty), empty.periods, list(empty))
        assert not empty
        assert empty.at(Q1) is None
        assert () == empty.superseded(Q1)
        assert not empty.breaks_between(Q1, Q2)
        assert empty == empty.rolled_up("year") == empty.as_known(date(2022, 9, 1))
        assert 0 == len(empty.year_to_date())

    def test_any_iterable_will_do(self):
        """A tuple, a generator and another history are lists of outturns."""
        listed = [Outturn(Q1, 1), Outturn(Q2, 2)]

        assert (
            History(listed)
            == History(tuple(listed))
            == History(one for one in listed)
            == History(History(listed))
        )

    def test_it_is_a_value(self):
        """Equal histories hash alike; pickles and copies are equal, with all that was superseded."""
        history = History([Outturn(Q1, 1), Outturn(Q1, 2, revision=1)], indicator=CARERS)
        copies = [pickle.loads(pickle.dumps(history)), copy.copy(history), copy.deepcopy(history)]
        for again in copies:
            assert (history, hash(history), history.superseded(Q1)) == (
                again,
                hash(again),
                again.superseded(Q1),
            )
        assert history != History(history.outturns)
        assert history != History(list(history), indicator=CARERS)

    def test_it_cannot_be_changed(self):
        """A history is frozen, as all values of the package are."""
        with pytest.raises(AttributeError):
            History([]).outturns = ()


class TestRevisions:
    FIRST, SECOND, THIRD = (Outturn(Q1, 50.0 + n, revision=n) for n in range(3))

    def test_the_highest_revision_counts(self):
        """A higher revision supersedes a lower one and leaves a trace, oldest first."""
        history = History([self.SECOND, self.THIRD, self.FIRST])

        assert self.THIRD == history.at(Q1)
        assert (self.FIRST, self.SECOND) == history.superseded(Q1)
        assert (self.FIRST, self.SECOND, self.THIRD) == history.outturns
        assert [self.THIRD] == list(history)
        assert 1 == len(history)

    def test_numbers_of_revisions_may_be_left_out(self):
        """Revision 5 after revision 0 is fine: the number orders them and counts nothing."""
        history = History([self.FIRST, Outturn(Q1, 60, revision=5)])

        assert (60, (self.FIRST,)) == (history.at(Q1).value, history.superseded(Q1))

    def test_a_period_never_revised_has_nothing_superseded(self):
        """One figure supersedes nothing, beside another period that was revised."""
        history = History([self.FIRST, self.SECOND, Outturn(Q2, 1)])

        assert () == history.superseded(Q2)
        assert () == history.superseded(Q3)

    def test_a_figure_may_be_withdrawn(self):
        """A missing outturn of a higher revision supersedes a figure."""
        history = History([self.FIRST, Outturn.missing(Q1, "unreliable", revision=1)])

        assert ["unreliable"] == values(history)

    def test_equal_repeats_are_one(self):
        """The same outturn given twice, as one object or two, is one."""
        again = Outturn(Q1, 50.0)

        assert History([self.FIRST]) == History([self.FIRST, self.FIRST, again])
        assert (self.FIRST,) == History([again, self.FIRST]).outturns
        assert () == History([again, self.FIRST]).superseded(Q1)

    @pytest.mark.parametrize(
        ("second", "got"),
        [
            (Outturn(Q1, 51.0), "51.0"),
            (Outturn(Q1, Decimal("51.0")), "Decimal('51.0')"),
            (Outturn(Q1, numerator=1, denominator=3), "1 of 3"),
            (Outturn.missing(Q1, "late"), "'late'"),
            (Outturn(Q1, 50.0, note="Another note."), "50.0"),
        ],
    )
    def test_two_that_differ_clash(self, second, got):
        """Two different outturns of one period and revision: neither wins in silence."""
        fault = refusal(History, [self.FIRST, Outturn(Q2, 1), second])

        assert ("outturns[2]", got) == (fault.path, fault.got)
        assert "a second figure for Q1 2022/23, revision 0" == fault.problem
        assert "Write revision=1 for the one that supersedes the other." == fault.remedy

    def test_every_clash_is_reported(self):
        """Two clashes are two faults, each with its place and its revision."""
        with pytest.raises(FaultsError) as caught:
            History([self.SECOND, Outturn(Q1, 9, revision=1), Outturn(Q2, 1), Outturn(Q2, 2)])

        assert ["outturns[1]", "outturns[3]"] == [fault.path for fault in caught.value.faults]
        assert "Write revision=2" in str(caught.value)


class TestRefusals:
    @pytest.mark.parametrize("given", [None, 3, Outturn(Q1, 1)], ids=repr)
    def test_it_takes_a_list(self, given):
        """One outturn or nothing at all is not a list of them."""
        fault = refusal(History, given)

        assert ("outturns", "must be a list of outturns") == (fault.path, fault.problem)
        assert isinstance(fault, TypeError)
        assert "Write History([Outturn(period, value), ...])." == fault.remedy

    def test_strays_are_named_by_their_place(self):
        """What is no outturn is refused, each with its place."""
        with pytest.raises(FaultsError) as caught:
            History([Outturn(Q1, 1), 92.7, Outturn(Q2, 1), None])

        assert [("outturns[1]", "92.7"), ("outturns[3]", "None")] == [
            (fault.path, fault.got) for fault in caught.value.faults
        ]
        assert isinstance(refusal(History, "Q"), TypeError)

    @pytest.mark.parametrize("indicator", ["8", 8, Target(3)], ids=repr)
    def test_the_indicator_is_an_indicator(self, indicator):
        """A ref is not an indicator."""
        fault = refusal(History, [], indicator=indicator)

        assert ("indicator", "must be an Indicator") == (fault.path, fault.problem)
        assert isinstance(fault, TypeError)

    def test_the_indicator_is_given_by_name(self):
        """The second argument is named, so that it is never taken for more outturns."""
        with pytest.raises(TypeError):
            History([], CARERS)


class TestAsKnown:
    FIRST = Outturn(Q1, 50.0)
    SECOND = Outturn(Q1, 51.0, revision=1, known_from=date(2022, 10, 1))
    LATER = Outturn(Q2, 60.0, known_from=date(2022, 11, 1))

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2022, 9, 30), [50.0]),
            (date(2022, 10, 1), [51.0]),
            (date(2022, 10, 31), [51.0]),
            (date(2022, 11, 1), [51.0, 60.0]),
        ],
    )
    def test_what_was_known_later_is_left_out(self, day, expected):
        """A figure is known from its day on, and all along without one."""
        history = History([self.LATER, self.SECOND, self.FIRST])

        assert expected == values(history.as_known(day))

    def test_the_trace_is_as_known_too(self):
        """Before the correction nothing was superseded."""
        history = History([self.FIRST, self.SECOND])

        assert () == history.as_known(date(2022, 9, 30)).superseded(Q1)
        assert (self.FIRST,) == history.as_known(date(2022, 10, 1)).superseded(Q1)

    def test_it_keeps_its_indicator(self):
        """The history as known is still that of its indicator, and can be added up."""
        history = of(MONTHS[:3], [1, 2, 3], CARERS).as_known(date(2022, 9, 1))

        assert CARERS == history.indicator
        assert [6.0] == values(history.rolled_up("quarter"))

    @pytest.mark.parametrize("day", [datetime(2022, 9, 1, 12), "2022-09-01", None, 2022], ids=repr)
    def test_a_day_is_a_date(self, day):
        """A time of day, or text, is not a day."""
        fault = refusal(History([self.FIRST]).as_known, day)

        assert "day" == fault.path
        assert isinstance(fault, TypeError)


class TestBreaks:
    HISTORY = History([Outturn(Q1, 1), Outturn(Q2, 2, break_in_series=True), Outturn(Q3, 3)])

    @pytest.mark.parametrize(
        ("earlier", "later", "broken"),
        [(Q1, Q2, True), (Q1, Q3, True), (Q2, Q3, False), (Q1, Q1, False), (Q3, Q4, False), (Q2, Q1, False)],
        ids=str,
    )
    def test_a_break_lies_between_its_period_and_all_before(self, earlier, later, broken):
        """The new definition holds from the period that has the break: it compares with later ones."""
        assert broken is self.HISTORY.breaks_between(earlier, later)

    def test_the_break_of_a_superseded_figure_is_gone(self):
        """A break that a correction takes back is none."""
        history = History([Outturn(Q2, 2, break_in_series=True), Outturn(Q2, 2, revision=1)])

        assert not history.breaks_between(Q1, Q2)

    def test_a_break_without_a_figure_counts(self):
        """The definition can change in a period whose figure is missing."""
        history = History([Outturn(Q2, reason="late", break_in_series=True)])

        assert history.breaks_between(Q1, Q3)


class TestCounts:
    def test_a_percentage_is_the_ratio_of_the_sums(self):
        """1 of 2, 30 of 32 and 41 of 41 are 72 of 75, 96%, and not the mean of the three, 81.25%."""
        quarter = of(MONTHS[:3], [(1, 2), (30, 32), (41, 41)], VISITS).rolled_up("quarter").at(Q1)

        assert ((72, 75), None) == ((quarter.numerator, quarter.denominator), quarter.value)
        assert 96.0 == VISITS.value_of(quarter)

    def test_counts_need_no_indicator(self):
        """Counts are summed whatever they are counts of."""
        assert [(6, 30)] == counts(of(MONTHS[:3], [(1, 10), (2, 10), (3, 10)]).rolled_up("quarter"))

    def test_a_value_beside_counts_gives_way_to_them(self):
        """Rounded percentages are not added or averaged where their counts are known."""
        months = [
            Outturn(month, value, numerator=n, denominator=d)
            for month, value, n, d in zip(MONTHS[:3], (33.3, 66.7, 50.0), (1, 2, 3), (3, 3, 6), strict=True)
        ]
        quarter = History(months, indicator=VISITS).rolled_up("quarter").at(Q1)

        assert (6, 12, None) == (quarter.numerator, quarter.denominator, quarter.value)

    def test_months_without_cases_add_nothing(self):
        """0 of 0 is a count: a quarter of three of them has no cases either."""
        assert [(3, 4)] == counts(of(MONTHS[:3], [(0, 0), (3, 4), (0, 0)], VISITS).rolled_up("quarter"))
        empty = of(MONTHS[:3], [(0, 0)] * 3, VISITS).rolled_up("quarter").at(Q1)
        assert Reason.ZERO_DENOMINATOR is rate(VISITS, empty, Target(90)).reason

    def test_parts_of_cases_add_as_decimals(self):
        """0.1 and 0.2 posts of 0.7 and 0.1 are 0.3 of 0.8, which plain floats are not."""
        assert [(0.3, 0.8)] == counts(
            of(MONTHS[:3], [(0.1, 0.7), (0.2, 0.1), (0, 0)], CASELOAD).rolled_up("quarter")
        )

    def test_large_whole_counts_are_exact(self):
        """Whole counts are added as whole numbers, past the size at which floats thin out."""
        large = 2**53
        months = of(MONTHS[:3], [(large, large), (1, 3), (1, 1)])

        assert [(large + 2, large + 4)] == counts(months.rolled_up("quarter"))

    def test_negative_numerators_of_a_mean(self):
        """A mean change can be below zero, and its parts add with their signs."""
        assert [(-2, 6)] == counts(of(MONTHS[:3], [(-4, 2), (1, 2), (1, 2)], CASELOAD).rolled_up("quarter"))

    def test_counts_of_money_are_a_mean_though_money_adds_up(self):
        """£100 for 2 and £300 for 3 placements are £400 for 5: £80 each, not £150."""
        months = of(MONTHS[:3], [(100, 2), (300, 3), (0, 0)], COST).rolled_up("quarter")

        assert [(400, 5)] == counts(months)
        assert 80.0 == COST.value_of(months.at(Q1))

    def test_counts_that_cannot_be_are_refused_with_their_period(self):
        """Five of three in May would hide in the quarter's 8 of 15; it is refused by name."""
        fault = refusal(of(MONTHS[:3], [(1, 2), (5, 3), (2, 10)], VISITS).rolled_up, "quarter")

        assert "outturns['May 2022'].numerator" == fault.path
        assert "would be over 100%" in fault.problem


class TestSharesOfOneBase:
    """Percentages, rates and means that add up are shares of one base, which is not added."""

    def test_shares_of_one_denominator(self):
        """10, 12 and 8 of the year's 100 are 30 of 100 by June: 30%, not 10%."""
        history = of(MONTHS[:3], [(10, 100), (12, 100), (8, 100)], TAX)

        assert [(30, 100)] == counts(history.rolled_up("quarter"))
        assert [(10, 100), (22, 100), (30, 100)] == counts(history.year_to_date())

    def test_shares_of_denominators_that_differ_are_refused(self):
        """Shares of different bases have no common counts."""
        fault = refusal(of(MONTHS[:3], [(10, 100), (12, 101), (8, 100)], TAX).rolled_up, "quarter")

        assert ("outturns", "the figures for Q1 2022/23 cannot be added up") == (fault.path, fault.problem)
        assert "Give each its value" in fault.remedy

    def test_unless_their_values_are_given(self):
        """With the percentages themselves given, they are what adds up."""
        months = [
            Outturn(month, value, numerator=n, denominator=d)
            for month, value, n, d in zip(
                MONTHS[:3], (10, 11.9, 8), (10, 12, 8), (100, 101, 100), strict=True
            )
        ]
        quarter = History(months, indicator=TAX).rolled_up("quarter").at(Q1)

        assert (29.9, None) == (quarter.value, quarter.denominator)

    def test_days_for_each_post(self):
        """2 and 3 days of sickness for each post are 5 days; the posts are counted once."""
        assert [(50, 10)] == counts(of([Q1, Q2], [(20, 10), (30, 10)], SICKNESS).rolled_up("half"))

    def test_plain_percentages_that_add_up(self):
        """10.1% and 9.2% of the year's tax are 19.3%."""
        assert [19.3] == values(of([Q1, Q2], [10.1, 9.2], TAX).rolled_up("half"))


class TestValues:
    def test_numbers_and_money_add_up(self):
        """Three months of new carers are the quarter's."""
        assert [9.0] == values(of(MONTHS[:3], [2, 3, 4], CARERS).rolled_up("quarter"))
        assert [0.6] == values(of(MONTHS[:3], [0.1, 0.2, 0.3], COST).rolled_up("quarter"))

    @pytest.mark.parametrize(
        ("parts", "total"),
        [
            ((0.1, 0.2, 0), 0.3),
            ((0.1, 0.7, 0.1), 0.9),
            ((1.1, 2.2, 3.3), 6.6),
            ((-0.1, 0.3, -0.2), 0.0),
            ((-5, 3, -1), -3.0),
            ((1e15, 0.25, 0.25), 1_000_000_000_000_000.5),
            ((1e16, 1, 1), 10_000_000_000_000_002.0),
            ((1e9, -1e9, 0.123456789), 0.123456789),
            ((1e300, 1e-300, -1e300), 1e-300),
            ((1.7e308, 1.7e308, -1.7e308), 1.7e308),
            ((5e-324, 5e-324, 0), 1e-323),
            ((-0.0, -0.0, -0.0), 0.0),
            ((Decimal("0.1"), Fraction(1, 5), 0), 0.3),
        ],
    )
    def test_they_add_as_decimals_do(self, parts, total):
        """0.1 + 0.2 is 0.3, at every size and sign, and nothing small is lost beside something large."""
        assert [total] == values(of(MONTHS[:3], parts, CARERS).rolled_up("quarter"))

    def test_no_order_of_months_changes_the_sum(self):
        """The months of a year added in any order are the same number."""
        figures = [0.1, 0.7, 1e9, -33.3, 1234.5, 2.675, 1e-6, 99.9, -1e9, 4.9, 14.6, 0.2]
        expected = values(of(MONTHS, figures, CARERS).rolled_up("year"))
        for seed in range(5):
            random.Random(seed).shuffle(figures)

            assert expected == values(of(MONTHS, figures, CARERS).rolled_up("year"))

    @pytest.mark.parametrize("figures", [[1e308] * 3, [-1e308] * 3, [(10**308, 10**308)] * 3], ids=repr)
    def test_more_than_a_figure_can_be_is_refused(self, figures):
        """A sum past the largest float is refused, and never infinite."""
        fault = refusal(of(MONTHS[:3], figures, CARERS).rolled_up, "quarter")

        assert "the figures for Q1 2022/23 add up to more than a figure can be" == fault.problem
        assert "Write them in thousands or millions." == fault.remedy

    @pytest.mark.parametrize("indicator", [VISITS, CASELOAD, None], ids=["percent", "score", "unknown"])
    def test_plain_figures_that_do_not_add_up_are_refused(self, indicator):
        """A mean of percentages is never taken, and nothing is assumed of an unknown indicator."""
        fault = refusal(of(MONTHS[:3], [90, 91, 92], indicator).rolled_up, "quarter")

        assert ("outturns", "the figures for Q1 2022/23 cannot be added up") == (fault.path, fault.problem)
        assert "Give the numerator and denominator of each" in fault.remedy

    def test_some_with_counts_and_some_without_are_refused(self):
        """Half a sum of counts is no sum."""
        for indicator in (VISITS, CARERS, None):
            fault = refusal(of(MONTHS[:3], [(1, 2), 90, (3, 4)], indicator).rolled_up, "quarter")

            assert "the figures for Q1 2022/23 cannot be added up" == fault.problem

    def test_a_mean_beside_plain_values_is_not_added_to_them(self):
        """£50 each for 2 cannot be told from £50 in all: where some months have counts, all need them."""
        months = [Outturn(APRIL, 50, numerator=100, denominator=2), Outturn(MAY, 60), Outturn(JUNE, 70)]
        fault = refusal(History(months, indicator=COST).rolled_up, "quarter")

        assert "the figures for Q1 2022/23 cannot be added up" == fault.problem

    def test_every_period_that_cannot_be_added_is_named(self):
        """Two quarters without counts are two faults."""
        with pytest.raises(FaultsError) as caught:
            of(MONTHS[:6], [90] * 6, VISITS).rolled_up("quarter")

        assert ["Q1 2022/23", "Q2 2022/23"] == [
            fault.problem.removeprefix("the figures for ").removesuffix(" cannot be added up")
            for fault in caught.value.faults
        ]


class TestLengths:
    def test_months_to_quarters_halves_and_years(self):
        """A year of months makes four quarters, two halves and one year, as quarters and halves do."""
        months = of(MONTHS, range(1, 13), CARERS)

        assert (Q1, Q2, Q3, Q4) == months.rolled_up("quarter").periods
        assert [6.0, 15.0, 24.0, 33.0] == values(months.rolled_up("quarter"))
        assert [21.0, 57.0] == values(months.rolled_up("half"))
        assert [78.0] == values(months.rolled_up("year"))
        for longer in ("half", "year"):
            assert months.rolled_up(longer) == months.rolled_up("quarter").rolled_up(longer)
        assert months.rolled_up("year") == months.rolled_up("half").rolled_up(Frequency.YEAR)

    def test_to_its_own_length_it_is_itself(self):
        """Quarters rolled up to quarters are unchanged, with notes, quality and all."""
        quarters = History(
            [
                Outturn(Q1, 1.5, note="A note.", highlight="area of focus", known_from=date(2022, 7, 9)),
                Outturn(Q2, 2),
            ],
            indicator=VISITS,
        )

        assert quarters == quarters.rolled_up("quarter")

    def test_days_make_a_month(self):
        """Spans of single days roll up too: thirty days are April."""
        days = [Period.span(date(2022, 4, n), date(2022, 4, n)) for n in range(1, 31)]

        assert [30.0] == values(of(days, [1] * 30, CARERS).rolled_up("month"))

    def test_spans_that_tile(self):
        """Any spans that cover the quarter without gap or overlap make it."""
        spans = [
            Period.span(date(2022, 4, 1), date(2022, 4, 20)),
            Period.span(date(2022, 4, 21), date(2022, 4, 21)),
            Period.span(date(2022, 4, 22), date(2022, 6, 30)),
        ]

        assert [6.0] == values(of(spans, [1, 2, 3], CARERS).rolled_up("quarter"))

    def test_lengths_may_be_mixed(self):
        """Two months and two quarters make the rest of a year, if they tile it."""
        history = of([APRIL, MAY, JUNE, Q2, Period.half(2022, 2)], [1, 2, 3, 10, 20], CARERS)

        assert [36.0] == values(history.rolled_up("year"))

    @pytest.mark.parametrize(
        ("starts", "first", "label"),
        [(4, APRIL, "2022/23"), (1, Period.month(2022, 1), "2022"), (9, Period.month(2022, 9), "AY 2022/23")],
    )
    def test_the_year_starts_where_the_indicator_says(self, starts, first, label):
        """Twelve months from the indicator's own first month are its year."""
        indicator = Indicator("1", "Anything", polarity="higher", year_start=starts)
        months = [first.shift(n) for n in range(12)]
        (year,) = of(months, [1] * 12, indicator).rolled_up("year")

        assert (12.0, Period.year(2022, starts), label) == (year.value, year.period, year.period.label)

    def test_the_indicators_year_goes_before_that_of_the_periods(self):
        """Months know no year of their own; the indicator's is used."""
        indicator = Indicator("1", "Anything", polarity="higher", year_start=9)
        months = [Period.month(2022, 9, year_start=4).shift(n) for n in range(12)]

        assert (Period.year(2022, 9),) == of(months, [1] * 12, indicator).rolled_up("year").periods

    @pytest.mark.parametrize("indicator", [None, CARERS], ids=["unknown", "no year_start"])
    def test_without_one_the_periods_say(self, indicator):
        """Quarters of a calendar year make that year, if the indicator says nothing of its year."""
        quarters = [Period.quarter(2022, n, year_start=1) for n in (1, 2, 3, 4)]
        (year,) = of(quarters, [(1, 2)] * 4, indicator).rolled_up("year")

        assert (Period.year(2022, 1), "2022") == (year.period, year.period.label)

    @pytest.mark.parametrize(
        ("to", "got"), [("span", "'span'"), (Frequency.SPAN, "'span'"), ("quater", "'quater'"), ("", "''")]
    )
    def test_an_unknown_length_is_refused(self, to, got):
        """A span has no length, and a slip is met with what may be written, whatever the history holds."""
        for history in (of([Q1], [1]), History([])):
            fault = refusal(history.rolled_up, to)

            assert ("to", got) == (fault.path, fault.got)
            assert "quarter" in fault.remedy

    @pytest.mark.parametrize("to", [None, 3], ids=repr)
    def test_a_length_is_text(self, to):
        """A number of months is no length."""
        fault = refusal(History([]).rolled_up, to)

        assert "to" == fault.path
        assert isinstance(fault, TypeError)

    @pytest.mark.parametrize(
        "period",
        [
            YEAR,
            Period.half(2022, 1),
            Period.span(date(2022, 6, 30), date(2022, 7, 1)),
            Period.quarter(2022, 1, 2),
        ],
        ids=str,
    )
    def test_what_is_no_part_of_one_is_refused(self, period):
        """A longer period, or one across two, cannot be shared out between them."""
        indicator = Indicator("1", "Anything", polarity="higher", year_start=4)
        fault = refusal(of([period, Q3], [1, 2], indicator).rolled_up, "quarter")

        assert ("outturns", f"{period.label} is not part of one quarter") == (fault.path, fault.problem)

    def test_the_first_and_last_years_there_are(self):
        """December 9999 belongs to a year that leaves the calendar, and that is an error, not a crash."""
        last = of([Period.month(9999, 12)], [1], CARERS)

        assert isinstance(refusal(last.rolled_up, "year"), InputError)
        assert (Period.quarter(9999, 3),) == last.rolled_up("quarter").periods


class TestOwnFigures:
    def test_a_figure_of_the_longer_period_itself_stands(self):
        """The quarter's own figure is the quarter's, whatever its months say; it is not added to them."""
        months = [Outturn(month, 1) for month in MONTHS[:3]]
        own = Outturn(Q1, 5, note="After corrections.")

        assert [own] == list(History([*months, own], indicator=CARERS).rolled_up("quarter"))

    def test_so_does_one_for_the_very_dates(self):
        """In period, a figure matches by its dates, as in a scorecard."""
        span = Period.span(Q1.start, Q1.end)

        assert [Outturn(Q1, 5)] == list(of([span, APRIL], [5, 1], CARERS).rolled_up("quarter"))

    def test_the_very_period_goes_before_the_very_dates(self):
        """Quarter and span of one quarter: the quarter is meant."""
        span = Period.span(Q1.start, Q1.end)

        assert [5] == values(of([span, Q1], [6, 5], CARERS).rolled_up("quarter"))

    def test_quarters_with_some_months_before_them(self):
        """Quarters of the past and months of the present make quarters, the last one unfinished."""
        history = of([Q1, Q2, MONTHS[6], MONTHS[7]], [(1, 2), (3, 4), (1, 1), (1, 1)], VISITS)

        assert [(1, 2), (3, 4), "no data"] == counts(history.rolled_up("quarter"))

    def test_a_plain_percentage_needs_no_sum(self):
        """A figure that is not added up needs no counts."""
        assert [90.5] == values(of([Q1], [90.5], VISITS).rolled_up("quarter"))

    def test_a_withdrawn_figure_stands_too(self):
        """If the quarter itself is said to be unreliable, its months do not make it up."""
        history = of([*MONTHS[:3], Q1], [1, 2, 3, "unreliable"], CARERS)

        assert ["unreliable"] == values(history.rolled_up("quarter"))

    def test_a_break_in_a_month_is_one_in_its_quarter(self):
        """The quarter's own figure cannot be compared across a break in its months."""
        history = History([Outturn(MAY, 1, break_in_series=True), Outturn(Q1, 5)], indicator=CARERS)

        assert history.rolled_up("quarter").at(Q1).break_in_series


class TestOverlaps:
    """Days are never counted twice in silence."""

    @pytest.mark.parametrize(
        ("periods", "problem"),
        [
            ([APRIL, Q1, Q2], "April 2022 and Q1 2022/23 overlap"),
            (
                [Q1, Period.span(date(2022, 6, 30), date(2022, 9, 30))],
                "Q1 2022/23 and 30 June to 30 September 2022 overlap",
            ),
            ([Period.half(2022, 1), Q2], "H1 2022/23 and Q2 2022/23 overlap"),
            (
                [Period.span(date(2022, 4, 1), date(2022, 12, 31)), MAY, JUNE],
                "to 31 December 2022 and May 2022 overlap",
            ),
        ],
        ids=str,
    )
    def test_they_are_refused(self, periods, problem):
        """Two figures for one day are not added, and both are named."""
        for call in (
            lambda given: History(given, indicator=CARERS).rolled_up("year"),
            lambda given: History(given, indicator=CARERS).year_to_date(),
            lambda given: History(given).rolled_up("year"),
        ):
            fault = refusal(call, [Outturn(period, numerator=1, denominator=2) for period in periods])

            assert "outturns" == fault.path
            assert f"{problem}, so adding them would count days twice" in fault.problem
            assert "Leave one of them out of the history." == fault.remedy

    def test_overlapping_parts_without_figures_are_refused_as_well(self):
        """A missing quarter beside one of its months leaves open which is meant."""
        assert "overlap" in refusal(of([Q1, APRIL, Q2], ["late", 1, 2], CARERS).rolled_up, "year").problem

    def test_an_overlap_that_makes_up_for_a_gap_is_seen(self):
        """Q1 twice and no Q2 have as many days as a half-year, nearly; they are no half-year."""
        span = Period.span(Q1.start, Q1.end)

        assert "overlap" in refusal(of([Q1, span], [1, 1], CARERS).rolled_up, "half").problem

    def test_two_for_the_same_dates_are_refused(self):
        """Two spans of one quarter cannot both be it; one key of a period cannot tell them apart."""
        quarters = [Period.quarter(2022, 1), Period.span(Q1.start, Q1.end)]
        fault = refusal(of([*quarters, Q2], [1, 2, 3], CARERS).rolled_up, "half")

        assert "Q1 2022/23 and 1 April to 30 June 2022 overlap" in fault.problem

    def test_every_longer_period_with_an_overlap_is_named(self):
        """Two years with an overlap each are two faults, in a roll-up and in a running total."""
        last = Period.quarter(2021, 1)
        history = of([APRIL, Q1, last, last.shift(4).previous, Period.month(2021, 5)], [1] * 5, CARERS)
        for call in (lambda: history.rolled_up("year"), history.year_to_date):
            with pytest.raises(FaultsError) as caught:
                call()

            assert 2 == len(caught.value.faults)


class TestMissingParts:
    def test_a_gap_is_no_data_and_says_what_is_held(self):
        """Two months are not a quarter: no data, with what is there."""
        (quarter,) = of([APRIL, JUNE], [1, 3], CARERS).rolled_up("quarter")

        assert (Reason.NO_DATA, None) == (quarter.reason, quarter.value)
        assert "Only April 2022, June 2022 of Q1 2022/23." == quarter.note

    @pytest.mark.parametrize(
        ("held", "told"),
        [
            ([0], "April 2022"),
            ([0, 1], "April 2022 to May 2022"),
            ([0, 1, 2, 5, 7, 8], "April 2022 to June 2022, September 2022, November 2022 to December 2022"),
        ],
    )
    def test_runs_of_months_are_told_by_first_and_last(self, held, told):
        """Eleven months are not listed one by one."""
        (year,) = of([MONTHS[n] for n in held], [1] * len(held), CARERS).rolled_up("year")

        assert f"Only {told} of 2022/23." == year.note

    @pytest.mark.parametrize("place", range(3))
    def test_any_missing_month_makes_the_quarter_missing(self, place):
        """The first, a middle and the last month are all needed."""
        figures = [1, 2, 3]
        figures[place] = None

        assert ["no data"] == values(of(MONTHS[:3], figures, CARERS).rolled_up("quarter"))

    def test_a_part_with_a_day_missing_is_missing(self):
        """Spans that leave out one day do not make the quarter."""
        ends = [(date(2022, 4, 1), date(2022, 5, 14)), (date(2022, 5, 16), date(2022, 6, 30))]
        spans = [Period.span(*dates) for dates in ends]

        assert ["no data"] == values(of(spans, [1, 2], CARERS).rolled_up("quarter"))

    @pytest.mark.parametrize("reason", ["not due", "late", "suppressed", "unreliable", "no data"])
    def test_the_reason_of_a_part_is_that_of_the_whole(self, reason):
        """A quarter with one month late is late; one with a suppressed month is suppressed."""
        for place in range(3):
            figures = [(1, 2), (3, 4), (5, 6)]
            figures[place] = reason

            assert [reason] == counts(of(MONTHS[:3], figures, VISITS).rolled_up("quarter"))

    @pytest.mark.parametrize("one", ["not due", "late", "suppressed", "unreliable", "no data"])
    @pytest.mark.parametrize("other", ["not due", "late", "suppressed", "unreliable", "no data"])
    def test_the_first_reason_by_precedence_is_given(self, one, other):
        """Of two reasons the first in the order of precedence holds for the quarter, as for a figure."""
        expected = min(Reason(one), Reason(other)).value

        assert [expected] == values(of(MONTHS[:3], [one, 5, other], CARERS).rolled_up("quarter"))

    @pytest.mark.parametrize("reason", ["not due", "late", "suppressed", "unreliable"])
    def test_a_gap_has_the_reason_no_data(self, reason):
        """Beside a gap any other reason goes first, and the note still says what is held."""
        (quarter,) = of([APRIL, MAY], [1, reason], CARERS).rolled_up("quarter")

        assert (reason, "Only April 2022 to May 2022 of Q1 2022/23.") == (quarter.reason, quarter.note)

    def test_a_suppressed_month_gives_nothing_away(self):
        """No figure, no counts and no sum of the rest are left in a quarter with a suppressed month."""
        (quarter,) = of(MONTHS[:3], [(1, 2), "suppressed", (3, 4)], VISITS).rolled_up("quarter")

        assert [None] * 3 == [quarter.value, quarter.numerator, quarter.denominator]

    def test_a_kept_unreliable_figure_is_not_added(self):
        """A figure kept beside "unreliable" is left behind."""
        months = [Outturn(APRIL, 1), Outturn(MAY, 2, reason="unreliable"), Outturn(JUNE, 3)]
        (quarter,) = History(months, indicator=CARERS).rolled_up("quarter")

        assert (Reason.UNRELIABLE, None) == (quarter.reason, quarter.value)

    def test_parts_that_do_not_apply_are_left_out(self):
        """Schools report nothing in August: the quarter is the sum of the other months."""
        assert [4.0] == values(of(MONTHS[:3], [1, "not applicable", 3], CARERS).rolled_up("quarter"))
        assert [(4, 6)] == counts(
            of(MONTHS[:3], [(1, 2), "not applicable", (3, 4)], VISITS).rolled_up("quarter")
        )

    def test_one_part_that_applies_is_the_whole(self):
        """With two months that do not apply, the third makes the quarter."""
        assert [3.0] == values(
            of(MONTHS[:3], ["not applicable", "not applicable", 3], CARERS).rolled_up("quarter")
        )

    def test_where_none_applies_the_whole_does_not(self):
        """Three months that do not apply are a quarter that does not."""
        assert ["not applicable"] == values(of(MONTHS[:3], ["not applicable"] * 3).rolled_up("quarter"))

    def test_but_a_gap_beside_them_is_a_gap(self):
        """Two months that do not apply and one that is not there are no data."""
        assert ["no data"] == values(of(MONTHS[:2], ["not applicable"] * 2).rolled_up("quarter"))

    def test_missing_parts_are_missing_before_they_cannot_be_added(self):
        """Percentages without counts are not refused for a quarter that is missing anyway."""
        assert ["late", "no data"] == values(
            of(MONTHS[:4], [90, "late", 91, 92], VISITS).rolled_up("quarter")
        )


class TestWhatIsKept:
    def test_the_weakest_quality(self):
        """One provisional month makes the quarter provisional; an estimate is weaker still."""
        firmest_first = ["final", "revised", "provisional", "estimated"]
        for one, other in itertools.product(firmest_first, repeat=2):
            expected = max(one, other, key=firmest_first.index)
            months = [Outturn(APRIL, 1), Outturn(MAY, 2, quality=one), Outturn(JUNE, 3, quality=other)]

            assert Quality(expected) is History(months, indicator=CARERS).rolled_up("quarter").at(Q1).quality

    def test_the_quality_of_a_part_that_does_not_apply_plays_no_part(self):
        """What is left out cannot make the sum weaker."""
        months = [
            Outturn(APRIL, reason="not applicable", quality="estimated"),
            Outturn(MAY, 2),
            Outturn(JUNE, 3),
        ]

        assert Quality.FINAL is History(months, indicator=CARERS).rolled_up("quarter").at(Q1).quality

    def test_notes_are_joined_in_order(self):
        """What was said of any month is said of the quarter."""
        months = [
            Outturn(JUNE, 3, note="Two posts vacant."),
            Outturn(MAY, 2),
            Outturn(APRIL, 1, note="Flood."),
        ]

        assert (
            "Flood. Two posts vacant." == History(months, indicator=CARERS).rolled_up("quarter").at(Q1).note
        )

    def test_the_note_of_a_gap_comes_first(self):
        """What is held is said before what was said of it."""
        months = [Outturn(APRIL, 1, note="Flood.")]
        (quarter,) = History(months, indicator=CARERS).rolled_up("quarter")

        assert "Only April 2022 of Q1 2022/23. Flood." == quarter.note

    def test_it_is_known_from_the_latest_day(self):
        """A quarter is known when its last month is, and all along if every month is."""
        days = [date(2022, 8, 1), None, date(2022, 7, 1)]
        months = [Outturn(month, 1, known_from=day) for month, day in zip(MONTHS[:3], days, strict=True)]

        assert date(2022, 8, 1) == History(months, indicator=CARERS).rolled_up("quarter").at(Q1).known_from
        assert of(MONTHS[:3], [1, 1, 1], CARERS).rolled_up("quarter").at(Q1).known_from is None

    def test_as_known_before_rolling_up(self):
        """The quarter as it was known is made of the months as they were known."""
        months = [
            Outturn(APRIL, 1),
            Outturn(MAY, 2),
            Outturn(JUNE, 3, known_from=date(2022, 7, 20)),
            Outturn(APRIL, 10, revision=1, known_from=date(2022, 8, 1)),
        ]
        history = History(months, indicator=CARERS)
        seen = [
            values(history.as_known(day).rolled_up("quarter"))
            for day in (date(2022, 7, 1), date(2022, 7, 20), date(2022, 8, 1))
        ]

        assert [["no data"], [6.0], [15.0]] == seen

    @pytest.mark.parametrize("place", range(3))
    @pytest.mark.parametrize("rest", [2, "late", "not applicable", None])
    def test_a_break_in_any_part_is_one_in_the_whole(self, place, rest):
        """A quarter in which the definition changed is comparable with no earlier one, figure or not."""
        months = [Outturn(MONTHS[place], 1, break_in_series=True)]
        months += of([month for month in MONTHS[:3] if month is not MONTHS[place]], [rest, 5]).outturns
        quarters = History(months, indicator=CARERS).rolled_up("quarter")

        assert quarters.breaks_between(Q1.previous, Q1)

    def test_a_break_in_a_part_without_a_figure_too(self):
        """The month that does not apply, or is late, may be the one in which the definition changed."""
        for reason in ("not applicable", "late"):
            months = [Outturn(APRIL, reason=reason, break_in_series=True), Outturn(MAY, 2), Outturn(JUNE, 3)]

            assert History(months, indicator=CARERS).rolled_up("quarter").at(Q1).break_in_series

    def test_only_the_latest_revisions_are_added(self):
        """What was superseded is not added beside what superseded it, and the sum is a first publication."""
        months = [*(Outturn(month, 1) for month in MONTHS[:3]), Outturn(MAY, 5, revision=2)]
        rolled = History(months, indicator=CARERS).rolled_up("quarter")

        assert (7.0, 0, ()) == (rolled.at(Q1).value, rolled.at(Q1).revision, rolled.superseded(Q1))

    def test_a_highlight_belongs_to_its_own_figure(self):
        """A month that a paper lists as performing well does not make its quarter one."""
        months = [Outturn(month, 1, highlight="performing well") for month in MONTHS[:3]]

        assert History(months, indicator=CARERS).rolled_up("quarter").at(Q1).highlight is None

    def test_the_indicator_is_kept(self):
        """A rolled-up history is still that of its indicator."""
        assert VISITS == of([Q1], [(1, 2)], VISITS).rolled_up("year").indicator


class TestOtherBases:
    """A snapshot, a rolling year and a year to date are taken at the end, and never added."""

    BASES = ("snapshot", "rolling year", "year to date")

    @pytest.mark.parametrize("basis", BASES)
    def test_the_figure_at_the_end_is_the_figure(self, basis):
        """As at 30 June is the quarter's, whatever April and May were."""
        rolled = of(MONTHS[:6], [(1, 2), (3, 4), (5, 6), 7, 8, 9], on(basis)).rolled_up("quarter")

        assert [Outturn(Q1, numerator=5, denominator=6), Outturn(Q2, 9)] == list(rolled)

    @pytest.mark.parametrize("basis", BASES)
    def test_percentages_need_no_counts(self, basis):
        """A figure that is only taken need not add up."""
        assert [92] == values(of(MONTHS[:3], [90, 91, 92], on(basis, unit="percent")).rolled_up("quarter"))

    @pytest.mark.parametrize("basis", BASES)
    def test_no_figure_at_the_end_is_no_data(self, basis):
        """May's snapshot is not June's."""
        (quarter,) = of([APRIL, MAY], [1, 2], on(basis)).rolled_up("quarter")

        assert (Reason.NO_DATA, "No figure for the end of Q1 2022/23.") == (quarter.reason, quarter.note)

    @pytest.mark.parametrize("basis", BASES)
    def test_earlier_months_need_not_be_there(self, basis):
        """Only the last month counts, missing or not."""
        assert [3] == values(of([JUNE], [3], on(basis)).rolled_up("quarter"))
        assert ["late"] == values(of(MONTHS[:3], [1, 2, "late"], on(basis)).rolled_up("quarter"))
        assert [3] == values(of(MONTHS[:3], ["suppressed", "late", 3], on(basis)).rolled_up("quarter"))
        assert ["not applicable"] == values(
            of(MONTHS[:3], [1, 2, "not applicable"], on(basis)).rolled_up("quarter")
        )

    @pytest.mark.parametrize("basis", BASES)
    def test_all_that_is_said_of_the_figure_is_kept(self, basis):
        """It is the same figure: note, quality, highlight, revision and day stay as they are."""
        facts = {
            "note": "Counted twice.",
            "quality": "provisional",
            "highlight": "area of focus",
            "revision": 1,
            "known_from": date(2022, 7, 9),
        }
        months = [Outturn(MAY, 1, note="Not this."), Outturn(JUNE, 3, **facts)]

        assert [Outturn(Q1, 3, **facts)] == list(History(months, indicator=on(basis)).rolled_up("quarter"))

    @pytest.mark.parametrize("basis", BASES)
    @pytest.mark.parametrize("last", [3, "late", None])
    def test_a_break_on_the_way_is_kept(self, basis, last):
        """June cannot be compared with March if the definition changed in May."""
        months = [Outturn(MAY, 1, break_in_series=True), *of([JUNE], [last])]
        (quarter,) = History(months, indicator=on(basis)).rolled_up("quarter")

        assert quarter.break_in_series

    @pytest.mark.parametrize("basis", BASES)
    def test_spans_count_by_their_last_day(self, basis):
        """A day, a year to date and a rolling year that end on 30 June are all the quarter's."""
        for start in (date(2022, 6, 30), date(2022, 4, 1), date(2021, 7, 1)):
            span = Period.span(start, Q1.end)

            assert [Outturn(Q1, 3)] == list(of([span], [3], on(basis)).rolled_up("quarter"))

    @pytest.mark.parametrize("basis", BASES)
    def test_two_that_end_together_are_refused(self, basis):
        """June's figure and a span's to the same day could both be meant, so neither is taken."""
        span = Period.span(date(2022, 6, 30), date(2022, 6, 30))
        fault = refusal(of([JUNE, span], [3, 4], on(basis)).rolled_up, "quarter")

        assert ("outturns", "June 2022 and 30 June 2022 could each be the figure for Q1 2022/23") == (
            fault.path,
            fault.problem,
        )
        assert "give the one that is meant the period Q1 2022/23" in fault.remedy

    @pytest.mark.parametrize("basis", BASES)
    def test_unless_one_is_of_the_very_period(self, basis):
        """A figure given for the quarter itself is the quarter's."""
        assert [5] == values(of([JUNE, Q1], [3, 5], on(basis)).rolled_up("quarter"))

    @pytest.mark.parametrize("basis", BASES)
    @pytest.mark.parametrize(
        ("period", "to"), [(Q1, "month"), (YEAR, "half"), (Period.half(2022, 1), "quarter")], ids=str
    )
    def test_a_longer_period_is_not_rolled_up_to_a_shorter(self, basis, period, to):
        """A quarter's figure is June's, but there would be no April and May: that is not rolling up."""
        fault = refusal(of([period], [3], on(basis)).rolled_up, to)

        assert f"{period.label} is not part of one {to}" == fault.problem

    @pytest.mark.parametrize("basis", BASES)
    def test_any_path_upwards_ends_in_the_same(self, basis):
        """By quarters and halves, or at once: the year's figure is March's."""
        months = of(MONTHS, range(12), on(basis))

        assert [11] == values(months.rolled_up("year"))
        assert months.rolled_up("year") == months.rolled_up("quarter").rolled_up("half").rolled_up("year")

    @pytest.mark.parametrize("basis", BASES)
    def test_they_have_no_running_total(self, basis):
        """A snapshot does not accumulate, and a year to date has done so."""
        fault = refusal(of([Q1], [1], on(basis)).year_to_date)

        assert "indicator.basis" == fault.path
        assert f"figures reported as {basis} have no running total" == fault.problem


class TestYearToDate:
    def test_it_runs_from_the_start_of_the_year(self):
        """Each quarter is the sum of the year so far, under its own period."""
        history = of([Q1, Q2, Q3, Q4], [6, 5, 4, 3], CARERS).year_to_date()

        assert (Q1, Q2, Q3, Q4) == history.periods
        assert [6, 11.0, 15.0, 18.0] == values(history)

    def test_counts_run_as_counts(self):
        """The percentage so far is the ratio of the sums so far."""
        assert [(1, 3), (3, 5), (3, 5)] == counts(of([Q1, Q2, Q3], [(1, 3), (2, 2), (0, 0)]).year_to_date())

    def test_it_starts_again_each_year(self):
        """April begins at nothing."""
        history = of([Q3, Q4, Q4.shift(1), Q4.shift(2)], [1, 2, 3, 4], CARERS)
        before = of([Q1, Q2], [10, 20], CARERS)

        assert [10, 30.0, 31.0, 33.0, 3, 7.0] == values(
            History([*history, *before], indicator=CARERS).year_to_date()
        )

    @pytest.mark.parametrize(
        ("starts", "expected"),
        [
            (4, list(range(1, 13))),
            (1, ["no data"] * 9 + [1, 2, 3]),
            (9, ["no data"] * 5 + list(range(1, 8))),
        ],
    )
    def test_the_year_is_the_indicators(self, starts, expected):
        """Months from April on run from January or September where the indicator's year does."""
        indicator = Indicator("8", "Anything", polarity="higher", year_start=starts)

        assert expected == values(of(MONTHS, [1] * 12, indicator).year_to_date())

    def test_without_an_indicator_the_year_is_the_periods(self):
        """Quarters of a calendar year run from January."""
        quarters = [Period.quarter(2022, n, year_start=1) for n in (1, 2, 3, 4)]

        assert [(1, 2), (2, 4), (3, 6), (4, 8)] == counts(of(quarters, [(1, 2)] * 4).year_to_date())

    def test_a_gap_makes_the_rest_of_that_year_missing(self):
        """Without Q2 nothing is known from Q3 on, until the next year starts."""
        history = of([Q1, Q3, Q4, Q4.shift(1)], [1, 3, 4, 5], CARERS).year_to_date()

        assert [1, "no data", "no data", 5] == values(history)
        assert "Only Q1 2022/23, Q3 2022/23 of 1 April to 31 December 2022." == history.at(Q3).note

    def test_a_year_without_its_start_is_missing(self):
        """Figures from Q2 on are no year to date."""
        assert ["no data", "no data"] == values(of([Q2, Q3], [2, 3], CARERS).year_to_date())

    @pytest.mark.parametrize("reason", ["late", "suppressed", "unreliable", "no data", "not due"])
    def test_so_does_a_reason(self, reason):
        """From a late or suppressed quarter on, the year to date is late or suppressed."""
        assert [1, reason, reason, reason] == values(
            of([Q1, Q2, Q3, Q4], [1, reason, 3, 4], CARERS).year_to_date()
        )

    def test_parts_that_do_not_apply_are_left_out(self):
        """A quarter that does not apply adds nothing, and stops nothing."""
        figures = ["not applicable", 2, "not applicable", 4]

        assert ["not applicable", 2.0, 2.0, 6.0] == values(
            of([Q1, Q2, Q3, Q4], figures, CARERS).year_to_date()
        )

    def test_decimals_add_as_decimals(self):
        """Twelve times 0.1 is 1.2, and every month on the way is right."""
        expected = [n / 10 for n in range(1, 13)]

        assert expected == values(of(MONTHS, [0.1] * 12, COST).year_to_date())

    def test_quality_notes_day_and_break_run_on(self):
        """What weakens the first quarter weakens all that is built on it."""
        first = Outturn(
            Q1, 1, quality="estimated", note="An estimate.", known_from=date(2022, 9, 1), break_in_series=True
        )
        second = History([first, Outturn(Q2, 2)], indicator=CARERS).year_to_date().at(Q2)

        assert (Quality.ESTIMATED, "An estimate.", date(2022, 9, 1), True) == (
            second.quality,
            second.note,
            second.known_from,
            second.break_in_series,
        )

    def test_the_first_of_a_year_is_the_figure_itself(self):
        """April is its own year to date, with all that is said of it."""
        april = Outturn(APRIL, 90.5, note="A note.", highlight="area of focus", revision=2)

        assert [april] == list(History([april], indicator=VISITS).year_to_date())

    def test_its_indicator_is_on_the_basis_of_a_year_to_date(self):
        """9 by Q2 miss half of the year's 20; rated as an in-period figure they would meet a quarter."""
        history = of([Q1, Q2], [6, 3], CARERS).year_to_date()
        target = Target(20, period=YEAR, profile="even", tolerance=Tolerance.none())

        assert "year to date" == history.indicator.basis
        assert CARERS.basis == "in period"
        rating = rate(history.indicator, history.at(Q2), target)
        assert (10.0, "red") == (rating.target.value, rating.status)

    @pytest.mark.parametrize("indicator", [CARERS, None], ids=["known", "unknown"])
    def test_it_is_never_run_up_or_added_up_again(self, indicator):
        """A year to date rolled up is the one at the end of the period, though nobody said whose it is."""
        history = of(MONTHS[:6], [(n, 10) for n in range(1, 7)], indicator).year_to_date()
        known = history.as_known(date(2022, 12, 1))
        for each in (history, known, pickle.loads(pickle.dumps(known))):
            assert [(6, 30), (21, 60)] == counts(each.rolled_up("quarter"))
            assert "no running total" in refusal(each.year_to_date).problem
            assert "no running total" in refusal(each.rolled_up("quarter").year_to_date).problem

    def test_it_is_not_equal_to_the_same_figures_in_period(self):
        """11 by Q2 is another statement than 11 in Q2."""
        history = of([Q1], [(1, 2)])

        assert list(history) == list(history.year_to_date())
        assert history != history.year_to_date()

    def test_running_up_and_rolling_up_go_in_either_order(self):
        """The year to date of quarters is that of months, at the quarters' ends."""
        months = of(MONTHS, [n / 10 for n in range(12)], COST)

        assert months.year_to_date().rolled_up("quarter") == months.rolled_up("quarter").year_to_date()

    def test_lengths_may_be_mixed(self):
        """Months of this quarter run on from the quarter before."""
        history = of([Q1, MONTHS[3], MONTHS[4]], [6, 1, 2], CARERS)

        assert [6, 7.0, 9.0] == values(history.year_to_date())

    @pytest.mark.parametrize(
        "period", [Period.span(date(2022, 3, 1), date(2022, 4, 30)), Period.year(2022, 1)], ids=str
    )
    def test_a_period_in_two_years_is_refused(self, period):
        """A span across the end of March belongs to no one year to date."""
        fault = refusal(
            of([period], [1], Indicator("8", "Anything", polarity="higher", year_start=4)).year_to_date
        )

        assert ("outturns", f"{period.label} is not part of one year") == (fault.path, fault.problem)

    def test_plain_percentages_are_refused(self):
        """From the second quarter on there would have to be a mean of percentages."""
        fault = refusal(of([Q1, Q2], [90, 91], VISITS).year_to_date)

        assert "the figures for 1 April to 30 September 2022 cannot be added up" == fault.problem

    def test_the_last_of_a_year_is_the_year(self):
        """March's year to date is the year's sum."""
        months = of(MONTHS, [(n, 20) for n in range(12)], VISITS)
        last = months.year_to_date().at(MONTHS[-1])
        year = months.rolled_up("year").at(YEAR)

        assert (year.numerator, year.denominator) == (last.numerator, last.denominator)


class TestNoFloatIsLost:
    def test_every_pair_of_awkward_floats_adds_as_its_decimals_do(self):
        """The sum of two floats is the float nearest to the sum of the decimals they are written as."""
        from tests.strategies import AWKWARD_FLOATS

        for one, other in itertools.product(AWKWARD_FLOATS, repeat=2):
            expected = float(Fraction(repr(one)) + Fraction(repr(other)))
            (half,) = of([Q1, Q2], [one, other], COST).rolled_up("half")

            assert expected == half.value
            assert math.isfinite(half.value)
