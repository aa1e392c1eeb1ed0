"""A table of places -> which of its columns says what: guessed from header and content, or as the user says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer_files import GEONAMES, POSTAL, Table, is_number
from rashomon.knowledge.gazetteer_sources import FEATURES

SAMPLE = 200  # rows looked at
# Headers in the order of preference, small letters, every gap as "_"; "?" is any letter, "*" any letters.
HEADERS = {
    "name": "name_en english_name place_name_en settlement_name_en city_name_en camp_name_en adm4_en adm3_en name place_name "
    "settlement_name city_name town_name village_name camp_name site_name feature_name featurename full_name asciiname placename "
    "place settlement village locality town city camp site",
    "latitude": "latitude lat lat_dd latitude_dd y point_y y_coord ycoord lat_wgs84",
    "longitude": "longitude lon lng long lon_dd longitude_dd x point_x x_coord xcoord lon_wgs84",
    "region": "region oblast province governorate state adm1_en admin1_name_en admin1name admin1_name adm1_name admin_name1 admin1 "
    "adm1 region_name *oblast_name *province_name *oblast* *province* *governorate* adm1_pcode admin1_code",
    "district": "district raion county adm2_en admin2_name_en admin2name admin2_name adm2_name admin_name2 admin2 adm2 *raion* "
    "*district*",
    "country": "country_code countrycode country iso2 iso_2 iso_a2 cc adm0_en country_name",
    "kind": "kind feature_code fcode feature_type place_type settlement_type type",
    "id": "id pcode geonameid place_id settlement_id code adm?_pcode katotth gid objectid",
    "population": "population pop inhabitants pop_????",
}
OTHER_NAMES = (
    "name_* names asciiname *alternatenames *alternate_names *alt_names *other_names *aliases *local_name *native_name *_name_??"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """For each question the number of its column; None where no column answers it.

    `always` holds what the user said for every row instead of a column: ``country`` UA, ``kind`` camp.
    """

    name: int
    latitude: int
    longitude: int
    region: int | None = None
    district: int | None = None
    country: int | None = None
    kind: int | None = None
    id: int | None = None
    population: int | None = None
    others: tuple[int, ...] = ()
    always: tuple[tuple[str, str], ...] = ()

    def shown(self, table: Table) -> str:
        """``name = name, latitude = lat, country = UA (always)``: what was taken for what."""
        told = [(field.name, getattr(self, field.name)) for field in fields(self)[:9]]
        parts = [f"{role} = {table.header[number]}" for role, number in told if number is not None]
        parts += [f"other names = {', '.join(table.header[number] for number in self.others)}"] if self.others else []
        return ", ".join([*parts, *(f"{role} = {value} (always)" for role, value in self.always)])


def find_columns(table: Table, told: Mapping[str, str]) -> Columns:
    """The columns of the table; `told` (role to header, number from 1, or value for all rows) goes before every guess.

    Raises KnowledgeError where name or coordinates are not found or `told` names no column.
    """
    found: dict[str, int] = dict(_fixed(table))
    found = found or {role: number for role, pattern in HEADERS.items() if (number := _by_header(table, pattern)) is not None}
    always = {}
    for role, value in told.items():
        number = _column(table, value)
        if number is not None:
            found[role] = number
        elif role == "country" or (role == "kind" and value in FEATURES) or role == "region":
            always[role] = value
            found.pop(role, None)
        else:
            raise KnowledgeError(f"--{role} {value}: no such column (columns: {', '.join(table.header)})")
    found = _by_content(table, found)
    missing = [role for role in ("name", "latitude", "longitude") if role not in found]
    if missing:
        options = " ".join(f"--{role} COLUMN" for role in missing)
        columns = ", ".join(table.header)
        raise KnowledgeError(f"no column of the {' or '.join(missing)} was found (say {options}; columns: {columns})")
    point = (found["name"], found["latitude"], found["longitude"])
    units = (found.get("region"), found.get("district"), found.get("country"))
    more = (found.get("kind"), found.get("id"), found.get("population"))
    return Columns(*point, *units, *more, _others(table, found), tuple(always.items()))


def _fixed(table: Table) -> dict[str, int]:
    if table.header == GEONAMES:
        return {"name": 1, "latitude": 4, "longitude": 5, "kind": 7, "country": 8, "region": 10, "id": 0, "population": 14}
    if table.header == POSTAL:
        return {"name": 2, "latitude": 9, "longitude": 10, "country": 0, "region": 3, "district": 5}
    return {}


def _by_header(table: Table, patterns: str) -> int | None:
    """The column whose header fits the earliest of the patterns."""
    headers = [_plain(header) for header in table.header]
    fits = (number for pattern in patterns.split() for number, header in enumerate(headers) if fnmatchcase(header, pattern))
    return next(fits, None)


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "_", header.lower()).strip("_")


def _column(table: Table, value: str) -> int | None:
    """A header, or a column's number from 1."""
    lowered = [header.lower() for header in table.header]
    if value.lower() in lowered:
        return lowered.index(value.lower())
    return int(value) - 1 if value.isdecimal() and 0 < int(value) <= len(table.header) else None


def _by_content(table: Table, found: dict[str, int]) -> dict[str, int]:
    """Where headers say nothing: coordinates are the first two columns of fractions, the name is the first of words."""
    kept, sample = dict(found), table.rows[:SAMPLE]
    free = [number for number in range(len(table.header)) if number not in kept.values()]
    degrees = [number for number in free if _share(sample, number, _is_degree) > 0.9]
    if "latitude" not in kept and "longitude" not in kept and len(degrees) >= 2:
        kept["latitude"], kept["longitude"] = degrees[:2]
        if any(abs(float(row[degrees[0]].replace(",", "."))) > 90 for row in sample if _is_degree(_cell(row, degrees[0]))):
            kept["latitude"], kept["longitude"] = kept["longitude"], kept["latitude"]
    if "name" not in kept:
        words = [number for number in free if number not in kept.values() and _share(sample, number, _is_word) > 0.9]
        kept |= {"name": max(words, key=lambda number: len({_cell(row, number) for row in sample}))} if words else {}
    return kept


def _share(sample: tuple[tuple[str, ...], ...], number: int, fits: Callable[[str], bool]) -> float:
    return sum(fits(_cell(row, number)) for row in sample) / max(1, len(sample))


def _cell(row: tuple[str, ...], number: int) -> str:
    return row[number] if number < len(row) else ""


def _is_degree(cell: str) -> bool:
    return is_number(cell) and ("." in cell or "," in cell) and abs(float(cell.replace(",", ".", 1))) <= 180


def _is_word(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell) and not is_number(cell)


def _others(table: Table, found: Mapping[str, int]) -> tuple[int, ...]:
    """Columns of other names: ``name_uk``, ``alternatenames``."""
    headers = [_plain(header) for header in table.header]
    fits = [any(fnmatchcase(header, pattern) for pattern in OTHER_NAMES.split()) for header in headers]
    return tuple(number for number, fit in enumerate(fits) if fit and number not in found.values())
