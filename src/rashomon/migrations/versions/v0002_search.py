"""Full-text search over the words of reports and the quotes of claims, blind to case and diacritics."""

from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = {"reports": ("title", "text"), "claims": ("quote",)}


def upgrade() -> None:
    """The search tables, the triggers that keep them up to date, and the words already there."""
    for table, columns in WORDS.items():
        names = ", ".join(columns)
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, content='{table}', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        _follow(table, columns)
        op.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def _follow(table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    forget = f"INSERT INTO {table}_words ({table}_words, rowid, {names}) VALUES ('delete', old.number, {old});"
    learn = f"INSERT INTO {table}_words (rowid, {names}) VALUES (new.number, {new});"
    for change, steps in (("INSERT", learn), ("DELETE", forget), ("UPDATE", forget + learn)):
        op.execute(f"CREATE TRIGGER {table}_words_{change.lower()} AFTER {change} ON {table} BEGIN {steps} END")
