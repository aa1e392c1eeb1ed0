"""Sayings -> voices: whose word it is, by name, office and side; pronouns and "the ministry" tied to who was named before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.claims.setting import Setting
from rashomon.claims.speakers import Saying
from rashomon.knowledge.sides import Entity
from rashomon.model import ChainRole, Link, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her"})
BODY_PRONOUNS = frozenset({"it", "they"})
FIRST_PERSON = frozenset({"i", "we", "us", "you"})
ROLE_LIKE = re.compile(
    r"\b(?:president|minister|general|spokes\w+|governor|commander|chief|head|secretary|leader|official|analyst|mayor|chair\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the report: the link that names them, and what later mentions can call them by."""

    link: Link
    person: bool
    words: frozenset[str]


@dataclass(slots=True)
class Memory:
    """Who has spoken or been named so far, latest last."""

    voices: list[Voice] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def keep(self, voice: Voice, head: int) -> None:
        """Remember `voice`, named at token `head`, as the latest."""
        self.voices.append(voice)
        self.heads.append(head)

    def last_at(self, *, person: bool) -> int:
        """The token at which the latest person, or body, spoke; -1 where none has."""
        return next((head for v, head in zip(reversed(self.voices), reversed(self.heads), strict=True) if v.person is person), -1)

    def last(self, *, person: bool) -> Voice | None:
        """The latest person, or the latest body."""
        return next((v for v in reversed(self.voices) if v.person is person), None)

    def called(self, word: str) -> Voice | None:
        """The latest one that "the WORD" can mean: the ministry -> Russian Defense Ministry."""
        return next((v for v in reversed(self.voices) if word in v.words), None)


def name_sources(sayings: Sequence[Saying], setting: Setting) -> tuple[Voice | None, ...]:
    """For each saying the voice behind it, None where nobody is named and nobody fits."""
    memory = Memory()
    found: list[Voice | None] = []
    for saying in sayings:
        voice = _voice(saying.source, setting, memory) if saying.source is not None else None
        if voice is not None:
            memory.keep(voice, saying.source.i if saying.source is not None else saying.verb)
        found.append(voice)
    return tuple(found)


def name_of(head: "Token | None", setting: Setting) -> Link | None:
    """Who the noun phrase of `head` names, without looking back in the report; None for pronouns."""
    voice = _voice(head, setting, Memory()) if head is not None else None
    return voice.link if voice is not None else None


def _voice(head: "Token", setting: Setting, memory: Memory) -> Voice | None:
    if head.lower_ in PERSON_PRONOUNS:
        nearer = _subject_before(head, memory.last_at(person=True), setting)
        return _again(
            nearer or memory.last(person=True) or memory.last(person=False), head, setting, "the last person who spoke or acted"
        )
    if head.lower_ in BODY_PRONOUNS:
        return _again(memory.last(person=False) or memory.last(person=True), head, setting, "the last body that spoke")
    if head.lower_ in FIRST_PERSON or head.pos_ == "PRON":
        return None
    words = phrase(head)
    named = _known_name(head, words, setting) or _person_name(head, words, setting, memory)
    if named is not None:
        return named
    owner = _speaks_for(head, setting, memory)
    if owner is not None:
        return owner
    return _generic(head, words, setting, memory)


def _subject_before(pronoun: "Token", since: int, setting: Setting) -> Voice | None:
    """The nearest known person who is a subject between the last speaker and the pronoun, at most two sentences back."""
    for i in range(pronoun.i - 1, max(since, pronoun.i - 70), -1):
        if i in setting.names and setting.names[i][1].kind == "person":
            token = setting.parsed.doc[i]
            if token.dep_ in ("nsubj", "nsubjpass") or (
                token.dep_ in ("appos", "compound") and token.head.dep_ in ("nsubj", "nsubjpass")
            ):
                span, entity = setting.names[i]
                return _entity_voice(span, entity, entity.office)
    return None


def phrase(head: "Token") -> "list[Token]":
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


def _again(voice: Voice | None, head: "Token", setting: Setting, because: str) -> Voice | None:
    if voice is None:
        return None
    link = Link(ChainRole.SOURCE, voice.link.name, setting.parsed.span(head), voice.link.office, voice.link.side, because)
    return Voice(link, voice.person, voice.words)


