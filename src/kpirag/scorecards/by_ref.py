"""What is given for the indicators of a set, brought to each ref, with every fault noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from kpirag.errors import InputError, InputTypeError, KpiragError, shown, suggestion, take
from kpirag.histories import History
from kpirag.indicators import Indicator, ref_text
from kpirag.outturns import Outturn
from kpirag.targets import Target

__all__ = ["by_ref", "clash", "history_of", "listed", "placed", "undated"]

_T = TypeVar("_T")


def listed(faults: list[KpiragError], given: Any, kind: type[_T], path: str) -> tuple[_T, ...]:
    """Return the things given, without those of another kind; faults are noted, not raised.

    Args:
        faults: Where faults are noted.
        given: The things.
        kind: The kind they must be of.
        path: The name of the argument.

    Example:
        >>> listed([], [3, 4], int, "numbers")
        (3, 4)
    """
    try:
        items = tuple(given)
    except TypeError:
        remedy = f"Write a list of {kind.__name__} objects."
        faults.append(InputTypeError("must be a list", path=path, got=shown(given), remedy=remedy))
        return ()
    kept = []
    for place, item in enumerate(items):
        if isinstance(item, kind):
            kept.append(item)
        else:
            where, remedy = f"{path}[{place}]", f"Write {kind.__name__}(...)."
            faults.append(
                InputTypeError(f"is no {kind.__name__}", path=where, got=shown(item), remedy=remedy)
            )
    return tuple(kept)


def placed(faults: list[KpiragError], indicators: Sequence[Indicator]) -> dict[str, int]:
    """Return the place of each ref among indicators; refs that clash are noted, not raised.

    Args:
        faults: Where faults are noted.
        indicators: The indicators.

    Example:
        >>> placed([], [Indicator("32", "EHC plans", polarity="higher")])
        {'32': 0}
    """
    refs: dict[str, int] = {}
    versions: dict[str, list[Indicator]] = {}
    for place, indicator in enumerate(indicators):
        ref = indicator.ref
        if ref in refs:
            fault = clash(indicator, versions[ref])
            if fault is not None:
                faults.append(fault.within(f"indicators[{place}]"))
        refs.setdefault(ref, place)
        versions.setdefault(ref, []).append(indicator)
    return refs


def clash(indicator: Indicator, others: Iterable[Indicator]) -> InputError | None:
    """Return the fault of an indicator that was in use beside another with its ref; None if there is none.

    Args:
        indicator: The indicator.
        others: The others that have its ref.

    Example:
        >>> old = Indicator("32", "EHC plans", polarity="higher", ends=date(2019, 3, 31))
        >>> new = Indicator("32", "EHC plans sent", polarity="higher", starts=date(2019, 4, 1))
        >>> clash(new, [old]) is None
        True
    """
    for other in others:
        first = max(indicator.starts or date.min, other.starts or date.min)
        if first <= min(indicator.ends or date.max, other.ends or date.max):
            problem = "is used twice"
            remedy = (
                "Give each indicator a ref of its own; or, if it is a new version of the same one, say when"
                " the old one ends and the new one starts."
            )
            return InputError(problem, path="ref", got=shown(indicator.ref), remedy=remedy)
    return None


def undated(
    faults: list[KpiragError],
    indicators: Iterable[Indicator],
    targets: Mapping[str, Iterable[tuple[str, Target]]],
) -> None:
    """Note every target that does not say which of several versions of its indicator it is for.

    Args:
        faults: Where faults are noted.
        indicators: The indicators.
        targets: Their targets by ref, each with its path.

    Example:
        >>> undated([], [Indicator("32", "EHC plans", polarity="higher")], {})
    """
    versions: dict[str, list[Indicator]] = {}
    for one in indicators:
        versions.setdefault(one.ref, []).append(one)
    for ref, several in versions.items():
        if len(several) == 1 or any(clash(one, several[:at]) for at, one in enumerate(several)):
            continue
        for path, target in targets.get(ref, ()):
            if target.period is None and target.starts is None and target.ends is None:
                problem = f"could be for any of the versions of {ref}"
                remedy = "Give the target a period, or the starts and ends of its version."
                faults.append(InputError(problem, path=path, got=shown(target), remedy=remedy))


def by_ref(
    faults: list[KpiragError], given: Any, kind: type[_T], path: str, refs: Mapping[str, int]
) -> dict[str, list[tuple[str, _T]]]:
    """Return what belongs to each ref, each with its path; faults are noted, not raised.

    Args:
        faults: Where faults are noted.
        given: One or several things for each ref, or pairs of a ref and a thing.
        kind: The kind they must be of.
        path: The name of the argument.
        refs: The refs there are.

    Example:
        >>> by_ref([], {1: [2.5]}, float, "targets", {"1": 0})
        {'1': [('targets[1][0]', 2.5)]}
    """
    found: dict[str, list[tuple[str, _T]]] = {}
    for where, key, item in _pairs(faults, given, kind, path):
        ref = take(faults, ref_text, key)
        if ref is None:
            continue
        if ref not in refs:
            remedy = suggestion(ref, refs)
            faults.append(
                InputError("there is no indicator with this ref", path=where, got=shown(key), remedy=remedy)
            )
        elif kind is Outturn and isinstance(item, History):
            found.setdefault(ref, []).extend((where, one) for one in item.outturns)  # type: ignore[misc]  # kind is Outturn
        elif not isinstance(item, kind):
            remedy = f"Write {kind.__name__}(...)."
            faults.append(
                InputTypeError(f"is no {kind.__name__}", path=where, got=shown(item), remedy=remedy)
            )
        else:
            found.setdefault(ref, []).append((where, item))
    return found


def _pairs(
    faults: list[KpiragError], given: Any, kind: type[Any], path: str
) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(given, Mapping):
        for key, items in given.items():
            several = isinstance(items, Iterable) and not isinstance(items, (kind, str, History))
            for place, item in enumerate(items if several else [items]):
                yield f"{path}[{key!r}]" + (f"[{place}]" if several else ""), key, item
        return
    remedy = f"Write {{ref: {kind.__name__}(...)}}, or pairs of a ref and one of them."
    if not isinstance(given, Iterable) or isinstance(given, str):
        faults.append(InputTypeError("must be given by ref", path=path, got=shown(given), remedy=remedy))
        return
    for place, pair in enumerate(given):
        if not isinstance(pair, tuple) or len(pair) != 2:
            where = f"{path}[{place}]"
            faults.append(InputTypeError("must be a pair", path=where, got=shown(pair), remedy=remedy))
        else:
            yield f"{path}[{place}]", *pair


def history_of(given: list[tuple[str, Outturn]], path: str) -> History:
    """Return the history of outturns; a fault in it is placed in the set.

    Args:
        given: The outturns, each with its path.
        path: Where they stand.

    Example:
        >>> len(history_of([], "outturns['1']"))
        0
    """
    try:
        return History(tuple(outturn for _, outturn in given))
    except KpiragError as fault:
        raise fault.within(path) from None
