"""An event as it is answered: how it stands, its origins, how its claims stand to each other, its tolls."""

from datetime import date

from msgspec import Struct

from rashomon.doors import Days, Number
from rashomon.web.items.claims import ClaimItem, JudgementItem, SpotItem


class EventItem(Struct, frozen=True):
    """An event; without coordinates where its place is not resolved.

    `standing` are rows of the rubric, `voices` claims by side of the source.
    """

    id: str
    when: Days | None
    place: str
    place_id: str | None
    latitude: float | None
    longitude: float | None
    radius: float | None
    kinds: tuple[str, ...]
    claims: int
    reports: int
    outlets: int
    origins: int
    disputed: bool
    standing: tuple[str, ...]
    voices: dict[str, int]
    headline: str


class StandingItem(Struct, frozen=True):
    """A row of the rubric; `detail` are the words on which it rests where it is told of an event."""

    name: str
    says: str
    when: str
    detail: str | None = None


class OriginItem(Struct, frozen=True):
    """An independent beginning, and why its claims are one."""

    number: int
    name: str
    side: str | None
    claims: tuple[str, ...]
    because: tuple[str, ...]


class RelationItem(Struct, frozen=True):
    """How claim `left` stands to claim `right`; where both are one the report itself tells of it."""

    left: str
    right: str
    stance: str
    detail: str
    because: tuple[str, ...]


class TollItem(Struct, frozen=True):
    """What one origin counts; null is an open bound."""

    of: str
    part: str | None
    low: Number | None
    high: Number | None
    origin: str
    claim: str
    published: date | None
    side: str | None


class TotalItem(Struct, frozen=True):
    """One number under a named rule."""

    of: str
    side: str | None
    rule: str
    low: Number
    best: Number
    high: Number
    because: str


class Accounts(Struct, frozen=True):
    """All that is said of one event; `cited` are the claims behind the numbers [1], [2], ... of `lines`."""

    event: EventItem
    standing: tuple[StandingItem, ...]
    lines: tuple[str, ...]
    cited: tuple[str, ...]
    origins: tuple[OriginItem, ...]
    claims: tuple[ClaimItem, ...]
    relations: tuple[RelationItem, ...]
    tolls: tuple[TollItem, ...]
    totals: tuple[TotalItem, ...]
    places: tuple[SpotItem, ...]
    history: tuple[JudgementItem, ...]
