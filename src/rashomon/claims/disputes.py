"""Claims of one report -> the same claims with what the report says of their truth, and who disputes or confirms them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.claims.chains import Chains
from rashomon.claims.setting import Setting
from rashomon.claims.sources import phrase
from rashomon.model import Claim, Dispute, Kind, Mark, Polarity, Span, Stance, Verification

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

BATTLEFIELD = frozenset(Kind) - {Kind.ASSESS, Kind.AID, Kind.NEGOTIATE, Kind.ACCUSE, Kind.THREATEN}
WIDE = re.compile(
    r"\b(?:battlefield|other|all|these|both|either|such) (?:\w+ ){0,2}?(?:reports?|claims?|accounts?|statements?|versions?)\b", re.I
)
RELATION = {
    Verification.NO_COMMENT: Stance.NO_COMMENT,
    Verification.CONFIRMED: Stance.CONFIRMS,
    Verification.DISPUTED: Stance.DENIES,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A phrase of the report about the truth of claims: its words, its sentence, who makes it."""

    value: Verification
    span: Span
    sentence: int
    by: str | None


def with_disputes(claims: Sequence[Claim], chains: Chains, setting: Setting) -> tuple[Claim, ...]:
    """Every claim with its verification, the words for it, and the disputes that the report tells of it."""
    sentences = list(setting.parsed.doc.sents)
    found = list(claims)
    for number, sentence in enumerate(sentences):
        for remark in _remarks(number, sentence, setting):
            for place in _meant(remark, found, sentences, setting):
                found[place] = _remarked(found[place], remark)
    return tuple(_answered(claim, found) for claim in found)


def _remarks(number: int, sentence: "Words", setting: Setting) -> Iterator[Remark]:
    text = setting.parsed.report.text
    left, right = setting.parsed.starts[sentence.start], setting.parsed.ends[sentence.end - 1]
    taken = -1
    for value, pattern in setting.know.cues.verification:
        for match in pattern.finditer(text, left, right):
            if match.start() >= taken:
                taken = match.end()
                yield Remark(value, Span(*match.span()), number, _author(match, value, sentence, setting))


def _author(match: re.Match[str], value: Verification, sentence: "Words", setting: Setting) -> str | None:
    """Who confirms, denies or keeps silent: the by-agent, or the subject of the phrase's verb."""
    inside = [t for t in sentence if match.start() <= setting.parsed.starts[t.i] < match.end()]
    verbs = [t for t in inside if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")] or [
        t for t in inside if t.pos_ == "VERB"
    ]
    head = verbs[-1] if verbs else None
    agent = head and next((p for c in head.children if c.dep_ == "agent" for p in c.children), None)
    subject = head and next((c for c in head.children if c.dep_ in ("nsubj",)), None)
    if head is not None and subject is None and head.dep_ in ("conj", "xcomp"):
        subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    if value is Verification.CONFIRMED:
        named = agent or next((t for t in inside if t.lemma_ in ("footage", "imagery", "image", "video")), None) or subject
    else:
        named = subject or agent
    return _name(named, setting) if named is not None else None


def _name(token: "Token", setting: Setting) -> str | None:
    if token.lower_ in ("this", "that", "it", "which", "there", "information", "claim", "report"):
        return None
    if token.i in setting.names:
        return setting.names[token.i][1].name
    words = phrase(token)
    inner = next((setting.names[t.i][1].name for t in words if t.i in setting.names), None)
    printed = setting.parsed.span(words).of(setting.parsed.report.text)
    return inner if inner and token.pos_ == "PROPN" else setting.know.sides.canonical(printed) or None


def _meant(remark: Remark, claims: Sequence[Claim], sentences: "Sequence[Words]", setting: Setting) -> list[int]:
    """The claims that the remark speaks of: those before it in its sentence, else in the sentences just before."""
    text = setting.parsed.report.text
    bounds = [(setting.parsed.starts[s.start], setting.parsed.ends[s.end - 1]) for s in sentences]
    left, right = bounds[remark.sentence]
    attributed = [n for n, claim in enumerate(claims) if claim.source is not None and claim.kind in BATTLEFIELD]
    if remark.value is Verification.UNVERIFIED and WIDE.search(text, remark.span.start, right):
        return [n for n in attributed if not claims[n].quote.covers(remark.span)]
    own = [n for n, c in enumerate(claims) if left <= c.quote.start and c.quote.end <= right and not c.quote.covers(remark.span)]
    if own and remark.value is not Verification.NO_COMMENT:
        return own
    if own and any(claims[n].quote.start < remark.span.start for n in own):
        return own
    if remark.sentence == 0 or "\n\n\n" in text[bounds[remark.sentence - 1][1] : left]:
        return []
    before_left, before_right = bounds[remark.sentence - 1]
    return [
        n
        for n, c in enumerate(claims)
        if before_left <= c.quote.start and c.quote.end <= before_right and c.kind is not Kind.ASSESS
    ]


def _remarked(claim: Claim, remark: Remark) -> Claim:
    if claim.verification is not None and claim.verification is not Verification.UNVERIFIED:
        return claim
    relation = RELATION.get(remark.value)
    disputes = claim.disputes
    if relation is not None and remark.by:
        disputes = (*disputes, Dispute(relation, remark.by, remark.span))
    return replace(
        claim, verification=remark.value, marks=(*claim.marks, Mark("verification", remark.value, remark.span)), disputes=disputes
    )


def _answered(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """A claim that another source of the report denies is disputed; one that another side admits is confirmed."""
    for other in claims:
        if (
            other is claim
            or other.source is None
            or _source_name(other) == _source_name(claim)
            or not _same_happening(claim, other)
        ):
            continue
        if other.polarity is Polarity.DENIED and claim.polarity is Polarity.AFFIRMED:
            return _with(claim, Verification.DISPUTED, Dispute(Stance.DENIES, other.source.name, other.quote))
    if claim.polarity is Polarity.DENIED and claim.verification is None:
        return replace(claim, verification=Verification.DISPUTED)
    return claim


def _with(claim: Claim, value: Verification, dispute: Dispute) -> Claim:
    if any(d.relation is dispute.relation and d.by == dispute.by for d in claim.disputes):
        return claim
    return replace(claim, verification=claim.verification or value, disputes=(*claim.disputes, dispute))


def _source_name(claim: Claim) -> str | None:
    return claim.source.name if claim.source else None


def _same_happening(left: Claim, right: Claim) -> bool:
    if left.kind is not right.kind:
        return False
    here = {w.place.id for w in left.places if w.place} & {w.place.id for w in right.places if w.place}
    actors = left.actor is None or right.actor is None or left.actor.side == right.actor.side
    return bool(here) and actors
