"""Sayings -> voices: whose word it is, by name, office and side; pronouns and "the ministry" tied to who was named before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
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

__all__ = ["Voice", "name_of", "name_sources", "phrase"]

ROLE_LIKE = re.compile(
    r"\b(?:president|minister|general|spokes\w+|governor|commander|chief|head|secretary|leader|official|analyst|mayor|chair\w*"
    r"|director|researcher|doctor|resident|lawyer|professor|envoy|ambassador|adviser|advisor|officer|soldier|activist)\b",
    re.I,
)
ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
ADDRESS = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord)\.?|.*['’]s", re.IGNORECASE)  # "Mr", "Sudan's": no office
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
    return tuple(found)


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
        or _person_name(head, words, setting, memory)
        or _generic(head, words, setting, memory)
    )


def _just_named(pronoun: Word, setting: Setting, memory: Memory) -> Voice | None:
    """``The commander, Amin Sefa, was less sure. He said``: the person who is the subject of the sentence before."""
    subject = subject_before(pronoun) if pronoun.lower_ in PERSON_PRONOUNS else None
    if subject is None or subject.i <= memory.last_at(person=True):
        return None
    words = phrase(subject)
    named = _known_name(subject, words, setting, memory) or _person_name(subject, words, setting, memory)
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
        return entity_voice(span, entity, _office(words, span, setting) or entity.office)
    if looks_like_person([t.text for t in _apposed(head, setting)]):
        return None  # "the governor of Kherson, Amin Sefa": the name that nothing is known of
    for span, entity in inside.values():
        covers = head.i in setting.names and setting.names[head.i][1] is entity
        if covers and not _is_person_like(words, span, setting) and not _owns(span, setting):
            return of_described(head, words, setting, memory) or entity_voice(span, entity, None)
    return None


def _owns(span: Span, setting: Setting) -> bool:
    """``the leader of Sudan's west``: the name is cut off in a possessive."""
    last = setting.parsed.tokens(span)[-1]
    return last.i + 1 < len(last.doc) and last.nbor(1).dep_ == "case"


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


def _office(words: list[Word], span: Span, setting: Setting) -> str | None:
    """What stands beside the name in its phrase: "deputy defense minister of Ukraine"."""
    text = setting.parsed.report.text
    before = [t for t in words if setting.parsed.ends[t.i] <= span.start]
    after = [t for t in words if setting.parsed.starts[t.i] >= span.end]
    said = (text[setting.parsed.starts[before[0].i] : setting.parsed.ends[before[-1].i]] if before else "") or (
        text[setting.parsed.starts[after[0].i] : setting.parsed.ends[after[-1].i]] if after else ""
    )
    said = ARTICLE.sub("", said.strip(" ,.–—")).strip(" ,")
    return said if said and not ADDRESS.fullmatch(said) else None


def _person_name(head: Word, words: list[Word], setting: Setting, memory: Memory) -> Voice | None:
    """A name that nothing is known of: "military analyst Oleh Zhdanov", or "Zhdanov" after that."""
    run = _name_run(head, setting) if head.pos_ == "PROPN" and not _is_common(head, setting) else _apposed(head, setting)
    if not run:
        return None
    span = setting.parsed.span(run)
    printed = span.of(setting.parsed.report.text)
    before = memory.surnamed(run[-1].lower_)
    if before is not None:
        full = before.link.name if len(run) < len(before.link.name.split()) else printed
        return Voice(Link(ChainRole.SOURCE, full, span, before.link.office, before.link.side), True, before.words, before.kind)
    known = setting.know.sides.named(printed) if len(run) > 1 else None
    if known is not None and known.kind == "person":
        return entity_voice(span, known, _office(words, span, setting) or known.office)
    return _new_person(run, span, words, setting)


