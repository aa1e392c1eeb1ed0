"""Claims -> a person's decision about them, anchored to their words; decisions -> issues where their claims are gone."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime

from rashomon.errors import RashomonError
from rashomon.events.judged import apply, corrected
from rashomon.model import Anchor, Claim, ClaimId, Issue, Judgement, ReportId, Verdict

AMOUNTS = {Verdict.SAME: (2,), Verdict.DIFFERENT: (2,), Verdict.CORRECT: (1,), Verdict.REJECT: (1,), Verdict.UNDO: (1, 2)}


def judge(
    verdict: Verdict, *claims: Claim, by: str, reason: str, at: datetime, correct: tuple[str, str] | None = None
) -> Judgement:
    """A decision about one claim (correct, reject) or two (same, different); undo takes either back.

    `correct` is the field and its value. Raises RashomonError where the claims, the name or the reason are missing, or the
    field or value is not known.
    """
    if len({claim.id for claim in claims}) != len(claims) or len(claims) not in AMOUNTS[verdict]:
        wanted = " or ".join(map(str, AMOUNTS[verdict]))
        raise RashomonError(f"{verdict}: is about {wanted} different claims, not {len(claims)} (give their ids)")
    if not by.strip() or not reason.strip():
        raise RashomonError(f"{verdict}: nobody, or for no reason (give a name and a reason)")
    left, *others = claims
    field, value = correct or (None, None)
    anchors = tuple(Anchor(claim.id, claim.report, claim.quote, claim.kind) for claim in claims)
    made = Judgement(left.id, verdict, by, at, reason, others[0].id if others else None, field, value, anchors)
    if verdict is Verdict.CORRECT:
        corrected(left, made)  # what cannot be applied is not decided
    return made


def lost_judgements(claims: Iterable[Claim], judgements: Iterable[Judgement], reports: Container[ReportId]) -> tuple[Issue, ...]:
    """An issue for each decision whose claim is no longer found: not by its id, nor by its words and kind.

    `reports` are those that were read; a decision about others is not lost.
    """
    lost = apply(claims, judgements).lost
    return tuple(_lost(one) for one in lost if all(anchor.report in reports for anchor in one.anchors))


def _lost(one: Judgement) -> Issue:
    about = " and ".join(name[:8] for name in (one.left, one.right) if name)
    anchor = one.anchors[0] if one.anchors else None
    return Issue(
        kind="judgement lost",
        name=f"{one.verdict} by {one.reviewer} on {one.at:%Y-%m-%d %H:%M}",
        detail=f"claim {about} is no longer read in the report (look at it and decide again)",
        report=anchor.report if anchor else None,
        span=anchor.quote if anchor else None,
    )


def standing_decisions(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Iterator[tuple[Judgement, tuple[ClaimId, ...]]]:
    """Every decision that was not taken back, oldest first, with the present ids of the claims that it is about.

    `claims` are as they were read, before any correction.
    """
    judged = apply(claims, judgements)
    for one in judged.valid:
        yield one, tuple(judged.now[name] for name in (one.left, one.right) if name in judged.now)
