"""data/cues/plover.toml -> PLOVER's events and modes by kinds and words; strict about keys and patterns."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Kind

QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "SANCTION", "THREATEN"),
    4: ("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER 2.0's events by quad: verbal and material cooperation, verbal and material conflict."""


class Telling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event and mode, the kinds of claims and the words that show it; an empty event is no home."""

    kinds: frozenset[Kind]
    event: str
    mode: str
    pattern: str
    example: str


class Auxiliary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a claim is historical or hypothetical."""

    name: str
    pattern: str
    example: str


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A context, the kinds that always have it, and words that show it with any kind."""

    name: str
    kinds: frozenset[Kind]
    pattern: str
    example: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    telling: tuple[Telling, ...]
    otherwise: dict[Kind, tuple[str, str]]
    ahead: dict[str, str]
    auxiliary: tuple[Auxiliary, ...]
    context: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Plover:
    """The rows, each with its compiled pattern (None where only the kind decides)."""

    telling: tuple[tuple[Telling, re.Pattern[str]], ...]
    otherwise: dict[Kind, tuple[str, str]]
    ahead: dict[str, str]
    auxiliaries: tuple[tuple[Auxiliary, re.Pattern[str]], ...]
    contexts: tuple[tuple[Context, re.Pattern[str] | None], ...]


@cache
def load_plover() -> Plover:
    """The shipped rows. Raises KnowledgeError with the path of a row that is not understood."""
    try:
        read = msgspec.toml.decode((files("rashomon.knowledge") / "data" / "cues" / "plover.toml").read_bytes(), type=_File)
    except msgspec.DecodeError as fault:
        raise KnowledgeError(f"cues/plover.toml: {fault} (correct the row)") from fault
    return Plover(
        telling=tuple((row, _compiled(row.pattern)) for row in read.telling),
        otherwise=read.otherwise,
        ahead=read.ahead,
        auxiliaries=tuple((row, _compiled(row.pattern)) for row in read.auxiliary),
        contexts=tuple((row, _compiled(row.pattern) if row.pattern else None) for row in read.context),
    )


def quad_of(event: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return next(quad for quad, events in QUADS.items() if event in events)


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as fault:
        raise KnowledgeError(f"cues/plover.toml: {pattern!r} is no regular expression: {fault} (correct the pattern)") from fault
