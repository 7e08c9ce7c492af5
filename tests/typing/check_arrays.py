"""What type checkers know about columns: arrays in, arrays out."""

from datetime import date
from typing import assert_type

import numpy as np
from numpy.typing import NDArray

from kpirag import BRAG, Bands, Edge, Indicator, Polarity, Target, Tolerance
from kpirag.arrays import (
    Compared,
    compare_pairs,
    compare_values,
    due_dates,
    in_time,
    in_time_by_group,
    percentages,
    previous_values,
    rate_coded,
    rate_values,
    working_days_between,
)
from kpirag.timescales import ENGLAND_AND_WALES, Timescale

Codes = NDArray[np.int8]
Floats = NDArray[np.float64]

values = np.array([92.7, 85.1])
room = np.empty(2, np.int8)
ehcp = Indicator("32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent")
starts = np.array(["2022-07-01", "2022-07-04"], dtype="datetime64[D]")
limit = Timescale(45, "working days")

assert_type(rate_values(values, 90), Codes)
assert_type(rate_values([92.7, 85], [90, 90.0], tolerance=[5, 5], polarity=[1, -1]), Codes)
assert_type(rate_values(values, Target(90, tolerance=Tolerance.points(5)), out=room), Codes)
assert_type(rate_values(values, low=80, high=90, polarity=Polarity.RANGE), Codes)
assert_type(rate_values(values, 90, floor=Edge(80, inclusive=False), stretch=95, scheme=BRAG), Codes)
assert_type(rate_values(values, 90, with_reasons=True), tuple[Codes, Codes])
assert_type(rate_coded(values, [0, 0], [Bands.of(ehcp, Target(60)), None]), Codes)
assert_type(rate_coded(values, [0, 0], [Bands.of(ehcp, Target(60))], with_reasons=True), tuple[Codes, Codes])
assert_type(percentages([1, 2], 3), Floats)
assert_type(previous_values([0, 0], [1, 2], values, lags=(1, 4)), dict[int, Floats])
assert_type(compare_values([0, 0], [1, 2], values), dict[int, Compared])
assert_type(compare_pairs(values, values[::-1]).direction, Codes)
assert_type(compare_pairs(values, values[::-1]).difference, Floats)
assert_type(due_dates(starts, limit, calendar=ENGLAND_AND_WALES), NDArray[np.datetime64])
codes = in_time(starts, starts + 3, limit, calendar=ENGLAND_AND_WALES, as_of=date(2022, 9, 30))
assert_type(codes, Codes)
assert_type(in_time_by_group([0, 1], codes).percentage, Floats)
assert_type(in_time_by_group([0, 1], codes).late, NDArray[np.int64])
assert_type(working_days_between(starts, starts + 7, ENGLAND_AND_WALES), Floats)
assert_type(compare_pairs(values, values[::-1]).percent_change, Floats)


def refused() -> None:
    """Calls that a type checker refuses; they are not made."""
    rate_values(values, 90, polarty="lower")  # type: ignore[call-overload]  # a typo in a name is refused
    rate_values(values, 90, strict="yes")  # type: ignore[call-overload]  # strict is true or false
    rate_coded(values, [0, 0], [Target(60)])  # type: ignore[list-item]  # definitions are bands
