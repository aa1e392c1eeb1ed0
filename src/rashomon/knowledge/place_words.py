"""Words beside names of places, from data/place_words.toml."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.spelling import fold

FILE = Path(__file__).parent / "data" / "place_words.toml"


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Sets of lower-case words; what each is for stands in the data file."""

    regions: frozenset[str]
    settlements: frozenset[str]
    slots: frozenset[str]
    inside: frozenset[str]
    towards: frozenset[str]
    launches: frozenset[str]
    audiences: frozenset[str]
    suffers: frozenset[str]
    seats: frozenset[str]
    parts: frozenset[str]
    occasions: frozenset[str]
    ways: frozenset[str]
    skies: frozenset[str]
    fates: frozenset[str]
    held: frozenset[str]
    namesakes: frozenset[str]
    never: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The words of the data file, folded as names are.

    Raises KnowledgeError for a key that is unknown or missing.
    """
    try:
        rows = msgspec.toml.decode(FILE.read_bytes(), type=dict[str, _Row])
        if rows.keys() != {field.name for field in fields(PlaceWords)}:
            raise msgspec.ValidationError(f"keys {sorted(rows)}")
    except msgspec.DecodeError as fault:
        raise KnowledgeError(f"{FILE.name}: {fault} (correct the row)") from fault
    return PlaceWords(**{name: frozenset(map(fold, row.words)) for name, row in rows.items()})
