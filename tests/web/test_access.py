"""A server for several people: tokens with roles, signing in, a proxy's word, writes from elsewhere, limits, who did what."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result
from tests.web.serving import TOKEN, serving, write_ledger
from tests.web.test_review import IDS, STORIES

from rashomon.cli import main
from rashomon.errors import AccessError
from rashomon.ledger import Act, Ledger
from rashomon.web.limits import Limits
from rashomon.web.tokens import Role, Tokens, digest_of, tokens_file

PEOPLE = {"ada": Role.ADMIN, "mara": Role.REVIEWER, "ruth": Role.READER}
NAME = "desk.example.org"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "war.db", STORIES.values())


@pytest.fixture
def words(ledger: Path) -> dict[str, str]:
    """The tokens of the people, made with the program's own command."""
    return {name: token("create", name, "--role", role.value, ledger=ledger).stdout.strip() for name, role in PEOPLE.items()}


@pytest.fixture
def client(ledger: Path, words: dict[str, str]) -> Iterator[httpx.Client]:
    """A server that others reach as desk.example.org."""
    with serving(ledger, "--review", "--name", NAME) as found:
        found.headers["host"] = NAME
        yield found


def token(*argv: str, ledger: Path) -> Result:
    return CliRunner().invoke(main, ["token", *argv, "--ledger", str(ledger)])


def bearer(words: str) -> dict[str, str]:
    return {"authorization": f"Bearer {words}"}


def decision(**more: Any) -> dict[str, Any]:
    return {"verdict": "reject", "claim": IDS["long"], "by": "", "reason": "looked at it", **more}


def faults_beside_the_claims(book: Ledger) -> list[str]:
    """The claims of the stories are made by hand, and their days stand at no words."""
    return [fault for fault in book.faults() if not fault.startswith("claim ")]


def sign_in(client: httpx.Client, words: str, **headers: str) -> httpx.Response:
    return client.post("/sign-in", data={"token": words, "next": "/brief"}, headers={"sec-fetch-site": "same-origin", **headers})


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


# Signing in


def test_who_opens_a_page_is_led_to_where_one_signs_in_and_back(client: httpx.Client, words: dict[str, str]) -> None:
    led = client.get("/brief", headers={"accept": "text/html,*/*"})
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=/brief")
    page = client.get(led.headers["location"])
    assert 'value="/brief"' in page.text
    wrong = sign_in(client, "rashomon_wrong")
    assert (wrong.status_code, "no token" in wrong.text, "set-cookie" in wrong.headers) == (401, True, False)
    inside = sign_in(client, words["mara"])
    assert (inside.status_code, inside.headers["location"]) == (303, "/brief")
    cookie = inside.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Max-Age=43200"))
    assert words["mara"] not in cookie
    answer = client.get("/brief")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "Cookie" in answer.headers["vary"]
    assert "mara" in client.get("/sign-in").text
    assert client.post("/sign-out", headers={"sec-fetch-site": "same-origin"}).status_code == 303
    assert client.get("/api/v1/about").status_code == 401


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb"])
def test_nobody_is_led_to_another_site(client: httpx.Client, words: dict[str, str], path: str) -> None:
    led = client.post(
        "/sign-in", data={"token": words["ruth"], "next": path}, headers={"origin": f"http://{NAME}", "accept": "text/html"}
    )
    assert (led.status_code, led.headers["location"]) == (303, "/")


def test_trying_tokens_out_is_slowed_down(client: httpx.Client, words: dict[str, str]) -> None:
    statuses = [sign_in(client, f"rashomon_{number}").status_code for number in range(8)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    headers = [client.get("/api/v1/about", headers=bearer(f"rashomon_{number}")) for number in range(8)]
    assert headers[-1].status_code == 429
    assert int(headers[-1].headers["retry-after"]) > 0
    assert client.get("/api/v1/about", headers=bearer(words["ruth"])).status_code == 200


# Writes that another site has a browser send


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://{NAME}.evil.example"}, 403),
        ({}, 403),
        ({"sec-fetch-site": "same-origin"}, 201),
        ({"origin": f"http://{NAME}"}, 201),
    ],
)
def test_a_cookie_writes_only_from_our_own_page(
    client: httpx.Client, ledger: Path, words: dict[str, str], headers: dict[str, str], status: int
) -> None:
    sign_in(client, words["mara"])
    answer = client.post("/api/v1/judgements", json=decision(), headers=headers)
    assert min(answer.status_code, 201 if answer.status_code == 202 else 999) == status, answer.text
    with Ledger.open(ledger) as book:
        assert len(list(book.judgements())) == (1 if status == 201 else 0)
    assert client.post("/sign-out", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert sign_in(client, words["mara"], **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_form_is_no_decision(client: httpx.Client, words: dict[str, str]) -> None:
    sign_in(client, words["mara"])
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"content-type": kind, "sec-fetch-site": "same-origin"}
        assert client.post("/api/v1/judgements", content=json.dumps(decision()), headers=headers).status_code == 415


# A proxy that knows people


def test_a_proxy_is_believed_from_its_own_address_alone(ledger: Path) -> None:
    options = ("--review", "--proxy-header", "X-Forwarded-User", "--reviewer", "mara", "--admin", "ada@desk.example.org")
    with serving(ledger, *options, "--proxy", "127.0.0.1") as client:
        roles = {
            name: client.get("/api/v1/me", headers={"x-forwarded-user": name}).json()
            for name in ("mara", "ada@desk.example.org", "ruth")
        }
        assert [(one["name"], one["role"]) for one in roles.values()] == [
            ("mara", "reviewer"),
            ("ada@desk.example.org", "admin"),
            ("ruth", "reader"),
        ]
        for wrong in ([], [("x-forwarded-user", "")], [("x-forwarded-user", "ruth"), ("x-forwarded-user", "mara")]):
            assert client.get("/api/v1/me", headers=wrong).status_code == 401
        made = client.post("/api/v1/judgements", json=decision(), headers={"x-forwarded-user": "mara"})
        assert made.status_code == 403  # the browser behind the proxy tells from where it is sent
        ours = {"x-forwarded-user": "mara", "sec-fetch-site": "same-origin"}
        assert client.post("/api/v1/judgements", json=decision(), headers=ours).status_code in (201, 202)
    with serving(ledger, *options, "--proxy", "10.0.0.0/8") as client:
        assert client.get("/api/v1/me", headers={"x-forwarded-user": "mara"}).status_code == 401


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "lets others in"),
        (["--name", NAME], "lets others in"),
        (["--proxy-header", "X-Forwarded-User"], "needs --proxy"),
        (["--proxy", "10.0.0.7"], "needs --proxy-header"),
        (["--proxy-header", "X-Forwarded-User", "--proxy", "somewhere"], "10.0.0.0/24"),
        (["--admin", "ada"], "names that a proxy gives"),
    ],
)
def test_others_are_not_let_in_by_mistake(ledger: Path, options: list[str], told: str) -> None:
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(ledger), "--port", "0", *options])
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output


