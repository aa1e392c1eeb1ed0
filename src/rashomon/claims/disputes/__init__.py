"""Claims of one report -> the same claims with what the report says of their truth, and who disputes or confirms them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.disputes.answers import answered
from rashomon.claims.disputes.likeness import kin, names_place, place_ids, source_name
from rashomon.claims.disputes.remarks import Remark
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains
from rashomon.model import ChainRole, Claim, Dispute, Kind, Mark, Polarity, Span, Stance, Verification

BATTLEFIELD = frozenset(Kind) - {Kind.ASSESS, Kind.AID, Kind.NEGOTIATE, Kind.ACCUSE, Kind.THREATEN}
WIDE = re.compile(
    r"\b(?:battlefield|other|all|these|both|either|neither|such|none of the|competing|conflicting) (?:\w+ ){0,3}?"
    r"(?:reports?|claims?|accounts?|statements?|versions?|assertions?"
    r"|sides?(?:['’]s? (?P<own>figures|numbers|tolls))?|(?P<counts>figures|numbers|tolls))\b",
    re.IGNORECASE,
)
BOTH = re.compile(r"(?:both|either|neither)\b", re.IGNORECASE)
RELATION = {
    Verification.NO_COMMENT: Stance.NO_COMMENT,
    Verification.CONFIRMED: Stance.CONFIRMS,
    Verification.DISPUTED: Stance.DENIES,
}
TAIL = 30  # characters of a clause after a remark: "confirmed by | the governor"
REACH = 4  # sentences back in which "the attacks" may have been told
# "could not verify the claim that", "said, without any proof, that": what follows is meant; "could not verify it, but": it is not.
APART = re.compile(r",(?! that\b)|[;:.]|\b(?:but|while|although|though|whereas)\b")
PICTURED = re.compile(
    r"(?:footage|imagery|images?|videos?|pictures?|photos?|photographs?|clips?|verify|authenticate), (?:which|showing)\b"
)
SEEN = re.compile(r"\b(?:pictures?|photos?|photographs?|images?|imagery|footage)\b")


def with_disputes(claims: Sequence[Claim], told: Sequence[Remark], chains: Chains, setting: Setting) -> tuple[Claim, ...]:
    """Every claim with its verification, the words for it, and the disputes that the report tells of it."""
    found = list(claims)
    scope = Scope(setting, frozenset(remark.sentence for remark in told))
    for remark in told:
        for place in scope.meant(remark, found):
            found[place] = _remarked(found[place], remark)
    return answered(found, chains, setting)


class Scope:
    """Which claims a remark speaks of."""

    def __init__(self, setting: Setting, remarked: frozenset[int]) -> None:
        self._text = setting.parsed.report.text
        self._remarked = remarked
        self._bounds = [Span(setting.parsed.starts[s.start], setting.parsed.ends[s.end - 1]) for s in setting.parsed.doc.sents]

    def meant(self, remark: Remark, claims: Sequence[Claim]) -> list[int]:
        """The claims, by number: of all sources, of the remark's sentence before it, or of the statement before it."""
        here = self._bounds[remark.sentence]
        known = [n for n, c in enumerate(claims) if not _is_made_of(c, remark) or c.quote == here]
        wide = WIDE.search(self._text, max(here.start, remark.span.start - 60), here.end)
        if remark.value is Verification.UNVERIFIED and wide:
            told = [n for n in known if claims[n].kind in BATTLEFIELD and _is_word(claims[n])]
            if wide["counts"] or wide["own"]:
                return [n for n in told if claims[n].quantities]
            return self._two_accounts(remark, claims, told) if BOTH.match(wide[0]) else told
        own = [n for n in known if here.covers(claims[n].quote) and _is_told_before(claims[n], remark)]
        after = [n for n in known if here.covers(claims[n].quote) and self._follows(claims[n], remark)]
        after = [n for n in after if claims[n].kind is not Kind.ASSESS] or after
        if remark.value is not Verification.NO_COMMENT and after and (not own or remark.opens):
            return after
        if remark.value is Verification.DISPUTED:
            return self._last(own or self._before(remark, claims), claims)
        named = self._named(remark, claims, after)
        return self._beside(remark, claims, own) if named is None else named

    def _two_accounts(self, remark: Remark, claims: Sequence[Claim], told: list[int]) -> list[int]:
        """``could not verify either account``: what two have told in its paragraph; else all of the report."""
        since = self._text.rfind("\n", 0, remark.span.start)
        near = [n for n in told if since < claims[n].quote.start < remark.span.start]
        two = list(dict.fromkeys(source_name(claims[n]) for n in reversed(near)))[:2]
        return [n for n in near if source_name(claims[n]) in two] if len(two) == 2 else told

    def _named(self, remark: Remark, claims: Sequence[Claim], after: list[int]) -> list[int] | None:
        """What the remark names: "its involvement", "the attacks", "the raid on the clinic"; None where it only says "it"."""
        named = self._blamed(remark, claims) or (self._of_kinds(remark, claims) if remark.kinds else [])
        silent = remark.value is Verification.NO_COMMENT
        if named or (remark.kinds and remark.value is Verification.CONFIRMED):
            return named
        return after if silent and (after or remark.kinds) else None

    def _beside(self, remark: Remark, claims: Sequence[Claim], own: list[int]) -> list[int]:
        """The claims of its sentence before it, else of the statement before."""
        told = [n for n in own if claims[n].kind is not Kind.ASSESS] or own
        if remark.value is Verification.CONFIRMED:
            shown = told if told or remark.by is None else self._told_just_before(remark, claims)
            return [n for n in shown if claims[n].kind in BATTLEFIELD and claims[n].polarity is not Polarity.DENIED]
        return told or self._before(remark, claims)

    def _follows(self, claim: Claim, remark: Remark) -> bool:
        """``confirmed a video that shows``: the words of the remark lead on to the claim."""
        if claim.cue.start < remark.span.end:
            return False
        between = PICTURED.sub("", Span(remark.span.start, claim.cue.start).of(self._text))
        return APART.search(between) is None

    def _told_just_before(self, remark: Remark, claims: Sequence[Claim]) -> list[int]:
        """The claims of the sentence before alone: pictures show what was told last."""
        last = self._bounds[max(0, remark.sentence - 1)]
        return [n for n in self._before(remark, claims) if last.covers(claims[n].quote)]

    @staticmethod
    def _last(places: list[int], claims: Sequence[Claim]) -> list[int]:
        """The last one that somebody asserts, else the last."""
        told = [n for n in places if claims[n].source is not None] or places
        return sorted(told, key=lambda n: claims[n].quote.end)[-1:]

    def _of_kinds(self, remark: Remark, claims: Sequence[Claim]) -> list[int]:
        """``comment on the attacks``, ``both advances were confirmed``: claims of that kind shortly before."""
        since = self._bounds[max(0, remark.sentence - REACH)].start
        near = [
            n
            for n, c in enumerate(claims)
            if since <= c.quote.start and c.quote.end <= remark.span.start and any(kin(c.kind, kind) for kind in remark.kinds)
        ]
        near = [n for n in near if not any(_is_within(claims[n], claims[other]) for other in near)]
        if remark.value is Verification.NO_COMMENT and remark.side is not None:
            near = [n for n in near if self._actor_side(claims[n]) == remark.side] or near
        many = remark.several and remark.value is Verification.UNVERIFIED  # "the tolls": all of the paragraph
        if many:
            near = [n for n in near if "\n" not in self._text[claims[n].quote.end : remark.span.start]] or near[-1:]
        if remark.places:
            near = [n for n in near if place_ids(claims[n]) & remark.places]
        if remark.limit is None:
            return near if many or remark.value is Verification.NO_COMMENT else self._nearest(near, claims)
        return ([n for n in near if names_place(claims[n])] or near)[-remark.limit :]

    @staticmethod
    def _blamed(remark: Remark, claims: Sequence[Claim]) -> list[int]:
        """``neither confirmed nor denied its involvement``: the last accusation of that side."""
        before = [n for n, c in enumerate(claims) if c.quote.end <= remark.span.start and c.kind is Kind.ACCUSE]
        against = [n for n in before if (target := claims[n].target) is not None and target.side == remark.side]
        return against[-1:] if remark.blamed and remark.side is not None else []

    def _nearest(self, places: list[int], claims: Sequence[Claim]) -> list[int]:
        """Those of the last sentence that tells any of them."""
        lines = {n: max(i for i, b in enumerate(self._bounds) if b.start <= claims[n].quote.start) for n in places}
        return [n for n in places if lines[n] == max(lines.values())]

    @staticmethod
    def _actor_side(claim: Claim) -> str | None:
        """A silent side keeps silent about what it is said to have done."""
        return claim.actor.side if claim.actor is not None else None

    def _before(self, remark: Remark, claims: Sequence[Claim]) -> list[int]:
        """The claims of the sentence before, and of the sentences of its paragraph that tell the same source's word."""
        if (
            remark.sentence == 0
            or "\n\n\n" in self._text[self._bounds[remark.sentence - 1].end : self._bounds[remark.sentence].start]
        ):
            return []
        at = remark.sentence - 1
        while at > 0 and at in self._remarked and not self._in_sentence(at, remark, claims):
            at -= 1  # "The army did not comment." stands between
        last = self._in_sentence(at, remark, claims)
        teller = source_name(claims[last[-1]]) if last else None
        at -= 1
        while teller is not None and at >= max(0, remark.sentence - REACH):
            more = [n for n in self._in_sentence(at, remark, claims) if source_name(claims[n]) == teller]
            if not more:
                break
            last, at = [*more, *last], at - 1
        return last

    def _is_apart(self, number: int) -> bool:
        """Something else stands between the sentence and the next one: a heading's space."""
        return "\n\n\n" in self._text[self._bounds[number].end : self._bounds[number + 1].start]

    def _in_sentence(self, number: int, remark: Remark, claims: Sequence[Claim]) -> list[int]:
        bounds = self._bounds[number]
        told = [n for n, c in enumerate(claims) if bounds.covers(c.quote) and c.kind is not Kind.ASSESS]
        told = told or [n for n, c in enumerate(claims) if bounds.covers(c.quote)]
        return [n for n in told if source_name(claims[n]) != remark.by]


