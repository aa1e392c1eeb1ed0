"""Mentions of one report -> where it plays: what its unambiguous names say, and the regions told beside each name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.claims.places.directions import NEAR, Heading, heading_before
from rashomon.claims.places.mentions import Mention, Page, is_shipped
from rashomon.knowledge.places import Gazetteer
from rashomon.knowledge.spelling import fold
from rashomon.model import Place

WIDE = ("country", "region", "area", "water")
CLOSE = 7  # tokens from a name to the one that "near" ties to it
REACH = 8  # words between a settlement and the region told for it
JOINING = frozenset({",", "in", "the", "(", "of"})  # Lyman, in the Donetsk region
OWNING = frozenset({"'s", "’s"})  # Ukraine's Lyman


@dataclass(frozen=True, slots=True)
class Scene:
    """Countries by how often they are spoken of, regions that are named, points whose place is beyond doubt."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: frozenset[str] = frozenset()
    points: tuple[Place, ...] = ()
    mark: tuple[Place, Heading] | None = None  # "X, 10 km south of Orikhiv": the place and the way from it, for X alone


def scene_of(countries: Counter[str], mentions: Iterable[Mention]) -> Scene:
    """`countries` of the report's parties, and what its sure names add."""
    counted: Counter[str] = Counter(countries)
    regions: set[str] = set()
    points: list[Place] = []
    for mention in mentions:
        place = mention.found[0]
        if not is_sure(mention):
            continue
        counted[place.admin[0] if place.admin else place.name] += 1
        if place.feature == "region":
            regions.add(place.name)
        if place.feature not in WIDE:
            points.append(place)
    return Scene(counted, frozenset(regions), tuple(points))


def is_sure(mention: Mention) -> bool:
    """One place of the name, a country, or a shipped place without a namesake in its country."""
    place = mention.found[0]
    if mention.likeness:
        return False
    return len(mention.found) == 1 or place.feature == "country" or (is_shipped(place) and not _namesakes(mention))


def _namesakes(mention: Mention) -> bool:
    home = mention.found[0].admin[:1]
    return sum(place.admin[:1] == home for place in mention.found) > 1


def marks(page: Page, mentions: Sequence[Mention]) -> list[tuple[Place, Heading] | None]:
    """For each mention the place behind it that tells where it lies, with the direction from there."""
    text = page.parsed.report.text
    found: list[tuple[Place, Heading] | None] = [None for _ in mentions]
    for number, (mention, after) in enumerate(pairwise(mentions)):
        heading = heading_before(text, page.parsed.starts[after.first]) or (NEAR if is_beside(page, mention, after) else None)
        if heading is not None and is_located(page, mention, after) and is_sure(after):
            found[number] = after.found[0], heading
    return found


def is_located(page: Page, place: Mention, mark: Mention) -> bool:
    """``Robotyne, south of Orikhiv``: the second only tells where the first lies."""
    between = page.doc[place.last + 1 : mark.first]
    settled = place.found[0].feature not in WIDE
    return settled and len(between) <= REACH + 1 and not any(t.is_sent_start or t.pos_ in ("VERB", "AUX", "CCONJ") for t in between)


def is_beside(page: Page, place: Mention, mark: Mention) -> bool:
    """``Andriivka near Bakhmut``: as the direction does, "near" only tells where the first lies."""
    if mark.first - place.last > CLOSE:
        return False
    between = (
        page.doc[place.last + 1 : mark.first].text.removeprefix(", ").removesuffix(" the city of").removesuffix(" the town of")
    )
    return between in ("near", "outside", "close to") and is_located(page, place, mark)


def told_regions(page: Page, mentions: Sequence[Mention]) -> list[frozenset[str]]:
    """For each mention the regions and countries named beside it: ``in Andriivka, Donetsk region``."""
    told = []
    for number, mention in enumerate(mentions):
        around = [*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 3]]
        told.append(frozenset(name for other in around for name in _tells(page, mention, other)))
    return told


def _tells(page: Page, mention: Mention, other: Mention) -> set[str]:
    if mention.found[0].feature in WIDE:
        return set()
    names = {place.name for place in other.found if _is_told(page, mention, other, place)}
    return names or {region.name for region in _called_like(page, mention, other)}


def _is_told(page: Page, mention: Mention, other: Mention, wide: Place) -> bool:
    """A region close by in the sentence; a country only right beside: ``US and Moscow`` is not Moscow in the US."""
    if wide.feature not in ("region", "country") or page.doc[mention.first].sent.start != page.doc[other.first].sent.start:
        return False
    first, second = sorted((mention, other), key=lambda m: m.first)
    between = page.doc[first.last + 1 : second.first]
    if any(token.pos_ == "CCONJ" for token in between):
        return False
    joining = JOINING if other is second else OWNING
    joined = len(between) <= 3 and all(token.lower_ in joining or token.pos_ == "ADJ" for token in between)
    if wide.feature == "region":
        return joined or (len(between) < REACH and any(token.lower_ == "in" for token in between)) or _opens(page, other)
    opens = {",", "the"} <= {token.lower_ for token in between}  # "In Paris, the United States agreed"
    return joined and not opens


def _opens(page: Page, region: Mention) -> bool:
    """``In the Kherson region, troops shelled Shyroka Balka``: what opens the sentence is told of what comes first in it."""
    start = page.doc[region.first].sent.start
    before = [token.lower_ for token in page.doc[start : region.first]]
    return before in (["in"], ["in", "the"]) and page.doc[region.last + 1 : region.last + 2].text == ","


def _called_like(page: Page, mention: Mention, other: Mention) -> list[Place]:
    """``Pavlivka, Odesa``: a city behind the comma stands for the region that is named after it."""
    beside = other.first == mention.last + 2 and page.doc[mention.last + 1].text == ","
    if not beside or other.found[0].feature != "settlement":
        return []
    return region_after(other.name, other.found[0], page.know.places)


def region_after(name: str, city: Place, places: Gazetteer) -> list[Place]:
    """The region of the city that bears its name: ``Odessa`` -> Odesa Oblast."""
    found = places.named(f"{name} region")
    own = fold(city.admin[1]).partition(" ")[0] if len(city.admin) > 1 else ""
    named = [place for place in found if place.feature == "region" and place.name in city.admin]
    if not named and own and own == fold(city.name).partition(" ")[0]:
        named = [place for place in places.named(city.admin[1]) if place.feature == "region" and place.name in city.admin]
    return named
