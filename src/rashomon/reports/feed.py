"""RSS or Atom -> a draft for each entry."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import DatedBy, Issue
from rashomon.reports.draft import MAX_PAGE, Draft, Source, issue_of
from rashomon.reports.html import fragment_text

_FEED = re.compile(r"<(?:rss|rdf:rdf|feed)[\s>]")
# A feed holds the last hundred entries, an archive of one some thousand.
MAX_ENTRIES = 20_000


def is_feed(source: Source) -> bool:
    """RSS, RDF or Atom by its root, or any XML under a feed's extension."""
    return _FEED.search(source.head) is not None or (source.suffix in (".rss", ".atom", ".xml") and source.head.startswith("<"))


def read_feed(source: Source) -> Iterator[Draft | Issue]:
    """One draft for each entry with a text; the feed's title is the outlet."""
    if len(source.content) > MAX_PAGE:
        raise BudgetError(source.name, f"the feed has {len(source.content) / 1e6:.0f} MB", "split it")
    if "<!entity" in source.head:
        raise ReadingError(source.name, "the feed declares entities, which can grow without end", "remove the declarations")
    import feedparser

    try:
        feed = feedparser.parse(BytesIO(source.content), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, TypeError, RecursionError) as fault:
        raise ReadingError(source.name, f"the feed is malformed: {fault}", "fetch it again") from fault
    if not feed.entries:
        raise ReadingError(source.name, "the feed has no entries", "check that it is RSS or Atom")
    if len(feed.entries) > MAX_ENTRIES:
        raise BudgetError(source.name, f"the feed has {len(feed.entries)} entries, over {MAX_ENTRIES}", "split it")
    for number, entry in enumerate(feed.entries, 1):
        yield _draft(entry, number, feed.feed.get("title"), source)
    if feed.bozo and not _is_closed(source.content):
        cause = f"the feed ends early, after {len(feed.entries)} entries"
        yield issue_of(ReadingError(source.name, cause, "fetch it again"), "cut-short")


def _draft(entry: Any, number: int, outlet: str | None, source: Source) -> Draft | Issue:
    bodies = [content.value for content in entry.get("content", ())] or [entry.get("summary", "")]
    text = max((fragment_text(body or "") for body in bodies), key=len)
    if not text:
        return issue_of(ReadingError(f"{source.name} entry {number}", "the entry has no text", "read its page instead"))
    name = str(entry.get("id") or entry.get("link") or f"{source.stem}-{number}")
    printed = entry.get("published") or entry.get("updated")
    dates = ((DatedBy.FEED, str(printed)),) if printed else ()
    title = fragment_text(entry.get("title") or "") or None
    return Draft(name, text, source.content, title, outlet, entry.get("link"), dates)


def _is_closed(content: bytes) -> bool:
    return re.search(rb"</(?:\w+:)?(?:rss|rdf|feed)>\s*$", content, re.IGNORECASE) is not None
