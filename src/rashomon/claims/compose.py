"""Setting + chains -> claims: every cue and every stated clause with its chain, roles, places, time, numbers and certainty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.claims.certainty import certainty, polarity
from rashomon.claims.chains import Chains, Said
from rashomon.claims.clauses import extent
from rashomon.claims.counterclaims import counterclaims
from rashomon.claims.event_places import places_going_on, places_of
from rashomon.claims.event_times import time_of, times_going_on
from rashomon.claims.kinds import Cue, find_cues
from rashomon.claims.roles import parties
from rashomon.claims.schemes import acled_type
from rashomon.claims.setting import Setting
from rashomon.claims.speakers import AHEAD_ACTS, Saying
from rashomon.model import Claim, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

UNDONE = frozenset({Kind.ATTACK, Kind.ADVANCE, Kind.STRIKE, Kind.CAPTURE})
CARRYING = frozenset({"to", "for", "in", "with", "under"})


@dataclass(frozen=True, slots=True)
class Find:
    """A claim before its details: the cue, the token whose clause states it."""

    cue: Cue
    stated: "Token"


def compose(setting: Setting, chains: Chains) -> tuple[Claim, ...]:
    """All claims of the report, in text order."""
    cues = find_cues(setting)
    finds = list(_finds(setting, chains, cues))
    finds += _judgements(finds, cues, setting, chains)
    finds += _demands(finds, setting, chains)
    heads = frozenset(find.stated.i for find in finds) | frozenset(said.saying.verb for said in chains.said)
    told = [_claim(find, heads, setting, chains) for find in finds]
    claims = list(_distinct([claim for claim in told if not _is_bare(claim, setting)]))
    claims = places_going_on(times_going_on(claims, setting), setting)
    return tuple(sorted([*claims, *counterclaims(claims, setting)], key=lambda claim: (claim.quote, claim.kind)))


def _finds(setting: Setting, chains: Chains, cues: Sequence[Cue]) -> Iterator[Find]:
    """The cues that state a claim of their own, each with the clause that states it."""
    verbs = {cue.head.i: cue for cue in cues if not cue.is_noun}
    told = _repelled(cues) | _told_by_speech(chains, cues, setting)
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
            yield Find(cue, _raised(cue.head, verbs, chains))


def _is_bare(claim: Claim, setting: Setting) -> bool:
    """``the strikes``, ``regrouping``: a word that only takes up what was told elsewhere."""
    words = setting.parsed.tokens(claim.quote)
    named = any(t.i in setting.names or t.i in setting.places for t in words)
    return len(words) <= 2 and not named and bool(words) and len(words[0].sent) > 6


def _repelled(cues: Sequence[Cue]) -> dict[int, Find | None]:
    """``repelled an attempt to cross the river``: what was repelled did not succeed and is no claim of its own."""
    table: dict[int, Find | None] = {}
    for cue in cues:
        if cue.kind is Kind.REPEL:
            inside = {t.i for t in cue.head.subtree if t.i != cue.head.i} if cue.is_noun else _core_tokens(cue.head)
            table |= {other.head.i: None for other in cues if other.head.i in inside and other.kind in UNDONE}
    return table


def _core_tokens(verb: "Token") -> set[int]:
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
        elif saying.act == "deny" and saying.form == "noun" and inside:
            best = min(inside, key=_as_denied)
            table |= dict.fromkeys((cue.head.i for cue in inside), None)
            table[best.head.i] = Find(_denied(best), verb)
        elif saying.act in AHEAD_ACTS and saying.form in ("object", "infinitive", "noun") and inside:
            threat = saying.verb in {cue.head.i for cue in cues}
            table |= {cue.head.i: None for cue in inside if cue.is_noun or threat}
            first = inside[0]
            table[first.head.i] = None if threat else Find(first, verb)
    return table


def _innermost(cue: Cue, saying: Saying, chains: Chains) -> bool:
    around = chains.around(cue.head.i)
    return bool(around) and around[0].saying is saying


def _as_denied(cue: Cue) -> tuple[bool, int]:
    return cue.kind in (Kind.ACCUSE, Kind.ASSESS), list(Kind).index(Kind.ABUSE) if cue.kind is Kind.CASUALTIES else list(
        Kind
    ).index(cue.kind)


def _denied(cue: Cue) -> Cue:
    """Killings that somebody denies having done were told as crimes."""
    return replace(cue, kind=Kind.ABUSE) if cue.kind is Kind.CASUALTIES else cue


def _raised(verb: "Token", verbs: dict[int, Cue], chains: Chains) -> "Token":
    """``were trying but failing to surround``, ``chalked up a success by retaking``: the upper verb opens the clause."""
    spoken = {said.saying.verb for said in chains.said}
    top = verb
    while True:
        above = top.head
        if top.dep_ == "pcomp" and above.lower_ == "by":
            above = above.head
        elif top.dep_ == "conj" and top.i != verb.i and top.lemma_ in ("fail", "try", "attempt", "manage"):
            pass
        elif top.dep_ != "xcomp":
            return top
        if above.pos_ not in ("VERB", "AUX") or above.i in verbs or above.i in spoken or above.i == top.i:
            return top
        top = above


def _goes_with(cue: Cue, verbs: dict[int, Cue]) -> bool:
    """``killed three and wounded two``: the second verb of one kind goes with the first."""
    head = cue.head
    if head.dep_ != "conj" or head.head.i not in verbs:
        return False
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children)
    return verbs[head.head.i].kind is cue.kind and not own_subject


def _stated_by_noun(cue: Cue, verbs: dict[int, Cue], chains: Chains, setting: Setting) -> "Token | None":
    """The verb whose clause states the noun's happening, the noun itself, or None where a verb tells the same."""
    noun = _measured(cue.head, setting)
    above = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "oprd") and above.pos_ in ("VERB", "AUX"):
        told = verbs.get(above.i)
        if told is not None:
            return cue.head if told.kind is not cue.kind and cue.head.i not in told.words else None
        saying = any(said.saying.verb == above.i for said in chains.said)
        if (
            above.lemma_ in setting.know.cues.lists["copulas"]
            and noun.dep_ == "nsubj"
            and not any(c.dep_ == "expl" for c in above.children)
        ):
            return noun  # "the attack was a surprise" judges the attack
        owned = noun.lemma_ == "responsibility"  # "claimed responsibility for the attack"
        return above if above.lemma_.lower() in setting.know.cues.lists["light"] and (not saying or owned) else noun
    return _engaged(noun, verbs, setting) or noun


