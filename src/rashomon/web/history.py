"""Claims and judgements -> what a corrected field was before, in the words in which it would be corrected."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rashomon.events.judged import corrected, in_order
from rashomon.model import Claim, ClaimId, Judgement, Party, Verdict


def before(claims: Iterable[Claim], judgements: Iterable[Judgement], now: Mapping[ClaimId, ClaimId]) -> dict[Judgement, str]:
    """For each correction the value that its field had; `claims` as they were read, `now` the present id for every id."""
    decided = [one for one in in_order(judgements) if one.verdict is Verdict.CORRECT and one.field in FIELDS]
    wanted = {now.get(one.left, one.left) for one in decided}
    forms = {now[claim.id]: claim for claim in claims if now.get(claim.id) in wanted} if wanted else {}
    found: dict[Judgement, str] = {}
    for one in decided:
        name = now.get(one.left, one.left)
        if name in forms:
            found[one] = FIELDS[one.field or ""](forms[name])
            forms[name] = corrected(forms[name], one)
    return found


def _name(party: Party | None) -> str:
    return party.name if party else ""


def _days(claim: Claim) -> str:
    when: Any = claim.when
    if when is None or when.first is None or when.last is None:
        return ""
    return f"{when.first}" if when.first == when.last else f"{when.first}..{when.last}"


FIELDS: dict[str, Callable[[Claim], str]] = {
    "kind": lambda claim: claim.kind,
    "polarity": lambda claim: claim.polarity,
    "certainty": lambda claim: claim.certainty,
    "verification": lambda claim: claim.verification or "",
    "actor": lambda claim: _name(claim.actor),
    "target": lambda claim: _name(claim.target),
    "source": lambda claim: claim.source.name if claim.source else "",
    "place": lambda claim: ", ".join(spot.place.id for spot in claim.places if spot.place),
    "when": _days,
}
"""A field that can be corrected -> the value that it has now, as a correction would give it."""
