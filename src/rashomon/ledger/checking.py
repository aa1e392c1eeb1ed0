"""A ledger -> what is wrong with it: every offset, id, reference, search word, digest and seal is checked again."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import groupby
from types import NoneType
from typing import Any

import msgspec
from sqlalchemy import Connection, Text, select, type_coerce
from sqlalchemy.exc import NoResultFound, SQLAlchemyError

from rashomon.ledger.log import (
    FEEDS,
    LEDGER,
    SOURCES,
    Act,
    feed_parts,
    feed_subject,
    judgement_parts,
    judgement_subject,
    report_parts,
    report_subject,
    sealed,
    source_parts,
    source_subject,
)
from rashomon.ledger.rows import claim_values, place_values, stored_report
from rashomon.ledger.schema import FEEDS_LOGGED, REVISIONS, claims, log, places, reports
from rashomon.ledger.stores import Checks, Store, dialect_of
from rashomon.model import Claim, Report, Span, When, Where

LEAVES = (str, int, float, date, NoneType)
# What rows that nobody of us wrote bring about: other types, other shapes, indexes that differ from their tables.
UNREADABLE = (SQLAlchemyError, msgspec.MsgspecError, ValueError, TypeError, AttributeError, LookupError)


def faults(store: Store, connection: Connection) -> Iterator[str]:
    """One line a fault, none for a sound ledger."""
    with dialect_of(connection).undecoded(connection):
        for what, check in (*store.checks(), *CHECKS):
            try:
                yield from check(connection)
            except UNREADABLE as fault:
                yield f"{what}: cannot be checked ({getattr(fault, 'orig', fault)})"


def spans(noun: Any) -> Iterator[Span]:
    """Every span in a noun, however deep."""
    if isinstance(noun, Span):
        yield noun
        return
    parts = noun if isinstance(noun, tuple) else [getattr(noun, name) for name in getattr(noun, "__dataclass_fields__", ())]
    for part in parts:
        if not isinstance(part, LEAVES):
            yield from spans(part)


def _chain_faults(connection: Connection) -> Iterator[str]:
    before, last, redacted = "", 0, 0
    for row in connection.execute(select(log).order_by(log.c.number)):
        if row.number != last + 1:
            yield f"log: {row.number - last - 1} entries before {row.number} are missing"
        if sealed(before, dict(row._mapping)) != row.seal:
            yield f"log {row.number}: was changed, or one before it was taken away"
        if row.act == Act.MIGRATE and row.subject == LEDGER:
            yield from (f"log {row.number}: before the migration: {fault}" for fault in _told(row.detail))
        redacted = {Act.REDACT: row.number, Act.SCRUB: 0}.get(row.act, redacted)
        before, last = row.seal, row.number
    if redacted:
        yield f"log {redacted}: the words that were redacted may still be in the file (run rashomon redact again)"


def _told(detail: str) -> list[str]:
    try:
        return list(msgspec.json.decode(detail)["faults"])
    except (msgspec.MsgspecError, ValueError, LookupError, TypeError):
        return ["what was told here cannot be read"]


def state_faults(connection: Connection, version: str = REVISIONS[-1]) -> Iterator[str]:
    """What in the tables is not as the log has it: named by report, source, feed or decision, and by column, claim or issue."""
    watched = list(connection.exec_driver_sql(FEEDS).scalars()) if version >= FEEDS_LOGGED else []
    yield from _strangers(connection, watched)
    sources = {source_subject(name): name for name in connection.exec_driver_sql(SOURCES).scalars()}
    feeds = {feed_subject(url): url for url in watched}
    rows = connection.execute(select(log.c.number, log.c.subject, log.c.act, log.c.parts).order_by(log.c.subject, log.c.number))
    for subject, entries in groupby(rows, key=lambda row: row.subject):
        number, expected = _expected(entries)
        kind, _, name = subject.partition(" ")
        if kind == "report":
            found = report_parts(connection, name)
        elif kind == "source":
            found = source_parts(connection, sources[subject]) if subject in sources else {}
        elif kind == "feed":
            found = feed_parts(connection, feeds[subject]) if subject in feeds else {}
        elif kind == "judgement":
            found = judgement_parts(connection, int(name) if name.isdecimal() else 0)
        else:
            continue
        for part in sorted(expected.keys() | found.keys()):
            if expected.get(part) != found.get(part):
                yield f"{kind} {name[:16]}: {part} {_how(expected.get(part), found.get(part))} (log {number})"


def _expected(entries: Any) -> tuple[int, dict[str, str]]:
    """The last entry about a subject, and the digests of its parts after all of them."""
    parts: dict[str, str] = {}
    number = 0
    for entry in entries:
        told = msgspec.json.decode(entry.parts, type=dict[str, str])
        parts = parts | told if entry.act == Act.NOTE else told
        number = entry.number
    return number, parts


def _how(expected: str | None, found: str | None) -> str:
    if expected is None:
        return "was added behind the log"
    return "is gone" if found is None else "was changed behind the log"


def _strangers(connection: Connection, watched: list[str]) -> Iterator[str]:
    """What stands in the tables and was never entered in the log."""
    known = set(connection.execute(select(log.c.subject).distinct()).scalars())
    for feed in sorted({feed_subject(url) for url in watched} - known):
        yield f"feeds: {feed} is not in the log"
    for table, subject, statement in (
        ("reports", report_subject, "SELECT id FROM reports"),
        ("issues", report_subject, "SELECT report FROM issues WHERE report NOTNULL"),
        ("claims", report_subject, "SELECT report FROM claims"),
        ("sources", source_subject, SOURCES),
        ("judgements", judgement_subject, "SELECT number FROM judgements"),
        ("salts", str, "SELECT subject FROM salts"),
    ):
        for name in sorted({str(subject(key)) for key in connection.exec_driver_sql(statement).scalars()} - known):
            yield f"{table}: {name} is not in the log"


def _content_faults(connection: Connection) -> Iterator[str]:
    for identity in connection.execute(select(reports.c.id).order_by(reports.c.number)).scalars():
        try:
            yield from list(_report_faults(connection, identity))
        except UNREADABLE as fault:
            yield f"report {str(identity)[:16]}: cannot be checked ({fault})"


def _report_faults(connection: Connection, identity: str) -> Iterator[str]:
    try:
        row = connection.execute(select(reports).where(reports.c.id == identity)).one()
        report = stored_report(row)
    except NoResultFound:
        yield f"report {identity[:16]}: the index of ids and the table differ"
        return
    except (msgspec.MsgspecError, ValueError) as fault:
        yield f"report {identity[:16]}: cannot be decoded ({fault})"
        return
    if report.id != identity:
        yield f"report {identity[:16]} ({report.name}): its words are not those that were read"
    for span in spans(report):
        if span.end > len(report.text):
            yield f"report {identity[:16]} ({report.name}): {span.start}..{span.end} is outside of its text"
    found = select(*(type_coerce(column, Text) if column.key in ("noun", "first", "last") else column for column in claims.c))
    for stored in connection.execute(found.where(claims.c.report == identity).order_by(claims.c.start)).mappings():
        yield from (f"claim {stored['id']} ({report.name}): {fault}" for fault in _claim_faults(connection, stored, report))


def _claim_faults(connection: Connection, row: Any, report: Report) -> Iterator[str]:
    try:
        claim = msgspec.json.decode(row["noun"], type=Claim)
    except (msgspec.MsgspecError, ValueError) as fault:
        yield f"cannot be decoded ({fault})"
        return
    if claim.id != row["id"] or claim.report != report.id:
        yield "its content does not give its id"
    if row["quote"] != claim.quote.of(report.text):
        yield "its quote is not what stands in the report"
    yield from _underived(connection, row, claim, report)
    yield from misplaced(claim, report.text)


def misplaced(claim: Claim, text: str) -> Iterator[str]:
    """What is wrong with the offsets of a claim: outside of its report's text, or not at the words that they name."""
    for span in spans(claim):
        if span.end > len(text):
            yield f"{span.start}..{span.end} is outside of the report's text"
    for part in (*claim.places, *((claim.when,) if claim.when else ())):
        yield from _misquoted(part, text)


def _underived(connection: Connection, row: Any, claim: Claim, report: Report) -> Iterator[str]:
    """Columns and names of places under which a claim is found follow from it and from nothing else."""
    for column, value in claim_values(claim, report).items():
        told = str(value) if isinstance(value, (date, Enum)) else value
        if column not in ("id", "report", "quote", "noun") and row[column] != told:
            yield f"its {column} is {row[column]!r}, not {told!r}"
    names = connection.execute(select(places.c.name).where(places.c.claim == row["id"])).scalars()
    if sorted(names, key=repr) != sorted((place["name"] for place in place_values(claim)), key=repr):
        yield "the places under which it is found are not its own"


def _misquoted(part: Where | When, words: str) -> Iterator[str]:
    if part.text != part.span.of(words):
        yield f"{part.text!r} is not what stands at {part.span.start}..{part.span.end}"


CHECKS: Checks = (
    ("reports", _content_faults),
    ("log", _chain_faults),
    ("digests", state_faults),
)