def _known_name(head: "Token", words: "list[Token]", setting: Setting) -> Voice | None:
    """A person, body or medium of the knowledge that stands in the phrase; persons first, else what covers the head."""
    numbers = {t.i for t in words}
    inside = {id(e): (span, e) for i, (span, e) in setting.names.items() if i in numbers}
    people = [(span, e) for span, e in inside.values() if e.kind == "person" and _is_head(span, head, setting)]
    if people:
        span, entity = people[0]
        return _entity_voice(span, entity, _office(words, span, setting) or entity.office)
    for span, entity in inside.values():
        if head.i in setting.names and setting.names[head.i][1] is entity and not _is_person_like(words, span, setting):
            return _entity_voice(span, entity, None)
    return None


def _is_head(span: Span, head: "Token", setting: Setting) -> bool:
    """The person is the speaker, not somebody's owner: "Putin's spokesman" is not Putin."""
    own = [t for t in setting.parsed.tokens(span) if t.i == head.i or t.dep_ == "appos" or t.head.i == head.i]
    return any(t.dep_ not in {"poss", "pobj"} for t in own)


def _is_person_like(words: "list[Token]", span: Span, setting: Setting) -> bool:
    after = [t for t in words if setting.parsed.starts[t.i] >= span.end]
    return len(after) >= 2 and all(t.pos_ == "PROPN" for t in after[:2])


def _entity_voice(span: Span, entity: Entity, office: str | None) -> Voice:
    words = (
        frozenset(entity.name.lower().split())
        | frozenset((entity.office or "").lower().split())
        | frozenset((office or "").lower().split())
    )
    return Voice(Link(ChainRole.SOURCE, entity.name, span, office, entity.side), entity.kind == "person", words)


def _office(words: "list[Token]", span: Span, setting: Setting) -> str | None:
    """What stands beside the name in its phrase: "deputy defense minister of Ukraine"."""
    text = setting.parsed.report.text
    before = [t for t in words if setting.parsed.ends[t.i] <= span.start]
    after = [t for t in words if setting.parsed.starts[t.i] >= span.end]
    said = (text[setting.parsed.starts[before[0].i] : setting.parsed.ends[before[-1].i]] if before else "") or (
        text[setting.parsed.starts[after[0].i] : setting.parsed.ends[after[-1].i]] if after else ""
    )
    said = re.sub(r"^(?:the|a|an)\s+", "", said.strip(" ,.–—"), flags=re.I).strip(" ,")
    return said or None


def _person_name(head: "Token", words: "list[Token]", setting: Setting, memory: Memory) -> Voice | None:
    """A name that nothing is known of: "military analyst Oleh Zhdanov", or "Zhdanov" after that."""
    run = _name_run(head, setting) if head.pos_ == "PROPN" else []
    if not run:
        appos = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        run = _name_run(appos, setting) if appos is not None else []
    if not run:
        return None
    span = setting.parsed.span(run)
    printed = span.of(setting.parsed.report.text)
    before = _same_surname(run[-1].lower_, memory)
    if before is not None:
        full = before.link.name if len(run) < len(before.link.name.split()) else printed
        return Voice(Link(ChainRole.SOURCE, full, span, before.link.office, before.link.side), True, before.words)
    office = _office(words, span, setting)
    if len(run) < 2 and not (office and ROLE_LIKE.search(office)):
        return None if run[-1].i in setting.places or run[-1].i in setting.names else _lone_name(run, span, printed)
    side = _side_of_words(words, setting)
    return Voice(
        Link(ChainRole.SOURCE, printed, span, office, side), True, frozenset((printed + " " + (office or "")).lower().split())
    )


def _lone_name(run: "list[Token]", span: Span, printed: str) -> Voice:
    return Voice(Link(ChainRole.SOURCE, printed, span), len(run) > 1 or not printed.isupper(), frozenset(printed.lower().split()))


