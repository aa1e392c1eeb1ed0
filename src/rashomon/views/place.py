"""Record and the name of a place -> who is said to hold it, by whom, from when to when; and what is claimed to happen there."""

from collections.abc import Callable, Iterator
from typing import TextIO

from rashomon.model import ClaimId, Hold, Place, Record
from rashomon.views.citations import Citations
from rashomon.views.happenings import Group, groups_by_place, headline, standing_lines, told_lines
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.marks import visible
from rashomon.views.selection import Choice, choose
from rashomon.views.wording import count, day_words, event_spots, place_words

Status = Callable[[Place], str]
"""A place -> who holds and claims the disputed land in which it lies; empty for any other place."""


def write_place(record: Record, name: str, status: Status, out: TextIO, *, markdown: bool = False) -> None:
    """Write the holds and events of the place of that name; places that share the name stand apart."""
    write_rows(_rows(choose(record, Choice(place=name)), name, status), out, markdown=markdown)


def _rows(record: Record, name: str, status: Status) -> Iterator[Row]:
    citations = Citations({report.id: report for report in record.reports})
    claims = {claim.id: claim for claim in record.claims}
    yield Row(Style.TITLE, name)
    yield Row(Style.NOTE, f"{count(len(record.events), 'event')}, {count(len(record.holds), 'hold')}.")
    yield Row(Style.NOTE, "A claim is what somebody says, not what is known to be so.")
    if record.holds:
        yield Row(Style.SECTION, "Who is said to hold it")
    for hold in record.holds:
        cited = citations.cite(claims[one] for one in hold.claims if one in claims)
        yield Row(Style.LINE, visible(f"{_hold(hold)} {cited}"))
    for group in groups_by_place(record.events):
        yield from _group(group, citations, status)
    yield Row(Style.SECTION, "The exact words")
    for source, quote in citations.listed():
        yield Row(Style.SOURCE, source)
        yield Row(Style.QUOTE, quote)


def _hold(hold: Hold) -> str:
    """``Oldmill, Norland: North, says Anna Novak: 1 Mar 2024 to 5 Mar 2024, on record since 2 Mar 2024``."""
    first = day_words(hold.first) if hold.first else "day not stated"
    last = day_words(hold.last) if hold.last else "no end told"
    known = f", on record since {day_words(hold.known_since)}" if hold.known_since else ""
    return f"{place_words(hold.place)}: {hold.holder}, as {hold.claimant} has it: from {first} to {last}{known}"


def _group(group: Group, citations: Citations, status: Status) -> Iterator[Row]:
    yield Row(Style.SECTION, group.title)
    named = (spot.place for claim in group.events[0].claims for spot in event_spots(claim) if spot.place)
    here = next((place for place in named if place_words(place) == group.title), None)
    if here and (told := status(here)):
        yield Row(Style.NOTE, f"{told[0].upper()}{told[1:]}.")
    for event in group.events:
        yield Row(Style.EVENT, f"{headline(event, citations.reports)} (event {short(event.id)})")
        for tell in (standing_lines, told_lines):
            yield from (Row(Style.LINE, visible(line)) for line in tell(event, citations))


def short(identity: ClaimId | str) -> str:
    """The first eight digits of an id: enough to ask for it."""
    return identity[:8]
