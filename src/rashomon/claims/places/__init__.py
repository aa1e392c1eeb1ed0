"""Parsed report + knowledge -> Wheres: every named place, its candidates with reasons, and what it does in its sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rashomon.claims.grammar import Parsed
from rashomon.claims.places.choice import choose
from rashomon.claims.places.mentions import Mention, Page, find_mentions
from rashomon.claims.places.roles import role_of
from rashomon.claims.places.spelt import with_spellings
from rashomon.claims.places.widen import with_parts, with_regions
from rashomon.knowledge import Knowledge
from rashomon.model import Candidate, PlaceRole, Where

__all__ = ["find_places"]

DIRECTION = re.compile(
    r"((?:(?:about|around|some|nearly|roughly)\s+)?(?:\d+(?:[.,]\d+)?\s*(?:-\s*)?(?:km|kilomet(?:er|re)s?|miles?)\s+)?"
    r"(?:just\s+)?(?:north|south|east|west)(?:-?\s?(?:east|west))?(?:ern)?(?:\s+(?:outskirts|suburbs|flank|edge|side))?\s+(?:of|from))"
    r"\s+(?:the\s+)?(?:(?:village|town|city|settlement)\s+of\s+)?$",
    re.IGNORECASE,
)


def find_places(parsed: Parsed, know: Knowledge) -> tuple[Where, ...]:
    """Every mention of a place in text order; persons, papers and forces that bear a place's name are none."""
    page = Page(parsed, know)
    mentions = with_parts(page, with_regions(page, with_spellings(page, find_mentions(page))))
    return tuple(_wheres(page, mentions))


def _wheres(page: Page, mentions: list[Mention]) -> Iterator[Where]:
    text = page.parsed.report.text
    before = None
    for mention, (candidates, resolved) in zip(mentions, choose(page, mentions), strict=True):
        span = page.parsed.between(mention.first, mention.last)
        role = role_of(page, mention, candidates[0].place)
        direction = DIRECTION.search(text[max(0, span.start - 80) : span.start])
        if direction is None:
            where = Where(span, span.of(text), role, candidates, resolved)
        else:
            told = tuple(_directed(candidate, " ".join(direction[1].split())) for candidate in candidates)
            locates = before is not None and role is PlaceRole.EVENT and _is_located(page, before, mention)
            where = Where(span, span.of(text), PlaceRole.MENTION if locates else role, told, resolved)
        yield where
        before = mention


def _is_located(page: Page, place: Mention, mark: Mention) -> bool:
    """``Robotyne, south of Orikhiv``: the second only tells where the first lies."""
    between = page.doc[place.last + 1 : mark.first]
    settled = place.found[0].feature not in ("country", "region", "area", "water")
    return settled and len(between) <= 9 and not any(t.is_sent_start or t.pos_ in ("VERB", "AUX", "CCONJ") for t in between)


def _directed(candidate: Candidate, direction: str) -> Candidate:
    return replace(candidate, reason=f"the text says {direction} it; {candidate.reason}")
