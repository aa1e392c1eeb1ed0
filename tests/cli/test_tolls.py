"""Who counts how many, event by event."""

import json
from pathlib import Path

from tests.cli.test_events import STORIES, ledger, run
from tests.events.factories import told

from rashomon.ledger import Ledger
from rashomon.model import Kind, Reading

__all__ = ["ledger"]


def test_each_count_has_its_bounds_and_its_source(ledger: Path) -> None:
    (line,) = run("tolls", "--ledger", ledger, "--json").stdout.splitlines()
    row = json.loads(line)
    assert (row["of"], row["low"], row["best"], row["claim"]) == ("killed", 3, 3, STORIES[2][1].id)
    assert row["place"] == "Ferry, North Region, Norland"
    assert row["source"]


def test_the_table_has_a_column_of_each_number(ledger: Path) -> None:
    table = run("tolls", "--place", "Ferry", "--ledger", ledger, "--table").stdout
    assert all(word in table for word in ("counted", "low", "best", "high", "killed", "3"))


def test_other_places_are_left_out(ledger: Path) -> None:
    assert run("tolls", "--place", "Oldmill", "--ledger", ledger, "--json").stdout == ""


def test_a_million_is_told_in_digits(tmp_path: Path) -> None:
    many, story = told("More than a million died in the war.", kind=Kind.CASUALTIES, killed=1_200_000)
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        book.add(many, Reading(many.id, claims=(story,)))
    line = run("tolls", "--ledger", tmp_path / "war.db", "--json").stdout
    assert '"low":1200000,' in line
    assert "1,200,000" in run("tolls", "--ledger", tmp_path / "war.db", "--table").stdout
    assert "1200000" in run("compare", story.id, "--ledger", tmp_path / "war.db").stdout
