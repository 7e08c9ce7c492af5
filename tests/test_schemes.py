"""How a body rates, as data: every field of a scheme, what it refuses, and how it is kept."""

import copy
import json
import pickle
from datetime import date, datetime
from enum import IntEnum, StrEnum

import numpy as np
import pytest

from kpirag import BRAG, MET_OR_NOT, RAG, Comparator, Period, Promotion, Rounding, Scheme, Status, Tolerance
from kpirag.errors import FaultsError, InputError, InputTypeError
from kpirag.promotions import When, checked_promotions
from kpirag.statuses import State

STATES = "Write ('red', 'green'), State objects, or a StrEnum declared worst first."
EDGES = "Write (('amber', Tolerance.percent(10)), ('green', Tolerance.none()))."
PROMOTION = "Write Promotion('red', 'amber', when='better', than='last year')."
LABELS = "Write {'green': 'Met'}, say."


class Grade(StrEnum):
    """States as a caller may declare them: an enumeration of their own, worst first."""

    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"


class Level(IntEnum):
    """An enumeration that is no text."""

    LOW = 1
    HIGH = 2


#: A scheme in which every field differs from its default.
FULL = Scheme(
    "Council",
    version="2023/24",
    tolerance=Tolerance.percent(10, strict=True),
    states=(
        State("missed", "M", "✗"),
        "near",
        State("achieved", met=True),
        State("exceeded", "E", "✓", met=True),
    ),
    edges=(("exceeded", Tolerance.points(2)),),
    tolerance_counts_as="green",
    promote=Promotion("missed", "near", when="not worse", than="last period"),
    min_denominator=5,
    caution_below=30,
    rounding="as published",
    missing_as="missed",
    labels={"near": "Nearly there", "not rated": "No figure"},
    starts=date(2023, 4, 1),
    ends=date(2024, 3, 31),
)


def refusal(kind, call, *args, **options):
    """Return what a call is refused with: problem, path, got and remedy; the class must be the very one."""
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert kind is type(caught.value)
    return caught.value.problem, caught.value.path, caught.value.got, caught.value.remedy


class TestShipped:
    def test_rag(self):
        """Red, amber and green; no tolerance unless given; nothing is rounded, promoted or left out."""
        assert (Status.RED, Status.AMBER, Status.GREEN) == RAG.states
        assert (Tolerance.none(), 0, 20) == (RAG.tolerance, RAG.min_denominator, RAG.caution_below)
        assert (Rounding.NONE, None, True) == (RAG.rounding, RAG.missing_as, RAG.plain)

    def test_met_or_not(self):
        """Two states, called what they mean."""
        assert (Status.RED, Status.GREEN) == MET_OR_NOT.states
        assert ["Not met", "Met"] == [MET_OR_NOT.label(state) for state in MET_OR_NOT.states]

    def test_brag(self):
        """Blue is better than green."""
        assert (Status.RED, Status.AMBER, Status.GREEN, Status.BLUE) == BRAG.states

    @pytest.mark.parametrize(
        ("scheme", "codes"),
        [(RAG, [1, 2, 3]), (MET_OR_NOT, [1, 2]), (BRAG, [1, 2, 3, 4]), (FULL, [1, 2, 3, 4])],
        ids=lambda value: getattr(value, "name", ""),
    )
    def test_codes_run_from_one_for_the_worst(self, scheme, codes):
        """Array codes are the scheme's own, with 0 for not rated."""
        assert codes == [scheme.code(state) for state in scheme.states]
        assert 0 == scheme.code(Status.NOT_RATED) == scheme.code("not rated")


