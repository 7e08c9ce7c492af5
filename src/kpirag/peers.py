"""How others do: a peer group, with its average, ranks and quartiles, and the targets they make."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, fields, frozen

from kpirag._means import mean
from kpirag._numbers import GivenNumber, decimals_written, half_up, number, number_text
from kpirag._peer_figures import (
    QUARTERS,
    Benchmark,
    GivenFigure,
    QuartileMethod,
    Ties,
    by_name,
    figure_or_reason,
    place_of,
    polarity_of,
    quarter_edges,
    shared_period,
)
from kpirag._records import brief_repr, checked_keys
from kpirag._texts import checked_text, of_kind
from kpirag.errors import (
    InputError,
    KpiragError,
    NotFoundError,
    choose,
    raise_faults,
    shown,
    suggestion,
    take,
)
from kpirag.indicators import Indicator, Polarity
from kpirag.outturns import Outturn
from kpirag.periods import Period
from kpirag.statuses import Reason
from kpirag.targets import Target

__all__ = ["Benchmark", "Peers", "QuartileMethod", "Ties"]


# What a caller may write for each field; the check in __attrs_post_init__ makes it what is kept.
def _given_figures(given: Mapping[str, GivenFigure]) -> Mapping[str, float | Reason]:
    return given  # type: ignore[return-value]  # made floats and reasons in the check


def _given_polarity(given: Polarity | str | None) -> Polarity:
    return given  # type: ignore[return-value]  # made a member in the check


def _given_method(given: QuartileMethod | str) -> QuartileMethod:
    return given  # type: ignore[return-value]  # made a member in the check


@frozen(repr=False)
class Peers:
    """The figures of a peer group for one period, such as statistical neighbours or a benchmarking club.

    Figures are compared as they are given: round them first if the published table ranks
    rounded figures. A peer without a figure is kept in `missing` with the reason, and named
    in what the group says of itself. Leave your own body out if the average is to be of the
    others alone; see `without`.

    Args:
        figures: By name: the figure, an `Outturn`, None, or the reason why there is no figure,
            such as ``"suppressed"``.
        polarity: ``"higher"`` or ``"lower"``: which way is better. If not given, that of the
            indicator.
        indicator: What the figures are of. It is needed where an outturn has counts alone.
        name: What the group is called, such as ``"statistical neighbours"``.
        source: Where the figures were published.
        period: The period they are for. If not given, that of the outturns.
        quartile_method: ``"rank"`` or ``"interpolation"``; see `QuartileMethod`.

    Raises:
        InputTypeError: If an argument is of the wrong kind.
        InputError: If an argument cannot be right: a NaN figure, no figure at all, or outturns
            of different periods.
        FaultsError: If two or more arguments are wrong.

    Example:
        >>> neighbours = Peers({"Ashe": 71, "Birch": 64, "Cedar": None, "Dale": 58.5}, polarity="higher",
        ...                    name="neighbours")
        >>> neighbours.average, neighbours.rank("Birch"), dict(neighbours.missing)
        (64.5, 2, {'Cedar': <Reason.NO_DATA: 'no data'>})
    """

    figures: Mapping[str, float | Reason] = field(converter=_given_figures, hash=False)
    polarity: Polarity = field(default=None, kw_only=True, converter=_given_polarity)
    indicator: Indicator | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    period: Period | None = field(default=None, kw_only=True)
    quartile_method: QuartileMethod = field(
        default=QuartileMethod.RANK, kw_only=True, converter=_given_method
    )
    #: The figures alone, best first.
    _ranked: tuple[float, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults: list[KpiragError] = []
        put = object.__setattr__
        if self.indicator is not None:
            of_kind(self.indicator, Indicator, "indicator", "Indicator('32', 'EHC plans', polarity='higher')")
        for path in ("name", "source"):
            take(faults, checked_text, getattr(self, path), path)
        polarity = take(faults, polarity_of, self.polarity, self.indicator)
        method = take(faults, choose, QuartileMethod, self.quartile_method, "quartile_method")
        given = take(faults, by_name, self.figures) or {}
        period = take(faults, shared_period, given, self.period)
        read = {
            name: take(faults, figure_or_reason, each, f"figures[{name!r}]", self.indicator)
            for name, each in given.items()
        }
        raise_faults(faults)
        found = [each for each in read.values() if isinstance(each, float)]
        if not found:
            remedy = "Give the figure of at least one peer."
            raise InputError("has no figure to compare with", path="figures", remedy=remedy)
        put(self, "polarity", polarity)
        put(self, "quartile_method", method)
        put(self, "period", period)
        put(self, "figures", MappingProxyType(read))
        put(self, "_ranked", tuple(sorted(found, reverse=polarity is Polarity.HIGHER)))

    __repr__ = brief_repr

    def __reduce__(self) -> tuple[Any, ...]:
        return (Peers.from_dict, (self.to_dict(),))  # the view of the figures cannot be pickled

    @property
    def reported(self) -> dict[str, float]:
        """The peers that have a figure, with it."""
        return {name: each for name, each in self.figures.items() if isinstance(each, float)}

    @property
    def missing(self) -> dict[str, Reason]:
        """The peers that have no figure, with the reason."""
        return {name: each for name, each in self.figures.items() if isinstance(each, Reason)}

    @property
    def average(self) -> float:
        """The plain mean of the figures, each peer counting the same, settled as edges are.

        It is not the rate of all their cases together: for that, add up the counts.
        """
        return mean(self._ranked)

    @property
    def median(self) -> float:
        """The figure in the middle, or the mean of the two in the middle."""
        half = len(self._ranked) // 2
        return mean(self._ranked[half - 1 + len(self._ranked) % 2 : half + 1])

    @property
    def best(self) -> float:
        """The best figure."""
        return self._ranked[0]

    @property
    def worst(self) -> float:
        """The worst figure."""
        return self._ranked[-1]

    @property
    def quartile_edges(self) -> tuple[float, float, float]:
        """The figures that end the best quarter, the best half and the best three quarters.

        By rank, the edge of the best quarter is the first figure, from the best, that brings
        the figures to a quarter of the group or more. By interpolation it is the point a
        spreadsheet's QUARTILE gives. A figure on an edge has reached it.

        Raises:
            InputError: If fewer than four peers have figures.
        """
        return quarter_edges(self._ranked, self.quartile_method)

    def quartile(self, of: str | GivenNumber | Outturn) -> int:
        """Return the quarter of the group a figure is in: 1 is the best, 4 the worst.

        Equal figures share the better quarter, so many ties can leave a quarter empty. A
        figure from outside the group is held against the group's own edges.

        Args:
            of: The name of a peer, or a figure: a number or an outturn.

        Raises:
            InputTypeError: If it is neither a name nor a figure.
            NotFoundError: If there is no peer of that name.
            InputError: If it has no figure, or fewer than four have.

        Example:
            >>> club = Peers({"Ashe": 98, "Birch": 95, "Cedar": 95, "Dale": 80}, polarity="higher")
            >>> [club.quartile(name) for name in club.figures], club.quartile(96)
            ([1, 2, 2, 4], 2)
        """
        figure = self._figure_of(of)
        sign = 1 if self.polarity is Polarity.HIGHER else -1
        return 1 + sum(sign * figure < sign * edge for edge in self.quartile_edges)

    def rank(self, of: str | GivenNumber | Outturn, *, ties: Ties | str = Ties.STANDARD) -> float:
        """Return the place of a figure in the group: 1 is the best.

        A figure from outside gets the place it would have if it joined the group.

        Args:
            of: The name of a peer, or a figure: a number or an outturn.
            ties: What equal figures share; see `Ties`. The standard is what a spreadsheet's
                RANK gives.

        Returns:
            A whole number, unless ties get the average of their places.

        Raises:
            InputTypeError: If it is neither a name nor a figure.
            NotFoundError: If there is no peer of that name.
            InputError: If it has no figure, or ties is none of the words.

        Example:
            >>> club = Peers({"Ashe": 90, "Birch": 80, "Cedar": 80, "Dale": 70}, polarity="higher")
            >>> club.rank("Dale"), club.rank("Dale", ties="dense"), club.rank(85)
            (4, 3, 2)
        """
        joins = not isinstance(of, str)
        how = choose(Ties, ties, "ties")
        return place_of(self._figure_of(of), self._ranked, self.polarity, how, joins=joins)

    def target(
        self,
        of: Benchmark | str = Benchmark.AVERAGE,
        *,
        strict: bool = False,
        kind: str = "benchmark",
        **options: Any,
    ) -> Target:
        """Return the target of doing as well as a part of the group.

        Its source says what it is of, how many peers it rests on and which had no figure; its
        ``as_at`` is their period. It may judge a later one.

        Args:
            of: ``"average"``, ``"median"``, ``"best"``, or the edge of the ``"best quarter"``,
                ``"best half"`` or ``"best three quarters"``.
            strict: True if it must be beaten, as in *above the average of neighbours*.
            kind: Whose target it is.
            options: What `Target` takes besides: tolerance, period and so on. A floor or
                stretch may be one of the words too.

        Raises:
            InputTypeError: If an argument is of the wrong kind.
            InputError: If a word is not known, or fewer than four have figures for quarters.

        Example:
            >>> club = Peers({"Ashe": 98, "Birch": 95, "Cedar": 95, "Dale": 80}, polarity="higher",
            ...              name="club members", period=Period.year(2022))
            >>> target = club.target("best quarter", floor="best three quarters")
            >>> target.value, target.floor, target.source
            (98.0, 95.0, 'best quarter of 4 club members')
        """
        benchmark = choose(Benchmark, of, "benchmark")
        for path in ("floor", "stretch"):
            if isinstance(options.get(path), str):
                options[path] = self._benchmark(choose(Benchmark, options[path], path))
        facts = {"source": f"{benchmark} of {self._described()}", "as_at": self.period} | options
        return Target(self._benchmark(benchmark), strict=strict, kind=kind, **facts)

    def without(self, *names: str) -> Peers:
        """Return the group without some of its peers, such as your own body.

        Args:
            names: The names to leave out.

        Raises:
            NotFoundError: If there is no peer of that name.
            InputError: If no figure is left.

        Example:
            >>> Peers({"Ashe": 71, "Birch": 64, "Ours": 90}, polarity="higher").without("Ours").average
            67.5
        """
        for name in names:
            self._check_known(name)
        return evolve(self, figures={n: each for n, each in self.figures.items() if n not in names})

    def explain(self, of: str | GivenNumber | Outturn) -> str:
        """Return where a figure stands in the group, as one plain sentence.

        Args:
            of: The name of a peer, or a figure: a number or an outturn.

        Raises:
            InputTypeError: If it is neither a name nor a figure.
            NotFoundError: If there is no peer of that name.
            InputError: If it has no figure.

        Example:
            >>> club = Peers({"Ashe": 98, "Birch": 95, "Cedar": 95, "Dale": 80, "Elm": "suppressed"},
            ...              polarity="higher", name="club members")
            >>> print(club.explain("Birch"))
            Birch: 95 ranks 2 of 4 (higher is better), in quartile 2; the average is 92. \
