"""Files of places in every form that is taken, and what is taken for what."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError, ReadingError
from rashomon.knowledge.gazetteer_columns import find_columns
from rashomon.knowledge.gazetteer_files import GEONAMES, POSTAL, Table, read_table
from rashomon.knowledge.gazetteer_rows import Spot, read_spots

CSV = "Village,Lat,Lng,Oblast\nOldmill,48.51,37.02,Donetsk\nNewford,48.6,37.1,Donetsk\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def spots(table: Table, **told: str) -> tuple[Spot, ...]:
    return read_spots(table, find_columns(table, told)).good


def geonames_line(id: str, name: str, code: str, others: str = "") -> str:
    cells = dict.fromkeys(GEONAMES, "")
    cells |= {"geonameid": id, "name": name, "alternatenames": others, "latitude": "48.51", "longitude": "37.02"}
    return (
        "\t".join((cells | {"feature code": code, "country code": "UA", "admin1 code": "05", "population": "12"}).values()) + "\n"
    )


def test_a_geonames_country_file_gives_its_settlements_dams_and_camps(tmp_path: Path) -> None:
    lines = [geonames_line("1", "Oldmill", "PPL", "Staryi Mlyn,Старий Млин"), geonames_line("2", "Mill Dam", "DAM")]
    path = written(tmp_path, "UA.txt", "".join([*lines, geonames_line("3", "Mill Brook", "STM")]))
    table = read_table(path)
    found = read_spots(table, find_columns(table, {}))
    assert table.form == "GeoNames"
    assert [(spot.key, spot.name, spot.feature) for spot in found.good] == [
        ("1", "Oldmill", "settlement"),
        ("2", "Mill Dam", "dam"),
    ]
    assert found.good[0].names == ("Staryi Mlyn", "Старий Млин")
    assert (found.good[0].country, found.good[0].region, found.good[0].population) == ("UA", "05", 12)
    assert (found.left_out, found.bad) == (1, ())


def test_a_geonames_postal_file(tmp_path: Path) -> None:
    cells = dict.fromkeys(POSTAL, "") | {"country code": "UA", "postal code": "84500", "place name": "Oldmill"}
    cells |= {"admin name1": "Donetska", "latitude": "48.51", "longitude": "37.02", "accuracy": "4"}
    table = read_table(written(tmp_path, "UA.txt", "\t".join(cells.values()) + "\n"))
    assert table.form == "GeoNames postal"
    (spot,) = spots(table)
    assert (spot.name, spot.region, spot.country) == ("Oldmill", "Donetska", "UA")


def test_geojson_gives_its_points_and_tells_what_is_none(tmp_path: Path) -> None:
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [37.02, 48.51]}, "properties": {"name": "Oldmill"}}
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "properties": {"name": "Road"}}
    path = written(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": [point, line]}))
    table = read_table(path)
    found = read_spots(table, find_columns(table, {}))
    assert [(spot.name, spot.latitude, spot.longitude) for spot in found.good] == [("Oldmill", 48.51, 37.02)]
    assert found.bad == ("line 2: latitude '' is no number",)


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        "\ufeff" + CSV,
        CSV.replace(",", ";"),
        CSV.replace(",", "\t"),
        CSV.replace(",", ";").replace(".", ","),
        CSV.replace("Village", "name_en").replace("Lat", "POINT_Y").replace("Lng", "POINT_X").replace("Oblast", "ADM1_EN"),
        CSV.partition("\n")[2],
    ],
)
def test_tables_of_many_forms_give_the_same_places(tmp_path: Path, content: str) -> None:
    found = spots(read_table(written(tmp_path, "villages.csv", content)))
    assert [(spot.name, spot.latitude, spot.longitude) for spot in found] == [("Oldmill", 48.51, 37.02), ("Newford", 48.6, 37.1)]


def test_packed_files_are_read_as_what_they_hold(tmp_path: Path) -> None:
    plain = spots(read_table(written(tmp_path, "a.csv", CSV)))
    assert spots(read_table(written(tmp_path, "a.csv.gz", gzip.compress(CSV.encode(), mtime=0)))) == plain
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "long" * 500)
        archive.writestr("villages.csv", CSV)
    assert spots(read_table(tmp_path / "a.zip")) == plain


def test_options_go_before_guesses(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a.csv", "name,local,lat,lon,what\nOldmill,Mlyn,48.51,37.02,dam\n"))
    (guessed,), (told,) = spots(table), spots(table, name="local", kind="5", country="UA")
    assert (guessed.name, guessed.feature, guessed.country) == ("Oldmill", "settlement", "")
    assert (told.name, told.feature, told.country) == ("Mlyn", "dam", "UA")
    assert (
        find_columns(table, {"kind": "camp"}).shown(table) == "name = name, latitude = lat, longitude = lon, kind = camp (always)"
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Oldmill,north,37.02,Donetsk", "latitude 'north' is no number"),
        ("Oldmill,148.51,37.02,Donetsk", "latitude 148.51 is beyond 90 degrees"),
        ("Oldmill,48.51,nan,Donetsk", "longitude nan is beyond 180 degrees"),
        (",48.51,37.02,Donetsk", "'' is no name"),
        ("17,48.51,37.02,Donetsk", "'17' is no name"),
        ("Oldmill,0,0,Donetsk", "0, 0 is no place on land"),
        ("Oldmill,48.51", "2 columns instead of 4"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_is_taken(tmp_path: Path, row: str, fault: str) -> None:
    table = read_table(written(tmp_path, "a.csv", CSV + row + "\n"))
    found = read_spots(table, find_columns(table, {}))
    assert len(found.good) == 2
    assert found.bad == (f"line 4: {fault}",)


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.csv", "", "no table of places"),
        ("a.csv", "just a sentence", "no table of places"),
        ("a.csv", b"name,lat,lon\n\xff\xfe", "not UTF-8 at byte 13"),
        ("a.gz", gzip.compress(CSV.encode(), mtime=0)[:30], "cannot be read"),
        ("a.zip", b"PK\x03\x04 broken", "cannot be read"),
        ("a.geojson", '{"features": 3}', "no GeoJSON"),
    ],
)
def test_what_is_no_file_of_places_is_told_in_one_line(tmp_path: Path, name: str, content: str | bytes, cause: str) -> None:
    with pytest.raises(ReadingError, match=cause):
        read_table(written(tmp_path, name, content))


def test_columns_that_are_not_found_are_asked_for() -> None:
    table = Table("table", ("a", "b", "c"), (("1", "2", "3"),), 2)
    with pytest.raises(KnowledgeError, match=r"no column of the name or latitude or longitude .*--name COLUMN.*columns: a, b, c"):
        find_columns(table, {})
    with pytest.raises(KnowledgeError, match="--name d: no such column"):
        find_columns(table, {"name": "d"})


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_reading_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("files"), "a.csv", content)
    try:
        table = read_table(path)
    except ReadingError:
        return
    assert all(isinstance(cell, str) for row in table.rows for cell in row)
