"""Datelines that are no words of a sentence -> their places: "GOMA, Congo, Jan 27 (Agency) -"."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from rashomon.claims.places.choice import weigh
from rashomon.claims.places.mentions import Mention, Page
from rashomon.claims.places.roles import DATELINES
from rashomon.claims.places.scene import Scene
from rashomon.model import Part, PlaceRole, Span, Where

NAME = re.compile(r"[^,/(—–:]+")  # what stands between the signs of a dateline
DASH = re.compile(r"\s-+\s*$")


def dateline_places(page: Page, scene: Scene) -> Iterator[Where]:
    """The places of datelines that were cut off before the sentence was parsed; the others are mentions like any."""
    text = page.parsed.report.text
    for passage in page.parsed.report.passages:
        if passage.part is Part.HEADLINE:
            continue
        words = passage.span.of(text)
        line = next((match[0] for pattern in DATELINES if (match := pattern.match(words))), "")
        head = DASH.sub("", line.partition("(")[0])
        for match in NAME.finditer(head):
            span = Span(passage.span.start + match.start(), passage.span.start + match.end())
            if not _is_parsed(page, span):
                yield from _where(page, scene, span)


def _is_parsed(page: Page, span: Span) -> bool:
    at = bisect_left(page.parsed.starts, span.start)
    return at < len(page.parsed.starts) and page.parsed.starts[at] < span.end


def _where(page: Page, scene: Scene, span: Span) -> Iterator[Where]:
    raw = span.of(page.parsed.report.text)
    name = raw.strip()
    found = page.know.places.named(name) if name[:1].isupper() else ()
    if found:
        start = span.start + raw.index(name)
        candidates, resolved = weigh(Mention(0, 0, name, found), frozenset(), scene, page.know.places)
        yield Where(Span(start, start + len(name)), name, PlaceRole.DATELINE, candidates, resolved)
