"""Sets from flat records."""

from datetime import date

import pytest

from kpirag import (
    BRAG,
    Edge,
    FaultsError,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Promotion,
    Rating,
    Reason,
    Scheme,
    State,
    Status,
    Target,
    Tolerance,
)
from tests.scorecards.boards import CASELOAD, Q1, Q2, QUORATE, board

VISITS = {"ref": "1", "name": "Visits in time", "polarity": "higher", "unit": "percent"}


def read(**given: object) -> IndicatorSet:
    """Return the set of one indicator and what is given beside it."""
    return IndicatorSet.from_records(**({"indicators": [VISITS]} | given))


class TestRoundTrip:
    def test_a_set_is_rebuilt_from_its_records(self) -> None:
        """A scorecard equals the one rebuilt from its records."""
        given = Rating.asserted(
            QUORATE, Outturn.missing(Q1, "no data", "As printed."), "amber", by="A", because="b"
        )
        rules = [
            Scheme(
                "Ours",
                version="1",
                tolerance=Tolerance.points(1),
                states=("poor", State("fair", met=True), "good"),
                edges=(("fair", Tolerance.none()), ("good", Tolerance.points(above=2, below=2))),
                starts=date(2023, 4, 1),
                labels={"poor": "Not good"},
            ),
            BRAG.replace(promote=Promotion("red", "amber"), ends=date(2023, 3, 31)),
        ]
        original = board(ratings=[given], schemes=rules)
        again = IndicatorSet.from_records(**original.to_records())

        assert original.indicators == again.indicators
        assert original.targets == again.targets
        assert original.outturns == again.outturns
        assert original.schemes == again.schemes
        assert original.scorecard(Q1, rules[1]).to_dicts() == again.scorecard(Q1, again.schemes[1]).to_dicts()

    def test_records_are_plain(self) -> None:
        """Records hold text, numbers, truth values, None, and dicts or lists of them."""

        def plain(value: object) -> bool:
            if isinstance(value, dict):
                return all(map(plain, value.values()))
            if isinstance(value, list):
                return all(map(plain, value))
            return type(value) in (str, int, float, bool, type(None))

        assert plain(board(schemes=BRAG).to_records())


class TestIndicators:
    def test_words_of_sheets_are_understood(self) -> None:
        """High is good, %, yes and 1.0 become what the fields want; blanks keep the default."""
        record = {
            "ref": 7.0,
            "name": "Visits",
            "polarity": "High is good",
            "unit": "%",
            "decimals": "1",
            "restricted": "yes",
            "outside_our_control": "No",
            "frequency": "Quarterly",
            "year_start": 4.0,
            "dead_band": "0.5 points",
            "starts": "2022-04-01",
            "ends": None,
            "group": "",
            "owner": float("nan"),
        }
        (indicator,) = IndicatorSet.from_records([record])

        assert ("7", "higher", "percent", 1, True, False) == (
            indicator.ref,
            indicator.polarity,
            indicator.unit,
            indicator.decimals,
            indicator.restricted,
            indicator.outside_our_control,
        )
        assert (date(2022, 4, 1), None, "", "") == (
            indicator.starts,
            indicator.ends,
            indicator.group,
            indicator.owner,
        )
        assert Tolerance.points(0.5) == indicator.dead_band

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"colour": "red"}, "indicators[0]['colour']"),
            ({"polarity": None}, "indicators[0].polarity"),
            ({"name": " "}, "indicators[0].name"),
            ({"ref": ""}, "indicators[0].ref"),
            ({"unit": "percnt"}, "indicators[0].unit"),
            ({"decimals": "one"}, "indicators[0].decimals"),
            ({"decimals": "1.5"}, "indicators[0].decimals"),
            ({"restricted": "perhaps"}, "indicators[0].restricted"),
            ({"starts": "1 April"}, "indicators[0].starts"),
        ],
    )
    def test_a_fault_names_its_place(self, changes: dict[str, object], path: str) -> None:
        """Unknown keys, missing fields and bad cells are faults with a path."""
        with pytest.raises(InputError) as caught:
            IndicatorSet.from_records([VISITS | changes])

        assert path == caught.value.path


