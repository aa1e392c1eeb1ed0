"""What of a file can be wrong: its pages and references, its tables, its search tables."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from rashomon.ledger.opening import made
from rashomon.ledger.stores import Checks

FORMAT = "SELECT '{0} setting ' || k, v FROM {0}_config"
SCHEMA = (
    "SELECT type || ' ' || name, sql FROM sqlite_master UNION ALL SELECT 'version', version_num FROM alembic_version",
    FORMAT.format("reports_words"),
    FORMAT.format("claims_words"),
)


def _file_faults(connection: Connection) -> Iterator[str]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield f"file: {line}"
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{name} row {row}: belongs to no row of {parent}"


def _search_faults(connection: Connection) -> Iterator[str]:
    for name in ("reports", "claims"):
        try:
            connection.execute(text(f"INSERT INTO {name}_words ({name}_words, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as fault:
            yield f"search over {name}: does not hold the stored words ({fault.orig})"


def _schema_faults(connection: Connection) -> Iterator[str]:
    """Tables, indexes and triggers are those that the migrations make: a trigger that is gone guards nothing."""
    for query, right in zip(SCHEMA, made(SCHEMA), strict=True):
        found = set(map(tuple, connection.exec_driver_sql(query)))
        for name, told in sorted(found ^ right, key=repr):
            yield f"{name}: {'is none of a ledger' if (name, told) in found else 'is missing'}"


CHECKS: Checks = (("file", _file_faults), ("tables", _schema_faults), ("search", _search_faults))
