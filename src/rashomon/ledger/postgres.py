"""A ledger in a PostgreSQL database: engines, the writer's lock, the search by tsvector, what of the database can be wrong."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import Any
from weakref import finalize

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    Text,
    cast,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.pool import QueuePool

from rashomon.errors import BusyError, LedgerError, SetupError
from rashomon.ledger.schema import APPLICATION, MARK, NUMBERED, log, metadata, plain
from rashomon.ledger.stores import Checks, Writer, closing_engine, one_line

GUARDED = ("judgements", "log")
GUARD = "judgements_no_update"

# A session that lost its server or its client ends within two minutes: it holds the writer's place no longer.
SESSION = "SET datestyle = ISO; SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 15; SET tcp_keepalives_count = 4"

TABLES = """
    SELECT count(*), obj_description(to_regclass(quote_ident(current_schema) || '.reports'), 'pg_class') FROM pg_class
    WHERE relnamespace = quote_ident(current_schema)::regnamespace AND relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
"""
LOCK = "pg_try_advisory_lock(%s, quote_ident(current_schema)::regnamespace::oid::int8::bit(32)::int)"
HOLDER = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted
    AND classid = %s AND pg_locks.objid = quote_ident(current_schema)::regnamespace::oid
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
GUARDS = """
    SELECT 'trigger ' || tgname, tgenabled = 'A' AND prosrc = %s FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid WHERE relnamespace = quote_ident(current_schema)::regnamespace AND NOT tgisinternal
"""
INDEXES = """
    SELECT 'index ' || relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = quote_ident(current_schema)::regnamespace
"""
OWNED = """
    SELECT relname FROM pg_class JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
    WHERE relnamespace = quote_ident(current_schema)::regnamespace
"""
SEARCHED = {"reports": ("title", "text"), "claims": ("quote",)}
NEAR = "claims_source_near"


class Server:
    """A ledger that is a schema of a database: the current one of whoever connects, ``public`` unless told otherwise."""

    def __init__(self, address: str) -> None:
        """Raises LedgerError for an address that libpq does not understand, SetupError where the driver is missing."""
        try:
            from psycopg import Error
            from psycopg.conninfo import conninfo_to_dict
        except ImportError:
            raise SetupError("a ledger on PostgreSQL needs psycopg (pip install 'rashomon[postgres]')") from None
        try:
            told = conninfo_to_dict(address)
        except Error as fault:
            shown = address.partition("@")[2] or address
            cause = str(fault).strip().splitlines()[0]
            raise LedgerError(f"{shown}: {cause} (write postgresql://user@host/database)") from None
        if told.get("password"):
            cause = "a password in an address is shown in messages and in lists of processes"
            raise LedgerError(f"{told.get('host')}: {cause} (put it into ~/.pgpass or PGPASSWORD)")
        self.name = self.title = self.identity = address

    def exists(self) -> bool:
        """Only a connection can tell; `is_ledger` does."""
        return True

    def writable(self) -> bool:
        """True unless the server is a standby, or the role may only read."""
        may = "SELECT NOT pg_is_in_recovery() AND coalesce(has_table_privilege(to_regclass('log'), 'INSERT'), true)"
        with one_line(self.name), closing_engine(self.reading()) as engine, engine.begin() as connection:
            return bool(connection.exec_driver_sql(may).scalar_one())

    def reading(self) -> Engine:
        """Connections in which a transaction may not write."""
        return _reading_engine(self.name)

    def writing(self) -> Writer:
        """One connection that writes, and that holds the writer's lock as long as it lives."""
        me = f"process {os.getpid()} on {socket.gethostname()}"
        engine = _engine(lambda: _session(self.name, me), pool_size=1, max_overflow=0)
        event.listen(engine, "connect", lambda session, _: self._take_place(session))
        return Writer(engine)

    def checking(self) -> Engine:
        """No check writes."""
        return self.reading()

    def is_ledger(self, connection: Connection) -> bool:
        """By the comment on the table of reports."""
        if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
            raise LedgerError(f"{self.name}: the database's encoding is not UTF8 (make one with createdb --encoding UTF8 NAME)")
        if connection.exec_driver_sql("SELECT current_schema").scalar() is None:
            raise LedgerError(f"{self.name}: the schema is missing (make it with CREATE SCHEMA, or choose another in the address)")
        tables, mark = connection.exec_driver_sql(TABLES).one()
        if tables and mark != MARK:
            cause = "the database holds tables of another program"
            raise LedgerError(f"{self.name}: {cause} (choose another database, or another schema, with --ledger)")
        return bool(tables)

    def mark(self) -> tuple[object, ...]:
        """The last entry of the log: all that a record follows from is entered there."""
        with one_line(self.name), self._looking.begin() as connection:
            last = select(log.c.number, log.c.seal).order_by(log.c.number.desc()).limit(1)
            return tuple(connection.execute(last).first() or ())

    def scrub(self, connection: Connection) -> None:
        """Write every table anew. What the server's own log, its copies and its backups hold is beyond it."""
        with connection.execution_options(isolation_level="AUTOCOMMIT"):
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table.name}")

    def left_in(self, words: Iterable[str]) -> Iterator[str]:
        """Those of the words that a row of any table holds."""
        with one_line(self.name), closing_engine(self.reading()) as engine, engine.begin() as connection:
            for word in sorted(words):
                if any(connection.execute(_holding(table, word)).first() for table in metadata.sorted_tables):
                    yield word

    def checks(self) -> Checks:
        """Tables, guards, search."""
        return ("tables", _schema_faults), ("search", _search_faults)

    @cached_property
    def _looking(self) -> Engine:
        """One connection for what is asked again and again, closed with the store."""
        engine = _reading_engine(self.name)
        finalize(self, engine.dispose)
        return engine

    def _take_place(self, session: Any) -> None:
        taken = session.execute(f"SELECT {LOCK}", (APPLICATION,)).fetchone()[0]
        holder = None if taken else session.execute(HOLDER, (APPLICATION,)).fetchone()
        session.commit()
        if not taken:
            session.close()
            whom = holder[0] if holder and holder[0] else "another process"
            raise BusyError(f"{self.name}: {whom} is writing to it (wait until it is done, or end it)")