class TestTargets:
    @pytest.mark.parametrize(
        ("record", "target"),
        [
            ({"value": "90%", "tolerance": "5 points"}, Target(90.0, tolerance=Tolerance.points(5))),
            ({"value": 90, "tolerance": "10%"}, Target(90.0, tolerance=Tolerance.percent(10))),
            ({"value": 90, "tolerance": "none"}, Target(90.0, tolerance=Tolerance.none())),
            ({"value": 90, "tolerance": ""}, Target(90.0)),
            ({"value": ">80"}, Target(Edge(80.0, inclusive=False))),
            ({"value": ">= 80"}, Target(80.0)),
            ({"value": 80, "strict": "yes"}, Target(80.0, strict=True)),
            (
                {"value": 80, "tolerance": "points", "tolerance_above": "1", "tolerance_below": 2},
                Target(80.0, tolerance=Tolerance.points(above=1, below=2)),
            ),
            (
                {"value": 80, "tolerance": "5 points", "tolerance_strict": True},
                Target(80.0, tolerance=Tolerance.points(5, strict=True)),
            ),
            ({"value": 80, "floor": "75", "stretch": 90}, Target(80.0, floor=75.0, stretch=90.0)),
            (
                {"value": 80, "floor": 75, "floor_inclusive": False},
                Target(80.0, floor=Edge(75.0, inclusive=False)),
            ),
            ({"low": 40, "high": "60"}, Target.between(40.0, 60.0)),
            (
                {"value": 20, "period": "2022/23", "profile": "2, 2, 6, 10"},
                Target(20.0, period=Period.year(2022), profile=[2, 2, 6, 10]),
            ),
            (
                {"value": 80, "kind": "national", "source": "DfE", "known_from": "2022-05-01"},
                Target(80.0, kind="national", source="DfE", known_from=date(2022, 5, 1)),
            ),
        ],
    )
    def test_every_way_to_write_one(self, record: dict[str, object], target: Target) -> None:
        """A target's record may say all that a Target can."""
        assert (target,) == read(targets=[{"ref": "1", **record}]).targets["1"]

    @pytest.mark.parametrize(
        ("record", "path"),
        [
            ({"value": "ninety"}, "targets[0].value"),
            ({"tolerance": "5%"}, "targets[0].value"),
            ({"value": "<80"}, "targets[0].value"),
            ({"value": 80, "tolerance": "5"}, "targets[0].tolerance"),
            ({"value": 80, "tolerance": 5}, "targets[0].tolerance"),
            ({"value": 80, "tolerance_above": 5}, "targets[0].tolerance"),
            ({"value": 80, "tolerance": "5 points", "tolerance_above": 5}, "targets[0].tolerance"),
            ({"value": 80, "period": "Q2 2022"}, "targets[0].period"),
            ({"value": 80, "profile": "a, b", "period": "2022/23"}, "targets[0].profile[0]"),
            ({"value": 80, "floor": 70, "tolerance": "5%"}, "targets[0].floor"),
            ({"value": 80, "tolrance": "5%"}, "targets[0]['tolrance']"),
        ],
    )
    def test_a_fault_names_its_place(self, record: dict[str, object], path: str) -> None:
        """Each fault of a target's record has its path."""
        with pytest.raises(KeyError if path == "" else (ValueError, TypeError, FaultsError)) as caught:
            read(targets=[{"ref": "1", **record}])
        faults = getattr(caught.value, "faults", (caught.value,))

        assert path in [fault.path for fault in faults]

    def test_a_blank_target_is_no_target_and_is_said(self) -> None:
        """A row without a target is no fault, and is listed."""
        made = read(targets=[{"ref": "1", "value": "", "period": "2022/23"}])

        assert ((), [("targets[0]", "no target (blank)")]) == (
            made.targets["1"],
            [(one.path, one.read_as) for one in made.readings],
        )

    def test_an_own_year_start_resolves_a_bare_label(self) -> None:
        """Q2 2022 of an indicator whose year starts in January is April to June 2022."""
        made = IndicatorSet.from_records(
            [VISITS | {"year_start": 1}], [], [{"ref": "1", "period": "Q2 2022", "value": 80}]
        )

        assert (Period.quarter(2022, 2, year_start=1),) == made.outturns["1"].periods


