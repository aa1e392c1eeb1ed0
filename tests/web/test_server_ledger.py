"""The workbench of a ledger on a server: the record that a file gives, anew when somebody writes to it, for people with tokens."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.server import Server
from tests.web.serving import all_items, ids, serving

from rashomon.cli import main
from rashomon.ledger import Act, Ledger
from rashomon.model import Judgement, Verdict
from rashomon.web.tokens import tokens_file

NAME = "desk.example.org"


@pytest.fixture
def ledger(sample: Path, server: Server) -> str:
    """The sample ledger in a database."""
    database = server.fresh()
    with Ledger.open(sample) as book:
        book.copy(database)
    return database


def test_a_ledger_on_a_server_is_shown_as_one_in_a_file(sample: Path, ledger: str) -> None:
    with serving(sample) as one, serving(ledger) as other:
        for path in ("claims", "events", "reports"):
            found = all_items(other, path)
            assert found
            assert found == all_items(one, path)
        assert other.get("/api/v1/about").json()["ledger"] == ledger


def test_what_another_process_decides_is_shown(ledger: str) -> None:
    with serving(ledger) as client:
        before = {one["id"] for one in all_items(client, "claims")}
        claim = min(before)
        with Ledger.open(ledger, write=True) as book:
            book.append(Judgement(book.claim(claim).id, Verdict.REJECT, "mara", datetime.now(UTC), "no claim at all"))
        patience = time.monotonic() + 60
        while claim in {one["id"] for one in all_items(client, "claims")}:
            assert time.monotonic() < patience
            time.sleep(0.2)


def run(ledger: str, *argv: str) -> str:
    done = CliRunner().invoke(main, [*argv, "--ledger", ledger], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def test_people_of_a_ledger_on_a_server_have_tokens(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    bearer = {"authorization": f"Bearer {run(ledger, 'token', 'create', 'mara', '--role', 'reviewer')}"}
    with serving(ledger, "--review", "--name", NAME) as client:
        client.headers["host"] = NAME
        assert client.get("/api/v1/claims").status_code == 401
        client.headers.update(bearer)
        made = {"verdict": "reject", "claim": min(ids(client, "claims")), "by": "", "reason": "no claim at all"}
        with Ledger.open(ledger, write=True):
            busy = client.post("/api/v1/judgements", json=made)
            assert (busy.status_code, busy.json()["title"]) == (409, "Being written to")
        assert client.post("/api/v1/judgements", json=made).status_code in (201, 202)
        run(ledger, "token", "revoke", "mara")
        assert client.get("/api/v1/claims").status_code == 401
    with Ledger.open(ledger) as book:
        told = [entry.detail for entry in book.log() if entry.act is Act.ACCESS or "over HTTP" in entry.detail]
        assert book.faults() == []
    assert told == [
        "made, reviewer, for 90 days on the command line",
        "reject, by mara over HTTP",
        "revoked on the command line",
    ]


def test_tokens_are_of_the_database_whoever_connects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept = tokens_file("postgresql://mara@db.example/war")
    assert kept.is_relative_to(tmp_path)
    assert "mara" not in kept.name
    same = ("postgres://desk@db.example/war", "postgresql://db.example/war?user=ruth&sslmode=require")
    assert {tokens_file(address) for address in same} == {kept}
    others = ("postgresql://db.example/war2", "postgresql://db.example:6432/war", "postgresql:///war?host=/run/postgresql")
    schema = "postgresql://db.example/war?options=-csearch_path%3Dsudan"
    assert len({tokens_file(address) for address in (*others, schema)} | {kept}) == 5


def test_a_release_of_a_ledger_on_a_server_is_what_is_shown(ledger: str, tmp_path: Path) -> None:
    with serving(ledger) as client:
        assert client.get("/api/v1/publication").json()["status"] == "draft"
        run(ledger, "release", "--day", "2024-03-10", "--folder", str(tmp_path))
        told = client.get("/api/v1/publication").json()
        assert (told["status"], told["release"]) == ("release", "rashomon-2024-03-10")
        run(ledger, "judge", "reject", min(ids(client, "claims")), "--by", "Mara", "--reason", "no claim")
        patience = time.monotonic() + 60
        while client.get("/api/v1/publication").json()["status"] == "release":
            assert time.monotonic() < patience
            time.sleep(0.2)
