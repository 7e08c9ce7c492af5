"""How a scorecard is made of an indicator set: its rows, what is kept back, and the gates of its scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from kpirag.errors import InputError, InputTypeError, KpiragError, raise_faults, shown, suggestion
from kpirag.periods import Period
from kpirag.schemes import Scheme
from kpirag.scorecards.building import Board, gated, masked, missed_by, row_of
from kpirag.scorecards.matching import indicators_in
from kpirag.scorecards.rows import Row
from kpirag.scorecards.scorecard import Scorecard

__all__ = ["scorecard_of"]


def scorecard_of(
    board: Board, period: Period, scheme: Scheme, *, as_of: date | None = None, public: bool = False
) -> Scorecard:
    """Return the scorecard of an indicator set; see `IndicatorSet.scorecard`."""
    if not isinstance(scheme, Scheme):
        remedy = "Write RAG, or a Scheme of your own."
        raise InputTypeError("must be a Scheme", path="scheme", got=shown(scheme), remedy=remedy)
    faults: list[KpiragError] = []
    rows: list[Row] = []
    restricted = []
    versions = Counter(indicator.ref for indicator in board.indicators)
    held_back = {one.ref for one in board.indicators if one.restricted} if public else set()
    shown_scheme, names = masked(scheme, held_back)
    _check_gates(scheme, versions)
    gate_refs = {gate.ref for gate in scheme.gates}
    known: dict[str, bool | None] = {}
    for indicator in indicators_in(board.indicators, period):
        since = indicator.starts if versions[indicator.ref] > 1 else None
        withheld = public and indicator.restricted
        if indicator.restricted:
            restricted.append(indicator.group)
        if withheld and indicator.ref not in gate_refs:
            continue
        try:
            row = row_of(
                board,
                indicator,
                period,
                shown_scheme,
                as_of,
                public=public,
                since=since,
                alone=indicator.ref in held_back,
            )
        except KpiragError as fault:
            faults.append(fault.within(f"indicators[{indicator.ref!r}]"))
            continue
        if indicator.ref in gate_refs:
            known[names.get(indicator.ref, indicator.ref)] = missed_by(row)
        if not withheld:
            rows.append(row)
    raise_faults(faults)
    for gate in shown_scheme.gates:
        known.setdefault(gate.ref, None)  # an indicator that was not in use
    if scheme.gates:
        rows = gated(rows, shown_scheme, known)
    return Scorecard(period, shown_scheme, tuple(rows), public, tuple(restricted), as_of, known)


def _check_gates(scheme: Scheme, refs: Iterable[str]) -> None:
    """Refuse a gate that names an indicator which the set does not have."""
    known = set(refs)
    faults: list[KpiragError] = []
    for place, gate in enumerate(scheme.gates):
        for path, ref in (("ref", gate.ref), *((f"of[{at}]", one) for at, one in enumerate(gate.of))):
            if ref not in known:
                problem, remedy = "names no indicator of the set", suggestion(ref, sorted(known))
                where = f"scheme.gates[{place}].{path}"
                faults.append(InputError(problem, path=where, got=shown(ref), remedy=remedy))
    raise_faults(faults)