class TestFields:
    def test_every_field_is_kept(self):
        """What is given is there to read, with text made members."""
        assert ("Council", "2023/24") == (FULL.name, FULL.version)
        assert Tolerance.percent(10, strict=True) == FULL.tolerance
        assert ("missed", "near", "achieved", "exceeded") == FULL.states
        assert (("exceeded", Tolerance.points(2)),) == FULL.edges
        assert "green" == FULL.tolerance_counts_as
        assert (Promotion("missed", "near", when="not worse", than="last period"),) == FULL.promote
        assert (5, 30) == (FULL.min_denominator, FULL.caution_below)
        assert FULL.rounding is Rounding.AS_PUBLISHED
        assert FULL.missing_as is FULL.states[0]
        assert {"near": "Nearly there", "not rated": "No figure"} == FULL.labels
        assert (date(2023, 4, 1), date(2024, 3, 31)) == (FULL.starts, FULL.ends)

    @pytest.mark.parametrize(
        ("expected", "changes"),
        [
            (True, {}),
            (True, {"missing_as": "red", "caution_below": 0}),
            (False, {"promote": Promotion("red", "amber")}),
            (False, {"rounding": "as published"}),
            (False, {"min_denominator": 1}),
        ],
    )
    def test_plain_means_that_bands_alone_decide(self, expected, changes):
        """Rounding, promotion and a least number of cases each ask more than one comparison."""
        assert expected is RAG.replace(**changes).plain

    def test_numbers_are_plain_ints(self):
        """A numpy integer does not get into a dict of plain values."""
        scheme = RAG.replace(min_denominator=np.int64(5), caution_below=np.int8(30))

        assert [int, int] == [type(scheme.min_denominator), type(scheme.caution_below)]

    @pytest.mark.parametrize("written", ["green", "Green", " GREEN "])
    def test_options_may_be_written_in_any_case(self, written):
        """Option text is read as everywhere."""
        assert "green" == RAG.replace(tolerance_counts_as=written).tolerance_counts_as
        assert Rounding.AS_PUBLISHED is RAG.replace(rounding="As_Published").rounding

    def test_edges_may_be_a_dict(self):
        """Each state has one edge, so a dict says the same as pairs; members serve as names."""
        pairs = (("amber", Tolerance.percent(5)), ("green", Tolerance.percent(1)))

        assert pairs == RAG.replace(edges=dict(pairs)).edges
        assert pairs == RAG.replace(edges=[(Status.AMBER, pairs[0][1]), (Status.GREEN, pairs[1][1])]).edges
        assert all(type(name) is str for name, _ in RAG.replace(edges=dict(pairs)).edges)

    def test_it_cannot_be_changed(self):
        """A scheme is a value, its labels included: nothing changes RAG for another part of a program."""
        with pytest.raises(AttributeError):
            RAG.name = "mine"
        with pytest.raises(TypeError):
            RAG.labels["green"] = "Fine"
        with pytest.raises(TypeError):
            MET_OR_NOT.labels["green"] = "Fine"

    def test_a_callers_dict_stays_the_callers(self):
        """Changing the dict that was given changes nothing."""
        labels = {"green": "Met"}
        scheme = RAG.replace(labels=labels)
        labels["green"] = "Fine"

        assert "Met" == scheme.label("green")


