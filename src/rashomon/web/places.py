"""Places of the read model as they are answered: lists, one with its holds, all of them on a map, labels around them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from rashomon.knowledge.borders import dispute_of
from rashomon.knowledge.places import load_places
from rashomon.model import Candidate, Hold, Place, Where
from rashomon.web.asked import Asked, Listing, missing, page
from rashomon.web.filters import AskedError, Condition, Filters, claim_conditions, values, where
from rashomon.web.items import (
    CandidateItem,
    ControlItem,
    HoldItem,
    Label,
    Labels,
    MapItem,
    OnePlace,
    OpenName,
    Page,
    PlaceItem,
    PlaceName,
)
from rashomon.web.model import Model
from rashomon.web.tables import ordinal

GROUPED = """WITH kept AS NOT MATERIALIZED (SELECT number, event, status FROM claims {kept}),
    grouped AS MATERIALIZED (
        SELECT place AS code, count(*) AS claims, count(DISTINCT event) AS events, sum(status & 1) AS disputed
        FROM spots JOIN kept ON kept.number = spots.claim GROUP BY place)
    SELECT {sort}, places.code, grouped.claims, events, disputed FROM grouped JOIN places USING (code)"""
PLACES = Listing(
    GROUPED,
    "places.code",
    {"claims": "grouped.claims", "name": "places.code", "disputed": "grouped.disputed"},
    "-claims",
)
PARTS = """SELECT spots.place, claims.voice, claims.kind, count(*) FROM spots JOIN claims ON claims.number = spots.claim
    {kept} GROUP BY spots.place, claims.voice, claims.kind"""
MOST = 2_000  # places on a map: those with most claims
MOST_LABELS = 1_000
Facts = tuple[int, int, int, int]
"""Code of the place, claims, events, claims of disputed events."""


def places(asked: Asked) -> Page:
    """One page of the places of which something is claimed that the filters keep."""
    kept = claim_conditions(asked.filters, asked.model)
    listing = replace(PLACES, rows=GROUPED.replace("{kept}", where(kept)))
    rows, following = page(asked, listing, [], values(kept))
    return Page(tuple(_items(asked.model, rows, kept)), following)


def _items(model: Model, rows: Sequence[Facts], kept: Sequence[Condition]) -> Iterator[PlaceItem]:
    """The places of these codes; the claims of each by side of the source and by kind."""
    marks = ", ".join("?" * len(rows))
    numbers = [row[0] for row in rows]
    among = Condition(f"spots.place IN ({marks})", tuple(numbers))
    parts: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for place, *part in model.rows(PARTS.replace("{kept}", where([among, *kept])), values([among, *kept])):
        parts[place].append((part[0], part[1], part[2]))
    known = {row[0]: row for row in model.rows(f"SELECT * FROM places WHERE code IN ({marks})", numbers)}
    for code, claims, events, disputed in rows:
        _, id, name, resolved, feature, latitude, longitude, radius, population, noun = known[code]
        yield PlaceItem(
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
            voices=_summed((model.name("side", voice) or "none", amount) for voice, _, amount in parts[code]),
            kinds=_summed((model.name("kind", kind) or "", amount) for _, kind, amount in parts[code]),
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
    kept = [Condition("claims.number IN (SELECT claim FROM spots WHERE place = ?)", codes)]
    grouped = GROUPED.replace("{sort}", "0").replace("{kept}", where(kept))
    row = model.row(f"{grouped} WHERE code = ?", (*values(kept), *codes)) or (0, codes[0], 0, 0, 0)
    (item,) = _items(model, [(row[1], row[2], row[3], row[4])], kept)
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
    grouped = GROUPED.replace("{sort}", "0").replace("{kept}", where(kept))
    rows = model.rows(f"{grouped} ORDER BY grouped.claims DESC, code LIMIT ?", (*values(kept), MOST))
    found = tuple(_items(model, [row[1:] for row in rows], kept))
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
    limit = min(asked.limit, MOST_LABELS)
    found = load_places().settlements((south, west, north, east), limit)
    return Labels(tuple(Label(one.id, one.name, one.latitude, one.longitude, one.population, one.feature) for one in found))


def _box(value: str | None) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in (value or "").split(","))
    except ValueError:
        raise AskedError("bbox", f"{value!r} is no box (write it as west,south,east,north in degrees)") from None
    return west, south, east, north