def _engaged(noun: "Token", verbs: dict[int, Cue], setting: Setting) -> "Token | None":
    """``was subjected to salvos``, ``prepares for an offensive``: the verb that carries the noun by a preposition."""
    if noun.dep_ != "pobj" or noun.head.dep_ not in ("prep", "agent"):
        return None
    verb = noun.head.head
    carries = verb.pos_ == "VERB" and verb.i not in verbs and verb.lemma_.lower() in setting.know.cues.lists["light"]
    return verb if carries and not any(c.dep_ in ("dobj", "attr") for c in verb.children) and noun.head.lower_ in CARRYING else None


def _is_argument(cue: Cue, verbs: dict[int, Cue]) -> bool:
    """Subject or object of a verb that tells nothing itself: the noun is what the clause is about."""
    noun = cue.head
    return noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.lemma_ != "be" and noun.head.i not in verbs


def _measured(noun: "Token", setting: Setting) -> "Token":
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
    if cue.kind in (Kind.ASSESS, Kind.AID, Kind.ACCUSE, Kind.THREATEN, Kind.NEGOTIATE) and cue.head.dep_ == "pobj":
        return False
    for token in cue.head.subtree:
        if token.i != cue.head.i and (token.i in setting.names or token.i in setting.places):
            return True
    return any(c.dep_ in ("prep", "relcl", "nummod", "acl") for c in cue.head.children)


def _judgements(finds: Sequence[Find], cues: Sequence[Cue], setting: Setting, chains: Chains) -> list[Find]:
    """Clauses of somebody's word that no cue claims: what the source judges."""
    stated = {find.stated.i for find in finds}
    cued = {i for cue in cues for i in cue.words if not cue.is_noun} | {find.cue.head.i for find in finds}
    found = []
    for token in setting.parsed.doc:
        if token.i in stated or not _is_main(token) or not setting.in_war(token):
            continue
        inner = chains.around(token.i)
        running = chains.running.get(token.sent.start)
        told = inner or running or _judges(token, setting)
        if not told or any(said.saying.verb == token.i for said in chains.said):
            continue
        if (inner and not _is_top(token, inner[0], setting)) or _only_thinks(token, setting):
            continue
        if any(i in cued for i in _core(token, setting.know.cues.lists["copulas"])):
            continue
        if len(list(token.subtree)) >= 3:
            found.append(Find(Cue(token, Kind.ASSESS, (token.i,), "judgement of a source"), token))
    return found


def _demands(finds: Sequence[Find], setting: Setting, chains: Chains) -> Iterator[Find]:
    """What is demanded, promised or threatened without a cue of its own: "vowed to wipe out the group"."""
    told = {find.stated.i for find in finds} | {find.cue.head.i for find in finds}
    for said in chains.said:
        verb = setting.parsed.doc[said.saying.verb]
        stands_alone = said.saying.act in AHEAD_ACTS and said.saying.form in ("object", "infinitive", "noun") and said.voice is not None
        if stands_alone and setting.in_war(verb) and not told & {verb.i, *said.saying.content}:
            kind = Kind.THREATEN if verb.lemma_ in setting.know.cues.lists["threatening"] else Kind.ASSESS
            yield Find(Cue(verb, kind, (verb.i,), "a demand or promise"), verb)