class TestStates:
    @pytest.mark.parametrize(
        "states",
        [
            ("red", "amber", "green"),
            ["Red", "AMBER", " green "],
            (Status.RED, Status.AMBER, Status.GREEN),
            (State("red"), State("amber", "A", "▲"), State("green", met=True)),
            iter(["red", "amber", "green"]),
        ],
        ids=["text", "any case", "members", "states", "iterator"],
    )
    def test_colours_are_statuses(self, states):
        """Red, amber and green are a `Status`, however they are written."""
        scheme = Scheme("Colours", states=states)

        assert [Status.RED, Status.AMBER, Status.GREEN] == list(scheme.states)
        assert all(type(state) is Status for state in scheme.states)

    def test_names_become_states_with_codes(self):
        """States of a scheme order by goodness, because the scheme gives them codes."""
        missed, near, achieved = Scheme("Own", states=("missed", "near", "achieved")).states

        assert missed < near < achieved
        assert [1, 2, 3] == [missed.code, near.code, achieved.code]
        assert ["M", "N", "A"] == [missed.letter, near.letter, achieved.letter]

    def test_state_objects_keep_what_they_have(self):
        """Letter, shape and met go along; the code is the scheme's, whatever it was before."""
        state = State("missed", "M", "✗", code=7)
        first, second = Scheme("Own", states=(state, State("met", met=True, code=1))).states

        assert ("M", "✗", False, 1) == (first.letter, first.shape, first.met, first.code)
        assert (True, 2) == (second.met, second.code)
        assert 7 == state.code

    def test_an_enum_declared_worst_first_is_taken_as_it_is(self):
        """A caller's own members come back from ratings."""
        scheme = Scheme("Grades", states=Grade)

        assert (Grade.POOR, Grade.FAIR, Grade.GOOD) == scheme.states
        assert Grade.GOOD is scheme.met_state
        assert (3, "G", "Good") == (scheme.code("good"), scheme.letter("good"), scheme.label("good"))

    @pytest.mark.parametrize(
        ("place", "states"),
        [
            (2, ("red", "amber", "green")),
            (1, ("red", "green", "blue")),
            (3, ("red", "amber", "yellow", "green")),
            (1, ("missed", "achieved")),
            (2, ("missed", "near", "achieved")),
            (2, ("well below", "below", "average", "above", "well above")),
            (1, ("missed", State("near", met=True), "achieved")),
            (3, ("missed", State("near", met=True), "weak", "green")),
        ],
    )
    def test_which_state_says_met(self, place, states):
        """Green where there is one, else the first marked, else the second of two and third of more."""
        scheme = Scheme("Any", states=states)

        assert place == scheme.met_place
        assert scheme.states[place] is scheme.met_state

    @pytest.mark.parametrize(
        ("expected", "states"),
        [
            ([False, False, True], ("red", "amber", "green")),
            ([False, False, True, True], ("red", "amber", "green", "blue")),
            ([False, False, True, True], ("red", "amber", State("yellow", met=True), "green")),
            ([False, True, True], ("missed", State("near", met=True), "achieved")),
        ],
    )
    def test_which_states_a_person_gives_for_a_met_target(self, expected, states):
        """The met state, all better ones and every state marked met: at Anglesey yellow counts as well."""
        scheme = Scheme("Any", states=states)

        assert expected == [scheme.meets(state) for state in scheme.states]

    @pytest.mark.parametrize(
        ("expected", "kind", "states"),
        [
            (("must be the states, worst first", "states", "'red'", STATES), InputTypeError, "red"),
            (("must be the states, worst first", "states", "None", STATES), InputTypeError, None),
            (("must be the states, worst first", "states", "3", STATES), InputTypeError, 3),
            (
                ("must be the states, worst first", "states", "{'red': 1, 'green': 2}", STATES),
                InputTypeError,
                {"red": 1, "green": 2},
            ),
            (("must be in order, worst first", "states", "{'red'}", STATES), InputTypeError, {"red"}),
            (("must be two or more", "states", "('red',)", STATES), InputError, ("red",)),
            (("must be two or more", "states", "()", STATES), InputError, ()),
            (
                ("must differ from each other", "states", "('ok', 'fine', 'ok')", STATES),
                InputError,
                ("ok", "fine", "ok"),
            ),
            (("is no state", "states[1]", "5", STATES), InputTypeError, ("red", 5)),
            (("is no state", "states[0]", repr(Level.LOW), STATES), InputTypeError, Level),
            (("must not be empty", "states[1]", "' '", "Name the state."), InputError, ("red", " ")),
            (
                (
                    "is no state to be rated with",
                    "states[0]",
                    "'Not rated'",
                    "Leave it out: under any scheme a figure can be not rated.",
                ),
                InputError,
                ("Not rated", "green"),
            ),
            (
                (
                    "must be worst first",
                    "states",
                    "('green', 'red')",
                    "Write the worst state first: ('red', 'amber', 'green').",
                ),
                InputError,
                ("green", "red"),
            ),
            (
                (
                    "leave no state for a target that is missed",
                    "states",
                    "(<Status.GREEN: 'green'>, <Status.BLUE: 'blue'>)",
                    "Begin with a worse state.",
                ),
                InputError,
                ("green", "blue"),
            ),
        ],
    )
    def test_what_are_no_states_is_refused(self, expected, kind, states):
        """States are two or more different names in order, worst first, with a place for a miss."""
        assert expected == refusal(kind, Scheme, "Any", states=states)

    @pytest.mark.parametrize(
        "state", [State("green", letter="M"), State("green", shape="✓"), State("red", met=True)], ids=repr
    )
    def test_a_colour_keeps_its_own_letter_and_shape(self, state):
        """A `Status` cannot carry another letter, shape or meaning, so none is lost in silence."""
        states = ("red", state) if state == "green" else (state, "green")
        place = states.index(state)

        assert (
            f"gives {str(state)!r} a letter, shape or meaning of its own",
            f"states[{place}]",
            repr(state),
            "Give the state another name, or use labels for what a colour is called in print.",
        ) == refusal(InputError, Scheme, "Any", states=states)


