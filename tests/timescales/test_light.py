"""The wing stays light: it loads neither numpy nor dateutil, and months alone load dateutil."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.house.source import package_folder


@cache
def loaded_after(program: str) -> set[str]:
    """Return the names in `sys.modules` after a fresh Python has run a program."""
    whole = f"import sys; sys.path.append({str(package_folder().parent)!r})\n{program}\n"
    whole += "names = sorted(sys.modules); import json; print(json.dumps(names))"
    done = subprocess.run([sys.executable, "-I", "-c", whole], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    return set(json.loads(done.stdout))


USE = """
from datetime import date, datetime
from kpirag.timescales import ENGLAND_AND_WALES, UK_ANY, Pause, Timescale, elapsed
start = date(2022, 7, 1)
assert Timescale(45, "working days").due(start, calendar=ENGLAND_AND_WALES) == date(2022, 9, 5)
Timescale(20, "weeks", roll="next").deadline(start, UK_ANY, edits=[Pause(start, start)]).explain()
Timescale(72, "hours").due(datetime(2022, 7, 1, 9))
elapsed(start, date(2022, 7, 4))
"""


@pytest.fixture(scope="module")
def after_use() -> set[str]:
    """Return what the wing loads when it is used for days, weeks and hours."""
    return loaded_after(USE)


class TestTheWing:
    @pytest.mark.parametrize("name", ["numpy", "dateutil", "holidays", "pandas", "calendar", "decimal"])
    def test_nothing_heavy_is_loaded(self, after_use, name):
        """Working days, weeks, hours, calendars and edits need none of these, unless attrs does."""
        assert name not in after_use - loaded_after("import attrs")

    def test_it_is_loaded_itself(self, after_use):
        """The test above would pass if nothing ran."""
        assert "kpirag.timescales.timescale" in after_use

    def test_months_load_dateutil(self):
        """The first month loads relativedelta, and not numpy."""
        program = "from datetime import date\nfrom kpirag.timescales import Timescale\n"
        loaded = loaded_after(program + "Timescale(1, 'month').due(date(2022, 1, 31))")

        assert "dateutil.relativedelta" in loaded
        assert "numpy" not in loaded
