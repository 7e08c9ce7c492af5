"""What is written out and read back is what it was: dicts, JSON, pickles, copies and reprs."""

import copy
import datetime  # noqa: ICN001 - the name that the repr of a date uses
import json
import operator
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import (
    RAG,
    Bands,
    Edge,
    History,
    Indicator,
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
    compare,
    rate,
)
from tests.strategies import (
    AWKWARD_FLOATS,
    AWKWARD_PERIODS,
    BEFORE,
    FIVE_STATES,
    GRADES,
    NOW,
    POINTS_SCHEMES,
    WAYS,
    counts,
    decimals,
    edges,
    facts,
    indicators,
    outturns,
    periods,
    reals,
    schemes,
    sizes,
    targets,
    tolerances,
)

#: The types that `to_dict` promises, and the two that hold them.
PLAIN = (str, float, int, bool, type(None))

#: What a scheme is called in the name of a test.
NAMED = operator.attrgetter("name")

#: What the repr of a value may name.
NAMES = {
    "Decimal": Decimal,
    "Edge": Edge,
    "Fraction": Fraction,
    "Indicator": Indicator,
    "Outturn": Outturn,
    "Period": Period,
    "Promotion": Promotion,
    "Scheme": Scheme,
    "State": State,
    "Target": Target,
    "Tolerance": Tolerance,
    "date": date,
    "datetime": datetime,
    "np": np,
}


def is_plain(record: Any) -> bool:
    """Tell whether a record is made of the plain types, in dicts and lists, and of no subclass of them."""
    if type(record) is dict:
        return all(type(key) is str and is_plain(value) for key, value in record.items())
    if type(record) is list:
        return all(map(is_plain, record))
    return type(record) in PLAIN


def check_dict(value: Any) -> None:
    """Check that a value survives its dict and the JSON of it, in equality, hash and every field."""
    record = value.to_dict()
    assert is_plain(record), record
    through_json = json.loads(json.dumps(record))
    assert record == through_json
    for read in (record, through_json):
        again = type(value).from_dict(read)
        assert value == again
        assert hash(value) == hash(again)
        assert record == again.to_dict()


def check_copies(value: Any) -> None:
    """Check that pickles, old and new, and both kinds of copy are equal, hash alike and look alike."""
    looks = repr(value)
    pickles = (pickle.loads(pickle.dumps(value, protocol)) for protocol in (2, pickle.HIGHEST_PROTOCOL))
    for again in (*pickles, copy.copy(value), copy.deepcopy(value)):
        assert type(value) is type(again)
        assert value == again
        assert hash(value) == hash(again)
        assert looks == repr(again)


def evaluated(value: Any) -> Any:
    """Return what the repr of a value makes when a person pastes it."""
    return eval(repr(value), {"__builtins__": {}}, NAMES)  # noqa: S307 - the text is the repr made on this line


class TestTolerance:
    @given(tolerances())
    def test_every_way_out_and_back(self, tolerance):
        """A tolerance survives its dict, JSON, pickles, copies and repr."""
        check_dict(tolerance)
        check_copies(tolerance)
        assert tolerance == evaluated(tolerance)

    @given(st.one_of(sizes(), st.sampled_from((-0.0, 1234.5, 1e16, 1e22))))
    def test_its_text_is_read_back(self, size):
        """A tolerance with one size, or none, is read back from the text that a sheet would hold."""
        for tolerance in (Tolerance.points(size), Tolerance.percent(size), Tolerance.none()):
            assert tolerance == Tolerance.parse(str(tolerance))

    @given(tolerances(), tolerances())
    def test_equal_ones_hash_alike(self, one, other):
        """Two tolerances are equal exactly if their dicts are, and then have one hash."""
        assert (one == other) is (one.to_dict() == other.to_dict())
        assert one != other or hash(one) == hash(other)


class TestEdge:
    @given(edges())
    def test_every_way_out_and_back(self, edge):
        """An edge survives pickles, copies and its repr."""
        check_copies(edge)
        assert edge == evaluated(edge)


