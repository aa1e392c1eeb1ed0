"""The workbench of a ledger on a server: the same record as that of a file, and anew when somebody writes to it."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.server import Server
from tests.web.serving import all_items, serving

from rashomon.ledger import Ledger
from rashomon.model import Judgement, Verdict


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
