"""What a rating can say: statuses in order of goodness, reasons in order of precedence, and own states."""

import copy
import itertools
import json
import operator
import pickle
from enum import StrEnum

import pytest

from kpirag import RAG, Indicator
from kpirag._records import brief_repr, checked_keys
from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.promotions import Promotion
from kpirag.statuses import Reason, State, Status

OPERATORS = [operator.lt, operator.le, operator.gt, operator.ge]
RATED = [Status.RED, Status.AMBER, Status.GREEN, Status.BLUE]


def refusal(kind, call, *args, **options):
    """Return what a call is refused with: problem, path, got and remedy; the class must be the very one."""
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert kind is type(caught.value)
    return caught.value.problem, caught.value.path, caught.value.got, caught.value.remedy


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "facts"),
        [
            (Status.NOT_RATED, ("not rated", 0, "\N{EN DASH}", "Not rated", "\N{EN DASH}")),
            (Status.RED, ("red", 1, "R", "Red", "■")),
            (Status.AMBER, ("amber", 2, "A", "Amber", "▲")),
            (Status.GREEN, ("green", 3, "G", "Green", "●")),
            (Status.BLUE, ("blue", 4, "B", "Blue", "★")),
        ],
    )
    def test_each_has_a_text_code_letter_word_and_shape(self, status, facts):
        """The codes are those of arrays; letters and shapes tell the colours apart without colour."""
        assert facts == (status.value, status.code, status.letter, status.word, status.shape)

    def test_there_are_no_others(self):
        """Four colours and not rated, in the order of their codes."""
        assert [0, 1, 2, 3, 4] == [status.code for status in Status]

    def test_a_status_is_its_text(self):
        """A status equals its text, has its hash, and serves as a key beside it; case matters."""
        assert Status.AMBER == "amber"
        assert "Amber" != Status.AMBER
        assert hash("amber") == hash(Status.AMBER)
        assert 7 == {"amber": 7}[Status.AMBER]
        assert "amber" == f"{Status.AMBER}"
        assert Status("amber") is Status.AMBER

    def test_statuses_order_by_goodness(self):
        """Red is worse than amber, amber than green, green than blue, by all four operators."""
        for (place, one), (other_place, other) in itertools.product(enumerate(RATED), repeat=2):
            for compared in OPERATORS:
                assert compared(place, other_place) is compared(one, other)

    def test_sorting_takes_the_worst_first(self):
        """The alphabet would put amber and blue before red."""
        assert RATED == sorted([Status.GREEN, Status.BLUE, Status.RED, Status.AMBER])
        assert (Status.RED, Status.BLUE) == (min(RATED), max(RATED))

    @pytest.mark.parametrize("compared", OPERATORS)
    @pytest.mark.parametrize("status", Status)
    def test_not_rated_has_no_place_in_the_order(self, status, compared):
        """Not rated is neither better nor worse than anything, itself included."""
        problem = "'not rated' is neither better nor worse than a rating"
        expected = (problem, "", "", "Leave it out, or sort by status.code.")

        assert expected == refusal(InputTypeError, compared, status, Status.NOT_RATED)
        assert expected == refusal(InputTypeError, compared, Status.NOT_RATED, status)

    @pytest.mark.parametrize("compared", OPERATORS)
    @pytest.mark.parametrize("other", ["amber", "zebra", 2, None, Reason.LATE, State("ok", code=1)], ids=repr)
    def test_nothing_else_is_ordered_against_a_status(self, other, compared):
        """Text would go by the alphabet and codes by another scale, so both are refused."""
        expected = (
            f"a status cannot be ordered against {type(other).__name__}",
            "",
            repr(other),
            "Compare it with another Status, or compare codes.",
        )

        assert expected == refusal(InputTypeError, compared, Status.AMBER, other)

    @pytest.mark.parametrize("compared", OPERATORS)
    @pytest.mark.parametrize("other", ["amber", 2, None, Reason.LATE, State("ok", code=1)], ids=repr)
    def test_nor_the_other_way_round(self, other, compared):
        """It is refused on whichever side the status stands."""
        with pytest.raises(TypeError):
            compared(other, Status.AMBER)

    def test_a_mixed_column_sorts_by_code(self):
        """The way out that the error names works."""
        mixed = [Status.GREEN, Status.NOT_RATED, Status.RED]

        assert [Status.NOT_RATED, Status.RED, Status.GREEN] == sorted(mixed, key=lambda status: status.code)

    @pytest.mark.parametrize("status", Status)
    def test_a_status_travels(self, status):
        """Pickled or copied it is the same member; in JSON it is its text."""
        assert status is pickle.loads(pickle.dumps(status))
        assert status is copy.deepcopy(status)
        assert f'"{status.value}"' == json.dumps(status)
        assert f'{{"{status.value}": 1}}' == json.dumps({status: 1})