class TestNames:
    def test_a_state_is_found_by_name_or_member(self):
        """The scheme's own member comes back."""
        assert Status.AMBER is RAG.state("amber") is RAG.state(Status.AMBER)
        assert FULL.states[3] is FULL.state("exceeded")

    @pytest.mark.parametrize("ask", ["state", "code", "label", "letter", "meets"])
    @pytest.mark.parametrize(
        ("name", "remedy"),
        [
            ("ambr", "Did you mean 'amber'? Known: 'red', 'amber', 'green'."),
            ("blue", "Known: 'red', 'amber', 'green'."),
            (7, "Known: 'red', 'amber', 'green'."),
        ],
    )
    def test_an_unknown_one_is_refused_everywhere(self, ask, name, remedy):
        """No question about a state that the scheme has not is answered with a guess."""
        assert ("is no state of RAG", "state", repr(name), remedy) == refusal(
            InputError, getattr(RAG, ask), name
        )

    @pytest.mark.parametrize("not_rated", [Status.NOT_RATED, "not rated"])
    def test_not_rated_has_a_letter_and_a_label_in_each(self, not_rated):
        """Its letter is a dash, and its label can be given as a state's can."""
        assert ("\N{EN DASH}", "Not rated") == (RAG.letter(not_rated), RAG.label(not_rated))
        assert "No figure" == FULL.label(not_rated)

    @pytest.mark.parametrize("not_rated", [Status.NOT_RATED, "not rated"])
    def test_not_rated_meets_nothing(self, not_rated):
        """Whether a target is met cannot be read from there being no rating."""
        with pytest.raises(InputError):
            RAG.meets(not_rated)

    def test_labels_and_letters(self):
        """A label is the one given, else the name as it starts a sentence."""
        assert ["Missed", "Nearly there", "Achieved", "Exceeded"] == [
            FULL.label(state) for state in FULL.states
        ]
        assert ["M", "N", "A", "E"] == [FULL.letter(state) for state in FULL.states]


