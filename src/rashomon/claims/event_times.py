"""A claim's clause -> when it happened: the time that its grammar ties to it, not the nearest; never the publication day."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.claims.chains import Said
from rashomon.claims.setting import Setting
from rashomon.model import Certainty, Claim, Kind, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

# Kinds that bulletins tell one after another.
RUNNING = frozenset({Kind.STRIKE, Kind.INTERCEPT, Kind.CASUALTIES, Kind.DESTRUCTION, Kind.REPEL})
REACH = 400  # characters between a dated happening and one that goes on with it


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


def times_going_on(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """Happenings told without a time right after a dated one are of its day: a running narration."""
    found: list[Claim] = []
    for claim in claims:
        before = next((c for c in reversed(found) if c.kind in RUNNING), None)
        found.append(_dated_by(claim, before, setting) if before is not None else claim)
    return found


def _dated_by(claim: Claim, before: Claim, setting: Setting) -> Claim:
    if before.when is None or before.when.precision != "day" or claim.when is not None:
        return claim
    if claim.kind not in RUNNING or claim.certainty is not Certainty.STATED or claim.quote.start - before.quote.end > REACH:
        return claim
    return replace(claim, when=replace(before.when, reason=f"goes on with what happened {before.when.text}"))
