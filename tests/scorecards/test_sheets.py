"""Sets from the wide sheet that every council has."""

import csv
import io
from datetime import date

import pytest

from kpirag import (
    FaultsError,
    IndicatorSet,
    InputError,
    Outturn,
    Period,
    Reason,
    Scheme,
    Status,
    Target,
    Tolerance,
)
from tests.scorecards.boards import Q1, Q2

HEADINGS = ["Ref", "Indicator", "Good is", "Unit", "Target", "Tolerance", "Q1 2022/23", "Q2 2022/23"]
VISITS = ["1", "Visits in time", "High", "%", "90", "5 points", "88.1%", "92.7 [p]"]


def read(*rows: list[object], headings: list[str] | None = None, **options: object) -> IndicatorSet:
    """Return the set of a sheet with these rows below the usual headings."""
    return IndicatorSet.from_table([HEADINGS if headings is None else headings, *rows], **options)


class TestReading:
    def test_a_row_is_an_indicator_its_target_and_its_figures(self) -> None:
        """One row of the sheet gives the indicator, the target and an outturn for each period."""
        made = read(VISITS)

        assert ("1", "Visits in time", "higher", "percent") == (
            made["1"].ref,
            made["1"].name,
            made["1"].polarity,
            made["1"].unit,
        )
        assert (Target(90.0, tolerance=Tolerance.points(5)),) == made.targets["1"]
        assert (Outturn(Q1, 88.1), Outturn(Q2, 92.7, quality="provisional")) == made.outturns["1"].outturns

    def test_dicts_and_lists_are_one(self) -> None:
        """csv.DictReader and csv.reader of one file give one set."""
        text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in (HEADINGS, VISITS))

        assert IndicatorSet.from_table(csv.DictReader(io.StringIO(text))) == IndicatorSet.from_table(
            csv.reader(io.StringIO(text))
        )

    def test_the_order_of_columns_does_not_matter(self) -> None:
        """A sheet with its columns turned round is the same sheet."""
        assert read(VISITS) == read(VISITS[::-1], headings=HEADINGS[::-1])

    @pytest.mark.parametrize(
        ("heading", "cell", "field", "value"),
        [
            ("KPI no.", "7", "ref", "7"),
            ("Performance indicator", "Visits", "name", "Visits"),
            ("Better is", "Lower is better", "polarity", "lower"),
            ("Unit of measure", "days", "unit", "days"),
            ("Decimal places", "1", "decimals", 1),
            ("Reporting frequency", "Annual", "frequency", "year"),
            ("Service area", "Planning", "group", "Planning"),
            ("Lead officer", "Head of Planning", "owner", "Head of Planning"),
            ("Confidential", "yes", "restricted", True),
            ("Basis", "Year to date", "basis", "year to date"),
            ("outside_our_control", "y", "outside_our_control", True),
            ("Can exceed 100", "no", "can_exceed_100", False),
        ],
    )
    def test_usual_headings(self, heading: str, cell: str, field: str, value: object) -> None:
        """Headings as councils write them are known for what they are."""
        row = {"Ref": "1", "Indicator": "x", "Good is": "High", "Unit": "number"}
        names = {"ref": "Ref", "name": "Indicator", "polarity": "Good is", "unit": "Unit"}
        row.pop(names.get(field, ""), None)
        (indicator,) = IndicatorSet.from_table([row | {heading: cell}])

        assert value == getattr(indicator, field)

    @pytest.mark.parametrize(
        ("heading", "period"),
        [
            ("Q1 2022/23", Q1),
            ("Quarter 1 2022/23", Q1),
            ("Apr-Jun 2022", Q1),
            ("Q1 2022/23 actual", Q1),
            ("Outturn Q1 2022/23", Q1),
            ("Jun-22", Period.month(2022, 6)),
            ("2022/23", Period.year(2022)),
        ],
    )
    def test_period_headings(self, heading: str, period: Period) -> None:
        """Every heading that is no field is a period label."""
        made = read(["1", "x", "High", "%", 80], headings=[*HEADINGS[:4], heading])

        assert (period,) == made.outturns["1"].periods

    def test_counts_targets_and_comments_of_a_period(self) -> None:
        """A period may have a column for each of its figure's parts."""
        headings = [*HEADINGS[:4], "Q1 2022/23 numerator", "Q1 2022/23 denominator", "Q1 2022/23 target"]
        made = read(
            ["1", "x", "High", "%", 1, 3, 80, "Two late cases."],
            headings=[*headings, "Q1 2022/23 - comments"],
        )

        assert (Outturn(Q1, numerator=1, denominator=3, note="Two late cases."),) == made.outturns[
            "1"
        ].outturns
        assert (Target(80.0, period=Q1),) == made.targets["1"]

    def test_a_comment_without_a_period_belongs_to_the_latest_figure(self) -> None:
        """The one comment column of a sheet is about its newest figure."""
        made = read([*VISITS[:7], "-", "Better."], headings=[*HEADINGS, "Commentary"])

        assert ["Better.", ""] == [outturn.note for outturn in made.outturns["1"]]
        assert "commentary on Q1 2022/23" in [one.read_as for one in made.readings]

    def test_a_target_of_the_year_with_a_profile(self) -> None:
        """A full-year target may say for when it is, and how it falls due."""
        headings = [*HEADINGS[:4], "Basis", "Annual target", "Target for", "Profile", "Q1 2022/23"]
        made = read(["2", "Carers", "High", "#", "YTD", 20, "2022/23", "even", 6], headings=headings)

        assert (5.0, Status.GREEN) == (
            made.scorecard(Q1)["2"].target.value,
            made.scorecard(Q1)["2"].rating.status,
        )

    def test_blank_rows_and_columns_are_left_out_and_said(self) -> None:
        """A spacer row is no fault, and no secret; a spacer column holds nothing."""
        made = read([""] * 9, [*VISITS, None], headings=[*HEADINGS, ""])

        assert 1 == len(made)
        assert ("rows[1]", "a blank row, left out") == (made.readings[0].path, made.readings[0].read_as)

    def test_short_rows_are_filled_with_blanks(self) -> None:
        """A row that ends early has no data for the rest."""
        assert Reason.NO_DATA is read(VISITS[:7]).scorecard(Q2)["1"].rating.reason

    def test_years_named_by_one_year(self) -> None:
        """FY23 needs to be told which year names it."""
        row = ["1", "x", "High", "%", 80]
        with pytest.raises(InputError, match="named_by"):
            read(row, headings=[*HEADINGS[:4], "FY23"])

        assert (Period.year(2022),) == read(row, headings=[*HEADINGS[:4], "FY23"], named_by="end").outturns[
            "1"
        ].periods

    def test_fractions_as_excel_stores_them(self) -> None:
        """0.927 in a sheet of fractions is 92.7, and so is a target of 0.9."""
        made = read(["1", "x", "High", "%", 0.9, "", 0.881, "92.7%"], percent_as="fraction")

        assert ([88.1, 92.7], 90.0) == (
            [one.number for one in made.outturns["1"]],
            made.targets["1"][0].value,
        )

    def test_schemes_and_headline_are_passed_on(self) -> None:
        """The council-wide tolerance comes as a scheme beside the sheet."""
        council = Scheme("Council", tolerance=Tolerance.percent(10), starts=date(2022, 4, 1))
        made = read(["1", "x", "High", "%", 90, "", 80, 81], schemes=[council])

        assert [Status.RED, Status.AMBER] == [
            made.scorecard(period)["1"].rating.status for period in (Q1, Q2)
        ]

    def test_no_rows_are_an_empty_set(self) -> None:
        """An empty sheet has no indicators, and headings alone have none either."""
        assert 0 == len(IndicatorSet.from_table([])) == len(read())


