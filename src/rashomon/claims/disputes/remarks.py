"""Sentences -> what the report says of the truth of claims: the words, who confirms or keeps silent, and about what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.claims.parse.words import Word, Words
from rashomon.claims.setting import Setting
from rashomon.claims.speech.voices import phrase
from rashomon.model import Kind, Span, Verification

PICTURES = frozenset("footage imagery image video picture photo photograph".split())
POINTERS = frozenset("this that it which there information claim report these those what news".split())
BLAME = frozenset("involvement responsibility role accusation allegation charge complicity part".split())
OBJECTS = frozenset({"dobj", "nsubjpass", "prep", "ccomp"})
VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Remark:
    """A phrase of the report about the truth of claims: its words, its sentence, who makes it, and of what kinds of happening.

    `several`: of all of that kind ("the tolls"). `opens`: it speaks of what follows ("an unverified video shows").
    """

    value: Verification
    span: Span
    sentence: int
    by: str | None
    side: str | None = None
    kinds: frozenset[Kind] = frozenset()
    limit: int | None = None
    places: frozenset[str] = frozenset()
    blamed: bool = False
    several: bool = False
    opens: bool = False


def remarks(setting: Setting) -> Iterator[Remark]:
    """All remarks of a report in text order, one at a stretch of words."""
    text = setting.parsed.report.text
    for number, sentence in enumerate(setting.parsed.doc.sents):
        left, right = setting.parsed.starts[sentence.start], setting.parsed.ends[sentence.end - 1]
        taken: list[Span] = []
        for value, pattern in setting.know.cues.verification:
            for match in pattern.finditer(text, left, right):
                span = Span(*match.span())
                if not any(span.touches(other) for other in taken):
                    taken.append(span)
                    yield _remark(value, span, number, sentence, setting)


def remarked(told: Iterable[Remark], setting: Setting) -> frozenset[int]:
    """``has not been able to verify it``: the words that speak of the truth of claims and claim nothing."""
    return frozenset(t.i for remark in told for t in setting.parsed.tokens(remark.span))


def _remark(value: Verification, span: Span, number: int, sentence: Words, setting: Setting) -> Remark:
    inside = [t for t in sentence if span.start <= setting.parsed.starts[t.i] < span.end]
    author = _author(inside, value, setting)
    told = _object(inside)
    kinds = kinds_named(told, setting)
    limit = 2 if kinds and any(t.lower_ in ("both", "two") for t in told) else None
    side = setting.names[author.i][1].side if author is not None and author.i in setting.names else None
    name = _name(author, setting) if author is not None else None
    blamed = any(t.lemma_.lower() in BLAME for t in told)
    several = any(t.tag_ == "NNS" for t in told)
    opens = not any(t.pos_ in VERBAL and t.dep_ != "amod" for t in inside)
    return Remark(value, span, number, name, side, kinds, limit, _places(told, setting), blamed, several, opens)


def _author(inside: list[Word], value: Verification, setting: Setting) -> Word | None:
    """Who confirms, denies or keeps silent: the by-agent, or the subject of the phrase's verb."""
    head = _main_verb(inside)
    if head is None:
        return _after(inside, "from") or next((t for t in inside if t.i in setting.names), None)
    agent = next((p for c in head.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    if value is Verification.CONFIRMED:
        return agent or _subject(head) or next((t for t in inside if t.lemma_ in PICTURES), None)
    return _after(inside, "from") or _subject(head) or agent


def _main_verb(inside: list[Word]) -> Word | None:
    verbs = [t for t in inside if t.pos_ in VERBAL and t.dep_ not in ("aux", "auxpass")]
    return next(iter((verbs or [t for t in inside if t.pos_ == "VERB"])[-1:]), None)


def _after(inside: list[Word], preposition: str) -> Word | None:
    """``no comment from the army``."""
    holders = (c for t in inside if t.pos_ == "NOUN" for c in t.children if c.lower_ == preposition)
    return next((p for c in holders for p in c.children if p.dep_ == "pobj"), None)


def _subject(head: Word) -> Word | None:
    verb: Word | None = head
    for _ in range(3):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
        speaks = subject is not None and subject.pos_ == "PRON" and verb is not None and verb.dep_ == "ccomp"
        if (subject is not None and not speaks) or verb is None or verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp"):
            return subject
        verb = verb.head  # "the army said it does not comment": the army
    return None


def _name(token: Word, setting: Setting) -> str | None:
    if token.lower_ in POINTERS:
        return None
    if token.i in setting.names:
        return setting.names[token.i][1].name
    words = phrase(token)
    inner = next((setting.names[t.i][1].name for t in words if t.i in setting.names), None)
    printed = setting.parsed.span(words).of(setting.parsed.report.text)
    return inner if inner and token.pos_ == "PROPN" else setting.know.sides.canonical(printed) or None


def _object(inside: list[Word]) -> list[Word]:
    """What the remark speaks of: "both advances were confirmed", "comment on the attacks"; not who confirms."""
    head = _main_verb(inside)
    if head is None:
        return []
    top = head
    while top.dep_ in ("conj", "xcomp") and top.head.pos_ in VERBAL:
        top = top.head
    parts = [c for verb in {head.i: head, top.i: top}.values() for c in verb.children if c.dep_ in OBJECTS]
    return [t for c in parts for t in c.subtree]


def kinds_named(told: Iterable[Word], setting: Setting) -> frozenset[Kind]:
    """The kinds of happening that the nouns among the words name."""
    nouns = [t.lemma_.lower() for t in told if t.pos_ == "NOUN"]
    return frozenset(cue.row.kind for noun in nouns for cue in setting.know.cues.nouns.get(noun, ()) if len(cue.words) == 1)


def _places(told: list[Word], setting: Setting) -> frozenset[str]:
    places = (setting.places[t.i].place for t in told if t.i in setting.places)
    return frozenset(place.id for place in places if place is not None)
