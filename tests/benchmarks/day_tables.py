"""Cases with their dates, and the ways to count their days that kpirag is compared with."""

import warnings
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from rating_tables import copied, repeated

from kpirag.timescales import Timescale, WorkingCalendar

__all__ = [
    "HALF_A_YEAR",
    "LIMIT",
    "Cases",
    "Groups",
    "Starts",
    "counted_by_numpy",
    "due_by_numpy",
    "due_by_pandas",
    "flagged_by_numpy",
    "months_by_dateutil",
    "months_by_numpy",
    "months_by_pandas",
    "offset_by_pandas",
    "shares_by_duckdb",
    "shares_by_pandas",
]

BASE = 1_000_000  # rows that are drawn; a larger table repeats them
FIRST, LAST = date(2005, 1, 1), date(2035, 12, 31)
HOLIDAYS, GROUPS = 100, 14_000
LIMIT = Timescale(45, "working days")
HALF_A_YEAR = Timescale(6, "months")


def weekdays_off() -> np.ndarray:
    """Return a hundred weekdays between 2005 and 2035, drawn once for all."""
    days = np.arange(FIRST, LAST, dtype="datetime64[D]")
    return np.sort(np.random.default_rng(11).choice(days[np.is_busday(days)], HOLIDAYS, replace=False))


@dataclass(frozen=True)
class Starts:
    """The date each case started; 1 in 100 is not known."""

    starts: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Starts":
        """Return the dates of so many cases, the same each time."""
        return cls(Cases.of(rows).starts)

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return (self.starts,)

    @cached_property
    def warm(self) -> tuple[np.ndarray, ...]:
        """Arrays to copy the columns to."""
        return tuple(column.copy() for column in self.columns)

    def copy(self) -> None:
        """Copy the columns."""
        copied(self.columns, self.warm)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar, as kpirag has it."""
        return WorkingCalendar("Office", holidays=weekdays_off().tolist(), first=FIRST, last=LAST)

    @cached_property
    def business_days(self) -> np.busdaycalendar:
        """The same as numpy has it."""
        return np.busdaycalendar(holidays=weekdays_off())

    @cached_property
    def index(self) -> Any:
        """The same dates as pandas has them."""
        import pandas as pd

        return pd.DatetimeIndex(self.starts)

    @cached_property
    def business_offset(self) -> Any:
        """The timescale in working days, as pandas has it."""
        import pandas as pd

        return pd.offsets.CustomBusinessDay(LIMIT.n, calendar=self.business_days)

    @cached_property
    def dates(self) -> list[date | None]:
        """The same dates as a list."""
        return self.starts.tolist()


@dataclass(frozen=True)
class Cases(Starts):
    """The dates each case started and ended; 3 in 100 are not known, and 1 in 100 ended before it started."""

    ends: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Cases":
        """Return the dates of so many cases, the same each time."""
        draw = np.random.default_rng(12)
        drawn = min(rows, BASE)
        starts = np.datetime64("2010-01-01") + draw.integers(0, 7300, drawn)
        took = np.minimum(draw.exponential(30, drawn), 700).astype(np.int64)
        ends = starts + took - 20 * (draw.random(drawn) < 0.01)
        starts[draw.random(drawn) < 0.01] = "NaT"
        ends[draw.random(drawn) < 0.02] = "NaT"
        return cls(repeated(starts, rows), repeated(ends, rows))

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        """The columns that kpirag is given."""
        return self.starts, self.ends

    @cached_property
    def out(self) -> np.ndarray:
        """An array for the working days."""
        return np.zeros(len(self.starts))

    @cached_property
    def ranks(self) -> tuple[int, np.ndarray]:
        """The first day of the calendar since 1970, and how many working days there are up to each."""
        days = np.arange(FIRST, LAST, dtype="datetime64[D]")
        counts = np.cumsum(np.is_busday(days, busdaycal=self.business_days)).astype(np.int32)
        return int(days[0].astype(np.int64)), counts

    @cached_property
    def for_numpy(self) -> tuple[np.ndarray, np.ndarray]:
        """The same dates as numpy has to have them to count the days after the start up to the end.

        It counts from the first date up to the day before the second, and so does it backwards: cases
        that go forward are a day later. It refuses dates that are not known: both become the same one.
        """
        known = ~(np.isnat(self.starts) | np.isnat(self.ends))
        starts = np.where(known, self.starts, np.datetime64("2015-01-01"))
        ends = np.where(known, self.ends, starts)
        later = (starts <= ends).astype(np.int64)
        return starts + later, ends + later


def counted_by_numpy(table: Cases) -> np.ndarray:
    """Count the working days of each case by `np.busday_count`, 0 where a date is not known."""
    return np.busday_count(*table.for_numpy, busdaycal=table.business_days)


def due_by_numpy(table: Starts) -> np.ndarray:
    """Return the last date in time of each case by `np.busday_offset`."""
    return np.busday_offset(table.starts, LIMIT.n, roll="preceding", busdaycal=table.business_days)


def flagged_by_numpy(table: Cases) -> np.ndarray:
    """Return 2 for in time, 1 for late and 0 for not known by `np.busday_offset` and `np.where`.

    A date that is not known is neither before nor after another. An end before its start is taken for a
    slip of the pen, as kpirag does.
    """
    known = table.starts <= table.ends
    return np.where(known, np.where(table.ends <= due_by_numpy(table), 2, 1), 0)


def offset_by_pandas(table: Starts) -> Any:
    """Return the last date in time of each case by an offset of pandas."""
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.PerformanceWarning)  # that it is slow is what is shown
        return table.index + table.business_offset


def due_by_pandas(table: Starts) -> np.ndarray:
    """Return the same as an array."""
    return offset_by_pandas(table).to_numpy()


def months_by_numpy(table: Starts) -> np.ndarray:
    """Return the same day of a later month, or the last of it, by numpy's months."""
    months = table.starts.astype("datetime64[M]")
    days = table.starts - months.astype("datetime64[D]")
    later = months + HALF_A_YEAR.n
    last = (later + 1).astype("datetime64[D]") - 1
    return np.minimum(later.astype("datetime64[D]") + days, last)


