"""Claims in text order -> the same with the times that they share: one speaker's word, a bulletin's day, a running narration."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from rashomon.claims.details.anaphora import taken_up
from rashomon.claims.details.event_times import SAID, VERBAL, is_modal
from rashomon.claims.details.granted import is_cause, taken_for_granted
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Certainty, ChainRole, Claim, Kind, When

# Kinds that bulletins tell one after another.
RUNNING = frozenset({Kind.STRIKE, Kind.INTERCEPT, Kind.CASUALTIES, Kind.DESTRUCTION, Kind.REPEL})
NEWS = RUNNING | {Kind.CAPTURE, Kind.ADVANCE, Kind.ATTACK}
REACH = 500  # characters between a dated happening and one that goes on with it
SPEECH = 700  # characters in which one speaker goes on
NOW = frozenset({"now", "currently", "presently"})
PRESENT = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "does", "do"})
WIDEST = timedelta(2)  # "now" in a report of this week or last is no day
OPENING = 3  # sentences that tell the news before its time
BULLETINS = ("evening", "nightly", "morning", "daily")

Step = Callable[[Claim, Sequence[Claim], Setting], When | None]


def times_going_on(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """Claims without a time of their own that others around them date; what only seemed to lie ahead is dated as what is done."""
    told = [_fresh_only(claim, setting) for claim in taken_for_granted(claims, setting)]
    for step in STEPS:
        found: list[Claim] = []
        for number, claim in enumerate(told):
            around = (*found, *told[number:])
            when = claim.when or (step(claim, around, setting) if claim.certainty is not Certainty.INTENDED else None)
            found.append(claim if when is claim.when else replace(claim, when=when))
        told = found
    return told


def _fresh_only(claim: Claim, setting: Setting) -> Claim:
    """The day of saying dates news, also in the pluperfect; ``said on Monday that he had approved it`` dates no approval."""
    if claim.when is None or not claim.when.reason.startswith(SAID):
        return claim
    if claim.certainty is Certainty.INTENDED or _is_history(claim, setting):
        return replace(claim, when=None)
    return claim


def _is_history(claim: Claim, setting: Setting) -> bool:
    """True in the pluperfect, but for what bulletins tell in it."""
    head = head_of(claim, setting)
    while head is not None and head.pos_ not in VERBAL and head.dep_ != "ROOT":
        head = head.head
    return claim.kind not in NEWS and head is not None and _is_pluperfect(head)


def _is_pluperfect(verb: Word) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def head_of(claim: Claim, setting: Setting) -> Word | None:
    """The verb of the claim's cue, or its noun: the highest word."""
    words = setting.parsed.tokens(claim.cue)
    noun = min(words, key=lambda t: len(list(t.ancestors)), default=None)
    return next((t for t in words if t.pos_ in VERBAL), noun)


