"""For everyone: no fault that axe-core knows, nothing overlaps or is cut, all works without a mouse and without WebGL."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from tests.page.conftest import Opener
from tests.page.layout import FAULTS_OF_LAYOUT
from tests.page.watched import Watched
from tests.web.serving import TOKEN

pytestmark = pytest.mark.xdist_group("page")

AXE = (Path(__file__).parents[2] / "page/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = {
    "workbench": "/",
    "event": "/?sel=claim:072fbfb84699035e",
    "place": "/?sel=place:ua-klishchiivka&rows=places",
    "nothing": "/?text=zzzz",
    "brief": "/?view=brief&day=2023-09-18",
    "legend": "/?view=legend",
}
WINDOWS = {
    "light": (1440, 900, "light"),
    "dark": (1440, 900, "dark"),
    "phone": (390, 844, "light"),
    "phone-dark": (390, 844, "dark"),
}


def faults(at: Watched) -> list[str]:
    """What axe-core finds: rule, how bad, the first places."""
    at.page.evaluate(AXE)
    found = at.page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        f"{one['id']}: {[(node['html'][:160], node['failureSummary'][:240]) for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_no_fault_that_axe_knows_and_nothing_overlaps_or_is_cut(opened: Opener, name: str, window: str) -> None:
    width, height, scheme = WINDOWS[window]
    at = opened(ADDRESSES[name], width=width, height=height, scheme=scheme)
    at.photograph(f"{name}-{window}", whole=width < 500)
    assert faults(at) == []
    assert at.page.evaluate(FAULTS_OF_LAYOUT) == []


def cited(client: httpx.Client) -> dict[str, str]:
    """A page to cite of each kind."""
    first = {kind: client.get(f"/api/v1/{kind}s?limit=1").json()["items"][0] for kind in ("event", "claim", "report", "source")}
    return {kind: f"/{kind}/{one['id']}" for kind, one in first.items()} | {
        "place": "/place/ua-andriivka-bakhmut",
        "brief": "/brief?week=2023-09-18",
        "api": "/api",
    }


@pytest.mark.parametrize("window", WINDOWS)
def test_pages_to_cite_have_no_fault(opened: Opener, server: httpx.Client, window: str) -> None:
    width, height, scheme = WINDOWS[window]
    at = opened("/?view=legend", width=width, height=height, scheme=scheme)
    found = {}
    for name, path in cited(server).items():
        at.go(path)
        at.photograph(f"cited-{name}-{window}", whole=True)
        found[name] = [*faults(at), *at.page.evaluate(FAULTS_OF_LAYOUT)]
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize("window", ["light", "dark", "phone"])
def test_review_has_no_fault(opened: Opener, reviewing: httpx.Client, window: str) -> None:
    width, height, scheme = WINDOWS[window]
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing, width=width, height=height, scheme=scheme)
    at.photograph(f"review-{window}", whole=width < 500)
    assert faults(at) == []
    assert at.page.evaluate(FAULTS_OF_LAYOUT) == []


def test_an_open_filter_has_no_fault(opened: Opener) -> None:
    at = opened()
    at.click(at.page.get_by_role("button", name="Place", exact=True).first)
    at.photograph("filter-light")
    assert faults(at) == []


@pytest.mark.parametrize(
    "path", ["/event/072fbfb84699035e", "/claim/072fbfb84699035e", "/place/ua-andriivka-bakhmut", "/brief?week=2023-09-18"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_server_have_no_fault(opened: Opener, path: str, scheme: str) -> None:
    at = opened(path, scheme=scheme)
    assert faults(at) == []


def test_all_can_be_reached_with_the_tab_key(opened: Opener) -> None:
    at = opened("/?sel=claim:072fbfb84699035e")
    seen: list[str] = []
    for _ in range(140):
        at.page.keyboard.press("Tab")
        seen.append(
            at.page.evaluate(
                "document.activeElement.closest('section')?.getAttribute('aria-label') ?? document.activeElement.tagName"
            )
        )
        if "All claims" in seen:
            break
    order = list(dict.fromkeys(name for name in seen if name not in ("A", "INPUT", "BUTTON", "BODY")))
    assert order == ["Filters", "Map of claims", "Timeline", "Accounts", "Source text", "All claims"]


def test_the_first_tab_leads_past_the_header(opened: Opener) -> None:
    at = opened()
    at.page.keyboard.press("Tab")
    assert at.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    at.page.keyboard.press("Enter")
    assert at.page.evaluate("document.activeElement.id") == "main"


def test_no_webgl_gives_a_drawn_map_and_a_list(
    opened: Opener, browser: Browser, without_webgl: Callable[[Browser], AbstractContextManager[Browser]]
) -> None:
    with without_webgl(browser) as other:
        at = opened("/?voice=Ukraine", with_browser=other)
        area = at.view("Map of claims")
        assert "This browser has no WebGL" in area.inner_text()
        assert area.locator("img.map-svg").evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
        assert faults(at) == []
        at.click(area.get_by_role("button", name="Andriivka"))
        assert at.view("Accounts").get_by_role("heading", name="Andriivka").is_visible()
        at.photograph("without-webgl")


def test_reduced_motion_is_respected(opened: Opener) -> None:
    at = opened("/?sel=place:ua-andriivka-bakhmut", still=True)
    moving = at.page.evaluate("document.getAnimations().filter(one => one.playState === 'running').length")
    assert moving == 0
