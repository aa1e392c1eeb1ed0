"""Places of the read model as they are answered: lists, one with its holds, all of them on a map, labels around them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace as struct_replace

from rashomon.knowledge.borders import dispute_of
from rashomon.knowledge.places import load_places
from rashomon.model import Candidate, Hold, Place, Where
from rashomon.web.asked import Asked, Listing, missing, page
from rashomon.web.filters import AskedError, Condition, Filters, claim_conditions, values, where
from rashomon.web.items.pages import Page
from rashomon.web.items.places import (
    CandidateItem,
    ControlItem,
    HoldItem,
    Label,
    Labels,
    MapItem,
    OnePlace,
    OpenName,
    PlaceItem,
    PlaceName,
)
from rashomon.web.model import Model
from rashomon.web.pages import read_limit, read_order
from rashomon.web.tables import ordinal

FACTS = "places.code, {of}.claims, {of}.events, {of}.disputed"
ALL = f"SELECT {{sort}}, {FACTS.format(of='places')} FROM places"
GROUPED = f"""WITH told AS (
        SELECT spots.place AS code, count(*) AS claims, sum(spots.status & 1) AS disputed
        FROM {{spots}} GROUP BY spots.place, spots.event),
    grouped AS MATERIALIZED (
        SELECT code, sum(claims) AS claims, count(*) AS events, sum(disputed) AS disputed FROM told GROUP BY code)
    SELECT {{sort}}, {FACTS.format(of="grouped")} FROM grouped JOIN places USING (code)"""
PARTS = "SELECT spots.place, spots.voice, spots.kind, count(*) FROM {spots} GROUP BY 1, 2, 3"
SORTS = {"claims": "{of}.claims", "name": "places.code", "disputed": "{of}.disputed"}
OF_SPOTS = re.compile(r"claims\.(event|kind|voice|polarity|status|first|last)\b")
JOINED = "spots JOIN claims ON claims.number = spots.claim"
MOST = 1_000  # places on a map: those with most claims
Facts = tuple[int, int, int, int]
"""Code of the place, claims, events, claims of disputed events."""


def places(asked: Asked) -> Page:
    """One page of the places of which something is claimed that the filters keep."""
    rows, following = page(asked, *_listed(asked.filters, asked.model))
    return Page(tuple(_items(asked.model, rows, asked.filters)), following)


def _listed(filters: Filters, model: Model) -> tuple[Listing, list[Condition], tuple[Any, ...]]:
    """The list of places with its conditions and values: counted before where all is kept, else counted now."""
    of = "grouped" if filters.chosen else "places"
    sorts = {name: sql.format(of=of) for name, sql in SORTS.items()}
    if not filters.chosen:
        return Listing(ALL, "places.code", sorts, "-claims"), [Condition("places.claims > 0")], ()
    spots, given = _spots(claim_conditions(filters, model))
    return Listing(GROUPED.replace("{spots}", spots), "places.code", sorts, "-claims"), [], given


def _spots(kept: Sequence[Condition]) -> tuple[str, tuple[Any, ...]]:
    """FROM and WHERE for the spots of kept claims; without `claims` where `spots` knows all that is asked."""
    sql = OF_SPOTS.sub(r"spots.\1", where(kept)).replace("claims.number", "spots.claim")
    known = "claims." not in sql
    return (f"spots {sql}" if known else f"{JOINED} {where(kept)}"), values(kept)


def _items(model: Model, rows: Sequence[Facts], filters: Filters) -> Iterator[PlaceItem]:
    """The places of these codes; the claims of each by side of the source and by kind."""
    numbers = tuple(row[0] for row in rows)
    among = Condition(f"spots.place IN ({', '.join('?' * len(rows))})", numbers)
    parts: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    if filters.chosen:
        spots, given = _spots([among, *claim_conditions(filters, model)])
        for place, voice, kind, amount in model.rows(PARTS.replace("{spots}", spots), given):
            parts[place].append((voice, kind, amount))
    known = {row[0]: row for row in model.rows(f"SELECT * FROM places WHERE code IN ({', '.join('?' * len(rows))})", numbers)}
    for code, claims, events, disputed in rows:
        item = _known(known[code])
        if filters.chosen:
            voices = _summed((model.name("side", voice) or "none", amount) for voice, _, amount in parts[code])
            kinds = _summed((model.name("kind", kind) or "", amount) for _, kind, amount in parts[code])
            item = struct_replace(item, claims=claims, events=events, disputed=disputed, voices=voices, kinds=kinds)
        yield item


def _known(row: Sequence[Any]) -> PlaceItem:
    """A row of `places` with all claims of the place."""
    _, id, name, resolved, feature, latitude, longitude, radius, population, noun, claims, events, disputed, voices, kinds = row
    return PlaceItem(
        id=id,
        name=name,
        resolved=bool(resolved),
        feature=feature,
        admin=msgspec.json.decode(noun, type=Place).admin if resolved else (),
        latitude=latitude,
        longitude=longitude,
        radius=radius,
        population=population,
        claims=claims,
        events=events,
        disputed=disputed,
        voices=msgspec.json.decode(voices),
        kinds=msgspec.json.decode(kinds),
    )


def _summed(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Amounts by name, the largest first."""
    found: dict[str, int] = defaultdict(int)
    for name, amount in amounts:
        found[name] += amount
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def place(asked: Asked) -> OnePlace:
    """One place, by its id, else the only one of that name."""
    model, codes = asked.model, asked.model.places_named(asked.part)
    if len(codes) != 1:
        raise missing("place", asked.part)
    item = _known(model.rows("SELECT * FROM places WHERE code = ?", codes)[0])
    holds = tuple(hold_item(hold) for hold in model.holds("place = ?", codes))
    noun = model.rows("SELECT noun FROM places WHERE code = ?", codes)[0][0]
    if item.resolved:
        return OnePlace(item, holds, (), dispute_words(msgspec.json.decode(noun, type=Place)))
    return OnePlace(item, holds, candidates(msgspec.json.decode(noun, type=Where).candidates), None)


