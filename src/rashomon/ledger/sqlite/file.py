"""The file of a ledger, with SQLite's log and the writer's lock beside it: its engines, and what may be done with it as a whole."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from rashomon.errors import LedgerError
from rashomon.ledger.lock import WriterLock
from rashomon.ledger.schema import APPLICATION
from rashomon.ledger.stores import Checks, Writer

SAFE_SQLITE = (3, 51, 3)
"""Older versions can lose a commit in WAL mode when two connections reset the log at once (sqlite.org/wal.html)."""

MENDED = ((3, 44, 6), (3, 50, 7))
"""Versions of older lines into which the cure was taken."""

BUSY = "busy_timeout = 10000"


def driver() -> ModuleType:
    """pysqlite3 where it is installed (a recent SQLite), else the one that came with Python."""
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def is_safe(version: tuple[int, ...]) -> bool:
    """True for a version of SQLite that loses no commit when two connections reset the write-ahead log at once."""
    return version >= SAFE_SQLITE or any(version[:2] == mended[:2] and version >= mended for mended in MENDED)


class File:
    """A ledger that is one file, with SQLite's log and the writer's lock beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name, self.title, self.identity = str(path), path.name, str(path.resolve())

    def exists(self) -> bool:
        """True where something has that name."""
        return self.path.exists()

    def writable(self) -> bool:
        """True where the file and its folder can be written to."""
        return os.access(self.path, os.W_OK) and os.access(self.path.absolute().parent, os.W_OK)

    def reading(self) -> Engine:
        """Connections that may not write."""
        return _engine(self.path, reading_mode(self), "BEGIN", (BUSY, "query_only = ON"))

    def writing(self) -> Writer:
        """Connections that write: log ahead, every commit on disk, foreign keys held. Makes the file where there is none."""
        lock = WriterLock(self.path)
        return Writer(_engine(self.path, "rwc", "BEGIN IMMEDIATE", (BUSY, "journal_mode = WAL", "synchronous = FULL")), lock)

    def checking(self) -> Engine:
        """One connection to a copy that is gone with it: search tables are checked by a command that writes."""
        sqlite = driver()

        def connect() -> Any:
            copy = sqlite.connect("", isolation_level=None, check_same_thread=False)
            source = sqlite.connect(_address(self.path, reading_mode(self)), uri=True)
            source.backup(copy)
            source.close()
            return copy

        return create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool)

    def is_ledger(self, connection: Connection) -> bool:
        """By the mark in the file's head."""
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            return False
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION:
            raise LedgerError(f"{self.name}: is a database of another program (choose another file with --ledger)")
        return True

    def mark(self) -> tuple[object, ...]:
        """Time and size of the file and of SQLite's log beside it."""
        return tuple(mark for file in (self.path, _log(self.path)) for mark in _marks(file))

    def scrub(self, connection: Connection) -> None:
        """Write the file anew without free pages and empty the write-ahead log.

        Raises LedgerError where another program keeps the log from being emptied.
        """
        raw: Any = connection.connection.driver_connection
        try:
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute("VACUUM")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except driver().Error as fault:
            cause = f"the words are masked, but the file cannot be written anew, {fault}"
            raise LedgerError(f"{self.name}: {cause} (make room, close other programs, run the same command again)") from fault
        if busy:
            cause = "another program reads it, words may still be in its log"
            raise LedgerError(f"{self.name}: {cause} (close it, run the same command again)")

    def left_in(self, words: Iterable[str]) -> Iterator[str]:
        """Those of the words whose bytes stand in the file or in the log beside it."""
        found = set()
        wanted = {word: word.encode() for word in words}
        longest = max(map(len, wanted.values()), default=0)
        for file in (self.path, _log(self.path)):
            before = b""
            for piece in _pieces(file):
                window = before + piece
                found |= {word for word, content in wanted.items() if content in window}
                before = window[-longest:]
        yield from sorted(found)

    def checks(self) -> Checks:
        """The file's pages and references, its tables, its search tables."""
        from rashomon.ledger.sqlite.checks import CHECKS  # they make a ledger of their own, which asks this module for its engine

        return CHECKS


def reading_mode(file: File) -> str:
    """How SQLite is to open a ledger that is looked at.

    The last reader takes the log (-wal, -shm) away with it, which it can only where it could write. Where nobody can write
    and no log waits, SQLite must not look for one: it would have to make it.
    """
    if file.writable():
        return "rw"
    log = _log(file.path)
    return "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _marks(file: Path) -> Iterator[tuple[int, int]]:
    """Time of change and size; nothing for an empty file, or for a log that its last user has just taken away."""
    try:
        about = file.stat()
    except FileNotFoundError:
        return
    if about.st_size:
        yield about.st_mtime_ns, about.st_size


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _engine(path: Path, mode: str, begin: str, pragmas: tuple[str, ...]) -> Engine:
    sqlite = driver()

    def connect() -> Any:
        if path.exists() and not path.is_file():
            raise LedgerError(f"{path}: is not a file (choose a file with --ledger)")
        connection = sqlite.connect(_address(path, mode), uri=True, isolation_level=None, check_same_thread=False)
        for pragma in (*pragmas, "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool)
    # the driver leaves transactions to us, so that changes of the schema are part of them too
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _pieces(file: Path) -> Iterator[bytes]:
    if file.exists():
        with file.open("rb") as content:
            while piece := content.read(1 << 20):
                yield piece
