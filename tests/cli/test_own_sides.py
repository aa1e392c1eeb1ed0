"""Files of one's own with parties and persons, while reading; in processes of their own, as the knowledge is loaded once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.cli import main

REPORT = "2023-09-17_paper_valley.txt"
OWN = """
conflict = "valley"
title = "The valley war"
against = [["Valley Council", "Hill League"]]
party = [{ name = "Valley Council" }, { name = "Hill League" }]
person = [{ name = "Tarek Hadid", side = "Valley Council" }]
"""
TEXT = "Tarek Hadid said that the Hill League had captured the village of Klishchiivka. Hadid said that five civilians were killed."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / REPORT).write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rashomon.cli", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False)


def side_of_hadid(folder: Path, *options: str, **environment: str) -> str | None:
    """As the ledger holds it: listed without the file."""
    read = run(folder, "read", REPORT, "--again", *options, **environment)
    assert read.returncode == 0, read.stderr
    listed = [json.loads(line) for line in run(folder, "sources").stdout.splitlines()]
    return {row["name"]: row["side"] for row in listed}["Tarek Hadid"]


def test_the_side_is_known_while_reading(folder: Path) -> None:
    assert side_of_hadid(folder) is None
    assert side_of_hadid(folder, RASHOMON_SIDES="own.toml") == "Valley Council"


def test_workers_know_the_file_too(folder: Path) -> None:
    assert side_of_hadid(folder, "--jobs", "2", "--sides", "own.toml") == "Valley Council"


def test_a_side_that_no_file_knows_is_one_line(folder: Path) -> None:
    (folder / "own.toml").write_text(OWN.replace('side = "Valley Council"', 'side = "Valley Counsel"'), encoding="utf-8")
    told = run(folder, "annotate", REPORT, "--sides", "own.toml")
    assert told.returncode == 1
    assert "own.toml" in told.stderr
    assert "Valley Counsel" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_callers_environment_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    CliRunner().invoke(main, ["annotate", REPORT, "--sides", "own.toml"])
    assert os.environ["RASHOMON_SIDES"] == ""
