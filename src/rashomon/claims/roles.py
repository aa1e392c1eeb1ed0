"""A cue -> who acts and on whom, by grammar, under the names that the knowledge gives them."""

import re
from typing import TYPE_CHECKING

from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting, object_of, subject_of
from rashomon.claims.sources import phrase
from rashomon.model import Kind, Link, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# Kinds whose grammatical object is a place that was acted on, told in `places`; the target slot is for parties and things.
OURS = frozenset({"our", "we", "us"})
DIRECTED = {"on": "target", "against": "target", "at": "target", "upon": "target", "by": "actor", "from": "actor", "of": "target", "with": "target"}
SUBJECT_OF = frozenset({Kind.WITHDRAW, Kind.ADVANCE, Kind.DEPLOY, Kind.ATTACK, Kind.STRIKE, Kind.NEGOTIATE})


def parties(cue: Cue, source: Link | None, setting: Setting) -> tuple[Party | None, Party | None]:
    """Actor and target. "we" and "our" are the source's own side."""
    actor, target = _of_noun(cue.head, setting) if cue.is_noun else (subject_of(cue.head), object_of(cue.head))
    if not cue.is_noun and target is None:
        target = _after_preposition(cue.head)
    if cue.kind is Kind.CASUALTIES and not cue.is_noun and cue.head.lemma_ in ("die", "suffer", "lose", "sustain", "take", "perish"):
        actor, target = None, actor
    if cue.kind is Kind.ACCUSE and source is not None:
        return Party(source.name, source.span, source.side), _party(target or actor, source, setting)
    return _party(actor, source, setting), _party(target, source, setting)


def _of_noun(noun: "Token", setting: Setting) -> "tuple[Token | None, Token | None]":
    """``Russia's shelling of the town``: owner and complement; ``a Ukrainian attack on a depot``: nationality and aim."""
    actor = next((c for c in noun.children if c.dep_ == "poss"), None)
    actor = actor or next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in setting.names), None)
    target = None
    for prep in noun.children:
        role = DIRECTED.get(prep.lower_) if prep.dep_ in ("prep", "agent") else None
        pobj = next((p for p in prep.children if p.dep_ == "pobj"), None)
        if role == "actor" and actor is None and pobj is not None and setting.classes(pobj) & {"force", "party", "person"}:
            actor = pobj
        elif role == "target" and target is None and pobj is not None:
            target = pobj
    if actor is None and noun.dep_ in ("dobj", "attr", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        actor = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
    return actor, target


def _after_preposition(verb: "Token") -> "Token | None":
    """``clashed with gunmen``, ``fired at the port``."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("on", "at", "against", "with", "into"):
            return next((p for p in prep.children if p.dep_ == "pobj"), None)
    return None


def _party(token: "Token | None", source: Link | None, setting: Setting) -> Party | None:
    if token is None:
        return None
    if token.lower_ in ("we", "us", "i") or any(c.lower_ == "our" for c in token.children if c.dep_ == "poss"):
        return _own_side(token, source, setting)
    if token.lower_ == "enemy" or any(c.lower_ == "enemy" and c.dep_ == "poss" for c in token.children):
        return _enemy(token, source, setting)
    if token.pos_ == "PRON" or token.lower_ in ("which", "that", "who"):
        return _earlier(token, setting)
    words = phrase(token)
    span = setting.parsed.span(words)
    name = _named(token, words, setting)
    return Party(name, span, setting.know.sides.side_of(name)) if name else None


def _named(token: "Token", words: "list[Token]", setting: Setting) -> str:
    """The canonical name of a party; a thing or place is printed plainly."""
    sides, text = setting.know.sides, setting.parsed.report.text
    entity = setting.names.get(token.i)
    printed = setting.parsed.span(words).of(text)
    if entity is not None:
        return entity[1].name
    own = next((setting.names[t.i][1] for t in words if t.i in setting.names and (t.dep_ in ("amod", "compound", "poss", "nmod"))), None)
    if own is not None and setting.classes(token) & {"force", "soldier"} and own.side:
        return sides.canonical(printed)
    return re.sub(r"\s+", " ", sides.canonical(printed))[:80]


def _own_side(token: "Token", source: Link | None, setting: Setting) -> Party | None:
    if source is None or source.side is None:
        return None
    return Party(forces_of(source.side, setting), setting.parsed.span(token), source.side)


def _enemy(token: "Token", source: Link | None, setting: Setting) -> Party | None:
    if source is None or source.side is None:
        return None
    foes = sorted(setting.know.sides.opponents(source.side))
    if len(foes) != 1:
        return Party("enemy", setting.parsed.span(token), None)
    return Party(forces_of(foes[0], setting), setting.parsed.span(token), foes[0])


def forces_of(side: str, setting: Setting) -> str:
    """The name of a side's forces: Ukraine -> Ukrainian forces."""
    entity = setting.know.sides.resolve_generic("forces", side)
    return entity.name if entity is not None else side


def _earlier(token: "Token", setting: Setting) -> Party | None:
    """``it``, ``they``: the subject of the sentence's main clause before, else the last force or party named before."""
    for i in range(token.i - 1, max(-1, token.i - 60), -1):
        if i in setting.names and setting.names[i][1].kind in ("force", "party", "ally", "body"):
            before = setting.parsed.doc[i]
            if before.dep_ in ("nsubj", "nsubjpass", "amod", "compound", "poss") or before.head.dep_ in ("nsubj", "nsubjpass"):
                span, entity = setting.names[i]
                return Party(forces_of(entity.side, setting) if entity.side else entity.name, setting.parsed.span(token), entity.side)
    return None
