"""The words a period label may use, and the items they are read into."""

from __future__ import annotations

from typing import NoReturn, TypeAlias

from attrs import frozen

from kpirag._label_text import MONTH_NAMES
from kpirag.errors import InputError, shown

__all__ = [
    "CARDINALS",
    "GREATEST",
    "MONTHS",
    "MONTH_NOUNS",
    "ORDINALS",
    "ORDINAL_ENDS",
    "PHRASES",
    "PLAIN",
    "REFUSED",
    "ROMANS",
    "SIGNS",
    "UNITS",
    "Item",
    "Length",
    "Moment",
    "OneYear",
    "Remark",
    "TwoYears",
    "Unit",
    "refuse",
]

_FORMS = "'Q2 2022/23', 'September 2022', '2022/23' or '1 April 2022 to 30 June 2022'"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


#: Month names and their short forms, in small letters, and the month's number.
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
#: What the parts of a reporting year are called.
UNITS = {
    **dict.fromkeys(("q", "qtr", "qrt", "qu", "quart", "quarter", "quarterly", "quarter year"), "quarter"),
    **dict.fromkeys(("h", "hy", "half", "half year", "halfyear", "half yearly", "six monthly"), "half"),
    **dict.fromkeys(("m", "mth", "mnth", "month", "monthly"), "month"),
}
#: How many of each part a reporting year has.
GREATEST = {"quarter": 4, "half": 2, "month": 12}
CARDINALS = _listed("one two three four five six seven eight nine ten eleven twelve")
ORDINALS = _listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
ROMANS = _listed("i ii iii iv")
ORDINAL_ENDS = frozenset(_listed("st nd rd th"))
MONTH_NOUNS = frozenset(_listed("month months mth mths"))
#: Signs that may stand in a label, and how they hang things together.
SIGNS = {"-": "dash", "&": "and", "+": "and"} | dict.fromkeys(",;:.()[]{}/|*#\"'", "break")

_REMARKS = {
    "as at": ("as at", "as of", "as on", "snapshot"),
    "at": ("at",),
    "end": ("end", "end of"),
    "ending": ("ending", "ended"),
    "year ending": ("year ending", "year ended", "yr ending", "yr ended", "y e", "ye", "fye"),
    "year to": ("year to", "year up to", "yr to"),
    "up to": ("up to", "upto", "until", "till", "through", "thru"),
    "to": ("to",),
    "to date": ("to date", "year to date", "yr to date", "ytd", "cumulative", "cumulatively"),
    "from": ("from",),
    "between": ("between",),
    "of": ("of",),
    "and": ("and", "or", "v", "vs", "versus"),
    "rolling": ("rolling",),
    "rolling year": ("rolling year", "rolling annual"),
    "outturn": ("outturn", "outturns", "out turn"),
    "plan": ("plan", "strategic", "strategy", "programme"),
    "year": ("year", "yr"),
    "annual": ("annual", "annually", "yearly", "full year", "whole year", "year end", "end of year", "eoy"),
    "fiscal": ("fy", "f y", "fiscal year", "financial year"),
    "academic": ("ay", "academic", "academic year", "school year"),
    "calendar": ("cy", "calendar year", "calendar"),
    "plain": ("up to date", "council tax", "early help", "early years"),
}
#: Words and phrases that say how the others hang together, and the name of what they say.
PHRASES = {phrase: name for name, phrases in _REMARKS.items() for phrase in phrases}
#: Words that change which days are meant in a way that is not understood.
REFUSED = frozenset(
    _listed(
        """after autumn before beyond by christmas early easter except excluding fortnight halves
        interim last late less mid midyear minus months mtd municipal next onward onwards part
        past post pre previous prior qtd quarters same season semester since spring summer tax
        term terms week weekly weeks winter without years"""
    )
)
#: Words that may stand beside a year without naming a part of it.
PLAIN = frozenset(
    _listed(
        """a actual actuals appendix audited authority being board budget business cabinet children
        children's committee corporate council covering covers dashboard data dataset delivery
        department directorate draft during estimated figure figures final for forecast in
        indicator indicators information is key kpi kpis local management monitor monitoring
        national on overall overview paper performance period position provisional published rag
        report reporting reports result results review revised s scorecard scrutiny service
        services set statement status summary table target targets total unaudited update value
        values which with"""
    )
)


@frozen
class Moment:
    """A month, or a day of one, with or without its year.

    Args:
        month: 1 to 12.
        year: The calendar year, if told.
        day: The day of the month, if told.
        text: How it is written.

    Example:
        >>> Moment(9, 2022, None, "Sep-22").month
        9
    """

    month: int
    year: int | None
    day: int | None
    text: str


@frozen
class Unit:
    """A quarter, half or month of the reporting year, with its number if told.

    Args:
        name: ``"quarter"``, ``"half"``, ``"month"`` or ``"year"``.
        number: Which of them, if told.
        text: How it is written.

    Example:
        >>> Unit("quarter", 2, "Qtr 2").number
        2
    """

    name: str
    number: int | None
    text: str


@frozen
class TwoYears:
    """Two years written together, mostly the two a reporting year touches.

    Args:
        first: The first year.
        last: The last year.
        month: The month they could mean instead, as in 2010-11; empty if none.
        text: How they are written.

    Example:
        >>> TwoYears(2010, 2011, "November 2010", "2010-11").last
        2011
    """

    first: int
    last: int
    month: str
    text: str


@frozen
class OneYear:
    """One year.

    Args:
        year: The year.
        run: The year in which 1819 starts if it means 2018/19.
        text: How it is written.

    Example:
        >>> OneYear(1819, 2018, "1819").run
        2018
    """

    year: int
    run: int | None
    text: str


@frozen
class Length:
    """A number of months, as in "12 months to September 2022".

    Args:
        months: How many.
        text: How it is written.

    Example:
        >>> Length(12, "twelve months").months
        12
    """

    months: int
    text: str


@frozen
class Remark:
    """A word, phrase or sign that says how the others hang together.

    Args:
        name: What it says, such as ``"as at"``.
        text: How it is written.

    Example:
        >>> Remark("to date", "YTD").name
        'to date'
    """

    name: str
    text: str


Item: TypeAlias = Moment | Unit | TwoYears | OneYear | Length | Remark


def refuse(
    problem: str, label: str, *, remedy: str = f"Write the period alone, such as {_FORMS}."
) -> NoReturn:
    """Refuse a label that has no reading.

    Args:
        problem: What is wrong with it.
        label: The label.
        remedy: What to write instead.

    Raises:
        InputError: Always.

    Example:
        >>> refuse("names no period", "Annex", remedy="Write 'Q2 2022/23'.")
        Traceback (most recent call last):
        ...
        kpirag.errors.InputError: label: names no period; got 'Annex'. Write 'Q2 2022/23'.
    """
    raise InputError(problem, path="label", got=shown(label), remedy=remedy)
