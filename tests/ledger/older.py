"""Ledgers of earlier versions, made by their own migrations."""

from hashlib import sha256

from sqlalchemy import inspect, text
from tests.home import behind

from rashomon.ledger.opening import migrate
from rashomon.ledger.stores import Address, store_at


def older(goal: Address, to: str, whole: Address) -> None:
    """A ledger of the version `to`, without a log, with the rows of the present one `whole`."""
    writer = store_at(goal).writing()
    with writer.begin() as connection, behind(whole) as now:
        migrate(connection, to)
        for table in ("reports", "claims", "places", "issues", "sources"):
            columns = [column["name"] for column in inspect(connection).get_columns(table) if column["name"] != "words"]
            put = text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})")
            for row in now(f"SELECT {', '.join(columns)} FROM {table}"):
                connection.execute(put, dict(zip(columns, row, strict=True)))
        seal = ""
        for number, left, right, noun in now("SELECT * FROM judgements ORDER BY number"):
            seal = sha256(f"{seal}\x1f{noun}".encode()).hexdigest()
            values = {"number": number, "one": left, "other": right, "noun": noun, "seal": seal}
            connection.execute(text("INSERT INTO judgements VALUES (:number, :one, :other, :noun, :seal)"), values)
    writer.close()
