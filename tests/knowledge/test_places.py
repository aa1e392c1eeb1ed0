import csv
import os
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError, SetupError
from rashomon.knowledge import gazetteer_sources, place_words
from rashomon.knowledge.gazetteer_build import digest
from rashomon.knowledge.gazetteer_sources import DATA, FEATURES
from rashomon.knowledge.places import Gazetteer, cache_folder, kilometres, load_places

gazetteer = cache(load_places)


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_shipped_place_is_found_under_each_of_its_names() -> None:
    missed = [
        (row["id"], name)
        for row in rows("places.csv")
        for name in (row["name"], *filter(None, row["names"].split("|")))
        if row["id"] not in {place.id for place in gazetteer().named(name)}
    ]
    assert missed == []


def test_every_region_and_country_is_found_under_its_name() -> None:
    known = {place.id for row in rows("regions.csv") for place in gazetteer().named(row["name"])}
    assert {row["id"] for row in rows("regions.csv")} <= known
    nations = {
        place.name for row in rows("countries.csv") for place in gazetteer().named(row["name"]) if place.feature == "country"
    }
    assert {row["name"] for row in rows("countries.csv")} <= nations


def test_shipped_rows_are_sound() -> None:
    places = rows("places.csv")
    assert len(places) >= 200
    assert len({row["id"] for row in places}) == len(places)
    for row in places:
        assert row["feature"] in FEATURES
        assert -60 < float(row["latitude"]) < 80, row["id"]
        assert all(len(row[column].partition(".")[2]) == 2 for column in ("latitude", "longitude")), row["id"]
        assert (row["feature"] in ("area", "water", "region")) == bool(row["radius"]), row["id"]


@pytest.mark.parametrize(
    ("name", "expected", "country"),
    [
        ("Kiev", "Kyiv", "Ukraine"),
        ("Артемівськ", "Bakhmut", "Ukraine"),
        ("Slovyansk", "Sloviansk", "Ukraine"),
        ("al-Fashir", "El Fasher", "Sudan"),
        ("Klishchevka", "Klishchiivka", "Ukraine"),
        ("Donetsk region", "Donetsk Oblast", "Ukraine"),
        ("Kherson Province", "Kherson Oblast", "Ukraine"),
        ("Helmand", "Helmand Province", "Afghanistan"),
        ("Aleppo", "Aleppo", "Syria"),
        ("Aleppo province", "Aleppo Governorate", "Syria"),
        ("Gaza", "Gaza Strip", "Palestine"),
        ("Kerch Bridge", "Crimean Bridge", "Ukraine"),
        ("ZNPP", "Zaporizhzhia Nuclear Power Plant", "Ukraine"),
        ("Nord-Kivu", "North Kivu", "Democratic Republic of the Congo"),
    ],
)
def test_the_first_place_of_a_name(name: str, expected: str, country: str) -> None:
    place = gazetteer().named(name)[0]
    assert (place.name, place.admin[0]) == (expected, country)


@pytest.mark.parametrize(
    ("name", "country"), [("Türkiye", "Turkey"), ("DR Congo", "Democratic Republic of the Congo"), ("UK", "United Kingdom")]
)
def test_countries_by_other_names(name: str, country: str) -> None:
    place = gazetteer().named(name)[0]
    assert (place.name, place.feature, place.admin) == (country, "country", ())
    assert place.radius > 100


def test_a_village_knows_its_region_and_stands_where_it_is() -> None:
    place = gazetteer().named("Robotyne")[0]
    assert place.admin == ("Ukraine", "Zaporizhzhia Oblast")
    assert kilometres(place.latitude, place.longitude, 47.57, 35.79) < 16  # Orikhiv
    assert gazetteer().place(place.id) == place
    assert gazetteer().place("no such place") is None


def test_namesakes_all_come_the_shipped_one_first() -> None:
    found = gazetteer().named("Andriivka")
    assert found[0].id == "ua-andriivka-bakhmut"
    assert len(found) > 5
    assert len({place.id for place in found}) == len(found)


