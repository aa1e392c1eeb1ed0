"""A claim's clause -> its places, time and quantities: those that its grammar ties to it, not the nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.claims.chains import Said
from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting
from rashomon.model import Certainty, Claim, Kind, PlaceRole, Quantity, Span, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

EVENT_ROLES = frozenset({PlaceRole.EVENT, PlaceRole.GOAL})
RUNNING = frozenset({Kind.STRIKE, Kind.INTERCEPT, Kind.CASUALTIES, Kind.DESTRUCTION, Kind.REPEL})  # kinds that bulletins tell one after another
REACH = 400  # characters between a dated happening and one that goes on with it


def places_of(quote: Span, head: "Token", setting: Setting) -> tuple[Where, ...]:
    """Places of the event inside the clause, else in its sentence; only the most exact ones."""
    inside = [w for w in setting.wheres if quote.covers(w.span) and w.role in EVENT_ROLES]
    if not inside:
        sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
        inside = [w for w in setting.wheres if sentence.covers(w.span) and w.role is PlaceRole.EVENT]
    return tuple(_most_exact(inside))


def _most_exact(wheres: Sequence[Where]) -> list[Where]:
    """A village drops its region and country; the same place is named once."""
    exact = any(w.place is None or w.place.feature not in ("region", "country", "area") for w in wheres)
    regions = any(w.place is not None and w.place.feature in ("region", "area") for w in wheres)
    kept: dict[str, Where] = {}
    for where in wheres:
        feature = where.place.feature if where.place else "settlement"
        if (feature == "country" and (exact or regions)) or (feature in ("region", "area") and exact):
            continue
        kept.setdefault(where.place.id if where.place else where.text, where)
    return list(kept.values())


def time_of(quote: Span, head: "Token", around: Sequence[Said], setting: Setting) -> When | None:
    """The time told in the clause, else of the clause that it hangs on, else of the saying; never the publication day."""
    dated = [t for t in setting.times if t.first is not None]
    inside = [t for t in dated if quote.covers(t.span)]
    own = [t for t in inside if _clause_of(t, setting) == head.i]
    if own or inside:
        return (own or inside)[0]
    sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
    near = {_clause_of(t, setting): t for t in reversed([t for t in dated if sentence.covers(t.span)])}
    for verb in _above(head):
        if verb.i in near:
            return near[verb.i]
    return next((near[said.saying.verb] for said in around if said.saying.verb in near), None)


def _clause_of(when: When, setting: Setting) -> int:
    """The verb, or the noun of happening, that a time belongs to by grammar."""
    words = setting.parsed.tokens(when.span)
    token = next((t for t in words if t.head.i not in {w.i for w in words}), None)
    while token is not None and token.dep_ != "ROOT":
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    return token.i if token is not None else -1


def _above(head: "Token") -> "Iterator[Token]":
    """The head and the clauses that it hangs on, inside what is said: complements, coordinations, participles."""
    token = head
    yield token
    for _ in range(6):
        if token.dep_ == "ROOT":
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token


def going_on(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """Happenings told without a time right after a dated one, in its paragraph, are of its day: a running narration."""
    found: list[Claim] = []
    for claim in claims:
        before = next((c for c in reversed(found) if c.kind in RUNNING), None)
        if before is not None and claim.when is None and _goes_on(claim, before, setting):
            assert before.when is not None
            when = replace(before.when, reason=f"goes on with what happened {before.when.text}")
            claim = replace(claim, when=when)
        found.append(claim)
    return found


def _goes_on(claim: Claim, before: Claim, setting: Setting) -> bool:
    if before.when is None or claim.kind not in RUNNING or claim.certainty is not Certainty.STATED or before.when.precision != "day":
        return False
    between = setting.parsed.report.text[before.quote.end : claim.quote.start]
    return len(between) < REACH


def quantities_of(quote: Span, cue: Cue, setting: Setting) -> tuple[Quantity, ...]:
    """The numbers inside the clause."""
    return tuple(q for q in setting.quantities if quote.covers(q.span))
