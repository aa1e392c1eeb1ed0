"""Cues -> finds: which of them state a claim of their own, and by which clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.claims.happenings.cue import ENGAGED, Cue
from rashomon.claims.happenings.sharing import sharing
from rashomon.claims.happenings.sharpening import TRYING
from rashomon.claims.parse.arguments import is_elliptic, is_passive, perceived_by, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains
from rashomon.claims.speech.corrections import withdrawn
from rashomon.claims.speech.mute import is_put_to
from rashomon.claims.speech.sayings import AHEAD_ACTS, Saying
from rashomon.model import Kind

UNDONE = frozenset({Kind.ATTACK, Kind.ADVANCE, Kind.STRIKE, Kind.CAPTURE})  # what can be repelled
TALKED = frozenset({Kind.ASSESS, Kind.AID, Kind.ACCUSE, Kind.THREATEN, Kind.NEGOTIATE})  # "took part in talks" is no deed of war
SHOWING = frozenset({"show", "depict", "reveal", "capture"})
SEEMING = frozenset({"appear", "seem"})
CARRYING = frozenset({"to", "for", "in", "with", "under"})  # "was subjected to salvos"


@dataclass(frozen=True, slots=True)
class Find:
    """A claim before its details: the cue, the token whose clause states it."""

    cue: Cue
    stated: Word


def stated_finds(setting: Setting, chains: Chains, cues: Sequence[Cue]) -> Iterator[Find]:
    """The cues that state a claim of their own, each with the clause that states it."""
    verbs = {cue.head.i: cue for cue in cues if not cue.is_noun}
    silent = unsaid(setting)
    told = _shared(cues, setting) | _repelled(cues) | _told_by_speech(chains, cues, setting) | dict.fromkeys(silent)
    for cue in cues:
        if cue.head.i in told:
            find = told[cue.head.i]
            if find is not None:
                yield find
        elif cue.is_noun:
            found = _stated_by_noun(cue, verbs, chains, setting)
            if found is not None and (found.pos_ in ("VERB", "AUX") or _is_argument(cue, verbs) or _is_specific(cue, setting)):
                yield Find(cue, found)
        elif not _goes_with(cue, verbs):
            yield Find(cue, _raised(cue, verbs, chains, setting))


def _shared(cues: Sequence[Cue], setting: Setting) -> dict[int, Find | None]:
    """``took part in the attack``: the attack, told by the whole clause; "took" tells nothing of its own."""
    verbs = {cue.head.i: sharing(cue.head, setting) for cue in cues if cue.kind not in TALKED}
    told = {cue.head.i: Find(cue, verb) for cue in cues if (verb := verbs.get(cue.head.i)) is not None}
    return dict.fromkeys(verb.i for verb in verbs.values() if verb is not None) | told


def unsaid(setting: Setting) -> frozenset[int]:
    """What somebody has not confirmed, has not said or could not verify: nobody claims it there."""
    open_verbs = setting.know.cues.lists["unsaid"]
    verbs = (t for t in setting.parsed.doc if t.pos_ == "VERB" and t.lemma_.lower() in open_verbs and _is_negated(t))
    contents = (
        child
        for verb in verbs
        for child in verb.children
        if child.i > verb.i and not (_is_presupposed(child) or _tells_on(child, setting))
    )
    return frozenset(t.i for content in contents for t in content.subtree) | _asked(setting) | withdrawn(setting)


def _asked(setting: Setting) -> frozenset[int]:
    """``Asked whether it had shelled the town``, ``about reports that it had``: nobody claims it there."""
    put = [t for t in setting.parsed.doc if is_put_to(t)]
    clauses = (c for verb in put for c in verb.subtree if c.dep_ in ("ccomp", "acl") and any(g.dep_ == "mark" for g in c.children))
    return frozenset(t.i for clause in clauses for t in clause.subtree)


def _tells_on(clause: Word, setting: Setting) -> bool:
    """``could not verify it, but residents said``: somebody else speaks in the second clause."""
    speaks = clause.dep_ == "conj" and clause.lemma_.lower() in setting.know.cues.speech
    return speaks and any(c.dep_ == "nsubj" for c in clause.children)


def _is_presupposed(clause: Word) -> bool:
    """``did not say when it took the village``: that it took it is told all the same."""
    return any(c.lower_ in ("when", "where", "how", "why", "who", "which") for c in clause.subtree if c.i < clause.i)


def _is_negated(verb: Word) -> bool:
    """``has not confirmed``, ``was unable to verify``, ``neither confirmed``."""
    own = any(c.dep_ == "nsubj" for c in verb.children)
    above = verb.head if verb.dep_ == "xcomp" or (verb.dep_ == "conj" and not own) else verb
    beside = [c for t in (verb, above) for c in t.children if c.i < verb.i]
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor", "never") for c in beside) or above.lemma_ in (
        "unable",
        "decline",
        "refuse",
        "fail",
    )


def _repelled(cues: Sequence[Cue]) -> dict[int, Find | None]:
    """``repelled an attempt to cross the river``: what was repelled did not succeed and is no claim of its own."""
    table: dict[int, Find | None] = {}
    for cue in cues:
        if cue.kind is Kind.REPEL:
            inside = {t.i for t in cue.head.subtree if t.i != cue.head.i} if cue.is_noun else _core_tokens(cue.head)
            table |= {other.head.i: None for other in cues if other.head.i in inside and other.kind in UNDONE}
    return table


def _core_tokens(verb: Word) -> set[int]:
    return {t.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "xcomp") for t in c.subtree}


def _told_by_speech(chains: Chains, cues: Sequence[Cue], setting: Setting) -> dict[int, Find | None]:
    """Cues inside what is ordered, promised, denied or blamed on somebody: one claim, stated by the clause of the speech act.

    ``ordered the evacuation of X`` is an evacuation; ``accused X of shelling Y`` is an accusation and nothing else;
    ``denied accusations of killing civilians`` is one denied claim. None marks a cue that another one speaks for.
    """
    table: dict[int, Find | None] = {}
    for said in chains.said:
        saying = said.saying
        inside = [
            cue for cue in cues if cue.head.i in saying.content and cue.head.i != saying.verb and _innermost(cue, saying, chains)
        ]
        verb = setting.parsed.doc[saying.verb]
        if saying.act == "accuse" and saying.form == "object":
            table |= dict.fromkeys((cue.head.i for cue in inside), None)
        elif saying.act == "deny" and [cue.head.lemma_ for cue in inside] == ["toll"]:
            table |= dict.fromkeys((cue.head.i for cue in inside), None)  # "dismissed the toll": who told it is disputed
        elif saying.act == "deny" and saying.form == "noun" and inside:
            best = min(inside, key=_as_denied)
            table |= dict.fromkeys((cue.head.i for cue in inside), None)
            table[best.head.i] = Find(_denied(best), verb)
        elif saying.act == "say" and saying.form == "infinitive" and inside:
            table[inside[0].head.i] = Find(inside[0], verb)  # "claimed to have taken the village"
        elif saying.act == "judge" and saying.form == "judged":
            table |= _judged(verb, inside)
        elif saying.act in AHEAD_ACTS and saying.form in ("object", "infinitive", "noun") and inside:
            threat = saying.verb in {cue.head.i for cue in cues}
            table |= {cue.head.i: None for cue in inside if cue.is_noun or threat}
            first = inside[0]
            table[first.head.i] = None if threat else Find(first, verb)
    return table


def _judged(verb: Word, inside: Sequence[Cue]) -> dict[int, Find | None]:
    """``described the battle as hell``: a judgement; ``called the raid the heaviest attack``: one raid, told whole."""
    judged = next((cue for cue in inside if cue.is_noun and cue.head.dep_ in ("dobj", "nsubj", "nsubjpass")), None)
    if judged is None:
        return {}
    others = [cue for cue in inside if cue is not judged]
    told = judged if others else Cue(verb, Kind.ASSESS, (verb.i,), "judgement of a source")
    table: dict[int, Find | None] = {cue.head.i: None for cue in others if cue.kind is judged.kind}
    return table | {judged.head.i: Find(told, verb)}


def _innermost(cue: Cue, saying: Saying, chains: Chains) -> bool:
    around = chains.around(cue.head.i)
    return bool(around) and around[0].saying is saying


def _as_denied(cue: Cue) -> tuple[int, int]:
    """Crimes first: who denies killing civilians and shelling a market denies a crime."""
    rank = 0 if cue.kind in (Kind.ABUSE, Kind.CASUALTIES) else 2 if cue.kind in (Kind.ACCUSE, Kind.ASSESS) else 1
    return rank, list(Kind).index(cue.kind)


def _denied(cue: Cue) -> Cue:
    """Killings that somebody denies having done were told as crimes."""
    return replace(cue, kind=Kind.ABUSE) if cue.kind is Kind.CASUALTIES else cue


def _raised(cue: Cue, verbs: dict[int, Cue], chains: Chains, setting: Setting) -> Word:
    """``were trying but failing to surround``, ``chalked up a success by retaking``: the upper verb opens the clause."""
    spoken = {said.saying.verb for said in chains.said}
    verb = cue.head
    if cue.kind is Kind.ABUSE and verb.dep_ == "conj" and is_passive(verb) and verb.head.i not in verbs:
        return verb.head  # "were lined up and shot"
    showing = _showing(verb, setting)
    if showing is not None:
        return showing
    top = verb
    while True:
        above = top.head
        if top.dep_ == "xcomp" and above.pos_ == "ADJ" and above.dep_ in ("acomp", "attr"):
            above = above.head  # "were not able to advance"
        if top.dep_ == "pcomp" and (above.lower_ == "by" or above.head.lemma_ in ENGAGED):
            above = above.head  # "were involved in repelling"
        elif top.dep_ == "acomp" and top.lemma_ in ENGAGED:
            pass  # "remained engaged in fighting"
        elif top.dep_ == "conj" and top.i != verb.i and top.lemma_ in ("fail", "try", "attempt", "manage"):
            pass
        elif top.dep_ != "xcomp" and not (top.dep_ == "advcl" and above.lemma_ in TRYING and top.tag_ == "VB"):
            return top
        if above.pos_ not in ("VERB", "AUX") or above.i in verbs or above.i in spoken or above.i == top.i:
            return top
        top = above


def _showing(verb: Word, setting: Setting) -> Word | None:
    """``Footage appears to show a span of the bridge missing``: the verb whose clause tells what evidence shows."""
    above = perceived_by(verb)
    if above is None or not _shows(above, setting):
        return None
    return above.head if above.dep_ == "xcomp" and above.head.lemma_ in SEEMING else above


def _goes_with(cue: Cue, verbs: dict[int, Cue]) -> bool:
    """``killed three and wounded two``, ``three were killed and two wounded``: the second verb of one kind goes with the first."""
    head = cue.head
    if head.dep_ != "conj" or head.head.i not in verbs:
        return False
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children) and not is_elliptic(head)
    return verbs[head.head.i].kind is cue.kind and not own_subject


def _stated_by_noun(cue: Cue, verbs: dict[int, Cue], chains: Chains, setting: Setting) -> Word | None:
    """The verb whose clause states the noun's happening, the noun itself, or None where a verb tells the same."""
    noun = _measured(cue.head, setting)
    above = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "oprd") and above.pos_ in ("VERB", "AUX"):
        told = verbs.get(above.i)
        if told is not None and cue.kind is Kind.DETAIN and setting.classes(cue.head) & {"captive"}:
            return None  # "executed eight prisoners"
        if told is not None:
            return cue.head if told.kind is not cue.kind and cue.head.i not in told.words else None
        saying = any(said.saying.verb == above.i and said.voice is not None for said in chains.said)
        judged = above.lemma_ in setting.know.cues.lists["copulas"] or above.lemma_ == "pose"
        if judged and noun.dep_ == "nsubj" and not any(c.dep_ == "expl" for c in above.children):
            return noun  # "the attack was a surprise", "the collapse of the dam poses no threat"
        if _shows(above, setting):
            return above
        owned = noun.lemma_ == "responsibility"  # "claimed responsibility for the attack"
        return above if above.lemma_.lower() in setting.know.cues.lists["light"] and (not saying or owned) else noun
    return _engaged(noun, verbs, setting) or noun


