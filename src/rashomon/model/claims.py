"""What one source tells in one report: who says it, what happened, how many, where, when, how sure."""

from dataclasses import dataclass
from datetime import date

from rashomon.model.spans import ClaimId, ReportId, Span, content_id
from rashomon.model.vocabulary import Certainty, ChainRole, Kind, PlaceRole, Polarity, Stance, Verification


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
