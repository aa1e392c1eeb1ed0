"""data/kinds.toml -> how a kind is put into words."""

from functools import cache
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Kind


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words after the actor: past, after "did not", and where it was gained back."""

    done: str
    base: str
    example: str
    again: str | None = None


class Channels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Last words of channels that are spoken in, or to, not on."""

    within: frozenset[str]
    to: frozenset[str]


class Plurals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Last words of names that are of many."""

    words: frozenset[str]


class Partly(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of less than the whole of a place."""

    words: frozenset[str]


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the rubric: its name, what it says, and when it holds."""

    name: str
    says: str
    when: str
    example: str


class Crowds(msgspec.Struct, frozen=True):
    """Names in the plural that many people go by (one of the lists that events read)."""

    crowds: frozenset[str]


class Phrases(msgspec.Struct, frozen=True):
    """The tables of kinds.toml that this room reads."""

    phrase: dict[Kind, Phrase]
    partly: Partly
    plurals: Plurals
    lists: Crowds
    channels: Channels
    standing: tuple[Standing, ...]

    def says(self, name: str) -> str:
        """The words of a standing: ``disputed`` -> claimed and denied."""
        return next((row.says for row in self.standing if row.name == name), name)


@cache
def known_phrases() -> Phrases:
    """The shipped table, read once. Raises KnowledgeError where a row is not understood."""
    content = (files("rashomon") / "knowledge" / "data" / "kinds.toml").read_bytes()
    try:
        return msgspec.toml.decode(content, type=Phrases)
    except msgspec.MsgspecError as fault:
        raise KnowledgeError(f"kinds.toml: {fault} (correct the row that the path names)") from fault
