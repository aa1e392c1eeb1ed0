"""Ledgers of earlier versions, made by their own migrations."""

from hashlib import sha256
from pathlib import Path

from rashomon.ledger.opening import closing_engine, driver, migrate, writing_engine


def older(path: Path, to: str, whole: Path) -> None:
    """A ledger of the version `to`, without a log, with the rows of the present one `whole`."""
    with closing_engine(writing_engine(path)) as engine, engine.begin() as connection:
        migrate(connection, to)
    connection = driver().connect(str(path), isolation_level=None)
    connection.execute("ATTACH ? AS now", (str(whole),))
    for table in ("reports", "claims", "places", "issues", "sources"):
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    seal = ""
    for number, left, right, noun in connection.execute("SELECT * FROM now.judgements ORDER BY number").fetchall():
        seal = sha256(f"{seal}\x1f{noun}".encode()).hexdigest()
        connection.execute("INSERT INTO main.judgements VALUES (?, ?, ?, ?, ?)", (number, left, right, noun, seal))
    connection.close()