def _shows(verb: Word, setting: Setting) -> bool:
    """``Pictures showed craters``: what evidence shows is told by the whole clause."""
    subject = subject_of(verb) if verb.lemma_ in SHOWING else None
    return subject is not None and subject.lemma_.lower() in setting.know.cues.frames["evidence"]


def _engaged(noun: Word, verbs: dict[int, Cue], setting: Setting) -> Word | None:
    """``was subjected to salvos``, ``prepares for an offensive``: the verb that carries the noun by a preposition."""
    if noun.dep_ != "pobj" or noun.head.dep_ not in ("prep", "agent"):
        return None
    verb = noun.head.head
    if noun.head.lower_ == "behind" and verb.lemma_ == "be":
        return verb
    carries = verb.pos_ == "VERB" and verb.i not in verbs and verb.lemma_.lower() in setting.know.cues.lists["light"]
    if verb.lemma_ in ENGAGED and verb.head.lemma_ == "remain":
        return verb.head
    return verb if carries and not any(c.dep_ in ("dobj", "attr") for c in verb.children) and noun.head.lower_ in CARRYING else None


def _is_argument(cue: Cue, verbs: dict[int, Cue]) -> bool:
    """Subject or object of a verb that tells nothing itself: the noun is what the clause is about."""
    noun = cue.head
    return noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.lemma_ != "be" and noun.head.i not in verbs


