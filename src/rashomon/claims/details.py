"""A claim's clause -> its places, time and quantities: those that its grammar ties to it, not the nearest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.claims.chains import Said
from rashomon.claims.kinds import Cue
from rashomon.claims.setting import Setting
from rashomon.model import Kind, PlaceRole, Quantity, Span, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

EVENT_ROLES = frozenset({PlaceRole.EVENT, PlaceRole.GOAL})
TIMED_BY_SPEECH = frozenset({Kind.CAPTURE, Kind.REPEL, Kind.INTERCEPT, Kind.STRIKE, Kind.CASUALTIES})


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
    """The time told in the clause, else the one that opens its sentence; never the publication day."""
    dated = [t for t in setting.times if t.first is not None]
    inside = [t for t in dated if quote.covers(t.span)]
    if inside:
        return inside[0]
    sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
    near = [t for t in dated if sentence.covers(t.span)]
    own = [t for t in near if not _belongs_to_saying(t, around, setting)]
    return (own or near or [None])[0]


def _belongs_to_saying(when: When, around: Sequence[Said], setting: Setting) -> bool:
    words = {t.i for t in setting.parsed.tokens(when.span)}
    return any(words and not words & said.saying.content for said in around)


def quantities_of(quote: Span, cue: Cue, setting: Setting) -> tuple[Quantity, ...]:
    """The numbers inside the clause."""
    return tuple(q for q in setting.quantities if quote.covers(q.span))
