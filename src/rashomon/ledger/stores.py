"""The address of a ledger -> the store that keeps it: a file for one machine, a database on a server for a team."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import msgspec
from sqlalchemy import Connection, Engine, Select, Table
from sqlalchemy.exc import DBAPIError, NoResultFound

from rashomon.errors import LedgerError

Address: TypeAlias = Path | str
"""Where a ledger is: a file, or ``postgresql://user@host/database``."""

SERVERS = ("postgresql://", "postgres://")

Check = Callable[[Connection], Iterator[str]]
Checks = tuple[tuple[str, Check], ...]

REMEDIES = (
    ("not a database", "choose another file with --ledger"),
    ("unable to open", "check the path and its rights, or choose another file with --ledger"),
    ("disk I/O error", "the disk is full, gone or failing: nothing committed is lost, make room and run the command again"),
    ("full", "make room and run the command again: nothing committed is lost"),
    ("No space left", "make room on the server and run the command again: nothing committed is lost"),
    ("readonly", "check the rights of the file and of its folder"),
    ("read-only", "this is a copy of the server's or a reader's database: write to the server itself"),
    ("locked", "another program writes to it: run the command again when it is done"),
    ("appended, never changed", "append another entry that takes it back"),
    ('FATAL:  role "', "check the user in the address; an administrator makes a role with createuser NAME"),
    ("does not exist", "check the address; an administrator makes a database with createdb --encoding UTF8 NAME"),
    ("permission denied to create ext", "an administrator runs there: CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm"),
    ("is not available", "the server needs the extensions unaccent and pg_trgm, which come with PostgreSQL: postgresql-contrib"),
    ("permission denied", "the database's owner grants the right, see the how-to of a team's ledger"),
    ("must be owner", "this needs the role that owns the ledger, see the how-to of a team's ledger"),
    ("password", "put the password into ~/.pgpass or PGPASSWORD"),
    ("onnection", "check the address and that the server runs: nothing committed is lost"),
)


class Lock(Protocol):
    """The writer's place, held while a ledger is open for writing."""

    def check(self) -> None:
        """Raises LedgerError where the place was lost."""

    def release(self) -> None:
        """Let the next writer in."""


class Writer:
    """The one who writes: an engine, and the lock that keeps others out where the engine's connection is not the lock itself."""

    def __init__(self, engine: Engine, lock: Lock | None = None) -> None:
        self.engine, self._lock = engine, lock

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction; raises LedgerError where the writer's place was lost."""
        if self._lock:
            self._lock.check()
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let the next writer in."""
        self.engine.dispose()
        if self._lock:
            self._lock.release()


class Store(Protocol):
    """What the kinds of stores do differently; all else of a ledger is the same SQL."""

    name: str
    """As messages call it."""
    title: str
    """As a page calls it: the name without folders."""
    identity: str
    """The same for one ledger however it is addressed."""

    def exists(self) -> bool:
        """False where a writer would have to make the ledger."""

    def writable(self) -> bool:
        """True where it can be opened for writing."""

    def reading(self) -> Engine:
        """Connections that change nothing and that see one state of the ledger per transaction."""

    def writing(self) -> Writer:
        """Take the writer's place. Raises BusyError that names who has it, now or at the first transaction."""

    def checking(self) -> Engine:
        """Connections for a reader's checks, which may not change the ledger."""

    def is_ledger(self, connection: Connection) -> bool:
        """False where nothing stands yet; raises LedgerError for another program's tables."""

    def mark(self) -> tuple[object, ...]:
        """Changes when somebody writes to the ledger."""

    def scrub(self, connection: Connection) -> None:
        """Write all anew, so that no free page holds redacted words; outside of a transaction."""

    def left_in(self, words: Iterable[str]) -> Iterator[str]:
        """Those of the words that stand in the store."""

    def checks(self) -> Checks:
        """What is checked of this kind of store alone: what it is called, and the lines about what is wrong."""


class Dialect(Protocol):
    """The pieces of SQL that the kinds of stores spell differently."""

    def having(self, found: Select[Any], searched: Table, words: Sequence[str]) -> tuple[Select[Any], Any]:
        """Only rows that have all words and phrases, and the expression by which the best come first."""

    def unguarded(self, connection: Connection) -> AbstractContextManager[None]:
        """The trigger that keeps decisions from being changed stands aside inside the transaction, and nowhere else."""

    def index_anew(self, connection: Connection) -> None:
        """Drop what search tables keep of deleted words."""

    def undecoded(self, connection: Connection) -> AbstractContextManager[None]:
        """Bytes that are no UTF-8 are read as they are: a changed byte must be named, not stop the look for others."""

    def renumber(self, connection: Connection) -> None:
        """Rows that follow those that were copied get the numbers after theirs."""


def store_at(address: Address) -> Store:
    """The store of an address; nothing is opened. Raises LedgerError for an address that is not understood."""
    from rashomon.ledger.sqlite import File

    if not isinstance(address, str) or "://" not in address:
        return File(Path(address))
    from rashomon.ledger.postgres import Server

    if not address.startswith(SERVERS):
        scheme = address.partition("://")[0]
        raise LedgerError(
            f"{scheme}://...: is no address of a ledger (write postgresql://user@host/database, or the name of a file)"
        )
    return Server(address)


def dialect_of(connection: Connection) -> Dialect:
    """How the database behind the connection spells what SQL leaves open."""
    from rashomon.ledger.postgres import dialect as postgres
    from rashomon.ledger.sqlite import dialect as sqlite

    return postgres if connection.dialect.name == "postgresql" else sqlite


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """The engine for the length of the block; its connections are closed after it."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def one_line(name: object) -> Iterator[None]:
    """What the database has against the block becomes a LedgerError with its remedy."""
    try:
        yield
    except DBAPIError as fault:
        cause = (str(fault.orig).strip() or type(fault.orig).__name__).splitlines()[0]
        remedy = next((remedy for words, remedy in REMEDIES if words in cause), "see rashomon verify")
        raise LedgerError(f"{name}: {cause} ({remedy})") from fault
    except (NoResultFound, UnicodeError) as fault:
        raise LedgerError(f"{name}: the file is damaged, {fault} (restore a backup)") from fault
    except msgspec.MsgspecError as fault:
        raise LedgerError(f"{name}: a stored row is not understood, {fault} (rashomon verify names it)") from fault
