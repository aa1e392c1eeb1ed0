"""A cue -> who acts and on whom, by grammar, under the names that the knowledge gives them."""

import re
from typing import TYPE_CHECKING

from rashomon.claims.arguments import is_passive, object_of, subject_of
from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting
from rashomon.claims.sources import phrase
from rashomon.model import Kind, Link, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# Kinds in which a state acts through its forces: "Russia shelled the town" is told of Russian forces.
BY_FORCES = frozenset(Kind) - {
    Kind.AID,
    Kind.NEGOTIATE,
    Kind.THREATEN,
    Kind.ACCUSE,
    Kind.ASSESS,
    Kind.EVACUATE,
    Kind.DETAIN,
    Kind.ABUSE,
}
DIRECTED = {
    "on": "target",
    "against": "target",
    "at": "target",
    "upon": "target",
    "by": "actor",
    "from": "actor",
    "of": "target",
    "with": "target",
}
DOES = frozenset({Kind.WITHDRAW, Kind.ADVANCE, Kind.DEPLOY, Kind.HOLD, Kind.NEGOTIATE})  # "the withdrawal of X": X withdraws
LIVING = frozenset({"force", "party", "person", "soldier", "civilian", "medium"})


def parties(cue: Cue, source: Link | None, setting: Setting) -> tuple[Party | None, Party | None]:
    """Actor and target. "we" and "our" are the source's own side; in an accusation the accuser acts on the accused."""
    actor, target = _of_noun(cue, setting) if cue.is_noun else (subject_of(cue.head), object_of(cue.head))
    if not cue.is_noun and target is None:
        target = _after_preposition(cue.head)
    if cue.kind is Kind.CASUALTIES and not cue.is_noun and cue.head.lemma_ in setting.know.cues.lists["suffers"]:
        actor, target = None, actor
    if cue.kind is Kind.DETAIN and cue.head.lemma_ in ("surrender", "capitulate"):
        target = _after_to(cue.head)
    if cue.kind is Kind.ACCUSE and source is not None:
        return Party(source.name, source.span, source.side), _party(target or actor, cue.kind, source, setting)
    doer, done_to = _actor(actor, cue.kind, source, setting), _party(target, cue.kind, source, setting)
    return doer or _inferred(cue, done_to, source, setting), done_to


def _of_noun(cue: Cue, setting: Setting) -> "tuple[Token | None, Token | None]":
    """``Russia's shelling of the town``: owner and complement; ``a Ukrainian attack on a depot``: nationality and aim."""
    noun = cue.head
    actor = next((c for c in noun.children if c.dep_ == "poss"), None)
    actor = actor or next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in setting.names), None)
    target = None
    for prep in noun.children:
        role = DIRECTED.get(prep.lower_) if prep.dep_ in ("prep", "agent") else None
        pobj = next((p for p in prep.children if p.dep_ == "pobj"), None)
        if role is None or pobj is None:
            continue
        if prep.lower_ == "of" and cue.kind in DOES:
            role = "actor"
        if role == "actor" and actor is None and setting.classes(pobj) & LIVING:
            actor = pobj
        elif role == "target" and target is None:
            target = pobj
    return actor or _of_governor(noun, setting), target


def _of_governor(noun: "Token", setting: Setting) -> "Token | None":
    """``launched an attack``: who launches attacks; ``by retaking``, ``an attempt to``: by whom the clause goes."""
    verb = noun.head if noun.dep_ in ("dobj", "attr") else noun.head.head if noun.dep_ == "pobj" else None
    if verb is None or verb.pos_ not in ("VERB", "AUX") or is_passive(verb):
        return None
    subject = subject_of(verb)
    return subject if subject is not None and setting.classes(subject) & (LIVING | {"pronoun"}) else None


