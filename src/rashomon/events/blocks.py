"""Tellings -> the pairs that are worth comparing: same family, near place, common days; or nearly the same words.

Near-linear: inside a block the tellings are ordered by day and each meets at most `REACH` later ones whose window is still open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import floor

from rashomon.events.copies import near_copies
from rashomon.events.families import known_kinds
from rashomon.events.telling import Telling
from rashomon.events.whereabouts import contains, kilometres
from rashomon.model import Place

REACH = 12  # one happening told by thousands is still one chain of neighbours
PLACES = 6  # a claim with more candidates than that is looked for under the first ones
CELL = (0.1, 0.3)  # degrees of latitude and longitude, 11 km or more up to 70 degrees north: near places are one cell apart

Key = tuple[str, bool, str]


def worth_comparing(tellings: Sequence[Telling]) -> set[tuple[int, int]]:
    """Pairs of indices, the smaller first."""
    blocks = _blocks(tellings)
    pairs = set(near_copies([telling.words for telling in tellings], alike=0.6, width=2, words=5))
    for numbers in blocks.values():
        pairs.update(_neighbours(tellings, numbers))
    families = {(family, ahead) for family, ahead, _ in blocks}
    for left, right in _close_places(tellings):
        for family, ahead in families:
            mine, other = blocks.get((family, ahead, left)), blocks.get((family, ahead, right))
            if mine and other:
                pairs.update(_neighbours(tellings, mine + other))
    return pairs


def _blocks(tellings: Sequence[Telling]) -> dict[Key, list[int]]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        ids = [place.id for place in telling.places[:PLACES]]
        open_ids = [*sorted(telling.maybes)[:PLACES], *(f"name:{name}" for name in sorted(telling.names))]
        for place in dict.fromkeys(ids + open_ids):
            blocks[telling.family.name, _ahead(telling), place].append(number)
    return blocks


def _ahead(telling: Telling) -> bool:
    """What is announced meets what is over only in kinds that are held as announced."""
    return telling.ahead and telling.claim.kind not in known_kinds().lists.planned


def _neighbours(tellings: Sequence[Telling], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each telling with the next `REACH` ones, by day, as long as their windows overlap."""
    dated = [(window, number) for number in numbers if (window := tellings[number].window)]
    line = sorted(dated, key=lambda pair: (pair[0].first, pair[0].last, *_likeness(tellings[pair[1]]), pair[1]))
    for position, (window, number) in enumerate(line):
        for later, other in line[position + 1 : position + 1 + REACH]:
            if later.first > window.last:
                break
            if number != other:
                yield min(number, other), max(number, other)


def _likeness(telling: Telling) -> tuple[str, str]:
    """What puts tellings that are alike next to each other in a crowded day."""
    return telling.claim.kind, telling.doer or ""


def _close_places(tellings: Sequence[Telling]) -> set[tuple[str, str]]:
    """Ids of places that lie near each other or one inside the other."""
    places = {place.id: place for telling in tellings for place in telling.places}
    near = max((telling.family.near for telling in tellings), default=0.0)
    regions: dict[str, list[Place]] = defaultdict(list)
    for place in places.values():
        if place.feature == "region":
            regions[place.name].append(place)
    inside = ((place, outer) for place in places.values() for name in place.admin for outer in regions.get(name, ()))
    close = {(left.id, right.id) for left, right in _same_or_next_cell(places.values()) if kilometres(left, right) <= near}
    return close | {(place.id, outer.id) for place, outer in inside if contains(outer, place)}


def _same_or_next_cell(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """Pairs of places on a grid of cells, each pair once."""
    grid: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in places:
        grid[floor(place.latitude / CELL[0]), floor(place.longitude / CELL[1])].append(place)
    for (row, column), cell in grid.items():
        yield from combinations(cell, 2)
        for step in ((0, 1), (1, -1), (1, 0), (1, 1)):
            yield from product(cell, grid.get((row + step[0], column + step[1]), ()))
