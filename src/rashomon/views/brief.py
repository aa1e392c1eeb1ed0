"""Record -> what a journalist reads first: by place, who claims what, who disputes it, and the exact words at the end."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TextIO

from rashomon.model import Event, Issue, Record
from rashomon.views.citations import Citations
from rashomon.views.happenings import (
    NOT_RESOLVED,
    Group,
    checked_lines,
    dispute_lines,
    groups_by_place,
    headline,
    is_aside,
    kinds_of,
    open_places,
    standing_lines,
    told_lines,
    toll_lines,
)
from rashomon.views.layout import Row, Style, write_rows
from rashomon.views.marks import visible
from rashomon.views.phrases import known_phrases
from rashomon.views.versions import changes
from rashomon.views.wording import count, days_words, outlets_words

EXAMPLES = 5  # shown of each kind of issue


def write_brief(record: Record, out: TextIO, *, markdown: bool = False, limit: int | None = None) -> None:
    """Write the brief as plain text of 100 columns (exact quotes are not wrapped) or as Markdown.

    `limit` is the number of events that are told, in reading order; what is left out is counted. The same record gives the same
    text, byte for byte.
    """
    citations = Citations({report.id: report for report in record.reports})
    rows = brief_rows(record, citations, len(record.events) if limit is None else max(0, limit))
    write_rows(rows, out, markdown=markdown)


def brief_rows(record: Record, citations: Citations, limit: int) -> Iterator[Row]:
    """The brief of the first `limit` events; what is cited gets its number in `citations` on the way."""
    yield from _title(record)
    if not record.events:
        yield Row(Style.NOTE, "Nothing is claimed here.")
    left = limit
    for group in groups_by_place(record.events):
        shown = group.events[:left]
        left -= len(shown)
        if shown:
            yield Row(Style.SECTION, f"{group.title} ({count(group.reports, 'report')})")
            yield from chain.from_iterable(_event(event, group, citations) for event in shown if not is_aside(event))
            yield from _asides([event for event in shown if is_aside(event)], group, citations)
    if len(record.events) > limit:
        yield Row(Style.SECTION, "Not shown")
        yield Row(Style.NOTE, f"{count(len(record.events) - limit, 'more event')}: raise the limit to read on.")
    yield from _changed(record, citations)
    yield from _issues(record.issues)
    yield from _quotes(citations)
    yield from _rubric() if record.events else ()


def _title(record: Record) -> Iterator[Row]:
    claims = sum(len(event.claims) for event in record.events)
    origins = {origin.name for event in record.events for origin in event.origins}
    days = [day for report in record.reports if report.published for day in (report.published.first, report.published.last)]
    yield Row(Style.TITLE, "Who claims what")
    published = f", published {days_words(min(days), max(days))}" if days else ""
    yield Row(Style.NOTE, f"{count(len(record.reports), 'report')} from {outlets_words(record.reports)}{published}.")
    told = f"{count(claims, 'claim')} in {count(len(record.events), 'event')}, going back to {count(len(origins), 'origin')}"
    yield Row(Style.NOTE, f"{told}; {count(len(record.issues), 'issue')}.")
    yield Row(Style.NOTE, "A claim is what somebody says, not what is known to be so.")


def _asides(events: Sequence[Event], group: Group, citations: Citations) -> Iterator[Row]:
    """What one report tells without a day: a line each."""
    if events:
        yield Row(Style.EVENT, f"Told once, day not stated: {count(len(events), 'event')}")
    for event in events:
        where = f" Said to be at {open_places(event)}." if group.title == NOT_RESOLVED else ""
        lines = [*told_lines(event, citations), *checked_lines(event, citations), *toll_lines(event, citations)]
        yield Row(Style.LINE, visible(f"{kinds_of(event).capitalize()}: {' '.join(lines)}{where}"), event.id)


def _changed(record: Record, citations: Citations) -> Iterator[Row]:
    """Texts that their outlet changed after publication."""
    if record.versions:
        yield Row(Style.SECTION, "Changed by their outlets")
    for version in record.versions:
        yield from changes(version, citations.reports)


def _rubric() -> Iterator[Row]:
    yield Row(Style.SECTION, "What the standings mean")
    for row in known_phrases().standing:
        yield Row(Style.LINE, f"{row.says}: {row.when}")


def _event(event: Event, group: Group, citations: Citations) -> Iterator[Row]:
    yield Row(Style.EVENT, headline(event, citations.reports), event.id)
    if group.title == NOT_RESOLVED:
        yield Row(Style.LINE, f"Said to be at {open_places(event)}.", event.id)
    for tell in (standing_lines, told_lines, dispute_lines, checked_lines, toll_lines):
        yield from (Row(Style.LINE, visible(line), event.id) for line in tell(event, citations))


def _issues(issues: Sequence[Issue]) -> Iterator[Row]:
    """How often what could not be done, with a few examples each."""
    kinds: dict[str, list[Issue]] = defaultdict(list)
    for issue in sorted(issues, key=lambda one: (one.kind, one.name, one.detail)):
        kinds[issue.kind].append(issue)
    if kinds:
        yield Row(Style.SECTION, "Issues")
    for kind, found in kinds.items():
        yield Row(Style.NOTE, f"{kind}: {len(found)}")
        yield from (Row(Style.LINE, visible(f"{issue.name}: {issue.detail}")) for issue in found[:EXAMPLES])


def _quotes(citations: Citations) -> Iterator[Row]:
    listed = list(citations.listed())
    if listed:
        yield Row(Style.SECTION, "The exact words")
    for source, quote in listed:
        yield Row(Style.SOURCE, source)
        yield Row(Style.QUOTE, quote)
