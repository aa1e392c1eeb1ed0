"""Two tellings -> reasons to think that they tell of one happening or of two, each with its sentence."""

from collections.abc import Callable

from rashomon.events.days import WEEK
from rashomon.events.families import known_kinds
from rashomon.events.same_days import days
from rashomon.events.same_numbers import quantities
from rashomon.events.same_parties import actor, target
from rashomon.events.same_place import place
from rashomon.events.same_words import source, wording
from rashomon.events.telling import NEVER, Telling
from rashomon.model import Because, Polarity

__all__ = [
    "REASONS",
    "Reason",
    "actor",
    "compare",
    "days",
    "kind",
    "likeness",
    "place",
    "polarity",
    "quantities",
    "report",
    "source",
    "target",
    "wording",
]

HARM = "harm"  # the family in which one sentence tells what was done and whom it hit
Reason = Callable[[Telling, Telling], Because | None]


def kind(left: Telling, right: Telling) -> Because | None:
    """The same kind, kinds that exclude each other (they speak of one thing), or kinds of one family."""
    if left.family != right.family:
        return Because("kind", NEVER, f"{left.claim.kind} and {right.claim.kind} are no one happening")
    if left.ahead != right.ahead:
        return _announced(left, right)
    if left.claim.kind is right.claim.kind:
        return Because("kind", 0.5, f"both tell of {left.claim.kind}")
    if known_kinds().opposed(left.claim.kind, right.claim.kind):
        return Because("kind", 0.5, f"{left.claim.kind} and {right.claim.kind} speak of one outcome")
    return Because("kind", 0.25, f"{left.claim.kind} and {right.claim.kind} can be one happening")


def _announced(left: Telling, right: Telling) -> Because:
    """Only what is held as announced can lie ahead in one report and be over in another: a meeting, an exchange, a delivery."""
    if left.claim.kind is right.claim.kind and left.claim.kind in known_kinds().lists.planned:
        return Because("kind", 0.25, f"{left.claim.kind} announced in one, told of in the other")
    return Because("kind", NEVER, "one lies ahead, the other has happened")


def polarity(left: Telling, right: Telling) -> Because | None:
    """Two denials: few things are denied, so both likely reject one claim."""
    if left.claim.polarity is right.claim.polarity is Polarity.DENIED:
        return Because("polarity", 0.3, "both reject it")
    return None


def report(left: Telling, right: Telling) -> Because | None:
    """One sentence, or one report that tells of no two days in that family, speaks of one kind again: of the same happening."""
    if left.claim.report != right.claim.report or _is_long(left) != _is_long(right):
        return None
    same = left.claim.kind is right.claim.kind
    if left.sentence_at == right.sentence_at and (same or left.family.name == HARM):
        return Because("report", 0.8, "one sentence tells both")
    if not same or not (left.one_day and right.one_day):
        return None
    return Because("report", 0.3, "one report tells both, and no day that sets them apart")


def _is_long(telling: Telling) -> bool:
    return telling.days is not None and len(telling.days) > WEEK


# The cheap and decisive come first: a pair that never joins costs no more than they do.
REASONS: tuple[Reason, ...] = (kind, place, days, actor, target, polarity, report, quantities, source, wording)


def compare(left: Telling, right: Telling) -> tuple[Because, ...]:
    """Every reason that has something to say of the pair; it ends with the first that forbids."""
    found: list[Because] = []
    for reason in REASONS:
        because = reason(left, right)
        if because is not None:
            found.append(because)
            if because.score <= NEVER:
                break
    return tuple(found)


def likeness(because: tuple[Because, ...]) -> float:
    """The sum of the scores."""
    return round(sum(reason.score for reason in because), 6)
