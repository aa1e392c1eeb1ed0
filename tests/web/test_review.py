"""A person's decisions over HTTP: the queue, what follows from each decision, who may decide, what is remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from tests.events.factories import OLDMILL, OLDMILL_SOUTH, told, where
from tests.web.serving import TOKEN, all_items, ids, serving, write_ledger

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.model import Kind, Polarity, Span

BEARER = {"authorization": f"Bearer {TOKEN}"}
STORIES = {
    "taken": told("The South took Oldmill on Monday.", outlet="A", kind=Kind.CAPTURE, source="Boris Petrov", side="South"),
    "denied": told(
        "Oldmill was not taken.", outlet="B", kind=Kind.CAPTURE, source="Anna Novak", side="North", polarity=Polarity.DENIED
    ),
    "open": told(
        "A bridge at Oldmill fell.",
        outlet="C",
        kind=Kind.DESTRUCTION,
        actor=None,
        places=where(OLDMILL, Span(12, 19), resolved=False, others=(OLDMILL_SOUTH,)),
    ),
    "long": told("All winter it burned.", outlet="D", place=None, on="2024-01-01..2024-02-20", published="2024-02-21"),
}
IDS = {name: claim.id for name, (_, claim) in STORIES.items()}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "war.db", STORIES.values())


@pytest.fixture
def client(ledger: Path) -> Iterator[httpx.Client]:
    with serving(ledger, "--review", "--token", TOKEN) as found:
        yield found


def decide(client: httpx.Client, verdict: str, claim: str, **more: Any) -> httpx.Response:
    made = {"verdict": verdict, "claim": IDS[claim], "by": "Mara", "reason": "looked at it", **more}
    return client.post("/api/v1/judgements", json=made, headers=BEARER)


def queue(client: httpx.Client, **options: str) -> dict[str, Any]:
    answer = client.get("/api/v1/review", params=options, headers=BEARER)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_queue_has_what_needs_a_person(client: httpx.Client) -> None:
    found = queue(client)
    assert found["reasons"] == {"place": 1, "day": 1, "cluster": 0, "disputed": 1, "unread": 0}
    items = {item["reason"]: item for item in found["items"]}
    assert items["place"]["claim"] == IDS["open"]
    assert [one["id"] for one in items["place"]["candidates"]] == [OLDMILL.id, OLDMILL_SOUTH.id]
    assert items["day"]["claim"] == IDS["long"]
    assert {items["disputed"]["claim"], items["disputed"]["other"]} == {IDS["taken"], IDS["denied"]}
    assert [item["reason"] for item in queue(client, reason="day")["items"]] == ["day"]


def test_a_corrected_place_is_on_the_map_in_the_list_and_in_the_ledger(client: httpx.Client, ledger: Path) -> None:
    before = client.get("/api/v1/map").json()
    assert [one["text"] for one in before["unresolved"]] == ["Oldmill"]
    answer = decide(client, "correct", "open", field="place", value=OLDMILL_SOUTH.id)
    assert (answer.status_code, answer.json()["woven"]) == (201, True)
    after = client.get("/api/v1/map").json()
    assert after["unresolved"] == []
    assert OLDMILL_SOUTH.id in {one["id"] for one in after["points"]}
    assert ids(client, "claims", place=OLDMILL_SOUTH.id) == {IDS["open"]}
    assert f"/place/{OLDMILL_SOUTH.id}" in client.get(f"/claim/{IDS['open']}").text
    assert queue(client)["reasons"]["place"] == 0
    shown = CliRunner().invoke(main, ["events", "--ledger", str(ledger), "--json", "--place", "Oldmill"]).stdout
    assert "Oldmill, South Region, Norland" in shown
    checked = CliRunner().invoke(main, ["verify", "--ledger", str(ledger)])
    assert "1 judgement" in checked.output
    assert "seal" not in checked.output


def test_the_history_tells_who_why_and_what_it_was(client: httpx.Client) -> None:
    decide(client, "correct", "taken", field="when", value="2024-03-02")
    decide(client, "correct", "taken", field="when", value="2024-03-01..2024-03-02")
    found = client.get(f"/api/v1/claims/{IDS['taken']}").json()
    assert found["claim"]["when"] == ["2024-03-01", "2024-03-02"]
    assert [(one["by"], one["before"], one["value"], one["reason"]) for one in found["history"]] == [
        ("Mara", "2024-03-04", "2024-03-02", "looked at it"),
        ("Mara", "2024-03-02", "2024-03-01..2024-03-02", "looked at it"),
    ]
    assert "What people decided" in client.get(f"/claim/{IDS['taken']}").text
    assert [one["verdict"] for one in client.get("/api/v1/judgements").json()["items"]] == ["correct", "correct"]


def test_a_rejected_claim_is_gone_until_that_is_taken_back(client: httpx.Client) -> None:
    decide(client, "reject", "long")
    assert IDS["long"] not in ids(client, "claims")
    assert decide(client, "undo", "long").status_code == 201
    assert IDS["long"] in ids(client, "claims")


def test_what_is_different_is_kept_apart_and_what_is_the_same_joined(client: httpx.Client) -> None:
    assert len(ids(client, "events")) == 3
    decide(client, "different", "taken", other=IDS["denied"])
    assert len(ids(client, "events")) == 4
    decide(client, "same", "taken", other=IDS["denied"])
    assert len(ids(client, "events")) == 3
    assert queue(client)["reasons"]["disputed"] == 0


@pytest.mark.parametrize("reason", ["place", "day", "disputed"])
def test_what_is_accepted_leaves_the_queue(client: httpx.Client, reason: str) -> None:
    (item,) = queue(client, reason=reason)["items"]
    made = {
        "verdict": "accept",
        "by": "Mara",
        "reason": "as it stands",
        **{name: item[name] for name in ("claim", "other", "field")},
    }
    claims = all_items(client, "claims")
    assert client.post("/api/v1/judgements", json=made, headers=BEARER).status_code == 201
    assert queue(client)["reasons"][reason] == 0
    assert {one["id"] for one in all_items(client, "claims")} == {one["id"] for one in claims}


@pytest.mark.parametrize(
    ("made", "status", "words"),
    [
        ({"verdict": "believe"}, 400, "one of: accept, same"),
        ({"verdict": "correct", "field": "truth", "value": "1"}, 422, "cannot be corrected"),
        ({"verdict": "correct", "field": "when", "value": "soon"}, 422, "soon"),
        ({"verdict": "same"}, 422, "2 different claims"),
        ({"verdict": "reject", "claim": "nothing"}, 422, "no such claim"),
        ({"verdict": "reject", "by": " "}, 422, "nobody"),
        ({"verdict": "reject", "reason": ""}, 422, "no reason"),
        ({"verdict": "reject", "colour": "red"}, 422, "colour"),
        ({"verdict": 7}, 422, "verdict"),
    ],
)
def test_what_cannot_be_decided_is_a_problem_and_changes_nothing(
    client: httpx.Client, ledger: Path, made: dict[str, Any], status: int, words: str
) -> None:
    whole = {"claim": IDS["long"], "by": "Mara", "reason": "why", **made}
    answer = client.post("/api/v1/judgements", json=whole, headers=BEARER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]
    with Ledger.open(ledger) as book:
        assert list(book.judgements()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": f"Basic {TOKEN}"}, 401),
        ({"cookie": f"rashomon={TOKEN}"}, 401),
    ],
)
def test_nobody_decides_without_the_token(client: httpx.Client, ledger: Path, headers: dict[str, str], status: int) -> None:
    made = {"verdict": "reject", "claim": IDS["long"], "by": "Mara", "reason": "why"}
    assert client.post("/api/v1/judgements", json=made, headers=headers).status_code == 401
    assert client.get("/api/v1/review", headers=headers).status_code == 401
    form = client.post("/api/v1/judgements", data={"verdict": "reject"}, headers=BEARER)
    assert form.status_code == 415
    assert (
        client.post(
            "/api/v1/judgements", content=b"[" * 100_000, headers={**BEARER, "content-type": "application/json"}
        ).status_code
        == 413
    )
    with Ledger.open(ledger) as book:
        assert list(book.judgements()) == []


def test_decisions_are_taken_only_where_that_is_asked_for(sample: Path) -> None:
    with serving(sample) as client:
        assert client.get("/api/v1/about").json()["review"] is False
        assert client.get("/api/v1/review", headers=BEARER).status_code == 403
        assert decide(client, "reject", "long").status_code == 403


def test_a_token_is_made_and_printed_in_the_fragment(ledger: Path) -> None:
    with serving(ledger, "--review") as client:
        printed = httpx.URL(client.headers["x-printed"])
        token = printed.fragment.removeprefix("token=")
        assert len(token) >= 24
        assert printed.query == b"view=review"
        assert client.get("/api/v1/review", headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_a_decision_of_somebody_else_is_seen(client: httpx.Client, ledger: Path) -> None:
    old = client.get("/api/v1/claims?limit=1").json()["next"]
    done = CliRunner().invoke(
        main, ["judge", "reject", IDS["long"], "--by", "Ada", "--reason", "no claim", "--ledger", str(ledger)]
    )
    assert done.exit_code == 0, done.output
    for _ in range(200):
        if IDS["long"] not in ids(client, "claims"):
            break
    assert IDS["long"] not in ids(client, "claims")
    assert client.get(old).status_code == 410