def _new_person(run: list[Word], span: Span, words: list[Word], setting: Setting) -> Voice | None:
    printed = span.of(setting.parsed.report.text)
    office = _office(words, span, setting)
    if len(run) < 2 and not (office and ROLE_LIKE.search(office)):
        return None if run[-1].i in setting.places or run[-1].i in setting.names else _lone_name(run, span, printed)
    called = frozenset((printed + " " + (office or "")).lower().split())
    side = _side_of_words(words, setting) or side_of_owner(run[-1], setting)
    link = Link(ChainRole.SOURCE, printed, span, office, side)
    if run[0].i > run[0].sent.start and run[0].nbor(-1).lower_ == "the":
        return Voice(replace(link, office=None), False, called, "body")  # "the Popular Resistance": no person has an article
    return Voice(link, True, called | ({"official"} if office and ROLE_LIKE.search(office) else set()), "person")


def _is_common(head: Word, setting: Setting) -> bool:
    """``the Ministry``, ``the Army``: a common noun in capitals, not a family name."""
    return head.lower_ in setting.know.cues.frames["generic"] and not any(
        c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == head.i - 1 for c in head.children
    )


def _apposed(head: Word, setting: Setting) -> list[Word]:
    """``the head of the office, Amin Sefa,``: the name in apposition, wherever the parser hung it."""
    own = [c for c in head.subtree if _stands_beside(c) and c.pos_ == "PROPN" and (c.head.i == head.i or _set_off(c))]
    for appos in own:
        run = _name_run(appos, setting)
        direct = appos.head.i == head.i and appos.dep_ == "appos"
        if run and (direct or looks_like_person([t.text for t in run if t.text != "-"])):
            return run
    return _name_after(head, setting)


def _name_after(head: Word, setting: Setting) -> list[Word]:
    """``the chief of staff, Amin Sefa,``: a full name between commas right after the phrase, which the parser hung elsewhere."""
    doc, at = head.doc, phrase(head)[-1].i + 1
    if head.lemma_.lower() not in setting.know.cues.frames["people"] or at + 2 >= head.sent.end or doc[at].text != ",":
        return []
    last = at
    while last + 1 < head.sent.end and doc[last + 1].pos_ == "PROPN":
        last += 1
    run = list(doc[at + 1 : last + 1])
    closed = last + 1 < head.sent.end and (doc[last + 1].text == "," or doc[last + 1].pos_ in ("VERB", "AUX"))
    return run if closed and looks_like_person([t.text for t in run]) else []


def _stands_beside(name: Word) -> bool:
    """An apposition, or what the parser took for the second part of a list that has no "and"."""
    listed = name.dep_ == "conj" and not any(c.dep_ in ("cc", "conj") and c.i != name.i for c in name.head.children)
    return name.dep_ == "appos" or (listed and _set_off(name))


def _set_off(token: Word) -> bool:
    """A comma right before the name."""
    left = token.left_edge.i
    return left > 0 and token.doc[left - 1].text == ","


def _lone_name(run: list[Word], span: Span, printed: str) -> Voice:
    return Voice(Link(ChainRole.SOURCE, printed, span), len(run) > 1 or not printed.isupper(), frozenset(printed.lower().split()))


def _name_run(head: Word, setting: Setting) -> list[Word]:
    """The name's own words, titles left out: "Adm. Bauer" -> Bauer."""
    titles = setting.know.cues.lists["titles"]
    run = [head]
    while run[0].i > head.sent.start and (run[0].nbor(-1).pos_ == "PROPN" or _is_hyphen(run[0].nbor(-1))):
        previous = run[0].nbor(-1)
        if _is_hyphen(previous):
            run[:0] = [previous.nbor(-1), previous]
            continue
        if not previous.text[0].isupper():
            break
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


def _is_hyphen(token: Word) -> bool:
    """Inside a name: "Jean-Paul Sefa" is four tokens."""
    return token.text == "-" and token.i > token.sent.start and token.nbor(-1).pos_ == "PROPN" and token.nbor(1).pos_ == "PROPN"


def _side_of_words(words: list[Word], setting: Setting) -> str | None:
    """The side that the phrase names as the speaker's own, not the country where it works ("a team in Sudan")."""
    own = (t for t in words if not (t.dep_ == "pobj" and t.head.lower_ in ("in", "at", "on", "to", "from")))
    return next((setting.names[t.i][1].side for t in own if t.i in setting.names and setting.names[t.i][1].side), None)


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
    side = side or _side_of_words(words, setting) or side_of_owner(head, setting)
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
