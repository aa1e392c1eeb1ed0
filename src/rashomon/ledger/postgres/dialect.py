"""What PostgreSQL spells in its own way: the search by tsvector, the guard of decisions, the numbers of rows."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal_column, select

from rashomon.ledger.schema import NUMBERED

GUARD = "judgements_no_update"
SEARCHED = {"reports": ("title", "text"), "claims": ("quote",)}


def having(found: Select[Any], searched: Table, words: Sequence[str]) -> tuple[Select[Any], Any]:
    """Rows that have all words, found by the index; a phrase is then looked for in the row's own words, best first by ts_rank."""
    index: ColumnElement[Any] = literal_column(f"{searched.name}.words")
    wanted = func.plainto_tsquery("simple", func.ledger_words(" ".join(words)))
    found = found.where(index.op("@@")(wanted))
    for phrase in (word for word in words if not word.isalnum()):
        found = found.where(func.strpos(literal_column(words_of(searched.name)), func.ledger_words(phrase)) > 0)
    return found, func.ts_rank(index, wanted, 1).desc()


def words_of(table: str) -> str:
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
