"""The tellings of one event -> killed, wounded, missing and captured as each origin counts them last; never a sum of copies."""

from collections.abc import Iterator, Sequence
from datetime import date

from rashomon.events.families import known_kinds
from rashomon.events.telling import Telling
from rashomon.model import ClaimId, Origin, Polarity, Toll


def find_tolls(tellings: Sequence[Telling], origins: Sequence[Origin]) -> tuple[Toll, ...]:
    """One toll for each origin and what is counted: the latest number; of one report's numbers the highest."""
    named = {claim: origin.name for origin in origins for claim in origin.claims}
    place = {claim: number for number, origin in enumerate(origins) for claim in origin.claims}
    latest: dict[tuple[int, str], Toll] = {}
    for telling in tellings:
        for toll in tolls_of(telling, named[telling.claim.id]):
            key = (place[toll.claim], toll.of)
            if key not in latest or _rank(toll) > _rank(latest[key]):
                latest[key] = toll
    return tuple(latest[key] for key in sorted(latest))


def tolls_of(telling: Telling, origin: str) -> Iterator[Toll]:
    """What one claim counts. Denied, negated and feared numbers are no toll."""
    claim, kinds = telling.claim, known_kinds()
    if claim.kind not in kinds.lists.counted or claim.polarity is not Polarity.AFFIRMED or telling.ahead:
        return
    day = telling.report.published.first if telling.report.published else None
    for quantity in claim.quantities:
        of = kinds.toll(quantity.of)
        if of and (quantity.low is not None or quantity.high is not None):
            yield Toll(of, quantity.low, quantity.high, origin, claim.id, day)


def _rank(toll: Toll) -> tuple[date, float, float, ClaimId]:
    """Later beats earlier, more beats less; the id settles what is left."""
    low = toll.low if toll.low is not None else 0.0
    return (toll.published or date.min, low, toll.high if toll.high is not None else low, toll.claim)
