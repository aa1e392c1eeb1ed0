"""The tables of the ledger as SQLAlchemy Core knows them; migrations/ makes them, a test holds both together."""

from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    exists,
    insert,
    literal,
    select,
    type_coerce,
)
from sqlalchemy import column as plain_column
from sqlalchemy import table as plain_table
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import NullType, TypeEngine

from rashomon.model import Boilerplate, Claim, Feed, Judgement, Passage, Published, Span

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every version a ledger can have, oldest first; the last one is what this program writes."""

FIRST_LOGGED = "0003"
"""The first version with a log."""

FEEDS_LOGGED = "0005"
"""The first version whose log has the watched feeds, too."""

APPLICATION = 0x52415348
"""SQLite's application_id of a ledger: RASH."""


MARK = "Rashomon: the reports of a ledger"
"""PostgreSQL's comment on the table of reports of a ledger."""

Number = BigInteger().with_variant(Integer, "sqlite")
"""Numbers of rows: SQLite counts by itself only in what it calls an integer."""


def words(length: int | None = None) -> TypeEngine[str]:
    """Text of one order on every store, that of its bytes as UTF-8; PostgreSQL's own would be that of a language."""
    return (String(length) if length else Text()).with_variant(TEXT(collation="C"), "postgresql")


class Noun(TypeDecorator[Any]):
    """A frozen noun kept as JSON text and decoded strictly back into its class."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """A noun -> its JSON text."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """JSON text -> the noun; raises msgspec.ValidationError where the text is another shape."""
        return None if value is None else msgspec.json.decode(value, type=self.kind)


metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", words(64), nullable=False, unique=True),
    Column("name", words(), nullable=False),
    Column("outlet", words()),
    Column("title", words()),
    Column("url", words()),
    Column("text", words(), nullable=False),
    Column("source_hash", words(64), nullable=False),
    Column("language", words(8), nullable=False),
    Column("published", Noun(Published)),
    Column("passages", Noun(tuple[Passage, ...]), nullable=False),
    Column("sentences", Noun(tuple[Span, ...]), nullable=False),
    Column("boilerplate", Noun(tuple[Boilerplate, ...]), nullable=False),
    Column("reader", words(), nullable=False),
    Column("redacted", words(64)),
    comment=MARK,
)

claims = Table(
    "claims",
    metadata,
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
    Column("noun", Noun(Claim), nullable=False),
    Index("claims_report", "report", "start"),
    Index("claims_kind", "kind", "first"),
    Index("claims_days", "first", "last"),
)

places = Table(
    "places",
    metadata,
    Column("claim", words(16), ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("name", words(), nullable=False),
    Index("places_name", "name", "claim"),
    Index("places_claim", "claim"),
)

issues = Table(
    "issues",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", words(16), nullable=False, unique=True),
    Column("kind", words(), nullable=False),
    Column("name", words(), nullable=False),
    Column("detail", words(), nullable=False),
    Column("report", words(64)),
    Column("span", Noun(Span)),
    Column("source", words()),
    Index("issues_report", "report"),
    Index("issues_source", "source"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Number, primary_key=True),
    Column("left", words(16), nullable=False),
    Column("right", words(16)),
    Column("noun", Noun(Judgement), nullable=False),
    Index("judgements_left", "left"),
)

sources = Table(
    "sources",
    metadata,
    Column("name", words(), primary_key=True),
    Column("source_hash", words(64), nullable=False),
    Column("reader", words(), nullable=False),
    Column("reports", Integer, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", words(), primary_key=True),
    Column("noun", Noun(Feed), nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("number", Number, primary_key=True),
    Column("at", words(), nullable=False),
    Column("act", words(16), nullable=False),
    Column("subject", words(), nullable=False),
    Column("parts", words(), nullable=False),
    Column("detail", words(), nullable=False),
    Column("seal", words(64), nullable=False),
    Index("log_subject", "subject", "number"),
)

salts = Table(
    "salts",
    metadata,
    Column("subject", words(), primary_key=True),
    Column("salt", words(32), nullable=False),
)

NUMBERED = (reports, claims, issues, judgements)
"""Tables whose rows get their numbers from the database."""


@cache
def plain(table: Table) -> TableClause:
    """The table without types of ours: cells as the database has them."""
    return plain_table(table.name, *(plain_column(column.name) for column in table.c))


@cache
def plain_rows(table: Table) -> Any:
    """All cells of a table; `where` and `order_by` are those of the table itself."""
    return select(*(type_coerce(column, NullType()).label(column.name) for column in table.c))


def insert_new(table: Table, row: dict[str, Any], key: str) -> Any:
    """Insert the row where none has its key; the result's rowcount tells whether it was new."""
    cells = (literal(value, table.c[name].type) for name, value in row.items())
    new = select(*cells).where(~exists().where(table.c[key] == row[key]))
    return insert(table).from_select(list(row), new).execution_options(preserve_rowcount=True)