class TestOutturns:
    @pytest.mark.parametrize(
        ("record", "outturn"),
        [
            ({"value": "92.7%"}, Outturn(Q2, 92.7)),
            ({"value": "92.7 [p]"}, Outturn(Q2, 92.7, quality="provisional")),
            ({"value": 92.7, "quality": "revised"}, Outturn(Q2, 92.7, quality="revised")),
            ({"value": "[u]", "note": "New system."}, Outturn.missing(Q2, "unreliable", "New system.")),
            ({"value": None}, Outturn.missing(Q2, "no data")),
            ({}, Outturn.missing(Q2, "no data")),
            ({"value": "", "reason": "late"}, Outturn.missing(Q2, "late")),
            ({"numerator": "1", "denominator": "3"}, Outturn(Q2, numerator=1, denominator=3)),
            (
                {"value": 33.3, "numerator": 1, "denominator": 3},
                Outturn(Q2, 33.3, numerator=1, denominator=3),
            ),
            ({"value": "80 [b]"}, Outturn(Q2, 80.0, break_in_series=True)),
            ({"value": 80, "highlight": "Area of focus"}, Outturn(Q2, 80.0, highlight="area of focus")),
            (
                {"value": 80, "revision": "1", "known_from": "2022-12-01"},
                Outturn(Q2, 80.0, revision=1, known_from=date(2022, 12, 1)),
            ),
        ],
    )
    def test_every_way_to_write_one(self, record: dict[str, object], outturn: Outturn) -> None:
        """An outturn's record may say all that an Outturn can."""
        made = read(outturns=[{"ref": 1, "period": "Q2 2022/23", **record}])

        assert (outturn,) == made.outturns["1"].outturns

    @pytest.mark.parametrize(
        ("record", "path"),
        [
            ({"period": "Q2 2022/23", "value": "abc"}, "outturns[0].value"),
            ({"period": "Q2 2022/23", "value": True}, "outturns[0].value"),
            ({"period": "Q9 2022/23", "value": 1}, "outturns[0].period"),
            ({"period": 2022, "value": 1}, "outturns[0].period"),
            ({"value": 1}, "outturns[0].period"),
            ({"period": "Q2 2022/23", "numerator": 1}, "outturns[0].denominator"),
            ({"period": "Q2 2022/23", "numerator": 4, "denominator": 3}, "outturns[0].numerator"),
            ({"period": "Q2 2022/23", "value": 90, "numerator": 1, "denominator": 3}, "outturns[0].value"),
            ({"period": "Q2 2022/23", "value": 1, "reason": "late"}, "outturns[0].value"),
            ({"period": "Q2 2022/23", "value": 1, "qualty": "final"}, "outturns[0]['qualty']"),
        ],
    )
    def test_a_fault_names_its_place(self, record: dict[str, object], path: str) -> None:
        """Each fault of an outturn's record has its path, counts that cannot be included."""
        with pytest.raises((ValueError, TypeError)) as caught:
            read(outturns=[{"ref": "1", **record}])

        assert path == caught.value.path

    def test_what_shorthand_became_is_listed(self) -> None:
        """Nothing is dropped in silence: every cell that is not a plain figure has its reading."""
        cells = ["92.7", "", "<5", "80 [r]"]
        records = [{"ref": "1", "period": Q2.shift(place), "value": cell} for place, cell in enumerate(cells)]

        assert [
            ("outturns[1].value", "", "no data (blank)"),
            ("outturns[2].value", "<5", "suppressed"),
            ("outturns[3].value", "80 [r]", "revised"),
        ] == [(one.path, one.written, one.read_as) for one in read(outturns=records).readings]


