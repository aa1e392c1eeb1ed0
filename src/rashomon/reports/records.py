"""A record of another program (a line of a table, an object of JSON) -> a draft, or a lead where it holds no text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import LEAD, DatedBy, Issue
from rashomon.reports.draft import Draft, Source, issue_of

NEEDS = "give every row a `text`"
# What programs call the parts of a report, best first; case, spaces, dashes and underscores do not count.
NAMES = {
    "text": "text body bodytext content fulltext articletext articlebody maintext notes description summary abstract snippet",
    "id": "id articleid storyid storiesid guid uuid",
    "date": "date published publishedat publishdate publicationdate datepublished pubdate webpublicationdate seendate day",
    "outlet": "outlet publisher publication publicationtitle medianame sourcename newspaper domain source",
    "title": "title headline webtitle",
    "url": "url link weburl articleurl address",
}
PARTS = tuple(NAMES)
_ALIASES = {part: tuple(names.split()) for part, names in NAMES.items()}
# NewsAPI and GNews: "... [+2145 chars]"
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\s*$")
# What services write in place of words that they withhold.
_WITHHELD = frozenset({"[removed]", "only available in paid plans", "only available in professional and corporate plans"})


class Row(msgspec.Struct):
    """One report as a record tells it."""

    text: str | None = None
    id: str | int | None = None
    date: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


def part_of(name: str) -> str | None:
    """The part of a report that a column or key of this name holds: ``Publish Date`` -> ``date``; None for any other."""
    folded = _folded(name)
    return next((part for part, aliases in _ALIASES.items() if folded in aliases), None)


def row_of(record: Mapping[str, object], columns: Mapping[str, str] | None = None) -> Row:
    """The record under our names; `columns` says which of its keys hold which part, and wins over the usual names.

    Raises msgspec.ValidationError where a part is no text.
    """
    named = {_folded(key): value for key, value in record.items() if value not in (None, "")}
    own = {part: record.get(key) for part, key in (columns or {}).items()}
    found = {part: next((named[alias] for alias in _ALIASES[part] if alias in named), None) for part in PARTS}
    found |= {part: value for part, value in own.items() if value not in (None, "")}
    found["outlet"] = _name_in(found["outlet"])
    return msgspec.convert(found, Row)


def drafts_of(row: Row, place: str, name: str, source: Source) -> Iterator[Draft | Issue]:
    """The draft of a row; a lead where it has an address and no text, an issue where it has neither.

    `place` is where it stands ("a.json row 3"), `name` what the report is called where it has no id.
    """
    text = _shown(row.text)
    if text is None and _shown(row.title) is not None and (row.url or "").startswith(("http://", "https://")):
        yield lead(row)
        return
    if text is None:
        yield issue_of(ReadingError(place, "the row has no text", NEEDS))
        return
    dates = ((DatedBy.GIVEN, row.date),) if row.date else ()
    called = str(row.id) if row.id is not None else name
    whole = _CUT.sub("", text)
    yield Draft(called, whole, source.content, row.title, row.outlet, row.url or source.url, dates)
    if whole != text:
        yield issue_of(
            ReadingError(place, "only the beginning of the text is in the file", f"rashomon read {row.url}"), "cut-short"
        )


def lead(row: Row) -> Issue:
    """A report that is only named: its address, with what else is told of it."""
    told = ", ".join(part for part in (f"“{row.title}”" if row.title else None, row.outlet, row.date) if part)
    return Issue(LEAD, str(row.url), f"{told or 'an address'}: listed, not read (rashomon read ADDRESS reads it)")


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _name_in(outlet: Any) -> object:
    """``{"id": null, "name": "The Example"}`` -> The Example."""
    if isinstance(outlet, dict):
        return next((value for key in ("name", "title", "id", "uri") if (value := outlet.get(key))), None)
    return outlet


def _shown(words: str | None) -> str | None:
    return None if words is None or not words.strip() or words.strip().casefold() in _WITHHELD else words
