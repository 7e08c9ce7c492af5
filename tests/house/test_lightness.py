"""`import kpirag` and one scalar rating stay light: what is heavy loads when it is first used."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.house.source import package_folder

RATE_ONE_FIGURE = """
import kpirag
from kpirag import Indicator, Outturn, Period, Target, Tolerance, rate

ehcp = Indicator("32", "EHC plans issued within 20 weeks", polarity="higher", unit="percent", decimals=1)
rating = rate(ehcp, Outturn(Period.quarter(2022, 2), 55.0), Target(60, tolerance=Tolerance.points(5)))
assert rating.status == "amber", rating.status
assert rating.explain()
assert rating.bands.describe()
"""


@cache
def loaded_after(program: str) -> set[str]:
    """Return the names in `sys.modules` after a fresh Python has run a program.

    `-I` keeps the environment and the current folder out; only the folder that holds kpirag is put back,
    which matters where the tests run against a folder instead of an installed package.
    """
    whole = f"import sys; sys.path.append({str(package_folder().parent)!r})\n{program}\n"
    whole += "names = sorted(sys.modules); import json; print(json.dumps(names))"
    done = subprocess.run([sys.executable, "-I", "-c", whole], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def after_one_rating() -> set[str]:
    """Return what one import and one scalar rating load."""
    return loaded_after(RATE_ONE_FIGURE)


class TestScalarCore:
    @pytest.mark.parametrize("name", ["numpy", "dateutil", "narwhals", "pandas"])
    def test_no_array_date_or_frame_library_is_loaded(self, after_one_rating, name):
        """Rating one figure does not load numpy, dateutil, narwhals or pandas."""
        assert name not in after_one_rating

    @pytest.mark.parametrize(
        "name", ["arrays", "frames", "present", "scorecards", "statistics", "testing", "timescales"]
    )
    def test_no_wing_is_loaded(self, after_one_rating, name):
        """Rating one figure loads the scalar core of kpirag and none of its wings."""
        assert {f"kpirag.{name}"}.isdisjoint(after_one_rating)

    def test_the_core_itself_is_loaded(self, after_one_rating):
        """The tests above would pass if nothing ran: the core must be there."""
        assert {"kpirag", "kpirag.errors", "kpirag.ratings"} <= after_one_rating

    @pytest.mark.parametrize("name", ["calendar", "dataclasses", "decimal", "difflib", "fractions", "json"])
    def test_no_rarely_used_standard_module_is_loaded(self, after_one_rating, name):
        """What the standard library has for rare cases is loaded by the rare case, unless attrs needs it."""
        assert name not in after_one_rating - loaded_after("import attrs")

    @pytest.mark.parametrize("name", ["numpy", "json"])
    def test_a_heavy_module_would_be_seen(self, name):
        """The check itself works: a program that imports a module is found out."""
        assert name in loaded_after(f"import {name}")


class TestFirstUse:
    @pytest.mark.parametrize("name", ["IndicatorSet", "Scorecard"])
    def test_a_name_from_a_wing_is_there_and_loads_its_wing(self, name):
        """`kpirag.Scorecard` works without another import, and only then is kpirag.scorecards loaded."""
        program = "import kpirag; assert 'kpirag.scorecards' not in sys.modules\n"
        program += f"assert {name!r} in dir(kpirag); assert kpirag.{name}.__name__ == {name!r}"

        assert "kpirag.scorecards" in loaded_after(program)

    def test_a_scorecard_needs_no_frame_library(self):
        """Scorecards do not load narwhals or pandas: a frame is something a caller brings."""
        assert {"narwhals", "pandas"}.isdisjoint(loaded_after("import kpirag\nkpirag.Scorecard"))

    def test_star_import_gives_every_name(self):
        """`from kpirag import *` gives all names of `__all__`, the lazy ones too."""
        program = "import kpirag\nfrom kpirag import *\nassert set(kpirag.__all__) <= set(globals())"

        assert "kpirag" in loaded_after(program)

    def test_an_unknown_name_is_an_attribute_error(self):
        """A misspelt name fails as it does on any module, and the message says which name."""
        program = """
import kpirag
try:
    kpirag.Scorecrad
except AttributeError as error:
    assert "Scorecrad" in str(error)
else:
    raise SystemExit("kpirag.Scorecrad was found")
"""

        assert "kpirag" in loaded_after(program)


RATE_COLUMNS = """
from kpirag.arrays import compare_pairs, percentages, rate_values, state_names

codes = rate_values(percentages([55, 92], [100, 100]), 60, tolerance=5)
assert ["amber", "green"] == state_names(codes).tolist(), codes
assert [1, 3] == compare_pairs([1, 3], [2, 2]).direction.tolist()
"""

COUNT_DAYS = """
import numpy as np
from kpirag import arrays

assert "kpirag.timescales" not in sys.modules
from kpirag.timescales import Timescale

starts = np.array(["2022-07-01"], "datetime64[D]")
assert "2022-07-15" == str(arrays.due_dates(starts, Timescale(2, "weeks"))[0])
"""


class TestArrays:
    def test_numpy_and_no_frame_library_is_loaded(self):
        """Arrays load numpy, and no library of frames: a frame is something a caller brings."""
        loaded = loaded_after("import kpirag.arrays")

        assert "numpy" in loaded
        assert {"narwhals", "pandas", "polars"}.isdisjoint(loaded)

    def test_rating_columns_loads_no_other_wing(self):
        """Who rates and compares columns does not wait for timescales, their calendars, or scorecards."""
        loaded = loaded_after(RATE_COLUMNS)

        assert "kpirag.arrays.rating" in loaded
        assert {"kpirag.scorecards", "kpirag.statistics", "kpirag.timescales"}.isdisjoint(loaded)

    def test_counting_days_loads_timescales(self):
        """Timescales load with the first function that counts days, and not before."""
        assert {"kpirag.arrays.deadlines", "kpirag.timescales"} <= loaded_after(COUNT_DAYS)

    def test_star_import_gives_every_name(self):
        """`from kpirag.arrays import *` gives all names of `__all__`, those that load later too."""
        program = "import kpirag.arrays\nfrom kpirag.arrays import *\n"
        program += "assert set(kpirag.arrays.__all__) <= set(globals())\n"
        program += "assert sorted(kpirag.arrays.__all__) == dir(kpirag.arrays)"

        assert "kpirag.arrays" in loaded_after(program)

    def test_an_unknown_name_is_an_attribute_error(self):
        """A misspelt name fails as it does on any module, and the message says which name."""
        program = """
import kpirag.arrays
try:
    kpirag.arrays.rate_value
except AttributeError as error:
    assert "rate_value" in str(error)
else:
    raise SystemExit("kpirag.arrays.rate_value was found")
"""

        assert "kpirag.arrays" in loaded_after(program)
