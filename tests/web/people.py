"""A ledger with a server for several people: their tokens, what they ask, how they sign in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result
from tests.web.serving import serving, write_ledger
from tests.web.test_review import IDS, STORIES

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.web.tokens import Role

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
