"""Whatever a target can say, a column of such targets says too."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from kpirag import Bands, Target
from kpirag.arrays import rate_coded, rate_values
from tests.arrays.rows import code_of
from tests.strategies import AWKWARD_FLOATS, POINTS_SCHEMES, facts, neighbours, reals

#: Rounding has tests of its own: bands are asked about figures that are already rounded.
SCHEMES = tuple(one for one in POINTS_SCHEMES if one.rounding == "none")


def columns_of(target: Target, rows: int) -> dict:
    """Return a target as columns of so many rows, with what all rows share beside them."""
    edges = target.edges
    assume(len({edge.inclusive for edge in edges}) == 1)  # rows have no ends that differ
    names = ("low", "high") if target.is_range else ("target",)
    found = {name: np.full(rows, float(edge.value)) for name, edge in zip(names, edges, strict=True)}
    found |= {"strict": not edges[0].inclusive, "tolerance": target.tolerance}
    for name in ("floor", "stretch"):
        if getattr(target, name) is not None:
            found[name] = getattr(target, name)
    return found


class TestEveryTarget:
    @given(
        facts(schemes=SCHEMES, kinds=("none", "points", "percent", "floor")), st.lists(reals(), max_size=5)
    )
    def test_rows_are_rated_as_one_figure(self, drawn, values):
        """A column of one target, one target for all, and one definition give each value its own code."""
        target, polarity = drawn.target(), drawn.indicator().polarity
        bands = Bands.of(drawn.indicator(), target, drawn.scheme)
        near = [each for edge in bands.edges for one in neighbours(edge.value) for each in neighbours(one)]
        every = [*near, *values, *AWKWARD_FLOATS, float("nan"), float("inf")]
        expected = [code_of(bands, value) for value in every]
        options = {"polarity": polarity, "scheme": drawn.scheme}

        assert expected == rate_values(every, target, **options).tolist()
        assert expected == rate_coded(every, np.zeros(len(every), int), [bands]).tolist()
        assert expected == rate_values(every, **columns_of(target, len(every)), **options).tolist()
        if polarity != "range":
            signs = np.full(len(every), 1 if polarity == "higher" else -1, np.int8)
            tolerances = (target.tolerance, drawn.scheme.tolerance, *dict(drawn.scheme.edges).values())
            if all(one is None or (one.above, one.below) == (None, None) for one in tolerances):
                told = {**columns_of(target, len(every)), **options, "polarity": signs}
                assert expected == rate_values(every, **told).tolist()
