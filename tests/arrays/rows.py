"""What the tests of arrays share: the scalar answer for a row, and values that lie near its edges."""

import math

import numpy as np

from kpirag import RAG, Bands, Indicator, Target

POLARITIES = {1: "higher", -1: "lower"}


def bands_for(polarity: str, scheme=RAG, **target) -> Bands:
    """Return the scalar bands of a row's target; `value` or `low` and `high` are in the target."""
    return Bands.of(Indicator("values", "Values", polarity=polarity), Target(**target), scheme)


def code_of(bands: Bands, value: float) -> int:
    """Return the code that a value alone gets: 0 if it is no figure."""
    return bands.scheme.code(bands.status(value)) if math.isfinite(value) else 0


def near(edges, draw, count: int) -> np.ndarray:
    """Return so many values on, just beside and far from some edges."""
    picked = draw.choice(np.asarray(edges, dtype=float), count)
    moves = draw.choice([0.0, 0.0, 0.1, -0.1, 1.0, -1.0, 25.0, -25.0], count)
    values = np.round(picked + moves, 6)
    way = draw.choice([-np.inf, np.inf], count)
    return np.where(draw.random(count) < 0.3, np.nextafter(picked, way), values)
