"""A name -> the places that bear it, from the gazetteer's cached file."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import NamedTuple, TypeAlias

from platformdirs import user_cache_path
from rapidfuzz import fuzz

from rashomon.errors import SetupError
from rashomon.knowledge.gazetteer_build import build, digest
from rashomon.knowledge.gazetteer_sources import kilometres
from rashomon.knowledge.spelling import fold, heard
from rashomon.model import Place

__all__ = ["Gazetteer", "Near", "cache_folder", "kilometres", "load_places"]

KEPT = 65536  # names remembered; a report asks some hundreds
LIKE = 62  # least likeness, of 100, of two spellings that sound alike ("Klishivka", "Klishchiivka" 80)
SHORT, LIKE_SHORT = 3, 78  # names of few consonants must look more alike ("Liman", "Lyman" 80)
PARTS = (
    *("Northern", "Southern", "Eastern", "Western", "Central"),
    *("Northeastern", "Northwestern", "Southeastern", "Southwestern"),
)
_TOWARDS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
Row: TypeAlias = tuple[str, str, float, float, str, str, str, int, float, str]
_COLUMNS = "place.id, place.name, latitude, longitude, feature, country, region, population, radius, source"


class Near(NamedTuple):
    """A place under a name that only sounds alike, and how alike the two are written (0..100)."""

    place: Place
    likeness: float


class Gazetteer:
    """All places that are known; read-only, any number of processes may share the file."""

    def __init__(self, path: Path) -> None:
        # immutable: no locks and no journal, so that a copy in a forked process is safe.
        self._store = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._countries: dict[str, str] = dict(self._store.execute("SELECT country, name FROM place WHERE feature = 'country'"))
        self._named = lru_cache(KEPT)(self._look_up)
        self._near = lru_cache(KEPT)(self._hear)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place of this name in any spelling that folds alike, shipped ones first, then by people."""
        return self._named(fold(name))

    def near_spelling(self, name: str, country: str | None = None) -> tuple[Near, ...]:
        """Places whose name sounds like `name`, the most alike first; `country` (English name) keeps only its own."""
        near = self._near(fold(name))
        return tuple(found for found in near if country is None or found.place.admin[:1] == (country,))

    def is_name(self, name: str) -> bool:
        """True where `name` is the name of a place."""
        return bool(self.named(name))

    def place(self, id: str) -> Place | None:
        """The place of this id; None where it is not known."""
        rows = self._store.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (id,)).fetchall()
        return next(iter(self._places(rows)), None)

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
        return tuple(row[0] for row in self._store.execute("SELECT attribution FROM source ORDER BY name"))

    def _look_up(self, folded: str) -> tuple[Place, ...]:
        query = f"SELECT {_COLUMNS} FROM name JOIN place ON place.number = name.place WHERE folded = ?"
        return self._places(self._store.execute(query, (folded,)).fetchall(), folded)

    def _hear(self, folded: str) -> tuple[Near, ...]:
        voice = heard(folded)
        least = LIKE if len(voice) > SHORT else LIKE_SHORT
        best: dict[str, Near] = {}
        for (name,) in self._store.execute("SELECT folded FROM sound WHERE heard = ?", (voice,)).fetchall():
            likeness = fuzz.ratio(folded, name)
            for place in self._look_up(name) if likeness >= least else ():
                if place.id not in best or best[place.id].likeness < likeness:
                    best[place.id] = Near(place, likeness)
        return tuple(sorted(best.values(), key=lambda found: -found.likeness))

    def _places(self, rows: Iterable[Row], folded: str = "") -> tuple[Place, ...]:
        """Rows as places: shipped ones first, then those whose own name is like the one asked, then the peopled.

        GeoNames has "Slovyansk" for Nikopol too.
        """

        def rank(row: Row) -> tuple[bool, bool, int, str]:
            return row[9] == "geonames", fuzz.ratio(folded, fold(row[1])) < LIKE, -row[7], row[0]

        return tuple(self._place(row) for row in sorted(rows, key=rank))

    def _place(self, row: Row) -> Place:
        id, name, latitude, longitude, feature, country, region, population, radius, _ = row
        admin = tuple(unit for unit in (self._countries.get(country, ""), region) if unit and unit != name)
        return Place(id, name, latitude, longitude, feature, admin, (), population, radius)


def _moved(place: Place, north: float, east: float) -> tuple[float, float]:
    """A place's point, so many kilometres on; two decimals."""
    latitude = place.latitude + north / 111.2
    return round(latitude, 2), round(place.longitude + east / (111.2 * max(0.1, cos(radians(latitude)))), 2)


def cache_folder() -> Path:
    """Where what can be built again is kept: RASHOMON_CACHE, else the user's cache folder."""
    chosen = os.environ.get("RASHOMON_CACHE")
    return Path(chosen) if chosen else user_cache_path("rashomon")


def load_places(tell: Callable[[str], None] = lambda message: None) -> Gazetteer:
    """The shipped gazetteer; its file is built at the first call (`tell` hears of it).

    Raises SetupError where the cache folder cannot be written.
    """
    path = cache_folder() / f"places-{digest()}.sqlite"
    if not path.exists():
        try:
            build(path, tell)
        except OSError as fault:
            raise SetupError(f"{path}: the gazetteer cannot be written, {fault} (set RASHOMON_CACHE to another folder)") from fault
    return Gazetteer(path)
