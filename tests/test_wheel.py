"""The wheel holds the program with its data and nothing else."""

import subprocess
import sys
import tarfile
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "rashomon"


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    (path,) = dist.glob("*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_wheel_holds_every_file_of_the_package_and_nothing_else(wheel):
    files = {path.relative_to(SOURCE.parent).as_posix() for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == files


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "samples/README.md",
        "samples/bakhmut-2023-09.jsonl",
        "samples/2023-09-18_meridian-courier_live.html",
        "knowledge/data/places.csv",
        "knowledge/data/cues/verbs.toml",
        "knowledge/data/sides/sudan.toml",
        "migrations/versions/v0001_tables.py",
        "web/basemap/world.pmtiles",
        "web/static/index.html",
        "web/static/licences.txt",
    ],
)
def test_wheel_holds_data(wheel, name):
    assert wheel.getinfo(f"rashomon/{name}") is not None


def test_wheel_carries_its_licence_and_what_it_owes(wheel):
    names = {Path(name).name for name in wheel.namelist() if "/licenses/" in name}
    assert names == {"LICENSE", "NOTICE"}


def test_wheel_says_how_it_starts_and_what_it_needs(wheel):
    (folder,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert b"rashomon = rashomon.cli:main" in wheel.read(f"{folder}/entry_points.txt")
    facts = message_from_bytes(wheel.read(f"{folder}/METADATA"))
    assert facts["License-Expression"] == "Apache-2.0"
    assert any(line.startswith("spacy==") for line in facts.get_all("Requires-Dist"))


def test_source_archive_holds_what_a_build_and_the_tests_need(dist):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        packed = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "Makefile", "requirements/dev.lock", "LICENSE", "NOTICE", "tests/gate.py"} <= packed
    assert not [name for name in packed if name.startswith((".venv", "dist")) or name.endswith((".db", ".pyc"))]