class TestPeriodHeadings:
    @pytest.mark.parametrize(
        "word",
        [
            *("baseline", "benchmark", "England", "average", "variance", "trend", "plan", "profile"),
            *("estimate", "projected", "RAG", "status", "provisional", "previous target (local)"),
        ],
    )
    @pytest.mark.parametrize("place", ["{period} {word}", "{word} {period}", "{period} ({word})"])
    def test_a_word_that_is_no_part_is_refused_by_name(self, word: str, place: str) -> None:
        """A column of England's figures must not become the council's own."""
        heading = place.format(period="Q4 2022/23", word=word)
        with pytest.raises(InputError) as caught:
            read(["1", "x", "High", "%", 80], headings=[*HEADINGS[:4], heading])

        assert f"columns[{heading!r}]" == caught.value.path
        assert word.split(maxsplit=1)[0] in str(caught.value)

    def test_the_remedy_names_what_may_stand_there(self) -> None:
        """Who wrote an unknown word reads the known ones."""
        with pytest.raises(InputError, match="holds 'baseline' beside the period") as caught:
            read(["1", "x", "High", "%", 80], headings=[*HEADINGS[:4], "Q4 2022/23 baseline"])

        assert all(repr(word) in caught.value.remedy for word in ("actual", "target", "forecast", "lower"))

    @pytest.mark.parametrize(
        "heading",
        [
            *("Q1 2022/23", "Quarter 1, 2022/23", "1st quarter 2022/23", "Q1 (Apr-Jun) 2022/23"),
            *("First quarter of 2022/23", "April to June 2022", "Actual for Q1 2022/23"),
            *("Q1 2022/23 actuals", "Figures for Q1 2022/23", "Q1 2022-23 - Outturn", "2022/23 Qtr 1"),
            *("Quarter ending June 2022", "Q1 2022/23 (1 April 2022 to 30 June 2022)"),
        ],
    )
    def test_the_words_of_a_label_are_no_other_words(self, heading: str) -> None:
        """A period may be written in many ways, and its figure called what it is called."""
        assert (Q1,) == read(["1", "x", "High", "%", 80], headings=[*HEADINGS[:4], heading]).outturns[
            "1"
        ].periods

    @pytest.mark.parametrize(
        ("low", "high"),
        [
            ("Q1 2022/23 lower", "Q1 2022/23 upper"),
            ("Q1 2022/23 lower limit", "Q1 2022/23 upper limit"),
            ("Q1 2022/23 Lower CI", "Q1 2022/23 - Upper CI"),
            ("Lower confidence limit Q1 2022/23", "Upper confidence limit: Q1 2022/23"),
        ],
    )
    def test_the_ends_of_an_interval_have_columns(self, low: str, high: str) -> None:
        """Published tables print a lower and an upper limit beside the figure."""
        made = read(["1", "x", "High", "%", 80, 75, 84], headings=[*HEADINGS[:4], "Q1 2022/23", low, high])

        assert (Outturn(Q1, 80.0, intervals=(75, 84)),) == made.outturns["1"].outturns
        assert [f"interval low of {Q1.label}", f"interval high of {Q1.label}"] == [
            one.read_as for one in made.readings[:2]
        ]


