"""A claim's clause -> where it happened: the places that its grammar ties to it, not the nearest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from rashomon.claims.details.anaphora import taken_up
from rashomon.claims.details.granted import CAUSES, stands_by_itself
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.knowledge.place_words import place_words
from rashomon.model import Claim, Kind, PlaceRole, Span, Where

STANDS_FOR = re.compile(
    r"\b(?:the|this|that)\s+(?:\w+\s+){0,2}?(?:(?:city|town|(?P<small>village|hamlet)|settlement|hospital|camp|port|capital|dam)"
    r"|(?P<region>region|province|state|oblast|territory|peninsula))\b(?! of)"
    r"|\b(?:in|into|from|of|around|throughout) (?P<any>(?:the|this|that|those|these) (?:area|zone|place)s?)\b(?! of| where)"
    r"|\b(?P<there>there)\b(?! (?:is|are|was|were|has|have|had|will|would|could|may|might))",
    re.I,
)
DIRECTED = re.compile(r"\b(?:north|south|east|west)\w*\s+(?:of|from)\s+$", re.I)
BESIDE = re.compile(r"\b(?:near|outside|around|close to)\s+(?:the\s+)?$", re.I)
INSIDE = re.compile(r",? (?:in|at|inside) (?:the )?(?:(?:village|town|city|district) of )?")
ANSWERABLE = CAUSES | {"responsible", "blame", "accuse", "avenge", "punish"}
SPANS_OF_TIME = frozenset({"hour", "day", "week", "month", "year", "minute"})
EVENT_ROLES = frozenset({PlaceRole.EVENT, PlaceRole.GOAL})
PLACELESS = frozenset({Kind.AID, Kind.NEGOTIATE, Kind.THREATEN, Kind.ACCUSE})
TOWN = 100_000  # people whose place is no village
NARROW = 15.0  # km: an area with this radius is as exact as a town with its surroundings
REACH = 400  # characters between a happening and one that goes on at its place


def places_of(quote: Span, head: Word, setting: Setting) -> tuple[Where, ...]:
    """Places of the event inside the clause, else those that "the city" or "there" stands for, else those of its sentence."""
    inside = [w for w in setting.wheres if quote.covers(w.span) and w.role in EVENT_ROLES]
    if not any(_rank(w) == 0 for w in inside):
        named = _stands_for(quote, setting)
        if named is not None:
            return (named,)
    if not inside:
        sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
        inside = [w for w in setting.wheres if sentence.covers(w.span) and w.role is PlaceRole.EVENT]
    kept = [w for w in inside if not _is_landmark(w, inside, setting) and not _is_of_another(w, head, setting)]
    own = [w for w in kept if not _is_beside(w, head, setting)]
    return tuple(_most_exact(own or kept))


def _stands_for(quote: Span, setting: Setting) -> Where | None:
    """``the besieged city``, ``the region``, ``there``: the last place of that sort named before."""
    told = STANDS_FOR.finditer(setting.parsed.report.text, quote.start, quote.end)
    match = next((m for m in told if not any(w.span.touches(Span(*m.span())) for w in setting.wheres)), None)
    if match is None:
        return None
    level = 1 if match.group("region") else 0
    before = [w for w in setting.wheres if w.span.end <= match.start() and w.role in EVENT_ROLES and w.resolved]
    if match.group("small"):
        before = [w for w in before if w.place and w.place.population < TOWN]
    anywhere = match.group("there") or match.group("any")
    return next((w for w in reversed(before) if _rank(w) == level or (anywhere and w.place and w.place.feature != "country")), None)


def _is_landmark(where: Where, others: Sequence[Where], setting: Setting) -> bool:
    """``Verbove, 18 km southeast of Orikhiv``: Orikhiv only says where Verbove lies."""
    text = setting.parsed.report.text
    before = text[max(0, where.span.start - 24) : where.span.start]
    if BESIDE.search(before) and any(_follows(other, where, text) for other in others):
        return True
    return bool(DIRECTED.search(before)) and any(
        o.span.end <= where.span.start and _rank(o) == 0 and where.span.start - o.span.end < 60 for o in others
    )


def _follows(other: Where, where: Where, text: str) -> bool:
    """``near Moscow, in the Istra district``: the second is more exact."""
    return where.span.end <= other.span.start and bool(INSIDE.fullmatch(text[where.span.end : other.span.start]))


def _is_of_another(where: Where, head: Word, setting: Setting) -> bool:
    """``struck Beirut, aimed at the man to blame for deaths in Haifa``, ``a day after a strike on Kyiv``: another happening's."""
    token = setting.parsed.tokens(where.span)[-1]
    while token.i not in (head.i, token.head.i):
        if token.lower_ == "for" and token.head.i != head.i and token.head.lemma_.lower() in ANSWERABLE:
            return True
        if token.i > head.i and _is_later(token):
            return True
        token = token.head
    return False


