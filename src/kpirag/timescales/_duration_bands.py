"""Durations counted in bands, as official statistics print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kpirag._numbers import number, number_text
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.timescales.units import TimeUnit

__all__ = ["counted_in_bands", "middle"]

_REMEDY = "Write [0, 10, 20, 45], say: the last duration of each band, from low to high."
_PARTS = frozenset({TimeUnit.WEEKS, TimeUnit.HOURS, TimeUnit.WORKING_HOURS})


def counted_in_bands(durations: Iterable[float], ends: object, unit: TimeUnit) -> dict[str, int]:
    """Return how many durations fall in each band, by its label, from short to long.

    A band holds all that is above the end of the one before, up to its own end and with it. What is
    longer than the last end is in a band of its own.

    Args:
        durations: The durations.
        ends: The last duration of each band, from low to high.
        unit: The unit, which decides the labels: whole days are "1-10", weeks "over 20 up to 26".

    Raises:
        InputTypeError: If the ends are not numbers.
        InputError: If they do not go up, or are not whole for days.
        FaultsError: If two or more of them are wrong.

    Example:
        >>> counted_in_bands([0, 3, 10, 11, 60], [0, 10, 45], TimeUnit.WORKING_DAYS)
        {'same day': 1, '1-10': 2, '11-45': 1, '46 or more': 1}
    """
    bounds = _checked(ends, whole=unit not in _PARTS)
    labels = _labels(bounds, whole=unit not in _PARTS)
    counts = dict.fromkeys(labels, 0)
    for each in durations:
        counts[labels[sum(each > bound for bound in bounds)]] += 1
    return counts


def _checked(given: object, *, whole: bool) -> list[float]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputTypeError("must be numbers", path="ends", got=shown(given), remedy=_REMEDY)
    faults: list[KpiragError] = []
    read = [take(faults, number, each, f"ends[{place}]") for place, each in enumerate(given)]
    raise_faults(faults)
    bounds = [each for each in read if each is not None]
    if not bounds or bounds[0] < 0 or any(one >= two for one, two in pairwise(bounds)):
        raise InputError("must go up from 0 or above", path="ends", got=shown(bounds), remedy=_REMEDY)
    if whole and not all(each.is_integer() for each in bounds):
        raise InputError("must be whole for days", path="ends", got=shown(bounds), remedy=_REMEDY)
    return bounds


def _labels(bounds: Sequence[float], *, whole: bool) -> list[str]:
    texts = [number_text(each) for each in bounds]
    if not whole:
        inner = [f"over {one} up to {two}" for one, two in pairwise(texts)]
        return [f"up to {texts[0]}", *inner, f"over {texts[-1]}"]
    labels, low = [], 0
    for bound in map(int, bounds):
        text = str(low) if low == bound else f"{low}-{bound}"
        labels.append("same day" if bound == 0 else text)
        low = bound + 1
    return [*labels, f"{low} or more"]


def middle(durations: Sequence[float]) -> float | None:
    """Return the median: the middle one, or the mean of the two in the middle; None of none.

    Args:
        durations: The durations, sorted.

    Example:
        >>> middle([1, 4, 9]), middle([1, 4]), middle([])
        (4, 2.5, None)
    """
    if not durations:
        return None
    half = len(durations) // 2
    return durations[half] if len(durations) % 2 else (durations[half - 1] + durations[half]) / 2
