"""Errors say what, where, what was got and what to write instead, and are the builtin a caller expects."""

import copy
import pickle
import warnings
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag.errors import (
    AmbiguousError,
    FaultsError,
    InputError,
    InputTypeError,
    KpiragError,
    KpiragWarning,
    NotFoundError,
    choose,
    raise_faults,
    shown,
    suggestion,
    take,
)

FACTS = {"path": "outturns[3].value", "got": "'92.7'", "remedy": "Write 92.7 without quotes."}
READINGS = ("the year 2011/12", "November 2012")


def one_of_each() -> list[KpiragError]:
    """Return one error of every class, with every fact that it can carry."""
    return [
        KpiragError("must be a number", **FACTS),
        InputError("must be a number", **FACTS),
        InputTypeError("must be a number", **FACTS),
        NotFoundError("is no indicator", **FACTS),
        AmbiguousError("could be a year or a month", readings=READINGS, **FACTS),
        FaultsError(
            [InputError("must not be empty", path="ref"), InputTypeError("must be text")], path="sheet"
        ),
    ]


def facts_of(error: KpiragError) -> tuple:
    """Return everything an error carries, so that two errors can be compared."""
    inner = [facts_of(fault) for fault in getattr(error, "faults", ())]
    told = (error.problem, error.path, error.got, error.remedy, getattr(error, "readings", None))
    return (type(error), str(error), error.args, told, inner)


class TestBuiltins:
    @pytest.mark.parametrize(
        ("kind", "builtins"),
        [
            (InputError, {ValueError}),
            (InputTypeError, {TypeError}),
            (NotFoundError, {KeyError}),
            (AmbiguousError, {ValueError}),
            (FaultsError, {ValueError, TypeError}),
            (KpiragError, set()),
        ],
    )
    def test_each_error_is_the_builtin_a_caller_expects(self, kind, builtins):
        """Code that catches ValueError, TypeError or KeyError goes on working; no other builtin matches."""
        candidates = {ValueError, TypeError, KeyError, AttributeError, OSError, ArithmeticError}

        assert issubclass(kind, KpiragError)
        assert builtins == {builtin for builtin in candidates if issubclass(kind, builtin)}

    def test_ambiguity_is_an_input_error(self):
        """What can be read in two ways is caught with all other input that cannot be right."""
        assert issubclass(AmbiguousError, InputError)

    def test_an_unknown_name_prints_as_a_sentence(self):
        """A KeyError prints its argument in quotes; ours prints as every other error does."""
        assert "ref: is no indicator; got '7'." == str(
            NotFoundError("is no indicator", path="ref", got="'7'")
        )

    def test_the_warning_can_be_filtered_alone(self):
        """One category serves to silence or escalate every warning of kpirag, and no other warning."""
        with warnings.catch_warnings():
            warnings.simplefilter("error", KpiragWarning)
            with pytest.raises(KpiragWarning):
                warnings.warn("looks like a fraction", KpiragWarning, stacklevel=1)

        assert issubclass(KpiragWarning, UserWarning)


class TestMessage:
    @pytest.mark.parametrize(
        ("expected", "facts"),
        [
            ("must be a number.", {}),
            ("value: must be a number.", {"path": "value"}),
            ("must be a number; got 'x'.", {"got": "'x'"}),
            ("must be a number. Write 5.", {"remedy": "Write 5."}),
            (
                "value: must be a number; got 'x'. Write 5.",
                {"path": "value", "got": "'x'", "remedy": "Write 5."},
            ),
        ],
    )
    def test_only_what_is_known_is_said(self, expected, facts):
        """The sentence has a place for path, got and remedy, and leaves no trace of those not given."""
        assert expected == str(KpiragError("must be a number", **facts))

    def test_the_facts_can_be_read_one_by_one(self):
        """A program that lists faults in a table reads problem, path, got and remedy as attributes."""
        error = InputError("must be a number", **FACTS)

        assert "must be a number" == error.problem
        assert FACTS == {"path": error.path, "got": error.got, "remedy": error.remedy}
        assert ("must be a number",) == error.args

    def test_readings_are_named(self):
        """An ambiguous label is refused with every way in which it can be read, and then the remedy."""
        error = AmbiguousError("could be a year or a month", readings=iter(READINGS), **FACTS)

        assert READINGS == error.readings
        assert (
            "outturns[3].value: could be a year or a month; got '92.7'. "
            "It could mean: the year 2011/12; November 2012. Write 92.7 without quotes."
        ) == str(error)


