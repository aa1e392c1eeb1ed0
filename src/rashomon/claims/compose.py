"""Setting + chains -> claims: every find with its chain, roles, places, time, numbers and certainty."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.claims.details.certainty import certainty, polarity
from rashomon.claims.details.event_places import places_going_on, places_of
from rashomon.claims.details.event_times import time_of
from rashomon.claims.details.roles import parties
from rashomon.claims.details.running_times import times_going_on
from rashomon.claims.disputes.counterclaims import counterclaims
from rashomon.claims.disputes.likeness import kin, place_ids
from rashomon.claims.disputes.remarks import Remark, remarked
from rashomon.claims.happenings.clauses import extent
from rashomon.claims.happenings.finds import Find, stated_finds
from rashomon.claims.happenings.judgements import demands, judgements
from rashomon.claims.happenings.kinds import find_cues
from rashomon.claims.happenings.schemes import acled_type
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains, Said
from rashomon.model import Claim, Kind, Part, Quantity

HEADINGS = frozenset({Part.HEADLINE, Part.HEADING})
WAY = re.compile(r"\s+(?:(?:to the )?(?:north|south|east|west)|outside|inside|away)", re.IGNORECASE)
REPEATED = 0.7  # of the shorter of two claims of one kind: one of them repeats the other
SWALLOWED = 0.8  # of both: a judgement gives way to a kind that says more


def compose(setting: Setting, chains: Chains, told: Sequence[Remark]) -> tuple[Claim, ...]:
    """All claims of the report, in text order; the words of `told`, on the truth of claims, claim nothing themselves."""
    cues = find_cues(setting)
    finds = list(stated_finds(setting, chains, cues))
    finds += judgements(finds, cues, setting, chains, remarked(told, setting))
    finds += demands(finds, setting, chains)
    heads = frozenset(find.stated.i for find in finds) | frozenset(said.saying.verb for said in chains.said)
    made = [_claim(find, heads, setting, chains) for find in finds]
    claims = list(_distinct([claim for claim in made if not _is_bare(claim, setting)]))
    claims = [claim for claim in claims if not _is_heading(claim, claims, setting)]
    claims = places_going_on(times_going_on(claims, setting), setting)
    return tuple(sorted([*claims, *counterclaims(claims, setting)], key=lambda claim: (claim.quote, claim.kind)))


def _claim(find: Find, heads: frozenset[int], setting: Setting, chains: Chains) -> Claim:
    cue, head = find.cue, find.stated
    around = _spoken(find, chains)
    sayings = tuple(said.saying for said in around)
    quote = extent(head, heads, _outside(head, chains), setting)
    links = chains.links(around, head.sent.start)
    places = places_of(quote, head, setting)
    actor, target = parties(cue, links[0] if links else None, places, setting)
    pole, pole_marks = polarity(cue.head, sayings, setting)
    sure, sure_marks = certainty(cue.head, sayings, setting)
    claim = Claim(
        report=setting.parsed.report.id,
        quote=quote,
        cue=setting.parsed.span([setting.parsed.doc[i] for i in cue.words if abs(i - cue.head.i) < 4] or cue.head),
        kind=cue.kind,
        chain=links,
        actor=actor,
        target=target,
        places=places,
        when=time_of(quote, head, around, setting),
        quantities=tuple(one for one in setting.quantities if quote.covers(one.span) and not _is_way(one, setting)),
        polarity=pole,
        certainty=sure,
        marks=(*pole_marks, *sure_marks),
        recapture=_is_recapture(find, quote.of(setting.parsed.report.text), setting),
        rule=cue.rule,
    )
    return replace(claim, acled=acled_type(claim, head.sent.text, setting.know.cues))


def _spoken(find: Find, chains: Chains) -> tuple[Said, ...]:
    """The attributions that the claim stands in, innermost first; its own where the clause of the speech act states it."""
    around = chains.around(find.cue.head.i)
    own = next((said for said in chains.said if said.saying.verb == find.stated.i and said.saying.form != "clause"), None)
    return around if own is None else (own, *(said for said in around if said is not own))


def _is_way(quantity: Quantity, setting: Setting) -> bool:
    """``10 km south of the town``: it says where, and counts nothing."""
    return quantity.unit is not None and WAY.match(setting.parsed.report.text, quantity.span.end) is not None


def _is_recapture(find: Find, words: str, setting: Setting) -> bool:
    again = find.cue.head.lemma_.lower() in setting.know.cues.lists["recapture"]
    return find.cue.kind is Kind.CAPTURE and (
        again or any(part in words.lower() for part in ("liberat", "recaptur", "retak", "retook"))
    )


def _outside(head: Word, chains: Chains) -> frozenset[int]:
    """The words of the sentence that only say who speaks."""
    inner = [said for said in chains.around(head.i) if head.i != said.saying.verb]
    if not inner:
        return frozenset()
    return frozenset(t.i for t in head.sent) - inner[0].saying.content


def _is_bare(claim: Claim, setting: Setting) -> bool:
    """``the strikes``, ``regrouping``: a word that only takes up what was told elsewhere."""
    words = setting.parsed.tokens(claim.quote)
    named = any(t.i in setting.names or t.i in setting.places for t in words)
    return len(words) <= 2 and not named and bool(words) and len(words[0].sent) > 6


def _is_heading(claim: Claim, claims: Sequence[Claim], setting: Setting) -> bool:
    """``Shelter strike in Koran`` above the sentence that tells of the strike: words for it, no second telling."""
    whole = any(t.tag_ in ("VBD", "VBZ", "VBP") for t in setting.parsed.tokens(claim.quote))
    if whole or not claim.rule.startswith("noun") or _part(claim, setting) not in HEADINGS:
        return False
    body = (other for other in claims if kin(other.kind, claim.kind) and _part(other, setting) not in HEADINGS)
    return any(not claim.places or not other.places or place_ids(other) & place_ids(claim) for other in body)


def _part(claim: Claim, setting: Setting) -> Part:
    words = setting.parsed.tokens(claim.quote)
    return setting.parts.get(words[0].sent.start, Part.BODY) if words else Part.BODY


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for one stretch and kind: the longer words win, an ASSESS gives way to a kind that says more."""
    kept: dict[int, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (-len(c.quote), list(Kind).index(c.kind), c.quote)):
        near = [other for page in _pages(claim) for other in kept.get(page, ())]
        if not any(_repeats(claim, other) for other in near):
            for page in _pages(claim):
                kept.setdefault(page, []).append(claim)
    yield from sorted({claim for page in kept.values() for claim in page}, key=lambda c: (c.quote, c.kind))


def _pages(claim: Claim) -> range:
    """Stretches of 1,000 characters that the claim touches: only claims of one stretch can overlap."""
    return range(claim.quote.start // 1000, claim.quote.end // 1000 + 1)


def _repeats(claim: Claim, other: Claim) -> bool:
    shared = min(claim.quote.end, other.quote.end) - max(claim.quote.start, other.quote.start)
    if claim.kind is other.kind:
        return shared > 0 and shared >= REPEATED * len(claim.quote) and not _are_apart(claim, other)
    return claim.kind is Kind.ASSESS and shared > 0 and shared >= SWALLOWED * max(len(other.quote), len(claim.quote))


def _are_apart(claim: Claim, other: Claim) -> bool:
    """``shelled Jammu in retaliation for a strike on Lahore``: each has places, and none is of both."""
    return bool(claim.places and other.places) and place_ids(claim).isdisjoint(place_ids(other))
