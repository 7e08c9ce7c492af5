"""Which version of a set a scorecard shows, and what a set may be made of: schemes, histories, shares."""

from datetime import date, datetime
from typing import Any

import pytest

from kpirag import (
    MET_OR_NOT,
    RAG,
    FaultsError,
    History,
    Indicator,
    IndicatorSet,
    InputError,
    InputTypeError,
    Outturn,
    Period,
    Rating,
    Scheme,
    Status,
    Target,
    Tolerance,
)
from tests.scorecards.boards import Q1, Q2, board

VISITS = Indicator("1", "Visits in time", polarity="higher", unit="percent", decimals=1)
FIRST = Outturn(Q2, 94.0, known_from=date(2022, 10, 20))
LATER = Outturn(Q2, 96.5, revision=1, known_from=date(2023, 1, 12))
SHEET = [
    ["Ref", "Indicator", "Good is", "Unit", "Target", "Q2 2022/23"],
    ["1", "Visits", "High", "%", 90, 86],
]
RECORDS = [{"ref": 1, "name": "Visits", "polarity": "higher", "unit": "percent"}]


class TestArguments:
    @pytest.mark.parametrize("as_of", ["2022-10-01", datetime(2022, 10, 1), 20221001, 0, False])
    def test_as_of_is_a_date_without_a_time(self, as_of: Any) -> None:
        """Text, a number and a moment are refused: the day must be plain."""
        with pytest.raises(InputTypeError, match="must be a date without a time") as caught:
            board().scorecard(Q2, as_of=as_of)

        assert "as_of" == caught.value.path

    @pytest.mark.parametrize("public", ["yes", "False", 1, 0, None])
    def test_public_is_true_or_false(self, public: Any) -> None:
        """A word or a number is refused: "no" would otherwise count as yes."""
        with pytest.raises(InputTypeError, match="must be True or False") as caught:
            board().scorecard(Q2, public=public)

        assert "public" == caught.value.path

    def test_both_are_reported_together(self) -> None:
        """Two wrong arguments are two faults."""
        with pytest.raises(FaultsError) as caught:
            board().scorecard(Q2, as_of="October", public="yes")

        assert ["as_of", "public"] == [fault.path for fault in caught.value.faults]


class TestAsOf:
    @pytest.mark.parametrize(
        ("day", "value"),
        [
            (date(2022, 10, 19), None),
            (date(2022, 10, 20), 94.0),
            (date(2023, 1, 11), 94.0),
            (date(2023, 1, 12), 96.5),
            (None, 96.5),
        ],
    )
    def test_the_day_itself_counts(self, day: date | None, value: float | None) -> None:
        """A figure known from a day is in the scorecard as of that day, and not as of the day before."""
        given = IndicatorSet([VISITS], {"1": Target(95)}, {"1": [LATER, FIRST]})

        assert value == given.scorecard(Q2, as_of=day)["1"].rating.value

    def test_the_trace_is_of_what_was_known(self) -> None:
        """What a later correction replaced is no trace before the correction."""
        given = IndicatorSet([VISITS], {"1": Target(95)}, {"1": [FIRST, LATER]})

        assert () == given.scorecard(Q2, as_of=date(2022, 12, 31))["1"].superseded
        assert (FIRST,) == given.scorecard(Q2)["1"].superseded

    def test_a_target_that_was_set_later_is_left_out(self) -> None:
        """Each of two targets is used in its own time; before the first there is none."""
        targets = [Target(90, known_from=date(2022, 4, 1)), Target(95, known_from=date(2022, 11, 1))]
        given = IndicatorSet([VISITS], {"1": targets}, {"1": Outturn(Q2, 94)})
        days = (date(2022, 3, 31), date(2022, 10, 31), date(2022, 11, 1), None)

        assert ["not rated", "green", "red", "red"] == [
            str(given.scorecard(Q2, as_of=day)["1"].rating.status) for day in days
        ]

    def test_a_comparison_takes_the_earlier_figure_as_it_was_known(self) -> None:
        """A correction of last quarter's figure does not turn an arrow that was printed before it."""
        figures = [
            Outturn(Q1, 90),
            Outturn(Q1, 95, revision=1, known_from=date(2023, 1, 12)),
            Outturn(Q2, 94),
        ]
        given = IndicatorSet([VISITS], {}, {"1": figures})
        then, now = given.scorecard(Q2, as_of=date(2022, 12, 31)), given.scorecard(Q2)

        assert ("better", "worse") == (
            then["1"].since_last_period.meaning,
            now["1"].since_last_period.meaning,
        )

    def test_the_public_version_can_be_rebuilt_too(self) -> None:
        """As of a day and for the public: what was public on that day, with the day on the page."""
        figures = [FIRST, Outturn.missing(Q2, "suppressed", revision=1, known_from=date(2022, 11, 1))]
        given = IndicatorSet([VISITS], {"1": Target(95)}, {"1": figures})
        then = given.scorecard(Q2, as_of=date(2022, 10, 31), public=True)

        assert 94.0 == then["1"].rating.value
        assert "Public version. As known on 2022-10-31." in then.to_text()
        assert "94" not in given.scorecard(Q2, public=True).to_text()


