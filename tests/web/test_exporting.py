"""The selection in the formats of `rashomon export`, as a ZIP with its manifest."""

import io
import json
import zipfile

import httpx
import pytest

from rashomon.exports import FORMATS


def unpacked(answer: httpx.Response) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_with_its_manifest(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/api/v1/export/{name}?kind=capture")
    files = unpacked(answer)
    told = json.loads(files.pop("manifest.json"))
    assert (told["format"], told["filters"]) == (name, {"kind": "capture"})
    assert {file["name"] for file in told["files"]} == set(files)
    assert answer.headers["content-disposition"] == f'attachment; filename="rashomon-draft-{name}.zip"'


def test_only_what_the_filters_keep_is_in_it(client: httpx.Client) -> None:
    counted = client.get("/api/v1/summary?place=Andriivka&kind=capture").json()["events"]
    told = json.loads(unpacked(client.get("/api/v1/export/jsonl?place=Andriivka&kind=capture"))["manifest.json"])
    every = json.loads(unpacked(client.get("/api/v1/export/jsonl"))["manifest.json"])
    assert 0 < told["events"] == counted < every["events"]


def test_the_same_selection_gives_the_same_bytes(client: httpx.Client) -> None:
    first, again = (client.get("/api/v1/export/csv?voice=Ukraine").content for _ in range(2))
    assert first == again


def test_another_format_is_told(client: httpx.Client) -> None:
    answer = client.get("/api/v1/export/stix")
    assert (answer.status_code, "'stix' is no format (known: acled" in answer.json()["detail"]) == (404, True)


def test_the_page_is_told_all_of_them(client: httpx.Client) -> None:
    assert client.get("/api/v1/about").json()["formats"] == list(FORMATS)
