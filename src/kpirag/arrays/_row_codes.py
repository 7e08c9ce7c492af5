"""Writing the codes of rows piece by piece: quickly where that is safe, exactly where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._chunks import CHUNK, rows_at_once
from kpirag._columns import Numbers
from kpirag.arrays._exact import Codes, Floats
from kpirag.arrays._exact_codes import exact_codes
from kpirag.arrays._levels import missing_code
from kpirag.arrays._plans import Plan
from kpirag.arrays._quick_codes import QuickCodes

__all__ = ["RowCodes"]


class RowCodes:
    """Writes the codes of rows that each have a target of their own.

    Rows too near an edge to be sure of are kept until there are enough to be worth the calls.

    Args:
        plan: How the rows are rated.
        shape: The shape of the whole, for errors.
    """

    def __init__(self, plan: Plan, shape: tuple[int, ...]) -> None:
        self._plan = plan
        self._shape = shape
        self._quick = QuickCodes(plan, rows_at_once(shape))
        self._missing = missing_code(plan.scheme)
        self._kept: list[tuple[NDArray[np.intp], dict[str, Any]]] = []
        self._count = 0

    def write(self, values: Floats, columns: dict[str, Numbers], piece: slice, codes: Codes) -> None:
        """Write the codes of a piece, but for the rows kept for later.

        Args:
            values: Its values.
            columns: Its columns by name.
            piece: Where it stands in the whole.
            codes: The codes of the whole.
        """
        rows: dict[str, Any] = {"values": values, **columns, **self._plan.constants}
        unsure = self._quick.write(rows, codes[piece])
        if unsure is None:
            codes[piece] = exact_codes(self._plan, rows, start=piece.start, shape=self._shape)
        elif unsure.size:
            few = {name: one if isinstance(one, float) else one.take(unsure) for name, one in rows.items()}
            self._kept.append((unsure + piece.start, few))
            self._count += unsure.size
            if self._count > CHUNK:
                self.finish(codes)
        if self._missing:
            known = exact_codes(self._plan, rows | {"values": np.zeros(values.shape)})
            np.copyto(codes[piece], self._missing, where=np.isnan(values) & (known != 0))

    def finish(self, codes: Codes) -> None:
        """Write the codes of the rows that were kept.

        Args:
            codes: The codes of the whole.
        """
        if not self._kept:
            return
        places = np.concatenate([rows for rows, _ in self._kept])
        few = {
            name: one if isinstance(one, float) else np.concatenate([kept[name] for _, kept in self._kept])
            for name, one in self._kept[0][1].items()
        }
        codes[places] = self._quick.settle(few)
        self._kept.clear()
        self._count = 0
