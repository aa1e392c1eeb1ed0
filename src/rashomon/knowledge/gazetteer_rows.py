"""A table of places and its columns -> places as the file has them, and the rows that are none, each with its cause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.knowledge.gazetteer_columns import Columns
from rashomon.knowledge.gazetteer_files import Table
from rashomon.knowledge.gazetteer_sources import FEATURES

# GeoNames' feature codes that are kinds of their own; those of populated places begin with PPL.
CODES = {"CMPRF": "camp", "CMP": "camp", "DAM": "dam", "BDG": "bridge", "ISL": "island", "PS": "plant", "PSN": "plant"}
WORDS = {
    "refugee camp": "camp",
    "idp camp": "camp",
    "border crossing": "crossing",
    "power plant": "plant",
    "power station": "plant",
}
LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the file; `country` and `region` as printed there."""

    key: str
    name: str
    latitude: float
    longitude: float
    feature: str = "settlement"
    country: str = ""
    region: str = ""
    district: str = ""
    population: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spots:
    """The places of a file, its bad rows (``line 7: latitude 'north' is no number``), and how many rows are no places at all."""

    good: tuple[Spot, ...]
    bad: tuple[str, ...]
    left_out: int


def read_spots(table: Table, columns: Columns) -> Spots:
    """Every row of the table, understood or told why not. Rivers and mountains of GeoNames are left out."""
    good: dict[str, Spot] = {}
    bad: list[str] = []
    left_out = 0
    for line, row in enumerate(table.rows, table.first_line):
        try:
            feature = _feature(table, columns, row)
            if feature is None:
                left_out += 1
                continue
            spot = _spot(table, columns, row, feature)
        except ValueError as fault:
            bad.append(f"line {line}: {fault}")
            continue
        key = spot.key if spot.key and spot.key not in good else str(line)
        good[key] = spot if spot.key == key else _keyed(spot, key)
    return Spots(tuple(good.values()), tuple(bad), left_out)


def _keyed(spot: Spot, key: str) -> Spot:
    place = (spot.name, spot.latitude, spot.longitude, spot.feature, spot.country, spot.region, spot.district)
    return Spot(key, *place, spot.population, spot.names)


def _spot(table: Table, columns: Columns, row: Sequence[str], feature: str) -> Spot:
    if len(row) < len(table.header) - 1:
        raise ValueError(f"{len(row)} columns instead of {len(table.header)}")
    always = dict(columns.always)
    name = _cell(row, columns.name)
    if not name or len(name) > LONGEST or not any(letter.isalpha() for letter in name):
        raise ValueError(f"{name[:40]!r} is no name")
    latitude, longitude = _degrees(row, columns.latitude, "latitude", 90), _degrees(row, columns.longitude, "longitude", 180)
    if not latitude and not longitude:
        raise ValueError("0, 0 is no place on land")
    population = _cell(row, columns.population)
    return Spot(
        _cell(row, columns.id),
        name,
        latitude,
        longitude,
        feature,
        always.get("country") or _cell(row, columns.country),
        always.get("region") or _cell(row, columns.region),
        _cell(row, columns.district),
        int(float(population)) if population.replace(".", "", 1).isdecimal() else 0,
        tuple(_other_names(row, columns)),
    )


def _cell(row: Sequence[str], number: int | None) -> str:
    return row[number] if number is not None and number < len(row) else ""


def _degrees(row: Sequence[str], number: int, what: str, most: int) -> float:
    cell = _cell(row, number)
    try:
        degrees = float(cell.replace(",", ".", 1))
    except ValueError:
        raise ValueError(f"{what} {cell[:40]!r} is no number") from None
    if not abs(degrees) <= most:
        raise ValueError(f"{what} {cell[:40]} is beyond {most} degrees")
    return round(degrees, 4)


def _other_names(row: Sequence[str], columns: Columns) -> Iterator[str]:
    """A cell may hold several names: ``Artemivsk,Artyomovsk``."""
    for number in columns.others:
        for name in _cell(row, number).replace("|", ",").replace(";", ",").split(","):
            if name.strip() and len(name) <= LONGEST:
                yield name.strip()


def _feature(table: Table, columns: Columns, row: Sequence[str]) -> str | None:
    """What the row is; None for what is no place where people are: rivers, mountains, districts."""
    always = dict(columns.always).get("kind")
    kind = always or _cell(row, columns.kind)
    if table.form == "GeoNames" and not always:
        return CODES.get(kind, "settlement" if kind.startswith("PPL") else None)
    lowered = kind.lower()
    return lowered if lowered in FEATURES else WORDS.get(lowered, CODES.get(kind, "settlement"))