def months_by_pandas(table: Starts) -> np.ndarray:
    """Return the same by an offset of pandas."""
    import pandas as pd

    return (table.index + pd.DateOffset(months=HALF_A_YEAR.n)).to_numpy()


def months_by_dateutil(table: Starts) -> np.ndarray:
    """Return the same by `relativedelta`, one date after the other."""
    from dateutil.relativedelta import relativedelta

    later = relativedelta(months=HALF_A_YEAR.n)
    return np.array([None if day is None else day + later for day in table.dates], "datetime64[D]")


@dataclass(frozen=True)
class Groups:
    """The group of each case, and whether it was in time: 2, late: 1, or not known: 0."""

    groups: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, rows: int) -> "Groups":
        """Return the groups of so many cases, the same each time."""
        draw = np.random.default_rng(6)
        drawn = min(rows, BASE)
        groups = draw.integers(0, GROUPS, drawn).astype(np.int32)
        codes = draw.choice(3, drawn, p=[0.03, 0.2, 0.77]).astype(np.int8)
        return cls(repeated(groups, rows), repeated(codes, rows))

    @cached_property
    def pandas(self) -> Any:
        """The same as a data frame of pandas, whose mean is the percentage in time."""
        import pandas as pd

        shares = np.array([np.nan, 0.0, 100.0])[self.codes]
        return pd.DataFrame({"group": self.groups, "in_time": shares})

    @cached_property
    def duckdb(self) -> Any:
        """A connection to a database with the same table."""
        return database(cases={"place": self.groups, "code": self.codes})


def database(**tables: dict[str, np.ndarray]) -> Any:
    """Return a connection to a database in memory that has such tables and works in one thread."""
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    for name, columns in tables.items():
        connection.register("given", columns)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - the names are ours
        connection.unregister("given")
    return connection


def shares_by_pandas(table: Groups) -> tuple[np.ndarray, np.ndarray]:
    """Return the groups and the percentage in time of each by pandas."""
    found = table.pandas.groupby("group")["in_time"].mean()
    return found.index.to_numpy(), found.to_numpy()


def shares_by_duckdb(table: Groups) -> tuple[np.ndarray, np.ndarray]:
    """Return the same by DuckDB."""
    query = """
        SELECT place, 100.0 * count(*) FILTER (code = 2) / count(*) FILTER (code > 0) AS share
        FROM cases GROUP BY place
    """
    found = table.duckdb.execute(query).fetchnumpy()
    return found["place"], np.ma.filled(found["share"], np.nan)
