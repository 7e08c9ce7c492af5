"""The types are a tested part of the API.

The `check_*.py` files beside this one say with `assert_type` what a type checker must see, and with
`type: ignore[...]` what it must refuse. mypy reads them in `.ci/run`; pytest only runs them, so that the code
they show works. A type checker is not needed to test kpirag.
"""

import runpy
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("check_*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_code_of_a_typing_test_runs(path: Path) -> None:
    """What a typing test shows to the type checker also works when it runs."""
    assert runpy.run_path(str(path))


def test_there_are_typing_tests() -> None:
    """The test above would pass on nothing."""
    assert "check_errors" in {path.stem for path in FILES}
