"""Every number opens what it counts, and numbers of one thing agree wherever they are told."""

from collections import Counter
from datetime import date

import httpx
import pytest
from tests.web.serving import all_items

from rashomon.model import Record

FILTERS = [
    {},
    {"voice": "Russia"},
    {"place": "Andriivka"},
    {"from": "2023-09-14", "to": "2023-09-17"},
    {"status": "disputed", "text": "village"},
]


@pytest.mark.parametrize("filters", FILTERS, ids=lambda row: " ".join(row) or "all")
def test_the_summary_counts_what_the_lists_have(client: httpx.Client, filters: dict[str, str]) -> None:
    found = client.get("/api/v1/summary", params=filters).json()
    claims = all_items(client, "claims", **filters)
    events = all_items(client, "events", **filters)
    assert found["claims"] == len(claims)
    assert found["events"] == len(events)
    assert found["disputed"] == sum(event["disputed"] for event in events)
    assert found["places"] == len(all_items(client, "places", **filters))
    assert found["sources"] == len(all_items(client, "sources", **filters))
    reports = all_items(client, "reports", **filters)
    assert found["reports"] == len(reports)
    assert found["outlets"] == len({report["outlet"] for report in reports if report["outlet"]})
    assert found["unnamed"] == sum(not report["outlet"] for report in reports)
    assert found["facets"]["kind"] == Counter(claim["kind"] for claim in claims)
    assert found["facets"]["voice"] == Counter(claim["voice"] or "none" for claim in claims)
    assert found["facets"]["status"] == Counter(name for claim in claims for name in claim["status"])
    assert found["days"] == sorted(
        [day, len(lines), sum(line["polarity"] == "denied" for line in lines)]
        for day in {claim["when"][0] for claim in claims if claim["when"]}
        for lines in [[claim for claim in claims if claim["when"] and claim["when"][0] == day]]
    )


@pytest.mark.parametrize("filters", FILTERS, ids=lambda row: " ".join(row) or "all")
def test_a_place_on_the_map_opens_its_claims(client: httpx.Client, filters: dict[str, str]) -> None:
    found = client.get("/api/v1/map", params=filters).json()
    for item in (*found["points"], *found["areas"]):
        if "place" in filters:
            continue
        claims = all_items(client, "claims", **filters | {"place": item["id"]})
        assert item["claims"] == len(claims)
        assert item["events"] == len({claim["event"] for claim in claims})
        assert item["disputed"] == sum("disputed" in claim["status"] for claim in claims)
        assert item["voices"] == Counter(claim["voice"] or "none" for claim in claims)
    if "place" not in filters:
        assert found["unplaced"] == len(all_items(client, "claims", **filters, place="none"))


def test_sources_and_reports_open_their_claims(client: httpx.Client) -> None:
    for item in all_items(client, "sources"):
        assert item["claims"] == len(all_items(client, "claims", source=item["id"]))
    for item in all_items(client, "reports"):
        assert item["claims"] == len(all_items(client, "claims", report=item["id"]))


def test_lanes_have_the_claims_of_their_place(client: httpx.Client) -> None:
    found = client.get("/api/v1/timeline?limit=60").json()
    dated = [claim for claim in all_items(client, "claims") if claim["when"]]
    for lane in found["lanes"]:
        here = {claim["id"] for claim in dated if any(spot["id"] == lane["id"] for spot in claim["places"])}
        assert {mark["claim"] for mark in lane["marks"]} == here
        assert lane["claims"] == len(here)
    assert found["undated"] == len(all_items(client, "claims")) - len(dated)


def test_origins_are_those_of_the_record(client: httpx.Client, record: Record) -> None:
    for event in record.events:
        found = client.get(f"/api/v1/events/{event.id}").json()
        assert [one["name"] for one in found["origins"]] == [origin.name for origin in event.origins]
        assert found["event"]["origins"] == len(event.origins)
        assert {(one["left"], one["right"], one["stance"]) for one in found["relations"]} == {
            (one.left, one.right, one.stance) for one in event.relations
        }


def test_the_summary_and_the_brief_count_the_same_origins_and_outlets(client: httpx.Client, record: Record) -> None:
    found = client.get("/api/v1/summary").json()
    assert found["origins"] == len({origin.name for event in record.events for origin in event.origins})
    assert found["origins"] < sum(len(event.origins) for event in record.events)
    brief = " ".join(client.get("/api/v1/brief.md").text.split())
    assert f"going back to {found['origins']} origins" in brief
    assert f"{found['reports']} reports from {found['outlets']} outlets" in brief
    assert f"outlets, going back to {found['origins']} independent origins" in " ".join(client.get("/export.html").text.split())


def test_origins_are_those_of_the_claims_that_are_kept(client: httpx.Client, record: Record) -> None:
    found = client.get("/api/v1/summary", params={"voice": "Russia"}).json()
    kept = {claim.id for event in record.events for claim in event.claims if claim.source and claim.source.side == "Russia"}
    assert found["origins"] == len(
        {origin.name for event in record.events for origin in event.origins if not kept.isdisjoint(origin.claims)}
    )


def test_control_on_the_map_is_what_is_held_at_the_end_of_the_range(client: httpx.Client, record: Record) -> None:
    found = client.get("/api/v1/map?to=2023-09-16").json()["control"]
    told = {(one["place"]["id"], hold["claimant"], hold["holder"]) for one in found for hold in one["holds"]}
    end = date(2023, 9, 16)
    begun = [hold for hold in record.holds if (hold.first or hold.known_since or end) <= end]
    last = {(hold.place.id, hold.claimant): hold.holder for hold in begun if hold.last is None or hold.last >= end}
    assert told == {(*key, holder) for key, holder in last.items()}
    assert told


def test_marks_of_a_report_are_words_of_it(client: httpx.Client) -> None:
    for item in all_items(client, "reports"):
        found = client.get(f"/api/v1/reports/{item['id']}").json()
        quotes = {(mark["claim"], mark["start"], mark["end"]) for mark in found["marks"] if mark["of"] == "quote"}
        assert quotes == {(claim["id"], claim["start"], claim["end"]) for claim in found["claims"]}
        assert all(0 <= mark["start"] < mark["end"] <= len(found["text"]) for mark in found["marks"])
        assert all(found["text"][claim["start"] : claim["end"]] == claim["quote"] for claim in found["claims"])
