"""What was done to a ledger: entries that are only appended, each sealed with the one before it.

An entry holds a salted digest of every part that its subject left in the tables, so that a change of any cell shows. The salts
stand beside the log: who redacts throws a salt away, and nobody can guess any more what an old digest was made from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from rashomon.ledger.schema import claims, feeds, insert_new, issues, judgements, log, places, plain_rows, reports, salts, sources
from rashomon.model import content_id


class Act(StrEnum):
    """What an entry says was done. All but `note` replace what the log knew of their subject."""

    READ = "read"
    NOTE = "note"
    FINISH = "finish"
    JUDGE = "judge"
    RELEASE = "release"
    REDACT = "redact"
    SCRUB = "scrub"
    MIGRATE = "migrate"
    ACCESS = "access"
    POLL = "poll"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: when (UTC, ISO 8601), what was done to whom, the digests of the parts it left, and the seal."""

    number: int
    at: str
    act: Act
    subject: str
    parts: Mapping[str, str]
    detail: str
    seal: str


LEDGER = "ledger"
"""The subject of an entry about the whole file."""


def report_subject(report: str) -> str:
    """The subject of a report, by its id."""
    return f"report {report}"


def source_subject(name: str | None) -> str:
    """The subject of a source: by a digest, for a file's name may have to be forgotten."""
    return f"source {content_id(name)}"


def feed_subject(url: str) -> str:
    """The subject of a watched feed: by a digest, as of a source."""
    return f"feed {content_id(url)}"


def judgement_subject(number: int) -> str:
    """The subject of a decision, by its number."""
    return f"judgement {number}"


Cells = Iterator[tuple[str, object]]
"""A name for each part of a subject, and what stands there."""


def _report(connection: Connection, identity: str) -> Cells:
    for row in _rows(connection, plain_rows(reports).where(reports.c.id == identity)):
        yield from row.items()
    for row in _rows(connection, plain_rows(claims).where(claims.c.report == identity).order_by(claims.c.number)):
        found = select(places.c.name).where(places.c.claim == row["id"]).order_by(places.c.name)
        yield f"claim {row['id']}", (*row.values(), list(connection.execute(found).scalars()))
    yield from _issues(connection, issues.c.report == identity)


def _source(connection: Connection, name: str | None) -> Cells:
    for row in _rows(connection, plain_rows(sources).where(sources.c.name == name)):
        yield from row.items()
    yield from _issues(connection, issues.c.report.is_(None) & issues.c.source.is_not_distinct_from(name))


def _feed(connection: Connection, url: str) -> Cells:
    for row in _rows(connection, plain_rows(feeds).where(feeds.c.url == url)):
        yield from row.items()


def _judgement(connection: Connection, number: int) -> Cells:
    for row in _rows(connection, plain_rows(judgements).where(judgements.c.number == number)):
        yield from row.items()


def _issues(connection: Connection, which: ColumnElement[bool]) -> Cells:
    rows = _rows(connection, plain_rows(issues).where(which).order_by(issues.c.number))
    return ((f"issue {row['id']}", tuple(row.values())) for row in rows)


def _rows(connection: Connection, statement: Select[Any]) -> Iterator[dict[str, Any]]:
    """As the database has them: no type of ours comes between what is stored and what is digested."""
    return (dict(row) for row in connection.execute(statement).mappings().all())


def report_parts(connection: Connection, identity: str) -> dict[str, str]:
    """The digests of a report's row, its claims with their places, and its issues."""
    return _digests(connection, report_subject(identity), _report(connection, identity))


def source_parts(connection: Connection, name: str | None) -> dict[str, str]:
    """The digests of a source's row and of the issues that belong to no report."""
    return _digests(connection, source_subject(name), _source(connection, name))


def feed_parts(connection: Connection, url: str) -> dict[str, str]:
    """The digests of a feed's row."""
    return _digests(connection, feed_subject(url), _feed(connection, url))


