"""Claims of one report -> what other sources of the report answer to them: denials and confirmations of the same happening."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.claims.disputes.contradictions import NEAR, contradicted
from rashomon.claims.disputes.likeness import TALK, kin, names_place, one_side, place_ids, source_name
from rashomon.claims.disputes.remarks import BLAME, kinds_named
from rashomon.claims.parse.arguments import is_passive, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains, Said
from rashomon.claims.speech.retorts import OURS, POINTERS
from rashomon.claims.speech.sources import name_of
from rashomon.model import Claim, Dispute, Kind, Mark, Polarity, Span, Stance, Verification

CIVILIANS = frozenset("civilian civilians bystanders residents non-combatants noncombatants".split())
APPOSED = "a claim that somebody denies"  # such a denial names its claim: the one before it
POINTED = "(what was told)"  # how the rule of such a saying ends
COUNTS = frozenset("figure toll number tally count".split())
SETTLED = (Verification.CONFIRMED, Verification.DISPUTED)


def answered(claims: Sequence[Claim], chains: Chains, setting: Setting) -> tuple[Claim, ...]:
    """The same claims; one that another source of the report denies is disputed, one that another admits is confirmed."""
    confirming = [said for said in chains.said if said.saying.act == "confirm" and said.voice is not None]
    found = [_checked(_denied(claim, claims), chains, setting) for claim in claims]
    for said in confirming:
        dispute = Dispute(Stance.CONFIRMS, said.links[0].name, _words(said, setting))
        for place in _confirmed_by(said, found, setting):
            found[place] = with_dispute(found[place], Verification.CONFIRMED, dispute)
    for answer in claims:
        for place in contradicted(answer, found, setting):
            found[place] = _set_against(found[place], answer)
    for said in chains.said:
        for place in _pointed_at(said, found, setting):
            dispute = Dispute(Stance.DENIES, said.links[0].name, _words(said, setting))
            found[place] = with_dispute(found[place], Verification.DISPUTED, dispute)
    for verb in setting.parsed.doc:
        for place, dispute in _rejected(verb, found, setting):
            found[place] = with_dispute(found[place], Verification.DISPUTED, dispute)
    return tuple(_restated(claim, found) for claim in found)


def _checked(claim: Claim, chains: Chains, setting: Setting) -> Claim:
    """``CNN has confirmed that``: a paper that confirms what happened has checked it."""
    if claim.verification is not None or claim.source is None:
        return claim
    head = setting.parsed.tokens(claim.cue)[0].i
    inner = next((said for said in chains.around(head) if said.voice is not None), None)
    if inner is None or inner.saying.act != "confirm" or inner.voice is None or inner.voice.kind != "medium":
        return claim
    mark = Mark("verification", Verification.CONFIRMED, setting.parsed.span(setting.parsed.doc[inner.saying.verb]))
    return replace(claim, verification=Verification.CONFIRMED, marks=(*claim.marks, mark))


def _rejected(verb: Word, claims: Sequence[Claim], setting: Setting) -> Iterator[tuple[int, Dispute]]:
    """``The rebels' claim that they took the town was dismissed by the army``, ``residents contradicted the claim that``."""
    if verb.lemma_.lower() not in setting.know.cues.denying or _is_held_back(verb):
        return
    told = next((c for c in verb.children if c.dep_ == ("nsubjpass" if is_passive(verb) else "dobj")), None)
    denier = name_of(subject_of(verb), setting) if told is not None and told.lemma_.lower() in POINTERS else None
    if told is not None and denier is not None:
        dispute = Dispute(Stance.DENIES, denier.name, setting.parsed.span(verb))
        yield from ((n, dispute) for n, claim in enumerate(claims) if _is_told_in(told, claim, setting))


def _is_told_in(told: Word, claim: Claim, setting: Setting) -> bool:
    """It stands in the words of the account, and is not itself the denial."""
    inside = setting.parsed.between(told.left_edge.i, told.right_edge.i)
    return inside.covers(claim.quote) and claim.polarity is not Polarity.DENIED


def _is_held_back(verb: Word) -> bool:
    """``did not contradict``, ``could question``: nobody has denied it yet."""
    return any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children) or verb.dep_ == "xcomp"


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
    if any(doc[i].lemma_.lower() in BLAME | OURS for i in said.saying.content):
        told = [n for n in told if _is_of(said.links[0].side, claims[n])]
    if any(doc[i].lemma_.lower() in COUNTS for i in said.saying.content):
        told = [n for n in told if claims[n].kind is Kind.CASUALTIES and claims[n].quantities] or told
    return sorted(told, key=lambda n: claims[n].quote.end)[-1:]


def _is_of(side: str | None, claim: Claim) -> bool:
    """Somebody of that side, or nobody, is said to have done it: who denies responsibility denies his own."""
    doer = claim.target if claim.kind is Kind.ACCUSE else claim.actor
    return doer is None or side is None or doer.side in (None, side)


