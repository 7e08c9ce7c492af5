"""The gates: run with `-m bench`, on a machine that has nothing else to do."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.bench
def test_every_gate_is_met():
    """No benchmark misses its gate in two runs in a row."""
    runner = Path(__file__).with_name("run.py")

    done = subprocess.run([sys.executable, str(runner)], capture_output=True, text=True, check=False)

    assert 0 == done.returncode, f"{done.stdout}\n{done.stderr}"