def _is_word(claim: Claim) -> bool:
    """Somebody's report; what pictures show is seen, not reported."""
    channel = claim.link(ChainRole.CHANNEL)
    return claim.source is not None and not (channel is not None and SEEN.search(channel.name))


def _is_within(claim: Claim, other: Claim) -> bool:
    """``advances near | the newly liberated town``: told in passing, inside what the sentence tells."""
    return claim.quote != other.quote and other.quote.covers(claim.quote)


def _is_made_of(claim: Claim, remark: Remark) -> bool:
    """The remark's own words are what the claim tells."""
    return claim.quote.covers(remark.span) and claim.cue.touches(remark.span)


def _is_told_before(claim: Claim, remark: Remark) -> bool:
    """It ends where the remark begins, or a few words after it: ``had shot down a jet, without offering proof of it``."""
    begun = claim.cue.end <= remark.span.start and claim.quote.end <= remark.span.end + TAIL
    return claim.quote.end <= remark.span.start + 1 or begun


def _remarked(claim: Claim, remark: Remark) -> Claim:
    if claim.verification is not None and claim.verification is not Verification.UNVERIFIED:
        return claim
    if claim.polarity is Polarity.DENIED and remark.value is Verification.DISPUTED:
        return claim
    relation = RELATION.get(remark.value)
    disputes = claim.disputes
    if relation is not None and remark.by:
        disputes = (*disputes, Dispute(relation, remark.by, remark.span))
    mark = Mark("verification", remark.value, remark.span)
    return replace(claim, verification=remark.value, marks=(*claim.marks, mark), disputes=disputes)
