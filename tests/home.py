"""Where the tests keep ledgers: in files, and in databases of a server. The same test runs on both."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

import psycopg
from tests.server import Server, database_of

from rashomon.ledger.sqlite import driver
from rashomon.ledger.stores import Address

GUARDED = ("judgements", "log")
FAULTS = (driver().Error, sqlite3.Error, psycopg.Error)
Run = Callable[..., list[tuple[Any, ...]]]


class RefusedError(Exception):
    """The database does not do what a statement says."""


class Home(Protocol):
    """Makes places for ledgers."""

    def fresh(self) -> Address:
        """A place where nothing is yet."""

    def clone(self, ledger: Address) -> Address:
        """A copy of a ledger that nobody has open."""


class Files:
    """In files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)

    def fresh(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return folder / "war.db"

    def clone(self, ledger: Address) -> Path:
        path = self.fresh()
        copyfile(ledger, path)
        return path


class Databases:
    """In databases of a server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def fresh(self) -> str:
        return self._server.fresh()

    def clone(self, ledger: Address) -> str:
        return self._server.fresh(database_of(str(ledger)))


def is_file(ledger: Address) -> bool:
    """False for one on a server."""
    return "://" not in str(ledger)


@contextmanager
def behind(ledger: Address) -> Iterator[Run]:
    """Runs statements behind the ledger's back; `?` stands for a value. Raises RefusedError with the database's words."""
    if is_file(ledger):
        connection: Any = driver().connect(str(ledger), isolation_level=None)
    else:
        connection = psycopg.connect(str(ledger), autocommit=True)

    def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        asked = statement if is_file(ledger) else statement.replace("%", "%%").replace("?", "%s")
        try:
            found = connection.execute(asked, values)
            return list(found.fetchall()) if found.description else []
        except FAULTS as fault:
            raise RefusedError(str(fault)) from fault

    try:
        yield run
    finally:
        connection.close()


@contextmanager
def past_guards(ledger: Address) -> Iterator[Run]:
    """The same, past its triggers, which are put back."""
    with behind(ledger) as run:
        if is_file(ledger):
            guards = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in guards:
                run(f"DROP TRIGGER {name}")
            yield run
            for _, sql in guards:
                run(sql)
            return
        guards = run("SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal")
        for table, name in guards:
            run(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield run
        for table, name in guards:
            run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
