"""A cue -> the heads of the noun phrases of who acts and on whom, by grammar alone."""

from collections.abc import Iterator

from rashomon.claims.details.granted import stands_by_itself
from rashomon.claims.happenings.cue import ENGAGED, Cue
from rashomon.claims.happenings.sharing import sharing
from rashomon.claims.parse.arguments import is_nobody, is_passive, object_of, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Kind

DOES = frozenset({Kind.WITHDRAW, Kind.ADVANCE, Kind.DEPLOY, Kind.HOLD, Kind.NEGOTIATE})  # "the withdrawal of X": X withdraws
ACTOR_AFTER = frozenset({"by", "from"})
TARGET_AFTER = frozenset({"on", "against", "at", "upon", "of", "with"})
AFTER_NOUN = {
    Kind.AID: frozenset({"to", "for"}),
    Kind.DESTRUCTION: TARGET_AFTER | {"to"},
    Kind.CASUALTIES: TARGET_AFTER | {"for", "among"},
    Kind.ADVANCE: frozenset({"on", "through", "against"}),
}
AIMED = ("on", "at", "against", "upon", "into")
FAR = 60  # tokens back in which "them" was named
LANDING = frozenset({"land", "fall", "explode", "crash", "detonate", "burst"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
BELONGING = ("of", "over", "on", "to", "against", "in")
HITTING = frozenset({"target", "hit", "strike", "destroy", "damage"})
BY_ORDER = frozenset({Kind.EVACUATE, Kind.DETAIN, Kind.AID, Kind.DEPLOY, Kind.WITHDRAW, Kind.CAPTURE})
ORDERING = frozenset("order decree announce approve authorize authorise promise pledge".split())
LIVING = frozenset({"force", "party", "person", "soldier", "civilian", "medium"})


def arguments_of(cue: Cue, setting: Setting) -> tuple[Word | None, Word | None]:
    """Who acts and on whom; None where the words do not say."""
    actor, target = _of_noun(cue.head, cue.kind, setting) if cue.is_noun else (_subject(cue, setting), _target(cue, setting))
    between = _between(cue) if cue.kind in (Kind.ATTACK, Kind.NEGOTIATE) else ()
    if between:
        return between[0], between[1]
    if actor is not None and cue.kind is Kind.CASUALTIES and "toll" in setting.classes(actor):
        counted = setting.members(actor)[-1]  # "the number of people killed has risen"
        return None, target if counted is actor else counted
    if cue.kind is Kind.NEGOTIATE and setting.classes(actor) & {"talk", "truce"}:
        return None, None  # "the ceasefire went into effect"
    return (actor, target) if cue.is_noun else _turned(cue, actor, target, setting)


def _subject(cue: Cue, setting: Setting) -> Word | None:
    """Who does it; who controls what is under control; who gives what somebody asks for."""
    verb, doc = cue.head, setting.parsed.doc
    if "under" in cue.rule.split():
        return next((_of_noun(doc[i], cue.kind, setting)[0] for i in cue.words if doc[i].pos_ == "NOUN"), None)
    if cue.kind is Kind.AID and verb.lemma_ in setting.know.cues.lists["asking"] and not is_passive(verb):
        asked = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and setting.classes(c) & LIVING), None)
        return asked if asked is not None and not setting.classes(asked) & {"aid"} else _after(verb, ("from", "on"), setting)
    return subject_of(verb)


def _turned(cue: Cue, actor: Word | None, target: Word | None, setting: Setting) -> tuple[Word | None, Word | None]:
    """Verbs whose subject is not who acts: those who die, flee or surrender."""
    suffers = cue.kind is Kind.CASUALTIES and cue.head.lemma_ in setting.know.cues.lists["suffers"]
    befalls = cue.kind is Kind.DESTRUCTION and _undergoes(cue, target, setting)
    flees = cue.kind is Kind.EVACUATE and setting.classes(actor) & {"civilian", "pronoun"} and not is_passive(cue.head)
    if suffers or flees or befalls:
        return None, actor
    if cue.kind is Kind.CAPTURE and cue.head.lemma_ == "fall":
        return _after(cue.head, ("to", "into"), setting), actor  # "the town fell to the rebels"
    if cue.kind is Kind.WITHDRAW and is_passive(cue.head) and actor is None:
        return target, None  # "were driven out": they withdraw
    if cue.kind is Kind.DETAIN and cue.head.lemma_ in ("surrender", "capitulate"):
        return actor, _after(cue.head, ("to",), setting)
    if target is None and cue.kind in (Kind.NEGOTIATE, Kind.ATTACK) and actor is not None:
        return actor, next((c for c in actor.children if c.dep_ == "conj"), None)  # "India and Pakistan clashed"
    return actor, target


