"""Forms of an answer: ETag, CSV, GeoJSON, Markdown, problems, and the description of all of it."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from click.testing import CliRunner
from tests.web.serving import all_items

from rashomon.cli import main
from rashomon.web.endpoints import ABOUT, ENDPOINTS, LIST

LISTS = ("claims", "events", "places", "sources", "reports")
ANSWERS = ("about", "summary", *LISTS, "map", "timeline", "brief", "brief.md", "claims.csv", "labels?bbox=37,48,39,49")


@pytest.mark.parametrize("path", ANSWERS)
def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    again = client.get(f"/api/v1/{path}", headers={"if-none-match": f'"else", W/{first.headers["etag"]}'})
    other = client.get(f"/api/v1/{path}", headers={"if-none-match": '"else"'})
    if not path.endswith(".csv"):
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (other.status_code, other.content) == (200, first.content)


def test_the_tag_tells_questions_days_and_forms_apart(client: httpx.Client) -> None:
    asked = ("claims", "claims?kind=capture", "claims?as_of=2023-09-18", "claims.csv", "events")
    assert len({client.get(f"/api/v1/{path}").headers["etag"] for path in asked}) == len(asked)


@pytest.mark.parametrize("path", LISTS)
def test_csv_has_all_rows(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}.csv?limit=3")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.text, newline="")))
    assert [row["id"] for row in rows] == [item["id"] for item in all_items(client, path)]
    assert client.get(f"/api/v1/{path}", headers={"accept": "text/csv"}).content == client.get(f"/api/v1/{path}.csv").content


def test_csv_of_claims_has_their_words(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in csv.DictReader(StringIO(client.get("/api/v1/claims.csv?kind=capture").text, newline=""))}
    for item in all_items(client, "claims", kind="capture"):
        row = rows[item["id"]]
        assert row["quote"] == item["quote"]
        assert (row["start"], row["end"]) == (str(item["start"]), str(item["end"]))
        assert row["source"] == (item["source"]["name"] if item["source"] else "")


def test_geojson_has_a_point_for_each_resolved_place(client: httpx.Client) -> None:
    answer = client.get("/api/v1/claims.geojson?voice=Ukraine")
    assert answer.headers["content-type"] == "application/geo+json"
    expected = {
        (item["id"], spot["id"], spot["longitude"], spot["latitude"])
        for item in all_items(client, "claims", voice="Ukraine")
        for spot in item["places"]
        if spot["resolved"]
    }
    features = answer.json()["features"]
    found = {(one["properties"]["id"], one["properties"]["place"], *one["geometry"]["coordinates"]) for one in features}
    assert found == expected
    assert len(features) == len(expected) > 10


def test_an_event_is_a_point_where_its_place_is_resolved(client: httpx.Client) -> None:
    features = client.get("/api/v1/events.geojson").json()["features"]
    found = {(one["properties"]["id"], *one["geometry"]["coordinates"]) for one in features}
    where = {place["id"]: (place["longitude"], place["latitude"]) for place in all_items(client, "places") if place["resolved"]}
    placed = [event for event in all_items(client, "events") if event["place_id"] in where]
    assert found == {(event["id"], *where[event["place_id"]]) for event in placed}
    assert len(features) == len(placed) > 10


@pytest.mark.parametrize("path", ["sources", "reports"])
def test_what_has_no_points_is_no_geojson(client: httpx.Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}.geojson").status_code == 406


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/geo+json", "application/geo+json"),
        ("image/png", "application/problem+json"),
    ],
)
def test_the_form_is_what_the_client_takes(client: httpx.Client, accept: str, form: str) -> None:
    answer = client.get("/api/v1/claims?limit=1", headers={"accept": accept})
    assert answer.headers["content-type"] == form
    assert answer.status_code == (406 if "problem" in form else 200)


@pytest.mark.parametrize(
    ("options", "query"),
    [([], ""), (["--week", "--day", "2023-09-18"], "?week=2023-09-18"), (["--day", "2025-10-26"], "?day=2025-10-26")],
)
def test_the_brief_is_what_the_program_prints(client: httpx.Client, sample: Path, options: list[str], query: str) -> None:
    printed = CliRunner().invoke(main, ["brief", "--ledger", str(sample), "--markdown", *options]).stdout
    answer = client.get(f"/api/v1/brief.md{query}")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text == printed


def test_each_number_of_the_brief_has_its_words(client: httpx.Client) -> None:
    brief = client.get("/api/v1/brief").json()
    numbers = {number for row in brief["rows"] for number in row["cites"]}
    assert numbers == {one["number"] for one in brief["citations"]}
    for one in brief["citations"]:
        text = client.get(f"/api/v1/reports/{one['report']}").json()["text"]
        assert text[one["start"] : one["end"]] == one["quote"]


def answered(client: httpx.Client, path: str) -> Any:
    """An answer of the endpoint, with an id of something that there is."""
    if "{id" in path:
        kind = path.split("/")[1]
        (item,) = client.get(f"/api/v1/{kind}?limit=1").json()["items"]
        path = f"/{kind}/{item['id']}"
    answer = client.get(f"/api/v1{path}", params={"bbox": "37,48,39,49"} if path == "/labels" else {})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("endpoint", [ABOUT, *(one for one in ENDPOINTS if not one.reviewed)], ids=lambda one: one.path)
def test_every_answer_has_the_shape_that_is_described(client: httpx.Client, endpoint: Any) -> None:
    found = answered(client, endpoint.path)
    rows = found["items"] if endpoint.options is LIST or endpoint.path == "/judgements" else [found]
    for row in rows:
        assert set(row) == set(endpoint.shape.__struct_fields__)
        msgspec.convert(row, endpoint.shape)


def test_the_description_names_every_address_and_every_reference_leads_somewhere(client: httpx.Client) -> None:
    found = client.get("/api/v1/openapi.json").json()
    assert {endpoint.path.replace(":path", "") for endpoint in (ABOUT, *ENDPOINTS)} <= set(found["paths"])
    text = json.dumps(found)
    for part in text.split('"$ref": "#/components/schemas/')[1:]:
        assert part.partition('"')[0] in found["components"]["schemas"]
    names = [one["operationId"] for methods in found["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names)
    assert client.get("/api").status_code == 200


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.path)
def test_the_documentation_tells_every_address(endpoint: Any) -> None:
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert f"/api/v1{endpoint.path.replace(':path', '')}" in told