def judgement_parts(connection: Connection, number: int) -> dict[str, str]:
    """The digests of a decision's row."""
    return _digests(connection, judgement_subject(number), _judgement(connection, number))


@dataclass(frozen=True, slots=True)
class Subject:
    """What entries are about: what one of that name is called in them, and the digests of its parts."""

    called: Callable[[Any], str]
    parts: Callable[[Connection, Any], dict[str, str]]


REPORT = Subject(report_subject, report_parts)
SOURCE = Subject(source_subject, source_parts)
FEED = Subject(feed_subject, feed_parts)
JUDGEMENT = Subject(judgement_subject, judgement_parts)


def _digests(connection: Connection, subject: str, cells: Cells) -> dict[str, str]:
    salt = connection.execute(select(salts.c.salt).where(salts.c.subject == subject)).scalar() or ""
    return {name: sha256(f"{salt}\x1f{value!r}".encode()).hexdigest()[:32] for name, value in cells}


def salted(connection: Connection, subject: str, *, anew: bool = False) -> str:
    """The subject, with a salt in the ledger: `anew` throws the one it had away."""
    if anew:
        connection.execute(delete(salts).where(salts.c.subject == subject))
    row = {"subject": subject, "salt": token_hex(16)}
    connection.execute(insert_new(salts, row, "subject"))
    return subject


def sealed(before: str, row: Mapping[str, Any]) -> str:
    """SHA-256 over an entry and the seal of the one before it: a change of any entry breaks all that follow."""
    told = (before, *(row[name] for name in ("number", "at", "act", "subject", "parts", "detail")))
    return sha256("\x1f".join(map(str, told)).encode("utf-8", "surrogateescape")).hexdigest()


def record(connection: Connection, act: Act, subject: str, parts: Mapping[str, str], detail: str = "") -> None:
    """Append an entry inside the connection's transaction."""
    last = connection.execute(select(log.c.number, log.c.seal).order_by(log.c.number.desc()).limit(1)).first()
    number, before = (last.number + 1, last.seal) if last else (1, "")
    row = {
        "number": number,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "act": str(act),
        "subject": subject,
        "parts": msgspec.json.encode(parts).decode(),
        "detail": detail,
    }
    connection.execute(insert(log), row | {"seal": sealed(before, row)})


def enter(connection: Connection, act: Act, of: Subject, name: Any, detail: str = "") -> None:
    """Append an entry about a report, a source, a feed or a decision as the tables have it now; to redact throws its salt away."""
    subject = salted(connection, of.called(name), anew=act is Act.REDACT)
    record(connection, act, subject, of.parts(connection, name), detail)


def adopt(connection: Connection, version: str, faults: Iterable[str]) -> None:
    """Enter all that the tables hold, after a migration; what was wrong before it is told by an entry and stays told."""
    record(connection, Act.MIGRATE, LEDGER, {}, msgspec.json.encode({"to": version, "faults": list(faults)}).decode())
    for of, names in ((REPORT, REPORTS), (SOURCE, SOURCES), (FEED, FEEDS), (JUDGEMENT, JUDGEMENTS)):
        for name in connection.exec_driver_sql(names).scalars():
            enter(connection, Act.MIGRATE, of, name)


REPORTS = "SELECT id FROM reports UNION SELECT report FROM issues WHERE report NOTNULL"
"""Every report that something stands of."""

SOURCES = "SELECT name FROM sources UNION SELECT source FROM issues WHERE report IS NULL"
"""Every name under which something was read."""

FEEDS = "SELECT url FROM feeds"
"""Every feed that is watched."""

JUDGEMENTS = "SELECT number FROM judgements ORDER BY number"
"""Every decision, by its number."""


def entry_of(row: Any) -> Entry:
    """The entry of a row."""
    parts = msgspec.json.decode(row.parts, type=dict[str, str])
    return Entry(row.number, row.at, Act(row.act), row.subject, parts, row.detail, row.seal)
