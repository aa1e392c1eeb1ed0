"""Record -> the rows of its read model, with the codes of all names in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import msgspec

from rashomon.events.judged import Judged, in_order
from rashomon.knowledge.sides import load_sides
from rashomon.ledger.rows import key
from rashomon.model import Claim, ClaimId, Event, Judgement, Kind, Polarity, Record, Report, ReportId, content_id
from rashomon.views.happenings import event_days, place_of
from rashomon.views.phrases import known_phrases
from rashomon.views.sources import Heard, Roll
from rashomon.views.wording import event_spots, named_outlets, outlet_of, place_words
from rashomon.web.doubts import doubts
from rashomon.web.placed import Placed, Told, spot_id
from rashomon.web.tables import NONE, Row, as_json, codes, ordinal

KINDS = {kind: code for code, kind in enumerate(sorted(Kind), 1)}
POLARITIES = {polarity: code for code, polarity in enumerate(Polarity, 1)}


@dataclass(frozen=True, slots=True)
class Woven:
    """A record, what people's decisions did to its claims, and what each corrected field was before."""

    record: Record
    judged: Judged
    before: Mapping[Judgement, str]


class ClaimRows(NamedTuple):
    """A claim in its tables: `claims`, `claim_texts`, `spots`, and the quote whose words are searched."""

    claim: Row
    text: Row
    spots: list[Row]
    quote: str


def status_bits(event: Event) -> int:
    """The rows of the rubric that fit, as bits in their order."""
    fits = {because.rule for because in event.standing}
    return sum(1 << place for place, row in enumerate(known_phrases().standing) if row.name in fits)


