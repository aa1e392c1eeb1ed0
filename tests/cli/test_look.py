"""What a ledger holds, as rows of a fixed shape, as a table, and one claim with its words."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import claim, reading, report, span

from rashomon.cli import main
from rashomon.doors import ClaimRow, Objection, Spot
from rashomon.ledger import Ledger
from rashomon.model import Issue, Kind, Span

FIELDS = """id doc start end quote kind source source_role channel relay actor target places when polarity certainty verification
recapture quantities disputes orders acled rule""".split()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    told = report()
    with Ledger.open(path, write=True) as book:
        found = (claim(told), claim(told, "seven people were killed", Kind.STRIKE))
        book.add(told, reading(told, *found, issues=(Issue("vague", "a", "no day (give one)", told.id, Span(1, 2)),)))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_claims_are_rows_of_the_fixed_shape(ledger: Path) -> None:
    lines = run("claims", "--ledger", ledger).stdout.splitlines()
    assert [list(json.loads(line)) for line in lines] == [FIELDS, FIELDS]
    row = msgspec.json.decode(lines[0], type=ClaimRow, strict=True)
    told = report()
    assert row.quote == told.text[row.start : row.end] == "at least seven people were killed in Klishchiïvka"
    assert (row.doc, row.kind, row.source, row.source_role, row.actor) == (
        "a",
        "casualties",
        "Iryna Bondar",
        "governor",
        "Russian forces",
    )
    assert row.places == (Spot("Klishchiivka", 48.52, 37.96, "event"),)
    denial = span("The ministry denied it")
    assert row.disputes == (Objection("denies", "The ministry", denial.start, denial.end),)
    raw = json.loads(lines[0])
    assert raw["when"] == ["2023-03-03", "2023-03-03"]
    assert '"quantities":[{"of":"killed","min":7,"max":null,"unit":null,"approx":false,"part_of":null}]' in lines[0]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--kind", "strike"), 1),
        (("--kind", "STRIKE"), 1),
        (("--kind", "strike", "--kind", "casualties"), 2),
        (("--source", "bondar", "--place", "Kleshcheevka"), 2),
        (("--from", "2023-03-03", "--to", "2023-03-03"), 2),
        (("--from", "2023-03-04"), 0),
        (("--search", "klishchiivka"), 1),
    ],
)
def test_claims_are_filtered(ledger: Path, filters: tuple[str, ...], found: int) -> None:
    assert len(run("claims", "--ledger", ledger, *filters).stdout.splitlines()) == found


def test_a_narrow_table_is_mostly_quotes(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("claims", "--ledger", ledger, "--table").stdout.splitlines()
    assert lines[0].split() == ["claim", "what", "quote"]
    assert max(map(len, lines)) <= 80
    assert lines[0].index("quote") < 36
    assert claim(report()).id[:8] in "".join(lines)
    monkeypatch.setenv("COLUMNS", "120")
    assert "doc" in run("claims", "--ledger", ledger, "--table").stdout.splitlines()[0]


@pytest.mark.parametrize(("command", "told"), [("claims", "no claims"), ("reports", "no reports"), ("issues", "no issues")])
def test_a_person_at_a_terminal_hears_that_there_is_nothing(tmp_path: Path, command: str, told: str) -> None:
    with Ledger.open(tmp_path / "war.db", write=True):
        pass
    outside, inside = pty.openpty()
    line = [sys.executable, "-m", "rashomon.cli", command, "--json", "--ledger", str(tmp_path / "war.db")]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, stderr=inside)
    os.close(inside)
    assert (done.stdout, os.read(outside, 100).decode().strip()) == (b"", told)
    os.close(outside)
    assert run(command, "--ledger", tmp_path / "war.db").output == ""


@pytest.mark.parametrize(
    ("asked", "usual", "found"),
    [
        ("Artyomovsk", "Bakhmut", 2),
        ("Khankendi", "Stepanakert", 2),
        ("Andreevka", "Andriivka", 2),
        ("al-Fashir", "El Fasher", 2),
        ("Slovyansk", "Nikopol", 0),
        ("Noplaceofthisname", "Bakhmut", 0),
    ],
)
def test_a_place_is_found_under_any_of_its_names(tmp_path: Path, asked: str, usual: str, found: int) -> None:
    told = report()
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True) as book:
        one = claim(told)
        spot = one.places[0]
        seen = replace(spot, text=usual, candidates=tuple(replace(c, place=replace(c.place, name=usual)) for c in spot.candidates))
        book.add(told, reading(told, replace(one, places=(seen,)), replace(one, kind=Kind.STRIKE, places=(seen,))))
    assert len(run("claims", "--ledger", path, "--place", usual).stdout.splitlines()) == 2
    assert len(run("claims", "--ledger", path, "--place", asked).stdout.splitlines()) == found


def test_looking_leaves_the_folder_as_it_is(ledger: Path) -> None:
    before = sorted(ledger.parent.iterdir())
    for command in (("brief",), ("claims",), ("reports",), ("issues",), ("show", claim(report()).id)):
        assert run(*command, "--ledger", ledger).exit_code == 0
        assert sorted(ledger.parent.iterdir()) == before


def test_an_empty_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    for command in ("brief", "claims", "reports", "issues", "verify"):
        result = run(command, "--ledger", path)
        assert result.output == f"Error: {path}: is empty, no ledger (rashomon read --ledger {path} FILE... makes one)\n"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_size == 0


def test_an_empty_id_is_one_line(ledger: Path) -> None:
    assert run("show", "", "--ledger", ledger).output == "Error: the id of the claim is empty (rashomon claims lists them)\n"


def test_a_table_is_for_people(ledger: Path) -> None:
    shown = run("claims", "--ledger", ledger, "--table").stdout
    assert "Iryna Bondar" in shown
    assert "{" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "party"), "'party' is no kind (known: capture, hold,"),
        (("--from", "yesterday"), "'yesterday' is no day (write it as 2020-10-11)"),
        (("--from", "2023-03-05", "--to", "2023-03-04"), "--from 2023-03-05 is later than --to 2023-03-04"),
        (("--search", "!"), "Error: search '!': has no words (give at least one)\n"),
    ],
)
def test_a_wrong_filter_is_one_line(ledger: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("claims", "--ledger", ledger, *arguments)
    assert result.exit_code in (1, 2)
    assert message in result.output
    assert "Traceback" not in result.output


def test_reports_and_issues_are_listed(ledger: Path) -> None:
    told = json.loads(run("reports", "--ledger", ledger).stdout)
    assert told["id"] == report().id
    assert (told["doc"], told["published"], told["dated_by"]) == ("a", ["2023-03-04", "2023-03-04"], "markup")
    assert run("reports", "--ledger", ledger, "--search", "nothing").stdout == ""
    issue = json.loads(run("issues", "--ledger", ledger).stdout)
    assert issue == {"kind": "vague", "name": "a", "detail": "no day (give one)", "report": report().id, "start": 1, "end": 2}


def test_show_marks_the_quote_in_its_sentence(ledger: Path) -> None:
    shown = run("show", claim(report()).id[:6], "--ledger", ledger).output
    assert "Governor Iryna Bondar said on Friday that [[at least seven people were killed in Klishchiïvka]]." in shown
    assert "chain       source Iryna Bondar (governor, Ukraine) -> outlet The Gazette (the report's outlet)" in shown
    assert "counted     killed 7 or more" in shown
    assert "disputed    The ministry denies: The ministry denied it" in shown
    assert "places      Klishchiivka (48.520, 37.960)" in shown
    assert "2 claims, 1 independent origin" in shown


def test_a_missing_ledger_or_claim_is_one_line(ledger: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.db"
    for command in ("claims", "reports", "issues", "verify"):
        result = run(command, "--ledger", nowhere)
        assert result.exit_code == 1
        assert result.output == f"Error: {nowhere}: no such ledger (rashomon read --ledger {nowhere} FILE... makes one)\n"
    assert run("show", "zz", "--ledger", ledger).output == "Error: zz: no such claim (rashomon claims lists them)\n"
    assert not nowhere.exists()


def test_a_reader_that_has_seen_enough_ends_the_list_quietly(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    told = report(text=f"{report().text} {'Killed again. ' * 400}")
    found = [replace(claim(told), cue=Span(start, start + 1)) for start in range(400)]
    with Ledger.open(path, write=True) as book:
        book.add(told, reading(told, *found))
    command = [sys.executable, "-m", "rashomon.cli", "claims", "--ledger", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert json.loads(listing.stdout.readline())["doc"] == "a"
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 141
