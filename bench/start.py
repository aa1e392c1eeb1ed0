"""CPU seconds that `rashomon --help` takes: the median of nine runs, interpreter included."""

import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

RUNS = 9


def seconds() -> float:
    """CPU seconds of one run."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([Path(sys.executable).with_name("rashomon"), "--help"], stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


if __name__ == "__main__":
    seconds()  # the first run fills the caches of the disk
    runs = [seconds() for _ in range(RUNS)]
    print(f"rashomon --help: {median(runs):.2f} CPU s (median of {RUNS}, {min(runs):.2f} to {max(runs):.2f})")
