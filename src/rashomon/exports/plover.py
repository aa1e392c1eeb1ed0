"""An edition -> PLOVER 2.0 records, one a claim, as JSON lines; `text_info` points at the words."""

from collections import Counter
from importlib.metadata import version
from typing import Any

from rashomon.claims.happenings.schemes import PloverCode, plover_code
from rashomon.exports.actors import Actor
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, json_lines, one_file
from rashomon.exports.tables import number_of
from rashomon.knowledge.plover import quad_of
from rashomon.model import Claim, Link, Party, Place, Report
from rashomon.views.marks import sentence_around
from rashomon.views.wording import event_spots

SECTORS = {
    "group": "REB",
    "militia": "UAF",
    "identity": "UAF",
    "rioters": "CVL",
    "protesters": "CVL",
    "civilians": "CVL",
    "other": "IGO",
}
STATE_SECTORS = {"body": "GOV", "person": "GOV", "party": "GOV", "ally": "GOV"}  # of states; their forces are MIL
SCALE = {"dead": "killed", "injured": "wounded", "arrested": "captured"}
RESOLUTION = {"country": 1, "area": 2, "water": 2, "region": 2, "island": 3}  # 1 country ... 5 smaller than a town


def write_plover(edition: Edition) -> Output:
    """Every claim whose kind has a home; an event's day that is not told is null, and never the day of publication."""
    left_out: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for event in edition.record.events:
        for claim, report in edition.claims_of(event):
            code = plover_code(claim, report)
            if code.event is None:
                left_out[f"no home in the scheme: {claim.kind.value}"] += 1
            else:
                rows.append(_row(claim, report, code, edition))
    return one_file(json_lines(rows), len(rows), left_out)


def _row(claim: Claim, report: Report, code: PloverCode, edition: Edition) -> dict[str, Any]:
    when = claim.when if claim.when and claim.when.first and claim.when.last else None
    return {
        "id": claim.id,
        "has_event": True,
        "date": when.first if when else None,
        "enddate": when.last if when else None,
        "actor": _entities(claim.actor, edition),
        "recipient": _entities(claim.target, edition),
        "event": code.event,
        "event_loc": [_location(spot.place, spot.text, edition) for spot in event_spots(claim)],
        "event_text": claim.cue.of(report.text),
        "quad_code": quad_of(code.event or ""),
        "event_scale": {name: _least(of, claim) for name, of in SCALE.items()},
        "mode": [*code.modes, *code.auxiliaries],
        "context": list(code.contexts),
        "text": sentence_around(report, claim.quote).of(report.text),
        "text_info": {"sequence": 1, "start": claim.quote.start, "end": claim.quote.end, "text_story": claim.quote.of(report.text)},
        "cite_info": _cited(report),
        "coder": f"rashomon {version('rashomon')}",
        "comment": _comment(claim),
    }


def _entities(party: Party | Link | None, edition: Edition) -> list[dict[str, Any]]:
    """A list of one; unknown where the claim names nobody, empty where it names a thing."""
    if party is None:
        return [{"code": None, "sector": ["UNK"], "entity_text": None}]
    actor = edition.actor(party)
    return [{"code": edition.nation(actor).iso3 or None, "sector": [_sector(actor)], "entity_text": party.name}] if actor else []


def _sector(actor: Actor) -> str:
    if actor.kind == "medium":
        return "MED"
    return STATE_SECTORS.get(actor.kind, "MIL") if actor.sort == "state" else SECTORS[actor.sort]


def _location(place: Place | None, text: str, edition: Edition) -> dict[str, Any]:
    if place is None:
        return {"extracted_place": text, "resolved_place": None}
    country, region, district = (*place.admin, None, None, None)[:3]
    identity = place.id.removeprefix("geonames-") if place.id.startswith("geonames-") else None
    return {
        "extracted_place": text,
        "resolved_place": place.name,
        "geonameid": identity,
        "lat": place.latitude,
        "lon": place.longitude,
        "district": district,
        "province": place.name if place.feature == "region" else region,
        "country": country or place.name,
        "country_code": edition.country(place).iso3 or None,
        "feature_code": place.feature,
        "resolution": RESOLUTION.get(place.feature, 4),
    }


def _cited(report: Report) -> dict[str, Any]:
    return {
        "corpus": report.outlet,
        "citation": report.name,
        "url": report.url,
        "title": report.title,
        "publication": report.published.first if report.published else None,
        "language": report.language,
        "codebook": "PLOVER",
        "version": "2.0",
    }


def _comment(claim: Claim) -> str:
    """Who says it, and how sure: what the scheme has no field for."""
    said = f"claimed by {claim.source.name}" if claim.source else "told in the report's own voice"
    return "; ".join(
        (said, claim.polarity.value, claim.certainty.value, *((claim.verification.value,) if claim.verification else ()))
    )


def _least(of: str, claim: Claim) -> float | None:
    told = number_of(of, claim)
    return told.low if told else None
