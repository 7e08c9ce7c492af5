"""The rules of an XmR chart as data.

The default follows Making Data Count of NHS England as the package NHSRplotthedots 0.2.2 carries it out:
limits at 2.66 times the mean moving range, outlying moving ranges left out once, runs of seven, two of three
between two thirds of the way and the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from attrs import asdict, evolve, field, fields, frozen

from kpirag._numbers import GivenNumber, number, whole_number
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text
from kpirag.errors import (
    InputError,
    InputTypeError,
    KpiragError,
    choose,
    raise_faults,
    shown,
    suggestion,
    take,
)
from kpirag.statistics.spc_signals import Assurance, NearCount, NearMark, RunMark, SpcRule
from kpirag.tolerances import true_or_false

__all__ = ["XMR_PRESETS", "XmRRules", "rules_of"]

#: The largest numerator or denominator of a constant, so that limits stay exact in whole numbers of 64 bits.
_LARGEST = 10_000_000


_ALL_RULES = tuple(SpcRule)


def _given(given: Any) -> Any:
    return given  # what may be written is made what is kept in the check


@frozen(repr=False, kw_only=True)
class XmRRules:
    """The rules of an XmR chart: which fire, their lengths and their constants.

    Constants are numbers, or text with a fraction such as ``"3/1.128"``, which is kept exact. A
    length of None switches its rule off.

    Args:
        name: What to call them.
        limit_constant: How many mean moving ranges the limits lie from the mean.
        near_share: How far out the near line lies, as a share of the way to the limit.
        range_constant: How many mean moving ranges make a moving range an outlier; above 1.
        screen: True to leave outlying moving ranges out of the limits, once. The mean keeps
            every point.
        outside: True if a point strictly beyond a limit is a signal.
        shift: How many points in a row strictly on one side of the mean are a signal. A point
            on the mean ends the run.
        trend: How many points in a row, each strictly above the last, or below, are a signal.
            An equal point ends the run.
        near_points: How many points near a limit are a signal...
        near_window: ...out of how many in a row.
        near_counts: ``"between"`` the near line and the limit (the limit included), or
            ``"beyond"`` the near line, outside the limits too.
        near_one_side: True if the whole window must be on one side of the mean.
        near_marks: ``"near points"`` or ``"all"`` of the window.
        run_marks: ``"whole run"``, or ``"once complete"`` for the last point of a run and what
            follows in it.
        priority: The order in which a point that several rules mark is named.
        few_below: Fewer points than this behind a set of limits get a caution.
        fewest_baseline: The fewest points a frozen baseline may have.
        without_limits: The assurance of a series with figures but without limits; None for none.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> XmRRules(limit_constant="3/1.128", shift=8, trend=6).shift
        8
    """

    name: str = "own"
    limit_constant: GivenNumber | str = field(default=2.66, converter=_given)
    near_share: GivenNumber | str = field(default="2/3", converter=_given)
    range_constant: GivenNumber | str = field(default=3.267, converter=_given)
    screen: bool = True
    outside: bool = True
    shift: int | None = 7
    trend: int | None = 7
    near_points: int | None = 2
    near_window: int = 3
    near_counts: NearCount = field(default=NearCount.BETWEEN, converter=_given)
    near_one_side: bool = True
    near_marks: NearMark = field(default=NearMark.NEAR, converter=_given)
    run_marks: RunMark = field(default=RunMark.WHOLE, converter=_given)
    priority: tuple[SpcRule, ...] = field(default=_ALL_RULES, converter=_given)
    few_below: int = 12
    fewest_baseline: int = 12
    without_limits: Assurance | None = field(default=Assurance.HIT_OR_MISS, converter=_given)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        put = object.__setattr__
        take(faults, checked_text, self.name, "name", "Write what to call the rules.")
        for path in ("limit_constant", "range_constant", "near_share"):
            put(self, path, take(faults, _constant, getattr(self, path), path))
        for path in ("screen", "outside", "near_one_side"):
            take(faults, true_or_false, getattr(self, path), path)
        for path, least in (
            ("shift", 1),
            ("trend", 2),
            ("near_points", 1),
            ("near_window", 1),
            ("few_below", 0),
            ("fewest_baseline", 1),
        ):
            given = getattr(self, path)
            if given is not None or path not in ("shift", "trend", "near_points"):
                put(self, path, take(faults, whole_number, given, path, least=least))
        for path, options in (("near_counts", NearCount), ("near_marks", NearMark), ("run_marks", RunMark)):
            put(self, path, take(faults, choose, options, getattr(self, path), path))
        if self.without_limits is not None:
            put(
                self, "without_limits", take(faults, choose, Assurance, self.without_limits, "without_limits")
            )
        put(self, "priority", take(faults, _order, self.priority))
        raise_faults(faults)
        self._check_together()

    def _check_together(self) -> None:
        if (self.near_points or 0) > self.near_window:
            problem = f"asks for {self.near_points} near points out of {self.near_window}"
            raise InputError(problem, path="near_points", remedy="Write near_points=2, near_window=3, say.")
        if not 0 < self.ratio("near_share") < 1:
            got, remedy = shown(self.near_share), "Write '2/3', say."
            raise InputError("must be between 0 and 1", path="near_share", got=got, remedy=remedy)
        if self.ratio("range_constant") <= 1:
            remedy = "Write 3.267, say."
            raise InputError(
                "must be above 1", path="range_constant", got=shown(self.range_constant), remedy=remedy
            )
        near = self.ratio("limit_constant") * self.ratio("near_share")
        if max(near.numerator, near.denominator) > _LARGEST:
            problem, remedy = "times limit_constant has too many digits", "Write both with fewer digits."
            raise InputError(problem, path="near_share", got=shown(self.near_share), remedy=remedy)

    __repr__ = brief_repr

    def ratio(self, constant: str) -> Fraction:
        """Return a constant of the rules as an exact fraction.

        Args:
            constant: ``"limit_constant"``, ``"range_constant"`` or ``"near_share"``.

        Example:
            >>> XmRRules().ratio("limit_constant")
            Fraction(133, 50)
        """
        return _fraction(getattr(self, constant))

    def replace(self, **changes: Any) -> XmRRules:
        """Return the same rules with some of them changed.

        Args:
            **changes: Arguments of the rules.

        Raises:
            InputError: If an argument is unknown or cannot be right.

        Example:
            >>> XMR_PRESETS["nhs"].replace(shift=8).shift
            8
        """
        checked_keys(changes, "rules", [each.name for each in fields(XmRRules)])
        return evolve(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """Return the rules as a dict of plain values.

        Example:
            >>> XMR_PRESETS["nhs"].to_dict()["limit_constant"]
            2.66
        """
        plain = {
            key: str(value) if isinstance(value, StrEnum) else value for key, value in asdict(self).items()
        }
        return plain | {"priority": [str(rule) for rule in self.priority]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> XmRRules:
        """Return the rules that a dict describes, as `to_dict` gives it.

        Args:
            record: The dict; what it leaves out is as by default.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is unknown or a value cannot be right.
            FaultsError: If two or more are wrong.

        Example:
            >>> XmRRules.from_dict(XMR_PRESETS["nhs"].to_dict()) == XMR_PRESETS["nhs"]
            True
        """
        return cls(**checked_keys(record, "rules", [each.name for each in fields(cls)]))


_LONGEST = 40  # letters of a constant


def _fraction(given: Any) -> Fraction:
    if isinstance(given, str):
        if len(given) > _LONGEST or "e" in given.casefold():  # such text can stand for endless digits
            message = "not a plain number"
            raise ValueError(message)
        above, _, below = given.partition("/")
        return Fraction(above.strip()) / Fraction(below.strip() or 1)
    return Fraction(given if isinstance(given, int | Fraction) else repr(given))


def _constant(given: Any, path: str) -> Any:
    """Return a constant as it is kept: text as written, or an int or float."""
    kept = given
    if isinstance(given, Fraction):
        kept = f"{given.numerator}/{given.denominator}"
    elif not isinstance(given, str | int) or isinstance(given, bool):
        kept = number(given, path)
    remedy = "Write 2.66, or '3/1.128'."
    try:
        exact = _fraction(kept)
    except (ValueError, ZeroDivisionError):
        raise InputError("is no number or fraction", path=path, got=shown(given), remedy=remedy) from None
    if not 0 < exact <= 100:
        raise InputError("must be above 0 and at most 100", path=path, got=shown(given), remedy=remedy)
    if max(exact.numerator, exact.denominator) > _LARGEST:
        remedy = "Write it with seven digits or fewer."
        raise InputError("has too many digits", path=path, got=shown(given), remedy=remedy)
    return kept


def _order(given: Any) -> tuple[SpcRule, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        remedy = "Write a list, such as ['shift', 'trend', 'two of three', 'outside the limits']."
        raise InputTypeError("must be a list of rules", path="priority", got=shown(given), remedy=remedy)
    rules = tuple(choose(SpcRule, each, f"priority[{place}]") for place, each in enumerate(given))
    if sorted(rules) != sorted(_ALL_RULES):
        remedy = f"Name {', '.join(repr(str(rule)) for rule in _ALL_RULES)}, each once, in your order."
        raise InputError("must name each rule once", path="priority", got=shown(given), remedy=remedy)
    return rules


_POWER_BI: dict[str, Any] = {
    "limit_constant": "3/1.128",
    "trend": 5,
    "near_counts": "beyond",
    "near_one_side": False,
    "few_below": 12,
    "fewest_baseline": 1,
    "without_limits": None,
}
#: The rules that can be named: Making Data Count; the same with runs of eight and trends of six; those of the
#: Power BI visual of the Australian Commission's PowerBI-SPC with every rule on; and the plain individuals
#: chart of Montgomery, in which a point outside the limits is the only signal.
XMR_PRESETS: dict[str, XmRRules] = {
    rules.name: rules
    for rules in (
        XmRRules(name="nhs"),
        XmRRules(name="eight and six", shift=8, trend=6),
        XmRRules(name="power bi", **_POWER_BI),
        XmRRules(
            name="individuals",
            limit_constant="3/1.128",
            shift=None,
            trend=None,
            near_points=None,
            fewest_baseline=2,
            without_limits=None,
        ),
    )
}


def rules_of(preset: XmRRules | str, *, screen: bool | None = None) -> XmRRules:
    """Return the rules that a preset names, or rules as they are.

    Args:
        preset: A name in `XMR_PRESETS`, or rules.
        screen: Whether to leave outlying moving ranges out of the limits; None as the rules say.

    Raises:
        InputTypeError: If it is neither text nor rules.
        InputError: If there is no such preset.

    Example:
        >>> rules_of("nhs").trend, rules_of("nhs", screen=False).screen
        (7, False)
    """
    rules = preset
    if isinstance(preset, str):
        name = " ".join(preset.replace("-", " ").replace("_", " ").split()).casefold()
        if name not in XMR_PRESETS:
            remedy = suggestion(name, XMR_PRESETS)
            raise InputError("is no known preset", path="preset", got=shown(preset), remedy=remedy)
        rules = XMR_PRESETS[name]
    if not isinstance(rules, XmRRules):
        remedy = "Write 'nhs', or XmRRules(shift=8), say."
        raise InputTypeError("must be a preset or rules", path="preset", got=shown(preset), remedy=remedy)
    return rules if screen is None or screen is rules.screen else rules.replace(screen=screen)
