"""A claim as it is answered, and the decisions about it."""

from datetime import datetime

from msgspec import Struct

from rashomon.doors import Amount, Days, Objection, Pair


class LinkItem(Struct, frozen=True):
    """One link of a chain, origin first; without offsets it was inferred, and `because` says how."""

    role: str
    name: str
    office: str | None
    side: str | None
    start: int | None
    end: int | None
    because: str


class SourceName(Struct, frozen=True):
    """Who says it: the id of the source, the name as the claim has it."""

    id: str
    name: str
    office: str | None
    side: str | None


class PartyItem(Struct, frozen=True):
    """Who acts or suffers."""

    name: str
    side: str | None


class SpotItem(Struct, frozen=True):
    """A place of a claim; an unresolved one has no coordinates."""

    id: str
    name: str
    resolved: bool
    feature: str | None
    latitude: float | None
    longitude: float | None
    radius: float | None


class ClaimItem(Struct, frozen=True):
    """A claim; `start` and `end` are characters of its report's text."""

    id: str
    event: str
    report: str
    doc: str
    outlet: str | None
    published: Days | None
    start: int
    end: int
    quote: str
    kind: str
    polarity: str
    certainty: str
    verification: str | None
    recapture: bool
    status: tuple[str, ...]
    origins: int
    origin: int
    voice: str | None
    source: SourceName | None
    chain: tuple[LinkItem, ...]
    actor: PartyItem | None
    target: PartyItem | None
    places: tuple[SpotItem, ...]
    when: Days | None
    quantities: tuple[Amount, ...]
    disputes: tuple[Objection, ...]
    acled: str | None
    rule: str


class JudgementItem(Struct, frozen=True):
    """A person's decision; `claim` and `other` are present ids, `before` what a corrected field was."""

    at: datetime
    by: str
    verdict: str
    claim: str
    other: str | None
    field: str | None
    value: str | None
    before: str | None
    reason: str


class OneClaim(Struct, frozen=True):
    """A claim with its sentence and its history."""

    claim: ClaimItem
    sentence: Pair
    text: str
    history: tuple[JudgementItem, ...]
