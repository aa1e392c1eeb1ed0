"""Two tellings of one event that agree -> whether one side admits by it what the other one claims."""

from rashomon.events.families import known_kinds
from rashomon.events.parties import NEUTRAL, opposed, speaking_side
from rashomon.events.telling import Telling
from rashomon.model import Polarity


def admits(left: Telling, right: Telling) -> bool:
    """The side of `left` says what an opposed side claims, what bears it out, or itself what others say that it did."""
    claimant, other = speaking_side(right.source), speaking_side(left.source)
    if claimant is None or other is None or claimant in NEUTRAL or _both(left, right, Polarity.DENIED):
        return False
    if left.claim.kind is not right.claim.kind:
        return left.doer == other and known_kinds().supports(left.claim.kind, right.claim.kind)
    if not (opposed(claimant, other) or other == left.doer != claimant):
        return False
    return _names_the_doer(left, right, claimant, other)


def _names_the_doer(left: Telling, right: Telling, claimant: str, other: str) -> bool:
    """Who only says that something was done does not admit to have done it; "you did it yourselves" admits nothing.

    Nor does who took the town that the other side gives up: the loser admits.
    Whoever says that a town was taken, and not by whom, speaks of the own side; of a strike, of anybody but that.
    """
    gain = _is_gain(right)
    doer = right.doer or (claimant if gain else None)
    if gain and doer == other:
        return False
    admitted = left.doer or (other if _is_boast(left) else None)
    if admitted is None:
        return doer != other
    return admitted == doer if doer else admitted != claimant


def _is_boast(telling: Telling) -> bool:
    """``We stand firm``, ``has been liberated``: by whom goes without saying; a fall can be that of the own side."""
    return telling.claim.recapture or telling.claim.kind in known_kinds().lists.states


def _is_gain(telling: Telling) -> bool:
    return any(row.right is telling.claim.kind for row in known_kinds().support)


def _both(left: Telling, right: Telling, polarity: Polarity) -> bool:
    return left.claim.polarity is right.claim.polarity is polarity


def at_war(left: Telling, right: Telling) -> bool:
    """Their speakers belong to opposed sides."""
    return opposed(speaking_side(left.source), speaking_side(right.source))
