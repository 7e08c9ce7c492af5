"""What the codes of arrays mean: states, reasons for none, and their names."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpirag._columns import refuse_rows, whole_numbers
from kpirag._texts import of_kind
from kpirag.schemes import RAG, Scheme
from kpirag.statuses import Reason, Status

__all__ = ["REASON_CODES", "reason_codes", "reason_names", "state_names"]

#: The code of each reason in a column of reasons; 0 is a row that has none, because it is rated.
REASON_CODES = {reason: place for place, reason in enumerate(Reason, start=1)}


def state_names(codes: Any, scheme: Scheme = RAG) -> NDArray[Any]:
    """Return the names of the states of a column of codes.

    Args:
        codes: What `rate_values` gives: 0 for not rated, then the states of the scheme from 1.
        scheme: The scheme they were rated under.

    Returns:
        An array of text, of the shape of the codes.

    Raises:
        InputTypeError: If the codes are not whole numbers.
        InputError: If a code is none of the scheme's, with the first rows.

    Example:
        >>> state_names([3, 2, 0]).tolist()
        ['green', 'amber', 'not rated']
    """
    of_kind(scheme, Scheme, "scheme", "RAG")
    return _named(codes, [Status.NOT_RATED.value, *map(str, scheme.states)], f"is no code of {scheme.name}")


def reason_names(reasons: Any) -> NDArray[Any]:
    """Return the names of a column of reasons; empty for a row that is rated.

    Args:
        reasons: The codes of the reasons, as `rate_values` gives them.

    Returns:
        An array of text, of the shape of the codes.

    Raises:
        InputTypeError: If the codes are not whole numbers.
        InputError: If a code is none of a reason, with the first rows.

    Example:
        >>> reason_names([0, 6, 10]).tolist()
        ['', 'no data', 'no target']
    """
    return _named(reasons, ["", *map(str, Reason)], "is no code of a reason")


def reason_codes(codes: NDArray[np.int8], values: Any, judged: Any, reasons: NDArray[np.int8]) -> None:
    """Write why rows of a piece are not rated: the first reason in order of precedence.

    Args:
        codes: Their codes.
        values: Their values; NaN is no data, an infinity unreliable.
        judged: Whether they are judged at all: not 0.
        reasons: Where the codes of the reasons go; 0 where a row is rated.
    """
    reasons.fill(REASON_CODES[Reason.NO_TARGET])
    np.copyto(reasons, REASON_CODES[Reason.CONTEXTUAL], where=np.equal(judged, 0))
    np.copyto(reasons, REASON_CODES[Reason.NO_DATA], where=np.isnan(values))
    np.copyto(reasons, REASON_CODES[Reason.UNRELIABLE], where=np.isinf(values))
    np.copyto(reasons, 0, where=codes != 0)


def _named(codes: Any, names: list[str], problem: str) -> NDArray[Any]:
    found = whole_numbers(codes, "codes")
    wrong = (found < 0) | (found >= len(names))
    remedy = f"Codes run from 0 to {len(names) - 1}."
    refuse_rows(wrong.ravel(), "codes", problem, got=found.ravel(), remedy=remedy, shape=found.shape)
    return np.asarray(np.array(names)[found.astype(np.intp)])  # of one code it would be bare text
