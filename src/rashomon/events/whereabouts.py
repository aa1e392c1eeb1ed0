"""Places of claims: where it happened, how far apart, one inside the other, what two lists of places have in common."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from rashomon.model import Claim, Place, PlaceRole, Where

EARTH = 6371.0  # kilometres
MEASURED = 10  # kilometres: as far as a place that is told by distance and direction may be from where it is


def event_places(claim: Claim) -> tuple[Where, ...]:
    """Where it happened: the mentions in that role, else those of its goal; never where it came from or was told."""
    found = tuple(spot for spot in claim.places if spot.role is PlaceRole.EVENT)
    return found or tuple(spot for spot in claim.places if spot.role is PlaceRole.GOAL)


def kilometres(left: Place, right: Place) -> float:
    """Great-circle distance."""
    north, south = radians(left.latitude), radians(right.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(right.longitude - left.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def contains(outer: Place, inner: Place) -> bool:
    """True where `outer` is a region that `inner` names as one of its own, in the same country; or that country."""
    if outer.id == inner.id or not inner.admin:
        return False
    if outer.feature == "country":
        return outer.name == inner.admin[0]
    same_country = bool(outer.admin) and outer.admin[0] == inner.admin[0]
    return outer.feature == "region" and same_country and outer.name in inner.admin


def one_name(left: Place, right: Place) -> bool:
    """``Oldmill (10 km south of Ferry)``, measured from its words, and ``Oldmill`` where the gazetteer has it: one place."""
    described = " (" in left.name or " (" in right.name
    return described and left.name.split(" (")[0] == right.name.split(" (")[0] and kilometres(left, right) <= MEASURED


def common_places(left: Iterable[Place], right: Iterable[Place], near: float) -> tuple[Place, ...]:
    """The places on which both can agree: the same, near ones (kilometres), a settlement inside a region (the settlement)."""
    mine, others = tuple(left), tuple(right)
    ids = {place.id for place in others}
    found = {place for place in mine if place.id in ids}
    if not found:
        found = {agreed for a in mine for b in others if (agreed := _agreed(a, b, near))}
    return tuple(sorted(found, key=lambda place: place.id))


def _agreed(left: Place, right: Place, near: float) -> Place | None:
    if left.id == right.id or contains(right, left):
        return left
    if contains(left, right):
        return right
    if one_name(left, right):
        return min(left, right, key=lambda place: (" (" in place.name, place.id))
    points = left.radius == right.radius == 0
    return min(left, right, key=lambda place: place.id) if points and near and kilometres(left, right) <= near else None
