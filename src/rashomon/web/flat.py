"""Rows of a list -> the columns of CSV and the features of GeoJSON."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from rashomon.doors import Days
from rashomon.exports.output import plain
from rashomon.web.items.claims import ClaimItem, SpotItem
from rashomon.web.items.events import EventItem
from rashomon.web.items.places import PlaceItem

Cells = dict[str, Any]
Point = tuple[float, float]
INTERVALS = ("when", "published")
UNITS = {"radius": "radius_km"}


class Flat(NamedTuple):
    """How one row becomes cells, and the points where it lies; None where the list has no places."""

    cells: Callable[[Any], Cells]
    points: Callable[[Any], Iterable[tuple[Point, Cells]]] | None


def write_csv(rows: Iterable[Any], flat: Flat) -> Iterator[str]:
    """Lines of CSV (RFC 4180) with a head; where there are no rows nothing. A cell never begins as a formula of a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out)
    for number, row in enumerate(rows):
        cells = flat.cells(row)
        if number == 0:
            writer.writerow(cells)
        writer.writerow(map(plain, cells.values()))
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def write_geojson(rows: Iterable[Any], flat: Flat) -> Iterator[str]:
    """A FeatureCollection (RFC 7946): a point for each place of a row; rows without a place have none."""
    yield '{"type":"FeatureCollection","features":['
    first = True
    for row in rows:
        for (longitude, latitude), cells in flat.points(row) if flat.points else ():
            geometry = {"type": "Point", "coordinates": [longitude, latitude]}
            feature = {"type": "Feature", "geometry": geometry, "properties": cells}
            yield ("" if first else ",") + msgspec.json.encode(feature).decode()
            first = False
    yield "]}"


def _cells(row: Struct) -> Cells:
    """The fields of a row: an interval is two cells, names are joined."""
    cells: Cells = {}
    for name, value in asdict(row).items():
        if name in INTERVALS:
            cells |= _days(name, value)
        else:
            cells[UNITS.get(name, name)] = _joined(value)
    return cells


def _joined(value: Any) -> Any:
    if isinstance(value, dict):
        return _names(f"{name}: {amount}" for name, amount in value.items())
    return _names(value) if isinstance(value, tuple) else value


def _days(name: str, days: Days | None) -> Cells:
    first, last = days or (None, None)
    return {f"{name}_first": first, f"{name}_last": last}


def _names(names: Iterable[str]) -> str:
    return "; ".join(names)


def _claim(row: ClaimItem) -> Cells:
    return {
        "id": row.id,
        "event": row.event,
        **_days("when", row.when),
        "kind": row.kind,
        "polarity": row.polarity,
        "certainty": row.certainty,
        "verification": row.verification,
        "status": _names(row.status),
        "origins": row.origins,
        "source": row.source.name if row.source else None,
        "source_office": row.source.office if row.source else None,
        "voice": row.voice,
        "chain": " -> ".join(f"{link.role}: {link.name}" for link in row.chain),
        "actor": row.actor.name if row.actor else None,
        "target": row.target.name if row.target else None,
        "places": _names(spot.name for spot in row.places),
        "quantities": _names(f"{one.of} {one.min}..{one.max}" for one in row.quantities),
        "quote": row.quote,
        "outlet": row.outlet,
        **_days("published", row.published),
        "doc": row.doc,
        "start": row.start,
        "end": row.end,
        "report": row.report,
        "acled": row.acled,
        "rule": row.rule,
    }


def _claim_points(row: ClaimItem) -> Iterator[tuple[Point, Cells]]:
    for spot in row.places:
        if point := _point(spot):
            yield point, {**_claim(row), "place": spot.id, "place_name": spot.name, "radius_km": spot.radius}


def _point(spot: SpotItem | EventItem | PlaceItem) -> Point | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return (spot.longitude, spot.latitude)


def _own_point(row: EventItem | PlaceItem) -> Iterator[tuple[Point, Cells]]:
    if point := _point(row):
        yield point, _cells(row)


CLAIM = Flat(_claim, _claim_points)
PLACED = Flat(_cells, _own_point)
PLAIN = Flat(_cells, None)
