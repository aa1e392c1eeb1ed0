"""Names of sides and sources -> who opposes whom, who only observes, and which names are papers and agencies."""

import re
from functools import cache, lru_cache

from rashomon.events.families import known_kinds
from rashomon.knowledge.sides import Sides, load_sides
from rashomon.model import Link

OBSERVER = "third party"
MEDIA = "media"
NEUTRAL = frozenset({OBSERVER, MEDIA})  # sides that take no part: they do not oppose anybody


@cache
def _known() -> Sides:
    return load_sides()


@lru_cache(maxsize=1 << 14)
def opposed(left: str | None, right: str | None) -> bool:
    """True where both sides are known, differ, and fight each other; sides of which nothing is known oppose each other."""
    if left is None or right is None or left == right or {left, right} & NEUTRAL:
        return False
    against = _known().opponents(left) | _known().opponents(right)
    if against or _known().named(left) or _known().named(right):
        return right in _known().opponents(left)
    return True


@lru_cache(maxsize=1 << 14)
def _kind(name: str) -> str | None:
    entity = _known().named(name)
    return entity.kind if entity else None


def speaking_side(source: Link | None) -> str | None:
    """The side of a source; ``third party`` for a known observer, None where nothing is known."""
    if source is None:
        return None
    return source.side or (OBSERVER if _kind(source.name) == "observer" else None)


def is_official(source: Link) -> bool:
    """True for whoever can speak for a side that takes part; not its bloggers, papers, and commanders and soldiers of units."""
    words = re.findall(r"\w+", f"{source.name} {source.office or ''}".casefold())
    return is_party(source) and known_kinds().lists.unofficial.isdisjoint(words)


def is_paper(source: Link) -> bool:
    """True for an agency, paper or broadcaster that belongs to no side: it passes on, or tells in its own voice."""
    return source.side == MEDIA or (source.side is None and _kind(source.name) == "medium")


def is_party(link: Link) -> bool:
    """True for whoever belongs to a side that takes part, but for its papers and agencies: these pass on what others say."""
    return link.side is not None and link.side not in NEUTRAL and _kind(link.name) != "medium"
