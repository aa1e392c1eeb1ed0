"""Land, borders and lakes -> the paths of them that a drawing needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import atan, cos, degrees, log, pi, radians, sinh, tan
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "basemap" / "outline.json"
MOST_NORTH = 84.0  # degrees: Mercator has no poles
EQUATOR = 40_075.0  # kilometres
LEAST_KM, MARGIN = 30.0, 0.14  # of the longer side of a map: its least length, and what is left free around the places

Point = tuple[float, float]
Line = Sequence[Point]
Box = tuple[float, float, float, float]


class Outline(msgspec.Struct, frozen=True):
    """Rings and lines of longitude and latitude, made of Natural Earth by page/basemap."""

    land: tuple[tuple[Point, ...], ...] = ()
    lakes: tuple[tuple[Point, ...], ...] = ()
    borders: tuple[tuple[Point, ...], ...] = ()
    disputed: tuple[tuple[Point, ...], ...] = ()
    regions: tuple[tuple[Point, ...], ...] = ()
    names: tuple[tuple[float, float, str], ...] = ()


@cache
def load_outline() -> Outline:
    """The shipped outline; empty where the program was installed without its map."""
    return msgspec.json.decode(FILE.read_bytes(), type=Outline) if FILE.exists() else Outline()


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world in Mercator's projection (0..1 from the north-west corner) on a drawing of so many pixels."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    @property
    def box(self) -> Box:
        """West, south, east and north in degrees."""
        south, north = (_latitude(self.north + down / self.scale) for down in (self.height, 0))
        west, east = (360 * (self.west + right / self.scale) - 180 for right in (0, self.width))
        return (west, south, east, north)

    def at(self, longitude: float, latitude: float) -> Point:
        """Pixels from the left and the top."""
        x, y = _mercator(longitude, latitude)
        return (round((x - self.west) * self.scale, 1), round((y - self.north) * self.scale, 1))

    def shows(self, x: float, y: float) -> bool:
        """True for pixels of the drawing."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def pixels(self, kilometres: float, latitude: float) -> float:
        """How long a distance is drawn at that latitude."""
        return kilometres / (EQUATOR * max(0.1, cos(radians(latitude)))) * self.scale

    @property
    def kilometres(self) -> float:
        """The width of the drawing in the middle of it."""
        middle = radians(_latitude(self.north + self.height / self.scale / 2))
        return self.width / self.scale * EQUATOR * cos(middle)


def frame(points: Iterable[Point], width: int, height: int) -> Frame:
    """The part of the world that shows all points (longitude, latitude) with a margin; all of it where there are none."""
    spots = [_mercator(*point) for point in points] or [(0.03, 0.2), (0.97, 0.7)]
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    north, south = min(y for _, y in spots), max(y for _, y in spots)
    least = LEAST_KM / EQUATOR
    room = (1 - 2 * MARGIN) * width, (1 - 2 * MARGIN) * height
    scale = min(room[0] / max(east - west, least), room[1] / max(south - north, least))
    middle = (west + east) / 2, (north + south) / 2
    return Frame(middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale, width, height)


def paths(of: str, on: Frame, *, closed: bool) -> Iterator[str]:
    """SVG path data of the land, lakes, borders ... that lie in the frame: whole pixels, each corner once."""
    west, south, east, north = on.box
    for (left, bottom, right, top), line in _boxed(of):
        if left > east or right < west or bottom > north or top < south:
            continue
        drawn = [on.at(*point) for point in line]
        corners = _whole(_clipped(drawn, on) if closed else drawn)
        if len(corners) > (2 if closed else 1):
            yield "M" + "L".join(f"{x} {y}" for x, y in corners) + ("Z" if closed else "")


@cache
def _boxed(of: str) -> tuple[tuple[Box, Line], ...]:
    """The rings or lines of one kind, each with its west, south, east and north."""
    lines: Sequence[Line] = getattr(load_outline(), of)
    return tuple(((min(x), min(y), max(x), max(y)), line) for line in lines for x, y in [tuple(zip(*line, strict=True))])


def _latitude(down: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * down))))


def _mercator(longitude: float, latitude: float) -> Point:
    north = max(-MOST_NORTH, min(MOST_NORTH, latitude))
    return ((longitude + 180) / 360, (1 - log(tan(pi / 4 + radians(north) / 2)) / pi) / 2)


def _whole(drawn: Iterable[Point]) -> list[tuple[int, int]]:
    corners: list[tuple[int, int]] = []
    for x, y in drawn:
        corner = (round(x), round(y))
        if not corners or corners[-1] != corner:
            corners.append(corner)
    return corners


def _clipped(ring: Line, on: Frame) -> Line:
    """The ring inside the frame and a little beyond (Sutherland and Hodgman, 1974)."""
    edge = 8.0
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, -edge, float.__ge__),
        (0, on.width + edge, float.__le__),
        (1, -edge, float.__ge__),
        (1, on.height + edge, float.__le__),
    )
    for axis, limit, inside in sides:
        ring = _cut(ring, axis, limit, inside)
    return ring


def _cut(ring: Line, axis: int, limit: float, inside: Callable[[float, float], bool]) -> Line:
    kept: list[Point] = []
    for number, point in enumerate(ring):
        before = ring[number - 1]
        if inside(point[axis], limit) != inside(before[axis], limit):
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if inside(point[axis], limit):
            kept.append(point)
    return kept
