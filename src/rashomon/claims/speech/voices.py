"""Who speaks in a report: a voice with the words it can be called by, and the memory of who spoke so far."""

import re
from dataclasses import dataclass, field, replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.knowledge.sides import Entity
from rashomon.model import ChainRole, Link, Span

# What a later mention may call an entity of each kind besides the words of its name: "the group", "the agency".
CALLED = {
    "party": frozenset({"group", "movement", "country", "government", "militia", "rebel", "organisation", "organization"}),
    "ally": frozenset({"country", "government", "alliance"}),
    "force": frozenset({"group", "military", "army", "force", "militia", "movement", "command", "troop", "paramilitary"}),
    "body": frozenset({"office", "agency", "authority", "service", "institution", "department"}),
    "observer": frozenset({"group", "institute", "monitor", "organisation", "organization", "agency", "watchdog", "body", "tank"}),
    "medium": frozenset({"agency", "newspaper", "paper", "broadcaster", "channel", "station", "outlet", "website"}),
    "person": frozenset({"official"}),
    "people": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the report: the link that names them, and what later mentions can call them by."""

    link: Link
    person: bool
    words: frozenset[str]
    kind: str = ""

    def also(self, word: str) -> "Voice":
        """The same voice, that can be called by `word` too: the ministry whose statement was told is "the statement"."""
        return replace(self, words=self.words | {word})


@dataclass(slots=True)
class Memory:
    """Who has spoken so far and at which token, latest last."""

    voices: list[Voice] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def keep(self, voice: Voice, head: int) -> None:
        """Remember `voice`, named at token `head`, as the latest."""
        self.voices.append(voice)
        self.heads.append(head)

    def last_at(self, *, person: bool) -> int:
        """The token at which the latest person, or body, spoke; -1 where none has."""
        return next((head for v, head in zip(reversed(self.voices), reversed(self.heads), strict=True) if v.person is person), -1)

    def last(self, *, person: bool | None = None, since: int = -1) -> Voice | None:
        """The latest voice, or the latest person or body, that spoke at token `since` or later."""
        for voice, head in zip(reversed(self.voices), reversed(self.heads), strict=True):
            if head < since:
                return None
            if person is None or voice.person is person:
                return voice
        return None

    def called(self, word: str, *, person: bool | None = None) -> Voice | None:
        """The latest one that "the WORD" can mean: the ministry -> Russian Defense Ministry."""
        return next(
            (v for v in reversed(self.voices) if word in v.words and (person is None or v.person is person)),
            None,
        )

    def surnamed(self, surname: str) -> Voice | None:
        """The latest person with this family name, in small letters."""
        return next((v for v in reversed(self.voices) if v.person and v.link.name.lower().split()[-1:] == [surname]), None)


def again(voice: Voice | None, head: Word, setting: Setting, because: str) -> Voice | None:
    """The same voice, mentioned once more at `head`, with the reason for taking it."""
    if voice is None:
        return None
    link = Link(ChainRole.SOURCE, voice.link.name, setting.parsed.span(head), voice.link.office, voice.link.side, because)
    return replace(voice, link=link)


def entity_voice(span: Span, entity: Entity, office: str | None) -> Voice:
    """The voice of somebody who is known."""
    named = " ".join((entity.name, entity.office or "", office or "", *entity.names[:3]))
    words = frozenset(re.findall(r"[\w-]+", named.lower())) | CALLED.get(entity.kind, frozenset())
    return Voice(Link(ChainRole.SOURCE, entity.name, span, office, entity.side), entity.kind == "person", words, entity.kind)


def phrase(head: Word) -> list[Word]:
    """The noun phrase of `head` without relative clauses and what follows them."""
    cut = {
        t.i
        for c in head.children
        if c.dep_ in ("relcl", "acl", "advcl") or (c.dep_ == "prep" and c.lower_ in ("in", "on", "at") and c.i > head.i + 6)
        for t in c.subtree
    }
    kept = sorted((t for t in head.subtree if t.i not in cut), key=lambda t: t.i)
    run = [t for t in kept if t.i <= head.i]
    for token in kept:
        if token.i > head.i and (not run or token.i == run[-1].i + 1):
            run.append(token)
    while run and (run[-1].is_punct or run[-1].dep_ == "cc"):
        run.pop()
    return run or [head]
