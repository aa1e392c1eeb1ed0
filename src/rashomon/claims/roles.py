"""A cue -> who acts and on whom, by grammar, under the names that the knowledge gives them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.claims.arguments import is_passive, object_of, subject_of
from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting
from rashomon.claims.sources import phrase
from rashomon.knowledge.sides import Entity
from rashomon.model import Kind, Link, Party, Where

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
GROUND = frozenset({Kind.CAPTURE, Kind.HOLD, Kind.STRIKE, Kind.ATTACK, Kind.DESTRUCTION, Kind.ADVANCE})
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
COUNTING = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their|at least|more than|about|around|some|nearly|up to|over|almost|all|several|many|two|three|four|five|six|seven|"
    r"eight|nine|ten|one|dozens|hundreds|thousands|scores|numerous|most|last|other|another|of|new|further|\d[\d,.]*)\s+)+",
    re.IGNORECASE,
)
AIMED = ("on", "at", "against", "upon", "into")
LIVING = frozenset({"force", "party", "person", "soldier", "civilian", "medium"})


def parties(cue: Cue, source: Link | None, places: Sequence[Where], setting: Setting) -> tuple[Party | None, Party | None]:
    """Actor and target. "we" and "our" are the source's own side; in an accusation the accuser acts on the accused.

    `places` are those of the claim: "it" and "the town" as a target are the first of them.
    """
    actor, target = _tokens(cue, setting)
    if cue.kind is Kind.ACCUSE and source is not None:
        return Party(source.name, source.span, source.side), _party(target or actor, cue.kind, source, setting)
    done_to = _spot(target, cue.kind, places, setting) or _party(target, cue.kind, source, setting)
    doer = _actor(actor, cue.kind, source, setting) or _inferred(cue, done_to, source, setting)
    if cue.kind is Kind.REPEL:
        done_to = _attacker(target, doer, setting) or done_to
    if done_to is None and cue.kind in (Kind.ATTACK, Kind.REPEL):
        done_to = _other_side(doer, setting)
    return doer, done_to


def _spot(token: "Token | None", kind: Kind, places: Sequence[Where], setting: Setting) -> Party | None:
    """``recaptured it``, ``shelling of the town``: the place that the claim is about."""
    if token is None or not places or kind not in GROUND or token.i in setting.places or token.i in setting.names:
        return None
    plain = token.lower_ == "it" or (
        token.pos_ == "NOUN" and "place" in setting.classes(token) and not _named_inside(token, setting)
    )
    where = places[0]
    name = where.place.name if where.place is not None else where.text
    return Party(name, setting.parsed.span(token)) if plain else None


def _named_inside(token: "Token", setting: Setting) -> bool:
    return any(t.i in setting.places for t in token.subtree)


def _other_side(doer: Party | None, setting: Setting) -> Party | None:
    """Who is on the other side of a fight, where only one can be; without a span: inferred."""
    foe = _foe(doer.side, setting) if doer is not None and doer.side else None
    return Party(forces_of(foe, setting), None, foe) if foe else None


def _tokens(cue: Cue, setting: Setting) -> "tuple[Token | None, Token | None]":
    """Who acts and on whom, as heads of noun phrases."""
    if cue.is_noun:
        actor, target = _of_noun(cue, setting)
    else:
        actor, target = subject_of(cue.head), _target(cue, setting)
    if cue.kind is Kind.CASUALTIES and not cue.is_noun and cue.head.lemma_ in setting.know.cues.lists["suffers"]:
        return None, actor
    if cue.kind is Kind.EVACUATE and not cue.is_noun and setting.classes(actor) & {"civilian"} and not is_passive(cue.head):
        return None, actor
    if cue.kind is Kind.DETAIN and cue.head.lemma_ in ("surrender", "capitulate"):
        return actor, _after(cue.head, ("to",))
    return actor, target


def _target(cue: Cue, setting: Setting) -> "Token | None":
    """On whom a verb's act falls: those that it is aimed at, taken from, given to; else its object."""
    verb = cue.head
    patient = object_of(verb)
    if cue.kind is Kind.CAPTURE:
        return _after(verb, ("from", "of")) or patient
    if cue.kind is Kind.AID:
        return _recipient(verb, patient, setting)
    if (patient is not None and patient.i in cue.words) or (patient is not None and "strike" in setting.classes(patient)):
        return _after(patient, AIMED) or _aimed_at(verb) or _after(verb, AIMED)
    if cue.kind in (Kind.STRIKE, Kind.ATTACK) and patient is not None and setting.classes(patient) & {"weapon", "projectile"}:
        return _after(verb, AIMED) or _after(patient, AIMED)
    return patient or _after(verb, (*AIMED, "with", "through"))


