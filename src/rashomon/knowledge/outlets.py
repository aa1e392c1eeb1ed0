"""A text or an address -> the agencies, papers, broadcasters and channels that it names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.nations import DATA, read_toml
from rashomon.knowledge.phrasebook import Hit, Phrasebook, Token, joined, tokens
from rashomon.model import Span

KINDS = ("agency", "paper", "broadcaster", "channel")
PART_OF_WORD = re.compile(r"[-‐‑]\w")


class OutletRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One medium. `side` is the state or party that runs it; `after`: `short` names count only behind these words ("on X")."""

    name: str
    names: list[str] = []
    side: str | None = None
    domains: list[str] = []
    short: list[str] = []
    after: list[str] = []


class OutletsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of outlets.toml, one table a kind."""

    agency: list[OutletRow] = []
    paper: list[OutletRow] = []
    broadcaster: list[OutletRow] = []
    channel: list[OutletRow] = []


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium: kind is agency, paper, broadcaster or channel; `side` is who runs it where a state or party does."""

    name: str
    kind: str
    side: str | None = None
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Outlets:
    """The media that are known."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.all = tuple(outlets)
        rows = [(name, outlet) for outlet in self.all for name in (outlet.name, *outlet.names, *outlet.short)]
        self._book = Phrasebook(rows)
        self._domains = {domain: outlet for outlet in self.all for domain in outlet.domains}

    def find(self, text: str) -> tuple[tuple[Span, Outlet], ...]:
        """All known media in text order, longest match first, never overlapping."""
        words = tokens(text)
        return tuple((hit.span, hit.meaning) for hit in self._book.hits(text, words) if _stands(text, words, hit))

    def named(self, name: str) -> Outlet | None:
        """The medium of exactly this name, in any case and with or without "the"; None where it is not known."""
        return self._book.get(name) or self._book.get(re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE))

    def by_domain(self, url: str) -> Outlet | None:
        """The medium that an address belongs to: ``https://www.bbc.co.uk/news/1`` -> BBC; None where it is not known."""
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
        labels = host.split(".")
        return next(filter(None, (self._domains.get(".".join(labels[at:])) for at in range(len(labels)))), None)


def _stands(text: str, words: list[Token], hit: Hit[Outlet]) -> bool:
    """False inside a longer word ("X-ray") and for a short name without its preposition ("on X")."""
    if PART_OF_WORD.match(text[hit.span.end : hit.span.end + 2]):
        return False
    if hit.span.of(text) not in hit.meaning.short:
        return True
    before = words[hit.first - 1] if hit.first else None
    return before is not None and before.folded in hit.meaning.after and joined(text, before, words[hit.first])


def _rows(file: OutletsFile) -> Iterator[Outlet]:
    for kind, rows in zip(KINDS, (file.agency, file.paper, file.broadcaster, file.channel), strict=True):
        for row in rows:
            yield Outlet(row.name, kind, row.side, tuple(row.names), tuple(row.domains), tuple(row.short), tuple(row.after))


def load_outlets(paths: Iterable[Path] = ()) -> Outlets:
    """What is known of media; `paths` are files of one's own. Raises KnowledgeError naming file, row and known keys."""
    found: dict[str, Outlet] = {}
    owners: dict[str, str] = {}
    for path in [DATA / "outlets.toml", *map(Path, paths)]:
        file: OutletsFile = read_toml(path, OutletsFile)
        for outlet in _rows(file):
            found[outlet.name] = outlet
            for name in (outlet.name, *outlet.names, *outlet.domains):
                if owners.setdefault(name, outlet.name) != outlet.name:
                    raise KnowledgeError(f'{path.name}: "{name}" names both {owners[name]} and {outlet.name} (keep it in one row)')
    return Outlets(found.values())