class TestRefusals:
    @pytest.mark.parametrize(
        ("expected", "kind", "options"),
        [
            (("must be text", "version", "2023", "Write it in quotes."), InputTypeError, {"version": 2023}),
            (
                (
                    "must be a Tolerance",
                    "tolerance",
                    "5",
                    "Write Tolerance.percent(10), say, or Tolerance.none().",
                ),
                InputTypeError,
                {"tolerance": 5},
            ),
            (
                (
                    "is no known tolerance counts as",
                    "tolerance_counts_as",
                    "'blue'",
                    "Known: 'amber', 'green'.",
                ),
                InputError,
                {"tolerance_counts_as": "blue"},
            ),
            (
                ("must be text", "tolerance_counts_as", "None", "Write one of 'amber', 'green'."),
                InputTypeError,
                {"tolerance_counts_as": None},
            ),
            (
                (
                    "must be a whole number",
                    "min_denominator",
                    "5.0",
                    "Write a whole number, 0 or more.",
                ),
                InputTypeError,
                {"min_denominator": 5.0},
            ),
            (
                ("must be 0 or more", "caution_below", "-1", "Write a whole number, 0 or more."),
                InputError,
                {"caution_below": -1},
            ),
            (
                (
                    "is no known rounding",
                    "rounding",
                    "'published'",
                    "Did you mean 'as published'? Known: 'none', 'as published'.",
                ),
                InputError,
                {"rounding": "published"},
            ),
            (
                (
                    "is no state of Any",
                    "missing_as",
                    "'rd'",
                    "Did you mean 'red'? Known: 'red', 'amber', 'green'.",
                ),
                InputError,
                {"missing_as": "rd"},
            ),
            (
                (
                    "must be a date without a time",
                    "starts",
                    "'2023-04-01'",
                    "Write a date, such as date(2022, 9, 30), or call .date() on a datetime.",
                ),
                InputTypeError,
                {"starts": "2023-04-01"},
            ),
            (
                (
                    "must be a date without a time",
                    "ends",
                    "datetime.datetime(2023, 4, 1, 0, 0)",
                    "Write a date, such as date(2022, 9, 30), or call .date() on a datetime.",
                ),
                InputTypeError,
                {"ends": datetime(2023, 4, 1)},
            ),
            (
                ("lies before starts", "ends", "2023-03-31", "Write a date from 2023-04-01 on."),
                InputError,
                {"starts": date(2023, 4, 1), "ends": date(2023, 3, 31)},
            ),
        ],
    )
    def test_each_field_by_its_name(self, expected, kind, options):
        """Every field is refused with its own name, what was got and what to write."""
        assert expected == refusal(kind, Scheme, "Any", **options)

    def test_a_name_is_text(self):
        """A scheme is named in words."""
        assert ("must be text", "name", "5", "Write it in quotes.") == refusal(InputTypeError, Scheme, 5)

    @pytest.mark.parametrize(
        ("expected", "kind", "edges"),
        [
            (("must be pairs of a state and a tolerance", "edges", "5", EDGES), InputTypeError, 5),
            (
                ("must be pairs of a state and a tolerance", "edges", "['amber']", EDGES),
                InputTypeError,
                ["amber"],
            ),
            (("must be a Tolerance", "edges[0]", "10", EDGES), InputTypeError, [("amber", 10)]),
            (("must name a state", "edges[0]", "2", EDGES), InputTypeError, [(2, Tolerance.percent(10))]),
            (
                ("has an edge already", "edges[1]", "'amber'", "Give each state one edge."),
                InputError,
                [("amber", Tolerance.percent(10)), (Status.AMBER, Tolerance.percent(5))],
            ),
            (
                (
                    "is no state of Any",
                    "edges[0]",
                    "'ambr'",
                    "Did you mean 'amber'? Known: 'red', 'amber', 'green'.",
                ),
                InputError,
                {"ambr": Tolerance.percent(10)},
            ),
            (
                (
                    "is the worst state, which holds what is left",
                    "edges[0]",
                    "'red'",
                    "Leave its edge out.",
                ),
                InputError,
                {"red": Tolerance.percent(10)},
            ),
        ],
    )
    def test_edges(self, expected, kind, edges):
        """An edge belongs to a state of the scheme that can begin somewhere, and to each state one."""
        assert expected == refusal(kind, Scheme, "Any", edges=edges)

    @pytest.mark.parametrize(
        ("expected", "kind", "promote"),
        [
            (("must be a Promotion, or several", "promote", "5", PROMOTION), InputTypeError, 5),
            (("must be a Promotion", "promote[0]", "'red'", PROMOTION), InputTypeError, ["red"]),
            (
                ("has a promotion already", "promote[1]", "'red'", "Give each state one promotion."),
                InputError,
                [Promotion("red", "amber"), Promotion("red", "green")],
            ),
            (
                (
                    "is no state of Any",
                    "promote[0].source",
                    "'rde'",
                    "Did you mean 'red'? Known: 'red', 'amber', 'green'.",
                ),
                InputError,
                Promotion("rde", "amber"),
            ),
            (
                ("is no state of Any", "promote[0].to", "'blue'", "Known: 'red', 'amber', 'green'."),
                InputError,
                Promotion("red", "blue"),
            ),
            (
                ("is no better than amber", "promote[0].to", "'red'", "Promote to a better state."),
                InputError,
                Promotion("amber", "red"),
            ),
            (
                ("is no better than amber", "promote[0].to", "'amber'", "Promote to a better state."),
                InputError,
                Promotion("amber", "amber"),
            ),
        ],
    )
    def test_promotions(self, expected, kind, promote):
        """A promotion leads from a state of the scheme to a better one, and from each state one leads."""
        assert expected == refusal(kind, Scheme, "Any", promote=promote)

    @pytest.mark.parametrize(
        ("expected", "kind", "labels"),
        [
            (("must map states to what they are called", "labels", "None", LABELS), InputTypeError, None),
            (
                ("must map states to what they are called", "labels", "[('green', 'Met')]", LABELS),
                InputTypeError,
                [("green", "Met")],
            ),
            (("must be text", "labels['green']", "5", LABELS), InputTypeError, {"green": 5}),
            (("must not be empty", "labels['green']", "' '", LABELS), InputError, {"green": " "}),
            (
                (
                    "is no state of Any",
                    "labels['gren']",
                    "'gren'",
                    "Did you mean 'green'? Known: 'red', 'amber', 'green'.",
                ),
                InputError,
                {"gren": "Met"},
            ),
        ],
    )
    def test_labels(self, expected, kind, labels):
        """Labels are text for states of the scheme."""
        assert expected == refusal(kind, Scheme, "Any", labels=labels)

    def test_all_faults_are_reported(self):
        """A scheme that is wrong in six places says so in one go; names are checked once there are states."""
        with pytest.raises(FaultsError) as caught:
            Scheme(None, version=None, tolerance=None, edges=5, missing_as="rd", labels={"gren": "Met"})

        assert ["name", "version", "tolerance", "edges", "labels['gren']", "missing_as"] == [
            fault.path for fault in caught.value.faults
        ]
        with pytest.raises(InputTypeError) as alone:
            Scheme("Any", states=None, missing_as="rd")
        assert "states" == alone.value.path


