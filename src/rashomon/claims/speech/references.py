"""Pronouns, "the ministry", "its army", "the capital's mayor" -> who is meant, with the reason."""

import re
from collections.abc import Iterator

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.voices import Memory, Voice, again, entity_voice
from rashomon.knowledge.sides import Entity
from rashomon.model import ChainRole, Link

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her"})
BODY_PRONOUNS = frozenset({"it", "they", "them"})
BODIES = frozenset({"body", "force", "party", "observer", "medium", "ally"})
SUBJECTS = ("nsubj", "nsubjpass")
NEAR = 70  # tokens: about two sentences back
STALE = 200  # tokens after which "he" no longer reaches back to a person
OPENING = 3  # a pronoun among the first tokens of its sentence goes on with the sentence before
ANYBODY = frozenset(
    "official spokesman spokeswoman spokesperson source analyst expert man woman politician diplomat officer".split()
)
TOWNS = frozenset({"capital", "city", "town", "village", "settlement", "port"})
REGIONS = frozenset({"region", "province", "oblast", "governorate", "district"})
STATES = frozenset({"country", "nation", "state", "government", "army", "military", "forces", "force"})
GROUPS = frozenset({"group", "movement", "militia", "rebel", "organisation", "organization", "paramilitary"})
ARMIES = frozenset({"army", "military", "government", "country"})
RANKS = frozenset("commander general colonel lieutenant major captain brigadier admiral marshal officer".split())
NAMED = frozenset({"body", "force", "person", "party", "observer"})
DEFINITE = frozenset({"the", "this", "that"})
UNIT = re.compile(r"\s+(?:Oblast|Region|Province|Governorate|Krai|Republic|State|District)$", re.IGNORECASE)


def of_pronoun(head: Word, setting: Setting, memory: Memory) -> Voice | None:
    """Who "he", "she", "it" or "they" is. Translations give ministries a "he": who spoke last comes before gender."""
    person = head.lower_ in PERSON_PRONOUNS
    kinds = frozenset({"person"}) if person else BODIES
    acted = _subject_before(head, memory.last_at(person=person), kinds, setting)
    if acted is not None:
        return again(acted, head, setting, f"the last {'person' if person else 'body'} who acted before")
    if head.i - head.sent.start < OPENING:
        before = memory.last(since=_sentence_before(head))
        if before is not None and (before.person or not person or not _person_before(head, setting)):
            return again(before, head, setting, "who spoke in the sentence before")
    last = memory.last(person=person, since=head.i - STALE) or memory.last()
    return again(last, head, setting, f"the last {'person' if person else 'body'} that spoke")


def _sentence_before(token: Word) -> int:
    start = token.sent.start
    return token.doc[start - 1].sent.start if start else 0


