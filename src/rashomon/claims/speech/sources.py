"""Sayings -> voices: whose word it is, by name, office and side; pronouns and "the ministry" tied to who was named before."""

import re
from collections.abc import Sequence

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.persons import apposed_name, office_of, person_name, side_of_words
from rashomon.claims.speech.references import (
    BODY_PRONOUNS,
    PERSON_PRONOUNS,
    named_voice,
    national_body,
    of_definite,
    of_described,
    of_owned,
    of_pronoun,
    side_of_owner,
    subject_before,
)
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.voices import Memory, Voice, again, entity_voice, phrase
from rashomon.knowledge.names import looks_like_person
from rashomon.knowledge.sides import cleaned
from rashomon.model import ChainRole, Link, Span

BARE = frozenset("military regional defense defence armed local state rebel paramilitary".split())
COUNTED = re.compile(
    r"^(?:(?:more than|at least|over|about|around|some|nearly|several|many|a|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|dozen|dozens|hundreds|scores|of|other|\d[\d,.]*)\s+)+",
    re.IGNORECASE,
)
"""``more than a dozen residents`` speak as residents: how many they are names nobody."""
BONDS = frozenset({"ally", "align", "back", "loyal", "affiliate"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "no", "every", "each"})
COLLECTIVE = frozenset({"reports", "accounts", "claims", "allegations", "statements", "words", "posts", "comments"})


def name_sources(sayings: Sequence[Saying], setting: Setting) -> tuple[Voice | None, ...]:
    """For each saying the voice behind it, None where nobody is named and nobody fits."""
    memory = Memory()
    found: list[Voice | None] = []
    for saying in sayings:
        voice = _voice(saying.source, setting, memory) if saying.source is not None else None
        if voice is not None and saying.act != "mind":
            memory.keep(voice, saying.source.i if saying.source is not None else saying.verb)
        found.append(voice)
    return tuple(_as_named_below(n, sayings[n], found, setting) for n in range(len(found)))


def _as_named_below(at: int, saying: Saying, voices: Sequence[Voice | None], setting: Setting) -> Voice | None:
    """``Strike kills six, governor says`` above the text: the one governor who is named in it."""
    voice, head = voices[at], saying.source
    if voice is None or head is None or head.sent.start or head.tag_ != "NN" or voice.link.side or voice.link.name != head.lower_:
        return voice
    below = {v.link.name: v for v in voices[at + 1 :] if v is not None and head.lower_ in _called(v)}
    meant = next(iter(below.values())) if len(below) == 1 else None
    return again(meant, head, setting, f"the {head.lower_} whom the text names") if meant is not None else voice


def _called(voice: Voice) -> frozenset[str]:
    named = voice.link.name[:1].isupper()
    return frozenset(voice.link.office.lower().split()) | voice.words if named and voice.link.office else frozenset()


def name_of(head: Word | None, setting: Setting) -> Link | None:
    """Who the noun phrase of `head` names, without looking back in the report; None for pronouns."""
    voice = _voice(head, setting, Memory()) if head is not None else None
    return voice.link if voice is not None else None


def _voice(head: Word, setting: Setting, memory: Memory) -> Voice | None:
    if head.lower_ in PERSON_PRONOUNS or head.lower_ in BODY_PRONOUNS:
        return _just_named(head, setting, memory) or of_pronoun(head, setting, memory)
    if head.pos_ == "PRON":
        return None
    words = phrase(head)
    return (
        _known_name(head, words, setting, memory)
        or _speaks_for(head, setting, memory)
        or person_name(head, words, setting, memory)
        or _generic(head, words, setting, memory)
    )


def _just_named(pronoun: Word, setting: Setting, memory: Memory) -> Voice | None:
    """``The commander, Amin Sefa, was less sure. He said``: the person who is the subject of the sentence before."""
    subject = subject_before(pronoun) if pronoun.lower_ in PERSON_PRONOUNS else None
    if subject is None or subject.i <= memory.last_at(person=True):
        return None
    words = phrase(subject)
    named = _known_name(subject, words, setting, memory) or person_name(subject, words, setting, memory)
    if named is None or named.kind != "person":
        return None
    return again(named, pronoun, setting, "the person named as the subject of the sentence before")


def _known_name(head: Word, words: list[Word], setting: Setting, memory: Memory) -> Voice | None:
    """A person, body or medium of the knowledge that stands in the phrase; persons first, else what covers the head."""
    numbers = {t.i for t in words}
    inside = {id(e): (span, e) for i, (span, e) in setting.names.items() if i in numbers}
    people = [(span, e) for span, e in inside.values() if e.kind == "person" and _is_head(span, head, setting)]
    if people:
        span, entity = people[0]
        return entity_voice(span, entity, office_of(words, span, setting) or entity.office)
    if looks_like_person([t.text for t in apposed_name(head, setting)]):
        return None  # "the governor of Kherson, Amin Sefa": the name that nothing is known of
    for span, entity in inside.values():
        covers = head.i in setting.names and setting.names[head.i][1] is entity
        if covers and not _is_person_like(words, span, setting) and not _owns(span, setting):
            return of_described(head, words, setting, memory) or entity_voice(span, entity, None)
    return None