def _restated(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """What was said of a claim holds where the same source tells the same happening again."""
    if claim.verification is not None or claim.source is None or claim.kind in TALK:
        return claim
    told = next((other for other in claims if other.disputes and other.verification in SETTLED and _again(other, claim)), None)
    return claim if told is None else replace(claim, verification=told.verification, disputes=told.disputes)


def _again(other: Claim, claim: Claim) -> bool:
    same = source_name(other) == source_name(claim) and other.kind is claim.kind and other.polarity is claim.polarity
    return same and bool(place_ids(other) & place_ids(claim))


def _set_against(claim: Claim, answer: Claim) -> Claim:
    """The claim with the answer that contradicts it; only who says no, or blames back, disputes it in words."""
    by = source_name(answer) or ""
    if any(d.relation is Stance.DENIES and d.by == by for d in claim.disputes):
        return claim
    dispute = Dispute(Stance.CONTRADICTS, by, answer.quote)
    says_no = answer.kind is Kind.ACCUSE or answer.polarity is Polarity.NEGATED
    return with_dispute(claim, Verification.DISPUTED if says_no else None, dispute)


def with_dispute(claim: Claim, value: Verification | None, dispute: Dispute) -> Claim:
    """The claim with one dispute more; the report's first word on its truth stays."""
    if any(d.relation is dispute.relation and d.by == dispute.by for d in claim.disputes):
        return claim
    return replace(claim, verification=claim.verification or value, disputes=(*claim.disputes, dispute))


def _denied(claim: Claim, claims: Sequence[Claim]) -> Claim:
    if claim.polarity is Polarity.DENIED:
        return replace(claim, verification=claim.verification or Verification.DISPUTED)
    for other in claims:
        if other.polarity is not Polarity.DENIED or other.source is None:
            continue
        apposed = other.rule == APPOSED
        if apposed and claim.verification is not None:
            continue  # the words of the denial were read as a remark on it
        if _is_taken_up(claim, other) if apposed else _rejects(other, claim):
            claim = with_dispute(claim, Verification.DISPUTED, Dispute(Stance.DENIES, other.source.name, other.quote))
    return claim


def _is_taken_up(claim: Claim, denial: Claim) -> bool:
    """The denial in apposition was made of this very claim."""
    made = replace(claim, quote=denial.quote, cue=denial.cue, chain=denial.chain, polarity=denial.polarity, marks=denial.marks)
    alike = replace(made, verification=denial.verification, rule=denial.rule, disputes=denial.disputes, orders=denial.orders)
    return alike == denial


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
        or (denial.source and claim.source and one_side(denial.source.side, claim.source.side))
    ):
        return False
    if place_ids(denial) & place_ids(claim):
        return True
    if names_place(denial) and names_place(claim):
        return False
    untold = claim.actor is None and claim.kind is Kind.ABUSE  # "reports of executions", which the accused denies
    return untold or _same_actor(denial, claim) or _may_be_one(denial, claim)


def _may_be_one(denial: Claim, claim: Claim) -> bool:
    """``denied that the town had fallen``: one kind, told right before, and nobody else is said to have done it."""
    if not 0 <= denial.quote.start - claim.quote.end <= NEAR:
        return False
    return denial.kind is claim.kind and (denial.actor is None or claim.actor is None or _same_actor(denial, claim))


def _is_general(denial: Claim) -> bool:
    """``denies targeting civilians``: no place, day or number of its own."""
    days = denial.when is not None and denial.quote.covers(denial.when.span)
    people = denial.target is not None and not CIVILIANS.isdisjoint(denial.target.name.lower().split())
    return people and not (days or names_place(denial) or denial.quantities)


def _hits_civilians(claim: Claim, denial: Claim) -> bool:
    """Nobody of a side is told to suffer, and it is not at another place than the denial is about."""
    civil = claim.target is None or claim.target.side is None
    here, there = place_ids(claim), place_ids(denial)
    return civil and bool(not here or not there or here & there)


def _same_actor(left: Claim, right: Claim) -> bool:
    if left.actor is None or right.actor is None:
        return False
    return left.actor.name == right.actor.name or one_side(left.actor.side, right.actor.side)


def _confirmed_by(said: Said, claims: Sequence[Claim], setting: Setting) -> list[int]:
    """Earlier claims of other sources about what `said` confirms: a common place, and a kin of what is confirmed."""
    words = _words(said, setting)
    inside = [c for c in claims if words.covers(c.quote) or words.covers(c.cue)]
    named = kinds_named((setting.parsed.doc[i] for i in said.saying.content), setting)
    kinds = ({c.kind for c in inside} or set(named)) - TALK
    places = {setting.places[i].span for i in said.saying.content if i in setting.places}
    ids = {w.place.id for w in setting.wheres if w.span in places and w.place} | {i for c in inside for i in place_ids(c)}
    name = said.links[0].name
    return [
        n
        for n, c in enumerate(claims)
        if c.quote.end <= words.start
        and c.source is not None
        and c.source.name != name
        and c.kind not in TALK
        and c.polarity is Polarity.AFFIRMED
        and (place_ids(c) & ids or (kinds and not ids and words.start - c.quote.end <= NEAR))
        and (any(_admits(kind, c.kind) for kind in kinds) or (not kinds and said.saying.form in ("noun", "object")))
    ]


def _admits(kind: Kind, told: Kind) -> bool:
    """``admitted the loss of the town`` bears out its capture; that men move on, or slowly, bears out no more than that."""
    return kin(told, kind) and (kind is not Kind.ADVANCE or told is Kind.ADVANCE)


def _words(said: Said, setting: Setting) -> Span:
    tokens = (*said.saying.cue, *said.saying.content)
    return setting.parsed.between(min(tokens), max(tokens))
