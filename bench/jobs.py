"""Words a second at one and at two jobs, in pairs, and on each engine, over the same reports, with the digest of what is found.

    python bench/jobs.py [REPORTS [PAIRS]]         400 reports, 5 pairs

By the clock, the start of workers and their loading of the model included. Memory is the proportional
share (PSS) of the process and all that it started, at its highest.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from reading import reports, words

from rashomon.engines import chunk_size, read_chunks, start
from rashomon.engines.tables import digest, readings_table
from rashomon.errors import SetupError
from rashomon.intake import find_all
from rashomon.model import Reading, Report

ENGINES = (None, "ray", "spark")


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of all the reports: seconds by the clock, the highest memory in MB, the digest."""

    seconds: float
    memory: float
    digest: str


def read_all(found: list[Report], jobs: int, engine: str | None) -> Run:
    """Read them on an engine, or in so many processes: with one job in a process of its own too, so that all load the model."""
    size = chunk_size(engine)
    chunks = ((at, found[at : at + size]) for at in range(0, len(found), size))
    begin = time.perf_counter()
    with_memory = Memory()
    with with_memory:
        if engine is None:
            from rashomon.engines.processes import Processes

            told = [one for _, many in read_chunks(chunks, lambda: Processes(find_all, jobs)) for one in many]
        else:
            told = [one for _, many in read_chunks(chunks, lambda: start(find_all, 1, engine)) for one in many]
    readings = [one for one in told if isinstance(one, Reading)]
    assert len(readings) == len(found), "a report was lost"
    return Run(time.perf_counter() - begin, with_memory.highest, digest(readings_table(readings))[:12])


class Memory(threading.Thread):
    """Looks at the memory of this process and all that it started, twice a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest, self._done = 0.0, threading.Event()

    def __enter__(self) -> "Memory":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        """Until the work is done."""
        while not self._done.wait(0.5):
            self.highest = max(self.highest, sum(map(_pss, _family(os.getpid()))) / 1024)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(child)


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(amount: int = 400, pairs: int = 5) -> dict[str, str]:
    """Measure, print, and give the rows of the table."""
    found = reports(amount)
    total = words(found)
    ones, twos = [], []
    for pair in range(pairs):
        for jobs, kept in ((1, ones), (2, twos)) if pair % 2 == 0 else ((2, twos), (1, ones)):
            kept.append(read_all(found, jobs, None))
    gains = sorted(one.seconds / two.seconds for one, two in zip(ones, twos, strict=True))
    rows = {
        "one job": f"{total / median(run.seconds for run in ones):,.0f} words/s, {max(run.memory for run in ones):,.0f} MB",
        "two jobs": f"{total / median(run.seconds for run in twos):,.0f} words/s, {max(run.memory for run in twos):,.0f} MB",
        f"two jobs against one, median of {pairs} pairs": f"{median(gains):.2f} times ({gains[0]:.2f} to {gains[-1]:.2f})",
    }
    digests = {run.digest for run in (*ones, *twos)}
    base = median(run.seconds for run in twos)
    for engine in ENGINES[1:]:
        try:
            run = read_all(found, 1, engine)
        except SetupError as fault:
            rows[f"{engine} on two cores"] = f"not measured: {fault}"
            continue
        digests.add(run.digest)
        over = run.seconds / base
        rows[f"{engine} on two cores"] = (
            f"{total / run.seconds:,.0f} words/s, {run.memory:,.0f} MB, {over:.2f} times the time of two jobs"
        )
    rows["digests of all of these"] = " ".join(sorted(digests))
    for name, value in rows.items():
        print(f"{name:45} {value}")
    return rows


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
