"""Full-text search over the words of reports and the quotes of claims, blind to case and diacritics; near names of sources."""

from rashomon.migrations.spelling import search

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The indexes, and the words already there."""
    search()
