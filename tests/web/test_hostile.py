"""Whatever a report says, no page runs it: words of reports are words on every page, drawing and file."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from tests.web.hostile import HOSTILE, SCRIPT, write_hostile
from tests.web.serving import all_items, serving

ALLOWED = set(
    "a html head meta title link body main nav footer p h1 h2 h3 ul ol li q bdi br span strong article div blockquote mark table "
    "caption thead tbody tr th td figure section style dl dt dd code".split()
)
DRAWN = {"svg", "desc", "rect", "path", "g", "circle", "text"}


class Read(HTMLParser):
    """The elements and attributes of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def client(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(write_hostile(tmp_path_factory.mktemp("hostile") / "hostile.db")) as found:
        yield found


def check(answer: httpx.Response) -> Read:
    assert answer.status_code == 200, answer.text
    page = Read(answer.text)
    assert page.tags <= ALLOWED | DRAWN
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    links = [value for name, value in page.attributes if name in ("href", "src", "action", "formaction")]
    assert all(value.startswith(("/", "#", "http://", "https://")) for value in links), links
    assert "\u202e" not in answer.text
    assert "\x07" not in answer.text
    assert "50337" not in page.words
    return page


@pytest.mark.parametrize("kind", ["event", "claim", "report", "source", "place"])
def test_drawn_pages_hold_words_only(client: httpx.Client, kind: str) -> None:
    items = all_items(client, f"{kind}s")
    assert len(items) >= len(HOSTILE) - 1
    pages = [check(client.get(f"/{kind}/{quote(item['id'], safe='')}")) for item in items]
    assert any(SCRIPT in page.words for page in pages)


@pytest.mark.parametrize("path", ["/brief", "/export.html", "/api"])
def test_pages_of_many_hold_words_only(client: httpx.Client, path: str) -> None:
    page = check(client.get(path))
    if path != "/api":
        assert SCRIPT in page.words


def test_the_drawn_map_is_well_formed_and_holds_words_only(client: httpx.Client) -> None:
    tree = ElementTree.fromstring(client.get("/map.svg").content)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= DRAWN | {"title"}
    assert SCRIPT in "".join(tree.itertext())


def test_the_file_for_the_desk_asks_nobody_for_anything(client: httpx.Client) -> None:
    answer = client.get("/export.html")
    assert answer.headers["content-disposition"] == 'attachment; filename="rashomon.html"'
    page = check(answer)
    assert not [
        value for name, value in page.attributes if name in ("src", "srcset") or (name == "href" and not value.startswith("#"))
    ]
    assert "url('/static" not in answer.text
    assert "default-src 'none'" in answer.text


def test_a_page_of_nothing_tells_what_was_asked_as_words(client: httpx.Client) -> None:
    answer = client.get(f"/event/{quote(SCRIPT, safe='')}")
    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"] or SCRIPT not in answer.text


def test_json_is_never_taken_for_a_page(client: httpx.Client) -> None:
    for path in ("claims", "events", "about", f"claims?kind={quote(SCRIPT)}"):
        answer = client.get(f"/api/v1/{path}")
        assert "json" in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_addresses_of_reports_are_of_the_web(client: httpx.Client) -> None:
    assert {item["url"] for item in all_items(client, "reports")} == {None}


def test_no_cell_of_a_table_is_a_formula(client: httpx.Client) -> None:
    for line in client.get("/api/v1/claims.csv").text.splitlines():
        assert not line.startswith(("=", "+", "@"))
        assert ",=" not in line
        assert ',"=' not in line


def test_files_outside_are_not_served(client: httpx.Client, tmp_path: Path) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/basemap/..%2fapp.py", "/static//etc/passwd"):
        assert client.get(path).status_code in (404, 405), path
