"""Two tellings -> what their parties say: who did it, who or what suffered, whether only one of two can have it so."""

from rashomon.events.families import known_kinds
from rashomon.events.parties import opposed
from rashomon.events.same_place import other_landmark
from rashomon.events.telling import LANDMARKS, Telling
from rashomon.model import Because, Kind


def actor(left: Telling, right: Telling) -> Because | None:
    """Who did it belongs to the same side, or to opposed ones: rivals where both claim what only one of them can have."""
    if rivals(left, right):
        return Because("actor", 0.3, f"{left.doer} and {right.doer} cannot both have it so")
    if _came_and_left(left, right):
        return Because("actor", -0.6, f"{left.doer} comes in one and leaves in the other")
    if both := _fight_each_other(left, right):
        return Because("actor", 0.3, f"{' and '.join(sorted(both))} fight in both")
    return _sides("actor", left.doer, right.doer, (0.3, -0.4))


def _came_and_left(left: Telling, right: Telling) -> bool:
    """One side that takes a place and gives it up does so at two times."""
    return (
        left.doer is not None and left.doer == right.doer and {left.claim.kind, right.claim.kind} == {Kind.CAPTURE, Kind.WITHDRAW}
    )


def _fight_each_other(left: Telling, right: Telling) -> set[str]:
    """The parties of fighting, which has no direction, where those of the other are the same or one of them."""
    if not (left.mutual or right.mutual) or left.doer == right.doer:
        return set()
    mine, other = ({side for side in (one.doer, one.sufferer) if side} for one in (left, right))
    return mine | other if mine and other and (mine <= other or other <= mine) else set()


def rivals(left: Telling, right: Telling) -> bool:
    """Opposed sides in kinds that exclude or bear out each other, on common days, or a state that is told for days after a deed."""
    kinds, one, other = known_kinds(), left.claim.kind, right.claim.kind
    if not opposed(left.doer, right.doer):
        return False
    row = kinds.opposed(one, other)
    related = (row is not None and row.sides == "opposed") or kinds.supports(one, other) or kinds.supports(other, one)
    return related and _at_issue(left, right)


def _at_issue(left: Telling, right: Telling) -> bool:
    states = known_kinds().lists.states
    holding = [telling for telling in (left, right) if telling.claim.kind in states]
    if left.days is None or right.days is None:
        return bool(holding)
    if len(holding) != 1:
        return left.days.common(right.days) is not None
    state, deed = (left, right) if holding[0] is left else (right, left)
    return bool(state.days and deed.days and state.days.last >= deed.days.first)


def target(left: Telling, right: Telling) -> Because | None:
    """Who suffered belongs to the same side, or to opposed ones; or the same thing did: ``the dam``."""
    if other_landmark(left, right):
        return Because("target", -0.6, f"the {_said(left.landmark)} in one, the {_said(right.landmark)} in the other")
    if common := left.thing & right.thing:
        return Because("target", 0.4 if common.isdisjoint(LANDMARKS) else 0.5, f"both of '{_said(common)}'")
    if _fight_each_other(left, right):
        return None
    return _sides("target", left.sufferer, right.sufferer, (0.2, -0.3))


def _said(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _sides(rule: str, left: str | None, right: str | None, scores: tuple[float, float]) -> Because | None:
    if left is None or right is None:
        return None
    if left == right:
        return Because(rule, scores[0], f"{rule} of {left} in both")
    return Because(rule, scores[1], f"{rule} of {left} in one, of {right} in the other") if opposed(left, right) else None
