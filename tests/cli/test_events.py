"""Events as rows of a fixed shape, filtered; one place; the accounts of one event; the brief of a day."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.events.factories import FERRY, told

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.model import Kind, Polarity, Reading

NORTH = {"source": "Anna Novak", "side": "North"}
DENIED = {"polarity": Polarity.DENIED, **NORTH}
SOUTH = {"source": "Boris Petrov", "side": "South"}
STORIES = [
    told("The South took Oldmill on Monday.", outlet="A", kind=Kind.CAPTURE, **SOUTH),
    told("Oldmill was not taken.", outlet="B", kind=Kind.CAPTURE, on=None, published="2024-03-06", **DENIED),
    told("Three died in Ferry.", outlet="B", kind=Kind.CASUALTIES, place=FERRY, on="2024-03-01", killed=3, **NORTH),
    told("A dull day.", outlet="C", kind=Kind.ASSESS, place=None, on=None, published="2024-02-01", actor=None),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "war.db"
    with Ledger.open(path, write=True) as book:
        for made, found in STORIES:
            book.add(made, Reading(made.id, claims=(found,)))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(ledger: Path, *filters: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("events", "--ledger", ledger, "--json", *filters).stdout.splitlines()]


def test_a_row_has_all_fields(ledger: Path) -> None:
    (row,) = rows(ledger, "--kind", "casualties")
    claim = STORIES[2][1].id
    assert row == {
        "id": claim,
        "when": ["2024-03-01", "2024-03-01"],
        "place": "Ferry, North Region, Norland",
        "kinds": "casualties",
        "reports": 1,
        "outlets": 1,
        "origins": 1,
        "disputed": False,
        "standing": ["one-side"],
        "totals": {"killed conservative": 3, "killed latest": 3, "killed informative": 3},
        "claims": [claim],
    }


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ((), ["capture", "casualties", "assess"]),
        (("--place", "OLDMILL"), ["capture"]),
        (("--place", "Nowhere"), []),
        (("--side", "south"), ["capture", "casualties"]),
        (("--side", "Nobody"), []),
        (("--disputed",), ["capture"]),
        (("--kind", "capture", "--side", "North"), ["capture"]),
        (("--from", "2024-03-02"), ["capture"]),
        (("--to", "2024-03-01"), ["casualties"]),  # not the one without a day
        (("--from", "2024-02-20", "--to", "2024-03-02"), ["casualties"]),
    ],
)
def test_filters(ledger: Path, filters: tuple[str, ...], kinds: list[str]) -> None:
    assert sorted(str(row["kinds"]) for row in rows(ledger, *filters)) == sorted(kinds)


def test_a_table_is_for_people(ledger: Path) -> None:
    shown = run("events", "--ledger", ledger, "--table", "--disputed").stdout
    assert "Oldmill, North Region" in shown
    assert "disputed" in shown


def test_a_wrong_kind_is_one_line(ledger: Path) -> None:
    assert "'party' is no kind" in run("events", "--ledger", ledger, "--kind", "party").output


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        (("--day", "2024-03-04"), ["4 Mar 2024, capture"], ["casualties", "dull"]),
        (("--week",), ["4 Mar 2024, capture", "1 Mar 2024, casualties"], ["dull"]),
        (("--day", "2024-02-03", "--week"), ["dull"], ["capture", "casualties"]),
        ((), ["capture", "casualties", "dull"], []),
    ],
)
def test_the_brief_of_a_day_or_a_week(ledger: Path, options: tuple[str, ...], shown: list[str], hidden: list[str]) -> None:
    text = run("brief", "--ledger", ledger, *options).stdout.partition("What the standings mean")[0]
    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []
