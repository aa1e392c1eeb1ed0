"""Claims of one report -> what other sources of the report answer to them: denials and confirmations of the same happening."""

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains, Said
from rashomon.model import Claim, Dispute, Kind, Polarity, Span, Stance, Verification

FAMILIES = (
    frozenset({Kind.ABUSE, Kind.CASUALTIES}),
    frozenset({Kind.STRIKE, Kind.ATTACK, Kind.DESTRUCTION}),
    frozenset({Kind.CAPTURE, Kind.HOLD, Kind.WITHDRAW, Kind.ADVANCE}),
)
CIVILIANS = frozenset("civilian civilians bystanders residents non-combatants noncombatants".split())
APPOSED = "a claim that somebody denies"  # such a denial names its claim: the one before it
POINTED = "(what was told)"  # how the rule of such a saying ends
NEAR = 300  # characters: an answer follows what it answers
SETTLED = (Verification.CONFIRMED, Verification.DISPUTED)
TALK = frozenset({Kind.ASSESS, Kind.ACCUSE, Kind.THREATEN, Kind.NEGOTIATE, Kind.AID})


def answered(claims: Sequence[Claim], chains: Chains, setting: Setting) -> tuple[Claim, ...]:
    """The same claims; one that another source of the report denies is disputed, one that another admits is confirmed."""
    confirming = [said for said in chains.said if said.saying.act == "confirm" and said.voice is not None]
    found = [_denied(claim, claims) for claim in claims]
    for said in confirming:
        dispute = Dispute(Stance.CONFIRMS, said.links[0].name, _words(said, setting))
        for place in _confirmed_by(said, found, setting):
            found[place] = with_dispute(found[place], Verification.CONFIRMED, dispute)
    for answer in claims:
        for place in _contradicted(answer, found):
            dispute = Dispute(Stance.CONTRADICTS, source_name(answer) or "", answer.quote)
            found[place] = with_dispute(found[place], Verification.DISPUTED, dispute)
    for said in chains.said:
        for place in _pointed_at(said, found, setting):
            dispute = Dispute(Stance.DENIES, said.links[0].name, _words(said, setting))
            found[place] = with_dispute(found[place], Verification.DISPUTED, dispute)
    return tuple(_restated(claim, found) for claim in found)


def _contradicted(answer: Claim, claims: Sequence[Claim]) -> list[int]:
    """``A says B bombed the prison; B blames A``, ``A says it hit a ship; B says none was hit``: the foe's word before it."""
    side = answer.source.side if answer.source is not None else None
    before = [
        n
        for n, c in enumerate(claims)
        if c.polarity is Polarity.AFFIRMED and c.kind not in TALK and 0 <= answer.quote.start - c.quote.end <= NEAR
    ]
    return [n for n in before if side is not None and _is_foes_word(claims[n], side) and _gainsays(answer, claims[n])][-1:]


def _is_foes_word(claim: Claim, side: str) -> bool:
    return claim.source is not None and claim.source.side not in (None, side)


def _gainsays(answer: Claim, claim: Claim) -> bool:
    """It blames those who told it for what they say was done by the answering side, or says that the same did not happen."""
    if answer.kind is Kind.ACCUSE:
        blamed = answer.target.side if answer.target is not None else None
        own = claim.actor is not None and answer.source is not None and claim.actor.side == answer.source.side
        return own and claim.source is not None and blamed in (None, claim.source.side)
    return answer.polarity is Polarity.NEGATED and kin(answer.kind, claim.kind)


def _pointed_at(said: Said, claims: Sequence[Claim], setting: Setting) -> list[int]:
    """``the ministry denied the claim``: the claim told last before it, in its sentence or the one before, by somebody else."""
    if said.saying.act != "deny" or said.voice is None or not said.saying.rule.endswith(POINTED):
        return []
    doc, parsed = setting.parsed.doc, setting.parsed
    opening = doc[said.saying.verb].sent.start
    since = parsed.starts[doc[opening - 1].sent.start] if opening else 0
    told = [
        n
        for n, c in enumerate(claims)
        if since <= c.quote.start
        and c.quote.end <= parsed.starts[said.saying.verb]
        and c.polarity is Polarity.AFFIRMED
        and source_name(c) not in (None, said.links[0].name)
    ]
    return sorted(told, key=lambda n: claims[n].quote.end)[-1:]