def _owns(span: Span, setting: Setting) -> bool:
    """``the leader of Sudan's west``: the name is cut off in a possessive."""
    last = setting.parsed.tokens(span)[-1:]  # none where the next sentence is glued to the name: "AFP.Then"
    return any(t.i + 1 < len(t.doc) and t.nbor(1).dep_ == "case" for t in last)


def _is_head(span: Span, head: Word, setting: Setting) -> bool:
    """The person is the speaker, not somebody's owner: "Putin's spokesman" is not Putin."""
    tokens = setting.parsed.tokens(span)
    if any(t.dep_ == "poss" or (t.i + 1 < len(t.doc) and t.nbor(1).dep_ == "case") for t in tokens[-1:]):
        return False
    own = [t for t in tokens if t.i == head.i or t.dep_ == "appos" or t.head.i == head.i]
    return any(t.dep_ not in {"poss", "pobj"} or t.i == head.i for t in own)


def _is_person_like(words: list[Word], span: Span, setting: Setting) -> bool:
    after = [t for t in words if setting.parsed.starts[t.i] >= span.end]
    return len(after) >= 2 and all(t.pos_ == "PROPN" for t in after[:2])


def _speaks_for(head: Word, setting: Setting, memory: Memory) -> Voice | None:
    """``the ministry's statement``, ``his announcement``: the owner speaks; ``the statement``: whose was told before."""
    word = head.lemma_.lower()
    if word not in setting.know.cues.frames["nouns"] or head.lower_ in COLLECTIVE:
        return None
    owner = next((c for c in head.children if c.dep_ == "poss"), None)
    owner = owner or next((p for c in head.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in c.children), None)
    owner = owner or next((c for c in head.children if c.dep_ in ("compound", "amod") and c.i in setting.names), None)
    if owner is not None:
        voice = _voice(owner, setting, memory)
        return voice.also(word) if voice is not None else None
    if not any(c.lower_ in ("the", "this", "that") for c in head.children):
        return None
    before = memory.called(word) or next((v for v in reversed(memory.voices) if v.kind != "medium"), None)
    return again(before, head, setting, f"whose {word} was told before")


def _generic(head: Word, words: list[Word], setting: Setting, memory: Memory) -> Voice | None:
    """``the ministry`` -> the ministry named before; else the phrase as printed, made canonical."""
    word = head.lemma_.lower()
    if _is_bare(head, words):
        before = of_definite(word, head, setting, memory)
        if before is not None:
            return before
    described = of_described(head, words, setting, memory)
    if described is not None:
        return described
    text = setting.parsed.span([*words, *_allied(head, words)]).of(setting.parsed.report.text)
    owned = of_owned(head, _own_words(head, words, setting), setting)
    if owned is not None:
        return named_voice(*owned, head, f"the owner named before ({text})", setting)
    if head.tag_ == "NNS":
        text = COUNTED.sub("", text) or text
    name = setting.know.sides.canonical(text) if any(t.text[0].isupper() for t in words[1:]) else cleaned(text)
    if not name:
        return None
    side = setting.know.sides.side_of(name) if name != cleaned(text) or name[0].isupper() else None
    side = side or side_of_words(words, setting) or side_of_owner(head, setting)
    if side is None and word not in setting.know.cues.frames["people"] and words[0].lower_ in ("the", "its", "their"):
        national = national_body(head, text, setting)
        if national is not None:
            voice = entity_voice(setting.parsed.span(words), national, None)
            return again(voice, head, setting, f"{text}: of the state named before")
    person = word in setting.know.cues.frames["people"] and head.tag_ == "NN"
    link = Link(ChainRole.SOURCE, name, setting.parsed.span(words), None, side)
    called = frozenset(name.lower().split()) | {word}
    return Voice(link, person, called | {"official"} if person else called)


def _allied(head: Word, words: list[Word]) -> list[Word]:
    """``Forces allied with the army``: a bare noun is named by whom it stands with."""
    bond = next((c for c in head.children if c.dep_ in ("acl", "amod") and c.i > head.i and c.lemma_ in BONDS), None)
    return list(bond.subtree) if bond is not None and len(words) == 1 else []


def _own_words(head: Word, words: list[Word], setting: Setting) -> str:
    """The phrase without its owner: "the capital's military administration" -> military administration."""
    owner = next((c for c in head.children if c.dep_ in ("poss", "nmod") and c.i < head.i), None)
    last = max((t.i for t in owner.subtree), default=-1) if owner is not None else -1
    rest = [t for t in words if t.i > last and t.dep_ != "case"] or [head]
    return setting.parsed.span(rest).of(setting.parsed.report.text)


def _is_bare(head: Word, words: list[Word]) -> bool:
    """Only "the" or a possessive pronoun before it: "the ministry", "its statement"."""
    definite = words[0].tag_ in ("PRP$", "DT") and words[0].lower_ not in INDEFINITE
    return definite and all(t.pos_ in ("DET", "PRON") or t.i == head.i or t.lower_ in BARE for t in words)
