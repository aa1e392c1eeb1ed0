"""The columns of the six tables: claims, events, reports, tolls, holds, decisions. Not stated is null, never 0.

Offsets are half-open characters of the report's text as it was read; `text_sha256` says which text that is. Days are
inclusive, coordinates WGS84 degrees.
"""

from datetime import date, datetime

from msgspec import Struct


class LinkCell(Struct, frozen=True):
    """A link of the chain, origin first; without offsets where it was inferred."""

    role: str
    name: str
    office: str | None
    side: str | None
    start: int | None
    end: int | None


class PlaceCell(Struct, frozen=True):
    """A mention of a place; without id and coordinates where no single place answers to the name."""

    text: str
    start: int
    end: int
    role: str
    resolved: bool
    candidates: int
    id: str | None
    name: str | None
    latitude: float | None
    longitude: float | None
    feature: str | None
    admin: list[str]


class QuantityCell(Struct, frozen=True):
    """A number that a claim tells; a null bound is open."""

    of: str
    low: float | None
    high: float | None
    unit: str | None
    approximate: bool
    start: int
    end: int
    total_start: int | None
    total_end: int | None


class DisputeCell(Struct, frozen=True):
    """What another party of the same report says to a claim, with its words."""

    relation: str
    by: str
    start: int
    end: int
    quote: str


class ClaimLine(Struct, frozen=True, tag_field="table", tag="claims"):
    """What one source is reported to say. The first resolved place of the event stands alone too, in `place` to `region`."""

    id: str
    event: str
    report: str
    doc: str
    outlet: str | None
    published_first: date | None
    published_last: date | None
    start: int
    end: int
    quote: str
    cue_start: int
    cue_end: int
    kind: str
    source: str | None
    source_office: str | None
    source_side: str | None
    channel: str | None
    relay: str | None
    actor: str | None
    actor_side: str | None
    target: str | None
    target_side: str | None
    place: str | None
    place_id: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    region: str | None
    first: date | None
    last: date | None
    precision: str | None
    time_text: str | None
    time_start: int | None
    time_end: int | None
    polarity: str
    certainty: str
    verification: str | None
    recapture: bool
    killed_low: float | None
    killed_high: float | None
    acled: str | None
    plover_event: str | None
    plover_modes: list[str]
    plover_auxiliaries: list[str]
    plover_contexts: list[str]
    rule: str
    chain: list[LinkCell]
    places: list[PlaceCell]
    quantities: list[QuantityCell]
    disputes: list[DisputeCell]


class OriginCell(Struct, frozen=True):
    """An independent beginning, and the claims that go back to it."""

    name: str
    side: str | None
    claims: list[str]


class RelationCell(Struct, frozen=True):
    """How claim `left` stands to claim `right`, and the first reason."""

    left: str
    right: str
    stance: str
    because: str


class TotalCell(Struct, frozen=True):
    """One number under a named rule, between the lowest and the highest that any origin gives."""

    of: str
    side: str | None
    rule: str
    low: float
    best: float
    high: float


class EventLine(Struct, frozen=True, tag_field="table", tag="events"):
    """One happening as its accounts tell it: days that most of them tell, the place that most of them name."""

    id: str
    first: date | None
    last: date | None
    place: str | None
    place_id: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    region: str | None
    kinds: list[str]
    reports: int
    outlets: int
    independent_origins: int
    disputed: bool
    standing: list[str]
    claims: list[str]
    origins: list[OriginCell]
    relations: list[RelationCell]
    totals: list[TotalCell]


class ReportLine(Struct, frozen=True, tag_field="table", tag="reports"):
    """A report without its text, which is its outlet's: its length and its SHA-256 say which text offsets point into."""

    id: str
    doc: str
    outlet: str | None
    title: str | None
    url: str | None
    published_first: date | None
    published_last: date | None
    dated_by: str | None
    language: str
    source_sha256: str
    text_sha256: str
    characters: int


class TollLine(Struct, frozen=True, tag_field="table", tag="tolls"):
    """Killed, wounded, missing or captured as one origin counts them; a null bound is open."""

    event: str
    of: str
    side: str | None
    part: str | None
    low: float | None
    high: float | None
    origin: str
    claim: str
    published: date | None


class HoldLine(Struct, frozen=True, tag_field="table", tag="holds"):
    """Who is said by whom to hold a place, from when until when, on record since when; a null day is open."""

    place: str
    place_id: str
    latitude: float
    longitude: float
    country: str | None
    region: str | None
    holder: str
    claimant: str
    first: date | None
    last: date | None
    known_since: date | None
    claims: list[str]


class DecisionLine(Struct, frozen=True, tag_field="table", tag="decisions"):
    """A person's decision about claims, with its reason; the ledger keeps who made it."""

    claim: str
    other: str | None
    verdict: str
    field: str | None
    value: str | None
    at: datetime
    reason: str


Line = ClaimLine | EventLine | ReportLine | TollLine | HoldLine | DecisionLine
TABLES: tuple[type[Struct], ...] = (ClaimLine, EventLine, ReportLine, TollLine, HoldLine, DecisionLine)


def name_of(table: type[Struct]) -> str:
    """``ClaimLine`` -> claims."""
    return str(table.__struct_config__.tag)
