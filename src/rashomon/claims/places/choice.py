"""Mentions of one report -> which place each means: candidates with scores and reasons, resolved where one is clear."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.claims.places.mentions import Mention, Page, is_shipped
from rashomon.knowledge.places import kilometres
from rashomon.knowledge.spelling import fold
from rashomon.model import Candidate, Place

DOUBTFUL = 0.4  # score below which a spelling alone is no answer
MOST = 5  # candidates kept
MARGIN = 0.15  # by which the best must lead to be the answer
WIDE = ("country", "region", "area", "water")
REACH = 8  # words between a settlement and the region told for it
JOINING = frozenset({",", "in", "the", "(", "of"})  # Lyman, in the Donetsk region
OWNING = frozenset({"'s", "’s"})  # Ukraine's Lyman
NEAR = 60.0  # km: halves the weight of closeness
WEIGHTS = {"told": 0.5, "region": 0.15, "country": 0.3, "near": 0.3, "shipped": 0.2, "people": 0.6, "own": 0.1, "nation": 0.35}
CROWD = 2_000_000  # people of the largest cities: more do not make a place likelier


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the report plays: what its unambiguous names say."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: frozenset[str] = frozenset()
    points: tuple[Place, ...] = ()


def choose(page: Page, mentions: Sequence[Mention]) -> list[tuple[tuple[Candidate, ...], bool]]:
    """For each mention its candidates, best first, and whether the first is the answer."""
    scene = _scene(page, mentions)
    told = _told_regions(page, mentions)
    pooled: dict[str, frozenset[str]] = {}
    for mention, regions in zip(mentions, told, strict=True):
        pooled[fold(mention.name)] = pooled.get(fold(mention.name), frozenset()) | regions
    return [_weigh(mention, regions or pooled[fold(mention.name)], scene) for mention, regions in zip(mentions, told, strict=True)]


def _scene(page: Page, mentions: Iterable[Mention]) -> Scene:
    countries: Counter[str] = Counter(page.countries)
    regions: set[str] = set()
    points: list[Place] = []
    for mention in mentions:
        place = mention.found[0]
        sure = len(mention.found) == 1 or place.feature == "country" or (is_shipped(place) and not _namesakes(mention))
        if not sure or mention.likeness:
            continue
        countries[place.admin[0] if place.admin else place.name] += 1
        if place.feature == "region":
            regions.add(place.name)
        if place.feature not in WIDE:
            points.append(place)
    return Scene(countries, frozenset(regions), tuple(points))


def _namesakes(mention: Mention) -> bool:
    """Several places of the same country and name: none of them says where the report plays."""
    home = mention.found[0].admin[:1]
    return sum(place.admin[:1] == home for place in mention.found) > 1


def _told_regions(page: Page, mentions: Sequence[Mention]) -> list[frozenset[str]]:
    """For each mention the regions and countries named beside it: ``in Andriivka, Donetsk region``."""
    told = []
    for number, mention in enumerate(mentions):
        around = [*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 3]]
        told.append(frozenset(place.name for other in around for place in other.found if _is_told(page, mention, other, place)))
    return told


def _is_told(page: Page, mention: Mention, other: Mention, wide: Place) -> bool:
    """A region close by in the sentence; a country only right beside: ``US and Moscow`` is not Moscow in the US."""
    if mention.found[0].feature in WIDE:
        return False
    first, second = sorted((mention, other), key=lambda m: m.first)
    between = page.doc[first.last + 1 : second.first]
    if page.doc[first.last].sent.start != page.doc[second.first].sent.start or any(token.pos_ == "CCONJ" for token in between):
        return False
    joining = JOINING if other is second else OWNING
    joined = len(between) <= 3 and all(token.lower_ in joining or token.pos_ == "ADJ" for token in between)
    if wide.feature == "region":
        return joined or (len(between) < REACH and any(token.lower_ == "in" for token in between))
    opens = {",", "the"} <= {token.lower_ for token in between}  # "In Paris, the United States agreed"
    return wide.feature == "country" and joined and not opens


def _weigh(mention: Mention, told: frozenset[str], scene: Scene) -> tuple[tuple[Candidate, ...], bool]:
    found = [place for place in mention.found if is_shipped(place)] if _names_a_country(mention) else mention.found
    ranked = sorted((_candidate(place, mention, told, scene) for place in found), key=lambda pair: -pair[0])
    best = ranked[0][0]
    kept = [(weight, candidate) for weight, candidate in ranked[:MOST] if weight >= best / 2]
    clear = len(kept) == 1 or best - kept[1][0] >= MARGIN
    return tuple(candidate for _, candidate in kept), clear and not (mention.likeness and best < DOUBTFUL)


def _names_a_country(mention: Mention) -> bool:
    """ "Russia" is not the hamlet, "Georgia" the country or the shipped state."""
    return any(place.feature == "country" for place in mention.found)


def _candidate(place: Place, mention: Mention, told: frozenset[str], scene: Scene) -> tuple[float, Candidate]:
    """The weight of all reasons for one place, and the place with its score, which ends at 1."""
    parts = [*_evidence(place, told, scene), *_standing(place, mention)]
    weight = sum(weight for weight, _ in parts)
    reason = "; ".join(text for _, text in sorted(parts, reverse=True)) or "the name alone"
    if mention.likeness:
        alike = mention.likeness[mention.found.index(place)]
        weight, reason = weight * (alike / 100) ** 2, f"spelt like {place.name} ({alike:.0f} % alike); {reason}"
    elif len(mention.found) == 1:
        weight, reason = max(weight, 0.6), f"the only place of the name; {reason}"
    return weight, Candidate(place, round(min(1.0, weight), 3), reason)


def _evidence(place: Place, told: frozenset[str], scene: Scene) -> Iterator[tuple[float, str]]:
    """What the report says that speaks for the place."""
    units = {*place.admin, place.name} if place.feature in WIDE else set(place.admin)
    for unit in sorted(units & told)[:1]:
        yield WEIGHTS["told"], f"{unit} is named beside it"
    for unit in sorted(units & scene.regions - told)[:1]:
        yield WEIGHTS["region"], f"the report names {unit}"
    country = place.admin[0] if place.admin else place.name
    if scene.countries[country]:
        share = scene.countries[country] / sum(scene.countries.values())
        yield WEIGHTS["country"] * math.sqrt(share), f"the report speaks of {country}"
    others = [(_distance(place, point), point.name) for point in scene.points if point.name != place.name]
    if others and place.feature != "country":
        distance, name = min(others)
        yield WEIGHTS["near"] / (1 + distance / NEAR), f"{distance:.0f} km from {name}"


def _standing(place: Place, mention: Mention) -> Iterator[tuple[float, str]]:
    """What speaks for the place in any report."""
    if place.feature == "country":
        yield WEIGHTS["nation"], "a country"
    elif is_shipped(place):
        yield WEIGHTS["shipped"], "a place that news of wars names"
    if place.feature == "region":
        yield WEIGHTS["region"] / 3, "a region"
    own = fold(place.name) == fold(mention.name)
    if own:
        yield WEIGHTS["own"], "its usual name"
    if place.population and place.feature == "settlement":
        share = min(1.0, place.population / CROWD) ** 0.35
        yield WEIGHTS["people"] * (share if own else share / 2), f"{place.population:,} people"


def _distance(place: Place, other: Place) -> float:
    return max(0.0, kilometres(place.latitude, place.longitude, other.latitude, other.longitude) - place.radius - other.radius)
