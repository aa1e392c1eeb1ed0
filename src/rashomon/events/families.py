"""data/kinds.toml -> what is known about kinds before comparing: families, opposites, kinds of numbers."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Kind


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that can tell of one happening; days, kilometres and the score that is enough to say so."""

    name: str
    kinds: tuple[Kind, ...]
    slack: int
    lookback: int
    soon: int
    near: float
    enough: float
    example: str


class Opposite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two kinds that exclude each other where the doers belong to opposed sides, or to the same side."""

    left: Kind
    right: Kind
    sides: Literal["opposed", "same"]
    example: str


class Support(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind by which one side bears out what an opposed side claims under another kind."""

    left: Kind
    right: Kind
    example: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the rubric of an event's standing."""

    name: str
    says: str
    when: str
    example: str


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds with reversed roles, states, what hardly happens twice, what is announced, kinds that count people; words for
    fighting, for what lasts, for people who left, for all, names of crowds,
    who does not speak for a side."""

    reversed: frozenset[Kind]
    states: frozenset[Kind]
    once: frozenset[Kind]
    planned: frozenset[Kind]
    counted: frozenset[Kind]
    mutual: frozenset[str]
    lasting: frozenset[str]
    moved: frozenset[str]
    wholes: frozenset[str]
    plain: frozenset[str]
    crowds: frozenset[str]
    unofficial: frozenset[str]


class Kinds(msgspec.Struct, frozen=True):
    """The tables of kinds.toml that this room reads (views read the table of phrases)."""

    family: tuple[Family, ...]
    opposite: tuple[Opposite, ...]
    support: tuple[Support, ...]
    standing: tuple[Row, ...]
    lists: Lists
    tolls: dict[str, tuple[str, ...]]

    def of(self, kind: Kind) -> Family:
        """The one family of a kind."""
        return next(family for family in self.family if kind in family.kinds)

    def opposed(self, left: Kind, right: Kind) -> Opposite | None:
        """The row that says how the two kinds exclude each other, in either order."""
        return next((row for row in self.opposite if {row.left, row.right} == {left, right}), None)

    def supports(self, left: Kind, right: Kind) -> bool:
        """True where `left` of one side bears out `right` of the other: withdraw, capture."""
        return any((row.left, row.right) == (left, right) for row in self.support)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: killed, wounded, missing or captured; `part` are the words that make it a count of some of them."""

    of: str
    part: str | None


@cache
def counted(of: str) -> Counted | None:
    """``people injured`` -> wounded; ``children killed`` -> killed, of which children; None for no toll, or two in one number."""
    kinds = known_kinds()
    words = of.casefold().split()
    named = [name for name, told in kinds.tolls.items() if not set(told).isdisjoint(words)]
    if len(named) != 1:
        return None
    rest = [word for word in words if word not in {*kinds.tolls[named[0]], *kinds.lists.wholes}]
    return Counted(named[0], " ".join(rest) or None)


@cache
def known_kinds() -> Kinds:
    """The shipped table, read once. Raises KnowledgeError where a row is not understood or a kind has not one family."""
    content = (files("rashomon") / "knowledge" / "data" / "kinds.toml").read_bytes()
    try:
        kinds = msgspec.toml.decode(content, type=Kinds)
    except msgspec.MsgspecError as fault:
        raise KnowledgeError(f"kinds.toml: {fault} (correct the row that the path names)") from fault
    placed = [kind for family in kinds.family for kind in family.kinds]
    if sorted(placed) != sorted(Kind):
        raise KnowledgeError("kinds.toml: every kind belongs to one family (list each kind once under [[family]])")
    return kinds
