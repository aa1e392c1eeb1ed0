"""What a user wants to see -> SQL that finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, column, exists, select, table

from rashomon.errors import LedgerError
from rashomon.ledger.rows import key
from rashomon.ledger.schema import claims, places, reports
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


def claims_wanted(wanted: Wanted) -> Select[Any]:
    """Claims in order of their reports and of the text; raises LedgerError for a search without words."""
    found = select(claims).join(reports, reports.c.id == claims.c.report)
    if wanted.search is not None:
        found = _having(found, "claims_words", claims.c.number, wanted.search)
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


def reports_about(query: str) -> Select[Any]:
    """Reports whose title or text has all words, best first."""
    return _having(select(reports), "reports_words", reports.c.number, query).order_by(column("rank"))


def _having(found: Select[Any], index: str, number: Any, query: str) -> Select[Any]:
    words = table(index, column("rowid"), column(index))
    return found.join(words, words.c.rowid == number).where(words.c[index].op("MATCH")(match_words(query)))


def match_words(query: str) -> str:
    """The query in SQLite's search language: all words and "phrases" of it; raises LedgerError where it has none."""
    # quoted, so that no word of the user is read as an operator of the search language
    words = [phrase or word.replace('"', "") for phrase, word in WORD.findall(query)]
    quoted = [f'"{word}"' for word in words if any(letter.isalnum() for letter in word)]
    if not quoted:
        raise LedgerError(f"search {query!r}: has no words (give at least one)")
    return " ".join(quoted)
