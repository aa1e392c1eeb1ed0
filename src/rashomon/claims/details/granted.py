"""What a noun takes for granted: ``in response to the attack``; ``the fall of the town could mean``, told as done elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rashomon.claims.details.anaphora import DEFINITE
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Certainty, Claim, Polarity

RECENT = timedelta(31)  # what was done longer ago can lie ahead once more
CAUSES = frozenset({"because", "despite", "due", "answer", "reaction", "reprisal", "response", "retaliation", "revenge"})
APART = frozenset({"after", "since", "following", "by"})
BESIDE = frozenset({"after", "before", "since", "following", "despite", "amid", "amidst"})


def is_cause(noun: Word) -> bool:
    """``because of the attack``, ``in response to its attack``; ``in response to any attack`` can lie ahead."""
    return is_behind(noun) and _is_definite(noun)


def is_behind(noun: Word) -> bool:
    """``ordered a response to an attack``: the attack is behind what was ordered, no part of it."""
    above = noun.head
    before = above.doc[above.i - 1].lower_ if above.i else ""
    return noun.dep_ in ("pobj", "pcomp") and not CAUSES.isdisjoint((above.lower_, above.head.lower_, before))


def stands_by_itself(noun: Word) -> bool:
    """``withdrew after the shelling``, ``because of the shelling``: whoever withdrew need not have shelled."""
    return is_cause(noun) or (noun.dep_ == "pobj" and noun.head.lower_ in BESIDE and _is_definite(noun))


def taken_for_granted(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """What only the modal verb of its clause puts ahead is done where the report tells it as done; the clause's day is not its."""
    return [_as_done(claim) if _is_granted(claim, claims, setting) else claim for claim in claims]


def _as_done(claim: Claim) -> Claim:
    marks = tuple(mark for mark in claim.marks if mark.of != "certainty")
    own = claim.when if claim.when and claim.quote.covers(claim.when.span) else None
    return replace(claim, certainty=Certainty.STATED, marks=marks, when=own)


def _is_granted(claim: Claim, claims: Sequence[Claim], setting: Setting) -> bool:
    nouns = [t for t in setting.parsed.tokens(claim.cue) if _is_definite(t) and _stands_apart(t) and not _is_another(t)]
    if claim.certainty is not Certainty.INTENDED or not nouns:
        return False
    marks = [mark.span.of(setting.parsed.report.text).lower() for mark in claim.marks if mark.of == "certainty"]
    modal = setting.know.cues.ahead_modals.issuperset(marks)
    return modal and any(_is_done(other, setting) and _is_same(claim, other) for other in claims)


def _is_definite(noun: Word) -> bool:
    """``the fall``, ``its fall``, ``the town's fall``; not ``a fall``."""
    return noun.pos_ == "NOUN" and any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in noun.children)


def _stands_apart(noun: Word) -> bool:
    """``the fall could``, ``after the fall``, ``by the fall``; not ``will begin the siege``."""
    return noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ in APART)


def _is_another(noun: Word) -> bool:
    """``the final capture``, ``the next attack``: not the one that was told."""
    return any(c.dep_ == "amod" for c in noun.children)


def _is_done(claim: Claim, setting: Setting) -> bool:
    if claim.certainty is not Certainty.STATED or claim.polarity is not Polarity.AFFIRMED:
        return False
    published = setting.parsed.report.published
    told = claim.when.last if claim.when else None
    return told is None or published is None or told >= published.first - RECENT


def _is_same(claim: Claim, other: Claim) -> bool:
    """The same kind at a place that both name, by no other side."""
    sides = {party.side for party in (claim.actor, other.actor) if party and party.side}
    spots, others = ({spot.place.id for spot in one.places if spot.place} for one in (claim, other))
    return claim.kind is other.kind and len(sides) < 2 and not spots.isdisjoint(others)
