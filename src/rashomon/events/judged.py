"""Claims and people's decisions -> claims without the rejected, with the corrected fields, under the id that was judged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from rashomon.errors import RashomonError
from rashomon.model import (
    Certainty,
    ChainRole,
    Claim,
    ClaimId,
    Judgement,
    Kind,
    Link,
    Party,
    Polarity,
    Verdict,
    Verification,
    When,
    Where,
)

Correction = Callable[[Claim, str], Claim]


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims that stand, and the present id for every id that a claim had before a correction."""

    claims: tuple[Claim, ...]
    now: dict[ClaimId, ClaimId]


def apply(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Judged:
    """Drop rejected claims and correct fields, the latest decision last. Raises RashomonError for a field or value not known.

    Decisions about claims that are not here are left alone: they may belong to reports that were not read this time.
    """
    decided = in_order(judgements)
    standing = _by_id(claims)
    read_as: dict[ClaimId, ClaimId] = {first: first for first in standing}  # the id as it was read, for every later one
    for judgement in decided:
        first = read_as.get(judgement.left)
        if judgement.verdict is Verdict.CORRECT and first is not None:
            standing[first] = _corrected(standing[first], judgement)
            read_as.setdefault(standing[first].id, first)
    rejected = {read_as.get(judgement.left) for judgement in decided if judgement.verdict is Verdict.REJECT}
    corrected_last = sorted(standing.items(), key=lambda item: (item[0] != item[1].id, item[0]))
    kept = {claim.id: claim for first, claim in corrected_last if first not in rejected}
    return Judged(tuple(kept.values()), {known: standing[first].id for known, first in read_as.items()})


def _by_id(claims: Iterable[Claim]) -> dict[ClaimId, Claim]:
    found: dict[ClaimId, Claim] = {}
    for claim in claims:
        known = found.get(claim.id)
        found[claim.id] = claim if known is None or known == claim else min(claim, known, key=repr)
    return found


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Oldest first; the same whatever the order in which they came."""
    return sorted(judgements, key=lambda one: (one.at, repr(one)))


def _corrected(claim: Claim, judgement: Judgement) -> Claim:
    correct = CORRECTIONS.get(judgement.field or "")
    about = f"judgement of {judgement.reviewer} on claim {judgement.left}"
    if correct is None:
        raise RashomonError(f"{about}: field '{judgement.field}' cannot be corrected (one of: {', '.join(CORRECTIONS)})")
    try:
        return correct(claim, judgement.value or "")
    except ValueError as fault:
        raise RashomonError(f"{about}: {judgement.field}: {fault} (correct the value)") from fault


def _kind(claim: Claim, value: str) -> Claim:
    return replace(claim, kind=Kind(value))


def _polarity(claim: Claim, value: str) -> Claim:
    return replace(claim, polarity=Polarity(value))


def _certainty(claim: Claim, value: str) -> Claim:
    return replace(claim, certainty=Certainty(value))


def _verification(claim: Claim, value: str) -> Claim:
    return replace(claim, verification=Verification(value) if value else None)


def _actor(claim: Claim, value: str) -> Claim:
    return replace(claim, actor=Party(value) if value else None)


def _target(claim: Claim, value: str) -> Claim:
    return replace(claim, target=Party(value) if value else None)


def _source(claim: Claim, value: str) -> Claim:
    others = tuple(link for link in claim.chain if link.role is not ChainRole.SOURCE)
    return replace(claim, chain=((Link(ChainRole.SOURCE, value, because="corrected"),) if value else ()) + others)


def _place(claim: Claim, value: str) -> Claim:
    """`value` is the id of one of the claim's candidates: that one is the answer, and mentions without it are no place of it."""
    chosen = [(spot, one) for spot in claim.places for one in spot.candidates if one.place.id == value]
    if value and not chosen:
        raise ValueError("no candidate of the claim has this id")
    return replace(claim, places=tuple(Where(spot.span, spot.text, spot.role, (one,), True) for spot, one in chosen))


def _when(claim: Claim, value: str) -> Claim:
    """``2024-03-02`` or ``2024-03-02..2024-03-04``; nothing takes the days away."""
    if not value:
        return replace(claim, when=None)
    first, _, last = value.partition("..")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    if days[0] > days[1]:
        raise ValueError("the first day is after the last")
    told = claim.when or When(claim.quote, "", None, None, "day")
    return replace(claim, when=replace(told, first=days[0], last=days[1], reason="corrected"))


CORRECTIONS: dict[str, Correction] = {
    "kind": _kind,
    "polarity": _polarity,
    "certainty": _certainty,
    "verification": _verification,
    "actor": _actor,
    "target": _target,
    "source": _source,
    "place": _place,
    "when": _when,
}
