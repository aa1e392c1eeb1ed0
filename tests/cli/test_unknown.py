"""What a filter asks for and the ledger does not have is told; an empty folder, day or ledger too."""

from pathlib import Path

import pytest
from tests.cli.test_events import ledger, run

from rashomon.cli.unknown import unknown_names

__all__ = ["ledger"]


@pytest.mark.parametrize("command", ["events", "tolls"])
def test_an_unknown_name_is_told_in_one_line(ledger: Path, command: str) -> None:
    found = run(command, "--side", "Northern", "--place", "Atlantis", "--ledger", ledger, "--json")
    assert (found.exit_code, found.stdout) == (0, "")
    place, side = found.stderr.splitlines()
    assert place.startswith("no place 'Atlantis' in the ledger")
    assert side.startswith("no side 'Northern' in the ledger (")
    assert "North" in side


def test_a_list_of_claims_says_which_place_and_source_no_claim_has(ledger: Path) -> None:
    found = run("claims", "--source", "Nobody", "--place", "Atlantis", "--ledger", ledger, "--json")
    assert (found.exit_code, found.stdout) == (0, "")
    assert [line.split(" in the ledger")[0] for line in found.stderr.splitlines()] == ["no place 'Atlantis'", "no source 'Nobody'"]
    assert run("claims", "--place", "Oldmill", "--ledger", ledger, "--json").stderr == ""


def test_a_known_name_under_which_nothing_is_found_is_no_fault(ledger: Path) -> None:
    found = run("events", "--place", "Oldmill", "--from", "2030-01-01", "--ledger", ledger, "--json")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "", "")


def test_no_ledger_is_read_where_no_name_is_asked_for(tmp_path: Path) -> None:
    assert unknown_names(tmp_path / "nobody.db", place=None, side=None) == []


def test_an_export_of_an_unknown_side_says_so(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.exports.opening.unsound", lambda ledger: [])  # its claims are made up
    found = run("export", "csv", "--side", "Nobody", "--ledger", ledger, "-o", tmp_path / "none.csv")
    assert found.exit_code == 0
    assert "no side 'Nobody' in the ledger" in found.stderr


def test_tokens_of_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    found = run("token", "list", "--ledger", tmp_path / "nobody.db")
    assert found.exit_code == 1
    assert "no such ledger" in found.stderr


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = run("read", tmp_path / "empty", "--ledger", tmp_path / "war.db")
    assert found.exit_code == 0
    assert f"{tmp_path / 'empty'}: nothing in it to read\n" in found.stderr


def test_a_day_of_which_nothing_is_told(ledger: Path) -> None:
    told = run("brief", "--day", "2030-01-01", "--ledger", ledger).stdout
    assert "Nothing is claimed here." in told
    assert "What the standings mean" not in told
