"""Arrow table of reports in -> Arrow table of their claims and issues out: the one function that every engine runs.

Nouns are kept as JSON, decoded strictly; the columns beside them are for who looks into a file with other tools.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from rashomon.engines import Find
from rashomon.errors import SetupError
from rashomon.model import Claim, Issue, Reading, Report

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def arrow() -> "pa":
    """pyarrow; SetupError with the remedy where it is not installed."""
    try:
        import pyarrow
    except ImportError as fault:
        raise SetupError("pyarrow: not installed, engines and shards need it (pip install 'rashomon[shards]')") from fault
    return pyarrow


def reports_schema() -> "pa.Schema":
    """A row a report."""
    text = arrow().string()
    return arrow().schema([("id", text), ("name", text), ("outlet", text), ("language", text), ("report", text)])


def readings_schema() -> "pa.Schema":
    """A row a report, in the order of the reports."""
    text = arrow().string()
    return arrow().schema([("id", text), ("claims", arrow().list_(text)), ("issues", arrow().list_(text))])


def find_in(table: "pa.Table", find: Find) -> "pa.Table":
    """The readings of a table of reports; a pure function: the same reports give the same table wherever it runs."""
    return readings_table(find(reports_of(table)))


def reports_table(reports: Iterable[Report]) -> "pa.Table":
    """Reports as a table."""
    rows = [(report.id, report.name, report.outlet, report.language, _text(report)) for report in reports]
    return _table(rows, reports_schema())


def reports_of(table: "pa.Table") -> Iterator[Report]:
    """The reports of such a table; msgspec.ValidationError where it is of another shape."""
    return (msgspec.json.decode(text, type=Report) for text in table.column("report").to_pylist())


def readings_table(readings: Iterable[Reading]) -> "pa.Table":
    """What was found, as a table: claims and issues, which are what a ledger keeps."""
    rows = [(one.report, [_text(claim) for claim in one.claims], [_text(issue) for issue in one.issues]) for one in readings]
    return _table(rows, readings_schema())


def readings_of(table: "pa.Table") -> Iterator[Reading]:
    """The readings of such a table."""
    for row in table.to_pylist():
        claims = tuple(msgspec.json.decode(text, type=Claim) for text in row["claims"])
        issues = tuple(msgspec.json.decode(text, type=Issue) for text in row["issues"])
        yield Reading(row["id"], claims=claims, issues=issues)


def digest(table: "pa.Table") -> str:
    """SHA-256 over what was found, the same for the same reports whichever engine found it, in whatever order."""
    rows = (msgspec.json.encode(row, order="deterministic") for row in table.to_pylist())
    return sha256(b"".join(sorted(sha256(row).digest() for row in rows))).hexdigest()


def _text(noun: Report | Claim | Issue) -> str:
    """Its JSON as it is after being read back: a whole number that a field of fractions holds is written as one, 7 as 7.0."""
    read = msgspec.json.decode(msgspec.json.encode(noun), type=type(noun))
    return msgspec.json.encode(read).decode()


def _table(rows: Sequence[tuple[object, ...]], schema: "pa.Schema") -> "pa.Table":
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return arrow().table([arrow().array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)