class TestVersionsInASheet:
    TOP = ("Ref", "Indicator", "Good is", "Unit", "Starts", "Ends", "Target", "Q1 2022/23", "Q3 2022/23")
    OLD = ("32", "Days to decide", "Low", "days", "", "2022-09-30")
    NEW = ("32", "Decided in 20 days", "High", "%", "2022-10-01", "")
    Q3 = Q2.shift(1)

    @pytest.mark.parametrize("mark", ["-", "n/a", "[x]", "[z]", "not due", ""])
    @pytest.mark.parametrize("turned", [False, True])
    def test_no_figure_in_the_time_of_another_version_is_left_out(self, mark: str, turned: bool) -> None:
        """A row says nothing, with a dash or in words, of the time in which another version was in use."""
        rows = [[*self.OLD, 30, 27, mark], [*self.NEW, "", mark, 85]]
        made = IndicatorSet.from_table([self.TOP, *(rows[::-1] if turned else rows)])

        assert [(Q1, 27.0), (self.Q3, 85.0)] == [(one.period, one.number) for one in made.outturns["32"]]
        assert (2 if mark else 0) == sum("left out, as this version" in one.read_as for one in made.readings)

    @pytest.mark.parametrize("cell", [44, "[c]", "late", "7 [p]"])
    def test_a_figure_in_the_time_of_another_version_is_refused(self, cell: object) -> None:
        """A figure on the old row would be rated as the new indicator's."""
        with pytest.raises(InputError, match="in which another version of 32 was in use") as caught:
            IndicatorSet.from_table([self.TOP, [*self.OLD, 30, 27, cell], [*self.NEW, "", "-", 85]])

        assert "rows[1]['Q3 2022/23']" == caught.value.path

    def test_the_target_of_the_old_version_does_not_rate_the_new(self) -> None:
        """30 days says nothing of a percentage: without a target of its own the new row is not rated."""
        made = IndicatorSet.from_table([self.TOP, [*self.OLD, 30, 27, "-"], [*self.NEW, "", "-", 85]])

        assert (Target(30.0, ends=date(2022, 9, 30)),) == made.targets["32"]
        assert ["green", "not rated"] == [
            str(made.scorecard(period)["32"].rating.status) for period in (Q1, self.Q3)
        ]

    def test_each_row_is_rated_by_its_own_target(self) -> None:
        """Both rows have a target without a period, and each holds as long as its version does."""
        made = IndicatorSet.from_table([self.TOP, [*self.OLD, 30, 27, "-"], [*self.NEW, 90, "-", 85]])

        assert ["green", "red"] == [
            str(made.scorecard(period)["32"].rating.status) for period in (Q1, self.Q3)
        ]
        assert made == IndicatorSet.from_records(**made.to_records())

    def test_a_year_that_saw_both_is_rated_by_the_later(self) -> None:
        """The row of the year is the later version's, and so is its target."""
        top = (*self.TOP[:7], "2022/23")
        made = IndicatorSet.from_table([top, [*self.OLD, 30, ""], [*self.NEW, 90, 85]])

        assert 90.0 == made.scorecard(Period.year(2022))["32"].target.value

    def test_targets_of_a_period_belong_to_their_row(self) -> None:
        """A target for a period of the other version is refused at its cell."""
        top = (*self.TOP[:6], "Q1 2022/23", "Q3 2022/23", "Q3 2022/23 target")
        with pytest.raises(InputError, match="is a target for Q3 2022/23") as caught:
            IndicatorSet.from_table([top, [*self.OLD, 27, "-", 30], [*self.NEW, "-", 85, 90]])

        assert "rows[1]['Q3 2022/23 target']" == caught.value.path

    def test_fractions_are_those_of_the_rows_own_unit(self) -> None:
        """In a sheet of fractions 0.9 is 90 in the row of the percentage, and 0.5 days stay half a day."""
        rows = [self.TOP, [*self.OLD, 0.5, 0.4, "-"], [*self.NEW, "", "-", 0.85]]
        made = IndicatorSet.from_table(rows, percent_as="fraction")

        assert (0.5, [0.4, 85.0]) == (
            made.targets["32"][0].value,
            [one.number for one in made.outturns["32"]],
        )

    def test_a_single_version_keeps_all_its_figures(self) -> None:
        """A row whose ref is its own may hold figures from before it started."""
        made = IndicatorSet.from_table([self.TOP, [*self.NEW, 80, 84, 85]])

        assert (Q1, self.Q3) == made.outturns["32"].periods
        assert (Target(80.0),) == made.targets["32"]


