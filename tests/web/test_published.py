"""What is shown as published is a release of exactly that record; all else is marked as a draft, on every page."""

from pathlib import Path
from shutil import copyfile
from time import monotonic

import httpx
import pytest
from click.testing import CliRunner
from tests.web.serving import all_items, ids, serving

from rashomon.cli import main

PAGES = ("/brief", "/export.html", *(f"/{kind}/{{{kind}}}" for kind in ("event", "claim", "report", "place")))


@pytest.fixture
def ledger(sample: Path, tmp_path: Path) -> Path:
    return copyfile(sample, tmp_path / "war.db")


def run(ledger: Path, *argv: str) -> None:
    done = CliRunner().invoke(main, [*argv, "--ledger", str(ledger)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def paths(client: httpx.Client, **query: str) -> list[str]:
    ids = {kind: all_items(client, f"{kind}s", **query)[0]["id"] for kind in ("event", "claim", "report", "place")}
    return [path.format(**ids) for path in PAGES]


def statuses(client: httpx.Client, **query: str) -> set[str]:
    """What the interface, every page and the name of an export say; all must say the same."""
    found = {client.get("/api/v1/publication", params=query).json()["status"]}
    for path in paths(client, **query):
        page = client.get(path, params=query).text
        found |= {status for status in ("draft", "release") if f'data-status="{status}"' in page}
        assert ("<strong>Published</strong>" in page) != ("<strong>Draft</strong>" in page), path
    name = client.get("/api/v1/export/jsonl", params=query).headers["content-disposition"]
    return found | {"draft" if "draft" in name else "release"}


def test_a_record_is_a_draft_until_it_is_released_and_again_when_it_changes(ledger: Path, tmp_path: Path) -> None:
    releases = ("--folder", str(tmp_path / "releases"))
    with serving(ledger) as client:
        assert statuses(client) == {"draft"}
        assert client.get("/api/v1/publication").json()["why"] == "no release was made of this ledger"
        run(ledger, "release", "--day", "2024-03-09", "--kind", "capture", *releases)
        assert client.get("/api/v1/publication").json()["why"] == "the last release holds only a part of it (kind capture)"
        run(ledger, "release", "--day", "2024-03-10", *releases)
        told = client.get("/api/v1/publication").json()
        assert (told["status"], told["release"], len(told["sha256"])) == ("release", "rashomon-2024-03-10", 64)
        assert statuses(client) == {"release"}
        assert statuses(client, as_of="2025-10-27") == {"draft"}
        run(ledger, "judge", "reject", min(ids(client, "claims")), "--by", "Mara", "--reason", "no claim")
        until = monotonic() + 60
        while not client.get("/api/v1/about").json()["counts"]["judgements"]:
            assert monotonic() < until
        told = client.get("/api/v1/publication").json()
        assert (told["status"], told["why"]) == ("draft", "the record has changed since the last release")