class TestReason:
    def test_the_order_of_precedence_is_that_of_the_contract(self):
        """The first reason that holds is the one given."""
        assert [
            "not applicable",
            "not due",
            "late",
            "suppressed",
            "unreliable",
            "no data",
            "zero denominator",
            "too few",
            "contextual",
            "no target",
            "no comparator",
            "no interval",
        ] == list(Reason)
        assert list(range(1, 13)) == [reason.precedence for reason in Reason]

    def test_reasons_order_by_precedence(self):
        """The least of several reasons is the one given, by all four operators."""
        for (place, one), (other_place, other) in itertools.product(enumerate(Reason), repeat=2):
            for compared in OPERATORS:
                assert compared(place, other_place) is compared(one, other)

        assert Reason.LATE is min(Reason.NO_TARGET, Reason.LATE, Reason.NO_DATA)
        assert list(Reason) == sorted(set(Reason))

    @pytest.mark.parametrize("other", ["late", 3, Status.RED], ids=repr)
    @pytest.mark.parametrize("compared", OPERATORS)
    def test_nothing_else_is_ordered_against_a_reason(self, other, compared):
        """Text would go by the alphabet."""
        problem = f"a reason cannot be ordered against {type(other).__name__}"

        assert (problem, "", repr(other), "Compare it with another Reason.") == refusal(
            InputTypeError, compared, Reason.LATE, other
        )

    @pytest.mark.parametrize("reason", Reason)
    def test_each_is_text_and_a_sentence(self, reason):
        """A reason equals its text, travels, and has a sentence of its own for a report."""
        assert reason.value == reason
        assert hash(reason.value) == hash(reason)
        assert reason is pickle.loads(pickle.dumps(reason))
        assert reason.sentence[0].isupper()
        assert reason.sentence.endswith(".")
        assert 1 == [each.sentence for each in Reason].count(reason.sentence)


class TestState:
    @pytest.mark.parametrize(
        ("expected", "args", "options"),
        [
            (("exceeded", "E", "E", False, 0), ("exceeded",), {}),
            (("exceeded", "X", "X", False, 0), ("exceeded", "X"), {}),
            (("exceeded", "X", "✓", True, 0), ("exceeded", "X", "✓", True), {}),
            (("exceeded", "E", "✓", True, 3), ("exceeded",), {"shape": "✓", "met": True, "code": 3}),
            (("well above", "W", "W", False, 0), ("  well above ",), {}),
        ],
    )
    def test_what_is_not_given_follows_from_the_name(self, expected, args, options):
        """The letter is the first of the name, the shape the letter; blanks round the name are left out."""
        state = State(*args, **options)

        assert expected == (str(state), state.letter, state.shape, state.met, state.code)

    def test_a_state_is_its_name(self):
        """A state equals its name and has its hash, so that "exceeded" finds it."""
        state = State("exceeded", letter="X")

        assert state == "exceeded"
        assert hash("exceeded") == hash(state)
        assert "exceeded" == f"{state}"
        assert '"exceeded"' == json.dumps(state)
        assert "Exceeded" == state.word
        assert "Well above DfE" == State("well above DfE").word

    def test_its_repr_makes_it_again(self):
        """What a notebook shows can be pasted back."""
        state = State("exceeded", letter="X", shape="✓", met=True)
        again = eval(repr(state), {"State": State})  # noqa: S307 - it is the repr made here

        assert "State('exceeded', letter='X', shape='✓', met=True)" == repr(state)
        assert (state, state.letter, state.shape, state.met) == (again, again.letter, again.shape, again.met)

    @pytest.mark.parametrize(
        "travel", [copy.copy, copy.deepcopy, lambda state: pickle.loads(pickle.dumps(state))]
    )
    def test_it_travels_with_all_it_has(self, travel):
        """Pickled or copied, a state keeps letter, shape, met and code."""
        state = travel(State("exceeded", "X", "✓", met=True, code=3))

        assert State is type(state)
        assert ("exceeded", "X", "✓", True, 3) == (state, state.letter, state.shape, state.met, state.code)

    @pytest.mark.parametrize("name", ["met", "letter", "colour"])
    def test_it_cannot_be_changed(self, name):
        """A state is a value: nothing on it is set or deleted."""
        state = State("exceeded")

        with pytest.raises(AttributeError, match=f"a State cannot be changed: {name}"):
            setattr(state, name, True)
        with pytest.raises(AttributeError, match=f"a State cannot be changed: {name}"):
            delattr(state, name)

    def test_states_of_a_scheme_order_by_goodness(self):
        """With the codes a scheme gives them, states compare as statuses do."""
        missed, achieved, exceeded = (
            State(name, code=code) for code, name in enumerate(("missed", "achieved", "exceeded"), start=1)
        )

        assert missed < achieved < exceeded
        assert exceeded >= achieved >= missed
        assert [missed, achieved, exceeded] == sorted([exceeded, missed, achieved])

    @pytest.mark.parametrize("compared", OPERATORS)
    @pytest.mark.parametrize("other", [State("missed"), "missed", 1, Status.RED], ids=repr)
    def test_what_has_no_code_has_no_order(self, other, compared):
        """A state outside a scheme, text and statuses have no place beside a state."""
        expected = (
            "a state has an order only beside the other states of its scheme",
            "",
            repr(other),
            "Compare two states of one scheme, or compare codes.",
        )

        assert expected == refusal(InputTypeError, compared, State("achieved", code=2), other)

    def test_its_own_code_is_needed_too(self):
        """A state that no scheme has placed compares with none."""
        with pytest.raises(InputTypeError):
            State("achieved") < State("exceeded", code=3)  # noqa: B015 - the comparison itself is refused

    @pytest.mark.parametrize(
        ("expected", "kind", "args", "options"),
        [
            (("must be text", "name", "5", "Write it in quotes."), InputTypeError, (5,), {}),
            (("must be text", "letter", "5", "Write it in quotes."), InputTypeError, ("a", 5), {}),
            (("must be text", "shape", "None", "Write it in quotes."), InputTypeError, ("a", "A", None), {}),
            (
                ("must be True or False", "met", "1", "Write met=True or met=False."),
                InputTypeError,
                ("a",),
                {"met": 1},
            ),
            (("must not be empty", "name", "'  '", "Name the state."), InputError, ("  ",), {}),
            (
                ("must be a whole number", "code", "'2'", "Write a whole number, 0 or more."),
                InputTypeError,
                ("a",),
                {"code": "2"},
            ),
            (
                ("must be 0 or more", "code", "-1", "Write a whole number, 0 or more."),
                InputError,
                ("a",),
                {"code": -1},
            ),
        ],
    )
    def test_refusals(self, expected, kind, args, options):
        """Each argument is refused by its name, with what was got and what to write."""
        assert expected == refusal(kind, State, *args, **options)


