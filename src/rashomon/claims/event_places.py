"""A claim's clause -> where it happened: the places that its grammar ties to it, not the nearest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.claims.setting import Setting
from rashomon.model import Claim, Kind, PlaceRole, Span, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

STANDS_FOR = re.compile(
    r"\b(?:the|this|that)\s+(?:\w+\s+){0,2}?(?:(?:city|town|village|settlement|hospital|camp|hamlet|port)|(?P<region>region|province|state|oblast|territory|peninsula))\b"
    r"(?! of)|\b(?P<there>there)\b(?! (?:is|are|was|were|has|have|had|will|would|could|may|might))",
    re.I,
)
DIRECTED = re.compile(r"\b(?:north|south|east|west)\w*\s+(?:of|from)\s+$", re.I)
EVENT_ROLES = frozenset({PlaceRole.EVENT, PlaceRole.GOAL})
PLACELESS = frozenset({Kind.AID, Kind.NEGOTIATE, Kind.THREATEN, Kind.ACCUSE})
REACH = 400  # characters between a happening and one that goes on at its place


def places_of(quote: Span, head: "Token", setting: Setting) -> tuple[Where, ...]:
    """Places of the event inside the clause, else those that "the city" or "there" stands for, else those of its sentence."""
    inside = [w for w in setting.wheres if quote.covers(w.span) and w.role in EVENT_ROLES]
    if not any(_rank(w) == 0 for w in inside):
        named = _stands_for(quote, setting)
        if named is not None:
            return (named,)
    if not inside:
        sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
        inside = [w for w in setting.wheres if sentence.covers(w.span) and w.role is PlaceRole.EVENT]
    return tuple(_most_exact([w for w in inside if not _is_landmark(w, inside, setting)]))


def _stands_for(quote: Span, setting: Setting) -> Where | None:
    """``the besieged city``, ``the region``, ``there``: the last place of that sort named before."""
    told = STANDS_FOR.finditer(setting.parsed.report.text, quote.start, quote.end)
    match = next((m for m in told if not any(w.span.touches(Span(*m.span())) for w in setting.wheres)), None)
    if match is None:
        return None
    level = 1 if match.group("region") else 0
    before = [w for w in setting.wheres if w.span.end <= match.start() and w.role in EVENT_ROLES and w.resolved]
    return next((w for w in reversed(before) if _rank(w) == level or match.group("there")), None)


def _is_landmark(where: Where, others: Sequence[Where], setting: Setting) -> bool:
    """``Verbove, 18 km southeast of Orikhiv``: Orikhiv only says where Verbove lies."""
    before = setting.parsed.report.text[max(0, where.span.start - 24) : where.span.start]
    return bool(DIRECTED.search(before)) and any(
        o.span.end <= where.span.start and _rank(o) == 0 and where.span.start - o.span.end < 60 for o in others
    )


def _rank(where: Where) -> int:
    """0 a settlement or a thing of that size, 1 a region or area, 2 a country, a part of one, or a sea."""
    place = where.place
    if place is None:
        return 0
    if place.feature in ("country", "water") or re.match(r"(?:North|South|East|West|Central)\w*ern? ", place.name):
        return 2
    return 1 if place.feature in ("region", "area") else 0


def _most_exact(wheres: Sequence[Where]) -> list[Where]:
    """A village drops its region and country; the same place is named once."""
    best = min((_rank(w) for w in wheres), default=0)
    kept: dict[str, Where] = {}
    for where in wheres:
        if _rank(where) == best:
            kept.setdefault(where.place.id if where.place else where.text, where)
    return list(kept.values())


def places_going_on(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """Happenings told without a place right after one with a place go on there, in its paragraph or by its speaker."""
    found: list[Claim] = []
    for claim in claims:
        before = found[-1] if found else None
        goes_on = before is not None and _goes_on(claim, before, setting)
        found.append(replace(claim, places=before.places) if goes_on and before is not None else claim)
    return found


def _goes_on(claim: Claim, before: Claim, setting: Setting) -> bool:
    if claim.places or not before.places or claim.kind in PLACELESS or before.kind in PLACELESS:
        return False
    between = setting.parsed.report.text[before.quote.end : claim.quote.start]
    one_speaker = claim.source is not None and before.source is not None and claim.source.name == before.source.name
    return len(between) < REACH and ("\n" not in between or one_speaker)
