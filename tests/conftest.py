"""How Hypothesis runs here.

`quick` is what everyone gets: the same examples each time, so a test that passed passes again.
`thorough` draws new ones, ten times as many: `python -m pytest --hypothesis-profile=thorough`.
Neither writes into the checkout: a failing example is printed as a line to paste above the test.
"""

import tempfile

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

# Each setting is given: what is left out comes from a profile that Hypothesis chooses by environment.
settings.register_profile(
    "quick",
    max_examples=100,
    deadline=None,  # a slow machine is not a fault in the code
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[],
)
settings.register_profile(
    "thorough",
    max_examples=1000,
    deadline=None,
    derandomize=False,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # coverage slows the drawing of large records
)
settings.load_profile("quick")

# Hypothesis keeps tables of characters and constants in a folder; keep it out of the checkout.
_FOLDER = tempfile.TemporaryDirectory(prefix="kpirag-hypothesis-")
set_hypothesis_home_dir(_FOLDER.name)


def pytest_unconfigure():
    """Remove the folder that Hypothesis used."""
    _FOLDER.cleanup()
