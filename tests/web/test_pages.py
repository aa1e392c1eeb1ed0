"""Pages of lists: every row once and in order, whatever the limit; a cursor is what `next` gave or a problem, never a fault."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.serving import all_items

SORTS = {
    "claims": "day place kind source voice outlet published status origins",
    "events": "day place reports origins claims",
    "places": "claims name disputed",
    "sources": "claims name side disputed",
    "reports": "published outlet title claims",
}
LISTS = [(path, f"{way}{sort}") for path, sorts in SORTS.items() for sort in sorts.split() for way in ("", "-")]


@pytest.mark.parametrize(("path", "sort"), LISTS)
def test_every_row_is_on_one_page(client: httpx.Client, path: str, sort: str) -> None:
    whole = [item["id"] for item in all_items(client, path, sort=sort, limit=500)]
    assert [item["id"] for item in all_items(client, path, sort=sort, limit=37)] == whole
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize(
    ("path", "sort", "value"),
    [
        ("claims", "-day", lambda item: (item["when"] or [""])[0] or ""),
        ("claims", "-origins", lambda item: item["origins"]),
        ("claims", "published", lambda item: item["published"][0] if item["published"] else ""),
        ("events", "-claims", lambda item: item["claims"]),
        ("places", "-claims", lambda item: item["claims"]),
        ("sources", "-disputed", lambda item: item["disputed"]),
        ("reports", "-claims", lambda item: item["claims"]),
        ("reports", "title", lambda item: item["title"] or ""),
    ],
)
def test_rows_are_in_order(client: httpx.Client, path: str, sort: str, value: Any) -> None:
    found = [value(item) for item in all_items(client, path, sort=sort)]
    assert found == sorted(found, reverse=sort.startswith("-"))


@settings(max_examples=25)
@given(path=st.sampled_from(sorted(SORTS)), limit=st.integers(1, 500), kind=st.sampled_from(["", "capture", "strike"]))
def test_pages_of_any_length_make_the_same_list(client: httpx.Client, path: str, limit: int, kind: str) -> None:
    rows = [item["id"] for item in all_items(client, path, limit=max(limit, 9), kind=kind)]
    assert rows == [item["id"] for item in all_items(client, path, limit=500, kind=kind)]


MARKS = st.one_of(st.text(), st.binary().map(lambda data: urlsafe_b64encode(data).decode()))
JSON = st.recursive(st.none() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=5), max_leaves=5)


@settings(max_examples=60)
@given(cursor=st.one_of(MARKS, JSON.map(lambda value: urlsafe_b64encode(repr(value).encode()).decode())))
def test_no_cursor_is_a_fault(client: httpx.Client, cursor: str) -> None:
    answer = client.get("/api/v1/claims", params={"cursor": cursor})
    assert answer.status_code in ((200,) if cursor == "" else (410, 422)), cursor


@settings(max_examples=30)
@given(value=st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(), key=st.integers(-(1 << 64), 1 << 64))
def test_a_made_up_place_in_the_list_is_a_page_or_a_problem(client: httpx.Client, value: Any, key: int) -> None:
    state = client.get("/api/v1/about").json()["state"]
    known = client.get("/api/v1/claims?limit=1&sort=place").json()["next"].rpartition("cursor=")[2]
    question = json.loads(urlsafe_b64decode(known + "=" * (-len(known) % 4)))[1]
    made = urlsafe_b64encode(json.dumps([state, question, value, key]).encode()).decode()
    answer = client.get("/api/v1/claims", params={"cursor": made, "sort": "place"})
    assert answer.status_code in (200, 422)


def test_a_cursor_belongs_to_its_question(client: httpx.Client) -> None:
    cursor = client.get("/api/v1/claims?limit=1&kind=capture").json()["next"].rpartition("cursor=")[2]
    answer = client.get("/api/v1/claims", params={"cursor": cursor, "kind": "strike"})
    assert answer.status_code == 422
    assert "other filters" in answer.json()["detail"]


def test_a_cursor_belongs_to_its_record(client: httpx.Client) -> None:
    cursor = client.get("/api/v1/claims?limit=1").json()["next"].rpartition("cursor=")[2]
    answer = client.get("/api/v1/claims", params={"cursor": cursor, "as_of": "2023-09-18"})
    assert answer.status_code in (410, 422)
