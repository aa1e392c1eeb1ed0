"""A real server of a ledger on a port that the system chose, and what tests ask it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from rashomon.ledger import Ledger
from rashomon.model import Claim, Reading, Report

TOKEN = "a-token-of-the-tests"


@contextmanager
def serving(ledger: Path | str, *options: str) -> Iterator[httpx.Client]:
    """A client of `rashomon serve --ledger LEDGER OPTIONS`, which ends with the block."""
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        printed = server.stdout.readline().strip()
        assert printed, server.stderr.read()
        address = httpx.URL(printed)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{address.port}", timeout=60) as client:
                client.headers["x-printed"] = printed
                yield client
        finally:
            server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=30)
    assert "Traceback" not in complaints, complaints


def all_items(client: httpx.Client, path: str, **filters: Any) -> list[dict[str, Any]]:
    """The rows of all pages of a list."""
    found: list[dict[str, Any]] = []
    answer = client.get(f"/api/v1/{path}", params=filters)
    while True:
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if page["next"] is None:
            return found
        answer = client.get(page["next"])


def ids(client: httpx.Client, path: str, **filters: Any) -> set[str]:
    """The ids of all rows of a list."""
    return {item["id"] for item in all_items(client, path, **filters)}


def write_ledger(path: Path, told: Iterable[tuple[Report, Claim]]) -> Path:
    """A ledger of these reports, each with its claim."""
    with Ledger.open(path, write=True) as book:
        for report, claim in told:
            book.add(report, Reading(report.id, claims=(claim,)))
    return path


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
