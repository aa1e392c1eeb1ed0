"""Record -> what needs a person: places of low margin, unsure days, big clusters, disputes, what was not read."""

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.events.judged import Judged
from rashomon.model import Candidate, Claim, ClaimId, Event, EventId, Record, ReportId, Verdict, Where
from rashomon.views.selection import DISPUTED, is_disputed
from rashomon.views.wording import count, event_spots, place_words

REASONS = ("place", "day", "cluster", "disputed", "unread")
NARROW = 0.15  # of score between two candidates: less is no clear answer
WIDE = 7  # days: a longer span is unsure
VAGUE = 1000.0  # the weight of words that tell no day at all
MANY = 12  # claims of one event: its happenings may be two


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at; the higher the weight the sooner. `other` is the second claim of an event that is in doubt as a whole.

    `margin` is the distance in score of the two best candidates.
    """

    id: str
    reason: str
    weight: float
    why: str
    claim: ClaimId | None = None
    other: ClaimId | None = None
    event: EventId | None = None
    report: ReportId | None = None
    field: str | None = None
    margin: float | None = None
    candidates: tuple[Candidate, ...] = ()


def doubts(record: Record, judged: Judged) -> Iterator[Doubt]:
    """Every doubt that no person has decided about yet, by reason and weight."""
    decided = _decided(judged)
    told = ((claim, event) for event in record.events for claim in event.claims)
    found = [one for event in record.events for one in _of_event(event, judged)]
    found += [one for claim, event in told for one in (*_of_places(claim, event), *_of_days(claim, event))]
    found = [one for one in found if one.field is None or (one.claim, one.field) not in decided] + list(_unread(record))
    yield from sorted(found, key=lambda one: (REASONS.index(one.reason), -one.weight, one.id))


def _decided(judged: Judged) -> set[tuple[ClaimId | None, str | None]]:
    """Claims, by their present id, and the fields that somebody has decided about."""
    corrections = (one for one in judged.valid if one.verdict is Verdict.CORRECT)
    return {(judged.now.get(one.left, one.left), one.field) for one in corrections}


def _of_places(claim: Claim, event: Event) -> Iterator[Doubt]:
    for spot in event_spots(claim):
        if len(spot.candidates) < 2:
            continue
        margin = round(spot.candidates[0].score - spot.candidates[1].score, 3)
        if margin <= NARROW or spot.place is None:
            identity = f"place:{claim.id}:{spot.span.start}"
            about = (claim.id, None, event.id, claim.report, "place")
            yield Doubt(identity, "place", 1 - margin, _may_be(spot), *about, margin, spot.candidates)


def _may_be(spot: Where) -> str:
    names = " or ".join(f"{place_words(one.place)} ({one.score:.2f})" for one in spot.candidates[:2])
    more = f", and {count(len(spot.candidates) - 2, 'more place')}" if len(spot.candidates) > 2 else ""
    return f"“{spot.text}” may be {names}{more}"


def _of_days(claim: Claim, event: Event) -> Iterator[Doubt]:
    when = claim.when
    if when is None:
        return
    about = (claim.id, None, event.id, claim.report, "when")
    if when.first is None or when.last is None:
        yield Doubt(f"day:{claim.id}", "day", VAGUE, f"“{when.text}” tells no day ({when.precision})", *about)
    elif (days := (when.last - when.first).days + 1) > WIDE:
        yield Doubt(f"day:{claim.id}", "day", days, f"“{when.text}” is read as {days} days, {when.first} to {when.last}", *about)


def _of_event(event: Event, judged: Judged) -> Iterator[Doubt]:
    """Big and disputed events that no person has looked at as such: nobody has joined or parted two of their claims."""
    first, last = event.claims[0], event.claims[-1]
    about = (first.id, last.id if last is not first else None, event.id, first.report, "verification" if last is first else None)
    if _looked_at(event, judged):
        return
    if len(event.claims) >= MANY:
        why = f"{count(len(event.claims), 'claim')} are taken for one happening"
        yield Doubt(f"cluster:{event.id}", "cluster", len(event.claims), why, *about)
    if is_disputed(event):
        because = next(one.detail for one in event.standing if one.rule == DISPUTED)
        yield Doubt(f"disputed:{event.id}", "disputed", len(event.claims), because, *about)


def _looked_at(event: Event, judged: Judged) -> bool:
    ids = {claim.id for claim in event.claims}
    pairs = ((judged.now.get(one.left), judged.now.get(one.right)) for one in judged.valid if one.right)
    return any(left in ids or right in ids for left, right in pairs)


def _unread(record: Record) -> Iterator[Doubt]:
    for issue in record.issues:
        if issue.kind != "unresolved-place":  # told claim by claim already
            identity = f"unread:{issue.kind}:{issue.name}"
            yield Doubt(identity, "unread", 1.0, f"{issue.name}: {issue.detail}", report=issue.report)