class TestPeriod:
    @pytest.mark.parametrize("period", AWKWARD_PERIODS, ids=str)
    def test_the_awkward_ones(self, period):
        """A period survives its dict, JSON, pickles, copies and repr, with the year start that names it."""
        check_dict(period)
        check_copies(period)
        assert (period, period.year_start) == (evaluated(period), evaluated(period).year_start)

    @given(periods())
    def test_every_way_out_and_back(self, period):
        """So does any other."""
        check_dict(period)
        check_copies(period)
        assert (period, period.year_start) == (evaluated(period), evaluated(period).year_start)

    @given(periods(), st.integers(1, 12))
    def test_its_name_is_no_part_of_what_it_is(self, period, starts):
        """Periods of one frequency and the same dates are equal and hash alike, wherever the year starts."""
        if period.frequency in ("month", "span"):
            other = Period(period.start, period.end, period.frequency, starts)
            assert (period, hash(period)) == (other, hash(other))
        assert period != Period.span(period.start, period.end) or period.frequency == "span"


class TestIndicator:
    CHANGES = {
        "ref": "9",
        "name": "Another",
        "polarity": "lower",
        "decimals": 2,
        "basis": "snapshot",
        "frequency": "year",
        "adds_up": True,
        "can_exceed_100": True,
        "dead_band": "5%",
        "group": "",
        "restricted": True,
    }

    @given(indicators())
    def test_every_way_out_and_back(self, indicator):
        """An indicator survives its dict, JSON, pickles, copies and repr."""
        check_dict(indicator)
        check_copies(indicator)
        assert indicator == evaluated(indicator)

    @given(indicators(), st.sampled_from(tuple(CHANGES.items())))
    def test_equal_ones_hash_alike(self, one, changed):
        """With one fact changed, an indicator is equal exactly if the fact is, and then hashes alike."""
        name, value = changed
        other = Indicator.from_dict(one.to_dict() | {name: value})
        assert (one == other) is (one.to_dict()[name] == other.to_dict()[name])
        assert one != other or hash(one) == hash(other)

    @pytest.mark.parametrize("ref", [32, 32.0, "32", " 32 ", np.int64(32), Decimal(32)])
    def test_one_ref_is_one_however_it_is_written(self, ref):
        """32, 32.0 and "32" make equal indicators."""
        one, other = (
            Indicator(ref, "EHC plans", polarity="higher"),
            Indicator("32", "EHC plans", polarity="higher"),
        )
        assert (one, hash(one)) == (other, hash(other))


class TestOutturn:
    CHANGES = {
        "period": NOW.to_dict(),
        "quality": "revised",
        "note": "Another note.",
        "highlight": "area of focus",
        "revision": 1,
        "known_from": "2022-10-01",
        "break_in_series": True,
    }

    @given(outturns(exact=True))
    def test_every_way_out_and_back(self, outturn):
        """An outturn of ints and floats survives its dict, JSON, pickles, copies and repr."""
        check_dict(outturn)
        check_copies(outturn)
        assert outturn == evaluated(outturn)

    @given(outturns())
    def test_a_value_stays_as_it_was_given(self, outturn):
        """A Decimal, Fraction or numpy value stays one in copies and repr; its dict has the number."""
        check_copies(outturn)
        assert type(outturn.value) is type(evaluated(outturn).value)
        record = outturn.to_dict()
        assert is_plain(record)
        again = Outturn.from_dict(record)
        assert (outturn.number, record) == (again.number, again.to_dict())

    @given(outturns(exact=True), st.sampled_from(tuple(CHANGES.items())))
    def test_equal_ones_hash_alike(self, one, changed):
        """With one fact changed, an outturn is equal exactly if the fact is, and then hashes alike."""
        name, value = changed
        other = Outturn.from_dict(one.to_dict() | {name: value})
        assert (one == other) is (one.to_dict()[name] == value)
        assert one != other or hash(one) == hash(other)

    @given(st.lists(outturns(), max_size=4))
    def test_a_history_survives_too(self, given_outturns):
        """A history survives pickles and copies, with what each outturn superseded."""
        unlike = {(each.period, each.revision): each for each in given_outturns}
        check_copies(History(unlike.values()))

    def test_counts_and_revisions_are_plain_whatever_they_came_as(self):
        """Whole numbers of numpy as counts or revision come out as ints, fit for JSON."""
        outturn = Outturn(NOW, numerator=np.int64(3), denominator=np.int32(4), revision=np.int64(1))
        check_dict(outturn)


