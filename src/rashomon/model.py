"""The nouns: frozen, hashable, standard library only.

Offsets are half-open character positions in ``Report.text``; days are ``datetime.date``, intervals inclusive on both ends;
coordinates are WGS84 degrees, distances kilometres. A part whose span is None was inferred, not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NewType

ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
EventId = NewType("EventId", str)


def content_id(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits: the same parts give the same id, run after run."""
    return sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in ``Report.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs from 0 <= start to end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True where `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """True where both share at least one character."""
        return self.start < other.end and other.start < self.end


def hull(spans: Iterable[Span]) -> Span:
    """The shortest span that covers all `spans` (at least one)."""
    kept = list(spans)
    return Span(min(s.start for s in kept), max(s.end for s in kept))


class Part(StrEnum):
    """What a passage of a report is."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    HEADING = "heading"
    BULLET = "bullet"
    CAPTION = "caption"
    BODY = "body"


class DatedBy(StrEnum):
    """How a publication date is known, best first."""

    GIVEN = "given"
    MARKUP = "markup"
    FEED = "feed"
    DATELINE = "dateline"
    FILENAME = "filename"
    INSIDE = "inside"


class Kind(StrEnum):
    """What is claimed to have happened; in the order of precedence where two fit equally well."""

    CAPTURE = "capture"
    HOLD = "hold"
    WITHDRAW = "withdraw"
    ADVANCE = "advance"
    ATTACK = "attack"
    REPEL = "repel"
    STRIKE = "strike"
    INTERCEPT = "intercept"
    CASUALTIES = "casualties"
    DESTRUCTION = "destruction"
    ABUSE = "abuse"
    DETAIN = "detain"
    DEPLOY = "deploy"
    EVACUATE = "evacuate"
    AID = "aid"
    NEGOTIATE = "negotiate"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    ASSESS = "assess"


class ChainRole(StrEnum):
    """A place in the chain, origin first."""

    SOURCE = "source"
    CHANNEL = "channel"
    RELAY = "relay"
    OUTLET = "outlet"


class PlaceRole(StrEnum):
    """What a place name does in its sentence."""

    EVENT = "event"
    ORIGIN = "origin"
    GOAL = "goal"
    SPEAKER = "speaker"
    DATELINE = "dateline"
    MENTION = "mention"


class Polarity(StrEnum):
    """Affirmed, said not to have happened, or the rejection of somebody's claim."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DENIED = "denied"


class Certainty(StrEnum):
    """Stated; doubtful about past or present; or ahead of us (aims, orders, forecasts)."""

    STATED = "stated"
    HEDGED = "hedged"
    INTENDED = "intended"


class Verification(StrEnum):
    """What the report itself says about the truth of a claim."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    NO_COMMENT = "no_comment"


class Stance(StrEnum):
    """How one claim stands to another about the same happening."""

    CORROBORATES = "corroborates"
    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    DENIES = "denies"
    NO_COMMENT = "no_comment"
    UPDATES = "updates"


class Verdict(StrEnum):
    """A person's decision about one or two claims."""

    SAME = "same"
    DIFFERENT = "different"
    CORRECT = "correct"
    REJECT = "reject"
    UNDO = "undo"


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
class Link:
    """One link of a chain: who or what, in which role, by which words. `office` is the printed role ("deputy defense minister").

    `side` is the side's name in its conflict, None where unknown. `because` says how an inferred link was found.
    """

    role: ChainRole
    name: str
    span: Span | None = None
    office: str | None = None
    side: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said something: the words for who, for saying, and for what (each may be in pieces)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    name: str | None
    chain: tuple[Link, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on: canonical short name ("Ukrainian forces"), the words, the side."""

    name: str
    span: Span | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `feature` is settlement, region, country, area, water, bridge, dam, camp, crossing, plant or island.

    `admin` runs from country to the smallest unit; `radius` is in kilometres (0 for a settlement's point).
    """

    id: str
    name: str
    latitude: float
    longitude: float
    feature: str
    admin: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    population: int = 0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, its score in 0..1 and the reason in words."""

    place: Place
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Where:
    """A mention of a place. One surviving candidate is an answer; `resolved` is False where it stays several or none."""

    span: Span
    text: str
    role: PlaceRole
    candidates: tuple[Candidate, ...] = ()
    resolved: bool = False

    @property
    def place(self) -> Place | None:
        """The answer, or None where there is no single one."""
        return self.candidates[0].place if self.resolved and self.candidates else None


@dataclass(frozen=True, slots=True)
class When:
    """A time told in the text. Both days are None for durations and vague times ("in recent weeks").

    `precision` is day, week, month, season, quarter, year, decade, duration or vague.
    """

    span: Span
    text: str
    first: date | None
    last: date | None
    precision: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number told in the text: ``at least seven killed`` is of="killed", low=7, high=None. Not stated is absent, never 0.

    `total` is the number that this one is a part of ("seven drones: two over the port, ..."): the two are never added up.
    """

    span: Span
    of: str
    low: float | None
    high: float | None
    unit: str | None = None
    approximate: bool = False
    total: Span | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The words that decided a claim's polarity, certainty or verification."""

    of: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dispute:
    """What another party of the same report says to a claim, with its words."""

    relation: Stance
    by: str
    span: Span


@dataclass(frozen=True, slots=True)
class Order:
    """A claim happened `how` ("before", "after", "while") the claim `other` of the same report, by the word at `span`."""

    how: str
    other: ClaimId
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One reported happening or state as one source tells it, at one place in one report.

    `quote` is the clause that states it, `cue` the word that decided the kind. `chain` is origin first; no source link means
    the reporter's own voice. `acled` is an ACLED sub-event type or None where that scheme has no home for the claim.
    """

    report: ReportId
    quote: Span
    cue: Span
    kind: Kind
    chain: tuple[Link, ...] = ()
    actor: Party | None = None
    target: Party | None = None
    places: tuple[Where, ...] = ()
    when: When | None = None
    quantities: tuple[Quantity, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    verification: Verification | None = None
    marks: tuple[Mark, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    orders: tuple[Order, ...] = ()
    recapture: bool = False
    acled: str | None = None
    rule: str = ""

    @property
    def id(self) -> ClaimId:
        """The same words read as the same kind in the same report give the same id, run after run."""
        return ClaimId(content_id(self.report, self.kind, self.quote.start, self.quote.end, self.cue.start, self.cue.end))

    def link(self, role: ChainRole) -> Link | None:
        """The first link of the chain in `role`, or None."""
        return next((link for link in self.chain if link.role is role), None)

    @property
    def source(self) -> Link | None:
        """Who asserts it; None is the reporter's own voice."""
        return self.link(ChainRole.SOURCE)


LEAD = "lead"
"""The kind of issue that names a report which is elsewhere: it was listed, and nobody asked for it to be read."""
SKIPPED = "skipped"
"""The kind of issue that counts what is no report and never will be one: pictures, private talk."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What could not be done: counted and listed, never hidden. `name` is the file, URL or report, `detail` cause and remedy."""

    kind: str
    name: str
    detail: str
    report: ReportId | None = None
    span: Span | None = None

    @property
    def is_unread(self) -> bool:
        """True where a source, or a part of it, that was to be read was not; a lead is only listed, what is skipped is none."""
        return self.report is None and self.kind not in (LEAD, SKIPPED)


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that is watched: what its server told last (HTTP's ETag and Last-Modified), how often in a row it failed,
    and the moment (UTC) before which it is not asked again."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one report, in text order."""

    report: ReportId
    attributions: tuple[Attribution, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """A reason that a reader can check: no number leaves a function without its sentence."""

    rule: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How claim `left` stands to claim `right` of the same event."""

    left: ClaimId
    right: ClaimId
    stance: Stance
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent beginning of a claim, and the claims that go back to it."""

    name: str
    side: str | None
    claims: tuple[ClaimId, ...]
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Toll:
    """Killed, wounded, missing or captured as one origin counts them. `low` and `high` bound the number; None is open.

    `side` is the side that suffered, `part` the words of a count of some of them only ("children killed"); None where not told.
    """

    of: str
    low: float | None
    high: float | None
    origin: str
    claim: ClaimId
    published: date | None = None
    side: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """One number out of the tolls of an event under a named rule, between the lowest and the highest that any origin gives."""

    of: str
    side: str | None
    rule: str
    low: float
    best: float
    high: float
    because: Because


@dataclass(frozen=True, slots=True)
class Event:
    """Claims of any reports about the same happening, in order of publication.

    The rule of each `standing` is a row of the published rubric, its detail the words that it rests on.
    """

    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...] = ()
    origins: tuple[Origin, ...] = ()
    tolls: tuple[Toll, ...] = ()
    totals: tuple[Total, ...] = ()
    standing: tuple[Because, ...] = ()

    @property
    def id(self) -> EventId:
        """The smallest id among its claims: an event is found again through any of them."""
        return EventId(min(claim.id for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Hold:
    """Who is said to hold a place, by whom, from when until when (None is open), and since which report that is on record."""

    place: Place
    holder: str
    claimant: str
    first: date | None
    last: date | None
    claims: tuple[ClaimId, ...]
    known_since: date | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a claim that was judged: by them the decision finds the claim again when reading has changed its id."""

    claim: ClaimId
    report: ReportId
    quote: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, appended, never overwritten. `right` goes with same and different, `field` and `value` with correct.

    `undo` takes back what was decided before about the same claim, or the same pair.
    """

    left: ClaimId
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str
    right: ClaimId | None = None
    field: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Words of an earlier text and what stands in their place in the later one; an empty span where nothing does."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Version:
    """Two texts of one outlet at one address, or under one title: a later version, and what was changed."""

    earlier: ReportId
    later: ReportId
    changes: tuple[Change, ...]
    because: Because


@dataclass(frozen=True, slots=True)
class Record:
    """All that a view may look at."""

    reports: tuple[Report, ...] = ()
    events: tuple[Event, ...] = ()
    holds: tuple[Hold, ...] = ()
    issues: tuple[Issue, ...] = ()
    judgements: tuple[Judgement, ...] = field(default=())
    versions: tuple[Version, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every event, by report and position."""
        found = [claim for event in self.events for claim in event.claims]
        return tuple(sorted(found, key=lambda claim: (claim.report, claim.quote, claim.id)))

    def claims_frame(self, library: str = "pandas") -> Any:
        """A data frame with a row a claim; `library` is pandas, polars or arrow. Raises SetupError where it is not installed."""
        from rashomon.exports.frames import claims_frame

        return claims_frame(self, library)

    def events_frame(self, library: str = "pandas") -> Any:
        """A data frame with a row an event; `library` is pandas, polars or arrow. Raises SetupError where it is not installed."""
        from rashomon.exports.frames import events_frame

        return events_frame(self, library)
