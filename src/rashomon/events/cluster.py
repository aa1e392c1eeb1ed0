"""Tellings, the pairs found alike and people's decisions -> groups that tell of one happening.

A group never grows past what all of it can agree on: its days are those that every member can speak of, its places those that
all can mean. So a telling without a day joins the happening that it resembles most and does not tie two others together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.events.days import Days
from rashomon.events.judged import in_order
from rashomon.events.telling import Telling
from rashomon.events.whereabouts import common_places
from rashomon.model import ClaimId, Judgement, Place, Verdict


@dataclass(slots=True)
class _Group:
    """What all members agree on, and the groups that a person keeps apart from it (by their root)."""

    members: list[int]
    window: Days | None
    places: tuple[Place, ...]
    near: float
    apart: set[int] = field(default_factory=set)


class _Groups:
    """Union-find whose unions can be refused."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.parent = list(range(len(tellings)))
        self.groups = {number: _Group([number], one.window, one.places, one.family.near) for number, one in enumerate(tellings)}

    def root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def keep_apart(self, left: int, right: int) -> None:
        a, b = self.root(left), self.root(right)
        if a != b:
            self.groups[a].apart.add(b)
            self.groups[b].apart.add(a)

    def join(self, left: int, right: int, *, judged: bool = False) -> None:
        """Make one group of two, unless a person keeps them apart or (nobody having judged) no day or place is common."""
        a, b = sorted((self.root(left), self.root(right)))
        if a == b or b in self.groups[a].apart:
            return
        mine, other = self.groups[a], self.groups[b]
        window, places = _agreed_window(mine, other), common_places(mine.places, other.places, min(mine.near, other.near))
        if judged:
            window, places = window or _both_windows(mine, other), places or mine.places + other.places
        if (window or not (mine.window and other.window)) and (places or not (mine.places and other.places)):
            self._merge(a, b, window, places or mine.places or other.places)

    def _merge(self, kept: int, gone: int, window: Days | None, places: tuple[Place, ...]) -> None:
        mine, other = self.groups[kept], self.groups.pop(gone)
        if len(mine.members) < len(other.members):
            mine.members, other.members = other.members, mine.members
        mine.members.extend(other.members)
        for third in other.apart:
            self.groups[third].apart.discard(gone)
            self.groups[third].apart.add(kept)
        self.parent[gone] = kept
        mine.apart |= other.apart
        mine.window, mine.places, mine.near = window, places, min(mine.near, other.near)


def _agreed_window(left: _Group, right: _Group) -> Days | None:
    if left.window is None or right.window is None:
        return left.window or right.window
    return left.window.common(right.window)


def _both_windows(left: _Group, right: _Group) -> Days | None:
    if left.window is None or right.window is None:
        return left.window or right.window
    return Days(min(left.window.first, right.window.first), max(left.window.last, right.window.last))


def cluster(
    tellings: Sequence[Telling], alike: Iterable[tuple[int, int]], decided: Sequence[tuple[int, int, Verdict]]
) -> list[list[int]]:
    """Groups of indices, each sorted, by first member.

    `alike` are pairs of indices, the most alike first; `decided` is newest first: a newer decision beats an older one.
    """
    groups = _Groups(tellings)
    for left, right, verdict in decided:
        if verdict is Verdict.DIFFERENT:
            groups.keep_apart(left, right)
        else:
            groups.join(left, right, judged=True)
    for left, right in alike:
        groups.join(left, right)
    return sorted(sorted(group.members) for group in groups.groups.values())


def decisions(judgements: Iterable[Judgement], where: dict[ClaimId, int]) -> list[tuple[int, int, Verdict]]:
    """The judgements about two present claims as indices, newest first; a pair judged twice counts as last judged."""
    found: list[tuple[int, int, Verdict]] = []
    for one in reversed(in_order(judgements)):
        left, right = where.get(one.left), where.get(one.right) if one.right else None
        if one.verdict in (Verdict.SAME, Verdict.DIFFERENT) and left is not None and right is not None and left != right:
            found.append((left, right, one.verdict))
    return found