class TestOneScheme:
    @pytest.mark.parametrize("scheme", [RAG, MET_OR_NOT])
    def test_a_single_scheme_needs_no_list(self, scheme: Scheme) -> None:
        """A set, records and a sheet take one scheme as it is, as they take a list of one."""
        for given in (scheme, [scheme]):
            made = [
                IndicatorSet([VISITS], schemes=given),
                IndicatorSet.from_records(RECORDS, schemes=given),
                IndicatorSet.from_table(SHEET, schemes=given),
            ]

            assert [(scheme,)] * 3 == [one.schemes for one in made]

    def test_it_is_the_scheme_that_rates(self) -> None:
        """86 against 90 is amber under a council-wide tolerance of five points."""
        scheme = RAG.replace(name="Council", tolerance=Tolerance.points(5))
        made = IndicatorSet.from_table(SHEET, schemes=scheme)

        assert Status.AMBER is made.scorecard(Q2)["1"].rating.status

    @pytest.mark.parametrize("given", ["RAG", 3, {"name": "RAG"}])
    def test_anything_else_is_refused_at_its_place(self, given: Any) -> None:
        """The name of a scheme, a number or a bare record is no scheme and no list of schemes."""
        for make in (
            lambda: IndicatorSet([VISITS], schemes=given),
            lambda: IndicatorSet.from_records(RECORDS, schemes=given),
            lambda: IndicatorSet.from_table(SHEET, schemes=given),
        ):
            with pytest.raises((InputTypeError, FaultsError), match="schemes"):
                make()


class TestHistories:
    HISTORY = History([FIRST, LATER], indicator=VISITS)

    def test_a_history_may_stand_for_a_ref(self) -> None:
        """Outturns can be given as the History that holds them, and nothing of it is lost."""
        given = IndicatorSet([VISITS], {"1": Target(95)}, {"1": self.HISTORY})

        assert self.HISTORY is given.outturns["1"]
        assert (FIRST,) == given.scorecard(Q2)["1"].superseded
        assert 94.0 == given.scorecard(Q2, as_of=date(2022, 12, 31))["1"].rating.value

    def test_it_gives_the_same_as_its_outturns(self) -> None:
        """A History and the list of its outturns make the same scorecard."""
        one = IndicatorSet([VISITS], {"1": Target(95)}, {"1": self.HISTORY})
        other = IndicatorSet([VISITS], {"1": Target(95)}, {"1": [FIRST, LATER]})

        assert other.scorecard(Q2) == one.scorecard(Q2)

    def test_it_stands_beside_refs_with_outturns(self) -> None:
        """One ref may have a History and the next a list or a single outturn."""
        others = [Indicator(ref, "Calls", polarity="lower") for ref in ("2", "3")]
        given = IndicatorSet(
            [VISITS, *others],
            {},
            {"1": self.HISTORY, "2": [Outturn(Q1, 7), Outturn(Q2, 8)], "3": Outturn(Q2, 9)},
        )

        assert [96.5, 8.0, 9.0] == [row.rating.value for row in given.scorecard(Q2)]

    def test_a_longer_period_can_be_made_first(self) -> None:
        """Months rolled up to quarters are a History, and go into a set as they are."""
        months = History(
            [
                Outturn(Period.month(2022, month), numerator=late, denominator=10)
                for month, late in ((7, 8), (8, 9), (9, 10))
            ],
            indicator=VISITS,
        )
        given = IndicatorSet([VISITS], {"1": Target(90)}, {"1": months.rolled_up("quarter")})

        assert 90.0 == given.scorecard(Q2)["1"].rating.value

    def test_a_ref_that_is_not_there_is_refused(self) -> None:
        """A History for an unknown ref is a fault like any other."""
        with pytest.raises(InputError, match="there is no indicator with this ref"):
            IndicatorSet([VISITS], {}, {"7": self.HISTORY})

    def test_a_persons_rating_adds_its_figure(self) -> None:
        """The figure of an asserted rating joins the History that was given; the History itself stays."""
        given = Rating.asserted(VISITS, Outturn(Q1, 93), "green", by="The director", because="known better")
        made = IndicatorSet([VISITS], {}, {"1": self.HISTORY}, [given])

        assert (Q1, Q2) == made.outturns["1"].periods
        assert (Q2,) == self.HISTORY.periods


