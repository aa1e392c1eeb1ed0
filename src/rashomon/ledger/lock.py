"""One writer at a time, and no commit cut in two by Ctrl-C."""

import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from rashomon.errors import BusyError, LedgerError


class WriterLock:
    """Held by the one process that writes to a ledger; the system takes it back when that process ends, however it ends."""

    def __init__(self, ledger: Path) -> None:
        """Raises BusyError that names the process which holds the lock."""
        self._ledger = ledger
        self._file: IO[str] = _open(ledger)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise BusyError(f"{ledger}: process {holder} is writing to it (wait until it is done, or end it)") from None
        except OSError as fault:
            self._file.close()
            cause = f"its folder gives no locks, {fault.strerror}"
            raise LedgerError(f"{ledger}: {cause} (choose a file on a local disk with --ledger)") from None
        self.check()
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def check(self) -> None:
        """Raises LedgerError where the lock's file was removed or replaced: another may hold one of the same name now."""
        try:
            there = _beside(self._ledger).stat()
        except OSError:
            there = None
        if there is None or not os.path.samestat(there, os.fstat(self._file.fileno())):
            cause = "its lock was taken away while this process held it"
            raise LedgerError(f"{self._ledger}: {cause} (nothing more is written; run the command again)")

    def release(self) -> None:
        """Let the next writer in."""
        self._file.truncate(0)
        self._file.close()

    @contextmanager
    def released_on_fault(self) -> Iterator[None]:
        """Let the next writer in where the block fails."""
        try:
            yield
        except BaseException:
            self.release()
            raise


def _beside(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.lock")


def _open(ledger: Path) -> IO[str]:
    try:
        return os.fdopen(os.open(_beside(ledger), os.O_RDWR | os.O_CREAT, 0o644), "r+")
    except OSError as fault:
        raise LedgerError(f"{ledger}: cannot be written, {fault.strerror} (choose another file with --ledger)") from None


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the block is done, then acts as it would have."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: asked.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked and callable(before):
        before(*asked[0])
