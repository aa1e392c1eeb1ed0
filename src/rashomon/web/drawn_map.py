"""What is claimed where -> a drawing: for browsers without WebGL, for print, and for the file that goes to the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, pi, sin, sqrt
from pathlib import Path
from re import sub
from typing import NamedTuple

import msgspec

from rashomon.web.items.places import ControlItem, HoldItem, MapItem, PlaceItem
from rashomon.web.outlines import Frame, Point, frame, load_outline, paths

SIZES = (640, 400)
SMALLEST, LARGEST = 9.0, 17.0  # pixels: the radius of the place with fewest claims, and with most
LETTER, SPACED, HIGH = 7.0, 9.5, 13  # pixels of a letter of a label, of a country's name, and of a line
NEARLY_ALL = 0.85  # of the claims
MOST_NAMES = 40
REGIONS_BELOW, NAMES_ABOVE = 4_000.0, 250.0  # kilometres of a map's width: up to there regions, from there on countries by name


Box = tuple[float, float, float, float]


class Look(msgspec.Struct, frozen=True):
    """How a side is drawn: a shape in a box from -5 to 5, and its colour on paper and on dark ground."""

    shape: str
    light: str
    dark: str
    path: str


class Looks(msgspec.Struct, frozen=True):
    """sides.json, which the page reads too."""

    about: str
    styles: tuple[Look, ...]
    other: int
    sides: dict[str, int]

    def of(self, side: str | None) -> Look:
        """The look of a side; of one that is not listed that of all others."""
        return self.styles[self.sides.get(slug(side), self.other)]


@cache
def load_looks() -> Looks:
    """How sides are drawn."""
    return msgspec.json.decode((Path(__file__).parent / "sides.json").read_bytes(), type=Looks)


def slug(side: str | None) -> str:
    """``Rapid Support Forces`` -> rapid-support-forces; none for None."""
    return sub(r"[^a-z0-9]+", "-", (side or "none").casefold()).strip("-")


class Slice(NamedTuple):
    """A part of a ring: its path, colour and side."""

    path: str
    colour: str
    side: str


class Flag(NamedTuple):
    """Who is claimed to hold a place, by whom: a bar of its holder's colour."""

    x: float
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawing, in pixels; `label` is where its name stands, None where there is no room."""

    item: PlaceItem
    x: float
    y: float
    radius: float
    slices: tuple[Slice, ...]
    flags: tuple[Flag, ...] = ()
    conflict: bool = False
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the template needs."""

    width: int
    height: int
    land: tuple[str, ...]
    lakes: tuple[str, ...]
    regions: tuple[str, ...]
    borders: tuple[str, ...]
    disputed: tuple[str, ...]
    countries: tuple[tuple[float, float, str], ...]
    areas: tuple[Spot, ...]
    spots: tuple[Spot, ...]
    outside: tuple[PlaceItem, ...]
    scale: tuple[float, float]


def draw_map(found: MapItem, size: tuple[int, int] = SIZES) -> Drawing:
    """The drawing of a map's answer, framed by the places that have nearly all claims; the others are told as `outside`."""
    on = frame([(one.longitude or 0.0, one.latitude or 0.0) for one in _most(found.points or found.areas)], *size)
    wide = on.kilometres
    held = {one.place.id: one for one in found.control}
    most = max((one.claims for one in (*found.points, *found.areas)), default=1)
    spots = [_spot(one, on, most, held.get(one.id)) for one in sorted(found.points, key=lambda one: -one.claims)]
    spots, outside = [one for one in spots if on.shows(one.x, one.y)], [one.item for one in spots if not on.shows(one.x, one.y)]
    named = tuple(_labelled(spots, on))
    return Drawing(
        width=on.width,
        height=on.height,
        land=tuple(paths("land", on, closed=True)),
        lakes=tuple(paths("lakes", on, closed=True)),
        regions=tuple(paths("regions", on, closed=False)) if wide < REGIONS_BELOW else (),
        borders=tuple(paths("borders", on, closed=False)),
        disputed=tuple(paths("disputed", on, closed=False)),
        countries=tuple(_countries(on, named)) if wide > NAMES_ABOVE else (),
        areas=tuple(_area(one, on) for one in found.areas),
        spots=named,
        outside=tuple(outside),
        scale=_scale(on),
    )