class TestShares:
    CARERS = Indicator("2", "New foster carers", polarity="higher", basis="year to date")
    ADOPTIONS = Indicator("3", "Adoptions", polarity="higher", basis="year to date")
    JUNE = Period.quarter(2017, 1)
    YEAR = Target(20, period=Period.year(2017), tolerance=Tolerance.points(4))

    def test_two_indicators_may_have_a_share_of_the_same_target(self) -> None:
        """A share made once judges both, and says of which full-year target it is the share."""
        share = self.YEAR.profiled(to=self.JUNE)
        made = IndicatorSet(
            [self.CARERS, self.ADOPTIONS],
            {"2": share, "3": share},
            {"2": Outturn(self.JUNE, 6), "3": Outturn(self.JUNE, 4)},
        )

        assert ["green", "amber"] == [str(row.rating.status) for row in made.scorecard(self.JUNE)]
        assert all(
            "(its share of 20 or more for 2017/18)" in row.rating.explain()
            for row in made.scorecard(self.JUNE)
        )

    def test_records_keep_the_share_and_its_whole(self) -> None:
        """A set with shares goes to records and back without loss."""
        share = self.YEAR.profiled(to=self.JUNE)
        made = IndicatorSet([self.CARERS, self.ADOPTIONS], {"2": share, "3": share})
        again = IndicatorSet.from_records(**made.to_records())

        assert made == again
        assert ((3, 12), self.YEAR) == (again.targets["3"][0].share, again.targets["3"][0].whole)

    def test_a_record_may_hold_the_whole_itself(self) -> None:
        """The whole is a Target or its dict, the share a part and what it is out of."""
        record = {"ref": 2, "value": 5, "tolerance": "1 point", "period": "Q1 2017/18", "share": (3, 12)}
        made = [
            IndicatorSet.from_records([self.CARERS.to_dict()], [record | {"whole": whole}])
            for whole in (self.YEAR, self.YEAR.to_dict())
        ]

        assert [self.YEAR.profiled(to=self.JUNE)] * 2 == [one.targets["2"][0] for one in made]

    @pytest.mark.parametrize("share", [3, "3/12", [3], [3, 6, 12], {"part": 3}])
    def test_a_share_that_is_no_pair_is_refused(self, share: Any) -> None:
        """A single number does not say what it is out of."""
        with pytest.raises(InputTypeError, match="must be a part and a whole") as caught:
            IndicatorSet.from_records([self.CARERS.to_dict()], [{"ref": 2, "value": 5, "share": share}])

        assert "targets[0].share" == caught.value.path

    def test_a_share_of_text_and_a_whole_of_text_are_both_reported(self) -> None:
        """Each fault names its own field."""
        record = {"ref": 2, "value": 5, "share": [3, "x"], "whole": "20"}
        with pytest.raises(FaultsError) as caught:
            IndicatorSet.from_records([self.CARERS.to_dict()], [record])

        assert {"whole", "share"} == {fault.path.split(".")[1] for fault in caught.value.faults}


class TestInOrder:
    VALUES = {"1": 70, "2": 87, "3": 60, "4": 95, "5": None, "6": 86}

    def made(self) -> IndicatorSet:
        """Return a set with red, amber, red, green, no data and amber, in this order."""
        return IndicatorSet(
            [Indicator(ref, f"Indicator {ref}", polarity="higher", unit="percent") for ref in self.VALUES],
            {ref: Target(90, tolerance=Tolerance.points(5)) for ref in self.VALUES},
            {ref: Outturn(Q2, value) for ref, value in self.VALUES.items() if value is not None},
        )

    def test_in_order_keeps_the_order_of_the_report(self) -> None:
        """The same rows as worst first, in the order in which the report has them."""
        card = self.made().scorecard(Q2)

        assert ["1", "3", "2", "6"] == [row.indicator.ref for row in card.exceptions()]
        assert ["1", "2", "3", "6"] == [row.indicator.ref for row in card.exceptions(in_order=True)]

    def test_with_one_state_below_green_both_are_alike(self) -> None:
        """Where nothing but not met is below the target, worst first is the order of the report."""
        card = self.made().scorecard(Q2).what_if(scheme=MET_OR_NOT).without_tolerance()

        assert ["1", "2", "3", "6"] == [row.indicator.ref for row in card.exceptions(in_order=True)]
        assert card.exceptions() == card.exceptions(in_order=True)