class TestRatingsAndSchemes:
    def test_an_asserted_rating(self) -> None:
        """A rating's record says the status, by whom and because of what."""
        record = {
            "ref": "1",
            "period": "Q2 2022/23",
            "status": "red",
            "by": "the paper",
            "because": "printed",
        }
        row = read(ratings=[record | {"note": "See page 3."}]).scorecard(Q2)["1"]

        assert (Status.RED, "the paper", "See page 3.") == (
            row.rating.status,
            row.rating.assertion.by,
            row.outturn.note,
        )

    def test_an_asserted_rating_keeps_the_figure_of_its_period(self) -> None:
        """Where there is a figure and a target, the computed rating is beside it."""
        row = read(
            targets=[{"ref": "1", "value": 80}],
            outturns=[{"ref": "1", "period": "Q2 2022/23", "value": 85}],
            ratings=[{"ref": "1", "period": "Q2 2022/23", "status": "red", "by": "A", "because": "b"}],
        ).scorecard(Q2)["1"]

        assert row.rating.disagrees
        assert Status.GREEN is row.rating.computed.status

    @pytest.mark.parametrize("lacking", ["period", "status", "by", "because", "ref"])
    def test_an_asserted_rating_says_all_of_it(self, lacking: str) -> None:
        """Without who or why a person's colour is not taken."""
        record = {"ref": "1", "period": "Q2 2022/23", "status": "red", "by": "A", "because": "b"}
        with pytest.raises(InputError) as caught:
            read(ratings=[{key: value for key, value in record.items() if key != lacking}])

        assert f"ratings[0].{lacking}" == caught.value.path

    def test_a_scheme_may_be_short(self) -> None:
        """A scheme's record gives only what differs from RAG."""
        made = read(schemes=[{"name": "Council", "tolerance": "10%", "starts": "2022-04-01"}])

        assert (Scheme("Council", tolerance=Tolerance.percent(10), starts=date(2022, 4, 1)),) == made.schemes

    @pytest.mark.parametrize(
        ("record", "path"),
        [
            ({"name": "A", "tolerance": "lots"}, "schemes[0].tolerance"),
            ({"name": "A", "colour": 1}, "schemes[0]['colour']"),
            ({"name": "A", "starts": "soon"}, "schemes[0].starts"),
            ({"name": "A", "caution_below": -1}, "schemes[0].caution_below"),
        ],
    )
    def test_a_fault_of_a_scheme_names_its_place(self, record: dict[str, object], path: str) -> None:
        """Each fault of a scheme's record has its path."""
        with pytest.raises(InputError) as caught:
            read(schemes=[record])

        assert path == caught.value.path


class TestWrongShapes:
    @pytest.mark.parametrize("given", [3, "text", {"ref": 1}])
    def test_records_must_be_a_list(self, given: object) -> None:
        """One dict, text or a number is not a list of records."""
        with pytest.raises(TypeError, match="must be a list of records"):
            IndicatorSet.from_records(given)

    def test_a_record_must_be_a_dict(self) -> None:
        """An object among dicts is a fault with its place."""
        with pytest.raises(TypeError, match=r"outturns\[0\]: must be a record"):
            read(outturns=[CASELOAD])

    def test_percent_as_is_one_of_two(self) -> None:
        """Points or fraction, and nothing else."""
        with pytest.raises(InputError, match=r"Write 'points' for 92\.7 or 'fraction' for 0\.927"):
            IndicatorSet.from_records([VISITS], percent_as="ratio")

    def test_percent_as_fraction(self) -> None:
        """Excel's 0.927 and a target of 0.9 are 92.7 and 90."""
        made = IndicatorSet.from_records(
            [VISITS],
            [{"ref": "1", "value": 0.9}],
            [{"ref": "1", "period": "Q2 2022/23", "value": 0.927}],
            percent_as="fraction",
        )

        assert (92.7, 90.0) == (made.scorecard(Q2)["1"].rating.value, made.targets["1"][0].value)

    def test_faults_of_a_faulty_indicators_figures_are_told_too(self) -> None:
        """Every fault at once: a bad polarity does not hide a bad cell."""
        with pytest.raises(FaultsError) as caught:
            IndicatorSet.from_records(
                [VISITS | {"polarity": "sideways"}],
                [{"ref": "1", "value": "x"}],
                [
                    {"ref": "1", "period": "Q2 2022/23", "value": "abc"},
                    {"ref": "1", "period": "Q1 2022/23", "value": 1},
                ],
            )

        assert ["indicators[0].polarity", "targets[0].value", "outturns[0].value"] == [
            fault.path for fault in caught.value.faults
        ]

    def test_a_reading_survives_where_a_reason_is_given(self) -> None:
        """A given reason goes before a blank cell's."""
        made = read(outturns=[{"ref": "1", "period": "Q2 2022/23", "value": "-", "reason": "late"}])

        assert Reason.LATE is made.outturns["1"].at(Q2).reason


