"""A ledger in one SQLite file: engines, the search by FTS5, what of the file itself can be wrong."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Select, Table, column, create_engine, event, table, text
from sqlalchemy.exc import DBAPIError
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
GUARD = "judgements_no_update"
FORMAT = "SELECT '{0} setting ' || k, v FROM {0}_config"
SCHEMA = (
    "SELECT type || ' ' || name, sql FROM sqlite_master UNION ALL SELECT 'version', version_num FROM alembic_version",
    FORMAT.format("reports_words"),
    FORMAT.format("claims_words"),
)


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
        return ("file", _file_faults), ("tables", _schema_faults), ("search", _search_faults)


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


def having(found: Select[Any], searched: Table, words: Sequence[str]) -> tuple[Select[Any], Any]:
    """Rows that have all words and phrases, best first by bm25."""
    index = f"{searched.name}_words"
    search = table(index, column("rowid"), column(index))
    # quoted, so that no word of the user is read as an operator of the search language
    asked = " ".join(f'"{word}"' for word in words)
    return found.join(search, search.c.rowid == searched.c.number).where(search.c[index].op("MATCH")(asked)), column("rank")


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """The trigger is dropped and made again as it was."""
    trigger = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (GUARD,)).scalar_one()
    connection.exec_driver_sql(f"DROP TRIGGER {GUARD}")
    yield
    connection.exec_driver_sql(str(trigger))


def index_anew(connection: Connection) -> None:
    """The search tables keep words of deleted rows until their pages are merged: they are made anew."""
    for name in ("reports", "claims"):
        connection.exec_driver_sql(f"INSERT INTO {name}_words ({name}_words) VALUES ('rebuild')")


@contextmanager
def undecoded(connection: Connection) -> Iterator[None]:
    """Bytes that are no UTF-8 become surrogates."""
    raw: Any = connection.connection.driver_connection
    raw.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


def renumber(connection: Connection) -> None:
    """SQLite counts from the last row by itself."""


def _file_faults(connection: Connection) -> Iterator[str]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield f"file: {line}"
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{name} row {row}: belongs to no row of {parent}"


def _search_faults(connection: Connection) -> Iterator[str]:
    for name in ("reports", "claims"):
        try:
            connection.execute(text(f"INSERT INTO {name}_words ({name}_words, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as fault:
            yield f"search over {name}: does not hold the stored words ({fault.orig})"


def _schema_faults(connection: Connection) -> Iterator[str]:
    """Tables, indexes and triggers are those that the migrations make: a trigger that is gone guards nothing."""
    from rashomon.ledger.opening import made  # it asks this module for the engine of what it makes

    for query, right in zip(SCHEMA, made(SCHEMA), strict=True):
        found = set(map(tuple, connection.exec_driver_sql(query)))
        for name, told in sorted(found ^ right, key=repr):
            yield f"{name}: {'is none of a ledger' if (name, told) in found else 'is missing'}"
