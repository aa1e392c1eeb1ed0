"""A party of a claim -> what other schemes ask of an actor: its sort, and the country whose state it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.knowledge.acled import load_acled
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.sides import Sides
from rashomon.model import Link, Party

NEUTRAL = {"third party": "other", "media": "civilians"}  # sides of those who take no part
WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or suffers. `sort` is one of data/acled.toml; `nation` the ISO code of the state whose forces or body it is.

    `kind` is that of the table of sides (force, body, person, ...), empty where the name is in none.
    """

    name: str
    sort: str
    side: str | None = None
    nation: str | None = None
    kind: str = ""


def actor_of(party: Party | Link | None, sides: Sides, places: Gazetteer) -> Actor | None:
    """The actor that a party or a speaker is; None for things: ``drones``, ``the market``."""
    if party is None:
        return None
    entity = sides.named(party.name)
    kind = entity.kind if entity else ""
    side = party.side or (entity.side if entity else None)
    if side is None:
        sort = {"people": "civilians", "body": "civilians", "observer": "other"}.get(kind) or _by_words(party.name)
        return Actor(party.name, sort, None, None, kind) if sort else None
    if side in NEUTRAL:
        return Actor(party.name, NEUTRAL[side], side, None, kind)
    country = sides.country_of(side)
    nation = places.country_code(country) if country else None
    sort = "civilians" if kind == "people" else "state" if country else "group"
    return Actor(party.name, sort, side, nation, kind)


def inter_of(actor: Actor, country: str) -> str:
    """ACLED's `inter` in a country (ISO code): a state's forces abroad are External/Other forces."""
    abroad = actor.sort == "state" and actor.nation not in (None, country)
    return load_acled().inter["other" if abroad else actor.sort]


def _by_words(name: str) -> str | None:
    """The sort that the name's last telling noun shows: ``five aid workers`` -> civilians."""
    head = re.split(r"\b(?:of|in|at|from|for|on|near|with|by|among|who|and)\b", name, maxsplit=1)[0]
    found = [sort for word in WORD.findall(head) for form in _singular(word.casefold()) if (sort := load_acled().sorts.get(form))]
    return found[-1] if found else None


def _singular(word: str) -> Iterator[str]:
    yield word
    yield word.removesuffix("s")
    yield re.sub(r"ies$", "y", word)
    yield re.sub(r"men$", "man", word)
    yield {"children": "child", "persons": "person"}.get(word, word)