class Draft:
    """A record with the codes of all names in it."""

    def __init__(self, woven: Woven) -> None:
        record = self.record = woven.record
        self.judged, self.before = woven.judged, woven.before
        self.lines = {report.id: line for line, report in enumerate(record.reports, 1)}
        self.shelf = {report.id: report for report in record.reports}
        self.reports = _numbered(record.reports, _publication)
        self.events = _numbered(record.events, lambda event: (*map(ordinal, event_days(event) or (None, None)), event.id))
        told = (Told(claim.id, claim, event) for event in record.events for claim in event.claims)
        self.claims = sorted(told, key=self._order)
        self.numbers = {one.id: number for number, one in enumerate(self.claims, 1)}
        self.outlets = codes(outlet_of(report) for report in record.reports)
        self.roots = codes(origin.name for event in record.events for origin in event.origins)
        self.sides = codes(side for one in self.claims for side in _sides(one.claim) if side)
        self.placed = Placed(self.claims, record.holds)
        self.places = self.placed.codes
        self.roll, self.heard = self._hear()
        self.sources = codes(heard.name for heard in self.roll.all)
        self.said = codes(one.claim.source.name for one in self.claims if one.claim.source)

    def _order(self, one: Told) -> tuple[int, int, int, int, str]:
        first, last = _days(one.claim)
        return ordinal(first), ordinal(last), self.lines[one.claim.report], one.claim.quote.start, one.id

    def _hear(self) -> tuple[Roll, dict[ClaimId, Heard]]:
        """Who is heard in which claim, met in the order of reports and text as `rashomon sources` meets them."""
        roll = Roll(load_sides())
        found = (one for one in self.claims if one.claim.source)
        line = sorted(found, key=lambda one: (self.lines[one.claim.report], one.claim.quote, one.id))
        return roll, {one.id: roll.add(one.claim.source, self.shelf[one.claim.report]) for one in line if one.claim.source}

    def tables(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """The rows of every table but those of the claims."""
        yield "names", self._names()
        yield "reports", self._reports()
        yield "events", self._events()
        yield "places", self.placed.rows()
        yield "place_names", self.placed.names()
        yield "sources", self._sources()
        yield "said", ((code, key(name)) for name, code in self.said.items())
        yield "holds", self._holds()
        yield "issues", ((n, one.kind, one.report, as_json(one)) for n, one in enumerate(self.record.issues, 1))
        yield "judgements", self._judgements()
        yield "versions", ((n, one.later, as_json(one)) for n, one in enumerate(self.record.versions, 1))
        yield "doubts", self._doubts()

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
                as_json(replace(known, text="")),
            )

    def _events(self) -> Iterator[Row]:
        for line, event in enumerate(self.record.events, 1):
            first, last = event_days(event) or (None, None)
            told = {claim.report for claim in event.claims}
            yield (
                *(self.events[event.id], line, event.id, ordinal(first), ordinal(last), self._main_place(event), place_of(event)),
                *(status_bits(event), len(event.claims), len(told), len(named_outlets(self.shelf[one] for one in told))),
                *(len(event.origins), as_json(replace(event, claims=()))),
            )

    def _main_place(self, event: Event) -> int:
        """The code of the place by which the event is told; 0 where there is none."""
        words = place_of(event)
        spots = [spot for claim in event.claims for spot in event_spots(claim)]
        found = (spot_id(spot) for spot in spots if spot.place and place_words(spot.place) == words)
        return self.places.get(next(found, spot_id(spots[0]) if spots else ""), NONE)

    def claim_rows(self) -> Iterator[ClaimRows]:
        """What the tables of the claims get for each."""
        position = {claim.id: place for event in self.record.events for place, claim in enumerate(event.claims)}
        origin = {
            one: (n, self.roots[group.name])
            for event in self.record.events
            for n, group in enumerate(event.origins, 1)
            for one in group.claims
        }
        facts = {
            id(event): (self.events[event.id], status_bits(event), event_days(event) is not None) for event in self.record.events
        }
        for number, one in enumerate(self.claims, 1):
            event, status, dated = facts[id(one.event)]
            in_event, root = origin.get(one.id, (NONE, NONE))
            text = (number, one.id, position[one.id], in_event, as_json(one.claim))
            quote = one.claim.quote.of(self.shelf[one.claim.report].text)
            row = (*self._claim(number, one, (event, status), dated=dated), root)
            places = sorted({self.places[spot_id(spot)] for spot in event_spots(one.claim)})
            spots = [(place, number, event, row[3], row[4], row[11], status, row[14], row[15]) for place in places]
            yield ClaimRows(row, text, spots, quote)

    def _claim(self, number: int, one: Told, of_event: tuple[int, int], *, dated: bool) -> Row:
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

    def _sources(self) -> Iterator[Row]:
        for heard in self.roll.all:
            noun = msgspec.json.encode({"offices": tuple(heard.offices), "spellings": tuple(heard.spellings)}).decode()
            yield (self.sources[heard.name], f"s-{content_id(heard.name)}", heard.name, heard.side, noun)

    def _holds(self) -> Iterator[Row]:
        for number, hold in enumerate(self.record.holds, 1):
            yield (number, self.places[hold.place.id], ordinal(hold.first or hold.known_since), ordinal(hold.last), as_json(hold))

    def _judgements(self) -> Iterator[Row]:
        for number, one in enumerate(in_order(self.record.judgements), 1):
            left, right = (self.judged.now.get(name, name) if name else None for name in (one.left, one.right))
            yield (number, left, right, self.before.get(one), as_json(one))

    def _doubts(self) -> Iterator[Row]:
        for number, doubt in enumerate(doubts(self.record, self.judged), 1):
            yield (number, doubt.reason, doubt.weight, self.numbers.get(doubt.claim or ClaimId(""), NONE), as_json(doubt))


def _numbered(found: Iterable[Any], order: Callable[[Any], Any]) -> dict[Any, int]:
    return {one.id: number for number, one in enumerate(sorted(found, key=order), 1)}


def _publication(report: Report) -> tuple[int, int, str]:
    days = (report.published.first, report.published.last) if report.published else (None, None)
    return (ordinal(days[0]), ordinal(days[1]), report.id)


def _days(claim: Claim) -> tuple[date | None, date | None]:
    """The days that are told: both or none."""
    told = (claim.when.first, claim.when.last) if claim.when else (None, None)
    return told if all(told) else (None, None)


def _sides(claim: Claim) -> tuple[str | None, ...]:
    """Of the source, the actor and the target."""
    return tuple(one.side if one else None for one in (claim.source, claim.actor, claim.target))
