"""Rating rows that carry the code of their indicator: the definitions once, the rows by the million."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, TypeAlias, overload

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike, NDArray

from kpirag._chunks import chunks, rows_at_once
from kpirag._columns import (
    checked_out,
    common_shape,
    flat_room,
    numbers,
    put_back,
    refuse_rows,
    whole_numbers,
)
from kpirag.arrays._exact import Codes, Floats, half_up_rows
from kpirag.arrays._levels import missing_code
from kpirag.arrays._plans import checked_scheme
from kpirag.arrays._same import Same
from kpirag.arrays.codes import reason_codes
from kpirag.bands import Bands
from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, take
from kpirag.schemes import Rounding, Scheme
from kpirag.tolerances import true_or_false

__all__ = ["rate_coded"]

Places: TypeAlias = NDArray[np.intp]


@overload
def rate_coded(
    values: ArrayLike,
    codes: ArrayLike,
    definitions: Iterable[Bands | None],
    *,
    decimals: int | None = None,
    with_reasons: Literal[False] = False,
    out: Codes | None = None,
) -> Codes: ...
@overload
def rate_coded(
    values: ArrayLike,
    codes: ArrayLike,
    definitions: Iterable[Bands | None],
    *,
    decimals: int | None = None,
    with_reasons: Literal[True],
    out: Codes | None = None,
) -> tuple[Codes, Codes]: ...
def rate_coded(
    values: Any,
    codes: Any,
    definitions: Iterable[Bands | None],
    *,
    decimals: int | None = None,
    with_reasons: bool = False,
    out: Codes | None = None,
) -> Any:
    """Return the codes of many values whose targets are looked up by the code of their indicator.

    Each row gets the status that `Bands.status` of its definition gives its value.

    Args:
        values: The values, compared as they are, or rounded if the scheme of their definition rounds.
        codes: For each value the place of its definition, counted from 0; -1 for a row that has none.
        definitions: The bands of each indicator and its target, as `Bands.of` makes them; None for an
            indicator without a target. Their schemes must have the same states.
        decimals: The decimals that values of float16 and float32 are read to.
        with_reasons: True to have the reasons for not rated too; see `reason_names`.
        out: An array of int8 to write the result to.

    Returns:
        The codes of the states as int8: 0 not rated, then the states of the scheme from 1; in the shape
        that values and codes have together. With reasons, both.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If definitions have different states, a scheme needs more than a value, or a code
            stands for no definition, with the first rows.

    Example:
        >>> from kpirag import Indicator, Target, Tolerance
        >>> plans = Indicator("32", "EHC plans in 20 weeks", polarity="higher", unit="percent")
        >>> days = Indicator("7", "Days to decide", polarity="lower", unit="days")
        >>> definitions = [Bands.of(plans, Target(60, tolerance=Tolerance.points(5))),
        ...                Bands.of(days, Target(26))]
        >>> rate_coded([55.0, 24.0, 27.0], [0, 1, 1], definitions)
        array([2, 3, 1], dtype=int8)
    """
    true_or_false(with_reasons, "with_reasons")
    table = _table_of(Same(*_listed(definitions)))
    found = numbers(values, "values", decimals=decimals)
    places = whole_numbers(codes, "codes")
    shape = common_shape(values=found, codes=places)
    states = checked_out(out, shape, np.int8, values=found, codes=places)
    reasons = np.empty(shape, np.int8) if with_reasons else None
    flat, flat_reasons = flat_room(states), None if reasons is None else reasons.reshape(-1)
    room = _Room(rows_at_once(shape))
    # Codes are looked at in their own type: a number beyond int64 would come out as another one.
    for rows, (given, place) in chunks(shape, [found, places], [np.float64, places.dtype.newbyteorder("=")]):
        table.check(place, rows.start, shape)
        table.write(given, place, flat[rows], room)
        if flat_reasons is not None:
            reason_codes(flat[rows], given, 1, flat_reasons[rows])
    put_back(states, flat)
    return states if reasons is None else (states, reasons)


class _Room:
    """Room for a piece of rows, made once."""

    def __init__(self, size: int) -> None:
        self.value, self.looked_up = np.empty(size), np.empty(size)
        self.places = np.empty(size, np.intp)
        self.mask, self.other = np.empty(size, bool), np.empty(size, bool)


@frozen(eq=False)
class _Table:
    """What is looked up for a row: its way, the edges of its levels, how it is rounded.

    A definition without a range is looked up on the axis where more is better, so one edge a level is
    enough; where there are ranges, each level has two.

    Args:
        size: How many definitions there are.
        signs: 1 or -1 for each, NaN for one without a target.
        lows: For each state but the worst, where it begins.
        highs: Where it ends; empty if there are no ranges.
        roundings: For each number of decimals that values are rounded to, which definitions do so.
        missing: The code of a value that is not there, for each definition.
    """

    size: int
    signs: Floats
    lows: list[Floats]
    highs: list[Floats]
    roundings: dict[int, NDArray[np.bool_]]
    missing: Codes

    @classmethod
    def of(cls, found: Sequence[Bands | None]) -> _Table:
        special = _checked(found)
        size = len(found)
        first = next((bands for bands in found if bands is not None), None)
        nowhere = ((np.nan, np.nan),) * (0 if first is None else len(first.levels))
        each = [nowhere if bands is None else bands.levels for bands in found]
        ends = chain.from_iterable(chain.from_iterable([*each, nowhere]))
        edges = np.fromiter(ends, np.float64).reshape(size + 1, len(nowhere), 2)
        lows, highs = edges[:, :, 0].T.copy(), edges[:, :, 1].T.copy()
        down = (lows == -np.inf).all(axis=0)
        signs = np.where(down, -1.0, 1.0)
        signs[[place for place, bands in enumerate(found) if bands is None]] = np.nan
        signs[size] = np.nan
        missing = np.zeros(size + 1, np.int8)
        roundings: dict[int, NDArray[np.bool_]] = {}
        for place, bands in special:
            missing[place] = missing_code(bands.scheme)
            if bands.scheme.rounding is Rounding.AS_PUBLISHED:
                decimals = int(bands.indicator.decimals or 0)
                roundings.setdefault(decimals, np.zeros(size + 1, bool))[place] = True
        if (np.isnan(lows) | (lows == -np.inf) | (highs == np.inf)).all():
            lows, highs = np.where(down, -highs, lows), highs[:0]
        return cls(size, signs, [*lows], [*highs], roundings, missing)

    def check(self, places: NDArray[Any], start: int, shape: tuple[int, ...]) -> None:
        """Refuse codes that stand for no definition."""
        if places.min() >= -1 and places.max() < self.size:
            return
        wrong = (places < -1) | (places >= self.size)
        known = f"run from 0 to {self.size - 1}" if self.size else "need a definition each"
        remedy = f"Codes {known}; -1 is a row without a definition."
        problem = "stands for no definition"
        refuse_rows(wrong, "codes", problem, got=places, remedy=remedy, start=start, shape=shape)

    def write(self, values: Floats, given_places: NDArray[Any], codes: Codes, room: _Room) -> None:
        """Write the codes of a piece; a row without a definition has -1, which wraps to the last cell."""
        count = values.size
        value, found = room.value[:count], room.looked_up[:count]
        mask, other = room.mask[:count], room.other[:count]
        places = room.places[:count]
        np.copyto(places, given_places, casting="unsafe")
        given = self._rounded(values, places) if self.roundings else values
        np.take(self.signs, places, out=value, mode="wrap")
        np.multiply(given, value, out=value)
        compared = given if self.highs else value
        codes.fill(1)
        for number, low in enumerate(self.lows):
            np.take(low, places, out=found, mode="wrap")
            np.greater_equal(compared, found, out=mask)
            if self.highs:
                np.take(self.highs[number], places, out=found, mode="wrap")
                np.logical_and(mask, np.less_equal(compared, found, out=other), out=mask)
            np.add(codes, mask.view(np.int8), out=codes)
        np.multiply(codes, np.isfinite(value, out=mask).view(np.int8), out=codes)
        if self.missing.any():
            np.copyto(codes, self.missing.take(places), where=np.isnan(values))

    def _rounded(self, values: Floats, places: Places) -> Floats:
        rounded = values.copy()
        for decimals, which in self.roundings.items():
            mask = which.take(places)
            rounded[mask] = half_up_rows(values[mask], decimals)
        return rounded


# A list of definitions is often asked for again, for another piece of a table. Two stay, with their tables.
@lru_cache(maxsize=2)
def _table_of(definitions: Same) -> _Table:
    return _Table.of(definitions.things)


def _listed(definitions: Any) -> Iterable[Any]:
    if isinstance(definitions, Bands) or not isinstance(definitions, Iterable):
        got, remedy = shown(definitions), "Write [Bands.of(indicator, target), ...]."
        raise InputTypeError("must be a list of bands", path="definitions", got=got, remedy=remedy)
    return definitions


def _checked(found: Sequence[Bands | None]) -> list[tuple[int, Bands]]:
    """Return the places of those whose scheme rounds or counts what is missing."""
    faults: list[KpiragError] = []
    special: list[tuple[int, Bands]] = []
    schemes: list[Scheme] = []
    for place, bands in enumerate(found):
        if bands is None:
            continue
        if not isinstance(bands, Bands):
            remedy = "Write Bands.of(indicator, target), or None for an indicator without a target."
            path = f"definitions[{place}]"
            faults.append(InputTypeError("must be Bands", path=path, got=shown(bands), remedy=remedy))
            continue
        scheme = bands.scheme
        if not any(scheme is known for known in schemes):
            schemes.append(scheme)
            take(faults, _check_scheme, scheme, schemes[0], f"definitions[{place}]")
        if scheme.missing_as is not None or not scheme.plain:
            special.append((place, bands))
            if scheme.rounding is Rounding.AS_PUBLISHED and bands.indicator.decimals is None:
                problem = "does not say to how many decimals it is published"
                remedy = "Set decimals on the indicator, or rate with rounding='none'."
                path = f"definitions[{place}].indicator"
                faults.append(InputError(problem, path=path, remedy=remedy))
    raise_faults(faults)
    return special


def _check_scheme(scheme: Scheme, first: Scheme, path: str) -> None:
    """Refuse a scheme that needs more than a value, or whose codes mean other states."""
    try:
        checked_scheme(scheme)
    except KpiragError as fault:
        raise fault.within(path) from None
    if [*map(str, scheme.states)] != [*map(str, first.states)]:
        got = ", ".join(map(str, scheme.states))
        remedy = "Rate rows of each scheme apart, so that a code means one state."
        raise InputError("has other states than the first", path=path, got=got, remedy=remedy)
