"""Whatever a report says, the browser runs none of it: every view, every page to cite, the file for the desk, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser
from tests.page.conftest import Opener
from tests.page.watched import Watched
from tests.web.hostile import HOSTILE, SCRIPT, write_hostile
from tests.web.serving import TOKEN, all_items, serving

pytestmark = pytest.mark.xdist_group("page")

KINDS = ("claim", "event", "report", "source", "place")
# The page's own scripts come from files; words that became markup would bring one inline, a handler, a frame, another scheme.
RUNS = """() => [...document.querySelectorAll('*')].flatMap((one) => [
    ...(['script', 'iframe', 'object', 'embed', 'base'].includes(one.localName) && !one.getAttribute('src')?.startsWith('/')
        ? [one.outerHTML] : []),
    ...[...one.attributes].filter((own) => own.name.startsWith('on')).map((own) => `${one.localName} ${own.name}=${own.value}`),
    ...['href', 'src', 'action', 'formaction', 'xlink:href'].map((name) => one.getAttribute(name) ?? '')
        .filter((value) => /^\\s*(javascript|vbscript|data:text)/i.test(value)),
])"""


@pytest.fixture(scope="module")
def hostile(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = write_hostile(tmp_path_factory.mktemp("hostile") / "hostile.db")
    with serving(path, "--review", "--token", TOKEN) as client:
        yield client


@pytest.fixture
def shown(opened: Opener, hostile: httpx.Client) -> Iterator[Watched]:
    """A window over the hostile ledger in which nothing may open a dialog."""
    at = opened("/", client=hostile)
    dialogs: list[str] = []
    at.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield at
    assert dialogs == []


def check(at: Watched, paths: list[str]) -> str:
    """Nothing runs on any of them; all their words."""
    words = ""
    for path in paths:
        at.go(path)
        assert at.page.evaluate(RUNS) == [], path
        words += at.page.locator("body").inner_text()
    return words


def test_the_check_sees_what_would_run(opened: Opener) -> None:
    at = opened("/")
    planted = "one => { const all = document.createElement('div'); all.innerHTML = one; document.body.append(all) }"
    at.page.evaluate(planted, '<a href="javascript:0">a</a><p onclick="0">b</p><iframe></iframe>')
    assert len(at.page.evaluate(RUNS)) == 3


def test_tables_map_and_timeline_show_words(shown: Watched) -> None:
    words = check(shown, [f"/?rows={rows}" for rows in ("claims", "events", "reports", "sources", "places")])
    assert SCRIPT in words
    assert SCRIPT in check(shown, [f"/?text={quote('alert', safe='')}", f"/?source={quote(SCRIPT, safe='')}"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_chosen_and_its_page_to_cite_show_words(shown: Watched, hostile: httpx.Client, kind: str) -> None:
    ids = [quote(one["id"], safe="") for one in all_items(hostile, f"{kind}s")]
    assert len(ids) >= len(HOSTILE) - 1
    words = check(shown, [path for one in ids[::3] for path in (f"/?sel={kind}:{one}", f"/{kind}/{one}")])
    assert SCRIPT in words


def test_brief_review_and_what_is_pointed_at_show_words(shown: Watched) -> None:
    words = check(shown, ["/?view=brief", f"/?view=review#token={TOKEN}", "/brief"])
    assert SCRIPT in words
    shown.go("/")
    for mark in shown.view("Map of claims").get_by_role("button").all()[:8]:
        mark.focus()
        mark.hover(force=True)
        assert shown.page.evaluate(RUNS) == []


def test_the_file_for_the_desk_runs_nothing_from_disk(browser: Browser, hostile: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "desk.html"
    file.write_bytes(hostile.get("/export.html").content)
    context = browser.new_context()
    page, heard = context.new_page(), []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto(file.as_uri())
    assert page.evaluate(RUNS) == []
    assert SCRIPT in page.locator("body").inner_text()
    context.close()
    assert heard == []
