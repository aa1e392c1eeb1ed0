"""Leads: listed and not read, no fault of the source, gone from the list when their address is read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main

URL = "https://example.org/village"
TEXT = "The army said on Monday that it had entered the village of Oldmill."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def leads(ledger: Path) -> list[str]:
    return [json.loads(line)["name"] for line in run("issues", "--kind", "lead", "--json", "--ledger", ledger).stdout.splitlines()]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


def test_a_list_of_articles_is_read_without_fault_and_gives_leads(tmp_path: Path, ledger: Path) -> None:
    listing = tmp_path / "gdelt.json"
    listing.write_text(json.dumps({"articles": [{"url": f"{URL}{number}", "title": "Mill falls"} for number in range(3)]}))
    first = run("read", listing, "--ledger", ledger)
    assert (first.exit_code, first.output) == (
        0, f"{ledger}: 0 reports, 0 already known, 0 claims, 0 issues, 3 leads (rashomon issues --kind lead)\n",
    )  # fmt: skip
    assert run("read", listing, "--ledger", ledger).output == f"{ledger}: 0 reports, 0 already known, 0 claims, 0 issues\n"
    assert leads(ledger) == [f"{URL}0", f"{URL}1", f"{URL}2"]


def test_a_lead_that_was_read_is_none_any_more(tmp_path: Path, ledger: Path) -> None:
    listing, article = tmp_path / "list.csv", tmp_path / "article.jsonl"
    listing.write_text(f"url,title\n{URL}1,Mill falls\n{URL}2,Mill stands\n")
    article.write_text(json.dumps({"text": TEXT, "url": f"{URL}1", "date": "2023-03-05"}))
    assert run("read", listing, article, "--ledger", ledger).exit_code == 0
    assert leads(ledger) == [f"{URL}2"]


def test_columns_are_named_on_the_command_line(tmp_path: Path, ledger: Path) -> None:
    table = tmp_path / "coded.csv"
    table.write_text(f"Words,Seen\n{TEXT},2023-03-05\n")
    assert run("read", table, "--ledger", ledger).exit_code == 3
    assert run("read", table, "--column", "text=Words", "--column", "date=Seen", "--ledger", ledger).exit_code == 0
    row = json.loads(run("reports", "--json", "--ledger", ledger).stdout)
    assert row["published"] == ["2023-03-05", "2023-03-05"]
    assert json.loads(run("annotate", table, "--column", "text=Words").stdout)["text"] == TEXT
    wrong = run("read", table, "--column", "words=Words", "--ledger", ledger)
    assert wrong.exit_code == 2
    assert "'words=Words' is no part and column (write text=NAME" in wrong.output
