"""How Hypothesis runs here.

`quick` is what everyone gets: the same examples each time, so a test that passed passes again.
`brief` is the same with few examples, for when the laws are not the question, and `full` with many.
`fresh` draws as many as `full`, but new ones each time. `thorough` draws ten times as many new ones.
Choose one with `python -m pytest --hypothesis-profile=thorough`. None of them writes into the checkout:
a failing example is printed as a line to paste above the test.
"""

import gc
import tempfile

from hypothesis import HealthCheck, given, settings, strategies
from hypothesis.configuration import set_hypothesis_home_dir

# Each setting is given: what is left out comes from a profile that Hypothesis chooses by environment.
for name, examples, same_each_time in (
    ("quick", 20, True),
    ("brief", 10, True),
    ("full", 100, True),
    ("fresh", 100, False),
    ("thorough", 1000, False),
):
    settings.register_profile(
        name,
        max_examples=examples,
        derandomize=same_each_time,
        deadline=None,  # a slow machine is not a fault in the code
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],  # nor is a slow draw, which coverage makes slower
    )
settings.load_profile("quick")

# Hypothesis keeps tables of characters and constants in a folder; keep it out of the checkout.
_FOLDER = tempfile.TemporaryDirectory(prefix="kpirag-hypothesis-")
set_hypothesis_home_dir(_FOLDER.name)

# Thousands of tests make millions of objects that all stay to the end. Left to itself, the garbage collector
# would go through them again and again: a sixth of the time of a run. So it waits until all tests are
# collected, and from then on leaves alone what is there, and looks less often at what comes.
gc.disable()


def pytest_collection_finish():
    """Let the garbage collector see only what the tests themselves make."""
    # Hypothesis 6.100 asks at the first law what refers to its random numbers, and fails if nothing is seen.
    settings(max_examples=1)(given(strategies.none())(lambda _: None))()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


def pytest_unconfigure():
    """Remove the folder that Hypothesis used."""
    _FOLDER.cleanup()
