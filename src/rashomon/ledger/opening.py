"""A path -> SQLite engines on a ledger of this program's version, made or migrated where it has to be."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.pool import QueuePool

from rashomon.errors import LedgerError
from rashomon.ledger.checking import state_faults
from rashomon.ledger.log import adopt
from rashomon.ledger.schema import APPLICATION, FIRST_LOGGED, REVISIONS

SAFE_SQLITE = (3, 51, 3)
"""Older versions can lose a commit in WAL mode when two connections reset the log at once (sqlite.org/wal.html)."""

BUSY = "busy_timeout = 10000"

REMEDIES = (
    ("not a database", "choose another file with --ledger"),
    ("unable to open", "check the path and its rights, or choose another file with --ledger"),
    ("disk I/O error", "the disk is full, gone or failing: nothing committed is lost, make room and run the command again"),
    ("full", "make room and run the command again: nothing committed is lost"),
    ("readonly", "check the rights of the file and of its folder"),
    ("locked", "another program writes to it: run the command again when it is done"),
    ("appended, never changed", "append another entry that takes it back"),
)


def driver() -> ModuleType:
    """pysqlite3 where it is installed (a recent SQLite), else the one that came with Python."""
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def reading_engine(path: Path) -> Engine:
    """Connections that change nothing and that see one state of the ledger per transaction."""
    return _engine(path, reading_mode(path), "BEGIN", (BUSY, "query_only = ON"))


def writing_engine(path: Path) -> Engine:
    """Connections that write: log ahead, every commit on disk, foreign keys held. Makes the file where there is none."""
    return _engine(path, "rwc", "BEGIN IMMEDIATE", (BUSY, "journal_mode = WAL", "synchronous = FULL"))


def writable(path: Path) -> bool:
    """True where the ledger and its folder can be written to."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def reading_mode(path: Path) -> str:
    """How SQLite is to open a ledger that is looked at.

    The last reader takes the log (-wal, -shm) away with it, which it can only where it could write. Where nobody can write
    and no log waits, SQLite must not look for one: it would have to make it.
    """
    if writable(path):
        return "rw"
    log = path.with_name(f"{path.name}-wal")
    return "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"


def copy_engine(path: Path) -> Engine:
    """One connection to a copy of the ledger that may be written to and is gone with it."""
    sqlite = driver()

    def connect() -> Any:
        copy = sqlite.connect("", isolation_level=None, check_same_thread=False)
        source = sqlite.connect(_address(path, reading_mode(path)), uri=True)
        source.backup(copy)
        source.close()
        return copy

    return create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool)


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _engine(path: Path, mode: str, begin: str, pragmas: tuple[str, ...]) -> Engine:
    sqlite = driver()

    def connect() -> Any:
        connection = sqlite.connect(_address(path, mode), uri=True, isolation_level=None, check_same_thread=False)
        for pragma in (*pragmas, "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool)
    # the driver leaves transactions to us, so that changes of the schema are part of them too
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def version(path: Path) -> str | None:
    """The ledger's version, None for an empty file; raises LedgerError for another program's file or a newer version."""
    if not path.is_file():
        raise LedgerError(f"{path}: is not a file (choose a file with --ledger)")
    with closing_engine(reading_engine(path)) as engine, engine.begin() as connection:
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if not tables:
            return None
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION:
            raise LedgerError(f"{path}: is a database of another program (choose another file with --ledger)")
        found = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if found not in REVISIONS:
        raise LedgerError(f"{path}: is of version {found}, this program knows {REVISIONS[-1]} (install a newer rashomon)")
    return found


def migrate(connection: Connection, to: str = "head") -> list[str]:
    """Run the missing versions inside the connection's transaction: all of them or none. Gives what they found to be wrong."""
    from alembic import command  # 0.2 s that a ledger of the right version need not wait for
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "rashomon:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return list(config.attributes.get("faults", []))


@cache
def made(queries: tuple[str, ...]) -> tuple[frozenset[tuple[Any, ...]], ...]:
    """What a ledger that was just made answers to each query."""
    sqlite = driver()
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: sqlite.connect(""), poolclass=QueuePool)
    with closing_engine(engine), engine.begin() as connection:
        migrate(connection)
        return tuple(frozenset(map(tuple, connection.exec_driver_sql(query))) for query in queries)


def prepare(path: Path) -> None:
    """Make the ledger, or bring it to this program's version; the caller holds the writer's lock."""
    found = version(path) if path.exists() else None
    if found == REVISIONS[-1]:
        return
    with closing_engine(writing_engine(path)) as engine, engine.begin() as connection:
        faults = list(state_faults(connection, found)) if found and found >= FIRST_LOGGED else []
        adopt(connection, REVISIONS[-1], faults + migrate(connection))


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """The engine for the length of the block; its connections are closed after it."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def one_line(path: Path) -> Iterator[None]:
    """What the database has against the block becomes a LedgerError with its remedy."""
    try:
        yield
    except DBAPIError as fault:
        remedy = next((remedy for words, remedy in REMEDIES if words in str(fault.orig)), "see rashomon verify")
        raise LedgerError(f"{path}: {fault.orig} ({remedy})") from fault
    except (NoResultFound, UnicodeError) as fault:
        raise LedgerError(f"{path}: the file is damaged, {fault} (restore a backup)") from fault
    except msgspec.MsgspecError as fault:
        raise LedgerError(f"{path}: a stored row is not understood, {fault} (rashomon verify names it)") from fault
