"""An edition -> FollowTheMoney entities, and statements whose dataset is the claimant, so that accounts stand side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from typing import Any

from anyascii import anyascii

from rashomon.exports.accounts import Account, accounts
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, harmless, json_lines, sheet
from rashomon.model import Claim, Link, Party, Place, Polarity, Report, content_id
from rashomon.views.happenings import kinds_of
from rashomon.views.wording import event_spots, outlet_of, place_words

STATEMENT = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value"),
    *("external", "first_seen", "last_seen", "id"),
)
TYPES = {"name": "name", "date": "date", "startDate": "date", "endDate": "date", "location": "string", "involved": "entity"}
TYPES |= {"description": "text", "country": "country", "proof": "entity"}
LANGUAGES = {"en": "eng", "uk": "ukr", "ru": "rus", "fr": "fra", "de": "deu", "ar": "ara", "es": "spa", "he": "heb", "fa": "fas"}
SCHEMATA = {"person": "Person", "body": "PublicBody", "force": "PublicBody"}  # of actors; the rest are organisations


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity before it is written: multi-valued properties of strings."""

    id: str
    schema: str
    properties: dict[str, list[str]]

    def row(self) -> dict[str, Any]:
        """As FollowTheMoney has it in JSON lines; properties without a value are left out."""
        told = {name: values for name, values in self.properties.items() if values}
        return {"id": self.id, "schema": self.schema, "properties": told}


def write_ftm(edition: Edition) -> Output:
    """Two files: `entities` (JSON lines) and `statements` (CSV)."""
    found = {entity.id: entity for entity in _entities(edition)}
    statements = list(_statements(edition))
    entities = json_lines(entity.row() for entity in found.values())
    return Output(
        {"entities": entities, "statements.csv": sheet(STATEMENT, statements)},
        {"entities": len(found), "statements.csv": len(statements)},
    )


def _entities(edition: Edition) -> Iterator[Entity]:
    yield from (_article(report) for report in edition.record.reports)
    for account in accounts(edition):
        if account.place:
            yield _address(account.place, edition)
        for claim, report in edition.claims_of(account.event):
            yield from (_actor(party, edition) for party in _parties(claim, edition))
            yield from _of_claim(claim, report, account)
        yield _event(account, edition)
        told = dict.fromkeys(report for _, report in edition.claims_of(account.event))
        yield from (_documentation(report, account) for report in told)


def _article(report: Report) -> Entity:
    return Entity(
        _id("article", report.id),
        "Article",
        {
            "title": [report.title or report.name],
            "publisher": [outlet_of(report)],
            "sourceUrl": [report.url] if report.url else [],
            "publishedAt": [str(report.published.first)] if report.published else [],
            "language": [LANGUAGES[report.language]] if report.language in LANGUAGES else [],
            "notes": [f"report {report.id}"],
        },
    )


def _address(place: Place, edition: Edition) -> Entity:
    """Coordinates only of settlements and smaller: a region's middle is no address."""
    point = place.radius == 0 and place.feature != "country"
    return Entity(
        _id("address", place.id),
        "Address",
        {
            "full": [place_words(place)],
            "city": [place.name] if place.feature == "settlement" else [],
            "country": _country(place, edition),
            "latitude": [str(place.latitude)] if point else [],
            "longitude": [str(place.longitude)] if point else [],
        },
    )


def _country(place: Place | None, edition: Edition) -> list[str]:
    code = edition.country(place).code
    return [code.lower()] if code else []


def _parties(claim: Claim, edition: Edition) -> Iterator[Party | Link]:
    """Source, actor and target, as far as they are somebody."""
    if claim.source:
        yield claim.source
    yield from (party for party in (claim.actor, claim.target) if party and edition.actor(party))


def _actor(party: Party | Link, edition: Edition) -> Entity:
    known = edition.sides.named(party.name)
    person = isinstance(party, Link) and edition.is_person(party.name)
    schema = "Person" if person else SCHEMATA.get(known.kind if known else "", "Organization")
    actor = edition.actor(party)
    nation = edition.nation(actor).code if actor else ""
    return Entity(_id("actor", party.name), schema, {"name": [party.name], "country": [nation.lower()] if nation else []})


