"""What a server bears: how often and how much is asked, faults inside, other writers, its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.web.people import bearer, client, decision, faults_beside_the_claims, ledger, words
from tests.web.serving import TOKEN, serving

from rashomon.ledger import Ledger
from rashomon.web.limits import Limits
from rashomon.web.tokens import tokens_file

__all__ = ["client", "ledger", "words"]  # fixtures


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
