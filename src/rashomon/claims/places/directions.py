"""Words before a place -> the direction and distance that they tell: "10 km south of", and where that is."""

import math
import re
from typing import NamedTuple

from rashomon.knowledge.places import kilometres
from rashomon.model import Place

DIRECTION = re.compile(
    r"((?:(?:about|around|some|nearly|roughly|just|over)\s+)*(?:(?P<number>\d+(?:[.,]\d+)?)\s*(?:-\s*)?(?P<unit>km|kilomet(?:er|re)s?|miles?)\s+)?"
    r"(?:just\s+)?(?:to the\s+)?(?P<side>(?:north|south|east|west)(?:-?\s?(?:east|west))?)(?:ern)?"
    r"(?:\s+(?:outskirts|suburbs|flank|edge|side))?\s+(?:of|from))"
    r"\s+(?:the\s+)?(?:(?:[\w-]+\s+){0,2}(?:village|town|city|settlement|capital)(?:\s+of|,)?\s+)?$",
    re.IGNORECASE,
)
SIDES = re.compile(r"north|south|east|west", re.IGNORECASE)  # most names have none before them, and this one is quick
REACH = 90  # characters looked at before a name
MILE = 1.609
DEGREES = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315}
ASIDE = 50  # degrees by which news strays from the true direction
ROUGH = 0.4  # share of the distance by which news strays from the true one
SURE = 0.25  # radius of a computed area, of its distance
SMALLEST = 2.0  # km: radius of a computed area at least


class Heading(NamedTuple):
    """A direction as told: its words, degrees from north, kilometres; None where no direction or no distance is told."""

    words: str
    degrees: float | None
    distance: float | None


NEAR = Heading("near", None, None)  # Andriivka near Bakhmut
BESIDE = 35.0  # km that news calls near


def heading_before(text: str, start: int) -> Heading | None:
    """The direction told right before the name at `start`: ``10 km south of`` Orikhiv."""
    before = text[max(0, start - REACH) : start]
    match = DIRECTION.search(before) if SIDES.search(before) else None
    if match is None:
        return None
    side = re.sub(r"[-\s]", "", match["side"].lower())
    number = float(match["number"].replace(",", ".")) if match["number"] else None
    distance = None if number is None else number * (MILE if match["unit"].lower().startswith("mile") else 1)
    return Heading(" ".join(match[1].split()), DEGREES.get(side, 0), distance)


def area_of(heading: Heading, base: Place) -> Place | None:
    """The area that the words mean, with a radius of a quarter of the distance; None where no distance is told."""
    if heading.distance is None or heading.degrees is None:
        return None
    north = heading.distance * math.cos(math.radians(heading.degrees))
    east = heading.distance * math.sin(math.radians(heading.degrees))
    latitude = base.latitude + north / 111.2
    longitude = base.longitude + east / (111.2 * max(0.1, math.cos(math.radians(latitude))))
    name, radius = f"{heading.words} {base.name}", round(max(SMALLEST, SURE * heading.distance), 1)
    identity = f"{base.id}-{heading.distance:.0f}-km-{heading.degrees:.0f}"
    return Place(identity, name, round(latitude, 2), round(longitude, 2), "area", base.admin, (), 0, radius)


def lies_so(place: Place, base: Place, heading: Heading) -> bool:
    """True where `place` lies from `base` about as the words say."""
    away = kilometres(base.latitude, base.longitude, place.latitude, place.longitude)
    if heading.degrees is None:
        return away < BESIDE
    east = (place.longitude - base.longitude) * math.cos(math.radians(base.latitude))
    degrees = math.degrees(math.atan2(east, place.latitude - base.latitude)) % 360
    aside = abs((degrees - heading.degrees + 180) % 360 - 180)
    near = away < 60 if heading.distance is None else abs(away - heading.distance) <= max(4.0, ROUGH * heading.distance)
    return near and aside <= ASIDE