def _event(account: Account, edition: Edition) -> Entity:
    event = account.event
    first, last = account.days or (None, None)
    involved = [
        _id("actor", party.name)
        for claim in event.claims
        for party in (claim.actor, claim.target)
        if edition.actor(party) and party
    ]
    return Entity(
        _id("event", event.id),
        "Event",
        {
            "name": [account.title],
            "startDate": [str(first)] if first else [],
            "endDate": [str(last)] if last else [],
            "summary": [account.description],
            "location": [place_words(account.place)] if account.place else [],
            "addressEntity": [_id("address", account.place.id)] if account.place else [],
            "country": _country(account.place, edition),
            "involved": list(dict.fromkeys(involved)),
            "proof": list(dict.fromkeys(_id("article", claim.report) for claim in event.claims)),
            "recordId": [event.id],
            "keywords": kinds_of(event).split(", "),
        },
    )


def _of_claim(claim: Claim, report: Report, account: Account) -> Iterator[Entity]:
    """The quote as a note on the event, and the link between the claimant and the event."""
    event, quote = _id("event", account.event.id), claim.quote.of(report.text)
    yield Entity(
        _id("note", claim.id),
        "Note",
        {
            "name": [f"{outlet_of(report)}: {claim.kind}, {claim.polarity}"],
            "description": [quote],
            "entity": [event],
            "proof": [_id("article", report.id)],
            "notes": [f"{report.name} {claim.quote.start}-{claim.quote.end}"],
        },
    )
    if claim.source:
        verb = {Polarity.DENIED: "denies", Polarity.NEGATED: "says that not"}.get(claim.polarity, "claims")
        properties = {"subject": [_id("actor", claim.source.name)], "object": [event], "role": [verb], "description": [quote]}
        yield Entity(_id("link", claim.id), "UnknownLink", properties | {"proof": [_id("article", report.id)]})


def _documentation(report: Report, account: Account) -> Entity:
    document, event = _id("article", report.id), _id("event", account.event.id)
    properties = {"document": [document], "entity": [event], "role": ["tells of it"]}
    return Entity(_id("documentation", report.id, account.event.id), "Documentation", properties)


def _statements(edition: Edition) -> Iterator[list[str]]:
    """What each claim says of its event, one property a line: `dataset` is who says it, `origin` the outlet."""
    for event in edition.record.events:
        for claim, report in edition.claims_of(event):
            if claim.polarity is Polarity.AFFIRMED:
                told = dict.fromkeys((prop, value) for prop, value in _told(claim, report, edition) if value)
                yield from (_statement(event.id, prop, value, claim, report) for prop, value in told)


def _told(claim: Claim, report: Report, edition: Edition) -> Iterator[tuple[str, str]]:
    yield "name", claim.quote.of(report.text)
    if claim.when and claim.when.first and claim.when.last:
        yield "startDate", str(claim.when.first)
        yield "endDate", str(claim.when.last)
    for spot in event_spots(claim):
        yield "location", place_words(spot.place) if spot.place else spot.text
        yield from (("country", code) for code in _country(spot.place, edition))
    yield from (("involved", _id("actor", party.name)) for party in (claim.actor, claim.target) if party and edition.actor(party))
    yield "proof", _id("article", report.id)


def _statement(event: str, prop: str, value: str, claim: Claim, report: Report) -> list[str]:
    entity, value = _id("event", event), harmless(value)
    dataset = _slug(claim.source.name if claim.source else outlet_of(report))
    seen = str(report.published.first) if report.published else ""
    # FollowTheMoney's own key of a statement
    key = sha1(f"{dataset}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    return [entity, entity, prop, TYPES[prop], "Event", value, dataset, _slug(outlet_of(report)), "", "", "f", seen, seen, key]


def _slug(name: str) -> str:
    """A dataset's name: ``Hanna Malyar`` -> hanna_malyar."""
    return re.sub(r"[^a-z0-9]+", "_", anyascii(name).casefold()).strip("_") or "unnamed"


def _id(*parts: str) -> str:
    return f"rashomon-{content_id(*parts)}"