class TestTarget:
    @given(targets())
    def test_every_way_out_and_back(self, target):
        """A target survives its dict, JSON, pickles and copies, with the year it is a share of."""
        check_dict(target)
        check_copies(target)

    @given(targets().filter(lambda each: each.whole is None))
    def test_its_repr_makes_it_again(self, target):
        """The repr of a target that is no share of another makes an equal one."""
        assert target == evaluated(target)

    @given(facts(numbers=decimals(signed=True), lengths=decimals(), kinds=("none", "points", "floor")))
    def test_however_its_numbers_are_written(self, drawn):
        """In Decimals, Fractions or numpy floats, a target has the dict and bands of the one in floats."""
        plain = drawn.target(float)
        bands = Bands.of(drawn.indicator(), plain, drawn.scheme)
        for write in WAYS.values():
            target = drawn.target(write)
            check_copies(target)
            assert target == evaluated(target)
            assert plain.to_dict() == target.to_dict()
            assert bands == Bands.of(drawn.indicator(), Target.from_dict(target.to_dict()), drawn.scheme)

    @given(reals(1e12).filter(lambda number: number == 0 or abs(number) >= 1e-6))
    def test_an_edge_that_is_reached_is_the_number(self, number):
        """`Edge(60)` says no more than 60 does: the two targets are equal, and survive their dicts."""
        one, other = Target(Edge(number)), Target(number)
        check_dict(one)
        assert (one, hash(one)) == (other, hash(other))

    @given(targets())
    def test_being_rated_against_leaves_no_trace(self, target):
        """A target that was compiled pickles, copies and writes out as one that was not."""
        polarity = "range" if target.is_range else "higher"
        if target.floor is None and target.stretch is None and target.period is None:
            plain = Target.from_dict(target.to_dict() | {"tolerance": None})
            rate(Indicator("1", "Something", polarity=polarity), Outturn(NOW, 1.0), plain)
            check_dict(plain)
            check_copies(plain)
        check_copies(target)


class TestScheme:
    CHANGES = {
        "name": "Another",
        "tolerance": Tolerance.points(0.7),
        "promote": (),
        "min_denominator": 0,
        "caution_below": 20,
        "rounding": "as published",
        "tolerance_counts_as": "green",
        "missing_as": None,
        "labels": {},
        "ends": None,
    }

    @pytest.mark.parametrize("scheme", POINTS_SCHEMES, ids=NAMED)
    def test_the_pool(self, scheme):
        """The shipped schemes and those of the tests survive their dicts, JSON, pickles and copies."""
        check_dict(scheme)
        check_copies(scheme)

    @given(schemes())
    def test_every_way_out_and_back(self, scheme):
        """So does one with promotion, thresholds, labels and dates; to replace nothing changes nothing."""
        check_dict(scheme)
        check_copies(scheme)
        assert scheme == scheme.replace() == scheme.replace(name=scheme.name, labels=scheme.labels)

    @given(schemes(own_enum=False))
    def test_its_repr_makes_it_again(self, scheme):
        """The repr of a scheme makes an equal one with the same states and labels."""
        again = evaluated(scheme)
        assert (scheme, scheme.to_dict()) == (again, again.to_dict())

    @given(schemes(own_enum=False), st.sampled_from(tuple(CHANGES.items())))
    def test_equal_ones_hash_alike(self, one, changed):
        """With one fact changed, a scheme is equal exactly if the fact is, and then hashes alike."""
        name, value = changed
        other = one.replace(**{name: value})
        assert (one == other) is (one.to_dict() == other.to_dict())
        assert one != other or hash(one) == hash(other)

    @pytest.mark.parametrize("scheme", [FIVE_STATES, GRADES, RAG], ids=NAMED)
    def test_a_scheme_read_back_rates_alike(self, scheme):
        """A scheme from its dict gives every value the code, letter and label of the scheme itself."""
        again = Scheme.from_dict(scheme.to_dict())
        indicator, target = Indicator("1", "Something measured", polarity="higher"), Target(60)
        one, other = Bands.of(indicator, target, scheme), Bands.of(indicator, target, again)
        for value in (*AWKWARD_FLOATS, 49.9, 50.0, 57.5, 58.0, 60.0, 65.0):
            status, read = one.status(value), other.status(value)
            assert (
                scheme.code(status),
                scheme.letter(status),
                scheme.label(status),
                scheme.meets(status),
            ) == (
                again.code(read),
                again.letter(read),
                again.label(read),
                again.meets(read),
            )

    def test_thresholds_are_plain_whatever_they_came_as(self):
        """Whole numbers of numpy as thresholds come out as ints, fit for JSON."""
        check_dict(Scheme("Council", min_denominator=np.int64(5), caution_below=np.int32(10)))


