"""What a user wants to see -> the SQL that finds it, or the one noun that a few digits mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, true

from rashomon.errors import LedgerError
from rashomon.ledger.log import report_subject
from rashomon.ledger.rows import key, place_values
from rashomon.ledger.schema import claims, issues, judgements, log, places, reports
from rashomon.ledger.sqlite.dialect import all_of
from rashomon.ledger.stores import dialect_of
from rashomon.model import Claim, Kind, ReportId, When

WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims: all that is given must hold. Days are inclusive and find claims whose days overlap them.

    `kinds` are alternatives. `source` finds any part of the name; `place` the event's place by its usual name or as the report
    prints it, `also` by other names of it; `search` words and "phrases" of the quote. Claims of the reports `beside` are found
    whatever their kind, source, place and days.
    """

    kinds: tuple[Kind, ...] = ()
    source: str | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    search: str | None = None
    report: ReportId | None = None
    also: tuple[str, ...] = ()
    beside: frozenset[ReportId] = frozenset()

    def fits(self, claim: Claim) -> bool:
        """True where kind, source, place and days of a claim are those that are wanted: what the SQL below asks of its row."""
        days = claim.when or When(claim.quote, "", None, None, "")
        names = {str(row["name"]) for row in place_values(claim)}
        return (
            (not self.kinds or claim.kind in self.kinds)
            and (self.source is None or key(self.source) in (key(claim.source.name) if claim.source else ""))
            and (self.place is None or not names.isdisjoint(key(name) for name in (self.place, *self.also)))
            and (self.first is None or (days.last is not None and days.last >= self.first))
            and (self.last is None or (days.first is not None and days.first <= self.last))
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    reports: int
    claims: int
    issues: int
    judgements: int


def counted() -> Select[Any]:
    """A row with a number for each part of `Counts`."""
    tables = (reports, claims, issues, judgements)
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in tables))


def claims_wanted(connection: Connection, wanted: Wanted) -> Select[Any]:
    """Claims in order of their reports and of the text; raises LedgerError for a search without words."""
    found = select(claims).join(reports, reports.c.id == claims.c.report)
    if wanted.search is not None:
        found, _ = dialect_of(connection).having(found, claims, searched_words(wanted.search))
    if wanted.report is not None:
        found = found.where(claims.c.report == wanted.report)
    asked = and_(true(), *_conditions(wanted))
    kept = or_(asked, claims.c.report.in_(sorted(wanted.beside))) if wanted.beside else asked
    return found.where(kept).order_by(reports.c.number, claims.c.start, claims.c.number)


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


def one_claim(connection: Connection, prefix: str) -> Claim:
    """The one claim whose id begins with `prefix`; raises LedgerError for none or several."""
    if not prefix.strip():
        raise LedgerError("the id of the claim is empty (rashomon claims lists them)")
    found = select(claims).where(_begins_with(claims.c.id, prefix.lower())).order_by(claims.c.id).limit(4)
    rows = connection.execute(found).all()
    if not rows:
        raise LedgerError(f"{prefix}: no such claim (rashomon claims lists them)")
    if len(rows) > 1:
        ids = ", ".join(row.id for row in rows[:3])
        raise LedgerError(f"{prefix}: begins several ids, such as {ids} (give more digits)")
    return rows[0].noun  # type: ignore[no-any-return]


def whole_id(connection: Connection, prefix: str) -> ReportId:
    """The id of the one report, held or redacted, that begins with `prefix`; raises LedgerError for none or several."""
    begins = report_subject(prefix.lower())
    subjects = select(log.c.subject).where(_begins_with(log.c.subject, begins)).distinct().limit(2)
    found = connection.execute(subjects).scalars().all() if prefix.strip() else []
    if len(found) != 1:
        raise LedgerError(f"{prefix}: begins {'several ids' if found else 'the id of no report'} (rashomon reports lists them)")
    return ReportId(found[0].partition(" ")[2])


def _begins_with(column: Any, digits: str) -> ColumnElement[bool]:
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
    return all_of(searched_words(query))
