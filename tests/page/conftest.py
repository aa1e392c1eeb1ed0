"""A real server of the sample ledger and a real browser; a test also fails on a request elsewhere, a broken policy, a fault."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright
from tests.page.watched import Watched
from tests.web.conftest import own_cache
from tests.web.serving import TOKEN, serving

from rashomon.cli import main

SAMPLES = Path(__file__).parents[2] / "src/rashomon/samples"
OWN = Path(__file__).with_name("reports.jsonl")
CHROMIUM = "/usr/bin/chromium"
DRAWN_BY_SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

__all__ = ["own_cache"]  # a fixture of tests/web, used here too

Opener = Callable[..., Watched]


def read(ledger: Path, *paths: Path) -> Path:
    """Read reports into a ledger with the program's own command."""
    made = CliRunner().invoke(main, ["read", *map(str, paths), "--ledger", str(ledger)], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return ledger


@pytest.fixture(scope="session")
def ledger(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports and three of our own: a place that stays open, a computed place, a quote that runs from right to left."""
    return read(tmp_path_factory.mktemp("page") / "sample.db", SAMPLES, OWN)


@pytest.fixture(scope="session")
def server(ledger: Path) -> Iterator[httpx.Client]:
    with serving(ledger) as client:
        yield client


@pytest.fixture
def reviewing(ledger: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A server that takes decisions, with a ledger of its own."""
    with serving(copyfile(ledger, tmp_path / "review.db"), "--review", "--token", TOKEN) as client:
        yield client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=DRAWN_BY_SOFTWARE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def without_webgl() -> Callable[[], AbstractContextManager[Browser]]:
    """A browser that cannot draw the map; it starts when it is asked for, since two at once want two loops."""

    @contextmanager
    def started(browser: Browser) -> Iterator[Browser]:
        other = browser.browser_type.launch(executable_path=CHROMIUM, args=["--disable-3d-apis"])
        yield other
        other.close()

    return started


@pytest.fixture
def opened(browser: Browser, server: httpx.Client) -> Iterator[Opener]:
    """Open an address of the page: `opened("/?view=brief", width=390, height=844, scheme="dark")`."""
    pages: list[Watched] = []

    def opener(
        path: str = "/", *, client: httpx.Client = server, with_browser: Browser = browser, refused: bool = False, **options: Any
    ) -> Watched:
        page = Watched(with_browser, str(client.base_url).rstrip("/"), **options)
        page.refusals = refused
        pages.append(page)
        page.go(path)
        return page

    yield opener
    for page in pages:
        page.close()
