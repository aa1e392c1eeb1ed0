"""Many clients at once, while reports are read into the ledger: everybody is answered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = Path(__file__).parents[2] / "bench" / "load.py"


@pytest.mark.xdist_group("load")
def test_nothing_fails_under_load(own_cache: None) -> None:
    """Five seconds of what `python bench/load.py` does for a minute; how fast it is depends on the machine and is not asked."""
    command = [sys.executable, str(LOAD), "--clients", "20", "--seconds", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500, env=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert set(told["statuses"]) == {"200"}
    assert told["answers"] >= 20
    assert told["broken"] == {}
    assert set(told["reading commands"]) == {0}