def _undergoes(cue: Cue, target: Word | None, setting: Setting) -> bool:
    """No object but one that belongs to the cue, beside a verb that tells what befalls its subject."""
    own = target is None or target.i in cue.words
    return own and cue.head.lemma_.lower() in setting.know.cues.lists["undergoing"] and not is_passive(cue.head)


def _between(cue: Cue) -> tuple[Word, ...]:
    """``fighting between A and B``: both parties."""
    holders = (c for c in cue.head.subtree if c.lower_ == "between" and c.dep_ == "prep")
    first = next((p for c in holders for p in c.children if p.dep_ == "pobj"), None)
    second = next((c for c in first.children if c.dep_ == "conj"), None) if first is not None else None
    return (first, second) if first is not None and second is not None else ()


def _target(cue: Cue, setting: Setting) -> Word | None:
    """On whom a verb's act falls: those that it is aimed at, taken from, given to; else its object."""
    verb = cue.head
    patient = object_of(verb)
    if patient is not None and _is_void(patient, cue.kind, setting):
        return _behind(patient, cue, setting)
    if patient is not None and _points_on(patient, cue, setting):
        behind = (*AIMED, "to", "inside", "in")
        return _after(verb, behind, setting) or _after(patient, ("on",), setting)
    if cue.kind is Kind.THREATEN and patient is None:
        return next((object_of(c) for c in verb.children if c.dep_ == "xcomp"), None)
    if cue.kind in (Kind.CAPTURE, Kind.AID):
        taken = _taken_from(verb, setting) or patient or _after(verb, ("into",), setting)
        return taken if cue.kind is Kind.CAPTURE else _recipient(verb, patient, setting)
    launched = patient is not None and (patient.i in cue.words or bool(setting.classes(patient) & _launched_by(verb)))
    if (
        patient is not None
        and launched
        and not setting.classes(patient) & {"line"}
        and cue.kind in (Kind.STRIKE, Kind.ATTACK, Kind.ADVANCE, Kind.HOLD, Kind.WITHDRAW)
    ):
        aimed = (*AIMED, "to")  # "laid siege to the base"
        return _after(patient, aimed, setting) or _after(verb, aimed, setting) or _hit_by(verb)
    return _whose(patient, setting) or patient or _after(verb, (*AIMED, "with", "through"), setting) or _spot(verb, setting)


def _spot(verb: Word, setting: Setting) -> Word | None:
    """``landed in a school``, ``exploded in the courtyard of a clinic``: what stands where it came down."""
    if verb.lemma_ not in LANDING:
        return None
    there = _after(verb, ("in", "inside"), setting)
    parts = (p for word, p in _complements(there, setting) if word == "of") if there is not None else ()
    return next((t for t in (there, *parts) if t is not None and "structure" in setting.classes(t)), None)


def _points_on(patient: Word, cue: Cue, setting: Setting) -> bool:
    """``pointed the finger at the rebels``, ``blamed the fire on them``, ``blew himself up at a post``: who is behind "at"."""
    deed = cue.head.lemma_ == "blame" and patient.head.i == cue.head.i and not setting.classes(patient) & LIVING
    return patient.lower_ in REFLEXIVE or (cue.kind is Kind.ACCUSE and (patient.i in cue.words or deed))


