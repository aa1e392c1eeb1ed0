"""A cue -> the heads of the noun phrases of who acts and on whom, by grammar alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.claims.arguments import is_passive, object_of, subject_of
from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting
from rashomon.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

DOES = frozenset({Kind.WITHDRAW, Kind.ADVANCE, Kind.DEPLOY, Kind.HOLD, Kind.NEGOTIATE})  # "the withdrawal of X": X withdraws
ACTOR_AFTER = frozenset({"by", "from"})
TARGET_AFTER = frozenset({"on", "against", "at", "upon", "of", "with"})
AIMED = ("on", "at", "against", "upon", "into")
HITTING = frozenset({"target", "hit", "strike", "destroy", "damage"})
LIVING = frozenset({"force", "party", "person", "soldier", "civilian", "medium"})


def arguments_of(cue: Cue, setting: Setting) -> "tuple[Token | None, Token | None]":
    """Who acts and on whom; None where the words do not say."""
    actor, target = _of_noun(cue, setting) if cue.is_noun else (subject_of(cue.head), _target(cue, setting))
    between = _between(cue) if cue.kind in (Kind.ATTACK, Kind.NEGOTIATE) else ()
    if between:
        return between[0], between[1]
    return _turned(cue, actor, target, setting)


def _turned(cue: Cue, actor: "Token | None", target: "Token | None", setting: Setting) -> "tuple[Token | None, Token | None]":
    """Verbs whose subject is not who acts: those who die, flee or surrender."""
    if cue.is_noun:
        return actor, target
    if cue.kind is Kind.CASUALTIES and cue.head.lemma_ in setting.know.cues.lists["suffers"]:
        return None, actor
    if cue.kind is Kind.EVACUATE and setting.classes(actor) & {"civilian"} and not is_passive(cue.head):
        return None, actor
    if cue.kind is Kind.DETAIN and cue.head.lemma_ in ("surrender", "capitulate"):
        return actor, _after(cue.head, ("to",), setting)
    if target is None and cue.kind in (Kind.NEGOTIATE, Kind.ATTACK) and actor is not None:
        return actor, next((c for c in actor.children if c.dep_ == "conj"), None)  # "India and Pakistan clashed"
    return actor, target


def _between(cue: Cue) -> "tuple[Token, ...]":
    """``fighting between A and B``: both parties."""
    holders = (c for c in cue.head.subtree if c.lower_ == "between" and c.dep_ == "prep")
    first = next((p for c in holders for p in c.children if p.dep_ == "pobj"), None)
    second = next((c for c in first.children if c.dep_ == "conj"), None) if first is not None else None
    return (first, second) if first is not None and second is not None else ()


def _target(cue: Cue, setting: Setting) -> "Token | None":
    """On whom a verb's act falls: those that it is aimed at, taken from, given to; else its object."""
    verb = cue.head
    patient = object_of(verb)
    if cue.kind is Kind.CAPTURE:
        return _taken_from(verb, setting) or patient
    if cue.kind is Kind.AID:
        return _recipient(verb, patient, setting)
    launched = patient is not None and (patient.i in cue.words or bool(setting.classes(patient) & {"strike", "projectile"}))
    if patient is not None and launched and cue.kind in (Kind.STRIKE, Kind.ATTACK, Kind.ADVANCE, Kind.HOLD):
        return _after(patient, AIMED, setting) or _hit_by(verb) or _after(verb, AIMED, setting)
    return patient or _after(verb, (*AIMED, "with", "through"), setting)


def _taken_from(verb: "Token", setting: Setting) -> "Token | None":
    """``recaptured the villages from the rebels``, ``cleared of mines``: from whom, wherever the parser hangs it."""
    froms = (p for c in verb.subtree if c.dep_ == "prep" and c.lower_ == "from" for p in c.children if p.dep_ == "pobj")
    return next((p for p in froms if setting.classes(p) & LIVING and p.i not in setting.places), None) or _after(
        verb, ("of",), setting
    )


def _recipient(verb: "Token", patient: "Token | None", setting: Setting) -> "Token | None":
    """``sent tanks to the army``: to whom; ``armed the rebels``: whom; ``pleads for weapons``: the one who pleads."""
    given = next((c for c in verb.children if c.dep_ == "dative"), None)
    given = next(iter(given.children), None) if given is not None and given.pos_ == "ADP" else given
    found = (
        given or _after(verb, ("to", "for"), setting) or (_after(patient, ("to", "for"), setting) if patient is not None else None)
    )
    if found is not None and setting.classes(found) & LIVING and not setting.classes(found) & {"aid"}:
        return found
    if patient is not None and setting.classes(patient) & {"force", "party", "soldier"} - {"aid"}:
        return patient
    return subject_of(verb) if verb.lemma_ in setting.know.cues.lists["asking"] else None


def _hit_by(head: "Token") -> "Token | None":
    """``launched a strike, targeting a commander``; ``a missile strike that hit a block of flats``."""
    aiming = [t for t in head.subtree if t.lemma_ in HITTING and t.dep_ in ("advcl", "acl", "relcl")]
    return next((o for t in aiming for o in [object_of(t)] if o is not None and o.i > t.i), None)


def _after(head: "Token", words: tuple[str, ...], setting: Setting) -> "Token | None":
    """The noun after one of the prepositions `words` that hangs on `head`; a day is no target."""
    holders = [c for c in head.children if c.dep_ in ("prep", "dative", "agent") and c.lower_ in words]
    return next((p for c in holders for p in c.children if p.dep_ == "pobj" and not _is_time(p, setting)), None)


def _is_time(token: "Token", setting: Setting) -> bool:
    span = setting.parsed.span(token)
    return any(when.span.touches(span) for when in setting.times)


def _of_noun(cue: Cue, setting: Setting) -> "tuple[Token | None, Token | None]":
    """``Russia's shelling of the town``: owner and complement; ``a Ukrainian attack on a depot``: nationality and aim."""
    noun = cue.head
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    owner = owner or next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in setting.names), None)
    does = "of" if cue.kind in DOES else ""
    complements = list(_complements(noun, setting))
    doers = (p for word, p in complements if word in ACTOR_AFTER | {does} and setting.classes(p) & LIVING)
    targets = (p for word, p in complements if word in TARGET_AFTER - {does})
    return owner or next(doers, None) or _of_governor(noun, setting), next(targets, None) or _hit_by(noun)


def _complements(noun: "Token", setting: Setting) -> "Iterator[tuple[str, Token]]":
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent"):
            yield from ((prep.lower_, p) for p in prep.children if p.dep_ == "pobj" and not _is_time(p, setting))


def _of_governor(noun: "Token", setting: Setting) -> "Token | None":
    """``launched an attack``: who launches attacks; ``by retaking``, ``an attempt to``: by whom the clause goes."""
    verb = noun.head if noun.dep_ in ("dobj", "attr") else noun.head.head if noun.dep_ == "pobj" else None
    if verb is None or verb.pos_ not in ("VERB", "AUX") or is_passive(verb) or verb.lemma_.lower() in setting.know.cues.speech:
        return None  # who speaks of an attack has not launched it
    subject = subject_of(verb)
    return subject if subject is not None and setting.classes(subject) & (LIVING | {"pronoun"}) else None
