"""The connections of an open ledger: many read, one writes; a fault of the database leaves as one line with its remedy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select

from rashomon.errors import LedgerError
from rashomon.ledger.lock import undisturbed
from rashomon.ledger.stores import Store, Writer, closing_engine, one_line

Question: TypeAlias = Select[Any] | Callable[[Connection], Select[Any]]
"""A statement, or what makes one for the database behind a connection."""


class Session:
    """A store that was opened, with the writer's place where it was opened for writing."""

    def __init__(self, store: Store, writer: Writer | None = None) -> None:
        self.store = store
        self.reader = store.reading()
        self._writer = writer

    def close(self) -> None:
        """Give back the file or the connections, and the writer's place."""
        self.reader.dispose()
        if self._writer:
            self._writer.close()
            self._writer = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the ledger for the length of the block."""
        with one_line(self.store.name), self.reader.begin() as connection:
            yield connection

    def rows(self, question: Question) -> Iterator[Any]:
        """The rows that answer, as they are taken."""
        with self.reading() as connection:
            found = question(connection) if callable(question) else question
            with connection.execution_options(yield_per=100).execute(found) as rows:  # who stops early leaves no cursor open
                yield from rows

    def first(self, question: Question) -> Any:
        """The first row that answers, None where there is none."""
        return next(self.rows(question), None)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, in the ledger wholly or not at all; Ctrl-C waits for its end."""
        with undisturbed(), one_line(self.store.name), self._place().begin() as connection:
            yield connection

    @contextmanager
    def checking(self) -> Iterator[Connection]:
        """A transaction for checks; who may not write checks a copy."""
        if self._writer:
            with one_line(self.store.name), self._writer.begin() as connection:
                yield connection
        else:
            with one_line(self.store.name), closing_engine(self.store.checking()) as engine, engine.begin() as connection:
                yield connection

    def scrub(self) -> None:
        """Write the store anew, so that no free page of it holds redacted words; no reader of ours stands in the way."""
        self.reader.dispose()
        with one_line(self.store.name), self._place().engine.connect() as connection:
            self.store.scrub(connection)

    def _place(self) -> Writer:
        if self._writer is None:
            raise LedgerError(f"{self.store.name}: is open for reading only (open it with write=True)")
        return self._writer
