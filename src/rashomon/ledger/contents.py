"""A ledger's rows as the database has them -> a digest over what they hold, and a copy in another ledger."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Table, insert

from rashomon.ledger.schema import (
    NUMBERED,
    claims,
    feeds,
    issues,
    judgements,
    log,
    places,
    plain,
    plain_rows,
    reports,
    salts,
    sources,
)
from rashomon.ledger.stores import dialect_of

CHUNK = 1000

HELD = (
    (reports, (reports.c.id,)),
    (claims, (claims.c.id,)),
    (places, (places.c.claim, places.c.name)),
    (issues, (issues.c.id,)),
    (judgements, (judgements.c.number,)),
)
"""All that a record follows from, in an order that does not depend on who came first."""

KEPT = (
    (sources, (sources.c.name,)),
    (feeds, (feeds.c.url,)),
    (log, (log.c.number,)),
    (salts, (salts.c.subject,)),
)
"""What tells how the ledger came to be."""

Ordered = tuple[tuple[Table, tuple[Any, ...]], ...]


def digest(connection: Connection, tables: Ordered = HELD) -> str:
    """SHA-256 over every cell but the numbers of rows: ledgers of any kind that hold the same have the same digest."""
    seal = sha256()
    for table, order in tables:
        seal.update(f"{table.name}\x1e".encode())
        counted = [number for number, column in enumerate(table.c) if column.name == "number" and table in NUMBERED]
        for row in _rows(connection, table, order):
            cells = [cell for number, cell in enumerate(row) if number not in counted]
            seal.update(f"{cells!r}\x1e".encode())
    return seal.hexdigest()


def copied(read: Connection, written: Connection) -> bool:
    """Put all rows of one ledger into another one that has none; True where both have the same digest then."""
    for table, order in (*HELD, *KEPT):
        counted = (table.c.number,) if table in NUMBERED else order
        for chunk in _chunks(_rows(read, table, counted)):
            written.execute(insert(plain(table)), chunk)
    dialect_of(written).renumber(written)
    return digest(read, HELD + KEPT) == digest(written, HELD + KEPT)


def _rows(connection: Connection, table: Table, order: tuple[Any, ...]) -> Iterator[Row[Any]]:
    with connection.execute(plain_rows(table).order_by(*order), execution_options={"yield_per": CHUNK}) as rows:
        yield from rows


def _chunks(rows: Iterator[Row[Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row._asdict())
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
