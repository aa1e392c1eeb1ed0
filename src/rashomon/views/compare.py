"""Record and one of its events -> the accounts of it side by side: for each origin the same questions, with the exact words."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from rashomon.model import Claim, Event, Origin, Polarity, Record
from rashomon.views.citations import Citations
from rashomon.views.happenings import checked_lines, dispute_lines, event_days, headline, place_of, standing_lines, toll_lines
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.marks import visible
from rashomon.views.versions import changes
from rashomon.views.wording import count, days_words, event_spots, listed, outlet_of, own_words, speaker


def write_comparison(record: Record, event: Event, out: TextIO, *, markdown: bool = False) -> None:
    """Write who says what of the event, origin by origin, what stands between them, and why reports count as one origin."""
    write_rows(_rows(record, event), out, markdown=markdown)


def _rows(record: Record, event: Event) -> Iterator[Row]:
    citations = Citations({report.id: report for report in record.reports})
    yield Row(Style.TITLE, f"{place_of(event)}: accounts of one happening")
    yield Row(Style.NOTE, headline(event, citations.reports))
    for number, origin in enumerate(event.origins, 1):
        yield from _account(number, origin, [claim for claim in event.claims if claim.id in origin.claims], citations)
    yield Row(Style.SECTION, "How they stand to each other")
    for tell in (standing_lines, dispute_lines, checked_lines, toll_lines):
        yield from (Row(Style.LINE, visible(line)) for line in tell(event, citations))
    yield from _reasons(event)
    told = {claim.report for claim in event.claims}
    for version in (one for one in record.versions if {one.earlier, one.later} <= told):
        yield from changes(version, citations.reports)
    yield Row(Style.SECTION, "The exact words")
    for source, quote in citations.listed():
        yield Row(Style.SOURCE, source)
        yield Row(Style.QUOTE, quote)


def _account(number: int, origin: Origin, claims: Sequence[Claim], citations: Citations) -> Iterator[Row]:
    outlets = dict.fromkeys(outlet_of(citations.reports[claim.report]) for claim in claims)
    told = {claim.report for claim in claims}
    yield Row(Style.SECTION, visible(f"{number}. {origin.name}{f' ({origin.side})' if origin.side else ''}"))
    yield Row(Style.NOTE, visible(f"{count(len(told), 'report')}: {listed(outlets)}. One origin: {_why(origin)}."))
    for claim in claims:
        report = citations.reports[claim.report]
        who = speaker([claim]) or f"{outlet_of(report)}, in its own voice"
        facts = "; ".join(fact for fact in _facts(claim) if fact)
        yield Row(Style.LINE, visible(f"{who}: {own_words(claim, report)} {citations.cite([claim])} ({facts})"))


def _facts(claim: Claim) -> Iterator[str]:
    yield str(claim.kind) if claim.polarity is Polarity.AFFIRMED else f"{claim.kind}, {claim.polarity}"
    if claim.when and claim.when.first and claim.when.last:
        yield days_words(claim.when.first, claim.when.last)
    yield ", ".join(spot.place.name if spot.place else f"{spot.text}?" for spot in event_spots(claim))
    yield f"by {claim.actor.name}" if claim.actor else ""
    yield f"claim {claim.id[:8]}"


def _why(origin: Origin) -> str:
    return listed(because.detail for because in origin.because)


def _reasons(event: Event) -> Iterator[Row]:
    """Why the claims that a stance ties together are taken to tell of one happening."""
    reasons = dict.fromkeys(because.detail for one in event.relations for because in one.because[1:] if because.score > 0)
    days = event_days(event)
    if reasons:
        yield Row(Style.LINE, visible(f"Taken for one happening{f' on {days_words(*days)}' if days else ''}: {listed(reasons)}."))
