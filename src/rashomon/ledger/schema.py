"""The tables of the ledger as SQLAlchemy Core knows them; migrations/ makes them, a test holds both together."""

from typing import Any

import msgspec
from sqlalchemy import Column, Date, Dialect, ForeignKey, Index, Integer, MetaData, String, Table, Text, TypeDecorator

from rashomon.model import Boilerplate, Claim, Feed, Judgement, Passage, Published, Span

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every version a ledger can have, oldest first; the last one is what this program writes."""

FIRST_LOGGED = "0003"
"""The first version with a log."""

FEEDS_LOGGED = "0005"
"""The first version whose log has the watched feeds, too."""

APPLICATION = 0x52415348
"""SQLite's application_id of a ledger: RASH."""


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
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("published", Noun(Published)),
    Column("passages", Noun(tuple[Passage, ...]), nullable=False),
    Column("sentences", Noun(tuple[Span, ...]), nullable=False),
    Column("boilerplate", Noun(tuple[Boilerplate, ...]), nullable=False),
    Column("reader", Text, nullable=False),
    Column("redacted", String(64)),
)

claims = Table(
    "claims",
    metadata,
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
    Column("noun", Noun(Claim), nullable=False),
    Index("claims_report", "report", "start"),
    Index("claims_kind", "kind", "first"),
    Index("claims_days", "first", "last"),
)

places = Table(
    "places",
    metadata,
    Column("claim", String(16), ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Index("places_name", "name", "claim"),
    Index("places_claim", "claim"),
)

issues = Table(
    "issues",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("report", String(64)),
    Column("span", Noun(Span)),
    Column("source", Text),
    Index("issues_report", "report"),
    Index("issues_source", "source"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("left", String(16), nullable=False),
    Column("right", String(16)),
    Column("noun", Noun(Judgement), nullable=False),
    Index("judgements_left", "left"),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("source_hash", String(64), nullable=False),
    Column("reader", Text, nullable=False),
    Column("reports", Integer, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("noun", Noun(Feed), nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("act", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seal", String(64), nullable=False),
    Index("log_subject", "subject", "number"),
)

salts = Table(
    "salts",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("salt", String(32), nullable=False),
)