def subject_before(pronoun: Word) -> Word | None:
    """The subject of the main clause before that of a pronoun which opens its sentence."""
    start = pronoun.sent.start
    if start == 0 or pronoun.i - start >= OPENING:
        return None
    before = pronoun.doc[start - 1].sent
    return next((t for t in before if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)


def _person_before(token: Word, setting: Setting) -> bool:
    """A person stands as a subject in the sentence before."""
    before = range(_sentence_before(token), token.sent.start)
    return any(i in setting.names and setting.names[i][1].kind == "person" and _is_subject(setting.parsed.doc[i]) for i in before)


def _subject_before(pronoun: Word, since: int, kinds: frozenset[str], setting: Setting) -> Voice | None:
    """The nearest known one that is a subject between the last speaker and the pronoun, at most two sentences back."""
    reach = pronoun.i - NEAR if "person" in kinds else _sentence_before(pronoun) - 1
    for i in range(pronoun.i - 1, max(since, reach), -1):
        named = setting.names.get(i)
        if named is not None and named[1].kind in kinds and _is_subject(setting.parsed.doc[i]):
            return entity_voice(named[0], named[1], named[1].office)
    return None


def _is_subject(token: Word) -> bool:
    return token.dep_ in SUBJECTS or (token.dep_ in ("appos", "compound") and token.head.dep_ in SUBJECTS)


def of_definite(word: str, head: Word, setting: Setting, memory: Memory) -> Voice | None:
    """``the ministry``, ``the spokesman``: who was called so before, else who is called so further on."""
    people = word in setting.know.cues.frames["people"]
    before = _called_so(word, head, setting, memory, people=people)
    before = before or _mentioned(word, head, setting)
    if before is None and word in ANYBODY and head.tag_ == "NN":
        before = memory.last(person=True, since=head.i - STALE)
    return again(before, head, setting, f"the {word} named before") if before is not None else None


def _called_so(word: str, head: Word, setting: Setting, memory: Memory, *, people: bool) -> Voice | None:
    for voice in reversed(memory.voices):
        fits = word in voice.words or head.lower_ in voice.words
        if fits and (voice.person or not people) and _can_be(word, voice.link.name, voice.link.side, setting):
            return voice
    return None


def _can_be(word: str, name: str, side: str | None, setting: Setting) -> bool:
    """``the group`` is no state's army, ``the army`` no group's."""
    state = _of_state(name, side, setting)
    return not (word in GROUPS and state) and not (word in ARMIES and not state)


def _of_state(name: str, side: str | None, setting: Setting) -> bool:
    """A state or its army: nobody calls it "the group" (the Wagner Group has the word in its name)."""
    return "group" not in name.lower() and (setting.know.sides.is_state(name) or setting.know.sides.is_state(side or ""))


def _mentioned(word: str, head: Word, setting: Setting) -> Voice | None:
    """Somebody named in the report, though not as a speaker: the nearest before, else the first after; an army is none of later."""
    after = [] if word in setting.know.cues.lists["regular"] else sorted(i for i in setting.names if i > head.i + 1)
    for i in [*sorted((i for i in setting.names if i < head.i), reverse=True), *after]:
        span, entity = setting.names[i]
        if entity.kind in NAMED and word in _called(entity, setting) and _can_be(word, entity.name, entity.side, setting):
            return entity_voice(span, entity, entity.office if entity.kind == "person" else None)
    return None


def _called(entity: Entity, setting: Setting) -> frozenset[str]:
    """The nouns that may stand for somebody who was only named: a person's office, a body's own words, "group"."""
    office = (entity.office or "").lower().split()
    if entity.kind == "person":
        return frozenset(office[-1:] or []) | frozenset(office[:1] if "of" in office else [])
    own = frozenset(entity.name.lower().split())
    return own if entity.kind == "body" or _of_state(entity.name, entity.side, setting) else own | GROUPS


def of_described(head: Word, words: list[Word], setting: Setting, memory: Memory) -> Voice | None:
    """``the French president``, ``the head of the mercenary group``: the person whose name and office hold all these words."""
    text = setting.parsed.span(words).of(setting.parsed.report.text)
    if words[0].lower_ not in DEFINITE and words[0].tag_ not in ("NNP", "JJ", "PRP$"):
        return None
    if head.lemma_.lower() not in setting.know.cues.frames["people"] or head.tag_ not in ("NN", "NNP"):
        return None
    side = next((setting.names[t.i][1].side for t in words if t.i in setting.names), None) or setting.know.sides.side_of(text)
    nouns = [t for t in words if t.i == head.i or (t.pos_ in ("NOUN", "PROPN") and not _tells_side(t, setting))]
    spoken = [v for v in reversed(memory.voices) if v.person]
    found = next((v for v in [*spoken, *_persons(head, setting)] if _fits(v, nouns, side)), None)
    found = found or _by_rank(head, side, memory)
    return again(found, head, setting, f"{text}: the office named with the name") if found is not None else None


def _by_rank(head: Word, side: str | None, memory: Memory) -> Voice | None:
    """``General Amin said ... the commander of the southern front said``: the soldier who spoke in the sentence before."""
    last = memory.last(person=True, since=_sentence_before(head)) if head.lemma_.lower() in RANKS else None
    return last if last is not None and last.words & RANKS and side in (None, last.link.side) else None


def _tells_side(token: Word, setting: Setting) -> bool:
    """``the French president``, ``the mercenary group``: what only says which one."""
    return token.dep_ in ("amod", "nmod", "compound", "poss") and (token.i in setting.names or token.i in setting.places)


def _fits(voice: Voice, nouns: list[Word], side: str | None) -> bool:
    known = voice.words | {"group"}
    return all(known & {t.lemma_.lower(), t.lower_} for t in nouns) and (side is None or voice.link.side in (None, side))


def _persons(head: Word, setting: Setting) -> "Iterator[Voice]":
    """Persons named in the report, the nearest before first, then those after."""
    for i in [*sorted((i for i in setting.names if i < head.i), reverse=True), *sorted(i for i in setting.names if i > head.i + 1)]:
        span, entity = setting.names[i]
        if entity.kind == "person":
            yield entity_voice(span, entity, entity.office)


def of_owned(head: Word, rest: str, setting: Setting) -> "tuple[str, str | None] | None":
    """``its foreign ministry``, ``the capital's mayor``, ``the armed forces' staff``: name and side with the owner named."""
    owner = next((c for c in head.children if c.dep_ in ("poss", "nmod") and c.i < head.i), None)
    if owner is None:
        return None
    word = owner.lemma_.lower()
    if owner.tag_ == "PRP$" or word in STATES:
        side = _side_before(owner, setting, states=word in STATES)
        known = setting.know.sides.resolve_generic(rest, side)
        return (known.name, known.side) if known is not None else None
    if word in TOWNS | REGIONS:
        place = _place_before(owner, setting, region=word in REGIONS)
        named = f"{place} regional {rest}" if word in REGIONS else f"{place} {rest}"
        return (named, setting.know.sides.side_of(named)) if place is not None else None
    return None


def _side_before(token: Word, setting: Setting, *, states: bool = False) -> str | None:
    """The side of the last subject of the sentence, else of the nearest name before; `states`: no groups."""
    near = range(token.i - 1, max(-1, token.i - NEAR), -1)
    sided = [i for i in near if i in setting.names and setting.names[i][1].side and not _is_of_arms(setting.parsed.doc[i], setting)]
    before = [i for i in sided if not states or setting.know.sides.is_state(setting.names[i][1].side or "")]
    own = [i for i in before if i >= token.sent.start and _is_subject(setting.parsed.doc[i])]
    return next((setting.names[i][1].side for i in [*own[-1:], *before]), None) or _side_of_place(token, setting)


def _side_of_place(token: Word, setting: Setting) -> str | None:
    """The side whose country the sentence speaks of."""
    there = (setting.places[i].place for i in range(token.sent.start, token.i) if i in setting.places)
    countries = {place.admin[0] for place in there if place is not None and place.admin}
    return setting.know.sides.side_of(next(iter(countries))) if len(countries) == 1 else None


def _is_of_arms(token: Word, setting: Setting) -> bool:
    """``Russian missiles``: whose they are does not tell whose navy speaks of them."""
    arms = frozenset({"weapon", "airborne", "strike"})
    return token.dep_ in ("amod", "compound", "poss") and bool(setting.classes(token.head) & arms - {"force"})


def side_of_owner(head: Word, setting: Setting) -> str | None:
    """``the army's Sixth Division``: the side of the army that was named before, or that fights in the report."""
    owner = next((c for c in head.children if c.dep_ in ("poss", "nmod") and c.i < head.i), None)
    if owner is None or owner.lemma_.lower() not in ARMIES:
        return None
    return _state_meant(owner, setting)


def _place_before(token: Word, setting: Setting, *, region: bool) -> str | None:
    """The nearest town, or region, named before: a town's region where only the town is named."""
    for i in range(token.i - 1, max(-1, token.i - 2 * NEAR), -1):
        place = setting.places[i].place if i in setting.places else None
        if place is None or place.feature == "country":
            continue
        if region:
            unit = place.name if place.feature == "region" else next(iter(place.admin[1:2]), None)
            return UNIT.sub("", unit) if unit else None
        if place.feature == "settlement":
            return place.name
    return None


def national_body(head: Word, text: str, setting: Setting) -> Entity | None:
    """``the general staff`` where a state was named shortly before: that state's."""
    side = _state_meant(head, setting)
    bare = re.sub(r"^(?:the|its|their)\s+", "", text, flags=re.IGNORECASE)
    return setting.know.sides.resolve_generic(bare, side) or _office_of(bare, side, setting)


def _office_of(text: str, side: str | None, setting: Setting) -> Entity | None:
    """``prime minister's office``: that of the state's prime minister."""
    owner, cut, rest = text.replace("’", "'").partition("'s ")
    known = setting.know.sides.resolve_generic(owner, side) if cut else None
    if known is None:
        return None
    name = f"{known.name}'s {rest.lower()}"
    return setting.know.sides.named(name) or Entity(name.lower(), name, "body", known.side)


def _state_meant(head: Word, setting: Setting) -> str | None:
    """The state named shortly before; for "the army" rather one that fights in the report, or on whose ground it speaks."""
    near, fighting = _side_before(head, setting, states=True), _fighting_states(setting)
    troops = head.lemma_.lower() in setting.know.cues.lists["regular"]
    if near is None or (troops and near not in fighting):
        only = next(iter(fighting)) if len(fighting) == 1 else near
        return (_state_of_ground(head, setting) if troops else None) or only
    return near


def _state_of_ground(head: Word, setting: Setting) -> str | None:
    """The state at war in whose country the places of the sentence lie, or of what was told before it."""
    for tokens in (range(head.sent.start, head.sent.end), range(max(0, head.i - NEAR), head.i)):
        there = [where.place for i in tokens if i in setting.places and (where := setting.places[i]).place is not None]
        grounds = {setting.know.sides.side_of(place.admin[0]) for place in there if place is not None and place.admin}
        state = next(iter(grounds)) if len(grounds) == 1 else None
        if state is not None and setting.know.sides.is_state(state) and setting.know.sides.opponents(state):
            return state
    return None


def _fighting_states(setting: Setting) -> set[str]:
    """The states named in the report that fight a side named in it; else the states that fight one."""
    named = {entity.side for _, entity in setting.names.values() if entity.side}
    foes = {foe for side in named for foe in setting.know.sides.opponents(side)}
    states = {side for side in foes if setting.know.sides.is_state(side)}
    return states & named or states


def named_voice(name: str, side: str | None, head: Word, because: str, setting: Setting) -> Voice:
    """A voice whose name was put together from what stands around it."""
    person = head.lemma_.lower() in setting.know.cues.frames["people"] and head.tag_ == "NN"
    link = Link(ChainRole.SOURCE, name, setting.parsed.span(head), None, side, because)
    words = frozenset(name.lower().split()) | {head.lemma_.lower()}
    return Voice(link, person, words | {"official"} if person else words)
