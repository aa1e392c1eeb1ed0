"""data/kinds.toml -> what is known about kinds before comparing: families, opposites, kinds of numbers."""

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
    near: float
    enough: float
    example: str


class Opposite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two kinds that exclude each other where the doers belong to opposed sides, or to the same side."""

    left: Kind
    right: Kind
    sides: Literal["opposed", "same"]
    example: str


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds with reversed roles, kinds that are states, kinds that count people, and names that many go by."""

    reversed: frozenset[Kind]
    states: frozenset[Kind]
    counted: frozenset[Kind]
    crowds: frozenset[str]


class Kinds(msgspec.Struct, frozen=True):
    """The tables of kinds.toml that this room reads (views read the table of phrases)."""

    family: tuple[Family, ...]
    opposite: tuple[Opposite, ...]
    lists: Lists
    tolls: dict[str, tuple[str, ...]]

    def of(self, kind: Kind) -> Family:
        """The one family of a kind."""
        return next(family for family in self.family if kind in family.kinds)

    def opposed(self, left: Kind, right: Kind) -> Opposite | None:
        """The row that says how the two kinds exclude each other, in either order."""
        return next((row for row in self.opposite if {row.left, row.right} == {left, right}), None)

    def toll(self, of: str) -> str | None:
        """killed, wounded, missing or captured for the words of a count: ``injured`` -> wounded."""
        return next((name for name, words in self.tolls.items() if of.casefold() in words), None)


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
