"""Setting + chains -> claims: every cue and every stated clause with its chain, roles, places, time, numbers and certainty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.claims.certainty import certainty, polarity
from rashomon.claims.chains import Chains, Said
from rashomon.claims.clauses import extent
from rashomon.claims.details import places_of, quantities_of, time_of
from rashomon.claims.kinds import LIGHT, Cue, find_cues
from rashomon.claims.roles import parties
from rashomon.claims.schemes import acled_type
from rashomon.claims.setting import Setting
from rashomon.claims.speakers import AHEAD_ACTS
from rashomon.model import Claim, Kind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RECAPTURE = frozenset("recapture retake liberate liberation reconquest recover reclaim regain reoccupy de-occupy".split())
GOVERNED = ("nsubj", "nsubjpass", "dobj", "attr", "conj", "pobj", "oprd", "acomp", "appos")


@dataclass(frozen=True, slots=True)
class Find:
    """A claim before its details: the cue, the token whose clause states it."""

    cue: Cue
    stated: "Token"


def compose(setting: Setting, chains: Chains) -> tuple[Claim, ...]:
    """All claims of the report, in text order."""
    finds = list(_finds(setting, chains))
    finds += _judgements(finds, setting, chains)
    heads = frozenset(find.stated.i for find in finds) | frozenset(said.saying.verb for said in chains.said)
    claims = [_claim(find, heads, setting, chains) for find in finds]
    return tuple(_distinct(claims))


def _finds(setting: Setting, chains: Chains) -> Iterator[Find]:
    """The cues that state a claim of their own, each with the clause that states it."""
    cues = find_cues(setting)
    verbs = {cue.head.i: cue for cue in cues if not cue.is_noun}
    ordering = _ordering(chains, setting)
    for cue in cues:
        stated = ordering.get(cue.head.i, cue.head)
        if cue.is_noun:
            found = _stated_by_noun(cue, verbs, chains, setting)
            if found is not None:
                yield Find(cue, stated if stated is not cue.head else found)
        elif not _goes_with(cue, verbs):
            yield Find(cue, stated)


def _ordering(chains: Chains, setting: Setting) -> "dict[int, Token]":
    """``ordered the evacuation of``: what is ordered or promised is stated by the clause of the order."""
    table: dict[int, Token] = {}
    for said in chains.said:
        if said.saying.act in AHEAD_ACTS | {"accuse"} and said.saying.form in ("object", "infinitive", "noun"):
            verb = setting.parsed.doc[said.saying.verb]
            first = [i for i in sorted(said.saying.content) if i > verb.i]
            for i in first:
                table.setdefault(i, verb)
    return table


def _goes_with(cue: Cue, verbs: dict[int, Cue]) -> bool:
    """``killed three and wounded two``: the second verb of one kind goes with the first."""
    head = cue.head
    if head.dep_ != "conj" or head.head.i not in verbs:
        return False
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children)
    return verbs[head.head.i].kind is cue.kind and (not own_subject or cue.kind is Kind.CASUALTIES)


def _stated_by_noun(cue: Cue, verbs: dict[int, Cue], chains: Chains, setting: Setting) -> "Token | None":
    """The verb whose clause states the noun's happening, the noun itself, or None where a verb tells the same."""
    noun = cue.head
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    above = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "oprd") and above.pos_ in ("VERB", "AUX"):
        told = verbs.get(above.i)
        if told is not None:
            return cue.head if told.kind is not cue.kind and told.head.i not in cue.words and _is_specific(cue, setting) else None
        saying = any(said.saying.verb == above.i for said in chains.said)
        if above.lemma_.lower() in LIGHT and not saying:
            return above
        return cue.head
    if noun.dep_ == "ROOT":
        return cue.head
    return cue.head if _is_specific(cue, setting) else None


def _is_specific(cue: Cue, setting: Setting) -> bool:
    """The noun phrase says more than the noun: whose, of what, where or when."""
    if cue.kind in (Kind.ASSESS, Kind.AID, Kind.ACCUSE, Kind.THREATEN) and cue.head.dep_ == "pobj":
        return False
    for token in cue.head.subtree:
        if token.i != cue.head.i and (token.i in setting.names or token.i in setting.places):
            return True
    return any(c.dep_ in ("prep", "relcl", "nummod") for c in cue.head.children)


def _judgements(finds: Sequence[Find], setting: Setting, chains: Chains) -> list[Find]:
    """Clauses of somebody's word that no cue claims: what the source judges."""
    stated = {find.stated.i for find in finds}
    cued = {i for find in finds for i in find.cue.words}
    found = []
    for token in setting.parsed.doc:
        if token.i in stated or not _is_main(token) or not setting.in_war(token):
            continue
        inner = chains.around(token.i)
        running = chains.running.get(token.sent.start)
        if not (inner or running) or any(said.saying.verb == token.i for said in chains.said):
            continue
        if inner and not _is_top(token, inner[0]):
            continue
        if any(i in cued for i in _core(token)):
            continue
        if len(list(token.subtree)) >= 3:
            found.append(Find(Cue(token, Kind.ASSESS, (token.i,), "judgement of a source"), token))
    return found


def _is_main(token: "Token") -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "ccomp", "conj", "parataxis") and not (token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"))


def _is_top(token: "Token", said: Said) -> bool:
    """The verb stands at the top of what is said: nothing above it is said too."""
    above = token.head
    return above.i == token.i or above.i not in said.saying.content or (token.dep_ in ("conj", "parataxis") and _is_top(above, said))


def _core(verb: "Token") -> "Iterator[int]":
    """The verb with its subject and object: where a cue there states the clause already."""
    yield verb.i
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            yield child.i


def _claim(find: Find, heads: frozenset[int], setting: Setting, chains: Chains) -> Claim:
    cue, head = find.cue, find.stated
    around = chains.around(cue.head.i)
    sayings = tuple(said.saying for said in around)
    outside = _outside(head, chains)
    quote = extent(head, heads, outside, setting)
    links = chains.chain(cue.head.i, head.sent.start)
    actor, target = parties(cue, links[0] if links else None, setting)
    pole, pole_marks = polarity(cue.head if cue.is_noun else head, sayings, setting)
    sure, sure_marks = certainty(cue.head, quote, sayings, setting)
    words = quote.of(setting.parsed.report.text)
    recapture = cue.kind is Kind.CAPTURE and (cue.head.lemma_.lower() in RECAPTURE or any(t in words.lower() for t in ("liberat", "recaptur", "retak", "retook")))
    return Claim(
        report=setting.parsed.report.id,
        quote=quote,
        cue=setting.parsed.span([setting.parsed.doc[i] for i in cue.words if abs(i - cue.head.i) < 4] or cue.head),
        kind=cue.kind,
        chain=links,
        actor=actor,
        target=target,
        places=places_of(quote, head, setting),
        when=time_of(quote, head, around, setting),
        quantities=quantities_of(quote, cue, setting),
        polarity=pole,
        certainty=sure,
        marks=(*pole_marks, *sure_marks),
        recapture=recapture,
        acled=acled_type(cue.kind, words, actor, recapture=recapture),
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


__all__ = ["Span", "compose"]