class TestStates:
    @pytest.mark.parametrize("member", [*Status, *Reason, *FIVE_STATES.states], ids=str)
    def test_members_and_states(self, member):
        """Statuses and reasons stay the members they are; a state keeps its letter, shape and place."""
        check_copies(member)
        again = pickle.loads(pickle.dumps(member))
        if isinstance(member, State):
            names = ("letter", "shape", "met", "code", "word")
            assert [getattr(member, name) for name in names] == [getattr(again, name) for name in names]
        else:
            assert member is again

    @given(st.sampled_from(("better", "not worse")), st.sampled_from(("last year", "last period")))
    def test_a_promotion(self, when, than):
        """A promotion survives pickles and copies."""
        check_copies(Promotion("red", "amber", when=when, than=than))


def check_rating(rating: Rating) -> None:
    """Check that copies of a rating are equal to it in every part that equality leaves out."""
    check_copies(rating)
    again = pickle.loads(pickle.dumps(rating))
    for name in ("indicator", "outturn", "target", "scheme", "bands", "change", "assertion", "computed"):
        assert getattr(rating, name) == getattr(again, name)
    assert type(rating.status) is type(again.status)
    assert rating.cases_to() == again.cases_to()
    assert rating.explain() == again.explain()


class TestRating:
    @given(facts(schemes=POINTS_SCHEMES, kinds=("none", "points", "percent", "floor")), outturns(times=1))
    def test_every_rating(self, drawn, outturn):
        """A rating survives pickles and copies, and still knows its target, scheme, bands and words."""
        check_rating(rate(drawn.indicator(), outturn, drawn.target(), scheme=drawn.scheme))

    @pytest.mark.filterwarnings("ignore::kpirag.KpiragWarning")
    @given(counts(), st.sampled_from(("red", "amber", "green")), st.booleans())
    def test_asserted_and_promoted_ones(self, pair, status, better):
        """So does one that a person gave, and one that a change promoted."""
        indicator = Indicator("1", "Share", polarity="higher", unit="percent")
        outturn = Outturn(NOW, numerator=pair[0], denominator=pair[1])
        target = Target(50)
        asserted = Rating.asserted(
            indicator, outturn, status, by="the paper", because="printed so", target=target
        )
        check_rating(asserted)
        promoting = RAG.replace(promote=Promotion("red", "amber", than="last period"))
        change = compare(indicator, outturn, Outturn(BEFORE, 0 if better else 100))
        check_rating(rate(indicator, outturn, target, scheme=promoting, change=change))

    @given(facts(), reals())
    def test_equal_ones_hash_alike(self, drawn, value):
        """The same question twice has one rating; two indicators with the same figure have two."""
        record = drawn.indicator().to_dict()
        another = Indicator.from_dict(record | {"ref": "2", "name": "Another"})
        outturn, target = Outturn(NOW, value), drawn.target()
        one, again, other = (
            rate(indicator, outturn, target, scheme=drawn.scheme)
            for indicator in (drawn.indicator(), Indicator.from_dict(record), another)
        )
        assert (one, hash(one)) == (again, hash(again))
        assert one != other


class TestChange:
    @given(
        outturns(times=1),
        outturns(times=1),
        st.sampled_from(("higher", "lower", "range", "none")),
        st.sampled_from(("in period", "year to date", "rolling year", "snapshot")),
    )
    def test_every_change(self, one, other, polarity, basis):
        """A change survives pickles and copies, comparable or not, and says the same."""
        later, earlier = (one, other) if one.period.end >= other.period.end else (other, one)
        if earlier.period.start.year < 3:
            return  # no year lies before the first
        indicator = Indicator("1", "Something measured", polarity=polarity, basis=basis)
        change = compare(
            indicator, later, earlier, target=Target.between(40, 60) if polarity == "range" else None
        )
        check_copies(change)
        again = pickle.loads(pickle.dumps(change))
        assert (change.explain(), change.comparator) == (again.explain(), again.comparator)
