"""Chunks of reports -> their readings: in this process, in several, on a cluster; what ends its process costs itself."""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from itertools import chain, islice, takewhile
from types import FrameType
from typing import Any, Protocol, TypeVar

from rashomon.errors import SetupError
from rashomon.model import Issue, Reading, Report

__all__ = ["CHUNK", "ENGINES", "Engine", "Find", "LostError", "chunk_size", "read_chunks", "start"]

K = TypeVar("K")

Find = Callable[[Iterable[Report]], Iterator[Reading]]
"""Reports -> one reading each, in order; a function that another process can import."""

CHUNK = 16  # reports that go to a process together
ENGINES = {"ray": 32, "spark": 64}
"""What `--engine` takes: each is a module of this room with a function `start(find, address)`; and the reports of a chunk."""

WORTH = 3  # chunks below which another process's start costs more than it brings


class LostError(Exception):
    """A chunk was not read: its process died, or took too long. The message says which."""


class Engine(Protocol):
    """Where chunks are read. `ahead` is how many chunks wait or are read at once."""

    ahead: int

    def submit(self, reports: Sequence[Report]) -> Any:
        """Give a chunk to the next free worker; a ticket for it."""

    def result(self, ticket: Any) -> Iterable[Reading]:
        """The chunk's readings; raises LostError where there will be none."""

    def halt(self) -> None:
        """Begin nothing more: a result that was not begun (on a cluster: that is not read yet) raises KeyboardInterrupt."""

    def close(self) -> None:
        """End the workers and drop what they have not begun."""


class Here:
    """This process: a chunk is read when its readings are taken."""

    ahead = 0

    def __init__(self, find: Find) -> None:
        self._find = find

    def submit(self, reports: Sequence[Report]) -> Sequence[Report]:
        """The chunk itself."""
        return reports

    def result(self, ticket: Sequence[Report]) -> Iterator[Reading]:
        """Its readings, one at a time."""
        return self._find(ticket)

    def halt(self) -> None:
        """Nothing is begun ahead."""

    def close(self) -> None:
        """Nothing to end."""


def chunk_size(engine: str | None) -> int:
    """How many reports go to a worker of the engine together."""
    return ENGINES.get((engine or "").partition("://")[0], CHUNK)


def start(find: Find, jobs: int = 1, engine: str | None = None) -> Engine:
    """`engine` is ``ray``, ``spark``, or one of them with an address (``ray://10.0.0.1:10001``, ``spark://local[4,4]``); without
    one `jobs` processes.

    Raises SetupError where the engine is not known, not installed or does not answer.
    """
    if engine is None and jobs == 1:
        return Here(find)
    name, _, address = (engine or "processes").partition("://")
    if engine is not None and name not in ENGINES:
        raise SetupError(f"{engine}: no such engine (known: {', '.join(ENGINES)}; with an address: ray://HOST:10001)")
    module = import_module(f"rashomon.engines.{name}")
    started: Engine = module.start(find, address if engine else jobs)
    return started


def read_chunks(
    chunks: Iterable[tuple[K, Sequence[Report]]], engine: Callable[[], Engine], *, few: Engine | None = None
) -> Iterator[tuple[K, Iterable[Reading | Issue]]]:
    """Every chunk's key with one reading for each of its reports, in order; chunks are taken up as they are needed.

    An Issue stands in the place of a report that ended its worker, twice. `engine` starts one; where the reports are so few
    that this is not worth while, `few` reads them. After Ctrl-C what workers have begun is still told before it is raised; a
    second one does not wait.
    """
    line = iter(chunks)
    head: list[tuple[K, Sequence[Report]]] = []
    while few is not None and sum(bool(reports) for _, reports in head) < WORTH and (one := next(line, None)) is not None:
        head.append(one)
    if few is not None and sum(bool(reports) for _, reports in head) < WORTH:
        yield from _in_turn(head, few)
        return
    with closing(engine()) as started, _halting(started) as asked:
        yield from _in_turn(takewhile(lambda _: not asked, chain(head, line)), started)
        if asked:
            raise KeyboardInterrupt


@contextmanager
def _halting(engine: Engine) -> Iterator[list[int]]:
    """Ctrl-C halts the engine, once, and its signal is in the list; the next one acts as it would have."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread() or engine.ahead == 0:
        yield asked
        return

    def halt(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before)
        asked.append(number)
        engine.halt()

    before = signal.signal(signal.SIGINT, halt)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


def _in_turn(chunks: Iterable[tuple[K, Sequence[Report]]], engine: Engine) -> Iterator[tuple[K, Iterable[Reading | Issue]]]:
    waiting: deque[tuple[K, Sequence[Report], Any]] = deque()
    for key, reports in chunks:
        waiting.append((key, reports, engine.submit(reports) if reports else None))
        if len(waiting) > engine.ahead:
            yield _next(waiting, engine)
    while waiting:
        yield _next(waiting, engine)


def _next(waiting: deque[tuple[K, Sequence[Report], Any]], engine: Engine) -> tuple[K, Iterable[Reading | Issue]]:
    key, reports, ticket = waiting.popleft()
    if ticket is None:
        return key, ()
    try:
        return key, engine.result(ticket)
    except LostError:
        return key, _one_by_one(reports, engine)


def _one_by_one(reports: Sequence[Report], engine: Engine) -> Iterator[Reading | Issue]:
    """Each alone: their chunk's worker died, and nobody knows yet for which of them."""
    for report in reports:
        try:
            yield from islice(engine.result(engine.submit([report])), 1)
        except LostError as fault:
            remedy = "free memory, or take the report out and report the fault"
            yield Issue("worker-died", report.name, f"{fault} ({remedy})")