def _judges(token: "Token", setting: Setting) -> bool:
    """``The situation is tense``, in the reporter's own voice: a main clause that says how things stand in a war."""
    if token.dep_ not in ("ROOT", "conj") or token.lemma_ not in setting.know.cues.lists["copulas"]:
        return False
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    said_of = next((c for c in token.children if c.dep_ in ("acomp", "attr")), None)
    return subject is not None and said_of is not None and subject.pos_ in ("NOUN", "PROPN") and setting.strong.get(token.sent.start, False)


def _is_main(token: "Token") -> bool:
    verbal = token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "ccomp", "conj", "parataxis")
    return verbal and not (token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"))


def _is_top(token: "Token", said: Said, setting: Setting) -> bool:
    """The verb stands at the top of what is said: nothing above it is said too, but for "we know that"."""
    above = token.head
    if above.i == token.i or above.i not in said.saying.content or _only_thinks(above, setting):
        return True
    return token.dep_ in ("conj", "parataxis") and _is_top(above, said, setting)


def _only_thinks(verb: "Token", setting: Setting) -> bool:
    """``We understand that ...``: the speaker's own thinking; what is thought is the claim."""
    thinks = verb.lemma_.lower() in setting.know.cues.lists["cognition"] and any(c.dep_ == "ccomp" for c in verb.children)
    return thinks and any(c.dep_ == "nsubj" and c.lower_ in ("i", "we", "you") for c in verb.children)


def _core(verb: "Token", copulas: frozenset[str]) -> "Iterator[int]":
    """The verb with its subject and object: where a cue there states the clause already."""
    yield verb.i
    for child in verb.children:
        judged = verb.lemma_ in copulas and child.dep_ == "nsubj"
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and not judged:
            yield child.i


def _claim(find: Find, heads: frozenset[int], setting: Setting, chains: Chains) -> Claim:
    cue, head = find.cue, find.stated
    around = chains.around(cue.head.i)
    own = next((said for said in chains.said if said.saying.verb == head.i and said.saying.form != "clause"), None)
    around = (own, *(said for said in around if said is not own)) if own is not None else around
    sayings = tuple(said.saying for said in around)
    outside = _outside(head, chains)
    quote = extent(head, heads, outside, setting)
    links = chains.links(around, head.sent.start)
    places = places_of(quote, head, setting)
    actor, target = parties(cue, links[0] if links else None, places, setting)
    pole, pole_marks = polarity(cue.head, sayings, setting)
    sure, sure_marks = certainty(cue.head, sayings, setting)
    words = quote.of(setting.parsed.report.text)
    recapture = cue.kind is Kind.CAPTURE and (
        cue.head.lemma_.lower() in setting.know.cues.lists["recapture"]
        or any(t in words.lower() for t in ("liberat", "recaptur", "retak", "retook"))
    )
    return Claim(
        report=setting.parsed.report.id,
        quote=quote,
        cue=setting.parsed.span([setting.parsed.doc[i] for i in cue.words if abs(i - cue.head.i) < 4] or cue.head),
        kind=cue.kind,
        chain=links,
        actor=actor,
        target=target,
        places=places,
        when=time_of(quote, head, around, setting),
        quantities=tuple(number for number in setting.quantities if quote.covers(number.span)),
        polarity=pole,
        certainty=sure,
        marks=(*pole_marks, *sure_marks),
        recapture=recapture,
        acled=acled_type(cue.kind, words, actor, setting.know.cues, recapture=recapture),
        rule=cue.rule,
    )


def _outside(head: "Token", chains: Chains) -> frozenset[int]:
    """The words of the sentence that only say who speaks."""
    inner = [said for said in chains.around(head.i) if head.i != said.saying.verb]
    if not inner:
        return frozenset()
    return frozenset(t.i for t in head.sent) - inner[0].saying.content


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for one stretch and kind: the longer words win, an ASSESS gives way to a kind that says more."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-len(c.quote), list(Kind).index(c.kind), c.quote)):
        if not any(_repeats(claim, other) for other in kept):
            kept.append(claim)
    yield from sorted(kept, key=lambda c: (c.quote, c.kind))


def _repeats(claim: Claim, other: Claim) -> bool:
    shared = min(claim.quote.end, other.quote.end) - max(claim.quote.start, other.quote.start)
    if shared <= 0:
        return False
    if claim.kind is other.kind:
        return shared >= 0.7 * len(claim.quote)
    return claim.kind is Kind.ASSESS and shared >= 0.8 * len(other.quote) and shared >= 0.8 * len(claim.quote)
