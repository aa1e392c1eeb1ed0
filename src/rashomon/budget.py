"""What one report may cost: a block of code is ended where it takes more time or memory than that."""

import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from types import FrameType

from rashomon.errors import BudgetError, RashomonError, ReadingError

SECONDS = 60.0  # CPU seconds of any report: a hundred times what a long article takes
PACE = 5_000  # characters for one second more: a seventh of the usual speed, for slow machines
MEMORY = 4_000_000_000  # bytes of address space beyond what the process has when the report begins
AGAIN = 0.5  # CPU seconds after which the signal is sent once more, where a library swallowed the first

FAULT = "a fault of the program"

_STATUS = Path("/proc/self/statm")


class _TooSlow(BaseException):
    """Not an Exception: libraries catch those and go on."""


@contextmanager
def careful(name: str, size: int) -> Iterator[None]:
    """Within the budget of a report of so many characters, or a page of so many bytes.

    A fault that nobody foresaw is a ReadingError, too: libraries read what nobody wrote, and one source must not stop the others.
    """
    try:
        with within(name, SECONDS + size / PACE, MEMORY):
            yield
    except RashomonError:
        raise
    except Exception as fault:
        where = extract_tb(fault.__traceback__)[-1]
        cause = f"{FAULT}, {type(fault).__name__} in {Path(where.filename).name}:{where.lineno}"
        raise ReadingError(name, cause, "take it out, and report the fault") from fault


@contextmanager
def within(name: str, seconds: float, memory: int = MEMORY) -> Iterator[None]:
    """Raises BudgetError where the block takes more CPU seconds of this process, or more bytes, than are given.

    Only the main thread of a process can be ended so, and memory is bounded on Linux alone; elsewhere the block runs on. A single
    call into a library's machine code is ended when it comes back.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    try:
        with _clock(seconds), _ceiling(memory):
            yield
    except _TooSlow:
        raise BudgetError(name, f"it takes more than {seconds:.0f} seconds", "take it out, or split it") from None
    except MemoryError:
        raise BudgetError(name, f"it needs more than {memory / 1e9:.1f} GB of memory", "take it out, or split it") from None


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    """_TooSlow in the block when the process has used so many CPU seconds: a busy machine makes no report too slow."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _ceiling(memory: int) -> Iterator[None]:
    """MemoryError in the block when the process takes so many bytes more than it has now."""
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    now = int(_STATUS.read_text().split()[0]) * resource.getpagesize() + memory
    limits = [limit for limit in (now, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
