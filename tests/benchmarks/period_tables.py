"""Figures by series and quarter, and the ways to find the earlier ones that kpirag is compared with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from day_tables import database

__all__ = [
    "LAGS",
    "PAD",
    "PLACES",
    "Quarters",
    "lag_by_duckdb",
    "merged_by_pandas",
    "shifted_by_polars",
    "sought_by_numpy",
]

AREAS, PERIODS = 350, 60
LAGS = (1, 4)  # the quarter before, and the same quarter last year
PAD = max(LAGS)
PLACES = PERIODS + PAD  # a series has as many cells, so that what is before its first is not another's

Earlier = dict[int, np.ndarray]


@dataclass(frozen=True)
class Quarters:
    """A figure in each row, of a series and a quarter, in no order.

    One in ten quarters of a series is not there, and 3 in 100 figures are missing. None is there twice: a
    merge would give more rows than it was given.
    """

    series: np.ndarray
    periods: np.ndarray
    figures: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Quarters":
        """Return the table of so many rows, the same each time."""
        draw = np.random.default_rng(33)
        cells = AREAS * PERIODS * -(-rows // int(AREAS * PERIODS * 0.89))
        kept = draw.permutation(np.flatnonzero(draw.random(cells) >= 0.1))[:rows]
        series, periods = np.divmod(kept, PERIODS)
        values = np.round(draw.normal(80, 8, len(kept)), 1)
        values[draw.random(len(kept)) < 0.03] = np.nan
        return cls(series, periods, values)

    @cached_property
    def pandas(self) -> Any:
        """The same as a data frame of pandas."""
        import pandas as pd

        return pd.DataFrame({"series": self.series, "period": self.periods, "value": self.figures})

    @cached_property
    def polars(self) -> Any:
        """The same as a data frame of polars."""
        import polars as pl

        return pl.DataFrame({"series": self.series, "period": self.periods, "value": self.figures})

    @cached_property
    def duckdb(self) -> Any:
        """A connection to a database with the same table."""
        return database(figures={"series": self.series, "period": self.periods, "figure": self.figures})

    @cached_property
    def earlier(self) -> Earlier:
        """The earlier figures, found by a search in the sorted numbers of the cells."""
        return sought_by_numpy(self)


def sought_by_numpy(table: Quarters) -> Earlier:
    """Return the earlier figures by sorting the cells and searching for each one's earlier cell."""
    cells = table.series * PLACES + table.periods
    order = np.argsort(cells)
    ascending, values = cells[order], table.figures[order]
    found = {}
    for lag in LAGS:
        wanted = ascending - lag
        there = np.minimum(np.searchsorted(ascending, wanted), len(wanted) - 1)
        hit = (ascending[there] == wanted) & (table.periods[order] >= lag)
        found[lag] = np.empty(len(values))
        found[lag][order] = np.where(hit, values[there], np.nan)
    return found


def merged_by_pandas(table: Quarters) -> Earlier:
    """Return the earlier figures by a merge of pandas for each lag."""
    found = {}
    for lag in LAGS:
        earlier = table.pandas.assign(period=table.pandas["period"] + lag)
        merged = table.pandas[["series", "period"]].merge(earlier, on=["series", "period"], how="left")
        found[lag] = merged["value"].to_numpy()
    return found


def shifted_by_polars(table: Quarters) -> Earlier:
    """Return the figures of earlier rows of the same series, whatever quarter they are of, by polars."""
    import polars as pl

    shifted = (pl.col("value").shift(lag).over("series", order_by="period").alias(str(lag)) for lag in LAGS)
    frame = table.polars.select(shifted)
    return {lag: frame[str(lag)].to_numpy() for lag in LAGS}


def lag_by_duckdb(table: Quarters) -> Earlier:
    """Return the same by DuckDB, in its own order."""
    query = """
        SELECT lag(figure, 1) OVER one AS last_quarter, lag(figure, 4) OVER one AS last_year
        FROM figures WINDOW one AS (PARTITION BY series ORDER BY period)
    """
    found = table.duckdb.execute(query).fetchnumpy()
    return dict(zip(LAGS, found.values(), strict=True))
