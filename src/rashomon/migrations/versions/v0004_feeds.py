"""What the servers of watched feeds told last, so that a watch that ends goes on where it was."""

from alembic import op
from sqlalchemy import Column

from rashomon.ledger.schema import words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The table of feeds."""
    op.create_table("feeds", Column("url", words(), primary_key=True), Column("noun", words(), nullable=False))
