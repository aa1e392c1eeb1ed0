"""What a user wants to see -> SQL that finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, select

from rashomon.errors import LedgerError
from rashomon.ledger.rows import key
from rashomon.ledger.schema import claims, places, reports
from rashomon.ledger.stores import dialect_of
from rashomon.model import Kind, ReportId

WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims: all that is given must hold. Days are inclusive and find claims whose days overlap them.

    `kinds` are alternatives. `source` finds any part of the name; `place` the event's place by its usual name or as the report
    prints it, `also` by other names of it; `search` words and "phrases" of the quote.
    """

    kinds: tuple[Kind, ...] = ()
    source: str | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    search: str | None = None
    report: ReportId | None = None
    also: tuple[str, ...] = ()


def claims_wanted(connection: Connection, wanted: Wanted) -> Select[Any]:
    """Claims in order of their reports and of the text; raises LedgerError for a search without words."""
    found = select(claims).join(reports, reports.c.id == claims.c.report)
    if wanted.search is not None:
        found, _ = dialect_of(connection).having(found, claims, searched_words(wanted.search))
    return found.where(*_conditions(wanted)).order_by(reports.c.number, claims.c.start, claims.c.number)


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.kinds:
        yield claims.c.kind.in_(wanted.kinds)
    if wanted.source is not None:
        yield claims.c.source.contains(key(wanted.source), autoescape=True)
    if wanted.place is not None:
        names = {key(name) for name in (wanted.place, *wanted.also)}
        yield exists().where(places.c.claim == claims.c.id, places.c.name.in_(sorted(names)))
    if wanted.first is not None:
        yield claims.c.last >= wanted.first
    if wanted.last is not None:
        yield claims.c.first <= wanted.last
    if wanted.report is not None:
        yield claims.c.report == wanted.report


def begins_with(column: Any, digits: str) -> ColumnElement[bool]:
    """Ids that begin with these hexadecimal digits, as a range: an index answers it in every store."""
    return and_(column >= digits, column < f"{digits}g")


def reports_about(connection: Connection, query: str) -> Select[Any]:
    """Reports whose title or text has all words, best first; raises LedgerError for a search without words."""
    found, rank = dialect_of(connection).having(select(reports), reports, searched_words(query))
    return found.order_by(rank, reports.c.number)


def searched_words(query: str) -> list[str]:
    """The words and "phrases" of a query; raises LedgerError where it has none."""
    words = [phrase or word.replace('"', "") for phrase, word in WORD.findall(query)]
    found = [word for word in words if any(letter.isalnum() for letter in word)]
    if not found:
        raise LedgerError(f"search {query!r}: has no words (give at least one)")
    return found


def match_words(query: str) -> str:
    """The query in SQLite's search language: all words and "phrases" of it; raises LedgerError where it has none."""
    # quoted, so that no word of the user is read as an operator of the search language
    return " ".join(f'"{word}"' for word in searched_words(query))
