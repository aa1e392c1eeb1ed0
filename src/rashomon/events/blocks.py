"""Tellings -> the pairs that are worth comparing: same family, near place, common days.

Near-linear, by sorting: a row for each telling and place where it may have been is sorted by block (family, place) and day. Equal
rows make a run, which one happening told by thousands fills: its tellings form a chain, and its first two speak for all of them
to the runs that follow while their windows are open. No block is so large that it costs more than a bounded number of partners
for each of its tellings.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, product
from math import floor

import numpy as np
from numpy.typing import NDArray

from rashomon.events.families import known_kinds
from rashomon.events.telling import Telling
from rashomon.events.whereabouts import contains, kilometres, one_name
from rashomon.model import Place

CHAIN = 3  # later tellings of its own run that each one meets
SPEAKERS = 2  # tellings of a run that meet those of other runs
AHEAD = 12  # later runs that the speakers of a run meet
PLACES = 6  # a claim with more candidates than that is looked for under the first ones
CELL = (0.1, 0.3)  # degrees of latitude and longitude, 11 km or more up to 70 degrees north: near places are one cell apart

Numbers = NDArray[np.int64]
Key = tuple[str, bool, str]


def worth_comparing(tellings: Sequence[Telling], copies: Sequence[tuple[int, int]] = ()) -> Numbers:
    """Pairs of indices, a row each, the smaller first, sorted. `copies` are those whose quotes are nearly the same."""
    blocks: dict[Key, int] = {}
    rows = _rows(tellings, blocks)
    runs = Runs(rows)
    near = Runs(runs.speakers_of(_near_blocks(tellings, blocks)))
    found = [np.array(copies, np.int64).reshape(-1, 2), *runs.pairs(), *near.pairs()]
    pairs = np.concatenate(found)
    return np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)


def _rows(tellings: Sequence[Telling], blocks: dict[Key, int]) -> Numbers:
    """Block, first and last day, likeness, telling: a row for each telling and place.

    Who names the place and who can only mean it are not alike: neither speaks for the other.
    """
    alike: dict[tuple[bool | str, ...], int] = {}
    found: list[tuple[int, int, int, int, int]] = []
    for number, telling in enumerate(tellings):
        if telling.window is None:
            continue
        first, last = telling.window.first.toordinal(), telling.window.last.toordinal()
        named = {place.id for place in telling.places}
        for place in _spots(telling):
            like = alike.setdefault((place in named, *_likeness(telling)), len(alike))
            block = blocks.setdefault((telling.family.name, _ahead(telling), place), len(blocks))
            found.append((block, first, last, like, number))
    return np.array(found, np.int64).reshape(-1, 5)


def _likeness(telling: Telling) -> tuple[str, ...]:
    """Tellings that agree in this can speak for each other: kind, doer, whether it is denied, the named thing."""
    return telling.claim.kind, telling.doer or "", telling.claim.polarity, *sorted(telling.landmark)


def _spots(telling: Telling) -> Iterable[str]:
    ids = [place.id for place in telling.places[:PLACES]]
    return dict.fromkeys(chain(ids, sorted(telling.maybes)[:PLACES], (f"name:{name}" for name in sorted(telling.names))))


def _ahead(telling: Telling) -> bool:
    """What is announced meets what is over only in kinds that are held as announced."""
    return telling.ahead and telling.claim.kind not in known_kinds().lists.planned


class Runs:
    """Rows sorted by block, days, likeness, telling; where each run of rows that differ in nothing else starts, its size."""

    def __init__(self, rows: Numbers) -> None:
        self.rows = rows[np.lexsort((rows[:, 4], rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))]
        fresh = np.ones(len(rows), bool)
        fresh[1:] = (self.rows[1:, :4] != self.rows[:-1, :4]).any(axis=1)
        self.start = np.flatnonzero(fresh)
        self.size = np.diff(np.append(self.start, len(rows)))
        self._run = np.cumsum(fresh) - 1

    def pairs(self) -> Iterator[Numbers]:
        """Each telling with the next of its run; the speakers of each run with those of later runs that its window still meets."""
        tellings = self.rows[:, 4]
        for step in range(1, CHAIN + 1):
            same = np.flatnonzero(self._run[step:] == self._run[:-step])
            yield np.stack((tellings[same], tellings[same + step]), axis=1)
        heads = self.rows[self.start]
        for step in range(1, AHEAD + 1):
            here, there = heads[:-step], heads[step:]
            meet = np.flatnonzero((here[:, 0] == there[:, 0]) & (there[:, 1] <= here[:, 2]))
            yield from self._speakers(meet, meet + step)

    def _speakers(self, left: Numbers, right: Numbers) -> Iterator[Numbers]:
        tellings = self.rows[:, 4]
        for one, other in product(range(SPEAKERS), repeat=2):
            both = (self.size[left] > one) & (self.size[right] > other)
            yield np.stack((tellings[self.start[left[both]] + one], tellings[self.start[right[both]] + other]), axis=1)

    def speakers_of(self, joined: Numbers) -> Numbers:
        """The rows of the speakers of two blocks as one block, for each row of `joined`."""
        heads = np.concatenate([self.start[self.size > one] + one for one in range(SPEAKERS)]) if len(self.rows) else self.start
        heads.sort()
        block = self.rows[heads, 0]
        found = [np.empty((0, 5), np.int64)]
        for side in (0, 1):
            first, last = np.searchsorted(block, joined[:, side]), np.searchsorted(block, joined[:, side], "right")
            length = last - first
            within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
            rows = self.rows[heads[np.repeat(first, length) + within]]
            rows[:, 0] = np.repeat(np.arange(len(joined)), length)
            found.append(rows)
        return np.concatenate(found)


def _near_blocks(tellings: Sequence[Telling], blocks: dict[Key, int]) -> Numbers:
    """Blocks of one family whose places lie near each other, or one inside the other."""
    by_place: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for family, ahead, place in blocks:
        by_place[place].append((family, ahead))
    found = [
        (blocks[*family, left], blocks[*family, right])
        for left, right in sorted(_close_places(tellings))
        for family in by_place[left]
        if (*family, right) in blocks
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def _close_places(tellings: Sequence[Telling]) -> set[tuple[str, str]]:
    """Ids of places that lie near each other, bear one name, or lie one inside the other."""
    places = {place.id: place for telling in tellings for place in telling.places}
    near = max((telling.family.near for telling in tellings), default=0.0)
    regions: dict[str, list[Place]] = defaultdict(list)
    for place in places.values():
        if place.feature == "region":
            regions[place.name].append(place)
    inside = ((place, outer) for place in places.values() for name in place.admin for outer in regions.get(name, ()))
    beside = _same_or_next_cell(places.values())
    close = {(left.id, right.id) for left, right in beside if kilometres(left, right) <= near or one_name(left, right)}
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