def _recipient(verb: "Token", patient: "Token | None", setting: Setting) -> "Token | None":
    """``sent tanks to the army``: to whom; ``armed the rebels``: whom."""
    given = next((c for c in verb.children if c.dep_ == "dative"), None)
    given = given if given is None or given.dep_ != "dative" or given.pos_ != "ADP" else next(iter(given.children), None)
    found = given or _after(verb, ("to", "for")) or (_after(patient, ("to", "for")) if patient is not None else None)
    if found is not None and setting.classes(found) & LIVING:
        return found
    return patient if patient is not None and setting.classes(patient) & {"force", "party", "soldier"} - {"aid"} else None


def _aimed_at(verb: "Token") -> "Token | None":
    """``launched a strike, targeting a commander``."""
    aiming = [t for t in verb.subtree if t.lemma_ in ("target", "hit", "strike") and t.dep_ in ("advcl", "acl", "relcl")]
    return next((o for t in aiming for o in [object_of(t)] if o is not None and o.i > t.i), None)


def _after(head: "Token", words: tuple[str, ...]) -> "Token | None":
    """The noun after one of the prepositions `words` that hangs on `head`."""
    holders = [c for c in head.children if c.dep_ in ("prep", "dative", "agent") and c.lower_ in words]
    return next((p for c in holders for p in c.children if p.dep_ == "pobj"), None)


def _attacker(attack: "Token | None", doer: Party | None, setting: Setting) -> Party | None:
    """Whose attack was repelled: the side beside it, else the one that the defender fights."""
    if attack is None:
        return None
    told = _side_beside(attack, setting)
    if told is not None or setting.classes(attack) & {"force", "soldier"}:
        return told
    return _other_side(doer, setting)


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
    owner = _owner(token)
    if token.lower_ in ("we", "us", "i") or owner == "our":
        return _own_side(token, source, setting)
    if "enemy" in (token.lower_, owner):
        return _enemy(token, source, setting)
    if owner in ("his", "its", "their", "her") and setting.classes(token) & {"force", "soldier"}:
        return _own_side(token, source, setting) or _earlier(token, setting)
    if token.pos_ == "PRON" or token.lower_ in ("which", "that", "who"):
        return _earlier(token, setting)
    return _named(token, kind, setting)


def _owner(token: "Token") -> str | None:
    """The first word of the possessive: ``his country's forces`` -> his."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    while owner is not None:
        above = next((c for c in owner.children if c.dep_ == "poss"), None)
        if above is None:
            return str(owner.lower_)
        owner = above
    return None


def _named(token: "Token", kind: Kind, setting: Setting) -> Party | None:
    """The canonical name of a party; a place by its name; a thing as printed, without its number."""
    words = phrase(token)
    span = setting.parsed.span(words)
    entity = _entity_of(token, words, setting)
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
    where = _place_of(token, words, setting)
    if where is not None:
        return Party(where, span)
    counted = setting.members(token)[-1] if token.pos_ == "NUM" else token
    printed = _plain(setting.parsed.span(phrase(counted)).of(setting.parsed.report.text))
    named = setting.know.sides.canonical(printed)
    return Party(_short(named), span, setting.know.sides.side_of(named)) if named else None


def _entity_of(token: "Token", words: "list[Token]", setting: Setting) -> Entity | None:
    if token.i in setting.names:
        return setting.names[token.i][1]
    classes = setting.classes(token)
    if not classes & {"force", "soldier"} or classes & {"weapon"}:
        return None
    inside = [setting.names[t.i][1] for t in words if t.i in setting.names]
    return next((e for e in inside if e.kind in ("force", "party", "people") and e.side), None)


def _place_of(token: "Token", words: "list[Token]", setting: Setting) -> str | None:
    """``the town of Koran``, ``the country's northern region``: the place that the phrase names."""
    if token.i not in setting.places and "place" not in setting.classes(token):
        return None
    where = next(
        (
            setting.places[t.i]
            for t in words
            if (t.i in setting.places and t.dep_ in ("pobj", "appos", "compound")) or (t.i == token.i and t.i in setting.places)
        ),
        None,
    )
    return None if where is None else where.place.name if where.place is not None else where.text


def _plain(phrase_text: str) -> str:
    """A noun phrase without quantifiers and quotation marks: ``at least 2,000 civilians`` -> ``civilians``."""
    words = re.sub(r"[“”\"«»]", "", re.sub(r"\s+", " ", phrase_text)).strip()
    return COUNTING.sub("", words) or words


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
