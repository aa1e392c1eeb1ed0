"""anchors.toml -> the beginnings of wars and the dated events that reports count from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Span


@dataclass(frozen=True, slots=True)
class War:
    """A war, its first day, the words that tell a text speaks of it, and what its beginning is called."""

    name: str
    start: date
    words: tuple[str, ...]
    began: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event whose days are on public record (inclusive), and the phrases that tell it."""

    name: str
    first: date
    last: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A dated event found in a text."""

    span: Span
    happening: Happening


@dataclass(frozen=True)
class Anchors:
    """Every war and event that may date a text."""

    wars: tuple[War, ...] = ()
    events: tuple[Happening, ...] = ()

    def war_of(self, text: str, began: str) -> War | None:
        """The one war that `text` speaks of, among those whose beginning is called `began` ("invasion").

        Its words stand in the text at least three times as often as those of any other such war.
        """
        wars = [war for war in self.wars if any(began.lower().endswith(name.lower()) for name in war.began)]
        ranked = sorted(((len(_words(war.words).findall(text)), war) for war in wars), key=lambda pair: -pair[0])
        if not ranked or not ranked[0][0]:
            return None
        return None if len(ranked) > 1 and ranked[1][0] * 3 > ranked[0][0] else ranked[0][1]

    def find(self, text: str) -> Iterator[Named]:
        """Each dated event told in `text`, in text order."""
        found = [
            Named(Span(*match.span()), event)
            for event in self.events
            if event.names
            for match in _names(event.names).finditer(text)
        ]
        yield from sorted(found, key=lambda named: named.span)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    phrases = [
        re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s+").replace(r"\*\s+", r"(?:[\w’'-]+\s+){0,4}") for name in names
    ]
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


class _WarRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    start: date
    words: tuple[str, ...]
    began: tuple[str, ...]


class _EventRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    first: date
    last: date
    names: tuple[str, ...]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    war: list[_WarRow] = []
    event: list[_EventRow] = []


def parse_anchors(content: bytes, name: str = "anchors.toml") -> Anchors:
    """TOML -> anchors. Raises KnowledgeError for an unknown key, a wrong type, an empty name list or days out of order."""
    try:
        rows = msgspec.toml.decode(content, type=_File)
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{name}: {error} (see the comments at its top)") from error
    for row in rows.event:
        if row.first > row.last:
            raise KnowledgeError(f"{name}: event {row.name!r} ends on {row.last}, before it begins (swap first and last)")
        if not all(row.names) or not row.names:
            raise KnowledgeError(f"{name}: event {row.name!r} has no names (give at least one phrase)")
    return Anchors(
        tuple(War(row.name, row.start, row.words, row.began) for row in rows.war),
        tuple(Happening(row.name, row.first, row.last, row.names) for row in rows.event),
    )


@cache
def load_anchors() -> Anchors:
    """The anchors that ship with Rashomon."""
    return parse_anchors((files("rashomon") / "knowledge" / "data" / "anchors.toml").read_bytes())