def test_tokens_that_hold_no_more_let_nobody_in(ledger: Path, words: dict[str, str]) -> None:
    for name in words:
        token("revoke", name, ledger=ledger)
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(ledger), "--port", "0", "--host", "0.0.0.0"])
    assert (refused.exit_code, "there must be a token" in refused.output) == (2, True)


# Limits


def test_who_asks_too_often_waits_and_others_do_not() -> None:
    clock = [0.0]
    limits = Limits(60, lambda: clock[0])
    assert [limits.wait("mara") for _ in range(30)] == [0.0] * 30
    assert limits.wait("mara") == pytest.approx(1.0)
    assert limits.wait("ruth") == 0.0
    clock[0] += 1.0
    assert limits.wait("mara") == 0.0
    assert limits.wait("mara", 0.0) == 0.0
    assert Limits(0).wait("mara", 1e9) == 0.0


def test_a_rate_is_answered_with_429_and_the_seconds_to_wait(sample: Path) -> None:
    with serving(sample, "--rate", "20") as client:
        answers = [client.get("/api/v1/about") for _ in range(11)]
        assert [one.status_code for one in answers] == [200] * 10 + [429]
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert client.get("/static/icon.svg").status_code in (200, 404)  # files cost nothing
    with serving(sample) as client:
        assert {client.get("/api/v1/about").status_code for _ in range(50)} == {200}


def test_a_body_that_is_too_large_is_not_read(client: httpx.Client, words: dict[str, str]) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(10):
            yield b"[" * 10_000

    headers = {**bearer(words["mara"]), "content-type": "application/json"}
    for content in (b"[" * 100_000, pieces()):
        answer = client.post("/api/v1/judgements", content=content, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert client.post("/sign-in", content=b"token=" + b"x" * 100_000).status_code == 413


# Faults, other writers, the end


def test_what_goes_wrong_inside_is_told_without_its_insides(client: httpx.Client, ledger: Path, words: dict[str, str]) -> None:
    tokens_file(ledger).write_text("{")
    answer = client.get("/api/v1/about", headers=bearer(words["mara"]))
    assert answer.status_code >= 400
    assert "Traceback" not in answer.text
    assert str(ledger.parent) not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_decision_waits_for_another_writer_and_is_told_when_that_takes_too_long(
    client: httpx.Client, ledger: Path, words: dict[str, str]
) -> None:
    with Ledger.open(ledger, write=True):
        refused = client.post("/api/v1/judgements", json=decision(), headers=bearer(words["mara"]))
        assert (refused.status_code, refused.json()["title"]) == (409, "Being written to")
        assert "retry-after" in refused.headers
    book = Ledger.open(ledger, write=True)
    releasing = threading.Timer(0.5, book.close)
    releasing.start()
    made = client.post("/api/v1/judgements", json=decision(), headers=bearer(words["mara"]))
    releasing.join()
    assert made.status_code in (201, 202)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_good_order_and_answers_what_is_under_way(ledger: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0", "--review", "--token", TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stdout is not None
        port = httpx.URL(server.stdout.readline().strip()).port
        assert port
        body = json.dumps(decision(by="Mara")).encode()
        with socket.create_connection(("127.0.0.1", port)) as under_way:
            head = f"POST /api/v1/judgements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n"
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            under_way.sendall(head.encode() + body[:20])
            time.sleep(0.3)
            server.send_signal(number)
            time.sleep(0.3)
            under_way.sendall(body[20:])
            answer = under_way.makefile("rb").readline()
        assert b"201" in answer or b"202" in answer
        _, complaints = server.communicate(timeout=60)
    assert (server.returncode, complaints) == (0, "")
    with Ledger.open(ledger) as book:
        assert len(list(book.judgements())) == 1
        assert faults_beside_the_claims(book) == []
