"""What is known before reading: places, sides, outlets, cue words, dated events. Loaded once, read-only."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.knowledge.anchors import Anchors, load_anchors
from rashomon.knowledge.cues import Cues, load_cues
from rashomon.knowledge.outlets import Outlets, load_outlets
from rashomon.knowledge.places import Gazetteer, load_places
from rashomon.knowledge.sides import Sides, load_sides, own_files

__all__ = ["Knowledge", "load"]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All of it, in one hand."""

    places: Gazetteer
    sides: Sides
    outlets: Outlets
    cues: Cues
    anchors: Anchors

    def is_name(self, word: str) -> bool:
        """True where `word` alone is the name of a place, side or person."""
        return bool(self.sides.named(word) or self.places.named(word))


def load() -> Knowledge:
    """The knowledge that ships with the package and the user's own files; the gazetteer's cache is built at the first call."""
    return _load(own_files())


@cache
def _load(_own: tuple[Path, ...]) -> Knowledge:
    return Knowledge(load_places(), load_sides(), load_outlets(), load_cues(), load_anchors())
