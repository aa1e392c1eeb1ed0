"""The read model: one record, woven once, as tables that answer sort, filter and pages. Derived; never changed after it is written.

Numbers of claims, events and reports follow their days, so that newest first is the order of the key; names are codes in order of
the alphabet, so that sorting by a name is sorting by a number. Days are proleptic ordinals (``date.toordinal``), 0 where unknown.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

Row = tuple[Any, ...]

SHAPE = 3
"""Raised whenever a table changes: older files are not looked at any more."""

NONE = 0
"""The code of what is not named; the rest begin with 1."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (of TEXT NOT NULL, code INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (of, code)) WITHOUT ROWID;
CREATE TABLE reports (
    number INTEGER PRIMARY KEY, line INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, outlet TEXT, title TEXT, url TEXT,
    text TEXT NOT NULL, source_hash TEXT NOT NULL, language TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    dated_by TEXT, claims INTEGER NOT NULL, noun TEXT NOT NULL);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, line INTEGER NOT NULL, id TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    place INTEGER NOT NULL, place_words TEXT NOT NULL, status INTEGER NOT NULL, claims INTEGER NOT NULL, reports INTEGER NOT NULL,
    outlets INTEGER NOT NULL, origins INTEGER NOT NULL, noun TEXT NOT NULL);
CREATE TABLE claims (
    number INTEGER PRIMARY KEY, event INTEGER NOT NULL, report INTEGER NOT NULL, kind INTEGER NOT NULL, voice INTEGER NOT NULL,
    doer INTEGER NOT NULL, sufferer INTEGER NOT NULL, source INTEGER NOT NULL, said INTEGER NOT NULL, outlet INTEGER NOT NULL,
    place INTEGER NOT NULL, polarity INTEGER NOT NULL, status INTEGER NOT NULL, origins INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, on_first INTEGER NOT NULL, on_last INTEGER NOT NULL, published INTEGER NOT NULL,
    root INTEGER NOT NULL);
CREATE TABLE claim_texts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, origin INTEGER NOT NULL, noun TEXT NOT NULL);
CREATE TABLE places (
    code INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, resolved INTEGER NOT NULL, feature TEXT, latitude REAL,
    longitude REAL, radius REAL, population INTEGER, noun TEXT NOT NULL,
    claims INTEGER NOT NULL, events INTEGER NOT NULL, disputed INTEGER NOT NULL, voices TEXT NOT NULL, kinds TEXT NOT NULL);
CREATE TABLE place_names (name TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE spots (
    place INTEGER NOT NULL, claim INTEGER NOT NULL, event INTEGER NOT NULL, kind INTEGER NOT NULL, voice INTEGER NOT NULL,
    polarity INTEGER NOT NULL, status INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (place, claim)) WITHOUT ROWID;
CREATE TABLE sources (code INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, side TEXT, noun TEXT NOT NULL);
CREATE TABLE said (code INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE holds (
    number INTEGER PRIMARY KEY, place INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, noun TEXT NOT NULL);
CREATE TABLE issues (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, report TEXT, noun TEXT NOT NULL);
CREATE TABLE judgements (number INTEGER PRIMARY KEY, left TEXT NOT NULL, right TEXT, before TEXT, noun TEXT NOT NULL);
CREATE TABLE versions (number INTEGER PRIMARY KEY, later TEXT NOT NULL, noun TEXT NOT NULL);
CREATE TABLE doubts (
    number INTEGER PRIMARY KEY, reason TEXT NOT NULL, weight REAL NOT NULL, claim INTEGER NOT NULL, noun TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(quote, content='', tokenize='unicode61 remove_diacritics 2');
"""

INDEXES = """
CREATE UNIQUE INDEX reports_id ON reports (id);
CREATE INDEX reports_outlet ON reports (outlet);
CREATE UNIQUE INDEX events_id ON events (id);
CREATE INDEX events_place ON events (place_words);
CREATE INDEX events_reports ON events (reports);
CREATE INDEX events_origins ON events (origins);
CREATE INDEX events_claims ON events (claims);
CREATE UNIQUE INDEX claim_texts_id ON claim_texts (id);
CREATE INDEX claims_event ON claims (event);
CREATE INDEX claims_report ON claims (report);
CREATE INDEX claims_kind ON claims (kind, polarity, status, voice);
CREATE INDEX claims_voice ON claims (voice);
CREATE INDEX claims_source ON claims (source);
CREATE INDEX claims_said ON claims (said);
CREATE INDEX claims_outlet ON claims (outlet);
CREATE INDEX claims_place ON claims (place);
CREATE INDEX claims_nowhere ON claims (kind, voice, polarity, status, source, first, last) WHERE place = 0;
CREATE INDEX claims_status ON claims (status);
CREATE INDEX claims_origins ON claims (origins);
CREATE INDEX claims_published ON claims (published);
CREATE INDEX claims_days ON claims (first, last);
CREATE INDEX spots_claim ON spots (claim, place, event, kind, voice, polarity, status, first, last);
CREATE INDEX spots_kind ON spots (kind, place, event, voice, status);
CREATE INDEX spots_voice ON spots (voice, place, event, kind, status);
CREATE INDEX places_claims ON places (claims);
CREATE INDEX claims_doer ON claims (doer);
CREATE INDEX claims_sufferer ON claims (sufferer);
INSERT INTO meta SELECT 'longest', ifnull(max(last - first), 0) FROM claims WHERE first > 0;
INSERT INTO meta SELECT 'undated', count(*) FROM claims WHERE first = 0;
CREATE INDEX holds_place ON holds (place);
CREATE UNIQUE INDEX places_id ON places (id);
CREATE UNIQUE INDEX sources_id ON sources (id);
CREATE INDEX issues_report ON issues (report);
CREATE INDEX doubts_reason ON doubts (reason, weight);
"""


def codes(names: Iterable[str]) -> dict[str, int]:
    """A code for each name, in order of the alphabet, from 1."""
    return {name: code for code, name in enumerate(sorted(set(names), key=lambda name: (name.casefold(), name)), 1)}


def ordinal(day: date | None) -> int:
    """A day as a number, 0 where there is none."""
    return day.toordinal() if day else 0


def day_of(number: int) -> date | None:
    """The day of a number, None for 0."""
    return date.fromordinal(number) if number else None


def as_json(noun: Any) -> str:
    """A noun as a cell."""
    return msgspec.json.encode(noun).decode()
