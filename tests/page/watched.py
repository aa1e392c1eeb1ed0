"""A page of the browser that is watched: what it asks for, what it breaks; and what tests ask of it."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response

PICTURES = Path(__file__).parents[2] / "build/pictures"
PATIENCE = 20
SETTLED = """() => !document.querySelector('[aria-busy=true], .notice .bar')
    && (!document.querySelector('.map') || document.querySelector('.map[data-ready]') !== null)
    && document.querySelector('main') !== null"""
BROKEN = """addEventListener('securitypolicyviolation', event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""


class Watched:
    """One window. `close` asserts that nothing was asked of another host, no policy was broken and nothing went wrong."""

    def __init__(
        self, browser: Browser, origin: str, *, width: int = 1440, height: int = 900, scheme: str = "light", still: bool = True
    ) -> None:
        motion: Any = "reduce" if still else "no-preference"
        color: Any = scheme
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=color, reduced_motion=motion)
        self.origin = origin
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.refusals = False  # True where the test asks for what the server refuses: the browser logs each
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.add_init_script(BROKEN)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        harmless = "GPU stall" in message.text or "WebGL" in message.text or "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not harmless:
            self.faults.append(message.text)

    def _answered(self, answer: Response) -> None:
        """Keep what failed; 503 says that the record is being woven, and the page asks again."""
        if answer.status >= 400 and answer.status != 503 and not (self.refusals and answer.status < 500):
            self.faults.append(f"{answer.status} {answer.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def go(self, path: str) -> None:
        """Open a path of the page and wait until all views have answered."""
        self.page.goto(self.origin + path)
        if urlsplit(path).path == "/":
            self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way. (Polled: a waiting function would need eval, which the policy forbids.)"""
        calm, until = 0, time.monotonic() + PATIENCE
        while calm < 3:
            calm = calm + 1 if self.page.evaluate(SETTLED) else 0
            assert time.monotonic() < until, "the page did not come to rest"
            self.page.wait_for_timeout(60)

    def view(self, name: str) -> Locator:
        """One of the views by its name for screen readers."""
        return self.page.get_by_role("region", name=name, exact=True)

    def click(self, target: Locator) -> None:
        """Click and wait for what follows."""
        target.click()
        self.settle()

    def photograph(self, name: str, *, whole: bool = False) -> Path:
        """Keep a picture of the page under build/pictures."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        self.page.screenshot(path=path, full_page=whole)
        return path

    def close(self) -> None:
        self.context.close()
        hosts = {urlsplit(url).netloc for url in self.requests if not url.startswith("file:")}
        assert hosts <= {urlsplit(self.origin).netloc}, f"asked other hosts: {hosts}"
        assert not self.faults, self.faults