class TestPromotion:
    def test_what_it_holds(self):
        """Better than last year, unless it says otherwise."""
        promotion = Promotion("red", "amber")

        assert ("red", "amber", When.BETTER, Comparator.LAST_YEAR) == (
            promotion.source,
            promotion.to,
            promotion.when,
            promotion.than,
        )

    @pytest.mark.parametrize(
        ("code", "promotion"),
        [
            ("Promotion('red', 'amber')", Promotion("red", "amber")),
            (
                "Promotion('red', 'green', when='not worse', than='last period')",
                Promotion("red", Status.GREEN, when="Not-worse", than=Comparator.LAST_PERIOD),
            ),
        ],
    )
    def test_it_can_be_written_down_and_travel(self, code, promotion):
        """The repr makes it again; pickled, and to a dict and back, it is equal."""
        assert code == repr(promotion)
        assert promotion == eval(code, {"Promotion": Promotion})  # noqa: S307 - it is the repr made here
        assert promotion == pickle.loads(pickle.dumps(promotion))
        assert promotion == Promotion.from_dict(promotion.to_dict())
        assert {str} == {type(value) for value in promotion.to_dict().values()}

    @pytest.mark.parametrize(
        ("expected", "kind", "args", "options"),
        [
            (("must name a state", "source", "1", "Write 'red', say."), InputTypeError, (1, "amber"), {}),
            (("must name a state", "to", "None", "Write 'red', say."), InputTypeError, ("red", None), {}),
            (
                (
                    "is no known when",
                    "when",
                    "'beter'",
                    "Did you mean 'better'? Known: 'better', 'not worse', 'expected to be met'.",
                ),
                InputError,
                ("red", "amber"),
                {"when": "beter"},
            ),
            (
                (
                    "is no known than",
                    "than",
                    "'last yaer'",
                    "Did you mean 'last year'? Known: 'last period', 'last year', 'earlier period'.",
                ),
                InputError,
                ("red", "amber"),
                {"than": "last yaer"},
            ),
            (
                (
                    "does not say which figure",
                    "than",
                    "'earlier period'",
                    "Write 'last year' or 'last period'.",
                ),
                InputError,
                ("red", "amber"),
                {"than": "earlier period"},
            ),
        ],
    )
    def test_refusals(self, expected, kind, args, options):
        """Each argument by its name."""
        assert expected == refusal(kind, Promotion, *args, **options)

    def test_all_faults_are_reported(self):
        """Four wrong arguments are four faults."""
        with pytest.raises(FaultsError) as caught:
            Promotion(1, 2, when="never", than="later")

        assert ["source", "to", "when", "than"] == [fault.path for fault in caught.value.faults]

    def test_one_or_several_may_be_given(self):
        """A single promotion need not be put in a list; none is an empty one."""
        one, other = Promotion("red", "amber"), Promotion("amber", "green")

        assert (one,) == checked_promotions(one)
        assert (one, other) == checked_promotions(iter([one, other]))
        assert () == checked_promotions(())