class TestWithin:
    @pytest.mark.parametrize(
        ("expected", "outer", "inner"),
        [
            ("outturns[3].value", "outturns[3]", "value"),
            ("outturns[3]", "outturns", "[3]"),
            ("outturns[3].value", "outturns", "[3].value"),
            ("outturns[3]", "outturns[3]", ""),
            ("value", "", "value"),
            ("[3]", "", "[3]"),
            ("", "", ""),
        ],
    )
    def test_paths_are_joined_as_python_writes_them(self, expected, outer, inner):
        """A point joins two names; an index follows its list at once; nothing is joined to nothing."""
        assert expected == InputError("is wrong", path=inner).within(outer).path

    @pytest.mark.parametrize("error", one_of_each(), ids=lambda error: type(error).__name__)
    def test_all_but_the_path_stays(self, error):
        """Placing an error inside a larger path changes its path alone, and not the first error."""
        before = facts_of(error)

        placed = error.within("sheet 2")

        assert before == facts_of(error)
        assert type(error) is type(placed)
        assert f"sheet 2.{error.path}" == placed.path
        assert (error.problem, error.got, error.remedy) == (placed.problem, placed.got, placed.remedy)
        assert getattr(error, "readings", None) == getattr(placed, "readings", None)

    def test_every_fault_is_placed(self):
        """Faults reported together are each placed, as each is printed with its own path."""
        faults = FaultsError([InputError("is wrong", path="ref"), InputError("is wrong", path="[2]")])

        assert ["rows[7].ref", "rows[7][2]"] == [fault.path for fault in faults.within("rows[7]").faults]

    def test_notes_go_along(self):
        """A note that a caller added to an error is still there on the placed one."""
        error = InputError("is wrong")
        error.add_note("sheet of March")

        assert ["sheet of March"] == error.within("rows[7]").__notes__

    @given(st.lists(st.sampled_from(["rows", "[3]", "value", "a.b", ""]), min_size=3, max_size=3))
    def test_placing_twice_is_placing_once(self, parts):
        """It does not matter in how many steps an error travels outwards."""
        inner, middle, outer = parts
        both = InputError("is wrong", path=middle).within(outer).path

        twice = InputError("is wrong", path=inner).within(middle).within(outer).path

        assert twice == InputError("is wrong", path=inner).within(both).path


class TestCopies:
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    @pytest.mark.parametrize("error", one_of_each(), ids=lambda error: type(error).__name__)
    def test_an_error_comes_back_from_another_process(self, error, protocol):
        """Errors pickle with all their facts, so that a pool of workers reports them as they are."""
        assert facts_of(error) == facts_of(pickle.loads(pickle.dumps(error, protocol)))

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    @pytest.mark.parametrize("error", one_of_each(), ids=lambda error: type(error).__name__)
    def test_a_copy_is_the_same_error(self, error, copied):
        """Copying keeps class, message and facts."""
        assert facts_of(error) == facts_of(copied(error))

    def test_a_subclass_of_a_caller_keeps_what_it_adds(self):
        """A subclass that adds a fact needs no pickling code of its own."""
        error = pickle.loads(pickle.dumps(SheetError("is wrong", sheet="March", path="B7")))

        assert ("March", "B7", "is wrong") == (error.sheet, error.path, error.problem)
        assert "March" == error.within("book").sheet


class SheetError(InputError):
    """An error of a caller, with a fact of its own and another signature."""

    def __init__(self, problem, *, sheet, path):
        super().__init__(problem, path=path)
        self.sheet = sheet


class TestFaultsError:
    def test_each_fault_has_its_line(self):
        """The message counts the faults and prints each on a line of its own, in the order found."""
        error = FaultsError(
            [InputError("must not be empty", path="ref"), InputTypeError("must be text", path="name")]
        )

        assert "2 faults:\n  ref: must not be empty.\n  name: must be text." == str(error)
        assert "2 faults" == error.problem

    def test_one_fault_is_one_fault(self):
        """A single fault is counted in the singular."""
        assert "1 fault:\n  is wrong." == str(FaultsError([InputError("is wrong")]))

    def test_faults_inside_faults_are_one_list(self):
        """Faults found in parts of an input are reported as one list, each with its whole path."""
        inner = FaultsError([InputError("is wrong", path="low"), InputError("is wrong", path="high")])

        error = FaultsError([inner.within("target"), InputError("is wrong", path="ref")], path="rows[2]")

        assert ["rows[2].target.low", "rows[2].target.high", "rows[2].ref"] == [
            fault.path for fault in error.faults
        ]
        assert "rows[2]" == error.path
        assert "3 faults" == error.problem


class TestShown:
    @pytest.mark.parametrize(
        ("expected", "value"),
        [("'92.7'", "92.7"), ("None", None), ("nan", float("nan")), ("'a  b'", "a  b"), (r"'a\nb'", "a\nb")],
    )
    def test_a_value_is_shown_as_python_writes_it(self, expected, value):
        """Text is in quotes, so that '92.7' cannot be taken for 92.7."""
        assert expected == shown(value)

    @pytest.mark.parametrize(("length", "cut"), [(78, False), (79, True)])
    def test_a_long_value_is_cut(self, length, cut):
        """Up to 80 characters are shown whole; more are cut to 80 with three dots at the end."""
        text = shown("x" * length)

        assert 80 == len(text)
        assert cut is text.endswith("...")

    def test_a_value_of_many_lines_is_shown_on_one(self):
        """A table keeps to its line in a list of faults."""

        class Table:
            def __repr__(self):
                return "   a  b\n0  1  2"

        assert "a b 0 1 2" == shown(Table())

    def test_a_value_that_cannot_be_shown_is_named_by_its_type(self):
        """A broken repr does not hide the error that is being reported."""

        class Broken:
            def __repr__(self):
                raise RuntimeError("no")

        assert "something of type Broken that cannot be shown" == shown(Broken())
        assert "something of type int that cannot be shown" == shown(10**5000)


