"""Claims and holds -> the rows of places: each place and each open name with its code and what is claimed of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.ledger.rows import key
from rashomon.model import Claim, ClaimId, Event, Hold, Place, Where
from rashomon.views.selection import is_disputed
from rashomon.views.wording import event_spots
from rashomon.web.tables import Row, as_json


def spot_id(spot: Where) -> str:
    """The id of the place, or ``name:oldmill`` where it is not resolved."""
    return spot.place.id if spot.place else f"name:{key(spot.text)}"


class Told(NamedTuple):
    """A claim, its id, which costs something to know, and its event."""

    id: ClaimId
    claim: Claim
    event: Event


class _Total:
    """What is claimed of one place."""

    def __init__(self) -> None:
        self.claims, self.disputed, self.events = 0, 0, set[int]()
        self.voices, self.kinds = Counter[str](), Counter[str]()

    def add(self, one: Told) -> None:
        """Count a claim."""
        self.claims += 1
        self.events.add(id(one.event))
        self.disputed += is_disputed(one.event)
        self.voices[(one.claim.source.side if one.claim.source else None) or "none"] += 1
        self.kinds[one.claim.kind] += 1

    def cells(self) -> Row:
        """The last columns of `places`."""
        voices, kinds = (dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))) for found in (self.voices, self.kinds))
        return (self.claims, len(self.events), self.disputed, as_json(voices), as_json(kinds))


class Placed:
    """The places of a record: `codes` by id, in order of their names."""

    def __init__(self, told: Sequence[Told], holds: Iterable[Hold]) -> None:
        self.told = told
        self.spots = {spot_id(spot): spot for one in told for spot in event_spots(one.claim)}
        self.held = {hold.place.id: hold.place for hold in holds}
        self.codes = _coded({id: spot.place.name if spot.place else spot.text for id, spot in self.spots.items()}, self.held)

    def rows(self) -> Iterator[Row]:
        """The table `places`."""
        totals = {id: _Total() for id in self.codes}
        for one in self.told:
            for id in {spot_id(spot) for spot in event_spots(one.claim)}:
                totals[id].add(one)
        for id, code in self.codes.items():
            place = self.held.get(id) or self.spots[id].place
            yield (code, id, *(_place_row(place) if place else _open_row(self.spots[id])), *totals[id].cells())

    def names(self) -> set[Row]:
        """The table `place_names`: as reports print it, and all that the gazetteer has for it."""
        spots = (spot for one in self.told for spot in event_spots(one.claim))
        found: set[Row] = {(key(spot.text), self.codes[spot_id(spot)]) for spot in spots}
        for place in (*self.held.values(), *(spot.place for spot in self.spots.values() if spot.place)):
            found |= {(key(name), self.codes[place.id]) for name in (place.name, *place.names)}
        return found


def _coded(spots: Mapping[str, str], held: Mapping[str, Place]) -> dict[str, int]:
    """Codes by id, in order of the names."""
    named = {**{id: place.name for id, place in held.items()}, **spots}
    return {id: code for code, id in enumerate(sorted(named, key=lambda id: (named[id].casefold(), id)), 1)}


def _place_row(place: Place) -> Row:
    return (place.name, 1, place.feature, place.latitude, place.longitude, place.radius, place.population, as_json(place))


def _open_row(spot: Where) -> Row:
    return (spot.text, 0, None, None, None, None, None, as_json(spot))