class TestEquality:
    def test_schemes_are_values(self):
        """Equal data is an equal scheme with an equal hash."""
        again = Scheme("RAG", states=["red", "amber", "green"])

        assert RAG == again
        assert hash(RAG) == hash(again)
        assert RAG is not again

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": "Other"},
            {"version": "2"},
            {"tolerance": Tolerance.percent(10)},
            {"edges": (("amber", Tolerance.percent(10)),)},
            {"tolerance_counts_as": "green"},
            {"promote": Promotion("red", "amber")},
            {"min_denominator": 5},
            {"caution_below": 5},
            {"rounding": "as published"},
            {"missing_as": "red"},
            {"labels": {"green": "Met"}},
            {"starts": date(2023, 4, 1)},
            {"ends": date(2023, 4, 1)},
            {"states": ("red", "green")},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_every_field_tells_schemes_apart(self, changes):
        """Two schemes that differ anywhere are two schemes."""
        assert RAG != RAG.replace(**changes)

    @pytest.mark.parametrize(
        "other", [State("ok", "X"), State("ok", shape="x"), State("ok", met=True)], ids=repr
    )
    def test_so_do_the_facts_of_a_state(self, other):
        """A state equals its name; a scheme still knows one letter, shape or meaning from another."""
        one, same = (
            Scheme("Own", states=("bad", "ok", "good")),
            Scheme("Own", states=("bad", State("ok"), "good")),
        )

        assert one == same
        assert hash(one) == hash(same)
        assert one != Scheme("Own", states=("bad", other, "good"))


class TestInForce:
    @pytest.mark.parametrize(
        ("expected", "starts", "ends"),
        [
            (True, None, None),
            (True, date(2022, 9, 30), None),
            (False, date(2022, 10, 1), None),
            (True, None, date(2022, 9, 30)),
            (False, None, date(2022, 9, 29)),
            (True, date(2022, 9, 30), date(2022, 9, 30)),
        ],
    )
    def test_the_last_day_of_a_period_decides(self, expected, starts, ends):
        """Rules that came in on the last day of a quarter hold for the quarter; both dates count."""
        assert expected is RAG.replace(starts=starts, ends=ends).in_force(Period.quarter(2022, 2))


class TestReplace:
    def test_the_rest_stays(self):
        """Only what is named changes, and the scheme it came from does not."""
        changed = FULL.replace(name="Next year", version="2024/25", starts=None, ends=None)

        assert ("Next year", FULL.states, FULL.labels) == (changed.name, changed.states, changed.labels)
        assert "Council" == FULL.name

    @pytest.mark.parametrize(
        ("name", "hint"), [("tolerence", "Did you mean 'tolerance'? "), ("plain", ""), ("colours", "")]
    )
    def test_an_unknown_field_is_a_type_error(self, name, hint):
        """A misspelt field is answered with the one that was meant."""
        problem, path, got, remedy = refusal(InputTypeError, RAG.replace, **{name: Tolerance.percent(10)})

        assert ("is no field of a Scheme", name, "") == (problem, path, got)
        assert remedy.startswith(f"{hint}Known: 'name', 'version', 'tolerance', 'states', ")

    def test_what_was_there_is_checked_again(self):
        """Labels of states that are gone are refused."""
        with pytest.raises(FaultsError) as caught:
            MET_OR_NOT.replace(states=("missed", "met"))

        assert ["labels['red']", "labels['green']"] == [fault.path for fault in caught.value.faults]


