"""Mentions of one report -> which place each means: candidates with scores and reasons, resolved where one is clear."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.claims.places.mentions import Mention, Page, is_shipped
from rashomon.knowledge.places import kilometres
from rashomon.knowledge.spelling import fold
from rashomon.model import Candidate, Place

MOST = 5  # candidates kept
MARGIN = 0.15  # by which the best must lead to be the answer
WIDE = ("country", "region", "area", "water")
NEAR = 60.0  # km: halves the weight of closeness
WEIGHTS = {"told": 0.5, "region": 0.15, "country": 0.3, "near": 0.3, "shipped": 0.2, "people": 0.3, "own": 0.1, "nation": 0.35}
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
        sure = len(mention.found) == 1 or place.feature in ("country", "region") or is_shipped(place)
        if not sure or mention.spelt:
            continue
        countries[place.admin[0] if place.admin else place.name] += 1
        if place.feature == "region":
            regions.add(place.name)
        if place.feature != "country" and not _namesakes(mention):
            points.append(place)
    return Scene(countries, frozenset(regions), tuple(points))


def _namesakes(mention: Mention) -> bool:
    """Several places of the same country and name: none of them says where the report plays."""
    home = mention.found[0].admin[:1]
    return sum(place.admin[:1] == home for place in mention.found) > 1


def _told_regions(page: Page, mentions: Sequence[Mention]) -> list[frozenset[str]]:
    """For each mention the regions and countries of its own clause: ``in Andriivka, Donetsk region``."""
    told = []
    for number, mention in enumerate(mentions):
        around = [*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 3]]
        told.append(frozenset(name for other in around for name in _region_told(page, mention, other)))
    return told


def _region_told(page: Page, mention: Mention, other: Mention) -> set[str]:
    """The names of `other` where it is a region or country that stands close to `mention` in its sentence."""
    wide = {place.name for place in other.found if place.feature in ("region", "country")}
    first, second = sorted((mention, other), key=lambda m: m.first)
    together = page.doc[first.last].sent.start == page.doc[second.first].sent.start and second.first - first.last <= 8
    return wide if together else set()


def _weigh(mention: Mention, told: frozenset[str], scene: Scene) -> tuple[tuple[Candidate, ...], bool]:
    scored = sorted((_candidate(place, mention, told, scene) for place in mention.found), key=lambda c: -c.score)[:MOST]
    if len(scored) > 1:
        floor = scored[0].score / 2
        scored = [candidate for candidate in scored if candidate.score >= floor]
    clear = len(scored) == 1 or scored[0].score - scored[1].score >= MARGIN
    return tuple(scored), clear and not (mention.spelt and scored[0].score < 0.4)


def _candidate(place: Place, mention: Mention, told: frozenset[str], scene: Scene) -> Candidate:
    """The reasons for one place, weighed; 1 is every reason at its best."""
    parts = [*_evidence(place, told, scene), *_standing(place, mention)]
    score = min(1.0, sum(weight for weight, _ in parts))
    reason = "; ".join(text for _, text in sorted(parts, reverse=True)) or "the name alone"
    if mention.spelt:
        score, reason = score * 0.8, f"spelt like {place.name}; {reason}"
    elif len(mention.found) == 1:
        score, reason = max(score, 0.6), f"the only place of the name; {reason}"
    return Candidate(place, round(score, 3), reason)


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
    if fold(place.name) == fold(mention.name):
        yield WEIGHTS["own"], "its usual name"
    if place.population and place.feature == "settlement":
        yield WEIGHTS["people"] * min(1.0, place.population / CROWD) ** 0.25, f"{place.population:,} people"


def _distance(place: Place, other: Place) -> float:
    return max(0.0, kilometres(place.latitude, place.longitude, other.latitude, other.longitude) - place.radius - other.radius)
