"""One chained log of all that was done; the seals of judgements end here, the column that keeps a redacted report's id begins."""

from hashlib import sha256

from alembic import context, op
from sqlalchemy import Column, Integer, String, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The log and its salts. A seal that is broken is told by the first entry: the log must not hide what was changed before it."""
    context.config.attributes["faults"] = _broken_seals()
    op.create_table(
        "log",
        Column("number", Integer, primary_key=True),
        Column("at", Text, nullable=False),
        Column("act", String(16), nullable=False),
        Column("subject", Text, nullable=False),
        Column("parts", Text, nullable=False),
        Column("detail", Text, nullable=False),
        Column("seal", String(64), nullable=False),
    )
    op.create_index("log_subject", "log", ["subject", "number"])
    op.create_table("salts", Column("subject", Text, primary_key=True), Column("salt", String(32), nullable=False))
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_no_{change.lower()} BEFORE {change} ON log "
            "BEGIN SELECT RAISE(ABORT, 'the log is appended, never changed'); END"
        )
    op.execute("ALTER TABLE judgements DROP COLUMN seal")
    op.execute("ALTER TABLE reports ADD COLUMN redacted VARCHAR(64)")


def _broken_seals() -> list[str]:
    before, broken = "", []
    rows = op.get_bind().exec_driver_sql("SELECT number, noun, seal FROM judgements ORDER BY number")
    for number, noun, seal in rows:
        if sha256(f"{before}\x1f{noun}".encode()).hexdigest() != seal:
            broken.append(f"judgement {number}: was changed, or one before it was taken away")
        before = seal
    return broken
