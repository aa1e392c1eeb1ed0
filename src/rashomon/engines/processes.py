"""Worker processes of this machine: one that dies or hangs costs its chunk, and is replaced."""

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import TimeoutError as TookTooLong
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from rashomon import budget
from rashomon.engines import Find, LostError
from rashomon.model import Reading, Report

AHEAD = 3  # chunks that each worker reads or that wait for it: enough to keep it busy, few enough to stay small
PATIENCE = 5  # times the CPU seconds that a report may take: past these by the clock its process is deaf to its own budget
RECYCLED = 250  # chunks after which a worker is replaced: the parser remembers every word that it ever met
SHARE = 0.8  # of the machine's memory, for all reports that are read at once

_halted: Event | None = None
"""In a worker: set when its parent begins nothing more."""


class Processes:
    """A pool of spawned processes; each loads the model once."""

    def __init__(self, find: Find, jobs: int) -> None:
        self._find = find
        self.ahead = AHEAD * jobs
        context = get_context("spawn")  # a forked child would hold the writer's lock and the parser's threads
        self._halted = context.Event()
        self._pool = ProcessPool(
            jobs, max_tasks=RECYCLED, initializer=_begin, initargs=(_memory(jobs), self._halted), context=context
        )

    def submit(self, reports: Sequence[Report]) -> "ProcessFuture[list[Reading] | None]":
        """Give a chunk to the next free worker."""
        patience = PATIENCE * (budget.SECONDS + sum(len(report.text) for report in reports) / budget.PACE)
        return self._pool.schedule(_read, args=(self._find, tuple(reports)), timeout=patience)

    def result(self, ticket: "ProcessFuture[list[Reading] | None]") -> list[Reading]:
        """The chunk's readings; raises LostError where its worker died or was ended."""
        try:
            found = ticket.result()
        except ProcessExpired as fault:
            raise LostError("the process that read it was ended by the system") from fault
        except TookTooLong as fault:
            raise LostError("the process that read it gave no answer and was ended") from fault
        if found is None:
            raise KeyboardInterrupt
        return found

    def halt(self) -> None:
        """Chunks that wait for a worker are left alone."""
        self._halted.set()

    def close(self) -> None:
        """End the workers at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


start = Processes


def _memory(jobs: int) -> int:
    """Bytes that one report may take where `jobs` are read at once."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(budget.MEMORY, int(SHARE * whole / jobs))


def _begin(memory: int, halted: Event) -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended however it did."""
    global _halted
    budget.MEMORY, _halted = memory, halted
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read(find: Find, reports: tuple[Report, ...]) -> list[Reading] | None:
    """The readings of a chunk; None where nothing more is to be begun."""
    return None if _halted and _halted.is_set() else list(find(reports))