def _is_beside(where: Where, head: Word, setting: Setting) -> bool:
    """``withdrew from Goma because of the shelling of Sake``, ``after the fall of Sake``: where that happened."""
    token = setting.parsed.tokens(where.span)[-1]
    above = takewhile(lambda word: word.i != head.i, token.ancestors)
    return any(word.i > head.i and (word.lower_ in CAUSES or stands_by_itself(word)) for word in above)


def _is_later(token: Word) -> bool:
    """``came a day after``: a clause or preposition that a span of time measures."""
    measures = (child for child in (*token.children, *token.head.children) if child.dep_ == "npadvmod")
    return (token.dep_ == "advcl" or token.lower_ in ("after", "before")) and any(
        child.lemma_.lower() in SPANS_OF_TIME for child in measures
    )


def _is_venue(where: Where, setting: Setting) -> bool:
    """``at a meeting in Brussels``: where people talk, not where it happens."""
    token = setting.parsed.tokens(where.span)[0]
    for _ in range(6):
        token = token.head
        if token.lemma_.lower() in place_words().occasions:
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _rank(where: Where) -> int:
    """0 a settlement or a thing of that size, 1 a region or area, 2 a country, a part of one, or a sea."""
    place = where.place
    if place is None:
        return 0
    if place.feature in ("country", "water") or re.match(r"(?:North|South|East|West|Central)\w*ern? ", place.name):
        return 2
    return 1 if place.feature == "region" or (place.feature == "area" and place.radius > NARROW) else 0


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
    for claim in (_with_own(claim, setting) for claim in claims):
        same = taken_up(claim, found, setting) if not claim.places else None
        before = same or (found[-1] if found else None)
        goes_on = before is not None and (before is same or _goes_on(claim, before, setting))
        found.append(replace(claim, places=before.places) if goes_on and before is not None else claim)
    return found


def _with_own(claim: Claim, setting: Setting) -> Claim:
    """Without the venue where its words fell; aid and threats without places outside their own clause."""
    if claim.kind in (Kind.NEGOTIATE, Kind.DETAIN):
        return claim
    kept = [where for where in claim.places if not _is_venue(where, setting)]
    if claim.kind in (Kind.AID, Kind.THREATEN):
        kept = [where for where in kept if claim.quote.covers(where.span) or not _in_sentence(where, claim, setting)]
    return replace(claim, places=tuple(kept)) if len(kept) < len(claim.places) else claim


def _in_sentence(where: Where, claim: Claim, setting: Setting) -> bool:
    return setting.parsed.tokens(where.span)[0].sent.start == setting.parsed.tokens(claim.quote)[0].sent.start


def _goes_on(claim: Claim, before: Claim, setting: Setting) -> bool:
    if claim.places or not before.places or claim.kind in PLACELESS or before.kind in PLACELESS:
        return False
    between = setting.parsed.report.text[before.quote.end : claim.quote.start]
    one_speaker = claim.source is not None and before.source is not None and claim.source.name == before.source.name
    return len(between) < REACH and ("\n" not in between or one_speaker)
