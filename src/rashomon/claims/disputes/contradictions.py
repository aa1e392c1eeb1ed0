"""An answer -> the claims before it that it contradicts without denying anything in words."""

import re
from collections.abc import Sequence

from rashomon.claims.disputes.likeness import TALK, kin, names_place, one_side, place_ids, source_name
from rashomon.claims.setting import Setting
from rashomon.model import Certainty, Claim, Kind, Polarity, Quantity, Span

NEAR = 300  # characters: an answer follows what it answers
AGAINST = re.compile(
    r"\b(?:but|however|instead|though|although|while|whereas|only|rather|contrary|contrast|contradict\w*|insist\w*|reject\w*"
    r"|deni\w+|dismiss\w*|disput\w*|contest\w*|question\w*|challeng\w*|counter\w*)\b",
    re.IGNORECASE,
)
# "we took the town": they held it, or beat the attack back.
OPPOSED = {
    Kind.CAPTURE: frozenset({Kind.HOLD, Kind.REPEL}),
    Kind.WITHDRAW: frozenset({Kind.HOLD}),
    Kind.ADVANCE: frozenset({Kind.REPEL}),
    Kind.HOLD: frozenset({Kind.CAPTURE}),
}


def contradicted(answer: Claim, claims: Sequence[Claim], setting: Setting) -> list[int]:
    """``A says it took the town; B says it holds it``, ``A says B bombed the prison; B blames A``: the last such word before it."""
    before = [
        n
        for n, claim in enumerate(claims)
        if claim.kind not in TALK and 0 <= answer.quote.start - claim.quote.end <= NEAR and _of_another(answer, claim, setting)
    ]
    return [n for n in before if _gainsays(answer, claims[n], setting)][-1:]


def _of_another(answer: Claim, claim: Claim, setting: Setting) -> bool:
    """It is the foe's word, or somebody else's against which the report sets this one ("but", "however")."""
    if answer.source is None or claim.source is None or source_name(answer) == source_name(claim):
        return False
    if answer.source.side and claim.source.side:
        return answer.source.side != claim.source.side
    return _set_against(answer, claim, setting)


def _set_against(answer: Claim, claim: Claim, setting: Setting) -> bool:
    between = Span(claim.quote.end, max(claim.quote.end, answer.cue.start)).of(setting.parsed.report.text)
    return AGAINST.search(between) is not None


def _gainsays(answer: Claim, claim: Claim, setting: Setting) -> bool:
    if answer.kind is Kind.ACCUSE:
        return _blames_back(answer, claim)
    if names_place(answer) and names_place(claim) and not place_ids(answer) & place_ids(claim):
        return False
    if answer.polarity is Polarity.NEGATED and claim.polarity is Polarity.AFFIRMED:
        return kin(answer.kind, claim.kind)
    ahead = Certainty.INTENDED in (answer.certainty, claim.certainty)
    if answer.polarity is not Polarity.AFFIRMED or ahead or not _set_against(answer, claim, setting):
        return False
    if claim.polarity is Polarity.NEGATED:
        return answer.kind is claim.kind
    return claim.polarity is Polarity.AFFIRMED and (_holds_on(answer, claim) or _counts_otherwise(answer, claim))


def _blames_back(answer: Claim, claim: Claim) -> bool:
    """It blames those who told it for what they say was done by the answering side."""
    if {answer.polarity, claim.polarity} != {Polarity.AFFIRMED} or answer.source is None or claim.source is None:
        return False
    if claim.source.side is None:
        return False
    blamed = answer.target.side if answer.target is not None else None
    own = claim.actor is not None and claim.actor.side is not None and claim.actor.side == answer.source.side
    return own and blamed in (None, claim.source.side)


def _holds_on(answer: Claim, claim: Claim) -> bool:
    """Both would have the same ground: not of one side, and not one actor's two deeds."""
    same = answer.actor is not None and claim.actor is not None and answer.actor.name == claim.actor.name
    sided = one_side(answer.actor.side if answer.actor else None, claim.actor.side if claim.actor else None)
    return answer.kind in OPPOSED.get(claim.kind, ()) and not same and not sided


def _counts_otherwise(answer: Claim, claim: Claim) -> bool:
    """Two tolls of which none can be the other."""
    if answer.kind is not Kind.CASUALTIES or claim.kind is not Kind.CASUALTIES:
        return False
    return all(_apart(one, other) for one in answer.quantities for other in claim.quantities) and bool(
        answer.quantities and claim.quantities
    )


def _apart(one: Quantity, other: Quantity) -> bool:
    """``at least 43`` and ``10``: no number fits both."""
    low, high = sorted((one, other), key=lambda q: q.low if q.low is not None else float("-inf"))
    return low.high is not None and high.low is not None and low.high < high.low
