"""What the page loads: little before the map, all of it from the program, under a policy that forbids the rest."""

import gzip
from urllib.parse import urlsplit

import httpx
import pytest
from tests.page.conftest import Opener

pytestmark = pytest.mark.xdist_group("page")

MAP = ("basemap", "maplibre", "/fonts/map-", "world.pmtiles")
LIMIT_BEFORE_THE_MAP = 600_000


def test_weight_before_the_map(opened: Opener, server: httpx.Client) -> None:
    at = opened()
    files = {urlsplit(url).path for url in at.requests if "/api/" not in url}
    before = {path for path in files if not any(part in path for part in MAP)}
    weight = sum(len(gzip.compress(server.get(path).content, 9)) for path in before)
    assert any("basemap" in path for path in files), "the map is loaded lazily, but it is loaded"
    assert weight < LIMIT_BEFORE_THE_MAP, f"{weight} bytes: {sorted(before)}"


def test_map_is_not_loaded_where_none_is_drawn(opened: Opener) -> None:
    at = opened("/?view=brief&day=2023-09-18")
    assert not [url for url in at.requests if any(part in url for part in MAP)]


def test_policy_is_strict(server: httpx.Client) -> None:
    policy = server.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