def _by_speaker(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """What one speaker says on and on is said on one day."""
    if claim.source is None:
        return None
    head = head_of(claim, setting)
    if head is None or is_modal(head) or is_cause(head) or _is_history(claim, setting):
        return None
    near = [other for other in claims if _same_voice(claim, other) and _gap(claim, other) <= SPEECH]
    best = min(near, key=lambda other: _gap(claim, other), default=None)
    return best.when if best else None


def _same_voice(claim: Claim, other: Claim) -> bool:
    said = other.when is not None and other.when.reason.startswith(SAID) and _is_narrow(other.when)
    return said and claim.source is not None and other.source is not None and claim.source.name == other.source.name


def _gap(left: Claim, right: Claim) -> int:
    return max(left.quote.start - right.quote.end, right.quote.start - left.quote.end, 0)


def _by_bulletin(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """``said in its evening report that``: of the day on which others are said to speak, else of the day of publication."""
    channel = claim.link(ChainRole.CHANNEL)
    if channel is None or channel.span is None or claim.kind not in NEWS or not channel.name.lower().startswith(BULLETINS):
        return None
    days = [c.when for c in claims if c.quote < claim.quote and c.when is not None and c.when.reason.startswith(SAID)]
    if days:
        return replace(days[-1], reason=f"the day of the {channel.name}: {days[-1].text}")
    published = setting.parsed.report.published
    if published is None or published.last - published.first > WIDEST:
        return None
    words = channel.span.of(setting.parsed.report.text)
    return When(channel.span, words, published.first, published.last, "day", f"the day of the {channel.name}")


def _by_now(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """``is now occupied``: on the day of publication; ``struck it at night``: in the night to it."""
    published, head = setting.parsed.report.published, head_of(claim, setting)
    if head is None or published is None or published.last - published.first > WIDEST:
        return None
    now = next((c for c in head.children if c.dep_ == "advmod" and c.lower_ in NOW), None)
    night = next((c for c in head.children if c.lower_ == "at" and any(p.lower_ == "night" for p in c.children)), None)
    if now is None and (night is None or claim.kind not in NEWS or head.tag_ not in ("VBD", "VBN")):
        return None
    words = [now] if now is not None else [night, *night.children] if night is not None else []
    first = published.first - timedelta(0 if now is not None else 1)
    span = setting.parsed.span(words)
    text = span.of(setting.parsed.report.text)
    return When(span, text, first, published.last, "day", f"“{text}” in a report of that day")


def _by_narration(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """Happenings told right after a dated one are of its day."""
    earlier = (c for c in reversed(claims) if c.quote < claim.quote and c.kind in NEWS and c.when is not None)
    before = next((c for c in earlier if c.when is not None and _is_narrow(c.when)), None)
    if before is None or before.when is None or claim.kind not in RUNNING:
        return None
    if claim.quote.start - before.quote.end > REACH or _is_background(claim, setting):
        return None
    return replace(before.when, reason=f"goes on with what happened {before.when.text}")


def _is_narrow(when: When) -> bool:
    """A day or two: a time that more than one happening can share."""
    return when.first is not None and when.last is not None and when.last - when.first <= WIDEST


def _is_background(claim: Claim, setting: Setting) -> bool:
    """``the strike that damaged the bridge``, ``because of its shelling``: told to say which one, or why; or still going on."""
    head = head_of(claim, setting)
    if claim.certainty is Certainty.INTENDED or head is None or head.dep_ in ("relcl", "pobj", "pcomp", "advcl"):
        return True
    verb = head.head if head.dep_ == "attr" else head
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    perfect = verb is not head and not auxiliaries.isdisjoint(("has", "have"))  # "their effort has been an assault"
    present = bool(PRESENT & auxiliaries) or (not auxiliaries and verb.tag_ in ("VBZ", "VBP"))
    return verb.pos_ in VERBAL and (present or perfect)


def _by_antecedent(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """``the strike on Friday, which killed two``: what the noun tells dates what is told of it; so do results any words of it."""
    head = head_of(claim, setting)
    if head is None or head.dep_ != "relcl" or claim.kind not in NEWS or is_modal(head):
        return None
    noun = setting.parsed.span(head.head)
    results = claim.kind in (Kind.CASUALTIES, Kind.DESTRUCTION) and not _is_pluperfect(head)
    named = (c for c in claims if c.when is not None and (c.cue.covers(noun) or (results and c.quote.covers(noun))))
    return next((c.when for c in named if c is not claim), None)


def _by_reference(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """``the attack``: of the day of the attack that was told before."""
    before = taken_up(claim, claims, setting)
    if before is None or before.when is None or not _is_narrow(before.when):
        return None
    return replace(before.when, reason=f"what happened {before.when.text}, taken up")


def _by_lead(claim: Claim, claims: Sequence[Claim], setting: Setting) -> When | None:
    """The opening tells the news, what follows says when: ``X struck Y. ... The strike on Tuesday killed two``."""
    sentences = setting.parsed.report.sentences
    opening = sentences[min(OPENING, len(sentences)) - 1].end if sentences else 0
    if claim.quote.end > opening or claim.kind not in NEWS or _is_background(claim, setting):
        return None
    after = next((c for c in claims if c.quote > claim.quote and c.kind is claim.kind and c.when is not None), None)
    if after is None or after.when is None or after.certainty is Certainty.INTENDED or _gap(claim, after) > SPEECH:
        return None
    if not _is_narrow(after.when) or _lies_ahead(after.when, setting):
        return None
    return replace(after.when, reason=f"the opening tells what happened {after.when.text}")


def _lies_ahead(when: When, setting: Setting) -> bool:
    published = setting.parsed.report.published
    return published is not None and when.last is not None and when.last > published.last


STEPS: tuple[Step, ...] = (_by_speaker, _by_bulletin, _by_reference, _by_antecedent, _by_now, _by_narration, _by_lead)
