"""A ledger -> what is wrong with it: every offset, id, reference, search word and seal is checked again."""

from collections.abc import Iterator
from datetime import date
from types import NoneType
from typing import Any

import msgspec
from sqlalchemy import Connection, Text, select, text, type_coerce
from sqlalchemy.exc import DBAPIError

from rashomon.ledger.rows import seal, stored_report
from rashomon.ledger.schema import claims, judgements, reports
from rashomon.model import Claim, Report, Span, When, Where

LEAVES = (str, int, float, date, NoneType)


def faults(connection: Connection) -> Iterator[str]:
    """One line a fault, none for a sound ledger. The connection must be a writer's: the search tables are checked by a command."""
    yield from _file_faults(connection)
    yield from _search_faults(connection)
    for identity in connection.execute(select(reports.c.id).order_by(reports.c.number)).scalars():
        yield from _report_faults(connection, identity)
    yield from _judgement_faults(connection)


def spans(noun: Any) -> Iterator[Span]:
    """Every span in a noun, however deep."""
    if isinstance(noun, Span):
        yield noun
        return
    parts = noun if isinstance(noun, tuple) else [getattr(noun, name) for name in getattr(noun, "__dataclass_fields__", ())]
    for part in parts:
        if not isinstance(part, LEAVES):
            yield from spans(part)


def _file_faults(connection: Connection) -> Iterator[str]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield f"file: {line}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: belongs to no row of {parent}"


def _search_faults(connection: Connection) -> Iterator[str]:
    for table in ("reports", "claims"):
        try:
            connection.execute(text(f"INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as fault:
            yield f"search over {table}: does not hold the stored words ({fault.orig})"


def _report_faults(connection: Connection, identity: str) -> Iterator[str]:
    try:
        row = connection.execute(select(reports).where(reports.c.id == identity)).one()
        report = stored_report(row)
    except (msgspec.MsgspecError, ValueError) as fault:
        yield f"report {identity[:16]}: cannot be decoded ({fault})"
        return
    if report.id != identity:
        yield f"report {identity[:16]} ({report.name}): its words are not those that were read"
    for span in spans(report):
        if span.end > len(report.text):
            yield f"report {identity[:16]} ({report.name}): {span.start}..{span.end} is outside of its text"
    found = select(claims.c.id, claims.c.quote, type_coerce(claims.c.noun, Text)).where(claims.c.report == identity)
    for claim, quote, noun in connection.execute(found.order_by(claims.c.start)):
        yield from (f"claim {claim} ({report.name}): {fault}" for fault in _claim_faults(claim, quote, noun, report))


def _claim_faults(identity: str, quote: str, noun: str, report: Report) -> Iterator[str]:
    try:
        claim = msgspec.json.decode(noun, type=Claim)
    except msgspec.MsgspecError as fault:
        yield f"cannot be decoded ({fault})"
        return
    if claim.id != identity or claim.report != report.id:
        yield "its content does not give its id"
    if quote != claim.quote.of(report.text):
        yield "its quote is not what stands in the report"
    yield from misplaced(claim, report.text)


def misplaced(claim: Claim, text: str) -> Iterator[str]:
    """What is wrong with the offsets of a claim: outside of its report's text, or not at the words that they name."""
    for span in spans(claim):
        if span.end > len(text):
            yield f"{span.start}..{span.end} is outside of the report's text"
    for part in (*claim.places, *((claim.when,) if claim.when else ())):
        yield from _misquoted(part, text)


def _misquoted(part: Where | When, words: str) -> Iterator[str]:
    if part.text != part.span.of(words):
        yield f"{part.text!r} is not what stands at {part.span.start}..{part.span.end}"


def _judgement_faults(connection: Connection) -> Iterator[str]:
    before = ""
    noun_as_stored = type_coerce(judgements.c.noun, Text)
    rows = select(judgements.c.number, noun_as_stored, judgements.c.seal).order_by(judgements.c.number)
    for number, noun, mark in connection.execute(rows):
        if seal(before, noun) != mark:
            yield f"judgement {number}: was changed, or one before it was taken away"
        before = mark