def _whose(patient: Word | None, setting: Setting) -> Word | None:
    """``cut the rebels' access``, ``hampered the army's efforts``: what is no thing falls on those who have it."""
    if patient is None or setting.classes(patient) != {"other"} or patient.i in setting.places:
        return None
    return next((c for c in patient.children if c.dep_ == "poss" and setting.classes(c) & LIVING), None)


def _launched_by(verb: Word) -> set[str]:
    """What flies is launched by any verb of striking; a gun is only fired: ``fired artillery``, but "struck artillery"."""
    return {"strike", "projectile", "weapon"} if verb.lemma_ == "fire" else {"strike", "projectile"}


def _behind(void: Word, cue: Cue, setting: Setting) -> Word | None:
    """``took control of the town``: the town; ``began EU membership talks``: the EU."""
    beside = next((c for c in void.subtree if c.dep_ in ("compound", "amod", "poss") and c.i in setting.names), None)
    if beside is not None and cue.kind is Kind.NEGOTIATE:
        return beside
    return _after(void, BELONGING, setting) or _after(cue.head, (*AIMED, "to", "in", "with"), setting)


def _is_void(noun: Word, kind: Kind, setting: Setting) -> bool:
    """``took control``, ``agreed to a truce``: the act falls on somebody else; "military targets" are what it falls on."""
    if kind is Kind.NEGOTIATE:
        return noun.pos_ == "NOUN" and not setting.classes(noun) & LIVING
    described = noun.lemma_ == "target" and any(c.dep_ in ("amod", "compound") for c in noun.children)
    lists = setting.know.cues.lists
    return noun.lemma_.lower() in lists["void"] | lists["weight"] and not described


def _taken_from(verb: Word, setting: Setting) -> Word | None:
    """``recaptured the villages from the rebels``, ``cleared of mines``: from whom, wherever the parser hangs it."""
    froms = (p for c in verb.subtree if c.dep_ == "prep" and c.lower_ == "from" for p in c.children if p.dep_ == "pobj")
    return next((p for p in froms if setting.classes(p) & LIVING and p.i not in setting.places), None) or _after(
        verb, ("of",), setting
    )


def _recipient(verb: Word, patient: Word | None, setting: Setting) -> Word | None:
    """``sent tanks to the army``: to whom; ``armed the rebels``: whom; ``pleads for weapons``: the one who pleads."""
    asks = verb.lemma_ in setting.know.cues.lists["asking"]
    given = next((c for c in verb.children if c.dep_ == "dative" and not asks), None)
    given = next(iter(given.children), None) if given is not None and given.pos_ == "ADP" else given
    beside = [given, *(_after(head, ("to", "for"), setting) for head in (verb, patient) if head is not None)]
    found = next((t for t in (*beside, patient) if t is not None and _can_be_helped(t, setting)), None)
    if found is not None:
        return found
    if asks:
        return subject_of(verb)
    above = verb.head  # "pleaded for allies to provide tanks": for the one who pleads
    return subject_of(above) if above.lemma_ in setting.know.cues.lists["asking"] and above.i != verb.i else None


def _can_be_helped(token: Word, setting: Setting) -> bool:
    classes = setting.classes(token)
    return bool(classes & LIVING) and not classes & {"aid", "weapon", "equipment"}


def _hit_by(head: Word) -> Word | None:
    """``launched a strike, targeting a commander``; ``a missile strike that hit a block of flats``."""
    aiming = [t for t in head.subtree if t.lemma_ in HITTING and t.dep_ in ("advcl", "acl", "relcl")]
    return next((o for t in aiming for o in [object_of(t)] if o is not None and o.i > t.i), None)


def _after(head: Word, words: tuple[str, ...], setting: Setting) -> Word | None:
    """The noun after one of the prepositions `words` that hangs on `head`; a day is no target."""
    holders = [c for c in head.children if c.dep_ in ("prep", "dative", "agent") and c.lower_ in words]
    return next((p for c in holders for p in c.children if p.dep_ == "pobj" and not setting.is_time(p)), None)


