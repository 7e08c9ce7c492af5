"""Keys of what is kept: the very same things, and no equal ones."""

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from kpirag.arrays._same import Same


class NeverCompared:
    """A thing that may not be compared or hashed, as these are slow."""

    __hash__ = None

    def __eq__(self, other):
        raise AssertionError("compared")


THINGS = tuple(NeverCompared() for _ in range(3))
PICKED = st.lists(st.sampled_from(range(3)), max_size=4)


class TestSame:
    @given(PICKED, PICKED)
    def test_equal_only_with_the_same_things_in_order(self, ones, others):
        """Keys are equal if each thing is the other's at its place, and then so are their hashes."""
        one, other = (Same(*(THINGS[number] for number in picked)) for picked in (ones, others))

        assert (ones == others) == (one == other)
        assert ones != others or hash(one) == hash(other)

    def test_equal_things_are_not_the_same(self):
        """A copy is another thing; and so is what is no key at all."""
        assert Same([]) != Same([])
        assert Same([]) != []
        assert Same(1) != 1

    def test_the_first_thing(self):
        """A key gives back what it was made of."""
        assert THINGS[0] is Same(*THINGS).thing
        assert THINGS == Same(*THINGS).things

    def test_what_is_kept_is_not_taken_for_a_later_thing(self):
        """A key holds its things, so no later one can have the place in memory that told them apart."""
        kept = lru_cache(maxsize=2)(lambda key: list(key.thing))

        for number in range(200):
            assert [number] == kept(Same([number]))

    def test_a_cache_finds_it_again(self):
        """What was worked out once from a thing is found by a new key of the same thing."""
        made = []
        kept = lru_cache(maxsize=2)(lambda key: made.append(key.thing))

        kept(Same(THINGS[0]))
        kept(Same(THINGS[0]))

        assert 1 == len(made)
        assert THINGS[0] is made[0]
