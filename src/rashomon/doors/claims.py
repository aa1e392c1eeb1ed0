"""A claim -> the row that leaves the program."""

from datetime import date

from msgspec import Struct

from rashomon.model import ChainRole, Claim, Party, PlaceRole, Quantity, Report, When, Where

Days = tuple[date, date]
Pair = tuple[int, int]
Number = int | float


class Amount(Struct, frozen=True):
    """A number of a claim; what is not stated is null. `part_of` is where the number stands that it is a part of."""

    of: str
    min: Number | None
    max: Number | None
    unit: str | None
    approx: bool
    part_of: Pair | None = None


class Spot(Struct, frozen=True):
    """A place of a claim's event; without coordinates where no single place answers to the printed name."""

    name: str
    latitude: float | None
    longitude: float | None
    role: str


class Objection(Struct, frozen=True):
    """What another party of the same report says to a claim."""

    relation: str
    by: str
    start: int
    end: int


class OrderRow(Struct, frozen=True):
    """The claim happened `how` the claim `claim` of the same report, by the words from `start` to `end`."""

    how: str
    claim: str
    start: int
    end: int


class ClaimRow(Struct, frozen=True):
    """A claim; `start` and `end` are characters of the text of the report `doc`."""

    id: str
    doc: str
    start: int
    end: int
    quote: str
    kind: str
    source: str | None
    source_role: str | None
    channel: str | None
    relay: str | None
    actor: str | None
    target: str | None
    places: tuple[Spot, ...]
    when: Days | None
    polarity: str
    certainty: str
    verification: str | None
    recapture: bool
    quantities: tuple[Amount, ...]
    disputes: tuple[Objection, ...]
    orders: tuple[OrderRow, ...]
    acled: str | None
    rule: str


def claim_row(claim: Claim, report: Report) -> ClaimRow:
    """A claim as `rashomon claims` and `rashomon annotate` print it."""
    return ClaimRow(
        id=claim.id,
        doc=report.name,
        start=claim.quote.start,
        end=claim.quote.end,
        quote=claim.quote.of(report.text),
        kind=claim.kind,
        source=_name(claim, ChainRole.SOURCE),
        source_role=claim.source.office if claim.source else None,
        channel=_name(claim, ChainRole.CHANNEL),
        relay=_name(claim, ChainRole.RELAY),
        actor=_party(claim.actor),
        target=_party(claim.target),
        places=tuple(_spot(where) for where in claim.places if where.role is PlaceRole.EVENT),
        when=_days(claim.when),
        polarity=claim.polarity,
        certainty=claim.certainty,
        verification=claim.verification,
        recapture=claim.recapture,
        quantities=tuple(amount(quantity) for quantity in claim.quantities),
        disputes=tuple(Objection(one.relation, one.by, one.span.start, one.span.end) for one in claim.disputes),
        orders=tuple(OrderRow(one.how, one.other, one.span.start, one.span.end) for one in claim.orders),
        acled=claim.acled,
        rule=claim.rule,
    )


def amount(told: Quantity) -> Amount:
    """A number as a claim has it."""
    whole = (told.total.start, told.total.end) if told.total is not None else None
    return Amount(told.of, as_number(told.low), as_number(told.high), told.unit, told.approximate, whole)


def as_number(value: float | None) -> Number | None:
    """Whole ones without a point: ``7.0`` -> ``7``."""
    return int(value) if value is not None and float(value).is_integer() else value


def _name(claim: Claim, role: ChainRole) -> str | None:
    link = claim.link(role)
    return link.name if link else None


def _party(party: Party | None) -> str | None:
    return party.name if party else None


def _days(when: When | None) -> Days | None:
    return (when.first, when.last) if when and when.first and when.last else None


def _spot(where: Where) -> Spot:
    place = where.place
    return Spot(place.name, place.latitude, place.longitude, where.role) if place else Spot(where.text, None, None, where.role)