class TestSharedTargets:
    def test_a_share_of_a_target_keeps_its_whole(self) -> None:
        """A quarter's share of a year's target comes back with the year's target beside it."""
        year = Target(20.0, period=Period.year(2022))
        carers = IndicatorSet.from_records([VISITS | {"unit": "number"}]).indicators
        original = IndicatorSet(carers, {"1": year.instalment(of=Q2)}, {"1": Outturn(Q2, 6.0)})

        assert original == IndicatorSet.from_records(**original.to_records())

    def test_a_schemes_tolerance_in_points_shrinks_with_the_share(self) -> None:
        """Four points on twenty carers a year are one point on the five due in a quarter."""
        indicator = {"ref": "1", "name": "Carers", "polarity": "higher", "basis": "year to date"}
        made = IndicatorSet.from_records(
            [indicator],
            [{"ref": "1", "value": 20, "period": "2022/23", "profile": "even"}],
            [{"ref": "1", "period": "Q1 2022/23", "value": 4}],
            schemes=[{"name": "Council", "tolerance": "4 points"}],
        )
        row = made.scorecard(Q1)["1"]

        assert Status.AMBER is row.rating.status
        assert "Green at 5 or more; Amber from 4 up to 5; Red below 4" == row.rating.bands.describe()

    @pytest.mark.parametrize("share", ["quarter", [1], 4])
    def test_a_share_is_a_part_and_a_whole(self, share: object) -> None:
        """Anything else is refused with its place."""
        with pytest.raises(TypeError, match=r"targets\[0\]\.share"):
            read(targets=[{"ref": "1", "value": 80, "share": share}])


class TestAssertedInRecords:
    @pytest.mark.parametrize(
        "outturn",
        [
            Outturn.missing(Q2, "late", "In March."),
            Outturn(Q2, 85.0, revision=1),
            Outturn(Q2, numerator=1, denominator=3, known_from=date(2023, 1, 1)),
        ],
    )
    def test_nothing_of_a_persons_rating_is_lost(self, outturn: Outturn) -> None:
        """Outturn, target and scheme of a person's rating come back with it."""
        given = Rating.asserted(
            QUORATE, outturn, "blue", by="A", because="b", target=Target(80.0), scheme=BRAG
        )
        targets = {"1": Target(70.0, kind="statutory")}
        original = board(targets=targets, outturns={}, ratings=[given], headline="statutory", schemes=BRAG)
        again = IndicatorSet.from_records(**original.to_records())

        assert original == again
        assert original.scorecard(Q2) == again.scorecard(Q2)

    def test_a_plain_record_takes_the_scheme_in_force(self) -> None:
        """A blue of BRAG needs no more than BRAG among the schemes."""
        record = {"ref": "1", "period": "Q2 2022/23", "status": "blue", "by": "A", "because": "b"}

        assert Status.BLUE is read(ratings=[record], schemes=[BRAG]).scorecard(Q2)["1"].rating.status
