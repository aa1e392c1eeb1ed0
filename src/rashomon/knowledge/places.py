"""A name -> the places that bear it, from the gazetteer's cached file."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from math import cos, exp, radians
from pathlib import Path
from typing import NamedTuple, TypeAlias

from platformdirs import user_cache_path
from rapidfuzz import fuzz, process

from rashomon.errors import SetupError
from rashomon.knowledge.gazetteer_build import build, digest
from rashomon.knowledge.gazetteer_sources import kilometres
from rashomon.knowledge.spelling import fold, heard
from rashomon.model import Place

__all__ = ["ADDED", "ADDED_ID", "Gazetteer", "Near", "cache_folder", "is_added", "kilometres", "load_places", "places_file"]

ADDED = "added-places.sqlite"  # what users added, beside the gazetteer
ADDED_ID = "added-"  # ids of those places begin so
KEPT = 65536  # names remembered; a report asks some hundreds
LIKE = 62  # least likeness, of 100, of two spellings that sound alike ("Klishivka", "Klishchiivka" 80)
SHORT, LIKE_SHORT = 3, 78  # names of few consonants must look more alike ("Liman", "Lyman" 80)
WAR_REACH = 20.0  # km from a place that news of wars names, within which other places are likely to be named too
LIKE_TYPO, REGIONS_KEPT = 84, 64  # least likeness of a name with a slip of the pen; regions whose names are remembered
LIKE_REGION, MOST_REGIONS = 76, 3  # least likeness of a misspelt region, and how many are told
PARTS = (
    *("Northern", "Southern", "Eastern", "Western", "Central"),
    *("Northeastern", "Northwestern", "Southeastern", "Southwestern"),
)
_TOWARDS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
Row: TypeAlias = tuple[str, str, float, float, str, str, str, int, float, str, str, str]
_HEAD = "place.id, place.name, latitude, longitude, feature, country, region, population, radius, source"
_COLUMNS = f"{_HEAD}, '', ''"  # of the gazetteer: no district, no twin
_ADDED_COLUMNS = f"{_HEAD}, district, twin"
_NAMED = "FROM name JOIN place ON place.number = name.place WHERE folded = ?"


class Near(NamedTuple):
    """A place under a name that only sounds alike, and how alike the two are written (0..100)."""

    place: Place
    likeness: float


class Gazetteer:
    """All places that are known; read-only, any number of processes may share the files."""

    def __init__(self, path: Path, added: Path | None = None) -> None:
        self._store = _opened(path)
        self._added = _opened(added) if added and added.exists() else None
        self._countries: dict[str, str] = dict(self._store.execute("SELECT country, name FROM place WHERE feature = 'country'"))
        self._codes = {name: code for code, name in self._countries.items()}
        self._named = lru_cache(KEPT)(self._look_up)
        self._near = lru_cache(KEPT)(self._hear)
        self._names_in = lru_cache(REGIONS_KEPT)(self._list_names)
        self._around = lru_cache(KEPT)(self._count_around)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place of this name in any spelling that folds alike: shipped ones first, then by people, added ones last."""
        return self._named(fold(name))

    def country(self, code: str) -> str:
        """``UA`` -> Ukraine; empty for an unknown code."""
        return self._countries.get(code, "")

    def country_code(self, name: str) -> str | None:
        """``Ukraine``, ``Türkiye`` -> the ISO code; None for what is no country."""
        found = (place.name for place in self.named(name) if place.feature == "country")
        return self._codes.get(next(found, ""))

    def code_of(self, place: Place) -> str:
        """The ISO code of the country in which the place lies; empty where it lies in none."""
        return self._codes.get(place.admin[0] if place.admin else place.name, "")

    def near_spelling(self, name: str, country: str | None = None) -> tuple[Near, ...]:
        """Places whose name sounds like `name`, the most alike first; `country` (English name) keeps only its own."""
        near = self._near(fold(name))
        return tuple(found for found in near if country is None or found.place.admin[:1] == (country,))

    def war_around(self, place: Place) -> tuple[float, str]:
        """How many shipped settlements lie around (each counts less with distance), and the nearest of them."""
        return self._around(place.latitude, place.longitude, place.id)

    def _count_around(self, latitude: float, longitude: float, id: str) -> tuple[float, str]:
        cells = ((round(latitude) + north, round(longitude) + east) for north in (-1, 0, 1) for east in (-1, 0, 1))
        others = (row for cell in cells for row in self._shipped.get(cell, ()) if row[0] != id)
        near = [(kilometres(latitude, longitude, *point), name) for _, name, *point in others]
        return sum(exp(-distance / WAR_REACH) for distance, _ in near), min(near, default=(0.0, ""))[1]

    @cached_property
    def _shipped(self) -> dict[tuple[int, int], list[tuple[str, str, float, float]]]:
        """Shipped settlements by degree of latitude and longitude."""
        asked = "SELECT id, name, latitude, longitude FROM place WHERE source = 'rashomon' AND feature = 'settlement'"
        cells: dict[tuple[int, int], list[tuple[str, str, float, float]]] = defaultdict(list)
        for row in self._store.execute(asked):
            cells[round(row[2]), round(row[3])].append(row)
        return cells

    def regions_like(self, name: str) -> tuple[Near, ...]:
        """The regions of this name, else those that are written much like it: ``Charkov`` -> Kharkiv Oblast."""
        exact = tuple(Near(place, 100.0) for place in self.named(f"{name} region") if place.feature == "region")
        if exact:
            return exact
        alike = process.extract(fold(name), self._region_names, scorer=fuzz.ratio, score_cutoff=LIKE_REGION, limit=MOST_REGIONS)
        near = (Near(place, likeness) for stem, likeness, _ in alike for place in self.named(f"{stem} region"))
        best: dict[str, Near] = {}
        for found in near:
            best.setdefault(found.place.id, found)
        return tuple(found for found in best.values() if found.place.feature == "region")

    def misspelt(self, name: str, region: Place) -> tuple[Near, ...]:
        """Places of the region that are written nearly so: ``Bahkmut`` in Donetsk Oblast."""
        named = self._names_in(self.code_of(region), region.name)
        alike = process.extract(fold(name), named.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_TYPO, limit=MOST_REGIONS)
        return tuple(Near(place, likeness) for found, likeness, _ in alike for place in map(self.place, named[found]) if place)

    def _list_names(self, country: str, region: str) -> dict[str, list[str]]:
        """Usual names of a region's places, folded, and the ids of those that bear each."""
        asked = "SELECT name, id FROM place WHERE country = ? AND region = ? AND feature = 'settlement'"
        added = self._added.execute(f"{asked} AND twin = ''", (country, region)).fetchall() if self._added else []
        named: dict[str, list[str]] = defaultdict(list)
        for name, id in (*self._store.execute(asked, (country, region)), *added):
            named[fold(name)].append(id)
        return named

    @cached_property
    def _region_names(self) -> tuple[str, ...]:
        """Names of regions as they are looked up, without the word for region."""
        asked = "SELECT folded FROM name JOIN place ON number = place WHERE feature = 'region' AND folded LIKE '% region'"
        return tuple(sorted({folded.removesuffix(" region") for (folded,) in self._store.execute(asked)}))

    def is_name(self, name: str) -> bool:
        """True where `name` is the name of a place; added ones do not count, they must not change how other reports are read."""
        return any(not is_added(place) for place in self.named(name))

    def place(self, id: str) -> Place | None:
        """The place of this id; None where it is not known."""
        if id.startswith(ADDED_ID):
            rows = self._of_added(f"SELECT {_ADDED_COLUMNS} FROM place WHERE id = ?", id)
        else:
            rows = self._store.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (id,)).fetchall()
        return next(map(self._place, rows), None)

    def settlements(self, box: tuple[float, float, float, float], most: int) -> tuple[Place, ...]:
        """The settlements with most people in a box (south, west, north, east, in degrees); added ones are not among them."""
        inside = "feature = 'settlement' AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"
        asked = f"SELECT {_COLUMNS} FROM place WHERE {inside} ORDER BY population DESC, id LIMIT ?"
        south, west, north, east = box
        rows = self._store.execute(asked, (south, north, west, east, most))
        return tuple(map(self._place, rows.fetchall()))

    def part(self, direction: str, whole: Place) -> Place:
        """``eastern`` of Ukraine -> the area "Eastern Ukraine", half as wide and half a radius out."""
        word = direction.lower().removesuffix("ern")
        north = sum(step[0] for point, step in _TOWARDS.items() if point in word)
        east = sum(step[1] for point, step in _TOWARDS.items() if point in word)
        out = whole.radius / 2 / max(1.0, (north**2 + east**2) ** 0.5)
        latitude, longitude = _moved(whole, north * out, east * out)
        name = f"{direction.capitalize()} {whole.name}"
        identity = f"{whole.id}-{direction.lower()}"
        return Place(identity, name, latitude, longitude, "area", whole.admin or (whole.name,), (), 0, whole.radius / 2)

    def attributions(self) -> tuple[str, ...]:
        """Whom the places come from, as their licences ask to be told."""
        asked = "SELECT attribution FROM source ORDER BY name"
        added = self._added.execute(asked).fetchall() if self._added else []
        return tuple(row[0] for row in (*self._store.execute(asked), *added))

    def _look_up(self, folded: str) -> tuple[Place, ...]:
        found = self._places(self._store.execute(f"SELECT {_COLUMNS} {_NAMED}", (folded,)).fetchall(), folded)
        rows = self._of_added(f"SELECT {_ADDED_COLUMNS} {_NAMED} ORDER BY place.id", folded)
        if not rows:
            return found
        # An added place that was known before is that place, under one more name.
        added = (self.place(row[-1]) or self._place(row) if row[-1] else self._place(row) for row in rows)
        return tuple({place.id: place for place in (*found, *added)}.values())

    def _of_added(self, query: str, value: str) -> list[Row]:
        return self._added.execute(query, (value,)).fetchall() if self._added else []

    def _hear(self, folded: str) -> tuple[Near, ...]:
        voice = heard(folded)
        least = LIKE if len(voice) > SHORT else LIKE_SHORT
        best: dict[str, Near] = {}
        asked = "SELECT folded FROM sound WHERE heard = ?"
        added = self._added.execute(asked, (voice,)).fetchall() if self._added else []
        for name in {row[0]: None for row in (*self._store.execute(asked, (voice,)), *added)}:
            likeness = fuzz.ratio(folded, name)
            for place in self._look_up(name) if likeness >= least else ():
                if place.id not in best or best[place.id].likeness < likeness:
                    best[place.id] = Near(place, likeness)
        return tuple(sorted(best.values(), key=lambda found: (-found.likeness, is_added(found.place))))

    def _places(self, rows: Iterable[Row], folded: str = "") -> tuple[Place, ...]:
        """Rows as places: shipped ones first, then those whose own name is like the one asked, then the peopled.

        GeoNames has "Slovyansk" for Nikopol too.
        """

        def rank(row: Row) -> tuple[bool, bool, int, str]:
            return row[9] == "geonames", fuzz.ratio(folded, fold(row[1])) < LIKE, -row[7], row[0]

        return tuple(self._place(row) for row in sorted(rows, key=rank))

    def _place(self, row: Row) -> Place:
        id, name, latitude, longitude, feature, country, region, population, radius, _, district, _ = row
        admin = tuple(unit for unit in (self._countries.get(country, ""), region, district) if unit and unit != name)
        return Place(id, name, latitude, longitude, feature, admin, (), population, radius)


