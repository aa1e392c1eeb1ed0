"""Tokens of people: the file that keeps them, what each role may, who did what."""

import json
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.web.people import NAME, bearer, client, decision, faults_beside_the_claims, ledger, sign_in, token, words
from tests.web.serving import serving

from rashomon.cli import main
from rashomon.errors import AccessError
from rashomon.ledger import Act, Ledger
from rashomon.web.tokens import Role, Tokens, digest_of, tokens_file

__all__ = ["client", "ledger", "words"]  # fixtures


# The file of tokens


def test_of_a_token_only_a_hash_is_kept_and_only_its_owner_can_read_it(ledger: Path) -> None:
    made = token("create", "mara", "--role", "reviewer", ledger=ledger)
    words = made.stdout.strip()
    assert len(words) > 50
    file = tokens_file(ledger)
    assert words not in file.read_text()
    assert words.removeprefix("rashomon_") not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (row,) = [json.loads(line) for line in token("list", "--json", ledger=ledger).stdout.splitlines()]
    assert (row["name"], row["role"], row["state"], row["revoked"]) == ("mara", "reviewer", "valid", None)
    assert b"mara" in ledger.read_bytes()  # the log tells of it
    assert words.encode() not in ledger.read_bytes()


def test_a_name_has_one_token_and_a_new_one_ends_the_old(ledger: Path) -> None:
    first = token("create", "mara", ledger=ledger).stdout.strip()
    again = token("create", "mara", ledger=ledger)
    assert (again.exit_code, "has a token already" in again.output) == (1, True)
    second = token("rotate", "mara", ledger=ledger).stdout.strip()
    kept = Tokens(tokens_file(ledger))
    assert kept.valid(digest_of(first)) is None
    found = kept.valid(digest_of(second))
    assert found is not None
    assert (found.name, found.role) == ("mara", Role.READER)
    assert token("revoke", "mara", ledger=ledger).exit_code == 0
    assert kept.valid(digest_of(second)) is None
    refused = token("revoke", "mara", ledger=ledger)
    assert (refused.exit_code, "no token that is valid" in refused.output) == (1, True)


def test_a_token_ends_when_its_days_are_over(tmp_path: Path) -> None:
    clock = [datetime(2024, 3, 1, tzinfo=UTC)]
    kept = Tokens(tmp_path / "tokens", lambda: clock[0])
    words = kept.create("ruth", Role.READER, timedelta(days=30))
    clock[0] += timedelta(days=30, seconds=-1)
    assert kept.valid(digest_of(words)) is not None
    clock[0] += timedelta(seconds=1)
    assert kept.valid(digest_of(words)) is None
    assert kept.all()[0].state(clock[0]) == "expired"
    kept.create("ruth", Role.READER)  # in place of the one that is over
    assert [one.name for one in kept.all()] == ["ruth"]


@pytest.mark.parametrize("name", ["", "two words", "line\nbreak", "a/b", "x" * 65, "\u202eabc"])
def test_a_name_is_no_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(AccessError, match="is no name"):
        Tokens(tmp_path / "tokens").create(name, Role.READER)


@pytest.mark.parametrize("content", [b"", b"{}", b"[{}]", b"\xff", b'[{"name": 1}]'])
def test_a_file_of_tokens_that_is_damaged_lets_nobody_in(ledger: Path, content: bytes) -> None:
    tokens_file(ledger).write_bytes(content)
    for argv in (["token", "list"], ["serve", "--host", "0.0.0.0", "--port", "0"]):
        refused = CliRunner().invoke(main, [*argv, "--ledger", str(ledger)])
        assert (refused.exit_code, "is no file of tokens" in refused.output) == (1, True)


