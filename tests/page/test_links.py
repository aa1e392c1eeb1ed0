"""An address restores what its sender saw; the browser's way back works."""

import re
from urllib.parse import urlsplit

import pytest
from tests.page.conftest import Opener

pytestmark = pytest.mark.xdist_group("page")

VIEWS = ("Filters", "Map of claims", "Timeline", "Accounts", "Source text", "All claims")


@pytest.mark.parametrize(
    "address",
    [
        "/?voice=Russia&kind=capture,hold&from=2023-09-10&to=2023-09-20&sel=event:072fbfb84699035e",
        "/?place=ua-andriivka-bakhmut&as_of=2023-09-16&sel=claim:072fbfb84699035e&lanes=source",
        "/?status=disputed&rows=events&sort=-reports",
        "/?text=village&sel=place:ua-klishchiivka",
        "/?source=none&polarity=affirmed&rows=sources",
    ],
)
def test_an_address_restores_the_state(opened: Opener, address: str) -> None:
    first, second = opened(address), opened(address)
    assert urlsplit(first.page.url)._replace(scheme="", netloc="").geturl() == address
    for view in VIEWS:
        assert first.view(view).inner_text() == second.view(view).inner_text()


def test_back_and_forward(opened: Opener) -> None:
    at = opened()
    at.click(at.view("Filters").get_by_role("button", name=re.compile(r"^Ukraine \d+")))
    at.click(at.view("Accounts").locator("li button").first)
    chosen = at.view("Accounts").inner_text()
    at.page.go_back()
    at.settle()
    assert at.page.url.endswith("/?voice=Ukraine")
    assert "What is told most" in at.view("Accounts").inner_text()
    at.page.go_back()
    at.settle()
    assert at.page.url.endswith("/")
    at.page.go_forward()
    at.page.go_forward()
    at.settle()
    assert at.view("Accounts").inner_text() == chosen


def test_pages_to_cite_lead_back_to_the_workbench(opened: Opener) -> None:
    at = opened("/?sel=event:072fbfb84699035e")
    at.view("Accounts").get_by_role("link", name="Page to cite").click()
    at.page.get_by_role("heading", name=re.compile("Andriivka, Donetsk Oblast")).first.wait_for()
    assert urlsplit(at.page.url).path == "/event/072fbfb84699035e"
    at.page.locator("a[href^='/?sel=event:']").first.click()
    at.settle()
    assert "7 independent origins" in at.view("Accounts").inner_text()


def test_a_claim_that_is_not_there_is_told(opened: Opener) -> None:
    at = opened("/?sel=claim:ffffffffffffffff", refused=True)
    assert at.view("Accounts").get_by_role("alert").is_visible()
