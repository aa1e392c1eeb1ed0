"""What follows from many reports: how claims of one happening stand, their origins, tolls, holds; texts that were changed."""

from dataclasses import dataclass
from datetime import date

from rashomon.model.claims import Claim, Place
from rashomon.model.spans import ClaimId, EventId, ReportId, Span
from rashomon.model.vocabulary import Stance


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
