"""rashomon export, release, diff as a user calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.cli.export import NAMES
from rashomon.exports import FORMATS
from rashomon.ledger import Act, Ledger
from rashomon.ledger.sqlite import driver
from rashomon.pipeline import read_into

KYIV = b"Ukraine's General Staff said on Friday that its troops had captured the village of Andriivka near Bakhmut."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True) as book:
        list(read_into(book, [("2023-09-15_kyiv.txt", KYIV)]))
    return path


def test_the_command_knows_the_formats_of_the_table() -> None:
    assert list(FORMATS) == list(NAMES)
    assert all(name in run("export", "--help").stdout for name in FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_written_with_a_manifest(name: str, ledger: Path, tmp_path: Path) -> None:
    done = run("export", name, "--ledger", ledger, "-o", tmp_path / "out" if name == "html" else tmp_path / f"out.{name}")
    assert done.exit_code == 0, done.output
    (page,) = tmp_path.glob("out*.manifest.json")
    files = json.loads(page.read_bytes())["files"]
    assert files
    assert all((tmp_path / file["name"]).exists() for file in files)


def test_what_was_written_and_left_out_is_told(ledger: Path, tmp_path: Path) -> None:
    done = run("export", "acled", "--ledger", ledger, "-o", tmp_path / "war.csv", "--place", "Andriivka", "--kind", "capture")
    assert f"{tmp_path / 'war.csv'}: 1 row" in done.stderr
    none = run("export", "acled", "--ledger", ledger, "-o", tmp_path / "none.csv", "--from", "2024-01-01")
    assert f"{tmp_path / 'none.csv'}: 0 rows" in none.stderr


def test_nothing_is_written_from_a_ledger_that_is_not_sound(ledger: Path, tmp_path: Path) -> None:
    with driver().connect(ledger) as base:
        base.execute("UPDATE claims SET quote = 'other words'")
    done = run("export", "csv", "--ledger", ledger, "-o", tmp_path / "war.csv")
    assert done.exit_code == 4
    assert "its quote is not what stands in the report" in done.stderr
    assert list(tmp_path.glob("war*.csv*")) == []


def test_a_missing_ledger_and_an_unknown_format_are_told(tmp_path: Path) -> None:
    missing = run("export", "csv", "--ledger", tmp_path / "no.db", "-o", tmp_path / "war.csv")
    assert (missing.exit_code, "no such ledger" in missing.output) == (1, True)
    unknown = run("export", "stix", "-o", tmp_path / "war.csv")
    assert (unknown.exit_code, "is not one of" in unknown.output) == (2, True)


def test_a_release_is_made_once_and_compared(ledger: Path, tmp_path: Path) -> None:
    arguments = ("release", "--ledger", ledger, "--folder", tmp_path / "releases", "--day", "2023-09-20")
    first, second = run(*arguments), run(*arguments)
    goal = tmp_path / "releases" / "rashomon-2023-09-20"
    assert first.stderr == f"{goal}: written\n"
    assert second.stderr == f"{goal}: there already, the same byte for byte\n"
    with Ledger.open(ledger) as book:
        (entry,) = (one for one in book.log() if one.act == Act.RELEASE)
    assert entry.subject == "release rashomon-2023-09-20"
    with Ledger.open(ledger, write=True) as book:
        list(read_into(book, [("2023-09-17_goma.txt", b"Rebels took Goma on Sunday, the army said.")]))
    done = run("diff", goal, ledger)
    assert "added claim" in done.stdout
    assert "because: a new report: 2023-09-17_goma" in done.stdout
    assert done.stderr.startswith("1 claim added, 1 event added")
    rows = [json.loads(line) for line in run("diff", goal, ledger, "--json").stdout.splitlines()]
    assert {(row["noun"], row["change"]) for row in rows} == {("claim", "added"), ("event", "added")}
    assert run("diff", ledger, ledger).stderr == "no differences\n"
