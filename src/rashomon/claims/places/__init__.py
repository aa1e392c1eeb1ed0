"""Parsed report + knowledge -> Wheres: every named place, its candidates with reasons, and what it does in its sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rashomon.claims.parse.grammar import Parsed
from rashomon.claims.places.choice import Choice, choose, weigh
from rashomon.claims.places.datelines import dateline_places
from rashomon.claims.places.described import with_described
from rashomon.claims.places.directions import Heading, area_of, heading_before
from rashomon.claims.places.mentions import Entities, Mention, Page, find_mentions
from rashomon.claims.places.roles import role_of
from rashomon.claims.places.scene import is_beside, is_located, scene_of
from rashomon.claims.places.spelt import with_addresses, with_spellings
from rashomon.claims.places.widen import with_parts, with_regions
from rashomon.knowledge import Knowledge
from rashomon.knowledge.places import Gazetteer
from rashomon.model import Candidate, Place, PlaceRole, Where

__all__ = ["find_places", "look_up"]


def find_places(parsed: Parsed, know: Knowledge, entities: Entities) -> tuple[Where, ...]:
    """Every mention of a place in text order; persons, papers and forces that bear a place's name are none."""
    page = Page(parsed, know, entities)
    mentions = with_regions(page, find_mentions(page))
    mentions = with_parts(page, with_spellings(page, with_addresses(page, mentions)))
    mentions = with_described(page, mentions)
    datelines = dateline_places(page, scene_of(page.countries, mentions))
    return tuple(sorted((*datelines, *_wheres(page, mentions)), key=lambda where: where.span))


def look_up(name: str, near: str | None, places: Gazetteer) -> Choice:
    """What a name would mean in a report that also names `near`: the candidates, best first, and whether the first is the answer.

    Raises KeyError where the gazetteer has nothing under either name, nor under one that sounds like it.
    """
    mention, beside = _heard(name, places), _heard(near, places) if near else None
    told = frozenset({beside.found[0].name} if beside and beside.found[0].feature in ("region", "country") else ())
    scene = scene_of(Counter(), [beside] if beside else [])
    return weigh(mention, told, scene, places)


def _heard(name: str, places: Gazetteer) -> Mention:
    found = places.named(name)
    if found:
        return Mention(0, 0, name, found)
    near = places.near_spelling(name)
    if not near:
        raise KeyError(name)
    return Mention(0, 0, name, tuple(one.place for one in near), tuple(one.likeness for one in near))


def _wheres(page: Page, mentions: list[Mention]) -> Iterator[Where]:
    text = page.parsed.report.text
    before = None
    for mention, last, (candidates, resolved) in _addressed(page, mentions, choose(page, mentions)):
        span = page.parsed.between(mention.first, last)
        role = role_of(page, mention, candidates[0].place)
        heading = heading_before(text, span.start)
        if before is not None and role is PlaceRole.EVENT and _only_locates(page, before, mention, heading):
            yield Where(span, span.of(text), PlaceRole.MENTION, candidates, resolved)
        elif heading is not None:
            yield Where(span, span.of(text), role, tuple(_directed(candidate, heading, role) for candidate in candidates), resolved)
        else:
            yield Where(span, span.of(text), role, candidates, resolved)
        before = mention


def _addressed(page: Page, mentions: list[Mention], choices: list[Choice]) -> Iterator[tuple[Mention, int, Choice]]:
    """Each mention with its last token: ``Lyman, Donetsk Oblast`` is one place and not its region as well."""
    skip = False
    for number, (mention, choice) in enumerate(zip(mentions, choices, strict=True)):
        after = mentions[number + 1] if number + 1 < len(mentions) else None
        if skip:
            skip = False
        elif after is not None and _is_address(page, mention, after, choice[0][0].place):
            skip = True
            yield mention, after.last, choice
        else:
            yield mention, mention.last, choice


def _is_address(page: Page, mention: Mention, after: Mention, place: Place) -> bool:
    region = after.found[0]
    beside = after.first == mention.last + 2 and page.doc[mention.last + 1].text == ","
    return beside and region.feature == "region" and region.name in place.admin


def _only_locates(page: Page, before: Mention, mention: Mention, heading: Heading | None) -> bool:
    return is_beside(page, before, mention) or (heading is not None and is_located(page, before, mention))


def _directed(candidate: Candidate, heading: Heading, role: PlaceRole) -> Candidate:
    """The area that the words compute from the candidate, or the candidate where no distance is told."""
    area = area_of(heading, candidate.place) if role is PlaceRole.EVENT else None
    if area is None:
        return replace(candidate, reason=f"the text says {heading.words} it; {candidate.reason}")
    return Candidate(area, candidate.score, f"computed: {area.name}, {area.radius:.0f} km around; {candidate.reason}")
