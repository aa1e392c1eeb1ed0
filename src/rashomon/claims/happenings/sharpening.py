"""A cue and what stands around it -> its kind: attacks by drones are strikes, killings of captives are crimes."""

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.happenings.cue import Cue
from rashomon.claims.happenings.meant import are_people
from rashomon.claims.parse.arguments import is_passive, object_of, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Kind

HELPLESS = frozenset("unarmed surrendering captured bound handcuffed blindfolded disarmed surrendered".split())
BY_MEN = frozenset({"storm", "raid", "ambush", "invade", "besiege", "blockade", "charge"})  # what nobody does from afar
FLEEING = frozenset({"flee", "run", "escape"})
TRYING = frozenset({"try", "attempt", "seek"})


def sharpened(cue: Cue, before: Sequence[Cue], setting: Setting) -> Cue:
    """The cue with the kind that its surroundings give it; `before` are the cues that were told before."""
    if cue.kind is Kind.ATTACK:
        return _by_weapon(cue, before, setting)
    if cue.kind is Kind.CASUALTIES and _of_captives(cue.head, setting):
        return replace(cue, kind=Kind.ABUSE)
    if cue.kind is Kind.CAPTURE and not cue.is_noun:
        return _by_outcome(cue)
    if cue.kind is Kind.WITHDRAW and cue.head.lemma_ in FLEEING:
        return _by_people(cue, setting)
    return cue


def _by_people(cue: Cue, setting: Setting) -> Cue:
    """``They tried to flee``: families do, where no soldiers were named."""
    doer = subject_of(cue.head)
    people = doer is not None and doer.lower_ in ("they", "we", "i") and are_people(doer, setting)
    return replace(cue, kind=Kind.EVACUATE) if people else cue


def _by_outcome(cue: Cue) -> Cue:
    """``tried without success to drive them out`` failed; who ``was driven out`` withdraws."""
    above = cue.head.head
    if cue.head.dep_ in ("xcomp", "advcl") and above.lemma_ in TRYING and any(_in_vain(c) for c in above.children):
        return replace(cue, kind=Kind.REPEL)
    if cue.head.lemma_ == "occupy" and any(_lasts(c) for c in cue.head.children):
        return replace(cue, kind=Kind.HOLD)  # "is partly occupied by", "remained occupied"
    ousted = cue.rule.endswith((" out", " from")) and is_passive(cue.head)
    return replace(cue, kind=Kind.WITHDRAW) if ousted and subject_of(cue.head) is None else cue


def _lasts(auxiliary: Word) -> bool:
    return auxiliary.dep_ == "auxpass" and (auxiliary.tag_ in ("VBZ", "VBP") or auxiliary.lower_ in ("remain", "remained"))


def _in_vain(token: Word) -> bool:
    """``without success``, ``in vain``, ``unsuccessfully``."""
    return token.lower_ in ("unsuccessfully", "vainly") or any(c.lower_ in ("success", "vain", "avail") for c in token.children)


def _of_captives(verb: Word, setting: Setting) -> bool:
    """``were lined up and shot``, ``shot two unarmed soldiers``: those who were held or could not fight are killed."""
    above = verb.head
    patient = object_of(verb)
    if patient is not None and any(c.dep_ == "amod" and c.lower_ in HELPLESS for c in patient.children):
        return True
    return verb.dep_ == "conj" and above.lemma_.lower() in setting.know.cues.lists["holding"] and is_passive(above)


def _by_weapon(cue: Cue, before: Sequence[Cue], setting: Setting) -> Cue:
    """An attack by drones or on a power station is a strike; "the attack" is what was told last."""
    words = [setting.parsed.doc[i] for i in cue.words]
    beside = [c for w in words for c in (*w.children, *(g for m in setting.members(w) for g in m.children))]
    if any(_is_weapon(c, setting) for c in beside) or _falls_on_structure(words, setting) or _is_structure(cue, setting):
        return replace(cue, kind=Kind.STRIKE)
    if cue.is_noun and cue.head.lemma_ in ("attack", "assault", "raid") and (_is_that_one(cue.head) or _ranks(cue.head)):
        last = next((c for c in reversed(before) if c.kind in (Kind.ATTACK, Kind.STRIKE)), None)
        return replace(cue, kind=last.kind) if last is not None else cue
    return cue


def _is_that_one(noun: Word) -> bool:
    """``the attack``, of which nothing more is said."""
    definite = any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)
    return definite and not any(c.dep_ == "prep" for c in noun.children)


def _ranks(noun: Word) -> bool:
    """``it was the largest attack this year``: it ranks the attack that was told."""
    verb = noun.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        noun.dep_ in ("attr", "dobj")
        and verb.lemma_ in ("be", "mark", "represent", "become")
        and subject is not None
        and subject.lower_ in ("it", "this", "that", "which")
    )


def _is_weapon(token: Word, setting: Setting) -> bool:
    """``drone attack``, ``an attack with missiles``, ``aerial attacks``."""
    if token.dep_ in ("compound", "amod", "nmod"):
        return bool(setting.know.cues.classes.get(token.lemma_.lower(), frozenset()) & {"projectile", "airborne"}) or (
            token.lower_ in setting.know.cues.lists["aerial"]
        )
    if token.dep_ == "prep" and token.lower_ in ("with", "by", "using"):
        return any(setting.classes(p) & {"projectile"} for p in token.children)
    return False


def _is_structure(cue: Cue, setting: Setting) -> bool:
    """``attacked the depots``, ``the bridge came under attack``."""
    if cue.head.lemma_ in BY_MEN:
        return False
    patient = None if cue.is_noun else object_of(cue.head)
    if patient is None or patient.i in cue.words:
        patient = next((c for c in cue.head.children if c.dep_ == "nsubj"), None) if "under" in cue.rule else None
    classes = setting.classes(patient)
    return "structure" in classes and not classes & {"force", "person"}


def _falls_on_structure(words: list[Word], setting: Setting) -> bool:
    """``attacks on power stations``: nobody storms a power station on foot without its being told."""
    on = [p for w in words for c in w.children if c.dep_ == "prep" and c.lower_ in ("on", "against") for p in c.children]
    return any("structure" in setting.classes(p) and "force" not in setting.classes(p) for p in on)