def _measured(noun: Word, setting: Setting) -> Word:
    """``one of the largest attacks``, ``credible reports of executions``: the noun that stands for them in the clause."""
    carriers = setting.know.cues.lists["measures"] | setting.know.cues.lists["carriers"]
    while True:
        if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN", "NUM"):
            noun = noun.head
        elif noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for") and noun.head.head.lemma_.lower() in carriers:
            noun = noun.head.head
        else:
            return noun


def _is_specific(cue: Cue, setting: Setting) -> bool:
    """The noun phrase says more than the noun: whose, of what, where or when."""
    if cue.head.dep_ == "ROOT":
        return True
    if cue.kind in (Kind.ASSESS, Kind.AID, Kind.ACCUSE, Kind.THREATEN) and cue.head.dep_ == "pobj":
        return False
    if cue.kind is Kind.NEGOTIATE and cue.head.dep_ == "pobj":
        return _is_held(cue.head, setting)
    for token in cue.head.subtree:
        if token.i != cue.head.i and (token.i in setting.names or token.i in setting.places):
            return True
    return any(c.dep_ in ("prep", "relcl", "nummod", "acl") for c in cue.head.children)


def _is_held(talks: Word, setting: Setting) -> bool:
    """``ahead of a meeting of the ministers in Brussels``: whose and where makes it one meeting."""
    whose = any(c.dep_ == "prep" and c.lower_ in ("of", "between") for c in talks.children)
    return whose and any(t.i in setting.places for t in talks.subtree)