def _of_noun(noun: Word, kind: Kind, setting: Setting) -> tuple[Word | None, Word | None]:
    """``Russia's shelling of the town``: owner and complement; ``a Ukrainian attack on a depot``: nationality and aim."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    owner = owner or next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i in setting.names), None)
    does = "of" if kind in DOES else ""
    complements = list(_complements(noun, setting))
    doers = (p for word, p in complements if word in ACTOR_AFTER | {does} and setting.classes(p) & LIVING)
    given = kind is Kind.AID
    after = AFTER_NOUN.get(kind, TARGET_AFTER - {does})
    targets = (p for word, p in complements if word in after and (not given or _can_be_helped(p, setting)))
    doer = owner or next(doers, None) or (_giver(noun, setting) if given else None) or _of_governor(noun, kind, setting)
    hurt = next((c for c in noun.children if c.lower_ == "civilian"), None) if kind is Kind.CASUALTIES else None
    return doer, hurt or next(targets, None) or _hit_by(noun)


def _giver(noun: Word, setting: Setting) -> Word | None:
    """``the arrival of Western tanks``, ``of a radar from the ally``: whose the thing is."""
    things = [p for word, p in _complements(noun, setting) if word == "of"]
    owners = (c for thing in things for c in thing.children if c.dep_ in ("amod", "compound", "poss") and c.i in setting.names)
    return next(owners, None) or next((p for t in things for word, p in _complements(t, setting) if word == "from"), None)


def _complements(noun: Word, setting: Setting) -> Iterator[tuple[str, Word]]:
    after = noun.doc[noun.i + 1 : noun.i + 2]  # "the strike on the depot", wherever the parser hung "on"
    aimed = [t for t in after if t.dep_ == "prep" and t.lower_ in ("on", "against") and t.head.i != noun.i]
    for prep in (*noun.children, *aimed):
        if prep.dep_ in ("prep", "agent"):
            yield from ((prep.lower_, p) for p in prep.children if p.dep_ == "pobj" and not setting.is_time(p))


def _of_governor(noun: Word, kind: Kind, setting: Setting) -> Word | None:
    """``launched an attack``: who launches attacks; ``by retaking``, ``an attempt to``: by whom the clause goes.

    Who speaks of an attack has not launched it; who claims responsibility for it, or announces an arrest, has done it.
    """
    shared = sharing(noun, setting)
    if shared is not None:
        return object_of(shared) if is_passive(shared) else subject_of(shared)
    top = noun.head.head if noun.dep_ == "pobj" and noun.head.head.lemma_ == "responsibility" else noun
    verb = top.head if top.dep_ in ("dobj", "attr") else top.head.head if top.dep_ == "pobj" else None
    if verb is not None and verb.lemma_ in ENGAGED:
        return object_of(verb) or subject_of(verb.head)  # "remained engaged in fighting": those who fight
    if verb is None or verb.pos_ not in ("VERB", "AUX") or is_passive(verb) or stands_by_itself(noun):
        return None
    if verb.lemma_.lower() in setting.know.cues.speech and not (top is not noun or (kind in BY_ORDER and verb.lemma_ in ORDERING)):
        return None
    subject = subject_of(verb)
    if (
        subject is None
        or is_nobody(subject)
        or (kind is Kind.CAPTURE and verb.lemma_ in ORDERING and _is_person(subject, setting))
        or any(c.dep_ == "neg" for c in verb.children)
    ):
        return None  # "no group has claimed the attack"
    return subject if setting.classes(subject) & (LIVING | {"pronoun"}) else None


def _is_person(subject: Word, setting: Setting) -> bool:
    """``The minister announced the liberation``: she took nothing; the army, that did, may announce it too."""
    named = setting.names.get(subject.i)
    return named[1].kind == "person" if named is not None else "person" in setting.classes(subject)


def flown(target: Word | None, setting: Setting) -> Word | None:
    """``shot down 12 of them``: the drones that were named last."""
    if target is None or setting.members(target)[-1].pos_ != "PRON":
        return target
    before = (target.doc[i] for i in range(target.i - 1, max(-1, target.i - FAR), -1))
    return next((t for t in before if t.pos_ == "NOUN" and "airborne" in setting.classes(t) and t.dep_ != "compound"), target)
