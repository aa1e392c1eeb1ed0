"""What needs a person, and a person's decision -> the ledger."""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from rashomon.errors import LedgerError, RashomonError
from rashomon.events import judge
from rashomon.ledger import Address, Ledger
from rashomon.model import Claim, Judgement, Verdict
from rashomon.web.asked import Asked, Listing, page
from rashomon.web.claims import all_judgements, claims_numbered
from rashomon.web.doubts import REASONS, Doubt
from rashomon.web.filters import AskedError, Condition, claim_conditions, values, where
from rashomon.web.history import FIELDS
from rashomon.web.items.pages import Page
from rashomon.web.items.review import NewJudgement, ReviewItem, ReviewPage
from rashomon.web.model import Model
from rashomon.web.places import candidates

DOUBTS = Listing("SELECT {sort}, number, claim, noun FROM doubts", "doubts.number", {"doubt": "doubts.number"}, "doubt")
ACCEPT = "accept"
VERDICTS = (ACCEPT, *Verdict)


class Appended(msgspec.Struct, frozen=True):
    """A decision that was appended; `woven` is false while the record that follows from it is still being woven."""

    judgement: Judgement
    woven: bool
    state: str


class Pair(NamedTuple):
    """The claims of a decision."""

    claim: Claim
    other: Claim | None


def review(asked: Asked) -> ReviewPage:
    """One page of the queue: all reasons, or those of `reason`."""
    model = asked.model
    reason = asked.options.get("reason")
    if reason is not None and reason not in REASONS:
        raise AskedError("reason", f"{reason!r} is no reason (one of: {', '.join(REASONS)})")
    kept = claim_conditions(asked.filters, model)
    among = [Condition(f"doubts.claim IN (SELECT number FROM claims {where(kept)})", values(kept))] if kept else []
    counts: dict[str, int] = dict(model.rows(f"SELECT reason, count(*) FROM doubts {where(among)} GROUP BY 1", values(among)))
    rows, following = page(asked, DOUBTS, [*among, *([Condition("reason = ?", (reason,))] if reason else [])])
    judged = all_judgements(model)
    decided = [one.claim for one in judged] + [one.other for one in judged]
    items = tuple(_item(model, claim, msgspec.json.decode(noun, type=Doubt), decided) for _, claim, noun in rows)
    return ReviewPage({name: counts.get(name, 0) for name in REASONS}, items, following)


def _item(model: Model, number: int, doubt: Doubt, decided: list[str | None]) -> ReviewItem:
    quote = None
    if number:
        claim = next(claims_numbered(model, [number]))
        quote = claim.quote.of(model.report(model.report_number(claim.report) or 0).text)
    return ReviewItem(
        reason=doubt.reason,
        id=doubt.id,
        claim=doubt.claim,
        other=doubt.other,
        event=doubt.event,
        report=doubt.report,
        field=doubt.field,
        margin=doubt.margin,
        why=doubt.why,
        candidates=candidates(doubt.candidates),
        quote=quote,
        judged=decided.count(doubt.claim) if doubt.claim else 0,
    )


def judgements(asked: Asked) -> Page:
    """Every decision, oldest first."""
    return Page(all_judgements(asked.model), None)


def decide(model: Model, ledger: Address, made: NewJudgement) -> Judgement:
    """The decision as the ledger takes it. Raises AskedError where it cannot be made."""
    other = _claim(model, ledger, made.other, "other") if made.other else None
    pair = Pair(_claim(model, ledger, made.claim, "claim"), other)
    verdict, correct = made.verdict, None
    if verdict == ACCEPT:
        verdict, correct = _accepted(pair, made)
    elif verdict == Verdict.CORRECT:
        correct = (made.field or "", made.value or "")
    try:
        claims = (pair.claim, pair.other) if pair.other else (pair.claim,)
        return judge(Verdict(verdict), *claims, by=made.by, reason=made.reason, at=datetime.now(UTC), correct=correct)
    except ValueError:
        raise AskedError("verdict", f"{made.verdict!r} is no verdict (one of: {', '.join(VERDICTS)})") from None
    except RashomonError as fault:
        raise AskedError(None, str(fault), 422) from fault


def _claim(model: Model, ledger: Address, name: str, parameter: str) -> Claim:
    """The claim as it stands; one that was rejected as it was read."""
    number = model.claim_number(name)
    if number is not None:
        return next(claims_numbered(model, [number]))
    try:
        with Ledger.open(ledger) as book:
            return book.claim(name)
    except LedgerError as fault:
        raise AskedError(parameter, str(fault), 422) from fault


def _accepted(pair: Pair, made: NewJudgement) -> tuple[Verdict, tuple[str, str] | None]:
    """What was read is kept: two claims are one happening; of one claim, the field is what it is."""
    if pair.other:
        return Verdict.SAME, None
    if made.field not in FIELDS:
        raise AskedError("field", f"{made.field!r} is no field (one of: {', '.join(FIELDS)})")
    first = next((spot.candidates[0].place.id for spot in pair.claim.places if spot.candidates), "")
    value = FIELDS[made.field](pair.claim) if made.field != "place" else first
    return Verdict.CORRECT, (made.field, value)
