"""An address -> an open ledger of this program's version, made or migrated where it has to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import QueuePool

from rashomon.errors import LedgerError
from rashomon.ledger.checking import state_faults
from rashomon.ledger.log import adopt
from rashomon.ledger.schema import FIRST_LOGGED, REVISIONS
from rashomon.ledger.session import Session
from rashomon.ledger.sqlite import driver
from rashomon.ledger.stores import Address, Store, Writer, closing_engine, one_line, store_at


def opened(address: Address, *, write: bool) -> Session:
    """The ledger there; with `write` it is made where there is none. Raises LedgerError as `Ledger.open` says."""
    store = store_at(address)
    if not write and not store.exists():
        raise LedgerError(f"{address}: no such ledger (rashomon read --ledger {address} FILE... makes one)")
    with one_line(store.name):
        found = version(store)
        if not (write or found):
            raise LedgerError(f"{address}: is empty, no ledger (rashomon read --ledger {address} FILE... makes one)")
        if write or found != REVISIONS[-1]:
            with opened_for_writing(store) as writer:
                prepare(store, writer)
                if write:
                    return Session(store, writer)
            writer.close()
        return Session(store)


def version(store: Store) -> str | None:
    """The ledger's version, None where there is none; raises LedgerError for another program's or a newer version."""
    if not store.exists():
        return None
    with closing_engine(store.reading()) as engine, engine.begin() as connection:
        return _version(store, connection)


def _version(store: Store, connection: Connection) -> str | None:
    if not store.is_ledger(connection):
        return None
    found = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if found not in REVISIONS:
        raise LedgerError(f"{store.name}: is of version {found}, this program knows {REVISIONS[-1]} (install a newer rashomon)")
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
    """What a file that was just made answers to each query."""
    sqlite = driver()
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: sqlite.connect(""), poolclass=QueuePool)
    with closing_engine(engine), engine.begin() as connection:
        migrate(connection)
        return tuple(frozenset(map(tuple, connection.exec_driver_sql(query))) for query in queries)


@contextmanager
def opened_for_writing(store: Store) -> Iterator[Writer]:
    """The writer's place, given back where the block fails and only there."""
    writer = store.writing()
    try:
        yield writer
    except BaseException:
        writer.close()
        raise


def prepare(store: Store, writer: Writer) -> None:
    """Make the ledger, or bring it to this program's version."""
    with writer.begin() as connection:
        found = _version(store, connection)
        if found == REVISIONS[-1]:
            return
        faults = list(state_faults(connection, found)) if found and found >= FIRST_LOGGED else []
        adopt(connection, REVISIONS[-1], faults + migrate(connection))


@contextmanager
def making(store: Store) -> Iterator[Connection]:
    """The tables of a new ledger, empty, in the transaction of the block. Raises LedgerError where a ledger is already."""
    if version(store):
        raise LedgerError(f"{store.name}: is a ledger already (copy to a new one)")
    with opened_for_writing(store) as writer:
        with writer.begin() as connection:
            migrate(connection)
            yield connection
        writer.close()
