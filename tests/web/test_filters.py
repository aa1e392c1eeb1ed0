"""Each filter keeps the rows that it should: by hand on a few claims, and as the program's own lists on the sample reports."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from tests.events.factories import FERRY, NORTH, OLDMILL, OLDMILL_SOUTH, told, where
from tests.web.serving import all_items, ids, json_lines, serving, write_ledger

from rashomon.cli import main
from rashomon.ledger import Ledger, Wanted
from rashomon.model import Certainty, Kind, Polarity, Record, Span, Verification
from rashomon.views.selection import Choice, choose

NOVAK = {"source": "Anna Novak", "side": "North"}
PETROV = {"source": "Boris Petrov", "side": "South"}
STORIES = {
    "taken": told("The South took Oldmill on Monday.", outlet="A", kind=Kind.CAPTURE, **PETROV),
    "denied": told(
        "Oldmill was not taken.", outlet="B", kind=Kind.CAPTURE, on=None, published="2024-03-06", polarity=Polarity.DENIED, **NOVAK
    ),
    "dead": told("Three died in Ferry.", outlet="B", kind=Kind.CASUALTIES, place=FERRY, on="2024-03-01", killed=3, **NOVAK),
    "region": told("Shells fell on the region.", outlet="C", place=NORTH, on="2024-02-01..2024-02-20", published="2024-02-21"),
    "open": told(
        "A bridge at Oldmill fell.",
        outlet="C",
        kind=Kind.DESTRUCTION,
        actor=None,
        published="2024-02-02",
        on="2024-02-02",
        places=where(OLDMILL, Span(0, 8), resolved=False, others=(OLDMILL_SOUTH,)),
        verification=Verification.UNVERIFIED,
    ),
    "dull": told(
        "A dull day for “Café” owners.", outlet="C", kind=Kind.ASSESS, place=None, on=None, actor=None, published="2024-02-01"
    ),
    "aim": told(
        "Troops will march.", outlet="D", kind=Kind.DEPLOY, place=None, on=None, published=None, certainty=Certainty.INTENDED
    ),
}
NAMES = {claim.id: name for name, (_, claim) in STORIES.items()}
REPORTS = {name: report.id for name, (report, _) in STORIES.items()}


@pytest.fixture(scope="module")
def few(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = write_ledger(tmp_path_factory.mktemp("few") / "few.db", STORIES.values())
    with serving(path) as client:
        yield client


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, "taken denied dead region open dull aim"),
        ({"place": "Oldmill"}, "taken denied open"),
        ({"place": "OLDMÍLL"}, "taken denied open"),
        ({"place": "p-oldmill"}, "taken denied"),
        ({"place": "name:oldmill"}, "open"),
        ({"place": "none"}, "dull aim"),
        ({"place": "Nowhere"}, ""),
        ({"side": "South"}, "taken denied dead region aim"),
        ({"side": "north"}, "denied dead"),
        ({"voice": "North"}, "denied dead"),
        ({"voice": "none"}, "region open dull aim"),
        ({"voice": "Nobody"}, ""),
        ({"source": "novak"}, "denied dead"),
        ({"source": "PETROV"}, "taken"),
        ({"source": "none"}, "region open dull aim"),
        ({"kind": "capture"}, "taken denied"),
        ({"kind": "capture,casualties"}, "taken denied dead"),
        ({"kind": ["capture", "casualties"]}, "taken denied dead"),
        ({"polarity": "denied"}, "denied"),
        ({"status": "disputed"}, "taken denied"),
        ({"status": "unverified"}, "open"),
        ({"from": "2024-03-01"}, "taken dead"),
        ({"to": "2024-02-10"}, "region open"),
        ({"from": "2024-02-20", "to": "2024-03-01"}, "dead region"),
        ({"text": "oldmill"}, "taken denied open"),
        ({"text": '"took oldmill"'}, "taken"),
        ({"text": "CAFE"}, "dull"),
        ({"text": "oldmill", "polarity": "denied"}, "denied"),
        ({"report": REPORTS["dead"]}, "dead"),
        ({"report": REPORTS["dead"][:12]}, "dead"),
        ({"report": "nothing"}, ""),
        ({"event": STORIES["denied"][1].id}, "taken denied"),
        ({"place": "Oldmill", "voice": "South"}, "taken"),
        ({"as_of": "2024-03-05"}, "taken dead region open dull"),
        ({"as_of": "2024-02-21"}, "region open dull"),
        ({"as_of": "2023-01-01"}, ""),
    ],
)
def test_claims_that_are_kept(few: httpx.Client, filters: dict[str, Any], kept: str) -> None:
    assert {NAMES[id] for id in ids(few, "claims", **filters)} == set(kept.split())


@pytest.mark.parametrize("sort", ["-day", "day", "place", "rank", "-published"])
def test_a_search_finds_the_same_in_every_order(few: httpx.Client, sort: str) -> None:
    assert {NAMES[id] for id in ids(few, "claims", text="oldmill", sort=sort, limit=1)} == {"taken", "denied", "open"}


def test_newest_first_and_claims_without_a_day_last(few: httpx.Client) -> None:
    found = [NAMES[item["id"]] for item in all_items(few, "claims")]
    assert found[:4] == ["taken", "dead", "open", "region"]
    assert found == list(reversed([NAMES[item["id"]] for item in all_items(few, "claims", sort="day")]))


@pytest.mark.parametrize(
    ("path", "filters", "kept"),
    [
        ("places", {}, "p-oldmill name:oldmill p-ferry p-north"),
        ("places", {"voice": "North"}, "p-oldmill p-ferry"),
        ("places", {"as_of": "2024-02-21"}, "p-north name:oldmill"),
        ("sources", {"kind": "capture"}, "Anna Novak|Boris Petrov"),
        ("reports", {"place": "Ferry"}, "dead"),
        ("reports", {}, "taken|denied|dead|region|open|dull|aim"),
    ],
)
def test_other_lists_have_what_is_kept(few: httpx.Client, path: str, filters: dict[str, str], kept: str) -> None:
    shown = {report: name for name, report in REPORTS.items()}
    column = "name" if path == "sources" else "id"
    found = {shown.get(item[column], item[column]) for item in all_items(few, path, **filters)}
    assert found == set(kept.split("|") if "|" in kept or path == "reports" else kept.split())


EVENT_FILTERS: list[dict[str, Any]] = [
    {"place": "Andriivka"},
    {"place": "Bakhmut"},
    {"side": "Ukraine"},
    {"side": "Rapid Support Forces"},
    {"kind": Kind.CAPTURE},
    {"first": date(2025, 10, 26)},
    {"last": date(2025, 10, 30)},
    {"disputed": True},
]
ASKED = {"first": "from", "last": "to", "disputed": "status"}


@pytest.mark.parametrize("one", EVENT_FILTERS, ids=" ".join)
@pytest.mark.parametrize("other", EVENT_FILTERS, ids=" ".join)
def test_events_are_those_that_the_program_chooses(
    client: httpx.Client, record: Record, one: dict[str, Any], other: dict[str, Any]
) -> None:
    filters = {**one, **other}
    asked = {ASKED.get(name, name): "disputed" if value is True else str(value) for name, value in filters.items()}
    assert ids(client, "events", **asked) == {event.id for event in choose(record, Choice(**filters)).events}


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2023-09-14", "to": "2023-09-18"},
        {"from": "2025-10-26", "kind": "capture"},
        {"place": "Andriivka", "to": "2023-09-15"},
        {"voice": "Russia", "kind": "strike", "from": "2023-09-10"},
        {"place": "El Fasher", "polarity": "denied"},
    ],
    ids=" ".join,
)
def test_events_are_those_of_the_claims_that_are_kept(client: httpx.Client, asked: dict[str, str]) -> None:
    of_claims = {one["event"] for one in all_items(client, "claims", **asked)}
    assert of_claims
    assert ids(client, "events", **asked) == of_claims
    assert client.get("/api/v1/summary", params=asked).json()["events"] == len(of_claims)


def test_a_brief_of_days_tells_too_what_was_told_in_them_without_a_day(client: httpx.Client, record: Record) -> None:
    week = {"first": date(2025, 10, 26), "last": date(2025, 11, 1)}
    told = {event.id for event in choose(record, Choice(**week, told=True)).events}
    dated = {event.id for event in choose(record, Choice(**week)).events}
    undated = [event for event in record.events if event.id in told - dated]
    assert undated
    assert not any(claim.when and claim.when.first for event in undated for claim in event.claims)
    answer = client.get("/api/v1/brief", params={"week": "2025-11-01", "limit": "500"}).json()
    assert {row["event"] for row in answer["rows"] if row["event"]} == told


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        (Wanted(kinds=(Kind.STRIKE, Kind.HOLD)), {"kind": "strike,hold"}),
        (Wanted(source="ministry"), {"source": "ministry"}),
        (Wanted(first=date(2025, 10, 27)), {"from": "2025-10-27"}),
        (Wanted(last=date(2023, 9, 16)), {"to": "2023-09-16"}),
        (Wanted(search="village"), {"text": "village"}),
        (Wanted(search='"had been"', kinds=(Kind.CAPTURE,)), {"text": '"had been"', "kind": "capture"}),
        (Wanted(place="Klishchiivka"), {"place": "Klishchiivka"}),
        (Wanted(place="Bakhmut"), {"place": "Artemivsk"}),
        (Wanted(place="Andreevka", also=("Andriivka",), source="Russia"), {"place": "Andreevka", "source": "Russia"}),
    ],
)
def test_claims_are_those_that_the_ledger_finds(client: httpx.Client, sample: Path, wanted: Wanted, asked: dict[str, str]) -> None:
    with Ledger.open(sample) as book:
        assert ids(client, "claims", **asked) == {claim.id for claim in book.claims(wanted)}


def test_sources_are_those_that_the_program_lists(client: httpx.Client, sample: Path) -> None:
    printed = CliRunner().invoke(main, ["sources", "--ledger", str(sample), "--json"]).stdout
    columns = ("name", "side", "offices", "spellings", "claims", "reports")
    assert [{name: row[name] for name in columns} for row in sorted(all_items(client, "sources"), key=lambda row: row["name"])] == [
        {name: row[name] for name in columns} for row in sorted(json_lines(printed), key=lambda row: row["name"])
    ]


def test_a_claim_is_answered_as_the_program_prints_it(client: httpx.Client, sample: Path) -> None:
    listed = CliRunner().invoke(main, ["claims", "--ledger", str(sample), "--json"]).stdout
    printed = {row["id"]: row for row in json_lines(listed)}
    same = (
        "doc",
        "start",
        "end",
        "quote",
        "kind",
        "when",
        "polarity",
        "certainty",
        "verification",
        "recapture",
        "quantities",
        "acled",
    )
    for item in all_items(client, "claims"):
        row = printed[item["id"]]
        assert {name: item[name] for name in same} == {name: row[name] for name in same}
        assert (item["source"] or {}).get("name") == row["source"]


@pytest.mark.parametrize(
    ("query", "status", "parameter", "words"),
    [
        ("kind=siege", 400, "kind", "known: capture"),
        ("status=true", 400, "status", "known: disputed"),
        ("from=yesterday", 400, "from", "write it as 2020-10-11"),
        ("from=20201011", 400, "from", "write it as 2020-10-11"),
        ("from=2024-03-02&to=2024-03-01", 422, "from", "exchange them"),
        ("text=%22%22", 422, "text", "give at least one"),
        ("colour=red", 400, "colour", "known: place"),
        ("place=a&place=b", 400, "place", "give it once"),
        ("limit=0", 400, "limit", "from 1 to 500"),
        ("limit=many", 400, "limit", "from 1 to 500"),
        ("sort=truth", 400, "sort", "one of: day"),
        ("sort=rank", 422, "sort", "give text"),
        ("cursor=nonsense", 422, "cursor", "take it from"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_names_it(
    few: httpx.Client, query: str, status: int, parameter: str, words: str
) -> None:
    answer = few.get(f"/api/v1/claims?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["parameter"], problem["status"]) == (parameter, status)
    assert words in problem["detail"]


@pytest.mark.parametrize("path", ["claims/0", "events/0", "places/Nowhere", "places/Oldmill", "sources/s-0", "reports/0", "none"])
def test_what_there_is_not_is_not_found(few: httpx.Client, path: str) -> None:
    answer = few.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
