"""IndicatorSet: what belongs together, and every fault in it."""

import pickle
import random
from datetime import date

import pytest

from kpirag import (
    MET_OR_NOT,
    FaultsError,
    Indicator,
    IndicatorSet,
    InputError,
    InputTypeError,
    NotFoundError,
    Outturn,
    Period,
    Rating,
    Scheme,
    Target,
    rate,
)
from tests.scorecards.boards import ASSESSMENTS, CASELOAD, Q1, Q2, board


class TestGivingThings:
    def test_targets_and_outturns_may_be_mappings_or_pairs(self) -> None:
        """One for a ref, several for a ref, and pairs of a ref and a thing say the same."""
        single = IndicatorSet([CASELOAD], {"2": Target(18)}, {"2": Outturn(Q2, 17)})
        listed = IndicatorSet([CASELOAD], {2: [Target(18)]}, {2.0: [Outturn(Q2, 17)]})
        paired = IndicatorSet([CASELOAD], [("2", Target(18))], [("2", Outturn(Q2, 17))])

        assert single == listed == paired

    def test_order_of_input_never_matters(self) -> None:
        """Outturns and targets in any order give the same scorecard."""
        pairs = [("1", Outturn(Q2.shift(-n), 80.0 + n)) for n in range(8)]
        expected = board(outturns=pairs).scorecard(Q2)
        for seed in range(5):
            shuffled = pairs[:]
            random.Random(seed).shuffle(shuffled)

            assert expected == board(outturns=shuffled).scorecard(Q2)

    def test_an_indicator_is_found_by_its_ref_in_any_form(self) -> None:
        """1, 1.0 and "1" are one ref."""
        found = board()

        assert found[1] is found[1.0] is found["1"] is ASSESSMENTS

    def test_an_unknown_ref_is_a_key_error_that_lists_the_known(self) -> None:
        """A ref that is not there is looked up in vain, and the error says what there is."""
        with pytest.raises(NotFoundError, match=r"Known: '1', '2'") as caught:
            board()["99"]

        assert isinstance(caught.value, KeyError)

    def test_it_survives_pickling(self) -> None:
        """A set that went through pickle is equal and gives the same scorecard."""
        again = pickle.loads(pickle.dumps(board()))

        assert board() == again
        assert board().scorecard(Q2) == again.scorecard(Q2)

    def test_length_iteration_and_repr(self) -> None:
        """A set is a collection of its indicators."""
        assert 8 == len(board()) == len(list(board()))
        assert "<IndicatorSet: 8 indicators, 13 outturns>" == repr(board())


class TestFaults:
    def test_every_fault_is_reported_at_once_with_its_path(self) -> None:
        """Nine faults in one set are nine faults in one error."""
        with pytest.raises(FaultsError) as caught:
            IndicatorSet(
                [CASELOAD, CASELOAD, 3],
                {9: Target(3), 2: [Target(1), Target(2), 4]},
                [(2, Outturn(Q1, 3)), (2, Outturn(Q1, 4)), 5],
                ratings=[rate(CASELOAD, Outturn(Q2, 3), Target(5))],
                headline="",
            )

        assert [
            "indicators[2]",
            "indicators[1].ref",
            "targets[9]",
            "targets[2][2]",
            "outturns[2]",
            "targets[2][1]",
            "outturns['2'].outturns[1]",
            "ratings[0]",
            "headline",
        ] == [fault.path for fault in caught.value.faults]

    @pytest.mark.parametrize(
        ("changes", "path", "kind"),
        [
            ({"indicators": 3}, "indicators", InputTypeError),
            ({"indicators": [ASSESSMENTS], "targets": {}, "outturns": "text"}, "outturns", InputTypeError),
            ({"outturns": {True: Outturn(Q2, 1)}}, "ref", InputTypeError),
            ({"targets": {"1": [Target(1), Target(1, period=None)]}}, "targets['1'][1]", InputError),
            ({"schemes": [3]}, "schemes[0]", InputTypeError),
            ({"headline": 3}, "headline", InputTypeError),
            ({"ratings": ["red"]}, "ratings[0]", InputTypeError),
        ],
    )
    def test_one_fault_is_raised_as_itself(self, changes: dict[str, object], path: str, kind: type) -> None:
        """A single fault is the error itself, of the builtin kind a caller expects."""
        with pytest.raises(kind) as caught:
            board(**changes)

        assert path == caught.value.path

    def test_an_unknown_ref_suggests_the_near_one(self) -> None:
        """A ref that is almost right is met with "did you mean"."""
        indicator = Indicator("NI 157a", "Major applications", polarity="higher")
        with pytest.raises(InputError, match="Did you mean 'NI 157a'"):
            IndicatorSet([indicator], {"NI157a": Target(90)})

    def test_an_asserted_rating_must_be_of_an_indicator_of_the_set(self) -> None:
        """A person's rating of something unknown is refused."""
        stray = Rating.asserted(
            Indicator("77", "Stray", polarity="higher"), Outturn(Q2, 1), "red", by="A", because="b"
        )
        with pytest.raises(InputError, match="no indicator with this ref"):
            board(ratings=[stray])

    def test_targets_differ_by_period_kind_or_the_day_they_were_known(self) -> None:
        """One target for each indicator, period and kind; a later decision has its own day."""
        given = {
            "2": [
                Target(18),
                Target(16, kind="national"),
                Target(17, period=Q2),
                Target(19, period=Q2, known_from=date(2022, 9, 1)),
            ]
        }

        assert 4 == len(board(targets=given).targets["2"])


class TestSchemes:
    def test_without_schemes_it_is_rag(self) -> None:
        """A set that names no scheme is rated green, amber, red."""
        assert "RAG" == board().scheme_for(Q2).name

    def test_the_scheme_in_force_at_the_end_of_the_period_is_used(self) -> None:
        """Havering's tolerance was withdrawn for 2017/18; the old rules stay for the old year."""
        old = Scheme("Rules", version="2016/17", ends=date(2017, 3, 31))
        new = MET_OR_NOT.replace(version="2017/18", starts=date(2017, 4, 1))
        rules = board(schemes=[old, new])

        assert old == rules.scheme_for(Period.quarter(2016, 4))
        assert new == rules.scheme_for(Period.quarter(2017, 1))

    def test_none_in_force_is_refused(self) -> None:
        """A period before every scheme has no rules, and none are guessed."""
        with pytest.raises(InputError, match="no scheme was in force"):
            board(schemes=Scheme("New", starts=date(2023, 4, 1))).scorecard(Q2)

    def test_two_in_force_are_refused(self) -> None:
        """Two schemes for one day are ambiguous, and both are named."""
        with pytest.raises(InputError, match="more than one scheme") as caught:
            board(schemes=[Scheme("A"), Scheme("B", version="2")]).scorecard(Q2)

        assert "A, B 2" == caught.value.got

    def test_a_named_scheme_wins(self) -> None:
        """scorecard(period, scheme) rates under that scheme."""
        assert MET_OR_NOT == board().scorecard(Q2, MET_OR_NOT).scheme

    @pytest.mark.parametrize(("period", "scheme"), [("Q2", None), (Q2, "RAG")])
    def test_wrong_kinds_are_type_errors(self, period: object, scheme: object) -> None:
        """A label is not a period and a name is not a scheme."""
        with pytest.raises(TypeError):
            board().scorecard(period, scheme)