def _name_run(head: "Token", setting: Setting) -> "list[Token]":
    """The name's own words, titles left out: "Adm. Bauer" -> Bauer."""
    titles = setting.know.cues.lists["titles"]
    run = [head]
    while run[0].i > head.sent.start and run[0].nbor(-1).pos_ == "PROPN" and run[0].nbor(-1).text[0].isupper():
        previous = run[0].nbor(-1)
        if previous.lower_.strip(".") in titles or previous.dep_ not in ("compound", "nmod", "amod", "flat"):
            break
        run.insert(0, previous)
    last = run[-1]
    while (
        last.i + 1 < head.sent.end
        and last.nbor(1).pos_ == "PROPN"
        and last.nbor(1).dep_ in ("flat", "appos")
        and last.nbor(1).head.i == last.i
    ):
        last = last.nbor(1)
        run.append(last)
    return [t for t in run if t.lower_.strip(".") not in titles]


def _same_surname(surname: str, memory: Memory) -> Voice | None:
    return next((v for v in reversed(memory.voices) if v.person and v.link.name.lower().split()[-1:] == [surname]), None)


def _side_of_words(words: "list[Token]", setting: Setting) -> str | None:
    return next((setting.names[t.i][1].side for t in words if t.i in setting.names and setting.names[t.i][1].side), None)


def _speaks_for(head: "Token", setting: Setting, memory: Memory) -> Voice | None:
    """``the ministry's statement``, ``his announcement``: the owner speaks."""
    if head.lemma_.lower() not in setting.know.cues.frames["nouns"]:
        return None
    owner = next((c for c in head.children if c.dep_ == "poss"), None)
    owner = owner or next(
        (p for c in head.children if c.dep_ == "prep" and c.lower_ in ("by", "from", "of") for p in c.children), None
    )
    if owner is not None:
        return _voice(owner, setting, memory)
    compound = next((c for c in head.children if c.dep_ in ("compound", "amod") and c.i in setting.names), None)
    if compound is not None:
        return _voice(compound, setting, memory)
    return _again(memory.voices[-1], head, setting, "whose statement was told before") if memory.voices else None


def _generic(head: "Token", words: "list[Token]", setting: Setting, memory: Memory) -> Voice | None:
    """``the ministry`` -> the ministry named before; else the phrase as printed, made canonical."""
    word = head.lemma_.lower()
    text = setting.parsed.span(words).of(setting.parsed.report.text)
    if word in setting.know.cues.frames["people"] and words[0].lower_ in ("the", "that", "this") and head.tag_ == "NN":
        before = next((v for v in reversed(memory.voices) if v.person and word in v.words), None)
        if before is not None:
            return _again(before, head, setting, f"the {word} named before")
    if _is_bare(head, words):
        before = memory.called(word) or memory.called(head.lower_) or _mentioned(word, head, setting)
        if before is not None:
            return _again(before, head, setting, f"the {word} named before")
    name = setting.know.sides.canonical(text)
    if not name:
        return None
    side = setting.know.sides.side_of(name) or _side_of_words(words, setting)
    if side is None and word not in setting.know.cues.frames["people"]:
        national = _national_body(head, text, setting)
        if national is not None:
            return _entity_voice(setting.parsed.span(words), national, None)
    person = word in setting.know.cues.frames["people"] and head.tag_ == "NN"
    return Voice(
        Link(ChainRole.SOURCE, name, setting.parsed.span(words), None, side), person, frozenset(name.lower().split()) | {word}
    )


def _national_body(head: "Token", text: str, setting: Setting) -> Entity | None:
    """``the general staff`` where a side was named shortly before: that side's."""
    near = [
        setting.names[i][1].side
        for i in range(head.i - 1, max(-1, head.i - 60), -1)
        if i in setting.names and setting.names[i][1].side
    ]
    noun = re.sub(r"^(?:the|its|their)\s+", "", text, flags=re.I)
    return next((e for side in near[:1] for e in [setting.know.sides.resolve_generic(noun, side)] if e is not None), None)


def _is_bare(head: "Token", words: "list[Token]") -> bool:
    """Only an article or a possessive pronoun before it: "the ministry", "its statement"."""
    return all(
        t.pos_ in ("DET", "PRON") or t.i == head.i or t.lower_ in ("military", "regional", "defense", "defence", "armed")
        for t in words
    )


def _mentioned(word: str, head: "Token", setting: Setting) -> Voice | None:
    """A body named earlier in the report, though it has not spoken yet."""
    for i in sorted((i for i in setting.names if i < head.i), reverse=True):
        span, entity = setting.names[i]
        if entity.kind in ("body", "force", "person") and word in (entity.name + " " + (entity.office or "")).lower().split():
            return _entity_voice(span, entity, None)
    return None
