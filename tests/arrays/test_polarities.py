"""Which way is better: one word for all rows, or a word or a sign for each, everywhere alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirag import InputError, InputTypeError, Polarity
from kpirag.arrays import compare_pairs, rate_values
from kpirag.arrays._polarities import polarity_of

SIGNS = {"higher": 1, "lower": -1, "none": 0}


def signs_of(given_) -> list:
    """Return the signs of rows."""
    return polarity_of(given_, ranges="Take them apart.").tolist()


class TestRows:
    @given(st.lists(st.sampled_from(sorted(SIGNS)), max_size=12))
    def test_words_and_signs_mean_the_same(self, words):
        """A column of words, of signs, of both among objects, or of a narrow type has the same signs."""
        signs = [SIGNS[word] for word in words]
        mixed = [word if place % 2 else SIGNS[word] for place, word in enumerate(words)]

        assert signs == signs_of(np.array(words, dtype="U6"))
        assert signs == signs_of(signs) == signs_of(np.array(signs, np.int16))
        assert signs == signs_of(np.array(mixed, dtype=object))

    @given(st.lists(st.sampled_from(sorted(SIGNS)), min_size=1, max_size=6))
    def test_rating_and_comparing_read_them_alike(self, words):
        """A column of words does for changes as for ratings, with what its signs give."""
        signs, now = [SIGNS[word] for word in words], np.arange(float(len(words)))

        assert (
            rate_values(now, 2.0, polarity=signs).tolist() == rate_values(now, 2.0, polarity=words).tolist()
        )
        by_signs, by_words = (compare_pairs(now, 2.0, polarity=one) for one in (signs, words))
        assert by_signs.direction.tolist() == by_words.direction.tolist()

    def test_no_rows(self):
        """An empty list is a column of no rows."""
        assert (0,) == rate_values([], [], polarity=[]).shape
        assert (0,) == compare_pairs([], [], polarity=[]).direction.shape

    def test_the_shape_is_kept(self):
        """Words in two dimensions stay in two."""
        assert [[1, -1], [0, 1]] == signs_of([["higher", "lower"], ["none", "higher"]])


class TestOneForAll:
    @pytest.mark.parametrize("given_", ["range", np.array("range"), np.array("Range", dtype=object)])
    def test_a_word(self, given_):
        """One word is for all rows, also in an array of no dimension."""
        assert polarity_of(given_, ranges="") is Polarity.RANGE

    @pytest.mark.parametrize("given_", [-1, np.int8(-1), np.array(-1)])
    def test_a_sign(self, given_):
        """One sign is for all rows, and means what its word means."""
        assert polarity_of(given_, ranges="") is Polarity.LOWER
        assert [3, 1] == rate_values([1.0, 2.0], [1.5, 1.5], polarity=given_).tolist()

    @pytest.mark.parametrize("given_", [0, "none"])
    def test_rows_that_are_not_judged_take_no_target(self, given_):
        """Not judged for all rows is refused as the word is, and never rated green."""
        with pytest.raises(InputError, match=r"^target: rows are not judged"):
            rate_values([1.0, 2.0], [1.0, 2.0], polarity=given_)


class TestRefusals:
    @pytest.mark.parametrize(
        "given_, kind, message",
        [
            (["higher", "lowr"], InputError, r"^polarity\[1\]: is no known polarity; got 'lowr'. Did you"),
            ([["higher"], ["range"]], InputError, r"^polarity\[1\]\[0\]: of single rows cannot .*Take them"),
            ([1, 2, -2], InputError, r"^polarity\[1\]: is neither 1, -1 nor 0 \(so are \[2\]\); got 2"),
            (2, InputError, "^polarity: is neither 1, -1 nor 0; got 2"),
            (np.array([1, 2], object), InputTypeError, r"^polarity\[1\]: must be a name or a sign; got 2"),
            (["higher", None], InputTypeError, r"^polarity\[1\]: must be a name or a sign; got None"),
            (np.array(["higher", np.nan], object), InputTypeError, r"^polarity\[1\]: .*got nan"),
            (np.array([True, 1], object), InputTypeError, r"^polarity\[0\]: .*got True"),
            (np.array([{}, 1], object), InputTypeError, r"^polarity\[0\]: .*got \{\}"),
            ([1.0, -1.0], InputTypeError, "^polarity: must be names or signs"),
            ([True, False], InputTypeError, "^polarity: must be names or signs"),
            (None, InputTypeError, "^polarity: must be names or signs; got None"),
            ({"higher"}, InputTypeError, "^polarity: must be an array"),
            (np.ma.array(["higher", "lower"], mask=[0, 1]), InputTypeError, r"^polarity\[1\]: .*got None"),
            (np.ma.array([1, -1], mask=[0, 1]), InputError, r"^polarity\[1\]: is masked"),
        ],
    )
    def test_what_is_no_polarity(self, given_, kind, message):
        """A word that is none, a gap and a number that is no sign are refused, with the row."""
        with pytest.raises(kind, match=message):
            polarity_of(given_, ranges="Take them apart.")
