"""A cue -> who acts and on whom, by grammar; who must have acted where nobody is named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.claims.arguments import is_passive, object_of, subject_of
from rashomon.claims.kinds import Cue
from rashomon.claims.parties import BY_FORCES, foe_of, forces_of, other_side, party_of, side_beside
from rashomon.claims.setting import Setting
from rashomon.model import Kind, Link, Party, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

GROUND = frozenset({Kind.CAPTURE, Kind.HOLD, Kind.STRIKE, Kind.ATTACK, Kind.DESTRUCTION, Kind.ADVANCE})
DOES = frozenset({Kind.WITHDRAW, Kind.ADVANCE, Kind.DEPLOY, Kind.HOLD, Kind.NEGOTIATE})  # "the withdrawal of X": X withdraws
ACTOR_AFTER = frozenset({"by", "from"})
TARGET_AFTER = frozenset({"on", "against", "at", "upon", "of", "with"})
AIMED = ("on", "at", "against", "upon", "into")
LIVING = frozenset({"force", "party", "person", "soldier", "civilian", "medium"})


def parties(cue: Cue, source: Link | None, places: Sequence[Where], setting: Setting) -> tuple[Party | None, Party | None]:
    """Actor and target. "we" and "our" are the source's own side; in an accusation the accuser acts on the accused.

    `places` are those of the claim: "it" and "the town" as a target are the first of them.
    """
    actor, target = _tokens(cue, setting)
    if cue.kind is Kind.ACCUSE and source is not None:
        return Party(source.name, source.span, source.side), party_of(target or actor, cue.kind, source, setting)
    done_to = _spot(target, cue.kind, places, setting) or party_of(target, cue.kind, source, setting)
    doer = _actor(actor, cue.kind, source, setting) or _inferred(cue, done_to, source, setting)
    if cue.kind is Kind.REPEL:
        done_to = _attacker(target, doer, setting) or done_to
    if done_to is None and cue.kind in (Kind.ATTACK, Kind.REPEL):
        done_to = other_side(doer, setting)
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
    told = side_beside(attack, setting)
    if told is not None or setting.classes(attack) & {"force", "soldier"}:
        return told
    return other_side(doer, setting)


def _of_noun(cue: Cue, setting: Setting) -> "tuple[Token | None, Token | None]":
    """``Russia's shelling of the town``: owner and complement; ``a Ukrainian attack on a depot``: nationality and aim."""
    noun = cue.head
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    owner = owner or next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in setting.names), None)
    does = "of" if cue.kind in DOES else ""
    complements = [(c.lower_, p) for c in noun.children if c.dep_ in ("prep", "agent") for p in c.children if p.dep_ == "pobj"]
    doers = (p for word, p in complements if word in ACTOR_AFTER | {does} and setting.classes(p) & LIVING)
    targets = (p for word, p in complements if word in TARGET_AFTER - {does})
    return owner or next(doers, None) or _of_governor(noun, setting), next(targets, None)


def _of_governor(noun: "Token", setting: Setting) -> "Token | None":
    """``launched an attack``: who launches attacks; ``by retaking``, ``an attempt to``: by whom the clause goes."""
    verb = noun.head if noun.dep_ in ("dobj", "attr") else noun.head.head if noun.dep_ == "pobj" else None
    if verb is None or verb.pos_ not in ("VERB", "AUX") or is_passive(verb) or verb.lemma_.lower() in setting.know.cues.speech:
        return None  # who speaks of an attack has not launched it
    subject = subject_of(verb)
    return subject if subject is not None and setting.classes(subject) & (LIVING | {"pronoun"}) else None


def _actor(token: "Token | None", kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """Somebody who can act; a weapon, a unit without a name or an attack acts for the side that stands beside it."""
    if token is None:
        return None
    classes = setting.classes(token)
    if token.pos_ == "PRON" or (classes & LIVING and not (classes & {"weapon", "structure"} and token.i not in setting.names)):
        return party_of(token, kind, source, setting)
    if kind in BY_FORCES or kind is Kind.ASSESS:
        return side_beside(token, setting)
    return party_of(token, kind, source, setting)


def _inferred(cue: Cue, target: Party | None, source: Link | None, setting: Setting) -> Party | None:
    """Who must have acted where nobody is named: who shoots down is on the speaker's side, who shells is the other one.

    The party carries no span: it was inferred.
    """
    side = source.side if source is not None else None
    against = target.side if target is not None else None
    doer: str | None = None
    if cue.kind in (Kind.INTERCEPT, Kind.REPEL):
        doer = (foe_of(against, setting) if against else None) or side
    elif cue.kind is Kind.CAPTURE:
        doer = (foe_of(against, setting) if against else None) or (side if _is_ours(cue) else None)
    elif cue.kind in (Kind.STRIKE, Kind.CASUALTIES, Kind.DESTRUCTION) and side is not None and source is not None:
        doer = foe_of(side, setting) if not against or against == side else None
    if doer is None or not setting.know.sides.opponents(doer):
        return None
    return Party(forces_of(doer, setting), None, doer)


def _is_ours(cue: Cue) -> bool:
    """``liberated``, ``recaptured``: words that one uses of one's own."""
    return cue.head.lemma_.lower() in ("liberate", "recapture", "retake", "clear", "liberation", "free", "regain")