def _after_preposition(verb: "Token") -> "Token | None":
    """``clashed with gunmen``, ``fired at the port``."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("on", "at", "against", "with", "into"):
            return next((p for p in prep.children if p.dep_ == "pobj"), None)
    return None


def _after_to(verb: "Token") -> "Token | None":
    return next((p for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" for p in c.children), None)


def _actor(token: "Token | None", kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """Somebody who can act; a weapon, a unit without a name or an attack acts for the side that stands beside it."""
    if token is None:
        return None
    classes = setting.classes(token)
    if token.pos_ == "PRON" or (classes & LIVING and not (classes & {"weapon", "structure"} and token.i not in setting.names)):
        return _party(token, kind, source, setting)
    return _side_beside(token, setting) if kind in BY_FORCES else _party(token, kind, source, setting)


def _side_beside(token: "Token", setting: Setting) -> Party | None:
    """``Russian artillery``, ``attacks by the militia``, ``the pressure from the army``."""
    for child in token.subtree:
        direct = child.head.i == token.i or (
            child.head.dep_ in ("agent", "prep") and child.head.head.i == token.i and child.head.lower_ in ("by", "from")
        )
        if (
            direct
            and child.i in setting.names
            and setting.names[child.i][1].side
            and child.dep_ in ("amod", "poss", "compound", "nmod", "pobj")
        ):
            side = setting.names[child.i][1].side
            assert side is not None
            return Party(forces_of(side, setting), setting.parsed.span(child), side)
    return None


def _party(token: "Token | None", kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    if token is None:
        return None
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if token.lower_ in ("we", "us", "i") or (owner is not None and owner.lower_ == "our"):
        return _own_side(token, source, setting)
    if token.lower_ == "enemy" or (owner is not None and owner.lower_ == "enemy"):
        return _enemy(token, source, setting)
    if (
        owner is not None
        and owner.lower_ in ("his", "its", "their", "her")
        and token.lemma_.lower() in ("unit", "force", "troop", "soldier", "fighter", "army")
    ):
        return _own_side(token, source, setting) or _earlier(token, setting)
    if token.pos_ == "PRON" or token.lower_ in ("which", "that", "who"):
        return _earlier(token, setting)
    return _named(token, kind, setting)


def _named(token: "Token", kind: Kind, setting: Setting) -> Party | None:
    """The canonical name of a party; a thing or place is printed plainly."""
    words = phrase(token)
    span = setting.parsed.span(words)
    entity = setting.names[token.i][1] if token.i in setting.names else None
    inside = [setting.names[t.i][1] for t in words if t.i in setting.names]
    if entity is None and inside and setting.classes(token) & {"force", "soldier"} and not setting.classes(token) & {"weapon"}:
        entity = next((e for e in inside if e.kind in ("force", "party", "people") and e.side), None)
    if (
        entity is not None
        and entity.side
        and kind in BY_FORCES
        and entity.kind in ("party", "people", "ally")
        and token.pos_ != "NUM"
    ):
        return Party(forces_of(entity.side, setting), span, entity.side)
    if entity is not None:
        return Party(entity.name, span, entity.side)
    printed = setting.know.sides.canonical(re.sub(r"\s+", " ", span.of(setting.parsed.report.text)))
    return Party(_short(printed), span, setting.know.sides.side_of(printed)) if printed else None


def _short(name: str) -> str:
    """A party's name, not its story: cut at the first comma, relative or preposition of place."""
    return re.split(r",|\s(?:who|which|that|in|on|at|from|around|across|near|including)\s", name)[0].strip(" “”\"'()") or name


def _own_side(token: "Token", source: Link | None, setting: Setting) -> Party | None:
    if source is None or source.side is None:
        return None
    return Party(forces_of(source.side, setting), setting.parsed.span(token), source.side)


def _enemy(token: "Token", source: Link | None, setting: Setting) -> Party | None:
    foe = _foe(source.side, setting) if source is not None and source.side else None
    if foe is None:
        return Party("enemy", setting.parsed.span(token), None)
    return Party(forces_of(foe, setting), setting.parsed.span(token), foe)


def _foe(side: str, setting: Setting) -> str | None:
    """The one side that `side` fights in this report, None where there are several."""
    foes = setting.know.sides.opponents(side)
    present = {entity.side for _, entity in setting.names.values()} & foes
    if len(present) == 1:
        return str(next(iter(present)))
    return next(iter(foes)) if len(foes) == 1 else None


def forces_of(side: str, setting: Setting) -> str:
    """The name of a side's forces: Ukraine -> Ukrainian forces."""
    entity = setting.know.sides.resolve_generic("forces", side)
    return entity.name if entity is not None else side


def _earlier(token: "Token", setting: Setting) -> Party | None:
    """``it``, ``they``: the subject before, in this sentence or the last one."""
    for i in range(token.i - 1, max(-1, token.i - 60), -1):
        if i in setting.names and setting.names[i][1].kind in ("force", "party", "ally", "body"):
            before = setting.parsed.doc[i]
            if before.dep_ in ("nsubj", "nsubjpass", "amod", "compound", "poss") or before.head.dep_ in ("nsubj", "nsubjpass"):
                entity = setting.names[i][1]
                return Party(
                    forces_of(entity.side, setting) if entity.side else entity.name, setting.parsed.span(token), entity.side
                )
    return None


def _inferred(cue: Cue, target: Party | None, source: Link | None, setting: Setting) -> Party | None:
    """Who must have acted where nobody is named: who shoots down is on the speaker's side, who shells is the other one.

    The party carries no span: it was inferred.
    """
    side = source.side if source is not None else None
    against = target.side if target is not None else None
    doer: str | None = None
    if cue.kind in (Kind.INTERCEPT, Kind.REPEL):
        doer = (_foe(against, setting) if against else None) or side
    elif cue.kind is Kind.CAPTURE:
        doer = (_foe(against, setting) if against else None) or (side if _is_ours(cue) else None)
    elif cue.kind in (Kind.STRIKE, Kind.CASUALTIES, Kind.DESTRUCTION) and side is not None and source is not None:
        doer = _foe(side, setting) if not against or against == side else None
    if doer is None or not setting.know.sides.opponents(doer):
        return None
    return Party(forces_of(doer, setting), None, doer)


def _is_ours(cue: Cue) -> bool:
    """``liberated``, ``recaptured``: words that one uses of one's own."""
    return cue.head.lemma_.lower() in ("liberate", "recapture", "retake", "clear", "liberation", "free", "regain")
