"""Claims and people's decisions -> claims without the rejected, with the corrected fields, under the id that was judged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.errors import RashomonError
from rashomon.model import (
    Anchor,
    Certainty,
    ChainRole,
    Claim,
    ClaimId,
    Judgement,
    Kind,
    Link,
    Party,
    Polarity,
    ReportId,
    Span,
    Verdict,
    Verification,
    When,
    Where,
)

Correction = Callable[[Claim, str], Claim]


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims that stand, by id; the present id for every id that a claim had; decisions not taken back, those without a claim."""

    standing: dict[ClaimId, Claim]
    now: dict[ClaimId, ClaimId]
    valid: tuple[Judgement, ...] = ()
    lost: tuple[Judgement, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that stand."""
        return tuple(self.standing.values())


def apply(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Judged:
    """Drop rejected claims and correct fields, the latest decision last. Raises RashomonError for a field or value not known.

    A decision about a claim whose id is gone is about the claim of that report with the same kind whose words overlap most.
    """
    standing = _by_id(claims)
    known = _Known(standing)
    decided = [(one, *known.both(one)) for one in in_order(judgements)]
    valid = [line for number, line in enumerate(decided) if not _undone(line, decided[number + 1 :])]
    changed: dict[ClaimId, Claim] = {}
    for judgement, first, _ in valid:
        if judgement.verdict is Verdict.CORRECT and first is not None:
            changed[first] = corrected(changed.get(first, standing[first]), judgement)
    rejected = {first for judgement, first, _ in valid if judgement.verdict is Verdict.REJECT}
    kept = {first: standing[first] for first in sorted(standing.keys() - changed.keys() - rejected)}
    kept |= {changed[first].id: changed[first] for first in sorted(changed.keys() - rejected)}
    now = {name: changed[first].id if first in changed else first for name, first in known.first.items()}
    lost = tuple(line[0] for line in decided if _is_lost(*line))
    return Judged(kept, now, tuple(line[0] for line in valid), lost)


Decided = tuple[Judgement, ClaimId | None, ClaimId | None]
"""A decision and the claims that it is about, by the ids under which they were read."""


def _is_lost(judgement: Judgement, left: ClaimId | None, right: ClaimId | None) -> bool:
    return left is None or (judgement.right is not None and right is None)


def _undone(line: Decided, later: Sequence[Decided]) -> bool:
    """True where a later `undo` takes it back; a decision about a pair whichever of the two comes first."""
    judgement, left, right = line
    if judgement.verdict is Verdict.UNDO:
        return True
    return any(one.verdict is Verdict.UNDO and {left, right} == {a, b} and left is not None for one, a, b in later)


class _Known:
    """The id under which each claim was read, for every id that it has, had, or gets by a correction."""

    def __init__(self, standing: Mapping[ClaimId, Claim]) -> None:
        self.first: dict[ClaimId, ClaimId] = {first: first for first in standing}
        self._forms: dict[ClaimId, list[Claim]] = {first: [claim] for first, claim in standing.items()}
        self._of_report: dict[ReportId, list[ClaimId]] = defaultdict(list)
        for first, claim in standing.items():
            self._of_report[claim.report].append(first)

    def both(self, judgement: Judgement) -> tuple[ClaimId | None, ClaimId | None]:
        """The claims that a decision is about; remembers the id which a corrected claim gets."""
        anchors = {anchor.claim: anchor for anchor in judgement.anchors}
        left = self._find(judgement.left, anchors)
        right = self._find(judgement.right, anchors) if judgement.right else None
        if judgement.verdict is Verdict.CORRECT and left is not None:
            self._forms[left].append(corrected(self._forms[left][-1], judgement))
            self.first.setdefault(self._forms[left][-1].id, left)
        return left, right

    def _find(self, name: ClaimId, anchors: Mapping[ClaimId, Anchor]) -> ClaimId | None:
        if name not in self.first and name in anchors and (found := self._by_words(anchors[name])):
            self.first[name] = found
        return self.first.get(name)

    def _by_words(self, anchor: Anchor) -> ClaimId | None:
        alike = [
            (-_overlap(form.quote, anchor.quote), first)
            for first in self._of_report.get(anchor.report, ())
            for form in self._forms[first]
            if form.kind is anchor.kind and form.quote.touches(anchor.quote)
        ]
        return min(alike)[1] if alike else None


def _overlap(left: Span, right: Span) -> float:
    """Common characters as a part of all that either has."""
    common = min(left.end, right.end) - max(left.start, right.start)
    return common / (max(left.end, right.end) - min(left.start, right.start))


def _by_id(claims: Iterable[Claim]) -> dict[ClaimId, Claim]:
    found: dict[ClaimId, Claim] = {}
    for claim in claims:
        known = found.get(claim.id)
        found[claim.id] = claim if known is None or known == claim else min(claim, known, key=repr)
    return found


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Oldest first; the same whatever the order in which they came."""
    return sorted(judgements, key=lambda one: (one.at, repr(one)))


def corrected(claim: Claim, judgement: Judgement) -> Claim:
    """The claim with the field that the decision names. Raises RashomonError for a field or value not known."""
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
