"""The tellings and origins of one event -> how its claims stand to each other: agreement, dispute, silence, newer numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rashomon.events.admissions import admits, at_war
from rashomon.events.compare import compare
from rashomon.events.days import Days
from rashomon.events.families import known_kinds
from rashomon.events.parties import NEUTRAL, is_official, opposed, speaking_side
from rashomon.events.same_numbers import common_numbers, numbers_agree
from rashomon.events.telling import Telling, folded
from rashomon.events.tolls import tolls_of
from rashomon.events.whereabouts import common_places
from rashomon.model import Because, ClaimId, Kind, Origin, Polarity, Relation, Stance, Toll

STEM = 6  # letters by which ``patient`` and ``patients`` are one word
CIVILIANS = frozenset({"civilian", "civilians"})
VOICES = 40  # voices of one event that are set against each other; the rest repeats what these say


def find_relations(tellings: Sequence[Telling], origins: Sequence[Origin]) -> tuple[Relation, ...]:
    """Relations in order of the claims. `left` is who denies, confirms, updates; left == right is a dispute told by the report."""
    origin = {claim: number for number, one in enumerate(origins) for claim in one.claims}
    found: list[Relation] = []
    for left, right in combinations(_voices(tellings, origin), 2):
        if origin[left.id] != origin[right.id]:
            found += _between(left, right)
    for line in _lines(tellings).values():
        found += [*_newer_numbers(line), *_taken_back(line)]
    found += _told_disputes(tellings, found)
    return tuple(dict.fromkeys(found))


def _voices(tellings: Sequence[Telling], origin: dict[ClaimId, int]) -> list[Telling]:
    """The first claim of each origin, kind, doer's side and polarity, and the first that speaks of what somebody denies."""
    firsts: dict[tuple[int, Kind, str | None, Polarity, bool], Telling] = {}
    rejected = {word[:STEM] for telling in tellings if telling.claim.polarity is Polarity.DENIED for word in telling.thing}
    for telling in tellings:
        claim = telling.claim
        spoken_of = bool(rejected) and any(word in telling.sentence for word in rejected)
        firsts.setdefault((origin[claim.id], claim.kind, telling.doer, claim.polarity, spoken_of), telling)
    return list(firsts.values())[:VOICES]


def _between(earlier: Telling, later: Telling) -> Iterator[Relation]:
    """How two claims of different origins stand; what one source says over time is not looked at here."""
    if _line(earlier) == _line(later):
        return
    for left, right in ((later, earlier), (earlier, later)):
        if _rejects(left, right):
            yield _relation(left, right, Stance.DENIES, f"{_who(left)} denies what {_who(right)} says")
            return
    if detail := _excluded(earlier, later):
        yield _relation(later, earlier, Stance.CONTRADICTS, detail)
    elif _agree(earlier, later):
        yield from _agreement(earlier, later)


def _one_deed(left: Telling, right: Telling) -> bool:
    """The same kind, and neither by opposed sides nor on opposed sides, unless it is fighting, which has two."""
    fighting = left.mutual and right.mutual
    apart = opposed(left.doer, right.doer) or opposed(left.sufferer, right.sufferer)
    return left.claim.kind is right.claim.kind and (fighting or not apart)


def _rejects(left: Telling, right: Telling) -> bool:
    denied = left.claim.polarity is Polarity.DENIED and right.claim.polarity is Polarity.AFFIRMED
    return denied and _one_deed(left, right) and _reaches(left, right)


def _reaches(denial: Telling, telling: Telling) -> bool:
    """Whoever denies that patients were killed does not deny what another report counts in the whole town."""
    if telling.sufferer and denial.claim.target and not CIVILIANS.isdisjoint(folded(denial.claim.target.name).split()):
        return False  # "denies targeting civilians": nothing is said of soldiers
    if denial.claim.report == telling.claim.report or not denial.thing:
        return True
    return any(word[:STEM] in telling.sentence for word in denial.thing)


def _excluded(left: Telling, right: Telling) -> str | None:
    """Why both cannot be so, or None."""
    told = {left.claim.polarity, right.claim.polarity}
    if not _same_time(left, right):
        return None
    if told == {Polarity.AFFIRMED, Polarity.NEGATED} and _one_deed(left, right):
        return "one says that it happened, the other that it did not"
    row = known_kinds().opposed(left.claim.kind, right.claim.kind)
    if row is None or told != {Polarity.AFFIRMED} or left.ahead:
        return None
    doers = opposed(left.doer, right.doer) if row.sides == "opposed" else left.doer == right.doer
    spots = common_places(left.places, right.places, 0)
    if not doers or left.doer is None or not spots:
        return None
    return f"{left.claim.kind} by {left.doer} and {right.claim.kind} by {right.doer} cannot both be so at {spots[0].name}"


def _same_time(left: Telling, right: Telling) -> bool:
    """Common days; a state also stands against what happened before it: held on the 18th, so not lost on the 17th."""
    mine, other = _spoken_of(left), _spoken_of(right)
    if mine is None or other is None:
        return False
    if _is_state(left) != _is_state(right):
        state, deed = (mine, other) if _is_state(left) else (other, mine)
        return state.last >= deed.first
    return mine.common(other) is not None


def _is_state(telling: Telling) -> bool:
    """Holding is a state, and so is that something has not happened yet."""
    return telling.claim.kind in known_kinds().lists.states or telling.claim.polarity is Polarity.NEGATED


