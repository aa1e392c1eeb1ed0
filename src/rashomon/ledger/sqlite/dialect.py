"""What SQLite spells in its own way: the search by FTS5, the guard of decisions, texts that are no UTF-8."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, Table, column, table

GUARD = "judgements_no_update"


def having(found: Select[Any], searched: Table, words: Sequence[str]) -> tuple[Select[Any], Any]:
    """Rows that have all words and phrases, best first by bm25."""
    index = f"{searched.name}_words"
    search = table(index, column("rowid"), column(index))
    return found.join(search, search.c.rowid == searched.c.number).where(search.c[index].op("MATCH")(all_of(words))), column("rank")


def all_of(words: Sequence[str]) -> str:
    """The words in the search language: quoted, so that none of them is read as an operator."""
    return " ".join(f'"{word}"' for word in words)


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
