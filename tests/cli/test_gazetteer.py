"""rashomon gazetteer: add, list, look, remove, build."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.knowledge.places import load_places, places_file

VILLAGES = """name,lat,lon,oblast
Oldmill,48.51,37.02,Donetsk
Oldmill,50.10,36.30,Kharkiv
Nowhere,north,37.1,Donetsk
Bakhmut,48.6,38.0,Donetsk
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own with the gazetteer that is built already."""
    load_places()
    built = places_file()
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / built.name).symlink_to(built)
    monkeypatch.setenv("RASHOMON_CACHE", str(folder))
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", *words])


def added(folder: Path, *options: str) -> Result:
    path = folder / "villages.csv"
    path.write_text(VILLAGES)
    return run("add", str(path), *options)


def test_add_shows_what_it_takes_for_what_and_the_bad_rows(cache: Path, tmp_path: Path) -> None:
    result = added(tmp_path, "--attribution", "A list, CC BY")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "villages.csv: table; name = name, latitude = lat, longitude = lon, region = oblast",
        "villages: 3 places in UA, 1 known before",
        "1 bad row:",
        "  line 4: latitude 'north' is no number",
        "attribution: A list, CC BY",
    ]


def test_list_names_sources_and_whom_to_credit_and_remove_takes_one_out(cache: Path, tmp_path: Path) -> None:
    added(tmp_path, "--attribution", "A list, CC BY")
    listed = run("list").stdout
    assert listed.startswith(f"villages  3 places  table  {tmp_path / 'villages.csv'}\n")
    assert "attribution: A list, CC BY\n" in listed
    assert "GeoNames" in listed
    assert run("remove", "villages").stdout == "villages: 3 places removed\n"
    assert "villages" not in run("list").stdout
    failed = run("remove", "villages")
    assert (failed.exit_code, failed.stderr) == (1, "Error: villages: no such source (added: none)\n")


def test_look_shows_candidates_with_reasons(cache: Path, tmp_path: Path) -> None:
    added(tmp_path)
    alone = run("look", "Oldmill").stdout.splitlines()
    assert alone[0] == "Oldmill: unresolved, 2 shown"
    near = run("look", "Oldmill", "--near", "Kharkiv region").stdout.splitlines()
    assert near[0].startswith("Oldmill: the first is the answer")
    assert "Oldmill, Kharkiv Oblast, Ukraine  50.10, 36.30  settlement" in near[1]
    assert "Kharkiv Oblast is named beside it" in near[2]
    failed = run("look", "Qwrtzpq")
    assert failed.exit_code == 1
    assert "no place of this or a like name is known" in failed.stderr


def test_a_wrong_guess_is_overruled_and_a_wrong_option_is_told(cache: Path, tmp_path: Path) -> None:
    assert "country = SD (always)" in added(tmp_path, "--country", "SD", "--region", "4").stdout
    failed = added(tmp_path, "--name", "title")
    assert (failed.exit_code, failed.stderr) == (1, "Error: --name title: no such column (columns: name, lat, lon, oblast)\n")


def test_build_tells_where_it_is_and_removes_older_ones(cache: Path) -> None:
    old = cache / "places-00000000.sqlite"
    old.touch()
    os.utime(old, (0, 0))  # unread for long
    other = cache / "places-11111111.sqlite"
    other.touch()  # of another version that is in use
    mine = cache / "added-places.sqlite"
    mine.touch()
    result = run("build")
    assert result.stdout == f"gazetteer ready: {places_file()}\nremoved an older one: {old}\n"
    assert (old.exists(), other.exists(), mine.exists(), places_file().exists()) == (False, True, True, True)