class TestSuggestion:
    @pytest.mark.parametrize(
        ("expected", "word"),
        [
            ("Did you mean 'higher'? Known: 'higher', 'EHC plans'.", "hihger"),
            ("Did you mean 'higher'? Known: 'higher', 'EHC plans'.", "HIGHER"),
            ("Did you mean 'EHC plans'? Known: 'higher', 'EHC plans'.", "ehc plan"),
            ("Known: 'higher', 'EHC plans'.", "caseload"),
            ("Known: 'higher', 'EHC plans'.", ""),
        ],
    )
    def test_the_nearest_known_word_is_named_first(self, expected, word):
        """A slip of the finger or of the shift key is answered with the word that was meant."""
        assert expected == suggestion(word, ["higher", "EHC plans"])

    def test_a_long_list_is_cut(self):
        """Of more than 20 options the first 20 are named, and the nearest even if it is none of them."""
        refs = [f"indicator {number}" for number in range(1, 24)]

        text = suggestion("indicator 23x", refs)

        assert text.startswith("Did you mean 'indicator 23'? Known: 'indicator 1', ")
        assert text.endswith("'indicator 20' and 3 more.")
        assert suggestion("zz", refs[:20]).endswith("'indicator 20'.")

    def test_nothing_to_choose_from_is_said(self):
        """An empty set has no word to suggest."""
        assert "There are none to choose from." == suggestion("higher", [])


class Basis(StrEnum):
    IN_PERIOD = "in period"
    YEAR_TO_DATE = "year to date"


class TestChoose:
    @pytest.mark.parametrize(
        "written",
        [
            "year to date",
            "Year To Date",
            "year-to-date",
            "YEAR_TO_DATE",
            "  year  to date ",
            Basis.YEAR_TO_DATE,
        ],
    )
    def test_an_option_may_be_written_in_many_ways(self, written):
        """Case does not matter; spaces, hyphens and underscores are one; a member is itself."""
        assert Basis.YEAR_TO_DATE is choose(Basis, written, "basis")

    def test_an_unknown_word_is_refused_with_the_known_ones(self):
        """The error names the argument in words, what was written, and what was probably meant."""
        with pytest.raises(InputError) as caught:
            choose(Basis, "Year to dat", "data_basis")

        assert ("is no known data basis", "data_basis", "'Year to dat'") == (
            caught.value.problem,
            caught.value.path,
            caught.value.got,
        )
        assert "Did you mean 'year to date'? Known: 'in period', 'year to date'." == caught.value.remedy

    @pytest.mark.parametrize("written", [None, 1, True, ["year to date"]])
    def test_what_is_no_text_is_a_type_error(self, written):
        """Options are text or members, and nothing else stands for one."""
        with pytest.raises(InputTypeError) as caught:
            choose(Basis, written, "basis")

        assert ("must be text", "basis", repr(written)) == (
            caught.value.problem,
            caught.value.path,
            caught.value.got,
        )
        assert "Write one of 'in period', 'year to date'." == caught.value.remedy


class TestCollecting:
    def test_what_works_is_returned(self):
        """A call that succeeds gives its result, and no fault."""
        faults = []

        assert 7 == take(faults, int, "7", base=8)
        assert [] == faults

    def test_a_fault_is_noted(self):
        """A call that kpirag refuses gives None, and the fault goes to the end of the list."""
        faults = [InputError("came first")]

        assert None is take(faults, choose, Basis, "never", "basis")
        assert ["came first", "is no known basis"] == [fault.problem for fault in faults]

    def test_any_other_error_goes_through(self):
        """A mistake in a caller's own code is not taken for a fault of the input."""
        with pytest.raises(ZeroDivisionError):
            take([], lambda: 1 / 0)

    @pytest.mark.parametrize("path", ["", "rows[2]"])
    def test_no_faults_raise_nothing(self, path):
        """An empty list is no error."""
        assert None is raise_faults([], path=path)

    def test_one_fault_is_raised_as_itself(self):
        """A single fault keeps its class for `except ValueError`; without a path it is the very one."""
        fault = InputError("is wrong", path="ref")

        with pytest.raises(InputError) as caught:
            raise_faults([fault])
        with pytest.raises(InputError) as placed:
            raise_faults([fault], path="rows[2]")

        assert fault is caught.value
        assert "rows[2].ref" == placed.value.path

    def test_several_faults_are_raised_together(self):
        """A person who mends a sheet sees all of its faults at once."""
        with pytest.raises(FaultsError) as caught:
            raise_faults([InputError("is wrong", path="ref"), InputTypeError("must be text")], path="rows[2]")

        assert ["rows[2].ref", "rows[2]"] == [fault.path for fault in caught.value.faults]
        assert [InputError, InputTypeError] == [type(fault) for fault in caught.value.faults]
