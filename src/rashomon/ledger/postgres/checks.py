"""What of a database can be wrong: its tables and guards, its search."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from rashomon.ledger.postgres.dialect import SEARCHED, words_of
from rashomon.ledger.schema import metadata
from rashomon.ledger.stores import Checks

GUARDED = ("judgements", "log")
NEAR = "claims_source_near"
GUARDS = """
    SELECT 'trigger ' || tgname, tgenabled = 'A' AND prosrc = %s FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid WHERE relnamespace = quote_ident(current_schema)::regnamespace AND NOT tgisinternal
"""
INDEXES = """
    SELECT 'index ' || relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = quote_ident(current_schema)::regnamespace
"""
OWNED = """
    SELECT relname FROM pg_class JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
    WHERE relnamespace = quote_ident(current_schema)::regnamespace
"""


def _schema_faults(connection: Connection) -> Iterator[str]:
    """Tables, columns, indexes and guards are those that the migrations make: a guard that is gone guards nothing."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from rashomon.migrations.spelling import REFUSE

    foreign = {*connection.exec_driver_sql(OWNED).scalars(), *(f"{table}_words" for table in SEARCHED), NEAR, "words"}
    context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: name not in foreign})
    for change in compare_metadata(context, metadata):
        yield _told(change)
    guards = dict(map(tuple, connection.exec_driver_sql(GUARDS, (REFUSE,))))
    indexes = dict(map(tuple, connection.exec_driver_sql(INDEXES)))
    expected = {f"trigger {table}_no_{change}" for table in GUARDED for change in ("update", "delete", "truncate")}
    for name in sorted(expected - {name for name, works in guards.items() if works}):
        yield f"{name}: {'does not guard' if name in guards else 'is missing'}"
    yield from (f"{name}: is none of a ledger" for name in sorted(guards.keys() - expected))
    wanted = {f"index {name}" for name in (*(f"{table}_words" for table in SEARCHED), NEAR)}
    yield from (f"{name}: is missing" for name in sorted(wanted - {name for name, valid in indexes.items() if valid}))


def _told(change: Any) -> str:
    """A difference as alembic has it -> the line about it: ``("remove_table", Table)`` -> ``table notes: is none of a ledger``."""
    if isinstance(change, list):
        return f"column {change[0][2]}.{change[0][3]}: is of another kind"
    act, kind = change[0].split("_", 1)
    thing = change[-1]
    name = f"{change[2]}.{thing.name}" if kind == "column" else thing.name
    return f"{kind} {name}: {'is missing' if act == 'add' else 'is none of a ledger'}"


def _search_faults(connection: Connection) -> Iterator[str]:
    """The words in the indexes are those of the texts: other rules of the server's, after an upgrade, show here too."""
    for table in SEARCHED:
        wrong = f"SELECT count(*) FROM {table} WHERE words IS DISTINCT FROM ledger_index({words_of(table)})"
        if amount := connection.exec_driver_sql(wrong).scalar_one():
            yield f"search over {table}: does not hold the stored words ({amount} rows)"


CHECKS: Checks = (("tables", _schema_faults), ("search", _search_faults))
