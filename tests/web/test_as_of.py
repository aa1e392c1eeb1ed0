"""The record as of a day is that of a ledger which was read only to that day."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.serving import all_items, serving

from rashomon.ledger import Ledger
from rashomon.model import Reading, Record
from rashomon.pipeline import recall

DAYS = ("2023-09-14", "2023-09-17", "2023-09-20", "2025-10-27", "2025-10-30")


@pytest.mark.parametrize("day", DAYS)
def test_events_are_those_that_the_program_recalls(client: httpx.Client, sample: Path, day: str) -> None:
    with Ledger.open(sample) as book:
        then = recall(book, date.fromisoformat(day))
    expected = {event.id: {claim.id for claim in event.claims} for event in then.events}
    for item in all_items(client, "events", as_of=day):
        found = client.get(f"/api/v1/events/{item['id']}", params={"as_of": day}).json()
        assert {claim["id"] for claim in found["claims"]} == expected.pop(item["id"])
    assert not expected


def test_everything_is_as_in_a_ledger_that_was_read_only_to_that_day(client: httpx.Client, sample: Path, tmp_path: Path) -> None:
    day, short = "2023-09-18", tmp_path / "short.db"
    with Ledger.open(sample) as book, Ledger.open(short, write=True) as other:
        claims = list(book.claims())
        for report in book.reports():
            if report.published and report.published.last <= date.fromisoformat(day):
                other.add(report, Reading(report.id, claims=tuple(one for one in claims if one.report == report.id)))
    with serving(short) as then:
        for path in ("claims", "events", "places", "sources", "reports"):
            assert all_items(client, path, as_of=day) == all_items(then, path), path
        for path in ("map", "timeline", "summary"):
            assert client.get(f"/api/v1/{path}", params={"as_of": day}).json() == then.get(f"/api/v1/{path}").json(), path


def test_a_day_after_the_last_report_is_today(client: httpx.Client) -> None:
    assert client.get("/api/v1/claims?as_of=2099-01-01").json()["items"] == client.get("/api/v1/claims").json()["items"]


def test_the_stops_are_the_days_of_publication(client: httpx.Client, record: Record) -> None:
    days = sorted({str(report.published.last) for report in record.reports if report.published})
    assert client.get("/api/v1/about").json()["publication_days"] == days


def test_pages_are_of_the_day_too(client: httpx.Client) -> None:
    item: Any = all_items(client, "events", as_of="2023-09-17")[0]
    page = client.get(f"/event/{item['id']}?as_of=2023-09-17")
    assert "as it stood from the reports published until 17 Sep 2023" in page.text
    assert "?as_of=2023-09-17" in page.text