def is_added(place: Place) -> bool:
    """True for a place that only a user's file has."""
    return place.id.startswith(ADDED_ID)


def _opened(path: Path) -> sqlite3.Connection:
    # immutable: no locks and no journal, so that a copy in a forked process is safe.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _moved(place: Place, north: float, east: float) -> tuple[float, float]:
    """A place's point, so many kilometres on; two decimals."""
    latitude = place.latitude + north / 111.2
    return round(latitude, 2), round(place.longitude + east / (111.2 * max(0.1, cos(radians(latitude)))), 2)


def cache_folder() -> Path:
    """Where what can be built again is kept: RASHOMON_CACHE, else the user's cache folder."""
    chosen = os.environ.get("RASHOMON_CACHE")
    return Path(chosen) if chosen else user_cache_path("rashomon")


def places_file() -> Path:
    """The shipped gazetteer as this version of the program builds it."""
    return cache_folder() / f"places-{digest()}.sqlite"


def load_places(tell: Callable[[str], None] = lambda message: None) -> Gazetteer:
    """The shipped gazetteer, built at the first call (`tell` hears of it), and the places that the user added.

    Raises SetupError where the cache folder cannot be written.
    """
    path = places_file()
    if not path.exists():
        try:
            build(path, tell)
        except OSError as fault:
            raise SetupError(
                f"{path}: the gazetteer cannot be written, {fault.strerror or fault} (set RASHOMON_CACHE to another folder)"
            ) from fault
    return Gazetteer(path, path.with_name(ADDED))
