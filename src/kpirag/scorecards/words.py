"""The words that sheets use for what kpirag calls by one name, and how their cells become fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from kpirag._label_words import (
    CARDINALS,
    MONTH_NOUNS,
    MONTHS,
    ORDINAL_ENDS,
    ORDINALS,
    PHRASES,
    ROMANS,
    UNITS,
)
from kpirag._months import iso_day
from kpirag._numbers import whole_number
from kpirag.errors import InputError, InputTypeError, KpiragError, shown, suggestion
from kpirag.indicators import Basis, Polarity, Unit
from kpirag.periods import Period
from kpirag.scorecards.cells import is_blank, read_number
from kpirag.tolerances import Edge, Tolerance

__all__ = [
    "as_basis",
    "as_date",
    "as_edge",
    "as_period",
    "as_polarity",
    "as_profile",
    "as_tolerance",
    "as_truth",
    "as_unit",
    "as_whole",
    "normal",
    "other_words",
    "unknown_keys",
]

_POLARITIES = {
    Polarity.HIGHER: ("high", "h", "higher is better", "high is good", "bigger is better", "up", "maximise"),
    Polarity.LOWER: ("low", "l", "lower is better", "low is good", "smaller is better", "down", "minimise"),
    Polarity.RANGE: ("t", "within range", "stay close", "stay close to target"),
    Polarity.NONE: ("n", "contextual", "data only", "neutral", "not judged", "volume", "activity"),
}
_UNITS = {
    Unit.PERCENT: ("%", "percentage", "per cent"),
    Unit.NUMBER: ("#", "no", "num", "count", "numeric"),
    Unit.CURRENCY: ("£", "gbp", "pounds", "money"),
    Unit.DAYS: ("day",),
    Unit.WEEKS: ("week",),
    Unit.SCORE: ("average", "ratio", "index"),
}
_BASES = {
    Basis.IN_PERIOD: ("discrete", "quarter only", "period only"),
    Basis.YEAR_TO_DATE: ("ytd", "cumulative", "cumulative year to date"),
    Basis.ROLLING_YEAR: ("rolling", "rolling 12 months", "rolling 12", "12 months rolling"),
    Basis.SNAPSHOT: ("as at", "point in time", "position", "at period end"),
}
_BASIS_WORDS = {word: basis for basis, words in _BASES.items() for word in words}
_POLARITY_WORDS = {word: polarity for polarity, words in _POLARITIES.items() for word in words}
_UNIT_WORDS = {word: unit for unit, words in _UNITS.items() for word in words}
_TRUTHS = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}
#: The words that name a period and say how it is meant.
_LABEL_WORDS = (
    {*MONTHS, *CARDINALS, *ORDINALS, *ROMANS, *ORDINAL_ENDS, *MONTH_NOUNS}
    | {word for phrase in UNITS for word in phrase.split()}
    | {
        word
        for phrase, remark in PHRASES.items()
        if remark not in ("plan", "outturn", "plain")
        for word in phrase.split()
    }
    | {"for", "in", "on", "the", "period", "position"}
) - {"or", "v", "vs", "versus"}
_SIGNED = re.compile(r"(>=|<=|>|<|≥|≤)\s*(.+)")


def normal(text: str) -> str:
    """Return a heading or word in the form that words are compared in."""
    return " ".join(re.sub(r"[\s_\-./:()]+", " ", text).split()).casefold()


def other_words(label: str) -> list[str]:
    """Return the words of a period label that do not belong to the period, such as England or forecast."""
    return [word for word in re.findall(r"[^\W\d_]+", label) if word.casefold() not in _LABEL_WORDS]


def unknown_keys(record: Mapping[Any, Any], known: Iterable[str], path: str) -> list[KpiragError]:
    """Return a fault for every key of a record that is no field."""
    names = list(known)
    return [
        InputError(
            "is no field", path=f"{path}[{key!r}]", got=shown(record[key]), remedy=suggestion(str(key), names)
        )
        for key in record
        if key not in names
    ]


def as_polarity(written: object, path: str) -> object:  # noqa: ARG001 - called like every reader of a field
    """Return a polarity as its own word: "High is good" is ``"higher"``."""
    return _POLARITY_WORDS.get(normal(written), written) if isinstance(written, str) else written


def as_basis(written: object, path: str) -> object:  # noqa: ARG001 - called like every reader of a field
    """Return a basis as its own word: "YTD" is ``"year to date"``."""
    return _BASIS_WORDS.get(normal(written), written) if isinstance(written, str) else written


def as_unit(written: object, path: str) -> object:  # noqa: ARG001 - called like every reader of a field
    """Return a unit as its own word: "%" is ``"percent"``."""
    if not isinstance(written, str):
        return written
    return _UNIT_WORDS.get(written.strip(), _UNIT_WORDS.get(normal(written), written))


def as_truth(written: object, path: str) -> bool:
    """Return a truth value, which a sheet may write as yes or no."""
    if isinstance(written, bool):
        return written
    found = _TRUTHS.get(str(written).strip().casefold())
    if found is None:
        raise InputError(
            "is neither yes nor no", path=path, got=shown(written), remedy="Write 'yes' or 'no'."
        )
    return found


def as_whole(written: object, path: str) -> int:
    """Return a whole number, which a sheet may hold as text or as 1.0."""
    if isinstance(written, str) or (isinstance(written, float) and written.is_integer()):
        value = read_number(written, path)
        if not value.is_integer():
            raise InputError("must be a whole number", path=path, got=shown(written), remedy="Write 1, say.")
        return int(value)
    return whole_number(written, path)


def as_date(written: object, path: str) -> object:
    """Return a date, which may be written year-month-day."""
    return iso_day(written, path)


def as_period(written: object, path: str, *, year_start: int | None = None) -> Period:
    """Return a period: one, its dict, or a label.

    Args:
        written: The period.
        path: Where it stands.
        year_start: The month in which the reporting year starts, if it is known.
    """
    if isinstance(written, Period):
        return written
    if isinstance(written, Mapping):
        try:
            return Period.from_dict(written)
        except KpiragError as fault:
            raise fault.within(path) from None
    if not isinstance(written, str):
        remedy = "Write a label such as 'Q2 2022/23', or a Period."
        raise InputTypeError("must be a period", path=path, got=shown(written), remedy=remedy)
    try:
        return _parsed(written, year_start)
    except KpiragError as fault:
        fault.path = path
        raise


@lru_cache(maxsize=1024)
def _parsed(label: str, year_start: int | None) -> Period:
    """Return the period of a label; thousands of records share a few dozen labels."""
    return Period.parse(label, year_start=year_start)


def as_edge(written: Any, path: str, *, unit: Unit | None, percent_as: str, higher: bool | None) -> Any:
    """Return a target number, which may be written ``>80`` where it must be beaten.

    Args:
        written: The number, its text, or an `Edge`.
        path: Where it stands.
        unit: The unit of the indicator.
        percent_as: As in `read_cell`.
        higher: Whether higher is better; a sign that says the opposite is refused.
    """
    if isinstance(written, Edge):
        return written
    signed = _SIGNED.fullmatch(written.strip()) if isinstance(written, str) else None
    if signed is None:
        return read_number(written, path, unit=unit, percent_as=percent_as)
    sign, rest = signed.groups()
    upward = sign in (">", ">=", "≥")
    if higher is not None and higher is not upward:
        polarity = "higher" if higher else "lower"
        problem = f"says {'more' if upward else 'less'} is wanted, and the polarity is {polarity}"
        raise InputError(problem, path=path, got=shown(written), remedy="Correct the sign or the polarity.")
    value = read_number(rest, path, unit=unit, percent_as=percent_as)
    return Edge(value, inclusive=False) if sign in (">", "<") else value


def as_tolerance(record: Mapping[str, Any]) -> Tolerance | None:
    """Return the tolerance that a target's record describes, or None if it says nothing of one.

    It is ``tolerance`` alone ("5 points", "10%", "none"); or ``tolerance_above`` and
    ``tolerance_below`` beside a ``tolerance`` of "points" or "percent"; and
    ``tolerance_strict`` where the outer edge is outside.
    """
    written = record.get("tolerance")
    if isinstance(written, Tolerance):
        return written
    if isinstance(written, Mapping):
        try:
            return Tolerance.from_dict(dict(written))
        except KpiragError as fault:
            raise fault.within("tolerance") from None
    sides: dict[str, Any] = {
        side: read_number(record[f"tolerance_{side}"], f"tolerance_{side}")
        for side in ("above", "below")
        if not is_blank(record.get(f"tolerance_{side}"))
    }
    strict = record.get("tolerance_strict")
    options: dict[str, Any] = {} if is_blank(strict) else {"strict": as_truth(strict, "tolerance_strict")}
    if is_blank(written):
        if sides or options.get("strict"):
            remedy = "Write a tolerance of 'points' or 'percent' beside them, or '5 points' alone."
            raise InputError("is not given, though a side or strictness is", path="tolerance", remedy=remedy)
        return None
    if sides:
        make = {"points": Tolerance.points, "percent": Tolerance.percent, "%": Tolerance.percent}.get(
            normal(str(written))
        )
        if make is None:
            remedy = "Write 'points' or 'percent' beside tolerance_above and tolerance_below."
            raise InputError("is given beside its sides", path="tolerance", got=shown(written), remedy=remedy)
        return make(**sides, **options)
    found = Tolerance.parse(written)  # type: ignore[arg-type]  # refuses what is not text
    return Tolerance(found.kind, found.size, strict=True) if options.get("strict") else found


def as_profile(written: object, path: str) -> object:
    """Return a profile: ``"even"``, instalments, or their text such as ``"2, 2, 6, 10"``."""
    if not isinstance(written, str) or normal(written) == "even":
        return written
    parts = [part for part in re.split(r"[;,]", written) if part.strip()]
    return [read_number(part.strip(), f"{path}[{place}]") for place, part in enumerate(parts)]
