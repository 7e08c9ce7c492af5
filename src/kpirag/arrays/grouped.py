"""How many were in time in each group, counted exactly from codes."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kpirag._chunks import CHUNK, chunks, rows_at_once
from kpirag._columns import Numbers, common_shape, refuse_rows, whole_numbers
from kpirag._numbers import whole_number
from kpirag.errors import InputError

__all__ = ["InTimeByGroup", "in_time_by_group"]

_CODES = 3


@frozen(eq=False)
class InTimeByGroup:
    """How many were in time, late and not known in each group; what `in_time_by_group` gives.

    Attributes:
        in_time: How many were in time, int64; the group with the code 0 comes first.
        late: How many were late.
        unknown: How many are neither.
        ungrouped: How many rows were in no group, because their code is negative.

    Example:
        >>> counts = in_time_by_group([0, 0, 0, 2], [2, 2, 1, 0])
        >>> counts.in_time.tolist(), counts.late.tolist(), counts.unknown.tolist()
        ([2, 0, 0], [1, 0, 0], [0, 0, 1])
    """

    in_time: NDArray[np.int64] = field()
    late: NDArray[np.int64] = field()
    unknown: NDArray[np.int64] = field()
    ungrouped: int = 0

    @property
    def judged(self) -> NDArray[np.int64]:
        """How many were in time or late: what the percentage is of."""
        return self.in_time + self.late

    @property
    def percentage(self) -> NDArray[np.float64]:
        """The percentage in time of those in time or late, not rounded; NaN where there are none."""
        judged = self.judged
        found = np.full(judged.shape, np.nan)
        np.divide(100 * self.in_time, judged, out=found, where=judged > 0)
        return found

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict of plain values a group, None where there is no percentage.

        Example:
            >>> in_time_by_group([0, 0], [2, 1]).to_dicts()
            [{'group': 0, 'in_time': 1, 'late': 1, 'unknown': 0, 'percentage': 50.0}]
        """
        columns = (self.in_time, self.late, self.unknown, self.percentage)
        return [
            {
                "group": group,
                "in_time": in_time,
                "late": late,
                "unknown": unknown,
                "percentage": percentage if in_time + late else None,
            }
            for group, (in_time, late, unknown, percentage) in enumerate(
                zip(*(column.tolist() for column in columns), strict=True)
            )
        ]


def in_time_by_group(group: Any, codes: Any, *, groups: int | None = None) -> InTimeByGroup:
    """Return how many were in time, late and not known in each group.

    Args:
        group: The code of the group of each row: whole numbers from 0, such as those of a category. A
            negative one is in no group, and is counted beside them.
        codes: What `in_time` gives: 0 not known, 1 late, 2 in time.
        groups: How many groups there are; by default one more than the highest code.

    Returns:
        The counts by group, with `percentage`.

    Raises:
        InputTypeError: If the codes are not whole numbers.
        InputError: If a code of a row is none of the three, or a group is beyond the number of groups.

    Example:
        >>> counts = in_time_by_group([0, 1, 1, -1], [2, 2, 1, 0], groups=3)
        >>> counts.percentage
        array([100.,  50.,  nan])
        >>> counts.ungrouped
        1
    """
    keys, flags = whole_numbers(group, "group"), whole_numbers(codes, "codes")
    shape = common_shape(group=keys, codes=flags)
    most = _number_of(groups, keys)
    counted = np.zeros(_CODES * (most + 1), np.int64)
    # Each piece is counted into an array of its own, so it must not be small beside that.
    size = max(CHUNK, 4 * len(counted))
    # Half the width where the keys fit it; and columns are looked at in their own type, as a number
    # beyond int64 would come out negative, and its rows in no group.
    kind: Any = np.int32 if len(counted) < 2**31 else np.int64
    scratch = np.empty(rows_at_once(shape, size=size), kind)
    native = [column.dtype.newbyteorder("=") for column in (keys, flags)]
    for rows, (part, code) in chunks(shape, [keys, flags], native, size=size):
        if int(code.min()) < 0 or int(code.max()) >= _CODES:
            wrong, remedy = (code < 0) | (code >= _CODES), "Give what in_time() gives: 0, 1 or 2."
            refuse_rows(wrong, "codes", "is no code", got=code, remedy=remedy, start=rows.start, shape=shape)
        if groups is not None and int(part.max()) >= most:
            problem, remedy = f"is beyond the {most} groups", "Give more groups, or leave groups out."
            refuse_rows(
                part >= most, "group", problem, got=part, remedy=remedy, start=rows.start, shape=shape
            )
        key = scratch[: len(part)]
        # The rows of no group are counted after the last group.
        placed = part if int(part.min()) >= 0 else np.where(part < 0, kind(most), part)
        np.multiply(placed, _CODES, out=key, dtype=kind, casting="unsafe")
        np.add(key, code, out=key, dtype=kind, casting="unsafe")
        counted += np.bincount(key, minlength=len(counted))
    unknown, late, done = counted.reshape(most + 1, _CODES).T
    return InTimeByGroup(
        done[:-1].copy(), late[:-1].copy(), unknown[:-1].copy(), int(done[-1] + late[-1] + unknown[-1])
    )


def _number_of(groups: int | None, keys: Numbers) -> int:
    if groups is not None:
        return whole_number(groups, "groups")
    highest = int(keys.max()) if keys.size else -1
    if highest >= max(100_000_000, 10 * keys.size):
        problem = "has a code far beyond the number of rows"
        remedy = "Number the groups from 0, as the codes of a category are, or say groups=."
        raise InputError(problem, path="group", got=str(highest), remedy=remedy)
    return max(highest, -1) + 1
