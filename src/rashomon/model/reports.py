"""A published text, with its parts and the day of its publication; a feed that gives more of them."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from rashomon.model.spans import ReportId, Span
from rashomon.model.vocabulary import DatedBy, Part


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a report (line or paragraph) and what it is."""

    span: Span
    part: Part


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Words that are not the report, and the rule that says so: ``Leave a Reply`` -> comment-form."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class DateHint:
    """One reason for a publication date: days, how they are known, the words, the span where the text itself has them."""

    first: date
    last: date
    by: DatedBy
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The days on which the report can have appeared, how that is known, and every candidate, the chosen one first."""

    first: date
    last: date
    by: DatedBy
    evidence: tuple[DateHint, ...] = ()

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a report cannot appear from {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `text` is what was read, nothing cut; boilerplate is marked; every offset points into `text`.

    `name` is what the user called it (row id, file stem); `source_hash` is the SHA-256 of the source's bytes.
    `language` is an ISO 639-1 code; claims are found in ``en`` only. `redacted` is the id under which it was read, where words
    were masked since: claims and decisions go on pointing at it.
    """

    name: str
    outlet: str | None
    title: str | None
    url: str | None
    text: str
    source_hash: str
    language: str
    published: Published | None
    passages: tuple[Passage, ...] = ()
    sentences: tuple[Span, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    redacted: ReportId | None = None

    @property
    def id(self) -> ReportId:
        """SHA-256 over outlet, URL, title and text as read: the same text at two outlets is two reports."""
        if self.redacted is not None:
            return self.redacted
        parts = (self.outlet, self.url, self.title, self.text)
        return ReportId(sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest())

    def is_boilerplate(self, span: Span) -> bool:
        """True where `span` touches words that are marked as boilerplate."""
        return any(piece.span.touches(span) for piece in self.boilerplate)


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that is watched: what its server told last (HTTP's ETag and Last-Modified), how often in a row it failed,
    and the moment (UTC) before which it is not asked again."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    due: datetime | None = None
