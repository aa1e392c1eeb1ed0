"""nations.toml -> countries, the nouns that go with them, and their compounds: Mali + army -> "Malian army"."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.entities import Entity

DATA = Path(__file__).parent / "data"
UNKNOWN = "unknown key, missing key or value of another type"


class Nation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country: its ISO code, adjectives (first one canonical), people, capitals, further names, name of its forces."""

    code: str
    name: str
    adj: list[str]
    people: list[str] = []
    capital: list[str] = []
    names: list[str] = []
    forces: str | None = None


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word for a force, body, medium or people of a country; `name` holds {adj}, {nation} or {region}."""

    name: str
    kind: str
    words: list[str]
    example: str
    role: str = msgspec.field(default="", name="as")
    side: str = ""

    def means_fighters(self, *, group: bool) -> bool:
        """True where it means the whole fighting force: "army", and "rebels" of a group that is not a state."""
        return self.role in {"army", "forces"} or (group and self.role == "rebels")


class Neighbours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a name that decide what it is."""

    after: frozenset[str]
    before: frozenset[str] = frozenset()


class Nations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of nations.toml."""

    nation: list[Nation]
    decoys: list[str]
    fillers: frozenset[str]
    participles: frozenset[str]
    capitals: Neighbours
    surnames: Neighbours
    ministries: dict[str, list[str]]
    noun: list[Noun]

    def nouns(self) -> list[Noun]:
        """The nouns as written and those for every topic of a ministry."""
        return [*self.noun, *(_ministry(topic, words) for topic, words in self.ministries.items())]


@dataclass(frozen=True, slots=True)
class State:
    """What a noun can be tied to: a country, or a group without one, with its adjectives and the side that it is."""

    name: str
    adjectives: tuple[str, ...]
    side: str | None
    conflict: str | None = None
    forces: str | None = None
    group: bool = False

    @property
    def adj(self) -> str:
        """The adjective of canonical names."""
        return self.adjectives[0]


def read_toml(path: Path, shape: Any) -> Any:
    """A TOML file as `shape`; raises KnowledgeError with file, row and known keys where a key or value is not understood."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except OSError as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error.strerror} (check the path)") from error
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{path.name}: {_explain(str(error), shape)}") from error


def _explain(message: str, shape: Any) -> str:
    """``Object contains unknown field `nmae` - at `$.force[3]``` with the row counted from 1 and the keys that are known."""
    cause, _, where = message.partition(" - at `$")
    steps = where.rstrip("`").strip(".").replace("[", ".").replace("]", "").split(".")
    row, known = "top level", shape
    for at, step in enumerate(filter(None, steps)):
        word = f"row {int(step) + 1}" if step.isdigit() else step
        row = f"{row} {word}" if at else word
        known = _inside(known, step)
    if not _is_struct(known):
        return f"{row}: {cause}"
    return f"{row}: {cause} (known: {', '.join(field.encode_name for field in msgspec.structs.fields(known))})"


def _is_struct(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, msgspec.Struct)


def _inside(shape: Any, step: str) -> Any:
    """The type of a field of a struct or of an item of a list."""
    if step.isdigit() or not _is_struct(shape):
        return shape.__args__[0] if hasattr(shape, "__args__") else shape
    return next((field.type for field in msgspec.structs.fields(shape) if field.encode_name == step), shape)


def load_nations() -> Nations:
    """The countries and nouns that ship with the program."""
    loaded: Nations = read_toml(DATA / "nations.toml", Nations)
    return loaded


def compound(state: State, noun: Noun, backed: str = "") -> Entity:
    """A state and a noun as one entity: Mali + army -> ``Malian army``; `backed` as printed: ``backed militia``."""
    if backed:
        name = f"{state.adj}-{backed}"
    elif state.forces and noun.means_fighters(group=state.group):
        name = state.forces
    else:
        name = noun.name.format(adj=state.adj, nation=state.name, region=state.name)
    side = None if noun.side == "none" else state.side
    return Entity(entity_id(state.conflict, noun.kind, name), name, noun.kind, side, state.conflict)


def entity_id(conflict: str | None, kind: str, name: str) -> str:
    """``russia-ukraine/force/wagner-group``."""
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
    return f"{conflict or 'world'}/{kind}/{slug}"


def _ministry(topic: str, words: list[str]) -> Noun:
    phrases = [phrase for word in words for phrase in (f"{word} ministry", f"ministry of {word}", f"ministry for {word}")]
    short = ["MoD", "MOD"] if topic == "Defense" else []
    return Noun(f"{{adj}} {topic} Ministry", "body", phrases + short, f"The Turkish {phrases[0]} gave no details.")
