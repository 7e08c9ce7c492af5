"""Scores beside ratings: a scale through stated points, and how much of a target was achieved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from kpirag._numbers import GivenNumber, not_too_small, number, number_text, percentage, settled
from kpirag._records import checked_keys
from kpirag._texts import of_kind
from kpirag.errors import InputError, InputTypeError, KpiragError, choose, raise_faults, shown, take
from kpirag.indicators import Indicator, Polarity
from kpirag.ratings import Rating
from kpirag.tolerances import Edge, edge_of, true_or_false

__all__ = ["ScoreScale", "achievement"]

_POINTS = "Write [(60, 0), (80, 5), (95, 10)], say: a figure and its score, in order."


def _given_points(given: Iterable[tuple[GivenNumber, GivenNumber]]) -> tuple[tuple[float, float], ...]:
    return given  # type: ignore[return-value]  # made pairs of floats in the check


@frozen
class ScoreScale:
    """What score a figure earns: straight lines through stated points, and no more beyond the ends.

    Args:
        points: Two or more pairs of a figure and its score. The figures go up or go down all
            the way, and so do the scores, which may also stay level.

    Raises:
        InputTypeError: If a point is not a pair of numbers.
        InputError: If there are fewer than two points, or they are out of order.
        FaultsError: If two or more points are wrong.

    Example:
        >>> scale = ScoreScale([(60, 0), (80, 5), (95, 10)])
        >>> scale.score(80), scale.score(70), scale.score(20), scale.score(99)
        (5.0, 2.5, 0.0, 10.0)
    """

    points: tuple[tuple[float, float], ...] = field(converter=_given_points)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.points, (str, Mapping)) or not isinstance(self.points, Iterable):
            got = shown(self.points)
            raise InputTypeError("must be pairs of numbers", path="points", got=got, remedy=_POINTS)
        faults: list[KpiragError] = []
        points = [take(faults, _point, each, f"points[{place}]") for place, each in enumerate(self.points)]
        raise_faults(faults)
        read = tuple(point for point in points if point is not None)
        if len(read) < 2:
            raise InputError("are fewer than two", path="points", got=shown(list(read)), remedy=_POINTS)
        figures, scores = zip(*read, strict=True)
        if not (_goes_one_way(figures) and len(set(figures)) == len(figures)):
            problem = "must have figures that go up, or go down, all the way"
            raise InputError(problem, path="points", got=shown(list(figures)), remedy=_POINTS)
        if not _goes_one_way(scores):
            problem = "must have scores that go one way"
            remedy = "For a figure that should stay near a target, score its distance from it."
            raise InputError(problem, path="points", got=shown(list(scores)), remedy=remedy)
        if max(map(abs, figures)) > 1e300 or max(map(abs, scores)) > 1e300:
            remedy = "Write the figures in thousands or millions."
            raise InputError("are too large for a scale", path="points", remedy=remedy)
        object.__setattr__(self, "points", read)

    @classmethod
    def through(
        cls,
        *,
        worst: GivenNumber,
        target: GivenNumber,
        best: GivenNumber,
        scores: Sequence[GivenNumber] = (0, 5, 10),
    ) -> ScoreScale:
        """Return the scale with a score for the target and one for each end.

        Args:
            worst: The figure, and beyond it all others, that earns the lowest score.
            target: The target.
            best: The figure, and beyond it all others, that earns the highest score.
            scores: The scores of the three, in this order.

        Raises:
            InputTypeError: If an argument is not a number, or scores not three of them.
            InputError: If the target does not lie between the ends.
            FaultsError: If two or more arguments are wrong.

        Example:
            >>> days = ScoreScale.through(worst=40, target=26, best=20)
            >>> days.score(26), days.score(33), days.score(23)
            (5.0, 2.5, 7.5)
        """
        three: Any = scores
        if not isinstance(three, Sequence) or len(three) != 3:
            remedy = "Write (0, 5, 10), say."
            raise InputTypeError("must be three numbers", path="scores", got=shown(scores), remedy=remedy)
        faults: list[KpiragError] = []
        given = {"worst": worst, "target": target, "best": best}
        ends = [take(faults, number, each, path) for path, each in given.items()]
        earned = [take(faults, number, each, f"scores[{place}]") for place, each in enumerate(three)]
        raise_faults(faults)
        if not (_goes_one_way(ends) and len(set(ends)) == 3):
            remedy = "Write worst=60, target=80, best=95, or the other way round where lower is better."
            raise InputError(
                "must lie between worst and best", path="target", got=shown(target), remedy=remedy
            )
        return cls(zip(ends, earned, strict=True))  # type: ignore[arg-type]  # none is None: that would be a fault

    def score(self, value: GivenNumber) -> float:
        """Return the score of a figure, settled to decimals as edges are.

        Args:
            value: The figure.

        Raises:
            InputTypeError: If it is not a number.
            InputError: If it is NaN or infinite.

        Example:
            >>> ScoreScale([(1, 1.00), (31, 4.00)]).score(16)
            2.5
        """
        figure = number(value, "value", missing="A figure that is not there has no score.")
        points = self.points if self.points[0][0] < self.points[-1][0] else self.points[::-1]
        if figure <= points[0][0]:
            return points[0][1]
        for (start, low), (end, high) in pairwise(points):
            if figure <= end:
                if figure == end:
                    return high
                worked_out = low + (high - low) * ((figure - start) / (end - start))
                within = settled(worked_out, max(abs(low), abs(high)))
                return min(max(within, min(low, high)), max(low, high))
        return points[-1][1]

    def of(self, rating: Rating) -> float | None:
        """Return the score of a rating's value; None if it is not rated or has no figure.

        Args:
            rating: The rating.

        Raises:
            InputTypeError: If it is not a rating.

        Example:
            >>> from kpirag import Outturn, Period, Target, rate
            >>> visits = Indicator("3", "Visits in time", polarity="higher", unit="percent")
            >>> rating = rate(visits, Outturn(Period.quarter(2022, 2), 70), Target(80))
            >>> ScoreScale.through(worst=60, target=80, best=95).of(rating)
            2.5
        """
        of_kind(rating, Rating, "rating", "rate(indicator, outturn, target)")
        value = rating.value if rating.is_rated else None
        return None if value is None else self.score(value)

    def describe(self) -> str:
        """Return the scale as a sentence prints it, in the order in which it was given.

        Example:
            >>> ScoreScale.through(worst=40, target=26, best=20).describe()
            '0 at 40 or more; 5 at 26; 10 at 20 or less; straight lines between'
        """
        rising = self.points[0][0] < self.points[-1][0]
        beyond = (" or less", " or more") if rising else (" or more", " or less")
        texts = [f"{number_text(score)} at {number_text(figure)}" for figure, score in self.points]
        texts[0] += beyond[0]
        texts[-1] += beyond[1]
        return "; ".join([*texts, "straight lines between"])

    def to_dict(self) -> dict[str, Any]:
        """Return the scale as a dict of plain values.

        Example:
            >>> ScoreScale([(60, 0), (80, 5)]).to_dict()
            {'points': [[60.0, 0.0], [80.0, 5.0]]}
        """
        return {"points": [list(point) for point in self.points]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> ScoreScale:
        """Return the scale that `to_dict` described.

        Args:
            record: What `to_dict` gave.

        Raises:
            InputTypeError: If it is not a dict, or a point not a pair of numbers.
            InputError: If the points are missing, or cannot be right.

        Example:
            >>> ScoreScale.from_dict({"points": [[60, 0], [80, 5]]}).score(70)
            2.5
        """
        return cls(**checked_keys(record, "scale", ["points"], needed=["points"]))


def _point(given: object, path: str) -> tuple[float, float]:
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        problem = "must be a figure and its score"
        raise InputTypeError(problem, path=path, got=shown(given), remedy=_POINTS)
    return number(given[0], f"{path}[0]", missing=_POINTS), number(given[1], f"{path}[1]", missing=_POINTS)


def _goes_one_way(numbers: Sequence[Any]) -> bool:
    steps = list(pairwise(numbers))
    return all(one <= two for one, two in steps) or all(one >= two for one, two in steps)


def achievement(
    polarity: Polarity | str | Indicator,
    value: GivenNumber,
    target: GivenNumber | Edge,
    *,
    all_or_nothing_at_zero: bool = False,
) -> float:
    """Return how much of the target was achieved, in percent: 100 is the target itself.

    Where higher is better it is value over target. Where lower is better it is what remains
    of 200 after value over target, so that 10% too much is 90. It can be above 100, and
    where lower is better below 0. It is settled to decimals as edges are, so whether the
    target is met is for `rate` to say.

    Args:
        polarity: ``"higher"`` or ``"lower"``, or the indicator.
        value: The figure.
        target: The target: a number above zero.
        all_or_nothing_at_zero: True allows a target of zero, of which there is no share: 100
            if the figure is zero or on its better side, else 0.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If the polarity gives no better side, or the target is zero without
            leave, or below it.

    Example:
        >>> achievement("higher", 55, 60), achievement("lower", 30, 25)
        (91.666666667, 80.0)
    """
    way = polarity.polarity if isinstance(polarity, Indicator) else choose(Polarity, polarity, "polarity")
    if way not in (Polarity.HIGHER, Polarity.LOWER):
        problem, remedy = "has no better side to be a share of", "Use a rating: rate(...).shortfall, say."
        raise InputError(problem, path="polarity", got=repr(way.value), remedy=remedy)
    true_or_false(all_or_nothing_at_zero, "all_or_nothing_at_zero")
    figure = number(value, "value", missing="A figure that is not there has achieved nothing known.")
    aim = not_too_small(number(edge_of(target).value, "target"), "target")
    if aim < 0:
        remedy = "Use a rating, which measures the shortfall in the indicator's unit."
        raise InputError(
            "must not be below zero to take a share of", path="target", got=shown(target), remedy=remedy
        )
    if aim == 0:
        if not all_or_nothing_at_zero:
            remedy = "Write all_or_nothing_at_zero=True for 100 if it is met and else 0, or use a rating."
            raise InputError("is zero, and nothing is a share of zero", path="target", remedy=remedy)
        return 100.0 if (figure >= 0 if way is Polarity.HIGHER else figure <= 0) else 0.0
    share = percentage(figure, aim)
    if share - share != 0.0:
        remedy = "Write the figures in thousands or millions."
        raise InputError(
            "is too large for a share of the target", path="value", got=shown(value), remedy=remedy
        )
    share = share if way is Polarity.HIGHER else 200 - share
    return settled(share, abs(share))