#: A sheet with forty faults, and the place of each.
FORTY_HEADINGS = [
    *(
        "Ref",
        "Indicator",
        "Good is",
        "Unit",
        "Decimals",
        "Target",
        "Tolerance",
        "Floor",
        "Frequency",
        "Restricted",
    ),
    *(
        "Start year",
        "Q1 2022/23",
        "Q2 2022/23",
        "Q3 2022/23",
        "Q3 2022/23 numerator",
        "Q3 2022/23 denominator",
    ),
    *("Q5 2022/23", "Q2 2022", "2010-11", "Colour", "Value", "Quarter 1 2022/23", ""),
]
FORTY_ROWS = [
    #  ref  name good    unit  dp    target  tol   floor freq  restr start q1      q2     q3   n    d
    ["1", "a", "Up?", "%", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["2", "", "High", "%", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["3", "c", "", "%", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["4", "d", "High", "percnt", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["5", "e", "High", "%", "one", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["6", "f", "High", "%", "-1", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["7", "g", "High", "%", "", "ninety", "", "", "", "", "", "1", "2", "3", "", ""],
    ["8", "h", "High", "%", "", "90", "5", "", "", "", "", "1", "2", "3", "", ""],
    ["9", "i", "High", "%", "", "90", "lots", "", "", "", "", "1", "2", "3", "", ""],
    ["10", "j", "High", "%", "", "90", "5 points", "80", "", "", "", "1", "2", "3", "", ""],
    ["11", "k", "High", "%", "", "<90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["12", "l", "High", "%", "", "90", "", "eighty", "", "", "", "1", "2", "3", "", ""],
    ["13", "m", "High", "%", "", "90", "", "", "fortnightly", "", "", "1", "2", "3", "", ""],
    ["14", "n", "High", "%", "", "90", "", "", "", "maybe", "", "1", "2", "3", "", ""],
    ["15", "o", "High", "%", "", "90", "", "", "", "", "", "abc", "2", "3", "", ""],
    ["16", "p", "High", "%", "", "90", "", "", "", "", "", "1", "*", "3", "", ""],
    ["17", "q", "High", "%", "", "90", "", "", "", "", "", "1", "5 [c]", "3", "", ""],
    ["18", "r", "High", "%", "", "90", "", "", "", "", "", "1", "5 [q]", "3", "", ""],
    ["19", "s", "Low", "days", "", "90", "", "", "", "", "", "1", "5%", "3", "", ""],
    ["20", "t", "High", "%", "", "90", "", "", "", "", "", "1", "1,23", "3", "", ""],
    ["21", "u", "High", "%", "", "90", "", "", "", "", "", "1", "2", "", "4", "3"],
    ["22", "v", "High", "%", "", "90", "", "", "", "", "", "1", "2", "", "4", ""],
    ["23", "w", "High", "%", "", "90", "", "", "", "", "", "1", "2", "90", "1", "3"],
    ["24", "x", "High", "%", "", "90", "", "", "", "", "", "1", "2", "", "1", "0"],
    ["25", "y", "High", "%", "", "90", "", "", "", "", "", "1", "2", "", "-1", "3"],
    ["", "z", "High", "%", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["1", "again", "High", "%", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["28", "ab", "High", "rate", "", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["29", "ac", "High", "%", "", "0.0000001", "", "", "", "", "", "1", "2", "3", "", ""],
    ["30", "ad", "High", "%", "", "90", "-5%", "", "", "", "", "1", "2", "3", "", ""],
    ["31", "ae", "High", "%", "1.5", "90", "", "", "", "", "", "1", "2", "3", "", ""],
    ["32", "af", "High", "%", "", "90", "", "", "", "", "", "1 234", "2", "3", "", ""],
    ["33", "ag", "High", "%", "", "90", "", "", "", "", "", "1", "2", "£", "", ""],
]
FORTY_FAULTS = [
    "columns['Start year']",
    "columns['Q5 2022/23']",
    "columns['Q2 2022']",
    "columns['2010-11']",
    "columns['Colour']",
    "columns['Value']",
    "columns['Quarter 1 2022/23']",
    "rows[1]['Good is']",
    "rows[2]['Indicator']",
    "rows[3]['Good is']",
    "rows[4]['Unit']",
    "rows[5]['Decimals']",
    "rows[6]['Decimals']",
    "rows[7]['Target']",
    "rows[8]['Tolerance']",
    "rows[9]['Tolerance']",
    "rows[10]['Floor']",
    "rows[11]['Target']",
    "rows[12]['Floor']",
    "rows[13]['Frequency']",
    "rows[14]['Restricted']",
    "rows[15]['Q1 2022/23']",
    "rows[16]['Q2 2022/23']",
    "rows[17]['Q2 2022/23']",
    "rows[18]['Q2 2022/23']",
    "rows[19]['Q2 2022/23']",
    "rows[20]['Q2 2022/23']",
    "rows[21]['Q3 2022/23 numerator']",
    "rows[22]['Q3 2022/23 denominator']",
    "rows[23]['Q3 2022/23']",
    "rows[24]['Q3 2022/23 numerator']",
    "rows[25]['Q3 2022/23 numerator']",
    "rows[26]['Ref']",
    "rows[27]['Ref']",
    "rows[28].per",
    "rows[29]['Target']",
    "rows[30]['Tolerance']",
    "rows[31]['Decimals']",
    "rows[32]['Q1 2022/23']",
    "rows[33]['Q3 2022/23']",
]


class TestFaults:
    def test_forty_faults_are_forty_faults_in_one_error(self) -> None:
        """A sheet with forty different faults reports all forty at once, each with its place and a remedy."""
        assert 40 == len(FORTY_FAULTS)
        with pytest.raises(FaultsError) as caught:
            read(*FORTY_ROWS, headings=FORTY_HEADINGS)

        assert FORTY_FAULTS == [fault.path for fault in caught.value.faults]
        assert all(fault.remedy or hasattr(fault, "readings") for fault in caught.value.faults)
        assert 40 == len({str(fault) for fault in caught.value.faults})

    @pytest.mark.parametrize(
        ("heading", "hint"),
        [
            ("Targt", "Did you mean 'target'?"),
            ("Polarty", "Did you mean 'polarity'?"),
            ("Tolerence", "Did you mean 'tolerance'?"),
            ("Value", "from_records"),
            ("Q2 2022", "Give year_start="),
        ],
    )
    def test_an_unknown_heading_is_met_with_a_hint(self, heading: str, hint: str) -> None:
        """A slip in a heading suggests the field; a vague period names its readings."""
        with pytest.raises(InputError) as caught:
            read(["1", "x", "High", "%", ""], headings=[*HEADINGS[:4], heading])

        assert hint in str(caught.value)
        assert f"columns[{heading!r}]" == caught.value.path

    def test_lacking_columns_are_named_with_what_they_may_be_called(self) -> None:
        """A sheet needs a ref, a name and a polarity for every row."""
        with pytest.raises(FaultsError) as caught:
            IndicatorSet.from_table([["Q1 2022/23"], [80]])

        assert ["ref", "name", "polarity"] == [
            name
            for name in ("ref", "name", "polarity")
            if any(f"no column for the {name}" in str(fault) for fault in caught.value.faults)
        ]

    def test_two_columns_for_one_thing_are_refused(self) -> None:
        """Two columns that hold the same could differ, so neither is taken."""
        with pytest.raises(InputError, match="and so does the column 'Target'"):
            read([*VISITS, 95], headings=[*HEADINGS, "Annual target"])

    def test_one_heading_twice_is_refused(self) -> None:
        """A heading that stands over two columns is refused: one would hide the other."""
        with pytest.raises(InputError, match="is the heading of two columns"):
            read([*VISITS, "95"], headings=[*HEADINGS, "Q2 2022/23"])

    def test_cells_without_a_heading_are_refused(self) -> None:
        """A figure under no heading would be lost in silence."""
        with pytest.raises(InputError, match="has cells and no heading"):
            read([*VISITS, "95"], headings=[*HEADINGS, ""])
        with pytest.raises(InputError, match="has 9 cells for 8 headings"):
            read([*VISITS, "95"])

    def test_a_comment_on_a_row_without_a_figure_is_refused(self) -> None:
        """A comment that belongs to nothing would be lost in silence."""
        with pytest.raises(InputError, match="has no figure to belong to"):
            read([*VISITS[:6], "", "", "Better."], headings=[*HEADINGS, "Commentary"])

    @pytest.mark.parametrize("rows", [3, "text", {"Ref": 1}, [["Ref"], {"Ref": 1}], [3]])
    def test_rows_of_the_wrong_kind_are_type_errors(self, rows: object) -> None:
        """Text, one dict and a mix of dicts and lists are no sheet."""
        with pytest.raises(TypeError):
            IndicatorSet.from_table(rows)


class TestSheetsAsTheyCome:
    def test_blank_cells_leave_an_annual_indicator_not_due(self) -> None:
        """The quarters of an annual indicator are blank because nothing is due in them."""
        headings = [*HEADINGS[:4], "Frequency", "2021/22", "Q1 2022/23", "Q2 2022/23"]
        made = read(["1", "Survey", "High", "%", "Annual", "72", "", ""], headings=headings)

        assert Reason.NOT_DUE is made.scorecard(Q2)["1"].rating.reason
        assert ("rows[1]['Q1 2022/23']", "no data (blank)") in [
            (one.path, one.read_as) for one in made.readings
        ]

    @pytest.mark.parametrize("cell", ["[u]", "41.0 [u]", "[c]", "<5", "late"])
    def test_a_comment_explains_a_figure_that_cannot_be_shown(self, cell: str) -> None:
        """Merton's caveat: the comment is on the quarter that could not be reported, not the one before."""
        made = read(
            ["10", "Quorate", "High", "%", "95", "", "94.0", cell, "The system changed."],
            headings=[*HEADINGS, "Comments"],
        )

        assert ["", "The system changed."] == [one.note for one in made.outturns["10"]]

    def test_what_the_words_of_a_definition_became_is_listed(self) -> None:
        """Data only became none, and # became number: an analyst can check both."""
        made = read(["1", "Referrals", "Data only", "#", "", "", 5, 6])

        assert [("rows[1]['Good is']", "Data only", "none"), ("rows[1]['Unit']", "#", "number")] == [
            (one.path, one.written, one.read_as) for one in made.readings
        ]


class TestWithheldCounts:
    HEADINGS = (
        "Ref",
        "Indicator",
        "Good is",
        "Unit",
        "Q2 2022/23",
        "Q2 2022/23 numerator",
        "Q2 2022/23 denominator",
    )

    def _read(self, *cells: object) -> IndicatorSet:
        return IndicatorSet.from_table([self.HEADINGS, (1, "Visits in time", "High", "%", *cells)])

    @pytest.mark.parametrize("counts", [("<5", 12), ("[c]", "[c]"), (3, "[c]")])
    def test_a_figure_whose_counts_are_suppressed_is_rated_without_them(
        self, counts: tuple[object, object]
    ) -> None:
        """Official tables print a percentage and suppress its small counts: both are left out, and said."""
        made = self._read(92.7, *counts)
        outturn = made.outturns["1"].at(Q2)

        assert (92.7, None, None) == (outturn.value, outturn.numerator, outturn.denominator)
        assert "suppressed; both counts left out" in [one.read_as for one in made.readings]

    def test_without_a_figure_the_row_says_what_the_counts_said(self) -> None:
        """Suppressed counts and no percentage are a suppressed figure, not a fault and not a blank."""
        assert Reason.SUPPRESSED is self._read(None, "<5", 12).outturns["1"].at(Q2).reason

    def test_counts_may_stand_alone(self) -> None:
        """A sheet without a column for the percentage says which count was suppressed."""
        made = IndicatorSet.from_table(
            [[*self.HEADINGS[:4], *self.HEADINGS[5:]], (1, "Visits in time", "High", "%", "<5", 12)]
        )

        assert Reason.SUPPRESSED is made.outturns["1"].at(Q2).reason
        assert "rows[1]['Q2 2022/23 numerator']" in [one.path for one in made.readings]

    def test_a_column_may_hold_what_is_expected(self) -> None:
        """A forecast beside a figure is rated beside it."""
        headings = [*self.HEADINGS[:5], "Q2 2022/23 forecast", "Target"]
        made = IndicatorSet.from_table([headings, (1, "Visits in time", "High", "%", 75, "82%", 80)])

        assert ("red", "green") == (
            made.scorecard(Q2)["1"].rating.status,
            made.scorecard(Q2)["1"].rating.forecast.status,
        )

    def test_a_count_that_is_no_number_is_still_a_fault(self) -> None:
        """What is no known shorthand is refused."""
        with pytest.raises(InputError, match="is no number"):
            self._read(92.7, "about 3", 12)
