"""``the attack``, ``these strikes``: a claim that takes up a happening told before -> the claim that told it."""

from collections.abc import Sequence

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Claim, Kind

REACH = 900  # characters: about three paragraphs
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
DEEDS = frozenset({Kind.STRIKE, Kind.ATTACK, Kind.ABUSE, Kind.INTERCEPT, Kind.DETAIN})


def taken_up(claim: Claim, claims: Sequence[Claim], setting: Setting) -> Claim | None:
    """The last claim of the same kind before, where the words of this one only point back; None where they tell their own."""
    if claim.kind not in DEEDS or not any(_points_back(token, setting) for token in setting.parsed.tokens(claim.cue)):
        return None
    before = (c for c in reversed(claims) if c.quote.end <= claim.quote.start and c.kind is claim.kind)
    return next((c for c in before if claim.quote.start - c.quote.end <= REACH), None)


def _points_back(noun: Word, setting: Setting) -> bool:
    """A definite noun that nothing but a time is added to."""
    if noun.pos_ != "NOUN" or not any(c.lower_ in DEFINITE for c in noun.children):
        return False
    added = (p for c in noun.children if c.dep_ in ("prep", "acl", "relcl", "compound", "poss") for p in (c.children or (c,)))
    return all(setting.is_time(p) for p in added)
