"""Is the ledger sound, is the installation complete."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.nouns import claim, reading, report

from rashomon.cli import main
from rashomon.knowledge.places import places_file
from rashomon.ledger import Ledger
from rashomon.ledger.sqlite import driver, is_safe


def test_verify_tells_a_sound_ledger_from_one_that_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    told = report()
    with Ledger.open(path, write=True) as book:
        book.add(told, reading(told, claim(told)))
    result = CliRunner().invoke(main, ["verify", "--ledger", str(path)])
    with Ledger.open(path) as book:
        *_, last = book.log()
        digest = book.digest()
    seal = last.seal
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{path}: sound (1 report, 1 claim, 0 issues, 0 judgements)",
        f"digest {digest}",
    ]
    assert CliRunner().invoke(main, ["verify", "--ledger", str(path), "--head", seal[:16]]).exit_code == 0
    cut = CliRunner().invoke(main, ["verify", "--ledger", str(path), "--head", "f" * 64])
    assert (cut.exit_code, cut.stdout[:41]) == (4, "log: no entry has the seal ffffffffffffff")
    connection = driver().connect(str(path))
    connection.execute("UPDATE claims SET quote = 'what nobody wrote'")
    connection.commit()
    connection.close()
    result = CliRunner().invoke(main, ["verify", "--ledger", str(path)])
    assert result.exit_code == 4
    assert (
        result.stdout.splitlines()
        == [
            "search over claims: does not hold the stored words (database disk image is malformed)",
            f"claim {claim(told).id} (a): its quote is not what stands in the report",
            f"report {told.id[:16]}: claim {claim(told).id} was changed behind the log (log 2)",
        ][-len(result.stdout.splitlines()) :]
    )
    assert result.stderr == f"{path}: 2 faults (1 report, 1 claim, 0 issues, 0 judgements)\n"


def test_doctor_says_what_is_there_and_how_to_get_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    lines = {" ".join(line.split()[1:3]): line for line in result.stdout.splitlines()}
    assert lines["language model"].startswith("ok")
    gazetteer = next(line for line in result.stdout.splitlines() if " gazetteer " in line)
    assert gazetteer.startswith("warning")
    assert gazetteer.endswith("(now: rashomon gazetteer build)")
    (tmp_path / "places-00000000.sqlite").touch()
    os.utime(tmp_path / "places-00000000.sqlite", (0, 0))  # unread for long
    places_file().touch()
    older = next(line for line in CliRunner().invoke(main, ["doctor"]).stdout.splitlines() if " gazetteer " in line)
    assert older.startswith("warning")
    assert older.endswith("1 of older versions take 0 MB  (rashomon gazetteer build)")
    database = next(line for line in result.stdout.splitlines() if " SQLite " in line)
    assert driver().sqlite_version in database


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_versions_of_sqlite_that_can_lose_a_commit_are_known(version: tuple[int, ...], safe: bool) -> None:
    assert is_safe(version) is safe


WITHOUT = """
import sys
sys.modules["pysqlite3"] = None  # as where it is not installed
from rashomon.cli import main
main()
"""


@pytest.mark.skipif(is_safe(sqlite3.sqlite_version_info), reason="this Python's own SQLite is a mended one")
def test_an_old_sqlite_is_told_where_a_ledger_is_checked_and_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True):
        pass

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, "-c", WITHOUT, *arguments], check=True, capture_output=True, text=True)
        return done.stderr if arguments[0] != "doctor" else done.stdout

    warning = (
        f"SQLite {sqlite3.sqlite_version} (sqlite3) can lose a commit when several processes use a ledger (pip install pysqlite3"
    )
    assert warning in run("verify", "--ledger", str(path))
    assert warning in " ".join(run("doctor").split())
    assert run("claims", "--ledger", str(path)) == ""