def dispute_words(found: Place) -> str | None:
    """Who holds and claims the disputed land in which a place lies; None for any other place."""
    known = load_places()
    dispute = dispute_of(found, known.code_of(found))
    return dispute.told(known.country(dispute.country)) if dispute else None


def candidates(found: Iterable[Candidate]) -> tuple[CandidateItem, ...]:
    """What a name may mean, best first."""
    return tuple(
        CandidateItem(
            id=one.place.id,
            name=one.place.name,
            admin=one.place.admin,
            latitude=one.place.latitude,
            longitude=one.place.longitude,
            score=one.score,
            reason=one.reason,
        )
        for one in found
    )


def hold_item(hold: Hold) -> HoldItem:
    """A hold as it is answered."""
    return HoldItem(hold.holder, hold.claimant, hold.first, hold.last, hold.known_since, hold.claims)


def on_map(asked: Asked) -> MapItem:
    """What the filters keep, by place; who is claimed to hold what at the end of the range; what cannot be drawn."""
    model, kept = asked.model, claim_conditions(asked.filters, asked.model)
    limit = read_limit(asked.options.get("limit"), MOST, MOST)
    listing, conditions, given = _listed(asked.filters, model)
    order = read_order(None, listing.sorts, listing.key, listing.usual)
    sql = f"{listing.rows.replace('{sort}', '0')} {where(conditions)} {order.sql} LIMIT ?"
    found = tuple(_items(model, [row[1:] for row in model.rows(sql, (*given, *values(conditions), limit))], asked.filters))
    drawn = [one for one in found if one.resolved]
    nowhere = [*kept, Condition("claims.place = 0")]
    return MapItem(
        points=tuple(one for one in drawn if not one.radius),
        areas=tuple(one for one in drawn if one.radius),
        control=tuple(_control(model, asked.filters)),
        unresolved=tuple(_open(model, one) for one in found if not one.resolved),
        unplaced=model.rows(f"SELECT count(*) FROM claims {where(nowhere)}", values(nowhere))[0][0],
    )


def _open(model: Model, item: PlaceItem) -> OpenName:
    noun = model.rows("SELECT noun FROM places WHERE id = ?", (item.id,))[0][0]
    spot = msgspec.json.decode(noun, type=Where)
    return OpenName(item.id, item.name, item.claims, item.events, item.disputed, candidates(spot.candidates))


def _control(model: Model, filters: Filters) -> Iterator[ControlItem]:
    """By place, the last hold of each claimant that has begun by the end of the range and has not ended."""
    end = ordinal(filters.last) or ordinal(date.max)
    condition, given = "first <= ? AND (last = 0 OR last >= ?)", [end, end]
    if filters.place is not None:
        codes = model.places_named(filters.place)
        condition, given = f"{condition} AND place IN ({', '.join('?' * len(codes))})", [*given, *codes]
    lines: dict[Place, dict[str, Hold]] = defaultdict(dict)
    for hold in model.holds(condition, given):
        lines[hold.place][hold.claimant] = hold
    for spot, holds in lines.items():
        conflict = len({hold.holder for hold in holds.values()}) > 1
        yield ControlItem(place_name(spot), conflict, tuple(hold_item(hold) for hold in holds.values()))


def place_name(spot: Place) -> PlaceName:
    """A place by its point."""
    return PlaceName(spot.id, spot.name, spot.latitude, spot.longitude)


def labels(asked: Asked) -> Labels:
    """Settlements of the gazetteer in the box `bbox=west,south,east,north`, largest first."""
    west, south, east, north = _box(asked.options.get("bbox"))
    found = load_places().settlements((south, west, north, east), asked.limit)
    return Labels(tuple(Label(one.id, one.name, one.latitude, one.longitude, one.population, one.feature) for one in found))


def _box(value: str | None) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in (value or "").split(","))
    except ValueError:
        raise AskedError("bbox", f"{value!r} is no box (write it as west,south,east,north in degrees)") from None
    return west, south, east, north
