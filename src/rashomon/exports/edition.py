"""What an export is made from: a chosen part of a record, what is known of the world, and where it all comes from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from rashomon.errors import TamperError
from rashomon.exports.actors import Actor, actor_of
from rashomon.knowledge import load
from rashomon.knowledge.names import looks_like_person
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.sides import Sides
from rashomon.knowledge.world import Country, load_world
from rashomon.ledger.checking import misplaced
from rashomon.model import Claim, ClaimId, Event, EventId, Judgement, Link, Party, Place, Record, Report, ReportId

NOWHERE = Country("", "", 0)


@dataclass(frozen=True, eq=False)
class Edition:
    """A record as it is to be published. `filters` are what the user asked for, in words; `ledger` is `ledger_hash`.

    `reviews` are the standing decisions of people by the claim that they are about; `site` is the address under which the
    user publishes, without a slash at the end; `path` the ledger's file or address.
    """

    record: Record
    ledger: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[ClaimId, Judgement] = field(default_factory=dict)
    site: str = ""
    path: Path | str | None = None

    @cached_property
    def reports(self) -> dict[ReportId, Report]:
        """Reports by their id."""
        return {report.id: report for report in self.record.reports}

    @cached_property
    def event_of(self) -> dict[ClaimId, EventId]:
        """The event of each claim."""
        return {claim.id: event.id for event in self.record.events for claim in event.claims}

    @cached_property
    def places(self) -> Gazetteer:
        """The gazetteer: codes of countries, attribution."""
        return load().places

    @cached_property
    def sides(self) -> Sides:
        """Who belongs to which side and state."""
        return load().sides

    def report(self, claim: Claim) -> Report:
        """The report that tells a claim."""
        return self.reports[claim.report]

    def claims_of(self, event: Event) -> Iterator[tuple[Claim, Report]]:
        """Each claim with its report."""
        return ((claim, self.reports[claim.report]) for claim in event.claims)

    def country(self, place: Place | None) -> Country:
        """The country of a place; nowhere for seas and places without one."""
        return load_world().get(self.places.code_of(place), NOWHERE) if place else NOWHERE

    def is_person(self, name: str) -> bool:
        """True for the name of a known person, and for what looks like one's."""
        entity = self.sides.named(name)
        return entity.kind == "person" if entity else looks_like_person(name.split())

    def nation(self, actor: Actor) -> Country:
        """The country whose state an actor is; nowhere for others."""
        return load_world().get(actor.nation or "", NOWHERE)

    def actor(self, party: Party | Link | None) -> Actor | None:
        """What other schemes ask of a party or speaker; None for a thing."""
        return actor_of(party, self.sides, self.places)


def checked(record: Record) -> Record:
    """The record, once every offset of every claim is found to lie in its report and to point at the words that it names.

    Raises TamperError with the first faults: nothing of such a record may be published.
    """
    reports = {report.id: report for report in record.reports}
    faults = [f"claim {claim.id}: {fault}" for claim in record.claims for fault in _faults(claim, reports)]
    if faults:
        more = f"; and {len(faults) - 3} more" if len(faults) > 3 else ""
        raise TamperError(f"nothing was written: {'; '.join(faults[:3])}{more} (read the reports again with --again)")
    return record


def _faults(claim: Claim, reports: Mapping[ReportId, Report]) -> Iterable[str]:
    report = reports.get(claim.report)
    return misplaced(claim, report.text) if report else [f"its report {claim.report[:16]} is missing"]


def ledger_hash(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement]) -> str:
    """SHA-256 over all of them: the same content gives the same hash, in whatever order reports and claims came.

    The file of a ledger may differ where this is equal: in the order of its rows, in issues, in free pages.
    """
    marks = (*sorted(map(_mark, reports)), *sorted(map(_mark, claims)), *map(_mark, judgements))
    return sha256(b"".join(marks)).hexdigest()


def _mark(noun: Report | Claim | Judgement) -> bytes:
    return sha256(msgspec.json.encode(noun)).digest()
