"""The schema of a database that is a ledger: its engines, the writer's lock, and what may be done with it as a whole."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any
from weakref import finalize

from sqlalchemy import Connection, Engine, Table, Text, cast, create_engine, event, func, literal, or_, select
from sqlalchemy.pool import QueuePool

from rashomon.errors import BusyError, LedgerError, SetupError
from rashomon.ledger.postgres.checks import CHECKS
from rashomon.ledger.schema import APPLICATION, MARK, log, metadata, plain
from rashomon.ledger.stores import Checks, Writer, closing_engine, one_line

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
        return CHECKS

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