def _restated(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """What was said of a claim holds where the same source tells the same happening again."""
    if claim.verification is not None or claim.source is None or claim.kind in TALK:
        return claim
    told = next((other for other in claims if other.disputes and other.verification in SETTLED and _again(other, claim)), None)
    return claim if told is None else replace(claim, verification=told.verification, disputes=told.disputes)


def _again(other: Claim, claim: Claim) -> bool:
    same = source_name(other) == source_name(claim) and other.kind is claim.kind and other.polarity is claim.polarity
    return same and bool(places_of(other) & places_of(claim))


def with_dispute(claim: Claim, value: Verification, dispute: Dispute) -> Claim:
    """The claim with one dispute more; the report's first word on its truth stays."""
    if any(d.relation is dispute.relation and d.by == dispute.by for d in claim.disputes):
        return claim
    return replace(claim, verification=claim.verification or value, disputes=(*claim.disputes, dispute))


def _denied(claim: Claim, claims: Sequence[Claim]) -> Claim:
    if claim.polarity is Polarity.DENIED:
        return replace(claim, verification=claim.verification or Verification.DISPUTED)
    for other in claims:
        if other.polarity is Polarity.DENIED and other.source is not None and other.rule != APPOSED and _rejects(other, claim):
            claim = with_dispute(claim, Verification.DISPUTED, Dispute(Stance.DENIES, other.source.name, other.quote))
    return claim


def _rejects(denial: Claim, claim: Claim) -> bool:
    """Another source told the same happening; without a common place both must name who did it."""
    if claim.kind in TALK or claim.polarity is not Polarity.AFFIRMED or source_name(denial) == source_name(claim):
        return False
    if claim.kind is Kind.ADVANCE is not denial.kind:
        return False  # that the town fell is denied, not that they come nearer
    elsewhere = _is_general(denial) and not _hits_civilians(claim, denial)
    if (
        elsewhere
        or not kin(denial.kind, claim.kind)
        or (denial.source and claim.source and _one_side(denial.source.side, claim.source.side))
    ):
        return False
    if places_of(denial) & places_of(claim):
        return True
    if names_place(denial) and names_place(claim):
        return False
    untold = claim.actor is None and claim.kind is Kind.ABUSE  # "reports of executions", which the accused denies
    return untold or _same_actor(denial, claim)


def _is_general(denial: Claim) -> bool:
    """``denies targeting civilians``: no place, day or number of its own."""
    days = denial.when is not None and denial.quote.covers(denial.when.span)
    people = denial.target is not None and not CIVILIANS.isdisjoint(denial.target.name.lower().split())
    return people and not (days or names_place(denial) or denial.quantities)


def _hits_civilians(claim: Claim, denial: Claim) -> bool:
    """Nobody of a side is told to suffer, and it is not at another place than the denial is about."""
    civil = claim.target is None or claim.target.side is None
    here, there = places_of(claim), places_of(denial)
    return civil and bool(not here or not there or here & there)


def kin(left: Kind, right: Kind) -> bool:
    """True where two reports of one happening may choose either kind."""
    return left is right or any(left in family and right in family for family in FAMILIES)


def _one_side(left: str | None, right: str | None) -> bool:
    return left is not None and left == right


def _same_actor(left: Claim, right: Claim) -> bool:
    if left.actor is None or right.actor is None:
        return False
    return left.actor.name == right.actor.name or _one_side(left.actor.side, right.actor.side)


def _confirmed_by(said: Said, claims: Sequence[Claim], setting: Setting) -> list[int]:
    """Earlier claims of other sources about what `said` confirms: a common place, and a kin of what is confirmed."""
    words = _words(said, setting)
    inside = [c for c in claims if words.covers(c.quote) or words.covers(c.cue)]
    kinds = {c.kind for c in inside} - TALK
    places = {setting.places[i].span for i in said.saying.content if i in setting.places}
    ids = {w.place.id for w in setting.wheres if w.span in places and w.place} | {i for c in inside for i in places_of(c)}
    name = said.links[0].name
    return [
        n
        for n, c in enumerate(claims)
        if c.quote.end <= words.start
        and c.source is not None
        and c.source.name != name
        and c.kind not in TALK
        and c.polarity is Polarity.AFFIRMED
        and places_of(c) & ids
        and (any(_admits(kind, c.kind) for kind in kinds) or (not kinds and said.saying.form in ("noun", "object")))
    ]


def _admits(kind: Kind, told: Kind) -> bool:
    """``admitted the loss of the town`` bears out its capture; that men move on, or slowly, bears out no more than that."""
    return kin(told, kind) and (kind is not Kind.ADVANCE or told is Kind.ADVANCE)


def _words(said: Said, setting: Setting) -> Span:
    tokens = (*said.saying.cue, *said.saying.content)
    return setting.parsed.between(min(tokens), max(tokens))


def places_of(claim: Claim) -> frozenset[str]:
    """The ids of the places of the happening."""
    return frozenset(where.place.id for where in claim.places if where.place)


def names_place(claim: Claim) -> bool:
    """True where the claim's own words name a place."""
    return any(claim.quote.covers(where.span) for where in claim.places)


def source_name(claim: Claim) -> str | None:
    """Who asserts it; None for the reporter."""
    return claim.source.name if claim.source else None
