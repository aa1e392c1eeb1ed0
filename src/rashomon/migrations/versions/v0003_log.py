"""One chained log of all that was done; the seals of judgements end here, the column that keeps a redacted report's id begins."""

from hashlib import sha256

from alembic import context, op
from sqlalchemy import Column

from rashomon.ledger.schema import Number, words
from rashomon.migrations.spelling import guard

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The log and its salts. A seal that is broken is told by the first entry: the log must not hide what was changed before it."""
    context.config.attributes["faults"] = _broken_seals()
    op.create_table(
        "log",
        Column("number", Number, primary_key=True),
        Column("at", words(), nullable=False),
        Column("act", words(16), nullable=False),
        Column("subject", words(), nullable=False),
        Column("parts", words(), nullable=False),
        Column("detail", words(), nullable=False),
        Column("seal", words(64), nullable=False),
    )
    op.create_index("log_subject", "log", ["subject", "number"])
    op.create_table("salts", Column("subject", words(), primary_key=True), Column("salt", words(32), nullable=False))
    guard("log", "the log is appended, never changed")
    op.execute("ALTER TABLE judgements DROP COLUMN seal")
    op.add_column("reports", Column("redacted", words(64)))


def _broken_seals() -> list[str]:
    before, broken = "", []
    rows = op.get_bind().exec_driver_sql("SELECT number, noun, seal FROM judgements ORDER BY number")
    for number, noun, seal in rows:
        if sha256(f"{before}\x1f{noun}".encode()).hexdigest() != seal:
            broken.append(f"judgement {number}: was changed, or one before it was taken away")
        before = seal
    return broken
