"""Names, headings and quotes in Arabic, Hebrew and Persian run from right to left and turn round nothing beside them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.page.conftest import Opener, read
from tests.page.layout import FAULTS_OF_LAYOUT
from tests.web.serving import TOKEN, serving

pytestmark = pytest.mark.xdist_group("page")

REPORTS = Path(__file__).with_name("right_to_left.jsonl")
SENT = "[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]"

NOT_APART = f"""() => {{
  // Words that share a line with words of the other direction and are not isolated from them.
  const left = /{SENT}/u, right = /[A-Za-z]/
  const apart = (one) => ['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(one).unicodeBidi)
  const faults = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {{
    if (!left.test(node.textContent) || !node.parentElement.checkVisibility()) continue
    if (['SCRIPT', 'STYLE', 'TITLE', 'OPTION'].includes(node.parentElement.tagName.toUpperCase())) continue
    let at = node.parentElement
    while (at && !apart(at) && getComputedStyle(at).display.startsWith('inline')) at = at.parentElement
    if (at && !apart(at) && right.test(at.innerText ?? at.textContent)) faults.push(node.textContent.trim().slice(0, 80))
  }}
  return [...new Set(faults)]
}}"""
TURNED = f"""() => {{
  // The page's own prose that runs from right to left because a foreign word begins it.
  const count = (words, letters) => (words.match(letters) ?? []).length
  return [...document.body.querySelectorAll('p, li, h1, h2, h3, td, th, dd, dt, caption')]
    .filter((one) => getComputedStyle(one).direction === 'rtl')
    .map((one) => one.innerText)
    .filter((words) => count(words, /[A-Za-z]/g) > count(words, /{SENT}/gu))
}}"""


@pytest.fixture(scope="module")
def leftward(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(read(tmp_path_factory.mktemp("left") / "left.db", REPORTS), "--review", "--token", TOKEN) as client:
        yield client


def pages(client: httpx.Client) -> list[str]:
    """Every view, every page to cite, the file for the desk."""
    claims = client.get("/api/v1/claims?limit=500").json()["items"]
    quoted = next(one for one in claims if "\u05db\u05e4\u05e8" in one["quote"])  # the Hebrew word for village
    rows = [f"/?rows={rows}" for rows in ("events", "reports", "sources", "places")]
    chosen = [f"/?sel=claim:{one['id']}" for one in claims[:6]]
    cited = [f"/report/{one['id']}" for one in client.get("/api/v1/reports").json()["items"]]
    cited += [f"/{kind}/{quoted['id']}" for kind in ("claim", "event")]
    cited += [f"/source/{one['id']}" for one in client.get("/api/v1/sources").json()["items"]]
    return ["/", *rows, *chosen, "/?view=brief", f"/?view=review#token={TOKEN}", "/brief", *cited]


def test_words_from_right_to_left_keep_to_themselves_on_every_page(opened: Opener, leftward: httpx.Client) -> None:
    at = opened("/", client=leftward)
    faults = {}
    for path in pages(leftward):
        at.go(path)
        faults[path] = [*at.page.evaluate(NOT_APART), *at.page.evaluate(TURNED)]
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [1440, 390])
def test_headings_quotes_and_lines_of_a_report_each_run_their_own_way(opened: Opener, leftward: httpx.Client, width: int) -> None:
    (report,) = [one for one in leftward.get("/api/v1/reports").json()["items"] if one["doc"] == "left-hebrew"]
    at = opened(f"/?sel=report:{report['id']}", client=leftward, width=width)
    at.photograph(f"right-to-left-{width}", whole=width < 500)
    text = at.view("Source text")
    assert text.get_by_role("heading").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    lines = text.locator(".text").evaluate("""one => {
        const edges = (words) => {
            const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const start = node.textContent.indexOf(words)
                if (start < 0) continue
                const range = document.createRange()
                range.setStart(node, start)
                range.setEnd(node, start + words.length)
                const box = range.getBoundingClientRect(), frame = one.getBoundingClientRect()
                return [box.left - frame.left, frame.right - box.right]
            }
        }
        return [edges('\u05d4\u05db\u05e4\u05e8 \u05d4\u05d5\u05e4\u05d2\u05d6'), edges('Israeli forces')]
    }""")
    hebrew, english = lines
    assert hebrew[1] < 2 < hebrew[0], "the Hebrew line begins at the right"
    assert english[0] < 2 < english[1], "the English line begins at the left"
    assert at.page.evaluate(FAULTS_OF_LAYOUT) == []
