"""Two tellings -> reasons to think that they tell of one happening or of two, each with its sentence."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

from rashomon.events.families import counted, known_kinds
from rashomon.events.parties import opposed
from rashomon.events.telling import Days, Telling, common_places, folded, kilometres, same_name
from rashomon.model import Because, Place, Quantity

Reason = Callable[[Telling, Telling], Because | None]

NEVER = -10.0  # the score of a reason that no other reason outweighs
FEW_WORDS = 5  # shorter quotes are alike by chance
SEASON = 60  # days: two that tell of one span as long as this tell of one siege, or count from one day on
ONE_TIME = 0.9  # of all days of both are common
WIDE = 7  # days: a longer span ("in March") has room for many happenings
TALK = "talk"  # the family in which words are all there is
# Two claims about one settlement on one day are likely one happening; about one country, hardly.
BREADTH = {"country": 0.0, "region": 0.3, "area": 0.3, "water": 0.5}


def place(left: Telling, right: Telling) -> Because | None:
    """The same place, a near one, or a settlement and its region; never two places of one name."""
    if left.places and right.places:
        return _resolved(left, right)
    if shared := left.names & right.names:
        return Because("place", 0.6, f"both say '{min(shared)}', which stays unresolved")
    ids = {spot.id: spot.name for telling in (left, right) for spot in telling.places}
    if maybe := sorted((left.maybes | right.maybes) & ids.keys()):
        meant = 0.5 if left.names or right.names else 0.6  # one of several namesakes, or the only place that the report tells of
        return Because("place", meant, f"one is at {ids[maybe[0]]}, which the other can mean")
    return None


def _resolved(left: Telling, right: Telling) -> Because:
    if left.places == right.places and len(left.places) == 1:
        return _same_spot(left.places[0], once=_once(left, right))
    agreed = common_places(left.places, right.places, min(left.family.near, right.family.near))
    mine, other = left.places[0], right.places[0]
    if not agreed:
        return Because("place", NEVER, f"{mine.name} and {other.name} are {kilometres(mine, other):.0f} km apart")
    spot, both = agreed[0], {place.id for place in left.places} & {place.id for place in right.places}
    if spot.id in both:
        return _same_spot(spot, once=_once(left, right))
    if mine.radius == other.radius == 0:
        return Because("place", 0.4, f"{mine.name} and {other.name} are {kilometres(mine, other):.0f} km apart")
    return Because("place", 0.3, f"one is at {spot.name}, the other speaks of its region")


def _same_spot(spot: Place, *, once: bool) -> Because:
    broad = BREADTH.get(spot.feature, 1.0)
    return Because("place", max(broad, 0.6) if once else broad, f"both at {spot.name}")


def days(left: Telling, right: Telling) -> Because | None:
    """Overlapping days; days unknown but told in near publications is a weak reason and says so."""
    if left.window is None or right.window is None:
        return None
    if left.window.common(right.window) is None:
        return Because("days", NEVER, f"{_span(left.window)} and {_span(right.window)} have no day in common")
    if left.days is None or right.days is None:
        return Because("days", _near_days(left, right), "not both tell the day; the publications are near")
    return _told_days(left.days, right.days, once=_once(left, right))


def _near_days(left: Telling, right: Telling) -> float:
    """How much it says that what is told without a day was told near the other: nothing beside a long time."""
    known = left.days or right.days
    if known and len(known) > WIDE:
        return 0.0
    if _state_without_days(left, right) or _once(left, right):
        return 0.5
    return 0.3 if _soon(left, right) else 0.0


def _told_days(left: Days, right: Days, *, once: bool) -> Because:
    common, long = left.common(right), max(len(left), len(right)) > WIDE
    if common is None:
        return Because("days", 0.0 if long else 0.6, f"{_span(left)} and {_span(right)} are near")
    if not long:
        return Because("days", 1.0, f"both on {_span(common)}")
    if len(common) > SEASON and left.alike(right) >= ONE_TIME:
        return Because("days", 0.9, f"both speak of the whole of {_span(common)}")
    weak = 0.6 if left == right and once else 0.0
    return Because("days", weak, f"{_span(common)} lies in both, but one speaks of a long time")


def _soon(left: Telling, right: Telling) -> bool:
    """True where what is told and when it is told lie few days apart."""
    spans = [one.days or one.told for one in (left, right)]
    if spans[0] is None or spans[1] is None:
        return False
    first, last = sorted((span for span in spans if span), key=lambda span: (span.first, span.last))
    return (last.first - first.last).days <= left.family.soon


def _state_without_days(left: Telling, right: Telling) -> bool:
    return any(one.claim.kind in known_kinds().lists.states for one in (left, right) if one.days is None)


def _once(left: Telling, right: Telling) -> bool:
    """True where both tell of what hardly happens twice: a place that falls in one month has fallen once."""
    return left.claim.kind is right.claim.kind and left.claim.kind in known_kinds().lists.once


def kind(left: Telling, right: Telling) -> Because | None:
    """The same kind, kinds that exclude each other (they speak of one thing), or kinds of one family."""
    if left.family != right.family:
        return Because("kind", NEVER, f"{left.claim.kind} and {right.claim.kind} are no one happening")
    if left.ahead != right.ahead:
        return Because("kind", NEVER, "one lies ahead, the other has happened")
    if left.claim.kind is right.claim.kind:
        return Because("kind", 0.5, f"both tell of {left.claim.kind}")
    if known_kinds().opposed(left.claim.kind, right.claim.kind):
        return Because("kind", 0.5, f"{left.claim.kind} and {right.claim.kind} speak of one outcome")
    return Because("kind", 0.25, f"{left.claim.kind} and {right.claim.kind} can be one happening")


def actor(left: Telling, right: Telling) -> Because | None:
    """Who did it belongs to the same side, or to opposed ones: rivals where both claim what only one of them can have."""
    if rivals(left, right):
        return Because("actor", 0.3, f"{left.doer} and {right.doer} cannot both have it so")
    return _sides("actor", left.doer, right.doer, (0.3, -0.4))


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
    if common := left.thing & right.thing:
        return Because("target", 0.4, f"both of '{' '.join(sorted(common))}'")
    return _sides("target", left.sufferer, right.sufferer, (0.2, -0.3))


def _sides(rule: str, left: str | None, right: str | None, scores: tuple[float, float]) -> Because | None:
    if left is None or right is None:
        return None
    if left == right:
        return Because(rule, scores[0], f"{rule} of {left} in both")
    return Because(rule, scores[1], f"{rule} of {left} in one, of {right} in the other") if opposed(left, right) else None


def quantities(left: Telling, right: Telling) -> Because | None:
    """Numbers of the same things agree, may be one growing number, or are too far apart."""
    if not (left.claim.quantities and right.claim.quantities):
        return None
    pairs = common_numbers(left, right)
    if not pairs:
        return None
    if agreeing := [a for a, b in pairs if numbers_agree(a, b)]:
        return Because("quantities", 0.5, f"the numbers of {agreeing[0].of} agree")
    a, b = pairs[0]
    small, large = sorted((_size(a), _size(b)))
    if large <= 3 * small:
        return Because("quantities", 0.0, f"the numbers of {a.of} differ ({small:g}, {large:g}), as a growing count does")
    return Because("quantities", -0.6, f"the numbers of {a.of} are far apart ({small:g}, {large:g})")


def common_numbers(left: Telling, right: Telling) -> list[tuple[Quantity, Quantity]]:
    """Numbers of the same things: ``11 dead`` and ``11 people killed``."""
    return [(a, b) for a in left.claim.quantities for b in right.claim.quantities if a.of == b.of or _same_things(a.of, b.of)]


def _same_things(left: str, right: str) -> bool:
    mine, other = counted(left), counted(right)
    return mine == other if mine or other else folded(left) == folded(right)


def numbers_agree(left: Quantity, right: Quantity) -> bool:
    """True where the bounds have a number in common: ``at least seven`` and ``nine``."""
    low = max(left.low or 0.0, right.low or 0.0)
    return all(high is None or low <= high for high in (left.high, right.high))


def _size(quantity: Quantity) -> float:
    return next((bound for bound in (quantity.low, quantity.high) if bound is not None), 0.0)


def wording(left: Telling, right: Telling) -> Because | None:
    """Quotes of more than a few words that are nearly or mostly the same."""
    mine, other = left.words, right.words
    if min(mine.count(" "), other.count(" ")) < FEW_WORDS - 1:
        return None
    ratio = token_sort_ratio(mine, other, score_cutoff=75)
    if ratio >= 90:
        return Because("wording", 1.2, f"nearly the same words ({ratio:.0f} of 100)")
    if not ratio:
        return _common_terms(left, right)
    said = 1.2 if left.family.name == TALK else 0.5
    return Because("wording", said, f"similar words ({ratio:.0f} of 100)")


def _common_terms(left: Telling, right: Telling) -> Because | None:
    """Two or more longer words in common, and half of all that the shorter quote has."""
    common = left.terms & right.terms
    if len(common) < 2 or 2 * len(common) < min(len(left.terms), len(right.terms)):
        return None
    return Because("wording", 0.3, f"both say '{' '.join(sorted(common))}'")


def source(left: Telling, right: Telling) -> Because | None:
    """Both go back to one named source."""
    if not left.voice or not right.voice or not (left.voice == right.voice or same_name(left.voice, right.voice)):
        return None
    return Because("source", 0.4, f"both go back to {left.source.name if left.source else left.voice}")


# The cheap and decisive come first: a pair that never joins costs no more than they do.
REASONS: tuple[Reason, ...] = (kind, place, days, actor, target, quantities, source, wording)


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


def _span(days: Days) -> str:
    return _day(days.first) if days.first == days.last else f"{_day(days.first)} to {_day(days.last)}"


@lru_cache(maxsize=1 << 12)
def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