class TestRecords:
    """How values show themselves and come back."""

    def test_text_is_never_cut(self):
        """A note that holds two blanks and a hash shows whole."""
        note = "see minute  # 4"
        indicator = Indicator("1", "Plans", polarity="higher", note=note)

        assert brief_repr(indicator).endswith(f", note={note!r})")

    def test_what_is_nested_shows_as_it_is_written(self):
        """Members of an enumeration show as their text, in a tuple of one or more too; a map as a dict."""
        scheme = RAG.replace(promote=Promotion("red", "amber"), labels={"green": "Met"})

        assert "Scheme('RAG', promote=(Promotion('red', 'amber'),), labels={'green': 'Met'})" == brief_repr(
            scheme
        )
        assert "states=('red', 'green')" in brief_repr(RAG.replace(states=("red", "green")))

    def test_keys_are_checked(self):
        """A record is copied; missing and unknown keys are refused together, with what was meant."""
        record = {"kind": "points", "size": 5}

        assert record == checked_keys(record, "tolerance", ["kind", "size"])
        assert record is not checked_keys(record, "tolerance", ["kind", "size"])
        assert ("is missing", "kind", "", "Give it.") == refusal(
            InputError, checked_keys, {}, "tolerance", ["kind"], ["kind"]
        )
        assert ("is no such key", "siez", "", "Did you mean 'size'? Known: 'kind', 'size'.") == refusal(
            InputError, checked_keys, {"siez": 5}, "tolerance", ["kind", "size"]
        )
        with pytest.raises(FaultsError, match="2 faults"):
            checked_keys({"siez": 5}, "tolerance", ["kind", "size"], ["kind"])

    @pytest.mark.parametrize("record", [None, "5 points", [("kind", "points")]])
    def test_what_is_no_dict_is_a_type_error(self, record):
        """Text and lists of pairs are not read as records."""
        assert ("must be a dict", "tolerance", repr(record), "Write what to_dict() gives.") == refusal(
            InputTypeError, checked_keys, record, "tolerance", ["kind"]
        )


class Grade(StrEnum):
    """A caller's own states: worst first, with a letter on each that its scheme prints."""

    POOR = "poor"
    GOOD = "good"

    @property
    def letter(self):
        """A letter that is not the first of the name."""
        return "-+"[self is Grade.GOOD]


class TestOwnEnum:
    def test_its_members_keep_what_they_have(self):
        """A scheme rates with the caller's own members, and prints the letters they have."""
        scheme = RAG.replace(states=Grade)

        assert (Grade.POOR, Grade.GOOD) == scheme.states
        assert all(type(state) is Grade for state in scheme.states)
        assert ["-", "+"] == [scheme.letter(state) for state in scheme.states]
