"""Reports, claims with their places, issues, judgements that nobody can change, and the sources that were read."""

from alembic import op
from sqlalchemy import Column, Date, ForeignKey, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """An empty file -> the first ledger."""
    op.execute(f"PRAGMA application_id = {0x52415348}")
    _reports()
    _claims()
    _issues()
    _judgements()
    op.create_table(
        "sources",
        Column("name", Text, primary_key=True),
        Column("source_hash", String(64), nullable=False),
        Column("reader", Text, nullable=False),
        Column("reports", Integer, nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        Column("number", Integer, primary_key=True),
        Column("id", String(64), nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("outlet", Text),
        Column("title", Text),
        Column("url", Text),
        Column("text", Text, nullable=False),
        Column("source_hash", String(64), nullable=False),
        Column("language", String(8), nullable=False),
        Column("published", Text),
        Column("passages", Text, nullable=False),
        Column("sentences", Text, nullable=False),
        Column("boilerplate", Text, nullable=False),
        Column("reader", Text, nullable=False),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        Column("number", Integer, primary_key=True),
        Column("id", String(16), nullable=False, unique=True),
        Column("report", String(64), ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("source", Text, nullable=False),
        Column("first", Date),
        Column("last", Date),
        Column("polarity", String(16), nullable=False),
        Column("certainty", String(16), nullable=False),
        Column("verification", String(16)),
        Column("start", Integer, nullable=False),
        Column("quote", Text, nullable=False),
        Column("noun", Text, nullable=False),
    )
    op.create_index("claims_report", "claims", ["report", "start"])
    op.create_index("claims_kind", "claims", ["kind", "first"])
    op.create_index("claims_days", "claims", ["first", "last"])
    op.create_table(
        "places",
        Column("claim", String(16), ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
        Column("name", Text, nullable=False),
    )
    op.create_index("places_name", "places", ["name", "claim"])
    op.create_index("places_claim", "places", ["claim"])


def _issues() -> None:
    op.create_table(
        "issues",
        Column("number", Integer, primary_key=True),
        Column("id", String(16), nullable=False, unique=True),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("detail", Text, nullable=False),
        Column("report", String(64)),
        Column("span", Text),
        Column("source", Text),
    )
    op.create_index("issues_report", "issues", ["report"])
    op.create_index("issues_source", "issues", ["source"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        Column("number", Integer, primary_key=True),
        Column("left", String(16), nullable=False),
        Column("right", String(16)),
        Column("noun", Text, nullable=False),
        Column("seal", String(64), nullable=False),
    )
    op.create_index("judgements_left", "judgements", ["left"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER judgements_no_{change.lower()} BEFORE {change} ON judgements "
            "BEGIN SELECT RAISE(ABORT, 'judgements are appended, never changed'); END"
        )
