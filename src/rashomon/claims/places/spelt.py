"""Mentions + unknown capitalised words in the slots of places -> those that sound like a place where the report plays."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.claims.places.mentions import ENGLISH, Mention, Page, is_shipped
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import Near, kilometres
from rashomon.knowledge.spelling import fold
from rashomon.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORTEST = 4  # letters; shorter words sound like too many places
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


def _is_unknown_name(page: Page, token: "Token", taken: set[int]) -> bool:
    if len(token) < SHORTEST or not token.is_alpha or not token.text[0].isupper() or token.is_upper or token.i in page.entities:
        return False
    if token.pos_ != "PROPN" or token.is_stop or fold(token.text) in place_words().never:
        return False
    if page.lower[token.lower_] or page.know.places.is_name(token.text):
        return False
    return _in_slot(token, taken) and not _beside_name(token)


def _in_slot(token: "Token", taken: set[int]) -> bool:
    """After a place's preposition, after "the village of", or in a row with places."""
    words = place_words()
    if token.dep_ == "pobj" and token.head.lower_ in words.slots | {"of"}:
        return token.head.lower_ != "of" or token.head.head.lemma_.lower() in words.settlements | words.parts
    if token.dep_ in ("conj", "appos") and token.head.i in taken:
        return True
    return token.dep_ == "compound" and token.head.lemma_.lower() in words.regions | words.settlements


def _beside_name(token: "Token") -> bool:
    around = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return any(other.pos_ == "PROPN" and other.text[0].isupper() and other.is_alpha for other in around)


def _fits(near: Near, anchors: Sequence[Place], countries: set[str]) -> bool:
    """In a country of the report that does not write English, and not far from all places that the report names."""
    place = near.place
    if not place.admin or place.admin[0] not in countries - ENGLISH:
        return False
    away = (kilometres(place.latitude, place.longitude, anchor.latitude, anchor.longitude) - anchor.radius for anchor in anchors)
    return min(away, default=math.inf) <= AROUND
