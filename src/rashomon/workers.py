"""Chunks of reports -> their readings, in this process or in several; a worker that dies costs one report at most."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TypeVar

from rashomon.model import Issue, Reading, Report

K = TypeVar("K")

Find = Callable[[Iterable[Report]], Iterator[Reading]]
"""Reports -> one reading each, in order; a function that another process can import."""

AHEAD = 2  # chunks that wait for each worker: enough to keep it busy, few enough to stay small


def read_chunks(
    chunks: Iterable[tuple[K, Sequence[Report]]], find: Find, jobs: int = 1
) -> Iterator[tuple[K, Iterable[Reading | Issue]]]:
    """Every chunk's key with one reading for each of its reports, in order; chunks are taken up as they are needed.

    With more than one job an Issue stands in the place of a report that ended its worker, twice.
    """
    if jobs == 1:
        yield from ((key, find(reports)) for key, reports in chunks)
        return
    pool = Pool(find, jobs)
    waiting: deque[tuple[K, Sequence[Report], Future[list[Reading]] | None]] = deque()
    try:
        for key, reports in chunks:
            waiting.append((key, reports, pool.submit(reports) if reports else None))
            if len(waiting) > AHEAD * jobs:
                yield _next(waiting, pool)
        while waiting:
            yield _next(waiting, pool)
    finally:
        pool.close()


def _next(
    waiting: deque[tuple[K, Sequence[Report], Future[list[Reading]] | None]], pool: "Pool"
) -> tuple[K, Iterable[Reading | Issue]]:
    key, reports, future = waiting.popleft()
    if future is None:
        return key, ()
    try:
        return key, future.result()
    except BrokenProcessPool:
        return key, [one for report in reports for one in pool.alone(report)]


class Pool:
    """Worker processes that are replaced when they die."""

    def __init__(self, find: Find, jobs: int) -> None:
        self._find = find
        self._jobs = jobs
        self._pool = _started(jobs)

    def submit(self, reports: Sequence[Report]) -> Future[list[Reading]]:
        """Give a chunk to the next free worker."""
        try:
            return self._pool.submit(_read, self._find, tuple(reports))
        except BrokenProcessPool:
            self.close()
            self._pool = _started(self._jobs)
            return self._pool.submit(_read, self._find, tuple(reports))

    def alone(self, report: Report) -> list[Reading | Issue]:
        """Read one report in a worker of its own: its chunk's worker died, and nobody knows yet for which of its reports."""
        with _started(1) as single:
            try:
                return list(single.submit(_read, self._find, (report,)).result())
            except BrokenProcessPool:
                cause = "the process that read it was ended by the system"
                return [Issue("worker-died", report.name, f"{cause} (free memory, or take the report out and report the fault)")]

    def close(self) -> None:
        """End the workers; chunks that they have begun are read to their end, the others are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _started(jobs: int) -> ProcessPoolExecutor:
    # spawn: a forked child would hold the writer's lock and the parser's threads
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read(find: Find, reports: tuple[Report, ...]) -> list[Reading]:
    return list(find(reports))
