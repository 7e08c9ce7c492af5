"""Figures to rate, many at a time, and the ways to rate them that kpirag is compared with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kpirag import Bands, Indicator, Target, Tolerance

__all__ = [
    "BASE",
    "GREEN_FROM",
    "TOLERANCE",
    "Coded",
    "Constant",
    "Figures",
    "Given",
    "apply_by_pandas",
    "coded_by_select",
    "constant_by_polars",
    "constant_by_select",
    "constant_unchecked",
    "given_by_select",
    "loop_by_python",
    "rated_by_polars",
    "rated_by_select",
    "rated_unchecked",
    "settled",
]

GREEN_FROM, TOLERANCE = 90.0, 9.0
PIECE = 131_072  # rows that a way in pieces works on at a time
BASE = 1_000_000  # rows that are drawn; a larger table repeats them, so that it takes no longer to make
DEFINITIONS = 500
SCALE = 1e9  # targets and tolerances here are below a million, so kpirag settles them to nine decimals


def settled(edges: np.ndarray) -> np.ndarray:
    """Return edges that were worked out, as the decimals they are meant to be."""
    return np.rint(edges * SCALE) / SCALE


def repeated(column: np.ndarray, rows: int) -> np.ndarray:
    """Return a column repeated until it has so many rows."""
    return column if rows <= len(column) else np.resize(column, rows)


def copied(columns: tuple[np.ndarray, ...], warm: tuple[np.ndarray, ...]) -> None:
    """Copy columns to arrays that were written to before: what reading and writing alone costs."""
    for column, place in zip(columns, warm, strict=True):
        np.copyto(place, column)


@dataclass(frozen=True)
class Columns:
    """What the tables share: a place for the result, and one to copy the columns to."""

    figures: np.ndarray

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return (self.figures,)

    @cached_property
    def warm(self) -> tuple[np.ndarray, ...]:
        """Arrays to copy the columns to."""
        return tuple(column.copy() for column in self.columns)

    @cached_property
    def out(self) -> np.ndarray:
        """An array for the statuses."""
        return np.zeros(len(self.figures), np.int8)

    def copy(self) -> None:
        """Copy the columns."""
        copied(self.columns, self.warm)


@dataclass(frozen=True)
class Figures(Columns):
    """A figure, a target, a tolerance and a polarity in each row; 3 in 100 figures are missing."""

    targets: np.ndarray
    tolerances: np.ndarray
    signs: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Figures":
        """Return the table of so many rows, the same each time."""
        draw = np.random.default_rng(20240401)
        drawn = min(rows, BASE)
        targets = np.round(draw.uniform(50, 100, drawn), 1)
        tolerances = np.round(draw.uniform(0, 10, drawn), 1)
        values = np.round(targets + draw.normal(0, 8, drawn), 1)
        values[draw.random(drawn) < 0.03] = np.nan
        signs = np.where(draw.random(drawn) < 0.35, -1, 1).astype(np.int8)
        return cls(*(repeated(column, rows) for column in (values, targets, tolerances, signs)))

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return self.figures, self.targets, self.tolerances, self.signs

    @cached_property
    def frame(self) -> Any:
        """The same as a data frame of polars."""
        import polars as pl

        names = ("value", "target", "tolerance", "sign")
        return pl.DataFrame(dict(zip(names, self.columns, strict=True)))

    @cached_property
    def pandas(self) -> Any:
        """The same as a data frame of pandas."""
        import pandas as pd

        names = ("value", "target", "tolerance", "sign")
        return pd.DataFrame(dict(zip(names, self.columns, strict=True)))

    @cached_property
    def lists(self) -> tuple[list[float], ...]:
        """The same as lists."""
        return tuple(column.tolist() for column in self.columns)

    @cached_property
    def statuses(self) -> np.ndarray:
        """What each row is, by decimal edges and one comparison at a time."""
        good, green = self.figures * self.signs, self.targets * self.signs
        amber = settled(green - self.tolerances)
        return selected(good, green, amber)


def selected(good: np.ndarray, green: Any, amber: Any) -> np.ndarray:
    """Return the codes of figures of which more is better, as a script would have it."""
    return np.select([np.isnan(good), good >= green, good >= amber], [0, 3, 2], default=1)


def rated_by_select(table: Figures) -> np.ndarray:
    """Rate each row by `np.select`, with edges as binary arithmetic gives them."""
    good, green = table.figures * table.signs, table.targets * table.signs
    return selected(good, green, green - table.tolerances)


def rated_by_polars(table: Figures) -> np.ndarray:
    """Rate each row by an expression of polars, with edges as binary arithmetic gives them."""
    import polars as pl

    good = pl.col("value") * pl.col("sign")
    green = pl.col("target") * pl.col("sign")
    return table.frame.select(when_then(good, green, green - pl.col("tolerance"))).to_series().to_numpy()


def when_then(good: Any, green: Any, amber: Any) -> Any:
    """Return the expression of polars; a figure that is not a number goes first, as it is above any other."""
    import polars as pl

    code = (pl.lit(code, pl.Int8) for code in (0, 3, 2, 1))
    found = pl.when(good.is_null() | good.is_nan()).then(next(code))
    return (
        found.when(good >= green).then(next(code)).when(good >= amber).then(next(code)).otherwise(next(code))
    )


def apply_by_pandas(table: Figures) -> np.ndarray:
    """Rate each row by a function that pandas calls for each."""

    def code(row: Any) -> int:
        good, green = row["value"] * row["sign"], row["target"] * row["sign"]
        return code_of(good, green, green - row["tolerance"])

    return table.pandas.apply(code, axis=1).to_numpy()


def loop_by_python(table: Figures) -> list[int]:
    """Rate each row in a loop over lists."""
    return [
        code_of(value * sign, target * sign, target * sign - tolerance)
        for value, target, tolerance, sign in zip(*table.lists, strict=True)
    ]


def rated_unchecked(table: Figures) -> np.ndarray:
    """Rate each row in pieces, with decimal edges and the fewest steps of numpy; nothing is checked."""
    codes = np.empty(len(table.figures), np.int8)
    room = np.empty(PIECE), np.empty(PIECE), np.empty(PIECE, bool)
    for start in range(0, len(codes), PIECE):
        values, targets, tolerances, signs = (one[start : start + PIECE] for one in table.columns)
        good, edge, mask = (one[: len(values)] for one in room)
        out = codes[start : start + PIECE]
        np.multiply(values, signs, out=good)
        np.multiply(targets, signs, out=edge)
        np.greater_equal(good, edge, out=out.view(bool))
        np.subtract(edge, tolerances, out=edge)
        np.multiply(edge, SCALE, out=edge)
        np.rint(edge, out=edge)
        np.divide(edge, SCALE, out=edge)
        for compare, other in ((np.greater_equal, edge), (np.equal, good)):
            np.add(out, compare(good, other, out=mask).view(np.int8), out=out)
    return codes


def constant_unchecked(table: Columns) -> np.ndarray:
    """Rate each row in pieces against one target, with the fewest steps of numpy; nothing is checked."""
    codes, room = np.empty(len(table.figures), np.int8), np.empty(PIECE, bool)
    for start in range(0, len(codes), PIECE):
        values, out = table.figures[start : start + PIECE], codes[start : start + PIECE]
        mask = room[: len(values)]
        np.greater_equal(values, GREEN_FROM, out=out.view(bool))
        np.add(out, np.greater_equal(values, GREEN_FROM - TOLERANCE, out=mask).view(np.int8), out=out)
        np.add(out, np.equal(values, values, out=mask).view(np.int8), out=out)
    return codes


def code_of(good: float, green: float, amber: float) -> int:
    """Return the code of one figure."""
    if good != good:
        return 0
    return 3 if good >= green else 2 if good >= amber else 1


@dataclass(frozen=True)
class Given(Columns):
    """A figure, a target and a floor in each row; more is better."""

    targets: np.ndarray
    floors: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Given":
        """Return the table of so many rows, the same each time; a floor is below its target."""
        table = Figures.of(min(rows, BASE))
        floors = settled(table.targets - np.maximum(table.tolerances, 0.1))
        return cls(*(repeated(column, rows) for column in (table.figures, table.targets, floors)))

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return self.figures, self.targets, self.floors

    @cached_property
    def statuses(self) -> np.ndarray:
        """What each row is."""
        return given_by_select(self)


def given_by_select(table: Given) -> np.ndarray:
    """Rate each row by `np.select`."""
    return selected(table.figures, table.targets, table.floors)


@dataclass(frozen=True)
class Constant(Columns):
    """A figure in each row, against one target and tolerance."""

    @classmethod
    def of(cls, rows: int) -> "Constant":
        """Return the table of so many rows, the same each time."""
        return cls(repeated(Figures.of(min(rows, BASE)).figures, rows))

    @cached_property
    def frame(self) -> Any:
        """The same as a data frame of polars."""
        import polars as pl

        return pl.DataFrame({"value": self.figures})

    @cached_property
    def statuses(self) -> np.ndarray:
        """What each row is."""
        return constant_by_select(self)


def constant_by_select(table: Constant) -> np.ndarray:
    """Rate each row by `np.select`."""
    return selected(table.figures, GREEN_FROM, GREEN_FROM - TOLERANCE)


def constant_by_polars(table: Constant) -> np.ndarray:
    """Rate each row by an expression of polars."""
    import polars as pl

    rated = when_then(pl.col("value"), GREEN_FROM, GREEN_FROM - TOLERANCE)
    return table.frame.select(rated).to_series().to_numpy()


@dataclass(frozen=True)
class Coded(Columns):
    """A figure in each row and which of 500 indicators it belongs to."""

    codes: np.ndarray
    targets: np.ndarray
    ambers: np.ndarray
    signs: np.ndarray
    definitions: tuple[Bands, ...]

    @classmethod
    def of(cls, rows: int) -> "Coded":
        """Return the table of so many rows, the same each time."""
        draw = np.random.default_rng(7)
        targets = np.round(draw.uniform(50, 100, DEFINITIONS), 1)
        tolerances = np.round(draw.uniform(0, 10, DEFINITIONS), 1)
        signs = np.where(draw.random(DEFINITIONS) < 0.35, -1.0, 1.0)
        drawn = min(rows, BASE)
        codes = draw.integers(0, DEFINITIONS, drawn).astype(np.int32)
        values = np.round(targets[codes] + draw.normal(0, 8, drawn), 1)
        values[draw.random(drawn) < 0.03] = np.nan
        definitions = tuple(
            Bands.of(
                Indicator(str(place), f"Indicator {place}", polarity="higher" if sign > 0 else "lower"),
                Target(target, tolerance=Tolerance.points(tolerance)),
            )
            for place, (target, tolerance, sign) in enumerate(
                zip(targets.tolist(), tolerances.tolist(), signs.tolist(), strict=True)
            )
        )
        green = targets * signs
        ambers = settled(green - tolerances)
        return cls(repeated(values, rows), repeated(codes, rows), green, ambers, signs, definitions)

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return self.figures, self.codes


def coded_by_select(table: Coded) -> np.ndarray:
    """Rate each row by gathering its sign and edges, and then by `np.select`."""
    codes = table.codes
    return selected(table.figures * table.signs[codes], table.targets[codes], table.ambers[codes])
