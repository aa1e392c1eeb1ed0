"""Mentions of one report -> which place each means: candidates with scores and reasons, resolved where one is clear.

Reasons are weighed as logarithms of odds and add up; a candidate's score is its share among all candidates and a place that
nobody lists. The best is the answer where it leads by MARGIN; docs/places-curve.md shows what other margins would give.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.claims.places.directions import area_of, lies_so
from rashomon.claims.places.mentions import ENGLISH, Mention, Page, is_shipped
from rashomon.claims.places.scene import WIDE, Scene, marks, scene_of, told_regions
from rashomon.knowledge.places import Gazetteer, kilometres
from rashomon.knowledge.spelling import fold
from rashomon.model import Candidate, Place

MOST = 5  # candidates kept
LEAST = 0.02  # score of a candidate that is worth telling
MARGIN = 0.2  # by which the best must lead to be the answer
TWINS = 12.0  # km: two points of one name this near are one settlement in two lists, and do not compete
NEAR = 60.0  # km: halves the weight of closeness
HAMLET = 300  # people of a place whose people nobody counted
ABROAD = 0.2  # countries that write English are spoken of in any war, and have towns of every name
ALONE = 0.1  # less around a place is nothing
UNLISTED = 1.0  # weight of "a place that is in no list"
ROMANISED = 85  # likeness from which two spellings of one sound are romanisations of one name
UNLIKE = 0.12  # what every hundredth of unlikeness costs a spelling
WEIGHTS = {
    "told": 7.0,  # a region beside the name
    "mark": 4.0,  # it lies where the text says
    "region": 1.5,  # a region anywhere in the report
    "country": 3.0,
    "near": 3.0,  # to a place that the report names for sure
    "shipped": 3.0,  # news of wars names the place
    "front": 1.2,  # news of wars names its neighbours
    "people": 0.8,
    "own": 0.7,
    "nation": 4.0,
    "wide": 0.5,
}

Choice = tuple[tuple[Candidate, ...], bool]


def choose(page: Page, mentions: Sequence[Mention]) -> list[Choice]:
    """For each mention its candidates, best first, and whether the first is the answer."""
    scene = scene_of(page.countries, mentions)
    told = told_regions(page, mentions)
    pooled: dict[str, frozenset[str]] = {}
    for mention, regions in zip(mentions, told, strict=True):
        pooled[fold(mention.name)] = pooled.get(fold(mention.name), frozenset()) | regions
    pairs = [(mention, regions or pooled[fold(mention.name)]) for mention, regions in zip(mentions, told, strict=True)]
    scenes = [replace(scene, mark=mark) for mark in marks(page, mentions)]
    return [weigh(mention, regions, own, page.know.places) for (mention, regions), own in zip(pairs, scenes, strict=True)]


def weigh(mention: Mention, told: frozenset[str], scene: Scene, places: Gazetteer) -> Choice:
    """The candidates of one mention by the regions told beside it and by where the report plays."""
    mention = _with_computed(with_spellings_of(mention, told, places), scene)
    found = [place for place in mention.found if is_shipped(place)] if _names_a_country(mention) else mention.found
    weighed = [(place, *_reasons(place, mention, told, scene, places)) for place in found]
    total = sum(math.exp(weight) for _, weight, _ in weighed) + math.exp(UNLISTED)
    ranked = sorted(((math.exp(weight) / total, place, reason) for place, weight, reason in weighed), key=lambda row: -row[0])
    best, first, _ = ranked[0]
    rest = [row for row in ranked[1:] if row[0] >= LEAST]
    rival = next((share for share, place, _ in rest if not _is_twin(place, first)), 0.0)
    same = sum(share for share, place, _ in rest if _is_twin(place, first))
    kept = tuple(Candidate(place, round(share, 3), reason) for share, place, reason in [ranked[0], *rest][:MOST])
    fits = scene.mark is None or lies_so(first, *scene.mark)
    return kept, fits and _is_borne_out(first, mention, told, scene) and best + same - rival >= MARGIN


def _is_borne_out(place: Place, mention: Mention, told: frozenset[str], scene: Scene) -> bool:
    """``Tora, North Darfur`` is no Tora elsewhere; a spelling that is little like the name needs its region or its neighbours."""
    if place.feature in WIDE:
        return True
    if told:
        return is_shipped(place) or not told.isdisjoint(place.admin)
    alike = mention.likeness[mention.found.index(place)] if mention.likeness else 100.0
    near = (_distance(place, point) < NEAR for point in scene.points)
    return alike >= ROMANISED or scene.mark is not None or not scene.regions.isdisjoint(place.admin) or any(near)


def with_spellings_of(mention: Mention, told: frozenset[str], places: Gazetteer) -> Mention:
    """Where a region is told: the places of the region too whose name is the same in another romanisation."""
    if not told or mention.likeness or mention.found[0].feature in WIDE:
        return mention
    known = {place.id for place in mention.found}
    alike = (n for n in places.near_spelling(mention.name) if n.likeness >= ROMANISED)
    near = [n for n in alike if n.place.id not in known and told & {*n.place.admin[1:]}]
    if not near:
        return mention
    found = (*mention.found, *(one.place for one in near))
    return replace(mention, found=found, likeness=(*(100.0 for _ in mention.found), *(one.likeness for one in near)))


def _with_computed(mention: Mention, scene: Scene) -> Mention:
    """Where no place of the name lies as the text says: the area that its words compute."""
    if scene.mark is None or any(lies_so(place, *scene.mark) for place in mention.found):
        return mention
    area = area_of(scene.mark[1], scene.mark[0])
    if area is None:
        return mention
    named = replace(area, name=f"{mention.name} ({area.name})")
    alike = (*mention.likeness, 100.0) if mention.likeness else ()
    return replace(mention, found=(*mention.found, named), likeness=alike)


def _is_twin(place: Place, other: Place) -> bool:
    return place.feature == other.feature and place.admin[:1] == other.admin[:1] and _distance(place, other) < TWINS


def _names_a_country(mention: Mention) -> bool:
    """ "Russia" is not the hamlet, "Georgia" the country or the shipped state."""
    return any(place.feature == "country" for place in mention.found)


def _reasons(place: Place, mention: Mention, told: frozenset[str], scene: Scene, places: Gazetteer) -> tuple[float, str]:
    """The weight of all reasons for one place, and the reasons in words, the heaviest first."""
    parts = [*_evidence(place, told, scene), *_standing(place, mention, places)]
    weight = sum(weight for weight, _ in parts)
    reason = "; ".join(text for _, text in sorted(parts, reverse=True)) or "the name alone"
    alike = mention.likeness[mention.found.index(place)] if mention.likeness else 100.0
    if alike < 100:
        weight -= UNLIKE * (100 - alike)
        reason = f"spelt like {place.name} ({alike:.0f} % alike); {reason}"
    elif len(mention.found) == 1:
        reason = f"the only place of the name; {reason}"
    return weight, reason


def _evidence(place: Place, told: frozenset[str], scene: Scene) -> Iterator[tuple[float, str]]:
    """What the report says that speaks for the place."""
    units = {*place.admin, place.name} if place.feature in WIDE else set(place.admin)
    for unit in sorted(units & told)[:1]:
        yield WEIGHTS["told"], f"{unit} is named beside it"
    for unit in sorted(units & scene.regions - told)[:1]:
        yield WEIGHTS["region"], f"the report names {unit}"
    if scene.mark and lies_so(place, *scene.mark):
        how = "computed: " if place.feature == "area" else "it lies "
        yield WEIGHTS["mark"], f"{how}{scene.mark[1].words} {scene.mark[0].name}, as the text says"
    country = place.admin[0] if place.admin else place.name
    if scene.countries[country]:
        share = scene.countries[country] / sum(scene.countries.values())
        weight = WEIGHTS["country"] * math.sqrt(share)
        yield weight * ABROAD if country in ENGLISH else weight, f"the report speaks of {country}"
    others = [(_distance(place, point), point.name) for point in scene.points if point.name != place.name]
    if others and place.feature != "country":
        distance, name = min(others)
        yield WEIGHTS["near"] / (1 + distance / NEAR), f"{distance:.0f} km from {name}"


def _standing(place: Place, mention: Mention, places: Gazetteer) -> Iterator[tuple[float, str]]:
    """What speaks for the place in any report."""
    if place.feature == "country":
        yield WEIGHTS["nation"], "a country"
    elif is_shipped(place):
        yield WEIGHTS["shipped"], "a place that news of wars names"
    elif place.feature == "settlement" and len(mention.found) > 1:
        crowd, nearest = places.war_around(place)
        if crowd > ALONE:
            yield WEIGHTS["front"] * math.log1p(crowd), f"near {nearest}, which news of wars names"
    if place.feature == "region":
        yield WEIGHTS["wide"], "a region"
    own = fold(place.name) == fold(mention.name)
    if own:
        yield WEIGHTS["own"], "its usual name"
    if place.population > HAMLET and place.feature == "settlement":
        weight = WEIGHTS["people"] * math.log(place.population / HAMLET)
        yield weight if own else weight / 2, f"{place.population:,} people"


def _distance(place: Place, other: Place) -> float:
    return max(0.0, kilometres(place.latitude, place.longitude, other.latitude, other.longitude) - place.radius - other.radius)
