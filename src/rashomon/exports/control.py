"""An edition -> who is said to hold each place on each day, one column a claimant; the shape that users of VIINA know."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rashomon.exports.edition import Edition
from rashomon.exports.output import Cell, Output, one_file, sheet
from rashomon.model import ClaimId, Hold, Place

COLUMNS = ("geonameid", "place_id", "asciiname", "ADM1_NAME", "country", "longitude", "latitude", "date", "status_agreed")
CONTESTED = "CONTESTED"


def write_control(edition: Edition) -> Output:
    """One row a place and day, from the first day that any hold begins or is on record to that of the last report on it.

    A cell is the ISO code of the holder's state or the name of the group; empty where the claimant says nothing of that day.
    `status_agreed` is what all claimants of the day say, else CONTESTED: it weighs nobody's word.
    """
    held: dict[str, list[Hold]] = defaultdict(list)
    for hold in edition.record.holds:
        held[hold.place.id].append(hold)
    claimants = sorted({hold.claimant for hold in edition.record.holds})
    told = {claim.id: published.last for claim in edition.record.claims if (published := edition.report(claim).published)}
    rows = [row for _, holds in sorted(held.items()) for row in _rows(holds, claimants, told, edition)]
    undated = sum(_begins(hold) is None for hold in edition.record.holds)
    columns = (*COLUMNS, *(f"status_{_column(name)}" for name in claimants))
    return one_file(sheet(columns, rows), len(rows), {"day not stated and report undated": undated} if undated else {})


def _rows(holds: list[Hold], claimants: list[str], told: Mapping[ClaimId, date], edition: Edition) -> Iterator[list[Cell]]:
    """`told` is the day on which each claim's report appeared: an open hold is told of until the last of them."""
    starts = [day for hold in holds if (day := _begins(hold))]
    ends = [day for hold in holds if (day := hold.last)]
    last = max([*ends, *(told[claim] for hold in holds for claim in hold.claims if claim in told)], default=None)
    day = min(starts, default=None)
    while day and last and day <= last:
        said = {claimant: _said(holds, claimant, day, edition) for claimant in claimants}
        states = {status for status in said.values() if status}
        if states:
            agreed = next(iter(states)) if len(states) == 1 else CONTESTED
            yield [*_place(holds[0].place), day, agreed, *said.values()]
        day += timedelta(1)


def _begins(hold: Hold) -> date | None:
    """Its first day, else the day since which it is on record: nothing is told of the days before."""
    return hold.first or hold.known_since


def _said(holds: list[Hold], claimant: str, day: date, edition: Edition) -> str | None:
    """What the claimant says of the day: the hold that began last."""
    covering = [
        (begin, hold)
        for hold in holds
        if hold.claimant == claimant and (begin := _begins(hold)) and begin <= day and (hold.last is None or day <= hold.last)
    ]
    if not covering:
        return None
    holder = max(covering, key=lambda pair: pair[0])[1].holder
    country = edition.sides.country_of(holder)
    return (edition.places.country_code(country) if country else None) or holder


def _place(place: Place) -> list[Cell]:
    identity = place.id.removeprefix("geonames-") if place.id.startswith("geonames-") else None
    country, region, *_ = (*place.admin, None, None)
    return [identity, place.id, place.name, region, country, place.longitude, place.latitude]


def _column(claimant: str) -> str:
    """``Rapid Support Forces`` -> rapid_support_forces."""
    return re.sub(r"\W+", "_", claimant.casefold()).strip("_")