def _session(address: str, who: str) -> Any:
    import psycopg
    from psycopg.types.string import TextLoader

    session = psycopg.connect(address, application_name=who[:63], client_encoding="UTF8", autocommit=True)
    session.adapters.register_loader("date", TextLoader)  # a day as SQLite has it: digests are made over what is stored
    session.execute(SESSION)
    session.autocommit = False
    return session


def _reading_engine(address: str) -> Engine:
    from psycopg import IsolationLevel

    def connect() -> Any:
        session = _session(address, "rashomon reader")
        session.isolation_level, session.read_only = IsolationLevel.REPEATABLE_READ, True
        return session

    return _engine(connect)


def _engine(connect: Callable[[], Any], **size: int) -> Engine:
    """A connection that the server has ended is made anew before it is used: its restart need not end a workbench."""
    return create_engine("postgresql+psycopg://", creator=connect, poolclass=QueuePool, pool_pre_ping=True, **size)


def _holding(table: Table, word: str) -> Any:
    """A row of the table that has the word in one of its cells."""
    return select(literal(1)).where(or_(*(func.strpos(cast(cell, Text), word) > 0 for cell in plain(table).c))).limit(1)


def having(found: Select[Any], searched: Table, words: Sequence[str]) -> tuple[Select[Any], Any]:
    """Rows that have all words, found by the index; a phrase is then looked for in the row's own words, best first by ts_rank."""
    index: ColumnElement[Any] = literal_column(f"{searched.name}.words")
    wanted = func.plainto_tsquery("simple", func.ledger_words(" ".join(words)))
    found = found.where(index.op("@@")(wanted))
    for phrase in (word for word in words if not word.isalnum()):
        found = found.where(func.strpos(literal_column(_text(searched.name)), func.ledger_words(phrase)) > 0)
    return found, func.ts_rank(index, wanted, 1).desc()


def _text(table: str) -> str:
    """All words of a row, as the search sees them; a phrase does not begin in a title and end in a text."""
    return " || '|' || ".join(f"ledger_words({table}.{name})" for name in SEARCHED[table])


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """The trigger is switched off and on again."""
    connection.exec_driver_sql(f"ALTER TABLE judgements DISABLE TRIGGER {GUARD}")
    yield
    connection.exec_driver_sql(f"ALTER TABLE judgements ENABLE ALWAYS TRIGGER {GUARD}")


def index_anew(connection: Connection) -> None:
    """The words of a row go with it; `scrub` writes the indexes anew."""


def undecoded(connection: Connection) -> AbstractContextManager[None]:
    """The server lets nothing in that is no UTF-8."""
    return nullcontext()


def renumber(connection: Connection) -> None:
    """The sequences go on after the highest number."""
    for table in NUMBERED:
        highest = select(func.max(table.c.number)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "number")
        connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _schema_faults(connection: Connection) -> Iterator[str]:
    """Tables, columns, indexes and guards are those that the migrations make: a guard that is gone guards nothing."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from rashomon.migrations.spelling import REFUSE

    foreign = {*connection.exec_driver_sql(OWNED).scalars(), *(f"{table}_words" for table in SEARCHED), NEAR, "words"}
    context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: name not in foreign})
    for change in compare_metadata(context, metadata):
        yield _told(change)
    guards = dict(map(tuple, connection.exec_driver_sql(GUARDS, (REFUSE,))))
    indexes = dict(map(tuple, connection.exec_driver_sql(INDEXES)))
    expected = {f"trigger {table}_no_{change}" for table in GUARDED for change in ("update", "delete", "truncate")}
    for name in sorted(expected - {name for name, works in guards.items() if works}):
        yield f"{name}: {'does not guard' if name in guards else 'is missing'}"
    yield from (f"{name}: is none of a ledger" for name in sorted(guards.keys() - expected))
    wanted = {f"index {name}" for name in (*(f"{table}_words" for table in SEARCHED), NEAR)}
    yield from (f"{name}: is missing" for name in sorted(wanted - {name for name, valid in indexes.items() if valid}))


def _told(change: Any) -> str:
    """A difference as alembic has it -> the line about it: ``("remove_table", Table)`` -> ``table notes: is none of a ledger``."""
    if isinstance(change, list):
        return f"column {change[0][2]}.{change[0][3]}: is of another kind"
    act, kind = change[0].split("_", 1)
    thing = change[-1]
    name = f"{change[2]}.{thing.name}" if kind == "column" else thing.name
    return f"{kind} {name}: {'is missing' if act == 'add' else 'is none of a ledger'}"


def _search_faults(connection: Connection) -> Iterator[str]:
    """The words in the indexes are those of the texts: other rules of the server's, after an upgrade, show here too."""
    for table in SEARCHED:
        wrong = f"SELECT count(*) FROM {table} WHERE words IS DISTINCT FROM ledger_index({_text(table)})"
        if amount := connection.exec_driver_sql(wrong).scalar_one():
            yield f"search over {table}: does not hold the stored words ({amount} rows)"
