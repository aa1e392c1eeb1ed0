"""What is known of watched feeds is in the log from now on: it is entered after the migration, as all that the tables hold."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """No table changes."""