def _spoken_of(telling: Telling) -> Days | None:
    """The days told, else those of publication, by which it was so."""
    return telling.days or telling.told


def _agree(left: Telling, right: Telling) -> bool:
    """One deed, alike in polarity, with no number that differs; or a deed that bears out what the other side claims."""
    if left.ahead or right.ahead or left.claim.polarity is not right.claim.polarity:
        return False
    if left.claim.polarity is Polarity.NEGATED and not _same_time(left, right):
        return False  # what had not happened yet on two days
    return _borne_out(left, right) or (_one_deed(left, right) and _alike_in_numbers(left, right))


def _alike_in_numbers(left: Telling, right: Telling) -> bool:
    """No number of the same things differs; two counts of people that have nothing in common tell of two losses."""
    numbers = [numbers_agree(a, b) for a, b in common_numbers(left, right)]
    counts = left.claim.kind in known_kinds().lists.counted and left.claim.quantities and right.claim.quantities
    return any(numbers) or not (numbers or counts)


def _borne_out(left: Telling, right: Telling) -> bool:
    kinds, one, other = known_kinds(), left.claim.kind, right.claim.kind
    supported = kinds.supports(one, other) or kinds.supports(other, one)
    return supported and left.claim.polarity is Polarity.AFFIRMED and opposed(left.doer, right.doer)


def _agreement(earlier: Telling, later: Telling) -> Iterator[Relation]:
    """CONFIRMS where a side's claim is admitted by another one or said by an observer; else CORROBORATES.

    What bloggers or soldiers of a side concede is not its admission. Opposed sides that admit nothing to each other do not
    bear each other out, unless both deny it, or tell of fighting: that there is fighting is no admission.
    """
    fighting = earlier.mutual and later.mutual
    denials = earlier.claim.polarity is later.claim.polarity is Polarity.DENIED
    for left, right in ((later, earlier), (earlier, later)):
        claimant, other = _speaker(right), _speaker(left)
        seen = other in NEUTRAL and claimant is not None and claimant not in NEUTRAL and not denials
        if seen or (not fighting and admits(left, right)):
            stance = Stance.CONFIRMS if seen or (left.source and is_official(left.source)) else Stance.CORROBORATES
            yield _relation(left, right, stance, f"{_who(left)} ({other}) says what {_who(right)} ({claimant}) says")
            return
    if fighting or denials or not at_war(earlier, later):
        yield _relation(later, earlier, Stance.CORROBORATES, f"{_who(later)} and {_who(earlier)} say it independently")


def _lines(tellings: Sequence[Telling]) -> dict[str, list[Telling]]:
    lines: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        lines[_line(telling)].append(telling)
    return lines


def _line(telling: Telling) -> str:
    """One source, or one outlet's own voice, over time."""
    source = telling.source
    return f"source {folded(source.name)}" if source else f"outlet {folded(telling.outlet)}"


def _newer_numbers(line: Sequence[Telling]) -> Iterator[Relation]:
    """A higher toll in a later report of the same line updates the one before."""
    last: dict[str, tuple[Telling, Toll]] = {}
    for telling in line:
        for toll in tolls_of(telling, ""):
            before = last.get(toll.of)
            if before is None or _later(telling, before[0]):
                last[toll.of] = telling, toll
            if before and _later(telling, before[0]) and (toll.low or 0) > (before[1].low or 0):
                detail = f"{_who(telling)} counts {toll.low:.10g} {toll.of} after {before[1].low or 0:.10g}"
                yield _relation(telling, before[0], Stance.UPDATES, detail)


def _taken_back(line: Sequence[Telling]) -> Iterator[Relation]:
    """A later report in which the line says that it did not happen after all."""
    affirmed: dict[Kind, Telling] = {}
    for telling in line:
        before = affirmed.get(telling.claim.kind)
        if telling.claim.polarity is Polarity.AFFIRMED:
            affirmed[telling.claim.kind] = telling
        elif before and _later(telling, before) and _one_deed(telling, before):
            yield _relation(telling, before, Stance.DENIES, f"{_who(telling)} takes back what was said before")


def _later(telling: Telling, before: Telling) -> bool:
    mine, other = telling.report.published, before.report.published
    return mine is not None and other is not None and mine.first > other.last


def _told_disputes(tellings: Sequence[Telling], found: Sequence[Relation]) -> list[Relation]:
    """What the reports say of other parties, where these have no claim of their own that says it."""
    by_id = {telling.id: telling for telling in tellings}
    said = {(relation.right, relation.stance, _who(by_id[relation.left])) for relation in found}
    return [
        Relation(claim.id, claim.id, dispute.relation, (Because("told", 1.0, f"{dispute.by}, as the same report tells"),))
        for claim in (telling.claim for telling in tellings)
        for dispute in claim.disputes
        if (claim.id, dispute.relation, dispute.by) not in said
    ]


def _relation(left: Telling, right: Telling, stance: Stance, detail: str) -> Relation:
    return Relation(left.id, right.id, stance, (Because(stance.value, 1.0, detail), *compare(left, right)))


def _speaker(telling: Telling) -> str | None:
    return speaking_side(telling.source)


def _who(telling: Telling) -> str:
    return telling.source.name if telling.source else telling.outlet
