"""Mentions + unknown capitalised words in the slots of places -> those that sound like a place where the report plays."""

import math
from collections.abc import Sequence

from rashomon.claims.parse.words import Word
from rashomon.claims.places.mentions import ENGLISH, Mention, Page, is_shipped
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Near, kilometres
from rashomon.knowledge.spelling import fold
from rashomon.model import Place

SHORTEST = 4  # letters; shorter words sound like too many places
LONGEST = 4  # tokens of a name before its region
AROUND = 250.0  # km from any place that the report names for sure


def with_spellings(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and, between them, names in unknown spellings: ``near Klishivka`` beside a report's Bakhmut."""
    taken = {number for mention in mentions for number in range(mention.first, mention.last + 1)}
    sure = [mention.found[0] for mention in mentions if is_shipped(mention.found[0])]
    anchors = [place for place in sure if place.feature != "country"]
    countries = {place.admin[0] if place.admin else place.name for place in sure}
    found = []
    for token in page.doc:
        if token.i not in taken and _is_unknown_name(page, token, taken):
            near = [n for n in page.know.places.near_spelling(token.text) if _fits(n, anchors, countries)]
            if near:
                places, likeness = zip(*near, strict=True)
                found.append(Mention(token.i, token.i, token.text, places, likeness))
    return sorted([*mentions, *found], key=lambda mention: mention.first)


def with_addresses(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and names that only a region behind them makes places: ``Pechenih, Kharkiv Oblast``.

    A longer name goes before what was found inside it: ``Sukha Kamyanka, Kharkiv Oblast`` is not Kamianka.
    """
    found: list[Mention] = []
    for region in mentions:
        last = region.first - 2
        if region.found[0].feature == "region" and last >= 0 and page.doc[last + 1].text == ",":
            inside = next((m for m in mentions if m.first <= last <= m.last), None)
            starts = list(range(_run(page, last), inside.first if inside else last + 1))
            found += [mention for start in starts if (mention := _in_region(page, start, last, region.found[0]))][:1]
    taken = {number for mention in found for number in range(mention.first, mention.last + 1)}
    kept = (mention for mention in mentions if not taken & {mention.first, mention.last})
    return sorted([*kept, *found], key=lambda mention: mention.first)


def _run(page: Page, last: int) -> int:
    """The first of the capitalised words that end at `last`."""
    first = last
    while first > 0 and last - first < LONGEST and _continues(page.doc[first - 1]):
        first -= 1
    return first


def _continues(token: Word) -> bool:
    return token.text[0].isupper() or token.text == "-"


def _in_region(page: Page, first: int, last: int, region: Place) -> Mention | None:
    """What the gazetteer has in that region under the name or under one that sounds like it."""
    name, unit = page.doc[first : last + 1].text, (region.admin[0], region.name)
    if not name[0].isupper() or len(name) < SHORTEST:
        return None
    named = tuple(place for place in page.know.places.named(name) if place.admin[:2] == unit)
    if named:
        return Mention(first, last, name, named)
    near = [found for found in page.know.places.near_spelling(name, region.admin[0]) if found.place.admin[:2] == unit]
    near = near or list(page.know.places.misspelt(name, region))
    if not near:
        return None
    places, likeness = zip(*near, strict=True)
    return Mention(first, last, name, places, likeness)


def _is_unknown_name(page: Page, token: Word, taken: set[int]) -> bool:
    if len(token) < SHORTEST or not token.is_alpha or not token.text[0].isupper() or token.is_upper or token.i in page.entities:
        return False
    if token.pos_ != "PROPN" or token.is_stop or fold(token.text) in place_words().never:
        return False
    if page.lower[token.lower_] or page.know.places.is_name(token.text):
        return False
    return _in_slot(token, taken) and not _beside_name(token)


def _in_slot(token: Word, taken: set[int]) -> bool:
    """After a place's preposition, after "the village of", or in a row with places."""
    words = place_words()
    if token.dep_ == "pobj" and token.head.lower_ in words.slots | {"of"}:
        return token.head.lower_ != "of" or token.head.head.lemma_.lower() in words.settlements | words.parts
    if token.dep_ in ("conj", "appos") and token.head.i in taken:
        return True
    return token.dep_ == "compound" and token.head.lemma_.lower() in words.regions | words.settlements


def _beside_name(token: Word) -> bool:
    around = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return any(other.pos_ == "PROPN" and other.text[0].isupper() and other.is_alpha for other in around)


def _fits(near: Near, anchors: Sequence[Place], countries: set[str]) -> bool:
    """In a country of the report that does not write English, and not far from all places that the report names."""
    place = near.place
    if not place.admin or place.admin[0] not in countries - ENGLISH:
        return False
    away = (kilometres(place.latitude, place.longitude, anchor.latitude, anchor.longitude) - anchor.radius for anchor in anchors)
    return min(away, default=math.inf) <= AROUND
