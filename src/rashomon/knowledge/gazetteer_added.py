"""Files of places that a user adds -> a SQLite file of their own beside the gazetteer; listed, replaced and removed by name."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from rashomon.errors import KnowledgeError, SetupError
from rashomon.knowledge.gazetteer_build import is_voiced
from rashomon.knowledge.gazetteer_columns import Columns
from rashomon.knowledge.gazetteer_files import Table
from rashomon.knowledge.gazetteer_merge import Placed, placed
from rashomon.knowledge.gazetteer_rows import read_spots
from rashomon.knowledge.gazetteer_sources import ARABIC
from rashomon.knowledge.places import ADDED, ADDED_ID, Gazetteer
from rashomon.knowledge.spelling import fold, heard

SHOWN = 5  # bad rows that are told
GEONAMES_CREDIT = "GeoNames, https://www.geonames.org, CC BY 4.0"
SCHEMA = """
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT, latitude REAL, longitude REAL, feature TEXT,
                    country TEXT, region TEXT, district TEXT, population INTEGER, radius REAL, source TEXT, twin TEXT);
CREATE TABLE name (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE sound (heard TEXT, folded TEXT, PRIMARY KEY (heard, folded)) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, attribution TEXT, file TEXT, form TEXT, places INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Source:
    """An added file: the name under which it is listed, whom it credits, where it was, its form, how many places it gave."""

    name: str
    attribution: str
    file: str
    form: str
    places: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of adding a file: `known` of its places were there before, `bad` rows were not understood (`shown`: the first).

    `left_out` counts rows that are no places where people are.
    """

    source: Source
    countries: tuple[str, ...]
    known: int
    bad: int
    shown: tuple[str, ...]
    left_out: int


def add(path: Path, table: Table, columns: Columns, *, beside: Path, attribution: str | None = None) -> Outcome:
    """Take the file's places in, under the file's name; the same name again replaces what it gave before.

    `beside` is the gazetteer's own file. Raises KnowledgeError where no row is a place or no country is known, SetupError where
    the folder cannot be written.
    """
    name = source_name(path)
    spots = read_spots(table, columns)
    if not spots.good:
        first = f"; {spots.bad[0]}" if spots.bad else ""
        raise KnowledgeError(f"{path}: none of its {len(table.rows)} rows is a place{first} (say --name COLUMN ...)")
    with _draft(beside.with_name(ADDED)) as draft:
        with closing(sqlite3.connect(draft)) as store:
            _drop(store, name)
        found = placed(spots.good, Gazetteer(beside, draft))
        source = Source(name, attribution or _credit(table, name), str(path.resolve()), table.form, len(found))
        with closing(sqlite3.connect(draft)) as store:
            _fill(store, source, found)
    countries = tuple(sorted({one.country for one in found}))
    return Outcome(source, countries, sum(bool(one.twin) for one in found), len(spots.bad), spots.bad[:SHOWN], spots.left_out)


def sources(beside: Path) -> tuple[Source, ...]:
    """What was added, by name."""
    path = beside.with_name(ADDED)
    if not path.exists():
        return ()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as store:
        rows = store.execute("SELECT name, attribution, file, form, places FROM source ORDER BY name").fetchall()
    return tuple(Source(*row) for row in rows)


def remove(name: str, *, beside: Path) -> Source:
    """Take out all that a file gave.

    Raises KnowledgeError for a name that was not added.
    """
    known = {source.name: source for source in sources(beside)}
    if name not in known:
        raise KnowledgeError(f"{name}: no such source (added: {', '.join(known) or 'none'})")
    with _draft(beside.with_name(ADDED)) as draft, closing(sqlite3.connect(draft)) as store:
        _drop(store, name)
    return known[name]


def source_name(path: Path) -> str:
    """``data/UA places.tsv.gz`` -> ``UA-places``."""
    stem = re.sub(r"(\.(tsv|csv|txt|json|geojson|gz|zip))+$", "", path.name, flags=re.IGNORECASE)
    return re.sub(r"[^\w.]+", "-", stem).strip("-") or "places"


def _credit(table: Table, name: str) -> str:
    if table.form.startswith("GeoNames"):
        return GEONAMES_CREDIT
    return f"{name}: source not told (add it again with --attribution)"


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A copy of the file to write to, put in its place at the end: whoever reads meanwhile reads the old one to its end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        os.close(handle)
    except OSError as fault:
        raise SetupError(f"{path}: cannot be written, {fault} (set RASHOMON_CACHE to another folder)") from fault
    draft = Path(name)
    try:
        if path.exists():
            shutil.copyfile(path, draft)
        else:
            with closing(sqlite3.connect(draft)) as store:
                store.executescript(SCHEMA)
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _drop(store: sqlite3.Connection, name: str) -> None:
    store.execute("DELETE FROM name WHERE place IN (SELECT number FROM place WHERE source = ?)", (name,))
    store.execute("DELETE FROM place WHERE source = ?", (name,))
    store.execute("DELETE FROM source WHERE name = ?", (name,))
    store.execute("DELETE FROM sound WHERE folded NOT IN (SELECT folded FROM name)")
    store.commit()


def _fill(store: sqlite3.Connection, source: Source, found: Sequence[Placed]) -> None:
    (last,) = store.execute("SELECT coalesce(max(number), 0) FROM place").fetchone()
    numbered = list(enumerate(found, last + 1))
    rows = [_row(number, one, source.name) for number, one in numbered]
    store.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    named = sorted({(folded, number) for number, one in numbered for folded in _folds(one)})
    store.executemany("INSERT INTO name VALUES (?,?)", named)
    voiced = sorted({(heard(folded), folded) for folded, _ in named if is_voiced(folded)})
    store.executemany("INSERT OR IGNORE INTO sound VALUES (?,?)", voiced)
    store.execute("INSERT INTO source VALUES (?,?,?,?,?)", astuple(source))
    store.commit()


def _row(number: int, one: Placed, source: str) -> tuple[object, ...]:
    spot = one.spot
    where = (spot.latitude, spot.longitude, spot.feature, one.country, one.region, spot.district)
    return (number, f"{ADDED_ID}{source}-{spot.key}", spot.name, *where, spot.population, 0.0, source, one.twin)


def _folds(one: Placed) -> set[str]:
    found = {fold(name) for name in (one.spot.name, *one.spot.names)}
    if one.country in ARABIC:
        found |= {folded.removeprefix("al ") for folded in found}
    return found - {""}