def _most(found: Sequence[PlaceItem]) -> Iterator[PlaceItem]:
    """The places with most claims that have nearly all of them together: one visit far away does not shrink a front to a dot."""
    left = NEARLY_ALL * sum(one.claims for one in found)
    for one in sorted(found, key=lambda one: -one.claims):
        if left > 0:
            yield one
        left -= one.claims


def _spot(item: PlaceItem, on: Frame, most: int, control: ControlItem | None) -> Spot:
    x, y = on.at(item.longitude or 0.0, item.latitude or 0.0)
    radius = max(SMALLEST, round(LARGEST * sqrt(item.claims / most), 1))
    holds = control.holds if control else ()
    return Spot(item, x, y, radius, tuple(_slices(item.voices, radius)), tuple(_flags(holds)), bool(control and control.conflict))


def _area(item: PlaceItem, on: Frame) -> Spot:
    x, y = on.at(item.longitude or 0.0, item.latitude or 0.0)
    return Spot(item, x, y, round(on.pixels(item.radius or 0.0, item.latitude or 0.0), 1), ())


def _slices(voices: Mapping[str, int], radius: float) -> Iterator[Slice]:
    """A ring whose parts are the claims by side of the source."""
    total, at, looks = sum(voices.values()), -pi / 2, load_looks()
    for side, amount in voices.items():
        turn = 2 * pi * amount / total
        yield Slice(_arc(at, at + min(turn, 2 * pi - 0.001), radius), looks.of(side).light, side)
        at += turn


def _arc(first: float, last: float, radius: float) -> str:
    inner, large = radius * 0.68, int(last - first > pi)
    a, b = (f"{radius * cos(angle):.2f} {radius * sin(angle):.2f}" for angle in (first, last))
    c, d = (f"{inner * cos(angle):.2f} {inner * sin(angle):.2f}" for angle in (last, first))
    return f"M{a}A{radius} {radius} 0 {large} 1 {b}L{c}A{inner:.2f} {inner:.2f} 0 {large} 0 {d}Z"


def _flags(holds: Sequence[HoldItem]) -> Iterator[Flag]:
    for number, hold in enumerate(holds):
        words = f"held by {hold.holder}, as {hold.claimant} has it"
        yield Flag((number - len(holds) / 2) * 9, load_looks().of(hold.holder).light, words)


def _labelled(spots: Sequence[Spot], on: Frame) -> Iterator[Spot]:
    """The same with names where they hide no mark and no other name."""
    taken = [_ring(one) for one in spots]
    for one in spots[:MOST_NAMES]:
        room = next((box for box in _rooms(one) if _is_free(box, taken, on)), None)
        if room:
            taken.append(room)
        yield replace(one, label=(round(room[0], 1), round(room[3] - 3, 1))) if room else one
    yield from spots[MOST_NAMES:]


def _ring(spot: Spot) -> Box:
    """What the mark of a place covers."""
    return (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)


def _rooms(spot: Spot) -> Iterator[Box]:
    """Where the name may stand: right, left, above, below."""
    wide = len(spot.item.name) * LETTER
    out = spot.radius + 4
    for right, down in ((out, 4.0), (-out - wide, 4.0), (-wide / 2, -out - 2), (-wide / 2, out + HIGH)):
        yield (spot.x + right, spot.y + down - HIGH + 2, spot.x + right + wide, spot.y + down + 3)


def _is_free(box: Box, taken: Sequence[Box], on: Frame) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= on.width and box[3] <= on.height
    return inside and not any(_overlap(box, other) for other in taken)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _countries(on: Frame, spots: Sequence[Spot]) -> Iterator[tuple[float, float, str]]:
    """Names of countries where they hide nothing."""
    taken: list[Box] = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in spots]
    taken += [
        (one.label[0], one.label[1] - HIGH, one.label[0] + len(one.item.name) * LETTER, one.label[1] + 3)
        for one in spots
        if one.label
    ]
    for longitude, latitude, name in load_outline().names:
        x, y = on.at(longitude, latitude)
        half = len(name) * SPACED / 2
        box = (x - half, y - HIGH, x + half, y + 4)
        if _is_free(box, taken, on):
            taken.append(box)
            yield x, y, name


def _scale(on: Frame) -> tuple[float, float]:
    """A round number of kilometres that is about a fifth of the width, and its length in pixels."""
    wanted = on.kilometres / 5
    steps = [step * 10**power for power in range(5) for step in (1, 2, 5)]
    best = max((step for step in steps if step <= wanted), default=1)
    return best, round(best / on.kilometres * on.width, 1)