SCHEMES = [RAG, MET_OR_NOT, BRAG, FULL, Scheme("Grades", states=Grade, missing_as=Grade.POOR)]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
class TestKeeping:
    def test_to_a_dict_and_back(self, scheme):
        """A scheme comes back equal from its dict, through JSON too."""
        record = json.loads(json.dumps(scheme.to_dict()))

        assert record == scheme.to_dict()
        assert scheme == Scheme.from_dict(record)
        assert hash(scheme) == hash(Scheme.from_dict(record))

    def test_it_travels(self, scheme):
        """Pickled and copied it is equal, and still cannot be changed."""
        for again in (pickle.loads(pickle.dumps(scheme)), copy.deepcopy(scheme), copy.copy(scheme)):
            assert scheme == again
            assert scheme.plain is again.plain
            with pytest.raises(TypeError):
                again.labels["x"] = "y"

    def test_its_repr_makes_it_again(self, scheme):
        """What a notebook shows can be pasted back; a caller's own enumeration comes back as names."""
        names = {"Scheme": Scheme, "Promotion": Promotion, "Tolerance": Tolerance, "State": State}
        names["datetime"] = __import__("datetime")

        assert scheme == eval(repr(scheme), names)  # noqa: S307 - it is the repr made here


class TestFromDict:
    def test_defaults_may_be_left_out(self):
        """A person who writes a scheme by hand writes what differs; states may be names."""
        assert RAG == Scheme.from_dict({"name": "RAG"})
        assert MET_OR_NOT == Scheme.from_dict(
            {"name": "Met or not", "states": ["red", "green"], "labels": {"red": "Not met", "green": "Met"}}
        )

    def test_the_dict_is_not_changed(self):
        """Reading a record leaves it as it was."""
        record = FULL.to_dict()
        before = copy.deepcopy(record)
        Scheme.from_dict(record)

        assert before == record

    @pytest.mark.parametrize(
        ("expected", "kind", "record"),
        [
            (("must be a dict", "", "'RAG'", "Write what to_dict() gives."), InputTypeError, "RAG"),
            (("is missing", "name", "", "Give it."), InputError, {}),
            (
                ("must be a dict", "tolerance", "'10%'", "Write what to_dict() gives."),
                InputTypeError,
                {"name": "Any", "tolerance": "10%"},
            ),
            (
                ("must not be negative", "tolerance.size", "-1", "Write the size without its sign."),
                InputError,
                {"name": "Any", "tolerance": {"kind": "points", "size": -1}},
            ),
            (
                ("must be a list", "states", "'red'", "Write what Scheme.to_dict() gives."),
                InputTypeError,
                {"name": "Any", "states": "red"},
            ),
            (
                ("must be a dict", "states[1]", "5", "Write what to_dict() gives."),
                InputTypeError,
                {"name": "Any", "states": ["red", 5]},
            ),
            (
                (
                    "is no such key",
                    "states[0].colour",
                    "",
                    "Known: 'name', 'letter', 'shape', 'met'.",
                ),
                InputError,
                {"name": "Any", "states": [{"name": "red", "colour": "#f00"}, "green"]},
            ),
            (
                (
                    "must be a pair",
                    "edges[0]",
                    "['amber']",
                    "Write the name of the state, then what Tolerance.to_dict() gives.",
                ),
                InputTypeError,
                {"name": "Any", "edges": [["amber"]]},
            ),
            (
                ("is missing", "promote[0].to", "", "Give it."),
                InputError,
                {"name": "Any", "promote": [{"source": "red"}]},
            ),
            (
                (
                    "must be a date written year-month-day",
                    "starts",
                    "'1 April'",
                    "Write '2022-09-30'.",
                ),
                InputError,
                {"name": "Any", "starts": "1 April"},
            ),
        ],
    )
    def test_a_wrong_record_is_refused_at_its_place(self, expected, kind, record):
        """Each fault names the place in the record, down to the state or promotion it is in."""
        assert expected == refusal(kind, Scheme.from_dict, record)

    def test_an_unknown_key_is_named(self):
        """A misspelt key is not passed over."""
        problem, path, _, remedy = refusal(InputError, Scheme.from_dict, {"name": "Any", "tolerence": {}})

        assert ("is no such key", "tolerence") == (problem, path)
        assert remedy.startswith("Did you mean 'tolerance'?")

    def test_all_faults_are_reported(self):
        """A record that is wrong in three places says so in one go."""
        with pytest.raises(FaultsError) as caught:
            Scheme.from_dict({"name": "Any", "tolerance": 5, "edges": 5, "ends": "soon"})

        assert ["tolerance", "edges", "ends"] == [fault.path for fault in caught.value.faults]
