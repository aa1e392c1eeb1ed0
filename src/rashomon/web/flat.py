"""Rows of a list -> the columns of CSV and the features of GeoJSON."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, NamedTuple

import msgspec

from rashomon.doors import Days
from rashomon.web.items import ClaimItem, EventItem, PlaceItem, ReportItem, SourceItem, SpotItem

Cells = dict[str, Any]
Point = tuple[float, float]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        writer.writerow(map(_cell, cells.values()))
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


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


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


def _point(spot: SpotItem | PlaceItem) -> Point | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return (spot.longitude, spot.latitude)


def _event(row: EventItem) -> Cells:
    return {
        "id": row.id,
        **_days("when", row.when),
        "place": row.place,
        "place_id": row.place_id,
        "kinds": _names(row.kinds),
        "claims": row.claims,
        "reports": row.reports,
        "outlets": row.outlets,
        "origins": row.origins,
        "standing": _names(row.standing),
        "headline": row.headline,
    }


def _place(row: PlaceItem) -> Cells:
    return {
        "id": row.id,
        "name": row.name,
        "resolved": row.resolved,
        "feature": row.feature,
        "admin": _names(row.admin),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "radius_km": row.radius,
        "claims": row.claims,
        "events": row.events,
        "disputed": row.disputed,
        "voices": _names(f"{side}: {amount}" for side, amount in row.voices.items()),
    }


def _place_points(row: PlaceItem) -> Iterator[tuple[Point, Cells]]:
    if point := _point(row):
        yield point, _place(row)


def _source(row: SourceItem) -> Cells:
    return {
        "id": row.id,
        "name": row.name,
        "side": row.side,
        "offices": _names(row.offices),
        "spellings": _names(row.spellings),
        "claims": row.claims,
        "reports": row.reports,
        "disputed": row.disputed,
    }


def _report(row: ReportItem) -> Cells:
    return {
        "id": row.id,
        "doc": row.doc,
        "outlet": row.outlet,
        "title": row.title,
        "url": row.url,
        **_days("published", row.published),
        "dated_by": row.dated_by,
        "language": row.language,
        "claims": row.claims,
    }


CLAIM = Flat(_claim, _claim_points)
EVENT = Flat(_event, None)
PLACE = Flat(_place, _place_points)
SOURCE = Flat(_source, None)
REPORT = Flat(_report, None)
