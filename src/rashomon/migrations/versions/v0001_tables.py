"""Reports, claims with their places, issues, judgements that nobody can change, and the sources that were read."""

from alembic import op
from sqlalchemy import Column, Date, ForeignKey, Integer

from rashomon.ledger.schema import Number, words
from rashomon.migrations.spelling import guard, mark

revision = "0001"
down_revision = None


def upgrade() -> None:
    """An empty file or database -> the first ledger."""
    _reports()
    mark()
    _claims()
    _issues()
    _judgements()
    op.create_table(
        "sources",
        Column("name", words(), primary_key=True),
        Column("source_hash", words(64), nullable=False),
        Column("reader", words(), nullable=False),
        Column("reports", Integer, nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        Column("number", Number, primary_key=True),
        Column("id", words(64), nullable=False, unique=True),
        Column("name", words(), nullable=False),
        Column("outlet", words()),
        Column("title", words()),
        Column("url", words()),
        Column("text", words(), nullable=False),
        Column("source_hash", words(64), nullable=False),
        Column("language", words(8), nullable=False),
        Column("published", words()),
        Column("passages", words(), nullable=False),
        Column("sentences", words(), nullable=False),
        Column("boilerplate", words(), nullable=False),
        Column("reader", words(), nullable=False),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        Column("number", Number, primary_key=True),
        Column("id", words(16), nullable=False, unique=True),
        Column("report", words(64), ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
        Column("kind", words(16), nullable=False),
        Column("source", words(), nullable=False),
        Column("first", Date),
        Column("last", Date),
        Column("polarity", words(16), nullable=False),
        Column("certainty", words(16), nullable=False),
        Column("verification", words(16)),
        Column("start", Integer, nullable=False),
        Column("quote", words(), nullable=False),
        Column("noun", words(), nullable=False),
    )
    op.create_index("claims_report", "claims", ["report", "start"])
    op.create_index("claims_kind", "claims", ["kind", "first"])
    op.create_index("claims_days", "claims", ["first", "last"])
    op.create_table(
        "places",
        Column("claim", words(16), ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
        Column("name", words(), nullable=False),
    )
    op.create_index("places_name", "places", ["name", "claim"])
    op.create_index("places_claim", "places", ["claim"])


def _issues() -> None:
    op.create_table(
        "issues",
        Column("number", Number, primary_key=True),
        Column("id", words(16), nullable=False, unique=True),
        Column("kind", words(), nullable=False),
        Column("name", words(), nullable=False),
        Column("detail", words(), nullable=False),
        Column("report", words(64)),
        Column("span", words()),
        Column("source", words()),
    )
    op.create_index("issues_report", "issues", ["report"])
    op.create_index("issues_source", "issues", ["source"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        Column("number", Number, primary_key=True),
        Column("left", words(16), nullable=False),
        Column("right", words(16)),
        Column("noun", words(), nullable=False),
        Column("seal", words(64), nullable=False),
    )
    op.create_index("judgements_left", "judgements", ["left"])
    guard("judgements", "judgements are appended, never changed")