def test_tokens_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    makers = [threading.Thread(target=Tokens(tmp_path / "tokens").create, args=(f"p{number}", Role.READER)) for number in range(20)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(Tokens(tmp_path / "tokens").all()) == 20


# Roles


def test_each_role_may_what_it_may(client: httpx.Client, words: dict[str, str]) -> None:
    told = {name: client.get("/api/v1/me", headers=bearer(one)).json() for name, one in words.items()}
    assert {name: (one["name"], one["role"], one["may_decide"]) for name, one in told.items()} == {
        "ada": ("ada", "admin", True),
        "mara": ("mara", "reviewer", True),
        "ruth": ("ruth", "reader", False),
    }
    expected = {
        "/api/v1/claims": {"ada": 200, "mara": 200, "ruth": 200},
        "/api/v1/review": {"ada": 200, "mara": 200, "ruth": 403},
        "/api/v1/log": {"ada": 200, "mara": 403, "ruth": 403},
        "/api/v1/tokens": {"ada": 200, "mara": 403, "ruth": 403},
    }
    for path, statuses in expected.items():
        assert {name: client.get(path, headers=bearer(one)).status_code for name, one in words.items()} == statuses, path
        assert client.get(path).status_code == 401, path
    assert client.post("/api/v1/judgements", json=decision(), headers=bearer(words["ruth"])).status_code == 403
    assert client.delete("/api/v1/tokens/ruth", headers=bearer(words["mara"])).status_code == 403
    assert client.post("/api/v1/judgements", json=decision(), headers=bearer(words["mara"])).status_code in (201, 202)


def test_what_was_written_and_by_whom_is_in_the_log(client: httpx.Client, ledger: Path, words: dict[str, str]) -> None:
    somebody = client.post("/api/v1/judgements", json=decision(by="Ada Lovelace"), headers=bearer(words["mara"]))
    assert (somebody.status_code, somebody.json()["parameter"]) == (422, "by")
    made = client.post("/api/v1/judgements", json=decision(), headers=bearer(words["mara"]))
    assert made.json()["judgement"]["reviewer"] == "mara"
    ended = client.delete("/api/v1/tokens/ruth", headers=bearer(words["ada"]))
    assert (ended.status_code, ended.json()) == (200, {"name": "ruth", "logged": True})
    told = [
        (one["act"], one["subject"], one["detail"])
        for one in client.get("/api/v1/log", headers=bearer(words["ada"])).json()["items"][:2]
    ]
    assert told == [("access", "token ruth", "revoked by ada over HTTP"), ("judge", "judgement 1", "reject, by mara over HTTP")]
    with Ledger.open(ledger) as book:
        entries = [one for one in book.log() if one.act in (Act.JUDGE, Act.ACCESS)]
        assert [one.subject for one in entries] == ["token ada", "token mara", "token ruth", "judgement 1", "token ruth"]
        assert faults_beside_the_claims(book) == []
    listed = client.get("/api/v1/tokens", headers=bearer(words["ada"])).json()["items"]
    assert {one["name"]: one["state"] for one in listed} == {"ada": "valid", "mara": "valid", "ruth": "revoked"}
    assert client.delete("/api/v1/tokens/ada", headers=bearer(words["ada"])).status_code == 409  # nobody locks oneself out
    assert client.delete("/api/v1/tokens/nobody", headers=bearer(words["ada"])).status_code == 404


def test_a_token_that_is_rotated_or_revoked_opens_nothing_any_more(
    client: httpx.Client, ledger: Path, words: dict[str, str]
) -> None:
    assert client.get("/api/v1/about", headers=bearer(words["ruth"])).status_code == 200
    other = token("rotate", "ruth", ledger=ledger).stdout.strip()
    assert client.get("/api/v1/about", headers=bearer(words["ruth"])).status_code == 401
    assert sign_in(client, other).status_code == 303
    assert client.get("/api/v1/about").status_code == 200  # the cookie
    token("revoke", "ruth", ledger=ledger)
    assert client.get("/api/v1/about").status_code == 401


def test_decisions_are_not_taken_where_nobody_asked_for_that(ledger: Path, words: dict[str, str]) -> None:
    with serving(ledger, "--name", NAME) as client:
        assert client.post("/api/v1/judgements", json=decision(), headers=bearer(words["ada"])).status_code == 403
        assert client.get("/api/v1/me", headers=bearer(words["ada"])).json()["may_decide"] is False


def test_alone_on_this_machine_nobody_needs_a_token(sample: Path) -> None:
    with serving(sample) as client:
        assert client.get("/api/v1/me").json() == {"name": None, "role": "reader", "may_decide": False}
        assert client.get("/api/v1/log").status_code == 401
