"""Record -> the file of its read model, written beside and renamed when it is whole."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rashomon.events.judged import Judged, in_order
from rashomon.knowledge.sides import load_sides
from rashomon.ledger.rows import key
from rashomon.ledger.sqlite import driver
from rashomon.model import Claim, ClaimId, Event, Judgement, Kind, Place, Polarity, Record, Report, ReportId, Where, content_id
from rashomon.views.happenings import event_days, place_of
from rashomon.views.phrases import known_phrases
from rashomon.views.selection import is_disputed
from rashomon.views.sources import Heard, Roll
from rashomon.views.wording import event_spots, outlet_of, place_words
from rashomon.web.doubts import doubts
from rashomon.web.tables import INDEXES, NONE, TABLES, codes, ordinal

Tell = Callable[[str, float], None]
"""What is being done, and how much of it is done (0..1)."""

AT_ONCE = 5_000  # rows between two words about progress
KINDS = {kind: code for code, kind in enumerate(sorted(Kind), 1)}
POLARITIES = {polarity: code for code, polarity in enumerate(Polarity, 1)}
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Woven:
    """A record, what people's decisions did to its claims, and what each corrected field was before."""

    record: Record
    judged: Judged
    before: Mapping[Judgement, str]


def write_model(woven: Woven, path: Path, tell: Tell, meta: Mapping[str, str]) -> None:
    """Write the read model of a record to `path`; nothing is left behind where it fails. `meta` is what else it is to remember."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        with closing(driver().connect(draft, isolation_level=None)) as store:
            store.execute("PRAGMA journal_mode = OFF")
            store.execute("PRAGMA synchronous = OFF")
            store.execute("PRAGMA page_size = 8192")
            store.executescript(TABLES)
            store.execute("BEGIN")
            _Draft(woven, tell).write(store)
            store.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            store.execute("COMMIT")
            tell("indexes", 0.9)
            store.executescript(INDEXES)
            store.execute("INSERT INTO words (words) VALUES ('optimize')")
            store.execute("ANALYZE")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def status_bits(event: Event) -> int:
    """The rows of the rubric that fit, as bits in their order."""
    fits = {because.rule for because in event.standing}
    return sum(1 << place for place, row in enumerate(known_phrases().standing) if row.name in fits)


def spot_id(spot: Where) -> str:
    """The id of the place, or ``name:oldmill`` where it is not resolved."""
    return spot.place.id if spot.place else f"name:{key(spot.text)}"


class _Told(NamedTuple):
    """A claim, its id, which costs something to know, and its event."""

    id: ClaimId
    claim: Claim
    event: Event


class _Total:
    """What is claimed of one place."""

    def __init__(self) -> None:
        self.claims, self.disputed, self.events = 0, 0, set[int]()
        self.voices, self.kinds = Counter[str](), Counter[str]()

    def add(self, one: _Told) -> None:
        """Count a claim."""
        self.claims += 1
        self.events.add(id(one.event))
        self.disputed += is_disputed(one.event)
        self.voices[(one.claim.source.side if one.claim.source else None) or "none"] += 1
        self.kinds[one.claim.kind] += 1

    def cells(self) -> Row:
        """The last columns of `places`."""
        voices, kinds = (dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))) for found in (self.voices, self.kinds))
        return (self.claims, len(self.events), self.disputed, _json(voices), _json(kinds))


class _Draft:
    """A record with the codes of all names in it."""

    def __init__(self, woven: Woven, tell: Tell) -> None:
        self.record, self.judged, self.before, self.tell = woven.record, woven.judged, woven.before, tell
        record = woven.record
        self.lines = {report.id: line for line, report in enumerate(record.reports, 1)}
        self.shelf = {report.id: report for report in record.reports}
        self.reports = _numbered(record.reports, _publication)
        self.events = _numbered(record.events, lambda event: (*map(ordinal, event_days(event) or (None, None)), event.id))
        told = (_Told(claim.id, claim, event) for event in record.events for claim in event.claims)
        self.claims = sorted(told, key=self._order)
        self.numbers = {one.id: number for number, one in enumerate(self.claims, 1)}
        self.outlets = codes(outlet_of(report) for report in record.reports)
        self.sides = codes(side for one in self.claims for side in _sides(one.claim) if side)
        self.spots = {spot_id(spot): spot for one in self.claims for spot in event_spots(one.claim)}
        self.held = {hold.place.id: hold.place for hold in record.holds}
        self.places = _coded({id: spot.place.name if spot.place else spot.text for id, spot in self.spots.items()}, self.held)
        self.roll, self.heard = self._hear()
        self.sources = codes(heard.name for heard in self.roll.all)
        self.said = codes(one.claim.source.name for one in self.claims if one.claim.source)

    def _order(self, one: _Told) -> tuple[int, int, int, int, str]:
        first, last = _days(one.claim)
        return ordinal(first), ordinal(last), self.lines[one.claim.report], one.claim.quote.start, one.id

    def _hear(self) -> tuple[Roll, dict[ClaimId, Heard]]:
        """Who is heard in which claim, met in the order of reports and text as `rashomon sources` meets them."""
        roll = Roll(load_sides())
        found = (one for one in self.claims if one.claim.source)
        line = sorted(found, key=lambda one: (self.lines[one.claim.report], one.claim.quote, one.id))
        return roll, {one.id: roll.add(one.claim.source, self.shelf[one.claim.report]) for one in line if one.claim.source}

    def write(self, store: Any) -> None:
        """Fill all tables."""
        for table, rows in (
            ("names", self._names()),
            ("reports", self._reports()),
            ("events", self._events()),
            ("places", self._places()),
            ("place_names", self._place_names()),
            ("sources", self._sources()),
            ("said", ((code, key(name)) for name, code in self.said.items())),
            ("holds", self._holds()),
            ("issues", ((n, one.kind, one.report, _json(one)) for n, one in enumerate(self.record.issues, 1))),
            ("judgements", self._judgements()),
            ("versions", ((n, one.later, _json(one)) for n, one in enumerate(self.record.versions, 1))),
            ("doubts", self._doubts()),
        ):
            _insert(store, table, rows)
        for number, rows in enumerate(_batches(self._claims())):
            self.tell("claims", 0.3 + 0.6 * number * AT_ONCE / max(1, len(self.claims)))
            _insert(store, "claims", (row for row, _, _, _ in rows))
            _insert(store, "claim_texts", (text for _, text, _, _ in rows))
            _insert(store, "spots", (spot for _, _, spots, _ in rows for spot in spots))
            store.executemany("INSERT INTO words (rowid, quote) VALUES (?, ?)", ((row[0], quote) for row, _, _, quote in rows))

    def _names(self) -> Iterator[Row]:
        for of, found in (("side", self.sides), ("outlet", self.outlets)):
            yield from ((of, code, name) for name, code in found.items())
        yield from (("kind", code, kind) for kind, code in KINDS.items())
        yield from (("polarity", code, polarity) for polarity, code in POLARITIES.items())
        yield from (("status", place, row.name) for place, row in enumerate(known_phrases().standing))

    def _reports(self) -> Iterator[Row]:
        told: dict[ReportId, int] = dict.fromkeys(self.lines, 0)
        for one in self.claims:
            told[one.claim.report] += 1
        for report, number in self.reports.items():
            known = self.shelf[report]
            first, last, by = (
                (known.published.first, known.published.last, known.published.by) if known.published else (None, None, None)
            )
            yield (
                *(number, self.lines[report], report, known.name, known.outlet, known.title, known.url, known.text),
                *(known.source_hash, known.language, ordinal(first), ordinal(last), by, told[report]),
                _json(replace(known, text="")),
            )

    def _events(self) -> Iterator[Row]:
        for line, event in enumerate(self.record.events, 1):
            first, last = event_days(event) or (None, None)
            told = {claim.report for claim in event.claims}
            yield (
                *(self.events[event.id], line, event.id, ordinal(first), ordinal(last), self._main_place(event), place_of(event)),
                *(status_bits(event), len(event.claims), len(told), len({outlet_of(self.shelf[one]) for one in told})),
                *(len(event.origins), _json(replace(event, claims=()))),
            )

    def _main_place(self, event: Event) -> int:
        """The code of the place by which the event is told; 0 where there is none."""
        words = place_of(event)
        spots = [spot for claim in event.claims for spot in event_spots(claim)]
        found = (spot_id(spot) for spot in spots if spot.place and place_words(spot.place) == words)
        return self.places.get(next(found, spot_id(spots[0]) if spots else ""), NONE)

    def _claims(self) -> Iterator[tuple[Row, Row, list[Row], str]]:
        position = {claim.id: place for event in self.record.events for place, claim in enumerate(event.claims)}
        origin = {one: n for event in self.record.events for n, group in enumerate(event.origins, 1) for one in group.claims}
        facts = {
            id(event): (self.events[event.id], status_bits(event), event_days(event) is not None) for event in self.record.events
        }
        for number, one in enumerate(self.claims, 1):
            event, status, dated = facts[id(one.event)]
            text = (number, one.id, position[one.id], origin.get(one.id, NONE), _json(one.claim))
            quote = one.claim.quote.of(self.shelf[one.claim.report].text)
            row = self._claim(number, one, (event, status), dated=dated)
            places = sorted({self.places[spot_id(spot)] for spot in event_spots(one.claim)})
            yield row, text, [(place, number, event, row[3], row[4], row[11], status, row[14], row[15]) for place in places], quote

    def _claim(self, number: int, one: _Told, of_event: tuple[int, int], *, dated: bool) -> Row:
        claim, (event, status) = one.claim, of_event
        report, heard = self.shelf[claim.report], self.heard.get(one.id)
        spots, published = event_spots(claim), report.published
        days = _days(claim)
        on = days if dated or published is None else (published.first, published.last)
        return (
            *(number, event, self.reports[claim.report], KINDS[claim.kind]),
            *(self.sides.get(side or "", NONE) for side in _sides(claim)),
            self.sources[heard.name] if heard else NONE,
            self.said[claim.source.name] if claim.source else NONE,
            self.outlets[outlet_of(report)],
            self.places[spot_id(spots[0])] if spots else NONE,
            *(POLARITIES[claim.polarity], status, len(one.event.origins)),
            *map(ordinal, (*days, *on, published.first if published else None)),
        )

    def _places(self) -> Iterator[Row]:
        totals = {id: _Total() for id in self.places}
        for one in self.claims:
            for id in {spot_id(spot) for spot in event_spots(one.claim)}:
                totals[id].add(one)
        for id, code in self.places.items():
            place = self.held.get(id) or self.spots[id].place
            yield (code, id, *(_place_row(place) if place else _open_row(self.spots[id])), *totals[id].cells())

    def _place_names(self) -> Iterable[Row]:
        spots = (spot for one in self.claims for spot in event_spots(one.claim))
        found = {(key(spot.text), self.places[spot_id(spot)]) for spot in spots}
        for place in (*self.held.values(), *(spot.place for spot in self.spots.values() if spot.place)):
            found |= {(key(name), self.places[place.id]) for name in (place.name, *place.names)}
        return found

    def _sources(self) -> Iterator[Row]:
        for heard in self.roll.all:
            noun = msgspec.json.encode({"offices": tuple(heard.offices), "spellings": tuple(heard.spellings)}).decode()
            yield (self.sources[heard.name], f"s-{content_id(heard.name)}", heard.name, heard.side, noun)

    def _holds(self) -> Iterator[Row]:
        for number, hold in enumerate(self.record.holds, 1):
            yield (number, self.places[hold.place.id], ordinal(hold.first or hold.known_since), ordinal(hold.last), _json(hold))

    def _judgements(self) -> Iterator[Row]:
        for number, one in enumerate(in_order(self.record.judgements), 1):
            left, right = (self.judged.now.get(name, name) if name else None for name in (one.left, one.right))
            yield (number, left, right, self.before.get(one), _json(one))

    def _doubts(self) -> Iterator[Row]:
        for number, doubt in enumerate(doubts(self.record, self.judged), 1):
            yield (number, doubt.reason, doubt.weight, self.numbers.get(doubt.claim or ClaimId(""), NONE), _json(doubt))


def _numbered(found: Iterable[Any], order: Callable[[Any], Any]) -> dict[Any, int]:
    return {one.id: number for number, one in enumerate(sorted(found, key=order), 1)}


def _publication(report: Report) -> tuple[int, int, str]:
    days = (report.published.first, report.published.last) if report.published else (None, None)
    return (ordinal(days[0]), ordinal(days[1]), report.id)


def _coded(spots: Mapping[str, str], held: Mapping[str, Place]) -> dict[str, int]:
    """Places by id, in order of their names."""
    named = {**{id: place.name for id, place in held.items()}, **spots}
    return {id: code for code, id in enumerate(sorted(named, key=lambda id: (named[id].casefold(), id)), 1)}


def _days(claim: Claim) -> tuple[date | None, date | None]:
    """The days that are told: both or none."""
    told = (claim.when.first, claim.when.last) if claim.when else (None, None)
    return told if all(told) else (None, None)


def _sides(claim: Claim) -> tuple[str | None, ...]:
    """Of the source, the actor and the target."""
    return tuple(one.side if one else None for one in (claim.source, claim.actor, claim.target))


def _place_row(place: Place) -> Row:
    return (place.name, 1, place.feature, place.latitude, place.longitude, place.radius, place.population, _json(place))


def _open_row(spot: Where) -> Row:
    return (spot.text, 0, None, None, None, None, None, _json(spot))


def _json(noun: Any) -> str:
    return msgspec.json.encode(noun).decode()


def _insert(store: Any, table: str, rows: Iterable[Row]) -> None:
    found = iter(rows)
    for first in islice(found, 1):
        marks = ", ".join("?" * len(first))
        store.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", first)
        store.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", found)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