def test_a_settlement_of_the_package_is_not_told_twice() -> None:
    assert [place.id for place in gazetteer().named("Bakhmut")] == ["ua-bakhmut"]
    assert gazetteer().named("Bakhmut")[0].population > 50_000


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Klishivka", "Klishchiivka"),
        ("Kleshcheyivka", "Klishchiivka"),
        ("Opiten", "Opytne"),
        ("Paraskovivka", "Paraskoviivka"),
        ("Rabotyno", "Robotyne"),
        ("Artiomovsk", "Bakhmut"),
        ("Avdiyvka", "Avdiivka"),
    ],
)
def test_near_spellings(spelling: str, name: str) -> None:
    near = gazetteer().near_spelling(spelling, "Ukraine")
    assert name in {found.place.name for found in near[:4]}
    assert all(found.place.admin[0] == "Ukraine" for found in near)
    assert [found.likeness for found in near] == sorted((found.likeness for found in near), reverse=True)


@pytest.mark.parametrize("word", ["Zelensky", "Brigadier", "Qwrtzp"])
def test_no_place(word: str) -> None:
    assert not gazetteer().is_name(word)


def test_a_part_of_a_country_lies_to_its_side() -> None:
    ukraine = gazetteer().named("Ukraine")[0]
    east = gazetteer().part("eastern", ukraine)
    assert (east.name, east.feature, east.admin) == ("Eastern Ukraine", "area", ("Ukraine",))
    assert east.longitude > ukraine.longitude + 1
    assert east.latitude == pytest.approx(ukraine.latitude)
    southwest = gazetteer().part("southwestern", ukraine)
    assert southwest.latitude < ukraine.latitude
    assert southwest.longitude < ukraine.longitude


def test_sources_are_named() -> None:
    assert any("GeoNames" in line and "CC BY" in line for line in gazetteer().attributions())


def test_the_cache_is_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path


def test_a_cache_that_cannot_be_written_is_a_setup_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    monkeypatch.setenv("RASHOMON_CACHE", str(file))
    with pytest.raises(SetupError, match="RASHOMON_CACHE"):
        load_places()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("x,X,1.00,2.00,castle,UA,,,", "places.csv line 2: unknown feature 'castle'"),
        ("x,X,1.00,2.00,area,UA,Nowhere,,", "places.csv line 2: unknown region 'Nowhere'"),
        ("x,X,north,2.00,area,UA,,,", "places.csv line 2: latitude 'north' is no number"),
        ("x,X,1.00", "places.csv line 2: wrong number of columns"),
    ],
)
def test_a_row_that_is_not_understood_names_its_line(
    line: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "places.csv").write_text(f"id,name,latitude,longitude,feature,country,region,radius,names\n{line}\n")
    monkeypatch.setattr(gazetteer_sources, "DATA", tmp_path)
    with pytest.raises(KnowledgeError) as caught:
        gazetteer_sources._places(set())
    assert str(caught.value).startswith(fault)


def test_many_readers_share_the_file_and_nobody_writes_it() -> None:
    path = cache_folder() / f"places-{digest()}.sqlite"
    gazetteer()
    before = path.read_bytes()[:4096], path.stat().st_mtime_ns
    program = (
        "import sys; from pathlib import Path; from rashomon.knowledge.places import Gazetteer;"
        "print(Gazetteer(Path(sys.argv[1])).named('Kyiv')[0].name)"
    )
    command = [sys.executable, "-c", program, str(path)]
    others = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) for _ in range(2)]
    assert [other.communicate()[0].strip() for other in others] == ["Kyiv", "Kyiv"]
    assert (path.read_bytes()[:4096], path.stat().st_mtime_ns) == before
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        Gazetteer(path)._store.execute("DELETE FROM place")


def test_words_beside_places_are_read_and_a_wrong_key_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "village" in place_words.place_words().settlements
    (tmp_path / "place_words.toml").write_text('citys = { words = ["town"], example = "The town fell." }\n')
    monkeypatch.setattr(place_words, "FILE", tmp_path / "place_words.toml")
    with pytest.raises(KnowledgeError, match=r"place_words\.toml: keys"):
        place_words.place_words.__wrapped__()
