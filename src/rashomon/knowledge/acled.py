"""data/acled.toml -> ACLED's event types in their order of precedence, the sorts of actors, vague numbers; strict about keys."""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type, its disorder type, and its sub-event types, the one that beats the others first."""

    type: str
    disorder: str
    subs: tuple[str, ...]


class ActorSort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sort of actor: the text of `inter`, and the words that show it."""

    sort: str
    inter: str
    words: str
    example: str


class Unidentified(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The actor of a row where no account names one: on the ground, and from afar."""

    ground: str
    remote: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    event: tuple[EventType, ...]
    disorder: dict[str, str]
    actor: tuple[ActorSort, ...]
    unidentified: Unidentified
    vague: dict[str, int]


@dataclass(frozen=True)
class Acled:
    """The codebook's vocabulary. `inter` is by sort of actor; its order is that of the codebook's numbers 1 to 8."""

    events: tuple[EventType, ...]
    disorders: dict[str, str]
    actors: tuple[ActorSort, ...]
    unidentified: Unidentified
    vague: dict[str, int]

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each sub-event type in the order of precedence."""
        return {sub: number for number, sub in enumerate(sub for event in self.events for sub in event.subs)}

    @cached_property
    def types(self) -> dict[str, str]:
        """The event type of each sub-event type."""
        return {sub: event.type for event in self.events for sub in event.subs}

    def disorder(self, sub: str) -> str:
        """The disorder type of a sub-event type."""
        own = next(event.disorder for event in self.events if sub in event.subs)
        return self.disorders.get(sub, own)

    @cached_property
    def inter(self) -> dict[str, str]:
        """The text of `inter` for each sort of actor, in the order of the codebook's numbers."""
        return {actor.sort: actor.inter for actor in self.actors}

    @cached_property
    def sorts(self) -> dict[str, str]:
        """The sort of actor that a word shows."""
        return {word: actor.sort for actor in self.actors for word in actor.words.split()}


@cache
def load_acled() -> Acled:
    """The shipped table. Raises KnowledgeError with the path of a row that is not understood."""
    try:
        read = msgspec.toml.decode((files("rashomon.knowledge") / "data" / "acled.toml").read_bytes(), type=_File)
    except msgspec.DecodeError as fault:
        raise KnowledgeError(f"acled.toml: {fault} (correct the row)") from fault
    return Acled(read.event, read.disorder, read.actor, read.unidentified, read.vague)
