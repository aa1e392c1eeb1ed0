"""A user's file of places -> a table: GeoNames country and postal files, CSV or TSV, GeoJSON points, plain or as gz or zip."""

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from rashomon.errors import ReadingError

LARGEST = 1 << 30  # bytes of an unpacked file
GEONAMES = (
    *("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code", "country code"),
    *("cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation", "dem", "timezone"),
    "modification date",
)
POSTAL = (
    *("country code", "postal code", "place name", "admin name1", "admin code1", "admin name2", "admin code2", "admin name3"),
    *("admin code3", "latitude", "longitude", "accuracy"),
)
_GEONAMES_POINT, _POSTAL_POINT = (4, 5), (9, 10)
_README = "readme.txt"  # lies beside the data in GeoNames' archives


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header, and the number of the first row's line; `form` says what kind of file it was."""

    form: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int


class _Geometry(msgspec.Struct):
    type: str
    coordinates: msgspec.Raw = msgspec.Raw(b"null")


class _Feature(msgspec.Struct):
    geometry: _Geometry | None = None
    properties: dict[str, msgspec.Raw] | None = None


class _Collection(msgspec.Struct):
    features: list[_Feature]


def read_table(path: Path) -> Table:
    """The file's rows. A header is kept where there is one; GeoNames' own files have none and get theirs.

    Raises ReadingError for a file that is missing, damaged, too large or no table.
    """
    text = _decoded(path, _unpacked(path))
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        return _geojson(path, text)
    lines = list(_reader(text))
    rows = tuple(tuple(map(str.strip, row)) for row in lines if any(row))
    if not rows or len(rows[0]) < 3:
        raise ReadingError(str(path), "no table of places", "give a GeoNames file, CSV, TSV or GeoJSON with names and coordinates")
    return _known_form(rows) or _with_header(rows)


def _unpacked(path: Path) -> bytes:
    """The bytes of the file, of its gzip content or of the largest text in its zip archive."""
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(path) as stream:
                raw = stream.read(LARGEST + 1)
        elif raw[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(path) as archive:
                members = [one for one in archive.infolist() if not one.is_dir() and one.filename.lower() != _README]
                member = max(members, key=lambda one: one.file_size)
                with archive.open(member) as stream:
                    raw = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError, RuntimeError) as fault:
        raise ReadingError(str(path), f"cannot be read, {fault}", "pass a readable file, plain, .gz or .zip") from fault
    if len(raw) > LARGEST:
        raise ReadingError(str(path), "more than a gigabyte when unpacked", "cut it to the countries that you need")
    return raw


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ReadingError(str(path), f"not UTF-8 at byte {fault.start}", "save it as UTF-8") from fault


def _reader(text: str) -> Iterator[list[str]]:
    """Cells between the sign that the first line has most often; tabs come without quotes, as GeoNames writes them."""
    first = text.partition("\n")[0]
    delimiter = max("\t,;|", key=first.count)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)


def _known_form(rows: tuple[tuple[str, ...], ...]) -> Table | None:
    """GeoNames' two forms, known by their number of columns and by where numbers stand."""
    for form, header, point in (("GeoNames", GEONAMES, _GEONAMES_POINT), ("GeoNames postal", POSTAL, _POSTAL_POINT)):
        if len(rows[0]) == len(header) and all(is_number(rows[0][number]) for number in point):
            return Table(form, header, rows, 1)
    return None


def _with_header(rows: tuple[tuple[str, ...], ...]) -> Table:
    """The first row is the header unless it holds numbers; without one the columns are numbered."""
    if any(is_number(cell) for cell in rows[0]):
        return Table("table", tuple(f"column {number}" for number in range(1, len(rows[0]) + 1)), rows, 1)
    return Table("table", rows[0], rows[1:], 2)


def is_number(cell: str) -> bool:
    """True for ``48.5`` and for ``48,5``."""
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return False
    return True


def _geojson(path: Path, text: str) -> Table:
    try:
        features = msgspec.json.decode(text, type=_Collection).features
    except msgspec.DecodeError as fault:
        raise ReadingError(str(path), f"no GeoJSON, {fault}", "export points as a FeatureCollection") from fault
    keys = tuple(dict.fromkeys(key for feature in features for key in feature.properties or {}))
    rows = tuple((*_point(feature), *_cells(feature, keys)) for feature in features)
    return Table("GeoJSON", ("latitude", "longitude", *keys), rows, 1)


def _point(feature: _Feature) -> tuple[str, str]:
    """Latitude and longitude as printed; empty for what is no point."""
    if feature.geometry is None or feature.geometry.type != "Point":
        return "", ""
    try:
        longitude, latitude, *_ = msgspec.json.decode(feature.geometry.coordinates, type=list[float])
    except (msgspec.DecodeError, ValueError):
        return "", ""
    return str(latitude), str(longitude)


def _cells(feature: _Feature, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        raw = (feature.properties or {}).get(key)
        value = None if raw is None else msgspec.json.decode(raw)
        yield "" if value is None else str(value).strip()
