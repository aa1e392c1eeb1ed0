"""Who may ask: the name of the host, the token, and headers on every answer."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.web.serving import TOKEN, serving

from rashomon.cli import main
from rashomon.web.guard import HEADERS, is_loopback

PATHS = (
    "/",
    "/brief",
    "/map.svg",
    "/export.html",
    "/api",
    "/api/v1/about",
    "/api/v1/claims?kind=x",
    "/nothing",
    "/static/nothing",
    "/event/x",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "rashomon.example:8000", "[::2]", ""])
def test_another_name_of_the_host_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/api/v1/claims", headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "items" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:1", "[::1]:80", "LOCALHOST"])
def test_names_of_this_machine_are_served(client: httpx.Client, host: str) -> None:
    assert client.get("/api/v1/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.8.8.8", True),
        ("0.0.0.0", False),
        ("192.168.0.2", False),
        ("a.b", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_others_are_let_in_only_with_a_token(sample: Path) -> None:
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(sample), "--host", "0.0.0.0", "--port", "0"])
    assert refused.exit_code == 2
    assert "rashomon token create" in refused.output
    with serving(sample, "--host", "0.0.0.0", "--token", TOKEN) as client:
        assert client.get("/api/v1/about").status_code == 401
        assert client.get("/brief", headers={"authorization": "Bearer something-else"}).status_code == 401
        assert client.get("/api/v1/about", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        opened = client.get("/", params={"token": TOKEN})
        assert (opened.status_code, opened.headers["location"]) == (303, "/")
        assert "HttpOnly" in opened.headers["set-cookie"]
        assert client.get("/api/v1/about").status_code == 200  # the cookie


def test_a_short_token_is_refused(sample: Path) -> None:
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(sample), "--review", "--token", "abc"])
    assert refused.exit_code == 2
    assert "shorter than 12" in refused.output


def test_a_missing_ledger_is_a_line(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(tmp_path / "none.db"), "--port", "0"])
    assert refused.exit_code == 1
    assert "no such ledger" in refused.output


def test_a_port_that_is_taken_is_a_line(sample: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = CliRunner().invoke(main, ["serve", "--ledger", str(sample), "--port", str(taken.getsockname()[1])])
    assert refused.exit_code == 1
    assert "choose another with --port" in refused.output


def test_an_interrupt_ends_it_quietly(sample: Path) -> None:
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(sample), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("http://127.0.0.1:")
        server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=60)
    assert "Traceback" not in complaints
