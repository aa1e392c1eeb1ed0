"""Sources of a ledger: one line each, whatever the spelling; files of one's own add names and sides."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import reading, report, span

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.model import ChainRole, Claim, Kind, Link

FIELDS = ["name", "side", "offices", "spellings", "claims", "reports"]
TEXTS = {
    "a": "Hanna Malyar, the deputy defense minister, said on Friday that at least seven people were killed in Klishchiïvka.",
    "b": "Ganna Maliar said that at least seven people were killed in Klishchiïvka. She added that it burned.",
    "c": "Tarek Hadid, a baker, said that at least seven people were killed in Klishchiïvka. Hadid said that it burned.",
}


def said_by(name: str, words: str, text: str, *, office: str | None = None, because: str = "") -> Link:
    return Link(ChainRole.SOURCE, name, span(words, text), office, None, because)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    links = {
        "a": [said_by("Hanna Maliar", "Hanna Malyar", TEXTS["a"], office="deputy defense minister")],
        "b": [
            said_by("Ganna Maliar", "Ganna Maliar", TEXTS["b"]),
            said_by("Ganna Maliar", "She", TEXTS["b"], because="who spoke in the sentence before"),
        ],
        "c": [said_by("Tarek Hadid", "Tarek Hadid", TEXTS["c"]), said_by("Hadid", "Hadid", TEXTS["c"])],
    }
    with Ledger.open(path, write=True) as book:
        for name, text in TEXTS.items():
            told = report(name, text)
            quotes = ("at least seven people were killed in Klishchiïvka", "it burned")
            claims = [
                Claim(told.id, span(quote, text), span(quote, text), kind, (link,))
                for quote, kind, link in zip(quotes, (Kind.CASUALTIES, Kind.DESTRUCTION), links[name], strict=False)
            ]
            book.add(told, reading(told, *claims))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(ledger: Path, *arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("sources", "--ledger", ledger, *arguments).stdout.splitlines()]


def test_spellings_of_one_known_person_are_one_line(ledger: Path) -> None:
    malyar = next(row for row in rows(ledger) if row["name"] == "Hanna Maliar")
    assert list(malyar) == FIELDS
    assert malyar["spellings"] == ["Hanna Malyar", "Ganna Maliar"]
    assert (malyar["claims"], malyar["reports"], malyar["side"]) == (3, 2, "Ukraine")
    assert malyar["offices"] == ["deputy defense minister"]


def test_a_family_name_joins_the_one_person_that_it_can_be(ledger: Path) -> None:
    assert [row["spellings"] for row in rows(ledger) if row["name"] == "Tarek Hadid"] == [["Tarek Hadid", "Hadid"]]
    assert "Hadid" not in [row["name"] for row in rows(ledger)]


def test_most_claims_come_first(ledger: Path) -> None:
    assert [row["claims"] for row in rows(ledger)] == [3, 2]


def test_a_file_of_ones_own_names_a_side(ledger: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'conflict = "valley"\ntitle = "The valley war"\nparty = [{ name = "Valley Council" }]\n'
        'person = [{ name = "Tarek Hadid", side = "Valley Council", given = ["Tariq"] }]\n',
        encoding="utf-8",
    )
    assert {row["name"]: row["side"] for row in rows(ledger, "--sides", own)}["Tarek Hadid"] == "Valley Council"
    assert {row["name"]: row["side"] for row in rows(ledger)}["Tarek Hadid"] is None


def test_a_misspelt_key_is_one_line_with_its_place(ledger: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('extends = "sudan"\nperson = [{ name = "Tarek Hadid", sid = "Sudan" }]\n', encoding="utf-8")
    result = run("sources", "--ledger", ledger, "--sides", own)
    assert result.exit_code == 1
    assert "own.toml" in result.stderr
    assert "sid" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_table_for_a_person(ledger: Path) -> None:
    shown = run("sources", "--ledger", ledger, "--table").stdout
    assert "spellings" in shown
    assert "Hanna Malyar, Ganna Maliar" in shown