Of club members, no figure from Elm (suppressed).
        """
        figure, joins = self._figure_of(of), not isinstance(of, str)
        who = "A figure from outside" if joins else of
        place = f"ranks {self.rank(of)} of {len(self._ranked) + joins} ({self.polarity} is better)"
        quarter = f", in quartile {self.quartile(of)}" if self._has_quarters else ""
        told = f"{who}: {self._text(figure)} {place}{quarter}; the average is {self._text(self.average)}."
        lacking = ", ".join(f"{name} ({reason})" for name, reason in sorted(self.missing.items()))
        return f"{told} Of {self.name or 'the peers'}, no figure from {lacking}." if lacking else told

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one flat dict for each peer, best first, those without a figure last.

        Example:
            >>> Peers({"Ashe": 71, "Birch": None}, polarity="higher").to_dicts()[1]
            {'name': 'Birch', 'figure': None, 'rank': None, 'quartile': None, 'reason': 'no data'}
        """
        rows: list[dict[str, Any]] = [
            {
                "name": name,
                "figure": figure,
                "rank": self.rank(name),
                "quartile": self.quartile(name) if self._has_quarters else None,
                "reason": None,
            }
            for name, figure in self.reported.items()
        ]
        rows.sort(key=lambda row: (row["rank"], row["name"]))
        blank = {"figure": None, "rank": None, "quartile": None}
        return rows + [
            {"name": name, **blank, "reason": self.missing[name].value} for name in sorted(self.missing)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the group as a dict of plain values; the period is its own dict.

        Example:
            >>> Peers({"Ashe": 71, "Birch": None}, polarity="higher").to_dict()["figures"]
            {'Ashe': 71.0, 'Birch': 'no data'}
        """
        figures = {n: each.value if isinstance(each, Reason) else each for n, each in self.figures.items()}
        return {
            "figures": figures,
            "polarity": self.polarity.value,
            "indicator": None if self.indicator is None else self.indicator.to_dict(),
            "name": self.name,
            "source": self.source,
            "period": None if self.period is None else self.period.to_dict(),
            "quartile_method": self.quartile_method.value,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Peers:
        """Return the group that `to_dict` described.

        Args:
            record: What `to_dict` gave; what is at its default may be left out.

        Raises:
            InputTypeError: If it is not a dict, or a value is of the wrong kind.
            InputError: If a key is missing or unknown, or a value cannot be right.
            FaultsError: If two or more things are wrong.

        Example:
            >>> club = Peers({"Ashe": 71, "Birch": None}, polarity="higher")
            >>> Peers.from_dict(club.to_dict()) == club
            True
        """
        known = [each.name for each in fields(Peers) if each.init]
        facts = checked_keys(record, "peers", known, needed=["figures"])
        for path, kind in (("indicator", Indicator), ("period", Period)):
            if facts.get(path) is not None:
                facts[path] = kind.from_dict(facts[path])
        return cls(**facts)

    @property
    def _has_quarters(self) -> bool:
        return len(self._ranked) >= 4

    def _check_known(self, name: str) -> None:
        if name not in self.figures:
            remedy = suggestion(str(name), self.figures)
            raise NotFoundError("is no peer of this group", path="of", got=shown(name), remedy=remedy)

    def _figure_of(self, of: str | GivenNumber | Outturn) -> float:
        figure: float | Reason
        if isinstance(of, Outturn):
            figure = figure_or_reason(of, "of", self.indicator)
        elif isinstance(of, str):
            self._check_known(of)
            figure = self.figures[of]
        else:
            figure = number(of, "of", missing="Leave out what has no figure.")
        if isinstance(figure, Reason):
            remedy = "Look in peers.missing first, or go through peers.reported."
            raise InputError(f"has no figure ({figure})", path="of", got=shown(of), remedy=remedy)
        return figure

    def _text(self, figure: float) -> str:
        if self.indicator is not None:
            return self.indicator.text(figure, self.indicator.decimals)
        return number_text(half_up(figure, 1 + max(map(decimals_written, self._ranked))))

    def _benchmark(self, word: Benchmark) -> float:
        if word in QUARTERS:
            return self.quartile_edges[QUARTERS.index(word)]
        return {Benchmark.AVERAGE: self.average, Benchmark.MEDIAN: self.median}.get(word, self.best)

    def _described(self) -> str:
        count = len(self._ranked)
        told = f"{count} {self.name or ('peer' if count == 1 else 'peers')}"
        if self.source:
            told += f" ({self.source})"
        return f"{told}; no figure from {', '.join(sorted(self.missing))}" if self.missing else told
