"""An edition -> the lines of the six tables."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from msgspec import Struct

from rashomon.claims.happenings.schemes import plover_code
from rashomon.events.families import counted
from rashomon.exports.columns import (
    ClaimLine,
    DecisionLine,
    DisputeCell,
    EventLine,
    HoldLine,
    Line,
    LinkCell,
    OriginCell,
    PlaceCell,
    QuantityCell,
    RelationCell,
    ReportLine,
    TollLine,
    TotalCell,
)
from rashomon.exports.edition import Edition
from rashomon.model import ChainRole, Claim, Event, Hold, Link, Place, Quantity, Report, Toll, Where
from rashomon.views.happenings import event_days
from rashomon.views.selection import is_disputed
from rashomon.views.wording import event_spots, named_outlets


def claim_lines(edition: Edition) -> Iterator[ClaimLine]:
    """By event in its order, within an event by publication."""
    for event in edition.record.events:
        yield from (_claim(claim, report, edition) for claim, report in edition.claims_of(event))


def event_lines(edition: Edition) -> Iterator[EventLine]:
    """In the order of the record."""
    return (_event(event, edition) for event in edition.record.events)


def report_lines(edition: Edition) -> Iterator[ReportLine]:
    """In the order of the record."""
    return map(_report, edition.record.reports)


def toll_lines(edition: Edition) -> Iterator[TollLine]:
    """By event."""
    return (_toll(toll, event) for event in edition.record.events for toll in event.tolls)


def hold_lines(edition: Edition) -> Iterator[HoldLine]:
    """By place, claimant and day."""
    return map(_hold, edition.record.holds)


def decision_lines(edition: Edition) -> Iterator[DecisionLine]:
    """As they were made; of a part of a ledger those about its reports."""
    for one in edition.record.judgements:
        if not edition.filters or any(anchor.report in edition.reports for anchor in one.anchors):
            yield DecisionLine(one.left, one.right, one.verdict.value, one.field, one.value, one.at, one.reason)


LINES: dict[type[Struct], Callable[[Edition], Iterator[Line]]] = {
    ClaimLine: claim_lines,
    EventLine: event_lines,
    ReportLine: report_lines,
    TollLine: toll_lines,
    HoldLine: hold_lines,
    DecisionLine: decision_lines,
}


def number_of(what: str, claim: Claim) -> Quantity | None:
    """The number of killed, wounded, missing or captured that a claim tells: ``11 people killed`` is one of killed."""
    counts = ((one, counted(one.of)) for one in claim.quantities)
    return next((one for one, toll in counts if toll and toll.of == what), None)


def event_place(event: Event) -> Place | None:
    """The place that most claims of an event resolve to, of equals the one with the smallest id."""
    found = [spot.place for claim in event.claims for spot in event_spots(claim) if spot.place]
    return min(found, key=lambda place: (-found.count(place), place.id), default=None)


def country_and_region(place: Place | None) -> tuple[str | None, str | None]:
    """English names, None where the place lies in none or is larger."""
    if place is None:
        return None, None
    if place.feature == "country":
        return place.name, None
    country, region, *_ = (*place.admin, None, None)
    return country, place.name if place.feature == "region" else region


def _claim(claim: Claim, report: Report, edition: Edition) -> ClaimLine:
    place = next((spot.place for spot in event_spots(claim) if spot.place), None)
    country, region = country_and_region(place)
    published, when, dead = report.published, claim.when, number_of("killed", claim)
    code = plover_code(claim, report)
    return ClaimLine(
        id=claim.id,
        event=edition.event_of[claim.id],
        report=claim.report,
        doc=report.name,
        outlet=report.outlet,
        published_first=published.first if published else None,
        published_last=published.last if published else None,
        start=claim.quote.start,
        end=claim.quote.end,
        quote=claim.quote.of(report.text),
        cue_start=claim.cue.start,
        cue_end=claim.cue.end,
        kind=claim.kind.value,
        source=claim.source.name if claim.source else None,
        source_office=claim.source.office if claim.source else None,
        source_side=claim.source.side if claim.source else None,
        channel=_linked(claim, ChainRole.CHANNEL),
        relay=_linked(claim, ChainRole.RELAY),
        actor=claim.actor.name if claim.actor else None,
        actor_side=claim.actor.side if claim.actor else None,
        target=claim.target.name if claim.target else None,
        target_side=claim.target.side if claim.target else None,
        place=place.name if place else None,
        place_id=place.id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=country,
        region=region,
        first=when.first if when else None,
        last=when.last if when else None,
        precision=when.precision if when else None,
        time_text=when.text if when else None,
        time_start=when.span.start if when else None,
        time_end=when.span.end if when else None,
        polarity=claim.polarity.value,
        certainty=claim.certainty.value,
        verification=claim.verification.value if claim.verification else None,
        recapture=claim.recapture,
        killed_low=dead.low if dead else None,
        killed_high=dead.high if dead else None,
        acled=claim.acled,
        plover_event=code.event,
        plover_modes=list(code.modes),
        plover_auxiliaries=list(code.auxiliaries),
        plover_contexts=list(code.contexts),
        rule=claim.rule,
        chain=[_link(link) for link in claim.chain],
        places=[_place(where) for where in claim.places],
        quantities=[_quantity(one) for one in claim.quantities],
        disputes=[
            DisputeCell(one.relation.value, one.by, one.span.start, one.span.end, one.span.of(report.text))
            for one in claim.disputes
        ],
    )


def _linked(claim: Claim, role: ChainRole) -> str | None:
    link = claim.link(role)
    return link.name if link else None


def _link(link: Link) -> LinkCell:
    start, end = (link.span.start, link.span.end) if link.span else (None, None)
    return LinkCell(link.role.value, link.name, link.office, link.side, start, end)


def _place(where: Where) -> PlaceCell:
    place = where.place
    return PlaceCell(
        text=where.text,
        start=where.span.start,
        end=where.span.end,
        role=where.role.value,
        resolved=where.resolved,
        candidates=len(where.candidates),
        id=place.id if place else None,
        name=place.name if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        feature=place.feature if place else None,
        admin=list(place.admin) if place else [],
    )


def _quantity(one: Quantity) -> QuantityCell:
    whole = (one.total.start, one.total.end) if one.total is not None else (None, None)
    return QuantityCell(one.of, one.low, one.high, one.unit, one.approximate, one.span.start, one.span.end, *whole)


def _event(event: Event, edition: Edition) -> EventLine:
    first, last = event_days(event) or (None, None)
    place = event_place(event)
    country, region = country_and_region(place)
    told = {claim.report for claim in event.claims}
    return EventLine(
        id=event.id,
        first=first,
        last=last,
        place=place.name if place else None,
        place_id=place.id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=country,
        region=region,
        kinds=list(dict.fromkeys(claim.kind.value for claim in event.claims)),
        reports=len(told),
        outlets=len(named_outlets(edition.reports[report] for report in told)),
        independent_origins=len(event.origins),
        disputed=is_disputed(event),
        standing=[because.rule for because in event.standing],
        claims=[claim.id for claim in event.claims],
        origins=[OriginCell(one.name, one.side, list(one.claims)) for one in event.origins],
        relations=[
            RelationCell(one.left, one.right, one.stance.value, one.because[0].detail if one.because else "")
            for one in event.relations
        ],
        totals=[TotalCell(one.of, one.side, one.rule, one.low, one.best, one.high) for one in event.totals],
    )


def _report(report: Report) -> ReportLine:
    published = report.published
    return ReportLine(
        id=report.id,
        doc=report.name,
        outlet=report.outlet,
        title=report.title,
        url=report.url,
        published_first=published.first if published else None,
        published_last=published.last if published else None,
        dated_by=published.by.value if published else None,
        language=report.language,
        source_sha256=report.source_hash,
        text_sha256=sha256(report.text.encode()).hexdigest(),
        characters=len(report.text),
    )


def _toll(toll: Toll, event: Event) -> TollLine:
    return TollLine(event.id, toll.of, toll.side, toll.part, toll.low, toll.high, toll.origin, toll.claim, toll.published)


def _hold(hold: Hold) -> HoldLine:
    country, region = country_and_region(hold.place)
    return HoldLine(
        place=hold.place.name,
        place_id=hold.place.id,
        latitude=hold.place.latitude,
        longitude=hold.place.longitude,
        country=country,
        region=region,
        holder=hold.holder,
        claimant=hold.claimant,
        first=hold.first,
        last=hold.last,
        known_since=hold.known_since,
        claims=list(hold.claims),
    )
